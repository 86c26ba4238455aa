//! The aliases of a term: of the user's table, of the one that ships with the program, and of names
//! of departments.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::table::{BadAliases, Group, Table, form};
use crate::agencies::other_names;

/// The table that ships with the program.
const SHIPPED: &str = include_str!("aliases.toml");

/// The aliases of terms.
#[derive(Debug, Default)]
pub(crate) struct Aliases {
    /// The user's groups.
    groups: Vec<Group>,
    /// The terms that have none but the user's, in folded form.
    dropped: BTreeSet<String>,
    /// What the user's table was read from.
    text: Option<String>,
}

/// Returns the groups that ship with the program. They are read at the first question with aliases.
fn shipped() -> &'static [Group] {
    static TABLE: OnceLock<Table> = OnceLock::new();
    &TABLE.get_or_init(|| Table::read(SHIPPED).expect("the table of the program is right")).groups
}

impl Aliases {
    /// Returns the aliases with those of a user's table, which can also replace or remove groups.
    ///
    /// # Errors
    ///
    /// Fails at the first entry that cannot be used.
    pub(crate) fn with_table(text: &str) -> Result<Self, BadAliases> {
        let table = Table::read(text)?;
        let mut dropped = BTreeSet::new();
        for term in table.dropped {
            let is_known = |form: &&String| !other_names(form).is_empty() || is_shipped(form);
            if term.forms.iter().find(is_known).is_none() {
                let reason =
                    format!("no group of the program has `{}`: nothing to replace", term.written);
                return Err(BadAliases { line: term.line, reason });
            }
            dropped.extend(term.forms);
        }
        Ok(Self { groups: table.groups, dropped, text: Some(text.to_owned()) })
    }

    /// Returns what the user's table was read from, if there is one.
    pub(crate) fn table_text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// Returns the aliases of a term, the user's first; the term itself is none of them. Empty if
    /// it has none.
    pub(crate) fn find(&self, term: &str) -> Vec<String> {
        let Some(own) = form(term) else { return Vec::new() };
        let mut known = BTreeSet::from([own.clone()]);
        let mut found = Vec::new();
        let mut add = |aliases: &[String]| {
            let new = aliases.iter().filter(|alias| form(alias).is_some_and(|it| known.insert(it)));
            found.extend(new.cloned());
        };
        let has_own = |group: &&Group| has(&group.of, &own);
        self.groups.iter().filter(has_own).for_each(|group| add(&group.terms));
        if !self.dropped.contains(&own) {
            let is_kept = |group: &&Group| {
                // A group that lost a member lost it for all.
                !group.of.iter().any(|it| form(it).is_some_and(|it| self.dropped.contains(&it)))
            };
            let groups = shipped().iter().filter(has_own).filter(is_kept);
            groups.for_each(|group| add(&group.terms));
            add(&other_names(term));
        }
        found
    }
}

fn has(terms: &[String], form_of_term: &str) -> bool {
    terms.iter().any(|term| form(term).as_deref() == Some(form_of_term))
}

fn is_shipped(form: &str) -> bool {
    shipped().iter().any(|group| has(&group.of, form))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(user: &str, term: &str) -> String {
        Aliases::with_table(user).unwrap().find(term).join(" ")
    }

    #[test]
    fn a_whole_has_its_parts_and_a_part_has_no_whole() {
        let parts = "行政执法公示制度 执法全过程记录制度 重大执法决定法制审核制度 重大行政执法决定法制审核制度";
        assert_eq!(found("", "三项制度"), parts);
        assert_eq!(found("", "“三项”制度"), parts);
        assert_eq!(found("", "行政执法公示制度"), "");
        assert_eq!(found("", "两法衔接").split(' ').next(), Some("行刑衔接"));
        assert_eq!(found("", "行刑衔接").split(' ').next(), Some("两法衔接"));
        assert_eq!(found("", "两法銜接").split(' ').next(), Some("行刑衔接"));
        assert_eq!(found("", "卫健委"), "卫生健康委员会 卫生健康委 卫生健康局 卫健局");
        assert_eq!(found("", "法律顾问"), "");
        assert_eq!(found("", "、"), "");
    }

    #[test]
    fn a_users_table_adds_to_groups_and_replaces_and_removes_them() {
        let add = "[[same]]\nterms = [\"两法衔接\", \"行刑对接\"]\n";
        assert!(found(add, "两法衔接").starts_with("行刑对接 行刑衔接 "));
        assert_eq!(found(add, "行刑对接"), "两法衔接");
        let replace = "[[same]]\nreplace = true\nterms = [\"两法衔接\", \"行刑对接\"]\n";
        assert_eq!(found(replace, "两法衔接"), "行刑对接");
        assert_eq!(found(replace, "行刑衔接"), "");
        let whole = "[[whole]]\nreplace = true\nterm = \"三项制度\"\nparts = [\"执法公示\"]\n";
        assert_eq!(found(whole, "三项制度"), "执法公示");
        assert_eq!(found("remove = [\"三项制度\", \"卫健委\"]\n", "三项制度"), "");
        assert_eq!(found("remove = [\"三项制度\", \"卫健委\"]\n", "卫健委"), "");
        let none = Aliases::with_table("\nremove = [\"云岫制度\"]\n").unwrap_err();
        assert_eq!(
            none.to_string(),
            "line 2: no group of the program has `云岫制度`: nothing to replace"
        );
    }

    #[test]
    fn the_table_of_the_program_says_nothing_twice() {
        let mut known = BTreeSet::new();
        for group in shipped() {
            let forms: Vec<_> = group.terms.iter().filter_map(|term| form(term)).collect();
            // In two groups of terms that mean the same, a term would make them one.
            let is_whole = group.of.len() == 1;
            for form in forms.iter().filter(|_| !is_whole) {
                assert!(known.insert(form.clone()), "{form} is in two groups");
            }
            for term in &group.of {
                assert!(other_names(term).is_empty(), "{term} is a department");
            }
        }
        assert!((60..=100).contains(&shipped().len()), "{}", shipped().len());
    }
}
