//! Folding: the form in which report text and query terms are compared.
//!
//! Reports write the same term in many ways: full width and half width, “三项”制度 and 三项制度,
//! 〔2018〕 and [2018], 1,234 and 1234, traditional characters, radicals that PDFs contain in place
//! of characters. Folding removes the differences that do not change the meaning and keeps a map
//! back, so that an answer shows the report's own characters.
//!
//! Each character folds by itself to nothing, to one character or to a few, so part of a text folds
//! to part of the folded text. There are two exceptions. Dashes in a row are one (2021——2025): a part
//! of them is one too. And the comma inside a number vanishes (1,234); see [`fold_term`] for terms
//! that begin or end next to such a comma.
//!
//! Dashes are one everywhere and not only between digits, and so are the circles for 〇: a rule that
//! asks for the neighbours would fail at the edges of terms.
//!
//! Ordinary characters remain, including the *barriers* 。；：！？，, and line feeds, which end
//! paragraphs. No term contains a line feed, so no match crosses the end of a paragraph. A match
//! crosses a barrier only if the term contains it.

use std::borrow::Cow;
use std::ops::Range;

use super::characters::is_han;
use super::cut::cut;

include!(concat!(env!("OUT_DIR"), "/fold_table.rs"));

const TRANSPARENT: u16 = 0xD800;
const FIRST_EXPANSION: u16 = 0xD801;
const LAST_EXPANSION: u16 = 0xDFFF;

/// Identifies the folding rules. An index with another value has to be built again.
pub const FOLDING: &str = "folding-2";

/// Calls `emit` for every character of the folded form of `text`, with the byte range of the
/// original character it comes from.
///
/// A character that expands, such as ㎡ to m², causes several calls with the same range.
///
/// ```
/// let mut folded = String::new();
/// chabao::text::fold_each("落实“三项”制度１，２３４㎡", |c, _| folded.push(c));
/// assert_eq!(folded, "落实三项制度1234m²");
/// ```
///
/// # Panics
///
/// Never: the build script makes the table, which refers only to its own expansions.
#[inline]
pub fn fold_each(text: &str, mut emit: impl FnMut(char, Range<usize>)) {
    let mut is_after_dash = false;
    let mut emit = |folded: char, range: Range<usize>| {
        let is_dash = folded == '-';
        if !(is_dash && is_after_dash) {
            emit(folded, range);
        }
        is_after_dash = is_dash;
    };
    for (start, character) in text.char_indices() {
        let range = start..start + character.len_utf8();
        let Some(&value) = BASIC.get(character as usize) else {
            fold_astral(character, |folded| emit(folded, range.clone()));
            continue;
        };
        match value {
            TRANSPARENT => {}
            FIRST_EXPANSION..=LAST_EXPANSION => {
                let at = usize::from(value - FIRST_EXPANSION);
                let expansion = EXPANSIONS.get(at).expect("the table refers to its own expansions");
                expansion.chars().for_each(|folded| emit(folded, range.clone()));
            }
            COMMA if is_inside_number(text, &range) => {}
            _ => {
                let folded =
                    char::from_u32(u32::from(value)).expect("the table contains characters");
                emit(folded, range);
            }
        }
    }
}

const COMMA: u16 = b',' as u16;

/// Folds a character outside the basic plane; few of them change.
#[cold]
fn fold_astral(character: char, mut emit: impl FnMut(char)) {
    match ASTRAL.binary_search_by_key(&u32::from(character), |&(code, _)| code) {
        Ok(at) => ASTRAL.get(at).into_iter().flat_map(|(_, to)| to.chars()).for_each(emit),
        Err(_) => emit(character),
    }
}

/// Returns whether a character is not always itself in the folded text: it vanishes, becomes another
/// one, or does so next to some characters. Such characters are the *marks* of a text.
///
/// ```
/// use chabao::text::is_mark;
/// assert!("、“（１顧,—-".chars().all(is_mark));
/// assert!(!"法a1。".chars().any(is_mark));
/// ```
#[must_use]
pub fn is_mark(character: char) -> bool {
    match BASIC.get(character as usize) {
        // Dashes in a row become one, and the comma of a number vanishes.
        Some(&value) => value != character as u16 || matches!(character, ',' | '-'),
        None => ASTRAL.binary_search_by_key(&u32::from(character), |&(code, _)| code).is_ok(),
    }
}

/// The radicals of Unicode: the supplement and those of the Kangxi dictionary.
const RADICALS: std::ops::RangeInclusive<char> = '\u{2e80}'..='\u{2fdf}';

