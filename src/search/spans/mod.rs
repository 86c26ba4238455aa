//! The spans of a text that a query asks for.
//!
//! The same functions work on postings, for counting, and on a text, for marking.
//!
//! - `span`: a stretch of a text
//! - `text`: a text in which spans are looked for
//! - `units`: its sentences or paragraphs
//! - `near`: what is near each other
//! - `patterns`: the matches of a pattern
//! - `finder`: the spans of a tree

mod span;
mod text;
mod units;
mod near;
mod patterns;
mod finder;

pub(super) use finder::SpanFinder;
pub(super) use span::{Edge, Span, keep_outermost};
pub(super) use text::SpanText;
