//! The former divisions whose reports a region of a request includes.

use std::collections::BTreeSet;

use tantivy::columnar::Column;

use super::collector::{Collector, GroundSection};
use crate::index::{FacetField, Segment};
use crate::query::{Condition, Query};
use crate::report::Division;
use crate::search::answer::Remark;
use crate::search::find::{map_values, value_of};
use crate::search::plan::{FacetCondition, NamedRegion};
use crate::search::request::Request;

/// Collects, for each region of a request, the former divisions whose reports are counted over only
/// because they became part of it.
pub(super) struct FormerDivisions<'a> {
    regions: Vec<Former<'a>>,
}

struct Former<'a> {
    region: NamedRegion,
    included: BTreeSet<Division>,
    /// In the current segment: the region of each section, and the former division of each region.
    column: Option<&'a Column<u64>>,
    divisions: Vec<Option<Division>>,
}

impl FormerDivisions<'_> {
    /// Returns a collector for the regions in the filters and in the query of a request.
    pub(super) fn new(request: &Request) -> Self {
        let mut conditions: Vec<&Condition> = request.filters.iter().collect();
        if let Some(query) = &request.query {
            conditions.extend(query.conditions());
        }
        let mut regions: Vec<Former<'_>> = Vec::new();
        for condition in conditions {
            if let Condition::Region(_) = condition
                && let Some(FacetCondition::Region(region)) = FacetCondition::new(condition)
                && region.has_former()
                && regions.iter().all(|known| known.region != region)
            {
                let (included, divisions) = Default::default();
                regions.push(Former { region, included, column: None, divisions });
            }
        }
        Self { regions }
    }
}

/// Returns whether a query has a condition anywhere.
pub(super) fn has_conditions(query: &Query) -> bool {
    !query.conditions().is_empty()
}

impl<'a> Collector<'a> for FormerDivisions<'a> {
    type Fruit = Vec<Remark>;

    fn wants_found(&self) -> bool {
        false
    }

    fn wants_ground(&self) -> bool {
        !self.regions.is_empty()
    }

    fn enter(&mut self, segment: &'a Segment) -> tantivy::Result<()> {
        for former in &mut self.regions {
            let column = segment.facet(FacetField::Region)?;
            former.divisions = map_values(column, |value| former.region.former_division(value))?;
            let has_any = former.divisions.iter().any(Option::is_some);
            former.column = has_any.then(|| column.ords());
        }
        Ok(())
    }

    fn add_ground(&mut self, section: GroundSection<'a>) -> tantivy::Result<()> {
        for former in &mut self.regions {
            let Some(column) = former.column else { continue };
            if let Some(Some(division)) = value_of(column, section.doc, &former.divisions)
                && !former.included.contains(division)
            {
                former.included.insert(division.clone());
            }
        }
        Ok(())
    }

    fn finish(self) -> Vec<Remark> {
        let remark = |former: Former<'_>| Remark::FormerIncluded {
            region: former.region.name,
            former: former.included.into_iter().map(|division| division.name).collect(),
        };
        let included = self.regions.into_iter().filter(|former| !former.included.is_empty());
        included.map(remark).collect()
    }
}
