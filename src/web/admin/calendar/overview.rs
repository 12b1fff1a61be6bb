//! `GET /admin/calendar`: which years are known, by which notice, and what is provisional until the next one.

use axum::{Router, response::Response, routing::get};
use serde::Serialize;

use super::{
    Own, administrator,
    samples::source_samples,
    source::{Source, loaded, people, place, sources, version},
};
use crate::{
    casework::calendar::regions_for,
    store::{self, calendar::Notice},
    template::{Entry, Template},
    text::key,
    web::{
        app::App,
        error::Failure,
        extract::SignedIn,
        form::encode,
        page::{Page, Side, Title, View},
        wording::{Said, Voice, voice},
    },
};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/calendar", get(show))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![Overview].into()
}

/// The page.
#[derive(Debug, Serialize)]
struct Overview {
    /// Until when holidays are known.
    until: String,
    /// How many open cases have a date that depends on a later day.
    provisional: Option<String>,
    /// Whether there is a region for which the reader may load.
    may_load: bool,
    /// Why they may not load for the whole country.
    may_not_load_national: bool,
    rows: Vec<Row>,
}

/// A year of a region.
#[derive(Debug, Serialize)]
struct Row {
    year: i32,
    year_href: String,
    place: String,
    version: String,
    loaded: Option<String>,
    sources: Vec<Source>,
    notice_href: Option<String>,
    /// That the dates of open cases do not follow it yet.
    unfinished: bool,
}

/// `GET /admin/calendar`
async fn show(view: View, who: SignedIn) -> Result<Response, Failure> {
    let own = Own::read(&view, administrator(&who)?).await?;
    let voice = voice(&view);
    let agencies = store::agency::located(view.app.db()).await?;
    let regions = regions_for(&own.officer, &agencies);
    let provisional = store::calendar::count_provisional(view.app.db(), own.scope()).await?;
    let count = provisional.to_string();
    let counted =
        (provisional > 0).then(|| voice.say_with(key("calendar-provisional"), &[("count", &count)]));
    let page = Overview {
        until: voice.weekday(view.law.calendar.known_until()),
        provisional: counted.transpose()?,
        may_load: !regions.is_empty(),
        may_not_load_national: !regions.iter().any(String::is_empty),
        rows: rows(&view, voice, &own).await?,
    };
    view.page(page).await
}

async fn rows(view: &View, voice: Voice<'_>, own: &Own) -> Result<Vec<Row>, Failure> {
    let people = people(view, own).await?;
    let mut rows: Vec<Row> = Vec::new();
    for region in own.regions() {
        let of_region = own.notices.iter().filter(|notice| notice.region == region);
        let mut newest: Vec<&Notice> = Vec::new();
        for notice in of_region {
            newest.retain(|older| older.notice.year != notice.notice.year);
            newest.push(notice);
        }
        let worded = newest.iter().map(|notice| {
            let loaded = loaded(view, voice, &people, notice)?;
            stored(voice, notice, loaded)
        });
        rows.append(&mut worded.collect::<Said<Vec<_>>>()?);
    }
    for notice in view.app.office.book.base().carried_notices() {
        let is_stored = |known: &Notice| known.region.is_empty() && known.notice.year == notice.year;
        if !own.notices.iter().any(is_stored) {
            rows.push(Row {
                year: notice.year,
                year_href: year_href(notice.year, ""),
                place: place(voice, "")?,
                version: version(voice, 0)?,
                loaded: None,
                sources: sources(&notice.source),
                notice_href: None,
                unfinished: false,
            });
        }
    }
    // The coming year first: that is the one that people look for.
    rows.sort_by_key(|row| std::cmp::Reverse(row.year));
    Ok(rows)
}

fn stored(voice: Voice<'_>, notice: &Notice, loaded: String) -> Said<Row> {
    Ok(Row {
        year: notice.notice.year,
        year_href: year_href(notice.notice.year, &notice.region),
        place: place(voice, &notice.region)?,
        version: version(voice, notice.version)?,
        loaded: Some(loaded),
        sources: sources(&notice.notice.source),
        notice_href: Some(format!("/admin/calendar/notices/{}", notice.id)),
        unfinished: notice.progress.done_at.is_none(),
    })
}

pub(super) fn year_href(year: i32, region: &str) -> String {
    if region.is_empty() {
        format!("/admin/calendar/years/{year}")
    } else {
        format!("/admin/calendar/years/{year}?region={}", encode(region))
    }
}

impl Template for Overview {
    const NAME: &'static str = "pages/admin/calendar/overview";

    fn samples() -> Vec<Self> {
        let row = |unfinished, is_stored: bool| Row {
            year: 2027,
            year_href: "/admin/calendar/years/2027".to_owned(),
            place: "青溪<县>".to_owned(),
            version: "第1版".to_owned(),
            loaded: is_stored.then(|| "欧阳<伟>，2026年11月22日 09:05".to_owned()),
            sources: source_samples(),
            notice_href: is_stored.then(|| "/admin/calendar/notices/0".to_owned()),
            unfinished,
        };
        vec![
            Self {
                until: "2026年12月31日".to_owned(),
                provisional: Some("3件未办结的办件期限是暂定的。".to_owned()),
                may_load: true,
                may_not_load_national: true,
                rows: vec![row(true, true), row(false, false)],
            },
            Self {
                until: "2026年12月31日".to_owned(),
                provisional: None,
                may_load: false,
                may_not_load_national: false,
                rows: Vec::new(),
            },
        ]
    }
}

impl Page for Overview {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("calendar-title"))
    }
}
