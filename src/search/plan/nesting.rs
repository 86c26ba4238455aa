//! Mentions that lie inside others, of a query such as `三项制度 OR 执法三项制度`.
//!
//! A mention that lies wholly inside another one is not counted again: one who marks the terms in a
//! report would mark that place once. Whether this can happen is seen from the terms alone, so that
//! most queries, in which it cannot, are counted as fast as before.

use super::needle::Needle;
use super::span_tree::{Literal, SpanTree};

/// The terms of a query of which one can lie inside another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::search) enum Nesting {
    /// Folded forms, each with the longer ones that contain it. Where these stand, it stands too.
    Folded(Vec<InnerForm>),
    /// All needles as one tree, if there are spans among them: a span can lie inside any other.
    Spans(SpanTree<Literal>),
    /// All needles, if only the text shows what lies inside another one: terms as written, or spans that
    /// can only be seen in the text.
    InText(Vec<Needle>),
}

/// A folded form that is a part of longer ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::search) struct InnerForm {
    pub(in crate::search) form: String,
    /// The longer forms, each with the places in it at which this form begins, in characters.
    pub(in crate::search) within: Vec<(String, Vec<u32>)>,
}

impl Nesting {
    /// Returns which of the needles can lie inside others; `None` if no needle can.
    pub(super) fn new(needles: &[Needle]) -> Option<Self> {
        if needles.len() > 1 && needles.iter().any(|it| matches!(it, Needle::Spans(_))) {
            let tree = SpanTree::Or(needles.iter().map(Needle::to_tree).collect());
            let needs_text = tree.needs_text();
            return Some(if needs_text {
                Self::InText(needles.to_vec())
            } else {
                Self::Spans(tree)
            });
        }
        let is_strict = |needle: &Needle| matches!(needle, Needle::Strict(_));
        let others = |at: usize| needles.iter().enumerate().filter(move |(it, _)| *it != at);
        let touches = |(at, needle): (usize, &Needle)| {
            is_strict(needle)
                && others(at).any(|(_, it)| may_contain(needle, it) || may_contain(it, needle))
        };
        if needles.iter().enumerate().any(touches) {
            return Some(Self::InText(needles.to_vec()));
        }
        let forms = || {
            needles.iter().filter_map(|needle| match needle {
                Needle::Folded(form) => Some(form),
                Needle::Strict(_) | Needle::Spans(_) => None,
            })
        };
        let inner = |form: &String| {
            let longer = forms().filter(|other| other.len() > form.len());
            let within: Vec<(String, Vec<u32>)> = longer
                .map(|other| (other.clone(), places(form, other)))
                .filter(|(_, places)| !places.is_empty())
                .collect();
            (!within.is_empty()).then(|| InnerForm { form: form.clone(), within })
        };
        let inner: Vec<InnerForm> = forms().filter_map(inner).collect();
        (!inner.is_empty()).then_some(Self::Folded(inner))
    }
}

impl Nesting {
    /// Returns what leaves out the mentions of these folded forms that lie inside those of longer ones;
    /// `None` if there are no longer ones.
    pub(super) fn of_forms(&self, forms: &[Needle]) -> Option<Self> {
        let Self::Folded(inner) = self else { return None };
        let is_meant = |it: &&InnerForm| forms.contains(&Needle::Folded(it.form.clone()));
        let inner: Vec<InnerForm> = inner.iter().filter(is_meant).cloned().collect();
        (!inner.is_empty()).then_some(Self::Folded(inner))
    }
}

/// Returns whether a match of `inner` can lie inside one of `outer`, if one of them is strict.
fn may_contain(outer: &Needle, inner: &Needle) -> bool {
    if let (Needle::Strict(outer), Needle::Strict(inner)) = (outer, inner) {
        return outer.contains(inner.as_str());
    }
    let (outer, inner) = (outer.folded_forms(), inner.folded_forms());
    // A strict term that vanishes in folding, such as 、, can stand inside any match.
    inner.is_empty()
        || outer.iter().any(|outer| inner.iter().any(|inner| outer.contains(inner.as_str())))
}

/// Returns the places in `outer` at which `inner` begins, in characters.
fn places(inner: &str, outer: &str) -> Vec<u32> {
    let starts = (0..).zip(outer.char_indices().map(|(byte, _)| byte));
    let begins = |byte: usize| outer.get(byte..).is_some_and(|rest| rest.starts_with(inner));
    starts.filter(|&(_, byte)| begins(byte)).map(|(place, _)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Prints each inner form with its places in longer ones.
    fn nesting(needles: &[&str]) -> String {
        let needles: Vec<Needle> = needles
            .iter()
            .map(|text| match text.strip_prefix('\'') {
                Some(written) => Needle::Strict(written.to_owned()),
                None => Needle::Folded((*text).to_owned()),
            })
            .collect();
        match Nesting::new(&needles) {
            None => "none".to_owned(),
            Some(Nesting::InText(_)) => "in the text".to_owned(),
            Some(Nesting::Spans(tree)) => tree.to_string(),
            Some(Nesting::Folded(inner)) => inner
                .iter()
                .map(|InnerForm { form, within }| format!("{form} {within:?}"))
                .collect::<Vec<_>>()
                .join("; "),
        }
    }

    #[test]
    fn only_parts_of_other_terms_can_lie_inside_them() {
        for (needles, expected) in [
            (&["三项制度"][..], "none"),
            (&["行政处罚", "处罚法"], "none"),
            (&["1,234", "1234"], "none"),
            (&["三项制度", "执法三项制度"], r#"三项制度 [("执法三项制度", [2])]"#),
            (&["和和", "和和和和"], r#"和和 [("和和和和", [0, 1, 2])]"#),
            (&["'三项", "法律"], "none"),
            (&["'三项", "'“三项”"], "in the text"),
            (&["'“三项”", "三项"], "in the text"),
            (&["'三项", "三项制度"], "in the text"),
            (&["'、", "法律"], "in the text"),
            (&["'、", "'法律"], "none"),
        ] {
            assert_eq!(nesting(needles), expected, "{needles:?}");
        }
    }
}
