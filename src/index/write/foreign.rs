//! What other machines have indexed into the same cluster.
//!
//! Each machine reads folders of its own, and knows only these. What the others have is kept as it is;
//! which reports are copies or versions of others is decided over all of them.

use crate::error::{Error, Result};
use crate::index::ledger::Ledger;
use crate::index::root::Root;

use super::last_commit::LastCommit;

/// What other machines have indexed.
#[derive(Clone, Debug, Default)]
pub(super) struct Foreign {
    pub(super) roots: Vec<Root>,
    pub(super) entries: Ledger,
}

impl Foreign {
    /// Takes what belongs to other machines than `machine` out of the roots and the entries of a commit.
    pub(super) fn take(machine: &str, roots: &mut Vec<Root>, entries: &mut Ledger) -> Self {
        let is_foreign = |root: &Root| root.machine.as_deref().is_some_and(|it| it != machine);
        let foreign = roots.extract_if(.., |root| is_foreign(root)).collect();
        let mut taken = Self { roots: foreign, entries: Ledger::default() };
        let names: Vec<String> =
            entries.entries.keys().filter(|name| taken.has(name)).cloned().collect();
        for name in names {
            taken.entries.entries.extend(entries.entries.remove_entry(&name));
        }
        taken
    }

    /// Takes the same out of what is known of the last commit.
    pub(super) fn leave_out_of(&self, last: &mut LastCommit) {
        last.roots.retain(|root| !self.roots.contains(root));
        last.reports.retain(|path| !self.has(path));
        last.unreadable.retain(|path, _| !self.has(path));
    }

    /// Checks that no folder has the name of one of another machine.
    ///
    /// # Errors
    ///
    /// Fails if one has.
    pub(super) fn check(&self, roots: &[Root]) -> Result<()> {
        for root in roots {
            let overlaps = |it: &&Root| it.names(&root.name) || root.names(&it.name);
            if let Some(other) = self.roots.iter().find(overlaps) {
                let machine = other.machine.clone().unwrap_or_default();
                return Err(Error::FolderElsewhere { name: root.name.clone(), machine });
            }
        }
        Ok(())
    }

    fn has(&self, path: &str) -> bool {
        self.roots.iter().any(|root| root.names(path))
    }
}
