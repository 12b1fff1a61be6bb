//! Notes, who has read them, who watches, who is there.

use std::collections::BTreeSet;

use gongkai::domain::id::{AccountId, CaseId, NoteId};
use gongkai::domain::note::Note;
use gongkai::domain::presence::{PageKind, Present};
use gongkai::store::{Db, account, note, presence, watch};
use time::Duration;
use time::macros::date;

use super::world::{self, NOW, Office, id, office};
use crate::{
    both,
    kit::{TestDb, premises::vault},
};

/// A second person of the agency.
async fn colleague(db: &Db, office: &Office) -> AccountId {
    let colleague = AccountId(id());
    let tx = db.begin().await.unwrap();
    let person = world::person(&office.agency, Some(office.department), colleague);
    account::insert(&tx, &person, "$argon2id$…", NOW).await.unwrap();
    tx.commit().await.unwrap();
    colleague
}

fn of(by: AccountId, seq: u32, words: &str) -> Note {
    Note {
        id: NoteId(id()),
        seq,
        by,
        at: NOW,
        answers: None,
        words: Some(words.to_owned()),
        withdrawn_at: None,
        mentions: BTreeSet::new(),
    }
}

async fn write(db: &Db, office: &Office, case: CaseId, note: &Note) {
    let tx = db.begin().await.unwrap();
    note::insert(&tx, &vault(), office.scope, case, id(), note)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

both! {
    async fn notes_come_back_as_they_were_written_and_another_agency_has_none(test: TestDb) {
        let (here, there) = (office(&test.db).await, office(&test.db).await);
        let other = colleague(&test.db, &here).await;
        let case = here.case(&test.db, date!(2026 - 03 - 02), vec![]).await.id;
        let first = Note { mentions: [other].into(), ..of(here.handler, 1, "请看第2项") };
        let second = Note { answers: Some(first.id), ..of(other, 2, "好") };
        write(&test.db, &here, case, &first).await;
        write(&test.db, &here, case, &second).await;
        let notes = note::of_case(&test.db, &vault(), here.scope, case).await.unwrap();
        assert_eq!(notes, [first.clone(), second]);
        assert!(note::of_case(&test.db, &vault(), there.scope, case).await.unwrap().is_empty());

        let at = NOW + Duration::HOUR;
        for scope in [there.scope, here.scope, here.scope] {
            let tx = test.db.begin().await.unwrap();
            note::withdraw(&tx, scope, case, first.id, at).await.unwrap();
            tx.commit().await.unwrap();
            let notes = note::of_case(&test.db, &vault(), here.scope, case).await.unwrap();
            let gone = scope == here.scope;
            assert_eq!((notes[0].words.is_none(), notes[0].withdrawn_at), (gone, gone.then_some(at)));
        }
    }

    async fn what_is_new_is_counted_case_by_case_until_it_was_read(test: TestDb) {
        let (here, there) = (office(&test.db).await, office(&test.db).await);
        let (writer, reader) = (here.handler, colleague(&test.db, &here).await);
        let day = date!(2026 - 03 - 02);
        let one = here.case(&test.db, day, vec![]).await.id;
        let two = here.case(&test.db, day, vec![]).await.id;
        let none = here.case(&test.db, day, vec![]).await.id;
        for seq in 1..=3 {
            write(&test.db, &here, one, &of(writer, seq, "看")).await;
        }
        write(&test.db, &here, two, &of(writer, 1, "看")).await;
        write(&test.db, &here, two, &of(reader, 2, "看过了")).await;
        let gone = Note { withdrawn_at: Some(NOW), words: None, ..of(writer, 3, "") };
        write(&test.db, &here, two, &gone).await;
        let unread = async |scope, account, cases: &[CaseId]| {
            let unread = note::unread(&test.db, scope, account, cases).await.unwrap();
            cases.iter().map(|case| unread.get(case).copied().unwrap_or_default()).collect::<Vec<_>>()
        };
        let all = [one, two, none];
        assert_eq!(unread(here.scope, reader, &all).await, [3, 1, 0]);
        assert_eq!(unread(here.scope, writer, &all).await, [0, 1, 0], "nobody's own");
        assert_eq!(unread(there.scope, reader, &all).await, [0, 0, 0]);
        assert!(note::unread(&test.db, here.scope, reader, &[]).await.unwrap().is_empty());
        // Up to the second, and never back.
        for seq in [2, 1] {
            let tx = test.db.begin().await.unwrap();
            note::mark_read(&tx, here.scope, reader, one, seq, NOW).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(note::read_up_to(&test.db, here.scope, reader, one).await.unwrap(), 2);
            assert_eq!(unread(here.scope, reader, &all).await, [1, 1, 0]);
        }
        let tx = test.db.begin().await.unwrap();
        note::mark_read(&tx, here.scope, reader, one, 3, NOW).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(unread(here.scope, reader, &[one]).await, [0]);
        assert_eq!(note::read_up_to(&test.db, here.scope, writer, one).await.unwrap(), 0);
    }

    async fn watching_begins_and_ends_once(test: TestDb) {
        let (here, there) = (office(&test.db).await, office(&test.db).await);
        let other = colleague(&test.db, &here).await;
        let case = here.case(&test.db, date!(2026 - 03 - 02), vec![]).await.id;
        let change = async |scope, account, on| {
            let tx = test.db.begin().await.unwrap();
            if on {
                watch::add(&tx, scope, account, case, NOW).await.unwrap();
            } else {
                watch::remove(&tx, scope, account, case).await.unwrap();
            }
            tx.commit().await.unwrap();
            watch::watchers_of(&test.db, here.scope, case).await.unwrap()
        };
        assert_eq!(change(here.scope, here.handler, true).await, [here.handler]);
        assert_eq!(change(here.scope, here.handler, true).await, [here.handler]);
        assert_eq!(change(here.scope, other, true).await.len(), 2);
        assert!(watch::is_watching(&test.db, here.scope, other, case).await.unwrap());
        assert!(!watch::is_watching(&test.db, there.scope, other, case).await.unwrap());
        assert!(watch::watchers_of(&test.db, there.scope, case).await.unwrap().is_empty());
        assert_eq!(change(there.scope, other, false).await.len(), 2, "another agency ends nothing");
        assert_eq!(change(here.scope, other, false).await, [here.handler]);
        assert_eq!(change(here.scope, other, false).await, [here.handler]);
    }

    async fn pages_that_are_open_are_seen_and_forgotten(test: TestDb) {
        let (here, there) = (office(&test.db).await, office(&test.db).await);
        let case = here.case(&test.db, date!(2026 - 03 - 02), vec![]).await.id;
        let put = async |page, at| {
            let tx = test.db.begin().await.unwrap();
            presence::put(&tx, here.scope, case, (here.handler, page), at).await.unwrap();
            tx.commit().await.unwrap();
        };
        let seen = |page, seen_at| Present { account: here.handler, page, seen_at };
        let later = NOW + Duration::MINUTE;
        put(PageKind::Case, NOW).await;
        put(PageKind::Draft, NOW).await;
        put(PageKind::Draft, later).await;
        let before = NOW - Duration::SECOND;
        let mut found = presence::of_case(&test.db, here.scope, case, before).await.unwrap();
        found.sort_by_key(|one| one.page);
        assert_eq!(found, [seen(PageKind::Draft, later), seen(PageKind::Case, NOW)]);
        assert!(presence::of_case(&test.db, there.scope, case, before).await.unwrap().is_empty());
        assert_eq!(presence::of_case(&test.db, here.scope, case, NOW).await.unwrap(), [seen(PageKind::Draft, later)]);
        assert_eq!(presence::forget(&test.db, later).await.unwrap(), 1);
        assert_eq!(presence::of_case(&test.db, here.scope, case, before).await.unwrap().len(), 1);
    }
}
