//! 网上答复征求意见 (条例第三十二条): a consulted third party comes in with the link and the code that it got with the letter,
//! reads what concerns it and nothing else, and answers once.

mod attached;
mod check;
mod deadline;
mod draft;
mod enter;
mod form;
mod given;
mod load;
mod messages;
mod page;
mod paper;
mod show;

use axum::{
    Router,
    extract::Request,
    http::{HeaderName, HeaderValue},
    middleware::{Next, from_fn},
    response::Response,
    routing::{get, post},
};

use crate::{template::Entry, web::app::App};

/// The routes of this folder. No search engine keeps one, whoever has put a link where it can be found.
pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/consulted", get(enter::show).post(enter::open))
        .route("/consulted/leave", post(enter::leave))
        .route("/consulted/{token}", get(enter::linked))
        .route("/consultation/{link}", get(show::show))
        .route("/consultation/{link}/answer", get(form::show).post(form::take))
        .route("/consultation/{link}/check", get(check::show).post(check::send))
        .route("/consultation/{link}/receipt", get(given::show))
        .route("/consultation/{link}/messages", post(messages::choose))
        .route("/consultation/{link}/files/{file}", get(attached::file))
        .route("/consultation/{link}/letters/{letter}", get(paper::letter))
        .route("/consultation/{link}/letters/{letter}/pdf", get(paper::pdf))
        .route_layer(from_fn(unlisted))
}

async fn unlisted(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(
        HeaderName::from_static("x-robots-tag"),
        HeaderValue::from_static("noindex, nofollow, noarchive"),
    );
    response
}

/// The templates of this folder.
pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![
        enter::Enter,
        page::ConsultationPage,
        form::AnswerPage,
        check::CheckPage,
        given::Receipt,
        paper::LetterPage,
    ]
    .into()
}