/// Returns `text` with each radical replaced by its character; other characters stay as they are.
///
/// Browsers print ⼀ and ⾏ into PDFs for 一 and 行 of the page. Radicals and their characters have
/// three bytes each, so every position in `text` stays the same.
///
/// ```
/// assert_eq!(chabao::text::plain("⼀、⾏政“执法”"), "一、行政“执法”");
/// ```
#[must_use]
pub fn plain(text: &str) -> Cow<'_, str> {
    // Hardly any text has radicals. Their UTF-8 begins with E2 BA to E2 BF.
    let bytes = text.as_bytes();
    let leads = bytes.iter().zip(bytes.iter().skip(1));
    if !leads.into_iter().any(|(&first, &second)| first == 0xE2 && second >= 0xBA) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(without_radical).collect())
}

/// Returns the simplified form of a Chinese character, and any other character as it is.
///
/// Characters that simplified text also uses, such as 乾 in 乾县, stay as they are.
///
/// ```
/// let name: String = "湘潭縣衛生健康局，乾縣".chars().map(chabao::text::simplified).collect();
/// assert_eq!(name, "湘潭县卫生健康局，乾县");
/// ```
#[must_use]
pub fn simplified(character: char) -> char {
    let mut simplified = character;
    if is_han(character) {
        fold_each(character.encode_utf8(&mut [0; 4]), |folded, _| simplified = folded);
    }
    simplified
}

/// Returns the character of a radical, and any other character as it is.
#[must_use]
pub fn without_radical(character: char) -> char {
    if !RADICALS.contains(&character) {
        return character;
    }
    let value = BASIC.get(character as usize).copied().map(u32::from);
    let folded = value.and_then(char::from_u32);
    folded.filter(|folded| folded.len_utf8() == character.len_utf8()).unwrap_or(character)
}

/// The digits on one side of a comma.
#[derive(Clone, Copy)]
struct Digits {
    /// The number of digits, counted up to four.
    count: usize,
    /// Whether the text ends right after them.
    at_edge: bool,
}

/// Counts the digits next to a comma. A full-width comma goes with full-width digits.
fn digits_in(mut characters: impl Iterator<Item = char>, wide: bool) -> Digits {
    let is_digit = |c: &char| if wide { ('０'..='９').contains(c) } else { c.is_ascii_digit() };
    for count in 0..4 {
        match characters.next() {
            Some(character) if is_digit(&character) => {}
            Some(_) => return Digits { count, at_edge: false },
            None => return Digits { count, at_edge: true },
        }
    }
    Digits { count: 4, at_edge: false }
}

/// Returns the digits before and after the comma at `range` of `text`.
fn around_comma(text: &str, range: &Range<usize>) -> (Digits, Digits) {
    let wide = range.len() > 1;
    let (before, after) = (cut(text, ..range.start), cut(text, range.end..));
    (digits_in(before.chars().rev(), wide), digits_in(after.chars(), wide))
}

/// Returns whether the comma at `range` separates the thousands of a number: it has one to three
/// digits before it and exactly three after it.
fn is_inside_number(text: &str, range: &Range<usize>) -> bool {
    let (before, after) = around_comma(text, range);
    (1..=3).contains(&before.count) && after.count == 3
}

/// A folded text with the map back to the original.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each character of the folded text, the bytes of the original it comes from.
    origins: Vec<Range<usize>>,
}

