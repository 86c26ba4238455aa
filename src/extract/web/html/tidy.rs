//! Saved markup → markup that a parser reads in linear time.
//!
//! The time of an HTML parser depends on its input: each tag is looked up among all open elements,
//! and every `<p>` reopens all unclosed `<b>` and `<font>`, so that a page of 1 MB can take minutes
//! and gigabytes. This pass keeps what the text depends on. Formatting elements become spans, which
//! are not reopened. Only attributes for addresses, containers, tables and looks stay. Scripts,
//! drawings and form controls go; style sheets are collected. What nests deeper than [`DEEPEST`] is
//! flattened, with its text kept.

use std::collections::HashMap;

use super::elements::{LINK, Open, Stack, Treatment, treatment};
use super::markup::{KEPT, META, Markup, Tag};
use super::sheet;
use super::style;

/// The most open elements; further ones lose their tags, but not their text.
///
/// Browsers stop at 512. The deepest known pages nest some 60 levels.
const DEEPEST: usize = 200;

/// The most bytes of an attribute value that is kept. Addresses have some 100; longer values are
/// pictures written as addresses.
const LONGEST_VALUE: usize = 4000;

/// The most bytes of a comment that is kept: those with an address or a mark of the body are short.
const LONGEST_COMMENT: usize = 400;

/// The most frames and embedded files that are collected: pages have a few.
const MOST_FRAMES: usize = 50;

/// Markup that can be parsed.
pub(super) struct Tidied {
    /// The markup.
    pub(super) html: String,
    /// Whether scripts or frames may have loaded content that the page does not contain.
    pub(super) loads: bool,
    /// The style sheets for the screen.
    pub(super) sheets: String,
    /// The addresses of frames and embedded files, as they are written.
    pub(super) frames: Vec<String>,
}

/// Returns `source` as markup that is parsed in linear time.
pub(super) fn tidy(source: &str) -> Tidied {
    let mut tidier = Tidier {
        markup: Markup::new(source),
        // Without it, the parser would put tables inside paragraphs.
        out: "<!DOCTYPE html>".to_owned(),
        open: Stack::default(),
        dropped: HashMap::new(),
        loads: false,
        sheets: String::new(),
        frames: Vec::new(),
    };
    while !tidier.markup.is_done() {
        tidier.step();
    }
    let Tidier { out: html, loads, sheets, frames, .. } = tidier;
    Tidied { html, loads, sheets, frames }
}

/// The state of the pass.
struct Tidier<'a> {
    markup: Markup<'a>,
    out: String,
    /// The elements that the parser will have open.
    open: Stack,
    /// The number of elements of each name whose start tag was removed: their end tags go too.
    dropped: HashMap<String, usize>,
    loads: bool,
    sheets: String,
    frames: Vec<String>,
}

