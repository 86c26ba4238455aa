//! The addresses of pages: every state of a page is one, and links lead from one to another.

use axum::http::Uri;
use maud::{Markup, html};

use super::paths::{CORPUS, COVERAGE, KWIC, PANEL, SEARCH, TREND};
use crate::text::is_han;
use crate::web::http::parameters::Parameter;
use crate::web::http::params::Params;

/// The address of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    path: String,
    pairs: Vec<(String, String)>,
}

impl Address {
    /// Returns the address of a path without parameters.
    pub(super) fn to(path: impl Into<String>) -> Self {
        Self { path: path.into(), pairs: Vec::new() }
    }

    /// Returns the address of a page with a list, as a link contains it; `None` of anything else.
    pub(super) fn of_list(text: &str) -> Option<Self> {
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        let is_list = [SEARCH, COVERAGE, TREND, PANEL, KWIC, CORPUS].contains(&path);
        let pairs = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        is_list.then(|| Self { path: path.to_owned(), pairs })
    }

    /// Returns the address of a request, without the language.
    pub(super) fn of(uri: &Uri) -> Self {
        let pairs = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
        let pairs = pairs.into_owned().filter(|(name, _)| name != "lang").collect();
        Self { path: uri.path().to_owned(), pairs }
    }

    /// Returns the address of a path with the values that a request has of some parameters.
    pub(super) fn with_values(
        path: impl Into<String>,
        params: &Params,
        parameters: &[&Parameter],
    ) -> Self {
        let pairs = parameters.iter().flat_map(|parameter| {
            params.values(parameter).map(|value| (parameter.name.to_owned(), value.to_owned()))
        });
        Self { path: path.into(), pairs: pairs.collect() }
    }

    /// Returns the address with one more value.
    pub(super) fn and(&self, name: &str, value: &str) -> Self {
        let mut address = self.clone();
        address.pairs.push((name.to_owned(), value.to_owned()));
        address
    }

    /// Returns the address with this value of a parameter instead of those it has.
    pub(super) fn set(&self, name: &str, value: &str) -> Self {
        self.without(name, |_| true).and(name, value)
    }

    /// Returns the address without the values of a parameter for which `is_gone` holds.
    pub(super) fn without(&self, name: &str, is_gone: impl Fn(&str) -> bool) -> Self {
        let mut address = self.clone();
        address.pairs.retain(|(it, value)| it != name || !is_gone(value));
        address
    }

    /// Returns the address of another page, with the parameters for whose name `is_kept` holds.
    pub(super) fn to_page(&self, path: &str, is_kept: impl Fn(&str) -> bool) -> Self {
        let kept = self.pairs.iter().filter(|(name, value)| is_kept(name) && !value.is_empty());
        Self { path: path.to_owned(), pairs: kept.cloned().collect() }
    }

    /// Returns the parameters as hidden fields of a form, which keep them.
    pub(super) fn hidden_inputs(&self) -> Markup {
        html! {
            @for (name, value) in &self.pairs { input type="hidden" name=(name) value=(value); }
        }
    }

    /// Returns the path.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// Returns whether the address has a value.
    pub(super) fn has(&self, name: &str, value: &str) -> bool {
        self.pairs.iter().any(|(it, found)| it == name && found == value)
    }

    /// Returns the first value of a parameter.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }

    /// Returns whether the address has a value of a parameter.
    pub(super) fn has_any(&self, name: &str) -> bool {
        self.pairs.iter().any(|(it, value)| it == name && !value.is_empty())
    }

    /// Returns the address as links contain it.
    pub(super) fn to_url(&self) -> String {
        if self.pairs.is_empty() {
            return self.path.clone();
        }
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.pairs);
        format!("{}?{}", self.path, query.finish())
    }

    /// Returns the address as the many links of a large table contain it: Chinese characters stand as
    /// they are, in a third of the bytes. Browsers encode them when they follow the link.
    pub(super) fn to_short_url(&self) -> String {
        let mut url = self.path.clone();
        for (at, (name, value)) in self.pairs.iter().enumerate() {
            url.push(if at == 0 { '?' } else { '&' });
            url.push_str(name);
            url.push('=');
            for character in value.chars() {
                if is_han(character) {
                    url.push(character);
                } else {
                    let mut bytes = [0; 4];
                    let encoded = character.encode_utf8(&mut bytes).as_bytes();
                    url.extend(form_urlencoded::byte_serialize(encoded));
                }
            }
        }
        url
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_written_so_that_they_read_back() {
        let address = Address::to("/").and("q", "a&b=c d\"三").and("year", "2023");
        assert_eq!(address.to_url(), "/?q=a%26b%3Dc+d%22%E4%B8%89&year=2023");
        assert_eq!(address.to_short_url(), "/?q=a%26b%3Dc+d%22三&year=2023");
        assert_eq!(address.without("q", |_| true).to_url(), "/?year=2023");
        assert!(address.has("year", "2023") && !address.has("year", "2022"));
        for (text, expected) in [
            ("/?q=三项制度&page=2", Some("/?q=%E4%B8%89%E9%A1%B9%E5%88%B6%E5%BA%A6&page=2")),
            ("/coverage", Some("/coverage")),
            ("//evil.example/", None),
            ("https://evil.example/?q=a", None),
            ("/reports/1a", None),
            ("", None),
        ] {
            let list = Address::of_list(text).map(|list| list.to_url());
            assert_eq!(list.as_deref(), expected, "{text}");
        }
        assert_eq!(address.to_page("/trend", |name| name == "year").to_url(), "/trend?year=2023");
    }
}
