//! Tables of debris and blanks, the properties of cleaning, and the real reports.

use super::*;
use crate::testing::{Dice, real_reports};

/// Returns the cleaned text with `⟦2⟧` where page 2 begins, of a text with the same marks.
fn with_pages(marked: &str) -> String {
    let (mut text, mut starts) = (String::new(), PageStarts::default());
    for (number, piece) in marked.split('⟦').enumerate() {
        let page = piece.split_once('⟧').filter(|_| number > 0);
        if let Some((page, _)) = page {
            starts.begin(text.len(), page.parse().unwrap());
        }
        text.push_str(page.map_or(piece, |(_, text)| text));
    }
    let (mut cleaned, starts) = clean_paged(&text, &starts);
    assert_eq!(cleaned, clean(&text));
    for (at, page) in starts.iter().collect::<Vec<_>>().into_iter().rev() {
        cleaned.insert_str(at, &format!("⟦{page}⟧"));
    }
    cleaned
}

#[test]
fn blanks_that_stand_for_nothing_are_closed() {
    let table = [
        ("2023 年", "2023年"),
        ("共 1446 户，占 6.47 %", "共1446户，占6.47%"),
        ("情 况 报 告", "情况报告"),
        ("3、 下步工作", "3、下步工作"),
        ("(二) 健全", "(二)健全"),
        ("1. 健全", "1.健全"),
        ("落实 “三项制度”", "落实“三项制度”"),
        ("1\u{a0}个", "1个"),
        ("\u{3000}\u{3000}一、概况 \u{2002}", "一、概况"),
        ("X 县 A 级", "X县A级"),
        ("群众的问题 and 活动中", "群众的问题 and 活动中"),
        ("OA 系统", "OA 系统"),
        ("Rule of Law 2023", "Rule of Law 2023"),
        ("16: 56", "16: 56"),
        ("县\t件", "县\t件"),
        ("\t项目 \t\t 数量\t \u{3000}", "\t项目\t\t数量"),
        (
            "类别\t2023年\n\t受理\t办结\n复议\t12\n\t3\n\t一、概况",
            "类别\t2023年\n\t受理\t办结\n复议\t12\n\t3\n一、概况",
        ),
        ("甲[bookmark: a]\t[bookmark: b]乙\t[bookmark: c]", "甲\t乙"),
        ("一、\t概况", "一、概况"),
        ("（⼀）\t概况", "（⼀）概况"),
        ("1.\t甲\t12", "1.\t甲\t12"),
        ("甲\t12", "甲\t12"),
        ("１ ２３件", "１２３件"),
    ];
    for (text, expected) in table {
        assert_eq!(clean(text), format!("{expected}\n"), "{text:?}");
    }
}

#[test]
fn debris_and_control_characters_go() {
    let table = [
        ("[bookmark: _GoBack]（一）概况", "（一）概况"),
        ("概[BOOKMARK: _Toc123]况", "概况"),
        ("a [bookmark: x] b", "a b"),
        ("[if !supportLists]一、[endif]概况", "一、概况"),
        ("[book[bookmark: a]mark: b]概况", "概况"),
        ("[2023]1号", "[2023]1号"),
        ("[bookmark: word", "[bookmark: word"),
        ("\u{feff}概\u{200b}况\u{ad}", "概况"),
        ("概\u{1b}[31m况\0", "概[31m况"),
        ("概\u{9b}况\u{7f}", "概况"),
    ];
    for (text, expected) in table {
        assert_eq!(clean(text), format!("{expected}\n"), "{text:?}");
    }
    let long = format!("[bookmark: {}]", "概".repeat(90));
    assert_eq!(clean(&long), format!("[bookmark:{}]\n", "概".repeat(90)));
}

#[test]
fn characters_are_never_altered() {
    let text = "２０２３年⾏政執法〔２０２３〕１号㈠①％Ａ\u{fffd}\n";
    assert_eq!(clean(text), text);
}

#[test]
fn every_kind_of_line_end_ends_a_paragraph() {
    assert_eq!(
        clean("甲\r\n乙\r丙\u{2028}丁\u{b}戊\u{c}己\u{85}庚"),
        "甲\n乙\n丙\n丁\n戊\n己\n庚\n"
    );
    assert_eq!(clean("\r\n\r\n"), "");
    assert_eq!(clean(""), "");
}

/// What properties are tried on: words, blanks, debris, stops, numbers and broken sentences.
const PIECES: &[&str] = &[
    "健全机制",
    "开会",
    "2023",
    "年",
    " ",
    "  ",
    "\u{3000}",
    "\u{a0}",
    "\n",
    "\n\n",
    "\r\n",
    "、",
    "，",
    "。",
    "“",
    "”",
    "（一）",
    "一、",
    "1.",
    "(",
    ")",
    "[",
    "]",
    "[bookmark: _GoBack]",
    "word",
    "a",
    "%",
    "\u{200b}",
    "\u{1b}",
    "\t",
    "：",
    "按照要求把各项任务落到实处，定期检查进度并且",
    "逐项对照清单认真整改到位，",
    "一是",
    "首先",
];

