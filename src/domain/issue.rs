//! 制发: the signed letter gets its number and its date, once, and never changes again.

use time::Date;

use super::{case::Case, command::IssuedAs, event::Event, refusal::Refusal, stage::Stage};

/// Issues the answer, if what would leave is exactly what was approved. If it is not (a rule or an organ changed
/// since), nothing leaves: the approvals are void, and the draft is back in hand with the reason beside it.
pub(super) fn issue(case: &Case, letter: &IssuedAs, today: Date) -> Result<Vec<Event>, Refusal> {
    let Stage::Approved(_, review) = &case.stage else {
        return Err(Refusal::NotNow);
    };
    if review.content != letter.content {
        return Ok(vec![Event::ApprovalsVoided {
            approved: review.content,
            found: letter.content,
        }]);
    }
    Ok(vec![issued(letter, today)])
}

pub(in crate::domain) fn issued(letter: &IssuedAs, today: Date) -> Event {
    Event::LetterIssued {
        letter: letter.id,
        letter_kind: letter.kind.clone(),
        number: letter.number.clone(),
        content: letter.content,
        pdf: letter.pdf,
        issued_on: today,
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::{
        command::Command,
        digest::Digest,
        stage::StageKey,
        testing::{ANSWER, Story, clerk, handler, issue, issued_as},
    };

    #[test]
    fn what_was_approved_goes_out() {
        let story = Story::approved("not_held").then(&handler(), &issue());
        assert_eq!(story.case.stage.key(), StageKey::Issued);
        assert_eq!(story.case.answer().map(|letter| letter.id), Some(ANSWER));
    }

    #[test]
    fn what_changed_after_the_signature_does_not_go_out_and_says_so() {
        let changed = Command::Issue {
            letter: issued_as(ANSWER, Digest::of_bytes(b"an organ has moved")),
        };
        let story = Story::approved("state_secret").then(&clerk(), &changed);
        assert_eq!(story.case.stage.key(), StageKey::InHand);
        assert!(story.case.voided);
        assert!(story.case.answer().is_none());
    }
}
