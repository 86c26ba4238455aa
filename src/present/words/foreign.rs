//! What belongs to other query languages: what is wrong with it, in Chinese, and what to write
//! instead, in both languages.

use crate::query::{ConditionKey, Foreign};
use crate::report::Language;

/// Returns what to write instead of something of another query language.
pub(super) fn foreign_hint(foreign: &Foreign, language: Language) -> String {
    let (english, chinese) = match foreign {
        Foreign::Wildcard(_) => (
            "leave it out: a term is also found inside longer words; in a term, `?` stands for one \
             character and `*` for any number within a sentence, as in `聘请*法律顾问`",
            "去掉它：包含这个词的更长的词也能找到；检索词中可用 ? 代表一个字，用 * 代表同一句中任意多个字，例如 聘请*法律顾问",
        ),
        Foreign::Everything => (
            "leave it out: `-法律顾问` by itself finds the sections without a term",
            "去掉它：单独写 -法律顾问，就是不含这个词的节",
        ),
        Foreign::Regex => (
            "write `?` for one character and `*` for any number within a sentence, as in \
             `聘请*法律顾问`, or the terms with OR between them",
            "用 ? 代表一个字，用 * 代表同一句中任意多个字，例如 聘请*法律顾问；或把各种写法都列出来，用 OR 连接",
        ),
        Foreign::Fuzzy => (
            "write `~` before a term for its other names, as in `~卫健委`; for two terms near each \
             other `A NEAR/20 B`",
            "要兼查别名，在词前写 ~，例如 ~卫健委；要查邻近的两个词，写 A NEAR/20 B",
        ),
        Foreign::FileOfTerms => {
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
        Foreign::Nearness(_) => (
            "write `A NEAR/20 B` for at most 20 characters between two terms, `A BEFORE/20 B` for A \
             first, and `同句:(A B)` or `同段:(A B)` for one sentence or paragraph",
            "相距不超过 20 字写 A NEAR/20 B，前后顺序固定写 A BEFORE/20 B；同一句、同一段写 同句:(A B)、同段:(A B)",
        ),
        Foreign::ExclusiveOr => ("write `(A OR B) -(A B)`", "只含其中一个的，写成 (A OR B) -(A B)"),
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

/// Returns what is wrong, in Chinese.
pub(super) fn chinese_foreign(foreign: &Foreign) -> String {
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
        Foreign::Nearness(word) => return format!("“{word}”在这里不是运算符"),
        Foreign::ExclusiveOr => "“XOR”在这里不是运算符",
        Foreign::FileOfTerms => "不读取词表文件",
        Foreign::Field(name) => return format!("没有“{name}”这个字段"),
        Foreign::Comparison(key) => {
            let label = key.label(Language::Chinese);
            return format!("“{label}”后面只能写冒号");
        }
    };
    message.to_owned()
}
