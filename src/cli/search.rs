//! `chabao search`: the passages that match a query.

use chabao::present::json;
use chabao::search::{self, FacetBy, Request, Sort};
use clap::Args;

use super::context::Context;
use super::output::Ending;
use super::shared::{
    FACET_ROWS, Form, FormatArgs, ListArgs, QuestionArgs, end_search, facet_parser, name_parser,
    say_explanation,
};

/// The number of passages that are shown by default.
const HITS: usize = 10;

/// Show the passages that match a query, best first
#[derive(Debug, Args)]
#[command(after_help = "\
The query, in short (all of it: `chabao help query`):
  三项制度 法律顾问     both in the same section     A OR B, A 或 B, A｜B         either
  -A, NOT A, 非 A      not                         ( … )                       grouping
  \"双随机 一公开\"      as one term                 '双随机、一公开'              as written
  A NEAR/20 B         at most 20 characters apart  同句:(A B) 同段: 全篇:       in one sentence, …
  聘请*法律顾问         within a sentence            ~三项制度                   with its other names
  年度:2021-2023  地区:重庆市  机关:卫生健康  部分:不足  类型:法治  标题:三项制度  and other conditions

Examples:
  chabao search 三项制度
  chabao search 法律顾问 -公职律师 --year 2021-2023 --region 重庆市
  chabao search 法律顾问参与了哪些工作 --words
  chabao search 双随机一公开 --sort newest
  chabao search 法律顾问 --by-report --sort mentions
  chabao search '同句:(行政处罚 行政复议)'
  chabao search 三项制度 --facet year,agency --format json
  chabao search 三项制度 --format csv --bom > all.csv
  chabao search 三项制度 -o all.xlsx        a workbook, with a sheet that says what was counted

Text and JSON have ten passages unless you give `--limit`; tables (CSV, JSON Lines and workbooks) have all.")]
pub(super) struct SearchArgs {
    /// What to find; its terms must occur, or not occur, in the same section
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,

    /// Also count by these facets
    #[arg(long, value_name = "FACETS", value_delimiter = ',', value_parser = facet_parser())]
    facet: Vec<FacetBy>,

    /// Order of the passages: relevance, newest, oldest, or mentions (sections with the most
    /// mentions first)
    #[arg(long, value_name = "ORDER", default_value = "relevance", value_parser = name_parser(Sort::ALL.to_vec(), Sort::key), hide_possible_values = true)]
    sort: Sort,

    /// Group the passages by report: each report once, with the number of its sections and mentions and
    /// its three best passages; `--limit` and `--page` count reports. Tables have all sections of each
    /// report, a row for each
    #[arg(long)]
    by_report: bool,

    #[command(flatten)]
    list: ListArgs,

    #[command(flatten)]
    question: QuestionArgs,

    #[command(flatten)]
    format: FormatArgs,
}

pub(super) fn search(args: &SearchArgs, context: &Context) -> anyhow::Result<Ending> {
    let form = args.format.form(context)?;
    let mut request = args.question.request(&args.query)?;
    let reader = args.question.open(context)?;
    let is_table = matches!(form, Form::Table(_));
    args.list.add_to(&mut request, &reader, (!is_table).then_some(HITS), context)?;
    // The part of the list is that of the hits.
    request.rows = Request::all(Vec::new()).rows;
    request.rows.limit = Some(FACET_ROWS);
    request.sort = args.sort;
    request.by_report = args.by_report;
    let answer = if let Form::Table(form) = form {
        let (answer, table) = request.hit_table(&reader)?;
        say_explanation(&answer, context);
        context.output.table(table, form)?;
        answer
    } else {
        request.facets.clone_from(&args.facet);
        let results = search::search(&reader, &request)?;
        say_explanation(&results, context);
        context.output.data(&match form {
            Form::Text => results.to_text(request.offset, context.output.style),
            _ => json(&results),
        })?;
        results
    };
    Ok(end_search(&answer, "search", answer.body.counts.sections > 0, context))
}
