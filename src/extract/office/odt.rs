//! `OpenDocument` text (ISO/IEC 26300).
//!
//! As in docx, automatic numbers are restored; deleted and hidden text, comments, phonetic guides,
//! headers, footers and the table of contents are left out; a note comes after its paragraph.

use self::body::Body;
use self::styles::Styles;
use super::package::Package;
use super::xml;
use crate::extract::{Extracted, Format, PageFacts, Unreadable};
use crate::report::Note;

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
    let is_cut = package.is_cut();
    let mut styles = Styles::default();
    if let Some(text) = package.part("styles.xml")? {
        let read = styles.take(&text);
        if !is_cut {
            read?;
        }
    }
    let read = styles.take(&content);
    if !is_cut {
        read?;
    }
    let mut body = Body::new(&styles);
    let read = body.document(&content);
    let properties = package.part("meta.xml").ok().flatten();
    let title = properties.and_then(|text| xml::first_text(&text, "title"));
    let page = PageFacts { title, ..PageFacts::default() };
    let mut extracted = Extracted { page, ..Extracted::from_text(Format::Odt, body.finish()) };
    match read {
        Err(Unreadable::Damaged(_)) if is_cut && !extracted.text.trim().is_empty() => {}
        read => read?,
    }
    extracted.notes.extend(is_cut.then_some(Note::Damaged));
    Ok(extracted)
}

/// Returns the text of an `OpenDocument` text in one XML file.
///
/// # Errors
///
/// Fails if its XML is damaged or has no text.
pub(super) fn read_flat(text: &str) -> Result<Extracted, Unreadable> {
    let mut styles = Styles::default();
    styles.take(text)?;
    let mut body = Body::new(&styles);
    body.document(text)?;
    let page = PageFacts { title: xml::first_text(text, "title"), ..PageFacts::default() };
    Ok(Extracted { page, ..Extracted::from_text(Format::Xml, body.finish()) })
}
