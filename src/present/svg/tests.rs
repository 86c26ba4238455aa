//! The drawing as a whole: what stands in it, where, and that nothing breaks it.

use expect_test::expect;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;

use super::ink::{BOLD_FACTOR, SERIES};
use super::text_width::width;
use super::{Drawing, Width};
use crate::analysis::{Figures, Series, State, Trend, TrendRow};
use crate::query::{Condition, Query, Term, Years};
use crate::report::Language;
use crate::search::{Answer, Counts, FacetBy, Ground, Mode, Question};

/// Returns a row: how many reports are held, how many mention the term, and how often.
fn row(value: &str, held: u64, reports: u64, mentions: u64) -> TrendRow {
    let characters = held * 1000;
    let state = match (held, reports) {
        (0, _) => State::NotHeld,
        (_, 0) => State::NoMention,
        _ => State::Mentions,
    };
    TrendRow {
        value: value.to_owned(),
        region: None,
        figures: Figures {
            state,
            held,
            reports,
            share: None,
            sections: reports,
            mentions: Some(mentions),
            characters,
            mentions_per_10000: None,
        },
    }
}

fn series(term: &str, rows: Vec<TrendRow>) -> Answer<Series> {
    let sum = |of: fn(&TrendRow) -> u64| rows.iter().map(of).sum::<u64>();
    let (held, reports, mentions) = (
        sum(|row| row.figures.held),
        sum(|row| row.figures.reports),
        sum(|row| row.figures.mentions.unwrap_or_default()),
    );
    let query = (!term.is_empty()).then(|| Query::Term(Term::folded(term)));
    Answer {
        question: Question { concept: None, query, mode: Mode::Exact, filters: Vec::new() },
        ground: Ground { reports: held, unreadable: 1, ..Ground::default() },
        remarks: Vec::new(),
        lists: std::collections::BTreeMap::new(),
        explanation: None,
        body: Series {
            counts: Counts { reports, sections: reports, mentions },
            total: row("total", held, reports, mentions),
            rows,
        },
    }
}

fn trend(by: &str, series: Vec<Answer<Series>>) -> Trend {
    Trend { by: FacetBy::from_key(by).unwrap(), series, remarks: Vec::new() }
}

/// Returns a series over these years, of each so many reports held and so many that mention it.
fn years(term: &str, first: u16, figures: &[(u64, u64)]) -> Answer<Series> {
    let years = (first..).zip(figures);
    let rows = years.map(|(year, &(held, reports))| row(&year.to_string(), held, reports, reports));
    series(term, rows.collect())
}

/// An element of a drawing.
#[derive(Debug)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    /// How far down it was moved with others.
    top: f64,
}

impl Element {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }

    fn number(&self, name: &str) -> f64 {
        let value = self.attribute(name).and_then(|value| value.parse().ok());
        value.unwrap_or_else(|| panic!("{name} of {self:?}"))
    }

    /// Returns left, top, right and bottom of a text.
    fn area(&self) -> [f64; 4] {
        let (x, foot, size) =
            (self.number("x"), self.number("y") + self.top, self.number("font-size"));
        let bold = if self.attribute("font-weight").is_some() { BOLD_FACTOR } else { 1.0 };
        let wide = width(&self.text, size * bold);
        let left = match self.attribute("text-anchor") {
            Some("end") => x - wide,
            Some(_) => x - wide / 2.0,
            None => x,
        };
        [left, foot - size * 0.75, left + wide, foot]
    }
}

