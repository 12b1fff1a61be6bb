//! The other ways that a case can go, black box: from the form on the desk through the review to what it does to the clock.

use axum::http::StatusCode;
use gongkai::{
    casework::{self, Filed, Order},
    domain::{
        account::Actor,
        applicant::Identity,
        application::Item,
        id::CaseId,
        service::Service,
        text::{IdentityNumber, Name},
    },
    law::{LimitKey, end_of},
    store::{self, Scope},
};
use time::Duration;

use crate::{
    both,
    kit::{browser::Browser, form::Form, office::new_application, page::Page, site::Site},
    portal::look_up,
};

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const STAGE: &str = ".desk-bar .govuk-tag";
const FLASH: &str = ".gk-flash__text";
const PROBLEMS: &str = ".govuk-error-summary__list";

fn at(case: CaseId) -> String {
    format!("/desk/cases/{case}")
}

/// The form of a procedural letter.
fn proposal(kind: &str) -> String {
    format!("#propose-notice-{kind} form")
}

fn filled(form: Form, fields: &[(&str, &str)]) -> Form {
    fields
        .iter()
        .fold(form, |form, (name, value)| form.set(name, value))
}

/// Opens the case, fills in one of its forms, and sends it.
async fn give(browser: &mut Browser, case: CaseId, selector: &str, fields: &[(&str, &str)]) -> Page {
    let form = browser.open(&at(case)).await.form(selector);
    browser.send(&filled(form, fields)).await
}

/// The same, where it must go through; the page of the case afterwards.
async fn done(browser: &mut Browser, case: CaseId, selector: &str, fields: &[(&str, &str)]) -> Page {
    let answer = give(browser, case, selector, fields).await;
    browser
        .open(&answer.expect(StatusCode::SEE_OTHER).location())
        .await
}

/// Every step that a letter waits for is taken, each by whoever finds it in their queue.
async fn clear(site: &Site, people: &[&str]) {
    for person in people {
        let mut reviewer = site.staff(person).await;
        let form = decision(&mut reviewer).await;
        let yes = form
            .names("q-")
            .iter()
            .fold(form, |form, question| form.set(question, "yes"));
        let page = reviewer.follow(&yes).await;
        assert!(page.text(FLASH).contains("通过"), "{}", page.text(FLASH));
    }
}

/// The form of the first letter in the queue of a reviewer.
async fn decision(reviewer: &mut Browser) -> Form {
    let queue = reviewer.open("/review").await;
    let waiting = queue.attributes(".desk-table tbody a[href$='/notices']", "href");
    let to = reviewer
        .get(&waiting[0])
        .await
        .expect(StatusCode::SEE_OTHER)
        .location();
    let page = reviewer.open(&to).await;
    assert!(page.has("article"), "the letter as it would go out");
    page.form("form[action$='/approve']")
}

/// A case with two items.
async fn file_two(site: &Site, token: u128) -> Filed {
    let mut new = new_application(token);
    let second = Item {
        number: 2,
        title: "2025年度公租房分配名单".to_owned(),
        ..new.application.items[0].clone()
    };
    new.application.items.push(second);
    casework::file(&site.office, site.here.agency.id, new)
        .await
        .unwrap()
}

/// A case of somebody else.
async fn file_as_another(site: &Site, token: u128) -> Filed {
    let mut new = new_application(token);
    new.applicant.name = Name::parse("欧阳清").unwrap();
    new.applicant.identity = Some(Identity::ResidentCard(
        IdentityNumber::parse("990101199001010027").unwrap(),
    ));
    casework::file(&site.office, site.here.agency.id, new)
        .await
        .unwrap()
}

/// An answer that withholds, served online.
async fn answered(site: &Site, case: CaseId) {
    site.submit(case, "internal_affairs").await;
    site.approve_all(case).await;
    site.issue(case).await;
    let today = site.office.today();
    site.serve(case, Service::Online { available_on: today }).await;
}

