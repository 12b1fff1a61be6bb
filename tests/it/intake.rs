//! How applications come in by each channel, on both databases: what is kept, when they count as received, and what
//! the clock says meanwhile.

use gongkai::{
    casework::{self, ActError, Registration},
    domain::{
        case::Case,
        clock,
        event::Event,
        id::CaseId,
        receipt::Arrival,
        refusal::Refusal,
        service::{Service, Waybill},
        stage::StageKey,
    },
    law::Channel,
    store::{self, Scope},
};
use time::{
    Date, Duration,
    macros::{date, datetime},
};

use crate::{
    both,
    kit::{
        office::{TestOffice, new_application},
        premises::{TODAY, law},
    },
};

const MONDAY: Date = date!(2026 - 11 - 23);

/// Registers by the clerk; the token tells the forms apart.
async fn register(test: &TestOffice, token: u128, registration: Registration) -> Result<CaseId, ActError> {
    let clerk = test.here.officer("clerk");
    let filed = casework::register(&test.office, &clerk, new_application(token), registration).await?;
    Ok(filed.case)
}

async fn history(test: &TestOffice, case: CaseId) -> Vec<Event> {
    let scope = Scope::of(test.here.agency.id);
    let recorded = store::case::load_events(&test.office.db, scope, case)
        .await
        .unwrap();
    recorded.into_iter().map(|recorded| recorded.event).collect()
}

/// Everything that was written beside the events of a case.
async fn written(test: &TestOffice, case: CaseId) -> Vec<String> {
    let scope = Scope::of(test.here.agency.id);
    let texts = store::words::of_case(&test.office.db, scope, case).await.unwrap();
    texts.into_values().flatten().collect()
}

fn days(case: &Case) -> (StageKey, Option<Date>, Option<Date>) {
    (case.stage.key(), case.submitted_on, case.received_on)
}

