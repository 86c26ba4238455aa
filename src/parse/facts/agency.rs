//! Which of the agencies that a report names is the one that reports.

use std::ops::Range;

use super::header::HeaderLabel;
use super::normalized::Normalized;
use super::quotes::quote;
use super::sign_off::{LABEL, Signer};
use super::title::{Title, TitleAgency};
use crate::agencies::classify;
use crate::agencies::without_seal;
use crate::agencies::{AgencyMention, AgencyName, Place, find_names};
use crate::extract::LabelName;
use crate::gazetteer::{Form, Gazetteer, NodeId};
use crate::report::{Agency, Certainty, Source};

/// What one mention must weigh for its agency to be the one that reports.
const ENOUGH: f64 = 2.0;

/// An agency with where it was found.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) name: AgencyName,
    /// The name as it is read.
    pub(super) folded: String,
    /// The name in the report's own characters.
    pub(super) written: String,
    pub(super) source: Source,
    pub(super) certainty: Certainty,
    /// Where exactly it was found, in words.
    pub(super) place: String,
    /// The words it was read from.
    pub(super) quote: String,
    /// How much it says that this agency reports.
    pub(super) weight: f64,
}

/// Collects the agencies that may be the reporting one. `titles` are that of the report and that of
/// its page; `title` are the bytes of the beginning that are the title.
pub(super) fn candidates(
    titles: [Option<&Title>; 2],
    signed: Option<Signer>,
    labels: &[HeaderLabel],
    views: &[(&Normalized, &[AgencyMention])],
    body: &str,
    title: &Range<usize>,
) -> Vec<Candidate> {
    let mut found = Vec::new();
    let certainty = Certainty::Stated;
    let heads = [(Source::Title, "title", 20.0), (Source::Metadata, "title of the page", 16.0)];
    for (title, (source, place, weight)) in titles.into_iter().zip(heads) {
        let Some((title, agency)) = title.and_then(|title| Some((title, title.agency()?))) else {
            continue;
        };
        let TitleAgency { name, folded, written } = agency;
        let (place, quote) = (place.to_owned(), title.folded.clone());
        found.push(Candidate { name, folded, written, source, certainty, place, quote, weight });
    }
    if let Some(signer) = signed {
        let (source, place, weight) = (Source::SignOff, "sign-off".to_owned(), 12.0);
        let Signer { name, folded, written } = signer;
        let quote = folded.clone();
        found.push(Candidate { name, folded, written, source, certainty, place, quote, weight });
    }
    // The title's agency was read from the title; the same line says nothing more.
    let own_line = |name: &AgencyName, at: usize| {
        let own = found.first().filter(|own: &&Candidate| own.source == Source::Title);
        title.contains(&at) && own.is_some_and(|own| same_agency(&own.name, name))
    };
    let mut spoken = Vec::new();
    let named: Vec<(&HeaderLabel, Candidate)> =
        labels.iter().filter_map(|label| Some((label, labelled(label)?))).collect();
    for (at, (view, mentions)) in views.iter().enumerate() {
        for mention in *mentions {
            // What a label names was read from the label.
            let within =
                |(label, _): &(&HeaderLabel, _)| label.range.contains(&mention.range.start);
            let in_title = at == 0 && own_line(&mention.name, mention.range.start);
            if in_title || (at == 0 && named.iter().any(within)) {
                continue;
            }
            let place = ["opening", "end"].get(at).copied().unwrap_or("further on").to_owned();
            spoken.push(Candidate {
                name: mention.name.clone(),
                folded: view.get(&mention.range).to_owned(),
                written: view.original(body, &mention.range),
                source: Source::Opening,
                certainty,
                place,
                quote: quote(&view.text, &mention.range),
                weight: weight(&view.text, &mention.range),
            });
        }
    }
    found.extend(spoken);
    found.extend(named.into_iter().map(|(_, candidate)| candidate));
    found
}

/// Kinds of agencies that publish what others report: a 司法局 collects the reports of all.
const PUBLISHERS: [&str; 6] =
    ["司法局", "司法厅", "人民政府", "人民政府办公室", "人民政府办公厅", "大数据局"];

