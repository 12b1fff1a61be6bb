//! The grades that applicants give.

use super::Said;
use crate::{
    domain::feedback::Rating,
    text::{Say, key},
};

/// A grade, as applicants choose it.
pub(crate) fn rating(say: Say<'_>, rating: Rating) -> Said {
    say.get(match rating {
        Rating::VeryGood => key("rating-very-good"),
        Rating::Good => key("rating-good"),
        Rating::Fair => key("rating-fair"),
        Rating::Poor => key("rating-poor"),
        Rating::VeryPoor => key("rating-very-poor"),
    })
}
