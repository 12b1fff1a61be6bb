//! The case, PURE: who may do what to it, what follows, and why. No async, no IO, no clock, no chance:
//! days, ids and salts come in as arguments. A case is the fold of its events (`case`), every change is a
//! `Command` decided by `decide`, and nothing here knows how it is stored or shown.

pub mod abandonment;
mod access;
pub mod account;
pub mod afterwards;
pub mod agency;
pub mod agenda;
pub mod annual;
pub mod answer;
pub mod appeal;
pub mod applicant;
pub mod application;
pub mod assignment;
pub mod audit;
mod beginning;
pub mod carry_over;
pub mod case;
pub mod catalogue;
pub mod channel_test;
pub mod chore;
pub mod clock;
pub mod closing;
pub mod clue;
pub mod command;
pub mod competence;
pub mod consultation;
pub mod consulted;
pub mod contact;
pub mod contest;
pub mod correction;
pub mod decide;
pub mod delegation;
pub mod description;
pub mod digest;
pub mod dividing;
pub mod ending;
pub mod event;
pub mod excessive;
pub mod feedback;
pub mod filing;
pub mod flag;
pub mod flow;
pub mod id;
pub mod imported;
pub mod issue;
pub mod ledger;
pub mod mark;
pub mod member;
pub mod message;
pub mod note;
pub mod notice;
pub mod numbering;
pub mod package;
pub mod party;
pub mod passkey;
pub mod payee;
pub mod payment;
pub mod permission;
pub mod prerequisite;
pub mod presence;
pub mod presend;
pub mod proof;
pub mod published;
pub mod radical;
pub mod receipt;
pub mod refusal;
pub mod remedy;
pub mod reminder;
pub mod retention;
pub mod retraction;
pub mod review;
pub mod round;
pub mod sameness;
pub mod search;
pub mod secrecy;
pub mod sent_letter;
pub mod service;
pub mod staff;
pub mod stage;
pub mod summary;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod testing_agency;
#[cfg(test)]
mod testing_import;
#[cfg(test)]
mod testing_post;
#[cfg(test)]
mod testing_review;
pub mod text;
pub mod topic;
#[cfg(test)]
mod walk;
pub mod words;
