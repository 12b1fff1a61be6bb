use time::macros::date;

use super::*;
use crate::domain::{
    clock::ClockState,
    command::Command,
    notice::About,
    stage::StageKey,
    testing::{
        self, ANSWER, Story, TODAY, applicant, clerk, handler, law, letter_of, notice_id, send_notice,
    },
};

#[test]
fn a_waybill_is_one_of_the_post() {
    assert_eq!(
        Waybill::parse(" ea 123456789 cn ").map(String::from),
        Some("EA123456789CN".to_owned())
    );
    assert!(Waybill::parse("1234567890123").is_some());
    assert!(
        Waybill::parse("SF1234567890123").is_none(),
        "a private courier's number"
    );
}

#[test]
fn two_days_are_kept_for_a_letter_by_post() {
    let story = Story::at(StageKey::Issued).then(&clerk(), &by_post(TODAY));
    let letter = story.case.answer().unwrap();
    assert_eq!((letter.served_on(), letter.reached_on()), (Some(TODAY), None));
    let mut story = story;
    assert_eq!(
        story.act(&clerk(), &Command::Close { late: None }),
        Err(Refusal::NotDelivered)
    );
    let delivered = Command::RecordDelivery {
        letter: ANSWER,
        delivered_on: TODAY,
    };
    let mut story = story.then(&clerk(), &delivered);
    assert_eq!(story.case.answer().unwrap().reached_on(), Some(TODAY));
    assert_eq!(story.act(&clerk(), &delivered), Err(Refusal::AlreadyDelivered));
    assert_eq!(
        story
            .then(&clerk(), &Command::Close { late: None })
            .case
            .stage
            .key(),
        StageKey::Closed
    );
}

#[test]
fn nothing_is_served_before_it_was_issued_or_tomorrow() {
    let mut story = Story::at(StageKey::Issued);
    let (yesterday, tomorrow) = (TODAY.previous_day().unwrap(), TODAY.next_day().unwrap());
    assert_eq!(
        story.act(&clerk(), &by_post(yesterday)),
        Err(Refusal::TooEarly(TODAY))
    );
    assert_eq!(story.act(&clerk(), &by_post(tomorrow)), Err(Refusal::InTheFuture));
}

#[test]
fn the_first_opening_is_told_once() {
    let mut story = Story::at(StageKey::Served);
    let open = Command::Open {
        letter: ANSWER,
        file: None,
    };
    assert_eq!(story.act(&applicant(), &open).map(|events| events.len()), Ok(1));
    assert_eq!(story.act(&applicant(), &open), Ok(Vec::new()));
}

fn by_post(posted_on: Date) -> Command {
    serve(testing::by_post(posted_on))
}

fn serve(service: Service) -> Command {
    Command::Serve {
        letter: ANSWER,
        service,
        remark: None,
    }
}

#[test]
fn what_came_back_goes_out_again_and_the_first_posting_counts() {
    let (second, third) = (date!(2026 - 11 - 26), date!(2026 - 11 - 30));
    let mut story = Story::at(StageKey::Issued)
        .then(&clerk(), &by_post(TODAY))
        .on(second);
    let back = testing::returned(ANSWER, second, "refused");
    for (day, refusal) in [
        (TODAY.previous_day().unwrap(), Refusal::TooEarly(TODAY)),
        (third, Refusal::InTheFuture),
    ] {
        assert_eq!(
            story.act(&clerk(), &testing::returned(ANSWER, day, "refused")),
            Err(refusal)
        );
    }
    let unknown = testing::returned(ANSWER, second, "no_such_reason");
    assert_eq!(story.act(&clerk(), &unknown), Err(Refusal::NoSuchReason));
    let mut story = story.then(&clerk(), &back);
    assert_eq!(
        story.case.stage.key(),
        StageKey::Issued,
        "it waits to be served again"
    );
    let letter = story.case.answer().unwrap();
    assert_eq!((letter.served_on(), letter.reached_on()), (Some(TODAY), None));
    assert_eq!(
        story.reading().stopped_on,
        Some(TODAY),
        "posted in law, it was in time"
    );
    assert_eq!(
        story.act(&clerk(), &back),
        Err(Refusal::NotThePost),
        "it is with us"
    );
    assert_eq!(
        story.act(&clerk(), &Command::Close { late: None }),
        Err(Refusal::NotNow)
    );
    // The same waybill is of the mail that came back, and nothing goes out again before that.
    assert_eq!(story.act(&clerk(), &by_post(second)), Err(Refusal::WaybillUsed));
    let early = serve(testing::mailed("EA987654321CN", TODAY));
    assert_eq!(story.act(&clerk(), &early), Err(Refusal::TooEarly(second)));
    let again = story.on(third).then(&clerk(), &serve(Service::signed(third)));
    let letter = again.case.answer().unwrap();
    assert_eq!(again.case.stage.key(), StageKey::Served);
    assert_eq!(
        (letter.served_on(), letter.reached_on()),
        (Some(TODAY), Some(third))
    );
    assert_eq!(letter.attempts.len(), 2, "every attempt is kept");
    assert!(
        again
            .then(&clerk(), &Command::Close { late: None })
            .case
            .answer()
            .is_some()
    );
}

