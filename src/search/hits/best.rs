//! Keeps the best of what is found.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::place_order::{Years, first_by_place};
use crate::index::{IndexReader, SectionAddress};
use crate::search::count::FoundSection;

/// A section with the number of its mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Ranked {
    pub(super) address: SectionAddress,
    pub(super) mentions: u32,
}

impl Ranked {
    pub(super) fn new(section: FoundSection<'_>) -> Self {
        Self { address: section.address, mentions: section.mentions }
    }
}

/// The rank of a hit, before year, path and place are compared. The greatest comes first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rank {
    /// The mentions of the whole report, if these decide.
    pub(super) whole: u64,
    /// The part of the order that is asked for: the year, or the mentions of the section.
    pub(super) order: i64,
    pub(super) score: f32,
}

impl Rank {
    pub(super) fn total_cmp(&self, other: &Self) -> Ordering {
        let order = |rank: &Self| (rank.whole, rank.order);
        order(self).cmp(&order(other)).then_with(|| self.score.total_cmp(&other.score))
    }
}

/// Keeps the best of the sections that are offered.
///
/// Ties are common: all sections of a length that mention a term once. Year and path decide between
/// them, and reading these for each section would cost more than the search. So all that tie with
/// the worst kept section are remembered, and the choice is made once at the end.
pub(super) struct Best {
    limit: usize,
    /// The kept sections, the worst on top.
    heap: BinaryHeap<Candidate>,
    /// Sections that were not kept and have the same rank as the worst that was.
    ties: Vec<Ranked>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Candidate {
    rank: Rank,
    section: Ranked,
}

impl Eq for Candidate {}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        // Reversed, so that the lowest rank is on top of the heap.
        other.rank.total_cmp(&self.rank).then_with(|| self.section.cmp(&other.section))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Best {
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, heap: BinaryHeap::new(), ties: Vec::new() }
    }

    /// Returns how many are wanted.
    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    pub(super) fn offer(&mut self, rank: Rank, section: Ranked) {
        if self.heap.len() < self.limit {
            self.heap.push(Candidate { rank, section });
            return;
        }
        let Some(worst) = self.heap.peek().copied() else { return };
        match rank.total_cmp(&worst.rank) {
            Ordering::Less => {}
            Ordering::Equal => self.ties.push(section),
            Ordering::Greater => {
                self.heap.pop();
                self.heap.push(Candidate { rank, section });
                // The one dropped ties with the worst that remains, or none of its rank remains.
                let still_worst = self.heap.peek().map(|next| next.rank);
                if still_worst.is_some_and(|next| next.total_cmp(&worst.rank).is_eq()) {
                    self.ties.push(worst.section);
                } else {
                    self.ties.clear();
                }
            }
        }
    }

    /// Returns the kept sections and those that tie with the worst of them, the best first, and by
    /// segment within a rank.
    fn into_candidates(self) -> Vec<Candidate> {
        let worst = self.heap.peek().map(|worst| worst.rank);
        let ties = worst
            .into_iter()
            .flat_map(|rank| self.ties.iter().map(move |&section| Candidate { rank, section }));
        let mut all: Vec<Candidate> = self.heap.iter().copied().chain(ties).collect();
        all.sort_by(|a, b| {
            b.rank
                .total_cmp(&a.rank)
                .then_with(|| a.section.address.segment.cmp(&b.section.address.segment))
        });
        all
    }

    /// Returns the best sections with their scores: by rank, then the newer year, then
    /// path and place.
    pub(super) fn in_order(self, reader: &IndexReader) -> tantivy::Result<Vec<(f32, Ranked)>> {
        let limit = self.limit;
        let mut ordered = Vec::with_capacity(limit.min(self.heap.len()));
        let mut years = Years::default();
        for same in self.into_candidates().chunk_by(|a, b| a.rank.total_cmp(&b.rank).is_eq()) {
            let Some(first) = same.first() else { continue };
            let missing = limit - ordered.len();
            if missing == 0 {
                break;
            }
            let sections: Vec<Ranked> = same.iter().map(|it| it.section).collect();
            let in_order = match sections[..] {
                [only] => vec![only],
                _ => first_by_place(reader, &sections, |it| it.address, missing, &mut years)?,
            };
            ordered.extend(in_order.into_iter().map(|section| (first.rank.score, section)));
        }
        Ok(ordered)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranked(doc: u32) -> Ranked {
        Ranked { address: SectionAddress { segment: 0, doc }, mentions: 1 }
    }

    /// Offers sections 0, 1, 2, … with these scores, and returns those that are kept or tie with the
    /// worst that is.
    fn kept(limit: usize, scores: &[f32]) -> Vec<u32> {
        let mut best = Best::new(limit);
        for (&score, doc) in scores.iter().zip(0..) {
            best.offer(Rank { whole: 0, order: 0, score }, ranked(doc));
        }
        let mut docs: Vec<u32> =
            best.into_candidates().iter().map(|candidate| candidate.section.address.doc).collect();
        docs.sort_unstable();
        docs
    }

    #[test]
    fn the_best_are_kept_and_all_that_tie_with_the_worst_of_them() {
        for (limit, scores, expected, why) in [
            (0, &[1.0, 2.0][..], &[][..], "no hits are wanted"),
            (2, &[], &[], "nothing is offered"),
            (3, &[1.0, 2.0], &[0, 1], "fewer than wanted"),
            (2, &[1.0, 3.0, 2.0], &[1, 2], "the worst is dropped"),
            (2, &[1.0, 1.0, 1.0], &[0, 1, 2], "ties are kept"),
            (2, &[3.0, 1.0, 1.0, 2.0], &[0, 3], "ties are cleared when none of their rank remains"),
            (
                2,
                &[1.0, 1.0, 1.0, 2.0],
                &[0, 1, 2, 3],
                "the one dropped ties with those that remain",
            ),
            (
                2,
                &[1.0, 1.0, 1.0, 2.0, 2.0],
                &[3, 4],
                "ties are cleared with the last of their rank",
            ),
            (1, &[2.0, 2.0, 1.0], &[0, 1], "lower ones do not tie"),
        ] {
            assert_eq!(kept(limit, scores), expected, "{why}");
        }
    }

    #[test]
    fn the_order_of_the_request_comes_before_the_score() {
        let mut best = Best::new(1);
        for (order, score, doc) in [(1, 9.0, 0), (2, 1.0, 1), (2, 0.5, 2)] {
            best.offer(Rank { whole: 0, order, score }, ranked(doc));
        }
        let docs: Vec<u32> =
            best.into_candidates().iter().map(|it| it.section.address.doc).collect();
        assert_eq!(docs, [1]);
    }
}
