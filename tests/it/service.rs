//! How letters reach people, as the desk records it: signed for, entrusted, posted, returned and sent again; and letters
//! that are spoilt before they leave.

use axum::http::StatusCode;
use gongkai::{
    casework::{NewNotice, Order},
    domain::{
        id::CaseId,
        service::{Mail, Service, Waybill},
        stage::StageKey,
    },
    law::StepKind,
    store::{self, Scope},
};
use time::macros::{date, datetime};

use crate::{
    both,
    kit::{browser::Browser, office::TestOffice, page::Page, premises::TODAY, site::Site},
};

const DONE: StatusCode = StatusCode::SEE_OTHER;
const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const STAGE: &str = ".desk-bar .govuk-tag";
const SERVE: &str = "#serve form";
const SPOIL: &str = "#spoil form";
const BACK: &str = "form[action$='/record-return']";
const LETTER: &str = ".desk-letters li:first-child";

fn at(case: CaseId) -> String {
    format!("/desk/cases/{case}")
}

/// Opens the case, fills in one of its forms, and sends it.
async fn give(browser: &mut Browser, case: CaseId, selector: &str, fields: &[(&str, &str)]) -> Page {
    let form = browser.open(&at(case)).await.form(selector);
    let form = fields
        .iter()
        .fold(form, |form, (name, value)| form.set(name, value));
    browser.send(&form).await
}

async fn issued(office: &TestOffice, token: u128, ground: &str) -> CaseId {
    let case = office.in_hand(token).await;
    office.submit(case, ground).await;
    office.approve_all(case).await;
    office.issue(case).await;
    case
}

fn by_post(waybill: &str) -> Service {
    Service::Post {
        mail: Mail::Ems,
        waybill: Waybill::parse(waybill).unwrap(),
        posted_on: TODAY,
    }
}

