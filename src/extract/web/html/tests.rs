//! Pages as content management systems of government sites write them, about an invented county,
//! and the sample pages.

use std::time::{Duration, Instant};

use super::*;
use crate::extract::{Encoding, LabelName};
use crate::testing::{Dice, Score, damaged, sample, sample_text, samples};

const HEADLINE: &str = "云岫县司法局关于2023年法治政府建设情况的报告";

const ADDRESS: &str = "https://www.yunxiu.gov.cn/zwgk/fzzf/202401/t20240105_1.shtml";

/// The paragraphs of an invented report; together they are long enough for a container.
const PARAGRAPHS: [&str; 7] = [
    "县委、县政府：",
    "2023年，县司法局围绕全县中心工作，认真履行推进依法行政的职责，各项任务按期完成，现将情况报告如下。",
    "一、主要举措和成效",
    "（一）健全审查机制。全年审查规范性文件31件，提出修改意见86条，审查合同120份，未发生因审查失误引起的纠纷。",
    "（二）化解矛盾纠纷。受理行政复议案件12件，审结11件，调解结案5件，群众满意度达到98.6%。",
    "二、存在的不足",
    "部分乡镇执法力量薄弱，执法文书不够规范，培训的针对性还需要加强。",
];

const SIGNATURE: [&str; 2] = ["云岫县司法局", "2024年1月5日"];

/// Returns the paragraphs and the signature, each between `open` and `close`.
fn body(open: &str, close: &str) -> String {
    let all = PARAGRAPHS.iter().chain(&SIGNATURE);
    all.map(|text| [open, text, close, "\n"].concat()).collect()
}

/// Returns the expected text: the headline, the paragraphs, the signature.
fn report() -> String {
    format!("{HEADLINE}\n{}", body("", ""))
}

/// Returns what precedes the headline on nearly every page.
fn top() -> String {
    let columns = ["首页", "走进云岫", "新闻中心", "政务公开", "政务服务", "互动交流", "数据开放"];
    let links: String =
        columns.map(|name| format!("<li><a href=\"/{name}/\">{name}</a></li>")).concat();
    format!(
        "<div class=\"top\"><a href=\"#\">无障碍</a> | <a href=\"#\">繁体</a>\
         <span>今天是：2019年10月31日 星期三 多云 12℃</span></div>\
         <ul class=\"nav\">{links}</ul>\
         <div class=\"dqwz\">您现在的位置：<a href=\"/\">首页</a> &gt; <a href=\"/zwgk\">政务公开</a> \
         &gt; <a>法治政府建设年报</a></div>"
    )
}

/// Returns what follows the body on nearly every page.
fn bottom() -> String {
    let titles =
        ["关于印发全县普法要点的通知", "全县复议工作会议召开", "2022年云岫县司法局年度报告"];
    let links: String = titles
        .map(|title| format!("<li><a href=\"1.html\">{title}</a><span>2024-01-10</span></li>"))
        .concat();
    format!(
        "<div class=\"share\">分享到：<a>微信</a><a>微博</a> 【<a href=\"#\">打印</a>】 【<a href=\"#\">关闭</a>】</div>\
         <div class=\"ewm\"><img src=\"q.png\"><p>扫一扫在手机打开当前页</p></div>\
         <p>上一篇：<a href=\"2.html\">云岫县司法局公告</a></p>\
         <div class=\"rel\"><h3>相关文档</h3><ul>{links}</ul></div>\
         <div class=\"footer\"><p>主办：云岫县人民政府办公室　承办：云岫县大数据中心</p>\
         <p>网站标识码：5399990001　云ICP备00000001号-1</p><p><a href=\"#\">网站地图</a></p></div>"
    )
}

/// Returns a whole page around `middle`.
fn page(middle: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>{HEADLINE}_云岫县人民政府</title>\
         <style>.a{{color:red}}</style><script>var x = \"<div>不是正文</div>\";</script></head>\n\
         <body>{}\n{middle}\n{}</body></html>",
        top(),
        bottom()
    )
}

/// Reads a page that has nothing beside it.
fn read(bytes: &[u8]) -> Result<Extracted, Unreadable> {
    let page = super::read(bytes)?;
    page.missing.map_or(Ok(page.extracted), Err)
}

/// Reads a page that must be readable.
fn text_of(page: &str) -> String {
    read(page.as_bytes()).map_or_else(|reason| reason.to_string(), |read| read.text)
}

/// Returns the labels of a page, one `标签=值` per line.
fn labels_of(page: &str) -> Vec<String> {
    let facts = read(page.as_bytes()).expect("a page").page;
    facts.labels.iter().map(|label| format!("{}={}", label.word, label.value)).collect()
}

