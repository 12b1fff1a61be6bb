//! The register: what the intake clerk takes in by each channel, what the page says of the day of receipt, and the slip
//! for the applicant.

use axum::http::StatusCode;
use gongkai::domain::{case::Case, id::CaseId, stage::StageKey};
use time::macros::{date, datetime};

use crate::{
    both,
    kit::{browser::Browser, bureau::PASSWORD, form::Form, page::Page, premises::TODAY, site::Site},
};

const IDENTITY: &str = "990101199001010019";
const SCAN: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n";

const RECKONED: &str = ".desk-reckoning .desk-notice-title";

/// The form of a person, copied from what came in by a channel, and compared with it.
async fn copied(clerk: &mut Browser, channel: &str) -> Form {
    typed(clerk, channel).await.set("promise", "yes")
}

/// The form of a person, not compared yet.
async fn typed(clerk: &mut Browser, channel: &str) -> Form {
    let page = clerk
        .open(&format!("/desk/register?channel={channel}&kind=person"))
        .await;
    page.form("main form")
        .set("name", "甄试用")
        .set("identity-number", IDENTITY)
        .set("phone", "0990-5550000")
        .set("item-1-title", "中心路改造工程施工许可证")
        .set("obtain-by", "collect")
}

/// The case to which a slip leads.
async fn case_of(site: &Site, slip: &Page) -> (String, Case) {
    let href = slip
        .attributes(".desk-buttons a[href^='/desk/cases/']", "href")
        .remove(0);
    let id = CaseId(href.rsplit('/').next().unwrap().parse().unwrap());
    (href, site.case(id).await)
}

