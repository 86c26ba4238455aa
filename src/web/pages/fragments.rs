//! Small pieces that several pages share.

use std::fmt::Display;

use maud::{Markup, html};

use super::address::Address;
use super::layout::PageContext;
use crate::present::CitationForm;
use crate::report::Language;
use crate::text::{grouped, is_han};
use crate::web::http::choices::Format;
use crate::web::http::parameters::{self, ParamType, Parameter};
use crate::web::http::params::Params;

/// Returns the values of some parameters as hidden fields of a form, which keep them.
pub(super) fn hidden_inputs<'a>(
    params: &Params,
    kept: impl Iterator<Item = &'a Parameter>,
) -> Markup {
    html! {
        @for parameter in kept {
            @for value in params.values(parameter) {
                input type="hidden" name=(parameter.name) value=(value);
            }
        }
    }
}

/// The form that posts the codebook of a page again, for which no address has room.
const CODEBOOK_FORM: &str = "codebook";

/// Returns that form, if the page was posted: its buttons stand where other pages have links.
pub(super) fn codebook_form(context: &PageContext, params: &Params, path: &str) -> Markup {
    html! {
        @if context.is_posted() {
            form id=(CODEBOOK_FORM) method="post" action=(path) {
                (hidden_inputs(params, std::iter::once(&parameters::CONCEPT)))
            }
        }
    }
}

/// How a link looks, and what it leads to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LinkLook<'a> {
    pub(super) class: Option<&'a str>,
    pub(super) rel: Option<&'a str>,
    /// Whether it is what is chosen.
    pub(super) is_current: bool,
}

/// Returns a link, or the button of a page that was posted.
pub(super) fn link(context: &PageContext, url: &str, look: LinkLook<'_>, label: &Markup) -> Markup {
    let LinkLook { class, rel, is_current } = look;
    let current = is_current.then_some("true");
    html! {
        @if context.is_posted() {
            button class=(class.unwrap_or("link")) type="submit" form=(CODEBOOK_FORM) formaction=(url)
                aria-current=[current] { (label) }
        } @else {
            a class=[class] rel=[rel] href=(url) aria-current=[current] { (label) }
        }
    }
}

/// Returns links to the previous and the next page; nothing if there is only one. `position` says
/// which page this is; `more` stands behind.
pub(super) fn paging(
    context: &PageContext,
    (page, last): (usize, usize),
    position: &str,
    url: impl Fn(usize) -> String,
    more: &Markup,
) -> Markup {
    let step = |rel| LinkLook { class: Some("button small"), rel: Some(rel), is_current: false };
    html! {
        @if last > 1 {
            nav.pages aria-label=(context.pick("Pages", "分页")) {
                @if page > 1 {
                    @let label = html! { (context.pick("Previous", "上一页")) };
                    (link(context, &url((page - 1).min(last)), step("prev"), &label))
                }
                span.count { (position) }
                @if page < last {
                    @let label = html! { (context.pick("Next", "下一页")) };
                    (link(context, &url(page + 1), step("next"), &label))
                }
                (more)
            }
        }
    }
}

/// A file that a page offers.
pub(super) struct Download {
    /// What it contains.
    label: String,
    url: String,
    /// Whether the browser saves it instead of showing it.
    is_saved: bool,
    /// Whether it is in the language of the page.
    is_in_words: bool,
    /// Whether the codebook of the page has to be posted for it.
    is_posted: bool,
}

impl Download {
    /// Returns an answer of the API in a form. Browsers show JSON and save everything else. What is
    /// saved as CSV will be opened in a spreadsheet, so it begins with a byte order mark.
    pub(super) fn new(label: &str, format: Format, api: &Address) -> Self {
        let is_saved = format != Format::Json;
        let mut address =
            if is_saved { api.and(parameters::FORMAT.name, format.key()) } else { api.clone() };
        if format == Format::Csv {
            address = address.and(parameters::BOM.name, "1");
        }
        let key = format.label(Language::English);
        let label = match label {
            "" => key.to_owned(),
            label if label.chars().any(is_han) => format!("{label}（{key}）"),
            label => format!("{label} ({key})"),
        };
        let url = address.to_url();
        Self { label, url, is_saved, is_in_words: format == Format::Xlsx, is_posted: false }
    }

    /// Returns a table as CSV with lines before it that say what was asked and counted over.
    pub(super) fn explained(label: &str, api: &Address) -> Self {
        let plain = Self::new(label, Format::Csv, &api.and(parameters::ABOUT.name, "1"));
        let (english, chinese) = ("with notes", "附说明");
        let label = match plain.label.strip_suffix('）') {
            Some(begun) => format!("{begun}，{chinese}）"),
            None if plain.label.ends_with(')') => {
                format!("{}, {english})", plain.label.trim_end_matches(')'))
            }
            None => format!("{} {english}", plain.label),
        };
        Self { label, ..plain }
    }

