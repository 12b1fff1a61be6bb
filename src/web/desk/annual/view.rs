//! From how a year stands to its page.

use std::collections::{BTreeMap, btree_map::Entry};

use super::page::{Check, Counted, Release, ReleaseForm, Verdict, YearPage};
use crate::{
    casework::annual::{AnnualError, Computed, Looked},
    domain::{
        account::Officer,
        annual::{LeftOut, Released, Sum, Table, may_release},
        digest::Digest,
        id::AccountId,
    },
    imports::catalogue::Wrong,
    law::{Identity, IdentityOver},
    store::{self, Scope},
    text::key,
    web::{
        annual::{YearFigures, worded_change},
        error::Failure,
        form::{Field, FieldErrors},
        page::View,
        wording::{Said, Voice, voice},
    },
};

/// The field of the reason.
const BECAUSE: &str = "because";

/// What was typed, and why nothing was released.
#[derive(Debug, Default)]
pub(super) struct Attempt {
    because: String,
    errors: FieldErrors,
    /// The figures are not those that were looked over.
    pub(super) is_stale: bool,
}

impl Attempt {
    pub(super) fn is_well(&self) -> bool {
        self.errors.is_empty()
    }

    /// That somebody did not see what stands there now; what they typed is kept.
    pub(super) fn stale(voice: Voice<'_>, because: &str) -> Said<Self> {
        let mut attempt = Self {
            because: because.to_owned(),
            is_stale: true,
            ..Self::default()
        };
        attempt.errors.add("main-title", voice.say(key("annual-stale"))?);
        Ok(attempt)
    }

    /// Why nothing was released, said where it belongs.
    pub(super) fn of(voice: Voice<'_>, because: &str, error: AnnualError) -> Result<Self, Failure> {
        let mut attempt = Self {
            because: because.to_owned(),
            ..Self::default()
        };
        match error {
            // Exactly this was released by somebody else, or by a second press of the button.
            AnnualError::Stale | AnnualError::Same => return Ok(Self::stale(voice, because)?),
            AnnualError::Uneven => attempt.errors.add("checks", voice.say(key("annual-uneven"))?),
            AnnualError::Wrong(wrong) => attempt.errors.add(BECAUSE, said(voice, wrong)?),
            error @ (AnnualError::NotTheirs | AnnualError::Running | AnnualError::Store(_)) => {
                return Err(super::failure(error));
            }
        }
        Ok(attempt)
    }
}

fn said(voice: Voice<'_>, wrong: Wrong) -> Said {
    match wrong {
        Wrong::TooLong(most) => voice.say_with(key("annual-wrong-long"), &[("count", &most.to_string())]),
        Wrong::Hidden => voice.say(key("annual-wrong-hidden")),
        Wrong::Missing
        | Wrong::NoDay
        | Wrong::Ahead
        | Wrong::NoLink
        | Wrong::TooMany(_)
        | Wrong::Again(_)
        | Wrong::OfTwo => voice.say(key("annual-wrong-missing")),
    }
}

pub(super) async fn page(
    view: &View,
    officer: &Officer,
    looked: &Looked,
    attempt: Attempt,
) -> Result<YearPage, Failure> {
    let (voice, scope) = (voice(view), Scope::of(officer.agency));
    let year = looked.year.to_string();
    let releases = releases(view, scope, &looked.released).await?;
    let public_href = match looked.released.first() {
        Some(_) => {
            let agency = store::agency::get(view.app.db(), scope).await?;
            agency.map(|agency| format!("/agencies/{}/annual/{year}", agency.key))
        }
        None => None,
    };
    let counted = looked.computed.as_ref();
    let counted = counted.map(|computed| counted_part(voice, looked, computed));
    let counted = counted.transpose()?;
    let is_open = counted.as_ref().is_some_and(|counted| !counted.is_same);
    let form = looked
        .computed
        .as_ref()
        .filter(|_| is_open && may_release(officer));
    Ok(YearPage {
        title: voice.say_with(key("annual-year-title"), &[("year", &year)])?,
        state: state(voice, looked)?,
        releases,
        public_href,
        form: form.map(|computed| ReleaseForm {
            action: format!("/desk/annual/{year}/release"),
            version: looked.released.first().map_or(0, |last| last.version),
            figures: Digest::of_json(&computed.figures).to_string(),
            because: looked
                .released
                .first()
                .map(|_| Field::new(BECAUSE, attempt.because.clone(), &attempt.errors)),
        }),
        not_yours: is_open && !may_release(officer),
        counted,
        problems: attempt.errors,
    })
}

