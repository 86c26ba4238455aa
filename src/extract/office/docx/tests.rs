//! Word files made by hand.

use super::*;
use crate::extract::office::package::packed;

/// The namespaces of the transitional form.
const SPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006""#;

/// Returns a docx file with this body, these styles and these lists.
fn file(body: &str, styles: &str, lists: &str, notes: &str) -> Vec<u8> {
    packed(&[
        (
            "word/document.xml",
            &format!("<w:document {SPACES}><w:body>{body}</w:body></w:document>"),
        ),
        ("word/styles.xml", &format!("<w:styles {SPACES}>{styles}</w:styles>")),
        ("word/numbering.xml", &format!("<w:numbering {SPACES}>{lists}</w:numbering>")),
        ("word/footnotes.xml", &format!("<w:footnotes {SPACES}>{notes}</w:footnotes>")),
    ])
}

/// Returns the text of a docx file with this body.
fn text_of(body: &str) -> String {
    read(&file(body, "", "", "")).expect(body).text
}

/// Returns a run of `text`.
fn run(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

/// Returns a paragraph of `text` with these properties.
fn paragraph(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", run(text))
}

#[test]
fn what_is_seen_is_read_and_nothing_else() {
    let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>";
    let shown = "<w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>见</w:t></w:r>";
    let field = |instruction: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{instruction}\
             </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{result}\
             <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let table = [
        (format!("{}&amp;{}", run("甲&amp;"), run("&#x4e59;")), "甲&乙\n"),
        (format!("{}{hidden}{shown}", run("甲")), "甲见\n"),
        (format!("{}<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>", run("甲")), "甲\n"),
        (format!("<w:ins>{}</w:ins><w:moveFrom>{}</w:moveFrom>", run("甲"), run("乙")), "甲\n"),
        (field(" PAGE ", &run("3")), "3\n"),
        (field(" IF ", &field(" X ", &run("甲"))), "甲\n"),
        (field(r" EQ \o\ac(○,3) ", ""), "3\n"),
        (
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r></w:p><w:p>".to_owned() + &run("甲"),
            "\n甲\n",
        ),
        (
            "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>zh</w:t></w:r></w:rt><w:rubyBase><w:r>\
          <w:t>注</w:t></w:r></w:rubyBase></w:ruby></w:r>"
                .to_owned(),
            "注\n",
        ),
        (
            "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>1</w:t><w:noBreakHyphen/></w:r>"
                .to_owned(),
            "甲\n乙\t1-\n",
        ),
        ("<w:r><w:sym w:font=\"Wingdings 2\" w:char=\"0052\"/></w:r>".to_owned(), "☑\n"),
        (
            format!(
                "<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>\
          <w:smartTag>{}</w:smartTag><w:hyperlink>{}</w:hyperlink>",
                run("甲"),
                run("乙"),
                run("丙")
            ),
            "甲乙丙\n",
        ),
    ];
    for (inside, expected) in table {
        assert_eq!(text_of(&format!("<w:p>{inside}</w:p>")), expected, "{inside}");
    }
}

#[test]
fn a_text_box_is_read_once_and_after_its_paragraph() {
    let boxed = format!("<w:txbxContent><w:p>{}</w:p></w:txbxContent>", run("框"));
    let doubled = format!(
        "<w:r><mc:AlternateContent><mc:Choice>{boxed}</mc:Choice><mc:Fallback>{boxed}\
         </mc:Fallback></mc:AlternateContent></w:r>"
    );
    let body = format!("<w:p>{}{doubled}{}</w:p>", run("前"), run("后"));
    assert_eq!(text_of(&body), "前后\n框\n");
    let only = format!(
        "<w:p>{}<w:r><mc:AlternateContent><mc:Fallback>{boxed}</mc:Fallback>\
         </mc:AlternateContent></w:r></w:p>",
        run("前")
    );
    assert_eq!(text_of(&only), "前\n框\n");
}

#[test]
fn a_table_is_read_row_by_row_in_its_place() {
    let cell = |text: &str| format!("<w:tc><w:tcPr/>{}</w:tc>", paragraph("", text));
    let row = |mark: &str, cells: &[&str]| {
        let cells: String = cells.iter().map(|text| cell(text)).collect();
        format!("<w:tr><w:trPr>{mark}</w:trPr>{cells}</w:tr>")
    };
    let body = format!(
        "{}<w:tbl>{}{}{}</w:tbl>{}",
        paragraph("", "前"),
        row("", &["指标", "数值"]),
        row("<w:del/>", &["旧", "1"]),
        row("", &["件", "2"]),
        paragraph("", "后"),
    );
    assert_eq!(text_of(&body), "前\n指标\t数值\n件\t2\n后\n");
}

#[test]
fn paragraphs_whose_end_was_deleted_go_on() {
    let deleted = "<w:rPr><w:del w:id=\"1\"/></w:rPr>";
    let hidden = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>";
    let body = [paragraph(deleted, "甲"), paragraph("", "乙"), paragraph(hidden, "丙")].concat();
    assert_eq!(text_of(&body), "甲乙\n丙\n");
}

/// The lists of the tests: 7 counts 一、 （1） 1.1; 8 shares its counter but starts with 5; 9 redefines
/// its first level; 10 belongs to a style.
const LISTS: &str = r#"
    <w:abstractNum w:abstractNumId="1">
      <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>
        <w:lvlText w:val="%1、"/></w:lvl>
      <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
        <w:lvlText w:val="（%2）"/></w:lvl>
      <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/>
        <w:lvlText w:val="%1.%3"/></w:lvl>
    </w:abstractNum>
    <w:abstractNum w:abstractNumId="2">
      <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
        <w:pStyle w:val="Chapter"/><w:lvlText w:val="第%1章"/></w:lvl>
      <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="l"/></w:lvl>
    </w:abstractNum>
    <w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>
    <w:num w:numId="8"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">
      <w:startOverride w:val="5"/></w:lvlOverride></w:num>
    <w:num w:numId="9"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">
      <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimalEnclosedCircle"/>
      <w:lvlText w:val="%1"/></w:lvl></w:lvlOverride></w:num>
    <w:num w:numId="10"><w:abstractNumId w:val="2"/></w:num>"#;

/// The styles of the tests: one has a number, one is based on it, and one hides text.
const STYLES: &str = r#"
    <w:style w:type="paragraph" w:default="1" w:styleId="a"/>
    <w:style w:type="paragraph" w:styleId="Chapter"><w:basedOn w:val="a"/>
      <w:pPr><w:numPr><w:numId w:val="10"/></w:numPr></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="Chapter"/></w:style>
    <w:style w:type="paragraph" w:styleId="Away"><w:basedOn w:val="Away"/>
      <w:rPr><w:vanish/></w:rPr></w:style>
    <w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>"#;

#[test]
fn numbers_that_word_counts_are_put_back() {
    let member = |list: u32, level: u32| {
        format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>")
    };
    let styled = |style: &str| format!("<w:pStyle w:val=\"{style}\"/>");
    let body = [
        paragraph(&member(7, 0), "甲"),
        paragraph(&member(7, 1), "乙"),
        paragraph(&member(7, 1), "丙"),
        paragraph(&member(7, 2), "丁"),
        paragraph(&member(7, 0), "戊"),
        paragraph(&member(7, 1), "己"),
        paragraph(&member(8, 0), "庚"),
        paragraph(&member(8, 0), "辛"),
        paragraph(&member(9, 0), "壬"),
        paragraph(&styled("Chapter"), "癸"),
        paragraph(&styled("Own"), "子"),
        paragraph(&(styled("Own") + "<w:numPr><w:numId w:val=\"0\"/></w:numPr>"), "丑"),
        paragraph(&member(10, 1), "寅"),
        paragraph(&member(99, 0), "卯"),
        paragraph(&styled("Away"), "辰"),
        "<w:p><w:r><w:rPr><w:rStyle w:val=\"Secret\"/></w:rPr><w:t>巳</w:t></w:r></w:p>".to_owned(),
    ]
    .concat();
    let text = read(&file(&body, STYLES, LISTS, "")).expect("a whole file").text;
    let expected = "一、甲\n（1）乙\n（2）丙\n1.1 丁\n二、戊\n（1）己\n五、庚\n六、辛\n⑦壬\n第一章 癸\n\
                    第二章 子\n丑\n寅\n卯\n\n\n";
    assert_eq!(text, expected.replace("⑦壬", "⑦ 壬"));
}

#[test]
fn notes_stand_at_the_end() {
    let body = format!(
        "<w:p>{}<w:r><w:footnoteReference w:id=\"2\"/></w:r>{}</w:p>",
        run("前"),
        run("后")
    );
    let notes = format!(
        "<w:footnote w:id=\"0\"><w:p>{}</w:p></w:footnote><w:footnote w:id=\"2\"><w:p><w:r>\
         <w:footnoteRef/></w:r>{}</w:p></w:footnote>",
        run("分隔"),
        run(" 注释")
    );
    let text = read(&file(&body, "", "", &notes)).expect("a whole file").text;
    assert_eq!(text, "前后\n注释\n");
}

#[test]
fn the_main_part_is_found_wherever_it_stands() {
    let relations = "<Relationships><Relationship Id=\"1\" Type=\"http://a/officeDocument\" \
                     Target=\"/text/main.xml\"/></Relationships>";
    let main =
        format!("<w:document {SPACES}><w:body>{}</w:body></w:document>", paragraph("", "甲"));
    let core = "<c><dc:title>标题</dc:title></c>";
    let bytes = packed(&[
        ("_rels/.rels", relations),
        ("text/main.xml", &main),
        ("docProps/core.xml", core),
    ]);
    let read = read(&bytes).expect("a whole file");
    assert_eq!((read.text.as_str(), read.page.title.as_deref()), ("甲\n", Some("标题")));
}

#[test]
fn what_cannot_be_read_whole_is_refused() {
    let table = [
        (packed(&[("word/other.xml", "<a/>")]), "damaged: its main part is missing"),
        (packed(&[("word/document.xml", "<a/>")]), "damaged: its main part has no text body"),
        (
            packed(&[("word/document.xml", "<w:document><w:body><w:p><w:r><w:t>甲")]),
            "damaged: its XML ends early",
        ),
        (b"PK\x03\x04".to_vec(), "damaged: its directory of parts cannot be read"),
    ];
    for (bytes, expected) in table {
        assert_eq!(read(&bytes).expect_err(expected).to_string(), expected);
    }
    let deep = format!("<w:p>{}", "<w:x>".repeat(2000));
    let reason = read(&file(&deep, "", "", "")).expect_err("too deep");
    assert_eq!(reason, Unreadable::TooDeep { most: 1000 });
}
