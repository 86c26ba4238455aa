//! Queries that are a little wider than another one.

use crate::query::{Query, Scope};
use crate::search::answer::Relaxation;

/// The farthest that two terms can be asked for to stand.
const FARTHEST: u32 = 1000;

/// How many times as far the steps of a nearness go.
const FARTHER: [u32; 3] = [2, 5, 10];

/// Changes to a question, each wider than the one before: the first that finds something is the
/// nearest.
pub(super) type Ladder<T> = Vec<Step<T>>;

/// A change to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step<T> {
    pub(super) relaxation: Relaxation,
    /// What was left out, if anything was.
    pub(super) without: Option<String>,
    pub(super) changed: T,
}

impl<T> Step<T> {
    /// Returns the same step with something else in the place of what was changed.
    pub(super) fn map<U>(self, change: impl FnOnce(T) -> U) -> Step<U> {
        let Self { relaxation, without, changed } = self;
        Step { relaxation, without, changed: change(changed) }
    }
}

/// Returns the queries that are a little wider, nearest first within each ladder: with a nearness or a
/// unit widened, and without one of several things that have to be met together.
pub(super) fn rewrites(query: &Query) -> Vec<Ladder<Query>> {
    let mut ladders = widened(query, Place::TOP);
    ladders.extend(shortened(query));
    ladders
}

fn step(relaxation: Relaxation, changed: Query) -> Step<Query> {
    Step { relaxation, without: None, changed }
}

/// Where a part of a query stands.
#[derive(Clone, Copy)]
struct Place {
    /// The unit in which it stands; none of its own can be wider.
    outer: Scope,
    /// Whether it is about the report as a whole.
    is_in_report: bool,
}

impl Place {
    const TOP: Self = Self { outer: Scope::Report, is_in_report: false };

    /// Returns the place inside a unit.
    fn inside(self, scope: Scope) -> Self {
        match scope {
            Scope::Report => Self { is_in_report: true, ..self },
            Scope::Section => Self { outer: Scope::Section, is_in_report: false },
            Scope::Sentence | Scope::Paragraph => Self { outer: scope, ..self },
        }
    }

    /// Returns a query in a unit, which is not written where it is the unit of every query.
    fn in_unit(self, scope: Scope, inner: &Query) -> Query {
        let usual = match self.outer {
            Scope::Report if !self.is_in_report => Scope::Section,
            outer => outer,
        };
        if scope == usual {
            return inner.clone();
        }
        Query::Within(scope, Box::new(inner.clone()))
    }

    /// Returns the steps from a unit to the widest; from the narrowest without one.
    fn units(self, from: Option<Scope>, inner: &Query) -> Ladder<Query> {
        let is_wider = |scope: &Scope| *scope <= self.outer && Some(*scope) > from;
        let units = Scope::ALL.into_iter().filter(is_wider);
        units.map(|scope| step(Relaxation::Scope, self.in_unit(scope, inner))).collect()
    }
}

/// Returns queries with one nearness or unit widened.
fn widened(query: &Query, place: Place) -> Vec<Ladder<Query>> {
    match query {
        // A negation would find less.
        Query::Term(_) | Query::Condition(_) | Query::Not(_) => Vec::new(),
        Query::And(parts) => {
            let mut ladders = in_parts(parts, Query::all, place);
            if place.outer == Scope::Report && !place.is_in_report {
                ladders.extend(in_the_report(parts));
            }
            ladders
        }
        Query::Or(parts) => in_parts(parts, Query::any, place),
        Query::Within(scope, inner) => {
            let within = |inner: Query| Query::Within(*scope, Box::new(inner));
            let ladders = widened(inner, place.inside(*scope)).into_iter();
            let mut ladders: Vec<Ladder<Query>> = ladders
                .map(|ladder| ladder.into_iter().map(|it| it.map(within)).collect())
                .collect();
            let units = place.units(Some(*scope), inner);
            ladders.extend((!units.is_empty()).then_some(units));
            ladders
        }
        Query::Near { within, ordered, left, right } => {
            let near = |within: u32| {
                let (left, right) = (left.clone(), right.clone());
                step(Relaxation::Distance, Query::Near { within, ordered: false, left, right })
            };
            let farther = FARTHER.map(|times| (within.max(&1) * times).min(FARTHEST));
            let farther = farther.into_iter().filter(|it| it > within);
            let mut distances: Vec<u32> =
                ordered.then_some(*within).into_iter().chain(farther).collect();
            distances.dedup();
            let mut ladder: Ladder<Query> = distances.into_iter().map(near).collect();
            let both = Query::all(vec![(**left).clone(), (**right).clone()]);
            ladder.extend(place.units(None, &both));
            vec![ladder]
        }
    }
}

/// Returns a conjunction within the whole report; conditions stay outside.
fn in_the_report(parts: &[Query]) -> Option<Ladder<Query>> {
    let is_about_terms = |part: &&Query| !part.terms_and_excluded().is_empty();
    let (terms, conditions): (Vec<&Query>, Vec<&Query>) = parts.iter().partition(is_about_terms);
    let has_report = terms.iter().any(|part| part.has_report());
    if terms.len() < 2 || has_report {
        return None;
    }
    let whole = Query::all(terms.into_iter().cloned().collect());
    let mut all: Vec<Query> = conditions.into_iter().cloned().collect();
    all.push(Query::Within(Scope::Report, Box::new(whole)));
    Some(vec![step(Relaxation::Scope, Query::all(all))])
}

