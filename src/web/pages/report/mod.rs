//! One report to read, quote and cite.
//!
//! - `bar`: what stays in sight: the ways along the list and the hits
//! - `list`: the way back to the list of results, and on to the next
//! - `facts`: what is known of it, where each fact was found, and notes
//! - `correction`: how a fact is mended
//! - `copies`: the reports of other years, copies and versions
//! - `citation`: its entry in a list of references
//! - `outline`: its headings, by statutory part
//! - `text`, `line`, `line_looks`: its text, paragraph by paragraph; `printed_page`: on which pages of
//!   its file
//! - `marks`, `hits`: what a query finds in it; `why`: why it finds the report or does not
//!
//! A link to a passage has the anchor of the paragraph and, in case the paragraph is gone one day, that
//! of its section: `?at=p1a2b3c4d.s9f8e7d6c#p1a2b3c4d`. Both anchors are derived from the text alone,
//! and the id of the report from the content of its file. So the link leads to the same words after
//! reports were added or moved and the index was rebuilt, and to the section if the words were changed;
//! a report that was changed since says so. The server sees to
//! that: a browser that finds no such anchor stays at the top of the page.

mod bar;
mod citation;
mod copies;
mod correction;
mod facts;
mod hits;
mod line;
mod line_looks;
mod list;
mod marks;
mod outline;
mod printed_page;
#[cfg(test)]
mod tests;
mod text;
mod why;

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use maud::{Markup, html};

use super::address::Address;
use super::error_pages::{Usable, unanswered};
use super::ground;
use super::html_text::{IN_PARAGRAPH, clean};
use super::layout::PageContext;
use super::paths::{SEARCH, report_path};
use crate::analysis::{self, ReportCheck, ReportRow, ShownReport, YearRow};
use crate::error::{Error, Result};
use crate::present::{Audience, Citation, is_about_request};
use crate::report::Date;
use crate::search::{Remark, ReportQuery};
use crate::web::http::language::html_tag;
use crate::web::http::parameters::{self, Parameter};
use crate::web::http::params::Params;
use crate::web::http::problem::Problem;
use crate::web::snapshot::Snapshot;
use bar::Bar;
use hits::{Found, Unmarked};
use list::List;
use text::{OneSection, Reading};

/// The parameters of the page.
pub(super) const PARAMETERS: &[&Parameter] = &[
    &parameters::Q,
    &parameters::MODE,
    &parameters::ALIASES,
    &parameters::PART,
    &parameters::AT,
    &parameters::FROM,
    &parameters::HIT,
];

/// The parameters that links to other reports keep.
const QUESTION: &[&Parameter] = &[
    &parameters::Q,
    &parameters::MODE,
    &parameters::ALIASES,
    &parameters::PART,
    &parameters::FROM,
];

/// The day of a request, and the host it was sent to.
pub(super) struct Visit {
    today: Option<Date>,
    host: String,
    offers_originals: bool,
}

impl Visit {
    /// Returns the visit of a request that is made now, of a server that offers the files of reports or
    /// does not.
    pub(super) fn now(headers: &HeaderMap, offers_originals: bool) -> Self {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let host = host.unwrap_or_default().to_owned();
        Self { today: Date::today(), host, offers_originals }
    }

    /// Returns the day, which the page depends on.
    pub(super) fn day(&self) -> String {
        self.today.map(|day| day.to_string()).unwrap_or_default()
    }

    /// Returns the host, which it depends on too.
    pub(super) fn host(&self) -> &str {
        &self.host
    }
}

/// Returns the page of a report.
///
/// # Errors
///
/// Fails if no report has the id, and if the index is damaged.
pub(super) fn page(
    context: &PageContext,
    params: &Params,
    visit: &Visit,
    snapshot: &Snapshot,
    id: &str,
) -> Result<String> {
    let shown = snapshot.report(id)?;
    let number = snapshot.number(&shown.report.id)?;
    let query = query_in_reports(context, params, snapshot)?;
    let within = query.as_ref().and_then(|query| query.as_ref().ok());
    let mentions = within.map(|within| within.mentions(&[number])).transpose()?.unwrap_or_default();
    let is_found = |at: usize| mentions.contains_key(&(number, at as u64));
    let report = &shown.report;
    let mut reading = Reading::new(&shown, within, is_found);
    point(&mut reading, params);
    if visit.offers_originals {
        reading.link_to(printed_page::address(&shown).as_deref());
    }
    let total = mentions.values().map(|&count| u64::from(count)).sum();
    let found = query.as_ref().map(|query| match query {
        Ok(_) => Ok(Found::new(mentions.len(), total, &reading)),
        Err(why) => Err(why.clone()),
    });
    let page = Page {
        context,
        params,
        visit,
        list: List::of_page(params).map(|list| list.counted(snapshot)).transpose()?,
        shown: &shown,
        years: analysis::years(&snapshot.reader, number, within)?,
        reading,
        found,
        is_changed: snapshot.was_changed_since(id)?,
        remarks: within.map(|within| within.remarks().to_vec()).unwrap_or_default(),
        check: check(params, snapshot, &report.id)?,
        address: Address::with_values(report_path(&report.id), params, QUESTION),
    };
    let (title, citation) = (title(report), Citation::new(report, visit.today));
    let metadata = citation::metadata(&citation);
    Ok(context.page_about(&title, &metadata, &page.body(&title, &citation)))
}

