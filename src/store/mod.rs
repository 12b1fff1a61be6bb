//! The database: SeaORM lives here and nowhere else. SQLite and PostgreSQL run the same code and the same tests.
//!
//! Functions are free and take the connection first (`&db` to read, `&tx` to write), then the agency's [`Scope`]:
//! a row of another agency is not found, whoever asks. Without a scope go only sign-in, the public look-ups by
//! number and code (which yield one), the accounts of applicants (which no agency has), and `verify`.

pub mod account;
pub mod agency;
pub mod annual;
pub mod applicant;
pub mod application;
pub mod audit;
pub mod calendar;
pub mod case;
pub mod catalogue;
pub mod channel_test;
pub mod consultation_link;
pub mod consulted;
mod convert;
pub mod db;
pub mod delegation;
pub mod department;
pub mod document;
pub mod draft;
pub mod error;
pub mod fee_order;
pub mod feedback;
pub mod file;
pub mod import;
pub mod inspection;
pub mod job;
pub mod left_out;
pub mod letter;
pub mod mark;
pub mod member;
pub mod multiply;
pub mod note;
pub mod number;
pub mod opened;
pub mod outbox;
#[cfg(test)]
mod plan;
pub mod presence;
pub mod public;
pub mod published;
pub mod queue;
pub mod readable;
pub mod release_copy;
pub mod release_package;
pub mod reminder;
pub mod retention;
pub mod review_chain;
mod row;
pub mod seal;
pub mod search;
pub mod secret;
pub mod session;
pub mod set_aside;
pub mod sought;
pub mod staff;
pub mod standing;
pub mod submission;
pub mod tailoring;
pub mod throttle;
pub mod unfinished;
pub mod verify;
pub mod view;
pub mod watch;
pub mod words;
pub mod workload;
pub mod year_end;

use uuid::Uuid;

use crate::domain::id::AgencyId;

pub use db::{Db, DbOptions, Spent, Tx};
pub use error::{Outage, StoreError};
/// What a finder reads through: the database or a transaction.
pub use sea_orm::ConnectionTrait as Connection;

/// The agency whose rows may be seen: the first thing that every finder asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Scope(AgencyId);

impl Scope {
    pub fn of(agency: AgencyId) -> Self {
        Self(agency)
    }

    pub fn agency_id(self) -> AgencyId {
        self.0
    }

    fn agency(self) -> Uuid {
        self.0.0
    }
}
