//! Fixed pages: glyphs with places → lines → paragraphs.

use super::{Extracted, Format, Unreadable};

mod furniture;
mod lines;
mod page;
mod paragraphs;
mod rules;
mod table;

/// Returns the text of the file that `bytes` are.
///
/// # Errors
///
/// Fails where the file is damaged.
pub fn read(bytes: &[u8]) -> Result<Extracted, Unreadable> {
    use unpdf::parser::backend::{PdfBackend, RawBackend};
    let file = RawBackend::load_bytes(bytes).map_err(|_| Unreadable::Damaged("x"))?;
    let mut pages = Vec::new();
    for id in file.pages().values() {
        let page = page::read(&file, *id).map_err(|_| Unreadable::Damaged("x"))?;
        pages.push(page);
    }
    furniture::remove_watermarks(&mut pages);
    let areas: Vec<[f32; 4]> = pages.iter().map(|page| page.area).collect();
    let mut lines: Vec<_> = pages.iter().enumerate().map(|(at, page)| lines::lines(at, page)).collect();
    furniture::remove(&mut lines, &areas);
    Ok(Extracted::of(Format::Pdf, paragraphs::text(&lines)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn dump() {
        for name in std::env::var("DUMP").unwrap_or_default().split(' ') {
            let Some(bytes) = crate::testing::sample(name) else { continue };
            let text = super::read(&bytes).map_or_else(|e| e.to_string(), |x| x.text);
            let gold = crate::testing::sample(&format!("{}.{}.txt", name.split('.').next().unwrap_or_default(), if name=="s1.pdf"||name=="s1.cr.pdf"||name=="s1.rc4.pdf" {"gold"} else {"p"})).unwrap();
            let gold = String::from_utf8(gold).unwrap();
            println!("{name} {:?}", crate::testing::Score::of(&text, &gold));
            std::fs::write(format!("/tmp/helpers/dump.{name}.txt"), text).unwrap();
        }
    }
}
