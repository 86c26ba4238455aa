//! Texts made by hand.

use super::*;

/// Returns the text of a file with this body, in the code page of GBK.
fn text_of(body: &str) -> String {
    let head = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 a;}{\f1\fcharset2 b;}{\f2\fcharset136 c;}}";
    read(format!("{head}{body}}}").as_bytes()).expect(body).text
}

#[test]
fn what_is_seen_is_read_and_nothing_else() {
    let table = [
        (r"\'b7\'a8\'d6\'ce\par", "法治\n"),
        ("\\'b7\r\n\\'a8\\par", "法\n"),
        (r"\'b7{\b\'a8}", "\u{fffd}\u{fffd}\n"),
        (r"{\f2\'aak\'aav}\par", "法治\n"),
        (r"\u27861\'b7\u27835?\par", "法治\n"),
        (r"\uc2\u27861\'b7\'a8\u27835\'d6\'ce x\par", "法治 x\n"),
        (r"\uc0\u27861\u27835 x\par", "法治x\n"),
        (r"\u-10179?\u-8704?\par", "😀\n"),
        (r"a{\v b}{\deleted c}d\par", "ad\n"),
        (r"a{\deleted\par}b\par", "ab\n"),
        (r"{\field{\*\fldinst PAGE }{\fldrslt 3}}x\par", "3x\n"),
        (r"{\field{\*\fldinst EQ \\o\\al(\\s\\up 10(zh),\u27880?)}{\fldrslt {}}}\par", "注\n"),
        (
            r"{\header a\par}{\footerf b\par}{\info{\author c}}x{\*\unknown y}{\pict 00ff}\par",
            "x\n",
        ),
        (
            r"a{\shp{\*\shpinst\shpleft0{\sp{\sn n}{\sv v}}{\shptxt b\par}}{\shprslt{\*\do c}}}d\par",
            "ad\nb\n",
        ),
        (r"a{\super{\footnote\pard note\par}}b\par", "ab\nnote\n"),
        (r"{\listtext\pard 1.\tab}\ls1 a\par{\pntext\f1\'b7\tab}b\par", "1.a\nb\n"),
        (r"a\tab b\line c\~d\_e\-f\emdash\{\}\\\par", "a\tb\nc\u{a0}d-ef—{}\\\n"),
        (
            r"\pard\intbl a\cell b\cell\row\pard\intbl c\par d\cell e\cell\row\pard f\par",
            "a\tb\nc\td\te\nf\n",
        ),
        (
            r"\intbl\itap2 a\nestcell b\nestcell{\*\nesttableprops\nestrow}{\nonesttables\par}\pard\intbl c\cell\row",
            "a\tb\nc\n",
        ),
        (r"{\upr{x}{\*\ud{y}}}z\bin3 {{{w\par", "xyzw\n"),
    ];
    for (body, expected) in table {
        assert_eq!(text_of(body), expected, "{body}");
    }
}

#[test]
fn raw_bytes_are_read_whatever_their_second_byte_is() {
    // In GBK the second byte of 淺 is a backslash, and that of 箋 is a brace.
    let bytes = b"{\\rtf1\\ansi\\ansicpg936 \x9C\\\xB9{\\par}";
    let text = read(bytes).expect("a whole file").text;
    assert_eq!(text, encoding_rs::GBK.decode(b"\x9C\\\xB9{").0 + "\n");
}

#[test]
fn the_title_is_found_in_either_form() {
    let file = br"{\rtf1{\info{\upr{\title ??}{\*\ud{\title \u26631?\u39064?}}}}a\par}";
    assert_eq!(read(file).expect("a whole file").page.title.as_deref(), Some("标题"));
}

#[test]
fn what_cannot_be_read_whole_is_refused() {
    let deep = "{".repeat(1001);
    let table = [
        (r"{\rtf1{\fonttbl", "damaged: it ends early"),
        (r"{\rtf1 a\par}b\par}", "damaged: its groups do not end where they should"),
        (deep.as_str(), "too deep: it nests more than 1000 levels"),
    ];
    for (file, expected) in table {
        assert_eq!(read(file.as_bytes()).expect_err(expected).to_string(), expected);
    }
}

#[test]
fn a_file_that_breaks_off_is_read_up_to_there_and_says_so() {
    let read = read(br"{\rtf1 a\par b{\footnote c\par").expect("the start of a text");
    assert_eq!((read.text.as_str(), read.notes), ("a\nb\nc\n", vec![Note::Damaged]));
}

#[test]
fn tables_of_contents_are_left_out_and_notes_come_after_their_paragraphs() {
    let field = r"{\field{\*\fldinst TOC \\o}{\fldrslt";
    let table = [
        (format!(r"{field} \u30002?a\tab 1\par \u20108?b\tab 2\par}}}}text\par"), "\n\ntext\n"),
        (format!(r"{field} \u30002?a\tab 1\par text\par}}}}more\par"), "\ntext\nmore\n"),
        (r"a{\footnote b\par}c\par d\par".to_owned(), "ac\nb\nd\n"),
        (r"10{\super 2}m\par".to_owned(), "10²m\n"),
    ];
    for (text, expected) in table {
        let file = format!(r"{{\rtf1 {text}}}");
        assert_eq!(read(file.as_bytes()).expect(&text).text, expected, "{text}");
    }
}