#[test]
#[ignore = "needs ../shared"]
#[expect(clippy::print_stdout, reason = "the scores are shown with `--nocapture`")]
fn the_reports_of_the_sample_pages_come_out_alone() {
    for name in samples("html/", |name| name.contains(".html")) {
        let mut parts = name.trim_start_matches("html/").split('.');
        let number = parts.next().unwrap_or_default();
        let template = parts.next().unwrap_or_default();
        let gold = sample_text(&format!("html/{number}.gold.txt"));
        let read = read(&sample(&name)).expect(&name);
        let facts = &read.page;
        let (headline, text) = read.text.split_once('\n').expect("a headline");
        let title = facts.title.as_deref().expect("a title");
        assert_eq!(title.split('_').next(), Some(headline), "{name}");
        let score = Score::of(text, &gold);
        println!("{name}: {score:?}");
        assert!(score.similarity >= 0.999 && score.found >= 0.999, "{name}: {score:?}");
        assert!(score.right >= 0.999, "{name}: {score:?}");
        let encoding = if template == "gbktable" { Encoding::Gb18030 } else { Encoding::Utf8 };
        assert_eq!(read.encoding, Some(encoding), "{name}");

        let labels: Vec<&str> = facts.labels.iter().map(|label| label.word).collect();
        let expected: &[&str] = match template {
            "trs" => &["索引号", "主题分类", "体裁分类", "发布机构", "发布日期"],
            "ucap" => &["发布时间", "来源", "浏览次数"],
            "zoom" => &["发布日期", "信息来源"],
            _ => &[],
        };
        assert_eq!(labels, expected, "{name}");
        let dated = facts.labels.iter().find(|label| label.name == LabelName::Published);
        assert_eq!(
            dated.map(|label| label.value.as_str()),
            (!expected.is_empty()).then_some("2024-01-05")
        );
        let crumb = facts.breadcrumb.as_deref().map(|crumb| crumb.matches(" > ").count());
        assert_eq!(crumb, (template != "gbktable").then_some(2), "{name}");
        let byline = (template == "gbktable").then_some("[2024-1-5] 阅读[123]次");
        assert_eq!(facts.byline.as_deref(), byline, "{name}");
        let states = matches!(template, "trs" | "ucap");
        assert_eq!(facts.meta("siteidcode"), states.then_some("5001110001"), "{name}");
        assert_eq!(facts.meta("articletitle"), states.then_some(headline), "{name}");
        assert_eq!(facts.meta("pubdate"), states.then_some("2024-01-05 10:20"), "{name}");
    }
}

#[test]
#[ignore = "needs ../shared"]
fn damaged_sample_pages_do_no_harm() {
    for name in samples("html/", |name| name.starts_with("s0") && name.contains(".html")) {
        for copy in damaged(&sample(&name)) {
            if let Ok(read) = read(&copy) {
                assert!(read.text.ends_with('\n') && !read.text.trim().is_empty(), "{name}");
            }
        }
    }
}

#[test]
fn damaged_pages_do_no_harm() {
    for copy in damaged(page(&format!("<div id=zoom>{}</div>", body("<p>", "</p>"))).as_bytes()) {
        if let Ok(read) = read(&copy) {
            assert!(!read.text.trim().is_empty());
        }
    }
}

#[test]
fn the_body_is_found_in_every_container_and_without_one() {
    let p = body("<p>", "</p>");
    let br = body("　　", "<br/>");
    let div = body("<div>", "</div>");
    let spans: String = body("<p>&nbsp;<span style='font-size:16pt'>", "</span><o:p></o:p></p>");
    let h1 = format!("<h1>{HEADLINE}</h1>");
    let source =
        "<div class=info>发布时间：2024-01-05 10:20 来源：县司法局 浏览次数：<span>12</span></div>";
    let fonts = "<div>字体：[<a href=#>大</a> <a href=#>中</a> <a href=#>小</a>]</div>";
    let table = [
        format!("{h1}{source}<div id=\"UCAPCONTENT\"><p>{p}</p></div>"),
        format!("{h1}{source}{fonts}<ucapcontent>{p}</ucapcontent>"),
        format!(
            "{h1}<div class=\"view TRS_UEDITOR trs_editor_view\"><div class=TRS_Editor>{spans}</div></div>"
        ),
        format!(
            "<div class=pages_content>{h1}{source}{fonts}<div class=trs_editor_view>{p}</div>{fonts}</div>"
        ),
        format!(
            "<form name=_newscontent_fromname action=\"\"><h2>{HEADLINE}</h2>{source}<div id=vsb_content_2>\
                 <div class=v_news_content>{p}</div></div></form>"
        ),
        format!(
            "<table width=100%><tr><td class=title>{HEADLINE}</td></tr><tr><td>{source}</td></tr>\
                 <tr><td id=zoom><!--ZJEG_RSS.content.begin-->{br}<!--ZJEG_RSS.content.end--></td></tr></table>"
        ),
        format!(
            "<div class=x>{h1}{source}<!--<$[信息内容]>begin-->{p}<!--<$[信息内容]>end-->{fonts}</div>"
        ),
        format!("<div class=a><div class=b>{h1}{source}<div class=c>{p}</div></div></div>"),
        format!("<div><div>{h1}</div><div>{source}</div><div><div>{div}</div></div></div>"),
        format!(
            "<table><tr><td><table><tr><td><a href=1>机构设置</a></td></tr><tr><td><a href=2>办事指南</a></td></tr>\
                 </table></td><td><table><tr><td align=center><font size=5><b>{HEADLINE}</b></font></td></tr>\
                 <tr><td align=center>[2024-1-5] 阅读[12]次</td></tr><tr><td class=text>{br}</td></tr></table></td></tr></table>"
        ),
        format!("{h1}{source}{fonts}{p}"),
        format!("<center><b>{HEADLINE}</b></center><br>{source}<br>{br}"),
        // A stray end tag puts the rest outside.
        format!(
            "{h1}{source}<div id=zoom>{}</div><p>{}</p><p>{}</p><p>{}</p></div>",
            body("<p>", "</p>").split("<p>二、").next().unwrap_or_default(),
            PARAGRAPHS[5],
            PARAGRAPHS[6],
            SIGNATURE.join("</p><p>")
        ),
    ];
    for middle in table {
        assert_eq!(text_of(&page(&middle)).replace(['\u{a0}', '　'], ""), report(), "{middle}");
    }
}

