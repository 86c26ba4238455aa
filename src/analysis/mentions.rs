//! Who mentions a term, who does not, and how often.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::index::{IndexReader, SectionAddress};
use crate::report::{RegionView, Year};
use crate::search::{
    Answer, AxisEntry, Counts, FacetBy, FirstOfSegments, FirstSections, FoundByOne, GroupBy,
    Passage, Prepared, QueryTable, Request, Tally, walk_each_with,
};

/// Which counties, or other groups, mention a term, and which do not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Mentions {
    /// What the rows are: counties, prefectures, provinces, regions, agencies, years, parts, kinds
    /// or reports.
    #[schema(value_type = String)]
    pub by: GroupBy,
    /// The counts of all rows together.
    pub counts: Counts,
    /// The groups that mention it.
    pub rows: Vec<MentionRow>,
    /// The groups that have a report and do not mention it. 未识别 is listed even if some of its
    /// reports mention it, since it is not a single group.
    pub absent: Vec<AbsentRow>,
}

/// A group that mentions the term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MentionRow {
    /// The group: a county, a year, an agency; 未识别 if it is not known.
    pub value: String,
    /// The region of the group; absent for years, parts and kinds.
    pub region: Option<RegionView>,
    /// Reports of the group that mention it.
    pub reports: u64,
    /// Reports of the group in the index.
    pub held: u64,
    /// The number of mentions; absent if the query has no term that could be mentioned.
    pub mentions: Option<u64>,
    /// The known years of the reports that mention it.
    pub years: Vec<Year>,
    /// The passage of the first section that mentions it, by path and place.
    pub passage: Option<Passage>,
}

/// A group that has a report and does not mention the term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct AbsentRow {
    /// The group; 未识别 if it is not known.
    pub value: String,
    /// The region of the group; absent for years, parts and kinds.
    pub region: Option<RegionView>,
    /// Reports of the group that do not mention it.
    pub held: u64,
    /// The known years of these reports.
    pub years: Vec<Year>,
}

/// Lists the groups that mention what a request asks for, and those that do not: of each list the
/// part that the request wants. Limit, offset and facets of the request are ignored.
///
/// # Errors
///
/// Fails as [`search`](crate::search::search) does.
pub fn mentions(reader: &IndexReader, request: &Request, by: GroupBy) -> Result<Answer<Mentions>> {
    let (mut answer, passages) = MentionPassages::new(reader, request, by)?;
    passages.fill_all(&mut answer.body.rows)?;
    Ok(answer)
}

impl Request {
    /// Answers several requests, such as those of a codebook, as [`mentions`] answers one. The
    /// sections are gone over once for all that are counted over the same.
    ///
    /// # Errors
    ///
    /// Fails as [`mentions`] does.
    pub fn mentions_of_each(
        requests: &[Self],
        reader: &IndexReader,
        by: GroupBy,
    ) -> Result<Vec<Answer<Mentions>>> {
        let answers = MentionPassages::of_each(reader, requests, by)?.into_iter();
        let filled = answers.map(|(mut answer, passages)| {
            passages.fill_all(&mut answer.body.rows)?;
            Ok(answer)
        });
        filled.collect()
    }
}

/// The passages of the rows that mention a term. Reading them takes far longer than counting, so
/// whoever writes the rows one by one reads each when it comes to it.
pub(crate) struct MentionPassages<'a> {
    reader: &'a IndexReader,
    prepared: Prepared,
    /// The first section of each row.
    firsts: Vec<Option<SectionAddress>>,
}

impl<'a> MentionPassages<'a> {
    /// Answers as [`mentions`] does, with rows that have no passage yet.
    ///
    /// # Errors
    ///
    /// Fails as [`search`](crate::search::search) does.
    pub(crate) fn new(
        reader: &'a IndexReader,
        request: &Request,
        by: GroupBy,
    ) -> Result<(Answer<Mentions>, Self)> {
        let answers = Self::of_each(reader, std::slice::from_ref(request), by)?;
        Ok(answers.into_iter().next().expect("an answer for each request"))
    }

    /// Answers several requests, with rows that have no passage yet. The sections are gone over once
    /// for all that are counted over the same.
    ///
    /// # Errors
    ///
    /// Fails as [`search`](crate::search::search) does.
    pub(crate) fn of_each(
        reader: &'a IndexReader,
        requests: &[Request],
        by: GroupBy,
    ) -> Result<Vec<(Answer<Mentions>, Self)>> {
        // The years of a group are the columns in which it mentions the term, or has a report that
        // does not.
        let axes = (by, Some(GroupBy::Facet(FacetBy::Year)));
        let answers = walk_each_with(reader, requests, axes, || FirstSections::new(by))?;
        let answers = requests.iter().zip(answers);
        answers.map(|(request, answer)| Self::of_one(reader, request, by, answer)).collect()
    }

