//! What kind of document it is: the yearly report on 法治政府建设, or one that only looks like it.
//!
//! The report has many titles (法治政府建设情况的报告, 法治建设年度报告, 依法行政工作总结), and its
//! look-alikes stand in the same columns of the same sites: reports on 政府信息公开 and 行政执法, the
//! 政府工作报告, a leader's 述法报告, explanations (解读) of the report, plans for the next year. The
//! title decides where it says what it is. Else the column of the page, the opening words and what
//! the text speaks of are weighed; a document without any sign of its kind is other.

use super::clues::Clues;
use super::header::HeaderLabel;
use super::normalized::Normalized;
use super::quotes::quote;
use crate::extract::LabelName;
use crate::extract::PageFacts;
use crate::report::{Fact, Language, ReportKind, Source, Sourced};

/// What a kind must gather without a title that says it.
const ENOUGH: f64 = 2.0;

/// Characters of the opening that are read.
const OPENING: usize = 300;

/// What a report on something is called at its end.
const REPORTS: [&str; 10] =
    ["报告", "情况", "总结", "汇报", "年报", "通报", "小结", "报告书", "年度报表", "概况"];

/// What is to be done is called so.
const PLANS: [&str; 14] = [
    "方案",
    "计划",
    "要点",
    "规划",
    "纲要",
    "实施意见",
    "工作安排",
    "任务清单",
    "责任清单",
    "任务分解",
    "任务分工",
    "工作思路",
    "行动",
    "举措清单",
];

/// What the kinds are weighed by.
pub(super) struct Evidence<'t> {
    /// The title, with where it stands.
    pub(super) title: Option<(&'t str, Source)>,
    pub(super) page: &'t PageFacts,
    pub(super) labels: &'t [HeaderLabel],
    pub(super) head: &'t Normalized,
    /// The byte of the head after the title.
    pub(super) from: usize,
    pub(super) body: &'t str,
    pub(super) url: Option<&'t str>,
}

/// Returns the kind, and notes what told it.
pub(super) fn find(evidence: &Evidence<'_>, clues: &mut Clues) -> Sourced<ReportKind> {
    let mut weighed = Weighed { found: Vec::new(), clues };
    if let Some((title, source)) = evidence.title
        && let Some(kind) = of_title(title)
    {
        let place = if source == Source::Title { "title" } else { "title of the page" };
        weighed.add(kind, source, place, 20.0, title);
        if kind != ReportKind::Other {
            return Sourced::stated(kind, source);
        }
    }
    weigh_columns(evidence, &mut weighed);
    weigh_opening(evidence, &mut weighed);
    weigh_body(evidence, &mut weighed);
    weighed.best()
}

/// The kinds that something speaks for.
struct Weighed<'c> {
    found: Vec<(ReportKind, Source, f64)>,
    clues: &'c mut Clues,
}

impl Weighed<'_> {
    fn add(&mut self, kind: ReportKind, source: Source, place: &str, weight: f64, words: &str) {
        self.clues.add(Fact::Kind, kind.label(Language::Chinese), (source, place), weight, words);
        self.found.push((kind, source, weight));
    }

    /// Returns the kind that gathered most, with the source that said most of it; other where
    /// none gathered enough.
    fn best(self) -> Sourced<ReportKind> {
        let sum = |kind: ReportKind| -> f64 {
            self.found.iter().filter(|found| found.0 == kind).map(|found| found.2).sum()
        };
        let mut best: Option<(ReportKind, f64)> = None;
        for kind in ReportKind::ALL {
            let weight = sum(kind);
            if weight >= ENOUGH && best.is_none_or(|(_, most)| weight > most) {
                best = Some((kind, weight));
            }
        }
        let kind = best.map_or(ReportKind::Other, |(kind, _)| kind);
        let of_kind = self.found.iter().filter(|found| found.0 == kind);
        let source = of_kind.max_by(|a, b| a.2.total_cmp(&b.2)).map_or(Source::Body, |it| it.1);
        if kind == ReportKind::Other && source == Source::Title {
            return Sourced::stated(kind, source);
        }
        Sourced::inferred(kind, source)
    }
}