#[test]
fn the_headline_stands_in_the_text_once() {
    let (start, end) = HEADLINE.split_at("云岫县司法局关于2023年法治政府".len());
    let p = body("<p>", "</p>");
    let table = [
        // Outside the container, inside it, both, and neither.
        format!("<h1>{HEADLINE}</h1><div id=zoom>{p}</div>"),
        format!("<div id=zoom><p align=center>{HEADLINE}</p>{p}</div>"),
        format!(
            "<h1>{HEADLINE}</h1><div id=zoom><p align=center><strong>{HEADLINE}</strong></p>{p}</div>"
        ),
        format!("<h1>{HEADLINE}</h1><div id=zoom><p>{start}</p><p>{end}</p>{p}</div>"),
        // Broken over two lines by a soft break.
        format!("<h1>{start}<br>{end}</h1><div id=zoom>{p}</div>"),
        format!("<div id=zoom><p style=\"text-align: center\">{start}<br/>{end}</p>{p}</div>"),
        format!("<div id=zoom><center>{start}<br>\n{end}</center>{p}</div>"),
        // Inside an unknown container.
        format!("<div><h3 class=tit>{HEADLINE}</h3><p>来源：县司法局</p>{p}</div>"),
        // Twice on the page.
        format!(
            "<div class=mobile><h2>{HEADLINE}</h2></div><h1>{HEADLINE}</h1><div id=zoom>{p}</div>"
        ),
    ];
    for middle in table {
        assert_eq!(text_of(&page(&middle)), report(), "{middle}");
    }
    // The title of the page does not have it, but its element marks it.
    let unnamed = page(&format!("<h1>{HEADLINE}</h1><div id=zoom>{p}</div>"))
        .replace(&format!("<title>{HEADLINE}_"), "<title>");
    assert_eq!(text_of(&unnamed), report());
    // If it is not shown, it is not made up.
    let hidden = page(&format!("<div id=zoom>{p}</div>"));
    assert_eq!(text_of(&hidden), body("", ""));
    // The headline in the report is longer.
    let fuller = page(&format!("<h1>{HEADLINE}</h1><div id=zoom><p>南屏市{HEADLINE}</p>{p}</div>"));
    assert_eq!(text_of(&fuller), format!("南屏市{}", report()));
}

#[test]
fn a_number_a_date_and_a_signature_are_not_glued_to_a_headline() {
    let p = body("<p>", "</p>");
    let middle = format!(
        "<div id=zoom><p align=center>云岫县司法局文件<br>云司〔2024〕3号</p>\
         <p align=center>{HEADLINE}<br>（2024年1月3日）</p>{p}<p align=center>抄送：县人大办<br>县政协办</p></div>"
    );
    let expected = format!(
        "云岫县司法局文件\n云司〔2024〕3号\n{HEADLINE}\n（2024年1月3日）\n{}抄送：县人大办\n县政协办\n",
        body("", "")
    );
    assert_eq!(text_of(&page(&middle)), expected);
}

