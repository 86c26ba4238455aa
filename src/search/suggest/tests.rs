//! Suggestions over a small index: which, in which order, and that each finds as much as it claims.

use super::*;
use crate::query::Condition;
use crate::search::Mode;
use crate::search::small_index::{SmallIndex, commit_texts, report_text};

/// A small index with its suggestions.
struct World {
    index: SmallIndex,
    suggester: Suggester,
}

impl World {
    fn new(reports: &[(&str, String)], dictionary: Option<&str>) -> Self {
        Self::over(SmallIndex::new(reports, dictionary))
    }

    fn over(index: SmallIndex) -> Self {
        let suggester = Suggester::new(&index.reader).unwrap();
        Self { index, suggester }
    }

    fn suggest(&self, line: &str) -> Suggestions {
        self.suggester.suggest(&self.index.reader, line).unwrap()
    }

    /// Prints the suggestions for a line: what each inserts, with the number of reports it finds.
    fn printed(&self, line: &str) -> String {
        let suggestions = self.suggest(line).suggestions.into_iter();
        let one = |it: Suggestion| {
            let reports = it.reports.map_or("?".to_owned(), |reports| reports.to_string());
            format!("{} {reports}", it.insert)
        };
        suggestions.map(one).collect::<Vec<_>>().join(" | ")
    }

    fn reports_found(&self, line: &str) -> u64 {
        let request = Request { limit: 0, ..Request::new(line.parse().unwrap()) };
        assert_eq!(request.mode, Mode::Exact);
        search(&self.index.reader, &request).unwrap().body.counts.reports
    }
}

fn report(agency: &str, year: u16, measures: &str) -> String {
    report_text(agency, year, measures, &format!("{agency}{year}年执法力量不足。"))
}

fn world() -> World {
    World::new(&reports(), None)
}

