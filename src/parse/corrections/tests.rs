//! Corrections from the table and from front matter, put to work on short reports.

use super::*;
use crate::extract::PageFacts;
use crate::parse::facts::{self, Found};
use crate::report::{ReportKind, Source};

const BODY: &str = "朝阳区司法局关于工作情况的报告\n我局认真工作。\n";

fn shown(found: &Found) -> String {
    let facts = &found.facts;
    let agency = facts.agency.as_ref().map_or("-", |fact| fact.value.canonical.as_str());
    let code = facts.region.as_ref().and_then(|fact| fact.value.code()).unwrap_or("-");
    let year = facts.year.as_ref().map_or("-".to_owned(), |fact| fact.value.to_string());
    let notes: Vec<String> =
        found.notes.iter().map(|note| note.text(crate::report::Language::English)).collect();
    format!("{agency} {code} {year} [{}]", notes.join("; "))
}

fn facts(body: &str) -> Found {
    facts::find_facts(body, &PageFacts::default(), "a.txt", facts::GivenAddress::Nothing).0
}

fn corrected(csv: &str) -> (String, Vec<String>) {
    let (corrections, problems) = Corrections::parse(csv);
    let mut found = facts(BODY);
    apply_corrections(&mut found, corrections.get("a.txt").unwrap(), Source::Corrections);
    (shown(&found), problems)
}

#[test]
fn corrections_win_and_answer_the_notes() {
    for (csv, expected) in [
        (
            "path,year\na.txt,2022\n",
            "朝阳区司法局 - 2022 [the region is ambiguous: 北京市 › 朝阳区, 吉林省 › 长春市 › 朝阳区]",
        ),
        ("\u{feff}路径,地区,年度\n./a.txt,220104,二〇二二年度\n", "朝阳区司法局 220104 2022 []"),
        ("path,region,year\na.txt,北京市朝阳区,2022\n", "朝阳区司法局 110105 2022 []"),
        (
            "path,agency,year\na.txt,酉阳县市监局,2022\n",
            "酉阳土家族苗族自治县市场监督管理局 500242 2022 []",
        ),
        (
            "agency,path,region,year\n县市监局,a.txt,酉阳,2022\n",
            "酉阳土家族苗族自治县市场监督管理局 500242 2022 []",
        ),
        ("path,agency,year\na.txt,水利部,2022\n", "水利部 - 2022 []"),
        (
            "path,agency,region,year\na.txt,-,无,2022\n",
            "- - 2022 [no agency: a correction marks it as unknown; \
             no region: a correction marks it as unknown]",
        ),
    ] {
        assert_eq!(corrected(csv), (expected.to_owned(), Vec::new()), "{csv}");
    }
}

#[test]
fn corrections_that_cannot_be_used_say_where_and_why() {
    let (shown, problems) = corrected("path,year,date,colour\na.txt,5000,2024-02-30,红\n,2022\n");
    assert_eq!(
        problems,
        [
            "line 1: column `colour` is none of path, title, agency, region, year, date, published, \
             kind, number, index and url",
            "line 2: `5000` is not a year between 1949 and 2099",
            "line 2: `2024-02-30` is not a date such as 2023-12-18",
            "line 3: no path says which report is corrected",
        ]
    );
    assert!(shown.contains("correction not used: `5000` is not a year"), "{shown}");
    let (_, problems) = Corrections::parse("path,title\na.txt,#NAME?\n");
    assert_eq!(problems, ["line 2: `#NAME?` is an error of a spreadsheet"]);
    let (none, problems) = Corrections::parse("title,year\n甲,2022\n");
    assert_eq!(
        (none.get("a.txt"), problems.as_slice()),
        (None, ["line 1: no column is named `path`".to_owned()].as_slice())
    );
    let (_, problems) = Corrections::parse("path,year\na.txt,2021\na.txt,2022\nb.txt,2022,甲\n");
    assert_eq!(
        problems,
        [
            "line 3: `a.txt` is in line 2 already; line 3 is used",
            "line 4: 3 fields under 2 columns; put text with commas in quotation marks",
        ]
    );
}

#[test]
fn front_matter_sets_facts_and_leaves_the_text() {
    let text = "---\r\ntitle: \"某报告\"\n地区：巴南\nyear: 2021\n日期: 2022年1月5日\nlayout: post\n---\n正文。\n";
    let (overrides, rest, notes) = split_front_matter(text);
    assert_eq!(rest, "正文。\n");
    assert_eq!(notes.len(), 1, "{notes:?}");
    let mut found = facts(rest);
    apply_corrections(&mut found, &overrides, Source::FrontMatter);
    assert_eq!(shown(&found), "- 500113 2021 [no agency found]");
    assert_eq!(found.facts.title.unwrap().source, Source::FrontMatter);
    assert_eq!(found.facts.date.unwrap().value.to_string(), "2022-01-05");
}

