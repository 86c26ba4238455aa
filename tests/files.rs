//! Writes a report in every format, as small as the format allows; for tests and benchmarks.

use std::error::Error;
use std::fmt::Write as _;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A format with what writes a text in it.
pub(crate) struct Writer {
    /// The ending of its files.
    pub(crate) ending: &'static str,
    /// Returns the bytes of a file with the text.
    pub(crate) write: fn(&str) -> Result<Vec<u8>>,
}

/// Every format that is written here.
pub(crate) const WRITERS: [Writer; 10] = [
    Writer { ending: "txt", write: |text| Ok(text.as_bytes().to_vec()) },
    Writer { ending: "html", write: |text| Ok(page(text).into_bytes()) },
    Writer { ending: "mhtml", write: |text| Ok(single_file(text).into_bytes()) },
    Writer { ending: "docx", write: docx },
    Writer { ending: "odt", write: odt },
    Writer { ending: "rtf", write: |text| Ok(rtf(text).into_bytes()) },
    Writer { ending: "doc", write: doc },
    Writer { ending: "ofd", write: ofd },
    Writer { ending: "xlsx", write: xlsx },
    Writer { ending: "pdf", write: |text| Ok(pdf(text)) },
];

/// Returns the paragraphs of `text`, without their indents.
fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// Returns each paragraph between `before` and `after`, with what XML needs written out.
fn each(text: &str, before: &str, after: &str) -> String {
    paragraphs(text).fold(String::new(), |mut out, paragraph| {
        let escaped = paragraph.replace('&', "&amp;").replace('<', "&lt;");
        let _ = writeln!(out, "{before}{escaped}{after}");
        out
    })
}

/// Returns a page as a content management system makes it, with what surrounds a report.
fn page(text: &str) -> String {
    let links = "<li><a href=\"/zwgk/\">政务公开</a></li>".repeat(60);
    let title = paragraphs(text).next().unwrap_or_default();
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>{title}</title>\
         <meta name=\"ArticleTitle\" content=\"{title}\"><script>var a = 1;</script></head><body>\
         <div class=\"nav\"><ul>{links}</ul></div><div class=\"TRS_Editor\">{}</div>\
         <div class=\"foot\"><ul>{links}</ul>主办：某某</div></body></html>",
        each(text, "<p style=\"text-indent:2em\">", "</p>")
    )
}

/// Returns the page as a browser saves it in one file.
fn single_file(text: &str) -> String {
    let mut coded = String::new();
    for (at, byte) in page(text).bytes().enumerate() {
        let _ = match byte {
            b'=' | b'\n' | 0x80.. => write!(coded, "={byte:02X}"),
            _ => write!(coded, "{}", char::from(byte)),
        };
        if at % 24 == 23 {
            coded.push_str("=\r\n");
        }
    }
    format!(
        "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\
         \ttype=\"text/html\";\r\n\tboundary=\"----part\"\r\n\r\n------part\r\n\
         Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
         {coded}\r\n------part--\r\n"
    )
}

/// Returns an archive of `parts`.
pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Result<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        // The entry that says that an archive is a document has to be stored uncompressed.
        let method = match *name {
            "mimetype" => CompressionMethod::Stored,
            _ => CompressionMethod::Deflated,
        };
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method))?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

fn docx(text: &str) -> Result<Vec<u8>> {
    let body = each(text, "<w:p><w:r><w:t>", "</w:t></w:r></w:p>");
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let document = format!("<w:document xmlns:w=\"{space}\"><w:body>{body}</w:body></w:document>");
    archive(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document.as_bytes())])
}

fn odt(text: &str) -> Result<Vec<u8>> {
    let body = each(text, "<text:p>", "</text:p>");
    let content = format!(
        "<office:document-content><office:body><office:text>{body}</office:text></office:body>\
         </office:document-content>"
    );
    let kind = b"application/vnd.oasis.opendocument.text";
    archive(&[("mimetype", kind), ("content.xml", content.as_bytes())])
}

