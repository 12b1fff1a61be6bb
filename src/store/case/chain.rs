//! The chain of hashes: each event's covers the one before it, so that none can be changed, dropped or slipped in
//! without every later one telling.

use crate::{
    domain::{digest::Digest, event::Recorded, id::CaseId},
    store::{
        StoreError,
        convert::{Reading, json},
        row::case_event,
    },
};

/// What stands before the first event.
pub(in crate::store) const START: &str = "";

/// An event as text, exactly as it is hashed and stored.
pub(in crate::store) struct Link {
    pub(super) case: CaseId,
    pub(super) seq: i64,
    pub(super) at: i64,
    pub(super) actor: String,
    pub(super) kind: String,
    pub(super) body: String,
}

impl Link {
    pub(super) fn of(case: CaseId, recorded: &Recorded) -> Self {
        Self {
            case,
            seq: i64::from(recorded.seq),
            at: recorded.at.unix_timestamp(),
            actor: json(&recorded.actor),
            kind: recorded.event.kind().to_owned(),
            body: json(&recorded.event),
        }
    }

    pub(in crate::store) fn stored(row: &case_event::Model) -> Self {
        Self {
            case: CaseId(row.case_id),
            seq: row.seq,
            at: row.at,
            actor: row.actor.clone(),
            kind: row.kind.clone(),
            body: row.body.clone(),
        }
    }

    /// SHA-256 over the previous hash and every part, each with its length before it.
    pub(in crate::store) fn hash(&self, previous: &str) -> String {
        let Self {
            case,
            seq,
            at,
            actor,
            kind,
            body,
        } = self;
        Digest::of(&[
            previous.as_bytes(),
            case.0.as_bytes(),
            &seq.to_be_bytes(),
            &at.to_be_bytes(),
            actor.as_bytes(),
            kind.as_bytes(),
            body.as_bytes(),
        ])
        .to_string()
    }
}

/// The event in a row.
pub(in crate::store) fn read(row: &case_event::Model) -> Result<Recorded, StoreError> {
    let key = format!("{}/{}", row.case_id, row.seq);
    let reading = Reading {
        table: "case_event",
        key: &key,
    };
    Ok(Recorded {
        seq: reading.number(row.seq)?,
        at: reading.instant(row.at)?,
        actor: reading.json(&row.actor)?,
        event: reading.json(&row.body)?,
    })
}
