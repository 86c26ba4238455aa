//! What is wrong with nearness and scopes in a query, in Chinese, and what to write, in both languages.

use crate::query::{NearTrouble, Scope, ScopeTrouble, Unmarked};
use crate::report::Language;

/// Returns what to write for an operator of nearness; `ordered` if it asks for an order.
pub(super) fn near_hint(ordered: bool, trouble: NearTrouble, language: Language) -> String {
    let (english, chinese) = match trouble {
        NearTrouble::WithoutNumber => (
            "write the most characters between the two after a slash: `A NEAR/20 B`",
            "在斜线后写明两词之间最多几个字：A NEAR/20 B",
        ),
        NearTrouble::TooFar => (
            "write a smaller number, or `同段:(A B)` for one paragraph",
            "改小一些；同一段中出现的，写 同段:(A B)",
        ),
        NearTrouble::NotBetween => ("write `A NEAR/20 B`", "写成 A NEAR/20 B"),
        NearTrouble::InRun => {
            ("put blanks around it: `A NEAR/20 B`", "在它前后加空格：A NEAR/20 B")
        }
        NearTrouble::Beside(Unmarked::Condition) => (
            "write the condition apart, with a blank: `年度:2023 A NEAR/20 B`",
            "条件单独写，用空格隔开：年度:2023 A NEAR/20 B",
        ),
        NearTrouble::Beside(Unmarked::Exclusion) => (
            "put the nearness in brackets: `-(A NEAR/20 B)`, or exclude a term apart: \
             `A NEAR/20 B -C`",
            "要排除邻近的两个词，写 -(A NEAR/20 B)；要另外排除一个词，写 A NEAR/20 B -C",
        ),
        NearTrouble::Beside(Unmarked::Conjunction) => (
            "write each by itself: `A NEAR/20 C B NEAR/20 C`, or alternatives in brackets: \
             `(A OR B) NEAR/20 C`",
            "分开写：A NEAR/20 C B NEAR/20 C；任一个即可的，写 (A OR B) NEAR/20 C",
        ),
        NearTrouble::Beside(Unmarked::Scope) => (
            "put the nearness inside the scope: `同句:(A NEAR/20 B)`",
            "把邻近写在检索范围里：同句:(A NEAR/20 B)",
        ),
    };
    let hint = language.pick(english, chinese);
    if ordered { hint.replace("NEAR", "BEFORE") } else { hint.to_owned() }
}

/// Returns what to write for a scope.
pub(super) fn scope_hint(trouble: ScopeTrouble, language: Language) -> String {
    let (english, chinese) = match trouble {
        ScopeTrouble::Empty => (
            "write what stands together in brackets, without a blank: `同句:(A B)`",
            "紧接着写括号，把要在一起的词放在里面：同句:(A B)",
        ),
        ScopeTrouble::Inside(Scope::Report) => (
            "leave the inner one out: what is in the outer one is about the report",
            "去掉里面的一个：外面的已经是全篇",
        ),
        ScopeTrouble::Inside(_) => (
            "put the wider one around the narrower: `同段:(同句:(A B) C)`",
            "较宽的范围写在外面：同段:(同句:(A B) C)",
        ),
        ScopeTrouble::Condition => (
            "write it outside the brackets: `年度:2023 同句:(A B)`",
            "写在括号外面：年度:2023 同句:(A B)",
        ),
        ScopeTrouble::NothingRequired => (
            "add a term: `同句:(A -B)`; for sections without a term write `-B` by itself",
            "补一个要出现的词：同句:(A -B)；要找不含某词的节，直接写 -B",
        ),
    };
    language.pick(english, chinese).to_owned()
}

/// Returns what is wrong with an operator of nearness.
pub(super) fn chinese_near(ordered: bool, trouble: NearTrouble) -> String {
    let name = if ordered { "BEFORE" } else { "NEAR" };
    let unmarked = match trouble {
        NearTrouble::WithoutNumber => return format!("{name} 缺少字数"),
        NearTrouble::TooFar => return format!("{name} 的字数太大，最多 1000"),
        NearTrouble::NotBetween => return format!("{name} 不在两个词之间"),
        NearTrouble::InRun => return format!("{name} 夹在字中间"),
        NearTrouble::Beside(unmarked) => unmarked,
    };
    let what = match unmarked {
        Unmarked::Condition => "条件",
        Unmarked::Exclusion => "要排除的词",
        Unmarked::Conjunction => "要同时出现的几个词",
        Unmarked::Scope => "检索范围",
    };
    format!("{name} 两边不能是{what}")
}

/// Returns what is wrong with a scope.
pub(super) fn chinese_scope(scope: Scope, trouble: ScopeTrouble) -> String {
    let label = |scope: Scope| scope.label(Language::Chinese);
    let name = label(scope);
    match trouble {
        ScopeTrouble::Empty => format!("“{name}:”后面缺少内容"),
        ScopeTrouble::Inside(outer) => {
            format!("“{name}:”不能放在“{}:”里面", label(outer))
        }
        ScopeTrouble::Condition => format!("条件不能放在“{name}:”里面"),
        ScopeTrouble::NothingRequired => {
            format!("“{name}:”里面不能只有要排除的词")
        }
    }
}
