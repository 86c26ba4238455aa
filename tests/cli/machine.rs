//! Answers for other programs: JSON with exactly the names that are promised, and CSV.

use std::collections::BTreeMap;

use chabao::analysis::{self, ShownReport};
use chabao::present;
use chabao::search::{Answer, Results};
use chabao::text::{Folded, fold_term};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::served::Server;
use crate::world::World;

/// Declares objects that have these names and no others.
macro_rules! objects {
    ($($name:ident { $($field:ident: $type:ty),* $(,)? })*) => {
        $(
            #[derive(Debug, Deserialize, Serialize)]
            #[serde(deny_unknown_fields)]
            #[allow(clippy::struct_field_names, reason = "names of the JSON")]
            struct $name { $($field: $type),* }
        )*
    };
}

objects! {
    Search {
        query: String, mode: String, filters: Vec<String>, ground: Ground,
        remarks: Vec<serde_json::Value>, lists: BTreeMap<String, List>, counts: Counts,
        facets: BTreeMap<String, Vec<FacetRow>>, hits: Vec<Hit>,
    }
    SearchByReport {
        query: String, mode: String, filters: Vec<String>, ground: Ground,
        remarks: Vec<serde_json::Value>, lists: BTreeMap<String, List>, counts: Counts,
        facets: BTreeMap<String, Vec<FacetRow>>, hits: Vec<Hit>, reports: Vec<ReportHits>,
    }
    ReportHits { report: Report, sections: u64, mentions: u64, hits: Vec<SectionHit> }
    SectionHit {
        score: f64, section: Section, section_number: u64, mentions: u64, page: Option<u32>,
        passage: Passage,
    }
    List { page: u64, limit: Option<u64>, listed: u64, total: u64, next: Option<String> }
    Counts { reports: u64, sections: u64, mentions: u64 }
    Ground {
        reports: u64, unreadable: u64, copies: u64, older_versions: u64, versions: String,
    }
    FacetRow {
        value: String, region: Option<Region>, reports: u64, held: u64, sections: u64,
        mentions: u64,
    }
    Hit {
        score: f64, report: Report, section: Section, section_number: u64, mentions: u64,
        page: Option<u32>, passage: Passage,
    }
    Report {
        id: String, path: String, title: Option<String>, agency: Option<String>,
        year: Option<u16>, kind: Option<String>, date: Option<String>, published: Option<String>,
        url: Option<String>, region: Region,
    }
    Region {
        province: Option<String>, prefecture: Option<String>, county: Option<String>,
        code: Option<String>,
    }
    Section { heading_path: Vec<String>, part: String }
    Passage {
        text: String, highlights: Vec<[usize; 2]>, begins_inside: bool, ends_inside: bool,
    }

    Mentions {
        query: String, mode: String, filters: Vec<String>, ground: Ground,
        remarks: Vec<serde_json::Value>, lists: BTreeMap<String, List>, by: String, counts: Counts, rows: Vec<MentionRow>, absent: Vec<AbsentRow>,
    }
    MentionRow {
        value: String, region: Option<Region>, reports: u64, held: u64, mentions: u64,
        years: Vec<u16>, passage: Option<Passage>,
    }
    AbsentRow { value: String, region: Option<Region>, held: u64, years: Vec<u16> }

    Reports {
        query: String, mode: String, filters: Vec<String>, ground: Ground,
        remarks: Vec<serde_json::Value>, lists: BTreeMap<String, List>, reports: Vec<ReportRow>,
    }
    ReportRow {
        id: String, path: String, title: Option<String>, agency: Option<String>,
        agency_as_written: Option<String>, agency_kind: Option<String>,
        department: Option<String>, year: Option<u16>, region: Region, date: Option<String>,
        published: Option<String>, document_number: Option<String>,
        index_number: Option<String>, kind: Option<String>, url: Option<String>, sections: u64,
        notes: Vec<String>, sources: BTreeMap<String, Evidence>, joined: Vec<String>, copies: Vec<String>,
        versions: Vec<Version>,
    }
    Version {
        path: String, date: Option<String>, published: Option<String>, told: String,
        copies: Vec<String>,
    }
    Evidence { source: String, certainty: String }

    Why { id: String, path: String, facts: Vec<WhyFact>, notes: Vec<String> }
    WhyFact {
        fact: String, value: Option<String>, source: Option<String>, certainty: Option<String>,
        evidence: Vec<WhyClue>,
    }
    WhyClue {
        value: String, source: String, place: String, weight: f64, quote: String,
        verdict: String,
    }

    Show {
        report: ReportRow, sections: Vec<ShownSection>, asked: Option<String>,
        newer: Option<String>,
    }
    ShownSection { heading_path: Vec<String>, part: String, page: Option<u32>, text: String }

    Status {
        index: String, format: u32, fingerprint: String, user_dictionary: bool, generation: u64,
        written: Option<String>,
        roots: Vec<String>, reports: u64, copies: u64, older_versions: u64, joined: u64, sections: u64, characters: u64, notes: u64, bytes: u64,
        cluster: Option<Cluster>, unreadable: Vec<Unread>,
    }
    Cluster {
        name: String, release: String, status: String, nodes: u64, shards: u64, replicas: u64, unassigned: u64,
        sections: u64, bytes: u64,
    }
    Unread { path: String, reason: String }

    Corpus {
        query: String, mode: String, filters: Vec<String>, ground: Ground,
        remarks: Vec<serde_json::Value>, lists: BTreeMap<String, List>, extent: Extent, characters: u64,
        roots: Vec<String>, generation: u64, held: serde_json::Value, kinds: Vec<FacetRow>,
        levels: Vec<FacetRow>, notes: Vec<NoteCount>, joined: u64, uncounted: Vec<Uncounted>,
        unreadable: Vec<Unread>,
    }
    Extent {
        written: Option<String>, counts: Counts, first_year: Option<u16>, last_year: Option<u16>,
        provinces: u64, prefectures: u64, counties: u64, agencies: u64, without_region: u64, without_year: u64,
    }
    NoteCount { note: String, reports: u64 }
    Uncounted { path: String, duplicate: String, of: String, id: String, report: String }
}

