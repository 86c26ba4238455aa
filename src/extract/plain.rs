//! Plain text, which is its own text.
//!
//! Only what editors add is taken away here; debris of extraction is the business of
//! [`parse::clean`](mod@crate::parse::clean), which sees the text of every format.

/// Returns `decoded` without the end-of-file mark (0x1A) of old editors.
///
/// ```
/// use chabao::extract::plain;
/// assert_eq!(plain::text("一、概况\n\u{1a}".to_owned()), "一、概况\n");
/// ```
#[must_use]
pub fn text(mut decoded: String) -> String {
    let kept = decoded.trim_end_matches('\u{1a}').len();
    decoded.truncate(kept);
    decoded
}
