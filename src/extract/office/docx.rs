//! Word since 2007 (ISO/IEC 29500).
//!
//! Extracts the text as it would be printed: automatic numbers are restored and revisions accepted;
//! hidden text, field instructions, phonetic guides, headers and footers are left out. Notes come
//! at the end, each a paragraph, without their reference marks, so that both the sentence and the
//! note are found whole.
//!
//! The XML is read as a stream, and the state of the reader is a value, not the call stack: no file
//! can nest too deep for it.

use self::body::Body;
use self::numbering::{Numbering, Styles};
use super::package::{Package, resolved};
use super::xml::{self, Event, Xml};
use crate::extract::{Extracted, Format, PageFacts, Unreadable};

mod body;
mod numbering;
mod properties;
#[cfg(test)]
mod tests;

/// Returns the text of a docx file.
///
/// # Errors
///
/// Fails if the file is damaged, needs a password, or expands to more than any report.
pub(in crate::extract) fn read(bytes: &[u8]) -> Result<Extracted, Unreadable> {
    let mut package = Package::open(bytes)?;
    let main = main_part(&mut package)?;
    let Some(document) = package.part(&main)? else {
        return Err(Unreadable::Damaged("its main part is missing"));
    };
    let related = relations(&mut package, &main)?;
    let mut part = |kind: &str, usual: &str| {
        let found = related.iter().find(|(name, _)| name == kind);
        let usual = resolved(&main, usual);
        package.part(found.map_or(usual.as_str(), |(_, target)| target))
    };
    let styles = part("styles", "styles.xml")?;
    let styles = styles.map_or_else(|| Ok(Styles::default()), |text| Styles::read(&text))?;
    let lists = part("numbering", "numbering.xml")?;
    let lists = lists.map_or_else(|| Ok(Numbering::default()), |text| Numbering::read(&text))?;
    let footnotes = part("footnotes", "footnotes.xml")?;
    let endnotes = part("endnotes", "endnotes.xml")?;

    let mut body = Body::new(&styles, lists);
    body.document(&document)?;
    body.notes(footnotes.as_deref(), endnotes.as_deref())?;
    let properties = package.part("docProps/core.xml").ok().flatten();
    let title = properties.and_then(|text| xml::first_text(&text, "title"));
    let page = PageFacts { title, ..PageFacts::default() };
    Ok(Extracted { page, ..Extracted::from_text(Format::Docx, body.finish()) })
}

/// Returns the name of the part that contains the document.
fn main_part(package: &mut Package<'_>) -> Result<String, Unreadable> {
    let usual = "word/document.xml".to_owned();
    if package.has_part(&usual) {
        return Ok(usual);
    }
    let related = relations(package, "")?;
    let found = related.into_iter().find(|(kind, _)| kind == "officeDocument");
    Ok(found.map_or(usual, |(_, target)| target))
}

/// Returns the type and the name of each part that `part` refers to; "" is the file itself.
fn relations(package: &mut Package<'_>, part: &str) -> Result<Vec<(String, String)>, Unreadable> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let Some(text) = package.part(&format!("{folder}/_rels/{name}.rels"))? else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    let mut xml = Xml::new(&text);
    while let Some(event) = xml.next()? {
        let Event::Open(element) = event else { continue };
        if let (Some(kind), Some(target)) = (element.attribute("Type"), element.attribute("Target"))
        {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.push((kind, resolved(part, &target)));
        }
    }
    Ok(found)
}
