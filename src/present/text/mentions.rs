//! Which groups mention a term, and which do not.

use std::fmt::Write as _;

use super::head::head;
use super::passage::shown_passage;
use super::style::{BOLD, Style, one_line};
use super::table::{Align, table};
use crate::analysis::Mentions;
use crate::present::words::group_title;
use crate::report::{Language, RegionView, Year};
use crate::search::{Answer, GroupBy};

impl Answer<Mentions> {
    /// Returns the groups that mention a term; with `absent`, those that have a report and do not.
    #[must_use]
    pub fn to_text(&self, absent: bool, style: Style) -> String {
        let mentions = &self.body;
        let found = mentions.counts.over(self.ground, true, Language::English);
        let mut out = head(self, &found, style);
        if absent {
            out.push_str(&absent_groups(mentions));
        } else if !mentions.rows.is_empty() {
            let _ = write!(out, "\n{}", mention_table(mentions));
            out.push_str(&first_passages(mentions, style));
        }
        out
    }
}

fn absent_groups(mentions: &Mentions) -> String {
    let by = mentions.by;
    if mentions.absent.is_empty() {
        return match by {
            _ if mentions.rows.is_empty() => "\nthere are no reports\n".to_owned(),
            GroupBy::Report => "\nevery report mentions it\n".to_owned(),
            GroupBy::Facet(_) => format!("\nevery {} with a report mentions it\n", by.key()),
        };
    }
    let title = match by {
        GroupBy::Report => "without a mention:",
        GroupBy::Facet(_) => "with a report, but without a mention:",
    };
    let rows = mentions.absent.iter().map(|row| GroupRow {
        value: &row.value,
        region: row.region.as_ref(),
        cells: vec![row.held.to_string(), year_list(&row.years)],
    });
    let header = [("held", Align::Right), ("years", Align::Left)];
    format!("\n{title}\n\n{}", group_table(by, &header, &rows.collect::<Vec<_>>()))
}

fn mention_table(mentions: &Mentions) -> String {
    let rows = mentions.rows.iter().map(|row| GroupRow {
        value: &row.value,
        region: row.region.as_ref(),
        cells: vec![
            row.reports.to_string(),
            row.held.to_string(),
            row.mentions.to_string(),
            year_list(&row.years),
        ],
    });
    let header = [
        ("reports", Align::Right),
        ("held", Align::Right),
        ("mentions", Align::Right),
        ("years", Align::Left),
    ];
    group_table(mentions.by, &header, &rows.collect::<Vec<_>>())
}

/// Returns the first passage of each group.
fn first_passages(mentions: &Mentions, style: Style) -> String {
    let mut out = String::new();
    for row in &mentions.rows {
        if let Some(passage) = &row.passage {
            let name = style.wrap(BOLD, &one_line(&row.value));
            let passage = shown_passage(passage, style).replace('\n', "\n   ");
            let _ = writeln!(out, "\n{name}\n   {passage}");
        }
    }
    out
}

/// A row of a table by group.
struct GroupRow<'a> {
    value: &'a str,
    region: Option<&'a RegionView>,
    cells: Vec<String>,
}

/// Returns a table of groups: their names, their regions if they have any, and further columns.
fn group_table(by: GroupBy, further: &[(&str, Align)], rows: &[GroupRow<'_>]) -> String {
    let title = group_title(by);
    let has_region = rows.iter().any(|row| row.region.is_some());
    let mut header = vec![(title.as_str(), Align::Left)];
    header.extend(has_region.then_some(("region", Align::Left)));
    header.extend(further);
    let rows = rows.iter().map(|row| {
        let region = has_region.then(|| region_cell(row.region));
        [one_line(row.value)].into_iter().chain(region).chain(row.cells.iter().cloned()).collect()
    });
    table(&header, &rows.collect::<Vec<_>>())
}

fn region_cell(region: Option<&RegionView>) -> String {
    let Some(region) = region else { return String::new() };
    match &region.code {
        Some(code) => one_line(&format!("{} {code}", region.path())),
        None => "未识别".to_owned(),
    }
}

fn year_list(years: &[Year]) -> String {
    years.iter().map(Year::to_string).collect::<Vec<_>>().join(" ")
}
