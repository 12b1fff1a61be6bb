//! The ways of procedural letters, told as stories.

use time::macros::date;

use super::{About, FeeBy, View};
use crate::{
    domain::{
        abandonment,
        answer::What,
        application::AsksFor,
        clock::{ClockState, ConsultationKind},
        command::Command,
        consultation::{self, Result as Outcome},
        refusal::Refusal,
        service::{Mail, Service, Waybill},
        stage::{Ending, Stage, StageKey},
        testing::{
            Story, TODAY, applicant, approve_notice, clerk, consult, content, draft, everything_at_once,
            full_draft, handler, keeper_of_secrets, law, letter_of, notice_id, opinion, propose, send_notice,
            submit, transfer, words,
        },
    },
    law::{NoticeKind, StepKind},
};

const CORRECTION: About = About::Correction { working_days: 10 };

fn receive(received_on: time::Date) -> Command {
    Command::ReceiveCorrection {
        received_on,
        words: words("《青石县2025年老旧小区改造计划》"),
    }
}

#[test]
fn a_correction_stops_the_clock_and_its_receipt_starts_it_anew() {
    let story = Story::in_hand().sent(notice_id(1), CORRECTION);
    let reading = story.reading();
    assert_eq!(reading.state, ClockState::AwaitingCorrection);
    assert_eq!(
        (reading.due_on, reading.correct_by),
        (None, Some(date!(2026 - 11 - 30)))
    );
    let story = story
        .on(date!(2026 - 11 - 20))
        .then(&applicant(), &receive(date!(2026 - 11 - 20)));
    assert_eq!(story.reading().due_on, Some(date!(2026 - 12 - 18)));
}

#[test]
fn a_correction_is_asked_for_once_and_in_time() {
    let late = date!(2026 - 11 - 26);
    let mut story = Story::in_hand().on(late);
    assert_eq!(
        story.act(&handler(), &propose(notice_id(1), CORRECTION)),
        Err(Refusal::TooLate(date!(2026 - 11 - 25)))
    );
    let mut story = Story::in_hand().sent(notice_id(1), CORRECTION);
    assert_eq!(
        story.act(&handler(), &propose(notice_id(2), CORRECTION)),
        Err(Refusal::Waiting)
    );
    let mut story = story.then(&clerk(), &receive(TODAY));
    assert_eq!(
        story.act(&handler(), &propose(notice_id(2), CORRECTION)),
        Err(Refusal::AskedOnce)
    );
    assert_eq!(
        story.act(&applicant(), &receive(TODAY)),
        Err(Refusal::AlreadyReceived)
    );
}

#[test]
fn a_correction_that_lay_too_long_in_the_review_does_not_go_out() {
    let mut story = Story::in_hand()
        .cleared(notice_id(1), CORRECTION)
        .on(date!(2026 - 11 - 26));
    let service = Service::signed(story.today);
    assert_eq!(
        story.act(&handler(), &send_notice(notice_id(1), service)),
        Err(Refusal::TooLate(date!(2026 - 11 - 25)))
    );
}

#[test]
fn who_neither_corrects_nor_asks_for_time_is_let_go_only_on_proof_of_delivery() {
    let post = |posted_on| Service::Post {
        mail: Mail::Ems,
        waybill: Waybill::parse("EA123456789CN").unwrap(),
        posted_on,
    };
    let story = Story::in_hand()
        .cleared(notice_id(1), CORRECTION)
        .then(&handler(), &send_notice(notice_id(1), post(TODAY)))
        .on(date!(2027 - 02 - 01));
    assert_eq!(
        abandonment::due(&story.case, law(), story.today),
        None,
        "not proven to have arrived"
    );
    let story = story.then(
        &clerk(),
        &Command::RecordDelivery {
            letter: letter_of(notice_id(1)),
            delivered_on: date!(2026 - 11 - 18),
        },
    );
    let due = abandonment::due(&story.case, law(), story.today).expect("the time is over");
    assert_eq!(
        (due.ground.as_str(), due.expired_on),
        ("correction_abandoned", date!(2026 - 12 - 02))
    );
    // The program lays it before the handler once; a person confirms by the letter that ends the case.
    let mut story = story.then(
        &crate::domain::account::Actor::Program,
        &Command::ProposeAbandonment,
    );
    let again = story.act(
        &crate::domain::account::Actor::Program,
        &Command::ProposeAbandonment,
    );
    assert_eq!(again, Ok(Vec::new()));
    let ended = About::Ended {
        ground: due.ground.clone(),
    };
    let story = story.sent(notice_id(2), ended);
    assert_eq!(story.case.stage, Stage::Closed(Ending::Abandoned));
    assert_eq!(story.reading().stopped_on, Some(date!(2027 - 02 - 01)));
}

