//! Every figure of every table is what a plain walk over all sections counts, whatever the rows, the
//! columns, the filters and the versions.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use chabao::analysis::{State, coverage, mentions, trend};
use chabao::index::IndexReader;
use chabao::ingest::{Options, ingest};
use chabao::query::{Query, Term};
use chabao::search::{FacetBy, GroupBy, Request, search};
use tempfile::TempDir;

use crate::corpus::{Corpus, sections};
use crate::dice::Dice;
use crate::plain::{Filter, Scanned, filters, group_of, grouped, mentions_of, name};

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

/// Writes a report of few different characters, so that every short term occurs in many cells; some
/// reports lack a fact.
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
        let mentions = mentions_of(&CORPUS, term);
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
            for state in check_coverage(&CORPUS, term, &mentions, filter, rows, columns) {
                *states.entry(state.key()).or_insert(0u64) += 1;
            }
        }
    }
    assert!(states.len() == 3 && states.values().all(|&cells| cells > 1000), "{states:?}");
}

/// Checks one table and returns the states of its cells.
fn check_coverage(
    corpus: &Corpus,
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
    for (section, &mentions) in corpus.sections.iter().zip(mentions) {
        if !filter.1(section) {
            continue;
        }
        let (row, column) = (group_of(rows, section), group_of(columns, section));
        cells.entry((row.clone(), column.clone())).or_default().add(section, mentions);
        of_rows.entry(row).or_default().add(section, mentions);
        of_columns.entry(column).or_default().add(section, mentions);
        total.add(section, mentions);
    }
    let table = coverage(&corpus.reader, &request(term, filter), rows, columns).unwrap();
    let counts = [table.ground.reports, table.body.counts.reports, table.body.counts.mentions];
    assert_eq!((counts, table.body.counts.sections), (total.counts(), total.sections), "{what}");
    let nothing = Scanned::default();
    let mut states = Vec::new();
    let mut check =
        |counts: [u64; 3], state: State, scanned: &Scanned, where_: &dyn std::fmt::Debug| {
            assert_eq!(counts, scanned.counts(), "{what}: {where_:?}");
            let expected = match scanned.counts() {
                [0, ..] => State::NotHeld,
                [_, 0, _] => State::NoMention,
                _ => State::Mentions,
            };
            assert_eq!(state, expected, "{what}: {where_:?}");
            states.push(state);
        };
    let names: Vec<_> =
        table.body.columns.iter().map(|it| name(&it.value, it.region.as_ref(), columns)).collect();
    for (column, name) in table.body.columns.iter().zip(&names) {
        let cell = column.total;
        let counts = [cell.held, cell.reports, cell.mentions.unwrap_or_default()];
        check(counts, cell.state, of_columns.remove(name).as_ref().unwrap_or(&nothing), name);
    }
    for row in &table.body.rows {
        let row_name = name(&row.value, row.region.as_ref(), rows);
        let cell = row.total;
        let counts = [cell.held, cell.reports, cell.mentions.unwrap_or_default()];
        let scanned = of_rows.remove(&row_name);
        check(counts, cell.state, scanned.as_ref().unwrap_or(&nothing), &row_name);
        assert_eq!(row.cells.len(), names.len(), "{what}");
        for (cell, column_name) in row.cells.iter().zip(&names) {
            let key = (row_name.clone(), column_name.clone());
            let counts = [cell.held, cell.reports, cell.mentions.unwrap_or_default()];
            check(counts, cell.state, cells.remove(&key).as_ref().unwrap_or(&nothing), &key);
        }
    }
    // No report is missing from the table.
    assert!(of_rows.is_empty() && of_columns.is_empty() && cells.is_empty(), "{what}");
    states
}

#[test]
fn every_series_is_what_a_plain_scan_makes_it() {
    let mut gaps = 0;
    for (at, filter) in filters().iter().enumerate() {
        for by in FacetBy::ALL {
            gaps += check_trend(&CORPUS, [TERMS[at], TERMS[at + 1]], filter, by);
        }
    }
    // There are no reports of 2019 and 2020.
    assert!(gaps >= 4, "{gaps}");
    let all = trend(&CORPUS.reader, &[request("法", &filters()[0])], FacetBy::Year).unwrap();
    assert_eq!(all.series[0].body.total.figures.characters, CORPUS.reader.manifest().characters);
}

