//! The commands of a review by a chain of an agency's own.

use time::{Date, macros::date};

use crate::{
    domain::{
        command::Command,
        digest::Digest,
        presend::OpenHits,
        stage::StageKey,
        testing::{self, DEPARTMENT, Story, account_of, words},
    },
    law::{StepKey, StepKind},
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

/// The day on which nobody may claim any more.
pub(super) const UNCLAIMED: Date = date!(2026 - 11 - 20);

/// Given to a department, at an agency where another may claim what it takes up.
pub(super) fn to_be_claimed() -> Story {
    Story {
        chain: testing::claim_chain(),
        ..Story::at(StageKey::Assigned)
    }
}

/// Claiming, waiving, and going on without either.
pub(super) fn claims(_: Date) -> Vec<Command> {
    let step = StepKey::from(StepKind::Countersign);
    let mut all = vec![
        Command::Accept,
        Command::Claim { step: step.clone() },
        Command::Waive { step },
        testing::draft(testing::full_draft("disclosed")),
        testing::submit(testing::full_draft("disclosed")),
        testing::issue(),
        Command::HandOver {
            department: DEPARTMENT,
            handler: Some(account_of(&testing::colleague())),
            reason: words("工作调整"),
        },
    ];
    all.extend(StepKind::ALL.iter().map(|kind| testing::approve(*kind)));
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
