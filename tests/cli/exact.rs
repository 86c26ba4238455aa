//! Exact search agrees with a plain scan of the folded text for every term.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use chabao::index::IndexReader;
use chabao::ingest::{Options, ingest};
use chabao::query::{Query, Term};
use chabao::search::{Mode, Request, search};
use chabao::text::fold_term;
use tempfile::TempDir;

use crate::corpus::{Corpus, Held, published, samples, say};
use crate::dice::Dice;
use crate::scan::{Places, counts, expected, named, scanned};

/// The longest terms that are tried, in characters.
const LONGEST: usize = 12;
/// The longest terms of which all are tried; of longer ones every third, each time others.
const ALL: usize = 4;

static SAMPLES: LazyLock<Scan> = LazyLock::new(|| Scan::of(samples()));

/// A folder of reports with an index of it, and a plain scan of its texts.
struct Scan {
    corpus: Corpus,
    places: Places,
}

impl Scan {
    fn of(root: PathBuf) -> Self {
        let corpus = Corpus::of(&[root]);
        Self { places: Places::of(&corpus.sections), corpus }
    }

    /// Checks a term; with `looks`, also that the very sections are found and not just as many.
    fn check(&self, term: &str, looks: bool) {
        let (corpus, (sections, mentions)) = (&self.corpus, self.places.of_term(term));
        let limit = if looks { corpus.sections.len() } else { 0 };
        let found = search(&corpus.reader, &request(Term::folded(term), limit)).unwrap();
        assert_eq!(found.body.counts, counts(corpus, &sections, mentions), "{term:?}");
        if looks {
            assert_eq!(scanned(corpus, term), (sections.clone(), mentions), "{term:?}");
            assert_eq!(named(&found), expected(corpus, &sections), "{term:?}");
        }
    }
}

fn request(term: Term, limit: usize) -> Request {
    Request { limit, ..Request::new(Query::Term(term)) }
}

/// Returns every run of `length` characters of the sections, each once and in order. Paragraph
/// ends are left out, so that what they part looks as if it stood together.
fn runs(sections: &[Held], length: usize) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for section in sections {
        let text: Vec<char> = section.text.chars().filter(|&c| c != '\n').collect();
        found.extend(text.windows(length).map(|run| run.iter().collect::<String>()));
    }
    found
}

#[test]
fn every_part_of_every_section_is_found_and_nothing_else() {
    let tried = check_every_part(&SAMPLES);
    assert!(tried > 80_000, "{tried}");
}

#[test]
#[ignore = "needs ../shared"]
fn every_part_of_the_published_reports_is_found_and_nothing_else() {
    let tried = check_every_part(&Scan::of(published()));
    assert!(tried > 60_000, "{tried}");
}

/// Checks every run of characters of every section; returns how many were tried.
fn check_every_part(scan: &Scan) -> u64 {
    let mut tried = 0;
    for length in 1..=LONGEST {
        for (at, term) in runs(&scan.corpus.sections, length).into_iter().enumerate() {
            let is_tried = length <= ALL || at % 3 == length % 3;
            if is_tried && !fold_term(&term).is_empty() {
                scan.check(&term, at % 999 == length % 3);
                tried += 1;
            }
        }
    }
    say(&format!("{tried} terms tried"));
    tried
}

/// Returns a string that looks as if it came from the reports: a few pieces of them in a row.
fn assembled(dice: &mut Dice) -> String {
    let sections = &SAMPLES.corpus.sections;
    let mut text = String::new();
    for _ in 0..=dice.below(3) {
        let section: Vec<char> = sections[dice.below(sections.len())].text.chars().collect();
        let from = dice.below(section.len());
        text.extend(section.iter().skip(from).take(1 + dice.below(3)).filter(|&&c| c != '\n'));
    }
    text
}

#[test]
fn strings_assembled_from_the_reports_are_found_where_they_stand() {
    let mut dice = Dice::new(7);
    let mut found = 0;
    for _ in 0..20_000 {
        let term = assembled(&mut dice);
        if !fold_term(&term).is_empty() {
            SAMPLES.check(&term, false);
            found += usize::from(!SAMPLES.places.of_term(&term).0.is_empty());
        }
    }
    // Enough that occur and enough that do not.
    assert!((2_000..18_000).contains(&found), "{found}");
}

#[test]
fn strict_terms_are_compared_with_the_original_characters() {
    let corpus = &SAMPLES.corpus;
    let mut dice = Dice::new(11);
    let mut terms: Vec<String> = (0..400).map(|_| assembled(&mut dice)).collect();
    terms.extend(
        [
            "、",
            "“",
            "《",
            ",",
            "，",
            ")",
            "）",
            "}",
            "-",
            "—",
            "1",
            "法",
            "三项制度",
            "“三项制度”",
            " ",
            "1,",
            ",036",
            "双随机、一公开",
        ]
        .map(str::to_owned),
    );
    let mut differing = 0;
    for term in terms.iter().filter(|term| !term.is_empty()) {
        let mut sections = BTreeSet::new();
        let mut mentions = 0;
        for (at, section) in corpus.sections.iter().enumerate() {
            let count = section.text.matches(term.as_str()).count() as u64;
            mentions += count;
            if count > 0 {
                sections.insert(at);
            }
        }
        let limit = corpus.sections.len();
        for (read, mode) in [(Term::strict(term), Mode::Exact), (Term::folded(term), Mode::Strict)]
        {
            let found =
                search(&corpus.reader, &Request { mode, ..request(read.clone(), limit) }).unwrap();
            assert_eq!(found.body.counts, counts(corpus, &sections, mentions), "{read}");
            assert_eq!(named(&found), expected(corpus, &sections), "{read}");
        }
        differing += usize::from(SAMPLES.places.of_term(term) != (sections, mentions));
    }
    assert!(differing > 10, "strict and folded search differ for {differing} terms only");
}

#[test]
fn what_other_engines_stumble_over_is_found() {
    let table = include_str!("../samples/hard_terms.tsv");
    let pairs: Vec<(&str, &str)> = table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect();
    assert!(pairs.len() > 50);
    let dir = TempDir::new().unwrap();
    let reports = dir.path().join("reports");
    fs::create_dir(&reports).unwrap();
    for (at, (_, text)) in pairs.iter().enumerate() {
        fs::write(reports.join(format!("{at}.txt")), text).unwrap();
    }
    let index = dir.path().join("index");
    let options = Options { roots: vec![reports.clone()], ..Options::default() };
    ingest(&index, &options, |_| {}).unwrap();
    let reader = IndexReader::open(&index).unwrap();
    for (at, (term, text)) in pairs.iter().enumerate() {
        let found = search(&reader, &request(Term::folded(term), 1000)).unwrap();
        let path = reports.join(format!("{at}.txt")).display().to_string();
        let is_found = found.body.hits.iter().any(|hit| hit.report.path == path);
        // One term of the table does not occur in its text, and must not be found there.
        assert_eq!(is_found, *term != "政协提案", "{term} in {text}");
    }
}
