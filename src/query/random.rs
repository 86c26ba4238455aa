//! Random queries of every form, for tests.

use super::*;
use crate::report::Year;
use crate::testing::Dice;

/// Texts that have a meaning in the query line unless they are quoted, and some that have none.
const TEXTS: [&str; 30] = [
    "三项制度",
    "OR",
    "与",
    "-甲",
    "(一)",
    "国办发(2018)118号",
    "a b",
    "年度:2023",
    "监",
    "甲|乙",
    "）",
    "NOT",
    "'甲'",
    "&乙",
    "NEAR/3",
    "!",
    "非",
    "甲：乙",
    "(",
    "、甲",
    "法?律",
    "*",
    "~乙",
    "甲*",
    "同句:丙",
    "甲NEAR/5乙",
    "先后/5",
    "[甲",
    "甲：",
    "NEAR",
];

/// What can be between the wildcards of a pattern.
const PIECES: [&str; 12] =
    ["法", "三项", "-甲", "(一)", "~2", "年度:", "或", "[", "1", "：", "~", "、"];

const WILDCARDS: [&str; 6] = ["?", "*", "？", "＊", "?*", "??"];

/// Returns a query with at most `depth` levels.
pub(super) fn random_query(dice: &mut Dice, depth: usize) -> Query {
    anything(dice, depth, None)
}

/// Returns something that can stand inside the scope `around`.
fn anything(dice: &mut Dice, depth: usize, around: Option<Scope>) -> Query {
    if around.is_some_and(Scope::is_within_section) {
        return marked_or_joined(dice, depth, around);
    }
    if depth == 0 {
        return if dice.below(4) == 0 { condition(dice) } else { term(dice) };
    }
    match dice.below(9) {
        0 | 1 => Query::all((0..2).map(|_| anything(dice, depth - 1, around)).collect()),
        2 | 3 => Query::any((0..2).map(|_| anything(dice, depth - 1, around)).collect()),
        4 => not(anything(dice, depth - 1, around)),
        5 => near(dice, depth),
        6 | 7 => within(dice, depth, around),
        _ => anything(dice, 0, around),
    }
}

/// Returns something in which every alternative needs a term to occur.
fn marked_or_joined(dice: &mut Dice, depth: usize, around: Option<Scope>) -> Query {
    if depth == 0 {
        return term(dice);
    }
    let inner = |dice: &mut Dice| marked_or_joined(dice, depth - 1, around);
    match dice.below(6) {
        0 => Query::all(vec![inner(dice), inner(dice)]),
        1 => Query::all(vec![inner(dice), not(inner(dice))]),
        2 => Query::any(vec![inner(dice), inner(dice)]),
        3 => near(dice, depth),
        4 => within(dice, depth, around),
        _ => term(dice),
    }
}

/// Returns something that can stand beside an operator of nearness.
fn marked(dice: &mut Dice, depth: usize) -> Query {
    match dice.below(4) {
        0 if depth > 0 => near(dice, depth),
        1 if depth > 0 => Query::any((0..2).map(|_| marked(dice, depth - 1)).collect()),
        _ => term(dice),
    }
}

fn near(dice: &mut Dice, depth: usize) -> Query {
    Query::Near {
        within: dice.pick(&[0, 1, 20, 1000]),
        ordered: dice.below(2) == 0,
        left: Box::new(marked(dice, depth - 1)),
        right: Box::new(marked(dice, depth - 1)),
    }
}

/// Returns a scope inside that `around`, or a term if there is none.
fn within(dice: &mut Dice, depth: usize, around: Option<Scope>) -> Query {
    let narrower = |scope: &Scope| around.is_none_or(|around| *scope < around);
    let scopes: Vec<Scope> = Scope::ALL.into_iter().filter(narrower).collect();
    if scopes.is_empty() {
        return term(dice);
    }
    let scope = dice.pick(&scopes);
    Query::Within(scope, Box::new(anything(dice, depth - 1, Some(scope))))
}

/// Two negations are none.
fn not(query: Query) -> Query {
    match query {
        Query::Not(inner) => *inner,
        other => Query::Not(Box::new(other)),
    }
}

fn condition(dice: &mut Dice) -> Query {
    let text = Term::folded(dice.pick(&TEXTS));
    Query::Condition(match dice.below(3) {
        0 => Condition::Year(Years::Range(Year::new(2021), None)),
        1 => Condition::Title(text.text().to_owned()),
        _ => Condition::Agency(text.text().to_owned()),
    })
}

fn term(dice: &mut Dice) -> Query {
    let text = dice.pick(&TEXTS);
    Query::Term(match dice.below(8) {
        0 => Term::strict(text.trim_matches('\'')),
        1 => Term::strict(text.trim_matches('\'')).with_aliases(),
        2 => Term::folded(text).with_aliases(),
        3 | 4 => random_pattern(dice),
        _ => Term::folded(text),
    })
}

fn random_pattern(dice: &mut Dice) -> Term {
    let mut text = dice.pick(&["", "*", "?"]).to_owned();
    for _ in 0..=dice.below(3) {
        text.push_str(dice.pick(&PIECES));
        text.push_str(dice.pick(&WILDCARDS));
    }
    text.push_str(dice.pick(&["", "法", "法？", "*。"]));
    let term = Term::pattern(&pattern::of_run(&text));
    // What has nothing but wildcards cannot be typed.
    let has_characters = term.text().contains(|c: char| c.is_alphanumeric());
    if has_characters { term } else { Term::folded("监") }
}
