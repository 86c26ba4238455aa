//! The sections that are shown, and their order.
//!
//! - `place_order`: the order of equal hits
//! - `best`: keeps the best
//! - `ranking`: the best sections
//! - `by_report`: the best reports, with their best sections
//! - `top`: one or the other
//! - `view`: a hit, and the hits of a report, as they are shown
//! - `results`: answers requests
//! - `in_reports`: the mentions of a query in given reports
//! - `report_list`: the reports that pass the filters
//! - `reports_with`: the reports in which a query finds something

mod place_order;
mod best;
mod ranking;
mod by_report;
mod top;
mod view;
mod results;
mod in_reports;
mod report_list;
mod reports_with;

pub(crate) use in_reports::ReportQuery;
pub(crate) use report_list::{ReportList, in_reading_order, reports_of_agency};
pub(crate) use reports_with::reports_with;
pub(crate) use results::find;
pub use results::{Results, search};
pub use view::Hit;
pub(crate) use view::{ReportHits, ReportView, ReportViews, SectionHit, SectionView};
