//! 收到申请之日 (条例第三十一条): which day it is follows from the channel, the arrival and the confirmation. The rules,
//! days and articles stand in `fixtures/law/channels.toml`; nothing is typed by hand but the days on which it happened.

use time::Date;

use super::{refusal::Refusal, service::Waybill, words::Words};
use crate::law::{ArrivalProof, Channel, ChannelRule, Law, RestDayReceipt, end_of, roll_forward};

/// How an application that was not filed online came in, with what proves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// The day on which it was handed in, signed for, or reached the agency.
    pub on: Date,
    /// 运单号, where it came by mail that is signed for.
    pub waybill: Option<Waybill>,
    /// What else there is to say of the arrival: the report of a fax, the header of an e-mail, how a form was filled in.
    pub record: Option<Words>,
    /// Where the channel's rule asks for it, and it has been given already.
    pub confirmation: Option<Confirmation>,
}

/// 确认: with the applicant for ordinary mail, by both sides for internet, fax and e-mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    pub on: Date,
    /// With whom, by what means, in what words.
    pub record: Words,
}

/// What the rule makes of the days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Receipt {
    Settled(Settled),
    /// Not received yet: somebody has to confirm it, by that day.
    ToConfirm {
        by: Date,
    },
}

/// A settled day of receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// 收到申请之日.
    pub on: Date,
    /// The day on which it happened, where that was a rest day and the rule takes the next working day.
    pub happened_on: Option<Date>,
    /// By when it ought to have been confirmed, where it was confirmed later. It is received all the same; the agency
    /// works to the arrival.
    pub overdue_since: Option<Date>,
}

/// The receipt of an arrival with its proof, as of today.
pub fn of(law: &Law, channel: Channel, arrival: &Arrival, today: Date) -> Result<Receipt, Refusal> {
    let proved = match law.channel(channel).arrival_proof {
        ArrivalProof::Nothing => true,
        ArrivalProof::Waybill => arrival.waybill.is_some() || arrival.record.is_some(),
        ArrivalProof::Record => arrival.record.is_some(),
    };
    if !proved {
        return Err(Refusal::EvidenceMissing);
    }
    let confirmed_on = arrival.confirmation.as_ref().map(|confirmation| confirmation.on);
    settle(law, channel, arrival.on, confirmed_on, today)
}

/// The receipt by the days alone.
pub fn settle(
    law: &Law,
    channel: Channel,
    arrived_on: Date,
    confirmed_on: Option<Date>,
    today: Date,
) -> Result<Receipt, Refusal> {
    let rule = law.channel(channel);
    if arrived_on.max(confirmed_on.unwrap_or(arrived_on)) > today {
        return Err(Refusal::InTheFuture);
    }
    if !rule.needs_confirmation() {
        return match confirmed_on {
            None => Ok(Receipt::Settled(settled(law, rule, arrived_on, None))),
            Some(_) => Err(Refusal::NothingToConfirm),
        };
    }
    let by = confirm_by(law, channel, arrived_on);
    match confirmed_on {
        None => Ok(Receipt::ToConfirm { by }),
        Some(on) if on < arrived_on => Err(Refusal::TooEarly(arrived_on)),
        Some(on) => {
            let overdue_since = Some(by).filter(|by| on > *by);
            Ok(Receipt::Settled(settled(law, rule, on, overdue_since)))
        }
    }
}

fn settled(law: &Law, rule: &ChannelRule, happened_on: Date, overdue_since: Option<Date>) -> Settled {
    let on = counted_from(law, rule, happened_on);
    Settled {
        on,
        happened_on: Some(happened_on).filter(|day| *day != on),
        overdue_since,
    }
}

/// By when an arrival of that day has to be confirmed.
pub fn confirm_by(law: &Law, channel: Channel, arrived_on: Date) -> Date {
    let rule = law.channel(channel);
    let from = counted_from(law, rule, arrived_on);
    match rule.confirm_within {
        Some(limit) => end_of(&law.calendar, from, law.limit(limit, from)).on,
        None => from,
    }
}

