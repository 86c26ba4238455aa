//! Who asks the cluster, and whose certificates are believed: from the environment, since command
//! lines can be read by others.

use std::fs;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ureq::tls::{Certificate, PemItem, RootCerts, parse_pem};

/// What the environment says about access to the cluster.
#[derive(Debug)]
pub(super) struct Credentials {
    /// The value of the header `Authorization`.
    pub(super) authorization: Option<String>,
    /// The certificate authorities that are believed.
    pub(super) roots: RootCerts,
}

impl Credentials {
    /// Reads the environment; the error says what is wrong with it.
    pub(super) fn read(variable: impl Fn(&str) -> Option<String>) -> Result<Self, String> {
        let variable = |name| variable(name).filter(|value| !value.is_empty());
        let user = variable("CHABAO_CLUSTER_USER");
        let password = variable("CHABAO_CLUSTER_PASSWORD");
        let token = variable("CHABAO_CLUSTER_TOKEN");
        let authorization = match (user, password, token) {
            (None, None, None) => None,
            (Some(user), Some(password), None) => {
                if user.contains(':') {
                    return Err("`CHABAO_CLUSTER_USER` contains a colon".to_owned());
                }
                Some(format!("Basic {}", STANDARD.encode(format!("{user}:{password}"))))
            }
            (None, None, Some(token)) => {
                if !token.chars().all(|it| it.is_ascii_graphic()) {
                    return Err("`CHABAO_CLUSTER_TOKEN` is no token".to_owned());
                }
                Some(format!("Bearer {token}"))
            }
            (Some(_), None, None) => {
                return Err(
                    "`CHABAO_CLUSTER_USER` is set without `CHABAO_CLUSTER_PASSWORD`".to_owned()
                );
            }
            (None, Some(_), None) => {
                return Err(
                    "`CHABAO_CLUSTER_PASSWORD` is set without `CHABAO_CLUSTER_USER`".to_owned()
                );
            }
            (_, _, Some(_)) => {
                return Err("both a user and `CHABAO_CLUSTER_TOKEN` are set".to_owned());
            }
        };
        let roots = match variable("CHABAO_CLUSTER_CA") {
            None => RootCerts::WebPki,
            Some(path) => certificates(&path)?,
        };
        Ok(Self { authorization, roots })
    }
}

/// Reads a file of certificates.
fn certificates(path: &str) -> Result<RootCerts, String> {
    let bytes = fs::read(path)
        .map_err(|error| format!("`{path}` of `CHABAO_CLUSTER_CA` cannot be read ({error})"))?;
    let mut found: Vec<Certificate<'static>> = Vec::new();
    for item in parse_pem(&bytes) {
        if let Ok(PemItem::Certificate(certificate)) = item {
            found.push(certificate);
        }
    }
    if found.is_empty() {
        return Err(format!("`{path}` of `CHABAO_CLUSTER_CA` has no certificate in PEM"));
    }
    Ok(RootCerts::new_with_certs(&found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_tokens_and_certificates_come_from_the_environment() {
        let dir = tempfile::tempdir().unwrap();
        let empty = dir.path().join("empty.pem");
        fs::write(&empty, "no certificate").unwrap();
        let empty = empty.to_str().unwrap();
        for (variables, expected) in [
            (&[][..], "-"),
            (&[("USER", "a"), ("PASSWORD", "b:c")], "Basic YTpiOmM="),
            (&[("USER", ""), ("PASSWORD", "")], "-"),
            (&[("TOKEN", "abc.def")], "Bearer abc.def"),
            (&[("USER", "a")], "! `CHABAO_CLUSTER_USER` is set without"),
            (&[("PASSWORD", "a")], "! `CHABAO_CLUSTER_PASSWORD` is set without"),
            (&[("USER", "a:b"), ("PASSWORD", "c")], "! `CHABAO_CLUSTER_USER` contains a colon"),
            (&[("USER", "a"), ("TOKEN", "b")], "! both a user"),
            (&[("TOKEN", "a\nb")], "! `CHABAO_CLUSTER_TOKEN` is no token"),
            (
                &[("CA", "/nowhere/ca.pem")],
                "! `/nowhere/ca.pem` of `CHABAO_CLUSTER_CA` cannot be read",
            ),
            (&[("CA", empty)], "! `"),
        ] {
            let value = |name: &str| {
                let short = name.strip_prefix("CHABAO_CLUSTER_").unwrap();
                variables.iter().find(|(it, _)| *it == short).map(|it| it.1.to_owned())
            };
            let found = match Credentials::read(value) {
                Ok(it) => it.authorization.unwrap_or_else(|| "-".to_owned()),
                Err(what) => format!("! {what}"),
            };
            assert!(found.starts_with(expected), "{variables:?}: {found}");
        }
    }
}