#[test]
fn pages_begin_at_the_same_characters_when_the_text_was_cleaned() {
    let long = "按照要求把各项任务落到实处，定期检查进度并且对照清单逐项";
    let table = [
        ("⟦1⟧甲⟦2⟧乙\n", "⟦1⟧甲⟦2⟧乙\n".to_owned()),
        ("甲\n⟦1⟧乙\n", "甲\n⟦1⟧乙\n".to_owned()),
        ("⟦1⟧\n 甲 \n\n⟦2⟧\u{3000}乙\n", "⟦1⟧甲\n⟦2⟧乙\n".to_owned()),
        ("⟦1⟧甲[book⟦2⟧mark: a]乙", "⟦1⟧甲⟦2⟧乙\n".to_owned()),
        ("⟦1⟧甲[bookmark: a]⟦2⟧乙⟦3⟧", "⟦1⟧甲⟦2⟧乙\n".to_owned()),
        ("⟦1⟧一、\t概⟦2⟧况", "⟦1⟧一、概⟦2⟧况\n".to_owned()),
        ("⟦1⟧甲\t1\n\t⟦2⟧乙\t⟦3⟧2", "⟦1⟧甲\t1\n⟦2⟧\t乙⟦3⟧\t2\n".to_owned()),
        ("⟦1⟧甲\n\n⟦2⟧\n⟦3⟧乙", "⟦1⟧甲\n⟦3⟧乙\n".to_owned()),
        (
            &format!("⟦1⟧{long}\n— 1 —\n⟦2⟧{long}，落实。\n⟦3⟧甲\n"),
            format!("⟦1⟧{long}⟦2⟧{long}，落实。\n⟦3⟧甲\n"),
        ),
        (
            &format!("⟦1⟧{long}\n⟦2⟧— 1 —\n{long}，落⟦3⟧实。\n甲⟦4⟧乙\n"),
            format!("⟦1⟧{long}⟦2⟧{long}，落⟦3⟧实。\n甲⟦4⟧乙\n"),
        ),
    ];
    for (text, expected) in table {
        assert_eq!(with_pages(text), expected, "{text}");
    }
}

#[test]
fn every_character_stays_on_its_page() {
    let mut dice = Dice::new(7);
    for _ in 0..2000 {
        // Each page has a character that no other has.
        let marks = ['零', '一', '丁', '七', '万', '丈', '三', '上', '下', '不'];
        let (mut text, mut starts) = (String::new(), PageStarts::default());
        for (page, mark) in (1_u32..).zip(marks) {
            starts.begin(text.len(), page);
            for _ in 0..dice.below(12) {
                text.push_str(dice.pick(PIECES));
                text.push_str(if dice.below(3) == 0 { "落实" } else { "" });
                text.push(mark);
            }
        }
        let (cleaned, moved) = clean_paged(&text, &starts);
        for (at, character) in cleaned.char_indices() {
            let page = (1_u32..).zip(marks).find(|(_, mark)| *mark == character);
            if let Some((page, _)) = page.filter(|_| !PIECES.concat().contains(character)) {
                assert_eq!(moved.page_at(at), Some(page), "{text:?} at {at}");
            }
        }
    }
}

#[test]
fn cleaning_twice_is_cleaning_once() {
    let mut dice = Dice::new(3);
    for _ in 0..4000 {
        let text: String = (0..dice.below(40)).map(|_| dice.pick(PIECES)).collect();
        let once = clean(&text);
        assert_eq!(clean(&once), once, "{text:?}");
    }
}

#[test]
fn every_character_that_can_be_seen_is_kept_in_its_order() {
    let seen = |text: &str| -> String {
        let seen = |character: &char| matches!(kind(*character), CharacterKind::Word);
        text.chars().filter(seen).collect()
    };
    let mut dice = Dice::new(5);
    for _ in 0..4000 {
        let text: String = (0..dice.below(40)).map(|_| dice.pick(PIECES)).collect();
        let without_debris = text.replace("[bookmark: _GoBack]", "");
        let cleaned = clean(&text);
        assert_eq!(seen(&cleaned), seen(&without_debris), "{text:?}");
        // A row of a table may begin with empty cells.
        let is_tidy = |line: &str| {
            let words = line.trim_start_matches('\t');
            !words.is_empty() && words.trim() == words
        };
        let tidy = cleaned.lines().all(is_tidy);
        assert!(tidy && (cleaned.is_empty() || cleaned.ends_with('\n')), "{text:?}");
    }
}

#[test]
fn long_lines_take_no_longer_than_short_ones() {
    for piece in ["概况 ", "[", "]", "[bookmark: ", " ", "健全机制，\n", "word "] {
        let text = piece.repeat(200_000);
        let cleaned = clean(&text);
        assert!(cleaned.len() <= text.len() + 1);
    }
}

#[test]
#[ignore = "needs ../shared"]
fn in_the_real_reports_two_lines_are_joined_and_no_other() {
    for (name, text) in real_reports() {
        let has_words = |line: &&str| line.chars().any(|c| matches!(kind(c), CharacterKind::Word));
        let lines = text.lines().filter(has_words).count();
        let joined = clean(&text);
        let expected = if name.starts_with("004") { 2 } else { 0 };
        assert_eq!(lines - joined.lines().count(), expected, "{name}");
        assert_eq!(clean(&joined), joined, "{name}");
        if name.starts_with("004") {
            assert!(joined.contains("双随机、“一公开”") && joined.contains("依法依规"));
        }
    }
}
