//! The facts about a report: one table of their names and how each is read.
//!
//! Lists of facts elsewhere (columns of tables, keys of corrections, rows of pages) are made from
//! [`Fact`]: a new fact is a field of [`Facts`], a line of [`Fact`] and the code that finds it.

use serde::{Deserialize, Serialize};

use super::agency::Agency;
use super::date::Date;
use super::kind::ReportKind;
use super::named::named;
use super::region::Region;
use super::source::Sourced;
use super::year::Year;

/// What is known about a report in addition to its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The title, joined if it ran over two lines.
    pub title: Option<Sourced<String>>,
    /// The agency that reports.
    pub agency: Option<Sourced<Agency>>,
    /// The region of the agency.
    pub region: Option<Sourced<Region>>,
    /// The year reported on.
    pub year: Option<Sourced<Year>>,
    /// The day the report was signed.
    pub date: Option<Sourced<Date>>,
    /// The day the report was published, according to the page it was saved from.
    #[serde(default)]
    pub published: Option<Sourced<Date>>,
    /// The number of the document: 金政发〔2025〕12号.
    #[serde(default)]
    pub document_number: Option<Sourced<String>>,
    /// The index number (索引号) under which it was published.
    #[serde(default)]
    pub index_number: Option<Sourced<String>>,
    /// The kind of document.
    #[serde(default)]
    pub kind: Option<Sourced<ReportKind>>,
    /// The address it was saved from.
    #[serde(default)]
    pub url: Option<Sourced<String>>,
}

named! {
    /// One of the facts of a report. The key is its name in JSON.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Fact {
        /// [`Facts::title`].
        Title => "title", "title", "标题";
        /// [`Facts::agency`].
        Agency => "agency", "agency", "机关";
        /// [`Facts::region`].
        Region => "region", "region", "地区";
        /// [`Facts::year`].
        Year => "year", "year", "年度";
        /// [`Facts::date`].
        Date => "date", "date signed", "成文日期";
        /// [`Facts::published`].
        Published => "published", "date published", "发布日期";
        /// [`Facts::kind`].
        Kind => "kind", "kind", "类型";
        /// [`Facts::document_number`].
        DocumentNumber => "document_number", "document number", "文号";
        /// [`Facts::index_number`].
        IndexNumber => "index_number", "index number", "索引号";
        /// [`Facts::url`].
        Url => "url", "address", "网址";
    }
}

impl Fact {
    /// Returns the column of `corrections.csv`, and the key of front matter, that sets the fact: its
    /// key, except for two that have a shorter name there.
    #[must_use]
    pub fn column(self) -> &'static str {
        match self {
            Self::DocumentNumber => "number",
            Self::IndexNumber => "index",
            other => other.key(),
        }
    }

    /// Returns the fact that a column of `corrections.csv` sets.
    ///
    /// ```
    /// use chabao::report::Fact;
    /// assert_eq!(Fact::from_column("number"), Some(Fact::DocumentNumber));
    /// assert_eq!(Fact::from_column("sections"), None);
    /// ```
    #[must_use]
    pub fn from_column(column: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fact| fact.column() == column)
    }
}

impl Facts {
    /// Returns a fact as text, with its source; `None` if it is not known.
    #[must_use]
    pub fn get(&self, fact: Fact) -> Option<Sourced<String>> {
        match fact {
            Fact::Title => self.title.clone(),
            Fact::Agency => {
                self.agency.as_ref().map(|agency| agency.map(|it| it.canonical.clone()))
            }
            Fact::Region => self.region.as_ref().map(|region| region.map(Region::to_string)),
            Fact::Year => self.year.as_ref().map(|year| year.map(Year::to_string)),
            Fact::Date => self.date.as_ref().map(|date| date.map(Date::to_string)),
            Fact::Published => self.published.as_ref().map(|date| date.map(Date::to_string)),
            Fact::DocumentNumber => self.document_number.clone(),
            Fact::IndexNumber => self.index_number.clone(),
            Fact::Kind => self.kind.as_ref().map(|kind| kind.map(ReportKind::to_string)),
            Fact::Url => self.url.clone(),
        }
    }
}
