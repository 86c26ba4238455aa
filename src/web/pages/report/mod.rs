//! One report to be read, quoted and cited.
//!
//! - `facts`: what is known of it, where from, and what could not be told
//! - `copies`: the reports of other years, copies and versions
//! - `citation`: its entry in a list of references
//! - `outline`: its headings, by statutory part
//! - `text`, `shape`: its text, paragraph by paragraph
//! - `marks`, `hits`: what a query finds in it
//!
//! A link to a passage names the paragraph and, for the day on which the paragraph is there no more,
//! its section: `?at=p1a2b3c4d.s9f8e7d6c#p1a2b3c4d`. Both names follow from the text alone, and the id
//! of the report from its path. So the link leads to the same words when reports are added and the
//! index is built again, and to the section where the words were changed; the server sees to that,
//! since a browser that finds no such place stays at the top of the page.

mod citation;
mod copies;
mod facts;
mod hits;
mod marks;
mod outline;
mod shape;
#[cfg(test)]
mod tests;
mod text;

use std::fmt::Display;

use axum::http::{HeaderMap, header};
use maud::{Markup, html};

use crate::analysis::{self, ReportRow, YearRow};
use crate::error::{Error, Result};
use crate::report::Language;
use crate::report::{Date, Part};
use crate::search::{Remark, ReportQuery};
use crate::web::http::language::html_tag;
use crate::web::http::parameters::{self, Parameter};
use crate::web::http::params::Params;
use crate::web::pages::address::Address;
use crate::web::pages::html_text::clean;
use crate::web::pages::layout::PageContext;
use crate::web::pages::query_form;
use crate::web::snapshot::Snapshot;
use citation::Citation;
use hits::{Found, Unmarked};
use text::Reading;

/// What the page is asked, beside the id of the report.
pub(super) const PARAMETERS: &[&Parameter] =
    &[&parameters::Q, &parameters::MODE, &parameters::PART, &parameters::AT];

/// What of it is the question, which goes along to other reports.
const QUESTION: &[&Parameter] = &[&parameters::Q, &parameters::MODE, &parameters::PART];

/// When a page is asked for, and by which name of the server.
pub(super) struct Visit {
    today: Option<Date>,
    host: String,
}

impl Visit {
    /// Returns what a request says, and the day it is.
    pub(super) fn now(headers: &HeaderMap) -> Self {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        Self { today: citation::today(), host: host.unwrap_or_default().to_owned() }
    }

    /// Returns the day as part of what the page depends on.
    pub(super) fn day(&self) -> String {
        self.today.map(|day| day.to_string()).unwrap_or_default()
    }
}

/// Returns the page of a report.
///
/// # Errors
///
/// Fails where no report has the id, and where the index is damaged.
pub(super) fn page(
    context: &PageContext,
    params: &Params,
    visit: &Visit,
    snapshot: &Snapshot,
    id: &str,
) -> Result<String> {
    let shown = snapshot.report(id)?;
    let number = snapshot.number(&shown.report.id)?;
    let put = put(params, snapshot)?;
    let within = put.as_ref().and_then(|put| put.as_ref().ok());
    let mentions = within.map(|within| within.mentions(&[number])).transpose()?.unwrap_or_default();
    let is_found = |at: usize| mentions.contains_key(&(number, at as u64));
    let report = &shown.report;
    let reading = Reading::of(&shown, within, is_found);
    let total = mentions.values().map(|&count| u64::from(count)).sum();
    let found = put.as_ref().map(|put| match put {
        Ok(_) => Ok(Found::of(mentions.len(), total, &reading)),
        Err(why) => Err(why.clone()),
    });
    let page = Page {
        context,
        params,
        visit,
        shown: &shown,
        years: analysis::years(&snapshot.reader, number, within)?,
        reading,
        found,
        remarks: within.map(|within| within.remarks().to_vec()).unwrap_or_default(),
        address: query_form::address_of(params, &format!("/reports/{}", report.id), QUESTION),
    };
    let title = name(report);
    Ok(context.page(&title, &page.body(&title)))
}

/// Returns what the report is called: its title, else whose and for which year it is.
fn name(report: &ReportRow) -> String {
    if let Some(title) = &report.title {
        return title.clone();
    }
    let year = report.year.map(|year| year.to_string());
    let known: Vec<String> = report.agency.clone().into_iter().chain(year).collect();
    if known.is_empty() { report.path.clone() } else { known.join(" · ") }
}

/// Returns the query that is put to the report, or why nothing can be marked; `None` without one.
fn put<'a>(
    params: &Params,
    snapshot: &'a Snapshot,
) -> Result<Option<std::result::Result<ReportQuery<'a>, Unmarked>>> {
    let refused = |error: &dyn Display| Ok(Some(Err(Unmarked::Refused(error.to_string()))));
    let query = match params.query() {
        Ok(Some(query)) => query,
        Ok(None) => return Ok(None),
        Err(error) => return refused(&error),
    };
    match ReportQuery::new(&snapshot.reader, &params.request(Some(query))) {
        Ok(within) if within.marks_anything() => Ok(Some(Ok(within))),
        Ok(_) => Ok(Some(Err(Unmarked::NothingToMark))),
        Err(error @ (Error::Query(_) | Error::UnknownRegion { .. })) => refused(&error),
        Err(error) => Err(error),
    }
}

/// Everything that the page of a report shows.
struct Page<'a> {
    context: &'a PageContext,
    params: &'a Params,
    visit: &'a Visit,
    shown: &'a analysis::ShownReport,
    years: Vec<YearRow>,
    reading: Reading<'a>,
    found: Option<std::result::Result<Found, Unmarked>>,
    /// How the query was read, if that is not as it was typed.
    remarks: Vec<Remark>,
    /// The address of the page with the question.
    address: Address,
}

