//! The form of a question, and the parameters that pages share.

use maud::{Markup, html};

use super::fragments::hidden_inputs;
use super::layout::PageContext;
use super::paths::HELP;
use crate::search::Mode;
use crate::web::http::parameters::{self, Parameter};
use crate::web::http::params::Params;

/// The ways of matching in the order of the form, the most used first.
const MODES: [Mode; 3] = [Mode::Exact, Mode::Words, Mode::Strict];

/// Returns all parameters of a page: query, mode and conditions, then its own.
pub(super) fn with_question(own: &[&'static Parameter]) -> Vec<&'static Parameter> {
    [parameters::QUESTION, parameters::FILTERS, own].concat()
}

/// Returns the form of the page at `path`, which keeps the conditions. `more` goes below the query
/// line.
pub(super) fn form(context: &PageContext, params: &Params, path: &str, more: &Markup) -> Markup {
    html! {
        form.search role="search" method="get" action=(path) {
            (line(context, params))
            div.options {
                (modes(context, params))
                (more)
            }
            (hidden_inputs(params, parameters::FILTERS.iter().copied()))
        }
    }
}

/// Returns the field of the query line, with its button and a link to the help.
pub(super) fn line(context: &PageContext, params: &Params) -> Markup {
    let example = context.pick("for example 三项制度 法律顾问", "例如：三项制度 法律顾问");
    let help = context.pick("Help: how queries are written", "帮助：检索式的写法");
    html! {
        div.line {
            label.unseen for="q" { (context.pick("Query", "检索式")) }
            input id="q" name="q" type="search"
                value=(params.value(&parameters::Q).unwrap_or_default())
                maxlength=(parameters::LONGEST_QUERY) autocomplete="off" autocapitalize="off"
                spellcheck="false" enterkeyhint="search" placeholder=(example);
            button type="submit" { (context.pick("Search", "检索")) }
            a.help href=(HELP) title=(help) aria-label=(help) { "?" }
        }
    }
}

/// Returns the fields for the concepts that are asked instead of a query: lines that are typed or pasted,
/// and the codebook of the program.
pub(super) fn concepts(context: &PageContext, params: &Params, typed: &str) -> Markup {
    let example = context.pick(
        "for example\nlawyers: 法律顾问 OR 公职律师\n三项制度",
        "例如\n律师: 法律顾问 OR 公职律师\n三项制度",
    );
    html! {
        div.concepts {
            label for="concepts" {
                (context.pick(
                    "Concepts, one a line, with a label and a colon before the query if you like; or a whole codebook",
                    "每行一个概念，可在检索式前写名称和冒号；也可粘贴整个概念表",
                ))
            }
            textarea id="concepts" name=(parameters::CONCEPT.name) rows="6"
                maxlength=(parameters::LONGEST_CODEBOOK) spellcheck="false"
                placeholder=(example) { (typed) }
            label {
                (context.pick("if none is written, the codebook of the program:", "上面留空时，统计随附的概念表："))
                " "
                select name=(parameters::CODEBOOK.name) {
                    option value="" { (context.pick("choose", "请选择")) }
                    option value="outline" selected[params.value(&parameters::CODEBOOK).is_some()] {
                        (context.pick("the parts of a report, and the tasks for 2021 to 2025", "报告各部分和 2021—2025 年各项任务"))
                    }
                }
            }
        }
    }
}

/// Returns the concepts as they were typed.
pub(super) fn typed_concepts(params: &Params) -> String {
    params.values(&parameters::CONCEPT).collect::<Vec<_>>().join("\n")
}

/// Returns the same fields for a page whose form has a query line, out of the way unless they are used.
/// What is typed may be long, so it is posted; the server leads to the address if there is room in one.
pub(super) fn instead_of_query(context: &PageContext, params: &Params) -> Markup {
    html! {
        details.codebook-fields open[params.has_codebook()] {
            summary { (context.pick("or ask for each concept of a codebook", "或按概念表逐个统计")) }
            (concepts(context, params, &typed_concepts(params)))
            button type="submit" formmethod="post" { (context.pick("Count the concepts", "统计各概念")) }
        }
    }
}

/// Returns how a mode matches, in one line.
pub(super) fn explanation(context: &PageContext, mode: Mode) -> &'static str {
    match mode {
        Mode::Exact => context.pick(
            "The term as one run of characters; quotation marks, 、, traditional characters and full width make no difference",
            "按原词查找：字字相连；不区分引号、顿号、繁简、全半角",
        ),
        Mode::Words => context.pick(
            "The words of the query, in any place of the section",
            "按词语查找：切成词，在同一节中出现即可，不必相连",
        ),
        Mode::Strict => context.pick(
            "The term exactly as it is written, marks included",
            "逐字查找：标点、繁简、全半角都须与原文相同",
        ),
    }
}

/// Returns the choices of how terms are matched.
pub(super) fn modes(context: &PageContext, params: &Params) -> Markup {
    let hint = context.pick(
        "Also find other names of the terms, as ~ before one term does: 卫健局 for 卫健委",
        "同时检索各词的别名，如 卫健委 也检索 卫健局；只要某个词的别名，在它前面写 ~",
    );
    html! {
        fieldset.modes {
            legend.unseen { (context.pick("How terms are matched", "匹配方式")) }
            @for mode in MODES {
                label title=(explanation(context, mode)) {
                    input type="radio" name=(parameters::MODE.name) value=(mode.key())
                        checked[params.mode() == mode];
                    span { (mode.label(context.language)) }
                }
            }
        }
        label title=(hint) {
            input type="checkbox" name=(parameters::ALIASES.name) value="1"
                checked[params.has(&parameters::ALIASES)];
            span { (context.pick("with aliases", "含别名")) }
        }
        // Where nothing can be pointed at, there are no titles.
        small.mode-explained { (explanation(context, params.mode())) }
    }
}
