//! Whole pages as sites of counties write them → title, agency and day of publication.

use super::report;
use crate::extract::extract;
use crate::testing::shared;

const HEADLINE: &str = "卢氏县司法局关于2023年度法治政府建设情况的报告";

/// Paragraphs as they begin a report that does not say whose it is.
const TEXT: &str = "<p>2023年，在上级部门的指导下，我局围绕全年的任务推进各项工作，现将有关情况报告如下：</p>\
    <p>一、主要举措和成效</p>\
    <p>（一）健全审查机制。全年审查文件31件，提出修改意见86条，审查合同120份，没有因审查失误引起的纠纷。</p>\
    <p>（二）化解矛盾纠纷。受理案件12件，审结11件，调解结案5件，当事人的满意度比上一年有明显的提高。</p>\
    <p>二、存在的不足</p>\
    <p>执法力量比较薄弱，执法文书不够规范，培训的针对性还需要加强，装备也需要及时补充和更新。</p>";

/// Returns a page around `middle`, with a title that does not name the report.
fn page(middle: &str) -> String {
    titled("卢氏县人民政府门户网站", middle)
}

fn titled(title: &str, middle: &str) -> String {
    format!(
        "<html><head><meta charset=utf-8><title>{title}</title></head><body>\
         <div class=top><h1 class=logo>卢氏县人民政府门户网站</h1></div>\
         <ul class=menu><li><a href=/>首页</a></li><li><a href=/zwgk>政务公开</a></li>\
         <li><a href=/fz>法治政府建设年度报告</a></li></ul>{middle}\
         <div class=foot>主办：卢氏县人民政府办公室　网站标识码4112240001</div></body></html>"
    )
}

/// Returns `text` with a blank after each character.
fn spread(text: &str) -> String {
    text.chars().flat_map(|character| [character, ' ']).collect()
}

/// Prints title, agency and day of publication as they were found.
fn facts(page: &str) -> String {
    let read = extract(page.as_bytes(), "1.html").expect("a page");
    let facts = report(&read.text, &read.page, "1.html", None).facts;
    let title = facts.title.map_or("-".to_owned(), |it| it.value);
    let agency = facts.agency.map_or("-".to_owned(), |it| it.value.canonical);
    let published = facts.published.map_or("-".to_owned(), |it| it.value.to_string());
    format!("{title} {agency} {published}")
}

