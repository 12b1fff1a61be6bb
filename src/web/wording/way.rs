//! The other ways that a case can go, in sentences for the history: procedural letters, consultations, proceedings.

use std::collections::BTreeSet;

use super::{Names, Said, Voice, event::letter_name};
use crate::{
    domain::{
        afterwards::{AfterwardsEvent, ReReviewOutcome},
        appeal::{AppealEvent, Instance, Of, Procedure},
        case::Case,
        consultation::{self, ConsultationEvent},
        contact::ContactPart,
        dividing::LinkKind,
        event::Event,
        excessive::ExcessiveEvent,
        id::{AppealId, NoticeId},
        notice::{NoticeEvent, View},
        payment::ProofEvent,
        words::WordsRef,
    },
    law::{AppealResultKey, NoticeKind},
    text::{Key, key},
};

/// One of these events in words.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other events are worded where this is called from, which lists them all"
)]
pub(super) fn entry_text(voice: Voice<'_>, case: &Case, names: &Names, event: &Event) -> Said {
    let day = |day| voice.weekday(day);
    match event {
        Event::SplitOff { items, .. } => {
            voice.say_with(key("event-split-off"), &[("items", &numbers(voice, items)?)])
        }
        Event::Imported { received_on, .. } => {
            voice.say_with(key("event-imported"), &[("day", &day(*received_on))])
        }
        Event::ImportUndone => voice.say(key("event-import-undone")),
        Event::PersonalDataErased {
            counted_from,
            years,
            kept_through,
        } => voice.say_with(
            key("event-personal-data-erased"),
            &[
                ("from", &day(*counted_from)),
                ("years", &years.to_string()),
                ("through", &day(*kept_through)),
            ],
        ),
        Event::ContactChanged {
            parts, electronic, ..
        } => contact_changed(voice, parts, *electronic),
        Event::RoundOpened { received_on, .. } => {
            voice.say_with(key("event-round-opened"), &[("day", &day(*received_on))])
        }
        Event::HandedOver {
            department, handler, ..
        } => {
            let to = handler.map_or_else(String::new, |handler| names.person(handler));
            let department = names.department(*department);
            voice.say_with(
                key("event-handed-over"),
                &[("department", &department), ("person", &to)],
            )
        }
        Event::Notice(event) => notice(voice, case, event),
        Event::CorrectionReceived { received_on, .. } => {
            voice.say_with(key("event-correction-received"), &[("day", &day(*received_on))])
        }
        Event::Consultation(event) => consulted(voice, case, event),
        Event::FeePaid { paid_on, yuan } => voice.say_with(
            key("event-fee-paid"),
            &[("day", &day(*paid_on)), ("yuan", &yuan.to_string())],
        ),
        Event::PaymentProof(event) => proof(voice, event),
        Event::Excessive(event) => excessive(voice, event),
        Event::AbandonmentProposed { expired } => {
            let letter = letter_name(voice, case, expired.letter)?;
            voice.say_with(
                key("event-abandonment-proposed"),
                &[
                    ("letter", &letter),
                    ("reached", &day(expired.reached_on)),
                    ("expired", &day(expired.expired_on)),
                ],
            )
        }
        Event::Abandoned { ground, .. } => {
            let name = voice
                .law
                .ground(ground)
                .map_or(ground.as_str(), |ground| ground.name.as_str());
            voice.say_with(key("event-abandoned"), &[("ground", name)])
        }
        Event::ItemsSplitOff { items, .. } => voice.say_with(
            key("event-items-split-off"),
            &[("items", &numbers(voice, items)?)],
        ),
        Event::Merged { .. } => voice.say(key("event-merged")),
        Event::Linked { how, .. } => {
            let how = voice.link(*how)?;
            voice.say_with(key("event-linked"), &[("how", &how)])
        }
        Event::Appeal(event) => appeal(voice, case, event),
        Event::RoundStarted { .. } => voice.say(key("event-round-started")),
        Event::Afterwards(event) => afterwards(voice, event),
        Event::Retracted { seq, .. } => voice.say_with(key("event-retracted"), &[("seq", &seq.to_string())]),
        other => Ok(other.kind().to_owned()),
    }
}

