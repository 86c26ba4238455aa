//! Names of divisions and agencies as people type them: in pinyin, as initials, in one character.

use expect_test::expect;
use serde_json::Value;

use crate::served::{Connection, Server};
use crate::world::World;

/// Returns a folder with reports of six agencies.
fn world() -> World {
    let world = World::new();
    for (agency, year) in [
        ("重庆市酉阳土家族苗族自治县司法局", 2022),
        ("重庆市云阳县司法局", 2022),
        ("重庆市巴南区卫生健康委员会", 2023),
        ("安徽省六安市审计局", 2022),
        ("安徽省蚌埠市数据局", 2022),
        ("山西省晋城市城区人民政府", 2022),
    ] {
        world.report(
            &format!("reports/{agency}{year}.txt"),
            &format!("{agency}{year}年法治政府建设工作报告\n一、主要工作\n聘请法律顾问3名。\n"),
        );
    }
    world.index(["reports"]);
    world
}

#[test]
fn a_name_in_letters_is_read_as_that_of_a_division_or_an_agency() {
    let world = world();
    for (flag, typed, written) in [
        ("region", "youyang", "酉阳"),
        ("region", "You Yang", "酉阳"),
        ("region", "yǒuyáng", "酉阳"),
        ("region", "youyangxian", "酉阳县"),
        ("region", "cq", "重庆市"),
        ("region", "cqs", "重庆市"),
        ("region", "zhongqing", "重庆市"),
        ("region", "渝", "重庆市"),
        ("region", "lu'an", "六安市"),
        ("region", "LUAN", "六安市"),
        ("region", "la", "六安市"),
        ("region", "bengbu", "蚌埠市"),
        ("region", "cqyouyang", "酉阳"),
        ("region", "cq bn", "巴南区"),
        ("region", "皖", "安徽省"),
        ("region", "jc cq", "晋城市城区"),
        ("province", "渝", "重庆市"),
        ("province", "ah", "安徽省"),
        ("prefecture", "luan", "六安市"),
        ("county", "youyang", "酉阳"),
        ("county", "yunyang", "云阳县"),
        ("agency", "wjw", "卫健委"),
        ("agency", "sfj", "司法局"),
        ("agency", "SiFaJu", "司法局"),
        ("agency", "sifa", "司法"),
        ("agency", "sfj@cq", "司法局@重庆市"),
        ("agency", "司法局@youyang", "司法局@500242"),
        ("agency", "=ahslassjj", "=安徽省六安市审计局"),
    ] {
        let flag = format!("--{flag}");
        let table = |value: &str| {
            world.data(["mentions", "法律顾问", "--by", "report", &flag, value, "--format", "csv"])
        };
        let expected = table(written);
        assert!(expected.lines().count() > 1, "{written}: {expected}");
        assert_eq!(table(typed), expected, "{flag} {typed}");
    }
    // The query line reads them in conditions alone.
    let in_line =
        world.data(["mentions", "法律顾问 地区:cq 机关:wjw", "--by", "report", "--format", "csv"]);
    assert_eq!(in_line.lines().count(), 2, "{in_line}");
    let as_term = world.run(["search", "cq"]);
    assert!(as_term.starts_with("exit: 1"), "{as_term}");
}

#[test]
fn the_answer_says_how_a_name_was_read() {
    let world = world();
    expect![[r#"
        exit: 0
        stdout:
        法律顾问 地区:渝 · exact (精确): 1 of 1 report (100%) mentions it: 1 mention in 1 section; …
        `渝` is read as 重庆市
        `wjw` is read as 卫健委

        county (县)  region                  reports  held  mentions  years
        巴南区       重庆市 › 巴南区 500113        1     1         1  2023

        巴南区
           聘请【法律顾问】3名。
    "#]]
    .assert_eq(&world.run(["mentions", "法律顾问 地区:渝", "--agency", "wjw"]));
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: `yy` may be 重庆市 › 云阳县 or 重庆市 › 酉阳土家族苗族自治县
        hint: name one of them, as in `重庆市 › 云阳县`, or give its code
    "#]]
    .assert_eq(&world.run(["mentions", "法律顾问", "--region", "yy"]));
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: `sjj` may be 审计局 or 数据局
        hint: name one of them, as in `审计局`
    "#]]
    .assert_eq(&world.run(["mentions", "法律顾问", "--agency", "sjj"]));
    expect![[r#"
        exit: 1
        stdout:
        法律顾问 · exact (精确): 0 of 0 reports mention it: 0 mentions in 0 sections; …
        `tangshan` is read as 河北省 › 唐山市
        stderr:
        chabao: no reports match the filters
        hint: see what the index contains with `chabao facets --by year,region,agency`
    "#]]
    .assert_eq(&world.run(["mentions", "法律顾问", "--region", "tangshan"]));
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: no report is from a region `abc`
        hint: see those of the reports with `chabao facets --by region`
    "#]]
    .assert_eq(&world.run(["mentions", "法律顾问", "--region", "abc"]));
}

#[test]
fn pages_and_the_api_read_names_as_the_command_line_does() {
    let world = world();
    let server = Server::start(world.command(["serve", "--listen", "127.0.0.1:0"]));
    let mut connection = Connection::to(&server.address);
    for (parameters, reports) in [
        ("q=3&region=cq", 3),
        ("q=3&region=youyang&agency=sfj", 1),
        ("q=3&county=yunyang", 1),
        ("q=3&agency=wjw", 1),
        ("q=3+region:luan", 1),
    ] {
        let answer = connection.get(&format!("/api/v1/search?{parameters}"));
        let answer: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(answer["ground"]["reports"], reports, "{parameters}: {answer}");
        assert_eq!(answer["remarks"][0]["kind"], "name-read", "{parameters}");
        let page = connection.get(&format!("/?{parameters}")).body;
        assert!(page.contains("读作"), "{parameters}");
    }
    let page = connection.get("/?q=3&region=yy").body;
    assert!(page.contains("可能是"), "{page}");
}
