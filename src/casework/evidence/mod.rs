//! 线索: what earlier cases and the applicant's own words show of an application. It is laid before the handler and the
//! reviewers, with the passages; it decides nothing and changes no case.
//!
//! [`summary`] is for the page of a case: a few reads off indexes, however many cases there are. [`of_case`] is for the page
//! of its own: it opens what it shows. Figures are of the whole agency, as the law asks of the agency; but of a case that the
//! reader may not read nothing is told but that it is there.

mod alike;
mod matched;
mod set_aside;

use std::collections::{BTreeMap, BTreeSet};

use time::Date;

pub use self::{
    alike::Similar,
    matched::{Earlier, Match, Matched, Told, earlier_reply},
    set_aside::{AsideError, restore, set_aside},
};
use super::Office;
use crate::{
    domain::{
        account::Officer,
        applicant::Applicant,
        application::{Application, AsksFor, Item},
        case::Case,
        clue::{Ear, Heard},
        dividing::LinkKind,
        id::CaseId,
        sameness::Sought,
    },
    law::{ClueKind, Law},
    store::{
        self, Scope, StoreError,
        applicant::asker::{self, Namesake, Standing},
        queue::Entry,
        readable,
        set_aside::SetAside,
    },
};

/// The most cases of one applicant that are counted.
const COUNTED: usize = 300;
/// The most items of others that are read for one item.
const SAME: u64 = 50;
/// The most cases of one applicant that are listed.
const LISTED: usize = 30;
/// The most people of one name that are looked at.
const NAMESAKES: u64 = 50;

/// Which case is looked at, by whom.
#[derive(Debug, Clone, Copy)]
pub struct Looking<'a> {
    pub office: &'a Office,
    pub law: &'a Law,
    pub officer: &'a Officer,
    pub case: &'a Case,
    /// As it was filed.
    pub application: &'a Application,
    /// None where who applied was erased.
    pub applicant: Option<&'a Applicant>,
}

/// How often somebody applied, this case included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asker {
    /// The day of this case by which month and year are told.
    pub on: Date,
    pub month: usize,
    pub year: usize,
    pub total: usize,
    /// Whether there are more than are counted.
    pub more: bool,
    /// The other cases, the newest first.
    pub cases: Vec<CaseId>,
    /// Other cases with the same agent, that are not of the applicant.
    pub represented: Vec<CaseId>,
}

/// An item of another case that asks for the same as one of this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Of this case.
    pub item: u16,
    pub case: CaseId,
    /// Of the other.
    pub theirs: u16,
    /// By what the other applicant is told from others; none where the data were erased.
    pub applicant: Option<String>,
}

/// What is found without opening other cases.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// None where there is nothing but this case.
    pub asker: Option<Asker>,
    /// The same, asked for by this applicant.
    pub repeated: Vec<Found>,
    /// The same, asked for by others.
    pub several: Vec<Found>,
    /// What the words show.
    pub heard: Vec<Heard>,
    /// What the handler set aside.
    pub aside: Vec<SetAside>,
    /// The rows of the cases in which the same is asked for, whoever may read them.
    pub entries: BTreeMap<CaseId, Entry>,
}

impl Summary {
    /// Whether a clue was set aside.
    pub fn is_aside(&self, kind: ClueKind, other: Option<CaseId>) -> bool {
        let mut aside = self.aside.iter();
        aside.any(|aside| aside.kind == kind && aside.other == other)
    }

    /// The cases of a list that were not set aside, each once.
    pub fn cases_of(&self, kind: ClueKind, found: &[Found]) -> BTreeSet<CaseId> {
        let cases = found.iter().map(|found| found.case);
        cases.filter(|case| !self.is_aside(kind, Some(*case))).collect()
    }

    /// How many applicants besides this one ask for the same; those that were erased are not told from each other.
    pub fn others(&self) -> usize {
        let of_case = self.cases_of(ClueKind::SeveralAsk, &self.several);
        let found = self.several.iter().filter(|found| of_case.contains(&found.case));
        found
            .filter_map(|found| found.applicant.as_ref())
            .collect::<BTreeSet<_>>()
            .len()
    }

    /// How many of some cases are answered.
    pub fn answered(&self, cases: &BTreeSet<CaseId>) -> usize {
        let answered = |case: &&CaseId| {
            self.entries
                .get(case)
                .is_some_and(|entry| entry.outcome.is_some())
        };
        cases.iter().filter(answered).count()
    }
}

