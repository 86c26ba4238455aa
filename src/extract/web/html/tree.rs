//! The tree of a page, as one list of nodes in page order.
//!
//! Hidden nodes are left out. The nodes inside an element follow it up to its `end`, so that an
//! element is a range, which is walked without recursion however deep it nests.

use std::ops::Range;

use ego_tree::iter::Edge;
use scraper::{Html, Node as Parsed};

use super::elements::{Element, LINK};
use super::sheet::Sheet;
use super::style::Look;
use crate::text::is_han;

/// A node of a page.
#[derive(Debug)]
pub(super) struct Node {
    /// What it is.
    pub(super) kind: NodeKind,
    /// The index after the last node inside it.
    pub(super) end: usize,
    /// The index of the element around it; its own for the first node.
    pub(super) parent: usize,
    /// Whether it is inside a link.
    pub(super) linked: bool,
    /// Whether line breaks of the source count.
    pub(super) preformatted: bool,
    /// How its text looks.
    pub(super) look: Look,
}

/// The kinds of nodes.
#[derive(Debug)]
pub(super) enum NodeKind {
    /// Characters.
    Text(String),
    /// A comment.
    Comment(String),
    /// An element.
    Element(Element),
}

/// What became of a node.
enum Pushed {
    /// It was added, with this index.
    At(usize),
    /// It is hidden, with everything inside it.
    Hidden,
    /// It is no part of the list.
    Not,
}

/// Whether hidden nodes are included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hidden {
    /// Hidden nodes are left out.
    Out,
    /// All nodes are included.
    In,
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The nodes in page order.
    pub(super) nodes: Vec<Node>,
    /// The text of `<title>`.
    pub(super) title: Option<String>,
    /// The name and content of each `<meta>`, names in lower case.
    pub(super) metas: Vec<(String, String)>,
    /// The relation and address of each `<link>` and `<base>`; `base` for the latter.
    pub(super) links: Vec<(String, String)>,
    /// Whether something was left out because it is hidden.
    pub(super) hides: bool,
}

impl Page {
    /// Parses tidied markup with its style sheets.
    pub(super) fn parse(tidied: &str, sheet: &Sheet, hidden: Hidden) -> Self {
        let html = Html::parse_document(tidied);
        let mut page = Self::default();
        // The index of each open element, `None` if it is not in the list.
        let mut open: Vec<Option<usize>> = Vec::new();
        // The number of open elements that are left out.
        let mut unseen = 0_usize;
        for edge in html.tree.root().traverse() {
            match edge {
                Edge::Open(node) => {
                    let parent = open.iter().rev().find_map(|it| *it);
                    let is_in = unseen == 0 && !page.is_left_out(node.value());
                    let at = is_in.then(|| page.push(node.value(), parent, sheet, hidden));
                    unseen += usize::from(matches!(at, None | Some(Pushed::Hidden)));
                    open.push(match at {
                        Some(Pushed::At(at)) => Some(at),
                        _ => None,
                    });
                }
                Edge::Close(_) => {
                    unseen = unseen.saturating_sub(1);
                    if let Some(Some(at)) = open.pop() {
                        let end = page.nodes.len();
                        if let Some(node) = page.nodes.get_mut(at) {
                            node.end = end;
                        }
                    }
                }
            }
        }
        page
    }

    /// Returns whether `node` and everything inside it is no text; collects the data of the head.
    fn is_left_out(&mut self, node: &Parsed) -> bool {
        let Parsed::Element(element) = node else { return false };
        let value = |name: &str| element.attr(name).unwrap_or_default().trim().to_owned();
        match element.name() {
            "title" => return self.title.is_some(),
            "meta" => {
                let name = element.attr("name").or_else(|| element.attr("property"));
                if let Some(name) = name {
                    self.metas.push((name.trim().to_ascii_lowercase(), value("content")));
                }
                return true;
            }
            "link" => self.links.push((value("rel").to_ascii_lowercase(), value("href"))),
            "base" => self.links.push(("base".to_owned(), value("href"))),
            "rt" | "rp" | "rtc" | "del" => return true,
            _ => {}
        }
        false
    }

    /// Appends `node`, unless it is hidden or no text.
    fn push(
        &mut self,
        node: &Parsed,
        parent: Option<usize>,
        sheet: &Sheet,
        hidden: Hidden,
    ) -> Pushed {
        let at = self.nodes.len();
        let above = parent.and_then(|parent| self.nodes.get(parent));
        let mut linked = above.is_some_and(|node| node.linked);
        let mut preformatted = above.is_some_and(|node| node.preformatted);
        let mut look = above.map(|node| node.look).unwrap_or_default();
        let in_title = above.is_some_and(
            |node| matches!(&node.kind, NodeKind::Element(element) if element.name == "title"),
        );
        let kind = match node {
            Parsed::Text(text) if in_title => {
                self.title.get_or_insert_default().push_str(&text.text);
                return Pushed::Not;
            }
            Parsed::Text(text) => NodeKind::Text(text.text.to_string()),
            Parsed::Comment(comment) => NodeKind::Comment(comment.comment.to_string()),
            Parsed::Element(parsed) => {
                let mut element = Element::new(parsed);
                let own = parsed.attr("style").unwrap_or_default();
                let style =
                    sheet.style(&element, own, &parent.into_iter().flat_map(|at| self.from(at)));
                if style.is_hidden(&element.name) {
                    self.hides = true;
                    if hidden == Hidden::Out {
                        return Pushed::Hidden;
                    }
                }
                element.centred = style.centred == Some(true);
                look = style.look(&element.name, look);
                linked |= element.name == LINK;
                preformatted |= style.preformatted;
                NodeKind::Element(element)
            }
            _ => return Pushed::Not,
        };
        self.nodes.push(Node {
            kind,
            end: at + 1,
            parent: parent.unwrap_or(at),
            linked,
            preformatted,
            look,
        });
        Pushed::At(at)
    }

    /// Returns the element at `at` and those around it, the innermost first.
    fn from(&self, at: usize) -> impl Iterator<Item = &Element> + Clone {
        std::iter::once(at).chain(self.above(at)).filter_map(|at| self.element(at))
    }

    /// Returns the element at `at`, if the node is one.
    pub(super) fn element(&self, at: usize) -> Option<&Element> {
        match &self.nodes.get(at)?.kind {
            NodeKind::Element(element) => Some(element),
            _ => None,
        }
    }

    /// Returns the ranges of all elements.
    pub(super) fn elements(&self) -> impl Iterator<Item = (Range<usize>, &Element)> {
        self.nodes.iter().enumerate().filter_map(|(at, node)| match &node.kind {
            NodeKind::Element(element) => Some((at..node.end, element)),
            _ => None,
        })
    }

    /// Returns the indexes of the elements around the node at `at`, the innermost first.
    pub(super) fn above(&self, at: usize) -> impl Iterator<Item = usize> + Clone {
        let up = |at: usize| self.nodes.get(at).map(|node| node.parent).filter(|&up| up != at);
        std::iter::successors(up(at), move |&at| up(at))
    }
}

/// Returns the number of Chinese characters in `text`.
pub(super) fn hanzi(text: &str) -> usize {
    text.chars().filter(|&it| is_han(it)).count()
}
