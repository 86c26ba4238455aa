//! Text → report: cleaned, cut into sections, its facts found. Never fails; leaves notes.
//!
//! - `clean`: removes debris and joins broken lines, with `broken_lines`
//! - `heading_number`: the numbers that headings begin with
//! - `part`: heading → statutory part
//! - `outline`: body → sections
//! - `facts`: body, page and path → title, agency, region, year, days, numbers, kind
//! - `corrections`: front matter and `corrections.csv`, which win over what was found

mod heading_number;
mod broken_lines;
mod clean;
mod part;
mod outline;
mod facts;
mod corrections;

pub use clean::clean;
use clean::clean_paged;
pub(crate) use corrections::Overrides;
pub use corrections::{CorrectionLine, Corrections};

use crate::extract::PageFacts;
use crate::report::{Note, PageStarts, Report, Source};
use corrections::{apply_corrections, split_front_matter};
use facts::{GivenAddress, add_corrections, find_facts};
use outline::outline;

/// Returns the report that `text` is. `page` is what its page says about it.
///
/// `path` is the path of the file relative to the indexed folder, with `/` between its parts; the
/// names of folders are evidence of the weakest kind. `corrections` are the line of
/// `corrections.csv` for this report. It wins over front matter, and both win over what the text
/// says.
#[must_use]
pub fn report(text: &str, page: &PageFacts, path: &str, corrections: Option<&Overrides>) -> Report {
    paged_report((text, &PageStarts::default()), page, path, corrections)
}

/// Returns what [`report`] does, and on which pages of its file it is printed; `starts` are where these
/// begin in the text.
pub(crate) fn paged_report(
    (text, starts): (&str, &PageStarts),
    page: &PageFacts,
    path: &str,
    corrections: Option<&Overrides>,
) -> Report {
    let whole = text.len();
    let (front_matter, text, mut notes) = split_front_matter(text);
    let (body, page_starts) = clean_paged(text, &starts.without_first(whole - text.len()));
    // The address that a user gives is evidence as that of a saved page is.
    let of_table = corrections.map(|table| table.address(Source::Corrections));
    let of_table = of_table.filter(|given| *given != GivenAddress::Nothing);
    let address = of_table.unwrap_or_else(|| front_matter.address(Source::FrontMatter));
    let (mut found, mut evidence) = find_facts(&body, page, path, address);
    apply_corrections(&mut found, &front_matter, Source::FrontMatter);
    if let Some(corrections) = corrections {
        apply_corrections(&mut found, corrections, Source::Corrections);
    }
    add_corrections(&mut evidence, &found.facts);
    let sections = outline(&body, found.title.clone());
    notes.append(&mut found.notes);
    if sections.iter().all(|section| section.heading_path.is_empty()) {
        notes.push(Note::NoHeadings);
    }
    let paged_file = None;
    Report { body, page_starts, paged_file, facts: found.facts, sections, notes, evidence }
}

#[cfg(test)]
mod saved_pages;
#[cfg(test)]
mod exported_texts;
