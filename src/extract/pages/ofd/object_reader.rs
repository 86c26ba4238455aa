//! The XML of pages and resources → objects.

use std::collections::HashMap;

use super::matrix::{Matrix, Point, finite_numbers, numbers};
use super::objects::{Objects, PlacedText};
use super::path::straight_lines;
use crate::extract::Unreadable;
use crate::extract::office::xml::{Element, Event, Xml};
use crate::extract::pages::glyphs::MOST_RULES;

/// The most numbers that a list of distances may expand to; no line has as many characters.
const MOST_DISTANCES: usize = 10_000;

/// The most texts that are read of one page. A page of small print has 10,000 characters, each of
/// which some programs set by itself; composite objects within composite objects double at every
/// level.
const MOST_TEXTS: usize = 30_000;

/// The most composite objects on one page: they are small drawings and seals.
const MOST_COMPOSITES: usize = 10_000;

/// Adds the objects of one part, of the page itself or of a template, to `objects`.
///
/// # Errors
///
/// Fails if the XML of the part is damaged.
pub(super) fn add_part(
    objects: &mut Objects,
    text: &str,
    shared: &Composites,
) -> Result<(), Unreadable> {
    let mut reader = ObjectReader { objects: std::mem::take(objects), ..ObjectReader::default() };
    let mut xml = Xml::new(text);
    while let Some(event) = xml.next()? {
        reader.take(&mut xml, event, shared)?;
    }
    *objects = reader.objects;
    Ok(())
}

/// The composite objects that pages share, by their ids.
#[derive(Debug, Default)]
pub(super) struct Composites(HashMap<String, Objects>);

impl Composites {
    /// Adds the composite objects of one part.
    ///
    /// # Errors
    ///
    /// Fails if the XML of the part is damaged.
    pub(super) fn add_part(&mut self, text: &str) -> Result<(), Unreadable> {
        let mut reader = ObjectReader::default();
        let mut xml = Xml::new(text);
        let mut id = None;
        while let Some(event) = xml.next()? {
            match event {
                Event::Open(element) if element.name() == "CompositeGraphicUnit" => {
                    id = element.attribute("ID");
                    reader = ObjectReader::default();
                }
                Event::Close(name) if name == "CompositeGraphicUnit" => {
                    let objects = std::mem::take(&mut reader).objects;
                    self.0.extend(id.take().map(|id| (id, objects)));
                }
                event if id.is_some() => reader.take(&mut xml, event, self)?,
                _ => {}
            }
        }
        Ok(())
    }
}

/// Returns the ids of the templates that a page uses, in its order.
///
/// # Errors
///
/// Fails if the XML of the page is damaged.
pub(super) fn templates(text: &str) -> Result<Vec<String>, Unreadable> {
    let mut found = Vec::new();
    let mut xml = Xml::new(text);
    while let Some(event) = xml.next()? {
        if let Event::Open(element) = event
            && element.name() == "Template"
        {
            found.extend(element.attribute("TemplateID"));
        }
    }
    Ok(found)
}

/// Returns the width and height in the text of a `PhysicalBox`: `x y width height`.
pub(super) fn page_size(physical_box: &str) -> Option<(f64, f64)> {
    match finite_numbers(physical_box)[..] {
        [_, _, width, height] if width > 0.0 && height > 0.0 => Some((width, height)),
        _ => None,
    }
}

/// Reads the objects of a page as they are met.
#[derive(Default)]
struct ObjectReader {
    objects: Objects,
    /// The matrix and the font size of the text object that is open.
    open_text: Option<(Matrix, f64)>,
    /// The matrix of the path object that is open.
    open_path: Option<Matrix>,
    composites: usize,
}

