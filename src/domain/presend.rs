//! 发出前核对: before a letter goes out, whatever looks like personal data of others in it and in its files is answered for,
//! each place of it: that it may lawfully be public, or that the person agrees. Otherwise it is blacked out first. The
//! answers hold for exactly the places that were found in exactly that content; whatever changes is asked again.

use serde::{Deserialize, Serialize};

use super::{case::Case, digest::Digest, event::Event, refusal::Refusal, words::Words};

/// Places that look like personal data of others, in something that is about to leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenHits {
    /// Of the content and of every place.
    pub digest: Digest,
    pub count: u32,
}

impl Case {
    /// Whether everything that was found is answered for.
    pub fn is_cleared(&self, hits: Option<OpenHits>) -> Result<(), Refusal> {
        match hits {
            Some(hits) if !self.cleared.contains(&hits.digest) => Err(Refusal::HitsOpen(hits.count)),
            Some(_) | None => Ok(()),
        }
    }
}

/// Takes the answers: how many places may lawfully be public, and of how many the person agrees.
pub(super) fn answer(
    case: &Case,
    hits: OpenHits,
    (lawful, consent): (u32, u32),
    reason: &Words,
) -> Result<Vec<Event>, Refusal> {
    if hits.count == 0 || case.cleared.contains(&hits.digest) {
        return Err(Refusal::NotNow);
    }
    let answered = lawful.saturating_add(consent);
    if answered != hits.count {
        return Err(Refusal::HitsOpen(hits.count.saturating_sub(answered)));
    }
    Ok(vec![Event::HitsAnswered {
        hits: hits.digest,
        lawful,
        consent,
        reason: reason.reference(),
    }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        command::{Command, IssuedAs},
        stage::StageKey,
        testing::{ANSWER, Story, clerk, content, handler, issued_as, leader, words},
    };

    const FOUND: OpenHits = OpenHits {
        digest: Digest([7; 32]),
        count: 3,
    };

    fn issue(hits: OpenHits) -> Command {
        Command::Issue {
            letter: IssuedAs {
                hits: Some(hits),
                ..issued_as(ANSWER, content())
            },
        }
    }

    fn answers(hits: OpenHits, lawful: u32, consent: u32) -> Command {
        Command::AnswerHits {
            hits,
            lawful,
            consent,
            reason: words("电话是公开的办公电话"),
        }
    }

    #[test]
    fn nothing_leaves_while_a_place_is_not_answered_for() {
        let mut story = Story::approved("disclosed");
        assert_eq!(story.act(&clerk(), &issue(FOUND)), Err(Refusal::HitsOpen(3)));
        assert_eq!(
            story.act(&handler(), &answers(FOUND, 1, 1)),
            Err(Refusal::HitsOpen(1))
        );
        assert_eq!(
            story.act(&leader(), &answers(FOUND, 3, 0)),
            Err(Refusal::NotYourRole)
        );
        let mut story = story.then(&handler(), &answers(FOUND, 2, 1));
        assert_eq!(
            story.act(&handler(), &answers(FOUND, 2, 1)),
            Err(Refusal::NotNow),
            "once"
        );
        let story = story.then(&clerk(), &issue(FOUND));
        assert_eq!(story.case.stage.key(), StageKey::Issued);
    }

    #[test]
    fn the_answers_hold_for_exactly_what_was_found() {
        let mut story = Story::approved("disclosed").then(&handler(), &answers(FOUND, 3, 0));
        let other = OpenHits {
            digest: Digest([8; 32]),
            ..FOUND
        };
        assert_eq!(story.act(&clerk(), &issue(other)), Err(Refusal::HitsOpen(3)));
    }
}
