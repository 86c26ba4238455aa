//! Which groups mention a term, and which do not.

use std::fmt::Write as _;

use super::head::head;
use super::passage::shown_passage;
use super::style::{BOLD, Style, line};
use super::table::{Align, table};
use crate::analysis::Mentions;
use crate::present::words::{counted, not_counted};
use crate::report::{Language, Year};
use crate::search::{Answer, FacetBy, GroupBy};

/// Returns who mentions a term; with `absent`, who holds a report and does not.
#[must_use]
pub fn mentions_as_text(answer: &Answer<Mentions>, absent: bool, style: Style) -> String {
    let (mentions, by) = (&answer.body, answer.body.by);
    let (noun, chinese) = (by.key(), by.label(Language::Chinese));
    let title = format!("{noun} ({chinese})");
    let has_region = mentions.rows.iter().any(|row| row.region.is_some())
        || mentions.absent.iter().any(|row| row.region.is_some());
    let mut out = head(answer, &mentions_sentence(answer), style);
    if absent {
        let (all, some) = match by {
            GroupBy::Report => ("every report mentions it".to_owned(), "not mentioning it:"),
            GroupBy::Facet(_) => (
                format!("every {noun} that holds a report mentions it"),
                "holding a report and not mentioning it:",
            ),
        };
        if mentions.absent.is_empty() {
            let none = "no report is held";
            let _ = writeln!(out, "\n{}", if mentions.rows.is_empty() { none } else { &all });
            return out;
        }
        let _ = writeln!(out, "\n{some}\n");
        let mut header = vec![(title.as_str(), Align::Left)];
        if has_region {
            header.push(("region", Align::Left));
        }
        header.extend([("held", Align::Right), ("years", Align::Left)]);
        let rows = mentions.absent.iter().map(|row| {
            let mut cells = vec![line(&row.value)];
            cells.extend(has_region.then(|| region_cell(row.region.as_ref())));
            cells.extend([row.held.to_string(), year_list(&row.years)]);
            cells
        });
        out.push_str(&table(&header, &rows.collect::<Vec<_>>()));
        return out;
    }
    if mentions.rows.is_empty() {
        return out;
    }
    out.push('\n');
    let mut header = vec![(title.as_str(), Align::Left)];
    if has_region {
        header.push(("region", Align::Left));
    }
    header.extend([
        ("reports", Align::Right),
        ("held", Align::Right),
        ("mentions", Align::Right),
        ("years", Align::Left),
    ]);
    let rows = mentions.rows.iter().map(|row| {
        let mut cells = vec![line(&row.value)];
        cells.extend(has_region.then(|| region_cell(row.region.as_ref())));
        cells.extend([
            row.reports.to_string(),
            row.held.to_string(),
            row.mentions.to_string(),
            year_list(&row.years),
        ]);
        cells
    });
    out.push_str(&table(&header, &rows.collect::<Vec<_>>()));
    for row in &mentions.rows {
        if let Some(passage) = &row.passage {
            let name = style.wrap(BOLD, &line(&row.value));
            let _ = writeln!(
                out,
                "\n{name}\n   {}",
                shown_passage(passage, style).replace('\n', "\n   ")
            );
        }
    }
    out
}

/// Returns how many groups and reports mention a term; a report counts once, also where the groups
/// are parts of reports.
fn mentions_sentence(answer: &Answer<Mentions>) -> String {
    let Answer { ground, body: Mentions { by, counts, .. }, .. } = answer;
    let unread = counted(ground.unreadable, "file");
    let held = counted(ground.reports, "report");
    let beside = not_counted(*ground);
    let found = counted(counts.mentions, "mention");
    if *by == GroupBy::Facet(FacetBy::Part) {
        return format!("{found} over {held} held{beside}; {unread} could not be read");
    }
    format!("{found} in {} of {held}{beside}; {unread} could not be read", counts.reports)
}

fn region_cell(region: Option<&crate::report::RegionView>) -> String {
    let Some(region) = region else { return String::new() };
    match &region.code {
        Some(code) => line(&format!("{} {code}", region.path())),
        None => "未识别".to_owned(),
    }
}

fn year_list(years: &[Year]) -> String {
    years.iter().map(Year::to_string).collect::<Vec<_>>().join(" ")
}