#[test]
fn front_matter_of_other_programs_is_no_text_and_says_nothing() {
    for front in [
        "---\nlayout: post\ntags: [法治, 年报]\n---\n",
        "---\ndescription: >\n  卢氏县财政局报告\ncategories:\n  - 法治\n- 年报\n...\n",
        "---\n\"og:image\": a.png\ndraft: false\n# 注\n---\n",
        "+++\ntitle = '卢氏县财政局报告'\ntags = [\n  '法治',\n]\n[params]\nyear = 2020\n+++\n",
    ] {
        let text = format!("{front}正文。\n");
        let expected = (Overrides::default(), "正文。\n", Vec::new());
        assert_eq!(split_front_matter(&text), expected, "{front}");
    }
}

#[test]
fn an_address_that_a_user_gives_is_evidence_as_that_of_a_page_is() {
    let body = "区财政局2023年法治政府建设情况报告\n我局在区委、区政府领导下工作。\n";
    let url = "http://www.lianhu.gov.cn/fzzf/1.html";
    let page = PageFacts { url: Some(url.to_owned()), ..PageFacts::default() };
    let none = PageFacts::default();
    let table = |csv: &str| Corrections::parse(csv).0.get("a.txt").cloned();
    let given = table(&format!("path,url\na.txt,{url}\n"));
    let unknown = table("path,url\na.txt,-\n");
    let front = format!("---\nurl: {url}\n---\n{body}");
    let lianhu = ("陕西省 › 西安市 › 莲湖区", "莲湖区财政局");
    let nowhere = ("-", "区财政局");
    for (text, page, corrections, expected, source) in [
        (body, &page, None, lianhu, Some(Source::Metadata)),
        (front.as_str(), &none, None, lianhu, Some(Source::FrontMatter)),
        (body, &none, given.as_ref(), lianhu, Some(Source::Corrections)),
        (front.as_str(), &none, given.as_ref(), lianhu, Some(Source::Corrections)),
        (body, &page, unknown.as_ref(), nowhere, None),
        (front.as_str(), &none, unknown.as_ref(), nowhere, None),
        (body, &none, None, nowhere, None),
    ] {
        let facts = crate::parse::report(text, page, "a.txt", corrections).facts;
        let region = facts.region.as_ref().map_or("-".to_owned(), |it| it.value.to_string());
        let agency = facts.agency.as_ref().map_or("-", |it| it.value.canonical.as_str());
        assert_eq!((region.as_str(), agency), expected, "{text} {page:?} {corrections:?}");
        assert_eq!(facts.url.map(|url| url.source), source, "{text} {page:?} {corrections:?}");
    }
}

#[test]
fn text_without_front_matter_comes_back_whole() {
    for text in [
        "",
        "---",
        "---\nyear: 2021\n正文。",
        "正文。\n---\n",
        "---\n这是一句话\n---\n正文。",
        "+++\n正文。\n+++\n",
        "+++\na = 1\n正文。",
    ] {
        assert_eq!(split_front_matter(text), (Overrides::default(), text, Vec::new()), "{text}");
    }
}

#[test]
fn a_corrected_region_completes_the_agency() {
    let body = "县市监局2023年工作报告\n好。\n";
    let mut found = facts(body);
    let (table, _) = Corrections::parse("path,region\na.txt,酉阳\n");
    apply_corrections(&mut found, table.get("a.txt").unwrap(), Source::Corrections);
    assert_eq!(shown(&found), "酉阳土家族苗族自治县市场监督管理局 500242 2023 []");
    assert_eq!(found.facts.agency.unwrap().value.as_written, "县市监局");
}

