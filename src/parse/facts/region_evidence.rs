//! The evidence for regions: all that a report and its page say about places.

use super::header::HeaderLabel;
use super::normalized::Normalized;
use super::path_places::PathPlaces;
use super::quotes::quote;
use crate::agencies::{PlaceMention, find_names};
use crate::extract::LabelName;
use crate::gazetteer::{Evidence, Existence, Form, Gazetteer, Named, NodeId, chain_readings};
use crate::report::Source;

/// Something that speaks for one division, or for any of several that share a name.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// The divisions.
    pub(super) nodes: Vec<NodeId>,
    pub(super) weight: f64,
    pub(super) source: Source,
    /// Where exactly it was found, in words.
    pub(super) place: String,
    /// The words it was read from.
    pub(super) quote: String,
}

/// All that a report and its page say about places.
#[derive(Debug, Default)]
pub(super) struct RegionEvidence {
    /// The weights, by division.
    pub(super) totals: Evidence,
    /// What the weights come from.
    pub(super) mentions: Vec<Mention>,
}

/// What a place in the text weighs.
const PLAIN: f64 = 1.0;

/// What a place weighs in the title of a law or after the name of a campaign: it is more often the
/// report's own.
const OWN: f64 = 1.5;

/// Words that precede the short name of a place: 法治江西, 平安浙江.
const LEADS: [&str; 4] = ["法治", "视察", "总书记对", "平安"];

/// The number of characters before a place in which 地址 makes it the place of an office.
const ADDRESS: usize = 14;

impl RegionEvidence {
    fn add(
        &mut self,
        readings: &[Named],
        weight: f64,
        (source, place): (Source, &str),
        quote: String,
    ) {
        self.totals.add(readings, weight);
        let (nodes, place) = (chain_readings(&[readings]), place.to_owned());
        self.mentions.push(Mention { nodes, weight, source, place, quote });
    }

    /// Adds the `places` of `text`.
    pub(super) fn add_text(&mut self, text: &Normalized, places: &[PlaceMention]) {
        let source = (Source::Body, "text");
        for place in places {
            let (before, _) = text.text.split_at(place.range.start);
            let near = before.char_indices().rev().nth(ADDRESS - 1).map_or(0, |(at, _)| at);
            // An address says in which district the office of a city is.
            if before.split_at(near).1.contains("地址") {
                continue;
            }
            let weight = if before.ends_with('《') { OWN } else { PLAIN };
            self.add(place.readings, weight, source, quote(&text.text, &place.range));
        }
        let gazetteer = Gazetteer::shared();
        for lead in LEADS {
            for (at, _) in text.text.match_indices(lead) {
                let start = at + lead.len();
                let (_, rest) = text.text.split_at(start);
                let Some((name, _)) = gazetteer.beginnings(rest).next() else { continue };
                let readings = gazetteer.named(name);
                if readings.iter().any(|named| named.form == Form::Short) {
                    let range = start..start + name.len();
                    self.add(readings, OWN, source, quote(&text.text, &range));
                }
            }
        }
    }

    /// Adds the labels of the page: the names of the site and of agencies.
    pub(super) fn add_labels(&mut self, labels: &[HeaderLabel]) {
        for label in labels.iter().filter(|label| label.source == Source::Metadata) {
            let weight = match label.name {
                LabelName::Site => 2.0,
                LabelName::Issuer => 1.5,
                LabelName::Origin => 1.0,
                _ => continue,
            };
            for place in find_names(&label.value).places {
                self.add(place.readings, weight, (Source::Metadata, &label.place), label.quote());
            }
        }
    }

    /// Adds the places of the path.
    pub(super) fn add_path(&mut self, path: &PathPlaces<'_>) {
        for (readings, name) in &path.names {
            self.add(readings, PLAIN, (Source::Path, "path"), (*name).to_owned());
        }
    }

    /// Adds codes, after all else is added: those of index numbers (11**500111**MB…) and of the
    /// site, in `texts`, in labels and in the address.
    pub(super) fn add_codes(&mut self, texts: &[&str], labels: &[HeaderLabel], url: Option<&str>) {
        let codes = codes(texts, labels, url);
        let before = self.totals.clone();
        for Code { node, source, place, quote } in codes {
            let weight = code_weight(&before, node);
            let mut nodes = vec![node];
            // Old codes stay in use: 510132 was 新津县 and still means 新津区.
            if let Existence::Former { successor: Some(next), .. } =
                Gazetteer::shared().node(node).existence
            {
                nodes.extend(Gazetteer::shared().by_code(next));
            }
            for &node in &nodes {
                self.totals.add_node(node, weight);
            }
            self.mentions.push(Mention { nodes, weight, source, place, quote });
        }
    }

