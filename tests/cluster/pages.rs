//! Pages and addresses of the API over an index in the cluster are those over one in a folder.

use serde_json::Value;

use crate::both::{assert_none, difference};
use crate::commands;
use crate::nodes::Cluster;
use crate::served::{Answer, encoded};

/// What is asked of both servers; what stands between braces is percent-encoded, and `{id}` is a report.
const ADDRESSES: [&str; 36] = [
    "/",
    "/?q={三项制度}",
    "/?q={三项制度}&lang=en",
    "/?q={执法}&page=2&sort=mentions",
    "/?q={同句:(执法 处罚)}&year=2022-",
    "/?q={执法人员不足的原因}&mode=words",
    "/?q={量子纠缠}",
    "/?q={(三项制度}",
    "/coverage?q={法律顾问}&rows=agency",
    "/trend?q={法律顾问}",
    "/kwic?q={法律顾问}&sort=right",
    "/kwic?q={法律顾问}&group=left",
    "/panel",
    "/reports/{id}?q={执法}",
    "/reports/{id}",
    "/reports/0123456789ab",
    "/help/query",
    "/nowhere",
    "/api/v1/search?q={三项制度}&facet=year&facet=agency",
    "/api/v1/search?q={聘请*法律顾问}&limit=50",
    "/api/v1/search?q={执法人员不足的原因}&mode=words",
    "/api/v1/search?q={执法 NEAR/5 监督}&format=csv",
    "/api/v1/search?q={(三项制度}",
    "/api/v1/mentions?q={三项制度}&by=agency",
    "/api/v1/coverage?q={三项制度}",
    "/api/v1/trend?q={三项制度}",
    "/api/v1/kwic?q={执法}&sample=10&seed=3",
    "/api/v1/collocates?q={执法}&unit=2",
    "/api/v1/panel?codebook=outline&by=agency",
    "/api/v1/facets?by=year",
    "/api/v1/reports",
    "/api/v1/reports/{id}",
    "/api/v1/citations?q={三项制度}",
    "/api/v1/export/sections?q={执法}",
    "/api/v1/export/mentions?q={执法}&format=csv",
    "/api/v1/suggest?q={法律}",
];

pub(crate) fn are_the_same(cluster: &mut Cluster) {
    let both = commands::samples(cluster, "pages");
    let servers = both.servers();
    let reports = servers[0].get("/api/v1/reports").body;
    let reports: Value = serde_json::from_str(&reports).unwrap();
    let id = reports["reports"][3]["id"].as_str().unwrap_or_else(|| panic!("{reports}"));
    let (mut differing, mut answered) = (Vec::new(), 0);
    for address in ADDRESSES {
        let address = typed(&address.replace("{id}", id));
        let answers = servers.each_ref().map(|server| server.get(&address));
        answered += usize::from(answers[0].status == 200);
        let mut pair = answers.map(|answer| whole(&answer));
        for (page, server) in pair.iter_mut().zip(&servers) {
            *page = page.replace(&server.address, "ADDRESS");
        }
        if let Some(difference) = difference(&pair) {
            differing.push(format!("{address}\n{difference}"));
        }
    }
    assert_none(&differing, ADDRESSES.len());
    assert_eq!(answered, ADDRESSES.len() - 4, "all but four answer");
}

/// Returns an address with what stands between braces percent-encoded.
fn typed(address: &str) -> String {
    let mut typed = String::new();
    for (at, piece) in address.split(['{', '}']).enumerate() {
        typed.push_str(&if at % 2 == 1 { encoded(piece) } else { piece.to_owned() });
    }
    typed
}

/// Returns all of an answer that a reader gets.
fn whole(answer: &Answer) -> String {
    let kind = answer.headers.get("content-type").map_or("", String::as_str);
    format!("{} {kind}\n{}", answer.status, answer.body)
}
