//! Chinese text as characters: classes of characters, folding with a map back to the original,
//! numerals, page numbers, names in Latin letters, the forms in which numbers of documents and addresses
//! are compared.

mod characters;
mod cut;
mod ends;
mod fold;
mod formula;
mod letters;
pub mod numerals;
mod page_number;
mod reference;
mod word_list;

pub use characters::{capitalized, grouped, is_han, is_harmful};
pub(crate) use characters::{half_width, is_quotation_mark};
pub use cut::cut;
pub use ends::{Ends, ends_sentence};
pub use fold::{
    FOLDING, Folded, fold_each, fold_term, is_mark, plain, simplified, without_radical,
};
pub use formula::{escape_formula, unescape_formula};
pub(crate) use letters::{Letters, Spelling, in_pinyin};
pub use page_number::{PageNumber, page_number};
pub(crate) use reference::{address_form, number_form};
pub(crate) use word_list::{contains_any, ends_with_any, starts_with_any};
