//! Bytes of RTF → tokens.

/// A token of RTF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// A control word with its number: `\par`, `\u27861`.
    Word(&'a [u8], Option<i32>),
    /// A control symbol: `\~`.
    Symbol(u8),
    /// A byte written as `\'b7`.
    Hex(u8),
    /// An unescaped byte.
    Byte(u8),
}

/// Reads the tokens of a file.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    /// Starts at the beginning of `bytes`.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Returns the bytes that have not been read.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Returns the next byte, whatever it is: the second byte of a character may be a brace.
    pub(super) fn raw(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied()?;
        self.at += 1;
        Some(byte)
    }

    /// Returns how many of the next bytes satisfy `belongs`.
    fn run(&self, belongs: impl Fn(u8) -> bool) -> usize {
        self.rest().iter().take_while(|byte| belongs(**byte)).count()
    }

    /// Takes `count` bytes.
    fn cut(&mut self, count: usize) -> &'a [u8] {
        let rest = self.rest();
        let taken = rest.get(..count).unwrap_or(rest);
        self.at += taken.len();
        taken
    }

    /// Reads what follows a backslash.
    fn control(&mut self) -> Option<Token<'a>> {
        let letters = self.run(|byte| byte.is_ascii_alphabetic());
        if letters == 0 {
            let symbol = self.raw()?;
            if symbol != b'\'' {
                return Some(Token::Symbol(symbol));
            }
            let digits = self.rest().get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
            let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
            let Some(byte) = byte else { return Some(Token::Symbol(symbol)) };
            self.at += 2;
            return Some(Token::Hex(byte));
        }
        let word = self.cut(letters);
        let sign = usize::from(self.rest().first() == Some(&b'-'));
        let is_number = self.rest().get(sign).is_some_and(u8::is_ascii_digit);
        let number = is_number.then(|| {
            self.at += sign;
            let digits = self.run(|byte| byte.is_ascii_digit());
            let digits = std::str::from_utf8(self.cut(digits)).unwrap_or_default();
            let number: i32 = digits.parse().unwrap_or(i32::MAX);
            if sign == 1 { -number } else { number }
        });
        if self.rest().first() == Some(&b' ') {
            self.at += 1;
        }
        if word == b"bin" {
            self.cut(usize::try_from(number.unwrap_or(0)).unwrap_or(0));
        }
        Some(Token::Word(word, number))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            return match self.raw()? {
                b'{' => Some(Token::Open),
                b'}' => Some(Token::Close),
                b'\\' => self.control(),
                b'\r' | b'\n' | 0 => continue,
                byte => Some(Token::Byte(byte)),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_cut_where_the_standard_says() {
        use Token::{Byte, Close, Hex, Open, Symbol, Word};
        let table: [(&[u8], Vec<Token<'_>>); 7] = [
            (br"{\b x}", vec![Open, Word(b"b", None), Byte(b'x'), Close]),
            (br"\u-3913?", vec![Word(b"u", Some(-3913)), Byte(b'?')]),
            (br"\'b7\'zz", vec![Hex(0xB7), Symbol(b'\''), Byte(b'z'), Byte(b'z')]),
            (b"\\~\\-\r\n\\\\", vec![Symbol(b'~'), Symbol(b'-'), Symbol(b'\\')]),
            (b"\\bin3 {}}x", vec![Word(b"bin", Some(3)), Byte(b'x')]),
            (br"\fs99999999999-", vec![Word(b"fs", Some(i32::MAX)), Byte(b'-')]),
            (b"\\", vec![]),
        ];
        for (bytes, expected) in table {
            let tokens: Vec<Token<'_>> = Tokens::new(bytes).collect();
            assert_eq!(tokens, expected, "{}", bytes.escape_ascii());
        }
    }
}
