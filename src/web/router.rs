//! Everything that is served, as a function from requests to answers.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;

use super::state::ServerState;
use super::{api, login, original, pages, security, site};

/// The most bytes that are read of a body. Only the login form has one, with a token and the address
/// to go on to, which the limit on addresses keeps below 8,000 characters.
const LONGEST_BODY: usize = 16 << 10;

/// Returns the routes of all pages and of the API behind the security checks.
pub(super) fn router(state: &ServerState) -> Router {
    Router::new()
        .merge(api::routes())
        .merge(pages::routes())
        .merge(login::routes())
        .merge(original::routes())
        .merge(site::routes())
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .layer(from_fn_with_state(state.clone(), security::check_request))
        .with_state(state.clone())
}
