//! `/desk/register`: taking in an application that is handed in at the counter (当面提交). The day on which it is handed
//! in is the day of receipt (条例第三十一条第一项), so the receipt letter goes out at once.

mod page;

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use serde::Deserialize;
use time::Date;

use self::page::{RegisterPage, SlipPage};
use crate::{
    casework::{self, Registration},
    domain::{id::CaseId, receipt::Arrival},
    law::{Channel, Role},
    store,
    template::Entry,
    web::{
        app::App,
        casefile::{dossier::Dossier, due::Clock, letter::letters},
        error::Failure,
        extract::{Query, SignedIn},
        filing::{At, Filled, FormFields, Memory, Turn, Who, Work},
        page::View,
        upload::Sent,
        wording::voice,
    },
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/desk/register", get(show).post(create))
        .route("/desk/registered", get(slip))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![RegisterPage, SlipPage].into()
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    kind: String,
}

/// `GET /desk/register?kind=person|organisation`
async fn show(view: View, clerk: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    clerk.one_of(&[Role::IntakeClerk])?;
    let who = Who::parse(&asked.kind).unwrap_or(Who::Person);
    let work = Work::begin(&view, At::Counter, who);
    page(&view, &work, StatusCode::OK).await
}

/// `POST /desk/register`
async fn create(view: View, clerk: SignedIn, memory: Memory, sent: Sent) -> Result<Response, Failure> {
    clerk.one_of(&[Role::IntakeClerk])?;
    if sent.lapsed {
        return Err(sent.give_back("/desk/register".to_owned()));
    }
    let Some((work, turn)) = Work::go_on(&view, &memory, At::Counter, sent).await? else {
        return Ok(Redirect::to("/desk/register").into_response());
    };
    match turn {
        Turn::Show(status) => page(&view, &work, status).await,
        Turn::File(filled) => {
            let received_on = received_on(&filled)?;
            let new = work.application(&view, *filled).await?;
            let registration = Registration {
                channel: Channel::Counter,
                arrival: Arrival {
                    on: received_on,
                    waybill: None,
                    record: None,
                    confirmation: None,
                },
            };
            let filed = casework::register(&view.app.office, &clerk.officer(), new, registration).await?;
            work.remember(&memory, &filed).await?;
            Ok(Redirect::to("/desk/registered").into_response())
        }
    }
}

/// The form of the counter always asks for the day.
fn received_on(filled: &Filled) -> Result<Date, Failure> {
    filled.received_on.ok_or(Failure::Invalid)
}

async fn page(view: &View, work: &Work, status: StatusCode) -> Result<Response, Failure> {
    let fields = FormFields::new(&view.app, view.say(), work)?;
    view.page_with(status, RegisterPage { fields }).await
}

/// `GET /desk/registered`: the slip for the applicant, with the look-up code, which is shown nowhere else.
async fn slip(view: View, clerk: SignedIn, memory: Memory) -> Result<Response, Failure> {
    clerk.one_of(&[Role::IntakeClerk])?;
    let Some(filed) = memory.filed().await? else {
        return Ok(Redirect::to("/desk").into_response());
    };
    let (office, voice) = (&view.app.office, voice(&view));
    let dossier = Dossier::open(office, &clerk.officer(), CaseId(filed.case)).await?;
    let dossier = dossier.ok_or(Failure::NotFound)?;
    let agency = store::agency::get(&office.db, clerk.scope()).await?;
    let page = SlipPage {
        agency: agency.ok_or(Failure::NotFound)?.name,
        case: filed.case.to_string(),
        number: dossier.case.number.to_string(),
        code: filed.code,
        applicant: dossier.applicant.name.to_string(),
        subject: dossier.filed.application.subject(),
        track: office.track_url.clone(),
        clock: Clock::of(voice, &dossier.case, office.today())?,
        letters: letters(voice, &dossier.case, "/desk/cases")?,
    };
    view.page(page).await
}
