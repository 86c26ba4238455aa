//! Indexes that are missing, no index, of another kind, or damaged.

use std::fs;
use std::path::{Path, PathBuf};

use chabao::analysis;
use chabao::index::IndexReader;
use chabao::present::json;
use chabao::search::{FacetBy, GroupBy, Mode, Request, search};
use expect_test::expect;

use crate::corpus::files;
use crate::dice::Dice;
use crate::world::World;

/// Returns what the program says if there is no index.
fn no_index(folder: &str) -> String {
    format!(
        "exit: 2\nstderr:\nchabao: error: no index at `{folder}`\n\
         hint: build one with `chabao index FOLDER`, or name another with `--index DIR`\n"
    )
}

/// Returns what the program says of an index that it cannot use.
fn refused(trouble: &str) -> String {
    format!(
        "exit: 2\nstderr:\nchabao: error: the index at `index` {trouble}\n\
         hint: build it again with `chabao index --rebuild --index index`\n"
    )
}

#[test]
fn a_folder_without_an_index_is_told() {
    let world = World::new();
    for command in [
        &["search", "法治"][..],
        &["mentions", "法治"],
        &["facets"],
        &["reports"],
        &["show", "酉阳"],
        &["status"],
    ] {
        assert_eq!(world.run(command), no_index("index"), "{command:?}");
    }
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: nothing to index: no folder was given
        hint: name the folder: `chabao index FOLDER`
    "#]]
    .assert_eq(&world.run(["index"]));
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: cannot read `nowhere`: there is no such file or folder
    "#]]
    .assert_eq(&world.run(["index", "nowhere"]));
    // An index that is named is not built unasked.
    fs::create_dir(world.path("data")).unwrap();
    assert_eq!(world.run(["search", "法治", "--index", "mine"]), no_index("mine"));
    assert!(!world.path("mine").exists());
}

#[test]
fn a_folder_of_other_things_is_left_alone() {
    let world = World::with_three_reports();
    world.report("notes/list.txt", "不是索引");
    let before = world.listing("");
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: `notes` is not an index and not empty: nothing was written to it
        hint: name an empty or new folder with `--index DIR`
    "#]]
    .assert_eq(&world.run(["index", "reports", "--index", "notes"]));
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: `notes` is not an index and not empty: nothing was written to it
        hint: name an empty or new folder with `--index DIR`
    "#]]
    .assert_eq(&world.run(["index", "reports", "--index", "notes", "--rebuild"]));
    assert_eq!(world.run(["search", "法治", "--index", "notes"]), no_index("notes"));
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: cannot read `notes/list.txt`: not a directory
    "#]]
    .assert_eq(&world.run(["index", "reports", "--index", "notes/list.txt"]));
    assert_eq!(world.listing(""), before);
}

