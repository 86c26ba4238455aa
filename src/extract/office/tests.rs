//! What the readers of all office formats must do, as one table: the samples come out whole, the
//! traps are avoided, damage is survived.

use crate::extract::{Extracted, extract};
use crate::report::Note;
use crate::testing::{Score, damaged, sample, sample_text, samples, shared};

/// Reads a sample as any file is read.
fn read(name: &str) -> Extracted {
    extract(&sample(name), name).expect(name)
}

#[test]
#[ignore = "needs ../shared"]
fn the_samples_come_out_whole() {
    for ending in ["docx", "doc", "odt", "rtf", "gbk.rtf"] {
        for number in 0..2 {
            let name = format!("s{number}.{ending}");
            let wanted = sample_text(&format!("s{number}.p.txt"));
            let text = read(&name).text;
            // The second sample has a table that is not in the expected paragraphs, except in the
            // files of the program that wrote RTF in GBK.
            let (rows, lines): (Vec<&str>, Vec<&str>) =
                text.lines().partition(|line| line.contains('\t'));
            let has_table = number == 1 && ending != "gbk.rtf";
            assert_eq!(rows.len(), if has_table { 4 } else { 0 }, "{name}");
            let score = Score::of(&lines.join("\n"), &wanted);
            assert!(score.similarity >= 0.999 && score.found >= 0.99, "{name}: {score:?}");
        }
    }
}

/// The visible text of the traps in every format.
const SEEN: [&str; 7] = [
    "某某县卫生健康局\n关于",
    "\n一、自动编号一级标题甲\n（一）自动编号二级标题乙\n（二）自动编号二级标题丙\n\
     1.自动编号三级丁\n二、自动编号",
    "修订：新插入文字结束。\n",
    "超链接文字字段后。\n",
    "文本框前文本框后\n",
    "可见文字\n",
    "\n注音\n指标\t数值\n行政处罚\t１２８件\n某某县",
];

/// What is hidden in the traps: deleted and hidden text, field instructions, phonetic guides,
/// headers and footers, and the properties of the file.
const HIDDEN: [&str; 7] = ["已删除", "隐藏", "HYPERLINK", "zh", "页眉", "页脚", "python"];

#[test]
#[ignore = "needs ../shared"]
fn the_traps_are_seen_through() {
    let docx: &[&str] = &["文本框后\n文本框内容\n", "内容控件文字\n", "制表\t符号-结束\n"];
    // For each file, what only its format shows, and whether its properties have a title.
    let table: [(&str, &[&str], bool); 5] = [
        ("trap.docx", docx, true),
        ("trapstrict.docx", docx, true),
        ("trap.odt", &["文本框后\n文本框内容\n", "内容控件文字\n"], false),
        ("trap.rtf", &["文本框后\n文本框内容\n"], true),
        // In doc, all text boxes come at the end.
        ("trap.doc", &[], false),
    ];
    for (name, own, has_title) in table {
        let read = read(name);
        for here in SEEN.iter().chain(own) {
            assert!(read.text.contains(here), "{name} lacks {here}:\n{}", read.text);
        }
        for gone in HIDDEN {
            assert!(!read.text.contains(gone), "{name} has {gone}:\n{}", read.text);
        }
        assert_eq!(read.text.matches("文本框内容").count(), 1, "{name}");
        assert!(!has_title || read.page.title.is_some(), "{name}");
    }
}

#[test]
#[ignore = "needs ../shared"]
fn every_damaged_sample_is_read_or_refused() {
    let endings = [".docx", ".doc", ".odt", ".rtf", ".xlsx"];
    for name in samples("", |name| endings.iter().any(|ending| name.ends_with(ending))) {
        for copy in damaged(&sample(&name)) {
            let _ = extract(&copy, &name);
        }
    }
}

/// Returns the text of a file that a user found read wrongly.
fn fault(name: &str) -> Extracted {
    let bytes = std::fs::read(shared("cases/faults").join(name)).expect(name);
    crate::extract::extract(&bytes, name).expect(name)
}

#[test]
#[ignore = "needs ../shared"]
fn files_that_were_read_wrongly_are_read_whole() {
    // The number of lines, and some words that are in it once, in this order.
    let table: [(&str, usize, &[&str]); 7] = [
        ("e12_word2003.xml", 11, &["年度法治政府", "一、主要", "二、", "三、", "1月15日"]),
        ("d02_altchunk_mht.docx", 5, &["的报告\n一、", "三项制度", "12件。\n二、"]),
        ("d03_altchunk_mid.docx", 6, &["在这里。\n嵌入", "三项制度", "8名。\n二、"]),
        ("d07_footnotes.docx", 5, &["部署，推进", "“1310”指", "\n二、"]),
        ("d08_symbols.docx", 9, &["2021-2025", "☑已", "☐未", "35/100以上"]),
        ("d11_toc.docx", 11, &["一、主要举措", "加强组织领导", "二、存在不足"]),
        ("e10c_last_block_missing.doc", 22, &["\n一、", "\n二、", "\n三、", "\n四、"]),
    ];
    for (name, lines, words) in table {
        let read = fault(name);
        assert_eq!(read.text.lines().count(), lines, "{name}: {}", read.text);
        let mut rest = read.text.as_str();
        for word in words {
            rest = rest.split_once(word).unwrap_or_else(|| panic!("{name}: no {word} in {rest}")).1;
            assert!(!rest.contains(word), "{name}: {word} is there twice: {}", read.text);
        }
        let is_cut = name.starts_with("e10c");
        assert_eq!(read.notes, Vec::from_iter(is_cut.then_some(Note::Damaged)), "{name}");
    }
}
