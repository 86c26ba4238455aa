//! What is known of a report, where each fact comes from, and what could not be told.

use maud::{Markup, html};

use super::super::frame::Here;
use super::super::language::Language;
use super::super::passage::clean;
use crate::analysis::{Evidence, ReportRow};
use crate::report::{Certainty, Fact, Source};

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
pub(super) fn shown(here: &Here, report: &ReportRow) -> Markup {
    let known = SHOWN.into_iter().filter_map(|fact| Some((fact, value(report, fact)?)));
    let unknown = SHOWN.into_iter().filter(|&fact| value(report, fact).is_none());
    let unknown: Vec<String> = unknown.map(|fact| unknown_name(here, report, fact)).collect();
    html! {
        details.about {
            summary { (here.say("报告信息与出处", "About the report, and who says so")) }
            dl.record {
                @for (fact, value) in known {
                    div {
                        dt { (name(here, fact)) }
                        dd { (shown_value(here, report, fact, &value)) (told_by(here, report, fact)) }
                    }
                }
                div {
                    dt { (here.say("文件", "File")) }
                    dd { bdi lang="zh" { (clean(&report.path)) } }
                }
                div {
                    dt { (here.say("编号", "Id")) }
                    dd { bdi { (clean(&report.id)) } }
                }
                @if !unknown.is_empty() {
                    div.unknown {
                        dt { (here.say("未识别", "Not known")) }
                        dd { (unknown.join(here.say("、", ", "))) }
                    }
                }
            }
        }
        (notes(here, report))
    }
}

fn notes(here: &Here, report: &ReportRow) -> Markup {
    let notes = match here.language {
        Language::Chinese => &report.notes_in_chinese,
        Language::English => &report.notes,
    };
    html! {
        @if !notes.is_empty() {
            section.notes {
                h2 { (here.say("未能确定之处", "What could not be told")) }
                ul { @for note in notes { li { bdi { (clean(note)) } } } }
            }
        }
    }
}

/// Returns the name of a fact.
fn name(here: &Here, fact: Fact) -> &'static str {
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
    here.say(fact.label(crate::report::Language::Chinese), english)
}

fn value(report: &ReportRow, fact: Fact) -> Option<String> {
    match fact {
        Fact::Title => report.title.clone(),
        Fact::Agency => report.agency.clone(),
        Fact::Region => Some(report.region.path()).filter(|path| !path.is_empty()),
        Fact::Year => report.year.map(|year| year.to_string()),
        Fact::Date => report.date.map(|day| day.to_string()),
        Fact::Published => report.published.map(|day| day.to_string()),
        Fact::DocumentNumber => report.document_number.clone(),
        Fact::IndexNumber => report.index_number.clone(),
        Fact::Kind => report.kind.map(|kind| kind.to_string()),
        Fact::Url => report.url.clone(),
    }
}

fn shown_value(here: &Here, report: &ReportRow, fact: Fact, value: &str) -> Markup {
    let written = report.agency_as_written.as_deref();
    let written = written.filter(|written| fact == Fact::Agency && *written != value);
    let english = report.kind.filter(|_| fact == Fact::Kind && here.language == Language::English);
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
                (here.say("原文作“", "written “")) bdi lang="zh" { (clean(written)) } "”"
            }
        }
    }
}

/// Returns whether an address can be followed: reports may name any, scripts among them.
fn is_web(address: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme))
}

/// Returns where a fact comes from, where that is known.
fn told_by(here: &Here, report: &ReportRow, fact: Fact) -> Markup {
    html! {
        @if let Some(evidence) = report.sources.get(fact.key()) {
            " " small.source { (source(here, *evidence)) }
        }
    }
}

/// Returns the name of a fact that is not known, with who says so where a user does.
fn unknown_name(here: &Here, report: &ReportRow, fact: Fact) -> String {
    let name = name(here, fact);
    match report.sources.get(fact.key()) {
        Some(evidence) => {
            let (open, close) = (here.say("（", " ("), here.say("）", ")"));
            format!("{name}{open}{}{close}", source(here, *evidence))
        }
        None => name.to_owned(),
    }
}

fn source(here: &Here, evidence: Evidence) -> String {
    let place = match evidence.source {
        Source::Corrections => here.say("据更正表", "from corrections"),
        Source::FrontMatter => here.say("据文件头", "from front matter"),
        Source::Metadata => here.say("据网页信息", "from page metadata"),
        Source::Title => here.say("据标题", "from the title"),
        Source::SignOff => here.say("据落款", "from the sign-off"),
        Source::Opening => here.say("据开头", "from the opening"),
        Source::Body => here.say("据正文", "from the text"),
        Source::Path => here.say("据文件名", "from the file name"),
    };
    match evidence.certainty {
        Certainty::Stated => place.to_owned(),
        Certainty::Inferred => format!("{place}{}", here.say("推断", ", inferred")),
    }
}
