//! Finds a report by its id or path, or by a part of its path.

use crate::error::{Error, Result};
use crate::index::{Catalog, CatalogReport};

/// Returns the report that has this name: its id or path, or the end or any part of its path if only
/// one report matches. If all that match are copies and versions of one report, it is the one that
/// is counted.
///
/// # Errors
///
/// Fails if no report or more than one has the name.
pub(super) fn find_report<'a>(catalog: &'a Catalog, name: &str) -> Result<&'a CatalogReport> {
    let wanted = name.trim_start_matches("./");
    if let Some(report) = catalog.by_id(wanted) {
        return Ok(report);
    }
    // From the strictest comparison to the loosest; the first that finds a report decides.
    for comparison in [Comparison::Whole, Comparison::End, Comparison::Part] {
        let matches = |report: &&CatalogReport| {
            comparison.matches(wanted, &report.path) || comparison.is_id(wanted, &report.id)
        };
        let mut found: Vec<&CatalogReport> = catalog.reports().iter().filter(matches).collect();
        // A further file of a report leads to it.
        let joined = catalog.joined().filter(|(path, _)| comparison.matches(wanted, path));
        found.extend(joined.map(|(_, report)| report));
        found.sort_by(|a, b| a.path.cmp(&b.path));
        found.dedup();
        match found[..] {
            [] => {}
            [report] => return Ok(report),
            [first, ..] => {
                let counted = |report: &CatalogReport| catalog.counted_for(report.number);
                let is_one = found.iter().all(|report| counted(report) == counted(first));
                if is_one && let Some(report) = catalog.by_number(counted(first)) {
                    return Ok(report);
                }
                let examples = found.iter().take(3).map(|report| report.path.to_string());
                return Err(Error::AmbiguousReport {
                    name: name.to_owned(),
                    count: found.len(),
                    examples: examples.collect(),
                });
            }
        }
    }
    Err(Error::UnknownReport { name: name.to_owned() })
}

/// How a name is compared with the path and the id of a report.
#[derive(Clone, Copy)]
enum Comparison {
    /// The name is the whole path or id.
    Whole,
    /// The name is the end of the path, from a folder on, or the beginning of the id.
    End,
    /// The name is any part of the path.
    Part,
}

impl Comparison {
    fn matches(self, wanted: &str, path: &str) -> bool {
        let path = path.trim_start_matches("./");
        match self {
            Self::Whole => path == wanted,
            Self::End => path.strip_suffix(wanted).is_some_and(|before| before.ends_with('/')),
            Self::Part => path.contains(wanted),
        }
    }

    fn is_id(self, wanted: &str, id: &str) -> bool {
        /// The fewest characters that are taken for the beginning of an id: fewer occur in many names.
        const SHORTEST_ID: usize = 6;
        matches!(self, Self::End) && wanted.len() >= SHORTEST_ID && id.starts_with(wanted)
    }
}
