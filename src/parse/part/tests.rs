//! A table of headings as reports word them, and of what changes below them.

use super::*;

use Part::{Leadership, Measures, NextYear, Other, Shortcomings};

/// The part of `heading` as the first top heading, and as one after the shortcomings.
fn placed(heading: &str) -> (Part, Part) {
    let mut before = TopParts::default();
    let mut after = TopParts { has_begun: true, has_turned: true };
    (before.next(heading), after.next(heading))
}

#[test]
fn headings_say_their_part_in_any_position() {
    let table = [
        ("工作开展情况", Measures),
        ("法治建设工作完成情况", Measures),
        ("主要做法", Measures),
        ("主要举措和成效", Measures),
        ("2023年推进法治政府建设的主要举措和成效", Measures),
        ("主要工作及成效", Measures),
        ("工作亮点", Measures),
        ("特色亮点工作", Measures),
        ("2022年工作回顾", Measures),
        ("取得的成绩", Measures),
        ("取得成效", Measures),
        ("全年工作总结", Measures),
        ("法治政府建设进展", Measures),
        ("依法行政工作情况", Measures),
        ("年度重点工作完成情况", Measures),
        ("2023年度工作计划执行情况", Measures),
        ("上年度存在问题整改情况", Measures),
        ("典型经验", Measures),
        ("主要做法和存在的不足", Measures),
        ("工作情况及下一步打算", Measures),
        ("补齐短板弱项工作成效", Measures),
        ("坚持问题导向的做法", Measures),
        ("2022年工作要点落实情况", Measures),
        ("存在的主要问题", Shortcomings),
        ("存在问题", Shortcomings),
        ("工作中的难点", Shortcomings),
        ("存在问题及原因分析", Shortcomings),
        ("存在的短板弱项", Shortcomings),
        ("薄弱环节", Shortcomings),
        ("面临的困难", Shortcomings),
        ("困难和问题", Shortcomings),
        ("主要问题", Shortcomings),
        ("问题与不足", Shortcomings),
        ("不足和原因", Shortcomings),
        ("推进法治政府建设存在的不足和原因", Shortcomings),
        ("当前工作中存在的差距", Shortcomings),
        ("工作中存在的主要不足", Shortcomings),
        ("存在问题及下一步工作打算", Shortcomings),
        ("存在的问题和建议", Shortcomings),
        ("存在问题及整改措施", Shortcomings),
        ("存在的問題", Shortcomings),
        ("党政主要负责人履行法治建设第一责任人职责情况", Leadership),
        ("履行推进法治建设第一责任人职责情况", Leadership),
        ("主要负责人履职情况及第一责任人职责落实", Leadership),
        ("党政主要负责人履职情况", Leadership),
        ("主要领导履行法治建设职责情况", Leadership),
        ("年度述法情况", Leadership),
        ("落实第一责任人职责", Leadership),
        ("下一步工作打算", NextYear),
        ("下步工作计划", NextYear),
        ("下一步推进法治政府建设的主要安排", NextYear),
        ("下一年度工作安排", NextYear),
        ("下一步主要举措", NextYear),
        ("今后工作", NextYear),
        ("今后努力方向", NextYear),
        ("2025年工作谋划", NextYear),
        ("明年工作设想", NextYear),
        ("工作打算", NextYear),
        ("改进措施", NextYear),
        ("改进方向", NextYear),
        ("未来展望", NextYear),
        ("下一步针对存在问题的措施", NextYear),
        ("对法治政府建设的意见和建议", Other),
        ("意见建议", Other),
        ("其他需要报告的事项", Other),
        ("其他情况", Other),
        ("基本情况", Other),
        ("单位概况", Other),
        ("总体要求", Other),
        ("附件", Other),
    ];
    for (heading, part) in table {
        assert_eq!(placed(heading), (part, part), "{heading}");
    }
}

#[test]
fn if_the_words_do_not_say_the_position_decides() {
    let table = [
        ("加强党的领导，健全机制", Measures, Other),
        ("强化学法用法", Measures, Other),
        ("补齐短板，提升能力", Other, Other),
        ("推进依法行政，解决突出问题", Measures, Other),
        ("聚焦重点任务，提升质效", Measures, Other),
        ("加强安排部署", Measures, Other),
        ("年度重点工作", Measures, NextYear),
        ("2025年工作重点", Measures, NextYear),
        ("工作计划", Measures, NextYear),
        ("主要任务", Measures, NextYear),
        ("主要举措", Measures, NextYear),
        ("工作措施", Measures, NextYear),
        ("甲乙丙丁", Other, Other),
    ];
    for (heading, before, after) in table {
        assert_eq!(placed(heading), (before, after), "{heading}");
    }
}

#[test]
fn headings_below_keep_the_part_unless_they_say_otherwise() {
    let table = [
        ("党政主要负责人履行第一责任人职责", Measures, Leadership),
        ("完善主要负责人履行第一责任人职责制度", NextYear, NextYear),
        ("第一责任人意识不强", Shortcomings, Shortcomings),
        ("存在的问题", Measures, Shortcomings),
        ("存在的主要不足", Leadership, Shortcomings),
        ("下一步打算", Shortcomings, NextYear),
        ("2025年下一步打算", Shortcomings, NextYear),
        ("执法人员不足", Shortcomings, Shortcomings),
        ("补齐短板", Measures, Measures),
        ("聚焦问题整改", Measures, Measures),
        ("困难群众法律援助", Measures, Measures),
        ("制定普法计划", Measures, Measures),
        ("谋划长远发展", Measures, Measures),
        ("学法成效及不足", Measures, Measures),
        ("强化学法用法", Other, Other),
        ("学法成效", NextYear, NextYear),
    ];
    for (heading, parent, part) in table {
        assert_eq!(part_below(heading, parent), part, "{heading} below {parent}");
    }
}

#[test]
fn openings_decide_in_reports_without_headings() {
    let table = [
        ("下一步，我局将健全机制。", Some(NextYear)),
        ("今后，继续努力。", Some(NextYear)),
        ("存在的主要问题：一是人手不够。", Some(Shortcomings)),
        ("同时，我局工作仍存在一些不足，主要是人手不够。", Some(Shortcomings)),
        ("针对存在的问题逐项整改。", None),
        ("全年开会12次。", None),
        ("", None),
    ];
    for (paragraph, part) in table {
        assert_eq!(part_of_opening(paragraph), part, "{paragraph}");
    }
}