    /// Returns the source of the weightiest evidence for `node`.
    pub(super) fn source_of(&self, node: NodeId) -> Source {
        let own = self.mentions.iter().filter(|mention| mention.nodes.contains(&node));
        own.max_by(|a, b| a.weight.total_cmp(&b.weight)).map_or(Source::Body, |it| it.source)
    }
}

/// The code of a division, and where it was found.
struct Code {
    node: NodeId,
    source: Source,
    place: String,
    quote: String,
}

/// The most characters after a label in which its code is.
const LONGEST_CODE: usize = 30;

/// Returns the codes in `texts`, in labels and in the address.
fn codes(texts: &[&str], labels: &[HeaderLabel], url: Option<&str>) -> Vec<Code> {
    let mut codes = Vec::new();
    for text in texts {
        for word in ["索引号", "网站标识码", "SiteIDCode"] {
            for (at, _) in text.match_indices(word) {
                let (_, rest) = text.split_at(at + word.len());
                let value: String = rest.chars().take(LONGEST_CODE).collect();
                let Some(node) = code_in(&value) else { continue };
                let quote = quote(text, &(at..at + word.len()));
                codes.push(Code {
                    node,
                    source: Source::Body,
                    place: format!("code in {word}"),
                    quote,
                });
            }
        }
    }
    for label in labels.iter().filter(|label| label.source == Source::Metadata) {
        let has_code = matches!(label.name, LabelName::Index | LabelName::Code);
        if let Some(node) = code_in(&label.value).filter(|_| has_code) {
            codes.push(Code {
                node,
                source: Source::Metadata,
                place: format!("code in {}", label.word),
                quote: label.quote(),
            });
        }
    }
    if let Some((node, quote)) = url.and_then(code_in_address) {
        let place = "code in the address".to_owned();
        codes.push(Code { node, source: Source::Metadata, place, quote });
    }
    codes
}

/// What a code weighs. One in ten that was seen was another county's, by mistake.
const CODE: f64 = 6.0;

/// Returns what the code of `node` weighs next to what the text says: little if the text names other
/// places and nothing around this one.
fn code_weight(text: &Evidence, node: NodeId) -> f64 {
    let gazetteer = Gazetteer::shared();
    let is_near = |other: NodeId| {
        other == node || gazetteer.is_within(node, other) || gazetteer.is_within(other, node)
    };
    let mut others = text.iter().filter(|&(_, weight)| weight >= PLAIN).peekable();
    let is_silent = others.peek().is_none();
    if is_silent || others.any(|(other, _)| is_near(other)) { CODE } else { PLAIN }
}

/// Returns the division whose code is in an index number (11**500111**MB…) or begins the code of a
/// site.
fn code_in(value: &str) -> Option<NodeId> {
    let (_, digits) = value.split_at(value.find(|c: char| c.is_ascii_digit())?);
    let len = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let gazetteer = Gazetteer::shared();
    let inner = digits.strip_prefix("11").filter(|_| len >= 8).and_then(|d| d.get(..6));
    let own = digits.get(..6).filter(|_| len >= 6);
    inner.and_then(|code| gazetteer.by_code(code)).or_else(|| gazetteer.by_code(own?))
}

/// Returns the division whose code is in an agency's credit code in an address
/// (`area=11370830MB…`), with these characters.
fn code_in_address(url: &str) -> Option<(NodeId, String)> {
    url.match_indices("MB").find_map(|(at, _)| {
        let (before, _) = url.split_at(at);
        let code = before.get(before.len().checked_sub(8)?..)?.strip_prefix("11")?;
        let node = Gazetteer::shared().by_code(code)?;
        Some((node, format!("11{code}MB")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_from_credit_codes_in_addresses() {
        let code = |url| code_in_address(url).map(|(node, _)| Gazetteer::shared().node(node).code);
        assert_eq!(code("http://a.cn/x.jsp?area=11370830MB285873X0&y=1"), Some("370830"));
        assert_eq!(code("http://a.cn/MB/11999999MB"), None);
    }
}
