//! Texts of reports as HTML: harmless, with matches marked, and with an anchor for each place.

use std::borrow::Cow;
use std::collections::HashMap;

use maud::{Markup, html};

use crate::analysis::MentionPlace;
use crate::text::is_harmful;
use crate::web::http::parameters;
use crate::web::pages::address::Address;

/// Returns text for HTML. Control characters, which HTML cannot contain, and characters that change
/// the direction of the text after them are replaced by a visible sign.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if text.contains(is_harmful) {
        text.replace(is_harmful, "\u{FFFD}").into()
    } else {
        text.into()
    }
}

/// Returns the anchor of a section on the page of its report. It is derived from the headings, so
/// links keep working when the report is indexed again.
pub(super) fn section_anchor(heading_path: &[String]) -> String {
    hashed('s', &heading_path.join("\n"))
}

/// Returns the anchor of a paragraph on the page of its report. It is derived from the characters of
/// the paragraph without white space, so links keep working when the report is indexed again, even if
/// the paragraph has moved. Of equal paragraphs the first has this anchor; see [`Anchors`].
pub(super) fn paragraph_anchor(paragraph: &str) -> String {
    let characters: String = paragraph.chars().filter(|c| !c.is_whitespace()).collect();
    hashed('p', &characters)
}

fn hashed(kind: char, text: &str) -> String {
    let hash = blake3::hash(text.as_bytes()).to_hex();
    format!("{kind}{}", hash.chars().take(8).collect::<String>())
}

/// Returns a link to a paragraph on the page of its report, whose address is `page`. The link has the
/// anchor of the section too: if the paragraph is gone, it leads to the section.
pub(super) fn paragraph_url(page: &Address, paragraph: &str, heading_path: &[String]) -> String {
    let anchor = paragraph_anchor(paragraph);
    let places = format!("{anchor}.{}", section_anchor(heading_path));
    format!("{}#{anchor}", page.and(parameters::AT.name, &places).to_url())
}

/// Between the anchor of a paragraph and the place of a mention in it.
pub(super) const IN_PARAGRAPH: char = '~';

/// Returns a link to a mention on the page of its report: the anchor of its paragraph with the number of
/// characters before the mention, `p1a2b3c4d~12`, and if several paragraphs of the section are the same
/// the number of the paragraph among them, `p1a2b3c4d~12~2`. If the paragraph is gone, the link leads to
/// the section.
pub(super) fn mention_url(page: &Address, place: &MentionPlace, heading_path: &[String]) -> String {
    let MentionPlace { text, character, number } = place;
    let mut anchor = format!("{}{IN_PARAGRAPH}{character}", paragraph_anchor(text));
    if *number > 1 {
        anchor = format!("{anchor}{IN_PARAGRAPH}{number}");
    }
    let places = format!("{anchor}.{}", section_anchor(heading_path));
    format!("{}#{anchor}", page.and(parameters::AT.name, &places).to_url())
}

/// Makes anchors unique: the second of equal ones gets the suffix `-2`, and so on.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    given: HashMap<String, usize>,
}

impl Anchors {
    /// Returns the anchor, made different from those returned before.
    pub(super) fn unique(&mut self, name: String) -> String {
        let count = self.given.entry(name.clone()).or_default();
        *count += 1;
        if *count == 1 { name } else { format!("{name}-{count}") }
    }
}

/// Returns text with the given ranges of characters marked.
pub(super) fn marked(text: &str, highlights: &[[usize; 2]]) -> Markup {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let byte = |character: usize| starts.get(character).copied().unwrap_or(text.len());
    let mut pieces = Vec::new();
    let mut at = 0;
    for &[from, to] in highlights {
        pieces.push((text.get(at..byte(from)), text.get(byte(from)..byte(to))));
        at = byte(to);
    }
    html! {
        @for (before, matched) in pieces {
            (clean(before.unwrap_or_default()))
            mark { (clean(matched.unwrap_or_default())) }
        }
        (clean(text.get(at..).unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let text = "<script>alert(\"1\")</script>&\u{202E}三项制度\u{0}";
        let markup = marked(text, &[[8, 13], [29, 33]]).into_string();
        assert_eq!(
            markup,
            "&lt;script&gt;<mark>alert</mark>(&quot;1&quot;)&lt;/script&gt;&amp;\u{FFFD}<mark>三项制度</mark>\u{FFFD}"
        );
        assert_eq!(marked("甲", &[[5, 9]]).into_string(), "甲<mark></mark>");
    }

    #[test]
    fn places_are_named_after_what_stands_there() {
        let same = ["落实三项制度。", "落实 三项制度。\n", "\u{3000}\u{3000}落实三项制度。"];
        assert!(same.iter().all(|text| paragraph_anchor(text) == paragraph_anchor(same[0])));
        assert_ne!(paragraph_anchor("落实三项制度"), paragraph_anchor(same[0]));
        let page = Address::to("/reports/1a").and("q", "制度");
        let link = paragraph_url(&page, same[0], &["一、工作".to_owned()]);
        let (before, name) = link.split_once('#').unwrap();
        assert_eq!(name, paragraph_anchor(same[0]));
        let section = section_anchor(&["一、工作".to_owned()]);
        assert_eq!(before, format!("/reports/1a?q=%E5%88%B6%E5%BA%A6&at={name}.{section}"));
    }

    #[test]
    fn no_two_places_have_one_name() {
        let mut anchors = Anchors::default();
        let given = ["p1", "p2", "p1", "p1"].map(|name| anchors.unique(name.to_owned()));
        assert_eq!(given, ["p1", "p2", "p1-2", "p1-3"]);
    }
}
