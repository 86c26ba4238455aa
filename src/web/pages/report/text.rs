//! The text of a report, paragraph by paragraph, in the report's own characters: nothing is added
//! to a paragraph and nothing is lost, whatever its look.
//!
//! Every line of a section is a paragraph with an anchor of its own. Lines with tabs are rows of a
//! table. A heading that runs into its paragraph stays in one line with it. What is next to the text
//! (the part, the links) is not part of any paragraph.

use std::ops::Range;

use maud::{Markup, html};

use super::line::{Line, lines};
use super::line_looks;
use super::marks::{Marks, Numbers};
use super::printed_page;
use crate::analysis::{SectionText, ShownReport};
use crate::search::ReportQuery;
use crate::text::plain;
use crate::web::pages::html_text::{Anchors, IN_PARAGRAPH, clean, section_anchor};
use crate::web::pages::layout::PageContext;

/// The whole text of a report, prepared for the page.
pub(super) struct Reading<'a> {
    pub(super) sections: Vec<OneSection<'a>>,
}

/// A section, prepared for the page.
pub(super) struct OneSection<'a> {
    pub(super) section: &'a SectionText,
    /// Its anchor.
    pub(super) anchor: String,
    /// Whether the section before it belongs to the same statutory part.
    goes_on: bool,
    /// The number of bytes of its text that are its own heading.
    heading: usize,
    pub(super) lines: Vec<Line>,
    pub(super) marks: Marks,
    /// The address of the file that its pages are in, if they can be opened.
    original: Option<String>,
}

impl<'a> Reading<'a> {
    /// Prepares the sections of a report. With a query, matches are marked, and numbered in the sections
    /// that match the whole query; `is_found` says which these are.
    pub(super) fn new(
        shown: &'a ShownReport,
        within: Option<&ReportQuery<'_>>,
        is_found: impl Fn(usize) -> bool,
    ) -> Self {
        let (mut anchors, mut paragraphs) = (Anchors::default(), Anchors::default());
        let mut numbers = Numbers::default();
        let ShownReport { report, sections, .. } = shown;
        let last = sections.len().saturating_sub(1);
        let mut prepared = Vec::with_capacity(sections.len());
        for (at, section) in sections.iter().enumerate() {
            let heading = heading_length(section);
            let mut lines = lines(&section.text, &mut paragraphs);
            if at == 0 && heading == 0 {
                line_looks::find_title(&section.text, &mut lines, report);
            }
            if at == last {
                line_looks::find_sign_off(&section.text, &mut lines, heading > 0);
            }
            let before = at.checked_sub(1).and_then(|before| sections.get(before));
            let found = within.map(|within| within.marks(&section.text)).unwrap_or_default();
            prepared.push(OneSection {
                section,
                anchor: anchors.unique(section_anchor(&section.heading_path)),
                goes_on: before.is_some_and(|before| before.part == section.part),
                heading,
                lines,
                marks: Marks::new(found, is_found(at), &mut numbers),
                original: None,
            });
        }
        Self { sections: prepared }
    }

    /// Makes the pages of the sections links to the file at this address.
    pub(super) fn link_to(&mut self, original: Option<&str>) {
        for section in &mut self.sections {
            section.original = original.map(str::to_owned);
        }
    }

    /// Puts an anchor before a mention: `place` is the anchor of its paragraph, the number of characters
    /// before the mention, and the number of the paragraph among equal ones of the section, as links to
    /// mentions have them; `section` the anchor of the section. Returns whether the paragraph is there.
    pub(super) fn point(&mut self, place: &str, section: Option<&str>) -> bool {
        let mut parts = place.split(IN_PARAGRAPH);
        let (Some(paragraph), Some(Ok(character))) =
            (parts.next(), parts.next().map(str::parse::<usize>))
        else {
            return false;
        };
        let number = parts.next().map_or(Some(1), |number| number.parse().ok());
        // Equal paragraphs have the same anchor with a number behind it.
        let is_it = |line: &&Line| line.anchor.split('-').next() == Some(paragraph);
        let is_there = |it: &OneSection<'a>| it.lines.iter().any(|line| is_it(&line));
        let is_named = |it: &OneSection<'a>| Some(it.anchor.as_str()) == section;
        let at = self.sections.iter().position(|it| is_named(it) && is_there(it));
        let at = at.or_else(|| self.sections.iter().position(is_there));
        let Some(found) = at.and_then(|at| self.sections.get_mut(at)) else { return false };
        let lines: Vec<&Line> = found.lines.iter().filter(is_it).collect();
        let nth = number.and_then(|number| lines.get(usize::checked_sub(number, 1)?));
        let Some(line) = nth.or(lines.first()) else { return false };
        let text = found.text(line);
        let byte = text.char_indices().nth(character).map_or(text.len(), |(byte, _)| byte);
        let byte = line.bytes.start + byte;
        found.marks.point(byte, place);
        true
    }