/// Returns a spreadsheet with a row for each paragraph and a cell for each part between tabs.
pub(crate) fn xlsx(text: &str) -> Result<Vec<u8>> {
    let mut rows = String::new();
    for (row, paragraph) in (1..).zip(paragraphs(text)) {
        let _ = write!(rows, "<row r=\"{row}\">");
        for (column, cell) in ('A'..='Z').zip(paragraph.split('\t')) {
            let place = format!("r=\"{column}{row}\" t=\"inlineStr\"");
            let _ = write!(rows, "<c {place}><is><t>{cell}</t></is></c>");
        }
        rows.push_str("</row>");
    }
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let of = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    archive(&[
        ("[Content_Types].xml", format!("<Types xmlns=\"{package}/content-types\"/>").as_bytes()),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" \
                 Type=\"{of}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            )
            .as_bytes(),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{of}\"><sheets><sheet name=\"1\" \
                 sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            )
            .as_bytes(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" \
                 Type=\"{of}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            )
            .as_bytes(),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>")
                .as_bytes(),
        ),
    ])
}

fn rtf(text: &str) -> String {
    let mut out = String::from("{\\rtf1\\ansi\\ansicpg936\\uc1 ");
    for paragraph in paragraphs(text) {
        for unit in paragraph.encode_utf16() {
            let _ = write!(out, "\\u{}?", unit.cast_signed());
        }
        out.push_str("\\par\n");
    }
    out.push('}');
    out
}

/// Returns a Word file of one piece of text in UTF-16, as [MS-DOC] lays it out.
fn doc(text: &str) -> Result<Vec<u8>> {
    const HEADER: u32 = 1024;
    let characters: Vec<u16> =
        paragraphs(text).flat_map(|paragraph| paragraph.encode_utf16().chain([0x0D])).collect();
    let count = u32::try_from(characters.len())?;
    let mut main = vec![0; HEADER as usize];
    let mut put = |at: usize, bytes: &[u8]| main[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &0xA5EC_u16.to_le_bytes());
    put(2, &0x00C1_u16.to_le_bytes());
    // The other stream is 1Table, characters have two bytes.
    put(10, &0x1200_u16.to_le_bytes());
    put(24, &HEADER.to_le_bytes());
    put(28, &(HEADER + 2 * count).to_le_bytes());
    put(32, &14_u16.to_le_bytes());
    put(62, &22_u16.to_le_bytes());
    put(76, &count.to_le_bytes());
    put(152, &93_u16.to_le_bytes());
    // One piece: its mark and length, two positions, its descriptor.
    let mut pieces = vec![2];
    pieces.extend(16_u32.to_le_bytes());
    pieces.extend(0_u32.to_le_bytes());
    pieces.extend(count.to_le_bytes());
    pieces.extend(0_u16.to_le_bytes());
    pieces.extend(HEADER.to_le_bytes());
    pieces.extend(0_u16.to_le_bytes());
    put(154 + 8 * 33, &0_u32.to_le_bytes());
    put(154 + 8 * 33 + 4, &u32::try_from(pieces.len())?.to_le_bytes());
    main.extend(characters.iter().flat_map(|unit| unit.to_le_bytes()));
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new()))?;
    file.create_stream("/WordDocument")?.write_all(&main)?;
    file.create_stream("/1Table")?.write_all(&pieces)?;
    Ok(file.into_inner().into_inner())
}

/// How a page is set: characters on a line and lines on a page, as official documents have them.
const LINE: usize = 28;
const LINES: usize = 22;

/// Returns the lines of `text` as a page sets them: two characters of indent before each paragraph.
fn set(text: &str) -> Vec<(usize, String)> {
    let mut lines = Vec::new();
    for paragraph in paragraphs(text) {
        let mut indent = 2;
        let mut line = String::new();
        let mut length = indent;
        for character in paragraph.chars() {
            if length == LINE {
                lines.push((indent, std::mem::take(&mut line)));
                (indent, length) = (0, 0);
            }
            line.push(character);
            length += 1;
        }
        lines.push((indent, line));
    }
    lines
}

