//! The filters of a query over the sections of one segment.

use tantivy::columnar::{Column, StrColumn};

use crate::index::{FacetField, Segment};
use crate::search::plan::Filters;

/// The filters of a query, evaluated for the values of each facet in one segment.
pub(in crate::search) struct FilterMask<'a> {
    /// Conditions given as flags.
    given: Vec<FacetMask<'a>>,
    /// Conditions of the query line.
    written: Vec<FacetMask<'a>>,
}

/// Which filters a section passes, which determines what it is counted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FilterResult {
    /// All of them: the section is found.
    All,
    /// All but the flags on one facet: the section is counted only for this facet, since a facet
    /// does not follow its own filter.
    AllBut(FacetField),
    /// The section fails the flags on two or more facets, or a condition of the query line: it is
    /// ignored.
    TooFew,
}

impl<'a> FilterMask<'a> {
    /// Evaluates the filters for the values of a segment.
    pub(in crate::search) fn new(segment: &'a Segment, filters: &Filters) -> tantivy::Result<Self> {
        let (mut given, mut written) = (Vec::new(), Vec::new());
        for facet in FacetField::ALL {
            if !filters.given_on(facet).is_empty() {
                let accepts = |value: &str| filters.accepts_given(facet, value);
                given.push(FacetMask::new(segment, facet, accepts)?);
            }
            if !filters.written_on(facet).is_empty() {
                let accepts = |value: &str| filters.accepts_written(facet, value);
                written.push(FacetMask::new(segment, facet, accepts)?);
            }
        }
        Ok(Self { given, written })
    }

    /// Returns which filters a section passes.
    pub(in crate::search) fn result(&self, doc: u32) -> FilterResult {
        if self.written.iter().any(|facet| !facet.accepts(doc)) {
            return FilterResult::TooFew;
        }
        let mut result = FilterResult::All;
        for facet in self.given.iter().filter(|facet| !facet.accepts(doc)) {
            result = match result {
                FilterResult::All => FilterResult::AllBut(facet.field),
                _ => return FilterResult::TooFew,
            };
        }
        result
    }

    /// Returns whether a section passes all filters.
    pub(in crate::search) fn passes(&self, doc: u32) -> bool {
        self.result(doc) == FilterResult::All
    }
}

/// Which values of one facet are accepted in one segment.
pub(super) struct FacetMask<'a> {
    field: FacetField,
    column: &'a Column<u64>,
    accepted: Vec<bool>,
}

impl<'a> FacetMask<'a> {
    /// Calls `accepts` for each value of the facet in the segment.
    pub(super) fn new(
        segment: &'a Segment,
        field: FacetField,
        accepts: impl Fn(&str) -> bool,
    ) -> tantivy::Result<Self> {
        let column = segment.facet(field)?;
        let accepted = map_values(column, accepts)?;
        Ok(Self { field, column: column.ords(), accepted })
    }

    /// Returns whether the value of a section is accepted.
    pub(super) fn accepts(&self, doc: u32) -> bool {
        value_of(self.column, doc, &self.accepted).copied().unwrap_or(false)
    }
}

/// Maps every value of a column, in the order of their ordinals.
///
/// All conditions and groups are evaluated in this way: once for each value of a segment, not for
/// each section, since a segment has far fewer values. For a section, all that is left is to look
/// up the ordinal of its value, with [`value_of`].
pub(in crate::search) fn map_values<T>(
    column: &StrColumn,
    mut map: impl FnMut(&str) -> T,
) -> tantivy::Result<Vec<T>> {
    let mut mapped = Vec::with_capacity(column.num_terms());
    let mut stream = column.dictionary().stream()?;
    while stream.advance() {
        let value = std::str::from_utf8(stream.key()).expect("values of facets are strings");
        mapped.push(map(value));
    }
    Ok(mapped)
}

/// Returns what [`map_values`] made of the value of a section.
pub(in crate::search) fn value_of<'v, T>(
    column: &Column<u64>,
    doc: u32,
    mapped: &'v [T],
) -> Option<&'v T> {
    let ordinal = column.first(doc)?;
    mapped.get(usize::try_from(ordinal).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Condition, Query};
    use crate::search::plan::Plan;
    use crate::search::request::Mode;
    use crate::search::small_index::{SmallIndex, report_text};

    fn conditions(flags: &str) -> Vec<Condition> {
        let read = |flag: &str| match flag.parse() {
            Ok(Query::Condition(condition)) => condition,
            other => panic!("{flag}: {other:?}"),
        };
        flags.split_whitespace().map(read).collect()
    }

    #[test]
    fn sections_pass_all_filters_or_all_but_the_flags_on_one_facet() {
        use FilterResult::{All, AllBut, TooFew};

        let (lushi, qiaoxi) = ("河南省三门峡市卢氏县司法局", "河北省石家庄市桥西区司法局");
        let report = |agency, year| report_text(agency, year, "落实制度。", "力量不足。");
        let reports = [
            ("1.txt", report(lushi, 2020)),
            ("2.txt", report(lushi, 2023)),
            ("3.txt", report(qiaoxi, 2023)),
        ];
        let index = SmallIndex::new(&reports, None);
        let [segment] = index.reader.segments() else { panic!("one segment") };
        let titles: Vec<u32> = (0..segment.max_doc())
            .filter(|&doc| segment.ordinals().unwrap().first(doc) == Some(0))
            .collect();
        let (year, region) = (AllBut(FacetField::Year), AllBut(FacetField::Region));
        for (flags, query, expected) in [
            ("", "", [All, All, All]),
            ("年度:2023", "", [year, All, All]),
            ("年度:2020 年度:2023", "", [All, All, All]),
            ("年度:2021", "", [year, year, year]),
            ("年度:2023 地区:桥西区", "", [TooFew, region, All]),
            ("年度:2023 地区:桥西区 机关:卫健委", "", [TooFew, TooFew, AllBut(FacetField::Agency)]),
            // Flags on levels of divisions are different flags on the same facet.
            ("省:河南省 县:桥西区", "", [region, region, region]),
            ("", "年度:2023", [TooFew, All, All]),
            ("地区:桥西区", "年度:2023", [TooFew, region, All]),
            ("年度:2023", "年度:2023", [TooFew, All, All]),
            ("", "年度:2023 年度:2020", [TooFew, TooFew, TooFew]),
        ] {
            let query: Option<Query> = (!query.is_empty()).then(|| query.parse().unwrap());
            let plan = Plan::new(query.as_ref(), Mode::Exact, &conditions(flags), None).unwrap();
            let mask = FilterMask::new(segment, &plan.filters).unwrap();
            let results: Vec<FilterResult> = titles.iter().map(|&doc| mask.result(doc)).collect();
            assert_eq!(results, expected, "{flags} / {query:?}");
        }
    }
}
