//! What a text has to say of what it cites: fields to copy from.

use maud::{Markup, html};

use super::html_text::clean;
use super::layout::PageContext;
use crate::present::{About, CitationForm};
use crate::report::Date;

/// Returns how the count of a page is cited: sentences that a text can have as they are, and entries for a
/// list of references.
pub(super) fn count(context: &PageContext, about: About) -> Markup {
    let about = match context.whole_address() {
        Some(address) => about.with_address(address),
        None => about,
    };
    let citation = about.citation(context.today(), context.language);
    let sentences = citation.note.as_deref().unwrap_or_default();
    let day = citation.cited;
    let bibtex = CitationForm::Bibtex.single(&citation);
    html! {
        details.citation.no-print {
            summary { (context.pick("Cite this count", "引用此数")) }
            (field(context, ("count", context.pick("In a text", "写进正文")), None, (sentences, 3)))
            (field(context, ("count-current", "GB/T 7714—2025"), None, (&citation.to_gbt(), 2)))
            (field(context, ("count-former", "GB/T 7714—2015"), day, (&citation.to_former_gbt(), 2)))
            (field(context, ("count-bibtex", "BibTeX"), day, (bibtex.trim_end(), 4)))
        }
    }
}

/// Returns a field to copy from, with its name. `cited` is the day of citation in it.
pub(super) fn field(
    context: &PageContext,
    (id, name): (&str, &str),
    cited: Option<Date>,
    (entry, rows): (&str, usize),
) -> Markup {
    html! {
        div.entry {
            label for={ "cite-" (id) } { (name) }
            textarea id={ "cite-" (id) } readonly rows=(rows) lang="zh" autocomplete="off"
                spellcheck="false" data-cited=[cited] { (clean(entry)) }
            button.small type="button" hidden data-copy={ "cite-" (id) } {
                (context.pick("Copy", "复制"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::web::testing::Site;

    /// Returns a page as a server of this name answers it.
    fn asked(site: &Site, host: &str, path: &str) -> String {
        site.ask(Site::followed(path).header("host", host)).body
    }

    #[test]
    fn every_page_with_a_count_cites_it_with_the_figures_of_the_api_and_its_address() {
        let site = Site::small();
        let searched = site.get("/api/v1/search?q=三项制度&year=2022-").json();
        let counts = &searched["counts"];
        let sentence = format!(
            "（检索式：三项制度；精确匹配；限定条件：年度:2022-）。{} 份报告中有 {} 份提及（100%），共 {} 节、{} 处；",
            searched["ground"]["reports"],
            counts["reports"],
            counts["sections"],
            counts["mentions"]
        );
        for (path, figure) in [
            ("/?q=三项制度&year=2022-", sentence.as_str()),
            ("/coverage?q=三项制度&year=2022-", &sentence),
            ("/trend?q=三项制度&year=2022-", &sentence),
            ("/kwic?q=三项制度&year=2022-", &sentence),
            (
                "/panel?concept=三项制度&year=2022-",
                "概念“三项制度”（检索式：三项制度）：2 份报告中有 2 份提及",
            ),
            ("/corpus", "收有 2 份报告"),
            ("/", "收有 2 份报告"),
        ] {
            let page = asked(&site, "localhost:81", path);
            let (_, cited) = page.split_once("<details class=\"citation").expect(path);
            let (cited, _) = cited.split_once("</details>").unwrap();
            assert!(cited.contains(figure), "{path}: {figure}: {cited}");
            let day = crate::report::Date::today().unwrap();
            let entry = format!("[DB/OL]. {day}. http://localhost:81/");
            assert!(cited.contains(&entry), "{path}: {cited}");
            assert!(cited.contains("@misc{chabao"), "{path}: {cited}");
            assert!(cited.contains(&format!("数据截至 {day}（索引第 1 版）")), "{path}: {cited}");
            // Another name of the server is another address.
            let other = asked(&site, "127.0.0.1:82", path);
            assert!(other.contains(&entry.replace("localhost:81", "127.0.0.1:82")), "{path}");
        }
        let english = asked(&site, "localhost:83", "/?q=三项制度&lang=en");
        assert!(
            english
                .contains("(query: 三项制度; matching: exact). 2 of 2 reports (100%) mention it")
        );
    }

    #[test]
    fn a_table_that_says_what_it_is_has_its_address() {
        let site = Site::small();
        let path = "/api/v1/search?q=三项制度&format=csv";
        let plain = asked(&site, "localhost:83", path);
        let explained = asked(&site, "localhost:83", &format!("{path}&about=1"));
        let (about, table) = explained.split_once("score,").unwrap();
        assert_eq!(format!("score,{table}"), plain);
        let address = "# 网址 (address),http://localhost:83/api/v1/search?q=";
        assert!(
            about.contains(address) && about.lines().all(|line| line.starts_with('#')),
            "{about}"
        );
    }
}
