//! Stories of cases that were taken over from an old register.

use time::{Date, OffsetDateTime, macros::date};
use uuid::Uuid;

use super::{
    case::Case,
    command::OpeningHow,
    decide::{self, Rules},
    event::{Event, Recorded},
    id::ImportId,
    imported::{Imported, OldEnd},
    refusal::Refusal,
    testing::{self, CASE, Story, TODAY, clerk, law, words},
};

pub(super) const RECEIVED: Date = date!(2026 - 10 - 26);

/// What a register tells of a case.
pub(super) fn told(ended: Option<OldEnd>) -> Imported {
    Imported {
        import: ImportId(Uuid::from_u128(700)),
        row: 2,
        number: words("青公开〔2026〕31号").reference(),
        correction: None,
        extension: None,
        ended,
        remarks: None,
    }
}

/// As the clerk takes it over today.
pub(super) fn take_over(told: Imported) -> Result<Vec<Event>, Refusal> {
    let opening = testing::opening(OpeningHow::Import {
        received_on: RECEIVED,
        told,
    });
    let rules = Rules {
        law: law(),
        chain: testing::chain(),
        today: TODAY,
    };
    decide::open(&opening, Some(&clerk()), rules)
}

/// How it ended, on a ground.
pub(super) fn ended(ground: &str) -> OldEnd {
    let ground = ground.parse().expect("a ground key");
    OldEnd::of(ground, date!(2026 - 11 - 09), None, None)
}

impl Story {
    /// Taken over today, as a register tells of it.
    pub(super) fn taken_over(told: Imported) -> Self {
        let events = take_over(told).expect("a register that can be");
        let history: Vec<Recorded> = (1..)
            .zip(events)
            .map(|(seq, event)| Recorded {
                seq,
                at: OffsetDateTime::UNIX_EPOCH,
                actor: clerk().reference(),
                event,
            })
            .collect();
        Self {
            case: Case::fold(CASE, &history).expect("a history that begins"),
            history,
            today: TODAY,
            chain: testing::chain(),
        }
    }
}