fn numbers(voice: Voice<'_>, items: &[u16]) -> Said {
    let worded: Vec<String> = items
        .iter()
        .map(|item| voice.say_with(key("asked-item"), &[("number", &item.to_string())]))
        .collect::<Said<_>>()?;
    Ok(worded.join("、"))
}

/// The name of a procedural letter of the case.
fn notice_name(voice: Voice<'_>, case: &Case, id: NoticeId) -> Said {
    case.notice(id)
        .map(|notice| voice.notice(notice.kind()).to_owned())
        .map_or_else(|| voice.say(key("event-unknown-letter")), Ok)
}

fn notice(voice: Voice<'_>, case: &Case, event: &NoticeEvent) -> Said {
    let (text, id, step) = match event {
        NoticeEvent::Proposed { notice, .. } => (key("event-notice-proposed"), notice, None),
        NoticeEvent::Approved { notice, step, .. } => (key("event-notice-approved"), notice, Some(step)),
        NoticeEvent::Returned { notice, step, .. } => (key("event-notice-returned"), notice, Some(step)),
        NoticeEvent::Dropped { notice } => (key("event-notice-dropped"), notice, None),
        NoticeEvent::Voided { notice, .. } => (key("event-notice-voided"), notice, None),
        NoticeEvent::Sent { notice, .. } => (key("event-notice-sent"), notice, None),
    };
    let letter = notice_name(voice, case, *id)?;
    let planned = |step| case.notice(*id)?.review.plan.step(step);
    match step {
        Some(step) => {
            let named = planned(step).map_or_else(|| voice.step(step), |planned| voice.planned(planned));
            voice.say_with(text, &[("letter", &letter), ("step", named)])
        }
        None => voice.say_with(text, &[("letter", &letter)]),
    }
}

fn consulted(voice: Voice<'_>, case: &Case, event: &ConsultationEvent) -> Said {
    match event {
        ConsultationEvent::Answered {
            notice,
            answered_on,
            view,
            ..
        } => {
            let text = match view {
                View::Agreed => key("event-consultation-agreed"),
                View::Refused => key("event-consultation-refused"),
                View::Partly => key("third-event-partly"),
            };
            let letter = notice_name(voice, case, *notice)?;
            voice.say_with(
                text,
                &[("letter", &letter), ("day", &voice.weekday(*answered_on))],
            )
        }
        ConsultationEvent::Lapsed { notice, lapsed_on } => {
            let letter = notice_name(voice, case, *notice)?;
            voice.say_with(
                key("event-consultation-lapsed"),
                &[("letter", &letter), ("day", &voice.weekday(*lapsed_on))],
            )
        }
    }
}

fn proof(voice: Voice<'_>, event: &ProofEvent) -> Said {
    match event {
        ProofEvent::Given { paid_on, files, .. } => {
            let (day, files) = (voice.weekday(*paid_on), files.len().to_string());
            voice.say_with(key("event-proof-given"), &[("day", &day), ("files", &files)])
        }
        ProofEvent::Refused { .. } => voice.say(key("event-proof-refused")),
    }
}

fn excessive(voice: Voice<'_>, event: &ExcessiveEvent) -> Said {
    match event {
        ExcessiveEvent::ReasonsReceived { received_on, .. } => voice.say_with(
            key("event-reasons-received"),
            &[("day", &voice.weekday(*received_on))],
        ),
        ExcessiveEvent::ReasonsJudged { reasonable: true, .. } => voice.say(key("event-reasons-accepted")),
        ExcessiveEvent::ReasonsJudged {
            reasonable: false, ..
        } => voice.say(key("event-reasons-rejected")),
    }
}

fn appeal_name(voice: Voice<'_>, case: &Case, id: AppealId) -> Said {
    case.appeal(id).map_or_else(
        || voice.say(key("appeal-unknown")),
        |appeal| voice.proceeding(&appeal.of),
    )
}

