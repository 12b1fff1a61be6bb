//! 认领: that somebody of a step claims a case for it, or says that it need not pass them.

use axum::{Router, response::Response, routing::post};
use serde::Serialize;
use time::Date;
use uuid::Uuid;

use super::{
    away,
    case::{AT, Deciding},
};
use crate::{
    casework::Order,
    domain::{account::Officer, review::Verdict},
    text::key,
    web::{
        app::App,
        casefile::dossier::Dossier,
        error::Failure,
        extract::{Path, SignedIn},
        form::Form,
        page::View,
        pairs::Pairs,
        wording::{Said, Voice},
    },
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/review/cases/{case}/claim", post(claim))
        .route("/review/cases/{case}/waive", post(waive))
}

/// A step of the reader's that may claim the case, or might have.
#[derive(Debug, Serialize)]
pub(super) struct Claim {
    pub(super) name: String,
    pub(super) told: String,
    /// Whose step it is, where that person is away.
    pub(super) instead_of: Option<String>,
    /// None once the time is over.
    pub(super) buttons: Option<Buttons>,
}

#[derive(Debug, Serialize)]
pub(super) struct Buttons {
    pub(super) claim_href: String,
    pub(super) waive_href: String,
    pub(super) step: String,
    pub(super) version: u32,
}

/// The steps that are the reader's to claim.
pub(super) fn claims(
    voice: Voice<'_>,
    dossier: &Dossier,
    officer: &Officer,
    today: Date,
) -> Said<Vec<Claim>> {
    let case = &dossier.case;
    let windows = case.windows_for(voice.law, officer).unwrap_or_default();
    let windows = windows.into_iter().filter(|_| case.may_be_claimed());
    windows
        .map(|window| {
            let ends = window.ends(case, voice.law);
            let is_open = today <= ends.last_day;
            let (day, how) = (voice.last_day(ends.last_day)?, voice.claim_how(&ends)?);
            let told = if is_open {
                key("claim-told")
            } else {
                key("claim-over")
            };
            let absent = case.may_claim(voice.law, window, officer).ok().flatten();
            Ok(Claim {
                told: voice.say_with(told, &[("day", &day), ("how", &how)])?,
                instead_of: away::told(voice, absent.map(|absent| dossier.names.person(absent)))?,
                buttons: is_open.then(|| Buttons {
                    claim_href: format!("{AT}/{}/claim", case.id),
                    waive_href: format!("{AT}/{}/waive", case.id),
                    step: window.opened.step.key.to_string(),
                    version: case.version,
                }),
                name: ends.step,
            })
        })
        .collect()
}

/// `POST /review/cases/{case}/claim`
async fn claim(view: View, who: SignedIn, at: Path<Uuid>, typed: Form<Pairs>) -> Result<Response, Failure> {
    settle(view, who, at, typed, Verdict::Claimed).await
}

/// `POST /review/cases/{case}/waive`
async fn waive(view: View, who: SignedIn, at: Path<Uuid>, typed: Form<Pairs>) -> Result<Response, Failure> {
    settle(view, who, at, typed, Verdict::Waived).await
}

async fn settle(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    Form(typed): Form<Pairs>,
    verdict: Verdict,
) -> Result<Response, Failure> {
    let deciding = Deciding::on(view, who, case, typed).await?;
    let step = deciding.step.clone();
    let (order, last) = match verdict {
        Verdict::Claimed => (Order::Claim { step }, "claim"),
        Verdict::Waived => (Order::Waive { step }, "waive"),
    };
    Box::pin(deciding.take(order, (last, "words"))).await
}

/// Samples for the page of a case.
pub(super) fn samples() -> Vec<Claim> {
    let buttons = Buttons {
        claim_href: "/review/cases/1/claim".to_owned(),
        waive_href: "/review/cases/1/waive".to_owned(),
        step: "countersign".to_owned(),
        version: 5,
    };
    let claim = |instead_of: Option<&str>, buttons| Claim {
        name: "舆情会商<b>".to_owned(),
        told: "可以认领到2026年11月19日（星期四）为止。".to_owned(),
        instead_of: instead_of.map(str::to_owned),
        buttons,
    };
    vec![
        claim(Some("这一步由您代宣传处处长办理。"), Some(buttons)),
        claim(None, None),
    ]
}
