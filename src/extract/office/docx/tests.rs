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
    read(&file(body, "", "", ""), 0).expect(body).text
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
    let text = read(&file(&body, STYLES, LISTS, ""), 0).expect("a whole file").text;
    let expected = "一、甲\n（1）乙\n（2）丙\n1.1 丁\n二、戊\n（1）己\n五、庚\n六、辛\n⑦壬\n第一章 癸\n\
                    第二章 子\n丑\n寅\n卯\n\n\n";
    assert_eq!(text, expected.replace("⑦壬", "⑦ 壬"));
}

/// Returns a table cell with these properties.
fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph("", text))
}

#[test]
fn merged_cells_are_found_once_and_columns_stay_columns() {
    let first = "<w:vMerge w:val=\"restart\"/>";
    let wide = "<w:gridSpan w:val=\"2\"/>";
    let rows = [
        [cell(wide, "类别"), cell("", "件数")].concat(),
        [cell(first, "执法"), cell("", "检查"), cell("", "12")].concat(),
        [cell("<w:vMerge/>", "藏"), cell("", "处罚"), cell("", "3")].concat(),
        "<w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>".to_owned()
            + &[cell("", "复议"), cell("", "4")].concat(),
        [cell("<w:vmerge w:val=\"continue\"/>", ""), cell(wide, "合计")].concat(),
    ];
    let rows = rows.map(|row| format!("<w:tr>{row}</w:tr>")).concat();
    let expected = "类别\t\t件数\n执法\t检查\t12\n\t处罚\t3\n\t复议\t4\n\t合计\n";
    assert_eq!(text_of(&format!("<w:tbl>{rows}</w:tbl>")), expected);
}

#[test]
fn formulas_are_written_in_a_line() {
    let run = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
    let part = |name: &str, text: &str| format!("<m:{name}>{}</m:{name}>", run(text));
    let fraction = |above: &str, below: &str| {
        format!("<m:f><m:fPr/>{}{}</m:f>", part("num", above), part("den", below))
    };
    let power = format!("<m:sSup>{}{}</m:sSup>", part("e", "m"), part("sup", "2"));
    let root = format!("<m:rad><m:deg/>{}</m:rad>", part("e", "2"));
    let table = [
        (fraction("35", "100"), "35/100"),
        (fraction("办结数", "受理数+1"), "办结数/(受理数+1)"),
        (power.clone(), "m²"),
        (format!("<m:sSup>{}{}</m:sSup>", part("e", "x"), part("sup", "n+1")), "x^(n+1)"),
        (format!("<m:sSub>{}{}</m:sSub>", part("e", "CO"), part("sub", "2")), "CO2"),
        (root, "√2"),
        (format!("<m:d><m:e>{}{}</m:e></m:d>", fraction("1", "2"), run("+3")), "(1/2+3)"),
        (
            format!(
                "<m:nary><m:naryPr><m:chr m:val=\"∑\"/></m:naryPr>{}{}<m:e>{power}</m:e></m:nary>",
                part("sub", "i=1"),
                part("sup", "9")
            ),
            "∑[i=1,9]m²",
        ),
    ];
    for (formula, expected) in table {
        let body = format!(
            "<w:p><w:r><w:t>约</w:t></w:r><m:oMath>{formula}</m:oMath><w:r><w:t>。</w:t></w:r></w:p>"
        );
        assert_eq!(text_of(&body), format!("约{expected}。\n"), "{formula}");
    }
    let raised = "<w:p><w:r><w:t>10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/>\
                  </w:rPr><w:t>2</w:t></w:r></w:p>";
    assert_eq!(text_of(raised), "10²\n");
}

#[test]
fn tables_of_contents_are_left_out_however_they_are_made() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let begin = format!(
        "{}<w:r><w:instrText> TOC \\o </w:instrText></w:r>{}",
        mark("begin"),
        mark("separate")
    );
    let entry = |text: &str, page: &str| format!("{}<w:r><w:tab/></w:r>{}", run(text), run(page));
    let field = format!(
        "<w:p>{begin}{}</w:p><w:p>{}{}</w:p>",
        entry("一、概况", "1"),
        entry("二、不足", "2"),
        mark("end")
    );
    let styled = |style: &str| {
        let entry = |text: &str| paragraph(&format!("<w:pStyle w:val=\"{style}\"/>"), text);
        [entry("一、概况"), entry("二、不足")].concat()
    };
    let body = [paragraph("", "一、概况"), paragraph("", "二、不足")].concat();
    let box_of = |gallery: &str, inside: &str| {
        format!(
            "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"{gallery}\"/></w:docPartObj>\
             </w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
        )
    };
    let sheet =
        "<w:style w:type=\"paragraph\" w:styleId=\"11\"><w:name w:val=\"TOC 1\"/></w:style>";
    let title = paragraph("", "目  录");
    let table = [
        title.clone() + &field,
        field.clone(),
        title.clone() + &styled("11"),
        styled("TOC2"),
        box_of("Table of Contents", &(title.clone() + &styled("x"))),
        title + &styled("x"),
    ];
    for contents in table {
        let text = read(&file(&(contents.clone() + &body), sheet, "", ""), 0).expect("whole").text;
        assert_eq!(text.trim(), "一、概况\n二、不足", "{contents}");
    }
    // A field that never ends, and a box of another kind, have text.
    let open = format!("<w:p>{begin}{}</w:p>{body}", entry("一、概况", "1"));
    assert_eq!(text_of(&open).trim(), "一、概况\n二、不足");
    assert_eq!(text_of(&box_of("Cover Pages", &body)), "一、概况\n二、不足\n");
}

