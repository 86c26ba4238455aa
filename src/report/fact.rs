//! The facts about a report: one table of their names, their types and how each is shown.
//!
//! Lists of facts elsewhere (columns of tables, keys of corrections, fields of answers, rows of pages)
//! are made from it: a new fact is a row of the table, and the code that finds it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::agency::{Agency, AgencyKind};
use super::date::Date;
use super::kind::ReportKind;
use super::named::named;
use super::region::{Region, RegionView};
use super::source::{Source, Sourced};
use super::year::Year;

/// Declares the facts: `Name field: type, type in answers => "key", "English label", "中文名", text;`.
/// `text` turns a value into text.
macro_rules! facts {
    ($(
        $(#[doc = $doc:literal])+
        $fact:ident $field:ident: $type:ty, $shown:ty =>
            $key:literal, $english:literal, $chinese:literal, $text:expr;
    )+) => {
        /// What is known about a report in addition to its text.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        pub struct Facts {
            $($(#[doc = $doc])+ #[serde(default)] pub $field: Option<Sourced<$type>>,)+
        }

        /// The facts of a report as answers show them; absent if they are not known.
        #[derive(
            Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema,
        )]
        pub struct FactValues {
            $($(#[doc = $doc])+ pub $field: $shown,)+
            /// The name of the agency as the report writes it.
            pub agency_as_written: Option<String>,
            /// The kind of body the agency is.
            pub agency_kind: Option<AgencyKind>,
            /// The department without its place; absent for agencies of other kinds.
            pub department: Option<String>,
        }

        named! {
            /// One of the facts of a report. The key is its name in JSON.
            #[derive(Serialize, Deserialize)]
            #[serde(rename_all = "snake_case")]
            pub enum Fact {
                $($(#[doc = $doc])+ $fact => $key, $english, $chinese;)+
            }
        }

        impl Fact {
            /// Returns the columns of the fact in a data set: its value, where that was found, and how
            /// certain it is.
            #[must_use]
            pub(crate) fn data_columns(self) -> [&'static str; 3] {
                match self {
                    $(Fact::$fact => [$key, concat!($key, "_source"), concat!($key, "_certainty")],)+
                }
            }
        }

        impl Facts {
            /// Returns a fact as text, with its source; `None` if it is not known.
            #[must_use]
            pub fn get(&self, fact: Fact) -> Option<Sourced<String>> {
                match fact {
                    $(Fact::$fact => self.$field.as_ref().map(|it| it.map($text)),)+
                }
            }

            /// Sets a fact that is text, such as a title or a number.
            ///
            /// # Panics
            ///
            /// Panics if the fact is of another type.
            pub(crate) fn set_text(&mut self, fact: Fact, text: &str, source: Source) {
                match fact {
                    $(Fact::$fact => {
                        let value = <$type>::from_plain(text).expect("the fact is text");
                        self.$field = Some(Sourced::stated(value, source));
                    })+
                }
            }

            /// Replaces a fact with that of `other`, which `source` says.
            pub(crate) fn replace(&mut self, fact: Fact, other: &Self, source: Source) {
                match fact {
                    $(Fact::$fact => {
                        self.$field.clone_from(&other.$field);
                        self.$field.iter_mut().for_each(|it| it.source = source);
                    })+
                }
            }
        }

        impl FactValues {
            /// Returns a fact as text; `None` if it is not known.
            #[must_use]
            pub fn get(&self, fact: Fact) -> Option<String> {
                match fact {
                    $(Fact::$fact => self.$field.to_text(),)+
                }
            }
        }

        impl From<&Facts> for FactValues {
            fn from(facts: &Facts) -> Self {
                let agency = facts.agency.as_ref().map(|agency| agency.value.clone());
                Self {
                    $($field: Shown::shown(facts.$field.as_ref()),)+
                    agency_kind: agency.as_ref().map(|agency| agency.kind),
                    department: agency.as_ref().and_then(|agency| agency.department.clone()),
                    agency_as_written: agency.map(|agency| agency.as_written),
                }
            }
        }
    };
}

facts! {
    /// The title, joined if it ran over two lines.
    Title title: String, Option<String> => "title", "title", "标题", String::clone;
    /// The agency that reports.
    Agency agency: Agency, Option<String> =>
        "agency", "agency", "机关", |agency| agency.canonical.clone();
    /// The region of the agency.
    Region region: Region, RegionView => "region", "region", "地区", Region::to_string;
    /// The year reported on.
    Year year: Year, Option<Year> => "year", "year", "年度", Year::to_string;
    /// The day the report was signed.
    Date date: Date, Option<Date> => "date", "date signed", "成文日期", Date::to_string;
    /// The day the report was published, according to the page it was saved from.
    Published published: Date, Option<Date> =>
        "published", "date published", "发布日期", Date::to_string;
    /// The kind of document.
    Kind kind: ReportKind, Option<ReportKind> => "kind", "kind", "类型", ReportKind::to_string;
    /// The number of the document: 金政发〔2025〕12号.
    DocumentNumber document_number: String, Option<String> =>
        "document_number", "document number", "文号", String::clone;
    /// The index number (索引号) under which it was published.
    IndexNumber index_number: String, Option<String> =>
        "index_number", "index number", "索引号", String::clone;
    /// The address it was saved from.
    Url url: String, Option<String> => "url", "address", "网址", String::clone;
}

/// A value that can be text as it is written.
trait FromPlain: Sized {
    fn from_plain(_text: &str) -> Option<Self> {
        None
    }
}

impl FromPlain for String {
    fn from_plain(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl FromPlain for Agency {}
impl FromPlain for Region {}
impl FromPlain for Year {}
impl FromPlain for Date {}
impl FromPlain for ReportKind {}

/// The form that a fact has in answers.
trait Shown<T>: Sized {
    fn shown(fact: Option<&Sourced<T>>) -> Self;
}

/// A fact in an answer, as text.
trait ToText {
    fn to_text(&self) -> Option<String>;
}

impl<T: fmt::Display> ToText for Option<T> {
    fn to_text(&self) -> Option<String> {
        self.as_ref().map(T::to_string)
    }
}

impl ToText for RegionView {
    fn to_text(&self) -> Option<String> {
        Some(self.path()).filter(|path| !path.is_empty())
    }
}

impl<T: Clone> Shown<T> for Option<T> {
    fn shown(fact: Option<&Sourced<T>>) -> Self {
        fact.map(|fact| fact.value.clone())
    }
}

impl Shown<Agency> for Option<String> {
    fn shown(fact: Option<&Sourced<Agency>>) -> Self {
        fact.map(|agency| agency.value.canonical.clone())
    }
}

impl Shown<Region> for RegionView {
    fn shown(fact: Option<&Sourced<Region>>) -> Self {
        fact.map(|region| Self::from(&region.value)).unwrap_or_default()
    }
}

named! {
    /// The columns of a table of reports after the facts. All but `agency_as_written` are ignored in a table
    /// of corrections, so that users can leave them in the file.
    pub(crate) enum ReportColumn {
        Id => "id", "id", "编号";
        AgencyAsWritten => "agency_as_written", "agency as written", "机关原文";
        AgencyKind => "agency_kind", "kind of agency", "机关类别";
        Department => "department", "department", "部门";
        Province => "province", "province", "省";
        Prefecture => "prefecture", "prefecture", "市";
        County => "county", "county", "县";
        Code => "code", "code", "地区代码";
        Sections => "sections", "sections", "节数";
        Notes => "notes", "notes", "待核实";
        Sources => "sources", "sources", "各项出处";
        Copies => "copies", "copies", "副本";
        Versions => "versions", "versions", "旧版";
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
