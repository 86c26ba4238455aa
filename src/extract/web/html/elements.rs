//! Elements: what happens to each when markup is tidied, the stack of open ones, and what is kept
//! of each.

use std::collections::HashMap;

use super::style;

/// The element that links are renamed to: the parser treats `a` as a formatting element.
pub(super) const LINK: &str = "x-a";

/// What happens to an element.
pub(super) enum Treatment<'a> {
    /// It is removed with its content.
    Raw,
    /// Its tags are removed.
    Without,
    /// It has no content, and is kept.
    Void,
    /// It is the title of the page.
    Title,
    /// It ends a line.
    Break,
    /// It is written with this name.
    As(&'a str),
}

/// Returns what happens to the element `name`.
pub(super) fn treatment(name: &str, is_link: bool) -> Treatment<'_> {
    match name {
        "script" | "style" | "noscript" | "iframe" | "noembed" | "noframes" | "svg" | "math"
        | "template" | "object" | "applet" | "video" | "audio" | "canvas" | "map" | "select"
        | "textarea" | "button" | "datalist" | "xml" => Treatment::Raw,
        "form" | "fieldset" | "tbody" | "thead" | "tfoot" | "colgroup" | "col" | "frameset"
        | "frame" | "input" | "img" | "image" | "option" | "optgroup" | "area" | "param"
        | "source" | "embed" | "track" | "wbr" | "keygen" | "basefont" | "bgsound" => {
            Treatment::Without
        }
        "meta" | "link" | "base" => Treatment::Void,
        "title" => Treatment::Title,
        "br" | "hr" => Treatment::Break,
        "a" if is_link => Treatment::As(LINK),
        "a" | "b" | "big" | "code" | "em" | "font" | "i" | "nobr" | "s" | "small" | "strike"
        | "strong" | "tt" | "u" | "label" => Treatment::As("span"),
        "plaintext" | "listing" | "xmp" => Treatment::As("pre"),
        // An element of one vendor; the parser would only close it at `</div>`.
        "marquee" | "ucapcontent" => Treatment::As("div"),
        name => Treatment::As(name),
    }
}

/// An open element.
pub(super) struct Open {
    name: String,
    /// Whether it starts on a new line.
    pub(super) block: bool,
}

impl Open {
    /// Returns whether this is an element `name`.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name == name
    }

    /// Returns whether this is a cell.
    pub(super) fn is_cell(&self) -> bool {
        self.is("td") || self.is("th")
    }

    /// Returns whether list items outside this element stay open when one is closed inside it.
    pub(super) fn ends_lists(&self) -> bool {
        self.block && !matches!(self.name.as_str(), "address" | "div" | "p")
    }

    /// Returns whether blocks outside this element stay open when one is closed inside it.
    pub(super) fn ends_scopes(&self) -> bool {
        self.is_cell() || self.is("table") || self.is("caption")
    }
}

/// The open elements, with the number of each name: most searches are for names that are not open.
#[derive(Default)]
pub(super) struct Stack {
    elements: Vec<Open>,
    counts: HashMap<String, usize>,
}

impl Stack {
    /// Returns the number of open elements.
    pub(super) fn depth(&self) -> usize {
        self.elements.len()
    }

    /// Puts an element `name` on top.
    pub(super) fn push(&mut self, name: &str) {
        match self.counts.get_mut(name) {
            Some(count) => *count += 1,
            None => drop(self.counts.insert(name.to_owned(), 1)),
        }
        self.elements.push(Open { name: name.to_owned(), block: style::is_block(name) });
    }

    /// Removes the element at `at` and all above it.
    pub(super) fn truncate(&mut self, at: usize) {
        for element in self.elements.drain(at..) {
            if let Some(count) = self.counts.get_mut(&element.name) {
                *count -= 1;
            }
        }
    }

    /// Returns whether an element `name` is open.
    pub(super) fn has_open(&self, name: &str) -> bool {
        self.counts.get(name).is_some_and(|&count| count > 0)
    }

    /// Returns the index of the topmost element that is `wanted`, unless a `barrier` is above it.
    pub(super) fn find(
        &self,
        wanted: impl Fn(&Open) -> bool,
        barrier: impl Fn(&Open) -> bool,
    ) -> Option<usize> {
        let at = self.elements.iter().rposition(|it| wanted(it) || barrier(it))?;
        self.elements.get(at).is_some_and(wanted).then_some(at)
    }
}

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// The name in lower case.
    pub(super) name: String,
    /// The id in lower case, empty if there is none.
    pub(super) id: String,
    /// The classes in lower case.
    pub(super) classes: Vec<String>,
    /// The address of a link, empty if there is none.
    pub(super) href: String,
    /// Whether it centres its lines by itself.
    pub(super) centred: bool,
    /// The rows and columns that a cell covers.
    pub(super) span: [usize; 2],
}

impl Element {
    /// Returns the element that was `parsed`, without its style.
    pub(super) fn new(parsed: &scraper::node::Element) -> Self {
        let span = |name: &str| parsed.attr(name).and_then(|it| it.trim().parse().ok());
        Self {
            name: parsed.name().to_owned(),
            id: parsed.attr("id").unwrap_or_default().trim().to_lowercase(),
            classes: parsed.classes().map(str::to_lowercase).collect(),
            href: parsed.attr("href").unwrap_or_default().to_owned(),
            centred: false,
            span: ["rowspan", "colspan"].map(|name| span(name).unwrap_or(1)),
        }
    }
}
