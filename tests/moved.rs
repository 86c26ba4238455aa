//! An index of everything that an index can contain, and what is asked to see that all of it was moved.

use std::fs;

use crate::world::{World, report};

/// Questions about everything that an index contains.
const QUESTIONS: &[&[&str]] = &[
    &["search", "法律顾问", "--explain"],
    &["search", "三项制度 OR 智慧卫监", "--versions"],
    &["search", "智慧卫监", "--words"],
    &["search", "“三项”制度", "--strict"],
    &["mentions", "法律顾问", "三项制度", "智慧卫监", "--by", "year"],
    &["facets", "三项制度", "--by", "part,agency,region,kind,level"],
    &["coverage", "法律顾问"],
    &["trend", "法律顾问"],
    &["kwic", "三项制度"],
    &["reports"],
    &["reports", "--notes"],
    &["reports", "--why", "more/2021.txt"],
    &["reports", "--format", "csv"],
    &["reports", "--format", "json"],
    &["export", "reports", "--format", "jsonl"],
    &["export", "sections", "--format", "csv"],
    &["panel", "data/codebook.csv", "--format", "csv"],
];

/// Returns a folder with an index `index` that has copies, versions, corrections, joined files, a file that cannot
/// be read, a report with an earlier name, and a dictionary.
pub(crate) fn world() -> World {
    let world = World::with_samples();
    world.report("words.txt", "智慧卫监 900\n");
    for (path, text) in [
        ("more/2021.txt", first_text()),
        (
            "more/页.html",
            page(
                "页.html",
                "2023年，我局推进各项工作。\n一、主要举措\n聘请法律顾问8名，审查文件31件。",
            ),
        ),
        (
            "more/页_2.html",
            page("页_2.html", "二、存在的不足\n执法力量不足，培训的针对性还需要加强。"),
        ),
        ("more/2022.txt", report(2022, "双随机、一公开监管全覆盖。三项制度落实到位。")),
        ("more/2022 又.txt", report(2022, "双随机、一公开监管全覆盖。三项制度落实到位。")),
        ("more/2019.txt", long(561)),
        ("more/2019 旧.txt", long(540)),
        ("more/改名前.txt", report(2020, "三项制度试点，智慧卫监试点。")),
        ("more/corrections.csv", "path,agency\n2021.txt,云岫县卫生健康局\n".to_owned()),
    ] {
        world.report(path, &text);
    }
    world.report_bytes("more/坏.txt", &[0xFF, 0xFE, 0x00]);
    world.run(["index", "data", "more", "--dict", "words.txt", "--quiet"]);
    fs::rename(world.path("more/改名前.txt"), world.path("more/改名后.txt")).unwrap();
    world.report(
        "more/2021.txt",
        &report(2021, "聘请法律顾问3名。“三项”制度有落实。智慧卫监上线。"),
    );
    world.run(["index", "--quiet"]);
    world
}

/// Returns the text of a report before it was changed.
fn first_text() -> String {
    report(2021, "聘请法律顾问3名。落实“三项”制度。智慧卫监上线。")
}

/// Returns a report that is long enough to have versions.
fn long(holders: u16) -> String {
    report(
        2019,
        &format!(
            "全年审查规范性文件14件、重大行政决策9件，提出意见57条，采纳率95%。\n落实三项制度，全县持证执法人员\
             {holders}人，组织培训6期，抽查案卷120宗。\n收到复议申请73件，受理68件，审结61件，纠错率11.5%。\n\
             聘请法律顾问12名，审查合同86份，列席会议31次，出具意见书44份。"
        ),
    )
}

/// Returns one of the two pages of a report.
fn page(name: &str, text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("<p>{line}</p>")).collect();
    let lines = lines.concat();
    let title = "云岫县水利局关于2023年度法治政府建设情况的报告";
    let other = if name == "页.html" { "页_2.html\">下一页" } else { "页.html\">上一页" };
    format!(
        "<html><head><meta charset=utf-8><title>{title}</title></head><body><h1>{title}</h1>\
         <div class=info>发布时间：2024-01-18 来源：县水利局</div><div class=c>{lines}\
         <div class=p><a href=\"{other}</a></div></div></body></html>"
    )
}

/// Returns what is answered to everything.
pub(crate) fn answers(world: &World, index: &str) -> Vec<String> {
    // The id that a report had before its text was changed.
    let earlier = blake3::hash(first_text().as_bytes()).to_hex();
    let earlier = format!("r{}", earlier.chars().take(12).collect::<String>());
    let show: &[&str] = &["show", &earlier];
    let ask = |question: &&[&str]| {
        let said = world.run(question.iter().chain(&["--index", index]));
        assert!(!said.contains("chabao: error"), "{question:?}: {said}");
        said
    };
    QUESTIONS.iter().chain(&[show]).map(ask).collect()
}
