//! 缴纳信息处理费 (条例第四十二条, 国办函〔2020〕109号): the reply period starts again, in full, once it is paid.

use serde::{Deserialize, Serialize};
use time::Date;

use super::{
    case::{Case, SentLetter},
    correction::after_the_letter,
    digest::Digest,
    event::Event,
    id::FileId,
    notice::{About, FeeBy},
    refusal::Refusal,
    words::{Words, WordsRef},
};
use crate::law::NoticeKind;

/// So many proofs may wait to be looked at; whoever has sent as many is to wait.
pub const MOST_PROOFS: usize = 5;

/// The payment as recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Payment {
    pub paid_on: Date,
    pub yuan: u64,
    /// Place of the event in the history.
    pub seq: u32,
}

/// A file that is to prove a payment, by its content: what it is called is kept in a row of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofFile {
    pub id: FileId,
    pub content: Digest,
}

/// 缴费凭证: what the applicant says and shows. It is a claim: what counts is the payment that somebody records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The day on which they say that they paid.
    pub paid_on: Date,
    pub given_on: Date,
    pub files: Vec<ProofFile>,
    /// Place of the event in the history.
    pub seq: u32,
    /// Why it does not suffice, and since when, where somebody said so.
    pub refused: Option<(WordsRef, Date)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum ProofEvent {
    Given {
        paid_on: Date,
        given_on: Date,
        files: Vec<ProofFile>,
    },
    /// Of all that waited.
    Refused { because: WordsRef, refused_on: Date },
}

impl Case {
    /// Takes in what was shown, or what was made of it.
    pub(super) fn apply_proof(&mut self, event: &ProofEvent, seq: u32) {
        match event {
            ProofEvent::Given {
                paid_on,
                given_on,
                files,
            } => {
                // Whoever says that they paid has not given the application up; it is proposed anew where the proof fails.
                self.abandonment = None;
                self.proofs.push(Proof {
                    paid_on: *paid_on,
                    given_on: *given_on,
                    files: files.clone(),
                    seq,
                    refused: None,
                });
            }
            ProofEvent::Refused { because, refused_on } => {
                for proof in self.proofs.iter_mut().filter(|proof| proof.refused.is_none()) {
                    proof.refused = Some((*because, *refused_on));
                }
            }
        }
    }
}

/// The fee that a letter asked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    pub by: FeeBy,
    /// So many items or pages.
    pub count: u32,
    pub yuan: u64,
    pub letter: &'a SentLetter,
}

/// What the fee notice asks for, and how it reckons that.
pub fn asked_in(case: &Case) -> Option<Asked<'_>> {
    case.sent(NoticeKind::Fee)
        .find_map(|(notice, letter)| match notice.matter {
            About::Fee { by, count, yuan } => Some(Asked {
                by,
                count,
                yuan,
                letter,
            }),
            About::Correction { .. }
            | About::Consultation { .. }
            | About::ConsultationTold { .. }
            | About::DisclosureDecision { .. }
            | About::Extension { .. }
            | About::ReasonsAsked { .. }
            | About::Delay { .. }
            | About::Ended { .. }
            | About::Transfer { .. } => None,
        })
}

/// What the fee notice asks for, in whole yuan.
pub fn asked(case: &Case) -> Option<u64> {
    asked_in(case).map(|asked| asked.yuan)
}

/// The proofs that nobody has judged: the fee is neither recorded nor was it said that they do not suffice.
pub fn open_proofs(case: &Case) -> impl Iterator<Item = &Proof> {
    let waits = case.paid.is_none() && case.answer.is_none() && case.stage.is_open();
    case.proofs
        .iter()
        .filter(move |proof| waits && proof.refused.is_none())
}

/// The day to offer to whoever records the payment: the last one that the applicant named.
pub fn claimed_on(case: &Case) -> Option<Date> {
    open_proofs(case).last().map(|proof| proof.paid_on)
}

/// Whether the fee is awaited, so that it can be paid.
pub fn may_be_paid(case: &Case) -> bool {
    may_record(case).is_ok() && case.answer.is_none() && case.stage.is_open()
}

pub(super) fn may_record(case: &Case) -> Result<(), Refusal> {
    match (asked(case), &case.paid) {
        (None, _) => Err(Refusal::NotAsked),
        (Some(_), Some(_)) => Err(Refusal::AlreadyReceived),
        (Some(_), None) => Ok(()),
    }
}

/// Records that the whole amount is in.
pub(super) fn record(case: &Case, paid_on: Date, yuan: u64, today: Date) -> Result<Vec<Event>, Refusal> {
    may_record(case)?;
    after_the_letter(case, NoticeKind::Fee, paid_on, today)?;
    match asked(case) {
        Some(asked) if asked != yuan => Err(Refusal::OtherFee(asked)),
        Some(_) | None => Ok(vec![Event::FeePaid { paid_on, yuan }]),
    }
}

pub(super) fn may_give_proof(case: &Case) -> Result<(), Refusal> {
    may_record(case)?;
    if open_proofs(case).count() < MOST_PROOFS {
        Ok(())
    } else {
        Err(Refusal::SameProof)
    }
}

