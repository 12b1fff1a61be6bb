//! The demonstration: three agencies, their staff, and three hundred applications over the last year.
//!
//! Everything goes in through `casework`, as it would have come in day by day, with a clock that walks through the
//! year; nothing is written around it. A filling that is broken off goes on at the next start.

mod chain;
mod chance;
mod deed;
mod fill;
pub mod material;
pub mod multiply;
mod people;
pub mod plan;
mod published;
mod setting;

pub use fill::fill;
