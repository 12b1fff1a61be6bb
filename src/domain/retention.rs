//! 保存期限: for how long after its end the personal data of a case's applicants is kept, and when it is erased.
//!
//! The time is counted in whole years from the day of the end, which is itself left out (民法典第二百零一条): what ended on
//! 2020-11-27 and is kept for five years is kept through 2025-11-27, the same day of the year (第二百零二条), and erased from
//! 2025-11-28 on. What ended on the 29th of February is kept through the last of February where the year has no 29th. A last
//! day that is a holiday is not put off (第二百零三条 speaks of periods in which somebody has to act; nobody has to here).

use std::iter::successors;

use time::{Date, Month};

use super::{case::Case, clock, command::CommandKind, event::Event, refusal::Refusal};
use crate::law::{Law, add_years};

/// From which day the time is counted of a case that ended on a day: from its end, or from when the last decision on it
/// reached the agency. None as long as it is open, contested, or to be answered anew; and once the data is erased.
pub fn counted_from(case: &Case, ended_on: Option<Date>) -> Option<Date> {
    let is_contested = case.appeals.iter().any(|appeal| appeal.closed.is_none());
    let is_ordered = case.orders_open().next().is_some();
    if case.stage.is_open() || case.is_undone() || case.erased || is_contested || is_ordered {
        return None;
    }
    let decided = case.appeals.iter().filter_map(|appeal| appeal.closed.as_ref());
    let decided = decided.map(|closed| closed.received_on);
    ended_on.map(|ended_on| decided.fold(ended_on, Date::max))
}

/// The last day on which it is kept, for so many whole years.
pub fn kept_through(from: Date, years: u8) -> Date {
    add_years(from, years)
}

/// What is counted from this day or an earlier one is due on `today`, where it is kept for so many years.
pub fn due_through(today: Date, years: u8) -> Option<Date> {
    let year = today.year() - i32::from(years);
    // Only the 29th of February is missing in a year.
    let same_day = today.replace_year(year);
    let last = same_day.or_else(|_| Date::from_calendar_date(year, Month::March, 1));
    let mut days = successors(last.ok(), |day| day.previous_day());
    days.find(|day| kept_through(*day, years) < today)
}

/// Whether the data of a case can be erased once its time is over, and from when that is counted.
pub(super) fn may_erase(case: &Case, law: &Law) -> Result<Date, Refusal> {
    counted_from(case, clock::of(case, law).stopped_on).ok_or(Refusal::NotNow)
}

pub(super) fn erase(case: &Case, law: &Law, years: u8, today: Date) -> Result<Vec<Event>, Refusal> {
    let counted_from = may_erase(case, law)?;
    let kept_through = kept_through(counted_from, years);
    if today <= kept_through {
        return Err(Refusal::StillKept);
    }
    Ok(vec![Event::PersonalDataErased {
        counted_from,
        years,
        kept_through,
    }])
}

/// Whether this can still be done to a case whose applicants nobody knows any more: it needs neither their names nor
/// their addresses.
pub(super) fn outlasts(kind: CommandKind) -> bool {
    match kind {
        CommandKind::Open
        | CommandKind::Link
        | CommandKind::RecordAppeal
        | CommandKind::ReReview
        | CommandKind::ProposePublication
        | CommandKind::DecidePublication => true,
        CommandKind::ConfirmReceipt
        | CommandKind::Assign
        | CommandKind::Accept
        | CommandKind::Claim
        | CommandKind::Waive
        | CommandKind::HandBack
        | CommandKind::DraftAnswer
        | CommandKind::Submit
        | CommandKind::Approve
        | CommandKind::Bypass
        | CommandKind::SendBack
        | CommandKind::SettlePoint
        | CommandKind::Issue
        | CommandKind::Spoil
        | CommandKind::Serve
        | CommandKind::RecordDelivery
        | CommandKind::RecordReturn
        | CommandKind::Close
        | CommandKind::Withdraw
        | CommandKind::HandOver
        | CommandKind::ProposeNotice
        | CommandKind::DropNotice
        | CommandKind::ApproveNotice
        | CommandKind::ReturnNotice
        | CommandKind::SendNotice
        | CommandKind::ReceiveCorrection
        | CommandKind::RecordOpinion
        | CommandKind::LapseConsultation
        | CommandKind::RecordPayment
        | CommandKind::GiveProof
        | CommandKind::RefuseProof
        | CommandKind::ReceiveReasons
        | CommandKind::JudgeReasons
        | CommandKind::ProposeAbandonment
        | CommandKind::Split
        | CommandKind::Merge
        | CommandKind::OpenRound
        | CommandKind::Retract
        | CommandKind::ChangeContact
        | CommandKind::AnswerHits
        | CommandKind::UndoImport
        | CommandKind::Erase => false,
    }
}

#[cfg(test)]
mod tests {
    use time::{Duration, macros::date};

    use super::*;
    use crate::domain::{
        account::Actor,
        appeal::{AppealFact, Of, Order, Procedure},
        command::Command,
        id::{AppealId, CaseId},
        permission,
        stage::StageKey,
        summary,
        testing::{Story, TODAY, applicant, clerk, law, words},
    };

    const YEARS: u8 = 5;

    /// The first day after the five years that are counted from a day.
    fn first_after(day: Date) -> Date {
        kept_through(day, YEARS).next_day().unwrap()
    }

    fn erase() -> Command {
        Command::Erase { years: YEARS }
    }