#[test]
fn a_correction_that_comes_late_but_before_the_end_is_still_taken() {
    let later = date!(2026 - 12 - 10);
    let story = Story::in_hand().sent(notice_id(1), CORRECTION).on(later);
    assert!(abandonment::due(&story.case, law(), later).is_some());
    let story = story.then(&clerk(), &receive(later));
    assert_eq!(abandonment::due(&story.case, law(), later), None);
    assert!(story.reading().due_on.is_some());
}

#[test]
fn an_extension_is_granted_once_with_the_head_s_consent_and_before_the_last_day() {
    let extension = About::Extension { working_days: 20 };
    let story = Story::in_hand().sent(notice_id(1), extension.clone());
    assert_eq!(story.reading().due_on, Some(date!(2027 - 01 - 12)));
    let notice = story.case.notice(notice_id(1)).unwrap();
    assert!(
        notice
            .review
            .approvals
            .iter()
            .any(|approval| approval.step.as_str() == "sign_off")
    );
    let mut story = story;
    assert_eq!(
        story.act(&handler(), &propose(notice_id(2), extension.clone())),
        Err(Refusal::ExtendedOnce)
    );
    let mut late = Story::in_hand().on(date!(2026 - 12 - 15));
    assert_eq!(
        late.act(&handler(), &propose(notice_id(1), extension)),
        Err(Refusal::TooLate(date!(2026 - 12 - 14)))
    );
    let too_long = About::Extension { working_days: 21 };
    assert_eq!(
        Story::in_hand().act(&handler(), &propose(notice_id(1), too_long)),
        Err(Refusal::ExtensionTooLong(20))
    );
}

#[test]
fn an_extension_does_not_answer_an_approved_case() {
    let story = Story::approved("state_secret").sent(notice_id(1), About::Extension { working_days: 5 });
    assert_eq!(story.case.stage.key(), StageKey::Approved);
    assert_eq!(story.case.answer, None);
}

#[test]
fn consultations_overlap_and_a_day_is_left_out_once() {
    use ConsultationKind::{OtherOrgan, ThirdParty};
    let story = Story::in_hand()
        .sent(notice_id(1), consult(ThirdParty))
        .sent(notice_id(2), consult(OtherOrgan));
    assert_eq!(story.reading().state, ClockState::Consulting);
    let story = story
        .on(date!(2026 - 11 - 20))
        .then(
            &handler(),
            &opinion(notice_id(1), date!(2026 - 11 - 20), View::Agreed),
        )
        .on(date!(2026 - 11 - 24))
        .then(
            &clerk(),
            &opinion(notice_id(2), date!(2026 - 11 - 24), View::Agreed),
        );
    // 11-17 to 11-24 are six working days, once.
    assert_eq!(story.reading().due_on, Some(date!(2026 - 12 - 22)));
}

#[test]
fn silence_of_a_co_maker_is_consent_and_of_a_third_party_is_nothing() {
    use ConsultationKind::{CoMaker, ThirdParty};
    let story = Story::in_hand()
        .sent(notice_id(1), consult(ThirdParty))
        .sent(notice_id(2), consult(CoMaker));
    let results = |story: &Story| -> Vec<Option<Outcome>> {
        consultation::all(&story.case)
            .map(|(notice, _)| consultation::result(&story.case, law(), notice, story.today))
            .collect()
    };
    assert_eq!(results(&story), [None, None]);
    let mut story = story.on(date!(2026 - 12 - 07));
    let lapse = Command::LapseConsultation { notice: notice_id(1) };
    let program = crate::domain::account::Actor::Program;
    assert_eq!(story.act(&program, &lapse), Err(Refusal::NotExpired));
    let mut story = story.on(date!(2026 - 12 - 08)).then(&program, &lapse);
    assert_eq!(
        results(&story),
        [Some(Outcome::Silent), Some(Outcome::SilentConsent)]
    );
    assert_eq!(story.act(&program, &lapse), Ok(Vec::new()), "noted once");
}

