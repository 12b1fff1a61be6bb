//! The other cases into which an applicant's own application went: split off, merged, or answered anew. Applications of
//! others are never named.

use crate::{
    domain::dividing::LinkKind,
    store::{self, Scope},
    text::{Key, key},
    web::{error::Failure, page::View, portal::load::Loaded},
};

/// A line for each, with its number: the look-up code of the first one opens those that came out of it.
pub(super) async fn lines(view: &View, loaded: &Loaded) -> Result<Vec<String>, Failure> {
    let (db, scope) = (view.app.db(), Scope::of(loaded.agency.id));
    let mut lines = Vec::new();
    for link in &loaded.case.links {
        let Some(said) = said(link.how) else { continue };
        if let Some(other) = store::queue::entry(db, scope, link.other).await? {
            lines.push(view.say().with(said, &[("number", &other.number.to_string())])?);
        }
    }
    Ok(lines)
}

/// What the applicant is told; nothing of cases that may be another's.
fn said(how: LinkKind) -> Option<Key> {
    match how {
        LinkKind::SplitInto => Some(key("portal-sibling-split-into")),
        LinkKind::SplitFrom => Some(key("portal-sibling-split-from")),
        LinkKind::MergedInto => Some(key("portal-sibling-merged-into")),
        LinkKind::TookIn => Some(key("portal-sibling-took-in")),
        LinkKind::RoundOf => Some(key("portal-sibling-round-of")),
        LinkKind::AnsweredAnew => Some(key("portal-sibling-answered-anew")),
        LinkKind::Related | LinkKind::RepeatOf | LinkKind::RepeatedBy => None,
    }
}
