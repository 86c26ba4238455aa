//! A query that cannot be read, with the place marked, in English and in Chinese.

use std::fmt;

use crate::report::ReportKind;

/// Why a query cannot be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    trouble: Trouble,
    /// The query as typed, and the character the trouble begins at, counted from 0.
    place: Option<(String, usize)>,
}

/// What is wrong with a query. Characters are counted from 1, as people do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    Empty,
    TooLong {
        characters: usize,
        most: usize,
    },
    OpensNothing {
        at: usize,
    },
    NeverClosed {
        at: usize,
    },
    TooDeep,
    QuoteNeverClosed {
        at: usize,
    },
    NothingBetweenMarks,
    NothingBehindOr,
    NothingBehindNot,
    AndNotBetween,
    TermMissing,
    NotYet,
    /// Nothing is left of the term after folding.
    NothingLeft,
    /// The same of a term that is compared later.
    NothingCompared {
        text: String,
    },
    ValueMissing,
    ValueEmpty,
    NoYear {
        value: String,
    },
    NoPart {
        value: String,
    },
    NoKind {
        value: String,
    },
}

impl Trouble {
    /// Returns what is wrong and what the user can do, in English.
    fn english(&self) -> (String, String) {
        let told = |message: &str, hint: &str| (message.to_owned(), hint.to_owned());
        match self {
            Self::Empty => told("the query is empty", "type a term: `chabao search 三项制度`"),
            Self::TooLong { characters, most } => (
                format!("the query has {characters} characters, more than {most}"),
                "search for a shorter passage".to_owned(),
            ),
            Self::OpensNothing { at } => told(
                &format!("bracket at character {at} closes nothing"),
                "remove it, or put the text in quotation marks",
            ),
            Self::NeverClosed { at } => told(
                &format!("bracket at character {at} is never closed"),
                "close it, or put the text in quotation marks",
            ),
            Self::TooDeep => {
                told("the brackets are too deep", "write the query with fewer brackets")
            }
            Self::QuoteNeverClosed { at } => told(
                &format!("quotation mark at character {at} is never closed"),
                "close it to search for the exact phrase, or remove it",
            ),
            Self::NothingBetweenMarks => told("nothing stands between the marks", "type a term"),
            Self::NothingBehindOr => {
                told("nothing stands behind the OR", "add a term or remove it")
            }
            Self::NothingBehindNot => {
                told("nothing stands behind the NOT", "add a term or remove it")
            }
            Self::AndNotBetween => told(
                "the AND does not stand between two terms",
                "remove it: terms beside each other all have to occur",
            ),
            Self::TermMissing => {
                told("a term is missing here", "add one, or remove the operator or the brackets")
            }
            Self::NotYet => told(
                "scopes and NEAR cannot be searched yet",
                "leave it out: terms beside each other have to occur in the same section",
            ),
            Self::NothingLeft => told(
                "no character is left to search for: blanks, quotation marks, book-title marks, 、 \
                 and · are not compared",
                "put the characters between `'` and `'` to compare them as they are",
            ),
            Self::NothingCompared { text } => told(
                &format!("`{text}` holds no character that is compared"),
                "put the characters between `'` and `'` to compare them as they are",
            ),
            Self::ValueMissing => told(
                "a value is missing behind the colon",
                "write it without a blank: `年度:2021-2023`, `机关:卫生健康`",
            ),
            Self::ValueEmpty => {
                told("the value is empty", "write it behind the colon: `机关:卫生健康`")
            }
            Self::NoYear { value } => told(
                &format!("`{value}` is no year and no range of years"),
                "write `年度:2023`, `年度:2021-2023`, `年度:2021-` or `年度:未识别`",
            ),
            Self::NoPart { value } => told(
                &format!("`{value}` is none of the parts"),
                "write one of 举措和成效 (measures), 不足和原因 (shortcomings), 第一责任人履职 \
                 (leadership), 下一年安排 (next-year), 其他 (other)",
            ),
            Self::NoKind { value } => told(
                &format!("`{value}` is no kind of document"),
                &format!("write one of {}, or 未识别", ReportKind::list()),
            ),
        }
    }

