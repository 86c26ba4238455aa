//! XML as a stream: elements by their local names, and the characters between them.
//!
//! Prefixes of names are ignored, so that the strict and the transitional form of Open XML, which
//! differ in their namespaces, are read alike. The stream ends only after every element is closed:
//! half of a text is never taken for all of it.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event as Raw};

use super::limits::DEEPEST;
use crate::extract::Unreadable;

/// The start of an element.
pub(crate) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// Returns the name without its prefix.
    pub(crate) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// Returns the value of the first attribute called `name`, ignoring prefixes.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let mut found = attributes.with_checks(false).flatten();
        let attribute = found.find(|it| it.key.local_name().into_inner() == name)?;
        let value = quick_xml::escape::unescape(&attribute.value).map(Cow::into_owned);
        Some(value.unwrap_or_else(|_| attribute.value.clone().into_owned()))
    }

    /// Returns the attribute called `name` as a number.
    pub(crate) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.attribute(name)?.trim().parse().ok()
    }
}

/// A step through the file.
pub(crate) enum Event<'a> {
    /// An element starts.
    Open(Element<'a>),
    /// The innermost open element ends; its name without prefix.
    Close(String),
    /// Characters.
    Text(Cow<'a, str>),
}

/// Reads the elements of a file one by one.
pub(crate) struct Xml<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    /// The number of open elements.
    depth: usize,
    /// Whether there was any element.
    any: bool,
}

impl<'a> Xml<'a> {
    /// Starts at the beginning of `text`.
    pub(crate) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self { text, reader, depth: 0, any: false }
    }

    /// Returns the next step, `None` at the end of a complete file.
    ///
    /// # Errors
    ///
    /// Fails if the XML is not well-formed, if elements are open at the end, or if more than
    /// [`DEEPEST`] are open.
    pub(crate) fn next(&mut self) -> Result<Option<Event<'a>>, Unreadable> {
        loop {
            let raw = self.reader.read_event().map_err(|error| match error {
                quick_xml::Error::Syntax(_) => Unreadable::Damaged("its XML ends early"),
                _ => Unreadable::Damaged("its XML is broken"),
            })?;
            return match raw {
                Raw::Start(start) | Raw::Empty(start) => {
                    self.any = true;
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(Unreadable::TooDeep { most: DEEPEST });
                    }
                    Ok(Some(Event::Open(Element(start))))
                }
                Raw::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    Ok(Some(Event::Close(end.local_name().into_inner().to_owned())))
                }
                Raw::Text(text) => Ok(Some(Event::Text(text.xml10_content()))),
                Raw::CData(text) => Ok(Some(Event::Text(text.xml10_content()))),
                Raw::GeneralRef(reference) => Ok(Some(Event::Text(resolved(&reference)))),
                Raw::Eof if self.depth > 0 => Err(Unreadable::Damaged("its XML ends early")),
                Raw::Eof if !self.any => Err(Unreadable::Damaged("its XML has no elements")),
                Raw::Eof => Ok(None),
                Raw::Comment(_) | Raw::Decl(_) | Raw::PI(_) | Raw::DocType(_) => continue,
            };
        }
    }

    /// Skips the content and the end of the element that just started.
    ///
    /// # Errors
    ///
    /// Fails as [`Xml::next`] does.
    pub(crate) fn skip(&mut self) -> Result<(), Unreadable> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if self.next()?.is_none() {
                break;
            }
        }
        Ok(())
    }

    /// Returns the markup inside the element that just started, and skips its end.
    ///
    /// # Errors
    ///
    /// Fails as [`Xml::next`] does.
    pub(crate) fn inside(&mut self) -> Result<&'a str, Unreadable> {
        let place = |reader: &Reader<&[u8]>| usize::try_from(reader.buffer_position()).unwrap_or(0);
        let start = place(&self.reader);
        self.skip()?;
        let markup = self.text.get(start..place(&self.reader)).unwrap_or_default();
        Ok(markup.rfind("</").and_then(|end| markup.get(..end)).unwrap_or_default())
    }

    /// Returns the characters of the element that just started, and skips its end.
    ///
    /// # Errors
    ///
    /// Fails as [`Xml::next`] does.
    pub(crate) fn text(&mut self) -> Result<String, Unreadable> {
        let outside = self.depth.saturating_sub(1);
        let mut text = String::new();
        while self.depth > outside {
            match self.next()? {
                Some(Event::Text(more)) => text.push_str(&more),
                Some(_) => {}
                None => break,
            }
        }
        Ok(text)
    }
}

