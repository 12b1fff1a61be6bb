//! The answer once more, to be read over; and the button that sends it, once and for all.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    attached,
    draft::{Draft, FileRow, name_of},
    form::wrong,
    load::{self, Asked},
};
use crate::{
    casework::{ActError, Upload, consulted},
    domain::{notice::View as Said, refusal::Refusal},
    template::Template,
    text::key,
    web::{
        error::Failure,
        extract::Path,
        form::{FieldErrors, Form},
        page::{Page, Side, Title, View},
    },
};

/// The page.
#[derive(Debug, Serialize)]
pub(super) struct CheckPage {
    link: String,
    agency_name: String,
    letter_number: String,
    errors: FieldErrors,
    said: String,
    /// What may be disclosed of what they were shown, by title.
    agreed: Vec<String>,
    reasons: Option<String>,
    files: Vec<FileRow>,
    promise: Promise,
}

/// That whoever answers may do so.
#[derive(Debug, Serialize)]
struct Promise {
    checked: bool,
    error: Option<String>,
}

/// What the page sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web::portal) struct Typed {
    promise: String,
}

impl CheckPage {
    async fn new(
        view: &View,
        asked: &Asked,
        (draft, said): (&Draft, Said),
        errors: FieldErrors,
    ) -> Result<Self, Failure> {
        let reasons = draft.written(view.say())?;
        Ok(Self {
            link: asked.link.id.to_string(),
            agency_name: asked.agency.name.clone(),
            letter_number: asked.letter.number.clone(),
            said: name_of(view.say(), said)?,
            agreed: attached::titles(view, asked, &draft.agreed(asked)).await?,
            reasons: (!reasons.is_empty()).then_some(reasons),
            files: draft.files(view.say()),
            promise: Promise {
                checked: false,
                error: errors.of("promise"),
            },
            errors,
        })
    }
}

/// An answer that can be sent as it is; otherwise where to go instead.
async fn ready(view: &View, asked: &Asked) -> Result<Result<(Draft, Said), Response>, Failure> {
    if asked.notice.opinion.is_some() {
        return Ok(Err(
            Redirect::to(&format!("{}/receipt", asked.at())).into_response()
        ));
    }
    if !asked.may_answer(view) {
        return Ok(Err(Redirect::to(&asked.at()).into_response()));
    }
    let draft = Draft::of(view, asked).await?.unwrap_or_default();
    match draft.said() {
        Some(said) if wrong(view.say(), &draft)?.is_empty() => Ok(Ok((draft, said))),
        Some(_) | None => Ok(Err(
            Redirect::to(&format!("{}/answer", asked.at())).into_response()
        )),
    }
}

/// `GET /consultation/{link}/check`
pub(in crate::web::portal) async fn show(view: View, Path(link): Path<Uuid>) -> Result<Response, Failure> {
    let asked = load::asked(&view, link).await?;
    match ready(&view, &asked).await? {
        Err(elsewhere) => Ok(elsewhere),
        Ok((draft, said)) => {
            let page = CheckPage::new(&view, &asked, (&draft, said), FieldErrors::default()).await?;
            view.page(page).await
        }
    }
}

/// `POST /consultation/{link}/check`
pub(in crate::web::portal) async fn send(
    view: View,
    Path(link): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let asked = load::asked(&view, link).await?;
    let (draft, said) = match ready(&view, &asked).await? {
        Err(elsewhere) => return Ok(elsewhere),
        Ok(ready) => ready,
    };
    let mut errors = FieldErrors::default();
    if typed.promise.is_empty() {
        errors.add("promise", view.say().get(key("portal-third-promise-missing"))?);
        let page = CheckPage::new(&view, &asked, (&draft, said), errors).await?;
        return view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await;
    }
    let opinion = opinion(&view, &asked, (&draft, said)).await?;
    let by = (asked.agency.id, asked.link.id);
    match consulted::answer(&view.app.office, by, opinion).await {
        // Sent twice, it is there all the same.
        Ok(_) | Err(ActError::Refused(Refusal::AlreadyReceived)) => {
            Draft::discard(&view, &asked).await?;
            Ok(Redirect::to(&format!("{}/receipt", asked.at())).into_response())
        }
        // What keeps it from being taken stands on the first page.
        Err(ActError::Refused(_)) => Ok(Redirect::to(&asked.at()).into_response()),
        Err(ActError::Infected(name, virus)) => {
            let named = [("name", name.as_str()), ("virus", virus.as_str())];
            errors.add("files", view.say().with(key("file-infected"), &named)?);
            let page = CheckPage::new(&view, &asked, (&draft, said), errors).await?;
            view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn opinion(
    view: &View,
    asked: &Asked,
    (draft, said): (&Draft, Said),
) -> Result<consulted::Opinion, Failure> {
    let office = &view.app.office;
    let mut files = Vec::new();
    for file in &draft.waiting {
        files.push(Upload {
            name: file.name.clone(),
            bytes: office.blobs.get(file.content).await?,
        });
    }
    Ok(consulted::Opinion {
        view: said,
        // Too long or missing where it must not be was found before.
        reasons: office.words(&draft.written(view.say())?).ok(),
        agreed: draft.agreed(asked),
        files,
    })
}

impl Template for CheckPage {
    const NAME: &'static str = "pages/portal/third/check";

    fn samples() -> Vec<Self> {
        let page = |reasons: Option<&str>, files, errors: FieldErrors| Self {
            link: "0".to_owned(),
            agency_name: "青溪县住房和城乡建设局".to_owned(),
            letter_number: "清住建公开〔2026〕3号-征".to_owned(),
            said: "不同意公开".to_owned(),
            agreed: reasons.map(|_| "投标文件<b>".to_owned()).into_iter().collect(),
            reasons: reasons.map(str::to_owned),
            files,
            promise: Promise {
                checked: reasons.is_none(),
                error: errors.of("promise"),
            },
            errors,
        };
        let mut errors = FieldErrors::default();
        errors.add("promise", "请勾选");
        let files = vec![FileRow::new(1, "证明<b>.pdf", "12 KB".to_owned())];
        vec![
            page(Some("涉及报价<b>\n第二行"), files, errors),
            page(None, Vec::new(), FieldErrors::default()),
        ]
    }
}

impl Page for CheckPage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("portal-third-check"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    fn agency(&self) -> Option<String> {
        Some(self.agency_name.clone())
    }
}
