use super::*;
use crate::index::duplicates::sentences::Cutter;
use crate::testing::{real_reports, sample};
use crate::text::Folded;

/// An invented report.
const TEXT: &str = "\
云岫县司法局2023年法治政府建设工作报告
一、主要举措和成效
（一）把住制度关口。全年审查规范性文件14件、重大行政决策9件，提出意见57条，采纳率95%。
（二）规范行政执法。全县持证执法人员561人，组织培训6期，抽查案卷120宗，优秀率较上年提高3个百分点。
聘请法律顾问12名，审查合同86份，避免损失1,036万元；列席会议31次，出具意见书44份！
（三）办好行政复议。收到复议申请73件，受理68件，审结61件，调解和解22件，纠错率11.5%。
（四）做实普法宣传。开展宪法宣传周活动23场，发放手册8000册，新建法治文化阵地5处。
二、存在的不足
执法力量不足，乡镇综合执法队人均承担事项较多；个别单位落实公示制度不够及时，台账更新滞后。
三、2024年打算
一是开展执法能力提升行动，实现培训全覆盖。二是建立复议案件回访机制，推动源头治理。
云岫县司法局
2024年1月15日
";

fn pieces(text: &str) -> Vec<Piece> {
    let mut cutter = Cutter::new();
    cutter.add(&Folded::new(text).text);
    cutter.finish().pieces
}

fn compared(a: &str, b: &str) -> Similarity {
    let (one, other) = (pieces(a), pieces(b));
    let similarity = compare(&one, &other);
    assert_eq!(similarity, compare(&other, &one), "the order matters");
    similarity
}

fn is_same(a: &str, b: &str) -> bool {
    matches!(compared(a, b), Similarity::Same(_))
}

/// Breaks all lines after so many characters, with a page number after each 15 lines.
fn wrapped(text: &str, width: usize, page: impl Fn(usize) -> String) -> String {
    let mut out = String::new();
    let mut lines = 0;
    for line in text.lines() {
        let characters: Vec<char> = line.chars().collect();
        for part in characters.chunks(width) {
            out.extend(part);
            out.push('\n');
            lines += 1;
            if lines % 15 == 0 {
                out.push_str(&page(lines / 15));
                out.push('\n');
            }
        }
    }
    out
}

fn without_lines(text: &str, from_head: usize, from_tail: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let kept = lines.get(from_head..lines.len() - from_tail).unwrap_or_default();
    kept.join("\n")
}

#[test]
fn conversions_make_copies() {
    let wide: String = TEXT
        .chars()
        .map(|c| match c {
            ',' => '，',
            '0'..='9' => char::from_u32(u32::from(c) - 0x30 + 0xFF10).unwrap(),
            _ => c,
        })
        .collect();
    for (what, converted) in [
        ("nothing", TEXT.to_owned()),
        ("full width", wide),
        ("paragraphs joined", TEXT.replace('\n', "")),
        ("lines broken", wrapped(TEXT, 22, |_| String::new())),
        ("page numbers left inside", wrapped(TEXT, 28, |page| format!("- {page} -"))),
        ("pages of so many", wrapped(TEXT, 17, |page| format!("第{page}页 共9页"))),
        ("title lost", without_lines(TEXT, 1, 0)),
        ("sign-off lost", without_lines(TEXT, 0, 2)),
        ("both lost", without_lines(TEXT, 1, 2)),
        ("title lost, lines broken", wrapped(&without_lines(TEXT, 1, 2), 30, |_| String::new())),
        (
            "head of a page",
            format!(
                "首页 > 政务公开 > 法治政府\n发布时间：2024-01-20 来源：县司法局\n字体：大 中 小\n{TEXT}"
            ),
        ),
        (
            "head of a page in place of the title",
            format!("索引号：011-2024-00023\n浏览次数：17\n{}", without_lines(TEXT, 1, 0)),
        ),
        ("remark of the site", format!("{TEXT}上一篇：没有了\n版权所有，未经许可不得转载。\n")),
        ("agency and date on one line", TEXT.replace("云岫县司法局\n2024年", "云岫县司法局2024年")),
        (
            "traditional",
            TEXT.replace("执法", "執法").replace("规范", "規範").replace("审查", "審查"),
        ),
        ("quotation marks and radicals", TEXT.replace("法治", "“法治”").replace("行政", "⾏政")),
    ] {
        assert!(is_same(TEXT, &converted), "{what}: {:?}", compared(TEXT, &converted));
    }
}

