//! One page with everything that a reviewer needs, and the decision on it.

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    decision::{Attempt, checklist, problems},
    pointed, reviewer, view,
};
use crate::{
    casework::Order,
    domain::{
        account::Actor,
        digest::Digest,
        id::{CaseId, FileId, LetterId},
        refusal::Refusal,
        words::Words,
    },
    law::StepKey,
    text::key,
    web::{
        app::App,
        casefile::{
            asked::Row,
            conflict::TooLate,
            dossier::Dossier,
            give::{Outcome, give, words},
            papers, secrecy,
        },
        error::Failure,
        extract::{Path, Query, SignedIn},
        form::{FieldErrors, Form},
        page::View,
        pairs::Pairs,
        wording::voice,
    },
};

/// Where the reviewers' pages of cases are.
pub(super) const AT: &str = "/review/cases";

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/review/cases/{case}", get(show))
        .route("/review/cases/{case}/secrecy", get(secrecy))
        .route("/review/cases/{case}/approve", post(approve))
        .route("/review/cases/{case}/send-back", post(send_back))
        .route("/review/cases/{case}/points", post(points))
        .route("/review/cases/{case}/bypass", post(bypass))
        .route("/review/cases/{case}/letters/{letter}", get(letter))
        .route("/review/cases/{case}/letters/{letter}/pdf", get(pdf))
        .route("/review/cases/{case}/letters/{letter}/docx", get(docx))
        .route("/review/cases/{case}/files/{file}", get(file))
}

/// The case, as far as this person may read it.
pub(super) async fn open(view: &View, who: &SignedIn, case: Uuid) -> Result<Dossier, Failure> {
    let found = Dossier::open(&view.app.office, &reviewer(who)?, CaseId(case)).await?;
    found.ok_or(Failure::NotFound)
}

/// The place of a first point, where the reader comes from the page that it is about.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    place: String,
    page: String,
}

/// `GET /review/cases/{case}`
async fn show(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let dossier = open(&view, &who, case).await?;
    let begun = (!asked.place.is_empty()).then(|| Attempt {
        typed: pointed::begun(asked.place, asked.page),
        errors: FieldErrors::default(),
    });
    let page = view::page(&view, &dossier, &who.officer(), begun.as_ref()).await?;
    view.page(page).await
}

/// `GET /review/cases/{case}/secrecy`: 保密审查表
async fn secrecy(view: View, who: SignedIn, Path(case): Path<Uuid>) -> Result<Response, Failure> {
    secrecy::show(&view, &open(&view, &who, case).await?, AT).await
}

/// `GET /review/cases/{case}/letters/{letter}`
async fn letter(
    view: View,
    who: SignedIn,
    Path((case, id)): Path<(Uuid, Uuid)>,
) -> Result<Response, Failure> {
    papers::show(&view, &open(&view, &who, case).await?, LetterId(id), AT).await
}

/// `GET /review/cases/{case}/letters/{letter}/pdf`
async fn pdf(view: View, who: SignedIn, Path((case, id)): Path<(Uuid, Uuid)>) -> Result<Response, Failure> {
    papers::pdf(&view.app.office, &open(&view, &who, case).await?, LetterId(id)).await
}

/// `GET /review/cases/{case}/letters/{letter}/docx`
async fn docx(view: View, who: SignedIn, Path((case, id)): Path<(Uuid, Uuid)>) -> Result<Response, Failure> {
    papers::docx(&view.app.office, &open(&view, &who, case).await?, LetterId(id)).await
}

/// `GET /review/cases/{case}/files/{file}`
async fn file(view: View, who: SignedIn, Path((case, id)): Path<(Uuid, Uuid)>) -> Result<Response, Failure> {
    papers::file(
        &view.app.office,
        &who.officer(),
        &open(&view, &who, case).await?,
        FileId(id),
    )
    .await
}

/// A decision that somebody is about to take.
pub(super) struct Deciding {
    view: View,
    who: SignedIn,
    dossier: Dossier,
    typed: Pairs,
    pub(super) step: StepKey,
}

impl Deciding {
    pub(super) async fn on(view: View, who: SignedIn, case: Uuid, typed: Pairs) -> Result<Self, Failure> {
        let dossier = open(&view, &who, case).await?;
        let step = typed.get("step").parse().map_err(|_| Failure::Invalid)?;
        Ok(Self {
            view,
            who,
            dossier,
            typed,
            step,
        })
    }

    /// The form again, with what is wrong.
    async fn again(self, errors: FieldErrors) -> Result<Response, Failure> {
        let typed = self.typed;
        let attempt = Attempt { typed, errors };
        let page = view::page(&self.view, &self.dossier, &self.who.officer(), Some(&attempt)).await?;
        self.view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
    }

    /// The same with one thing that is wrong.
    async fn wrong(self, field: &str, text: String) -> Result<Response, Failure> {
        let mut errors = FieldErrors::default();
        errors.add(field, text);
        Box::pin(self.again(errors)).await
    }

    /// The words in a field.
    fn words(&self, field: &str) -> Result<Result<Words, String>, Failure> {
        Ok(words(
            &self.view.app.office,
            voice(&self.view),
            self.typed.get(field),
        )?)
    }

    /// Takes the decision; `from` is the end of its address, and the field in which its words were written.
    pub(super) async fn take(self, order: Order, from: (&str, &str)) -> Result<Response, Failure> {
        let (office, case) = (&self.view.app.office, self.dossier.case.id);
        let expected: u32 = self.typed.get("version").parse().map_err(|_| Failure::Invalid)?;
        match give(office, &self.who.officer(), case, expected, order.clone()).await? {
            Outcome::Done(_) => done(&self.view, &self.dossier, &self.step, &order).await,
            // Whoever only reads the case has no say in it.
            Outcome::Refused(Refusal::NotYourRole) => Err(Failure::NotFound),
            Outcome::Refused(refusal) => {
                let errors = problems(voice(&self.view), &refusal)?;
                self.again(errors).await
            }
            Outcome::TooLate => self.too_late(order, expected, from).await,
        }
    }

