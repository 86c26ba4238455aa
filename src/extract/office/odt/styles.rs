//! The styles of an odt file: hidden text and the numbering of lists.

use std::collections::HashMap;

use crate::extract::Unreadable;
use crate::extract::office::list_numbers::{LEVELS, ListLevel, NumberPiece};
use crate::extract::office::number_format::NumberFormat;
use crate::extract::office::xml::{Element, Event, Xml};

/// The longest chain of styles above a style; it also ends circles.
const LONGEST_CHAIN: usize = 32;

/// A style of paragraphs or of characters.
#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    /// Whether it hides text; `None` if it does not say.
    hides: Option<bool>,
    /// The list of its paragraphs.
    list: Option<String>,
}

/// The styles of a file.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// By family and name.
    styles: HashMap<(String, String), Style>,
    lists: HashMap<String, Vec<ListLevel>>,
}

/// The name under which the numbering of headings is stored among the lists.
pub(super) const OUTLINE: &str = "\u{0}outline";

impl Styles {
    /// Adds the styles of one part: styles.xml, or the head of content.xml.
    ///
    /// # Errors
    ///
    /// Fails if its XML is damaged.
    pub(super) fn take(&mut self, text: &str) -> Result<(), Unreadable> {
        let mut xml = Xml::new(text);
        let mut current: Option<(String, String)> = None;
        let mut list = String::new();
        while let Some(event) = xml.next()? {
            let element = match event {
                Event::Open(element) => element,
                Event::Close(name) if name == "style" => {
                    current = None;
                    continue;
                }
                Event::Close(_) | Event::Text(_) => continue,
            };
            let said = |name: &str| element.attribute(name);
            match element.name() {
                "body" | "master-styles" => xml.skip()?,
                "style" => {
                    let key =
                        (said("family").unwrap_or_default(), said("name").unwrap_or_default());
                    let (parent, list) = (said("parent-style-name"), said("list-style-name"));
                    self.styles.insert(key.clone(), Style { parent, list, hides: None });
                    current = Some(key);
                }
                "text-properties" => {
                    let style = current.as_ref().and_then(|key| self.styles.get_mut(key));
                    if let (Some(style), Some(display)) = (style, said("display")) {
                        style.hides = Some(display == "none");
                    }
                }
                "list-style" => list = said("name").unwrap_or_default(),
                "outline-style" => OUTLINE.clone_into(&mut list),
                "list-level-style-number" | "outline-level-style" => {
                    self.level(
                        &list,
                        &element,
                        NumberFormat::from_odt(&said("num-format").unwrap_or_default()),
                    );
                }
                "list-level-style-bullet" | "list-level-style-image" => {
                    self.level(&list, &element, NumberFormat::Bullet);
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Reads one level of a list.
    fn level(&mut self, list: &str, element: &Element<'_>, form: NumberFormat) {
        let levels = self.lists.entry(list.to_owned()).or_default();
        levels.resize(LEVELS, ListLevel::default());
        let index = element.number("level").unwrap_or(1_usize).saturating_sub(1);
        let Some(place) = levels.get_mut(index) else { return };
        let start = element.number("start-value").unwrap_or(1);
        let pieces = match form {
            NumberFormat::Bullet | NumberFormat::None => Vec::new(),
            _ => pieces(element, index),
        };
        *place = ListLevel { start, form, pieces, ..ListLevel::default() };
    }

    /// Returns what the style `name`, or the nearest style above it, says.
    fn ask<T>(
        &self,
        family: &str,
        name: &str,
        question: impl Fn(&Style) -> Option<T>,
    ) -> Option<T> {
        let mut name = name.to_owned();
        for _ in 0..LONGEST_CHAIN {
            let style = self.styles.get(&(family.to_owned(), name))?;
            if let Some(answer) = question(style) {
                return Some(answer);
            }
            name = style.parent.clone()?;
        }
        None
    }

    /// Returns whether the style `name` of this family hides text, `None` if it does not say.
    pub(super) fn hides(&self, family: &str, name: &str) -> Option<bool> {
        self.ask(family, name, |style| style.hides)
    }

    /// Returns the list of paragraphs with the style `name`.
    pub(super) fn list_of(&self, name: &str) -> Option<String> {
        self.ask("paragraph", name, |style| style.list.clone())
    }

    /// Returns the levels of the list style `name`.
    pub(super) fn levels(&self, name: &str) -> &[ListLevel] {
        self.lists.get(name).map_or(&[], Vec::as_slice)
    }
}

/// Returns the text around the number of the level with this index.
fn pieces(element: &Element<'_>, index: usize) -> Vec<NumberPiece> {
    if let Some(format) = element.attribute("num-list-format") {
        return between_signs(&format);
    }
    let text = |name: &str| NumberPiece::Text(element.attribute(name).unwrap_or_default());
    let shown = element.number("display-levels").unwrap_or(1_usize).clamp(1, index + 1);
    let mut pieces = vec![text("num-prefix")];
    for level in index + 1 - shown..=index {
        if pieces.len() > 1 {
            pieces.push(NumberPiece::Text(".".to_owned()));
        }
        pieces.push(NumberPiece::Number(level));
    }
    pieces.push(text("num-suffix"));
    pieces
}

/// Parses `format`, in which %1% stands for the number of the outermost level.
fn between_signs(format: &str) -> Vec<NumberPiece> {
    let mut pieces = Vec::new();
    for (at, part) in format.split('%').enumerate() {
        match part.parse::<usize>() {
            Ok(level @ 1..=LEVELS) if at % 2 == 1 => pieces.push(NumberPiece::Number(level - 1)),
            _ => pieces.push(NumberPiece::Text(part.to_owned())),
        }
    }
    pieces
}
