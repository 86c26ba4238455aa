//! Texts of reports as HTML can hold them: harmless, with matches marked, each place with a name.

use std::borrow::Cow;

use maud::{Markup, html};

/// Returns text as HTML can hold it: control characters, which it cannot, are shown as such, and
/// those that turn the direction of what stands behind them are taken out of effect.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let is_harmful = |c: char| {
        c.is_control() && c != '\n' && c != '\t'
            || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    if text.contains(is_harmful) {
        text.replace(is_harmful, "\u{FFFD}").into()
    } else {
        text.into()
    }
}

/// Returns the name of the place of a section on the page of its report. It follows from the
/// headings, so that links go on to lead there when the report is indexed again.
pub(super) fn anchor(heading_path: &[String]) -> String {
    let hash = blake3::hash(heading_path.join("\n").as_bytes()).to_hex();
    format!("s{}", hash.chars().take(8).collect::<String>())
}

/// Returns text with the given stretches of characters marked.
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
}
