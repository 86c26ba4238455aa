//! The style sheets within a page: which rules apply to an element.
//!
//! Pages bring a copy of their text for phones that a rule hides, and set their headline apart with
//! a rule rather than with an element. Read are rules with the properties of [`style`] and selectors
//! of names, ids, classes, descendants and children; a rule with anything else in its selector is
//! left out. Media queries are answered as on the screen of a desk.

use std::cell::Cell;

use rustc_hash::FxHashMap;

use super::elements::Element;
use super::style::{self, Style};

/// The width of the window for which media queries are answered, in pixels.
const WINDOW: f32 = 1280.0;

/// The most bytes of style sheets that are read; those of one page have some ten thousand.
const LARGEST: usize = 1 << 20;

/// The most rules: a page that uses more uses them for other things than its text.
const MOST_RULES: usize = 4000;

/// The most steps that matching may take for one page: rules × elements × depth would be without
/// bound. Real pages take some ten thousand.
const MOST_STEPS: usize = 4_000_000;

/// The rules of a page.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    rules: Vec<Rule>,
    /// The rules by the id, the class or the name that their element must have.
    by_key: FxHashMap<String, Vec<usize>>,
    steps: Cell<usize>,
}

/// A rule with one selector.
#[derive(Debug)]
struct Rule {
    /// The element itself first, then those around it.
    selector: Vec<Compound>,
    specificity: usize,
    declarations: String,
    important: String,
}

/// What one element must be.
#[derive(Debug, Default)]
struct Compound {
    name: Option<String>,
    id: Option<String>,
    classes: Vec<String>,
    /// Whether it must be the parent of the one before, not any element around it.
    is_parent: bool,
}

impl Sheet {
    /// Reads style sheets.
    pub(super) fn parse(source: &str) -> Self {
        let mut sheet = Self::default();
        let start = (0..4).find_map(|back| source.get(..LARGEST - back));
        let source = without_comments(start.unwrap_or(source));
        let mut rest = source.as_str();
        while let Some(at) = rest.find(['{', '}', ';']) {
            let (prelude, after) = rest.split_at(at);
            let prelude = prelude.trim();
            let Some(inner) = after.strip_prefix('{') else {
                rest = after.get(1..).unwrap_or_default();
                continue;
            };
            if prelude.strip_prefix("@media").is_some_and(is_answered) {
                rest = inner;
                continue;
            }
            let end = if prelude.starts_with('@') { end_of_block(inner) } else { inner.find('}') };
            let (block, after) = inner.split_at(end.unwrap_or(inner.len()));
            if !prelude.starts_with('@') {
                sheet.add(prelude, block);
            }
            rest = after.get(1..).unwrap_or_default();
        }
        sheet
    }

    /// Adds the rules of a block.
    fn add(&mut self, selectors: &str, block: &str) {
        let declarations = style::relevant(block);
        if declarations.is_empty() {
            return;
        }
        let (important, normal): (Vec<&str>, Vec<&str>) =
            declarations.split_inclusive(';').partition(|it| it.contains("!important"));
        for selector in selectors.split(',') {
            let Some(selector) = compounds(selector) else { continue };
            let Some(key) = selector.first().and_then(Compound::key) else { continue };
            if self.rules.len() >= MOST_RULES {
                return;
            }
            self.by_key.entry(key).or_default().push(self.rules.len());
            let specificity = selector.iter().map(Compound::specificity).sum();
            self.rules.push(Rule {
                selector,
                specificity,
                declarations: normal.concat(),
                important: important.concat(),
            });
        }
    }

    /// Returns the style of `element`, which has declarations of its `own`; `around` are the
    /// elements around it, the innermost first.
    pub(super) fn style<'a>(
        &self,
        element: &Element,
        own: &str,
        around: &(impl Iterator<Item = &'a Element> + Clone),
    ) -> Style {
        let mut style = Style::new(&element.name);
        let matching = self.matching(element, around);
        for rule in &matching {
            style.apply(&rule.declarations);
        }
        style.apply(own);
        for rule in &matching {
            style.apply(&rule.important);
        }
        style
    }

