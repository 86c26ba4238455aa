//! What the style of an element means for its text: whether it is shown, and how it looks.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::word_list::word_set;

/// The size of text whose size nobody set, in pixels.
const NORMAL_SIZE: u16 = 16;

/// The largest size that is taken seriously: the title of a page has some 30 pixels.
const LARGEST_SIZE: f32 = 200.0;

/// How text looks; what is inside an element looks as it does, unless it has a style of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look {
    /// Its lines are centred.
    pub(super) centred: bool,
    /// It is bold.
    pub(super) bold: bool,
    /// It is in a heading.
    pub(super) heading: bool,
    /// Its size in pixels.
    pub(super) size: u16,
}

impl Default for Look {
    fn default() -> Self {
        Self { centred: false, bold: false, heading: false, size: NORMAL_SIZE }
    }
}

/// The style of one element. Of several declarations of a property, the last one counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a property of its own")]
pub(super) struct Style {
    /// `display: none`.
    none: bool,
    /// `visibility: hidden`, and the like of office programs.
    invisible: bool,
    /// It is out of sight, or has no size.
    away: bool,
    /// What is larger than the element is not shown.
    clipped: bool,
    /// It has no height or no width.
    flat: bool,
    /// Its font has no size.
    tiny: bool,
    /// Whether its lines are centred.
    pub(super) centred: Option<bool>,
    bold: Option<bool>,
    size: Option<Size>,
    /// Whether it keeps the line breaks of the source.
    pub(super) preformatted: bool,
}

/// The size of a font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Size {
    Pixels(u16),
    /// Of the size around it, in hundredths.
    Percent(u16),
}

/// The properties that are looked at.
const PROPERTIES: [&str; 15] = [
    "display",
    "visibility",
    "mso-hide",
    "font",
    "font-size",
    "font-weight",
    "height",
    "max-height",
    "width",
    "overflow",
    "text-indent",
    "left",
    "top",
    "margin-left",
    "white-space",
];

/// The property of alignment, which is looked at too.
const ALIGNMENT: &str = "text-align";

/// Returns the declarations of `style` that are looked at, each with a semicolon.
pub(super) fn relevant(style: &str) -> String {
    let mut out = String::new();
    for declaration in style.split(';') {
        let Some((property, value)) = declaration.split_once(':') else { continue };
        let property = property.trim().to_ascii_lowercase();
        if property == ALIGNMENT || PROPERTIES.contains(&property.as_str()) {
            let value = value.trim().to_ascii_lowercase();
            out.extend([property.as_str(), ":", &value, ";"]);
        }
    }
    out
}

impl Style {
    /// Returns the style that every element `name` has.
    pub(super) fn new(name: &str) -> Self {
        let mut style = Self { preformatted: name == "pre", ..Self::default() };
        match name {
            "center" | "th" => style.centred = Some(true),
            // A table does not look as what is around it.
            "table" => style.centred = Some(false),
            _ => {}
        }
        if let Some(pixels) = heading_size(name) {
            style.size = Some(Size::Pixels(pixels));
        }
        if heading_size(name).is_some() || name == "th" {
            style.bold = Some(true);
        }
        style
    }

    /// Adds [`relevant`] declarations.
    pub(super) fn apply(&mut self, declarations: &str) {
        for declaration in declarations.split(';') {
            let Some((property, value)) = declaration.split_once(':') else { continue };
            let value = value.trim_end().strip_suffix("!important").unwrap_or(value).trim_end();
            self.declare(property, value);
        }
    }

    fn declare(&mut self, property: &str, value: &str) {
        match property {
            "display" => self.none = value == "none",
            "visibility" => self.invisible = value == "hidden",
            "mso-hide" => self.invisible |= value == "all",
            "overflow" => self.clipped = value == "hidden",
            "height" | "max-height" | "width" => self.flat |= is_nothing(value),
            "text-indent" | "left" | "top" | "margin-left" => self.away |= is_far_away(value),
            "white-space" => self.preformatted = value.starts_with("pre"),
            ALIGNMENT => self.centred = Some(value == "center"),
            "font-weight" => self.bold = Some(is_bold(value)),
            "font-size" => {
                self.tiny = is_nothing(value);
                self.size = size(value).or(self.size);
            }
            "font" => {
                self.bold = Some(value.split_ascii_whitespace().any(is_bold));
                let sizes = value.split_ascii_whitespace().map(|it| it.split('/').next());
                self.size = sizes.flatten().filter(|it| !is_weight(it)).find_map(size);
            }
            _ => {}
        }
    }

    /// Returns whether an element `name` of this style is not shown.
    pub(super) fn is_hidden(&self, name: &str) -> bool {
        // A block of no font size closes the gaps between the blocks inside it, which have sizes of
        // their own; an inline element is hidden.
        let tiny = self.tiny && !is_block(name);
        self.none || self.invisible || self.away || tiny || (self.clipped && self.flat)
    }

