//! Tables of queries as they are typed and as they are understood.

use super::*;
use crate::report::Year;

fn read(text: &str) -> Result<Query, QueryError> {
    text.parse()
}

/// Prints a query so that its structure shows.
fn shape(query: &Query) -> String {
    let list = |inner: &[Query]| inner.iter().map(shape).collect::<Vec<_>>().join(" ");
    match query {
        Query::Term(term) if term.is_strict() => format!("'{}'", term.text()),
        Query::Term(term) => term.text().to_owned(),
        Query::Condition(condition) => condition.to_string(),
        Query::Not(inner) => format!("(not {})", shape(inner)),
        Query::And(inner) => format!("(and {})", list(inner)),
        Query::Or(inner) => format!("(or {})", list(inner)),
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
        ("--甲", "甲"),
        ("甲 -(乙 OR 丙) 丁", "(and 甲 (not (or 乙 丙)) 丁)"),
        ("甲 -乙 OR 丙", "(or (and 甲 (not 乙)) 丙)"),
        ("（甲 或 乙） 丙", "(and (or 甲 乙) 丙)"),
        ("\"两 个 词\"", "两 个 词"),
        ("“双随机、一公开”", "双随机、一公开"),
        ("「法律顾问」『三项制度』", "(and 法律顾问 三项制度)"),
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
        ("agency:\"卫生 健康\"", "机关:\"卫生 健康\""),
        ("机关:＝云岫县司法局", "机关:=云岫县司法局"),
        (
            "省:河南省 市：三门峡市（本级） 县:411224",
            "(and 省:河南省 市:三门峡市（本级） 县:411224)",
        ),
        ("prefecture:411200 county:未识别", "(and 市:411200 县:未识别)"),
        ("注意:事项", "注意:事项"),
        ("监", "监"),
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
        ("同句:(甲 乙)", "scopes and NEAR are not supported yet", 1),
        ("''", "there is nothing between the quotation marks", 1),
    ] {
        let error = read(typed).expect_err(typed);
        let text = error.to_string();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 3, "{typed}: no place is marked: {text}");
        assert_eq!(lines[0], message, "{typed}");
        let before: String = typed.chars().take(at - 1).collect();
        let expected = 4 + unicode_width::UnicodeWidthStr::width(before.as_str());
        assert_eq!(lines[2].find('^'), Some(expected), "{typed}\n{text}");
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
fn a_query_prints_and_reads_back() {
    let mut random = 7u64;
    for _ in 0..5_000 {
        let query = random_query(&mut random, 3);
        let printed = query.to_string();
        let back = read(&printed).unwrap_or_else(|error| panic!("{printed}: {error}"));
        assert_eq!(back, query, "{printed}");
    }
}

/// Returns the next number of a fixed sequence, below `below`.
fn next(random: &mut u64, below: u64) -> u64 {
    *random =
        random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*random >> 33) % below
}

fn random_query(random: &mut u64, depth: u64) -> Query {
    let texts = [
        "三项制度",
        "OR",
        "与",
        "-甲",
        "(一)",
        "国办发(2018)118号",
        "a b",
        "年度:2023",
        "监",
        "甲|乙",
        "）",
        "NOT",
        "'甲'",
        "&乙",
        "NEAR/3",
        "!",
        "非",
        "甲：乙",
        "(",
        "、甲",
    ];
    let mut text = || {
        let at = next(random, texts.len() as u64);
        texts[usize::try_from(at).unwrap()]
    };
    let single = match text().len() % 4 {
        0 => Query::Term(Term::strict(text().trim_matches('\''))),
        1 => Query::Condition(Condition::Agency(Term::folded(text()).text().to_owned())),
        _ => Query::Term(Term::folded(text())),
    };
    if depth == 0 {
        return single;
    }
    match next(random, 6) {
        0 => Query::all(vec![random_query(random, depth - 1), random_query(random, depth - 1)]),
        1 => Query::any(vec![random_query(random, depth - 1), random_query(random, depth - 1)]),
        2 => match random_query(random, depth - 1) {
            Query::Not(inner) => *inner,
            other => Query::Not(Box::new(other)),
        },
        3 => Query::Condition(Condition::Year(Years::Range(Year::new(2021), None))),
        _ => single,
    }
}

#[test]
fn only_terms_that_have_to_occur_are_marked() {
    let query = read("甲 (乙 OR 甲) -丙 机关:丁").unwrap();
    let terms: Vec<&str> = query.terms().into_iter().map(Term::text).collect();
    assert_eq!(terms, ["甲", "乙"]);
}