/// Reads a drawing as any reader of XML does.
fn elements(svg: &str) -> Vec<Element> {
    let mut reader = Reader::from_str(svg);
    let mut elements: Vec<Element> = Vec::new();
    let mut top = 0.0;
    let mut open: Vec<usize> = Vec::new();
    loop {
        let event = reader.read_event().unwrap();
        let is_start = matches!(event, Event::Start(_));
        match event {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = tag.name().into_inner().to_owned();
                let attributes = tag.attributes().map(|attribute| {
                    let attribute = attribute.unwrap();
                    (attribute.key.into_inner().to_owned(), attribute.value.into_owned())
                });
                let attributes = attributes.collect();
                let element = Element { name, attributes, text: String::new(), top };
                if let Some(moved) = element.attribute("transform") {
                    let moved = moved.strip_prefix("translate(0 ").unwrap();
                    top = moved.strip_suffix(')').unwrap().parse().unwrap();
                }
                elements.push(element);
                open.extend(is_start.then_some(elements.len() - 1));
            }
            Event::Text(text) => {
                if let Some(&at) = open.last() {
                    elements[at].text += &text.xml10_content();
                }
            }
            Event::GeneralRef(name) => {
                let name = format!("&{};", &*name);
                elements[*open.last().unwrap()].text += &unescape(&name).unwrap();
            }
            Event::End(tag) => {
                let name = &elements[open.pop().unwrap()].name;
                assert_eq!(tag.name().into_inner(), name);
                if name == "g" {
                    top = 0.0;
                }
            }
            Event::Eof => {
                assert!(open.is_empty(), "{open:?} in {svg}");
                return elements;
            }
            other => panic!("{other:?} in {svg}"),
        }
    }
}

/// Checks what holds for every drawing, and returns its texts.
fn check(svg: &str) -> Vec<String> {
    let elements = elements(svg);
    let root = &elements[0];
    let (wide, high) = (root.number("width"), root.number("height"));
    assert_eq!(root.attribute("viewBox").unwrap(), format!("0 0 {wide} {high}"));
    assert_eq!((elements[1].name.as_str(), elements[2].name.as_str()), ("title", "desc"));
    for element in &elements {
        let known = ["svg", "title", "desc", "g", "rect", "line", "path", "circle", "text"];
        assert!(known.contains(&element.name.as_str()), "{element:?}");
        for (name, value) in &element.attributes {
            let is_harmless =
                !name.starts_with("on") && !["style", "id", "href"].contains(&name.as_str());
            assert!(is_harmless, "{element:?}");
            assert!(!value.contains("NaN") && !value.contains("inf"), "{element:?}");
        }
    }
    let texts: Vec<&Element> = elements.iter().filter(|it| it.name == "text").collect();
    assert!(texts.iter().all(|text| !text.text.is_empty()), "{svg}");
    for (at, text) in texts.iter().enumerate() {
        let [left, top, right, bottom] = text.area();
        let is_inside = left >= 0.0 && top >= 0.0 && right <= wide + 1.0 && bottom <= high;
        assert!(is_inside, "{text:?} leaves {wide} × {high}");
        for other in texts.iter().take(at) {
            let [l, t, r, b] = other.area();
            let meets = left < r && l < right && top < b && t < bottom;
            assert!(!meets, "{text:?} stands on {other:?}");
        }
    }
    texts.into_iter().map(|text| text.text.clone()).collect()
}

/// Returns a drawing after it was checked, with its texts.
fn drawn(trend: &Trend) -> (String, Vec<String>) {
    for language in [Language::Chinese, Language::English] {
        for width in [Width::Wide, Width::Narrow] {
            check(&trend.draw(Drawing { language, width, ..Drawing::default() }));
        }
    }
    let svg = trend.draw(Drawing::default());
    let texts = check(&svg);
    (svg, texts)
}

/// Returns the lines that go from point to point: how many points each has.
fn lines(svg: &str) -> Vec<usize> {
    let elements = elements(svg);
    let lines = elements.iter().filter(|it| it.attribute("stroke-linejoin").is_some());
    lines.map(|line| line.attribute("d").unwrap().split('L').count()).collect()
}

fn has(texts: &[String], text: &str) -> bool {
    texts.iter().any(|it| it == text)
}

