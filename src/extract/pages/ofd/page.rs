//! The characters of an OFD page and where they stand, in millimetres from its upper left corner.

use std::collections::HashMap;

use crate::extract::Unreadable;
use crate::extract::office::xml::{Element, Event, Xml};

/// How many numbers a list of distances may expand to; no line has as many characters.
const MOST_DISTANCES: usize = 10_000;

/// How many composite objects may be put on one page: they are small drawings and seals.
const MOST_COMPOSITES: usize = 10_000;

/// Characters in a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    pub(super) left: f64,
    /// Where the base of the characters is.
    pub(super) base: f64,
    pub(super) right: f64,
    /// The height of the characters.
    pub(super) size: f64,
    pub(super) text: String,
}

/// A page.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub(super) runs: Vec<Run>,
    pub(super) height: f64,
    /// Whether there are pictures on it.
    pub(super) has_pictures: bool,
}

/// How places inside an object become places on the page: x' = ax + cy + e, y' = bx + dy + f.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Matrix([f64; 6]);

impl Matrix {
    const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// Returns where a point comes to stand.
    fn apply(self, x: f64, y: f64) -> (f64, f64) {
        let [xx, xy, yx, yy, right, down] = self.0;
        (xx * x + yx * y + right, xy * x + yy * y + down)
    }

    /// Returns the matrix that does what `self` does and then what `outer` does.
    fn within(self, outer: Self) -> Self {
        let [xx, xy, yx, yy, right, down] = self.0;
        let (right, down) = outer.apply(right, down);
        let turned = Self([outer.0[0], outer.0[1], outer.0[2], outer.0[3], 0.0, 0.0]);
        let ((xx, xy), (yx, yy)) = (turned.apply(xx, xy), turned.apply(yx, yy));
        Self([xx, xy, yx, yy, right, down])
    }

    /// Returns the matrix of an object: its `CTM`, then the corner of its `Boundary`.
    fn of(element: &Element<'_>) -> Self {
        let own = numbers(element, "CTM").try_into().map_or(Self::IDENTITY, Self);
        let corner = numbers(element, "Boundary");
        let (x, y) = (corner.first().copied(), corner.get(1).copied());
        own.within(Self([1.0, 0.0, 0.0, 1.0, x.unwrap_or(0.0), y.unwrap_or(0.0)]))
    }
}

/// Returns the numbers that an attribute lists.
fn numbers(element: &Element<'_>, name: &str) -> Vec<f64> {
    let value = element.attribute(name).unwrap_or_default();
    let numbers = value.split_ascii_whitespace().filter_map(|it| it.parse::<f64>().ok());
    numbers.filter(|number| number.is_finite()).collect()
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

/// What pages share: drawings made of other objects, by their ids, as runs.
#[derive(Debug, Default)]
pub(super) struct Resources(HashMap<String, Vec<Run>>);

impl Resources {
    /// Takes in one part of resources.
    ///
    /// # Errors
    ///
    /// Fails where its XML is damaged.
    pub(super) fn take(&mut self, text: &str) -> Result<(), Unreadable> {
        let mut walk = Walk::default();
        let mut xml = Xml::new(text);
        let mut id = None;
        while let Some(event) = xml.next()? {
            match event {
                Event::Open(element) if element.name() == "CompositeGraphicUnit" => {
                    id = element.attribute("ID");
                    walk = Walk::default();
                }
                Event::Close(name) if name == "CompositeGraphicUnit" => {
                    let page = std::mem::take(&mut walk).page;
                    self.0.extend(id.take().map(|id| (id, page.runs)));
                }
                event if id.is_some() => walk.take(&mut xml, event, self)?,
                _ => {}
            }
        }
        Ok(())
    }
}

/// Returns the ids of the templates that a page uses, in its order.
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

impl Page {
    /// Takes in the objects of one part: of the page itself or of a template.
    ///
    /// # Errors
    ///
    /// Fails where its XML is damaged.
    pub(super) fn take(&mut self, text: &str, resources: &Resources) -> Result<(), Unreadable> {
        let mut walk = Walk { page: std::mem::take(self), ..Walk::default() };
        let mut xml = Xml::new(text);
        while let Some(event) = xml.next()? {
            walk.take(&mut xml, event, resources)?;
        }
        *self = walk.page;
        Ok(())
    }
}

/// A walk through the objects of a page.
#[derive(Default)]
struct Walk {
    page: Page,
    /// The text object that is open: its matrix, and the height of its characters.
    object: Option<(Matrix, f64)>,
    composites: usize,
}

impl Walk {
    /// Takes one step.
    fn take(
        &mut self,
        xml: &mut Xml<'_>,
        event: Event<'_>,
        resources: &Resources,
    ) -> Result<(), Unreadable> {
        let element = match event {
            Event::Open(element) => element,
            Event::Close(name) if name == "TextObject" => {
                self.object = None;
                return Ok(());
            }
            Event::Close(_) | Event::Text(_) => return Ok(()),
        };
        match element.name() {
            "PhysicalBox" => {
                let text = xml.text()?;
                let height = text.split_ascii_whitespace().nth(3).and_then(|it| it.parse().ok());
                self.page.height = height.unwrap_or(self.page.height);
            }
            "TextObject" if element.attribute("Visible").as_deref() == Some("false") => {
                xml.skip()?;
            }
            "TextObject" => {
                let size = element.number("Size").unwrap_or(0.0);
                self.object = Some((Matrix::of(&element), size));
            }
            "TextCode" => {
                let text = xml.text()?;
                self.code(&element, &text);
            }
            "ImageObject" => self.page.has_pictures = true,
            "CompositeObject" => {
                self.composites += 1;
                let drawing = element.attribute("ResourceID").and_then(|id| resources.0.get(&id));
                if let Some(runs) = drawing.filter(|_| self.composites <= MOST_COMPOSITES) {
                    self.place(runs, Matrix::of(&element));
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Puts the runs of a composite object on the page.
    fn place(&mut self, runs: &[Run], matrix: Matrix) {
        for run in runs {
            let (left, base) = matrix.apply(run.left, run.base);
            let (right, _) = matrix.apply(run.right, run.base);
            let size = run.size * matrix.0[3].abs();
            self.page.runs.push(Run { left, base, right, size, text: run.text.clone() });
        }
    }

    /// Takes the characters of a text object.
    fn code(&mut self, element: &Element<'_>, text: &str) {
        let Some((matrix, size)) = self.object else { return };
        let (x, y) = (element.number("X").unwrap_or(0.0), element.number("Y").unwrap_or(0.0));
        let (across, down) = (distances(element, "DeltaX"), distances(element, "DeltaY"));
        let height = size * matrix.0[3].abs().max(matrix.0[1].abs());
        let (mut x, mut y) = (x, y);
        let mut run: Option<Run> = None;
        for (at, character) in text.chars().filter(|it| !matches!(it, '\n' | '\r')).enumerate() {
            let (left, base) = matrix.apply(x, y);
            let width = if character.is_ascii() { size * 0.5 } else { size };
            let (right, _) = matrix.apply(x + width, y);
            match &mut run {
                Some(run) if (run.base - base).abs() < height * 0.35 => {
                    run.text.push(character);
                    run.right = run.right.max(right);
                }
                _ => {
                    let text = character.to_string();
                    let next = Run { left, base, right, size: height, text };
                    self.page.runs.extend(run.replace(next));
                }
            }
            let step = across.get(at).copied();
            let falls = down.get(at).copied();
            x += step.unwrap_or(if falls.is_some() { 0.0 } else { width });
            y += falls.unwrap_or(0.0);
        }
        self.page.runs.extend(run);
    }
}
