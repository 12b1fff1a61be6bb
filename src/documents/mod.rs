//! Files: their bytes, kept by content, and what kind of file they really are.

mod blobs;
mod sniff;

pub use blobs::{BlobError, Blobs};
pub use sniff::{Kind, WrongKind, sniff};