/// Returns the character that `reference` stands for, or the reference itself if it is unknown.
fn resolved<'a>(reference: &BytesRef<'a>) -> Cow<'a, str> {
    match reference.resolve_char_ref() {
        Ok(Some(character)) => return Cow::Owned(character.to_string()),
        Ok(None) => {}
        Err(_) => return Cow::Owned(char::REPLACEMENT_CHARACTER.to_string()),
    }
    let name: &str = reference;
    match quick_xml::escape::resolve_xml_entity(name) {
        Some(text) => Cow::Borrowed(text),
        None => Cow::Owned(format!("&{name};")),
    }
}

/// Returns the text of the first element called `name` in `xml`, if it is not blank.
///
/// This reads document properties: if they are damaged, the text is not.
pub(crate) fn first_text(xml: &str, name: &str) -> Option<String> {
    let mut xml = Xml::new(xml);
    while let Ok(Some(event)) = xml.next() {
        if let Event::Open(element) = event
            && element.name() == name
        {
            let text = xml.text().ok()?.trim().to_owned();
            return (!text.is_empty()).then_some(text);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the steps through `text` in one line.
    fn steps(text: &str) -> Result<String, Unreadable> {
        let mut xml = Xml::new(text);
        let mut out = String::new();
        while let Some(event) = xml.next()? {
            match event {
                Event::Open(element) => {
                    out.push('<');
                    out.push_str(element.name());
                    out.push(':');
                    out.push_str(&element.attribute("v").unwrap_or_else(|| "-".to_owned()));
                    out.push(' ');
                }
                Event::Close(name) => {
                    out.push('/');
                    out.push_str(&name);
                    out.push('>');
                }
                Event::Text(text) => out.push_str(&text),
            }
        }
        Ok(out)
    }

    #[test]
    fn no_character_is_lost_between_references() {
        let table = [
            ("<a>1&amp;2&#x6cd5;&#27835;&gt;</a>", "<a:- 1&2法治>/a>"),
            ("<w:a x:v='&quot;1&amp;'/>", "<a:\"1& /a>"),
            ("<a><![CDATA[<b>&]]></a>", "<a:- <b>&/a>"),
            ("<a>1 & 2&nbsp;</a>", "<a:- 1 & 2&nbsp;/a>"),
            ("<?xml version='1.0'?><!-- c --><a/>\n", "<a:- /a>\n"),
        ];
        for (text, expected) in table {
            assert_eq!(steps(text), Ok(expected.to_owned()), "{text}");
        }
    }

    #[test]
    fn broken_files_are_refused() {
        let table = [
            ("<a><b>1</b>", "damaged: its XML ends early"),
            ("<a><b", "damaged: its XML ends early"),
            ("<a><b></a></b>", "damaged: its XML is broken"),
            ("plain", "damaged: its XML has no elements"),
            ("", "damaged: its XML has no elements"),
        ];
        for (text, expected) in table {
            let reason = steps(text).expect_err(text).to_string();
            assert_eq!(reason, expected, "{text}");
        }
        let deep = "<a>".repeat(DEEPEST + 1);
        assert_eq!(steps(&deep), Err(Unreadable::TooDeep { most: DEEPEST }));
    }

    #[test]
    fn the_text_of_a_property_is_found() {
        let xml = "<p:x><dc:creator>甲</dc:creator><dc:title> 报告&amp; </dc:title></p:x>";
        assert_eq!(first_text(xml, "title").as_deref(), Some("报告&"));
        assert_eq!(first_text("<a><title> </title></a>", "title"), None);
        assert_eq!(first_text("<a><title>1", "title"), None);
    }
}
