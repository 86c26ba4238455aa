//! Works out what a query means: folded forms, words, conditions on facets.
//!
//! The plan knows neither segments nor tantivy's types, and prints itself for tests.

use std::fmt;

use super::count::FacetBy;
use super::regions::Regions;
use crate::agencies::full_names;
use crate::index::FacetField;
use crate::query::{Condition, Kinds, Query, QueryError, Term, Trouble};
use crate::report::named::named;
use crate::report::{Language, Level, Year};
use crate::segment::Segmenter;
use crate::text::{Folded, fold_term};

named! {
    /// How terms are matched; every answer says it.
    #[derive(Default, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
    #[serde(rename_all = "kebab-case")]
    pub enum Mode {
        /// The section contains the term, character for character, after folding.
        #[default]
        Exact => "exact", "exact", "精确";
        /// The section contains the term, character for character, as the report writes it.
        Strict => "strict", "strict", "严格";
        /// The term is cut into words, and the section contains all of them.
        Words => "words", "words", "分词";
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let label = |language| self.label(language);
        out.pad(&format!("{} ({})", label(Language::English), label(Language::Chinese)))
    }
}

/// What is to be found, and the conditions that hold for all of it.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) root: Node,
    pub(super) filters: Filters,
    /// What is marked in passages.
    pub(super) needles: Vec<Needle>,
    /// The most words a loose question was cut into; 0 where it was not.
    pub(super) most_words: usize,
    /// What is counted, where going through `root` would count it twice or not at all.
    pub(super) counted: Option<Vec<Node>>,
}

/// A part of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    All,
    /// A term: any of its folded forms; where it is strict, also its original characters.
    Term {
        forms: Vec<String>,
        strict: Option<String>,
    },
    /// The words of a loose question.
    Words(Vec<String>),
    /// A term in the title of the report or the heading path of the section.
    Title(Vec<String>),
    FacetCondition(FacetCondition),
    Not(Box<Node>),
    And(Vec<Node>),
    Or(Vec<Node>),
}

/// What is marked in a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Needle {
    /// A folded form.
    Folded(String),
    /// Original characters.
    Strict(String),
}

/// A condition on one facet of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FacetCondition {
    Year(crate::query::Years),
    Region(Regions),
    /// A row of a table by a level of divisions: its code or its value.
    Division(FacetBy, String),
    /// Folded characters of the agency's name.
    Agency(Vec<String>),
    /// The whole name of the agency.
    AgencyIs(String),
    Part(crate::report::Part),
    Kind(Kinds),
}

impl FacetCondition {
    /// Returns the condition that a field of the query asks for; `None` for the title.
    pub(super) fn of(field: &Condition) -> Option<Self> {
        Some(match field {
            Condition::Year(years) => Self::Year(*years),
            Condition::Part(part) => Self::Part(*part),
            Condition::Kind(kinds) => Self::Kind(*kinds),
            Condition::Division(level, name) => Self::Division(facet_of(*level), name.clone()),
            Condition::Agency(name) => Self::Agency(agency_forms(name)),
            Condition::AgencyIs(name) => Self::AgencyIs(Term::folded(name).text().to_owned()),
            Condition::Region(name) => Self::Region(Regions::named(name)),
            Condition::Title(_) => return None,
        })
    }

    /// Returns the facet the condition is about.
    pub(super) fn facet(&self) -> FacetField {
        match self {
            Self::Year(_) => FacetField::Year,
            Self::Region(_) | Self::Division(..) => FacetField::Region,
            Self::Agency(_) | Self::AgencyIs(_) => FacetField::Agency,
            Self::Part(_) => FacetField::Part,
            Self::Kind(_) => FacetField::Kind,
        }
    }

    /// Returns the flag under which the condition is given: of those of one flag any may hold.
    fn flag(&self) -> (FacetField, Option<FacetBy>) {
        let level = match self {
            Self::Division(by, _) => Some(*by),
            _ => None,
        };
        (self.facet(), level)
    }

