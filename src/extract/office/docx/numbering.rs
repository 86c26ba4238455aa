//! The lists of a docx file (numbering.xml), and the numbers that its styles bring (styles.xml).

use std::collections::{HashMap, HashSet};

use crate::extract::Unreadable;
use crate::extract::office::list_numbers::{LEVELS, ListCounter, ListLevel, Restart, pieces};
use crate::extract::office::number_format::NumberFormat;
use crate::extract::office::xml::{Element, Event, Xml};

/// The longest chain of styles based on each other; Word allows 11. It also ends circles.
const LONGEST_CHAIN: usize = 32;

/// The list of a paragraph, and its level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Membership {
    /// The list; "0" is none, and overrides the style.
    pub(crate) list: Option<String>,
    /// The index of the level, 0 for the outermost.
    pub(crate) level: Option<usize>,
}

impl Membership {
    /// Reads an element of `numPr`.
    pub(crate) fn take(&mut self, element: &Element<'_>) {
        match element.name() {
            "numId" | "ilfo" => self.list = element.attribute("val"),
            "ilvl" => self.level = element.number("val"),
            _ => {}
        }
    }
}

/// Returns whether the switch `element`, such as `vanish`, is on.
pub(crate) fn is_on(element: &Element<'_>) -> bool {
    !matches!(element.attribute("val").as_deref(), Some("0" | "false" | "off"))
}

/// A style of paragraphs or characters.
#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    membership: Membership,
    /// Whether it hides text; `None` if it does not say.
    hides: Option<bool>,
    /// Its name in lower case, the same in every language: `toc 1`.
    name: String,
}

/// The styles of a file.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    styles: HashMap<String, Style>,
    /// The style of paragraphs without one.
    usual: Option<String>,
}

impl Styles {
    /// Reads styles.xml.
    ///
    /// # Errors
    ///
    /// Fails if its XML is damaged.
    pub(crate) fn read(text: &str) -> Result<Self, Unreadable> {
        let mut all = Self::default();
        let mut current: Option<(String, Style)> = None;
        let mut xml = Xml::new(text);
        while let Some(event) = xml.next()? {
            match event {
                Event::Open(element) => match (element.name(), &mut current) {
                    ("style", _) => {
                        let id = element.attribute("styleId").unwrap_or_default();
                        let is_usual = element.attribute("type").as_deref() == Some("paragraph")
                            && matches!(
                                element.attribute("default").as_deref(),
                                Some("1" | "true" | "on")
                            );
                        if is_usual {
                            all.usual = Some(id.clone());
                        }
                        current = Some((id, Style::default()));
                    }
                    ("tblStylePr" | "pPrChange" | "rPrChange", Some(_)) => xml.skip()?,
                    ("name", Some((_, style))) => {
                        style.name = element.attribute("val").unwrap_or_default().to_lowercase();
                    }
                    ("basedOn", Some((_, style))) => style.based_on = element.attribute("val"),
                    ("vanish", Some((_, style))) => style.hides = Some(is_on(&element)),
                    (_, Some((_, style))) => style.membership.take(&element),
                    (_, None) => {}
                },
                Event::Close(name) if name == "style" => all.styles.extend(current.take()),
                Event::Close(_) | Event::Text(_) => {}
            }
        }
        Ok(all)
    }

    /// Returns the style `id` and those it is based on, the nearest first; without `id`, the
    /// default style of paragraphs.
    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let first = id.filter(|id| self.styles.contains_key(*id)).or(self.usual.as_deref());
        let entry = |id: &'a str| Some((id, self.styles.get(id)?));
        let up = move |(_, style): &(&'a str, &'a Style)| entry(style.based_on.as_deref()?);
        std::iter::successors(first.and_then(entry), up).take(LONGEST_CHAIN)
    }

    /// Returns whether the style of a paragraph hides its text.
    pub(crate) fn hides(&self, paragraph: Option<&str>) -> bool {
        self.chain(paragraph).find_map(|(_, style)| style.hides).unwrap_or(false)
    }

    /// Returns whether a style of paragraphs is one of those of a table of contents.
    pub(crate) fn is_contents(&self, paragraph: Option<&str>) -> bool {
        let Some(id) = paragraph else { return false };
        let id_as_name = id.to_lowercase();
        let name = self.styles.get(id).map_or("", |style| style.name.as_str());
        [name, &id_as_name].iter().any(|name| {
            let level = name.strip_prefix("toc").or_else(|| name.strip_prefix("目录"));
            level.is_some_and(|level| {
                matches!(level.trim(), "heading" | "标题") || level.trim().parse::<u8>().is_ok()
            })
        })
    }

    /// Returns whether the character style `id` hides text, `None` if it does not say.
    pub(crate) fn run_hides(&self, id: &str) -> Option<bool> {
        self.styles.get(id)?;
        self.chain(Some(id)).find_map(|(_, style)| style.hides)
    }
}

