//! The concepts of a codebook next to each other.

use std::fmt::Write as _;

use super::head::{foot, head};
use super::style::{BOLD, Style, one_line};
use super::table::{Align, table};
use crate::analysis::{Figures, Measure, Panel, State};
use crate::present::words::{Head, above, group_title, has_namesakes};
use crate::report::RegionView;
use crate::search::{Answer, FacetBy, GroupBy};

/// A cell without reports, as in the table of coverage.
const NO_REPORT: &str = ".";

/// A cell whose reports do not meet a condition of the concept.
const LEFT_OUT: &str = "-";

impl Answer<Panel> {
    /// Returns the panel: with a measure, a column of it for each concept; without, a line for each
    /// row and concept with all figures. The queries of the concepts come at the end.
    #[must_use]
    pub fn to_text(&self, style: Style, measure: Option<Measure>) -> String {
        let panel = &self.body;
        let found = panel.counts.over(self.ground, None, style.language);
        let mut out = head(self, &found, style);
        if panel.rows.is_empty() {
            return out + &foot(self, "rows", style);
        }
        let body = match measure {
            Some(measure) => wide(self, measure, style),
            None => long(panel, style),
        };
        out.push_str(&body);
        out.push_str(&foot(self, "rows", style));
        out.push('\n');
        for concept in &panel.concepts {
            let _ = write!(
                out,
                "{}{}{}",
                style.wrap(BOLD, &one_line(&concept.label)),
                style.pick(": ", "："),
                one_line(&concept.query)
            );
            if concept.ground != self.ground {
                out.push_str(style.pick("; ", "；"));
                out.push_str(&concept.ground.in_words(style.language));
            }
            out.push('\n');
        }
        out
    }
}

/// Returns a table with a column for each concept, and what its cells mean.
fn wide(answer: &Answer<Panel>, measure: Measure, style: Style) -> String {
    let panel = &answer.body;
    let labels: Vec<String> =
        panel.concepts.iter().map(|concept| one_line(&concept.label)).collect();
    let mut header = begin(panel, style);
    header.push((style.head(Head::Held).to_owned(), Align::Right));
    let align = if measure == Measure::State { Align::Left } else { Align::Right };
    header.extend(labels.into_iter().map(|label| (label, align)));
    let mut is_bare = false;
    let mut lines = Vec::new();
    for row in &panel.rows {
        let mut line = row_name(panel, &row.value, row.region.as_ref(), row.year.as_deref());
        line.push(held(row.cells.iter()));
        for figures in &row.cells {
            let cell = cell(figures, measure, style);
            is_bare |= cell.starts_with('(');
            line.push(cell);
        }
        lines.push(line);
    }
    let mut total = row_name(panel, style.head(Head::Total), None, panel.by_year.then_some(""));
    total.push(answer.ground.reports.to_string());
    total.extend(panel.concepts.iter().map(|concept| cell(&concept.total, measure, style)));
    lines.push(total);
    let header: Vec<(&str, Align)> =
        header.iter().map(|(name, align)| (name.as_str(), *align)).collect();
    format!("{}\n\n{}", legend(answer, measure, is_bare, style), table(&header, &lines))
}

/// The columns of figures if each concept has a line.
const FIGURES: [Head; 6] =
    [Head::Held, Head::Reports, Head::Sections, Head::Mentions, Head::Characters, Head::Rate];

/// Returns a table with a line for each row and concept.
fn long(panel: &Panel, style: Style) -> String {
    let mut header = begin(panel, style);
    header.push((style.head(Head::Concept).to_owned(), Align::Left));
    header.extend(FIGURES.map(|head| (style.head(head).to_owned(), Align::Right)));
    header.push((style.head(Head::State).to_owned(), Align::Left));
    let mut lines = Vec::new();
    for row in &panel.rows {
        for (concept, figures) in panel.concepts.iter().zip(&row.cells) {
            let mut line = row_name(panel, &row.value, row.region.as_ref(), row.year.as_deref());
            line.push(one_line(&concept.label));
            line.push(figures.held.to_string());
            if figures.state.is_counted() {
                let Figures { reports, sections, mentions, characters, .. } = *figures;
                let counts = [Some(reports), Some(sections), mentions, Some(characters)];
                line.extend(counts.map(|it| it.map_or_else(String::new, |it| it.to_string())));
                line.push(rate(figures.mentions_per_10000));
            } else {
                line.extend(std::iter::repeat_n(String::new(), 5));
            }
            line.push(state_label(figures, style).to_owned());
            lines.push(line);
        }
    }
    let header: Vec<(&str, Align)> =
        header.iter().map(|(name, align)| (name.as_str(), *align)).collect();
    format!("\n{}", table(&header, &lines))
}

