use gongkai::store::session::Sessions;
use sea_orm::{ConnectionTrait, Statement};
use time::{Duration, OffsetDateTime};
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
};

use crate::{both, kit::TestDb};

/// Far enough from the database's own clock, whatever it shows.
const LATER: OffsetDateTime = time::macros::datetime!(2200-01-01 0:00 UTC);
const LONG_AGO: OffsetDateTime = time::macros::datetime!(2000-01-01 0:00 UTC);

fn record(expiry_date: OffsetDateTime) -> Record {
    let data = [("account".to_owned(), serde_json::json!(7))].into();
    Record {
        id: Id::default(),
        data,
        expiry_date,
    }
}

both! {
    async fn a_session_is_created_saved_loaded_and_deleted(test: TestDb) {
        let sessions = Sessions::new(test.db.clone());
        let mut session = record(LATER);
        sessions.create(&mut session).await.unwrap();
        assert_eq!(sessions.load(&session.id).await.unwrap(), Some(session.clone()));
        session.data.insert("locale".to_owned(), "zh-CN".into());
        sessions.save(&session).await.unwrap();
        assert_eq!(sessions.load(&session.id).await.unwrap(), Some(session.clone()));
        sessions.delete(&session.id).await.unwrap();
        assert_eq!(sessions.load(&session.id).await.unwrap(), None);
    }

    async fn a_taken_id_gets_another_and_never_the_other_session(test: TestDb) {
        let sessions = Sessions::new(test.db.clone());
        let mut first = record(LATER);
        sessions.create(&mut first).await.unwrap();
        let mut second = Record { id: first.id, data: [].into(), expiry_date: LATER };
        sessions.create(&mut second).await.unwrap();
        assert_ne!(first.id, second.id);
        assert_eq!(sessions.load(&first.id).await.unwrap(), Some(first));
        assert_eq!(sessions.load(&second.id).await.unwrap(), Some(second));
    }

    async fn a_session_that_was_signed_out_is_not_revived_by_a_late_save(test: TestDb) {
        let sessions = Sessions::new(test.db.clone());
        let mut session = record(LATER);
        sessions.create(&mut session).await.unwrap();
        sessions.delete(&session.id).await.unwrap();
        sessions.save(&session).await.unwrap();
        assert_eq!(sessions.load(&session.id).await.unwrap(), None);
    }

    async fn an_expired_session_is_not_loaded_and_can_be_swept(test: TestDb) {
        let sessions = Sessions::new(test.db.clone());
        let (mut old, mut young) = (record(LONG_AGO), record(LATER));
        sessions.create(&mut old).await.unwrap();
        sessions.create(&mut young).await.unwrap();
        assert_eq!(sessions.load(&old.id).await.unwrap(), None);
        assert_eq!(sessions.delete_expired(LONG_AGO + Duration::DAY).await.unwrap(), 1);
        assert!(sessions.load(&young.id).await.unwrap().is_some());
    }

    async fn the_cookie_does_not_stand_in_the_table(test: TestDb) {
        let sessions = Sessions::new(test.db.clone());
        let mut session = record(LATER);
        sessions.create(&mut session).await.unwrap();
        let all = Statement::from_string(test.db.backend(), "SELECT id, data FROM session");
        let row = test.db.query_one_raw(all).await.unwrap().unwrap();
        let (id, data): (String, String) = (row.try_get("", "id").unwrap(), row.try_get("", "data").unwrap());
        assert!(!id.contains(&session.id.to_string()) && !data.contains(&session.id.to_string()));
    }
}
