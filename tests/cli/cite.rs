//! `chabao cite`: entries for lists of references.

use expect_test::{Expect, expect};
use serde_json::Value;

use crate::world::{World, report};

fn check(told: &str, expected: &Expect) {
    expected.assert_eq(told);
}

/// Returns a folder with a report on the web, one with a hostile title, and one of which hardly
/// anything is known.
fn world() -> World {
    let world = World::new();
    let front = "---\nurl: https://sf.yunxiu.example/a?x=1&b=%7B\nnumber: 云司〔2024〕5号\n\
                 published: 2024-01-20\n---\n";
    world.report(
        "reports/1.txt",
        &format!("{front}{}", report(2023, "落实三项制度。三项制度落实到位。")),
    );
    let hostile = "---\ntitle: 石燕县{司法局}} 100% \"报告\" ER  - \\x\nyear: 2022\n---\n";
    world.report("reports/2.txt", &format!("{hostile}一、概况\n落实三项制度。\n"));
    world.report("reports/3.txt", "情况说明\n\n全年办理复议12件。\n");
    world.index(["reports"]);
    world
}

#[test]
fn a_report_is_cited_by_its_name_in_every_form() {
    let world = world();
    let cite = |form: &str| {
        world.run(["cite", "reports/1.txt", "--format", form, "--cited", "2026-11-25"])
    };
    check(
        &cite("gbt"),
        &expect![[r#"
        exit: 0
        stdout:
        云岫县司法局. 云岫县司法局2023年法治政府建设工作报告: 云司〔2024〕5号[R/OL]. (2024-01-20)[2026-11-25]. https://sf.yunxiu.example/a?x=1&b=%7B.
    "#]],
    );
    check(
        &cite("gbt-2025"),
        &expect![[r#"
        exit: 0
        stdout:
        云岫县司法局. 云岫县司法局2023年法治政府建设工作报告：云司〔2024〕5号[R/OL]. 2024-01-20. https://sf.yunxiu.example/a?x=1&b=%7B.
    "#]],
    );
    check(
        &cite("bibtex"),
        &expect![[r#"
        exit: 0
        stdout:
        @techreport{r82389e7ea96e,
          author = {{云岫县司法局}},
          title = {{云岫县司法局2023年法治政府建设工作报告}},
          institution = {云岫县司法局},
          number = {云司〔2024〕5号},
          year = {2024},
          date = {2024-01-20},
          url = {https://sf.yunxiu.example/a?x=1&b=%7B},
          urldate = {2026-11-25},
          langid = {chinese}
        }
    "#]],
    );
    check(
        &cite("ris").replace('\r', ""),
        &expect![[r#"
        exit: 0
        stdout:
        TY  - RPRT
        ID  - r82389e7ea96e
        AU  - 云岫县司法局
        TI  - 云岫县司法局2023年法治政府建设工作报告
        SN  - 云司〔2024〕5号
        PY  - 2024
        DA  - 2024/01/20/
        LA  - zh-CN
        UR  - https://sf.yunxiu.example/a?x=1&b=%7B
        Y2  - 2026/11/25/
        ER  - 
    "#]],
    );
    check(
        &cite("csl-json"),
        &expect![[r#"
        exit: 0
        stdout:
        [
          {
            "id": "r82389e7ea96e",
            "type": "report",
            "title": "云岫县司法局2023年法治政府建设工作报告",
            "author": [
              {
                "literal": "云岫县司法局"
              }
            ],
            "number": "云司〔2024〕5号",
            "issued": {
              "date-parts": [
                [
                  2024,
                  1,
                  20
                ]
              ]
            },
            "URL": "https://sf.yunxiu.example/a?x=1&b=%7B",
            "accessed": {
              "date-parts": [
                [
                  2026,
                  11,
                  25
                ]
              ]
            },
            "language": "zh-CN"
          }
        ]
    "#]],
    );
}

#[test]
fn the_reports_that_a_query_finds_are_cited_once_each_by_path() {
    let world = world();
    let cited = |more: &[&str]| {
        let arguments = ["cite", "--cited", "2026-11-25"].iter().chain(more);
        world.run(arguments)
    };
    check(
        &cited(&["--query", "三项制度"]),
        &expect![[r#"
        exit: 0
        stdout:
        云岫县司法局. 云岫县司法局2023年法治政府建设工作报告: 云司〔2024〕5号[R/OL]. (2024-01-20)[2026-11-25]. https://sf.yunxiu.example/a?x=1&b=%7B.
        石燕县{司法局}} 100% "报告" ER - \x[2022年度][R].
        stderr:
        chabao: counted over 3 reports; …
    "#]],
    );
    check(
        &cited(&["--query", "三项制度", "--year", "2022", "--format", "bibtex"]),
        &expect![[r#"
            exit: 0
            stdout:
            @techreport{rf0c8e75f13d3,
              title = {{石燕县\textbraceleft{}司法局\textbraceright{}\textbraceright{} 100\% "报告" ER - \textbackslash{}x[2022年度]}},
              langid = {chinese}
            }
            stderr:
            chabao: counted over 1 report; …
        "#]],
    );
    check(
        &cited(&["--limit", "1"]),
        &expect![[r#"
        exit: 0
        stdout:
        云岫县司法局. 云岫县司法局2023年法治政府建设工作报告: 云司〔2024〕5号[R/OL]. (2024-01-20)[2026-11-25]. https://sf.yunxiu.example/a?x=1&b=%7B.
        stderr:
        chabao: counted over 3 reports; …
        chabao: 1 of 3 reports listed
    "#]],
    );
    check(
        &cited(&["--query", "查无此词"]),
        &expect![[r#"
            exit: 1
            stderr:
            chabao: counted over 3 reports; …
            hint: check how it is written, or ask with a shorter term
        "#]],
    );
    check(
        &cited(&["查无此报告"]),
        &expect![[r#"
        exit: 2
        stderr:
        chabao: error: no report `查无此报告` in the index
        hint: list the reports with `chabao reports`
    "#]],
    );
    // Two names of one report are one entry.
    check(
        &cited(&["reports/3.txt", "3.txt"]),
        &expect![[r#"
        exit: 0
        stdout:
        [报告][R].
    "#]],
    );
    let items: Value = serde_json::from_str(&world.data(["cite", "--format", "csl-json"])).unwrap();
    let ids: Vec<&str> =
        items.as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect();
    let keys = world.data(["cite", "--format", "bibtex"]);
    assert!(ids.len() == 3 && ids.iter().all(|id| keys.contains(&format!("@techreport{{{id},"))));
    assert_eq!(
        world.data(["cite", "--format", "csl-json", "--limit", "0"]),
        world.data(["cite", "--format", "csl-json"])
    );
}

/// Returns a folder with three reports of which one sentence is the same.
fn quoted_world() -> World {
    let world = World::new();
    let same = "坚持依法行政，做到有法必依、执法必严。";
    for (name, title, told) in [
        (
            "甲.txt",
            "云岫县司法局2023年法治政府建设工作报告",
            "落实行政执法“三项制度”，全县持证执法人员561人，轮训率100%。\n聘请法律顾问12名，审查合同86份。",
        ),
        (
            "乙.txt",
            "石燕县司法局2023年法治政府建设工作报告",
            "全年办理行政复议案件73件，纠错率8.5%，行政机关负责人出庭应诉率达到98%。",
        ),
        ("丙.txt", "汀澜区教育局2022年法治政府建设工作报告", "组织学法考试4场。"),
    ] {
        let text = format!(
            "{title}\n\n一、主要举措和成效\n（一）规范执法\n{told}\n{same}\n\n二、存在的不足\n力量不足。\n"
        );
        world.report(&format!("reports/{name}"), &text);
    }
    world.index(["reports"]);
    world
}

#[test]
fn quotations_are_found_again_and_what_was_changed_is_said() {
    let world = quoted_world();
    world.report(
        "draft.md",
        "# 草稿\n\n报告称“落实行政执法‘三项制度’，全县持证执法人员561人”，又称「聘請法律顧問12名；审查合同86份」。\n\
         石燕县“全年办理行政复议案件73件，纠错率85%，行政机关负责人出庭应诉率达到98%”。\n\
         各地都“坚持依法行政，做到有法必依、执法必严”。“三项制度”一词略。\n\
         据《汀澜区教育局2022年法治政府建设工作报告》，“聘请法律顾问12名，审查合同86份。”\n\
         “全县持证执法人员561人……审查合同[共]86份”，“审查合同86份……全县持证执法人员561人”。\n\
         “这句话哪一份报告里都没有写过”\n\n> 轮训率100%。\n> 聘请法律顾问12名，\n> ——云岫县\n\n没有配对的“引号\n",
    );
    check(
        &world.run(["cite", "--verify", "draft.md"]),
        &expect![[r#"
            exit: 1
            stdout:
            draft.md: 9 quotations; 5 verbatim, 1 with other marks or forms, 2 only in part, 1 not found; counted over 3 reports; …
            1 quotation of fewer than 8 characters is not verified
            a quotation mark is never closed in line 14
            the reports compared with a quotation are those that have, of each of its 3 longest stretches, one of 3 pieces without further marks (of 2 from 8 characters on; shorter ones whole); if it stands in none of them, the 12 most similar

            line 3: verbatim
               “落实行政执法‘三项制度’，全县持证执法人员561人”
               云岫县司法局2023年法治政府建设工作报告 · 2023 · 一、主要举措和成效 › （一）规范执法
               reports/甲.txt  rcb461b8bbce6

            line 3: with other marks or forms
               “聘請法律顧問12名；审查合同86份”
               云岫县司法局2023年法治政府建设工作报告 · 2023 · 一、主要举措和成效 › （一）规范执法
               reports/甲.txt  rcb461b8bbce6
               script: after 聘, 請 for 请
               script: after 聘請法律, 顧問 for 顾问
               marks: after 律顧問12名, ； for ，

            line 4: only in part
               “全年办理行政复议案件73件，纠错率85%，行政机关负责人出庭应诉率达到98%”
               石燕县司法局2023年法治政府建设工作报告 · 2023 · 一、主要举措和成效 › （一）规范执法
               reports/乙.txt  ra37e9fe50cab
               longest part found: 5%，行政机关负责人出庭应诉率达到98%
               words: after 件，纠错率8, . left out

            line 5: verbatim
               “坚持依法行政，做到有法必依、执法必严”
               汀澜区教育局2022年法治政府建设工作报告 · 2022 · 一、主要举措和成效 › （一）规范执法
               reports/丙.txt  r5f8782cb7169
               stands in 3 reports, also in reports/乙.txt, reports/甲.txt

            line 6: verbatim
               “聘请法律顾问12名，审查合同86份。”
               云岫县司法局2023年法治政府建设工作报告 · 2023 · 一、主要举措和成效 › （一）规范执法
               reports/甲.txt  rcb461b8bbce6
               not in the report named beside it: 汀澜区教育局2022年法治政府建设工作报告 · 2022

            line 7: verbatim
               “全县持证执法人员561人……审查合同[共]86份”
               云岫县司法局2023年法治政府建设工作报告 · 2023 · 一、主要举措和成效 › （一）规范执法
               reports/甲.txt  rcb461b8bbce6

            line 7: only in part
               “审查合同86份……全县持证执法人员561人”
               云岫县司法局2023年法治政府建设工作报告 · 2023 · 一、主要举措和成效 › （一）规范执法
               reports/甲.txt  rcb461b8bbce6
               longest part found: 全县持证执法人员561人
               the parts do not stand there in this order

            line 8: not found
               “这句话哪一份报告里都没有写过”

            line 10: verbatim
               “轮训率100%。\n聘请法律顾问12名，”
               云岫县司法局2023年法治政府建设工作报告 · 2023 · 一、主要举措和成效 › （一）规范执法
               reports/甲.txt  rcb461b8bbce6
        "#]],
    );
    let json: Value = serde_json::from_slice(
        &world
            .command(["cite", "--verify", "draft.md", "--format", "json"])
            .output()
            .unwrap()
            .stdout,
    )
    .unwrap();
    let rows = json["quotations"].as_array().unwrap();
    let jsonl =
        world.command(["cite", "--verify", "draft.md", "--format", "jsonl"]).output().unwrap();
    let lines = String::from_utf8(jsonl.stdout).unwrap();
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(*rows, lines);
    let csv = world.command(["cite", "--verify", "draft.md", "--format", "csv"]).output().unwrap();
    let mut csv = csv::Reader::from_reader(csv.stdout.as_slice());
    let header = csv.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|it| it == name).unwrap();
    for (record, row) in csv.records().zip(rows) {
        let record = record.unwrap();
        for name in ["quotation", "state"] {
            assert_eq!(record[column(name)], *row[name].as_str().unwrap());
        }
        assert_eq!(record[column("line")], row["line"].to_string());
        assert_eq!(record[column("id")], *row["report"]["id"].as_str().unwrap_or_default());
        let changes = row["changes"].as_array().unwrap().len();
        let cell = &record[column("changes")];
        assert_eq!(if cell.is_empty() { 0 } else { cell.split(" | ").count() }, changes);
    }
    let counts = json["counts"].as_object().unwrap();
    for (state, count) in counts {
        let found = rows.iter().filter(|row| row["state"] == *state).count();
        assert_eq!(count.as_u64(), Some(found as u64), "{state}");
    }
}

#[test]
fn every_report_with_a_quotation_is_counted_whatever_its_marks() {
    let world = World::new();
    let report = |name: String, sentence: &str| {
        let title = format!("{name}县司法局2023年法治政府建设工作报告");
        let text = format!("{title}\n\n一、主要举措和成效\n{name}县有自己的做法。{sentence}\n");
        world.report(&format!("reports/{name}.txt"), &text);
    };
    for at in 0..230 {
        report(format!("云{at:03}"), "全县各乡镇聘请法律顾问2345名参与决策。");
    }
    report("石甲".to_owned(), "全县各乡、镇聘请法律顾问2345名参与决策。");
    report("石乙".to_owned(), "全县各乡镇聘请“法律顾问”2345名，参与决策。");
    // Marks in every piece of a stretch.
    report("石丙".to_owned(), "查办，食品、药品；案件，起诉。");
    report("石丁".to_owned(), &format!("{}办结案件。", "查处违法行为".repeat(60)));
    world.index(["reports"]);
    let long = format!("{}另有新词若干，办结案件", "查处违法行为".repeat(400));
    world.report(
        "draft.txt",
        &format!("“全县各乡镇聘请法律顾问2345名参与决策”\n“查办食品药品案件起诉”\n“{long}”\n"),
    );
    let output = world.command(["cite", "--verify", "draft.txt", "--format", "json"]).output();
    let answer: Value = serde_json::from_slice(&output.unwrap().stdout).unwrap();
    let rows = answer["quotations"].as_array().unwrap();
    let found: Vec<String> = rows
        .iter()
        .map(|row| format!("{} {} {}", row["state"], row["reports"], row["limits"]))
        .collect();
    assert_eq!(
        found,
        ["\"verbatim\" 232 []", "\"differs\" 1 [\"at-least\"]", "\"partial\" 0 [\"only-longest\"]"]
    );
    // What was not compared is not said to be added.
    assert_eq!(rows[2]["changes"], serde_json::json!([]));
    assert!(answer["remarks"].to_string().contains("quotation-pieces"), "{}", answer["remarks"]);
    let text = world.run(["cite", "--verify", "draft.txt"]);
    for sentence in [
        "stands in 232 reports",
        "stands in at least 1 report\n",
        "only the most similar reports were compared",
        "only its longest stretch was compared",
        "one of 3 pieces without further marks ",
    ] {
        assert!(text.contains(sentence), "{sentence} in {text}");
    }
    let csv = world.run(["cite", "--verify", "draft.txt", "--format", "csv"]);
    assert!(csv.contains(",1,at-least,") && csv.contains(",0,only-longest,"), "{csv}");
}

#[test]
fn a_column_of_quotations_is_verified_with_the_reports_it_names() {
    let world = quoted_world();
    let ids: Value = world.json(&["reports"]);
    let id = |at: usize| ids["reports"][at]["id"].as_str().unwrap().to_owned();
    let (first, second) = (id(0), id(1));
    world.report(
        "table.csv",
        &format!("id,引文\n{first},坚持依法行政，做到有法必依\n{second},坚持依法行政，做到有法必依\n,有法必依\n"),
    );
    let told = world.run(["cite", "--verify", "table.csv", "--format", "jsonl"]);
    let found: Vec<&str> = told.lines().filter(|line| line.starts_with('{')).collect();
    for (line, id) in found.iter().zip([&first, &second]) {
        let row: Value = serde_json::from_str(line).unwrap();
        assert_eq!(
            (&row["report"]["id"], &row["state"]),
            (&Value::from(id.as_str()), &"verbatim".into())
        );
        assert_eq!((&row["reports"], &row["is_elsewhere"]), (&3.into(), &false.into()));
    }
    assert!(told.starts_with("exit: 0\n") && found.len() == 2, "{told}");
    // What `chabao search` writes as a table are quotations.
    let hits = world.data(["search", "执法", "--format", "csv"]);
    world.report("hits.csv", &hits);
    let told = world.run(["cite", "--verify", "hits.csv", "--format", "csv"]);
    assert!(told.starts_with("exit: 0\n") && !told.contains("partial"), "{told}");
    for (file, text, more) in [
        ("none.md", "没有引文。", &[][..]),
        ("table.csv", "a,b\n甲,乙\n", &[]),
        ("none.md", "没有引文。", &["--column", "引文"]),
        ("none.pdf", "%PDF-1.7", &[]),
        ("none.md", "没有引文。", &["--format", "ris"]),
    ] {
        world.report(file, text);
        let told = world.run(["cite", "--verify", file].iter().chain(more));
        assert!(told.starts_with("exit: 1") || told.starts_with("exit: 2"), "{told}");
        assert!(told.contains("no quotation") || told.contains("hint: "), "{told}");
    }
    assert!(world.run(["cite", "--verify", "gone.md"]).contains("cannot read `gone.md`"));
}

#[test]
fn a_quotation_is_cited_in_the_reports_own_characters() {
    let world = quoted_world();
    let quote = |text: &str, form: &str| {
        world.run(["cite", "甲", "--quote", text, "--format", form, "--cited", "2026-11-25"])
    };
    check(
        &quote("落實行政执法三项制度", "gbt"),
        &expect![[r#"
            exit: 0
            stdout:
            “落实行政执法“三项制度””（一、主要举措和成效 › （一）规范执法）
            云岫县司法局. 云岫县司法局2023年法治政府建设工作报告[R].
        "#]],
    );
    check(
        &quote("落实行政执法三项制度", "ris").replace('\r', ""),
        &expect![[r#"
            exit: 0
            stdout:
            TY  - RPRT
            ID  - rcb461b8bbce6
            AU  - 云岫县司法局
            TI  - 云岫县司法局2023年法治政府建设工作报告
            LA  - zh-CN
            N1  - “落实行政执法“三项制度””（一、主要举措和成效 › （一）规范执法）
            ER  - 
        "#]],
    );
    check(
        &quote("没有这句话", "gbt"),
        &expect![[r#"
        exit: 2
        stderr:
        chabao: error: `reports/甲.txt` does not have the quotation “没有这句话”
        hint: see which report has it: write it into a file, and `chabao cite --verify FILE`
    "#]],
    );
}

#[test]
fn quotations_from_an_older_version_are_found_in_it() {
    let world = World::new();
    let text = |officers: u16, day: &str| {
        format!(
            "云岫县司法局2023年法治政府建设工作报告\n\n一、主要举措和成效\n\
             （一）把住制度关口。全年审查规范性文件14件、重大行政决策9件，提出意见57条，采纳率95%。\n\
             （二）规范行政执法。落实三项制度，全县持证执法人员{officers}人，组织培训6期，抽查案卷120宗。\n\
             （三）办好行政复议。收到复议申请73件，受理68件，审结61件，调解和解22件，纠错率11.5%。\n\
             （四）聘好法律顾问。聘请法律顾问12名，审查合同86份，列席会议31次，出具意见书44份。\n\n\
             二、存在的不足\n执法力量不足，乡镇综合执法队人均承担事项较多；台账更新滞后。\n\n\
             云岫县司法局\n{day}\n"
        )
    };
    world.report("reports/old.txt", &text(561, "2024年1月10日"));
    world.report("reports/new.txt", &text(562, "2024年2月10日"));
    world.index(["reports"]);
    world.report("draft.txt", "“全县持证执法人员561人，组织培训6期”“收到复议申请73件，受理68件”");
    let told = world.run(["cite", "--verify", "draft.txt", "--format", "csv"]);
    let rows: Vec<&str> = told.lines().filter(|line| line.starts_with("1,")).collect();
    assert!(rows[0].contains("verbatim") && rows[0].contains("reports/old.txt"), "{told}");
    assert!(rows[1].contains("verbatim") && rows[1].contains("reports/new.txt"), "{told}");
}

#[test]
#[ignore = "needs ../shared"]
fn sentences_of_published_reports_are_found_and_a_changed_word_is_named() {
    let world = World::new();
    for (name, path) in crate::corpus::files(&crate::shared::shared("reports")) {
        world.report_bytes(format!("reports/{name}"), &std::fs::read(path).unwrap());
    }
    world.index(["reports"]);
    let sections = world.data(["export", "sections", "--format", "jsonl"]);
    let mut sentences: Vec<String> = Vec::new();
    for line in sections.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let text = row["text"].as_str().unwrap();
        let long = text.lines().filter(|line| {
            let bare = line.chars().filter(|it| it.is_alphanumeric()).count();
            bare >= 30 && !line.contains(['"', '“', '”', '‘', '’', '「', '」', '>', '…', '[', '\t'])
        });
        sentences.extend(long.take(4).map(str::to_owned));
    }
    assert!(sentences.len() > 20, "{}", sentences.len());
    let verified = |lines: &[String]| {
        let quoted: Vec<String> = lines.iter().map(|line| format!("“{line}”")).collect();
        world.report("draft.txt", &quoted.join("\n"));
        let output = world.command(["cite", "--verify", "draft.txt", "--format", "jsonl"]).output();
        let told = String::from_utf8(output.unwrap().stdout).unwrap();
        let rows = told.lines().map(|line| serde_json::from_str(line).unwrap());
        rows.collect::<Vec<Value>>()
    };
    let rows = verified(&sentences);
    assert_eq!(rows.len(), sentences.len());
    for row in &rows {
        assert_eq!(row["state"], "verbatim", "{row}");
    }
    // One character in the middle of each is another one.
    let changed = |line: &String| {
        let mut characters: Vec<char> = line.chars().collect();
        let middle = characters.len() / 2;
        let letters = middle..characters.len();
        let at = letters.into_iter().find(|&at| characters[at].is_alphabetic()).unwrap();
        characters[at] = '龘';
        characters.into_iter().collect::<String>()
    };
    let rows = verified(&sentences.iter().map(changed).collect::<Vec<_>>());
    assert_eq!(rows.len(), sentences.len());
    for row in &rows {
        assert_eq!(row["state"], "partial", "{row}");
        let differences = row["changes"].as_array().unwrap();
        let named = differences.iter().any(|it| it["kind"] == "words" && it["quoted"] == "龘");
        assert!(named && differences.len() == 1, "{row}");
    }
}

#[test]
fn a_count_is_cited_with_its_query_what_it_was_counted_over_and_the_day_of_the_data() {
    let world = World::with_samples();
    let today =
        world.json::<serde_json::Value>(&["status"])["written"].as_str().unwrap().to_owned();
    let cited = |arguments: &[&str]| {
        let arguments = [&["cite", "--count"], arguments].concat();
        world.run(arguments).replace(&today, "DAY").replace(&today[..4], "YEAR")
    };
    check(
        &cited(&["法律顾问", "--year", "2023", "--lang", "zh"]),
        &expect![[r#"
        exit: 0
        stdout:
        查找：有“法律顾问”的节（检索式：法律顾问；精确匹配；限定条件：年度:2023）。8 份报告中有 5 份提及（62.5%），共 8 节、23 处；所有文件均可读取。数据截至 DAY（索引第 1 版），由查报（chabao 0.1.0）统计。
        政府报告检索结果：法律顾问: 查报 chabao 0.1.0，索引第 1 版[DB]. DAY.
    "#]],
    );
    check(
        &cited(&["法律顾问 -公职律师", "--format", "bibtex"]),
        &expect![[r#"
            exit: 0
            stdout:
            @misc{chabaoa9d45413c7d1,
              title = {{Government reports searched for: 法律顾问 -公职律师}},
              howpublished = {chabao 0.1.0, index generation 1},
              year = {YEAR},
              date = {DAY},
              langid = {chinese},
              annote = {Find: sections with “法律顾问” and without “公职律师” (query: 法律顾问 -公职律师; matching: exact). 11 of 22 reports (50.0\%) mention it: 42 mentions in 18 sections; …. Data of DAY (index generation 1), counted by chabao 0.1.0.}
            }
            stderr:
            chabao: sections with “法律顾问” and without “公职律师”; in one report as a whole, `全篇:(法律顾问 -公职律师)`: 9 reports
        "#]],
    );
    check(
        &cited(&["查无此词", "--strict", "--format", "gbt-2025"]),
        &expect![[r#"
        exit: 1
        stdout:
        Find: sections with “查无此词” (query: 查无此词; matching: strict). 0 of 22 reports (0%) mention it: 0 mentions in 0 sections; …. Data of DAY (index generation 1), counted by chabao 0.1.0.
        Government reports searched for: 查无此词：chabao 0.1.0, index generation 1[DB]. DAY.
        stderr:
        hint: check how it is written, or ask with a shorter term
    "#]],
    );
    // The figures are those of a search.
    for query in ["法律顾问", "行政处罚 OR 处罚法", "的"] {
        let found: serde_json::Value = world.json(&["search", query, "--limit", "1"]);
        let (ground, counts) = (&found["ground"]["reports"], &found["counts"]);
        let entry: serde_json::Value =
            serde_json::from_str(&world.data(["cite", "--count", query, "--format", "csl-json"]))
                .unwrap();
        let note = entry[0]["note"].as_str().unwrap();
        assert_eq!(entry[0]["type"], "dataset");
        for figure in [
            format!("{} of {ground} reports", counts["reports"]),
            format!("{} in ", chabao_mentions(&counts["mentions"])),
            format!("in {} section", counts["sections"]),
        ] {
            assert!(note.replace(',', "").contains(&figure), "{figure}: {note}");
        }
    }
    let refused = world.run(["cite", "--count", "法律顾问", "--limit", "3"]);
    assert!(refused.starts_with("exit: 2"), "{refused}");
}

/// Returns `1 mention`, `2 mentions`.
fn chabao_mentions(count: &serde_json::Value) -> String {
    if count == 1 { "1 mention".to_owned() } else { format!("{count} mentions") }
}
