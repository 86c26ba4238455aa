//! Examples of queries with what they find in the index that is served, for the page of help.
//!
//! Their terms are chosen from what it holds. An example that finds nothing has no count.

use std::collections::BTreeSet;

use crate::index::IndexReader;
use crate::report::UNKNOWN;
use crate::search::{self, Counts, FacetBy, FacetRow, Mode, Request};

/// Pairs of terms that reports have in one section; the first that this index has is shown.
const PAIRS: [[&str; 2]; 6] = [
    ["法律顾问", "聘请"],
    ["行政复议", "行政处罚"],
    ["三项制度", "行政执法"],
    ["依法行政", "培训"],
    ["法治", "政府"],
    ["工作", "建设"],
];

/// Terms that have other names.
const WITH_ALIASES: [&str; 3] = ["三项制度", "卫健委", "放管服"];

/// Terms that the three modes find in different places.
const IN_EVERY_MODE: [&str; 4] = ["行政执法三项制度", "法律顾问制度", "双随机一公开", "三项制度"];

/// Queries, and what each finds in English and Chinese. `A` and `B` stand for a pair of terms, `A?` for
/// the first with one character open, `ALIAS`, `YEAR` and `REGION` for what the index has.
const FORMS: [[&str; 3]; 17] = [
    [
        "A",
        "the term; quotation marks, script and width do not matter",
        "含有这个词；引号、繁简、全角半角不计",
    ],
    ["A B", "both, in one section", "同一节中两者都有"],
    ["A OR B", "either", "有其中之一"],
    ["A -B", "the first, and the second is not in the section", "有前者，这一节中没有后者"],
    ["A NEAR/20 B", "both, at most 20 characters apart", "相距不超过 20 字，不分先后"],
    ["B BEFORE/20 A", "the same, in this order", "同上，按所写的先后"],
    ["同句:(A B)", "both, in one sentence", "同一句中两者都有"],
    ["同段:(A B)", "both, in one paragraph", "同一段中两者都有"],
    [
        "全篇:(A B)",
        "both, in one report, in whatever sections",
        "同一份报告中两者都有，可在不同的节",
    ],
    ["B*A", "any characters between, in one sentence", "同一句中，两者之间可以有任意多个字"],
    ["A?", "? is any one character", "? 代表任意一个字"],
    ["'A'", "the term as it is typed, marks included", "照原样，标点、繁简都相同"],
    ["~ALIAS", "the term or one of its other names", "这个词或它的别名"],
    ["标题:A", "in the title or in a heading", "在报告标题或各级标题中"],
    ["年度:YEAR A", "in reports for this year", "只在这一年度的报告中"],
    ["地区:REGION A", "in reports from this place", "只在这个地方的报告中"],
    ["部分:不足 A", "in this part of reports", "只在报告的这一部分中"],
];

/// A query with what it means, and what it finds if it finds something.
pub(in crate::web) struct Example {
    pub(in crate::web) line: String,
    pub(in crate::web) english: &'static str,
    pub(in crate::web) chinese: &'static str,
    pub(in crate::web) found: Option<Counts>,
}

/// What each mode finds.
type InModes = Vec<(Mode, Option<Counts>)>;

/// What the page of help says of an index.
pub(in crate::web) struct Examples {
    pub(in crate::web) forms: Vec<Example>,
    /// The term that is compared in each mode, and what the modes find.
    pub(in crate::web) term: &'static str,
    pub(in crate::web) modes: InModes,
    /// The number of reports, and of those whose year and region are not known.
    pub(in crate::web) reports: u64,
    pub(in crate::web) unknown: [u64; 2],
    pub(in crate::web) copies: u64,
    pub(in crate::web) older_versions: u64,
    pub(in crate::web) unreadable: u64,
}

