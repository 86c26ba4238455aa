//! Collocates: words, or runs of characters, that occur near the mentions of a query more often than
//! elsewhere in the same reports.
//!
//! - `question`: what is counted, and how near
//! - `sentences`: the words of a text, sentence by sentence, and which of them occur near a mention
//! - `statistics`: how unlikely and how large a difference is
//! - `counter`: the counts
//! - `answer`: what is listed
//!
//! Counted are all words of the sections that pass the filters, except the mentions themselves. A word
//! near two mentions is counted once, so that the words near mentions and the others together are all
//! words. Every text is cut by jieba for this; frequencies of an index of words would not do, since the
//! index has the words inside longer words too, and none of the two-character ones by itself.

mod question;
mod sentences;
mod statistics;
mod counter;
mod answer;

pub(crate) use answer::{Collocate, Collocates};
pub(crate) use question::{CollocateQuestion, CollocateUnit};
