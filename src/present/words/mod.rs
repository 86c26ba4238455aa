//! The sentences that every form of an answer shares, in both languages, each in one place.
//!
//! - `about`: what a workbook says of its table
//! - `counts`: numbers with their nouns, and shares
//! - `extent`: how many reports an index holds, and where and when they are from
//! - `ground`: what was found, and over what it was counted
//! - `remarks`: what else readers need to know about an answer
//! - `heads`: heads of columns, names of sheets
//! - `labels`: names of groups and places
//! - `conditions`: conditions as people read them; `query`: a query as a sentence
//! - `commands`: commands to paste
//! - `troubles`: what is wrong with a query and what can be done; `forms`: the same for nearness
//!   and scopes, `foreign`: for what other query languages have
//! - `explanation`: how a request is understood
//! - `stored`: sentences that an index stores in English, in Chinese
//! - `cited`: a count in sentences that a text can have as they are
//! - `errors`: what went wrong and what can be done, by audience; `chinese_errors`, `command_hints`: the
//!   sentences of errors in Chinese, and what can be done at a command line

mod about;
mod chinese_errors;
mod cited;
mod command_hints;
mod commands;
mod conditions;
mod counts;
mod errors;
mod explanation;
mod extent;
mod foreign;
mod forms;
mod ground;
mod heads;
mod labels;
mod query;
mod remarks;
mod stored;
mod troubles;

#[cfg(test)]
#[path = "../../../tests/leaks.rs"]
mod leaks;
#[cfg(test)]
mod tests;

pub(crate) use about::AboutLine;
pub(crate) use cited::{PROGRAM, concept_in_words, counted_by, title_of_count};
pub(crate) use conditions::{OWN_AGENCIES, OWN_AGENCIES_VALUE};
pub(crate) use counts::{
    FILES, MENTIONS, NODES, NOTES, Noun, QUOTATIONS, REPLICAS, REPORTS, SECTIONS, counted,
    counted_in, percent,
};
pub use errors::Audience;
pub(crate) use errors::is_about_request;
pub(crate) use ground::copies_and_versions;
pub(crate) use heads::Head;
pub(crate) use labels::{above, context_on_one_line, group_title, has_namesakes, mode_title};
