//! The properties of paragraphs, runs and rows in a docx file.

use super::numbering::{Membership, Styles, is_on};
use crate::extract::Unreadable;
use crate::extract::office::xml::{Event, Xml};

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
        Ok(properties)
    }
}

/// The properties of a run of text.
#[derive(Debug, Default)]
pub(super) struct RunProperties {
    /// Whether it is hidden, by itself or by its style.
    pub(super) hidden: Option<bool>,
}

impl RunProperties {
    /// Reads the rest of an `rPr`.
    ///
    /// # Errors
    ///
    /// Fails if its XML is damaged.
    pub(super) fn read(xml: &mut Xml<'_>, styles: &Styles) -> Result<Self, Unreadable> {
        let mut hidden = None;
        let mut by_style = None;
        while let Some(event) = xml.next()? {
            match event {
                Event::Open(element) => match element.name() {
                    "rStyle" => {
                        let style = element.attribute("val").unwrap_or_default();
                        by_style = styles.run_hides(&style);
                    }
                    "vanish" => hidden = Some(is_on(&element)),
                    "rPrChange" => xml.skip()?,
                    _ => {}
                },
                Event::Close(name) if name == "rPr" => break,
                Event::Close(_) | Event::Text(_) => {}
            }
        }
        Ok(Self { hidden: hidden.or(by_style) })
    }
}

/// Reads the rest of a `trPr` and returns whether the row was deleted.
///
/// # Errors
///
/// Fails if its XML is damaged.
pub(super) fn is_deleted_row(xml: &mut Xml<'_>) -> Result<bool, Unreadable> {
    let mut is_deleted = false;
    while let Some(event) = xml.next()? {
        match event {
            Event::Open(element) if element.name() == "del" => is_deleted = true,
            Event::Close(name) if name == "trPr" => break,
            _ => {}
        }
    }
    Ok(is_deleted)
}
