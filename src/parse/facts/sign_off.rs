//! Who signs a report, and when: the last lines, or the line under the title.

use super::date::{dates, final_date};
use super::normalized::Normalized;
use crate::agencies::AgencyName;
use crate::agencies::without_seal;
use crate::report::Date;

/// The lines from the end that are looked at: attachments and contacts follow some signatures.
const MOST_LINES: usize = 12;

/// What signs a report.
#[derive(Debug, Default)]
pub(super) struct SignOff {
    /// The agency with its name as it is read and as it is written.
    pub(super) agency: Option<Signer>,
    /// The day, with the line it stands in.
    pub(super) date: Option<(Date, String)>,
}

/// The agency that signs.
#[derive(Clone, Debug)]
pub(super) struct Signer {
    pub(super) name: AgencyName,
    pub(super) folded: String,
    pub(super) written: String,
}

/// Finds the signature in `tail`, the end of `body`, leaving out what lies before byte `from` of
/// the body.
pub(super) fn find(tail: &Normalized, body: &str, from: usize) -> SignOff {
    let mut lines = tail.lines();
    lines.retain(|line| tail.origin(line.start).is_some_and(|origin| origin >= from));
    let first = lines.len().saturating_sub(MOST_LINES);
    let lines = lines.get(first..).unwrap_or_default();
    let signer = |range: std::ops::Range<usize>| {
        let folded = without_seal(tail.get(&range));
        let name = AgencyName::from_line(folded)?;
        if name.office.len == 0 {
            return None;
        }
        let start = range.start + tail.get(&range).find(folded)?;
        let written = tail.original(body, &(start..start + folded.len()));
        Some(Signer { name, folded: folded.to_owned(), written })
    };
    for (at, line) in lines.iter().enumerate().rev() {
        let Some((before, date)) = final_date(tail.get(line)) else { continue };
        let before = before.trim_end_matches(['(', ' ', ':']);
        let date = Some((date, tail.get(line).to_owned()));
        if before.is_empty() {
            let above = lines.get(at.saturating_sub(2)..at).unwrap_or_default();
            let agency = above.iter().rev().find_map(|line| signer(line.clone()));
            return SignOff { agency, date };
        }
        if let Some(agency) = signer(line.start..line.start + before.len()) {
            return SignOff { agency: Some(agency), date };
        }
    }
    let last = lines.get(lines.len().saturating_sub(2)..).unwrap_or_default();
    SignOff { agency: last.iter().rev().find_map(|line| signer(line.clone())), date: None }
}

/// Returns the day in brackets under the title, on which the report was given, with its line.
pub(super) fn date_in_brackets(head: &Normalized, after_line: usize) -> Option<(Date, String)> {
    let lines = head.lines();
    let under = lines.get(after_line..)?.iter().take(2);
    under.map(|line| head.get(line)).find_map(|line| {
        let bracketed = line.strip_prefix('(')?;
        let (_, date) = dates(bracketed).into_iter().find(|(range, _)| range.start == 0)?;
        Some((date, line.to_owned()))
    })
}

/// What stands between a label and its value.
pub(super) const LABEL: [char; 6] = [':', '|', ' ', ']', '\n', '】'];

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
            let agency = found.agency.map_or("-".to_owned(), |signer| signer.written);
            let date = found.date.map_or("-".to_owned(), |(date, _)| date.to_string());
            assert_eq!(format!("{agency} {date}"), expected, "{text}");
        }
    }
}
