//! Tells whether two texts are the same report, two versions of one, or two reports.
//!
//! Compared are sentences, whatever lines a conversion made of them. What conversions lose or add
//! stands at the head (title, salutation, agency, date, the labels of a page) and at the tail
//! (sign-off, attachments, a remark of the site): there, and only there, copies may differ. A
//! sentence that differs anywhere else, in one figure only, makes two versions of the texts.

use std::collections::HashMap;

use super::signature::{Piece, PieceKind, Run};

/// What two texts are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// The same text, up to what conversions do.
    Same {
        /// The characters of the sentences that both have, in one row.
        shared: u32,
        /// The characters of the longer text.
        of: u32,
    },
    /// Texts that share most of their sentences.
    Version,
    /// Two texts.
    Different,
}

/// The shortest sentence that is counted as shared, in characters: shorter ones (执法力量不足) stand
/// in many reports.
pub(super) const SHORTEST: u32 = 8;

/// The share of the characters of the longer text, in percent, that has to stand in sentences of
/// both for them to be versions. Reports of one agency for two years share up to a third, a half
/// year's report and the year's somewhat more; what is corrected after publication is a few figures
/// or a paragraph.
const VERSION_PERCENT: u32 = 60;

/// The fewest characters that versions share: five or six sentences. Of shorter texts that much may
/// be the set phrases of a form.
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
pub(super) fn likeness(a: &[Piece], b: &[Piece]) -> Likeness {
    let (a, b) = (Text::of(a), Text::of(b));
    let of = a.characters.max(b.characters);
    if let Some(shared) = a.same(&b) {
        return Likeness::Same { shared, of };
    }
    let shared = a.shared(&b);
    let longer = a.distinct().max(b.distinct());
    if shared >= VERSION_LEAST && shared * 100 >= longer * VERSION_PERCENT {
        Likeness::Version
    } else {
        Likeness::Different
    }
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
        let figures = all.iter().filter(is_figures).map(|piece| piece.run).collect();
        let pieces: Vec<Piece> = all.iter().filter(|piece| !is_figures(piece)).copied().collect();
        let mut sentences = Vec::new();
        let mut open = Run::default();
        for (at, piece) in pieces.iter().enumerate() {
            open = open.then(piece.run);
            if piece.kind == PieceKind::Sentence || at + 1 == pieces.len() {
                sentences.push(Sentence { run: std::mem::take(&mut open), end: at + 1 });
            }
        }
        let characters = pieces.iter().map(|piece| piece.run.len).sum();
        Self { pieces, sentences, figures, characters }
    }

    /// Returns how many characters both texts have in one row, where they are the same text.
    fn same(&self, other: &Self) -> Option<u32> {
        if !is_part(&self.figures, &other.figures) && !is_part(&other.figures, &self.figures) {
            return None;
        }
        // A title is part of the first sentence, as is everything before the first stop.
        for skipped in 0..=2 * (EDGE_SENTENCES + 1) {
            for from in 0..=skipped {
                if let Some(shared) = self.same_from(from, other, skipped - from) {
                    return Some(shared);
                }
            }
        }
        None
    }

    /// The same, where the row begins with these sentences.
    fn same_from(&self, mine: usize, other: &Self, others: usize) -> Option<u32> {
        if mine.max(others) > EDGE_SENTENCES + 1 {
            return None;
        }
        let (rest, others_rest) = (self.sentences.get(mine..)?, other.sentences.get(others..)?);
        let is_same = |(a, b): &(&Sentence, &Sentence)| a.run == b.run;
        let row: u32 = rest
            .iter()
            .zip(others_rest)
            .take_while(is_same)
            .map(|(sentence, _)| sentence.run.len)
            .sum();
        let len = rest.iter().zip(others_rest).take_while(is_same).count();
        let longer = self.characters.max(other.characters);
        if rest.len().max(others_rest.len()) - len > EDGE_SENTENCES + 1
            || row == 0
            || row * 100 < longer * ROW_PERCENT
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
            rest = join(piece.run, rest);
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
    let len = |pieces: &[Piece]| pieces.iter().map(|piece| piece.run.len).sum::<u32>();
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
        let is_alone = |piece: &&Piece| !others.iter().any(|other| other.run == piece.run);
        pieces.iter().filter(is_alone).map(|piece| piece.run.len).collect()
    };
    let (alone_a, alone_b) = (alone(a, b), alone(b, a));
    !alone_a.iter().any(|one| alone_b.iter().any(|other| one.abs_diff(*other) <= CHANGED_LINE))
}

#[cfg(test)]
mod tests;
