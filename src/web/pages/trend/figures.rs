//! The figures of a trend as one table: a row for each year or place; for one query a column for each
//! figure, for several a column for each query.

use maud::{Markup, html};

use crate::analysis::{Figures, Measure, Series, State, Trend, TrendRow};
use crate::present::{above, percent};
use crate::report::UNKNOWN;
use crate::search::{Answer, FacetBy};
use crate::text::grouped;
use crate::web::http::parameters;
use crate::web::http::params::Params;
use crate::web::pages::address::Address;
use crate::web::pages::conditions::passages;
use crate::web::pages::html_text::clean;
use crate::web::pages::layout::PageContext;
use crate::web::pages::listing::Listing;

/// The most rows on a page. The file has all.
const MOST_ROWS: usize = 100;

/// So few rows are looked over at once, and need no field to narrow them.
const FEW_ROWS: usize = 12;

/// The most figures on a page: each has a link to its passages.
const MOST_FIGURES: usize = 1_000;

/// The figures that several queries can be compared by.
const MEASURES: [Measure; 5] =
    [Measure::Share, Measure::Reports, Measure::Sections, Measure::Mentions, Measure::Rate];

/// The id of the section with the table.
const SECTION: &str = "figures";

/// A table of figures.
pub(super) struct Table<'a> {
    pub(super) context: &'a PageContext,
    pub(super) params: &'a Params,
    pub(super) by: FacetBy,
    pub(super) trend: &'a Trend,
    /// The queries as they were typed, or those of the concepts; an empty one if there are none.
    pub(super) terms: &'a [String],
    pub(super) address: &'a Address,
}

/// A column of figures.
struct Column {
    /// Its name in addresses.
    key: String,
    name: Markup,
    /// The number of the series.
    series: usize,
    figure: Figure,
    /// Whether its figures lead to their passages; else the name of the row does.
    has_links: bool,
}

/// What a column shows.
#[derive(Clone, Copy, PartialEq)]
enum Figure {
    Held,
    Characters,
    Of(Measure),
}

impl Figure {
    /// Returns its value, by which rows are ordered; `None` if nothing was counted over.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
    fn value(self, figures: &Figures) -> Option<f64> {
        if figures.held == 0 {
            return None;
        }
        match self {
            Self::Held => Some(figures.held as f64),
            Self::Characters => Some(figures.characters as f64),
            Self::Of(Measure::Share) => figures.share,
            Self::Of(Measure::Rate) => figures.mentions_per_10000,
            Self::Of(Measure::Sections) => Some(figures.sections as f64),
            Self::Of(Measure::Mentions) => figures.mentions.map(|mentions| mentions as f64),
            Self::Of(Measure::Reports | Measure::State) => Some(figures.reports as f64),
        }
    }

    /// Returns it as the table has it; `None` if there is nothing to count.
    fn text(self, figures: &Figures) -> Option<String> {
        Some(match self {
            Self::Held => grouped(figures.held),
            Self::Characters => grouped(figures.characters),
            Self::Of(Measure::Share) => percent(figures.reports, figures.held),
            Self::Of(Measure::Rate) => format!("{:.2}", figures.mentions_per_10000?),
            Self::Of(Measure::Sections) => grouped(figures.sections),
            Self::Of(Measure::Mentions) => grouped(figures.mentions?),
            Self::Of(Measure::Reports | Measure::State) => grouped(figures.reports),
        })
    }

    /// Returns whether it is about mentions, which a query without a term does not have.
    fn is_of_mentions(self) -> bool {
        matches!(self, Self::Of(Measure::Mentions | Measure::Rate))
    }
}