#[test]
fn an_index_of_another_format_is_told_and_built_again() {
    let world = World::with_three_reports();
    let meta = world.path("index/meta.json");
    let text = fs::read_to_string(&meta).unwrap();
    let other = text.replace(r#"\"format\":5"#, r#"\"format\":6"#);
    assert_ne!(other, text);
    fs::write(&meta, other).unwrap();
    assert_eq!(world.run(["search", "法治"]), refused("has format 6; this program reads format 5"));
    assert_eq!(
        world.run(["index", "reports"]),
        refused("has format 6; this program reads format 5")
    );
    let foreign = text.replace(r#"{\"format\":5"#, r#"{\"kind\":3"#);
    assert_ne!(foreign, text);
    fs::write(&meta, foreign).unwrap();
    assert_eq!(
        world.run(["search", "法治"]),
        refused("has an unknown format; this program reads format 5")
    );
    let lacking = sealed(&text.replace(r#"\"generation\""#, r#"\"generations\""#));
    fs::write(&meta, lacking).unwrap();
    assert_eq!(world.run(["search", "法治"]), refused("is damaged: its manifest lacks an entry"));
    let fingerprint = text.find(r#"\"fingerprint\":\""#).unwrap() + 18;
    let mut folded_otherwise = text.clone();
    folded_otherwise.replace_range(fingerprint..fingerprint + 4, "ffff");
    fs::write(&meta, sealed(&folded_otherwise)).unwrap();
    let told = world.run(["search", "法治"]);
    assert!(told.contains("was built with another dictionary or other folding rules"), "{told}");
    world.index(["--rebuild"]);
    assert!(world.run(["search", "法治"]).starts_with("exit: 0\n"));
}

/// Returns `meta.json` with the hash that belongs to it.
fn sealed(meta: &str) -> String {
    let (_, entries) = meta.split_once("\",").unwrap();
    let hash = blake3::hash(entries.as_bytes()).to_hex();
    format!("{{\"hash\":\"{}\",{entries}", &hash[..32])
}

/// Makes the index one of format 3: its manifest has the folders as they were typed, and no hash.
fn as_format_3(world: &World) {
    let meta = world.path("index/meta.json");
    let text = fs::read_to_string(&meta).unwrap();
    let (_, entries) = text.split_once("\",").unwrap();
    let from = entries.find(r#"\"roots\":["#).unwrap();
    let to = from + entries[from..].find(']').unwrap();
    let text = format!("{{{}{}", &entries[..from], r#"\"roots\":[\"reports\""#) + &entries[to..];
    fs::write(&meta, text.replace(r#"\"format\":5"#, r#"\"format\":3"#)).unwrap();
}

#[test]
fn an_index_of_an_older_format_is_built_again_from_its_own_folders() {
    let world = World::with_three_reports();
    let before = world.run(["search", "三项制度"]);
    as_format_3(&world);
    let refusal = refused("has format 3; this program reads format 5");
    assert_eq!(world.run(["search", "三项制度"]), refusal);
    assert_eq!(world.run(["index"]), refusal);
    // What fails leaves the old index as it was, byte for byte.
    let old = world.listing("index");
    fs::rename(world.path("reports"), world.path("elsewhere")).unwrap();
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: the folder `reports` of the index is no longer at `reports`
        hint: connect its drive; or, if it was moved, name all folders as they are now: `chabao index --replace FOLDER`
    "#]]
    .assert_eq(&world.run(["index", "--rebuild"]));
    fs::create_dir(world.path("reports")).unwrap();
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: no report found in `reports`
        hint: name a folder that contains reports: `chabao index FOLDER`
    "#]]
    .assert_eq(&world.run(["index", "--rebuild"]));
    fs::remove_dir(world.path("reports")).unwrap();
    fs::rename(world.path("elsewhere"), world.path("reports")).unwrap();
    assert_eq!(world.listing("index"), old);
    // From another folder, where there is one of the same name.
    world.report("other/reports/2021.txt", "云岫县司法局2021年工作报告\n一、工作\n办案。\n");
    let mut elsewhere = world.command(["index", "--rebuild", "--index", "../index"]);
    elsewhere.current_dir(world.path("other"));
    let told = world.told(&elsewhere.output().unwrap());
    assert!(told.contains("`reports` of the index may be `SCRATCH/other/reports` or"), "{told}");
    assert_eq!(world.listing("index"), old);
    world.index(["--rebuild"]);
    assert_eq!(world.run(["search", "三项制度"]), before);
    assert!(world.run(["status", "--verify"]).starts_with("exit: 0\n"));
    let names: Vec<String> = world.listing("index").into_iter().map(|(name, _)| name).collect();
    let stores = names.iter().filter(|name| name.contains(".store")).count();
    assert_eq!(stores, 1, "the old files are gone: {names:?}");
}

#[test]
fn a_flipped_bit_is_an_error_and_never_another_answer() {
    let world = World::with_samples();
    world.report("words.txt", "智慧卫监 900\n");
    world.index(["data", "--dict", "words.txt"]);
    let index = world.path("index");
    let right = answers(&index).unwrap();
    let mut dice = Dice::new(20);
    for (name, path) in files(&index) {
        // Neither is read for an answer.
        if name.contains(".lock") || name.starts_with("fingerprints-") {
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        for _ in 0..30 {
            let (at, bit) = (dice.below(bytes.len()), dice.below(8));
            let mut damaged = bytes.clone();
            damaged[at] ^= 1 << bit;
            fs::write(&path, damaged).unwrap();
            let about = format!("bit {bit} of byte {at} of {name}");
            match answers(&index) {
                Ok(answers) => assert!(answers == right, "{about} changes an answer"),
                Err(error) => {
                    let told = error.to_string();
                    let is_told = ["is damaged", "; this program reads format"];
                    assert!(is_told.iter().any(|it| told.contains(it)), "{about}: {told}");
                }
            }
        }
        fs::write(&path, bytes).unwrap();
    }
    assert!(answers(&index).unwrap() == right);
}

/// Returns what the index answers to questions that read every kind of file.
fn answers(index: &Path) -> chabao::Result<Vec<String>> {
    let reader = IndexReader::open(index)?;
    let mut all = Vec::new();
    for (query, mode) in [
        ("三项制度", Mode::Exact),
        ("法律顾问 -年度:2021", Mode::Exact),
        ("法治", Mode::Strict),
        ("怎样聘请法律顾问", Mode::Words),
    ] {
        let request = Request { mode, limit: 1000, ..Request::new(query.parse()?) };
        all.push(json(&search(&reader, &request)?));
        all.push(json(&analysis::mentions(&reader, &request, GroupBy::Report)?));
        let year = GroupBy::Facet(FacetBy::Year);
        all.push(json(&analysis::mentions(&reader, &request, year)?));
    }
    all.push(json(&analysis::show(&reader, "酉阳")?));
    all.push(json(&analysis::status(&reader)?));
    Ok(all)
}

/// The questions that a damaged index is asked.
const QUESTIONS: &[&[&str]] = &[
    &["search", "三项制度", "--facet", "year,region,agency,part"],
    &["search", "法律顾问 -三项", "--strict"],
    &["mentions", "法"],
    &["reports"],
    &["show", "2023"],
];

/// Asserts that what the program said is a message of its own and no trace of a crash.
fn is_decent(told: &str, about: &str) {
    let code = told.lines().next().unwrap_or_default();
    assert!(matches!(code, "exit: 0" | "exit: 1" | "exit: 2"), "{about}: {told}");
    for bad in ["panicked", "RUST_BACKTRACE", "tantivy", "Error(", "this is a bug"] {
        assert!(!told.contains(bad), "{about}: {told}");
    }
    if code == "exit: 2" {
        assert!(told.contains("chabao: error: "), "{about}: {told}");
        assert!(told.contains("hint: "), "{about}: {told}");
    }
}

/// What is done to a file: its bytes before and after.
type Damage = (&'static str, fn(&[u8]) -> Vec<u8>);

const DAMAGES: &[Damage] = &[
    ("emptied", |_| Vec::new()),
    ("cut in half", |bytes| bytes[..bytes.len() / 2].to_vec()),
    ("with its last byte missing", |bytes| bytes[..bytes.len().saturating_sub(1)].to_vec()),
    ("with its first byte changed", |bytes| flipped(bytes, 0)),
    ("with its middle byte changed", |bytes| flipped(bytes, bytes.len() / 2)),
    ("with its last byte changed", |bytes| flipped(bytes, bytes.len().saturating_sub(1))),
];

fn flipped(bytes: &[u8], at: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= 0x55;
    }
    bytes
}

#[test]
fn damaged_files_are_told_and_the_index_can_be_built_again() {
    let world = World::with_three_reports();
    let kept: Vec<(String, PathBuf)> = files(&world.path("index"));
    let good: Vec<(PathBuf, Vec<u8>)> =
        kept.iter().map(|(_, path)| (path.clone(), fs::read(path).unwrap())).collect();
    for (name, path) in &kept {
        // Lock files are empty.
        if name.contains(".lock") {
            continue;
        }
        let bytes = fs::read(path).unwrap();
        for (damage, apply) in DAMAGES {
            let about = format!("{name} {damage}");
            fs::write(path, apply(&bytes)).unwrap();
            for question in QUESTIONS {
                is_decent(&world.run(*question), &about);
            }
            let verified = world.run(["status", "--verify"]);
            is_decent(&verified, &about);
            assert!(verified.starts_with("exit: 2\n"), "{about} is not noticed: {verified}");
            fs::write(path, &bytes).unwrap();
        }
        // Missing altogether, and built again from the reports.
        fs::remove_file(path).unwrap();
        for question in QUESTIONS {
            is_decent(&world.run(*question), &format!("{name} missing"));
        }
        is_decent(&world.run(["index", "reports"]), &format!("{name} missing"));
        let rebuilt = world.run(["index", "reports", "--rebuild", "--quiet"]);
        assert_eq!(rebuilt, "exit: 0\n", "{name} missing");
        assert!(world.run(["status", "--verify"]).starts_with("exit: 0\n"), "{name} missing");
        fs::remove_dir_all(world.path("index")).unwrap();
        for (path, bytes) in &good {
            world.report_bytes(path, bytes);
        }
    }
}

#[test]
fn what_is_damaged_is_named() {
    let world = World::with_three_reports();
    fs::write(world.path("index/meta.json"), "{").unwrap();
    assert_eq!(
        world.run(["search", "法治"]),
        refused("is damaged: its file `meta.json` is not JSON")
    );
    assert_eq!(
        world.run(["index", "reports"]),
        refused("is damaged: its file `meta.json` is not JSON")
    );
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: the index at `index` does not say any more which folders it was made of
        hint: name them: `chabao index --rebuild --index index FOLDER`
    "#]]
    .assert_eq(&world.run(["index", "--rebuild"]));
    world.index(["reports", "--rebuild"]);
    let ledger = fs::read_to_string(world.path("index/ledger-1.jsonl")).unwrap();
    let (first, _) = ledger.split_once('\n').unwrap();
    fs::write(world.path("index/ledger-1.jsonl"), first).unwrap();
    assert_eq!(
        world.run(["status"]),
        refused("is damaged: not what was written: `ledger-1.jsonl`")
    );
    assert_eq!(
        world.run(["index", "reports"]),
        refused("is damaged: not what was written: `ledger-1.jsonl`")
    );
    fs::remove_file(world.path("index/ledger-1.jsonl")).unwrap();
    assert_eq!(
        world.run(["show", "2023"]),
        refused("is damaged: its file `ledger-1.jsonl` is missing")
    );
    world.index(["reports", "--rebuild"]);
    assert!(world.run(["status", "--verify"]).starts_with("exit: 0\n"));
    let text = fs::read_to_string(world.path("index/meta.json")).unwrap();
    let other = text.replace(r#"\"characters\":"#, r#"\"characters\":9"#);
    fs::write(world.path("index/meta.json"), &other).unwrap();
    assert_eq!(
        world.run(["search", "法治"]),
        refused("is damaged: not what was written: `meta.json`")
    );
    fs::write(world.path("index/meta.json"), sealed(&other)).unwrap();
    assert_eq!(
        world.run(["status", "--verify"]),
        refused("is damaged: its counts in `meta.json` are not those of its ledger")
    );
    fs::remove_file(world.path("index/meta.json")).unwrap();
    assert_eq!(world.run(["search", "法治"]), no_index("index"));
    assert_eq!(
        world.run(["index", "reports"]),
        refused("is damaged: its file `meta.json` is missing")
    );
    world.index(["reports", "--rebuild"]);
}
