//! Tables of queries as they are typed and as they are understood.

use super::random::random_query;
use super::*;
use crate::testing::Dice;

fn read(text: &str) -> Result<Query, QueryError> {
    text.parse()
}

/// Prints a query so that its structure shows.
fn shape(query: &Query) -> String {
    let list = |inner: &[Query]| inner.iter().map(shape).collect::<Vec<_>>().join(" ");
    match query {
        Query::Term(term) => {
            let aliases = if term.has_aliases() { "~" } else { "" };
            match (term.is_strict(), term.is_pattern()) {
                (true, _) => format!("{aliases}'{}'", term.text()),
                (_, true) => format!("{aliases}/{}/", term.text()),
                _ => format!("{aliases}{}", term.text()),
            }
        }
        Query::Condition(condition) => condition.to_string(),
        Query::Not(inner) => format!("(not {})", shape(inner)),
        Query::And(inner) => format!("(and {})", list(inner)),
        Query::Or(inner) => format!("(or {})", list(inner)),
        Query::Near { within, ordered, left, right } => {
            let name = if *ordered { "before" } else { "near" };
            format!("({name} {within} {} {})", shape(left), shape(right))
        }
        Query::Within(scope, inner) => format!("({} {})", scope.key(), shape(inner)),
    }
}

#[test]
fn the_query_line_is_read_as_people_type_it() {
    for (typed, expected) in [
        ("三项制度", "三项制度"),
        ("  三项制度\u{3000}法律顾问 ", "(and 三项制度 法律顾问)"),
        ("A AND B", "(and A B)"),
        ("甲 与 乙 且 丙", "(and 甲 乙 丙)"),
        ("甲 OR 乙", "(or 甲 乙)"),
        ("甲 ＯＲ 乙", "(or 甲 乙)"),
        ("甲 或 乙｜丙", "(or 甲 乙 丙)"),
        ("甲 乙 OR 丙", "(or (and 甲 乙) 丙)"),
        ("甲 -乙", "(and 甲 (not 乙))"),
        ("甲 NOT 乙", "(and 甲 (not 乙))"),
        ("甲 非 乙", "(and 甲 (not 乙))"),
        ("－甲", "(not 甲)"),
        ("甲 -(乙 OR 丙) 丁", "(and 甲 (not (or 乙 丙)) 丁)"),
        ("甲 -乙 OR 丙", "(or (and 甲 (not 乙)) 丙)"),
        ("（甲 或 乙） 丙", "(and (or 甲 乙) 丙)"),
        ("\"两 个 词\"", "两 个 词"),
        ("“双随机、一公开”", "双随机、一公开"),
        ("「法律顾问」 『三项制度』", "(and 法律顾问 三项制度)"),
        ("「法律顾问」『三项制度』", "法律顾问三项制度"),
        ("“三项”制度", "三项制度"),
        ("“三项 工作”制度", "三项 工作制度"),
        ("‘十四五’规划", "‘十四五’规划"),
        ("“三项制度", "三项制度"),
        ("（一）党政主要负责人", "（一）党政主要负责人"),
        ("(一)党政 (甲 乙)", "(and (一)党政 甲 乙)"),
        ("（甲）或（乙）", "(or 甲 乙)"),
        ("\"甲\"OR\"乙\"", "(or 甲 乙)"),
        ("((甲) 乙)", "(and 甲 乙)"),
        ("）的通知", "）的通知"),
        ("负责人）的", "负责人）的"),
        ("-（一）强化", "(not （一）强化)"),
        ("法律\n顾问", "法律顾问"),
        ("法律 \r\n 顾问", "法律顾问"),
        ("法律\t顾问", "法律顾问"),
        ("甲 或\n乙", "(or 甲 乙)"),
        ("年度:2023\n法治", "(and 年度:2023 法治)"),
        ("law\nfirm", "(and law firm)"),
        ("\u{FEFF}-甲", "(not 甲)"),
        ("完成率100%", "完成率100%"),
        ("3:1", "3:1"),
        ("2021年：全县", "2021年：全县"),
        ("3月~5", "3月~5"),
        ("2021～2025", "2021～2025"),
        ("C++ A/B", "(and C++ A/B)"),
        ("什么是法治？", "什么是法治？"),
        ("X% 5%", "(and X% 5%)"),
        ("W3 n2", "(and W3 n2)"),
        ("和/或", "和/或"),
        ("'双随机、一公开'", "'双随机、一公开'"),
        ("‘两个’", "'两个'"),
        ("落实“三项”制度", "落实三项制度"),
        ("国办发(2018)118号", "国办发(2018)118号"),
        ("厅字〔2019〕28号", "厅字〔2019〕28号"),
        ("(国办发（2018）118号)", "国办发（2018）118号"),
        ("与会人员 或者 非法行医", "(and 与会人员 或者 非法行医)"),
        ("互联网+监管 12-4", "(and 互联网+监管 12-4)"),
        ("年度:2021-2023", "年度:2021-2023"),
        ("年度：二〇二三年 法治", "(and 年度:2023 法治)"),
        ("YEAR:2023", "年度:2023"),
        ("year:-2020", "年度:-2020"),
        ("地区:重庆市 机关:卫生健康", "(and 地区:重庆市 机关:卫生健康)"),
        ("部分:不足 标题:三项制度", "(and 部分:不足和原因 标题:三项制度)"),
        ("类型:法治政府建设年度报告", "类型:法治政府建设年度报告"),
        ("kind:open 种类：未识别", "(and 类型:政府信息公开年度报告 类型:未识别)"),
        ("-年度:未识别", "(not 年度:未识别)"),
        ("年度:2021..2023 ..甲", "(and 年度:2021-2023 ..甲)"),
        ("年度：２０２１．．", "年度:2021-"),
        ("日期:2024-1-5至2024.3.1", "日期:2024-01-05..2024-03-01"),
        ("date:2024-01 成文日期：二〇二四年一月", "(and 日期:2024-01 日期:2024-01)"),
        ("日期:2023、2024年3月", "(or 日期:2023 日期:2024-03)"),
        ("-published:~2024-03", "(not 发布:..2024-03)"),
        ("发布日期：未识别", "发布:未识别"),
        ("文号:〔2024〕12号 甲", "(and 文号:〔2024〕12号 甲)"),
        ("(文号：（2024）) 甲", "(and 文号:\"（2024）\" 甲)"),
        ("发文字号:(2024)12号", "文号:(2024)12号"),
        ("number:[2024]12号", "文号:\"[2024]12号\""),
        ("网址:https://www.YunXiu.gov.cn/a,1;b 甲", "(and 网址:\"www.yunxiu.gov.cn/a,1;b\" 甲)"),
        ("site:gov.cn/zwgk", "网址:gov.cn/zwgk"),
        ("inurl:ａ.gov.cn?id=3&x=%E4+1", "网址:\"a.gov.cn?id=3&x=%e4+1\""),
        ("URL:unknown", "网址:未识别"),
        ("级别:乡镇 level:gov 层级:街道", "(and 级别:乡镇街道 级别:政府 级别:乡镇街道)"),
        ("级别:政府、部门", "(or 级别:政府 级别:部门)"),
        ("agency:\"卫生 健康\"", "机关:\"卫生 健康\""),
        ("机关:＝云岫县司法局", "机关:=云岫县司法局"),
        (
            "省:河南省 市：三门峡市（本级） 县:411224",
            "(and 省:河南省 市:三门峡市（本级） 县:411224)",
        ),
        ("prefecture:411200 county:未识别", "(and 市:411200 县:未识别)"),
        ("年度:2021，2023", "(or 年度:2021 年度:2023)"),
        ("机关:卫健委、司法局 甲", "(and (or 机关:卫健委 机关:司法局) 甲)"),
        ("机关:“卫健委、司法局”", "机关:\"卫健委、司法局\""),
        ("标题:甲、乙", "标题:\"甲、乙\""),
        ("监", "监"),
    ] {
        let query = read(typed).unwrap_or_else(|error| panic!("{typed}: {error}"));
        assert_eq!(shape(&query), expected, "{typed}");
    }
}

