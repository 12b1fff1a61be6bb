//! 补正、说明理由: what the applicant was asked for in a letter, sent in words.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::give::{Given, OrderTexts, give};
use crate::{
    casework::Order,
    domain::{
        account::Actor,
        case::Case,
        clock,
        command::CommandKind,
        permission,
        words::{InvalidWords, MAX_WORDS},
    },
    law::Law,
    template::Template,
    text::{Key, MissingText, key},
    web::{
        error::Failure,
        extract::Path,
        form::{Field, FieldErrors, Form},
        page::{Page, Side, Title, View},
        portal::load::{self, Loaded},
        wording::last_day,
    },
};

/// The page on which it is written.
#[derive(Debug, Serialize)]
pub(super) struct Respond {
    /// `correction` or `reasons`: the last part of the address.
    what: &'static str,
    title: String,
    intro: String,
    /// The last day to do it, where the clock waits for it.
    until: Option<String>,
    label: String,
    hint: String,
    case: String,
    agency_name: String,
    number: String,
    version: u32,
    errors: FieldErrors,
    words: Field,
}

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web::portal) struct Typed {
    version: u32,
    words: String,
}

/// What can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::web::portal) enum Asked {
    Correction,
    Reasons,
}

impl Asked {
    const fn slug(self) -> &'static str {
        match self {
            Self::Correction => "correction",
            Self::Reasons => "reasons",
        }
    }

    const fn command(self) -> CommandKind {
        match self {
            Self::Correction => CommandKind::ReceiveCorrection,
            Self::Reasons => CommandKind::ReceiveReasons,
        }
    }

    const fn texts(self) -> Texts {
        match self {
            Self::Correction => Texts {
                title: key("portal-correction-title"),
                intro: key("portal-correction-intro"),
                label: key("portal-correction-label"),
                hint: key("portal-correction-hint"),
                done: key("portal-correction-done"),
            },
            Self::Reasons => Texts {
                title: key("portal-reasons-title"),
                intro: key("portal-reasons-intro"),
                label: key("portal-reasons-label"),
                hint: key("portal-reasons-hint"),
                done: key("portal-reasons-done"),
            },
        }
    }
}

/// What the page of one says.
struct Texts {
    title: Key,
    intro: Key,
    label: Key,
    hint: Key,
    done: Key,
}

/// The pages on which this applicant can answer now, and pay.
pub(super) fn open(view: &View, case: &Case, law: &Law) -> Result<Vec<super::page::Response>, MissingText> {
    let actor = Actor::Applicant { case: case.id };
    let pay = super::payment::is_open(case)
        .then(|| {
            Ok(super::page::Response {
                what: "payment",
                label: view.say().get(key("portal-payment-link"))?,
            })
        })
        .into_iter();
    [Asked::Correction, Asked::Reasons]
        .into_iter()
        .filter(|asked| permission::may(case, &actor, asked.command(), law).is_ok())
        .map(|asked| {
            Ok(super::page::Response {
                what: asked.slug(),
                label: view.say().get(asked.texts().title)?,
            })
        })
        .chain(pay)
        .collect()
}

impl Respond {
    fn new(
        view: &View,
        asked: Asked,
        loaded: &Loaded,
        typed: &Typed,
        errors: FieldErrors,
    ) -> Result<Self, MissingText> {
        let (say, texts) = (view.say(), asked.texts());
        let by = match asked {
            Asked::Correction => clock::of(&loaded.case, &loaded.law).correct_by,
            Asked::Reasons => None,
        };
        Ok(Self {
            what: asked.slug(),
            title: say.get(texts.title)?,
            intro: say.get(texts.intro)?,
            until: by.map(|day| last_day(say, &loaded.law, day)).transpose()?,
            label: say.get(texts.label)?,
            hint: say.get(texts.hint)?,
            case: loaded.case.id.to_string(),
            agency_name: loaded.agency.name.clone(),
            number: loaded.case.number.to_string(),
            version: loaded.case.version,
            words: Field::new("words", &typed.words, &errors),
            errors,
        })
    }
}

/// `GET /track/case/{case}/correction`
pub(in crate::web::portal) async fn correction(view: View, path: Path<Uuid>) -> Result<Response, Failure> {
    show(view, path, Asked::Correction).await
}

