//! Pictures: scans and photos of pages, which a program that recognises characters can read.
//!
//! A picture may be the page of a report, or an emblem, an icon or a banner. Its size decides: at 60
//! points an inch, below which characters cannot be recognised, an A4 page has 496 × 702.

use std::io::{BufRead, Cursor, Seek, SeekFrom};

use imagesize::{ImageType, image_type, reader_size};

/// The shorter and the longer side of the smallest page, in pixels.
const SMALLEST: [usize; 2] = [480, 680];

/// The most that a page is longer than wide; banners are longer.
const LONGEST: usize = 3;

/// The size in bytes from which a picture counts as a page if its sides are not known: pages in two
/// colours come to 20 kB.
const SMALLEST_FILE: u64 = 16 << 10;

/// The bytes at the start of a file by which pictures are recognised.
const START: usize = 64;

/// Returns whether a file begins as a picture in one of the formats of scanners and cameras.
pub(super) fn is_picture(bytes: &[u8]) -> bool {
    let start = bytes.get(..START).unwrap_or(bytes);
    // A text may begin with the two letters of a bitmap.
    let is_bitmap = start.starts_with(b"BM") && start.get(15..18) == Some(&[0, 0, 0]);
    match image_type(start) {
        Ok(ImageType::Bmp) => is_bitmap,
        Ok(
            ImageType::Jpeg
            | ImageType::Png
            | ImageType::Tiff
            | ImageType::Webp
            | ImageType::Heif(_),
        ) => true,
        _ => false,
    }
}

/// Returns whether the picture in `reader` is large enough for the page of a report.
pub(crate) fn is_page(mut reader: impl BufRead + Seek) -> bool {
    let length = reader.seek(SeekFrom::End(0)).unwrap_or(0);
    if reader.rewind().is_err() {
        return true;
    }
    let Ok(size) = reader_size(&mut reader) else { return length >= SMALLEST_FILE };
    let (shorter, longer) = (size.width.min(size.height), size.width.max(size.height));
    let [least, least_longer] = SMALLEST;
    shorter >= least && longer >= least_longer && longer <= LONGEST * shorter
}

/// Returns whether the picture in memory is large enough for the page of a report.
pub(crate) fn is_page_in(bytes: &[u8]) -> bool {
    is_page(Cursor::new(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the header of a PNG picture of this size.
    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend([8, 2, 0, 0, 0]);
        bytes
    }

    #[test]
    fn pictures_are_recognised_by_their_first_bytes() {
        let bitmap = b"BM\x36\0\x0c\0\0\0\0\0\x36\0\0\0\x28\0\0\0\0\x02\0\0\0\x03\0\0";
        let table: [(&[u8], bool); 9] = [
            (&png(1, 1), true),
            (b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0", true),
            (b"II*\0\x08\0\0\0\0\0\0\0", true),
            (b"MM\0*\0\0\0\x08\0\0\0\0", true),
            (b"RIFF\x24\0\0\0WEBPVP8 ", true),
            (bitmap, true),
            (b"BMW is a make of cars, and this is a text", false),
            (b"GIF89a\x01\0\x01\0", false),
            ("一、概况\n".as_bytes(), false),
        ];
        for (bytes, expected) in table {
            assert_eq!(is_picture(bytes), expected, "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn pages_are_large_and_of_the_shape_of_pages() {
        let table = [
            (1240, 1754, true),
            (2480, 3508, true),
            (3508, 2480, true),
            (595, 842, true),
            (480, 1440, true),
            (200, 60, false),
            (1920, 400, false),
            (1920, 600, false),
            (512, 512, false),
            (32, 32, false),
        ];
        for (width, height, expected) in table {
            assert_eq!(is_page_in(&png(width, height)), expected, "{width} × {height}");
        }
        assert!(is_page_in(&vec![0; 20_000]));
        assert!(!is_page_in(b"\x89PNG"));
    }
}