#[test]
fn nearness_scopes_aliases_and_wildcards_are_read() {
    for (typed, expected) in [
        ("甲 NEAR/20 乙", "(near 20 甲 乙)"),
        ("甲 near/0 乙", "(near 0 甲 乙)"),
        ("甲 ＮＥＡＲ／２０ 乙", "(near 20 甲 乙)"),
        ("甲 邻近/5 乙 先后／9 丙", "(before 9 (near 5 甲 乙) 丙)"),
        ("甲 NEAR/5 (乙 BEFORE/1000 丙)", "(near 5 甲 (before 1000 乙 丙))"),
        ("甲 乙 NEAR/5 丙 丁", "(and 甲 (near 5 乙 丙) 丁)"),
        ("甲 OR 乙 NEAR/5 丙 -丁", "(or 甲 (and (near 5 乙 丙) (not 丁)))"),
        ("-(甲 NEAR/5 乙)", "(not (near 5 甲 乙))"),
        ("(甲 OR 乙)NEAR/5“丙 丁”", "(near 5 (or 甲 乙) 丙 丁)"),
        ("“甲”NEAR/5(乙 OR 丙)", "(near 5 甲 (or 乙 丙))"),
        ("甲\nNEAR/5\n乙", "(near 5 甲 乙)"),
        ("(甲 NEAR/5 乙)", "(near 5 甲 乙)"),
        ("甲 NEAR/5 '乙' NEAR/5 ~丙", "(near 5 (near 5 甲 '乙') ~丙)"),
        ("甲 near 乙 before 丙", "(and 甲 near 乙 before 丙)"),
        ("邻近 先后 NEARBY 先后/同时", "(and 邻近 先后 NEARBY 先后/同时)"),
        ("同句:(甲 乙)", "(sentence (and 甲 乙))"),
        ("同段：（甲 或 乙） 丙", "(and (paragraph (or 甲 乙)) 丙)"),
        ("同节:(甲 年度:2023)", "(section (and 甲 年度:2023))"),
        ("全篇:(甲 -乙 类型:法治)", "(report (and 甲 (not 乙) 类型:法治政府建设年度报告))"),
        ("全篇:-乙", "(report (not 乙))"),
        ("Sentence:甲 PARAGRAPH：乙", "(and (sentence 甲) (paragraph 乙))"),
        ("section:(甲) report:(乙)", "(and (section 甲) (report 乙))"),
        ("ｓｅｎｔｅｎｃｅ：（甲 乙）", "(sentence (and 甲 乙))"),
        ("同句: (甲 乙)", "(sentence (and 甲 乙))"),
        ("同句:法律顾问 乙", "(and (sentence 法律顾问) 乙)"),
        ("同句:“法律 顾问”", "(sentence 法律 顾问)"),
        ("同句:（一）强化", "(sentence （一）强化)"),
        (
            "同句:'甲' 同句:~乙 同句:甲*乙",
            "(and (sentence '甲') (sentence ~乙) (sentence /甲*乙/))",
        ),
        ("-同句:(甲 -乙)", "(not (sentence (and 甲 (not 乙))))"),
        (
            "全篇:(同段:(同句:(甲 乙) 丙) 丁)",
            "(report (and (paragraph (and (sentence (and 甲 乙)) 丙)) 丁))",
        ),
        ("全篇:同句:甲", "(report (sentence 甲))"),
        ("同句:(甲 乙 OR 丙 -丁)", "(sentence (or (and 甲 乙) (and 丙 (not 丁))))"),
        ("同句:(甲 NEAR/5 乙)", "(sentence (near 5 甲 乙))"),
        ("~三项制度", "~三项制度"),
        ("～卫健委 -~司法局", "(and ~卫健委 (not ~司法局))"),
        ("~“两 个”", "~两 个"),
        ("~'两个'", "~'两个'"),
        ("~（一）强化", "~（一）强化"),
        ("~12345热线", "~12345热线"),
        ("~法律*", "~法律"),
        ("3月~5月 甲～乙", "(and 3月~5月 甲～乙)"),
        ("聘请*法律顾问", "/聘请*法律顾问/"),
        ("聘请＊法律？问", "/聘请*法律?问/"),
        ("?问", "/?问/"),
        ("*法律*", "法律"),
        ("法律?*", "/法律?/"),
        ("什么?是法治？", "/什么?是法治？/"),
        ("“三项”?度", "/三项?度/"),
        ("\"聘请*法律\"", "聘请*法律"),
        ("'法?律'", "'法?律'"),
        ("标题:\"甲*\"", "标题:\"甲*\""),
    ] {
        let query = read(typed).unwrap_or_else(|error| panic!("{typed}: {error}"));
        assert_eq!(shape(&query), expected, "{typed}");
    }
}

