//! 网上缴费: to the treasury's platform and back. The browser that comes back proves nothing: the platform is asked.

use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use crate::{
    casework::treasury::{self, OnlineError},
    store::{
        self, Scope,
        fee_order::{FeeOrder, OrderState},
    },
    text::{Key, key},
    web::{
        error::Failure,
        extract::Path,
        form::Form,
        guard::Nothing,
        page::View,
        portal::load::{self, Loaded},
    },
};

/// `POST /track/case/{case}/payment/online`: the order is made; the page leads on to the platform by a link, as no form of
/// ours may end on a page of others.
pub(in crate::web::portal) async fn begin(
    view: View,
    Path(case): Path<Uuid>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    let loaded = load::case(&view, case).await?;
    let begun = Box::pin(treasury::begin(&view.app.office, &loaded.agency, &loaded.case)).await;
    let said = match begun {
        Ok(order) => Some(said(&order)),
        Err(OnlineError::Bridge(_)) => Some((false, key("portal-payment-online-away"))),
        Err(OnlineError::NotOffered) => None,
        Err(OnlineError::Act(error)) => return Err(error.into()),
    };
    back(&view, case, said).await
}

/// `GET /track/case/{case}/payment/return`: where the platform sends the browser back to.
pub(in crate::web::portal) async fn come_back(
    view: View,
    Path(case): Path<Uuid>,
) -> Result<Response, Failure> {
    let loaded = load::case(&view, case).await?;
    let Some(order) = newest(&view, &loaded).await? else {
        return back(&view, case, None).await;
    };
    let asked = treasury::refresh(&view.app.office, loaded.agency.id, order.id);
    let said = match Box::pin(asked).await {
        Ok(order) => Some(said(&order)),
        Err(OnlineError::Bridge(_)) => Some((false, key("portal-payment-online-away"))),
        Err(OnlineError::NotOffered) => None,
        Err(OnlineError::Act(error)) => return Err(error.into()),
    };
    back(&view, case, said).await
}

/// The newest order of a case.
pub(super) async fn newest(view: &View, loaded: &Loaded) -> Result<Option<FeeOrder>, Failure> {
    let scope = Scope::of(loaded.agency.id);
    let orders = store::fee_order::of_case(&view.app.office.db, scope, loaded.case.id).await?;
    Ok(orders.into_iter().next())
}

fn said(order: &FeeOrder) -> (bool, Key) {
    match (order.state, order.recorded_at) {
        (OrderState::Open, _) => (true, key("portal-payment-online-open")),
        (OrderState::Closed, _) => (false, key("portal-payment-online-closed")),
        (OrderState::Paid, Some(_)) => (true, key("portal-payment-online-paid")),
        (OrderState::Paid, None) => (false, key("portal-payment-online-unrecorded")),
    }
}

async fn back(view: &View, case: Uuid, said: Option<(bool, Key)>) -> Result<Response, Failure> {
    if let Some((is_good, said)) = said {
        view.visit.flash(is_good, view.say().get(said)?).await?;
    }
    Ok(Redirect::to(&format!("/track/case/{case}/payment")).into_response())
}
