//! The program's tables of who mentions a term when, and of how that changes.

use std::collections::BTreeMap;

use chabao::analysis::{Coverage, Trend};
use chabao::present;
use chabao::search::Answer;
use expect_test::expect;
use serde::{Deserialize, Serialize};

use crate::world::World;

/// Returns a folder with a few reports of known and unknown counties, none for 2022, indexed.
fn world() -> World {
    let world = World::new();
    let report = |place: &str, year: u16, told: &str| {
        format!(
            "{place}司法局{year}年法治政府建设工作报告\n\n一、主要举措和成效\n{told}\n\n\
             二、存在的不足\n执法力量不足。\n"
        )
    };
    for (name, place, year, told) in [
        ("1", "河南省卢氏县", 2020, "聘请法律顾问3名。"),
        ("2", "河南省卢氏县", 2021, "普法宣传12场。"),
        ("3", "重庆市酉阳县", 2021, "法律顾问审查合同8份，法律顾问参加会议。"),
        ("4", "重庆市酉阳县", 2023, "法律顾问全覆盖。"),
        ("5", "云岫县", 2023, "普法宣传20场。"),
    ] {
        world.report(&format!("reports/{name}.txt"), &report(place, year, told));
    }
    world.index(["reports"]);
    world
}

#[test]
fn a_cell_mentions_or_is_silent_or_is_not_held() {
    let world = world();
    expect![[r#"
        exit: 0
        stdout:
        法律顾问 · exact (精确): 3 of 5 reports (60.0%) mention it: 4 mentions in 3 sections; …
        cells: mentions; `0` a report, but no mention; `.` no report; reports: `2/3` 2 of 3 mention it

        county (县)           in                 2020  2021  2022  2023  mentions  reports
        卢氏县                河南省 › 三门峡市     1     0     .     .         1      1/2
        酉阳土家族苗族自治县  重庆市                .     2     .     1         3      2/2
        未识别                                      .     .     .     0         0      0/1
        mentions                                    1     2     .     1         4
        reports                                   1/1   1/2     .   1/2                3/5
    "#]].assert_eq(&world.run(["coverage", "法律顾问"]));
    expect![[r#"
        exit: 0
        stdout:
        法律顾问 · exact (精确): 3 of 5 reports (60.0%) mention it: 4 mentions in 3 sections; …
        cells: `5 2/3` 5 mentions in 2 of 3 reports; `0 0/3` 3 reports, but no mention; `.` no such section

        province (省)  举措和成效  不足和原因   其他  total
        河南省              1 1/2       0 0/2  0 0/2  1 1/2
        重庆市              3 2/2       0 0/2  0 0/2  3 2/2
        未识别              0 0/1       0 0/1  0 0/1  0 0/1
        total               4 3/5       0 0/5  0 0/5  4 3/5
    "#]].assert_eq(&world.run([
        "coverage",
        "法律顾问",
        "--rows",
        "province",
        "--columns",
        "part",
    ]));
    // A report found by its title counts as found, although it contains no mention.
    expect![[r#"
        exit: 0
        stdout:
        标题:卢氏 · exact (精确): 2 of 3 reports (66.7%) meet the query, in 6 sections; …
        read as a condition; as text: `"标题:卢氏"`, 0 mentions in 0 sections of 0 reports
        cells: `2/3` 2 of 3 reports meet the query; `.` no report

        county (县)           in                 2020  2021  total
        卢氏县                河南省 › 三门峡市   1/1   1/1    2/2
        酉阳土家族苗族自治县  重庆市                .   0/1    0/1
        total                                     1/1   1/2    2/3
    "#]]
    .assert_eq(&world.run(["coverage", "标题:卢氏", "--rows", "county", "--year", "2020-2021"]));
    expect![[r#"
        exit: 0
        stdout:
        row,province,prefecture,county,code,column,column_code,state,reports,held,mentions
        卢氏县,河南省,三门峡市,卢氏县,411224,2020,,mentions,1,1,1
        卢氏县,河南省,三门峡市,卢氏县,411224,2021,,no-mention,0,1,0
        stderr:
        chabao: 1 of 2 reports (50.0%) mentions it: 1 mention in 1 section; …
    "#]]
    .assert_eq(&world.run(["coverage", "法律顾问", "--region", "河南省", "--format", "csv"]));
}

#[test]
fn a_table_in_which_nothing_is_found_tells_what_is_held() {
    let world = world();
    expect![[r#"
        exit: 1
        stdout:
        双随机 · exact (精确): 0 of 2 reports (0%) mention it: 0 mentions in 0 sections; …
        cells: mentions; `0` a report, but no mention; `.` no report; reports: `2/3` 2 of 3 mention it

        county (县)           in      2021  2022  2023  mentions  reports
        酉阳土家族苗族自治县  重庆市     0     .     0         0      0/2
        mentions                         0     .     0         0
        reports                        0/1     .   0/1                0/2
        stderr:
        hint: check how it is written, or ask with a shorter term
    "#]].assert_eq(&world.run(["coverage", "双随机", "--region", "重庆市"]));
    expect![[r#"
        exit: 1
        stdout:
        双随机 · exact (精确): 0 of 0 reports mention it: 0 mentions in 0 sections; …
        stderr:
        chabao: no reports match the filters
        hint: see what the index contains with `chabao facets --by year,region,agency`
    "#]]
    .assert_eq(&world.run(["coverage", "双随机", "--year", "1999"]));
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: rows and columns are both `year`
        hint: choose different ones, as in `--rows county --columns year`
    "#]]
    .assert_eq(&world.run(["coverage", "双随机", "--rows", "year"]));
    expect![[r#"
        exit: 1
        stdout:
        双随机 · exact (精确): 0 of 0 reports mention it: 0 mentions in 0 sections; …
        stderr:
        chabao: no reports match the filters
        hint: see what the index contains with `chabao facets --by year,region,agency`
    "#]]
    .assert_eq(&world.run(["trend", "双随机", "--year", "1999"]));
    expect![[r#"
        exit: 1
        stdout:
        双随机 · exact (精确): 0 of 2 reports (0%) mention it: 0 mentions in 0 sections; …

        year (年度)  held  reports  sections  mentions  characters  per 10,000   share
        2023            2        0         0         0         117        0.00  0.00 %
        total           2        0         0         0         117        0.00  0.00 %
        stderr:
        hint: check how it is written, or ask with a shorter term
    "#]]
    .assert_eq(&world.run(["trend", "双随机", "--year", "2023"]));
}

#[test]
fn a_trend_is_told_against_what_is_held() {
    let world = world();
    expect![[r#"
        exit: 0
        stdout:
        法律顾问 · exact (精确): 3 of 5 reports (60.0%) mention it: 4 mentions in 3 sections; …

        year (年度)  held  reports  sections  mentions  characters  per 10,000     share
        2020            1        1         1         1          61      163.93  100.00 %  ████████████████████
        2021            2        1         1         2         132      151.52   50.00 %  ██████████
        2022            0                                                                 no report
        2023            2        1         1         1         117       85.47   50.00 %  ██████████
        total           5        3         3         4         310      129.03   60.00 %  ████████████
    "#]].assert_eq(&world.run(["trend", "法律顾问"]));
    // Several terms have the same rows, even if a query excludes some years.
    expect![[r#"
        exit: 0
        stdout:
        法律顾问 年度:2021- · exact (精确): 2 of 4 reports (50.0%) mention it: 3 mentions in 2 sections; …

        year (年度)  held  reports  sections  mentions  characters  per 10,000    share
        2020            0                                                                no report meets the condition
        2021            2        1         1         2         132      151.52  50.00 %  ██████████
        2022            0                                                                no report
        2023            2        1         1         1         117       85.47  50.00 %  ██████████
        total           4        2         2         3         249      120.48  50.00 %  ██████████

        普法 · exact (精确): 2 of 5 reports (40.0%) mention it: 2 mentions in 2 sections; …

        year (年度)  held  reports  sections  mentions  characters  per 10,000    share
        2020            1        0         0         0          61        0.00   0.00 %
        2021            2        1         1         1         132       75.76  50.00 %  ██████████
        2022            0                                                                no report
        2023            2        1         1         1         117       85.47  50.00 %  ██████████
        total           5        2         2         2         310       64.52  40.00 %  ████████

        reports that mention it, per cent:

        year (年度)            法律顾问 年度:2021-       普法
        2020         no report meets the condition     0.00 %
        2021                               50.00 %    50.00 %
        2022                             no report  no report
        2023                               50.00 %    50.00 %
        total                              50.00 %    40.00 %
    "#]]
    .assert_eq(&world.run(["trend", "法律顾问 年度:2021-", "普法"]));
    expect![[r#"
        exit: 0
        stdout:
        法律顾问 · strict (严格): 3 of 5 reports (60.0%) mention it: 4 mentions in 3 sections; …

        county (县)           in                 held  reports  sections  mentions  characters  per 10,000     share
        卢氏县                河南省 › 三门峡市     2        1         1         1         121       82.64   50.00 %  ██████████
        酉阳土家族苗族自治县  重庆市                2        2         2         3         132      227.27  100.00 %  ████████████████████
        未识别                                      1        0         0         0          57        0.00    0.00 %
        total                                       5        3         3         4         310      129.03   60.00 %  ████████████
    "#]].assert_eq(&world.run(["trend", "法律顾问", "--by", "county", "--strict"]));
    expect![[r#"
        exit: 0
        stdout:
        term,year,code,state,held,reports,share,sections,mentions,characters,mentions_per_10000
        法律顾问,2020,,mentions,1,1,100,1,1,61,163.93
        法律顾问,2021,,mentions,2,1,50,1,2,132,151.52
        法律顾问,2022,,not-held,0,0,,0,0,0,
        法律顾问,2023,,mentions,2,1,50,1,1,117,85.47
        普法,2020,,no-mention,1,0,0,0,0,61,0
        普法,2021,,mentions,2,1,50,1,1,132,75.76
        普法,2022,,not-held,0,0,,0,0,0,
        普法,2023,,mentions,2,1,50,1,1,117,85.47
        stderr:
        chabao: 法律顾问: 3 of 5 reports (60.0%) mention it: 4 mentions in 3 sections; …
        chabao: 普法: 2 of 5 reports (40.0%) mention it: 2 mentions in 2 sections; …
    "#]]
    .assert_eq(&world.run(["trend", "法律顾问", "普法", "--format", "csv"]));
}

#[test]
fn a_trend_is_drawn_with_its_conditions() {
    let world = world();
    let drawing =
        world.data(["trend", "法律顾问", "普法", "--year", "2020-2023", "--format", "svg"]);
    assert!(drawing.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" "), "{drawing}");
    assert!(drawing.ends_with("</svg>\n"), "{drawing}");
    for told in [
        "<title>“法律顾问”“普法”历年提及情况</title>",
        "精确匹配 · 年度:2020-2023",
        "5 份报告中有 3 份提及（60.0%），共 3 节、4 处；所有文件均可读取",
        "5 份报告中有 2 份提及（40.0%），共 2 节、2 处；所有文件均可读取",
        "2021年：2 份中 1 份提及（50.0%），每万字 151.52 次；2022年：无报告；",
        ">n=2</text>",
    ] {
        assert!(drawing.contains(told), "{told} in {drawing}");
    }
    let bars = world.data(["trend", "法律顾问", "--by", "county", "--format", "svg"]);
    assert!(bars.contains(">卢氏县</text>") && bars.contains(">1/2</text>"), "{bars}");
    // A chart of nothing is true too.
    let nothing = world.run(["trend", "双随机", "--format", "svg"]);
    assert!(nothing.starts_with("exit: 1\nstdout:\n<svg "), "{nothing}");
}

/// Declares objects that have these names and no others.
macro_rules! objects {
    ($($name:ident { $($field:ident: $type:ty),* $(,)? })*) => {
        $(
            #[derive(Debug, Deserialize, Serialize)]
            #[serde(deny_unknown_fields)]
            struct $name { $($field: $type),* }
        )*
    };
}

objects! {
    Table {
        query: String, mode: String, filters: Vec<String>,
        remarks: Vec<serde_json::Value>, lists: BTreeMap<String, List>, rows_by: String, columns_by: String, ground: Ground,
        counts: Counts, columns: Vec<Column>, rows: Vec<Row>,
    }
    Ground {
        reports: u64, unreadable: u64, copies: u64, older_versions: u64, versions: String,
    }
    List { page: u64, limit: Option<u64>, listed: u64, total: u64, next: Option<String> }
    Counts { reports: u64, sections: u64, mentions: u64 }
    Region {
        province: Option<String>, prefecture: Option<String>, county: Option<String>,
        code: Option<String>,
    }
    Column { value: String, region: Option<Region>, total: Cell }
    Row { value: String, region: Option<Region>, total: Cell, cells: Vec<Cell> }
    Cell { state: String, reports: u64, held: u64, mentions: u64 }
    Trends { by: String, series: Vec<Series>, remarks: Vec<serde_json::Value> }
    Series {
        query: String, mode: String, filters: Vec<String>,
        remarks: Vec<serde_json::Value>, lists: BTreeMap<String, List>, ground: Ground, counts: Counts, total: TrendRow,
        rows: Vec<TrendRow>,
    }
    TrendRow {
        value: String, region: Option<Region>, state: String, held: u64, reports: u64,
        share: Option<f64>, sections: u64, mentions: u64, characters: u64,
        mentions_per_10000: Option<f64>,
    }
}

#[test]
fn tables_as_json_have_the_promised_names_and_agree_with_csv() {
    let world = world();
    for rows in ["county", "agency", "report", "year"] {
        let arguments = ["coverage", "法律顾问", "--rows", rows, "--columns", "part"];
        let text = world.data(arguments.iter().chain(&["--format", "json"]));
        let promised: Table = serde_json::from_str(&text).unwrap();
        let own: Answer<Coverage> = serde_json::from_str(&text).unwrap();
        assert_eq!(present::json(&own), text);
        assert_eq!(serde_json::to_value(&promised).unwrap(), serde_json::to_value(&own).unwrap());
        let lines = world.data(arguments.iter().chain(&["--format", "csv"]));
        let mut lines = csv::Reader::from_reader(lines.as_bytes());
        let lines: Vec<BTreeMap<String, String>> =
            lines.deserialize().map(Result::unwrap).collect();
        let cells = promised.rows.iter().flat_map(|row| {
            promised.columns.iter().zip(&row.cells).map(move |(column, cell)| (row, column, cell))
        });
        assert_eq!(lines.len(), promised.rows.len() * promised.columns.len());
        for (line, (row, column, cell)) in lines.iter().zip(cells) {
            assert_eq!((&line["row"], &line["column"]), (&row.value, &column.value));
            assert_eq!((&line["state"], &line["held"]), (&cell.state, &cell.held.to_string()));
        }
    }
    let text = world.data(["trend", "法律顾问", "普法", "--format", "json"]);
    let promised: Trends = serde_json::from_str(&text).unwrap();
    let own: Trend = serde_json::from_str(&text).unwrap();
    assert_eq!(present::json(&own), text);
    assert_eq!(serde_json::to_value(&promised).unwrap(), serde_json::to_value(&own).unwrap());
    let years: Vec<&str> = promised.series[1].rows.iter().map(|row| row.value.as_str()).collect();
    assert_eq!(years, ["2020", "2021", "2022", "2023"]);
}

#[test]
fn a_matrix_has_the_figures_of_the_table_with_totals_and_its_states_apart() {
    let world = world();
    expect![[r#"
        exit: 0
        stdout:
        row,province,prefecture,county,code,2020,2021,2022,2023,reports,held,share,mentions
        卢氏县,河南省,三门峡市,卢氏县,411224,1,0,,,1,2,50,1
        酉阳土家族苗族自治县,重庆市,,酉阳土家族苗族自治县,500242,,2,,1,2,2,100,3
        未识别,,,,,,,,0,0,1,0,0
        合计,,,,,1,2,,1,3,5,60,4
        stderr:
        chabao: 3 of 5 reports (60.0%) mention it: 4 mentions in 3 sections; …
    "#]]
    .assert_eq(&world.run(["coverage", "法律顾问", "--measure", "mentions", "--format", "csv"]));
    expect![[r#"
        exit: 0
        stdout:
        法律顾问 · exact (精确): 3 of 5 reports (60.0%) mention it: 4 mentions in 3 sections; …
        cells: the share of the reports that mention it; `.` no report

        county (县)           in                 2020   2021  2022   2023  total
        卢氏县                河南省 › 三门峡市  100%     0%     .      .  50.0%
        酉阳土家族苗族自治县  重庆市                .   100%     .   100%   100%
        未识别                                      .      .     .     0%     0%
        total                                    100%  50.0%     .  50.0%  60.0%
    "#]]
    .assert_eq(&world.run(["coverage", "法律顾问", "--measure", "share"]));
    for (rows, columns) in [("county", "year"), ("agency", "part"), ("year", "province")] {
        let axes = ["coverage", "法律顾问 年度:2021-", "--rows", rows, "--columns", columns];
        let table: Table = world.json(&axes);
        for measure in ["reports", "share", "mentions"] {
            let form = ["--measure", measure, "--format", "csv"];
            let text = world.data(axes.iter().chain(&form));
            let mut lines = csv::Reader::from_reader(text.as_bytes());
            let lines: Vec<BTreeMap<String, String>> =
                lines.deserialize().map(Result::unwrap).collect();
            assert_eq!(lines.len(), table.rows.len() + 1, "{rows}: {measure}");
            let (all, of_rows) = lines.split_last().unwrap();
            assert_eq!(all["row"], "合计");
            for (line, row) in of_rows.iter().zip(&table.rows) {
                assert_eq!(line["row"], row.value);
                for (column, cell) in table.columns.iter().zip(&row.cells) {
                    check_figures(line, &column.value, cell, measure);
                }
                check_totals(line, &row.total);
            }
            for column in &table.columns {
                check_figures(all, &column.value, &column.total, measure);
            }
            assert_eq!(all["reports"], table.counts.reports.to_string());
            assert_eq!(all["mentions"], table.counts.mentions.to_string());
            assert_eq!(all["held"], table.ground.reports.to_string());
        }
    }
    let refused = world.run(["coverage", "--codebook", "outline", "--measure", "share"]);
    assert!(refused.contains("exit: 2"), "{refused}");
}

/// Checks the figures of a cell of a matrix.
fn check_figures(line: &BTreeMap<String, String>, column: &str, cell: &Cell, measure: &str) {
    let is_counted = ["mentions", "no-mention"].contains(&cell.state.as_str());
    let figure = |number: u64| if is_counted { number.to_string() } else { String::new() };
    match measure {
        "reports" => {
            let held = &line[&format!("{column} held")];
            assert_eq!((&line[column], held), (&figure(cell.reports), &figure(cell.held)));
        }
        "share" => {
            let share: Option<f64> = line[column].parse().ok();
            assert_eq!(share.is_some(), is_counted, "{line:?}");
            // Half a hundredth of a per cent is rounded away.
            let number = |count: u64| f64::from(u32::try_from(count).unwrap());
            let exact = number(cell.reports) * 100.0 / number(cell.held.max(1));
            assert!((share.unwrap_or_default() - exact).abs() <= 0.005, "{line:?}");
        }
        _ => assert_eq!(line[column], figure(cell.mentions)),
    }
}

/// Checks the totals of a row of a matrix.
fn check_totals(line: &BTreeMap<String, String>, total: &Cell) {
    let is_counted = ["mentions", "no-mention"].contains(&total.state.as_str());
    for (column, number) in
        [("reports", total.reports), ("held", total.held), ("mentions", total.mentions)]
    {
        let expected = if is_counted { number.to_string() } else { String::new() };
        assert_eq!(line[column], expected, "{line:?}");
    }
}
