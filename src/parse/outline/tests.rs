//! Whole outlines as text, the partition of any body, and the real reports.

use super::*;
use crate::parse::clean;
use crate::testing::{Dice, real_reports, with_radicals};
use expect_test::{Expect, expect};

/// Prints the sections of `body`, a line each: the part, then the path of headings.
fn print(body: &str) -> String {
    let line = |section: &Section| {
        let line = format!("{} {}", section.part, section.heading_path.join(" › "));
        format!("{}\n", line.trim_end())
    };
    outline(body, 0..0).iter().map(line).collect()
}

fn check(body: &str, expected: &Expect) {
    expected.assert_eq(&print(body));
}

#[test]
fn numbers_nest_in_the_usual_order() {
    let body = "某县财政局工作报告\n现报告如下：\n一、主要举措\n（一）学法。一是开会。二是考试。\n\
        （二）用法\n1.审查合同。全年38份。\n（1）初审：甲科。\n①收件。当日。\n2.清理文件。12件。\n\
        二、存在问题\n(一)人手不够。\n三、下一步打算\n一是招人。\n二是培训。\n某县财政局\n";
    check(
        body,
        &expect![[r"
        其他
        举措和成效 一、主要举措
        举措和成效 一、主要举措 › （一）学法
        举措和成效 一、主要举措 › （二）用法
        举措和成效 一、主要举措 › （二）用法 › 1.审查合同
        举措和成效 一、主要举措 › （二）用法 › 1.审查合同 › （1）初审
        举措和成效 一、主要举措 › （二）用法 › 1.审查合同 › （1）初审 › ①收件
        举措和成效 一、主要举措 › （二）用法 › 2.清理文件
        不足和原因 二、存在问题
        不足和原因 二、存在问题 › (一)人手不够
        下一年安排 三、下一步打算
    "]],
    );
}

#[test]
fn numbers_that_change_their_form_keep_their_level() {
    let three = "一、主要举措\n（一）学法。\n（二）用法。\n二、存在问题\n人手不够。\n3、下步工作计划\n\
        做好下面几件事：\n（一）招人。\n（二）培训。\n";
    check(
        three,
        &expect![[r"
        举措和成效 一、主要举措
        举措和成效 一、主要举措 › （一）学法
        举措和成效 一、主要举措 › （二）用法
        不足和原因 二、存在问题
        下一年安排 3、下步工作计划
        下一年安排 3、下步工作计划 › （一）招人
        下一年安排 3、下步工作计划 › （二）培训
    "]],
    );
    let bracket =
        "一、主要举措\n（一）学法。\n（二）用法。\n三、守法。\n（四）普法。\n二、存在问题\n";
    check(
        bracket,
        &expect![[r"
        举措和成效 一、主要举措
        举措和成效 一、主要举措 › （一）学法
        举措和成效 一、主要举措 › （二）用法
        举措和成效 一、主要举措 › 三、守法
        举措和成效 一、主要举措 › （四）普法
        不足和原因 二、存在问题
    "]],
    );
    let digits = "1、主要举措\n（一）学法。\n（二）用法。\n2、存在问题\n（一）人手不够。\n";
    check(
        digits,
        &expect![[r"
        举措和成效 1、主要举措
        举措和成效 1、主要举措 › （一）学法
        举措和成效 1、主要举措 › （二）用法
        不足和原因 2、存在问题
        不足和原因 2、存在问题 › （一）人手不够
    "]],
    );
    let chapters =
        "第一部分工作情况\n一、主要举措\n1.学法\n（1）开会。\n第二部分下一步打算\n一、学法\n";
    check(
        chapters,
        &expect![[r"
        举措和成效 第一部分工作情况
        举措和成效 第一部分工作情况 › 一、主要举措
        举措和成效 第一部分工作情况 › 一、主要举措 › 1.学法
        举措和成效 第一部分工作情况 › 一、主要举措 › 1.学法 › （1）开会
        下一年安排 第二部分下一步打算
        下一年安排 第二部分下一步打算 › 一、学法
    "]],
    );
}

#[test]
fn numbered_sentences_are_shown_by_their_first_clause() {
    let long = format!("（一）切实做好各项审查工作，{}。\n", "健全机制".repeat(12));
    let longer = format!("（二）{}。\n", "健全机制".repeat(12));
    check(
        &format!("一、下一步打算\n{long}{longer}"),
        &expect![[r"
        下一年安排 一、下一步打算
        下一年安排 一、下一步打算 › （一）切实做好各项审查工作…
        下一年安排 一、下一步打算 › （二）健全机制健全机制健全机制健全机制健全机制健全机制健全机制健全机制健全机制健全机制…
    "]],
    );
}

#[test]
fn false_numbers_and_contents_are_no_headings() {
    let body = "目录\n一、概况\n二、打算\n一、概况\n一、二级医院共12家。\n2023.5开会。\n\
        （一）、（二）项。\n二、打算\n";
    check(
        body,
        &expect![[r"
        其他
        其他 一、概况
        下一年安排 二、打算
    "]],
    );
    check(
        "一、概况……1\n二、打算……2\n一、概况\n",
        &expect![[r"
        其他
        其他 一、概况
    "]],
    );
}

#[test]
fn lines_that_name_a_part_are_headings_where_no_number_is() {
    let body = "某县财政局2023年工作总结\n主要举措和成效\n（一）学法。\n存在的问题\n人手不够。\n\
        下一步打算：\n招人。\n";
    check(
        body,
        &expect![[r"
        其他
        举措和成效 主要举措和成效
        举措和成效 主要举措和成效 › （一）学法
        不足和原因 存在的问题
        下一年安排 下一步打算
    "]],
    );
}

#[test]
fn without_headings_openings_part_the_text() {
    check(
        "全年开会。\n工作中仍存在不足。\n人手不够。\n下一步，招人。\n",
        &expect![[r"
        其他
        不足和原因
        下一年安排
    "]],
    );
    check(
        "全年开会。\n",
        &expect![[r"
        其他
    "]],
    );
    check(
        "",
        &expect![[r"
        其他
    "]],
    );
}

#[test]
fn the_title_is_the_heading_of_what_stands_before_the_first() {
    let body = "一、二三四局\n一、概况\n";
    let sections = outline(body, 0.."一、二三四局".len());
    let headings: Vec<&str> =
        sections.iter().filter_map(|section| body.get(section.heading.clone())).collect();
    assert_eq!(headings, ["一、二三四局", "一、概况"]);
}

#[test]
fn every_byte_belongs_to_exactly_one_section() {
    let pieces = [
        "一、",
        "二、",
        "三、",
        "（一）",
        "(二)",
        "1.",
        "2、",
        "（1）",
        "①",
        "第一章",
        "第二节",
        "目录",
        "存在问题",
        "下一步打算",
        "学法",
        "\n",
        "\n",
        "\n",
        "。",
        "：",
        "，",
        "2023年",
        "一是",
        "a",
        " ",
        "健全机制健全机制健全机制健全机制健全机制健全机制健全机制健全机制健全机制健全机制健全机制",
    ];
    let mut dice = Dice::new(17);
    for _ in 0..4000 {
        let body: String = (0..dice.below(50)).map(|_| dice.pick(&pieces)).collect();
        let title_end = body.char_indices().nth(dice.below(9)).map_or(0, |(at, _)| at);
        let title = if dice.below(2) == 0 { 0..0 } else { 0..title_end };
        let sections = outline(&body, title);
        let joined: String =
            sections.iter().filter_map(|section| body.get(section.text.clone())).collect();
        assert_eq!(joined, body);
        assert!(!sections.is_empty());
        let mut end = 0;
        for section in &sections {
            assert_eq!(section.text.start, end, "{body:?}");
            end = section.text.end;
            let heading = &section.heading;
            assert!(body.get(heading.clone()).is_some(), "{body:?}");
            assert!(section.text.start <= heading.start && heading.end <= section.text.end);
            let shown = body.get(heading.clone()).unwrap_or_default();
            if let Some(last) = section.heading_path.last() {
                assert_eq!(last.trim_end_matches('…'), shown.trim_end_matches('…'));
            }
        }
        assert_eq!(end, body.len());
    }
}

#[test]
#[ignore = "needs ../shared"]
fn the_real_reports_have_their_parts() {
    use Part::{Leadership, Measures, NextYear, Other, Shortcomings};
    let tops: [(&str, &[Part]); 5] = [
        ("000", &[Other, Measures, Leadership, Shortcomings, NextYear]),
        ("001", &[Other, Measures, Shortcomings, NextYear]),
        ("002", &[Other, Measures, Shortcomings, NextYear]),
        ("003", &[Other, Measures, Measures, Shortcomings, NextYear]),
        ("004", &[Other, Leadership, Measures, Shortcomings, NextYear, Other]),
    ];
    let reports = real_reports();
    assert_eq!(reports.len(), tops.len());
    for ((name, text), (number, expected)) in reports.iter().zip(tops) {
        assert!(name.starts_with(number), "{name}");
        let body = clean(text);
        let sections = outline(&body, 0..0);
        let parts: Vec<Part> = sections
            .iter()
            .filter(|section| section.heading_path.len() < 2)
            .map(|section| section.part)
            .collect();
        assert_eq!(parts, expected, "{name}");
    }
}

#[test]
fn radicals_and_characters_give_the_same_sections() {
    let body = "某县财政局工作报告\n一、主要举措\n（一）学法。开会。\n（二）用法\n二、存在问题\n人手不够。\n\
        三、下一步打算\n一是招人。\n";
    let with_radicals = with_radicals(body);
    assert_ne!(body, with_radicals);
    assert_eq!(outline(body, 0..0), outline(&with_radicals, 0..0));
}

#[test]
fn a_text_that_nests_without_end_has_short_paths() {
    let body = "一、甲乙\n（一）丙丁\n1.戊己\n（1）庚辛\n".repeat(5_000);
    let sections = outline(&body, 0..0);
    assert_eq!(sections.len(), 20_000);
    let longest = sections.iter().map(|section| section.heading_path.len()).max();
    assert_eq!(longest, Some(DEEPEST));
}

#[test]
fn rows_of_tables_are_no_headings() {
    let body =
        "一、主要举措\n1.甲局\t12件\n2.乙局\t13件\n存在的问题\t无\n二、存在问题\n人手不够。\n";
    check(
        body,
        &expect![[r"
        举措和成效 一、主要举措
        不足和原因 二、存在问题
    "]],
    );
}
