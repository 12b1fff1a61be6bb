//! The main navigation of each side: the one list of its entries.

use super::access;
use super::page::Side;
use crate::domain::account::Officer;
use crate::domain::id::{AccountId, AgencyId};
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

/// An entry with whom it is for: a link is shown exactly where the page behind it is there for the reader.
type ForStaff = (&'static str, Key, fn(&Officer) -> bool);

const STAFF: [ForStaff; 3] = [
    ("/desk", key("nav-desk"), access::is_on_desk),
    ("/review", key("nav-review"), access::is_reviewer),
    ("/admin", key("nav-admin"), access::is_administrator),
];

pub(super) fn links(
    side: Side,
    officer: Option<&Officer>,
    path: &str,
    say: Say<'_>,
) -> Result<Vec<Link>, MissingText> {
    let entries: Vec<(&'static str, Key)> = match (side, officer) {
        (Side::Portal, _) => PORTAL.to_vec(),
        (Side::Staff, Some(officer)) => STAFF
            .iter()
            .filter(|(.., is_for)| is_for(officer))
            .map(|(href, label, _)| (*href, *label))
            .collect(),
        (Side::Staff, None) => Vec::new(),
    };
    let link = |(href, label): (&'static str, Key)| {
        Ok(Link {
            href,
            label: say.get(label)?,
            current: is_within(path, href),
        })
    };
    entries.into_iter().map(link).collect()
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

/// Somebody without a role, for samples.
pub(super) fn sample_officer() -> Officer {
    Officer {
        account: AccountId(uuid::Uuid::nil()),
        agency: AgencyId(uuid::Uuid::nil()),
        department: None,
        roles: std::collections::BTreeSet::new(),
    }
}
