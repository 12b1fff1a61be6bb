//! 旧台账: what the rows of an old register mean. PURE: texts in, cases to be taken over out, or what is wrong with them.
//!
//! By which names columns and values go is data (`fixtures/import/register.toml`); what a reader of the page says
//! otherwise stands in the [`Plan`].

pub mod catalogue;
mod date;
pub mod feed;
mod field;
mod names;
mod plan;
mod problem;
mod row;
#[cfg(test)]
mod tests;

pub use self::{
    field::Field,
    names::{Names, NamesError},
    plan::{Plan, Target, Unknown},
    problem::{Problem, ProblemKind},
    row::{Ended, Found, OldCase, read},
};