both! {
    async fn what_is_handed_in_or_signed_for_is_received_on_that_day(test: TestOffice) {
        let friday = date!(2026 - 11 - 13);
        for (token, channel) in (1..).zip([Channel::Counter, Channel::SignedMail, Channel::Oral]) {
            let case = register(&test, token, test.arrived(channel, friday)).await.unwrap();
            let stands = test.case(case).await;
            assert_eq!(days(&stands), (StageKey::Received, None, Some(friday)), "{channel}");
            assert_eq!(stands.filing.channel, channel);
            assert_eq!(clock::of(&stands, law()).due_on, Some(date!(2026 - 12 - 11)), "{channel}");
            assert_eq!(written(&test, case).await, ["收发室登记，封面加盖收文章"], "{channel}");
            let served = stands.letters[0].service().cloned();
            let expected = if channel == Channel::SignedMail {
                Service::Online { available_on: TODAY }
            } else {
                Service::signed(TODAY)
            };
            assert_eq!(served, Some(expected), "{channel}");
        }
        let Event::Registered { waybill, arrived_on, .. } = history(&test, case_of(&test, 2).await).await.remove(0) else {
            panic!("it begins with its registration")
        };
        assert_eq!((waybill, arrived_on), (Waybill::parse("EA123456789CN"), Some(friday)));
        test.assert_sound().await;
    }

    async fn what_has_to_be_confirmed_waits_while_its_clock_runs_and_keeps_both_days(test: TestOffice) {
        for (token, channel) in (1..).zip([Channel::OrdinaryMail, Channel::Fax, Channel::Email]) {
            test.clock.set(datetime!(2026-11-20 9:30 +8));
            let case = register(&test, token, test.arrived(channel, TODAY)).await.unwrap();
            let stands = test.case(case).await;
            assert_eq!(days(&stands), (StageKey::Filed, Some(TODAY), None), "{channel}");
            assert!(stands.letters.is_empty(), "no receipt before it is received");
            assert_eq!(clock::of(&stands, law()).due_on, Some(date!(2026 - 12 - 18)), "{channel}");
            test.clock.set(datetime!(2026-11-23 9:30 +8));
            let confirmed = test.order("clerk", case, test.confirmed(MONDAY)).await.unwrap();
            assert_eq!(days(&confirmed), (StageKey::Received, Some(TODAY), Some(MONDAY)), "{channel}");
            let reading = clock::of(&confirmed, law());
            assert_eq!(reading.due_on, Some(date!(2026 - 12 - 18)), "worked to the earlier: {channel}");
            assert_eq!(reading.lawful_until, Some(date!(2026 - 12 - 21)), "{channel}");
            assert_eq!(confirmed.letters.len(), 1);
            let both = written(&test, case).await;
            assert!(both.contains(&"电话与申请人确认收到，申请人无异议".to_owned()) && both.len() == 2, "{both:?}");
        }
        test.assert_sound().await;
    }

    async fn what_was_confirmed_before_it_is_registered_is_received_with_it(test: TestOffice) {
        let mut letter = test.arrived(Channel::OrdinaryMail, TODAY);
        letter.arrival.confirmation = Some(test.confirmation(TODAY));
        let case = register(&test, 1, letter).await.unwrap();
        assert_eq!(days(&test.case(case).await), (StageKey::Received, Some(TODAY), Some(TODAY)));
        let kinds: Vec<_> = history(&test, case).await.iter().map(Event::kind).collect();
        assert_eq!(kinds, ["registered", "receipt_confirmed", "letter_issued", "served"]);
        test.assert_sound().await;
    }

    async fn a_confirmation_on_a_rest_day_is_a_receipt_on_the_next_working_day(test: TestOffice) {
        let case = test.file(1).await.case;
        test.clock.set(datetime!(2026-11-21 9:30 +8));
        let saturday = TODAY + Duration::days(1);
        let confirmed = test.order("clerk", case, test.confirmed(saturday)).await.unwrap();
        assert_eq!(days(&confirmed), (StageKey::Received, Some(TODAY), Some(MONDAY)));
        let Event::ReceiptConfirmed { confirmed_on, received_on, evidence } = history(&test, case).await.remove(1) else {
            panic!("it was confirmed")
        };
        assert_eq!((confirmed_on, received_on, evidence.is_some()), (Some(saturday), MONDAY, true));
    }

    async fn what_breaks_the_rule_of_its_channel_leaves_nothing_behind(test: TestOffice) {
        let yesterday = TODAY - Duration::days(1);
        let bare = |channel, on| Registration {
            channel,
            arrival: Arrival { on, waybill: None, record: None, confirmation: None },
        };
        let confirmed = |channel, on| {
            let mut registration = test.arrived(channel, TODAY);
            registration.arrival.confirmation = Some(test.confirmation(on));
            registration
        };
        for (registration, refusal) in [
            (bare(Channel::Counter, TODAY + Duration::days(1)), Refusal::InTheFuture),
            (bare(Channel::SignedMail, TODAY), Refusal::EvidenceMissing),
            (bare(Channel::Fax, TODAY), Refusal::EvidenceMissing),
            (bare(Channel::Email, TODAY), Refusal::EvidenceMissing),
            (bare(Channel::Oral, TODAY), Refusal::EvidenceMissing),
            (bare(Channel::Online, TODAY), Refusal::NotYourRole),
            (confirmed(Channel::OrdinaryMail, yesterday), Refusal::TooEarly(TODAY)),
            (confirmed(Channel::Fax, TODAY + Duration::days(1)), Refusal::InTheFuture),
            (confirmed(Channel::Counter, TODAY), Refusal::NothingToConfirm),
        ] {
            let channel = registration.channel;
            let refused = register(&test, 1, registration).await;
            assert!(matches!(&refused, Err(ActError::Refused(why)) if *why == refusal), "{channel}: {refused:?}");
        }
        // No number was used up, and the form is still new.
        let case = register(&test, 1, bare(Channel::Counter, TODAY)).await.unwrap();
        assert_eq!(test.case(case).await.number.0, "QXZJ-2026-00001");
        let handler = test.here.officer("handler");
        let refused = casework::register(&test.office, &handler, new_application(2), bare(Channel::Counter, TODAY)).await;
        assert!(matches!(refused, Err(ActError::Refused(Refusal::NotYourRole))));
        test.assert_sound().await;
    }
}

/// The case of a number.
async fn case_of(test: &TestOffice, serial: u32) -> CaseId {
    let scope = Scope::of(test.here.agency.id);
    let token = uuid::Uuid::from_u128(u128::from(serial)).to_string();
    store::application::by_form_token(&test.office.db, scope, &token)
        .await
        .unwrap()
        .unwrap()
}
