//! 本机关: what the agency is called, how its office is reached, and which organs and courts its letters name.

mod description;
mod period;
mod remedies;
mod samples;

pub(super) use description::failure;

use axum::Router;

use super::administrator;
use crate::{
    domain::{
        account::Officer,
        agency::Agency,
        competence::{Body, PeriodProblem},
        text::Invalid,
    },
    store::{self, Scope},
    template::Entry,
    text::key,
    web::{
        app::App,
        error::Failure,
        extract::SignedIn,
        page::View,
        wording::{Said, Voice, voice},
    },
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .merge(description::router())
        .merge(remedies::router())
        .merge(period::router())
}

pub(super) fn templates() -> Vec<Entry> {
    [
        description::templates(),
        remedies::templates(),
        period::templates(),
    ]
    .concat()
}

/// The agency that somebody administers.
struct Own<'a> {
    view: &'a View,
    voice: Voice<'a>,
    officer: Officer,
    agency: Agency,
}

impl<'a> Own<'a> {
    async fn read(view: &'a View, who: &SignedIn) -> Result<Self, Failure> {
        let officer = administrator(who)?;
        let found = store::agency::get(view.app.db(), Scope::of(officer.agency)).await?;
        Ok(Self {
            view,
            voice: voice(view),
            agency: found.ok_or(Failure::NotFound)?,
            officer,
        })
    }

    fn body(&self, body: Body) -> &'a str {
        body.name(self.voice.law)
    }
}

/// What is wrong with a text.
pub(super) fn text(voice: Voice<'_>, why: Invalid) -> Said {
    match why {
        Invalid::Blank => voice.say(key("agency-blank")),
        Invalid::TooLong(most) => voice.say_with(key("agency-long"), &[("most", &most.to_string())]),
        Invalid::Character => voice.say(key("agency-character")),
        Invalid::Length | Invalid::CheckDigit | Invalid::BirthDate | Invalid::Form => {
            voice.say(key("agency-form"))
        }
    }
}

/// What is wrong with a part of a period.
fn problem(own: &Own<'_>, problem: &PeriodProblem) -> Said {
    let voice = own.voice;
    match problem {
        PeriodProblem::Text(why) => text(voice, *why),
        PeriodProblem::NoAddress => voice.say(key("remedies-no-address")),
        PeriodProblem::NoDay => voice.say(key("remedies-no-day")),
        PeriodProblem::Past => voice.say(key("remedies-past")),
        PeriodProblem::Reversed => voice.say(key("remedies-reversed")),
        PeriodProblem::Meets(from) => {
            voice.say_with(key("remedies-meets"), &[("from", &voice.weekday(*from))])
        }
        PeriodProblem::LeavesGap(gap) => voice.say_with(
            key("remedies-leaves-gap"),
            &[("day", &voice.weekday(gap.on)), ("body", own.body(gap.body))],
        ),
    }
}
