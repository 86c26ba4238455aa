//! Which of the agencies that a report names is the one that reports.

use super::header::{Header, HeaderLabel};
use super::mention_weight::mention_weight;
use super::normalized::Normalized;
use super::quotes::quote;
use super::sign_off::Signer;
use super::title::{Title, TitleAgency, agency_range};
use crate::agencies::{
    AgencyMention, AgencyName, PlaceMention, find_bodies, find_names, without_seal,
};
use crate::extract::LabelName;
use crate::gazetteer::NodeId;
use crate::report::{Certainty, Source};
use crate::text::contains_any;

/// The least weight of one mention of the agency that reports.
const ENOUGH: f64 = 2.0;

/// The least weight of a mention that says who issued the report: a label.
const ISSUED: f64 = 5.0;

/// The least weight of a mention that says in whose name the report is made.
const IN_ITS_NAME: f64 = 6.0;

/// The least weight of a mention that decides by itself: a sign-off, a title.
const STRONG: f64 = 12.0;

/// An agency that may be the reporting one, and where it was found.
#[derive(Clone, Debug)]
pub(super) struct AgencyCandidate {
    pub(super) name: AgencyName,
    /// The normalized name.
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

impl AgencyCandidate {
    /// Returns whether the text calls itself something else, 我局, than this, which it only mentions.
    fn is_contradicted(&self, own_form: Option<&str>) -> bool {
        let is_mention = self.source == Source::Opening && self.weight < ISSUED;
        is_mention && likeness(&self.name, own_form) < 1.0
    }

