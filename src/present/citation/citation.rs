//! What an entry says of a report, and of a quotation from it.

use crate::analysis::ReportRow;
use crate::report::{Certainty, Date, Fact, Language, ReportKind};
use crate::text::{Folded, is_harmful};

/// What is cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cited {
    /// A report.
    Report,
    /// What was counted in a collection of reports.
    Count,
}

/// What an entry says of a report, or of a count. Every text is one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Citation {
    pub(super) cited_is: Cited,
    /// The id of the report, which is the key of the entry.
    pub(crate) id: String,
    /// The agency, as far as it is known.
    pub(crate) agency: Option<String>,
    /// The title. What is not part of it on the report stands in square brackets.
    pub(crate) title: String,
    /// The document number; of a count, the program and the index.
    pub(crate) number: Option<String>,
    /// The day on which the report was published or else signed, if it is stated.
    pub(crate) issued: Option<Date>,
    /// The address on the web.
    pub(crate) url: Option<String>,
    /// The day of citation; only a report on the web has one.
    pub(crate) cited: Option<Date>,
    /// What is quoted; of a count, what was counted.
    pub(crate) note: Option<String>,
    /// The pages of the file that it is on: `12`, `12-13`.
    pub(crate) pages: Option<String>,
}

impl Citation {
    /// Returns what the entry of a report says that is cited on the day `cited`.
    pub(crate) fn new(report: &ReportRow, cited: Option<Date>) -> Self {
        let text = |value: &Option<String>| {
            let line = one_line(value.as_deref().unwrap_or_default());
            (!line.is_empty()).then_some(line)
        };
        let url = text(&report.facts.url).filter(|url| is_address(url));
        Self {
            cited_is: Cited::Report,
            id: report.id.clone(),
            agency: text(&report.facts.agency),
            title: title(report, text(&report.facts.title)),
            number: text(&report.facts.document_number),
            issued: day(report),
            cited: cited.filter(|_| url.is_some()),
            url,
            note: None,
            pages: None,
        }
    }

    /// Returns what the entry of a count says: its title, the program and the index, and what was counted;
    /// the day of the data; the address, and the day on which it is cited.
    pub(crate) fn of_count(
        [title, edition, counted]: [String; 3],
        day: Option<Date>,
        (url, cited): (Option<String>, Option<Date>),
    ) -> Self {
        let counted = one_line(&counted);
        Self {
            cited_is: Cited::Count,
            id: format!("chabao{:012x}", key(&counted)),
            agency: None,
            title: one_line(&title),
            number: Some(one_line(&edition)),
            issued: day,
            cited: cited.filter(|_| url.is_some()),
            url,
            note: Some(counted),
            pages: None,
        }
    }

    /// Adds what is quoted: `“全文”（二、存在的不足 › （一）能力）`.
    pub(crate) fn with_quotation(mut self, text: &str, heading_path: &[String]) -> Self {
        let headings: Vec<String> = heading_path.iter().map(|heading| one_line(heading)).collect();
        let place = match headings.as_slice() {
            [] => String::new(),
            headings => format!("（{}）", headings.join(" › ")),
        };
        self.note = Some(format!("“{}”{place}", one_line(text)));
        self
    }

    /// Adds the first and the last page of what is quoted.
    pub(crate) fn with_pages(mut self, pages: Option<[u32; 2]>) -> Self {
        self.pages =
            pages.map(
                |[first, last]| {
                    if first == last { first.to_string() } else { format!("{first}-{last}") }
                },
            );
        self
    }
}

/// Returns a number of twelve hexadecimal digits that is always the same for a text (FNV-1a).
fn key(text: &str) -> u64 {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash >> 16
}

/// Returns the title of a report. One without a title gets one in square brackets, made from what is
/// known of it; so does a year that is stated elsewhere in the report and not in its title, since the
/// reports of an agency often have the same title every year.
fn title(report: &ReportRow, title: Option<String>) -> String {
    let year = report.facts.year;
    let Some(title) = title else {
        let agency = one_line(report.facts.agency.as_deref().unwrap_or_default());
        let year = year.map(|year| format!("{year}年")).unwrap_or_default();
        let kind = report.facts.kind.filter(|kind| *kind != ReportKind::Other);
        return format!(
            "[{agency}{year}{}]",
            kind.map_or("报告", |it| it.label(Language::Chinese))
        );
    };
    let missing = year.filter(|_| is_stated(report, Fact::Year));
    let missing = missing.filter(|year| !has_year(&title, &year.to_string()));
    missing.map_or_else(|| title.clone(), |year| format!("{title}[{year}年度]"))
}

/// Returns whether a title has a year, in whatever figures.
fn has_year(title: &str, year: &str) -> bool {
    let figures = |digit: char| "〇一二三四五六七八九".chars().nth(digit.to_digit(10)? as usize);
    let chinese: String = year.chars().filter_map(figures).collect();
    let folded = Folded::new(title).text;
    folded.contains(year) || folded.contains(&chinese)
}

/// Returns the day on which a report was published or else signed, if it is stated.
fn day(report: &ReportRow) -> Option<Date> {
    let published = report.facts.published.filter(|_| is_stated(report, Fact::Published));
    published.or_else(|| report.facts.date.filter(|_| is_stated(report, Fact::Date)))
}

