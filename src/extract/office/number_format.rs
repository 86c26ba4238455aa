//! The formats of automatic numbers: 一、 （一） 1. ① A.

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
}
