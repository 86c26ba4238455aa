//! A concordance: the mentions one below the other, each with what stands around it.

use unicode_width::UnicodeWidthStr;

use super::head::{foot, head};
use super::style::{DIM, Style, one_line};
use super::table::{Align, table};
use crate::analysis::{Concordance, ConcordanceRow, Kwic, MentionGroup};
use crate::error::Result;
use crate::index::IndexReader;
use crate::present::words::{Head, context_on_one_line};
use crate::search::Answer;

/// The cells of the terminal between the mention with what stands behind it and the report, in addition
/// to those of the context: for a mention of eight characters.
const MENTION: usize = 16;

/// The most characters of a heading.
const HEADING: usize = 12;

impl Kwic {
    /// Answers with the rows, or the groups, in pieces of a line or more. Rows are aligned by their
    /// mentions, where a Chinese character is two cells wide.
    ///
    /// # Errors
    ///
    /// Fails as [`search`](crate::search::search) does; a piece fails if the index is damaged.
    pub fn text<'a>(
        &self,
        reader: &'a IndexReader,
        style: Style,
    ) -> Result<(Answer<Concordance>, impl Iterator<Item = Result<String>> + use<'a>)> {
        let (answer, rows) = self.begin(reader)?;
        let query = answer.question.query.as_ref();
        let found = answer.body.counts.over(answer.ground, query, style.language);
        let mut begin = head(&answer, &found, style);
        let is_empty = answer.lists.values().all(|list| list.listed == 0);
        if !is_empty {
            begin.push('\n');
        }
        if !answer.body.groups.is_empty() {
            begin.push_str(&groups(&answer.body.groups, style));
        }
        let end = foot(&answer, if answer.body.lists_groups() { "groups" } else { "rows" }, style);
        let (left, right) = (self.left, self.right);
        let rows = rows.map(move |row| Ok(line(&row?, left, right, style)));
        let pieces = std::iter::once(Ok(begin)).chain(rows).chain(std::iter::once(Ok(end)));
        Ok((answer, pieces))
    }
}

/// Returns a row with its context filled up to so many characters of two cells each.
fn line(row: &ConcordanceRow, left: usize, right: usize, style: Style) -> String {
    let shown = |text: &str| Style::printable(&context_on_one_line(text));
    let [before, mention, behind] = [&row.left, &row.mention, &row.right].map(|text| shown(text));
    let fill = |cells: usize, text: usize| " ".repeat(cells.saturating_sub(text));
    let indent = fill(2 * left, before.width());
    let gap = fill(2 * right + MENTION, mention.width() + behind.width());
    let about = style.wrap(DIM, &about(row));
    format!("{indent}{before}{}{behind}{gap}  {about}\n", style.matched(&mention))
}

/// Returns where a mention is: year, place, agency, heading, and the id of the report.
fn about(row: &ConcordanceRow) -> String {
    let report = &row.report;
    let year = report.year.map_or("年度未识别".to_owned(), |year| year.to_string());
    let region = &report.region;
    let place = [&region.county, &region.prefecture, &region.province].into_iter().flatten().next();
    let agency = report.agency.as_deref().unwrap_or("机关未识别");
    // Most agencies have the place in their name.
    let place = match place {
        None => Some("地区未识别"),
        Some(place) => Some(place.as_str()).filter(|place| !agency.contains(*place)),
    };
    let heading = row.section.heading_path.last().map(|heading| {
        let short: String = heading.chars().take(HEADING).collect();
        if short.len() < heading.len() { format!("{short}…") } else { short }
    });
    let parts = [Some(year.as_str()), place, Some(agency), heading.as_deref(), Some(&*report.id)];
    let parts: Vec<String> = parts.into_iter().flatten().map(one_line).collect();
    parts.join(" · ")
}

fn groups(groups: &[MentionGroup], style: Style) -> String {
    let header = [Head::Context, Head::Mentions, Head::Sections, Head::Reports]
        .map(|head| (style.head(head), Align::Right));
    let rows = groups.iter().map(|group| {
        let counts = [group.mentions, group.sections, group.reports].map(|it| it.to_string());
        [one_line(&group.context)].into_iter().chain(counts).collect()
    });
    table(&header, &rows.collect::<Vec<_>>())
}
