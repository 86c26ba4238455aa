use std::fmt::Write as _;

use super::*;
use crate::extract::PageFacts;
use crate::index::duplicates::candidates::regions_contradict;
use crate::index::duplicates::sentences::Cutter;
use crate::index::stored::StoredReport;
use crate::parse;
use crate::testing::Dice;
use crate::text::Folded;

/// What an invented report says between its title and its sign-off.
const BODY: &str = "\
一、主要举措和成效
（一）把住制度关口。全年审查规范性文件14件、重大行政决策9件，提出意见57条，采纳率95%。
（二）规范行政执法。全县持证执法人员561人，组织培训6期，抽查案卷120宗，优秀率较上年提高3个百分点。
聘请法律顾问12名，审查合同86份，避免损失1,036万元；列席会议31次，出具意见书44份！
（三）办好行政复议。收到复议申请73件，受理68件，审结61件，调解和解22件，纠错率11.5%。
（四）做实普法宣传。开展宪法宣传周活动23场，发放手册8000册，新建法治文化阵地5处。
二、存在的不足
执法力量不足，乡镇综合执法队人均承担事项较多；个别单位落实公示制度不够及时，台账更新滞后。
三、下一步打算
一是开展执法能力提升行动，实现培训全覆盖。二是建立复议案件回访机制，推动源头治理。
";

fn report(agency: &str, year: u16) -> String {
    format!("{agency}{year}年法治政府建设工作报告\n{BODY}{agency}\n{}年1月15日\n", year + 1)
}

/// Returns what each file is counted as, a line for each: `b.txt copy of a.txt`.
fn verdicts_of(files: &[(&str, String)]) -> String {
    let forwards = judge_in_order(files.iter());
    let backwards = judge_in_order(files.iter().rev());
    assert_eq!(forwards, backwards, "the order in which files are read matters");
    forwards
}

fn judge_in_order<'f>(files: impl Iterator<Item = &'f (&'f str, String)>) -> String {
    let mut paths = HashMap::new();
    let mut fingerprints = Vec::new();
    for ((path, text), number) in files.zip(0..) {
        let parsed = parse::report(text, &PageFacts::default(), path, None);
        let mut cutter = Cutter::new();
        for section in &parsed.sections {
            cutter.add(&Folded::new(parsed.body.get(section.text.clone()).unwrap()).text);
        }
        let (stored, _) =
            StoredReport::split(parsed, String::new(), (*path).to_owned(), String::new());
        fingerprints.push(Fingerprint::new(number, &stored, cutter.finish()));
        paths.insert(number, *path);
    }
    let mut lines = Vec::new();
    for (number, verdict) in judge_all(&fingerprints, |number| paths[&number]) {
        let path = paths[&number];
        lines.push(match verdict {
            CountedAs::Itself => format!("{path} counted"),
            CountedAs::Copy { of } => format!("{path} copy of {}", paths[&of]),
            CountedAs::OlderVersion { of, by } => {
                format!("{path} older than {} by {by:?}", paths[&of])
            }
        });
    }
    lines.sort();
    lines.iter().fold(String::new(), |mut text, line| {
        let _ = writeln!(text, "{line}");
        text
    })
}

fn signed(text: &str, day: &str) -> String {
    text.replace("年1月15日\n", &format!("年{day}\n"))
}

#[test]
fn copies_are_counted_once() {
    let text = report("云岫县司法局", 2023);
    let untitled: String = text.lines().skip(1).collect::<Vec<_>>().join("\n");
    assert_eq!(
        verdicts_of(&[
            ("b.txt", text.clone()),
            ("a.txt", text.replace("行政", "⾏政").replace('\n', "\n\n")),
            ("c.txt", untitled.clone()),
            ("d.txt", format!("发布时间：2024-01-20 来源：本站\n{text}")),
            ("e.txt", report("云岫县司法局", 2022)),
        ]),
        // The one with the most text.
        "a.txt copy of d.txt\nb.txt copy of d.txt\nc.txt copy of d.txt\nd.txt counted\n\
         e.txt counted\n"
    );
    // The one that knows more is counted.
    assert_eq!(
        verdicts_of(&[("1.txt", untitled), ("2.txt", text)]),
        "1.txt copy of 2.txt\n2.txt counted\n"
    );
}