impl Table<'_> {
    fn has_query(&self) -> bool {
        self.terms.iter().any(|term| !term.is_empty())
    }

    fn series(&self) -> &[Answer<Series>] {
        &self.trend.series
    }

    /// Returns whether a query has a term that is mentioned.
    fn has_mentions(&self) -> bool {
        self.series().iter().any(|series| series.question.has_mentions())
    }

    /// Returns the figures that several queries can be compared by.
    fn choices(&self) -> impl Iterator<Item = Measure> {
        let has_mentions = self.has_mentions();
        MEASURES.into_iter().filter(move |it| has_mentions || !Figure::Of(*it).is_of_mentions())
    }

    /// Returns the figure that several queries are compared by.
    fn measure(&self) -> Measure {
        let wanted = self.params.measure();
        self.choices().find(|it| Some(*it) == wanted).unwrap_or(Measure::Share)
    }

    /// Returns whether all queries were counted over the same.
    fn is_one_ground(&self) -> bool {
        self.series().windows(2).all(|pair| match pair {
            [a, b] => a.ground == b.ground,
            _ => true,
        })
    }

    /// Returns the section with the table.
    pub(super) fn section(&self) -> Markup {
        let (context, name) = (self.context, self.by.label(self.context.language));
        let listing = Listing::new(context, self.params, self.address, SECTION);
        let columns = self.columns();
        let all = self.series().first().map_or(&[][..], |series| series.body.rows.as_slice());
        let is_named = |at: &usize| {
            all.get(*at).is_some_and(|row| listing.is_named(&[&row.value, &self.place(row)]))
        };
        let figure = |at: &usize, key: &str| {
            let column = columns.iter().find(|column| column.key == key)?;
            let row = self.series().get(column.series)?.body.rows.get(*at)?;
            column.figure.value(&row.figures)
        };
        let is_unknown = |at: &usize| all.get(*at).is_some_and(|row| row.value == UNKNOWN);
        let on_page = (MOST_FIGURES / columns.len().max(1)).min(MOST_ROWS);
        let rows = (0..all.len()).filter(is_named).collect();
        let rows = listing.rows(rows, on_page, figure, is_unknown);
        html! {
            section.trend-table id=(SECTION) aria-label=(context.pick("Figures", "数据表")) {
                (self.grounds())
                @if self.series().len() > 1 { (self.measures()) }
                @if all.len() > FEW_ROWS { (listing.name_field(rows.all)) }
                (listing.paging(&rows))
                div.scroll.matrix tabindex="0" role="region" aria-label=(context.pick("Figures, scrolls sideways", "数据表，可左右滚动")) {
                    table {
                        caption.unseen { (name) }
                        thead {
                            tr {
                                th scope="col" { (name) }
                                @for column in &columns {
                                    @let series = (self.series().len() > 1 && column.has_links).then_some(column.series);
                                    (listing.head(&column.key, &column.name, series))
                                }
                            }
                        }
                        tbody { @for &at in &rows.shown { (self.row(at, &columns)) } }
                        tfoot {
                            tr {
                                th scope="row" { (context.pick("total", "合计")) }
                                @for column in &columns {
                                    @if let Some(series) = self.series().get(column.series) {
                                        (self.cell(column, &series.body.total, None))
                                    }
                                }
                            }
                        }
                    }
                }
                @if rows.all == 0 { p.notice { (context.pick("No rows match.", "没有符合条件的行。")) } }
                (listing.paging(&rows))
            }
        }
    }

    /// Returns the columns.
    fn columns(&self) -> Vec<Column> {
        let context = self.context;
        let name = |english, chinese| {
            let name = context.pick(english, chinese);
            html! { (name) }
        };
        let column = |key: &str, name: Markup, figure| Column {
            key: key.to_owned(),
            name,
            series: 0,
            figure,
            has_links: false,
        };
        let held = column("held", name("reports", "所收报告"), Figure::Held);
        let characters = column("characters", name("characters", "字数"), Figure::Characters);
        if !self.has_query() {
            return vec![held, characters];
        }
        if self.series().len() == 1 {
            let of = |key, english, chinese, measure| {
                column(key, name(english, chinese), Figure::Of(measure))
            };
            let (english, chinese) = if self.has_mentions() {
                ("mention it", "提及的报告")
            } else {
                ("meet the query", "符合的报告")
            };
            let mut columns = vec![
                held,
                of("reports", english, chinese, Measure::Reports),
                of("share", "share", "比例", Measure::Share),
                of("sections", "sections", "节", Measure::Sections),
                of("mentions", "mentions", "提及次数", Measure::Mentions),
                characters,
                of("rate", "per 10,000", "每万字", Measure::Rate),
            ];
            columns.retain(|it| self.has_mentions() || !it.figure.is_of_mentions());
            return columns;
        }
        let figure = Figure::Of(self.measure());
        let terms = self.series().iter().enumerate().map(|(series, answer)| Column {
            key: (series + 1).to_string(),
            name: html! { bdi lang="zh" { (clean(&answer.question.term())) } },
            series,
            figure,
            has_links: true,
        });
        let held = self.is_one_ground().then_some(held);
        held.into_iter().chain(terms).collect()
    }

    /// Returns each concept with its query; where there is no drawing that says it, each query with what was
    /// found and counted over.
    fn grounds(&self) -> Markup {
        let context = self.context;
        let has_concepts = self.series().iter().any(|answer| answer.question.concept.is_some());
        html! {
            @if has_concepts || self.series().len() > super::MOST_SERIES {
                ul.grounds {
                    @for answer in self.series() {
                        li {
                            b lang="zh" { bdi { (clean(&answer.question.term())) } }
                            @if answer.question.concept.is_some() {
                                " " code lang="zh" { (clean(&answer.question.query_text())) }
                            }
                            @if self.series().len() > 1 {
                                " " span.quiet { (answer.body.counts.over(answer.ground, answer.question.query.as_ref(), context.language)) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Returns links to the same table of another figure.
    fn measures(&self) -> Markup {
        let context = self.context;
        let url = |measure: Measure| {
            let address = self.address.set(parameters::MEASURE.name, measure.key());
            format!("{}#{SECTION}", address.to_url())
        };
        html! {
            nav.tabs aria-label=(context.pick("What the table shows", "表中数值")) {
                @for measure in self.choices() {
                    a href=(url(measure)) aria-current=[(measure == self.measure()).then_some("true")] {
                        @match (self.has_mentions(), measure) {
                            (false, Measure::Share) => (context.pick("reports that meet the query, per cent", "符合的报告占比（%）")),
                            (false, Measure::Reports) => (context.pick("reports that meet the query", "符合的报告")),
                            _ => (measure.label(context.language)),
                        }
                    }
                }
            }
        }
    }

    fn place(&self, row: &TrendRow) -> String {
        match self.by {
            FacetBy::County | FacetBy::Prefecture => above(row.region.as_ref(), &row.value),
            _ => String::new(),
        }
    }

    /// Returns the URL of the passages that were counted in a row.
    fn url(&self, row: &TrendRow, series: usize) -> Option<String> {
        let term = self.terms.get(series)?;
        if row.figures.reports == 0 {
            return None;
        }
        let line = (self.by, row.value.as_str(), row.region.as_ref());
        Some(passages(self.params, Some(term), &[line])?.to_short_url())
    }

    fn row(&self, at: usize, columns: &[Column]) -> Markup {
        let of = |series: usize| self.series().get(series).and_then(|it| it.body.rows.get(at));
        let Some(first) = of(0) else { return html! {} };
        let is_single = self.series().len() == 1;
        let place = self.place(first);
        let to_passages = self.context.pick("the passages in these reports", "看这些报告中的段落");
        let url = is_single.then(|| self.url(first, 0)).flatten();
        html! {
            tr {
                th scope="row" lang="zh" {
                    @match url {
                        Some(url) => a href=(url) title=(to_passages) { bdi { (clean(&first.value)) } },
                        None => bdi { (clean(&first.value)) },
                    }
                    @if !place.is_empty() { " " small { (clean(&place)) } }
                }
                @if let (true, Some(nothing)) = (is_single, self.nothing(first)) {
                    td.not-held colspan=(columns.len()) { (nothing) }
                } @else {
                    @for column in columns {
                        @if let Some(row) = of(column.series) {
                            (self.cell(column, row, column.has_links.then(|| self.url(row, column.series)).flatten()))
                        }
                    }
                }
            }
        }
    }

    /// Returns why a row has no figures.
    fn nothing(&self, row: &TrendRow) -> Option<&'static str> {
        // The index may have reports that the conditions leave out, so this only speaks of those counted.
        match (row.figures.state, row.figures.held, self.by) {
            (State::LeftOut, ..) => Some(State::LeftOut.label(self.context.language)),
            (_, 1.., _) => None,
            (.., FacetBy::Year) => Some(self.context.pick(
                "no report for this year among those counted",
                "统计范围内没有这一年度的报告",
            )),
            (.., FacetBy::Part) => Some(
                self.context.pick("no such section among those counted", "统计范围内没有这样的节"),
            ),
            _ => Some(
                self.context.pick("no such report among those counted", "统计范围内没有这样的报告"),
            ),
        }
    }

    fn cell(&self, column: &Column, row: &TrendRow, url: Option<String>) -> Markup {
        let text = column.figure.text(&row.figures);
        html! {
            @match (self.nothing(row), text, url) {
                (Some(nothing), ..) => td.none { span.unseen { (nothing) } },
                (None, None, _) => td.number { span.unseen { (self.context.pick("no mentions to count", "不计提及")) } },
                (None, Some(text), Some(url)) => td.number { a href=(url) { (text) } },
                (None, Some(text), None) => td.number { span { (text) } },
            }
        }
    }
}
