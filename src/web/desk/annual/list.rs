//! `GET /desk/annual`: the years, and how far each is.

use axum::response::Response;
use serde::Serialize;

use crate::{
    casework::annual,
    domain::annual::Released,
    template::Template,
    text::key,
    web::{
        error::Failure,
        extract::SignedIn,
        page::{Page, Side, Title, View},
        wording::{Said, Voice, voice},
    },
};

#[derive(Debug, Serialize)]
pub(super) struct ListPage {
    years: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    href: String,
    year: String,
    state: String,
    is_released: bool,
}

/// `GET /desk/annual`
pub(super) async fn show(view: View, who: SignedIn) -> Result<Response, Failure> {
    let years = annual::years(&view.app.office, &who.officer()).await;
    let years = years.map_err(super::failure)?;
    let voice = voice(&view);
    let rows = years.iter().map(|(year, released)| row(voice, *year, released));
    let page = ListPage {
        years: rows.collect::<Said<_>>()?,
    };
    view.page(page).await
}

fn row(voice: Voice<'_>, year: i32, released: &[Released]) -> Said<Row> {
    let state = match released.first() {
        None => voice.say(key("annual-state-none"))?,
        Some(last) => {
            let day = voice.weekday(last.on);
            if last.version == 1 {
                voice.say_with(key("annual-state-released"), &[("day", &day)])?
            } else {
                let version = last.version.to_string();
                let told = [("day", day.as_str()), ("version", version.as_str())];
                voice.say_with(key("annual-state-corrected"), &told)?
            }
        }
    };
    Ok(Row {
        href: format!("/desk/annual/{year}"),
        year: voice.say_with(key("annual-year"), &[("year", &year.to_string())])?,
        state,
        is_released: !released.is_empty(),
    })
}

impl Template for ListPage {
    const NAME: &'static str = "pages/desk/annual/list";

    fn samples() -> Vec<Self> {
        let row = |is_released| Row {
            href: "/desk/annual/2026".to_owned(),
            year: "2026年<b>".to_owned(),
            state: "未公布".to_owned(),
            is_released,
        };
        vec![Self {
            years: vec![row(true), row(false)],
        }]
    }
}

impl Page for ListPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("annual-title"))
    }
}
