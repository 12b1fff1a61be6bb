//! 办结与撤回: how a case ends.

use serde::{Deserialize, Serialize};
use time::Date;

use super::{
    case::Case,
    clock,
    event::Event,
    id::DepartmentId,
    refusal::Refusal,
    words::{Words, WordsRef},
};
use crate::law::Law;

/// 超期原因和责任单位: why an answer came too late, and which department answers for that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lateness {
    pub department: DepartmentId,
    pub because: Words,
}

/// How an event names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LatenessRef {
    pub department: DepartmentId,
    pub because: WordsRef,
}

/// Closes an answered case. A letter by post is closed only once it is known to have arrived: until then it may come
/// back, and the applicant's remedies have not begun to run. What came too late is not closed without saying why.
pub(super) fn close(case: &Case, law: &Law, late: Option<&Lateness>) -> Result<Vec<Event>, Refusal> {
    may_close(case)?;
    match (came_late(case, law), late) {
        (true, None) => Err(Refusal::LateUnexplained),
        (false, Some(_)) => Err(Refusal::NotLate),
        (true, Some(_)) | (false, None) => Ok(vec![Event::Closed {
            late: late.map(|late| LatenessRef {
                department: late.department,
                because: late.because.reference(),
            }),
        }]),
    }
}

/// Whether the answer reached its addressee after the last day.
pub fn came_late(case: &Case, law: &Law) -> bool {
    let reading = clock::of(case, law);
    reading
        .stopped_on
        .is_some_and(|stopped_on| reading.is_late(stopped_on))
}

pub(super) fn may_close(case: &Case) -> Result<(), Refusal> {
    match case.answer().map(super::case::SentLetter::reached_on) {
        Some(Some(_)) => Ok(()),
        Some(None) => Err(Refusal::NotDelivered),
        None => Err(Refusal::NotNow),
    }
}

pub(super) fn withdraw(reason: Option<&Words>, today: Date) -> Vec<Event> {
    vec![Event::Withdrawn {
        reason: reason.map(Words::reference),
        withdrawn_on: today,
    }]
}

#[cfg(test)]
mod tests {
    use super::{Event, Lateness};
    use crate::domain::{
        clock,
        command::Command,
        refusal::Refusal,
        service::Service,
        stage::StageKey,
        testing::{self, Story, TODAY, applicant, clerk, handler, law, words},
    };

    #[test]
    fn an_application_can_be_withdrawn_until_its_answer_is_issued() {
        let withdraw = Command::Withdraw {
            reason: Some(words("已经从其他途径取得")),
        };
        for stage in StageKey::ALL.iter().filter(|stage| **stage < StageKey::Issued) {
            let story = Story::at(*stage).then(&applicant(), &withdraw);
            assert_eq!(story.case.stage.key(), StageKey::Closed, "{stage}");
            assert_eq!(clock::of(&story.case, law()).stopped_on, Some(TODAY));
        }
        for stage in StageKey::ALL.iter().filter(|stage| **stage >= StageKey::Issued) {
            assert_eq!(
                Story::at(*stage).act(&applicant(), &withdraw),
                Err(Refusal::NotNow),
                "{stage}"
            );
        }
    }

    #[test]
    fn what_came_too_late_is_closed_with_the_reason_and_the_department_that_answers_for_it() {
        let close = |late| Command::Close { late };
        let late = || {
            Some(Lateness {
                department: testing::DEPARTMENT,
                because: words("档案移交，查找费时"),
            })
        };
        let in_time = Story::served("disclosed");
        assert_eq!(
            in_time.clone().act(&clerk(), &close(late())),
            Err(Refusal::NotLate)
        );
        assert!(in_time.clone().act(&clerk(), &close(None)).is_ok());
        let due_on = in_time.reading().due_on.unwrap();
        let served_on = |day| {
            Story::approved("disclosed")
                .on(day)
                .then(&clerk(), &testing::issue())
                .then(
                    &clerk(),
                    &Command::Serve {
                        letter: testing::ANSWER,
                        service: Service::Online { available_on: day },
                        remark: None,
                    },
                )
        };
        assert!(
            served_on(due_on).act(&clerk(), &close(None)).is_ok(),
            "the last day is in time"
        );
        let mut story = served_on(due_on.next_day().unwrap());
        assert_eq!(story.act(&clerk(), &close(None)), Err(Refusal::LateUnexplained));
        let closed = story.act(&clerk(), &close(late())).unwrap();
        assert!(
            matches!(closed.as_slice(), [Event::Closed { late: Some(known) }] if known.department == testing::DEPARTMENT)
        );
    }

    #[test]
    fn a_withdrawal_that_comes_by_letter_is_recorded_by_the_clerk_and_by_nobody_else() {
        let withdraw = Command::Withdraw { reason: None };
        assert_eq!(
            Story::in_hand().act(&handler(), &withdraw),
            Err(Refusal::NotYourRole)
        );
        assert!(Story::in_hand().act(&clerk(), &withdraw).is_ok());
    }
}