#[test]
fn what_cannot_be_read_is_marked() {
    for (typed, message, at) in [
        ("年度:2023 \"乡村振兴 粮食产量", "quotation mark at character 9 is never closed", 9),
        ("'甲", "quotation mark at character 1 is never closed", 1),
        ("(甲 乙", "bracket at character 1 is never closed", 1),
        ("甲) 乙", "bracket at character 2 closes nothing", 2),
        ("甲 OR", "OR needs a term after it", 3),
        ("OR 甲", "a term is missing here", 1),
        ("()", "a term is missing here", 2),
        ("AND 甲", "AND needs a term on each side", 1),
        ("甲 AND", "AND needs a term on each side", 3),
        ("甲 NOT", "NOT needs a term after it", 3),
        ("年度:去年", "`去年` is not a year or a range of years", 4),
        ("部分:附件", "`附件` is not one of the parts", 4),
        ("类型:政府", "`政府` is not a kind of document", 4),
        ("年度: 2023", "a value is missing after the colon", 1),
        ("地区:“”", "the value is empty", 4),
        ("机关:=", "the value is empty", 4),
        ("机关:卫?委", "`?` is not a wildcard here", 5),
        ("%法律", "`%` is not a wildcard here", 1),
        ("机关:卫生*", "`*` is not a wildcard here", 6),
        ("* -甲", "`*` does not stand for everything here", 1),
        ("/法律.+/", "regular expressions are not supported", 1),
        ("甲\\d", "regular expressions are not supported", 2),
        ("法律顾问~2", "`~` does not find similar or near terms here", 5),
        ("\"法律 顾问\"~3", "`~` does not find similar or near terms here", 8),
        ("法律^2", "`^` neither weights nor anchors a term here", 3),
        ("甲 +乙", "`+` is not an operator here", 3),
        ("[2021 TO 2023]", "ranges are not written in this form here", 1),
        ("甲2021..2023", "ranges are not written in this form here", 6),
        ("日期:去年", "`去年` is not a day, a month, a year or a range of them", 4),
        ("日期:2024-02-30", "`2024-02-30` is not a day, a month, a year or a range of them", 4),
        ("发布:2024..2023", "`2024..2023` is not a day, a month, a year or a range of them", 4),
        ("级别:县级", "`县级` is not a level of agencies", 4),
        ("网址:*.gov.cn", "`*.gov.cn` is not part of an address", 4),
        ("文号:〔〕", "the value is empty", 4),
        ("文号: 〔2024〕", "a value is missing after the colon", 1),
        ("日期>=2024-01", "only a colon can follow the field `日期`", 1),
        ("年度 = 2023", "`=` is not an operator here", 4),
        ("法律 ？ 问", "`?` is not an operator here", 4),
        ("作者: 卫健委", "there is no field `作者`", 1),
        ("site: gov.cn", "a value is missing after the colon", 1),
        ("甲 && 乙", "`&&` is not an operator here", 3),
        ("甲||乙", "`||` is not an operator here", 2),
        ("甲 ！乙", "`!` is not an operator here", 3),
        ("--甲", "`--` is not an operator here", 1),
        ("甲 - 乙", "`-` has no term right after it", 3),
        ("@词表.txt", "files of terms are not read", 1),
        ("https://gov.cn", "there is no field `https`", 1),
        ("甲 -作者：乙", "there is no field `作者`", 4),
        ("年度>=2021", "only a colon can follow the field `年度`", 1),
        ("(甲 OR 乙)丙", "bracket at character 8 closes inside a word", 8),
        ("甲“乙 丙”", "quotation mark at character 2 opens inside a word", 2),
        ("甲 AND OR 乙", "AND needs a term on each side", 3),
        ("-(甲", "bracket at character 2 is never closed", 2),
        ("''", "there is nothing between the quotation marks", 1),
    ] {
        check_marked(typed, message, at);
    }
}

