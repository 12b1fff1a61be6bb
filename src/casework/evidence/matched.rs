//! The same, asked for before: today's item and the earlier one side by side, with what became of it.

use std::collections::{BTreeMap, BTreeSet};

use time::Date;

use super::{Found, Looking, Summary};
use crate::{
    domain::{
        application::Item,
        case::Case,
        clue::phrases,
        id::CaseId,
        permission,
        sameness::Sought,
        search::{Gist, Phrase},
    },
    store::{self, StoreError, application::Filed, queue::Entry, readable},
};

/// The most matches that are shown of each sort.
const SHOWN: usize = 10;
/// The most cases of the applicant whose words are compared.
const COMPARED: usize = 50;
/// From how many hundredths on two wordings are laid beside each other. No rule says so: it only decides what is shown.
const ALIKE: usize = 60;

/// Another case, as far as the reader may read it.
#[derive(Debug, Clone)]
pub struct Told {
    pub case: Case,
    pub entry: Entry,
}

/// Two items side by side.
#[derive(Debug, Clone)]
pub struct Match {
    /// Of this case.
    pub item: Item,
    pub theirs: Item,
    pub told: Told,
    /// In hundredths, where only the wording is alike; none where number or title is the same.
    pub alike: Option<usize>,
}

/// Items side by side, and how many cases there are besides that the reader may not read.
#[derive(Debug, Clone, Default)]
pub struct Matched {
    pub shown: Vec<Match>,
    pub hidden: usize,
}

/// An earlier reply, as the answer names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// Its 文号.
    pub number: String,
    pub on: Date,
}

/// Cases with what was asked for in them, as far as the reader may read them.
pub(super) struct Opened(BTreeMap<CaseId, (Told, Filed)>);

impl Opened {
    pub(super) async fn these(looking: Looking<'_>, ids: &[CaseId]) -> Result<Self, StoreError> {
        let (db, scope) = (&looking.office.db, looking.scope());
        let entries = store::queue::entries(db, scope, ids).await?;
        let mut entries: BTreeMap<CaseId, Entry> = entries
            .into_iter()
            .filter(|entry| readable::is_by(looking.officer, entry))
            .map(|entry| (entry.id, entry))
            .collect();
        let ids: Vec<CaseId> = entries.keys().copied().collect();
        if ids.is_empty() {
            return Ok(Self(BTreeMap::new()));
        }
        let mut filed = store::application::of_cases(db, scope, &ids).await?;
        let mut opened = BTreeMap::new();
        for case in store::case::load_all(db, scope, &ids).await? {
            let both = entries.remove(&case.id).zip(filed.remove(&case.id));
            // The rows say enough to look for; the history has the last word.
            if let Some((entry, filed)) = both.filter(|_| permission::may_read(&case, looking.officer)) {
                opened.insert(case.id, (Told { case, entry }, filed));
            }
        }
        Ok(Self(opened))
    }

    pub(super) fn get(&self, id: CaseId) -> Option<&(Told, Filed)> {
        self.0.get(&id)
    }

    /// An item that is answered in that case, and not in one that was split off.
    fn item(&self, id: CaseId, item: u16) -> Option<(&Told, &Item)> {
        let (told, filed) = self.get(id)?;
        let is_here = told.case.items.contains(&item);
        let mut items = filed.application.items.iter().filter(|_| is_here);
        Some((told, items.find(|known| known.number == item)?))
    }
}

/// The same asked for by this applicant and by others, the newest first.
pub(super) async fn matched(
    looking: Looking<'_>,
    summary: &Summary,
) -> Result<(Matched, Matched), StoreError> {
    let found = summary.repeated.iter().chain(&summary.several);
    let ids: BTreeSet<CaseId> = found.map(|found| found.case).collect();
    let ids: Vec<CaseId> = ids.into_iter().collect();
    let opened = Opened::these(looking, &ids).await?;
    let mut repeated = pairs(looking, &summary.repeated, &opened);
    let own = summary.asker.as_ref().map_or(&[][..], |asker| &asker.cases);
    repeated
        .shown
        .extend(worded_alike(looking, own, &repeated.shown).await?);
    repeated.shown.truncate(SHOWN);
    let mut several = pairs(looking, &summary.several, &opened);
    several.shown.truncate(SHOWN);
    Ok((repeated, several))
}

