//! What is to be sent out: put down in the transaction that it follows from, sent at least once by whichever copy of the
//! program claims it, and kept. A row says what and to whom by id; address and words are looked up when it is sent, so
//! nothing personal lies here.

mod look;
mod send;

use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, Set};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{
    Scope, StoreError, Tx,
    convert::Reading,
    row::outbox::{ActiveModel, Entity, Model},
};
use crate::domain::{
    channel_test::Trouble,
    id::{AccountId, AgencyId, CaseId, LetterId, LinkId},
    message::{Medium, MessageKind, Reason},
};

pub use self::{
    look::{
        Sent, Standing, Which, drop_all, drop_one, get, last_heartbeat, list, of_case, retry, retry_all,
        standing,
    },
    send::{Claim, claim, drop_unsent, forget, has_due, hold, postpone, sent, set_aside},
};

/// What a message is about, and so to whom it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A person's reminders of a day, to that person.
    Digest { account: AccountId, day: Date },
    /// 渠道测试: something that is wrong with an agency's channel, to a person who is to see to it; once a day.
    Alarm {
        account: AccountId,
        day: Date,
        about: Trouble,
    },
    /// The message of a day that shows whether messages leave, to where the agency wants it.
    Heartbeat { day: Date },
    /// Something that happened to a case: to its applicant, to a third party, or to a subscribed address.
    Case {
        case: CaseId,
        /// Its place in the history.
        seq: u32,
        letter: Option<LetterId>,
        /// The name of the subscribed address.
        endpoint: Option<String>,
        /// The link that it brings to a consulted third party.
        link: Option<LinkId>,
    },
}

impl Target {
    /// By what it is known that the same was put down before.
    fn key(&self, scope: Scope, medium: Medium, kind: MessageKind) -> String {
        match self {
            Self::Digest { account, day } => format!("digest/{}/{day}", account.0.simple()),
            Self::Alarm { account, day, about } => format!("alarm/{}/{day}/{about}", account.0.simple()),
            Self::Heartbeat { day } => format!("heartbeat/{}/{day}/{medium}", scope.agency().simple()),
            // Told once of a consultation, whatever happens twice and whichever link is good by then.
            Self::Case {
                case,
                letter: Some(letter),
                link: Some(_),
                ..
            } if kind.is_consultation_news() => {
                format!("{}/{}/{kind}/{medium}", case.0.simple(), letter.0.simple())
            }
            Self::Case {
                case,
                seq,
                endpoint,
                link,
                ..
            } => {
                let link = link.map(|link| link.0.simple().to_string());
                let to = endpoint.as_deref().or(link.as_deref()).unwrap_or_default();
                format!("{}/{seq}/{kind}/{medium}/{to}", case.0.simple())
            }
        }
    }

    /// What an alarm is about.
    fn about(&self) -> Option<Trouble> {
        match self {
            Self::Alarm { about, .. } => Some(*about),
            Self::Digest { .. } | Self::Heartbeat { .. } | Self::Case { .. } => None,
        }
    }
}

/// A message to be put down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMessage {
    pub medium: Medium,
    pub kind: MessageKind,
    pub target: Target,
    /// Not before.
    pub due_at: OffsetDateTime,
}

/// A message as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub id: Uuid,
    pub agency: AgencyId,
    pub medium: Medium,
    pub kind: MessageKind,
    pub target: Target,
    pub due_at: OffsetDateTime,
    /// When it is to be tried next.
    pub next_at: OffsetDateTime,
    /// How often it was tried.
    pub attempts: u32,
    pub failed_at: Option<OffsetDateTime>,
    /// Why it failed last.
    pub last_error: Option<Reason>,
    pub created_at: OffsetDateTime,
    pub sent_at: Option<OffsetDateTime>,
    /// It waits for a person.
    pub set_aside_at: Option<OffsetDateTime>,
    /// It will not go out.
    pub dropped_at: Option<OffsetDateTime>,
    /// Why a person decided that it will not.
    pub dropped_because: Option<String>,
}

/// Puts a message down; once, however often it is asked for.
pub async fn put(
    tx: &Tx,
    scope: Scope,
    id: Uuid,
    message: NewMessage,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let NewMessage {
        medium,
        kind,
        target,
        due_at,
    } = message;
    let key = target.key(scope, medium, kind);
    let about = target.about();
    let (account, day, case, seq, letter, endpoint, link) = match target {
        Target::Digest { account, day } | Target::Alarm { account, day, .. } => {
            (Some(account), Some(day), None, None, None, None, None)
        }
        Target::Heartbeat { day } => (None, Some(day), None, None, None, None, None),
        Target::Case {
            case,
            seq,
            letter,
            endpoint,
            link,
        } => (None, None, Some(case), Some(seq), letter, endpoint, link),
    };
    let row = ActiveModel {
        id: Set(id),
        agency_id: Set(scope.agency()),
        medium: Set(medium.to_string()),
        kind: Set(kind.to_string()),
        key: Set(key),
        account_id: Set(account.map(|id| id.0)),
        day: Set(day),
        case_id: Set(case.map(|id| id.0)),
        seq: Set(seq.map(i64::from)),
        letter_id: Set(letter.map(|id| id.0)),
        endpoint: Set(endpoint),
        due_at: Set(due_at.unix_timestamp()),
        next_at: Set(due_at.unix_timestamp()),
        attempts: Set(0),
        owner: Set(None),
        leased_until: Set(None),
        failed_at: Set(None),
        last_error: Set(None),
        created_at: Set(now.unix_timestamp()),
        sent_at: Set(None),
        set_aside_at: Set(None),
        dropped_at: Set(None),
        dropped_by: Set(None),
        dropped_because: Set(None),
        link_id: Set(link.map(|id| id.0)),
        about: Set(about.map(|trouble| trouble.to_string())),
    };
    Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

fn read(row: Model) -> Result<Message, StoreError> {
    let reading = Reading {
        table: "outbox",
        key: &row.id,
    };
    let instant = |at: Option<i64>| at.map(|at| reading.instant(at)).transpose();
    let about = row.about.as_deref().map(|about| reading.parse(about));
    let target = match (row.account_id, row.day, row.case_id, row.seq) {
        (Some(account), Some(day), None, None) => match about.transpose()? {
            None => Target::Digest {
                account: AccountId(account),
                day,
            },
            Some(about) => Target::Alarm {
                account: AccountId(account),
                day,
                about,
            },
        },
        (None, Some(day), None, None) => Target::Heartbeat { day },
        (None, None, Some(case), Some(seq)) => Target::Case {
            case: CaseId(case),
            seq: reading.number(seq)?,
            letter: row.letter_id.map(LetterId),
            endpoint: row.endpoint,
            link: row.link_id.map(LinkId),
        },
        _ => return Err(reading.bad("it is for nobody")),
    };
    Ok(Message {
        id: row.id,
        agency: AgencyId(row.agency_id),
        medium: reading.parse(&row.medium)?,
        kind: reading.parse(&row.kind)?,
        target,
        due_at: reading.instant(row.due_at)?,
        next_at: reading.instant(row.next_at)?,
        attempts: reading.number(row.attempts)?,
        failed_at: instant(row.failed_at)?,
        last_error: row
            .last_error
            .as_deref()
            .map(|reason| reading.parse(reason))
            .transpose()?,
        created_at: reading.instant(row.created_at)?,
        sent_at: instant(row.sent_at)?,
        set_aside_at: instant(row.set_aside_at)?,
        dropped_at: instant(row.dropped_at)?,
        dropped_because: row.dropped_because,
    })
}