#[test]
fn forms_that_cannot_stand_as_they_do_are_marked() {
    for (typed, message, at) in [
        ("甲 NEAR 乙", "NEAR needs a number", 3),
        ("甲 ＢＥＦＯＲＥ 乙", "BEFORE needs a number", 3),
        ("甲 NEAR/ 乙", "NEAR needs a number", 3),
        ("甲 NEAR/-1 乙", "NEAR needs a number", 3),
        ("甲 NEAR/abc 乙", "NEAR needs a number", 3),
        ("甲 先后/-3 乙", "BEFORE needs a number", 3),
        ("甲 NEAR/1001 乙", "the number of NEAR is larger than 1000", 3),
        ("甲 邻近/99999999999 乙", "the number of NEAR is larger than 1000", 3),
        ("甲 NEAR/5", "NEAR needs a term on each side", 3),
        ("NEAR/5 甲", "NEAR needs a term on each side", 1),
        ("甲 OR 先后/5 乙", "BEFORE needs a term on each side", 6),
        ("甲 NEAR/5 OR 乙", "NEAR needs a term on each side", 3),
        ("甲 NEAR/5 NEAR/5 乙", "NEAR needs a term on each side", 3),
        ("(甲 NEAR/5) 乙", "NEAR needs a term on each side", 4),
        ("甲 AND NEAR/5 乙", "AND needs a term on each side", 3),
        ("年度:2023 NEAR/5 乙", "NEAR cannot stand beside a condition", 1),
        ("甲 BEFORE/5 标题:乙", "BEFORE cannot stand beside a condition", 12),
        ("-甲 NEAR/5 乙", "NEAR cannot stand beside NOT", 1),
        ("甲 NEAR/5 -乙", "NEAR cannot stand beside NOT", 10),
        ("(甲 乙) NEAR/5 丙", "NEAR cannot stand beside several terms that all have to occur", 1),
        (
            "甲 NEAR/5 (乙 OR (丙 丁))",
            "NEAR cannot stand beside several terms that all have to occur",
            10,
        ),
        ("同句:甲 NEAR/5 乙", "NEAR cannot stand beside a scope", 1),
        ("甲NEAR/5乙", "NEAR is inside a word", 2),
        ("甲 NEAR/5乙", "NEAR is inside a word", 3),
        ("甲先后/5乙", "BEFORE is inside a word", 2),
        ("甲 w/3 乙", "`w/3` is not an operator here", 3),
        ("甲 NEAR5 乙", "`NEAR5` is not an operator here", 3),
        ("甲 /NEAR 5 乙", "`/NEAR` is not an operator here", 3),
        ("甲 /SEN5 乙", "`/SEN5` is not an operator here", 3),
        ("甲 ADJ3 乙", "`ADJ3` is not an operator here", 3),
        ("甲 XOR 乙", "`XOR` is not an operator here", 3),
        ("同句:", "a term or brackets are missing after `同句:`", 1),
        ("sentence: 甲", "a term or brackets are missing after `同句:`", 1),
        ("甲 (全篇：) 乙", "a term or brackets are missing after `全篇:`", 4),
        ("同段:OR", "a term or brackets are missing after `同段:`", 1),
        ("同句:()", "a term is missing here", 5),
        ("同句:(甲 乙", "bracket at character 4 is never closed", 4),
        ("同句:(甲 乙)丙", "bracket at character 8 closes inside a word", 8),
        ("同句:(甲 年度:2023)", "a condition cannot stand inside `同句:`", 7),
        ("同段:标题:甲", "a condition cannot stand inside `同段:`", 4),
        ("同句:-甲", "every alternative in `同句:` needs a term that has to occur", 4),
        ("同段:(甲 OR -乙)", "every alternative in `同段:` needs a term that has to occur", 4),
        ("全篇:(同段:(-乙) 甲)", "every alternative in `同段:` needs a term that has to occur", 8),
        ("同句:(甲 (乙 OR -丙))", "every alternative in `同句:` needs a term that has to occur", 4),
        (
            "同句:(甲 -(乙 OR -丙))",
            "every alternative in `同句:` needs a term that has to occur",
            4,
        ),
        ("全篇:(甲 全篇:乙)", "`全篇:` cannot stand inside `全篇:`", 7),
        ("同句:(甲 同段:乙)", "`同段:` cannot stand inside `同句:`", 7),
        ("同句:(甲 OR 同句:乙)", "`同句:` cannot stand inside `同句:`", 10),
        ("~(甲 OR 乙)", "`~` needs a term right after it", 1),
        ("甲 ~年度:2023", "`~` needs a term right after it", 3),
        ("~-甲", "`~` needs a term right after it", 1),
        ("~OR 甲", "`~` needs a term right after it", 1),
        ("~~甲", "`~` does not find similar or near terms here", 2),
        ("~法?律", "`~` cannot stand before a term with `*` or `?`", 1),
        ("甲 ~ 乙", "`~` is not an operator here", 3),
        ("甲 ?* 乙", "`*` and `?` need other characters beside them", 3),
        ("甲 *、* 乙", "`*` and `?` need other characters beside them", 3),
        ("甲)?乙", "`*` and `?` cannot stand in a word with quotation marks or single brackets", 1),
        (
            "“甲|丙”?乙",
            "`*` and `?` cannot stand in a word with quotation marks or single brackets",
            1,
        ),
        ("法律.*顾问", "regular expressions are not supported", 3),
    ] {
        check_marked(typed, message, at);
    }
}

