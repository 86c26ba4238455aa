//! What both indices are asked: on the command line, and as the address of a page or of the API.

use std::path::Path;

use serde::Deserialize;

use crate::Result;
use crate::latency::QUERIES;
use crate::serve::encoded;

/// A question in both forms.
pub(crate) struct Question {
    pub(crate) what: &'static str,
    pub(crate) query: String,
    /// Below the server; `None` if it is asked on the command line alone.
    pub(crate) address: Option<String>,
    /// Of the program.
    pub(crate) arguments: Vec<String>,
    /// How often it is new to a server, and how often the program is run for it. The judged queries, each
    /// of which is asked once, make one row.
    pub(crate) rounds: usize,
}

/// What the judged queries are called.
const JUDGED: &str = "judged queries";

/// The rounds of the others.
const ROUNDS: usize = 5;

/// The queries of `judged.toml`.
#[derive(Deserialize)]
struct Judged {
    query: Vec<JudgedQuery>,
}

#[derive(Deserialize)]
struct JudgedQuery {
    text: String,
    mode: String,
}

/// Beyond the searches: what each represents, the command with its flags, what is asked of the server,
/// and the query.
const OTHERS: &[(&str, &[&str], &str, &str)] = &[
    ("near", &["search"], "/api/v1/search?q=", "三项制度 NEAR/20 法律顾问"),
    ("near, frequent", &["search"], "/api/v1/search?q=", "行政 NEAR/20 执法"),
    ("in one sentence", &["search"], "/api/v1/search?q=", "同句:(三项制度 法律顾问)"),
    ("strict", &["search", "--strict"], "/api/v1/search?mode=strict&q=", "“放管服”改革"),
    ("words, rare", &["search", "--words"], "/api/v1/search?mode=words&q=", "渔家法律驿站"),
    ("words, common", &["search", "--words"], "/api/v1/search?mode=words&q=", "法律顾问 聘请"),
    (
        "page, five facets",
        &["search", "--facet", "year", "--facet", "region", "--facet", "agency"],
        "/?q=",
        "法律顾问",
    ),
    ("page, which counties", &["coverage"], "/coverage?q=", "法律顾问"),
    ("page, over the years", &["trend"], "/trend?q=", "法律顾问"),
];

/// Returns the searches that are timed by criterion, the others, a panel, and the judged queries.
pub(crate) fn questions(codebook: &Path) -> Result<Vec<Question>> {
    let searches = QUERIES.iter();
    let searches =
        searches.map(|&(what, query)| (what, &["search"][..], "/api/v1/search?q=", query));
    let all = searches.chain(OTHERS.iter().copied());
    let question = |(what, command, address, query): (&'static str, &[&str], &str, &str)| {
        let arguments = command.iter().copied().chain([query]).map(str::to_owned).collect();
        let address = Some(format!("{address}{}", encoded(query)));
        Question { what, query: query.to_owned(), address, arguments, rounds: ROUNDS }
    };
    let mut questions: Vec<Question> = all.map(question).collect();
    let codebook = codebook.to_str().ok_or("the scratch folder has no name in Unicode")?;
    let panel = ["panel", codebook, "--by", "county,year", "--format", "csv"];
    questions.push(Question {
        what: "panel",
        query: "forty concepts by county and year".to_owned(),
        address: None,
        arguments: panel.map(str::to_owned).to_vec(),
        rounds: ROUNDS,
    });
    let judged: Judged = toml::from_str(include_str!("../judged.toml"))?;
    for JudgedQuery { text, mode } in judged.query {
        let command: &[&str] = if mode == "words" { &["search", "--words"] } else { &["search"] };
        let address = format!("/api/v1/search?mode={mode}&q=");
        questions.push(Question { rounds: 1, ..question((JUDGED, command, &address, &text)) });
    }
    Ok(questions)
}