#[test]
fn a_sentence_that_was_changed_makes_a_version() {
    for (from, to) in [
        ("561人", "562人"),
        ("采纳率95%", "采纳率96%"),
        ("审查规范性文件14件", "审查规范性文件41件"),
        ("回访机制，推动源头治理", "回访制度，推动源头治理"),
        ("新建法治文化阵地5处。", ""),
        ("台账更新滞后。", "台账更新滞后。有的单位执法记录仪使用不规范，有的案卷归档不及时。"),
        ("2024年1月15日", "2024年2月15日"),
        ("二是建立复议案件回访机制，推动源头治理。", "二是建立复议案件回访机制。"),
    ] {
        assert!(TEXT.contains(from), "{from}");
        let changed = TEXT.replace(from, to);
        assert_eq!(compared(TEXT, &changed), Similarity::Version, "{from} → {to}");
        // The same after a conversion.
        let converted = wrapped(&changed, 25, |page| format!("— {page} —"));
        assert_eq!(compared(TEXT, &converted), Similarity::Version, "{from} → {to}, converted");
    }
}

#[test]
fn a_changed_sentence_at_the_edge_is_not_taken_for_noise() {
    // The first sentence includes the title, the last one the sign-off.
    let first = TEXT.replace("一、主要举措和成效\n（一）把住制度关口。", "一、全年办案561件。\n");
    let changed = first.replace("办案561件", "办案562件");
    assert_eq!(compared(&first, &changed), Similarity::Version);
    assert_eq!(compared(&without_lines(&first, 1, 0), &changed), Similarity::Version);
    let lines = format!("共办案件561件\n{TEXT}");
    assert_eq!(compared(&lines, &lines.replace("561件", "562件")), Similarity::Version);
    let table = format!("{TEXT}\n处罚案件\n561\n复议案件\n73\n");
    assert_eq!(compared(&table, &table.replace("\n561\n", "\n562\n")), Similarity::Version);
    let with_pages = table.replace("二、存在", "- 2 -\n二、存在");
    assert!(is_same(&table, &with_pages));
}

#[test]
fn other_reports_of_the_same_form_are_others() {
    let half_year = "\
云岫县司法局2023年上半年法治政府建设工作报告
一、主要举措和成效
（一）把住制度关口。上半年审查规范性文件6件、重大行政决策4件，提出意见20条。
（二）规范行政执法。全县持证执法人员550人，组织培训2期，抽查案卷60宗。
（三）办好行政复议。收到复议申请30件，受理28件，审结25件。
二、存在的不足
执法力量不足，乡镇综合执法队人均承担事项较多；个别单位落实公示制度不够及时，台账更新滞后。
云岫县司法局
2023年7月3日
";
    assert_eq!(compared(TEXT, half_year), Similarity::Different);
    let figures: String = TEXT
        .chars()
        .map(|c| {
            if c == '1' {
                '7'
            } else if c == '3' {
                '9'
            } else {
                c
            }
        })
        .collect();
    assert_eq!(compared(TEXT, &figures), Similarity::Different);
    assert_eq!(compared(TEXT, ""), Similarity::Different);
    assert_eq!(compared("", ""), Similarity::Different);
    assert_eq!(compared("依法行政。", "依法治市。"), Similarity::Different);
}

#[test]
fn a_text_that_is_cut_short_is_no_copy() {
    let half = TEXT.split("（三）办好").next().unwrap();
    assert!(!is_same(TEXT, half));
    let most = TEXT.split("二、存在的不足").next().unwrap();
    assert_eq!(compared(TEXT, most), Similarity::Version);
}

#[test]
#[ignore = "needs ../shared"]
fn encodings_and_conversions_of_real_reports_are_copies_and_others_are_not() {
    for name in ["s0", "s1"] {
        let texts: Vec<String> = ["gold", "p", "gb18030", "gbk", "utf16le_nobom", "utf8bom"]
            .iter()
            .map(|kind| sample(&format!("{name}.{kind}.txt")))
            .map(|bytes| crate::extract::decode(&bytes).unwrap().text)
            .collect();
        for text in &texts {
            let first = texts.first().unwrap();
            assert!(is_same(first, text), "{name}");
            let converted = wrapped(text, 31, |page| format!("- {page} -"));
            assert!(is_same(first, &converted), "{name}");
        }
    }
    let reports = real_reports();
    for (at, (name, text)) in reports.iter().enumerate() {
        for (other, another) in reports.iter().skip(at + 1) {
            assert_eq!(compared(text, another), Similarity::Different, "{name} {other}");
        }
    }
}
