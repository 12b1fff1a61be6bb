//! Whence a notice came, in words.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Own;
use crate::{
    domain::id::AccountId,
    store::{
        self,
        calendar::{Notice, Origin},
    },
    text::{key, words},
    web::{
        error::Failure,
        page::View,
        wording::{Said, Voice},
    },
};

/// Where it was published; a link where it is an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Source {
    pub(super) text: String,
    pub(super) is_link: bool,
}

pub(super) fn sources(sources: &[String]) -> Vec<Source> {
    let source = |text: &String| Source {
        text: text.clone(),
        is_link: text.starts_with("https://") || text.starts_with("http://"),
    };
    sources.iter().map(source).collect()
}

/// `全国`, or the region.
pub(super) fn place(voice: Voice<'_>, region: &str) -> Said {
    if region.is_empty() {
        voice.say(key("calendar-national"))
    } else {
        Ok(region.to_owned())
    }
}

/// `第2版`, or that the program brought it.
pub(super) fn version(voice: Voice<'_>, version: i32) -> Said {
    if version == 0 {
        voice.say(key("calendar-version-carried"))
    } else {
        voice.say_with(key("calendar-version"), &[("version", &version.to_string())])
    }
}

/// The names of the agency's own people.
pub(super) async fn people(view: &View, own: &Own) -> Result<BTreeMap<AccountId, String>, Failure> {
    let accounts = store::account::list(view.app.db(), own.scope()).await?;
    Ok(accounts
        .into_iter()
        .map(|account| (account.id, account.name))
        .collect())
}

/// Who loaded it, and when: `管理员壬，2026年11月22日 09:05`.
pub(super) fn loaded(
    view: &View,
    voice: Voice<'_>,
    people: &BTreeMap<AccountId, String>,
    notice: &Notice,
) -> Said {
    let who = match notice.origin {
        Origin::Program => voice.say(key("calendar-by-program"))?,
        Origin::Command => voice.say(key("calendar-by-command"))?,
        // Another agency's administrator is nobody's business here.
        Origin::Page => match notice.by.and_then(|by| people.get(&by)) {
            Some(name) => name.clone(),
            None => voice.say(key("calendar-by-other"))?,
        },
    };
    let at = words::instant(view.lang, notice.loaded_at, view.app.clock.offset());
    voice.say_with(key("calendar-loaded"), &[("who", &who), ("at", &at)])
}
