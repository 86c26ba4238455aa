//! The chart of a trend as SVG: one file that says by itself what was counted over which reports.
//!
//! Over the years it has two panels, one below the other: the share of reports, and the mentions in
//! 10,000 characters. By other groups it has bars. Every figure has its number of reports next to it; a
//! year without reports is a gap, and figures from one or two reports look weaker than others. The
//! command line, the API and the pages all use this chart.
//!
//! - `elements`: lines, shapes and text as SVG
//! - `ink`: colours, outlines, marks and type
//! - `text_width`: widths of text, and where lines may end
//! - `figures`: figures as a chart writes them
//! - `rows`: which rows are years
//! - `chart`: the frame: title, grounds and notes
//! - `labels`: the words, in two languages
//! - `placement`: places for labels
//! - `axis`: the years, their gaps, and the reports of each
//! - `years`: panels over the years
//! - `bars`, `bar_rows`: bars by other groups

mod axis;
mod bar_rows;
mod bars;
mod chart;
mod elements;
mod figures;
mod ink;
mod labels;
mod placement;
mod rows;
#[cfg(test)]
mod tests;
mod text_width;
mod years;

use self::chart::Chart;
pub(crate) use self::chart::{Drawing, Width};
use crate::analysis::Trend;
use crate::report::Language;
use crate::search::FacetBy;

impl Trend {
    /// Returns the chart of a trend as an SVG file: lines over the years, bars by other groups. Without a
    /// query it shows the number of reports.
    #[must_use]
    pub fn to_svg(&self, language: Language) -> String {
        self.draw(Drawing { language, ..Drawing::default() })
    }

    /// Returns the chart of a trend, drawn in one of several ways.
    ///
    /// It can also be put into a page: it has no styles and no ids, only classes by which a page can
    /// override colours (`fill-text`, `stroke-series-1`, …).
    pub(crate) fn draw(&self, drawing: Drawing) -> String {
        let has_query = !rows::has_no_query(self);
        let chart = Chart { trend: self, by: self.by, drawing, has_query };
        let figure = match self.by {
            FacetBy::Year => years::year_panels(&chart),
            _ => bars::group_bars(&chart),
        };
        chart.to_svg(&figure)
    }
}
