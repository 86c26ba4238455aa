//! Nested cursors over invented sections, compared with sets.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::testing::Dice;

/// The number of sections of the invented segment.
const END: u32 = 40;

/// A cursor as sets, each section with its mentions.
#[derive(Clone, Debug)]
enum Plain {
    All,
    Docs(BTreeSet<u32>),
    Counted(BTreeMap<u32, u32>),
    And(Vec<Plain>),
    AtLeast(usize, Vec<Plain>),
    Except(Box<Plain>, Box<Plain>),
    /// The sections whose number is even.
    Even(Box<Plain>),
}

impl Plain {
    fn cursor(&self) -> Cursor<'static> {
        let all = |inner: &[Self]| inner.iter().map(Self::cursor).collect::<Vec<_>>();
        let cursor = match self {
            Self::All => Cursor::All { doc: 0, end: END },
            Self::Docs(docs) => Cursor::Docs { docs: docs.iter().copied().collect(), at: 0 },
            Self::Counted(docs) => {
                let docs = docs.iter().map(|(&doc, &count)| (doc, count)).collect();
                Cursor::Counted { docs, at: 0, weight: Weight::new(1, 1, 1) }
            }
            Self::And(inner) => Cursor::And(all(inner)),
            Self::AtLeast(least, inner) => {
                Cursor::AtLeast { least: *least, cursors: all(inner), doc: 0 }
            }
            Self::Except(base, without) => {
                Cursor::Except(Box::new(base.cursor()), Box::new(without.cursor()))
            }
            Self::Even(inner) => {
                let check = Box::new(|doc: u32| Ok(u32::from(doc.is_multiple_of(2))));
                Cursor::Checked(Box::new(Checked::new(inner.cursor(), check)))
            }
        };
        cursor.start().expect("nothing is read")
    }

    /// Returns the sections that are found, each with its mentions.
    fn found(&self) -> BTreeMap<u32, u32> {
        match self {
            Self::All => (0..END).map(|doc| (doc, 0)).collect(),
            Self::Docs(docs) => docs.iter().map(|&doc| (doc, 0)).collect(),
            Self::Counted(docs) => docs.clone(),
            Self::And(inner) => sum(inner, inner.len()),
            Self::AtLeast(least, inner) => sum(inner, *least),
            Self::Except(base, without) => {
                let (mut found, without) = (base.found(), without.found());
                found.retain(|doc, _| !without.contains_key(doc));
                found
            }
            Self::Even(inner) => {
                let even = inner.found().into_keys().filter(|doc| doc.is_multiple_of(2));
                even.map(|doc| (doc, 1)).collect()
            }
        }
    }

    fn invented(dice: &mut Dice, depth: usize) -> Self {
        let several = |dice: &mut Dice| {
            (0..=dice.below(3)).map(|_| Self::invented(dice, depth - 1)).collect::<Vec<_>>()
        };
        let one = |dice: &mut Dice| Box::new(Self::invented(dice, depth - 1));
        let docs = |dice: &mut Dice| -> BTreeSet<u32> {
            let share = 1 + dice.below(4);
            (0..END).filter(|_| dice.below(share) == 0).collect()
        };
        match dice.below(if depth == 0 { 3 } else { 7 }) {
            0 => Self::All,
            1 => Self::Docs(docs(dice)),
            2 => Self::Counted(docs(dice).into_iter().map(|doc| (doc, 1 + doc % 3)).collect()),
            3 => Self::And(several(dice)),
            4 => {
                let inner = several(dice);
                Self::AtLeast(1 + dice.below(inner.len()), inner)
            }
            5 => Self::Except(one(dice), one(dice)),
            _ => Self::Even(one(dice)),
        }
    }
}

/// Returns the sections that at least `least` of `inner` find, with the mentions of all of them.
fn sum(inner: &[Plain], least: usize) -> BTreeMap<u32, u32> {
    let mut found: BTreeMap<u32, (usize, u32)> = BTreeMap::new();
    for (doc, mentions) in inner.iter().flat_map(Plain::found) {
        let (times, sum) = found.entry(doc).or_default();
        (*times, *sum) = (*times + 1, *sum + mentions);
    }
    let enough = found.into_iter().filter(|(_, (times, _))| *times >= least);
    enough.map(|(doc, (_, mentions))| (doc, mentions)).collect()
}

/// Returns the mentions of the section that a cursor is on.
fn mentions(cursor: &mut Cursor<'_>) -> u32 {
    let mut tally = Tally::default();
    let doc = cursor.doc();
    cursor.tally(doc, &|_| 1, &mut tally);
    tally.mentions
}

#[test]
fn nested_cursors_find_what_their_sets_make() {
    let mut dice = Dice::new(3);
    let mut partial = 0;
    for _ in 0..2000 {
        let plain = Plain::invented(&mut dice, 3);
        let expected = plain.found();
        let mut cursor = plain.cursor();
        let mut found = BTreeMap::new();
        while cursor.doc() != TERMINATED {
            let doc = cursor.doc();
            assert!(found.insert(doc, mentions(&mut cursor)).is_none(), "{doc} twice: {plain:?}");
            cursor.advance().expect("nothing is read");
        }
        assert_eq!(found, expected, "{plain:?}");
        partial += usize::from(!expected.is_empty() && expected.len() < END as usize);
    }
    assert!(partial > 500, "{partial} find some sections and not others");
}

#[test]
fn seeking_leads_to_the_first_section_at_the_target_or_after_it() {
    let mut dice = Dice::new(5);
    for _ in 0..2000 {
        let plain = Plain::invented(&mut dice, 2);
        let expected = plain.found();
        let mut cursor = plain.cursor();
        let mut target = 0;
        while target < END {
            let next = expected.range(target..).next().map_or(TERMINATED, |(&doc, _)| doc);
            assert_eq!(cursor.seek(target).expect("nothing is read"), next, "{target}: {plain:?}");
            // A target that was passed moves nothing.
            assert_eq!(cursor.seek(target / 2).expect("nothing is read"), next, "{plain:?}");
            target += 1 + u32::try_from(dice.below(9)).expect("small");
        }
    }
}
