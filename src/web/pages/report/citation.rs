//! The entry of a report in a list of references, on its page and for programs that read the page.

use maud::{Markup, html};

use crate::present::{Citation, CitationForm};
use crate::report::Date;
use crate::web::http::parameters;
use crate::web::pages::address::Address;
use crate::web::pages::cite::field;
use crate::web::pages::fragments::citations;
use crate::web::pages::html_text::clean;
use crate::web::pages::layout::PageContext;
use crate::web::pages::paths::CITATIONS;

/// The forms that programs read; the others are shown.
const FILES: [CitationForm; 3] = [CitationForm::Bibtex, CitationForm::Ris, CitationForm::CslJson];

/// Returns what Zotero and others read of a report in the head of its page: the tags of Highwire
/// Press. The institution and `DC.type` both say that it is a report; one without an agency has only
/// the latter. Zotero takes the address of the page for one that is not known.
pub(super) fn metadata(citation: &Citation) -> Markup {
    let agency = citation.agency.as_deref();
    let day = citation.issued.map(|day| day.to_string().replace('-', "/"));
    let tags = [
        ("DC.type", Some("report")),
        ("citation_title", Some(citation.title.as_str())),
        ("citation_author", agency),
        ("citation_technical_report_institution", agency),
        ("citation_technical_report_number", citation.number.as_deref()),
        ("citation_publication_date", day.as_deref()),
        ("citation_public_url", citation.url.as_deref()),
        ("citation_language", Some("zh-CN")),
    ];
    html! {
        @for (name, content) in tags {
            @if let Some(content) = content { meta name=(name) content=(clean(content)); }
        }
    }
}

/// Returns the entries as fields to copy from, and links to the forms for programs. `cited` is the day
/// in the second field.
pub(super) fn fields(context: &PageContext, citation: &Citation, cited: Option<Date>) -> Markup {
    let (current, former) = (citation.to_gbt(), citation.to_former_gbt());
    let dated = cited.filter(|day| former.contains(&format!("[{day}]")));
    let former_name = match dated {
        Some(_) => context
            .pick("GB/T 7714—2015 (with the day of citation)", "GB/T 7714—2015（附引用日期）"),
        None => "GB/T 7714—2015",
    };
    let current_name = context.pick("GB/T 7714—2025 (in force)", "GB/T 7714—2025（现行）");
    let editions =
        [("current", current_name, None, &current), ("former", former_name, dated, &former)];
    let id = Address::to(CITATIONS).and(parameters::ID.name, &citation.id);
    html! {
        details.citation {
            summary { (context.pick("Cite this report", "引用本报告")) }
            @for (id, name, day, entry) in editions {
                (field(context, (id, name), day, (entry, 2)))
            }
            (citations(context, context.pick("For programs:", "导入文献管理软件："), &id, &FILES))
        }
    }
}
