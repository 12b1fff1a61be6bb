//! From the dossier to the page.

use time::Date;

use super::{
    forms::{Attempt, Forms},
    page::CasePage,
    ways::{Ways, label_of_id},
};
use crate::{
    domain::{
        account::{Actor, Officer},
        clock,
        command::CommandKind,
        notice as procedural, permission,
        presence::PageKind,
        published::may_be_published,
        stage::Stage,
    },
    law::{Channel, NoticeKind},
    store::file::Purpose,
    text::key,
    web::{
        access::is_reviewer,
        casefile::{
            asked::{Asked, Person, Row},
            bundle, claim,
            clues::{self, Clues},
            dossier::Dossier,
            due::Clock,
            history, letter,
            notes::{self, Notes},
            notice,
            present::{self, Present},
            progress::progress,
            proposal::{mind_the_scanner, proposals},
            receipt::{self, Happened, Reckoning},
            secrecy,
        },
        error::Failure,
        form::FieldErrors,
        page::View,
        wording::{Said, Voice, voice},
    },
};

/// What is wrong, for the list above the page: away from its field, “not filled in” has to name it.
fn problems(voice: Voice<'_>, errors: &FieldErrors) -> Said<FieldErrors> {
    let bare = [
        key("field-blank"),
        key("field-not-chosen"),
        key("field-not-a-date"),
    ];
    let bare = bare
        .into_iter()
        .map(|text| voice.say(text))
        .collect::<Said<Vec<_>>>()?;
    let mut named = FieldErrors::default();
    for error in errors.each() {
        let label = label_of_id(&error.id).filter(|_| bare.contains(&error.message));
        let message = match label {
            Some(label) => {
                let parts = [("field", voice.say(label)?), ("wrong", error.message.clone())];
                let parts = parts.each_ref().map(|(name, part)| (*name, part.as_str()));
                voice.say_with(key("field-named"), &parts)?
            }
            None => error.message.clone(),
        };
        named.add(&error.id, message);
    }
    Ok(named)
}

/// Where the desk's pages of cases are.
pub(super) const AT: &str = "/desk/cases";

/// What stands beside the case itself: what colleagues do on it, and what other cases show.
#[derive(Debug)]
pub(super) struct Beside {
    present: Present,
    notes: Notes,
    clues: Clues,
}

pub(super) async fn beside(view: &View, officer: &Officer, dossier: &Dossier) -> Result<Beside, Failure> {
    Ok(Beside {
        present: present::present(view, officer, dossier, PageKind::Case).await?,
        notes: notes::part(view, officer, dossier, "case").await?,
        clues: clues::clues(view, dossier).await?,
    })
}

pub(super) fn page(
    view: &View,
    dossier: &Dossier,
    officer: &Officer,
    Beside {
        present,
        notes,
        clues,
    }: Beside,
    attempt: Option<&Attempt>,
) -> Said<CasePage> {
    let (voice, office) = (voice(view), &view.app.office);
    let (today, offset) = (office.today(), office.clock.offset());
    let Dossier {
        case,
        history: events,
        filed,
        texts,
        names,
        ..
    } = dossier;
    let forms = Forms {
        voice,
        dossier,
        officer,
        today,
        attempt,
    };
    let (actions, ways) = (forms.all()?, Ways::of(forms)?);
    let mut notices = notice::notices(voice, dossier, today)?;
    notices.extend(claim::notices(voice, dossier, today)?);
    let claim_href = claim_href(voice, dossier, officer, today);
    Ok(CasePage {
        problems: attempt
            .map(|attempt| problems(voice, &attempt.errors))
            .transpose()?
            .unwrap_or_default(),
        head: dossier.head(voice)?,
        clock: Clock::of(voice, case, today)?,
        present,
        notices,
        nothing_to_do: (actions.is_empty() && ways.forms.is_empty() && claim_href.is_none())
            .then(|| voice.say(key("case-nothing")))
            .transpose()?,
        actions,
        claim_href,
        ways: ways.forms,
        closed: ways.closed,
        sections: ways.sections,
        asked: Asked::of(voice, case, &filed.application)?,
        clues,
        files: dossier.evidence(officer, AT),
        proposals: match &dossier.draft {
            Some(draft) => mind_the_scanner(
                proposals(voice, case.id, &filed.application, draft, AT),
                &dossier.files,
            ),
            None => Vec::new(),
        },
        steps: progress(voice, case, events, names, offset)?,
        notes,
        letters: letter::letters(voice, dossier, AT)?,
        history: history::entries(voice, case, events.iter(), names, texts, offset)?,
        person: Person::of_case(voice, dossier, dossier.needs_contact(officer))?,
        facts: facts(voice, dossier)?,
        documents_href: format!("{AT}/{}/documents", case.id),
        attachments_href: shows_attachments(voice, dossier, officer)
            .then(|| super::super::attachments::at(case.id)),
        file_href: bundle::href(dossier, officer),
        check_href: matches!(case.stage, Stage::InReview(..) | Stage::Approved(..))
            .then(|| format!("/desk/cases/{}/check", case.id)),
        publish_href: may_be_published(case, voice.law)
            .is_ok()
            .then(|| format!("{AT}/{}/publish", case.id)),
        secrecy_href: secrecy::is_there(dossier).then(|| format!("/desk/cases/{}/secrecy", case.id)),
        reckoning: Reckoning::of_case(voice, case, events, today)?,
    })
}

