//! Questions over many reports: who mentions a term and who does not, and what is held.

mod holdings;
mod mentions;

#[cfg(feature = "web")]
pub(crate) use holdings::show_number;
pub use holdings::{
    Evidence, Holdings, ReportRow, SectionText, ShownReport, Status, Unread, holdings, show, status,
};
pub use mentions::{AbsentRow, MentionRow, Mentions, mentions};