    /// Returns the same file of a page that may have been posted.
    pub(super) fn of_page(self, context: &PageContext) -> Self {
        Self { is_posted: context.is_posted(), ..self }
    }
}

/// Returns links to the entries of reports for a list of references, in these forms. `api` is the
/// address of the entries.
pub(super) fn citations(
    context: &PageContext,
    label: &str,
    api: &Address,
    forms: &[CitationForm],
) -> Markup {
    let file = |&form: &CitationForm| {
        let url = api.and(parameters::CITATION_FORM.name, form.key()).to_url();
        let label = form.label(Language::English).to_owned();
        Download { label, url, is_saved: true, is_in_words: false, is_posted: false }
    };
    downloads(context, label, &forms.iter().map(file).collect::<Vec<_>>())
}

/// The most cells of text of a table that pages offer as a workbook. The server makes it in memory and
/// refuses a larger one; CSV has every table.
const MOST_TEXTS: usize = 270_000;

/// The size of a table.
#[derive(Clone, Copy)]
pub(super) struct TableSize {
    /// What JSON lists: hits, or rows that have several cells.
    pub(super) entries: usize,
    /// The rows of the table.
    pub(super) rows: usize,
    /// The cells of a row that are text; a passage counts as two.
    pub(super) texts: usize,
}

impl Download {
    /// Returns a table in each form that has all of it: as CSV, as a workbook unless it is too large,
    /// and as JSON, or as JSON Lines if one answer cannot list so many entries. `limit` says how many it
    /// may list.
    pub(super) fn table(
        label: &str,
        api: &Address,
        limit: &Parameter,
        size: TableSize,
    ) -> Vec<Self> {
        let ParamType::Limit { most, default, .. } = limit.kind else {
            unreachable!("the limits of lists are parameters of this type")
        };
        let mut files = vec![Self::new(label, Format::Csv, api)];
        if size.rows.saturating_mul(size.texts) <= MOST_TEXTS {
            files.push(Self::new(label, Format::Xlsx, api));
        }
        files.push(if size.entries <= default {
            Self::new(label, Format::Json, api)
        } else if size.entries <= most {
            Self::new(label, Format::Json, &api.and(limit.name, &most.to_string()))
        } else {
            Self::new(label, Format::Jsonl, api)
        });
        files
    }
}

/// Returns links to files, with what they are at the front.
pub(super) fn downloads(context: &PageContext, label: &str, files: &[Download]) -> Markup {
    // Without a language, workbooks are in Chinese.
    let language = format!("&{}={}", parameters::LANGUAGE.name, context.language.key());
    let url = |file: &Download| match context.language {
        Language::English if file.is_in_words => format!("{}{language}", file.url),
        _ => file.url.clone(),
    };
    html! {
        p.downloads.no-print {
            span { (label) }
            @for file in files {
                @if file.is_posted {
                    button.link type="submit" form=(CODEBOOK_FORM) formaction=(url(file)) { (file.label) }
                } @else {
                    a href=(url(file)) download[file.is_saved] { (file.label) }
                }
            }
        }
    }
}

/// Returns the button that copies the address of the page, without the way by which a reader came to it;
/// the script shows it.
pub(super) fn copy_link(context: &PageContext) -> Markup {
    html! {
        button.small.copy-link type="button" hidden { (context.pick("Copy link", "复制链接")) }
    }
}

/// Returns a number with what it counts: a Chinese measure word or an English noun.
pub(super) fn counted_in<N>(
    context: &PageContext,
    number: N,
    english: &str,
    chinese: &str,
) -> String
where
    N: Copy + Display + PartialEq + From<u8>,
{
    let shown = grouped(number);
    match context.language {
        Language::Chinese => format!("{shown} {chinese}"),
        Language::English if number == N::from(1) => format!("{shown} {english}"),
        Language::English => format!("{shown} {english}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_has_all_of_its_rows_in_each_form() {
        let api = Address::to("/t");
        for (entries, rows, expected) in [
            (300, 300, ["format=csv&bom=1", "format=xlsx", ""].as_slice()),
            (2_832, 36_816, &["format=csv&bom=1", "format=xlsx", "limit=10000"]),
            (10_001, 60_006, &["format=csv&bom=1", "format=jsonl"]),
        ] {
            let size = TableSize { entries, rows, texts: 6 };
            let files = Download::table("", &api, &parameters::ROW_LIMIT, size);
            let urls: Vec<&str> = files.iter().map(|file| file.url.as_str()).collect();
            let queries =
                urls.iter().map(|url| url.trim_start_matches("/t").trim_start_matches('?'));
            assert_eq!(queries.collect::<Vec<_>>(), expected, "{entries}");
        }
    }
}
