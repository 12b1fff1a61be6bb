//! Files: their bytes, kept by content, and what kind of file they really are.

mod blobs;
mod compound;
mod confine;
pub mod mail;
pub mod package;
pub mod pdf;
pub mod personal;
pub mod plain;
mod scan;
mod sniff;
pub mod table;
pub mod worker;

pub use blobs::{BlobError, Blobs, Bucket, BucketError, SealError, Sealing, Trouble};
pub use confine::{confine, confine_converter};
pub use personal::PersonalKind;
pub use scan::{ScanError, Scanner, Verdict};
pub use sniff::{ANSWERS, Becomes, Kind, WrongKind, sniff};