#[test]
fn documents_charts_and_diagrams_are_read_in_their_place() {
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id='{id}' Type='http://a/{kind}' Target='{target}'/>")
    };
    let relations = [
        relation("a", "aFChunk", "a.html"),
        relation("b", "aFChunk", "/word/b.docx"),
        relation("c", "chart", "charts/c.xml"),
        relation("d", "diagramData", "d.xml"),
        relation("e", "aFChunk", "gone.rtf"),
    ];
    let relations = format!("<Relationships>{}</Relationships>", relations.concat());
    let chart = "<c:chartSpace><c:chart><c:title><a:t>案件</a:t></c:title><c:plotArea><c:ser>\
        <c:tx><c:v>件数</c:v></c:tx><c:cat><c:pt idx='0'><c:v>处罚</c:v></c:pt><c:pt idx='1'>\
        <c:v>复议</c:v></c:pt></c:cat><c:val><c:pt idx='0'><c:v>12</c:v></c:pt><c:pt idx='1'>\
        <c:v>3</c:v></c:pt></c:val></c:ser></c:plotArea></c:chart></c:chartSpace>";
    let diagram = "<d:dataModel><d:pt><d:t><a:p><a:r><a:t>学法</a:t></a:r></a:p></d:t></d:pt>\
        <d:pt><d:t><a:p/></d:t></d:pt></d:dataModel>";
    let body = "<w:p><w:r><w:t>前</w:t></w:r></w:p><w:altChunk r:id='a'/><w:altChunk r:id='b'/>\
        <w:p><w:r><w:t>图</w:t><w:drawing><c:chart r:id='c'/><dgm:relIds r:dm='d'/></w:drawing>\
        </w:r></w:p><w:altChunk r:id='e'/>";
    let main = format!("<w:document {SPACES}><w:body>{body}</w:body></w:document>");
    let page = "<p>甲</p><p>责任编辑：乙</p>";
    let inner = file(&paragraph("", "内"), "", "", "");
    let bytes = packed(&[
        ("word/document.xml", main.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        ("word/a.html", page.as_bytes()),
        ("word/b.docx", &inner),
        ("word/charts/c.xml", chart.as_bytes()),
        ("word/d.xml", diagram.as_bytes()),
    ]);
    let read = read(&bytes, 0).expect("a whole file");
    let expected = "前\n甲\n责任编辑：乙\n内\n图\n案件\n\t件数\n处罚\t12\n复议\t3\n学法\n";
    assert_eq!(read.text, expected);
    assert_eq!(read.notes, [Note::EmbeddedUnread { documents: 1 }]);
}

#[test]
fn a_file_that_breaks_off_is_read_up_to_there_and_says_so() {
    let body: String = (0..500).map(|at| paragraph("", &format!("第{at}项。"))).collect();
    let bytes = file(&body, "", "", "");
    let part = bytes.windows(4).skip(1).position(|it| it == b"PK\x03\x04").expect("a second part");
    let read = read(&bytes[..part / 2], 0).expect("the start of a text");
    assert!(read.text.starts_with("第0项。\n第1项。\n"), "{}", read.text);
    assert_eq!(read.notes, [Note::Damaged]);
}

#[test]
fn notes_come_after_their_paragraph_or_row() {
    let note = "<w:r><w:footnoteReference w:id=\"2\"/></w:r>";
    let notes = "<w:footnote w:id=\"2\"><w:p><w:r><w:t>注一</w:t></w:r></w:p><w:p><w:r>\
                 <w:t>注二</w:t></w:r></w:p></w:footnote>";
    let marked = format!("<w:p>{}{note}</w:p>", run("甲"));
    let table = [
        (format!("{marked}{}", paragraph("", "乙")), "甲\n注一\n注二\n乙\n"),
        (
            format!("<w:tbl><w:tr><w:tc>{marked}</w:tc>{}</w:tr></w:tbl>", cell("", "乙")),
            "甲\t乙\n注一\n注二\n",
        ),
    ];
    for (body, expected) in table {
        assert_eq!(read(&file(&body, "", "", notes), 0).expect("whole").text, expected, "{body}");
    }
}

#[test]
fn notes_lose_their_marks() {
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
    let text = read(&file(&body, "", "", &notes), 0).expect("a whole file").text;
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
    let read = read(&bytes, 0).expect("a whole file");
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
        assert_eq!(read(&bytes, 0).expect_err(expected).to_string(), expected);
    }
    let deep = format!("<w:p>{}", "<w:x>".repeat(2000));
    let reason = read(&file(&deep, "", "", ""), 0).expect_err("too deep");
    assert_eq!(reason, Unreadable::TooDeep { most: 1000 });
}