/// Returns the agency that a label names. One that publishes for others says less, and where a page
/// was taken from says least: it is often another agency.
fn labelled(label: &HeaderLabel) -> Option<Candidate> {
    let weight = match (label.name, label.source) {
        (LabelName::Issuer, Source::Metadata) => 7.0,
        (LabelName::Issuer, _) => 5.0,
        (LabelName::Origin, _) => 1.5,
        _ => return None,
    };
    let (folded, name) = match AgencyName::from_line(&label.value) {
        Some(name) if name.office.len > 0 => (without_seal(&label.value).to_owned(), name),
        _ => {
            let mention = find_names(&label.value).agencies.into_iter().next()?;
            (label.value.get(mention.range)?.to_owned(), mention.name)
        }
    };
    let publishes = name.office.canonical.iter().any(|kind| PUBLISHERS.contains(&kind.as_str()));
    let sure = !publishes && label.name == LabelName::Issuer;
    Some(Candidate {
        weight: if publishes { f64::min(weight, 3.0) } else { weight },
        certainty: if sure { Certainty::Stated } else { Certainty::Inferred },
        name,
        written: folded.clone(),
        folded,
        source: label.source,
        place: label.place.clone(),
        quote: label.quote(),
    })
}

/// Returns the agency that reports, taken from `candidates`; `own` is the form, the 局 of 我局, that
/// the text uses of itself.
pub(super) fn choose(candidates: &[Candidate], own: Option<&str>) -> Option<Candidate> {
    let mut best: Option<(f64, &Candidate)> = None;
    for (at, candidate) in candidates.iter().enumerate() {
        let same = |other: &&Candidate| same_agency(&candidate.name, &other.name);
        if candidate.weight < ENOUGH
            || candidates.iter().take(at).any(|other| same(&other) && other.weight >= ENOUGH)
        {
            continue;
        }
        let sum: f64 = candidates.iter().filter(same).map(|other| other.weight).sum();
        let score = sum * likeness(&candidate.name, own);
        let strong = candidates.iter().filter(same).any(|other| other.weight >= 12.0);
        let score = if strong { score + 100.0 } else { score };
        if best.is_none_or(|(other, _)| score > other) {
            best = Some((score, candidate));
        }
    }
    let (_, chosen) = best?;
    if chosen.name.is_placed() || chosen.name.is_national() {
        return Some(chosen.clone());
    }
    // 市水务局 in the title is 武汉市水务局 where the text says so.
    let placed = candidates
        .iter()
        .filter(|other| other.weight >= 0.5 && same_agency(&chosen.name, &other.name))
        .filter(|other| other.name.is_placed())
        .max_by(|a, b| a.weight.total_cmp(&b.weight));
    let mut chosen = chosen.clone();
    if let Some(placed) = placed {
        let keep = chosen.source == Source::Title && !placed.name.anonymised;
        if keep {
            chosen.name.places.clone_from(&placed.name.places);
            chosen.name.unknown_place = placed.name.unknown_place;
        } else {
            chosen = placed.clone();
        }
    }
    Some(chosen)
}

/// Returns how well an agency's form agrees with what the text calls itself.
fn likeness(name: &AgencyName, own: Option<&str>) -> f64 {
    let Some(own) = own else { return 1.0 };
    let agrees = name.office.canonical.iter().any(|kind| match own {
        "委" => kind.ends_with("委员会"),
        "办" => kind.ends_with("办公室"),
        own => kind.ends_with(own),
    });
    if agrees { 1.5 } else { 0.3 }
}

/// Returns whether two names may be one agency's: the same kind, and places or levels that agree.
pub(super) fn same_agency(a: &AgencyName, b: &AgencyName) -> bool {
    let last = |name: &AgencyName| name.places.last().map(|place| place.readings);
    let places = match (last(a), last(b)) {
        (Some(a), Some(b)) => a.iter().any(|a| b.iter().any(|b| a.node == b.node)),
        (Some(place), None) => level_agrees(b, place.iter().map(|named| named.node)),
        (None, Some(place)) => level_agrees(a, place.iter().map(|named| named.node)),
        (None, None) => a.level.is_none() || b.level.is_none() || a.level == b.level,
    };
    places && a.office.may_be(&b.office) && a.head.starts_with("国家") == b.head.starts_with("国家")
}

fn level_agrees(name: &AgencyName, mut nodes: impl Iterator<Item = NodeId>) -> bool {
    if name.anonymised || name.unknown_place {
        return false;
    }
    name.level.is_none_or(|level| nodes.any(|node| level.fits(node)))
}

/// Words after a name that make it a superior's or a partner's.
const LEADS: [&str; 14] = [
    "领导", "指导", "支持", "关心", "部署", "安排", "印发", "下发", "授予", "评为", "要求", "关于",
    "帮助", "转发",
];

/// Words before a name that go with [`LEADS`].
const LED: [&str; 14] = [
    "在", "按照", "根据", "被", "经", "贯彻", "落实", "获", "由", "接受", "据", "受", "结合",
    "对照",
];

/// Labels before the agency that issued a page.
const ISSUERS: [&str; 9] = [
    "发布机构",
    "发文机关",
    "制发机构",
    "发布单位",
    "发文机构",
    "公开主体",
    "报告单位",
    "编制单位",
    "制发机关",
];

