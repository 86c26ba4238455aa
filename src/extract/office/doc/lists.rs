//! The lists of a doc file ([MS-DOC] 2.9.131 and 2.9.144) and their counters.

use std::collections::{HashMap, HashSet};

use super::file::Main;
use super::little_endian::{byte, long, place, word};
use crate::extract::office::list_numbers::{ListCounter, ListLevel, NumberPiece, Restart};
use crate::extract::office::number_format::NumberFormat;

/// A list that paragraphs refer to.
#[derive(Debug, Default)]
struct List {
    /// The definition, which shares its counter among lists.
    shared: u32,
    /// The first numbers that this list sets for levels.
    starts: HashMap<usize, u32>,
    /// The levels that this list redefines.
    levels: HashMap<usize, ListLevel>,
}

/// The lists of a file.
#[derive(Debug, Default)]
pub(super) struct Lists {
    shared: HashMap<u32, Vec<ListLevel>>,
    /// The lists that paragraphs refer to; their numbers are one higher than the index.
    named: Vec<List>,
    counters: HashMap<u32, ListCounter>,
    /// The levels whose first number has been set, by list.
    begun: HashSet<(usize, usize)>,
}

impl Lists {
    /// Reads the lists of `file`; damaged ones are left out.
    pub(super) fn read(file: &Main<'_>) -> Self {
        let mut lists = Self::default();
        let _ = lists.definitions(file);
        let _ = lists.overrides(file);
        lists
    }

    /// Reads the definitions. Their levels follow after the end of the structure.
    fn definitions(&mut self, file: &Main<'_>) -> Option<()> {
        let (start, bytes) = file.structure(73)?;
        let count = usize::from(word(bytes, 0)?);
        let mut at = start.checked_add(bytes.len())?;
        for list in 0..count {
            let head = 2 + 28 * list;
            let is_simple = byte(bytes, head + 26)? & 1 == 1;
            let mut levels = Vec::new();
            for _ in 0..if is_simple { 1 } else { 9 } {
                let (level, length) = level(file.table.get(at..)?)?;
                levels.push(level);
                at += length;
            }
            self.shared.insert(long(bytes, head)?, levels);
        }
        Some(())
    }

    /// Reads the lists that paragraphs refer to.
    fn overrides(&mut self, file: &Main<'_>) -> Option<()> {
        let (_, bytes) = file.structure(74)?;
        let count = place(bytes, 0)?;
        let mut at = 4 + count.checked_mul(16)?;
        for number in 0..count {
            let head = 4 + 16 * number;
            self.named.push(List { shared: long(bytes, head)?, ..List::default() });
            let list = self.named.last_mut()?;
            // An unused word precedes the levels of each list.
            at += 4;
            for _ in 0..byte(bytes, head + 12)? {
                let (start, flags) = (long(bytes, at)?, long(bytes, at + 4)?);
                let index = usize::try_from(flags & 0xF).ok()?;
                at += 8;
                if flags & 0x20 != 0 {
                    let (level, length) = level(bytes.get(at..)?)?;
                    if flags & 0x10 != 0 {
                        list.starts.insert(index, level.start);
                    }
                    list.levels.insert(index, level);
                    at += length;
                } else if flags & 0x10 != 0 {
                    list.starts.insert(index, start);
                }
            }
        }
        Some(())
    }

    /// Counts a paragraph of list `list` (from 1; 0 is none) and returns the number it shows.
    pub(super) fn next(&mut self, list: usize, index: usize) -> String {
        let found = list.checked_sub(1).and_then(|list| self.named.get(list));
        let Some(found) = found else { return String::new() };
        let Some(shared) = self.shared.get(&found.shared) else { return String::new() };
        let counter = self.counters.entry(found.shared).or_default();
        if let Some(start) = found.starts.get(&index)
            && self.begun.insert((list, index))
        {
            counter.restart(index, *start);
        }
        let mut levels = shared.clone();
        for (at, anew) in &found.levels {
            if let Some(level) = levels.get_mut(*at) {
                level.clone_from(anew);
            }
        }
        counter.next(&levels, index)
    }
}

/// Reads the level at the start of `bytes` and returns it with its length ([MS-DOC] 2.9.150).
fn level(bytes: &[u8]) -> Option<(ListLevel, usize)> {
    let flags = byte(bytes, 5)?;
    let restart = if flags & 0x08 == 0 {
        Restart::AfterAny
    } else {
        Restart::After(usize::from(byte(bytes, 26)?))
    };
    let text = 28 + usize::from(byte(bytes, 24)?) + usize::from(byte(bytes, 25)?);
    let count = usize::from(word(bytes, text)?);
    let mut pieces = Vec::new();
    let mut words = Vec::new();
    for at in 0..count {
        match word(bytes, text + 2 + 2 * at)? {
            level @ 0..9 => {
                pieces.push(NumberPiece::Text(String::from_utf16_lossy(&words)));
                words.clear();
                pieces.push(NumberPiece::Number(usize::from(level)));
            }
            unit => words.push(unit),
        }
    }
    pieces.push(NumberPiece::Text(String::from_utf16_lossy(&words)));
    let level = ListLevel {
        start: long(bytes, 0)?,
        form: NumberFormat::from_doc(byte(bytes, 4)?),
        pieces,
        figures: flags & 0x04 != 0,
        restart,
    };
    Some((level, text + 2 + 2 * count))
}
