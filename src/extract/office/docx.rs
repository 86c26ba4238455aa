//! Word since 2007 (ISO/IEC 29500), and since 2003 as one XML file.
//!
//! Extracts the text as it would be printed: automatic numbers are restored and revisions accepted;
//! hidden text, field instructions, phonetic guides, headers, footers and the table of contents are
//! left out. A note comes after the paragraph it is anchored in, as a paragraph of its own, without
//! its reference mark, so that both the sentence and the note are found whole, in their section.
//! Documents inside the document (`altChunk`), charts and diagrams are read in their place.
//!
//! The XML is read as a stream, and the state of the reader is a value, not the call stack: no file
//! can nest too deep for it.

use std::collections::HashMap;

use self::body::{Body, Notes};
use self::numbering::{Numbering, Styles};
use super::limits::MOST_EXPANDED;
use super::package::{Package, resolved};
use super::xml::{self, Event, Xml};
use crate::extract::{Extracted, Format, PageFacts, Unreadable, read_embedded};
use crate::report::Note;

mod body;
mod drawing;
mod math;
mod numbering;
mod properties;
#[cfg(test)]
mod tests;

/// The most documents inside a document that are read.
const MOST_EMBEDDED: usize = 64;

/// Returns the text of a docx file, which is inside `depth` other documents.
///
/// # Errors
///
/// Fails if the file is damaged, needs a password, or expands to more than any report.
pub(in crate::extract) fn read(bytes: &[u8], depth: usize) -> Result<Extracted, Unreadable> {
    read_package(Package::open(bytes)?, depth)
}

/// Returns the text of a Word document with these parts.
///
/// # Errors
///
/// Fails as [`read`] does.
pub(super) fn read_package(
    mut package: Package<'_>,
    depth: usize,
) -> Result<Extracted, Unreadable> {
    let main = main_part(&mut package)?;
    let Some(document) = package.part(&main)? else {
        return Err(Unreadable::Damaged("its main part is missing"));
    };
    let is_cut = package.is_cut();
    let related = if is_cut { Vec::new() } else { relations(&mut package, &main)? };
    let mut part = |kind: &str, usual: &str| {
        let found = related.iter().find(|it| it.kind == kind);
        let usual = resolved(&main, usual);
        package.part(found.map_or(usual.as_str(), |it| &it.target))
    };
    let styles = part("styles", "styles.xml")?;
    let styles = styles.map_or_else(|| Ok(Styles::default()), |text| Styles::read(&text));
    let styles = if is_cut { styles.unwrap_or_default() } else { styles? };
    let lists = part("numbering", "numbering.xml")?;
    let lists = lists.map_or_else(|| Ok(Numbering::default()), |text| Numbering::read(&text));
    let lists = if is_cut { lists.unwrap_or_default() } else { lists? };
    let notes = [
        (Notes::Foot, part("footnotes", "footnotes.xml")?),
        (Notes::End, part("endnotes", "endnotes.xml")?),
    ];
    let mut body = Body::new(&styles, lists);
    for (kind, text) in notes {
        let read = text.map_or(Ok(()), |text| body.notes(kind, &text));
        if !is_cut {
            read?;
        }
    }
    let (insets, unread) = insets(&mut package, &related, depth)?;
    body.add_insets(insets);
    let read = body.document(&document);
    let title = package.part("docProps/core.xml").ok().flatten();
    let title = title.and_then(|text| xml::first_text(&text, "title"));
    let page = PageFacts { title, ..PageFacts::default() };
    let mut extracted = Extracted { page, ..Extracted::from_text(Format::Docx, body.finish()) };
    match read {
        Err(Unreadable::Damaged(_)) if is_cut && !extracted.text.trim().is_empty() => {}
        read => read?,
    }
    extracted.notes.extend(is_cut.then_some(Note::Damaged));
    extracted.notes.extend((unread > 0).then_some(Note::EmbeddedUnread { documents: unread }));
    Ok(extracted)
}

/// Returns the text of a document of Word 2003 in one XML file.
///
/// # Errors
///
/// Fails if its XML is damaged.
pub(super) fn read_xml_2003(text: &str) -> Result<Extracted, Unreadable> {
    let styles = Styles::read(text)?;
    let mut body = Body::new(&styles, Numbering::read(text)?);
    body.document(text)?;
    let page = PageFacts { title: xml::first_text(text, "Title"), ..PageFacts::default() };
    Ok(Extracted { page, ..Extracted::from_text(Format::Xml, body.finish()) })
}

/// Returns the lines of the documents, charts and diagrams that a part refers to, by the ids of the
/// relations, and how many documents could not be read.
fn insets(
    package: &mut Package<'_>,
    related: &[Relation],
    depth: usize,
) -> Result<(HashMap<String, Vec<String>>, usize), Unreadable> {
    let mut insets = HashMap::new();
    let (mut seen, mut unread, mut length) = (0, 0, 0_usize);
    for relation in related {
        let is_document = relation.kind == "aFChunk";
        if !is_document && !matches!(relation.kind.as_str(), "chart" | "diagramData") {
            continue;
        }
        seen += 1;
        let lines = match package.bytes(&relation.target)? {
            _ if seen > MOST_EMBEDDED => None,
            Some(bytes) if is_document => embedded(&bytes, &relation.target, depth),
            Some(bytes) => drawing(bytes, &relation.kind),
            None => None,
        };
        let Some(lines) = lines else {
            unread += 1;
            continue;
        };
        length += lines.iter().map(String::len).sum::<usize>();
        if length > MOST_EXPANDED {
            return Err(Unreadable::TooMuch { most: MOST_EXPANDED });
        }
        insets.insert(relation.id.clone(), lines);
    }
    Ok((insets, unread))
}

/// Returns the lines of a document inside the document, `None` if it cannot be read.
fn embedded(bytes: &[u8], name: &str, depth: usize) -> Option<Vec<String>> {
    let read = read_embedded(bytes, name, depth + 1).ok()?;
    Some(read.text.lines().map(str::to_owned).collect())
}

/// Returns the lines of a chart or a diagram, `None` if it cannot be read.
fn drawing(bytes: Vec<u8>, kind: &str) -> Option<Vec<String>> {
    let text = super::package::characters(bytes).ok()?;
    if kind == "chart" { drawing::chart(&text) } else { drawing::diagram(&text) }.ok()
}

/// Returns the name of the part that contains the document.
fn main_part(package: &mut Package<'_>) -> Result<String, Unreadable> {
    let usual = "word/document.xml".to_owned();
    if package.has_part(&usual) {
        return Ok(usual);
    }
    let related = relations(package, "")?;
    let found = related.into_iter().find(|it| it.kind == "officeDocument");
    Ok(found.map_or(usual, |it| it.target))
}

/// What a part says of another part that it refers to.
#[derive(Debug)]
struct Relation {
    id: String,
    /// The last step of its type, which is an address.
    kind: String,
    /// The name of the other part.
    target: String,
}

/// Returns the parts that `part` refers to; "" is the file itself.
fn relations(package: &mut Package<'_>, part: &str) -> Result<Vec<Relation>, Unreadable> {
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
            found.push(Relation {
                id: element.attribute("Id").unwrap_or_default(),
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: resolved(part, &target),
            });
        }
    }
    Ok(found)
}