/// Returns the first columns: the group, the divisions that contain it, the year.
fn begin(panel: &Panel, style: Style) -> Vec<(String, Align)> {
    let mut header = vec![(group_title(panel.by, style.language), Align::Left)];
    header
        .extend(has_namesakes(panel.by).then_some((style.head(Head::In).to_owned(), Align::Left)));
    let year = group_title(GroupBy::Facet(FacetBy::Year), style.language);
    header.extend(panel.by_year.then_some((year, Align::Left)));
    header
}

/// Returns the cells of the first columns.
fn row_name(
    panel: &Panel,
    value: &str,
    region: Option<&RegionView>,
    year: Option<&str>,
) -> Vec<String> {
    let mut cells = vec![one_line(value)];
    cells.extend(has_namesakes(panel.by).then(|| one_line(&above(region, value))));
    cells.extend(year.map(one_line));
    cells
}

/// Returns the reports of a row: those of all concepts, or of the one that is counted over most.
fn held<'f>(cells: impl Iterator<Item = &'f Figures>) -> String {
    cells.map(|figures| figures.held).max().unwrap_or_default().to_string()
}

/// Returns a figure. A report that is found without a mention, as by its title, is not like one that
/// is not found.
fn cell(figures: &Figures, measure: Measure, style: Style) -> String {
    match (figures.state, measure) {
        (_, Measure::State) => state_label(figures, style).to_owned(),
        (State::NotHeld, _) => NO_REPORT.to_owned(),
        (State::LeftOut, _) => LEFT_OUT.to_owned(),
        (State::NoMention, _) => "0".to_owned(),
        (State::Mentions, Measure::Reports) => figures.reports.to_string(),
        (State::Mentions, Measure::Share) => rate(figures.share),
        (State::Mentions, Measure::Sections) => figures.sections.to_string(),
        (State::Mentions, Measure::Mentions | Measure::Rate) => match figures.mentions {
            None => String::new(),
            Some(0) => "(0)".to_owned(),
            Some(mentions) if measure == Measure::Mentions => mentions.to_string(),
            Some(_) => rate(figures.mentions_per_10000),
        },
    }
}

fn state_label(figures: &Figures, style: Style) -> &'static str {
    figures.state.label_of(figures.mentions.is_some(), style.language)
}

fn rate(rate: Option<f64>) -> String {
    rate.map_or_else(String::new, |rate| format!("{rate:.2}"))
}

/// Returns what the cells mean.
fn legend(answer: &Answer<Panel>, measure: Measure, is_bare: bool, style: Style) -> String {
    let name = measure.label(style.language);
    let of_parts = answer.body.by == GroupBy::Facet(FacetBy::Part);
    let no_report = if of_parts {
        style.pick("no such section", "没有这一部分")
    } else {
        State::NotHeld.label(style.language)
    };
    let mut cells = answer.body.rows.iter().flat_map(|row| &row.cells);
    let left_out = if cells.any(|figures| figures.state == State::LeftOut) {
        let label = State::LeftOut.label(style.language);
        style.pick(format!("; `{LEFT_OUT}` {label}"), format!("；“{LEFT_OUT}”{label}"))
    } else {
        String::new()
    };
    let bare = if is_bare {
        style.pick("; `(0)` found, without a mention", "；“(0)”检索到，但没有提及")
    } else {
        ""
    };
    match measure {
        Measure::State => style.pick("cells: ", "单元格：").to_owned() + name,
        _ => style.pick(
            format!(
                "cells: {name}; `0` a report, but no mention; `{NO_REPORT}` {no_report}{left_out}{bare}"
            ),
            format!(
                "单元格：{name}；“0”有报告，未提及；“{NO_REPORT}”{no_report}{left_out}{bare}"
            ),
        ),
    }
}
