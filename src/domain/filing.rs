//! 收件: how a case begins, and when the application counts as received (条例第三十一条; the rule is in `receipt`).

use time::Date;

use super::{
    application::MAX_ITEMS,
    case::Case,
    command::{IssuedAs, Opening, OpeningHow},
    decide::Rules,
    event::Event,
    imported,
    receipt::{self, Arrival, Confirmation, Receipt},
    refusal::Refusal,
    round::{self, Round},
    service::Service,
    words::Words,
};
use crate::law::Channel;

/// Opens a case.
pub(super) fn open(opening: &Opening, rules: Rules<'_>) -> Result<Vec<Event>, Refusal> {
    if !(1..=MAX_ITEMS).contains(&usize::from(opening.filing.items)) {
        return Err(Refusal::ItemCount(MAX_ITEMS));
    }
    match &opening.how {
        OpeningHow::File => Ok(vec![Event::Filed {
            agency: opening.agency,
            number: opening.number.clone(),
            filing: opening.filing.clone(),
            submitted_on: rules.today,
        }]),
        OpeningHow::Register { arrival, receipt } => register(opening, arrival, receipt.as_ref(), rules),
        OpeningHow::SplitOff {
            from,
            items,
            submitted_on,
            received_on,
        } => Ok(vec![Event::SplitOff {
            agency: opening.agency,
            number: opening.number.clone(),
            filing: opening.filing.clone(),
            from: *from,
            items: items.clone(),
            submitted_on: *submitted_on,
            received_on: *received_on,
        }]),
        OpeningHow::Import { received_on, told } => imported::open(opening, *received_on, told, rules),
        OpeningHow::Ordered {
            of,
            appeal,
            received_on,
            working_days,
        } => {
            let round = Round {
                of: *of,
                appeal: *appeal,
                working_days: *working_days,
            };
            Ok(vec![round::opened(opening, round, *received_on)])
        }
    }
}

/// Takes in what came by another channel than the portal. What needs no confirmation is received with it; what was
/// confirmed already is confirmed with it; the rest waits.
fn register(
    opening: &Opening,
    arrival: &Arrival,
    receipt: Option<&IssuedAs>,
    rules: Rules<'_>,
) -> Result<Vec<Event>, Refusal> {
    let channel = opening.filing.channel;
    let standing = receipt::of(rules.law, channel, arrival, rules.today)?;
    let registered = |received_on| Event::Registered {
        agency: opening.agency,
        number: opening.number.clone(),
        filing: opening.filing.clone(),
        received_on,
        arrived_on: Some(arrival.on),
        waybill: arrival.waybill.clone(),
        evidence: arrival.record.as_ref().map(Words::reference),
    };
    match (standing, &arrival.confirmation, receipt) {
        (Receipt::Settled(settled), None, Some(letter)) => {
            let begun = vec![registered(Some(settled.on))];
            Ok([begun, receipt_events(letter, channel, rules.today)].concat())
        }
        (Receipt::Settled(settled), Some(confirmation), Some(letter)) => {
            let begun = vec![registered(None), confirmed(settled.on, confirmation)];
            Ok([begun, receipt_events(letter, channel, rules.today)].concat())
        }
        (Receipt::ToConfirm { .. }, _, None) => Ok(vec![registered(None)]),
        // A receipt without its letter, or a letter without a receipt.
        (Receipt::Settled(_), _, None) | (Receipt::ToConfirm { .. }, _, Some(_)) => Err(Refusal::NotNow),
    }
}

/// Confirms the receipt of what was filed online, or arrived and waits. It cannot be confirmed before it arrived.
pub(super) fn confirm_receipt(
    case: &Case,
    confirmation: &Confirmation,
    letter: &IssuedAs,
    rules: Rules<'_>,
) -> Result<Vec<Event>, Refusal> {
    let channel = case.filing.channel;
    let on = confirmed_receipt(case, confirmation.on, rules)?;
    let confirmed = vec![confirmed(on, confirmation)];
    Ok([confirmed, receipt_events(letter, channel, rules.today)].concat())
}

