//! The operations of the API: the address of each, its parameters and the type it answers with.
//!
//! Routes and the OpenAPI document are made from this table.

use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::analysis::{
    Collocates, Concordance, Corpus, Coverage, Mentions, Panel, ReportCheck, Reports, ShownReport,
    Status, Trend,
};
use crate::search::{self, Results, Suggestions};
use crate::web::http::parameters::{self, Parameter};

/// Schemas by the name of their type.
pub(super) type Schemas = Vec<(String, RefOr<Schema>)>;

/// What one address answers.
pub(super) struct Operation {
    /// The address, with `{id}` for the name of a report.
    pub(super) path: &'static str,
    /// The name of the operation, for programs that make clients.
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) parameters: &'static [&'static Parameter],
    /// The conditions it takes in addition.
    pub(super) filters: &'static [&'static Parameter],
    /// The type of the answer, with those it is made of; no name if the form decides what it is.
    pub(super) answer: fn(&mut Schemas) -> String,
}

impl Operation {
    /// Returns whether it takes a codebook, which may be posted.
    pub(super) fn takes_codebook(&self) -> bool {
        parameters::contains(self.parameters, parameters::CODEBOOK.name)
    }

    /// Returns whether its answer to a codebook is one for each concept.
    pub(super) fn answers_each_concept(&self) -> bool {
        self.takes_codebook() && [MENTIONS.name, COVERAGE.name].contains(&self.name)
    }

    /// Returns all parameters that a request may have.
    pub(super) fn all_parameters(&self) -> Vec<&'static Parameter> {
        [self.parameters, self.filters].concat()
    }
}

/// Adds the schema of a type and of those it is made of, and returns its name.
pub(super) fn schema_of<T: ToSchema + PartialSchema>(schemas: &mut Schemas) -> String {
    schemas.push((T::name().into_owned(), T::schema()));
    T::schemas(schemas);
    T::name().into_owned()
}

/// Adds the schema of an answer and of its body, and returns its name.
pub(super) fn schema_of_answer<T: ToSchema + PartialSchema>(schemas: &mut Schemas) -> String {
    let body = schema_of::<T>(schemas);
    // The name that utoipa gives to an answer inside another type.
    let name = format!("{}_{body}", search::Answer::<T>::name());
    schemas.push((name.clone(), search::Answer::<T>::schema()));
    search::Answer::<T>::schemas(schemas);
    name
}

pub(super) const SEARCH: Operation = Operation {
    path: "/api/v1/search",
    name: "search",
    about: "Returns the passages that match a query, best first, with all counts. With \
            `format=csv`, `jsonl` or `xlsx`, every hit is a row.",
    parameters: &[
        &parameters::Q,
        &parameters::MODE,
        &parameters::ALIASES,
        &parameters::EXPLAIN,
        &parameters::FACET,
        &parameters::SORT,
        &parameters::BY_REPORT,
        &parameters::LIMIT,
        &parameters::PAGE,
        &parameters::CURSOR,
        &parameters::FORMAT,
        &parameters::LANGUAGE,
        &parameters::BOM,
        &parameters::ABOUT,
        &parameters::RAW,
    ],
    filters: parameters::FILTERS,
    answer: schema_of_answer::<Results>,
};

pub(super) const MENTIONS: Operation = Operation {
    path: "/api/v1/mentions",
    name: "mentions",
    about: "Lists which counties (agencies, years, …) mention a term, and which have a report and \
            do not; or does so for each concept of a codebook.",
    parameters: &[
        &parameters::Q,
        &parameters::CONCEPT,
        &parameters::CODEBOOK,
        &parameters::BY_GROUP,
        &parameters::ABSENT,
        &parameters::MODE,
        &parameters::ALIASES,
        &parameters::EXPLAIN,
        &parameters::ROW_LIMIT,
        &parameters::PAGE,
        &parameters::CURSOR,
        &parameters::FORMAT,
        &parameters::LANGUAGE,
        &parameters::BOM,
        &parameters::ABOUT,
        &parameters::RAW,
    ],
    filters: parameters::FILTERS,
    answer: schema_of_answer::<Mentions>,
};

pub(super) const COVERAGE: Operation = Operation {
    path: "/api/v1/coverage",
    name: "coverage",
    about: "Returns a table of who mentions a term when, who does not, and who has no report in the \
            index; or a table for each concept of a codebook.",
    parameters: &[
        &parameters::Q,
        &parameters::CONCEPT,
        &parameters::CODEBOOK,
        &parameters::ROWS,
        &parameters::COLUMNS,
        &parameters::MATRIX_MEASURE,
        &parameters::MODE,
        &parameters::ALIASES,
        &parameters::EXPLAIN,
        &parameters::ROW_LIMIT,
        &parameters::PAGE,
        &parameters::CURSOR,
        &parameters::FORMAT,
        &parameters::LANGUAGE,
        &parameters::BOM,
        &parameters::ABOUT,
        &parameters::RAW,
    ],
    filters: parameters::FILTERS,
    answer: schema_of_answer::<Coverage>,
};

