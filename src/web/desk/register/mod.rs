//! `/desk/register`: taking in an application that came by another channel than the portal. First by which; then one
//! form, which asks for what the channel's rule wants kept and says which day is the day of receipt. Where that day is
//! settled the receipt letter goes out at once; else the case waits for its confirmation. From the slip it goes on to the
//! next application of the same kind, so that many are taken in one after the other without leaving the keyboard.

mod page;
mod sheet;
mod slip;

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use serde::Deserialize;

use self::{
    page::{RegisterPage, StartPage},
    sheet::SheetPage,
    slip::{SlipPage, SlipsPage},
};
use crate::{
    casework::{self, Office, Registration},
    domain::receipt::{Arrival, Confirmation},
    law::Role,
    template::Entry,
    web::{
        app::App,
        error::Failure,
        extract::{Query, SignedIn},
        filing::{At, Filled, FormFields, Intake, Memory, Turn, Who, Work, asked_for, registered},
        page::View,
        upload::Sent,
        wording::voice,
    },
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/desk/register", get(show).post(create))
        .route("/desk/registered", get(slip::show))
        .route("/desk/registered/all", get(slip::all))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![StartPage, RegisterPage, SheetPage, SlipPage, SlipsPage].into()
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
async fn show(
    view: View,
    clerk: SignedIn,
    memory: Memory,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    clerk.one_of(&[Role::IntakeClerk])?;
    let who = Who::parse(&asked.kind).unwrap_or(Who::Person);
    let Some(channel) = registered(&asked.channel) else {
        let before = memory.all_filed().await?.len();
        return view.page(StartPage::new(voice(&view), who, before)?).await;
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
    let Some((mut work, turn)) = Work::go_on(&view, &memory, At::Desk, sent).await? else {
        return Ok(Redirect::to("/desk/register").into_response());
    };
    match turn {
        Turn::Show(status) => page(&view, &work, status).await,
        Turn::Find => {
            work.find(&view, clerk.scope()).await?;
            page(&view, &work, StatusCode::OK).await
        }
        Turn::As(applicant) => {
            work.go_on_as(&view, clerk.scope(), applicant).await?;
            page(&view, &work, StatusCode::OK).await
        }
        Turn::Print(filled) => print(&view, &clerk, &work, *filled).await,
        Turn::File(filled) => {
            let registration = registration(&view.app.office, filled.intake.clone())?;
            let new = work.application(&view, *filled).await?;
            let filed = casework::register(&view.app.office, &clerk.officer(), new, registration).await?;
            work.remember(&memory, &filed).await?;
            Ok(Redirect::to("/desk/registered").into_response())
        }
    }
}

/// The application on paper, as it would be taken in. Nothing is kept.
async fn print(view: &View, clerk: &SignedIn, work: &Work, filled: Filled) -> Result<Response, Failure> {
    let agency = slip::agency(view, clerk).await?;
    let kind = (work.asks_for(), work.channel());
    view.page(SheetPage::new(voice(view), agency, kind, &filled)?)
        .await
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
