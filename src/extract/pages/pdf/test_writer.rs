//! A small writer of PDF files for tests: Chinese text in a font that is not embedded.

use std::fmt::Write;

/// A PDF file: its objects, numbered from 1.
#[derive(Default)]
pub(super) struct Writer {
    objects: Vec<Vec<u8>>,
    /// The numbers of the pages.
    pages: Vec<usize>,
    /// Further entries of the trailer.
    trailer: String,
}

/// The numbers of the catalog, the page tree and the font.
const TREE: usize = 2;
const FONT: usize = 3;

impl Writer {
    /// Returns a file without pages.
    pub(super) fn new() -> Self {
        let mut writer = Self::default();
        writer.object("<</Type/Catalog/Pages 2 0 R>>");
        // The page tree is added at the end, when the pages are known.
        writer.object("null");
        writer.object(
            "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H\
             /DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light\
             /CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000>>]>>",
        );
        writer
    }

    /// Adds an object and returns its number.
    pub(super) fn object(&mut self, body: &str) -> usize {
        self.raw(body.as_bytes().to_vec())
    }

    /// Returns the number of objects.
    pub(super) fn objects(&self) -> usize {
        self.objects.len()
    }

    /// Adds an object of any bytes and returns its number.
    pub(super) fn raw(&mut self, body: Vec<u8>) -> usize {
        self.objects.push(body);
        self.objects.len()
    }

    /// Adds a stream with further `entries` in its dictionary and returns its number.
    pub(super) fn stream(&mut self, entries: &str, data: &[u8]) -> usize {
        let mut body = format!("<<{entries}/Length {}>>stream\n", data.len()).into_bytes();
        body.extend_from_slice(data);
        body.extend_from_slice(b"\nendstream");
        self.raw(body)
    }

    /// Adds a page with `content` and further `resources`.
    pub(super) fn page(&mut self, content: &str, resources: &str) -> usize {
        let stream = self.stream("", content.as_bytes());
        self.page_of(&format!("{stream} 0 R"), resources)
    }

    /// Adds a page whose content is what `contents` refers to.
    pub(super) fn page_of(&mut self, contents: &str, resources: &str) -> usize {
        let page = self.object(&format!(
            "<</Type/Page/Parent {TREE} 0 R/MediaBox[0 0 595 842]/Contents {contents}\
             /Resources<</Font<</F {FONT} 0 R>>{resources}>>>>"
        ));
        self.pages.push(page);
        page
    }

    /// Sets the properties of the document.
    pub(super) fn title(&mut self, title: &str) {
        let info = self.object(&format!("<</Title<FEFF{}>>>", hex(title)));
        let _ = write!(self.trailer, "/Info {info} 0 R");
    }

    /// Returns the file.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let kids: Vec<String> = self.pages.iter().map(|page| format!("{page} 0 R")).collect();
        let tree = format!("<</Type/Pages/Kids[{}]/Count {}>>", kids.join(" "), kids.len());
        self.finish_with(&tree)
    }

    /// Returns the file with `tree` as the root of its pages.
    pub(super) fn finish_with(&mut self, tree: &str) -> Vec<u8> {
        if let Some(object) = self.objects.get_mut(TREE - 1) {
            *object = tree.as_bytes().to_vec();
        }
        let mut out = b"%PDF-1.4\n".to_vec();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", self.objects.len() + 1);
        for (at, body) in self.objects.iter().enumerate() {
            let _ = writeln!(table, "{:010} 00000 n ", out.len());
            out.extend_from_slice(format!("{} 0 obj\n", at + 1).as_bytes());
            out.extend_from_slice(body);
            out.extend_from_slice(b"\nendobj\n");
        }
        let (size, start) = (self.objects.len() + 1, out.len());
        let trailer = &self.trailer;
        let _ = write!(
            table,
            "trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n"
        );
        out.extend_from_slice(table.as_bytes());
        out
    }
}

/// Writes `text` as the codes of its characters.
pub(super) fn hex(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("{unit:04X}")).collect::<Vec<_>>().concat()
}

/// Returns the content that shows `text` at `(x, y)` in type of `size`.
pub(super) fn showing(x: f32, y: f32, size: f32, text: &str) -> String {
    format!("BT /F {size} Tf 1 0 0 1 {x} {y} Tm <{}> Tj ET\n", hex(text))
}

/// Returns the content that shows `lines` from `y` downwards, 28 points apart, in type of 16
/// points, each at the given number of characters from the left edge.
pub(super) fn text(y: f32, lines: &[(f32, &str)]) -> String {
    let mut out = String::new();
    let mut base = y;
    for (indent, line) in lines {
        out.push_str(&showing(80.0 + indent * 16.0, base, 16.0, line));
        base -= 28.0;
    }
    out
}