#[test]
fn what_is_not_shown_is_left_out() {
    let spam = "澳门彩票投注平台，注册送彩金。";
    let hidden = [
        format!("<div style=\"display:none\"><p>{spam}</p></div>"),
        format!("<p style='visibility: hidden'>{spam}</p>"),
        format!("<p hidden>{spam}</p>"),
        format!("<p>{}<span style=\"FONT-SIZE:0px\">{spam}</span></p>", "三、下一步打算"),
        format!("<font style='font-size:0'>{spam}</font>"),
        format!("<p aria-hidden=\"true\">{spam}</p>"),
        format!("<div style='position:absolute;left:-9999px'>{spam}</div>"),
        format!("<script>document.write('{spam}')</script><noscript>{spam}</noscript>"),
        format!("<style>p:before{{content:'{spam}'}}</style><textarea>{spam}</textarea>"),
        format!("<select><option>{spam}</option></select><iframe src=x>{spam}</iframe>"),
        format!("<p><del>{spam}</del></p><!-- {spam} -->"),
    ];
    for hidden in hidden {
        let middle =
            format!("<h1>{HEADLINE}</h1><div id=zoom>{hidden}{}</div>", body("<p>", "</p>"));
        let text = text_of(&page(&middle));
        assert!(!text.contains("彩"), "{hidden}: {text}");
        assert_eq!(text.replace("三、下一步打算\n", ""), report(), "{hidden}");
    }
}

#[test]
fn a_text_that_a_script_would_have_shown_is_read() {
    let middle = format!("<div id=zoom style=\"display:none\">{}</div>", body("<p>", "</p>"));
    assert_eq!(text_of(&page(&middle)), body("", ""));
}

#[test]
fn readings_over_characters_are_left_out() {
    let middle = PARAGRAPHS.join("</p><p>").replace(
        "行政复议",
        "<ruby>行<rp>(</rp><rt>xíng</rt><rp>)</rp></ruby><ruby>政<rt>zhèng</rt></ruby>复议",
    );
    let text = text_of(&page(&format!("<div id=zoom><p>{middle}</p></div>")));
    assert_eq!(text, PARAGRAPHS.join("\n") + "\n");
}

#[test]
fn white_space_of_the_source_is_no_text() {
    let table = [
        ("<p>全面推进\n      依法行政</p>", "全面推进依法行政"),
        ("<p>全面<b>推进</b>\r\n<span>依法</span>行政</p>", "全面推进依法行政"),
        ("<p>\n  　　全面推进  </p>", "　　全面推进"),
        ("<p>&nbsp;&nbsp;&emsp;全面</p>", "\u{a0}\u{a0}\u{2003}全面"),
        ("<p>Rule\nof  Law\n指数</p>", "Rule of Law指数"),
        ("<p>12\n件</p>", "12件"),
        ("<pre>甲\n  乙</pre>", "甲\n乙"),
        ("<div style='white-space:pre-wrap'>甲\n乙</div>", "甲\n乙"),
        ("甲<br>乙<br/>丙</br>丁", "甲\n乙\n丙\n丁"),
        ("<div>甲<p>乙</p>丙</div>丁", "甲\n乙\n丙\n丁"),
        ("<p>甲 < 乙 &lt; 丙 &amp; 丁</p>", "甲 < 乙 < 丙 & 丁"),
        (
            "<p>各项工作已经按照年初的计划全部完成。<a href=1.docx>附件1.docx</a></p>",
            "各项工作已经按照年初的计划全部完成。附件1.docx",
        ),
        ("<ul><li>甲<li>乙</ul>", "甲\n乙"),
        ("<p>甲<p>乙", "甲\n乙"),
    ];
    for (markup, expected) in table {
        assert_eq!(text_of(markup), format!("{expected}\n"), "{markup}");
    }
}

#[test]
fn rows_of_data_are_lines_and_layout_is_walked() {
    let p = body("<p>", "</p>");
    let middle = format!(
        "<h1>{HEADLINE}</h1><div id=zoom>{p}<table border=1><caption>案件统计表</caption>\
         <thead><tr><th>类别</th><th>件数</th></tr></thead>\
         <tbody><tr><td><p>行政</p><p>复议</p></td><td>12</td></tr><tr><td>行政诉讼</td><td></td></tr>\
         <tr><td></td><td>&nbsp;</td></tr></tbody></table><p>以上数据截至年底，由各单位报送汇总。</p></div>"
    );
    let expected = format!(
        "{}案件统计表\n类别\t件数\n行政 复议\t12\n行政诉讼\n以上数据截至年底，由各单位报送汇总。\n",
        report()
    );
    assert_eq!(text_of(&page(&middle)), expected);
    let layout =
        format!("<h1>{HEADLINE}</h1><div id=zoom><table><tr><td>{p}</td></tr></table></div>");
    assert_eq!(text_of(&page(&layout)), report());
    let beside = format!(
        "<h1>{HEADLINE}</h1><div id=zoom><table><tr><td>&nbsp;</td><td>{p}</td></tr></table></div>"
    );
    assert_eq!(text_of(&page(&beside)), report());
}

