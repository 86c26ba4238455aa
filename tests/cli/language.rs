//! The language in which the program speaks.

use expect_test::expect;

use crate::leaks::english_words;
use crate::world::World;

#[test]
fn the_flag_the_variable_and_the_locale_say_the_language() {
    let world = World::new();
    let page = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = world.command(["help", "query"].iter().chain(arguments));
        let output = command.envs(variables.iter().copied()).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", world.told(&output));
        String::from_utf8(output.stdout).unwrap()
    };
    let [english, chinese] = ["en", "zh"].map(|language| page(&["--lang", language], &[]));
    assert_ne!(english, chinese);
    assert_eq!(page(&[], &[]), english);
    assert_eq!(page(&[], &[("LANG", "zh_CN.UTF-8")]), chinese);
    assert_eq!(page(&[], &[("LANG", "zh_CN.UTF-8"), ("CHABAO_LANG", "en")]), english);
    assert_eq!(page(&[], &[("LANG", "zh_CN.UTF-8"), ("CHABAO_LANG", "de")]), chinese);
    assert_eq!(page(&["--lang", "en"], &[("LC_ALL", "zh_CN.UTF-8")]), english);
}

#[test]
fn another_language_is_an_error() {
    let world = World::new();
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: there is no language `de`
        hint: write `--lang zh` or `--lang en`
    "#]]
    .assert_eq(&world.run(["status", "--lang", "de"]));
}

/// Returns the samples, files that cannot be read, a copy and a correction that cannot be used.
fn world() -> World {
    let world = World::with_samples();
    world.report("data/空.txt", "");
    world.report_bytes("data/坏.txt", b"\x00\x01\x02");
    world.report("data/邮件.eml", "From: a\n");
    let copied = std::fs::read(world.path("data/digests/酉阳.txt")).unwrap();
    world.report_bytes("data/重复/酉阳.txt", &copied);
    world.report("data/corrections.csv", "path,year\n没有.txt,2020\ndigests/卢氏.txt,x\n");
    world
}

/// Commands that find something, find nothing, and fail.
const COMMANDS: &[&str] = &[
    "corpus",
    "status",
    "status --verify",
    "search 三项制度 --facet year,county,agency",
    "search 法律顾问 -公职律师 --explain --limit 1",
    "search 法律顾问参与了哪些工作 --words --limit 1",
    "search 法律顾问 --limit 1 --page 100",
    "search 不存在的词汇",
    "search 三项制度 --region 火星",
    "search 三项制度 --region 酉阳市",
    "search 三项制度 --year 1999",
    "search (三项",
    "search 三项^2",
    "search 标签:三项",
    "search 年度:火星",
    "mentions 法律顾问",
    "mentions 法律顾问 --absent",
    "mentions 的 --absent",
    "mentions 法律顾问 --by report --absent",
    "mentions -法律顾问",
    "mentions 年度:2023",
    "coverage 法律顾问",
    "coverage 法律顾问 --rows report --columns part --limit 2",
    "coverage 法律顾问 --rows year --columns year",
    "trend 法律顾问 三项制度",
    "trend 法律顾问 --by prefecture",
    "facets --by year,region,agency",
    "facets 法律顾问 --by part,kind,level",
    "kwic 法律顾问 --limit 2",
    "kwic 法律顾问 --group left --limit 3",
    "kwic 法律顾问 --group up",
    "kwic 法律顾问 --only 甲_",
    "kwic 法律顾问 --sample 2",
    "collocates 法律顾问 --limit 3",
    "collocates 法律顾问 --least 1000",
    "panel outline --by year --limit 2",
    "panel outline --by county,year --limit 1",
    "panel outline --by part --measure state --limit 2",
    "panel 没有.csv",
    "reports --limit 3",
    "reports --notes",
    "reports --why 酉阳",
    "why 酉阳 三项制度 法律顾问",
    "why 酉阳 三项制度 不存在的词汇 --year 2020",
    "why 坏.txt 三项制度",
    "show 酉阳 --outline",
    "show 重复/酉阳 --outline",
    "show 没有",
    "show a0",
    "show 酉阳 --section 没有",
    "cite 酉阳 --quote 没有这句话",
    "cite 没有",
    "cite --query 三项制度 --limit 1",
    "cite 酉阳 --format csv",
    "export mentions 不存在的词汇",
    "export reports --left 3",
    "search 三项制度 --format csv --limit 1 -o a.docx",
    "search 三项制度 --bom",
    "search 三项制度 --page 2",
    "search 三项制度 --index nowhere",
    "search 三项制度 --cursor x",
    "index 没有",
    "index empty",
    "index --replace digests",
];

