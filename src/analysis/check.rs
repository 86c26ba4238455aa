//! Whether a query finds a report, and if not, which of its clauses and filters keeps it out.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::lookup::find_report;
use crate::error::{Error, Result};
use crate::index::{DuplicateKind, IndexReader};
use crate::query::{Condition, ConditionKey, Query};
use crate::report::named::named;
use crate::report::{Fact, UNKNOWN};
use crate::search::{Explanation, Passage, Question, Remark, ReportQuery, Request};

named! {
    /// Why a query finds a report or does not.
    #[derive(serde::Serialize, serde::Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum Verdict {
        /// It is found.
        Found => "found", "found", "检索到";
        /// The file could not be read, so that there is no report.
        Unreadable => "unreadable", "not found: the file could not be read", "未检索到：文件无法读取";
        /// It is a copy of another report, which is counted.
        Copy => "copy", "not counted: it is a copy", "未计入：它是重复件";
        /// There is a newer version, which is counted.
        OlderVersion => "older-version", "not counted: there is a newer version", "未计入：已有新版";
        /// A filter leaves it out.
        Filter => "filter", "not found: a filter leaves it out", "未检索到：不符合筛选条件";
        /// A clause of the query is met in none of its sections.
        Clause => "clause", "not found: a clause is not met", "未检索到：有一项不符合";
        /// Every clause is met, but not all of them in one section.
        NotTogether => "not-together", "not found: no section meets all clauses", "未检索到：没有一节同时符合各项";
    }
}

/// Whether a query finds a report, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ReportCheck {
    /// The name by which the report can be asked for; empty if the file could not be read.
    pub id: String,
    /// The path of its file.
    pub path: String,
    /// What was asked.
    #[serde(flatten)]
    pub question: Question,
    /// Whether it is found, and if not, why.
    #[schema(value_type = String)]
    pub verdict: Verdict,
    /// Why the file could not be read.
    pub reason: Option<String>,
    /// The path of the report that is counted in its place.
    pub counted: Option<String>,
    /// The number of its sections.
    pub sections: u64,
    /// The filters, those on one fact together.
    pub filters_met: Vec<CheckedFilter>,
    /// The clauses of the query, each by itself.
    pub clauses: Vec<CheckedClause>,
    /// The sections in which the whole query is met.
    pub found: Vec<CheckedSection>,
    /// The section that comes nearest: the one that meets most clauses.
    pub nearest: Option<NearestSection>,
    /// How the query was read, if not as it was typed.
    pub remarks: Vec<Remark>,
    /// How the query is understood; only if that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
}

/// The filters on one fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CheckedFilter {
    /// The filters in canonical form.
    pub filter: String,
    /// What is known of the report.
    pub value: String,
    /// The number of its sections that meet any of them.
    pub sections: u64,
}

/// A clause of a query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CheckedClause {
    /// The clause in canonical form.
    pub clause: String,
    /// What is known of the report, if the clause is a condition.
    pub value: Option<String>,
    /// The sections that meet it.
    pub found: Vec<CheckedSection>,
    /// The number of its mentions in them.
    pub mentions: u64,
    /// The clauses that it is made of.
    #[schema(no_recursion)]
    pub parts: Vec<CheckedClause>,
}

/// A section that meets a query or a clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CheckedSection {
    /// Its number in the outline, counted from 1.
    pub section: u64,
    /// The headings from the top one down to its own.
    pub heading_path: Vec<String>,
    /// The number of mentions in it.
    pub mentions: u32,
}

/// The section that comes nearest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NearestSection {
    /// Its number in the outline, counted from 1.
    pub section: u64,
    /// The headings from the top one down to its own.
    pub heading_path: Vec<String>,
    /// The clauses that it meets.
    pub met: Vec<String>,
    /// Those that it does not meet.
    pub not_met: Vec<String>,
    /// The passage with the terms of the query marked.
    pub passage: Passage,
}

impl Request {
    /// Returns whether the request finds a report, and if not, why. The report is found by `name` as
    /// [`show`](super::show) finds it.
    ///
    /// # Errors
    ///
    /// Fails if no report or more than one has the name, if folding leaves nothing of a term, and if
    /// the index is damaged.
    pub fn check_report(&self, reader: &IndexReader, name: &str) -> Result<ReportCheck> {
        let catalog = reader.catalog()?;
        let found = match find_report(catalog, name) {
            Err(Error::UnknownReport { .. }) => {
                let is_meant = |path: &str| path == name || path.contains(name);
                let mut files = catalog.unreadable().iter().filter(|file| is_meant(&file.path));
                let Some(file) = files.next() else {
                    return Err(Error::UnknownReport { name: name.to_owned() });
                };
                return Ok(ReportCheck {
                    path: file.path.clone(),
                    reason: Some(file.reason.clone()),
                    ..ReportCheck::begin(self, Verdict::Unreadable)
                });
            }
            found => found?,
        };
        self.check_number(reader, found.number)
    }

