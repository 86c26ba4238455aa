//! The entry of a report in a list of references, by the Chinese standard GB/T 7714, in the form for
//! numbered lists (顺序编码制).
//!
//! Two editions are in use. GB/T 7714—2025, in force since 2026-07-01, cites a report on the web with
//! its day of publication and its address. GB/T 7714—2015, which journals still ask for, puts the day
//! in brackets and adds the day of citation. In both:
//!
//! - the document number follows the title;
//! - an unknown agency is left out (2015: 8.1.4);
//! - a report without a title gets one in square brackets, made from what is known of it;
//! - `[R/OL]` is a report on the web, `[R]` one without a known address.
//!
//! A day that was inferred is left out: readers rely on what an entry says.

use maud::{Markup, html};

use crate::analysis::ReportRow;
use crate::report::{Certainty, Date, Fact, Language, ReportKind};
use crate::web::pages::html_text::clean;
use crate::web::pages::layout::PageContext;

/// The entries of a report by the two editions of the standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Citation {
    /// By GB/T 7714—2025.
    pub(super) current: String,
    /// By GB/T 7714—2015.
    pub(super) former: String,
}

impl Citation {
    /// Returns the entries of a report that is cited on the day `cited`.
    pub(super) fn new(report: &ReportRow, cited: Option<Date>) -> Self {
        let agency = report.facts.agency.as_deref().map(|agency| format!("{agency}. "));
        let agency = agency.unwrap_or_default();
        let title = title(report);
        let number = report.facts.document_number.as_deref();
        let numbered = |colon: &str| number.map_or(String::new(), |it| format!("{colon}{it}"));
        let (wide, narrow) = (numbered("："), numbered(": "));
        let day = day(report);
        let plain = day.map_or(String::new(), |day| format!(" {day}."));
        let Some(url) = report.facts.url.as_deref() else {
            let entry = |number: &str| format!("{agency}{title}{number}[R].{plain}");
            return Self { current: entry(&wide), former: entry(&narrow) };
        };
        let published = day.map_or(String::new(), |day| format!("({day})"));
        let visited = cited.map_or(String::new(), |day| format!("[{day}]"));
        let days = format!("{published}{visited}");
        let days = if days.is_empty() { days } else { format!(" {days}.") };
        Self {
            current: format!("{agency}{title}{wide}[R/OL].{plain} {url}."),
            former: format!("{agency}{title}{narrow}[R/OL].{days} {url}."),
        }
    }

    /// Returns the entries as fields to copy from. `cited` is the day in the second one.
    pub(super) fn fields(&self, context: &PageContext, cited: Option<Date>) -> Markup {
        let dated = cited.filter(|day| self.former.contains(&format!("[{day}]")));
        let former = match dated {
            Some(_) => context
                .pick("GB/T 7714—2015 (with the day of citation)", "GB/T 7714—2015（附引用日期）"),
            None => "GB/T 7714—2015",
        };
        let current = context.pick("GB/T 7714—2025 (in force)", "GB/T 7714—2025（现行）");
        let editions =
            [("current", current, None, &self.current), ("former", former, dated, &self.former)];
        html! {
            details.citation {
                summary { (context.pick("Cite this report", "引用本报告")) }
                @for (id, name, day, entry) in editions {
                    div.entry {
                        label for={ "cite-" (id) } { (name) }
                        textarea id={ "cite-" (id) } readonly rows="2" lang="zh" autocomplete="off"
                            spellcheck="false" data-cited=[day] { (clean(entry)) }
                        button.small type="button" hidden data-copy={ "cite-" (id) } {
                            (context.pick("Copy", "复制"))
                        }
                    }
                }
            }
        }
    }
}

/// Returns the title of a report or, in square brackets, a description.
fn title(report: &ReportRow) -> String {
    if let Some(title) = &report.facts.title {
        return title.clone();
    }
    let agency = report.facts.agency.as_deref().unwrap_or_default();
    let year = report.facts.year.map(|year| format!("{year}年")).unwrap_or_default();
    let kind = report.facts.kind.filter(|kind| *kind != ReportKind::Other);
    format!("[{agency}{year}{}]", kind.map_or("报告", |kind| kind.label(Language::Chinese)))
}

