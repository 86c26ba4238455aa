//! Whether a cluster has every section of an index.

use std::ops::Range;

use crate::cluster::Cluster;
use crate::error::Result;
use crate::index::ledger::{Ledger, Outcome};

/// The reports whose sections are counted in one request: a query has room for 1,024 ranges.
const REPORTS: usize = 1_000;

/// The most reports that are named: each takes ten requests to be found.
const NAMED: usize = 5;

/// A report that has sections in the cluster.
struct Held<'a> {
    number: u64,
    sections: u64,
    path: &'a str,
}

/// Checks that a cluster has as many sections of each report as the ledger says.
///
/// # Errors
///
/// Fails if it has not, with the reports that lack some, or if it could not be asked.
pub(super) fn check_sections(cluster: &Cluster, ledger: &Ledger) -> Result<()> {
    let held = ledger.entries.values().filter_map(|entry| match entry.outcome {
        Outcome::Report { number, sections, .. } => {
            Some(Held { number, sections, path: &entry.path })
        }
        Outcome::Joined { .. } | Outcome::Unreadable { .. } => None,
    });
    let mut held: Vec<Held<'_>> = held.collect();
    held.sort_unstable_by_key(|report| report.number);
    let mut missing = Vec::new();
    for reports in held.chunks(REPORTS) {
        find_missing(cluster, reports, &mut missing)?;
    }
    if missing.is_empty() { Ok(()) } else { Err(cluster.lacks(&missing)) }
}

/// Adds what is missing of some reports: halves are counted until it is known which they are.
fn find_missing(cluster: &Cluster, reports: &[Held<'_>], missing: &mut Vec<String>) -> Result<()> {
    if missing.len() == NAMED {
        return Ok(());
    }
    let expected: u64 = reports.iter().map(|report| report.sections).sum();
    let found = cluster.sections_of(&ranges(reports))?;
    if found == expected {
        return Ok(());
    }
    if let [report] = reports {
        missing.push(format!("`{}` has {found} of {expected} sections", report.path));
        return Ok(());
    }
    let (first, second) = reports.split_at(reports.len() / 2);
    find_missing(cluster, first, missing)?;
    find_missing(cluster, second, missing)
}

/// Returns the numbers of reports as few ranges.
fn ranges(reports: &[Held<'_>]) -> Vec<Range<u64>> {
    let mut ranges: Vec<Range<u64>> = Vec::new();
    for &Held { number, .. } in reports {
        match ranges.last_mut() {
            Some(last) if last.end == number => last.end += 1,
            _ => ranges.push(number..number + 1),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_follow_each_other_are_one_range() {
        for (numbers, expected) in [
            (&[][..], &[][..]),
            (&[4, 6], &[4..5, 6..7][..]),
            (&[0, 1, 2, 5, 6, 9], &[0..3, 5..7, 9..10]),
        ] {
            let held: Vec<Held<'_>> =
                numbers.iter().map(|&number| Held { number, sections: 1, path: "" }).collect();
            assert_eq!(ranges(&held), expected);
        }
    }
}