impl ObjectReader {
    /// Takes one step through the XML.
    fn take(
        &mut self,
        xml: &mut Xml<'_>,
        event: Event<'_>,
        shared: &Composites,
    ) -> Result<(), Unreadable> {
        let element = match event {
            Event::Open(element) => element,
            Event::Close(name) if name == "TextObject" => {
                self.open_text = None;
                return Ok(());
            }
            Event::Close(_) | Event::Text(_) => return Ok(()),
        };
        let is_hidden = || element.attribute("Visible").as_deref() == Some("false");
        match element.name() {
            "PhysicalBox" => {
                let size = page_size(&xml.text()?);
                self.objects.size = size.or(self.objects.size);
            }
            "TextObject" | "PathObject" if is_hidden() => xml.skip()?,
            "TextObject" => {
                let size = element.number("Size").unwrap_or(0.0);
                self.open_text = Some((Matrix::from_element(&element), size));
            }
            "TextCode" => {
                let text = xml.text()?;
                self.text_code(&element, &text);
            }
            "PathObject" => self.open_path = Some(Matrix::from_element(&element)),
            "AbbreviatedData" => {
                let data = xml.text()?;
                if let Some(matrix) = self.open_path.take() {
                    self.add_lines(&straight_lines(&data), matrix);
                }
            }
            "ImageObject" => self.objects.pictures += picture_area(&element),
            "CompositeObject" => {
                self.composites += 1;
                let composite = element.attribute("ResourceID").and_then(|id| shared.0.get(&id));
                if let Some(composite) = composite.filter(|_| self.composites <= MOST_COMPOSITES) {
                    self.add_composite(composite, Matrix::from_element(&element));
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Puts the objects of a composite object on the page.
    fn add_composite(&mut self, composite: &Objects, matrix: Matrix) {
        for text in &composite.texts {
            self.add_text(PlacedText {
                start: matrix.apply(text.start),
                end: matrix.apply(text.end),
                size: text.size * matrix.height(),
                characters: text.characters.clone(),
            });
        }
        self.add_lines(&composite.lines, matrix);
        self.objects.pictures += composite.pictures * matrix.area();
        self.objects.is_cut |= composite.is_cut;
    }

    /// Adds lines that are drawn, up to a limit.
    fn add_lines(&mut self, lines: &[(Point, Point)], matrix: Matrix) {
        let room = MOST_RULES.saturating_sub(self.objects.lines.len());
        let placed = lines.iter().map(|&(from, to)| (matrix.apply(from), matrix.apply(to)));
        self.objects.lines.extend(placed.take(room));
    }

    /// Adds a text, up to a limit.
    fn add_text(&mut self, text: PlacedText) {
        if self.objects.texts.len() < MOST_TEXTS {
            self.objects.texts.push(text);
        } else {
            self.objects.is_cut = true;
        }
    }

    /// Adds the characters of a text object, as one text for each height.
    fn text_code(&mut self, element: &Element<'_>, text: &str) {
        let Some((matrix, size)) = self.open_text else { return };
        let (mut x, mut y) =
            (element.number("X").unwrap_or(0.0), element.number("Y").unwrap_or(0.0));
        let (across, down) = (distances(element, "DeltaX"), distances(element, "DeltaY"));
        // The text under way: where it begins, where it ends, and its characters.
        let mut row: Option<(Point, f64, String)> = None;
        for (at, character) in text.chars().filter(|it| !matches!(it, '\n' | '\r')).enumerate() {
            let advance = if character.is_ascii() { 0.5 } else { 1.0 } * size;
            // Fonts are not read. Letters are taken to be a little wider than they advance, so
            // that a wide one is not taken for one with a blank after it.
            let end = x + if character.is_ascii() { 0.6 } else { 1.0 } * size;
            match &mut row {
                Some(((_, base), right, characters)) if (*base - y).abs() < size * 0.35 => {
                    characters.push(character);
                    *right = right.max(end);
                }
                _ => {
                    let next = ((x, y), end, character.to_string());
                    if let Some(done) = row.replace(next) {
                        self.add_row(done, matrix, size);
                    }
                }
            }
            let (step, fall) = (across.get(at).copied(), down.get(at).copied());
            x += step.unwrap_or(if fall.is_some() { 0.0 } else { advance });
            y += fall.unwrap_or(0.0);
        }
        if let Some(done) = row {
            self.add_row(done, matrix, size);
        }
    }

    /// Adds characters of one height, placed within their object.
    fn add_row(&mut self, row: (Point, f64, String), matrix: Matrix, size: f64) {
        let ((left, base), right, characters) = row;
        let (start, end) = (matrix.apply((left, base)), matrix.apply((right, base)));
        self.add_text(PlacedText { start, end, size: size * matrix.height(), characters });
    }
}

/// Returns the area of a picture in square millimetres; one without a place covers any page.
fn picture_area(element: &Element<'_>) -> f64 {
    match numbers(element, "Boundary")[..] {
        [_, _, width, height] => width * height,
        _ => f64::MAX,
    }
}

/// Returns the distances that an attribute lists; `g 3 5.0` stands for three times 5.0.
fn distances(element: &Element<'_>, name: &str) -> Vec<f64> {
    let value = element.attribute(name).unwrap_or_default();
    let mut steps = value.split_ascii_whitespace();
    let mut out = Vec::new();
    while let Some(step) = steps.next() {
        let (count, number) = if step == "g" {
            let count = steps.next().and_then(|it| it.parse().ok()).unwrap_or(0);
            (count, steps.next().unwrap_or_default())
        } else {
            (1, step)
        };
        let Ok(number) = number.parse::<f64>() else { continue };
        let room = MOST_DISTANCES.saturating_sub(out.len());
        out.extend(std::iter::repeat_n(number, count.min(room)));
    }
    out
}
