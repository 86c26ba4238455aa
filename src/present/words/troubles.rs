//! What is wrong with a query, in Chinese, and what can be done about it, in both languages.

use super::foreign::{chinese_foreign, foreign_hint};
use super::forms::{chinese_near, chinese_scope, near_hint, scope_hint};
use crate::query::{QueryError, Trouble};
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
        Trouble::Near { ordered, trouble } => return near_hint(*ordered, *trouble, language),
        Trouble::Scope { trouble, .. } => return scope_hint(*trouble, language),
        Trouble::AliasesOfNoTerm => {
            ("write it before each term: `~三项制度 ~卫健委`", "写在每个词前面：~三项制度 ~卫健委")
        }
        Trouble::AliasesOfPattern => ("leave one of them out", "二者去掉一个"),
        Trouble::WildcardsAlone => (
            "write characters beside them, as in `聘请*法律顾问`",
            "写上别的字，例如 聘请*法律顾问",
        ),
        Trouble::WildcardBesideMarks => {
            ("leave the marks and brackets out", "去掉引号和不成对的括号")
        }
        Trouble::Foreign(foreign) => return foreign_hint(foreign, language),
    };
    language.pick(english, chinese).to_owned()
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
        Trouble::Near { ordered, trouble } => return chinese_near(*ordered, *trouble),
        Trouble::Scope { scope, trouble } => return chinese_scope(*scope, *trouble),
        Trouble::AliasesOfNoTerm => "“~”后面没有紧接着的词",
        Trouble::AliasesOfPattern => "“~”后面的词不能带“*”“?”",
        Trouble::WildcardsAlone => "“*”“?”旁边没有别的字",
        Trouble::WildcardBesideMarks => "带“*”“?”的词中不能有这样的引号或不成对的括号",
        Trouble::Foreign(foreign) => return chinese_foreign(foreign),
    };
    message.to_owned()
}