both! {
    async fn a_correction_is_proposed_returned_proposed_again_sent_and_received(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let page = handler.open(&at(case)).await;
        assert!(page.text("#propose-notice-correction_notice .desk-effect").contains("重新计算20个工作日"));
        let closed = page.texts("#closed-ways dt");
        assert!(closed.contains(&"延迟答复告知书".to_owned()), "{closed:?}");
        // Nothing written, no days: both said at the field, and what was typed is kept.
        let correction = proposal("correction_notice");
        let page = give(&mut handler, case, &correction, &[("correction_asked", "<b>年度</b>"), ("working_days", "0")]).await;
        let page = page.expect(WRONG);
        assert!(page.has("#propose-notice-correction_notice-working_days-error"));
        assert_eq!(page.form(&correction).value("correction_asked").trim(), "<b>年度</b>");
        assert!(page.has("#propose-notice-correction_notice[open]"));
        let page = handler.follow(&page.form(&correction).set("working_days", "7")).await;
        assert_eq!(page.texts(".desk-entry .govuk-tag")[0], "等待保密审查");
        assert!(!page.has(&correction), "one is under way");
        let preview = page.attributes(".desk-entry a[href*='/notices/']", "href").remove(0);
        assert!(handler.open(&preview).await.text("article").contains("7个工作日内补正"));

        let mut secrets = site.staff("secrets").await;
        let silent = decision(&mut secrets).await.press("退回修改");
        assert!(secrets.send(&silent).await.expect(WRONG).has("#words-error"));
        let told = decision(&mut secrets).await.set("words", "写明哪一年度");
        let page = secrets.send(&told).await.expect(WRONG);
        assert!(page.has("#words-error"), "an approval keeps no words");
        assert_eq!(secrets.follow(&told.press("退回修改")).await.text(FLASH), "已退回承办人修改。");
        let page = handler.open(&at(case)).await;
        assert_eq!(page.text(".desk-entry .desk-typed"), "写明哪一年度");
        assert_eq!(page.form(&correction).value("correction_asked").trim(), "<b>年度</b>", "the words begin the next one");
        done(&mut handler, case, &correction, &[("correction_asked", "请说明是哪一年度的分配方案")]).await;
        clear(&site, &["secrets"]).await;
        let page = done(&mut handler, case, "form[action$='/send-notice']", &[("by", "online")]).await;
        assert!(page.text(".desk-bar").contains("等待申请人补正，至"), "{}", page.text(".desk-bar"));
        assert!(page.texts("#closed-ways dt").contains(&"延长答复期限告知书".to_owned()));

        site.clock.advance(Duration::days(5));
        let mut clerk = site.staff("clerk").await;
        let receive = "#receive-correction form";
        let early = [("corrected_on", "2026-11-01"), ("corrected_to", "2025年度")];
        let page = give(&mut clerk, case, receive, &early).await.expect(WRONG);
        assert!(page.text(PROBLEMS).contains("日期不能早于"));
        let page = done(&mut clerk, case, receive, &[("corrected_on", "2026-11-25"), ("corrected_to", "2025年度")]).await;
        assert!(page.text(".desk-bar").contains("2026年12月23日"), "{}", page.text(".desk-bar"));
        site.assert_sound().await;
    }

    async fn a_third_party_refuses_by_post_and_is_told_of_the_decision(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let party = [
            ("party_name", "青溪县安居建设有限公司"),
            ("party_postcode", "12"),
            ("about_item", "1"),
            ("consultation_about", "拟公开分配方案中涉及贵单位的内容"),
        ];
        let selector = proposal("third_party_consultation");
        let page = give(&mut handler, case, &selector, &party).await.expect(WRONG);
        assert!(page.has("#propose-notice-third_party_consultation-party_postcode-error"));
        handler.follow(&page.form(&selector).set("party_postcode", "990000")).await;
        clear(&site, &["secrets"]).await;
        let page = handler.open(&at(case)).await;
        assert!(page.text(".desk-entry").contains("青溪县安居建设有限公司"));
        let watched = site.staff("supervisor").await.open(&at(case)).await;
        assert!(!watched.words().contains("安居建设"), "who only watches needs no name");
        let send = page.form("form[action$='/send-notice']");
        let page = handler.send(&send.set("waybill", "SF1")).await.expect(WRONG);
        assert!(page.text(PROBLEMS).contains("邮件号码不正确"));
        let send = page.form("form[action$='/send-notice']").set("waybill", "EA123456789CN");
        let page = handler.follow(&send).await;
        assert!(page.text(".desk-bar").contains("正在征求意见"), "{}", page.text(".desk-bar"));
        site.clock.advance(Duration::days(4));
        done(&mut handler, case, ".desk-entry form[action$='/record-delivery']", &[("delivered_on", "2026-11-23")]).await;
        let opinion = "form[action$='/record-opinion']";
        let page = give(&mut handler, case, opinion, &[("view", "refused")]).await.expect(WRONG);
        assert!(page.text(PROBLEMS).contains("请填写"));
        let page = handler.follow(&page.form(opinion).set("opinion_reasons", "涉及我公司商业秘密")).await;
        assert!(page.text(".desk-entry").contains("涉及我公司商业秘密"));
        let decide = [("disclosed_because", "不公开可能对公共利益造成重大影响")];
        done(&mut handler, case, &proposal("disclosure_decision"), &decide).await;
        clear(&site, &["secrets", "lawyer", "leader"]).await;
        let page = done(&mut handler, case, "form[action$='/send-notice']", &[("by", "counter")]).await;
        assert_eq!(page.texts(".desk-entry .govuk-tag"), ["已发出", "已发出"]);
        assert!(!page.has(&proposal("disclosure_decision")), "told once");
        site.assert_sound().await;
    }

    async fn the_leader_consents_to_an_extension(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let selector = proposal("extension_notice");
        let effect = handler.open(&at(case)).await.text("#propose-notice-extension_notice .desk-effect");
        assert!(effect.contains("2026年12月18日（星期五）") && effect.contains("2027年1月"), "{effect}");
        let long = [("extension_days", "21"), ("extended_because", "需要查阅历史档案")];
        let page = give(&mut handler, case, &selector, &long).await.expect(WRONG);
        assert!(page.text(PROBLEMS).contains("1到20之间"), "{}", page.text(PROBLEMS));
        handler.follow(&page.form(&selector).set("extension_days", "10")).await;
        clear(&site, &["secrets", "leader"]).await;
        let page = done(&mut handler, case, "form[action$='/send-notice']", &[("by", "online")]).await;
        let due = page.text(".desk-bar");
        assert!(due.contains("2027年1月4日") || due.contains("2026年12月31日"), "{due}");
        assert!(page.text("#closed-ways").contains("已经延期过"));
    }

    async fn a_fee_is_asked_for_and_paid(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let fee = [("fee_by", "item"), ("fee_count", "12"), ("fee_because", "本月第12件")];
        done(&mut handler, case, &proposal("fee_notice"), &fee).await;
        clear(&site, &["secrets", "leader"]).await;
        let page = done(&mut handler, case, "form[action$='/send-notice']", &[("by", "online")]).await;
        assert!(page.text(".desk-bar").contains("等待申请人缴费"));
        let page = give(&mut handler, case, "#record-payment form", &[("yuan", "100")]).await.expect(WRONG);
        assert!(page.text(PROBLEMS).contains("应当是200元"), "{}", page.text(PROBLEMS));
        let page = handler.follow(&page.form("#record-payment form").set("yuan", "200")).await;
        assert!(page.text(".desk-bar").contains("2026年12月18日"), "{}", page.text(".desk-bar"));
    }

    async fn who_withdrew_is_told_in_writing_by_post_that_came_back(site: Site) {
        let filed = site.file(1).await;
        let case = filed.case;
        site.confirm(case).await;
        site.assign(case).await;
        let applicant = Actor::Applicant { case };
        let stands = site.case(case).await.version;
        let order = Order::Withdraw { reason: None };
        casework::act(&site.office, &applicant, site.here.agency.id, case, stands, order).await.unwrap();
        let mut clerk = site.staff("clerk").await;
        let selector = proposal("reply_ended");
        let page = clerk.open(&at(case)).await;
        assert!(page.text("#propose-notice-reply_ended .desk-effect").contains("2026年11月20日（星期五）撤回"), "{}", page.words());
        assert!(!page.has(&proposal("extension_notice")) && !page.text("#closed-ways").contains("延长"));
        done(&mut clerk, case, &selector, &[]).await;
        clear(&site, &["secrets", "lawyer", "leader"]).await;
        let post = [("by", "post"), ("waybill", "EA123456789CN")];
        done(&mut clerk, case, "form[action$='/send-notice']", &post).await;
        let queue = clerk.open("/desk/mailroom").await;
        assert!(queue.words().contains("EA123456789CN"), "{}", queue.words());
        site.clock.advance(Duration::days(4));
        let back = [("returned_on", "2026-11-24"), ("return_reason", "refused")];
        done(&mut clerk, case, ".desk-entry form[action$='/record-return']", &back).await;
        let signed = [("by", "counter"), ("signed_on", "2026-11-24"), ("signed_by", "addressee")];
        let page = done(&mut clerk, case, ".desk-entry form[action$='/serve']", &signed).await;
        assert_eq!(page.text(STAGE), "已撤回");
        let mut applicant = site.browser();
        let found = look_up(&mut applicant, &filed.number.to_string(), &filed.code.unwrap()).await;
        let theirs = applicant.open(&found.location()).await;
        assert_eq!(theirs.text(".portal-status-name"), "已撤回");
        assert_eq!(theirs.texts(".portal-step h4"), ["途径一：申请行政复议", "途径二：直接向法院起诉"]);
        assert_eq!(theirs.texts(".portal-step .portal-date"), ["2027年1月25日（星期一） 暂定", "2027年5月24日（星期一） 暂定"]);
        let scope = Scope::of(site.here.agency.id);
        let letters = store::letter::of_case(&site.office.db, scope, case).await.unwrap();
        let told = letters.iter().find(|letter| letter.kind.as_str() == "reply_ended").unwrap();
        assert!(told.document.contains("撤回日期：2026年11月20日") && told.document.contains("行政复议"), "{}", told.document);
        site.assert_sound().await;
    }

    async fn items_are_split_off_and_duplicates_merged(site: Site) {
        let filed = file_two(&site, 1).await;
        let two = filed.case;
        site.take_in_hand("handler", two).await;
        let mut clerk = site.staff("clerk").await;
        let page = give(&mut clerk, two, "#split form", &[]).await.expect(WRONG);
        assert!(page.has("#split-split_item-error"));
        let split = page.form("#split form").set("split_item", "2");
        let page = clerk.follow(&split).await;
        clerk.send(&split).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(page.text("h1"), "2025年度保障性住房分配方案", "what is left of it");
        assert!(clerk.open("/desk?tab=all").await.texts(".desk-table th a").contains(&page.text("h1")));
        assert_eq!(page.texts(".desk-asked .govuk-tag"), ["已拆为另一件"]);
        // The applicant is told under which number the rest goes on; the code stays the same.
        let mut applicant = site.browser();
        let look_up = applicant.open("/track").await.form("main form");
        let told = applicant.follow(&look_up.clone().set("number", &filed.number.0).set("code", filed.code.as_ref().unwrap())).await;
        let rest = site.case(site.case(two).await.links[0].other).await.number.0;
        assert!(told.text("main .govuk-inset-text").contains(&rest), "{}", told.words());
        assert!(told.text("#asked ~ ol").contains("（另立一件办理）"));
        let own = applicant.follow(&look_up.set("number", &rest).set("code", filed.code.as_ref().unwrap())).await;
        assert!(own.text("main .govuk-inset-text").contains(&filed.number.0));
        let linked = page.attributes("#links ~ .desk-entry a", "href").remove(0);
        assert_eq!(clerk.open(&linked).await.text("h1"), "2025年度公租房分配名单");

        let (second, other) = (site.file(2).await, file_as_another(&site, 3).await);
        site.take_in_hand("handler", second.case).await;
        for (number, said) in [("QXZJ-2026-99999", "没有这个编号的办件"), (&*other.number.0, "两件的申请人不同")] {
            let page = give(&mut clerk, second.case, "#merge form", &[("number", number)]).await.expect(WRONG);
            assert!(page.text(PROBLEMS).contains(said), "{}", page.text(PROBLEMS));
            assert_eq!(page.form("#merge form").value("number"), number);
        }
        let first = site.case(two).await.number.0;
        let page = done(&mut clerk, second.case, "#merge form", &[("number", &first)]).await;
        assert_eq!(page.text(STAGE), "已并入另一件");
        let page = done(&mut clerk, two, "#link form", &[("number", &other.number.0)]).await;
        assert!(page.words().contains(&other.number.0));
        let mut handler = site.staff("handler").await;
        let page = handler.open(&at(two)).await;
        assert!(!page.words().contains(&other.number.0), "a case that the reader may not open is not named");
        site.assert_sound().await;
    }

    async fn a_case_is_handed_over(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let page = give(&mut handler, case, "#hand-over form", &[("hand_over_reason", "属于建设管理科职责")]).await;
        let page = page.expect(WRONG);
        assert!(page.has("#hand-over-to-error"));
        let to = site.here.other_department.to_string();
        let page = handler.follow(&page.form("#hand-over form").set("to", &to)).await;
        assert_eq!(page.text(FLASH), "已办理：转办。");
        handler.get(&at(case)).await.expect(StatusCode::NOT_FOUND);
        let page = site.staff("stranger").await.open(&at(case)).await;
        assert_eq!(page.text(STAGE), "待接办");
    }

    async fn an_annulled_answer_is_given_anew(site: Site) {
        let case = site.in_hand(1).await;
        let mut clerk = site.staff("clerk").await;
        assert!(!clerk.open(&at(case)).await.has("#record-appeal-reconsideration"), "nothing to contest yet");
        answered(&site, case).await;
        site.clock.advance(Duration::days(20));
        let selector = "#record-appeal-reconsideration form";
        let filed = [("accepted_on", "2026-12-01"), ("known_on", "2026-12-02"), ("before", "")];
        let page = give(&mut clerk, case, selector, &filed).await.expect(WRONG);
        assert!(page.has("#record-appeal-reconsideration-before-error"));
        let page = clerk.follow(&page.form(selector).set("before", "青溪县人民政府，青政复〔2026〕1号")).await;
        let entry = page.text(".desk-entry[id^='appeal-']");
        assert!(entry.contains("2026年12月16日（星期三）") && entry.contains("还剩"), "{entry}");
        assert!(entry.contains("行政复议，尚未审结"), "{entry}");
        let suit = page.text("#record-appeal-litigation .desk-effect");
        assert!(suit.contains("应当先申请行政复议"));
        let (law, today) = (site.office.law(), site.office.today());
        let by = end_of(&law.calendar, today, law.limit(LimitKey::LitigationReply, today)).on;
        let by = format!("今天收到起诉状副本的，至{}年{}月{}日", by.year(), u8::from(by.month()), by.day());
        assert!(suit.contains(&by), "{suit}");
        let closing = "form:has([name='result']):has([name='order'])";
        let fields = [("result", "annulled"), ("decided_on", "2026-12-08"), ("known_on", "2026-12-10"), ("order", "yes"), ("order_days", "10")];
        let page = done(&mut clerk, case, closing, &fields).await;
        assert!(page.text(".desk-entry[id^='appeal-']").contains("结果纠正"));
        let page = done(&mut clerk, case, "form[action$='/open-round']", &[]).await;
        let round = page.attributes("#links ~ .desk-entry a", "href").remove(0);
        let page = clerk.open(&round).await;
        assert!(page.text(".desk-bar").contains("2026年12月24日"), "{}", page.text(".desk-bar"));
        let round = site.case(case).await.links[0].other;
        site.assign(round).await;
        site.accept("handler", round).await;
        answered(&site, round).await;
        let page = clerk.open(&at(round)).await;
        assert_eq!(page.text(STAGE), "已送达");
        let page = done(&mut clerk, case, "#propose-publication form", &[("numbers", &site.case(round).await.number.0)]).await;
        assert!(page.text("#publication").contains("等待决定"));
        let decided = [("result", "yes"), ("because", "多人申请，已无保密必要")];
        let page = done(&mut site.staff("leader").await, case, "#decide-publication form", &decided).await;
        assert!(page.text("#publication").contains("决定主动公开"));
        let kept = [("result", "kept"), ("because", "情况没有变化")];
        let mut lawyer = site.staff("lawyer").await;
        let look = filled(lawyer.open(&at(case)).await.form("#re-review form"), &kept);
        let page = lawyer.follow(&look).await;
        lawyer.send(&look).await.expect(StatusCode::SEE_OTHER);
        assert!(page.text("#re-reviews").contains("继续不予公开：情况没有变化"));
        site.assert_sound().await;
    }

    async fn an_answer_that_came_too_late_is_closed_with_its_reason_and_who_answers_for_it(site: Site) {
        let case = site.in_hand(1).await;
        site.submit(case, "internal_affairs").await;
        site.approve_all(case).await;
        site.clock.advance(Duration::days(40));
        site.issue(case).await;
        let today = site.office.today();
        site.serve(case, Service::Online { available_on: today }).await;
        let mut handler = site.staff("handler").await;
        let page = handler.open(&at(case)).await;
        assert!(!page.has("form#close"), "not without saying why");
        let page = give(&mut handler, case, "#close-late form", &[("late_department", "")]).await.expect(WRONG);
        assert!(page.has("#close-late-late_department-error") && page.has("#close-late-late_because-error"));
        let form = page.form("#close-late form").set("late_because", "历史档案移交，查找费时");
        let foreign = form.clone().tamper("late_department", &site.elsewhere.department.to_string());
        assert!(handler.send(&foreign).await.expect(WRONG).text(PROBLEMS).contains("科室"));
        let to = site.here.department.to_string();
        let page = handler.follow(&form.set("late_department", &to)).await;
        assert_eq!(page.text(STAGE), "已办结");
        let history = page.text("section[aria-labelledby='history']");
        assert!(history.contains("责任单位：住房保障科") && history.contains("历史档案移交"), "{history}");
        site.assert_sound().await;
    }

    async fn a_mistaken_delivery_is_taken_back(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        assert!(!handler.open(&at(case)).await.has("#retract"), "nothing was recorded");
        let asked = [("correction_asked", "请说明年度")];
        done(&mut handler, case, &proposal("correction_notice"), &asked).await;
        clear(&site, &["secrets"]).await;
        let post = [("by", "post"), ("waybill", "EA123456789CN")];
        done(&mut handler, case, "form[action$='/send-notice']", &post).await;
        site.clock.advance(Duration::days(6));
        let delivery = ".desk-entry form[action$='/record-delivery']";
        let page = done(&mut handler, case, delivery, &[("delivered_on", "2026-11-26")]).await;
        assert!(page.text(".desk-entry").contains("2026年11月26日"));
        let page = give(&mut handler, case, "#retract form", &[]).await.expect(WRONG);
        assert!(page.has("#retract-retract_reason-error"));
        let page = handler.follow(&page.form("#retract form").set("retract_reason", "看错了邮件号码")).await;
        assert!(page.has(delivery), "it can be recorded anew");
        assert!(page.text("section[aria-labelledby='history']").contains("看错了邮件号码"));
    }

    async fn nobody_decides_on_a_letter_twice_or_unseen(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let asked = [("correction_asked", "请说明年度")];
        done(&mut handler, case, &proposal("correction_notice"), &asked).await;
        let mut secrets = site.staff("secrets").await;
        let form = decision(&mut secrets).await;
        let no = secrets.send(&form).await.expect(WRONG);
        assert_eq!(no.texts(".govuk-error-summary__list a").len(), form.names("q-").len());
        let yes = form.names("q-").iter().fold(form, |form, question| form.set(question, "yes"));
        let other = yes.clone().tamper("content", &"0".repeat(64));
        assert!(secrets.send(&other).await.expect(WRONG).text(PROBLEMS).contains("内容已经变化"));
        let mut second = site.staff("all").await;
        let theirs = decision(&mut second).await;
        let theirs = theirs.names("q-").iter().fold(theirs, |form, question| form.set(question, "yes"));
        secrets.follow(&yes).await;
        // A double click is no conflict; a second reviewer's is.
        assert_eq!(secrets.follow(&yes).await.text(FLASH), "保密审查已通过。");
        second.send(&theirs).await.expect(StatusCode::CONFLICT);
        assert!(!secrets.open("/review").await.has(".desk-table"));
    }
}
