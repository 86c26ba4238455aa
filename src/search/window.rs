//! Lists in answers: which part of a list is wanted, which part an answer has, and how to go on.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::index::IndexReader;

/// The part of a list that is wanted; all of it by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// The most entries to list; all if `None`.
    pub limit: Option<usize>,
    /// The number of entries to skip.
    pub offset: usize,
}

/// The part of a list that an answer has.
///
/// A list has the same order as long as the index is not written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ListPart {
    /// The number of the page, counted from 1.
    pub page: u64,
    /// The most entries on a page; absent if all are wanted.
    pub limit: Option<u64>,
    /// The number of entries on this page.
    pub listed: u64,
    /// The number of entries of the whole list.
    pub total: u64,
    /// The cursor of the next page, to be given as `cursor`; absent on the last page. It is refused
    /// once the index was written.
    pub next: Option<String>,
}

impl Window {
    /// Returns the part of `list` that is wanted.
    pub(crate) fn cut<T>(self, list: impl IntoIterator<Item = T>) -> Vec<T> {
        let limit = self.limit.unwrap_or(usize::MAX);
        list.into_iter().skip(self.offset).take(limit).collect()
    }

    /// Returns the number of entries that are listed of `total`.
    fn listed(self, total: usize) -> usize {
        total.saturating_sub(self.offset).min(self.limit.unwrap_or(usize::MAX))
    }

    /// Returns the number of entries that a cursor of an earlier answer says to skip.
    ///
    /// # Errors
    ///
    /// Fails if it is no cursor, and if the index was written since.
    pub(super) fn offset_at(reader: &IndexReader, cursor: &str) -> Result<usize> {
        let unreadable = || Error::BadCursor { cursor: cursor.to_owned() };
        let (version, offset) = cursor.split_once('-').ok_or_else(unreadable)?;
        let offset = offset.parse().map_err(|_| unreadable())?;
        if version == reader.version() { Ok(offset) } else { Err(Error::OldCursor) }
    }

    /// Returns which page the window is of a list with `total` entries.
    pub(super) fn page(self, reader: &IndexReader, total: usize) -> ListPart {
        let listed = self.listed(total);
        let limit = self.limit.filter(|&limit| limit > 0);
        let end = self.offset.saturating_add(listed);
        let is_last = listed == 0 || end >= total;
        ListPart {
            page: limit.map_or(1, |limit| 1 + (self.offset / limit) as u64),
            limit: limit.map(|limit| limit as u64),
            listed: listed as u64,
            total: total as u64,
            next: (!is_last).then(|| format!("{}-{end}", reader.version())),
        }
    }
}
