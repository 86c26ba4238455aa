//! Tables of broken and whole lines, and pages wrapped at a width.

mod wrapping;

use crate::parse::clean;

#[test]
fn sentences_broken_by_accident_are_joined() {
    let table = [
        ("（一）健全机制。全年对各单位开展“双随机、\n\n“一公开”抽查12次。", true),
        ("按照全年计划把各项任务落到实处，定期对照清单检查进度并且依法依\n规处理了问题。", true),
        ("按照全年计划把各项任务落到实处。\n定期对照清单检查进度。", false),
        ("按照全年计划把各项任务落到实处，定期对照清单检查各个单位的进度\n（二）健全机制。", false),
        ("按照全年计划把各项任务落到实处，重点做好下面几件事情，\n一是健全机制，加强监督。", false),
        ("按照全年计划把各项任务落到实处，定期对照清单检查各个单位的进度\n某县财政局", false),
        (
            "按照全年计划把各项任务落到实处，定期对照清单检查各个单位的进度\n2023年12月，开会。",
            false,
        ),
        ("某县财政局关于2023年法治政府建设和落实责任工作情况的报告\n按照要求，现报告。", false),
        ("市委、\n市政府", false),
        ("三、主要负责人履行推进法治建设第一责任人职责的有关情况\n全年开会3次，学法4次。", false),
        ("（一）健全机制，把各项任务落到实处，定期对照清单检查进度\n全年开会3次，学法4次。", false),
        ("全年开会\n，审查合同。", true),
    ];
    for (text, joined) in table {
        assert_eq!(clean(text).lines().count() == 1, joined, "{text}");
    }
}

#[test]
fn rows_of_tables_stay_by_themselves() {
    let row = "按照全年计划把各项任务落到实处，定期对照清单检查进度\t并且";
    let text = format!("{row}\n逐项整改到位，全部完成。\n，甲\t乙\n{row}\n");
    assert_eq!(clean(&text), text);
}

#[test]
fn radicals_are_read_as_characters() {
    let text =
        "按照全年计划把各项任务落到实处，定期对照清单检查各个单位的进度\n⼀是健全机制，加强监督。";
    assert_eq!(clean(text), format!("{text}\n"));
}

#[test]
fn words_in_letters_are_joined_with_a_blank() {
    let text = "按照全年计划把各项任务落到实处，定期对照清单检查进度并且 Rule\nof Law，健全机制。";
    assert!(clean(text).contains("Rule of Law"));
}

/// Breaks each of `paragraphs` at `width` characters, with `indent` before its first line.
fn wrapped(paragraphs: &[String], width: usize, indent: &str) -> String {
    let mut out = String::new();
    for paragraph in paragraphs {
        let first: String = format!("{indent}{paragraph}");
        let characters: Vec<char> = first.chars().collect();
        for line in characters.chunks(width) {
            out.extend(line);
            out.push('\n');
        }
    }
    out
}

#[test]
fn wrapped_pages_become_paragraphs_again() {
    let clauses = [
        "健全议事规则，",
        "压实各级责任，",
        "审查合同三十八份，",
        "开展专题培训、",
        "改进工作作风，",
    ];
    let mut paragraphs = vec!["一、主要举措和成效".to_owned()];
    for number in 1..9 {
        let mut paragraph =
            format!("（{}）", ["一", "二", "三", "四", "五", "六", "七", "八"][number - 1]);
        for at in 0..number + 9 {
            paragraph.push_str(clauses[(at * number) % clauses.len()]);
        }
        paragraph.push_str("成效明显。");
        paragraphs.push(paragraph);
    }
    let whole = paragraphs.join("\n") + "\n";
    assert_eq!(clean(&whole), whole);
    for width in [20, 28, 35, 40] {
        assert_eq!(clean(&wrapped(&paragraphs, width, "\u{3000}\u{3000}")), whole, "{width}");
    }
}

