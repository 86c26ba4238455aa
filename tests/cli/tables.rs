//! Every cell of a table is what a plain scan of the folded texts makes it, whatever the rows, the
//! columns and the filters.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use chabao::analysis::{State, coverage, trend};
use chabao::query::{Condition, Query, Term, Years};
use chabao::report::{Language, Part, RegionView};
use chabao::search::{FacetBy, GroupBy, Request};
use chabao::text::fold_term;
use tempfile::TempDir;

use crate::corpus::{Corpus, Held};
use crate::dice::Dice;

/// How many reports are made up.
const REPORTS: usize = 120;

/// What the reports are made of.
const PIECES: [&str; 9] = ["法", "治", "法治", "“", "行政", "执法", "。", "a", "\n"];

static CORPUS: LazyLock<Corpus> = LazyLock::new(|| {
    let dir = TempDir::new().unwrap();
    let root = dir.path().to_owned();
    let mut dice = Dice::new(3);
    (0..REPORTS).for_each(|at| write(&root, at, &mut dice));
    Corpus::changed(std::slice::from_ref(&root), || {
        for at in 0..REPORTS / 4 {
            match at % 3 {
                0 => fs::remove_file(root.join(format!("{at}.txt"))).unwrap(),
                1 => write(&root, at, &mut dice),
                _ => write(&root, REPORTS + at, &mut dice),
            }
        }
    })
});

/// Writes a report of few different characters, so that every short term stands in many cells; of
/// some a fact is not known.
fn write(root: &Path, at: usize, dice: &mut Dice) {
    let years = ["2017", "2018", "2021", "2022", "2023", "-"];
    let regions = ["卢氏县", "三门峡市", "河南省", "酉阳土家族苗族自治县", "重庆市", "定襄县", "-"];
    let agencies = ["甲局", "乙局", "丙委员会", "-"];
    let mut text = format!(
        "---\nyear: {}\nregion: {}\nagency: {}\n---\n",
        dice.pick(&years),
        dice.pick(&regions),
        dice.pick(&agencies)
    );
    for heading in ["一、主要举措和成效", "二、存在的不足和原因", "三、下一年工作安排"]
    {
        // Not every report has every part.
        if dice.below(4) == 0 {
            continue;
        }
        text.push_str(heading);
        text.push('\n');
        for _ in 0..dice.below(30) {
            text.push_str(dice.pick(&PIECES));
        }
        text.push('\n');
    }
    text.push_str("甲\n");
    fs::write(root.join(format!("{at}.txt")), text).unwrap();
}

/// What a plain scan counts for a group or a cell.
#[derive(Default)]
struct Scanned {
    held: BTreeSet<String>,
    found: BTreeSet<String>,
    sections: u64,
    mentions: u64,
    characters: u64,
}

impl Scanned {
    fn add(&mut self, section: &Held, mentions: u64) {
        self.held.insert(section.path.clone());
        self.characters += section.text.chars().count() as u64;
        if mentions > 0 {
            self.found.insert(section.path.clone());
            self.sections += 1;
            self.mentions += mentions;
        }
    }

    /// Returns held, found and mentions.
    fn counts(&self) -> [u64; 3] {
        [self.held.len() as u64, self.found.len() as u64, self.mentions]
    }
}

/// Returns the group that a section falls into: its name, and its code where it has one.
fn group_of(by: GroupBy, section: &Held) -> (String, Option<String>) {
    let unknown = || ("未识别".to_owned(), None);
    let facts = &section.facts;
    let GroupBy::Facet(by) = by else { return (section.path.clone(), None) };
    match by {
        FacetBy::Part => (section.part.label(Language::Chinese).to_owned(), None),
        FacetBy::Kind => {
            facts.kind.as_ref().map_or_else(unknown, |kind| (kind.value.to_string(), None))
        }
        FacetBy::Year => {
            facts.year.as_ref().map_or_else(unknown, |year| (year.value.to_string(), None))
        }
        FacetBy::Agency => facts
            .agency
            .as_ref()
            .map_or_else(unknown, |agency| (agency.value.canonical.clone(), None)),
        _ => {
            let Some(region) = facts.region.as_ref().map(|region| &region.value) else {
                return unknown();
            };
            let deepest = region.divisions().last().unwrap();
            let (division, is_above) = match by {
                FacetBy::Province => (region.province.as_ref().unwrap(), false),
                FacetBy::Prefecture => match (&region.prefecture, &region.county) {
                    (Some(prefecture), _) => (prefecture, false),
                    (None, county) => (region.province.as_ref().unwrap(), county.is_none()),
                },
                FacetBy::County => (deepest, region.county.is_none()),
                _ => return (region.to_string(), Some(deepest.code.clone())),
            };
            let above = if is_above { "（本级）" } else { "" };
            (format!("{}{above}", division.name), Some(division.code.clone()))
        }
    }
}