/// Checks the error of a line, and that it marks the character `at`, counted from 1.
fn check_marked(typed: &str, message: &str, at: usize) {
    let error = read(typed).expect_err(typed);
    let text = error.to_string();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 3, "{typed}: no place is marked: {text}");
    assert_eq!(lines[0], message, "{typed}");
    let before: String = typed.chars().take(at - 1).collect();
    let expected = 4 + unicode_width::UnicodeWidthStr::width(before.as_str());
    assert_eq!(lines[2].find('^'), Some(expected), "{typed}\n{text}");
}

#[test]
fn all_characters_that_are_wrong_are_quoted() {
    for (typed, characters) in [
        ("[2020 TO 2021]", "\"[2020 TO 2021]\""),
        ("三项制度 {甲 TO 乙} 丙", "三项制度 \"{甲 TO 乙}\" 丙"),
        ("甲 年度:[2020 TO 2021]", "甲 \"年度:[2020 TO 2021]\""),
        ("甲 /SEN 3 乙", "甲 \"/SEN 3\" 乙"),
        ("甲 ADJ 5 乙", "甲 \"ADJ 5\" 乙"),
        ("甲 ADJ 乙", "甲 \"ADJ\" 乙"),
        ("甲 NEAR 5 乙", "甲 \"NEAR 5\" 乙"),
        ("(甲 乙) NEAR/5 丙", "\"(甲 乙)\" NEAR/5 丙"),
        ("丙 NEAR/5 (甲 -乙) 丁", "丙 NEAR/5 \"(甲 -乙)\" 丁"),
        ("甲 同句:(-乙 -丙) 丁", "甲 \"同句:(-乙 -丙)\" 丁"),
        ("甲 同句: 乙 丙", "甲 \"同句: 乙\" 丙"),
        ("甲 部分: 不足 乙", "甲 \"部分: 不足\" 乙"),
        ("甲 foo: bar 乙", "甲 \"foo: bar\" 乙"),
        ("甲 ~(乙 丙) 丁", "甲 \"~(乙 丙)\" 丁"),
        ("年度 >= 2021", "年度 \">=\" 2021"),
    ] {
        let error = read(typed).expect_err(typed);
        assert_eq!(error.characters(), Some(characters), "{typed}: {error}");
    }
}

