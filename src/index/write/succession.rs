//! Hands the names of reports that are gone down to those that took their place.

use std::collections::{BTreeMap, HashMap};

use crate::index::duplicates::{Fingerprint, Placed, successors};
use crate::index::earlier_names::EarlierNames;
use crate::index::ledger::{Entry, Ledger, Outcome};

/// A report of the last commit.
struct Past<'a> {
    path: &'a str,
    number: u64,
    id: &'a str,
    earlier: &'a EarlierNames,
}

/// Hands the names of the reports in `before` down to those in `now`: to the file with the same
/// content, or else to the report that took the place of one that is gone. `fingerprints` are those of
/// `now`; `read_before` reads those of `before`, which is needed only if a report is gone.
pub(super) fn hand_down(
    before: &Ledger,
    now: &mut Ledger,
    fingerprints: &[Fingerprint],
    read_before: impl FnOnce() -> Vec<Fingerprint>,
) {
    let gone = hand_to_same_content(before, now);
    if gone.is_empty() {
        return;
    }
    let of_before: HashMap<u64, Fingerprint> =
        read_before().into_iter().map(|fingerprint| (fingerprint.number, fingerprint)).collect();
    let (past, placed): (Vec<&Past<'_>>, Vec<Placed<'_>>) = gone
        .iter()
        .filter_map(|past| {
            let fingerprint = of_before.get(&past.number)?;
            Some((past, Placed { fingerprint, path: past.path }))
        })
        .unzip();
    let paths: HashMap<u64, String> =
        now.numbers().map(|(number, path)| (number, path.to_owned())).collect();
    let present: Vec<Placed<'_>> = fingerprints
        .iter()
        .filter_map(|it| Some(Placed { fingerprint: it, path: paths.get(&it.number)? }))
        .collect();
    for (past, successor) in past.into_iter().zip(successors(&placed, &present)) {
        let Some(path) = successor.and_then(|number| paths.get(&number)) else { continue };
        change_names(now, path, |names| {
            names.add_other_content(past.id, past.path, past.earlier);
        });
    }
}

/// Hands names down where the content is the same, and returns the reports whose content is gone.
fn hand_to_same_content<'a>(before: &'a Ledger, now: &mut Ledger) -> Vec<Past<'a>> {
    let mut by_content: BTreeMap<String, String> = BTreeMap::new();
    for (entry, _) in reports(now) {
        by_content.entry(entry.key.content.clone()).or_insert_with(|| entry.path.clone());
    }
    let mut gone = Vec::new();
    for (entry, past) in reports(before) {
        let content = &entry.key.content;
        let stays = now.entries.get(past.path).is_some_and(|it| it.key.content == *content);
        let path =
            if stays { Some(past.path) } else { by_content.get(content).map(String::as_str) };
        match path {
            Some(path) => {
                change_names(now, path, |names| {
                    names.add_same_content(past.id, past.path, past.earlier);
                });
            }
            None => gone.push(past),
        }
    }
    gone
}

/// Returns the reports of a ledger.
fn reports(ledger: &Ledger) -> impl Iterator<Item = (&Entry, Past<'_>)> {
    ledger.entries.values().filter_map(|entry| match &entry.outcome {
        Outcome::Report { number, id, earlier, .. } => {
            Some((entry, Past { path: &entry.path, number: *number, id, earlier }))
        }
        Outcome::Joined { .. } | Outcome::Unreadable { .. } => None,
    })
}

/// Changes the earlier names of the report at `path`.
fn change_names(ledger: &mut Ledger, path: &str, change: impl FnOnce(&mut EarlierNames)) {
    if let Some(entry) = ledger.entries.get_mut(path)
        && let Outcome::Report { id, earlier, .. } = &mut entry.outcome
    {
        change(earlier);
        earlier.remove_current(id, path);
    }
}
