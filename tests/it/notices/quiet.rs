//! Hours in which nobody is written to.

use gongkai::domain::text::Email;
use gongkai::{
    domain::message::{Medium, MessageKind},
    store::{Scope, account, outbox::Which},
};
use time::{Duration, macros::datetime};

use super::{messages, tried};
use crate::{both, kit::postal::Postal};

both! {
    async fn a_text_message_waits_for_the_morning_and_a_mail_does_not_wait_in_the_evening(post: Postal) {
        post.clock.set(datetime!(2026-11-20 21:30 +8));
        post.file_with_address(1).await;
        post.run_jobs().await;
        assert_eq!((post.server.arrived().len(), post.gateway.asked(), post.subscriber.pushed().len()), (1, 0, 1));
        let waiting = messages(&post, Which::Waiting).await;
        let [text] = waiting.as_slice() else { panic!("{waiting:?}") };
        assert_eq!((text.medium, text.due_at), (Medium::TextMessage, datetime!(2026-11-21 8:00 +8)));
        post.clock.set(datetime!(2026-11-21 7:59:59 +8));
        post.run_jobs().await;
        assert_eq!(post.gateway.asked(), 0);
        post.clock.set(datetime!(2026-11-21 8:00 +8));
        post.run_jobs().await;
        assert_eq!(post.gateway.pushed().len(), 1);
    }

    async fn what_was_due_by_day_does_not_go_out_by_night(post: Postal) {
        // Put down in the afternoon, while nothing was there to send it.
        post.clock.set(datetime!(2026-11-20 16:00 +8));
        post.file_with_address(1).await;
        post.clock.set(datetime!(2026-11-20 23:00 +8));
        post.run_jobs().await;
        assert_eq!(post.gateway.asked(), 0);
        assert_eq!(tried(&post, Which::Waiting, Medium::TextMessage).await, [(MessageKind::Filed, 0, None)], "waiting is not trying");
        // A try that fails just before the night comes again in the morning.
        post.clock.set(datetime!(2026-11-21 20:59:50 +8));
        post.gateway.answers(503);
        post.run_jobs().await;
        assert_eq!(post.gateway.asked(), 1);
        let [text] = messages(&post, Which::Waiting).await.try_into().unwrap();
        assert_eq!(text.next_at, datetime!(2026-11-22 8:00 +8));
    }

    async fn a_digest_goes_out_in_the_morning_at_the_earliest(post: Postal) {
        let tx = post.office.db.begin().await.unwrap();
        let email = Email::parse("yi@example.gov.cn").unwrap();
        let handler = post.here.account("handler").id;
        account::set_email(&tx, Scope::of(post.here.agency.id), handler, Some(&email)).await.unwrap();
        tx.commit().await.unwrap();
        post.in_hand(1).await;
        post.run_jobs().await;
        assert_eq!(post.server.arrived(), []);
        // One o'clock in the night of the day on which there is something to say.
        post.clock.set(datetime!(2026-11-27 1:00 +8));
        post.run_jobs().await;
        let [digest] = messages(&post, Which::Waiting).await.try_into().unwrap();
        assert_eq!((digest.kind, digest.due_at), (MessageKind::Digest, datetime!(2026-11-27 7:00 +8)));
        post.clock.set(datetime!(2026-11-27 7:00 +8) - Duration::SECOND);
        post.run_jobs().await;
        assert_eq!(post.server.arrived(), []);
        post.clock.set(datetime!(2026-11-27 7:00 +8));
        post.run_jobs().await;
        assert_eq!(post.server.arrived().len(), 1);
    }
}
