//! What can be asked for, said in plain words before anybody writes anything, and where to go with what cannot.

use axum::response::Response;
use serde::Serialize;

use crate::{
    law::{Door, Law},
    template::Template,
    text::{Lang, key},
    web::{
        error::Failure,
        page::{Page, Side, Title, View},
        wording,
    },
};

/// 能申请什么
#[derive(Debug, Serialize)]
pub(super) struct Asking {
    doors: Vec<DoorRow>,
}

/// A matter that is dealt with elsewhere.
#[derive(Debug, Serialize)]
pub(super) struct DoorRow {
    matter: String,
    place: String,
    phone: Option<String>,
    site: Option<String>,
    article: Option<String>,
}

impl DoorRow {
    /// All of them.
    pub(super) fn all(lang: Lang, law: &Law) -> Vec<Self> {
        let row = |door: &Door| Self {
            matter: wording::in_lang(lang, &door.matter, &door.english_matter).clone(),
            place: wording::in_lang(lang, &door.place, &door.english_place).clone(),
            phone: door.phone.clone(),
            site: door.site.clone(),
            article: door
                .article
                .as_ref()
                .map(|article| wording::cite(lang, law, article)),
        };
        law.doors().iter().map(row).collect()
    }

    pub(super) fn samples() -> Vec<Self> {
        let row = |full: bool| Self {
            matter: "投诉、举报<b>".to_owned(),
            place: "向有权处理的机关提出".to_owned(),
            phone: full.then(|| "12345".to_owned()),
            site: full.then(|| "https://www.example.cn".to_owned()),
            article: full.then(|| "《中华人民共和国政府信息公开条例》第三十九条第一款".to_owned()),
        };
        vec![row(true), row(false)]
    }
}

/// `GET /asking`
pub(super) async fn show(view: View) -> Result<Response, Failure> {
    let doors = DoorRow::all(view.lang, &view.law);
    view.page(Asking { doors }).await
}

impl Template for Asking {
    const NAME: &'static str = "pages/portal/asking";

    fn samples() -> Vec<Self> {
        vec![Self {
            doors: DoorRow::samples(),
        }]
    }
}

impl Page for Asking {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("asking-title"))
    }
}
