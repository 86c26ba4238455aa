//! Tells whether two texts are the same report, two versions of one, or two reports.
//!
//! Compared are sentences, whatever lines a conversion made of them. What conversions lose or add
//! stands at the head (title, salutation, agency, date, the labels of a page) and at the tail
//! (sign-off, attachments, a remark of the site): there, and only there, copies may differ. A
//! sentence that differs anywhere else, in one figure only, makes two versions of the texts.

use std::collections::HashMap;

use super::sentences::{Piece, PieceKind, Run};

/// What two texts are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Similarity {
    /// The same text, up to what conversions do.
    Same(Row),
    /// Texts that share most of their sentences.
    Version,
    /// Two texts.
    Different,
}

/// The sentences in one row that two texts have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// The characters of these sentences.
    pub(super) characters: u32,
    /// The characters of the longer text.
    pub(super) of: u32,
}

/// The shortest sentence that is counted as shared, in characters: shorter ones (执法力量不足) stand
/// in many reports.
pub(super) const SHORTEST: u32 = 8;

/// The share of the characters of the longer text, in percent, that has to stand in sentences of
/// both for them to be versions. What is corrected after publication is a few figures or a paragraph;
/// reports of one agency on several subjects, or on a part of the year and the whole of it, repeat
/// headings and set phrases. A clear majority keeps the two apart.
const VERSION_PERCENT: u32 = 60;

/// The fewest characters that versions share: a few sentences. Of shorter texts that much may be the
/// set phrases of a form.
const VERSION_LEAST: u32 = 100;

/// How many sentences conversions add or lose at head or tail: an editor's remark, a notice of the
/// site. Three would be a paragraph of the report.
const EDGE_SENTENCES: usize = 2;

/// How many lines conversions add or lose at head or tail: title in two lines, agency, number, date,
/// source, author, views, share, …
const EDGE_LINES: usize = 12;

/// How many characters these lines and sentences have at most.
const EDGE_CHARACTERS: u32 = 200;

/// How many lengths apart two lines have to be not to be taken for one line that was changed:
/// 处罚99件 and 处罚100件 are one apart.
const CHANGED_LINE: u32 = 2;

/// The share of the longer text, in percent, that has to stand in the row of sentences that both
/// have: with less the edges are the text.
const ROW_PERCENT: u32 = 50;

/// Compares two texts.
pub(super) fn similarity(a: &[Piece], b: &[Piece]) -> Similarity {
    let (a, b) = (Text::of(a), Text::of(b));
    if let Some(row) = a.same(&b) {
        return Similarity::Same(row);
    }
    let shared = a.shared(&b);
    let longer = a.distinct().max(b.distinct());
    if shared >= VERSION_LEAST && shared * 100 >= longer * VERSION_PERCENT {
        Similarity::Version
    } else {
        Similarity::Different
    }
}

/// Returns what two texts have in common, where they are the same one.
pub(super) fn same(a: &[Piece], b: &[Piece]) -> Option<Row> {
    Text::of(a).same(&Text::of(b))
}

/// Returns the sentences of a text, lines joined.
pub(super) fn sentences(pieces: &[Piece]) -> Vec<Run> {
    Text::of(pieces).sentences.into_iter().map(|sentence| sentence.run).collect()
}

/// A sentence with the pieces it was made of.
#[derive(Clone, Copy, Debug)]
struct Sentence {
    run: Run,
    /// The pieces up to the end of the sentence.
    end: usize,
}

/// A text as it is compared.
struct Text {
    /// The pieces without lines of figures.
    pieces: Vec<Piece>,
    sentences: Vec<Sentence>,
    /// The lines of figures, in order.
    figures: Vec<Run>,
    characters: u32,
}

impl Text {
    fn of(all: &[Piece]) -> Self {
        let is_figures = |piece: &&Piece| piece.kind == PieceKind::Figures;
        let figures = all.iter().filter(is_figures).map(|piece| piece.run()).collect();
        let pieces: Vec<Piece> = all.iter().filter(|piece| !is_figures(piece)).copied().collect();
        let mut sentences = Vec::new();
        let mut open = Run::default();
        for (at, piece) in pieces.iter().enumerate() {
            open = open.then(piece.run());
            if piece.kind == PieceKind::Sentence || at + 1 == pieces.len() {
                sentences.push(Sentence { run: std::mem::take(&mut open), end: at + 1 });
            }
        }
        let characters = pieces.iter().map(|piece| u32::from(piece.len)).sum();
        Self { pieces, sentences, figures, characters }
    }

    /// Returns what both texts have in one row, where they are the same text.
    fn same(&self, other: &Self) -> Option<Row> {
        if !is_part(&self.figures, &other.figures) && !is_part(&other.figures, &self.figures) {
            return None;
        }
        // A title is part of the first sentence, as is everything before the first stop.
        for skipped in 0..=2 * (EDGE_SENTENCES + 1) {
            for from in 0..=skipped {
                if let Some(row) = self.same_from(from, other, skipped - from) {
                    return Some(row);
                }
            }
        }
        None
    }

