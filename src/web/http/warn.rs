//! Messages for the operator.

use std::sync::Arc;

/// Takes sentences for whoever runs the server, from any thread.
pub(in crate::web) type Warn = Arc<dyn Fn(&str) + Send + Sync>;
