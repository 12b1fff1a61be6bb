use time::Duration;
use uuid::Uuid;

use super::*;
use crate::{
    domain::{
        clock::ConsultationKind::{OtherOrgan, ThirdParty},
        command::Command,
        id::PartyId,
        notice::Attached,
        testing::{
            Story, TODAY, account_of, applicant, clerk, colleague, consult, draft, full_draft, handler, law,
            lawyer, letter_of, notice_id, opinion, propose, submit, third_party, words,
        },
    },
    law::ReminderKey,
};

fn asked() -> Story {
    Story::in_hand()
        .sent(notice_id(1), consult(ThirdParty))
        .sent(notice_id(2), consult(ThirdParty))
}

#[test]
fn a_third_party_answers_for_itself_today_and_once() {
    let mut story = asked();
    let (today, agreed) = (story.today, View::Agreed);
    let me = third_party();
    let of_another = opinion(notice_id(2), today, agreed);
    assert_eq!(story.act(&me, &of_another), Err(Refusal::NotTheirs));
    let mut later = story.clone().on(today + Duration::days(3));
    let dated_back = opinion(notice_id(1), today, agreed);
    assert_eq!(later.act(&me, &dated_back), Err(Refusal::TooEarly(later.today)));
    let draft = Command::Withdraw { reason: None };
    assert_eq!(story.act(&me, &draft), Err(Refusal::NotYourRole));
    let answered = story.then(&me, &opinion(notice_id(1), today, View::Refused));
    let kept = answered
        .case
        .notice(notice_id(1))
        .unwrap()
        .opinion
        .clone()
        .unwrap();
    assert!(kept.online && kept.view == View::Refused);
    let mut again = answered;
    assert_eq!(
        again.act(&me, &opinion(notice_id(1), today, agreed)),
        Err(Refusal::AlreadyReceived)
    );
    let mut of_an_organ = Story::in_hand().sent(notice_id(1), consult(OtherOrgan));
    let refused = of_an_organ.act(&me, &opinion(notice_id(1), today, agreed));
    assert_eq!(refused, Err(Refusal::NotConsulted), "organs do not answer online");
}

#[test]
fn it_fetches_what_goes_with_its_own_letter_and_nothing_else_and_that_is_told_once() {
    let (shown, other) = (FileId(Uuid::from_u128(71)), FileId(Uuid::from_u128(72)));
    let with = |with, times| About::Consultation {
        with,
        party: PartyId(Uuid::from_u128(600)),
        items: vec![1],
        attached: vec![
            Attached {
                file: shown,
                content: Digest::of_bytes(b"%PDF"),
            };
            times
        ],
    };
    let mut story = Story::in_hand()
        .sent(notice_id(1), with(ThirdParty, 1))
        .sent(notice_id(2), consult(ThirdParty));
    let open = |letter: NoticeId, file| Command::Open {
        letter: letter_of(letter),
        file,
    };
    let me = third_party();
    let today = story.today;
    let told = story.act(&me, &open(notice_id(1), Some(shown)));
    assert_eq!(told.map(|told| told.len()), Ok(1));
    let fetched = &story.case.notice(notice_id(1)).unwrap().fetched;
    assert_eq!(fetched.get(&shown), Some(&today));
    assert_eq!(story.act(&me, &open(notice_id(1), Some(shown))), Ok(Vec::new()));
    assert_eq!(
        story.act(&me, &open(notice_id(1), None)).map(|told| told.len()),
        Ok(1)
    );
    assert!(
        story
            .case
            .letter(letter_of(notice_id(1)))
            .unwrap()
            .opened_on
            .is_some()
    );
    let refused = [
        (open(notice_id(1), Some(other)), Refusal::UnknownFile),
        (open(notice_id(2), None), Refusal::OtherLetter),
        (open(notice_id(2), Some(shown)), Refusal::OtherLetter),
    ];
    for (command, why) in refused {
        assert_eq!(story.act(&me, &command), Err(why));
    }
    assert_eq!(
        story.act(&applicant(), &open(notice_id(1), Some(shown))),
        Err(Refusal::OtherLetter)
    );
    // Organs are shown nothing online, and nothing is shown twice.
    for matter in [with(OtherOrgan, 1), with(ThirdParty, 2)] {
        let refused = Story::in_hand().act(&handler(), &propose(notice_id(3), matter));
        assert_eq!(refused, Err(Refusal::UnknownFile));
    }
}

