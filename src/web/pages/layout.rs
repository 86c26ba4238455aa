//! The frame around every page: its head, the links to the other pages, and the language.

use axum::http::header::{self, HeaderValue};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use maud::{DOCTYPE, Markup, html};

use super::address::Address;
use super::html_text::clean;
use super::paths::{
    CORPUS, COVERAGE, HELP, KWIC, OPENSEARCH, PANEL, SAVED, SCRIPT, SEARCH, STYLE, TREND,
};
use crate::report::{Date, Language};
use crate::web::http::access::{LOGOUT, TOKEN_COOKIE, cookies};
use crate::web::http::language::{self, LANGUAGE_COOKIE};
use crate::web::http::origin::origin;
use crate::web::http::parameters;
use crate::web::http::params::Params;
use crate::web::snapshot::Snapshot;

/// The pages that answer a question: address, and name in English and Chinese.
const PAGES: [(&str, &str, &str); 5] = [
    (SEARCH, "Search", "检索"),
    (COVERAGE, "Which counties", "哪些地方提及"),
    (TREND, "Over the years", "历年变化"),
    (PANEL, "Concepts", "概念"),
    (KWIC, "Concordance", "语境"),
];

/// The pages about the data and the program: address, and name in English and Chinese.
const ABOUT: [(&str, &str, &str); 3] =
    [(SAVED, "Saved", "我的检索"), (CORPUS, "The data", "关于数据"), (HELP, "Help", "帮助")];

/// What a page is asked for by: its language and its address.
#[derive(Clone, Debug)]
pub(in crate::web) struct PageContext {
    pub(super) language: Language,
    /// Whether the address has the language, which is then stored.
    is_chosen: bool,
    /// The address without the language.
    address: Address,
    /// What is not known of the address.
    ignored: Option<String>,
    /// Whether it was posted, since no address has room for its codebook.
    is_posted: bool,
    /// Whether the visitor logged in with a token.
    is_logged_in: bool,
    /// The scheme and the host by which the server was asked, if that is known.
    origin: Option<String>,
    /// The day on which it was asked.
    today: Option<Date>,
    /// The index that the page is made from.
    index: Option<PageIndex>,
}

/// The index that a page is made from.
#[derive(Clone, Debug)]
struct PageIndex {
    /// Changes whenever the index is written.
    version: String,
    /// When it was written, if that is known.
    day: Option<Date>,
}

impl PageContext {
    /// Returns the context of a request.
    pub(in crate::web) fn new(uri: &Uri, headers: &HeaderMap) -> Self {
        Self {
            language: language::of_request(uri, headers),
            is_chosen: language::chosen(uri).is_some(),
            address: Address::of(uri),
            ignored: None,
            is_posted: false,
            is_logged_in: cookies(headers, TOKEN_COOKIE).next().is_some(),
            origin: origin(headers),
            today: Date::today(),
            index: None,
        }
    }

    /// Says whether the page was posted, since no address has room for its codebook.
    pub(super) fn posted(self, is_posted: bool) -> Self {
        Self { is_posted, ..self }
    }

    /// Returns whether the page was posted: its links have to post its codebook again.
    pub(super) fn is_posted(&self) -> bool {
        self.is_posted
    }

    /// Says which index the page is made from.
    pub(super) fn made_from(mut self, snapshot: &Snapshot) -> Self {
        self.index =
            Some(PageIndex { version: snapshot.mark(), day: snapshot.reader.manifest().written });
        self
    }

    /// Returns the whole address of the page; `None` of one that no address has room for.
    pub(super) fn whole_address(&self) -> Option<String> {
        let origin = self.origin.as_ref().filter(|_| !self.is_posted)?;
        // The mark of the index is of the visit, not of what is asked.
        let address = self.address.without(parameters::INDEX.name, |_| true);
        Some(origin.clone() + &address.to_url())
    }

    /// Returns the day on which the page was asked for.
    pub(super) fn today(&self) -> Option<Date> {
        self.today
    }

    /// Returns what a page depends on that can be cited: the day, and the name of the server.
    pub(super) fn visit(&self) -> String {
        let day = self.today.map(|day| day.to_string()).unwrap_or_default();
        format!("{day} {}", self.origin.as_deref().unwrap_or_default())
    }

    /// Returns the day on which the index was written, if that is known.
    pub(super) fn index_day(&self) -> Option<Date> {
        self.index.as_ref()?.day
    }

    /// Returns the mark of the index, which changes whenever it is written.
    pub(super) fn index_mark(&self) -> Option<&str> {
        self.index.as_ref().map(|index| index.version.as_str())
    }

    /// Says on the page which parameters of its address are not known.
    pub(super) fn with_ignored(mut self, params: &Params) -> Self {
        self.ignored = params.about_ignored(self.language);
        self
    }

