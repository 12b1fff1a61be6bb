//! 多个申请人申请同一信息 (条例第四十四条): laid before the leader once, with the cases that show it, and decided by a person.

use gongkai::{
    casework::{self, ActError, NewApplication, Order},
    domain::{
        applicant::Identity,
        id::CaseId,
        refusal::Refusal,
        service::Service,
        text::{DocumentNumber, Name},
    },
    store::{self, Scope},
};

use crate::{
    both,
    kit::office::{TestOffice, new_application},
};

const TITLE: &str = "青溪县2025年度国有建设用地供应计划";

/// An application of somebody for something.
fn asks(token: u128, who: &str, title: &str, number: Option<&str>) -> NewApplication {
    let mut new = new_application(token);
    new.applicant.name = Name::parse(who).unwrap();
    new.applicant.identity = Some(Identity::Passport(DocumentNumber::parse(number_of(who)).unwrap()));
    title.clone_into(&mut new.application.items[0].title);
    new.application.items[0].document_number = number.map(str::to_owned);
    new
}

fn number_of(who: &str) -> &'static str {
    match who {
        "孟屿" => "ZZ0000001",
        "陶渚" => "ZZ0000002",
        _ => "ZZ0000003",
    }
}

async fn answered(office: &TestOffice, new: NewApplication, ground: &str) -> CaseId {
    let case = casework::file(&office.office, office.here.agency.id, new)
        .await
        .unwrap()
        .case;
    office.take_in_hand("handler", case).await;
    office.submit(case, ground).await;
    office.approve_all(case).await;
    office.issue(case).await;
    let available_on = office.office.today();
    office.serve(case, Service::Online { available_on }).await;
    case
}

async fn with(office: &TestOffice, case: CaseId) -> Option<Vec<CaseId>> {
    office
        .case(case)
        .await
        .publication
        .map(|publication| publication.with)
}

async fn next_day(office: &TestOffice) {
    office.sleep(1);
    office.run_jobs().await;
}

both! {
    async fn what_a_second_applicant_is_given_too_is_proposed_once(office: TestOffice) {
        let first = answered(&office, asks(1, "孟屿", TITLE, Some("青建发〔2025〕15号")), "disclosed").await;
        next_day(&office).await;
        assert_eq!(with(&office, first).await, None, "nobody else asked");
        let second = answered(&office, asks(2, "陶渚", &format!("《{TITLE}》"), None), "partial").await;
        next_day(&office).await;
        assert_eq!(with(&office, second).await, Some(vec![first]));
        assert_eq!(with(&office, first).await, None, "one proposal is enough");
        let told = store::reminder::digests(
            &office.office.db,
            Scope::of(office.here.agency.id),
            office.here.account("leader").id,
            9,
        )
        .await
        .unwrap();
        assert_eq!(told.len(), 1);
        let version = office.case(second).await.version;
        next_day(&office).await;
        assert_eq!(office.case(second).await.version, version);
        // A third one adds nothing while the question is open.
        let third = answered(&office, asks(3, "闻笙", TITLE, None), "disclosed").await;
        next_day(&office).await;
        assert_eq!(with(&office, third).await, None);
        let because = office.office.words("群众普遍关心，可以公开").unwrap();
        let decide = Order::DecidePublication { publish: false, because };
        let refused = office.order("handler", second, decide.clone()).await;
        assert!(matches!(refused, Err(ActError::Refused(Refusal::NotYourRole))), "{refused:?}");
        office.order("leader", second, decide).await.unwrap();
        // Whoever asks after a no is new evidence.
        let fourth = answered(&office, asks(4, "闻笙", TITLE, Some("青建发 [2025] 15号")), "disclosed").await;
        next_day(&office).await;
        let named = with(&office, fourth).await.expect("it is proposed anew");
        assert!(named.contains(&first) && named.contains(&second), "{named:?}");
    }

    async fn neither_the_same_person_nor_what_was_withheld_or_public_or_another_thing_counts(office: TestOffice) {
        answered(&office, asks(1, "孟屿", TITLE, None), "disclosed").await;
        let mut same = Vec::new();
        for (token, who, title, ground) in [
            (2, "孟屿", TITLE, "disclosed"),
            (3, "陶渚", TITLE, "state_secret"),
            (4, "陶渚", TITLE, "already_public"),
            (5, "陶渚", "青溪县2024年度国有建设用地供应计划", "disclosed"),
        ] {
            same.push(answered(&office, asks(token, who, title, None), ground).await);
        }
        next_day(&office).await;
        next_day(&office).await;
        for case in same {
            assert_eq!(with(&office, case).await, None);
        }
    }

    async fn an_answer_served_by_post_some_days_ago_is_not_passed_over(office: TestOffice) {
        let first = answered(&office, asks(1, "孟屿", TITLE, None), "disclosed").await;
        next_day(&office).await;
        let case = casework::file(&office.office, office.here.agency.id, asks(2, "陶渚", TITLE, None)).await.unwrap().case;
        office.take_in_hand("handler", case).await;
        office.submit(case, "disclosed").await;
        office.approve_all(case).await;
        office.issue(case).await;
        let signed_on = office.office.today();
        office.sleep(6);
        office.serve(case, Service::signed(signed_on)).await;
        assert_eq!(with(&office, case).await, None);
        next_day(&office).await;
        assert_eq!(with(&office, case).await, Some(vec![first]));
    }
}
