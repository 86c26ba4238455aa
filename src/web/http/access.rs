//! Who may ask: everyone on this machine, everyone at all, or those who know a token.

use std::fmt;

use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, COOKIE};

/// Who is answered.
#[derive(Clone, Debug, Default)]
pub enum Access {
    /// Everyone, since the server can only be reached from this machine.
    #[default]
    Open,
    /// Everyone who can reach the server, from anywhere.
    Public,
    /// Those who know the token.
    Token(Token),
}

/// A secret that requests have to contain. Only its hash is stored, so it cannot leak.
#[derive(Clone)]
pub struct Token(blake3::Hash);

/// The shortest token. Shorter ones can be guessed: at 1,000 tries a second, 12 letters and digits
/// take more than a million years.
const SHORTEST: usize = 12;

/// The longest token: a header has to contain it.
const LONGEST: usize = 200;

impl Token {
    /// Reads a token.
    ///
    /// # Errors
    ///
    /// Fails with a sentence for the user if it is too short or too long, or has characters that a
    /// header cannot contain.
    pub fn new(text: &str) -> Result<Self, String> {
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err("use ASCII letters, digits and signs without blanks".to_owned());
        }
        if !(SHORTEST..=LONGEST).contains(&text.len()) {
            return Err(format!("use {SHORTEST} to {LONGEST} characters"));
        }
        Ok(Self(blake3::hash(text.as_bytes())))
    }

    /// Returns whether `text` is the token. How long this takes reveals nothing about either: it compares
    /// hashes, in constant time.
    pub(in crate::web) fn is(&self, text: &str) -> bool {
        blake3::hash(text.as_bytes()) == self.0
    }

    /// Returns the value of the cookie of someone who is logged in. It is derived from the token, so it
    /// stays valid when the server is restarted.
    pub(in crate::web) fn cookie(&self) -> String {
        let pass = blake3::derive_key("chabao 2026-11 cookie of those who know the token", {
            self.0.as_bytes()
        });
        blake3::Hash::from(pass).to_hex().to_string()
    }

    /// Returns whether a request comes from someone who knows the token.
    pub(in crate::web) fn admits(&self, headers: &HeaderMap) -> bool {
        let bearer = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let bearer = bearer.and_then(|value| {
            let (scheme, token) = value.split_once(' ')?;
            scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
        });
        if bearer.is_some_and(|token| self.is(token)) {
            return true;
        }
        let wanted = blake3::hash(self.cookie().as_bytes());
        cookies(headers, TOKEN_COOKIE).any(|value| blake3::hash(value.as_bytes()) == wanted)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Token(…)")
    }
}

/// The address that logs out.
pub(in crate::web) const LOGOUT: &str = "/logout";

/// The name of the cookie of someone who is logged in.
pub(in crate::web) const TOKEN_COOKIE: &str = "chabao-token";

/// Returns the values of the cookies with this name.
pub(in crate::web) fn cookies<'a>(
    headers: &'a HeaderMap,
    name: &str,
) -> impl Iterator<Item = &'a str> {
    let lines = headers.get_all(COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(';')).filter_map(move |cookie| {
        let (found, value) = cookie.split_once('=')?;
        (found.trim() == name).then(|| value.trim())
    })
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    #[test]
    fn tokens_that_can_be_guessed_or_cannot_be_sent_are_refused() {
        for (text, expected) in [
            ("short", "use 12 to 200 characters"),
            ("with blanks in it", "use ASCII letters, digits and signs without blanks"),
            ("十二个汉字也不可以作口令", "use ASCII letters, digits and signs without blanks"),
        ] {
            assert_eq!(Token::new(text).unwrap_err(), expected);
        }
        assert!(Token::new("correct-horse").is_ok());
        assert_eq!(format!("{:?}", Token::new("correct-horse").unwrap()), "Token(…)");
    }

    #[test]
    fn a_header_or_a_cookie_lets_in() {
        let token = Token::new("correct-horse").unwrap();
        let cookie = format!("a=b; {TOKEN_COOKIE}={}; c=d", token.cookie());
        for (name, value, expected) in [
            (AUTHORIZATION, "Bearer correct-horse", true),
            (AUTHORIZATION, "bearer correct-horse", true),
            (AUTHORIZATION, "Bearer correct-horsf", false),
            (AUTHORIZATION, "Bearer ", false),
            (AUTHORIZATION, "Basic correct-horse", false),
            (COOKIE, cookie.as_str(), true),
            (COOKIE, "chabao-token=correct-horse", false),
            (COOKIE, "chabao-token=", false),
            (HeaderName::from_static("x-token"), "correct-horse", false),
        ] {
            let headers = HeaderMap::from_iter([(name, HeaderValue::from_str(value).unwrap())]);
            assert_eq!(token.admits(&headers), expected, "{value}");
        }
    }
}
