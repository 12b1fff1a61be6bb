//! Extractors whose refusals are pages of ours.

use super::app::App;
use super::error::Failure;
use super::page::Staff;
use super::session::Visit;
use axum::extract::FromRequestParts;
use axum::extract::rejection::PathRejection;
use axum_extra::extract::QueryRejection;

/// The parameters of a path; what does not fit is not found.
#[derive(Clone, Copy, Debug, FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(Failure))]
pub struct Path<T>(pub T);

/// The query of an address; repeated names become a `Vec`. What does not fit is not understood.
#[derive(Clone, Copy, Debug, FromRequestParts)]
#[from_request(via(axum_extra::extract::Query), rejection(Failure))]
pub struct Query<T>(pub T);

impl From<PathRejection> for Failure {
    fn from(_: PathRejection) -> Self {
        Self::NotFound
    }
}

impl From<QueryRejection> for Failure {
    fn from(_: QueryRejection) -> Self {
        Self::Invalid
    }
}

/// Who has signed in, for the header of a page.
pub(super) async fn staff(_: &App, visit: &Visit) -> Result<Option<Staff>, Failure> {
    let account = visit.account().await?;
    tracing::trace!(signed_in = account.is_some(), "frame");
    Ok(None)
}
