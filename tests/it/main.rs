//! The integration tests: one binary, a module a topic. `kit` holds what they share.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on may panic"
)]

mod account;
mod accounts;
mod accounts_import;
mod admin_log;
mod agency;
mod annual;
mod applying;
mod attached;
#[path = "../browser/mod.rs"]
mod browser;
#[cfg(feature = "s3")]
mod bucket;
mod bulk;
mod bundle;
mod calendar;
mod casework;
mod catalogue;
mod chain;
mod channel;
mod claim;
mod clock_command;
mod delegation;
mod demo;
mod departments;
mod desk;
mod documents;
mod draft;
mod english;
mod evidence;
mod feedback;
mod import;
mod intake;
mod jobs;
mod kit;
mod ledger;
mod letter_command;
mod letters;
mod mailroom;
mod mine;
mod notes;
mod notices;
mod numbers;
mod overview;
mod packages;
mod paying_online;
mod payment;
mod people;
mod portal;
mod presence;
mod presend;
mod procedure;
mod publish;
mod queue;
mod readable;
mod records;
mod redact_command;
mod register;
mod release;
mod reminders;
mod retention;
mod returning;
mod review;
mod rights;
mod seal;
mod search;
mod secrecy;
mod service;
mod sign_in;
mod store;
mod strangers;
mod templates;
mod third;
mod tidy;
mod verify_command;
mod viruses;
mod ways;
mod workbench;
mod workload;
