//! The page of the queries and passages that a reader keeps. They are in the browser alone: the server
//! sends an empty list, and the script fills it.

use maud::html;

use super::layout::PageContext;

/// Returns the page.
pub(super) fn page(context: &PageContext) -> String {
    let title = context.pick("Saved", "我的检索");
    let body = html! {
        h1 { (title) }
        p.quiet {
            (context.pick(
                "These queries and passages are kept in this browser alone, and are not sent to the server. \
                 When you open this page, it asks what each query finds now.",
                "这些检索和段落只存在这个浏览器里，不会发给服务器；打开本页时，会查询每个检索现在的数量。",
            ))
        }
        noscript {
            p.notice {
                (context.pick(
                    "This page needs JavaScript, which is switched off in your browser. Everything else works \
                     without: the address of a page can be kept as a bookmark.",
                    "本页需要 JavaScript，而浏览器没有启用。其他页面都不需要；也可以把网址存为书签。",
                ))
            }
        }
        div.saved-tools hidden {
            button type="button" data-take="json" { (context.pick("Download (JSON)", "下载（JSON）")) }
            button type="button" data-take="csv" { (context.pick("Download (CSV)", "下载（CSV）")) }
            label {
                span { (context.pick("Read back a JSON file", "读入 JSON 文件")) } " "
                input type="file" accept=".json,application/json";
            }
        }
        div id="saved" {}
    };
    context.page(title, &body)
}
