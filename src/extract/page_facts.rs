//! What a web page, or the properties of a document, say about a report outside its text.

use super::labels::Label;

/// Facts from outside the text, as they were written; the parser weighs them later.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageFacts {
    /// The address of the page with its protocol: from `<link rel=canonical>`, the comment of a
    /// saved page, the header of an MHTML file, or the `Url` of the government website standard.
    pub url: Option<String>,
    /// The `<title>` of the page, without the names of the site if it names a paper, or the title in the properties of a document.
    pub title: Option<String>,
    /// The `<meta>` names and contents of the government website standard, in page order, names in
    /// lower case: `sitename`, `siteidcode`, `articletitle`, `pubdate`, `contentsource`,
    /// `columnname`, …; then what the scripts of an article on WeChat say: `publish_time`, `nickname`.
    pub meta: Vec<(String, String)>,
    /// The labels in the table of metadata and in the line under the headline, in page order.
    /// Labels without a value and repeated tables are left out.
    pub labels: Vec<Label>,
    /// The line between headline and text that has no label, such as a time and an agency:
    /// `2026-01-20 17:01 | 云岫县水务局`.
    pub byline: Option<String>,
    /// The place of the page in its site: 首页 > 政务公开 > 法治政府建设年报.
    pub breadcrumb: Option<String>,
}

impl PageFacts {
    /// Returns the content of the `<meta>` called `name` (lower case), if it is not empty.
    #[must_use]
    pub fn meta(&self, name: &str) -> Option<&str> {
        let mut found = self.meta.iter().filter(|(key, value)| key == name && !value.is_empty());
        found.next().map(|(_, value)| value.as_str())
    }
}
