//! 节假日安排 as it arrives: checked, previewed, loaded, and every open case of its region computed again. The one way,
//! for pages and for the command line.
//!
//! A notice is written in one short transaction that waits for all writers; from then on every command decides by it.
//! The rows of the open cases follow in small steps, which whoever comes next goes on with if the program is killed.

mod carried;
mod error;
mod load;
mod recompute;
mod survey;

pub use self::{
    carried::take_up_carried,
    error::NoticeError,
    load::{Loaded, load},
    recompute::{Step, finish, recompute},
    survey::{Day, Preview, Survey, preview, survey},
};

use time::OffsetDateTime;

/// Who loads a notice.
pub use super::audit::Giver;
use crate::{
    domain::{
        account::Officer,
        case::Case,
        clock::ClockState,
        flag::Flag,
        summary::{self, Summary},
    },
    law::{Law, Notice, Role},
    store::{agency::Located, calendar::Move},
};

/// A notice that somebody wants to load.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Where it holds: empty for the whole country, else how the addresses of the region's agencies begin.
    pub region: String,
    pub notice: Notice,
    /// Why, in the loader's words.
    pub note: String,
}

/// The agencies of a region.
pub fn agencies_of<'a>(agencies: &'a [Located], region: &str) -> Vec<&'a Located> {
    agencies
        .iter()
        .filter(|agency| agency.region.starts_with(region))
        .collect()
}

/// Whether the giver may load a notice for a region: the operator any, an administrator one that changes the dates of
/// no other agency than their own. So where one agency has the program to itself its administrators load everything,
/// and where several share it, none of them moves the deadlines of another.
pub fn may_load(giver: Giver<'_>, agencies: &[Located], region: &str) -> Result<(), NoticeError> {
    let affected = agencies_of(agencies, region);
    match giver {
        _ if affected.is_empty() && !region.is_empty() => Err(NoticeError::NoAgency(region.to_owned())),
        Giver::Operator => Ok(()),
        Giver::Officer(officer) if !officer.is(Role::Administrator) => Err(NoticeError::NotTheirs),
        Giver::Officer(officer) if affected.iter().all(|agency| agency.id == officer.agency) => Ok(()),
        Giver::Officer(_) => Err(NoticeError::NotTheirs),
    }
}

/// The regions, from the whole country inwards, for which the giver may load notices: those whose agencies are told by
/// the way their regions begin. An administrator is offered the country and their agency's own region.
pub fn regions_for(officer: &Officer, agencies: &[Located]) -> Vec<String> {
    let own = agencies.iter().find(|agency| agency.id == officer.agency);
    let own = own.map(|agency| agency.region.clone()).unwrap_or_default();
    let mut regions = vec![String::new(), own];
    regions.dedup();
    regions.retain(|region| may_load(Giver::Officer(officer), agencies, region).is_ok());
    regions
}

/// What another calendar changes for a case: the day on which something is due, or whether it is certain. Nothing where
/// nothing is due any more.
fn moved(case: &Case, before: &Law, after: &Law, now: OffsetDateTime) -> Option<Move> {
    let (old, new) = (summary::of(case, before, now), summary::of(case, after, now));
    let is_due = match new.clock {
        ClockState::Running
        | ClockState::Consulting
        | ClockState::AwaitingCorrection
        | ClockState::AwaitingFee => true,
        ClockState::Stopped => false,
    };
    let is_provisional = |summary: &Summary| summary.flags.has(Flag::Provisional);
    let (was, is) = (is_provisional(&old), is_provisional(&new));
    let differs = (old.next_on, was) != (new.next_on, is);
    (is_due && differs).then_some(Move {
        case: case.id,
        old_on: old.next_on,
        new_on: new.next_on,
        old_provisional: was,
        new_provisional: is,
    })
}
