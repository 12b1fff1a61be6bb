//! The commands of a review by a chain of an agency's own.

use time::Date;

use crate::{
    domain::{
        command::Command,
        digest::Digest,
        presend::OpenHits,
        testing::{self, Story, words},
    },
    law::StepKind,
};

/// At an agency whose chain is longer than the law's own, with steps side by side.
pub(super) fn by_a_long_chain() -> Story {
    let refusal = testing::full_draft("state_secret");
    Story::in_hand_by(testing::long_chain()).then(&testing::handler(), &testing::draft(refusal))
}

/// Every verdict on every step, and leaving every one out.
pub(super) fn steps(_: Date) -> Vec<Command> {
    let mut all = vec![
        testing::submit(testing::full_draft("state_secret")),
        testing::issue(),
    ];
    for kind in StepKind::ALL {
        all.push(testing::approve(*kind));
        all.push(Command::Bypass {
            step: (*kind).into(),
            reason: words("负责人外出，经请示"),
        });
    }
    all
}

/// What looked like personal data is answered for.
pub(super) fn answer_hits() -> Command {
    Command::AnswerHits {
        hits: OpenHits {
            digest: Digest::of_bytes(b"a telephone"),
            count: 1,
        },
        lawful: 1,
        consent: 0,
        reason: words("公开的办公电话"),
    }
}
