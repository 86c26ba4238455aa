//! OFD, the national format for fixed pages (GB/T 33190).
//!
//! A page holds characters with their places, no paragraphs. What stands at one height is a line;
//! lines follow one another down the page, and a paragraph begins where a line is indented or the
//! one before it ends early. The number at the foot of a page is left out. The text of page
//! templates (a letterhead) and of composite objects is read with the page that uses it.

use self::page::{Page, Resources};
use crate::extract::office::package::Package;
use crate::extract::office::xml::{Event, Xml, first_text};
use crate::extract::{Extracted, Format, PageFacts, Unreadable};

mod lines;
mod page;
#[cfg(test)]
mod tests;

/// Returns the text of the file that `bytes` are.
///
/// # Errors
///
/// Fails where the file is damaged or needs a password, where it expands to more than any report,
/// and where its pages hold pictures only.
pub(in crate::extract) fn read(bytes: &[u8]) -> Result<Extracted, Unreadable> {
    let mut package = Package::open(bytes)?;
    let Some(index) = package.part("OFD.xml")? else {
        return Err(Unreadable::Damaged("its main part is missing"));
    };
    let mut pages = Vec::new();
    let mut has_pictures = false;
    for root in texts(&index, "DocRoot")? {
        let document = Document::read(&mut package, &root)?;
        for (number, at) in &document.pages {
            let mut page = Page::default();
            let Some(text) = package.part(at)? else {
                return Err(Unreadable::Damaged("a page of it is missing"));
            };
            for id in page::templates(&text)? {
                let template = document.templates.iter().find(|(known, _)| *known == id);
                if let Some((_, at)) = template
                    && let Some(text) = package.part(at)?
                {
                    page.take(&text, &document.resources)?;
                }
            }
            page.take(&text, &document.resources).map_err(|error| match error {
                Unreadable::Damaged(_) => Unreadable::Damaged("a page of it is broken"),
                other => other,
            })?;
            has_pictures |= page.has_pictures;
            pages.push((number.clone(), page));
        }
    }
    let text = lines::paragraphs(pages.into_iter().map(|(_, page)| page).collect());
    if text.trim().is_empty() && has_pictures {
        return Err(Unreadable::Scan);
    }
    let page = PageFacts { title: first_text(&index, "Title"), ..PageFacts::default() };
    Ok(Extracted { page, ..Extracted::from_text(Format::Ofd, text) })
}

/// One of the documents in a file; there is hardly ever more than one.
#[derive(Debug, Default)]
struct Document {
    /// The id of each page and the part it is in.
    pages: Vec<(String, String)>,
    /// The id of each template and the part it is in.
    templates: Vec<(String, String)>,
    resources: Resources,
}

impl Document {
    /// Reads the part that names the pages, and the resources it names.
    fn read(package: &mut Package<'_>, root: &str) -> Result<Self, Unreadable> {
        let Some(text) = package.part(root)? else {
            return Err(Unreadable::Damaged("its document is missing"));
        };
        let mut document = Self::default();
        let mut resources = Vec::new();
        let mut xml = Xml::new(&text);
        while let Some(event) = xml.next()? {
            let Event::Open(element) = event else { continue };
            let named = || {
                let (id, at) = (element.attribute("ID")?, element.attribute("BaseLoc")?);
                Some((id, resolved(root, &at)))
            };
            match element.name() {
                "Page" => document.pages.extend(named()),
                "TemplatePage" => document.templates.extend(named()),
                "PublicRes" | "DocumentRes" => resources.push(resolved(root, xml.text()?.trim())),
                _ => {}
            }
        }
        if document.pages.is_empty() {
            return Err(Unreadable::Damaged("it has no pages"));
        }
        for at in resources {
            if let Some(text) = package.part(&at)? {
                document.resources.take(&text)?;
            }
        }
        Ok(document)
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

/// Returns the name of the part that `target` is, seen from the part `from`.
fn resolved(from: &str, target: &str) -> String {
    if let Some(from_root) = target.strip_prefix('/') {
        return from_root.to_owned();
    }
    let mut folders: Vec<&str> = from.trim_start_matches('/').split('/').collect();
    folders.pop();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(folders.pop()),
            name => folders.push(name),
        }
    }
    folders.join("/")
}