/// A day as the channel's rule for rest days takes it (docs/disputed.md, D3).
fn counted_from(law: &Law, rule: &ChannelRule, day: Date) -> Date {
    match rule.rest_day {
        RestDayReceipt::SameDay => day,
        RestDayReceipt::NextWorkingDay => roll_forward(&law.calendar, day),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::{Duration, macros::date};

    use super::*;
    use crate::domain::testing::{law, words};

    const FRIDAY: Date = date!(2026 - 11 - 20);
    const SATURDAY: Date = date!(2026 - 11 - 21);
    const MONDAY: Date = date!(2026 - 11 - 23);
    const TUESDAY: Date = date!(2026 - 11 - 24);
    const LATER: Date = date!(2026 - 12 - 31);

    fn arrival(on: Date) -> Arrival {
        Arrival {
            on,
            waybill: Waybill::parse("EA123456789CN"),
            record: Some(words("收到，已登记")),
            confirmation: None,
        }
    }

    /// A row of the table: how it stands, in short.
    fn told(channel: Channel, arrived_on: Date, confirmed_on: Option<Date>) -> String {
        match settle(law(), channel, arrived_on, confirmed_on, LATER) {
            Ok(Receipt::Settled(Settled {
                on,
                happened_on,
                overdue_since,
            })) => {
                let rest = happened_on.map_or_else(String::new, |day| format!(" for {}", day.weekday()));
                let late =
                    overdue_since.map_or_else(String::new, |day| format!(", late since {}", day.weekday()));
                format!("received {}{rest}{late}", on.weekday())
            }
            Ok(Receipt::ToConfirm { by }) => format!("to confirm by {}", by.weekday()),
            Err(refusal) => format!("{refusal:?}"),
        }
    }

    #[test]
    fn every_channel_on_a_working_day_and_on_a_rest_day_confirmed_or_not() {
        let days = [
            (FRIDAY, None),
            (FRIDAY, Some(FRIDAY)),
            (FRIDAY, Some(SATURDAY)),
            (FRIDAY, Some(TUESDAY)),
            (SATURDAY, None),
            (SATURDAY, Some(SATURDAY)),
            (SATURDAY, Some(MONDAY)),
            (SATURDAY, Some(TUESDAY)),
            (MONDAY, Some(FRIDAY)),
        ];
        let rows = |channel| days.map(|(arrived, confirmed)| told(channel, arrived, confirmed));
        let nothing = "NothingToConfirm";
        for channel in [Channel::Counter, Channel::SignedMail, Channel::Oral] {
            assert_eq!(
                rows(channel),
                [
                    "received Friday",
                    nothing,
                    nothing,
                    nothing,
                    "received Saturday",
                    nothing,
                    nothing,
                    nothing,
                    nothing,
                ],
                "{channel}"
            );
        }
        assert_eq!(
            rows(Channel::OrdinaryMail),
            [
                "to confirm by Friday",
                "received Friday",
                "received Monday for Saturday, late since Friday",
                "received Tuesday, late since Friday",
                "to confirm by Monday",
                "received Monday for Saturday",
                "received Monday",
                "received Tuesday, late since Monday",
                "TooEarly(2026-11-23)",
            ]
        );
        for channel in [Channel::Online, Channel::Fax, Channel::Email] {
            assert_eq!(
                rows(channel),
                [
                    "to confirm by Monday",
                    "received Friday",
                    "received Monday for Saturday",
                    "received Tuesday, late since Monday",
                    "to confirm by Tuesday",
                    "received Monday for Saturday",
                    "received Monday",
                    "received Tuesday",
                    "TooEarly(2026-11-23)",
                ],
                "{channel}"
            );
        }
    }

    #[test]
    fn a_worked_weekend_is_no_rest_day_and_a_holiday_is() {
        let mail = |day| settle(law(), Channel::OrdinaryMail, day, Some(day), LATER);
        let on = |on, happened_on| {
            Ok(Receipt::Settled(Settled {
                on,
                happened_on,
                overdue_since: None,
            }))
        };
        // C12 and C26: a Sunday that is worked, and a day of the Spring Festival.
        assert_eq!(mail(date!(2026 - 09 - 20)), on(date!(2026 - 09 - 20), None));
        let festival = date!(2026 - 02 - 17);
        assert_eq!(mail(festival), on(date!(2026 - 02 - 24), Some(festival)));
    }

    #[test]
    fn nothing_is_received_tomorrow() {
        let tomorrow = Some(SATURDAY);
        for channel in Channel::ALL {
            let arrived = settle(law(), *channel, SATURDAY, None, FRIDAY);
            assert_eq!(arrived, Err(Refusal::InTheFuture), "{channel}");
            let confirmed = settle(law(), *channel, FRIDAY, tomorrow, FRIDAY);
            assert_eq!(confirmed, Err(Refusal::InTheFuture), "{channel}");
        }
    }

    #[test]
    fn what_a_channel_asks_for_has_to_be_there() {
        let bare = Arrival {
            waybill: None,
            record: None,
            ..arrival(FRIDAY)
        };
        let missing: Vec<_> = Channel::ALL
            .iter()
            .filter(|channel| of(law(), **channel, &bare, LATER) == Err(Refusal::EvidenceMissing))
            .collect();
        assert_eq!(
            missing,
            [
                &Channel::SignedMail,
                &Channel::Fax,
                &Channel::Email,
                &Channel::Oral
            ]
        );
        for channel in Channel::ALL {
            assert!(of(law(), *channel, &arrival(FRIDAY), LATER).is_ok(), "{channel}");
        }
        let by_courier = Arrival {
            waybill: None,
            ..arrival(FRIDAY)
        };
        assert!(
            of(law(), Channel::SignedMail, &by_courier, LATER).is_ok(),
            "the signature counts, whoever carried it"
        );
        let only_waybill = Arrival {
            record: None,
            ..arrival(FRIDAY)
        };
        assert!(of(law(), Channel::SignedMail, &only_waybill, LATER).is_ok());
        assert_eq!(
            of(law(), Channel::Fax, &only_waybill, LATER),
            Err(Refusal::EvidenceMissing)
        );
    }

    proptest! {
        #[test]
        fn the_day_of_receipt_is_what_the_rule_says(
            channel in proptest::sample::select(Channel::ALL),
            arrived in 0_i64..2_500,
            later in proptest::option::of(-5_i64..40),
        ) {
            let arrived_on = date!(2020 - 01 - 01) + Duration::days(arrived);
            let confirmed_on = later.map(|days| arrived_on + Duration::days(days));
            let rule = law().channel(channel);
            let receipt = settle(law(), channel, arrived_on, confirmed_on, LATER);
            match (rule.needs_confirmation(), confirmed_on) {
                (false, Some(_)) => prop_assert_eq!(receipt, Err(Refusal::NothingToConfirm)),
                (true, Some(day)) if day < arrived_on => {
                    prop_assert_eq!(receipt, Err(Refusal::TooEarly(arrived_on)));
                }
                (true, None) => {
                    let Ok(Receipt::ToConfirm { by }) = receipt else { panic!("{receipt:?}") };
                    prop_assert!(by >= arrived_on);
                }
                (false, None) | (true, Some(_)) => {
                    let happened_on = confirmed_on.unwrap_or(arrived_on);
                    let Ok(Receipt::Settled(settled)) = receipt else { panic!("{receipt:?}") };
                    prop_assert!(settled.on >= happened_on && happened_on >= arrived_on);
                    prop_assert_eq!(settled.happened_on.unwrap_or(settled.on), happened_on);
                    let expected = match rule.rest_day {
                        RestDayReceipt::SameDay => happened_on,
                        RestDayReceipt::NextWorkingDay => roll_forward(&law().calendar, happened_on),
                    };
                    prop_assert_eq!(settled.on, expected);
                    if let Some(by) = settled.overdue_since {
                        prop_assert!(happened_on > by && by >= arrived_on);
                    }
                }
            }
        }
    }
}
