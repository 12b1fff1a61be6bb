use time::macros::date;

use super::*;
use crate::domain::{
    clock::ConsultationKind,
    command::Command,
    notice::{About, View},
    service::{Mail, Waybill},
    stage::StageKey,
    testing::{
        ANSWER, Story, TODAY, applicant, clerk, confirm_receipt, consult, handler, issue, letter_of,
        notice_id, opinion, send_notice,
    },
};

/// What is told of everything after the `after`-th event of a story, to one side.
fn told(story: &Story, after: usize, audience: Audience) -> Vec<(MessageKind, Option<LetterId>)> {
    messages_for(&story.case, &story.history[after..])
        .into_iter()
        .filter(|message| message.audience == audience)
        .map(|message| (message.kind, message.letter))
        .collect()
}

fn by_post() -> Service {
    Service::Post {
        mail: Mail::Ems,
        waybill: Waybill::parse("EA123456789CN").unwrap(),
        posted_on: TODAY,
    }
}

#[test]
fn an_applicant_hears_that_it_came_in_and_once_that_it_counts() {
    let filed = Story::filed();
    assert_eq!(told(&filed, 0, Audience::Applicant), [(MessageKind::Filed, None)]);
    let before = filed.history.len();
    let received = filed.then(&clerk(), &confirm_receipt());
    let receipt = received.case.letters[0].id;
    assert_eq!(
        told(&received, before, Audience::Applicant),
        [(MessageKind::Received, Some(receipt))],
        "the receipt goes out in the same act and is not told of again"
    );
}

#[test]
fn a_letter_that_comes_by_itself_is_told_of_and_one_handed_over_is_not() {
    for (service, heard) in [
        (Service::Online { available_on: TODAY }, true),
        (by_post(), true),
        (
            Service::Counter {
                signed_on: TODAY,
                signed_by: None,
            },
            false,
        ),
    ] {
        let issued = Story::approved("not_held").then(&handler(), &issue());
        let before = issued.history.len();
        let command = Command::Serve {
            letter: ANSWER,
            service: service.clone(),
            remark: None,
        };
        let served = issued.then(&clerk(), &command);
        let expected = heard.then_some((MessageKind::LetterServed, Some(ANSWER)));
        assert_eq!(
            told(&served, before, Audience::Applicant),
            Vec::from_iter(expected),
            "{service:?}"
        );
        assert_eq!(
            told(&served, before, Audience::Subscribers),
            [(MessageKind::LetterServed, Some(ANSWER))]
        );
    }
}

#[test]
fn procedural_letters_are_told_of_but_those_to_third_sides_to_nobody_else() {
    let id = notice_id(1);
    let cleared = Story::in_hand().cleared(id, About::Correction { working_days: 10 });
    let before = cleared.history.len();
    let sent = cleared.then(&handler(), &send_notice(id, by_post()));
    assert_eq!(
        told(&sent, before, Audience::Applicant),
        [(MessageKind::LetterServed, Some(letter_of(id)))]
    );

    let cleared = Story::in_hand().cleared(id, consult(ConsultationKind::ThirdParty));
    let before = cleared.history.len();
    let sent = cleared.then(&handler(), &send_notice(id, by_post()));
    assert!(sent.case.letter(letter_of(id)).is_some());
    let told_of = |audience| told(&sent, before, audience);
    assert_eq!(told_of(Audience::Applicant), []);
    assert_eq!(told_of(Audience::Subscribers), []);
    // The third party itself gets its link and the code, each by its own way.
    let letter = Some(letter_of(id));
    assert_eq!(
        told_of(Audience::ThirdParty),
        [
            (MessageKind::ConsultationLink, letter),
            (MessageKind::ConsultationCode, letter)
        ]
    );
    let ways = MessageKind::ALL.iter().filter_map(|kind| kind.only_by());
    assert_eq!(ways.collect::<Vec<_>>(), [Medium::Mail, Medium::TextMessage]);
}

