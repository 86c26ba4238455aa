//! What is wrong with a query, in Chinese, and what can be done about it, in both languages.

use crate::query::{ConditionKey, Foreign, QueryError, Trouble};
use crate::report::Language;

/// Returns what can be done about a query; `for_empty` if it is empty. `quote` says how a query is
/// written where the reader is: in backticks, or as a command.
pub(super) fn query_hint(
    error: &QueryError,
    language: Language,
    for_empty: &str,
    quote: impl Fn(&str) -> String,
) -> String {
    let hint = match error.trouble() {
        Trouble::Empty => for_empty.to_owned(),
        trouble => hint(trouble, language),
    };
    let Some(line) = error.characters() else { return hint };
    let characters =
        language.pick("to search for the characters: ", "要检索这些字符本身：").to_owned()
            + &quote(line);
    match error.trouble() {
        Trouble::NothingLeft => characters,
        _ => hint + language.pick("; ", "；") + &characters,
    }
}

/// Returns what can be done about a query, without the characters themselves.
fn hint(trouble: &Trouble, language: Language) -> String {
    let (english, chinese) = match trouble {
        Trouble::Empty => ("type a term", "输入一个词，例如 三项制度"),
        Trouble::TooLong { .. } => ("search for a shorter passage", "改短一些"),
        Trouble::OpensNothing { .. } => ("remove it", "去掉它"),
        Trouble::NeverClosed { .. } => ("close it", "补上右括号"),
        Trouble::ClosesInsideWord { .. } => {
            ("put a blank after it, to group", "要分组，请在它后面加空格")
        }
        Trouble::TooDeep => ("write the query with fewer brackets", "少用几层括号"),
        Trouble::QuoteNeverClosed { .. } => (
            "close it to search for the exact phrase, or remove it",
            "补上引号，按整个短语检索；或者去掉它",
        ),
        Trouble::QuoteInsideWord { .. } => (
            "put a blank before it, to search for the phrase as a term of its own",
            "要把引号中的短语单独作为一个词，请在它前面加空格",
        ),
        Trouble::NothingBetweenMarks => ("type a term", "输入一个词"),
        Trouble::NothingAfterOr | Trouble::NothingAfterNot => {
            ("add a term or remove it", "补一个词，或者去掉它")
        }
        Trouble::AndNotBetween => (
            "remove it: all terms of a query have to occur anyway",
            "去掉它：并列的词本来就要同时出现",
        ),
        Trouble::TermMissing => (
            "add one, or remove the operator or the brackets",
            "补一个词，或者去掉这个运算符或括号",
        ),
        Trouble::NothingLeft | Trouble::NothingCompared { .. } => (
            "put the characters between `'` and `'` to match them as they are",
            "要按原样匹配，请放在单引号 '…' 中",
        ),
        Trouble::ValueMissing => (
            "write it without a blank: `年度:2021-2023`, `机关:卫生健康`",
            "冒号后不要空格，例如 年度:2021-2023、机关:卫生健康",
        ),
        Trouble::Value(error) => return error.key.hint(language),
        Trouble::Foreign(foreign) => return foreign_hint(foreign, language),
    };
    language.pick(english, chinese).to_owned()
}

/// Returns what to write instead of something of another query language.
fn foreign_hint(foreign: &Foreign, language: Language) -> String {
    let (english, chinese) = match foreign {
        Foreign::Wildcard(_) => (
            "leave it out: a term is also found inside longer words; write several terms with OR \
             between them",
            "去掉它：包含这个词的更长的词也能找到；几个词之间可用 OR",
        ),
        Foreign::Everything => (
            "leave it out: `-法律顾问` by itself finds the sections without a term",
            "去掉它：单独写 -法律顾问，就是不含这个词的节",
        ),
        Foreign::Regex | Foreign::Fuzzy | Foreign::FileOfTerms => {
            ("write the terms with OR between them", "把各种写法都列出来，用 OR 连接")
        }
        Foreign::Weight => ("leave it out", "去掉它"),
        Foreign::Plus => (
            "leave it out: all terms have to occur anyway; for any of them write OR",
            "去掉它：并列的词本来就要同时出现；任一出现即可的，用 OR 连接",
        ),
        Foreign::Range => ("for years write `年度:2021-2023`", "年度区间写成 年度:2021-2023"),
        Foreign::TwoAnds => ("write a blank, or AND", "用空格或 AND"),
        Foreign::TwoOrs => ("write OR, or a single `|`", "用 OR 或一个 |"),
        Foreign::Exclamation | Foreign::TwoMinuses | Foreign::LoneMinus => (
            "to exclude a term write `-` right before it, as in `-法律顾问`",
            "要排除一个词，在它前面紧接着写一个减号，例如 -法律顾问",
        ),
        Foreign::LoneSign(_) => (
            "leave it out; a condition is written without blanks: `年度:2021-2023`",
            "去掉它；条件中不要空格，例如 年度:2021-2023",
        ),
        Foreign::NotYet => (
            "leave it out: all terms have to occur in the same section",
            "去掉它：并列的词要在同一节中出现",
        ),
        Foreign::Field(name) => return field_hint(name, language),
        Foreign::Comparison(key) => {
            let label = key.label(Language::Chinese);
            let hint = key.hint(language);
            return language
                .pick(format!("write `{label}:`; {hint}"), format!("写成 {label}:；{hint}"));
        }
    };
    language.pick(english, chinese).to_owned()
}

