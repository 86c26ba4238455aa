//! The word that is being typed at the end of a query line: suggestions are made for it.
//!
//! The line need not be readable yet: a quotation mark or a bracket may be open, a field may have no
//! value. So nothing here fails; what has no meaning yet is skipped.

use super::condition_key::ConditionKey;
use super::scanner::{Bracket, Quotation, Scanner};

/// The word at the end of a query line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Typing {
    /// The character of the line that it begins at, counted from 0. A field and an open quotation
    /// mark belong to it.
    pub(crate) from: usize,
    /// Whether it can only be a term: no condition can stand there.
    pub(crate) only_terms: bool,
    /// The field whose value it is.
    pub(crate) field: Option<ConditionKey>,
    /// The word without the field and the mark; empty right after the colon of a field.
    pub(crate) text: String,
}

impl Typing {
    /// Returns the word that `line` ends with. Returns `None` if it ends with a blank or a closed
    /// quotation, and inside '…', where every character is compared as it is.
    pub(crate) fn at_end_of(line: &str) -> Option<Self> {
        let mut scanner = Scanner::new(line);
        let mut around = Around::default();
        loop {
            scanner.skip_space();
            scanner.peek()?;
            if scanner.skip_mark(&mut around) {
                continue;
            }
            let only_terms = around.takes_only_terms();
            around.next = false;
            if let Some(typing) = scanner.word_being_typed() {
                return Some(Self { only_terms, ..typing });
            }
        }
    }
}

/// Where only terms can stand: inside a scope that is a part of a section, and beside an operator of
/// nearness.
#[derive(Default)]
struct Around {
    /// For each open bracket, whether only terms can stand in it.
    groups: Vec<bool>,
    /// Whether only a term can come next.
    next: bool,
}

impl Around {
    fn takes_only_terms(&self) -> bool {
        self.next || self.groups.last().copied().unwrap_or_default()
    }
}

impl Scanner {
    /// Skips a bracket that groups, an operator that is a mark, an operator of nearness, the name of
    /// a scope, or a minus or `~` before something.
    fn skip_mark(&mut self, around: &mut Around) -> bool {
        if let Some(mark) = self.near_here() {
            self.at += mark.len;
            around.next = true;
            return true;
        }
        if let Some((len, scope)) = self.scope_here() {
            self.at += len;
            around.next |= scope.is_within_section();
            return true;
        }
        let is_mark = match self.peek() {
            Some('(' | '（') => {
                let is_group = self.bracket_here() != Bracket::Character;
                if is_group {
                    around.groups.push(around.takes_only_terms());
                    around.next = false;
                }
                is_group
            }
            Some(')' | '）') => {
                let is_end = self.is_at_end_of_group();
                if is_end {
                    around.groups.pop();
                }
                is_end
            }
            Some('|' | '｜' | '&' | '＆') => true,
            Some('-' | '－') => self.not_here().is_some(),
            _ if self.aliases_here() => {
                around.next = true;
                true
            }
            _ => false,
        };
        self.at += usize::from(is_mark);
        is_mark
    }

    /// Reads one word with its field, and returns it if it is the one that is being typed.
    fn word_being_typed(&mut self) -> Option<Typing> {
        let from = self.at;
        let field = self.field_here().map(|(len, field)| {
            self.at += len;
            field
        });
        match self.quotation_here() {
            Some(Quotation::Whole(close)) => {
                self.at = close + 1;
                None
            }
            // It is being typed: what follows the mark is the word.
            Some(Quotation::Character | Quotation::NeverClosed)
                if self.end_of_quotation().is_none() =>
            {
                let is_strict = field.is_none() && matches!(self.peek(), Some('\'' | '‘'));
                let text = self.text(self.at + 1, self.characters.len());
                self.at = self.characters.len();
                (!is_strict).then_some(Typing { from, only_terms: false, field, text })
            }
            _ => {
                let text = self.run();
                self.is_at_end().then_some(Typing { from, only_terms: false, field, text })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Prints what is typed: where it begins, its field and its text.
    fn typing(line: &str) -> String {
        let Some(Typing { from, only_terms, field, text }) = Typing::at_end_of(line) else {
            return String::new();
        };
        let text = if only_terms { text + " (term)" } else { text };
        let field = field.map(|field| format!("{field:?}:")).unwrap_or_default();
        format!("{from} {field}{text}")
    }

    #[test]
    fn the_last_word_of_a_line_is_being_typed() {
        for (line, expected) in [
            ("", ""),
            ("  ", ""),
            ("三", "0 三"),
            (" 三项", "1 三项"),
            ("三项制度 ", ""),
            ("三项制度\u{3000}法律", "5 法律"),
            ("甲 -法律", "3 法律"),
            ("甲 －法律", "3 法律"),
            ("（一）强化", "0 （一）强化"),
            ("甲 -", "2 -"),
            ("甲 OR 法", "5 法"),
            ("甲 非", "2 非"),
            ("甲|法律", "2 法律"),
            ("（甲 或 （法律", "6 法律"),
            ("(甲) 法", "4 法"),
            ("甲)", ""),
            ("国办发(2018", "0 国办发(2018"),
            ("甲 \"法 律", "2 法 律"),
            ("甲 “法律” ", ""),
            ("甲 “法律”", ""),
            ("甲 “法律”顾", "2 “法律”顾"),
            ("甲 “", "2 "),
            ("'法律", ""),
            ("'法律' 顾", "5 顾"),
            ("三项 机关:", "3 Agency:"),
            ("三项 机关：=云岫", "3 Agency:=云岫"),
            ("三项 单位:“云岫", "3 Agency:云岫"),
            ("机关:'云岫", "0 Agency:云岫"),
            ("机关: 云岫", "4 云岫"),
            ("-地区:卢", "1 Region:卢"),
            ("县:ls", "0 County:ls"),
            ("year:20", "0 Year:20"),
            ("部分:不足 类型:", "6 Kind:"),
            ("标题:三", "0 Title:三"),
            ("网址:三", "0 Url:三"),
            ("主编:三", "0 主编:三"),
            ("甲 NEAR/5", ""),
            ("甲 NEAR/5 ", ""),
            ("甲 NEAR/5 法律", "9 法律 (term)"),
            ("甲 先后/5 (法律 OR 顾", "14 顾 (term)"),
            ("甲 NEAR/5 法律 机", "12 机"),
            ("~法律", "1 法律 (term)"),
            ("甲 -～“法 律", "4 法 律 (term)"),
            ("同句:", ""),
            ("同句：法", "3 法 (term)"),
            ("同句:(法律 顾", "7 顾 (term)"),
            ("同句:(法律 (甲 OR 顾", "13 顾 (term)"),
            ("同句:(法律 顾问) 机", "11 机"),
            ("全篇:(法律 机", "7 机"),
            ("全篇:(同段:(甲) 机", "11 机"),
            ("法*顾", "0 法*顾"),
        ] {
            assert_eq!(typing(line), expected, "{line:?}");
        }
    }

    #[test]
    fn every_line_is_read_to_its_end() {
        let characters = [
            "(", ")", "（", "|", "-", "&", "\"", "“", "'", "机关:", " ", "甲", "非", "~", "同句:",
            " NEAR/5 ",
        ];
        let mut dice = crate::testing::Dice::new(5);
        for _ in 0..2_000 {
            let line: String = (0..dice.below(9)).map(|_| dice.pick(&characters)).collect();
            if let Some(typing) = Typing::at_end_of(&line) {
                assert!(typing.from < line.chars().count(), "{line}");
            }
        }
    }
}
