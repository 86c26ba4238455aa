//! The name by which the server was asked, for addresses that leave it.

use axum::http::{HeaderMap, header};

/// Returns the scheme and the host of a request: `http://localhost:8080`; `None` if it names no host. A
/// proxy says whether it was asked with TLS.
pub(in crate::web) fn origin(headers: &HeaderMap) -> Option<String> {
    let host = headers.get(header::HOST)?.to_str().ok().filter(|host| is_host(host))?;
    let is_safe = headers.get("x-forwarded-proto").is_some_and(|scheme| scheme == "https");
    Some(format!("{}://{host}", if is_safe { "https" } else { "http" }))
}

/// Returns whether a text may be the name of a host with a port.
fn is_host(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || ".-_:[]".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_the_name_by_which_the_server_was_asked() {
        for (host, scheme, expected) in [
            ("localhost:8080", None, Some("http://localhost:8080")),
            ("chabao.example", Some("https"), Some("https://chabao.example")),
            ("[::1]:80", Some("http"), Some("http://[::1]:80")),
            ("a\"><script>", None, None),
            ("", None, None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, host.parse().unwrap());
            if let Some(scheme) = scheme {
                headers.insert("x-forwarded-proto", scheme.parse().unwrap());
            }
            assert_eq!(origin(&headers).as_deref(), expected, "{host}");
        }
    }
}
