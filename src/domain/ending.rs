//! 终止办理: on what the letter rests that ends a case, or tells that it has ended.

use time::Date;

use super::{
    abandonment::{self, Expired},
    answer::ProposedItem,
    case::{Case, SentLetter},
    notice::About,
    refusal::Refusal,
    stage::{Ending, Stage},
};
use crate::law::{GroundKey, Law, NoticeKind};

/// Why a case ends, or has ended, without an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// 视为放弃申请: the letter ends the case.
    Expired(Expired),
    /// 申请人撤回: the case has ended; the letter, which no law demands, says so.
    Withdrawn { ground: GroundKey, withdrawn_on: Date },
}

impl Basis {
    pub fn ground(&self) -> &GroundKey {
        match self {
            Self::Expired(expired) => &expired.ground,
            Self::Withdrawn { ground, .. } => ground,
        }
    }
}

/// The ground of `grounds.toml` on which the letter speaks to whoever withdrew.
const WITHDRAWN: &str = "withdrawn";

/// Whether a ground is the one of a withdrawal.
pub(super) fn is_of_a_withdrawal(ground: &GroundKey) -> bool {
    ground.as_str() == WITHDRAWN
}

/// On what a letter of the end may rest on a day.
pub fn basis(case: &Case, law: &Law, today: Date) -> Option<Basis> {
    match case.stage {
        Stage::Closed(_) => withdrawn_on(case).map(|withdrawn_on| Basis::Withdrawn {
            ground: WITHDRAWN.parse().expect("the ground of a withdrawal is a key"),
            withdrawn_on,
        }),
        Stage::Filed
        | Stage::Received
        | Stage::Assigned { .. }
        | Stage::InHand(_)
        | Stage::InReview(..)
        | Stage::Approved(..)
        | Stage::Issued(..)
        | Stage::Served(..) => abandonment::due(case, law, today).map(Basis::Expired),
    }
}

/// The letter that told the applicant of the end, with what it said of each item: against it there are remedies, as
/// against an answer.
pub fn told(case: &Case) -> Option<(&SentLetter, Vec<ProposedItem>)> {
    let (notice, letter) = case.sent(NoticeKind::Ended).next()?;
    let About::Ended { ground } = &notice.matter else {
        return None;
    };
    let item = |item: &u16| ProposedItem {
        item: *item,
        ground: ground.clone(),
        withheld: Vec::new(),
        files: Vec::new(),
    };
    Some((letter, case.items.iter().map(item).collect()))
}

/// Whether there is an end of which a letter can still tell.
pub(super) fn may_be_told(case: &Case) -> Result<(), Refusal> {
    withdrawn_on(case).map(|_| ()).ok_or(Refusal::NotNow)
}

/// The day of the withdrawal. What was withdrawn before its receipt was confirmed was never taken up: there is nothing to
/// end.
fn withdrawn_on(case: &Case) -> Option<Date> {
    let withdrew = case.stage == Stage::Closed(Ending::Withdrawn) && case.received_on.is_some();
    case.withdrawn_on.filter(|_| withdrew)
}

#[cfg(test)]
mod tests {
    use crate::{
        domain::{
            clock,
            command::{Command, CommandKind},
            flag::Flag,
            notice::About,
            permission,
            refusal::Refusal,
            stage::{Ending, Stage, StageKey},
            summary,
            testing::{
                self, Story, TODAY, applicant, clerk, handler, law, letter_of, notice_id, propose,
                send_notice,
            },
        },
        law::StepKind,
    };

    fn ended(ground: &str) -> About {
        About::Ended {
            ground: ground.parse().unwrap(),
        }
    }

    fn withdrawn() -> Story {
        Story::in_hand().then(&applicant(), &Command::Withdraw { reason: None })
    }

    /// Reviewed, and posted today.
    fn told(story: Story) -> Story {
        let id = notice_id(1);
        let mut story = story.then(&clerk(), &propose(id, ended("withdrawn")));
        for step in [StepKind::Confidentiality, StepKind::Legal, StepKind::SignOff] {
            let approve = testing::approve_notice(id, step);
            story = story.then(&testing::reviewer(step), &approve);
        }
        story.then(&handler(), &send_notice(id, testing::by_post(TODAY)))
    }

    #[test]
    fn who_withdrew_is_told_once_and_nothing_else_changes() {
        let before = withdrawn();
        let story = told(before.clone());
        assert_eq!(story.case.stage, Stage::Closed(Ending::Withdrawn));
        assert_eq!(story.case.abandoned, None, "it counts as withdrawn");
        assert_eq!(clock::of(&story.case, law()), clock::of(&before.case, law()));
        assert!(
            summary::of(&story.case, law(), story.case.stage_since)
                .flags
                .has(Flag::Undelivered)
        );
        let mut story = story.then(
            &clerk(),
            &Command::RecordDelivery {
                letter: letter_of(notice_id(1)),
                delivered_on: TODAY,
            },
        );
        assert_eq!(
            story.act(&clerk(), &propose(notice_id(2), ended("withdrawn"))),
            Err(Refusal::AlreadyTold)
        );
    }

    #[test]
    fn the_letter_of_the_end_comes_back_and_goes_out_again() {
        let letter = letter_of(notice_id(1));
        let story = told(withdrawn()).then(&clerk(), &testing::returned(letter, TODAY, "refused"));
        assert!(
            summary::of(&story.case, law(), story.case.stage_since)
                .flags
                .has(Flag::Unserved)
        );
        let again = Command::Serve {
            letter,
            service: testing::mailed("EA987654321CN", TODAY),
            remark: None,
        };
        let story = story.then(&clerk(), &again);
        assert_eq!(story.case.letter(letter).unwrap().attempts.len(), 2);
    }

    #[test]
    fn only_the_letter_of_the_end_is_written_when_a_case_has_ended() {
        let mut story = withdrawn();
        for (matter, refusal) in [
            (About::Extension { working_days: 5 }, Refusal::NotNow),
            (About::Correction { working_days: 5 }, Refusal::NotNow),
            (ended("correction_abandoned"), Refusal::NotExpired),
        ] {
            assert_eq!(story.act(&clerk(), &propose(notice_id(1), matter)), Err(refusal));
        }
        let propose = CommandKind::ProposeNotice;
        assert_eq!(
            permission::may(&story.case, &testing::stranger_handler(), propose, law()),
            Err(Refusal::NotYourCase)
        );
        // What nobody took up has no end; and an answer is one already.
        let unread = Story::at(StageKey::Filed).then(&applicant(), &Command::Withdraw { reason: None });
        let answered = Story::served("disclosed").then(&clerk(), &Command::Close { late: None });
        for story in [unread, answered] {
            assert_eq!(
                permission::may(&story.case, &clerk(), propose, law()),
                Err(Refusal::NotNow)
            );
        }
    }

    #[test]
    fn what_came_of_other_letters_stays_as_it_was_when_the_case_ended() {
        let id = notice_id(3);
        let story = Story::in_hand()
            .cleared(id, About::Correction { working_days: 10 })
            .then(&handler(), &send_notice(id, testing::by_post(TODAY)))
            .then(&applicant(), &Command::Withdraw { reason: None });
        let delivery = Command::RecordDelivery {
            letter: letter_of(id),
            delivered_on: TODAY,
        };
        assert!(story.clone().act(&clerk(), &delivery).is_err());
        assert!(
            !summary::of(&story.case, law(), story.case.stage_since)
                .flags
                .has(Flag::Undelivered)
        );
    }
}
