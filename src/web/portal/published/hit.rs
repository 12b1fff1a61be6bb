//! Something public, as a list shows it.

use std::{collections::BTreeMap, ops::Range};

use serde::Serialize;

use super::AT;
use crate::{
    domain::{
        agency::Agency,
        catalogue::Kind,
        id::AgencyId,
        search::{Phrase, marked, marked_at, passages, passages_at},
    },
    store::public::Public,
    text::{MissingText, Say, key, words},
    web::parts::{PartRow, parts, sample, several},
};

/// Passages of one hit.
const PASSAGES: usize = 2;
/// Characters of a summary in which nothing was found.
const SUMMARY: usize = 120;

#[derive(Debug, Clone, Serialize)]
pub(in crate::web::portal) struct HitRow {
    /// Where it leads; nowhere where the entry names no address.
    href: Option<String>,
    /// The other site, where it leads to one.
    elsewhere: Option<String>,
    title: Vec<PartRow>,
    kind: String,
    number: Option<Vec<PartRow>>,
    agency: String,
    agency_href: String,
    published_on: String,
    passages: Vec<Vec<PartRow>>,
}

/// What was found in an entry.
#[derive(Debug, Clone, Copy)]
pub(in crate::web::portal) enum Marks<'a> {
    Words(&'a [Phrase]),
    /// Places in the title and in the summary, in bytes.
    Places(&'a [Range<usize>], &'a [Range<usize>]),
}

/// The agencies by their ids.
pub(super) fn by_id(agencies: &[Agency]) -> BTreeMap<AgencyId, &Agency> {
    agencies.iter().map(|agency| (agency.id, agency)).collect()
}

pub(in crate::web::portal) fn row(
    say: Say<'_>,
    public: &Public,
    agency: &Agency,
    marks: Marks<'_>,
) -> Result<HitRow, MissingText> {
    let entry = &public.entry;
    let (title, mut found, number) = match marks {
        Marks::Words(phrases) => (
            marked(&entry.title, phrases),
            passages(&entry.summary, phrases, PASSAGES),
            entry.number.as_deref().map(|number| marked(number, phrases)),
        ),
        Marks::Places(in_title, in_summary) => (
            marked_at(&entry.title, in_title),
            passages_at(&entry.summary, in_summary, PASSAGES),
            entry.number.as_deref().map(|number| marked_at(number, &[])),
        ),
    };
    if found.is_empty() && !entry.summary.is_empty() {
        let mut short: String = entry.summary.chars().take(SUMMARY).collect();
        if short.len() < entry.summary.len() {
            short.push('…');
        }
        found = vec![marked_at(&short, &[])];
    }
    let (href, elsewhere) = match (public.kind, &entry.link) {
        (Kind::Answer, _) => (Some(format!("{AT}/{}", public.source)), None),
        (Kind::Catalogue, Some(link)) => (Some(link.to_string()), Some(link.host().to_owned())),
        (Kind::Catalogue, None) => (None, None),
    };
    Ok(HitRow {
        href,
        elsewhere,
        title: parts(&title),
        kind: say.get(match public.kind {
            Kind::Catalogue => key("published-kind-catalogue"),
            Kind::Answer => key("published-kind-answer"),
        })?,
        number: number.map(|number| parts(&number)),
        agency: agency.name.clone(),
        agency_href: format!("/agencies/{}", agency.key),
        published_on: words::date_with_weekday(say.lang, entry.published_on),
        passages: several(&found),
    })
}

pub(in crate::web::portal) fn samples() -> Vec<HitRow> {
    let hit = |href: Option<&str>, elsewhere: Option<&str>, full: bool| HitRow {
        href: href.map(str::to_owned),
        elsewhere: elsewhere.map(str::to_owned),
        title: sample(),
        kind: "公开的答复".to_owned(),
        number: full.then(sample),
        agency: "青溪县住房和城乡建设局".to_owned(),
        agency_href: "/agencies/qingxi-housing".to_owned(),
        published_on: "2026年11月5日（星期四）".to_owned(),
        passages: if full { vec![sample()] } else { Vec::new() },
    };
    vec![
        hit(Some("https://www.example.cn/1"), Some("www.example.cn"), true),
        hit(Some("/published/1"), None, false),
        hit(None, None, true),
    ]
}
