//! What is pasted from a report is found where it stands, whatever marks it begins, ends or is cut
//! with; or the program says how it read it.

use std::collections::BTreeSet;

use chabao::present::Audience;
use chabao::search::{Answer, Counts, Remark, Request, Results, search};
use chabao::text::{Folded, fold_term};

use crate::corpus::{Corpus, published, samples, say};
use crate::dice::Dice;
use crate::scan::Places;

/// The marks of reports around which every short piece is tried.
const MARKS: &str = "“”‘’「」（）()〔〕[]《》、，。；：？！—…·-－～~/|&+*%@#:?!\"\'";
/// The longest pieces around marks, in characters.
const SHORT: usize = 6;
/// The longest pieces that are thrown.
const LONG: usize = 30;

/// The texts of reports, and an index of them.
struct Pasted {
    corpus: Corpus,
    places: Places,
    /// What happened to the pieces, for the figures that the test prints.
    outcomes: [u64; 3],
}

impl Pasted {
    fn new(corpus: Corpus) -> Self {
        Self { places: Places::of(&corpus.sections), corpus, outcomes: [0; 3] }
    }

    /// Returns what a plain scan finds: sections and mentions.
    fn scanned(&self, piece: &str) -> (u64, u64) {
        let (sections, mentions) = self.places.of_term(piece);
        (sections.len() as u64, mentions)
    }

    /// Returns the number of sections and mentions of the original characters.
    fn scanned_strictly(&self, piece: &str) -> (u64, u64) {
        let texts = self.corpus.sections.iter().map(|section| section.text.as_str());
        let counts: Vec<usize> = texts.map(|text| text.matches(piece).count()).collect();
        let sections = counts.iter().filter(|count| **count > 0).count();
        (sections as u64, counts.iter().sum::<usize>() as u64)
    }

    fn asked(&self, line: &str) -> Option<Answer<Results>> {
        let request = Request { limit: 0, ..Request::read(line).ok()? };
        Some(search(&self.corpus.reader, &request).unwrap())
    }

    /// Types a piece as it is.
    fn paste(&mut self, piece: &str) {
        let expected = self.scanned(piece);
        let answer = match Request::read(piece) {
            Ok(_) => self.asked(piece).unwrap(),
            Err(error) => {
                self.outcomes[2] += 1;
                let hint = chabao::Error::from(error).hint(Audience::Api).unwrap();
                return self.check_offer(piece, &hint, expected);
            }
        };
        if found(answer.body.counts) == expected {
            self.outcomes[0] += 1;
            return;
        }
        self.outcomes[1] += 1;
        let is_told = |remark: &Remark| match remark {
            Remark::InOneSection { .. } => piece.starts_with(['-', '－']),
            Remark::ReadAs { others, .. } => {
                others.iter().any(|other| found(other.counts) == expected)
            }
            _ => false,
        };
        assert!(answer.remarks.iter().any(is_told), "{piece:?}: {answer:?}, {expected:?}");
    }

    /// Checks that what an error offers finds the characters of a piece.
    fn check_offer(&self, piece: &str, hint: &str, expected: (u64, u64)) {
        let (_, offer) =
            hint.split_once("characters: `").unwrap_or_else(|| panic!("{piece}: {hint}"));
        let line = offer.strip_suffix('`').unwrap();
        let answer = self.asked(line).unwrap_or_else(|| panic!("{piece:?}: {hint}"));
        let is_transparent = fold_term(piece).is_empty();
        let expected = if is_transparent { self.scanned_strictly(piece) } else { expected };
        assert_eq!(found(answer.body.counts), expected, "{piece:?}: {hint}");
    }
}

fn found(counts: Counts) -> (u64, u64) {
    (counts.sections, counts.mentions)
}

/// Returns every short piece without blanks that contains a mark, each once.
fn around_marks(corpus: &Corpus) -> BTreeSet<String> {
    let mut pieces = BTreeSet::new();
    for section in &corpus.sections {
        let text: Vec<char> = section.text.chars().collect();
        for length in 1..=SHORT {
            for piece in text.windows(length) {
                let has_mark = piece.iter().any(|c| MARKS.contains(*c));
                if has_mark && !piece.iter().any(|c| c.is_whitespace()) {
                    pieces.insert(piece.iter().collect());
                }
            }
        }
    }
    pieces
}

fn check(corpus: Corpus, thrown: usize) {
    let mut pasted = Pasted::new(corpus);
    let pieces = around_marks(&pasted.corpus);
    for piece in &pieces {
        pasted.paste(piece);
    }
    let mut dice = Dice::new(23);
    for _ in 0..thrown {
        let section = dice.below(pasted.corpus.sections.len());
        let text: Vec<char> = pasted.corpus.sections[section].text.chars().collect();
        let from = dice.below(text.len());
        let length = 1 + dice.below(LONG);
        let rest = text[from..].iter().take(length);
        let piece: String = rest.take_while(|c| !c.is_whitespace()).collect();
        if !piece.is_empty() {
            pasted.paste(&piece);
        }
    }
    let [found, told, refused] = pasted.outcomes;
    say(&format!("{} around marks: {found} found, {told} told, {refused} refused", pieces.len()));
    assert!(found > 50 * (told + refused), "{found} {told} {refused}");
}

#[test]
fn every_piece_of_a_report_that_is_pasted_is_found_or_its_reading_is_told() {
    check(Corpus::of(&[samples()]), 20_000);
}

#[test]
#[ignore = "needs ../shared"]
fn every_piece_of_the_published_reports_that_is_pasted_is_found_or_its_reading_is_told() {
    check(Corpus::of(&[published()]), 20_000);
}

#[test]
fn a_heading_is_one_term_however_it_is_pasted() {
    let corpus = Corpus::of(&[samples()]);
    let pasted = Pasted::new(corpus);
    for (line, term) in [
        ("（一）健全法律顾问制度", "（一）健全法律顾问制度"),
        ("“三项”制度", "三项制度"),
        ("「三项」制度", "三项制度"),
        ("三项\n制度", "三项制度"),
        ("\t三项 \r\n 制度 ", "三项制度"),
    ] {
        let folded = Folded::new(term).text;
        let sections = pasted.corpus.sections.iter();
        let mentions: usize =
            sections.map(|section| section.folded.text.matches(&folded).count()).sum();
        let answer = pasted.asked(line).unwrap();
        assert_eq!(answer.body.counts.mentions, mentions as u64, "{line:?}");
    }
}
