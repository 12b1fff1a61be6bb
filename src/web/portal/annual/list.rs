//! `GET /agencies/{key}/annual`: the years of which an agency has released figures.

use axum::response::Response;
use serde::Serialize;

use super::{at, load};
use crate::{
    domain::annual::Released,
    store::{self, Scope},
    template::Template,
    text::{key, words},
    web::{
        error::Failure,
        extract::Path,
        page::{Page, Side, Title, View},
        wording::{Said, Voice, voice},
    },
};

#[derive(Debug, Serialize)]
pub(super) struct ListPage {
    agency: String,
    agency_href: String,
    years: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    href: String,
    year: String,
    /// How much came in and was handled.
    what: String,
    released: String,
}

/// `GET /agencies/{key}/annual`
pub(super) async fn show(view: View, Path(agency): Path<String>) -> Result<Response, Failure> {
    let agency = load::agency(&view.app, &agency).await?;
    let released = store::annual::of_agency(view.app.db(), Scope::of(agency.id)).await?;
    let voice = voice(&view);
    let mut years: Vec<Row> = Vec::new();
    let mut last = None;
    for one in &released {
        // Of each year the latest comes first.
        if last != Some(one.figures.year) {
            last = Some(one.figures.year);
            years.push(row(voice, &agency.key, one)?);
        }
    }
    let page = ListPage {
        agency_href: format!("/agencies/{}", agency.key),
        agency: agency.name,
        years,
    };
    view.page(page).await
}

fn row(voice: Voice<'_>, agency: &str, released: &Released) -> Said<Row> {
    let year = released.figures.year.to_string();
    let main = released.figures.main(voice.law);
    let day = words::date_with_weekday(voice.say.lang, released.on);
    let what = [
        ("all", (main.received + main.carried_in).to_string()),
        ("handled", main.handled.to_string()),
    ];
    let what = what.each_ref().map(|(name, count)| (*name, count.as_str()));
    let told = if released.version == 1 {
        key("portal-annual-released")
    } else {
        key("portal-annual-corrected")
    };
    Ok(Row {
        href: format!("{}/{year}", at(agency)),
        year: voice.say_with(key("portal-annual-year"), &[("year", &year)])?,
        what: voice.say_with(key("portal-annual-row"), &what)?,
        released: voice.say_with(told, &[("day", &day)])?,
    })
}

impl Template for ListPage {
    const NAME: &'static str = "pages/portal/annual/list";

    fn samples() -> Vec<Self> {
        let page = |years| Self {
            agency: "青溪县住房和城乡建设局".to_owned(),
            agency_href: "/agencies/qingxi-housing".to_owned(),
            years,
        };
        let row = Row {
            href: "/agencies/qingxi-housing/annual/2026".to_owned(),
            year: "2026年<b>".to_owned(),
            what: "收到15件（含上年结转），办结13件".to_owned(),
            released: "2027年1月20日（星期三）公布".to_owned(),
        };
        vec![page(vec![row]), page(Vec::new())]
    }
}

impl Page for ListPage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Name {
            name: self.agency.clone(),
            what: key("portal-annual-title"),
        }
    }

    fn agency(&self) -> Option<String> {
        Some(self.agency.clone())
    }
}
