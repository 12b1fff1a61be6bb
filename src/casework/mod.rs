//! The one write path. Whoever changes a case (a page, the demo, later a job or the API) gives an [`Order`] to
//! [`act`]: one transaction in which the case is loaded, a pure function decides, the events are appended, and what
//! belongs to them is written. An error leaves nothing behind.

pub mod agency;
pub mod annual;
pub mod attachment;
pub mod audit;
mod book;
pub mod calendar;
pub mod catalogue;
pub mod channel_test;
pub mod compose;
pub mod consulted;
mod contact;
pub mod delegation;
pub mod department;
pub mod desk;
pub mod document;
mod error;
pub mod evidence;
pub mod feedback;
mod files;
pub mod found;
pub mod import;
pub mod index;
pub mod inspection;
mod intake;
mod linked;
pub mod mailroom;
pub mod member;
pub mod note;
mod notice;
pub mod numbering;
mod office;
mod order;
mod outgoing;
pub mod package;
mod paper;
pub mod paying;
mod prepare;
pub mod presence;
pub mod presend;
pub mod publish;
pub mod renew;
pub mod retention;
pub mod returning;
pub mod review;
pub mod seal;
mod sealing;
mod sought;
pub mod staff;
pub mod tailoring;
pub mod treasury;
pub mod unfinished;
pub mod viruses;

pub use self::{
    book::{Edition, LawBook},
    error::ActError,
    files::{Upload, upload},
    intake::{Enclosure, Filed, NewApplication, Registration, file, filed_with, look_up, register},
    notice::preview_notice,
    office::Office,
    order::{NewNotice, Order},
    prepare::{Proofread, preview, proofread},
    sought::several_asked,
};

use self::office::AtWork;
use crate::{
    domain::{
        account::Actor,
        case::Case,
        decide,
        event::{Event, Recorded},
        id::{AgencyId, CaseId},
        permission,
        refusal::Refusal,
        summary,
    },
    store::{self, Scope, StoreError, Tx},
};

/// Carries out an order on a case, if it is still as its giver saw it (`expected` is the version that was shown) and
/// the rules allow it. Returns the case as it stands afterwards.
pub async fn act(
    office: &Office,
    actor: &Actor,
    agency: AgencyId,
    case: CaseId,
    expected: u32,
    order: Order,
) -> Result<Case, ActError> {
    let scope = Scope::of(agency);
    let is_theirs = matches!(actor, Actor::Officer(officer) if officer.agency == agency);
    // Files are read before anything is locked, as that takes its time.
    if is_theirs && order.hands_files_over() {
        Box::pin(inspection::look_through(office, agency, case)).await?;
    }
    // Boxed: whatever a command may need stands in this future, and it would grow every handler that awaits it.
    match Box::pin(try_act(office, actor, scope, case, expected, order)).await {
        // Somebody committed between our reading and our writing: tell how the case stands now.
        Err(ActError::Store(StoreError::Conflict)) => {
            let case = store::case::load(&office.db, scope, case)
                .await?
                .ok_or(ActError::Gone)?;
            Err(ActError::Stale(Box::new(case)))
        }
        done => done,
    }
}

/// What [`act`] would say to an order, for whoever wants to know before they give it; returns the case as it stands. Nothing
/// of it is kept. Files that an answer hands over are not looked through for it.
pub async fn rehearse(
    office: &Office,
    actor: &Actor,
    agency: AgencyId,
    case: CaseId,
    expected: u32,
    order: Order,
) -> Result<Case, ActError> {
    let scope = Scope::of(agency);
    let tx = office.db.begin().await?;
    let office = &office.at_work(&tx, scope).await?;
    // What was prepared goes with the transaction, which is never committed.
    let (case, ..) = Box::pin(judge(office, &tx, scope, actor, case, expected, order)).await?;
    Ok(case)
}

async fn try_act(
    office: &Office,
    actor: &Actor,
    scope: Scope,
    case: CaseId,
    expected: u32,
    order: Order,
) -> Result<Case, ActError> {
    let tx = office.db.begin().await?;
    let office = &office.at_work(&tx, scope).await?;
    let (mut case, prepared, events) = judge(office, &tx, scope, actor, case, expected, order).await?;
    if events.is_empty() {
        return Ok(case);
    }
    let recorded = record(office, case.version, actor, events);
    let letter_goes_out = recorded
        .iter()
        .any(|recorded| matches!(recorded.event, Event::LetterIssued { .. }));
    let follow = prepare::keep(office, &tx, scope, &case, actor, prepared, letter_goes_out).await?;
    append(office, &tx, &mut case, &recorded).await?;
    if let Some(follow) = follow {
        linked::follow(office, &tx, scope, &case, actor, follow).await?;
    }
    tx.commit().await?;
    Ok(case)
}

/// What is decided on an order, and what was prepared for that; nothing of it stands yet.
async fn judge(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    actor: &Actor,
    case: CaseId,
    expected: u32,
    order: Order,
) -> Result<(Case, prepare::Prepared, Vec<Event>), ActError> {
    let case = store::case::load(tx, scope, case).await?.ok_or(ActError::Gone)?;
    match permission::may(&case, actor, order.kind(), &office.law) {
        Err(Refusal::NotTheirs) => return Err(ActError::Gone),
        // Who may no longer do it because somebody else was first is told what happened, not that it is forbidden.
        _ if case.version != expected => return Err(ActError::Stale(Box::new(case))),
        allowed => allowed?,
    }
    let prepared = prepare::prepare(office, tx, scope, &case, actor, order).await?;
    let events = decide::decide(&case, actor, &prepared.command, office.rules())?;
    Ok((case, prepared, events))
}

/// Puts events into their places after the `after`-th.
fn record(office: &AtWork<'_>, after: u32, actor: &Actor, events: Vec<Event>) -> Vec<Recorded> {
    let (at, actor) = (office.now(), actor.reference());
    (after + 1..)
        .zip(events)
        .map(|(seq, event)| Recorded {
            seq,
            at,
            actor,
            event,
        })
        .collect()
}

/// Appends to the history, brings the row for the queues up to date, and puts down what is to be told.
async fn append(
    office: &AtWork<'_>,
    tx: &Tx,
    case: &mut Case,
    recorded: &[Recorded],
) -> Result<(), ActError> {
    let expected = case.version;
    for recorded in recorded {
        case.apply(recorded).map_err(|broken| StoreError::Inconsistent {
            table: "case_event",
            key: case.id.to_string(),
            source: Box::new(broken),
        })?;
    }
    store::case::append(
        tx,
        expected,
        case,
        recorded,
        &summary::of(case, &office.law, office.local_now()),
    )
    .await?;
    outgoing::tell(office, tx, Scope::of(case.agency), case, recorded).await
}
