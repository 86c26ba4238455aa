//! Web pages saved in one file with their pictures (RFC 2557).
//!
//! The file is a multipart message like an e-mail. The page is the part that the header names in
//! `start`, otherwise the first HTML part; the others are its pictures, styles and frames.
//!
//! Read by hand rather than with `mailparse` 0.18, which was tried: it reads every part before one
//! is chosen, without a limit on their number (26 MB of boundaries take 940 MB of memory), and
//! refuses a body in base64 that was cut off.

pub(in crate::extract) use self::part::base64;
use self::part::{Part, parameter};
use super::html::{self, PageRead, Reference};
use crate::extract::{Extracted, Format, Unreadable};

mod part;
#[cfg(test)]
mod tests;

/// The deepest nesting of parts: browsers and office programs write one level, e-mail two.
const DEEPEST: usize = 8;

/// The most parts that are looked at. A page has one for each picture and style, some hundreds.
const MOST_PARTS: usize = 20_000;

/// An MHTML file: its page and the frames of it.
pub(in crate::extract) struct Message<'a> {
    page: Part<'a>,
    frames: Vec<Part<'a>>,
    address: Option<String>,
}

impl<'a> Message<'a> {
    /// Finds the page in an MHTML file.
    ///
    /// # Errors
    ///
    /// Fails if no part is a page.
    pub(in crate::extract) fn parse(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
        let whole = Part::parse(start);
        let mut pages = pages_in(start).into_iter();
        let Some(page) = pages.next() else {
            return Err(Unreadable::Damaged("no part of it is a page"));
        };
        let address = whole.header("snapshot-content-location");
        let address = address.or_else(|| page.header("content-location"));
        let address = address.or_else(|| whole.header("content-location"));
        Ok(Self { page, frames: pages.take(MOST_FRAMES).collect(), address })
    }

    /// Returns the text of the page and the facts around it.
    ///
    /// # Errors
    ///
    /// Fails as [`html::read`] does.
    pub(in crate::extract) fn read(&self) -> Result<PageRead, Unreadable> {
        self.read_part(&self.page)
    }

    /// Returns the frames that can be read.
    pub(in crate::extract) fn frames(&self) -> Vec<PageRead> {
        self.frames.iter().filter_map(|frame| self.read_part(frame).ok()).collect()
    }

    /// Returns what the page refers to that may belong to its report.
    pub(in crate::extract) fn references(&self) -> Vec<Reference> {
        html::references(&self.page.decoded(), charset(&self.page).as_deref())
    }

    fn read_part(&self, part: &Part<'_>) -> Result<PageRead, Unreadable> {
        let charset = charset(part);
        html::read_as(Format::Mhtml, &part.decoded(), charset.as_deref(), self.address.as_deref())
    }
}

/// Returns the encoding that the header of a part declares.
fn charset(part: &Part<'_>) -> Option<String> {
    parameter(&part.header("content-type")?, "charset")
}

/// Returns all text of the page in an MHTML file.
///
/// # Errors
///
/// Fails as [`Message::parse`] does.
pub(in crate::extract) fn read_whole(bytes: &[u8]) -> Result<Extracted, Unreadable> {
    let pages = pages_in(bytes.trim_ascii_start());
    let Some(page) = pages.first() else {
        return Err(Unreadable::Damaged("no part of it is a page"));
    };
    html::read_whole(&page.decoded(), charset(page).as_deref())
}

/// The most frames that are read.
const MOST_FRAMES: usize = 20;

/// Returns the parts of a message that are pages, the main page first.
fn pages_in(bytes: &[u8]) -> Vec<Part<'_>> {
    // The parts that remain, the next one last, each with its depth.
    let mut waiting = vec![(Part::parse(bytes), 0)];
    let mut pages = Vec::new();
    let mut fallback = None;
    let mut seen = 0;
    while let Some((part, depth)) = waiting.pop() {
        seen += 1;
        if seen > MOST_PARTS {
            break;
        }
        if part.is_page() {
            pages.push(part);
            continue;
        }
        let value = part.header("content-type").unwrap_or_default();
        let boundary =
            parameter(&value, "boundary").filter(|_| part.kind().starts_with("multipart/"));
        let Some(boundary) = boundary.filter(|_| depth < DEEPEST) else {
            // A page without a media type, or a message without parts.
            let text = part.body.trim_ascii_start();
            if fallback.is_none() && part.kind() != "text/css" && text.starts_with(b"<") {
                fallback = Some(part);
            }
            continue;
        };
        let mut parts = split(part.body, &boundary);
        if let Some(start) = parameter(&value, "start") {
            let named = |part: &Part<'_>| part.header("content-id").is_some_and(|id| id == start);
            parts.sort_by_key(|part| !named(part));
        }
        waiting.extend(parts.into_iter().rev().map(|part| (part, depth + 1)));
    }
    if pages.is_empty() {
        pages.extend(fallback);
    }
    pages
}

/// Returns the parts of `body` between the lines of `boundary`; the last line may be missing.
fn split<'a>(body: &'a [u8], boundary: &str) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    let mut start: Option<usize> = None;
    let mut at = 0;
    while let Some(rest) = body.get(at..).filter(|rest| !rest.is_empty()) {
        let length = rest.iter().position(|&byte| byte == b'\n').map_or(rest.len(), |it| it + 1);
        let line = rest.get(..length).unwrap_or_default().trim_ascii_end();
        let mark = line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary.as_bytes()));
        if let Some(after) = mark.filter(|after| after.is_empty() || *after == b"--") {
            if let Some(start) = start.replace(at + length) {
                parts.push(Part::parse(body.get(start..at).unwrap_or_default()));
            }
            if after == b"--" || parts.len() >= MOST_PARTS {
                return parts;
            }
        }
        at += length;
    }
    if let Some(start) = start {
        parts.push(Part::parse(body.get(start..).unwrap_or_default()));
    }
    parts
}
