//! Puts the case page together.

use axum::response::Response;
use time::Date;
use uuid::Uuid;

use super::{
    calendar,
    page::{CasePage, FileRow, ItemRow, LetterRow, OwnRow},
    remedies::{Complaint, Rights},
    respond, siblings,
    status::Status,
    timeline,
};
use crate::{
    casework::feedback,
    domain::{
        account::Actor,
        applicant::{ApplicantKind, Identity, IdentityKind},
        application::{AsksFor, ObtainBy, ProvisionForm},
        case::SentLetter,
        clock,
        command::CommandKind,
        contest, permission,
        text::{Name, masked},
    },
    store::file::File,
    text::{Key, MissingText, Say, key, words},
    web::{
        error::Failure,
        extract::Path,
        page::View,
        portal::{
            due::Due,
            load::{self, Loaded},
        },
    },
};

/// `GET /track/case/{case}`
pub(in crate::web::portal) async fn show(view: View, Path(case): Path<Uuid>) -> Result<Response, Failure> {
    let loaded = load::case(&view, case).await?;
    let page = page(&view, &loaded).await?;
    view.page(page).await
}

async fn page(view: &View, loaded: &Loaded) -> Result<CasePage, Failure> {
    let (say, law, today) = (view.say(), &loaded.law, view.app.clock.today());
    let case = &loaded.case;
    let reading = clock::of(case, law);
    let status = Status::of(&case.stage, reading.state);
    let due = status
        .is_open()
        .then(|| Due::explain(say, law, case, &reading))
        .transpose()?;
    let left = reading.working_days_left(law, today).filter(|_| status.is_open());
    let left = left.map(|days| words::working_days_left(say.lang, days));
    let actor = Actor::Applicant { case: case.id };
    let is_late = status.is_open() && reading.is_late(today);
    let rights = rights(view, loaded, today)?;
    Ok(CasePage {
        case: case.id.to_string(),
        agency_name: loaded.agency.name.clone(),
        number: case.number.to_string(),
        for_records: case.filing.asks_for.corrects_records(),
        status: say.get(status.name())?,
        meaning: say.get(status.meaning(case.filing.asks_for))?,
        tone: status.tone(),
        siblings: siblings::lines(view, loaded).await?,
        letters: case
            .letters
            .iter()
            .rev()
            .filter(|letter| letter.spoilt.is_none() && case.is_for_the_applicant(letter.id))
            .map(|letter| letter_row(view, letter))
            .collect(),
        files: files(view, loaded).await?,
        complaint: (!rights.is_empty() || is_late).then(|| Complaint::of(say, loaded, today)),
        rights,
        calendar: calendar::link(view, loaded)?,
        due,
        left: left
            .map(|left| say.with(key("portal-case-left"), &[("left", &left)]))
            .transpose()?,
        is_late,
        timeline: timeline::entries(say, case, &loaded.history, view.app.clock.offset())?,
        items: items(loaded),
        wishes: match case.filing.asks_for {
            AsksFor::Information => Some(wishes(say, loaded)?),
            AsksFor::RecordCorrection => None,
        },
        own: own(say, loaded)?,
        contact: load::contact(&loaded.agency),
        responses: respond::open(view, case, law)?,
        change_contact: permission::may(case, &actor, CommandKind::ChangeContact, law)
            .ok()
            .map(|()| say.get(key("contact-link")))
            .transpose()?,
        may_tell: feedback::is_wanted(&view.app.office, case).await?,
        may_withdraw: permission::may(case, &actor, CommandKind::Withdraw, law).is_ok(),
    })
}

fn letter_row(view: &View, letter: &SentLetter) -> LetterRow {
    LetterRow {
        id: letter.id.to_string(),
        title: view.law.letter(&letter.kind).title.clone(),
        number: letter.number.clone(),
        issued_on: words::date_with_weekday(view.lang, letter.issued_on),
        is_new: letter.was_sent() && letter.opened_on.is_none(),
        may_open: letter.was_sent(),
        has_package: letter.has_package,
    }
}

async fn files(view: &View, loaded: &Loaded) -> Result<Vec<FileRow>, Failure> {
    let files = load::handed_over(&view.app, loaded).await?;
    let row = |file: File| FileRow {
        id: file.id.to_string(),
        name: file.name,
        size: words::size(view.lang, file.size),
    };
    Ok(files.into_iter().map(row).collect())
}

