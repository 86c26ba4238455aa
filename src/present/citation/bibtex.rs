//! The entry in BibTeX, for BibTeX and biblatex.
//!
//! `@techreport` is the type that both know; it requires an institution, which is the agency. BibTeX
//! takes the year from `year`, biblatex and the styles for GB/T 7714 take the day from `date`. Braces
//! around the agency keep it from being read as the name of a person.

use super::citation::{Citation, Cited};

impl Citation {
    /// Returns the entry.
    pub(super) fn to_bibtex(&self) -> String {
        let agency = self.agency.as_deref().map(escaped);
        // What was counted is no document of an institution.
        let (kind, number) = match self.cited_is {
            Cited::Report => ("techreport", "number"),
            Cited::Count => ("misc", "howpublished"),
        };
        let fields = [
            ("author", agency.as_ref().map(|agency| format!("{{{agency}}}"))),
            ("title", Some(format!("{{{}}}", escaped(&self.title)))),
            ("institution", agency),
            (number, self.number.as_deref().map(escaped)),
            ("year", self.issued.map(|day| day.year().to_string())),
            ("date", self.issued.map(|day| day.to_string())),
            ("pages", self.pages.as_ref().map(|pages| pages.replace('-', "--"))),
            ("url", self.url.as_deref().map(verbatim)),
            ("urldate", self.cited.map(|day| day.to_string())),
            ("langid", Some("chinese".to_owned())),
            ("annote", self.note.as_deref().map(escaped)),
        ];
        let mut entry = format!("@{kind}{{{}", self.id);
        for (name, value) in fields {
            if let Some(value) = value {
                for piece in [",\n  ", name, " = {", &value, "}"] {
                    entry.push_str(piece);
                }
            }
        }
        entry + "\n}\n"
    }
}

/// Returns text as TeX prints it. A brace becomes a command: BibTeX counts braces, also behind a
/// backslash, so that one alone would take in the fields after it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' => out.push_str(r"\textbackslash{}"),
            '{' => out.push_str(r"\textbraceleft{}"),
            '}' => out.push_str(r"\textbraceright{}"),
            '^' => out.push_str(r"\textasciicircum{}"),
            '~' => out.push_str(r"\textasciitilde{}"),
            '%' | '&' | '#' | '$' | '_' => out.extend(['\\', character]),
            _ => out.push(character),
        }
    }
    out
}

/// Returns an address, which is read verbatim: what would end the field is encoded.
fn verbatim(address: &str) -> String {
    address.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C")
}

#[cfg(test)]
mod tests {
    use super::super::citation::tests::{hostile, unknown, whole};
    use super::*;
    use crate::report::Date;

    #[test]
    fn an_entry_says_what_is_known_and_its_braces_pair() {
        let quoted = Citation::new(&unknown(), None).with_pages(Some([3, 4])).to_bibtex();
        assert!(quoted.contains(",\n  pages = {3--4},\n"), "{quoted}");
        for (report, expected) in [
            (
                whole(),
                "@techreport{r1a2b3c4d5e6f,\n  author = {{云岫县卫生健康委员会}},\n  \
                 title = {{云岫县卫生健康委员会2024年度法治政府建设情况报告}},\n  \
                 institution = {云岫县卫生健康委员会},\n  number = {云卫〔2025〕3号},\n  \
                 year = {2025},\n  date = {2025-01-20},\n  \
                 url = {https://www.yunxiu.example/a.html?x=1&b=%e4},\n  urldate = {2026-11-25},\n  \
                 langid = {chinese}\n}\n",
            ),
            (
                unknown(),
                "@techreport{r1a2b3c4d5e6f,\n  title = {{[报告]}},\n  langid = {chinese}\n}\n",
            ),
            (
                hostile(),
                "@techreport{r1a2b3c4d5e6f,\n  author = {{云岫县, and 石燕县\\textbraceright{}}},\n  \
                 title = {{100\\% \\textbraceleft{}甲\\textbraceright{}\\textbraceright{} \"乙\" TY - JOUR \
                 ER - \\textbackslash{}end\\textbraceleft{}a\\textbraceright{} \\#1\\_b \\$c\\textasciicircum{}2\\textasciitilde{} \
                 \\& </script>}},\n  institution = {云岫县, and 石燕县\\textbraceright{}},\n  \
                 url = {https://a.example/x%7D%7B%5Cy%20},\n  urldate = {2026-11-25},\n  \
                 langid = {chinese}\n}\n",
            ),
        ] {
            let entry = Citation::new(&report, Date::new(2026, 11, 25)).to_bibtex();
            assert_eq!(entry, expected);
            let mut depth = 0_i32;
            for character in entry.trim_end().chars() {
                depth += i32::from(character == '{') - i32::from(character == '}');
                assert!(depth >= 0, "{entry}");
            }
            assert_eq!(depth, 0, "{entry}");
        }
    }
}
