//! The clauses that a query is made of, each of which is a query by itself.

use super::scope::Scope;
use super::tree::Query;

impl Query {
    /// Returns the clauses that the query is made of, each as it is judged: what has to be met by a
    /// report as a whole is made of what has to be, too. A term and a condition are made of none.
    pub(crate) fn clauses(&self) -> Vec<Self> {
        match self {
            Self::Or(parts) | Self::And(parts) => parts.clone(),
            Self::Not(inner) => vec![(**inner).clone()],
            Self::Within(Scope::Report, inner) => {
                inner.clauses().into_iter().map(Self::in_report).collect()
            }
            Self::Within(_, inner) => match &**inner {
                Self::And(parts) | Self::Or(parts) => parts.clone(),
                _ => Vec::new(),
            },
            Self::Near { left, right, .. } => vec![(**left).clone(), (**right).clone()],
            Self::Term(_) | Self::Condition(_) => Vec::new(),
        }
    }

    /// Returns a clause as one about a report as a whole. A report meets any other clause if one of its
    /// sections does.
    fn in_report(self) -> Self {
        match self {
            Self::And(_) | Self::Or(_) | Self::Not(_) => {
                Self::Within(Scope::Report, Box::new(self))
            }
            single => single,
        }
    }

    /// Returns what the query excludes, if it does nothing else.
    pub(crate) fn excluded(&self) -> Option<&Self> {
        match self {
            Self::Not(inner) => Some(inner),
            Self::Within(Scope::Report, inner) => inner.excluded(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_made_of_clauses() {
        for (query, expected) in [
            ("甲", ""),
            ("年度:2023", ""),
            ("甲 -乙", "甲 | -乙"),
            ("-(甲 乙)", "甲 乙"),
            ("甲 OR 乙", "甲 | 乙"),
            ("(甲 OR 乙) NEAR/5 丙", "甲 OR 乙 | 丙"),
            ("同句:(甲 乙)", "甲 | 乙"),
            ("同句:(甲 NEAR/5 乙)", ""),
            ("全篇:(甲 -乙)", "甲 | 全篇:(-乙)"),
        ] {
            let query: Query = query.parse().unwrap();
            let clauses: Vec<String> = query.clauses().iter().map(ToString::to_string).collect();
            assert_eq!(clauses.join(" | "), expected, "{query}");
        }
    }
}
