//! What a newcomer meets: the program without a command, help and errors of arguments in Chinese, and
//! the commands to try after a first `chabao index`.

use expect_test::expect;

use crate::world::World;

/// Returns a folder with reports of two counties, and with what is none.
fn world() -> World {
    let world = World::new();
    for (place, year, told) in [
        ("重庆市酉阳县", 2022, "落实三项制度，聘请法律顾问。"),
        ("重庆市云阳县", 2022, "落实三项制度。"),
        ("安徽省六安市", 2023, "落实三项制度，开展行政复议。"),
    ] {
        let text = format!("{place}司法局{year}年法治政府建设工作报告\n一、主要工作\n{told}\n");
        world.report(&format!("reports/{year}/{place}.txt"), &text);
    }
    world.report("reports/README.md", "说明\n");
    world.report("reports/corrections.csv", "path\n");
    world
}

#[test]
fn without_a_command_the_program_says_what_lies_here_and_how_to_go_on() {
    let world = World::new();
    expect![[r#"
        exit: 0
        stdout:
        chabao (查报): full-text search and exact counts over Chinese government reports

        There are no reports in this folder, and no index.
          chabao index FOLDER  read a folder of reports
          chabao serve         then: search in a browser

        All commands: chabao --help
    "#]]
    .assert_eq(&world.run([""; 0]));
    let world = self::world();
    let before = world.listing(".");
    expect![[r#"
        exit: 0
        stdout:
        chabao (查报): full-text search and exact counts over Chinese government reports

        This folder has 3 files that may be reports (txt 3), and no index.
          chabao index reports  read them into an index
          chabao serve          then: search in a browser
        Reports are read and never changed.

        All commands: chabao --help
    "#]]
    .assert_eq(&world.run([""; 0]));
    expect![[r#"
        exit: 0
        stdout:
        查报（chabao）：中文政府报告的全文检索与精确计数

        这个文件夹里有 3 个可能是报告的文件（txt 3），还没有索引。
          chabao index reports  读入索引
          chabao serve          然后用浏览器检索
        报告只读取，从不改动。

        全部命令：chabao --help
    "#]]
    .assert_eq(&world.run(["--lang", "zh"]));
    assert_eq!(world.listing("."), before, "nothing is written");
    world.index(["reports"]);
    expect![[r#"
        exit: 0
        stdout:
        chabao (查报): full-text search and exact counts over Chinese government reports

        The index at `index` holds 3 reports, from `reports`.
          chabao search 三项制度 --region 重庆市  the passages that mention it
          chabao mentions 法律顾问                which counties mention it, and which do not
          chabao serve                            search in a browser
          chabao index                            read what changed since

        All commands: chabao --help
    "#]]
    .assert_eq(&world.run([""; 0]));
    expect![[r#"
        exit: 0
        stdout:
        查报（chabao）：中文政府报告的全文检索与精确计数

        `index` 处的索引收有 3 份报告，来自 `reports`。
          chabao search 三项制度 --region 重庆市  提及它的原文
          chabao mentions 法律顾问                哪些县提及，哪些没有
          chabao serve                            用浏览器检索
          chabao index                            读取此后有变化的报告

        全部命令：chabao --help
    "#]]
    .assert_eq(&world.run(["--lang", "zh"]));
    world.report("index/meta.json", "{");
    let damaged = world.run([""; 0]);
    assert!(damaged.contains("cannot be used"), "{damaged}");
}

#[test]
fn a_first_index_ends_with_commands_that_find_something() {
    let world = world();
    let said = world.run(["index", "reports", "--index", "它的 索引"]);
    expect![[r#"
        exit: 0
        stdout:
        3 reports in 6 sections (3 added, 0 changed, 0 unchanged, 0 removed)
        0 notes about missing or ambiguous facts: see `chabao reports --notes`
        0 files could not be read
        stderr:
        chabao: to try next:
          chabao search 三项制度 --region 重庆市 --index '它的 索引'  the passages that mention it
          chabao mentions 法律顾问 --index '它的 索引'                which counties mention it, and which do not
          chabao serve --index '它的 索引'                            search in a browser
    "#]]
    .assert_eq(&said);
    let commands: Vec<&str> = said.lines().filter(|line| line.starts_with("  chabao ")).collect();
    assert_eq!(commands.len(), 3, "{said}");
    for command in commands.into_iter().filter(|it| !it.contains(" serve")) {
        let command = command.trim_start().split("  ").next().unwrap();
        let words = command.replace("'它的 索引'", "它的\u{a0}索引");
        let words = words.split(' ').skip(1).map(|word| word.replace('\u{a0}', " "));
        let found = world.run(words);
        assert!(found.starts_with("exit: 0"), "{command}: {found}");
    }
    // Only the first time, and not if nothing is to be said.
    assert!(!world.run(["index", "--index", "它的 索引"]).contains("to try"));
    let quiet = world.run(["index", "reports", "--quiet", "--index", "other"]);
    assert_eq!(quiet, "exit: 0\n");
    let chinese = world.run(["index", "reports", "--lang", "zh", "--index", "third"]);
    assert!(chinese.contains("接下来可以试试："), "{chinese}");
}

#[test]
fn help_is_in_the_language_of_the_program() {
    let world = World::new();
    let page = world.run(["status", "--help", "--lang", "zh"]);
    expect![[r#"
        exit: 0
        stdout:
        索引本身：由什么建成、大小、格式、词典，以及读不了的文件

        用法：chabao status [选项]

        选项：
              --verify            按校验和检查索引的每个字节
              --format <格式>     输出格式（默认：text，或依 --output 文件的扩展名）。可
                                  用：text（供阅读）、json（一个 JSON 对象）
              --index <文件夹>    索引所在的文件夹，或索引在集群中的地址（见 chabao help
                                  cluster）（默认：index）（环境变量：CHABAO_INDEX）
          -o, --output <文件>     把结果写入这个文件，而不是标准输出；未写 --format 时按
                                  扩展名定格式：.csv、.xlsx、.json、.jsonl
              --alias-table <文件>
                                  别名表，代替索引文件夹里的 aliases.toml
              --lang <语言>       帮助、提示和文字输出的语言：zh 或 en（默认依
                                  CHABAO_LANG；未设时，系统区域设置 LC_ALL、
                                  LC_MESSAGES、LANG 为中文则用中文，否则用英文）
              --color <何时>      何时使用颜色。可用：auto（输出到终端且未设 NO_COLOR
                                  时）、always（总是）、never（从不）（默认：auto）
          -h, --help              显示帮助
    "#]]
    .assert_eq(&page);
    assert_eq!(world.run(["status", "-h", "--lang", "zh"]), page);
    assert_eq!(world.run(["help", "status", "--lang", "zh"]), page);
    let all = world.run(["--help", "--lang", "zh"]);
    assert!(all.contains("\n命令：\n  index "), "{all}");
    assert_eq!(world.run(["help", "--lang", "zh"]), all);
    let english = world.run(["status", "--help"]);
    assert!(english.contains("Usage: chabao status [OPTIONS]"), "{english}");
}

#[test]
fn wrong_arguments_are_explained_in_chinese_with_the_same_exit_code() {
    let world = World::new();
    for (typed, expected) in [
        ("search 甲 --lmit 5", "没有 `--lmit` 这个选项 | 是不是想写 `--limit`？"),
        ("search 甲 --nonsense", "没有 `--nonsense` 这个选项 | 用法见 `chabao search --help`"),
        ("serch 甲", "没有命令 `serch` | 是不是想写 `serve` 或 `search`？"),
        ("search", "缺少 `<检索式>...` | 用法见 `chabao search --help`"),
        ("index --add", "缺少 `[路径]...` | 用法见 `chabao index --help`"),
        ("kwic 甲 --seed 2", "缺少 `--sample` | 用法见 `chabao kwic --help`"),
        (
            "coverage 甲 --rows x",
            "`--rows` 不能是“x” | 可用：year、province、prefecture、county、region、agency、level、part、kind、report",
        ),
        ("search 甲 --sort newst", "`--sort` 不能是“newst” | 是不是想写 `newest`？"),
        ("search 甲 --year abc", "`--year` 不能是“abc” | 写成 2023、2021-2023、2021- 或 未识别"),
        ("search 甲 --page 0", "`--page` 不能是“0” | 请写不小于 1 的整数"),
        ("search 甲 --limit x", "`--limit` 不能是“x” | 请写一个整数"),
        ("search 甲 --limit", "`--limit` 后面要写一个值 | --limit <数>：最多列出多少条；0 为全部"),
        (
            "search 甲 --words --strict",
            "`--words` 不能与 `--strict` 同用 | 用法见 `chabao search --help`",
        ),
        ("search 甲 --page 2 --page 3", "`--page` 只能写一次 | 用法见 `chabao search --help`"),
        ("status 甲", "多了 `甲`：这里不再需要什么 | 用法见 `chabao status --help`"),
        ("--index a search", "缺少 `<检索式>...` | 用法见 `chabao search --help`"),
    ] {
        let words = typed.split(' ');
        let said = world.run(words.clone().chain(["--lang=zh"]));
        let (code, message) = said.split_once("\nstderr:\n").unwrap_or((&said, ""));
        let message = message.split_once("：").map_or(message, |_| message);
        let message = message.trim_start_matches("chabao: ").trim_start_matches("error: ");
        let message = message.trim_start_matches("错误：").replace("\nhint: ", " | ");
        let message = message.replace("\n提示：", " | ");
        assert_eq!(message.trim_end(), expected, "{typed}");
        let english = world.run(words);
        assert!(english.starts_with(&format!("{code}\n")), "{typed}: {english}");
    }
    let said = world.run(["search", "甲", "--page", "0"]);
    let expected = "exit: 2\nstderr:\n\
                    chabao: error: invalid value '0' for '--page <N>'\n\
                    hint: write a whole number from 1 on\n";
    assert_eq!(said, expected);
}