/// Returns the kind that `title` says; `None` where it does not say.
pub(super) fn of_title(title: &str) -> Option<ReportKind> {
    let title = title.trim_end_matches([')', '）']).trim();
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    let ends = |words: &[&str]| words.iter().any(|word| title.ends_with(word));
    let explains = ends(&["解读", "问答", "答记者问", "解读材料"])
        || has(&["】关于《", "一图读懂", "图解：", "图解:", "》的解读", "》解读", "【政策解读】"]);
    if explains {
        return Some(ReportKind::Explanation);
    }
    if has(&["印发", "转发"]) && ends(&["通知", "的函"]) {
        let inner = title.split(['《', '》']).nth(1).unwrap_or(title);
        let inner = inner.split("印发").last().unwrap_or(inner);
        let inner = inner.trim_end_matches("的通知").trim_end_matches("通知");
        return of_title(inner).or(Some(ReportKind::Other));
    }
    let reports = REPORTS.iter().filter_map(|word| title.rfind(word)).max();
    if ends(&PLANS) && reports.is_none() {
        return Some(ReportKind::Plan);
    }
    if ends(&["通知", "公告", "公示", "启事", "决定", "通告"]) {
        return Some(ReportKind::Other);
    }
    reports.or_else(|| title.contains("年报").then_some(0))?;
    of_report(title)
}

/// Returns the kind of a report by what its title says it is on.
fn of_report(title: &str) -> Option<ReportKind> {
    let law = law_at(title);
    let duties = ["述法", "第一责任人"].iter().filter_map(|word| title.find(word)).min();
    if let Some(duties) = duties
        && law.is_none_or(|law| law > duties || is_duty(title, law))
    {
        return Some(ReportKind::Duties);
    }
    if ["整改", "示范创建", "督察反馈", "示范市", "示范县", "示范区"]
        .iter()
        .any(|it| title.contains(it))
    {
        return Some(ReportKind::Other);
    }
    let before_law = |at: Option<usize>| at.filter(|at| law.is_none_or(|law| *at < law));
    if before_law(title.find("信息公开")).is_some() {
        return Some(ReportKind::OpenInformation);
    }
    let government = title
        .find("政府工作报告")
        .filter(|&at| !title.get(..at).is_some_and(|before| before.ends_with("法治")));
    if before_law(government).is_some() {
        return Some(ReportKind::GovernmentWork);
    }
    if law.is_some() {
        return Some(ReportKind::RuleOfLaw);
    }
    if enforcement_at(title).is_some() {
        return Some(ReportKind::Enforcement);
    }
    let teaching = ["普法", "法治宣传", "法制宣传", "法宣", "法律知识", "法律援助", "法律服务"];
    if teaching.iter().any(|word| title.contains(word)) {
        return Some(ReportKind::Other);
    }
    let general = ["法治", "法制", "依法治"].iter().any(|word| title.contains(word));
    general.then_some(ReportKind::RuleOfLaw)
}

/// Returns the byte where `text` names the topic of the yearly report.
fn law_at(text: &str) -> Option<usize> {
    ["法治政府", "法治建设", "依法行政", "法治工作", "法制工作", "法制建设", "法制政府"]
        .iter()
        .filter_map(|word| text.find(word))
        .min()
}

