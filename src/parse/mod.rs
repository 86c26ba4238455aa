//! From text to a report: cleaned, cut into sections, its facts found. Never fails; leaves notes.
//!
//! - [`mod@clean`]: debris and broken lines, with `broken_lines` for the lines;
//! - `heading_number`: the numbers headings begin with;
//! - [`part`]: heading → statutory part;
//! - [`mod@outline`]: body → sections;
//! - [`mod@facts`]: body, page and path → title, agency, region, year, days, numbers, kind;
//! - [`corrections`]: what front matter and `corrections.csv` say, which wins.

mod heading_number;
mod broken_lines;
pub mod clean;
pub mod part;
pub mod outline;
pub mod facts;
pub mod corrections;

pub use clean::clean;
pub use outline::outline;

use crate::extract::PageFacts;
use crate::report::{Note, Report, Source};
use corrections::Overrides;

/// Returns the report that `text` is, as an extractor gave it with what stands beside it.
///
/// `path` is the path of the file relative to the indexed folder, `/` between its steps: the names
/// of folders are evidence of the weakest kind. `override_by` is the line of `corrections.csv` for
/// this report; it wins over front matter, and both win over what the text says.
#[must_use]
pub fn report(text: &str, page: &PageFacts, path: &str, override_by: Option<&Overrides>) -> Report {
    let (front_matter, text, mut notes) = corrections::front_matter(text);
    let body = clean(text);
    let (mut found, mut evidence) = facts::facts_with_evidence(&body, page, path);
    corrections::apply(&mut found, &front_matter, Source::FrontMatter);
    if let Some(overrides) = override_by {
        corrections::apply(&mut found, overrides, Source::Corrections);
    }
    facts::add_corrections(&mut evidence, &found.facts);
    let sections = outline(&body, found.title.clone());
    notes.append(&mut found.notes);
    if sections.iter().all(|section| section.heading_path.is_empty()) {
        notes.push(Note::NoHeadings);
    }
    Report { body, facts: found.facts, sections, notes, evidence }
}
