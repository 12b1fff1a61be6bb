//! What is pushed: signed, in ids, numbers and days, to whoever subscribed and to nobody else.

use std::collections::BTreeSet;

use gongkai::{
    casework,
    domain::{
        message::{Medium, MessageKind, Reason},
        text::Phone,
    },
    store::outbox::Which,
};
use serde_json::{Value, json};
use time::Duration;

use super::tried;
use crate::{
    both,
    kit::{office::new_application, postal::Postal},
};

both! {
    async fn a_subscriber_hears_every_public_step_in_numbers_and_days(post: Postal) {
        let filed = post.file_with_address(1).await;
        post.answer_online(filed.case).await;
        let order = casework::Order::Close { late: None };
        post.order("clerk", filed.case, order).await.unwrap();
        post.run_jobs().await;
        let pushed = post.subscriber.pushed();
        let kinds: Vec<_> = pushed.iter().map(|push| push.body["kind"].as_str().unwrap()).collect();
        // What falls into one second goes out in the order of its ids; nothing else tells which came first.
        let mut sorted = kinds.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, ["closed", "filed", "letter_issued", "letter_issued", "letter_served", "letter_served", "received"]);
        let case = post.case(filed.case).await;
        let answer = case.answer().unwrap();
        let served = pushed.iter().find(|push| {
            push.body["kind"] == "letter_served" && push.body["letter"]["id"] == answer.id.to_string()
        });
        assert_eq!(
            served.unwrap().body,
            json!({
                "kind": "letter_served",
                "agency": "qingxi",
                "case": filed.case.to_string(),
                "number": "QXZJ-2026-00001",
                "at": "2026-11-20T01:30:00Z",
                "on": "2026-11-20",
                "letter": {
                    "id": answer.id.to_string(),
                    "kind": answer.kind.as_str(),
                    "number": answer.number,
                    "issued_on": "2026-11-20",
                    "service": "online",
                    "served_on": "2026-11-20",
                },
            })
        );
        let now = post.office.now().unix_timestamp();
        assert!(pushed.iter().all(|push| push.timestamp == now));
        assert_eq!(pushed.iter().map(|push| &push.id).collect::<BTreeSet<_>>().len(), 7);
        // Another agency's cases are none of theirs.
        casework::file(&post.office, post.elsewhere.agency.id, new_application(2)).await.unwrap();
        post.run_jobs().await;
        assert_eq!(post.subscriber.pushed().len(), 7);
    }

    async fn the_gateway_gets_a_mobile_number_and_words(post: Postal) {
        post.file(1).await;
        let mut landline = new_application(2);
        landline.applicant.contact.phone = Some(Phone::parse("0990-5551234").unwrap());
        casework::file(&post.office, post.here.agency.id, landline).await.unwrap();
        post.run_jobs().await;
        let pushed = post.gateway.pushed();
        let [push] = pushed.as_slice() else { panic!("{pushed:?}") };
        let text = "您在网上向青溪县住房和城乡建设局提交的政府信息公开申请（QXZJ-2026-00001）已于2026年11月20日（星期五）提交成功，\
                    请留意电话，工作人员会与您确认。查询：https://gongkai.example.cn/track 有疑问请致电0990-5550001。";
        assert_eq!(push.body, json!({ "id": push.id, "to": "19900000001", "text": text }));
        assert_eq!(tried(&post, Which::Dropped, Medium::TextMessage).await, [(MessageKind::Filed, 1, Some(Reason::NoAddress))]);
    }

    async fn a_status_says_whether_it_is_tried_again(post: Postal) {
        for (token, status) in [(1, 503), (2, 429), (3, 408)] {
            post.subscriber.answers(status);
            post.file(token).await;
            post.run_jobs().await;
            let waiting = tried(&post, Which::Waiting, Medium::Webhook).await;
            assert_eq!(waiting, [(MessageKind::Filed, 1, Some(Reason::Http(status)))]);
            post.subscriber.answers(200);
            post.clock.advance(Duration::seconds(30));
            post.run_jobs().await;
            assert_eq!(tried(&post, Which::Waiting, Medium::Webhook).await, []);
        }
        assert_eq!(post.subscriber.pushed().len(), 3);
        for (token, status) in [(4, 404), (5, 410)] {
            post.subscriber.answers(status);
            post.file(token).await;
            post.run_jobs().await;
        }
        let aside = tried(&post, Which::SetAside, Medium::Webhook).await;
        assert_eq!(aside, [404, 410].map(|status| (MessageKind::Filed, 1, Some(Reason::Http(status)))));
    }

    async fn nobody_is_sent_on_to_another_address(post: Postal) {
        post.subscriber.redirects_to(&post.gateway);
        let mut config = post.config.clone();
        config.text_message.url.clear();
        post.file(1).await;
        let before = post.gateway.asked();
        let office = casework::Office { notices: crate::kit::postal::notices(&config), ..post.office.clone() };
        crate::kit::premises::run_jobs(&office).await;
        assert_eq!(post.gateway.asked(), before);
        assert_eq!(tried(&post, Which::SetAside, Medium::Webhook).await, [(MessageKind::Filed, 1, Some(Reason::Http(307)))]);
        let nothing: Vec<Value> = post.subscriber.pushed().into_iter().map(|push| push.body).collect();
        assert_eq!(nothing, [json!(null); 0]);
    }
}
