//! Puts the page of a consultation together.

use axum::response::Response;
use uuid::Uuid;

use super::{
    attached,
    deadline::{Deadline, point},
    draft::Draft,
    given::Given,
    load::{self, Asked},
    messages::Messages,
    page::{ConsultationPage, Decision, LetterRow, Outcome},
};
use crate::{
    domain::{
        case::SentLetter,
        consulted::{self, Disclosure},
        contest,
    },
    law::ConsultedKey,
    text::{key, words},
    web::{
        error::Failure,
        extract::Path,
        page::View,
        portal::{
            case::{Rights, brought},
            load::contact,
        },
    },
};

/// What the law says of the answer; what it says of silence stands beside the last day.
const POINTS: [ConsultedKey; 5] = [
    ConsultedKey::Asked,
    ConsultedKey::Agreed,
    ConsultedKey::Refused,
    ConsultedKey::Partly,
    ConsultedKey::Overridden,
];

/// `GET /consultation/{link}`
pub(in crate::web::portal) async fn show(view: View, Path(link): Path<Uuid>) -> Result<Response, Failure> {
    let asked = load::asked(&view, link).await?;
    let page = page(&view, &asked).await?;
    view.page(page).await
}

async fn page(view: &View, asked: &Asked) -> Result<ConsultationPage, Failure> {
    let say = view.say();
    let may_answer = asked.may_answer(view);
    Ok(ConsultationPage {
        link: asked.link.id.to_string(),
        agency_name: asked.agency.name.clone(),
        addressee: asked.says.addressee.name.clone(),
        letter: row(view, &asked.letter),
        asked: asked.says.asked.clone(),
        findings: asked.says.findings.clone(),
        attached: attached::rows(view, asked).await?,
        statement: asked.says.statement.clone(),
        points: POINTS
            .into_iter()
            .map(|which| point(say, asked, which))
            .collect::<Result<_, _>>()?,
        silence: point(say, asked, ConsultedKey::Unanswered)?,
        deadline: Deadline::of(say, asked, view.app.clock.today())?,
        has_draft: may_answer && Draft::of(view, asked).await?.is_some(),
        may_answer,
        given: Given::of(view, asked).await?,
        decision: decision(view, asked)?,
        outcome: outcome(view, asked)?,
        messages: Messages::of(view, asked),
        contact: contact(&asked.agency),
    })
}

/// What was decided in spite of them, and what they can do against it.
fn decision(view: &View, asked: &Asked) -> Result<Option<Decision>, Failure> {
    let Some(letter) = asked.decision() else {
        return Ok(None);
    };
    let (say, today) = (view.say(), view.app.clock.today());
    let is_person = asked.party.as_ref().is_some_and(|party| party.is_person);
    let contest = contest::of_third_party(&asked.case, &asked.law, &asked.agency, asked.notice.id);
    let contest = contest.map_err(anyhow::Error::from)?;
    let brings = brought(say.lang, &asked.law, (true, is_person, false), today);
    let rights = contest.map(|contest| Rights::against(say, &asked.law, &contest, brings, today));
    Ok(Some(Decision {
        letter: row(view, letter),
        rights: rights.transpose()?,
    }))
}

/// What became of the information, once the answer went out: no more than whether it is disclosed.
fn outcome(view: &View, asked: &Asked) -> Result<Option<Outcome>, Failure> {
    let Some((on, disclosure)) = consulted::outcome(&asked.case, &asked.law, &asked.notice) else {
        return Ok(None);
    };
    let said = match disclosure {
        Disclosure::Whole => key("portal-third-outcome-whole"),
        Disclosure::Part => key("portal-third-outcome-part"),
        Disclosure::Nothing => key("portal-third-outcome-nothing"),
    };
    Ok(Some(Outcome {
        on: words::date_with_weekday(view.lang, on),
        said: view.say().get(said)?,
    }))
}

fn row(view: &View, letter: &SentLetter) -> LetterRow {
    LetterRow {
        id: letter.id.to_string(),
        title: view.law.letter(&letter.kind).title.clone(),
        number: letter.number.clone(),
        issued_on: words::date_with_weekday(view.lang, letter.issued_on),
    }
}