fn pairs(looking: Looking<'_>, found: &[Found], opened: &Opened) -> Matched {
    let pair = |found: &Found| {
        let item = looking.items().find(|item| item.number == found.item)?;
        let (told, theirs) = opened.item(found.case, found.theirs)?;
        Some(Match {
            item: item.clone(),
            theirs: theirs.clone(),
            told: told.clone(),
            alike: None,
        })
    };
    let mut shown: Vec<Match> = found.iter().filter_map(pair).collect();
    shown.sort_by_key(|pair| (pair.item.number, std::cmp::Reverse(pair.told.case.id)));
    let hidden = found
        .iter()
        .map(|found| found.case)
        .filter(|id| opened.get(*id).is_none());
    Matched {
        shown,
        hidden: hidden.collect::<BTreeSet<_>>().len(),
    }
}

/// Other items of the applicant that ask in like words, without sharing number or title.
async fn worded_alike(
    looking: Looking<'_>,
    own: &[CaseId],
    known: &[Match],
) -> Result<Vec<Match>, StoreError> {
    let without: BTreeSet<CaseId> = looking
        .of_one_matter()
        .into_iter()
        .chain(known.iter().map(|known| known.told.case.id))
        .collect();
    let ids = own.iter().copied().filter(|id| !without.contains(id));
    let ids: Vec<CaseId> = ids.take(COMPARED).collect();
    let opened = Opened::these(looking, &ids).await?;
    let plain = plain(looking);
    let mut alike = Vec::new();
    for item in looking.items() {
        let (ours, sought) = (gists(item, &plain), Sought::of(item));
        for id in &ids {
            let Some((told, filed)) = opened.get(*id) else {
                continue;
            };
            let here = filed.application.only(&told.case.items).items;
            let same_kind = told.case.filing.asks_for == looking.case.filing.asks_for;
            let candidates = here
                .into_iter()
                .filter(|theirs| same_kind && !Sought::of(theirs).is_same(&sought));
            let best = candidates
                .map(|theirs| (percent(&ours, &gists(&theirs, &plain)), theirs))
                .max_by_key(|(percent, _)| *percent);
            if let Some((percent, theirs)) = best.filter(|(percent, _)| *percent >= ALIKE) {
                alike.push(Match {
                    item: item.clone(),
                    theirs,
                    told: told.clone(),
                    alike: Some(percent),
                });
            }
        }
    }
    alike.sort_by_key(|one| std::cmp::Reverse(one.alike));
    Ok(alike)
}

/// The words that tell nothing.
pub(super) fn plain(looking: Looking<'_>) -> Vec<Phrase> {
    let words: Vec<String> = looking.law.plain_words().map(str::to_owned).collect();
    phrases(&words)
}

/// Of the title alone, and of everything.
fn gists(item: &Item, plain: &[Phrase]) -> [Gist; 2] {
    let title = [item.title.as_str()];
    let all = title.into_iter().chain(item.description.as_deref());
    [Gist::of(title, plain), Gist::of(all, plain)]
}

fn percent([title, all]: &[Gist; 2], [their_title, theirs]: &[Gist; 2]) -> usize {
    title.percent_alike(their_title).max(all.percent_alike(theirs))
}

/// The reply to an earlier case of the same applicant, if there is one and the reader may read it.
pub async fn earlier_reply(
    looking: Looking<'_>,
    summary: &Summary,
    earlier: CaseId,
) -> Result<Option<Earlier>, StoreError> {
    let mut own = summary.asker.iter().flat_map(|asker| &asker.cases);
    if !own.any(|case| *case == earlier) {
        return Ok(None);
    }
    let found = store::case::load(&looking.office.db, looking.scope(), earlier).await?;
    let found = found.filter(|case| permission::may_read(case, looking.officer));
    Ok(found.as_ref().and_then(Case::answer).map(|letter| Earlier {
        number: letter.number.clone(),
        on: letter.issued_on,
    }))
}
