//! What one has to know of a table, and no table has a place for: what was asked, what was counted
//! over, and what to know to read it rightly.
//!
//! The command line prints it, the server sends it in headers, a workbook has a sheet of it, and CSV may
//! begin with it.

use crate::index::IndexReader;
use crate::present::citation::Citation;
use crate::present::words::{AboutLine, PROGRAM, concept_in_words, counted_by, title_of_count};
use crate::report::Date;
use crate::report::Language::{self, Chinese, English};
use crate::search::{Answer, Counts, Ground, Question, Remark};

/// What one has to know of a table.
#[derive(Clone, Debug)]
pub(crate) struct About {
    /// What the table is, as a word: `mentions`. Files and sheets are named by it.
    pub(crate) name: &'static str,
    /// The answers that the table has.
    asked: Vec<Asked>,
    /// The concepts that are counted.
    pub(super) concepts: Vec<AskedConcept>,
    /// What else it is about, such as the path of a report.
    pub(super) subject: Option<String>,
    /// What readers have to know, each once.
    pub(crate) remarks: Vec<Remark>,
    /// How often the index was written when it was asked.
    generation: u64,
    /// The day on which it was written, if that is known.
    written: Option<Date>,
    /// The address of the same answer, if it was asked over the web.
    address: Option<String>,
}

/// A line of what there is to know: its text in Chinese and in English, or one that is the same in both.
pub(super) type Line = (AboutLine, String, String);

/// A concept with its query as it was read, and what was counted for it.
#[derive(Clone, Debug)]
pub(super) struct AskedConcept {
    pub(super) label: String,
    pub(super) query: String,
    pub(super) counts: Counts,
    pub(super) ground: Ground,
}

/// A question with what was counted for it.
#[derive(Clone, Debug)]
struct Asked {
    question: Question,
    ground: Ground,
    /// The counts of all rows together, if the table counts something.
    counts: Option<Counts>,
}

impl About {
    /// Returns what there is to know of a table that has this name and no answer yet.
    pub(crate) fn new(name: &'static str, reader: &IndexReader) -> Self {
        let manifest = reader.manifest();
        Self { generation: manifest.generation, written: manifest.written, ..Self::empty(name) }
    }

    /// Returns what there is to know of a table of nothing.
    fn empty(name: &'static str) -> Self {
        let (asked, concepts, remarks) = Default::default();
        let (subject, written, address) = (None, None, None);
        Self { name, asked, concepts, subject, remarks, generation: 1, written, address }
    }

    /// Adds a concept that was counted.
    pub(super) fn add_concept(&mut self, concept: AskedConcept) {
        self.concepts.push(concept);
    }

    /// Adds the address of the same answer.
    pub(crate) fn with_address(mut self, address: String) -> Self {
        self.address = Some(address);
        self
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
        let Self { generation, written, address, .. } = self.clone();
        let remarks = remarks.to_vec();
        Self { remarks, generation, written, address, ..Self::empty(self.name) }
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

    /// Returns all there is to know, line by line, but of when and how the table was made.
    pub(super) fn lines(&self) -> Vec<Line> {
        let has_concepts = !self.concepts.is_empty();
        let mut lines: Vec<Line> =
            self.asked.iter().flat_map(|asked| asked.lines(has_concepts)).collect();
        let same = |line, text: &str| (line, text.to_owned(), String::new());
        for AskedConcept { label, query, .. } in &self.concepts {
            lines.push((AboutLine::Concept, label.clone(), query.clone()));
        }
        lines.extend(self.subject.as_ref().map(|subject| same(AboutLine::Subject, subject)));
        for remark in &self.remarks {
            lines.push((AboutLine::Remark, remark.text(Chinese), remark.text(English)));
        }
        if self.counts_something() {
            let [chinese, english] = [Chinese, English].map(|it| self.count_in_words(it));
            lines.push((AboutLine::Citation, chinese, english));
        }
        lines.push(same(AboutLine::Generation, &self.generation.to_string()));
        let written = self.written.map(|day| same(AboutLine::Written, &day.to_string()));
        lines.extend(written);
        lines.extend(self.address.as_ref().map(|it| same(AboutLine::Address, it)));
        lines.push(same(AboutLine::Program, PROGRAM));
        lines
    }

    /// Returns whether the table counts something that can be cited.
    fn counts_something(&self) -> bool {
        self.asked.iter().any(|asked| asked.counts.is_some())
    }

    /// Returns what was counted in sentences that a text can have as they are.
    fn count_in_words(&self, language: Language) -> String {
        let asked = self
            .asked
            .iter()
            .map(|asked| asked.question.count_in_words(&asked.ground_in_words(language), language));
        let concepts = self.concepts.iter().map(|concept| {
            let AskedConcept { label, query, counts, ground } = concept;
            let read = query.parse().ok();
            let counted = counts.over(*ground, read.as_ref(), language);
            concept_in_words(label, query, &counted, language)
        });
        let sentences: String = asked.chain(concepts).collect();
        sentences + &counted_by(self.written, self.generation, language)
    }

    /// Returns the entry of what was counted, which is cited on the day `cited`, with sentences that say
    /// what it is.
    pub(crate) fn citation(&self, cited: Option<Date>, language: Language) -> Citation {
        let asked = self.asked.iter().filter(|it| it.question.query.is_some());
        let terms = asked.map(|it| it.question.term());
        let terms: Vec<String> =
            terms.chain(self.concepts.iter().map(|it| it.label.clone())).collect();
        let (title, edition) = title_of_count(&terms, self.generation, language);
        let url = self.address.clone();
        Citation::of_count(
            [title, edition, self.count_in_words(language)],
            self.written,
            (url, cited),
        )
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

    /// Returns what was asked and what was counted over, line by line.
    fn lines(&self, has_concepts: bool) -> Vec<Line> {
        let Question { concept, query, mode, filters } = &self.question;
        let (written, mut lines) = (self.question.query_text(), Vec::new());
        if let Some(label) = concept {
            lines.push((AboutLine::Concept, label.clone(), written));
        } else if query.is_some() {
            lines.push((AboutLine::Query, written, String::new()));
        }
        if let Some(query) = query {
            let [chinese, english] = [Chinese, English].map(|it| query.in_words(*mode, it));
            lines.push((AboutLine::Reading, chinese, english));
        }
        if query.is_some() || has_concepts {
            let [chinese, english] = [Chinese, English].map(|it| mode.label(it).to_owned());
            lines.push((AboutLine::Mode, chinese, english));
        }
        let filters: Vec<String> = filters.iter().map(ToString::to_string).collect();
        if !filters.is_empty() {
            lines.push((AboutLine::Filters, filters.join(" "), String::new()));
        }
        let [chinese, english] = [Chinese, English].map(|it| self.ground_in_words(it));
        lines.push((AboutLine::Ground, chinese, english));
        lines
    }

    fn ground_in_words(&self, language: Language) -> String {
        match self.counts {
            Some(counts) => counts.over(self.ground, self.question.query.as_ref(), language),
            None => self.ground.in_words(language),
        }
    }
}

#[cfg(test)]
impl About {
    /// Returns what there is to know of a table that is no answer.
    pub(crate) fn of_nothing(name: &'static str) -> Self {
        Self::empty(name)
    }
}