    /// Returns whether a facet of these steps meets the condition.
    pub(super) fn accepts(&self, steps: &[&str]) -> bool {
        let is_unknown = steps == [crate::index::UNKNOWN];
        match self {
            Self::Year(years) => {
                let year = steps.first().and_then(|step| Year::new(step.parse().ok()?));
                years.includes(year)
            }
            Self::Region(regions) => regions.accept(steps),
            Self::Division(by, wanted) => by.group(steps).is_named(*by, wanted),
            // Names that differ in the kind of their brackets are two rows of a table.
            Self::AgencyIs(name) => steps.iter().any(|step| Term::folded(step).text() == name),
            Self::Agency(forms) => steps.iter().any(|step| {
                let name = Folded::new(step).text;
                let is_asked = |form: &String| {
                    if is_unknown { *form == name } else { name.contains(form.as_str()) }
                };
                forms.iter().any(is_asked)
            }),
            Self::Part(part) => {
                steps.first().is_some_and(|step| *step == part.label(Language::Chinese))
            }
            Self::Kind(Kinds::Known(kind)) => steps == [kind.label(Language::Chinese)],
            Self::Kind(Kinds::Unknown) => is_unknown,
        }
    }
}

/// Returns the facet that counts by a level of divisions.
fn facet_of(level: Level) -> FacetBy {
    match level {
        Level::Province => FacetBy::Province,
        Level::Prefecture => FacetBy::Prefecture,
        Level::County => FacetBy::County,
    }
}

/// Returns whether two names are the same after folding.
pub(super) fn same(a: &str, b: &str) -> bool {
    a == b || Folded::new(a).text == Folded::new(b).text
}