#[test]
fn every_fact_can_be_given_by_its_english_and_its_chinese_name() {
    for (csv, front) in [
        (
            "path,published,kind,number,index,url\na.txt,2024-01-05,rule-of-law,云府发〔2024〕1号,11500000/2024-1,http://example.gov.cn/1.htm\n",
            "---\npublished: 2024-01-05\nkind: rule-of-law\nnumber: 云府发〔2024〕1号\nindex: 11500000/2024-1\nurl: http://example.gov.cn/1.htm\n---\n",
        ),
        (
            "路径,发布日期,类型,文号,索引号,网址\na.txt,2024年1月5日,法治,云府发〔2024〕1号,11500000/2024-1,http://example.gov.cn/1.htm\n",
            "---\n发布日期: 2024年1月5日\n类型：法治政府建设年度报告\n文号: 云府发〔2024〕1号\n索引号: 11500000/2024-1\n网址: http://example.gov.cn/1.htm\n---\n",
        ),
    ] {
        let (table, problems) = Corrections::parse(csv);
        assert_eq!(problems, Vec::<String>::new());
        let (by_front, _, notes) = split_front_matter(front);
        assert_eq!(notes, []);
        assert_eq!(table.get("a.txt"), Some(&by_front));
        let mut found = facts(BODY);
        apply_corrections(&mut found, &by_front, Source::FrontMatter);
        let facts = found.facts;
        assert_eq!(facts.published.unwrap().value.to_string(), "2024-01-05");
        assert_eq!(facts.kind.unwrap().value, ReportKind::RuleOfLaw);
        assert_eq!(facts.document_number.unwrap().value, "云府发〔2024〕1号");
        assert_eq!(facts.index_number.unwrap().value, "11500000/2024-1");
        let url = facts.url.unwrap();
        assert_eq!(
            (url.value.as_str(), url.source),
            ("http://example.gov.cn/1.htm", Source::FrontMatter)
        );
    }
    let (_, problems) = Corrections::parse("path,kind,published\na.txt,年度报告,下周\n");
    assert!(problems[0].starts_with("line 2: `年度报告` is not a kind of document; those are 法治政府建设年度报告 (rule-of-law), "), "{problems:?}");
    assert_eq!(problems[1], "line 2: `下周` is not a date such as 2023-12-18");
}

#[test]
fn what_says_the_same_as_was_found_changes_nothing() {
    let body = "巴南区卫健委关于2023年法治政府建设情况的报告\n我委认真工作。\n";
    let found = facts(body);
    let before = found.facts.clone();
    let title = before.title.clone().unwrap().value;
    for table in [
        format!("path,title,agency,region,year,date\na.txt,{title},巴南区卫健委,500113,2023,\n"),
        format!("path,title,agency,region,year\na.txt,{title},{},重庆市 › 巴南区,2023年度\n", before.agency.clone().unwrap().value.canonical),
        "path,agency,agency_as_written,region\na.txt,巴南区卫生健康委员会,巴南区卫健委,重庆市巴南区\n".to_owned(),
    ] {
        let mut again = found.clone();
        let (corrections, problems) = Corrections::parse(&table);
        assert_eq!(problems, Vec::<String>::new());
        apply_corrections(&mut again, corrections.get("a.txt").unwrap(), Source::Corrections);
        assert_eq!((&again.facts, &again.notes), (&before, &found.notes), "{table}");
    }
}

#[test]
fn a_new_agency_moves_the_region_where_that_is_not_new() {
    let body = "巴南区卫健委关于2023年法治政府建设情况的报告\n我委认真工作。\n";
    for (csv, expected) in [
        // The region is what was found: nobody changed it.
        (
            "path,agency,region\na.txt,酉阳县司法局,重庆市 › 巴南区\n",
            "酉阳土家族苗族自治县司法局 500242 2023 []",
        ),
        ("path,agency,region\na.txt,酉阳县司法局,500112\n", "酉阳县司法局 500112 2023 []"),
        (
            "path,agency,region\na.txt,酉阳县司法局,-\n",
            "酉阳县司法局 - 2023 [no region: a correction marks it as unknown]",
        ),
        // The name in full that the name as written stands for.
        (
            "path,agency,agency_as_written,region\na.txt,酉阳土家族苗族自治县市场监督管理局,酉阳县市监局,500242\n",
            "酉阳土家族苗族自治县市场监督管理局 500242 2023 []",
        ),
        (
            "path,agency,agency_as_written\na.txt,巴南区司法局,巴南区卫健委\n",
            "巴南区司法局 500113 2023 []",
        ),
    ] {
        let mut found = facts(body);
        apply_corrections(
            &mut found,
            Corrections::parse(csv).0.get("a.txt").unwrap(),
            Source::Corrections,
        );
        assert_eq!(shown(&found), expected, "{csv}");
    }
}

#[test]
fn the_table_wins_over_front_matter() {
    let (front, rest, _) = split_front_matter("---\nyear: 2020\ntitle: 甲\n---\n正文。\n");
    let (table, _) = Corrections::parse("path,year\na.txt,2021\n");
    let mut found = facts(rest);
    apply_corrections(&mut found, &front, Source::FrontMatter);
    apply_corrections(&mut found, table.get("a.txt").unwrap(), Source::Corrections);
    let year = found.facts.year.unwrap();
    assert_eq!((year.value.get(), year.source), (2021, Source::Corrections));
    assert_eq!(found.facts.title.unwrap().source, Source::FrontMatter);
}

#[test]
fn no_table_and_no_front_matter_break_the_reader() {
    for text in ["", "\"", "path\n\"a", "---\n:\n---\n", "---\n：：\n---", "path,path\n,,,,\n"] {
        let _ = Corrections::parse(text);
        let _ = split_front_matter(text);
    }
}
