//! Puts the aliases of terms into a query.

use super::lookup::Aliases;
use crate::query::{Query, Term};

/// A query whose terms are expanded to their aliases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Resolved {
    /// The query, with alternatives in the place of each term that has aliases.
    pub(crate) query: Query,
    /// The terms that have aliases, in the order they were typed.
    pub(crate) terms: Vec<AliasedTerm>,
    /// The terms for which aliases were asked for and none are known; they are searched for as they
    /// are.
    pub(crate) without: Vec<Term>,
}

/// A term with its aliases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AliasedTerm {
    /// The term, then its aliases; each compared as the term is.
    pub(crate) spellings: Vec<Term>,
    /// Whether sections that contain it are left out.
    pub(crate) is_excluded: bool,
}

impl Aliases {
    /// Puts the aliases of those terms into a query that ask for them. The terms in it that have
    /// aliases are marked as such still: they are not cut into words.
    pub(crate) fn resolve(&self, query: &Query) -> Resolved {
        let mut resolver = Resolver { aliases: self, terms: Vec::new(), without: Vec::new() };
        let query = resolver.resolve(query, false);
        let Resolver { terms, without, .. } = resolver;
        Resolved { query, terms, without }
    }
}

struct Resolver<'a> {
    aliases: &'a Aliases,
    terms: Vec<AliasedTerm>,
    without: Vec<Term>,
}

impl Resolver<'_> {
    fn resolve(&mut self, query: &Query, is_excluded: bool) -> Query {
        match query {
            Query::Term(term) if term.has_aliases() => self.term(term, is_excluded),
            Query::Term(_) | Query::Condition(_) => query.clone(),
            Query::Not(inner) => Query::Not(Box::new(self.resolve(inner, !is_excluded))),
            Query::And(inner) => Query::all(self.all(inner, is_excluded)),
            Query::Or(inner) => Query::any(self.all(inner, is_excluded)),
            Query::Near { within, ordered, left, right } => Query::Near {
                within: *within,
                ordered: *ordered,
                left: Box::new(self.resolve(left, is_excluded)),
                right: Box::new(self.resolve(right, is_excluded)),
            },
            Query::Within(scope, inner) => {
                Query::Within(*scope, Box::new(self.resolve(inner, is_excluded)))
            }
        }
    }

    fn all(&mut self, queries: &[Query], is_excluded: bool) -> Vec<Query> {
        queries.iter().map(|query| self.resolve(query, is_excluded)).collect()
    }

    fn term(&mut self, term: &Term, is_excluded: bool) -> Query {
        let aliases = if term.is_pattern() { Vec::new() } else { self.aliases.find(term.text()) };
        if aliases.is_empty() {
            let plain = term.clone().without_aliases();
            if !self.without.contains(&plain) {
                self.without.push(plain.clone());
            }
            return Query::Term(plain);
        }
        let compared = if term.is_strict() { Term::strict } else { Term::folded };
        let aliases = aliases.iter().map(|alias| compared(alias).with_aliases());
        let spellings: Vec<Term> = std::iter::once(term.clone()).chain(aliases).collect();
        let query = Query::any(spellings.iter().cloned().map(Query::Term).collect());
        let found = AliasedTerm { spellings, is_excluded };
        if !self.terms.contains(&found) {
            self.terms.push(found);
        }
        query
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_with_aliases_becomes_alternatives() {
        let user = "[[same]]\nterms = [\"甲\", \"乙\"]\n[[whole]]\nterm = \"丙\"\nparts = [\"丁\", \"戊\"]\n";
        let aliases = Aliases::with_table(user).unwrap();
        for (query, expected, terms, without) in [
            ("甲", "甲", "", ""),
            ("~甲", "~甲 OR ~乙", "甲", ""),
            ("~甲 丙", "(~甲 OR ~乙) 丙", "甲", ""),
            ("~乙 OR ~丙", "~乙 OR ~甲 OR ~丙 OR ~丁 OR ~戊", "乙 丙", ""),
            ("~丁 ~甲", "丁 (~甲 OR ~乙)", "甲", "丁"),
            ("~甲 -~丙", "(~甲 OR ~乙) -(~丙 OR ~丁 OR ~戊)", "甲 -丙", ""),
            ("~'甲'", "~'甲' OR ~'乙'", "'甲'", ""),
            ("~甲 NEAR/5 丙", "(~甲 OR ~乙) NEAR/5 丙", "甲", ""),
            ("同句:(~甲 丙)", "同句:((~甲 OR ~乙) 丙)", "甲", ""),
            ("年度:2023 ~己", "年度:2023 己", "", "己"),
        ] {
            let resolved = aliases.resolve(&query.parse().unwrap());
            assert_eq!(resolved.query.to_string(), expected, "{query}");
            let sign = |term: &AliasedTerm| if term.is_excluded { "-" } else { "" };
            let first = |term: &AliasedTerm| term.spellings[0].clone().without_aliases();
            let found: Vec<String> =
                resolved.terms.iter().map(|it| format!("{}{}", sign(it), first(it))).collect();
            assert_eq!(found.join(" "), terms, "{query}");
            let none: Vec<String> = resolved.without.iter().map(ToString::to_string).collect();
            assert_eq!(none.join(" "), without, "{query}");
        }
    }
}
