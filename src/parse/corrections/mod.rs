//! What users know better: `corrections.csv` next to the reports, and front matter in a report.
//!
//! A corrected fact wins over everything that was found; the report's text stays as it is. A
//! correction that cannot be used leaves a note on its report, and the fact stays as it was found.

mod apply;
mod front_matter;
mod table;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::facts::{GivenAddress, parse_date, parse_year};
use crate::gazetteer::{Gazetteer, RegionError, find_region};
use crate::report::{Date, Fact, Facts, Region, ReportKind, Source, Sourced, Year};

pub(super) use apply::apply_corrections;
pub(super) use front_matter::split_front_matter;
pub use table::{CorrectionLine, Corrections};

/// What a user says about one report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overrides {
    /// The facts that the user gives, except the agency.
    pub(super) given: Facts,
    /// The agency, as the user writes it.
    pub(super) agency: Option<String>,
    /// The agency as the report writes it, if a table has it next to the name in full.
    pub(super) agency_as_written: Option<String>,
    /// The facts of which the user says that they are not known: `-` or 无.
    pub(super) unknown: BTreeSet<Fact>,
    /// Why a correction could not be used, a sentence each; `apply_corrections` leaves them as notes.
    pub(super) unusable: Vec<String>,
}

/// What a column of the table, or a line of front matter, sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Fact(Fact),
    /// The agency's name as the report writes it.
    AgencyAsWritten,
}

impl Target {
    /// Returns the target with the name `name`: a fact's column, or its Chinese label.
    fn from_name(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase();
        match name.as_str() {
            "agency_as_written" | "机关原文" => Some(Self::AgencyAsWritten),
            "日期" => Some(Self::Fact(Fact::Date)),
            name => Fact::from_column(name)
                .or_else(|| Fact::from_key(name))
                .or_else(|| Fact::from_label(name))
                .map(Self::Fact),
        }
    }
}

/// Returns the columns of the facts, for users who gave another one.
fn columns_listed() -> String {
    let columns = Fact::ALL.map(Fact::column);
    let (last, others) = columns.split_last().expect("there are facts");
    format!("{} and {last}", others.join(", "))
}

impl Overrides {
    /// Returns what a user says in `source` about the address.
    pub(super) fn address(&self, source: Source) -> GivenAddress {
        if self.unknown.contains(&Fact::Url) {
            return GivenAddress::NotKnown;
        }
        self.given.url.as_ref().map_or(GivenAddress::Nothing, |given| {
            GivenAddress::Known(Sourced::stated(given.value.clone(), source))
        })
    }

    /// Sets one fact.
    ///
    /// # Errors
    ///
    /// Returns why `value` cannot be used.
    fn set(&mut self, target: Target, value: &str) -> Result<(), String> {
        let value = value.trim();
        if value.is_empty() {
            return Ok(());
        }
        let fact = match target {
            Target::Fact(fact) => fact,
            Target::AgencyAsWritten => {
                self.agency_as_written = Some(value.to_owned());
                return Ok(());
            }
        };
        if is_spreadsheet_error(value) {
            return Err(format!("`{value}` is an error of a spreadsheet"));
        }
        if is_unknown(value) {
            self.unknown.insert(fact);
            return Ok(());
        }
        self.unknown.remove(&fact);
        match fact {
            Fact::Agency => self.agency = Some(value.to_owned()),
            Fact::Region => self.given.region = Some(stated(region(value)?)),
            Fact::Year => self.given.year = Some(stated(year(value)?)),
            Fact::Date => self.given.date = Some(stated(date(value)?)),
            Fact::Published => self.given.published = Some(stated(date(value)?)),
            Fact::Kind => self.given.kind = Some(stated(kind(value)?)),
            text => self.given.set_text(text, value, Source::Corrections),
        }
        Ok(())
    }
}

/// Returns a fact that a user gives. The source is set when it is applied.
fn stated<T>(value: T) -> Sourced<T> {
    Sourced::stated(value, Source::Corrections)
}

/// Returns whether `value` is what a spreadsheet shows in place of a value that it cannot compute.
fn is_spreadsheet_error(value: &str) -> bool {
    matches!(value, "#NAME?" | "#REF!" | "#VALUE!" | "#DIV/0!" | "#N/A" | "#NUM!" | "#NULL!")
}

/// Returns whether a user who writes `value` says that the fact is not known.
fn is_unknown(value: &str) -> bool {
    matches!(value, "-" | "－" | "—" | "无")
}

fn region(value: &str) -> Result<Region, String> {
    let node = find_region(value).map_err(|error: RegionError| error.to_string())?;
    Ok(Gazetteer::shared().region(node))
}

fn year(value: &str) -> Result<Year, String> {
    let (first, last) = (Year::FIRST, Year::LAST);
    parse_year(value).ok_or_else(|| format!("`{value}` is not a year between {first} and {last}"))
}

fn date(value: &str) -> Result<Date, String> {
    let date = value.parse().ok().or_else(|| parse_date(value));
    date.ok_or_else(|| format!("`{value}` is not a date such as 2023-12-18"))
}

fn kind(value: &str) -> Result<ReportKind, String> {
    let kinds = ReportKind::list(crate::report::Language::English);
    ReportKind::from_name(value)
        .ok_or_else(|| format!("`{value}` is not a kind of document; those are {kinds}"))
}

#[cfg(test)]
mod tests;