/// Runs the program for JSON and reads it as the promised object and as the library's own type;
/// both have to give back every name and value.
fn both<P, L>(world: &World, arguments: &[&str]) -> (P, L)
where
    P: DeserializeOwned + Serialize,
    L: DeserializeOwned + Serialize,
{
    let text = world.data(arguments.iter().chain(&["--format", "json"]));
    let promised: P = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e} in {text}"));
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(serde_json::to_value(&promised).unwrap(), value, "{arguments:?}");
    let own: L = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e} in {text}"));
    assert_eq!(present::json(&own), text, "{arguments:?}");
    (promised, own)
}

#[test]
fn json_has_the_promised_names_and_reads_back() {
    let world = World::with_samples();
    let (search, _) = both::<Search, Answer<Results>>(
        &world,
        &["search", "三项制度", "--facet", "year,region,agency,part", "--limit", "40"],
    );
    assert_eq!((search.query.as_str(), search.mode.as_str()), ("三项制度", "exact"));
    assert_eq!(search.hits.len() as u64, search.counts.sections);
    assert_eq!(search.facets.keys().collect::<Vec<_>>(), ["agency", "part", "region", "year"]);
    for hit in &search.hits {
        let characters: Vec<char> = hit.passage.text.chars().collect();
        assert!(!hit.passage.highlights.is_empty(), "{hit:?}");
        for &[from, to] in &hit.passage.highlights {
            let marked: String = characters[from..to].iter().collect();
            assert_eq!([Folded::new(&marked).text], fold_term("三项制度")[..], "{marked}");
        }
    }
    let (by_report, _) = both::<SearchByReport, Answer<Results>>(
        &world,
        &["search", "三项制度", "--by-report", "--limit", "40"],
    );
    assert!(by_report.hits.is_empty() && by_report.counts.reports > 5);
    assert_eq!(by_report.reports.len() as u64, by_report.counts.reports);
    let sections: u64 = by_report.reports.iter().map(|it| it.sections).sum();
    assert_eq!(sections, search.counts.sections);
    for found in &by_report.reports {
        assert_eq!(found.hits.len() as u64, found.sections.min(3), "{found:?}");
    }
    both::<Search, Answer<Results>>(&world, &["search", "怎样聘请法律顾问", "--words"]);
    both::<Search, Answer<Results>>(&world, &["search", "双随机、一公开", "--strict"]);
    both::<Search, Answer<Results>>(&world, &["facets", "--by", "province,county"]);
    for by in ["county", "agency", "year", "part", "report"] {
        let (mentions, _) = both::<Mentions, Answer<analysis::Mentions>>(
            &world,
            &["mentions", "法律顾问", "--by", by],
        );
        assert_eq!((mentions.query.as_str(), mentions.by.as_str()), ("法律顾问", by));
        assert_eq!(mentions.ground.reports, 22);
    }
    let (reports, _) = both::<Reports, Answer<analysis::Reports>>(&world, &["reports"]);
    assert_eq!(reports.reports.len(), 22);
    let first = &reports.reports[0];
    assert_eq!(first.agency_kind.as_deref(), Some("department"), "{first:?}");
    assert_eq!(first.kind.as_deref(), Some("法治政府建设年度报告"), "{first:?}");
    let (why, _) = both::<Why, analysis::Why>(&world, &["reports", "--why", "digests/定襄.txt"]);
    for fact in why.facts {
        let taken = fact.evidence.iter().filter(|clue| clue.verdict == "won").count();
        assert_eq!(taken, usize::from(!fact.evidence.is_empty()), "{fact:?}");
    }
    let (shown, _) = both::<Show, ShownReport>(&world, &["show", "digests/定襄.txt"]);
    assert_eq!(shown.report.date.as_deref(), Some("2023-12-18"));
    both::<Status, analysis::Status>(&world, &["status"]);
}

