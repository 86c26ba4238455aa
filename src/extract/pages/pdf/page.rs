//! One page of a file, read by `unpdf` within our limits.
//!
//! `unpdf` reads a page through a trait, which [`LimitedPage`] implements between it and the file.
//! It turns pages that are set sideways, removes drawings before they are read, collects the rules
//! of tables, and stops at pages that paint more than any page of a report. It records what is cut
//! off, so that no page is lost in silence.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use unpdf::parser::LayoutAnalyzer;
use unpdf::parser::backend::{
    BackendFontInfo, ContentOp, DecodedRun, DecodedText, GlyphAdvance, PageBox, PageContent,
    PageId, PaintedXObject, PdfBackend, PdfMetadataRaw, PdfValue, RawBackend, RawOutlineItem,
    RawXObject, ResourceScope,
};

use super::rules;
use crate::extract::pages::glyphs::{GlyphRun, PageGlyphs, Rule};
use crate::extract::pages::turn::Turn;

/// The most bytes of content on one page: the largest known, a town plan with all its lines, has
/// some 6 MB.
pub(super) const MOST_CONTENT: usize = 16 << 20;

/// The most strings shown on one page. The fullest page of small print has 10,000 characters, and
/// time grows with the square.
const MOST_STRINGS: usize = 30_000;

/// The least cost of painting a form, in bytes of content: the fullest page paints some thousand.
const LEAST_FORM: usize = 1024;

/// The deepest nesting of arrays in the content of a page; real pages nest one level.
const DEEPEST_ARRAY: usize = 16;

/// Reads the page `id` of `file`.
///
/// Fails if the file does not have the page.
pub(super) fn read(file: &RawBackend, id: PageId) -> Result<PageGlyphs, unpdf::Error> {
    let turn = Turn::from_degrees(file.page_rotation(id));
    let read = read_turned(file, id, turn)?;
    match Turn::from_runs(&read.runs) {
        Turn::None => Ok(read),
        sideways => read_turned(file, id, turn.then(sideways)),
    }
}

/// Reads the page `id` of `file`, turned.
fn read_turned(file: &RawBackend, id: PageId, turn: Turn) -> Result<PageGlyphs, unpdf::Error> {
    let page = LimitedPage::new(file, id, turn);
    let analyzer = LayoutAnalyzer::new(&page).with_ocr_suppression(false);
    let spans = analyzer.extract_page_spans(1)?;
    let facts = analyzer.page_facts();
    let runs = spans
        .into_iter()
        .map(|span| {
            let ink = match span.ink_width {
                Some(width) if span.width_measured => width,
                _ if span.width > 0.0 => span.width,
                _ => width_of(&span.text, span.font_size),
            };
            GlyphRun {
                left: span.x,
                right: span.x + ink,
                base: span.y,
                size: span.font_size,
                direction: span.direction,
                text: span.text,
            }
        })
        .filter(GlyphRun::is_finite)
        .collect();
    let area = page.crop_box(id);
    let undecoded = usize::try_from(facts.undecoded_text_codes).unwrap_or(usize::MAX);
    let unread = analyzer.suppressed_text_runs().saturating_add(undecoded);
    let is_cut = page.is_cut.load(Ordering::Relaxed) || analyzer.undecodable_content_streams() > 0;
    let rules = page.rules.lock().map(|rules| rules.clone()).unwrap_or_default();
    Ok(PageGlyphs {
        runs,
        rules,
        area: [area.llx, area.lly, area.urx, area.ury],
        pictures: facts.image_coverage,
        unread,
        is_cut,
    })
}

/// Returns the width of `text`, if its font does not state it.
fn width_of(text: &str, size: f32) -> f32 {
    let ems: f32 =
        text.trim_end().chars().map(|character| if character.is_ascii() { 0.5 } else { 1.0 }).sum();
    ems * size
}

/// The page of a file that `unpdf` reads.
struct LimitedPage<'a> {
    file: &'a RawBackend,
    id: PageId,
    turn: Turn,
    /// The bytes of content that were read.
    spent: AtomicUsize,
    /// The strings that were shown.
    strings: AtomicUsize,
    /// Whether something was left out.
    is_cut: AtomicBool,
    rules: Mutex<Vec<Rule>>,
}

impl<'a> LimitedPage<'a> {
    fn new(file: &'a RawBackend, id: PageId, turn: Turn) -> Self {
        Self {
            file,
            id,
            turn,
            spent: AtomicUsize::new(0),
            strings: AtomicUsize::new(0),
            is_cut: AtomicBool::new(false),
            rules: Mutex::new(Vec::new()),
        }
    }

    /// Spends `bytes`; returns whether they are within the limit of the page.
    fn spend(&self, bytes: usize) -> bool {
        let spent = self.spent.fetch_add(bytes, Ordering::Relaxed);
        let is_enough = spent.saturating_add(bytes) <= MOST_CONTENT;
        if !is_enough {
            self.is_cut.store(true, Ordering::Relaxed);
        }
        is_enough
    }
}