#[test]
fn queries_without_anything_to_search_are_refused() {
    assert_eq!(read("").unwrap_err().to_string(), "the query is empty");
    assert_eq!(read(" \u{3000}").unwrap_err().to_string(), "the query is empty");
    assert!(read("、").unwrap_err().to_string().starts_with("nothing is left"));
    assert!(read(&"法".repeat(2001)).is_err());
    assert!(read(&"(".repeat(200)).is_err());
}

#[test]
fn an_error_says_how_to_search_for_the_characters() {
    for (typed, expected) in [
        ("甲 法律~2", "甲 \"法律~2\""),
        ("甲 NEAR 乙", "甲 \"NEAR\" 乙"),
        ("同句：年度：2023", "\"同句：年度：2023\""),
        ("甲)?乙", "\"甲)?乙\""),
        ("甲 作者：乙", "甲 \"作者：乙\""),
        ("负责人）", "\"负责人）\""),
        ("‘十四五", "\"‘十四五\""),
        ("\"甲\"~2", "“\"甲\"~2”"),
        ("(甲 OR 乙)丙", "\"(甲 OR 乙)丙\""),
        ("或", "\"或\""),
        ("年度：", "\"年度：\""),
        ("部分：附件", "\"部分：附件\""),
        ("、", "'、'"),
        ("'", "‘'’"),
    ] {
        let error = read(typed).expect_err(typed);
        assert_eq!(error.characters(), Some(expected), "{typed}");
        assert!(read(expected).is_ok(), "{expected}");
    }
    assert_eq!(read("甲 \"乙 丙").unwrap_err().characters(), None);
}