#[test]
fn the_same_text_is_a_copy_whatever_the_path_says_and_a_short_one_is_not() {
    assert_eq!(
        verdicts_of(&[
            ("2021年/甲县/报告.txt", BODY.to_owned()),
            ("2022年/乙县/报告.txt", BODY.to_owned())
        ]),
        "2021年/甲县/报告.txt counted\n2022年/乙县/报告.txt copy of 2021年/甲县/报告.txt\n"
    );
    let short = "法治政府建设情况的报告详见附件。\n".to_owned();
    assert_eq!(
        verdicts_of(&[("2021年/甲.txt", short.clone()), ("2022年/乙.txt", short)]),
        "2021年/甲.txt counted\n2022年/乙.txt counted\n"
    );
}

#[test]
fn what_the_user_set_keeps_the_same_text_apart() {
    let with = |year: u16| format!("---\nyear: {year}\n---\n{BODY}");
    assert_eq!(
        verdicts_of(&[("a.txt", with(2020)), ("b.txt", with(2021)), ("c.txt", BODY.to_owned())]),
        "a.txt counted\nb.txt counted\nc.txt copy of a.txt\n"
    );
}

#[test]
fn a_changed_report_is_a_version_and_the_newest_is_counted() {
    let text = report("云岫县司法局", 2023);
    let changed = text.replace("561人", "562人");
    assert_eq!(
        verdicts_of(&[("a.txt", signed(&text, "1月15日")), ("b.txt", signed(&changed, "2月1日"))]),
        "a.txt older than b.txt by Dates\nb.txt counted\n"
    );
    assert_eq!(
        verdicts_of(&[("a.txt", signed(&text, "3月15日")), ("b.txt", signed(&changed, "2月1日"))]),
        "a.txt counted\nb.txt older than a.txt by Dates\n"
    );
    // Without different dates the longer one is counted; with the same length, the first path.
    assert_eq!(
        verdicts_of(&[("a.txt", text.clone()), ("b.txt", changed.clone())]),
        "a.txt counted\nb.txt older than a.txt by Nothing\n"
    );
    let longer =
        text.replace("台账更新滞后。", "台账更新滞后。案卷归档不够及时，档案管理有待加强。");
    assert_eq!(
        verdicts_of(&[("a.txt", text.clone()), ("b.txt", longer)]),
        "a.txt older than b.txt by Nothing\nb.txt counted\n"
    );
    // A copy of an older version is a copy of that version.
    assert_eq!(
        verdicts_of(&[
            ("a.txt", signed(&text, "1月15日")),
            ("b.txt", signed(&changed, "2月1日")),
            ("c.txt", signed(&text, "1月15日").replace('\n', "")),
        ]),
        "a.txt older than b.txt by Dates\nb.txt counted\nc.txt copy of a.txt\n"
    );
}

#[test]
fn reports_of_one_form_are_not_merged() {
    // Two hundred agencies and years that use the same words and even the same figures.
    let mut files = Vec::new();
    let names = ["云", "岫", "汀", "澜", "鹿", "鸣", "桐", "溪", "白", "蘋"];
    let mut paths = Vec::new();
    for (at, one) in names.iter().enumerate() {
        for other in names.iter().take(5) {
            for year in 2020..2024 {
                paths.push((format!("{at}/{one}{other}县/{year}.txt"), one, other, year));
            }
        }
    }
    for (path, one, other, year) in &paths {
        files.push((path.as_str(), report(&format!("{one}{other}县司法局"), *year)));
    }
    assert_eq!(files.len(), 200);
    let verdicts = verdicts_of(&files);
    assert!(verdicts.lines().all(|line| line.ends_with(" counted")), "{verdicts}");
}

