//! The paragraphs, lists and tables of an odt file.

use std::collections::HashMap;

use super::styles::{OUTLINE, Styles};
use crate::extract::Unreadable;
use crate::extract::contents::without_contents;
use crate::extract::office::flow::{Flow, Mark};
use crate::extract::office::list_numbers::ListCounter;
use crate::extract::office::xml::{Element, Event, Xml};

/// The most blanks that one element may stand for; no line of a report is wider.
const MOST_BLANKS: usize = 200;

/// An open list.
#[derive(Debug)]
struct List {
    style: String,
    /// The index of its counter.
    counter: usize,
    /// Whether the open item has shown its number.
    shown: bool,
}

/// Reads content.xml.
pub(super) struct Body<'a> {
    styles: &'a Styles,
    flow: Flow,
    /// For each open paragraph and span, whether it is hidden.
    hidden: Vec<bool>,
    lists: Vec<List>,
    counters: Vec<ListCounter>,
    /// The counter of each list that has an id, and of the last list of each style.
    by_id: HashMap<String, usize>,
    by_style: HashMap<String, usize>,
    /// The counter of the headings.
    headings: ListCounter,
    /// The texts around an open note, and the lists they are in.
    outside: Vec<(Flow, Vec<List>, Vec<bool>)>,
    /// For each open cell, the number of columns that it spans beyond the first.
    cells: Vec<usize>,
    /// Whether a table of contents was left out.
    had_contents: bool,
}

impl<'a> Body<'a> {
    /// Returns a reader at the start of a file.
    pub(super) fn new(styles: &'a Styles) -> Self {
        Self {
            styles,
            flow: Flow::new(),
            hidden: Vec::new(),
            lists: Vec::new(),
            counters: Vec::new(),
            by_id: HashMap::new(),
            by_style: HashMap::new(),
            headings: ListCounter::default(),
            outside: Vec::new(),
            cells: Vec::new(),
            had_contents: false,
        }
    }

    /// Reads content.xml.
    ///
    /// # Errors
    ///
    /// Fails if its XML is damaged or has no text.
    pub(super) fn document(&mut self, content: &str) -> Result<(), Unreadable> {
        let mut xml = Xml::new(content);
        let mut inside = false;
        while let Some(event) = xml.next()? {
            match event {
                Event::Open(element) if element.name() == "body" => inside = true,
                _ if !inside => {}
                Event::Open(element) => self.open(&mut xml, &element)?,
                Event::Close(name) => self.close(&name),
                Event::Text(text) if self.hidden.is_empty() => drop(text),
                Event::Text(text) => self.push(&collapsed(&text)),
            }
        }
        if inside { Ok(()) } else { Err(Unreadable::Damaged("its main part has no text body")) }
    }

    /// Returns the text.
    pub(super) fn finish(self) -> String {
        without_contents(&self.flow.finish(), self.had_contents)
    }

