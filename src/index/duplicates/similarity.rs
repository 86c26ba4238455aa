//! Decides whether two texts are the same report, two versions of one, or two reports.
//!
//! Sentences are compared, however a conversion broke them into lines. What conversions lose or add
//! is at the head (title, salutation, agency, date, the labels of a page) and at the tail (sign-off,
//! attachments, a remark of the site): copies may differ there, and only there. A sentence that
//! differs anywhere else, if only in one figure, makes the texts two versions.

use std::collections::{HashMap, HashSet};

use super::sentences::{Piece, PieceKind, TextRun};

/// How similar two texts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Similarity {
    /// The same text, up to what conversions do.
    Same(CommonRun),
    /// Texts that share most of their sentences.
    Version,
    /// Different texts.
    Different,
}

/// The consecutive sentences that two texts have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CommonRun {
    /// The length of these sentences in characters.
    pub(super) characters: u32,
    /// The length of the longer text in characters.
    pub(super) of: u32,
}

/// The shortest sentence that counts as shared, in characters: shorter ones (执法力量不足) are in many
/// reports.
pub(super) const SHORTEST_SENTENCE: u32 = 8;

/// The share of the longer text, in percent of its characters, that two versions have to share in
/// sentences. A correction after publication changes a few figures or a paragraph; reports of one
/// agency on several subjects, or on a part of the year and on all of it, repeat headings and set
/// phrases. A clear majority separates the two cases.
const MIN_VERSION_PERCENT: u32 = 60;

/// The fewest characters that versions share: a few sentences. In shorter texts, the set phrases of a
/// form may be a majority.
const MIN_VERSION_CHARACTERS: u32 = 100;

/// The number of sentences that conversions add or lose at head or tail at most: an editor's remark, a
/// notice of the site. Three would be a paragraph of the report.
const MAX_EDGE_SENTENCES: usize = 2;

/// The number of lines that conversions add or lose at head or tail at most: title in two lines,
/// agency, number, date, source, author, views, share, …
const MAX_EDGE_LINES: usize = 12;

/// The number of characters of these lines and sentences at most.
const MAX_EDGE_CHARACTERS: u32 = 200;

/// The difference in length up to which two lines are taken for one line that was changed: 处罚99件 and
/// 处罚100件 differ by one character.
const MAX_CHANGED_LINE: u32 = 2;

/// The share of the longer text, in percent, that the common run of sentences has to be: with less,
/// the edges are the text.
const MIN_RUN_PERCENT: u32 = 50;

/// Compares two texts.
pub(super) fn compare(a: &[Piece], b: &[Piece]) -> Similarity {
    let (a, b) = (ComparedText::new(a), ComparedText::new(b));
    if let Some(run) = a.common_run(&b) {
        return Similarity::Same(run);
    }
    let shared = a.shared(&b);
    let longer = a.distinct().max(b.distinct());
    if shared >= MIN_VERSION_CHARACTERS && shared * 100 >= longer * MIN_VERSION_PERCENT {
        Similarity::Version
    } else {
        Similarity::Different
    }
}

/// Returns the sentences that two texts have in common if they are the same text.
pub(super) fn common_run(a: &[Piece], b: &[Piece]) -> Option<CommonRun> {
    ComparedText::new(a).common_run(&ComparedText::new(b))
}

/// Returns whether two texts have a sentence in common that is not too short to mean anything.
pub(super) fn shares_a_sentence(a: &[Piece], b: &[Piece]) -> bool {
    let long = |pieces: &[Piece]| -> HashSet<u32> {
        let runs = sentences(pieces).into_iter();
        runs.filter(|run| run.len >= SHORTEST_SENTENCE).map(|run| run.hash).collect()
    };
    !long(a).is_disjoint(&long(b))
}

/// Returns the sentences of a text, with its lines joined.
pub(super) fn sentences(pieces: &[Piece]) -> Vec<TextRun> {
    ComparedText::new(pieces).sentences.into_iter().map(|sentence| sentence.run).collect()
}

