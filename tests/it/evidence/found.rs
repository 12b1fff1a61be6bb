//! What is found, and what is not.

use gongkai::{
    casework::{
        Order,
        evidence::{Match, Similar},
    },
    domain::{
        applicant::{Identity, JointApplicant},
        application::AsksFor,
        id::CaseId,
        text::{IdentityNumber, Name, Phone},
    },
    law::ClueKind,
    store,
};

use super::{PEOPLE, answered, asking, file, found, item, taken};
use crate::{both, kit::office::TestOffice};

const TITLE: &str = "竹林片区旧城改造项目房屋征收补偿方案";

fn cases(matches: &[Match]) -> Vec<CaseId> {
    matches.iter().map(|found| found.told.case.id).collect()
}

fn similar(found: &[Similar]) -> Vec<CaseId> {
    found.iter().map(|found| found.told.case.id).collect()
}

both! {
    async fn an_applicant_is_counted_by_month_and_year(office: TestOffice) {
        let other = |token, title| asking(token, 0, title, "");
        let first = file(&office, &office.here, other(1, "施工许可证办理记录")).await;
        office.sleep(20);
        let second = file(&office, &office.here, other(2, "物业服务合同备案")).await;
        let third = taken(&office, other(3, TITLE)).await;
        office.sleep(40);
        let next_year = file(&office, &office.here, other(4, "供地计划全文")).await;
        // Neither another person nor another agency.
        file(&office, &office.here, asking(5, 1, "某小区验收报告", "")).await;
        file(&office, &office.elsewhere, other(6, "税费减免办法")).await;
        let seen = found(&office, "handler", third).await;
        let asker = seen.summary.asker.unwrap();
        assert_eq!((asker.month, asker.year, asker.total, asker.more), (2, 3, 4, false), "{asker:?}");
        assert_eq!(asker.cases, [next_year, second, first], "the newest first");
        assert!(found(&office, "clerk", first).await.summary.asker.is_some());
    }

    async fn whoever_applies_together_is_the_same_applicant(office: TestOffice) {
        let mut together = asking(1, 1, "维修资金使用明细", "");
        together.applicant.joint = vec![JointApplicant {
            name: Name::parse(PEOPLE[0].0).unwrap(),
            identity: Identity::ResidentCard(IdentityNumber::parse(PEOPLE[0].1).unwrap()),
        }];
        let together = file(&office, &office.here, together).await;
        let alone = taken(&office, asking(2, 0, "维修资金使用明细", "")).await;
        let seen = found(&office, "clerk", alone).await;
        assert_eq!(seen.summary.asker.unwrap().cases, [together]);
        assert_eq!(cases(&seen.repeated.shown), [together], "and it is their own request that is repeated");
        assert!(seen.several.shown.is_empty());
        // Seen from the other side as well.
        let other = found(&office, "clerk", together).await;
        assert_eq!(other.summary.asker.unwrap().cases, [alone]);
    }

    async fn the_same_name_and_telephone_is_a_weaker_sign(office: TestOffice) {
        let with = |token, person: usize, phone: &str| {
            let mut new = asking(token, person, "某处规划图", "");
            new.applicant.name = Name::parse("甄同名").unwrap();
            new.applicant.contact.phone = Some(Phone::parse(phone).unwrap());
            new
        };
        let one = file(&office, &office.here, with(1, 0, "19900000001")).await;
        let perhaps = file(&office, &office.here, with(2, 1, "19900000001")).await;
        file(&office, &office.here, with(3, 2, "19900000009")).await;
        let seen = found(&office, "clerk", one).await;
        assert!(seen.summary.asker.is_none());
        let [(entry, namesake)] = seen.namesakes.as_slice() else {
            panic!("{:?}", seen.namesakes);
        };
        assert_eq!(entry.id, perhaps);
        assert!(namesake.same_phone && !namesake.same_address);
    }

    async fn a_repeated_request_is_laid_beside_the_earlier_one(office: TestOffice) {
        let earlier = answered(&office, asking(1, 0, TITLE, "申请公开全文"), "internal_affairs").await;
        let others = file(&office, &office.here, asking(2, 1, TITLE, "")).await;
        let elsewhere = file(&office, &office.elsewhere, asking(3, 0, TITLE, "")).await;
        let near = file(&office, &office.here, asking(4, 0, "竹林片区旧城改造项目房屋征收补偿标准", "")).await;
        let now = taken(&office, asking(5, 0, "《竹林片区旧城改造项目房屋征收补偿方案》", "请再次公开")).await;
        let seen = found(&office, "clerk", now).await;
        assert_eq!(cases(&seen.repeated.shown), [earlier, near]);
        assert_eq!(cases(&seen.several.shown), [others]);
        assert!(!cases(&seen.several.shown).contains(&elsewhere));
        let [same, alike] = seen.repeated.shown.as_slice() else {
            panic!("two");
        };
        assert_eq!(same.alike, None);
        assert!(alike.alike.unwrap() >= 60, "{:?}", alike.alike);
        assert!(same.told.case.answer().is_some());
        let summary = &seen.summary;
        let repeated = summary.cases_of(ClueKind::Repeated, &summary.repeated);
        assert_eq!((repeated.len(), summary.answered(&repeated)), (1, 1));
        assert_eq!(summary.others(), 1);
    }

    async fn what_the_reader_may_not_read_is_only_known_to_be_there(office: TestOffice) {
        let hidden = file(&office, &office.here, asking(1, 0, TITLE, "")).await;
        office.confirm(hidden).await;
        let order = Order::Assign { department: office.here.other_department, handler: None };
        office.order("clerk", hidden, order).await.unwrap();
        let others = file(&office, &office.here, asking(2, 1, TITLE, "")).await;
        let now = taken(&office, asking(3, 0, TITLE, "")).await;
        let seen = found(&office, "handler", now).await;
        assert_eq!(seen.summary.asker.unwrap().total, 2, "the agency knows how often it was asked");
        assert!(seen.by_applicant.entries.is_empty());
        assert_eq!(seen.by_applicant.hidden, 1);
        assert!(seen.repeated.shown.is_empty() && seen.several.shown.is_empty());
        assert_eq!((seen.repeated.hidden, seen.several.hidden), (1, 1));
        assert!(seen.similar.is_empty(), "{:?}", similar(&seen.similar));
        let all = found(&office, "clerk", now).await;
        assert_eq!(cases(&all.repeated.shown), [hidden]);
        assert_eq!(cases(&all.several.shown), [others]);
    }

    async fn cases_in_like_words_are_found_the_most_alike_first(office: TestOffice) {
        let far = file(&office, &office.here, asking(1, 1, "学府花园二期前期物业服务合同", "申请公开合同文本")).await;
        let near = file(&office, &office.here, asking(2, 1, "东河新村小区房屋征收补偿协议汇总", "申请公开补偿金额")).await;
        let nearest = file(&office, &office.here, asking(3, 2, "竹林片区旧城改造房屋征收决定", "申请公开决定和红线图")).await;
        file(&office, &office.elsewhere, asking(4, 1, TITLE, "申请公开全文")).await;
        let now = taken(&office, asking(5, 0, TITLE, "申请公开该方案全文")).await;
        let seen = found(&office, "clerk", now).await;
        assert_eq!(similar(&seen.similar), [nearest, near]);
        let marked: Vec<Vec<&str>> = seen.similar.iter().map(|found| {
            let parts = found.items.iter().flat_map(|item| &item.title).filter(|part| part.is_hit);
            parts.map(|part| part.text.as_str()).collect()
        }).collect();
        assert_eq!(marked, [vec!["竹林片区旧城改造房屋征收"], vec!["房屋征收补偿"]]);
        assert!(!similar(&seen.similar).contains(&far), "“申请公开” stands everywhere and tells nothing");
        // The other department's people may not read those.
        office.order("clerk", nearest, office.confirmed(office.office.today())).await.unwrap();
        let order = Order::Assign { department: office.here.other_department, handler: None };
        office.order("clerk", nearest, order).await.unwrap();
        assert!(found(&office, "handler", now).await.similar.is_empty());
    }

    async fn what_was_published_is_told_of_similar_cases(office: TestOffice) {
        let given = answered(&office, asking(1, 1, "竹林片区征收补偿安置房源清单", ""), "internal_affairs").await;
        let with = file(&office, &office.here, asking(2, 2, "完全无关的东西", "")).await;
        let service = gongkai::domain::service::Service::Online { available_on: office.office.today() };
        office.serve(given, service).await;
        office.order("handler", given, Order::ProposePublication { with: vec![with] }).await.unwrap();
        let because = office.office.words("可以公开").unwrap();
        office.order("leader", given, Order::DecidePublication { publish: true, because }).await.unwrap();
        let now = taken(&office, asking(3, 0, "竹林片区征收补偿标准", "")).await;
        let seen = found(&office, "clerk", now).await;
        assert_eq!(similar(&seen.similar), [given]);
        assert!(seen.similar[0].published);
    }

    async fn parts_of_one_matter_are_no_repetition(office: TestOffice) {
        let mut new = asking(1, 0, TITLE, "");
        new.application.items.push(item(2, "清水河水库移民安置方案", ""));
        let parent = taken(&office, new).await;
        let split = office.order("handler", parent, Order::Split { items: [2].into() }).await.unwrap();
        let child = split.links.first().unwrap().other;
        let seen = found(&office, "clerk", child).await;
        assert!(seen.repeated.shown.is_empty() && seen.similar.is_empty(), "{:?}", cases(&seen.repeated.shown));
        // What went over is asked for in the new case alone.
        let later = taken(&office, asking(2, 0, "清水河水库移民安置方案", "")).await;
        let seen = found(&office, "clerk", later).await;
        assert_eq!(cases(&seen.repeated.shown), [child]);
        let first = taken(&office, asking(3, 0, TITLE, "")).await;
        assert_eq!(cases(&found(&office, "clerk", first).await.repeated.shown), [parent]);
    }

    async fn whoever_was_erased_is_nobodys_earlier_applicant(office: TestOffice) {
        let earlier = file(&office, &office.here, asking(1, 0, TITLE, "")).await;
        let applicant = office.case(earlier).await.filing.applicant;
        let scope = store::Scope::of(office.here.agency.id);
        let tx = office.office.db.begin().await.unwrap();
        assert!(store::applicant::erase(&tx, scope, applicant, office.office.now()).await.unwrap());
        tx.commit().await.unwrap();
        let now = taken(&office, asking(2, 0, TITLE, "")).await;
        let seen = found(&office, "clerk", now).await;
        assert!(seen.summary.asker.is_none() && seen.repeated.shown.is_empty() && seen.namesakes.is_empty());
        assert_eq!(cases(&seen.several.shown), [earlier], "that it was asked for remains");
        assert_eq!(seen.summary.others(), 0, "by whom is not known");
    }

    async fn corrections_of_records_are_no_applications_for_information(office: TestOffice) {
        let mut new = asking(1, 0, TITLE, "举报，请查处");
        new.asks_for = AsksFor::RecordCorrection;
        let records = file(&office, &office.here, new).await;
        let now = taken(&office, asking(2, 0, TITLE, "")).await;
        let seen = found(&office, "clerk", now).await;
        assert!(seen.repeated.shown.is_empty() && seen.summary.asker.is_none());
        let other = found(&office, "clerk", records).await;
        assert_eq!(other.summary.asker.unwrap().cases, [now]);
        assert!(other.summary.heard.is_empty() && other.summary.repeated.is_empty() && other.repeated.shown.is_empty());
    }

    async fn words_are_heard_in_the_items_that_are_answered_here(office: TestOffice) {
        let mut new = asking(1, 0, TITLE, "");
        new.application.items.push(item(2, "我家的低保为什么被取消", "请问谁批准的"));
        let case = taken(&office, new).await;
        let seen = found(&office, "handler", case).await;
        let heard: Vec<(ClueKind, u16)> = seen.summary.heard.iter().map(|heard| (heard.kind, heard.item)).collect();
        assert_eq!(heard, [(ClueKind::Consultation, 2)]);
        office.order("handler", case, Order::Split { items: [2].into() }).await.unwrap();
        assert!(found(&office, "handler", case).await.summary.heard.is_empty());
    }
}
