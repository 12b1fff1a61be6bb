//! Whether a procedural letter may be proposed now, and what it must hold. The same rules are asked again on the day on
//! which it goes out.

use std::collections::BTreeSet;

use time::Date;

use super::{About, Notice, NoticeEvent};
use crate::{
    domain::{
        account::Actor,
        case::Case,
        clock::{self, ClockState, Reading},
        decide::Rules,
        digest::Digest,
        ending,
        event::Event,
        flow,
        id::{FileId, NoticeId},
        refusal::Refusal,
        review::Plan,
        words::Words,
    },
    law::{Law, NoticeKind},
};

/// Whether a letter of this kind may be proposed in the case on a day: what the page offers, and the reason beside what
/// it does not.
pub fn may_propose(case: &Case, kind: NoticeKind, law: &Law, on: Date) -> Result<(), Refusal> {
    is_of_the_case(case, kind, law)?;
    if !flow::notice_stages(kind).contains(&case.stage.key()) {
        return Err(Refusal::NotNow);
    }
    let several = is_one_of_several(kind);
    let open = case
        .notices
        .iter()
        .any(|notice| notice.kind() == kind && notice.is_open());
    if open && !several {
        return Err(Refusal::AlreadyProposed);
    }
    let sent = case.sent(kind).next().is_some();
    let reading = clock::of(case, law);
    match kind {
        NoticeKind::Correction => {
            no_waiting(&reading)?;
            if sent || case.correction_asked_before().is_some() {
                return Err(Refusal::AskedOnce);
            }
            not_after(on, reading.correction_ask_by)
        }
        NoticeKind::ReasonsAsked if sent => Err(Refusal::AskedOnce),
        NoticeKind::ThirdPartyConsultation
        | NoticeKind::CoMakerConsultation
        | NoticeKind::OtherOrganConsultation
        | NoticeKind::Transfer
        | NoticeKind::ReasonsAsked => no_waiting(&reading),
        NoticeKind::ConsultationTold => any(case, |notice| {
            is_consultation(notice) && notice.letter().is_some()
        }),
        NoticeKind::DisclosureDecision => any(case, |notice| may_be_overridden(case, notice)),
        NoticeKind::Extension => {
            no_waiting(&reading)?;
            let extended_before = case
                .imported
                .as_ref()
                .is_some_and(|told| told.extension.is_some());
            if sent || extended_before || reading.extension_left == 0 {
                return Err(Refusal::ExtendedOnce);
            }
            reading.due_on.map_or(Ok(()), |due_on| not_after(on, due_on))
        }
        NoticeKind::Fee => {
            no_waiting(&reading)?;
            if sent {
                return Err(Refusal::AskedOnce);
            }
            reading.due_on.map_or(Ok(()), |due_on| not_after(on, due_on))
        }
        NoticeKind::Delay => match &case.reasons_judged {
            _ if sent => Err(Refusal::AskedOnce),
            Some(judged) if judged.reasonable => Ok(()),
            Some(_) | None => Err(Refusal::ReasonsNotAccepted),
        },
        NoticeKind::Ended if sent => Err(Refusal::AlreadyTold),
        NoticeKind::Ended => ending::basis(case, law, on)
            .map(|_| ())
            .ok_or(Refusal::NotExpired),
    }
}

/// Whether a letter of this kind is written in cases that ask for what this one does. What is offered in one sort of case
/// is never offered in the other: fee, extension and consultation are of applications for information alone.
pub fn is_of_the_case(case: &Case, kind: NoticeKind, law: &Law) -> Result<(), Refusal> {
    let letter = law.notice(kind);
    if letter.asks_for == case.filing.asks_for {
        return Ok(());
    }
    Err(Refusal::OnlyFor {
        asks_for: letter.asks_for,
        article: letter.article.clone(),
    })
}

/// Several letters of the kind may be under way at once.
fn is_one_of_several(kind: NoticeKind) -> bool {
    match kind {
        NoticeKind::ThirdPartyConsultation
        | NoticeKind::CoMakerConsultation
        | NoticeKind::OtherOrganConsultation
        | NoticeKind::ConsultationTold
        | NoticeKind::DisclosureDecision
        | NoticeKind::Transfer => true,
        NoticeKind::Correction
        | NoticeKind::Extension
        | NoticeKind::Fee
        | NoticeKind::ReasonsAsked
        | NoticeKind::Delay
        | NoticeKind::Ended => false,
    }
}

fn any(case: &Case, fits: impl Fn(&Notice) -> bool) -> Result<(), Refusal> {
    if case.notices.iter().any(fits) {
        Ok(())
    } else {
        Err(Refusal::NotConsulted)
    }
}

fn is_consultation(notice: &Notice) -> bool {
    matches!(notice.matter, About::Consultation { .. })
}

/// A third party objected, and nobody has told them yet that it will be disclosed all the same.
pub fn may_be_overridden(case: &Case, notice: &Notice) -> bool {
    let objected = notice
        .opinion
        .as_ref()
        .is_some_and(|opinion| opinion.view.objects());
    let told = case.notices.iter().any(|other| {
        let about =
            matches!(other.matter, About::DisclosureDecision { consultation } if consultation == notice.id);
        about && (other.is_open() || other.letter().is_some())
    });
    notice.kind() == NoticeKind::ThirdPartyConsultation && objected && !told
}