/// A list that paragraphs refer to: its definition, and what it overrides.
#[derive(Debug, Default)]
struct List {
    shared: String,
    /// The first numbers that this list sets for levels.
    starts: HashMap<usize, u32>,
    /// The levels that this list redefines.
    levels: HashMap<usize, ListLevel>,
}

/// A definition that lists share.
#[derive(Debug)]
struct Shared {
    levels: Vec<ListLevel>,
    /// The paragraph style of each level.
    styles: HashMap<String, usize>,
    /// The list style that defines this list elsewhere.
    link: Option<String>,
    /// The list style that this definition defines.
    defines: Option<String>,
}

impl Default for Shared {
    fn default() -> Self {
        let levels = vec![ListLevel::default(); LEVELS];
        Self { levels, styles: HashMap::new(), link: None, defines: None }
    }
}

/// The lists of a file and their counters.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    lists: HashMap<String, List>,
    shared: HashMap<String, Shared>,
    counters: HashMap<String, ListCounter>,
    /// The levels whose first number has been set, by list.
    begun: HashSet<(String, usize)>,
}

impl Numbering {
    /// Reads numbering.xml.
    ///
    /// # Errors
    ///
    /// Fails if its XML is damaged.
    pub(crate) fn read(text: &str) -> Result<Self, Unreadable> {
        let mut all = Self::default();
        let mut xml = Xml::new(text);
        while let Some(event) = xml.next()? {
            let Event::Open(element) = event else { continue };
            match element.name() {
                "abstractNum" => {
                    let id = element.attribute("abstractNumId").unwrap_or_default();
                    all.shared.insert(id, shared(&mut xml)?);
                }
                "num" => {
                    let id = element.attribute("numId").unwrap_or_default();
                    all.lists.insert(id, list(&mut xml)?);
                }
                // The names of the same in Word 2003.
                "listDef" => {
                    let id = element.attribute("listDefId").unwrap_or_default();
                    all.shared.insert(id, shared(&mut xml)?);
                }
                "list" => {
                    if let Some(id) = element.attribute("ilfo") {
                        all.lists.insert(id, list(&mut xml)?);
                    }
                }
                "body" => xml.skip()?,
                _ => {}
            }
        }
        all.follow_links();
        Ok(all)
    }

    /// Copies levels to definitions that only refer to a list style.
    fn follow_links(&mut self) {
        let defined =
            self.shared.iter().filter_map(|(id, it)| Some((it.defines.clone()?, id.clone())));
        let mut defined: Vec<(String, String)> = defined.collect();
        defined.sort();
        let target = |style: &String| {
            defined.iter().find(|(name, _)| name == style).map(|(_, id)| id.clone())
        };
        for list in self.lists.values_mut() {
            let link = self.shared.get(&list.shared).and_then(|it| it.link.as_ref());
            if let Some(id) = link.and_then(target) {
                list.shared = id;
            }
        }
    }

    /// Counts a paragraph and returns the number it shows, empty if it shows none.
    ///
    /// `own` is the list in the properties of the paragraph, `style` its style.
    pub(crate) fn next(
        &mut self,
        own: &Membership,
        style: Option<&str>,
        styles: &Styles,
    ) -> String {
        let Some((id, level)) = self.place(own, style, styles) else { return String::new() };
        let Some(list) = self.lists.get(&id) else { return String::new() };
        let Some(shared) = self.shared.get(&list.shared) else { return String::new() };
        let counter = self.counters.entry(list.shared.clone()).or_default();
        if let Some(start) = list.starts.get(&level)
            && self.begun.insert((id, level))
        {
            counter.restart(level, *start);
        }
        if list.levels.is_empty() {
            return counter.next(&shared.levels, level);
        }
        let mut levels = shared.levels.clone();
        for (at, anew) in &list.levels {
            if let Some(level) = levels.get_mut(*at) {
                level.clone_from(anew);
            }
        }
        counter.next(&levels, level)
    }

