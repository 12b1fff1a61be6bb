//! What other programs tell by themselves: no session, no form, no page. Nothing of it is believed.

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, StatusCode},
    middleware::{from_fn, from_fn_with_state},
    routing::post,
};

use super::{app::App, layers, security};
use crate::{
    casework::treasury::{self, OnlineError},
    store,
};

/// The most that is read, in bytes.
const MOST: usize = 16 * 1024;

/// These routes, with the layers that are for programs too.
pub(super) fn router(app: &App) -> Router {
    Router::new()
        .route("/payments/notified", post(notified))
        .layer(DefaultBodyLimit::max(MOST))
        .layer(from_fn_with_state(app.clone(), security::headers))
        .layer(from_fn(layers::trace))
        .with_state(app.clone())
}

/// `POST /payments/notified`: something happened to an order. What is signed and new, of an order of ours and of its amount,
/// makes the program ask the bridge; everything else is not found.
async fn notified(State(app): State<App>, headers: HeaderMap, body: Bytes) -> StatusCode {
    match Box::pin(heard(&app, &headers, &body)).await {
        Ok(true) => StatusCode::NO_CONTENT,
        Ok(false) | Err(OnlineError::NotOffered) => StatusCode::NOT_FOUND,
        // It may tell again, as whoever pushes does.
        Err(OnlineError::Bridge(_)) => StatusCode::SERVICE_UNAVAILABLE,
        Err(OnlineError::Act(error)) => {
            tracing::error!(error = %error, "an order that was told of could not be settled");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}

async fn heard(app: &App, headers: &HeaderMap, body: &[u8]) -> Result<bool, OnlineError> {
    let office = &app.office;
    let hint = office
        .notices
        .treasury()
        .and_then(|bridge| bridge.hint(headers, body, office.now()));
    let Some(hint) = hint else {
        return Ok(false);
    };
    let Some(agency) = store::fee_order::agency_of(&office.db, hint.order).await? else {
        return Ok(false);
    };
    let order = store::fee_order::get(&office.db, store::Scope::of(agency), hint.order).await?;
    if order.is_none_or(|order| order.yuan != hint.yuan) {
        return Ok(false);
    }
    treasury::refresh(office, agency, hint.order).await?;
    Ok(true)
}
