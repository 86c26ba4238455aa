//! Lists that users meet in several places are one list each: the facts of a report, and the
//! conditions of a question.

use std::collections::BTreeSet;

use chabao::report::{Fact, Facts};
use serde_json::Value;

use crate::world::{World, report};

/// What is known of a report in addition to its facts, in JSON and in CSV.
const NO_FACTS: [&str; 14] = [
    "agency_as_written",
    "agency_kind",
    "code",
    "copies",
    "county",
    "department",
    "id",
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
