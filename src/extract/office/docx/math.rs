//! Formulas (ISO/IEC 29500-1, 22.1) as a line of text: 35/100, x², √2.

use crate::extract::office::symbols::raised;
use crate::extract::office::xml::Element;

/// What an element of a formula does with its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Construct {
    /// Its parts follow each other.
    Row,
    Fraction,
    /// A base with what is raised or lowered, or both.
    Script,
    Root,
    /// Parts between brackets.
    Bracketed,
    /// A sign such as ∑ with its limits.
    Sum,
}

impl Construct {
    /// Returns what the element `name` does, `None` if it is no construct.
    fn from_name(name: &str) -> Option<Self> {
        match name {
            "oMath" | "func" | "limLow" | "limUpp" | "acc" | "bar" | "groupChr" | "box"
            | "borderBox" | "phant" | "eqArr" | "m" => Some(Self::Row),
            "f" => Some(Self::Fraction),
            "sSup" | "sSub" | "sSubSup" | "sPre" => Some(Self::Script),
            "rad" => Some(Self::Root),
            "d" => Some(Self::Bracketed),
            "nary" => Some(Self::Sum),
            _ => None,
        }
    }
}

/// An open construct.
#[derive(Debug)]
struct Open {
    construct: Construct,
    /// The name and the text of each part so far.
    parts: Vec<(String, String)>,
    /// The characters that it draws: brackets, the sign of a sum.
    begin: String,
    between: String,
    end: String,
}

/// The deepest nesting of constructs; formulas of reports have three or four levels.
const DEEPEST: usize = 100;

/// Reads formulas.
#[derive(Debug, Default)]
pub(super) struct Formula {
    open: Vec<Open>,
    /// The number of open constructs that are too deep to be kept.
    beyond: usize,
}

impl Formula {
    /// Returns whether a formula is open.
    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Handles the start of an element.
    pub(super) fn open(&mut self, element: &Element<'_>) {
        let name = element.name();
        if !self.is_open() && name != "oMath" {
            return;
        }
        if let Some(construct) = Construct::from_name(name) {
            if self.open.len() >= DEEPEST {
                self.beyond += 1;
                return;
            }
            let (begin, between, end) = match construct {
                Construct::Bracketed => ("(", "|", ")"),
                Construct::Sum => ("∫", "", ""),
                _ => ("", "", ""),
            };
            self.open.push(Open {
                construct,
                parts: Vec::new(),
                begin: begin.to_owned(),
                between: between.to_owned(),
                end: end.to_owned(),
            });
            return;
        }
        let Some(top) = self.open.last_mut() else { return };
        let drawn = || element.attribute("val").unwrap_or_default();
        match name {
            "num" | "den" | "e" | "sup" | "sub" | "deg" | "lim" | "fName" => {
                top.parts.push((name.to_owned(), String::new()));
            }
            "begChr" => top.begin = drawn(),
            "chr" if top.construct == Construct::Sum => top.begin = drawn(),
            "sepChr" => top.between = drawn(),
            "endChr" => top.end = drawn(),
            _ => {}
        }
    }

    /// Adds `text` to the open part.
    pub(super) fn push(&mut self, text: &str) {
        let Some(top) = self.open.last_mut() else { return };
        match top.parts.last_mut() {
            Some((_, part)) => part.push_str(text),
            None => top.parts.push((String::new(), text.to_owned())),
        }
    }

    /// Handles the end of an element; returns the text of the formula at its end.
    pub(super) fn close(&mut self, name: &str) -> Option<String> {
        Construct::from_name(name)?;
        if self.beyond > 0 {
            self.beyond -= 1;
            return None;
        }
        let text = self.open.pop()?.text();
        if self.is_open() {
            self.push(&text);
            return None;
        }
        Some(text)
    }
}

impl Open {
    /// Returns the text of the construct.
    fn text(&self) -> String {
        let part = |wanted: &str| {
            let mut found = self.parts.iter().filter(|(name, _)| name == wanted);
            found.next().map_or("", |(_, text)| text.as_str())
        };
        match self.construct {
            Construct::Row => self.parts.iter().map(|(_, text)| text.as_str()).collect(),
            Construct::Fraction => format!("{}/{}", grouped(part("num")), grouped(part("den"))),
            Construct::Script => format!("{}{}{}", part("e"), part("sub"), power(part("sup"))),
            Construct::Root => format!("{}√{}", raised(part("deg")), grouped(part("e"))),
            Construct::Bracketed => {
                let parts: Vec<&str> = self.parts.iter().map(|(_, text)| text.as_str()).collect();
                format!("{}{}{}", self.begin, parts.join(&self.between), self.end)
            }
            Construct::Sum => {
                let limits = [part("sub"), part("sup")].join(",");
                let limits = limits.trim_matches(',');
                let limits = if limits.is_empty() { String::new() } else { format!("[{limits}]") };
                format!("{}{limits}{}", self.begin, part("e"))
            }
        }
    }
}

/// Returns `text` in brackets if it has more than a number or a word.
fn grouped(text: &str) -> String {
    let is_one = text.chars().all(|it| it.is_alphanumeric() || matches!(it, '.' | ',' | '%'));
    if is_one { text.to_owned() } else { format!("({text})") }
}

/// Returns `text` as a power: raised digits, or ^ before anything else.
fn power(text: &str) -> String {
    match text {
        "" => String::new(),
        text if text.chars().all(|it| it.is_ascii_digit()) => raised(text),
        text => format!("^{}", grouped(text)),
    }
}