#[test]
fn a_third_party_hears_once_that_the_agency_has_decided() {
    let id = notice_id(1);
    let asked = Story::in_hand().sent(id, consult(ConsultationKind::ThirdParty));
    let letter = Some(letter_of(id));
    let objected = asked.clone().then(&handler(), &opinion(id, TODAY, View::Refused));
    let override_it = About::DisclosureDecision { consultation: id };
    for (service, heard) in [(by_post(), true), (Service::signed(TODAY), false)] {
        let cleared = objected.clone().cleared(notice_id(2), override_it.clone());
        let before = cleared.history.len();
        let told_so = cleared.then(&handler(), &send_notice(notice_id(2), service));
        let expected = heard.then_some((MessageKind::ConsultationDecided, letter));
        let news = told(&told_so, before, Audience::ThirdParty);
        assert_eq!(
            news,
            Vec::from_iter(expected),
            "what is handed over needs no message"
        );
    }
}

#[test]
fn a_third_party_that_nobody_has_told_hears_of_the_answer() {
    let id = notice_id(1);
    let asked = Story::in_hand().sent(id, consult(ConsultationKind::ThirdParty));
    let agreed = asked.then(&handler(), &opinion(id, TODAY, View::Agreed));
    let issued = agreed.approved_on("not_held").then(&handler(), &issue());
    let before = issued.history.len();
    let serve = Command::Serve {
        letter: ANSWER,
        service: Service::signed(TODAY),
        remark: None,
    };
    let served = issued.then(&clerk(), &serve);
    let expected = [(MessageKind::ConsultationDecided, Some(letter_of(id)))];
    assert_eq!(told(&served, before, Audience::ThirdParty), expected);
    let nobody_asked = Story::approved("not_held")
        .then(&handler(), &issue())
        .then(&clerk(), &serve);
    assert_eq!(told(&nobody_asked, 0, Audience::ThirdParty), []);
}

#[test]
fn subscribers_hear_each_public_step_once_and_nothing_of_the_work_inside() {
    let closed = Story::at(StageKey::Closed);
    let kinds: Vec<_> = told(&closed, 0, Audience::Subscribers)
        .into_iter()
        .map(|(kind, _)| kind)
        .collect();
    assert_eq!(
        kinds,
        [
            MessageKind::Filed,
            MessageKind::Received,
            MessageKind::LetterIssued,
            MessageKind::LetterServed,
            MessageKind::LetterIssued,
            MessageKind::LetterServed,
            MessageKind::Closed,
        ]
    );
}

#[test]
fn who_withdraws_is_not_told_what_they_did() {
    let story = Story::in_hand();
    let before = story.history.len();
    let story = story
        .on(date!(2026 - 11 - 17))
        .then(&applicant(), &Command::Withdraw { reason: None });
    assert_eq!(told(&story, before, Audience::Applicant), []);
    assert_eq!(
        told(&story, before, Audience::Subscribers),
        [(MessageKind::Closed, None)]
    );
}

#[test]
fn reasons_keep_codes_and_nothing_that_a_server_says_of_people() {
    let said = "5.1.1 <lin.zhezhou@example.cn>: user unknown";
    let reason = Reason::Smtp(550, Enhanced::of(said));
    assert_eq!(reason.to_string(), "smtp 550 5.1.1");
    assert_eq!(Enhanced::of("try again at 12.30.45 o'clock"), None);
    for reason in [
        reason,
        Reason::Smtp(421, None),
        Reason::Http(503),
        Reason::Unreachable,
        Reason::Broken,
        Reason::Timeout,
        Reason::Tls,
        Reason::SignIn,
        Reason::NoAddress,
        Reason::BadAddress,
        Reason::NotConfigured,
        Reason::Unreadable,
        Reason::NothingLeft,
    ] {
        assert_eq!(reason.to_string().parse(), Ok(reason));
    }
    assert!("smtp <lin.zhezhou@example.cn>".parse::<Reason>().is_err());
}