both! {
    async fn a_paper_is_received_on_the_day_it_was_handed_in_and_opens_with_its_slip(site: Site) {
        let mut clerk = site.staff("clerk").await;
        let form = copied(&mut clerk, "counter").await;
        assert_eq!(form.value("arrived-on"), TODAY.to_string());
        assert_eq!((form.value("form"), form.value("obtain-by")), ("paper", "collect"));
        let form = form.set("arrived-on", "2026-11-18").attach("identity-files", "申请书.pdf", SCAN);
        let slip = clerk.follow(&form).await;
        let codes = slip.texts(".gk-slip-code");
        assert!(slip.words().contains("2026年12月16日（星期三）"), "20 working days from the 18th");

        let mut applicant = site.browser();
        let look_up = applicant.open("/track").await.form("main form");
        let page = applicant.follow(&look_up.set("number", &codes[0]).set("code", &codes[1])).await;
        assert_eq!(page.texts(".portal-letters h3, .portal-letters .govuk-heading-m"), ["政府信息公开申请登记回执"]);

        let (href, stands) = case_of(&site, &slip).await;
        assert_eq!((stands.stage.key(), stands.received_on), (StageKey::Received, Some(date!(2026 - 11 - 18))));
        let page = clerk.open(&href).await;
        assert!(page.words().contains("申请书.pdf"));

        let again = clerk.send(&form).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(again.location(), "/desk/registered");
        assert_eq!(clerk.open("/desk/registered").await.texts(".gk-slip-code"), codes, "a form sent twice registers once");
    }

    async fn the_page_says_which_day_is_the_day_of_receipt_before_anything_is_registered(site: Site) {
        let mut clerk = site.staff("clerk").await;
        let form = copied(&mut clerk, "ordinary_mail").await.press("look");
        // A Saturday, and nobody has confirmed it.
        let page = clerk.send(&form.clone().set("arrived-on", "2026-11-14")).await.expect(StatusCode::OK);
        assert_eq!(page.text(RECKONED), "还不算收到：应当在2026年11月16日（星期一）前（含当日）与申请人确认");
        assert!(page.text(".desk-reckoning").contains("2026年11月14日（星期六）是休息日，确认的期限从下一个工作日算起"));
        assert!(page.text(".desk-reckoning-warning").contains("已经过了"));
        // Confirmed on the Sunday: the next working day; worked to from the same day.
        let form = page.form("main form").set("confirmed-on", "2026-11-15").press("look");
        let page = clerk.send(&form).await;
        assert_eq!(page.text(RECKONED), "收到申请之日：2026年11月16日（星期一）");
        assert!(page.text(".desk-reckoning").contains("2026年11月15日（星期日）是休息日，按下一个工作日2026年11月16日（星期一）计"));
        assert!(page.text(".desk-reckoning").contains("最晚2026年12月14日（星期一）答复"));
        // Confirmed late: received then, worked to from the arrival.
        let form = page.form("main form").set("confirmed-on", "2026-11-18").press("look");
        let page = clerk.send(&form).await;
        assert_eq!(page.text(RECKONED), "收到申请之日：2026年11月18日（星期三）");
        assert!(page.text(".desk-reckoning-warning").contains("确认晚于应当确认的2026年11月16日（星期一）"));
        assert!(page.text(".desk-reckoning").contains("单按收到之日计算可以到2026年12月16日（星期三）"));
        // Another channel: what was typed is still there, and the day follows the other rule.
        let form = page.form("main form").set("channel", "signed_mail").press("look");
        let page = clerk.send(&form).await;
        assert_eq!(page.text(RECKONED), "收到申请之日：2026年11月14日（星期六）");
        assert!(page.text(".desk-reckoning").contains("仍以当日为准"));
        let form = page.form("main form");
        assert_eq!((form.value("name"), form.value("channel")), ("甄试用", "signed_mail"));
    }

    async fn mail_that_is_signed_for_is_received_on_that_day_with_its_number(site: Site) {
        let mut clerk = site.staff("clerk").await;
        let form = copied(&mut clerk, "signed_mail").await.set("arrived-on", "2026-11-14");
        let page = clerk.send(&form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text("#waybill-error").contains("请填写邮件号码"));
        let courier = page.form("main form").set("waybill", "SF1234567890123");
        let page = clerk.send(&courier).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text("#waybill-error").contains("其他快递公司的单号请写在签收记录里"));
        assert_eq!(page.form("main form").value("waybill"), "SF1234567890123");
        let slip = clerk.follow(&page.form("main form").set("waybill", "ea 123456789 cn")).await;
        assert!(slip.text(".desk-reckoning").contains("2026年11月14日（星期六）"));
        let (href, case) = case_of(&site, &slip).await;
        assert_eq!((case.stage.key(), case.received_on), (StageKey::Received, Some(date!(2026 - 11 - 14))));
        let page = clerk.open(&href).await;
        assert!(page.texts(".desk-facts dd").contains(&"EA123456789CN".to_owned()));
        assert!(page.words().contains("登记申请，渠道：邮寄（需签收），邮件号码EA123456789CN；收到之日为2026年11月14日（星期六）"));

        let by_courier = copied(&mut clerk, "signed_mail").await.set("record", "顺丰SF1234567890123，门卫签收");
        let slip = clerk.follow(&by_courier).await;
        let page = clerk.open(&case_of(&site, &slip).await.0).await;
        assert!(page.words().contains("顺丰SF1234567890123，门卫签收"));
    }

    async fn an_ordinary_letter_waits_for_its_confirmation_and_the_applicant_sees_why(site: Site) {
        let mut clerk = site.staff("clerk").await;
        let form = copied(&mut clerk, "ordinary_mail").await;
        let slip = clerk.follow(&form).await;
        assert!(slip.words().contains("确认以后才制发登记回执") && slip.words().contains("还不算收到"));
        let codes = slip.texts(".gk-slip-code");
        let (href, case) = case_of(&site, &slip).await;
        assert_eq!((case.stage.key(), case.submitted_on), (StageKey::Filed, Some(TODAY)));

        let mut applicant = site.browser();
        let look_up = applicant.open("/track").await.form("main form");
        let page = applicant.follow(&look_up.set("number", &codes[0]).set("code", &codes[1])).await;
        assert!(page.words().contains("机关登记了您提出的申请") && page.words().contains("机关还要与您确认收到"));

        site.clock.set(datetime!(2026-11-23 9:30 +8));
        let page = clerk.open(&href).await;
        assert!(page.text(".desk-notice--warning").contains("尚未确认收到"));
        let confirm = page.form("form[action$='/confirm-receipt']").set("confirm_record", "电话确认，本人接听");
        let page = clerk.follow(&confirm).await;
        assert!(page.words().contains("电话确认，本人接听"));
        let case = site.case(case.id).await;
        assert_eq!((case.submitted_on, case.received_on), (Some(TODAY), Some(date!(2026 - 11 - 23))));
        assert!(page.text(".desk-reckoning").contains("确认晚于应当确认的2026年11月20日（星期五）"));
    }

    async fn fax_and_e_mail_bring_their_record_and_may_be_confirmed_at_once(site: Site) {
        let mut clerk = site.staff("clerk").await;
        for (channel, name) in [("fax", "传真"), ("email", "电子邮件")] {
            let form = copied(&mut clerk, channel).await.set("confirmed-on", "2026-11-20");
            let page = clerk.send(&form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.has("#record-error") && page.has("#confirm-record-error"), "{channel}");
            let form = page.form("main form").set("record", "9:12收到，2页").set("confirm-record", "电话确认");
            let slip = clerk.follow(&form).await;
            let (href, case) = case_of(&site, &slip).await;
            assert_eq!((case.stage.key(), case.received_on), (StageKey::Received, Some(TODAY)), "{channel}");
            let page = clerk.open(&href).await;
            assert!(page.texts(".desk-facts dd").contains(&name.to_owned()), "{channel}");
            assert_eq!(page.texts(".desk-history .desk-typed"), ["电话确认", "9:12收到，2页"]);
        }
        let early = copied(&mut clerk, "fax").await.set("record", "收到").set("confirmed-on", "2026-11-19");
        let page = clerk.send(&early.set("confirm-record", "电话确认")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text("#confirmed-on-error").contains("日期不能早于2026年11月20日"));
    }

    async fn what_was_said_aloud_is_written_down_and_signed(site: Site) {
        let mut clerk = site.staff("clerk").await;
        let form = copied(&mut clerk, "oral").await;
        let page = clerk.send(&form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.has("#record-error"));
        assert!(page.words().contains("已向申请人宣读，申请人已签字或者按指印"));
        let record = "申请人视力障碍，由收件员代填并宣读，按指印确认";
        let form = page.form("main form").set("record", record).attach("other-files", "申请表.pdf", SCAN);
        let slip = clerk.follow(&form).await;
        let (href, case) = case_of(&site, &slip).await;
        assert_eq!((case.stage.key(), case.received_on), (StageKey::Received, Some(TODAY)));
        assert!(clerk.open(&href).await.words().contains(record));
    }

    async fn a_channel_that_nobody_registers_is_asked_for_again(site: Site) {
        let mut clerk = site.staff("clerk").await;
        let start = clerk.open("/desk/register").await;
        assert_eq!(start.texts("input[name='channel'] + label").len(), 6);
        assert_eq!(start.attributes("main form", "method"), ["get"]);
        assert!(start.words().contains("以双方确认之日为收到申请之日"));
        for path in ["/desk/register?channel=online", "/desk/register?channel=pigeon"] {
            assert!(clerk.open(path).await.has("input[name='channel'] + label"), "{path}");
            assert!(!clerk.open(path).await.has("#name"), "{path}");
        }
    }

    async fn everything_that_is_wrong_with_a_copy_is_said_at_its_field(site: Site) {
        let mut clerk = site.staff("clerk").await;
        let form = copied(&mut clerk, "counter").await.set("arrived-on", "2026-11-21").set("phone", "12");
        let form = form.set("name", "");
        let page = clerk.send(&form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.text("#arrived-on-error"), "错误：日期不能晚于今天。");
        assert_eq!(page.texts(".govuk-error-summary__list a").len(), 3);
        assert_eq!(page.form("main form").value("item-1-title"), "中心路改造工程施工许可证");

        let mut empty = site.staff("clerk").await;
        let untouched = empty.open("/desk/register?channel=counter&kind=organisation").await.form("main form");
        let page = empty.send(&untouched).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.text("#promise-error"), "错误：请核对证件和书面申请，然后勾选");
    }

    async fn a_copy_whose_session_has_ended_comes_back_after_signing_in(site: Site) {
        let mut clerk = site.staff("clerk").await;
        let form = copied(&mut clerk, "counter").await.attach("other-files", "说明.pdf", SCAN);
        clerk.forget();
        let page = clerk.send(&form).await.expect(StatusCode::FORBIDDEN);
        assert!(page.words().contains("附件需要重新选择"));
        let sign_in = page.form("main form").set("username", &site.here.account("clerk").username);
        let page = clerk.send(&sign_in.set("password", PASSWORD)).await.expect(StatusCode::OK);
        let kept = page.form("main form");
        assert_eq!(kept.value("item-1-title"), "中心路改造工程施工许可证");
        assert!(clerk.follow(&kept).await.has(".gk-slip-code"));
    }

    async fn the_counter_is_there_for_the_clerk_alone(site: Site) {
        for person in ["handler", "lawyer", "leader", "admin", "supervisor"] {
            let mut browser = site.staff(person).await;
            for path in ["/desk/register", "/desk/registered", "/desk/registered/all"] {
                assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{person} {path}");
            }
        }
        let mut clerk = site.staff("clerk").await;
        assert_eq!(clerk.get("/desk/registered").await.expect(StatusCode::SEE_OTHER).location(), "/desk/register");
    }

    async fn many_are_taken_in_one_after_the_other_and_every_slip_stays(site: Site) {
        let mut clerk = site.staff("clerk").await;
        let mut codes = Vec::new();
        let mut form = copied(&mut clerk, "counter").await.set("name", "甲某");
        for name in ["甲某", "乙某", "丙某"] {
            let slip = clerk.follow(&form.clone().set("name", name)).await;
            codes.push(slip.texts(".gk-slip-code"));
            let next = slip.attributes("[data-next]", "href").remove(0);
            assert_eq!(next, "/desk/register?channel=counter&kind=person", "the next one comes the same way");
            let others = slip.texts(".desk-slips li");
            assert_eq!(others.len(), codes.len() - 1);
            let page = clerk.open(&next).await;
            assert_eq!(page.form("main form").value("name"), "", "nothing of one applicant stays in the form of the next");
            form = copied(&mut clerk, "counter").await;
        }
        let last = clerk.open("/desk/registered").await;
        assert_eq!(last.texts(".gk-slip-code"), codes[2]);
        let first = last.attributes(".desk-slips a", "href").pop().unwrap();
        let first = clerk.open(&first).await;
        assert_eq!(first.texts(".gk-slip-code"), codes[0], "a slip can be had again");
        assert_eq!(clerk.open("/desk/registered/all").await.texts(".gk-slip-code"), codes.concat());
        assert!(clerk.open("/desk/register").await.words().contains("已经登记3件"));

        let mut other = site.staff("clerk").await;
        for path in ["/desk/registered".to_owned(), "/desk/registered/all".to_owned(), format!("/desk/registered?case={}", first.attributes("a[href^='/desk/cases/']", "href")[0].trim_start_matches("/desk/cases/"))] {
            let away = other.get(&path).await.expect(StatusCode::SEE_OTHER);
            assert_eq!(away.location(), "/desk/register", "codes are of the sitting in which they were given: {path}");
        }
    }

    async fn what_is_told_is_printed_for_a_signature_and_nothing_is_kept_of_it(site: Site) {
        let mut clerk = site.staff("clerk").await;
        let form = typed(&mut clerk, "oral").await.press("print");
        let bad = clerk.send(&form.clone().set("name", "")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.has("#name-error") && !bad.has("#record-error") && !bad.has("#promise-error"), "signed for afterwards");
        let sheet = clerk.send(&form).await.expect(StatusCode::OK);
        for words in ["政府信息公开申请表", "甄试用", IDENTITY, "中心路改造工程施工许可证", "代为填写的工作人员", "第二十九条第一款"] {
            assert!(sheet.words().contains(words), "{words}");
        }
        assert_eq!(clerk.get("/desk/registered").await.location(), "/desk/register", "nothing was taken in");
        // At the counter they write themselves, and nobody wrote for them.
        let form = copied(&mut clerk, "counter").await.press("print");
        let sheet = clerk.send(&form).await.expect(StatusCode::OK);
        assert!(!sheet.words().contains("代为填写"));
        let letter = clerk.open("/desk/register?channel=signed_mail&kind=person").await;
        assert!(!letter.has("button[value='print']"), "whoever writes a letter is not there to sign");
    }

    async fn who_applies_can_be_changed_and_what_was_typed_stays(site: Site) {
        let mut clerk = site.staff("clerk").await;
        let form = copied(&mut clerk, "counter").await.press("by-organisation");
        let page = clerk.send(&form).await.expect(StatusCode::OK);
        let form = page.form("main form");
        assert!(page.has("#organisation-kind") && page.has("button[value='by-person']"));
        assert_eq!((form.value("name"), form.value("item-1-title")), ("甄试用", "中心路改造工程施工许可证"));
        let page = clerk.send(&form.press("by-person")).await.expect(StatusCode::OK);
        assert!(!page.has("#organisation-kind"));
        assert_eq!(page.form("main form").value("phone"), "0990-5550000");
    }
}
