//! What an index holds.

use std::fmt::Write as _;

use super::style::{BOLD, Style, one_line};
use super::table::{Align, table};
use crate::analysis::{Corpus, UnreadableRow};
use crate::present::words::{Head, group_title, percent};
use crate::report::UNKNOWN;
use crate::search::{Answer, FacetBy, FacetRow, GroupBy};
use crate::text::grouped;

/// Where a province has no report for a year.
const GAP: &str = "-";

impl Answer<Corpus> {
    /// Returns what the index holds: reports by province and year, kinds, levels, notes, files that are not
    /// counted or could not be read, and the day of the index.
    #[must_use]
    pub fn to_text(&self, style: Style) -> String {
        let (corpus, all) = (&self.body, self.ground.reports);
        let mut out = corpus.extent.in_words(style.language) + "\n";
        let mut add = |title: &str, lines: String| {
            if !lines.is_empty() {
                let _ = write!(out, "\n{}\n{lines}", style.wrap(BOLD, title));
            }
        };
        add(style.pick("reports by province and year", "各省历年报告"), held(corpus, style));
        add(
            style.pick("kinds of documents", "文种"),
            shares(FacetBy::Kind, &corpus.kinds, all, style),
        );
        let levels = shares(FacetBy::Level, &corpus.levels, all, style);
        add(style.pick("levels of agencies", "机关级别"), levels);
        add(
            style.pick(
                "to be checked (`chabao reports --note KIND`)",
                "待核实（`chabao reports --note 种类`）",
            ),
            notes(corpus, style),
        );
        add(style.pick("stored and not counted", "收存而未计入"), not_counted(corpus, style));
        add(style.pick("not read", "无法读取"), unreadable(&corpus.unreadable, style));
        add(style.pick("the index", "索引"), about_index(corpus, style));
        out
    }
}

/// Returns the reports by province and year, with gaps.
fn held(corpus: &Corpus, style: Style) -> String {
    let coverage = &corpus.held;
    if coverage.rows.is_empty() {
        return String::new();
    }
    let number = |held: u64| if held == 0 { GAP.to_owned() } else { grouped(held) };
    let title = group_title(coverage.rows_by, style.language);
    let total = style.head(Head::Total);
    let years = coverage.columns.iter().map(|year| (year.value.as_str(), Align::Right));
    let mut header = vec![(title.as_str(), Align::Left)];
    header.extend(years.chain([(total, Align::Right)]));
    let line = |name: &str, cells: &mut dyn Iterator<Item = u64>| -> Vec<String> {
        std::iter::once(one_line(name)).chain(cells.map(number)).collect()
    };
    let mut rows: Vec<Vec<String>> = coverage
        .rows
        .iter()
        .map(|row| {
            let cells = row.cells.iter().chain([&row.total]).map(|cell| cell.held);
            line(&row.value, &mut cells.into_iter())
        })
        .collect();
    let years = coverage.columns.iter().map(|year| year.total.held);
    rows.push(line(total, &mut years.chain([corpus.extent.counts.reports])));
    table(&header, &rows)
}

/// Returns the reports by the values of a facet, each with its share of all.
fn shares(by: FacetBy, rows: &[FacetRow], all: u64, style: Style) -> String {
    let title = group_title(GroupBy::Facet(by), style.language);
    let header = [
        (title.as_str(), Align::Left),
        (style.head(Head::Reports), Align::Right),
        (style.head(Head::Share), Align::Right),
    ];
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| vec![one_line(&row.value), grouped(row.reports), percent(row.reports, all)])
        .collect();
    if rows.is_empty() { String::new() } else { table(&header, &rows) }
}

/// Returns the kinds of notes with the number of reports that have one.
fn notes(corpus: &Corpus, style: Style) -> String {
    let header = [
        (style.pick("kind", "种类"), Align::Left),
        (style.pick("what", "问题"), Align::Left),
        (style.head(Head::Reports), Align::Right),
    ];
    let rows: Vec<Vec<String>> = corpus
        .notes
        .iter()
        .map(|count| {
            let label = count.note.label(style.language);
            vec![format!("`{}`", count.note.key()), label.to_owned(), grouped(count.reports)]
        })
        .collect();
    if rows.is_empty() { String::new() } else { table(&header, &rows) }
}

/// Returns the files whose report another file counts.
fn not_counted(corpus: &Corpus, style: Style) -> String {
    let mut lines = String::new();
    for file in &corpus.uncounted {
        let kind = file.duplicate.label(style.language);
        let (path, of) = (one_line(&file.path), one_line(&file.of));
        lines += &style.pick(
            format!("{path}: {kind}; counted: {of}\n"),
            format!("{path}：{kind}，计入的是 {of}\n"),
        );
    }
    if corpus.joined > 0 {
        let files = grouped(corpus.joined);
        lines += &style.pick(
            format!("further pages or attachments, counted with their report: {files}\n"),
            format!("分页或附件，随所属报告计入：{files} 个文件\n"),
        );
    }
    lines
}

/// Returns the files that could not be read, each with its reason.
fn unreadable(files: &[UnreadableRow], style: Style) -> String {
    let colon = style.pick(": ", "：");
    let line = |file: &UnreadableRow| {
        let reason = style.language.sentence(&file.reason);
        format!("{}{colon}{}\n", one_line(&file.path), one_line(&reason))
    };
    files.iter().map(line).collect()
}

/// Returns what the index was made from, and when.
fn about_index(corpus: &Corpus, style: Style) -> String {
    let written = corpus.extent.written.map_or_else(|| UNKNOWN.to_owned(), |day| day.to_string());
    let times = grouped(corpus.generation);
    let roots: Vec<String> = corpus.roots.iter().map(|root| one_line(root)).collect();
    let rows = [
        (
            style.pick("written on", "更新日期"),
            style.pick(
                format!("{written} (generation {times})"),
                format!("{written}（第 {times} 次写入）"),
            ),
        ),
        (style.pick("folders", "文件夹"), roots.join(style.pick(", ", "、"))),
        (style.pick("sections", "节"), grouped(corpus.extent.counts.sections)),
        (style.pick("characters", "字数"), grouped(corpus.characters)),
    ];
    let rows = rows.map(|(name, value)| vec![name.to_owned(), value]);
    // A table without a head: its first line is empty.
    table(&[("", Align::Left), ("", Align::Left)], &rows).trim_start_matches('\n').to_owned()
}
