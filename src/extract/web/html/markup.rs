//! Reads markup: its tags, and where elements end.

/// The most bytes of an element name that is kept.
const LONGEST_NAME: usize = 40;

/// The attributes that are written for the parser.
pub(super) const KEPT: [&str; 4] = ["id", "class", "rowspan", "colspan"];

/// The attributes of `<meta>`, `<link>` and `<base>` that are written for the parser.
pub(super) const META: [&str; 5] = ["name", "property", "content", "rel", "href"];

/// The attributes that are used, but not written.
const READ: [&str; 9] =
    ["style", "hidden", "aria-hidden", "align", "size", "media", "src", "data", "value"];

/// A tag.
pub(super) struct Tag {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) closed: bool,
}

impl Tag {
    /// Returns the value of the attribute `name`, if the tag has it.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let mut found = self.attributes.iter().filter(|(key, _)| key == name);
        found.next().map(|(_, value)| value.as_str())
    }
}

/// Markup that is read from start to end.
pub(super) struct Markup<'a> {
    source: &'a str,
    /// The offset up to which it has been read.
    pub(super) at: usize,
    /// Endings that do not occur in the rest of the source.
    absent: Vec<String>,
}

impl<'a> Markup<'a> {
    /// Starts at the beginning of `source`.
    pub(super) fn new(source: &'a str) -> Self {
        Self { source, at: 0, absent: Vec::new() }
    }

    /// Returns whether all of it has been read.
    pub(super) fn is_done(&self) -> bool {
        self.at >= self.source.len()
    }

    /// Skips `count` bytes, or to the end if there are fewer.
    pub(super) fn advance(&mut self, count: usize) {
        self.at = self.source.len().min(self.at + count);
    }

    /// Returns the source that has not been read.
    pub(super) fn rest(&self) -> &'a str {
        self.source.get(self.at..).expect("reading stops between characters")
    }

    /// Skips to the end tag of `name`; if there is none, to the end of the source or not at all.
    pub(super) fn skip(&mut self, name: &str, to_the_end: bool) {
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
    pub(super) fn find_end(&mut self, name: &str) -> Option<usize> {
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

    /// Reads a tag from its `<`, or from the `/` after it.
    pub(super) fn tag(&mut self) -> Tag {
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
