//! What can be done to a case that was taken over from an old register: it goes on, or what followed is recorded, or the
//! import is undone.

use time::Date;

use super::{Way, ways};
use crate::domain::{
    command::Command,
    testing::{self, Story, TODAY, words},
    testing_import::{ended, told},
};

pub(super) fn all() -> Vec<Way> {
    let way = |name, told, commands| Way {
        name,
        start: Story::taken_over(told),
        days: vec![TODAY],
        commands,
    };
    vec![
        way("taken over", told(None), open),
        way(
            "taken over, answered",
            told(Some(ended("state_secret"))),
            answered,
        ),
        way("taken over, withdrawn", told(Some(ended("withdrawn"))), answered),
    ]
}

fn open(_: Date) -> Vec<Command> {
    vec![
        Command::UndoImport,
        testing::assign(),
        Command::Accept,
        Command::HandBack {
            reason: words("不属于本科室职责"),
        },
        Command::Withdraw { reason: None },
    ]
}

fn answered(today: Date) -> Vec<Command> {
    [ways::appeals(today), vec![Command::UndoImport]].concat()
}