    /// Returns the section that has this anchor or contains the paragraph that has it.
    pub(super) fn at(&self, anchor: &str) -> Option<&OneSection<'a>> {
        self.sections
            .iter()
            .find(|it| it.anchor == anchor || it.lines.iter().any(|line| line.anchor == anchor))
    }
}

/// Returns the number of bytes at the beginning of a section that are its own heading. In the heading
/// path, a heading that was cut to its first clause ends with …, and radicals are replaced by
/// characters.
fn heading_length(section: &SectionText) -> usize {
    let Some(own) = section.heading_path.last() else { return 0 };
    let line = section.text.split('\n').next().unwrap_or_default();
    let line = plain(line);
    let cut = own.strip_suffix('…').unwrap_or(own);
    [own.as_str(), cut].into_iter().find(|it| line.starts_with(it)).map_or(0, str::len)
}

impl OneSection<'_> {
    /// Returns the section's own heading, as in the outline.
    pub(super) fn name<'s>(&'s self, context: &PageContext) -> &'s str {
        let before = context.pick("(before the first heading)", "（第一个标题之前）");
        self.section.heading_path.last().map_or(before, String::as_str)
    }

    /// Returns the level of the section's heading, from 1 to 5.
    pub(super) fn depth(&self) -> usize {
        self.section.heading_path.len().clamp(1, 5)
    }

    /// Returns the characters of a paragraph.
    pub(super) fn text(&self, line: &Line) -> &str {
        self.section.text.get(line.bytes.clone()).unwrap_or_default()
    }

    /// Returns the section as HTML. `before` goes above its text.
    pub(super) fn to_html(&self, context: &PageContext, before: &Markup) -> Markup {
        let is_row = |a: &Line, b: &Line| a.is_row() && b.is_row();
        html! {
            section id=(self.anchor) class=(format!("depth-{}", self.depth())) {
                p.aside.same[self.goes_on] {
                    span.part { (self.section.part.label(context.language)) }
                    @if let Some(page) = self.section.page {
                        " " (printed_page::of_section(context, self.original.as_deref(), page))
                    }
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
                    (self.marked(context, bytes)) (self.link(context, line))
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
                    (self.marked(context, bytes)) (self.link(context, line))
                },
            );
        }
        // A numbered sentence does not look like a heading.
        let is_sentence = self.section.heading_path.last().is_some_and(|it| it.ends_with('…'));
        let class = if is_sentence { "sentence" } else { "clause" };
        html! {
            div id=(line.anchor) class="line run-in" {
                (self.heading(class, None, &self.marked(context, bytes.start..ends)))
                p { (self.marked(context, ends..bytes.end)) (self.link(context, line)) }
            }
        }
    }

    /// Returns a heading of the section's level, below that of the report's title.
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

    /// Returns rows of a table. Which row is its header is not known.
    fn table(&self, context: &PageContext, rows: &[Line]) -> Markup {
        html! {
            div.scroll tabindex="0" role="group" aria-label=(context.pick("Table", "表格")) {
                table {
                    @for row in rows {
                        @let cells = self.cells(row);
                        tr.line id=(row.anchor) {
                            @for (at, cell) in cells.iter().enumerate() {
                                td {
                                    (self.marked(context, cell.clone()))
                                    @if at + 1 == cells.len() { (self.link(context, row)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Returns the ranges of the cells of a row, in bytes of the section's text.
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

    /// Returns the first and the last page of the section.
    pub(super) fn pages(&self) -> Option<[u32; 2]> {
        let text = self.section.text.trim_end();
        self.section.pages.pages_of(0..text.len())
    }

    /// Returns characters with the matches marked, and with the pages that begin among them.
    fn marked(&self, context: &PageContext, bytes: Range<usize>) -> Markup {
        let text = &self.section.text;
        let inside = |at: usize| at > 0 && bytes.contains(&at);
        let breaks = self.section.pages.iter().filter(|(at, _)| inside(*at));
        let mut pieces = Vec::new();
        let mut from = bytes.start;
        for (at, page) in breaks {
            pieces.push((self.marks.to_html(text, from..at), page));
            from = at;
        }
        html! {
            @for (before, page) in pieces {
                (before)
                (printed_page::within_text(context, self.original.as_deref(), page))
            }
            (self.marks.to_html(text, from..bytes.end))
        }
    }

    /// Returns the link to a paragraph. It has no text, so that none gets into a copied paragraph; the
    /// style shows ¶.
    fn link(&self, context: &PageContext, line: &Line) -> Markup {
        let to = format!("?at={}.{}#{}", line.anchor, self.anchor, line.anchor);
        html! { a.here href=(to) aria-label=(context.pick("Link to this paragraph", "本段链接")) {} }
    }

    /// Returns the paragraphs as a quotation: each begins with a quotation mark, and only the last ends
    /// with one, as GB/T 15834—2011 prescribes. The characters stay as they are, including quotation
    /// marks inside.
    pub(super) fn quotation(&self) -> String {
        let shown = self.lines.iter().map(|line| clean(self.text(line)));
        let paragraphs: Vec<String> = shown.map(|text| format!("“{text}")).collect();
        format!("{}”", paragraphs.join("\n"))
    }
}
