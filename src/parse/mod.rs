//! Text → report.

