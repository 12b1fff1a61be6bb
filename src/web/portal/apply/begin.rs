//! The first question, and the beginning of a form.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::page::WhoPage;
use crate::{
    casework::unfinished,
    domain::{agency::Agency, id::FormId},
    text::key,
    web::{
        client::Client,
        error::Failure,
        extract::{Path, Query},
        filing::{FOR_RECORDS, Memory, OpenForm, Section, Who, Work, asked_for, new_token},
        form::Form,
        page::View,
        portal::{
            guesses::{self, Counted},
            load, mine,
        },
    },
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    kind: String,
    #[serde(rename = "for")]
    asks_for: String,
}

/// `GET /agencies/{key}/apply?for=records`
pub(super) async fn show(
    view: View,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let agency = load::agency(&view.app, &name).await?;
    view.page(page(agency, &asked, None)).await
}

/// `POST /agencies/{key}/apply`
pub(super) async fn create(
    view: View,
    memory: Memory,
    client: Client,
    Path(name): Path<String>,
    Form(asked): Form<Asked>,
) -> Result<Response, Failure> {
    let agency = load::agency(&view.app, &name).await?;
    let Some(who) = Who::parse(&asked.kind) else {
        let error = view.say().get(key("filing-who-choose"))?;
        let page = page(agency, &asked, Some(error));
        return view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await;
    };
    guesses::check(&view.app, &[Counted::forms_from(&client)]).await?;
    guesses::count(&view.app, &[Counted::forms_from(&client)]).await?;
    let form = FormId(new_token(&view));
    let details = mine::details(&view).await?;
    let body = Work::begun_with(asked_for(&asked.asks_for), who, &details);
    unfinished::begin(&view.app.office, agency.id, form, body).await?;
    mine::keep_form(&view, agency.id, form).await?;
    if !details.is_blank() {
        let told = view.say().get(key("mine-filled-in"))?;
        view.visit.flash(true, told).await?;
    }
    memory
        .open(OpenForm {
            agency: agency.id,
            form,
        })
        .await?;
    let first = Section::Items.as_str();
    Ok(Redirect::to(&format!("/apply/{form}/{first}")).into_response())
}

fn page(agency: Agency, asked: &Asked, error: Option<String>) -> WhoPage {
    WhoPage {
        agency_key: agency.key,
        agency_name: agency.name,
        for_records: asked_for(&asked.asks_for)
            .corrects_records()
            .then_some(FOR_RECORDS),
        error,
    }
}
