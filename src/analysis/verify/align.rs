//! The longest stretch that a quotation and a report have in common, and how the rest of the quotation
//! goes along with what stands around it.

use std::collections::HashMap;

use super::changes::Run;

/// The characters of a seed: two texts on one subject have few of them in common by chance.
const SEED: usize = 4;

/// The longest quotation that is compared character by character. What a longer one has in common is
/// found, without what was changed around it.
const LONGEST: usize = 2_000;

/// Returns whether a quotation is short enough to be compared character by character.
pub(super) fn can_align(quoted: &[char]) -> bool {
    quoted.len() <= LONGEST
}

/// Returns the longest stretch of a quotation that stands in a text; the first of several.
pub(super) fn longest_run(quoted: &[char], written: &[char]) -> Option<Run> {
    let mut seeds: HashMap<&[char], Vec<usize>> = HashMap::new();
    for (at, seed) in quoted.windows(SEED).enumerate() {
        seeds.entry(seed).or_default().push(at);
    }
    let mut best: Option<Run> = None;
    for (of, window) in written.windows(SEED).enumerate() {
        for &at in seeds.get(window).into_iter().flatten() {
            // A run is measured from its first character.
            let is_inside = at > 0 && of > 0 && quoted.get(at - 1) == written.get(of - 1);
            if is_inside {
                continue;
            }
            let rest = quoted.iter().skip(at).zip(written.iter().skip(of));
            let length = rest.take_while(|(a, b)| a == b).count();
            if best.as_ref().is_none_or(|(run, _)| run.len() < length) {
                best = Some((at..at + length, of..of + length));
            }
        }
    }
    best
}

/// Returns the stretches that a quotation has in common with the part of a text around a run of it, in
/// order: as many characters as possible, and few other ones between.
pub(super) fn common_runs(quoted: &[char], written: &[char], around: &Run) -> Vec<Run> {
    if !can_align(quoted) {
        return vec![around.clone()];
    }
    // Words may have been left out and put in.
    let slack = 16 + quoted.len() / 4;
    let from = around.1.start.saturating_sub(around.0.start + slack);
    let to = (around.1.end + (quoted.len() - around.0.end) + slack).min(written.len());
    let before = |run: &Run| run.0.end <= around.0.start && run.1.end <= around.1.start;
    let left = align(
        quoted.get(..around.0.start).unwrap_or_default(),
        written.get(from..around.1.start).unwrap_or_default(),
        true,
    );
    let right = align(
        quoted.get(around.0.end..).unwrap_or_default(),
        written.get(around.1.end..to).unwrap_or_default(),
        false,
    );
    let left = left.into_iter().map(|(q, w)| (q, w.start + from..w.end + from));
    let mut runs: Vec<Run> = left.filter(|run| before(run)).collect();
    runs.push(around.clone());
    let (at, of) = (around.0.end, around.1.end);
    runs.extend(
        right.into_iter().map(|(q, w)| (q.start + at..q.end + at, w.start + of..w.end + of)),
    );
    joined(runs)
}

/// Joins runs that touch in both texts.
fn joined(runs: Vec<Run>) -> Vec<Run> {
    let mut joined: Vec<Run> = Vec::new();
    for run in runs {
        match joined.last_mut() {
            Some(last) if last.0.end == run.0.start && last.1.end == run.1.start => {
                last.0.end = run.0.end;
                last.1.end = run.1.end;
            }
            _ => joined.push(run),
        }
    }
    joined
}

/// How a cell of the table was reached.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Both,
    Quoted,
    Written,
}

/// Aligns a piece of a quotation with a piece of a text. The piece of the text may begin (`is_left`) or
/// end with characters that do not belong to it; at its other end both are fixed.
fn align(quoted: &[char], written: &[char], is_left: bool) -> Vec<Run> {
    if quoted.is_empty() || written.is_empty() {
        return Vec::new();
    }
    // Both are aligned from the fixed end on.
    let turned = |text: &[char]| -> Vec<char> {
        if is_left { text.iter().rev().copied().collect() } else { text.to_vec() }
    };
    let (quoted, written) = (turned(quoted), turned(written));
    let width = written.len() + 1;
    let mut costs: Vec<u32> = (0..).take(width).collect();
    let mut steps = vec![Step::Written; width * (quoted.len() + 1)];
    let mut set = |row: usize, column: usize, step: Step| {
        if let Some(cell) = steps.get_mut(row * width + column) {
            *cell = step;
        }
    };
    for ((row, of_quotation), deleted) in quoted.iter().enumerate().zip(1..) {
        let mut diagonal = std::mem::replace(&mut costs[0], deleted);
        set(row + 1, 0, Step::Quoted);
        for (column, of_text) in written.iter().enumerate() {
            let (above, before) = (costs[column + 1] + 1, costs[column] + 1);
            let both = if of_quotation == of_text { diagonal } else { u32::MAX };
            diagonal = costs[column + 1];
            let (cost, step) = if both <= above && both <= before {
                (both, Step::Both)
            } else if above <= before {
                (above, Step::Quoted)
            } else {
                (before, Step::Written)
            };
            costs[column + 1] = cost;
            set(row + 1, column + 1, step);
        }
    }
    // What stands behind the free end costs nothing.
    let cheapest = costs.iter().enumerate().min_by_key(|(_, cost)| **cost);
    let (mut row, mut column) = (quoted.len(), cheapest.map_or(0, |(column, _)| column));
    let mut pairs = Vec::new();
    while row > 0 || column > 0 {
        match steps.get(row * width + column) {
            Some(Step::Both) if row > 0 && column > 0 => {
                (row, column) = (row - 1, column - 1);
                pairs.push((row, column));
            }
            Some(Step::Quoted) if row > 0 => row -= 1,
            _ if column > 0 => column -= 1,
            _ => row -= 1,
        }
    }
    let places = |(row, column): (usize, usize)| {
        if is_left { (quoted.len() - 1 - row, written.len() - 1 - column) } else { (row, column) }
    };
    let mut pairs: Vec<(usize, usize)> = pairs.into_iter().map(places).collect();
    pairs.sort_unstable();
    joined(pairs.into_iter().map(|(at, of)| (at..at + 1, of..of + 1)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(quoted: &str, written: &str) -> Vec<String> {
        let [quoted, written] = [quoted, written].map(|it| it.chars().collect::<Vec<char>>());
        let Some(longest) = longest_run(&quoted, &written) else { return Vec::new() };
        let runs = common_runs(&quoted, &written, &longest);
        for (at, of) in &runs {
            assert_eq!(quoted[at.clone()], written[of.clone()]);
        }
        runs.into_iter().map(|(at, _)| quoted[at].iter().collect()).collect()
    }

    #[test]
    fn what_is_common_is_found_around_what_was_changed() {
        for (quoted, written, expected) in [
            ("全县持证执法人员上岗", "我县全县持证执法人员上岗考核", vec!["全县持证执法人员上岗"]),
            (
                "全面推进三项制度落实到位",
                "县里持续推进三项制度落实到位",
                vec!["推进三项制度落实到位"],
            ),
            ("落实三项制度并且全面推进", "落实三项制度全面推进", vec!["落实三项制度", "全面推进"]),
            ("落实三项制度全面推进", "落实三项制度并且全面推进", vec!["落实三项制度", "全面推进"]),
            (
                "组织培训六期执法人员参加",
                "今年组织培训七期执法人员参加考试",
                vec!["组织培训", "期执法人员参加"],
            ),
            ("毫不相干的话", "全县持证执法人员", vec![]),
        ] {
            assert_eq!(runs(quoted, written), expected, "{quoted} in {written}");
        }
    }
}
