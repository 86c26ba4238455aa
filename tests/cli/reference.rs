//! Queries of every form and mode agree with a naive evaluator that shares no code with the program: it
//! goes over every section, character by character, as the table in `chabao help query` says.

mod evaluator;
mod queries;
mod texts;

use std::collections::BTreeMap;
use std::fs;

use chabao::analysis::trend;
use chabao::index::IndexReader;
use chabao::ingest::{Options, ingest};
use chabao::search::{Answer, FacetBy, GroupBy, Mode, Remark, Request, Results, search};
use tempfile::TempDir;

use crate::corpus::{Corpus, Held, sections};
use crate::dice::Dice;
use crate::plain::{Name, group_of, name};
use evaluator::{Judge, Text, Way, outermost, resolved};
use queries::{ALIAS_TABLE, Asked, CUT, Maker};

/// Writes reports of invented agencies, and indexes them with the test's own table of aliases.
fn corpus(dice: &mut Dice) -> Corpus {
    let (dir, index) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    for at in 0..8 {
        fs::write(dir.path().join(format!("{at}.txt")), texts::report(dice, at)).unwrap();
    }
    let options = Options { roots: vec![dir.path().to_owned()], ..Options::default() };
    ingest(index.path(), &options, |_| {}).unwrap();
    fs::write(index.path().join("aliases.toml"), ALIAS_TABLE).unwrap();
    let reader = IndexReader::open(index.path()).unwrap();
    let sections = sections(dir.path());
    assert_eq!(reader.manifest().sections, sections.len() as u64);
    Corpus { sections, reader }
}

/// What is counted together: reports, sections, mentions.
type Numbers = [u64; 3];

/// The path of a report, and the headings above one of its sections.
type Place = (String, Vec<String>);

/// What is found, counted section by section.
#[derive(Debug, Default, PartialEq)]
struct Scan {
    all: Numbers,
    groups: BTreeMap<Name, Numbers>,
    /// The mentions of each section, each with the place of its first character and its text.
    sections: BTreeMap<Place, Vec<(usize, String)>>,
}

impl Scan {
    /// Evaluates a query whose terms are resolved.
    fn new(reports: &[&[(&Held, &Text)]], asked: &Asked, by: GroupBy) -> Self {
        let mut scan = Self::default();
        for report in reports {
            let mut groups: Vec<Name> = Vec::new();
            for (section, text) in *report {
                let judge = Judge { section, text, report };
                if !judge.finds(asked) {
                    continue;
                }
                let mentions = outermost(judge.marks(asked));
                let group = group_of(by, section);
                let is_new = !groups.contains(&group);
                let numbers = [u64::from(is_new), 1, mentions.len() as u64];
                add(scan.groups.entry(group.clone()).or_default(), numbers);
                add(&mut scan.all, [u64::from(groups.is_empty()), 1, mentions.len() as u64]);
                groups.push(group);
                let mentions = mentions.iter().map(|it| (it.start, text.cut(it))).collect();
                scan.sections
                    .insert((section.path.clone(), section.heading_path.clone()), mentions);
            }
        }
        scan
    }
}

fn add(sum: &mut Numbers, numbers: Numbers) {
    for (sum, number) in sum.iter_mut().zip(numbers) {
        *sum += number;
    }
}

