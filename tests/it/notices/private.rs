//! What is personal stands in the body of a mail to that person at most: not in a subject line, a row, a push to a
//! subscriber, or the log.

use std::{
    io::Write,
    sync::{Mutex, OnceLock},
};

use gongkai::{
    casework,
    domain::{agency::Agency, text::Email},
    store::{self, Connection, Scope, outbox::Which},
};
use time::Duration;

use super::messages;
use crate::{
    both,
    kit::{
        self,
        office::new_application,
        postal::{ADDRESS, Postal},
        smtp::Mood,
    },
};

/// Everything that this process logs, at the finest.
pub(super) fn log() -> &'static Mutex<Vec<u8>> {
    static LOG: OnceLock<Mutex<Vec<u8>>> = OnceLock::new();
    LOG.get_or_init(|| {
        let listener = tracing_subscriber::fmt::layer().with_ansi(false);
        kit::log::tell(listener.with_writer(|| Logger));
        Mutex::default()
    })
}

struct Logger;

impl Write for Logger {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        log().lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What must not come out: who applied, by what number, how they are reached, and what they wrote.
const PERSONAL: [&str; 7] = [
    "林喆舟",
    "990101199001010019",
    "19900000001",
    ADDRESS,
    "lin.zhezhou",
    "保障性住房分配方案",
    "含批准文件",
];

fn assert_impersonal(what: &str, text: &str) {
    for personal in PERSONAL {
        assert!(!text.contains(personal), "{personal} in {what}: {text}");
    }
}

/// Every row of the outbox, as the database holds it.
pub(super) async fn rows(post: &Postal) -> String {
    let sql = "SELECT medium || ' ' || kind || ' ' || key || ' ' || coalesce(endpoint, '') || ' ' || \
               coalesce(last_error, '') || ' ' || coalesce(dropped_because, '') AS row FROM outbox";
    let db = &post.office.db;
    let statement = sea_orm::Statement::from_string(db.get_database_backend(), sql);
    let rows = db.query_all_raw(statement).await.unwrap();
    assert!(!rows.is_empty());
    rows.iter()
        .map(|row| row.try_get::<String>("", "row").unwrap() + "\n")
        .collect()
}

both! {
    async fn nothing_personal_leaves_but_to_the_person(post: Postal) {
        log();
        post.server.is_in_mood(Mood::Refuses("RCPT", "550 5.1.1 <lin.zhezhou@example.cn> 林喆舟 has moved"));
        post.file_with_address(1).await;
        post.run_jobs().await;
        post.server.is_in_mood(Mood::Takes);
        let filed = post.file_with_address(2).await;
        post.answer_online(filed.case).await;
        post.gateway.answers(500);
        post.run_jobs().await;
        post.gateway.answers(200);
        post.clock.advance(Duration::minutes(10));
        post.run_jobs().await;
        let arrived = post.server.arrived();
        assert_eq!((arrived.len(), messages(&post, Which::SetAside).await.len()), (3, 1));
        for mail in &arrived {
            assert_impersonal("a subject", &mail.subject);
            assert_eq!(mail.envelope_to, [ADDRESS]);
            // Not even the body repeats what was asked for.
            for personal in PERSONAL {
                assert!(!mail.text.contains(personal), "{personal}: {}", mail.text);
            }
        }
        let pushed = post.subscriber.pushed();
        assert!(!pushed.is_empty());
        for push in pushed {
            assert_impersonal("a push", &push.body.to_string());
        }
        assert_impersonal("the outbox", &rows(&post).await);
        let logged = String::from_utf8(log().lock().unwrap().clone()).unwrap();
        assert!(logged.contains("a message did not go out"), "{logged}");
        for line in logged.lines().filter(|line| !line.contains("sqlx")) {
            assert_impersonal("the log", line);
        }
    }

    async fn no_name_of_an_agency_begins_another_header(post: Postal) {
        let scope = Scope::of(post.here.agency.id);
        let tx = post.office.db.begin().await.unwrap();
        let agency = Agency {
            name: "青溪县\r\nBcc: all@example.cn\r\n\r\n住房局".to_owned(),
            ..store::agency::get(&tx, scope).await.unwrap().unwrap()
        };
        assert!(store::agency::update(&tx, &agency).await.unwrap());
        tx.commit().await.unwrap();
        let mut new = new_application(1);
        new.applicant.contact.email = Some(Email::parse(ADDRESS).unwrap());
        casework::file(&post.office, agency.id, new).await.unwrap();
        post.run_jobs().await;
        let arrived = post.server.arrived();
        let [mail] = arrived.as_slice() else { panic!("{arrived:?}") };
        assert_eq!(mail.subject, "青溪县 Bcc: all@example.cn 住房局：申请QXZJ-2026-00001已经提交");
        assert_eq!(mail.from_name, "青溪县 Bcc: all@example.cn 住房局");
        assert_eq!(mail.envelope_to, [ADDRESS]);
        assert!(!mail.raw_head.lines().any(|line| line.starts_with("Bcc")), "{}", mail.raw_head);
    }
}
