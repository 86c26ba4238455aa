//! Queries of several terms, filters and facets agree with the same question asked of every section
//! by itself.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use chabao::query::{Asked, Condition, ConditionKey, Query, Term, Years};
use chabao::report::{Fact, Level, Part, ReportKind, Year};
use chabao::search::{Answer, Counts, FacetBy, Request, Results, search};
use chabao::text::{Folded, fold_term};

use crate::corpus::{Corpus, Held, samples};
use crate::dice::Dice;
use crate::scan::{counts, expected, named};

static CORPUS: LazyLock<Corpus> = LazyLock::new(|| Corpus::of(&[samples()]));

const TERMS: &[&str] = &[
    "三项制度",
    "法律顾问",
    "行政复议",
    "法治",
    "执法",
    "宪法",
    "的",
    "一",
    "。",
    "双随机一公开",
    "培训",
    "1,",
    "年",
    "包容审慎",
    "民法典",
    "不存在的词",
];
const AGENCIES: &[&str] = &["卫生健康", "司法局", "石燕县", "教育局", "人民政府", "未识别"];
const REGIONS: &[&str] = &["重庆市", "河南省", "卢氏县", "未识别"];
const WHOLE_AGENCIES: &[&str] =
    &["石燕县司法局", "司法局", "云岫县人民政府", "卢氏县卫生健康委员会", "未识别"];
const DIVISIONS: &[(Level, &str)] = &[
    (Level::Province, "重庆市"),
    (Level::Province, "未识别"),
    (Level::Prefecture, "三门峡市"),
    (Level::Prefecture, "未识别"),
    (Level::County, "卢氏县"),
    (Level::County, "巴南区"),
    (Level::County, "未识别"),
];
const LEVELS: &[&str] = &["政府", "部门", "乡镇", "其他", "未识别"];
const DAYS: &[&str] =
    &["2024", "2024-01", "..2023-02", "2023-02..2024-03", "2022-12-20..", "未识别"];
const NUMBERS: &[&str] = &["〔2024〕", "[2024]", "12号", "政发", "不存在", "未识别"];
const ADDRESSES: &[&str] = &["https://www.", "GOV.CN", "gov.cn/", "art", "不存在", "未识别"];
const TITLES: &[&str] = &["法治", "三项制度", "2023", "报告", "存在"];

fn contains(text: &str, term: &str) -> bool {
    let folded = Folded::new(text).text;
    fold_term(term).iter().any(|form| folded.contains(form.as_str()))
}

/// Returns whether a section meets a condition.
fn meets(section: &Held, field: &Condition) -> bool {
    let facts = &section.facts;
    match field {
        Condition::Year(years) => years.includes(facts.year.as_ref().map(|year| year.value)),
        Condition::Part(part) => section.part == *part,
        Condition::Kind(_) | Condition::Level(_) => {
            let by = if field.key() == ConditionKey::Kind { FacetBy::Kind } else { FacetBy::Level };
            value(section, by) == field.value()
        }
        Condition::Date(_) => is_in(section, Fact::Date, &field.value()),
        Condition::Published(_) => is_in(section, Fact::Published, &field.value()),
        Condition::Number(Asked::Known(number)) => {
            facts.get(Fact::DocumentNumber).is_some_and(|known| {
                Folded::new(&known.value).text.contains(&Folded::new(number).text)
            })
        }
        Condition::Number(Asked::Unknown) => facts.document_number.is_none(),
        Condition::Url(Asked::Known(part)) => {
            facts.url.as_ref().is_some_and(|url| url.value.to_lowercase().contains(part))
        }
        Condition::Url(Asked::Unknown) => facts.url.is_none(),
        Condition::Agency(name) => match &facts.agency {
            Some(agency) => contains(&agency.value.canonical, name),
            None => name == "未识别",
        },
        Condition::Region(name) => match &facts.region {
            Some(region) => region.value.divisions().any(|division| division.name == *name),
            None => name == "未识别",
        },
        Condition::AgencyIs(name) => value(section, FacetBy::Agency) == *name,
        Condition::Division(level, name) => value(section, facet_of(*level)) == *name,
        Condition::Title(term) => {
            let title = facts.title.as_ref().map(|title| title.value.as_str());
            title
                .into_iter()
                .chain(section.heading_path.iter().map(String::as_str))
                .any(|text| contains(text, term))
        }
    }
}

