//! The reports that are named beside a quotation: by their id, or by their title in 《…》 or in an entry of
//! a list of references.

use std::collections::HashMap;

use super::bare::Bare;
use super::candidates::Texts;
use crate::error::Result;
use crate::query::{Condition, ConditionKey, Query};
use crate::search::{Request, reports_with};

/// The shortest title that is looked for, without marks; the names of laws in 《…》 are often shorter.
const SHORTEST_TITLE: usize = 6;

/// The titles that were looked for, and the reports that have them.
#[derive(Default)]
pub(super) struct Cited {
    titles: HashMap<String, Vec<u64>>,
}

impl Cited {
    /// Returns the reports that are named in the first of these texts that names any.
    pub(super) fn beside(
        &mut self,
        texts: &mut Texts<'_>,
        beside: &[String; 2],
    ) -> Result<Vec<u64>> {
        for text in beside {
            let mut named = ids(texts, text)?;
            for title in titles(text) {
                for number in self.titled(texts, title)? {
                    if !named.contains(&number) {
                        named.push(number);
                    }
                }
            }
            if !named.is_empty() {
                return Ok(named);
            }
        }
        Ok(Vec::new())
    }

    /// Returns the reports with a title.
    fn titled(&mut self, texts: &mut Texts<'_>, title: &str) -> Result<Vec<u64>> {
        let bare = Bare::new(title);
        if bare.len() < SHORTEST_TITLE {
            return Ok(Vec::new());
        }
        if let Some(known) = self.titles.get(title) {
            return Ok(known.clone());
        }
        let mut titled = Vec::new();
        if let Ok(condition) = Condition::read(ConditionKey::Title, title) {
            for number in reports_with(texts.reader(), &Request::new(Query::Condition(condition)))?
            {
                if texts.read(number)?.has_title(&bare) {
                    titled.push(number);
                }
            }
        }
        self.titles.insert(title.to_owned(), titled.clone());
        Ok(titled)
    }
}

/// Returns the reports whose ids stand in a text.
fn ids(texts: &Texts<'_>, text: &str) -> Result<Vec<u64>> {
    /// The length of an id: a letter and twelve digits.
    const LENGTH: usize = 13;
    let catalog = texts.reader().catalog()?;
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|it| it.len() == LENGTH);
    let mut named: Vec<u64> = Vec::new();
    for report in words.filter_map(|word| catalog.by_id(word)) {
        let number = catalog.original_of(report.number);
        if !named.contains(&number) {
            named.push(number);
        }
    }
    Ok(named)
}

/// Returns what may be titles in a text: what stands in 《…》, and what stands before `[R` in an entry.
fn titles(text: &str) -> Vec<&str> {
    let mut titles: Vec<&str> = Vec::new();
    for piece in text.split('《').skip(1) {
        titles.extend(piece.rsplit_once('》').map(|(title, _)| title));
        titles.extend(piece.split_once('》').map(|(title, _)| title));
    }
    for line in text.lines() {
        let Some((before, _)) = line.split_once("[R") else { continue };
        let title = before.rsplit_once(". ").map_or(before, |(_, title)| title);
        // The document number follows the title.
        let title = title.split(['：', ':']).next().unwrap_or(title);
        titles.push(title.split('[').next().unwrap_or(title));
    }
    for title in &mut titles {
        *title = title.trim();
    }
    titles.dedup();
    titles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_stand_in_marks_or_in_entries() {
        for (text, expected) in [
            ("据《甲县2023年报告》，", vec!["甲县2023年报告"]),
            ("甲局. 甲县2023年报告：甲〔2024〕1号[R/OL]. 2024-01-01.", vec!["甲县2023年报告"]),
            ("甲局. 甲县报告[2023年度][R].", vec!["甲县报告"]),
            ("没有", vec![]),
        ] {
            assert_eq!(titles(text), expected, "{text}");
        }
    }
}
