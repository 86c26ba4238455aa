//! Questions over many reports: who mentions a term and who does not, and what is held.

mod beside;
mod holdings;
mod mentions;

pub use beside::VersionRow;
pub use holdings::{
    Evidence, Holdings, ReportRow, SectionText, ShownReport, Status, Unread, holdings, show, status,
};
pub use mentions::{AbsentRow, MentionRow, Mentions, mentions};
