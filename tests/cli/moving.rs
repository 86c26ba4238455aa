//! An index that is taken over into another place answers as it did, and no file is read again.

use std::fs;

use expect_test::expect;

use crate::moved::{answers, world};
use crate::world::World;

#[test]
fn an_index_that_was_moved_answers_as_before_and_finds_nothing_changed() {
    let world = world();
    let said = world.run(["index", "--from", "index", "--index", "elsewhere/moved"]);
    expect![[r#"
        exit: 0
        stdout:
        27 reports in 350 sections (29 added, 0 changed, 0 unchanged, 0 removed)
        1 copy and 1 older version not counted: see `chabao reports`
        1 file joined to a report that another file leads
        27 notes about missing or ambiguous facts: see `chabao reports --notes`
        1 file could not be read
        stderr:
        chabao: warning: 1 file could not be read, as before: see `chabao status`
        chabao: to try next:
          chabao search 三项制度 --region 重庆市 --index elsewhere/moved  the passages that mention it
          chabao mentions 重大执法决定 --index elsewhere/moved            which counties mention it, and which do not
          chabao serve --index elsewhere/moved                            search in a browser
    "#]]
    .assert_eq(&said);
    for (before, after) in
        answers(&world, "index").into_iter().zip(answers(&world, "elsewhere/moved"))
    {
        assert_eq!(before, after);
    }
    let status = |index| world.run(["status", "--verify", "--index", index]);
    let without = |text: String| -> Vec<String> {
        // The parts of an index are merged differently, and it was written once.
        let is_told = |line: &&str| !line.starts_with("on disk") && !line.starts_with("written");
        text.lines().filter(is_told).map(|it| it.replace("elsewhere/moved", "index")).collect()
    };
    assert_eq!(without(status("index")), without(status("elsewhere/moved")));
    let before = world.listing("elsewhere/moved");
    let said = world.run(["index", "--index", "elsewhere/moved"]);
    assert!(said.contains("(0 added, 0 changed, "), "{said}");
    assert!(said.contains(" 0 removed)"), "{said}");
    assert_eq!(world.listing("elsewhere/moved"), before);
}

#[test]
fn what_cannot_be_moved_is_said_and_nothing_is_written() {
    let world = World::with_three_reports();
    world.run(["index", "reports", "--index", "other", "--quiet"]);
    let before = (world.listing("index"), world.listing("other"));
    let mut said = String::new();
    for arguments in [
        &["index", "--from", "nowhere", "--index", "new"][..],
        &["index", "--from", "index", "--index", "other"],
        &["index", "--from", "index"],
        &["index", "--from", "index", "--index", "reports"],
        &["index", "--from", "index", "--index", "new", "--rebuild"],
        &["index", "reports", "--from", "index", "--index", "new"],
    ] {
        said += &world.run(arguments);
    }
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: no index at `nowhere`
        hint: name the index that is to be moved: `chabao index --from DIR --index ADDRESS`
        exit: 2
        stderr:
        chabao: error: there is an index at `other` already
        hint: move it under another name with `--index`; an index is never replaced by another one
        exit: 2
        stderr:
        chabao: error: there is an index at `index` already
        hint: move it under another name with `--index`; an index is never replaced by another one
        exit: 2
        stderr:
        chabao: error: `reports` is not an index and not empty: nothing was written to it
        hint: name an empty or new folder with `--index DIR`
        exit: 2
        stderr:
        chabao: error: the argument '--from <DIR>' cannot be used with '--rebuild'

        Usage: chabao index --from <DIR> --index <DIR> [PATH]...
        hint: see `chabao --help`
        exit: 2
        stderr:
        chabao: error: the argument '[PATH]...' cannot be used with '--from <DIR>'

        Usage: chabao index --index <DIR> <PATH>...
        hint: see `chabao --help`
    "#]]
    .assert_eq(&said);
    assert_eq!((world.listing("index"), world.listing("other")), before);
    assert!(!world.path("new").exists());
}

#[test]
fn a_damaged_index_is_not_moved() {
    let world = World::with_three_reports();
    let store = world
        .listing("index")
        .into_iter()
        .find(|(name, _)| name.split_once('.').is_some_and(|(_, kind)| kind == "store"));
    let store = world.path("index").join(store.unwrap().0);
    let mut bytes = fs::read(&store).unwrap();
    bytes[0] ^= 1;
    fs::write(&store, bytes).unwrap();
    let said = world.run(["index", "--from", "index", "--index", "new"]);
    let start =
        "exit: 2\nstderr:\nchabao: error: the index at `index` is damaged: not what was written";
    assert!(said.starts_with(start), "{said}");
    let said = world.run(["search", "三项制度", "--index", "new"]);
    assert!(said.contains("chabao: error: no index at `new`"), "{said}");
}

#[test]
fn a_table_of_aliases_is_not_part_of_the_index() {
    let world = World::with_three_reports();
    world.report("index/aliases.toml", "[[same]]\nterms = [\"法顾\", \"法律顾问\"]\n");
    expect![[r#"
        exit: 0
        stdout:
        3 reports in 9 sections (3 added, 0 changed, 0 unchanged, 0 removed)
        3 notes about missing or ambiguous facts: see `chabao reports --notes`
        0 files could not be read
        stderr:
        chabao: warning: `index/aliases.toml` is not part of the index and stays where it is: name it with `--alias-table`
        chabao: to try next:
          chabao search 三项制度 --index new  the passages that mention it
          chabao mentions 双随机 --index new  which counties mention it, and which do not
          chabao serve --index new            search in a browser
    "#]].assert_eq(&world.run(["index", "--from", "index", "--index", "new"]));
}