impl Examples {
    /// Counts the examples: some twenty queries, so that a snapshot keeps them.
    pub(in crate::web) fn new(reader: &IndexReader) -> crate::Result<Self> {
        let [first, second] = first_found(reader, PAIRS, |[a, b]| format!("{a} {b}"))?;
        let alias = first_found(reader, WITH_ALIASES, |term| format!("~{term}"))?;
        let facets = vec![FacetBy::Year, FacetBy::Province];
        let answer = search::search(reader, &Request { facets, ..request(first, Mode::Exact)? })?;
        let most = |by: FacetBy| {
            let known = |row: &&FacetRow| row.value != UNKNOWN;
            let rows = answer.body.facets.get(&by)?;
            rows.iter().filter(known).max_by_key(|row| row.reports).map(|row| row.value.clone())
        };
        let (year, region) = (most(FacetBy::Year), most(FacetBy::Province));
        let mut forms = Vec::new();
        for [form, english, chinese] in FORMS {
            let places = [
                ("ALIAS", Some(alias.to_owned())),
                ("YEAR", year.clone()),
                ("REGION", region.clone()),
                ("A?", Some(with_open_character(first))),
                ("A", Some(first.to_owned())),
                ("B", Some(second.to_owned())),
            ];
            let Some(line) = filled(form, &places) else { continue };
            let found = counted(reader, &line, Mode::Exact)?;
            forms.push(Example { line, english, chinese, found });
        }
        let (term, modes) = in_every_mode(reader)?;
        let facets = vec![FacetBy::Year, FacetBy::Region];
        let all = search::search(
            reader,
            &Request { facets: facets.clone(), ..Request::all(Vec::new()) },
        )?;
        let unknown = |by: &FacetBy| {
            let rows = all.body.facets.get(by).into_iter().flatten();
            rows.filter(|row| row.value == UNKNOWN).map(|row| row.reports).sum()
        };
        let ground = all.ground;
        Ok(Self {
            forms,
            term,
            modes,
            reports: ground.reports,
            unknown: [unknown(&FacetBy::Year), unknown(&FacetBy::Region)],
            copies: ground.copies,
            older_versions: ground.older_versions,
            unreadable: ground.unreadable,
        })
    }
}

/// Returns a form with its places filled; `None` if it has a place for what the index has not.
fn filled(form: &str, places: &[(&str, Option<String>)]) -> Option<String> {
    // The names of operators contain letters of places.
    let (mut line, mut rest) = (String::new(), form);
    'next: while let Some(next) = rest.chars().next() {
        for operator in ["NEAR/20", "BEFORE/20"] {
            if let Some(after) = rest.strip_prefix(operator) {
                line.push_str(operator);
                rest = after;
                continue 'next;
            }
        }
        for (place, value) in places {
            if let Some(after) = rest.strip_prefix(place) {
                line.push_str(value.as_ref()?);
                rest = after;
                continue 'next;
            }
        }
        line.push(next);
        rest = rest.get(next.len_utf8()..).unwrap_or_default();
    }
    Some(line)
}

/// Returns the term with `?` for its second character.
fn with_open_character(term: &str) -> String {
    term.chars().enumerate().map(|(at, c)| if at == 1 { '?' } else { c }).collect()
}

/// Returns the first candidate whose query finds something, else the first.
fn first_found<T: Copy, const N: usize>(
    reader: &IndexReader,
    candidates: [T; N],
    line: impl Fn(T) -> String,
) -> crate::Result<T> {
    for candidate in candidates {
        if counted(reader, &line(candidate), Mode::Exact)?.is_some() {
            return Ok(candidate);
        }
    }
    let [first, ..] = candidates.as_slice() else { unreachable!("the lists above are not empty") };
    Ok(*first)
}

/// Returns the term that shows best how the modes differ, with what each finds.
fn in_every_mode(reader: &IndexReader) -> crate::Result<(&'static str, InModes)> {
    let mut all = Vec::new();
    for term in IN_EVERY_MODE {
        let mut found = Vec::new();
        for mode in [Mode::Exact, Mode::Words, Mode::Strict] {
            found.push((mode, counted(reader, term, mode)?));
        }
        let sections: BTreeSet<u64> =
            found.iter().filter_map(|(_, counts)| counts.map(|it| it.sections)).collect();
        if sections.len() == found.len() {
            return Ok((term, found));
        }
        all.push((sections.len(), term, found));
    }
    // Of those that differ in as many modes, the first.
    all.sort_by_key(|(differing, ..)| std::cmp::Reverse(*differing));
    let (_, term, found) = all.into_iter().next().expect("the list above is not empty");
    Ok((term, found))
}

fn request(line: &str, mode: Mode) -> crate::Result<Request> {
    Ok(Request { mode, limit: 0, ..Request::new(line.parse()?) })
}

/// Returns what a query finds, if it finds something.
fn counted(reader: &IndexReader, line: &str, mode: Mode) -> crate::Result<Option<Counts>> {
    let counts = search::search(reader, &request(line, mode)?)?.body.counts;
    Ok(Some(counts).filter(|counts| counts.sections > 0))
}
