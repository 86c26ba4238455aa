//! What else a query line could mean.
//!
//! A line has one meaning. Where people could have meant another, an answer says which it was and
//! what the other would find, so that no number comes from a misunderstanding.

use super::parse::{Doubt, DoubtAbout, parse, replaced};
use super::scanner::in_quotation_marks;
use super::term::Term;
use super::tree::Query;
use crate::report::named::named;
use crate::text::{fold_term, is_han, is_quotation_mark};

named! {
    /// How something in a query line was read. The labels begin a sentence that goes on with the
    /// other readings.
    #[derive(serde::Serialize, serde::Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum ReadAs {
        /// Brackets group; they could be characters.
        Grouping => "grouping", "the brackets group; as characters", "括号用于分组；作为文字";
        /// A run of characters is one term; it could be several.
        OneTerm => "one-term", "read as one term; apart", "按一个词检索；分开";
        /// The term of a run goes across a line break; the lines could be terms of their own.
        AcrossLines => "across-lines", "the line break was left out; apart", "换行已略去；分开";
        /// `|` separates alternatives; it could be a character.
        Alternatives => "alternatives", "`|` was read as OR; as a character", "“|”表示“或”；作为文字";
        /// The line is a condition; it could be text.
        Condition => "condition", "read as a condition; as text", "按条件检索；作为文字";
        /// A word is searched for; it could be an operator.
        Word => "word", "every word was searched for; with an operator", "每个词都参与检索；作为运算符";
        /// `*` and `?` stand for other characters; they could be characters.
        Wildcards => "wildcards", "`*` and `?` stand for other characters; as characters", "“*”和“?”作为通配符；作为文字";
        /// `~` adds the other names of a term; it could be a character.
        Aliases => "aliases", "`~` adds the other names; as a character", "“~”表示兼查别名；作为文字";
        /// The line begins with a scope; it could be text.
        Scope => "scope", "read as a scope; as text", "按检索范围理解；作为文字";
        /// The marks at the ends of a term are searched for; they could be none of it.
        Marks => "marks", "the marks at its ends are part of the term; without them", "首尾的标点也参与检索；不含标点";
    }
}

/// A part of a query line that was read in one way, and how else it could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) read_as: ReadAs,
    /// The whole query in the other readings, the likeliest first.
    pub(crate) others: Vec<Query>,
    pub(crate) worth: Worth,
}

/// When the other readings are worth telling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Worth {
    /// Always: the line is as likely to mean the other.
    Always,
    /// If the others find anything.
    IfAny,
    /// If the line as it was read finds much less.
    IfMore,
    /// If the line as it was read finds nothing.
    IfNothing,
}

/// The most terms that a list in one run is cut into: more is a sentence.
const MOST_PARTS: usize = 10;

/// Words that other systems have as operators.
const OR: [&str; 13] =
    ["or", "Or", "或者", "或是", "还是", "/", "／", "，", ",", "；", ";", "\\", "…"];
const AND: [&str; 8] = ["and", "And", "和", "及", "以及", "并", "并且", "同时"];
const NEAR: [&str; 4] = ["near", "Near", "邻近", "附近"];
const BEFORE: [&str; 3] = ["before", "Before", "先后"];
const NOT: [&str; 6] = ["not", "Not", "ANDNOT", "不含", "不包含", "排除"];
/// Dashes that keyboards and word processors put in the place of a minus.
const DASHES: [char; 7] = ['—', '–', '−', '‐', '‑', '﹣', '‒'];
/// Words between the items of a list in one run.
const IN_RUN: [&str; 8] = ["OR", "AND", "或者", "以及", "和", "与", "及", "或"];

/// The stops that a term can bring with it when it is pasted.
const STOPS: &str = "。？！；：，…｡?!;:,.";

/// The marks between the items of a list, and what stands for something left out.
const SEPARATORS: &str = ".、，；／＋＆＼…‥—–～。？！：·・•,;/+&~?!:\\";

/// Returns how else a line could be read. `is_loose` if it is cut into words anyway.
pub(crate) fn readings(line: &str, is_loose: bool) -> Vec<Reading> {
    let Ok((query, doubts)) = parse(line) else { return Vec::new() };
    let mut found = doubted(line, &doubts);
    found.extend(as_text(line, &query));
    if !is_loose {
        found.extend(with_operators(line));
        found.push(without_marks(&query));
        if found.iter().all(|reading| reading.read_as != ReadAs::OneTerm) {
            found.extend(apart(&query).or_else(|| after_bracket(line)));
        }
    }
    for reading in &mut found {
        let mut known = vec![query.clone()];
        reading.others.retain(|other| {
            let is_new = !known.contains(other);
            known.push(other.clone());
            is_new
        });
    }
    found.retain(|reading| !reading.others.is_empty());
    found
}

