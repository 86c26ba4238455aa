//! The query as a tree of terms and conditions.

use super::condition::Condition;
use super::scope::Scope;
use super::term::Term;

/// What a section has to be like to be found.
///
/// ```
/// use chabao::query::Query;
/// let query: Query = "年度：2021-2023 三项制度 -法律顾问".parse()?;
/// assert_eq!(query.to_string(), "年度:2021-2023 三项制度 -法律顾问");
/// # Ok::<(), chabao::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// Sections that contain a term.
    Term(Term),
    /// Sections that meet a condition.
    Condition(Condition),
    /// Sections that the inner query does not find.
    Not(Box<Query>),
    /// Sections that all of the queries find; at least two.
    And(Vec<Query>),
    /// Sections that any of the queries finds; at least two.
    Or(Vec<Query>),
    /// Sections in which a mention of one query is near one of the other.
    Near {
        /// The most characters of the folded text between the two.
        within: u32,
        /// Whether that of `left` comes first.
        ordered: bool,
        /// What is marked: terms, alternatives of such, or a nearness.
        left: Box<Query>,
        /// The same.
        right: Box<Query>,
    },
    /// Sections with a unit that meets the inner query; of a report, all its sections with a mention.
    Within(Scope, Box<Query>),
}

impl Query {
    /// Joins queries so that sections have to meet all of them; nested conjunctions become one.
    ///
    /// # Panics
    ///
    /// Panics if `queries` is empty: an empty query has no meaning.
    #[must_use]
    pub fn all(queries: Vec<Self>) -> Self {
        let mut flat = Vec::new();
        for query in queries {
            match query {
                Self::And(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        only(&mut flat).unwrap_or(Self::And(flat))
    }

    /// Joins queries so that sections have to meet any of them; nested alternatives become one.
    ///
    /// # Panics
    ///
    /// Panics if `queries` is empty.
    #[must_use]
    pub fn any(queries: Vec<Self>) -> Self {
        let mut flat = Vec::new();
        for query in queries {
            match query {
                Self::Or(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        only(&mut flat).unwrap_or(Self::Or(flat))
    }

    /// Returns the query as strict mode reads it: terms with quotation marks are compared as they were
    /// typed. Other terms stay as they are.
    #[must_use]
    pub(crate) fn as_typed(&self) -> Self {
        let all = |inner: &[Self]| inner.iter().map(Self::as_typed).collect();
        match self {
            Self::Term(term) if term.as_typed().text() != term.text() => {
                Self::Term(term.as_typed())
            }
            Self::Term(_) | Self::Condition(_) => self.clone(),
            Self::Not(inner) => Self::Not(Box::new(inner.as_typed())),
            Self::And(inner) => Self::And(all(inner)),
            Self::Or(inner) => Self::Or(all(inner)),
            Self::Near { within, ordered, left, right } => Self::Near {
                within: *within,
                ordered: *ordered,
                left: Box::new(left.as_typed()),
                right: Box::new(right.as_typed()),
            },
            Self::Within(scope, inner) => Self::Within(*scope, Box::new(inner.as_typed())),
        }
    }

    /// Returns the query in which aliases are asked for of every term but patterns.
    #[must_use]
    pub fn with_aliases(&self) -> Self {
        let all = |inner: &[Self]| inner.iter().map(Self::with_aliases).collect();
        match self {
            Self::Term(term) if !term.is_pattern() => Self::Term(term.clone().with_aliases()),
            Self::Term(_) | Self::Condition(_) => self.clone(),
            Self::Not(inner) => Self::Not(Box::new(inner.with_aliases())),
            Self::And(inner) => Self::And(all(inner)),
            Self::Or(inner) => Self::Or(all(inner)),
            Self::Near { within, ordered, left, right } => Self::Near {
                within: *within,
                ordered: *ordered,
                left: Box::new(left.with_aliases()),
                right: Box::new(right.with_aliases()),
            },
            Self::Within(scope, inner) => Self::Within(*scope, Box::new(inner.with_aliases())),
        }
    }

    /// Returns the query with its conditions changed.
    ///
    /// # Errors
    ///
    /// Fails as `change` does.
    pub(crate) fn try_map_conditions<E>(
        &self,
        change: &mut impl FnMut(&Condition) -> Result<Condition, E>,
    ) -> Result<Self, E> {
        let mut all = |inner: &[Self]| -> Result<Vec<Self>, E> {
            inner.iter().map(|it| it.try_map_conditions(change)).collect()
        };
        Ok(match self {
            Self::Term(_) | Self::Near { .. } => self.clone(),
            Self::Condition(condition) => Self::Condition(change(condition)?),
            Self::Not(inner) => Self::Not(Box::new(inner.try_map_conditions(change)?)),
            Self::And(inner) => Self::And(all(inner)?),
            Self::Or(inner) => Self::Or(all(inner)?),
            Self::Within(scope, inner) => {
                Self::Within(*scope, Box::new(inner.try_map_conditions(change)?))
            }
        })
    }

    /// Returns the conditions, wherever they stand.
    pub(crate) fn conditions(&self) -> Vec<&Condition> {
        match self {
            Self::Term(_) | Self::Near { .. } => Vec::new(),
            Self::Condition(condition) => vec![condition],
            Self::Not(inner) | Self::Within(_, inner) => inner.conditions(),
            Self::And(inner) | Self::Or(inner) => inner.iter().flat_map(Self::conditions).collect(),
        }
    }

    /// Returns the terms that sections are found for, each once, in the order they were typed. Those
    /// under a negation are left out.
    #[must_use]
    pub fn terms(&self) -> Vec<&Term> {
        let mut found = Vec::new();
        self.collect_terms(false, &mut found);
        found
    }

    /// Returns whether sections are found for a term, whose mentions can be counted. A query of nothing
    /// but conditions and excluded terms, such as `标题:普法`, is met: it mentions nothing.
    ///
    /// ```
    /// let finds_mentions = |line: &str| line.parse().map(|it: chabao::query::Query| it.finds_mentions());
    /// assert_eq!(finds_mentions("标题:普法 法律顾问"), Ok(true));
    /// assert_eq!(finds_mentions("标题:普法 -法律顾问"), Ok(false));
    /// ```
    #[must_use]
    pub fn finds_mentions(&self) -> bool {
        !self.terms().is_empty()
    }

    /// Returns all terms, also those under a negation, each once, in the order they were typed.
    #[must_use]
    pub(crate) fn terms_and_excluded(&self) -> Vec<&Term> {
        let mut found = Vec::new();
        self.collect_terms(true, &mut found);
        found
    }

    fn collect_terms<'q>(&'q self, with_excluded: bool, found: &mut Vec<&'q Term>) {
        match self {
            Self::Term(term) if !found.contains(&term) => found.push(term),
            Self::Not(inner) if with_excluded => inner.collect_terms(true, found),
            Self::Term(_) | Self::Condition(_) | Self::Not(_) => {}
            Self::And(inner) | Self::Or(inner) => {
                for query in inner {
                    query.collect_terms(with_excluded, found);
                }
            }
            Self::Near { left, right, .. } => {
                left.collect_terms(with_excluded, found);
                right.collect_terms(with_excluded, found);
            }
            Self::Within(_, inner) => inner.collect_terms(with_excluded, found),
        }
    }

    /// Returns whether a part of the query is about the report as a whole.
    #[must_use]
    pub(crate) fn has_report(&self) -> bool {
        match self {
            Self::Within(scope, inner) => *scope == Scope::Report || inner.has_report(),
            Self::Not(inner) => inner.has_report(),
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::has_report),
            Self::Term(_) | Self::Condition(_) | Self::Near { .. } => false,
        }
    }

    /// Returns whether the query excludes a term.
    #[must_use]
    pub(crate) fn excludes_terms(&self) -> bool {
        match self {
            // What is near something is marked.
            Self::Term(_) | Self::Condition(_) | Self::Near { .. } => false,
            Self::Not(inner) => !inner.terms_and_excluded().is_empty(),
            Self::And(inner) | Self::Or(inner) => inner.iter().any(Self::excludes_terms),
            Self::Within(_, inner) => inner.excludes_terms(),
        }
    }
}

/// Takes the query out of `queries` if it is the only one.
///
/// # Panics
///
/// Panics if `queries` is empty: an empty query has no meaning.
fn only(queries: &mut Vec<Query>) -> Option<Query> {
    assert!(!queries.is_empty(), "a query asks something");
    (queries.len() == 1).then(|| queries.remove(0))
}
