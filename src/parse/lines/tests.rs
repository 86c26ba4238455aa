//! Tables of broken and whole lines, and pages wrapped at a width.

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
