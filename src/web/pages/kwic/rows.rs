//! The mentions, one below the other, with what stands before and behind them.

use maud::{Markup, html};

use super::groups;
use super::view::{View, rows_on_page};
use crate::analysis::{Concordance, ConcordanceRow, MentionOrder, PARAGRAPH_END};
use crate::present::context_on_one_line;
use crate::report::RegionView;
use crate::search::Answer;
use crate::web::http::parameters;
use crate::web::pages::address::Address;
use crate::web::pages::conditions::{marked_in, with_way_back};
use crate::web::pages::coverage::short_name;
use crate::web::pages::html_text::{clean, mention_url};
use crate::web::pages::paths::HIT_ANCHOR;

/// Returns the mentions of the page.
pub(super) fn tab(view: &View<'_>, answer: &Answer<()>, found: &Concordance) -> Markup {
    let context = view.context;
    let label = context.pick("Mentions, scrolls sideways", "提及各处，可左右滚动");
    let (list, first) =
        (view.list_address(), rows_on_page(view.params) * (view.params.page() - 1) + 1);
    html! {
        (only(view, found))
        (view.files())
        @if found.rows.is_empty() {
            p.notice { (context.pick("No mentions here.", "这里没有提及。")) }
        } @else {
            div.scroll.kwic tabindex="0" role="region" aria-label=(label) {
                table {
                    caption.unseen { (view.title()) }
                    thead { tr { @for column in columns(found.sort) { (head(view, &column)) } } }
                    tbody.hits {
                        @for (row, number) in found.rows.iter().zip(first..) {
                            (one_row(view, row, &list, number))
                        }
                    }
                }
            }
        }
        @if found.rows.iter().any(|row| has_end(&row.left) || has_end(&row.right)) {
            p.quiet { (context.pick("↵ is the end of a paragraph.", "↵ 表示段落结束。")) }
        }
        (view.paging(answer, "rows"))
    }
}

/// Returns whether a paragraph ends in what stands next to a mention.
fn has_end(context: &str) -> bool {
    context_on_one_line(context).contains(PARAGRAPH_END)
}

/// Returns the group whose mentions are listed, with a link to all groups.
fn only(view: &View<'_>, found: &Concordance) -> Markup {
    let context = view.context;
    let groups = view.address.without(parameters::ONLY.name, |_| true);
    html! {
        @if let Some(only) = &found.only {
            p {
                (context.pick("Mentions of the group ", "只列这一组：")) span lang="zh" { (groups::name(view, only)) } " · "
                a href=(groups.to_url()) { (context.pick("all groups", "全部各组")) }
            }
        }
    }
}

/// A column of the table.
struct Column {
    class: &'static str,
    names: (&'static str, &'static str),
    /// The order that a click sorts by.
    order: MentionOrder,
    is_sorted: bool,
}

fn columns(sorted: MentionOrder) -> Vec<Column> {
    let column = |class, names, order| Column { class, names, order, is_sorted: order == sorted };
    vec![
        column("left", ("before", "前文"), MentionOrder::Left),
        column("node", ("mention", "提及"), MentionOrder::Place),
        column("right", ("after", "后文"), MentionOrder::Right),
        column("year", ("year", "年度"), MentionOrder::Year),
        column("region", ("region", "地区"), MentionOrder::Region),
        column("agency", ("agency", "机关"), MentionOrder::Agency),
    ]
}

/// Returns the head of a column, a link that sorts by it.
fn head(view: &View<'_>, column: &Column) -> Markup {
    let (english, chinese) = column.names;
    let url = view.address.set(parameters::MENTION_SORT.name, column.order.key()).to_url();
    let title = match column.order {
        MentionOrder::Place => view.context.pick("Sort by path and place", "按报告和位置排序"),
        _ => view.context.pick("Sort by this", "按此排序"),
    };
    html! {
        th scope="col" class=(column.class) aria-sort=[column.is_sorted.then_some("ascending")] {
            a href=(url) title=(title) data-sort=(column.order.key()) {
                (view.context.pick(english, chinese))
                @if column.is_sorted { span aria-hidden="true" { " ▾" } }
            }
        }
    }
}

fn one_row(view: &View<'_>, row: &ConcordanceRow, list: &Address, number: usize) -> Markup {
    let context = view.context;
    let report = &row.report;
    let page = with_way_back(marked_in(&report.id, view.params, None), list, Some(number));
    let url = mention_url(&page, &row.paragraph, &row.section.heading_path);
    let shown = |text: &str| clean(&context_on_one_line(text)).into_owned();
    let year = report.year.map(|year| year.to_string());
    let name = report.title.as_ref().or(report.agency.as_ref()).unwrap_or(&report.path);
    let place: Vec<&str> = std::iter::once(name.as_str())
        .chain(row.section.heading_path.iter().map(String::as_str))
        .collect();
    let place = place.join(" › ");
    html! {
        tr.hit id={ (HIT_ANCHOR) (number) } {
            td.left lang="zh" { (shown(&row.left)) }
            td.node lang="zh" { a href=(url) title=(clean(&place)) { mark { (shown(&row.mention)) } } }
            td.right lang="zh" { (shown(&row.right)) }
            td.year { (year.as_deref().unwrap_or(context.pick("unknown", "未识别"))) }
            td.region lang="zh" { (region(view, &report.region)) }
            td.agency lang="zh" {
                bdi { (clean(report.agency.as_deref().unwrap_or(context.pick("unknown", "未识别")))) }
            }
        }
    }
}

/// Returns the smallest division that is known, with its province: 河南 卢氏县.
fn region(view: &View<'_>, region: &RegionView) -> String {
    let names = [&region.county, &region.prefecture, &region.province];
    let Some(smallest) = names.into_iter().flatten().next() else {
        return view.context.pick("unknown", "未识别").to_owned();
    };
    let province = region.province.as_deref().filter(|province| province != smallest);
    let short = province.map(|province| short_name(province).to_owned() + " ");
    clean(&(short.unwrap_or_default() + smallest)).into_owned()
}