/// Returns how much the words around the mention at `range` say that it is the reporting agency.
fn weight(text: &str, range: &Range<usize>) -> f64 {
    let line_before = text.get(..range.start).unwrap_or_default();
    let line_before = line_before.rsplit('\n').next().unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let after = after.split('\n').next().unwrap_or_default();
    let next: String = after.chars().take(12).collect();
    let clause = line_before.rsplit(['。', ';', '.', ',']).next().unwrap_or_default();
    let recent_start = clause.char_indices().rev().nth(11).map_or(0, |(at, _)| at);
    let recent = clause.get(recent_start..).unwrap_or_default();
    let label = line_before.trim_end_matches(LABEL);
    if ISSUERS.iter().any(|issuer| label.ends_with(issuer)) {
        return 5.0;
    }
    if ["来源", "作者"].iter().any(|word| label.ends_with(word)) {
        return 1.5;
    }
    if [
        "各",
        "各县",
        "各市",
        "各区",
        "各县区",
        "各县市区",
        "上级",
        "原",
        "地址",
        "县委、",
        "市委、",
        "区委、",
        "州委、",
        "省委、",
        "县委",
        "市委",
        "区委",
        "省委",
        "州委",
    ]
    .iter()
    .any(|word| recent.ends_with(word))
        || recent.contains("地址")
    {
        return 0.0;
    }
    if line_before.rfind('《') > line_before.rfind('》') {
        let superior = ["关于", "转发", "印发", "等"].iter().any(|word| next.starts_with(word));
        return match (superior, line_before.ends_with('《')) {
            (true, _) => 0.3,
            (false, true) => 2.0,
            (false, false) => 0.5,
        };
    }
    // 省人民政府： is who the report is for.
    if next.starts_with([':', '、', '并']) && line_before.is_empty() {
        return 0.3;
    }
    let reports = ["现将", "现就", "本报告由", "代表"].iter().any(|word| recent.ends_with(word));
    if reports || (recent.contains("现将") && !recent.contains('《')) {
        return 6.0;
    }
    if next.contains("联系") && recent.ends_with('与') {
        return 2.5;
    }
    if next.starts_with("网站") && !recent.contains('在') {
        return 2.0;
    }
    if LEADS.iter().any(|word| next.contains(word)) && LED.iter().any(|word| recent.contains(word))
    {
        return 0.3;
    }
    if clause.trim().is_empty() && !next.starts_with(['、', '和', '等', '与']) {
        return if next.starts_with("门户网站") { 1.0 } else { 4.0 };
    }
    0.6
}

/// Returns what the text calls its own agency: the 局 of 我局.
pub(super) fn own_form(text: &str) -> Option<&'static str> {
    let forms = ["局", "委", "厅", "办", "部", "中心"];
    let mut counts = [0; 6];
    for (at, own) in text.match_indices(['我', '本']) {
        let rest = text.get(at + own.len()..).unwrap_or_default();
        let form = forms.iter().position(|form| rest.starts_with(form));
        if let Some(count) = form.and_then(|form| counts.get_mut(form)) {
            *count += 1;
        }
    }
    let most = counts.iter().copied().max().filter(|most| *most > 0)?;
    forms.into_iter().zip(counts).find(|(_, count)| *count == most).map(|(form, _)| form)
}

/// Returns the agency with its name written out, its places in full where `node` is certain.
pub(super) fn written_out(candidate: &Candidate, node: Option<NodeId>, texts: &[&str]) -> Agency {
    let name = &candidate.name;
    let tail = if name.office.len == 0 { "人民政府" } else { name.office.full(texts) };
    let canonical = match node {
        Some(node) if !name.places.is_empty() => {
            format!("{}{}{tail}", name.head, full_places(&name.places, node, tail))
        }
        Some(node) if name.level.is_some() => {
            format!("{}{}{tail}", name.head, Gazetteer::shared().node(node).name)
        }
        _ if !name.places.is_empty() => {
            let places: String = name.places.iter().map(|place| place.written.as_str()).collect();
            format!("{}{places}{tail}", name.head)
        }
        _ => {
            let kept = candidate.folded.len().saturating_sub(name.office.len);
            format!("{}{tail}", candidate.folded.get(..kept).unwrap_or_default())
        }
    };
    let (kind, department) = classify(name, tail);
    Agency {
        as_written: candidate.written.replace([' ', '\u{3000}'], ""),
        canonical: canonical.replace(' ', ""),
        anonymised: name.anonymised,
        kind,
        department,
    }
}

