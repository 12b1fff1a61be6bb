//! 制发: the signed letter gets its number and its date, once, and never changes again.

use time::Date;

use super::{
    case::Case, command::IssuedAs, event::Event, id::LetterId, refusal::Refusal, stage::Stage, words::Words,
};

/// Issues the answer, if what would leave is exactly what was approved. If it is not (a rule or an organ changed
/// since), nothing leaves: the approvals are void, and the draft is back in hand with the reason beside it.
pub(super) fn issue(case: &Case, letter: &IssuedAs, today: Date) -> Result<Vec<Event>, Refusal> {
    let Stage::Approved(_, review) = &case.stage else {
        return Err(Refusal::NotNow);
    };
    if case.letter(letter.id).is_some() {
        return Err(Refusal::OtherLetter);
    }
    if review.content != letter.content {
        return Ok(vec![Event::ApprovalsVoided {
            approved: review.content,
            found: letter.content,
        }]);
    }
    case.is_cleared(letter.hits)?;
    Ok(vec![issued(letter, today)])
}

/// 作废: a letter that nobody outside has seen is taken back. It keeps its number, as every number is accounted for; what
/// was signed is no longer signed, and whatever goes out instead is reviewed and numbered anew.
pub(super) fn spoil(case: &Case, id: LetterId, reason: &Words) -> Result<Vec<Event>, Refusal> {
    match case.answer() {
        Some(answer) if answer.id == id && !answer.was_sent() => Ok(vec![Event::LetterSpoilt {
            letter: id,
            reason: reason.reference(),
        }]),
        Some(_) | None => Err(Refusal::AlreadySent),
    }
}

/// Whether the answer was issued and has not left.
pub(super) fn may_spoil(case: &Case) -> Result<(), Refusal> {
    match case.answer() {
        Some(answer) if !answer.was_sent() => Ok(()),
        Some(_) | None => Err(Refusal::AlreadySent),
    }
}

pub(in crate::domain) fn issued(letter: &IssuedAs, today: Date) -> Event {
    Event::LetterIssued {
        letter: letter.id,
        letter_kind: letter.kind.clone(),
        number: letter.number.clone(),
        content: letter.content,
        pdf: letter.pdf,
        issued_on: today,
        package: letter.package,
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::{
        command::Command,
        digest::Digest,
        id::LetterId,
        refusal::Refusal,
        service::unserved,
        stage::StageKey,
        testing::{
            ANSWER, Story, TODAY, applicant, approve, by_post, came_back, clerk, colleague, content,
            full_draft, handler, issue, issued_as, leader, open, reviewer, submit, words,
        },
    };

    #[test]
    fn what_was_approved_goes_out() {
        let story = Story::approved("not_held").then(&handler(), &issue());
        assert_eq!(story.case.stage.key(), StageKey::Issued);
        assert_eq!(story.case.answer().map(|letter| letter.id), Some(ANSWER));
    }

    #[test]
    fn what_was_issued_and_not_served_can_be_spoilt_and_is_answered_anew() {
        let reason = words("正文误写年度");
        let spoil = Command::Spoil {
            letter: ANSWER,
            reason,
        };
        let mut approved = Story::approved("not_held");
        assert_eq!(approved.act(&clerk(), &spoil), Err(Refusal::NotNow));
        let mut story = approved.then(&handler(), &issue());
        assert_eq!(story.act(&colleague(), &spoil), Err(Refusal::NotYourCase));
        assert_eq!(story.act(&leader(), &spoil), Err(Refusal::NotYourRole));
        let number = story.case.answer().unwrap().number.clone();
        let mut story = story.then(&handler(), &spoil);
        let letter = story.case.letter(ANSWER).unwrap();
        assert!(
            letter.spoilt.is_some() && letter.number == number,
            "it stays, with its number"
        );
        assert!(story.case.answer().is_none() && story.case.draft.is_some());
        assert_eq!(story.case.stage.key(), StageKey::InHand);
        assert_eq!(unserved(&story.case).count(), 0, "nobody has to serve it");
        assert!(story.act(&applicant(), &open(ANSWER)).is_err());
        // The approvals are gone: what goes out instead is reviewed again, under another number.
        assert_eq!(story.act(&clerk(), &issue()), Err(Refusal::NotNow));
        let mut again = story.then(&handler(), &submit(full_draft("not_held")));
        for step in again.case.stage.review().unwrap().plan.steps.clone() {
            again = again.then(&reviewer(step.kind), &approve(step.kind));
        }
        assert_eq!(
            again.act(&clerk(), &issue()),
            Err(Refusal::OtherLetter),
            "the same letter"
        );
        let second = LetterId(uuid::Uuid::from_u128(299));
        let issue_second = Command::Issue {
            letter: issued_as(second, content()),
        };
        let again = again.then(&clerk(), &issue_second);
        assert_eq!(again.case.answer().map(|letter| letter.id), Some(second));
        assert_eq!(
            again
                .case
                .letters
                .iter()
                .filter(|letter| letter.spoilt.is_some())
                .count(),
            1
        );
    }

    #[test]
    fn what_left_cannot_be_spoilt() {
        let spoil = Command::Spoil {
            letter: ANSWER,
            reason: words("误写"),
        };
        let post = Command::Serve {
            letter: ANSWER,
            service: by_post(TODAY),
            remark: None,
        };
        let mut story = Story::at(StageKey::Issued).then(&clerk(), &post);
        assert_eq!(story.act(&clerk(), &spoil), Err(Refusal::NotNow));
        let mut story = story.then(&clerk(), &came_back("refused"));
        assert_eq!(story.case.stage.key(), StageKey::Issued);
        assert_eq!(story.act(&clerk(), &spoil), Err(Refusal::AlreadySent));
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