#[test]
fn a_text_of_unknown_origin_joins_only_if_it_can_be_one_report() {
    // Its title and its sign-off are lost, so neither agency nor year is known.
    let lost = BODY.to_owned();
    let wrapped = BODY.replace("，", "，\n");
    let text = report("云岫县司法局", 2023);
    assert_eq!(
        verdicts_of(&[("a.txt", text.clone()), ("b.txt", lost.clone()), ("c.txt", wrapped)]),
        "a.txt counted\nb.txt copy of a.txt\nc.txt copy of a.txt\n"
    );
    // The year of a folder may be that of publication.
    assert_eq!(
        verdicts_of(&[("a.txt", text.clone()), ("2024/汀澜县司法局.txt", lost.clone())]),
        "2024/汀澜县司法局.txt copy of a.txt\na.txt counted\n"
    );
    let other = report("汀澜县司法局", 2023);
    assert_eq!(
        verdicts_of(&[("a.txt", text.clone()), ("b.txt", lost.clone()), ("d.txt", other)]),
        "a.txt counted\nb.txt counted\nd.txt counted\n"
    );
    // A changed figure could be that of another report.
    assert_eq!(
        verdicts_of(&[("a.txt", text), ("b.txt", lost.replace("561人", "562人"))]),
        "a.txt counted\nb.txt counted\n"
    );
}

#[test]
fn anonymised_reports_are_copies_only_of_the_same_sentences() {
    let text = report("X县司法局", 2023);
    let changed = text.replace("561人", "562人");
    let untitled: String = text.lines().skip(1).collect::<Vec<_>>().join("\n");
    assert_eq!(
        verdicts_of(&[
            ("a.txt", text.clone()),
            ("b.txt", text),
            ("c.txt", changed),
            ("d.txt", untitled)
        ]),
        "a.txt counted\nb.txt copy of a.txt\nc.txt counted\nd.txt copy of a.txt\n"
    );
}

#[test]
fn departments_without_a_place_are_not_one_agency() {
    // Both call themselves 司法局, and nothing says of which county.
    let text = report("司法局", 2023);
    let changed = text.replace("561人", "662人").replace("14件", "24件");
    assert_eq!(
        verdicts_of(&[("a.txt", text), ("b.txt", changed)]),
        "a.txt counted\nb.txt counted\n"
    );
}

#[test]
fn parts_of_a_year_are_reports_of_their_own() {
    let of = |period: &str| report("云岫县司法局", 2023).replace("2023年法治", period);
    for (one, other) in [
        ("2023年法治", "2023年上半年法治"),
        ("2023年第一季度法治", "2023年第二季度法治"),
        ("2023年1—6月法治", "2023年1—9月法治"),
        ("2023年下半年法治", "2023年上半年法治"),
    ] {
        assert_eq!(
            verdicts_of(&[("a.txt", of(one)), ("b.txt", of(other))]),
            "a.txt counted\nb.txt counted\n",
            "{one} {other}"
        );
    }
    let half = of("2023年上半年法治");
    let changed = half.replace("561人", "562人");
    assert!(verdicts_of(&[("a.txt", half), ("b.txt", changed)]).contains("b.txt older than a.txt"));
}

#[test]
fn divisions_contradict_each_other_unless_one_lies_in_the_other() {
    for (a, b, expected) in [
        (Some(411_224), Some(411_224), false),
        (Some(411_200), Some(411_224), false),
        (Some(410_000), Some(411_224), false),
        (Some(411_224), Some(411_221), true),
        (Some(411_200), Some(410_100), true),
        (Some(410_000), Some(500_000), true),
        (None, Some(500_000), false),
    ] {
        assert_eq!(regions_contradict(a, b), expected, "{a:?} {b:?}");
        assert_eq!(regions_contradict(b, a), expected, "{b:?} {a:?}");
    }
}

#[test]
fn any_mixture_of_copies_and_versions_is_judged_alike_in_any_order() {
    let mut dice = Dice::new(11);
    for _ in 0..20 {
        let mut files = Vec::new();
        let paths: Vec<String> = (0..12).map(|at| format!("{at}.txt")).collect();
        for path in &paths {
            let agency = dice.pick(&["云岫县司法局", "汀澜县司法局"]);
            let mut text = report(agency, if dice.below(4) == 0 { 2022 } else { 2023 });
            if dice.below(2) == 0 {
                text = text.replace("561人", dice.pick(&["562人", "563人"]));
            }
            if dice.below(3) == 0 {
                text = signed(&text, dice.pick(&["2月1日", "3月1日"]));
            }
            match dice.below(4) {
                0 => text = text.lines().skip(1).collect::<Vec<_>>().join("\n"),
                1 => text = text.replace('\n', ""),
                _ => {}
            }
            files.push((path.as_str(), text));
        }
        // Asks twice, once in the other direction.
        let verdicts = verdicts_of(&files);
        assert_eq!(verdicts.lines().count(), files.len());
    }
}
