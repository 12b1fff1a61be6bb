//! Files: their bytes, kept by content, and what kind of file they really are.

mod blobs;
mod confine;
pub mod pdf;
pub mod personal;
mod sniff;
pub mod worker;

pub use blobs::{BlobError, Blobs};
pub use confine::confine;
pub use sniff::{Kind, WrongKind, sniff};