fn ofd(text: &str) -> Result<Vec<u8>> {
    let lines = set(text);
    let pages: Vec<String> = lines
        .chunks(LINES)
        .map(|lines| {
            let mut objects = String::new();
            for (at, (indent, line)) in lines.iter().enumerate() {
                let (left, top) = (28.0 + 5.6 * number(*indent), 37.0 + 9.8 * number(at));
                let count = line.chars().count();
                let _ = write!(
                    objects,
                    "<ofd:TextObject ID=\"{at}\" Boundary=\"{left} {top} {} 6\" Font=\"1\" \
                     Size=\"5.6\"><ofd:TextCode X=\"0\" Y=\"5\" DeltaX=\"g {} 5.6\">{line}\
                     </ofd:TextCode></ofd:TextObject>",
                    5.6 * number(count),
                    count.saturating_sub(1)
                );
            }
            format!(
                "<ofd:Page xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:Content><ofd:Layer>\
                 {objects}</ofd:Layer></ofd:Content></ofd:Page>"
            )
        })
        .collect();
    let mut list = String::new();
    let mut parts = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        let _ = write!(list, "<ofd:Page ID=\"{at}\" BaseLoc=\"Pages/P{at}.xml\"/>");
        parts.push((format!("Doc_0/Pages/P{at}.xml"), page.clone()));
    }
    let root = "<ofd:OFD xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:DocBody><ofd:DocRoot>\
                Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>";
    let document = format!(
        "<ofd:Document xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:CommonData><ofd:PageArea>\
         <ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>\
         {list}</ofd:Pages></ofd:Document>"
    );
    let mut all = vec![("OFD.xml", root.as_bytes()), ("Doc_0/Document.xml", document.as_bytes())];
    all.extend(parts.iter().map(|(name, page)| (name.as_str(), page.as_bytes())));
    archive(&all)
}

/// Returns a small number with decimals.
fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).expect("pages are small"))
}

/// Returns a PDF in a Chinese font that is not embedded, as old office programs make them.
fn pdf(text: &str) -> Vec<u8> {
    let lines = set(text);
    let pages: Vec<String> = lines
        .chunks(LINES)
        .enumerate()
        .map(|(number, lines)| {
            let mut content = String::from("BT /F1 16 Tf\n");
            for (at, (indent, line)) in lines.iter().enumerate() {
                let hex = line.encode_utf16().fold(String::new(), |mut out, unit| {
                    let _ = write!(out, "{unit:04X}");
                    out
                });
                let (left, top) = (80 + 16 * indent, 720 - 28 * at);
                let _ = writeln!(content, "1 0 0 1 {left} {top} Tm <{hex}> Tj");
            }
            let digits = (number + 1)
                .to_string()
                .encode_utf16()
                .fold(String::new(), |out, unit| out + &format!("{unit:04X}"));
            let _ = writeln!(content, "1 0 0 1 295 60 Tm <{digits}> Tj\nET");
            content
        })
        .collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!(
            "<< /Type /Pages /Count {} /Kids [{}] >>",
            pages.len(),
            (0..pages.len()).fold(String::new(), |out, at| out + &format!("{} 0 R ", 5 + 2 * at))
        ),
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H \
         /DescendantFonts [4 0 R] >>"
            .to_owned(),
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo \
         << /Registry (Adobe) /Ordering (GB1) /Supplement 0 >> /FontDescriptor << /Type \
         /FontDescriptor /FontName /STSong-Light /Flags 6 /Ascent 880 /Descent -120 >> >>"
            .to_owned(),
    ];
    for (at, content) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources << \
             /Font << /F1 3 0 R >> >> >>",
            6 + 2 * at
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}endstream", content.len()));
    }
    let mut out = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        let _ = writeln!(out, "{} 0 obj\n{object}\nendobj", at + 1);
    }
    let start = out.len();
    let _ = write!(out, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1);
    for place in &places {
        let _ = writeln!(out, "{place:010} 00000 n ");
    }
    let _ = write!(
        out,
        "trailer << /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
        places.len() + 1
    );
    out.into_bytes()
}
