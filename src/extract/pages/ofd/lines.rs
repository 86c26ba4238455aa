//! Characters with their places → lines → paragraphs.

use super::page::{Page, Run};

/// A line of a page.
#[derive(Clone, Debug)]
struct Line {
    left: f64,
    right: f64,
    base: f64,
    size: f64,
    text: String,
    page: usize,
    /// Whether it is made of cells with room between them.
    is_row: bool,
}

/// How far apart the bases of characters of one line may be, in heights of a character.
const SAME_LINE: f64 = 0.35;

/// The room between two runs that parts cells, in heights of a character.
const BETWEEN_CELLS: f64 = 1.8;

/// The widest distance between the lines of a paragraph, in heights of a character. The rules for
/// official documents set 16-point characters 29 points apart.
const WIDEST_LEADING: f64 = 2.5;

/// Returns the paragraphs of the pages, each ended by a line feed.
pub(super) fn paragraphs(pages: Vec<Page>) -> String {
    let mut lines = Vec::new();
    for (number, page) in pages.into_iter().enumerate() {
        let mut of_page = lines_of(page.runs, number);
        drop_number(&mut of_page, page.height);
        lines.extend(of_page);
    }
    let edges = Edges::of(&lines);
    let mut out = String::new();
    let mut before: Option<&Line> = None;
    for line in &lines {
        let goes_on = before.is_some_and(|before| edges.goes_on(before, line));
        if goes_on {
            let latin = |it: char| it.is_ascii_alphabetic();
            if out.ends_with(latin) && line.text.starts_with(latin) {
                out.push(' ');
            }
        } else if before.is_some() {
            out.push('\n');
        }
        out.push_str(line.text.trim());
        before = Some(line);
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// Sorts runs into lines.
fn lines_of(mut runs: Vec<Run>, page: usize) -> Vec<Line> {
    runs.retain(|run| !run.text.trim().is_empty() && run.base.is_finite() && run.left.is_finite());
    runs.sort_by(|one, other| one.base.total_cmp(&other.base));
    let mut lines: Vec<Vec<Run>> = Vec::new();
    for run in runs {
        let same = lines.last_mut().filter(|line| {
            line.first().is_some_and(|first| {
                (run.base - first.base).abs() < SAME_LINE * first.size.max(run.size).max(0.1)
            })
        });
        match same {
            Some(line) => line.push(run),
            None => lines.push(vec![run]),
        }
    }
    lines.into_iter().filter_map(|runs| line(runs, page)).collect()
}

/// Joins the runs of one line.
fn line(mut runs: Vec<Run>, page: usize) -> Option<Line> {
    runs.sort_by(|one, other| one.left.total_cmp(&other.left));
    let mut runs = runs.into_iter();
    let first = runs.next()?;
    // A blank in full width at the start is an indent.
    let blanks = first.text.chars().take_while(|it| *it == '\u{3000}').count();
    let indent = first.size * f64::from(u8::try_from(blanks).unwrap_or(u8::MAX));
    let mut line = Line {
        left: first.left + indent,
        right: first.right,
        base: first.base,
        size: first.size,
        text: first.text,
        page,
        is_row: false,
    };
    let mut last_left = first.left;
    for run in runs {
        let gap = run.left - line.right;
        let is_double = run.text == line.text && (run.left - last_left).abs() < 0.1 * run.size;
        if is_double {
            continue;
        }
        last_left = run.left;
        if gap > BETWEEN_CELLS * line.size {
            line.text.push('\t');
            line.is_row = true;
        } else if gap > 0.3 * line.size
            && line.text.ends_with(|it: char| it.is_ascii_alphanumeric())
            && run.text.starts_with(|it: char| it.is_ascii_alphanumeric())
        {
            line.text.push(' ');
        }
        line.text.push_str(&run.text);
        line.right = line.right.max(run.right);
        line.size = line.size.max(run.size);
    }
    Some(line)
}

/// Leaves out the number at the foot of a page.
fn drop_number(lines: &mut Vec<Line>, height: f64) {
    let is_number = lines.last().is_some_and(|line| {
        let at_foot = height <= 0.0 || line.base > 0.85 * height;
        at_foot && is_page_number(&line.text)
    });
    if is_number && lines.len() > 1 {
        lines.pop();
    }
}

/// Returns whether `text` is the number of a page: 3, — 3 —, 第3页, 3/12.
fn is_page_number(text: &str) -> bool {
    let sign = |it: char| it.is_whitespace() || matches!(it, '-' | '—' | '–' | '―' | '·' | '•');
    let text = text.trim_matches(sign);
    let text = text.strip_prefix('第').unwrap_or(text).trim();
    let digits = text.trim_end_matches(['页', ' ']).split(['/', '共']);
    let mut count = 0;
    for number in digits {
        let number =
            number.trim_matches(|it: char| it.is_whitespace() || matches!(it, '第' | '页'));
        let is_short = (1..=3).contains(&number.chars().count());
        if !is_short || !number.chars().all(|it| matches!(it, '0'..='9' | '０'..='９')) {
            return false;
        }
        count += 1;
    }
    count <= 2
}

/// Where the lines of a text begin and end.
#[derive(Clone, Copy, Debug)]
struct Edges {
    left: f64,
    right: f64,
    /// The height of most characters.
    size: f64,
    /// The usual distance between lines.
    leading: f64,
    /// Whether first lines of paragraphs are indented.
    indents: bool,
}

impl Edges {
    /// Measures `lines`.
    fn of(lines: &[Line]) -> Self {
        let size = middle(lines.iter().map(|line| line.size).collect());
        let body: Vec<&Line> = lines
            .iter()
            .filter(|line| !line.is_row && (line.size - size).abs() < 0.1 * size.max(0.1))
            .collect();
        let mut lefts: Vec<f64> = body.iter().map(|line| line.left).collect();
        lefts.sort_by(f64::total_cmp);
        // The least place that at least one line in twelve begins at.
        let enough = (lefts.len() / 12).max(1);
        let near =
            |place: f64| lefts.iter().filter(|left| (**left - place).abs() < 0.3 * size).count();
        let left = lefts.iter().copied().find(|place| near(*place) >= enough).unwrap_or(0.0);
        let mut rights: Vec<f64> = body.iter().map(|line| line.right).collect();
        rights.sort_by(f64::total_cmp);
        let right = rights.get(rights.len() * 9 / 10).copied().unwrap_or(0.0);
        let pairs =
            body.windows(2).filter(|pair| matches!(pair, [one, other] if one.page == other.page));
        let steps = pairs.filter_map(|pair| Some(pair.last()?.base - pair.first()?.base));
        // Of few lines far apart the middle distance is none between lines of one paragraph.
        let leading = middle(steps.collect()).min(WIDEST_LEADING * size);
        let indented = body
            .iter()
            .filter(|line| (1.2..4.5).contains(&((line.left - left) / size.max(0.1))))
            .count();
        let indents = indented >= 2 && indented * 12 >= body.len();
        Self { left, right, size, leading, indents }
    }

    /// Returns whether `line` goes on with the paragraph of the line before it.
    fn goes_on(self, before: &Line, line: &Line) -> bool {
        let size = self.size.max(0.1);
        let is_near = before.page != line.page
            || line.base - before.base < 1.45 * self.leading.max(before.size);
        let alike = (before.size - line.size).abs() < 0.15 * size;
        if before.is_row || line.is_row || !is_near || !alike {
            return false;
        }
        let at_edge = (line.left - self.left).abs() < 0.8 * size;
        let is_full = before.right > self.right - 2.2 * size;
        let is_title = before.size > 1.15 * size
            && before.left > self.left + 2.0 * size
            && line.left > self.left + 2.0 * size;
        if is_title && line.page == before.page {
            return true;
        }
        let is_centred = before.left > self.left + 4.5 * size;
        at_edge && !is_centred && (is_full || self.indents && before.text.chars().count() >= 10)
    }
}

/// Returns the middle one of `numbers`, 0 of none.
fn middle(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(0.0)
}
