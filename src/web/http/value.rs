//! The value of a parameter, parsed.

use super::choices::{Format, RowOrder, Scale};
use crate::analysis::{CollocateUnit, ContextGroup, Measure, MentionOrder, State};
use crate::present::CitationForm;
use crate::query::{Condition, Query, QueryError};
use crate::report::{Date, Language, NoteKind};
use crate::search::{FacetBy, GroupBy, Mode, Sort};

/// The value of a parameter.
#[derive(Clone, Debug)]
pub(super) enum Value {
    /// Text that is used as it was written.
    Text,
    /// A query. One that cannot be read is not yet an error: a page shows it with the form that the
    /// other parameters fill.
    Query(Result<Query, QueryError>),
    /// A condition.
    Condition(Condition),
    /// A way of matching.
    Mode(Mode),
    /// An order of hits.
    Sort(Sort),
    /// An order of rows.
    Order(RowOrder),
    /// A kind of notes.
    Note(NoteKind),
    /// An order of mentions.
    MentionOrder(MentionOrder),
    /// What mentions are grouped by.
    ContextGroup(ContextGroup),
    /// What is counted near mentions.
    CollocateUnit(CollocateUnit),
    /// What is known of a row.
    State(State),
    /// What to count by.
    Facet(FacetBy),
    /// A figure of a concept.
    Measure(Measure),
    /// What shades show.
    Scale(Scale),
    /// What a row is.
    Group(GroupBy),
    /// A form of the answer.
    Format(Format),
    /// The form of an entry for a list of references.
    Citation(CitationForm),
    /// A day.
    Day(Date),
    /// A language.
    Language(Language),
    /// A number in its limits.
    Number(usize),
    /// Yes or no.
    Flag(bool),
}
