//! Texts in every encoding, and bytes that are not text.

use encoding_rs::BIG5;

use super::*;
use crate::testing::Dice;

/// A text with the punctuation, digits and characters of reports.
const SAMPLE_TEXT: &str = "某县财政局2022年法治政府建设情况的报告\n\n一、主要举措和成效\n\
    （一）健全议事规则。全年开会12次，审查合同38份，合格率达99.5%。\n";

fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        Encoding::Gb18030 => GB18030.encode(text).0.into_owned(),
        Encoding::Big5 => BIG5.encode(text).0.into_owned(),
    }
}

#[test]
fn every_encoding_is_found_without_a_mark() {
    for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Gb18030] {
        let read = decode(&encoded(SAMPLE_TEXT, encoding)).expect("a good text");
        assert_eq!((read.text.as_str(), read.encoding), (SAMPLE_TEXT, encoding));
        assert_eq!(read.replaced, 0);
    }
}

#[test]
fn a_byte_order_mark_is_obeyed_and_left_out() {
    let marks: [(&[u8], Encoding); 4] = [
        (b"\xEF\xBB\xBF", Encoding::Utf8),
        (b"\xFF\xFE", Encoding::Utf16Le),
        (b"\xFE\xFF", Encoding::Utf16Be),
        (b"\x84\x31\x95\x33", Encoding::Gb18030),
    ];
    for (mark, encoding) in marks {
        for text in [SAMPLE_TEXT, "报告", "ab"] {
            let bytes = [mark, &encoded(text, encoding)].concat();
            let read = decode(&bytes).expect("a good text");
            assert_eq!((read.text.as_str(), read.encoding), (text, encoding));
        }
    }
}

#[test]
fn short_beginnings_are_read_as_the_whole_is() {
    let text: String = SAMPLE_TEXT.repeat(3);
    for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Gb18030] {
        for length in [12, 24, 60, 150] {
            let start: String = text.chars().take(length).collect();
            let read = decode(&encoded(&start, encoding)).expect("a good text");
            assert_eq!((read.text, read.encoding), (start, encoding));
        }
    }
}

#[test]
fn utf16_without_a_mark_is_told_from_names_alone() {
    for text in ["某某土家族苗族自治县", "某市某区卫生健康委员会"] {
        let read = decode(&encoded(text, Encoding::Utf16Le)).expect("a good text");
        assert_eq!((read.text.as_str(), read.encoding), (text, Encoding::Utf16Le));
    }
}

#[test]
fn big5_is_taken_on_good_evidence_only() {
    let text =
        "某縣政府於今年全面推行行政執法公示制度，成效良好。下一步，將繼續加強監督、改進作風。";
    let read = decode(&encoded(text, Encoding::Big5)).expect("a good text");
    assert_eq!((read.text.as_str(), read.encoding), (text, Encoding::Big5));
    let same = decode(&encoded(text, Encoding::Gb18030)).expect("a good text");
    assert_eq!((same.text.as_str(), same.encoding), (text, Encoding::Gb18030));
}

#[test]
fn ascii_is_utf8_even_where_its_pairs_are_chinese_characters() {
    let read = decode(b"Nothing but ASCII stands here NNNNNNNN.").expect("a good text");
    assert_eq!(read.encoding, Encoding::Utf8);
}

#[test]
fn a_few_bad_bytes_are_replaced_and_counted() {
    let mut utf8 = SAMPLE_TEXT.repeat(5).into_bytes();
    utf8.insert(6, 0xFF);
    utf8.push(0xE4);
    let read = decode(&utf8).expect("good but for two bytes");
    assert_eq!((read.encoding, read.replaced), (Encoding::Utf8, 2));

    let mut gb = encoded(&SAMPLE_TEXT.repeat(5), Encoding::Gb18030);
    gb.splice(4..4, [0xFF]);
    let read = decode(&gb).expect("good but for one byte");
    assert_eq!((read.encoding, read.replaced), (Encoding::Gb18030, 1));
    assert_eq!(read.text.replace('\u{FFFD}', ""), SAMPLE_TEXT.repeat(5));
}

#[test]
fn a_stray_nul_is_survived_and_many_are_not_text() {
    let long = SAMPLE_TEXT.repeat(20);
    let read = decode(format!("{long}\0").as_bytes()).expect("one NUL in thousands of bytes");
    assert_eq!(read.encoding, Encoding::Utf8);
    assert_eq!(decode(b"ab\0cd"), Err(Unreadable::Binary { byte: 2 }));
    assert_eq!(decode(b"\xFF\xFE\0\0ab\0\0"), Err(Unreadable::Binary { byte: 2 }));
}

#[test]
fn what_fits_nothing_is_named_by_its_byte() {
    let mut bytes = b"words ".repeat(3);
    bytes.extend(b"\xFF\xFE\xFF\xFF\xFF\x80\xFF".repeat(9));
    assert_eq!(decode(&bytes), Err(Unreadable::NoEncoding { byte: 18 }));
}

#[test]
fn decoding_never_panics_on_random_bytes_and_truncations() {
    let mut dice = Dice::new(7);
    for _ in 0..3000 {
        let length = dice.below(90);
        let bytes: Vec<u8> = (0..length).map(|_| dice.byte()).collect();
        let _ = decode(&bytes);
    }
    for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Gb18030] {
        let bytes = encoded(SAMPLE_TEXT, encoding);
        for length in 24..bytes.len() {
            let part = bytes.get(..length).expect("a length within the text");
            let read = decode(part).expect("a text cut off is read");
            assert!(read.replaced <= 1, "{encoding} {length}");
        }
    }
}