/// Returns the number that begins behind `name` in a line that begins with it.
fn number_behind(text: &str, name: &str) -> Option<u64> {
    let rest = text.lines().find_map(|line| line.trim_start().strip_prefix(name))?;
    rest.split_whitespace().next()?.replace(',', "").parse().ok()
}

#[test]
fn what_the_index_holds_has_the_same_figures_in_every_form() {
    let world = World::with_samples();
    let copied = std::fs::read(world.path("data/digests/酉阳.txt")).unwrap();
    world.report_bytes("data/重复/酉阳.txt", &copied);
    world.report_bytes("data/坏.txt", b"\x00\x01\x02");
    world.run(["index", "data"]);
    let text = world.data(["corpus", "--format", "json"]);
    let corpus: Corpus = serde_json::from_str(&text).unwrap();
    let whole: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(serde_json::to_value(&corpus).unwrap(), whole);
    let server = Server::start(world.command(["serve", "--listen", "127.0.0.1:0"]));
    assert_eq!(server.get("/api/v1/corpus").body, text);

    let rows = table(&world, &["corpus"]);
    let of = |list: &str| -> Vec<&BTreeMap<String, String>> {
        rows.iter().filter(|row| row["list"] == list).collect()
    };
    let sum = |list: &str| -> u64 {
        of(list).iter().map(|row| row["reports"].parse::<u64>().unwrap()).sum()
    };
    assert_eq!((sum("year"), sum("province"), sum("kind"), sum("level")), (22, 22, 22, 22));
    assert_eq!(corpus.extent.counts.reports, 22);
    let printed = world.data(["corpus"]);
    for facet in corpus.kinds.iter().chain(&corpus.levels) {
        assert_eq!(number_behind(&printed, &facet.value), Some(facet.reports), "{printed}");
    }
    let provinces = printed.split("\nkinds of documents\n").next().unwrap();
    let province = provinces.lines().find(|line| line.starts_with("重庆市")).unwrap();
    let cells: Vec<&str> = province.split_whitespace().skip(1).collect();
    let held: Vec<&str> = of("province")
        .into_iter()
        .filter(|row| row["value"] == "重庆市")
        .map(|row| row["reports"].as_str())
        .collect();
    let (total, years) = cells.split_last().unwrap();
    assert_eq!(years.iter().map(|cell| cell.replace('-', "0")).collect::<Vec<_>>(), held);
    let sum: u64 = held.iter().map(|cell| cell.parse::<u64>().unwrap()).sum();
    assert_eq!(*total, sum.to_string());
    for note in &corpus.notes {
        let line =
            printed.lines().find(|line| line.starts_with(&format!("`{}`", note.note))).unwrap();
        assert!(line.ends_with(&format!(" {}", note.reports)), "{line}");
    }
    for (list, path, about) in [
        ("copy", corpus.uncounted[0].path.as_str(), corpus.uncounted[0].of.as_str()),
        ("unreadable", &corpus.unreadable[0].path, &corpus.unreadable[0].reason),
    ] {
        assert_eq!((of(list)[0]["value"].as_str(), of(list)[0]["about"].as_str()), (path, about));
        assert!(
            printed.lines().any(|line| line.contains(path) && line.contains(about)),
            "{printed}"
        );
    }
}

