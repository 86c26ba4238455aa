//! What the list can be changed to: other context, order, sample, another tab, another page, a file.

use maud::{Markup, html};

use super::view::{Tab, View, rows_on_page, tab};
use crate::analysis::{CollocateUnit, MentionOrder};
use crate::search::Answer;
use crate::web::http::choices::Format;
use crate::web::http::parameters::{self, ParamType, Parameter};
use crate::web::http::params::Params;
use crate::web::pages::address::Address;
use crate::web::pages::fragments::{Download, downloads, hidden_inputs};
use crate::web::pages::layout::PageContext;
use crate::web::pages::listing::{Entry, Pages, page_size, pages_of};
use crate::web::pages::query_form::with_question;

/// The choices of what mentions are grouped by.
const GROUPS: [(&str, &str, &str); 10] = [
    ("left:1", "1 character before", "前 1 字"),
    ("left:2", "2 characters before", "前 2 字"),
    ("left:3", "3 characters before", "前 3 字"),
    ("left:word", "the word before", "前一词"),
    ("right:1", "1 character after", "后 1 字"),
    ("right:2", "2 characters after", "后 2 字"),
    ("right:3", "3 characters after", "后 3 字"),
    ("right:word", "the word after", "后一词"),
    ("left:word,right:word", "the words on both sides", "前后各一词"),
    ("left:2,right:2", "2 characters on both sides", "前后各 2 字"),
];

/// Returns the fields of the form.
pub(super) fn fields(context: &PageContext, params: &Params) -> Markup {
    let tab = tab(params);
    html! {
        @match tab {
            Tab::Rows => {
                (number(context, params, &parameters::LEFT, ("characters before", "前文字数")))
                (number(context, params, &parameters::RIGHT, ("characters after", "后文字数")))
                label {
                    (context.pick("Order", "排序"))
                    select name=(parameters::MENTION_SORT.name) {
                        @for order in MentionOrder::ALL {
                            option value=(order.key()) selected[params.mention_order() == order] {
                                (order.label(context.language))
                            }
                        }
                    }
                }
                (sample(context, params))
                (hidden_inputs(params, [&parameters::CONTEXT_GROUP, &parameters::ONLY].into_iter()))
            },
            Tab::Groups => {
                (group(context, params))
                (sample(context, params))
                (hidden_inputs(params, [&parameters::LEFT, &parameters::RIGHT, &parameters::MENTION_SORT].into_iter()))
            },
            Tab::Collocates => {
                label {
                    (context.pick("Count", "统计"))
                    select name=(parameters::UNIT.name) {
                        @for unit in CollocateUnit::ALL {
                            option value=(unit.key()) selected[params.collocate_unit() == unit] {
                                (unit.label(context.language))
                            }
                        }
                    }
                }
                (window(context, params))
                (number(context, params, &parameters::LEAST, ("at least (times)", "至少次数")))
                input type="hidden" name=(parameters::COLLOCATES.name) value="1";
                (hidden_inputs(params, [&parameters::LEFT, &parameters::RIGHT, &parameters::MENTION_SORT].into_iter()))
            },
        }
        (page_size(context, &parameters::ROWS_ON_PAGE, rows_on_page(params)))
    }
}

/// Returns the field of a number, with its default.
fn number(
    context: &PageContext,
    params: &Params,
    parameter: &Parameter,
    (english, chinese): (&'static str, &'static str),
) -> Markup {
    let ParamType::Number { least, most, default } = parameter.kind else {
        unreachable!("the parameter is a number")
    };
    let value = params.given_number(parameter).unwrap_or(default);
    html! {
        label {
            (context.pick(english, chinese))
            input type="number" name=(parameter.name) value=(value) min=(least) max=(most);
        }
    }
}

/// Returns the field of the window, which is 5 words or 10 characters unless it is given.
fn window(context: &PageContext, params: &Params) -> Markup {
    let usual = params.collocate_unit().usual_window();
    let given = params.given_number(&parameters::WINDOW);
    let ParamType::Number { least, most, .. } = parameters::WINDOW.kind else {
        unreachable!("the parameter is a number")
    };
    html! {
        label {
            (context.pick("within", "前后范围"))
            input type="number" name=(parameters::WINDOW.name) value=[given] placeholder=(usual)
                min=(least) max=(most);
        }
    }
}

