//! 提醒: what people must be told of a case, and on which day. A pure function of the case and a day, so that a day on
//! which the program did not run can be made up as it would have been.

use std::collections::BTreeSet;

use time::{Date, Duration, OffsetDateTime, UtcOffset};

use super::{
    account::{Actor, Officer},
    afterwards,
    appeal::{self, DeadlineKind},
    case::{Attempt, Case},
    chore,
    clock::{self, ClockState, Reading},
    command::CommandKind,
    consulted,
    id::AccountId,
    notice, payment, permission,
    receipt::{self, Receipt},
    review::Review,
    service,
    stage::Stage,
};
use crate::law::{Calendar, Law, NoticeKind, ReminderKey, ReminderRule, ReminderTo, Role, add_working_days};

/// Something to tell people, once: of one matter, about one day, so far ahead of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reminder {
    pub key: ReminderKey,
    /// The day that it is about: the last day to answer, the day of an assignment.
    pub about: Date,
    /// Working days left then, as the rule has it; negative after that day.
    pub days: i16,
}

/// What stands to be told on a day: of each matter the most urgent, whether it was told before or not.
pub fn standing(case: &Case, law: &Law, on: Date, offset: UtcOffset) -> Vec<Reminder> {
    matters(case, law, offset)
        .into_iter()
        .filter_map(|(key, about)| at(law.reminder(key), about, on, &law.calendar))
        .collect()
}

/// The first day after a day on which something more is to be told, if nothing happens to the case until then.
pub fn next(case: &Case, law: &Law, after: Date, offset: UtcOffset) -> Option<Date> {
    matters(case, law, offset)
        .into_iter()
        .flat_map(|(key, about)| {
            let days = law.reminder(key).days.iter();
            days.map(move |days| day_of(&law.calendar, about, *days))
        })
        .filter(|day| *day > after)
        .min()
}

/// The next day on which the program has to look at the case, from `now` (at the office) on.
pub fn wake(case: &Case, law: &Law, now: OffsetDateTime) -> Option<Date> {
    let (today, offset) = (now.date(), now.offset());
    let stands = !chore::due(case, law, today).is_empty()
        || !standing(case, law, today, offset).is_empty()
        || !consulted::to_remind(case, law, today).is_empty();
    if stands {
        return Some(today);
    }
    let days = [
        next(case, law, today, offset),
        chore::next(case, law, today, offset),
        consulted::remind_next(case, law, today),
    ];
    days.into_iter().flatten().min()
}

/// Everything that people are reminded of in this case as it stands, each with the day that it is about.
fn matters(case: &Case, law: &Law, offset: UtcOffset) -> Vec<(ReminderKey, Date)> {
    let reading = clock::of(case, law);
    let since = case.stage_since.to_offset(offset).date();
    let mut matters = of_the_clock(&reading);
    match &case.stage {
        Stage::Filed => matters.extend(confirm_by(case, law).map(|by| (ReminderKey::ReceiptUnconfirmed, by))),
        Stage::Received => matters.push((ReminderKey::Unassigned, since)),
        Stage::Assigned { .. } => matters.push((ReminderKey::Unaccepted, since)),
        Stage::Served(..) | Stage::Closed(_) => {
            matters.extend(afterwards::re_review_by(case, law).map(|end| (ReminderKey::ReReview, end.on)));
            let open = case
                .publication
                .iter()
                .filter(|publication| publication.decided.is_none());
            matters.extend(open.map(|open| (ReminderKey::PublicationProposed, open.proposed_on)));
        }
        Stage::InReview(_, review) => {
            let days = review
                .waiting()
                .filter_map(|step| review.last_day(step, law, offset));
            matters.extend(days.map(|day| (ReminderKey::ReviewOverdue, day)));
        }
        Stage::InHand(_) | Stage::Approved(..) | Stage::Issued(..) => {}
    }
    let asks = notice::is_of_the_case(case, NoticeKind::Correction, law).is_ok();
    if asks && may_need_correction(case) {
        matters.push((ReminderKey::CorrectionAsk, reading.correction_ask_by));
    }
    matters.extend(
        case.claims_end(law)
            .into_iter()
            .map(|day| (ReminderKey::ClaimDue, day)),
    );
    matters.extend(of_letters(case));
    matters.extend(of_opinions(case));
    let proof = payment::open_proofs(case).last();
    matters.extend(proof.map(|proof| (ReminderKey::ProofCame, proof.given_on)));
    matters.extend(of_appeals(case, law));
    matters
}

