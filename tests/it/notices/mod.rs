//! Messages, from the event that they follow from to the wire and back: a mail server, a gateway and a subscriber of the
//! tests take them, refuse them, break off, and are away.

mod admin;
mod mail;
mod private;
mod push;
mod quiet;
mod third;

use gongkai::{
    domain::message::{Medium, MessageKind, Reason},
    store::{
        Scope,
        outbox::{self, Claim, Message, NewMessage, Target, Which},
    },
};
use time::Duration;

use crate::kit::{office::TestOffice, premises::TODAY};

/// Leaves a message of the agency here set aside: the clerk's reminders.
pub(crate) async fn unsendable(office: &TestOffice) {
    let (db, now) = (&office.office.db, office.office.now());
    let message = NewMessage {
        medium: Medium::Mail,
        kind: MessageKind::Digest,
        target: Target::Digest {
            account: office.here.account("clerk").id,
            day: TODAY,
        },
        due_at: now,
    };
    let tx = db.begin().await.unwrap();
    let scope = Scope::of(office.here.agency.id);
    outbox::put(&tx, scope, office.office.ids.next(), message, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let claim = Claim {
        owner: "the test",
        now,
        lease_until: now + Duration::MINUTE,
    };
    let [claimed] = outbox::claim(db, claim, 9).await.unwrap().try_into().unwrap();
    let aside = outbox::set_aside(db, claimed.id, "the test", now, Reason::BadAddress).await;
    assert!(aside.unwrap());
}

/// Messages of the agency here.
async fn messages(office: &TestOffice, which: Which) -> Vec<Message> {
    let scope = Scope::of(office.here.agency.id);
    outbox::list(&office.office.db, scope, which, 1000).await.unwrap()
}

/// Those of one way, with how often they were tried and why they failed last.
async fn tried(office: &TestOffice, which: Which, medium: Medium) -> Vec<(MessageKind, u32, Option<Reason>)> {
    messages(office, which)
        .await
        .into_iter()
        .filter(|message| message.medium == medium)
        .map(|message| (message.kind, message.attempts, message.last_error))
        .collect()
}
