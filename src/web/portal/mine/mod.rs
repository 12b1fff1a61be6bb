//! 我的申请: the account of an applicant, for whoever wants one. It finds again what they filed, over all agencies, and what
//! they have begun; nothing can be done with it that cannot be done without. It has nothing to do with the staff's.

mod account;
mod add;
mod code;
mod delete;
mod details;
mod list;
mod openid;
mod passkey;
mod password;
mod reach;
mod sign_in;
mod who;

use axum::{Router, routing::get, routing::post};

use crate::{template::Entry, web::app::App};

pub(super) use self::who::{details, grant, has_form, keep_case, keep_form};

/// The templates of this folder.
pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![
        account::AccountPage,
        add::AddPage,
        add::RemovePage,
        code::CodePage,
        delete::DeletePage,
        details::DetailsPage,
        list::MinePage,
        passkey::AddPasskeyPage,
        password::PasswordPage,
        reach::ReachPage,
        sign_in::SignInPage,
    ]
    .into()
}

/// The routes of this folder.
pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/mine", get(list::show))
        .route("/mine/sign-in", get(sign_in::show).post(sign_in::send))
        .route("/mine/code", get(code::show).post(code::enter))
        .route("/mine/code/again", post(code::again))
        .route("/mine/password", get(password::show).post(password::enter))
        .route("/mine/sign-out", post(sign_in::leave))
        .route("/mine/add", get(add::show).post(add::create))
        .route("/mine/cases/{case}/add", post(add::take))
        .route("/mine/cases/{case}/remove", get(add::confirm).post(add::remove))
        .route("/mine/details", get(details::show).post(details::update))
        .route("/mine/account", get(account::show))
        .route("/mine/account/reach", get(reach::show).post(reach::send))
        .route("/mine/account/password", post(account::set_password))
        .route("/mine/account/password/remove", post(account::remove_password))
        .route("/mine/account/visits/others", post(account::end_others))
        .route("/mine/account/visits/{visit}", post(account::end_visit))
        .route("/mine/passkey", post(passkey::enter))
        .route("/mine/passkey/ask", post(passkey::ask))
        .route("/mine/account/passkeys", get(passkey::show).post(passkey::create))
        .route("/mine/account/passkeys/ask", post(passkey::ask_for_new))
        .route("/mine/account/passkeys/{passkey}/remove", post(passkey::remove))
        .route("/mine/openid", get(openid::go))
        .route("/mine/openid/back", get(openid::come_back))
        .route("/mine/account/openid", get(openid::join))
        .route("/mine/account/openid/leave", post(openid::leave))
        .route("/mine/account/delete", get(delete::confirm).post(delete::delete))
}