    /// The same, where the row begins behind so many sentences of each.
    fn same_from(&self, mine: usize, other: &Self, others: usize) -> Option<Row> {
        const MOST: usize = EDGE_SENTENCES + 1;
        if mine.max(others) > MOST {
            return None;
        }
        let (rest, others_rest) = (self.sentences.get(mine..)?, other.sentences.get(others..)?);
        let alike = rest.iter().zip(others_rest).take_while(|(a, b)| a.run == b.run);
        let (len, characters) = alike.fold((0, 0), |(len, characters), (sentence, _)| {
            (len + 1, characters + sentence.run.len)
        });
        let row = Row { characters, of: self.characters.max(other.characters) };
        if rest.len().max(others_rest.len()) - len > MOST
            || characters == 0
            || characters * 100 < row.of * ROW_PERCENT
        {
            return None;
        }
        let (head, others_head) = (self.before(mine), other.before(others));
        let (tail, others_tail) = (self.behind(mine + len), other.behind(others + len));
        let backwards = |pieces: &[Piece]| pieces.iter().rev().copied().collect::<Vec<_>>();
        let is_edge = is_noise(head, others_head, Run::then)
            && is_noise(&backwards(tail), &backwards(others_tail), |a, b| b.then(a));
        is_edge.then_some(row)
    }

    /// Returns the pieces of the first sentences.
    fn before(&self, sentences: usize) -> &[Piece] {
        self.pieces.get(..self.start(sentences)).unwrap_or_default()
    }

    /// Returns the pieces from a sentence on.
    fn behind(&self, sentences: usize) -> &[Piece] {
        self.pieces.get(self.start(sentences)..).unwrap_or_default()
    }

    fn start(&self, sentence: usize) -> usize {
        let before = sentence.checked_sub(1).and_then(|before| self.sentences.get(before));
        before.map_or(0, |sentence| sentence.end)
    }

    /// Returns the characters of the sentences that both texts have, each counted once.
    fn shared(&self, other: &Self) -> u32 {
        let others = other.set();
        self.set().iter().filter(|(hash, _)| others.contains_key(hash)).map(|(_, len)| len).sum()
    }

    /// Returns the characters of all sentences, each counted once.
    fn distinct(&self) -> u32 {
        self.set().values().sum()
    }

    fn set(&self) -> HashMap<u32, u32> {
        let sentences = self.sentences.iter().map(|sentence| sentence.run);
        sentences.filter(|run| run.len >= SHORTEST).map(|run| (run.hash, run.len)).collect()
    }
}

/// Returns whether `part` is what is left of `whole` where some of it is taken out.
fn is_part(part: &[Run], whole: &[Run]) -> bool {
    let mut rest = whole.iter();
    part.iter().all(|run| rest.any(|other| other == run))
}

/// Returns whether two heads differ by what conversions add and lose: from some piece on they are
/// the same, and what stands before is noise. For tails the pieces come backwards; `join` puts a run
/// before the runs that are nearer to the row.
fn is_noise(a: &[Piece], b: &[Piece], join: impl Fn(Run, Run) -> Run) -> bool {
    let rests = |pieces: &[Piece]| -> Vec<Run> {
        let mut rest = Run::default();
        let mut rests = vec![rest];
        for piece in pieces.iter().rev() {
            rest = join(piece.run(), rest);
            rests.push(rest);
        }
        rests.reverse();
        rests
    };
    let (rests_a, rests_b) = (rests(a), rests(b));
    let most = EDGE_LINES + EDGE_SENTENCES;
    for (at_a, rest_a) in rests_a.iter().enumerate().take(most + 1) {
        for (at_b, rest_b) in rests_b.iter().enumerate().take(most + 1) {
            let lost = (a.get(..at_a).unwrap_or_default(), b.get(..at_b).unwrap_or_default());
            if rest_a == rest_b && may_be_lost(lost.0, lost.1) {
                return true;
            }
        }
    }
    false
}

/// Returns whether pieces at one end of two texts may be what conversions added to them.
fn may_be_lost(a: &[Piece], b: &[Piece]) -> bool {
    let count = |pieces: &[Piece], kind: PieceKind| {
        pieces.iter().filter(|piece| piece.kind == kind).count()
    };
    let len = |pieces: &[Piece]| pieces.iter().map(|piece| u32::from(piece.len)).sum::<u32>();
    let sentences = [a, b].map(|pieces| count(pieces, PieceKind::Sentence));
    if sentences.iter().all(|count| *count > 0)
        || sentences.iter().any(|count| *count > EDGE_SENTENCES)
        || [a, b].iter().any(|pieces| count(pieces, PieceKind::Line) > EDGE_LINES)
        || [a, b].iter().any(|pieces| len(pieces) > EDGE_CHARACTERS)
    {
        return false;
    }
    // A line of each that is not in the other, of nearly one length, is a line that was changed.
    let alone = |pieces: &[Piece], others: &[Piece]| -> Vec<u32> {
        let is_alone = |piece: &&Piece| !others.iter().any(|other| other.run() == piece.run());
        pieces.iter().filter(is_alone).map(|piece| u32::from(piece.len)).collect()
    };
    let (alone_a, alone_b) = (alone(a, b), alone(b, a));
    !alone_a.iter().any(|one| alone_b.iter().any(|other| one.abs_diff(*other) <= CHANGED_LINE))
}

#[cfg(test)]
mod tests;