fn appeal(voice: Voice<'_>, case: &Case, event: &AppealEvent) -> Said {
    match event {
        AppealEvent::Filed { of, .. } => {
            let name = voice.proceeding(of)?;
            voice.say_with(
                key("event-appeal-filed"),
                &[("appeal", &name), ("day", &voice.weekday(of.known_on()))],
            )
        }
        AppealEvent::ProcedureChanged { procedure, .. } => {
            let procedure = voice.procedure(*procedure)?;
            voice.say_with(key("event-procedure-changed"), &[("procedure", &procedure)])
        }
        AppealEvent::Replied { appeal, replied_on } => {
            let name = appeal_name(voice, case, *appeal)?;
            voice.say_with(
                key("event-appeal-replied"),
                &[("appeal", &name), ("day", &voice.weekday(*replied_on))],
            )
        }
        AppealEvent::DecisionExtended { calendar_days, .. } => voice.say_with(
            key("event-decision-extended"),
            &[("days", &calendar_days.to_string())],
        ),
        AppealEvent::Closed {
            appeal,
            result,
            received_on,
            order,
            ..
        } => {
            let name = appeal_name(voice, case, *appeal)?;
            let text = match order {
                Some(_) => key("event-appeal-closed-anew"),
                None => key("event-appeal-closed"),
            };
            voice.say_with(
                text,
                &[
                    ("appeal", &name),
                    ("result", voice.appeal_result(result)),
                    ("day", &voice.weekday(*received_on)),
                ],
            )
        }
    }
}

fn afterwards(voice: Voice<'_>, event: &AfterwardsEvent) -> Said {
    match event {
        AfterwardsEvent::ReReviewed { outcome, .. } => voice.say(match outcome {
            ReReviewOutcome::Kept => key("event-re-reviewed-kept"),
            ReReviewOutcome::Release => key("event-re-reviewed-release"),
        }),
        AfterwardsEvent::PublicationProposed { with, .. } => voice.say_with(
            key("event-publication-proposed"),
            &[("count", &with.len().to_string())],
        ),
        AfterwardsEvent::PublicationDecided { publish: true, .. } => {
            voice.say(key("event-publication-agreed"))
        }
        AfterwardsEvent::PublicationDecided { publish: false, .. } => {
            voice.say(key("event-publication-declined"))
        }
    }
}

impl Voice<'_> {
    /// The name of a procedural letter: `补正告知书`.
    pub(crate) fn notice(&self, kind: NoticeKind) -> &str {
        &self.law.notice(kind).name
    }

    /// `行政复议（普通程序）`, `行政诉讼（一审）`.
    pub(crate) fn proceeding(self, of: &Of) -> Said {
        self.say(match of {
            Of::Reconsideration {
                procedure: Procedure::Ordinary,
                ..
            } => key("appeal-reconsideration-ordinary"),
            Of::Reconsideration {
                procedure: Procedure::Simplified,
                ..
            } => key("appeal-reconsideration-simplified"),
            Of::Litigation {
                instance: Instance::First,
                ..
            } => key("appeal-litigation-first"),
            Of::Litigation {
                instance: Instance::Second,
                ..
            } => key("appeal-litigation-second"),
            Of::Litigation {
                instance: Instance::Retrial,
                ..
            } => key("appeal-litigation-retrial"),
            Of::Complaint { .. } => key("appeal-complaint"),
        })
    }

    pub(crate) fn procedure(self, procedure: Procedure) -> Said {
        self.say(match procedure {
            Procedure::Ordinary => key("procedure-ordinary"),
            Procedure::Simplified => key("procedure-simplified"),
        })
    }

    /// What came of a consultation.
    pub(crate) fn consulted(self, result: Option<consultation::Result>) -> Said {
        self.say(match result {
            Some(consultation::Result::Agreed) => key("way-opinion-agreed"),
            Some(consultation::Result::Refused) => key("way-opinion-refused"),
            Some(consultation::Result::Partly) => key("third-opinion-partly"),
            Some(consultation::Result::Silent) => key("way-opinion-silent"),
            Some(consultation::Result::SilentConsent) => key("way-opinion-silent-consent"),
            None => key("way-opinion-awaited"),
        })
    }

    pub(crate) fn appeal_result<'a>(&'a self, result: &'a AppealResultKey) -> &'a str {
        let known = self.law.appeal_result(result);
        known.map_or(result.as_str(), |known| known.name.as_str())
    }

    /// What another case is to this one.
    pub(crate) fn link(self, how: LinkKind) -> Said {
        let text: Key = match how {
            LinkKind::Related => key("link-related"),
            LinkKind::RepeatOf => key("link-repeat-of"),
            LinkKind::RepeatedBy => key("link-repeated-by"),
            LinkKind::SplitFrom => key("link-split-from"),
            LinkKind::SplitInto => key("link-split-into"),
            LinkKind::MergedInto => key("link-merged-into"),
            LinkKind::TookIn => key("link-took-in"),
            LinkKind::RoundOf => key("link-round-of"),
            LinkKind::AnsweredAnew => key("link-answered-anew"),
        };
        self.say(text)
    }
}