/// Returns whether a day is within `days` as queries print them; days as they are printed are in the
/// order of the calendar, and a month or a year comes right before its days.
fn is_in(section: &Held, day: Fact, days: &str) -> bool {
    let Some(day) = section.facts.get(day) else { return days == "未识别" };
    let (from, to) = days.split_once("..").unwrap_or((days, days));
    days != "未识别" && day.value.as_str() >= from && &day.value[..to.len()] <= to
}

/// Returns the places of a term in a section.
fn places(section: &Held, term: &Term) -> Vec<Range<usize>> {
    let forms = fold_term(term.text());
    forms.iter().flat_map(|form| section.folded.occurrences(form)).collect()
}

/// Returns the number of mentions of terms in a section: their places that do not lie inside others.
fn mentions(section: &Held, terms: &[&Term]) -> u64 {
    let mut all: Vec<Range<usize>> = terms.iter().flat_map(|it| places(section, it)).collect();
    all.sort_by_key(|place| (place.start, place.end));
    all.dedup();
    let is_inside =
        |a: &Range<usize>, b: &Range<usize>| a != b && b.start <= a.start && a.end <= b.end;
    all.iter().filter(|a| !all.iter().any(|b| is_inside(a, b))).count() as u64
}

/// Returns whether a query finds a section.
fn finds(section: &Held, query: &Query) -> bool {
    match query {
        Query::Term(term) => !places(section, term).is_empty(),
        Query::Condition(field) => meets(section, field),
        Query::Not(inner) => !finds(section, inner),
        Query::And(inner) => inner.iter().all(|it| finds(section, it)),
        Query::Or(inner) => inner.iter().any(|it| finds(section, it)),
        Query::Near { .. } | Query::Within(..) => panic!("none is made here"),
    }
}

/// Returns the sections that a query and filters find, each with its mentions.
fn found(query: &Query, filters: &[Condition]) -> BTreeMap<usize, u64> {
    let passes = |section: &Held| {
        filters.iter().all(|field| {
            let same = |other: &&Condition| flag(other) == flag(field);
            filters.iter().filter(same).any(|other| meets(section, other))
        })
    };
    let sections = CORPUS.sections.iter().enumerate().filter(|(_, section)| passes(section));
    // A mention is an occurrence of a term of the query, whichever branch found the section.
    let terms = query.terms();
    let found = sections.filter(|(_, section)| finds(section, query));
    found.map(|(at, section)| (at, mentions(section, &terms))).collect()
}

/// Returns the flag that sets a condition; a section meets any one of those with the same flag.
fn flag(field: &Condition) -> &'static str {
    field.key().key()
}

/// Returns the facet that counts by a level.
fn facet_of(level: Level) -> FacetBy {
    match level {
        Level::Province => FacetBy::Province,
        Level::Prefecture => FacetBy::Prefecture,
        Level::County => FacetBy::County,
    }
}

fn field(dice: &mut Dice) -> Condition {
    let year = |dice: &mut Dice| Year::new(2019 + u16::try_from(dice.below(7)).unwrap());
    let read =
        |key, values: &[&str], dice: &mut Dice| Condition::read(key, dice.pick(values)).unwrap();
    match dice.below(14) {
        0 => {
            let (from, to) = (year(dice), year(dice));
            Condition::Year(Years::Range(from.min(to), from.max(to)))
        }
        1 => Condition::Year(if dice.below(3) == 0 {
            Years::Unknown
        } else {
            Years::Range(None, year(dice))
        }),
        2 => Condition::Part(dice.pick(&Part::ALL)),
        3 => Condition::Agency(dice.pick(AGENCIES).to_owned()),
        4 => Condition::Region(dice.pick(REGIONS).to_owned()),
        5 => Condition::AgencyIs(dice.pick(WHOLE_AGENCIES).to_owned()),
        6 => {
            let (level, division) = dice.pick(DIVISIONS);
            Condition::Division(level, division.to_owned())
        }
        7 => Condition::Kind(dice.pick(&[Asked::Known(ReportKind::RuleOfLaw), Asked::Unknown])),
        8 => read(ConditionKey::Level, LEVELS, dice),
        9 => read(ConditionKey::Date, DAYS, dice),
        10 => read(ConditionKey::Published, DAYS, dice),
        11 => read(ConditionKey::Number, NUMBERS, dice),
        12 => read(ConditionKey::Url, ADDRESSES, dice),
        _ => Condition::Title(dice.pick(TITLES).to_owned()),
    }
}

