//! The way of a case that has ended, contested or not, until who applied is erased, and after.

use time::{Date, macros::date};

use super::{Way, ways};
use crate::domain::{
    command::Command,
    testing::{Story, TODAY},
};

/// After the time for which personal data is kept.
const MUCH_LATER: Date = date!(2032 - 06 - 01);

pub(super) fn all() -> Vec<Way> {
    vec![Way {
        name: "erased",
        start: Story::served("state_secret"),
        days: vec![TODAY, MUCH_LATER],
        commands,
    }]
}

/// Of the proceedings the first alone: it is filed.
fn commands(today: Date) -> Vec<Command> {
    let filed = ways::appeals(today).into_iter().take(1);
    let here = [Command::Close { late: None }, Command::Erase { years: 5 }];
    filed.chain(here).collect()
}