impl Tidier<'_> {
    /// Reads the next text, comment or tag.
    fn step(&mut self) {
        let rest = self.markup.rest();
        let (text, rest) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        self.out.push_str(text);
        self.markup.at += text.len();
        let Some(after) = rest.strip_prefix('<') else { return };
        let next = after.bytes().next().unwrap_or(b' ');
        match next {
            b'!' if after.starts_with("!--") => self.comment(),
            b'!' | b'?' => self.markup.at += rest.find('>').map_or(rest.len(), |end| end + 1),
            b'/' if after.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic) => self.end(),
            b'/' => self.markup.at += rest.find('>').map_or(rest.len(), |end| end + 1),
            letter if letter.is_ascii_alphabetic() => self.start(),
            _ => {
                self.out.push_str("&lt;");
                self.markup.at += 1;
            }
        }
    }

    /// Reads a comment, and keeps it if it is short.
    fn comment(&mut self) {
        let rest = self.markup.rest();
        let inner = rest.strip_prefix("<!--").expect("a comment starts here");
        if let Some(dashes) = ["->", ">"].iter().find(|end| inner.starts_with(**end)) {
            self.markup.at += 4 + dashes.len();
            return;
        }
        let end = inner.find("-->").unwrap_or(inner.len());
        if end <= LONGEST_COMMENT {
            self.out.push_str("<!--");
            self.out.push_str(inner.split_at(end).0);
            self.out.push_str("-->");
        }
        self.markup.advance(4 + end + 3);
    }

    /// Reads an end tag.
    fn end(&mut self) {
        self.markup.at += 1;
        let tag = self.markup.tag();
        match treatment(&tag.name, false) {
            Treatment::Raw | Treatment::Without | Treatment::Void | Treatment::Title => {}
            Treatment::Break => self.out.push_str("<br>"),
            Treatment::As(name) => self.close(name),
        }
    }

    /// Reads a start tag, and the whole element if the text does not depend on it.
    fn start(&mut self) {
        let tag = self.markup.tag();
        let is_link = tag.name == "a" && tag.get("href").is_some();
        self.frames.extend(frame(&tag).filter(|_| self.frames.len() < MOST_FRAMES));
        match treatment(&tag.name, is_link) {
            Treatment::Raw => {
                self.loads |= matches!(tag.name.as_str(), "script" | "iframe");
                if tag.name == "style" && tag.get("media").is_none_or(sheet::is_answered) {
                    self.sheet();
                }
                let to_the_end = matches!(tag.name.as_str(), "script" | "style");
                self.markup.skip(&tag.name, to_the_end && !tag.closed);
            }
            Treatment::Without => self.loads |= tag.name == "frame",
            Treatment::Title => self.title(),
            Treatment::Break => self.out.push_str("<br>"),
            Treatment::Void => self.write(&tag.name, &tag, &META),
            Treatment::As(name) => {
                let empty = tag.closed && (name == "span" || name == LINK || name.contains(':'));
                if !empty {
                    self.open(name, &tag);
                }
            }
        }
    }

    /// Collects the style sheet that starts here.
    fn sheet(&mut self) {
        let Some(end) = self.markup.find_end("style") else { return };
        self.sheets.push_str(self.markup.rest().split_at(end - self.markup.at).0);
        self.sheets.push('\n');
    }

    /// Reads the title of the page, which has no markup.
    fn title(&mut self) {
        let Some(end) = self.markup.find_end("title") else { return };
        let (words, _) = self.markup.rest().split_at(end - self.markup.at);
        self.out.push_str("<title>");
        self.out.push_str(words);
        self.out.push_str("</title>");
        self.markup.skip("title", false);
    }

    /// Writes the start tag of an element `name`, or removes it if it nests too deep.
    fn open(&mut self, name: &str, tag: &Tag) {
        self.close_implied(name);
        if self.open.depth() >= DEEPEST {
            *self.dropped.entry(name.to_owned()).or_default() += 1;
            if style::is_block(name) {
                self.out.push_str("<br>");
            }
            return;
        }
        self.open.push(name);
        self.write(name, tag, &KEPT);
    }

    /// Closes the elements that the start tag of `name` implies.
    fn close_implied(&mut self, name: &str) {
        let sought: &[&str] = match name {
            LINK => &[LINK],
            "li" => &["li"],
            "dt" | "dd" => &["dt", "dd"],
            "td" | "th" => &["td", "th"],
            "tr" => &["tr"],
            _ => &["p"],
        };
        if !sought.iter().any(|name| self.open.has_open(name)) {
            return;
        }
        let found = match name {
            LINK => self.open.find(|it| it.is(LINK), |it| it.block),
            "li" => self.open.find(|it| it.is("li"), Open::ends_lists),
            "dt" | "dd" => self.open.find(|it| it.is("dt") || it.is("dd"), Open::ends_lists),
            "td" | "th" => self.open.find(Open::is_cell, |it| it.is("tr") || it.is("table")),
            "tr" => self.open.find(|it| it.is("tr"), |it| it.is("table")),
            _ if style::is_block(name) => self.open.find(|it| it.is("p"), Open::ends_scopes),
            _ => None,
        };
        let Some(at) = found else { return };
        if name == LINK {
            self.out.push_str("</x-a>");
        }
        self.open.truncate(at);
    }

    /// Writes the end tag of an element `name`, unless its start tag was removed.
    fn close(&mut self, name: &str) {
        let block = style::is_block(name);
        if let Some(count) = self.dropped.get_mut(name).filter(|count| **count > 0) {
            *count -= 1;
            if block {
                self.out.push_str("<br>");
            }
            return;
        }
        let found = match name {
            _ if !self.open.has_open(name) => None,
            "table" | "tr" | "td" | "th" => self.open.find(|it| it.is(name), |_| false),
            _ if block => self.open.find(|it| it.is(name), Open::ends_scopes),
            _ => self.open.find(|it| it.is(name), |it| it.block),
        };
        if let Some(at) = found {
            self.open.truncate(at);
        }
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// Writes a start tag with its `kept` attributes and the effects of its style.
    fn write(&mut self, name: &str, tag: &Tag, kept: &[&str]) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in &tag.attributes {
            let written = (kept.contains(&key.as_str()) || (key == "href" && name == LINK))
                && value.len() <= LONGEST_VALUE;
            if written {
                self.attribute(key, value);
            }
        }
        if tag.name == "ucapcontent" {
            self.attribute("id", "ucapcontent");
        }
        let style = declarations(tag);
        if !style.is_empty() {
            self.attribute("style", &style);
        }
        self.out.push('>');
    }

    /// Writes an attribute.
    fn attribute(&mut self, key: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(key);
        self.out.push_str("=\"");
        self.out.push_str(&value.replace('"', "&quot;"));
        self.out.push('"');
    }
}

/// Returns the address of what `tag` shows in its place.
fn frame(tag: &Tag) -> Option<String> {
    let address = match tag.name.as_str() {
        "iframe" | "frame" | "embed" => tag.get("src"),
        "object" => tag.get("data"),
        "param" => tag.get("value").filter(|_| tag.get("name").is_some_and(is_source)),
        _ => None,
    };
    let address = address?.trim().replace("&amp;", "&");
    (!address.is_empty() && address.len() <= LONGEST_VALUE).then_some(address)
}

/// Returns whether the parameter `name` of an object is the address of its file.
fn is_source(name: &str) -> bool {
    ["src", "filename", "url", "movie"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Returns the style of `tag`: first what its name and attributes say, then its own declarations.
fn declarations(tag: &Tag) -> String {
    let mut style = String::new();
    let is = |name: &str, wanted: &str| {
        tag.get(name).is_some_and(|value| value.trim().eq_ignore_ascii_case(wanted))
    };
    if is("align", "center") {
        style.push_str("text-align:center;");
    }
    match tag.name.as_str() {
        "b" | "strong" => style.push_str("font-weight:bold;"),
        "big" => style.push_str("font-size:large;"),
        "font" => style.extend(tag.get("size").and_then(style::font_size)),
        _ => {}
    }
    style.push_str(&style::relevant(tag.get("style").unwrap_or_default()));
    if is("aria-hidden", "true") || tag.get("hidden").is_some() {
        style.push_str("display:none;");
    }
    style
}