/// Letters that wait to be served, for the first time or because they came back, and those of which nobody knows whether
/// they have arrived.
fn of_letters(case: &Case) -> Vec<(ReminderKey, Date)> {
    let unserved = service::unserved(case).map(|letter| match letter.attempts.last() {
        Some(Attempt {
            returned: Some(returned),
            ..
        }) => (ReminderKey::CameBack, returned.on),
        Some(_) | None => (ReminderKey::Unserved, letter.issued_on),
    });
    let on_their_way = service::on_their_way(case)
        .filter_map(|letter| Some((ReminderKey::Undelivered, letter.service()?.served_on())));
    unserved.chain(on_their_way).collect()
}

/// What third parties answered by themselves: nobody of the office has seen it come.
fn of_opinions(case: &Case) -> Vec<(ReminderKey, Date)> {
    if case.answer.is_some() || !case.stage.is_open() {
        return Vec::new();
    }
    let opinions = case.notices.iter().filter_map(|notice| notice.opinion.as_ref());
    let online = opinions.filter(|opinion| opinion.online);
    online
        .map(|opinion| (ReminderKey::OpinionCame, opinion.answered_on))
        .collect()
}

/// What the statutory clock waits for.
fn of_the_clock(reading: &Reading) -> Vec<(ReminderKey, Date)> {
    let waits = match reading.state {
        ClockState::Running | ClockState::Consulting => vec![
            (ReminderKey::ReplyOverdue, reading.due_on),
            (ReminderKey::ReplyDue, reading.due_on),
        ],
        ClockState::AwaitingCorrection => vec![(ReminderKey::CorrectionExpired, reading.correct_by)],
        ClockState::AwaitingFee => vec![(ReminderKey::FeeExpired, reading.pay_by)],
        ClockState::Stopped => return Vec::new(),
    };
    let consultations = reading.consultations.iter();
    let waits_for_opinion = consultations.filter(|one| !one.closed && !one.superseded);
    let opinions = waits_for_opinion.map(|one| (ReminderKey::ConsultationDue, one.answer_by));
    let waits = waits.into_iter().filter_map(|(key, day)| Some((key, day?)));
    waits.chain(opinions).collect()
}

/// The agency's own last days in proceedings against its answer, and orders that nobody has taken up.
fn of_appeals(case: &Case, law: &Law) -> Vec<(ReminderKey, Date)> {
    let deadlines = case.appeals.iter().flat_map(|one| appeal::deadlines(one, law));
    let replies = deadlines.filter(|deadline| deadline.kind == DeadlineKind::Reply && !deadline.done);
    let mut matters: Vec<_> = replies
        .map(|deadline| (ReminderKey::AppealReply, deadline.on))
        .collect();
    let orders = case.orders_open();
    matters.extend(orders.map(|(_, closed, _)| (ReminderKey::OrderedAnew, closed.received_on)));
    matters
}

/// By when what arrived has to be confirmed.
fn confirm_by(case: &Case, law: &Law) -> Option<Date> {
    let arrived_on = case.submitted_on?;
    match receipt::settle(law, case.filing.channel, arrived_on, None, arrived_on) {
        Ok(Receipt::ToConfirm { by }) => Some(by),
        Ok(Receipt::Settled(_)) | Err(_) => None,
    }
}

/// Whether nobody has found the application clear enough yet to answer it, nor asked for more.
fn may_need_correction(case: &Case) -> bool {
    match case.stage {
        Stage::Received | Stage::Assigned { .. } | Stage::InHand(_) => {
            case.draft.is_none() && case.notices.is_empty() && case.round.is_none()
        }
        Stage::Filed
        | Stage::InReview(..)
        | Stage::Approved(..)
        | Stage::Issued(..)
        | Stage::Served(..)
        | Stage::Closed(_) => false,
    }
}