#[test]
fn merged_cells_count_once_and_columns_stay_columns() {
    let table = [
        (
            "<tr><td rowspan=2>类别</td><td colspan=2>2023年</td></tr><tr><td>受理</td><td>办结</td></tr>\
             <tr><td rowspan=2>行政复议</td><td>12</td><td>11</td></tr><tr><td>3</td><td>4</td></tr>",
            "类别\t2023年\n\t受理\t办结\n行政复议\t12\t11\n\t3\t4\n",
        ),
        (
            "<tr><th rowspan=\"0\">执法</th><td>检查</td><td>9</td></tr><tr><td>处罚</td><td>8</td></tr>\
             <tr><td>强制</td><td>7</td></tr>",
            "执法\t检查\t9\n\t处罚\t8\n\t强制\t7\n",
        ),
        (
            "<tr><td colspan=2>合计</td><td>5</td></tr><tr><td>甲</td><td rowspan=2>乙</td><td>3</td></tr>\
             <tr><td>丙</td><td>2</td></tr>",
            "合计\t\t5\n甲\t乙\t3\n丙\t\t2\n",
        ),
        (
            "<tr><td rowspan=99999999999999999999 colspan=99999999999999999999>甲</td><td>乙</td></tr><tr><td colspan=x>丙</td></tr>",
            "甲\t乙\n丙\n",
        ),
        (
            "<tr><td rowspan=9999 colspan=9999>甲</td><td>乙</td></tr><tr><td>丙</td></tr>",
            &format!("甲{0}乙\n{0}丙\n", "\t".repeat(200)),
        ),
    ];
    for (rows, expected) in table {
        let last = "以上数据截至年底，由各单位报送汇总，供参考。";
        let page = page(&format!(
            "<div id=zoom>{}<table>{rows}</table><p>{last}</p></div>",
            body("<p>", "</p>")
        ));
        let text = text_of(&page);
        assert_eq!(text, format!("{}{expected}{last}\n", body("", "")), "{rows}");
    }
}

#[test]
fn a_text_that_is_there_for_desks_and_for_phones_counts_once() {
    let p = body("<p>", "</p>");
    let both = format!(
        "<h1>{HEADLINE}</h1><div class=\"pc\">{p}</div><div class=\"wap\"><h2>{HEADLINE}</h2>{p}</div>"
    );
    let sheets = [
        "",
        "<style>.wap{display:none}</style>",
        "<style>.pc{display:none}</style>",
        "<style>@media (max-width:768px){.pc{display:none}}</style>",
        "<style>body .pc{color:red} body>.wap , .x{DISPLAY:none !important}</style>",
    ];
    for sheet in sheets {
        assert_eq!(text_of(&page(&format!("{both}{sheet}"))), report(), "{sheet}");
    }
    let containers = format!(
        "<h1>{HEADLINE}</h1><div class=\"news_content pc\">{p}</div><div class=\"news_content wap\">{p}</div>"
    );
    assert_eq!(text_of(&page(&containers)), report());
    // What only the hidden part has is not shown.
    let hidden = format!(
        "<style>#wap{{display:none}}</style><h1>{HEADLINE}</h1><div class=pc>{p}</div>\
         <div id=wap><p>受理行政复议案件99件，审结98件，调解结案97件，群众满意度达到96%。</p></div>"
    );
    assert_eq!(text_of(&page(&hidden)), report());
    // A text that a rule hides until a script shows it is read if there is no other.
    let late = format!("<style>#zoom{{display:none}}</style><div id=zoom>{p}</div>");
    assert_eq!(text_of(&page(&late)), body("", ""));
}

#[test]
fn labels_are_read_in_every_shape_and_leave_the_text() {
    let p = body("<p>", "</p>");
    let cells = "<table><tr><td>索 引 号：</td><td>115399/2024-1</td><td>主题分类</td><td>司法</td></tr>\
        <tr><td>发布机构</td><td>云岫县司法局</td><td>文号：</td><td></td></tr></table>";
    let list = "<ul class=xxgk><li><span>[ 索引号 ]</span><em>115399/2024-1</em></li>\
        <li><span>[ 主题分类 ]</span> 司法</li><li><b>发布机构：</b>云岫县司法局</li></ul>";
    let apart = "<dl><dt>索引号：</dt><dd>115399/2024-1</dd><dt>主题分类：</dt><dd>司法</dd>\
        <dt>发布机构：</dt><dd>云岫县司法局</dd></dl>";
    let expected = ["索引号=115399/2024-1", "主题分类=司法", "发布机构=云岫县司法局"];
    for shape in [
        cells,
        list,
        apart,
        &format!("{cells}{cells}"),
        &format!("<table><tr><td>文号：</td></tr></table>{apart}"),
    ] {
        for middle in [
            format!("{shape}<h1>{HEADLINE}</h1><div id=zoom>{p}</div>"),
            format!("<h1>{HEADLINE}</h1>{shape}<div class=other>{p}</div>"),
            format!("<div class=article-content>{shape}<h1>{HEADLINE}</h1>{p}</div>"),
        ] {
            let page = page(&middle);
            assert_eq!(labels_of(&page), expected, "{middle}");
            assert_eq!(text_of(&page), report(), "{middle}");
        }
    }
    let glued = format!(
        "<h1>{HEADLINE}</h1><p>县司法局发布时间：2024-01-05 10: 20</p><div id=zoom>{p}</div>\
        <p>（责任编辑：林舟）</p>"
    );
    assert_eq!(labels_of(&page(&glued)), ["发布时间=2024-01-05 10: 20", "责任编辑=林舟"]);
    assert_eq!(text_of(&page(&glued)), report());
}