/// Returns the name of a line of a table in the form of [`group_of`].
fn name(value: &str, region: Option<&RegionView>, by: GroupBy) -> (String, Option<String>) {
    let is_place = matches!(
        by,
        GroupBy::Facet(FacetBy::Province | FacetBy::Prefecture | FacetBy::County | FacetBy::Region)
    );
    let code = region.filter(|_| is_place).and_then(|region| region.code.clone());
    (value.to_owned(), code)
}

/// A condition, and the plain form of it.
type Filter = (Vec<Condition>, fn(&Held) -> bool);

fn filters() -> Vec<Filter> {
    let years = |text: &str| Condition::Year(Years::parse(text).unwrap());
    vec![
        (Vec::new(), |_| true),
        (vec![years("2018-2022")], |it| {
            it.facts.year.as_ref().is_some_and(|it| (2018..=2022).contains(&it.value.get()))
        }),
        (vec![years("未识别"), years("2017")], |it| {
            it.facts.year.as_ref().is_none_or(|it| it.value.get() == 2017)
        }),
        (vec![Condition::Region("河南省".to_owned())], |it| {
            let region = it.facts.region.as_ref();
            region.is_some_and(|it| it.value.province.as_ref().unwrap().name == "河南省")
        }),
        (vec![Condition::Part(Part::Shortcomings)], |it| it.part == Part::Shortcomings),
        (vec![Condition::Agency("局".to_owned()), Condition::Part(Part::NextYear)], |it| {
            let is_bureau =
                it.facts.agency.as_ref().is_some_and(|it| it.value.canonical.contains('局'));
            is_bureau && it.part == Part::NextYear
        }),
    ]
}

/// Returns how often the term stands in each section.
fn mentions_of(term: &str) -> Vec<u64> {
    let forms = fold_term(term);
    let count = |section: &Held| {
        forms.iter().map(|form| section.folded.occurrences(form).len() as u64).sum()
    };
    CORPUS.sections.iter().map(count).collect()
}

const TERMS: [&str; 7] = ["法治", "法", "行政执法", "治法治法", "a法", "甲", "没有"];

fn request(term: &str, filter: &Filter) -> Request {
    let filters = filter.0.clone();
    Request { filters, ..Request::new(Query::Term(Term::folded(term))) }
}

#[test]
fn every_cell_is_what_a_plain_scan_makes_it() {
    let groups: Vec<GroupBy> = GroupBy::all().collect();
    let filters = filters();
    let mut states = BTreeMap::new();
    for (at, term) in TERMS.into_iter().enumerate() {
        let mentions = mentions_of(term);
        for (rows, columns) in
            groups.iter().flat_map(|&rows| groups.iter().map(move |&columns| (rows, columns)))
        {
            if rows == columns {
                assert!(
                    coverage(&CORPUS.reader, &request(term, &filters[0]), rows, columns).is_err()
                );
                continue;
            }
            let filter = &filters[(at + rows.key().len() + columns.key().len()) % filters.len()];
            for state in check_coverage(term, &mentions, filter, rows, columns) {
                *states.entry(state.key()).or_insert(0u64) += 1;
            }
        }
    }
    assert!(states.len() == 3 && states.values().all(|&cells| cells > 1000), "{states:?}");
}

