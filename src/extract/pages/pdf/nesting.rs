//! Walks over the objects of a file without storing them and without recursion.
//!
//! `unpdf` reads nested arrays and dictionaries by recursion without a limit, so a file of nothing
//! but `[` would end the whole program. This walk takes the same steps over the same bytes, and
//! measures in advance how deep and how far they lead.

use std::ops::Range;

/// The deepest nesting of objects. The deepest known, in the structure of tagged files, has 20
/// levels.
pub(super) const DEEPEST: usize = 64;

/// The result of a walk over one object.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Walk {
    /// The offset after the object, or where it breaks the rules.
    pub(super) end: usize,
    /// The number of objects in it.
    pub(super) objects: usize,
    /// Whether it follows the rules.
    pub(super) is_whole: bool,
    /// Whether it nests too deep; the walk ended there.
    pub(super) is_too_deep: bool,
}

/// An open object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Array,
    /// A dictionary before a key.
    Key,
    /// A dictionary before a value.
    Value,
    /// `1 0 obj`, which is followed by one object.
    Object,
}

/// Returns whether `byte` is white space in a PDF.
pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0 | 0x0C)
}

/// Returns whether `byte` ends a name or a number.
pub(super) fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// Returns the offset after white space and comments at `at`.
pub(super) fn skip_blanks(data: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = data.get(at) {
        if byte == b'%' {
            while data.get(at).is_some_and(|byte| !matches!(byte, b'\n' | b'\r')) {
                at += 1;
            }
        } else if is_blank(byte) {
            at += 1;
        } else {
            break;
        }
    }
    at
}

/// Walks over the object at `at`. `stream` returns where the stream after a dictionary ends, given
/// where the dictionary ends; `None` if there is no stream.
pub(super) fn walk(data: &[u8], at: usize, stream: impl Fn(usize) -> Option<usize>) -> Walk {
    let mut walker = Walker { data, at, objects: 0, open: Vec::new() };
    loop {
        let step = walker.step(&stream);
        let is_too_deep = walker.open.len() > DEEPEST;
        if is_too_deep || step != Step::On {
            let is_whole = step == Step::Done;
            let Walker { at: end, objects, .. } = walker;
            return Walk { end, objects, is_whole, is_too_deep };
        }
    }
}

/// The result of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    On,
    Done,
    Broken,
}

struct Walker<'a> {
    data: &'a [u8],
    at: usize,
    objects: usize,
    open: Vec<Open>,
}

