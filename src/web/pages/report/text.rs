//! The text of a report, paragraph by paragraph, in the report's own characters: nothing is added
//! to a paragraph and nothing is lost, whatever it looks like.
//!
//! Every line of a section is a paragraph with a name of its own, by which links lead to it. Lines
//! with tabs are rows of a table. A heading that runs on into its paragraph stays in one line with
//! it. What stands beside the text (the part, the links) is no part of any paragraph.

use std::ops::Range;

use maud::{Markup, html};

use super::marks::{Marks, Numbers};
use super::{part_name, shape};
use crate::analysis::{SectionText, ShownReport};
use crate::search::ReportQuery;
use crate::text::plain;
use crate::web::pages::html_text::{Names, anchor, clean, paragraph_anchor};
use crate::web::pages::layout::PageContext;

/// The whole text of a report, ready to be shown.
pub(super) struct Reading<'a> {
    pub(super) sections: Vec<OneSection<'a>>,
}

/// A section, ready to be shown.
pub(super) struct OneSection<'a> {
    pub(super) section: &'a SectionText,
    /// The name of its place on the page.
    pub(super) anchor: String,
    /// Whether the section before it belongs to the same statutory part.
    goes_on: bool,
    /// How many bytes of its text are its own heading.
    heading: usize,
    pub(super) lines: Vec<Line>,
    pub(super) marks: Marks,
}

/// A paragraph of a section.
pub(super) struct Line {
    /// The bytes of the section's text that are its characters, without the line feed.
    pub(super) bytes: Range<usize>,
    /// The name of its place on the page.
    pub(super) anchor: String,
    /// What it is by its look: it changes nothing but where on the line it stands.
    look: Look,
}

/// What a paragraph is by its look.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Plain,
    /// A line of the title: in the middle.
    Title,
    /// The number of the document.
    Number,
    /// Whom the report is for, or who signed it and when.
    Address,
    SignOff,
    /// A row of a table.
    Row,
}

impl<'a> Reading<'a> {
    /// Prepares the sections of a report. Of the query `within`, where one is put, the matches in the
    /// sections that it finds are numbered: `is_found` tells which.
    pub(super) fn of(
        shown: &'a ShownReport,
        within: Option<&ReportQuery<'_>>,
        is_found: impl Fn(usize) -> bool,
    ) -> Self {
        let (mut anchors, mut paragraphs) = (Names::default(), Names::default());
        let mut numbers = Numbers::default();
        let ShownReport { report, sections, .. } = shown;
        let last = sections.len().saturating_sub(1);
        let mut prepared = Vec::with_capacity(sections.len());
        for (at, section) in sections.iter().enumerate() {
            let heading = heading_length(section);
            let mut lines = lines(&section.text, &mut paragraphs);
            if at == 0 && heading == 0 {
                shape::of_beginning(&section.text, &mut lines, report);
            }
            if at == last {
                shape::of_end(&section.text, &mut lines, heading > 0);
            }
            let before = at.checked_sub(1).and_then(|before| sections.get(before));
            let found = within.map(|within| within.marks(&section.text)).unwrap_or_default();
            prepared.push(OneSection {
                section,
                anchor: anchors.unique(anchor(&section.heading_path)),
                goes_on: before.is_some_and(|before| before.part == section.part),
                heading,
                lines,
                marks: Marks::new(found, is_found(at), &mut numbers),
            });
        }
        Self { sections: prepared }
    }

    /// Returns the section whose place, or that of one of whose paragraphs, has this name.
    pub(super) fn at(&self, name: &str) -> Option<&OneSection<'a>> {
        self.sections
            .iter()
            .find(|it| it.anchor == name || it.lines.iter().any(|line| line.anchor == name))
    }
}

/// Cuts a text into its paragraphs.
fn lines(text: &str, names: &mut Names) -> Vec<Line> {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        let characters = line.strip_suffix('\n').unwrap_or(line);
        let look = if characters.contains('\t') { Look::Row } else { Look::Plain };
        let anchor = names.unique(paragraph_anchor(characters));
        lines.push(Line { bytes: at..at + characters.len(), anchor, look });
        at += line.len();
    }
    lines
}

/// Returns how many bytes at the beginning of a section are its own heading. A heading of which only
/// the first clause stands in the path has … there, and radicals are read as characters.
fn heading_length(section: &SectionText) -> usize {
    let Some(own) = section.heading_path.last() else { return 0 };
    let line = section.text.split('\n').next().unwrap_or_default();
    let line = plain(line);
    let cut = own.strip_suffix('…').unwrap_or(own);
    [own.as_str(), cut].into_iter().find(|it| line.starts_with(it)).map_or(0, str::len)
}

impl Line {
    pub(super) fn is_row(&self) -> bool {
        self.look == Look::Row
    }

    pub(super) fn is_plain(&self) -> bool {
        self.look == Look::Plain
    }

    pub(super) fn stand_as_title(&mut self) {
        self.look = Look::Title;
    }

    pub(super) fn stand_as_number(&mut self) {
        self.look = Look::Number;
    }

    pub(super) fn stand_as_address(&mut self) {
        self.look = Look::Address;
    }

    pub(super) fn stand_as_sign_off(&mut self) {
        self.look = Look::SignOff;
    }

