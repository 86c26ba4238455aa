//! Questions over many reports: who mentions a term and who does not, when, what is held, and why
//! a report is said to be what it is.

mod beside;
mod coverage;
mod holdings;
mod mentions;
mod trend;
mod why;
mod years;

pub use beside::VersionRow;
pub use coverage::{Cell, Coverage, CoverageColumn, CoverageRow, State, coverage};
pub use holdings::{
    Evidence, Holdings, ReportRow, SectionText, ShownReport, Status, Unread, holdings, show, status,
};
pub(crate) use holdings::{holdings_by_year, show_number};
pub use mentions::{AbsentRow, MentionRow, Mentions, mentions};
pub use trend::{Series, Trend, TrendRow, trend};
pub use why::{Why, WhyClue, WhyFact, why};
pub(crate) use years::{YearRow, years};
