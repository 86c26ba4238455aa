//! The address of an index in a cluster: `opensearch+https://HOST:9200,HOST2:9200/NAME`.

use std::path::Path;

use crate::error::{Error, Result};

/// The port of OpenSearch and Elasticsearch if none is written.
const PORT: u16 = 9200;

/// The longest name of an index: a cluster allows 255 bytes, some of which our endings take.
const LONGEST_NAME: usize = 200;

/// Where an index is in a cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// As typed.
    pub(super) written: String,
    /// The beginning of a URL for each host, such as `https://host:9200`; at least one.
    pub(super) hosts: Vec<String>,
    /// The name of the index, with which the names of its three indices in the cluster begin.
    pub(super) name: String,
}

impl Address {
    /// Reads an address. `None` if `place` is an ordinary path.
    pub(super) fn read(place: &Path) -> Option<Result<Self>> {
        let written = place.to_str()?;
        let (scheme, rest) = written.split_once("://")?;
        // `C://reports` and `a/b://c` are paths; what begins as a URL is not.
        let is_scheme =
            scheme.len() > 1 && scheme.chars().all(|it| it.is_ascii_alphanumeric() || it == '+');
        if !is_scheme {
            return None;
        }
        Some(
            read_rest(written, scheme, rest)
                .map_err(|what| Error::ClusterAddress { address: without_user(written), what }),
        )
    }
}

fn read_rest(written: &str, scheme: &str, rest: &str) -> std::result::Result<Address, String> {
    let protocol = match scheme {
        "opensearch+http" | "elasticsearch+http" => "http",
        "opensearch+https" | "elasticsearch+https" => "https",
        _ => return Err(format!("it begins with `{scheme}://`")),
    };
    if rest.contains('@') {
        return Err("it has a user, whom every list of processes would show".to_owned());
    }
    let Some((hosts, name)) = rest.split_once('/') else {
        return Err("it ends without the name of an index".to_owned());
    };
    let name = name.strip_suffix('/').unwrap_or(name);
    check_name(name)?;
    let hosts: std::result::Result<Vec<String>, String> =
        hosts.split(',').map(|host| read_host(protocol, host)).collect();
    Ok(Address { written: written.to_owned(), hosts: hosts?, name: name.to_owned() })
}

/// Returns the beginning of the URLs of a host, with its port.
fn read_host(protocol: &str, host: &str) -> std::result::Result<String, String> {
    // The colons of an IPv6 address stand in brackets.
    let after_bracket = host.rfind(']').map_or(0, |at| at + 1);
    let colon = host.get(after_bracket..).and_then(|rest| rest.rfind(':'));
    let (name, port) = match colon.map(|at| host.split_at(after_bracket + at)) {
        Some((name, port)) => {
            let digits = port.trim_start_matches(':');
            (name, digits.parse().map_err(|_| format!("`{digits}` is no port"))?)
        }
        None => (host, PORT),
    };
    let is_v6 = name.starts_with('[') && name.ends_with(']') && name.len() > 2;
    let is_name = !name.is_empty()
        && name.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '.' | '-' | '_'));
    if !is_name && !is_v6 {
        return Err(format!("`{host}` is no host"));
    }
    Ok(format!("{protocol}://{name}:{port}"))
}

/// Names that are good names of indices in a cluster.
fn check_name(name: &str) -> std::result::Result<(), String> {
    let is_good = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit();
    if name.is_empty() {
        return Err("it ends without the name of an index".to_owned());
    }
    if !name.starts_with(is_good)
        || !name.chars().all(|it| is_good(it) || matches!(it, '-' | '_' | '.'))
        || name.len() > LONGEST_NAME
    {
        return Err(format!(
            "`{name}` cannot be the name of an index: lower-case letters, digits, `-`, `_` and `.` can"
        ));
    }
    Ok(())
}

/// Leaves out the user and the password of a URL.
fn without_user(written: &str) -> String {
    match (written.find("://"), written.rfind('@')) {
        (Some(start), Some(at)) if start + 3 <= at => {
            let (head, tail) = (written.get(..start + 3), written.get(at..));
            format!("{}…{}", head.unwrap_or_default(), tail.unwrap_or_default())
        }
        _ => written.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_paths_and_read() {
        let long = format!("opensearch+http://h/{}", "a".repeat(201));
        for (written, expected) in [
            ("index", "path"),
            ("/srv/opensearch+http:/x", "path"),
            ("C://reports", "path"),
            ("a/b://c", "path"),
            ("opensearch+http://h/reports", "http://h:9200 reports"),
            ("opensearch+https://h:443/reports-2_x.1/", "https://h:443 reports-2_x.1"),
            (
                "elasticsearch+http://10.0.0.1:1,n2:2,n3/r",
                "http://10.0.0.1:1 http://n2:2 http://n3:9200 r",
            ),
            (
                "opensearch+http://[::1]:9201,[fe80::2]/r",
                "http://[::1]:9201 http://[fe80::2]:9200 r",
            ),
            ("http://h:9200/r", "! it begins with `http://`"),
            ("opensearch+ftp://h/r", "! it begins with `opensearch+ftp://`"),
            ("opensearch+http://h", "! it ends without the name of an index"),
            ("opensearch+http://h/", "! it ends without the name of an index"),
            ("opensearch+http://h,/r", "! `` is no host"),
            ("opensearch+http://h:x/r", "! `x` is no port"),
            ("opensearch+http://h h/r", "! `h h` is no host"),
            ("opensearch+http://h/Reports", "! `Reports` cannot be"),
            ("opensearch+http://h/_all", "! `_all` cannot be"),
            ("opensearch+http://h/a/b", "! `a/b` cannot be"),
            ("opensearch+http://h/a*", "! `a*` cannot be"),
            ("opensearch+http://h/报告", "! `报告` cannot be"),
            (&long, "! `aaa"),
        ] {
            let found = match Address::read(Path::new(written)) {
                None => "path".to_owned(),
                Some(Ok(it)) => format!("{} {}", it.hosts.join(" "), it.name),
                Some(Err(Error::ClusterAddress { what, .. })) => format!("! {what}"),
                Some(Err(error)) => panic!("{error}"),
            };
            if expected.starts_with('!') {
                assert!(found.starts_with(expected), "{written}: {found}");
            } else {
                assert_eq!(found, expected, "{written}");
            }
        }
    }

    #[test]
    fn a_password_in_an_address_is_refused_and_not_repeated() {
        let place = Path::new("opensearch+https://user:s3cret@h:9200/r");
        let error = Address::read(place).unwrap().unwrap_err();
        assert_eq!(
            error.to_string(),
            "`opensearch+https://…@h:9200/r` is not the address of an index in a cluster: it has a \
             user, whom every list of processes would show"
        );
    }
}