pub(super) fn words_of_notice(event: &NoticeEvent) -> Option<WordsRef> {
    match event {
        NoticeEvent::Proposed { words, .. } => *words,
        NoticeEvent::Returned { remarks, .. } => Some(*remarks),
        NoticeEvent::Approved { .. }
        | NoticeEvent::Dropped { .. }
        | NoticeEvent::Voided { .. }
        | NoticeEvent::Sent { .. } => None,
    }
}

pub(super) fn words_of_consultation(event: &ConsultationEvent) -> Option<WordsRef> {
    match event {
        ConsultationEvent::Answered { reasons, .. } => *reasons,
        ConsultationEvent::Lapsed { .. } => None,
    }
}

pub(super) fn words_of_proof(event: &ProofEvent) -> Option<WordsRef> {
    match event {
        ProofEvent::Given { .. } => None,
        ProofEvent::Refused { because, .. } => Some(*because),
    }
}

pub(super) fn words_of_excessive(event: &ExcessiveEvent) -> WordsRef {
    match event {
        ExcessiveEvent::ReasonsReceived { words, .. } => *words,
        ExcessiveEvent::ReasonsJudged { because, .. } => *because,
    }
}

pub(super) fn words_of_appeal(event: &AppealEvent) -> Option<WordsRef> {
    match event {
        AppealEvent::Filed { before, .. } => Some(*before),
        AppealEvent::Closed { note, .. } => *note,
        AppealEvent::ProcedureChanged { .. }
        | AppealEvent::Replied { .. }
        | AppealEvent::DecisionExtended { .. } => None,
    }
}

pub(super) fn words_of_afterwards(event: &AfterwardsEvent) -> Option<WordsRef> {
    match event {
        AfterwardsEvent::ReReviewed { because, .. } | AfterwardsEvent::PublicationDecided { because, .. } => {
            Some(*because)
        }
        AfterwardsEvent::PublicationProposed { .. } => None,
    }
}

/// Which parts changed, and nothing of them; and what was said of electronic service.
fn contact_changed(voice: Voice<'_>, parts: &BTreeSet<ContactPart>, electronic: Option<bool>) -> Said {
    let named = parts.iter().map(|part| {
        voice.say(match part {
            ContactPart::Phone => key("contact-part-phone"),
            ContactPart::Email => key("contact-part-email"),
            ContactPart::Address => key("contact-part-address"),
            ContactPart::Postcode => key("contact-part-postcode"),
        })
    });
    let named = named.collect::<Said<Vec<_>>>()?.join("、");
    let mut said = Vec::new();
    if !parts.is_empty() {
        said.push(voice.say_with(key("event-contact-changed"), &[("parts", &named)])?);
    }
    match electronic {
        Some(true) => said.push(voice.say(key("event-electronic-yes"))?),
        Some(false) => said.push(voice.say(key("event-electronic-no"))?),
        None => {}
    }
    Ok(said.join("；"))
}
