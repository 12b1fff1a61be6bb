//! A procedural letter goes out: numbered, dated, served, in one act. What would leave is held against what was approved.

use time::Date;

use super::{About, Notice, NoticeEvent, goes_to_another, propose};
use crate::{
    domain::{
        case::Case, command::IssuedAs, event::Event, id::NoticeId, issue, refusal::Refusal, service::Service,
    },
    law::Law,
};

/// Whether a notice may go out now: every step has said yes.
fn may_send(case: &Case, id: NoticeId) -> Result<&Notice, Refusal> {
    let notice = case.notice(id).ok_or(Refusal::NoSuchNotice)?;
    if notice.is_cleared() {
        Ok(notice)
    } else {
        Err(Refusal::NotNow)
    }
}

pub(in crate::domain) fn send(
    case: &Case,
    law: &Law,
    id: NoticeId,
    letter: &IssuedAs,
    service: &Service,
    today: Date,
) -> Result<Vec<Event>, Refusal> {
    let notice = may_send(case, id)?;
    let served_on = service.served_on();
    // It is numbered and dated today; it cannot have gone out before.
    if served_on < today {
        return Err(Refusal::TooEarly(today));
    }
    if served_on > today {
        return Err(Refusal::InTheFuture);
    }
    if goes_to_another(notice.kind()) && matches!(service, Service::Online { .. }) {
        return Err(Refusal::NotOnline);
    }
    // Who serves for the agency does so after the letter was issued; it is told when it was signed for.
    if matches!(service, Service::Entrusted { .. }) {
        return Err(Refusal::TooEarly(today));
    }
    still_holds(case, law, notice, served_on)?;
    if notice.review.content != letter.content {
        return Ok(vec![Event::Notice(NoticeEvent::Voided {
            notice: id,
            approved: notice.review.content,
            found: letter.content,
        })]);
    }
    case.is_cleared(letter.hits)?;
    let mut events = vec![
        Event::Notice(NoticeEvent::Sent {
            notice: id,
            letter: letter.id,
        }),
        issue::issued(letter, today),
        Event::Served {
            letter: letter.id,
            service: service.clone(),
            remark: None,
        },
    ];
    // It ends the case, or tells of an end that came before.
    if let (About::Ended { ground }, true) = (&notice.matter, case.stage.is_open()) {
        events.push(Event::Abandoned {
            ground: ground.clone(),
            abandoned_on: served_on,
        });
    }
    Ok(events)
}

/// The rules of its kind, on the day on which it goes out: a correction that was asked for in time and lay too long in
/// the review must not go out as if it still stopped the clock.
fn still_holds(case: &Case, law: &Law, notice: &Notice, on: Date) -> Result<(), Refusal> {
    let mut without = case.clone();
    without.notices.retain(|other| other.id != notice.id);
    propose::may_propose(&without, notice.kind(), law, on)?;
    propose::check(&without, law, &notice.matter, on)
}
