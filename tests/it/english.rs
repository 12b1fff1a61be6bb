//! The portal in English: every page of it, as far as it can be brought to show something, says nothing in Chinese that is
//! not marked as Chinese.

use axum::http::StatusCode;
use gongkai::{
    casework::{NewNotice, Order},
    domain::{
        clock::ConsultationKind,
        id::CaseId,
        notice::FeeBy,
        party::Party,
        service::{Mail, Service, Waybill},
        text::Name,
    },
};
use time::{Duration, macros::date};

use crate::{
    annual, both,
    kit::{
        answer::{full_draft, with_files},
        authenticator::Authenticator,
        browser::Browser,
        filing::{Answers, FORM, go_on},
        form::Form,
        office::CLEAN,
        page::Page,
        postal::PostalSite,
        premises::TODAY,
        site::Site,
    },
    mine::{mailed, passkey},
    portal::{self, look_up, read},
};

/// A browser that has asked for English once.
async fn reader(site: &Site) -> Browser {
    let mut browser = site.browser();
    is_english(&browser.open("/?lang=en").await);
    browser
}

#[track_caller]
fn is_english(page: &Page) {
    assert_eq!(page.lang().as_deref(), Some("en"), "{}", page.path);
    let left = page.unmarked_chinese();
    assert!(left.is_empty(), "{}: {left:#?}", page.path);
}

async fn look(browser: &mut Browser, path: &str) -> Page {
    let page = browser.get(path).await;
    is_english(&page);
    page
}

/// Sends a form that is refused.
async fn refused(browser: &mut Browser, form: &Form) -> Page {
    let page = browser.send(form).await;
    assert!(page.status.is_client_error(), "{}: {}", page.path, page.status);
    is_english(&page);
    page
}

/// Goes through every page of an application; the case and its address.
async fn go_through(browser: &mut Browser, answers: &Answers) -> (CaseId, String) {
    let mut page = answers.begin(browser).await;
    while !page.path.ends_with("/check") {
        is_english(&page);
        page = go_on(browser, answers.on(&page)).await;
    }
    is_english(&page);
    let receipt = browser.follow(&page.form(FORM).set("promise", "yes")).await;
    is_english(&receipt);
    let (case, ..) = read(&receipt);
    (case, format!("/track/case/{case}"))
}

async fn file(browser: &mut Browser) -> (CaseId, String) {
    go_through(browser, &Answers::of_person()).await
}

async fn read_letters(browser: &mut Browser, case: &Page) {
    let letters = case.attributes(".portal-letters a.govuk-button:first-child", "href");
    assert!(!letters.is_empty(), "{}", case.path);
    for letter in letters {
        look(browser, &letter).await;
    }
}

