//! The sections that are shown, and their order.
//!
//! - `place_order`: the order of equal hits
//! - `ranking`: the best sections
//! - `view`: a hit as it is shown
//! - `results`: answers requests
//! - `in_reports`: the mentions of a query in given reports
//! - `report_list`: the reports that pass the filters

mod place_order;
mod ranking;
mod view;
mod results;
mod in_reports;
mod report_list;

pub(crate) use in_reports::ReportQuery;
pub(crate) use report_list::{ReportList, in_reading_order, reports_of_agency};
pub(crate) use results::find;
pub use results::{Results, search};
pub use view::Hit;
pub(crate) use view::{ReportView, SectionView};
