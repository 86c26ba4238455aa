//! The facts of a report, where each was found, and notes on missing or ambiguous facts.

use maud::{Markup, html};

use super::correction;
use crate::analysis::{FactOrigin, ReportRow};
use crate::report::{Certainty, Fact, Language, Source};
use crate::web::http::parameters;
use crate::web::pages::address::Address;
use crate::web::pages::html_text::clean;
use crate::web::pages::layout::PageContext;
use crate::web::pages::paths::original_path;

/// Returns the facts of the report with their origins, then the notes; with links to its files if they are
/// offered.
pub(super) fn facts(context: &PageContext, report: &ReportRow, offers_originals: bool) -> Markup {
    // The title is above them.
    let shown = || Fact::ALL.into_iter().filter(|&fact| fact != Fact::Title);
    let known = shown().filter_map(|fact| Some((fact, report.facts.get(fact)?)));
    let unknown = shown().filter(|&fact| report.facts.get(fact).is_none());
    let unknown: Vec<String> = unknown.map(|fact| unknown_fact(context, report, fact)).collect();
    html! {
        details.about {
            summary { (context.pick("Facts and their sources", "报告信息与出处")) }
            dl.record {
                @for (fact, text) in known {
                    div {
                        dt { (fact.label(context.language)) }
                        dd {
                            (value(context, report, fact, &text))
                            @if let Some(origin) = report.origin(fact) {
                                " " small.source { (origin_text(context, origin)) }
                            }
                        }
                    }
                }
                div {
                    dt { (context.pick("file", "文件")) }
                    dd { (file(context, report, (0, &report.path), offers_originals)) }
                }
                @for joined in (1..).zip(&report.joined) {
                    div {
                        dt { (context.pick("joined file", "合并的文件")) }
                        dd { (file(context, report, joined, offers_originals)) }
                    }
                }
                div {
                    dt { (context.pick("id", "编号")) }
                    dd { bdi { (clean(&report.id)) } }
                }
                @if !unknown.is_empty() {
                    div.unknown {
                        dt { (context.pick("unknown", "未识别")) }
                        dd { (unknown.join(context.pick(", ", "、"))) " · " (correction::link(context)) }
                    }
                }
            }
        }
        (notes(context, report))
        (correction::correction(context, report))
    }
}

/// Returns the path of a file of the report, the one with this number, and a link to it.
fn file(
    context: &PageContext,
    report: &ReportRow,
    (number, path): (usize, &String),
    is_offered: bool,
) -> Markup {
    let address = Address::to(original_path(&report.id));
    let address = match number {
        0 => address,
        number => address.and(parameters::FILE.name, &number.to_string()),
    };
    html! {
        bdi lang="zh" { (clean(path)) }
        @if is_offered {
            " " a.original href=(address.to_url()) { (context.pick("Open the original", "打开原文件")) }
        }
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
                h2 { (context.pick("Uncertain", "待核实")) }
                ul { @for note in notes { li { bdi { (clean(note)) } } } }
                (correction::link(context))
            }
        }
    }
}

/// Returns the value of a fact with what belongs to it: the code of a region, the English name of a
/// kind, the name of an agency as the report writes it.
fn value(context: &PageContext, report: &ReportRow, fact: Fact, text: &str) -> Markup {
    let written = report.facts.agency_as_written.as_deref();
    let written = written.filter(|written| fact == Fact::Agency && *written != text);
    let is_english = context.language == Language::English;
    let kind = report.facts.kind.filter(|_| fact == Fact::Kind && is_english);
    let code = report.facts.region.code.as_deref().filter(|_| fact == Fact::Region);
    html! {
        @if fact == Fact::Url && is_web(text) {
            a href=(text) rel="external noopener noreferrer nofollow" { bdi { (clean(text)) } }
        } @else {
            bdi lang="zh" { (clean(text)) }
        }
        @if let Some(code) = code { " " small { (code) } }
        @if let Some(kind) = kind { " " small { (kind.label(Language::English)) } }
        @if let Some(written) = written {
            " " small {
                (context.pick("written “", "原文作“")) bdi lang="zh" { (clean(written)) } "”"
            }
        }
    }
}

/// Returns whether an address may be a link: a report may contain any, including scripts.
fn is_web(address: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme))
}

/// Returns the label of a fact that is not known, with who marked it so.
fn unknown_fact(context: &PageContext, report: &ReportRow, fact: Fact) -> String {
    let label = fact.label(context.language);
    match report.origin(fact) {
        Some(origin) => {
            let (open, close) = context.language.pick((" (", ")"), ("（", "）"));
            format!("{label}{open}{}{close}", origin_text(context, origin))
        }
        None => label.to_owned(),
    }
}

/// Returns where a fact was found and, if so, that it was inferred.
fn origin_text(context: &PageContext, origin: FactOrigin) -> String {
    let source = origin.source.label(context.language);
    let found = match (context.language, origin.source) {
        (Language::Chinese, _) => format!("据{source}"),
        // Tables and front matter take no article in English.
        (Language::English, Source::Corrections | Source::FrontMatter | Source::Metadata) => {
            format!("from {source}")
        }
        (Language::English, _) => format!("from the {source}"),
    };
    match origin.certainty {
        Certainty::Stated => found,
        Certainty::Inferred => format!("{found}{}", context.pick(", inferred", "推断")),
    }
}
