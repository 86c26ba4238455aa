//! The properties of paragraphs, runs and rows in a docx file.

use super::numbering::{Membership, Styles, is_on};
use crate::extract::Unreadable;
use crate::extract::office::xml::{Element, Event, Xml};

/// The properties of a paragraph, which precede its text.
#[derive(Debug, Default)]
pub(super) struct ParagraphProperties {
    pub(super) style: Option<String>,
    pub(super) membership: Membership,
    /// What happened to its end.
    pub(super) end: End,
    /// Whether its style hides its text.
    pub(super) hidden: bool,
    /// Whether it has been counted.
    pub(super) counted: bool,
    /// Its number, if the file has it written out, as Word 2003 does.
    pub(super) number: Option<String>,
    /// Whether its style is that of the entries of a table of contents.
    pub(super) is_contents: bool,
    /// What seems to be an entry of a table of contents.
    pub(super) entry: String,
}

/// What happened to the end of a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum End {
    #[default]
    Kept,
    /// It is hidden: the next paragraph continues the line.
    Hidden,
    /// It was deleted: the paragraph takes the properties of the next one.
    Deleted,
}

impl ParagraphProperties {
    /// Reads the rest of a `pPr`.
    ///
    /// # Errors
    ///
    /// Fails if its XML is damaged.
    pub(super) fn read(xml: &mut Xml<'_>, styles: &Styles) -> Result<Self, Unreadable> {
        let mut properties = Self::default();
        let mut in_mark = false;
        while let Some(event) = xml.next()? {
            match event {
                Event::Open(element) => match element.name() {
                    "pStyle" => properties.style = element.attribute("val"),
                    "rPr" => in_mark = true,
                    "del" | "moveFrom" if in_mark => properties.end = End::Deleted,
                    "annotation" if in_mark && is_deletion(&element) => {
                        properties.end = End::Deleted;
                    }
                    "t" => properties.number = element.attribute("val"),
                    "vanish" | "specVanish" if in_mark && properties.end == End::Kept => {
                        if is_on(&element) {
                            properties.end = End::Hidden;
                        }
                    }
                    "pPrChange" | "rPrChange" | "sectPr" => xml.skip()?,
                    _ => properties.membership.take(&element),
                },
                Event::Close(name) if name == "rPr" => in_mark = false,
                Event::Close(name) if name == "pPr" => break,
                Event::Close(_) | Event::Text(_) => {}
            }
        }
        properties.hidden = styles.hides(properties.style.as_deref());
        properties.is_contents = styles.is_contents(properties.style.as_deref());
        Ok(properties)
    }
}

/// The properties of a run of text.
#[derive(Debug, Default)]
pub(super) struct RunProperties {
    /// Whether it is hidden, by itself or by its style.
    pub(super) hidden: Option<bool>,
    /// Whether it is raised above the line.
    pub(super) raised: bool,
}

impl RunProperties {
    /// Reads the rest of an `rPr`.
    ///
    /// # Errors
    ///
    /// Fails if its XML is damaged.
    pub(super) fn read(xml: &mut Xml<'_>, styles: &Styles) -> Result<Self, Unreadable> {
        let (mut hidden, mut by_style, mut raised) = (None, None, false);
        while let Some(event) = xml.next()? {
            match event {
                Event::Open(element) => match element.name() {
                    "rStyle" => {
                        let style = element.attribute("val").unwrap_or_default();
                        by_style = styles.run_hides(&style);
                    }
                    "vanish" => hidden = Some(is_on(&element)),
                    "vertAlign" => {
                        raised = element.attribute("val").as_deref() == Some("superscript");
                    }
                    "rPrChange" => xml.skip()?,
                    _ => {}
                },
                Event::Close(name) if name == "rPr" => break,
                Event::Close(_) | Event::Text(_) => {}
            }
        }
        Ok(Self { hidden: hidden.or(by_style), raised })
    }
}

/// Returns whether a revision of Word 2003 is a deletion.
pub(super) fn is_deletion(annotation: &Element<'_>) -> bool {
    annotation.attribute("type").as_deref() == Some("Word.Deletion")
}

/// The properties of a table row.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RowProperties {
    pub(super) is_deleted: bool,
    /// The number of columns before its first cell.
    pub(super) before: usize,
}

impl RowProperties {
    /// Reads the rest of a `trPr`.
    ///
    /// # Errors
    ///
    /// Fails if its XML is damaged.
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Self, Unreadable> {
        let mut row = Self::default();
        while let Some(event) = xml.next()? {
            match event {
                Event::Open(element) => match element.name() {
                    "del" => row.is_deleted = true,
                    "annotation" => row.is_deleted |= is_deletion(&element),
                    "gridBefore" => row.before = element.number("val").unwrap_or(0),
                    _ => {}
                },
                Event::Close(name) if name == "trPr" => break,
                Event::Close(_) | Event::Text(_) => {}
            }
        }
        Ok(row)
    }
}

/// The properties of a table cell.
#[derive(Clone, Copy, Debug)]
pub(super) struct CellProperties {
    /// The number of columns that it spans.
    pub(super) columns: usize,
    /// Whether a cell above it, or to its left, covers it.
    pub(super) is_covered: bool,
}

impl Default for CellProperties {
    fn default() -> Self {
        Self { columns: 1, is_covered: false }
    }
}

impl CellProperties {
    /// Reads the rest of a `tcPr`.
    ///
    /// # Errors
    ///
    /// Fails if its XML is damaged.
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Self, Unreadable> {
        let mut cell = Self::default();
        while let Some(event) = xml.next()? {
            match event {
                Event::Open(element) => match element.name() {
                    "gridSpan" => cell.columns = element.number("val").unwrap_or(1),
                    // Only the first of merged cells says so; the others say nothing.
                    "vMerge" | "vmerge" | "hMerge" | "hmerge" => {
                        cell.is_covered |= element.attribute("val").as_deref() != Some("restart");
                    }
                    "tcPrChange" => xml.skip()?,
                    _ => {}
                },
                Event::Close(name) if name == "tcPr" => break,
                Event::Close(_) | Event::Text(_) => {}
            }
        }
        Ok(cell)
    }
}
