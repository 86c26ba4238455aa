//! What is asked of the sections, as the JSON of a search.

use serde_json::{Value, json};

/// The most terms of a `terms` query (`index.max_terms_count`).
pub(super) const TERMS: usize = 65_536;

/// A folded form of one or more characters, and among which sections it is looked for. It is counted as
/// often as it occurs; occurrences that overlap count each (人人 is twice in 人人人).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Search {
    pub(crate) form: String,
    pub(crate) among: Filter,
}

/// Sections among which others are looked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Filter {
    All,
    /// Those that contain a folded form.
    Form(String),
    /// Those that all filters have.
    And(Vec<Filter>),
    /// Those that so many filters or more have.
    AtLeast(usize, Vec<Filter>),
}

impl Search {
    /// Returns the query; the score of what it finds is the count.
    pub(super) fn query(&self) -> Value {
        match &self.among {
            Filter::All => form_query(&self.form),
            among => json!({"bool": {"must": [form_query(&self.form)], "filter": [among.query()]}}),
        }
    }
}

impl Filter {
    /// Returns the query.
    pub(super) fn query(&self) -> Value {
        match self {
            Self::All => json!({"match_all": {}}),
            Self::Form(form) => form_query(form),
            Self::And(filters) => match filters.as_slice() {
                [] => Self::All.query(),
                [filter] => filter.query(),
                filters => json!({"bool": {"filter": queries(filters)}}),
            },
            Self::AtLeast(0, _) => Self::All.query(),
            Self::AtLeast(least, filters) if *least > filters.len() => json!({"match_none": {}}),
            Self::AtLeast(1, filters) => any_of(filters),
            Self::AtLeast(least, filters) if *least == filters.len() => {
                json!({"bool": {"filter": queries(filters)}})
            }
            Self::AtLeast(least, filters) => {
                json!({"bool": {"should": queries(filters), "minimum_should_match": least}})
            }
        }
    }
}

fn queries(filters: &[Filter]) -> Vec<Value> {
    filters.iter().map(Filter::query).collect()
}

/// Returns the query for sections that one filter or more has.
///
/// Forms that are single tokens are one `terms` query: a cluster allows 1,024 clauses by default.
fn any_of(filters: &[Filter]) -> Value {
    let (mut ones, mut twos, mut others) = (vec![], vec![], vec![]);
    for filter in filters {
        match filter {
            Filter::Form(form) if is_of(form, 1) => ones.push(form.clone()),
            Filter::Form(form) if is_of(form, 2) => twos.push(form.clone()),
            other => others.push(other.query()),
        }
    }
    for (field, tokens) in [("folded.one", ones), ("folded", twos)] {
        let chunks = tokens.chunks(TERMS);
        others.extend(chunks.map(|tokens| json!({"terms": {field: tokens}})));
    }
    match others.len() {
        1 => others.remove(0),
        _ => json!({"bool": {"should": others, "minimum_should_match": 1}}),
    }
}

fn is_of(form: &str, characters: usize) -> bool {
    form.chars().count() == characters
}

