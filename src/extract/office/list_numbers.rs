//! Automatic numbers of lists, as the program that wrote the file shows them.
//!
//! The 一、 of a heading is often not in the text: the paragraph only refers to a level of a list,
//! and the program counts. Without these numbers the outline of the report is lost. The three
//! formats that count (docx, doc, odt) share number formats and counting.

/// The number of levels of a list: Word has 9, `OpenDocument` 10.
pub(crate) const LEVELS: usize = 10;

/// The format of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberFormat {
    /// 1, 2, 3
    Decimal,
    /// 01, 02, … 10
    TwoDigits,
    /// １, ２, ３
    FullWidth,
    /// 一, 二, … 十, 十一
    Chinese,
    /// 一, 二, … 一〇, 一一
    ChineseDigits,
    /// 壹, 贰, … 拾
    ChineseLegal,
    /// 甲, 乙, 丙
    Stems,
    /// 子, 丑, 寅
    Branches,
    /// Single characters from this one on, up to this number, then decimal: ① and others.
    Row(char, u32),
    /// A, B, … Z, AA, BB
    UpperLetter,
    /// a, b, … z, aa, bb
    LowerLetter,
    /// I, II, III
    UpperRoman,
    /// i, ii, iii
    LowerRoman,
    /// A bullet.
    Bullet,
    /// No number.
    None,
}

impl NumberFormat {
    /// ①, up to ⑳
    pub(crate) const CIRCLED: Self = Self::Row('①', 20);
    /// ⑴, up to ⒇
    pub(crate) const BRACKETED: Self = Self::Row('⑴', 20);
    /// ⒈, up to ⒛
    pub(crate) const STOPPED: Self = Self::Row('⒈', 20);

    /// Returns the format that docx calls `name` (ISO/IEC 29500-1, `ST_NumberFormat`).
    ///
    /// Unknown formats count in digits.
    pub(crate) fn from_docx(name: &str) -> Self {
        match name {
            "decimalZero" => Self::TwoDigits,
            "decimalFullWidth" | "decimalFullWidth2" => Self::FullWidth,
            "chineseCounting"
            | "chineseCountingThousand"
            | "japaneseCounting"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand" => Self::Chinese,
            "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
                Self::ChineseDigits
            }
            "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
                Self::ChineseLegal
            }
            "ideographTraditional" => Self::Stems,
            "ideographZodiac" => Self::Branches,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::CIRCLED,
            "decimalEnclosedParen" => Self::BRACKETED,
            "decimalEnclosedFullstop" => Self::STOPPED,
            "ideographEnclosedCircle" => Self::Row('㊀', 10),
            "upperLetter" => Self::UpperLetter,
            "lowerLetter" => Self::LowerLetter,
            "upperRoman" => Self::UpperRoman,
            "lowerRoman" => Self::LowerRoman,
            "bullet" => Self::Bullet,
            "none" => Self::None,
            _ => Self::Decimal,
        }
    }

    /// Returns the format with this `code` in doc ([MS-OSHARED] 2.2.1.3, `MSONFC`).
    pub(crate) fn from_doc(code: u8) -> Self {
        match code {
            1 => Self::UpperRoman,
            2 => Self::LowerRoman,
            3 => Self::UpperLetter,
            4 => Self::LowerLetter,
            10 | 17 | 36 | 40 => Self::ChineseDigits,
            11 | 33 | 35 | 37 | 39 => Self::Chinese,
            14 | 19 => Self::FullWidth,
            18 | 28 => Self::CIRCLED,
            22 => Self::TwoDigits,
            23 => Self::Bullet,
            26 => Self::STOPPED,
            27 => Self::BRACKETED,
            29 => Self::Row('㊀', 10),
            16 | 34 | 38 => Self::ChineseLegal,
            30 => Self::Stems,
            31 => Self::Branches,
            255 => Self::None,
            _ => Self::Decimal,
        }
    }

    /// Returns the format for an odt `sample`, its first number or numbers (`style:num-format`).
    pub(crate) fn from_odt(sample: &str) -> Self {
        let mut characters = sample.chars();
        let Some(first) = characters.next() else { return Self::None };
        match first {
            'A' => Self::UpperLetter,
            'a' => Self::LowerLetter,
            'I' => Self::UpperRoman,
            'i' => Self::LowerRoman,
            '一' => Self::Chinese,
            '壹' => Self::ChineseLegal,
            '甲' => Self::Stems,
            '子' => Self::Branches,
            '①' => Self::CIRCLED,
            '１' => Self::FullWidth,
            '0' => Self::TwoDigits,
            _ => Self::Decimal,
        }
    }

    /// Returns `number` in this format.
    pub(crate) fn write(self, number: u32) -> String {
        let one_of = |row: &str| match usize::try_from(number.wrapping_sub(1)) {
            Ok(at) => row.chars().nth(at).map_or_else(|| number.to_string(), String::from),
            Err(_) => number.to_string(),
        };
        match self {
            Self::TwoDigits => format!("{number:02}"),
            Self::FullWidth => digit_by_digit(number, "０１２３４５６７８９"),
            Self::Chinese => chinese(number, "零一二三四五六七八九", "十百千"),
            Self::ChineseDigits => digit_by_digit(number, "〇一二三四五六七八九"),
            Self::ChineseLegal => chinese(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟"),
            Self::Stems => one_of("甲乙丙丁戊己庚辛壬癸"),
            Self::Branches => one_of("子丑寅卯辰巳午未申酉戌亥"),
            Self::Row(first, count) if (1..=count).contains(&number) => {
                let character = char::from_u32(u32::from(first) + number - 1);
                character.map_or_else(|| number.to_string(), String::from)
            }
            Self::Decimal | Self::Row(..) => number.to_string(),
            Self::UpperLetter => letters(number, 'A'),
            Self::LowerLetter => letters(number, 'a'),
            Self::UpperRoman => roman(number),
            Self::LowerRoman => roman(number).to_ascii_lowercase(),
            Self::Bullet | Self::None => String::new(),
        }
    }
}

