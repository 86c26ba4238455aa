//! What stands around every page: its head, the way to the other pages, and the language.

use axum::http::header::{self, HeaderValue};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use maud::{DOCTYPE, Markup, html};

use crate::report::Language;
use crate::web::http::language::{self, LANGUAGE_COOKIE};
use crate::web::http::parameters;
use crate::web::pages::address::Address;
use crate::web::pages::html_text::clean;

/// The pages that a question can be put to: address, name in Chinese and in English.
const PLACES: [(&str, &str, &str); 3] = [
    (super::SEARCH, "检索", "Search"),
    (super::COVERAGE, "哪些地方提及", "Which counties"),
    (super::TREND, "历年变化", "Over the years"),
];

/// Where a page stands and in which language.
#[derive(Clone, Debug)]
pub(in crate::web) struct PageContext {
    pub(super) language: Language,
    /// Whether the address names the language, which is then kept.
    is_chosen: bool,
    /// The address without the language.
    address: Address,
}

impl PageContext {
    pub(in crate::web) fn new(uri: &Uri, headers: &HeaderMap) -> Self {
        Self {
            language: language::of_request(uri, headers),
            is_chosen: language::chosen(uri).is_some(),
            address: Address::of(uri),
        }
    }

    /// Returns a page that stands anywhere.
    pub(in crate::web) fn in_language(language: Language) -> Self {
        Self { language, is_chosen: false, address: Address::to("/") }
    }

    /// Returns the words of the language of the page.
    pub(in crate::web) fn pick(
        &self,
        english: &'static str,
        chinese: &'static str,
    ) -> &'static str {
        self.language.pick(english, chinese)
    }

    /// Adds what belongs to the language: who may keep the answer for what, and the choice.
    pub(super) fn finish(&self, mut response: Response) -> Response {
        let headers = response.headers_mut();
        headers.insert(header::VARY, HeaderValue::from_static("accept-language, cookie"));
        if self.is_chosen {
            /// How long the choice is kept: a year, in seconds.
            const KEPT: u32 = 365 * 24 * 60 * 60;
            let name = self.language.key();
            let cookie = format!("{LANGUAGE_COOKIE}={name}; Path=/; SameSite=Lax; Max-Age={KEPT}");
            let cookie = HeaderValue::from_str(&cookie).expect("it is made of ASCII");
            headers.append(header::SET_COOKIE, cookie);
        }
        response
    }

    /// Returns a whole page.
    pub(in crate::web) fn page(&self, title: &str, body: &Markup) -> String {
        let other = language::other(self.language);
        let switch = self.address.and("lang", other.key());
        let page = html! {
            (DOCTYPE)
            html lang=(language::html_tag(self.language)) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (clean(title)) " · 查报" }
                    link rel="icon" href="data:,";
                    link rel="stylesheet" href=(super::STYLE);
                    script src=(super::SCRIPT) defer {}
                }
                body {
                    a.skip href="#main" { (self.pick("Skip to the content", "跳到正文")) }
                    header.top {
                        a.name href="/" lang="zh" { "查报" small lang="en" { "chabao" } }
                        nav.places aria-label=(self.pick("Pages", "页面")) {
                            @for (path, chinese, english) in PLACES { (self.place(path, chinese, english)) }
                        }
                        a.language href=(switch.written()) lang=(language::html_tag(other)) hreflang=(language::html_tag(other)) {
                            (other.pick("English", "中文"))
                        }
                    }
                    main id="main" tabindex="-1" { (body) }
                }
            }
        };
        page.into_string()
    }

    /// Returns the link to another page, with the question that is put to this one.
    fn place(&self, path: &str, chinese: &'static str, english: &'static str) -> Markup {
        let is_question = |name: &str| {
            parameters::contains(parameters::QUESTION, name)
                || parameters::contains(parameters::FILTERS, name)
        };
        let link = self.address.to_page(path, is_question);
        let is_here = self.address.path() == path;
        html! {
            a href=(link.written()) aria-current=[is_here.then_some("page")] { (self.pick(english, chinese)) }
        }
    }
}
