//! Which sections a generation has, so that an answer can be seen to be whole.
//!
//! A cluster has other sections too: of the generation before, of runs that are going on, and of runs
//! that were stopped. And a node that was cut off from the others answers with what it had then until it
//! notices: every shard answers, and something is missing.

use std::ops::Range;

use serde_json::{Value, json};

/// The most ranges of reports in one query; a cluster takes 1,024 clauses, and those that are searched
/// with them are some.
const RANGES: usize = 500;

/// The sections of a generation: those of some reports. By default all that there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Contents {
    /// The numbers of its reports, in order. If there are gaps beyond number, the smallest are in it too.
    reports: Vec<Range<u64>>,
    sections: u64,
}

impl Contents {
    /// Returns what a generation has with the reports of these numbers, and so many sections.
    pub(crate) fn new(mut reports: Vec<u64>, sections: u64) -> Self {
        reports.sort_unstable();
        let mut ranges: Vec<Range<u64>> = Vec::new();
        for report in reports {
            match ranges.last_mut() {
                Some(last) if last.end == report => last.end += 1,
                Some(last) if last.contains(&report) => {}
                _ => ranges.push(report..report + 1),
            }
        }
        Self { reports: widest(ranges), sections }
    }

    /// Returns the query for its sections.
    pub(super) fn query(&self) -> Value {
        let range = |it: &Range<u64>| json!({"range": {"report": {"gte": it.start, "lt": it.end}}});
        match self.reports.as_slice() {
            [] => json!({"match_all": {}}),
            [reports] => range(reports),
            reports => {
                let ranges: Vec<Value> = reports.iter().map(range).collect();
                json!({"bool": {"should": ranges, "minimum_should_match": 1}})
            }
        }
    }

    /// Returns the search that counts its sections.
    pub(super) fn count(&self) -> Value {
        json!({"size": 0, "track_total_hits": true, "query": self.query()})
    }

    /// Returns what is wrong if so many sections are there. More may be: gaps that are in the query have
    /// sections until these are removed.
    pub(super) fn lacks(&self, found: u64) -> Option<String> {
        let Self { sections, .. } = self;
        (found < *sections).then(|| format!("{found} of {sections} sections are there"))
    }
}

/// Closes the smallest gaps between ranges if there are too many.
fn widest(ranges: Vec<Range<u64>>) -> Vec<Range<u64>> {
    if ranges.len() <= RANGES {
        return ranges;
    }
    let mut gaps: Vec<u64> = ranges.windows(2).map(|it| it[1].start - it[0].end).collect();
    gaps.sort_unstable();
    let closed = gaps[gaps.len() - RANGES];
    let mut wide: Vec<Range<u64>> = Vec::new();
    for range in ranges {
        match wide.last_mut() {
            Some(last) if range.start - last.end <= closed => last.end = range.end,
            _ => wide.push(range),
        }
    }
    wide
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_ranges_of_numbers() {
        for (reports, expected) in [
            (&[][..], r#"{"match_all":{}}"#),
            (&[3, 1, 2], r#"{"range":{"report":{"gte":1,"lt":4}}}"#),
            (
                &[1, 7],
                r#"{"bool":{"minimum_should_match":1,"should":[{"range":{"report":{"gte":1,"lt":2}}},{"range":{"report":{"gte":7,"lt":8}}}]}}"#,
            ),
        ] {
            assert_eq!(Contents::new(reports.to_vec(), 9).query().to_string(), expected);
        }
        let contents = Contents::new(vec![1], 9);
        assert_eq!(contents.lacks(9), None);
        assert_eq!(contents.lacks(8).as_deref(), Some("8 of 9 sections are there"));
    }

    #[test]
    fn too_many_gaps_are_closed_from_the_smallest_on() {
        // Pairs that are two apart, a hundred from the next pair.
        let reports: Vec<u64> = (0..400).flat_map(|it| [100 * it, 100 * it + 2]).collect();
        let contents = Contents::new(reports, 0);
        assert_eq!(contents.reports.len(), 400);
        assert_eq!(contents.reports[1], 100..103);
    }
}