    /// Returns the look of an element `name` of this style inside one that looks like `outer`.
    pub(super) fn look(&self, name: &str, outer: Look) -> Look {
        let size = match self.size {
            Some(Size::Pixels(pixels)) => pixels,
            Some(Size::Percent(percent)) => {
                let scaled = u32::from(outer.size) * u32::from(percent) / 100;
                u16::try_from(scaled).unwrap_or(outer.size)
            }
            None => outer.size,
        };
        Look {
            centred: self.centred.unwrap_or(outer.centred),
            bold: self.bold.unwrap_or(outer.bold),
            heading: outer.heading || heading_size(name).is_some(),
            size,
        }
    }
}

/// Returns the size of the heading `name` in pixels, `None` if it is no heading.
fn heading_size(name: &str) -> Option<u16> {
    Some(match name {
        "h1" => 32,
        "h2" => 24,
        "h3" => 19,
        "h4" | "h5" | "h6" => NORMAL_SIZE,
        _ => return None,
    })
}

/// Returns the style that the attribute `size` of `<font>` stands for.
pub(super) fn font_size(size: &str) -> Option<&'static str> {
    Some(match size.trim() {
        "4" | "+1" => "font-size:18px;",
        "5" | "+2" => "font-size:24px;",
        "6" | "+3" => "font-size:32px;",
        "7" | "+4" => "font-size:48px;",
        _ => return None,
    })
}

/// Returns whether the weight `value` is bold.
fn is_bold(value: &str) -> bool {
    matches!(value, "bold" | "bolder" | "600" | "700" | "800" | "900")
}

/// Returns whether `value` is a number without a unit.
fn is_weight(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_digit())
}

/// Reads the size of a font: `24px`, `18.0pt`, `150%`, `x-large`.
fn size(value: &str) -> Option<Size> {
    let named = match value {
        "large" => Some(18),
        "x-large" => Some(24),
        "xx-large" => Some(32),
        "medium" => Some(NORMAL_SIZE),
        _ => None,
    };
    if let Some(pixels) = named {
        return Some(Size::Pixels(pixels));
    }
    let length = value.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let (number, unit) = value.split_at(length);
    let number: f32 = number.parse().ok().filter(|&it| it > 0.0 && it <= LARGEST_SIZE * 3.0)?;
    let (number, is_part) = match unit {
        "px" | "" => (number, false),
        "pt" => (number * 4.0 / 3.0, false),
        "rem" => (number * f32::from(NORMAL_SIZE), false),
        "em" => (number * 100.0, true),
        "%" => (number, true),
        _ => return None,
    };
    let most = if is_part { LARGEST_SIZE * 3.0 } else { LARGEST_SIZE };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 600"
    )]
    let rounded = (number <= most).then_some(number.round() as u16)?;
    Some(if is_part { Size::Percent(rounded) } else { Size::Pixels(rounded) })
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

    fn parsed(name: &str, declarations: &str) -> Style {
        let mut style = Style::new(name);
        style.apply(&relevant(declarations));
        style
    }

    #[test]
    fn what_is_not_shown_is_told_by_its_style() {
        let table = [
            ("span", "display:none", true),
            ("div", "color:red; DISPLAY : none !important;", true),
            ("div", "display:none;display:block", false),
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
            assert_eq!(parsed(name, style).is_hidden(name), hidden, "{name} {style}");
        }
    }

    #[test]
    fn the_look_of_an_element_follows_from_its_style_and_what_is_around_it() {
        let shown = |name: &str, style: &str, outer: Look| {
            let look = parsed(name, style).look(name, outer);
            let marks = [(look.centred, "c"), (look.bold, "b"), (look.heading, "h")];
            let marks: String = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
            format!("{marks}{}", look.size)
        };
        let plain = Look::default();
        let large = Look { centred: true, bold: true, heading: false, size: 20 };
        let table = [
            ("p", "Text-Align: center", plain, "c16"),
            ("center", "", plain, "c16"),
            ("p", "text-align:right", large, "b20"),
            ("h1", "", plain, "bh32"),
            ("h4", "font-weight:normal", plain, "h16"),
            ("span", "font-size:22.0pt", plain, "29"),
            ("span", "font-size:1.5em", large, "cb30"),
            ("span", "font:bold 24px/36px 宋体", plain, "b24"),
            ("span", "font-weight:400", large, "c20"),
            ("span", "font-size:x-large", plain, "24"),
            ("span", "font-size:9vw", plain, "16"),
            ("table", "", large, "b20"),
        ];
        for (name, style, outer, expected) in table {
            assert_eq!(shown(name, style, outer), expected, "{name} {style}");
        }
    }

    #[test]
    fn preformatted_elements_are_told() {
        assert!(parsed("pre", "").preformatted);
        assert!(parsed("div", "white-space:pre-wrap").preformatted);
        assert!(!parsed("p", "white-space:normal").preformatted);
    }
}