/// Returns queries in which one of several parts is widened.
fn in_parts(parts: &[Query], join: fn(Vec<Query>) -> Query, place: Place) -> Vec<Ladder<Query>> {
    let mut ladders = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        for ladder in widened(part, place) {
            let with = |changed: Query| {
                let others = parts.iter().enumerate();
                let with = |(it, other): (usize, &Query)| {
                    if it == at { changed.clone() } else { other.clone() }
                };
                join(others.map(with).collect())
            };
            ladders.push(ladder.into_iter().map(|step| step.map(with)).collect());
        }
    }
    ladders
}

/// Returns queries without one of the things that have to be met together, and then each term alone.
fn shortened(query: &Query) -> Vec<Ladder<Query>> {
    match query {
        Query::And(parts) => without_one(parts),
        Query::Within(scope, inner) => {
            let within = |inner: Query| match (&inner, scope) {
                // A single term needs no unit.
                (Query::Term(_), _) => inner,
                _ => Query::Within(*scope, Box::new(inner)),
            };
            let ladders = shortened(inner).into_iter();
            ladders.map(|it| it.into_iter().map(|step| step.map(within)).collect()).collect()
        }
        _ => Vec::new(),
    }
}

fn without_one(parts: &[Query]) -> Vec<Ladder<Query>> {
    let has_terms = Query::finds_mentions;
    let with_terms = parts.iter().filter(|part| has_terms(part)).count();
    let mut ladders = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let others = parts.iter().enumerate().filter(|(it, _)| *it != at);
        let rest = Query::all(others.map(|(_, other)| other.clone()).collect());
        // Conditions alone are another question.
        if with_terms > 0 && !has_terms(&rest) {
            continue;
        }
        let without = Some(part.to_string());
        let mut ladder = vec![Step { relaxation: Relaxation::Clause, without, changed: rest }];
        if has_terms(part) && with_terms > 2 {
            let is_condition = |it: &&Query| it.terms_and_excluded().is_empty();
            let mut alone: Vec<Query> = parts.iter().filter(is_condition).cloned().collect();
            alone.push(part.clone());
            ladder.push(step(Relaxation::Alone, Query::all(alone)));
        }
        ladders.push(ladder);
    }
    ladders
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_widened_step_by_step() {
        for (query, expected) in [
            ("甲", &[][..]),
            ("甲 乙", &["全篇:(甲 乙)", "乙", "甲"]),
            (
                "甲 乙 年度:2023",
                &["年度:2023 全篇:(甲 乙)", "乙 年度:2023", "甲 年度:2023", "甲 乙"],
            ),
            ("甲 -乙", &["全篇:(甲 -乙)", "甲"]),
            ("甲 OR 乙", &[]),
            ("同句:(甲 乙)", &["同段:(甲 乙) | 甲 乙 | 全篇:(甲 乙)", "乙", "甲"]),
            (
                "甲 NEAR/20 乙",
                &[
                    "甲 NEAR/40 乙 | 甲 NEAR/100 乙 | 甲 NEAR/200 乙 | 同句:(甲 乙) | 同段:(甲 乙) | 甲 乙 | 全篇:(甲 乙)",
                ],
            ),
            (
                "甲 BEFORE/400 乙",
                &[
                    "甲 NEAR/400 乙 | 甲 NEAR/800 乙 | 甲 NEAR/1000 乙 | 同句:(甲 乙) | 同段:(甲 乙) | 甲 乙 | 全篇:(甲 乙)",
                ],
            ),
            (
                "同段:(甲 NEAR/0 乙)",
                &[
                    "同段:(甲 NEAR/2 乙) | 同段:(甲 NEAR/5 乙) | 同段:(甲 NEAR/10 乙) | 同段:(同句:(甲 乙)) | 同段:(甲 乙)",
                    "甲 NEAR/0 乙 | 全篇:(甲 NEAR/0 乙)",
                ],
            ),
            ("全篇:(甲 乙)", &["乙", "甲"]),
            (
                "全篇:(同句:(甲 乙) 丙)",
                &[
                    "全篇:(同段:(甲 乙) 丙) | 全篇:(同节:(甲 乙) 丙) | 全篇:(甲 乙 丙)",
                    "丙",
                    "全篇:(同句:(甲 乙))",
                ],
            ),
            ("甲 乙 丙", &["全篇:(甲 乙 丙)", "乙 丙 | 甲", "甲 丙 | 乙", "甲 乙 | 丙"]),
        ] {
            let ladders = rewrites(&query.parse().unwrap());
            let told: Vec<String> = ladders
                .into_iter()
                .map(|it| {
                    let steps = it.into_iter().map(|step| step.changed.to_string());
                    steps.collect::<Vec<_>>().join(" | ")
                })
                .collect();
            assert_eq!(told, expected, "{query}");
        }
    }
}
