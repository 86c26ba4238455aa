//! The entry by the Chinese standard GB/T 7714, in the form for numbered lists (顺序编码制).
//!
//! Two editions are in use. GB/T 7714—2025, in force since 2026-07-01, cites a report on the web with
//! its day of publication and its address. GB/T 7714—2015, which journals still ask for, puts the day
//! in brackets and adds the day of citation. In both:
//!
//! - the document number follows the title;
//! - an unknown agency is left out (2015: 8.1.4);
//! - the pages of a quotation follow the days;
//! - `[R/OL]` is a report on the web, `[R]` one without a known address; `[DB/OL]` and `[DB]` are counts,
//!   which a collection of reports was asked for.

use super::citation::{Citation, Cited};

impl Citation {
    /// Returns the entry by GB/T 7714—2025.
    pub(crate) fn to_gbt(&self) -> String {
        let day = self.issued.map(|day| day.to_string());
        let beginning = self.beginning("：");
        match &self.url {
            Some(url) => {
                format!("{beginning}[{}/OL]{} {url}.", self.sign(), self.days_and_pages(day))
            }
            None => format!("{beginning}[{}]{}", self.sign(), self.days_and_pages(day)),
        }
    }

    /// Returns the entry by GB/T 7714—2025 of a quotation, before and behind its pages.
    pub(crate) fn to_gbt_of_pages(&self) -> [String; 2] {
        // No text of an entry has this character.
        const PLACE: char = '\0';
        let entry = Self { pages: Some(PLACE.into()), ..self.clone() }.to_gbt();
        let (before, behind) = entry.split_once(PLACE).unwrap_or_default();
        [before.to_owned(), behind.to_owned()]
    }

    /// Returns the entry by GB/T 7714—2015.
    pub(crate) fn to_former_gbt(&self) -> String {
        let Some(url) = &self.url else {
            let day = self.issued.map(|day| day.to_string());
            return format!(
                "{}[{}]{}",
                self.beginning(": "),
                self.sign(),
                self.days_and_pages(day)
            );
        };
        let published = self.issued.map_or(String::new(), |day| format!("({day})"));
        let visited = self.cited.map_or(String::new(), |day| format!("[{day}]"));
        let days = format!("{published}{visited}");
        let days = Some(days).filter(|days| !days.is_empty());
        format!("{}[{}/OL]{} {url}.", self.beginning(": "), self.sign(), self.days_and_pages(days))
    }

    /// Returns the dates and the page numbers, as they follow the type of the document.
    fn days_and_pages(&self, days: Option<String>) -> String {
        match (days, &self.pages) {
            (None, None) => ".".to_owned(),
            (Some(days), None) => format!(". {days}."),
            (None, Some(pages)) => format!(": {pages}."),
            (Some(days), Some(pages)) => format!(". {days}: {pages}."),
        }
    }

    /// Returns the sign of the kind.
    fn sign(&self) -> &'static str {
        match self.cited_is {
            Cited::Report => "R",
            Cited::Count => "DB",
        }
    }

    /// Returns what stands before the sign of the kind. `colon` precedes the document number.
    fn beginning(&self, colon: &str) -> String {
        let agency = self.agency.as_ref().map_or(String::new(), |agency| format!("{agency}. "));
        let number = self.number.as_ref().map_or(String::new(), |it| format!("{colon}{it}"));
        format!("{agency}{}{number}", self.title)
    }
}

#[cfg(test)]
mod tests {
    use super::super::citation::tests::{unknown, whole};
    use super::*;
    use crate::analysis::{FactOrigin, ReportRow};
    use crate::report::{Certainty, Date, FactValues, Source};

    #[test]
    fn a_report_is_cited_as_the_standard_has_it() {
        let whole = whole();
        let inferred = FactOrigin { source: Source::Opening, certainty: Certainty::Inferred };
        let unsure = [("published", inferred), ("date", inferred)];
        for (report, current, former) in [
            (
                whole.clone(),
                "云岫县卫生健康委员会. 云岫县卫生健康委员会2024年度法治政府建设情况报告：云卫〔2025〕3号[R/OL]. 2025-01-20. https://www.yunxiu.example/a.html?x=1&b=%e4.",
                "云岫县卫生健康委员会. 云岫县卫生健康委员会2024年度法治政府建设情况报告: 云卫〔2025〕3号[R/OL]. (2025-01-20)[2026-11-25]. https://www.yunxiu.example/a.html?x=1&b=%e4.",
            ),
            (
                ReportRow {
                    facts: FactValues { url: None, published: None, ..whole.facts.clone() },
                    ..whole.clone()
                },
                "云岫县卫生健康委员会. 云岫县卫生健康委员会2024年度法治政府建设情况报告：云卫〔2025〕3号[R]. 2025-01-10.",
                "云岫县卫生健康委员会. 云岫县卫生健康委员会2024年度法治政府建设情况报告: 云卫〔2025〕3号[R]. 2025-01-10.",
            ),
            (
                ReportRow {
                    facts: FactValues { title: None, document_number: None, ..whole.facts.clone() },
                    sources: unsure.map(|(fact, it)| (fact.to_owned(), it)).into(),
                    ..whole.clone()
                },
                "云岫县卫生健康委员会. [云岫县卫生健康委员会2024年法治政府建设年度报告][R/OL]. https://www.yunxiu.example/a.html?x=1&b=%e4.",
                "云岫县卫生健康委员会. [云岫县卫生健康委员会2024年法治政府建设年度报告][R/OL]. [2026-11-25]. https://www.yunxiu.example/a.html?x=1&b=%e4.",
            ),
            (unknown(), "[报告][R].", "[报告][R]."),
        ] {
            let citation = Citation::new(&report, Date::new(2026, 11, 25));
            assert_eq!(
                (citation.to_gbt().as_str(), citation.to_former_gbt().as_str()),
                (current, former)
            );
        }
    }

    #[test]
    fn the_pages_of_a_quotation_follow_the_days() {
        let cited = Date::new(2026, 11, 25);
        let paper = FactValues { url: None, ..whole().facts };
        let paper = ReportRow { facts: paper, ..whole() };
        for (report, pages, current, former) in [
            (
                whole(),
                [12, 12],
                "[R/OL]. 2025-01-20: 12. https://www",
                "[R/OL]. (2025-01-20)[2026-11-25]: 12. https://www",
            ),
            (paper, [12, 13], "[R]. 2025-01-20: 12-13.", "[R]. 2025-01-20: 12-13."),
            (unknown(), [3, 3], "[报告][R]: 3.", "[报告][R]: 3."),
        ] {
            let citation = Citation::new(&report, cited).with_pages(Some(pages));
            let entries = [(citation.to_gbt(), current), (citation.to_former_gbt(), former)];
            for (entry, expected) in entries {
                assert!(entry.contains(expected), "{entry}");
            }
            let (pages, parts) = (citation.pages.clone().unwrap(), citation.to_gbt_of_pages());
            assert_eq!(parts.join(&pages), citation.to_gbt());
        }
    }
}