/// Returns the page of a report that there is not, or that cannot be shown: with the form, and the way back
/// to the list.
pub(super) fn missing(
    context: &PageContext,
    form: Markup,
    params: &Params,
    problem: &Problem,
) -> Response {
    let address = Address::with_values(SEARCH, params, &[&parameters::Q, &parameters::MODE]);
    let before = html! {
        @let list = List::of_page(params);
        (list::ways(context, list.as_ref(), &address))
        @if problem.status == StatusCode::NOT_FOUND && context.index_day().is_some() {
            p.notice { (ground::written_on(context)) }
        }
    };
    unanswered(context, &Usable { form, params, address, before }, problem)
}

/// Puts an anchor before the mention that the link leads to, if it leads to one.
fn point(reading: &mut Reading<'_>, params: &Params) {
    let mut places = params.value(&parameters::AT).unwrap_or_default().split('.');
    let Some(place) = places.next().filter(|place| place.contains(IN_PARAGRAPH)) else { return };
    reading.point(place, places.next());
}

/// Returns the title of the report or else its agency and year.
fn title(report: &ReportRow) -> String {
    if let Some(title) = &report.facts.title {
        return title.clone();
    }
    let year = report.facts.year.map(|year| year.to_string());
    let known: Vec<String> = report.facts.agency.clone().into_iter().chain(year).collect();
    if known.is_empty() { report.path.clone() } else { known.join(" · ") }
}

/// Returns the query of the page, or why nothing can be marked; `None` without one.
fn query_in_reports<'a>(
    context: &PageContext,
    params: &Params,
    snapshot: &'a Snapshot,
) -> Result<Option<std::result::Result<ReportQuery<'a>, Unmarked>>> {
    let refused = |error: &Error| {
        Ok(Some(Err(Unmarked::Refused(error.message(Audience::Page(context.language))))))
    };
    let query = match params.query() {
        Ok(Some(query)) => query,
        Ok(None) => return Ok(None),
        Err(error) => return refused(&error.into()),
    };
    match ReportQuery::new(&snapshot.reader, &params.request(Some(query))) {
        Ok(within) if within.marks_anything() => Ok(Some(Ok(within))),
        Ok(_) => Ok(Some(Err(Unmarked::NothingToMark))),
        Err(error) if is_about_request(&error) => refused(&error),
        Err(error) => Err(error),
    }
}

/// Returns why the query of the page finds the report or does not; `None` without a query, and if it
/// cannot be answered.
fn check(params: &Params, snapshot: &Snapshot, id: &str) -> Result<Option<ReportCheck>> {
    let Ok(Some(query)) = params.query() else { return Ok(None) };
    match snapshot.check(&params.request(Some(query)), id) {
        Err(error) if is_about_request(&error) => Ok(None),
        check => check.map(Some),
    }
}

/// Everything that the page of a report shows.
struct Page<'a> {
    context: &'a PageContext,
    params: &'a Params,
    visit: &'a Visit,
    /// The list that the reader came from.
    list: Option<List>,
    shown: &'a ShownReport,
    years: Vec<YearRow>,
    reading: Reading<'a>,
    found: Option<std::result::Result<Found, Unmarked>>,
    /// Whether the text was changed since the link to the page was made.
    is_changed: bool,
    /// How the query was read, if not as it was typed.
    remarks: Vec<Remark>,
    /// Why the query finds the report or does not.
    check: Option<ReportCheck>,
    /// The address of the page with the question.
    address: Address,
}

