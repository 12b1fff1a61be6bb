//! The main navigation of each side: the one list of its entries.

use super::access;
use super::page::{Side, Staff};
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

const PORTAL: [(&str, Key); 5] = [
    ("/", key("nav-home")),
    ("/published", key("published-nav")),
    ("/agencies", key("nav-agencies")),
    ("/track", key("nav-track")),
    (MINE, key("nav-mine")),
];

/// Where the accounts of applicants are, which an operator may leave out.
const MINE: &str = "/mine";

/// An entry with whom it is for: a link is shown exactly where the page behind it is there for the reader.
type ForStaff = (&'static str, Key, fn(&Officer) -> bool);

/// Where a person's reminders are; everybody may have some.
const REMINDERS: &str = "/desk/reminders";

const STAFF: [ForStaff; 6] = [
    ("/desk", key("nav-desk"), access::is_on_desk),
    ("/review", key("nav-review"), access::is_reviewer),
    ("/admin", key("nav-admin"), access::is_administrator),
    ("/desk/overview", key("nav-overview"), |officer| {
        access::workload(officer).is_some()
    }),
    ("/desk/workload", key("nav-workload"), |officer| {
        access::workload(officer).is_some()
    }),
    (REMINDERS, key("nav-reminders"), |_| true),
];

pub(super) fn links(
    side: Side,
    staff: Option<&Staff>,
    (path, offers_accounts): (&str, bool),
    say: Say<'_>,
) -> Result<Vec<Link>, MissingText> {
    let entries: Vec<(&'static str, Key)> = match (side, staff) {
        (Side::Portal, _) => PORTAL
            .into_iter()
            .filter(|(href, _)| offers_accounts || *href != MINE)
            .collect(),
        (Side::Staff, Some(staff)) => STAFF
            .iter()
            .filter(|(.., is_for)| is_for(&staff.officer))
            .map(|(href, label, _)| (*href, *label))
            .collect(),
        (Side::Staff, None) => Vec::new(),
    };
    let unread = staff.map_or(0, |staff| staff.unread);
    // Of two entries of which one lies within the other, the inner one is where the reader is.
    let here = entries
        .iter()
        .map(|(href, _)| *href)
        .filter(|href| is_within(path, href));
    let here = here.max_by_key(|href| href.len());
    let link = |(href, label): (&'static str, Key)| {
        Ok(Link {
            href,
            label: if href == REMINDERS && unread > 0 {
                say.with(key("nav-reminders-unread"), &[("count", &unread.to_string())])?
            } else {
                say.get(label)?
            },
            current: here == Some(href),
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
        stands_in_for: Vec::new(),
    }
}
