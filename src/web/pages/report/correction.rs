//! How to mend a fact of the report, whether it is missing or wrong: its row for the table of corrections.

use maud::{Markup, html};

use crate::analysis::ReportRow;
use crate::manual::Chapter;
use crate::report::{Fact, Language};
use crate::web::pages::html_text::clean;
use crate::web::pages::layout::PageContext;
use crate::web::pages::paths::help_path;

/// The anchor of what is to be done.
const ANCHOR: &str = "correction";

/// Returns the row of the report as the table of corrections takes it, to be changed and copied.
pub(super) fn correction(context: &PageContext, report: &ReportRow) -> Markup {
    let [header, row] = report.correction();
    let fields = [
        (
            "correction-header",
            context.pick("First line, if the table is new", "首行（新建的表才需要）"),
            header,
        ),
        ("correction-row", context.pick("The row of this report", "本报告的一行"), row),
    ];
    html! {
        details.citation.correction {
            summary { (context.pick("Correct the facts", "更正")) }
            p id=(ANCHOR) {
                (context.pick(
                    "Put these lines into corrections.csv in the folder of the reports, change what is wrong, fill in \
                     what is missing, and index the folder again. An empty cell keeps what was found, - removes it.",
                    "把下面两行写入报告文件夹中的 corrections.csv，改正有误的、填上缺少的，再重新索引。空着不改，填 - 清除。",
                ))
                " " a href=(help_path(Chapter::Corrections)) { (context.pick("More on corrections", "详见“更正”")) }
            }
            p.quiet { (columns(context)) }
            @for (id, name, line) in fields {
                div.entry {
                    label for=(id) { (name) }
                    textarea id=(id) rows="2" lang="zh" autocomplete="off" spellcheck="false" { (clean(line.trim_end())) }
                    button.small type="button" hidden data-copy=(id) { (context.pick("Copy", "复制")) }
                }
            }
        }
    }
}

/// Returns which fact each column of the row is.
fn columns(context: &PageContext) -> String {
    let one = |fact: Fact| match context.language {
        Language::Chinese => format!("{} {}", fact.column(), fact.label(Language::Chinese)),
        Language::English => fact.column().to_owned(),
    };
    let facts: Vec<String> = Fact::ALL.into_iter().map(one).collect();
    let first = context.pick("Columns: path, id, ", "各列：path 路径、id 编号、");
    format!("{first}{}", facts.join(context.pick(", ", "、")))
}

/// Returns a link to what is to be done.
pub(super) fn link(context: &PageContext) -> Markup {
    html! { a href={ "#" (ANCHOR) } { (context.pick("Correct", "更正")) } }
}
