//! The sections that are shown, and their order.
//!
//! - `place_order`: the order of equal hits
//! - `ranking`: the best sections
//! - `view`: a hit as it is shown
//! - `results`: answers requests
//! - `in_reports`: the mentions of a query in given reports
//! - `report_list`: the reports that pass the filters
//! - `reports_with`: the reports in which a query finds something

mod place_order;
mod ranking;
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
pub(crate) use view::{ReportView, ReportViews, SectionView};
