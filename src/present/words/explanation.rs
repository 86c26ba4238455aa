//! How a request is understood, in sentences.

use crate::search::Explanation;

impl Explanation {
    /// Returns how the request is understood and what its clauses and each mode find, line by line.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let query = self.question.query_text();
        let mut read = format!("read as `{query}`, {}", self.question.mode);
        if !self.question.filters.is_empty() {
            let filters: Vec<String> =
                self.question.filters.iter().map(ToString::to_string).collect();
            read = format!("{read}, among {}", filters.join(" "));
        }
        let mut lines = vec![read, format!("searched for {}", self.plan)];
        for clause in &self.clauses {
            lines.push(format!("`{}` by itself: {}", clause.query, clause.counts.in_words()));
        }
        for (mode, counts) in &self.counts {
            lines.push(format!("{mode}: {}", counts.in_words()));
        }
        lines
    }
}
