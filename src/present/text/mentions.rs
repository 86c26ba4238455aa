//! Which groups mention a term, and which do not.

use std::fmt::Write as _;

use super::head::{foot, head};
use super::passage::shown_passage;
use super::style::{BOLD, Style, one_line};
use super::table::{Align, table};
use crate::analysis::{MentionPassages, MentionRow, Mentions};
use crate::error::Result;
use crate::index::IndexReader;
use crate::present::words::{Head, group_title};
use crate::report::{Language, RegionView, Year};
use crate::search::{Answer, GroupBy, Request};

impl Request {
    /// Returns the groups that mention what a request asks for, in pieces: a table, then the first
    /// passage of each; with `absent`, a table of those that have a report and do not mention it.
    ///
    /// # Errors
    ///
    /// Fails as [`search`](crate::search::search) does; a piece fails if the index is damaged.
    pub fn mention_text<'a>(
        &self,
        reader: &'a IndexReader,
        by: GroupBy,
        absent: bool,
        style: Style,
    ) -> Result<(Answer<Mentions>, impl Iterator<Item = Result<String>> + 'a)> {
        let (answer, passages) = MentionPassages::new(reader, self, by)?;
        Ok(text_of(answer, passages, absent, style))
    }

    /// Returns the texts of several requests, such as those of a codebook, as
    /// [`mention_text`](Self::mention_text) returns that of one.
    ///
    /// # Errors
    ///
    /// Fails as [`search`](crate::search::search) does.
    pub fn mention_texts<'a>(
        requests: &[Self],
        reader: &'a IndexReader,
        by: GroupBy,
        absent: bool,
        style: Style,
    ) -> Result<Vec<(Answer<Mentions>, impl Iterator<Item = Result<String>> + 'a)>> {
        let answers = MentionPassages::of_each(reader, requests, by)?.into_iter();
        let texts = answers.map(|(answer, passages)| text_of(answer, passages, absent, style));
        Ok(texts.collect())
    }
}

/// Returns an answer, and its text in pieces.
fn text_of(
    mut answer: Answer<Mentions>,
    passages: MentionPassages<'_>,
    absent: bool,
    style: Style,
) -> (Answer<Mentions>, impl Iterator<Item = Result<String>>) {
    let list = if absent { "absent" } else { "rows" };
    answer.keep_list(list);
    let found =
        answer.body.counts.over(answer.ground, answer.question.query.as_ref(), style.language);
    let mut begin = head(&answer, &found, style);
    let rows = if absent {
        begin.push_str(&absent_groups(&answer, style));
        Vec::new()
    } else {
        if !answer.body.rows.is_empty() {
            let _ = write!(begin, "\n{}", mention_table(&answer, style));
        }
        answer.body.rows.clone()
    };
    let passages =
        passages.fill(rows).map(move |row| Ok(first_passage(&row?, style).unwrap_or_default()));
    let end = foot(&answer, list, style);
    let pieces = std::iter::once(Ok(begin)).chain(passages).chain(std::iter::once(Ok(end)));
    (answer, pieces)
}

fn absent_groups(answer: &Answer<Mentions>, style: Style) -> String {
    let (mentions, by) = (&answer.body, answer.body.by);
    let has_mentions = answer.question.has_mentions();
    if answer.lists.get("absent").is_none_or(|list| list.total == 0) {
        let (key, label) = (by.key(), by.label(Language::Chinese));
        let sentence = match by {
            _ if mentions.rows.is_empty() => {
                style.pick("there are no reports", "没有报告").to_owned()
            }
            GroupBy::Report if has_mentions => {
                style.pick("every report mentions it", "每份报告都有提及").to_owned()
            }
            GroupBy::Report => {
                style.pick("every report meets the query", "每份报告都符合").to_owned()
            }
            GroupBy::Facet(_) if has_mentions => style.pick(
                format!("every {key} with a report mentions it"),
                format!("凡收有报告的{label}都有提及"),
            ),
            GroupBy::Facet(_) => style.pick(
                format!("every {key} with a report has one that meets the query"),
                format!("凡收有报告的{label}都有符合的"),
            ),
        };
        return format!("\n{sentence}\n");
    }
    let title = match (by, has_mentions) {
        (GroupBy::Report, true) => style.pick("without a mention:", "没有提及的："),
        (GroupBy::Report, false) => style.pick("that do not meet the query:", "不符合的："),
        (GroupBy::Facet(_), true) => {
            style.pick("with a report, but without a mention:", "收有报告，但没有提及的：")
        }
        (GroupBy::Facet(_), false) => {
            style.pick("with a report, but none that meets the query:", "收有报告，但都不符合的：")
        }
    };
    let rows = mentions.absent.iter().map(|row| GroupRow {
        value: &row.value,
        region: row.region.as_ref(),
        cells: vec![row.held.to_string(), year_list(&row.years)],
    });
    let header = [(Head::Held, Align::Right), (Head::Years, Align::Left)];
    format!("\n{title}\n\n{}", group_table(by, &header, &rows.collect::<Vec<_>>(), style))
}

fn mention_table(answer: &Answer<Mentions>, style: Style) -> String {
    let (mentions, has_mentions) = (&answer.body, answer.question.has_mentions());
    let rows = mentions.rows.iter().map(|row| GroupRow {
        value: &row.value,
        region: row.region.as_ref(),
        cells: [Some(row.reports), Some(row.held), row.mentions]
            .into_iter()
            .flatten()
            .map(|number| number.to_string())
            .chain([year_list(&row.years)])
            .collect(),
    });
    let mut header = vec![(Head::Reports, Align::Right), (Head::Held, Align::Right)];
    header.extend(has_mentions.then_some((Head::Mentions, Align::Right)));
    header.push((Head::Years, Align::Left));
    group_table(mentions.by, &header, &rows.collect::<Vec<_>>(), style)
}

/// Returns the first passage of a group, with its name; `None` if it has none.
fn first_passage(row: &MentionRow, style: Style) -> Option<String> {
    let name = style.wrap(BOLD, &one_line(&row.value));
    let passage = shown_passage(row.passage.as_ref()?, style).replace('\n', "\n   ");
    Some(format!("\n{name}\n   {passage}\n"))
}

/// A row of a table by group.
struct GroupRow<'a> {
    value: &'a str,
    region: Option<&'a RegionView>,
    cells: Vec<String>,
}

/// Returns a table of groups: their names, their regions if they have any, and further columns.
fn group_table(
    by: GroupBy,
    further: &[(Head, Align)],
    rows: &[GroupRow<'_>],
    style: Style,
) -> String {
    let title = group_title(by, style.language);
    let has_region = rows.iter().any(|row| row.region.is_some());
    let mut header = vec![(title.as_str(), Align::Left)];
    header.extend(has_region.then_some((style.head(Head::Region), Align::Left)));
    header.extend(further.iter().map(|&(head, align)| (style.head(head), align)));
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