    /// Returns what is wrong and what the user can do, in Chinese.
    fn chinese(&self) -> (String, String) {
        let told = |message: &str, hint: &str| (message.to_owned(), hint.to_owned());
        match self {
            Self::Empty => told("检索式是空的", "输入一个词，例如 三项制度"),
            Self::TooLong { characters, most } => {
                (format!("检索式有 {characters} 个字，最多 {most} 个"), "改短一些".to_owned())
            }
            Self::OpensNothing { at } => told(
                &format!("第 {at} 个字是右括号，前面没有与它成对的左括号"),
                "去掉它，或者给这段文字加引号",
            ),
            Self::NeverClosed { at } => told(
                &format!("第 {at} 个字是左括号，后面没有与它成对的右括号"),
                "补上右括号，或者给这段文字加引号",
            ),
            Self::TooDeep => told("括号层数太多", "少用几层括号"),
            Self::QuoteNeverClosed { at } => told(
                &format!("第 {at} 个字是引号，后面没有与它成对的引号"),
                "补上引号，按整个短语检索；或者去掉它",
            ),
            Self::NothingBetweenMarks => told("引号之间没有内容", "输入一个词"),
            Self::NothingBehindOr => told("“或”（OR）后面没有内容", "补一个词，或者去掉它"),
            Self::NothingBehindNot => told("“非”（NOT）后面没有内容", "补一个词，或者去掉它"),
            Self::AndNotBetween => {
                told("“与”（AND）不在两个词之间", "去掉它：并列的词本来就要同时出现")
            }
            Self::TermMissing => told("这里缺一个词", "补一个词，或者去掉这个运算符或括号"),
            Self::NotYet => told("暂不支持检索范围和 NEAR", "去掉它：并列的词要在同一节中出现"),
            Self::NothingLeft => told(
                "没有可供检索的字：空格、引号、书名号、顿号和间隔号不参与匹配",
                "要按原样匹配，请放在单引号 '…' 中",
            ),
            Self::NothingCompared { text } => {
                told(&format!("“{text}”中没有参与匹配的字"), "要按原样匹配，请放在单引号 '…' 中")
            }
            Self::ValueMissing => {
                told("冒号后面缺少内容", "冒号后不要空格，例如 年度:2021-2023、机关:卫生健康")
            }
            Self::ValueEmpty => told("冒号后面是空的", "写在冒号后面，例如 机关:卫生健康"),
            Self::NoYear { value } => told(
                &format!("“{value}”不是年度，也不是年度区间"),
                "写成 年度:2023、年度:2021-2023、年度:2021- 或 年度:未识别",
            ),
            Self::NoPart { value } => told(
                &format!("没有“{value}”这个部分"),
                "可用：举措和成效、不足和原因、第一责任人履职、下一年安排、其他",
            ),
            Self::NoKind { value } => told(
                &format!("没有“{value}”这种文件类型"),
                &format!("可用：{}，或未识别", ReportKind::list()),
            ),
        }
    }
}

impl QueryError {
    /// Returns an error about the character `at` of `query`, counted from 0.
    pub(super) fn at_character(query: &str, at: usize, trouble: Trouble) -> Self {
        Self { trouble, place: Some((query.to_owned(), at)) }
    }

    /// Returns an error about the query as a whole.
    pub(crate) fn whole(trouble: Trouble) -> Self {
        Self { trouble, place: None }
    }

    /// Returns the character of the query the trouble begins at, counted from 0, where it is about
    /// one place.
    #[must_use]
    pub fn at(&self) -> Option<usize> {
        self.place.as_ref().map(|(_, at)| *at)
    }

    /// Returns what the user can do.
    #[must_use]
    pub fn hint(&self) -> String {
        self.trouble.english().1
    }

    /// Returns what is wrong, with the place marked under it, and what the user can do, in Chinese.
    #[must_use]
    pub fn chinese(&self) -> (String, String) {
        let (message, hint) = self.trouble.chinese();
        (message + &self.marked(), hint)
    }

    /// Returns the query with the place marked, on lines of their own; nothing where it is about no
    /// one place.
    fn marked(&self) -> String {
        let Some((query, at)) = &self.place else { return String::new() };
        // Control characters would move the mark or the terminal.
        let shown: String = query.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let before: String = shown.chars().take(*at).collect();
        let indent = unicode_width::UnicodeWidthStr::width(before.as_str());
        format!("\n    {shown}\n    {:indent$}^", "")
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}{}", self.trouble.english().0, self.marked())
    }
}

impl std::error::Error for QueryError {}
