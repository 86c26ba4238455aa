//! A text that a page has twice: for desks and for phones.
//!
//! Which copy is shown is often said in a style sheet that was not saved. No report says the same
//! paragraphs twice in a row, so that of two copies one is kept.

use rustc_hash::FxHashSet;

use super::density::is_paragraph;
use super::lines::Line;

/// The fewest Chinese characters in the paragraphs of a copy.
const LEAST: usize = 100;

/// How much of one copy is in the other, in tenths.
const ALIKE: usize = 9;

/// Returns whether a line begins with the number of a part: 二、.
fn is_heading(line: &Line) -> bool {
    let rest = line.text.trim_start_matches(|it| "一二三四五六七八九十".contains(it));
    rest.len() < line.text.len() && rest.starts_with('、')
}

/// Returns the letters of a line, by which lines are compared.
fn key(line: &Line) -> String {
    line.text.chars().filter(|it| it.is_alphanumeric()).collect()
}

/// Returns `lines` without the second of two copies, or without the first if the second has more.
/// Lines that are only in the copy that goes stay.
pub(super) fn without_second_copy(lines: Vec<Line>) -> Vec<Line> {
    let keys: Vec<String> = lines.iter().map(key).collect();
    let Some(start) = start_of_second(&lines, &keys) else { return lines };
    let (first, second) = keys.split_at(start);
    let weight = |range: std::ops::Range<usize>, others: Option<&FxHashSet<&String>>| -> usize {
        let all = lines.iter().zip(&keys).skip(range.start).take(range.len());
        all.filter(|(line, key)| is_paragraph(line) && others.is_none_or(|it| it.contains(key)))
            .map(|(line, _)| line.hanzi)
            .sum()
    };
    let [of_first, of_second] = [first, second].map(|keys| keys.iter().collect::<FxHashSet<_>>());
    let (before, after) = (0..start, start..lines.len());
    let is_within = |range: std::ops::Range<usize>, others: &FxHashSet<&String>| {
        let all = weight(range.clone(), None);
        let own = lines.get(range.clone()).unwrap_or_default();
        let several = own.iter().filter(|line| is_paragraph(line)).count() > 1;
        // A part with a heading of its own is no copy, whatever it repeats.
        let is_new = |(line, key): (&Line, &String)| is_heading(line) && !others.contains(key);
        let is_part = own.iter().zip(keys.get(range.clone()).unwrap_or_default()).any(is_new);
        several && !is_part && all >= LEAST && weight(range, Some(others)) * 10 >= all * ALIKE
    };
    let keep_first = is_within(after.clone(), &of_first);
    if !keep_first && !is_within(before.clone(), &of_second) {
        return lines;
    }
    let (gone, others) = if keep_first { (after, &of_first) } else { (before, &of_second) };
    let drops: Vec<bool> = (0..lines.len())
        .map(|at| gone.contains(&at) && keys.get(at).is_some_and(|key| others.contains(key)))
        .collect();
    lines.into_iter().zip(drops).filter(|(_, drops)| !drops).map(|(line, _)| line).collect()
}

/// Returns the line where a second copy may start: at the first paragraph that repeats one of the
/// first two, with the headings above it and the short lines that repeat others.
fn start_of_second(lines: &[Line], keys: &[String]) -> Option<usize> {
    let mut first = (0..lines.len()).filter(|&at| lines.get(at).is_some_and(is_paragraph)).take(2);
    let [one, two] = [first.next()?, first.next()?];
    let repeats = |at: &usize| {
        let own = keys.get(*at);
        own == keys.get(one) || own == keys.get(two)
    };
    let mut start = (two + 1..lines.len()).find(repeats)?;
    let known: FxHashSet<&String> = keys.iter().take(one).collect();
    let belongs = |at: usize| {
        keys.get(at).is_some_and(|key| known.contains(key)) || lines.get(at).is_some_and(is_heading)
    };
    while start > two + 1 && belongs(start - 1) {
        start -= 1;
    }
    Some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &[&str]) -> Vec<Line> {
        let line = |text: &&str| {
            let hanzi = super::super::tree::hanzi(text);
            Line { text: (*text).to_owned(), hanzi, plain: hanzi, ..Line::default() }
        };
        text.iter().map(line).collect()
    }

    const TEXT: [&str; 6] = [
        "云岫县司法局",
        "全年审查规范性文件31件，提出修改意见86条，审查合同120份，没有因审查失误引起的纠纷发生。",
        "一、化解矛盾",
        "受理行政复议案件12件，审结11件，调解结案5件，当事人的满意度比上一年有明显的提高，没有案件被撤销。",
        "全县的执法人员轮训一遍，参加考试的有三百多人，合格率达到百分之九十八，另外有十二人补考后合格。",
        "部分乡镇的执法力量比较薄弱，执法文书不够规范，培训的针对性还需要加强，装备也需要及时补充。",
    ];

    #[test]
    fn of_two_copies_one_is_kept() {
        let date = ["2024年1月5日"];
        let short = TEXT.get(..5).unwrap();
        let spread = TEXT.map(|text| text.replace('，', "， "));
        let spread: Vec<&str> = spread.iter().map(String::as_str).collect();
        let other_part = [&TEXT[..], &["二、存在的不足"], &TEXT[1..2], &TEXT[3..]].concat();
        let table: [(Vec<&str>, Vec<&str>); 6] = [
            (other_part.clone(), other_part),
            ([&TEXT[..], &TEXT].concat(), TEXT.to_vec()),
            ([&TEXT[..], &date, &spread, &date].concat(), [&TEXT[..], &date].concat()),
            ([short, &TEXT[..]].concat(), TEXT.to_vec()),
            ([&TEXT[..], &date].concat(), [&TEXT[..], &date].concat()),
            // Two sections that begin alike are two.
            (
                [&TEXT[..5], &TEXT[1..2], &["另有多项工作在年内完成，涉及面比较广，参与的单位比较多，效果也比较好，得到了群众的肯定，其中有三项工作列入全市的示范。"]].concat(),
                [&TEXT[..5], &TEXT[1..2], &["另有多项工作在年内完成，涉及面比较广，参与的单位比较多，效果也比较好，得到了群众的肯定，其中有三项工作列入全市的示范。"]].concat(),
            ),
        ];
        for (text, expected) in table {
            let kept = without_second_copy(lines(&text));
            let kept: Vec<&str> = kept.iter().map(|line| line.text.as_str()).collect();
            assert_eq!(kept, expected);
        }
    }
}
