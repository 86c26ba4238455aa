//! Finds the report that took the place of one that is gone, so that links to it lead somewhere.

use std::collections::{HashMap, HashSet};

use super::candidates::{contradict, identity, similar_pairs};
use super::fingerprint::Fingerprint;
use super::similarity::{Similarity, shares_a_sentence};

/// A report and the path of its file.
#[derive(Clone, Copy)]
pub(in crate::index) struct Placed<'a> {
    pub(in crate::index) fingerprint: &'a Fingerprint,
    pub(in crate::index) path: &'a str,
}

/// Returns the number of the report that took the place of each one that is `gone`, in their order:
/// the changed text at the same path, or else a copy or another version of it.
pub(in crate::index) fn successors(
    gone: &[Placed<'_>],
    present: &[Placed<'_>],
) -> Vec<Option<u64>> {
    let by_path: HashMap<&str, &Fingerprint> =
        present.iter().map(|report| (report.path, report.fingerprint)).collect();
    let at_same_path = |report: &Placed<'_>| {
        let now = by_path.get(report.path)?;
        is_changed_text(report.fingerprint, now).then_some(now.number)
    };
    let mut found: Vec<Option<u64>> = gone.iter().map(at_same_path).collect();
    let lost: Vec<usize> = (0..gone.len()).filter(|&at| found.get(at) == Some(&None)).collect();
    for (at, number) in elsewhere(gone, &lost, present) {
        if let Some(slot) = found.get_mut(at) {
            *slot = Some(number);
        }
    }
    found
}

/// Returns whether two texts that lay at one path are one report before and after a change.
fn is_changed_text(before: &Fingerprint, now: &Fingerprint) -> bool {
    !contradict(before, now)
        && ((identity(before).is_some() && identity(before) == identity(now))
            || shares_a_sentence(&before.pieces, &now.pieces))
}

/// Finds copies and versions, at any path, of the reports of `gone` at the places `lost`.
fn elsewhere(gone: &[Placed<'_>], lost: &[usize], present: &[Placed<'_>]) -> Vec<(usize, u64)> {
    let lost: Vec<(usize, &Fingerprint)> =
        lost.iter().filter_map(|&at| Some((at, gone.get(at)?.fingerprint))).collect();
    let identities: HashSet<_> = lost.iter().map(|(_, report)| identity(report)).collect();
    let mut others: Vec<&Placed<'_>> = present
        .iter()
        .filter(|report| {
            identities.contains(&None) || identities.contains(&identity(report.fingerprint))
        })
        .collect();
    others.sort_by_key(|report| report.path);
    let reports: Vec<&Fingerprint> = lost
        .iter()
        .map(|(_, report)| *report)
        .chain(others.iter().map(|report| report.fingerprint))
        .collect();
    let mut pairs = similar_pairs(&reports);
    // Copies before versions; pairs are in the order of the paths.
    pairs.sort_by_key(|pair| !matches!(pair.similarity, Similarity::Same(_)));
    let mut found = HashMap::new();
    for pair in pairs {
        let (one, other) = (lost.get(pair.a), pair.b.checked_sub(lost.len()));
        if let (Some((at, _)), Some(other)) = (one, other.and_then(|other| others.get(other))) {
            found.entry(*at).or_insert(other.fingerprint.number);
        }
    }
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::duplicates::fingerprint::fingerprint;

    fn text(agency: &str, year: u16, last: &str) -> String {
        let told: Vec<String> = (1..40)
            .map(|at| format!("第{at}项工作由各科室按照年初的安排逐项完成，共计{at}件。\n"))
            .collect();
        let told = told.concat();
        format!("{agency}关于{year}年法治政府建设情况的报告\n一、工作\n{told}{last}\n")
    }

    #[test]
    fn a_report_is_followed_to_its_changed_text_and_to_its_new_place() {
        let gone = [
            ("甲.txt", text("云岫县司法局", 2023, "聘请法律顾问三名。")),
            ("乙.txt", text("云岫县财政局", 2023, "聘请法律顾问四名。")),
            ("丙.txt", text("云岫县教育局", 2022, "")),
            ("丁.txt", "值班安排表。\n".to_owned()),
        ];
        let present = [
            ("甲.txt", text("云岫县司法局", 2023, "聘请法律顾问五名。")),
            ("新/乙.txt", text("云岫县财政局", 2023, "聘请法律顾问六名。")),
            // The same agency, but another year; and another text at the same path.
            ("丙.txt", text("云岫县教育局", 2023, "")),
            ("丁.txt", "采购清单如下。\n".to_owned()),
        ];
        let fingerprints = |texts: &[(&str, String)]| {
            let numbered = (0..).zip(texts);
            numbered.map(|(number, (_, text))| fingerprint(number, text)).collect::<Vec<_>>()
        };
        let (before, now) = (fingerprints(&gone), fingerprints(&present));
        let placed = |texts: &[(&'static str, String)], found: &'static [Fingerprint]| {
            let paths = texts.iter().map(|(path, _)| *path);
            paths.zip(found).map(|(path, fingerprint)| Placed { fingerprint, path }).collect()
        };
        let (before, now): (&[_], &[_]) = (before.leak(), now.leak());
        let (gone, present): (Vec<_>, Vec<_>) = (placed(&gone, before), placed(&present, now));
        assert_eq!(successors(&gone, &present), [Some(0), Some(1), None, None]);
    }
}
