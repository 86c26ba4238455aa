//! Lists of words that are one string: the words are separated by single spaces.
//!
//! Rules about Chinese text are mostly lists of words. In one string they read as data.

/// Returns whether `text` contains one of `words`.
pub(crate) fn contains_any(text: &str, words: &str) -> bool {
    words.split(' ').any(|word| text.contains(word))
}

/// Returns whether `text` starts with one of `words`.
pub(crate) fn starts_with_any(text: &str, words: &str) -> bool {
    words.split(' ').any(|word| text.starts_with(word))
}

/// Returns whether `text` ends with one of `words`.
pub(crate) fn ends_with_any(text: &str, words: &str) -> bool {
    words.split(' ').any(|word| text.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_compared_with_every_word_of_a_list() {
        let words = "报告 总结";
        assert!(contains_any("年度总结的通知", words) && !contains_any("通知", words));
        assert!(starts_with_any("报告书", words) && !starts_with_any("年度报告", words));
        assert!(ends_with_any("年度报告", words) && !ends_with_any("报告书", words));
    }
}
