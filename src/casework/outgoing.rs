//! What is to be told of a change goes into the outbox in the transaction of the change: a rollback leaves no message, and
//! no message is lost with a mail server that is away.

use super::{ActError, office::AtWork};
use crate::{
    domain::{
        case::Case,
        event::Recorded,
        message::{Audience, Medium, Message, messages_for},
    },
    store::{
        self, Scope, Tx,
        outbox::{NewMessage, Target},
    },
};

/// Puts down what follows from events that were just recorded; `case` is the case with them. For a way that is not set up
/// nothing is put down, so that nobody gets old news on the day on which it is.
pub(super) async fn tell(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    case: &Case,
    recorded: &[Recorded],
) -> Result<(), ActError> {
    let ways: Vec<Medium> = Medium::ALL
        .iter()
        .copied()
        .filter(|medium| office.notices.has(*medium))
        .collect();
    if ways.is_empty() {
        return Ok(());
    }
    let messages = messages_for(case, recorded);
    if messages.is_empty() {
        return Ok(());
    }
    let subscribers = subscribers(office, tx, scope, &ways).await?;
    for message in messages {
        match message.audience {
            Audience::Subscribers => {
                for name in &subscribers {
                    put(office, tx, scope, case, &message, Medium::Webhook, Some(name)).await?;
                }
            }
            Audience::Applicant => {
                for medium in ways.iter().filter(|medium| **medium != Medium::Webhook) {
                    put(office, tx, scope, case, &message, *medium, None).await?;
                }
            }
        }
    }
    Ok(())
}

async fn subscribers(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    ways: &[Medium],
) -> Result<Vec<String>, ActError> {
    if !ways.contains(&Medium::Webhook) {
        return Ok(Vec::new());
    }
    let agency = store::agency::get(tx, scope).await?.ok_or(ActError::Gone)?;
    Ok(office
        .notices
        .subscribers(&agency.key)
        .map(str::to_owned)
        .collect())
}

async fn put(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    case: &Case,
    message: &Message,
    medium: Medium,
    endpoint: Option<&str>,
) -> Result<(), ActError> {
    let new = NewMessage {
        medium,
        kind: message.kind,
        target: Target::Case {
            case: case.id,
            seq: message.seq,
            letter: message.letter,
            endpoint: endpoint.map(str::to_owned),
        },
        due_at: office.notices.not_before(medium, office.local_now()),
    };
    Ok(store::outbox::put(tx, scope, office.ids.next(), new, office.now()).await?)
}
