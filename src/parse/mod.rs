//! From text to a report: its facts and the corrections of its users. Never fails; leaves notes.
pub mod facts;
