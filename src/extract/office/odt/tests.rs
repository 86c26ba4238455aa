//! Texts made by hand.

use super::*;
use crate::extract::office::package::packed;

/// The styles of the tests: a list 一、 1. 1.1, one in the newer form, and one that hides text.
const STYLES: &str = r#"
    <text:list-style style:name="L">
      <text:list-level-style-number text:level="1" style:num-suffix="、" style:num-format="一, 二"/>
      <text:list-level-style-number text:level="2" style:num-suffix="." style:num-format="1"/>
      <text:list-level-style-number text:level="3" text:display-levels="2" style:num-format="1"/>
      <text:list-level-style-bullet text:level="4" text:bullet-char="•"/>
    </text:list-style>
    <text:list-style style:name="M"><text:list-level-style-number text:level="1"
      loext:num-list-format="（%1%）" style:num-format="1" text:start-value="3"/></text:list-style>
    <text:outline-style><text:outline-level-style text:level="1" style:num-prefix="第"
      style:num-suffix="章" style:num-format="一"/></text:outline-style>
    <style:style style:family="text" style:name="T"><style:text-properties text:display="none"/>
      </style:style>
    <style:style style:family="text" style:name="U" style:parent-style-name="T"/>
    <style:style style:family="paragraph" style:name="P" style:list-style-name="M"/>"#;

/// Returns an odt file with this text.
fn file(body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles>{STYLES}</office:automatic-styles>\
         <office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    packed(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", &content),
        ("meta.xml", "<m><dc:title>标题</dc:title></m>"),
    ])
}

#[test]
fn what_is_seen_is_read_and_nothing_else() {
    let table = [
        ("甲<text:s text:c=\"2\"/>1<text:tab/>乙<text:line-break/>丙", "甲  1\t乙\n丙\n"),
        ("甲\n   乙&amp;", "甲 乙&\n"),
        ("甲<text:span text:style-name=\"U\">藏</text:span>乙", "甲乙\n"),
        (
            "<text:ruby><text:ruby-base>注</text:ruby-base><text:ruby-text>zh</text:ruby-text></text:ruby>",
            "注\n",
        ),
        ("甲<office:annotation><text:p>批</text:p></office:annotation>乙", "甲乙\n"),
        (
            "甲<draw:frame><draw:text-box><text:p>框</text:p></draw:text-box><svg:title>图</svg:title></draw:frame>乙",
            "甲乙\n框\n",
        ),
        ("甲<draw:custom-shape><text:p>框</text:p></draw:custom-shape>乙", "甲乙\n框\n"),
        (
            "甲<text:note text:note-class=\"endnote\"><text:note-citation>1</text:note-citation><text:note-body><text:p>尾</text:p></text:note-body></text:note>乙<text:note text:note-class=\"footnote\"><text:note-body><text:p>脚</text:p></text:note-body></text:note>",
            "甲乙\n尾\n脚\n",
        ),
    ];
    for (inside, expected) in table {
        let read = read(&file(&format!("<text:p>{inside}</text:p>"))).expect(inside);
        assert_eq!(read.text, expected, "{inside}");
        assert_eq!(read.page.title.as_deref(), Some("标题"));
    }
}

#[test]
fn numbers_that_are_counted_are_put_back() {
    let item = |inside: &str| format!("<text:list-item>{inside}</text:list-item>");
    let list = |said: &str, inside: &str| format!("<text:list {said}>{inside}</text:list>");
    let p = |text: &str| format!("<text:p>{text}</text:p>");
    let inner = list("", &[item(&p("乙")), item(&(p("丙") + &list("", &item(&p("丁")))))].concat());
    let body = [
        list("text:style-name=\"L\" xml:id=\"a\"", &item(&[p("甲"), p("续"), inner].concat())),
        p("间"),
        list("text:style-name=\"L\" text:continue-list=\"a\"", &item(&p("戊"))),
        list("text:style-name=\"L\" text:continue-numbering=\"true\"", &item(&p("己"))),
        list("text:style-name=\"L\"", &item(&p("庚"))),
        list("", &item("<text:p text:style-name=\"P\">辛</text:p>")),
        list(
            "text:style-name=\"M\"",
            "<text:list-item text:start-value=\"7\"><text:p>壬</text:p></text:list-item>",
        ),
        "<text:h text:outline-level=\"1\">癸</text:h>".to_owned(),
    ]
    .concat();
    let text = read(&file(&body)).expect("a whole file").text;
    let expected =
        "一、甲\n续\n1.乙\n2.丙\n2.1 丁\n间\n二、戊\n三、己\n一、庚\n（3）辛\n（7）壬\n第一章癸\n";
    assert_eq!(text, expected.replace("章癸", "章 癸"));
}

