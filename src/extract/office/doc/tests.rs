//! Files made by hand.

use std::io::{Cursor, Write};

use super::*;

/// Returns a compound file with these streams.
fn container(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).expect("a container");
    for (name, bytes) in streams {
        let mut stream = file.create_stream(name).expect("a stream begins");
        stream.write_all(bytes).expect("a stream is written");
    }
    file.flush().expect("the file is finished");
    file.into_inner().into_inner()
}

/// Writes `bytes` into `file` at `at`; the file grows if needed.
fn put(file: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    let end = at + bytes.len();
    if file.len() < end {
        file.resize(end, 0);
    }
    file[at..end].copy_from_slice(bytes);
}

/// Returns a file of Word 97 with the text of `pieces`, each with whether its characters have two
/// bytes. `looks` are properties of runs of characters: their first byte and their end, counted
/// from the start of the text, and the changes.
fn word97(pieces: &[(&str, bool)], notes: usize, looks: &[(u32, u32, &[u8])]) -> Vec<u8> {
    word97_noted(pieces, notes, looks, &[])
}

/// Returns a file as [`word97`] does, whose notes are at these `anchors`; each has the character that
/// it is anchored at and the first of its text.
fn word97_noted(
    pieces: &[(&str, bool)],
    notes: usize,
    looks: &[(u32, u32, &[u8])],
    anchors: &[(u32, u32)],
) -> Vec<u8> {
    let mut main = vec![0; 0x600];
    let (mut places, mut descriptors) = (vec![0_u32], Vec::new());
    for (text, is_wide) in pieces {
        let at = u32::try_from(main.len()).expect("a small file");
        let (bytes, count): (Vec<u8>, usize) = if *is_wide {
            let units: Vec<u16> = text.encode_utf16().collect();
            (units.iter().flat_map(|unit| unit.to_le_bytes()).collect(), units.len())
        } else {
            let bytes = encoding_rs::GBK.encode(text).0.into_owned();
            let count = bytes.len();
            (bytes, count)
        };
        main.extend(&bytes);
        places.push(places.last().expect("one") + u32::try_from(count).expect("small"));
        let coded = if *is_wide { at } else { (at * 2) | 0x4000_0000 };
        descriptors.extend([0, 0]);
        descriptors.extend(coded.to_le_bytes());
        descriptors.extend([0, 0]);
    }
    let total = usize::try_from(*places.last().expect("one")).expect("small");
    let end = u32::try_from(main.len()).expect("small");
    put(&mut main, 0x18, &0x600_u32.to_le_bytes());
    put(&mut main, 0x1C, &end.to_le_bytes());
    put(&mut main, 0, &[0xEC, 0xA5, 0xC1, 0]);
    put(&mut main, 0x4C, &u32::try_from(total - notes).expect("small").to_le_bytes());
    put(&mut main, 0x50, &u32::try_from(notes).expect("small").to_le_bytes());
    let plc: Vec<u8> = places.iter().flat_map(|it| it.to_le_bytes()).chain(descriptors).collect();
    let mut table = vec![2];
    table.extend(u32::try_from(plc.len()).expect("small").to_le_bytes());
    table.extend(plc);
    put(&mut main, 0x1A6, &u32::try_from(table.len()).expect("small").to_le_bytes());
    // One page of character properties, the third of the stream.
    let mut page = vec![0; 512];
    let mut end = 510;
    for (at, (from, to, said)) in looks.iter().enumerate() {
        put(&mut page, 4 * at, &(0x600 + from).to_le_bytes());
        put(&mut page, 4 * at + 4, &(0x600 + to).to_le_bytes());
        end = (end - said.len() - 1) & !1;
        put(&mut page, end, &[u8::try_from(said.len()).expect("small")]);
        put(&mut page, end + 1, said);
        put(&mut page, 4 * (looks.len() + 1) + at, &[u8::try_from(end / 2).expect("small")]);
    }
    page[511] = u8::try_from(looks.len()).expect("small");
    put(&mut main, 0x400, &page);
    put(&mut main, 0xFA, &u32::try_from(table.len()).expect("small").to_le_bytes());
    put(&mut main, 0xFE, &12_u32.to_le_bytes());
    table.extend([0_u32, 0, 2].iter().flat_map(|it| it.to_le_bytes()));
    if !anchors.is_empty() {
        let end = u32::try_from(notes).expect("small");
        let list = |all: Vec<u32>| all.into_iter().flat_map(u32::to_le_bytes).collect::<Vec<u8>>();
        let mut places = list(anchors.iter().map(|it| it.0).chain([9999]).collect());
        places.extend(vec![0; 2 * anchors.len()]);
        let texts = list(anchors.iter().map(|it| it.1).chain([end, end]).collect());
        for (at, bytes) in [(0xAA, places), (0xB2, texts)] {
            let start = u32::try_from(table.len()).expect("small");
            put(&mut main, at, &start.to_le_bytes());
            put(&mut main, at + 4, &u32::try_from(bytes.len()).expect("small").to_le_bytes());
            table.extend(bytes);
        }
    }
    container(&[("WordDocument", &main), ("0Table", &table)])
}

