//! Random queries of every form, and how they are typed.

use crate::dice::Dice;

const TERMS: [&str; 16] = [
    "法治",
    "法",
    "行政",
    "执法",
    "行政执法",
    "顾问",
    "法律顾问",
    "聘請",
    "三项制度",
    "20",
    "治法",
    "。",
    "“制度”",
    "政执",
    "《制度》",
    "顾问、聘请",
];
const STRICT: [&str; 12] = [
    "行政",
    "法治",
    "聘請",
    "２０",
    "法治，",
    "、",
    "“",
    "“顾问”",
    "顾问”",
    "”、",
    "‘法治’",
    "、聘请",
];
const PATTERNS: [&str; 18] = [
    "聘请*顾问",
    "法?顾问",
    "法＊制度",
    "行政？法",
    "?法",
    "行政??法",
    "三*执*法",
    "顾问?*",
    "执法*20",
    // Next to barriers and marks.
    "法?，?法",
    "顾问*。",
    "，*顾问",
    "制度*；",
    "。*法治",
    "三?，法",
    "、聘?、顾",
    "法、*、顾问",
    "《制?》法",
];
/// Terms whose other names are in [`ALIASES`], and one that has none.
const ALIASED: [&str; 7] = ["法治", "行政执法", "顾问", "聘請", "三项制度", "20", "执法"];

/// The table of aliases of the index, with the groups below.
pub(super) const ALIAS_TABLE: &str = r#"
[[same]]
terms = ["法治", "行政執法"]
[[whole]]
term = "顾问"
parts = ["法律顾问", "聘请"]
[[same]]
replace = true
terms = ["三项制度", "《制度》", "三项"]
[[same]]
terms = ["“三项”", "20", "２０法"]
[[whole]]
term = "聘请"
parts = ["行政"]
"#;
/// The terms that have aliases, and these.
pub(super) const ALIASES: [(&[&str], &[&str]); 5] = [
    (&["法治", "行政執法"], &["法治", "行政執法"]),
    (&["顾问"], &["法律顾问", "聘请"]),
    (&["三项制度", "《制度》", "三项"], &["三项制度", "《制度》", "三项"]),
    (&["“三项”", "20", "２０法"], &["“三项”", "20", "２０法"]),
    (&["聘请"], &["行政"]),
];

/// Terms of words mode, each with the words that jieba makes of it.
pub(super) const CUT: [(&str, &[&str]); 6] = [
    ("聘请法律顾问", &["聘请", "法律顾问"]),
    ("行政执法和法治", &["行政执法", "法治"]),
    ("法治", &["法治"]),
    ("行政", &["行政"]),
    ("执法", &["执法"]),
    ("顾问", &["顾问"]),
];

/// A query, as the test understands it.
#[derive(Clone, Debug)]
pub(super) enum Asked {
    Term(String),
    Strict(String),
    Pattern(String),
    /// A term with its aliases.
    Aliased(Box<Asked>),
    Near {
        within: usize,
        ordered: bool,
        both: Box<[Asked; 2]>,
    },
    And(Vec<Asked>),
    Or(Vec<Asked>),
    Not(Box<Asked>),
    Sentence(Box<Asked>),
    Paragraph(Box<Asked>),
    Section(Box<Asked>),
    Report(Box<Asked>),
    Year(u16),
    Shortcomings,
    Title(String),
    /// A pattern whose characters are compared as they are written; never typed.
    StrictPattern(String),
    /// All words of a term; never typed.
    Words(Vec<String>),
}

use Asked::{
    Aliased, And, Near, Not, Or, Paragraph, Pattern, Report, Section, Sentence, Shortcomings,
    Strict, StrictPattern, Term, Title, Words, Year,
};

impl Asked {
    /// Returns the query as it is typed, with brackets around everything that has parts.
    pub(super) fn typed(&self) -> String {
        let joined = |parts: &[Self], with: &str| {
            let parts: Vec<String> = parts.iter().map(Self::typed).collect();
            format!("({})", parts.join(with))
        };
        match self {
            Term(text) | Pattern(text) => text.clone(),
            Strict(text) => format!("'{text}'"),
            Aliased(term) => format!("~{}", term.typed()),
            Near { within, ordered, both } => {
                let name = if *ordered { "BEFORE" } else { "NEAR" };
                format!("({} {name}/{within} {})", both[0].typed(), both[1].typed())
            }
            And(parts) => joined(parts, " "),
            Or(parts) => joined(parts, " OR "),
            Not(inner) => format!("-{}", inner.typed()),
            Sentence(inner) => format!("同句:{}", inner.typed()),
            Paragraph(inner) => format!("同段：{}", inner.typed()),
            Section(inner) => format!("section:{}", inner.typed()),
            Report(inner) => format!("全篇:{}", inner.typed()),
            Year(year) => format!("年度:{year}"),
            Shortcomings => "部分:不足".to_owned(),
            Title(text) => format!("标题:{text}"),
            StrictPattern(_) | Words(_) => unreachable!("what it means is not typed"),
        }
    }

