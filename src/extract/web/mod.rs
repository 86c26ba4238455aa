//! Saved web pages.
//!
//! - [`html`]: one page;
//! - [`mhtml`]: a page with its pictures and style sheets in one file.

pub(super) mod html;
pub(super) mod mhtml;

pub(super) use mhtml::base64;
