//! The agencies that a condition on a whole name selects together, since they share it.

use std::collections::BTreeSet;

use tantivy::columnar::Column;

use super::collector::{Collector, GroundSection};
use crate::index::{FacetField, Segment};
use crate::query::{Condition, Query};
use crate::report::{PlacedAgency, UNKNOWN};
use crate::search::answer::Remark;
use crate::search::find::{map_values, value_of};
use crate::search::plan::FacetCondition;
use crate::search::request::Request;

/// Collects, for each whole name of an agency in a request, the agencies of this name whose reports
/// are counted over.
pub(super) struct SharedNames<'a> {
    names: Vec<SharedName<'a>>,
}

struct SharedName<'a> {
    name: String,
    condition: FacetCondition,
    /// The keys of the agencies.
    agencies: BTreeSet<String>,
    /// In the current segment: the agency of each section, and those with the name.
    column: Option<&'a Column<u64>>,
    values: Vec<Option<String>>,
}

impl SharedNames<'_> {
    /// Returns a collector for the names in the filters of a request and in the conditions that apply
    /// to its whole query.
    pub(super) fn new(request: &Request) -> Self {
        let parts: &[Query] = match &request.query {
            Some(Query::And(parts)) => parts,
            Some(single) => std::slice::from_ref(single),
            None => &[],
        };
        let written = parts.iter().filter_map(|part| match part {
            Query::Condition(condition) => Some(condition),
            _ => None,
        });
        let shared = |condition: &Condition| {
            let named = FacetCondition::new(condition)?;
            let FacetCondition::AgencyIs(name, None) = &named else { return None };
            let (name, agencies, values) = (name.clone(), BTreeSet::new(), Vec::new());
            Some(SharedName { name, condition: named, agencies, column: None, values })
        };
        Self { names: request.filters.iter().chain(written).filter_map(shared).collect() }
    }
}

impl<'a> Collector<'a> for SharedNames<'a> {
    type Fruit = Vec<Remark>;

    fn wants_found(&self) -> bool {
        false
    }

    fn wants_ground(&self) -> bool {
        !self.names.is_empty()
    }

    fn enter(&mut self, segment: &'a Segment) -> tantivy::Result<()> {
        for shared in &mut self.names {
            let column = segment.facet(FacetField::Agency)?;
            let condition = &shared.condition;
            let named = |value: &str| condition.accepts(value).then(|| value.to_owned());
            shared.values = map_values(column, named)?;
            let has_any = shared.values.iter().any(Option::is_some);
            shared.column = has_any.then(|| column.ords());
        }
        Ok(())
    }

    fn add_ground(&mut self, section: GroundSection<'a>) -> tantivy::Result<()> {
        for shared in &mut self.names {
            let Some(column) = shared.column else { continue };
            if let Some(Some(agency)) = value_of(column, section.doc, &shared.values)
                && !shared.agencies.contains(agency)
            {
                shared.agencies.insert(agency.clone());
            }
        }
        Ok(())
    }

    fn finish(self) -> Vec<Remark> {
        let several = self.names.into_iter().filter(|shared| shared.agencies.len() > 1);
        let place = |key: &String| {
            let region = PlacedAgency::from_key(key).region;
            match region.code() {
                Some(code) => format!("{region} {code}"),
                None => UNKNOWN.to_owned(),
            }
        };
        several
            .map(|SharedName { name, agencies, .. }| Remark::SharedName {
                agency: name,
                places: agencies.iter().map(place).collect(),
            })
            .collect()
    }
}