#[test]
fn what_else_a_line_could_mean_is_known() {
    for (typed, expected) in [
        ("三项制度 法律顾问", ""),
        ("三项制度 OR 法律顾问 -甲", ""),
        ("（法治政府）", "grouping: （法治政府）"),
        ("(甲) OR (乙)", "grouping: (or (甲) (乙))"),
        ("(甲 乙)", ""),
        ("“三项”制度", "one-term: (and 三项 制度)"),
        ("“甲”或“乙”", "one-term: (or 甲 乙)"),
        ("落实“三项”制度", ""),
        ("法律\n顾问", "across-lines: (and 法律 顾问)"),
        ("甲|乙", "alternatives: 甲|乙"),
        ("甲 | 乙", ""),
        ("年度：2023", "condition: 年度：2023"),
        ("-年度:2023 甲", ""),
        ("法律 or 顾问", "word: (or 法律 顾问)"),
        ("法律 或者 顾问", "word: (or 法律 顾问)"),
        ("法律 不含 顾问", "word: (and 法律 (not 顾问))"),
        ("法律 / 顾问", "word: (or 法律 顾问)"),
        ("法律顾问 —聘请", "word: (and 法律顾问 (not 聘请)); marks: (and 法律顾问 聘请)"),
        ("法律顾问和公职律师", "one-term: (and 法律顾问 公职律师) (or 法律顾问 公职律师)"),
        ("与会人员", ""),
        ("（一）强化", "one-term: (and 一 强化)"),
        ("三项制度。", "marks: 三项制度"),
        ("#法律", "marks: 法律"),
        ("“三项制度”。", "marks: 三项制度"),
        ("，甲？ 年度:2023", "marks: (and 甲 年度:2023)"),
        ("。", ""),
        ("法律顾问、公职律师", "one-term: (and 法律顾问 公职律师) (or 法律顾问 公职律师)"),
        ("法律顾问/公职律师", "one-term: (and 法律顾问 公职律师) (or 法律顾问 公职律师)"),
        ("立案…起", "one-term: (and 立案 起) (or 立案 起)"),
        ("1,234件", ""),
        ("2021—2025年", ""),
        ("聘请*法律顾问", "wildcards: 聘请*法律顾问"),
        ("是否落实？如何整改？", "wildcards: 是否落实？如何整改？"),
        ("法律*", "wildcards: 法律*"),
        ("～5月", "aliases: ～5月"),
        ("~三项制度。", "aliases: ~三项制度。; marks: ~三项制度"),
        ("~甲、乙", "aliases: ~甲、乙; one-term: (and ~甲 ~乙) (or ~甲 ~乙)"),
        ("~“三项制度”", ""),
        ("同句:法律顾问", "scope: 同句:法律顾问"),
        ("同句:(甲 乙) -丙", ""),
        ("法律 near 顾问", "word: (near 20 法律 顾问)"),
        ("聘请 先后 顾问", "word: (before 20 聘请 顾问)"),
        ("甲、乙 NEAR/5 丙。", ""),
    ] {
        let found = readings(typed, false).into_iter().map(|reading| {
            let others: Vec<String> = reading.others.iter().map(shape).collect();
            format!("{}: {}", reading.read_as.key(), others.join(" "))
        });
        assert_eq!(found.collect::<Vec<_>>().join("; "), expected, "{typed:?}");
    }
    assert_eq!(readings("三项制度。 法律/顾问", true), []);
}