/// `POST /track/case/{case}/correction`
pub(in crate::web::portal) async fn correct(
    view: View,
    path: Path<Uuid>,
    form: Form<Typed>,
) -> Result<Response, Failure> {
    respond(view, path, form, Asked::Correction).await
}

/// `GET /track/case/{case}/reasons`
pub(in crate::web::portal) async fn reasons(view: View, path: Path<Uuid>) -> Result<Response, Failure> {
    show(view, path, Asked::Reasons).await
}

/// `POST /track/case/{case}/reasons`
pub(in crate::web::portal) async fn give_reasons(
    view: View,
    path: Path<Uuid>,
    form: Form<Typed>,
) -> Result<Response, Failure> {
    respond(view, path, form, Asked::Reasons).await
}

async fn show(view: View, Path(case): Path<Uuid>, asked: Asked) -> Result<Response, Failure> {
    let loaded = load::case(&view, case).await?;
    let actor = Actor::Applicant { case: loaded.case.id };
    if permission::may(&loaded.case, &actor, asked.command(), &loaded.law).is_err() {
        return Ok(Redirect::to(&format!("/track/case/{case}")).into_response());
    }
    view.page(Respond::new(
        &view,
        asked,
        &loaded,
        &Typed::default(),
        FieldErrors::default(),
    )?)
    .await
}

async fn respond(
    view: View,
    Path(case): Path<Uuid>,
    Form(typed): Form<Typed>,
    asked: Asked,
) -> Result<Response, Failure> {
    let loaded = load::case(&view, case).await?;
    let (office, say) = (&view.app.office, view.say());
    let words = match office.words(&typed.words) {
        Ok(words) => words,
        Err(InvalidWords::Blank) => {
            let message = say.get(key("portal-respond-blank"))?;
            return refused(
                &view,
                StatusCode::UNPROCESSABLE_ENTITY,
                asked,
                &loaded,
                &typed,
                message,
            )
            .await;
        }
        Err(InvalidWords::TooLong(_)) => {
            let message = say.with(
                key("portal-respond-too-long"),
                &[("most", &MAX_WORDS.to_string())],
            )?;
            return refused(
                &view,
                StatusCode::UNPROCESSABLE_ENTITY,
                asked,
                &loaded,
                &typed,
                message,
            )
            .await;
        }
    };
    let received_on = office.today();
    let order = match asked {
        Asked::Correction => Order::ReceiveCorrection { received_on, words },
        Asked::Reasons => Order::ReceiveReasons { received_on, words },
    };
    let texts = OrderTexts {
        done: asked.texts().done,
        too_late: key("portal-respond-too-late"),
        changed: key("portal-respond-changed"),
    };
    match give(&view, &loaded, typed.version, order, texts).await? {
        Given::Done(to) => Ok(to),
        Given::Refused(status, message) => refused(&view, status, asked, &loaded, &typed, message).await,
    }
}

/// The page again, with what was typed, why it was not done, and the version that is true now.
async fn refused(
    view: &View,
    status: StatusCode,
    asked: Asked,
    loaded: &Loaded,
    typed: &Typed,
    message: String,
) -> Result<Response, Failure> {
    let mut errors = FieldErrors::default();
    errors.add("words", message);
    view.page_with(status, Respond::new(view, asked, loaded, typed, errors)?)
        .await
}

impl Template for Respond {
    const NAME: &'static str = "pages/portal/respond";

    fn samples() -> Vec<Self> {
        let respond = |errors: FieldErrors| Self {
            what: "correction",
            title: "补正申请".to_owned(),
            intro: "请按照补正告知书写明。".to_owned(),
            until: errors.is_empty().then(|| "2026年11月30日（星期一）".to_owned()),
            label: "补正的内容".to_owned(),
            hint: "例如文件名称".to_owned(),
            case: "0".to_owned(),
            agency_name: "青溪县住房和城乡建设局".to_owned(),
            number: "QXZJ-2026-00012".to_owned(),
            version: 3,
            words: Field::new("words", "</textarea><script>", &errors),
            errors,
        };
        let mut errors = FieldErrors::default();
        errors.add("words", "太长了");
        vec![respond(FieldErrors::default()), respond(errors)]
    }
}

impl Page for Respond {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Plain(self.title.clone())
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    fn agency(&self) -> Option<String> {
        Some(self.agency_name.clone())
    }
}