/// Checks one table and returns the states of its cells.
fn check_coverage(
    term: &str,
    mentions: &[u64],
    filter: &Filter,
    rows: GroupBy,
    columns: GroupBy,
) -> Vec<State> {
    let what = format!("{term} by {} and {} where {:?}", rows.key(), columns.key(), filter.0);
    let mut cells: BTreeMap<_, Scanned> = BTreeMap::new();
    let mut of_rows: BTreeMap<_, Scanned> = BTreeMap::new();
    let mut of_columns: BTreeMap<_, Scanned> = BTreeMap::new();
    let mut total = Scanned::default();
    for (section, &mentions) in CORPUS.sections.iter().zip(mentions) {
        if !filter.1(section) {
            continue;
        }
        let (row, column) = (group_of(rows, section), group_of(columns, section));
        cells.entry((row.clone(), column.clone())).or_default().add(section, mentions);
        of_rows.entry(row).or_default().add(section, mentions);
        of_columns.entry(column).or_default().add(section, mentions);
        total.add(section, mentions);
    }
    let table = coverage(&CORPUS.reader, &request(term, filter), rows, columns).unwrap();
    let counts = [table.ground.reports, table.counts.reports, table.counts.mentions];
    assert_eq!((counts, table.counts.sections), (total.counts(), total.sections), "{what}");
    let nothing = Scanned::default();
    let mut states = Vec::new();
    let mut check =
        |cell: chabao::analysis::Cell, scanned: &Scanned, where_: &dyn std::fmt::Debug| {
            assert_eq!(
                [cell.held, cell.reports, cell.mentions],
                scanned.counts(),
                "{what}: {where_:?}"
            );
            let expected = match scanned.counts() {
                [0, ..] => State::NotHeld,
                [_, 0, _] => State::NoMention,
                _ => State::Mentions,
            };
            assert_eq!(cell.state, expected, "{what}: {where_:?}");
            states.push(cell.state);
        };
    let names: Vec<_> =
        table.columns.iter().map(|it| name(&it.value, it.region.as_ref(), columns)).collect();
    for (column, name) in table.columns.iter().zip(&names) {
        check(column.total, of_columns.remove(name).as_ref().unwrap_or(&nothing), name);
    }
    for row in &table.rows {
        let row_name = name(&row.value, row.region.as_ref(), rows);
        check(row.total, of_rows.remove(&row_name).as_ref().unwrap_or(&nothing), &row_name);
        assert_eq!(row.cells.len(), names.len(), "{what}");
        for (cell, column_name) in row.cells.iter().zip(&names) {
            let key = (row_name.clone(), column_name.clone());
            check(*cell, cells.remove(&key).as_ref().unwrap_or(&nothing), &key);
        }
    }
    // Nothing that is held is missing from the table.
    assert!(of_rows.is_empty() && of_columns.is_empty() && cells.is_empty(), "{what}");
    states
}

#[test]
fn every_series_is_what_a_plain_scan_makes_it() {
    let mut gaps = 0;
    for (at, filter) in filters().iter().enumerate() {
        for by in FacetBy::ALL {
            let terms = [TERMS[at], TERMS[at + 1]];
            let requests = terms.map(|term| request(term, filter));
            let told = trend(&CORPUS.reader, &requests, by).unwrap();
            for (term, series) in terms.into_iter().zip(told.series) {
                let what = format!("{term} by {} where {:?}", by.key(), filter.0);
                let by = GroupBy::Facet(by);
                let mut expected: BTreeMap<_, Scanned> = BTreeMap::new();
                let mut total = Scanned::default();
                for (section, mentions) in CORPUS.sections.iter().zip(mentions_of(term)) {
                    if filter.1(section) {
                        expected.entry(group_of(by, section)).or_default().add(section, mentions);
                        total.add(section, mentions);
                    }
                }
                let names = series.rows.iter().map(|row| name(&row.value, row.region.as_ref(), by));
                let all = names
                    .zip(&series.rows)
                    .map(|(name, row)| (expected.remove(&name).unwrap_or_default(), row));
                for (scanned, row) in all.chain([(total, &series.total)]) {
                    let counts = [row.held, row.reports, row.mentions];
                    assert_eq!(counts, scanned.counts(), "{what}: {}", row.value);
                    assert_eq!(row.sections, scanned.sections, "{what}: {}", row.value);
                    assert_eq!(row.characters, scanned.characters, "{what}: {}", row.value);
                    gaps += u64::from(row.state == State::NotHeld);
                }
                assert!(expected.is_empty(), "{what}: {:?}", expected.keys());
            }
        }
    }
    // 2019 and 2020 are held nowhere.
    assert!(gaps >= 4, "{gaps}");
    let all = trend(&CORPUS.reader, &[request("法", &filters()[0])], FacetBy::Year).unwrap();
    assert_eq!(all.series[0].total.characters, CORPUS.reader.manifest().characters);
}
