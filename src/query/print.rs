//! Prints queries so that they are read back as they are.

use std::fmt;

use super::condition::Condition;
use super::parse::{is_bare, typed_pattern};
use super::scanner::in_quotation_marks;
use super::term::Term;
use super::tree::Query;
use crate::report::Language;

impl fmt::Display for Query {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Term(term) => term.fmt(out),
            Self::Condition(condition) => condition.fmt(out),
            // Two signs in a row are of another query language.
            Self::Not(inner) if matches!(**inner, Self::Not(_)) => write!(out, "-({inner})"),
            Self::Not(inner) => write!(out, "-{}", Grouped(inner)),
            Self::And(inner) => joined(out, inner, " "),
            Self::Or(inner) => joined(out, inner, " OR "),
            Self::Near { within, ordered, left, right } => {
                let operator = if *ordered { "BEFORE" } else { "NEAR" };
                // From the left, nothing needs brackets.
                match **left {
                    Self::Near { .. } => left.fmt(out)?,
                    _ => Grouped(left).fmt(out)?,
                }
                write!(out, " {operator}/{within} {}", Grouped(right))
            }
            Self::Within(scope, inner) => {
                write!(out, "{}:", scope.label(Language::Chinese))?;
                match **inner {
                    Self::Term(_) => inner.fmt(out),
                    _ => write!(out, "({inner})"),
                }
            }
        }
    }
}

/// A query inside another one: in brackets unless it is a single thing.
struct Grouped<'q>(&'q Query);

impl fmt::Display for Grouped<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Query::And(_) | Query::Or(_) | Query::Near { .. } => write!(out, "({})", self.0),
            single => single.fmt(out),
        }
    }
}

fn joined(out: &mut fmt::Formatter<'_>, queries: &[Query], with: &str) -> fmt::Result {
    for (at, query) in queries.iter().enumerate() {
        if at > 0 {
            out.write_str(with)?;
        }
        write!(out, "{}", Grouped(query))?;
    }
    Ok(())
}

impl fmt::Display for Term {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.has_aliases() {
            out.write_str("~")?;
        }
        match (self.is_strict(), self.text().contains('\'')) {
            (true, false) => write!(out, "'{}'", self.text()),
            (true, true) => write!(out, "‘{}’", self.text()),
            _ if self.is_pattern() => {
                out.write_str(typed_pattern(self).as_deref().unwrap_or(self.text()))
            }
            _ => print_value(out, self.text()),
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:", self.key().label(Language::Chinese))?;
        match self {
            Self::Year(years) => years.fmt(out),
            Self::Part(part) => part.fmt(out),
            Self::Level(level) => level.fmt(out),
            Self::Kind(kind) => kind.fmt(out),
            Self::Date(days) | Self::Published(days) => days.fmt(out),
            // Bare, it would be several values.
            _ if self.value().contains(Self::SEPARATORS) => {
                out.write_str(&in_quotation_marks(&self.value()))
            }
            _ => print_value(out, &self.value()),
        }
    }
}

/// Prints characters bare if they are read back as they are, otherwise in quotation marks.
fn print_value(out: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    if is_bare(text) { out.write_str(text) } else { out.write_str(&in_quotation_marks(text)) }
}
