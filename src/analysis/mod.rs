//! Questions over many reports: which mention a term and which do not, when, which reports there
//! are, and why a report is attributed to its agency, region and year.

mod check;
mod collocates;
mod concordance;
mod copies;
mod corpus;
mod coverage;
mod export;
mod lookup;
mod mentions;
mod panel;
mod rate;
mod reports;
mod show;
mod status;
mod to_try;
mod trend;
mod verify;
mod why;
mod years;

pub(crate) use check::{CheckedClause, CheckedFilter, CheckedSection, NearestSection, ReportCheck};
pub(crate) use collocates::{Collocate, CollocateQuestion, CollocateUnit, Collocates};
pub(crate) use concordance::{
    Concordance, ConcordanceRow, ContextGroup, Kwic, MentionGroup, MentionOrder, MentionPlace,
    PARAGRAPH_END, Sample,
};
pub(crate) use copies::VersionRow;
pub(crate) use corpus::{Corpus, Extent, UncountedFile};
pub(crate) use coverage::{
    Cell, CoverageColumn, CoverageRow, coverage_rows, coverage_rows_of_each,
};
pub use coverage::{Coverage, State, coverage};
pub(crate) use export::{
    MentionData, ReportData, SectionData, mention_data, report_data, section_data,
};
pub(crate) use mentions::{AbsentRow, MentionPassages, MentionRow};
pub use mentions::{Mentions, mentions};
pub use panel::Measure;
pub(crate) use panel::{Panel, PanelConcept, PanelRow, panel_rows};
pub(crate) use reports::{FactOrigin, ReportRow, report_row, report_rows, reports_by_year};
pub use reports::{Reports, reports};
pub(crate) use show::SectionText;
pub(crate) use show::show_number;
pub use show::{ShownReport, show};
pub(crate) use status::UnreadableRow;
pub use status::{Status, status};
pub(crate) use trend::{Figures, Series, TrendRow};
pub use trend::{Trend, trend};
pub(crate) use verify::{
    Change, ChangeKind, QuotationLimit, QuotationRow, QuotationState, Verification,
};
pub use why::{Why, why};
pub(crate) use why::{WhyClue, WhyFact};
pub(crate) use years::{YearRow, years};
