//! What the style of an element means for its text.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::word_list::word_set;

/// The effects of the style of one element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// It is hidden.
    pub(super) hidden: bool,
    /// Its lines are centred.
    pub(super) centred: bool,
    /// It keeps the line breaks of the source.
    pub(super) preformatted: bool,
}

impl Look {
    /// Reads the style of an element `name`.
    pub(super) fn parse(name: &str, style: &str) -> Self {
        let mut look = Self { preformatted: name == "pre", ..Self::default() };
        look.centred = name == "center";
        if style.is_empty() {
            return look;
        }
        let style = style.to_ascii_lowercase().replace(|it: char| it.is_ascii_whitespace(), "");
        let clipped = style.contains("overflow:hidden");
        for declaration in style.split(';') {
            let Some((property, value)) = declaration.split_once(':') else { continue };
            let value = value.strip_suffix("!important").unwrap_or(value);
            look.hidden |= match property {
                "display" => value == "none",
                "visibility" => value == "hidden",
                "mso-hide" => value == "all",
                // A block of this size closes the gaps between the blocks inside it, which have
                // sizes of their own; an inline element is hidden.
                "font-size" => is_nothing(value) && !is_block(name),
                "height" | "max-height" | "width" => clipped && is_nothing(value),
                "text-indent" | "left" | "top" | "margin-left" => is_far_away(value),
                _ => false,
            };
            match property {
                "text-align" => look.centred = value == "center",
                "white-space" => look.preformatted = value.starts_with("pre"),
                _ => {}
            }
        }
        look
    }
}

/// Returns whether `value` is zero: `0`, `0px`, `.0pt`.
fn is_nothing(value: &str) -> bool {
    let number = value.trim_end_matches(|it: char| it.is_ascii_alphabetic() || it == '%');
    !number.is_empty() && number.bytes().all(|byte| matches!(byte, b'0' | b'.'))
}

/// Returns whether `value` moves something out of sight: `-9999px`.
fn is_far_away(value: &str) -> bool {
    let Some(number) = value.strip_prefix('-') else { return false };
    number.bytes().take_while(u8::is_ascii_digit).count() >= 3 && number.ends_with("px")
}

/// The elements that start on a new line.
static BLOCKS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    word_set(
        "address article aside blockquote body caption center dd details dialog dir div dl dt \
        figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol \
        p pre search section summary table td th tr ul",
    )
});

/// Returns whether the element `name` starts on a new line.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_shown_is_told_by_its_style() {
        let table = [
            ("span", "display:none", true),
            ("div", "color:red; DISPLAY : none !important;", true),
            ("div", "visibility:hidden", true),
            ("span", "font-size:0px", true),
            ("p", "font-size:0", false),
            ("div", "font-size:0", false),
            ("span", "font-size:0.5em", false),
            ("span", "font-size:10px", false),
            ("div", "height:0;overflow:hidden", true),
            ("div", "height:0", false),
            ("div", "text-indent:-9999px", true),
            ("p", "text-indent:-2em;margin-left:-20px", false),
            ("span", "mso-hide:all", true),
            ("div", "display:block", false),
            ("div", "", false),
        ];
        for (name, style, hidden) in table {
            assert_eq!(Look::parse(name, style).hidden, hidden, "{name} {style}");
        }
    }

    #[test]
    fn centred_and_preformatted_elements_are_told() {
        assert!(Look::parse("p", "Text-Align: center").centred);
        assert!(Look::parse("center", "").centred);
        assert!(!Look::parse("p", "text-align:right").centred);
        assert!(Look::parse("pre", "").preformatted);
        assert!(Look::parse("div", "white-space:pre-wrap").preformatted);
        assert!(!Look::parse("p", "white-space:normal").preformatted);
    }
}
