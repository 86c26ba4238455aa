//! The reports in which a query finds something, without counts.

use crate::error::Result;
use crate::index::IndexReader;
use crate::search::count::Prepared;
use crate::search::request::Request;

/// Returns the numbers of the counted reports in which a request finds something, in order. Much faster
/// than an answer, which also says what it was counted over.
///
/// # Errors
///
/// Fails as [`search`](crate::search::search) does.
pub(crate) fn reports_with(reader: &IndexReader, request: &Request) -> Result<Vec<u64>> {
    let prepared = Prepared::new(reader, request)?;
    reader.guard(|| {
        let mut found = Vec::new();
        let scan = prepared.scan(reader)?;
        for (segment, at) in reader.segments().iter().zip(0..) {
            let reports = segment.reports()?;
            scan.open(segment, at)?.for_each(false, |section| {
                found.extend(reports.first(section.address.doc));
                Ok(())
            })?;
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    })
}