/// Writes each digit of `number` as the character at its index in `digits`.
fn digit_by_digit(number: u32, digits: &str) -> String {
    let written = number.to_string();
    let places = written.chars().filter_map(|digit| digit.to_digit(10));
    places.filter_map(|digit| digits.chars().nth(usize::try_from(digit).ok()?)).collect()
}

/// Writes `number` in Chinese up to 9,999, above that digit by digit.
fn chinese(number: u32, digits: &str, units: &str) -> String {
    if number == 0 || number > 9999 {
        return digit_by_digit(number, digits);
    }
    let mut out = String::new();
    let mut gap = false;
    for (place, unit) in [(1000, 2), (100, 1), (10, 0), (1, 3)] {
        let digit = number / place % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push_str(&digit_by_digit(0, digits));
            gap = false;
        }
        let is_plain_ten = place == 10 && digit == 1 && out.is_empty();
        if !is_plain_ten {
            out.push_str(&digit_by_digit(digit, digits));
        }
        out.extend(units.chars().nth(unit));
    }
    out
}

/// Writes `number` in letters as Word does: 27 is AA, 28 is BB. Word stops at 780.
fn letters(number: u32, first: char) -> String {
    let Some(index) = number.checked_sub(1).filter(|index| *index < 780) else {
        return number.to_string();
    };
    let letter = char::from_u32(u32::from(first) + index % 26).unwrap_or(first);
    std::iter::repeat_n(letter, usize::try_from(index / 26 + 1).unwrap_or(1)).collect()
}

/// Writes `number` in Roman numerals, up to 3,999.
fn roman(mut number: u32) -> String {
    if number > 3999 {
        return number.to_string();
    }
    let figures = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut out = String::new();
    for (value, figure) in figures {
        while number >= value {
            out.push_str(figure);
            number -= value;
        }
    }
    out
}

/// A piece of the text around a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NumberPiece {
    /// These characters.
    Text(String),
    /// The number of the level with this index, 0 for the outermost.
    Number(usize),
}