/// Nothing new is begun while the applicant has to correct or to pay.
fn no_waiting(reading: &Reading<NoticeId>) -> Result<(), Refusal> {
    match reading.state {
        ClockState::AwaitingCorrection | ClockState::AwaitingFee => Err(Refusal::Waiting),
        ClockState::Running | ClockState::Consulting | ClockState::Stopped => Ok(()),
    }
}

fn not_after(on: Date, last: Date) -> Result<(), Refusal> {
    if on > last {
        Err(Refusal::TooLate(last))
    } else {
        Ok(())
    }
}

/// Whether the facts of a letter hold on the day on which it goes out.
pub(super) fn check(case: &Case, law: &Law, matter: &About, on: Date) -> Result<(), Refusal> {
    match matter {
        About::Correction { working_days } | About::ReasonsAsked { working_days } => {
            if *working_days == 0 {
                return Err(Refusal::NoTimeGiven);
            }
            Ok(())
        }
        About::Extension { working_days } => {
            let left = clock::of(case, law).extension_left;
            if (1..=left).contains(working_days) {
                Ok(())
            } else {
                Err(Refusal::ExtensionTooLong(left))
            }
        }
        About::Consultation { items, .. } | About::Transfer { items, .. } => {
            only_third_parties_are_shown(matter)?;
            if items.is_empty() || items.iter().any(|item| !case.items.contains(item)) {
                return Err(Refusal::NoSuchItem);
            }
            Ok(())
        }
        About::ConsultationTold { consultation } => {
            let sent = case
                .notice(*consultation)
                .filter(|notice| is_consultation(notice));
            sent.and_then(Notice::letter)
                .map(|_| ())
                .ok_or(Refusal::NotConsulted)
        }
        About::DisclosureDecision { consultation } => {
            let objected = case
                .notice(*consultation)
                .and_then(|notice| notice.opinion.as_ref());
            objected
                .filter(|opinion| opinion.view.objects())
                .map(|_| ())
                .ok_or(Refusal::NotConsulted)
        }
        About::Fee { by, count, yuan } => match by.yuan(law, *count, on) {
            0 => Err(Refusal::OtherFee(0)),
            due if due == *yuan => Ok(()),
            due => Err(Refusal::OtherFee(due)),
        },
        About::Delay { until } => match clock::of(case, law).due_on {
            Some(due_on) if *until <= due_on => Err(Refusal::TooEarly(due_on)),
            Some(_) | None => Ok(()),
        },
        About::Ended { ground } => match ending::basis(case, law, on) {
            Some(basis) if basis.ground() == ground => Ok(()),
            Some(_) | None => Err(Refusal::NotExpired),
        },
    }
}

/// What is attached is shown online, where organs do not answer; and each file once.
fn only_third_parties_are_shown(matter: &About) -> Result<(), Refusal> {
    let attached = matter.attached();
    let files: BTreeSet<FileId> = attached.iter().map(|one| one.file).collect();
    let is_third = matter.kind() == NoticeKind::ThirdPartyConsultation;
    if (is_third || attached.is_empty()) && files.len() == attached.len() {
        Ok(())
    } else {
        Err(Refusal::UnknownFile)
    }
}

pub(in crate::domain) fn propose(
    case: &Case,
    (id, matter): (NoticeId, &About),
    words: Option<&Words>,
    content: Digest,
    Rules { law, chain, today }: Rules<'_>,
) -> Result<Vec<Event>, Refusal> {
    may_propose(case, matter.kind(), law, today)?;
    check(case, law, matter, today)?;
    if matter.needs_words() && words.is_none() {
        return Err(Refusal::NoReasons);
    }
    if case.notice(id).is_some() {
        return Err(Refusal::AlreadyProposed);
    }
    if let About::DisclosureDecision { consultation } = matter
        && !case
            .notice(*consultation)
            .is_some_and(|notice| may_be_overridden(case, notice))
    {
        return Err(Refusal::AlreadyProposed);
    }
    Ok(vec![Event::Notice(NoticeEvent::Proposed {
        notice: id,
        matter: matter.clone(),
        words: words.map(Words::reference),
        content,
        chain: Plan::of_notice(law, chain, matter.kind(), case.department()),
    })])
}

/// Takes an open notice back.
pub(in crate::domain) fn drop_it(case: &Case, actor: &Actor, id: NoticeId) -> Result<Vec<Event>, Refusal> {
    let notice = case.notice(id).ok_or(Refusal::NoSuchNotice)?;
    if !notice.is_open() {
        return Err(Refusal::NotNow);
    }
    let handles = case.stage.handler() == actor.reference().account();
    if actor.reference().account() != Some(notice.drafter) && !handles {
        return Err(Refusal::NotYourCase);
    }
    Ok(vec![Event::Notice(NoticeEvent::Dropped { notice: id })])
}
