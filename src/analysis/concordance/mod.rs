//! The concordance: one row for each mention, with what stands before and behind it.
//!
//! - `question`: which mentions are listed, how they are sorted and grouped
//! - `sample`: a random sample that is the same in every run
//! - `context`: what stands next to a mention, as sorting and grouping see it
//! - `mentions`: the mentions that were chosen, and the reading of their texts
//! - `groups`: mentions with the same characters next to them
//! - `rows`: the rows, each read when it is needed
//! - `answer`: the answer
//!
//! The counts of the sections say how many mentions there are, so the first rows, a page and a sample
//! are found without any text. Only the texts of rows that are shown are read. To sort or group by what
//! stands next to the mentions, all texts are read once, and a key of fixed size is kept of each
//! mention.

mod answer;
mod context;
mod groups;
mod mentions;
mod question;
mod rows;
mod sample;

pub(crate) use answer::Concordance;
pub(crate) use groups::MentionGroup;
pub(crate) use question::{ContextGroup, Kwic, MentionOrder, PARAGRAPH_END, Sample};
pub(crate) use rows::{ConcordanceRow, MentionPlace};