/// Writes the places of a name in full, the last of which is `node`.
fn full_places(places: &[Place], node: NodeId, tail: &str) -> String {
    let gazetteer = Gazetteer::shared();
    let chain: Vec<NodeId> = std::iter::once(node).chain(gazetteer.above(node)).collect();
    let mut full = String::new();
    let mut previous = None;
    for place in places {
        let known = chain.iter().find(|id| place.readings.iter().any(|named| named.node == **id));
        let short = place.readings.iter().all(|named| named.form == Form::Short);
        // The name of a zone begins with its city's name as it is: 成都高新技术产业开发区.
        let zone =
            short && ["区管理委员会", "区", "园管理委员会"].iter().any(|end| tail.ends_with(end));
        match known {
            Some(id) if previous == Some(id) => {}
            Some(id) if !zone => full.push_str(gazetteer.node(*id).name),
            _ => full.push_str(&place.written),
        }
        previous = known;
    }
    full
}

/// Reads the beginning of a file's name as an agency: 卢氏县卫健委2023年报告.
pub(super) fn in_file_name(stem: &str) -> Option<Candidate> {
    let (range, name) = super::title::agency_range(stem)
        .or_else(|| AgencyName::from_line(stem).map(|name| (0..stem.len(), name)))
        .or_else(|| {
            let mention = find_names(stem).agencies.into_iter().next()?;
            Some((mention.range, mention.name))
        })?;
    let folded = stem.get(range)?.to_owned();
    Some(Candidate {
        name,
        written: folded.clone(),
        folded,
        source: Source::Path,
        certainty: Certainty::Inferred,
        place: "name of the file".to_owned(),
        quote: stem.to_owned(),
        weight: ENOUGH,
    })
}

/// Reads a name that a user gives.
pub(super) fn given(name: &str) -> Option<Candidate> {
    let view = Normalized::new(name, 0, 100);
    Some(Candidate {
        name: AgencyName::from_line(&view.text)?,
        folded: crate::agencies::without_seal(&view.text).to_owned(),
        written: name.to_owned(),
        source: Source::Corrections,
        certainty: Certainty::Stated,
        place: "corrections".to_owned(),
        quote: name.to_owned(),
        weight: ENOUGH,
    })
}

/// Returns the government of a place that the first lines speak of as themselves: 2022年，赵县坚持.
pub(super) fn government_in_opening(
    view: &Normalized,
    first: usize,
    places: &[crate::agencies::PlaceMention],
    body: &str,
) -> Option<Candidate> {
    let place = places.iter().find(|place| {
        let before = view.text.get(..place.range.start).unwrap_or_default();
        let after = view.text.get(place.range.end..).unwrap_or_default();
        let subject = before.is_empty() || before.ends_with([',', '\n', '。', '将', '就']);
        let continues = after.starts_with(['、', '的', '(', '委', '和', '》', ':', '\n']);
        place.range.start >= first && subject && !place.in_agency && !continues
    })?;
    let written = view.get(&place.range).to_owned();
    let mut name = AgencyName::from_line(&written)?;
    name.places.truncate(1);
    Some(Candidate {
        name,
        written: view.original(body, &place.range),
        folded: written,
        source: Source::Opening,
        certainty: Certainty::Inferred,
        place: "opening".to_owned(),
        quote: quote(&view.text, &place.range),
        weight: ENOUGH,
    })
}

#[cfg(test)]
mod tests {
    use super::super::header::{end_of_header, header_labels};
    use super::*;
    use crate::extract::PageFacts;

    fn chosen(text: &str) -> String {
        let view = Normalized::new(text, 0, 1500);
        let mentions = find_names(&view.text).agencies;
        let end = end_of_header(&view, 0);
        let labels = header_labels(&PageFacts::default(), &view, end);
        let all = candidates([None, None], None, &labels, &[(&view, &mentions)], text, &(0..0));
        choose(&all, own_form(&view.text)).map_or(String::new(), |found| found.written)
    }

    #[test]
    fn the_reporting_agency_is_told_from_superiors_and_partners() {
        for (text, expected) in [
            ("2023年，卢氏县卫健委坚持工作，在三门峡市卫健委的指导下。", "卢氏县卫健委"),
            ("在县司法局的指导下，2023年，市财政局坚持工作。", "市财政局"),
            (
                "根据《中共江门市委关于报送的通知》，现将江门市农业农村局情况报告如下",
                "江门市农业农村局",
            ),
            ("2025年，市卫健委坚持。《福建省卫生健康委员会关于落实的通知》", "市卫健委"),
            ("我局坚持。《上城区人力社保局事项清单》", "上城区人力社保局"),
            ("各县区卫体局、委直单位", ""),
            ("我局按照《X县教育局方案》执行，县教育局认真落实。", "X县教育局"),
            ("来源：甲\n在县委、县政府领导下，我局", ""),
            ("本报告由汶上县医疗保障局编制。", "汶上县医疗保障局"),
        ] {
            assert_eq!(chosen(text), expected, "{text}");
        }
    }
}
