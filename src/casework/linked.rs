//! What a change of one case means for another: a part that becomes a case of its own, a duplicate that goes into the
//! other, a round on an order. All in the transaction of the first.

use std::collections::BTreeSet;

use super::{ActError, append, index, office::AtWork, outgoing, record};
use crate::{
    domain::{
        account::Actor,
        application::{Application, Filing, Item},
        case::Case,
        command::{Opening, OpeningHow},
        decide,
        digest::Digest,
        dividing::{self, LinkKind},
        id::{AppealId, ApplicationId, CaseId, CaseNumber},
        permission,
        refusal::Refusal,
        round, summary,
    },
    store::{self, Scope, StoreError, Tx, case::Listing},
};

/// What follows for another case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Follow {
    /// These items become this case.
    Split {
        to: CaseId,
        items: Vec<u16>,
    },
    Merge {
        into: CaseId,
    },
    Link {
        other: CaseId,
        how: LinkKind,
    },
    /// This case answers anew.
    Round {
        to: CaseId,
        how: Box<OpeningHow>,
    },
}

impl Follow {
    pub(super) fn split(to: CaseId, items: &BTreeSet<u16>) -> Self {
        Self::Split {
            to,
            items: items.iter().copied().collect(),
        }
    }

    pub(super) fn round(case: &Case, appeal: AppealId, to: CaseId) -> Result<Self, Refusal> {
        let how = Box::new(round::ordered(case, appeal)?);
        Ok(Self::Round { to, how })
    }
}

/// Does it.
pub(super) async fn follow(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    case: &Case,
    actor: &Actor,
    follow: Follow,
) -> Result<(), ActError> {
    match follow {
        Follow::Split { to, items } => {
            let how = OpeningHow::SplitOff {
                from: case.id,
                items: items.clone(),
                submitted_on: case.submitted_on,
                received_on: case.received_on,
            };
            let left = case.items.iter().copied().filter(|item| !items.contains(item));
            let left = left.collect();
            open(office, tx, scope, case, actor, (to, how, items)).await?;
            let filed = store::application::of_case(tx, scope, case.id).await?;
            let filed = filed.ok_or(ActError::Gone)?;
            let subject = filed.application.only(&left).subject(case.filing.asks_for);
            store::case::name(tx, scope, case.id, &subject).await?;
            // What went over is found in the other case alone, and all that stays under its new name.
            index::anew(office, tx, scope, &[case.id]).await
        }
        Follow::Round { to, how } => {
            let items = case.items.iter().copied().collect();
            open(office, tx, scope, case, actor, (to, *how, items)).await
        }
        Follow::Merge { into } => {
            let other = other(tx, scope, actor, into).await?;
            if !other.stage.is_open() {
                return Err(Refusal::NoSuchCase.into());
            }
            if other.filing.asks_for != case.filing.asks_for {
                return Err(Refusal::AsksForOther.into());
            }
            if !same_applicant(office, tx, scope, case, &other).await? {
                return Err(Refusal::OtherApplicant.into());
            }
            tell(office, tx, other, actor, case.id, LinkKind::MergedInto).await
        }
        Follow::Link { other: id, how } => {
            let other = other(tx, scope, actor, id).await?;
            // What was given out and is to be corrected now is related, not repeated.
            if how == LinkKind::RepeatOf && other.filing.asks_for != case.filing.asks_for {
                return Err(Refusal::AsksForOther.into());
            }
            tell(office, tx, other, actor, case.id, how).await
        }
    }
}

/// The other case, if this actor may see it.
async fn other(tx: &Tx, scope: Scope, actor: &Actor, id: CaseId) -> Result<Case, ActError> {
    let found = store::case::load(tx, scope, id).await?;
    let may_see = |case: &Case| match actor {
        Actor::Officer(officer) => permission::may_read(case, officer),
        Actor::Program => true,
        Actor::Applicant { .. } | Actor::ThirdParty { .. } => false,
    };
    found.filter(may_see).ok_or_else(|| Refusal::NoSuchCase.into())
}

/// Whether both are of one applicant, by the number of the identity that each gave.
async fn same_applicant(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    one: &Case,
    other: &Case,
) -> Result<bool, ActError> {
    let of = async |case: &Case| store::applicant::get(tx, &office.vault, scope, case.filing.applicant).await;
    let (one, other) = (of(one).await?, of(other).await?);
    let (one, other) = (
        one.and_then(|one| one.identity),
        other.and_then(|other| other.identity),
    );
    Ok(one.is_some() && one == other)
}

/// Writes on the other case what the first is to it.
async fn tell(
    office: &AtWork<'_>,
    tx: &Tx,
    mut other: Case,
    actor: &Actor,
    first: CaseId,
    how: LinkKind,
) -> Result<(), ActError> {
    let events = dividing::counterpart(&other, first, how);
    if events.is_empty() {
        return Ok(());
    }
    let recorded = record(office, other.version, actor, events);
    append(office, tx, &mut other, &recorded).await
}

/// Opens a case that comes out of another, with the items that it takes over, numbered from 1.
async fn open(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    from: &Case,
    actor: &Actor,
    (id, how, items): (CaseId, OpeningHow, Vec<u16>),
) -> Result<(), ActError> {
    let agency = store::agency::get(tx, scope).await?.ok_or(ActError::Gone)?;
    let filed = store::application::of_case(tx, scope, from.id)
        .await?
        .ok_or(ActError::Gone)?;
    let applicant = store::applicant::get(tx, &office.vault, scope, from.filing.applicant)
        .await?
        .ok_or(ActError::Gone)?;
    let taken = filed
        .application
        .items
        .iter()
        .filter(|item| items.contains(&item.number));
    let application = Application {
        items: (1..)
            .zip(taken)
            .map(|(number, item)| Item {
                number,
                ..item.clone()
            })
            .collect(),
        ..filed.application.clone()
    };
    let salt = office.salt();
    let content = Digest::of(&[&salt, &Digest::of_json(&application).0]);
    let filing = Filing {
        application: ApplicationId(office.ids.next()),
        items: u16::try_from(application.items.len()).unwrap_or(u16::MAX),
        content,
        ..from.filing.clone()
    };
    let year = office.today().year();
    let serial = store::number::next(tx, scope, store::number::CASES, year).await?;
    let opening = Opening {
        agency: agency.id,
        number: CaseNumber::new(&agency.numbering.case_code, year, serial),
        filing: filing.clone(),
        how,
    };
    let events = decide::open(&opening, Some(actor), office.rules())?;
    let recorded = record(office, 0, actor, events);
    let folded = Case::fold(id, &recorded).map_err(|broken| StoreError::Inconsistent {
        table: "case_event",
        key: id.to_string(),
        source: Box::new(broken),
    })?;
    let listing = Listing {
        subject: application.subject(filing.asks_for),
        applicant_name: applicant.listed(),
    };
    store::case::open(
        tx,
        &folded,
        &recorded,
        &summary::of(&folded, &office.law, office.local_now()),
        &listing,
    )
    .await?;
    let stored = store::application::Filed {
        id: filing.application,
        case: id,
        form_token: None,
        salt,
        content,
        application,
        ..filed
    };
    store::application::insert(tx, scope, &stored).await?;
    let newcomer = store::search::take_places(tx, &office.vault, scope, [id]).await?;
    index::application(tx, scope, newcomer, &folded, (&stored.application, &applicant)).await?;
    outgoing::tell(office, tx, scope, &folded, &recorded).await
}
