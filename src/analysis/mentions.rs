//! Who mentions a term, who does not, and how often.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::index::{IndexReader, SectionAddress};
use crate::report::{RegionView, Year};
use crate::search::{
    Answer, AxisEntry, Counts, FacetBy, FirstSections, GroupBy, Matrix, Passage, Prepared, Request,
    TableCollector, Tally, walk,
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
    /// The number of mentions.
    pub mentions: u64,
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
    for (row, at) in answer.body.rows.iter_mut().zip(0..) {
        row.passage = passages.read(at)?;
    }
    Ok(answer)
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
        // The years of a group are the columns in which it mentions the term, or has a report that
        // does not.
        let table = TableCollector::new(by, Some(GroupBy::Facet(FacetBy::Year)));
        let window = request.rows;
        let collectors = (table, FirstSections::new(by));
        let answer = walk(reader, request, collectors, |(table, firsts), prepared| {
            let mention = table.rows.iter().filter(|row| row.tally.found.reports > 0);
            let silent = table.rows.iter().filter(|row| is_absent(row));
            let totals = [mention.clone().count(), silent.clone().count()];
            let mention = window.cut(mention);
            let first = |row: &&AxisEntry| firsts.first(reader, &row.group);
            let firsts = mention.iter().map(first).collect::<Result<_>>()?;
            let rows = mention.into_iter().map(|row| mention_row(&table, row, by)).collect();
            let absent = window.cut(silent).into_iter().map(|row| absent_row(&table, row, by));
            let absent = absent.collect();
            let body = Mentions { by, counts: table.total.found, rows, absent };
            Ok((body, totals, Self { reader, prepared, firsts }))
        })?;
        let (mut answer, (body, [rows, absent], passages)) = answer.take_body();
        answer.add_list(reader, "rows", window, rows);
        answer.add_list(reader, "absent", window, absent);
        Ok((answer.map(|()| body), passages))
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
fn is_absent(row: &AxisEntry) -> bool {
    let Tally { found, reports: held, .. } = row.tally;
    (found.reports == 0 || row.group.is_unknown()) && held > found.reports
}

fn mention_row(table: &Matrix, row: &AxisEntry, by: GroupBy) -> MentionRow {
    let Tally { found, reports: held, .. } = row.tally;
    MentionRow {
        value: row.group.label(by),
        region: row.region.clone(),
        reports: found.reports,
        held,
        mentions: found.mentions,
        years: years_with(table, row, |cell| cell.found.sections > 0),
        passage: None,
    }
}

fn absent_row(table: &Matrix, row: &AxisEntry, by: GroupBy) -> AbsentRow {
    let Tally { found, reports: held, .. } = row.tally;
    AbsentRow {
        value: row.group.label(by),
        region: row.region.clone(),
        held: held - found.reports,
        years: years_with(table, row, |cell| cell.reports > cell.found.reports),
    }
}

/// Returns the known years whose cells of a row are wanted.
fn years_with(table: &Matrix, row: &AxisEntry, wanted: fn(Tally) -> bool) -> Vec<Year> {
    let columns = table.columns.iter().filter(|year| wanted(table.cell(row, year)));
    columns.filter_map(|year| Year::new(year.group.key().parse().ok()?)).collect()
}
