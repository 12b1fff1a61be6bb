//! Sends what is due out of the outbox. A message is claimed with a lease and sent at least once; its id goes with it, so
//! that one that is sent again (because the program died before it could note it) is known for the same. What the other
//! side refuses for good waits for a person; where the other side is away, everything that would go there waits with it,
//! so that a dead server is asked once and not a thousand times.

mod channel;
mod consulted;
mod prepare;

use time::{Duration, OffsetDateTime};

use super::{Context, Doing, Job, JobError, NewTask, Schedule, Task, error::chain, runner::wait};
use crate::{
    domain::message::{Medium, Reason},
    notices::{Failed, Way},
    store::{
        Scope, StoreError,
        outbox::{self, Claim, Message, Target},
    },
};

use prepare::Ready;

/// How many messages are claimed at once. Few: whoever dies leaves these in doubt.
const BATCH: u64 = 5;

/// How many batches one task sends, so that other tasks are not kept waiting.
const BATCHES: u32 = 40;

/// For how long a message is tried.
const PATIENCE: Duration = Duration::days(3);

#[derive(Debug)]
pub(super) struct Send;

impl Job for Send {
    fn name(&self) -> &'static str {
        "send"
    }

    fn title(&self) -> &'static str {
        "发送邮件、短信和推送"
    }

    fn schedule(&self) -> Schedule {
        Schedule::AsDue
    }

    fn due<'a>(&'a self, context: &'a Context) -> Doing<'a, Result<Vec<NewTask>, StoreError>> {
        Box::pin(async move {
            let office = &context.office;
            if !outbox::has_due(&office.db, office.now()).await? {
                return Ok(Vec::new());
            }
            Ok(vec![NewTask {
                name: self.name(),
                key: "outbox".to_owned(),
                agency: None,
                case: None,
                day: None,
                run_at: office.now(),
            }])
        })
    }

    fn run<'a>(&'a self, context: &'a Context, _task: &'a Task) -> Doing<'a, Result<(), JobError>> {
        Box::pin(async move {
            let sender = Sender {
                context,
                owner: context.office.ids.next().to_string(),
            };
            for _ in 0..BATCHES {
                let batch = sender.claim().await?;
                if batch.is_empty() {
                    return Ok(());
                }
                sender.send_all(batch).await?;
            }
            Ok(())
        })
    }
}

/// What became of a message.
enum Outcome {
    Sent,
    /// Nothing was tried: it may not go out before.
    NotBefore(OffsetDateTime),
    /// It goes to nobody.
    ToNobody(Reason),
    Failed(Failed),
}

struct Sender<'a> {
    context: &'a Context,
    owner: String,
}

impl Sender<'_> {
    async fn claim(&self) -> Result<Vec<Message>, StoreError> {
        let office = &self.context.office;
        let longest = i64::from(office.notices.patience_seconds());
        let lease = Duration::seconds(longest * i64::try_from(BATCH).unwrap_or(1) + 60);
        let claim = Claim {
            owner: &self.owner,
            now: office.now(),
            lease_until: office.now() + lease,
        };
        outbox::claim(&office.db, claim, BATCH).await
    }

    /// Sends a batch. Once the other side is away, what is left for it is given back untried.
    async fn send_all(&self, batch: Vec<Message>) -> Result<(), JobError> {
        let mut away: Vec<(Medium, Option<String>, OffsetDateTime)> = Vec::new();
        for message in batch {
            let where_to = (message.medium, endpoint(&message).map(str::to_owned));
            let held = away
                .iter()
                .find(|(medium, name, _)| (*medium, name) == (where_to.0, &where_to.1));
            let outcome = match held {
                Some((_, _, until)) => Outcome::NotBefore(*until),
                None => self.send(&message).await?,
            };
            if let Outcome::Failed(Failed { way: Way::Away, .. }) = &outcome {
                let until = self.next_try(&message);
                away.push((where_to.0, where_to.1.clone(), until));
                outbox::hold(&self.context.office.db, where_to.0, where_to.1.as_deref(), until).await?;
            }
            self.settle(&message, outcome).await?;
        }
        Ok(())
    }

    async fn send(&self, message: &Message) -> Result<Outcome, JobError> {
        let office = &self.context.office;
        let (notices, now) = (&office.notices, office.now());
        let may_go = notices.not_before(message.medium, office.local_now());
        if may_go > now {
            return Ok(Outcome::NotBefore(may_go));
        }
        let ready = match prepare::prepare(office, message).await {
            Ok(ready) => ready,
            Err(StoreError::Outage(outage)) => return Err(StoreError::Outage(outage).into()),
            Err(error) => {
                tracing::error!(message = %message.id, error = chain(&error), "a message cannot be made");
                return Ok(Outcome::Failed(Failed {
                    way: Way::Never,
                    reason: Reason::Unreadable,
                    said: None,
                }));
            }
        };
        let sent = match ready {
            Ready::Mail(mail) => notices.send_mail(&mail).await,
            Ready::TextMessage(to, text) => notices.send_text_message(message.id, &to, &text, now).await,
            Ready::Push(name, body) => notices.push(&name, message.id, body, now).await,
            Ready::Nobody(reason) => return Ok(Outcome::ToNobody(reason)),
            Ready::Unset => Err(Failed {
                way: Way::Never,
                reason: Reason::NotConfigured,
                said: None,
            }),
        };
        Ok(sent.map_or_else(Outcome::Failed, |()| Outcome::Sent))
    }

    async fn settle(&self, message: &Message, outcome: Outcome) -> Result<(), StoreError> {
        let (db, now) = (&self.context.office.db, self.context.office.now());
        let (id, owner) = (message.id, self.owner.as_str());
        let kept = match outcome {
            Outcome::Sent => outbox::sent(db, id, owner, now).await?,
            Outcome::NotBefore(until) => outbox::postpone(db, id, owner, until, None).await?,
            Outcome::ToNobody(reason) => outbox::drop_unsent(db, id, owner, now, reason).await?,
            Outcome::Failed(failed) => {
                let reason = failed.reason;
                tracing::warn!(message = %id, medium = %message.medium, %reason, "a message did not go out");
                if failed.way == Way::Never || self.is_given_up(message) {
                    outbox::set_aside(db, id, owner, now, reason).await?
                } else {
                    let next_at = self.next_try(message);
                    outbox::postpone(db, id, owner, next_at, Some((reason, now))).await?
                }
            }
        };
        if !kept {
            tracing::warn!(message = %id, "another copy took the message over; it may go out twice");
        }
        Ok(())
    }

    /// When a message that failed now is tried again.
    fn next_try(&self, message: &Message) -> OffsetDateTime {
        let office = &self.context.office;
        let later = office.local_now() + wait(message.attempts);
        office.notices.not_before(message.medium, later)
    }

    fn is_given_up(&self, message: &Message) -> bool {
        let office = &self.context.office;
        message.attempts >= office.notices.attempts(message.medium)
            || office.now() - message.due_at > PATIENCE
    }
}

/// The subscribed address that a message is for.
fn endpoint(message: &Message) -> Option<&str> {
    match &message.target {
        Target::Case { endpoint, .. } => endpoint.as_deref(),
        Target::Digest { .. } | Target::Alarm { .. } | Target::Heartbeat { .. } => None,
    }
}

/// The agency that a message is of.
fn scope(message: &Message) -> Scope {
    Scope::of(message.agency)
}
