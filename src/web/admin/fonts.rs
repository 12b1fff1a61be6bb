//! `GET /admin/fonts`: the typefaces that letters are set in, and what to do where a better one is missing. Files and
//! settings of the machine are the operator's: nothing is changed here.

use axum::{Router, response::Response, routing::get};
use serde::Serialize;

use super::administrator;
use crate::{
    letters::{Letters, Typeface},
    template::{Entry, Template},
    text::{Key, key},
    web::{
        app::App,
        error::Failure,
        extract::SignedIn,
        page::{Page, Side, Title, View},
        wording::{Said, Voice, voice},
    },
};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/fonts", get(show))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![FontsPage].into()
}

#[derive(Debug, Serialize)]
struct FontsPage {
    rows: Vec<Row>,
    folders: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Row {
    used_for: String,
    /// What the format of official documents asks for.
    asked: String,
    family: String,
    /// The one that was preferred and is not there.
    missing: Option<String>,
}

/// `GET /admin/fonts`
async fn show(view: View, who: SignedIn) -> Result<Response, Failure> {
    administrator(&who)?;
    let (letters, voice) = (&view.app.office.letters, voice(&view));
    let row = |typeface: &Typeface| row(voice, letters, *typeface);
    view.page(FontsPage {
        rows: Typeface::ALL.iter().map(row).collect::<Said<_>>()?,
        folders: letters
            .fonts()
            .folders
            .iter()
            .map(|folder| folder.display().to_string())
            .collect(),
    })
    .await
}

fn row(voice: Voice<'_>, letters: &Letters, typeface: Typeface) -> Said<Row> {
    let (used_for, asked): (Key, Key) = match typeface {
        Typeface::Body => (key("fonts-body"), key("fonts-fangsong")),
        Typeface::Title => (key("fonts-title-use"), key("fonts-biaosong")),
        Typeface::Heading => (key("fonts-heading"), key("fonts-hei")),
        Typeface::Script => (key("fonts-script"), key("fonts-kai")),
        Typeface::Fallback => (key("fonts-fallback"), key("fonts-song")),
    };
    let family = letters.family(typeface);
    let wanted = letters.fonts().families(typeface);
    let preferred = wanted.first().filter(|preferred| **preferred != family);
    Ok(Row {
        used_for: voice.say(used_for)?,
        asked: voice.say(asked)?,
        missing: preferred.cloned(),
        family,
    })
}

impl Template for FontsPage {
    const NAME: &'static str = "pages/admin/fonts";

    fn samples() -> Vec<Self> {
        let row = |missing: Option<&str>| Row {
            used_for: "正文".to_owned(),
            asked: "仿宋".to_owned(),
            family: "FandolFang R".to_owned(),
            missing: missing.map(str::to_owned),
        };
        vec![Self {
            rows: vec![row(None), row(Some("仿宋_GB2312<b>"))],
            folders: vec!["/usr/share/fonts".to_owned()],
        }]
    }
}

impl Page for FontsPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("fonts-title"))
    }
}
