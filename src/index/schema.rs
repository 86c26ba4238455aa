//! The fields of a section's document.

use tantivy::schema::{
    FAST, Field, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing, TextOptions,
};

use crate::report::{Facts, Language, Part, Region};

/// The fields of the index, by what they hold.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    /// The text of the section, its heading included: windows, words, and the text itself.
    pub(crate) text: Field,
    /// The heading path of the section (for the first section: the title): windows.
    pub(crate) heading: Field,
    /// The heading path as JSON.
    pub(crate) heading_path: Field,
    /// What is known of the report, as JSON; stored with its first section only.
    pub(crate) report_facts: Field,
    /// The number of the report.
    pub(crate) report: Field,
    /// The place of the section in the report, counted from 0.
    pub(crate) ordinal: Field,
    /// How many characters the section has, its heading and its line ends included: together those
    /// of the report's body.
    pub(crate) characters: Field,
    /// The path of the report; the last word in ranking.
    pub(crate) path: Field,
    /// The facets, in the order of [`FacetField::ALL`]: their steps, NUL between them. They are
    /// columns alone: every question to them is answered from the values of a segment.
    pub(crate) facets: [Field; FacetField::ALL.len()],
}

/// What sections can be counted and filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FacetField {
    /// The year reported on: `/2023`.
    Year,
    /// Province, prefecture and county, each with its code before its name:
    /// `/410000河南省/411200三门峡市/411224卢氏县`.
    Region,
    /// The canonical name of the agency.
    Agency,
    /// The statutory part.
    Part,
    /// The kind of document.
    Kind,
}

/// The only step of the facet of a report whose year, region, agency or kind is not known.
pub const UNKNOWN: &str = "未识别";

impl FacetField {
    /// Every facet.
    pub const ALL: [Self; 5] = [Self::Year, Self::Region, Self::Agency, Self::Part, Self::Kind];

    /// Returns the name of the facet for programs, which is also that of its column.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Region => "region",
            Self::Agency => "agency",
            Self::Part => "part",
            Self::Kind => "kind",
        }
    }

    /// Returns the place of the facet in [`FacetField::ALL`].
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }
}

/// Returns the steps of a section's facet, from the largest to the smallest.
///
/// Sections of reports whose fact is not known get [`UNKNOWN`], so that every section has a value
/// and none is dropped from a count.
#[must_use]
pub fn facet_path(field: FacetField, facts: &Facts, part: Part) -> Vec<String> {
    let known = match field {
        FacetField::Year => facts.year.as_ref().map(|year| vec![year.value.to_string()]),
        FacetField::Region => facts.region.as_ref().map(|region| region_steps(&region.value)),
        FacetField::Agency => {
            facts.agency.as_ref().map(|agency| vec![agency.value.canonical.clone()])
        }
        FacetField::Part => Some(vec![part.label(Language::Chinese).to_owned()]),
        FacetField::Kind => {
            facts.kind.as_ref().map(|kind| vec![kind.value.label(Language::Chinese).to_owned()])
        }
    };
    known.filter(|steps| !steps.is_empty()).unwrap_or_else(|| vec![UNKNOWN.to_owned()])
}

/// Returns the steps of a facet value as it is stored in its column.
pub(crate) fn facet_steps(encoded: &str) -> Vec<&str> {
    encoded.split('\u{0}').collect()
}

/// Returns each division of a region as its code followed by its name.
fn region_steps(region: &Region) -> Vec<String> {
    region.divisions().map(|division| format!("{}{}", division.code, division.name)).collect()
}

/// Returns the schema with its fields.
pub(super) fn schema() -> (Schema, Fields) {
    // No tokenizer is ever asked: the terms are those of `analyzer.rs`. Only the text's scores
    // need its length.
    let windows = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions)
        .set_fieldnorms(false);
    let text = TextOptions::default()
        .set_indexing_options(windows.clone().set_fieldnorms(true))
        .set_stored();
    let heading = TextOptions::default().set_indexing_options(windows);
    let column = || TextOptions::default().set_fast("raw");
    let mut builder = Schema::builder();
    let fields = Fields {
        text: builder.add_text_field("text", text),
        heading: builder.add_text_field("heading", heading),
        heading_path: builder.add_text_field("heading_path", STORED),
        report_facts: builder.add_text_field("report_facts", STORED),
        report: builder.add_u64_field("report", NumericOptions::default().set_indexed().set_fast()),
        ordinal: builder.add_u64_field("ordinal", FAST),
        characters: builder.add_u64_field("characters", FAST),
        path: builder.add_text_field("path", column()),
        facets: FacetField::ALL.map(|facet| builder.add_text_field(facet.key(), column())),
    };
    (builder.build(), fields)
}