/// Returns the forms of an agency's name: as typed, and with abbreviations written out, also where
/// the last word is left off: 卫健 is 卫生健康.
pub(super) fn agency_forms(name: &str) -> Vec<String> {
    let mut forms = fold_term(name);
    let mut add = |full: &str| {
        for form in fold_term(full) {
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
    };
    for full in full_names(name) {
        add(&full);
    }
    for (short, full) in [("局", "局"), ("委", "委员会")] {
        for written in full_names(&format!("{name}{short}")) {
            if let Some(stem) = written.strip_suffix(full) {
                add(stem);
            }
        }
    }
    forms
}

/// The conditions that hold for the whole query, by facet. Of the conditions of one flag any may
/// hold; those of the query line all have to.
#[derive(Debug, Default)]
pub(super) struct Filters {
    /// For each facet, in the order of [`FacetField::ALL`]: all of these, any of each.
    pub(super) all_of: [Vec<Vec<FacetCondition>>; FacetField::ALL.len()],
    /// The same of the query line. They are part of what is asked, so that every facet follows them,
    /// also that of their own fact.
    pub(super) written: [Vec<FacetCondition>; FacetField::ALL.len()],
}

impl Filters {
    fn require(&mut self, any_of: Vec<FacetCondition>) {
        let Some(facet) = any_of.first().map(FacetCondition::facet) else { return };
        if let Some(slot) = self.all_of.get_mut(facet.index()) {
            slot.push(any_of);
        }
    }

    fn require_written(&mut self, condition: FacetCondition) {
        if let Some(slot) = self.written.get_mut(condition.facet().index()) {
            slot.push(condition);
        }
    }

    /// Returns whether a facet of these steps meets the conditions of the query line on it.
    pub(super) fn accepts_written(&self, facet: FacetField, steps: &[&str]) -> bool {
        self.written_on(facet).iter().all(|condition| condition.accepts(steps))
    }

    /// Returns the conditions of the query line on a facet.
    pub(super) fn written_on(&self, facet: FacetField) -> &[FacetCondition] {
        self.written.get(facet.index()).map_or(&[], Vec::as_slice)
    }

    /// Returns whether a facet of these steps meets the conditions on it that were given as flags.
    pub(super) fn accepts(&self, facet: FacetField, steps: &[&str]) -> bool {
        self.on(facet).iter().all(|any_of| any_of.iter().any(|condition| condition.accepts(steps)))
    }

    /// Returns the conditions on a facet that were given as flags.
    pub(super) fn on(&self, facet: FacetField) -> &[Vec<FacetCondition>] {
        self.all_of.get(facet.index()).map_or(&[], Vec::as_slice)
    }

    /// Returns whether there are no conditions.
    pub(super) fn is_empty(&self) -> bool {
        self.all_of.iter().all(Vec::is_empty) && self.written.iter().all(Vec::is_empty)
    }
}

impl Plan {
    /// Works out what `query` means. `segmenter` is needed in words mode only.
    pub(super) fn new(
        query: Option<&Query>,
        mode: Mode,
        filters: &[Condition],
        segmenter: Option<&Segmenter>,
    ) -> Result<Self, QueryError> {
        let mut conditions = Filters::default();
        let mut given: Vec<FacetCondition> =
            filters.iter().filter_map(FacetCondition::of).collect();
        while let Some(first) = given.first().map(FacetCondition::flag) {
            let (same, others) = given.into_iter().partition(|other| other.flag() == first);
            conditions.require(same);
            given = others;
        }
        let titles = filters.iter().filter(|field| matches!(field, Condition::Title(_)));
        let titles: Vec<Query> = titles.cloned().map(Query::Condition).collect();
        let mut planner = Planner { mode, segmenter, needles: Vec::new(), most_words: 0 };
        let mut nodes = Vec::new();
        let parts: &[Query] = match query {
            Some(Query::And(parts)) => parts,
            Some(single) => std::slice::from_ref(single),
            None => &[],
        };
        let loose: Vec<&Term> = match mode {
            Mode::Words => parts.iter().filter_map(loose_term).collect(),
            Mode::Exact | Mode::Strict => Vec::new(),
        };
        if !loose.is_empty() {
            // The terms of a loose question are one question.
            nodes.push(planner.words(&loose)?);
        }
        for part in parts {
            match part {
                _ if !loose.is_empty() && loose_term(part).is_some() => {}
                Query::Condition(field) if !matches!(field, Condition::Title(_)) => {
                    if let Some(condition) = FacetCondition::of(field) {
                        conditions.require_written(condition);
                    }
                }
                other => nodes.push(planner.node(other)?),
            }
        }
        if !titles.is_empty() {
            nodes.push(planner.node(&Query::any(titles))?);
        }
        let root = match nodes.len() {
            0 => Node::All,
            1 => nodes.remove(0),
            _ => Node::And(nodes),
        };
        let (needles, most_words) = (planner.needles, planner.most_words);
        let counted = root.counted_apart();
        Ok(Self { root, filters: conditions, needles, most_words, counted })
    }
}

impl Plan {
    /// Returns the folded forms that are marked in passages.
    pub(super) fn folded_needles(&self) -> Vec<String> {
        let folded = |needle: &Needle| match needle {
            Needle::Folded(form) => Some(form.clone()),
            Needle::Strict(_) => None,
        };
        self.needles.iter().filter_map(folded).collect()
    }
}

impl Node {
    /// Returns the terms and words to be counted, each once, where the sections that the node finds
    /// do not by themselves tell how often: a mention is counted once however often its term stands
    /// in the query, and also where another branch of the query found the section.
    fn counted_apart(&self) -> Option<Vec<Node>> {
        let mut units = Vec::new();
        let is_plain = self.collect_units(&mut units);
        let all = units.len();
        let mut distinct: Vec<Node> = Vec::new();
        for unit in units {
            if !distinct.contains(&unit) {
                distinct.push(unit);
            }
        }
        (!is_plain || distinct.len() < all).then_some(distinct)
    }

    /// Adds what is counted of the node, and returns whether every alternative in it is a single
    /// term.
    fn collect_units(&self, units: &mut Vec<Node>) -> bool {
        match self {
            Self::Term { .. } => {
                units.push(self.clone());
                true
            }
            Self::Words(words) => {
                let unit = |word: &String| Self::Term { forms: vec![word.clone()], strict: None };
                units.extend(words.iter().map(unit));
                true
            }
            Self::All | Self::Title(_) | Self::FacetCondition(_) | Self::Not(_) => true,
            Self::And(nodes) | Self::Or(nodes) => {
                let mut is_plain = true;
                for node in nodes {
                    let is_joined = matches!(node, Self::And(_) | Self::Words(_));
                    is_plain &= node.collect_units(units);
                    is_plain &= !(is_joined && matches!(self, Self::Or(_)));
                }
                is_plain
            }
        }
    }
}

/// Returns the term that a part of a query is, where it may be cut into words.
fn loose_term(part: &Query) -> Option<&Term> {
    match part {
        Query::Term(term) if !term.is_strict() => Some(term),
        _ => None,
    }
}

struct Planner<'a> {
    mode: Mode,
    segmenter: Option<&'a Segmenter>,
    needles: Vec<Needle>,
    most_words: usize,
}