pub(super) const TREND: Operation = Operation {
    path: "/api/v1/trend",
    name: "trend",
    about: "Returns how much terms are mentioned from year to year, compared with the reports of \
            each year; without a query or a codebook, the reports of each year. With `format=svg` as a drawing \
            that is ready to publish.",
    parameters: &[
        &parameters::Q,
        &parameters::CONCEPT,
        &parameters::CODEBOOK,
        &parameters::WITH,
        &parameters::BY_FACET,
        &parameters::FIT_AXIS,
        &parameters::MODE,
        &parameters::ALIASES,
        &parameters::EXPLAIN,
        &parameters::ROW_LIMIT,
        &parameters::PAGE,
        &parameters::CURSOR,
        &parameters::DRAWN_FORMAT,
        &parameters::LANGUAGE,
        &parameters::BOM,
        &parameters::ABOUT,
        &parameters::RAW,
    ],
    filters: parameters::FILTERS,
    answer: schema_of::<Trend>,
};

pub(super) const KWIC: Operation = Operation {
    path: "/api/v1/kwic",
    name: "kwic",
    about: "Lists every mention with what stands before and behind it; or, with `group`, how often what \
            stands next to the mentions.",
    parameters: &[
        &parameters::Q,
        &parameters::MODE,
        &parameters::ALIASES,
        &parameters::EXPLAIN,
        &parameters::LEFT,
        &parameters::RIGHT,
        &parameters::MENTION_SORT,
        &parameters::CONTEXT_GROUP,
        &parameters::ONLY,
        &parameters::SAMPLE,
        &parameters::SEED,
        &parameters::ROW_LIMIT,
        &parameters::PAGE,
        &parameters::CURSOR,
        &parameters::FORMAT,
        &parameters::LANGUAGE,
        &parameters::BOM,
        &parameters::ABOUT,
        &parameters::RAW,
    ],
    filters: parameters::FILTERS,
    answer: schema_of_answer::<Concordance>,
};

pub(super) const COLLOCATES: Operation = Operation {
    path: "/api/v1/collocates",
    name: "collocates",
    about: "Lists which words, or runs of characters, stand near the mentions more often than elsewhere \
            in the sections that pass the filters, with log-likelihood and log ratio.",
    parameters: &[
        &parameters::Q,
        &parameters::MODE,
        &parameters::ALIASES,
        &parameters::EXPLAIN,
        &parameters::UNIT,
        &parameters::WORDS_LEFT,
        &parameters::WORDS_RIGHT,
        &parameters::LEAST,
        &parameters::ROW_LIMIT,
        &parameters::PAGE,
        &parameters::CURSOR,
        &parameters::FORMAT,
        &parameters::LANGUAGE,
        &parameters::BOM,
        &parameters::ABOUT,
        &parameters::RAW,
    ],
    filters: parameters::FILTERS,
    answer: schema_of_answer::<Collocates>,
};

pub(super) const PANEL: Operation = Operation {
    path: "/api/v1/panel",
    name: "panel",
    about: "Counts the concepts of a codebook by county, agency, report or year, and by year in \
            addition.",
    parameters: &[
        &parameters::CONCEPT,
        &parameters::CODEBOOK,
        &parameters::BY_GROUP,
        &parameters::BY_YEAR,
        &parameters::MEASURE,
        &parameters::MODE,
        &parameters::ALIASES,
        &parameters::EXPLAIN,
        &parameters::ROW_LIMIT,
        &parameters::PAGE,
        &parameters::CURSOR,
        &parameters::FORMAT,
        &parameters::LANGUAGE,
        &parameters::BOM,
        &parameters::ABOUT,
        &parameters::RAW,
    ],
    filters: parameters::FILTERS,
    answer: schema_of_answer::<Panel>,
};

pub(super) const FACETS: Operation = Operation {
    path: "/api/v1/facets",
    name: "facets",
    about: "Counts reports, sections and mentions by year, region, agency or part; without a query, \
            all reports.",
    parameters: &[
        &parameters::Q,
        &parameters::BY_FACETS,
        &parameters::MODE,
        &parameters::ALIASES,
        &parameters::EXPLAIN,
        &parameters::FACET_LIMIT,
        &parameters::PAGE,
        &parameters::CURSOR,
        &parameters::FORMAT,
        &parameters::LANGUAGE,
        &parameters::BOM,
        &parameters::ABOUT,
        &parameters::RAW,
    ],
    filters: parameters::FILTERS,
    answer: schema_of_answer::<Results>,
};

pub(super) const REPORTS: Operation = Operation {
    path: "/api/v1/reports",
    name: "reports",
    about: "Lists the reports with their facts, and notes on missing or ambiguous facts.",
    parameters: &[
        &parameters::NOTES,
        &parameters::NOTE,
        &parameters::REPORT_LIMIT,
        &parameters::PAGE,
        &parameters::CURSOR,
        &parameters::FORMAT,
        &parameters::LANGUAGE,
        &parameters::BOM,
        &parameters::ABOUT,
        &parameters::RAW,
    ],
    filters: parameters::FILTERS,
    answer: schema_of_answer::<Reports>,
};

