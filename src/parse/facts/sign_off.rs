//! The sign-off: who signs a report, and when. It is in the last lines, or under the title.

use std::ops::Range;

use super::date::{dates, final_date};
use super::normalized::Normalized;
use crate::agencies::{AgencyName, without_seal};
use crate::report::Date;

/// The number of lines at the end that are read: attachments and contacts follow some sign-offs.
const MOST_LINES: usize = 12;

/// The sign-off of a report.
#[derive(Debug, Default)]
pub(super) struct SignOff {
    /// The agency.
    pub(super) signer: Option<Signer>,
    /// The day, and the line it is in.
    pub(super) date: Option<(Date, String)>,
}

/// The agency that signs.
#[derive(Clone, Debug)]
pub(super) struct Signer {
    pub(super) name: AgencyName,
    /// The normalized name.
    pub(super) folded: String,
    /// The name in the report's own characters.
    pub(super) written: String,
}

/// Finds the sign-off in `tail`, the end of `body`, from byte `from` of the body on.
pub(super) fn find(tail: &Normalized, body: &str, from: usize) -> SignOff {
    let mut lines = tail.lines();
    lines.retain(|line| tail.origin(line.start).is_some_and(|origin| origin >= from));
    lines.drain(..lines.len().saturating_sub(MOST_LINES));
    for (at, line) in lines.iter().enumerate().rev() {
        let Some((before, date)) = final_date(tail.get(line)) else { continue };
        let before = before.trim_end_matches(['(', ' ', ':']);
        let date = Some((date, tail.get(line).to_owned()));
        if before.is_empty() {
            let above = lines.iter().take(at).rev().take(2);
            return SignOff {
                signer: above.into_iter().find_map(|it| signer_at(tail, body, it)),
                date,
            };
        }
        if let Some(signer) = signer_at(tail, body, &(line.start..line.start + before.len())) {
            return SignOff { signer: Some(signer), date };
        }
    }
    let last = lines.iter().rev().take(2);
    SignOff { signer: last.into_iter().find_map(|line| signer_at(tail, body, line)), date: None }
}

/// Reads the bytes `range` of `tail`, the end of `body`, as the name of the agency that signs.
fn signer_at(tail: &Normalized, body: &str, range: &Range<usize>) -> Option<Signer> {
    let line = tail.get(range);
    let folded = without_seal(line);
    let name = AgencyName::from_line(folded).filter(|name| name.office.len > 0)?;
    let start = range.start + line.find(folded)?;
    let written = tail.original(body, &(start..start + folded.len()));
    Some(Signer { name, folded: folded.to_owned(), written })
}

/// Returns the day in brackets under the title, on which the report was given, and its line.
pub(super) fn date_in_brackets(head: &Normalized, after_line: usize) -> Option<(Date, String)> {
    let lines = head.lines();
    let under = lines.get(after_line..)?.iter().take(2);
    under.map(|line| head.get(line)).find_map(|line| {
        let bracketed = line.strip_prefix('(')?;
        let (_, date) = dates(bracketed).into_iter().find(|(range, _)| range.start == 0)?;
        Some((date, line.to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_says_who_signs_and_when() {
        for (text, expected) in [
            ("正文。\n卢氏县财政局\n2024年1月5日\n", "卢氏县财政局 2024-01-05"),
            (
                "正文。\n卢氏县财政局（盖章）\n二〇二四年一月五日\n附件：表\n",
                "卢氏县财政局 2024-01-05",
            ),
            ("正文。\n卢氏县财政局      2024年1月5日", "卢氏县财政局 2024-01-05"),
            ("正文。\n酉阳自治县卫健委\n", "酉阳自治县卫健委 -"),
            ("正文。\n2024-01-05\n", "- 2024-01-05"),
            ("会议于2024年1月5日召开。\n正文。\n", "- -"),
        ] {
            let found = find(&Normalized::new(text, 0, 500), text, 0);
            let agency = found.signer.map_or("-".to_owned(), |signer| signer.written);
            let date = found.date.map_or("-".to_owned(), |(date, _)| date.to_string());
            assert_eq!(format!("{agency} {date}"), expected, "{text}");
        }
    }
}
