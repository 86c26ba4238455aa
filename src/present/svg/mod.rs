//! The drawing of a trend as SVG: one file that says by itself what was counted over what.
//!
//! Over the years it has two panels one under the other, the share of reports and the mentions in
//! 10,000 characters; over other groups bars. Beside every figure stands how many reports it was
//! counted over, a year of which none is held is a gap, and figures over one report or two look
//! weaker than others. The command line, the API and the page all give this drawing.
//!
//! - `elements`: elements, colours, widths of texts
//! - `figures`: figures as they are written
//! - `rows`: which rows are years
//! - `chart`: the frame: title, grounds and notes
//! - `labels`: what is said, in two languages
//! - `placement`: places for labels
//! - `axis`: the years, their gaps, and what is held of each
//! - `years`: the panels over the years
//! - `bars`: bars over other groups

mod axis;
mod bars;
mod chart;
mod elements;
mod figures;
mod labels;
mod placement;
mod rows;
#[cfg(test)]
mod tests;
mod years;

use self::chart::Chart;
pub use self::chart::{Drawing, Width};
use crate::analysis::Trend;
use crate::search::FacetBy;

/// Returns the drawing of a trend as an SVG file: lines over the years, bars over other groups. A
/// trend of a request without a query is drawn as what is held.
///
/// It can stand in a page as well: it names no styles, only classes that a page can give other
/// colours (`fill-text`, `stroke-series-1`, …), and no ids.
#[must_use]
pub fn trend_as_svg(trend: &Trend, drawing: Drawing) -> String {
    let chart = Chart { trend, by: trend.by, drawing, has_query: !rows::is_of_all(trend) };
    let figure = match trend.by {
        FacetBy::Year => years::figure(&chart),
        _ => bars::figure(&chart),
    };
    chart.whole(&figure)
}