/// Returns what a request finds, as search, trend and concordance have it; `None` if the words of a loose
/// question were too many for the sections that there are.
fn answered(corpus: &Corpus, request: &Request, by: FacetBy) -> Option<Scan> {
    let results: Answer<Results> = search(&corpus.reader, request).unwrap();
    if results.remarks.iter().any(|it| matches!(it, Remark::WordsLoosened { .. })) {
        return None;
    }
    let counts = results.body.counts;
    let mut scan =
        Scan { all: [counts.reports, counts.sections, counts.mentions], ..Scan::default() };
    for hit in results.body.hits {
        let key = (hit.report.path, hit.section.heading_path);
        assert!(scan.sections.insert(key, Vec::new()).is_none());
    }
    let series = trend(&corpus.reader, std::slice::from_ref(request), by).unwrap().series.remove(0);
    for row in series.body.rows.iter().filter(|row| row.figures.reports > 0) {
        let figures = &row.figures;
        let numbers = [figures.reports, figures.sections, figures.mentions.unwrap_or_default()];
        let name = name(&row.value, row.region.as_ref(), GroupBy::Facet(by));
        scan.groups.insert(name, numbers);
    }
    let rows = request.clone().kwic().answer(&corpus.reader).unwrap().body.rows;
    for row in rows {
        let key = (row.report.path, row.section.heading_path);
        scan.sections.get_mut(&key).unwrap().push((row.start, row.mention));
    }
    Some(scan)
}

#[test]
fn every_form_finds_what_a_naive_evaluator_finds() {
    let mut dice = Dice::new(41);
    let corpus = corpus(&mut dice);
    let texts: Vec<Text> = corpus.sections.iter().map(|it| Text::new(&it.text)).collect();
    let all: Vec<(&Held, &Text)> = corpus.sections.iter().zip(&texts).collect();
    let reports: Vec<&[(&Held, &Text)]> =
        all.chunk_by(|(one, _), (other, _)| one.path == other.path).collect();
    let (mut partial, mut loosened, mut wrong) = (BTreeMap::new(), 0, Vec::new());
    for round in 0..2_000 {
        let way = [Way::Exact, Way::Strict, Way::Exact, Way::Words][round / 4 % 4];
        let (with_aliases, depth) = (round / 16 % 4 == 3, 1 + round % 3);
        let mut maker = Maker { dice: &mut dice, of_words: way == Way::Words };
        let asked = match round % 4 {
            0 => Asked::Report(Box::new(maker.asked(depth, 2))),
            _ => maker.asked(depth, 3),
        };
        let line = asked.typed();
        let by = [FacetBy::Year, FacetBy::Region, FacetBy::Part][round % 3];
        let expected =
            Scan::new(&reports, &resolved(&asked, way, with_aliases), GroupBy::Facet(by));
        let request = Request::read(&line).unwrap_or_else(|error| panic!("{line}: {error}"));
        let mode = match way {
            Way::Exact => Mode::Exact,
            Way::Strict => Mode::Strict,
            Way::Words => Mode::Words,
        };
        let query = request.query.map(|it| if with_aliases { it.with_aliases() } else { it });
        let request = Request { query, mode, limit: all.len(), ..request };
        let Some(found) = answered(&corpus, &request, by) else {
            loosened += 1;
            continue;
        };
        if found != expected {
            let what = format!("{line} ({way:?}, with aliases: {with_aliases}, by {})", by.key());
            wrong.push(format!("{what}\nfound: {found:?}\nexpected: {expected:?}"));
        }
        let sections = found.sections.len();
        let is_partial = sections > 0 && sections < all.len();
        *partial.entry((mode, with_aliases)).or_insert(0) += usize::from(is_partial);
    }
    let few: Vec<&str> = wrong.iter().map(String::as_str).take(5).collect();
    assert!(wrong.is_empty(), "{} of 2,000 differ:\n{}", wrong.len(), few.join("\n"));
    // Each kind has queries that find some sections and not others.
    assert!(partial.len() == 6 && partial.values().all(|&it| it > 80), "{partial:?}");
    assert!(loosened < 40, "{loosened} loose questions were loosened");
}

#[test]
fn jieba_cuts_the_terms_as_the_reference_has_them() {
    let corpus = corpus(&mut Dice::new(41));
    for (term, words) in CUT {
        let request = Request { mode: Mode::Words, ..Request::read(term).unwrap() };
        let remarks = search(&corpus.reader, &request).unwrap().remarks;
        let read = remarks.iter().find_map(|it| match it {
            Remark::ReadAsWords { words } => Some(words.clone()),
            _ => None,
        });
        assert_eq!(read.unwrap(), words, "{term}");
    }
}