#[test]
fn lists_of_like_lines_are_not_taken_for_wrapped_pages() {
    let list = "某市某县某镇人民政府便民服务中心窗口\n".repeat(30);
    assert_eq!(clean(&list), list);
    let items = "审查某县某镇人民政府便民服务合同文本三份；\n".repeat(30);
    assert_eq!(clean(&items), items);
}

#[test]
fn page_numbers_within_sentences_go_and_other_figures_stay() {
    let first = "按照全年计划把各项任务落到实处，定期对照清单检查各个单位的进度并且依法依";
    let second = "规处理了发现的问题，成效明显。";
    let table = [
        ("— 3 —", true),
        ("\u{c}- 3 -", true),
        ("\n第 3 页 共 9 页\n\u{c}", true),
        ("- 第3页 -", true),
        ("3", false),
        ("3/9", false),
        ("2023年", false),
        ("第3条", false),
    ];
    for (number, is_page_number) in table {
        let cleaned = clean(&format!("{first}\n{number}\n{second}\n"));
        assert_eq!(cleaned == format!("{first}{second}\n"), is_page_number, "{number}: {cleaned}");
    }
    // At the end of a sentence a single number is kept, whatever its form.
    let ended = format!("{first}规。\n—3—\n{second}\n");
    assert_eq!(clean(&ended), ended);
}

#[test]
fn numbers_that_rise_by_one_a_page_go_everywhere() {
    let sentence = "按照全年计划把各项任务落到实处，定期对照清单检查进度，依法依规处理了问题。";
    let page = |number: usize| -> String {
        let lines = (0..5).map(|at| format!("第{number}页第{at}段，{sentence}\n"));
        lines.collect::<Vec<_>>().concat()
    };
    let half = "按照全年计划把各项任务落到实处，定期对照清单检查各个单位的进度并且依法依";
    let pages = |number: fn(usize) -> String, start: usize| -> String {
        let text = |at: usize| format!("{}{half}\n{}\n\u{c}规处理了问题。\n", page(at), number(at));
        (start..start + 4).map(text).collect()
    };
    let each = |from: usize, to: usize, text: &dyn Fn(usize) -> String| -> String {
        (from..to).map(text).collect()
    };
    let expected = each(3, 7, &|at| page(at) + half + "规处理了问题。\n");
    assert_eq!(clean(&pages(|at| at.to_string(), 3)), expected);
    assert_eq!(clean(&pages(|at| format!("— {at} —"), 3)), expected);
    // Between paragraphs, dashes and the sequence tell.
    let whole = each(1, 4, &|at| format!("{}—{at}—\n\u{c}", page(at)));
    assert_eq!(clean(&whole), (1..4).map(page).collect::<String>());
    // The numbers of a list, and figures between paragraphs, are the report's.
    let list = "1\n某县司法局\n2\n某县财政局\n3\n某县教育局\n";
    assert_eq!(clean(list), list);
    let figures = each(1, 5, &|at| format!("{}{at}\n", page(at)));
    assert_eq!(clean(&figures), figures);
}

#[test]
fn wrapped_pages_with_numbers_become_paragraphs_again() {
    let clause = "健全议事规则，压实各级责任，审查合同三十八份，开展专题培训、改进工作作风，";
    let paragraphs: Vec<String> = (1..9)
        .map(|at| {
            format!(
                "（{}）{}成效明显。",
                ["一", "二", "三", "四", "五", "六", "七", "八"][at - 1],
                clause.repeat(at)
            )
        })
        .collect();
    let whole = paragraphs.join("\n") + "\n";
    for width in [28, 35] {
        for dash in ["", "— ", "- "] {
            let lines = wrapped(&paragraphs, width, "\u{3000}\u{3000}");
            let mut pages = String::new();
            for (at, line) in lines.lines().enumerate() {
                if at > 0 && at % 12 == 0 {
                    let end: String = dash.chars().rev().collect();
                    let number = (at / 12).to_string();
                    pages += &["\n        ", dash, &number, &end, "\n\u{c}"].concat();
                }
                pages += line;
                pages.push('\n');
            }
            assert_eq!(clean(&pages), whole, "{width} {dash}");
        }
    }
}