/// Returns the query for a folded form. Its score is the number of occurrences, rounded.
///
/// The similarity of the index is added up over the windows of a phrase, n−1 for n characters. The
/// analyzer is named so that an index which does not have it refuses to answer: a document that is
/// written to an index which was removed makes one in which nothing would be found.
pub(super) fn form_query(form: &str) -> Value {
    let count = form.chars().count();
    let (field, analyzer) = if count == 1 { ("folded.one", "one") } else { ("folded", "two") };
    let windows = u32::try_from(count.saturating_sub(1)).unwrap_or(u32::MAX).max(1);
    let boost = 1.0 / f64::from(windows);
    json!({"match_phrase": {field: {"query": form, "analyzer": analyzer, "boost": boost}}})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_terms_or_phrases_and_may_have_any_character() {
        for (form, expected) in [
            (
                "的",
                r#"{"match_phrase":{"folded.one":{"analyzer":"one","boost":1.0,"query":"的"}}}"#,
            ),
            (
                "\u{2cc56}",
                r#"{"match_phrase":{"folded.one":{"analyzer":"one","boost":1.0,"query":"𬱖"}}}"#,
            ),
            (
                "处罚",
                r#"{"match_phrase":{"folded":{"analyzer":"two","boost":1.0,"query":"处罚"}}}"#,
            ),
            (
                "。\n",
                r#"{"match_phrase":{"folded":{"analyzer":"two","boost":1.0,"query":"。\n"}}}"#,
            ),
            (
                "行政处罚法",
                r#"{"match_phrase":{"folded":{"analyzer":"two","boost":0.25,"query":"行政处罚法"}}}"#,
            ),
            (
                "\"(\\",
                r#"{"match_phrase":{"folded":{"analyzer":"two","boost":0.5,"query":"\"(\\"}}}"#,
            ),
        ] {
            assert_eq!(form_query(form).to_string(), expected);
        }
    }

    #[test]
    fn filters_become_queries() {
        let form = |it: &str| Filter::Form(it.to_owned());
        let long = || form("甲乙丙");
        let phrase =
            r#"{"match_phrase":{"folded":{"analyzer":"two","boost":0.5,"query":"甲乙丙"}}}"#;
        for (filter, expected) in [
            (Filter::All, r#"{"match_all":{}}"#.to_owned()),
            (Filter::And(vec![]), r#"{"match_all":{}}"#.to_owned()),
            (Filter::AtLeast(0, vec![form("甲")]), r#"{"match_all":{}}"#.to_owned()),
            (Filter::AtLeast(1, vec![]), r#"{"match_none":{}}"#.to_owned()),
            (Filter::AtLeast(3, vec![form("甲"), form("乙")]), r#"{"match_none":{}}"#.to_owned()),
            (Filter::And(vec![long()]), phrase.to_owned()),
            (Filter::AtLeast(1, vec![long()]), phrase.to_owned()),
            (
                Filter::AtLeast(1, vec![form("甲"), form("甲乙"), form("丁"), long()]),
                format!(
                    r#"{{"bool":{{"minimum_should_match":1,"should":[{phrase},{},{}]}}}}"#,
                    r#"{"terms":{"folded.one":["甲","丁"]}}"#, r#"{"terms":{"folded":["甲乙"]}}"#
                ),
            ),
            (
                Filter::And(vec![
                    long(),
                    Filter::AtLeast(2, vec![long(), form("甲丙"), form("乙")]),
                ]),
                format!(
                    r#"{{"bool":{{"filter":[{phrase},{{"bool":{{"minimum_should_match":2,"should":[{phrase},{},{}]}}}}]}}}}"#,
                    r#"{"match_phrase":{"folded":{"analyzer":"two","boost":1.0,"query":"甲丙"}}}"#,
                    r#"{"match_phrase":{"folded.one":{"analyzer":"one","boost":1.0,"query":"乙"}}}"#
                ),
            ),
            (
                Filter::AtLeast(2, vec![long(), form("甲丙")]),
                format!(
                    r#"{{"bool":{{"filter":[{phrase},{}]}}}}"#,
                    r#"{"match_phrase":{"folded":{"analyzer":"two","boost":1.0,"query":"甲丙"}}}"#
                ),
            ),
        ] {
            assert_eq!(filter.query().to_string(), expected, "{filter:?}");
        }
    }

    #[test]
    fn the_score_of_a_form_is_its_count_whatever_it_is_looked_for_among() {
        let search = |among| Search { form: "处罚".to_owned(), among };
        assert_eq!(
            search(Filter::Form("的".to_owned())).query().to_string(),
            r#"{"bool":{"filter":[{"match_phrase":{"folded.one":{"analyzer":"one","boost":1.0,"query":"的"}}}],"must":[{"match_phrase":{"folded":{"analyzer":"two","boost":1.0,"query":"处罚"}}}]}}"#
        );
        assert_eq!(search(Filter::All).query(), form_query("处罚"));
    }
}
