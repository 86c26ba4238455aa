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
    let character = match character {
        // Reports have it for a colon; its compatibility form is two full stops.
        '︰' => ':',
        other => *variants.get(&other).unwrap_or(&other),
    };
    let hangul = ('\u{1100}'..='\u{11FF}').contains(&character);
    let compatible: String = match character {
        _ if hangul || is_set_number(character) => character.to_string(),
        // Squares such as ㎡: m² and not m2, or else 10㎡3处 would contain 23.
        '\u{3371}'..='\u{33DF}' => character.nfkc().map(raised).collect(),
        _ => character.nfkc().collect(),
    };
    let lower = compatible.to_lowercase();
    lower.chars().map(|c| *variants.get(&c).unwrap_or(&c)).filter_map(neutral).collect()
}

/// Returns whether a character is a number that is set apart from its neighbours by its form only:
/// in a circle, raised or lowered, as a fraction, with a full stop or a unit. As plain digits it would
/// make numbers with its neighbours that no report states: 12① would be 121, and 十㊀ 十一.
///
/// Numbers in brackets, such as ⑴ and ㈠, keep their brackets in the compatibility form. They are what
/// others type as （1） and （一）, and are found as these.
fn is_set_number(character: char) -> bool {
    matches!(character,
        // raised, lowered
        '²' | '³' | '¹' | '⁰' | '⁴'..='⁹' | '₀'..='₉' | '㆒'..='㆕'
        // fractions
        | '¼'..='¾' | '\u{2150}'..='\u{215F}' | '↉'
        // in circles, also letters; in squares
        | '①'..='⑳' | '\u{1F214}' | '\u{1F229}' | '\u{1F22A}' | 'Ⓐ'..='⓪' | '㉈'..='㉏' | '㉑'..='㉟' | '㊀'..='㊉' | '㊱'..='㊿'
        // with a full stop or a comma; months, hours and days
        | '⒈'..='⒛' | '\u{1F100}'..='\u{1F10C}' | '㋀'..='㋋' | '㍘'..='㍰' | '㏠'..='㏾')
}

/// Returns the raised form of the figure of a unit.
fn raised(character: char) -> char {
    match character {
        '2' => '²',
        '3' => '³',
        other => other,
    }
}

/// Returns `character`, or the one form of brackets, dashes, circles and colons of any kind; `None` if
/// it is transparent.
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
        // dashes, and the tildes that are written for them between numbers
        '‐'..='―' | '−' | '⁃' | '˗' | '─' | '━' | '⸺' | '⸻' | '~' | '〜' | '∼' | '⁓' | '〰' => {
            '-'
        }
        // circles that are typed for 〇
        '○' | '◯' | '⭘' => '〇',
        '∶' | '꞉' => ':',
        '∕' | '⁄' => '/',
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