/// Returns whether the topic named at byte `law` of `title` is what a leader is charged with:
/// 推进法治建设第一责任人职责.
fn is_duty(title: &str, law: usize) -> bool {
    let rest = title.get(law..).unwrap_or_default();
    let rest = ["法治政府建设", "法治政府", "法治建设"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    rest.starts_with("第一责任人") || rest.starts_with("职责") || rest.starts_with("述法")
}

/// Returns the byte where `text` speaks of enforcement, the names of agencies left out:
/// 综合行政执法局.
fn enforcement_at(text: &str) -> Option<usize> {
    let agency = ["局", "支队", "大队", "总队", "中队", "队", "委", "监督局", "办公室", "中心"];
    ["行政执法", "执法工作", "执法情况", "执法统计", "行政处罚"].iter().find_map(|word| {
        text.match_indices(word).map(|(at, _)| at).find(|at| {
            let rest = text.get(at + word.len()..).unwrap_or_default();
            !agency.iter().any(|it| rest.starts_with(it))
        })
    })
}

/// The words of columns of sites, with what stands in them. Initials stand in addresses.
const COLUMNS: [(&str, ReportKind); 14] = [
    ("法治政府建设", ReportKind::RuleOfLaw),
    ("法治政府", ReportKind::RuleOfLaw),
    ("依法行政", ReportKind::RuleOfLaw),
    ("信息公开年报", ReportKind::OpenInformation),
    ("信息公开年度报告", ReportKind::OpenInformation),
    ("信息公开工作年度报告", ReportKind::OpenInformation),
    ("政府工作报告", ReportKind::GovernmentWork),
    ("政策解读", ReportKind::Explanation),
    ("行政执法统计", ReportKind::Enforcement),
    ("fzzf", ReportKind::RuleOfLaw),
    ("yfxz", ReportKind::RuleOfLaw),
    ("xxgknb", ReportKind::OpenInformation),
    ("xxgkAnnualReport", ReportKind::OpenInformation),
    ("zfgzbg", ReportKind::GovernmentWork),
];

/// Weighs where the page stands in its site: the last two steps of its path, the name of its
/// column, the folders of its address.
fn weigh_columns(evidence: &Evidence<'_>, weighed: &mut Weighed<'_>) {
    let steps = |trail: &str| -> Vec<String> {
        let steps = trail.split(['>', '›', '»', '/']).map(str::trim).filter(|it| !it.is_empty());
        steps.rev().take(2).map(str::to_owned).collect()
    };
    let mut columns: Vec<(String, Source, &str, f64)> = Vec::new();
    if let Some(trail) = &evidence.page.breadcrumb {
        columns
            .extend(steps(trail).into_iter().map(|it| (it, Source::Metadata, "breadcrumb", 3.0)));
    }
    for label in evidence.labels.iter().filter(|label| label.name == LabelName::Column) {
        columns.push((label.value.clone(), label.source, "column", 3.0));
    }
    for line in evidence.head.text.get(..evidence.from).unwrap_or_default().lines() {
        if line.contains('>') {
            let trail = steps(line).into_iter();
            columns.extend(trail.map(|it| (it, Source::Opening, "breadcrumb", 3.0)));
        }
    }
    for folder in evidence.url.unwrap_or_default().split(['/', '?']).skip(3) {
        columns.push((folder.to_owned(), Source::Metadata, "address", 2.0));
    }
    for (column, source, place, weight) in columns {
        let told = COLUMNS.iter().find(|(word, _)| column.contains(word));
        if let Some(&(_, kind)) = told {
            weighed.add(kind, source, place, weight, &column);
        }
    }
}

/// Words of the opening with what they say and how much.
const OPENINGS: [(&str, ReportKind, f64); 23] = [
    ("法治政府建设情况", ReportKind::RuleOfLaw, 4.0),
    ("法治政府建设工作情况", ReportKind::RuleOfLaw, 4.0),
    ("法治政府建设年度", ReportKind::RuleOfLaw, 4.0),
    ("法治建设情况", ReportKind::RuleOfLaw, 4.0),
    ("依法行政工作情况", ReportKind::RuleOfLaw, 4.0),
    ("法治政府建设", ReportKind::RuleOfLaw, 2.0),
    ("法治工作", ReportKind::RuleOfLaw, 2.0),
    ("依法行政", ReportKind::RuleOfLaw, 1.0),
    ("政府信息公开条例", ReportKind::OpenInformation, 4.0),
    ("政府信息公开工作年度报告", ReportKind::OpenInformation, 4.0),
    ("政府信息公开年度报告", ReportKind::OpenInformation, 4.0),
    ("政府信息公开工作", ReportKind::OpenInformation, 2.0),
    ("行政执法总体情况", ReportKind::Enforcement, 4.0),
    ("行政执法情况报告", ReportKind::Enforcement, 4.0),
    ("行政执法工作情况", ReportKind::Enforcement, 3.0),
    ("向大会报告", ReportKind::GovernmentWork, 8.0),
    ("各位代表", ReportKind::GovernmentWork, 5.0),
    ("述法", ReportKind::Duties, 5.0),
    ("第一责任人职责情况报告如下", ReportKind::Duties, 6.0),
    ("解读如下", ReportKind::Explanation, 8.0),
    ("制定本方案", ReportKind::Plan, 8.0),
    ("制定本计划", ReportKind::Plan, 8.0),
    ("制定如下", ReportKind::Plan, 4.0),
];

/// Weighs the first words of the text after the title. What names another paper (《…》) says little
/// of this one, but for the statutes that a report is made under.
fn weigh_opening(evidence: &Evidence<'_>, weighed: &mut Weighed<'_>) {
    let text = evidence.head.text.get(evidence.from..).unwrap_or_default();
    let end = text.char_indices().nth(OPENING).map_or(text.len(), |(at, _)| at);
    let text = text.get(..end).unwrap_or_default();
    for (word, kind, weight) in OPENINGS {
        let statute = word.ends_with("条例");
        let own = |at: &usize| {
            let before = text.get(..*at).unwrap_or_default();
            statute || before.rfind('《') <= before.rfind('》')
        };
        if let Some(at) = text.match_indices(word).map(|(at, _)| at).find(own) {
            let words = quote(text, &(at..at + word.len()));
            weighed.add(kind, Source::Opening, "opening", weight, &words);
        }
    }
    if let Some(range) = whole_year(text) {
        let words = quote(text, &range);
        weighed.add(ReportKind::OpenInformation, Source::Opening, "opening", 2.0, &words);
    }
}

/// Returns the bytes of `text` that name a year from its first day to its last, as the form for
/// reports on 政府信息公开 asks for: 自2021年1月1日起至2021年12月31日止.
fn whole_year(text: &str) -> Option<std::ops::Range<usize>> {
    /// Between the two days stand 起至 and the year, 30 bytes at most.
    const BETWEEN: usize = 30;
    text.match_indices("年1月1日").find_map(|(at, first)| {
        let rest = text.get(at + first.len()..)?;
        let last = rest.find("12月31日").filter(|last| *last <= BETWEEN)?;
        Some(at..at + first.len() + last + "12月31日".len())
    })
}

/// Phrases of the statutory headings of each kind.
const HEADINGS: [(&str, ReportKind); 6] = [
    ("主动公开政府信息情况", ReportKind::OpenInformation),
    ("收到和处理政府信息公开申请", ReportKind::OpenInformation),
    ("推进法治政府建设的主要举措", ReportKind::RuleOfLaw),
    ("推进法治政府建设存在的不足", ReportKind::RuleOfLaw),
    ("推进法治政府建设的主要安排", ReportKind::RuleOfLaw),
    ("法治建设第一责任人职责", ReportKind::RuleOfLaw),
];

/// How often a text must speak of it to be a report on 法治政府建设: plans and summaries of other
/// work name it once or twice.
const OFTEN: [(&str, usize); 2] = [("法治政府", 4), ("法治", 10)];

/// Weighs what the whole text speaks of.
fn weigh_body(evidence: &Evidence<'_>, weighed: &mut Weighed<'_>) {
    for (phrase, kind) in HEADINGS {
        if evidence.body.contains(phrase) {
            weighed.add(kind, Source::Body, "body", 2.0, phrase);
        }
    }
    for (word, often) in OFTEN {
        if evidence.body.matches(word).take(often).count() == often {
            let words = format!("{word}, {often} times or more");
            weighed.add(ReportKind::RuleOfLaw, Source::Body, "body", 2.0, &words);
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_say_what_kind_they_are_of() {
        use ReportKind::{
            Duties, Enforcement, Explanation, GovernmentWork, OpenInformation, Other, Plan,
            RuleOfLaw,
        };
        for (title, expected) in [
            ("甲县财政局关于2023年法治政府建设情况的报告", Some(RuleOfLaw)),
            ("甲县2023年度法治建设年度报告", Some(RuleOfLaw)),
            ("甲县司法局2023年法治政府建设工作自查报告", Some(RuleOfLaw)),
            ("甲县水利局2015年度依法行政工作总结", Some(RuleOfLaw)),
            ("甲县综合行政执法局2023年法治政府建设年度工作报告", Some(RuleOfLaw)),
            ("甲县2020年度法治工作情况及2021年工作计划", Some(RuleOfLaw)),
            ("甲县2023年法治政府工作报告", Some(RuleOfLaw)),
            ("甲县关于2023年法治政府建设及述法工作情况的报告", Some(RuleOfLaw)),
            ("甲县财政局2023年政府信息公开工作年度报告", Some(OpenInformation)),
            ("甲县财政局2023年度政府信息公开工作的报告", Some(OpenInformation)),
            ("甲县财政局2023年行政执法情况报告", Some(Enforcement)),
            ("甲县综合行政执法局2023年度行政执法总体情况", Some(Enforcement)),
            ("甲县综合行政执法局2023年情况报告", None),
            ("2024年甲县人民政府工作报告", Some(GovernmentWork)),
            ("政府工作报告", Some(GovernmentWork)),
            ("甲县财政局局长2023年述法报告", Some(Duties)),
            ("甲县县长履行推进法治建设第一责任人职责情况的报告", Some(Duties)),
            ("甲县履行推进法治政府建设第一责任人职责述法报告", Some(Duties)),
            ("《甲县2023年法治政府建设年度报告》的解读", Some(Explanation)),
            ("【政策解读】关于《甲县2023年度总结的报告》的政策解读", Some(Explanation)),
            ("一图读懂甲县2023年法治政府建设年度报告", Some(Explanation)),
            ("甲县人民政府关于印发《甲县法治政府建设实施方案》的通知", Some(Plan)),
            ("甲县关于印发甲县2024年法治政府建设工作要点的通知", Some(Plan)),
            ("甲县2024年法治政府建设工作计划", Some(Plan)),
            ("甲县关于印发《甲县2023年法治政府建设年度报告》的通知", Some(RuleOfLaw)),
            ("甲县关于做好2023年法治政府建设报告工作的通知", Some(Other)),
            ("甲县法治政府建设示范创建工作情况报告", Some(Other)),
            ("甲县关于法治督察反馈问题整改情况的报告", Some(Other)),
            ("甲县2023年普法工作总结", Some(Other)),
            ("甲县财政局2023年工作总结", None),
            ("甲县财政局情况报告", None),
        ] {
            assert_eq!(of_title(title), expected, "{title}");
        }
    }

    fn found(title: Option<&str>, text: &str, page: &PageFacts, url: Option<&str>) -> String {
        let head = Normalized::new(text, 0, 1500);
        let evidence = Evidence {
            title: title.map(|title| (title, Source::Title)),
            page,
            labels: &[],
            head: &head,
            from: 0,
            body: text,
            url,
        };
        let kind = find(&evidence, &mut Clues::default());
        format!("{} {:?} {:?}", kind.value, kind.source, kind.certainty)
    }

    #[test]
    fn without_a_title_the_page_the_opening_and_the_text_tell() {
        let column =
            |trail: &str| PageFacts { breadcrumb: Some(trail.to_owned()), ..PageFacts::default() };
        for (text, page, url, expected) in [
            ("现将我局法治政府建设情况报告如下：", "", "", "法治政府建设年度报告 Opening Inferred"),
            ("根据《甲县法治政府建设方案》，我局认真工作。", "", "", "其他 Body Inferred"),
            (
                "按照《中华人民共和国政府信息公开条例》编制本报告。",
                "",
                "",
                "政府信息公开年度报告 Opening Inferred",
            ),
            (
                "各位代表：现在，我代表县人民政府，向大会报告工作。",
                "",
                "",
                "政府工作报告 Opening Inferred",
            ),
            ("为深入推进法治政府建设，制定本方案。", "", "", "方案 Opening Inferred"),
            ("县政府印发了报告，现解读如下：", "", "", "解读 Opening Inferred"),
            (
                "我局认真工作。",
                "首页 > 政务公开 > 法治政府建设年报",
                "",
                "法治政府建设年度报告 Metadata Inferred",
            ),
            ("我局认真工作。", "首页 > 信息公开 > 政策", "", "其他 Body Inferred"),
            (
                "我局认真工作。",
                "",
                "http://a.gov.cn/zwgk/fzzfjsndbg/1.html",
                "法治政府建设年度报告 Metadata Inferred",
            ),
            (
                "我局认真工作。\n二、主动公开政府信息情况\n",
                "",
                "",
                "政府信息公开年度报告 Body Inferred",
            ),
            (
                "数据自2021年1月1日起至2021年12月31日止。",
                "",
                "",
                "政府信息公开年度报告 Opening Inferred",
            ),
            ("2021年1月1日起施行，到12月底完成。", "", "", "其他 Body Inferred"),
            ("", "", "", "其他 Body Inferred"),
        ] {
            let page = if page.is_empty() { PageFacts::default() } else { column(page) };
            let url = (!url.is_empty()).then_some(url);
            assert_eq!(found(None, text, &page, url), expected, "{text}");
        }
        let text = "现将我局法治政府建设情况报告如下：";
        let kind = found(Some("甲县述法报告"), text, &PageFacts::default(), None);
        assert_eq!(kind, "述法报告 Title Stated");
        let kind = found(Some("甲县2023年普法工作总结"), "我局工作。", &PageFacts::default(), None);
        assert_eq!(kind, "其他 Title Stated");
    }
}
