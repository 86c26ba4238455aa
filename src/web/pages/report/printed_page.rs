//! The pages of the file that the text is printed on, beside the text, with links to them.
//!
//! A link has no text inside a paragraph, so that none gets into what is copied; the style shows its
//! name. The script finds the pages of a quotation by these links.

use maud::{Markup, html};

use crate::analysis::ShownReport;
use crate::report::Language;
use crate::web::http::parameters;
use crate::web::pages::address::Address;
use crate::web::pages::layout::PageContext;
use crate::web::pages::paths::original_path;

/// Returns the address of the file with the pages, if browsers open it at a page: that of a PDF.
pub(super) fn address(shown: &ShownReport) -> Option<String> {
    let ShownReport { report, paged_file, .. } = shown;
    let number = *paged_file;
    let path = number.checked_sub(1).map_or(Some(&report.path), |at| report.joined.get(at))?;
    let is_pdf = path.get(path.len().checked_sub(4)?..)?.eq_ignore_ascii_case(".pdf");
    let address = Address::to(original_path(&report.id));
    let address = match number {
        0 => address,
        number => address.and(parameters::FILE.name, &number.to_string()),
    };
    is_pdf.then(|| address.to_url())
}

/// Returns the page on which a section begins, in a line of its own; `address` is that of the file.
pub(super) fn of_section(context: &PageContext, address: Option<&str>, page: u32) -> Markup {
    let name = name(context, page);
    // Beside the text there is room for the number alone.
    let inner = html! {
        @match context.language {
            Language::Chinese => { span { "原件" } "第 " (page) " 页" },
            Language::English => { span { "original, " } "p. " (page) },
        }
    };
    html! {
        @match to_page(address, page) {
            Some(url) => a.printed href=(url) data-printed=(page) aria-label=(name) title=(name) { (inner) },
            None => span.printed data-printed=(page) title=(name) { (inner) },
        }
    }
}

/// Returns the mark of a page that begins within the text.
pub(super) fn within_text(context: &PageContext, address: Option<&str>, page: u32) -> Markup {
    let name = name(context, page);
    html! {
        @match to_page(address, page) {
            Some(url) => a.printed href=(url) data-printed=(page) data-name=(page) aria-label=(name)
                title=(name) {},
            None => span.printed role="img" data-printed=(page) data-name=(page) aria-label=(name)
                title=(name) {},
        }
    }
}

fn to_page(address: Option<&str>, page: u32) -> Option<String> {
    address.map(|address| format!("{address}#page={page}"))
}

fn name(context: &PageContext, page: u32) -> String {
    context.language.pick(format!("original, p. {page}"), format!("原件第 {page} 页"))
}
