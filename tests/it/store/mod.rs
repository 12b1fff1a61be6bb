//! The store on both databases.

mod case;
mod migrate;
mod note;
mod number;
mod outage;
mod paper;
mod people;
mod queue;
mod session;
mod throttle;
pub(crate) mod verify;
mod world;
