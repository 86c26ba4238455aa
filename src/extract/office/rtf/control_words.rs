//! Control words that stand for characters, and those whose groups are left out.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// The control words of groups that are left out: tables of the file, pictures, headers and
/// footers, comments, and entries of indexes.
const LEFT_OUT: &str = "colortbl stylesheet pict header headerl headerr headerf footer footerl footerr footerf \
    annotation atnid atnauthor nonshppict shprslt nonesttables xe tc rxe txe sp filetbl revtbl \
    listtable listoverridetable";

/// Returns whether the group of a control word is left out.
pub(super) fn is_left_out(word: &[u8]) -> bool {
    // Most control words set fonts and sizes, so this is asked for nearly all of them.
    static WORDS: LazyLock<FxHashSet<&[u8]>> =
        LazyLock::new(|| LEFT_OUT.split(' ').map(str::as_bytes).collect());
    WORDS.contains(word)
}

/// Returns the characters that a control word stands for.
pub(super) fn sign(word: &[u8]) -> Option<&'static str> {
    let text = match word {
        b"tab" => "\t",
        b"line" | b"page" | b"column" | b"softline" | b"softpage" => "\n",
        b"emdash" => "—",
        b"endash" => "–",
        b"lquote" => "‘",
        b"rquote" => "’",
        b"ldblquote" => "“",
        b"rdblquote" => "”",
        b"bullet" => "•",
        b"emspace" | b"enspace" | b"qmspace" => " ",
        _ => return None,
    };
    Some(text)
}