/// Cases as rows, as far as the reader may read them.
#[derive(Debug, Clone, Default)]
pub struct Listed {
    pub entries: Vec<Entry>,
    /// How many there are besides that the reader may not read.
    pub hidden: usize,
    /// How many there are besides that are not listed for their number.
    pub unlisted: usize,
}

/// Everything that is found.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    pub summary: Summary,
    pub by_applicant: Listed,
    pub represented: Listed,
    /// Perhaps the same person: the same name and telephone number or address, but another number of identity.
    pub namesakes: Vec<(Entry, Namesake)>,
    pub repeated: Matched,
    pub several: Matched,
    pub similar: Vec<Similar>,
    /// The rows of cases to which clues point that were set aside, as far as the reader may read them.
    pub aside: BTreeMap<CaseId, Entry>,
}

impl<'a> Looking<'a> {
    fn scope(self) -> Scope {
        Scope::of(self.case.agency)
    }

    /// The items that are answered here.
    fn items(self) -> impl Iterator<Item = &'a Item> {
        let here = &self.case.items;
        self.application
            .items
            .iter()
            .filter(|item| here.contains(&item.number))
    }

    /// This case and those that are of one matter with it: what was split off, what it answers anew, what went into it.
    fn of_one_matter(self) -> Vec<CaseId> {
        let linked = self.case.links.iter().filter(|link| match link.how {
            LinkKind::SplitFrom
            | LinkKind::SplitInto
            | LinkKind::MergedInto
            | LinkKind::TookIn
            | LinkKind::RoundOf
            | LinkKind::AnsweredAnew => true,
            LinkKind::Related | LinkKind::RepeatOf | LinkKind::RepeatedBy => false,
        });
        std::iter::once(self.case.id)
            .chain(linked.map(|link| link.other))
            .collect()
    }

    fn asks_for_information(self) -> bool {
        self.case.filing.asks_for == AsksFor::Information
    }
}

/// What is found without opening other cases. Where records are to be corrected, only how often the applicant applied.
pub async fn summary(looking: Looking<'_>) -> Result<Summary, StoreError> {
    let (office, scope, case) = (looking.office, looking.scope(), looking.case);
    let mut summary = Summary {
        asker: asker(looking).await?,
        aside: store::set_aside::of_case(&office.db, &office.vault, scope, case.id).await?,
        ..Summary::default()
    };
    if !looking.asks_for_information() {
        return Ok(summary);
    }
    let ear = Ear::of(looking.law);
    summary.heard = looking.items().flat_map(|item| ear.hear(item)).collect();
    let own = hashes(looking);
    let theirs: BTreeSet<CaseId> = summary
        .asker
        .iter()
        .flat_map(|asker| &asker.cases)
        .copied()
        .collect();
    let matter = looking.of_one_matter();
    for item in looking.items() {
        let sought = Sought::of(item);
        for asked in store::sought::alike(&office.db, scope, &matter, &sought, SAME).await? {
            let by_same = theirs.contains(&asked.case)
                || asked.applicant.as_ref().is_some_and(|hash| own.contains(hash));
            let list = if by_same {
                &mut summary.repeated
            } else {
                &mut summary.several
            };
            list.push(Found {
                item: item.number,
                case: asked.case,
                theirs: asked.item,
                applicant: asked.applicant,
            });
        }
    }
    let found = summary.repeated.iter().chain(&summary.several);
    let ids: BTreeSet<CaseId> = found.map(|found| found.case).collect();
    let ids: Vec<CaseId> = ids.into_iter().collect();
    let entries = store::queue::entries(&office.db, scope, &ids).await?;
    summary.entries = entries.into_iter().map(|entry| (entry.id, entry)).collect();
    Ok(summary)
}

/// By what everybody who applies here may have been kept, by whichever key.
fn hashes(looking: Looking<'_>) -> BTreeSet<String> {
    let everybody = looking.applicant.into_iter().flat_map(|applicant| {
        let joint = applicant.joint.iter().map(|joint| &joint.identity);
        applicant.identity.iter().chain(joint)
    });
    let vault = &looking.office.vault;
    everybody
        .flat_map(|identity| vault.keyed_hashes(identity.kind().as_str(), identity.number()))
        .collect()
}

