//! Disks that are full or read-only, indexes of other users, and folders that go away while the program
//! writes to them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::corpus::say;
use crate::world::{World, report};

/// The most time that a run may take here. Each ends in a second or two; one that waits for ever is
/// what these tests are about.
const PATIENCE: Duration = Duration::from_secs(60);

/// Waits for a run, and stops one that does not end.
fn ended(mut command: Command, about: &str) -> Output {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let start = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if start.elapsed() > PATIENCE {
            child.kill().unwrap();
            panic!("{about}: it did not end");
        }
        thread::sleep(Duration::from_millis(5));
    }
    child.wait_with_output().unwrap()
}

/// Adds a folder `more` with 600 reports: more than wait for the threads that write.
fn add_many(world: &World) {
    for at in 0..600_u16 {
        let told = format!("第{at}号：三项制度。{}", "依法行政，规范执法。".repeat(at.into()));
        world.report(&format!("more/{at}.txt"), &report(2016 + at % 8, &told));
    }
}

/// A small disk of its own, mounted where the reports or the index lie.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// Mounts a disk; `None` where that is not allowed, which is said.
    fn mount(at: &Path, options: &str) -> Option<Self> {
        fs::create_dir_all(at).unwrap();
        let mut command = Command::new("mount");
        command.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(at);
        if command.stderr(Stdio::null()).status().is_ok_and(|status| status.success()) {
            return Some(Self(at.to_owned()));
        }
        say("skipped: no disk can be mounted here; root can");
        None
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        drop(Command::new("umount").arg(&self.0).status());
    }
}

#[cfg(unix)]
#[test]
fn files_that_may_not_grow_end_the_run_with_the_reason() {
    let world = World::with_three_reports();
    let before = world.run(["search", "三项制度"]);
    add_many(&world);
    let kept = world.listing("index");
    let program = env!("CARGO_BIN_EXE_chabao");
    // In blocks of 512 bytes: from files that cannot be begun to one that nearly fits.
    for limit in [1, 8, 40, 200, 400] {
        let line = format!(
            "trap '' XFSZ; ulimit -f {limit}; exec {program} index --quiet --rebuild reports more"
        );
        let mut command = world.command(["-c", &line]);
        let mut limited = Command::new("sh");
        limited.args(command.get_args()).current_dir(command.get_current_dir().unwrap());
        limited.env("CHABAO_LANG", "en");
        command = limited;
        let told = world.told(&ended(command, &format!("{limit} blocks")));
        assert!(told.starts_with("exit: 2\n"), "{limit}: {told}");
        assert!(told.contains("chabao: error: cannot write `index"), "{limit}: {told}");
        assert_eq!(world.run(["search", "三项制度"]), before, "{limit}");
        assert!(world.run(["status", "--verify"]).starts_with("exit: 0\n"), "{limit}");
        assert_eq!(world.listing("index"), kept, "{limit}: what was written is left behind");
    }
}

#[test]
fn a_full_disk_ends_the_run_and_leaves_the_old_index() {
    let world = World::with_three_reports();
    add_many(&world);
    for kilobytes in [64, 400, 900] {
        let at = world.path("disk");
        let Some(_disk) = SmallDisk::mount(&at, &format!("size={kilobytes}k")) else { return };
        let index = ["--index", "disk/index"];
        world.index(["reports"].iter().chain(&index));
        let before = world.run(["search", "三项制度"].iter().chain(&index));
        let arguments = ["index", "--quiet", "reports", "more", "--rebuild"];
        let command = world.command(arguments.iter().chain(&index));
        let told = world.told(&ended(command, &format!("{kilobytes} kB")));
        assert!(told.starts_with("exit: 2\n"), "{kilobytes}: {told}");
        assert!(told.ends_with(": the disk is full\n"), "{kilobytes}: {told}");
        assert_eq!(world.run(["search", "三项制度"].iter().chain(&index)), before);
        let verified = world.run(["status", "--verify"].iter().chain(&index));
        assert!(verified.starts_with("exit: 0\n"), "{verified}");
    }
}

