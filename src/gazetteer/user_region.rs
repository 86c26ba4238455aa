//! Regions as users give them: in the query line, in corrections, after flags.

use super::node::{Named, NodeId};
use super::resolver::{Choice, Evidence, chain_readings};
use super::table::Gazetteer;

/// Why a region that a user gave cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RegionError {
    /// No division has this name or code.
    #[error(
        "`{0}` is not a region; give its code (500242) or its names from the largest down (重庆市 酉阳县)"
    )]
    Unknown(String),
    /// Several divisions have this name.
    #[error("`{name}` may be {}; write the province or prefecture before it, or give the code", .candidates.join(" or "))]
    Ambiguous {
        /// The name as the user gave it.
        name: String,
        /// The regions, each as [`Region`](crate::report::Region) prints it.
        candidates: Vec<String>,
    },
}

/// Returns the division that a user means by a code, or by names from the largest down, with or
/// without white space, `/` or `›` between them.
///
/// # Errors
///
/// Fails if no division or more than one fits.
pub(crate) fn find_region(text: &str) -> Result<NodeId, RegionError> {
    let gazetteer = Gazetteer::shared();
    if let Some(node) = as_printed(text.trim()) {
        return Ok(node);
    }
    // A spreadsheet that saves in GBK writes ? for ›.
    let separator =
        |c: char| c.is_whitespace() || matches!(c, '/' | '›' | '>' | '·' | ',' | '，' | '?' | '？');
    let name: String = text.chars().filter(|&c| !separator(c)).collect();
    let unknown = || RegionError::Unknown(text.trim().to_owned());
    if !name.is_empty() && name.chars().all(|c| c.is_ascii_digit()) {
        return gazetteer.by_code(&name).ok_or_else(unknown);
    }
    let chain = whole_chain(&name, 4).ok_or_else(unknown)?;
    let candidates = chain_readings(&chain);
    match Evidence::default().choose(&candidates, None) {
        Choice::One(node) => Ok(node),
        Choice::None => Err(unknown()),
        Choice::Several(nodes) => Err(RegionError::Ambiguous {
            name: text.trim().to_owned(),
            candidates: nodes.iter().map(|&node| gazetteer.region(node).to_string()).collect(),
        }),
    }
}

/// Returns the division whose region is printed as `text`, if that is more than one name. So every
/// region in an answer can be given back, including those of former divisions.
fn as_printed(text: &str) -> Option<NodeId> {
    let gazetteer = Gazetteer::shared();
    let text = text.replace(" ? ", " › ");
    let (_, last) = text.rsplit_once(" › ")?;
    let mut nodes = gazetteer.named(last).iter().map(|named| named.node);
    nodes.find(|&node| gazetteer.region(node).to_string() == text)
}

/// Splits all of `text` into at most `most` names of divisions, each within the one before.
fn whole_chain(text: &str, most: usize) -> Option<Vec<&'static [Named]>> {
    let gazetteer = Gazetteer::shared();
    if most == 0 {
        return None;
    }
    gazetteer.beginnings(text).find_map(|(name, _)| {
        let readings = gazetteer.named(name);
        let rest = text.get(name.len()..)?;
        if rest.is_empty() {
            return Some(vec![readings]);
        }
        let mut chain = whole_chain(rest, most - 1)?;
        let nested = |inner: &Named| {
            readings.iter().any(|outer| {
                outer.node == inner.node || gazetteer.is_within(inner.node, outer.node)
            })
        };
        let next = chain.first()?;
        next.iter().any(nested).then(|| {
            chain.insert(0, readings);
            chain
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_name_regions_by_code_or_by_names() {
        for (text, code) in [
            ("500242", "500242"),
            ("酉阳", "500242"),
            ("重庆市酉阳县", "500242"),
            ("河南省 三门峡市 卢氏县", "411224"),
            ("河南省 › 三门峡市 › 卢氏县", "411224"),
            ("北京市朝阳区", "110105"),
            ("长春/朝阳区", "220104"),
            ("河北", "130000"),
            ("湘潭", "430300"),
            ("吉林省吉林市", "220200"),
            ("渝北区", "500112"),
            ("东陵区", "210112"),
            ("海南省 › 儋州市 › 儋州市", "469003"),
            ("海南省 › 儋州市", "460400"),
        ] {
            let node = find_region(text).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(Gazetteer::shared().node(node).code, code, "{text}");
        }
    }

    #[test]
    fn every_region_is_read_back_as_it_is_printed() {
        let gazetteer = Gazetteer::shared();
        let mut lost = Vec::new();
        for node in gazetteer.nodes() {
            let printed = gazetteer.region(node).to_string();
            if find_region(&printed) != Ok(node) {
                lost.push((gazetteer.node(node).code, printed));
            }
        }
        assert_eq!(lost, []);
    }

    #[test]
    fn regions_that_cannot_be_used_say_why() {
        for (text, expected) in [
            (
                "亚特兰蒂斯",
                "`亚特兰蒂斯` is not a region; give its code (500242) or its names from the largest down (重庆市 酉阳县)",
            ),
            (
                "河南省 巴南区",
                "`河南省 巴南区` is not a region; give its code (500242) or its names from the largest down (重庆市 酉阳县)",
            ),
            (
                "999999",
                "`999999` is not a region; give its code (500242) or its names from the largest down (重庆市 酉阳县)",
            ),
            (
                "",
                "`` is not a region; give its code (500242) or its names from the largest down (重庆市 酉阳县)",
            ),
            (
                "通州区",
                "`通州区` may be 北京市 › 通州区 or 江苏省 › 南通市 › 通州区; write the province or prefecture before it, or give the code",
            ),
        ] {
            assert_eq!(find_region(text).unwrap_err().to_string(), expected);
        }
    }
}