/// A sentence and the place of its last piece.
#[derive(Clone, Copy, Debug)]
struct Sentence {
    run: TextRun,
    /// The number of pieces up to the end of the sentence.
    end: usize,
}

/// A text that is compared.
struct ComparedText {
    /// The pieces without lines of figures.
    pieces: Vec<Piece>,
    sentences: Vec<Sentence>,
    /// The lines of figures, in order.
    figures: Vec<TextRun>,
    characters: u32,
}

impl ComparedText {
    fn new(all: &[Piece]) -> Self {
        let is_figures = |piece: &&Piece| piece.kind == PieceKind::Figures;
        let figures = all.iter().filter(is_figures).map(|piece| piece.run()).collect();
        let pieces: Vec<Piece> = all.iter().filter(|piece| !is_figures(piece)).copied().collect();
        let mut sentences = Vec::new();
        let mut open = TextRun::default();
        for (at, piece) in pieces.iter().enumerate() {
            open = open.then(piece.run());
            if piece.kind == PieceKind::Sentence || at + 1 == pieces.len() {
                sentences.push(Sentence { run: std::mem::take(&mut open), end: at + 1 });
            }
        }
        let characters = pieces.iter().map(|piece| u32::from(piece.len)).sum();
        Self { pieces, sentences, figures, characters }
    }

    /// Returns the sentences that both texts have in common if they are the same text.
    ///
    /// Copies have one long run of sentences in common, with a few sentences before and behind it in
    /// either text. All beginnings of such a run are tried, those that skip least first.
    fn common_run(&self, other: &Self) -> Option<CommonRun> {
        if !is_part(&self.figures, &other.figures) && !is_part(&other.figures, &self.figures) {
            return None;
        }
        // Everything before the first stop is part of the first sentence, so that one is skipped in
        // addition if the title was changed.
        for skipped in 0..=2 * (MAX_EDGE_SENTENCES + 1) {
            for from in 0..=skipped {
                if let Some(run) = self.run_from(from, other, skipped - from) {
                    return Some(run);
                }
            }
        }
        None
    }

    /// Returns the common run that begins behind so many sentences of each text.
    fn run_from(&self, mine: usize, other: &Self, others: usize) -> Option<CommonRun> {
        const MOST: usize = MAX_EDGE_SENTENCES + 1;
        if mine.max(others) > MOST {
            return None;
        }
        let (rest, others_rest) = (self.sentences.get(mine..)?, other.sentences.get(others..)?);
        let alike = rest.iter().zip(others_rest).take_while(|(a, b)| a.run == b.run);
        let (len, characters) = alike.fold((0, 0), |(len, characters), (sentence, _)| {
            (len + 1, characters + sentence.run.len)
        });
        let run = CommonRun { characters, of: self.characters.max(other.characters) };
        if rest.len().max(others_rest.len()) - len > MOST
            || characters == 0
            || characters * 100 < run.of * MIN_RUN_PERCENT
        {
            return None;
        }
        let (head, others_head) = (self.before(mine), other.before(others));
        let (tail, others_tail) = (self.behind(mine + len), other.behind(others + len));
        let backwards = |pieces: &[Piece]| pieces.iter().rev().copied().collect::<Vec<_>>();
        let is_edge = is_noise(head, others_head, TextRun::then)
            && is_noise(&backwards(tail), &backwards(others_tail), |a, b| b.then(a));
        is_edge.then_some(run)
    }

    /// Returns the pieces of the first sentences.
    fn before(&self, sentences: usize) -> &[Piece] {
        self.pieces.get(..self.start(sentences)).expect("sentences end at pieces of the text")
    }

    /// Returns the pieces from a sentence on.
    fn behind(&self, sentences: usize) -> &[Piece] {
        self.pieces.get(self.start(sentences)..).expect("sentences end at pieces of the text")
    }

