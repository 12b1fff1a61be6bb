//! The write path on both databases: the whole way of an application, and what happens when it is not the only one.

use std::collections::BTreeSet;

use gongkai::{
    casework::{self, ActError, Order},
    domain::{
        account::Actor,
        answer::{Draft, ItemAnswer},
        application::{AsksFor, Item},
        refusal::Refusal,
        service::{Mail, Service, Waybill},
        stage::StageKey,
    },
    law::Channel,
    letters::{Block, Document, Inline},
    store::{self, Scope},
};
use time::Duration;

use crate::{
    both,
    kit::{
        answer::{full_draft, with_files},
        office::{TestOffice, new_application},
        premises::TODAY,
    },
};

/// The words of the paragraphs on remedies.
fn remedy_paragraphs(document: &Document) -> Vec<String> {
    let blocks = document.blocks.iter();
    let paragraphs = blocks.filter_map(|block| {
        if let Block::Remedy { paragraphs } = block {
            Some(paragraphs)
        } else {
            None
        }
    });
    let words = |runs: &Vec<Inline>| {
        let words = runs.iter().map(|run| match run {
            Inline::Text(words) | Inline::Name(words) => words.as_str(),
        });
        words.collect::<String>()
    };
    paragraphs.flatten().map(words).collect()
}