    /// Returns the rules for `element`, the strongest last.
    fn matching<'a>(
        &self,
        element: &Element,
        around: &(impl Iterator<Item = &'a Element> + Clone),
    ) -> Vec<&Rule> {
        if self.rules.is_empty() {
            return Vec::new();
        }
        let id = format!("#{}", element.id);
        let classes = element.classes.iter().map(|class| format!(".{class}"));
        let keys = classes.chain([id, element.name.clone()]);
        let mut numbers: Vec<usize> =
            keys.filter_map(|key| self.by_key.get(&key)).flatten().copied().collect();
        numbers.sort_unstable();
        numbers.dedup();
        let rules = numbers.into_iter().filter_map(|number| self.rules.get(number));
        let mut found: Vec<&Rule> =
            rules.filter(|rule| self.matches(&rule.selector, element, around.clone())).collect();
        found.sort_by_key(|rule| rule.specificity);
        found
    }

    /// Returns whether `selector` is about `element`.
    fn matches<'a>(
        &self,
        selector: &[Compound],
        element: &Element,
        mut around: impl Iterator<Item = &'a Element>,
    ) -> bool {
        let Some((own, others)) = selector.split_first() else { return false };
        if !own.fits(element) || self.steps.get() > MOST_STEPS {
            return false;
        }
        // The nearest element that fits is taken: no page needs another one.
        others.iter().all(|compound| {
            let fits = |element: &Element| {
                self.steps.set(self.steps.get() + 1);
                compound.fits(element)
            };
            if compound.is_parent { around.next().is_some_and(fits) } else { around.any(fits) }
        })
    }
}

impl Compound {
    /// Returns what the element must have, by which rules are looked up.
    fn key(&self) -> Option<String> {
        let id = self.id.as_ref().map(|id| format!("#{id}"));
        let class = || self.classes.first().map(|class| format!(".{class}"));
        id.or_else(class).or_else(|| self.name.clone())
    }

    fn specificity(&self) -> usize {
        usize::from(self.id.is_some()) * 10_000
            + self.classes.len() * 100
            + usize::from(self.name.is_some())
    }

    fn fits(&self, element: &Element) -> bool {
        self.name.as_ref().is_none_or(|name| *name == element.name)
            && self.id.as_ref().is_none_or(|id| *id == element.id)
            && self.classes.iter().all(|class| element.classes.contains(class))
    }
}

/// Reads a selector, the element itself first; `None` if it has more than names, ids, classes,
/// descendants and children.
fn compounds(selector: &str) -> Option<Vec<Compound>> {
    let selector = selector.to_lowercase().replace('>', " > ");
    let mut found: Vec<Compound> = Vec::new();
    let mut is_child = false;
    for word in selector.split_whitespace() {
        if word == ">" {
            is_child = true;
            continue;
        }
        if let Some(last) = found.last_mut().filter(|_| is_child) {
            last.is_parent = true;
        }
        is_child = false;
        found.push(compound(word)?);
    }
    found.reverse();
    (!found.is_empty() && !is_child).then_some(found)
}

/// Reads the part of a selector that is about one element: `div#main.text`.
fn compound(word: &str) -> Option<Compound> {
    let mut compound = Compound::default();
    let is_mark = |it: char| matches!(it, '.' | '#');
    let start = word.find(is_mark).unwrap_or(word.len());
    let (name, mut rest) = word.split_at(start);
    let is_plain = |text: &str| {
        !text.is_empty() && text.chars().all(|it| it.is_alphanumeric() || matches!(it, '-' | '_'))
    };
    match name {
        "" | "*" => {}
        name if is_plain(name) => compound.name = Some(name.to_owned()),
        _ => return None,
    }
    while let Some(mark) = rest.chars().next() {
        let (_, after) = rest.split_at(mark.len_utf8());
        let (name, next) = after.split_at(after.find(is_mark).unwrap_or(after.len()));
        if !is_plain(name) {
            return None;
        }
        if mark == '#' {
            compound.id = Some(name.to_owned());
        } else {
            compound.classes.push(name.to_owned());
        }
        rest = next;
    }
    Some(compound)
}

/// Returns `source` without comments, and without the marks that hide it from old browsers.
fn without_comments(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.replace("<!--", "").replace("-->", "")
}

/// Returns where the block ends that `inner` begins within: at its closing brace.
fn end_of_block(inner: &str) -> Option<usize> {
    let mut depth = 1;
    inner.bytes().position(|byte| {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        depth == 0
    })
}