#[test]
fn a_query_prints_and_reads_back() {
    let mut dice = Dice::new(7);
    for _ in 0..5_000 {
        let query = random_query(&mut dice, 3);
        let printed = query.to_string();
        let back = read(&printed).unwrap_or_else(|error| panic!("{printed}: {error}"));
        assert_eq!(back, query, "{printed}");
        assert_eq!(back.to_string(), printed);
    }
}

#[test]
fn every_line_has_one_meaning_or_an_error_that_says_how_to_search_for_it() {
    let pieces = [
        "(",
        ")",
        "（",
        "）",
        "\"",
        "“",
        "”",
        "'",
        "‘",
        "’",
        "|",
        "||",
        "-",
        "--",
        "&",
        "!",
        "*",
        "?",
        "？",
        "~2",
        "^",
        "/",
        "@",
        "[",
        "]",
        " TO ",
        ":",
        "：",
        "=",
        " ",
        " ",
        "\n",
        "\t",
        "，",
        "、",
        "甲",
        "乙丙",
        "一",
        "2",
        "OR",
        "或",
        "AND",
        "NOT",
        "非",
        "or",
        "年度:",
        "机关：",
        "site",
        "日期:",
        "文号:",
        "网址:",
        "..",
        "…",
        "\\d",
        "+",
        "\u{200B}",
        "《",
        "%",
        "NEAR/2",
        " NEAR/2 ",
        " 先后／3 ",
        "BEFORE",
        "同句:",
        "同段：(",
        "全篇:(",
        "~",
        "～",
        "＊",
    ];
    let mut dice = Dice::new(29);
    let mut readable = 0;
    for _ in 0..60_000 {
        let line: String = (0..=dice.below(8)).map(|_| dice.pick(&pieces)).collect();
        for reading in readings(&line, false) {
            for other in reading.others {
                assert_eq!(read(&other.to_string()), Ok(other), "{line:?}");
            }
        }
        match read(&line) {
            Ok(query) => {
                readable += 1;
                assert_eq!(read(&query.to_string()), Ok(query), "{line:?}");
            }
            Err(error) => {
                let is_one_word = !line.trim().contains(char::is_whitespace);
                // Both ends of a strict term cannot stand in one.
                let is_unwritable = line.contains('\'') && line.contains('’');
                let needs_offer = error.at().is_some() && is_one_word && !is_unwritable;
                assert!(error.characters().is_some() || !needs_offer, "{line:?}: {error}");
                assert!(error.at().is_none_or(|at| at <= line.chars().count()), "{line:?}");
            }
        }
    }
    assert!((5_000..55_000).contains(&readable), "{readable}");
}

#[test]
fn only_terms_that_have_to_occur_are_marked() {
    let query = read("甲 (乙 OR 甲) -丙 机关:丁").unwrap();
    let terms: Vec<&str> = query.terms().into_iter().map(Term::text).collect();
    assert_eq!(terms, ["甲", "乙"]);
}