#[test]
fn pieces_of_one_and_of_two_bytes_make_up_the_text() {
    let bytes = word97(&[("甲乙\r", true), ("total 3\r", false), ("法治\r", false)], 0, &[]);
    assert_eq!(read(&bytes, "a.doc").expect("a whole file").text, "甲乙\ntotal 3\n法治\n");
    let format = read(&bytes, "a.wps").expect("a whole file").format;
    assert_eq!(format, Format::Wps);
}

#[test]
fn what_is_seen_is_read_and_nothing_else() {
    let table = [
        ("甲\u{13} PAGE \u{14}3\u{15}乙\r", "甲3乙\n"),
        ("\u{13} EQ \\o\\al(\\s\\up 10(zh),注)\u{15}音\r", "注音\n"),
        ("甲\u{13} 无尽\r乙\r", "甲\n乙\n"),
        ("甲\u{b}乙\t1\u{1e}2\u{1f}\u{1}\u{8}\r", "甲\n乙\t1-2\n"),
        ("甲\u{7}乙\u{7}\u{7}丙\r", "甲\t乙\n丙\n"),
        ("\u{c}甲\u{c}乙\r", "甲\n乙\n"),
    ];
    for (text, expected) in table {
        let read = read(&word97(&[(text, true)], 0, &[]), "a.doc").expect(text);
        assert_eq!(read.text, expected, "{text:?}");
    }
}

#[test]
fn deleted_and_hidden_text_is_left_out() {
    let looks: [(u32, u32, &[u8]); 3] =
        [(2, 4, &[0x00, 0x08, 1]), (4, 6, &[]), (6, 8, &[0x3C, 0x08, 1])];
    let bytes = word97(&[("甲乙丙丁戊\r", true)], 0, &looks);
    assert_eq!(read(&bytes, "a.doc").expect("a whole file").text, "甲丙戊\n");
}

#[test]
fn notes_stand_at_the_end() {
    let bytes = word97(&[("甲\u{2}乙\r", true), ("\u{2} 注\r", true)], 4, &[]);
    assert_eq!(read(&bytes, "a.doc").expect("a whole file").text, "甲乙\n注\n");
}

#[test]
fn notes_come_after_the_paragraph_they_are_anchored_in() {
    let main = "甲\u{2}乙\r丙\u{2}\r";
    let bytes = word97_noted(
        &[(main, true), ("\u{2} 注一\r\u{2} 注二\r\r", true)],
        11,
        &[],
        &[(1, 0), (5, 5)],
    );
    let text = read(&bytes, "a.doc").expect("a whole file").text;
    assert_eq!(text, "甲乙\n注一\n丙\n注二\n");
}

#[test]
fn tables_of_contents_are_left_out() {
    let entries = "\u{13} TOC \\o \u{14}一、概况\t1\r二、不足\t2\r\u{15}\r";
    for (text, expected) in [
        (format!("目录\r{entries}一、概况\r"), "一、概况"),
        ("\u{13} TOC \u{14}一、概况\t1\r一、概况\r无尽。\r".to_owned(), "一、概况\n无尽。"),
        ("目录\r一、概况\t1\r二、不足\t2\r一、概况\r".to_owned(), "一、概况"),
    ] {
        let read = read(&word97(&[(&text, true)], 0, &[]), "a.doc").expect("a whole file");
        assert_eq!(read.text.trim(), expected, "{text:?}");
    }
}

