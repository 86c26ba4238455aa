//! The text of charts and diagrams, which are parts of their own.

use crate::extract::Unreadable;
use crate::extract::office::flow;
use crate::extract::office::xml::{Event, Xml};

/// The most points of a series that are read; charts of reports have a dozen.
const MOST_POINTS: usize = 1000;

/// The most series that are read.
const MOST_SERIES: usize = 100;

/// A series of a chart, or the names of its points.
#[derive(Debug, Default)]
struct Series {
    name: String,
    names: Vec<String>,
    values: Vec<String>,
}

/// Returns the lines of a chart (ISO/IEC 29500-1, 21.2): its title, and a table of its points with a
/// column for each series.
///
/// # Errors
///
/// Fails if its XML is damaged.
pub(super) fn chart(text: &str) -> Result<Vec<String>, Unreadable> {
    let mut title = String::new();
    let mut series: Vec<Series> = Vec::new();
    // The elements that are open, the innermost last.
    let mut open: Vec<String> = Vec::new();
    let mut point = 0;
    let mut xml = Xml::new(text);
    while let Some(event) = xml.next()? {
        let element = match event {
            Event::Open(element) => element,
            Event::Close(_) => {
                open.pop();
                continue;
            }
            Event::Text(_) => continue,
        };
        let is_in = |name: &str| open.iter().any(|it| it == name);
        let name = element.name().to_owned();
        match name.as_str() {
            "ser" if series.len() < MOST_SERIES => series.push(Series::default()),
            "pt" => point = element.number("idx").unwrap_or(0_usize).min(MOST_POINTS),
            "t" if is_in("title") && !is_in("plotArea") => {
                title.push_str(&xml.text()?);
                continue;
            }
            "v" => {
                let (tx, cat, val) = (is_in("tx"), is_in("cat"), is_in("val"));
                let text = xml.text()?;
                let Some(last) = series.last_mut() else { continue };
                match () {
                    () if tx => last.name.push_str(&text),
                    () if cat => put(&mut last.names, point, text),
                    () if val => put(&mut last.values, point, text),
                    () => {}
                }
                continue;
            }
            _ => {}
        }
        open.push(name);
    }
    let mut lines: Vec<String> =
        Some(title).filter(|it| !it.trim().is_empty()).into_iter().collect();
    lines.extend(table(&series));
    Ok(lines)
}

/// Puts `text` at index `at` of `list`.
fn put(list: &mut Vec<String>, at: usize, text: String) {
    if list.len() <= at {
        list.resize(at + 1, String::new());
    }
    if let Some(place) = list.get_mut(at) {
        *place = text;
    }
}

/// Returns the rows of the table of `series`.
fn table(series: &[Series]) -> Vec<String> {
    let cell = |text: &str| vec![text.to_owned()];
    let names = series.iter().find(|it| !it.names.is_empty()).map_or(&[][..], |it| &it.names);
    let count = series.iter().map(|it| it.values.len()).max().unwrap_or(0).max(names.len());
    let head = std::iter::once(cell("")).chain(series.iter().map(|it| cell(&it.name)));
    let mut lines = flow::row(head.collect());
    for at in 0..count {
        let name = names.get(at).map_or("", String::as_str);
        let values = series.iter().map(|it| cell(it.values.get(at).map_or("", String::as_str)));
        lines.extend(flow::row(std::iter::once(cell(name)).chain(values).collect()));
    }
    lines
}

/// Returns the paragraphs of a diagram (ISO/IEC 29500-1, 21.4).
///
/// # Errors
///
/// Fails if its XML is damaged.
pub(super) fn diagram(text: &str) -> Result<Vec<String>, Unreadable> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut xml = Xml::new(text);
    while let Some(event) = xml.next()? {
        match event {
            // `dgm:t` is the text of a point, `a:t` that of a run in it: the outer has elements.
            Event::Open(element) if element.name() == "r" => {
                line.push_str(&xml.text()?);
            }
            Event::Close(name) if name == "p" && !line.trim().is_empty() => {
                lines.push(std::mem::take(&mut line));
            }
            _ => {}
        }
    }
    Ok(lines)
}