    /// The page of a conflict, with what was typed; after a double click, what the first click did.
    async fn too_late(
        self,
        order: Order,
        expected: u32,
        (last, field): (&str, &str),
    ) -> Result<Response, Failure> {
        let (voice, case) = (voice(&self.view), self.dossier.case.id);
        let dossier = open(&self.view, &self.who, case.0).await?;
        let typed = self.typed.get(field);
        let written = (!typed.trim().is_empty()).then(|| typed.to_owned());
        let label = voice.say(key("review-words"))?;
        let mut rows: Vec<Row> = written.map(|value| Row { label, value }).into_iter().collect();
        if let Order::SendBack { points, .. } = &order {
            for (number, point) in (1..).zip(points) {
                let number: usize = number;
                rows.push(Row {
                    label: voice.say_with(key("review-point"), &[("number", &number.to_string())])?,
                    value: point.words.text().to_owned(),
                });
            }
        }
        let late = TooLate {
            order: order.clone(),
            expected,
            action: format!("{AT}/{case}/{last}"),
            at: AT,
            typed: &self.typed,
            rows,
            theirs: Vec::new(),
        };
        let actor = Actor::Officer(self.who.officer());
        if late.is_done_already(&dossier, &actor) {
            return done(&self.view, &dossier, &self.step, &order).await;
        }
        late.page(&self.view, voice, &dossier, &actor).await
    }
}

/// `POST /review/cases/{case}/approve`
async fn approve(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    Form(typed): Form<Pairs>,
) -> Result<Response, Failure> {
    let deciding = Deciding::on(view, who, case, typed).await?;
    let content: Digest = deciding
        .typed
        .get("content")
        .parse()
        .map_err(|_| Failure::Invalid)?;
    // A yes needs no words.
    let note = match deciding.typed.get("words").trim() {
        "" => None,
        _ => match deciding.words("words")? {
            Ok(note) => Some(note),
            Err(text) => return deciding.wrong("words", text).await,
        },
    };
    if pointed::any(&deciding.typed) {
        // Nothing that was typed is dropped in silence: what is to be mended is sent back.
        let text = voice(&deciding.view).say(key("review-points-and-yes"))?;
        return deciding.wrong("points", text).await;
    }
    let order = Order::Approve {
        step: deciding.step.clone(),
        content,
        checklist: checklist(&deciding.typed),
        note,
    };
    Box::pin(deciding.take(order, ("approve", "words"))).await
}

/// `POST /review/cases/{case}/send-back`
async fn send_back(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    Form(typed): Form<Pairs>,
) -> Result<Response, Failure> {
    let deciding = Deciding::on(view, who, case, typed).await?;
    let mut errors = FieldErrors::default();
    let remarks = deciding.words("words")?;
    if let Err(text) = &remarks {
        errors.add("words", text.clone());
    }
    let (office, voice) = (&deciding.view.app.office, voice(&deciding.view));
    let points = pointed::read(office, voice, &deciding.typed, &mut errors)?;
    match remarks {
        Ok(remarks) if errors.is_empty() => {
            let order = Order::SendBack {
                step: deciding.step.clone(),
                remarks,
                points,
            };
            Box::pin(deciding.take(order, ("send-back", "words"))).await
        }
        Ok(_) | Err(_) => deciding.again(errors).await,
    }
}

/// `POST /review/cases/{case}/points`: the form again, with more rows for points; nothing is decided.
async fn points(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    Form(typed): Form<Pairs>,
) -> Result<Response, Failure> {
    let dossier = open(&view, &who, case).await?;
    let errors = FieldErrors::default();
    let page = view::page(&view, &dossier, &who.officer(), Some(&Attempt { typed, errors })).await?;
    view.page(page).await
}

/// `POST /review/cases/{case}/bypass`
async fn bypass(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    Form(typed): Form<Pairs>,
) -> Result<Response, Failure> {
    let deciding = Deciding::on(view, who, case, typed).await?;
    let field = format!("reason-{}", deciding.step);
    match deciding.words(&field)? {
        Ok(reason) => {
            let step = deciding.step.clone();
            Box::pin(deciding.take(Order::Bypass { step, reason }, ("bypass", &field))).await
        }
        Err(text) => deciding.wrong(&field, text).await,
    }
}

/// Says what was decided, on the queue: the next case waits there.
pub(super) async fn done(
    view: &View,
    dossier: &Dossier,
    step: &StepKey,
    order: &Order,
) -> Result<Response, Failure> {
    let voice = voice(view);
    let text = if matches!(order, Order::SendBack { .. } | Order::ReturnNotice { .. }) {
        voice.say(key("review-sent-back"))?
    } else if matches!(order, Order::Claim { .. }) {
        voice.say_with(
            key("review-claimed"),
            &[("step", dossier.names.step(voice, step))],
        )?
    } else if matches!(order, Order::Waive { .. }) {
        voice.say_with(key("review-waived"), &[("step", dossier.names.step(voice, step))])?
    } else if matches!(order, Order::Bypass { .. }) {
        voice.say_with(
            key("review-bypassed"),
            &[("step", dossier.names.step(voice, step))],
        )?
    } else {
        voice.say_with(
            key("review-approved"),
            &[("step", dossier.names.step(voice, step))],
        )?
    };
    view.visit.flash(true, text).await?;
    Ok(Redirect::to("/review").into_response())
}