impl Planner<'_> {
    fn node(&mut self, query: &Query) -> Result<Node, QueryError> {
        let mut inner = |queries: &[Query]| {
            queries.iter().map(|query| self.node(query)).collect::<Result<Vec<_>, _>>()
        };
        Ok(match query {
            Query::And(queries) => Node::And(inner(queries)?),
            Query::Or(queries) => Node::Or(inner(queries)?),
            Query::Not(query) => {
                // What must not occur is not marked.
                let marked = self.needles.len();
                let node = self.node(query)?;
                self.needles.truncate(marked);
                Node::Not(Box::new(node))
            }
            Query::Term(term) => self.term(term)?,
            Query::Condition(Condition::Title(text)) => Node::Title(forms_of(text)?),
            Query::Condition(field) => Node::FacetCondition(
                FacetCondition::of(field).expect("only the title has no condition"),
            ),
        })
    }

    fn term(&mut self, term: &Term) -> Result<Node, QueryError> {
        if term.is_strict() || self.mode == Mode::Strict {
            let text = term.text().to_owned();
            self.mark([Needle::Strict(text.clone())]);
            return Ok(Node::Term { forms: fold_term(&text), strict: Some(text) });
        }
        if self.mode == Mode::Words {
            return self.words(&[term]);
        }
        let forms = forms_of(term.text())?;
        self.mark(forms.iter().cloned().map(Needle::Folded));
        Ok(Node::Term { forms, strict: None })
    }

    /// Cuts the terms of a loose question into words.
    fn words(&mut self, terms: &[&Term]) -> Result<Node, QueryError> {
        let segmenter = self.segmenter.expect("in words mode there is a segmenter");
        let mut words: Vec<String> = Vec::new();
        let mut forms = Vec::new();
        for term in terms {
            forms.extend(forms_of(term.text())?.into_iter().take(1));
        }
        for word in forms.iter().flat_map(|form| content_words(segmenter, form)) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        if words.is_empty() {
            words = forms;
        }
        self.mark(words.iter().cloned().map(Needle::Folded));
        self.most_words = self.most_words.max(words.len());
        Ok(Node::Words(words))
    }

    fn mark(&mut self, needles: impl IntoIterator<Item = Needle>) {
        for needle in needles {
            if !self.needles.contains(&needle) {
                self.needles.push(needle);
            }
        }
    }
}

fn forms_of(text: &str) -> Result<Vec<String>, QueryError> {
    let forms = fold_term(text);
    if forms.is_empty() {
        return Err(QueryError::whole(Trouble::NothingCompared { text: text.to_owned() }));
    }
    Ok(forms)
}

/// Returns the words of a folded question that a section must hold.
///
/// Words that only ask or join (哪些, 多少, 的) say nothing about the section and are left out.
fn content_words(segmenter: &Segmenter, folded: &str) -> Vec<String> {
    let says_something =
        |word: &&str| word.chars().any(char::is_alphanumeric) && !FUNCTION_WORDS.contains(word);
    segmenter.cut(folded).into_iter().filter(says_something).map(str::to_owned).collect()
}

/// Words that ask or join, and those that stand in every section of a report.
const FUNCTION_WORDS: &[&str] = &[
    "工作",
    "情况",
    "开展",
    "进行",
    "做好",
    "相关",
    "有关",
    "方面",
    "件",
    "次",
    "项",
    "今年",
    "明年",
    "去年",
    "的",
    "了",
    "和",
    "与",
    "及",
    "以及",
    "等",
    "在",
    "是",
    "有",
    "也",
    "都",
    "就",
    "还",
    "又",
    "把",
    "被",
    "对",
    "对于",
    "关于",
    "从",
    "向",
    "到",
    "由",
    "为",
    "为了",
    "于",
    "以",
    "用",
    "给",
    "让",
    "使",
    "并",
    "并且",
    "而",
    "或",
    "或者",
    "但",
    "但是",
    "如果",
    "因为",
    "所以",
    "这",
    "那",
    "这个",
    "那个",
    "这些",
    "那些",
    "其",
    "其他",
    "某",
    "每",
    "各",
    "该",
    "本",
    "我",
    "我们",
    "你",
    "您",
    "他",
    "它",
    "们",
    "吗",
    "呢",
    "吧",
    "啊",
    "呀",
    "什么",
    "哪",
    "哪里",
    "哪儿",
    "哪些",
    "哪个",
    "哪几",
    "谁",
    "怎",
    "怎么",
    "怎样",
    "怎么样",
    "如何",
    "为什么",
    "为何",
    "是否",
    "是不是",
    "有没有",
    "能否",
    "可否",
    "多少",
    "几",
    "几个",
    "多大",
    "多久",
    "何时",
    "何",
    "请问",
    "请",
    "想",
    "知道",
    "了解",
    "做",
    "些",
    "个",
    "上",
    "中",
    "里",
    "下",
    "时",
    "后",
    "前",
    "一下",
    "一些",
    "哪里有",
    "要",
    "会",
    "能",
    "可以",
    "应该",
    "得",
    "地",
    "着",
    "过",
];