/// Returns how often the text of a page has `words`, wherever its lines break.
fn count(page: &str, words: &str) -> usize {
    let letters = |text: &str| text.chars().filter(|it| it.is_alphanumeric()).collect::<String>();
    let read = extract(page.as_bytes(), "1.html").expect("a page");
    letters(&read.text).matches(&letters(words)).count()
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table")]
fn headlines_are_found_in_the_templates_of_every_vendor() {
    let info = "<div class=info><span>发布时间：2024-01-18 10:20</span> <span>来源：县司法局</span> \
        <span>字体：【<a>大</a> <a>中</a> <a>小</a>】</span></div>";
    let (agency, rest) = HEADLINE.split_at("卢氏县司法局".len());
    let (start, end) = HEADLINE.split_at("卢氏县司法局关于2023年度法治政府".len());
    let long = "卢氏县人力资源和社会保障局关于2023年度推进依法行政、建设法治政府工作情况和2024年工作安排的报告";
    let crumb =
        "<div class=weizhi>当前位置：<a href=/>首页</a> &gt; <a href=/zwgk>政务公开</a> &gt; ";
    let pages = [
        (
            "a table of the years of table layouts",
            page(&format!(
                "<table width=960 align=center><tr><td height=60 align=center><font size=5 color=red>{HEADLINE}</font></td></tr>\
                 <tr><td align=center>发布日期：2024-01-18 &nbsp; 浏览次数：<script>c()</script> 次</td></tr>\
                 <tr><td class=bt_content>{TEXT}</td></tr></table>"
            )),
        ),
        (
            "the headline in a row of its own before cells of labels",
            page(&format!(
                "<table><tr><td colspan=4>{HEADLINE}</td></tr><tr><td>发布日期</td><td>2024-01-18</td><td>来源</td>\
                 <td>县司法局</td></tr></table><div class=xxgk_nr>{TEXT}</div>"
            )),
        ),
        (
            "a table of metadata first",
            page(&format!(
                "<h3>法定主动公开内容</h3><table><tr><td>索引号</td><td>11411224/2024-1</td><td>发布机构</td><td>卢氏县司法局</td></tr>\
                 <tr><td>文号</td><td></td><td>有效性</td><td>有效</td></tr></table>\
                 <div class=content-t>{HEADLINE}</div><div class=content-i>时间：2024-01-18　来源：县司法局</div>\
                 <div class=TRS_Editor>{TEXT}</div>"
            )),
        ),
        (
            "a link to the page itself, and a day before the labels",
            page(&format!(
                "<div class=t><a href=#>{HEADLINE}</a></div><p>2024年01月18日 10:20　来源：县司法局</p><div class=nr>{TEXT}</div>"
            )),
        ),
        (
            "after a label",
            page(&format!("<div>标题：{HEADLINE}</div>{info}<div class=nr>{TEXT}</div>")),
        ),
        (
            "spread over the line",
            page(&format!(
                "<div class=t>{}</div>{info}<div class=nr>{TEXT}</div>",
                spread(HEADLINE)
            )),
        ),
        (
            "bold in a paragraph with a class",
            page(&format!(
                "<p class=MsoNormal2><strong>{HEADLINE}</strong></p>{info}<div class=nr>{TEXT}</div>"
            )),
        ),
        (
            "over several spans",
            page(&format!(
                "<div class=hd><span>{agency}</span><span style=\"font-size:20px\">{rest}</span></div>{info}<div class=nr>{TEXT}</div>"
            )),
        ),
        (
            "two centred paragraphs",
            page(&format!(
                "<p align=center>{agency}</p><p align=center>{rest}</p>{info}<div class=nr>{TEXT}</div>"
            )),
        ),
        (
            "two lines within a word, and a day in brackets",
            page(&format!(
                "<div style=\"text-align:center\"><p>{start}</p><p>{end}</p><p>（2024年1月15日）</p></div>{info}<div class=nr>{TEXT}</div>"
            )),
        ),
        (
            "a subtitle",
            page(&format!(
                "<div class=a1>{HEADLINE}</div><div class=a2>——以制度建设为重点</div>{info}<div class=nr>{TEXT}</div>"
            )),
        ),
        (
            "a rule of the style sheet",
            page(&format!(
                "<style>.x9{{font-size:26px;font-weight:bold;text-align:center}}</style><div class=x9>{HEADLINE}</div>\
                 <div>2024-01-18 10:20</div><div class=nr>{TEXT}</div>"
            )),
        ),
        (
            "repeated on the way to the page",
            page(&format!(
                "{crumb}{HEADLINE}</div><h5>{HEADLINE}</h5>{info}<div class=nr>{TEXT}</div>"
            )),
        ),
        (
            "in the text, under a column",
            page(&format!(
                "<h2>法治政府建设年度报告</h2>{info}<div id=zoom><p style=\"text-align:center\"><span style=\"font-size:22pt\">\
                 {HEADLINE}</span></p>{TEXT}</div>"
            )),
        ),
        (
            "where the title of the page is that of a column",
            titled(
                "法治政府建设年度报告_卢氏县人民政府",
                &format!(
                    "<h2>法治政府建设年度报告</h2><div class=b>{HEADLINE}</div>{info}<div class=nr>{TEXT}</div>"
                ),
            ),
        ),
        (
            "on WeChat",
            titled(
                "",
                &format!(
                    "<div class=rich_media><h1 class=rich_media_title id=activity-name>\n {HEADLINE}\n</h1>\
                     <div id=meta_content><a id=js_name>卢氏司法</a> <em id=publish_time></em></div>\
                     <div class=rich_media_content id=js_content style=\"visibility: hidden;\">{TEXT}</div></div>\
                     <script>var nickname = htmlDecode(\"卢氏司法\"); var ct = \"1705543200\";</script>"
                ),
            ),
        ),
    ];
    for (what, page) in pages {
        assert_eq!(facts(&page), format!("{HEADLINE} 卢氏县司法局 2024-01-18"), "{what}");
        assert_eq!(count(&page, HEADLINE), 1, "{what}");
        assert_eq!(count(&page, "门户网站") + count(&page, "发布时间"), 0, "{what}");
    }
    // Only the title of the page has it: a fact, and no line of the text.
    let hidden =
        titled(&format!("{HEADLINE}-卢氏县人民政府"), &format!("{info}<div class=nr>{TEXT}</div>"));
    assert_eq!(facts(&hidden), format!("{HEADLINE} 卢氏县司法局 2024-01-18"));
    assert_eq!(count(&hidden, HEADLINE), 0);
    let first = titled(
        &format!("卢氏县人民政府门户网站-政务公开-{HEADLINE}"),
        &format!("{info}<div class=nr>{TEXT}</div>"),
    );
    assert_eq!(facts(&first), format!("{HEADLINE} 卢氏县司法局 2024-01-18"));
    // A long one is no paragraph.
    let longer = page(&format!("<div class=t1>{long}</div>{info}<div class=nr>{TEXT}</div>"));
    assert_eq!(facts(&longer), format!("{long} 卢氏县人力资源和社会保障局 2024-01-18"));
    assert_eq!(count(&longer, long), 1);
}

#[test]
fn what_is_no_headline_does_not_become_one() {
    let info = "<div class=info>发布时间：2024-01-18 来源：本站</div>";
    for middle in [
        format!("<h2>法治政府建设年度报告</h2>{info}<div class=nr>{TEXT}</div>"),
        format!(
            "<div class=column style=\"font-size:30px\">政府信息公开专栏</div>{info}<div id=zoom>{TEXT}</div>"
        ),
        format!("<div class=t><b>卢氏县人民政府信息公开</b></div>{info}<div id=zoom>{TEXT}</div>"),
        format!("<div class=t>全县各部门工作动态</div>{info}<div class=nr>{TEXT}</div>"),
        format!(
            "<ul><li><a href=1>卢氏县水利局关于2022年度工作情况的报告</a></li></ul>{info}<div id=zoom>{TEXT}</div>"
        ),
    ] {
        let page = page(&middle);
        assert_eq!(facts(&page), "- - 2024-01-18", "{middle}");
        let text = extract(page.as_bytes(), "1.html").expect("a page").text;
        assert!(text.starts_with("2023年，在上级部门的指导下"), "{middle}: {text}");
    }
}

#[test]
#[ignore = "needs ../shared"]
fn headlines_of_the_collected_forms_are_found() {
    let folder = shared("cases/faults/headline");
    let table = std::fs::read_to_string(folder.join("expected.tsv")).expect("a table");
    for line in table.lines() {
        let [file, title, agency, _, published] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("five columns: {line}")
        };
        let page = std::fs::read_to_string(folder.join(file)).expect(file);
        assert_eq!(facts(&page), format!("{title} {agency} {published}"), "{file}");
        assert_eq!(count(&page, title), 1, "{file}");
    }
}
