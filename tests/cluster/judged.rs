//! The judged queries and the terms that other engines miss: counts, facets, mentions, places and the
//! order of hits are the same in both engines, over the samples and over more reports.

use std::collections::BTreeSet;

use chabao::analysis::{coverage, mentions, trend};
use chabao::index::IndexReader;
use chabao::search::{FacetBy, GroupBy, Mode, Request, search};
use serde::Deserialize;

use crate::both::{Both, assert_none, difference, json};
use crate::commands;
use crate::generator;
use crate::nodes::Cluster;
use crate::world::World;

/// How many generated reports there are: they have some 5,000 sections.
const REPORTS: usize = 300;

#[derive(Deserialize)]
struct Judged {
    query: Vec<JudgedQuery>,
}

#[derive(Deserialize)]
struct JudgedQuery {
    text: String,
    mode: Mode,
}

pub(crate) fn queries_agree(cluster: &mut Cluster) {
    let both = commands::samples(cluster, "judged");
    check(&both, &judged(), 30);
}

pub(crate) fn queries_agree_over_more_reports(cluster: &mut Cluster) {
    let world = World::new();
    generator::write(&generator::reports(REPORTS), &world.path("reports")).unwrap();
    // The texts that other engines stumble over are among them.
    let table = include_str!("../samples/hard_terms.tsv");
    let pairs = table.lines().filter(|line| !line.starts_with('#'));
    let pairs: Vec<(&str, &str)> = pairs.filter_map(|line| line.split_once('\t')).collect();
    for (at, (_, text)) in pairs.iter().enumerate() {
        world.report(&format!("reports/hard/{at}.txt"), text);
    }
    let both = Both::new(cluster, "more", world, &["reports"]);
    let terms: BTreeSet<&str> = pairs.iter().map(|(term, _)| *term).collect();
    assert!(terms.len() >= 30);
    let modes = [Mode::Exact, Mode::Strict, Mode::Words];
    let hard = terms.iter().zip(modes.into_iter().cycle());
    let hard = hard.map(|(term, mode)| ((*term).to_owned(), mode));
    let exact = terms.iter().map(|term| ((*term).to_owned(), Mode::Exact));
    let asked: Vec<(String, Mode)> = judged().into_iter().chain(exact).chain(hard).collect();
    check(&both, &asked, 80);
}

/// Returns the judged queries.
fn judged() -> Vec<(String, Mode)> {
    let judged: Judged = toml::from_str(include_str!("../judged.toml")).unwrap();
    judged.query.into_iter().map(|query| (query.text, query.mode)).collect()
}

/// Asks both indexes.
fn check(both: &Both, asked: &[(String, Mode)], least: usize) {
    let readers = both.readers();
    let (mut differing, mut found) = (Vec::new(), 0);
    for (text, mode) in asked {
        let request = Request { mode: *mode, limit: 20, ..Request::new(text.parse().unwrap()) };
        let pair = readers.each_ref().map(|reader| answers(reader, &request));
        found += usize::from(!pair[0].starts_with("0 sections"));
        if let Some(difference) = difference(&pair) {
            differing.push(format!("{text} ({mode}):\n{difference}"));
        }
    }
    assert_none(&differing, asked.len());
    assert!(found >= least, "only {found} of {} find something", asked.len());
}

/// Returns all that an index answers to a request.
fn answers(reader: &IndexReader, request: &Request) -> String {
    let facets =
        vec![FacetBy::Year, FacetBy::Region, FacetBy::Agency, FacetBy::Part, FacetBy::Kind];
    let hits = search(reader, &Request { facets, ..request.clone() });
    let sections = hits.as_ref().map_or(0, |it| it.body.counts.sections);
    let [county, year] = [FacetBy::County, FacetBy::Year].map(GroupBy::Facet);
    let parts = [
        json(hits),
        json(mentions(reader, request, GroupBy::Facet(FacetBy::Agency))),
        json(coverage(reader, request, county, year)),
        json(trend(reader, std::slice::from_ref(request), FacetBy::Part)),
        json(request.clone().kwic().answer(reader)),
    ];
    format!("{sections} sections\n{}", parts.join("\n"))
}
