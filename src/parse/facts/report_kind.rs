//! The kind of document: the yearly report on 法治政府建设, or one that only looks like it.
//!
//! The report has many titles (法治政府建设情况的报告, 法治建设年度报告, 依法行政工作总结), and its
//! look-alikes are in the same columns of the same sites: reports on 政府信息公开 and 行政执法, the
//! 政府工作报告, a leader's 述法报告, explanations (解读) of the report, plans for the next year. The
//! title decides if it says what the document is. Otherwise the column of the page, the opening words
//! and the topics of the text are weighed; a document without evidence of its kind is other.

use super::clues::Clues;
use super::genre::FoundGenre;
use super::header::HeaderLabel;
use super::kind_of_title::kind_of_title;
use super::normalized::Normalized;
use super::quotes::quote;
use crate::extract::{LabelName, PageFacts};
use crate::report::{Fact, Language, ReportKind, Source, Sourced};

/// The least weight of a kind that no title gives.
const ENOUGH: f64 = 2.0;

/// The weight of what shows that a text is about reports, which is above all that it says of them.
const GENRE: f64 = 30.0;

/// The number of characters of the opening that are read.
const OPENING: usize = 300;

/// What the kind is found in.
pub(super) struct Evidence<'t> {
    /// What the text is if it is about reports and none itself.
    pub(super) genre: Option<&'t FoundGenre>,
    /// The title and its source.
    pub(super) title: Option<(&'t str, Source)>,
    pub(super) page: &'t PageFacts,
    pub(super) labels: &'t [HeaderLabel],
    pub(super) head: &'t Normalized,
    /// The byte of the head after the title.
    pub(super) from: usize,
    pub(super) body: &'t str,
    pub(super) url: Option<&'t str>,
}

/// Returns the kind, and adds the evidence for it to `clues`.
pub(super) fn find(evidence: &Evidence<'_>, clues: &mut Clues) -> Sourced<ReportKind> {
    let mut weighed = Weighed { found: Vec::new(), clues };
    if let Some(found) = evidence.genre {
        weighed.add(ReportKind::Other, Source::Body, found.genre.place(), GENRE, &found.quote);
    }
    if let Some((title, source)) = evidence.title
        && let Some(kind) = kind_of_title(title)
    {
        let place = if source == Source::Title { "title" } else { "title of the page" };
        weighed.add(kind, source, place, 20.0, title);
        let is_believed =
            evidence.genre.is_none() || matches!(kind, ReportKind::Explanation | ReportKind::Plan);
        if kind != ReportKind::Other && is_believed {
            return Sourced::stated(kind, source);
        }
    }
    if evidence.genre.is_some() {
        return Sourced::inferred(ReportKind::Other, Source::Body);
    }
    weigh_columns(evidence, &mut weighed);
    weigh_opening(evidence, &mut weighed);
    weigh_body(evidence, &mut weighed);
    weighed.best()
}

/// The kinds with evidence.
struct Weighed<'c> {
    found: Vec<(ReportKind, Source, f64)>,
    clues: &'c mut Clues,
}

impl Weighed<'_> {
    fn add(&mut self, kind: ReportKind, source: Source, place: &str, weight: f64, words: &str) {
        self.clues.add(Fact::Kind, kind.label(Language::Chinese), (source, place), weight, words);
        self.found.push((kind, source, weight));
    }

    /// Returns the kind with the most weight, and the source of most of it; other if none has enough.
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

/// The words of columns of sites, and the kind of their documents. Addresses have initials.
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

/// Weighs the place of the page in its site: the last two steps of its breadcrumb, the name of its
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
    for line in evidence.head.text.split_at(evidence.from).0.lines() {
        if line.contains('>') {
            let trail = steps(line).into_iter();
            columns.extend(trail.map(|it| (it, Source::Opening, "breadcrumb", 3.0)));
        }
    }
    for folder in evidence.url.unwrap_or_default().split(['/', '?']).skip(3) {
        columns.push((folder.to_owned(), Source::Metadata, "address", 2.0));
    }
    for (column, source, place, weight) in columns {
        let known = COLUMNS.iter().find(|(word, _)| column.contains(word));
        if let Some(&(_, kind)) = known {
            weighed.add(kind, source, place, weight, &column);
        }
    }
}

/// Words of the opening, the kind they speak for, and how much.
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

/// Weighs the first words of the text after the title. The title of another paper (《…》) says little
/// about this one, except for the statutes that a report is made under.
fn weigh_opening(evidence: &Evidence<'_>, weighed: &mut Weighed<'_>) {
    let (_, text) = evidence.head.text.split_at(evidence.from);
    let end = text.char_indices().nth(OPENING).map_or(text.len(), |(at, _)| at);
    let (text, _) = text.split_at(end);
    for (word, kind, weight) in OPENINGS {
        let is_statute = word.ends_with("条例");
        let is_own = |at: &usize| {
            let (before, _) = text.split_at(*at);
            is_statute || before.rfind('《') <= before.rfind('》')
        };
        if let Some(at) = text.match_indices(word).map(|(at, _)| at).find(is_own) {
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
    /// 起至 and the year are between the two days: 30 bytes at most.
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

/// The number of times a report on 法治政府建设 uses these words: plans and summaries of other work use
/// them once or twice.
const OFTEN: [(&str, usize); 2] = [("法治政府", 4), ("法治", 10)];

/// Weighs the topics of the whole text.
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

    fn found(title: Option<&str>, text: &str, page: &PageFacts, url: Option<&str>) -> String {
        let head = Normalized::new(text, 0, 1500);
        let evidence = Evidence {
            genre: None,
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
    fn without_a_title_the_page_the_opening_and_the_text_decide() {
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
