//! Filing an application: who applies, then one form. Whatever goes wrong, what was typed is on the page again.

mod check;
mod files;
mod page;
mod typed;
mod wording;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    load,
    memory::{Filed, Memory, Waiting},
};
use crate::{
    casework::{self, NewApplication},
    domain::{agency::Agency, applicant::Applicant, application::Application},
    template::Entry,
    text::{Key, key},
    web::{
        error::Failure,
        extract::{Path, Query},
        page::View,
        session::Grant,
        upload::Sent,
    },
};
use check::{Problem, check};
use page::{FormPage, Shown, WhoPage};
use typed::{Fields, Press, Typed, Who};

/// The templates of this folder.
pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![WhoPage, FormPage].into()
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    kind: String,
}

/// A form that is being worked on.
struct Work<'a> {
    view: &'a View,
    memory: &'a Memory,
    agency: Agency,
    /// Names the form, so that it is one application however often it is sent.
    token: Uuid,
    typed: Typed,
    waiting: Vec<Waiting>,
}

/// `GET /agencies/{key}/apply?kind=person|organisation`
pub(super) async fn show(
    view: View,
    memory: Memory,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let agency = load::agency(&view.app, &name).await?;
    let Some(who) = Who::parse(&asked.kind) else {
        return view
            .page(WhoPage {
                agency_key: agency.key,
                agency_name: agency.name,
            })
            .await;
    };
    let work = Work {
        view: &view,
        memory: &memory,
        agency,
        token: new_token(&view),
        typed: Typed::empty(who),
        waiting: Vec::new(),
    };
    work.page(StatusCode::OK, &[], None).await
}

/// `POST /agencies/{key}/apply`
pub(super) async fn create(
    view: View,
    memory: Memory,
    Path(name): Path<String>,
    sent: Sent,
) -> Result<Response, Failure> {
    let agency = load::agency(&view.app, &name).await?;
    let fields: Fields = typed::by_name(sent.fields);
    let Some(who) = Who::parse(&typed::first(&fields, "kind")) else {
        return Ok(Redirect::to(&format!("/agencies/{name}/apply")).into_response());
    };
    let token = typed::first(&fields, "token")
        .parse()
        .unwrap_or_else(|_| new_token(&view));
    let typed = Typed::read(&fields, who);
    let waiting = memory.waiting(token).await?;
    let mut work = Work {
        view: &view,
        memory: &memory,
        agency,
        token,
        typed,
        waiting,
    };
    if sent.lapsed {
        return work
            .page(StatusCode::FORBIDDEN, &[], Some(key("portal-apply-expired")))
            .await;
    }
    let mut problems = files::take(&view.app, token, &mut work.waiting, sent.files, &sent.refused).await?;
    let press = Press::read(&fields);
    work.press(press);
    if press != Press::Submit {
        let status = if problems.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        return work.page(status, &problems, None).await;
    }
    match check(&work.typed) {
        Ok(filled) if problems.is_empty() => work.file(filled).await,
        checked => {
            problems.extend(checked.err().unwrap_or_default());
            problems.sort_by_key(|problem| problem.place);
            work.page(StatusCode::UNPROCESSABLE_ENTITY, &problems, None).await
        }
    }
}

/// The mark of a new form. Whoever knows it gets the same receipt again, so it must be nothing that can be guessed.
fn new_token(view: &View) -> Uuid {
    let secret = view.app.ids.secret();
    uuid::Builder::from_random_bytes(*secret.first_chunk().expect("a secret has 32 bytes")).into_uuid()
}

impl Work<'_> {
    fn press(&mut self, press: Press) {
        self.typed.press(press);
        if let Press::RemoveFile(number) = press
            && (1..=self.waiting.len()).contains(&number)
        {
            self.waiting.remove(number - 1);
        }
    }

    async fn page(
        &self,
        status: StatusCode,
        problems: &[Problem],
        notice: Option<Key>,
    ) -> Result<Response, Failure> {
        if self.waiting != self.memory.waiting(self.token).await? {
            self.memory.keep(self.token, self.waiting.clone()).await?;
        }
        let limits = &self.view.app.config.limits;
        let shown = Shown {
            agency: &self.agency,
            token: self.token.to_string(),
            typed: &self.typed,
            problems,
            waiting: &self.waiting,
            notice,
            most: (limits.upload_mb, limits.upload_files),
        };
        let page = FormPage::new(self.view.say(), &shown)?;
        self.view.page_with(status, page).await
    }

    async fn file(&self, (applicant, application): (Applicant, Application)) -> Result<Response, Failure> {
        let office = &self.view.app.office;
        let files = files::uploads(&self.view.app, &self.waiting).await?;
        let new = NewApplication {
            applicant,
            application,
            files,
            token: self.token,
        };
        let filed = casework::file(office, self.agency.id, new).await?;
        let visit = &self.view.visit;
        visit
            .grant(Grant {
                agency: filed.agency,
                case: filed.case,
            })
            .await?;
        if let Some(code) = filed.code {
            self.memory
                .remember(
                    Filed {
                        case: filed.case.0,
                        code,
                    },
                    self.token,
                )
                .await?;
        }
        Ok(Redirect::to("/receipt").into_response())
    }
}
