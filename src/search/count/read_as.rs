//! What a query would find if its line were read in another way.

use super::sections::count;
use crate::error::Result;
use crate::index::IndexReader;
use crate::query::{Query, Reading, Worth, readings};
use crate::search::answer::{OtherReading, Remark};
use crate::search::counts::Counts;
use crate::search::request::{Mode, Request};

/// Another reading is told of a line that finds something if it finds more than this many times as
/// many sections: 双随机、一公开 is hardly ever meant as two terms, 法律顾问、公职律师 mostly.
const MUCH_MORE: u64 = 2;

/// Returns how the line of a request was read where it could mean something else, with what that
/// would find; the line itself `found` so much.
///
/// # Errors
///
/// Fails if the index is damaged.
pub(super) fn read_as(
    reader: &IndexReader,
    request: &Request,
    found: Counts,
) -> Result<Vec<Remark>> {
    let Some(line) = request.line.as_deref() else { return Ok(Vec::new()) };
    // Whoever changes the query of a request asks another question.
    let Ok(typed) = line.parse::<Query>() else { return Ok(Vec::new()) };
    let with_aliases = request.query.as_ref() != Some(&typed);
    if with_aliases && request.query != Some(typed.with_aliases()) {
        return Ok(Vec::new());
    }
    let mut remarks = Vec::new();
    for Reading { read_as: reading, others, worth } in readings(line, request.mode == Mode::Words) {
        if worth == Worth::IfNothing && found.sections > 0 {
            continue;
        }
        let mut counted = Vec::new();
        for query in others {
            let query = if with_aliases { query.with_aliases() } else { query };
            let text = query.to_string();
            let request = Request { query: Some(query), line: None, ..request.clone() };
            counted.push(OtherReading { query: text, counts: count(reader, &request)? });
        }
        let most = counted.iter().map(|it| it.counts.sections).max().unwrap_or_default();
        let is_told = match worth {
            Worth::Always => true,
            Worth::IfMore => most > MUCH_MORE * found.sections,
            Worth::IfAny | Worth::IfNothing => most > 0,
        };
        if is_told {
            remarks.push(Remark::ReadAs { reading, others: counted });
        }
    }
    Ok(remarks)
}
