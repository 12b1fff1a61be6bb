//! 检索: texts and questions in the units that both are compared by. PURE.
//!
//! Chinese is written without blanks, and no dictionary knows every name. So a text is a row of units (a character of
//! Chinese, a whole word or number of anything else), and it is found by every two that follow one another: a word of n
//! characters is the row of its n − 1 pairs. Blanks, line ends and punctuation do not count, as pages break words where
//! they like and people write 〔2026〕 in many ways.

mod gist;
mod named;
mod passage;
mod query;
mod units;

pub use gist::{Gist, shared_places};
pub use named::named_places;
pub use passage::{Part, marked, marked_at, passages, passages_at, places, places_except};
pub use query::{Fault, LONGEST, MOST_WORDS, Phrase, Query};
pub use units::{LONGEST_PHRASE, Piece, Term, Text};

#[cfg(test)]
mod tests;