impl Page<'_> {
    fn body(&self, title: &str, citation: &Citation) -> Markup {
        let Self { context, shown, visit, .. } = self;
        let leading = match &self.found {
            Some(Ok(found)) if found.marked > 0 => Some(*found),
            _ => None,
        };
        html! {
            (bar::bar(context, &self.bar(leading)))
            header.report-head {
                h1 lang="zh" { bdi { (clean(title)) } }
                (copies::newer(context, shown, &self.address))
                p.print-only data-address { (self.own_address()) }
                p.print-only lang="zh" { (clean(&citation.to_gbt())) }
                (facts::facts(context, &shown.report, visit.offers_originals))
                (copies::versions(context, shown, &self.address))
                (copies::years(context, shown, &self.years, &self.address))
                (citation::fields(context, citation, visit.today))
                (hits::search(context, self.params, &self.address, self.found.as_ref()))
                (ground::remarks(context, &self.remarks))
                @if let Some(check) = &self.check { (why::why(context, check, &self.reading)) }
            }
            @if let Some(found) = leading { (hits::list(context, found)) }
            div.reading {
                (outline::outline(context, &self.reading))
                (self.text(citation))
            }
        }
    }

    fn bar(&self, found: Option<Found>) -> Bar<'_> {
        let Self { is_changed, address, .. } = self;
        Bar { list: self.list.as_ref(), found, is_changed: *is_changed, address }
    }

    /// Returns the text of the report, with a notice if the place of the link is gone.
    fn text(&self, citation: &Citation) -> Markup {
        let Self { context, reading, .. } = self;
        let gone = self.gone();
        let none = html! {};
        let paged = citation.to_gbt_of_pages();
        let (before, behind) = (&paged[0], &paged[1]);
        html! {
            article.report lang="zh" data-citation=(clean(&citation.to_gbt()))
                data-before-pages=(clean(before)) data-behind-pages=(clean(behind))
                data-page=(self.own_path()) {
                @if let Some(Gone { anchor, section: None }) = &gone { (gone_notice(context, anchor, false)) }
                @for section in &reading.sections {
                    @match &gone {
                        Some(Gone { anchor, section: Some(other) }) if *other == section.anchor => {
                            (section.to_html(context, &gone_notice(context, anchor, true)))
                        },
                        _ => (section.to_html(context, &none)),
                    }
                    (self.quotation(section, citation))
                }
            }
        }
    }

    /// Returns a section as a quotation with its source, for browsers without script; the script makes
    /// it on demand.
    fn quotation(&self, section: &OneSection<'_>, citation: &Citation) -> Markup {
        let link = format!("{}#{}", self.own_address(), section.anchor);
        let name = self.context.pick("Quote", "引用本节");
        let citation = citation.clone().with_pages(section.pages());
        html! {
            noscript {
                details.quotation {
                    summary { (name) }
                    textarea readonly rows="4" aria-label=(name) {
                        (section.quotation()) "\n" (clean(&citation.to_gbt())) "\n" (link)
                    }
                }
            }
        }
    }

    fn own_path(&self) -> String {
        report_path(&self.shown.report.id)
    }

    /// Returns the address of the report for others to follow. A proxy may use TLS; the script corrects
    /// the scheme.
    fn own_address(&self) -> String {
        format!("http://{}{}", self.visit.host, self.own_path())
    }

    /// Returns the place that the link leads to, if it is not on the page, and the section to show
    /// instead.
    fn gone(&self) -> Option<Gone> {
        let mut anchors = self.params.value(&parameters::AT)?.split('.');
        let place = anchors.next()?;
        let anchor = place.split(IN_PARAGRAPH).next().filter(|anchor| is_anchor(anchor))?;
        if self.reading.at(anchor).is_some() {
            return None;
        }
        // One of several equal paragraphs may be left.
        let another = anchor.split('-').next().filter(|it| *it != anchor);
        let section = another.into_iter().chain(anchors).find_map(|it| self.reading.at(it));
        Some(Gone {
            anchor: place.to_owned(),
            section: section.map(|section| section.anchor.clone()),
        })
    }
}

/// A place that a link leads to and that is no longer on the page.
struct Gone {
    /// The anchor of the place.
    anchor: String,
    /// The section to show instead; none if it is gone too.
    section: Option<String>,
}

/// Returns whether `text` can be the anchor of a section or a paragraph.
fn is_anchor(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['p', 's']) else { return false };
    let (hash, count) = rest.split_once('-').unwrap_or((rest, "2"));
    let is_count = (1..=6).contains(&count.len()) && count.bytes().all(|b| b.is_ascii_digit());
    is_count && hash.len() == 8 && hash.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Returns the notice in place of a paragraph that is gone.
fn gone_notice(context: &PageContext, anchor: &str, has_section: bool) -> Markup {
    let lang = html_tag(context.language);
    html! {
        p.gone id=(anchor) lang=(lang) {
            @if has_section {
                (context.pick(
                    "The paragraph of this link is no longer in the report; it may have been changed. This is the section that contained it.",
                    "链接所指的段落已不在这份报告中，可能改动过。下面是它原在的一节。",
                ))
            } @else {
                (context.pick(
                    "Neither the paragraph of this link nor its section is in the report any longer.",
                    "链接所指的段落及其所在的一节都已不在这份报告中。",
                ))
            }
        }
    }
}
