//! The sections that are shown: which, in what order, and what of them.
//!
//! - `place_order`: the order of equal hits
//! - `ranking`: the best sections of all
//! - `view`: a hit as it is shown
//! - `results`: the answer to a query
//! - `single_terms`: what each term of a query finds by itself
//! - `in_reports`: what a query finds in given reports
//! - `report_list`: the reports that pass the filters

mod place_order;
mod ranking;
mod view;
mod results;
mod single_terms;
mod in_reports;
mod report_list;

pub(crate) use in_reports::ReportQuery;
pub(crate) use report_list::{ReportsInGround, in_reading_order, reports_of_agency};
pub use results::{Explanation, Hits, Results, all_hits, explain, search};
pub use single_terms::{TermCount, count_terms};
pub use view::{Hit, ReportView, SectionView};