both! {
    async fn a_letter_is_spoilt_before_it_leaves_and_never_after(site: Site) {
        let case = issued(&site, 1, "internal_affairs").await;
        let mut stranger = site.staff("stranger").await;
        assert_eq!(stranger.get(&at(case)).await.status, StatusCode::NOT_FOUND);
        let mut handler = site.staff("handler").await;
        let late = handler.open(&at(case)).await.form(SPOIL);
        let empty = give(&mut handler, case, SPOIL, &[]).await.expect(WRONG);
        assert!(empty.has("#spoil_reason-error"));
        give(&mut handler, case, SPOIL, &[("spoil_reason", "年度<误写>")]).await.expect(DONE);
        let page = handler.open(&at(case)).await;
        assert_eq!(page.text(STAGE), "承办中");
        let letter = page.text(LETTER);
        assert!(letter.contains("QXZJ公开〔2026〕1号-答") && letter.contains("作废 原因：年度<误写>"), "{letter}");
        assert!(page.has(".desk-letters s"), "its number is struck through");
        // A second press meets what the first one did; another hand meets the conflict.
        let twice = handler.send(&late.clone().set("spoil_reason", "年度<误写>")).await;
        assert_eq!(twice.status, DONE);
        let other = handler.send(&late.set("spoil_reason", "别的原因")).await;
        assert_eq!(other.status, StatusCode::CONFLICT);
        assert!(other.words().contains("别的原因"));

        let stored = store::letter::of_case(&site.office.db, Scope::of(site.here.agency.id), case).await.unwrap();
        let spoilt: Vec<bool> = stored.iter().map(|letter| letter.spoilt.is_some()).collect();
        assert_eq!(spoilt, [false, true], "the receipt, and the letter that keeps its number");
        let again = site.order("handler", case, Order::Submit).await.unwrap();
        assert_eq!(again.stage.key(), StageKey::InReview, "what was signed is signed no longer");
        site.approve_all(case).await;
        site.issue(case).await;
        let page = handler.open(&at(case)).await;
        assert!(page.text(LETTER).contains("QXZJ公开〔2026〕2号-答"), "{}", page.text(LETTER));
        give(&mut handler, case, SERVE, &[("by", "counter"), ("signed_on", "2026-11-20")]).await.expect(DONE);
        assert!(!handler.open(&at(case)).await.has(SPOIL), "what left stays");
        site.assert_sound().await;
    }

    async fn the_applicant_never_meets_a_spoilt_letter(site: Site) {
        let filed = site.file(1).await;
        site.take_in_hand("handler", filed.case).await;
        site.submit(filed.case, "internal_affairs").await;
        site.approve_all(filed.case).await;
        let letter = site.issue(filed.case).await.answer().unwrap().id;
        let reason = site.office.words("误写").unwrap();
        site.order("clerk", filed.case, Order::Spoil { reason }).await.unwrap();
        let mut applicant = site.browser();
        let look_up = applicant.open("/track").await.form("main form");
        applicant.follow(&look_up.set("number", &filed.number.0).set("code", filed.code.as_deref().unwrap())).await;
        let page = applicant.open(&format!("/track/case/{}", filed.case)).await;
        assert!(!page.words().contains("1号-答"), "{}", page.words());
        let path = format!("/track/case/{}/letters/{letter}", filed.case);
        for path in [path.clone(), format!("{path}/pdf")] {
            assert_eq!(applicant.get(&path).await.status, StatusCode::NOT_FOUND);
        }
    }

    async fn what_is_wrong_with_a_service_is_said_at_its_field(site: Site) {
        let case = issued(&site, 1, "internal_affairs").await;
        let mut clerk = site.staff("clerk").await;
        let post = |waybill, day| vec![("by", "post"), ("waybill", waybill), ("posted_on", day)];
        for (fields, field) in [
            (post("SF1234567890123", "2026-11-20"), "#waybill-error"),
            (post("EA123456789CN", ""), "#posted_on-error"),
            (post("EA123456789CN", "11月20日"), "#posted_on-error"),
            (vec![("by", "counter")], "#signed_on-error"),
            (vec![("by", "entrusted"), ("signed_on", "2026-11-20")], "#serve_remark-error"),
        ] {
            let page = give(&mut clerk, case, SERVE, &fields).await.expect(WRONG);
            assert!(page.has(field), "{fields:?}: {}", page.words());
            for (name, value) in &fields {
                assert_eq!(page.form(SERVE).value(name), *value, "what was typed is kept");
            }
        }
        for (day, says) in [("2026-11-19", "日期不能早于2026年11月20日"), ("2026-11-21", "日期不能晚于今天")] {
            let page = give(&mut clerk, case, SERVE, &post("EA123456789CN", day)).await.expect(WRONG);
            assert!(page.text("#serve-error").contains(says), "{}", page.words());
        }
        assert_eq!(site.case(case).await.stage.key(), StageKey::Issued);
        let entrusted = [
            ("by", "entrusted"),
            ("signed_on", "2026-11-20"),
            ("signed_by", "household"),
            ("serve_remark", "委托甲地<住建局>送达"),
        ];
        give(&mut clerk, case, SERVE, &entrusted).await.expect(DONE);
        let letter = clerk.open(&at(case)).await.text(LETTER);
        assert!(letter.contains("委托其他行政机关代为送达，2026年11月20日（星期五）签收，签收人：同住成年家属。"), "{letter}");
        assert!(letter.contains("委托甲地<住建局>送达"), "{letter}");
        let day = "2026年11月20日（星期五）（依据：受委托机关送达回证上的签收）";
        assert_eq!(letter.matches(day).count(), 2, "both days, with their evidence: {letter}");
    }

    async fn mail_that_came_back_goes_out_again_and_both_days_are_shown(site: Site) {
        let case = issued(&site, 1, "internal_affairs").await;
        site.serve(case, by_post("EA123456789CN")).await;
        let mut clerk = site.staff("clerk").await;
        let letter = clerk.open(&at(case)).await.text(LETTER);
        assert!(letter.contains("计算本机关期限2026年11月20日（星期五）（依据：交邮凭证，邮件号码EA123456789CN）"), "{letter}");
        assert!(letter.contains("计算受送达人期限尚不能确定：还没有登记妥投"), "{letter}");
        site.clock.set(datetime!(2026-11-30 9:00 +8));
        for (fields, field) in [
            (vec![("returned_on", "2026-11-30")], "[id$='-return_reason-error']"),
            (vec![("returned_on", ""), ("return_reason", "refused")], "[id$='-returned_on-error']"),
        ] {
            let page = give(&mut clerk, case, BACK, &fields).await.expect(WRONG);
            assert!(page.has(field), "{fields:?}: {}", page.words());
        }
        let early = [("returned_on", "2026-11-19"), ("return_reason", "refused")];
        let page = give(&mut clerk, case, BACK, &early).await.expect(WRONG);
        assert!(page.words().contains("日期不能早于2026年11月20日"), "{}", page.words());
        let back = [("returned_on", "2026-11-30"), ("return_reason", "moved"), ("return_remark", "邻居称<已搬走>")];
        give(&mut clerk, case, BACK, &back).await.expect(DONE);
        let page = clerk.open(&at(case)).await;
        assert_eq!(page.text(STAGE), "待送达");
        let letter = page.text(LETTER);
        for part in [
            "2026年11月30日（星期一）退回，原因：迁移新址不明。",
            "邻居称<已搬走>",
            "计算本机关期限2026年11月20日（星期五）",
            "计算受送达人期限尚未起算：邮件退回，还没有再次送达",
        ] {
            assert!(letter.contains(part), "{part}: {letter}");
        }
        let used = [("by", "post"), ("waybill", "EA123456789CN"), ("posted_on", "2026-11-30")];
        let page = give(&mut clerk, case, SERVE, &used).await.expect(WRONG);
        assert!(page.text("#serve-error").contains("已经用过这个邮件号码"), "{}", page.words());
        give(&mut clerk, case, SERVE, &[("by", "counter"), ("signed_on", "2026-11-30")]).await.expect(DONE);
        let letter = clerk.open(&at(case)).await.text(LETTER);
        assert!(letter.contains("计算本机关期限2026年11月20日（星期五）"), "{letter}");
        assert!(letter.contains("计算受送达人期限2026年11月30日（星期一）（依据：送达回证上的签收）"), "{letter}");
        let stands = site.case(case).await;
        let answer = stands.answer().unwrap();
        assert_eq!((answer.served_on(), answer.reached_on()), (Some(TODAY), Some(date!(2026 - 11 - 30))));
        site.assert_sound().await;
    }

    async fn a_procedural_letter_that_came_back_goes_out_again_beside_the_work(site: Site) {
        let case = site.in_hand(1).await;
        let words = Some(site.office.words("请说明年度").unwrap());
        let matter = NewNotice::Correction { working_days: 10 };
        let proposed = site.order("handler", case, Order::ProposeNotice { matter, words }).await.unwrap();
        let notice = proposed.notices[0].clone();
        let approve = Order::ApproveNotice {
            id: notice.id,
            step: StepKind::Confidentiality.into(),
            content: notice.review.content,
            checklist: crate::kit::answer::all_in_order(StepKind::Confidentiality),
        };
        site.order("secrets", case, approve).await.unwrap();
        let mut handler = site.staff("handler").await;
        let entry = ".desk-entry";
        // It is numbered and leaves in one act; who serves for the agency can only do so afterwards.
        let ways = handler.open(&at(case)).await.attributes(&format!("{entry} form[action$='/send-notice'] [name='by']"), "value");
        assert_eq!(ways, ["online", "counter", "post"]);
        let service = by_post("EA123456789CN");
        site.order("handler", case, Order::SendNotice { id: notice.id, service }).await.unwrap();
        let back = [("returned_on", "2026-11-20"), ("return_reason", "wrong_address")];
        give(&mut handler, case, &format!("{entry} {BACK}"), &back).await.expect(DONE);
        let page = handler.open(&at(case)).await;
        assert_eq!(page.text(STAGE), "承办中");
        assert!(page.text(entry).contains("因本机关的原因退回") || page.text(entry).contains("这次交邮不计入本机关的期限"), "{}", page.text(entry));
        let again = format!("{entry} form[action$='/serve']");
        let blank = give(&mut handler, case, &again, &[("waybill", "顺丰123")]).await.expect(WRONG);
        assert!(blank.has("[id$='-waybill-error']") && blank.has("[id$='-posted_on-error']"), "{}", blank.words());
        let post = [("by", "post"), ("waybill", "EA987654321CN"), ("posted_on", "2026-11-20")];
        give(&mut handler, case, &again, &post).await.expect(DONE);
        let page = handler.open(&at(case)).await;
        assert!(page.text(entry).contains("EA987654321CN") && !page.has(&again), "{}", page.text(entry));

        // That comes back, too: another organ serves it in person.
        give(&mut handler, case, &format!("{entry} {BACK}"), &[("returned_on", "2026-11-20"), ("return_reason", "moved")]).await.expect(DONE);
        let unnamed = [("by", "entrusted"), ("signed_on", "2026-11-20"), ("signed_by", "household")];
        let page = give(&mut handler, case, &again, &unnamed).await.expect(WRONG);
        assert!(page.has("[id$='-serve_remark-error']"), "{}", page.words());
        assert_eq!(page.form(&again).value("signed_by"), "household", "what was typed is kept");
        let named = [unnamed.as_slice(), &[("serve_remark", "委托丙县住建局送达")]].concat();
        give(&mut handler, case, &again, &named).await.expect(DONE);
        let page = handler.open(&at(case)).await;
        assert!(page.text(entry).contains("委托其他行政机关代为送达，2026年11月20日（星期五）签收，签收人：同住成年家属。"), "{}", page.text(entry));
    }
}
