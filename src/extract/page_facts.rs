//! What a web page, or the properties of a document, tell about a report beside its text.

use super::labels::Label;

/// Facts that stand beside the text, as they were written; nothing of it is weighed here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageFacts {
    /// The address of the page: `<link rel=canonical>`, the comment of a saved page, the header
    /// of an MHTML file, or the `Url` of the state's website standard; with its protocol.
    pub url: Option<String>,
    /// The `<title>` of the page, or the title among the properties of a document.
    pub title: Option<String>,
    /// The name and content of each `<meta>` of the state's website standard, in the order of the
    /// page, names in lower case: `sitename`, `siteidcode`, `articletitle`, `pubdate`,
    /// `contentsource`, `columnname`, …
    pub meta: Vec<(String, String)>,
    /// The labels of the table of metadata and of the line under the headline, in the order of the
    /// page. Labels without a value are left out, and so is a table that is there twice.
    pub labels: Vec<Label>,
    /// What stands between headline and text without a label, such as the time and the name of a
    /// bureau: `2026-01-20 17:01 | 云岫县水务局`.
    pub byline: Option<String>,
    /// Where the page says it stands in its site: 首页 > 政务公开 > 法治政府建设年报.
    pub breadcrumb: Option<String>,
}

impl PageFacts {
    /// Returns the content of the `<meta>` named `name` (lower case), where it is not blank.
    #[must_use]
    pub fn meta(&self, name: &str) -> Option<&str> {
        let mut found = self.meta.iter().filter(|(key, value)| key == name && !value.is_empty());
        found.next().map(|(_, value)| value.as_str())
    }
}