#[test]
fn an_address_that_the_agency_wrote_wrongly_makes_the_posting_count_for_nothing() {
    let again = date!(2026 - 11 - 26);
    let story = Story::at(StageKey::Issued)
        .then(&clerk(), &by_post(TODAY))
        .then(&clerk(), &testing::came_back("wrong_address"));
    let letter = story.case.answer().unwrap();
    assert_eq!((letter.served_on(), letter.told_on()), (None, None));
    assert_eq!(story.reading().stopped_on, None, "the period still runs");
    let service = testing::mailed("EA987654321CN", again);
    let story = story.on(again).then(&handler(), &serve(service));
    assert_eq!(story.reading().stopped_on, Some(again));
}

#[test]
fn a_return_that_was_recorded_by_mistake_is_taken_back() {
    let story = Story::at(StageKey::Issued)
        .then(&clerk(), &by_post(TODAY))
        .then(&clerk(), &testing::came_back("wrong_address"));
    let retract = Command::Retract {
        seq: story.case.version,
        reason: testing::words("登记在别的办件上的退件"),
    };
    let mut story = story.then(&clerk(), &retract);
    assert_eq!(story.case.stage.key(), StageKey::Served);
    assert_eq!(story.case.answer().unwrap().served_on(), Some(TODAY));
    assert_eq!(
        story.act(&clerk(), &serve(Service::signed(TODAY))),
        Err(Refusal::OtherLetter)
    );
}

#[test]
fn who_serves_for_the_agency_is_named() {
    let service = Service::Entrusted {
        signed_on: TODAY,
        signed_by: SignedBy::Household,
    };
    let mut story = Story::at(StageKey::Issued);
    assert_eq!(
        story.act(&clerk(), &serve(service.clone())),
        Err(Refusal::OrganUnnamed)
    );
    let named = Command::Serve {
        letter: ANSWER,
        service,
        remark: Some(testing::words("委托甲地主管部门送达，送达回证附卷")),
    };
    let story = story.then(&clerk(), &named);
    let letter = story.case.answer().unwrap();
    assert_eq!(
        (letter.served_on(), letter.reached_on()),
        (Some(TODAY), Some(TODAY))
    );
}

#[test]
fn who_signed_was_not_asked_before() {
    let before = r#"{"by":"counter","signed_on":"2026-11-16"}"#;
    let read: Service = serde_json::from_str(before).unwrap();
    assert_eq!(
        read,
        Service::Counter {
            signed_on: TODAY,
            signed_by: None
        }
    );
    assert_eq!(serde_json::to_string(&read).unwrap(), before);
    let told = serde_json::to_string(&Service::signed(TODAY)).unwrap();
    assert_eq!(
        told,
        r#"{"by":"counter","signed_on":"2026-11-16","signed_by":"addressee"}"#
    );
}

#[test]
fn a_correction_that_came_back_was_not_asked_for_until_it_goes_out_again() {
    let (id, second, third) = (notice_id(1), date!(2026 - 11 - 18), date!(2026 - 11 - 20));
    let letter = letter_of(id);
    let matter = About::Correction { working_days: 10 };
    let story = Story::in_hand().cleared(id, matter);
    let before = story.reading();
    let story = story.then(&handler(), &send_notice(id, testing::by_post(TODAY)));
    assert_eq!(story.reading().state, ClockState::AwaitingCorrection);
    let mut story = story
        .on(second)
        .then(&clerk(), &testing::returned(letter, second, "moved"));
    assert_eq!(story.case.stage.key(), StageKey::InHand, "the work goes on");
    assert_eq!(
        story.reading().due_on,
        before.due_on,
        "the period runs as if nobody had asked"
    );
    assert_eq!(
        unserved(&story.case).map(|letter| letter.id).collect::<Vec<_>>(),
        [letter]
    );
    let again = |service| Command::Serve {
        letter,
        service,
        remark: None,
    };
    let exchange = Service::Exchange { sent_on: second };
    assert_eq!(story.act(&handler(), &again(exchange)), Err(Refusal::NotThePost));
    let story = story.on(third).then(&handler(), &again(Service::signed(third)));
    let reading = story.reading();
    assert_eq!(reading.state, ClockState::AwaitingCorrection);
    let by = crate::law::add_working_days(&law().calendar, third, 10);
    assert_eq!(
        reading.correct_by,
        Some(by),
        "the applicant's time runs from when they had it"
    );
}
