//! The main navigation of each side: the one list of its entries.

use super::page::Side;
use crate::text::{Key, MissingText, Say, key};
use serde::Serialize;

/// An entry of the navigation.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Link {
    href: &'static str,
    label: String,
    current: bool,
}

const PORTAL: [(&str, Key); 3] = [
    ("/", key("nav-home")),
    ("/agencies", key("nav-agencies")),
    ("/track", key("nav-track")),
];

const STAFF: [(&str, Key); 2] = [("/desk", key("nav-desk")), ("/review", key("nav-review"))];

pub(super) fn links(side: Side, signed_in: bool, path: &str, say: Say<'_>) -> Result<Vec<Link>, MissingText> {
    let entries: &[(&'static str, Key)] = match side {
        Side::Portal => &PORTAL,
        Side::Staff if signed_in => &STAFF,
        Side::Staff => &[],
    };
    let link = |(href, label): &(&'static str, Key)| {
        Ok(Link {
            href,
            label: say.get(*label)?,
            current: is_within(path, href),
        })
    };
    entries.iter().map(link).collect()
}

fn is_within(path: &str, href: &str) -> bool {
    path == href || (href != "/" && path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')))
}

pub(super) fn sample() -> Vec<Link> {
    let link = |current| Link {
        href: "/desk",
        label: "办件".to_owned(),
        current,
    };
    vec![link(true), link(false)]
}