#[test]
fn labels_within_the_report_are_its_own() {
    let p = body("<p>", "</p>");
    let middle = format!(
        "<h1>{HEADLINE}</h1><div id=zoom>{p}<p>附件：1.统计表</p><p>联系人：林舟，电话：0000-000000。</p></div>"
    );
    let expected = format!("{}附件：1.统计表\n联系人：林舟，电话：0000-000000。\n", report());
    assert_eq!(text_of(&page(&middle)), expected);
}

#[test]
fn the_way_to_the_page_is_told() {
    let p = body("<p>", "</p>");
    let way = "首页 > 政务公开 > 法治政府建设年报";
    let shapes = [
        "<div>当前位置：<a href=/>首页</a>&gt;<a href=/>政务公开</a>&gt;法治政府建设年报</div>",
        "<div><a href=/>首页</a> » <a href=/>政务公开</a> » 法治政府建设年报</div>",
        "<ul class=breadcrumb><li><a href=/>首页</a></li><li><a href=/>政务公开</a></li><li>法治政府建设年报</li></ul>",
        "<div class=position><span>您所在的位置：</span><a href=/>首页</a> > <a href=/>政务公开</a> > 法治政府建设年报</div>",
    ];
    for shape in shapes {
        let page =
            format!("<title>{HEADLINE}</title>{shape}<h1>{HEADLINE}</h1><div id=zoom>{p}</div>");
        let read = read(page.as_bytes()).expect("a page");
        assert_eq!(read.page.breadcrumb.as_deref(), Some(way), "{shape}");
        assert_eq!(read.text, report(), "{shape}");
    }
}

#[test]
fn addresses_are_found_wherever_pages_have_them() {
    let quiet = "<p>全年办理行政复议案件十二件。</p>";
    let table = [
        format!("<link rel=\"canonical\" href=\"{ADDRESS}\">"),
        format!("<!-- saved from url=(0059){ADDRESS} -->\n<html>"),
        format!("<meta name=\"Url\" content=\"{ADDRESS}\">"),
        format!("<meta property=\"og:url\" content=\"{ADDRESS}\">"),
        format!("<base href=\"{ADDRESS}\">"),
        format!("<base href=\"https://www.yunxiu.gov.cn/\"><link rel=canonical href={ADDRESS}>"),
    ];
    for head in table {
        let read = read(format!("{head}{quiet}").as_bytes()).expect("a page");
        assert_eq!(read.page.url.as_deref(), Some(ADDRESS), "{head}");
    }
    for head in [
        "<base href=\"/\">",
        "<meta name=url content=\"/a.html\">",
        "<link rel=canonical href=\"\">",
    ] {
        let read = read(format!("{head}{quiet}").as_bytes()).expect("a page");
        assert_eq!(read.page.url, None, "{head}");
    }
}

#[test]
fn metadata_of_the_state_is_read_and_templates_are_not() {
    let page = "<META NAME=\"SiteName\" CONTENT=\"云岫县人民政府\">\
        <meta name=\"siteIDCode\" content=\" 5399990001 \"/><meta name='PubDate' content='2024/01/05 09:30'>\
        <meta name=ColumnName content=\"法治政府\n建设年报\"><meta name=\"ContentSource\" content=\"\">\
        <meta name=\"ColumnType\" content=\"栏目类型\"><meta name=\"SiteDomain\" content=\"网站域名\">\
        <meta name=\"Author\" content=\"${author}\"><meta name=\"viewport\" content=\"width=device-width\">\
        <title>\n  年报 \n</title><p>全年办理行政复议案件十二件。</p>";
    let facts = read(page.as_bytes()).expect("a page").page;
    let meta: Vec<String> =
        facts.meta.iter().map(|(name, value)| format!("{name}={value}")).collect();
    assert_eq!(
        meta,
        [
            "sitename=云岫县人民政府",
            "siteidcode=5399990001",
            "pubdate=2024/01/05 09:30",
            "columnname=法治政府 建设年报"
        ]
    );
    assert_eq!(facts.title.as_deref(), Some("年报"));
}

#[test]
fn what_scripts_say_of_an_article_on_wechat_is_read() {
    let article = format!(
        "<div class=rich_media><div id=js_content>{}</div></div><script>var ct = \"1705543200\";\
         var nickname = htmlDecode(\"云岫司法\");</script>",
        body("<section><span>", "</span></section>")
    );
    let read = read(page(&article).as_bytes()).expect("a page");
    assert_eq!(read.page.meta("publish_time"), Some("2024-01-18 10:00"));
    assert_eq!(read.page.meta("nickname"), Some("云岫司法"));
    assert_eq!(read.text, body("", ""));
}

