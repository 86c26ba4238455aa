//! The language of a page: Chinese first, English for those who ask for it.

use axum::http::{HeaderMap, Uri, header};

use super::access::cookies;
use crate::report::Language;

/// The cookie that stores the language that a visitor chose.
pub(in crate::web) const LANGUAGE_COOKIE: &str = "chabao-lang";

/// Returns the language of a request: the one in its address, else the one chosen before, else the
/// one that the browser prefers.
pub(in crate::web) fn of_request(uri: &Uri, headers: &HeaderMap) -> Language {
    let stored = || cookies(headers, LANGUAGE_COOKIE).find_map(parse_tag);
    chosen(uri).or_else(stored).unwrap_or_else(|| preferred(headers))
}

/// Returns the language in an address.
pub(in crate::web) fn chosen(uri: &Uri) -> Option<Language> {
    let pairs = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    pairs.filter(|(name, _)| name == "lang").find_map(|(_, value)| parse_tag(&value))
}

/// Returns the language that `Accept-Language` weighs most; of equal weights, the first.
fn preferred(headers: &HeaderMap) -> Language {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let mut best = (0.0, Language::default());
    for range in accepted.unwrap_or_default().split(',') {
        let mut pieces = range.split(';');
        let language = pieces.next().and_then(|tag| parse_tag(tag.trim()));
        let weight = pieces.find_map(|piece| piece.trim().strip_prefix("q="));
        let weight: f32 = weight.map_or(1.0, |weight| weight.trim().parse().unwrap_or(0.0));
        if let Some(language) = language
            && weight > best.0
        {
            best = (weight, language);
        }
    }
    best.1
}

/// Returns the language of a tag such as `zh-CN` or `en_GB`.
fn parse_tag(tag: &str) -> Option<Language> {
    let tag = tag.to_ascii_lowercase();
    Language::from_key(tag.split(['-', '_']).next()?)
}

/// Returns the tag of a language for the `lang` attribute.
pub(in crate::web) fn html_tag(language: Language) -> &'static str {
    language.pick("en", "zh-Hans")
}

/// Returns the other language.
pub(in crate::web) fn other(language: Language) -> Language {
    language.pick(Language::Chinese, Language::English)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_address_wins_over_the_cookie_and_the_cookie_over_the_browser() {
        for (address, cookie, accepted, expected) in [
            ("/", "", "", Language::Chinese),
            ("/", "", "en-GB,en;q=0.9", Language::English),
            ("/", "", "de,en;q=0.5,zh-TW;q=0.8", Language::Chinese),
            ("/", "", "fr", Language::Chinese),
            ("/", "chabao-lang=en", "zh-CN", Language::English),
            ("/?q=a&lang=zh", "chabao-lang=en", "en", Language::Chinese),
            ("/?lang=xx", "chabao-lang=en", "zh", Language::English),
        ] {
            let mut headers = HeaderMap::new();
            for (name, value) in [(header::COOKIE, cookie), (header::ACCEPT_LANGUAGE, accepted)] {
                headers.insert(name, HeaderValue::from_str(value).unwrap());
            }
            let language = of_request(&address.parse().unwrap(), &headers);
            assert_eq!(language, expected, "{address} {cookie} {accepted}");
        }
    }
}
