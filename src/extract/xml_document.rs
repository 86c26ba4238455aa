//! Which documents of office programs are in one XML file, by the outermost element.

/// The kinds of documents in one XML file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum XmlDocument {
    /// Word 2003.
    Word,
    /// Word since 2007: a package of parts (flat OPC).
    Package,
    /// `OpenDocument`.
    OpenDocument,
    /// Excel 2003.
    Sheet,
}

impl XmlDocument {
    /// Returns the kind of the document that starts with `start`; `None` if it is none.
    pub(super) fn from_start(start: &str) -> Option<Self> {
        let tag = root(start)?;
        let name = tag.split(|it: char| it.is_ascii_whitespace() || it == '>').next()?;
        match name.rsplit(':').next()? {
            "wordDocument" => Some(Self::Word),
            "package" if tag.contains("/xmlPackage") => Some(Self::Package),
            "document" if tag.contains("opendocument:xmlns:office") => Some(Self::OpenDocument),
            "Workbook" if tag.contains("office:spreadsheet") => Some(Self::Sheet),
            _ => None,
        }
    }
}

/// The most bytes of an outermost element: one of `OpenDocument` declares some forty namespaces.
const LONGEST: usize = 8192;

/// Returns the text from the name of the outermost element on.
fn root(head: &str) -> Option<&str> {
    let mut rest = head;
    loop {
        rest = rest.split_once('<')?.1;
        let end = match rest.as_bytes().first()? {
            b'?' => "?>",
            b'!' if rest.starts_with("!--") => "-->",
            b'!' => ">",
            _ => {
                let end = rest.find('>').unwrap_or(rest.len()).min(LONGEST);
                return rest.get(..end).or(Some(""));
            }
        };
        rest = rest.split_once(end)?.1;
    }
}
