//! Finds the spans of a tree.

use super::near::{add_pairs, add_shortest};
use super::patterns::matches_of;
use super::span::{Span, keep_outside};
use super::text::SpanText;
use super::units::{UnitWalk, Units};
use crate::search::plan::{SpanTree, Unit};

/// Finds the spans of trees in one text after the other. Dense terms are near each other in a third of
/// all sections, so that the lists of one text serve the next one too.
#[derive(Default)]
pub(in crate::search) struct SpanFinder {
    spans: Vec<Vec<Span>>,
    in_units: Vec<Vec<InUnit>>,
    units: Vec<Units>,
}

/// A span with the number of its sentence or paragraph.
type InUnit = (usize, Span);

impl SpanFinder {
    /// Sets `found` to the spans of a tree in a text, in order, each once.
    pub(in crate::search) fn find<L, T: SpanText<L>>(
        &mut self,
        tree: &SpanTree<L>,
        text: &T,
        found: &mut Vec<Span>,
    ) {
        found.clear();
        self.find_between(tree, text, &[], found);
    }

    /// Finds the spans of a tree in a text that is divided into units, which end at `ends`: nearness
    /// does not reach from one unit into another. `found` is empty.
    fn find_between<L, T: SpanText<L>>(
        &mut self,
        tree: &SpanTree<L>,
        text: &T,
        ends: &[u32],
        found: &mut Vec<Span>,
    ) {
        match tree {
            SpanTree::Leaf(leaf) => text.add_occurrences(leaf, found),
            SpanTree::Pattern(pieces) => found.extend(matches_of(pieces, text)),
            SpanTree::Near { within, ordered, both } => {
                let lists = both.each_ref().map(|tree| {
                    let mut list = taken(&mut self.spans);
                    self.find_between(tree, text, ends, &mut list);
                    list
                });
                let [left, right] = &lists;
                let mut forwards = taken(&mut self.spans);
                let mut backwards = taken(&mut self.spans);
                add_pairs(left, right, *within, ends, &mut forwards);
                if !ordered {
                    add_pairs(right, left, *within, ends, &mut backwards);
                }
                add_shortest([&forwards, &backwards], found);
                self.spans.extend(lists.into_iter().chain([forwards, backwards]));
            }
            SpanTree::Within(unit, inner) => {
                let ends = text.ends();
                let ends = match unit {
                    Unit::Sentence => &ends.sentences,
                    Unit::Paragraph => &ends.paragraphs,
                };
                self.find_in_units(inner, text, ends, found);
            }
            SpanTree::Outside(both) => {
                let [tree, longer] = both.as_ref();
                let mut around = taken(&mut self.spans);
                self.find_between(longer, text, ends, &mut around);
                self.find_between(tree, text, ends, found);
                keep_outside(found, &around);
                self.spans.push(around);
            }
            SpanTree::And(_) | SpanTree::Or(_) | SpanTree::Except(_) | SpanTree::Needed(_) => {
                self.find_in_units(tree, text, ends, found);
            }
        }
    }

    /// Finds the spans in the units that meet a tree, in order: all of what is not excluded, whichever
    /// alternative is met. `ends` are the ends of the units. Each unit that meets the tree has a span,
    /// since every alternative has a term that occurs.
    fn find_in_units<L, T: SpanText<L>>(
        &mut self,
        tree: &SpanTree<L>,
        text: &T,
        ends: &[u32],
        found: &mut Vec<Span>,
    ) {
        let mut wanted = taken(&mut self.in_units);
        let units = self.units_with(tree, text, ends, &mut wanted);
        let met = wanted.iter().filter(|(unit, _)| units.contains(*unit));
        found.extend(met.map(|(_, span)| *span));
        found.sort_unstable();
        found.dedup();
        self.in_units.push(wanted);
        self.units.push(units);
    }

    /// Returns the units that meet a tree, and adds all spans of what it does not exclude.
    fn units_with<L, T: SpanText<L>>(
        &mut self,
        tree: &SpanTree<L>,
        text: &T,
        ends: &[u32],
        wanted: &mut Vec<InUnit>,
    ) -> Units {
        match tree {
            SpanTree::And(trees) | SpanTree::Or(trees) => {
                let is_met = |a: u64, b: u64| {
                    if matches!(tree, SpanTree::And(_)) { a & b } else { a | b }
                };
                let mut met: Option<Units> = None;
                for tree in trees {
                    let units = self.units_with(tree, text, ends, wanted);
                    let Some(met) = &mut met else {
                        met = Some(units);
                        continue;
                    };
                    met.combine(&units, is_met);
                    self.units.push(units);
                }
                met.unwrap_or_else(|| self.no_units(ends))
            }
            SpanTree::Except(both) => {
                let [base, without] = both.as_ref();
                let mut met = self.units_with(base, text, ends, wanted);
                let mut unwanted = taken(&mut self.in_units);
                let units = self.units_with(without, text, ends, &mut unwanted);
                met.combine(&units, |base, without| base & !without);
                self.in_units.push(unwanted);
                self.units.push(units);
                met
            }
            SpanTree::Needed(inner) => {
                let mut unmarked = taken(&mut self.in_units);
                let met = self.units_with(inner, text, ends, &mut unmarked);
                self.in_units.push(unmarked);
                met
            }
            SpanTree::Leaf(_)
            | SpanTree::Outside(_)
            | SpanTree::Pattern(_)
            | SpanTree::Near { .. }
            | SpanTree::Within(..) => {
                let mut spans = taken(&mut self.spans);
                self.find_between(tree, text, ends, &mut spans);
                let mut units = self.no_units(ends);
                let mut walk = UnitWalk::new(ends);
                for &span in &spans {
                    if let Some(unit) = walk.unit(span) {
                        units.insert(unit);
                        wanted.push((unit, span));
                    }
                }
                self.spans.push(spans);
                units
            }
        }
    }

    fn no_units(&mut self, ends: &[u32]) -> Units {
        let mut units = self.units.pop().unwrap_or_default();
        units.clear(ends);
        units
    }
}

/// Returns an empty list, one of those that are kept if there is any.
fn taken<T>(kept: &mut Vec<Vec<T>>) -> Vec<T> {
    let mut list = kept.pop().unwrap_or_default();
    list.clear();
    list
}
