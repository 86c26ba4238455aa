//! English that is left in Chinese text.

/// Words that stand in Chinese text as they do in English: names, formats, operators.
const ALLOWED: &str = "AND BEFORE Ctrl DIR Elasticsearch Excel GB GBK HOST HTTP JSON Lines MB Markdown NAME NEAR NOT \
    NUL OR OpenSearch PDF PEM TLS TOML URL UTF Word XML XPS Visio and chabao code docx csv http near not or \
    concept label ods path queries sentence txt xlsb xlsx XOR CSV region year zip";

/// Returns the English words of a Chinese text. What stands in backticks is to be typed, and words
/// with digits or marks in them are names: paths, ids, flags.
pub(crate) fn english_words(text: &str) -> Vec<String> {
    let outside: String = text.split('`').step_by(2).collect::<Vec<_>>().join(" ");
    let is_gap = |c: char| !c.is_ascii() || c.is_whitespace() || "()[]{},;:!?|\"'<>".contains(c);
    let words = outside.split(is_gap).map(|word| word.trim_end_matches('.'));
    let is_word = |word: &&str| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic());
    let is_allowed = |word: &&str| ALLOWED.split_whitespace().any(|it| it == *word);
    words.filter(is_word).filter(|word| !is_allowed(word)).map(str::to_owned).collect()
}
