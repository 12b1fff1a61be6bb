//! PDF files from elsewhere: looking at their pages, finding words on them, and burning in what is withheld.
//!
//! Everything here reads files that nobody vouches for, so the program calls it in a process of its own with limits
//! ([`super::worker`]). It is pure: bytes in, bytes out.
//!
//! What is released is never the file with something taken away. It is a new file, into which goes only what has a
//! reason to be there: of a page with a box its picture, with the boxes painted in; of a page without one what it draws,
//! and of that only the fonts, pictures and forms that it really uses. What is not on the list of what may go over
//! ([`copy`]) stays behind: notes, form fields, bookmarks, attachments, scripts, layers, metadata, earlier revisions.

mod beside;
mod boxes;
mod check;
mod copy;
mod covered;
mod error;
mod face;
mod geometry;
mod raster;
mod redact;
mod scan;
mod signs;
mod source;
mod target;
#[cfg(test)]
mod tests;
mod text;

pub use beside::beside_picture;
pub use boxes::{Blackout, BoxProblem, boxes_of_json};
pub use check::left_over;
pub use covered::{COVERED, hides};
pub use error::PdfError;
pub use face::Face;
pub use geometry::Area;
pub use raster::Picture;
pub use redact::{Redacted, Remaining, WhyPicture, redact};
pub use scan::pdf_of;
pub use source::Source;
pub use text::{Letter, PageText, is_same_line};