    /// Returns the context of a page that does not depend on its address.
    pub(in crate::web) fn in_language(language: Language) -> Self {
        Self {
            language,
            is_chosen: false,
            address: Address::to("/"),
            ignored: None,
            is_posted: false,
            is_logged_in: false,
            origin: None,
            today: None,
            index: None,
        }
    }

    /// Returns the one of two texts that is in the language of the page.
    pub(in crate::web) fn pick(
        &self,
        english: &'static str,
        chinese: &'static str,
    ) -> &'static str {
        self.language.pick(english, chinese)
    }

    /// Adds the headers that belong to the language: what caches tell answers apart by, and the
    /// cookie of a language that was just chosen.
    pub(super) fn finish(&self, mut response: Response) -> Response {
        let headers = response.headers_mut();
        headers.append(header::VARY, HeaderValue::from_static("accept-language, cookie"));
        if self.is_chosen {
            /// How long the browser keeps the cookie: a year, in seconds.
            const MAX_AGE: u32 = 365 * 24 * 60 * 60;
            let key = self.language.key();
            let cookie =
                format!("{LANGUAGE_COOKIE}={key}; Path=/; SameSite=Lax; Max-Age={MAX_AGE}");
            let cookie = HeaderValue::from_str(&cookie).expect("the cookie is ASCII");
            headers.append(header::SET_COOKIE, cookie);
        }
        response
    }

    /// Returns a whole page around `body`.
    pub(in crate::web) fn page(&self, title: &str, body: &Markup) -> String {
        self.page_about(title, &html! {}, body)
    }

    /// Returns a whole page around `body`, with `metadata` for programs in its head.
    pub(super) fn page_about(&self, title: &str, metadata: &Markup, body: &Markup) -> String {
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
                    (metadata)
                    link rel="icon" href="data:,";
                    link rel="search" type="application/opensearchdescription+xml" title="查报" href=(OPENSEARCH);
                    link rel="stylesheet" href=(STYLE);
                    script src=(SCRIPT) defer {}
                }
                body {
                    a.skip href="#main" { (self.pick("Skip to the content", "跳到正文")) }
                    header.top {
                        a.name href="/" lang="zh" { "查报" small lang="en" { "chabao" } }
                        nav.places aria-label=(self.pick("Pages", "页面")) {
                            @for (path, english, chinese) in PAGES {
                                (self.page_link(path, self.pick(english, chinese)))
                            }
                        }
                        nav.places.about aria-label=(self.pick("About", "说明")) {
                            @for (path, english, chinese) in ABOUT {
                                a href=(path) aria-current=[self.is_here(path)] { (self.pick(english, chinese)) }
                            }
                        }
                        @if !self.has_query_line() { (self.quick_search()) }
                        a.language href=(switch.to_url()) lang=(language::html_tag(other)) hreflang=(language::html_tag(other)) {
                            (other.pick("English", "中文"))
                        }
                        @if self.is_logged_in {
                            form.logout method="post" action=(LOGOUT) {
                                button.link type="submit" { (self.pick("Log out", "退出")) }
                            }
                        }
                    }
                    main id="main" tabindex="-1" data-index=[self.index_mark()] {
                        @if let Some(ignored) = &self.ignored { p.notice { (clean(ignored)) } }
                        (body)
                    }
                }
            }
        };
        page.into_string()
    }

    /// Returns whether the page is one that answers a question, and has a query line.
    fn has_query_line(&self) -> bool {
        PAGES.iter().any(|(path, ..)| *path == self.address.path())
    }

    /// Returns a query line for pages without one.
    fn quick_search(&self) -> Markup {
        let label = self.pick("Search all reports", "检索全部报告");
        html! {
            form.quick.no-print role="search" method="get" action=(SEARCH) {
                input type="search" name=(parameters::Q.name) aria-label=(label) placeholder=(label)
                    maxlength=(parameters::LONGEST_QUERY) autocomplete="off" spellcheck="false";
                button type="submit" { (self.pick("Search", "检索")) }
            }
        }
    }

    /// Returns a link that puts the question of this page to another one.
    fn page_link(&self, path: &str, label: &str) -> Markup {
        let has_codebook = [COVERAGE, TREND, PANEL].contains(&path);
        let is_question = |name: &str| {
            parameters::contains(parameters::QUESTION, name)
                || parameters::contains(parameters::FILTERS, name)
                || has_codebook && parameters::contains(parameters::CONCEPTS, name)
        };
        let link = self.address.to_page(path, is_question);
        html! {
            a href=(link.to_url()) aria-current=[self.is_here(path)] { (label) }
        }
    }

    /// Returns how a link to the page itself is marked.
    fn is_here(&self, path: &str) -> Option<&'static str> {
        (self.address.path() == path).then_some("page")
    }
}
