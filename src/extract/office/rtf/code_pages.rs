//! Bytes in the code page of a font → characters.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, WINDOWS_874, WINDOWS_1250, WINDOWS_1251,
    WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257,
    WINDOWS_1258,
};

use crate::extract::office::gb2312::is_gb2312;

/// What the bytes of a font stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CodePage {
    /// Characters in this encoding.
    Text(&'static Encoding),
    /// Symbols that are not characters, as in Symbol and Wingdings.
    Signs,
}

impl CodePage {
    /// Returns the code page with this number (`\ansicpg`, `\cpg`), `None` if it is unknown.
    pub(super) fn from_number(number: i32) -> Option<Self> {
        let encoding = match number {
            936 | 54936 | 20936 => GB18030,
            950 => BIG5,
            932 => SHIFT_JIS,
            949 => EUC_KR,
            874 => WINDOWS_874,
            1250 => WINDOWS_1250,
            1251 => WINDOWS_1251,
            1252 => WINDOWS_1252,
            1253 => WINDOWS_1253,
            1254 => WINDOWS_1254,
            1255 => WINDOWS_1255,
            1256 => WINDOWS_1256,
            1257 => WINDOWS_1257,
            1258 => WINDOWS_1258,
            65001 => encoding_rs::UTF_8,
            42 => return Some(Self::Signs),
            _ => return None,
        };
        Some(Self::Text(encoding))
    }

    /// Returns the code page of a font with this `\fcharset`; `None` is that of the document.
    pub(super) fn from_charset(charset: i32) -> Option<Self> {
        let number = match charset {
            134 => 936,
            136 => 950,
            128 => 932,
            129 => 949,
            161 => 1253,
            162 => 1254,
            163 => 1258,
            177 => 1255,
            178 => 1256,
            186 => 1257,
            204 => 1251,
            222 => 874,
            238 => 1250,
            2 => 42,
            _ => return None,
        };
        Self::from_number(number)
    }

    /// Returns whether `byte` starts a character of two bytes.
    pub(super) fn leads(self, byte: u8) -> bool {
        let Self::Text(encoding) = self else { return false };
        if encoding == SHIFT_JIS {
            return matches!(byte, 0x81..=0x9F | 0xE0..=0xFC);
        }
        let is_double = encoding == GB18030 || encoding == BIG5 || encoding == EUC_KR;
        is_double && matches!(byte, 0x81..=0xFE)
    }

    /// Decodes `bytes`.
    ///
    /// Bytes that are declared as Western but come in pairs of GB2312 are decoded as those:
    /// programs that ignore code pages write such files.
    pub(super) fn decode(self, bytes: &[u8]) -> String {
        let Self::Text(encoding) = self else { return String::new() };
        if encoding == WINDOWS_1252 && is_gb2312(bytes) {
            return GB18030.decode_without_bom_handling(bytes).0.into_owned();
        }
        encoding.decode_without_bom_handling(bytes).0.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_in_the_page_of_their_font() {
        let table: [(i32, &[u8], &str); 5] = [
            (936, b"\xB7\xA8\xD6\xCE", "法治"),
            (950, b"\xAAk\xAAv", "法治"),
            (1252, b"caf\xE9", "café"),
            (1252, b"\xB7\xA8\xD6\xCE", "法治"),
            (42, b"\xB7", ""),
        ];
        for (number, bytes, expected) in table {
            let page = CodePage::from_number(number).expect("a page");
            assert_eq!(page.decode(bytes), expected, "{number}");
        }
        assert_eq!(CodePage::from_charset(134), CodePage::from_number(936));
        assert_eq!(CodePage::from_charset(0), None);
    }
}