/// What a rule says on a day about another.
fn at(rule: &ReminderRule, about: Date, on: Date, calendar: &Calendar) -> Option<Reminder> {
    let mut days = rule.days.iter().rev().copied();
    let begun = days.find(|days| day_of(calendar, about, *days) <= on)?;
    let is_past = begun >= 0 && on > about;
    (!is_past).then_some(Reminder {
        key: rule.key,
        about,
        days: begun,
    })
}

/// The last working day on which so many are left until a day; after it, the so-manieth.
pub(super) fn day_of(calendar: &Calendar, about: Date, days: i16) -> Date {
    match u16::try_from(days) {
        Ok(left) => {
            let (mut day, mut left) = (about, left);
            while left > 0 || !calendar.day(day).working {
                if calendar.day(day).working {
                    left -= 1;
                }
                day = day.saturating_sub(Duration::DAY);
            }
            day
        }
        Err(_) => add_working_days(calendar, about, days.unsigned_abs()),
    }
}

/// Who is told: people of the staff that are there. Nobody's case is forgotten: where the person who has it is gone, it
/// falls to the department, then to those who take applications in, then to whoever administers. A closed case is still
/// theirs who wrote the answer.
pub fn addressees(case: &Case, law: &Law, key: ReminderKey, staff: &[Officer]) -> BTreeSet<AccountId> {
    let mut told = BTreeSet::new();
    for to in &law.reminder(key).to {
        match to {
            ReminderTo::InCharge => told.extend(in_charge(case, staff)),
            ReminderTo::Clerks => told.extend(clerks(staff)),
            ReminderTo::Reviewers => told.extend(of(staff, |officer| {
                let actor = Actor::Officer(officer.clone());
                permission::may(case, &actor, CommandKind::Approve, law).is_ok()
            })),
            ReminderTo::Claimants => told.extend(of(staff, |officer| {
                case.may_be_claimed() && case.windows_for(law, officer).is_ok()
            })),
            ReminderTo::Leaders => told.extend(with_role(staff, Role::SigningLeader)),
            // The note itself says for whom it is ([`note`](super::note)).
            ReminderTo::Named => {}
            ReminderTo::Escalated => {
                let waiting = case.stage.review().into_iter().flat_map(Review::waiting);
                for role in waiting.filter_map(|step| step.escalate_to) {
                    told.extend(with_role(staff, role));
                }
            }
        }
    }
    told
}

fn in_charge(case: &Case, staff: &[Officer]) -> BTreeSet<AccountId> {
    let handler = of(staff, |officer| Some(officer.account) == case.handler());
    if !handler.is_empty() {
        return handler;
    }
    if !case.stage.is_open() {
        let drafted = of(staff, |officer| {
            let draft = case.draft.as_ref();
            draft.is_some_and(|draft| draft.drafters.contains(&officer.account))
        });
        if !drafted.is_empty() {
            return drafted;
        }
    }
    let department = of(staff, |officer| {
        officer.is(Role::Handler) && officer.department.is_some() && officer.department == case.department()
    });
    if department.is_empty() {
        clerks(staff)
    } else {
        department
    }
}

fn clerks(staff: &[Officer]) -> BTreeSet<AccountId> {
    let clerks = with_role(staff, Role::IntakeClerk);
    if clerks.is_empty() {
        with_role(staff, Role::Administrator)
    } else {
        clerks
    }
}

fn with_role(staff: &[Officer], role: Role) -> BTreeSet<AccountId> {
    of(staff, |officer| officer.is(role))
}

fn of(staff: &[Officer], who: impl Fn(&Officer) -> bool) -> BTreeSet<AccountId> {
    staff
        .iter()
        .filter(|officer| who(officer))
        .map(|officer| officer.account)
        .collect()
}

#[cfg(test)]
mod tests;
