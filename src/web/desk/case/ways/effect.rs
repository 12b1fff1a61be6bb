//! What an order will do to the clock, in plain words, before it is given. Days are those of the law's data, dates are read
//! off the case's own ledger with the order in it.

use time::Date;

use super::super::forms::Forms;
use crate::{
    domain::{
        clock::{self, ConsultationKind, What},
        ending::{self, Basis},
        id::NoticeId,
        ledger,
    },
    law::{LimitKey, NoticeKind, end_of},
    text::key,
    web::wording::{Said, letter_name},
};

impl Forms<'_> {
    /// The days of the reply period of this case, as it would start again.
    fn period(self) -> String {
        let start = ledger::of(&self.dossier.case).start;
        let days = start
            .own_days
            .unwrap_or_else(|| self.voice.law.limit(start.limit, self.today).amount);
        days.to_string()
    }

    fn limit(self, key: LimitKey) -> String {
        self.voice.law.limit(key, self.today).amount.to_string()
    }

    /// The last day to answer if this happened.
    fn due_with(self, on: Date, what: What<NoticeId>) -> Said {
        let due_on = clock::due_if(&self.dossier.case, self.voice.law, on, what);
        due_on.map_or_else(
            || self.voice.say(key("way-day-unknown")),
            |day| self.voice.last_day(day),
        )
    }

    /// What a procedural letter will do once it is sent.
    pub(super) fn effect_of(self, kind: NoticeKind) -> Said {
        let (voice, case) = (self.voice, &self.dossier.case);
        let reading = clock::of(case, voice.law);
        let consulting = |with: ConsultationKind| {
            voice.say_with(
                key("way-effect-consultation"),
                &[("days", &self.limit(with.limit()))],
            )
        };
        match kind {
            NoticeKind::Correction => voice.say_with(
                key("way-effect-correction"),
                &[
                    ("days", &self.period()),
                    ("by", &voice.last_day(reading.correction_ask_by)?),
                ],
            ),
            NoticeKind::ThirdPartyConsultation => consulting(ConsultationKind::ThirdParty),
            NoticeKind::CoMakerConsultation => consulting(ConsultationKind::CoMaker),
            NoticeKind::OtherOrganConsultation => consulting(ConsultationKind::OtherOrgan),
            NoticeKind::ConsultationTold | NoticeKind::DisclosureDecision => {
                voice.say(key("way-effect-none"))
            }
            NoticeKind::Extension => {
                let working_days = reading.extension_left;
                let now = reading.due_on.map(|day| voice.last_day(day)).transpose()?;
                let now = now.unwrap_or_default();
                voice.say_with(
                    key("way-effect-extension"),
                    &[
                        ("now", &now),
                        ("days", &working_days.to_string()),
                        (
                            "then",
                            &self.due_with(self.today, What::Extended { working_days })?,
                        ),
                    ],
                )
            }
            NoticeKind::Fee => voice.say_with(
                key("way-effect-fee"),
                &[
                    ("days", &self.period()),
                    ("pay", &self.limit(LimitKey::FeePayment)),
                ],
            ),
            NoticeKind::ReasonsAsked => voice.say(key("way-effect-reasons")),
            NoticeKind::Delay => voice.say(key("way-effect-delay")),
            NoticeKind::Ended => self.effect_of_ending(),
            NoticeKind::Transfer => voice.say(key("way-effect-transfer")),
        }
    }

    /// On what the case would end.
    fn effect_of_ending(self) -> Said {
        let (voice, case) = (self.voice, &self.dossier.case);
        match ending::basis(case, voice.law, self.today) {
            Some(Basis::Withdrawn { withdrawn_on, .. }) => voice.say_with(
                key("way-effect-withdrawn"),
                &[("withdrawn", &voice.weekday(withdrawn_on))],
            ),
            Some(Basis::Expired(expired)) => voice.say_with(
                key("way-effect-ended"),
                &[
                    ("letter", &letter_name(voice, case, expired.letter)?),
                    ("reached", &voice.weekday(expired.reached_on)),
                    ("expired", &voice.weekday(expired.expired_on)),
                ],
            ),
            None => voice.say(key("way-effect-none")),
        }
    }

    /// By when the agency would have to act if what a limit counts from came today.
    fn by(self, key: LimitKey) -> Said {
        let law = self.voice.law;
        self.voice
            .last_day(end_of(&law.calendar, self.today, law.limit(key, self.today)).on)
    }

    /// What a reconsideration that is new will ask of the agency.
    pub(super) fn effect_of_reconsideration(self) -> Said {
        self.voice.say_with(
            key("way-effect-reconsideration"),
            &[
                ("ordinary", &self.by(LimitKey::ReconsiderationReplyOrdinary)?),
                ("simplified", &self.by(LimitKey::ReconsiderationReplySimplified)?),
            ],
        )
    }

    /// What a lawsuit that is new will ask of the agency.
    pub(super) fn effect_of_lawsuit(self) -> Said {
        let by = self.by(LimitKey::LitigationReply)?;
        self.voice.say_with(key("way-effect-litigation"), &[("by", &by)])
    }

    /// What the result of a proceeding will do, where it orders a new answer and says no days.
    pub(super) fn effect_of_result(self) -> Said {
        self.voice.say_with(
            key("way-effect-result"),
            &[
                ("days", &self.limit(LimitKey::OrderedReply)),
                ("by", &self.by(LimitKey::OrderedReply)?),
            ],
        )
    }

    /// What the receipt of a correction or of a payment will do, if it came today.
    pub(super) fn effect_of_restart(self, what: What<NoticeId>) -> Said {
        self.voice.say_with(
            key("way-effect-restart"),
            &[
                ("days", &self.period()),
                ("then", &self.due_with(self.today, what)?),
            ],
        )
    }
}
