//! The forms of an entry.

use super::citation::Citation;
use crate::report::named::named;

named! {
    /// The form of an entry in a list of references.
    #[derive(Default)]
    pub enum CitationForm {
        /// GB/T 7714—2015, with the day of citation.
        #[default]
        FormerGbt => "gbt", "GB/T 7714—2015", "GB/T 7714—2015";
        /// GB/T 7714—2025.
        Gbt => "gbt-2025", "GB/T 7714—2025", "GB/T 7714—2025";
        /// BibTeX and biblatex.
        Bibtex => "bibtex", "BibTeX", "BibTeX";
        /// RIS: EndNote, NoteExpress, Zotero.
        Ris => "ris", "RIS", "RIS";
        /// CSL-JSON: Zotero, pandoc.
        CslJson => "csl-json", "CSL-JSON", "CSL-JSON";
    }
}

impl CitationForm {
    /// The forms that lists of reports offer.
    pub(crate) const LISTED: [Self; 4] = [Self::Bibtex, Self::Ris, Self::CslJson, Self::FormerGbt];

    /// Returns what the names of its files end in.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::FormerGbt | Self::Gbt => "txt",
            Self::Bibtex => "bib",
            Self::Ris => "ris",
            Self::CslJson => "json",
        }
    }

    /// Returns a list with only this entry.
    pub(crate) fn single(self, citation: &Citation) -> String {
        let Frame { begin, end, .. } = self.frame();
        format!("{begin}{}{end}", self.entry(citation))
    }

    /// Returns one entry, as a list with only this entry has it.
    pub(super) fn entry(self, citation: &Citation) -> String {
        let quoted = |entry: String| match &citation.note {
            Some(note) => format!("{note}\n{entry}\n"),
            None => entry + "\n",
        };
        match self {
            Self::FormerGbt => quoted(citation.to_former_gbt()),
            Self::Gbt => quoted(citation.to_gbt()),
            Self::Bibtex => citation.to_bibtex(),
            Self::Ris => citation.to_ris(),
            Self::CslJson => {
                let item = serde_json::to_string_pretty(&citation.to_csl());
                let item = item.expect("plain data turns into JSON");
                format!("  {}", item.replace('\n', "\n  "))
            }
        }
    }

    /// Returns what stands around entries. Of a list without any, white space inside is left out.
    pub(super) fn frame(self) -> Frame {
        let (begin, between, end) = match self {
            Self::FormerGbt | Self::Gbt => ("", "", ""),
            Self::Bibtex => ("", "\n", ""),
            Self::Ris => ("", "\r\n", ""),
            Self::CslJson => ("[\n", ",\n", "\n]\n"),
        };
        Frame { begin, between, end }
    }
}

/// What stands around the entries of a list.
pub(super) struct Frame {
    pub(super) begin: &'static str,
    pub(super) between: &'static str,
    pub(super) end: &'static str,
}