fn query(dice: &mut Dice, depth: usize) -> Query {
    let several = |dice: &mut Dice| -> Vec<Query> {
        (0..2 + dice.below(2)).map(|_| query(dice, depth - 1)).collect()
    };
    match dice.below(if depth == 0 { 4 } else { 10 }) {
        0..3 => Query::Term(Term::folded(dice.pick(TERMS))),
        3 => Query::Condition(field(dice)),
        // Reading a query resolves two negations in a row.
        4 => match query(dice, depth - 1) {
            Query::Not(inner) => *inner,
            other => Query::Not(Box::new(other)),
        },
        5..8 => Query::all(several(dice)),
        _ => Query::any(several(dice)),
    }
}

fn asked(query: Query, filters: Vec<Condition>, facets: Vec<FacetBy>) -> Answer<Results> {
    let limit = CORPUS.sections.len();
    search(&CORPUS.reader, &Request { filters, limit, facets, ..Request::new(query) }).unwrap()
}

#[test]
fn nested_queries_find_what_each_section_answers_by_itself() {
    let mut dice = Dice::new(3);
    let mut partial = 0;
    for _ in 0..600 {
        let query = query(&mut dice, 3);
        assert_eq!(query.to_string().parse::<Query>().as_ref(), Ok(&query));
        let truth = found(&query, &[]);
        let sections: BTreeSet<usize> = truth.keys().copied().collect();
        let results = asked(query, Vec::new(), Vec::new());
        let query = results.question.query_text();
        assert_eq!(named(&results), expected(&CORPUS, &sections), "{query}");
        assert_eq!(
            results.body.counts,
            counts(&CORPUS, &sections, truth.values().sum()),
            "{query}"
        );
        partial += usize::from(!truth.is_empty() && truth.len() < CORPUS.sections.len());
    }
    assert!(partial > 250, "{partial} queries find some sections and not others");
}

/// Returns the value of a facet of a section.
fn value(section: &Held, by: FacetBy) -> String {
    let facts = &section.facts;
    let value = match by {
        FacetBy::Year => facts.year.as_ref().map(|year| year.value.to_string()),
        FacetBy::Part => Some(section.part.to_string()),
        FacetBy::Kind => facts.kind.as_ref().map(|kind| kind.value.to_string()),
        FacetBy::Agency => facts.agency.as_ref().map(|agency| agency.value.canonical.clone()),
        FacetBy::Level => facts.agency.as_ref().map(|agency| agency.value.kind.to_string()),
        FacetBy::Region => facts.region.as_ref().map(|region| region.value.to_string()),
        FacetBy::Province => {
            facts.region.as_ref().map(|region| region.value.province.clone().unwrap().name)
        }
        FacetBy::County => {
            facts.region.as_ref().map(|region| region.value.county.clone().unwrap().name)
        }
        FacetBy::Prefecture => facts.region.as_ref().map(|region| {
            region.value.prefecture.clone().or(region.value.province.clone()).unwrap().name
        }),
    };
    value.unwrap_or_else(|| "未识别".to_owned())
}

/// Returns whether a filter is about what a facet counts by.
fn is_about(field: &Condition, by: FacetBy) -> bool {
    matches!(
        (field, by),
        (Condition::Year(_), FacetBy::Year)
            | (Condition::Part(_), FacetBy::Part)
            | (Condition::Agency(_) | Condition::AgencyIs(_), FacetBy::Agency)
            | (Condition::Kind(_), FacetBy::Kind)
            | (Condition::Level(_), FacetBy::Level)
            | (
                Condition::Region(_) | Condition::Division(..),
                FacetBy::Region | FacetBy::Province | FacetBy::Prefecture | FacetBy::County
            )
    )
}