#[test]
fn an_index_that_is_removed_while_it_is_written_ends_the_run() {
    let world = World::with_three_reports();
    add_many(&world);
    for delay in [50, 200, 400] {
        let mut child = world
            .command(["index", "--quiet", "more", "--index", "gone"])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(delay));
        drop(fs::remove_dir_all(world.path("gone")));
        let start = Instant::now();
        while child.try_wait().unwrap().is_none() {
            assert!(start.elapsed() < PATIENCE, "after {delay} ms: it did not end");
            thread::sleep(Duration::from_millis(5));
        }
        // The folder may have been removed before the first file was written, and made again.
        let told = world.told(&child.wait_with_output().unwrap());
        let is_told = told.contains("chabao: error: ") && told.starts_with("exit: 2\n");
        assert!(is_told || world.path("gone/meta.json").exists(), "after {delay} ms: {told}");
    }
}

/// What is asked of an index that may only be read.
const QUESTIONS: &[&[&str]] = &[
    &["search", "三项制度"],
    &["search", "怎样聘请法律顾问", "--words"],
    &["mentions", "法律顾问"],
    &["reports"],
    &["show", "2023"],
    &["status", "--verify"],
];

#[test]
fn an_index_on_a_read_only_disk_answers() {
    let world = World::new();
    let at = world.path("disk");
    let Some(_disk) = SmallDisk::mount(&at, "size=10m") else { return };
    world.report("reports/2023.txt", &report(2023, "聘请法律顾问3名。落实三项制度。"));
    world.index(["reports", "--index", "disk/index"]);
    let ask = |question: &&[&str]| world.run(question.iter().chain(&["--index", "disk/index"]));
    let before: Vec<String> = QUESTIONS.iter().map(ask).collect();
    let listing = world.listing("disk");
    let remount = Command::new("mount").args(["-o", "remount,ro"]).arg(&at).status().unwrap();
    assert!(remount.success());
    assert_eq!(QUESTIONS.iter().map(ask).collect::<Vec<_>>(), before);
    assert!(before.iter().all(|told| told.starts_with("exit: 0\n")), "{before:?}");
    assert_eq!(
        world.run(["index", "--index", "disk/index"]),
        "exit: 2\nstderr:\nchabao: error: cannot write `disk/index/.chabao.lock`: the disk is \
         read-only\n"
    );
    assert_eq!(world.listing("disk"), listing);
}

/// Runs the program as a user who is not root, who may write everywhere; `None` if that fails.
#[cfg(unix)]
fn as_other_user(world: &World, arguments: &[&str]) -> Option<String> {
    let is_root = fs::metadata("/proc/self")
        .is_ok_and(|meta| std::os::unix::fs::MetadataExt::uid(&meta) == 0);
    let mut command = world.command(arguments);
    if is_root {
        let mut other = Command::new("setpriv");
        other.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
        other.arg(env!("CARGO_BIN_EXE_chabao")).args(arguments);
        other.current_dir(world.path("")).env("NO_COLOR", "1").env("CHABAO_LANG", "en");
        command = other;
    }
    command.output().ok().map(|output| world.told(&output))
}

#[cfg(unix)]
#[test]
fn an_index_of_another_user_answers() {
    use std::os::unix::fs::PermissionsExt;

    let set =
        |path: &Path, mode| fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    let world = World::with_three_reports();
    set(&world.path(""), 0o755);
    for (_, path) in crate::corpus::files(&world.path("index")) {
        let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode & 0o044, 0o044, "{}: {mode:o}", path.display());
        set(&path, mode & !0o222);
    }
    let before: Vec<String> = QUESTIONS.iter().map(|question| world.run(*question)).collect();
    set(&world.path("index"), 0o555);
    let ask = |arguments: &[&str]| as_other_user(&world, arguments);
    let Some(first) = ask(&["--version"]).filter(|told| told.starts_with("exit: 0\n")) else {
        say("skipped: the program cannot be run as another user here");
        return set(&world.path("index"), 0o755);
    };
    assert!(first.contains("chabao"), "{first}");
    let after: Vec<String> = QUESTIONS.iter().filter_map(|question| ask(question)).collect();
    assert_eq!(after, before);
    let told = ask(&["index"]).unwrap();
    assert!(told.contains("`index/.chabao.lock`: permission denied\n"), "{told}");
    // What may not be read is no index that is missing or damaged.
    set(&world.path("index/meta.json"), 0o000);
    let told = ask(&["search", "三项制度"]).unwrap();
    assert!(told.contains("cannot read `index/meta.json`: permission denied\n"), "{told}");
    set(&world.path("index/meta.json"), 0o444);
    let (_, store) = crate::corpus::files(&world.path("index"))
        .into_iter()
        .find(|(name, _)| name.contains(".term"))
        .unwrap();
    set(&store, 0o000);
    let told = ask(&["search", "三项制度"]).unwrap();
    assert!(told.contains("chabao: error: cannot read `index/"), "{told}");
    assert!(told.contains(".term`: permission denied\n"), "{told}");
    set(&world.path("index"), 0o000);
    let told = ask(&["search", "三项制度"]).unwrap();
    assert!(told.contains("cannot read `index/meta.json`: permission denied\n"), "{told}");
    set(&world.path("index"), 0o755);
}