    fn class(&self) -> &'static str {
        match self.look {
            Look::Plain | Look::Row => "line",
            Look::Title => "line title",
            Look::Number => "line title small",
            Look::Address => "line address",
            Look::SignOff => "line sign-off",
        }
    }
}

impl OneSection<'_> {
    /// Returns the own heading of the section, as it stands in the outline.
    pub(super) fn name<'s>(&'s self, context: &PageContext) -> &'s str {
        let before = context.pick("(before the first heading)", "（第一个标题之前）");
        self.section.heading_path.last().map_or(before, String::as_str)
    }

    /// Returns how deep the section lies below the top headings: from 1 to 5.
    pub(super) fn depth(&self) -> usize {
        self.section.heading_path.len().clamp(1, 5)
    }

    /// Returns the characters of a paragraph.
    pub(super) fn text(&self, line: &Line) -> &str {
        self.section.text.get(line.bytes.clone()).unwrap_or_default()
    }

    /// Returns the section as it is shown. `before` stands above its text.
    pub(super) fn shown(&self, context: &PageContext, before: &Markup) -> Markup {
        let is_row = |a: &Line, b: &Line| a.is_row() && b.is_row();
        html! {
            section id=(self.anchor) class=(format!("depth-{}", self.depth())) {
                p.aside.same[self.goes_on] {
                    span.part { (part_name(context, self.section.part)) }
                    button.quote type="button" hidden data-quote=(self.anchor) {
                        (context.pick("Quote", "引用本节"))
                    }
                }
                (before)
                @for (at, block) in self.lines.chunk_by(is_row).enumerate() {
                    @match block {
                        [line] if !line.is_row() => (self.line(context, line, at == 0)),
                        rows => (self.table(context, rows)),
                    }
                }
            }
        }
    }

    fn line(&self, context: &PageContext, line: &Line, is_first: bool) -> Markup {
        let bytes = line.bytes.clone();
        if !is_first || self.heading == 0 {
            return html! {
                p id=(line.anchor) class=(line.class()) {
                    (self.marked(bytes)) (self.link(context, line))
                }
            };
        }
        let ends = self.heading.min(bytes.end);
        let rest = self.section.text.get(ends..bytes.end).unwrap_or_default();
        if !rest.contains(char::is_alphanumeric) {
            return self.heading(
                "line",
                Some(&line.anchor),
                &html! {
                    (self.marked(bytes)) (self.link(context, line))
                },
            );
        }
        // A numbered sentence is no heading to the eye.
        let is_sentence = self.section.heading_path.last().is_some_and(|it| it.ends_with('…'));
        let class = if is_sentence { "sentence" } else { "clause" };
        html! {
            div id=(line.anchor) class="line run-in" {
                (self.heading(class, None, &self.marked(bytes.start..ends)))
                p { (self.marked(ends..bytes.end)) (self.link(context, line)) }
            }
        }
    }

    /// Returns a heading of the level that belongs to the section; the report's title is the first.
    fn heading(&self, class: &str, id: Option<&str>, inner: &Markup) -> Markup {
        html! {
            @match self.depth() {
                1 => h2 id=[id] class=(class) { (inner) },
                2 => h3 id=[id] class=(class) { (inner) },
                3 => h4 id=[id] class=(class) { (inner) },
                4 => h5 id=[id] class=(class) { (inner) },
                _ => h6 id=[id] class=(class) { (inner) },
            }
        }
    }

    /// Returns rows of a table. No row is known to be its head.
    fn table(&self, context: &PageContext, rows: &[Line]) -> Markup {
        html! {
            div.scroll tabindex="0" role="group" aria-label=(context.pick("Table", "表格")) {
                table {
                    @for row in rows {
                        @let cells = self.cells(row);
                        tr.line id=(row.anchor) {
                            @for (at, cell) in cells.iter().enumerate() {
                                td {
                                    (self.marked(cell.clone()))
                                    @if at + 1 == cells.len() { (self.link(context, row)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Returns the bytes of the cells of a row.
    fn cells(&self, row: &Line) -> Vec<Range<usize>> {
        let mut at = row.bytes.start;
        let text = self.text(row);
        let cell = |cell: &str| {
            let bytes = at..at + cell.len();
            at = bytes.end + 1;
            bytes
        };
        text.split('\t').map(cell).collect()
    }

    fn marked(&self, bytes: Range<usize>) -> Markup {
        self.marks.shown(&self.section.text, bytes)
    }

    /// Returns the link to a paragraph, which holds no character: the style shows ¶.
    fn link(&self, context: &PageContext, line: &Line) -> Markup {
        let to = format!("?at={}.{}#{}", line.anchor, self.anchor, line.anchor);
        html! { a.here href=(to) aria-label=(context.pick("Link to this paragraph", "本段链接")) {} }
    }

    /// Returns the paragraphs as a quotation: each begins with a quotation mark, and the last one
    /// alone ends with one, as GB/T 15834—2011 has it for quotations of several paragraphs. The
    /// characters stay what they are, quotation marks within included.
    pub(super) fn quotation(&self) -> String {
        let shown = self.lines.iter().map(|line| clean(self.text(line)));
        let paragraphs: Vec<String> = shown.map(|text| format!("“{text}")).collect();
        format!("{}”", paragraphs.join("\n"))
    }
}