/// Whether something may be prepared here for third parties, or was.
fn shows_attachments(voice: Voice<'_>, dossier: &Dossier, officer: &Officer) -> bool {
    let actor = Actor::Officer(officer.clone());
    let (case, kind) = (&dossier.case, NoticeKind::ThirdPartyConsultation);
    let may_prepare = permission::may(case, &actor, CommandKind::ProposeNotice, voice.law).is_ok()
        && procedural::is_of_the_case(case, kind, voice.law).is_ok();
    let mut files = dossier.files.iter();
    may_prepare || files.any(|file| file.purpose == Purpose::Attachment)
}

/// Where the reader claims the case, or says that it need not pass them.
fn claim_href(voice: Voice<'_>, dossier: &Dossier, officer: &Officer, today: Date) -> Option<String> {
    let case = &dossier.case;
    let open = case.open_windows_on(voice.law, today);
    let mut open = open.into_iter().map(|(window, _)| window);
    let theirs = open.any(|window| case.may_claim(voice.law, window, officer).is_ok());
    (theirs && is_reviewer(officer)).then(|| format!("/review/cases/{}", case.id))
}

/// How and when the application came in.
fn facts(voice: Voice<'_>, dossier: &Dossier) -> Said<Vec<Row>> {
    let case = &dossier.case;
    let mut facts = vec![(
        key("case-channel"),
        voice.law.channel(case.filing.channel).name.clone(),
    )];
    let happened = Happened::of(case, &dossier.history);
    if let Some(Happened {
        channel, arrived_on, ..
    }) = happened
    {
        let label = if channel == Channel::Online {
            key("case-submitted-on")
        } else {
            key("case-arrived-on")
        };
        facts.push((label, voice.weekday(arrived_on)));
    }
    if let Some(waybill) = receipt::waybill(&dossier.history) {
        facts.push((key("case-waybill"), waybill.as_str().to_owned()));
    }
    if let Some(day) = happened.and_then(|happened| happened.confirmed_on) {
        facts.push((key("case-confirmed-on"), voice.weekday(day)));
    }
    let received = case.received_on.map_or_else(
        || voice.say(key("case-not-confirmed")),
        |day| Ok(voice.weekday(day)),
    );
    facts.push((key("case-received-on"), received?));
    let reading = clock::of(case, voice.law);
    let asks = procedural::is_of_the_case(case, NoticeKind::Correction, voice.law).is_ok();
    if asks && case.stage.is_open() && reading.stopped_on.is_none() && reading.correct_by.is_none() {
        facts.push((key("case-ask-by"), voice.last_day(reading.correction_ask_by)?));
    }
    facts
        .into_iter()
        .map(|(label, value)| {
            Ok(Row {
                label: voice.say(label)?,
                value,
            })
        })
        .collect()
}