#[test]
fn a_page_without_a_text_says_so() {
    let frames = "<html><head><title>年报</title></head><frameset cols='20%,*'><frame src=a.html>\
        <frame src=b.html></frameset><noframes>您的浏览器不支持框架。</noframes></html>";
    let script =
        page(&format!("<h1>{HEADLINE}</h1><div id=zoom><script>load()</script>正在加载</div>"));
    for page in [frames, &page(""), &script, "<html></html>", "<div></div>"] {
        assert_eq!(read(page.as_bytes()), Err(Unreadable::NoContent), "{page}");
    }
}

#[test]
fn the_cover_of_a_file_is_told_from_a_short_report_with_an_annex() {
    let file = "<a href=/u/1.docx>云岫县司法局报告.docx</a>";
    let covers = [
        format!("<div class=content><p>{HEADLINE}</p><p>附件：{file}</p></div>"),
        format!("<div id=zoom><p>{file}</p></div>"),
        format!(
            "<div id=zoom><p>根据有关规定，现将《{HEADLINE}》予以公布，欢迎社会各界监督。</p><p>附件：{file}</p></div>"
        ),
        format!(
            "<div class=c><p>{HEADLINE}（请点击下载）</p><p>{file}</p><p>云岫县司法局</p><p>2024年1月5日</p></div>"
        ),
        "<div id=zoom><iframe src=\"/pdfjs/web/viewer.html?file=/u/1.pdf\"></iframe></div>"
            .to_owned(),
        "<div id=zoom><object data=1.pdf></object></div>".to_owned(),
        format!(
            "<div id=zoom><p>现将报告公布如下，详见附件。</p></div><div class=fj>附件：{file}</div>"
        ),
    ];
    for middle in covers {
        let page =
            super::read(page(&format!("<h1>{HEADLINE}</h1>{middle}")).as_bytes()).expect("a page");
        let is_attached = matches!(page.missing, Some(Unreadable::Attached { .. }));
        assert!(is_attached, "{middle}: {:?} {}", page.missing, page.extracted.text);
        assert_eq!(page.headline.as_deref(), Some(HEADLINE), "{middle}");
    }
    let table = "<a href=/u/1.xls>统计表.xls</a>";
    let reports = [
        format!(
            "<div id=zoom><p>2023年，我局没有办理行政复议案件，也没有收到意见。</p><p>附件：{file}</p></div>"
        ),
        format!(
            "<div id=zoom><p>现将有关情况公开如下：全年受理申请12件，办结12件。</p><p>附件：{file}</p></div>"
        ),
        format!(
            "<div id=zoom><p>2023年的各项工作均已按期完成，现将全年的情况予以公开。</p><p>附件：{table}</p></div>"
        ),
        format!(
            "<div id=zoom><p>现将情况报告如下，全文附后：</p><p>一、概况</p><p>各项工作按期完成。</p><p>{file}</p></div>"
        ),
        format!("<div id=zoom>{}<p>附件：{file}</p></div>", body("<p>", "</p>")),
    ];
    for middle in reports {
        let page =
            super::read(page(&format!("<h1>{HEADLINE}</h1>{middle}")).as_bytes()).expect("a page");
        assert_eq!(page.missing, None, "{middle}");
    }
}

#[test]
fn where_nothing_is_found_all_is_read() {
    let page =
        page("<h1>云岫县司法局简讯</h1><p>原定会议延期到下周三上午九点请各股室负责人准时参加</p>");
    let text = text_of(&page);
    assert!(
        text.contains("会议延期") && !text.contains("打印") && !text.contains("走进"),
        "{text}"
    );
}

#[test]
fn pages_of_office_programs_are_read() {
    let word = format!(
        "<html xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\">\
         <head><meta http-equiv=Content-Type content=\"text/html; charset=gb2312\"><meta name=Generator content=\"Microsoft Word 15\">\
         <title>{HEADLINE}</title><!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>林舟</o:Author></o:DocumentProperties></xml><![endif]-->\
         <style><!-- p.MsoNormal {{margin:0cm}} --></style></head><body lang=ZH-CN><div class=WordSection1>\
         <p class=MsoTitle align=center style='text-align:center'><b><span style='font-size:22.0pt'>{HEADLINE}<o:p></o:p></span></b></p>\n{}\
         <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>三、<span \
         style='font:7.0pt \"Times New Roman\"'></span></span><![endif]><span>下一年\n打算</span></p>\
         <p class=MsoNormal><span style='mso-hide:all;display:none'>隐藏的批注</span><a name=\"_GoBack\"></a>继续加强培训，提高执法水平，推动各项任务落实。</p>\
         </div></body></html>",
        body(
            "<p class=MsoNormal style='text-indent:32.0pt'><span style='font-family:仿宋_GB2312'>",
            "<o:p></o:p></span></p>"
        )
    );
    let expected =
        format!("{}三、下一年打算\n继续加强培训，提高执法水平，推动各项任务落实。\n", report());
    let bytes = encoding_rs::GB18030.encode(&word).0;
    let read = read(&bytes).expect("a page");
    assert_eq!((read.text, read.encoding), (expected, Some(Encoding::Gb18030)));
}