/// Returns whether one of the media queries in `list` is true of the screen of a desk.
pub(super) fn is_answered(list: &str) -> bool {
    list.split(',').any(|query| {
        let query = query.to_ascii_lowercase();
        query.split("and").all(|part| is_true(part.trim()))
    })
}

/// Returns whether a part of a media query is true.
fn is_true(part: &str) -> bool {
    let Some(feature) = part.strip_prefix('(').and_then(|it| it.strip_suffix(')')) else {
        let medium = part.strip_prefix("only ").unwrap_or(part);
        return matches!(medium.trim(), "" | "all" | "screen");
    };
    let Some((feature, value)) = feature.split_once(':') else { return false };
    let value = value.trim();
    let pixels = |value: &str| value.strip_suffix("px")?.trim().parse::<f32>().ok();
    let ems = |value: &str| Some(value.strip_suffix("em")?.trim().parse::<f32>().ok()? * 16.0);
    let Some(width) = pixels(value).or_else(|| ems(value)) else { return false };
    match feature.trim() {
        "min-width" => WINDOW >= width,
        "max-width" => WINDOW <= width,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(written: &str) -> Element {
        let Compound { name, id, classes, .. } = compound(written).expect("a plain selector");
        let (name, id) = (name.unwrap_or("div".to_owned()), id.unwrap_or_default());
        Element { name, id, classes, ..Element::default() }
    }

    /// Returns whether the last of the nested elements is hidden by the sheet.
    fn hides(sheet: &str, nested: &str, own: &str) -> bool {
        let elements: Vec<Element> = nested.split(' ').map(element).collect();
        let (last, around) = elements.split_last().expect("an element");
        Sheet::parse(sheet).style(last, own, &around.iter().rev()).is_hidden(&last.name)
    }

    #[test]
    fn rules_hide_what_their_selector_names() {
        let table = [
            (".wap{display:none}", "div.wap", true),
            ("<!-- .pc , .Wap { color:red; display : NONE } -->", "div.wap", true),
            ("#wap{display:none}", "div#wap", true),
            ("div.wap.b{display:none}", "div.b.wap", true),
            ("div.wap{display:none}", "p.wap", false),
            (".a .wap{display:none}", "div.a div p.wap", true),
            (".a>.wap{display:none}", "div.a div p.wap", false),
            (".a > .wap{display:none}", "div.a p.wap", true),
            (".b .wap{display:none}", "div.a p.wap", false),
            (".wap:hover,.wap::before,.wap[x],a+.wap{display:none}", "div.wap", false),
            ("/* .wap{display:none} */", "div.wap", false),
            (".wap{display:none}.wap{display:block}", "div.wap", false),
            ("div.wap{display:block}.wap{display:none}", "div.wap", false),
            (".wap{display:none!important}#x{display:block}", "div#x.wap", true),
            ("@media print{.wap{display:none}}", "div.wap", false),
            ("@media (max-width:768px){.wap{display:none} p{}} .a{display:none}", "div.wap", false),
            ("@media (max-width:768px){.wap{display:none} p{}} .a{display:none}", "div.a", true),
            ("@media screen and (min-width: 769px){.wap{display:none}}", "div.wap", true),
            ("@font-face{src:url(x)}@import 'a.css';.wap{display:none}", "div.wap", true),
            (".wap{display:none", "div.wap", true),
            ("", "div.wap", false),
        ];
        for (sheet, nested, expected) in table {
            assert_eq!(hides(sheet, nested, ""), expected, "{sheet} {nested}");
        }
        assert!(!hides(".wap{display:none}", "div.wap", "display:block;"));
    }

    #[test]
    fn no_sheet_takes_long() {
        let rules = ".a .b .c .d .e{display:none}".repeat(3000);
        let sheet = Sheet::parse(&rules);
        let deep: Vec<Element> = (0..200).map(|_| element("div.e")).collect();
        for _ in 0..20_000 {
            let last = deep.last().expect("an element");
            assert!(!sheet.style(last, "", &deep.iter().rev().skip(1)).is_hidden("div"));
            if sheet.steps.get() > MOST_STEPS {
                return;
            }
        }
        panic!("the steps are counted");
    }
}