/// Reads CSV with a header line.
fn table(world: &World, arguments: &[&str]) -> Vec<BTreeMap<String, String>> {
    let text = world.data(arguments.iter().chain(&["--format", "csv"]));
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
}

#[test]
fn csv_reads_back_and_agrees_with_json() {
    let world = World::with_samples();
    let hits = table(&world, &["search", "三项制度", "--limit", "40"]);
    let (found, _) =
        both::<Search, Answer<Results>>(&world, &["search", "三项制度", "--limit", "40"]);
    assert_eq!(hits.len(), found.hits.len());
    for (row, hit) in hits.iter().zip(&found.hits) {
        let (Report { path, date, kind, url, .. }, passage) = (&hit.report, &hit.passage);
        let sign = |is_cut: bool| if is_cut { "…" } else { "" };
        let (begin, end) = (sign(passage.begins_inside), sign(passage.ends_inside));
        assert_eq!(row["passage"], format!("{begin}{}{end}", passage.text));
        assert_eq!(row["path"], *path);
        for (column, value) in [("date", date), ("kind", kind), ("url", url)] {
            assert_eq!(row[column], value.as_deref().unwrap_or_default(), "{path}");
        }
        assert_eq!(row["section"], hit.section_number.to_string(), "{path}");
        assert_eq!(row["mentions"], hit.mentions.to_string(), "{path}");
    }
    assert!(found.hits.iter().any(|hit| hit.report.date.is_some()));
    assert!(found.hits.iter().any(|hit| hit.passage.ends_inside || hit.passage.begins_inside));
    let rows = table(&world, &["mentions", "法律顾问"]);
    assert!(rows.iter().any(|row| row["code"] == "500242" && row["years"] == "2023"), "{rows:?}");
    let absent = table(&world, &["mentions", "法律顾问", "--absent"]);
    assert_eq!(absent[0]["value"], "巴南区");
    let facets = table(&world, &["facets", "三项制度", "--by", "year,part"]);
    assert!(facets.iter().any(|row| row["facet"] == "year" && row["value"] == "2021"));
    let reports = table(&world, &["reports", "--notes"]);
    assert!(reports.iter().all(|row| !row["notes"].is_empty()), "{reports:?}");
    let why = table(&world, &["reports", "--why", "digests/定襄.txt"]);
    let won = why.iter().find(|row| row["fact"] == "date" && row["verdict"] == "won").unwrap();
    assert_eq!((&*won["value"], &*won["place"]), ("2023-12-18", "sign-off"));
    // CSV has no place for the ground: it goes to standard error.
    let told = world.run(["mentions", "法律顾问", "--format", "csv"]);
    let last = told.lines().last().unwrap();
    assert!(
        last.starts_with("chabao: ") && last.contains(" of 22 reports (") && last.ends_with("; …"),
        "{told}"
    );
}

#[test]
fn a_table_of_hits_has_the_mentions_that_are_counted_and_the_places_of_the_data_set() {
    let world = World::with_samples();
    for query in [
        &["法律顾问"][..],
        &["的"],
        &["行政处罚 OR 处罚法 -公职律师"],
        &["法律顾问 NEAR/20 聘请"],
        &["“三项制度”", "--strict"],
        &["年度:2023"],
    ] {
        let search = [&["search"], query].concat();
        let hits = table(&world, &search);
        let counted = world.data(search.iter().chain(&["--limit", "1", "--format", "json"]));
        let counted: Search = serde_json::from_str(&counted).unwrap();
        let mentions: u64 = hits.iter().map(|row| row["mentions"].parse::<u64>().unwrap()).sum();
        assert_eq!(hits.len() as u64, counted.counts.sections, "{query:?}");
        assert_eq!(mentions, counted.counts.mentions, "{query:?}");
        let place = |row: &BTreeMap<String, String>| {
            let columns = ["path", "section", "id", "title", "agency", "year", "kind", "date"];
            let more = ["published", "url", "code", "heading_path", "part", "mentions"];
            [&columns[..], &more].concat().iter().map(|it| row[*it].clone()).collect::<Vec<_>>()
        };
        let data = table(&world, &[&["export", "sections"], query].concat());
        let [mut found, mut exported] = [hits, data].map(|rows| rows.iter().map(place).collect());
        let sorted: [&mut Vec<Vec<String>>; 2] = [&mut found, &mut exported];
        for rows in sorted {
            rows.sort();
        }
        assert_eq!(found, exported, "{query:?}");
    }
}