fn sample(context: &PageContext, params: &Params) -> Markup {
    let ParamType::Number { least, most, .. } = parameters::SAMPLE.kind else {
        unreachable!("the parameter is a number")
    };
    let size = params.given_number(&parameters::SAMPLE);
    html! {
        label {
            (context.pick("sample of", "随机抽样"))
            input type="number" name=(parameters::SAMPLE.name) value=[size] min=(least) max=(most)
                placeholder=(context.pick("all", "全部"));
        }
        @if size.is_some() {
            (number(context, params, &parameters::SEED, ("seed", "随机种子")))
        }
    }
}

fn group(context: &PageContext, params: &Params) -> Markup {
    let chosen = params.context_group().map(|group| group.to_string()).unwrap_or_default();
    let is_other = GROUPS.iter().all(|(key, ..)| *key != chosen);
    html! {
        label {
            (context.pick("Group by", "归并"))
            select name=(parameters::CONTEXT_GROUP.name) {
                @for (key, english, chinese) in GROUPS {
                    option value=(key) selected[key == chosen] { (context.pick(english, chinese)) }
                }
                @if is_other { option value=(chosen) selected { (chosen) } }
            }
        }
    }
}

impl View<'_> {
    /// Returns links to the tabs.
    pub(super) fn tabs(&self) -> Markup {
        let (context, plain) = (self.context, self.plain());
        let side = |group: &str| plain.and(parameters::CONTEXT_GROUP.name, group);
        let chosen = self.params.context_group().map(|group| group.to_string());
        let is_group =
            |of: fn(&str) -> bool| self.tab == Tab::Groups && chosen.as_deref().is_some_and(of);
        let before = is_group(|group| group.starts_with("left") && !group.contains("right"));
        let behind = is_group(|group| group.starts_with("right"));
        let both = is_group(|group| group.starts_with("left") && group.contains("right"));
        let near = plain.and(parameters::COLLOCATES.name, "1");
        let tabs = [
            (plain.clone(), context.pick("Every mention", "逐条"), self.tab == Tab::Rows),
            // Characters would cut words and numbers.
            (side("left:word"), context.pick("By the word before", "按前一词归并"), before),
            (side("right:word"), context.pick("By the word after", "按后一词归并"), behind),
            (side("left:word,right:word"), context.pick("By both", "按前后词归并"), both),
            (near, context.pick("Collocates", "搭配词"), self.tab == Tab::Collocates),
        ];
        html! {
            nav.tabs aria-label=(context.pick("What is listed", "列出什么")) {
                @for (address, label, is_here) in tabs {
                    a href=(address.to_url()) aria-current=[is_here.then_some("true")] { (label) }
                }
            }
        }
    }

    /// Returns links to the previous and the next page of a list.
    pub(super) fn paging(&self, answer: &Answer<()>, name: &str) -> Markup {
        let Some(part) = answer.lists.get(name) else { return html! {} };
        let all = usize::try_from(part.total).unwrap_or(usize::MAX);
        let pages = Pages { page: self.params.page(), on_page: rows_on_page(self.params), all };
        pages_of(self.context, &self.address, "", pages, Entry::Row)
    }

    /// Returns links to the same answer for spreadsheets and programs.
    pub(super) fn files(&self) -> Markup {
        let context = self.context;
        let api = if self.tab == Tab::Collocates {
            let own = [&parameters::UNIT, &parameters::LEAST];
            let window = self.params.value(&parameters::WINDOW);
            let api = Address::with_values("/api/v1/collocates", self.params, &with_question(&own));
            [&parameters::WORDS_LEFT, &parameters::WORDS_RIGHT].iter().fold(api, |api, side| {
                window.map_or_else(|| api.clone(), |window| api.and(side.name, window))
            })
        } else {
            let own = [
                &parameters::LEFT,
                &parameters::RIGHT,
                &parameters::MENTION_SORT,
                &parameters::CONTEXT_GROUP,
                &parameters::ONLY,
                &parameters::SAMPLE,
                &parameters::SEED,
            ];
            Address::with_values("/api/v1/kwic", self.params, &with_question(&own))
        };
        let all = context.pick("all,", "全部");
        let files = [
            Download::new(all, Format::Csv, &api),
            Download::explained(all, &api),
            Download::new(all, Format::Xlsx, &api),
            Download::new(context.pick("the first 1,000,", "前 1,000 条"), Format::Json, &api),
        ];
        downloads(context, context.pick("Download", "下载"), &files)
    }
}