both! {
    async fn an_application_goes_from_filing_to_a_served_letter(test: TestOffice) {
        let case = test.in_hand(1).await;
        test.submit(case, "state_secret").await;
        test.approve_all(case).await;
        let issued = test.issue(case).await;
        let letter = issued.answer().unwrap();
        assert_eq!(letter.number, "QXZJ公开〔2026〕1号-答");
        let served = test.serve(case, Service::Online { available_on: TODAY }).await;
        assert_eq!(served.answer().unwrap().reached_on(), Some(TODAY));
        let closed = test.order("handler", case, Order::Close { late: None }).await.unwrap();
        assert_eq!(closed.stage.key(), StageKey::Closed);

        let scope = Scope::of(test.here.agency.id);
        let letters = store::letter::of_case(&test.office.db, scope, case).await.unwrap();
        assert_eq!(letters.len(), 2, "the receipt and the answer");
        for letter in letters {
            let pdf = test.office.blobs.get(letter.pdf).await.unwrap();
            assert!(pdf.starts_with(b"%PDF-"));
        }
        test.assert_sound().await;
    }

    async fn a_letter_without_an_online_channel_for_reconsideration_is_not_served_online(test: TestOffice) {
        let scope = Scope::of(test.here.agency.id);
        let mut agency = test.here.agency.clone();
        for organ in &mut agency.organs {
            organ.online = None;
        }
        let tx = test.office.db.begin().await.unwrap();
        assert!(store::agency::update(&tx, &agency).await.unwrap());
        tx.commit().await.unwrap();
        let case = test.in_hand(1).await;
        test.submit(case, "state_secret").await;
        test.approve_all(case).await;
        test.issue(case).await;
        // The letter counts, not what is set by now.
        let tx = test.office.db.begin().await.unwrap();
        assert!(store::agency::update(&tx, &test.here.agency).await.unwrap());
        tx.commit().await.unwrap();
        let today = test.office.today();
        let online = Order::Serve { service: Service::Online { available_on: today }, letter: None, remark: None };
        assert!(matches!(
            test.order("handler", case, online).await,
            Err(ActError::Refused(Refusal::NoOnlineChannel(article))) if article.as_str() == "行政复议法第二十二条第二款"
        ));
        let counter = Order::Serve { service: Service::signed(today), letter: None, remark: None };
        test.order("handler", case, counter).await.unwrap();
        let letters = store::letter::of_case(&test.office.db, scope, case).await.unwrap();
        assert!(letters.iter().all(|letter| !letter.document.contains("网上申请：")));
        test.assert_sound().await;
    }

    async fn a_letter_by_post_keeps_two_days(test: TestOffice) {
        let case = test.in_hand(1).await;
        test.submit(case, "already_public").await;
        test.approve_all(case).await;
        test.issue(case).await;
        let waybill = Waybill::parse("EA123456789CN").unwrap();
        test.serve(case, Service::Post { mail: Mail::Ems, waybill, posted_on: TODAY }).await;
        test.clock.advance(Duration::days(3));
        let delivered_on = TODAY + Duration::days(2);
        let case = test.order("clerk", case, Order::RecordDelivery {
                letter: None,
                delivered_on,
            }).await.unwrap();
        let letter = case.answer().unwrap();
        assert_eq!((letter.served_on(), letter.reached_on()), (Some(TODAY), Some(delivered_on)));
    }

    async fn at_the_counter_the_receipt_is_given_at_once(test: TestOffice) {
        let (clerk, handler) = (test.here.officer("clerk"), test.here.officer("handler"));
        let filed = casework::register(&test.office, &clerk, new_application(1), test.arrived(Channel::Counter, TODAY)).await.unwrap();
        let case = test.case(filed.case).await;
        assert_eq!((case.stage.key(), case.letters.len()), (StageKey::Received, 1));
        let refused = casework::register(&test.office, &handler, new_application(2), test.arrived(Channel::Counter, TODAY)).await;
        assert!(matches!(refused, Err(ActError::Refused(Refusal::NotYourRole))));
        test.assert_sound().await;
    }

    async fn a_form_sent_twice_files_once(test: TestOffice) {
        let first = test.file(1).await;
        let again = test.file(1).await;
        assert!(first.code.is_some());
        assert_eq!(again, first, "who sends it again, because the answer was lost, gets the same code");
        assert_ne!(test.file(2).await.case, first.case);
    }

    async fn a_form_sent_by_two_clicks_at_once_files_once(test: TestOffice) {
        let agency = test.here.agency.id;
        let clicks: Vec<_> = (0..4)
            .map(|_| {
                let office = test.office.clone();
                tokio::spawn(async move { casework::file(&office, agency, new_application(1)).await })
            })
            .collect();
        let mut cases = BTreeSet::new();
        for click in clicks {
            cases.insert(click.await.unwrap().unwrap().case);
        }
        assert_eq!(cases.len(), 1);
        test.assert_sound().await;
    }

    async fn number_and_code_together_open_a_case(test: TestOffice) {
        let filed = test.file(1).await;
        let code = filed.code.unwrap();
        let look = async |number: &str, code: &str| casework::look_up(&test.office, number, code).await.unwrap();
        assert_eq!(look(&filed.number.0, &code).await, Some((filed.agency, filed.case)));
        let typed = code.to_lowercase().replace('-', " ");
        assert_eq!(look(&filed.number.0.to_lowercase(), &typed).await, Some((filed.agency, filed.case)));
        assert_eq!(look(&filed.number.0, "2222-2222-2222").await, None);
        assert_eq!(look("QXZJ-2026-99999", &code).await, None);
    }

    async fn the_second_of_two_people_sees_what_changed(test: TestOffice) {
        let case = test.file(1).await.case;
        let seen = test.case(case).await.version;
        let (clerk, agency) = (test.here.actor("clerk"), test.here.agency.id);
        test.confirm(case).await;
        let second = casework::act(&test.office, &clerk, agency, case, seen, Order::Withdraw { reason: None }).await;
        let Err(ActError::Stale(now)) = second else { panic!("the second order went through") };
        assert_eq!(now.stage.key(), StageKey::Received);
        assert_eq!(test.case(case).await, *now);
    }

    async fn two_at_the_same_moment_do_it_once(test: TestOffice) {
        let case = test.file(1).await.case;
        let seen = test.case(case).await.version;
        let (clerk, agency) = (test.here.actor("clerk"), test.here.agency.id);
        let order = || test.confirmed(TODAY);
        let tries = (0..4).map(|_| {
            let (office, clerk, order) = (test.office.clone(), clerk.clone(), order());
            tokio::spawn(async move { casework::act(&office, &clerk, agency, case, seen, order).await.is_ok() })
        });
        let mut done = 0;
        for one in tries.collect::<Vec<_>>() {
            done += usize::from(one.await.unwrap());
        }
        assert_eq!(done, 1);
        test.assert_sound().await;
    }

    async fn numbers_have_no_gaps_and_no_doubles_under_many_writers(test: TestOffice) {
        let agency = test.here.agency.id;
        let tasks: Vec<_> = (1..=12)
            .map(|token| {
                let office = test.office.clone();
                tokio::spawn(async move { casework::file(&office, agency, new_application(token)).await })
            })
            .collect();
        let mut numbers = BTreeSet::new();
        for task in tasks {
            numbers.insert(task.await.unwrap().unwrap().number.0);
        }
        let expected: BTreeSet<String> = (1..=12).map(|serial| format!("QXZJ-2026-{serial:05}")).collect();
        assert_eq!(numbers, expected);
        test.assert_sound().await;
    }

    async fn an_organ_that_moves_after_the_signature_voids_the_approvals(test: TestOffice) {
        let case = test.in_hand(1).await;
        test.submit(case, "state_secret").await;
        test.approve_all(case).await;
        let mut agency = test.here.agency.clone();
        "新址：中心路88号".clone_into(&mut agency.organs[0].address);
        let tx = test.office.db.begin().await.unwrap();
        store::agency::update(&tx, &agency).await.unwrap();
        tx.commit().await.unwrap();
        let voided = test.issue(case).await;
        assert_eq!(voided.stage.key(), StageKey::InHand);
        assert!(voided.voided && voided.answer().is_none());
        // Nothing bears the number, so the next letter gets it.
        test.assert_sound().await;
        test.order("handler", case, Order::Submit).await.unwrap();
        test.approve_all(case).await;
        let issued = test.issue(case).await;
        assert_eq!(issued.answer().unwrap().number, "QXZJ公开〔2026〕1号-答");
        test.assert_sound().await;
    }

    async fn every_outcome_makes_a_letter(test: TestOffice) {
        let law = test.office.law();
        let information = test.in_hand(1).await;
        let mut records = new_application(2);
        records.asks_for = AsksFor::RecordCorrection;
        let records = casework::file(&test.office, test.here.agency.id, records).await.unwrap().case;
        for ground in law.grounds_on(TODAY).filter(|ground| ground.proposable) {
            let case = match ground.asks_for {
                AsksFor::Information => information,
                AsksFor::RecordCorrection => records,
            };
            let draft = full_draft(1, ground.key.as_str());
            let (document, _) = casework::preview(&test.office, test.here.agency.id, case, &draft)
                .await
                .unwrap_or_else(|error| panic!("{}: {error:?}", ground.key));
            assert!(document.has_remedy(), "{}", ground.key);
        }
    }

    async fn the_remedy_paragraphs_follow_from_ground_day_and_agency(test: TestOffice) {
        let mut application = new_application(1);
        let first = application.application.items.remove(0);
        application.application.items = (1..=4).map(|number| Item { number, ..first.clone() }).collect();
        let agency = test.here.agency.id;
        let case = casework::file(&test.office, agency, application).await.unwrap().case;
        let remedies = async |grounds: &[&str]| {
            let items = (1..).zip(grounds).map(|(number, ground)| {
                let answer = full_draft(1, ground).items.remove(0);
                ItemAnswer { item: number, ..answer }
            });
            let draft = Draft { items: items.collect() };
            let (document, _) = casework::preview(&test.office, agency, case, &draft).await.unwrap();
            remedy_paragraphs(&document)
        };
        let first = "应当自收到本答复之日起60日内先向青溪县人民政府（地址：政务中心1号楼行政复议接待室；\
                     网上申请：https://fuyi.example.cn）申请行政复议；对行政复议决定不服的，\
                     可以自收到行政复议决定书之日起15日内向青溪县人民法院提起行政诉讼。";
        let either = "可以自收到本答复之日起60日内向青溪县人民政府（地址：政务中心1号楼行政复议接待室；\
                      网上申请：https://fuyi.example.cn）申请行政复议，\
                      或者自知道本答复内容之日起6个月内向青溪县人民法院提起行政诉讼。";
        assert_eq!(
            remedies(&["disclosed", "state_secret", "partial", "not_held"]).await,
            [
                format!(
                    "如不服本答复书第二项答复和第三项答复中不予公开的部分，根据《中华人民共和国行政复议法》第二十条第一款、\
                     第二十三条第一款第（四）项、《中华人民共和国行政复议法实施条例》第三十一条和\
                     《中华人民共和国行政诉讼法》第四十五条的规定，{first}"
                ),
                format!(
                    "如不服本答复书第一项、第四项答复，根据《中华人民共和国政府信息公开条例》第五十一条、\
                     《中华人民共和国行政复议法》第二十条第一款、《中华人民共和国行政诉讼法》第四十六条第一款和\
                     《最高人民法院关于审理政府信息公开行政案件适用法律若干问题的解释》第一条第（一）项、第（三）项的规定，{either}"
                ),
            ]
        );
        assert_eq!(
            remedies(&["repeat_application"; 4]).await,
            [format!(
                "如不服本告知，根据《中华人民共和国政府信息公开条例》第五十一条、\
                 《中华人民共和国行政复议法》第二十条第一款、《中华人民共和国行政诉讼法》第四十六条第一款和\
                 《最高人民法院关于审理政府信息公开行政案件适用法律若干问题的解释》第一条第（一）项的规定，{}",
                either.replace("本答复", "本告知")
            )]
        );
    }

    async fn who_drafted_neither_reviews_nor_signs(test: TestOffice) {
        let case = test.file(1).await.case;
        test.take_in_hand("all", case).await;
        test.submit(case, "state_secret").await;
        let own = test.approve("all", case).await;
        assert!(matches!(own, Err(ActError::Refused(Refusal::KeptApart))));
        test.approve("secrets", case).await.unwrap();
    }

    async fn another_agency_does_not_find_the_case(test: TestOffice) {
        let case = test.file(1).await.case;
        let order = test.confirmed(TODAY);
        let (foreign, there) = (test.elsewhere.actor("clerk"), test.elsewhere.agency.id);
        let by_scope = casework::act(&test.office, &foreign, there, case, 1, order.clone()).await;
        assert!(matches!(by_scope, Err(ActError::Gone)));
        let by_actor = casework::act(&test.office, &foreign, test.here.agency.id, case, 1, order).await;
        assert!(matches!(by_actor, Err(ActError::Gone)));
        assert_eq!(test.case(case).await.version, 1);
    }

    async fn a_case_of_another_department_is_not_taken_up(test: TestOffice) {
        let case = test.file(1).await.case;
        test.confirm(case).await;
        let order = Order::Assign { department: test.here.other_department, handler: None };
        test.order("clerk", case, order).await.unwrap();
        let refused = test.order("handler", case, Order::Accept).await;
        assert!(matches!(refused, Err(ActError::Refused(Refusal::NotYourCase))));
        test.accept("stranger", case).await;
    }

    async fn a_department_of_another_agency_gets_no_case(test: TestOffice) {
        let case = test.file(1).await.case;
        test.confirm(case).await;
        let order = Order::Assign { department: test.elsewhere.department, handler: None };
        let refused = test.order("clerk", case, order).await;
        assert!(matches!(refused, Err(ActError::Refused(Refusal::NoSuchDepartment))));
        let stranger = test.here.officer("stranger").account;
        let order = Order::Assign { department: test.here.department, handler: Some(stranger) };
        let refused = test.order("clerk", case, order).await;
        assert!(matches!(refused, Err(ActError::Refused(Refusal::NoSuchHandler))));
    }

    async fn a_file_is_what_its_content_says_and_belongs_to_its_case(test: TestOffice) {
        let (one, two) = (test.in_hand(1).await, test.in_hand(2).await);
        let refused = test.upload(one, "方案.pdf", b"MZ\x90\x00\x03").await;
        assert!(matches!(refused, Err(ActError::File(name, _)) if name == "方案.pdf"));
        let given = test.upload(one, "方案.pdf", b"%PDF-1.7\n%%EOF").await.unwrap();
        let draft = with_files(full_draft(1, "disclosed"), vec![given]);
        test.order("handler", one, Order::SaveDraft { draft: draft.clone() }).await.unwrap();
        let stolen = test.order("handler", two, Order::SaveDraft { draft }).await;
        assert!(matches!(stolen, Err(ActError::Refused(Refusal::UnknownFile))));
    }

    async fn the_applicant_withdraws_and_opens_nothing_of_others(test: TestOffice) {
        let (mine, other) = (test.file(1).await, test.file(2).await);
        let me = Actor::Applicant { case: mine.case };
        let agency = test.here.agency.id;
        let order = Order::Withdraw { reason: Some(test.office.words("已经取得").unwrap()) };
        let theirs = casework::act(&test.office, &me, agency, other.case, 1, order.clone()).await;
        assert!(matches!(theirs, Err(ActError::Gone)));
        let withdrawn = casework::act(&test.office, &me, agency, mine.case, 1, order).await.unwrap();
        assert_eq!(withdrawn.stage.key(), StageKey::Closed);
        test.assert_sound().await;
    }
}
