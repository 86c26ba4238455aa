//! Answers with a concordance.

use serde::{Deserialize, Serialize};

use super::groups::MentionGroup;
use super::mentions::Found;
use super::question::{Kwic, MentionOrder, Sample};
use super::rows::{ConcordanceRow, ConcordanceRows};
use crate::error::Result;
use crate::index::IndexReader;
use crate::search::{Answer, Counts, MentionList, Remark, ReportViews, Totals, walk};

/// The mentions of a query with their contexts, or how often they have which context.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Concordance {
    /// What was found: there is a row for each mention.
    pub counts: Counts,
    /// The number of characters that are shown before each mention.
    pub left: usize,
    /// The number of characters that are shown behind it.
    pub right: usize,
    /// The order of the rows.
    pub sort: MentionOrder,
    /// The sample that the rows are; absent if they are all mentions.
    pub sample: Option<Sample>,
    /// What the mentions are grouped by: `left:2`, `left:word,right:word`; absent if they are not.
    pub group: Option<String>,
    /// The group whose mentions are listed.
    pub only: Option<String>,
    /// The rows; empty if groups are listed.
    pub rows: Vec<ConcordanceRow>,
    /// The groups, those with the most mentions first; empty if rows are listed.
    pub groups: Vec<MentionGroup>,
}

impl Kwic {
    /// Answers with the rows, or the groups, that the request wants.
    ///
    /// # Errors
    ///
    /// Fails as [`search`](crate::search::search) does.
    pub fn answer(&self, reader: &IndexReader) -> Result<Answer<Concordance>> {
        let (mut answer, rows) = self.begin(reader)?;
        answer.body.rows = rows.collect::<Result<Vec<ConcordanceRow>>>()?;
        Ok(answer)
    }

    /// Answers without rows. Each is read when the iterator gets to it.
    ///
    /// # Errors
    ///
    /// Fails as [`search`](crate::search::search) does; a row fails if the index is damaged.
    pub(crate) fn begin<'a>(
        &self,
        reader: &'a IndexReader,
    ) -> Result<(Answer<Concordance>, ConcordanceRows<'a>)> {
        let collector = (Totals::default(), MentionList::new(self.order.facet()));
        let answer = walk(reader, &self.request, collector, |(counts, sections), prepared| {
            Ok((counts, Found { reader, prepared, sections }))
        })?;
        let (mut answer, (counts, found)) = answer.take_body();
        let mut mentions = found.chosen(self);
        if let Some(Sample { seed, .. }) = self.sample {
            let drawn = mentions.len() as u64;
            answer.remarks.push(Remark::Sampled { drawn, of: counts.mentions, seed });
        }
        let mut groups = Vec::new();
        match (self.group, &self.only) {
            (Some(by), Some(name)) => found.keep_group(&mut mentions, by, name)?,
            (Some(by), None) => {
                groups = found.groups(&mentions, by)?;
                mentions.clear();
            }
            (None, _) => {}
        }
        found.sort(&mut mentions, self.order)?;
        let window = self.request.rows;
        if self.group.is_some() && self.only.is_none() {
            answer.add_list(reader, "groups", window, groups.len());
            groups = window.cut(groups);
        } else {
            answer.add_list(reader, "rows", window, mentions.len());
            mentions = window.cut(mentions);
        }
        let (left, right) = (self.left, self.right);
        let body = Concordance {
            counts,
            left,
            right,
            sort: self.order,
            sample: self.sample,
            group: self.group.map(|group| group.to_string()),
            only: self.only.clone().filter(|_| self.group.is_some()),
            rows: Vec::new(),
            groups,
        };
        let (listed, reports) = (mentions.into_iter(), ReportViews::default());
        let rows = ConcordanceRows { found, listed, left, right, last: None, reports };
        Ok((answer.map(|()| body), rows))
    }
}

impl Concordance {
    /// Returns whether groups are listed, and no rows.
    pub(crate) fn lists_groups(&self) -> bool {
        self.group.is_some() && self.only.is_none()
    }
}
