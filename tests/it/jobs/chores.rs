//! What the program does to cases because a day has passed: once, whoever does it, however late.

use gongkai::{
    domain::{
        account::ActorRef,
        case::Case,
        clock::ConsultationKind,
        consultation::ConsultationEvent,
        digest::Digest,
        event::{Event, Recorded},
        id::{CaseId, LetterId, NoticeId, PartyId},
        notice::{About, NoticeEvent},
        review::Plan,
        service::Service,
        summary,
    },
    store::{self, Scope},
};
use time::macros::date;
use uuid::Uuid;

use crate::{
    both,
    kit::{
        office::TestOffice,
        premises::{TODAY, law},
    },
};

/// A procedural letter that was handed over at the counter today, as the handler's: only its dates matter here.
async fn sent(office: &TestOffice, case: CaseId, number: u128, matter: About) {
    let (notice, letter) = (
        NoticeId(Uuid::from_u128(number)),
        LetterId(Uuid::from_u128(number + 1)),
    );
    let content = Digest::of_bytes(b"letter");
    let today = office.office.today();
    let events = [
        Event::Notice(NoticeEvent::Proposed {
            notice,
            matter,
            words: None,
            content,
            chain: Plan::default(),
        }),
        Event::Notice(NoticeEvent::Sent { notice, letter }),
        Event::LetterIssued {
            letter,
            letter_kind: "third_party_consultation".parse().unwrap(),
            number: number.to_string(),
            content,
            pdf: content,
            issued_on: today,
            package: None,
        },
        Event::Served {
            letter,
            service: Service::signed(today),
            remark: None,
        },
    ];
    let before = office.case(case).await;
    let mut after = before.clone();
    let actor = ActorRef::Account(office.here.account("handler").id);
    let recorded: Vec<Recorded> = (before.version + 1..)
        .zip(events)
        .map(|(seq, event)| Recorded {
            seq,
            at: office.office.now(),
            actor,
            event,
        })
        .collect();
    for event in &recorded {
        after.apply(event).unwrap();
    }
    let tx = office.office.db.begin().await.unwrap();
    let summary = summary::of(&after, law(), office.office.local_now());
    store::case::append(&tx, before.version, &after, &recorded, &summary)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

fn consultation() -> About {
    About::Consultation {
        with: ConsultationKind::ThirdParty,
        party: PartyId(Uuid::from_u128(9)),
        items: vec![1],
        attached: Vec::new(),
    }
}

/// What the program itself did to a case.
async fn done_by_itself(office: &TestOffice, case: CaseId) -> Vec<Event> {
    let scope = Scope::of(office.here.agency.id);
    let history = store::case::load_events(&office.office.db, scope, case)
        .await
        .unwrap();
    let own = history
        .into_iter()
        .filter(|recorded| recorded.actor == ActorRef::Program);
    own.map(|recorded| recorded.event).collect()
}

fn lapsed(case: &Case) -> Vec<Option<time::Date>> {
    case.notices.iter().map(|notice| notice.lapsed_on).collect()
}

both! {
    async fn a_consultation_that_is_not_answered_lapses_once_whoever_notes_it(office: TestOffice) {
        let case = office.in_hand(1).await;
        sent(&office, case, 100, consultation()).await;
        sent(&office, case, 200, consultation()).await;
        // Fifteen working days from Friday 20 November.
        let last = date!(2026 - 12 - 11);
        office.sleep((last - TODAY).whole_days());
        office.run_jobs().await;
        assert_eq!(lapsed(&office.case(case).await), [None, None], "the last day counts");
        office.sleep(30);
        office.run_jobs_at_once(3).await;
        assert_eq!(lapsed(&office.case(case).await), [Some(last), Some(last)]);
        let own = done_by_itself(&office, case).await;
        assert_eq!(own.len(), 2, "{own:?}");
        assert!(own.iter().all(|event| matches!(event, Event::Consultation(ConsultationEvent::Lapsed { .. }))));
    }

    async fn an_end_is_proposed_once_and_a_person_decides(office: TestOffice) {
        let case = office.in_hand(1).await;
        sent(&office, case, 100, About::Correction { working_days: 10 }).await;
        office.sleep(40);
        office.run_jobs().await;
        office.sleep(40);
        office.run_jobs().await;
        let own = done_by_itself(&office, case).await;
        let [Event::AbandonmentProposed { expired }] = own.as_slice() else { panic!("{own:?}") };
        assert_eq!((expired.reached_on, expired.expired_on), (TODAY, date!(2026 - 12 - 04)));
        assert!(office.case(case).await.stage.is_open());
        let told = store::reminder::digests(
            &office.office.db,
            Scope::of(office.here.agency.id),
            office.here.account("handler").id,
            9,
        );
        assert_eq!(told.await.unwrap()[0].day, date!(2026 - 12 - 07));
    }

    async fn what_came_in_time_is_left_alone(office: TestOffice) {
        let case = office.in_hand(1).await;
        office.sleep(60);
        office.run_jobs().await;
        assert_eq!(done_by_itself(&office, case).await, []);
    }
}
