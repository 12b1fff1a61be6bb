//! `/desk/register`: taking in an application that came by another channel than the portal. First by which; then one
//! form, which asks for what the channel's rule wants kept and says which day is the day of receipt. Where that day is
//! settled the receipt letter goes out at once; else the case waits for its confirmation.

mod page;

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use serde::Deserialize;

use self::page::{RegisterPage, SlipPage, StartPage};
use crate::{
    casework::{self, Office, Registration},
    domain::{
        id::CaseId,
        receipt::{Arrival, Confirmation},
    },
    law::Role,
    store,
    template::Entry,
    text::key,
    web::{
        app::App,
        casefile::{
            dossier::Dossier,
            due::Clock,
            letter::letters,
            receipt::{Happened, Reckoning},
        },
        error::Failure,
        extract::{Query, SignedIn},
        filing::{At, FormFields, Intake, Memory, Turn, Who, Work, asked_for, registered},
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
    crate::every_page![StartPage, RegisterPage, SlipPage].into()
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    channel: String,
    kind: String,
    #[serde(rename = "for")]
    asks_for: String,
}

/// `GET /desk/register?channel=…&kind=person|organisation&for=records`
async fn show(view: View, clerk: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    clerk.one_of(&[Role::IntakeClerk])?;
    let who = Who::parse(&asked.kind).unwrap_or(Who::Person);
    let Some(channel) = registered(&asked.channel) else {
        return view.page(StartPage::new(voice(&view), who)?).await;
    };
    let work = Work::at_desk(&view, asked_for(&asked.asks_for), channel, who);
    page(&view, &work, StatusCode::OK).await
}

/// `POST /desk/register`
async fn create(view: View, clerk: SignedIn, memory: Memory, sent: Sent) -> Result<Response, Failure> {
    clerk.one_of(&[Role::IntakeClerk])?;
    if sent.lapsed {
        return Err(sent.give_back("/desk/register".to_owned()));
    }
    let Some((work, turn)) = Work::go_on(&view, &memory, At::Desk, sent).await? else {
        return Ok(Redirect::to("/desk/register").into_response());
    };
    match turn {
        Turn::Show(status) => page(&view, &work, status).await,
        Turn::File(filled) => {
            let registration = registration(&view.app.office, filled.intake.clone())?;
            let new = work.application(&view, *filled).await?;
            let filed = casework::register(&view.app.office, &clerk.officer(), new, registration).await?;
            work.remember(&memory, &filed).await?;
            Ok(Redirect::to("/desk/registered").into_response())
        }
    }
}

/// What was typed, with the words taken down. The form of the desk always says how it came in.
fn registration(office: &Office, intake: Option<Intake>) -> Result<Registration, Failure> {
    let Intake {
        channel,
        arrived_on,
        waybill,
        record,
        confirmation,
    } = intake.ok_or(Failure::Invalid)?;
    let words = |text: String| office.words(&text).map_err(|_| Failure::Invalid);
    let confirmed = |(on, record)| words(record).map(|record| Confirmation { on, record });
    Ok(Registration {
        channel,
        arrival: Arrival {
            on: arrived_on,
            waybill,
            record: record.map(words).transpose()?,
            confirmation: confirmation.map(confirmed).transpose()?,
        },
    })
}

async fn page(view: &View, work: &Work, status: StatusCode) -> Result<Response, Failure> {
    let fields = FormFields::new(view, work)?;
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
    let happened = Happened::of(&dossier.case, &dossier.history);
    let reckoning = happened.map(|happened| Reckoning::of(voice, happened, office.today()));
    let what = if dossier.case.received_on.is_some() {
        key("registered-what")
    } else {
        key("registered-what-unconfirmed")
    };
    let agency = store::agency::get(&office.db, clerk.scope()).await?;
    let page = SlipPage {
        agency: agency.ok_or(Failure::NotFound)?.name,
        case: filed.case.to_string(),
        number: dossier.case.number.to_string(),
        code: filed.code,
        applicant: dossier.applicant.listed(),
        for_records: dossier.case.filing.asks_for.corrects_records(),
        subject: dossier.filed.application.subject(dossier.case.filing.asks_for),
        track: office.track_url.clone(),
        what: voice.say(what)?,
        reckoning: reckoning.transpose()?.flatten(),
        clock: Clock::of(voice, &dossier.case, office.today())?,
        letters: letters(voice, &dossier, "/desk/cases")?,
    };
    view.page(page).await
}