impl Folded {
    /// Folds `text` and keeps the map back.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut folded = Self::default();
        fold_each(text, |character, origin| {
            folded.text.push(character);
            folded.origins.push(origin);
        });
        folded
    }

    /// Returns the bytes of the original that the folded characters `range` come from.
    ///
    /// The range of the original goes from the start of the first character to the end of the last
    /// one, so it includes transparent characters between them. `None` if `range` is empty or outside
    /// the text.
    ///
    /// ```
    /// use chabao::text::Folded;
    /// let original = "落实“三项”制度";
    /// let bytes = Folded::new(original).origin(2..6).unwrap();
    /// assert_eq!(original.get(bytes), Some("三项”制度"));
    /// ```
    #[must_use]
    pub fn origin(&self, range: Range<usize>) -> Option<Range<usize>> {
        let origins = self.origins.get(range)?;
        Some(origins.first()?.start..origins.last()?.end)
    }

    /// Returns the place in the folded text of the first character that comes from byte `byte` of the
    /// original or from one behind it.
    #[must_use]
    pub fn position(&self, byte: usize) -> usize {
        self.origins.partition_point(|origin| origin.start < byte)
    }

    /// Returns the occurrences of `form` as ranges of characters of the folded text, from left to
    /// right, without overlaps. This is the plain scan that exact search must agree with.
    ///
    /// ```
    /// use chabao::text::Folded;
    /// assert_eq!(Folded::new("和和和").occurrences("和和"), [0..2]);
    /// ```
    #[must_use]
    pub fn occurrences(&self, form: &str) -> Vec<Range<usize>> {
        let mut free_from = 0;
        let mut found = self.places(form);
        found.retain(|place| {
            let is_free = place.start >= free_from;
            if is_free {
                free_from = place.end;
            }
            is_free
        });
        found
    }

    /// Returns the occurrences of `form` as [`Folded::occurrences`] does, with those that overlap.
    ///
    /// ```
    /// use chabao::text::Folded;
    /// assert_eq!(Folded::new("和和和").places("和和"), [0..2, 1..3]);
    /// ```
    #[must_use]
    pub fn places(&self, form: &str) -> Vec<Range<usize>> {
        let Some(first) = form.chars().next() else { return Vec::new() };
        let len = form.chars().count();
        let mut found = Vec::new();
        let (mut bytes, mut characters) = (0, 0);
        while let Some(at) = cut(&self.text, bytes..).find(form) {
            characters += cut(&self.text, bytes..bytes + at).chars().count();
            found.push(characters..characters + len);
            bytes += at + first.len_utf8();
            characters += 1;
        }
        found
    }
}

/// Returns the folded forms of a term. A text contains the term if it contains one of them.
///
/// There is nearly always one form (for a lone comma: the barrier). A comma at the edge of a term,
/// with only digits between, may or may not be the comma of a number: `,234` occurs in 1,234 and in
/// 第一,234项. Then both forms are returned. A figure behind a letter may be a raised or lowered one
/// that keyboards do not have: `m2` also means m², and `PM2.5` PM₂.₅. A form that contains another one
/// is left out, since it finds nothing more. There is none if nothing of the term is left.
///
/// ```
/// use chabao::text::fold_term;
/// assert_eq!(fold_term("“双随机、一公开”"), ["双随机一公开"]);
/// assert_eq!(fold_term("1,234"), ["1,234", "1234"]);
/// assert_eq!(fold_term("10m2"), ["10m2", "10m²", "10m₂"]);
/// assert!(fold_term("《、》").is_empty());
/// ```
#[must_use]
pub fn fold_term(term: &str) -> Vec<String> {
    let unsure: Vec<usize> = term
        .char_indices()
        .filter(|&(at, c)| matches!(c, ',' | '，') && may_be_either(term, &(at..at + c.len_utf8())))
        .map(|(at, _)| at)
        .collect();
    let mut forms: Vec<String> = Vec::new();
    // At most two commas can be next to an edge, so there are at most four choices.
    for choice in 0..1usize << unsure.len() {
        for form in set_in_figures(with_commas(term, &unsure, choice)) {
            if !form.is_empty() && !forms.contains(&form) {
                forms.push(form);
            }
        }
    }
    let all = forms.clone();
    forms.retain(|form| !all.iter().any(|other| other != form && form.contains(other.as_str())));
    forms
}

/// Folds `term` with each unsure comma kept, unless its bit in `choice` is set.
fn with_commas(term: &str, unsure: &[usize], choice: usize) -> String {
    let mut form = String::new();
    let mut from = 0;
    for (bit, &at) in unsure.iter().enumerate() {
        let comma = cut(term, at..).chars().next().expect("a comma is here");
        fold_each(cut(term, from..at), |c, _| form.push(c));
        if choice & (1 << bit) == 0 {
            form.push(',');
        }
        from = at + comma.len_utf8();
    }
    fold_each(cut(term, from..), |c, _| form.push(c));
    form.retain(|c| c != '\n');
    form
}

/// Units of length, whose squares and cubes are written with raised figures.
const LENGTHS: [&str; 5] = ["m", "km", "cm", "dm", "mm"];

