//! Codebooks in every form, and what is wrong with them.

use super::*;

/// Returns what was read of a codebook: the concepts, then the problems.
fn told(codebook: Result<Codebook, CodebookError>) -> String {
    let codebook = match codebook {
        Ok(codebook) => codebook,
        Err(error) => return format!("error: {error}"),
    };
    let mut lines: Vec<String> = Vec::new();
    for Concept { label, query, note, .. } in &codebook.concepts {
        let note = if note.is_empty() { String::new() } else { format!(" [{note}]") };
        lines.push(format!("{label}: {query}{note}"));
    }
    let problem = |it: &CodebookProblem| format!("line {}: {}", it.line, it.in_english());
    lines.extend(codebook.problems.iter().map(problem));
    lines.join("\n")
}

#[test]
fn a_codebook_is_read_whatever_wrote_it() {
    let expected = "律师: 法律顾问 OR 公职律师 [两行]\n三项: 三项制度";
    let csv = "label,query,note\n律师,法律顾问,两行\n律师,公职律师,\n\n三项,三项制度,\n";
    let chinese = csv.replace("label,query,note", "概念,查询,说明");
    let semicolons = csv.replace(',', ";").replace('\n', "\r\n");
    let toml = "# 说明\n[[concept]]\nlabel = \"律师\"\nqueries = [\"法律顾问\", \"公职律师\"]\n\
                note = \"两行\"\n\n[[concept]]\nlabel = '三项'\nquery = '三项制度'\n";
    let marked = format!("\u{feff}{toml}");
    for text in [csv, &chinese, &semicolons, toml, &marked] {
        assert_eq!(told(Query::codebook(text.as_bytes())), expected, "{text}");
        let bytes = format!("\u{feff}{text}");
        assert_eq!(told(Query::codebook(bytes.as_bytes())), expected, "{text}");
        let wide = bytes.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        assert_eq!(told(Query::codebook(&wide)), expected, "{text}");
        assert_eq!(told(Codebook::from_text(text)), expected, "{text}");
    }
}

#[test]
fn lines_that_cannot_be_used_are_named_and_the_others_are_read() {
    for (text, expected) in [
        (
            "label,query,colour\n律师,法律顾问,red\n坏,法律顾问 OR,\n空,,\n,三项制度,\n多,甲,b,c\n",
            "律师: 法律顾问\n多: 甲\n\
             line 1: `colour`: the column is ignored; a codebook has label, query and note\n\
             line 3: `法律顾问 OR`: left out, since the query cannot be read: OR needs a term after it\n\
             line 4: `空`: left out, since it has no query\n\
             line 5: `三项制度`: left out, since it has no label\n\
             line 6: `多,甲,b,c`: more fields than columns; put text with commas in quotation marks",
        ),
        (
            "query,query\n三项制度,甲\n",
            "三项制度: 三项制度\nline 1: `query`: the column occurs twice; the first is used",
        ),
        (
            "label,query\n甲,一\n乙,二\n甲,三\n甲,一\n",
            "甲: 一 OR 三\n乙: 二\n\
             line 4: `甲`: an earlier concept has the label; both are counted as one\n\
             line 5: `甲`: an earlier concept has the label; both are counted as one",
        ),
        ("label,query\n甲,一\n甲,一\n", "甲: 一"),
        (
            "[[concept]]\nlabel = \"甲\"\nqueries = [\"一\", 3]\ncolour = \"red\"\n\n\
             [[concept]]\nlabel = \"甲\"\nquery = \"二\"\n[[concept]]\nlabel = \"乙\"\n",
            "甲: 一 OR 二\n\
             line 4: `colour`: the column is ignored; a codebook has label, query and note\n\
             line 3: left out, since a value is not text\n\
             line 3: `甲`: left out, since it has no query\n\
             line 6: `甲`: an earlier concept has the label; both are counted as one\n\
             line 9: `乙`: left out, since it has no query",
        ),
    ] {
        let read = told(Query::codebook(text.as_bytes()));
        assert!(read.starts_with(expected), "{text}\n{read}");
    }
}

#[test]
fn what_is_no_codebook_is_an_error_that_says_why() {
    for (bytes, expected) in [
        (&b""[..], "error: the codebook has no concepts"),
        (b"label,query\n", "error: the codebook has no concepts"),
        (b"\n\n", "error: the codebook has no concepts"),
        (
            "三项制度\n法律顾问\n".as_bytes(),
            "error: line 1 of the codebook names no column `query`",
        ),
        (b"[[concept]]\nlabel = \n", "error: line 2 of the codebook is not valid TOML"),
        (b"%PDF-1.7\n", "error: the codebook cannot be read: "),
        (
            b"label,query\na,(b\n",
            "error: no line of the codebook can be used; line 2: `(b`: left out, since the query \
             cannot be read: bracket at character 1 is never closed",
        ),
    ] {
        let read = told(Query::codebook(bytes));
        assert!(read.starts_with(expected), "{read}");
    }
    let many: String =
        (0..=MOST_CONCEPTS).map(|at| format!("c{at},甲{at}")).collect::<Vec<_>>().join("\n");
    let read = told(Query::codebook(format!("label,query\n{many}").as_bytes()));
    assert_eq!(read, "error: the codebook has more than 500 concepts");
}

#[test]
fn typed_lines_have_a_label_or_are_their_own() {
    for (line, expected) in [
        ("三项制度", "三项制度: 三项制度"),
        ("律师：法律顾问 OR 公职律师", "律师: 法律顾问 OR 公职律师"),
        ("年度:2021 三项制度", "年度:2021 三项制度: 年度:2021 三项制度"),
        ("标题：不足", "标题：不足: 标题:不足"),
        ("“甲:乙”", "“甲:乙”: \"甲:乙\""),
    ] {
        let codebook = Codebook::from_lines([line]).unwrap();
        let concept = &codebook.concepts[0];
        let read = format!("{}: {}", concept.label, concept.query);
        assert_eq!(read, expected);
    }
    let pasted = "三项制度\n\n律师: 法律顾问\n律师: 公职律师\n";
    assert_eq!(told(Codebook::from_text(pasted)), "三项制度: 三项制度\n律师: 法律顾问 OR 公职律师");
}

#[test]
fn the_codebook_of_the_program_has_no_problems() {
    let codebook = Query::codebook(Query::shipped_codebook("outline").unwrap().as_bytes()).unwrap();
    assert_eq!(codebook.problems, []);
    assert!((30..=45).contains(&codebook.concepts.len()), "{}", codebook.concepts.len());
    assert_eq!(Query::shipped_codebook("none"), None);
    for concept in &codebook.concepts {
        let printed = concept.query.to_string();
        assert_eq!(printed.parse::<Query>().unwrap(), concept.query, "{}", concept.label);
        // A link to the passages of a concept has room for its query.
        assert!(printed.chars().count() <= 300, "{}", concept.label);
    }
}