impl Page<'_> {
    fn body(&self, title: &str) -> Markup {
        let Self { context, shown, visit, .. } = self;
        let citation = Citation::of(&shown.report, visit.today);
        let back = self.address.to_page(super::SEARCH, |_| true);
        let leading = match &self.found {
            Some(Ok(found)) if found.marked > 0 => Some(*found),
            _ => None,
        };
        html! {
            p.back.no-print { a href=(back.written()) { (context.pick("← Back to the search", "← 回到检索")) } }
            header.report-head {
                h1 lang="zh" { bdi { (clean(title)) } }
                (copies::newer(context, shown, &self.address))
                p.print-only data-address { (self.own_address()) }
                p.print-only lang="zh" { (clean(&citation.current)) }
                (facts::shown(context, &shown.report))
                (copies::versions(context, shown, &self.address))
                (copies::years(context, shown, &self.years, &self.address))
                (citation.shown(context, visit.today))
                (hits::search(context, self.params, &self.address, self.found.as_ref()))
                (query_form::remarks(context, &self.remarks))
            }
            @if let Some(found) = leading { (hits::bar(context, found)) }
            div.reading {
                (outline::shown(context, &self.reading))
                (self.text(&citation))
            }
            p.told role="status" data-copied=(context.pick("Copied", "已复制"))
                data-failed=(context.pick("Not copied: select the text and copy it", "未能复制：请选中文字后复制")) {}
        }
    }

    /// Returns the text of the report.
    fn text(&self, citation: &Citation) -> Markup {
        let Self { context, reading, .. } = self;
        let gone = self.gone();
        let none = html! {};
        html! {
            article.report lang="zh" data-citation=(citation.current) data-page=(self.own_path()) {
                @if let Some(Gone { name, section: None }) = &gone { (notice(context, name, false)) }
                @for section in &reading.sections {
                    @match &gone {
                        Some(Gone { name, section: Some(anchor) }) if *anchor == section.anchor => {
                            (section.shown(context, &notice(context, name, true)))
                        },
                        _ => (section.shown(context, &none)),
                    }
                    (self.quotation(section, citation))
                }
            }
        }
    }

    /// Returns a section as a quotation with its source, for those without script; the script makes
    /// it when it is asked for.
    fn quotation(&self, section: &text::OneSection<'_>, citation: &Citation) -> Markup {
        let link = format!("{}#{}", self.own_address(), section.anchor);
        let name = self.context.pick("Quote", "引用本节");
        html! {
            noscript {
                details.quotation {
                    summary { (name) }
                    textarea readonly rows="4" aria-label=(name) {
                        (section.quotation()) "\n" (clean(&citation.current)) "\n" (link)
                    }
                }
            }
        }
    }

    fn own_path(&self) -> String {
        format!("/reports/{}", self.shown.report.id)
    }

    /// Returns the address of the report as others can follow it; a proxy may speak TLS, which the
    /// script knows.
    fn own_address(&self) -> String {
        format!("http://{}{}", self.visit.host, self.own_path())
    }

    /// Returns what a link asks for that is not on the page, and the section to take instead.
    fn gone(&self) -> Option<Gone> {
        let mut names = self.params.value(&parameters::AT)?.split('.');
        let name = names.next().filter(|name| is_place(name))?;
        if self.reading.at(name).is_some() {
            return None;
        }
        // Of paragraphs that were the same, another one may be left.
        let another = name.split('-').next().filter(|it| *it != name);
        let section = another.into_iter().chain(names).find_map(|it| self.reading.at(it));
        Some(Gone { name: name.to_owned(), section: section.map(|section| section.anchor.clone()) })
    }
}

/// A place that a link leads to and that is not on the page.
struct Gone {
    /// The name of the place.
    name: String,
    /// The section that is shown instead; none where that is gone too.
    section: Option<String>,
}

/// Returns whether `name` can be that of a section or a paragraph.
fn is_place(name: &str) -> bool {
    let Some(rest) = name.strip_prefix(['p', 's']) else { return false };
    let (hash, count) = rest.split_once('-').unwrap_or((rest, "2"));
    let is_count = (1..=6).contains(&count.len()) && count.bytes().all(|b| b.is_ascii_digit());
    is_count && hash.len() == 8 && hash.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Returns what is told at the place of a paragraph that is gone.
fn notice(context: &PageContext, name: &str, has_section: bool) -> Markup {
    let lang = html_tag(context.language);
    html! {
        p.gone id=(name) lang=(lang) {
            @if has_section {
                (context.pick(
                    "The paragraph of this link is not in the report any more; it may have been changed. This is the section it stood in.",
                    "链接所指的段落已不在这份报告中，可能改动过。下面是它原在的一节。",
                ))
            } @else {
                (context.pick(
                    "Neither the paragraph of this link nor its section is in the report any more.",
                    "链接所指的段落及其所在的一节都已不在这份报告中。",
                ))
            }
        }
    }
}

/// Returns the name of a statutory part.
fn part_name(context: &PageContext, part: Part) -> &'static str {
    part.label(context.language)
}

/// Returns a number with what it counts: a Chinese measure word or an English noun.
fn counted<N>(context: &PageContext, number: N, chinese: &str, english: &str) -> String
where
    N: Copy + Display + PartialEq + From<u8>,
{
    match context.language {
        Language::Chinese => format!("{number} {chinese}"),
        Language::English if number == N::from(1) => format!("{number} {english}"),
        Language::English => format!("{number} {english}s"),
    }
}
