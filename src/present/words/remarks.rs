//! What has to be said of an answer beside its figures.

use crate::search::WordsAsked;

/// Returns what a section had to hold of the words of a loose question, where that was not all.
pub(crate) fn words_sentence(words: Option<&WordsAsked>) -> String {
    match words {
        Some(WordsAsked { all, least, holding_all, .. }) if least < all => {
            let holding = match holding_all {
                0 => "no section holds".to_owned(),
                1 => "1 section holds".to_owned(),
                _ => format!("{holding_all} sections hold"),
            };
            format!(
                "{holding} all {all} words: counted are those that hold at least {least} of them\n"
            )
        }
        _ => String::new(),
    }
}