both! {
    async fn whoever_comes_by_reads_english(site: Site) {
        let mut browser = reader(&site).await;
        let guide = look(&mut browser, "/agencies/qingxi").await;
        let words = guide.words();
        for said in ["20 working days", "Regulations on Open Government Information, Article 31(3)", "Secrecy review"] {
            assert!(words.contains(said), "{said}");
        }
        assert_eq!(guide.text("head title"), "Guide to open government information - Open government information on application");
        assert_eq!(guide.text("h1 span[lang='zh-CN']"), "青溪县住房和城乡建设局");
        for path in [
            "/agencies",
            "/agencies?q=%E7%A8%8E%E5%8A%A1",
            "/agencies?q=nothing",
            "/agencies?topic=housing",
            "/asking",
            "/agencies/qingxi/apply",
            "/agencies/qingxi/apply?for=records",
            "/apply",
            "/published",
            "/published?q=%E4%BF%9D%E9%9A%9C",
            "/published?q=x",
            "/accessibility",
            "/privacy",
            "/track",
            "/receipt",
            "/agencies/nowhere",
            "/nowhere",
        ] {
            look(&mut browser, path).await;
        }
        let again = browser.open("/?lang=zh-CN").await;
        assert_eq!(again.texts("h1"), ["申请公开政府信息"]);
        let mut unmarked = guide;
        unmarked.bytes = String::from_utf8(unmarked.bytes).unwrap().replace(" lang=\"zh-CN\"", "").into_bytes();
        assert!(unmarked.unmarked_chinese().len() > 5, "what is not marked is found");
    }

    async fn what_is_wrong_is_said_in_english(site: Site) {
        let mut browser = reader(&site).await;
        let person = Answers::of_person();
        let organisation = person.clone().of_organisation();
        let page = person.begin(&mut browser).await;
        is_english(&browser.send(&page.form(FORM).set("item-1-title", "许可证").press("look")).await);
        for answers in [person.clone(), person.clone().for_records()] {
            let page = answers.begin(&mut browser).await;
            refused(&mut browser, &page.form(FORM).press("submit")).await;
            is_english(&browser.send(&page.form(FORM).press("add-item")).await);
        }
        for answers in [&person, &organisation] {
            let page = answers.up_to(&mut browser, "/applicant").await;
            let blank = page.form(FORM).set("name", "").set("identity-number", "");
            refused(&mut browser, &blank).await;
            refused(&mut browser, &page.form(FORM).set("identity-number", "990101199001010018")).await;
        }
        let page = person.up_to(&mut browser, "/people").await;
        let page = browser.send(&page.form(FORM).press("add-joint")).await;
        let page = browser.send(&page.form(FORM).set("joint-1-name", "贾试用").press("add-agent")).await;
        is_english(&page);
        let agent = page.form(FORM).set("agent-signed-on", "2027-01-01").press("submit");
        assert!(refused(&mut browser, &agent).await.text("#agent-signed-on-error").contains("cannot be later"));
        let page = person.up_to(&mut browser, "/contact").await;
        let wrong = page.form(FORM).set("phone", "12").set("email", "x").set("postcode", "1");
        assert_eq!(refused(&mut browser, &wrong).await.texts(".govuk-error-summary__list a").len(), 3);
        let page = person.up_to(&mut browser, "/files").await;
        let wrong = page.form(FORM)
            .attach("identity-files", "身份证.pdf", b"MZ\x90\0\x03\0\0\0")
            .attach("other-files", "许可证.pdf", CLEAN);
        let page = refused(&mut browser, &wrong).await;
        assert!(page.text("#identity-files-error").contains("“身份证.pdf” is not a PDF"));
        assert_eq!(page.text("#identity-files-error span[lang='zh-CN']"), "“身份证.pdf”");
        assert!(page.has(".gk-kept span[lang='zh-CN']"));
        let saved = browser.follow(&page.form(FORM).press("save")).await;
        is_english(&saved);
        let check = person.looked_over(&mut browser).await.form(FORM);
        refused(&mut browser, &check.clone().set("website", "x")).await;
        let code = browser.open("/apply").await.form("main form").set("code", "2222-2222-2222");
        refused(&mut browser, &code).await;
        for (number, code) in [("", ""), ("QXZJ-2026-00001", "2222-2222-2222")] {
            is_english(&look_up(&mut browser, number, code).await);
        }
        for _ in 0..10 {
            look_up(&mut browser, "QXZJ-2026-00001", "2222-2222-2222").await;
        }
        let last = look_up(&mut browser, "QXZJ-2026-00001", "2222-2222-2222").await;
        assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
        is_english(&last);
        browser.forget();
        let elsewhere = format!("{}?lang=en", check.target());
        let expired = browser.send(&check.clone().to(&elsewhere)).await;
        assert_eq!(expired.status, StatusCode::FORBIDDEN);
        is_english(&expired);
    }

    async fn the_figures_of_a_year_are_told_in_english(site: Site) {
        annual::corrected(&site).await;
        let mut browser = reader(&site).await;
        look(&mut browser, "/agencies/qingxi-tax/annual").await;
        let list = look(&mut browser, "/agencies/qingxi/annual").await;
        assert!(list.words().contains("Corrected on Monday 11 January 2027"), "{}", list.words());
        let page = look(&mut browser, "/agencies/qingxi/annual/2026").await;
        let words = page.words();
        for said in [
            "In 2026 3 new applications for government information were received",
            "Could not be provided The agency does not hold the information, Natural persons: from 1 to 2",
            "Legal persons and other organisations",
        ] {
            assert!(words.contains(said), "{said}: {words}");
        }
        let csv = browser.open("/agencies/qingxi/annual/2026/applications.csv").await;
        assert!(String::from_utf8(csv.bytes).unwrap().contains("\"Total handled\",\"3\""));
    }

    async fn a_case_is_told_in_english_up_to_the_remedies(site: Site) {
        let mut browser = reader(&site).await;
        let (case, address) = file(&mut browser).await;
        let page = look(&mut browser, &address).await;
        assert_eq!(page.text(".portal-status-name"), "Submitted");
        assert_eq!(page.text(".portal-date"), "Friday 18 December 2026");
        site.take_in_hand("handler", case).await;
        let page = look(&mut browser, &address).await;
        read_letters(&mut browser, &page).await;
        let given = site.upload(case, "施工许可证.pdf", CLEAN).await.unwrap();
        site.submit_draft(case, with_files(full_draft(1, "disclosed"), vec![given])).await;
        look(&mut browser, &address).await;
        site.approve_all(case).await;
        site.issue(case).await;
        look(&mut browser, &address).await;
        site.serve(case, Service::Online { available_on: TODAY }).await;
        let page = look(&mut browser, &address).await;
        assert_eq!(page.texts(".portal-step .portal-date"), ["Tuesday 19 January 2027 provisional", "Thursday 20 May 2027 provisional"]);
        let words = page.words();
        for said in ["60 days left (within 60 days of receiving the letter)", "within 6 months", "Administrative Reconsideration Law, Article"] {
            assert!(words.contains(said), "{said}: {words}");
        }
        read_letters(&mut browser, &page).await;
        let left = browser.follow(&page.form("form[action='/track/leave']")).await;
        is_english(&left);
        look(&mut browser, &address).await;
    }

    async fn a_refusal_by_post_is_told_in_english(site: Site) {
        let mut browser = reader(&site).await;
        let (case, address) = file(&mut browser).await;
        site.take_in_hand("handler", case).await;
        site.submit(case, "state_secret").await;
        site.approve_all(case).await;
        site.issue(case).await;
        let waybill = Waybill::parse("EA123456789CN").unwrap();
        site.serve(case, Service::Post { mail: Mail::Ems, waybill, posted_on: TODAY }).await;
        let page = look(&mut browser, &address).await;
        assert_eq!(page.text(".portal-step .portal-date"), "Within 60 days of receiving the letter");
        site.clock.advance(Duration::days(4));
        let order = Order::RecordDelivery { letter: None, delivered_on: date!(2026 - 11 - 23) };
        site.order("handler", case, order).await.unwrap();
        look(&mut browser, &address).await;
    }

    async fn what_is_asked_of_the_applicant_is_asked_in_english(site: Site) {
        let mut browser = reader(&site).await;
        let (case, address) = file(&mut browser).await;
        site.take_in_hand("handler", case).await;
        site.send(case, NewNotice::Correction { working_days: 10 }).await;
        let page = look(&mut browser, &address).await;
        assert_eq!(page.text(".portal-status-name"), "Waiting for your correction");
        let respond = look(&mut browser, &format!("{address}/correction")).await.form("main form");
        refused(&mut browser, &respond).await;
        refused(&mut browser, &respond.clone().set("words", &"长".repeat(2001))).await;
        let done = browser.follow(&respond.set("words", "2025年的")).await;
        is_english(&done);
        site.send(case, NewNotice::ReasonsAsked { working_days: 5 }).await;
        let reasons = look(&mut browser, &format!("{address}/reasons")).await.form("main form");
        is_english(&browser.follow(&reasons.set("words", "研究")).await);
        site.send(case, NewNotice::Fee { by: FeeBy::Item, count: 31 }).await;
        look(&mut browser, &address).await;
        let pay = format!("{address}/payment");
        let form = look(&mut browser, &pay).await.form("main form");
        refused(&mut browser, &form).await;
        let form = form.set("paid_on", "2026-11-20").attach("files", "回单.pdf", CLEAN);
        is_english(&browser.follow(&form).await);
        let because = site.office.words("看不清").unwrap();
        site.order("clerk", case, Order::RefuseProof { because }).await.unwrap();
        look(&mut browser, &pay).await;
        site.order("clerk", case, Order::RecordPayment { paid_on: site.office.today(), yuan: 2200 }).await.unwrap();
        look(&mut browser, &pay).await;
        look(&mut browser, &address).await;
    }

    async fn a_last_day_that_moves_is_explained_in_english(site: Site) {
        let mut browser = reader(&site).await;
        let (case, address) = file(&mut browser).await;
        site.take_in_hand("handler", case).await;
        let party = Party {
            name: Name::parse("青溪县喆䶮建设有限公司").unwrap(),
            address: None,
            postcode: None,
            phone: None,
            email: None,
            is_person: false,
        };
        let consult = NewNotice::Consultation { with: ConsultationKind::ThirdParty, party, items: vec![1], attached: Vec::new() };
        site.send(case, consult).await;
        site.send(case, NewNotice::Extension { working_days: 20 }).await;
        let page = look(&mut browser, &address).await;
        let words = page.words();
        for said in ["wrote to a third party", "extended by 20 working days", "New Year’s Day", "Not counted in between:"] {
            assert!(words.contains(said), "{said}: {words}");
        }
        site.clock.advance(Duration::days(120));
        look(&mut browser, &address).await;
    }

    async fn the_rights_and_the_papers_for_them_stand_in_english(site: Site) {
        let mut browser = reader(&site).await;
        let (case, address) = file(&mut browser).await;
        site.take_in_hand("handler", case).await;
        site.submit(case, "state_secret").await;
        site.approve_all(case).await;
        site.issue(case).await;
        site.serve(case, Service::Online { available_on: TODAY }).await;
        let paper = look(&mut browser, &format!("{address}/reconsideration")).await;
        let words = paper.words();
        for said in ["60 days left", "A copy of the agency's reply", "Administrative Reconsideration Law, Article 30"] {
            assert!(words.contains(said), "{said}: {words}");
        }
        refused(&mut browser, &paper.form("main form[action$='/reconsideration']").set("reasons", "").press("pdf")).await;
        site.clock.advance(Duration::days(90));
        let over = look(&mut browser, &format!("{address}/reconsideration")).await;
        assert!(over.words().contains("force majeure"));
        let (silent, address) = file(&mut browser).await;
        site.take_in_hand("handler", silent).await;
        site.clock.advance(Duration::days(60));
        let page = look(&mut browser, &address).await;
        assert!(page.words().contains("of the end of the period for the reply"));
        look(&mut browser, &format!("{address}/reconsideration?against=silence")).await;
    }

    async fn what_is_kept_and_how_to_be_reached_stand_in_english(site: Site) {
        let mut browser = reader(&site).await;
        let (case, _, code) = portal::file(&mut browser).await;
        let address = format!("/track/case/{case}");
        let contact = look(&mut browser, &format!("{address}/contact")).await.form("main form[action$='/contact']");
        refused(&mut browser, &contact.clone().set("phone", "12")).await;
        is_english(&browser.follow(&contact.clone().set("address", "青溪县人民路2号")).await);
        refused(&mut browser, &contact).await;
        let records = look(&mut browser, &format!("{address}/records")).await.form("main form[action$='/records']");
        refused(&mut browser, &records.clone().set("code", "2222-2222-2222").press("show")).await;
        is_english(&browser.send(&records.set("code", &code).press("show")).await.expect(StatusCode::OK));
        let ask = look(&mut browser, &format!("{address}/withdraw")).await.form("main form");
        browser.follow(&ask).await;
        let feedback = look(&mut browser, &format!("{address}/feedback")).await.form("main form[action$='/feedback']");
        refused(&mut browser, &feedback).await;
        is_english(&browser.follow(&feedback.set("rating", "good")).await);
    }

    async fn a_withdrawal_is_asked_and_told_in_english(site: Site) {
        let mut browser = reader(&site).await;
        let (case, address) = file(&mut browser).await;
        let ask = look(&mut browser, &format!("{address}/withdraw")).await.form("main form");
        refused(&mut browser, &ask.clone().set("reason", &"长".repeat(2001))).await;
        site.take_in_hand("handler", case).await;
        let stale = refused(&mut browser, &ask).await;
        is_english(&browser.follow(&stale.form("main form")).await);
        let (other, address) = file(&mut browser).await;
        let answers = Answers::of_person()
            .for_records()
            .with("item-1-title", "公共租赁住房轮候登记表")
            .with("item-1-description", "家庭人口记载为2人，应当是3人。");
        let (records, _) = go_through(&mut browser, &answers).await;
        site.take_in_hand("handler", records).await;
        look(&mut browser, &format!("/track/case/{records}")).await;
        look(&mut browser, &address).await;
        assert_ne!(other, case);
    }

    async fn an_account_is_spoken_of_in_english(site: PostalSite) {
        const MAIL: &str = "zhen.shiyong@example.cn";
        let mut browser = reader(&site).await;
        let form = look(&mut browser, "/mine/sign-in").await.form("form.portal-form");
        for wrong in ["", "12", "x@"] {
            refused(&mut browser, &form.clone().set("reach", wrong)).await;
        }
        let page = browser.follow(&form.set("reach", MAIL)).await;
        is_english(&page);
        let code = page.form("form.portal-form");
        refused(&mut browser, &code).await;
        refused(&mut browser, &code.clone().set("code", "1")).await;
        let mine = browser.follow(&code.set("code", &mailed(&site))).await;
        is_english(&mine);
        assert_eq!(mine.text("h1"), "My applications");
        let details = look(&mut browser, "/mine/details").await.form("form.portal-form");
        let wrong = details.clone().set("identity-number", "12").set("name", "\u{202e}");
        refused(&mut browser, &wrong.set("phone", "1").set("email", "x").set("postcode", "1")).await;
        is_english(&browser.follow(&details.set("name", "甄试用")).await);
        let page = Answers::of_person().begin(&mut browser).await;
        is_english(&page);
        let (case, _) = file(&mut browser).await;
        let mine = look(&mut browser, "/mine").await;
        assert!(mine.text("#cases li").contains("Reply due by Friday 18 December 2026"), "{}", mine.text("#cases"));
        assert!(mine.has("#drafts"));
        let add = look(&mut browser, "/mine/add").await.form("form.portal-form");
        refused(&mut browser, &add).await;
        let removed = look(&mut browser, &format!("/mine/cases/{case}/remove")).await.form("main form");
        let here = browser.follow(&removed).await;
        is_english(&here);
        is_english(&browser.follow(&here.form("#here form")).await);
        let account = look(&mut browser, "/mine/account").await;
        let password = account.form("form[action='/mine/account/password']");
        refused(&mut browser, &password.clone().set("new", "a").set("again", "b")).await;
        refused(&mut browser, &password.clone().set("new", "a").set("again", "a")).await;
        let set = password.set("new", "a long password").set("again", "a long password");
        is_english(&browser.follow(&set).await);
        let passkey = look(&mut browser, "/mine/account/passkeys").await.form("form[data-passkey]");
        for wrong in ["", &*"长".repeat(41), "\u{202e}", "My phone"] {
            refused(&mut browser, &passkey.clone().set("name", wrong)).await;
        }
        passkey::add(&mut browser, &mut Authenticator::new(1), "我的手机").await.expect(StatusCode::SEE_OTHER);
        let account = look(&mut browser, "/mine/account").await;
        assert_eq!(account.text("#passkey-list strong span[lang='zh-CN']"), "我的手机");
        assert!(account.text("#passkey-list").contains("Added on Friday 20 November 2026, not used"));
        is_english(&browser.follow(&account.form("#passkey-list form")).await);
        let reach = look(&mut browser, "/mine/account/reach").await.form("form.portal-form");
        refused(&mut browser, &reach).await;
        is_english(&browser.follow(&reach.set("reach", "139 0000 0000")).await);
        let delete = look(&mut browser, "/mine/account/delete").await.form("form.portal-form");
        refused(&mut browser, &delete).await;
        is_english(&browser.follow(&delete.tick("sure", "yes")).await);
        let password = look(&mut browser, "/mine/password").await.form("form.portal-form");
        refused(&mut browser, &password).await;
        refused(&mut browser, &password.clone().set("reach", MAIL).set("password", "x")).await;
        let passkey = look(&mut browser, "/mine/sign-in?again=yes").await.form("form[data-passkey]");
        is_english(&browser.follow(&passkey).await);
        look(&mut browser, "/mine/sign-in?lapsed=yes").await;
        look(&mut browser, "/privacy").await;
    }
}
