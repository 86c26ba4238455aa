//! The evidence for the facts of a report as a table.

use serde::Serialize;

use super::about::About;
use super::cell::{Cell, Cells};
use super::table::Table;
use crate::analysis::{Why, WhyClue, WhyFact};
use crate::index::IndexReader;
use crate::report::{Certainty, Fact, Source};

/// A fact with one clue, or with none.
#[derive(Serialize)]
struct ClueLine<'a> {
    fact: Fact,
    value: Option<&'a String>,
    source: Option<Source>,
    certainty: Option<Certainty>,
    clue: Option<&'a WhyClue>,
}

impl Why {
    /// Returns the evidence as a table, a row for each clue. A fact without any has one row.
    #[must_use]
    pub fn to_table(&self, reader: &IndexReader) -> Table<'_> {
        let about = About::new("why", reader).with_subject(&self.path);
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
            clues.into_iter().map(|clue| Ok(ClueLine::new(fact, clue)))
        });
        Table::new(about, header, rows)
    }
}

impl<'a> ClueLine<'a> {
    fn new(fact: &'a WhyFact, clue: Option<&'a WhyClue>) -> Self {
        let WhyFact { fact, value, source, certainty, .. } = fact;
        Self { fact: *fact, value: value.as_ref(), source: *source, certainty: *certainty, clue }
    }
}

impl Cells for ClueLine<'_> {
    fn cells(&self) -> Vec<Cell> {
        let clue = self.clue;
        vec![
            self.fact.key().into(),
            Cell::text(self.value),
            Cell::text(self.source.map(Source::key).as_ref()),
            Cell::text(self.certainty.map(Certainty::key).as_ref()),
            Cell::text(clue.map(|clue| clue.verdict.key()).as_ref()),
            Cell::number(clue.map(|clue| clue.weight)),
            Cell::text(clue.map(|clue| &clue.place)),
            Cell::text(clue.map(|clue| &clue.value)),
            Cell::text(clue.map(|clue| &clue.quote)),
        ]
    }
}