    /// Handles the start of an element.
    fn open(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> Result<(), Unreadable> {
        let is_hidden = || element.attribute("is-hidden").as_deref() == Some("true");
        match element.name() {
            "p" | "h" => self.open_paragraph(element),
            "span" => {
                let style = element.attribute("style-name").unwrap_or_default();
                let around = self.hidden.last().copied().unwrap_or(false);
                self.hidden.push(self.styles.hides("text", &style).unwrap_or(around));
            }
            "s" => {
                let count = element.number("c").unwrap_or(1_usize).min(MOST_BLANKS);
                self.push(&" ".repeat(count));
            }
            "tab" => self.push("\t"),
            "line-break" => self.push("\n"),
            "list" => self.open_list(element),
            "list-item" => {
                if let Some(list) = self.lists.last_mut() {
                    list.shown = false;
                }
                self.start_anew(element);
            }
            "list-header" => {
                if let Some(list) = self.lists.last_mut() {
                    list.shown = true;
                }
            }
            "table-row" => self.flow.open_row(),
            "table-cell" => {
                self.flow.open_box();
                // Empty cells at the end of a row are written as one, repeated.
                let columns = element.number("number-columns-repeated").unwrap_or(1_usize);
                self.cells.push(columns.saturating_sub(1));
            }
            // What a merged cell covers stays empty.
            "covered-table-cell" => {
                let columns = element.number("number-columns-repeated").unwrap_or(1_usize);
                self.flow.empty_cells(columns);
                xml.skip()?;
            }
            "text-box" => self.flow.open_box(),
            "table-of-content" => {
                self.had_contents = true;
                xml.skip()?;
            }
            "note-body" => {
                let flow = std::mem::replace(&mut self.flow, Flow::new());
                let (lists, hidden) =
                    (std::mem::take(&mut self.lists), std::mem::take(&mut self.hidden));
                self.outside.push((flow, lists, hidden));
            }
            "section" if element.attribute("display").as_deref() == Some("none") => xml.skip()?,
            "hidden-text" | "hidden-paragraph" if is_hidden() => xml.skip()?,
            // Deleted text, comments, phonetic guides, reference marks of notes, descriptions of
            // pictures, and what programs keep for themselves.
            "tracked-changes"
            | "annotation"
            | "ruby-text"
            | "note-citation"
            | "title"
            | "desc"
            | "forms"
            | "binary-data"
            | "script"
            | "event-listeners"
            | "illustration-index-source"
            | "table-index-source"
            | "object-index-source"
            | "user-index-source"
            | "alphabetical-index-source"
            | "bibliography-source" => xml.skip()?,
            _ => {}
        }
        Ok(())
    }

    /// Handles the end of an element.
    fn close(&mut self, name: &str) {
        match name {
            "p" | "h" => {
                self.hidden.pop();
                self.flow.close_paragraph(Mark::Ends);
            }
            "span" => drop(self.hidden.pop()),
            "list" => drop(self.lists.pop()),
            "table-row" | "text-box" => self.flow.close(),
            "table-cell" => {
                self.flow.close();
                self.flow.empty_cells(self.cells.pop().unwrap_or(0));
            }
            "note-body" => {
                let Some((flow, lists, hidden)) = self.outside.pop() else { return };
                let note = std::mem::replace(&mut self.flow, flow).finish();
                (self.lists, self.hidden) = (lists, hidden);
                self.flow.note(&note);
            }
            _ => {}
        }
    }

    /// Opens a paragraph or a heading and counts it.
    fn open_paragraph(&mut self, element: &Element<'_>) {
        let style = element.attribute("style-name").unwrap_or_default();
        self.flow.open_paragraph();
        self.hidden.push(self.styles.hides("paragraph", &style).unwrap_or(false));
        if let Some(level) = self.lists.len().checked_sub(1) {
            let Some(list) = self.lists.last_mut().filter(|list| !list.shown) else { return };
            list.shown = true;
            if list.style.is_empty() {
                list.style = self.styles.list_of(&style).unwrap_or_default();
            }
            let Some(counter) = self.counters.get_mut(list.counter) else { return };
            let number = counter.next(self.styles.levels(&list.style), level);
            self.flow.number(&number);
        } else if element.name() == "h"
            && element.attribute("is-list-header").as_deref() != Some("true")
        {
            let level = element.number("outline-level").unwrap_or(1_usize).saturating_sub(1);
            let number = self.headings.next(self.styles.levels(OUTLINE), level);
            self.flow.number(&number);
        }
    }

    /// Opens a list: a new one, a nested one, or one that continues counting.
    fn open_list(&mut self, element: &Element<'_>) {
        let own = element.attribute("style-name");
        let id = element.attribute("id");
        let (style, counter) = if let Some(around) = self.lists.last() {
            (own.unwrap_or_else(|| around.style.clone()), around.counter)
        } else {
            let style = own.unwrap_or_default();
            let continued = element.attribute("continue-list");
            let goes_on = element.attribute("continue-numbering").as_deref() == Some("true");
            let known = continued
                .and_then(|id| self.by_id.get(&id))
                .or_else(|| self.by_style.get(&style).filter(|_| goes_on));
            let counter = known.copied().unwrap_or(self.counters.len());
            if counter == self.counters.len() {
                self.counters.push(ListCounter::default());
            }
            self.by_style.insert(style.clone(), counter);
            (style, counter)
        };
        if let Some(id) = id {
            self.by_id.insert(id, counter);
        }
        self.lists.push(List { style, counter, shown: true });
    }

    /// Lets the open list start with the number that its item sets.
    fn start_anew(&mut self, element: &Element<'_>) {
        let (Some(start), Some(list)) = (element.number("start-value"), self.lists.last()) else {
            return;
        };
        if let Some(counter) = self.counters.get_mut(list.counter) {
            counter.restart(self.lists.len() - 1, start);
        }
    }

    /// Adds `text` to the open paragraph, unless it is hidden.
    fn push(&mut self, text: &str) {
        if self.hidden.last() == Some(&false) {
            self.flow.push(text);
        }
    }
}

/// Returns `text` with each run of white space as one blank, as the standard requires.
fn collapsed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if !matches!(character, ' ' | '\t' | '\n' | '\r') {
            out.push(character);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}
