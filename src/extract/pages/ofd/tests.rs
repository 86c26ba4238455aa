//! Files made by hand: there is no real one among the samples.

use super::*;
use crate::extract::office::package::packed;
use crate::testing::{damaged, shared};

/// Returns a text object with its first character at this place, 5 mm high.
fn object(left: f64, base: f64, text: &str) -> String {
    let count = text.chars().count().saturating_sub(1);
    format!(
        "<ofd:TextObject ID='1' Boundary='{left} {} 180 6' Font='1' Size='5'>\
         <ofd:TextCode X='0' Y='5' DeltaX='g {count} 5'>{text}</ofd:TextCode></ofd:TextObject>",
        base - 5.0
    )
}

/// Returns a file with these pages; the first uses a template, and a composite object exists.
fn file(pages: &[String]) -> Vec<u8> {
    let named = |at| format!("<ofd:Page ID='{at}' BaseLoc='Pages/Page_{at}/Content.xml'/>");
    let list = (0..pages.len()).map(named).collect::<Vec<String>>().concat();
    let document = format!(
        "<ofd:Document><ofd:CommonData><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>\
         <ofd:TemplatePage ID='9' BaseLoc='Tpls/Tpl_0/Content.xml'/></ofd:CommonData>\
         <ofd:Pages>{list}</ofd:Pages></ofd:Document>"
    );
    let resources = format!(
        "<ofd:Res><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID='7'><ofd:Content>{}\
         </ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>",
        object(0.0, 5.0, "图")
    );
    let template =
        format!("<ofd:Page><ofd:Content>{}</ofd:Content></ofd:Page>", object(20.0, 10.0, "头"));
    let index = "<ofd:OFD><ofd:DocBody><ofd:DocInfo><ofd:Title>标题</ofd:Title></ofd:DocInfo>\
                 <ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>";
    let mut parts = vec![
        ("OFD.xml".to_owned(), index.to_owned()),
        ("Doc_0/Document.xml".to_owned(), document),
        ("Doc_0/PublicRes.xml".to_owned(), resources),
        ("Doc_0/Tpls/Tpl_0/Content.xml".to_owned(), template),
    ];
    for (at, page) in pages.iter().enumerate() {
        let content = format!(
            "<ofd:Page><ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>\
             {}<ofd:Content><ofd:Layer>{page}</ofd:Layer></ofd:Content></ofd:Page>",
            if at == 0 { "<ofd:Template TemplateID='9'/>" } else { "" }
        );
        parts.push((format!("Doc_0/Pages/Page_{at}/Content.xml"), content));
    }
    let parts: Vec<(&str, &str)> =
        parts.iter().map(|(at, it)| (at.as_str(), it.as_str())).collect();
    packed(&parts)
}

/// Returns the lines of a page, each with its left edge, 8 mm apart and starting at `top`.
fn page(top: f64, lines: &[(f64, &str)]) -> String {
    let mut base = top;
    let mut out = String::new();
    for (left, text) in lines {
        out.push_str(&object(*left, base, text));
        base += 8.0;
    }
    out
}

#[test]
fn lines_are_joined_to_paragraphs_across_pages() {
    let full = "一二三四五六七八九十".repeat(3);
    let indented = full.chars().take(28).collect::<String>();
    let first = page(
        40.0,
        &[(30.0, &indented), (20.0, &full), (20.0, "尾一。"), (30.0, &indented), (20.0, &full)],
    ) + &object(100.0, 285.0, "— 1 —");
    let second = page(40.0, &[(20.0, "尾二。"), (30.0, "三。")]) + &object(100.0, 285.0, "2");
    let text = read(&file(&[first, second])).expect("a whole file").text;
    let expected = format!("{indented}{full}尾一。\n{indented}{full}尾二。\n三。\n");
    assert_eq!(text, expected);
}