    /// Returns whether this may be the reporting agency without another mention. A government without
    /// its place is only if the report is made in its name: every report has a clause about 县政府.
    fn can_lead(&self) -> bool {
        let in_its_name = self.source != Source::Opening || self.weight >= IN_ITS_NAME;
        let is_nobody =
            self.name.is_unplaced_government() && (self.name.level.is_none() || !in_its_name);
        self.weight >= ENOUGH && !is_nobody
    }
}

/// Where agencies are named.
pub(super) struct AgencySources<'s> {
    /// The title of the report and that of its page.
    pub(super) titles: [Option<&'s Title>; 2],
    pub(super) signer: Option<Signer>,
    pub(super) header: &'s Header,
    /// The beginning, the end and further stretches of the text, with the agencies they name.
    pub(super) stretches: &'s [(&'s Normalized, &'s [AgencyMention])],
    pub(super) body: &'s str,
}

/// Collects the agencies that may be the reporting one.
pub(super) fn candidates(sources: AgencySources<'_>) -> Vec<AgencyCandidate> {
    let AgencySources { titles, signer, header, stretches, body } = sources;
    let mut found = Vec::new();
    let certainty = Certainty::Stated;
    let places = [(Source::Title, "title", 20.0), (Source::Metadata, "title of the page", 16.0)];
    for (title, (source, place, weight)) in titles.into_iter().zip(places) {
        let Some((title, agency)) = title.and_then(|title| Some((title, title.agency()?))) else {
            continue;
        };
        let TitleAgency { name, folded, written } = agency;
        let (place, quote) = (place.to_owned(), title.folded.clone());
        found.push(AgencyCandidate {
            name,
            folded,
            written,
            source,
            certainty,
            place,
            quote,
            weight,
        });
    }
    if let Some(Signer { name, folded, written }) = signer {
        found.push(AgencyCandidate {
            name,
            quote: folded.clone(),
            folded,
            written,
            source: Source::SignOff,
            certainty,
            place: "sign-off".to_owned(),
            weight: STRONG,
        });
    }
    // The title's agency was read from the title; the same line says nothing more.
    let of_title = found.first().filter(|own| own.source == Source::Title);
    let of_title = of_title.map(|own| own.name.clone());
    let is_title = |mention: &AgencyMention| {
        header.title_range.contains(&mention.range.start)
            && of_title.as_ref().is_some_and(|own| is_same_agency(own, &mention.name))
    };
    let labelled: Vec<(&HeaderLabel, AgencyCandidate)> =
        header.labels.iter().filter_map(|label| Some((label, labelled(label)?))).collect();
    // What a label names was read from the label.
    let is_label = |mention: &AgencyMention| {
        labelled.iter().any(|(label, _)| label.range.contains(&mention.range.start))
    };
    for (number, (text, mentions)) in stretches.iter().enumerate() {
        let is_head = number == 0;
        let place = ["opening", "end"].get(number).copied().unwrap_or("further on");
        for mention in *mentions {
            if is_head && (is_title(mention) || is_label(mention)) {
                continue;
            }
            found.push(AgencyCandidate {
                name: mention.name.clone(),
                folded: text.get(&mention.range).to_owned(),
                written: text.original(body, &mention.range),
                source: Source::Opening,
                certainty,
                place: place.to_owned(),
                quote: quote(&text.text, &mention.range),
                weight: mention_weight(&text.text, &mention.range),
            });
        }
    }
    found.extend(labelled.into_iter().map(|(_, candidate)| candidate));
    if let Some((head, mentions)) = stretches.first() {
        found.extend(letterhead(header, head, mentions, body));
    }
    found
}

/// What the only line above the text that is a name weighs: less than the subject of a clause, since
/// sites put names there too.
const LETTERHEAD: f64 = 3.0;

/// Returns the agency that a line above the text names, if it is the only one; `mentions` are those
/// found in the text.
fn letterhead(
    header: &Header,
    head: &Normalized,
    mentions: &[AgencyMention],
    body: &str,
) -> Option<AgencyCandidate> {
    let lines = header.lines(head).into_iter().filter_map(|(_, line)| {
        let name = AgencyName::from_line(head.get(&line))?;
        (name.is_placed() && name.office.len > 0).then_some((line, name))
    });
    let [(line, name)] = &lines.collect::<Vec<_>>()[..] else { return None };
    let is_found = mentions.iter().any(|mention| mention.range.end == line.end);
    (!is_found).then(|| AgencyCandidate {
        name: name.clone(),
        folded: head.get(line).to_owned(),
        written: head.original(body, line),
        source: Source::Opening,
        certainty: Certainty::Stated,
        place: "line above the text".to_owned(),
        quote: head.get(line).to_owned(),
        weight: LETTERHEAD,
    })
}

/// The number of characters after the title in which a town, a zone or a court names itself.
const OPENING: usize = 400;

/// Returns the towns, zones and courts that the opening of `head`, from byte `start` on, names and
/// whose own report it can be: the text calls itself 我镇, or names no other town.
pub(super) fn own_bodies(head: &Normalized, start: usize) -> Vec<AgencyMention> {
    let own_form = own_form(&head.text);
    let mut bodies = find_bodies(&head.text);
    let is_kind = |body: &AgencyMention, kind: &str| {
        body.name.office.canonical.iter().any(|office| office.ends_with(kind))
    };
    let first = bodies.first().map(|body| body.name.office.clone());
    let is_only = first.is_some_and(|office| bodies.iter().all(|it| it.name.office == office));
    let often = |word: &str| head.text.matches(word).nth(1).is_some();
    let (_, text) = head.text.split_at(start);
    let end = text.char_indices().nth(OPENING).map_or(head.text.len(), |(at, _)| start + at);
    bodies.retain(|body| {
        let is_own = match own_form {
            Some(form) => is_kind(body, full_form(form)),
            None if is_kind(body, "管理委员会") => true,
            None => {
                let kinds = [("街道办事处", "街道"), ("镇人民政府", "镇"), ("乡人民政府", "乡")];
                is_only && kinds.iter().any(|(full, word)| is_kind(body, full) && often(word))
            }
        };
        is_own && (start..end).contains(&body.range.start)
    });
    bodies
}

/// Returns whether `text` is a model for reports, with blanks to fill in: XXXX年, ××年.
pub(super) fn is_template(text: &str) -> bool {
    contains_any(text, "xxxx年 XXXX年 ××××年 20XX年 20xx年 20××年 XX年 xx年 ××年 **年")
}

/// Agencies that publish what others report: a 司法局 collects the reports of all.
const PUBLISHERS: [&str; 6] =
    ["司法局", "司法厅", "人民政府", "人民政府办公室", "人民政府办公厅", "大数据局"];

/// The most that the label of a publisher weighs.
const PUBLISHER: f64 = 3.0;

/// Returns the agency that a label names. One that publishes for others says less; where a page was
/// taken from says least, since it is often another agency.
fn labelled(label: &HeaderLabel) -> Option<AgencyCandidate> {
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
    let is_publisher = name.office.canonical.iter().any(|it| PUBLISHERS.contains(&it.as_str()));
    let is_stated = !is_publisher && label.name == LabelName::Issuer;
    Some(AgencyCandidate {
        weight: if is_publisher { f64::min(weight, PUBLISHER) } else { weight },
        certainty: if is_stated { Certainty::Stated } else { Certainty::Inferred },
        name,
        written: folded.clone(),
        folded,
        source: label.source,
        place: label.place.clone(),
        quote: label.quote(),
    })
}

/// Returns the agency that reports, taken from `candidates`; `own_form` is what the text calls
/// itself, the 局 of 我局.
pub(super) fn choose(
    candidates: &[AgencyCandidate],
    own_form: Option<&str>,
) -> Option<AgencyCandidate> {
    let mut best: Option<(f64, &AgencyCandidate)> = None;
    for (number, candidate) in candidates.iter().enumerate() {
        if candidate.is_contradicted(own_form) {
            continue;
        }
        let is_same = |other: &&AgencyCandidate| is_same_agency(&candidate.name, &other.name);
        let mut earlier = candidates.iter().take(number).filter(|it| it.can_lead());
        if !candidate.can_lead() || earlier.any(|other| is_same(&other)) {
            continue;
        }
        let same = || candidates.iter().filter(is_same);
        let sum: f64 = same().map(|other| other.weight).sum();
        let is_strong = same().any(|other| other.weight >= STRONG);
        // What decides by itself is above every sum of others.
        let score = sum * likeness(&candidate.name, own_form) + if is_strong { 100.0 } else { 0.0 };
        if best.is_none_or(|(other, _)| score > other) {
            best = Some((score, candidate));
        }
    }
    let (_, chosen) = best?;
    if chosen.name.is_placed() || chosen.name.is_national() {
        return Some(chosen.clone());
    }
    Some(with_place(chosen, candidates))
}

/// The least weight of a mention that says where an agency is.
const PLACING: f64 = 0.5;

/// Returns `chosen`, which names no place, with the place that another mention of it names: 市水务局
/// in the title is 武汉市水务局 if the text says so.
fn with_place(chosen: &AgencyCandidate, candidates: &[AgencyCandidate]) -> AgencyCandidate {
    let is_placed = |other: &&AgencyCandidate| {
        other.weight >= PLACING
            && other.name.is_placed()
            && is_same_agency(&chosen.name, &other.name)
    };
    let placed = candidates.iter().filter(is_placed);
    let Some(placed) = placed.max_by(|a, b| a.weight.total_cmp(&b.weight)) else {
        return chosen.clone();
    };
    if chosen.source != Source::Title || placed.name.anonymised {
        return placed.clone();
    }
    let mut chosen = chosen.clone();
    chosen.name.places.clone_from(&placed.name.places);
    chosen.name.unknown_place = placed.name.unknown_place;
    chosen
}

/// Returns how well an agency's office agrees with what the text calls itself.
fn likeness(name: &AgencyName, own_form: Option<&str>) -> f64 {
    let Some(own_form) = own_form else { return 1.0 };
    let full = full_form(own_form);
    let is_street = own_form == "办" && name.is_within_county();
    let agrees = is_street || name.office.canonical.iter().any(|office| office.ends_with(full));
    if agrees { 1.5 } else { 0.3 }
}

/// Returns how the full names of agencies end that call themselves 我 and `own_form`.
fn full_form(own_form: &str) -> &str {
    match own_form {
        "委" => "委员会",
        "办" => "办公室",
        "镇" => "镇人民政府",
        "乡" => "乡人民政府",
        "街道" => "街道办事处",
        form => form,
    }
}

/// Returns whether two names can be those of one agency: the same office, and places or levels that
/// agree.
pub(super) fn is_same_agency(a: &AgencyName, b: &AgencyName) -> bool {
    let last = |name: &AgencyName| name.places.last().map(|place| place.readings);
    let places_agree = match (last(a), last(b)) {
        (Some(a), Some(b)) => a.iter().any(|a| b.iter().any(|b| a.node == b.node)),
        (Some(place), None) => level_agrees(b, place.iter().map(|named| named.node)),
        (None, Some(place)) => level_agrees(a, place.iter().map(|named| named.node)),
        (None, None) => a.level.is_none() || b.level.is_none() || a.level == b.level,
    };
    let is_central = |name: &AgencyName| name.head.starts_with("国家");
    places_agree && a.office.may_be(&b.office) && is_central(a) == is_central(b)
}

fn level_agrees(name: &AgencyName, mut nodes: impl Iterator<Item = NodeId>) -> bool {
    if name.anonymised || name.unknown_place {
        return false;
    }
    name.level.is_none_or(|level| nodes.any(|node| level.fits(node)))
}

/// Returns what the text calls its own agency most often: the 局 of 我局.
pub(super) fn own_form(text: &str) -> Option<&'static str> {
    const FORMS: [&str; 10] = ["局", "委", "厅", "办", "部", "中心", "院", "镇", "乡", "街道"];
    let mut counts = [0; FORMS.len()];
    for (at, own) in text.match_indices(['我', '本']) {
        let (_, rest) = text.split_at(at + own.len());
        for (form, count) in FORMS.iter().zip(&mut counts) {
            *count += usize::from(rest.starts_with(form) && !rest.starts_with("部门"));
        }
    }
    let most = counts.into_iter().max().filter(|most| *most > 0)?;
    FORMS.into_iter().zip(counts).find(|(_, count)| *count == most).map(|(form, _)| form)
}

