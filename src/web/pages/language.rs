//! The language of a page: Chinese first, English for those who ask for it.

use axum::http::{HeaderMap, Uri, header};

use super::super::access::cookies;

/// The cookie that keeps the language that was chosen.
pub(super) const LANGUAGE_COOKIE: &str = "chabao-lang";

/// The language of a page. The reports are Chinese in either.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::web) enum Language {
    /// 中文.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// Returns the language of a request: the one that its address names, else the one that was
    /// chosen before, else the one that the browser asks for.
    pub(in crate::web) fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        let chosen = Self::chosen(uri);
        let kept = || cookies(headers, LANGUAGE_COOKIE).find_map(Self::named);
        chosen.or_else(kept).unwrap_or_else(|| Self::asked(headers))
    }

    /// Returns the language that an address names.
    pub(super) fn chosen(uri: &Uri) -> Option<Self> {
        let pairs = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
        pairs.filter(|(name, _)| name == "lang").find_map(|(_, value)| Self::named(&value))
    }

    /// Returns the first language of `Accept-Language` that there is.
    fn asked(headers: &HeaderMap) -> Self {
        let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let mut best = (0.0, Self::default());
        for range in asked.unwrap_or_default().split(',') {
            let mut pieces = range.split(';');
            let language = pieces.next().and_then(|name| Self::named(name.trim()));
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

    fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        match name.split(['-', '_']).next() {
            Some("zh") => Some(Self::Chinese),
            Some("en") => Some(Self::English),
            _ => None,
        }
    }

    /// Returns the name of the language, as addresses and cookies write it.
    pub(super) fn name(self) -> &'static str {
        self.say("zh", "en")
    }

    /// Returns the tag of the language, for the browser.
    pub(super) fn tag(self) -> &'static str {
        self.say("zh-Hans", "en")
    }

    /// Returns the other language.
    pub(super) fn other(self) -> Self {
        match self {
            Self::Chinese => Self::English,
            Self::English => Self::Chinese,
        }
    }

    /// Returns the words of this language.
    pub(super) fn say(self, chinese: &'static str, english: &'static str) -> &'static str {
        match self {
            Self::Chinese => chinese,
            Self::English => english,
        }
    }
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
            let language = Language::of(&address.parse().unwrap(), &headers);
            assert_eq!(language, expected, "{address} {cookie} {accepted}");
        }
    }
}