/// Takes a claim with what is to prove it. The very same files sent once more are no second proof.
pub(super) fn give_proof(
    case: &Case,
    paid_on: Date,
    files: &[ProofFile],
    today: Date,
) -> Result<Vec<Event>, Refusal> {
    may_give_proof(case)?;
    after_the_letter(case, NoticeKind::Fee, paid_on, today)?;
    let known = |file: &ProofFile| {
        let mut before = case.proofs.iter().flat_map(|proof| &proof.files);
        before.any(|other| other.content == file.content)
    };
    if files.is_empty() {
        Err(Refusal::NoProof)
    } else if files.iter().all(known) {
        Err(Refusal::SameProof)
    } else {
        Ok(vec![Event::PaymentProof(ProofEvent::Given {
            paid_on,
            given_on: today,
            files: files.to_vec(),
        })])
    }
}

pub(super) fn may_refuse_proof(case: &Case) -> Result<(), Refusal> {
    open_proofs(case).next().map(|_| ()).ok_or(Refusal::NoProof)
}

/// Says of everything that waits that it does not suffice; the applicant reads why.
pub(super) fn refuse_proof(case: &Case, because: &Words, today: Date) -> Result<Vec<Event>, Refusal> {
    may_refuse_proof(case)?;
    Ok(vec![Event::PaymentProof(ProofEvent::Refused {
        because: because.reference(),
        refused_on: today,
    })])
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::{
        abandonment,
        clock::ClockState,
        command::Command,
        testing::{Story, applicant, clerk, handler, law, notice_id, stranger_handler, third_party, words},
    };

    fn asked() -> Story {
        let fee = About::Fee {
            by: FeeBy::Item,
            count: 11,
            yuan: 100,
        };
        Story::in_hand().sent(notice_id(1), fee)
    }

    fn proof(paid_on: Date, picture: u8) -> Command {
        Command::GiveProof {
            paid_on,
            files: vec![ProofFile {
                id: FileId(Uuid::from_u128(picture.into())),
                content: Digest::of_bytes(&[picture]),
            }],
        }
    }

    fn refuse() -> Command {
        Command::RefuseProof {
            because: words("看不清收款人"),
        }
    }

    #[test]
    fn a_claim_moves_no_day_and_the_recorded_day_counts() {
        let story = asked();
        let before = story.reading();
        let today = story.today;
        let claimed = story.then(&applicant(), &proof(today, 1));
        assert_eq!(claimed.reading(), before, "the clock does not know it");
        assert_eq!(claimed.reading().state, ClockState::AwaitingFee);
        assert_eq!(claimed_on(&claimed.case), Some(today));
        let pay = Command::RecordPayment {
            paid_on: today,
            yuan: 100,
        };
        let paid = claimed.then(&clerk(), &pay);
        assert_eq!(paid.reading().state, ClockState::Running);
        assert_eq!(open_proofs(&paid.case).count(), 0, "nothing waits any more");
    }

    #[test]
    fn the_second_adds_to_the_first_and_the_same_is_none() {
        let story = asked();
        let today = story.today;
        let mut story = story.then(&applicant(), &proof(today, 1));
        assert_eq!(story.act(&applicant(), &proof(today, 1)), Err(Refusal::SameProof));
        for picture in 2..=5 {
            story = story.then(&applicant(), &proof(today, picture));
        }
        assert_eq!(open_proofs(&story.case).count(), MOST_PROOFS);
        assert_eq!(story.act(&applicant(), &proof(today, 6)), Err(Refusal::SameProof));
    }

    #[test]
    fn what_does_not_suffice_is_said_once_and_another_may_follow() {
        let story = asked();
        let today = story.today;
        let mut story = story.then(&applicant(), &proof(today, 1));
        assert!(story.act(&stranger_handler(), &refuse()).is_err());
        assert!(story.act(&applicant(), &refuse()).is_err());
        let mut story = story.then(&handler(), &refuse());
        assert!(story.case.proofs[0].refused.is_some());
        assert_eq!(story.act(&clerk(), &refuse()), Err(Refusal::NoProof));
        let story = story.then(&applicant(), &proof(today, 2));
        assert_eq!(open_proofs(&story.case).count(), 1);
    }

    #[test]
    fn nobody_else_claims_it_and_no_day_that_cannot_be() {
        let mut story = asked();
        let today = story.today;
        for actor in [
            clerk(),
            handler(),
            third_party(),
            crate::domain::account::Actor::Program,
        ] {
            assert_eq!(story.act(&actor, &proof(today, 1)), Err(Refusal::NotYourRole));
        }
        let tomorrow = today.next_day().unwrap();
        assert_eq!(
            story.act(&applicant(), &proof(tomorrow, 1)),
            Err(Refusal::InTheFuture)
        );
        let yesterday = today.previous_day().unwrap();
        assert_eq!(
            story.act(&applicant(), &proof(yesterday, 1)),
            Err(Refusal::TooEarly(today))
        );
        let nothing = Command::GiveProof {
            paid_on: today,
            files: Vec::new(),
        };
        assert_eq!(story.act(&applicant(), &nothing), Err(Refusal::NoProof));
        let mut unasked = Story::in_hand();
        assert_eq!(
            unasked.act(&applicant(), &proof(today, 1)),
            Err(Refusal::NotAsked)
        );
    }

    #[test]
    fn an_application_is_not_given_up_while_a_proof_lies_unread() {
        let story = asked();
        let last = story.reading().pay_by.unwrap();
        let over = last.next_day().unwrap();
        assert!(abandonment::due(&story.case, law(), over).is_some());
        let story = story.on(last);
        let story = story.then(&applicant(), &proof(last, 1));
        assert_eq!(abandonment::due(&story.case, law(), over), None);
        let story = story.on(over).then(&clerk(), &refuse());
        assert!(abandonment::due(&story.case, law(), over).is_some());
    }
}