    /// Returns the list of a paragraph and the index of its level.
    fn place(
        &self,
        own: &Membership,
        style: Option<&str>,
        styles: &Styles,
    ) -> Option<(String, usize)> {
        if let Some(list) = &own.list {
            let by_style = || self.level_of_style(list, style?);
            let level = own.level.or_else(by_style).unwrap_or(0);
            return Some((list.clone(), level)).filter(|(list, _)| list != "0");
        }
        for (name, style) in styles.chain(style) {
            let Some(list) = &style.membership.list else { continue };
            let tied = self.level_of_style(list, name);
            let level = own.level.or(tied).or(style.membership.level).unwrap_or(0);
            return Some((list.clone(), level)).filter(|(list, _)| list != "0");
        }
        None
    }

    /// Returns the index of the level of `list` that belongs to a paragraph style.
    fn level_of_style(&self, list: &str, style: &str) -> Option<usize> {
        let list = self.lists.get(list)?;
        self.shared.get(&list.shared)?.styles.get(style).copied()
    }
}

/// Reads the rest of an `abstractNum`.
fn shared(xml: &mut Xml<'_>) -> Result<Shared, Unreadable> {
    let mut shared = Shared::default();
    while let Some(event) = xml.next()? {
        match event {
            Event::Open(element) => match element.name() {
                "lvl" => {
                    let at = element.number("ilvl").unwrap_or(0);
                    let (level, style) = level(xml)?;
                    if let Some(style) = style {
                        shared.styles.insert(style, at);
                    }
                    if let Some(place) = shared.levels.get_mut(at) {
                        *place = level;
                    }
                }
                "numStyleLink" => shared.link = element.attribute("val"),
                "styleLink" => shared.defines = element.attribute("val"),
                _ => {}
            },
            Event::Close(name) if matches!(name.as_str(), "abstractNum" | "listDef") => break,
            Event::Close(_) | Event::Text(_) => {}
        }
    }
    Ok(shared)
}

/// Reads the rest of a `num`.
fn list(xml: &mut Xml<'_>) -> Result<List, Unreadable> {
    let mut list = List::default();
    let mut overridden = 0;
    while let Some(event) = xml.next()? {
        match event {
            Event::Open(element) => match element.name() {
                "abstractNumId" | "ilst" => {
                    list.shared = element.attribute("val").unwrap_or_default();
                }
                "lvlOverride" => overridden = element.number("ilvl").unwrap_or(0),
                "startOverride" => {
                    list.starts.insert(overridden, element.number("val").unwrap_or(1));
                }
                "lvl" => {
                    list.levels.insert(overridden, level(xml)?.0);
                }
                _ => {}
            },
            Event::Close(name) if matches!(name.as_str(), "num" | "list") => break,
            Event::Close(_) | Event::Text(_) => {}
        }
    }
    Ok(list)
}

/// Reads the rest of a `lvl`: the level and its paragraph style.
fn level(xml: &mut Xml<'_>) -> Result<(ListLevel, Option<String>), Unreadable> {
    // A level without a first number starts with 0 (ISO/IEC 29500-1, 17.9.25).
    let mut level = ListLevel { start: 0, ..ListLevel::default() };
    let mut style = None;
    while let Some(event) = xml.next()? {
        match event {
            Event::Open(element) => match element.name() {
                "start" => level.start = element.number("val").unwrap_or(1),
                "numFmt" => {
                    level.form =
                        NumberFormat::from_docx(&element.attribute("val").unwrap_or_default());
                }
                "lvlText" => level.pieces = pieces(&element.attribute("val").unwrap_or_default()),
                "nfc" => {
                    level.form = NumberFormat::from_doc(element.number("val").unwrap_or(0));
                }
                "isLgl" => level.figures = is_on(&element),
                "lvlRestart" => {
                    let outermost = element.number("val").unwrap_or(0);
                    level.restart = Restart::After(outermost);
                }
                "pStyle" => style = element.attribute("val"),
                "pPr" | "rPr" => xml.skip()?,
                _ => {}
            },
            Event::Close(name) if name == "lvl" => break,
            Event::Close(_) | Event::Text(_) => {}
        }
    }
    Ok((level, style))
}
