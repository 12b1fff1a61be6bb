//! The letters to a third party: what it was asked, and what was decided in spite of it.

use axum::response::Response;
use serde::Serialize;
use uuid::Uuid;

use super::load;
use crate::{
    template::Template,
    text::key,
    web::{
        download::{How, download},
        error::Failure,
        extract::Path,
        page::{Page, Side, Title, View},
        portal::load::blob,
    },
};

/// A letter, to read on the screen and to print.
#[derive(Debug, Serialize)]
pub(super) struct LetterPage {
    link: String,
    letter: String,
    title: String,
    agency_name: String,
    /// As [`crate::letters::Letters::html`] gives it: escaped.
    html: String,
}

/// `GET /consultation/{link}/letters/{letter}`
pub(in crate::web::portal) async fn letter(
    view: View,
    Path((link, letter)): Path<(Uuid, Uuid)>,
) -> Result<Response, Failure> {
    let asked = load::asked(&view, link).await?;
    let paper = asked.paper(&view, letter).await?;
    view.page(LetterPage {
        link: link.to_string(),
        letter: letter.to_string(),
        title: format!("{} {}", paper.document.title, paper.number),
        html: view.app.office.letters.html(&paper.document),
        agency_name: asked.agency.name,
    })
    .await
}

/// `GET /consultation/{link}/letters/{letter}/pdf`
pub(in crate::web::portal) async fn pdf(
    view: View,
    Path((link, letter)): Path<(Uuid, Uuid)>,
) -> Result<Response, Failure> {
    let asked = load::asked(&view, link).await?;
    let paper = asked.paper(&view, letter).await?;
    let bytes = blob(&view.app, paper.pdf).await?;
    let name = format!("{}（{}）.pdf", paper.document.title, paper.number);
    Ok(download(How::Save, "application/pdf", &name, bytes))
}

impl Template for LetterPage {
    const NAME: &'static str = "pages/portal/third/letter";

    fn samples() -> Vec<Self> {
        vec![Self {
            link: "0".to_owned(),
            letter: "0".to_owned(),
            title: "政府信息公开征求第三方意见书".to_owned(),
            agency_name: "青溪县住房和城乡建设局".to_owned(),
            html: "<article class=\"letter\"><h1>征求意见书</h1></article>".to_owned(),
        }]
    }
}

impl Page for LetterPage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Name {
            name: self.title.clone(),
            what: key("portal-third-letter"),
        }
    }

    fn agency(&self) -> Option<String> {
        Some(self.agency_name.clone())
    }
}
