//! The sentences that every form of an answer shares, in both languages, each in one place.
//!
//! - `counts`: numbers with their nouns
//! - `ground`: what was found, and over what it was counted
//! - `remarks`: what else has to be known to read an answer rightly
//! - `labels`: names of places
//! - `errors`: what an error says to whom, and what can be done about it

mod counts;
mod errors;
mod ground;
mod labels;
mod remarks;

pub use counts::{counted, counts_sentence};
pub use errors::{Audience, hint, is_about_request, message};
pub(crate) use ground::beside;
pub use ground::{counted_over, ground_in_words};
pub use ground::{ground_in_chinese, ground_sentence, not_counted};
pub(crate) use labels::above;
pub use remarks::remark_text;
