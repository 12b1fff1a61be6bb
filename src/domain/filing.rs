//! 收件: how a case begins, and when the application counts as received (条例第三十一条).

use time::Date;

use super::{
    application::MAX_ITEMS,
    case::Case,
    command::{IssuedAs, Opening, OpeningHow},
    event::Event,
    refusal::Refusal,
    service::Service,
};

/// Opens a case. `today` is the day at the office.
pub(super) fn open(opening: &Opening, today: Date) -> Result<Vec<Event>, Refusal> {
    if !(1..=MAX_ITEMS).contains(&usize::from(opening.filing.items)) {
        return Err(Refusal::ItemCount(MAX_ITEMS));
    }
    let (agency, number, filing) = (opening.agency, opening.number.clone(), opening.filing.clone());
    match &opening.how {
        OpeningHow::File => Ok(vec![Event::Filed {
            agency,
            number,
            filing,
            submitted_on: today,
        }]),
        OpeningHow::Register { received_on, receipt } => {
            if *received_on > today {
                return Err(Refusal::InTheFuture);
            }
            let service = Service::Counter { signed_on: today };
            let registered = Event::Registered {
                agency,
                number,
                filing,
                received_on: *received_on,
            };
            Ok([vec![registered], receipt_events(receipt, service, today)].concat())
        }
    }
}

/// Confirms the receipt of an online application. It cannot have been received before it was submitted.
pub(super) fn confirm_receipt(
    case: &Case,
    received_on: Date,
    receipt: &IssuedAs,
    today: Date,
) -> Result<Vec<Event>, Refusal> {
    if received_on > today {
        return Err(Refusal::InTheFuture);
    }
    match case.submitted_on {
        Some(submitted) if received_on < submitted => Err(Refusal::TooEarly(submitted)),
        _ => {
            let service = Service::Online { available_on: today };
            Ok([
                vec![Event::ReceiptConfirmed { received_on }],
                receipt_events(receipt, service, today),
            ]
            .concat())
        }
    }
}

/// 登记回执: it holds only the applicant's own data and the law, so it goes out with the receipt itself.
fn receipt_events(receipt: &IssuedAs, service: Service, today: Date) -> Vec<Event> {
    vec![
        super::issue::issued(receipt, today),
        Event::Served {
            letter: receipt.id,
            service,
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        command::Command,
        decide::{Rules, open},
        digest::Digest,
        id::LetterId,
        stage::StageKey,
        testing::{self, CASE, Story, TODAY, clerk, handler, law},
    };

    fn receipt() -> IssuedAs {
        testing::issued_as(LetterId(uuid::Uuid::from_u128(200)), Digest::of_bytes(b"receipt"))
    }

    #[test]
    fn at_the_counter_receipt_and_its_proof_are_one_act() {
        let opening = testing::opening(OpeningHow::Register {
            received_on: TODAY,
            receipt: receipt(),
        });
        let rules = Rules {
            law: law(),
            today: TODAY,
        };
        let events = open(&opening, Some(&clerk()), rules).unwrap();
        assert_eq!(
            events.iter().map(Event::kind).collect::<Vec<_>>(),
            ["registered", "letter_issued", "served"]
        );
        assert_eq!(open(&opening, Some(&handler()), rules), Err(Refusal::NotYourRole));
        assert_eq!(
            open(&opening, Some(&testing::foreigner()), rules),
            Err(Refusal::NotTheirs)
        );
        assert_eq!(open(&opening, None, rules), Err(Refusal::NotTheirs));
    }

    #[test]
    fn an_application_asks_for_something_and_not_for_everything() {
        for items in [0, 21] {
            let mut opening = testing::opening(OpeningHow::File);
            opening.filing.items = items;
            let rules = Rules {
                law: law(),
                today: TODAY,
            };
            assert_eq!(open(&opening, None, rules), Err(Refusal::ItemCount(MAX_ITEMS)));
        }
    }

    #[test]
    fn a_receipt_is_neither_before_the_submission_nor_in_the_future() {
        let mut story = Story::filed();
        let on = |received_on| Command::ConfirmReceipt {
            received_on,
            receipt: receipt(),
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
}