/// Returns the other readings of what the grammar reads in one of two ways.
fn doubted(line: &str, doubts: &[Doubt]) -> Vec<Reading> {
    let characters: Vec<char> = line.chars().collect();
    let kinds = [
        (DoubtAbout::Grouping, ReadAs::Grouping, Worth::Always),
        (DoubtAbout::Quotation, ReadAs::OneTerm, Worth::Always),
        (DoubtAbout::LineBreak, ReadAs::AcrossLines, Worth::Always),
        (DoubtAbout::Alternatives, ReadAs::Alternatives, Worth::Always),
        // Who types these hardly ever means characters; who pastes them does, and finds them.
        (DoubtAbout::Wildcards, ReadAs::Wildcards, Worth::IfAny),
        (DoubtAbout::Aliases, ReadAs::Aliases, Worth::IfAny),
    ];
    let reading = |(about, read_as, worth)| {
        let changes: Vec<_> = doubts
            .iter()
            .filter(|doubt| doubt.about == about)
            .map(|doubt| (doubt.range.clone(), doubt.otherwise.clone()))
            .collect();
        let other = (!changes.is_empty()).then(|| replaced(&characters, &changes))?;
        Some(Reading { worth, ..always(read_as, &other)? })
    };
    kinds.into_iter().filter_map(reading).collect()
}

/// Returns the reading of a line that is nothing but a condition or a scope as text.
fn as_text(line: &str, query: &Query) -> Option<Reading> {
    let line = line.trim();
    if line.contains(char::is_whitespace) {
        return None;
    }
    let (read_as, worth) = match query {
        Query::Within(..) => (ReadAs::Scope, Worth::IfAny),
        _ if query.terms_and_excluded().is_empty() => (ReadAs::Condition, Worth::Always),
        _ => return None,
    };
    Some(Reading { worth, ..always(read_as, &in_quotation_marks(line))? })
}

/// Returns the reading of words such as `or` and 或者 as operators.
fn with_operators(line: &str) -> Option<Reading> {
    let words: Vec<&str> = line.split_whitespace().collect();
    if line.contains(is_quotation_mark) || line.contains(['(', '（', '\'', '‘']) {
        return None;
    }
    let mut is_changed = false;
    let mut with = Vec::new();
    for (at, &word) in words.iter().enumerate() {
        let is_between = at > 0 && at + 1 < words.len();
        let operator = match word {
            _ if OR.contains(&word) && is_between => "OR",
            _ if AND.contains(&word) && is_between => "AND",
            _ if NEAR.contains(&word) && is_between => "NEAR/20",
            _ if BEFORE.contains(&word) && is_between => "BEFORE/20",
            _ if NOT.contains(&word) && at + 1 < words.len() => "NOT",
            _ if at > 0 && is_with_dash(word) => {
                is_changed = true;
                with.push("NOT");
                with.push(word.trim_start_matches(DASHES));
                continue;
            }
            _ => {
                with.push(word);
                continue;
            }
        };
        is_changed = true;
        with.push(operator);
    }
    is_changed.then(|| always(ReadAs::Word, &with.join(" "))).flatten()
}

/// Returns whether a dash stands before a word like a minus.
fn is_with_dash(word: &str) -> bool {
    word.strip_prefix(DASHES).is_some_and(|rest| rest.starts_with(is_han))
}

fn always(read_as: ReadAs, line: &str) -> Option<Reading> {
    let (other, _) = parse(line).ok()?;
    Some(Reading { read_as, others: vec![other], worth: Worth::Always })
}

/// Returns the reading of terms without the marks around them. A stop is often pasted with a term;
/// other marks are meant, unless nothing is found.
fn without_marks(query: &Query) -> Reading {
    let is_stop = |c: char| STOPS.contains(c) || is_quotation_mark(c);
    let is_last = |c: char| is_stop(c) || DASHES.contains(&c);
    let ends_with_stop = |term: &&Term| {
        if term.is_pattern() {
            return false;
        }
        let text = term.text();
        text.starts_with(is_stop) || text.ends_with(is_last)
    };
    let has_stop = query.terms_and_excluded().iter().any(ends_with_stop);
    let bare = |term: &Term| {
        let text = if has_stop {
            term.text().trim_start_matches(is_stop).trim_end_matches(is_last)
        } else {
            term.text().trim_matches(|c: char| !c.is_alphanumeric())
        };
        let forms = fold_term(text);
        // Of a pair of brackets, one alone is no mark at the end.
        let is_whole = has_stop || !text.contains(['(', ')', '（', '）']);
        let is_less = is_whole && !forms.is_empty() && forms != fold_term(term.text());
        is_less.then(|| Query::Term(Term::folded(text)))
    };
    let worth = if has_stop { Worth::Always } else { Worth::IfNothing };
    let others = vec![with_terms(query, &bare)];
    Reading { read_as: ReadAs::Marks, others, worth }
}