/// Returns the field that is nearest to one that does not exist, or all of them.
fn field_hint(name: &str, language: Language) -> String {
    let label = |key: &ConditionKey| format!("{}:", key.label(Language::Chinese));
    if let Some(key) = ConditionKey::nearest(name) {
        let (label, hint) = (label(&key), key.hint(language));
        return language.pick(
            format!("the nearest field is `{label}`; {hint}"),
            format!("相近的字段是 {label}；{hint}"),
        );
    }
    let all: Vec<String> = ConditionKey::ALL.iter().map(label).collect();
    language.pick(
        format!("the fields are {}", all.join(" ")),
        format!("可用的字段有 {}", all.join(" ")),
    )
}

/// Returns what is wrong with a query, in Chinese.
pub(super) fn chinese_trouble(trouble: &Trouble) -> String {
    let message = match trouble {
        Trouble::Empty => "检索式是空的",
        Trouble::TooLong { characters, most } => {
            return format!("检索式有 {characters} 个字，最多 {most} 个");
        }
        Trouble::OpensNothing { at } => {
            return format!("第 {at} 个字是右括号，前面没有与它成对的左括号");
        }
        Trouble::NeverClosed { at } => {
            return format!("第 {at} 个字是左括号，后面没有与它成对的右括号");
        }
        Trouble::ClosesInsideWord { at } => {
            return format!("第 {at} 个字是右括号，后面紧接着别的字");
        }
        Trouble::TooDeep => "括号层数太多",
        Trouble::QuoteNeverClosed { at } => {
            return format!("第 {at} 个字是引号，后面没有与它成对的引号");
        }
        Trouble::QuoteInsideWord { at } => {
            return format!("第 {at} 个字是左引号，前面紧接着别的字");
        }
        Trouble::NothingBetweenMarks => "引号之间没有内容",
        Trouble::NothingAfterOr => "“或”（OR）后面没有内容",
        Trouble::NothingAfterNot => "“非”（NOT）后面没有内容",
        Trouble::AndNotBetween => "“与”（AND）不在两个词之间",
        Trouble::TermMissing => "这里缺一个词",
        Trouble::NothingLeft => "没有可供检索的字：空格、引号、书名号、顿号和间隔号不参与匹配",
        Trouble::NothingCompared { text } => return format!("“{text}”中没有参与匹配的字"),
        Trouble::ValueMissing => "冒号后面缺少内容",
        Trouble::Value(error) => return error.message(Language::Chinese),
        Trouble::Foreign(foreign) => return chinese_foreign(foreign),
    };
    message.to_owned()
}

fn chinese_foreign(foreign: &Foreign) -> String {
    let message = match foreign {
        Foreign::Wildcard(mark) => return format!("“{mark}”在这里不是通配符"),
        Foreign::Everything => "“*”在这里不表示全部",
        Foreign::Regex => "不支持正则表达式",
        Foreign::Fuzzy => "“~”在这里不表示近似或邻近",
        Foreign::Weight => "“^”在这里不表示权重或开头",
        Foreign::Plus => "“+”在这里不是运算符",
        Foreign::Range => "区间不是这样写的",
        Foreign::TwoAnds => "“&&”在这里不是运算符",
        Foreign::TwoOrs => "“||”在这里不是运算符",
        Foreign::Exclamation => "“!”在这里不是运算符",
        Foreign::TwoMinuses => "“--”在这里不是运算符",
        Foreign::LoneMinus => "减号后面没有紧接着的词",
        Foreign::LoneSign(sign) => return format!("“{sign}”在这里不是运算符"),
        Foreign::NotYet => "暂不支持检索范围和 NEAR",
        Foreign::FileOfTerms => "不读取词表文件",
        Foreign::Field(name) => return format!("没有“{name}”这个字段"),
        Foreign::Comparison(key) => {
            let label = key.label(Language::Chinese);
            return format!("“{label}”后面只能写冒号");
        }
    };
    message.to_owned()
}