/// Parses `text` in which %1 stands for the number of the outermost level, as in docx.
pub(crate) fn pieces(text: &str) -> Vec<NumberPiece> {
    let mut pieces = Vec::new();
    let mut words = String::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let level = characters.peek().and_then(|next| next.to_digit(10)).filter(|it| *it > 0);
        if let ('%', Some(level)) = (character, level) {
            characters.next();
            if !words.is_empty() {
                pieces.push(NumberPiece::Text(std::mem::take(&mut words)));
            }
            pieces.push(NumberPiece::Number(usize::try_from(level - 1).unwrap_or(0)));
        } else {
            words.push(character);
        }
    }
    if !words.is_empty() {
        pieces.push(NumberPiece::Text(words));
    }
    pieces
}

/// When a level starts again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Restart {
    /// After each paragraph of a level above it.
    AfterAny,
    /// After a paragraph of one of this many outermost levels; with 0, never.
    After(usize),
}

/// A level of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ListLevel {
    /// The first number.
    pub(crate) start: u32,
    /// The format of the numbers of this level.
    pub(crate) form: NumberFormat,
    /// The text before the paragraph.
    pub(crate) pieces: Vec<NumberPiece>,
    /// Whether the numbers of the levels above are written in digits (1.1 under 第一章).
    pub(crate) figures: bool,
    /// When it starts again.
    pub(crate) restart: Restart,
}

impl Default for ListLevel {
    fn default() -> Self {
        Self {
            start: 1,
            form: NumberFormat::Decimal,
            pieces: Vec::new(),
            figures: false,
            restart: Restart::AfterAny,
        }
    }
}

/// Counts the levels of one list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ListCounter([Option<u32>; LEVELS]);

impl ListCounter {
    /// Lets level `level` start with `start` at its next paragraph, and the levels below it start
    /// again.
    pub(crate) fn restart(&mut self, level: usize, start: u32) {
        for count in self.0.iter_mut().skip(level) {
            *count = None;
        }
        if let Some(count) = self.0.get_mut(level) {
            *count = start.checked_sub(1);
        }
    }

    /// Counts a paragraph of level `level` and returns the number it shows.
    ///
    /// A bullet shows nothing, unless it is a Chinese word.
    pub(crate) fn next(&mut self, levels: &[ListLevel], level: usize) -> String {
        let (Some(own), Some(count)) = (levels.get(level), self.0.get_mut(level)) else {
            return String::new();
        };
        *count = Some(count.map_or(own.start, |count| count.saturating_add(1)));
        for (below, other) in levels.iter().enumerate().skip(level + 1) {
            let begins_anew = match other.restart {
                Restart::AfterAny => true,
                Restart::After(outermost) => level < outermost,
            };
            if let (true, Some(count)) = (begins_anew, self.0.get_mut(below)) {
                *count = None;
            }
        }
        let mut out = String::new();
        for piece in &own.pieces {
            match piece {
                NumberPiece::Text(text) => out.push_str(text),
                NumberPiece::Number(of) => {
                    let Some(other) = levels.get(*of) else { continue };
                    let number = self.0.get(*of).copied().flatten().unwrap_or(other.start);
                    let form = if own.figures { NumberFormat::Decimal } else { other.form };
                    out.push_str(&form.write(number));
                }
            }
        }
        let is_sign =
            own.form == NumberFormat::Bullet && !out.contains(|it| matches!(it, '一'..='龥'));
        if is_sign { String::new() } else { out }
    }
}

