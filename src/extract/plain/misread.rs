//! Text that a program read in the wrong encoding.

use encoding_rs::GBK;

use crate::text::is_han;

/// Returns whether most of `text` is UTF-8 that was read as GBK, as Excel does with a file that has
/// no byte order mark: 法治政府 becomes 娉曟不鏀垮簻. Where a run of Chinese has an odd number of bytes,
/// its last character is lost.
///
/// ```
/// use chabao::extract::was_misread_as_gbk;
/// assert!(was_misread_as_gbk("娉曟不鏀垮簻寤鸿"));
/// assert!(!was_misread_as_gbk("法治政府建设"));
/// ```
#[must_use]
pub fn was_misread_as_gbk(text: &str) -> bool {
    let (bytes, _, _) = GBK.encode(text);
    let turned = String::from_utf8_lossy(&bytes);
    let chinese = turned.chars().filter(|&character| is_han(character)).count();
    let lost = turned.chars().filter(|&it| it == char::REPLACEMENT_CHARACTER).count();
    chinese > 0 && lost <= chinese
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_misread_is_recognised_and_nothing_else() {
        for text in ["云岫县司法局关于法治政府建设的报告", "报告", "三项制度", "2023年度", "巴南区"]
        {
            let (misread, _, _) = GBK.decode(text.as_bytes());
            assert!(was_misread_as_gbk(&misread), "{text} as {misread}");
            assert!(!was_misread_as_gbk(text), "{text}");
        }
        assert!(!was_misread_as_gbk("report.txt"));
    }
}
