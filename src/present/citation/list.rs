//! Lists of entries, written while the reports are read.

use super::citation::Citation;
use super::form::{CitationForm, Frame};
use crate::analysis::{ReportRow, ShownReport, report_rows};
use crate::error::Result;
use crate::index::IndexReader;
use crate::report::Date;
use crate::search::{Answer, Request};

impl Request {
    /// Returns the entries of the reports that match the conditions of a request and, if it has a
    /// query, contain what that asks for: each report once, by path. Entries name the day `cited`, or
    /// today.
    ///
    /// # Errors
    ///
    /// Fails as [`search`](crate::search::search) does; a piece fails if the index is damaged.
    pub fn citations<'a>(
        &self,
        reader: &'a IndexReader,
        form: CitationForm,
        cited: Option<Date>,
    ) -> Result<(Answer<()>, impl Iterator<Item = Result<String>> + use<'a>)> {
        let (answer, rows) = report_rows(reader, self)?;
        Ok((answer, citation_list(rows, form, cited)))
    }
}

impl ShownReport {
    /// Returns the entries of reports, each once, in their order.
    ///
    /// # Panics
    ///
    /// Never: the reports were read.
    #[must_use]
    pub fn citations(reports: Vec<Self>, form: CitationForm, cited: Option<Date>) -> String {
        let mut rows: Vec<ReportRow> = Vec::new();
        for shown in reports {
            if !rows.iter().any(|row| row.id == shown.report.id) {
                rows.push(shown.report);
            }
        }
        let pieces = citation_list(rows.into_iter().map(Ok), form, cited);
        pieces.collect::<Result<String>>().expect("the reports were read")
    }
}

impl ShownReport {
    /// Returns the entry of the report with a quotation from it, in the report's own characters.
    ///
    /// # Errors
    ///
    /// Fails if the report does not have the quotation, with whatever marks.
    pub fn quotation(
        &self,
        quotation: &str,
        form: CitationForm,
        cited: Option<Date>,
    ) -> Result<String> {
        let (written, heading_path, pages) = self.quoted(quotation)?;
        let citation = Citation::new(&self.report, cited.or_else(Date::today));
        let citation = citation.with_quotation(&written, &heading_path).with_pages(pages);
        Ok(form.single(&citation))
    }
}

/// Returns the entries of reports in pieces.
pub(crate) fn citation_list<R: Iterator<Item = Result<ReportRow>>>(
    reports: R,
    form: CitationForm,
    cited: Option<Date>,
) -> impl Iterator<Item = Result<String>> + use<R> {
    let cited = cited.or_else(Date::today);
    let Frame { begin, between, end } = form.frame();
    let (mut reports, mut entries, mut is_over) = (reports, 0_u64, false);
    std::iter::from_fn(move || {
        let Some(report) = reports.next() else {
            let was_over = std::mem::replace(&mut is_over, true);
            let end = if entries == 0 {
                format!("{}{}", begin.trim_end(), end.trim_start())
            } else {
                end.to_owned()
            };
            return (!was_over).then_some(Ok(end));
        };
        let before = if entries == 0 { begin } else { between };
        entries += 1;
        Some(report.map(|report| before.to_owned() + &form.entry(&Citation::new(&report, cited))))
    })
}

#[cfg(test)]
mod tests {
    use super::super::citation::tests::{hostile, unknown, whole};
    use super::*;

    #[test]
    fn a_list_of_any_length_is_one_document() {
        for reports in [vec![], vec![whole()], vec![whole(), unknown(), hostile()]] {
            let count = reports.len();
            let written = |form| {
                let rows = reports.clone().into_iter().map(Ok);
                citation_list(rows, form, Date::new(2026, 11, 25))
                    .collect::<Result<String>>()
                    .unwrap()
            };
            for form in [CitationForm::FormerGbt, CitationForm::Gbt] {
                assert_eq!(written(form).lines().count(), count);
            }
            let begins =
                |text: &str, mark: &str| text.lines().filter(|it| it.starts_with(mark)).count();
            assert_eq!(begins(&written(CitationForm::Bibtex), "@"), count);
            let ris = written(CitationForm::Ris);
            assert_eq!((begins(&ris, "TY  - "), begins(&ris, "ER  - ")), (count, count));
            assert!(!ris.replace("\r\n", "").contains(['\r', '\n']));
            let items = serde_json::from_str::<serde_json::Value>(&written(CitationForm::CslJson));
            assert_eq!(items.unwrap().as_array().unwrap().len(), count);
        }
    }
}
