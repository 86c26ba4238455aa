//! Where facts come from, and how certain they are.

use serde::{Deserialize, Serialize};

use super::named::named;

named! {
    /// Where a fact was found.
    #[derive(Serialize, Deserialize, utoipa::ToSchema)]
    #[serde(rename_all = "kebab-case")]
    pub enum Source {
        /// `corrections.csv` next to the reports.
        Corrections => "corrections", "corrections", "更正表";
        /// Front matter at the top of the report's own file.
        FrontMatter => "front-matter", "front matter", "文件头";
        /// Metadata of the page the report was saved from.
        Metadata => "metadata", "page metadata", "网页信息";
        /// The title of the report.
        Title => "title", "title", "标题";
        /// The agency and date that sign the report.
        SignOff => "sign-off", "sign-off", "落款";
        /// The salutation and the first paragraphs.
        Opening => "opening", "opening", "开头";
        /// The rest of the text.
        Body => "body", "text", "正文";
        /// The names of the file and its folders.
        Path => "path", "file name", "文件名";
    }
}

named! {
    /// Whether a fact is written in so many words or was inferred.
    #[derive(Serialize, Deserialize, utoipa::ToSchema)]
    #[serde(rename_all = "kebab-case")]
    pub enum Certainty {
        /// The text says so.
        Stated => "stated", "stated", "明示";
        /// The text does not say so, but it follows from what it says.
        Inferred => "inferred", "inferred", "推断";
    }
}

/// A fact with its source.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Sourced<T> {
    /// The fact.
    pub value: T,
    /// Where it was found.
    pub source: Source,
    /// Whether it is stated or inferred.
    pub certainty: Certainty,
}

impl<T> Sourced<T> {
    /// Returns `value` as a fact that is stated in `source`.
    pub fn stated(value: T, source: Source) -> Self {
        Self { value, source, certainty: Certainty::Stated }
    }

    /// Returns `value` as a fact that was inferred from `source`.
    pub fn inferred(value: T, source: Source) -> Self {
        Self { value, source, certainty: Certainty::Inferred }
    }

    /// Returns the fact with its value as `convert` makes it.
    pub fn map<U>(&self, convert: impl FnOnce(&T) -> U) -> Sourced<U> {
        Sourced { value: convert(&self.value), source: self.source, certainty: self.certainty }
    }
}
