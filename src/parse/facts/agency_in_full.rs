//! The canonical name of an agency: its office and its places in full.

use super::agency::AgencyCandidate;
use crate::agencies::{Place, classify};
use crate::gazetteer::{Form, Gazetteer, NodeId};
use crate::report::Agency;

/// Returns the agency with its name in full; its places too if its division, `node`, is known.
/// `texts` are the report's own words, which decide between several full forms of its office.
pub(super) fn in_full(candidate: &AgencyCandidate, node: Option<NodeId>, texts: &[&str]) -> Agency {
    let name = &candidate.name;
    let office = if name.office.len == 0 { "人民政府" } else { name.office.full(texts) };
    let places = match node {
        Some(node) if !name.places.is_empty() => Some(full_places(&name.places, node, office)),
        Some(node) if name.level.is_some() => Some(Gazetteer::shared().node(node).name.to_owned()),
        _ if !name.places.is_empty() => {
            Some(name.places.iter().map(|place| place.written.as_str()).collect())
        }
        _ => None,
    };
    let canonical = if let Some(places) = places {
        format!("{}{places}{office}", name.head)
    } else {
        let kept = candidate.folded.len().saturating_sub(name.office.len);
        format!("{}{office}", candidate.folded.split_at(kept).0)
    };
    let (kind, department) = classify(name, office);
    Agency {
        as_written: candidate.written.replace([' ', '\u{3000}'], ""),
        canonical: canonical.replace(' ', ""),
        anonymised: name.anonymised,
        kind,
        department,
    }
}

/// Returns the places of a name in full; the last of them is `node`.
fn full_places(places: &[Place], node: NodeId, office: &str) -> String {
    let gazetteer = Gazetteer::shared();
    let chain: Vec<NodeId> = std::iter::once(node).chain(gazetteer.above(node)).collect();
    let mut full = String::new();
    let mut previous = None;
    for place in places {
        let known = chain.iter().find(|id| place.readings.iter().any(|named| named.node == **id));
        let is_short = place.readings.iter().all(|named| named.form == Form::Short);
        // The name of a zone begins with the short name of its city: 成都高新技术产业开发区.
        let is_zone = is_short
            && ["区管理委员会", "区", "园管理委员会"].iter().any(|end| office.ends_with(end));
        match known {
            Some(id) if previous == Some(id) => {}
            Some(id) if !is_zone => full.push_str(gazetteer.node(*id).name),
            _ => full.push_str(&place.written),
        }
        previous = known;
    }
    full
}