fn is_stated(report: &ReportRow, fact: Fact) -> bool {
    report.origin(fact).is_some_and(|origin| origin.certainty == Certainty::Stated)
}

/// Returns whether a text is an address on the web, with or without `https://`. A script or a file
/// of some machine is none.
fn is_address(text: &str) -> bool {
    let host = text.split(['/', '?', '#']).next().unwrap_or_default();
    let scheme = text.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    let is_web = matches!(scheme.as_deref(), Some("http" | "https"));
    let is_bare = host.contains('.') && !host.starts_with('.') && !host.contains(':');
    !text.contains(char::is_whitespace) && (is_web || is_bare)
}

/// Returns text on one line, without characters that move a cursor or turn the direction of writing.
fn one_line(text: &str) -> String {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| word.chars().filter(|&character| !is_harmful(character)).collect())
        .collect();
    words.join(" ").trim().to_owned()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::analysis::FactOrigin;
    use crate::report::{FactValues, Source, Year};

    /// Returns a report of which nothing is known.
    pub(in crate::present::citation) fn unknown() -> ReportRow {
        let known = r#"{
            "id": "r1a2b3c4d5e6f", "path": "a.txt", "title": null, "agency": null,
            "agency_as_written": null, "agency_kind": null, "department": null, "year": null,
            "region": {"province": null, "prefecture": null, "county": null, "code": null},
            "date": null, "published": null, "document_number": null, "index_number": null,
            "kind": null, "url": null, "sections": 1, "notes": [], "sources": {}, "joined": [],
            "copies": [], "versions": []
        }"#;
        serde_json::from_str(known).unwrap()
    }

    /// Returns a report of which everything is stated.
    pub(in crate::present::citation) fn whole() -> ReportRow {
        let stated = FactOrigin { source: Source::Metadata, certainty: Certainty::Stated };
        let facts = FactValues {
            title: Some("云岫县卫生健康委员会2024年度法治政府建设情况报告".to_owned()),
            agency: Some("云岫县卫生健康委员会".to_owned()),
            year: Year::new(2024),
            kind: Some(ReportKind::RuleOfLaw),
            published: Date::new(2025, 1, 20),
            date: Date::new(2025, 1, 10),
            document_number: Some("云卫〔2025〕3号".to_owned()),
            url: Some("https://www.yunxiu.example/a.html?x=1&b=%e4".to_owned()),
            ..FactValues::default()
        };
        let sources = ["published", "date", "year"].map(|fact| (fact.to_owned(), stated)).into();
        ReportRow { facts, sources, ..unknown() }
    }

    /// Returns a report whose facts try to end a field, an entry or a line.
    pub(in crate::present::citation) fn hostile() -> ReportRow {
        let facts = FactValues {
            title: Some(
                "100% {甲}} \"乙\"\nTY  - JOUR\r\nER  - \u{202E}\\end{a} #1_b $c^2~ & </script>"
                    .to_owned(),
            ),
            agency: Some("云岫县, and 石燕县}".to_owned()),
            url: Some("https://a.example/x}{\\y%20".to_owned()),
            ..FactValues::default()
        };
        ReportRow { facts, ..unknown() }
    }

    #[test]
    fn a_title_says_which_report_it_is() {
        use Certainty::{Inferred, Stated};

        let titled = |title: &str, year: u16, certainty| {
            let origin = FactOrigin { source: Source::Metadata, certainty };
            let (title, year) = (Some(title.to_owned()), Year::new(year));
            let facts = FactValues { title, year, ..FactValues::default() };
            ReportRow { facts, sources: [("year".to_owned(), origin)].into(), ..unknown() }
        };
        for (report, expected) in [
            (titled("甲县2023年报告", 2023, Stated), "甲县2023年报告"),
            (titled("甲县２０２３年报告", 2023, Stated), "甲县２０２３年报告"),
            (titled("甲县二○二三年报告", 2023, Stated), "甲县二○二三年报告"),
            (titled("甲县\n工作报告", 2023, Stated), "甲县 工作报告[2023年度]"),
            (titled("甲县工作报告", 2023, Inferred), "甲县工作报告"),
            (titled(" \n", 2023, Stated), "[2023年报告]"),
            (unknown(), "[报告]"),
        ] {
            assert_eq!(Citation::new(&report, None).title, expected);
        }
    }

    #[test]
    fn only_an_address_on_the_web_is_one() {
        for (address, expected) in [
            ("https://a.example/b", true),
            ("HTTP://a.example", true),
            ("www.a.example/b?c:d", true),
            ("javascript:alert(1)//a.example", false),
            ("file:///etc/passwd", false),
            ("/srv/a.html", false),
            ("../a.html", false),
            ("https://a.example/b c", false),
            ("无", false),
        ] {
            let facts = FactValues { url: Some(address.to_owned()), ..FactValues::default() };
            let report = ReportRow { facts, ..unknown() };
            let citation = Citation::new(&report, Date::new(2026, 11, 25));
            assert_eq!(citation.url.is_some(), expected, "{address}");
            assert_eq!(citation.cited.is_some(), expected, "{address}");
        }
    }
}
