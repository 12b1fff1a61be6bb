//! A password that was drawn, shown once: it is kept nowhere, so this page is the answer to the form itself.

use axum::response::Response;
use serde::Serialize;

use super::address;
use crate::{
    casework::staff::FirstPassword,
    store::account::Account,
    template::Entry,
    text::key,
    web::{
        error::Failure,
        page::{Page, Side, Title, View},
    },
};

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![IssuedPage].into()
}

#[derive(Debug, Serialize)]
pub(super) struct IssuedPage {
    pub(super) name: String,
    pub(super) username: String,
    pub(super) password: String,
    pub(super) href: String,
}

pub(super) async fn show(
    view: &View,
    account: &Account,
    password: FirstPassword,
) -> Result<Response, Failure> {
    view.page(IssuedPage {
        name: account.name.clone(),
        username: account.username.clone(),
        password: password.0,
        href: address(account.id),
    })
    .await
}

impl Page for IssuedPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("accounts-issued-title"))
    }
}
