//! Questions over many reports: who mentions a term and who does not, when, and what is held.

mod coverage;
mod holdings;
mod mentions;
mod trend;

pub use coverage::{Cell, Coverage, CoverageColumn, CoverageRow, State, coverage};
pub use holdings::{
    Evidence, Holdings, ReportRow, SectionText, ShownReport, Status, Unread, holdings, show, status,
};
pub use mentions::{AbsentRow, MentionRow, Mentions, mentions};
pub use trend::{Series, Trend, TrendRow, trend};
