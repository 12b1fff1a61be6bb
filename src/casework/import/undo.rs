//! 撤销导入: what came of a file is taken back, case by case. The history stays, with an event that says so; who applied and
//! for what is erased, and the old number is free again. What somebody has acted on stays as it is.

use super::{
    super::{ActError, Office, append, office::AtWork, record},
    save,
    take::clerk,
};
use crate::{
    domain::{account::Actor, command::Command, decide},
    store::{
        self, Scope, Tx,
        import::{Counts, Import, Numbered, State},
    },
};

/// Cases of one transaction: on SQLite others wait for its end.
const AT_ONCE: u64 = 50;

const NOT_CLERK: &str = "发起撤销的人已经停用，或者不再是收件员，撤销没有继续";

pub(super) async fn undo(office: &Office, scope: Scope, import: Import) -> Result<(), ActError> {
    let by = import.undone_by.unwrap_or(import.by);
    let actor = clerk(&office.db, scope, by).await?;
    let mut import = import;
    let (mut after, mut done, mut kept) = (0, 0, 0);
    while let Some(actor) = &actor {
        let tx = office.db.begin().await?;
        let at_work = office.at_work(&tx, scope).await?;
        store::import::hold(&tx, scope, import.id).await?;
        let cases = store::import::cases_of(&tx, scope, import.id, after, AT_ONCE).await?;
        let Some(last) = cases.last() else { break };
        after = last.row;
        for taken in &cases {
            let undone = Box::pin(one(&at_work, &tx, scope, actor, taken)).await?;
            kept += u32::from(!undone);
            done += 1;
        }
        let now = Import {
            counts: Counts {
                done: done.max(import.counts.done),
                kept,
                ..import.counts
            },
            ..import.clone()
        };
        if !save(office, &tx, scope, &import, now.clone()).await? {
            return Ok(());
        }
        tx.commit().await?;
        import = now;
    }
    let tx = office.db.begin().await?;
    let left = store::import::count_cases(&tx, scope, import.id).await?;
    let left = u32::try_from(left).unwrap_or(u32::MAX);
    let now = Import {
        state: match &actor {
            Some(_) => State::Undone,
            None => State::Imported,
        },
        problem: match &actor {
            Some(_) => import.problem.clone(),
            None => Some(NOT_CLERK.to_owned()),
        },
        counts: Counts {
            taken: left,
            kept: if actor.is_some() { left } else { 0 },
            ..import.counts
        },
        ..import.clone()
    };
    save(office, &tx, scope, &import, now).await?;
    Ok(tx.commit().await?)
}

/// Takes a case back; whether it could be.
async fn one(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    actor: &Actor,
    taken: &Numbered,
) -> Result<bool, ActError> {
    let Some(mut case) = store::case::load(tx, scope, taken.case).await? else {
        return Ok(false);
    };
    if is_touched(office, tx, scope, taken).await? {
        return Ok(false);
    }
    let Ok(events) = decide::decide(&case, actor, &Command::UndoImport, office.rules()) else {
        return Ok(false);
    };
    let (id, applicant, at) = (case.id, case.filing.applicant, office.now());
    let recorded = record(office, case.version, actor, events);
    append(office, tx, &mut case, &recorded).await?;
    store::applicant::erase(tx, scope, applicant, at).await?;
    store::application::erase(tx, scope, id).await?;
    store::words::erase(tx, scope, id, at).await?;
    store::case::unname(tx, scope, id).await?;
    store::import::take_away(tx, scope, id).await?;
    Ok(true)
}

/// Whether somebody worked on it in a way of which its history does not tell.
async fn is_touched(office: &AtWork<'_>, tx: &Tx, scope: Scope, taken: &Numbered) -> Result<bool, ActError> {
    let notes = store::note::of_case(tx, &office.vault, scope, taken.case).await?;
    let files = store::file::of_case(tx, scope, taken.case).await?;
    Ok(!notes.is_empty() || !files.is_empty())
}
