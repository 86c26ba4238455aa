//! Saved markup → markup that a parser reads in linear time.
//!
//! The time of an HTML parser depends on its input: each tag is looked up among all open elements,
//! and every `<p>` reopens all unclosed `<b>` and `<font>`, so that a page of 1 MB can take minutes
//! and gigabytes. This pass keeps what the text depends on. Formatting elements become spans, which
//! are not reopened. Only attributes for addresses, containers and visibility stay. Scripts,
//! styles, drawings and form controls go. What nests deeper than [`DEEPEST`] is flattened, with its
//! text kept.

use std::collections::HashMap;

use super::elements::{LINK, Open, Stack, Treatment, treatment};
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

/// The most bytes of an element name that is kept.
const LONGEST_NAME: usize = 40;

/// Markup that can be parsed.
pub(super) struct Tidied {
    /// The markup.
    pub(super) html: String,
    /// Whether scripts or frames may have loaded content that the page does not contain.
    pub(super) loads: bool,
    /// Whether some of it is hidden.
    pub(super) hides: bool,
}

/// Returns `source` as markup that is parsed in linear time.
pub(super) fn tidy(source: &str) -> Tidied {
    let mut tidier = Tidier {
        source,
        at: 0,
        // Without it, the parser would put tables inside paragraphs.
        out: "<!DOCTYPE html>".to_owned(),
        open: Stack::default(),
        dropped: HashMap::new(),
        absent: Vec::new(),
        loads: false,
        hides: false,
    };
    while tidier.at < source.len() {
        tidier.step();
    }
    Tidied { html: tidier.out, loads: tidier.loads, hides: tidier.hides }
}

/// A tag.
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
    closed: bool,
}

impl Tag {
    /// Returns the value of the attribute `name`, if the tag has it.
    fn get(&self, name: &str) -> Option<&str> {
        let mut found = self.attributes.iter().filter(|(key, _)| key == name);
        found.next().map(|(_, value)| value.as_str())
    }
}

/// The state of the pass.
struct Tidier<'a> {
    source: &'a str,
    at: usize,
    out: String,
    /// The elements that the parser will have open.
    open: Stack,
    /// The number of elements of each name whose start tag was removed: their end tags go too.
    dropped: HashMap<String, usize>,
    /// Endings that do not occur in the rest of the source.
    absent: Vec<String>,
    loads: bool,
    hides: bool,
}