#[test]
fn a_third_party_who_objects_is_told_before_it_is_disclosed() {
    let story = Story::in_hand().sent(notice_id(1), consult(ConsultationKind::ThirdParty));
    let disclose = full_draft("disclosed");
    let mut story = story.then(&handler(), &draft(disclose.clone()));
    assert_eq!(
        story.act(&handler(), &submit(disclose.clone())),
        Err(Refusal::ConsultationOpen)
    );
    let mut story = story.then(&handler(), &opinion(notice_id(1), TODAY, View::Refused));
    assert_eq!(
        story.act(&handler(), &submit(disclose.clone())),
        Err(Refusal::ThirdPartyNotTold)
    );
    let told = About::DisclosureDecision {
        consultation: notice_id(1),
    };
    let story = story.sent(notice_id(2), told);
    assert!(story.case.sent(NoticeKind::DisclosureDecision).next().is_some());
    assert_eq!(
        story.then(&handler(), &submit(disclose)).case.stage.key(),
        StageKey::InReview
    );
}

#[test]
fn a_fee_stops_the_clock_and_its_payment_starts_it_anew() {
    let fee = About::Fee {
        by: FeeBy::Item,
        count: 11,
        yuan: 100,
    };
    for (count, yuan, due) in [(11, 50, 100), (10, 100, 0), (11, 0, 100)] {
        let wrong = About::Fee {
            by: FeeBy::Item,
            count,
            yuan,
        };
        let refused = Story::in_hand().act(&handler(), &propose(notice_id(1), wrong));
        assert_eq!(refused, Err(Refusal::OtherFee(due)));
    }
    let story = Story::in_hand().sent(notice_id(1), fee);
    assert_eq!(story.reading().state, ClockState::AwaitingFee);
    assert_eq!(story.reading().pay_by, Some(date!(2026 - 12 - 14)));
    let pay = |yuan| Command::RecordPayment { paid_on: TODAY, yuan };
    let mut story = story;
    assert_eq!(story.act(&clerk(), &pay(50)), Err(Refusal::OtherFee(100)));
    let story = story.then(&clerk(), &pay(100));
    assert_eq!(story.reading().due_on, Some(date!(2026 - 12 - 14)));
}

#[test]
fn too_many_applications_are_asked_about_judged_and_only_then_delayed_or_refused() {
    let delay = About::Delay {
        until: date!(2027 - 03 - 31),
    };
    let asked = About::ReasonsAsked { working_days: 5 };
    let mut story = Story::in_hand();
    assert_eq!(
        story.act(&handler(), &propose(notice_id(2), delay.clone())),
        Err(Refusal::ReasonsNotAccepted)
    );
    let excessive = full_draft("excessive_applications");
    let mut story = story.then(&handler(), &draft(excessive.clone()));
    assert!(matches!(
        story.act(&handler(), &submit(excessive.clone())),
        Err(Refusal::Incomplete(_))
    ));
    let judge = |reasonable| Command::JudgeReasons {
        reasonable,
        because: words("申请人说明的理由与申请数量不相称"),
    };
    let mut story = story.sent(notice_id(1), asked);
    assert_eq!(story.act(&handler(), &judge(false)), Err(Refusal::NotExpired));
    assert_eq!(story.act(&handler(), &judge(true)), Err(Refusal::NothingReceived));
    let reasons = Command::ReceiveReasons {
        received_on: TODAY,
        words: words("因研究需要"),
    };
    let story = story.then(&applicant(), &reasons);
    let refused = story.clone().then(&handler(), &judge(false));
    assert_eq!(
        refused.then(&handler(), &submit(excessive)).case.stage.key(),
        StageKey::InReview
    );
    let delayed = story.then(&handler(), &judge(true)).sent(notice_id(2), delay);
    assert_eq!(delayed.reading().due_on, Some(date!(2027 - 03 - 31)));
}

