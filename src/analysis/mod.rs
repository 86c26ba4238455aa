//! Questions over many reports: who mentions a term and who does not, what is held, and
//! why a report is said to be what it is.

mod beside;
mod holdings;
mod mentions;
mod why;

pub use beside::VersionRow;
pub use holdings::{
    Evidence, Holdings, ReportRow, SectionText, ShownReport, Status, Unread, holdings, show, status,
};
pub use mentions::{AbsentRow, MentionRow, Mentions, mentions};
pub use why::{Why, WhyClue, WhyFact, why};
