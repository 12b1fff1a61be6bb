//! 办结与撤回: how a case ends.

use time::Date;

use super::{case::Case, event::Event, refusal::Refusal, words::Words};

/// Closes an answered case. A letter by post is closed only once it is known to have arrived: until then it may come
/// back, and the applicant's remedies have not begun to run.
pub(super) fn close(case: &Case) -> Result<Vec<Event>, Refusal> {
    may_close(case).map(|()| vec![Event::Closed])
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
    use super::super::{
        clock,
        command::Command,
        refusal::Refusal,
        stage::StageKey,
        testing::{Story, TODAY, applicant, clerk, handler, law, words},
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
    fn a_withdrawal_that_comes_by_letter_is_recorded_by_the_clerk_and_by_nobody_else() {
        let withdraw = Command::Withdraw { reason: None };
        assert_eq!(
            Story::in_hand().act(&handler(), &withdraw),
            Err(Refusal::NotYourRole)
        );
        assert!(Story::in_hand().act(&clerk(), &withdraw).is_ok());
    }
}
