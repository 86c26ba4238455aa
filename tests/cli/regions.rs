//! Divisions that ended: their reports stay theirs, and are found under what they became.

use expect_test::expect;

use crate::world::World;

/// Returns a folder with reports of 渝北区, of 两江新区, in which it ended, and of 巴南区.
fn world() -> World {
    let world = World::new();
    for (file, agency, year) in [
        ("渝北.txt", "重庆市渝北区司法局", 2017),
        ("江北.txt", "重庆市江北区司法局", 2018),
        ("两江.txt", "重庆市两江新区司法局", 2026),
        ("巴南.txt", "重庆市巴南区司法局", 2017),
    ] {
        world.report(
            &format!("reports/{file}"),
            &format!("{agency}{year}年法治政府建设工作报告\n一、主要工作\n聘请法律顾问3名。\n"),
        );
    }
    world.index(["reports"]);
    world
}

#[test]
fn a_region_finds_the_reports_of_those_that_ended_in_it() {
    let world = world();
    expect![[r#"
        exit: 0
        stdout:
        法律顾问 · exact (精确): 3 of 3 reports (100%) mention it: 3 mentions in 3 sections; …
        region 两江新区 includes the former 江北区, 渝北区

        region (地区)      region                    reports  held  mentions  years
        重庆市 › 江北区    重庆市 › 江北区 500105          1     1         1  2018
        重庆市 › 渝北区    重庆市 › 渝北区 500112          1     1         1  2017
        重庆市 › 两江新区  重庆市 › 两江新区 500157        1     1         1  2026

        重庆市 › 江北区
           聘请【法律顾问】3名。

        重庆市 › 渝北区
           聘请【法律顾问】3名。

        重庆市 › 两江新区
           聘请【法律顾问】3名。
    "#]]
    .assert_eq(&world.run(["mentions", "法律顾问", "--region", "两江新区", "--by", "region"]));
    // Counts by region stay with the division that reported.
    expect![[r#"
        exit: 0
        stdout:
        6 sections of 3 reports; …
        region 500157 includes the former 江北区, 渝北区

        county (县)  reports  sections
        江北区             1         2
        渝北区             1         2
        巴南区             1         2
        两江新区           1         2
    "#]]
    .assert_eq(&world.run(["facets", "--by", "county", "--region", "500157", "--year", "2017-"]));
    // Told only where a report came in by that.
    expect![[r#"
        exit: 0
        stdout:
        地区:两江新区 年度:2026 · exact (精确): 1 of 1 report (100%) meets the query, in 2 sections; …

        county (县)  reports  held  sections
        两江新区           1     1         2
    "#]]
    .assert_eq(&world.run(["facets", "地区:两江新区 年度:2026", "--by", "county"]));
    expect![[r#"
        exit: 0
        stdout:
        法律顾问 (地区:两江新区 OR 地区:巴南区) · exact (精确): 4 of 4 reports (100%) mention it: 4 mentions in 4 sections; …
        region 两江新区 includes the former 江北区, 渝北区

        1. 重庆市两江新区司法局2026年法治政府建设工作报告
           2026 · 重庆市 › 两江新区 · 举措和成效 · 一、主要工作
           聘请【法律顾问】3名。
           reports/两江.txt

        1 of 4 sections listed: `--page 2` or `--limit` for more
        stderr:
        chabao: read as `法律顾问 (地区:两江新区 OR 地区:巴南区)`, exact (精确)
        chabao: searched for 法律顾问
        chabao: exact (精确): 4 mentions in 4 sections of 4 reports
        chabao: strict (严格): 4 mentions in 4 sections of 4 reports
        chabao: words (分词): 4 mentions in 4 sections of 4 reports
        chabao: `法律顾问` by itself, searched for 法律顾问: 4 mentions in 4 sections of 4 reports (exact, strict, words)
        chabao: `地区:两江新区 OR 地区:巴南区` by itself: 8 sections of 4 reports (exact, strict, words)
        chabao:   `地区:两江新区` by itself: 6 sections of 3 reports (exact, strict, words)
        chabao:   `地区:巴南区` by itself: 2 sections of 1 report (exact, strict, words)
    "#]].assert_eq(&world.run([
        "search",
        "法律顾问 (地区:两江新区 OR 地区:巴南区)",
        "--limit",
        "1",
        "--explain",
    ]));
    expect![[r#"
        exit: 0
        stdout:
        region 两江新区 includes the former 渝北区
        reports/渝北.txt  rdd6306bf48c2
           2017 · 重庆市 › 渝北区 · 重庆市渝北区司法局 · 2 sections
           重庆市渝北区司法局2017年法治政府建设工作报告
        1 report, 0 with notes
    "#]]
    .assert_eq(&world.run(["reports", "--region", "两江新区", "--year", "2017"]));
}

#[test]
fn a_former_region_finds_its_own_reports_alone() {
    let world = world();
    for (region, expected) in [
        ("渝北区", &["渝北区"][..]),
        ("500112", &["渝北区"]),
        ("重庆市江北区", &["江北区"]),
        ("两江新区", &["江北区", "渝北区", "两江新区"]),
        ("重庆市", &["江北区", "渝北区", "巴南区", "两江新区"]),
    ] {
        let text = world.data(["mentions", "法律顾问", "--region", region, "--format", "csv"]);
        let found: Vec<&str> =
            text.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
        assert_eq!(found, expected, "{region}");
    }
    // What lay in the region all along is no surprise and is not told.
    let told = world.run(["mentions", "法律顾问", "--region", "重庆市"]);
    assert!(!told.contains("former"), "{told}");
}