    /// Returns the query with `change` made of each term, pattern and term with aliases. `is_near` says
    /// whether it stands beside NEAR.
    pub(super) fn map(&self, is_near: bool, change: &impl Fn(&Self, bool) -> Self) -> Self {
        let all = |parts: &[Self]| parts.iter().map(|it| it.map(is_near, change)).collect();
        let one = |inner: &Self| Box::new(inner.map(is_near, change));
        match self {
            Near { within, ordered, both } => Near {
                within: *within,
                ordered: *ordered,
                both: Box::new([both[0].map(true, change), both[1].map(true, change)]),
            },
            And(parts) => And(all(parts)),
            Or(parts) => Or(all(parts)),
            Not(inner) => Not(one(inner)),
            Sentence(inner) => Sentence(one(inner)),
            Paragraph(inner) => Paragraph(one(inner)),
            Section(inner) => Section(one(inner)),
            Report(inner) => Report(one(inner)),
            Year(_) | Shortcomings | Title(_) => self.clone(),
            leaf => change(leaf, is_near),
        }
    }

    pub(super) fn has_marks(&self) -> bool {
        match self {
            And(parts) | Or(parts) => parts.iter().any(Self::has_marks),
            Not(_) | Year(_) | Shortcomings | Title(_) => false,
            Section(inner) | Report(inner) => inner.has_marks(),
            _ => true,
        }
    }

    pub(super) fn has_report(&self) -> bool {
        match self {
            And(parts) | Or(parts) => parts.iter().any(Self::has_report),
            Not(inner) => inner.has_report(),
            Report(_) => true,
            _ => false,
        }
    }
}

/// Makes random queries.
pub(super) struct Maker<'d> {
    pub(super) dice: &'d mut Dice,
    /// Whether the terms are those that the test can cut into words.
    pub(super) of_words: bool,
}

impl Maker<'_> {
    fn two(&mut self, mut make: impl FnMut(&mut Self) -> Asked) -> Vec<Asked> {
        vec![make(self), make(self)]
    }

    /// Returns a query; `widest` is the widest scope that can stand in it: 3 is 全篇.
    pub(super) fn asked(&mut self, depth: usize, widest: usize) -> Asked {
        if widest < 2 {
            return self.required(depth, widest);
        }
        let below = depth.saturating_sub(1);
        match self.dice.below(if depth == 0 { 3 } else { 12 }) {
            0 => match self.dice.below(3) {
                0 => Year(2021 + u16::try_from(self.dice.below(3)).unwrap()),
                1 => Shortcomings,
                _ => Title(self.dice.pick(&["法治", "不足", "司法局"]).to_owned()),
            },
            3 | 4 => And(self.two(|it| it.asked(below, widest))),
            5 | 6 => Or(self.two(|it| it.asked(below, widest))),
            7 => match self.asked(below, widest) {
                Not(inner) => *inner,
                other => Not(Box::new(other)),
            },
            8..=10 => self.scope(below, widest),
            _ => self.marked(depth),
        }
    }

    /// Returns what stands in one unit that is not wider than `widest`.
    fn scope(&mut self, depth: usize, widest: usize) -> Asked {
        let unit = self.dice.below(widest + 1);
        let inner = match unit {
            0 => self.required(depth, 0),
            1 => self.required(depth, 1),
            2 => self.asked(depth, 2),
            _ => self.asked(depth, 3),
        };
        // A scope has to be narrower than the one around it.
        let inner = Box::new(flat(inner, unit));
        match unit {
            0 => Sentence(inner),
            1 => Paragraph(inner),
            2 => Section(inner),
            _ => Report(inner),
        }
    }

    /// Returns something of which every alternative needs a term.
    fn required(&mut self, depth: usize, widest: usize) -> Asked {
        let below = depth.saturating_sub(1);
        match self.dice.below(if depth == 0 { 1 } else { 6 }) {
            1 => And(self.two(|it| it.required(below, widest))),
            2 => Or(self.two(|it| it.required(below, widest))),
            3 => {
                And(vec![self.required(below, widest), Not(Box::new(self.required(below, widest)))])
            }
            4 if widest > 0 => Sentence(Box::new(self.required(below, 0))),
            _ => self.marked(depth),
        }
    }

    fn marked(&mut self, depth: usize) -> Asked {
        let below = depth.saturating_sub(1);
        match self.dice.below(if depth == 0 { 7 } else { 11 }) {
            0..=2 if self.of_words => Term(self.dice.pick(&CUT).0.to_owned()),
            0..=2 => Term(self.dice.pick(&TERMS).to_owned()),
            3 => Aliased(Box::new(match self.dice.below(4) {
                0 => Strict(self.dice.pick(&ALIASED).to_owned()),
                _ => Term(self.dice.pick(&ALIASED).to_owned()),
            })),
            4 => Strict(self.dice.pick(&STRICT).to_owned()),
            5 | 6 => Pattern(self.dice.pick(&PATTERNS).to_owned()),
            7 => Or(self.two(|it| it.marked(below))),
            _ => Near {
                within: self.dice.pick(&[0, 1, 3, 8, 20]),
                ordered: self.dice.below(2) == 0,
                both: Box::new([self.marked(below), self.marked(below)]),
            },
        }
    }
}

/// Takes out scopes that are as wide as the one around them.
fn flat(asked: Asked, unit: usize) -> Asked {
    let all = |parts: Vec<Asked>| parts.into_iter().map(|it| flat(it, unit)).collect();
    match asked {
        And(parts) => And(all(parts)),
        Or(parts) => Or(all(parts)),
        Not(inner) => Not(Box::new(flat(*inner, unit))),
        Sentence(inner) if unit == 0 => flat(*inner, unit),
        Paragraph(inner) if unit <= 1 => flat(*inner, unit),
        Section(inner) if unit <= 2 => flat(*inner, unit),
        Report(inner) => flat(*inner, unit),
        other => other,
    }
}