impl Walker<'_> {
    /// Takes one step: over a token, or over a simple object.
    fn step(&mut self, stream: &impl Fn(usize) -> Option<usize>) -> Step {
        self.at = skip_blanks(self.data, self.at);
        let Some(&byte) = self.data.get(self.at) else { return Step::Broken };
        if self.open.last() == Some(&Open::Key) {
            return self.key(byte, stream);
        }
        self.objects += 1;
        let is_over = match byte {
            b'[' => return self.enter(Open::Array, 1),
            b']' if self.open.last() == Some(&Open::Array) => {
                self.open.pop();
                self.at += 1;
                true
            }
            b'<' if self.data.get(self.at + 1) == Some(&b'<') => return self.enter(Open::Key, 2),
            b'<' => self.hex(),
            b'(' => self.string(),
            b'/' => self.word(),
            b't' | b'f' | b'n' => self.keyword(),
            b'0'..=b'9' | b'+' | b'-' | b'.' => {
                if self.number() {
                    return self.enter(Open::Object, 0);
                }
                true
            }
            _ => false,
        };
        if is_over { self.finish() } else { Step::Broken }
    }

    /// Opens an object whose first token is `len` bytes long.
    fn enter(&mut self, open: Open, len: usize) -> Step {
        self.open.push(open);
        self.at += len;
        Step::On
    }

    /// Takes a key of a dictionary, or its end.
    fn key(&mut self, byte: u8, stream: &impl Fn(usize) -> Option<usize>) -> Step {
        if byte == b'/' {
            self.word();
            if let Some(open) = self.open.last_mut() {
                *open = Open::Value;
            }
            return Step::On;
        }
        if byte != b'>' || self.data.get(self.at + 1) != Some(&b'>') {
            return Step::Broken;
        }
        self.at += 2;
        self.open.pop();
        if let Some(end) = stream(self.at) {
            self.at = end.max(self.at);
        }
        self.finish()
    }

    /// Ends an object, and those that end with it.
    fn finish(&mut self) -> Step {
        while let Some(open) = self.open.last_mut() {
            match open {
                Open::Object => {
                    self.open.pop();
                    let at = skip_blanks(self.data, self.at);
                    if self.data.get(at..).is_some_and(|rest| rest.starts_with(b"endobj")) {
                        self.at = at + 6;
                    }
                }
                Open::Value => {
                    *open = Open::Key;
                    return Step::On;
                }
                Open::Array | Open::Key => return Step::On,
            }
        }
        Step::Done
    }

    /// Takes bytes while they satisfy a condition.
    fn run(&mut self, belongs: impl Fn(u8) -> bool) -> usize {
        let rest = self.data.get(self.at..).unwrap_or_default();
        let len = rest.iter().take_while(|&&byte| belongs(byte)).count();
        self.at += len;
        len
    }

    /// Takes a name, including its slash or first letter.
    fn word(&mut self) -> bool {
        self.at += 1;
        self.run(|byte| !is_blank(byte) && !is_delimiter(byte));
        true
    }

    /// Takes `true`, `false` or `null`.
    fn keyword(&mut self) -> bool {
        let rest = self.data.get(self.at..).unwrap_or_default();
        let words: [&[u8]; 3] = [b"true", b"false", b"null"];
        let found = words.iter().find(|word| rest.starts_with(word));
        self.at += found.map_or(0, |word| word.len());
        let is_ended = self.data.get(self.at).is_none_or(|&b| is_blank(b) || is_delimiter(b));
        found.is_some() && is_ended
    }

    /// Takes a string in angle brackets.
    fn hex(&mut self) -> bool {
        self.at += 1;
        let start = self.at;
        self.run(|byte| byte != b'>');
        let inside = self.data.get(start..self.at).unwrap_or_default();
        let is_hex = inside.iter().all(|&byte| byte.is_ascii_hexdigit() || is_blank(byte));
        let is_closed = self.at < self.data.len();
        self.at += 1;
        is_hex && is_closed
    }

    /// Takes a string in parentheses.
    fn string(&mut self) -> bool {
        let mut depth = 0usize;
        while let Some(&byte) = self.data.get(self.at) {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'(' => depth += 1,
                b')' if depth == 1 => return true,
                b')' => depth -= 1,
                _ => {}
            }
        }
        false
    }

    /// Takes a number, a reference, or the start of an object; returns whether it is a start.
    fn number(&mut self) -> bool {
        let start = self.at;
        self.at += 1;
        self.run(|byte| byte.is_ascii_digit() || byte == b'.');
        let token = self.data.get(start..self.at).unwrap_or_default();
        if token.contains(&b'.') || token.starts_with(b"+") || token.starts_with(b"-") {
            return false;
        }
        let behind = self.at;
        self.at = skip_blanks(self.data, self.at);
        if self.run(|byte| byte.is_ascii_digit()) > 0 {
            let at = skip_blanks(self.data, self.at);
            let rest = self.data.get(at..).unwrap_or_default();
            let ends = |len: usize| rest.get(len).is_none_or(|&b| is_blank(b) || is_delimiter(b));
            if rest.starts_with(b"R") && ends(1) {
                self.at = at + 1;
                return false;
            }
            if rest.starts_with(b"obj") && ends(3) {
                self.at = at + 3;
                return true;
            }
        }
        self.at = behind;
        false
    }
}

/// Returns the bytes of the stream after a dictionary that ends at `at` and has this `/Length`,
/// `None` if there is no stream. `ends` are the offsets of all `endstream`.
pub(super) fn stream_at(
    data: &[u8],
    at: usize,
    length: Option<usize>,
    ends: &[usize],
) -> Option<Range<usize>> {
    let word = skip_blanks(data, at);
    if !data.get(word..)?.starts_with(b"stream") {
        return None;
    }
    let mut start = word + 6;
    start += usize::from(data.get(start) == Some(&b'\r'));
    start += usize::from(data.get(start) == Some(&b'\n'));
    if let Some(end) = length.and_then(|length| start.checked_add(length))
        && let Some(rest) = data.get(skip_blanks(data, end)..)
        && rest.starts_with(b"endstream")
    {
        return Some(start..end);
    }
    let end = ends.get(ends.partition_point(|&end| end < start)).copied().unwrap_or(data.len());
    Some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_goes_over_one_object_and_tells_how_deep_it_is() {
        let table: [(&[u8], usize, bool); 12] = [
            (b"12 ", 2, true),
            (b"[1 2 R (a(b)\\)) /N] x", 19, true),
            (b"<</A[1 0 R]/B<</C true>>>> 1", 26, true),
            (b"<</A 1 2>>", 7, false),
            (b"<00 fF>", 7, true),
            (b"<00 g>", 6, false),
            (b"(open", 5, false),
            (b"1 0 obj [1] endobj", 18, true),
            (b"1 0 obj\n2 0 obj null", 20, true),
            (b"[1 % ]\n 2]", 10, true),
            (b"truest", 4, false),
            (b"]", 0, false),
        ];
        for (data, end, is_whole) in table {
            let walk = walk(data, 0, |_| None);
            let name = data.escape_ascii();
            assert_eq!(
                (walk.end, walk.is_whole, walk.is_too_deep),
                (end, is_whole, false),
                "{name}"
            );
        }
        for opener in ["[", "[ ", "<</A", "1 0 obj ", "<</A["] {
            assert!(walk(opener.repeat(100).as_bytes(), 0, |_| None).is_too_deep, "{opener}");
            assert!(!walk(opener.repeat(30).as_bytes(), 0, |_| None).is_too_deep, "{opener}");
        }
    }
}
