//! What is known of a report, where each fact comes from, and what could not be told.

use maud::{Markup, html};

use crate::analysis::{FactOrigin, ReportRow};
use crate::report::Language;
use crate::report::{Certainty, Fact, Source};
use crate::web::pages::html_text::clean;
use crate::web::pages::layout::PageContext;

/// The facts in the order of the page; the title stands above them.
const SHOWN: [Fact; 9] = [
    Fact::Agency,
    Fact::Region,
    Fact::Year,
    Fact::Kind,
    Fact::Date,
    Fact::Published,
    Fact::DocumentNumber,
    Fact::IndexNumber,
    Fact::Url,
];

/// Returns what is known of the report, and where from; then what could not be told.
pub(super) fn shown(context: &PageContext, report: &ReportRow) -> Markup {
    let known = SHOWN.into_iter().filter_map(|fact| Some((fact, report.fact(fact)?)));
    let unknown = SHOWN.into_iter().filter(|&fact| report.fact(fact).is_none());
    let unknown: Vec<String> = unknown.map(|fact| unknown_name(context, report, fact)).collect();
    html! {
        details.about {
            summary { (context.pick("About the report, and who says so", "报告信息与出处")) }
            dl.record {
                @for (fact, value) in known {
                    div {
                        dt { (name(context, fact)) }
                        dd { (shown_value(context, report, fact, &value)) (told_by(context, report, fact)) }
                    }
                }
                div {
                    dt { (context.pick("File", "文件")) }
                    dd { bdi lang="zh" { (clean(&report.path)) } }
                }
                div {
                    dt { (context.pick("Id", "编号")) }
                    dd { bdi { (clean(&report.id)) } }
                }
                @if !unknown.is_empty() {
                    div.unknown {
                        dt { (context.pick("Not known", "未识别")) }
                        dd { (unknown.join(context.pick(", ", "、"))) }
                    }
                }
            }
        }
        (notes(context, report))
    }
}

fn notes(context: &PageContext, report: &ReportRow) -> Markup {
    let notes = match context.language {
        Language::Chinese => &report.notes_in_chinese,
        Language::English => &report.notes,
    };
    html! {
        @if !notes.is_empty() {
            section.notes {
                h2 { (context.pick("What could not be told", "未能确定之处")) }
                ul { @for note in notes { li { bdi { (clean(note)) } } } }
            }
        }
    }
}

/// Returns the name of a fact.
fn name(context: &PageContext, fact: Fact) -> &'static str {
    let english = match fact {
        Fact::Title => "Title",
        Fact::Agency => "Agency",
        Fact::Region => "Region",
        Fact::Year => "Year",
        Fact::Date => "Signed",
        Fact::Published => "Published",
        Fact::DocumentNumber => "Document number",
        Fact::IndexNumber => "Index number",
        Fact::Kind => "Kind",
        Fact::Url => "Address",
    };
    context.pick(english, fact.label(Language::Chinese))
}

fn shown_value(context: &PageContext, report: &ReportRow, fact: Fact, value: &str) -> Markup {
    let written = report.agency_as_written.as_deref();
    let written = written.filter(|written| fact == Fact::Agency && *written != value);
    let english =
        report.kind.filter(|_| fact == Fact::Kind && context.language == Language::English);
    let code = report.region.code.as_deref().filter(|_| fact == Fact::Region);
    html! {
        @if fact == Fact::Url && is_web(value) {
            a href=(value) rel="external noopener noreferrer nofollow" { bdi { (clean(value)) } }
        } @else {
            bdi lang="zh" { (clean(value)) }
        }
        @if let Some(code) = code { " " small { (code) } }
        @if let Some(kind) = english { " " small { (kind.key()) } }
        @if let Some(written) = written {
            " " small {
                (context.pick("written “", "原文作“")) bdi lang="zh" { (clean(written)) } "”"
            }
        }
    }
}

/// Returns whether an address can be followed: reports may name any, scripts among them.
fn is_web(address: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme))
}

/// Returns where a fact comes from, where that is known.
fn told_by(context: &PageContext, report: &ReportRow, fact: Fact) -> Markup {
    html! {
        @if let Some(evidence) = report.sources.get(fact.key()) {
            " " small.source { (source(context, *evidence)) }
        }
    }
}

/// Returns the name of a fact that is not known, with who says so where a user does.
fn unknown_name(context: &PageContext, report: &ReportRow, fact: Fact) -> String {
    let name = name(context, fact);
    match report.sources.get(fact.key()) {
        Some(evidence) => {
            let (open, close) = (context.pick(" (", "（"), context.pick(")", "）"));
            format!("{name}{open}{}{close}", source(context, *evidence))
        }
        None => name.to_owned(),
    }
}

fn source(context: &PageContext, evidence: FactOrigin) -> String {
    let place = match evidence.source {
        Source::Corrections => context.pick("from corrections", "据更正表"),
        Source::FrontMatter => context.pick("from front matter", "据文件头"),
        Source::Metadata => context.pick("from page metadata", "据网页信息"),
        Source::Title => context.pick("from the title", "据标题"),
        Source::SignOff => context.pick("from the sign-off", "据落款"),
        Source::Opening => context.pick("from the opening", "据开头"),
        Source::Body => context.pick("from the text", "据正文"),
        Source::Path => context.pick("from the file name", "据文件名"),
    };
    match evidence.certainty {
        Certainty::Stated => place.to_owned(),
        Certainty::Inferred => format!("{place}{}", context.pick(", inferred", "推断")),
    }
}