/// The folders of the tests, forms of entries, and commands that stand on lines of their own.
const NAMES: [&str; 8] = ["index", "data", "gbt", "bibtex", "ris", "search", "mentions", "serve"];

#[test]
fn no_english_is_left_in_chinese_output() {
    let world = world();
    std::fs::create_dir(world.path("empty")).unwrap();
    let printed = |line: &str| world.run(line.split(' ').chain(["--lang", "zh"]));
    let mut outputs = vec![("index data", printed("index data"))];
    outputs.extend(COMMANDS.iter().map(|line| (*line, printed(line))));
    let mut left = Vec::new();
    for (command, output) in &outputs {
        let said = output.replace("exit: ", "").replace("stdout:\n", "").replace("stderr:\n", "");
        let words = english_words(&said.replace("SCRATCH", ""));
        let is_name = |word: &&String| command.contains(*word) || NAMES.contains(&word.as_str());
        let words: Vec<&String> = words.iter().filter(|word| !is_name(word)).collect();
        if !words.is_empty() {
            left.push(format!("{command}: {words:?} in\n{output}"));
        }
    }
    assert!(left.is_empty(), "{}", left.join("\n"));
}

#[test]
fn data_is_the_same_in_every_language() {
    let world = World::with_three_reports();
    for command in
        ["search 法律顾问", "coverage 法律顾问", "reports", "trend 法律顾问", "facets --by year"]
    {
        for format in ["json", "jsonl", "csv"] {
            let printed = |language: &str| {
                let rest = ["--format", format, "--lang", language];
                world.data(command.split(' ').chain(rest))
            };
            assert_eq!(printed("zh"), printed("en"), "{command} {format}");
        }
    }
}

