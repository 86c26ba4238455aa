//! Documents of office programs in one XML file: Word 2003, Word since 2007 (flat OPC), `OpenDocument`
//! (flat ODF), Excel 2003. They are often saved with the ending `.doc` or `.xls`.

use std::collections::HashMap;

use super::package::{Package, characters, resolved};
use super::xml::{Event, Xml};
use super::{docx, odt, sheet};
use crate::extract::xml_document::XmlDocument;
use crate::extract::{Extracted, Unreadable, base64};

/// Returns the text of a document in one XML file, which is inside `depth` other documents.
///
/// # Errors
///
/// Fails if the file is XML of another kind, or damaged.
pub(in crate::extract) fn read(bytes: &[u8], depth: usize) -> Result<Extracted, Unreadable> {
    let text = characters(bytes.to_vec())?;
    match XmlDocument::from_start(&text).ok_or(Unreadable::Xml)? {
        XmlDocument::Word => docx::read_xml_2003(&text),
        XmlDocument::Package => docx::read_package(package(&text)?, depth),
        XmlDocument::OpenDocument => odt::read_flat(&text),
        XmlDocument::Sheet => sheet::read_xml_2003(&text),
    }
}

/// Returns the parts of a package in one XML file.
fn package(text: &str) -> Result<Package<'static>, Unreadable> {
    let mut parts: HashMap<String, Vec<u8>> = HashMap::new();
    let mut name = String::new();
    let mut xml = Xml::new(text);
    while let Some(event) = xml.next()? {
        let Event::Open(element) = event else { continue };
        match element.name() {
            "part" => name = resolved("", &element.attribute("name").unwrap_or_default()),
            "xmlData" => {
                let content = xml.inside()?.to_owned().into_bytes();
                parts.insert(std::mem::take(&mut name), content);
            }
            "binaryData" => {
                let content = base64(xml.text()?.as_bytes());
                parts.insert(std::mem::take(&mut name), content);
            }
            _ => {}
        }
    }
    Ok(Package::from_parts(parts.into_iter()))
}

#[cfg(test)]
mod tests {
    use crate::extract::extract;

    #[test]
    fn a_document_of_word_2003_is_read_as_a_later_one() {
        let body = "<w:p><w:pPr><w:listPr><w:ilvl w:val='0'/><w:ilfo w:val='1'/>\
            <wx:t wx:val='一、'/></w:listPr></w:pPr><w:r><w:t>概况</w:t></w:r></w:p>\
            <w:p><w:r><w:t>办理</w:t></w:r><aml:annotation w:type='Word.Deletion'><aml:content>\
            <w:r><w:delText>旧</w:delText></w:r></aml:content></aml:annotation>\
            <aml:annotation w:type='Word.Insertion'><aml:content><w:r><w:t>12件</w:t></w:r>\
            </aml:content></aml:annotation><w:r><w:footnote><w:p><w:r><w:t>注</w:t></w:r></w:p>\
            </w:footnote></w:r><w:r><w:t>。</w:t></w:r></w:p>\
            <w:p><w:pPr><w:listPr><w:ilvl w:val='0'/><w:ilfo w:val='2'/></w:listPr></w:pPr>\
            <w:r><w:t>数字</w:t></w:r></w:p>";
        let lists = "<w:lists><w:listDef w:listDefId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/>\
            <w:nfc w:val='37'/><w:lvlText w:val='%1、'/></w:lvl></w:listDef>\
            <w:list w:ilfo='2'><w:ilst w:val='0'/></w:list></w:lists>";
        let text = format!(
            "<?xml version='1.0'?>\n<?mso-application progid='Word.Document'?><w:wordDocument>\
             <o:DocumentProperties><o:Title>题名</o:Title></o:DocumentProperties>{lists}\
             <w:body><wx:sect>{body}<w:sectPr><w:hdr><w:p><w:r><w:t>眉</w:t></w:r></w:p></w:hdr>\
             </w:sectPr></wx:sect></w:body></w:wordDocument>"
        );
        let read = extract(text.as_bytes(), "a.doc").expect("a document");
        assert_eq!(read.text, "一、概况\n办理12件。\n注\n一、数字\n");
        assert_eq!(read.page.title.as_deref(), Some("题名"));
        let wide: Vec<u8> = std::iter::once('\u{feff}')
            .chain(text.chars())
            .flat_map(|it| u16::try_from(u32::from(it)).unwrap_or(0).to_le_bytes())
            .collect();
        assert_eq!(extract(&wide, "a.xml").expect("a document").text, read.text);
    }

    #[test]
    fn a_package_in_one_file_is_read_as_a_zip_file() {
        let text = "<?xml version='1.0'?><pkg:package \
            xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'>\
            <pkg:part pkg:name='/word/document.xml'><pkg:xmlData><w:document><w:body><w:p><w:r>\
            <w:t>甲&amp;乙</w:t></w:r></w:p><w:altChunk r:id='c'/></w:body></w:document></pkg:xmlData>\
            </pkg:part><pkg:part pkg:name='/word/_rels/document.xml.rels'><pkg:xmlData>\
            <Relationships><Relationship Id='c' Type='http://a/aFChunk' Target='c.txt'/>\
            </Relationships></pkg:xmlData></pkg:part>\
            <pkg:part pkg:name='/word/c.txt'><pkg:binaryData>5LiZ\n</pkg:binaryData></pkg:part>\
            </pkg:package>";
        assert_eq!(extract(text.as_bytes(), "a.xml").expect("a document").text, "甲&乙\n丙\n");
    }

    #[test]
    fn open_documents_and_sheets_in_one_file_are_read() {
        let text = "<office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'>\
            <office:meta><dc:title>题名</dc:title></office:meta><office:body><office:text>\
            <text:p>甲</text:p></office:text></office:body></office:document>";
        let read = extract(text.as_bytes(), "a.fodt").expect("a document");
        assert_eq!((read.text.as_str(), read.page.title.as_deref()), ("甲\n", Some("题名")));
        let text = "<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>\
            <Worksheet ss:Name='甲'><Table><Row><Cell ss:MergeAcross='1'><Data>类别</Data></Cell>\
            <Cell><Data>件数</Data><Comment><Data>批注</Data></Comment></Cell></Row><Row ss:Index='3'>\
            <Cell ss:Index='2'><Data>复议</Data></Cell><Cell><Data>12</Data></Cell></Row></Table>\
            </Worksheet></Workbook>";
        let read = extract(text.as_bytes(), "a.xls").expect("a document");
        assert_eq!(read.text, "类别\t\t件数\n\t复议\t12\n");
    }

    #[test]
    fn xml_of_other_kinds_is_no_document_and_pages_stay_pages() {
        for text in [
            "<?xml version='1.0' encoding='utf-8'?><rss><channel><title>云岫县</title></channel></rss>",
            "<?xml version='1.0'?><!DOCTYPE urlset><urlset><url>某县</url></urlset>",
        ] {
            let reason = extract(text.as_bytes(), "a.doc").expect_err(text);
            assert_eq!(reason.to_string(), "an XML file of data, not a document");
        }
        let page = "<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'>\
            <body><p>一、概况</p></body></html>";
        assert_eq!(extract(page.as_bytes(), "a.xml").expect("a page").text, "一、概况\n");
    }
}