#[test]
fn a_table_is_read_row_by_row() {
    let body = "<table:table><table:table-column/><table:table-row><table:table-cell><text:p>指标\
        </text:p></table:table-cell><table:table-cell><text:p>数值</text:p></table:table-cell>\
        </table:table-row></table:table><text:tracked-changes><text:p>删</text:p>\
        </text:tracked-changes><text:section text:display=\"none\"><text:p>藏</text:p></text:section>";
    assert_eq!(read(&file(body)).expect("a whole file").text, "指标\t数值\n");
}

#[test]
fn what_cannot_be_read_whole_is_refused() {
    let locked = packed(&[("META-INF/manifest.xml", "<m:encryption-data/>"), ("content.xml", "x")]);
    assert_eq!(read(&locked), Err(Unreadable::Locked));
    let cut = packed(&[("content.xml", "<a><office:body><text:p>甲")]);
    assert_eq!(read(&cut), Err(Unreadable::Damaged("its XML ends early")));
    let empty = packed(&[("mimetype", "")]);
    assert_eq!(read(&empty), Err(Unreadable::Damaged("its main part is missing")));
}

#[test]
fn merged_cells_are_found_once_and_columns_stay_columns() {
    let p = |text: &str| format!("<text:p>{text}</text:p>");
    let cell =
        |more: &str, inside: &str| format!("<table:table-cell {more}>{inside}</table:table-cell>");
    let covered = "<table:covered-table-cell><text:p>藏</text:p></table:covered-table-cell>";
    let rows = [
        [
            cell("table:number-columns-spanned=\"2\"", &p("类别")).as_str(),
            covered,
            &cell("", &p("件数")),
        ]
        .concat(),
        [covered, &cell("", &p("处罚")), &cell("", &p("3"))].concat(),
        [cell("table:number-columns-repeated=\"2\"", ""), cell("", &p("甲")), cell("", &p("乙"))]
            .concat(),
    ];
    let rows = rows.map(|row| format!("<table:table-row>{row}</table:table-row>")).concat();
    let text =
        read(&file(&format!("<table:table>{rows}</table:table>"))).expect("a whole file").text;
    assert_eq!(text, "类别\t\t件数\n\t处罚\t3\n\t\t甲\t乙\n");
}

#[test]
fn the_table_of_contents_is_left_out() {
    let body = "<text:p>目 录</text:p><text:table-of-content><text:table-of-content-source/>\
        <text:index-body><text:p>一、概况1</text:p></text:index-body></text:table-of-content>\
        <text:p>一、概况</text:p>";
    assert_eq!(read(&file(body)).expect("a whole file").text, "一、概况\n");
}

#[test]
fn a_file_that_breaks_off_is_read_up_to_there_and_says_so() {
    let body =
        (0..500).map(|at| format!("<text:p>第{at}项。</text:p>")).collect::<Vec<_>>().concat();
    let bytes = file(&body);
    let mark = b"content.xml";
    let part = bytes.windows(mark.len()).position(|it| it == mark).expect("the text");
    let read = read(&bytes[..part + 600]).expect("the start of a text");
    assert!(read.text.starts_with("第0项。\n第1项。\n"), "{}", read.text);
    assert_eq!(read.notes, [Note::Damaged]);
}