/// Returns a form as it is, with raised figures for squares and cubes, and with lowered figures
/// behind letters.
fn set_in_figures(form: String) -> [String; 3] {
    let (mut raised, mut lowered) = (String::new(), String::new());
    let (mut letters, mut is_lowered) = (String::new(), false);
    let mut characters = form.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied();
        let is_last = !next.is_some_and(|next| next.is_ascii_digit());
        raised.push(match character {
            '2' if is_last && LENGTHS.contains(&letters.as_str()) => '²',
            '3' if is_last && LENGTHS.contains(&letters.as_str()) => '³',
            other => other,
        });
        let digit = character.to_digit(10).filter(|_| is_lowered || !letters.is_empty());
        lowered
            .push(digit.and_then(|digit| char::from_u32('₀' as u32 + digit)).unwrap_or(character));
        let is_point = is_lowered && character == '.' && !is_last;
        is_lowered = digit.is_some() || is_point;
        if character.is_ascii_lowercase() {
            letters.push(character);
        } else {
            letters.clear();
        }
    }
    [form, raised, lowered]
}

/// Returns whether the comma at `range` of a term may be the comma of a number in one text that
/// contains the term, and a barrier in another.
fn may_be_either(term: &str, range: &Range<usize>) -> bool {
    let (before, after) = around_comma(term, range);
    let may_follow = before.count <= 3 && (before.at_edge || before.count >= 1);
    let may_precede = if after.at_edge { after.count <= 3 } else { after.count == 3 };
    let touches_edge = (before.at_edge && before.count <= 3) || (after.at_edge && after.count <= 3);
    may_follow && may_precede && touches_edge
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        Folded::new(text).text
    }

    #[test]
    fn what_does_not_change_the_meaning_is_folded_away() {
        for (text, expected) in [
            ("（２０２３）", "(2023)"),
            ("厅字〔2019〕28号", "厅字(2019)28号"),
            ("【公告】", "(公告)"),
            ("“双随机、一公开”", "双随机一公开"),
            ("《民法典》", "民法典"),
            ("三项\u{3000}制\u{A0}度", "三项制度"),
            ("三项\u{200B}制度\u{FEFF}", "三项制度"),
            ("⾏政执法", "行政执法"),
            ("⻛险⻔⺠", "风险门民"),
            ("行政執法與監督", "行政执法与监督"),
            ("LED与ＬＥＤ", "led与led"),
            ("100㎡①", "100m²①"),
            ("12①起，10²，x₂，½", "12①起,10²,x₂,½"),
            ("⑴㈠⒈㊀㏠㋀㍘", "(1)(一)⒈㊀㏠㋀㍘"),
            ("㎞㎢㎨㏄", "kmkm²m/s²cc"),
            (
                "2021—2025，2021–2025，2021－2025，2021～2025",
                "2021-2025,2021-2025,2021-2025,2021-2025",
            ),
            ("2021——2025，甲 — — 乙，-5.2%", "2021-2025,甲-乙,-5.2%"),
            ("二○二二◯二〇", "二〇二二〇二〇"),
            ("3∶1，3：1，3︰1", "3:1,3:1,3:1"),
            ("8.18万元；", "8.18万元;"),
            ("法治。政府！", "法治。政府!"),
            ("乾县", "乾县"),
            ("一\n二", "一\n二"),
            ("𠀀", "𠀀"),
        ] {
            assert_eq!(folded(text), expected, "{text}");
        }
    }

    #[test]
    fn radicals_become_characters_of_the_same_length() {
        for (text, expected) in [
            ("⼀、⾏政，⻓效", "一、行政，长效"),
            ("“２０２３”年…—①", "“２０２３”年…—①"),
            ("縣⻅", "縣见"),
            ("", ""),
            ("\u{2fdf}", "\u{2fdf}"),
        ] {
            assert_eq!(plain(text), expected);
        }
        let radicals: String = RADICALS.collect();
        let characters = plain(&radicals);
        assert_eq!(characters.len(), radicals.len());
        let left = characters.chars().filter(|character| RADICALS.contains(character)).count();
        assert!(left < 40, "{left} radicals have no character");
        assert!(matches!(plain("行政—“执法”…①"), Cow::Borrowed(_)));
    }

    #[test]
    fn names_become_simplified_character_by_character() {
        for (traditional, expected) in [
            ("湘潭縣衛生健康局", "湘潭县卫生健康局"),
            ("臺灣省", "台湾省"),
            ("乾縣財政局", "乾县财政局"),
            ("江門市農業農村局", "江门市农业农村局"),
            ("法治政府建設年度報告", "法治政府建设年度报告"),
            ("ＡＢ“１”", "ＡＢ“１”"),
        ] {
            assert_eq!(traditional.chars().map(simplified).collect::<String>(), expected);
        }
        let names = include_str!("../gazetteer/divisions.tsv");
        let changed: String = names.chars().filter(|&it| simplified(it) != it).collect();
        assert_eq!(changed, "");
    }

    #[test]
    fn no_character_becomes_digits_that_join_its_neighbours() {
        let joins = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
        let is_digit = |c: char| matches!(c, '０'..='９' | '〸' | '\u{1D7CE}'..='\u{1D7FF}' | '\u{1CCF0}'..='\u{1CCF9}' | '\u{1FBF0}'..='\u{1FBF9}');
        for code in 0x80..=0x2_FFFF_u32 {
            let Some(character) = char::from_u32(code) else { continue };
            let folded = folded(&character.to_string());
            let is_other =
                folded != character.to_string() && !is_digit(character) && !is_han(character);
            let edges = [folded.chars().next(), folded.chars().next_back()];
            let joins = edges.into_iter().flatten().any(joins);
            assert!(!(is_other && joins), "{character} U+{code:04X} becomes {folded}");
        }
    }

    #[test]
    fn figures_that_keyboards_lack_are_found_as_they_are_typed() {
        let finds = |term: &str, text: &str| {
            let text = Folded::new(text);
            fold_term(term).iter().any(|form| !text.occurrences(form).is_empty())
        };
        for (term, text, expected) in [
            ("121", "共办理案件12①起", false),
            ("102平方米", "面积10²平方米", false),
            ("①", "共1起，①督办", true),
            ("①", "共1起", false),
            ("⑴", "⑴督办", true),
            ("（1）", "⑴督办", true),
            ("x2", "x²", false),
            ("x2", "x₂", true),
            ("12", "½", false),
            ("m2", "10㎡", true),
            ("10m2", "10㎡3处", true),
            ("23", "10㎡3处", false),
            ("㎡", "10m²", true),
            ("km2", "5㎢", true),
            ("PM2.5", "PM₂.₅浓度", true),
            ("CO2", "CO₂2万吨", true),
            ("22", "CO₂2万吨", false),
            ("2021-2025年", "2021——2025年", true),
            ("—2025年", "2021-2025年", true),
            ("2021~", "2021－2025年", true),
            ("20212025", "2021-2025年", false),
            ("二〇二二年", "二○二二年", true),
            ("3:1", "3∶1", true),
        ] {
            assert_eq!(finds(term, text), expected, "{term} in {text}");
        }
    }

    #[test]
    fn commas_vanish_inside_numbers_only() {
        for (text, expected) in [
            ("1,234件", "1234件"),
            ("１，２３４件", "1234件"),
            ("1,234,567", "1234567"),
            ("2021,2022年", "2021,2022年"),
            ("第1,2项", "第1,2项"),
            ("12,3456", "12,3456"),
            ("达到100，其中", "达到100,其中"),
            ("增长100，200人参加", "增长100,200人参加"),
            (",234", ",234"),
        ] {
            assert_eq!(folded(text), expected, "{text}");
        }
    }

    #[test]
    fn every_part_of_a_number_with_commas_is_found() {
        for text in
            ["共1,234件", "达1,234,567元", "第1,2项", "于2021,2022年", "12,3456", "１，２３４"]
        {
            let folded = Folded::new(text);
            let ends: Vec<usize> =
                text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            for (at, &start) in ends.iter().enumerate() {
                for &end in ends.iter().skip(at + 1) {
                    let part = text.get(start..end).unwrap();
                    let forms = fold_term(part);
                    let is_found = forms.iter().any(|form| !folded.occurrences(form).is_empty());
                    assert!(is_found || matches!(part, "," | "，"), "{part} in {text}: {forms:?}");
                }
            }
        }
    }

    #[test]
    fn terms_that_vanish_have_no_form() {
        for term in ["", "  ", "“”", "、", "\n"] {
            assert!(fold_term(term).is_empty(), "{term:?}");
        }
    }

    #[test]
    fn a_folded_text_stays_as_it_is() {
        for code in 0..=0x2_FFFF_u32 {
            let Some(character) = char::from_u32(code) else { continue };
            let once = folded(&character.to_string());
            assert_eq!(folded(&once), once, "U+{code:04X}");
        }
    }

    #[test]
    fn origins_are_the_characters_of_the_original() {
        let original = "“三项”\u{3000}制度，㎡";
        let folded = Folded::new(original);
        assert_eq!(folded.text, "三项制度,m²");
        assert_eq!(original.get(folded.origin(0..4).unwrap()), Some("三项”\u{3000}制度"));
        assert_eq!(original.get(folded.origin(6..7).unwrap()), Some("㎡"));
        assert_eq!(folded.origin(0..0), None);
        assert_eq!(folded.origin(6..9), None);
    }
}
