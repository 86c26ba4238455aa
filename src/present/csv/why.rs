//! The evidence for the facts of a report as CSV.

use super::row::csv;
use crate::analysis::Why;
use crate::present::words::named;

/// Returns the evidence as CSV, a row for each clue; a fact without any has one row.
#[must_use]
pub fn why_as_csv(why: &Why) -> String {
    let header = [
        "fact",
        "value",
        "source",
        "certainty",
        "verdict",
        "weight",
        "place",
        "speaks_for",
        "quote",
    ];
    let rows = why.facts.iter().flat_map(|fact| {
        let own = [
            fact.fact.key().to_owned(),
            fact.value.clone().unwrap_or_default(),
            fact.source.map(named).unwrap_or_default(),
            fact.certainty.map(named).unwrap_or_default(),
        ];
        let row = |rest: [String; 5]| {
            let [fact, value, source, certainty] = own.clone();
            let [verdict, weight, place, speaks_for, quote] = rest;
            [fact, value, source, certainty, verdict, weight, place, speaks_for, quote]
        };
        let clues: Vec<[String; 9]> = fact
            .evidence
            .iter()
            .map(|clue| {
                row([
                    named(clue.verdict),
                    clue.weight.to_string(),
                    clue.place.clone(),
                    clue.value.clone(),
                    clue.quote.clone(),
                ])
            })
            .collect();
        if clues.is_empty() { vec![row(Default::default())] } else { clues }
    });
    csv(header, rows)
}
