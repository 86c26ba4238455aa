//! Agencies of one name in different places are different agencies, in every table and for every
//! condition.

use serde_json::Value;

use crate::world::World;

/// Writes a report of an agency, in a folder that says where it is.
fn write(world: &World, folder: &str, agency: &str, year: u16, text: &str) {
    let path = format!("reports/{folder}/{agency}{year}.txt");
    let text = format!(
        "{agency}{year}年度法治政府建设情况报告\n\n一、主要举措和成效\n{text}\n\n二、存在的不足\n力量不足。\n"
    );
    world.report(&path, &text);
}

/// Two agencies of one name in known places, one of the same name somewhere, and one of another name.
fn world() -> World {
    let world = World::new();
    for year in [2021, 2022] {
        write(&world, "四川省内江市市中区", "市中区司法局", year, "聘请法律顾问，法律顾问到位。");
        write(&world, "四川省乐山市市中区", "市中区司法局", year, "聘请法律顾问。");
        write(&world, "杂", "市中区司法局", year, "聘请顾问。");
    }
    write(&world, "河南省三门峡市卢氏县", "卢氏县司法局", 2022, "聘请法律顾问。");
    world.index(["reports"]);
    world
}

fn rows(answer: &Value, list: &str) -> Vec<String> {
    let rows = answer[list].as_array().unwrap();
    rows.iter().map(|row| format!("{} {}", row["value"].as_str().unwrap(), row["held"])).collect()
}

#[test]
fn agencies_of_one_name_are_rows_of_their_own() {
    let world = world();
    let mentions: Value = world.json(&["mentions", "法律顾问", "--by", "agency"]);
    assert_eq!(
        rows(&mentions, "rows"),
        ["卢氏县司法局 1", "市中区司法局 · 四川 内江 2", "市中区司法局 · 四川 乐山 2"]
    );
    assert_eq!(mentions["rows"][1]["region"]["code"], "511002");
    assert_eq!(mentions["rows"][1]["mentions"], 4);
    let absent = rows(&mentions, "absent");
    assert!(absent.len() == 1 && absent[0].starts_with("市中区司法局 · "), "{absent:?}");
    assert!(absent[0].ends_with("地区未识别，另有 2 地同名 2"), "{absent:?}");

    let trend: Value = world.json(&["trend", "法律顾问", "--by", "agency"]);
    let held: Vec<u64> = trend["series"][0]["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["held"].as_u64().unwrap())
        .collect();
    assert_eq!(held, [1, 2, 2, 2]);
    let coverage: Value = world.json(&["coverage", "法律顾问", "--rows", "agency"]);
    assert_eq!(coverage["rows"].as_array().unwrap().len(), 4);
    let table = world.data(["facets", "法律顾问", "--by", "agency", "--format", "csv"]);
    assert!(table.contains("agency,市中区司法局 · 四川 内江,511002,2,"), "{table}");
    // Only shared names need the place.
    let facets: Value = world.json(&["facets", "法律顾问", "--by", "agency", "--region", "内江"]);
    assert_eq!(facets["facets"]["agency"][0]["value"], "市中区司法局");
    assert_eq!(facets["facets"]["agency"][0]["region"]["code"], "511002");
}

#[test]
fn rows_are_selected_by_short_names_and_by_the_codes_they_print() {
    let world = world();
    write(&world, "河南省三门峡市", "三门峡市司法局", 2022, "聘请法律顾问。");
    write(&world, "浙江省", "浙江省司法厅", 2022, "聘请法律顾问。");
    world.index(["reports"]);
    let reports = |flag: &str, value: &str| {
        let counted: Value = world.json(&["search", "顾问", flag, value, "--limit", "1"]);
        counted["ground"]["reports"].as_u64().unwrap()
    };
    for (flag, value, expected) in [
        ("--county", "卢氏", 1),
        ("--county", "411224", 1),
        ("--county", "411200", 1),
        ("--county", "三门峡（本级）", 1),
        ("--prefecture", "三门峡", 2),
        ("--prefecture", "330000", 1),
        ("--province", "河南", 2),
        ("--county", "四川省 › 内江市 › 市中区", 2),
        ("--county", "511002", 2),
        ("--region", "内江市中区", 2),
    ] {
        assert_eq!(reports(flag, value), expected, "{flag} {value}");
    }
    for arguments in [
        ["顾问", "--county", "市中区"],
        ["顾问", "--region", "市中区"],
        ["顾问 县:市中区", "--sort", "newest"],
    ] {
        let said = world.run([&["search"], &arguments[..]].concat());
        let expected = "chabao: error: `市中区` may be 四川省 › 乐山市 › 市中区 or 四川省 › 内江市 › 市中区\nhint: name one of them, as in `四川省 › 乐山市 › 市中区`, or give its code\n";
        assert!(said.contains(expected), "{said}");
    }
}

#[test]
fn a_name_with_its_place_selects_one_agency_and_a_shared_name_says_so() {
    let world = world();
    let reports = |agency: &str| {
        let counted: Value = world.json(&["search", "顾问", "--agency", agency, "--limit", "1"]);
        let remark =
            counted["remarks"].as_array().unwrap().iter().any(|it| it["kind"] == "shared-name");
        (counted["ground"]["reports"].as_u64().unwrap(), remark)
    };
    for (agency, expected) in [
        ("=市中区司法局", (6, true)),
        ("=市中区司法局@511002", (2, false)),
        ("=市中区司法局@乐山", (2, false)),
        ("=市中区司法局 · 四川 内江", (2, false)),
        ("=市中区司法局@未识别", (2, false)),
        ("=市中区司法局@四川", (4, false)),
        ("=卢氏县司法局", (1, false)),
        ("市中区", (6, false)),
    ] {
        assert_eq!(reports(agency), expected, "{agency}");
    }
    let said = world.run(["search", "顾问", "--agency", "=市中区司法局", "--limit", "1"]);
    assert!(said.contains("agencies in 2 places have the name 市中区司法局"), "{said}");
    assert!(said.contains("others are of no known place"), "{said}");
    let query: Value = world.json(&["search", "顾问 机关:=市中区司法局@511002"]);
    assert_eq!(query["ground"]["reports"], 2);
    let unknown = world.run(["search", "顾问", "--agency", "=市中区司法局@亚特兰蒂斯"]);
    assert!(unknown.contains("亚特兰蒂斯"), "{unknown}");
}
