//! Part of the build script: determines what each character folds to and writes it as one table.
//!
//! The rules are here only; `fold.rs` just looks characters up. A table in the binary costs a search
//! neither start-up time nor a dependency: only the memory pages that are used are mapped.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::{fs, path::Path};

use unicode_normalization::UnicodeNormalization;

/// Table value: the character vanishes. Values from here to U+DFFF are no characters.
const TRANSPARENT: u16 = 0xD800;
/// Table value: the character becomes the expansion with index `value - FIRST_EXPANSION`.
const FIRST_EXPANSION: u16 = 0xD801;

/// Writes `fold_table.rs` into the folder `out_dir`.
pub(crate) fn write(out_dir: &Path) {
    println!("cargo::rerun-if-changed=src/text/build.rs");
    let mut variants = BTreeMap::new();
    for source in ["src/text/traditional.tsv", "src/text/radicals.tsv"] {
        println!("cargo::rerun-if-changed={source}");
        let table = fs::read_to_string(source).expect("the table is next to this script");
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t').map(|column| column.chars().next());
            let (Some(Some(from)), Some(Some(to))) = (columns.next(), columns.next()) else {
                panic!("{source}: a line is not `character<tab>character`: {line}");
            };
            variants.insert(from, to);
        }
    }

    let mut basic = vec![0u16; 0x1_0000];
    let mut astral = String::new();
    let mut expansions: Vec<String> = Vec::new();
    for code in 0..=0x10_FFFFu32 {
        let Some(character) = char::from_u32(code) else { continue };
        let folded = fold(character, &variants);
        let single = match (folded.chars().next(), folded.chars().nth(1)) {
            (Some(only), None) => Some(only),
            _ => None,
        };
        if let Some(slot) = basic.get_mut(code as usize) {
            *slot = match single.map(|only| u16::try_from(u32::from(only))) {
                Some(Ok(value)) => value,
                _ if folded.is_empty() => TRANSPARENT,
                _ => expansion(&mut expansions, folded),
            };
        } else if single != Some(character) {
            writeln!(astral, "    (0x{code:X}, {folded:?}),").expect("writing to a string");
        }
    }

    let mut out = String::new();
    let cells: Vec<String> = basic.iter().map(u16::to_string).collect();
    writeln!(out, "static BASIC: [u16; 0x1_0000] = [{}];", cells.join(",")).expect("to a string");
    writeln!(out, "static EXPANSIONS: &[&str] = &{expansions:?};").expect("to a string");
    writeln!(out, "static ASTRAL: &[(u32, &str)] = &[\n{astral}];").expect("to a string");
    fs::write(out_dir.join("fold_table.rs"), out).expect("cargo's folder is writable");
}

/// Returns what one character folds to, whatever its neighbours are.
fn fold(character: char, variants: &BTreeMap<char, char>) -> String {
    if character == '\n' {
        return "\n".to_owned();
    }
    let character = *variants.get(&character).unwrap_or(&character);
    let hangul = ('\u{1100}'..='\u{11FF}').contains(&character);
    let compatible: String =
        if hangul { character.to_string() } else { character.nfkc().collect() };
    let lower = compatible.to_lowercase();
    lower.chars().map(|c| *variants.get(&c).unwrap_or(&c)).filter_map(neutral).collect()
}

/// Returns `character`, or the ASCII bracket for a bracket of any kind; `None` if it is transparent.
fn neutral(character: char) -> Option<char> {
    let is_transparent = character.is_whitespace()
        || character.is_control()
        || matches!(character,
            // quotation marks
            '"' | '\'' | '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '‛' | '′' | '″' | '‵' | '«'
            | '»' | '‹' | '›' | '「' | '」' | '『' | '』' | '〝' | '〞' | '〟' | '﹁'..='﹄'
            // book-title marks
            | '《' | '》' | '〈' | '〉'
            // the mark between the items of a list, and middle dots
            | '、' | '·' | '•' | '‧' | '∙' | '⋅' | '・'
            // characters without width
            | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180E}' | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}');
    if is_transparent {
        return None;
    }
    Some(match character {
        '[' | '{' | '〔' | '【' | '〖' | '〘' | '〚' | '⦅' => '(',
        ']' | '}' | '〕' | '】' | '〗' | '〙' | '〛' | '⦆' => ')',
        other => other,
    })
}

/// Returns the table value for an expansion, which is added if it is new.
fn expansion(expansions: &mut Vec<String>, folded: String) -> u16 {
    let at = expansions.iter().position(|known| *known == folded).unwrap_or_else(|| {
        expansions.push(folded);
        expansions.len() - 1
    });
    let value = u16::try_from(at).expect("fewer than 2,000 expansions") + FIRST_EXPANSION;
    assert!(value < 0xE000, "expansions fill the surrogate range of the table");
    value
}