#[test]
fn facets_count_what_the_query_and_the_other_filters_leave() {
    let all = [
        FacetBy::Year,
        FacetBy::Region,
        FacetBy::Province,
        FacetBy::Prefecture,
        FacetBy::County,
        FacetBy::Agency,
        FacetBy::Part,
        FacetBy::Kind,
        FacetBy::Level,
    ];
    let mut dice = Dice::new(5);
    let mut compared = 0;
    for _ in 0..100 {
        let query = query(&mut dice, 2);
        let filters: Vec<Condition> = (0..dice.below(4)).map(|_| field(&mut dice)).collect();
        let results = asked(query.clone(), filters.clone(), all.to_vec());
        let about = format!("{query} {filters:?}");
        let truth = found(&query, &filters);
        let sections: BTreeSet<usize> = truth.keys().copied().collect();
        assert_eq!(
            results.body.counts,
            counts(&CORPUS, &sections, truth.values().sum()),
            "{about}"
        );
        for by in all {
            let others: Vec<Condition> =
                filters.iter().filter(|field| !is_about(field, by)).cloned().collect();
            let mut rows: BTreeMap<String, (HashSet<&str>, u64, u64)> = BTreeMap::new();
            for (at, mentions) in found(&query, &others) {
                let section = &CORPUS.sections[at];
                let row = rows.entry(value(section, by)).or_default();
                row.0.insert(&section.path);
                row.1 += 1;
                row.2 += mentions;
            }
            let truth: BTreeMap<String, Counts> = rows
                .into_iter()
                .map(|(value, (reports, sections, mentions))| {
                    (value, Counts { reports: reports.len() as u64, sections, mentions })
                })
                .collect();
            let counted: BTreeMap<String, Counts> = results.body.facets[&by]
                .iter()
                .filter(|row| row.sections > 0)
                .map(|row| {
                    let (reports, sections, mentions) = (row.reports, row.sections, row.mentions);
                    (row.value.clone(), Counts { reports, sections, mentions })
                })
                .collect();
            assert_eq!(counted, truth, "{} of {about}", by.key());
            let Some(ground) = ground(&query, &others) else { continue };
            let mut held: BTreeMap<String, HashSet<&str>> = BTreeMap::new();
            for section in ground {
                held.entry(value(section, by)).or_default().insert(&section.path);
            }
            let held: BTreeMap<String, u64> =
                held.into_iter().map(|(value, reports)| (value, reports.len() as u64)).collect();
            let counted: BTreeMap<String, u64> =
                results.body.facets[&by].iter().map(|row| (row.value.clone(), row.held)).collect();
            assert_eq!(counted, held, "held, {} of {about}", by.key());
            compared += 1;
        }
    }
    assert!(compared > 500, "{compared}");
}

/// Returns the sections that a query and filters are counted over: those that pass the filters and the
/// conditions of the whole query. `None` if the query has alternatives of conditions, some of which are.
fn ground(query: &Query, filters: &[Condition]) -> Option<Vec<&'static Held>> {
    let parts = match query {
        Query::And(parts) => parts.as_slice(),
        single => std::slice::from_ref(single),
    };
    let is_condition = |part: &Query| matches!(part, Query::Condition(_));
    let has_alternatives = |part: &Query| match part {
        Query::Or(parts) => parts.iter().all(is_condition),
        _ => false,
    };
    if parts.iter().any(has_alternatives) {
        return None;
    }
    let conditions: Vec<&Condition> = parts
        .iter()
        .filter_map(|part| match part {
            Query::Condition(condition) if !matches!(condition, Condition::Title(_)) => {
                Some(condition)
            }
            _ => None,
        })
        .collect();
    // A title is part of what is searched for.
    let is_of_ground = |field: &&Condition| !matches!(field, Condition::Title(_));
    let passes = |section: &&Held| {
        let meets_filters = filters.iter().filter(is_of_ground).all(|field| {
            let same = |other: &&Condition| flag(other) == flag(field);
            filters.iter().filter(same).any(|other| meets(section, other))
        });
        meets_filters && conditions.iter().all(|condition| meets(section, condition))
    };
    Some(CORPUS.sections.iter().filter(passes).collect())
}