#[test]
fn a_file_that_breaks_off_is_read_up_to_there_and_says_so() {
    let bytes = word97(&[(&"甲乙丙。\r".repeat(2000), true)], 0, &[]);
    let whole = read(&bytes, "a.doc").expect("a whole file").text;
    let mut cut = 0;
    for length in (bytes.len() / 2..bytes.len()).step_by(500) {
        let Ok(read) = read(&bytes[..length], "a.doc") else { continue };
        assert!(read.text.starts_with("甲乙丙。\n甲乙丙。\n"), "{}", read.text);
        assert!(read.text == whole || read.notes == [Note::Damaged], "{length}");
        cut += usize::from(!read.notes.is_empty());
    }
    assert!(cut > 0, "no beginning of the file is read");
}

#[test]
fn a_file_of_before_1997_is_read() {
    let mut main = vec![0; 0x300];
    let text = encoding_rs::GBK.encode("法治政府\r建设\r").0.into_owned();
    put(&mut main, 0, &[0xDC, 0xA5, 0x68, 0]);
    put(&mut main, 0x18, &0x300_u32.to_le_bytes());
    put(&mut main, 0x1C, &(0x300 + u32::try_from(text.len()).expect("small")).to_le_bytes());
    put(&mut main, 0x34, &u32::try_from(text.len()).expect("small").to_le_bytes());
    main.extend(text);
    let read = read(&container(&[("WordDocument", &main)]), "a.doc").expect("a whole file");
    assert_eq!(read.text, "法治政府\n建设\n");
}

#[test]
fn what_cannot_be_read_whole_is_refused() {
    let mut locked = vec![0; 64];
    put(&mut locked, 0, &[0xEC, 0xA5, 0xC1, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    let mut cut = vec![0; 0x200];
    put(&mut cut, 0, &[0xEC, 0xA5, 0xC1, 0]);
    put(&mut cut, 0x4C, &[9]);
    let table = [
        (container(&[("WordDocument", &locked)]), "it is locked: a password is needed to open it"),
        (container(&[("EncryptedPackage", b"x")]), "it is locked: a password is needed to open it"),
        (container(&[("Other", b"x")]), "damaged: it is not a text document"),
        (container(&[("WordDocument", b"x")]), "damaged: its main stream is not one of Word"),
        (container(&[("WordDocument", &cut)]), "damaged: a stream cannot be read"),
        (
            container(&[("WordDocument", &cut), ("0Table", b"")]),
            "damaged: its text is not where it should be",
        ),
        (container(&[("Workbook", b"x")]), "damaged: its sheets cannot be read"),
        (b"\xD0\xCF\x11\xE0".to_vec(), "damaged: its container of streams cannot be read"),
    ];
    for (bytes, expected) in table {
        assert_eq!(read(&bytes, "a.doc").expect_err(expected).to_string(), expected);
    }
}

#[test]
fn a_sheet_in_the_same_container_is_read_as_one() {
    let record = |kind: u16, content: &[u8]| {
        let mut bytes = kind.to_le_bytes().to_vec();
        bytes.extend(u16::try_from(content.len()).expect("small").to_le_bytes());
        bytes.extend(content);
        bytes
    };
    let begin = |kind: u8| record(0x809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let end = record(0x0A, &[]);
    let sheet = |at: u32| {
        let mut content = at.to_le_bytes().to_vec();
        content.extend([0, 0, 1, 0, b'a']);
        record(0x85, &content)
    };
    let before = begin(5).len() + sheet(0).len() + end.len();
    let number = [0, 0, 1, 0, 0, 0].into_iter().chain(128.5_f64.to_le_bytes()).collect::<Vec<u8>>();
    let label = [0, 0, 0, 0, 0, 0, 2, 0, 1, 0xD5, 0x6C, 0xBB, 0x6C];
    let book = [
        begin(5),
        sheet(u32::try_from(before).expect("small")),
        end.clone(),
        begin(0x10),
        record(0x204, &label),
        record(0x203, &number),
        end,
    ]
    .concat();
    let read = read(&container(&[("Workbook", &book)]), "a.xls").expect("a whole file");
    assert_eq!((read.format, read.text.as_str()), (Format::Xls, "法治\t128.5\n"));
}