/// Returns the text of a paragraph with its number.
///
/// They are joined without a blank, as in a typed report, unless they would run together: a digit,
/// a letter or a Chinese number before words, or 1. before a digit.
///
/// Blanks at the start of the text are removed: the number takes their place.
pub(crate) fn numbered(number: &str, text: &str) -> String {
    let number = number.trim();
    if number.is_empty() || text.trim().is_empty() {
        return text.to_owned();
    }
    let text = text.trim_start_matches([' ', '\u{3000}', '\u{a0}', '\t']);
    let opens_with_figure = text.starts_with(|first: char| first.is_ascii_digit());
    let run_together = match number.chars().last() {
        Some('.' | ':') => opens_with_figure,
        Some(last) => last.is_alphanumeric(),
        None => false,
    };
    if run_together { format!("{number} {text}") } else { format!("{number}{text}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::numerals::{cardinal, digits};

    #[test]
    fn numbers_are_written_in_every_form() {
        let table = [
            ("decimal", 12, "12"),
            ("decimalZero", 3, "03"),
            ("decimalFullWidth", 12, "１２"),
            ("chineseCounting", 10, "十"),
            ("chineseCountingThousand", 21, "二十一"),
            ("chineseCountingThousand", 110, "一百一十"),
            ("japaneseCounting", 1005, "一千零五"),
            ("ideographDigital", 10, "一〇"),
            ("chineseLegalSimplified", 12, "拾贰"),
            ("ideographTraditional", 2, "乙"),
            ("ideographTraditional", 11, "11"),
            ("ideographZodiac", 12, "亥"),
            ("decimalEnclosedCircle", 20, "⑳"),
            ("decimalEnclosedCircleChinese", 21, "21"),
            ("decimalEnclosedParen", 3, "⑶"),
            ("upperLetter", 28, "BB"),
            ("lowerLetter", 0, "0"),
            ("lowerRoman", 14, "xiv"),
            ("upperRoman", 1949, "MCMXLIX"),
            ("bullet", 1, ""),
            ("none", 1, ""),
            ("whatever", 4, "4"),
        ];
        for (name, number, expected) in table {
            assert_eq!(NumberFormat::from_docx(name).write(number), expected, "{name}");
        }
    }

    #[test]
    fn chinese_numbers_are_read_back() {
        for number in 1..=9999 {
            assert_eq!(cardinal(&NumberFormat::Chinese.write(number)), Some(number));
            assert_eq!(digits(&NumberFormat::ChineseDigits.write(number)), Some(number));
        }
    }

    #[test]
    fn forms_are_known_in_every_format() {
        assert_eq!(NumberFormat::from_doc(39), NumberFormat::from_docx("chineseCountingThousand"));
        assert_eq!(NumberFormat::from_doc(18), NumberFormat::from_docx("decimalEnclosedCircle"));
        assert_eq!(
            NumberFormat::from_odt("一, 二, 三, ..."),
            NumberFormat::from_docx("chineseCounting")
        );
        assert_eq!(NumberFormat::from_odt(""), NumberFormat::None);
    }

    #[test]
    fn lower_levels_begin_anew_under_each_higher_one() {
        let level = |form: &str, text: &str| ListLevel {
            form: NumberFormat::from_docx(form),
            pieces: pieces(text),
            ..ListLevel::default()
        };
        let mut levels = [
            level("chineseCounting", "%1、"),
            level("decimal", "（%2）"),
            level("decimal", "%1.%3"),
        ];
        levels[2].figures = true;
        let mut counter = ListCounter::default();
        let mut shown = |levels: &[ListLevel], order: &[usize]| -> Vec<String> {
            order.iter().map(|level| counter.next(levels, *level)).collect()
        };
        assert_eq!(
            shown(&levels, &[0, 1, 1, 2, 0, 1]),
            ["一、", "（1）", "（2）", "1.1", "二、", "（1）"]
        );
        levels[1].restart = Restart::After(0);
        assert_eq!(shown(&levels, &[0, 1]), ["三、", "（2）"]);
        counter.restart(0, 5);
        assert_eq!(counter.next(&levels, 0), "五、");
        assert_eq!(counter.next(&levels, 9), "");
    }

    #[test]
    fn a_number_and_its_text_do_not_run_together() {
        let table = [
            ("一、", "总体情况", "一、总体情况"),
            ("（一）", "\t健全制度", "（一）健全制度"),
            ("1.", "加强", "1.加强"),
            ("1.", "2023年", "1. 2023年"),
            ("1", "2023年", "1 2023年"),
            ("第一章", "总则", "第一章 总则"),
            ("", " 总则", " 总则"),
            ("一、", "", ""),
        ];
        for (number, text, expected) in table {
            assert_eq!(numbered(number, text), expected);
        }
    }

    #[test]
    fn the_text_around_a_number_is_read() {
        let text = |text: &str| NumberPiece::Text(text.to_owned());
        let table = [
            ("（%1）", vec![text("（"), NumberPiece::Number(0), text("）")]),
            ("%1.%2", vec![NumberPiece::Number(0), text("."), NumberPiece::Number(1)]),
            ("100%", vec![text("100%")]),
            ("%0", vec![text("%0")]),
            ("", vec![]),
        ];
        for (template, expected) in table {
            assert_eq!(pieces(template), expected, "{template}");
        }
    }
}
