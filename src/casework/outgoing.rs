//! What is to be told of a change goes into the outbox in the transaction of the change: a rollback leaves no message, and
//! no message is lost with a mail server that is away.

use super::{ActError, office::AtWork};
use crate::{
    domain::{
        case::Case,
        event::Recorded,
        id::LinkId,
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
                    let to = To::Endpoint(name);
                    put(office, tx, scope, case, &message, Medium::Webhook, to).await?;
                }
            }
            Audience::ThirdParty => to_third_party(office, tx, scope, case, &message).await?,
            Audience::Applicant => {
                for medium in ways.iter().filter(|medium| **medium != Medium::Webhook) {
                    put(office, tx, scope, case, &message, *medium, To::Applicant).await?;
                }
            }
        }
    }
    Ok(())
}

/// To whom a message of a case goes.
enum To<'a> {
    Applicant,
    Endpoint(&'a str),
    /// To the third party of this link.
    Link(LinkId),
}

/// Puts down what a third party is sent, if its letter went with a link that still opens something. Who asked for no
/// messages gets none.
pub(super) async fn to_third_party(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    case: &Case,
    message: &Message,
) -> Result<(), ActError> {
    let notice = message.letter.and_then(|letter| case.notice_of(letter));
    let links = store::consultation_link::of_case(tx, scope, case.id).await?;
    let live = links
        .into_iter()
        .find(|link| link.is_live() && Some(link.notice) == notice.map(|notice| notice.id));
    match live {
        Some(link) if link.quiet_at.is_none() => bring(office, tx, scope, case, message, link.id).await,
        Some(_) | None => Ok(()),
    }
}

/// Puts down what goes to whoever has a link: by the one way that is fit for it, or by every way to people, where that is set
/// up.
pub(super) async fn bring(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    case: &Case,
    message: &Message,
    link: LinkId,
) -> Result<(), ActError> {
    let ways = match message.kind.only_by() {
        Some(medium) => vec![medium],
        None => vec![Medium::Mail, Medium::TextMessage],
    };
    for medium in ways.into_iter().filter(|medium| office.notices.has(*medium)) {
        put(office, tx, scope, case, message, medium, To::Link(link)).await?;
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
    to: To<'_>,
) -> Result<(), ActError> {
    let (endpoint, link) = match to {
        To::Applicant => (None, None),
        To::Endpoint(name) => (Some(name.to_owned()), None),
        To::Link(link) => (None, Some(link)),
    };
    let new = NewMessage {
        medium,
        kind: message.kind,
        target: Target::Case {
            case: case.id,
            seq: message.seq,
            letter: message.letter,
            endpoint,
            link,
        },
        due_at: office.notices.not_before(medium, office.local_now()),
    };
    Ok(store::outbox::put(tx, scope, office.ids.next(), new, office.now()).await?)
}
