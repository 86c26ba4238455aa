//! A table of aliases as it is written: TOML with groups of terms.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use crate::text::fold_term;

/// An entry of a table of aliases that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct BadAliases {
    /// The number of the line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: String,
}

/// A table of aliases.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) groups: Vec<Group>,
    /// The terms whose groups of the table before are dropped, in folded form.
    pub(super) dropped: Vec<Dropped>,
}

/// A group of terms.
#[derive(Debug)]
pub(super) struct Group {
    /// The terms that have the aliases: every term of a `same` group, or the one term of a `whole` group.
    pub(super) of: Vec<String>,
    /// The aliases.
    pub(super) terms: Vec<String>,
}

/// A term whose group of the table before is dropped, and the line that says so.
#[derive(Debug)]
pub(super) struct Dropped {
    pub(super) forms: Vec<String>,
    pub(super) line: usize,
    pub(super) written: String,
}

/// The most terms of a group: each is searched for.
const MOST_TERMS: usize = 100;

/// The most characters of a term.
const LONGEST: usize = 100;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    /// Terms whose groups in the table that ships with the program are left out.
    #[serde(default)]
    remove: Vec<Spanned<String>>,
    #[serde(default)]
    same: Vec<Spanned<Same>>,
    #[serde(default)]
    whole: Vec<Spanned<Whole>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Same {
    terms: Vec<Spanned<String>>,
    #[serde(default)]
    replace: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    term: Spanned<String>,
    parts: Vec<Spanned<String>>,
    #[serde(default)]
    replace: bool,
}

impl Table {
    /// Reads a table.
    ///
    /// # Errors
    ///
    /// Fails at an entry that is not understood, a term of which folding leaves nothing, and a group
    /// in which no term has an alias.
    pub(super) fn read(text: &str) -> Result<Self, BadAliases> {
        // Editors of Windows begin a file with a byte order mark.
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let lines = Lines(text);
        let written: Written = toml::from_str(text).map_err(|error| BadAliases {
            line: lines.number(error.span()),
            reason: reason(error.message()),
        })?;
        let mut table = Self::default();
        for term in &written.remove {
            table.dropped.push(lines.dropped(&[term])?);
        }
        for group in &written.same {
            let Same { terms, replace } = group.get_ref();
            if *replace {
                table.dropped.push(lines.dropped(&terms.iter().collect::<Vec<_>>())?);
            }
            let terms = lines.terms(terms)?;
            lines.check(group.span(), terms.len() > 1, "a group has two terms or more")?;
            table.groups.push(Group { of: terms.clone(), terms });
        }
        for group in &written.whole {
            let Whole { term, parts, replace } = group.get_ref();
            if *replace {
                table.dropped.push(lines.dropped(&[term])?);
            }
            let (of, parts) = (lines.terms(std::slice::from_ref(term))?, lines.terms(parts)?);
            let has_other = parts.iter().any(|part| form(part) != form(term.get_ref()));
            lines.check(group.span(), has_other, "a term has one part or more")?;
            table.groups.push(Group { of, terms: parts });
        }
        Ok(table)
    }
}

/// Returns why a table cannot be read: what its entries lack, or that it is no TOML at all.
fn reason(message: &str) -> String {
    let message = message.trim().replace('\n', "; ");
    let about_entries = ["unknown field", "missing field", "duplicate field", "invalid type"];
    if about_entries.iter().any(|it| message.starts_with(it)) {
        message
    } else {
        "it is not valid TOML here".to_owned()
    }
}

/// Returns the folded form by which terms are compared; `None` if folding leaves nothing.
pub(super) fn form(term: &str) -> Option<String> {
    fold_term(term).into_iter().next()
}

/// The text of a table, for the numbers of its lines.
struct Lines<'t>(&'t str);

impl Lines<'_> {
    /// Returns the number of the line on which something begins.
    fn number(&self, span: Option<Range<usize>>) -> usize {
        let before = span.and_then(|span| self.0.get(..span.start)).unwrap_or_default();
        before.matches('\n').count() + 1
    }

    fn check(&self, span: Range<usize>, is_right: bool, rule: &str) -> Result<(), BadAliases> {
        if is_right {
            return Ok(());
        }
        Err(BadAliases { line: self.number(Some(span)), reason: rule.to_owned() })
    }

    /// Returns the terms of a group, each once.
    fn terms(&self, terms: &[Spanned<String>]) -> Result<Vec<String>, BadAliases> {
        let (mut known, mut read) = (BTreeSet::new(), Vec::new());
        for term in terms {
            let (span, text) = (term.span(), term.get_ref().trim());
            let rule = format!("`{text}` contains no character that can be searched for");
            self.check(span.clone(), form(text).is_some(), &rule)?;
            let rule = format!("a term has at most {LONGEST} characters");
            self.check(span, text.chars().count() <= LONGEST, &rule)?;
            if known.insert(form(text)) {
                read.push(text.to_owned());
            }
        }
        if let Some(term) = terms.get(MOST_TERMS) {
            self.check(term.span(), false, &format!("a group has at most {MOST_TERMS} terms"))?;
        }
        Ok(read)
    }

    /// Returns the terms whose group is dropped.
    fn dropped(&self, terms: &[&Spanned<String>]) -> Result<Dropped, BadAliases> {
        let mut forms = Vec::new();
        for term in terms {
            self.terms(std::slice::from_ref(*term))?;
            forms.extend(form(term.get_ref()));
        }
        let first = terms.first();
        Ok(Dropped {
            forms,
            line: self.number(first.map(|term| term.span())),
            written: first.map(|term| term.get_ref().clone()).unwrap_or_default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_entries_are_an_error_with_their_line() {
        for (text, expected) in [
            ("[[same]]\nterms = [\"甲乙\"]\n", "line 1: a group has two terms or more"),
            (
                "# 注\n[[same]]\nterms = [\"甲乙\",\n  \"、\"]\n",
                "line 4: `、` contains no character that can be searched for",
            ),
            ("[[same]]\nterms = [\"甲\", \"“甲”\"]\n", "line 1: a group has two terms or more"),
            ("[[whole]]\nterm = \"甲\"\nparts = []\n", "line 1: a term has one part or more"),
            ("[[whole]]\nterm = \"甲\"\nparts = [\"甲\"]\n", "line 1: a term has one part or more"),
            ("[[whole]]\nparts = [\"甲\"]\n", "line 1: missing field `term`"),
            (
                "\n[[sames]]\nterms = [\"甲\", \"乙\"]\n",
                "line 2: unknown field `sames`, expected one of `remove`, `same`, `whole`",
            ),
            ("remove = [\"三项制度\"\n", "line 1: it is not valid TOML here"),
            (
                "[[same]]\nterms = [\"甲\", 1]\n",
                "line 2: invalid type: integer `1`, expected a string",
            ),
        ] {
            let error = Table::read(text).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{text:?}: {error}");
        }
        let long = format!("remove = [\"{}\"]", "甲".repeat(101));
        assert_eq!(
            Table::read(&long).unwrap_err().to_string(),
            "line 1: a term has at most 100 characters"
        );
    }

    #[test]
    fn a_table_with_the_mark_of_an_editor_is_read() {
        let table =
            Table::read("\u{FEFF}[[same]]\r\nterms = [\"甲\", \"乙\", \"甲\"]\r\n").unwrap();
        assert_eq!(table.groups[0].terms, ["甲", "乙"]);
    }
}
