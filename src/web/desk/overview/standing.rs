//! How an open case stands with its time limit. Every open case stands in exactly one way.

use time::Date;

use crate::{
    domain::clock::ClockState,
    law::words,
    store::queue::Days,
    text::{Key, key},
    web::{
        bars::Part,
        desk::queue::{Ask, RUNNING, Window},
    },
};

words! {
    pub(super) enum Standing {
        Late = "late",
        Near = "near",
        OnTime = "on_time",
        /// The applicant has to correct or to pay; no time runs.
        Waiting = "waiting",
        /// Answered, but not closed yet.
        Answered = "answered",
    }
}

/// The days against which last days are held.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) today: Date,
    /// The last day that counts as near.
    pub(super) near_until: Date,
}

impl Standing {
    pub(super) const fn name(self) -> Key {
        match self {
            Self::Late => key("overview-late"),
            Self::Near => key("overview-near"),
            Self::OnTime => key("overview-on-time"),
            Self::Waiting => key("overview-waiting"),
            Self::Answered => key("overview-answered"),
        }
    }

    pub(super) const fn part(self) -> Part {
        match self {
            Self::Late => Part::Late,
            Self::Near => Part::Near,
            Self::OnTime => Part::OnTime,
            Self::Waiting => Part::Waiting,
            Self::Answered => Part::Done,
        }
    }

    /// Those of what is asked for that stand so.
    pub(super) fn of(self, ask: &Ask, edge: Edge) -> Ask {
        ask.with(|ask| match self {
            Self::Late => ask.window = Some(Window::Overdue),
            Self::Near => {
                ask.clocks = RUNNING.to_vec();
                ask.due = Days::between(edge.today, edge.near_until);
            }
            Self::OnTime => {
                ask.clocks = RUNNING.to_vec();
                ask.due = Days {
                    from: edge.near_until.next_day(),
                    until: None,
                };
            }
            Self::Waiting => ask.clocks = vec![ClockState::AwaitingCorrection, ClockState::AwaitingFee],
            Self::Answered => ask.clocks = vec![ClockState::Stopped],
        })
    }
}
