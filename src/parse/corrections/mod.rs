//! What users know better: `corrections.csv` beside the reports, and front matter in a report.
//!
//! A corrected fact wins over everything that was found, without touching the report's text. A
//! correction that cannot be used leaves a note on its report, and the fact keeps what was found:
//! nothing is ignored in silence.

mod apply;
mod front_matter;
mod kind;
mod table;

use super::facts::{given_date, given_year};
use crate::region::{Gazetteer, RegionError, named_region};
use crate::report::{Date, Region, Year};

pub use apply::apply;
pub use front_matter::front_matter;
pub use kind::{kind_named, kinds_listed};
pub use table::Corrections;

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
    /// The region.
    pub region: Correction<Region>,
    /// The year reported on.
    pub year: Correction<Year>,
    /// The day the report was signed.
    pub date: Correction<Date>,
    /// What could not be used, a sentence each; [`apply`] leaves them as notes.
    pub unusable: Vec<String>,
}

/// A fact that can be corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Title,
    Agency,
    Region,
    Year,
    Date,
}

impl Key {
    /// Reads the name of a fact in English or Chinese.
    fn read(name: &str) -> Option<Self> {
        Some(match name.trim().to_lowercase().as_str() {
            "title" | "标题" => Self::Title,
            "agency" | "机关" => Self::Agency,
            "region" | "地区" => Self::Region,
            "year" | "年度" => Self::Year,
            "date" | "日期" => Self::Date,
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
        let unknown = matches!(value, "-" | "－" | "—" | "无");
        match key {
            Key::Title if unknown => self.title = Correction::Unknown,
            Key::Agency if unknown => self.agency = Correction::Unknown,
            Key::Region if unknown => self.region = Correction::Unknown,
            Key::Year if unknown => self.year = Correction::Unknown,
            Key::Date if unknown => self.date = Correction::Unknown,
            Key::Title => self.title = Correction::Value(value.to_owned()),
            Key::Agency => self.agency = Correction::Value(value.to_owned()),
            Key::Region => {
                let node = named_region(value).map_err(|error: RegionError| error.to_string())?;
                self.region = Correction::Value(Gazetteer::shared().region(node));
            }
            Key::Year => {
                let year = given_year(value).ok_or_else(|| {
                    format!("`{value}` is no year between {} and {}", Year::FIRST, Year::LAST)
                })?;
                self.year = Correction::Value(year);
            }
            Key::Date => {
                let date = value.parse().ok().or_else(|| given_date(value));
                let date =
                    date.ok_or_else(|| format!("`{value}` is no date such as 2023-12-18"))?;
                self.date = Correction::Value(date);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
