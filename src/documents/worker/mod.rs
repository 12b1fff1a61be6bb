//! Work on files that nobody vouches for, in a process of its own: the program starts itself with a hidden command, hands
//! the file over on standard input and reads what comes back. The process limits itself before it reads
//! ([`super::confine()`]); it gets neither the settings nor the keys of the program, writes no file, and ends with its
//! task. Whatever a file does to it, the program goes on and can say that this file is too much.
//!
//! For Word and Excel the process limits itself and then becomes LibreOffice ([`convert`]), which works in a folder that
//! is made for this one file and goes with it.

mod child;
mod convert;
mod frame;
mod parent;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use child::serve;
pub use parent::{Page, Progress, WorkError, Worker};

use super::{
    pdf::{Blackout, PageText, Redacted},
    table::TableRow,
};

/// The hidden command by which the program starts itself.
pub const COMMAND: &str = "document-work";

/// What is to be done with a file. It goes to the child as a line of JSON, the file follows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Request {
    task: Task,
    folders: Vec<PathBuf>,
    pages: usize,
    memory_mb: u64,
    seconds: u64,
    converted_mb: u64,
    convert_seconds: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Task {
    /// The picture of each page, and what is written on it.
    Look { dpi: f64 },
    /// The file that may be released.
    Redact { boxes: Vec<Blackout> },
    /// A PDF of what lies in the folder, made by the converter: the process becomes it.
    Convert {
        converter: PathBuf,
        folder: PathBuf,
        file: String,
    },
    /// What is written on each page, and what the file holds besides.
    Inspect,
    /// The rows of a table, of which there may be so many.
    Table { rows: usize },
}

/// What the child tells, a line of JSON each; where a file goes with it, so many bytes follow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Told {
    /// A page was looked at: its picture follows.
    Page {
        page: usize,
        pages: usize,
        width: f64,
        height: f64,
        text: PageText,
        bytes: usize,
    },
    /// So many pages are done.
    Progress { page: usize, pages: usize },
    /// The file is made, and follows.
    Redacted { report: Redacted, bytes: usize },
    /// The file holds these things besides what its pages show, in Chinese.
    Found { what: Vec<String> },
    /// A sheet of a table begins.
    Sheet { name: String },
    /// Rows of it.
    Rows { rows: Vec<TableRow> },
    /// Everything was told.
    Done { warnings: usize },
    /// It cannot be done, and why, in Chinese.
    Refused { why: String },
}