#[test]
fn a_procedural_letter_is_not_reviewed_by_its_drafter_nor_sent_unreviewed_nor_changed() {
    let mut story = Story::in_hand().then(&handler(), &propose(notice_id(1), CORRECTION));
    let counter = Service::signed(TODAY);
    assert_eq!(
        story.act(&handler(), &send_notice(notice_id(1), counter.clone())),
        Err(Refusal::NoSuchNotice)
    );
    assert_eq!(
        story.act(
            &handler(),
            &approve_notice(notice_id(1), StepKind::Confidentiality)
        ),
        Err(Refusal::NotYourRole)
    );
    let everything = everything_at_once();
    let mut by_everything = story.clone();
    by_everything.case.notices[0].drafter = crate::domain::testing::account_of(&everything);
    assert_eq!(
        by_everything.act(
            &everything,
            &approve_notice(notice_id(1), StepKind::Confidentiality)
        ),
        Err(Refusal::KeptApart)
    );
    let mut other = story.clone();
    other.case.notices[0].review.content = crate::domain::digest::Digest::of_bytes(b"changed");
    assert_ne!(other.case.notices[0].review.content, content());
    assert_eq!(
        other.act(
            &keeper_of_secrets(),
            &approve_notice(notice_id(1), StepKind::Confidentiality)
        ),
        Err(Refusal::ContentChanged)
    );
    // What changed after the approval does not go out.
    let mut cleared = story.then(
        &keeper_of_secrets(),
        &approve_notice(notice_id(1), StepKind::Confidentiality),
    );
    cleared.case.notices[0].review.content = crate::domain::digest::Digest::of_bytes(b"changed");
    let voided = cleared.then(&handler(), &send_notice(notice_id(1), counter));
    assert_eq!(voided.case.notices[0].letter(), None);
    assert!(
        voided
            .case
            .letters
            .iter()
            .all(|letter| letter.id != letter_of(notice_id(1)))
    );
}

#[test]
fn others_than_the_applicant_are_not_served_on_the_portal() {
    let mut story = Story::in_hand().cleared(notice_id(1), consult(ConsultationKind::OtherOrgan));
    let online = Service::Online { available_on: TODAY };
    assert_eq!(
        story.act(&handler(), &send_notice(notice_id(1), online)),
        Err(Refusal::NotOnline)
    );
    let exchange = Service::Exchange { sent_on: TODAY };
    let story = story.then(&handler(), &send_notice(notice_id(1), exchange));
    assert_eq!(story.case.letters.last().unwrap().reached_on(), None);
}

#[test]
fn a_mistaken_record_is_taken_back_and_the_clock_reads_as_if_it_had_not_been() {
    let story = Story::in_hand().sent(notice_id(1), CORRECTION);
    let before = story.reading();
    let story = story.then(&clerk(), &receive(TODAY));
    let seq = story.case.corrected.unwrap().seq;
    let retract = Command::Retract {
        seq,
        reason: words("登记到了另一件申请"),
    };
    let mut story = story.then(&clerk(), &retract);
    assert_eq!(story.reading(), before);
    assert_eq!(story.act(&clerk(), &retract), Err(Refusal::NothingRecorded));
}

#[test]
fn records_are_sent_on_before_the_applicant_is_told_so() {
    let mut story = Story::in_hand_for(AsksFor::RecordCorrection);
    let told = full_draft("record_transferred");
    story = story.then(&handler(), &draft(told.clone()));
    let too_early = story.act(&handler(), &submit(told.clone()));
    assert!(matches!(too_early, Err(Refusal::Incomplete(missing))
        if matches!(missing.as_slice(), [missing] if matches!(missing.what, What::Before { .. }))));
    let before = story.reading();
    let mut story = story.cleared(notice_id(1), transfer());
    let online = Service::Online { available_on: TODAY };
    let sent = story.act(&handler(), &send_notice(notice_id(1), online));
    assert_eq!(sent, Err(Refusal::NotOnline));
    let at_the_counter = Service::signed(TODAY);
    let story = story.then(&handler(), &send_notice(notice_id(1), at_the_counter));
    assert_eq!(story.reading(), before, "it moves no day");
    assert!(!story.case.is_for_the_applicant(letter_of(notice_id(1))));
    story.then(&handler(), &submit(told));
}

#[test]
fn what_is_of_applications_for_information_is_of_no_other_case() {
    let mut records = Story::in_hand_for(AsksFor::RecordCorrection);
    for matter in [
        CORRECTION,
        consult(ConsultationKind::ThirdParty),
        About::Extension { working_days: 5 },
        About::Fee {
            by: FeeBy::Item,
            count: 11,
            yuan: 100,
        },
        About::ReasonsAsked { working_days: 5 },
    ] {
        let refused = records.act(&handler(), &propose(notice_id(1), matter.clone()));
        let only = |refusal| {
            matches!(
                refusal,
                Refusal::OnlyFor {
                    asks_for: AsksFor::Information,
                    ..
                }
            )
        };
        assert!(refused.is_err_and(only), "{matter:?}");
    }
    let mut information = Story::in_hand();
    let refused = information.act(&handler(), &propose(notice_id(1), transfer()));
    let only = |refusal| {
        matches!(
            refusal,
            Refusal::OnlyFor {
                asks_for: AsksFor::RecordCorrection,
                ..
            }
        )
    };
    assert!(refused.is_err_and(only));
}