fn reports() -> [(&'static str, String); 7] {
    let lushi = "河南省三门峡市卢氏县司法局";
    [
        ("1.txt", report(lushi, 2022, "落实“三项”制度，聘请法律顾问，开展法律援助。")),
        ("2.txt", report(lushi, 2023, "落实三项制度，开展行政执法、法律援助。")),
        // A copy, which is not counted.
        ("2b.txt", report(lushi, 2023, "落实三项制度，开展行政执法、法律援助。")),
        ("3.txt", report("河南省三门峡市卢氏县卫生健康委员会", 2023, "综合行政执法，法律援助。")),
        ("4.txt", report("河北省石家庄市桥西区司法局", 2023, "开展行政复议，法律顾问。")),
        ("5.txt", report("重庆市酉阳土家族苗族自治县司法局", 2021, "开展行政执法。")),
        ("6.txt", "某某工作\n没有年度的文字。\n".to_owned()),
    ]
}

#[test]
fn each_kind_of_word_goes_on() {
    let world = world();
    for (line, expected) in [
        ("", ""),
        ("三项制度 ", ""),
        ("、", ""),
        ("无此词", ""),
        ("法律", "法律援助 3 | 法律顾问 2"),
        ("三项制度 -“法律顾", "法律顾问 2"),
        ("顾问", "法律顾问 2"),
        ("執法", "行政执法 3 | 综合行政执法 1"),
        (
            "卢氏",
            "县:卢氏县 3 | 机关:=河南省三门峡市卢氏县司法局 2 | \
             机关:=河南省三门峡市卢氏县卫生健康委员会 1",
        ),
        ("2023", "年度:2023 3"),
        ("年度:", "年度:2023 3 | 年度:2022 1 | 年度:2021 1"),
        ("年度:2021年", "年度:2021 1"),
        ("部分:", "部分:举措和成效 5 | 部分:不足和原因 5 | 部分:其他 6"),
        ("short", "部分:不足和原因 5"),
        ("类型:法治", "类型:法治政府建设年度报告 5"),
        ("标题:三项", ""),
    ] {
        assert_eq!(world.printed(line), expected, "{line}");
    }
}

#[test]
fn regions_go_by_pinyin_and_by_every_name() {
    let world = world();
    for (line, expected) in [
        ("ls", "县:卢氏县 3"),
        ("lushix", "县:卢氏县 3"),
        ("LuShi", "县:卢氏县 3"),
        ("smx", "市:三门峡市 3"),
        ("zhongqing", "省:重庆市 1 | 机关:=重庆市酉阳土家族苗族自治县司法局 1"),
        ("渝", "省:重庆市 1"),
        ("youyangtujia", "县:酉阳土家族苗族自治县 1"),
        ("yǒuyáng", "县:酉阳土家族苗族自治县 1"),
        ("县:q", "县:河北省石家庄市桥西区 1"),
        ("县:桥西", "县:河北省石家庄市桥西区 1"),
        ("酉阳自治县", "县:酉阳土家族苗族自治县 1"),
        ("地区:三门峡市卢", "县:卢氏县 3"),
        ("地区:411224", ""),
        ("省:", "省:河南省 3 | 省:河北省 1 | 省:重庆市 1"),
        ("市:", "市:三门峡市 3 | 市:石家庄市 1"),
        ("省:卢氏", ""),
    ] {
        assert_eq!(world.printed(line), expected, "{line}");
    }
    let region = world.suggest("县:桥西").suggestions.remove(0);
    assert_eq!(
        (region.text.as_str(), region.within.as_deref()),
        ("桥西区", Some("河北省 › 石家庄市"))
    );
    assert_eq!(region.highlights, [[0, 2]]);
}

#[test]
fn agencies_go_by_pinyin_and_initials_of_their_offices() {
    let world = world();
    let health = "机关:=河南省三门峡市卢氏县卫生健康委员会 1";
    let courts = "机关:=河南省三门峡市卢氏县司法局 2 | 机关:=河北省石家庄市桥西区司法局 1 | \
                  机关:=重庆市酉阳土家族苗族自治县司法局 1";
    for (line, expected) in [
        ("wjw", health),
        ("机关:wjw", health),
        ("weisheng", health),
        ("WeiJianWei", health),
        ("sfj", courts),
        ("机关:sifa", courts),
        ("hnssmxslsxsfj", "机关:=河南省三门峡市卢氏县司法局 2"),
        ("jyj", ""),
    ] {
        assert_eq!(world.printed(line), expected, "{line}");
    }
}

#[test]
fn every_suggestion_finds_as_many_reports_as_it_says() {
    let world = world();
    let mut met = std::collections::BTreeSet::new();
    let fields = ["年度:", "地区:", "省:", "市:", "县:", "机关:", "部分:", "类型:"];
    let text = "开展综合行政执法行政复议法律援助聘请法律顾问三项制度河南省三门峡市卢氏县卫健委\
                重庆市酉阳县河北省石家庄市桥西区司法局2023年度其他报告";
    let characters = text.chars().map(String::from);
    for line in characters.chain(fields.map(str::to_owned)) {
        for suggestion in world.suggest(&line).suggestions {
            let found = world.reports_found(&suggestion.insert);
            assert_eq!(suggestion.reports, Some(found), "{line}: {suggestion:?}");
            assert!(found > 0, "{line}: {suggestion:?}");
            met.insert(suggestion.insert);
        }
    }
    assert!(met.len() > 25, "{met:?}");
}

#[test]
fn replaced_ranges_are_in_characters() {
    let world = world();
    for (line, expected) in [
        ("法律", [0, 2]),
        ("三项制度 -“法律", [6, 9]),
        ("𠀀 机关：=云岫", [2, 8]),
        ("三项 ", [3, 3]),
    ] {
        assert_eq!(world.suggest(line).replaces, expected, "{line}");
    }
    assert_eq!(world.suggest("法").ground.reports, 6);
}

#[test]
fn all_terms_have_a_count_or_none_has() {
    let world = world();
    let counts = |left: u64| {
        let terms = world.suggester.terms(&world.index.reader, "法律", left).unwrap();
        terms.into_iter().map(|it| (it.text, it.reports)).collect::<Vec<_>>()
    };
    let (aid, adviser) = ("法律援助".to_owned(), "法律顾问".to_owned());
    assert_eq!(counts(100), [(aid.clone(), Some(3)), (adviser.clone(), Some(2))]);
    // Of a list with both, those without would look as if they had none.
    for left in 0..12 {
        let counts: Vec<bool> = counts(left).iter().map(|(_, count)| count.is_some()).collect();
        assert!(counts == [true, true] || counts == [false, false], "{left}: {counts:?}");
    }
    assert_eq!(counts(1), [(aid, None), (adviser, None)]);
}

#[test]
fn names_that_a_query_line_cannot_express_are_not_suggested() {
    for (query, expected) in [
        (Condition::AgencyIs("云岫县司法局".to_owned()), Some("机关:=云岫县司法局")),
        (Condition::AgencyIs("云岫县 司法局".to_owned()), Some("机关:\"=云岫县 司法局\"")),
        (Condition::AgencyIs("云岫县\"司法局".to_owned()), None),
    ] {
        assert_eq!(query_line(&Query::Condition(query)).as_deref(), expected);
    }
}

#[test]
fn an_index_brought_up_to_date_suggests_what_a_fresh_one_does() {
    let reports = reports();
    let (all, left) = (world().index.dir, &reports[..4]);
    commit_texts(all.path(), left, None);
    let (updated, fresh) = (World::over(SmallIndex::open(all)), World::new(left, None));
    for line in ["法", "法律", "执法", "卢氏", "县:", "机关:", "年度:", "部分:", "2"]
    {
        assert_eq!(updated.printed(line), fresh.printed(line), "{line}");
    }
    assert_eq!(updated.printed("复议"), "", "terms of deleted reports are not suggested");
}

#[test]
fn terms_of_the_users_dictionary_are_suggested() {
    let reports = [("1.txt", report("云岫县卫生健康委员会", 2023, "推进智慧卫监平台。"))];
    let with = World::new(&reports, Some("智慧卫监\n两山理念\n"));
    assert_eq!(with.printed("卫监"), "智慧卫监 1");
    assert_eq!(with.printed("两山"), "");
    assert_eq!(World::new(&reports, None).printed("卫监"), "");
}
