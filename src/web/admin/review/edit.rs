//! `/admin/review/edit`: one form for the whole chain, whose buttons rearrange it, try it, and let it take effect.

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};

use super::{
    Own, form, overview, problem, trial,
    typed::{self, TypedStep},
};
use crate::{
    casework::review::chain::{ChainError, NewChain, change, try_out},
    domain::review::{Chain, Step},
    law::StepKind,
    store::Scope,
    text::key,
    web::{
        app::App,
        error::Failure,
        extract::SignedIn,
        form::{FieldErrors, Form},
        page::View,
        pairs::Pairs,
        wording::voice,
    },
};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/review/edit", get(show).post(arrange))
}

/// A form that came in.
struct Typed {
    own: Own,
    steps: Vec<TypedStep>,
    after: u32,
    pairs: Pairs,
}

impl Typed {
    async fn read(view: &View, who: &SignedIn, pairs: Pairs) -> Result<Self, Failure> {
        Ok(Self {
            own: Own::read(view, who).await?,
            steps: typed::read(&pairs)?,
            after: pairs.get("after").parse().map_err(|_| Failure::Invalid)?,
            pairs,
        })
    }

    async fn again(
        &self,
        view: &View,
        status: StatusCode,
        errors: FieldErrors,
        stale: Option<String>,
    ) -> Result<Response, Failure> {
        let after = if stale.is_some() {
            self.own.chain.version
        } else {
            self.after
        };
        let page = form::page(voice(view), &self.own, &self.steps, after, errors, stale)?;
        view.page_with(status, page).await
    }

    /// The chain that was typed, or everything that is wrong with it.
    fn chain(&self, view: &View) -> Result<Result<Chain, FieldErrors>, Failure> {
        let voice = voice(view);
        let steps: Vec<Step> = match typed::steps(&self.steps)? {
            Ok(steps) => steps,
            Err(wrong) => {
                let mut errors = FieldErrors::default();
                for (step, part) in wrong {
                    errors.add(format!("{part}-{step}"), voice.say(key("chain-no-number"))?);
                }
                return Ok(Err(errors));
            }
        };
        let chain = Chain {
            version: self.after + 1,
            steps,
        };
        let faults = chain.faults(voice.law, &self.own.staff, view.app.office.today());
        if faults.is_empty() {
            Ok(Ok(chain))
        } else {
            Ok(Err(problem::errors(voice, &self.own, &faults)?))
        }
    }

    async fn try_it(&self, view: &View, errors: FieldErrors) -> Result<Response, Failure> {
        let chain = match self.chain(view)? {
            Ok(chain) => chain,
            Err(errors) => {
                return self
                    .again(view, StatusCode::UNPROCESSABLE_ENTITY, errors, None)
                    .await;
            }
        };
        let scope = Scope::of(self.own.officer.agency);
        let tried = try_out(&view.app.office, scope, &chain).await?;
        let status = if errors.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        let page = trial::page(voice(view), &self.own, &chain, &tried, &self.pairs, errors)?;
        view.page_with(status, page).await
    }
}

/// `GET /admin/review/edit`
async fn show(view: View, who: SignedIn) -> Result<Response, Failure> {
    let own = Own::read(&view, &who).await?;
    let steps = typed::of(&own.chain.steps);
    let after = own.chain.version;
    let page = form::page(voice(&view), &own, &steps, after, FieldErrors::default(), None)?;
    view.page(page).await
}

/// `POST /admin/review/edit`: what the button says that was pressed.
async fn arrange(view: View, who: SignedIn, Form(pairs): Form<Pairs>) -> Result<Response, Failure> {
    let mut typed = Typed::read(&view, &who, pairs).await?;
    let pressed = typed.pairs.get("do").to_owned();
    let (what, key) = pressed.split_once(':').unwrap_or((pressed.as_str(), ""));
    match what {
        "try" => return typed.try_it(&view, FieldErrors::default()).await,
        "up" | "down" => typed::swap(&mut typed.steps, key, what == "up"),
        "remove" => typed.steps.retain(|step| step.key.as_str() != key),
        "add" => {
            let kind: StepKind = typed.pairs.get("add").parse().map_err(|_| Failure::Invalid)?;
            let role = view.law.step_rule(kind).role();
            typed::add(&mut typed.steps, kind, role.as_str());
        }
        // From the trial, back to the form with everything as it was typed.
        "edit" => {}
        _ => return Err(Failure::Invalid),
    }
    typed
        .again(&view, StatusCode::OK, FieldErrors::default(), None)
        .await
}

/// `POST /admin/review`: it takes effect.
pub(super) async fn update(view: View, who: SignedIn, Form(pairs): Form<Pairs>) -> Result<Response, Failure> {
    let typed = Typed::read(&view, &who, pairs).await?;
    let chain = match typed.chain(&view)? {
        Ok(chain) => chain,
        Err(errors) => {
            return typed
                .again(&view, StatusCode::UNPROCESSABLE_ENTITY, errors, None)
                .await;
        }
    };
    // Only what was tried takes effect.
    if typed.pairs.get("tried") != trial::mark(&chain) {
        return typed.try_it(&view, FieldErrors::default()).await;
    }
    let voice = voice(&view);
    let new = NewChain {
        steps: chain.steps,
        why: typed.pairs.get("because").to_owned(),
        after: typed.after,
    };
    match change(&view.app.office, &typed.own.officer, new).await {
        Ok(_) => {
            view.visit.flash(true, voice.say(key("chain-changed"))?).await?;
            Ok(Redirect::to("/admin/review").into_response())
        }
        Err(ChainError::Stale(version)) => {
            let told = overview::told(&view, voice, &typed.own, &version)?;
            typed
                .again(&view, StatusCode::CONFLICT, FieldErrors::default(), Some(told))
                .await
        }
        Err(ChainError::Faults(faults)) => {
            let errors = problem::errors(voice, &typed.own, &faults)?;
            typed
                .again(&view, StatusCode::UNPROCESSABLE_ENTITY, errors, None)
                .await
        }
        Err(error @ (ChainError::Why | ChainError::Same)) => {
            let text = if matches!(error, ChainError::Why) {
                key("chain-why-wrong")
            } else {
                key("chain-same")
            };
            let mut errors = FieldErrors::default();
            errors.add("because", voice.say(text)?);
            typed.try_it(&view, errors).await
        }
        Err(ChainError::NotTheirs) => Err(Failure::NotFound),
        Err(ChainError::Store(error)) => Err(error.into()),
    }
}
