//! Filing an application: who applies, then one form. Whatever goes wrong, what was typed is on the page again.

mod page;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use self::page::{FormPage, WhoPage};
use super::load;
use crate::{
    casework,
    domain::agency::Agency,
    template::Entry,
    text::{Key, key},
    web::{
        error::Failure,
        extract::{Path, Query},
        filing::{At, FOR_RECORDS, FormFields, Memory, Turn, Who, Work, asked_for},
        page::View,
        session::Grant,
        upload::Sent,
    },
};

/// The templates of this folder.
pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![WhoPage, FormPage].into()
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    kind: String,
    #[serde(rename = "for")]
    asks_for: String,
}

/// `GET /agencies/{key}/apply?kind=person|organisation&for=records`
pub(super) async fn show(
    view: View,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let agency = load::agency(&view.app, &name).await?;
    let asks_for = asked_for(&asked.asks_for);
    match Who::parse(&asked.kind) {
        Some(who) => {
            let work = Work::on_portal(&view, asks_for, who);
            page(&view, agency, &work, StatusCode::OK, None).await
        }
        None => {
            view.page(WhoPage {
                agency_key: agency.key,
                agency_name: agency.name,
                for_records: asks_for.corrects_records().then_some(FOR_RECORDS),
            })
            .await
        }
    }
}

/// `POST /agencies/{key}/apply`
pub(super) async fn create(
    view: View,
    memory: Memory,
    Path(name): Path<String>,
    sent: Sent,
) -> Result<Response, Failure> {
    let agency = load::agency(&view.app, &name).await?;
    let notice = sent.lapsed.then_some(key("filing-expired"));
    let Some((work, turn)) = Work::go_on(&view, &memory, At::Portal, sent).await? else {
        return Ok(Redirect::to(&format!("/agencies/{name}/apply")).into_response());
    };
    match turn {
        Turn::Show(status) => page(&view, agency, &work, status, notice).await,
        // No button of the portal asks for it.
        Turn::Print(_) | Turn::Find | Turn::As(_) => page(&view, agency, &work, StatusCode::OK, notice).await,
        Turn::File(filled) => {
            let new = work.application(&view, *filled).await?;
            let filed = casework::file(&view.app.office, agency.id, new).await?;
            view.visit
                .grant(Grant {
                    agency: filed.agency,
                    case: filed.case,
                })
                .await?;
            work.remember(&memory, &filed).await?;
            Ok(Redirect::to("/receipt").into_response())
        }
    }
}

async fn page(
    view: &View,
    agency: Agency,
    work: &Work,
    status: StatusCode,
    notice: Option<Key>,
) -> Result<Response, Failure> {
    let page = FormPage {
        agency_key: agency.key,
        agency_name: agency.name,
        notice: notice.map(|key| view.say().get(key)).transpose()?,
        fields: FormFields::new(view, work)?,
    };
    view.page_with(status, page).await
}
