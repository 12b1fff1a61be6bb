//! What is public and may be what somebody is about to apply for.

use std::ops::Range;

use crate::{
    casework::Office,
    domain::search::{Gist, Phrase, shared_places},
    store::{self, Scope, StoreError, public::Public},
};

/// The most characters of a text that are looked at.
const LOOKED_AT: usize = 2_000;

/// Something public that says the same as a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    pub public: Public,
    /// Where in its title and in its summary stands what is shared, in bytes.
    pub in_title: Vec<Range<usize>>,
    pub in_summary: Vec<Range<usize>>,
}

/// A text without its years: what was made in the same year is not alike for that.
fn undated(text: &str) -> String {
    let mut undated = String::with_capacity(text.len());
    for piece in text.split_inclusive('年') {
        match piece.strip_suffix('年') {
            Some(before) => {
                undated.push_str(before.trim_end_matches(|c: char| c.is_ascii_digit()));
                undated.push('\n');
            }
            None => undated.push_str(piece),
        }
    }
    undated
}

/// The best few of what an agency has made public for what somebody writes, the most alike first; at most `most`. Without a
/// scope, of all agencies. The text is neither kept nor logged.
pub async fn suggestions(
    office: &Office,
    scope: Option<Scope>,
    text: &str,
    most: usize,
) -> Result<Vec<Suggestion>, StoreError> {
    let law = office.law();
    let plain: Vec<Phrase> = law.plain_words().filter_map(Phrase::exactly).collect();
    let text: String = undated(text).chars().take(LOOKED_AT).collect();
    let wanted = Gist::of([text.as_str()], &plain);
    let candidates = store::public::sharing(&office.db, scope, &wanted.terms()).await?;
    let mut found: Vec<(usize, Suggestion)> = Vec::new();
    for public in candidates {
        let own = Gist::of(public.entry.texts(), &[]);
        let shared = wanted.shared(&own);
        let in_title = shared_places(&public.entry.title, &shared);
        let in_summary = shared_places(&public.entry.summary, &shared);
        let in_number = public
            .entry
            .number
            .as_deref()
            .map(|number| shared_places(number, &shared));
        let says = |places: &[Range<usize>]| !places.is_empty();
        // Two words that happen to stand somewhere say nothing: something has to be said in a row.
        if says(&in_title) || says(&in_summary) || in_number.is_some_and(|places| says(&places)) {
            // What stands in the title counts for more than what a long summary happens to say as well.
            let titled = wanted.shared(&Gist::of([public.entry.title.as_str()], &[])).len();
            let suggestion = Suggestion {
                public,
                in_title,
                in_summary,
            };
            found.push((shared.len() + 2 * titled, suggestion));
        }
    }
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    Ok(found
        .into_iter()
        .take(most)
        .map(|(_, suggestion)| suggestion)
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_say_nothing() {
        assert_eq!(undated("2025年的施工许可证"), "\n的施工许可证");
        assert_eq!(undated("自2024年至2025年，15号"), "自\n至\n，15号");
        assert_eq!(undated("青建发〔2025〕15号"), "青建发〔2025〕15号");
    }
}