/// Returns the reading of lists in one run, such as 甲、乙 or 甲/乙, as terms of their own.
fn apart(query: &Query) -> Option<Reading> {
    let lists = query.terms().into_iter().filter_map(list).collect::<Vec<_>>();
    if lists.is_empty() {
        return None;
    }
    let as_list = |join: fn(Vec<Query>) -> Query| {
        move |term: &Term| {
            let terms = list(term)?.into_iter().map(Term::folded).map(Query::Term);
            Some(join(terms.collect()))
        }
    };
    let others =
        vec![with_terms(query, &as_list(Query::all)), with_terms(query, &as_list(Query::any))];
    let is_long = |part: &&str| part.chars().filter(|c| is_han(*c)).count() > 1;
    let has_marks = query.terms().iter().any(|term| term.text().contains(is_separator));
    let are_terms = lists.iter().flatten().all(is_long);
    let worth = if has_marks && are_terms { Worth::IfMore } else { Worth::IfNothing };
    Some(Reading { read_as: ReadAs::OneTerm, others, worth })
}

fn is_separator(character: char) -> bool {
    SEPARATORS.contains(character) || character.is_whitespace()
}

/// Returns the items of a list in one run; `None` if it is none.
fn list(term: &Term) -> Option<Vec<&str>> {
    let text = term.text();
    let is_blank = |c: char| c.is_whitespace() || is_quotation_mark(c);
    let parts: Vec<&str> = if text.trim_matches(is_separator).contains(is_separator) {
        text.split(is_separator).collect()
    } else {
        let operator = IN_RUN.into_iter().find(|it| text.contains(it))?;
        text.split(operator).collect()
    };
    let parts: Vec<&str> = parts.into_iter().map(|part| part.trim_matches(is_blank)).collect();
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let is_list = (2..=MOST_PARTS).contains(&parts.len())
        && parts.iter().all(|part| part.contains(char::is_alphabetic));
    is_list.then_some(parts)
}

/// Returns the reading of a run that begins with a bracket as a group and a term.
fn after_bracket(line: &str) -> Option<Reading> {
    let line = line.trim();
    let (group, rest) = line.split_once([')', '）'])?;
    let close = line.get(group.len()..line.len() - rest.len())?;
    let is_run = line.starts_with(['(', '（']) && !rest.contains(['(', '（', ')', '）']);
    if !is_run || line.contains(char::is_whitespace) {
        return None;
    }
    let reading = always(ReadAs::OneTerm, &format!("{group}{close} {rest}"))?;
    Some(Reading { worth: Worth::IfNothing, ..reading })
}

/// Returns the query with other queries in place of terms that are folded. Those beside an operator
/// of nearness stay: not everything can stand there.
fn with_terms(query: &Query, other: &dyn Fn(&Term) -> Option<Query>) -> Query {
    let all = |inner: &[Query]| inner.iter().map(|it| with_terms(it, other)).collect();
    match query {
        Query::Term(term) if !term.is_strict() && !term.is_pattern() => match other(term) {
            Some(other) if term.has_aliases() => with_aliases(other),
            Some(other) => other,
            None => query.clone(),
        },
        Query::Term(_) | Query::Condition(_) | Query::Near { .. } => query.clone(),
        Query::Not(inner) => Query::Not(Box::new(with_terms(inner, other))),
        Query::And(inner) => Query::all(all(inner)),
        Query::Or(inner) => Query::any(all(inner)),
        Query::Within(scope, inner) => Query::Within(*scope, Box::new(with_terms(inner, other))),
    }
}

/// Returns the terms that stand for one with aliases, each with its own.
fn with_aliases(query: Query) -> Query {
    let all = |inner: Vec<Query>| inner.into_iter().map(with_aliases).collect();
    match query {
        Query::Term(term) => Query::Term(term.with_aliases()),
        Query::And(inner) => Query::all(all(inner)),
        Query::Or(inner) => Query::any(all(inner)),
        other => other,
    }
}