#[test]
fn characters_that_were_replaced_are_noted() {
    let page = page(&format!("<div id=zoom>{}</div>", body("<p>", "</p>")));
    let at = page.find("各项任务").expect("the text");
    let mut bytes = page.into_bytes();
    bytes.insert(at, 0xFF);
    let read = read(&bytes).expect("one stray byte is survived");
    assert_eq!(read.notes, [Note::Replaced { characters: 1 }]);
}

#[test]
fn a_page_in_utf16_is_read() {
    let page = page(&format!("<h1>{HEADLINE}</h1><div id=zoom>{}</div>", body("<p>", "</p>")));
    let units = page.encode_utf16().flat_map(u16::to_le_bytes);
    let bytes: Vec<u8> = [0xFF, 0xFE].into_iter().chain(units).collect();
    assert_eq!(crate::extract::extract(&bytes, "a.txt").expect("a page").text, report());
}

#[test]
fn what_nests_or_repeats_without_end_is_read_in_time() {
    let text = "全年办理行政复议案件十二件，均已依法办结，无一件被诉。";
    let fonts: String =
        (0..10_000).map(|size| ["<p><font size=", &size.to_string(), ">字"].concat()).collect();
    let attributes: String =
        (0..200_000).map(|number| ["a", &number.to_string(), " "].concat()).collect();
    let table = [
        "<div>".repeat(20_000),
        "<div>".repeat(100_000),
        "<p>".repeat(100_000),
        "<b>".repeat(60_000),
        "<table>".repeat(60_000),
        "<table><tr><td>".repeat(20_000),
        "<font color=red>".repeat(60_000),
        "<a href=x><div>".repeat(20_000),
        "<ul><li>".repeat(20_000),
        fonts,
        format!("<div {attributes}>"),
        "<a title=\"".repeat(20_000) + "\">",
        "<svg><path/>".repeat(20_000),
        "<div class=crumb>".repeat(20_000),
    ];
    for markup in table {
        let start = Instant::now();
        let read = text_of(&format!("{markup}{text}{text}{text}"));
        let taken = start.elapsed();
        let name: String = markup.chars().take(20).collect();
        // The slowest took 3 seconds on a slow machine under load.
        assert!(taken < Duration::from_secs(20), "{name} took {taken:?}");
        assert!(read.contains(text) || markup.contains("<a"), "{name}: nothing came out");
    }
}

#[test]
fn tags_in_any_order_are_read_in_time() {
    let pieces = [
        "<div>",
        "</div>",
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<a href=x>",
        "</a>",
        "<table>",
        "</table>",
        "<tr>",
        "<td>",
        "</td>",
        "<span style=\"display:none\">",
        "</span>",
        "<br>",
        "<ul>",
        "<li>",
        "</ul>",
        "<h1>",
        "</h1>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<svg/>",
        "<select>",
        "</select>",
        "<form>",
        "<dl>",
        "<dd>",
        "<ruby>",
        "<rt>",
        "</ruby>",
        "<font size=1>",
        "\"",
        "<pre>",
        "<title>",
        "</title>",
        "<o:p>",
        "<",
        ">",
        "来源：",
        "首页 &gt; ",
        "全年办理案件十二件，均已办结。",
        "云岫县司法局",
        "2024年1月5日",
        "附件",
        "\n",
    ];
    for seed in 0..8 {
        let mut dice = Dice::new(seed);
        let soup: String = (0..12_000).map(|_| dice.pick(&pieces)).collect();
        let start = Instant::now();
        let read = text_of(&soup);
        assert!(!read.is_empty());
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "seed {seed} took {:?}",
            start.elapsed()
        );
    }
}

#[test]
fn no_paragraph_of_a_container_is_lost_whatever_its_tags() {
    let opens = [
        "<p>",
        "<div>",
        "<p><span>",
        "<font size=3><b>",
        "<li>",
        "<h3>",
        "<section><p>",
        "<center>",
    ];
    let ends =
        ["</p>", "</div>", "<br>", "</span></p>", "</b></font><br/>", "", "</div><div>", "\n<p>"];
    for seed in 0..40 {
        let mut dice = Dice::new(seed);
        let text = PARAGRAPHS.iter().chain(&SIGNATURE);
        let middle: String =
            text.map(|text| [dice.pick(&opens), text, dice.pick(&ends)].concat()).collect();
        let page =
            page(&format!("<h1>{HEADLINE}</h1><div class=con><div id=zoom>{middle}</div></div>"));
        let read = text_of(&page);
        for text in PARAGRAPHS {
            assert!(read.contains(text), "{text} is lost of {middle}: {read}");
        }
    }
}