    fn retain_from(story: &Story) -> Option<Date> {
        summary::of(&story.case, law(), story.case.stage_since).retain_from
    }

    #[test]
    fn years_end_on_the_same_day_and_what_is_due_is_the_other_way_round() {
        for (ended, last) in [
            (date!(2020 - 11 - 27), date!(2025 - 11 - 27)),
            (date!(2020 - 02 - 29), date!(2025 - 02 - 28)),
            (date!(2019 - 02 - 28), date!(2024 - 02 - 28)),
            (date!(2020 - 12 - 31), date!(2025 - 12 - 31)),
        ] {
            assert_eq!(kept_through(ended, YEARS), last);
        }
        let mut today = date!(2023 - 12 - 25);
        while today < date!(2029 - 03 - 05) {
            for years in [1, 4, 5, 20] {
                let through = due_through(today, years).unwrap();
                assert!(kept_through(through, years) < today, "{today} {years} {through}");
                let next = through.next_day().unwrap();
                assert!(kept_through(next, years) >= today, "{today} {years} {through}");
            }
            today += Duration::DAY;
        }
    }

    #[test]
    fn it_is_erased_by_the_program_on_the_first_day_after_the_time_once() {
        let ended = Story::served("disclosed").then(&clerk(), &Command::Close { late: None });
        let from = retain_from(&ended).unwrap();
        assert_eq!(from, TODAY);
        let last = kept_through(from, YEARS);
        assert_eq!(
            ended.clone().on(last).act(&Actor::Program, &erase()),
            Err(Refusal::StillKept)
        );
        let mut due = ended.on(first_after(from));
        assert_eq!(due.clone().act(&clerk(), &erase()), Err(Refusal::NotYourRole));
        assert_eq!(due.clone().act(&applicant(), &erase()), Err(Refusal::NotYourRole));
        let events = due.act(&Actor::Program, &erase()).unwrap();
        let erased = Event::PersonalDataErased {
            counted_from: from,
            years: YEARS,
            kept_through: last,
        };
        assert_eq!(events, [erased]);
        assert!(due.case.erased && retain_from(&due).is_none());
        assert_eq!(due.act(&Actor::Program, &erase()), Err(Refusal::Erased), "once");
    }

    #[test]
    fn whatever_has_ended_is_erased_and_what_is_open_is_not() {
        let withdrawn = Story::in_hand().then(&applicant(), &Command::Withdraw { reason: None });
        let merged = Story::in_hand().then(
            &clerk(),
            &Command::Merge {
                into: CaseId(uuid::Uuid::max()),
            },
        );
        for story in [withdrawn, merged] {
            let from = retain_from(&story).unwrap();
            assert!(story.on(first_after(from)).act(&Actor::Program, &erase()).is_ok());
        }
        for stage in StageKey::ALL.iter().filter(|stage| **stage != StageKey::Closed) {
            let mut story = Story::at(*stage);
            assert_eq!(retain_from(&story), None, "{stage}");
            assert!(story.act(&Actor::Program, &erase()).is_err(), "{stage}");
        }
    }

    #[test]
    fn what_is_contested_is_kept_and_its_time_counts_from_the_decision() {
        let id = AppealId(uuid::Uuid::max());
        let filed = AppealFact::Filed {
            of: Of::Reconsideration {
                procedure: Procedure::Ordinary,
                accepted_on: TODAY,
                copy_received_on: TODAY,
            },
            before: words("青溪县人民政府"),
        };
        let decided = |result: &str, order| AppealFact::Closed {
            result: result.parse().unwrap(),
            decided_on: TODAY + Duration::days(40),
            received_on: TODAY + Duration::days(45),
            order,
            note: None,
        };
        let contested = Story::served("state_secret")
            .then(&clerk(), &Command::Close { late: None })
            .then(&clerk(), &Command::RecordAppeal { id, fact: filed });
        assert_eq!(retain_from(&contested), None);
        let far = first_after(TODAY) + Duration::days(400);
        assert_eq!(
            contested.clone().on(far).act(&Actor::Program, &erase()),
            Err(Refusal::NotNow)
        );
        let on = TODAY + Duration::days(50);
        let fact = decided("upheld", None);
        let upheld = contested
            .clone()
            .on(on)
            .then(&clerk(), &Command::RecordAppeal { id, fact });
        assert_eq!(retain_from(&upheld), Some(TODAY + Duration::days(45)));
        let fact = decided("annulled", Some(Order { working_days: None }));
        let ordered = contested
            .on(on)
            .then(&clerk(), &Command::RecordAppeal { id, fact });
        assert_eq!(retain_from(&ordered), None, "it is to be answered anew");
    }

    #[test]
    fn afterwards_only_what_needs_no_applicant_can_be_done() {
        let ended = Story::served("state_secret").then(&clerk(), &Command::Close { late: None });
        let erased = ended.on(first_after(TODAY)).then(&Actor::Program, &erase());
        for kind in CommandKind::ALL.iter().copied() {
            let may = permission::may(&erased.case, &clerk(), kind, law());
            assert!(may.is_err() || outlasts(kind), "{kind}");
        }
        let may = |kind| permission::may(&erased.case, &clerk(), kind, law());
        assert_eq!(may(CommandKind::RecordAppeal), Ok(()), "remedies of twenty years");
        assert_eq!(may(CommandKind::RecordReturn), Err(Refusal::Erased));
    }
}
