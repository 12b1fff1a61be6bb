//! Who else has a page of the case open, as a page says it and its script asks again.

use serde::Serialize;
use time::OffsetDateTime;

use super::dossier::Dossier;
use crate::{
    casework::presence,
    domain::{
        account::Officer,
        presence::{PageKind, Present as Seen},
    },
    text::key,
    web::{
        error::Failure,
        page::View,
        wording::{Said, Voice, voice},
    },
};

/// Who else is there.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Present {
    /// Where the script asks again.
    pub(crate) href: String,
    /// `李某某 正在拟稿（刚刚）`; nothing where nobody is.
    pub(crate) said: Option<String>,
}

/// Puts the reader's own page down and says who else is there. A failure is logged and nothing more: the page is shown.
pub(crate) async fn present(
    view: &View,
    officer: &Officer,
    dossier: &Dossier,
    page: PageKind,
) -> Result<Present, Failure> {
    let href = format!("/desk/cases/{}/presence?page={page}", dossier.case.id);
    let office = &view.app.office;
    let others = match presence::enter(office, officer, dossier.case.id, page).await {
        Ok(others) => others,
        Err(error) => {
            tracing::warn!(case = %dossier.case.id, %error, "who else has a case open is not known");
            Vec::new()
        }
    };
    // In a row of names there is no room for roles.
    let name = |seen: &Seen| {
        let mut accounts = dossier.accounts.iter();
        let account = accounts.find(|account| account.id == seen.account)?;
        Some((account.name.as_str(), *seen))
    };
    let named: Vec<(&str, Seen)> = others.iter().filter_map(name).collect();
    Ok(Present {
        href,
        said: said(voice(view), &named, office.now())?,
    })
}

/// The others in one line.
pub(crate) fn said(voice: Voice<'_>, others: &[(&str, Seen)], now: OffsetDateTime) -> Said<Option<String>> {
    let one = |(name, seen): &(&str, Seen)| {
        let when = match (now - seen.seen_at).whole_minutes() {
            ..=0 => voice.say(key("present-now"))?,
            minutes => voice.say_with(key("present-minutes"), &[("minutes", &minutes.to_string())])?,
        };
        let text = match seen.page {
            PageKind::Draft => key("present-draft"),
            PageKind::Review => key("present-review"),
            PageKind::Case => key("present-case"),
        };
        voice.say_with(text, &[("person", name), ("when", &when)])
    };
    let all: Vec<String> = others.iter().map(one).collect::<Said<_>>()?;
    Ok((!all.is_empty()).then(|| all.join("；")))
}

/// Somebody and nobody, for the samples of pages.
pub(crate) fn samples() -> [Present; 2] {
    let present = |said: Option<&str>| Present {
        href: "/desk/cases/1/presence?page=case".to_owned(),
        said: said.map(str::to_owned),
    };
    [present(Some("李<某>也打开了本页（刚刚）")), present(None)]
}
