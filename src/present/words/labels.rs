//! Names of groups and places.

use crate::analysis::{PARAGRAPH_END, State};
use crate::report::{Language, RegionView};
use crate::search::{FacetBy, GroupBy, Mode};

/// Returns the title of a column of groups: `县`, in English with the key, `county (县)`.
pub(crate) fn group_title(by: GroupBy, language: Language) -> String {
    let label = by.label(Language::Chinese);
    language.pick(format!("{} ({label})", by.key()), label.to_owned())
}

impl State {
    /// Returns the name of the state for a query with terms, whose reports mention it, or for one without,
    /// whose reports meet it.
    pub(crate) fn label_of(self, has_mentions: bool, language: Language) -> &'static str {
        match self {
            Self::Mentions if !has_mentions => language.pick("meets the query", "符合"),
            Self::NoMention if !has_mentions => {
                language.pick("does not meet the query", "有报告，不符合")
            }
            state => state.label(language),
        }
    }
}

/// Returns the name of a way of matching: `精确`, in English in both languages, `exact (精确)`.
pub(crate) fn mode_title(mode: Mode, language: Language) -> String {
    language.pick(mode.to_string(), mode.label(Language::Chinese).to_owned())
}

/// Returns whether groups are divisions that others of the same name may exist of, so that a table
/// says where they are.
pub(crate) fn has_namesakes(by: GroupBy) -> bool {
    matches!(by, GroupBy::Facet(FacetBy::County | FacetBy::Prefecture))
}

/// Returns the names of the divisions that contain the row named `value`, the largest first.
pub(crate) fn above(region: Option<&RegionView>, value: &str) -> String {
    let Some(region) = region else { return String::new() };
    let names = [&region.province, &region.prefecture, &region.county];
    let mut above: Vec<&str> = names.into_iter().flatten().map(String::as_str).collect();
    above.pop_if(|name| *name == value);
    above.join(" › ")
}

/// Returns what stands next to a mention on one line: the end of a paragraph is `↵`, the end of a cell
/// of a table a blank.
pub(crate) fn context_on_one_line(context: &str) -> String {
    let mut line = String::with_capacity(context.len());
    for character in context.chars() {
        line.push(match character {
            '\n' => PARAGRAPH_END,
            '\t' => ' ',
            other => other,
        });
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_division_is_shown_with_those_above_it() {
        let name = |name: &str| Some(name.to_owned());
        let lushi = RegionView {
            province: name("河南省"),
            prefecture: name("三门峡市"),
            county: name("卢氏县"),
            code: name("411224"),
        };
        assert_eq!(above(Some(&lushi), "卢氏县"), "河南省 › 三门峡市");
        let prefecture = RegionView { county: None, ..lushi };
        assert_eq!(above(Some(&prefecture), "三门峡市"), "河南省");
        assert_eq!(above(Some(&prefecture), "三门峡市（本级）"), "河南省 › 三门峡市");
        assert_eq!(above(Some(&RegionView::default()), "未识别"), "");
        assert_eq!(above(None, "2023"), "");
    }
}
