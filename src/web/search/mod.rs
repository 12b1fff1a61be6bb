//! 检索: `GET /desk/search`, for everybody who reads cases. What is looked for stands in the address, so that a page can be
//! kept and gone back to; addresses are never logged (`web::layers::trace`), and no other site is told of them.

mod page;
mod view;

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use time::{Date, format_description::well_known::Iso8601};
use uuid::Uuid;

use self::page::SearchPage;
use crate::{
    casework::found,
    domain::{
        account::Officer,
        id::{CaseId, DepartmentId},
        search::{Fault, LONGEST, LONGEST_PHRASE, MOST_WORDS, Query as Wanted},
    },
    store::{
        self,
        search::{Filter, Search, Where},
    },
    template::Entry,
    text::key,
    web::{
        access::{cases_at, may_search},
        app::App,
        error::Failure,
        extract::{Query, SignedIn},
        form::FieldErrors,
        page::View,
        pairs::Pairs,
        wording::{Said, Voice, voice},
    },
};

/// The most cases that are counted.
const COUNTED: u64 = 1_000;

pub(super) fn router() -> Router<App> {
    Router::new().route("/desk/search", get(show))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![SearchPage].into()
}

/// `GET /desk/search`
async fn show(view: View, who: SignedIn, Query(typed): Query<Pairs>) -> Result<Response, Failure> {
    let officer = &who.officer();
    if !may_search(officer) {
        return Err(Failure::NotFound);
    }
    let departments = store::agency::departments(view.app.db(), who.scope()).await?;
    let mut problems = FieldErrors::default();
    let filter = filter(voice(&view), &typed, &mut problems)?;
    let asked = typed.has("q");
    let wanted = if asked {
        wanted(voice(&view), typed.get("q"), &mut problems)?
    } else {
        None
    };
    let mut page = SearchPage::begin(voice(&view), &typed, &filter, &departments, problems)?;
    let Some(wanted) = wanted.filter(|_| page.problems.is_empty()) else {
        let status = if page.problems.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        return view.page_with(status, page).await;
    };
    let office = &view.app.office;
    // The number of a case leads to it, as long as nothing else is asked for.
    if filter == Filter::default()
        && let Some(case) = numbered(&view, officer, typed.get("q")).await?
    {
        return Ok(Redirect::to(&format!("{}/{case}", cases_at(officer))).into_response());
    }
    let after = typed.get("after").parse().ok();
    let hits = found::find(office, officer, &wanted, &filter, after).await?;
    let search = Search {
        wanted: &wanted,
        filter: &filter,
        reader: officer,
    };
    let count = if hits.next.is_none() && after.is_none() {
        None
    } else {
        Some(store::search::count_up_to(view.app.db(), &office.vault, search, COUNTED).await?)
    };
    page.answer(&view, officer, &typed, &hits, count)?;
    view.page(page).await
}

async fn numbered(view: &View, officer: &Officer, typed: &str) -> Result<Option<CaseId>, Failure> {
    let number: String = typed.trim().to_uppercase();
    if !number.contains('-') || number.contains(char::is_whitespace) {
        return Ok(None);
    }
    Ok(store::search::by_number(view.app.db(), officer, &number).await?)
}

/// What was typed, or what is wrong with it, said at the field.
fn wanted(voice: Voice<'_>, typed: &str, problems: &mut FieldErrors) -> Said<Option<Wanted>> {
    let fault = match Wanted::parse(typed) {
        Ok(wanted) => return Ok(Some(wanted)),
        Err(fault) => fault,
    };
    let said = match fault {
        Fault::Empty => voice.say(key("search-empty"))?,
        Fault::OneCharacter(character) => {
            voice.say_with(key("search-one-character"), &[("character", &character)])?
        }
        Fault::TooLong => voice.say_with(
            key("search-too-long"),
            &[
                ("most", &LONGEST.to_string()),
                ("word", &LONGEST_PHRASE.to_string()),
            ],
        )?,
        Fault::TooMany => voice.say_with(key("search-too-many"), &[("most", &MOST_WORDS.to_string())])?,
        Fault::OnlyExcluded => voice.say(key("search-only-excluded"))?,
    };
    problems.add("search", said);
    Ok(None)
}

fn filter(voice: Voice<'_>, typed: &Pairs, problems: &mut FieldErrors) -> Said<Filter> {
    let mut day = |name: &str| {
        let written = typed.get(name).trim();
        let day = Date::parse(written, &Iso8601::DATE).ok();
        if day.is_none() && !written.is_empty() {
            problems.add(name, voice.say(key("search-no-day"))?);
        }
        Ok(day)
    };
    let (received_from, received_until) = (day("from")?, day("until")?);
    if received_from
        .zip(received_until)
        .is_some_and(|(from, until)| from > until)
    {
        problems.add("until", voice.say(key("search-days-crossed"))?);
    }
    Ok(Filter {
        place: typed.get("place").parse().unwrap_or(Where::Everything),
        open: match typed.get("state") {
            "open" => Some(true),
            "closed" => Some(false),
            _ => None,
        },
        received_from,
        received_until,
        department: typed.get("department").parse::<Uuid>().ok().map(DepartmentId),
    })
}