#[test]
fn objects_of_one_height_are_a_line_from_left_to_right() {
    let objects = [
        object(50.0, 40.0, "数值&amp;"),
        object(20.0, 40.2, "指"),
        object(25.0, 40.0, "标"),
        "<ofd:CompositeObject ResourceID='7' Boundary='20 55 9 9'/>".to_owned(),
        "<ofd:TextObject Boundary='20 80 50 6' CTM='2 0 0 2 0 0' Size='2.5'><ofd:TextCode X='0' \
         Y='2.5' DeltaX='2.5'>大字</ofd:TextCode></ofd:TextObject>"
            .to_owned(),
        "<ofd:TextObject Boundary='20 99 50 6' Visible='false' Size='5'><ofd:TextCode X='0' \
         Y='2.5'>藏</ofd:TextCode></ofd:TextObject>"
            .to_owned(),
    ];
    let read = read(&file(&[objects.concat()])).expect("a whole file");
    assert_eq!(read.text, "指标\t数值&\n图\n大字\n");
    assert_eq!(read.page.title.as_deref(), Some("标题"));
}

/// Returns a path object with one straight line.
fn line(left: f64, top: f64, right: f64, bottom: f64) -> String {
    format!(
        "<ofd:PathObject Boundary='{left} {top} {0} {1}' LineWidth='0.3'><ofd:AbbreviatedData>\
         M 0 0 L {0} {1}</ofd:AbbreviatedData></ofd:PathObject>",
        right - left,
        bottom - top
    )
}

#[test]
fn ruled_tables_are_read_cell_by_cell() {
    let levels = [50.0, 66.0, 82.0].map(|y| line(20.0, y, 100.0, y));
    let uprights = [20.0, 60.0, 100.0].map(|x| line(x, 50.0, x, 82.0));
    let texts = [
        object(22.0, 57.0, "指标"),
        object(62.0, 57.0, "数值"),
        object(22.0, 72.0, "行政复议"),
        object(22.0, 79.0, "案件"),
        object(62.0, 75.0, "12"),
        object(20.0, 95.0, "表后。"),
    ];
    let page = levels.concat() + &uprights.concat() + &texts.concat();
    let text = read(&file(&[page])).expect("a whole file").text;
    assert_eq!(text, "指标\t数值\n行政复议案件\t12\n表后。\n");
}

#[test]
fn running_heads_are_left_out() {
    let inner = ["甲。", "乙。", "丙。", "丁。"]
        .map(|text| object(80.0, 20.0, "云岫县公报") + &object(20.0, 60.0, text));
    let pages: Vec<String> = [String::new()].into_iter().chain(inner).collect();
    assert_eq!(read(&file(&pages)).expect("a whole file").text, "甲。\n乙。\n丙。\n丁。\n");
}

#[test]
fn columns_are_read_one_after_the_other() {
    let row = |at: u8, text: &str| {
        let base = 60.0 + 8.0 * f64::from(at);
        object(20.0, base, &text.repeat(14)) + &object(110.0, base, &text.repeat(14))
    };
    let page: String = (0..10).map(|at| row(at, "字")).collect();
    let text = read(&file(&[page])).expect("a whole file").text;
    assert!(!text.contains('\t'), "{text}");
}

#[test]
fn pages_set_sideways_are_turned() {
    let sideways = |left: f64, text: &str| {
        let count = text.chars().count().saturating_sub(1);
        format!(
            "<ofd:TextObject Boundary='{left} 20 6 180' CTM='0 1 -1 0 0 0' Size='5'>\
             <ofd:TextCode X='0' Y='0' DeltaX='g {count} 5'>{text}</ofd:TextCode></ofd:TextObject>"
        )
    };
    let page = sideways(100.0, "第一行。") + &sideways(90.0, "第二行。");
    let text = read(&file(&[String::new(), page])).expect("a whole file").text;
    assert_eq!(text, "第一行。\n第二行。\n");
}

#[test]
fn a_scan_with_a_page_number_is_a_scan() {
    let page = "<ofd:ImageObject Boundary='0 0 210 297'/>".to_owned() + &object(100.0, 285.0, "1");
    let logo =
        "<ofd:ImageObject Boundary='20 20 30 30'/>".to_owned() + &object(20.0, 80.0, "有字。");
    assert_eq!(read(&file(&[String::new(), page.clone()])), Err(Unreadable::Scan));
    let only = packed(&[
        ("OFD.xml", "<OFD><DocRoot>D.xml</DocRoot></OFD>"),
        ("D.xml", "<D><Page ID='1' BaseLoc='P.xml'/></D>"),
        ("P.xml", &format!("<ofd:Page>{page}</ofd:Page>")),
    ]);
    assert_eq!(read(&only), Err(Unreadable::Scan));
    let read = read(&file(&[logo, page])).expect("a page with text");
    assert_eq!(read.text, "有字。\n");
    assert_eq!(read.notes, [Note::PagesWithoutText { pages: vec![2] }]);
}

