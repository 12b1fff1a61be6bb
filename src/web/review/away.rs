//! 代行: that somebody decides instead of a colleague who is away.

use std::collections::BTreeMap;

use crate::{
    domain::{account::Officer, id::AccountId},
    store::{self, Scope},
    text::key,
    web::{
        error::Failure,
        page::View,
        wording::{Said, Voice},
    },
};

/// The names of the agency's people, where the reader stands in for somebody.
pub(super) async fn names(view: &View, officer: &Officer) -> Result<BTreeMap<AccountId, String>, Failure> {
    if officer.stands_in_for.is_empty() {
        return Ok(BTreeMap::new());
    }
    let accounts = store::account::list(view.app.db(), Scope::of(officer.agency)).await?;
    Ok(accounts
        .into_iter()
        .map(|account| (account.id, account.name))
        .collect())
}

/// For whom the reader stands in today.
pub(super) fn standing_in(
    voice: Voice<'_>,
    officer: &Officer,
    people: &BTreeMap<AccountId, String>,
) -> Said<Option<String>> {
    let absent = officer.stands_in_for.iter();
    let names: Vec<&str> = absent
        .filter_map(|absent| people.get(&absent.account).map(String::as_str))
        .collect();
    (!names.is_empty())
        .then(|| voice.say_with(key("review-standing-in"), &[("people", &names.join("、"))]))
        .transpose()
}

/// Whose step it is that the reader would take, in words.
pub(super) fn told(voice: Voice<'_>, absent: Option<String>) -> Said<Option<String>> {
    absent
        .map(|name| voice.say_with(key("review-instead-of-what"), &[("person", &name)]))
        .transpose()
}
