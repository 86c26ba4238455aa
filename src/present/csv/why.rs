//! The evidence for the facts of a report as CSV.

use super::row::{cell, csv};
use crate::analysis::{Why, WhyClue, WhyFact};
use crate::report::{Certainty, Source};

impl Why {
    /// Returns the evidence as CSV, a row for each clue. A fact without any has one row.
    #[must_use]
    pub fn to_csv(&self) -> String {
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
        let rows = self.facts.iter().flat_map(|fact| {
            let clues: Vec<Option<&WhyClue>> = match fact.evidence.as_slice() {
                [] => vec![None],
                clues => clues.iter().map(Some).collect(),
            };
            clues.into_iter().map(|clue| clue_cells(fact, clue))
        });
        csv(header, rows)
    }
}

fn clue_cells(fact: &WhyFact, clue: Option<&WhyClue>) -> [String; 9] {
    let [verdict, weight, place, supported, quote] = clue.map_or_else(Default::default, |clue| {
        [
            clue.verdict.key().to_owned(),
            clue.weight.to_string(),
            clue.place.clone(),
            clue.value.clone(),
            clue.quote.clone(),
        ]
    });
    [
        fact.fact.key().to_owned(),
        cell(fact.value.as_ref()),
        cell(fact.source.map(Source::key).as_ref()),
        cell(fact.certainty.map(Certainty::key).as_ref()),
        verdict,
        weight,
        place,
        supported,
        quote,
    ]
}