#[cfg(unix)]
#[test]
fn reports_that_may_not_be_read_any_more_stay() {
    use std::os::unix::fs::PermissionsExt;

    let world = World::new();
    for (below, year) in [("", 2020), ("in/", 2021), ("in/", 2022), ("in/deep/", 2023)] {
        world.report(&format!("r/{below}{year}.txt"), &report(year, "三项制度。"));
    }
    // Where this fails, the tests are not run by root, and everything is ours already.
    let owner = Command::new("chown").args(["-R", "65534:65534"]).arg(world.path("")).output();
    drop(owner);
    let set = |below: &str, mode| {
        fs::set_permissions(world.path(below), PermissionsExt::from_mode(mode)).unwrap();
    };
    let run = |arguments: &[&str]| as_other_user(&world, arguments);
    if run(&["index", "--quiet", "r"]).is_none_or(|told| told != "exit: 0\n") {
        return say("skipped: the program cannot be run as another user here");
    }
    let lost = "hint: connect its drive, or make it readable; if its reports are to leave the index, \
                add `--allow-empty`\n";
    let known = "chabao: warning: 1 file could not be read, as before: see `chabao status`\n";
    for (below, mode, stay, held) in [
        ("r/in", 0o755, "its 3 reports stay as they were", "3 reports"),
        ("r/in/2021.txt", 0o644, "its report stays as it was", "1 report"),
    ] {
        set(below, 0o000);
        let warning = format!("chabao: warning: skipped `{below}`: permission denied; {stay}\n");
        for (code, warning) in [(2, warning.as_str()), (0, known)] {
            let told = run(&["index", "--quiet"]).unwrap();
            assert_eq!(told, format!("exit: {code}\nstderr:\n{warning}"));
            assert!(world.data(["search", "三项制度"]).contains("4 of 4 reports (100%)"));
        }
        let told = run(&["index", "--quiet", "--rebuild"]).unwrap();
        let refusal = format!("chabao: error: `{below}` held {held} and has none now\n{lost}");
        assert!(told.starts_with("exit: 2\n") && told.ends_with(&refusal), "{told}");
        set(below, mode);
        assert_eq!(run(&["index", "--quiet"]).unwrap(), "exit: 0\n");
    }
    set("r", 0o000);
    let told = run(&["index", "--quiet"]).unwrap();
    assert!(told.ends_with("/r`: permission denied\n"), "{told}");
    set("r", 0o755);
}

#[test]
fn a_disk_that_is_not_connected_is_told_whatever_lies_in_its_place() {
    let world = World::with_three_reports();
    for at in ["reports/disk", "disk"] {
        let Some(disk) = SmallDisk::mount(&world.path(at), "size=1m") else { return };
        world.report(&format!("{at}/2024.txt"), &report(2024, "三项制度。"));
        let folders = if at == "disk" { &["reports", "disk"][..] } else { &["reports"] };
        world.index(folders);
        let before = world.listing("index");
        world.index(folders);
        assert_eq!(world.listing("index"), before, "nothing changed, and nothing was written");
        drop(disk);
        world.report(&format!("{at}/说明.txt"), "此处挂载移动硬盘。");
        let told = world.run(["index", "--quiet"]);
        let refusal = format!(
            "exit: 2\nstderr:\nchabao: error: the disk at `{at}`, with 1 report of the index, is not \
             connected\nhint: connect it; if its reports are to leave the index, add \
             `--allow-empty`\n"
        );
        assert_eq!(told, refusal);
        assert_eq!(world.run(["index", "--quiet", "--rebuild"]), refusal);
        assert_eq!(world.listing("index"), before);
        assert_eq!(world.run(["index", "--quiet", "--allow-empty"]), "exit: 0\n");
        assert_eq!(world.run(["index", "--quiet"]), "exit: 0\n");
        fs::remove_dir_all(world.path(at)).unwrap();
    }
}
