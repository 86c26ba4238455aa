//! What one has to know of a table, and no table has a place for: what was asked, what was counted
//! over, and what to know to read it rightly.
//!
//! The command line prints it, the server sends it in headers, and a workbook has a sheet of it.

use crate::index::IndexReader;
use crate::report::Language;
use crate::search::{Answer, Counts, Ground, Question, Remark};

/// What one has to know of a table.
#[derive(Clone, Debug)]
pub(crate) struct About {
    /// What the table is, as a word: `mentions`. Files and sheets are named by it.
    pub(crate) name: &'static str,
    /// The answers that the table has.
    pub(super) asked: Vec<Asked>,
    /// The concepts that are counted, each with its query.
    pub(super) concepts: Vec<(String, String)>,
    /// What else it is about, such as the path of a report.
    pub(super) subject: Option<String>,
    /// What readers have to know, each once.
    pub(crate) remarks: Vec<Remark>,
    /// How often the index was written when it was asked.
    pub(super) generation: u64,
}

/// A question with what was counted for it.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) question: Question,
    ground: Ground,
    /// The counts of all rows together, if the table counts something.
    counts: Option<Counts>,
}

impl About {
    /// Returns what there is to know of a table that has this name and no answer yet.
    pub(crate) fn new(name: &'static str, reader: &IndexReader) -> Self {
        let generation = reader.manifest().generation;
        let (asked, concepts, remarks) = Default::default();
        Self { name, asked, concepts, subject: None, remarks, generation }
    }

    /// Adds a concept with its query as it was read.
    pub(super) fn add_concept(&mut self, label: &str, query: &str) {
        self.concepts.push((label.to_owned(), query.to_owned()));
    }

    /// Adds an answer, and the counts of all its rows together if it counts something.
    pub(crate) fn with_answer<T>(mut self, answer: &Answer<T>, counts: Option<Counts>) -> Self {
        let (question, ground) = (answer.question.clone(), answer.ground);
        self.asked.push(Asked { question, ground, counts });
        for remark in &answer.remarks {
            self.add_remark(remark.clone());
        }
        self
    }

    /// Returns what there is to know of a table of the same kind that has these remarks and no answer
    /// yet.
    pub(super) fn without_answers(&self, remarks: &[Remark]) -> Self {
        let (asked, concepts) = Default::default();
        let (name, generation, remarks) = (self.name, self.generation, remarks.to_vec());
        Self { name, asked, concepts, subject: None, remarks, generation }
    }

    /// Adds what is known of the tables of concepts. A remark that not all of them have says which it
    /// is about.
    pub(super) fn with_concepts(mut self, concepts: Vec<Self>) -> Self {
        let is_of_all = |remark: &Remark| concepts.iter().all(|it| it.remarks.contains(remark));
        let mut of_each: Vec<Remark> = Vec::new();
        for concept in &concepts {
            let label = concept.term();
            for remark in &concept.remarks {
                if is_of_all(remark) {
                    self.add_remark(remark.clone());
                } else {
                    let (label, remark) = (label.clone(), Box::new(remark.clone()));
                    of_each.push(Remark::OfConcept { label, remark });
                }
            }
        }
        for remark in of_each {
            self.add_remark(remark);
        }
        self.asked.extend(concepts.into_iter().flat_map(|it| it.asked));
        self
    }

    /// Adds what a table is about that asks no question.
    pub(crate) fn with_subject(mut self, subject: &str) -> Self {
        self.subject = Some(subject.to_owned());
        self
    }

    /// Adds what readers have to know.
    pub(super) fn add_remark(&mut self, remark: Remark) {
        if !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
    }

    /// Returns what was found and counted over, a sentence for each answer, each once.
    pub(crate) fn grounds(&self, language: Language) -> Vec<String> {
        let mut grounds: Vec<String> = Vec::new();
        for ground in self.asked.iter().map(|it| it.ground_in_words(language)) {
            if !grounds.contains(&ground) {
                grounds.push(ground);
            }
        }
        grounds
    }

    /// Returns all there is to say to who gets the table alone, in sentences.
    pub(super) fn sentences(&self, language: Language) -> Vec<String> {
        let remarks = self.remarks.iter().map(|remark| remark.text(language));
        let grounds = match self.asked.as_slice() {
            [] | [_] => self.grounds(language),
            several => several.iter().map(|asked| asked.named_ground(language)).collect(),
        };
        grounds.into_iter().chain(remarks).collect()
    }

    /// Returns the label of the first concept, or the first query as it is printed.
    pub(super) fn term(&self) -> String {
        self.asked.first().map(|it| it.question.term()).unwrap_or_default()
    }

    /// Returns the first query as it is printed; empty if there is none.
    pub(crate) fn query(&self) -> String {
        self.asked.first().map(|it| it.question.query_text()).unwrap_or_default()
    }
}

impl Asked {
    /// Returns the ground of one of several answers: `三项制度: 2 mentions in …`.
    fn named_ground(&self, language: Language) -> String {
        let (term, ground) = (self.question.term(), self.ground_in_words(language));
        format!("{term}{}{ground}", language.pick(": ", "："))
    }

    pub(super) fn ground_in_words(&self, language: Language) -> String {
        match self.counts {
            Some(counts) => counts.over(self.ground, self.question.query.as_ref(), language),
            None => self.ground.in_words(language),
        }
    }
}

#[cfg(test)]
impl About {
    /// Returns what there is to know of a table that is no answer.
    pub(super) fn of_nothing(name: &'static str) -> Self {
        let (asked, concepts, remarks) = Default::default();
        Self { name, asked, concepts, subject: None, remarks, generation: 1 }
    }
}