#[test]
fn composite_objects_within_each_other_are_read_up_to_a_limit() {
    let unit = |id: u8, content: &str| {
        format!("<ofd:CompositeGraphicUnit ID='{id}'>{content}</ofd:CompositeGraphicUnit>")
    };
    let mut units = unit(0, &object(0.0, 5.0, "图"));
    for id in 1..12 {
        let inner = format!("<ofd:CompositeObject ResourceID='{}' Boundary='0 0 9 9'/>", id - 1);
        units += &unit(id, &inner.repeat(10));
    }
    let bytes = packed(&[
        ("OFD.xml", "<OFD><DocRoot>D.xml</DocRoot></OFD>"),
        ("D.xml", "<D><PublicRes>R.xml</PublicRes><Page ID='1' BaseLoc='P.xml'/></D>"),
        ("R.xml", &format!("<ofd:Res>{units}</ofd:Res>")),
        ("P.xml", "<P><ofd:CompositeObject ResourceID='11' Boundary='20 50 9 9'/></P>"),
    ]);
    let read = read(&bytes).expect("a whole file");
    assert_eq!(read.notes, [Note::PagesWithoutText { pages: vec![1] }]);
}

#[test]
fn what_cannot_be_read_whole_is_refused() {
    let whole = file(&[page(40.0, &[(20.0, "甲")])]);
    for bytes in damaged(&whole) {
        let _ = read(&bytes);
    }
    let root = "<OFD><DocRoot>D.xml</DocRoot></OFD>";
    let table = [
        (packed(&[("a", "")]), "damaged: its main part is missing"),
        (packed(&[("OFD.xml", root)]), "damaged: its document is missing"),
        (packed(&[("OFD.xml", root), ("D.xml", "<D/>")]), "damaged: it has no pages"),
        (
            packed(&[("OFD.xml", root), ("D.xml", "<D><Page ID='1' BaseLoc='P.xml'/></D>")]),
            "damaged: a page is missing",
        ),
        (
            packed(&[
                ("OFD.xml", root),
                ("D.xml", "<D><Page ID='1' BaseLoc='P.xml'/></D>"),
                ("P.xml", "<Page><ImageObject/></Page>"),
            ]),
            "no text layer: its pages are pictures (a scan)",
        ),
    ];
    for (bytes, expected) in table {
        assert_eq!(read(&bytes).expect_err(expected).to_string(), expected);
    }
}

#[test]
fn what_a_template_writes_is_read_only_if_there_is_nothing_else() {
    let page = page(40.0, &[(20.0, "甲。")]);
    assert_eq!(read(&file(&[page])).expect("a whole file").text, "甲。\n");
    assert_eq!(read(&file(&[String::new()])).expect("a whole file").text, "头\n");
}

#[test]
fn texts_in_private_characters_are_refused() {
    let page = page(40.0, &[(20.0, "\u{e000}\u{e001}\u{e002}"), (20.0, "\u{e003}\u{e004}")]);
    assert_eq!(read(&file(&[page])), Err(Unreadable::Garbage));
}

#[test]
#[ignore = "needs ../shared"]
fn files_that_were_read_wrongly_are_read_or_refused() {
    let bytes = |name: &str| std::fs::read(shared("cases/faults").join(name)).expect(name);
    let text = read(&bytes("o03_template_annot.ofd")).expect("a whole file").text;
    assert_eq!(text.lines().count(), 11, "{text}");
    assert!(!text.contains("模板") && !text.contains("水印"), "{text}");
    assert_eq!(read(&bytes("o09_pua_codes.ofd")), Err(Unreadable::Garbage));
}
