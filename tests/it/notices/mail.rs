//! Mail: it arrives, and none is lost or doubled, whatever the server does.

use gongkai::{
    casework::{self, Office},
    config::Encryption,
    domain::{
        message::{Enhanced, Medium, MessageKind, Reason},
        service::Service,
        text::Email,
    },
    store::{
        Scope, account,
        outbox::{self, Claim, NewMessage, Target, Which},
    },
};
use time::Duration;

use super::{messages, tried};
use crate::{
    both,
    kit::{
        authority::Authority,
        office::new_application,
        postal::{ADDRESS, Postal, notices},
        premises::{TODAY, run_jobs},
        smtp::{Arrived, MailServer, Mood},
    },
};

/// The subjects of what arrived.
fn subjects(arrived: &[Arrived]) -> Vec<&str> {
    arrived.iter().map(|mail| mail.subject.as_str()).collect()
}

/// The ids of what arrived, each once.
fn ids(arrived: &[Arrived]) -> Vec<&str> {
    let mut ids: Vec<_> = arrived.iter().map(|mail| mail.message_id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

both! {
    async fn an_applicant_is_written_to_when_it_came_in_when_it_counts_and_when_a_letter_is_there(post: Postal) {
        let filed = post.file_with_address(1).await;
        post.run_jobs().await;
        let arrived = post.server.arrived();
        let [mail] = arrived.as_slice() else { panic!("{arrived:?}") };
        assert_eq!(mail.subject, "青溪县住房和城乡建设局：申请QXZJ-2026-00001已经提交");
        assert_eq!((mail.from_name.as_str(), mail.envelope_from.as_str()), ("青溪县住房和城乡建设局", "gongkai@example.gov.cn"));
        assert_eq!(mail.envelope_to, [ADDRESS]);
        assert!(mail.message_id.ends_with("@example.gov.cn"), "{}", mail.message_id);
        for header in ["Auto-Submitted: auto-generated", "Date: Fri, 20 Nov 2026 01:30:00", "Content-Type: text/plain; charset=utf-8"] {
            assert!(mail.raw_head.contains(header), "{header}: {}", mail.raw_head);
        }
        insta::with_settings!({ prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!("mail_filed_as_it_arrives", mail.text);
        });

        post.take_in_hand("handler", filed.case).await;
        post.run_jobs().await;
        let arrived = post.server.arrived();
        assert_eq!(subjects(&arrived)[1..], ["青溪县住房和城乡建设局：申请QXZJ-2026-00001已经收到"]);
        assert!(arrived[1].text.contains("答复期限：2026年12月18日（星期五）前（含当日）"), "{}", arrived[1].text);

        post.submit(filed.case, "not_held").await;
        post.approve_all(filed.case).await;
        post.issue(filed.case).await;
        post.serve(filed.case, Service::Online { available_on: TODAY }).await;
        post.run_jobs().await;
        let arrived = post.server.arrived();
        assert_eq!(subjects(&arrived)[2..], ["青溪县住房和城乡建设局：申请QXZJ-2026-00001有一份政府信息公开申请答复书"]);
        assert!(arrived[2].text.contains("送达日期：2026年11月20日（星期五）"), "{}", arrived[2].text);
        assert_eq!(ids(&arrived).len(), 3);
        let code = filed.code.unwrap();
        assert!(arrived.iter().all(|mail| !mail.text.contains(&code)), "the look-up code is not mailed");
        // The page of the case can say when and how.
        let told = outbox::of_case(&post.office.db, Scope::of(post.here.agency.id), filed.case).await.unwrap();
        let of_mail: Vec<_> = told.iter().filter(|sent| sent.medium == Medium::Mail).map(|sent| sent.kind).collect();
        assert_eq!(of_mail, [MessageKind::Filed, MessageKind::Received, MessageKind::LetterServed]);
        let case = post.case(filed.case).await;
        assert!(told.iter().any(|sent| sent.letter == case.answer));
        let elsewhere = Scope::of(post.elsewhere.agency.id);
        assert_eq!(outbox::of_case(&post.office.db, elsewhere, filed.case).await.unwrap(), []);
    }

    async fn a_server_that_is_away_loses_nothing_and_doubles_nothing(post: Postal) {
        post.server.stop().await;
        for token in 1..=7 {
            post.file_with_address(token).await;
        }
        post.run_jobs().await;
        let waiting = tried(&post, Which::Waiting, Medium::Mail).await;
        assert_eq!(waiting.len(), 7);
        let asked: Vec<_> = waiting.iter().filter(|(_, attempts, _)| *attempts > 0).collect();
        assert_eq!(asked, [&(MessageKind::Filed, 1, Some(Reason::Unreachable))], "a dead server is asked once, not seven times");
        post.run_jobs().await;
        assert_eq!(tried(&post, Which::Waiting, Medium::Mail).await, waiting, "and not again at once");
        post.server.start_again().await;
        post.run_jobs().await;
        assert_eq!(post.server.arrived(), [], "before its time it is not asked");
        post.clock.advance(Duration::seconds(30));
        post.run_jobs().await;
        let arrived = post.server.arrived();
        assert_eq!((arrived.len(), ids(&arrived).len()), (7, 7));
        assert_eq!(tried(&post, Which::Waiting, Medium::Mail).await, []);
        post.clock.advance(Duration::days(1));
        post.run_jobs().await;
        assert_eq!(post.server.arrived().len(), 7);
    }

    async fn a_server_that_is_away_for_days_is_asked_ever_more_seldom_and_then_a_person(post: Postal) {
        post.server.stop().await;
        post.file_with_address(1).await;
        let mut tries = 0;
        for _ in 0..4 * 24 * 60 {
            post.clock.advance(Duration::minutes(1));
            run_jobs(&post.office).await;
            let waiting = messages(&post, Which::Waiting).await;
            let Some(message) = waiting.into_iter().find(|message| message.kind == MessageKind::Filed) else { break };
            tries = message.attempts;
            // On to when it is tried next.
            let wait = message.next_at - post.office.now() - Duration::minutes(1);
            post.clock.advance(wait.max(Duration::ZERO));
        }
        assert!((12..24).contains(&tries), "{tries}");
        let aside = messages(&post, Which::SetAside).await;
        let [aside] = aside.as_slice() else { panic!("{aside:?}") };
        assert_eq!(aside.last_error, Some(Reason::Unreachable));
        let tried_for = aside.set_aside_at.unwrap() - aside.created_at;
        assert!(tried_for > Duration::days(3) && tried_for < Duration::days(4), "{tried_for}");
        // Put back, it has as much time as a new one.
        post.server.start_again().await;
        let tx = post.office.db.begin().await.unwrap();
        let scope = Scope::of(post.here.agency.id);
        assert!(outbox::retry(&tx, scope, aside.id, post.office.now()).await.unwrap());
        assert!(!outbox::retry(&tx, Scope::of(post.elsewhere.agency.id), aside.id, post.office.now()).await.unwrap());
        tx.commit().await.unwrap();
        post.clock.set(time::macros::datetime!(2026-11-25 10:00 +8));
        run_jobs(&post.office).await;
        assert_eq!(post.server.arrived().len(), 1);
    }

    async fn what_is_put_off_comes_later_and_what_is_refused_waits_for_a_person(post: Postal) {
        post.file_with_address(1).await;
        post.server.is_in_mood(Mood::Refuses("RCPT", "450 4.2.1 <lin.zhezhou@example.cn> come back later"));
        post.run_jobs().await;
        let later = Reason::Smtp(450, Some(Enhanced(4, 2, 1)));
        assert_eq!(tried(&post, Which::Waiting, Medium::Mail).await, [(MessageKind::Filed, 1, Some(later))]);
        post.server.is_in_mood(Mood::Takes);
        post.clock.advance(Duration::seconds(30));
        post.run_jobs().await;
        assert_eq!(post.server.arrived().len(), 1);

        post.server.is_in_mood(Mood::Refuses("RCPT", "550 5.1.1 <lin.zhezhou@example.cn> no such user"));
        post.file_with_address(2).await;
        post.run_jobs().await;
        let never = Reason::Smtp(550, Some(Enhanced(5, 1, 1)));
        assert_eq!(tried(&post, Which::SetAside, Medium::Mail).await, [(MessageKind::Filed, 1, Some(never))]);
        // A server that refuses us refuses everybody: that is no reason to give up a single mail.
        post.server.is_in_mood(Mood::Refuses("MAIL", "550 5.7.1 not from you"));
        post.file_with_address(3).await;
        post.file_with_address(4).await;
        post.run_jobs().await;
        assert_eq!(tried(&post, Which::SetAside, Medium::Mail).await.len(), 1);
        let asked = tried(&post, Which::Waiting, Medium::Mail).await;
        assert_eq!(asked.iter().map(|(_, attempts, _)| attempts).sum::<u32>(), 1, "{asked:?}");
    }

    async fn a_mail_of_which_nobody_knows_whether_it_went_out_comes_again_under_the_same_name(post: Postal) {
        post.file_with_address(1).await;
        post.server.is_in_mood(Mood::BreaksOff);
        post.run_jobs().await;
        assert_eq!(post.server.arrived(), []);
        assert_eq!(tried(&post, Which::Waiting, Medium::Mail).await, [(MessageKind::Filed, 1, Some(Reason::Broken))]);
        post.server.is_in_mood(Mood::TakesInSilence);
        post.clock.advance(Duration::seconds(30));
        post.run_jobs().await;
        assert_eq!(post.server.arrived().len(), 1);
        assert_eq!(tried(&post, Which::Waiting, Medium::Mail).await.len(), 1, "nobody said that it was taken");
        post.server.is_in_mood(Mood::Takes);
        post.clock.advance(Duration::minutes(1));
        post.run_jobs().await;
        let arrived = post.server.arrived();
        assert_eq!((arrived.len(), ids(&arrived).len()), (2, 1), "twice, and known for the same");
        assert_eq!(tried(&post, Which::Waiting, Medium::Mail).await, []);
    }

    async fn whoever_dies_over_a_message_is_taken_over_from_when_the_lease_ends(post: Postal) {
        post.file_with_address(1).await;
        let db = &post.office.db;
        let now = post.office.now();
        let claim = Claim { owner: "the dead", now, lease_until: now + Duration::minutes(5) };
        let taken = outbox::claim(db, claim, 9).await.unwrap();
        assert_eq!(taken.len(), 3, "a mail, a text message and a push");
        post.run_jobs().await;
        assert_eq!(post.server.arrived(), []);
        post.clock.advance(Duration::seconds(301));
        post.run_jobs().await;
        let arrived = post.server.arrived();
        assert_eq!(arrived.len(), 1);
        assert!(arrived[0].message_id.starts_with(&taken.iter().find(|one| one.medium == Medium::Mail).unwrap().id.to_string()));
        // Whoever was only slow learns that it is no longer theirs.
        assert!(!outbox::sent(db, taken[0].id, "the dead", post.office.now()).await.unwrap());
        assert!(!outbox::set_aside(db, taken[0].id, "the dead", post.office.now(), Reason::Timeout).await.unwrap());
    }

    async fn several_copies_at_once_send_each_message_once(post: Postal) {
        for token in 1..=20 {
            post.file_with_address(token).await;
        }
        post.run_jobs_at_once(4).await;
        let arrived = post.server.arrived();
        assert_eq!((arrived.len(), ids(&arrived).len()), (20, 20));
        assert_eq!((post.gateway.pushed().len(), post.subscriber.pushed().len()), (20, 20));
        assert!(post.server.connections() < 20, "a connection serves several mails: {}", post.server.connections());
    }

    async fn what_does_not_happen_is_not_told(post: Postal) {
        // The form's token makes the second a repetition: its transaction leaves nothing behind.
        post.file_with_address(1).await;
        post.file_with_address(1).await;
        let mut wrong = new_application(2);
        wrong.applicant.contact.email = Some(Email::parse(ADDRESS).unwrap());
        wrong.files.push(casework::Enclosure {
            purpose: gongkai::store::file::Purpose::Identity,
            upload: casework::Upload { name: "a.exe".to_owned(), bytes: b"MZ".to_vec() },
        });
        assert!(casework::file(&post.office, post.here.agency.id, wrong).await.is_err());
        // Nor does a transaction that is rolled back after the message was put down.
        let tx = post.office.db.begin().await.unwrap();
        let case = post.office.ids.next();
        let message = NewMessage {
            medium: Medium::Mail,
            kind: MessageKind::Digest,
            target: Target::Digest { account: post.here.account("clerk").id, day: TODAY },
            due_at: post.office.now(),
        };
        outbox::put(&tx, Scope::of(post.here.agency.id), case, message, post.office.now()).await.unwrap();
        drop(tx);
        post.run_jobs().await;
        assert_eq!(post.server.arrived().len(), 1);
        assert_eq!(messages(&post, Which::Sent).await.len(), 3);
    }

    async fn reminders_are_mailed_to_whoever_gave_an_address(post: Postal) {
        let scope = Scope::of(post.here.agency.id);
        let handler = post.here.account("handler").id;
        let tx = post.office.db.begin().await.unwrap();
        let email = Email::parse("yi@example.gov.cn").unwrap();
        assert!(account::set_email(&tx, scope, handler, Some(&email)).await.unwrap());
        assert!(!account::set_email(&tx, Scope::of(post.elsewhere.agency.id), handler, None).await.unwrap());
        tx.commit().await.unwrap();
        post.in_hand(1).await;
        post.sleep(31);
        post.run_jobs().await;
        post.clock.advance(Duration::minutes(5));
        post.run_jobs().await;
        let digests: Vec<_> = post.server.arrived().into_iter().filter(|mail| mail.envelope_to == ["yi@example.gov.cn"]).collect();
        assert_eq!(subjects(&digests).len(), 5, "one a day on which there was something: {:?}", subjects(&digests));
        assert_eq!(digests[1].subject, "青溪县住房和城乡建设局依申请公开：2026年12月11日（星期五）的提醒（1项）");
        assert!(digests[1].text.contains("QXZJ-2026-00001  答复期限：2026年12月18日（星期五）"), "{}", digests[1].text);
        assert!(digests[1].text.contains("https://gongkai.example.cn/desk/reminders/2026-12-11"), "{}", digests[1].text);
        // The leader has reminders too, and no address: theirs stay in the program, and nobody tries again.
        let dropped = messages(&post, Which::Dropped).await;
        assert!(!dropped.is_empty() && dropped.iter().all(|message| message.attempts == 1 && message.last_error == Some(Reason::NoAddress)));
        assert_eq!(tried(&post, Which::Waiting, Medium::Mail).await, []);
    }

    async fn without_an_address_or_a_server_nothing_waits(post: Postal) {
        post.file(1).await;
        post.run_jobs().await;
        assert_eq!(post.server.arrived(), []);
        assert_eq!(tried(&post, Which::Dropped, Medium::Mail).await, [(MessageKind::Filed, 1, Some(Reason::NoAddress))]);
        assert_eq!(post.gateway.pushed().len(), 1, "the mobile number is an address of its own");
        // With nothing set up nothing is put down.
        let mut config = post.config.clone();
        config.mail.host.clear();
        config.text_message.url.clear();
        config.webhooks.clear();
        let bare = Office { notices: notices(&config), ..post.office.clone() };
        let mut new = new_application(2);
        new.applicant.contact.email = Some(Email::parse(ADDRESS).unwrap());
        casework::file(&bare, post.here.agency.id, new).await.unwrap();
        assert_eq!(messages(&post, Which::Waiting).await, []);
        // What was put down before a way was taken away waits for a person.
        post.file_with_address(3).await;
        run_jobs(&bare).await;
        let aside = messages(&post, Which::SetAside).await;
        assert_eq!(aside.len(), 3);
        assert!(aside.iter().all(|message| message.last_error == Some(Reason::NotConfigured)));
    }

    async fn a_server_that_asks_for_it_is_signed_in_to(post: Postal) {
        let mut config = post.config.clone();
        "gongkai".clone_into(&mut config.mail.username);
        config.mail.password = gongkai::config::Secret("春眠hush".to_owned());
        let office = Office { notices: notices(&config), ..post.office.clone() };
        post.server.is_in_mood(Mood::Refuses("AUTH", "535 5.7.8 wrong password"));
        post.file_with_address(1).await;
        run_jobs(&office).await;
        let refused = Reason::Smtp(535, Some(Enhanced(5, 7, 8)));
        assert_eq!(tried(&post, Which::Waiting, Medium::Mail).await, [(MessageKind::Filed, 1, Some(refused))], "a wrong password costs no mail");
        post.server.is_in_mood(Mood::Takes);
        post.clock.advance(Duration::seconds(30));
        run_jobs(&office).await;
        assert_eq!(post.server.arrived().len(), 1);
        let signed_in = data_encoding::BASE64.encode("\0gongkai\0春眠hush".as_bytes());
        assert_eq!(post.server.sign_ins(), [format!("AUTH PLAIN {signed_in}")]);
        assert!(!format!("{:?}", office.notices).contains("hush"));
    }

    async fn a_connection_that_cannot_be_encrypted_is_not_used(post: Postal) {
        post.file_with_address(1).await;
        for (tries, encryption) in [(1, Encryption::Tls), (2, Encryption::StartTls)] {
            let mut config = post.config.clone();
            config.mail.encryption = encryption;
            let office = Office { notices: notices(&config), ..post.office.clone() };
            run_jobs(&office).await;
            assert_eq!(tried(&post, Which::Waiting, Medium::Mail).await, [(MessageKind::Filed, tries, Some(Reason::Tls))]);
            post.clock.advance(Duration::minutes(2));
        }
        assert_eq!(post.server.arrived(), []);
    }

    async fn a_certificate_counts_where_its_authority_is_trusted(post: Postal) {
        let authority = Authority::new();
        let servers = [
            (Encryption::Tls, MailServer::start_encrypted(&authority.server).await),
            (Encryption::StartTls, MailServer::start_encrypting(&authority.server).await),
        ];
        for (token, (encryption, server)) in (1..).zip(&servers) {
            let mut config = post.config.clone();
            (config.mail.encryption, config.mail.port) = (*encryption, server.port());
            let untrusting = Office { notices: notices(&config), ..post.office.clone() };
            post.file_with_address(token).await;
            run_jobs(&untrusting).await;
            assert_eq!(tried(&post, Which::Waiting, Medium::Mail).await, [(MessageKind::Filed, 1, Some(Reason::Tls))]);
            config.mail.ca_file = Some(authority.file());
            let trusting = Office { notices: notices(&config), ..post.office.clone() };
            post.clock.advance(Duration::seconds(30));
            run_jobs(&trusting).await;
            assert_eq!(server.arrived().len(), 1, "{encryption:?}");
        }
    }
}
