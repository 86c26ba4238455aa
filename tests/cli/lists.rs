//! Lists that users meet in several places are one list each: the facts of a report, and the
//! conditions of a question.

use std::collections::BTreeSet;

use chabao::query::{Condition, ConditionKey, Query};
use chabao::report::{Fact, Facts};
use serde_json::Value;

use crate::served::Server;
use crate::world::{World, report};

/// What is known of a report in addition to its facts, in JSON and in CSV.
const NO_FACTS: [&str; 15] = [
    "agency_as_written",
    "agency_kind",
    "code",
    "copies",
    "county",
    "department",
    "id",
    "joined",
    "notes",
    "path",
    "prefecture",
    "province",
    "sections",
    "sources",
    "versions",
];

/// Returns the names of an object.
fn names(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn every_list_of_facts_is_the_same() {
    let facts = BTreeSet::from(Fact::ALL.map(Fact::key));
    let more = BTreeSet::from(NO_FACTS);
    let stored = serde_json::to_value(Facts::default()).unwrap();
    assert_eq!(names(&stored), facts);
    assert_eq!(Facts::default().get(Fact::Title), None);

    let world = World::with_three_reports();
    let listed: Value = world.json(&["reports"]);
    let in_json = names(&listed["reports"][0]);
    assert_eq!(in_json.difference(&more).copied().collect::<BTreeSet<_>>(), facts);

    let table = world.data(["reports", "--format", "csv"]);
    let header: BTreeSet<&str> = table.lines().next().unwrap().split(',').collect();
    // The table can be edited and given back as corrections: it has their columns.
    let columns = BTreeSet::from(Fact::ALL.map(Fact::column));
    assert_eq!(header.difference(&more).copied().collect::<BTreeSet<_>>(), columns);

    let why: Value = world.json(&["reports", "--why", "2023"]);
    let explained = why["facts"].as_array().unwrap().iter().map(|it| it["fact"].as_str().unwrap());
    assert_eq!(explained.collect::<Vec<_>>(), Fact::ALL.map(Fact::key));

    // Every fact can be corrected, and the message that lists the columns lists them all.
    world.report("reports/2023.txt", &report(2023, "落实三项制度。"));
    world.report("reports/corrections.csv", "path,colour\n2023.txt,red\n");
    let told = world.run(["index", "reports"]);
    let (_, list) = told.split_once("column `colour` ").unwrap();
    for column in Fact::ALL.map(Fact::column).iter().chain(&["path"]) {
        let words: Vec<&str> = list.lines().next().unwrap().split([' ', ',']).collect();
        assert!(words.contains(column), "{column}: {told}");
        assert_eq!(
            Fact::from_column(column).map(Fact::column),
            Some(*column).filter(|it| *it != "path")
        );
    }
}

/// The flags of these commands, and the parameters of the API, that are not conditions.
const NO_CONDITIONS: &str = "about absent alias-table aliases bom by by-report by_report cited codebook color column columns concept count \
                             cursor explain facet fit_axis format id index lang left limit measure mode note notes page q query quote raw report right \
                             rows sort strict verify versions why with words";

/// Returns a value of a condition.
fn example(key: ConditionKey) -> &'static str {
    match key {
        ConditionKey::Year => "2021-2023",
        ConditionKey::Region => "卢氏县",
        ConditionKey::Province => "410000",
        ConditionKey::Prefecture => "三门峡市",
        ConditionKey::County => "411224",
        ConditionKey::Agency => "=云岫县司法局",
        ConditionKey::Level => "department",
        ConditionKey::Part => "measures",
        ConditionKey::Kind => "未识别",
        ConditionKey::Date => "2024-01-05..2024-03-01",
        ConditionKey::Published => "..2024-03",
        ConditionKey::Number => "（2024）12号",
        ConditionKey::Url => "www.yunxiu.gov.cn:80/a,1.html?b=c#d",
        ConditionKey::Title => "报告",
    }
}

#[test]
fn every_list_of_conditions_is_the_same() {
    let conditions = BTreeSet::from(ConditionKey::FILTERS.map(ConditionKey::key));
    let others: BTreeSet<&str> = NO_CONDITIONS.split_whitespace().collect();
    let mut met = BTreeSet::new();
    let mut check = |names: BTreeSet<String>, what: &str| {
        let (known, rest): (BTreeSet<String>, BTreeSet<String>) =
            names.into_iter().partition(|name| others.contains(name.as_str()));
        met.extend(known);
        assert_eq!(rest, conditions.iter().map(ToString::to_string).collect(), "{what}");
    };
    let world = World::with_three_reports();
    let server = Server::start(world.command(["serve", "--listen", "127.0.0.1:0"]));
    let document: Value = serde_json::from_str(&server.get("/api/v1/openapi.json").body).unwrap();
    for command in [
        "search",
        "mentions",
        "coverage",
        "trend",
        "facets",
        "reports",
        "cite",
        "export reports",
        "export sections",
        "export mentions",
        "why",
    ] {
        let help = world.data(command.split(' ').chain(["--help"]));
        let flags = help.lines().filter_map(|line| line.trim().strip_prefix("--"));
        let flags = flags.filter_map(|flag| flag.split(' ').next().map(str::to_owned));
        check(flags.collect(), command);
        let name = if command == "cite" { "citations" } else { command }.replace(' ', "/");
        let operation = &document["paths"][format!("/api/v1/{name}")]["get"];
        let parameters = operation["parameters"].as_array().unwrap().iter();
        let names = parameters.map(|it| it["name"].as_str().unwrap().to_owned());
        check(names.collect(), &operation["operationId"].to_string());
    }
    assert_eq!(met.iter().map(String::as_str).collect::<BTreeSet<_>>(), others);
    // A field of the query line is read as its flag is, and printed so that it is read again.
    for key in ConditionKey::ALL {
        let condition = Condition::read(key, example(key)).unwrap();
        assert_eq!(condition.key(), key);
        let query: Query = format!("{}:{}", key.key(), example(key)).parse().unwrap();
        assert_eq!(query, Query::Condition(condition));
        assert_eq!(query.to_string().parse(), Ok(query));
    }
}