#[test]
fn a_drawing_says_by_itself_what_was_counted_over_what() {
    let mut series = years("三项制度", 2022, &[(4, 1), (2, 2)]);
    series.question.filters = vec![Condition::Year(Years::parse("2022-2023").unwrap())];
    let svg = (trend("year", vec![series])).draw(Drawing::default());
    check(&svg);
    expect![[r##"
        <svg xmlns="http://www.w3.org/2000/svg" width="840" height="709" viewBox="0 0 840 709" role="img" lang="zh-Hans" xml:lang="zh-Hans" font-family="-apple-system, 'Segoe UI', 'PingFang SC', 'Hiragino Sans GB', 'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'Microsoft YaHei', system-ui, sans-serif">
        <title>“三项制度”历年提及情况</title>
        <desc>三项制度：6 份报告中有 3 份提及（50.0%），共 3 节、3 处；1 个文件无法读取。2022年：4 份中 1 份提及（25.0%），每万字 2.50 次；2023年：2 份中 2 份提及（100%），每万字 10.00 次。</desc>
        <rect class="fill-ground" width="840" height="709" fill="#ffffff"/>
        <text class="fill-text" x="6" y="36" font-size="20" font-weight="600" fill="#1d1d1b">“三项制度”历年提及情况</text>
        <text class="fill-quiet" x="16" y="61.5" font-size="12.5" fill="#5b5a55">精确匹配 · 年度:2022-2023</text>
        <text class="fill-text" x="16" y="81.5" font-size="12.5" fill="#1d1d1b">6 份报告中有 3 份提及（50.0%），共 3 节、3 处；1 个文件无法读取</text>
        <g transform="translate(0 97)">
        <text class="fill-text" x="16" y="14" font-size="13.5" font-weight="600" fill="#1d1d1b">提及的报告占所收报告的比例（%）</text>
        <line x1="53" y1="214" x2="824" y2="214" class="stroke-quiet" fill="none" stroke="#5b5a55" stroke-width="1"/>
        <text class="fill-quiet" x="45" y="218" font-size="12.5" text-anchor="end" fill="#5b5a55">0</text>
        <line x1="53" y1="171.5" x2="824" y2="171.5" class="stroke-grid" fill="none" stroke="#dcd8ce" stroke-width="1"/>
        <text class="fill-quiet" x="45" y="175.5" font-size="12.5" text-anchor="end" fill="#5b5a55">25</text>
        <line x1="53" y1="129" x2="824" y2="129" class="stroke-grid" fill="none" stroke="#dcd8ce" stroke-width="1"/>
        <text class="fill-quiet" x="45" y="133" font-size="12.5" text-anchor="end" fill="#5b5a55">50</text>
        <line x1="53" y1="86.5" x2="824" y2="86.5" class="stroke-grid" fill="none" stroke="#dcd8ce" stroke-width="1"/>
        <text class="fill-quiet" x="45" y="90.5" font-size="12.5" text-anchor="end" fill="#5b5a55">75</text>
        <line x1="53" y1="44" x2="824" y2="44" class="stroke-grid" fill="none" stroke="#dcd8ce" stroke-width="1"/>
        <text class="fill-quiet" x="45" y="48" font-size="12.5" text-anchor="end" fill="#5b5a55">100</text>
        <path d="M245.8 171.5L631.2 44" stroke-linejoin="round" class="stroke-series-1" fill="none" stroke="#00639c" stroke-width="2"/>
        <circle cx="245.8" cy="171.5" r="4.5" class="fill-series-1 stroke-ground" fill="#00639c" stroke="#ffffff" stroke-width="1"><title>三项制度 · 2022年：4 份中 1 份提及（25.0%），每万字 2.50 次</title></circle>
        <circle cx="631.2" cy="44" r="4.5" class="fill-ground stroke-series-1" fill="#ffffff" stroke="#00639c" stroke-width="1.8"><title>三项制度 · 2023年：2 份中 2 份提及（100%），每万字 10.00 次</title></circle>
        <text class="fill-text" x="245.8" y="189.5" font-size="12.5" text-anchor="middle" fill="#1d1d1b">25.0%</text>
        <text class="fill-text" x="631.2" y="36" font-size="12.5" text-anchor="middle" fill="#1d1d1b">100%</text>
        <text class="fill-text" x="16" y="252" font-size="13.5" font-weight="600" fill="#1d1d1b">每万字提及次数</text>
        <line x1="53" y1="452" x2="824" y2="452" class="stroke-quiet" fill="none" stroke="#5b5a55" stroke-width="1"/>
        <text class="fill-quiet" x="45" y="456" font-size="12.5" text-anchor="end" fill="#5b5a55">0</text>
        <line x1="53" y1="367" x2="824" y2="367" class="stroke-grid" fill="none" stroke="#dcd8ce" stroke-width="1"/>
        <text class="fill-quiet" x="45" y="371" font-size="12.5" text-anchor="end" fill="#5b5a55">5</text>
        <line x1="53" y1="282" x2="824" y2="282" class="stroke-grid" fill="none" stroke="#dcd8ce" stroke-width="1"/>
        <text class="fill-quiet" x="45" y="286" font-size="12.5" text-anchor="end" fill="#5b5a55">10</text>
        <path d="M245.8 409.5L631.2 282" stroke-linejoin="round" class="stroke-series-1" fill="none" stroke="#00639c" stroke-width="2"/>
        <circle cx="245.8" cy="409.5" r="4.5" class="fill-series-1 stroke-ground" fill="#00639c" stroke="#ffffff" stroke-width="1"><title>三项制度 · 2022年：4 份中 1 份提及（25.0%），每万字 2.50 次</title></circle>
        <circle cx="631.2" cy="282" r="4.5" class="fill-ground stroke-series-1" fill="#ffffff" stroke="#00639c" stroke-width="1.8"><title>三项制度 · 2023年：2 份中 2 份提及（100%），每万字 10.00 次</title></circle>
        <text class="fill-text" x="245.8" y="427.5" font-size="12.5" text-anchor="middle" fill="#1d1d1b">2.5</text>
        <text class="fill-text" x="631.2" y="274" font-size="12.5" text-anchor="middle" fill="#1d1d1b">10.0</text>
        <text class="fill-text" x="245.8" y="483" font-size="13" font-weight="600" text-anchor="middle" fill="#1d1d1b">2022</text>
        <text class="fill-text" x="631.2" y="483" font-size="13" font-weight="600" text-anchor="middle" fill="#1d1d1b">2023</text>
        <text class="fill-quiet" x="43" y="501" font-size="12.5" text-anchor="end" fill="#5b5a55">收有</text>
        <text class="fill-quiet" x="245.8" y="501" font-size="12.5" text-anchor="middle" fill="#5b5a55">n=4</text>
        <text class="fill-quiet" x="631.2" y="501" font-size="12.5" text-anchor="middle" fill="#5b5a55">n=2</text>
        <text class="fill-quiet" x="43" y="519" font-size="12.5" text-anchor="end" fill="#5b5a55">提及</text>
        <text class="fill-quiet" x="245.8" y="519" font-size="12.5" text-anchor="middle" fill="#5b5a55">1</text>
        <text class="fill-quiet" x="631.2" y="519" font-size="12.5" text-anchor="middle" fill="#5b5a55">2</text>
        </g>
        <text class="fill-quiet" x="16" y="647.5" font-size="12.5" fill="#5b5a55">n 为所收该年度报告的份数，其下为其中提及的份数。</text>
        <text class="fill-quiet" x="16" y="667.5" font-size="12.5" fill="#5b5a55">空心点：该年度只有 1–2 份报告，比例说明不了多少。</text>
        <text class="fill-quiet" x="16" y="687.5" font-size="12.5" fill="#5b5a55">来源：所收报告全文，由查报（chabao）逐一计数。</text>
        </svg>
    "##]].assert_eq(&svg);
}

#[test]
fn conditions_on_one_fact_stand_together() {
    let years = |text: &str| Condition::Year(Years::parse(text).unwrap());
    let conditions = [years("2019"), years("2021-"), Condition::Region("重庆市".to_owned())];
    let mut series = self::years("甲", 2019, &[(4, 1)]);
    series.question.filters = conditions.to_vec();
    let trend = trend("year", vec![series]);
    for (language, told) in [
        (Language::Chinese, "精确匹配 · 年度:2019 或 年度:2021- · 地区:重庆市"),
        (Language::English, "exact matching · 年度:2019 or 年度:2021- · 地区:重庆市"),
    ] {
        let drawing = Drawing { language, ..Drawing::default() };
        assert!(has(&check(&trend.draw(drawing)), told));
    }
}

#[test]
fn a_year_of_which_no_report_is_held_is_a_gap_and_no_zero() {
    let figures = [(3, 1), (3, 0), (0, 0), (3, 2), (0, 0), (3, 3), (3, 2), (3, 2)];
    let (svg, texts) = drawn(&trend("year", vec![years("三项制度", 2016, &figures)]));
    // Two points, then one alone, which has no line, then three; in each of two panels.
    assert_eq!(lines(&svg), [2, 3, 2, 3]);
    assert_eq!(texts.iter().filter(|text| *text == "无报告").count(), 4);
    assert_eq!(texts.iter().filter(|text| *text == "n=0").count(), 2);
    assert!(
        has(&texts, "0%") && has(&texts, "灰底：所计范围内没有该年度的报告，情况不明，不等于零。")
    );
    assert!(svg.contains("2018年：无报告；2019年：3 份中 2 份提及（66.7%）"), "{svg}");
}

#[test]
fn figures_over_one_report_or_two_are_hollow() {
    let (svg, texts) = drawn(&trend("year", vec![years("甲", 2019, &[(1, 1), (2, 1), (3, 3)])]));
    let elements = elements(&svg);
    let marks: Vec<&str> = elements
        .iter()
        .filter(|it| it.name == "circle")
        .map(|it| it.attribute("fill").unwrap())
        .collect();
    let (hollow, full) = ("#ffffff", SERIES[0].1);
    assert_eq!(marks, [hollow, hollow, full, hollow, hollow, full]);
    assert!(texts.iter().any(|text| text.starts_with("空心点")));
    let (_, texts) = drawn(&trend("year", vec![years("甲", 2019, &[(3, 1), (0, 0), (3, 3)])]));
    assert!(!texts.iter().any(|text| text.starts_with("空心点")));
}

#[test]
fn one_year_alone_and_thirteen_are_drawn() {
    let (svg, texts) = drawn(&trend("year", vec![years("甲", 2021, &[(9, 3)])]));
    assert_eq!(lines(&svg), [0; 0]);
    assert!(has(&texts, "2021") && has(&texts, "33.3%") && has(&texts, "n=9"));
    let figures: Vec<(u64, u64)> = (0..13).map(|at| (1200 + 40 * at, 90 * at)).collect();
    let (svg, texts) = drawn(&trend("year", vec![years("甲", 2013, &figures)]));
    assert_eq!(lines(&svg), [13, 13]);
    assert!(has(&texts, "n=1,680") && has(&texts, "1,080"), "{texts:?}");
    let axis = elements(&svg)[0].number("width");
    assert!((840.0..1000.0).contains(&axis), "it grows where labels need it: {axis}");
}

#[test]
fn a_term_that_nobody_mentions_is_zero_all_along() {
    let (svg, texts) = drawn(&trend("year", vec![years("甲", 2021, &[(9, 0), (8, 0)])]));
    assert_eq!(lines(&svg), [2, 2]);
    assert_eq!(texts.iter().filter(|text| *text == "0%").count(), 2);
    let (_, texts) = drawn(&trend("year", vec![years("甲", 2021, &[])]));
    assert!(has(&texts, "没有可以画出的报告。"));
    let (_, texts) = drawn(&trend("year", Vec::new()));
    assert!(has(&texts, "没有可以画出的报告。"));
}

#[test]
fn terms_are_told_apart_without_colour_and_labels_never_collide() {
    // Lines that end at one place, and lines that cross.
    let figures: [&[(u64, u64)]; 6] = [
        &[(9, 9), (9, 9), (9, 9)],
        &[(9, 8), (9, 9), (9, 9)],
        &[(9, 0), (9, 5), (9, 9)],
        &[(9, 9), (9, 5), (9, 0)],
        &[(9, 4), (9, 4), (9, 0)],
        &[(9, 1), (9, 2), (9, 0)],
    ];
    for count in 1..=figures.len() {
        let terms = ["法律顾问", "公职律师", "三项制度", "双随机一公开", "包容审慎", "枫桥经验"];
        let series = terms.iter().zip(figures).take(count);
        let series = series.map(|(term, figures)| years(term, 2021, figures)).collect();
        let (svg, texts) = drawn(&trend("year", series));
        let dashes: Vec<String> = elements(&svg)
            .iter()
            .filter(|it| it.attribute("stroke-linejoin").is_some())
            .map(|it| {
                it.attribute("class").unwrap().to_owned()
                    + it.attribute("stroke-dasharray").unwrap_or("-")
            })
            .collect();
        let distinct: std::collections::BTreeSet<&String> = dashes.iter().collect();
        assert_eq!(distinct.len(), count, "{dashes:?}");
        // Above over what each was counted, and at the end of its two lines.
        for term in terms.iter().take(count).filter(|_| count > 1) {
            assert_eq!(texts.iter().filter(|text| text == term).count(), 3, "{term}: {texts:?}");
        }
    }
}

#[test]
fn terms_with_conditions_of_their_own_stand_over_their_own_ground() {
    let both =
        vec![years("甲", 2021, &[(9, 3), (8, 2)]), years("乙 年度:2022", 2021, &[(0, 0), (8, 4)])];
    let (_, texts) = drawn(&trend("year", both));
    assert!(has(&texts, "3/9") && has(&texts, "2/8") && has(&texts, "4/8"), "{texts:?}");
    assert!(!texts.iter().any(|text| text.starts_with("n=")));
    assert!(!has(&texts, "无报告"), "a year of which one term has reports is no gap: {texts:?}");
}

#[test]
fn reports_without_a_year_stand_below_and_not_on_the_axis() {
    let with = |term: &str, found| {
        let mut rows = years(term, 2022, &[(4, 1), (5, 2)]).body.rows;
        rows.push(row("未识别", 3, found, 7));
        series(term, rows)
    };
    let (_, texts) = drawn(&trend("year", vec![with("甲", 2)]));
    assert!(has(&texts, "未画入图中：年度未识别的报告 3 份，其中提及 2 份。"), "{texts:?}");
    assert!(!has(&texts, "未识别"));
    let (_, texts) = drawn(&trend("year", vec![with("甲", 2), with("乙", 0)]));
    let told = "未画入图中：年度未识别的报告 3 份，其中提及“甲” 2 份、“乙” 0 份。";
    assert!(has(&texts, told), "{texts:?}");
    let alone = trend("year", vec![series("甲", vec![row("未识别", 3, 1, 1)])]);
    let (_, texts) = drawn(&alone);
    assert!(has(&texts, "没有可以画出的报告。"), "{texts:?}");
}

#[test]
fn a_term_stays_text_whatever_stands_in_it() {
    let hostile = "</text><script>alert(\"1\")</script>&amp;]]>\u{0}\u{1b}\u{202E}\u{FFFE}'";
    // Quotation marks and control characters are no part of a term.
    let shown = "</text><script>alert(1)</script>&amp;]]>\u{FFFD}\u{FFFD}'";
    for by in ["year", "province"] {
        let both = [hostile, "甲"].map(|term| years(term, 2021, &[(9, 3), (8, 2)]));
        let (svg, texts) = drawn(&trend(by, both.to_vec()));
        assert!(texts.iter().any(|text| text == shown), "{by}: {texts:?}");
        assert!(!svg.contains("<script") && !svg.contains('\u{0}'), "{svg}");
    }
    let named = series("甲", vec![row(hostile, 3, 1, 1)]);
    let (_, texts) = drawn(&trend("agency", vec![named]));
    assert!(texts.iter().any(|text| text.starts_with("</text><script>")), "{texts:?}");
}

#[test]
fn a_long_term_is_cut_in_the_picture_and_whole_in_its_words() {
    let long = "落实重大行政执法决定法制审核制度".repeat(20);
    for count in [1, 3] {
        let series = (0..count).map(|at| years(&format!("{long}{at}"), 2021, &[(9, 3), (8, 2)]));
        let (svg, texts) = drawn(&trend("year", series.collect()));
        let words = &elements(&svg)[2].text;
        assert!(words.contains(&format!("{long}0：")) && words.contains("9 份中 3 份提及"));
        assert!(texts.iter().any(|text| text.contains('…')), "{texts:?}");
        assert!(texts.iter().all(|text| text.chars().count() < 80), "{texts:?}");
    }
}

#[test]
fn other_groups_are_bars_ranked_by_share() {
    let rows = vec![
        row("甲省", 9, 3, 5),
        row("乙省", 4, 4, 9),
        row("丙省", 2, 1, 1),
        row("未识别", 3, 3, 3),
    ];
    let (_, texts) = drawn(&trend("province", vec![series("三项制度", rows.clone())]));
    let names: Vec<&String> =
        texts.iter().filter(|text| text.ends_with('省') || *text == "未识别").collect();
    assert_eq!(names, ["乙省", "丙省", "甲省", "未识别"]);
    assert!(has(&texts, "3/9") && has(&texts, "33.3%"), "{texts:?}");
    assert!(texts.iter().any(|text| text.starts_with("空心条")));
    // Parts have an order of their own.
    let parts = ["举措和成效", "不足和原因", "其他"].map(|part| row(part, 9, 1, 1)).to_vec();
    let (_, texts) = drawn(&trend("part", vec![series("三项制度", parts)]));
    assert_eq!(texts.iter().filter(|text| *text == "1/9").count(), 3);
    assert!(!texts.iter().any(|text| text.contains("从高到低")));
}

#[test]
fn of_many_groups_the_first_by_share_are_drawn_and_ties_are_counted() {
    // Fifty counties in which all reports mention it, and fifty in which none does.
    let of_county = |at: u64| {
        let found = if at < 50 { 10 + at } else { 0 };
        row(&format!("第{at}县"), 10 + at, found, found)
    };
    let rows: Vec<TrendRow> = (0..100).map(of_county).collect();
    let (svg, texts) = drawn(&trend("county", vec![series("三项制度", rows.clone())]));
    let names: Vec<&String> = texts.iter().filter(|text| text.ends_with('县')).collect();
    assert_eq!(names.len(), 40);
    assert_eq!((names[0].as_str(), names[39].as_str()), ("第49县", "第10县"));
    let note = "画出 100 个县中排在最前的 40 个；60 个未画出，其中 10 个与画出的最后一个比例和每万字次数都相同。";
    assert!(texts.concat().contains(note), "{texts:?}");
    assert!(svg.contains("第49县：") && !svg.contains("第9县："), "words tell what is drawn");
    let both = ["甲", "乙"].map(|term| series(term, rows.clone())).to_vec();
    let (_, texts) = drawn(&trend("county", both));
    assert!(texts.concat().contains("画出 100 个县中排在最前的 20 个；80 个未画出，其中 30 个"));
    // Equal shares of as many reports stay in the order of the table.
    let equal: Vec<TrendRow> = (0..60).map(|at| row(&format!("第{at}县"), 4, 1, 1)).collect();
    let (_, texts) = drawn(&trend("county", vec![series("三项制度", equal)]));
    let names: Vec<&String> = texts.iter().filter(|text| text.ends_with('县')).collect();
    assert_eq!((names[0].as_str(), names[39].as_str()), ("第0县", "第39县"));
    assert!(texts.concat().contains("20 个未画出，其中 20 个"), "{texts:?}");
}

#[test]
fn equal_shares_are_ranked_by_how_often_it_is_mentioned() {
    let rows: Vec<TrendRow> = (0..60).map(|at| row(&format!("第{at}县"), 4, 4, 10 + at)).collect();
    let (_, texts) = drawn(&trend("county", vec![series("三项制度", rows)]));
    let names: Vec<&String> = texts.iter().filter(|text| text.ends_with('县')).collect();
    assert_eq!((names[0].as_str(), names[39].as_str()), ("第59县", "第20县"));
    assert!(texts.concat().contains("比例相同的每万字提及次数多者在前"), "{texts:?}");
    assert!(texts.concat().contains("20 个未画出。表格"), "{texts:?}");
}

#[test]
fn a_query_without_a_term_is_met_and_has_no_mentions() {
    let met = |value: &str, held, reports| {
        let mut row = row(value, held, reports, 0);
        row.figures.mentions = None;
        row
    };
    for by in ["year", "province"] {
        let names = if by == "year" { ["2021", "2022"] } else { ["甲省", "乙省"] };
        let mut of_titles = series("普法", vec![met(names[0], 9, 3), met(names[1], 9, 4)]);
        of_titles.question.query = Some("标题:普法".parse().unwrap());
        let (_, texts) = drawn(&trend(by, vec![of_titles]));
        let all = texts.concat();
        assert!(all.contains("符合") && !all.contains("提及") && !all.contains("每万字"), "{all}");
    }
}

#[test]
fn an_axis_that_fits_the_shares_says_that_it_does_not_begin_at_0() {
    let shares = [(100, 96), (100, 100), (100, 98)];
    let trend = trend("year", vec![years("三项制度", 2021, &shares), years("普法", 2021, &shares)]);
    let sign = "纵轴不从 0 开始";
    assert!(!trend.to_svg(Language::Chinese).contains(sign));
    let drawing = Drawing { fits_shares: true, ..Drawing::default() };
    let fitted = trend.draw(drawing);
    assert!(
        fitted.contains(sign) && fitted.contains(">96<") && !fitted.contains(">25<"),
        "{fitted}"
    );
}

#[test]
fn without_a_query_what_is_held_is_drawn() {
    let (svg, texts) = drawn(&trend("year", vec![years("", 2021, &[(9, 9), (0, 0), (12_000, 1)])]));
    assert!(
        has(&texts, "所收报告（按年度）") && has(&texts, "12,000") && has(&texts, "12,000,000")
    );
    assert!(!svg.contains("提及") && !svg.contains("精确"), "{svg}");
    let english = Drawing { language: Language::English, ..Drawing::default() };
    let texts = check(&(trend("year", vec![years("", 2021, &[(9, 9)])])).draw(english));
    assert!(has(&texts, "9 sections of 9 reports; 1 file could not be read"), "{texts:?}");
    let rows = vec![row("甲省", 9, 9, 0), row("乙省", 40, 40, 0)];
    let (_, texts) = drawn(&trend("province", vec![series("", rows)]));
    assert!(has(&texts, "所收报告（按省）") && has(&texts, "40,000"), "{texts:?}");
}

#[test]
fn texts_can_be_read_in_the_colours_of_terms() {
    let part = |hex: &str| {
        let value = f64::from(u8::from_str_radix(hex, 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    for (_, colour) in SERIES {
        let [red, green, blue] = [1..3, 3..5, 5..7].map(|at| part(colour.get(at).unwrap()));
        let light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        assert!(1.05 / (light + 0.05) >= 4.5, "{colour}");
    }
}