/// Checks the series of two terms; returns the number of rows without a report.
fn check_trend(corpus: &Corpus, terms: [&str; 2], filter: &Filter, by: FacetBy) -> u64 {
    let mut gaps = 0;
    let requests = terms.map(|term| request(term, filter));
    let told = trend(&corpus.reader, &requests, by).unwrap();
    let by = GroupBy::Facet(by);
    for (term, series) in terms.into_iter().zip(told.series) {
        let what = format!("{term} by {} where {:?}", by.key(), filter.0);
        let (mut expected, total) = grouped(corpus, &mentions_of(corpus, term), filter, by);
        let names = series.body.rows.iter().map(|row| name(&row.value, row.region.as_ref(), by));
        let all = names
            .zip(&series.body.rows)
            .map(|(name, row)| (expected.remove(&name).unwrap_or_default(), row));
        for (scanned, row) in all.chain([(total, &series.body.total)]) {
            let counts =
                [row.figures.held, row.figures.reports, row.figures.mentions.unwrap_or_default()];
            assert_eq!(counts, scanned.counts(), "{what}: {}", row.value);
            assert_eq!(row.figures.sections, scanned.sections, "{what}: {}", row.value);
            assert_eq!(row.figures.characters, scanned.characters, "{what}: {}", row.value);
            gaps += u64::from(row.figures.state == State::NotHeld);
        }
        assert!(expected.is_empty(), "{what}: {:?}", expected.keys());
    }
    gaps
}

#[test]
fn every_row_of_mentions_is_what_a_plain_scan_makes_it() {
    let filters = filters();
    for (at, term) in TERMS.into_iter().enumerate() {
        for (next, by) in GroupBy::all().enumerate() {
            check_mentions(&CORPUS, term, &filters[(at + next) % filters.len()], by);
            check_mentions(&CORPUS, term, &filters[0], by);
        }
    }
}

/// Checks who mentions a term and who does not.
fn check_mentions(corpus: &Corpus, term: &str, filter: &Filter, by: GroupBy) {
    let what = format!("{term} by {} where {:?}", by.key(), filter.0);
    let (expected, total) = grouped(corpus, &mentions_of(corpus, term), filter, by);
    let told = mentions(&corpus.reader, &request(term, filter), by).unwrap();
    assert_eq!(told.ground.reports, total.counts()[0], "{what}");
    let mut mentioning = BTreeMap::new();
    let mut silent = BTreeMap::new();
    for (group, scanned) in &expected {
        let [held, found, mentions] = scanned.counts();
        if found > 0 {
            mentioning.insert(group.clone(), ([held, found, mentions], scanned.years()));
        }
        // Reports of an unknown place are no one place.
        let is_listed = found == 0 || group.0 == "未识别";
        let (reports, years) = scanned.silent();
        if is_listed && reports > 0 {
            silent.insert(group.clone(), (reports, years));
        }
    }
    let rows: BTreeMap<_, _> = told
        .body
        .rows
        .iter()
        .map(|row| {
            let counts = [row.held, row.reports, row.mentions.unwrap_or_default()];
            assert!(row.passage.is_some(), "{what}: {}", row.value);
            (name(&row.value, row.region.as_ref(), by), (counts, row.years.clone()))
        })
        .collect();
    let absent: BTreeMap<_, _> = told
        .body
        .absent
        .iter()
        .map(|row| (name(&row.value, row.region.as_ref(), by), (row.held, row.years.clone())))
        .collect();
    assert_eq!(
        (rows.len(), absent.len()),
        (told.body.rows.len(), told.body.absent.len()),
        "{what}: twice"
    );
    assert_eq!(rows, mentioning, "{what}");
    assert_eq!(absent, silent, "{what}");
}

#[test]
fn every_facet_is_what_a_plain_scan_makes_it() {
    // What a filter leaves of its own facet is tested in `boolean`.
    let all = &filters()[0];
    for term in TERMS {
        check_facets(&CORPUS, term, all, &FacetBy::ALL);
    }
    let of_2018_to_2022 = &filters()[1];
    let others: Vec<FacetBy> = FacetBy::ALL.into_iter().filter(|by| *by != FacetBy::Year).collect();
    check_facets(&CORPUS, "法治", of_2018_to_2022, &others);
}