/// Reads the beginning of a file's name as an agency: 卢氏县卫健委2023年报告.
pub(super) fn candidate_in_file_name(stem: &str) -> Option<AgencyCandidate> {
    let (range, name) = agency_range(stem)
        .or_else(|| AgencyName::from_line(stem).map(|name| (0..stem.len(), name)))
        .or_else(|| {
            let mention = find_names(stem).agencies.into_iter().next()?;
            Some((mention.range, mention.name))
        })?;
    let folded = stem.get(range)?.to_owned();
    Some(AgencyCandidate {
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

/// The most characters of a name that a user gives.
const LONGEST_GIVEN: usize = 100;

/// Reads a name that a user gives.
pub(super) fn given_candidate(name: &str) -> Option<AgencyCandidate> {
    let normalized = Normalized::new(name, 0, LONGEST_GIVEN);
    Some(AgencyCandidate {
        name: AgencyName::from_line(&normalized.text)?,
        folded: without_seal(&normalized.text).to_owned(),
        written: name.to_owned(),
        source: Source::Corrections,
        certainty: Certainty::Stated,
        place: "corrections".to_owned(),
        quote: name.to_owned(),
        weight: ENOUGH,
    })
}

/// Returns the government of a place that is the subject of a sentence in `head`, from byte `start`
/// on: 2022年，赵县坚持.
pub(super) fn government_in_opening(
    head: &Normalized,
    start: usize,
    places: &[PlaceMention],
    body: &str,
) -> Option<AgencyCandidate> {
    let place = places.iter().find(|place| {
        let (before, _) = head.text.split_at(place.range.start);
        let (_, after) = head.text.split_at(place.range.end);
        let is_subject = before.is_empty() || before.ends_with([',', '\n', '。', '将', '就']);
        let goes_on = after.starts_with(['、', '的', '(', '委', '和', '》', ':', '\n']);
        place.range.start >= start && is_subject && !place.in_agency && !goes_on
    })?;
    let written = head.get(&place.range).to_owned();
    let mut name = AgencyName::from_line(&written)?;
    name.places.truncate(1);
    Some(AgencyCandidate {
        name,
        written: head.original(body, &place.range),
        folded: written,
        source: Source::Opening,
        certainty: Certainty::Inferred,
        place: "opening".to_owned(),
        quote: quote(&head.text, &place.range),
        weight: ENOUGH,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::PageFacts;

    fn chosen(text: &str) -> String {
        let head = Normalized::new(text, 0, 1500);
        let mentions = find_names(&head.text).agencies;
        let header = Header::new(&PageFacts::default(), &head, None);
        let stretches: &[(_, &[_])] = &[(&head, &mentions)];
        let titles = [None, None];
        let sources =
            AgencySources { titles, signer: None, header: &header, stretches, body: text };
        let all = candidates(sources);
        choose(&all, own_form(&head.text)).map_or(String::new(), |found| found.written)
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
