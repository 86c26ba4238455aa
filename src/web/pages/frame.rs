//! What stands around every page, and the addresses of pages.

use std::borrow::Cow;

use axum::http::header::{self, HeaderValue};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use maud::{DOCTYPE, Markup, html};

use super::language::{LANGUAGE_COOKIE, Language};

/// Where a page stands and in which language.
#[derive(Clone, Debug)]
pub(super) struct Here {
    pub(super) language: Language,
    /// Whether the address names the language, which is then kept.
    is_chosen: bool,
    /// The address without the language.
    address: Address,
}

impl Here {
    pub(super) fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        let pairs = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
        let pairs = pairs.into_owned().filter(|(name, _)| name != "lang").collect();
        Self {
            language: Language::of(uri, headers),
            is_chosen: Language::chosen(uri).is_some(),
            address: Address { path: uri.path().to_owned(), pairs },
        }
    }

    /// Returns a page that stands anywhere.
    pub(super) fn in_language(language: Language) -> Self {
        Self { language, is_chosen: false, address: Address::to("/") }
    }

    /// Returns the words of the language of the page.
    pub(super) fn say(&self, chinese: &'static str, english: &'static str) -> &'static str {
        self.language.say(chinese, english)
    }

    /// Adds what belongs to the language: who may keep the answer for what, and the choice.
    pub(super) fn finish(&self, mut response: Response) -> Response {
        let headers = response.headers_mut();
        headers.insert(header::VARY, HeaderValue::from_static("accept-language, cookie"));
        if self.is_chosen {
            /// How long the choice is kept: a year, in seconds.
            const KEPT: u32 = 365 * 24 * 60 * 60;
            let name = self.language.name();
            let cookie = format!("{LANGUAGE_COOKIE}={name}; Path=/; SameSite=Lax; Max-Age={KEPT}");
            let cookie = HeaderValue::from_str(&cookie).expect("it is made of ASCII");
            headers.append(header::SET_COOKIE, cookie);
        }
        response
    }

    /// Returns a whole page.
    pub(super) fn page(&self, title: &str, body: &Markup) -> String {
        let other = self.language.other();
        let switch = self.address.and("lang", other.name());
        let page = html! {
            (DOCTYPE)
            html lang=(self.language.tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (clean(title)) " · 查报" }
                    link rel="icon" href="data:,";
                    link rel="stylesheet" href=(super::STYLE);
                }
                body {
                    a.skip href="#main" { (self.say("跳到正文", "Skip to the content")) }
                    header.top {
                        a.name href="/" { "查报 " span lang="en" { "chabao" } }
                        nav aria-label=(self.say("语言", "Language")) {
                            a href=(switch.written()) lang=(other.tag()) hreflang=(other.tag()) {
                                (other.say("中文", "English"))
                            }
                        }
                    }
                    main id="main" tabindex="-1" { (body) }
                }
            }
        };
        page.into_string()
    }
}

/// The address of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    path: String,
    pairs: Vec<(String, String)>,
}

impl Address {
    pub(super) fn to(path: impl Into<String>) -> Self {
        Self { path: path.into(), pairs: Vec::new() }
    }

    /// Returns the same with one more value.
    pub(super) fn and(&self, name: &str, value: &str) -> Self {
        let mut address = self.clone();
        address.pairs.push((name.to_owned(), value.to_owned()));
        address
    }

    /// Returns the same without the values of a name that `is_gone` takes.
    pub(super) fn without(&self, name: &str, is_gone: impl Fn(&str) -> bool) -> Self {
        let mut address = self.clone();
        address.pairs.retain(|(it, value)| it != name || !is_gone(value));
        address
    }

    /// Returns whether a value is named.
    pub(super) fn has(&self, name: &str, value: &str) -> bool {
        self.pairs.iter().any(|(it, found)| it == name && found == value)
    }

    /// Returns the address as it stands in a link.
    pub(super) fn written(&self) -> String {
        if self.pairs.is_empty() {
            return self.path.clone();
        }
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.pairs);
        format!("{}?{}", self.path, query.finish())
    }
}

/// Returns text as HTML can hold it: control characters, which it cannot, are shown as such, and
/// those that turn the direction of what stands behind them are taken out of effect.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let is_harmful = |c: char| {
        c.is_control() && c != '\n' && c != '\t'
            || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    if text.contains(is_harmful) {
        text.replace(is_harmful, "\u{FFFD}").into()
    } else {
        text.into()
    }
}

/// Returns the name of the place of a section on the page of its report. It follows from the
/// headings, so that links go on to lead there when the report is indexed again.
pub(super) fn anchor(heading_path: &[String]) -> String {
    let hash = blake3::hash(heading_path.join("\n").as_bytes()).to_hex();
    format!("s{}", hash.chars().take(8).collect::<String>())
}

/// Returns text with the given stretches of characters marked.
pub(super) fn marked(text: &str, highlights: &[[usize; 2]]) -> Markup {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let byte = |character: usize| starts.get(character).copied().unwrap_or(text.len());
    let mut pieces = Vec::new();
    let mut at = 0;
    for &[from, to] in highlights {
        pieces.push((text.get(at..byte(from)), text.get(byte(from)..byte(to))));
        at = byte(to);
    }
    html! {
        @for (before, matched) in pieces {
            (clean(before.unwrap_or_default()))
            mark { (clean(matched.unwrap_or_default())) }
        }
        (clean(text.get(at..).unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let text = "<script>alert(\"1\")</script>&\u{202E}三项制度\u{0}";
        let markup = marked(text, &[[8, 13], [29, 33]]).into_string();
        assert_eq!(
            markup,
            "&lt;script&gt;<mark>alert</mark>(&quot;1&quot;)&lt;/script&gt;&amp;\u{FFFD}<mark>三项制度</mark>\u{FFFD}"
        );
        assert_eq!(marked("甲", &[[5, 9]]).into_string(), "甲<mark></mark>");
    }

    #[test]
    fn addresses_are_written_so_that_they_read_back() {
        let address = Address::to("/").and("q", "a&b=c d\"三").and("year", "2023");
        assert_eq!(address.written(), "/?q=a%26b%3Dc+d%22%E4%B8%89&year=2023");
        assert_eq!(address.without("q", |_| true).written(), "/?year=2023");
        assert!(address.has("year", "2023") && !address.has("year", "2022"));
    }
}
