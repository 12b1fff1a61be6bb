//! The case, PURE: who may do what to it, what follows, and why. No async, no IO, no clock, no chance:
//! days, ids and salts come in as arguments. A case is the fold of its events (`case`), every change is a
//! `Command` decided by `decide`, and nothing here knows how it is stored or shown.

pub mod account;
pub mod agency;
pub mod answer;
pub mod applicant;
pub mod application;
pub mod assignment;
pub mod case;
pub mod clock;
pub mod closing;
pub mod command;
pub mod decide;
pub mod digest;
pub mod event;
pub mod filing;
pub mod id;
pub mod issue;
pub mod permission;
pub mod receipt;
pub mod refusal;
pub mod remedy;
pub mod review;
pub mod service;
pub mod stage;
pub mod summary;
#[cfg(test)]
mod testing;
pub mod text;
#[cfg(test)]
mod walk;
pub mod words;