impl fmt::Display for Node {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |out: &mut fmt::Formatter<'_>, name: &str, nodes: &[Node]| {
            write!(out, "({name}")?;
            nodes.iter().try_for_each(|node| write!(out, " {node}"))?;
            out.write_str(")")
        };
        match self {
            Self::All => out.write_str("all"),
            Self::Term { forms, strict: None } => out.write_str(&forms.join("|")),
            Self::Term { strict: Some(text), .. } => write!(out, "'{text}'"),
            Self::Words(words) => write!(out, "words[{}]", words.join(" ")),
            Self::Title(forms) => write!(out, "title[{}]", forms.join("|")),
            Self::FacetCondition(condition) => write!(out, "{}?", condition.facet().key()),
            Self::Not(inner) => write!(out, "(not {inner})"),
            Self::And(nodes) => list(out, "and", nodes),
            Self::Or(nodes) => list(out, "or", nodes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(query: &str, mode: Mode) -> Plan {
        let segmenter = (mode == Mode::Words).then(|| Segmenter::new(None).unwrap());
        Plan::new(Some(&query.parse().unwrap()), mode, &[], segmenter.as_ref()).unwrap()
    }

    #[test]
    fn a_query_becomes_forms_and_conditions() {
        for (query, expected, conditions) in [
            ("“双随机、一公开”", "双随机一公开", 0),
            ("1,234", "1,234|1234", 0),
            ("年度:2023 三项制度", "三项制度", 1),
            ("年度:2023", "all", 1),
            ("甲 -(乙 OR 年度:2023)", "(and 甲 (not (or 乙 year?)))", 0),
            ("'、'", "'、'", 0),
            ("标题:法治 部分:不足 年度:2023", "title[法治]", 2),
        ] {
            let plan = plan(query, Mode::Exact);
            assert_eq!(plan.root.to_string(), expected, "{query}");
            let count: usize = plan.filters.written.iter().map(Vec::len).sum();
            assert_eq!(count, conditions, "{query}");
        }
    }

    #[test]
    fn loose_questions_become_the_words_that_say_something() {
        let plan = plan("法律顾问参与了哪些工作？", Mode::Words);
        assert_eq!(plan.root.to_string(), "words[法律顾问 参与]");
        assert_eq!(plan.most_words, 2);
        assert_eq!(plan.needles.len(), 2);
    }

    #[test]
    fn the_terms_of_a_loose_question_are_one_question() {
        for (query, expected) in [
            ("行政复议案件 多少 件", "words[行政复议 案件]"),
            ("多少 哪些", "words[多少 哪些]"),
            ("法律顾问 -合同审查", "(and words[法律顾问] (not words[合同 审查]))"),
            ("法律顾问 '合同审查'", "(and words[法律顾问] '合同审查')"),
        ] {
            assert_eq!(plan(query, Mode::Words).root.to_string(), expected, "{query}");
        }
    }

    #[test]
    fn terms_are_counted_once_however_often_they_are_asked_for() {
        for (query, expected) in [
            ("甲", None),
            ("甲 乙 -丙", None),
            ("甲 (乙 OR 丙)", None),
            ("甲 甲", Some("甲")),
            ("(甲 乙) OR 丙", Some("甲 乙 丙")),
            ("(甲 乙) OR (甲 丙) -乙", Some("甲 乙 丙")),
        ] {
            let counted = plan(query, Mode::Exact).counted;
            let counted = counted
                .map(|units| units.iter().map(Node::to_string).collect::<Vec<_>>().join(" "));
            assert_eq!(counted.as_deref(), expected, "{query}");
        }
    }

    #[test]
    fn what_must_not_occur_is_not_marked() {
        let plan = plan("甲 -乙", Mode::Exact);
        assert_eq!(plan.needles, [Needle::Folded("甲".to_owned())]);
    }

    #[test]
    fn conditions_accept_their_facets() {
        let accepts = |query: &str, steps: &[&str]| {
            let query: Query = query.parse().unwrap();
            let Query::Condition(field) = query else { panic!("a field") };
            FacetCondition::of(&field).unwrap().accepts(steps)
        };
        let lushi = ["410000河南省", "411200三门峡市", "411224卢氏县"];
        for (query, steps, expected) in [
            ("年度:2021-2023", &["2023"][..], true),
            ("年度:2021-2022", &["2023"], false),
            ("年度:2021-", &["未识别"], false),
            ("年度:未识别", &["未识别"], true),
            ("地区:卢氏", &lushi, true),
            ("地区:三门峡市", &lushi, true),
            ("地区:河南省卢氏县", &lushi, true),
            ("地区:411224", &lushi, true),
            ("地区:两江新区", &["500000重庆市", "500112渝北区"], true),
            ("地区:渝北区", &["500000重庆市", "500157两江新区"], false),
            ("地区:浑南区", &["210000辽宁省", "210100沈阳市", "210112东陵区"], true),
            ("地区:东陵区", &["210000辽宁省", "210100沈阳市", "210112浑南区"], false),
            ("地区:济南市", &["370000山东省", "371200莱芜市", "371202莱城区"], true),
            ("地区:重庆市", &["500000重庆市", "500112渝北区"], true),
            ("地区:酉阳县", &lushi, false),
            ("地区:未识别", &["未识别"], true),
            ("机关:卫生健康", &["卢氏县卫生健康委员会"], true),
            ("机关:卫健委", &["卢氏县卫生健康委员会"], true),
            ("机关:卫健", &["卢氏县卫生健康委员会"], true),
            ("机关:市场监管", &["汀澜区市场监督管理局"], true),
            ("机关:司法局", &["卢氏县卫生健康委员会"], false),
            ("机关:识别", &["未识别"], false),
            ("机关:=卢氏县卫生健康委员会", &["卢氏县卫生健康委员会"], true),
            ("机关:=卫生健康委员会", &["卢氏县卫生健康委员会"], false),
            ("县:卢氏县", &lushi, true),
            ("县:411224", &lushi, true),
            ("县:\"河南省 › 三门峡市 › 卢氏县\"", &lushi, true),
            ("县:卢氏", &lushi, false),
            ("县:411200", &lushi, false),
            ("市:411200", &lushi, true),
            ("市:三门峡市", &lushi[..2], true),
            ("省:410000", &lushi, true),
            ("县:411200", &lushi[..2], false),
            ("县:411200本级", &lushi[..2], true),
            ("县:411224卢氏县", &lushi, true),
            ("县:411224东陵区", &lushi, false),
            ("县:411200三门峡市本级", &lushi[..2], true),
            ("县:三门峡市(本级)", &lushi[..2], true),
            ("市:重庆市", &["500000重庆市"], false),
            ("市:500000（本级）", &["500000重庆市"], true),
            ("市:500000", &["500000重庆市", "500112渝北区"], true),
            ("县:500157", &["500000重庆市", "500112渝北区"], false),
            ("县:未识别", &["未识别"], true),
            ("县:未识别", &lushi, false),
            ("部分:不足", &["不足和原因"], true),
            ("部分:其他", &["不足和原因"], false),
            ("类型:法治", &["法治政府建设年度报告"], true),
            ("类型:公开", &["法治政府建设年度报告"], false),
            ("类型:公开", &["未识别"], false),
            ("类型:未识别", &["未识别"], true),
            ("类型:未识别", &["法治政府建设年度报告"], false),
        ] {
            assert_eq!(accepts(query, steps), expected, "{query} {steps:?}");
        }
    }
}