/// The remedies against each letter once it has been served, and against silence.
fn rights(view: &View, loaded: &Loaded, today: Date) -> Result<Vec<Rights>, Failure> {
    let contests =
        contest::of(&loaded.case, &loaded.law, &loaded.agency, today).map_err(anyhow::Error::from)?;
    contests
        .iter()
        .filter(|contest| !contest.remedies.is_empty())
        .map(|contest| Ok(Rights::of(view.say(), loaded, contest, today)?))
        .collect()
}

fn items(loaded: &Loaded) -> Vec<ItemRow> {
    let items = loaded.application.items.iter();
    items
        .map(|item| ItemRow {
            title: item.title.clone(),
            document_number: item.document_number.clone(),
            description: item.description.clone(),
            elsewhere: !loaded.case.items.contains(&item.number),
        })
        .collect()
}

pub(super) fn wishes(say: Say<'_>, loaded: &Loaded) -> Result<String, MissingText> {
    let form = say.get(match loaded.application.form {
        ProvisionForm::Electronic => key("filing-form-electronic"),
        ProvisionForm::Paper => key("filing-form-paper"),
        ProvisionForm::Disc => key("filing-form-disc"),
    })?;
    let obtain = say.get(match loaded.application.obtain_by {
        ObtainBy::Online => key("filing-obtain-online"),
        ObtainBy::Email => key("filing-obtain-email"),
        ObtainBy::Post => key("filing-obtain-post"),
        ObtainBy::Collect => key("filing-obtain-collect"),
        ObtainBy::OnSite => key("filing-obtain-on-site"),
    })?;
    say.with(key("portal-case-wishes"), &[("form", &form), ("obtain", &obtain)])
}

/// Who reads over the shoulder learns no number: enough is shown to recognise one's own.
pub(super) fn own(say: Say<'_>, loaded: &Loaded) -> Result<Vec<OwnRow>, MissingText> {
    let Some(applicant) = &loaded.applicant else {
        return people(say, loaded);
    };
    let contact = &applicant.contact;
    let number = if applicant.kind == ApplicantKind::Person {
        key("portal-case-own-identity")
    } else {
        key("portal-case-own-credit-code")
    };
    let rows = [
        (
            number,
            applicant
                .identity
                .as_ref()
                .map(|identity| masked(identity.number(), 3, 4)),
        ),
        (
            key("portal-case-own-phone"),
            contact.phone.as_ref().map(|phone| masked(phone.as_str(), 3, 4)),
        ),
        (
            key("portal-case-own-email"),
            contact.email.as_ref().map(|email| masked(email.as_str(), 2, 8)),
        ),
        (
            key("portal-case-own-address"),
            contact
                .address
                .as_ref()
                .map(|address| masked(address.as_str(), 6, 0)),
        ),
    ];
    let mut shown = people(say, loaded)?;
    for (label, value) in rows {
        if let Some(value) = value {
            shown.push(OwnRow {
                label: say.get(label)?,
                value,
            });
        }
    }
    Ok(shown)
}

/// Everybody who stands behind the application, by masked names; where they were erased, that they were.
pub(in crate::web::portal) fn people(say: Say<'_>, loaded: &Loaded) -> Result<Vec<OwnRow>, MissingText> {
    let name: Key = if loaded.case.filing.applicant_kind == ApplicantKind::Person {
        key("portal-case-own-name")
    } else {
        key("portal-case-own-organisation")
    };
    let Some(applicant) = &loaded.applicant else {
        return Ok(vec![OwnRow {
            label: say.get(name)?,
            value: say.get(key("applicant-erased"))?,
        }]);
    };
    let first = shown_name(&applicant.name, applicant.identity.as_ref());
    let joint = applicant.joint.iter().map(|joint| {
        (
            key("person-joint"),
            shown_name(&joint.name, Some(&joint.identity)),
        )
    });
    let agent = applicant.agent.iter().map(|agent| {
        (
            key("person-agent"),
            shown_name(&agent.name, Some(&agent.identity)),
        )
    });
    std::iter::once((name, first))
        .chain(joint)
        .chain(agent)
        .map(|(label, value)| {
            Ok(OwnRow {
                label: say.get(label)?,
                value,
            })
        })
        .collect()
}

/// An organisation's name is no secret.
fn shown_name(name: &Name, identity: Option<&Identity>) -> String {
    match identity.map(Identity::kind) {
        Some(IdentityKind::CreditCode) => name.to_string(),
        Some(IdentityKind::ResidentCard | IdentityKind::Passport | IdentityKind::TravelPermit) | None => {
            masked(name.as_str(), 1, 0)
        }
    }
}
