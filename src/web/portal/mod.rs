//! 门户: what applicants and everybody see.

mod agency;
mod annual;
mod apply;
mod asking;
mod case;
mod channel_test;
mod due;
mod guesses;
mod home;
mod load;
mod mine;
mod notices;
mod published;
mod receipt;
mod third;
mod track;

use axum::{Router, routing::get, routing::post};

use super::app::App;
use crate::template::Entry;

/// The routes of the portal.
pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/", get(home::show))
        .route("/accessibility", get(notices::accessibility))
        .route("/privacy", get(notices::privacy))
        .route("/agencies", get(home::agencies))
        .route("/agencies/{key}", get(agency::show))
        .merge(apply::router())
        .merge(third::router())
        .merge(mine::router())
        .route("/receipt", get(receipt::show))
        .route("/asking", get(asking::show))
        .route("/track", get(track::show).post(track::open))
        .route("/track/leave", post(track::leave))
        .route("/track/tests/{test}", get(channel_test::show))
        .route("/track/case/{case}", get(case::show))
        .route(
            "/track/case/{case}/correction",
            get(case::correction).post(case::correct),
        )
        .route(
            "/track/case/{case}/reasons",
            get(case::reasons).post(case::give_reasons),
        )
        .route(
            "/track/case/{case}/reconsideration",
            get(case::reconsideration).post(case::petition),
        )
        .route(
            "/track/case/{case}/withdraw",
            get(case::confirm).post(case::withdraw),
        )
        .route("/track/case/{case}/letters/{letter}", get(case::letter))
        .route("/track/case/{case}/letters/{letter}/pdf", get(case::pdf))
        .route("/track/case/{case}/letters/{letter}/package", get(case::package))
        .route(
            "/track/case/{case}/contact",
            get(case::contact).post(case::change_contact),
        )
        .route(
            "/track/case/{case}/records",
            get(case::records).post(case::open_records),
        )
        .route(
            "/track/case/{case}/feedback",
            get(case::feedback).post(case::give_feedback),
        )
        .route(
            "/track/case/{case}/payment",
            get(case::payment).post(case::give_proof),
        )
        .route("/track/case/{case}/payment/online", post(case::pay_online))
        .route(
            "/track/case/{case}/payment/return",
            get(case::come_back_from_paying),
        )
        .route("/track/case/{case}/calendar.ics", get(case::calendar))
        .route("/track/case/{case}/files/{file}", get(case::file))
        .merge(published::router())
        .merge(annual::router())
}

/// The templates of all pages of the portal.
pub(super) fn templates() -> Vec<Entry> {
    let own = crate::every_page![
        home::Home,
        home::Agencies,
        agency::Guide,
        asking::Asking,
        notices::Accessibility,
        notices::Privacy,
        receipt::Receipt,
        receipt::Gone,
        channel_test::TestPage,
        track::Track,
    ];
    [
        own.into(),
        annual::templates(),
        apply::templates(),
        mine::templates(),
        case::templates(),
        published::templates(),
        third::templates(),
    ]
    .concat()
}