/// How often those who apply here applied.
async fn asker(looking: Looking<'_>) -> Result<Option<Asker>, StoreError> {
    let (office, scope, case) = (looking.office, looking.scope(), looking.case);
    let limit = u64::try_from(COUNTED + 1).unwrap_or(u64::MAX);
    let stands =
        async |who, standing| asker::cases_of(&office.db, &office.vault, scope, (who, standing), limit).await;
    let Some(Applicant {
        identity,
        joint,
        agent,
        ..
    }) = looking.applicant
    else {
        return Ok(None);
    };
    let mut found = match identity {
        Some(identity) => stands(identity, Standing::Applies).await?,
        None => Vec::new(),
    };
    for joint in joint {
        found.extend(stands(&joint.identity, Standing::Applies).await?);
    }
    let mut represented = match agent {
        Some(agent) => stands(&agent.identity, Standing::Represents).await?,
        None => Vec::new(),
    };
    found.retain(|stands| stands.counted && stands.case != case.id);
    found.sort_by_key(|stands| std::cmp::Reverse(stands.case));
    found.dedup_by_key(|stands| stands.case);
    let more = found.len() >= COUNTED;
    found.truncate(COUNTED);
    represented.retain(|stands| {
        let is_other = stands.case != case.id && found.iter().all(|known| known.case != stands.case);
        stands.counted && is_other
    });
    if found.is_empty() && represented.is_empty() {
        return Ok(None);
    }
    let on = case.worked_on();
    let within = |of: fn(Date) -> (i32, u8)| {
        let same = found
            .iter()
            .filter(|stands| stands.on.is_some_and(|day| of(day) == of(on)));
        same.count() + 1
    };
    Ok(Some(Asker {
        on,
        month: within(|day| (day.year(), u8::from(day.month()))),
        year: within(|day| (day.year(), 0)),
        total: found.len() + 1,
        more,
        cases: found.iter().map(|stands| stands.case).collect(),
        represented: represented.iter().map(|stands| stands.case).collect(),
    }))
}

/// Everything that is found, as far as the reader may read it.
pub async fn of_case(looking: Looking<'_>) -> Result<Evidence, StoreError> {
    let summary = summary(looking).await?;
    let (cases, agent) = summary.asker.as_ref().map_or((&[][..], &[][..]), |asker| {
        (asker.cases.as_slice(), asker.represented.as_slice())
    });
    let by_applicant = listed(looking, cases).await?;
    let represented = listed(looking, agent).await?;
    let namesakes = namesakes(looking).await?;
    let mut evidence = Evidence {
        by_applicant,
        represented,
        namesakes,
        ..Evidence::default()
    };
    if looking.asks_for_information() {
        (evidence.repeated, evidence.several) = matched::matched(looking, &summary).await?;
        let known = evidence.repeated.shown.iter().chain(&evidence.several.shown);
        let mut without: BTreeSet<CaseId> = known.map(|known| known.told.case.id).collect();
        without.extend(looking.of_one_matter());
        evidence.similar = alike::similar(looking, &without).await?;
    }
    let others: Vec<CaseId> = summary.aside.iter().filter_map(|aside| aside.other).collect();
    let others = store::queue::entries(&looking.office.db, looking.scope(), &others).await?;
    let others = others
        .into_iter()
        .filter(|entry| readable::is_by(looking.officer, entry));
    evidence.aside = others.map(|entry| (entry.id, entry)).collect();
    evidence.summary = summary;
    Ok(evidence)
}

/// The rows of cases that the reader may read, the first ones alone.
async fn listed(looking: Looking<'_>, ids: &[CaseId]) -> Result<Listed, StoreError> {
    let shown = ids.get(..LISTED.min(ids.len())).unwrap_or_default();
    let mut entries = store::queue::entries(&looking.office.db, looking.scope(), shown).await?;
    let all = entries.len();
    entries.retain(|entry| readable::is_by(looking.officer, entry));
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.id));
    Ok(Listed {
        hidden: all - entries.len(),
        unlisted: ids.len() - shown.len(),
        entries,
    })
}

/// Those who are perhaps the same person.
async fn namesakes(looking: Looking<'_>) -> Result<Vec<(Entry, Namesake)>, StoreError> {
    let (office, scope) = (looking.office, looking.scope());
    let Some(applicant) = looking.applicant else {
        return Ok(Vec::new());
    };
    let known = (looking.case.filing.applicant, applicant);
    let found = asker::namesakes(&office.db, &office.vault, scope, known, NAMESAKES).await?;
    let ids: Vec<CaseId> = found.iter().map(|namesake| namesake.case).collect();
    let entries = store::queue::entries(&office.db, scope, &ids).await?;
    let readable = entries
        .into_iter()
        .filter(|entry| readable::is_by(looking.officer, entry));
    let with = readable.filter_map(|entry| {
        let namesake = found.iter().find(|namesake| namesake.case == entry.id)?;
        Some((entry, *namesake))
    });
    Ok(with.collect())
}
