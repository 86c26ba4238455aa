//! How many reports an index holds, and where and when they are from, in a sentence.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::counts::counted;
use crate::analysis::Extent;
use crate::error::Result;
use crate::index::IndexReader;
use crate::report::{Language, Year};
use crate::search::{FacetBy, Request, search};
use crate::text::grouped;

impl Extent {
    /// Returns how many reports there are, and where and when they are from.
    #[must_use]
    pub fn in_words(self, language: Language) -> String {
        match language {
            Language::Chinese => self.chinese(),
            Language::English => self.english(),
        }
    }

    fn years(self, dash: &str) -> Option<String> {
        let (first, last): (Year, Year) = (self.first_year?, self.last_year?);
        Some(if first == last { first.to_string() } else { format!("{first}{dash}{last}") })
    }

    fn chinese(self) -> String {
        let places = [(self.provinces, "省"), (self.counties, "县")].into_iter();
        let places = places.filter(|(number, _)| *number > 0);
        let places: Vec<String> =
            places.map(|(number, unit)| format!("{} 个{unit}", grouped(number))).collect();
        let mut text = format!("收有 {} 份报告", grouped(self.counts.reports));
        if let Some(years) = self.years("—") {
            let _ = write!(text, "，{years} 年");
        }
        if self.agencies > 0 {
            let of = if places.is_empty() { "" } else { "的 " };
            let (places, agencies) = (places.join("、"), grouped(self.agencies));
            let _ = write!(text, "，来自 {places}{of}{agencies} 个机关");
        }
        let unknown = [(self.without_region, "地区"), (self.without_year, "年度")].into_iter();
        let unknown = unknown.filter(|(number, _)| *number > 0);
        let unknown: Vec<String> =
            unknown.map(|(number, fact)| format!("{} 份{fact}未识别", grouped(number))).collect();
        if !unknown.is_empty() {
            let _ = write!(text, "，其中 {}", unknown.join("、"));
        }
        text.push('。');
        if let Some(day) = self.written {
            let _ = write!(text, "索引更新于 {day}。");
        }
        text
    }

    fn english(self) -> String {
        let mut text = counted(self.counts.reports, "report");
        if let Some(years) = self.years("–") {
            let _ = write!(text, " for {years}");
        }
        if self.agencies > 0 {
            let _ = match self.agencies {
                1 => write!(text, ", from 1 agency"),
                agencies => write!(text, ", from {} agencies", grouped(agencies)),
            };
            let counties = match self.counties {
                0 => None,
                1 => Some("1 county".to_owned()),
                counties => Some(format!("{} counties", grouped(counties))),
            };
            let provinces = (self.provinces > 0).then(|| counted(self.provinces, "province"));
            let places: Vec<String> = counties.into_iter().chain(provinces).collect();
            if !places.is_empty() {
                let _ = write!(text, " in {}", places.join(" of "));
            }
        }
        let unknown = [(self.without_region, "region"), (self.without_year, "year")].into_iter();
        let unknown = unknown.filter(|(number, _)| *number > 0);
        let unknown: Vec<String> = unknown
            .map(|(number, fact)| format!("{} of unknown {fact}", grouped(number)))
            .collect();
        if !unknown.is_empty() {
            let _ = write!(text, " ({})", unknown.join(", "));
        }
        text.push('.');
        if let Some(day) = self.written {
            let _ = write!(text, " Index written on {day}.");
        }
        text
    }
}

/// The most folders that are named: of more, the number is enough.
const MOST_FOLDERS: usize = 3;

impl IndexReader {
    /// Returns what a server serves, from when, and where: reports, years, folders, the day on which the
    /// index was written, and its address.
    ///
    /// # Errors
    ///
    /// Fails if the index is damaged.
    pub fn served_in_words(&self, address: &str, language: Language) -> Result<String> {
        let everything = Request::all(Vec::new());
        let results =
            search(self, &Request { facets: vec![FacetBy::Year], limit: 0, ..everything })?;
        let years = results.body.facets.get(&FacetBy::Year).into_iter().flatten();
        let years: BTreeSet<Year> =
            years.filter_map(|row| row.value.parse().ok()).filter_map(Year::new).collect();
        let (first_year, last_year) = (years.first().copied(), years.last().copied());
        let extent = Extent { first_year, last_year, ..Extent::default() };
        let folders = self.manifest().root_names();
        let more = folders.len().saturating_sub(MOST_FOLDERS);
        let named = folders.iter().take(MOST_FOLDERS).map(|folder| format!("`{folder}`"));
        let named: Vec<String> = named.collect();
        let (reports, written) = (self.manifest().reports, self.manifest().written);
        Ok(match language {
            Language::English => {
                let years = extent.years("–").map(|it| format!(" for {it}")).unwrap_or_default();
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                let written = written.map(|day| format!(", indexed on {day}")).unwrap_or_default();
                let (reports, named) = (counted(reports, "report"), named.join(", "));
                format!(
                    "serving {reports}{years} from {named}{more}{written}, at {address} until Ctrl-C"
                )
            }
            Language::Chinese => {
                let years = extent.years("—").map(|it| format!("{it} 年，")).unwrap_or_default();
                let more =
                    if more > 0 { format!("等 {} 处", folders.len()) } else { String::new() };
                let written = written.map(|day| format!("，索引更新于 {day}")).unwrap_or_default();
                let (reports, named) = (grouped(reports), named.join("、"));
                format!(
                    "正在 {address} 提供 {reports} 份报告（{years}来自 {named}{more}{written}），按 Ctrl-C 结束"
                )
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Date;
    use crate::search::Counts;

    #[test]
    fn what_an_index_holds_is_a_sentence_in_both_languages() {
        let all = Extent {
            written: Date::new(2026, 11, 27),
            counts: Counts { reports: 1_027, sections: 9_000, mentions: 0 },
            first_year: Year::new(2021),
            last_year: Year::new(2024),
            provinces: 3,
            prefectures: 4,
            counties: 12,
            agencies: 20,
            without_region: 18,
            without_year: 2,
        };
        let one_year = Extent { last_year: all.first_year, without_region: 0, ..all };
        let unplaced = Extent { provinces: 0, counties: 0, written: None, ..one_year };
        let nothing = Extent::default();
        for (extent, chinese, english) in [
            (
                all,
                "收有 1,027 份报告，2021—2024 年，来自 3 个省、12 个县的 20 个机关，其中 18 份地区未识别、\
                 2 份年度未识别。索引更新于 2026-11-27。",
                "1,027 reports for 2021–2024, from 20 agencies in 12 counties of 3 provinces (18 of \
                 unknown region, 2 of unknown year). Index written on 2026-11-27.",
            ),
            (
                unplaced,
                "收有 1,027 份报告，2021 年，来自 20 个机关，其中 2 份年度未识别。",
                "1,027 reports for 2021, from 20 agencies (2 of unknown year).",
            ),
            (nothing, "收有 0 份报告。", "0 reports."),
        ] {
            assert_eq!(extent.in_words(Language::Chinese), chinese);
            assert_eq!(extent.in_words(Language::English), english);
        }
    }
}
