//! The fields of the document of a section.

use tantivy::schema::{
    FAST, Field, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing, TextOptions,
};

use crate::report::{Facts, Language, Part, PlacedAgency, UNKNOWN};
use crate::text::{address_form, number_form};

/// The fields of the index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    /// The text of the section, its heading included: windows, words, and the text itself.
    pub(crate) text: Field,
    /// The heading path of the section (for the first section: the title): windows.
    pub(crate) heading: Field,
    /// The marks of the text ([`crate::text::is_mark`]) as they are written: 、 “ （. Terms as written
    /// are looked up by them.
    pub(crate) marks: Field,
    /// The ends of sentences and paragraphs ([`crate::text::Ends`]) at their positions in the folded
    /// text: two terms, [`SENTENCE_END`] and [`PARAGRAPH_END`].
    pub(crate) ends: Field,
    /// The heading path as JSON.
    pub(crate) heading_path: Field,
    /// What is stored of the report, as JSON; only with its first section.
    pub(crate) report_facts: Field,
    /// The number of the report.
    pub(crate) report: Field,
    /// The place of the section in the report, counted from 0.
    pub(crate) ordinal: Field,
    /// The length of the section in characters, its heading and its line ends included. Together, the
    /// sections are as long as the body of the report.
    pub(crate) characters: Field,
    /// The path of the report; it decides ties in ranking.
    pub(crate) path: Field,
    /// The facets, in the order of [`FacetField::ALL`]. They are columns and not indexed: every question
    /// is answered from the values of a segment.
    pub(crate) facets: [Field; FacetField::ALL.len()],
}

/// The term of the ends of sentences.
pub(crate) const SENTENCE_END: &str = "sentence";
/// The term of the ends of paragraphs.
pub(crate) const PARAGRAPH_END: &str = "paragraph";

/// What sections can be filtered by, and most of it counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum FacetField {
    /// The year reported on: `2023`.
    Year,
    /// Province, prefecture and county, each with its code before its name and NUL between them:
    /// `410000河南省␀411200三门峡市␀411224卢氏县`.
    Region,
    /// The canonical name of the agency, and its region after NUL: 司法局␀410000河南省␀….
    Agency,
    /// The statutory part.
    Part,
    /// The kind of document.
    Kind,
    /// The kind of body the agency is.
    Level,
    /// The day the report was signed: `2024-01-30`.
    Date,
    /// The day the report was published.
    Published,
    /// The number of the document, in the form in which it is compared.
    Number,
    /// The address the report was saved from, in the form in which it is compared.
    Url,
}

impl FacetField {
    /// Every facet.
    pub(crate) const ALL: [Self; 10] = [
        Self::Year,
        Self::Region,
        Self::Agency,
        Self::Part,
        Self::Kind,
        Self::Level,
        Self::Date,
        Self::Published,
        Self::Number,
        Self::Url,
    ];

    /// Returns the name of the facet for programs, which is also that of its column.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Region => "region",
            Self::Agency => "agency",
            Self::Part => "part",
            Self::Kind => "kind",
            Self::Level => "level",
            Self::Date => "date",
            Self::Published => "published",
            Self::Number => "number",
            Self::Url => "url",
        }
    }

    /// Returns the place of the facet in [`FacetField::ALL`].
    pub(crate) fn index(self) -> usize {
        self as usize
    }
}

/// Returns the value of a section's facet as it is stored: for a region its key
/// ([`crate::report::Region::to_key`]), for an agency its key ([`PlacedAgency::to_key`]), for everything
/// else one name.
///
/// A fact that is not known has the value [`UNKNOWN`], so that every section has a value and none is
/// dropped from a count.
pub(crate) fn facet_value(field: FacetField, facts: &Facts, part: Part) -> String {
    let named_agency = || facts.agency.as_ref().filter(|it| !it.value.canonical.is_empty());
    let known = match field {
        FacetField::Year => facts.year.as_ref().map(|year| year.value.to_string()),
        FacetField::Region => facts.region.as_ref().map(|region| region.value.to_key()),
        FacetField::Agency => named_agency().map(|agency| {
            let region = facts.region.as_ref().map(|region| region.value.clone());
            let name = agency.value.canonical.clone();
            PlacedAgency { name, region: region.unwrap_or_default() }.to_key()
        }),
        FacetField::Part => Some(part.label(Language::Chinese).to_owned()),
        FacetField::Kind => {
            facts.kind.as_ref().map(|kind| kind.value.label(Language::Chinese).to_owned())
        }
        FacetField::Level => named_agency().map(|agency| agency.value.kind.to_string()),
        FacetField::Date => facts.date.as_ref().map(|date| date.value.to_string()),
        FacetField::Published => facts.published.as_ref().map(|date| date.value.to_string()),
        FacetField::Number => facts.document_number.as_ref().map(|it| number_form(&it.value)),
        FacetField::Url => facts.url.as_ref().map(|url| address_form(&url.value)),
    };
    known.filter(|value| !value.is_empty()).unwrap_or_else(|| UNKNOWN.to_owned())
}

/// Returns the schema with its fields.
pub(super) fn schema() -> (Schema, Fields) {
    // The tokenizer is never used: the terms come from `analyzer.rs`. Only the scores of texts need
    // their lengths.
    let windows = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions)
        .set_fieldnorms(false);
    let text = TextOptions::default()
        .set_indexing_options(windows.clone().set_fieldnorms(true))
        .set_stored();
    let heading = TextOptions::default().set_indexing_options(windows.clone());
    let ends = TextOptions::default().set_indexing_options(windows);
    let marks = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_index_option(IndexRecordOption::WithFreqs)
        .set_fieldnorms(false);
    let marks = TextOptions::default().set_indexing_options(marks);
    let column = || TextOptions::default().set_fast("raw");
    let mut builder = Schema::builder();
    let fields = Fields {
        text: builder.add_text_field("text", text),
        heading: builder.add_text_field("heading", heading),
        marks: builder.add_text_field("marks", marks),
        ends: builder.add_text_field("ends", ends),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Certainty, Date, Division, Region, Source, Sourced, Year};

    fn sourced<T>(value: T) -> Sourced<T> {
        Sourced { value, source: Source::Title, certainty: Certainty::Stated }
    }

    #[test]
    fn every_facet_has_a_value() {
        let mut facts = Facts::default();
        let values = |facts: &Facts| {
            FacetField::ALL.map(|field| facet_value(field, facts, Part::Other)).join(" ")
        };
        let unknown = "未识别 未识别 未识别 其他 未识别 未识别 未识别 未识别 未识别 未识别";
        assert_eq!(values(&facts), unknown);
        facts.region = Some(sourced(Region::default()));
        assert_eq!(values(&facts), unknown);
        facts.year = Some(sourced(Year::new(2023).unwrap()));
        let divisions =
            ["410000河南省", "411224卢氏县"].map(|key| Division::from_key(key).unwrap());
        facts.region = Some(sourced(divisions.into_iter().collect()));
        facts.document_number = Some(sourced("甲政发〔2024〕第3号".to_owned()));
        facts.url = Some(sourced("https://www.Jia.gov.cn/1.html".to_owned()));
        facts.date = Some(sourced(Date::new(2024, 1, 30).unwrap()));
        let expected = "2023 410000河南省\u{0}411224卢氏县 未识别 其他 未识别 未识别 2024-01-30 未识别 \
                        甲政发(2024)3号 www.jia.gov.cn/1.html";
        assert_eq!(values(&facts), expected);
    }
}
