//! What users know better: `corrections.csv` beside the reports, and front matter in a report.
//!
//! A corrected fact wins over everything that was found, without touching the report's text. A
//! correction that cannot be used leaves a note on its report, and the fact keeps what was found:
//! nothing is ignored in silence.

mod apply;
mod front_matter;
mod table;

use super::facts::{given_date, given_year};
use crate::gazetteer::{Gazetteer, RegionError, named_region};
use crate::report::{Date, Region, ReportKind, Year};

pub use apply::apply;
pub use front_matter::front_matter;
pub use table::Corrections;
pub(crate) use table::normal;

/// What a user says about one fact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Correction<T> {
    /// Nothing: what was found stands.
    #[default]
    Keep,
    /// That it is not known: `-` or 无.
    Unknown,
    /// Its value.
    Value(T),
}

/// What a user says about one report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// The title.
    pub title: Correction<String>,
    /// The agency, as the user writes it.
    pub agency: Correction<String>,
    /// The agency as the report writes it, where a table tells it beside the name in full.
    pub agency_as_written: Option<String>,
    /// The region.
    pub region: Correction<Region>,
    /// The year reported on.
    pub year: Correction<Year>,
    /// The day the report was signed.
    pub date: Correction<Date>,
    /// The day the report was published.
    pub published: Correction<Date>,
    /// What kind of document it is.
    pub kind: Correction<ReportKind>,
    /// The number of the document.
    pub document_number: Correction<String>,
    /// The index number under which it was made public.
    pub index_number: Correction<String>,
    /// The address it was saved from.
    pub url: Correction<String>,
    /// What could not be used, a sentence each; [`apply`] leaves them as notes.
    pub unusable: Vec<String>,
}

/// A fact that can be corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Title,
    Agency,
    AsWritten,
    Region,
    Year,
    Date,
    Published,
    Kind,
    Number,
    Index,
    Url,
}

/// The names of the facts that can be corrected, for those who gave another one.
const FACTS: &str = "title, agency, region, year, date, published, kind, number, index and url";

impl Key {
    /// Reads the name of a fact in English or Chinese.
    fn read(name: &str) -> Option<Self> {
        Some(match name.trim().to_lowercase().as_str() {
            "title" | "标题" => Self::Title,
            "agency" | "机关" => Self::Agency,
            "agency_as_written" => Self::AsWritten,
            "region" | "地区" => Self::Region,
            "year" | "年度" => Self::Year,
            "date" | "日期" => Self::Date,
            "published" | "发布日期" => Self::Published,
            "kind" | "类型" => Self::Kind,
            "number" | "文号" => Self::Number,
            "index" | "索引号" => Self::Index,
            "url" | "网址" => Self::Url,
            _ => return None,
        })
    }
}

impl Overrides {
    /// Sets one fact; returns why `value` cannot be used, if it cannot.
    fn set(&mut self, key: Key, value: &str) -> Result<(), String> {
        let value = value.trim();
        if value.is_empty() {
            return Ok(());
        }
        match key {
            Key::Title => self.title = text(value),
            Key::Agency => self.agency = text(value),
            Key::AsWritten => self.agency_as_written = Some(value.to_owned()),
            Key::Number => self.document_number = text(value),
            Key::Index => self.index_number = text(value),
            Key::Url => self.url = text(value),
            Key::Region => self.region = read(value, region)?,
            Key::Year => self.year = read(value, year)?,
            Key::Date => self.date = read(value, date)?,
            Key::Published => self.published = read(value, date)?,
            Key::Kind => self.kind = read(value, kind)?,
        }
        Ok(())
    }
}

/// Reads a fact that may be said not to be known, with `of` where it is not.
fn read<T>(
    value: &str,
    of: impl FnOnce(&str) -> Result<T, String>,
) -> Result<Correction<T>, String> {
    if matches!(value, "-" | "－" | "—" | "无") {
        return Ok(Correction::Unknown);
    }
    of(value).map(Correction::Value)
}

fn text(value: &str) -> Correction<String> {
    read(value, |value| Ok(value.to_owned())).unwrap_or_default()
}

fn region(value: &str) -> Result<Region, String> {
    let node = named_region(value).map_err(|error: RegionError| error.to_string())?;
    Ok(Gazetteer::shared().region(node))
}

fn year(value: &str) -> Result<Year, String> {
    let (first, last) = (Year::FIRST, Year::LAST);
    given_year(value).ok_or_else(|| format!("`{value}` is no year between {first} and {last}"))
}

fn date(value: &str) -> Result<Date, String> {
    let date = value.parse().ok().or_else(|| given_date(value));
    date.ok_or_else(|| format!("`{value}` is no date such as 2023-12-18"))
}

fn kind(value: &str) -> Result<ReportKind, String> {
    let kinds = ReportKind::list(crate::report::Language::English);
    ReportKind::from_name(value)
        .ok_or_else(|| format!("`{value}` is no kind of document; those are {kinds}"))
}

#[cfg(test)]
mod tests;
