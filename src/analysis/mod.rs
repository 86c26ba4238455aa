//! Questions over many reports: which mention a term and which do not, when, which reports there
//! are, and why a report is attributed to its agency, region and year.

mod copies;
mod coverage;
mod lookup;
mod mentions;
mod reports;
mod show;
mod status;
mod trend;
mod why;
mod years;

pub use copies::VersionRow;
pub use coverage::{Cell, Coverage, CoverageColumn, CoverageRow, State, coverage};
pub use mentions::{AbsentRow, MentionRow, Mentions, mentions};
pub(crate) use reports::reports_by_year;
pub use reports::{FactOrigin, ReportRow, Reports, reports};
pub(crate) use show::show_number;
pub use show::{SectionText, ShownReport, show};
pub use status::{Status, UnreadableRow, status};
pub use trend::{Series, Trend, TrendRow, trend};
pub use why::{Why, WhyClue, WhyFact, why};
pub(crate) use years::{YearRow, years};
