//! The facts of whole reports: short and invented ones, and real ones.

mod collected_pages;
mod genres;

use super::*;
use crate::extract::Label;
use crate::gazetteer::{Existence, Gazetteer};
use crate::report::Verdict;
use crate::testing::{first_two_lines, real_reports, with_radicals};

fn facts_of(body: &str, page: &PageFacts, path: &str) -> Found {
    find_facts(body, page, path, GivenAddress::Nothing).0
}

/// Prints the facts of a report on one line: agency, region, year, date, title, notes.
fn shown(body: &str, path: &str) -> String {
    let found = facts_of(body, &PageFacts::default(), path);
    let facts = &found.facts;
    let agency = facts.agency.as_ref().map_or("-", |fact| fact.value.canonical.as_str());
    let code = facts.region.as_ref().and_then(|fact| fact.value.code()).unwrap_or("-");
    let year = facts.year.as_ref().map_or("-".to_owned(), |fact| fact.value.to_string());
    let date = facts.date.as_ref().map_or("-".to_owned(), |fact| fact.value.to_string());
    let title = facts.title.as_ref().map_or("-", |fact| fact.value.as_str());
    let notes: Vec<String> =
        found.notes.iter().map(|note| note.text(crate::report::Language::English)).collect();
    format!("{agency} {code} {year} {date} {title} [{}]", notes.join("; "))
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table")]
fn facts_of_whole_reports() {
    for (body, path, expected) in [
        (
            "酉阳土家族苗族自治县司法局\n关于2023年法治政府建设情况的报告\n\n我局认真学习。\n一、主要工作\n普法。\n\n酉阳自治县司法局\n",
            "a.txt",
            "酉阳土家族苗族自治县司法局 500242 2023 - 酉阳土家族苗族自治县司法局关于2023年法治政府建设情况的报告 []",
        ),
        (
            " 2024年，卢氏县水利局坚持学习，在市水利局指导下工作。\n一、工作\n好。\n",
            "a.txt",
            "卢氏县水利局 411224 2024 - - [no title found]",
        ),
        (
            "2021年我局在县委、县政府的领导下工作。\n一、工作\n按照《X县财政局方案》执行。\n",
            "a.txt",
            "X县财政局 - 2021 - - [no title found; the agency is anonymised: X县财政局]",
        ),
        (
            "定襄县教育和体育局\n\n2023 年法治政府建设工作情况的报告\n\n好。\n\n定襄县教育和体育局\n\n2023年12月18日\n",
            "a.txt",
            "定襄县教育和体育局 140921 2023 2023-12-18 定襄县教育和体育局2023年法治政府建设工作情况的报告 []",
        ),
        (
            "关于2022年度法治政府建设情况的报告\n县人民政府：\n现将情况报告如下：\n一、工作\n好。\n酉阳自治县市监局\n2023年1月9日\n",
            "a.txt",
            "酉阳土家族苗族自治县市场监督管理局 500242 2022 2023-01-09 关于2022年度法治政府建设情况的报告 []",
        ),
        (
            "朝阳区司法局2022年度法治政府建设情况的报告\n我局认真工作。\n",
            "a.txt",
            "朝阳区司法局 - 2022 - 朝阳区司法局2022年度法治政府建设情况的报告 [the region is ambiguous: 北京市 › 朝阳区, 吉林省 › 长春市 › 朝阳区]",
        ),
        (
            "朝阳区司法局2022年度法治政府建设情况的报告\n我局认真工作。\n",
            "吉林省/长春市/a.txt",
            "朝阳区司法局 220104 2022 - 朝阳区司法局2022年度法治政府建设情况的报告 []",
        ),
        (
            "水利部2022年度法治政府建设情况的报告\n好。\n",
            "a.txt",
            "水利部 - 2022 - 水利部2022年度法治政府建设情况的报告 []",
        ),
        (
            "国家税务总局卢氏县税务局2022年度法治政府建设情况的报告\n好。\n",
            "a.txt",
            "国家税务总局卢氏县税务局 411224 2022 - 国家税务总局卢氏县税务局2022年度法治政府建设情况的报告 []",
        ),
        (
            "我局认真工作。\n",
            "2020/卢氏县人社局2020年法治报告.txt",
            "卢氏县人力资源和社会保障局 411224 2020 - - [no title found]",
        ),
        (
            "好。\n",
            "x.txt",
            "- - - - - [no title found; no agency found; no region found; no year found]",
        ),
        ("", "", "- - - - - [no title found; no agency found; no region found; no year found]"),
        (
            "武隆县环境保护局2015年度依法行政工作报告\n好。\n",
            "a.txt",
            "武隆县环境保护局 500232 2015 - 武隆县环境保护局2015年度依法行政工作报告 []",
        ),
        (
            "湘潭縣財政局２０２３年法治政府建設年度報告\n我局。\n",
            "a.txt",
            "湘潭县财政局 430321 2023 - 湘潭縣財政局２０２３年法治政府建設年度報告 []",
        ),
        (
            "仙桃市人民政府关于2023年度法治政府建设情况的报告\n好。\n",
            "a.txt",
            "仙桃市人民政府 429004 2023 - 仙桃市人民政府关于2023年度法治政府建设情况的报告 []",
        ),
        (
            "广西壮族自治区司法厅关于二〇二三年度法治政府建设情况的报告\n好。\n",
            "a.txt",
            "广西壮族自治区司法厅 450000 2023 - 广西壮族自治区司法厅关于二〇二三年度法治政府建设情况的报告 []",
        ),
        (
            "云岭县卫健局2023年法治政府建设情况报告\n我局赴卢氏县学习，卢氏县的做法好。\n",
            "a.txt",
            "云岭县卫生健康局 - 2023 - 云岭县卫健局2023年法治政府建设情况报告 [no region found]",
        ),
        (
            "关于2022年度法治政府建设情况的报告\n广东省人民政府：\n现将珠海市2022年度情况报告如下：\n一、工作\n",
            "a.txt",
            "珠海市人民政府 440400 2022 - 关于2022年度法治政府建设情况的报告 []",
        ),
        (
            "关于报送XX县农业农村局2020年法治工作情况的报告\n好。\n",
            "a.txt",
            "XX县农业农村局 - 2020 - 关于报送XX县农业农村局2020年法治工作情况的报告 [the agency is anonymised: XX县农业农村局]",
        ),
        (
            "新疆生产建设兵团第八师石河子市2022年度法治政府建设情况报告\n好。\n",
            "a.txt",
            "新疆生产建设兵团第八师石河子市人民政府 659001 2022 - 新疆生产建设兵团第八师石河子市2022年度法治政府建设情况报告 []",
        ),
        (
            "台州市生态环境局2020年度法治工作情况及2021年工作计划\n好。\n",
            "a.txt",
            "台州市生态环境局 331000 2020 - 台州市生态环境局2020年度法治工作情况及2021年工作计划 []",
        ),
        (
            "一、总体情况\n我委好。\n",
            "河南省/三门峡市/卢氏县/县卫健委2022年.txt",
            "卢氏县卫生健康委员会 411224 2022 - - [no title found]",
        ),
        (
            "酉阳县龙潭镇2023年法治政府建设情况报告\n好。\n",
            "a.txt",
            "酉阳土家族苗族自治县龙潭镇人民政府 500242 2023 - 酉阳县龙潭镇2023年法治政府建设情况报告 []",
        ),
    ] {
        assert_eq!(shown(body, path), expected, "{body}");
    }
}

/// Prints the facts that a page and its labels give on one line.
fn printed(found: &Found) -> String {
    let shown = |fact: Fact| found.facts.get(fact).map_or("-".to_owned(), |fact| fact.value);
    let facts = [
        Fact::Agency,
        Fact::Region,
        Fact::Year,
        Fact::Date,
        Fact::Published,
        Fact::DocumentNumber,
        Fact::IndexNumber,
        Fact::Kind,
    ];
    facts.map(shown).join(" | ")
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn labels_above_a_report_that_was_saved_as_text_are_read() {
    for (text, expected) in [
        (
            "今天是：2019年10月31日 星期四 农历十月初四\n您所在的位置：政务公开 > 法治政府建设年报\n\
             索 引 号 | 11411224MB0001/2024-00012 | 发布机构 | 县司法局 |\n文　　号 | 卢财字〔2024〕3号 | 成文日期 | 2024-01-05 |\n\
             卢氏县财政局2023年法治政府建设年度报告\n发布时间：2024-02-06 09：18 来源：卢氏县司法局 字号：大 中 小\n我局认真工作。\n",
            "卢氏县财政局 | 河南省 › 三门峡市 › 卢氏县 | 2023 | 2024-01-05 | 2024-02-06 | 卢财字〔2024〕3号 | 11411224MB0001/2024-00012 | 法治政府建设年度报告",
        ),
        (
            "索引号：11610104MB0002/2025-1\n区财政局2024年法治政府建设情况报告\n2025-01-20 17:01  |  区财政局\n我局在区委、区政府领导下工作。\n",
            "莲湖区财政局 | 陕西省 › 西安市 › 莲湖区 | 2024 | - | 2025-01-20 | - | 11610104MB0002/2025-1 | 法治政府建设年度报告",
        ),
        (
            "市水务局2025年度法治政府建设情况报告-某某国际\n朗读\n市水务局2025年度法治政府建设情况报告\n来源：武汉市水务局 时间：2026/01/20\n我局工作。\n",
            "武汉市水务局 | 湖北省 › 武汉市 | 2025 | - | 2026-01-20 | - | - | 法治政府建设年度报告",
        ),
        (
            "某县财政局2023年法治政府建设年度报告\n发布日期：2024年1月8日\n索引号：11411224MB0001\n我局工作。\n",
            "某县财政局 | - | 2023 | - | 2024-01-08 | - | 11411224MB0001 | 法治政府建设年度报告",
        ),
    ] {
        assert_eq!(printed(&facts_of(text, &PageFacts::default(), "a.txt")), expected, "{text}");
    }
}

#[test]
fn shapes_that_were_seen_on_pages_are_read() {
    for (text, expected) in [
        (
            "中共嘉兴市委  嘉兴市人民政府\n关于2023年度法治政府建设情况的报告\n2023年，嘉兴市坚持学习。\n",
            "中共嘉兴市委嘉兴市人民政府 | 浙江省 › 嘉兴市 | 2023 | - | - | -",
        ),
        (
            "深圳市交通运输局龙岗管理局2023年法治政府建设年度报告\n我局工作。\n",
            "深圳市交通运输局龙岗管理局 | 广东省 › 深圳市 | 2023 | - | - | -",
        ),
        (
            "卢氏县2023年度法治政府建设情况报告\n发布日期:2024-01-28 信息来源:卢氏县司法局 浏览次数: 12\n2023年，卢氏县坚持。\n",
            "卢氏县人民政府 | 河南省 › 三门峡市 › 卢氏县 | 2023 | - | 2024-01-28 | -",
        ),
        // Another agency publishes the report.
        (
            "2023年法治政府建设情况报告\n发布机构：泽州县司法局\n发布时间：2024年01月08日\n2023年，泽州县审计局在县委、县政府领导下工作，我局学习。\n",
            "泽州县审计局 | 山西省 › 晋城市 › 泽州县 | 2023 | - | 2024-01-08 | -",
        ),
        (
            "首页>政务公开>法治政府建设\n标题: 卢氏县水利局2022年法治政府建设报告\n索 引 号: \n发布日期: 2023-01-09\n我局工作。\n卢氏县水利局\n2023年1月5日\n",
            "卢氏县水利局 | 河南省 › 三门峡市 › 卢氏县 | 2022 | 2023-01-05 | 2023-01-09 | -",
        ),
        (
            "习近平法治思想(sī xiǎng)\n云岭县财政局(jú)2023年法治政府建设报告\n我局(jú)工作。\n",
            "云岭县财政局 | - | 2023 | - | - | -",
        ),
        (
            "县政府：\n现将我局2023年度情况报告如下：\n召开县委会议，传达县委精神，传达县政府精神，争创示范县、健康县。\n县财政局\n2024年1月3日\n",
            "县财政局 | - | 2023 | 2024-01-03 | - | -",
        ),
        (
            "某市财政局2023年法治政府建设报告\n发布机构：长春市财政局\n我局工作。\n",
            "某市财政局 | - | 2023 | - | - | -",
        ),
        (
            "2024年1月5日 星期五 白天：多云\n浦东新区财政局2023年法治政府建设报告\n信息提供日期:2024-01-28\n我局工作。\n",
            "浦东新区财政局 | 上海市 › 浦东新区 | 2023 | - | 2024-01-28 | -",
        ),
    ] {
        let line = printed(&facts_of(text, &PageFacts::default(), "a.txt"));
        assert!(line.starts_with(&format!("{expected} |")), "{line}");
    }
}

#[test]
fn the_metadata_of_the_page_is_weighed_with_the_text() {
    let body = "2023年，我局在区委、区政府领导下工作。\n一、主要举措\n学法。\n";
    let labels = [
        ("索引号", "11610104MB0002/2024-1"),
        ("发布机构", "莲湖区财政局"),
        ("发文日期", "2024年1月5日"),
        ("来源", "市司法局"),
    ];
    let labels = labels.map(|(word, value)| Label::new(word, value).unwrap()).to_vec();
    let meta = pairs(&[
        ("articletitle", "区财政局2023年度法治政府建设情况报告"),
        ("pubdate", "2024-02-06 10:00"),
        ("siteidcode", "6101040001"),
        ("sitename", "莲湖区人民政府"),
    ]);
    let page = PageFacts { labels, meta: meta.clone(), ..PageFacts::default() };
    let found = facts_of(body, &page, "a.html");
    assert_eq!(
        printed(&found),
        "莲湖区财政局 | 陕西省 › 西安市 › 莲湖区 | 2023 | 2024-01-05 | 2024-02-06 | - | 11610104MB0002/2024-1 | 法治政府建设年度报告"
    );
    let title = found.facts.title.unwrap();
    assert_eq!(
        (title.source, title.value.as_str()),
        (Source::Metadata, "区财政局2023年度法治政府建设情况报告")
    );
    // The site alone completes the name; the title of the text wins over the page's.
    let page = PageFacts { meta, ..PageFacts::default() };
    let own = format!("碑林区财政局2022年度法治政府建设情况报告\n{body}");
    for (body, expected) in [
        (body, "莲湖区财政局 | 陕西省 › 西安市 › 莲湖区 | 2023 |"),
        (own.as_str(), "碑林区财政局 | 陕西省 › 西安市 › 碑林区 | 2022 |"),
    ] {
        let line = printed(&facts_of(body, &page, "a.html"));
        assert!(line.starts_with(expected), "{line}");
    }
}

#[test]
fn a_host_completes_a_name_and_nothing_more() {
    let lianhu = |_: &str| vec![Gazetteer::shared().by_code("610104").unwrap()];
    let page =
        PageFacts { url: Some("http://www.a.gov.cn/1.html".to_owned()), ..PageFacts::default() };
    for (body, expected) in [
        (
            "区财政局2023年法治政府建设情况报告\n我局工作。\n",
            "莲湖区财政局 | 陕西省 › 西安市 › 莲湖区",
        ),
        ("市财政局2023年法治政府建设情况报告\n我局工作。\n", "市财政局 | -"),
        (
            "碑林区财政局2023年法治政府建设情况报告\n我局工作。\n",
            "碑林区财政局 | 陕西省 › 西安市 › 碑林区",
        ),
        ("*区财政局2023年法治政府建设情况报告\n我局工作。\n", "*区财政局 | -"),
        ("区财政局2023年法治政府建设情况报告\n在*区司法局指导下工作。\n", "区财政局 | -"),
    ] {
        let (found, evidence) = find(body, &page, "a.html", GivenAddress::Nothing, lianhu);
        assert!(printed(&found).starts_with(&format!("{expected} |")), "{}", printed(&found));
        assert!(evidence.iter().any(|clue| clue.place == "host"), "{evidence:?}");
        let (without, _) = find_facts(body, &page, "a.html", GivenAddress::Nothing);
        assert!(without.facts.region.is_none() || without.facts.region == found.facts.region);
    }
}

#[test]
fn radicals_change_no_fact() {
    let body = "酉阳县水利局\n关于2023年法治政府建设工作情况的报告\n我局工作。\n一、主要举措\n用水。\n酉阳县水利局\n2024年1月9日\n";
    let page = PageFacts::default();
    let (found, evidence) = find_facts(body, &page, "a.txt", GivenAddress::Nothing);
    let radicals = with_radicals(body);
    assert!(radicals.contains('⼀') && radicals.contains('⽔'), "{radicals}");
    let (same, same_evidence) = find_facts(&radicals, &page, "a.txt", GivenAddress::Nothing);
    assert_eq!((&same.facts, same_evidence), (&found.facts, evidence));
    assert_eq!(found.facts.agency.unwrap().value.department.unwrap(), "水利局");
}

#[test]
#[ignore = "needs ../shared"]
fn radicals_change_no_fact_of_the_real_reports() {
    let page = PageFacts::default();
    for (name, text) in real_reports() {
        let plain = crate::parse::report(&text, &page, &name, None);
        let printed = crate::parse::report(&with_radicals(&text), &page, &name, None);
        assert_ne!(printed.body, plain.body, "{name}");
        assert_eq!(printed.body.len(), plain.body.len(), "{name}");
        assert_eq!((printed.facts, printed.sections), (plain.facts, plain.sections), "{name}");
    }
}

#[test]
fn evidence_shows_what_was_taken_and_what_spoke_against_it() {
    let body = "卢氏县财政局2023年法治政府建设情况报告\n我局在三门峡市财政局的指导下工作。\n2023年，卢氏县财政局学法。\n";
    let (_, evidence) =
        find_facts(body, &PageFacts::default(), "2022/a.txt", GivenAddress::Nothing);
    let line = |clue: &Clue| {
        let Clue { fact, value, place, weight, verdict, .. } = clue;
        format!("{} {verdict:?} {value} {place} {weight}", fact.key())
    };
    let lines: Vec<String> = evidence.iter().map(line).collect();
    for expected in [
        "agency Won 卢氏县财政局 title 20",
        "agency For 卢氏县财政局 opening 4",
        "agency Against 三门峡市财政局 opening 0.3",
        "region Won 河南省 › 三门峡市 › 卢氏县 agency in title 20",
        "year Won 2023 title 20",
    ] {
        assert!(lines.contains(&expected.to_owned()), "{expected} in {lines:#?}");
    }
    for fact in Fact::ALL {
        let of_fact = evidence.iter().filter(|clue| clue.fact == fact);
        assert!(of_fact.clone().filter(|clue| clue.verdict == Verdict::Won).count() <= 1);
        assert!(of_fact.clone().count() <= 6, "{fact:?}");
        assert!(of_fact.clone().all(|clue| clue.quote.chars().count() <= 40));
    }
}

#[test]
fn any_slice_of_any_text_is_read() {
    let text = "重庆市巴南区财政局\n关于２０２１年-2025年[bookmark: _GoBack]《法治 报告》（xí）〔2024〕1号\n\
                二〇二三年十二月三十一日，X县、××市卫健委|||11500113MB\u{feff}\u{3000}\n一、2024年计划\n";
    let edges: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    for (count, &start) in edges.iter().enumerate() {
        for &end in edges.iter().skip(count).step_by(3) {
            let slice = text.get(start..end).unwrap_or_default();
            let found = facts_of(slice, &PageFacts::default(), slice);
            assert!(slice.get(found.title).is_some());
        }
    }
}

#[test]
#[ignore = "needs ../shared"]
fn real_reports_have_their_known_facts() {
    let reports = real_reports();
    let line = |(name, body): &(String, String)| {
        let facts = shown(body, name).replace(&first_two_lines(body), "(its first two lines)");
        format!("{} {facts}", name.split_at(3).0)
    };
    let lines: Vec<String> = reports.iter().map(line).collect();
    expect_test::expect![[r"
        000 X县卫生健康局 - 2021 - - [no title found; the agency is anonymised: X县卫生健康局]
        001 酉阳土家族苗族自治县卫生健康委员会 500242 2023 - (its first two lines) []
        002 卢氏县卫生健康委员会 411224 2024 - - [no title found]
        003 重庆市巴南区卫生健康委员会 500113 2021 - (its first two lines) []
        004 定襄县卫生健康和体育局 140921 2023 2023-12-18 (its first two lines) []
    "]]
    .assert_eq(&(lines.join("\n") + "\n"));
}

#[test]
fn every_division_is_distinguished_from_every_other() {
    let gazetteer = Gazetteer::shared();
    let mut ambiguous = 0;
    for node in gazetteer.nodes() {
        let full: String = gazetteer.region(node).divisions().map(|d| d.name.as_str()).collect();
        let own = gazetteer.node(node).name;
        for (name, certain) in [(full.as_str(), true), (own, false)] {
            let body = format!("{name}财政局关于2023年度法治政府建设情况的报告\n我局认真工作。\n");
            let found = facts_of(&body, &PageFacts::default(), "a.txt").facts;
            let code = found.region.as_ref().and_then(|fact| fact.value.code());
            let expected = gazetteer.by_code(gazetteer.node(node).code);
            let right = code.and_then(|code| gazetteer.by_code(code)) == expected;
            ambiguous += usize::from(!right);
            let moved = matches!(gazetteer.node(node).existence, Existence::Former { .. });
            assert!(right || moved || (code.is_none() && !certain), "{name}: {code:?}");
            assert_eq!(found.year.map(|fact| fact.value.get()), Some(2023), "{name}");
        }
    }
    assert!(ambiguous < 80, "{ambiguous}");
}

/// Verbs and prepositions that precede an agency in reports.
const BEFORE_AGENCIES: &str = "\
    落实 发挥 完善 推进 加强 配合 协助 提请 报请 督促 指导 经 由 向 对 为 按 与 据 受 请 建立健全 充分发挥 严格落实 \
    认真执行 切实加强 建议 提醒 敦促 恳请 商请 代表 替 帮 让 使 会商 抄送 函告 函询 反馈 备案 经报 并报 及时报 抓实 \
    做实 用好 管好 理清 改进 改善 转变 打通 畅通 建强 选优 配齐 配强 吃透 领会 贯通 衔接好 对标 对表 响应 追踪 跟踪 \
    复核 核查 倒查 巡查 约谈 问责 激励 表彰 通过 审定 提出 纠正 答复 承接 下放 收回 赋权 公示 通告 谋划 布置 细化 分解 \
    传导 压紧 拧紧 守牢 筑牢 兜牢 强化 优化 夯实 健全 制定 出台 修订 废止 清理 梳理 编制 拟制 起草 送审 呈请 请求";

#[test]
fn a_phrase_about_an_agency_is_nobodys_name() {
    let tails = [
        "县政府常务会议学法制度",
        "市政府法律顾问作用",
        "自治区人民政府工作规则",
        "人民政府的决定",
    ];
    for verb in BEFORE_AGENCIES.split_whitespace() {
        for tail in tails {
            let phrase = format!("{verb}{tail}");
            for body in [
                format!("{phrase}，全年开会4次。\n"),
                format!("一、主要工作\n（一）{phrase}\n全年开会4次，{phrase}。\n"),
                format!("2023年，{phrase}，审查合同。我单位{phrase}；\n{phrase}\n"),
                format!("现将情况报告如下：\n一是{phrase}。二是{phrase}，《{phrase}》。\n"),
                format!("关于{phrase}情况的报告\n全年开会。\n"),
                format!("{phrase}2023年工作总结\n全年开会。\n"),
            ] {
                let found = facts_of(&body, &PageFacts::default(), "a.txt");
                let agency = found.facts.agency.map(|agency| agency.value.canonical);
                assert_eq!(agency, None, "{body}");
                assert!(found.notes.contains(&Note::NoAgency), "{body}");
            }
        }
    }
}

#[test]
fn a_government_is_named_if_its_place_is_found_elsewhere() {
    for (body, path, expected) in [
        (
            "落实县政府会议制度，审查合同。\n卢氏县人民政府\n2024年1月5日\n",
            "a.txt",
            "卢氏县人民政府",
        ),
        ("县政府会议学法4次。\n县人民政府\n2024年1月5日\n", "a.txt", "-"),
        (
            "县政府会议学法4次。\n县人民政府\n2024年1月5日\n",
            "河南省/卢氏县/a.txt",
            "卢氏县人民政府",
        ),
        ("我代表县人民政府报告工作。\n", "河南省/卢氏县/a.txt", "卢氏县人民政府"),
        ("县政府会议学法4次。\n", "河南省/卢氏县/a.txt", "-"),
        ("2023年政府工作报告\n我代表县人民政府报告工作。\n", "a.txt", "-"),
        ("发挥县政府法律顾问作用。县司法局坚持学法。\n", "a.txt", "县司法局"),
        ("县政府会议学法4次，云岫县司法局坚持学法。\n云岫县司法局\n", "a.txt", "云岫县司法局"),
    ] {
        let found = facts_of(body, &PageFacts::default(), path).facts;
        let agency = found.agency.map_or("-".to_owned(), |agency| agency.value.canonical);
        assert_eq!(agency, expected, "{body}");
    }
}

#[test]
fn a_text_of_a_bureau_is_of_no_government_that_it_mentions() {
    for (body, expected) in [
        ("2023年，我局坚持学法。卢氏县人民政府高度重视，卢氏县人民政府召开会议。\n", "-"),
        ("卢氏县人民政府\n2023年，我局坚持学法，现将情况报告如下。\n一、工作\n学法。\n", "-"),
        ("2023年，我局坚持学法。卢氏县财政局召开会议。\n", "卢氏县财政局"),
        ("2023年，我办坚持学法，卢氏县东明镇人民政府办事。\n", "-"),
        (
            "县司法局起草方案，由县教育局编制清单。我单位学法。\n一、工作\n由卢氏县水利局编制规划。\n",
            "县司法局",
        ),
    ] {
        let found = facts_of(body, &PageFacts::default(), "a.txt").facts;
        let agency = found.agency.map_or("-".to_owned(), |agency| agency.value.canonical);
        assert_eq!(agency, expected, "{body}");
    }
}