/// Returns the day on which a report was published or else signed, if it is stated.
fn day(report: &ReportRow) -> Option<Date> {
    let is_stated =
        |fact| report.origin(fact).is_some_and(|origin| origin.certainty == Certainty::Stated);
    let published = report.facts.published.filter(|_| is_stated(Fact::Published));
    published.or_else(|| report.facts.date.filter(|_| is_stated(Fact::Date)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::FactOrigin;
    use crate::report::{FactValues, Source, Year};

    fn report() -> ReportRow {
        let known = r#"{
            "id": "1a", "path": "a.txt", "title": null, "agency": null, "agency_as_written": null,
            "agency_kind": null, "department": null, "year": null, "region": {"province": null,
            "prefecture": null, "county": null, "code": null}, "date": null, "published": null,
            "document_number": null, "index_number": null, "kind": null, "url": null, "sections": 1,
            "notes": [], "sources": {}, "joined": [], "copies": [], "versions": []
        }"#;
        serde_json::from_str(known).unwrap()
    }

    fn whole() -> ReportRow {
        let stated = FactOrigin { source: Source::Metadata, certainty: Certainty::Stated };
        let facts = FactValues {
            title: Some("卢氏县卫生健康委员会2024年度法治政府建设情况报告".to_owned()),
            agency: Some("卢氏县卫生健康委员会".to_owned()),
            year: Year::new(2024),
            kind: Some(ReportKind::RuleOfLaw),
            published: Date::new(2025, 1, 20),
            date: Date::new(2025, 1, 10),
            url: Some("https://www.lushi.gov.cn/a.html".to_owned()),
            ..FactValues::default()
        };
        ReportRow {
            facts,
            sources: [("published", stated), ("date", stated)]
                .map(|(fact, it)| (fact.to_owned(), it))
                .into(),
            ..report()
        }
    }

    #[test]
    fn a_report_is_cited_as_the_standard_has_it() {
        let whole = whole();
        let title = whole.facts.title.clone().unwrap();
        let inferred = FactOrigin { source: Source::Opening, certainty: Certainty::Inferred };
        let unsure = [("published", inferred), ("date", inferred)];
        for (report, current, former) in [
            (
                whole.clone(),
                format!("卢氏县卫生健康委员会. {title}[R/OL]. 2025-01-20. https://www.lushi.gov.cn/a.html."),
                format!("卢氏县卫生健康委员会. {title}[R/OL]. (2025-01-20)[2026-11-25]. https://www.lushi.gov.cn/a.html."),
            ),
            (
                ReportRow {
                    facts: FactValues {
                        document_number: Some("卢卫〔2025〕3号".to_owned()),
                        url: None,
                        published: None,
                        ..whole.facts.clone()
                    },
                    ..whole.clone()
                },
                format!("卢氏县卫生健康委员会. {title}：卢卫〔2025〕3号[R]. 2025-01-10."),
                format!("卢氏县卫生健康委员会. {title}: 卢卫〔2025〕3号[R]. 2025-01-10."),
            ),
            (
                ReportRow {
                    facts: FactValues { title: None, ..whole.facts.clone() },
                    sources: unsure.map(|(fact, it)| (fact.to_owned(), it)).into(),
                    ..whole.clone()
                },
                "卢氏县卫生健康委员会. [卢氏县卫生健康委员会2024年法治政府建设年度报告][R/OL]. https://www.lushi.gov.cn/a.html.".to_owned(),
                "卢氏县卫生健康委员会. [卢氏县卫生健康委员会2024年法治政府建设年度报告][R/OL]. [2026-11-25]. https://www.lushi.gov.cn/a.html.".to_owned(),
            ),
            (report(), "[报告][R].".to_owned(), "[报告][R].".to_owned()),
        ] {
            let cited = Citation::new(&report, Date::new(2026, 11, 25));
            assert_eq!(cited, Citation { current, former });
        }
    }
}