    /// Returns whether the request finds the report with this number, and if not, why.
    ///
    /// # Errors
    ///
    /// Fails if there is none, if folding leaves nothing of a term, and if the index is damaged.
    pub(crate) fn check_number(&self, reader: &IndexReader, number: u64) -> Result<ReportCheck> {
        let catalog = reader.catalog()?;
        let Some(asked) = catalog.by_number(number) else {
            return Err(Error::UnknownReport { name: number.to_string() });
        };
        let counted = Some(catalog.counted_for(number)).filter(|it| *it != number);
        let counted = counted.and_then(|number| catalog.by_number(number));
        let duplicate = reader.uncounted().kind_of(number);
        let duplicate = duplicate.filter(|kind| !reader.uncounted().counts(Some(*kind)));
        let check = OneReport::new(reader, self, number)?.check(duplicate)?;
        Ok(ReportCheck {
            id: asked.id.to_string(),
            path: asked.path.to_string(),
            counted: duplicate.and(counted).map(|report| report.path.to_string()),
            ..check
        })
    }
}

impl ReportCheck {
    /// Returns whether the query finds the report, and it is counted.
    #[must_use]
    pub fn is_found(&self) -> bool {
        self.verdict == Verdict::Found
    }

    fn begin(request: &Request, verdict: Verdict) -> Self {
        Self {
            id: String::new(),
            path: String::new(),
            question: Question::new(request),
            verdict,
            reason: None,
            counted: None,
            sections: 0,
            filters_met: Vec::new(),
            clauses: Vec::new(),
            found: Vec::new(),
            nearest: None,
            remarks: Vec::new(),
            explanation: None,
        }
    }
}

/// A report, and what is asked of it.
struct OneReport<'a> {
    reader: &'a IndexReader,
    request: &'a Request,
    number: u64,
    /// The heading path of each section.
    headings: Vec<Vec<String>>,
}

/// The mentions in sections, by the place of the section.
type Mentions = BTreeMap<u64, u32>;

impl<'a> OneReport<'a> {
    fn new(reader: &'a IndexReader, request: &'a Request, number: u64) -> Result<Self> {
        let headings = reader.guard(|| {
            let sections = reader.sections_of(number)?.into_iter();
            sections.map(|address| Ok(reader.section(address)?.heading_path)).collect()
        })?;
        Ok(Self { reader, request, number, headings })
    }

    /// Returns the sections that meet a query and filters.
    fn sections(&self, query: Option<Query>, filters: Vec<Condition>) -> Result<Mentions> {
        let request = Request { query, filters, line: None, ..self.request.clone() };
        let found = ReportQuery::new(self.reader, &request)?.mentions(&[self.number])?;
        Ok(found.into_iter().map(|((_, place), mentions)| (place, mentions)).collect())
    }

    fn check(&self, duplicate: Option<DuplicateKind>) -> Result<ReportCheck> {
        let Request { query, filters, .. } = self.request;
        let mut filters_met = Vec::new();
        let keys: BTreeSet<ConditionKey> = filters.iter().map(Condition::key).collect();
        for key in keys {
            filters_met.push(self.filter(key)?);
        }
        let parts: &[Query] = match query {
            Some(Query::And(parts)) => parts,
            Some(single) => std::slice::from_ref(single),
            None => &[],
        };
        let clauses: Vec<CheckedClause> =
            parts.iter().map(|part| self.clause(part)).collect::<Result<_>>()?;
        let found = self.listed(&self.sections(query.clone(), filters.clone())?);
        let verdict = match duplicate {
            Some(DuplicateKind::Copy) => Verdict::Copy,
            Some(DuplicateKind::OlderVersion) => Verdict::OlderVersion,
            None if !found.is_empty() => Verdict::Found,
            None if filters_met.iter().any(|filter| filter.sections == 0) => Verdict::Filter,
            None if clauses.iter().any(|clause| clause.found.is_empty()) => Verdict::Clause,
            None => Verdict::NotTogether,
        };
        let nearest = if found.is_empty() { self.nearest(&clauses)? } else { None };
        let remarks = ReportQuery::new(self.reader, self.request)?.remarks().to_vec();
        let sections = self.headings.len() as u64;
        let begun = ReportCheck::begin(self.request, verdict);
        let explanation = self.request.explanation(self.reader)?;
        Ok(ReportCheck {
            sections,
            filters_met,
            clauses,
            found,
            nearest,
            remarks,
            explanation,
            ..begun
        })
    }

