//! The concepts of a codebook next to each other, and the one of them that the page shows.

use maud::{Markup, html};

use super::labels::{is_own_agencies, unit_of};
use super::view::View;
use crate::analysis::{PanelConcept, PanelRow, State, panel_rows};
use crate::error::Result;
use crate::query::{Codebook, Concept};
use crate::report::UNKNOWN;
use crate::search::{GroupBy, Request};
use crate::text::grouped;
use crate::web::http::parameters;
use crate::web::http::params::Params;
use crate::web::pages::ground;
use crate::web::pages::html_text::clean;
use crate::web::pages::layout::PageContext;
use crate::web::snapshot::Snapshot;

/// Returns the page of a codebook: its concepts, and everything about the one that is chosen, or the
/// first.
///
/// # Errors
///
/// Fails as a search does.
pub(super) fn page(
    context: &PageContext,
    params: &Params,
    codebook: &Codebook,
    snapshot: &Snapshot,
) -> Result<String> {
    let wanted = params.value(&parameters::LABEL);
    let is_wanted = |concept: &&Concept| wanted.is_none_or(|label| concept.label == label);
    let chosen = codebook.concepts.iter().find(is_wanted);
    let concept = chosen.or(codebook.concepts.first()).expect("a codebook has a concept");
    let own = params.of_concept(&concept.query);
    let view = View::of_concept(context, (params, &own), (&concept.query, codebook.concepts.len()));
    let everything = params.request(None);
    let overview = Overview::count(snapshot, &everything, codebook, view.rows)?;
    let before = html! {
        (ground::remarks(context, &codebook.remarks()))
        @if let (None, Some(label)) = (chosen, wanted) { (no_such(context, label)) }
        (overview.table(&view, &concept.label))
    };
    let requests = codebook.requests(&everything).into_iter();
    let request = requests.zip(&codebook.concepts).find(|(_, it)| it.label == concept.label);
    let (request, _) = request.expect("a request for each concept");
    super::answered(view, &request, &before, snapshot)
}

/// Says that the codebook does not have a concept.
fn no_such(context: &PageContext, label: &str) -> Markup {
    html! {
        p.problem role="alert" {
            (context.pick("The codebook has no concept ", "概念表中没有这个概念："))
            bdi lang="zh" { (clean(label)) }
            (context.pick("; the first is shown.", "；下面是第一个概念。"))
        }
    }
}

/// The concepts with their counts.
struct Overview {
    concepts: Vec<PanelConcept>,
    /// How many rows mention each, and how many have reports that do not.
    rows: Vec<[usize; 2]>,
}

impl Overview {
    fn count(
        snapshot: &Snapshot,
        everything: &Request,
        codebook: &Codebook,
        by: GroupBy,
    ) -> Result<Self> {
        let (answer, rows) = panel_rows(&snapshot.reader, everything, codebook, (by, false))?;
        let concepts = answer.body.concepts;
        let mut counts = vec![[0, 0]; concepts.len()];
        // As in the sentence above a table, rows of unknown groups and of own agencies are no counties.
        let is_one = |row: &PanelRow| row.value != UNKNOWN && !is_own_agencies(by, &row.value);
        for row in rows.filter(is_one) {
            for (figures, [mention, silent]) in row.cells.iter().zip(&mut counts) {
                *mention += usize::from(figures.state == State::Mentions);
                *silent += usize::from(figures.state == State::NoMention);
            }
        }
        Ok(Self { concepts, rows: counts })
    }

    /// Returns a table of the concepts; the name of each leads to its page.
    fn table(&self, view: &View<'_>, chosen: &str) -> Markup {
        let context = view.context;
        let url = |label: &str| view.address.set(parameters::LABEL.name, label).to_url();
        let (measure, _, many) = unit_of(view.rows);
        let unit = context.language.pick(many, measure.trim_start_matches(['个', '份', '类']));
        html! {
            details.concept-list open {
                summary {
                    (context.pick("Concepts", "概念")) " "
                    span.count { (grouped(self.concepts.len())) }
                }
                div.scroll.matrix.panel tabindex="0" role="region" aria-label=(context.pick("Concepts", "概念")) {
                    table {
                        thead {
                            tr {
                                th scope="col" { (context.pick("concept", "概念")) }
                                th.number scope="col" { (unit) (context.pick(" that mention it", "有提及")) }
                                th.number scope="col" { (unit) (context.pick(" that do not", "未提及")) }
                                th.number scope="col" { (context.pick("reports", "提及的报告")) }
                                th.number scope="col" { (context.pick("of", "所收报告")) }
                                th.number scope="col" { (context.pick("sections", "节")) }
                                th.number scope="col" { (context.pick("mentions", "提及次数")) }
                            }
                        }
                        tbody {
                            @for (concept, [mention, silent]) in self.concepts.iter().zip(&self.rows) {
                                tr {
                                    th scope="row" lang="zh" {
                                        a href=(url(&concept.label))
                                            aria-current=[(concept.label == chosen).then_some("true")] {
                                            bdi { (clean(&concept.label)) }
                                        }
                                    }
                                    td { (grouped(*mention)) }
                                    td { (grouped(*silent)) }
                                    td { (grouped(concept.total.reports)) }
                                    td { (grouped(concept.total.held)) }
                                    td { (grouped(concept.total.sections)) }
                                    td { @if let Some(mentions) = concept.total.mentions { (grouped(mentions)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
