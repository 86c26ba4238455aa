//! Every command over the samples, from one list: an index in the cluster says what one in a folder says.

use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::both::{Both, assert_none, difference};
use crate::console::{Example, arguments, blocks};
use crate::nodes::Cluster;
use crate::world::World;

/// How many commands run at a time: each waits for the cluster most of its time.
const AT_ONCE: usize = 4;

/// What is asked. Lines that begin with `#` say what the others are about.
const COMMANDS: &str = "
# queries of every form, in text
chabao search 三项制度
chabao search 法律顾问 -复议
chabao search 行政处罚 OR 罚款
chabao search 同句:(行政处罚 复议)
chabao search 同段:(执法 监督)
chabao search 同节:(执法 监督)
chabao search 全篇:(法律顾问 三项制度)
chabao search 法律顾问 NEAR/20 聘请
chabao search 聘请 BEFORE/10 法律顾问
chabao search 执法 邻近/5 监督
chabao search 聘请*法律顾问
chabao search 行政?法
chabao search 法
chabao search 00
chabao search '“三项制度”'
chabao search '\"三项制度\"'
chabao search ~卫健委
chabao search 标题:工作
chabao search 年度:2023 执法
chabao search 机关:司法局 执法
chabao search 执法 NOT 处罚
chabao search 三项制度 OR 执法三项制度
chabao search 人人
chabao search 聘請法律顧問
chabao search 1,036
chabao search 的
chabao search 双随机、一公开
# nothing found, and what cannot be read
chabao search 量子纠缠
chabao search 三项制度 --year 1999
chabao search (三项制度
chabao search 行政处罚法 NEAR/3 量子
chabao search 三项制度 --year abc
chabao search 三项制度 --level foo
chabao search 三项制度 --page 99
chabao search 三项制度 --cursor zzz
chabao mentions 量子纠缠
chabao kwic 量子纠缠
chabao kwic 三项制度 --group foo
chabao show 没有
chabao why 没有 三项制度
# modes
chabao search 三项制度 --strict
chabao search 聘請 --strict --format json
chabao search '，法' --strict
chabao search 、 --strict --format json
chabao search 执法人员不足的原因 --words
chabao search 执法人员不足的原因 --words --format json --limit 100
chabao search 行政执法 规范 --words --format json
chabao search 政府聘请法律顾问和公职律师的情况 --words --sort newest
chabao mentions 执法人员 --words --by year
chabao coverage 执法人员 --strict
chabao trend 执法人员 --words
chabao kwic 执法人员 --words --limit 30
chabao facets 执法人员不足 --words --by year,part
# facets, orders, pages
chabao search 三项制度 --facet year,province,prefecture,county,region,agency,level,part,kind
chabao search 法律顾问 --facet agency --format json
chabao search 执法 --sort relevance --limit 100 --format json
chabao search 执法 --sort newest --limit 20
chabao search 执法 --sort oldest --limit 20
chabao search 执法 --sort mentions --limit 20
chabao search 执法 --limit 7 --page 3
chabao search 执法 --limit 7 --page 3 --sort mentions --format json
chabao search 执法 处罚 --limit 50 --format json
chabao search 执法 OR 法律顾问 OR 复议 --limit 50 --format json
# forms of output
chabao search 法律顾问 --format json
chabao search 法律顾问 --format jsonl
chabao search 法律顾问 --format csv --bom
chabao search 法律顾问 --format csv --raw
chabao search 法律顾问 --format xlsx
chabao search 法律顾问 --color always
chabao mentions 法律顾问 --format json
chabao mentions 法律顾问 --format jsonl
chabao mentions 法律顾问 --format csv
chabao mentions 法律顾问 --format xlsx
chabao coverage 法律顾问 --format json
chabao coverage 法律顾问 --format csv
chabao coverage 法律顾问 --format xlsx
chabao trend 法律顾问 --format json
chabao trend 法律顾问 --format svg
chabao trend 法律顾问 --format xlsx
chabao facets 法律顾问 --by year,agency --format json
chabao facets --by year,agency,level,part,kind,region
chabao panel data/codebook.csv --format json
chabao panel data/codebook.csv --format xlsx
chabao kwic 法律顾问 --format jsonl
chabao kwic 法律顾问 --format xlsx
# tables
chabao mentions 三项制度 --by agency
chabao mentions 三项制度 --by report --limit 5 --page 2
chabao mentions 三项制度 --by year --absent
chabao mentions 同句:(执法 处罚) --by agency
chabao mentions --codebook data/codebook.csv
chabao mentions --codebook data/codebook.csv --by year --format csv
chabao coverage 三项制度 --rows agency --columns part
chabao coverage 执法 NEAR/10 监督 --rows report
chabao coverage --codebook data/codebook.csv --rows province
chabao trend 三项制度 法律顾问 执法
chabao trend 三项制度 --by part
chabao trend --codebook data/codebook.csv
chabao panel data/codebook.csv
chabao panel data/codebook.csv --by region,year --format csv
chabao panel data/codebook.csv --by report --measure per-10000
chabao panel data/codebook.csv --by agency --measure share --year 2022-
chabao panel outline --by agency --measure mentions
chabao panel outline --by county --format csv
# in context
chabao kwic 法律顾问 --sort left
chabao kwic 法律顾问 --sort right
chabao kwic 法律顾问 --sort year --left 40 --right 5
chabao kwic 法律顾问 --sort region
chabao kwic 法律顾问 --sort agency --limit 10 --page 2
chabao kwic 法律顾问 --group left
chabao kwic 法律顾问 --group right:3
chabao kwic 法律顾问 --group left:word
chabao kwic 法律顾问 --group left:2,right:2 --format csv
chabao kwic 法律顾问 --only 聘请_
chabao kwic 执法 --sample 20 --seed 7
chabao kwic 执法 --sample 20 --seed 7 --sort left --format csv
chabao kwic 聘请*法律顾问
chabao kwic 执法 NEAR/5 监督 --format jsonl
chabao kwic ~三项制度 OR 执法
chabao collocates 法律顾问
chabao collocates 执法 --unit 2 --least 5
chabao collocates 执法 --left 0 --right 3 --limit 20 --format csv
chabao collocates 执法 --unit 1 --year 2023 --format json
# single reports
chabao reports
chabao reports --notes
chabao reports --year 2023 --format csv
chabao reports --format json --limit 3 --page 2
chabao reports --why 酉阳
chabao reports --level 政府 --format xlsx
chabao show 卢氏
chabao show 卢氏 --section 二
chabao show 卢氏 --outline
chabao show 定襄 --highlight 法律顾问 --format json
chabao show data/invented/云岫县/2023.txt --highlight 同句:(执法 处罚)
chabao why 卢氏 法律顾问 三项制度 --year 2023-
chabao why 定襄 同句:(法律顾问 复议) --format json
chabao why 定襄 聘请*法律顾问 -复议
chabao cite 定襄
chabao cite --query 法律顾问 --region 重庆市,河南省 --format bibtex --cited 2024-05-01
chabao cite --query 三项制度 --limit 3 --format csv --cited 2024-05-01
chabao cite 定襄 --quote 法律顾问制度落到实处 --cited 2024-05-01
chabao cite --verify draft.md
chabao cite --verify draft.md --format json
# everything there is
chabao export reports --format jsonl
chabao export reports 执法 --format csv
chabao export reports --format xlsx
chabao export sections --format jsonl
chabao export sections 执法 --format csv
chabao export sections 执法 --format xlsx --year 2021
chabao export mentions 执法
chabao export mentions 执法 监督 --format csv --left 10 --right 8
chabao export mentions 执法*监督 --format jsonl
chabao export mentions 执法 --format xlsx --strict
# how a question is understood
chabao search 三项制度 --explain
chabao search 同句:(执法 处罚) OR 法律顾问 --explain --format json
chabao search 执法人员不足的原因 --words --explain
chabao search 聘请*法律顾问 -复议 --explain
chabao mentions ~卫健委 --explain
chabao coverage 法律顾问 --explain --format json
chabao trend 法律顾问 复议 --explain
chabao panel data/codebook.csv --explain
# all versions, aliases
chabao search 执法 --versions --format json
chabao coverage 执法 --versions --rows agency
chabao search 三项制度 --aliases --format json
chabao mentions 卫健委 --aliases
chabao kwic 三项制度 --aliases --strict
chabao panel data/codebook.csv --aliases
# filters of every kind
chabao search 执法 --year 2022-2023
chabao search 执法 --year 未识别
chabao search 执法 --region 重庆市
chabao search 执法 --region 未识别 --format json
chabao search 执法 --province 山西省
chabao search 执法 --prefecture 三门峡市
chabao search 执法 --county 定襄县
chabao search 执法 --agency 云岫,石燕
chabao search 执法 --level 部门 --facet level
chabao search 执法 --part 不足 --facet part
chabao search 执法 --kind 法治政府建设年度报告
chabao search 执法 --date 2023-
chabao search 执法 --published 2023-
chabao search 执法 --number 1
chabao search 执法 --url gov.cn
chabao mentions 执法 --year 2023 --part 举措 --level 部门
chabao facets 执法 --by year --year 2021 --region 山西省,河南省
";

pub(crate) fn say_the_same(cluster: &mut Cluster) {
    let both = samples(cluster, "commands");
    let draft = draft();
    both.world.report("draft.md", &draft);
    let commands: Vec<&str> = COMMANDS.lines().filter(|line| line.starts_with("chabao ")).collect();
    assert!(commands.len() > 150, "{}", commands.len());
    check(&both, &commands);
}

pub(crate) fn say_what_the_manual_shows(cluster: &mut Cluster) {
    let both = samples(cluster, "manual");
    both.world.report("draft.md", &draft());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/manual");
    let chapters = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let examples: Vec<Example> = chapters
        .filter(|path| path.to_string_lossy().ends_with(".en.md"))
        .flat_map(|path| blocks(&fs::read_to_string(path).unwrap()).into_iter().skip(1).step_by(2))
        .map(|block| Example::read(&block))
        .collect();
    for use_of_it in ["search 三项制度 --facet year", "mentions 法律顾问 --region"] {
        assert!(examples.iter().any(|it| it.command.contains(use_of_it)), "{use_of_it}");
    }
    // What is written to a file is compared above as data.
    let is_printed = |example: &&Example| !example.command.contains(" -o ");
    let examples: Vec<&Example> = examples.iter().filter(is_printed).collect();
    let commands: Vec<&str> = examples.iter().map(|it| it.command.as_str()).collect();
    check(&both, &commands);
    for Example { command, output } in examples {
        let [_, remote] = both.run(&arguments(command));
        let missing = output.lines().find(|line| !remote.lines().any(|it| it == *line));
        assert_eq!(missing, None, "{command} in the cluster:\n{remote}");
    }
}

/// Indexes the samples twice.
pub(crate) fn samples(cluster: &Cluster, name: &str) -> Both {
    Both::new(cluster, name, World::with_samples(), &["data"])
}

/// Returns the text with quotations that the chapter on citing has.
fn draft() -> String {
    let chapter = include_str!("../../src/manual/cite.en.md");
    let (_, draft) = chapter.split_once("```markdown\n").unwrap();
    draft.split("```").next().unwrap().to_owned()
}

/// Runs commands over both indexes, several at a time, and fails with those whose answers differ.
fn check(both: &Both, commands: &[&str]) {
    let (next, differing) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(command) = commands.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let pair = both.run(&arguments(command));
                    if let Some(difference) = difference(&pair) {
                        differing.lock().unwrap().push(format!("$ {command}\n{difference}"));
                    }
                }
            });
        }
    });
    assert_none(&differing.into_inner().unwrap(), commands.len());
}