/// Checks the facets of what a term finds.
fn check_facets(corpus: &Corpus, term: &str, filter: &Filter, facets: &[FacetBy]) {
    let request = Request { facets: facets.to_vec(), ..request(term, filter) };
    let told = search(&corpus.reader, &request).unwrap();
    let mentions = mentions_of(corpus, term);
    for &by in facets {
        let group = GroupBy::Facet(by);
        let (mut expected, total) = grouped(corpus, &mentions, filter, group);
        expected.retain(|_, scanned| scanned.sections > 0 || scanned.counts()[0] > 0);
        let counts = [told.ground.reports, told.body.counts.reports, told.body.counts.mentions];
        assert_eq!((counts, told.body.counts.sections), (total.counts(), total.sections), "{term}");
        for row in &told.body.facets[&by] {
            let scanned = expected.remove(&name(&row.value, row.region.as_ref(), group));
            let scanned = scanned.unwrap_or_else(|| panic!("{term} by {}: {row:?}", by.key()));
            let [held, found, mentions] = scanned.counts();
            let counts = (row.held, row.reports, row.sections, row.mentions);
            assert_eq!(counts, (held, found, scanned.sections, mentions), "{term}: {row:?}");
        }
        assert!(expected.is_empty(), "{term} by {}: {:?}", by.key(), expected.keys());
    }
}

/// Returns a report that is long enough to be compared with others; what an older version lacks is
/// its last sentence, and its day is earlier.
#[expect(clippy::many_single_char_names, reason = "eight figures of one text")]
fn version(county: &str, year: u16, is_older: bool, dice: &mut Dice) -> String {
    let figures: Vec<usize> = (0..8).map(|_| 10 + dice.below(90)).collect();
    let [a, b, c, d, e, f, g, h] = figures[..] else { unreachable!("eight figures") };
    let (added, day) = if is_older { ("", 15) } else { ("法律顾问全覆盖。", 28) };
    format!(
        "{county}司法局{year}年法治政府建设工作报告\n\n一、主要举措和成效\n\
         （一）把住制度关口。全年审查规范性文件{a}件、重大行政决策{b}件，提出意见{c}条。\n\
         （二）规范行政执法。落实三项制度，持证执法人员{d}人，组织培训{e}期，抽查案卷{f}宗。\n\
         （三）聘好法律顾问。聘请法律顾问{g}名，审查合同{h}份，列席会议31次。{added}\n\n\
         二、存在的不足\n执法力量不足，乡镇综合执法队人均承担事项较多；台账更新滞后。\n\n\
         {county}司法局\n{}年1月{day}日\n",
        year + 1
    )
}

#[test]
fn copies_and_older_versions_are_left_out_of_every_table_or_counted_as_asked() {
    let dir = TempDir::new().unwrap();
    let root = dir.path().join("reports");
    for folder in ["counted", "older", "same"] {
        fs::create_dir_all(root.join(folder)).unwrap();
    }
    let (mut copies, mut older_versions) = (0, 0);
    for (at, county) in ["河南省卢氏县", "重庆市酉阳县", "山西省定襄县"].iter().enumerate()
    {
        for year in 2012..2022 {
            let name = format!("{at}-{year}.txt");
            let seed = u64::from(year) + 100 * at as u64;
            let text = version(county, year, false, &mut Dice::new(seed));
            fs::write(root.join("counted").join(&name), &text).unwrap();
            if year % 3 == 0 {
                fs::write(root.join("same").join(&name), &text).unwrap();
                copies += 1;
            }
            if year % 4 == 0 {
                let text = version(county, year, true, &mut Dice::new(seed));
                fs::write(root.join("older").join(&name), text).unwrap();
                older_versions += 1;
            }
        }
    }
    let index = dir.path().join("index");
    let options = Options { roots: vec![root.clone()], ..Options::default() };
    ingest(&index, &options, |_| {}).unwrap();
    let reader = || IndexReader::open(&index).unwrap();
    let held = |is_counted: fn(&str) -> bool| {
        let mut sections = sections(&root);
        sections.retain(|section| is_counted(&section.path));
        sections
    };
    let newest = Corpus { sections: held(|path| path.contains("/counted/")), reader: reader() };
    let all = Corpus {
        sections: held(|path| !path.contains("/same/")),
        reader: reader().with_older_versions().unwrap(),
    };
    let manifest = newest.reader.manifest();
    assert_eq!((manifest.copies.len(), manifest.older_versions.len()), (copies, older_versions));
    let everything = &filters()[0];
    for corpus in [&newest, &all] {
        for term in ["法律顾问", "三项制度", "1"] {
            let mentions = mentions_of(corpus, term);
            check_facets(corpus, term, everything, &FacetBy::ALL);
            for filter in &filters() {
                for by in GroupBy::all() {
                    check_mentions(corpus, term, filter, by);
                }
                let [county, year] = [FacetBy::County, FacetBy::Year].map(GroupBy::Facet);
                check_coverage(corpus, term, &mentions, filter, county, year);
                check_trend(corpus, [term, "法律顾问"], filter, FacetBy::Year);
            }
        }
    }
}