impl<'a> Tidier<'a> {
    /// Reads the next text, comment or tag.
    fn step(&mut self) {
        let rest = self.rest();
        let (text, rest) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        self.out.push_str(text);
        self.at += text.len();
        let Some(after) = rest.strip_prefix('<') else { return };
        let next = after.bytes().next().unwrap_or(b' ');
        match next {
            b'!' if after.starts_with("!--") => self.comment(),
            b'!' | b'?' => self.at += rest.find('>').map_or(rest.len(), |end| end + 1),
            b'/' if after.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic) => self.end(),
            b'/' => self.at += rest.find('>').map_or(rest.len(), |end| end + 1),
            letter if letter.is_ascii_alphabetic() => self.start(),
            _ => {
                self.out.push_str("&lt;");
                self.at += 1;
            }
        }
    }

    /// Returns the source that has not been read.
    fn rest(&self) -> &'a str {
        self.source.get(self.at..).expect("reading stops between characters")
    }

    /// Reads a comment, and keeps it if it is short.
    fn comment(&mut self) {
        let rest = self.rest();
        let inner = rest.strip_prefix("<!--").expect("a comment starts here");
        if let Some(dashes) = ["->", ">"].iter().find(|end| inner.starts_with(**end)) {
            self.at += 4 + dashes.len();
            return;
        }
        let end = inner.find("-->").unwrap_or(inner.len());
        if end <= LONGEST_COMMENT {
            self.out.push_str("<!--");
            self.out.push_str(inner.split_at(end).0);
            self.out.push_str("-->");
        }
        self.at = self.source.len().min(self.at + 4 + end + 3);
    }

    /// Reads an end tag.
    fn end(&mut self) {
        self.at += 1;
        let tag = self.tag();
        match treatment(&tag.name, false) {
            Treatment::Raw | Treatment::Without | Treatment::Void | Treatment::Title => {}
            Treatment::Break => self.out.push_str("<br>"),
            Treatment::As(name) => self.close(name),
        }
    }

    /// Reads a start tag, and the whole element if the text does not depend on it.
    fn start(&mut self) {
        let tag = self.tag();
        let is_link = tag.name == "a" && tag.get("href").is_some();
        match treatment(&tag.name, is_link) {
            Treatment::Raw => {
                self.loads |= matches!(tag.name.as_str(), "script" | "iframe");
                let to_the_end = matches!(tag.name.as_str(), "script" | "style");
                self.skip(&tag.name, to_the_end && !tag.closed);
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

    /// Skips to the end tag of `name`; if there is none, to the end of the source or not at all.
    fn skip(&mut self, name: &str, to_the_end: bool) {
        match self.find_end(name) {
            Some(end) => {
                self.at = end;
                let rest = self.rest();
                self.at += rest.find('>').map_or(rest.len(), |end| end + 1);
            }
            None if to_the_end => self.at = self.source.len(),
            None => {}
        }
    }

    /// Returns where the next end tag of `name` starts.
    fn find_end(&mut self, name: &str) -> Option<usize> {
        if self.absent.iter().any(|absent| absent == name) {
            return None;
        }
        let bytes = self.source.as_bytes();
        let mut at = self.at;
        while let Some(found) = self.source.get(at..).and_then(|rest| rest.find("</")) {
            at += found + 2;
            let after = bytes.get(at..at + name.len()).unwrap_or_default();
            let whole = bytes.get(at + name.len()).is_none_or(|byte| !byte.is_ascii_alphanumeric());
            if whole && after.eq_ignore_ascii_case(name.as_bytes()) {
                return Some(at - 2);
            }
        }
        self.absent.push(name.to_owned());
        None
    }

    /// Reads the title of the page, which has no markup.
    fn title(&mut self) {
        let Some(end) = self.find_end("title") else { return };
        let (words, _) = self.rest().split_at(end - self.at);
        self.out.push_str("<title>");
        self.out.push_str(words);
        self.out.push_str("</title>");
        self.skip("title", false);
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
        let look = style::Look::parse(name, tag.get("style").unwrap_or_default());
        let aside = tag.get("aria-hidden").is_some_and(|value| value.eq_ignore_ascii_case("true"));
        if look.hidden || aside || tag.get("hidden").is_some() {
            self.hides = true;
            self.attribute("hidden", "");
        }
        let centred = |value: &str| value.eq_ignore_ascii_case("center");
        if look.centred || tag.get("align").is_some_and(centred) {
            self.attribute("align", "center");
        }
        if look.preformatted {
            self.attribute("pre", "");
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

    /// Reads a tag from its `<`, or from the `/` after it.
    fn tag(&mut self) -> Tag {
        self.at += 1;
        let rest = self.rest();
        let end = rest.find(|it: char| it.is_ascii_whitespace() || matches!(it, '/' | '>'));
        let (name, _) = rest.split_at(end.unwrap_or(rest.len()));
        self.at += name.len();
        let mut tag = Tag { name: element_name(name), attributes: Vec::new(), closed: false };
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches(|it: char| it.is_ascii_whitespace());
            self.at += rest.len() - trimmed.len();
            match trimmed.bytes().next() {
                None => return tag,
                Some(b'>') => {
                    self.at += 1;
                    return tag;
                }
                Some(b'/') => {
                    tag.closed = trimmed.starts_with("/>");
                    self.at += 1;
                }
                Some(_) => self.read_attribute(&mut tag),
            }
        }
    }

    /// Reads one attribute into `tag`, if it is one of those that are used.
    fn read_attribute(&mut self, tag: &mut Tag) {
        let rest = self.rest();
        // An equals sign at the start is part of the name.
        let ends = |(at, it): (usize, char)| {
            let end = it.is_ascii_whitespace() || matches!(it, '/' | '>') || (it == '=' && at > 0);
            end.then_some(at)
        };
        let end = rest.char_indices().find_map(ends).unwrap_or(rest.len());
        let (name, _) = rest.split_at(end);
        self.at += end;
        let rest = self.rest();
        let mut value = "";
        if let Some(after) = trim(rest).strip_prefix('=') {
            let after = trim(after);
            self.at = self.source.len() - after.len();
            value = self.value();
        }
        let looked_at = |kept: &[&str]| kept.iter().any(|kept| name.eq_ignore_ascii_case(kept));
        if looked_at(&KEPT) || looked_at(&META) || looked_at(&READ) {
            let name = name.to_ascii_lowercase();
            if tag.get(&name).is_none() {
                tag.attributes.push((name, value.to_owned()));
            }
        }
    }

    /// Reads the value of an attribute; a quotation mark that is not closed is not one.
    fn value(&mut self) -> &'a str {
        let rest = self.rest();
        for quote in ['"', '\''] {
            let Some(inner) = rest.strip_prefix(quote) else { continue };
            let mark = quote.to_string();
            if self.absent.contains(&mark) {
                break;
            }
            if let Some(end) = inner.find(quote) {
                self.at += end + 2;
                return inner.split_at(end).0;
            }
            self.absent.push(mark);
        }
        let end = rest.find(|it: char| it.is_ascii_whitespace() || it == '>');
        let (value, _) = rest.split_at(end.unwrap_or(rest.len()));
        self.at += value.len();
        value
    }
}

/// The attributes that are written for the parser.
const KEPT: [&str; 2] = ["id", "class"];

/// The attributes of `<meta>`, `<link>` and `<base>` that are written for the parser.
const META: [&str; 5] = ["name", "property", "content", "rel", "href"];

/// The attributes that are used, but not written.
const READ: [&str; 4] = ["style", "hidden", "aria-hidden", "align"];

/// Returns `text` without white space at its start.
fn trim(text: &str) -> &str {
    text.trim_start_matches(|it: char| it.is_ascii_whitespace())
}

/// Returns the name of an element in lower case; `span` if it cannot be a name.
fn element_name(name: &str) -> String {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'_');
    if name.len() > LONGEST_NAME || !name.bytes().all(fits) {
        return "span".to_owned();
    }
    name.to_ascii_lowercase()
}
