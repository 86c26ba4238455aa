//! Which divisions the name of a region stands for when a question names it.
//!
//! A report stays with the division that made it: 渝北区 reported for 2017, whatever it became. Who
//! asks for 两江新区, in which it ended, wants that report too, and is told of it; who asks for 渝北区
//! gets the reports of 渝北区 alone.

use super::Request;
use super::plan::{FacetCondition, Mode, Plan};
use super::scan::{Gate, Passed, for_values};
use crate::error::Result;
use crate::gazetteer::{Gazetteer, NodeId, named_region};
use crate::index::{FacetField, IndexReader, facet_steps};
use crate::query::{Condition, Query};

/// The divisions that a region named in a question stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Regions {
    /// The name as given.
    pub(super) name: String,
    /// The divisions that it may mean, as steps of the facet: the code, then the name. Empty where
    /// the gazetteer does not know it; then divisions are meant whose name holds it.
    divisions: Vec<String>,
    /// The former divisions that ended in one of them or within, as steps of the facet.
    former: Vec<String>,
}

impl Regions {
    /// Returns what `name` stands for. Unpacks the gazetteer.
    pub(super) fn named(name: &str) -> Self {
        let gazetteer = Gazetteer::shared();
        let mut nodes: Vec<NodeId> = match named_region(name) {
            Ok(node) => vec![node],
            Err(_) => gazetteer.named(name).iter().map(|named| named.node).collect(),
        };
        nodes.sort_unstable();
        let steps = |nodes: &[NodeId]| -> Vec<String> {
            let nodes = nodes.iter().map(|&node| gazetteer.node(node));
            nodes.map(|node| format!("{}{}", node.code, node.name)).collect()
        };
        let mut former: Vec<NodeId> =
            nodes.iter().flat_map(|&node| gazetteer.ended_in(node)).collect();
        former.sort_unstable();
        former.dedup();
        Self { name: name.to_owned(), divisions: steps(&nodes), former: steps(&former) }
    }

    /// Returns whether the gazetteer knows the name.
    pub(super) fn is_known(&self) -> bool {
        !self.divisions.is_empty()
    }

    /// Returns whether the steps of a facet lead to one of the divisions.
    pub(super) fn accept(&self, steps: &[&str]) -> bool {
        self.accept_present(steps) || self.former_of(steps).is_some()
    }

    /// Returns whether they lead to one of the divisions meant, former ones beside them left out.
    fn accept_present(&self, steps: &[&str]) -> bool {
        if self.divisions.is_empty() {
            return steps.iter().any(|step| {
                step.trim_start_matches(|c: char| c.is_ascii_digit()).contains(&self.name)
            });
        }
        self.divisions.iter().any(|division| steps.contains(&division.as_str()))
    }

    /// Returns the name of the smallest division of `steps`, where they are taken in for a former
    /// division alone.
    fn former_of<'s>(&self, steps: &[&'s str]) -> Option<&'s str> {
        let is_former = self.former.iter().any(|former| steps.contains(&former.as_str()));
        let smallest = steps.last().filter(|_| is_former && !self.accept_present(steps))?;
        Some(super::count::without_code(smallest))
    }
}

/// A region of a question and the former divisions whose reports it took in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerIncluded {
    /// The region as it was named.
    pub region: String,
    /// The former divisions, by code.
    pub former: Vec<String>,
}

/// Returns, for each region that the request names, the former divisions whose reports are among
/// what is asked only since they ended in it; regions that took in none are left out.
///
/// # Errors
///
/// Fails where the index is damaged.
pub fn former_included(reader: &IndexReader, request: &Request) -> Result<Vec<FormerIncluded>> {
    let mut named: Vec<Regions> = Vec::new();
    let mut add = |field: &Condition| {
        if let Some(FacetCondition::Region(regions)) = FacetCondition::of(field)
            && !named.contains(&regions)
        {
            named.push(regions);
        }
    };
    request.filters.iter().filter(|field| matches!(field, Condition::Region(_))).for_each(&mut add);
    let mut whole = Vec::new();
    if let Some(query) = &request.query {
        regions_in(query, &mut add);
        whole = conditions_of(query);
    }
    named.retain(|regions| !regions.former.is_empty());
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let whole = (!whole.is_empty()).then(|| Query::all(whole));
    let plan = Plan::new(whole.as_ref(), Mode::Exact, &request.filters, None)?;
    let mut included = Vec::new();
    for regions in named {
        let former = reader.guard(|| former_held(reader, &plan, &regions))?;
        if !former.is_empty() {
            included.push(FormerIncluded { region: regions.name, former });
        }
    }
    Ok(included)
}

/// Calls `add` with every region that is named anywhere in a query.
fn regions_in(query: &Query, add: &mut impl FnMut(&Condition)) {
    match query {
        Query::Condition(field @ Condition::Region(_)) => add(field),
        Query::Condition(_) | Query::Term(_) => {}
        Query::Not(inner) => regions_in(inner, add),
        Query::And(parts) | Query::Or(parts) => {
            for part in parts {
                regions_in(part, add);
            }
        }
    }
}

/// Returns the conditions that hold for the whole of a query.
fn conditions_of(query: &Query) -> Vec<Query> {
    let parts = match query {
        Query::And(parts) => parts.as_slice(),
        single => std::slice::from_ref(single),
    };
    let is_condition = |part: &&Query| matches!(part, Query::Condition(field) if !matches!(field, Condition::Title(_)));
    parts.iter().filter(is_condition).cloned().collect()
}

/// Returns the former divisions, by code, that reports are of which pass the filters and which
/// `regions` takes in for a former division alone.
fn former_held(
    reader: &IndexReader,
    plan: &Plan,
    regions: &Regions,
) -> tantivy::Result<Vec<String>> {
    let mut held: Vec<(String, String)> = Vec::new();
    for segment in reader.segments() {
        let column = segment.facet(FacetField::Region)?;
        let mut values: Vec<Option<(String, String)>> = Vec::new();
        for_values(column, |value| {
            let steps = facet_steps(value);
            let last = steps.last().copied().unwrap_or_default();
            let former = regions.former_of(&steps);
            values.push(former.map(|name| (last.to_owned(), name.to_owned())));
        })?;
        if values.iter().all(Option::is_none) {
            continue;
        }
        let gate = Gate::new(segment, &plan.filters)?;
        for doc in (0..segment.max_doc()).filter(|&doc| segment.is_alive(doc)) {
            let at = column.ords().first(doc).and_then(|at| usize::try_from(at).ok());
            if let Some(former) = at.and_then(|at| values.get(at)).and_then(Option::as_ref)
                && gate.passed(doc) == Passed::All
                && !held.contains(former)
            {
                held.push(former.clone());
            }
        }
    }
    held.sort();
    Ok(held.into_iter().map(|(_, name)| name).collect())
}
