//! `OpenDocument` text (ISO/IEC 26300).
//!
//! As in docx, automatic numbers are restored; deleted and hidden text, comments, phonetic guides,
//! headers and footers are left out; notes come at the end.

use self::body::Body;
use self::styles::Styles;
use super::package::Package;
use super::xml;
use crate::extract::{Extracted, Format, PageFacts, Unreadable};

mod body;
mod styles;
#[cfg(test)]
mod tests;

/// Returns the text of an odt file.
///
/// # Errors
///
/// Fails if the file is damaged, needs a password, or expands to more than any report.
pub(in crate::extract) fn read(bytes: &[u8]) -> Result<Extracted, Unreadable> {
    let mut package = Package::open(bytes)?;
    let manifest = package.part("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(Unreadable::Locked);
    }
    let Some(content) = package.part("content.xml")? else {
        return Err(Unreadable::Damaged("its main part is missing"));
    };
    let mut styles = Styles::default();
    if let Some(text) = package.part("styles.xml")? {
        styles.take(&text)?;
    }
    styles.take(&content)?;
    let mut body = Body::new(&styles);
    body.document(&content)?;
    let properties = package.part("meta.xml").ok().flatten();
    let title = properties.and_then(|text| xml::first_text(&text, "title"));
    let page = PageFacts { title, ..PageFacts::default() };
    Ok(Extracted { page, ..Extracted::from_text(Format::Odt, body.finish()) })
}