fn state(voice: Voice<'_>, looked: &Looked) -> Said {
    if looked.computed.is_none() {
        return voice.say_with(key("annual-running"), &[("year", &looked.year.to_string())]);
    }
    match looked.open_until {
        Some(day) => voice.say_with(key("annual-open"), &[("day", &voice.weekday(day))]),
        None => voice.say(key("annual-fixed")),
    }
}

/// By whom and when each was released; people who have left are still called by their names.
async fn releases(view: &View, scope: Scope, released: &[Released]) -> Result<Vec<Release>, Failure> {
    let voice = voice(view);
    let mut names: BTreeMap<AccountId, String> = BTreeMap::new();
    let mut releases = Vec::new();
    for one in released {
        let name = match names.entry(one.by) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => {
                let by = store::account::get(view.app.db(), scope, one.by).await?;
                unknown.insert(by.map(|by| by.name).unwrap_or_default())
            }
        };
        let day = voice.weekday(one.on);
        let told = if one.version == 1 {
            key("annual-release")
        } else {
            key("annual-correction")
        };
        releases.push(Release {
            told: voice.say_with(told, &[("day", &day), ("name", name)])?,
            because: one.because.clone(),
        });
    }
    Ok(releases)
}

fn counted_part(voice: Voice<'_>, looked: &Looked, computed: &Computed) -> Said<Counted> {
    let figures = &computed.figures;
    let table = figures.table(&looked.law);
    let before = looked.before.as_ref().map(|before| before.table(&looked.law));
    let checks = looked.law.annual_identities().iter();
    let released = looked.released.first();
    let changes = released
        .map(|last| figures.changes(&last.figures, &looked.law))
        .unwrap_or_default();
    Ok(Counted {
        figures: YearFigures::of(voice, figures)?,
        checks: checks
            .map(|identity| check(voice, &table, identity, before.as_ref()))
            .collect::<Said<_>>()?,
        left_out: computed
            .left_out
            .iter()
            .map(|(why, count)| left_out(voice, *why, *count))
            .collect::<Said<_>>()?,
        is_same: released.is_some_and(|last| last.figures == *figures),
        changes: changes
            .iter()
            .map(|change| worded_change(voice, change))
            .collect::<Said<_>>()?,
    })
}

/// Whether an identity holds: of the one in the head of the form every column is shown, of the others what is wrong.
fn check(
    voice: Voice<'_>,
    table: &Table<'_>,
    identity: &Identity,
    before: Option<&Table<'_>>,
) -> Said<Check> {
    let sums = table.sums(identity, before);
    if sums.is_empty() {
        return Ok(Check {
            says: identity.text.clone(),
            verdict: None,
            sums: Vec::new(),
        });
    }
    let holds = sums.iter().all(Sum::is_equal);
    let shows_all = identity.over == IdentityOver::Rows && identity.left.len() > 1;
    let shown = sums.iter().filter(|sum| shows_all || !sum.is_equal());
    let worded = shown.map(|sum| {
        let told = if sum.is_equal() {
            key("annual-sum")
        } else {
            key("annual-sum-broken")
        };
        let (left, right) = (sum.left.to_string(), sum.right.to_string());
        voice.say_with(told, &[("of", sum.of), ("left", &left), ("right", &right)])
    });
    let verdict = if holds {
        key("annual-check-well")
    } else {
        key("annual-check-broken")
    };
    Ok(Check {
        says: identity.text.clone(),
        sums: worded.collect::<Said<_>>()?,
        verdict: Some(Verdict {
            holds,
            told: voice.say(verdict)?,
        }),
    })
}

fn left_out(voice: Voice<'_>, why: LeftOut, count: u64) -> Said {
    let told = match why {
        LeftOut::Round => key("annual-left-out-round"),
        LeftOut::RecordCorrection => key("annual-left-out-records"),
        LeftOut::Undone => key("annual-left-out-undone"),
        LeftOut::Unreceived => key("annual-left-out-unreceived"),
        LeftOut::Later => key("annual-left-out-later"),
    };
    voice.say_with(told, &[("count", &count.to_string())])
}