    fn start(&self, sentence: usize) -> usize {
        let before = sentence.checked_sub(1).and_then(|before| self.sentences.get(before));
        before.map_or(0, |sentence| sentence.end)
    }

    /// Returns the length of the sentences that both texts have, each counted once.
    fn shared(&self, other: &Self) -> u32 {
        let others = other.set();
        self.set().iter().filter(|(hash, _)| others.contains_key(hash)).map(|(_, len)| len).sum()
    }

    /// Returns the length of all sentences, each counted once.
    fn distinct(&self) -> u32 {
        self.set().values().sum()
    }

    fn set(&self) -> HashMap<u32, u32> {
        let sentences = self.sentences.iter().map(|sentence| sentence.run);
        sentences
            .filter(|run| run.len >= SHORTEST_SENTENCE)
            .map(|run| (run.hash, run.len))
            .collect()
    }
}

/// Returns whether `part` is `whole` with some elements taken out.
fn is_part(part: &[TextRun], whole: &[TextRun]) -> bool {
    let mut rest = whole.iter();
    part.iter().all(|run| rest.any(|other| other == run))
}

/// Returns whether two heads differ only by what conversions add and lose: from some piece on they are
/// the same, and the pieces before it are noise. For tails the pieces are given backwards; `join` puts
/// a run before the runs that are nearer to the common run.
///
/// The rests are compared as joined runs and not piece by piece, since a conversion may have broken
/// the same line in two.
fn is_noise(a: &[Piece], b: &[Piece], join: impl Fn(TextRun, TextRun) -> TextRun) -> bool {
    let rests = |pieces: &[Piece]| -> Vec<TextRun> {
        let mut rest = TextRun::default();
        let mut rests = vec![rest];
        for piece in pieces.iter().rev() {
            rest = join(piece.run(), rest);
            rests.push(rest);
        }
        rests.reverse();
        rests
    };
    let (rests_a, rests_b) = (rests(a), rests(b));
    let most = MAX_EDGE_LINES + MAX_EDGE_SENTENCES;
    for (at_a, rest_a) in rests_a.iter().enumerate().take(most + 1) {
        for (at_b, rest_b) in rests_b.iter().enumerate().take(most + 1) {
            let lost_a = a.get(..at_a).expect("there is a rest for each piece");
            let lost_b = b.get(..at_b).expect("there is a rest for each piece");
            if rest_a == rest_b && may_be_lost(lost_a, lost_b) {
                return true;
            }
        }
    }
    false
}

/// Returns whether the pieces at one end of two texts may be what conversions added to them.
fn may_be_lost(a: &[Piece], b: &[Piece]) -> bool {
    let count = |pieces: &[Piece], kind: PieceKind| {
        pieces.iter().filter(|piece| piece.kind == kind).count()
    };
    let len = |pieces: &[Piece]| pieces.iter().map(|piece| u32::from(piece.len)).sum::<u32>();
    let sentences = [a, b].map(|pieces| count(pieces, PieceKind::Sentence));
    if sentences.iter().all(|count| *count > 0)
        || sentences.iter().any(|count| *count > MAX_EDGE_SENTENCES)
        || [a, b].iter().any(|pieces| count(pieces, PieceKind::Line) > MAX_EDGE_LINES)
        || [a, b].iter().any(|pieces| len(pieces) > MAX_EDGE_CHARACTERS)
    {
        return false;
    }
    // A line of each text that is not in the other, of nearly the same length, was changed.
    let alone = |pieces: &[Piece], others: &[Piece]| -> Vec<u32> {
        let is_alone = |piece: &&Piece| !others.iter().any(|other| other.run() == piece.run());
        pieces.iter().filter(is_alone).map(|piece| u32::from(piece.len)).collect()
    };
    let (alone_a, alone_b) = (alone(a, b), alone(b, a));
    !alone_a.iter().any(|one| alone_b.iter().any(|other| one.abs_diff(*other) <= MAX_CHANGED_LINE))
}

#[cfg(test)]
mod tests;
