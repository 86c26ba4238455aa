//! What a request costs, estimated before it is answered.

use super::limits::Cost;
use super::parameters::{COLLOCATES, EXPLAIN};
use super::params::Params;
use crate::search::{FacetBy, GroupBy, Mode};

/// The longest query, in characters, of a request that is cheap. Each term of a query is looked up in
/// all sections that contain it; people write a dozen or two.
const LONG_QUERY: usize = 60;

impl Params {
    /// Returns what a request with these parameters costs. A strict search may read the texts, and
    /// so does what sorts and groups mentions by their contexts; a table
    /// is as long as the index; reports and agencies are the groups of which there are many.
    pub(in crate::web) fn cost(&self) -> Cost {
        let (rows, columns) = self.rows_and_columns();
        let has_many =
            |by: GroupBy| matches!(by, GroupBy::Report | GroupBy::Facet(FacetBy::Agency));
        let is_long = self.query_length() > LONG_QUERY;
        let is_costly = self.mode() == Mode::Strict
            || is_long
            || self.table_form().is_some()
            || self.mention_order().reads_texts()
            || self.context_group().is_some()
            || self.has(&COLLOCATES)
            || self.has(&EXPLAIN)
            || self.has_codebook()
            || [rows, columns, self.rows_by()].into_iter().any(has_many);
        if is_costly { Cost::Costly } else { Cost::Cheap }
    }
}
