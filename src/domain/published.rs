//! 依申请公开转主动公开: an answer that an agency publishes, in neutral words of the staff. Who prepared it does not confirm it;
//! what is published can be withdrawn, with the reason, and is then known to have been withdrawn.

use std::collections::BTreeSet;

use time::Date;

use super::{
    account::Officer,
    afterwards,
    case::Case,
    digest::Digest,
    id::{AccountId, AgencyId, CaseId, FileId},
    permission,
};
use crate::law::{Law, Role, words};
use time::OffsetDateTime;
use uuid::Uuid;

/// The most characters of what was asked and of what was answered.
pub const LONGEST_WORDS: usize = 5_000;

words! {
    /// How far it has come.
    pub enum State {
        /// Waits for the second person.
        Prepared = "prepared",
        Published = "published",
        Withdrawn = "withdrawn",
        /// Given up before anybody outside saw it.
        Dropped = "dropped",
    }
}

/// What the public reads.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Wording {
    pub title: String,
    pub asked: String,
    pub answered: String,
    pub topics: Vec<String>,
}

/// A copy of a file that went out with the answer.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PublishedFile {
    pub file: FileId,
    pub name: String,
    pub media_type: String,
    pub size: u64,
    pub content: Digest,
}

/// That the second person confirmed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confirmed {
    pub by: AccountId,
    pub on: Date,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawn {
    pub by: AccountId,
    pub on: Date,
    /// Read by everybody.
    pub because: String,
}

/// An answer that is published, or is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedAnswer {
    pub id: Uuid,
    pub agency: AgencyId,
    pub case: CaseId,
    pub state: State,
    /// Goes up with every change, from 1.
    pub version: i64,
    pub wording: Wording,
    pub files: Vec<PublishedFile>,
    /// Which places that look like personal data may be public, and why.
    pub cleared: Option<(Digest, String)>,
    pub prepared_by: AccountId,
    pub prepared_at: OffsetDateTime,
    pub confirmed: Option<Confirmed>,
    pub withdrawn: Option<Withdrawn>,
}

/// Why an answer is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotPublished {
    /// It has not gone out, or it gives nothing that others may want.
    #[error("the answer gives nothing")]
    GivesNothing,
    /// 经决定不转为主动公开
    #[error("it was decided not to publish")]
    DecidedAgainst,
    /// Who prepared it does not confirm it.
    #[error("it needs a second person")]
    SecondPerson,
    /// It has come further than this can be done.
    #[error("not at this state")]
    State,
}

/// Whether the answer of a case can be published: it went out, gives something that was not public, and nobody decided
/// against it.
pub fn may_be_published(case: &Case, law: &Law) -> Result<(), NotPublished> {
    let decided = case
        .publication
        .as_ref()
        .and_then(|publication| publication.decided);
    if decided.is_some_and(|decided| !decided.publish) {
        return Err(NotPublished::DecidedAgainst);
    }
    if afterwards::given(case, law).is_empty() || case.filing.asks_for.corrects_records() {
        return Err(NotPublished::GivesNothing);
    }
    Ok(())
}

/// Whether somebody prepares what is published of a case: whoever handled it, and the intake clerk.
pub fn prepares(case: &Case, officer: &Officer) -> bool {
    permission::may_read(case, officer) && permission::is_desk_or_handler(case, officer)
}

/// Whether somebody is one of those who confirm what others prepared.
pub fn confirms(case: &Case, officer: &Officer) -> bool {
    let roles = [Role::ConfidentialityReviewer, Role::SigningLeader];
    permission::may_read(case, officer) && roles.iter().any(|role| officer.is(*role))
}

impl PublishedAnswer {
    /// Whether this officer may let everybody read it.
    pub fn may_be_confirmed(&self, officer: &Officer) -> Result<(), NotPublished> {
        if self.state != State::Prepared {
            Err(NotPublished::State)
        } else if self.prepared_by == officer.account {
            Err(NotPublished::SecondPerson)
        } else {
            Ok(())
        }
    }

    /// Whether everybody may know that it is, or was, there.
    pub fn is_known(&self) -> bool {
        match self.state {
            State::Published | State::Withdrawn => true,
            State::Prepared | State::Dropped => false,
        }
    }

    /// The files by the ids of those that they are copies of.
    pub fn chosen(&self) -> BTreeSet<FileId> {
        self.files.iter().map(|file| file.file).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        account::Actor,
        command::Command,
        testing::{Story, handler, law, leader, words},
    };

    #[test]
    fn only_an_answer_that_gives_something_is_published() {
        let story = Story::served("disclosed");
        assert_eq!(may_be_published(&story.case, law()), Ok(()));
        for ground in ["state_secret", "already_public"] {
            let story = Story::served(ground);
            assert_eq!(
                may_be_published(&story.case, law()),
                Err(NotPublished::GivesNothing),
                "{ground}"
            );
        }
        let story = Story::approved("disclosed");
        assert_eq!(
            may_be_published(&story.case, law()),
            Err(NotPublished::GivesNothing),
            "not gone out"
        );
    }

    #[test]
    fn what_was_decided_against_is_not_published() {
        let with = vec![CaseId(Uuid::from_u128(900))];
        let decide = |publish| Command::DecidePublication {
            publish,
            because: words("涉及的人不多"),
        };
        let story = Story::served("disclosed").then(&Actor::Program, &Command::ProposePublication { with });
        let against = story.clone().then(&leader(), &decide(false));
        assert_eq!(
            may_be_published(&against.case, law()),
            Err(NotPublished::DecidedAgainst)
        );
        let story = story.then(&leader(), &decide(true));
        assert_eq!(may_be_published(&story.case, law()), Ok(()));
    }

    #[test]
    fn who_handles_prepares_and_who_signs_confirms() {
        let story = Story::served("disclosed");
        let officer = |actor: Actor| match actor {
            Actor::Officer(officer) => officer,
            Actor::Applicant { .. } | Actor::ThirdParty { .. } | Actor::Program => unreachable!("a person"),
        };
        let (handler, leader) = (officer(handler()), officer(leader()));
        assert!(prepares(&story.case, &handler) && !prepares(&story.case, &leader));
        assert!(confirms(&story.case, &leader) && !confirms(&story.case, &handler));
    }
}
