//! Text that a program recognised on a scan: each word has a size of its own, measured on the picture.
//!
//! What is nearly as large as the text is given the size of the text, so that its lines are lines of
//! one paragraph.

use super::glyphs::PageGlyphs;

/// How far a size may be from that of the text, as a share of it.
const NEAR: f32 = 0.14;

/// The share of the characters, in hundredths, that are near the size of the text in any report.
const MOST: usize = 70;

/// The share that have one size, if a program wrote them and did not measure them.
const ALIKE: usize = 50;

/// Evens the sizes of the runs of `pages`, if they were measured.
pub(super) fn even_sizes(pages: &mut [PageGlyphs]) {
    let mut sizes: Vec<(f32, usize)> = pages
        .iter()
        .flat_map(|page| &page.runs)
        .map(|run| (run.size, run.text.chars().count()))
        .collect();
    sizes.sort_by(|one, other| one.0.total_cmp(&other.0));
    let all: usize = sizes.iter().map(|(_, count)| count).sum();
    let mut passed = 0;
    let middle = sizes.iter().find(|(_, count)| {
        passed += count;
        passed * 2 >= all
    });
    let Some(&(middle, _)) = middle else { return };
    let within = |reach: f32| {
        let near = sizes.iter().filter(|(size, _)| (size - middle).abs() <= reach);
        near.map(|(_, count)| count).sum::<usize>() * 100
    };
    if within(NEAR * middle) < MOST * all || within(0.1) >= ALIKE * all {
        return;
    }
    for run in pages.iter_mut().flat_map(|page| &mut page.runs) {
        if (run.size - middle).abs() <= NEAR * middle {
            run.size = middle;
        }
    }
}
