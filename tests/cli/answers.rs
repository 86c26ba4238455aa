//! The three answers the product exists for, on the samples.

use expect_test::expect;

use crate::world::World;

#[test]
fn the_first_search_builds_the_index_of_the_samples() {
    let world = World::with_samples();
    let before = world.listing("data");
    // Who mentions 三项制度, by year.
    expect![[r#"
        exit: 0
        stdout:
        三项制度 · exact (精确): 21 of 22 reports (95.5%) mention it: 28 mentions in 23 sections; …

        1. 云岫县人民政府关于2023年度法治政府建设情况的报告
           2023 · 地区未识别 · 举措和成效 · 一、主要举措和成效 › （二）提升行政执法质量 › 1.执法规范化 › （1）三项制度
           （1）【三项制度】。落实行政执法【三项制度】，全县持证行政执法人员561人，轮训率100%，全年作出行政处罚决定1,036件，全部按期公示；法制审核重大执法决定74件。
           data/invented/云岫县/2023.txt

        1 of 23 sections listed: `--page 2` or `--limit` for more

        year (年度)  reports  held  sections  mentions
        2020               1     1         2         2
        2021               5     5         6         7
        2022               3     4         3         3
        2023               8     8         8        12
        2024               4     4         4         4
        stderr:
        chabao: no index at `index` yet: building it from `data`
    "#]].assert_eq(&world.run(["search", "三项制度", "--facet", "year", "--limit", "1"]));
    // The second time there is an index, and nothing to say about it.
    expect![[r#"
        exit: 0
        stdout:
        三项制度 · exact (精确): 1 of 1 report (100%) mentions it: 2 mentions in 2 sections; …

        2. 云岫县人民政府关于2020年法治政府建设情况的报告
           2020 · 地区未识别 · 不足和原因 · 二、存在的不足和原因 › （二）执法公示不够及时
           仍有17件行政处罚决定未按期公示，原因是部分单位对【三项制度】认识不到位，信息录入无专人负责。
           data/invented/云岫县/2020.txt

        1 of 2 sections listed
    "#]].assert_eq(&world.run([
        "search",
        "三项制度",
        "--year",
        "2020",
        "--page",
        "2",
        "--limit",
        "1",
    ]));
    assert_eq!(world.listing("data"), before, "reports are never changed");
}

#[test]
fn counties_that_mention_a_term_and_counties_that_do_not_are_listed() {
    let world = World::with_samples();
    world.data(["search", "法治"]);
    expect![[r#"
        exit: 0
        stdout:
        法律顾问 · exact (精确): 3 of 4 reports (75.0%) mention it: 12 mentions in 4 sections; …

        county (县)           region                                reports  held  mentions  years
        定襄县                山西省 › 忻州市 › 定襄县 140921             1     1         5  2023
        卢氏县                河南省 › 三门峡市 › 卢氏县 411224           1     1         3  2024
        酉阳土家族苗族自治县  重庆市 › 酉阳土家族苗族自治县 500242        1     1         4  2023

        定襄县
           (一)【法律顾问】制度落到实处。我局聘有【法律顾问】，为行政决策提供法律意见。干部学法培训、复议案件办理、重大事项处置和体制改革，都请【法律顾问】从头到尾参加讨论，对【法律顾问】提出的意见认真研究采纳。

        卢氏县
           三是坚持【法律顾问】制度。委里常年聘有【法律顾问】，凡卫生健康方面的重大行政决策，先请【法律顾问】咨询论证、审查把关，使决策的程序和内容都站得住脚。

        酉阳土家族苗族自治县
           七是用好【法律顾问】。全县卫生健康系统现有【法律顾问】15人，起草文件、签订合同、审核处罚决定、应对行政复议和行政诉讼，都请【法律顾问】把关；【法律顾问】还为执法人员解答难题，帮助医患双方依法化解纠纷。
    "#]].assert_eq(&world.run([
        "mentions",
        "法律顾问",
        "--region",
        "重庆市,河南省,山西省",
    ]));
    expect![[r#"
        exit: 0
        stdout:
        法律顾问 · exact (精确): 11 of 22 reports (50.0%) mention it: 46 mentions in 19 sections; …

        with a report, but without a mention:

        county (县)  region                  held  years
        巴南区       重庆市 › 巴南区 500113     1  2021
        未识别       未识别                    10  2021 2022 2023 2024
    "#]]
    .assert_eq(&world.run(["mentions", "法律顾问", "--absent"]));
    expect![[r#"
        exit: 0
        stdout:
        包容审慎 · exact (精确): 3 of 4 reports (75.0%) mention it: 9 mentions in 3 sections; …

        year (年度)  reports  held  mentions  years
        2022               1     1         1  2022
        2023               1     1         3  2023
        2024               1     1         5  2024

        2022
           3、探索【包容审慎】监管。印发轻微违法行为不予处罚清单，明确食品标签、广告用语等21种情形轻微免罚，全年免罚12件。

        2023
           （一）【包容审慎】监管走在前列
           坚持【包容审慎】、处罚与教育相结合，修订轻微免罚清单，由21种情形增加到46种，全年免罚37件，减轻处罚22件；对首次违法的个体工商户先教育、后整改。【包容审慎】不是放任不管，对食品安全、特种设备等重点领域仍从严查处。

        2024
           （一）【包容审慎】，让执法有力度更有温度。落实【包容审慎】监管要求，轻微免罚清单扩大到72种情形，全年免罚64件、减轻处罚41件。建立【包容审慎】案例库，收录典型案例18个，供执法人员参照；【包容审慎】政策惠及个体工商户55户；
    "#]].assert_eq(&world.run([
        "mentions",
        "包容审慎",
        "--by",
        "year",
        "--agency",
        "市场监督管理局",
    ]));
    expect![[r#"
        exit: 0
        stdout:
        三项制度 · exact (精确): 21 of 22 reports (95.5%) mention it: 28 mentions in 23 sections; …

        province (省)  reports  held  sections  mentions
        山西省               1     1         1         4
        河南省               1     1         1         1
        重庆市               2     2         2         2
        未识别              17    18        19        21

        part (部分)     reports  held  sections  mentions
        举措和成效           16    21        16        21
        不足和原因            1    22         1         1
        第一责任人履职        0    15         0         0
        下一年安排            3    22         3         3
        其他                  3    22         3         3
    "#]]
    .assert_eq(&world.run(["facets", "三项制度", "--by", "province,part"]));
}

#[test]
#[expect(clippy::too_many_lines, reason = "whole outputs")]
fn a_report_tells_what_its_facts_were_told_by() {
    let world = World::new();
    world.report(
        "reports/2024/page.txt",
        "今天是：2019年10月31日 星期四\n索引号：11411224MB0001/2024-12  发布机构：县司法局\n文号：卢财〔2024〕3号  成文日期：2024-01-05\n\
         卢氏县财政局2023年法治政府建设情况报告\n发布时间：2024-02-06 09:18  来源：县司法局\n\
         我局在三门峡市财政局的指导下认真工作。\n一、主要举措\n学法。\n",
    );
    world.report(
        "reports/notice.txt",
        "朝阳区司法局关于印发2024年法治政府建设工作要点的通知\n请认真落实。\n",
    );
    world.report("reports/corrections.csv", "path,year\nnotice.txt,2023\n");
    world.data(["index", "reports", "--quiet"]);
    expect![[r#"
        exit: 0
        stdout:
        reports/2024/page.txt  r14e79d2e960b

        title (标题)  卢氏县财政局2023年法治政府建设情况报告  [title, stated]
           taken     10.0  first lines: 卢氏县财政局2023年法治政府建设情况报告

        agency (机关)  卢氏县财政局  [title, stated]
           taken     20.0  title: 卢氏县财政局2023年法治政府建设情况报告
           against    3.0  label 发布机构 → 县司法局: 发布机构:县司法局
           against    1.5  label 来源 → 县司法局: 来源:县司法局
           against    0.3  opening → 三门峡市财政局: 我局在三门峡市财政局的指导下认真工作。

        region (地区)  河南省 › 三门峡市 › 卢氏县  [title, stated]
           taken     20.0  agency in title: 卢氏县财政局2023年法治政府建设情况报告
           for        6.0  code in 索引号: 索引号:11411224MB0001/2024-12发布机构:县司法局
           for        1.0  text: 卢氏县财政局2023年法治政府建设情况报告

        year (年度)  2023  [title, stated]
           taken     20.0  title: 卢氏县财政局2023年法治政府建设情况报告

        date signed (成文日期)  2024-01-05  [opening, stated]
           taken      8.0  label 成文日期: 成文日期:2024-01-05

        date published (发布日期)  2024-02-06  [opening, stated]
           taken      9.0  label 发布时间: 发布时间:2024-02-0609:18

        kind (类型)  法治政府建设年度报告  [title, stated]
           taken     20.0  title: 卢氏县财政局2023年法治政府建设情况报告

        document number (文号)  卢财〔2024〕3号  [opening, stated]
           taken      8.0  label 文号: 文号:卢财[2024]3号

        index number (索引号)  11411224MB0001/2024-12  [opening, stated]
           taken      8.0  label 索引号: 索引号:11411224MB0001/2024-12

        no evidence for: address (网址)
    "#]]
    .assert_eq(&world.run(["reports", "--why", "page"]));
    expect![[r#"
        exit: 0
        stdout:
        reports/notice.txt  ra4936414d068

        title (标题)  朝阳区司法局关于印发2024年法治政府建设工作要点的通知  [title, stated]
           taken     10.0  first lines: 朝阳区司法局关于印发2024年法治政府建设工作要点的通知

        agency (机关)  朝阳区司法局  [title, stated]
           taken     20.0  title: 朝阳区司法局关于印发2024年法治政府建设工作要点的通知

        region (地区)  not known
           unsure     1.0  text → 北京市 › 朝阳区 or 吉林省 › 长春市 › 朝阳区: 朝阳区司法局关于印发2024年法治政府建设工作要点的通知

        year (年度)  2023  [corrections, stated]
           taken   1000.0  corrections.csv: 2023
           against   20.0  title → 2024: 朝阳区司法局关于印发2024年法治政府建设工作要点的通知

        kind (类型)  方案  [title, stated]
           taken     20.0  title: 朝阳区司法局关于印发2024年法治政府建设工作要点的通知

        no evidence for: date signed (成文日期), date published (发布日期), document number (文号), index number (索引号), address (网址)
        note: the region is ambiguous: 北京市 › 朝阳区, 吉林省 › 长春市 › 朝阳区
        note: no headings found: the whole report is one section
    "#]].assert_eq(&world.run(["reports", "--why", "notice"]));
    expect![[r#"
        exit: 0
        stdout:
        reports/2024/page.txt  r14e79d2e960b
           2023 · 河南省 › 三门峡市 › 卢氏县 · 卢氏县财政局 · 2 sections
           卢氏县财政局2023年法治政府建设情况报告
        reports/notice.txt  ra4936414d068
           2023 · 地区未识别 · 朝阳区司法局 · 1 section
           朝阳区司法局关于印发2024年法治政府建设工作要点的通知
           kind: 方案
           note: the region is ambiguous: 北京市 › 朝阳区, 吉林省 › 长春市 › 朝阳区
           note: no headings found: the whole report is one section
        2 reports, 1 with notes
    "#]]
    .assert_eq(&world.run(["reports"]));
    expect![[r#"
        exit: 0
        stdout:
        reports/2024/page.txt  r14e79d2e960b
           2023 · 河南省 › 三门峡市 › 卢氏县 · 卢氏县财政局 · 2 sections
           卢氏县财政局2023年法治政府建设情况报告
           date signed: 2024-01-05
           date published: 2024-02-06
           document number: 卢财〔2024〕3号
           index number: 11411224MB0001/2024-12

           outline
             1  (before the first heading)  [其他]
             2  一、主要举措  [举措和成效]
    "#]]
    .assert_eq(&world.run(["show", "page", "--outline"]));
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: no report `none` in the index
        hint: list the reports with `chabao reports`
    "#]]
    .assert_eq(&world.run(["reports", "--why", "none"]));
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: the argument '--why <REPORT>' cannot be used with:
          --year <YEARS>
          --region <REGION>
          --province <PROVINCE>
          --prefecture <PREFECTURE>
          --county <COUNTY>
          --agency <NAME>
          --level <LEVEL>
          --part <PART>
          --kind <KIND>
          --date <DAYS>
          --published <DAYS>
          --number <NUMBER>
          --url <ADDRESS>

        Usage: chabao reports --why <REPORT>
        hint: see `chabao --help`
    "#]]
    .assert_eq(&world.run(["reports", "--why", "page", "--year", "2023"]));
}

#[test]
fn reports_are_listed_and_shown() {
    let world = World::with_samples();
    world.data(["search", "法治"]);
    expect![[r#"
        exit: 0
        stdout:
        data/digests/巴南.txt  rd1bbb1b6cae3
           2021 · 重庆市 › 巴南区 · 重庆市巴南区卫生健康委员会 · 24 sections
           重庆市巴南区卫生健康委员会关于2021年度法治政府建设工作的报告
        1 report, 0 with notes
    "#]]
    .assert_eq(&world.run(["reports", "--year", "2021", "--region", "重庆市"]));
    let outline = world.run(["show", "scans/a03", "--outline"]);
    expect![[r#"
        exit: 0
        stdout:
        data/invented/scans/a03.txt  rf09e3b259cc6
           2024 · 地区未识别 · 石燕县司法局 · 18 sections
           石燕县司法局法治政府建设工作总结
           note: no region found
           date signed: 2025-01-09

           outline
             1  (before the first heading)  [其他]
             2  一、亮点工作  [举措和成效]
             3    1.行政复议成为化解行政争议主渠道  [举措和成效]
             4    2.法律顾问服务提质  [举措和成效]
             5    3.人民调解扎实有效  [举措和成效]
             6  二、常规工作  [其他]
             7    1.合法性审核  [其他]
             8    2.执法监督  [其他]
             9    3.普法依法治理  [其他]
            10    4.公职律师  [其他]
            11  三、主要负责人履职  [第一责任人履职]
            12  四、困难和问题  [不足和原因]
            13    1.案多人少  [不足和原因]
            14    2.信息化建设滞后  [不足和原因]
            15  五、来年打算  [下一年安排]
            16    1.争取增加行政复议编制2名，推行简易程序案件快办  [下一年安排]
            17    2.推广合法性审核线上流转  [下一年安排]
            18    3.谋划“九五”普法，总结“八五”普法经验  [下一年安排]
    "#]]
    .assert_eq(&outline);
    // A section follows the outline.
    let shown = world.run(["show", "scans/a03", "--section", "三", "--highlight", "法律顾问"]);
    expect![[r#"

        三、主要负责人履职
        局主要负责人履行第一责任人职责，专题研究法治工作8次，推动40名党政主要负责人述法，其中现场述法12名。
    "#]].assert_eq(shown.strip_prefix(&outline).unwrap());
}

#[test]
fn words_and_strict_terms_find_more_and_less() {
    let world = World::with_samples();
    world.data(["search", "法治"]);
    expect![[r#"
        exit: 0
        stdout:
        卫健局怎样聘请法律顾问 · words (分词): 5 of 22 reports (22.7%) mention it: 23 mentions in 5 sections; …
        the query was cut into words: 卫健局, 聘请, 法律顾问
        no section contains all 3 words: sections with at least 2 of them are counted

        1. 鹿鳴縣文化和旅遊局關於2023年法治政府建設工作的報告
           2023 · 地区未识别 · 举措和成效 · 一、主要工作 › （三）聘請法律顧問
           （三）【聘請】【法律顧問】。【聘請】【法律顧問】1名，審查文旅項目合同26份；在古鎮景區特許經營談判中，【法律顧問】全程參與，提出意見17條，採納15條。
           data/invented/鹿鸣县/文旅局-2023.txt

        1 of 5 sections listed: `--page 2` or `--limit` for more
    "#]].assert_eq(&world.run([
        "search",
        "卫健局怎样聘请法律顾问",
        "--words",
        "--limit",
        "1",
    ]));
    expect![[r#"
        exit: 0
        stdout:
        双随机一公开 · strict (严格): 1 of 22 reports (4.5%) mentions it: 1 mention in 1 section; …

        1. 定襄县卫生健康和体育局2023年度法治政府建设情况报告
           2023 · 山西省 › 忻州市 › 定襄县 · 下一年安排 · 四、下一步法治政府建设的安排
           加强事中事后监管，卫生健康领域全面推行“【双随机一公开】”，加大公共卫生、医疗卫生和职业卫生执法力度，严查非法行医，维护群众健康权益，保障计划生育基本国策落实。
           三是营造普法氛围。
           data/digests/定襄.txt
    "#]].assert_eq(&world.run(["search", "双随机一公开", "--strict"]));
}

#[test]
fn the_index_tells_what_it_holds() {
    let world = World::with_samples();
    world.data(["search", "法治"]);
    expect![[r#"
        exit: 0
        stdout:
        index       index (format 5)
        folders     data
        reports     22
        sections    335
        characters  23,423
        unreadable  0
        notes       22
        written     1 time
        stderr:
        chabao: every byte of the index is as it was written"#]]
    .assert_eq(&without_figures(&world.run(["status", "--verify"])));
}

/// Takes out what changes with every release: sizes and fingerprints.
fn without_figures(told: &str) -> String {
    let is_kept = |line: &&str| !line.starts_with("on disk") && !line.starts_with("dictionary");
    told.lines().filter(is_kept).collect::<Vec<_>>().join("\n")
}

#[test]
fn an_answer_says_how_many_files_could_not_be_read() {
    // In other snapshots this is abbreviated.
    let world = World::with_three_reports();
    let found = world.data(["search", "三项制度"]);
    let ground = "三项制度 · exact (精确): 2 of 3 reports (66.7%) mention it: 2 mentions in 2 sections; all \
                  files could be read\n";
    assert!(found.starts_with(ground), "{found}");
}

#[test]
fn colours_are_used_only_where_they_are_asked_for() {
    let world = World::with_three_reports();
    let coloured = world.data(["search", "双随机、一公开", "--color", "always"]);
    assert!(coloured.contains("\u{1b}[1;31m双随机、一公开\u{1b}[0m"), "{coloured}");
    for arguments in
        [&["search", "双随机一公开"][..], &["search", "双随机一公开", "--color", "never"]]
    {
        let plain = world.data(arguments);
        assert!(plain.contains("【双随机、一公开】") && !plain.contains('\u{1b}'), "{plain}");
    }
}

#[test]
fn the_index_can_be_named_by_the_environment() {
    let world = World::with_three_reports();
    std::fs::rename(world.path("index"), world.path("elsewhere")).unwrap();
    let mut command = world.command(["facets"]);
    let told = world.told(&command.env("CHABAO_INDEX", "elsewhere").output().unwrap());
    expect![[r#"
        exit: 0
        stdout:
        9 sections of 3 reports; …

        year (年度)  reports  sections
        2021               1         3
        2022               1         3
        2023               1         3
    "#]]
    .assert_eq(&told);
}