#[test]
fn who_agrees_in_part_says_which_part_and_why_not_the_rest() {
    let shown = FileId(Uuid::from_u128(71));
    let matter = About::Consultation {
        with: ThirdParty,
        party: PartyId(Uuid::from_u128(600)),
        items: vec![1],
        attached: vec![Attached {
            file: shown,
            content: Digest::of_bytes(b"%PDF"),
        }],
    };
    let mut story = Story::in_hand().sent(notice_id(1), matter);
    let say = |view, why: bool, agreed: &[FileId]| Command::RecordOpinion {
        notice: notice_id(1),
        answered_on: TODAY,
        view,
        reasons: why.then(|| words("报价不能公开")),
        agreed: agreed.to_vec(),
        files: Vec::new(),
    };
    let strange = FileId(Uuid::from_u128(72));
    for (command, why) in [
        (say(View::Partly, false, &[shown]), Refusal::NoReasons),
        (say(View::Partly, true, &[strange]), Refusal::UnknownFile),
        (say(View::Refused, true, &[shown]), Refusal::UnknownFile),
        (say(View::Agreed, false, &[shown]), Refusal::UnknownFile),
    ] {
        assert_eq!(story.act(&third_party(), &command), Err(why));
    }
    let story = story.then(&third_party(), &say(View::Partly, true, &[shown]));
    let notice = story.case.notice(notice_id(1)).unwrap();
    assert_eq!(notice.opinion.as_ref().unwrap().agreed, [shown]);
    assert_eq!(result(&story.case, law(), notice, TODAY), Some(Result::Partly));
    // What they object to is disclosed only after they were told.
    let disclose = full_draft("disclosed");
    let mut drafted = story.then(&handler(), &draft(disclose.clone()));
    let refused = drafted.act(&handler(), &submit(disclose.clone()));
    assert_eq!(refused, Err(Refusal::ThirdPartyNotTold));
    let told = About::DisclosureDecision {
        consultation: notice_id(1),
    };
    drafted
        .sent(notice_id(2), told)
        .then(&handler(), &submit(disclose));
}

#[test]
fn its_last_day_is_the_one_of_the_clock() {
    let story = asked();
    let notice = story.case.notice(notice_id(1)).unwrap();
    let last = last_day(&story.case, law(), notice).unwrap();
    assert!(last.delivered);
    assert_eq!(Some(last.on), answer_by(&story.case, law(), notice_id(1)));
}

#[test]
fn the_handler_is_told_of_what_came_by_itself_and_of_nothing_that_they_recorded() {
    let told = |actor: &Actor| {
        let story = asked();
        let said = opinion(notice_id(1), story.today, View::Agreed);
        let story = story.then(actor, &said);
        let (offset, today) = (time::UtcOffset::UTC, story.today);
        let standing = super::super::reminder::standing(&story.case, law(), today, offset);
        standing.iter().any(|one| one.key == ReminderKey::OpinionCame)
    };
    assert!(told(&third_party()));
    assert!(!told(&handler()));
}

#[test]
fn links_are_given_by_whoever_sends_the_letters() {
    let case = asked().case;
    let gives = |actor: Actor| match actor {
        Actor::Officer(officer) => may_give_link(&case, &officer),
        Actor::Applicant { .. } | Actor::ThirdParty { .. } | Actor::Program => false,
    };
    assert!(gives(clerk()) && gives(handler()));
    assert!(!gives(colleague()) && !gives(lawyer()));
    assert_ne!(account_of(&handler()), account_of(&colleague()));
}