    /// Checks the filters on one fact, of which one has to be met.
    fn filter(&self, key: ConditionKey) -> Result<CheckedFilter> {
        let filters = self.request.filters.iter().filter(|filter| filter.key() == key).cloned();
        let filters: Vec<Condition> = filters.collect();
        let written = filters.iter().map(ToString::to_string).collect::<Vec<_>>().join(" OR ");
        let sections = self.sections(None, filters)?.len() as u64;
        Ok(CheckedFilter { filter: written, value: self.value(key)?, sections })
    }

    /// Checks a clause by itself, and those that it is made of.
    fn clause(&self, query: &Query) -> Result<CheckedClause> {
        let mut parts: Vec<CheckedClause> =
            query.clauses().iter().map(|part| self.clause(part)).collect::<Result<_>>()?;
        if query.excluded().is_some() {
            // What is excluded is worth a line where it stands.
            parts.retain(|part| !part.found.is_empty());
        }
        let value = match query {
            Query::Condition(condition) => Some(self.value(condition.key())?),
            _ => None,
        };
        let found = self.sections(Some(query.clone()), Vec::new())?;
        Ok(CheckedClause {
            clause: query.to_string(),
            value,
            mentions: found.values().map(|&mentions| u64::from(mentions)).sum(),
            found: self.listed(&found),
            parts,
        })
    }

    /// Returns what is known of the report that a condition is about.
    fn value(&self, key: ConditionKey) -> Result<String> {
        let fact = match key {
            ConditionKey::Province | ConditionKey::Prefecture | ConditionKey::County => {
                Fact::Region
            }
            ConditionKey::Level => Fact::Agency,
            ConditionKey::Part => return self.parts(),
            key => Fact::from_column(key.key()).unwrap_or(Fact::Title),
        };
        let report = self.reader.guard(|| self.reader.report(self.number))?;
        Ok(report.facts.get(fact).map_or(UNKNOWN.to_owned(), |known| known.value))
    }

    /// Returns the parts that the sections of the report belong to.
    fn parts(&self) -> Result<String> {
        self.reader.guard(|| {
            let mut parts: Vec<String> = Vec::new();
            for address in self.reader.sections_of(self.number)? {
                let part = self.reader.part(address)?.to_string();
                if !parts.contains(&part) {
                    parts.push(part);
                }
            }
            Ok(parts.join("、"))
        })
    }

    fn listed(&self, found: &Mentions) -> Vec<CheckedSection> {
        let section = |(&place, &mentions): (&u64, &u32)| CheckedSection {
            section: place + 1,
            heading_path: self.heading_path(place),
            mentions,
        };
        found.iter().map(section).collect()
    }

    fn heading_path(&self, place: u64) -> Vec<String> {
        let at = usize::try_from(place).unwrap_or(usize::MAX);
        self.headings.get(at).cloned().unwrap_or_default()
    }

    /// Returns the section that meets most clauses: of several, the one with most mentions, then the
    /// first.
    fn nearest(&self, clauses: &[CheckedClause]) -> Result<Option<NearestSection>> {
        let mut best: Option<((usize, u32), u64)> = None;
        for section in 1..=self.headings.len() as u64 {
            let of_clause = |clause: &CheckedClause| {
                clause.found.iter().find(|it| it.section == section).map(|it| it.mentions)
            };
            let met: Vec<u32> = clauses.iter().filter_map(of_clause).collect();
            let worth = (met.len(), met.iter().sum());
            // A condition alone says nothing of the text.
            let says_something = met.iter().any(|&mentions| mentions > 0);
            if says_something && best.is_none_or(|(most, _)| worth > most) {
                best = Some((worth, section));
            }
        }
        let Some((_, section)) = best else { return Ok(None) };
        let is_met = |clause: &&CheckedClause| clause.found.iter().any(|it| it.section == section);
        let (met, not_met): (Vec<_>, Vec<_>) = clauses.iter().partition(is_met);
        let names = |clauses: Vec<&CheckedClause>| {
            clauses.into_iter().map(|clause| clause.clause.clone()).collect()
        };
        let query = ReportQuery::new(self.reader, self.request)?;
        Ok(Some(NearestSection {
            section,
            heading_path: self.heading_path(section - 1),
            met: names(met),
            not_met: names(not_met),
            passage: query.passage(self.number, section - 1)?,
        }))
    }
}
