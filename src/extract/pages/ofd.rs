//! OFD, the national format for fixed pages (GB/T 33190).
//!
//! - `objects`, `object_reader`: the objects of one page;
//! - `path`: the lines among them;
//! - `matrix`: their coordinates.
//!
//! The objects of composite objects are read with the page that uses them. What page templates write
//! are running heads and watermarks: it is read only if no page has text of its own. Annotations are
//! not read. Fonts are not read: characters are taken to be as wide as they are high, ASCII
//! half as wide.

use self::object_reader::{Composites, add_part, page_size, templates};
use self::objects::{Objects, PlacedText};
use super::read_pages;
use crate::extract::office::package::{Package, resolved};
use crate::extract::office::xml::{Event, Xml, first_text};
use crate::extract::{Extracted, Format, Unreadable};
use crate::report::Note;

mod matrix;
mod object_reader;
mod objects;
mod path;
#[cfg(test)]
mod tests;

/// Returns the text of an OFD file.
///
/// # Errors
///
/// Fails if the file is damaged, needs a password, expands to more than any report, or if its
/// pages are pictures.
pub(in crate::extract) fn read(bytes: &[u8]) -> Result<Extracted, Unreadable> {
    let mut package = Package::open(bytes)?;
    let Some(index) = package.part("OFD.xml")? else {
        return Err(Unreadable::Damaged("its main part is missing"));
    };
    let mut pages = Vec::new();
    for root in texts(&index, "DocRoot")? {
        let document = Document::read(&mut package, &root)?;
        let mut read = Vec::new();
        for at in &document.pages {
            match document.page(&mut package, at) {
                Err(Unreadable::Damaged(_)) if package.is_cut() => read.push(CUT),
                page => read.push(page?),
            }
        }
        let has_text = read.iter().any(|(page, _)| !page.texts.is_empty());
        pages.extend(read.into_iter().map(|(mut page, template)| {
            if !has_text {
                page.texts = template;
            }
            page.into_glyphs(document.page_size)
        }));
    }
    let read = read_pages(pages)?;
    let mut extracted = Extracted::from_text(Format::Ofd, read.text);
    extracted.page_starts = read.starts;
    extracted.notes.extend(package.is_cut().then_some(Note::Damaged));
    if !read.without_text.is_empty() {
        extracted.notes.push(Note::PagesWithoutText { pages: read.without_text });
    }
    extracted.page.title = first_text(&index, "Title");
    Ok(extracted)
}

/// A page that is missing from a file that breaks off.
const CUT: (Objects, Vec<PlacedText>) = (Objects::CUT, Vec::new());

/// One of the documents in a file; there is hardly ever more than one.
#[derive(Debug, Default)]
struct Document {
    /// The part that each page is in.
    pages: Vec<String>,
    /// The id of each template and the part it is in.
    templates: Vec<(String, String)>,
    composites: Composites,
    /// The size of pages that do not state their own.
    page_size: Option<(f64, f64)>,
}

impl Document {
    /// Reads the part that lists the pages, and the resources it lists.
    fn read(package: &mut Package<'_>, root: &str) -> Result<Self, Unreadable> {
        let Some(text) = package.part(root)? else {
            return Err(Unreadable::Damaged("its document is missing"));
        };
        let mut document = Self::default();
        let mut resources = Vec::new();
        let mut xml = Xml::new(&text);
        while let Some(event) = xml.next()? {
            let Event::Open(element) = event else { continue };
            let location = || element.attribute("BaseLoc").map(|at| resolved(root, &at));
            match element.name() {
                "Page" => document.pages.extend(location()),
                "TemplatePage" => {
                    document.templates.extend(element.attribute("ID").zip(location()));
                }
                "PublicRes" | "DocumentRes" => resources.push(resolved(root, xml.text()?.trim())),
                "PhysicalBox" => document.page_size = page_size(&xml.text()?),
                _ => {}
            }
        }
        if document.pages.is_empty() {
            return Err(Unreadable::Damaged("it has no pages"));
        }
        for at in resources {
            if let Some(text) = package.part(&at)? {
                document.composites.add_part(&text)?;
            }
        }
        Ok(document)
    }

    /// Reads the page in the part `at`, with the lines and pictures of the templates it uses, and the
    /// texts of these.
    fn page(
        &self,
        package: &mut Package<'_>,
        at: &str,
    ) -> Result<(Objects, Vec<PlacedText>), Unreadable> {
        let Some(text) = package.part(at)? else {
            return Err(Unreadable::Damaged("a page is missing"));
        };
        let mut page = Objects::default();
        for id in templates(&text)? {
            let template = self.templates.iter().find(|(known, _)| *known == id);
            if let Some((_, at)) = template
                && let Some(text) = package.part(at)?
            {
                add_part(&mut page, &text, &self.composites)?;
            }
        }
        let template = std::mem::take(&mut page.texts);
        add_part(&mut page, &text, &self.composites).map_err(|error| match error {
            Unreadable::Damaged(_) => Unreadable::Damaged("a page is broken"),
            other => other,
        })?;
        Ok((page, template))
    }
}

/// Returns the characters of each element called `name`.
fn texts(text: &str, name: &str) -> Result<Vec<String>, Unreadable> {
    let mut found = Vec::new();
    let mut xml = Xml::new(text);
    while let Some(event) = xml.next()? {
        if let Event::Open(element) = event
            && element.name() == name
        {
            found.push(xml.text()?.trim().to_owned());
        }
    }
    Ok(found)
}
