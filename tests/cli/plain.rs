//! What a walk over all sections counts, group by group: what every table has to agree with.

use std::collections::{BTreeMap, BTreeSet};

use chabao::query::{Condition, Years};
use chabao::report::{Language, Part, RegionView, Year};
use chabao::search::{FacetBy, GroupBy};
use chabao::text::fold_term;

use crate::corpus::{Corpus, Held};

/// The name of a group, and its code if it has one.
pub(crate) type Name = (String, Option<String>);

/// What a plain scan counts for a group or a cell.
#[derive(Clone, Default)]
pub(crate) struct Scanned {
    held: BTreeMap<String, Option<Year>>,
    found: BTreeMap<String, Option<Year>>,
    pub(crate) sections: u64,
    pub(crate) mentions: u64,
    pub(crate) characters: u64,
}

impl Scanned {
    pub(crate) fn add(&mut self, section: &Held, mentions: u64) {
        let year = section.facts.year.as_ref().map(|year| year.value);
        self.held.insert(section.path.clone(), year);
        self.characters += section.text.chars().count() as u64;
        if mentions > 0 {
            self.found.insert(section.path.clone(), year);
            self.sections += 1;
            self.mentions += mentions;
        }
    }

    /// Returns the numbers of reports, of reports that mention it, and of mentions.
    pub(crate) fn counts(&self) -> [u64; 3] {
        [self.held.len() as u64, self.found.len() as u64, self.mentions]
    }

    /// Returns the years of the reports that mention it.
    pub(crate) fn years(&self) -> Vec<Year> {
        self.found.values().copied().flatten().collect::<BTreeSet<Year>>().into_iter().collect()
    }

    /// Returns the number of reports that do not mention it, and their years.
    pub(crate) fn silent(&self) -> (u64, Vec<Year>) {
        let silent = self.held.iter().filter(|(path, _)| !self.found.contains_key(*path));
        let years: Vec<Option<Year>> = silent.map(|(_, year)| *year).collect();
        let known: BTreeSet<Year> = years.iter().copied().flatten().collect();
        (years.len() as u64, known.into_iter().collect())
    }
}

/// Returns the group of a section: its name, and its code if it has one.
pub(crate) fn group_of(by: GroupBy, section: &Held) -> Name {
    let unknown = || ("未识别".to_owned(), None);
    let facts = &section.facts;
    let GroupBy::Facet(by) = by else { return (section.path.clone(), None) };
    match by {
        FacetBy::Part => (section.part.label(Language::Chinese).to_owned(), None),
        FacetBy::Kind => {
            facts.kind.as_ref().map_or_else(unknown, |kind| (kind.value.to_string(), None))
        }
        FacetBy::Level => {
            facts.agency.as_ref().map_or_else(unknown, |it| (it.value.kind.to_string(), None))
        }
        FacetBy::Year => {
            facts.year.as_ref().map_or_else(unknown, |year| (year.value.to_string(), None))
        }
        FacetBy::Agency => facts.agency.as_ref().map_or_else(unknown, |agency| {
            let region = facts.region.as_ref();
            let code = region.and_then(|region| Some(region.value.code()?.to_owned()));
            (agency.value.canonical.clone(), code)
        }),
        _ => {
            let Some(region) = facts.region.as_ref().map(|region| &region.value) else {
                return unknown();
            };
            let deepest = region.divisions().last().unwrap();
            let (division, is_above) = match by {
                FacetBy::Province => (region.province.as_ref().unwrap(), false),
                FacetBy::Prefecture => match (&region.prefecture, &region.county) {
                    (Some(prefecture), _) => (prefecture, false),
                    (None, county) => (region.province.as_ref().unwrap(), county.is_none()),
                },
                FacetBy::County => (deepest, region.county.is_none()),
                _ => return (region.to_string(), Some(deepest.code.clone())),
            };
            let above = if is_above { "（本级）" } else { "" };
            (format!("{}{above}", division.name), Some(division.code.clone()))
        }
    }
}

/// Returns the name of a row or column in the form of [`group_of`].
pub(crate) fn name(value: &str, region: Option<&RegionView>, by: GroupBy) -> Name {
    let has_place = matches!(
        by,
        GroupBy::Facet(
            FacetBy::Province
                | FacetBy::Prefecture
                | FacetBy::County
                | FacetBy::Region
                | FacetBy::Agency
        )
    );
    // Reports of an agency that is not known are one group, wherever they are from.
    let is_known = value != "未识别";
    let code = region.filter(|_| has_place && is_known).and_then(|region| region.code.clone());
    // The label of an agency has its place if others have its name.
    let name = match by {
        GroupBy::Facet(FacetBy::Agency) => value.split(" · ").next().unwrap(),
        _ => value,
    };
    (name.to_owned(), code)
}

/// Conditions, and their plain form.
pub(crate) type Filter = (Vec<Condition>, fn(&Held) -> bool);

pub(crate) fn filters() -> Vec<Filter> {
    let years = |text: &str| Condition::Year(Years::parse(text).unwrap());
    vec![
        (Vec::new(), |_| true),
        (vec![years("2018-2022")], |it| {
            it.facts.year.as_ref().is_some_and(|it| (2018..=2022).contains(&it.value.get()))
        }),
        (vec![years("未识别"), years("2017")], |it| {
            it.facts.year.as_ref().is_none_or(|it| it.value.get() == 2017)
        }),
        (vec![Condition::Region("河南省".to_owned())], |it| {
            let region = it.facts.region.as_ref();
            region.is_some_and(|it| it.value.province.as_ref().unwrap().name == "河南省")
        }),
        (vec![Condition::Part(Part::Shortcomings)], |it| it.part == Part::Shortcomings),
        (vec![Condition::Agency("局".to_owned()), Condition::Part(Part::NextYear)], |it| {
            let is_bureau =
                it.facts.agency.as_ref().is_some_and(|it| it.value.canonical.contains('局'));
            is_bureau && it.part == Part::NextYear
        }),
    ]
}

/// Returns the number of mentions in each section.
pub(crate) fn mentions_of(corpus: &Corpus, term: &str) -> Vec<u64> {
    let forms = fold_term(term);
    let count = |section: &Held| {
        forms.iter().map(|form| section.folded.occurrences(form).len() as u64).sum()
    };
    corpus.sections.iter().map(count).collect()
}

/// Returns what is counted for each group, and for all together.
pub(crate) fn grouped(
    corpus: &Corpus,
    mentions: &[u64],
    filter: &Filter,
    by: GroupBy,
) -> (BTreeMap<Name, Scanned>, Scanned) {
    let (mut groups, mut total) = (BTreeMap::<Name, Scanned>::new(), Scanned::default());
    for (section, &mentions) in corpus.sections.iter().zip(mentions) {
        if filter.1(section) {
            groups.entry(group_of(by, section)).or_default().add(section, mentions);
            total.add(section, mentions);
        }
    }
    (groups, total)
}