pub(super) const REPORT: Operation = Operation {
    path: "/api/v1/reports/{id}",
    name: "report",
    about: "Returns one report with its text.",
    parameters: &[],
    filters: &[],
    answer: schema_of::<ShownReport>,
};

pub(super) const ORIGINAL: Operation = Operation {
    path: "/api/v1/reports/{id}/original",
    name: "original",
    about: "Returns a file of a report as it was indexed: the one that leads it, or one that is joined to \
            it. A public server offers them with `--originals` only.",
    parameters: &[&parameters::FILE],
    filters: &[],
    answer: |_| String::new(),
};

pub(super) const CITATIONS: Operation = Operation {
    path: "/api/v1/citations",
    name: "citations",
    about: "Returns entries for a list of references: of the reports that a query finds and that meet \
            the conditions, each once, by path; or of those with these ids.",
    parameters: &[
        &parameters::Q,
        &parameters::MODE,
        &parameters::ALIASES,
        &parameters::ID,
        &parameters::CITATION_FORM,
        &parameters::CITED,
        &parameters::CITATION_LIMIT,
        &parameters::PAGE,
        &parameters::CURSOR,
    ],
    filters: parameters::FILTERS,
    answer: |_| String::new(),
};

/// Data sets are tables alone.
const EXPORT_PARAMETERS: &[&Parameter] = &[
    &parameters::Q,
    &parameters::MODE,
    &parameters::ALIASES,
    &parameters::DATA_FORMAT,
    &parameters::BOM,
    &parameters::ABOUT,
    &parameters::RAW,
];

pub(super) const EXPORT_REPORTS: Operation = Operation {
    path: "/api/v1/export/reports",
    name: "export_reports",
    about: "Returns the reports with a section that a query finds, or all of them, as a data set: their \
            facts, each with its source and certainty.",
    parameters: EXPORT_PARAMETERS,
    filters: parameters::FILTERS,
    answer: |_| String::new(),
};

pub(super) const WHY: Operation = Operation {
    path: "/api/v1/why",
    name: "why",
    about: "Returns whether a query finds a report, and if not, which clause or filter keeps it out, with \
            the section that comes nearest.",
    parameters: &[
        &parameters::REPORT,
        &parameters::Q,
        &parameters::MODE,
        &parameters::ALIASES,
        &parameters::EXPLAIN,
    ],
    filters: parameters::FILTERS,
    answer: schema_of::<ReportCheck>,
};

pub(super) const EXPORT_SECTIONS: Operation = Operation {
    path: "/api/v1/export/sections",
    name: "export_sections",
    about: "Returns the sections that a query finds, or all of them, as a data set with their texts.",
    parameters: EXPORT_PARAMETERS,
    filters: parameters::FILTERS,
    answer: |_| String::new(),
};

pub(super) const EXPORT_MENTIONS: Operation = Operation {
    path: "/api/v1/export/mentions",
    name: "export_mentions",
    about: "Returns the mentions of a query as a data set, with their offsets and the text around them.",
    parameters: &[
        &parameters::Q,
        &parameters::MODE,
        &parameters::ALIASES,
        &parameters::LEFT,
        &parameters::RIGHT,
        &parameters::DATA_FORMAT,
        &parameters::LANGUAGE,
        &parameters::BOM,
        &parameters::ABOUT,
        &parameters::RAW,
    ],
    filters: parameters::FILTERS,
    answer: |_| String::new(),
};

pub(super) const CORPUS: Operation = Operation {
    path: "/api/v1/corpus",
    name: "corpus",
    about: "Returns what the index holds: reports by province and year, kinds, levels, kinds of notes, \
            copies and older versions, files that could not be read, and the day it was written.",
    parameters: &[&parameters::FORMAT, &parameters::BOM, &parameters::ABOUT, &parameters::RAW],
    filters: &[],
    answer: schema_of_answer::<Corpus>,
};

pub(super) const STATUS: Operation = Operation {
    path: "/api/v1/status",
    name: "status",
    about: "Returns what the index contains and which files could not be read, without folders of \
            the machine.",
    parameters: &[],
    filters: &[],
    answer: schema_of::<Status>,
};

pub(super) const SUGGEST: Operation = Operation {
    path: "/api/v1/suggest",
    name: "suggest",
    about: "Suggests completions for the word at the end of a query line: terms, agencies, regions, \
            years, parts and kinds of documents, each with the number of reports it finds.",
    parameters: &[&parameters::LINE],
    filters: &[],
    answer: schema_of::<Suggestions>,
};

/// All operations, in the order of the document.
pub(super) const OPERATIONS: [&Operation; 19] = [
    &SEARCH,
    &MENTIONS,
    &COVERAGE,
    &TREND,
    &KWIC,
    &COLLOCATES,
    &PANEL,
    &FACETS,
    &REPORTS,
    &REPORT,
    &ORIGINAL,
    &WHY,
    &CITATIONS,
    &EXPORT_REPORTS,
    &EXPORT_SECTIONS,
    &EXPORT_MENTIONS,
    &CORPUS,
    &STATUS,
    &SUGGEST,
];

/// The address of the OpenAPI document.
pub(super) const DOCUMENT: &str = "/api/v1/openapi.json";