    /// Lists the groups that one of several requests finds, and those in which it finds nothing.
    fn of_one(
        reader: &'a IndexReader,
        request: &Request,
        by: GroupBy,
        answer: Answer<FoundByOne<FirstOfSegments>>,
    ) -> Result<(Answer<Mentions>, Self)> {
        let window = request.rows;
        let (mut answer, found) = answer.take_body();
        let FoundByOne { table, prepared, more: firsts, query } = found;
        let tallies = || table.rows().iter().map(|row| (row, table.row(row)));
        let mention = || tallies().filter(|(_, tally)| tally.found.reports > 0);
        let silent = || tallies().filter(|(row, tally)| is_absent(row, *tally));
        answer.add_list(reader, "rows", window, mention().count());
        answer.add_list(reader, "absent", window, silent().count());
        let mention = window.cut(mention());
        let first = |(row, _): &(&AxisEntry, Tally)| firsts.first(reader, query, &row.group);
        let firsts = mention.iter().map(first).collect::<Result<_>>()?;
        let has_mentions = answer.question.has_mentions();
        let rows = mention.into_iter();
        let rows = rows.map(|row| mention_row(&table, row, by, has_mentions)).collect();
        let absent = window.cut(silent()).into_iter();
        let absent = absent.map(|row| absent_row(&table, row, by)).collect();
        let body = Mentions { by, counts: table.total().found, rows, absent };
        Ok((answer.map(|()| body), Self { reader, prepared, firsts }))
    }

    /// Reads the passages of all rows.
    fn fill_all(&self, rows: &mut [MentionRow]) -> Result<()> {
        for (row, at) in rows.iter_mut().zip(0..) {
            row.passage = self.read(at)?;
        }
        Ok(())
    }

    /// Returns the rows with their passages, each read when the iterator gets to it.
    pub(crate) fn fill(
        self,
        rows: Vec<MentionRow>,
    ) -> impl Iterator<Item = Result<MentionRow>> + 'a {
        let rows = rows.into_iter().zip(0..);
        rows.map(move |(row, at)| Ok(MentionRow { passage: self.read(at)?, ..row }))
    }

    /// Returns the passage of the row at this place.
    ///
    /// # Errors
    ///
    /// Fails if the index is damaged.
    fn read(&self, at: usize) -> Result<Option<Passage>> {
        let first = self.firsts.get(at).copied().flatten();
        first.map(|first| self.prepared.passage(self.reader, first)).transpose()
    }
}

/// Returns whether a group has reports that do not mention the term, and is listed for them.
/// Reports without a known region (or year, or agency) are not a single county: they are listed even
/// if others of them mention it.
fn is_absent(row: &AxisEntry, Tally { found, reports: held, .. }: Tally) -> bool {
    (found.reports == 0 || row.group.is_unknown()) && held > found.reports
}

fn mention_row(
    table: &QueryTable,
    (row, tally): (&AxisEntry, Tally),
    by: GroupBy,
    has_mentions: bool,
) -> MentionRow {
    let Tally { found, reports: held, .. } = tally;
    MentionRow {
        value: row.group.label(by),
        region: row.region.clone(),
        reports: found.reports,
        held,
        mentions: has_mentions.then_some(found.mentions),
        years: years_with(table, row, |cell| cell.found.sections > 0),
        passage: None,
    }
}

fn absent_row(table: &QueryTable, (row, tally): (&AxisEntry, Tally), by: GroupBy) -> AbsentRow {
    let Tally { found, reports: held, .. } = tally;
    AbsentRow {
        value: row.group.label(by),
        region: row.region.clone(),
        held: held - found.reports,
        years: years_with(table, row, |cell| cell.reports > cell.found.reports),
    }
}

/// Returns the known years whose cells of a row are wanted.
fn years_with(table: &QueryTable, row: &AxisEntry, wanted: fn(Tally) -> bool) -> Vec<Year> {
    let columns = table.columns().iter().filter(|year| wanted(table.cell(row, year)));
    columns.filter_map(|year| Year::new(year.group.key().parse().ok()?)).collect()
}
