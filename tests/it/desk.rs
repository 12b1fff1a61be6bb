//! The desk and the review, as the staff use them: forms over the wire, on both databases.

use axum::http::StatusCode;

use crate::both;
use crate::kit::browser::{Answer, Browser, Web};
use crate::kit::staff::{Staff, hidden, version};

const OK: StatusCode = StatusCode::OK;
const DONE: StatusCode = StatusCode::SEE_OTHER;
const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const GONE: StatusCode = StatusCode::NOT_FOUND;
const LATE: StatusCode = StatusCode::CONFLICT;

/// A draft that withholds the first item, in full.
const WITHHELD: [(&str, &str); 4] = [
    ("i1-ground", "internal_affairs"),
    ("i1-f-internal_class", "personnel"),
    (
        "i1-f-reasons",
        "该信息是本机关内部人事管理的记录，不涉及对外履行职责。",
    ),
    ("i1-f-no_disclosure_rule", "yes"),
];

/// Opens a page of the case and gives an order from it.
async fn order(browser: &mut Browser, case: &str, order: &str, fields: &[(&str, &str)]) -> Answer {
    let page = browser.get(&format!("/desk/cases/{case}")).await.expect(OK);
    let version = version(&page);
    let fields = [&[("version", version.as_str())], fields].concat();
    browser
        .post(&format!("/desk/cases/{case}/{order}"), &fields)
        .await
}

/// Opens the page of the draft and presses a button of it.
async fn draft(browser: &mut Browser, case: &str, press: &str, fields: &[(&str, &str)]) -> Answer {
    let path = format!("/desk/cases/{case}/draft");
    let page = browser.get(&path).await.expect(OK);
    let version = version(&page);
    let fields = [&[("version", version.as_str()), ("do", press)], fields].concat();
    browser.post(&path, &fields).await
}

