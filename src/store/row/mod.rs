//! The rows as the database has them: primitives only, never seen outside `store`.

#![expect(
    unreachable_pub,
    reason = "SeaORM wants every type of an entity as public as the entity"
)]

#[cfg(test)]
pub mod account;
#[cfg(test)]
pub mod agency;
#[cfg(test)]
pub mod applicant;
#[cfg(test)]
pub mod application;
#[cfg(test)]
pub mod application_item;
#[cfg(test)]
pub mod case_event;
#[cfg(test)]
pub mod case_text;
#[cfg(test)]
pub mod cases;
#[cfg(test)]
pub mod department;
#[cfg(test)]
pub mod draft;
#[cfg(test)]
pub mod file;
#[cfg(test)]
pub mod letter;
pub mod number_series;
pub mod session;
pub mod throttle;

#[cfg(test)]
mod drift;