impl PdfBackend for LimitedPage<'_> {
    fn pages(&self) -> BTreeMap<u32, PageId> {
        BTreeMap::from([(1, self.id)])
    }

    fn page_fonts(&self, scope: ResourceScope) -> unpdf::Result<Vec<BackendFontInfo>> {
        self.file.page_fonts(scope)
    }

    fn page_content(&self, page: PageId) -> unpdf::Result<Vec<u8>> {
        self.file.page_content(page)
    }

    fn page_content_with_losses(&self, page: PageId) -> unpdf::Result<PageContent> {
        let mut content = self.file.page_content_with_losses(page)?;
        if !self.spend(content.data.len()) {
            content.data.clear();
        }
        if let Some(matrix) = self.turn.matrix() {
            let numbers: Vec<String> = matrix.iter().map(f32::to_string).collect();
            let mut turned = format!("{} cm\n", numbers.join(" ")).into_bytes();
            turned.append(&mut content.data);
            content.data = turned;
        }
        Ok(content)
    }

    fn decode_content(&self, data: &[u8]) -> unpdf::Result<Vec<ContentOp>> {
        if nests_too_deep(data) {
            self.is_cut.store(true, Ordering::Relaxed);
            return Ok(Vec::new());
        }
        let operations = self.file.decode_content(data)?;
        if let Ok(mut rules) = self.rules.lock() {
            rules::collect(&operations, &mut rules);
        }
        let mut kept = rules::without_drawings(operations);
        kept.retain(|operation| {
            let strings = match operation.operands.first() {
                Some(PdfValue::Array(items)) if operation.operator == "TJ" => items.len(),
                _ if matches!(operation.operator.as_str(), "Tj" | "'" | "\"") => 1,
                _ => return true,
            };
            let shown = self.strings.fetch_add(strings, Ordering::Relaxed);
            let is_kept = shown < MOST_STRINGS;
            if !is_kept {
                self.is_cut.store(true, Ordering::Relaxed);
            }
            is_kept
        });
        Ok(kept)
    }

    fn decode_text(&self, scope: ResourceScope, font: &[u8], bytes: &[u8]) -> DecodedText {
        self.file.decode_text(scope, font, bytes)
    }

    fn decode_run(&self, scope: ResourceScope, font: &[u8], bytes: &[u8]) -> DecodedRun {
        self.file.decode_run(scope, font, bytes)
    }

    fn glyph_advances(
        &self,
        scope: ResourceScope,
        font: &[u8],
        bytes: &[u8],
    ) -> Option<Vec<GlyphAdvance>> {
        self.file.glyph_advances(scope, font, bytes)
    }

    fn is_vertical_font(&self, scope: ResourceScope, font: &[u8]) -> bool {
        self.file.is_vertical_font(scope, font)
    }

    fn metadata(&self) -> PdfMetadataRaw {
        PdfMetadataRaw::default()
    }

    fn page_box(&self, page: PageId) -> PageBox {
        turned(self.turn, self.file.page_box(page))
    }

    fn crop_box(&self, page: PageId) -> PageBox {
        turned(self.turn, self.file.crop_box(page))
    }

    fn outline(&self) -> unpdf::Result<Vec<RawOutlineItem>> {
        Ok(Vec::new())
    }

    fn page_xobjects(&self, _page: PageId) -> unpdf::Result<Vec<RawXObject>> {
        Ok(Vec::new())
    }

    fn xobject(&self, scope: ResourceScope, name: &[u8]) -> Option<PaintedXObject> {
        // Nothing is looked up beyond the limit: forms that paint forms double at every level.
        if self.spent.load(Ordering::Relaxed) > MOST_CONTENT {
            return Some(PaintedXObject::Other);
        }
        let painted = self.file.xobject(scope, name)?;
        let PaintedXObject::Form(form) = painted else { return Some(painted) };
        let bytes = form.content.as_ref().map_or(0, Vec::len);
        let is_paid = self.spend(bytes.max(LEAST_FORM));
        Some(if is_paid { PaintedXObject::Form(form) } else { PaintedXObject::Other })
    }
}

/// Returns `area` turned.
fn turned(turn: Turn, area: PageBox) -> PageBox {
    let [llx, lly, urx, ury] = turn.area([area.llx, area.lly, area.urx, area.ury]);
    PageBox { llx, lly, urx, ury }
}

/// Returns whether `content` opens too many arrays before it closes one; each takes stack of its
/// reader.
fn nests_too_deep(content: &[u8]) -> bool {
    let mut depth = 0usize;
    for &byte in content {
        match byte {
            b'[' => depth += 1,
            b']' => depth = 0,
            // Bytes between two arrays that open directly after each other.
            b' ' | b'\t' | b'\r' | b'\n' | 0 | 0x0C => {}
            _ if depth <= 1 => depth = 0,
            _ => {}
        }
        if depth > DEEPEST_ARRAY {
            return true;
        }
    }
    false
}