/// The form of a decision, with every question answered in one way.
async fn decision(browser: &mut Browser, case: &str, answer: &'static str) -> Vec<(String, String)> {
    let page = browser.get(&format!("/review/cases/{case}")).await.expect(OK);
    let mut fields: Vec<(String, String)> = ["version", "step", "content"]
        .iter()
        .map(|name| ((*name).to_owned(), hidden(&page, name)))
        .collect();
    let questions = page
        .body
        .split("id=\"q-")
        .skip(1)
        .filter_map(|rest| rest.split_once("-yes\""));
    let keys = questions.filter(|(key, _)| key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'));
    fields.extend(keys.map(|(key, _)| (format!("q-{key}"), answer.to_owned())));
    fields
}

async fn send(browser: &mut Browser, path: &str, fields: &[(String, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.post(path, &fields).await
}

async fn approve(browser: &mut Browser, case: &str) -> Answer {
    let fields = decision(browser, case, "yes").await;
    send(browser, &format!("/review/cases/{case}/approve"), &fields).await
}

async fn send_back(browser: &mut Browser, case: &str, words: &str) -> Answer {
    let mut fields = decision(browser, case, "no").await;
    fields.push(("words".to_owned(), words.to_owned()));
    send(browser, &format!("/review/cases/{case}/send-back"), &fields).await
}

/// A case that the handler has in hand.
async fn in_hand(web: &Web, staff: &Staff, who: &str) -> String {
    let case = staff.filed(web, 1).await.case.to_string();
    let mut clerk = staff.sign_in(web, "clerk").await;
    order(
        &mut clerk,
        &case,
        "confirm-receipt",
        &[("received_on", "2026-11-23")],
    )
    .await
    .expect(DONE);
    order(
        &mut clerk,
        &case,
        "assign",
        &[("to", &staff.department.to_string())],
    )
    .await
    .expect(DONE);
    let mut handler = staff.sign_in(web, who).await;
    order(&mut handler, &case, "accept", &[]).await.expect(DONE);
    case
}

both! {
    async fn an_application_goes_from_the_counter_to_the_archive(web: Web) {
        let staff = Staff::of(&web).await;
        let case = in_hand(&web, &staff, "handler").await;
        let mut handler = staff.sign_in(&web, "handler").await;
        let page = handler.get(&format!("/desk/cases/{case}")).await.says("承办中").says("登记回执");
        assert!(page.body.contains("13900000000"), "the handler sees the phone in full");

        let incomplete = [("i1-ground", "internal_affairs"), ("i1-f-reasons", "太短")];
        let page = draft(&mut handler, &case, "submit", &incomplete).await.expect(WRONG);
        let page = page.says("过于简略，至少10个字。").says("内部事务信息类别").says("太短");
        assert!(page.body.contains("#i1-f-internal_class"), "everything that is missing is said at once");
        draft(&mut handler, &case, "submit", &WITHHELD).await.expect(DONE);

        let mut secrets = staff.sign_in(&web, "secrets").await;
        secrets.get("/review").await.says("第1件许可证");
        let page = secrets.get(&format!("/review/cases/{case}")).await.says("青石县人民政府");
        assert!(!page.body.contains("13900000000"), "a reviewer does not need the phone");
        let path = format!("/review/cases/{case}/approve");
        let open = decision(&mut secrets, &case, "no").await;
        send(&mut secrets, &path, &open).await.expect(WRONG).says("还有").says("符合");
        approve(&mut secrets, &case).await.expect(DONE);

        let mut lawyer = staff.sign_in(&web, "lawyer").await;
        send_back(&mut lawyer, &case, "").await.expect(WRONG).says("请填写");
        send_back(&mut lawyer, &case, "理由要写明对履行职责的影响").await.expect(DONE);
        handler.get(&format!("/desk/cases/{case}")).await.says("法制审核退回修改").says("理由要写明对履行职责的影响");

        let better = ("i1-f-reasons", "该信息记录本机关内部人事管理事项，公开与否不影响公众监督本机关履行职责。");
        let fields = [WITHHELD[0], WITHHELD[1], better, WITHHELD[3]];
        draft(&mut handler, &case, "submit", &fields).await.expect(DONE);
        approve(&mut secrets, &case).await.expect(DONE);
        approve(&mut lawyer, &case).await.expect(DONE);
        let mut leader = staff.sign_in(&web, "leader").await;
        approve(&mut leader, &case).await.expect(DONE);

        order(&mut handler, &case, "issue", &[]).await.expect(DONE);
        let page = handler.get(&format!("/desk/cases/{case}")).await.says("待送达").says("青建公开〔2026〕");
        let pdf = page.body.split("href=\"").filter_map(|rest| rest.split_once('"')).find(|(href, _)| href.ends_with("/pdf"));
        let pdf = handler.get(pdf.unwrap().0).await.expect(OK);
        assert!(pdf.body.starts_with("%PDF"));

        let post = [("by", "post"), ("mail", "ems"), ("waybill", "EA123"), ("posted_on", "2026-11-23")];
        order(&mut handler, &case, "serve", &post).await.expect(WRONG).says("邮件号码不正确").says("EA123");
        let post = [("by", "post"), ("mail", "ems"), ("waybill", "EA123456789CN"), ("posted_on", "2026-11-23")];
        order(&mut handler, &case, "serve", &post).await.expect(DONE);
        let page = handler.get(&format!("/desk/cases/{case}")).await.says("已送达").says("EA123456789CN");
        assert!(!page.body.contains("办结归档</button>"), "a letter on its way is not closed");
        order(&mut handler, &case, "record-delivery", &[("delivered_on", "2026-11-23")]).await.expect(DONE);
        order(&mut handler, &case, "close", &[]).await.expect(DONE);
        handler.get(&format!("/desk/cases/{case}")).await.says("已办结").says("妥投");
    }

    async fn who_comes_too_late_sees_what_changed_and_keeps_the_words(web: Web) {
        let staff = Staff::of(&web).await;
        let case = staff.filed(&web, 1).await.case.to_string();
        let mut clerk = staff.sign_in(&web, "clerk").await;
        order(&mut clerk, &case, "confirm-receipt", &[("received_on", "2026-11-23")]).await.expect(DONE);
        order(&mut clerk, &case, "assign", &[("to", &staff.department.to_string())]).await.expect(DONE);
        let (mut one, mut two) = (staff.sign_in(&web, "handler").await, staff.sign_in(&web, "colleague").await);
        let path = format!("/desk/cases/{case}");
        let seen = version(&one.get(&path).await);
        order(&mut two, &case, "accept", &[]).await.expect(DONE);

        let fields = [("version", seen.as_str()), ("hand_back_reason", "不归<我们>管")];
        let page = one.post(&format!("{path}/hand-back"), &fields).await.expect(LATE);
        page.says("接办").says("某colleague").says("不归&lt;我们&gt;管").says("不能进行这项操作");
        one.get(&path).await.says("承办中");
    }

    async fn a_double_click_does_one_thing(web: Web) {
        let staff = Staff::of(&web).await;
        let case = staff.filed(&web, 1).await.case.to_string();
        let mut clerk = staff.sign_in(&web, "clerk").await;
        let path = format!("/desk/cases/{case}");
        let seen = version(&clerk.get(&path).await);
        let fields = [("version", seen.as_str()), ("received_on", "2026-11-23")];
        for _ in 0..2 {
            clerk.post(&format!("{path}/confirm-receipt"), &fields).await.expect(DONE);
        }
        let page = clerk.get(&path).await;
        assert_eq!(page.body.matches("确认收到申请，收到之日为").count(), 1);
        let other = [("version", seen.as_str()), ("received_on", "2026-11-22")];
        clerk.post(&format!("{path}/confirm-receipt"), &other).await.expect(LATE).says("2026-11-22");
    }

    async fn two_drafts_never_overwrite_each_other(web: Web) {
        let staff = Staff::of(&web).await;
        let case = in_hand(&web, &staff, "handler").await;
        let mut handler = staff.sign_in(&web, "handler").await;
        let path = format!("/desk/cases/{case}/draft");
        let seen = version(&handler.get(&path).await);
        draft(&mut handler, &case, "save", &WITHHELD).await.expect(DONE);
        let fields = [("version", seen.as_str()), ("do", "save"), WITHHELD[0], ("i1-f-reasons", "另一个窗口里写的理由，也不能丢")];
        handler.post(&path, &fields).await.expect(LATE).says("另一个窗口里写的理由").says("保存拟答复");
        let again = [&[("version", seen.as_str()), ("do", "save")], &WITHHELD[..]].concat();
        handler.post(&path, &again).await.expect(DONE);
    }

    async fn what_is_typed_survives_every_button(web: Web) {
        let staff = Staff::of(&web).await;
        let case = in_hand(&web, &staff, "handler").await;
        let mut handler = staff.sign_in(&web, "handler").await;
        let typed = [("i1-ground", "partial"), ("i1-f-reasons", "原来依据的理由"), ("i1-p1-what", "第3页名单"),
            ("i1-p1-ground", "third_party_interests"), ("i1-p1-f-harm", "会泄露<电话>")];
        let page = draft(&mut handler, &case, "add-part-1", &typed).await.expect(OK);
        let page = page.says("原来依据的理由").says("第3页名单").says("会泄露&lt;电话&gt;");
        assert!(page.body.contains("i1-p2-what"), "a second part is there to be filled in");
        let chosen = [("i1-ground", "not_held"), typed[1], typed[2], typed[3], typed[4]];
        draft(&mut handler, &case, "show", &chosen).await.expect(OK).says("检索的系统和档案").says("第3页名单");
    }

    async fn who_drafts_is_kept_from_reviewing(web: Web) {
        let staff = Staff::of(&web).await;
        let case = in_hand(&web, &staff, "everything").await;
        let mut drafter = staff.sign_in(&web, "everything").await;
        draft(&mut drafter, &case, "submit", &WITHHELD).await.expect(DONE);
        let page = drafter.get(&format!("/review/cases/{case}")).await.says("职责分离");
        assert!(!page.body.contains("/approve\""), "there is no button");
        let mut secrets = staff.sign_in(&web, "secrets").await;
        let fields = decision(&mut secrets, &case, "yes").await;
        let path = format!("/review/cases/{case}/approve");
        send(&mut drafter, &path, &fields).await.expect(WRONG).says("职责分离");
    }

    async fn an_approval_is_of_exactly_what_was_shown(web: Web) {
        let staff = Staff::of(&web).await;
        let case = in_hand(&web, &staff, "handler").await;
        let mut handler = staff.sign_in(&web, "handler").await;
        draft(&mut handler, &case, "submit", &WITHHELD).await.expect(DONE);
        let mut secrets = staff.sign_in(&web, "secrets").await;
        let mut fields = decision(&mut secrets, &case, "yes").await;
        for (name, value) in &mut fields {
            if name == "content" {
                *value = "0".repeat(64);
            }
        }
        let path = format!("/review/cases/{case}/approve");
        send(&mut secrets, &path, &fields).await.expect(WRONG).says("内容已经变化");
    }

    async fn nobody_sees_what_their_role_and_agency_do_not_give(web: Web) {
        let staff = Staff::of(&web).await;
        let case = in_hand(&web, &staff, "handler").await;
        for stranger in ["other", "admin", "foreigner", "secrets"] {
            let mut browser = staff.sign_in(&web, stranger).await;
            for path in ["", "/draft"] {
                browser.get(&format!("/desk/cases/{case}{path}")).await.expect(GONE);
            }
            browser.post(&format!("/desk/cases/{case}/accept"), &[("version", "4")]).await.expect(GONE);
        }
        let mut handler = staff.sign_in(&web, "handler").await;
        handler.get("/review").await.expect(GONE);
        handler.get(&format!("/review/cases/{case}")).await.expect(GONE);
        let mut admin = staff.sign_in(&web, "admin").await;
        admin.get("/desk").await.expect(GONE);
    }

    async fn a_queue_counts_what_it_shows_and_shows_what_the_role_gives(web: Web) {
        let staff = Staff::of(&web).await;
        in_hand(&web, &staff, "handler").await;
        staff.filed(&web, 1).await;
        let rows = |page: &Answer| page.body.matches("<tr class=\"govuk-table__row\">").count().saturating_sub(1);
        let mut clerk = staff.sign_in(&web, "clerk").await;
        let page = clerk.get("/desk").await.says("共1件").says("待确认收到");
        assert_eq!(rows(&page), 1);
        let page = clerk.get("/desk?tab=all").await.says("共2件");
        assert_eq!(rows(&page), 2);
        assert_eq!(rows(&clerk.get("/desk?tab=all&stage=in_hand").await.says("共1件")), 1);
        let mut colleague = staff.sign_in(&web, "colleague").await;
        assert_eq!(rows(&colleague.get("/desk").await.says("共0件")), 0);
        assert_eq!(rows(&colleague.get("/desk?tab=department").await.says("共1件")), 1);
        let mut other = staff.sign_in(&web, "other").await;
        assert_eq!(rows(&other.get("/desk?tab=all").await.says("共0件")), 0, "a tab that one does not have is not opened");
        let mut secrets = staff.sign_in(&web, "secrets").await;
        assert_eq!(secrets.get("/desk").await.expect(DONE).location(), "/review");
    }
}
