//! The facts about a report: one table of their names and how each is read.
//!
//! Lists of facts elsewhere (columns of tables, keys of corrections, rows of pages) are made from
//! [`Fact`]. A new fact is a line of [`Fact`], a field of [`Facts`] with its text in [`Facts::get`],
//! a field of [`FactValues`] with its text in [`FactValues::get`], and the code that finds it.

use serde::{Deserialize, Serialize};

use super::agency::{Agency, AgencyKind};
use super::date::Date;
use super::kind::ReportKind;
use super::named::named;
use super::region::{Region, RegionView};
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

/// The facts of a report as answers show them: values without their sources.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct FactValues {
    /// The title.
    pub title: Option<String>,
    /// The canonical name of the agency.
    pub agency: Option<String>,
    /// The name of the agency as the report writes it.
    pub agency_as_written: Option<String>,
    /// The kind of body the agency is.
    pub agency_kind: Option<AgencyKind>,
    /// The department without its place; absent for agencies of other kinds.
    pub department: Option<String>,
    /// The year reported on.
    pub year: Option<Year>,
    /// The region of the agency.
    pub region: RegionView,
    /// The day the report was signed.
    pub date: Option<Date>,
    /// The day the report was published.
    pub published: Option<Date>,
    /// The number of the document.
    pub document_number: Option<String>,
    /// The index number (索引号) under which it was published.
    pub index_number: Option<String>,
    /// The kind of document.
    pub kind: Option<ReportKind>,
    /// The address it was saved from.
    pub url: Option<String>,
}

impl FactValues {
    /// Returns a fact as text; `None` if it is not known.
    #[must_use]
    pub fn get(&self, fact: Fact) -> Option<String> {
        match fact {
            Fact::Title => self.title.clone(),
            Fact::Agency => self.agency.clone(),
            Fact::Region => Some(self.region.path()).filter(|path| !path.is_empty()),
            Fact::Year => self.year.map(|year| year.to_string()),
            Fact::Date => self.date.map(|day| day.to_string()),
            Fact::Published => self.published.map(|day| day.to_string()),
            Fact::DocumentNumber => self.document_number.clone(),
            Fact::IndexNumber => self.index_number.clone(),
            Fact::Kind => self.kind.map(|kind| kind.to_string()),
            Fact::Url => self.url.clone(),
        }
    }
}

impl From<&Facts> for FactValues {
    fn from(facts: &Facts) -> Self {
        fn value<T: Clone>(fact: Option<&Sourced<T>>) -> Option<T> {
            fact.map(|fact| fact.value.clone())
        }
        let agency = value(facts.agency.as_ref());
        let region = facts.region.as_ref().map(|region| RegionView::from(&region.value));
        Self {
            title: value(facts.title.as_ref()),
            agency: agency.as_ref().map(|it| it.canonical.clone()),
            agency_as_written: agency.as_ref().map(|it| it.as_written.clone()),
            agency_kind: agency.as_ref().map(|it| it.kind),
            department: agency.and_then(|it| it.department),
            year: value(facts.year.as_ref()),
            region: region.unwrap_or_default(),
            date: value(facts.date.as_ref()),
            published: value(facts.published.as_ref()),
            document_number: value(facts.document_number.as_ref()),
            index_number: value(facts.index_number.as_ref()),
            kind: value(facts.kind.as_ref()),
            url: value(facts.url.as_ref()),
        }
    }
}