#[test]
fn indexing_in_chinese() {
    let world = world();
    let printed = |line: &str| world.run(line.split(' ').chain(["--lang", "zh"]));
    expect![[r#"
        exit: 2
        stdout:
        22 份报告，335 节（新增 23 份，更新 0 份，未变 0 份，移除 0 份）
        另有 1 份重复未计入，见 `chabao reports`
        23 条说明（要素缺失或有疑问），见 `chabao reports --notes`
        3 个文件无法读取
        stderr:
        chabao: 警告：`data/corrections.csv` 第 3 行：`x` 不是 1949 至 2099 之间的年度
        chabao: 警告：`data/corrections.csv` 第 2 行：没有文件 `没有.txt`
        chabao: 警告：跳过了 `data/坏.txt`：不是文本：第 0 字节是空字符
        chabao: 警告：跳过了 `data/空.txt`：文件是空的
        chabao: 警告：跳过了 `data/邮件.eml`：是邮件，不读取这种文件，请把正文和附件另存为文件
        chabao: 接下来可以试试：
          chabao search 三项制度 --region 重庆市  提及它的原文
          chabao mentions 法律顾问                哪些县提及，哪些没有
          chabao serve                            用浏览器检索
    "#]]
    .assert_eq(&printed("index data"));
    expect![[r#"
        exit: 0
        stdout:
        22 份报告，335 节（新增 0 份，更新 0 份，未变 23 份，移除 0 份）
        另有 1 份重复未计入，见 `chabao reports`
        23 条说明（要素缺失或有疑问），见 `chabao reports --notes`
        3 个文件无法读取
        stderr:
        chabao: 警告：`data/corrections.csv` 第 3 行：`x` 不是 1949 至 2099 之间的年度
        chabao: 警告：`data/corrections.csv` 第 2 行：没有文件 `没有.txt`
        chabao: 警告：3 个文件仍然无法读取，见 `chabao status`
    "#]]
    .assert_eq(&printed("index"));
    // The size and the fingerprint change with the program.
    let status = printed("status");
    let is_stable = |line: &&str| !line.starts_with("占用") && !line.starts_with("词典");
    let status: Vec<&str> = status.lines().filter(is_stable).collect();
    let status = status.join("\n") + "\n";
    expect![[r#"
        exit: 0
        stdout:
        索引        index（格式 5）
        文件夹      data
        报告        22
        未计入      1 份重复
        节          335
        字数        23,423
        无法读取    3
        说明        23
        写入        1 次
           data/坏.txt：不是文本：第 0 字节是空字符
           data/空.txt：文件是空的
           data/邮件.eml：是邮件，不读取这种文件，请把正文和附件另存为文件
    "#]]
    .assert_eq(&status);
}

#[test]
fn passages_and_mentions_in_chinese() {
    let world = world();
    world.run(["index", "data"]);
    let printed = |line: &str| world.run(line.split(' ').chain(["--lang", "zh"]));
    expect![[r#"
        exit: 0
        stdout:
        三项制度 · 精确：22 份报告中有 21 份提及（95.5%），共 23 节、28 处；另有 1 份重复未计入；3 个文件无法读取

        1. 云岫县人民政府关于2023年度法治政府建设情况的报告
           2023 · 地区未识别 · 举措和成效 · 一、主要举措和成效 › （二）提升行政执法质量 › 1.执法规范化 › （1）三项制度
           （1）【三项制度】。落实行政执法【三项制度】，全县持证行政执法人员561人，轮训率100%，全年作出行政处罚决定1,036件，全部按期公示；法制审核重大执法决定74件。
           data/invented/云岫县/2023.txt

        共 23 节，此处列出 1 节；看下一页用 `--page 2`，多列一些用 `--limit`

        年度  份数  所收份数  节数  处数
        2020     1         1     2     2
        2021     5         5     6     7
        2022     3         4     3     3
        2023     8         8     8    12
        2024     4         4     4     4
    "#]].assert_eq(&printed("search 三项制度 --limit 1 --facet year"));
    expect![[r#"
        exit: 0
        stdout:
        法律顾问 · 精确：22 份报告中有 11 份提及（50.0%），共 19 节、46 处；另有 1 份重复未计入；3 个文件无法读取

        县      地区                               份数  所收份数  处数  年度
        定襄县  山西省 › 忻州市 › 定襄县 140921       1         1     5  2023
        卢氏县  河南省 › 三门峡市 › 卢氏县 411224     1         1     3  2024

        定襄县
           (一)【法律顾问】制度落到实处。我局聘有【法律顾问】，为行政决策提供法律意见。干部学法培训、复议案件办理、重大事项处置和体制改革，都请【法律顾问】从头到尾参加讨论，对【法律顾问】提出的意见认真研究采纳。

        卢氏县
           三是坚持【法律顾问】制度。委里常年聘有【法律顾问】，凡卫生健康方面的重大行政决策，先请【法律顾问】咨询论证、审查把关，使决策的程序和内容都站得住脚。

        共 4 行，此处列出 2 行；看下一页用 `--page 2`，多列一些用 `--limit`
    "#]].assert_eq(&printed("mentions 法律顾问 --limit 2"));
    expect![[r#"
        exit: 0
        stdout:
        法律顾问 · 精确：22 份报告中有 11 份提及（50.0%），共 19 节、46 处；另有 1 份重复未计入；3 个文件无法读取

        收有报告，但没有提及的：

        县      地区                    所收份数  年度
        巴南区  重庆市 › 巴南区 500113         1  2021
        未识别  未识别                        10  2021 2022 2023 2024
    "#]].assert_eq(&printed("mentions 法律顾问 --absent"));
}

#[test]
fn tables_and_lists_in_chinese() {
    let world = world();
    world.run(["index", "data"]);
    let printed = |line: &str| world.run(line.split(' ').chain(["--lang", "zh"]));
    expect![[r#"
        exit: 0
        stdout:
        法律顾问 · 精确：22 份报告中有 11 份提及（50.0%），共 19 节、46 处；另有 1 份重复未计入；3 个文件无法读取
        单元格：“5 2/3”3 份报告中有 2 份提及，共 5 处；“0 0/3”有 3 份报告，均未提及；“.”没有报告

        县                    所属                2020   2021    2022    2023   2024      合计
        定襄县                山西省 › 忻州市    .      .       .       5 1/1  .       5   1/1
        卢氏县                河南省 › 三门峡市  .      .       .       .      3 1/1   3   1/1
        巴南区                重庆市             .      0 0/1   .       .      .       0   0/1
        酉阳土家族苗族自治县  重庆市             .      .       .       4 1/1  .       4   1/1
        未识别                                   4 1/1  1 1/4  11 2/4  14 3/6  4 1/3  34  8/18
        合计                                     4 1/1  1 1/5  11 2/4  23 5/8  7 2/4  46 11/22
    "#]].assert_eq(&printed("coverage 法律顾问"));
    expect![[r#"
        exit: 0
        stdout:
        法律顾问 · 精确：22 份报告中有 11 份提及（50.0%），共 19 节、46 处；另有 1 份重复未计入；3 个文件无法读取

        年度  所收份数  份数  节数  处数   字数  每万字      占比
        2020         1     1     2     4   1127   35.49  100.00 %  ████████████████████
        2021         5     1     1     1   5940    1.68   20.00 %  ████
        2022         4     2     6    11   3345   32.88   50.00 %  ██████████
        2023         8     5     8    23   9168   25.09   62.50 %  ████████████▌
        2024         4     2     2     7   3843   18.21   50.00 %  ██████████
        合计        22    11    19    46  23423   19.64   50.00 %  ██████████

        三项制度 · 精确：22 份报告中有 21 份提及（95.5%），共 23 节、28 处；另有 1 份重复未计入；3 个文件无法读取

        年度  所收份数  份数  节数  处数   字数  每万字      占比
        2020         1     1     2     2   1127   17.75  100.00 %  ████████████████████
        2021         5     5     6     7   5940   11.78  100.00 %  ████████████████████
        2022         4     3     3     3   3345    8.97   75.00 %  ███████████████
        2023         8     8     8    12   9168   13.09  100.00 %  ████████████████████
        2024         4     4     4     4   3843   10.41  100.00 %  ████████████████████
        合计        22    21    23    28  23423   11.95   95.45 %  ███████████████████

        提及的报告占比（%）：

        年度  法律顾问  三项制度
        2020  100.00 %  100.00 %
        2021   20.00 %  100.00 %
        2022   50.00 %   75.00 %
        2023   62.50 %  100.00 %
        2024   50.00 %  100.00 %
        合计   50.00 %   95.45 %
    "#]].assert_eq(&printed("trend 法律顾问 三项制度"));
    expect![[r#"
        exit: 0
        stdout:
        法律顾问 · 精确：22 份报告中有 11 份提及（50.0%），共 19 节、46 处；另有 1 份重复未计入；3 个文件无法读取

        部分            份数  所收份数  节数  处数
        举措和成效        10        21    11    34
        不足和原因         3        22     3     3
        第一责任人履职     0        15     0     0
        下一年安排         4        22     4     5
        其他               1        22     1     4
    "#]].assert_eq(&printed("facets 法律顾问 --by part"));
    expect![[r#"
        exit: 0
        stdout:
        data/digests/X县.txt  r4c3477a3a494
           2021 · 地区未识别 · X县卫生健康局 · 20 节
           说明：未找到标题
           说明：机关名称已作匿名处理：X县卫生健康局
        data/digests/卢氏.txt  r628ddcf0ca3c
           2024 · 河南省 › 三门峡市 › 卢氏县 · 卢氏县卫生健康委员会 · 12 节
           说明：未找到标题
           说明：有一处更正未被采用：`x` 不是 1949 至 2099 之间的年度
        data/invented/scans/a01.txt  ra5bc67fe7b48
           2022 · 地区未识别 · 砚州市石燕县司法局 · 17 节
           砚州市石燕县司法局关于2022年法治政府建设工作情况的报告
           说明：未能确定地区
        3 份报告，其中 3 份有说明

        共 19 份报告，此处列出 3 份报告；看下一页用 `--page 2`，多列一些用 `--limit`
    "#]]
    .assert_eq(&printed("reports --notes --limit 3"));
}

#[test]
fn explanations_and_errors_in_chinese() {
    let world = world();
    world.run(["index", "data"]);
    let printed = |line: &str| world.run(line.split(' ').chain(["--lang", "zh"]));
    expect![[r#"
        exit: 1
        stdout:
        data/digests/酉阳.txt  reac818ec044d
        三项制度 不存在的词汇 · 精确：未检索到：有一项不符合

        检索式各项
           符合    三项制度（1 处，第 6 节）
           不符合  不存在的词汇

        最接近的是第 6 节 · 一、主要工作情况 › （四）抓实制度建设
           符合：三项制度
           不符合：不存在的词汇
           四是推行“【三项制度】”。围绕行政执法公示、执法全过程记录、重大执法决定法制审核和执法记录仪使用分别定规矩，梳理职权、列明依据、公布目录；执法人员先培训、再考试、后持证上岗；案卷和文书统一模板，文书送达可用传真和电子邮件。五是统一裁量尺度。
    "#]].assert_eq(&printed("why 酉阳 三项制度 不存在的词汇"));
    expect![[r#"
        exit: 2
        stderr:
        chabao: 错误：没有收录“火星”的报告，也没有叫这个名字的地区
        提示：用 `chabao facets --by region` 查看收有哪些
    "#]]
    .assert_eq(&printed("search 三项制度 --region 火星"));
    expect![[r#"
        exit: 2
        stderr:
        chabao: 错误：第 1 个字是左括号，后面没有与它成对的右括号
            (三项
            ^
        提示：补上右括号；要检索这些字符本身：`chabao search '"(三项"'`
    "#]]
    .assert_eq(&printed("search (三项"));
    expect![[r#"
        exit: 1
        stdout:
        不存在的词汇 · 精确：22 份报告中有 0 份提及（0%），共 0 节、0 处；另有 1 份重复未计入；3 个文件无法读取
        没有找到；相近的检索：按词语检索（11 份报告、12 节、37 处）
        stderr:
        提示：按词语检索：`chabao search '不存在的词汇' --words`
    "#]].assert_eq(&printed("search 不存在的词汇"));
}
