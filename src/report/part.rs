//! The statutory parts of a yearly report.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::language::Language;
use super::named::{by_name, listed, named};

named! {
    /// The statutory part of the yearly report that a section belongs to.
    ///
    /// 《法治政府建设与责任落实督察工作规定》 requires these parts. Reports order and word them
    /// freely; a section whose part cannot be determined is [`Part::Other`].
    #[derive(Serialize, Deserialize, utoipa::ToSchema)]
    pub enum Part {
        /// What was done in the year, and with what result.
        #[serde(rename = "举措和成效")]
        Measures => "measures", "measures", "举措和成效";
        /// What is still lacking, and why.
        #[serde(rename = "不足和原因")]
        Shortcomings => "shortcomings", "shortcomings", "不足和原因";
        /// How the heads of party and government fulfilled their duty as 第一责任人.
        #[serde(rename = "第一责任人履职")]
        Leadership => "leadership", "leadership", "第一责任人履职";
        /// What is planned for the next year.
        #[serde(rename = "下一年安排")]
        NextYear => "next-year", "next year", "下一年安排";
        /// Anything else.
        #[serde(rename = "其他")]
        Other => "other", "other", "其他";
    }
}

impl Part {
    /// Returns the part that a user means by `name`: its key or the start of it, or characters of
    /// its Chinese name that no other part has.
    ///
    /// ```
    /// use chabao::report::Part;
    /// assert_eq!(Part::from_name("不足"), Some(Part::Shortcomings));
    /// assert_eq!(Part::from_name("next-year"), Some(Part::NextYear));
    /// assert_eq!(Part::from_name("附件"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        by_name(name, &Self::ALL, |part| (part.key(), part.label(Language::Chinese)))
    }

    /// Lists every part for a user who gave none of them.
    #[must_use]
    pub fn list(language: Language) -> String {
        listed(&Self::ALL, language, |part| (part.key(), part.label(Language::Chinese)))
    }
}

impl fmt::Display for Part {
    /// Prints the Chinese name, as in reports and JSON.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.label(Language::Chinese))
    }
}