/// The day of receipt that a confirmation of that day gives a case.
pub fn confirmed_receipt(case: &Case, confirmed_on: Date, rules: Rules<'_>) -> Result<Date, Refusal> {
    let arrived_on = case.submitted_on.ok_or(Refusal::NotNow)?;
    let channel = case.filing.channel;
    match receipt::settle(rules.law, channel, arrived_on, Some(confirmed_on), rules.today)? {
        Receipt::Settled(settled) => Ok(settled.on),
        Receipt::ToConfirm { .. } => Err(Refusal::NotNow),
    }
}

fn confirmed(received_on: Date, confirmation: &Confirmation) -> Event {
    Event::ReceiptConfirmed {
        received_on,
        confirmed_on: Some(confirmation.on),
        evidence: Some(confirmation.record.reference()),
    }
}

/// 登记回执: it holds only the applicant's own data and the law, so it goes out with the receipt itself. Who stands at
/// the counter takes it along; everybody else finds it online by number and code.
fn receipt_events(letter: &IssuedAs, channel: Channel, today: Date) -> Vec<Event> {
    let service = match channel {
        Channel::Counter | Channel::Oral => Service::signed(today),
        Channel::Online | Channel::SignedMail | Channel::OrdinaryMail | Channel::Fax | Channel::Email => {
            Service::Online { available_on: today }
        }
    };
    vec![
        super::issue::issued(letter, today),
        Event::Served {
            letter: letter.id,
            service,
            remark: None,
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        command::Command,
        decide::open,
        digest::Digest,
        event::Recorded,
        id::LetterId,
        stage::StageKey,
        testing::{self, CASE, Story, TODAY, clerk, confirmation, handler, law, words},
    };

    fn rules() -> Rules<'static> {
        Rules {
            law: law(),
            chain: testing::chain(),
            today: TODAY,
        }
    }

    fn letter() -> IssuedAs {
        testing::issued_as(LetterId(uuid::Uuid::from_u128(200)), Digest::of_bytes(b"receipt"))
    }

    fn arrival() -> Arrival {
        Arrival {
            on: TODAY,
            waybill: None,
            record: Some(words("收发室签收登记")),
            confirmation: None,
        }
    }

    fn opening(channel: Channel, arrival: Arrival, receipt: Option<IssuedAs>) -> Opening {
        let mut opening = testing::opening(OpeningHow::Register {
            arrival: Box::new(arrival),
            receipt,
        });
        opening.filing.channel = channel;
        opening
    }

    fn fold(events: Vec<Event>) -> Case {
        let history: Vec<Recorded> = (1..)
            .zip(events)
            .map(|(seq, event)| Recorded {
                seq,
                at: time::OffsetDateTime::UNIX_EPOCH,
                actor: clerk().reference(),
                event,
            })
            .collect();
        Case::fold(CASE, &history).unwrap()
    }

    fn kinds(events: &[Event]) -> Vec<&'static str> {
        events.iter().map(Event::kind).collect()
    }

    #[test]
    fn what_is_handed_in_or_signed_for_is_received_with_its_proof_in_one_act() {
        for channel in [Channel::Counter, Channel::SignedMail, Channel::Oral] {
            let opening = opening(channel, arrival(), Some(letter()));
            let events = open(&opening, Some(&clerk()), rules()).unwrap();
            assert_eq!(
                kinds(&events),
                ["registered", "letter_issued", "served"],
                "{channel}"
            );
            let case = fold(events);
            assert_eq!(
                (case.stage.key(), case.submitted_on, case.received_on),
                (StageKey::Received, None, Some(TODAY)),
                "{channel}"
            );
        }
    }

    #[test]
    fn only_the_clerk_of_the_agency_registers() {
        let opening = opening(Channel::Counter, arrival(), Some(letter()));
        assert_eq!(
            open(&opening, Some(&handler()), rules()),
            Err(Refusal::NotYourRole)
        );
        let foreigner = testing::foreigner();
        assert_eq!(open(&opening, Some(&foreigner), rules()), Err(Refusal::NotTheirs));
        assert_eq!(open(&opening, None, rules()), Err(Refusal::NotTheirs));
    }

    #[test]
    fn what_nobody_has_confirmed_waits_and_its_clock_runs_from_the_arrival() {
        for channel in [Channel::OrdinaryMail, Channel::Fax, Channel::Email] {
            let waiting = open(&opening(channel, arrival(), None), Some(&clerk()), rules()).unwrap();
            assert_eq!(kinds(&waiting), ["registered"], "{channel}");
            let case = fold(waiting);
            assert_eq!(
                (case.stage.key(), case.submitted_on, case.received_on),
                (StageKey::Filed, Some(TODAY), None),
                "{channel}"
            );
            let reading = super::super::clock::of(&case, law());
            assert_eq!(reading.from, TODAY, "{channel}");
            let at_once = Arrival {
                confirmation: Some(confirmation(TODAY)),
                ..arrival()
            };
            let opening = opening(channel, at_once, Some(letter()));
            let events = open(&opening, Some(&clerk()), rules()).unwrap();
            assert_eq!(
                kinds(&events),
                ["registered", "receipt_confirmed", "letter_issued", "served"],
                "{channel}"
            );
            let case = fold(events);
            assert_eq!(
                (case.stage.key(), case.submitted_on, case.received_on),
                (StageKey::Received, Some(TODAY), Some(TODAY)),
                "{channel}"
            );
        }
    }

    #[test]
    fn a_receipt_and_its_letter_come_together_or_not_at_all() {
        let open = |channel, receipt| open(&opening(channel, arrival(), receipt), Some(&clerk()), rules());
        assert_eq!(open(Channel::Counter, None), Err(Refusal::NotNow));
        assert_eq!(open(Channel::Fax, Some(letter())), Err(Refusal::NotNow));
    }

    #[test]
    fn nobody_registers_for_the_portal() {
        let opening = opening(Channel::Online, arrival(), None);
        assert_eq!(open(&opening, Some(&clerk()), rules()), Err(Refusal::NotYourRole));
    }

    #[test]
    fn an_application_asks_for_something_and_not_for_everything() {
        for items in [0, 21] {
            let mut opening = testing::opening(OpeningHow::File);
            opening.filing.items = items;
            assert_eq!(open(&opening, None, rules()), Err(Refusal::ItemCount(MAX_ITEMS)));
        }
    }

    #[test]
    fn a_receipt_is_neither_before_the_submission_nor_in_the_future() {
        let mut story = Story::filed();
        let on = |day| Command::ConfirmReceipt {
            confirmation: confirmation(day),
            receipt: letter(),
        };
        let (yesterday, tomorrow) = (TODAY.previous_day().unwrap(), TODAY.next_day().unwrap());
        assert_eq!(story.act(&clerk(), &on(yesterday)), Err(Refusal::TooEarly(TODAY)));
        assert_eq!(story.act(&clerk(), &on(tomorrow)), Err(Refusal::InTheFuture));
        let story = story.then(&clerk(), &on(TODAY));
        assert_eq!(
            (story.case.stage.key(), story.case.received_on),
            (StageKey::Received, Some(TODAY))
        );
        assert_eq!(story.case.id, CASE);
    }

    #[test]
    fn histories_of_before_still_tell_the_same() {
        let filing = serde_json::to_string(&testing::opening(OpeningHow::File).filing).unwrap();
        let agency = serde_json::to_string(&testing::AGENCY).unwrap();
        let registered = format!(
            r#"{{"kind":"registered","agency":{agency},"number":"QS-2026-00001","filing":{filing},"received_on":"2026-11-16"}}"#
        );
        let case = fold(vec![serde_json::from_str(&registered).unwrap()]);
        assert_eq!(
            (case.stage.key(), case.submitted_on, case.received_on),
            (StageKey::Received, None, Some(TODAY))
        );
        let confirmed = r#"{"kind":"receipt_confirmed","received_on":"2026-11-16"}"#;
        assert_eq!(
            serde_json::from_str::<Event>(confirmed).unwrap(),
            Event::ReceiptConfirmed {
                received_on: TODAY,
                confirmed_on: None,
                evidence: None,
            }
        );
        let neither = format!(
            r#"{{"kind":"registered","agency":{agency},"number":"QS-2026-00001","filing":{filing}}}"#
        );
        let history = Recorded {
            seq: 1,
            at: time::OffsetDateTime::UNIX_EPOCH,
            actor: clerk().reference(),
            event: serde_json::from_str(&neither).unwrap(),
        };
        assert!(
            Case::fold(CASE, [&history]).is_err(),
            "it must have come on some day"
        );
    }
}
