//! 网上答复征求意见: a consulted third party comes in with link and code, reads what concerns it and nothing else, and answers
//! once; and what the desk sees of that.

use axum::http::{StatusCode, header};
use gongkai::{
    casework::{self, NewApplication, NewNotice},
    domain::{
        account::ActorRef,
        application::Item,
        clock::ConsultationKind,
        id::{CaseId, LinkId, NoticeId},
        notice::View,
        party::Party,
        text::{Email, Name, Phone},
    },
    store::{self, Scope, file::Purpose},
};
use time::Duration;

use crate::{
    both,
    kit::{
        browser::Browser,
        office::{CLEAN, TestOffice, new_application},
        page::Page,
        site::Site,
    },
};

/// What somebody got with the letter.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    pub(crate) number: String,
    pub(crate) code: String,
}

pub(crate) fn company(email: Option<&str>) -> Party {
    Party {
        name: Name::parse("青溪县喆䶮建设有限公司").unwrap(),
        address: None,
        postcode: None,
        phone: Some(Phone::parse("19900000077").unwrap()),
        email: email.map(|email| Email::parse(email).unwrap()),
        is_person: false,
    }
}

/// An application for two things, of which the first concerns a third party.
fn two_things(token: u128) -> NewApplication {
    let mut new = new_application(token);
    let second = Item {
        number: 2,
        title: "2025年度维修资金使用情况".to_owned(),
        document_number: None,
        description: None,
    };
    new.application.items.push(second);
    new
}

impl TestOffice {
    /// A case in which a third party was handed a consultation today.
    pub(crate) async fn consulted(&self, token: u128, party: Party) -> (CaseId, NoticeId) {
        let filed = casework::file(&self.office, self.here.agency.id, two_things(token)).await;
        let case = filed.unwrap().case;
        self.take_in_hand("handler", case).await;
        let with = ConsultationKind::ThirdParty;
        let matter = NewNotice::Consultation {
            attached: Vec::new(),
            with,
            party,
            items: vec![1],
        };
        (case, self.send(case, matter).await.0)
    }

    pub(crate) async fn link_of(&self, case: CaseId) -> LinkId {
        let scope = Scope::of(self.here.agency.id);
        let links = store::consultation_link::of_case(&self.office.db, scope, case).await;
        links.unwrap().first().unwrap().id
    }
}

fn desk_page((case, notice): (CaseId, NoticeId)) -> String {
    format!("/desk/cases/{case}/notices/{notice}/link")
}

/// The sheet, as the desk prints it.
pub(crate) async fn sheet(site: &Site, of: (CaseId, NoticeId)) -> Sheet {
    let page = site.staff("handler").await.open(&desk_page(of)).await;
    let codes = page.texts(".gk-slip-code");
    Sheet {
        number: codes[0].clone(),
        code: codes[1].clone(),
    }
}

pub(crate) async fn enter(browser: &mut Browser, sheet: &Sheet) -> Page {
    let page = browser.open(&format!("/consulted/{}", sheet.number)).await;
    assert_eq!(page.form("main form").value("number"), sheet.number);
    let form = page.form("main form").set("code", &sheet.code);
    browser.send(&form).await
}

/// Comes in, and reads the first page.
pub(crate) async fn come_in(browser: &mut Browser, sheet: &Sheet) -> Page {
    let path = enter(browser, sheet)
        .await
        .expect(StatusCode::SEE_OTHER)
        .location();
    browser.open(&path).await
}

/// Refuses with reasons and a file, up to the page that is read over.
pub(crate) async fn refuse(browser: &mut Browser, page: &Page) -> Page {
    let start = page.attributes(".portal-status a", "href")[0].clone();
    let form = browser.open(&start).await.form("main form");
    let form = form
        .set("view", "refused")
        .set("reasons", "载有我公司报价，公开会损害商业秘密。");
    let form = form
        .attach("other-files", "保密协议.pdf", CLEAN)
        .press("下一步：核对");
    browser.follow(&form).await
}

async fn send(browser: &mut Browser, check: &Page) -> Page {
    let form = check.form("main form").tick("promise", "yes");
    browser.follow(&form).await
}

both! {
    async fn a_third_party_reads_what_concerns_it_and_answers_once(site: Site) {
        let of @ (case, notice) = site.consulted(1, company(None)).await;
        let before = site.case(case).await;
        let sheet = sheet(&site, of).await;
        let mut third = site.browser();
        let page = come_in(&mut third, &sheet).await;
        assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
        assert_eq!(page.headers[header::REFERRER_POLICY], "no-referrer");
        assert_eq!(page.headers["x-robots-tag"], "noindex, nofollow, noarchive");
        let words = page.words();
        for said in ["青溪县住房和城乡建设局", "喆䶮建设", "2025年度保障性住房分配方案", "第三十二条", "15个工作日", "由行政机关依照条例的规定决定"] {
            assert!(words.contains(said), "{said}: {words}");
        }
        assert_eq!(page.text(".portal-date"), "2026年12月11日（星期五）", "15 working days from 20 November");
        assert!(words.contains("还剩15个工作日"), "{words}");
        for hidden in ["林喆舟", "QXZJ-2026", "维修资金", "990101199001010019", "19900000001"] {
            assert!(!words.contains(hidden), "{hidden}: {words}");
        }
        let letter = page.attributes(".portal-letters a", "href")[0].clone();
        assert!(third.open(&letter).await.words().contains("征求第三方意见书"));
        assert_eq!(third.get(&format!("{letter}/pdf")).await.status, StatusCode::OK);

        let start = page.attributes(".portal-status a", "href")[0].clone();
        let form = third.open(&start).await.form("main form");
        let wrong = third.send(&form.clone().press("下一步：核对")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(wrong.texts(".govuk-error-summary a"), ["请选择同意或者不同意"]);
        let wrong = third.send(&form.clone().set("view", "refused").press("下一步：核对")).await;
        assert_eq!(wrong.texts(".govuk-error-summary a"), ["不同意公开的，请写明理由"]);
        let bad = form.attach("other-files", "病毒.exe", b"MZ\x90").set("reasons", "载有报价").press("下一步：核对");
        let wrong = third.send(&bad).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(wrong.form("main form").value("reasons"), "载有报价", "what was typed is kept");

        let check = refuse(&mut third, &page).await;
        assert!(check.words().contains("保密协议.pdf"), "{}", check.words());
        let bare = third.send(&check.form("main form")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(bare.texts(".govuk-error-summary a"), ["请确认您有权答复"]);
        let promised = check.form("main form").tick("promise", "yes");
        let receipt = third.follow(&promised).await;
        assert_eq!(receipt.text("h1"), "答复已经收到");
        for said in ["不同意公开", "载有我公司报价", "保密协议.pdf", "2026年11月20日（星期五）"] {
            assert!(receipt.words().contains(said), "{said}");
        }
        assert_eq!(third.follow(&promised).await.text("h1"), "答复已经收到", "sent twice");
        let again = come_in(&mut site.browser(), &sheet).await;
        assert!(again.words().contains("您已经答复") && !again.words().contains("开始答复"));

        let after = site.case(case).await;
        assert_eq!(after.version, before.version + 2, "the letter was opened, and the answer recorded, once each");
        let opinion = after.notice(notice).unwrap().opinion.clone().unwrap();
        assert_eq!((opinion.view, opinion.online, opinion.files.len()), (View::Refused, true, 1));
        let scope = Scope::of(site.here.agency.id);
        let history = store::case::load_events(&site.office.db, scope, case).await.unwrap();
        assert_eq!(history.last().unwrap().actor, ActorRef::ThirdParty);
        let files = store::file::of_case(&site.office.db, scope, case).await.unwrap();
        let [file] = files.as_slice() else { panic!("{files:?}") };
        assert_eq!((file.purpose, file.id), (Purpose::Opinion, opinion.files[0].id));
        site.assert_sound().await;
    }

    async fn the_desk_sees_the_answer_with_its_file_and_the_handler_is_told(site: Site) {
        let of @ (case, _) = site.consulted(1, company(None)).await;
        let sheet = sheet(&site, of).await;
        let at_desk = format!("/desk/cases/{case}");
        let mut handler = site.staff("handler").await;
        assert!(handler.open(&at_desk).await.words().contains("还没有打开"));
        let mut third = site.browser();
        let page = come_in(&mut third, &sheet).await;
        assert!(handler.open(&at_desk).await.words().contains("已经打开，首次2026年11月20日"));
        let check = refuse(&mut third, &page).await;
        send(&mut third, &check).await;
        let desk = handler.open(&at_desk).await;
        for said in ["第三方在网上答复", "载有我公司报价", "第三方（网上）"] {
            assert!(desk.words().contains(said), "{said}");
        }
        let files = desk.attributes("a[href*='/files/']", "href");
        assert_eq!(handler.get(&files[0]).await.status, StatusCode::OK);
        let mut stranger = site.staff("stranger").await;
        assert_eq!(stranger.get(&files[0]).await.status, StatusCode::NOT_FOUND);
        site.run_jobs().await;
        let told = handler.open("/desk/reminders").await;
        assert!(told.words().contains("第三方网上答复已到"), "{}", told.words());
    }

    async fn another_link_shuts_the_one_before_and_a_wrong_one_is_not_found(site: Site) {
        let of @ (case, _) = site.consulted(1, company(None)).await;
        let old = sheet(&site, of).await;
        let wrong_code = Sheet { code: "2222-2222".to_owned(), ..old.clone() };
        let wrong_number = Sheet { number: "2222-2222-2222-2222-2222".to_owned(), ..old.clone() };
        let told = async |sheet: &Sheet| {
            let page = enter(&mut site.browser(), sheet).await.expect(StatusCode::NOT_FOUND);
            (page.texts(".govuk-error-summary a"), page.text("h1"))
        };
        assert_eq!(told(&wrong_code).await, told(&wrong_number).await, "nothing tells one from the other");
        let typed = Sheet { code: old.code.to_lowercase().replace('-', " "), ..old.clone() };
        let mut third = site.browser();
        let page = come_in(&mut third, &typed).await;
        let mut handler = site.staff("handler").await;
        let form = handler.open(&desk_page(of)).await.form(&format!("main form[action='{}']", desk_page(of)));
        let renewed = handler.follow(&form).await;
        assert!(renewed.words().contains("起失效"), "{}", renewed.words());
        assert_eq!(third.get(&page.path).await.status, StatusCode::NOT_FOUND, "whoever was in is out");
        assert_eq!(told(&old).await, told(&wrong_code).await, "a replaced link is not found");
        let new = sheet(&site, of).await;
        assert_ne!((&new.number, &new.code), (&old.number, &old.code));
        come_in(&mut site.browser(), &new).await;
        assert_eq!(site.case(case).await.notices.len(), 1);

        for person in ["colleague", "stranger", "secrets", "admin"] {
            let page = site.staff(person).await.get(&desk_page(of)).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{person}");
        }
    }

    async fn guessing_is_slowed_down_and_nobody_comes_in_without_a_code(site: Site) {
        let of @ (case, _) = site.consulted(1, company(None)).await;
        let sheet = sheet(&site, of).await;
        let link = site.link_of(case).await;
        let mut nobody = site.browser();
        for page in ["", "/answer", "/check", "/receipt"] {
            let path = format!("/consultation/{link}{page}");
            assert_eq!(nobody.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let other = site.consulted(2, company(None)).await;
        come_in(&mut nobody, &self::sheet(&site, other).await).await;
        assert_eq!(nobody.get(&format!("/consultation/{link}")).await.status, StatusCode::NOT_FOUND, "another's");
        let wrong = Sheet { code: "2222-2222".to_owned(), ..sheet.clone() };
        for _ in 0..10 {
            enter(&mut site.browser(), &wrong).await.expect(StatusCode::NOT_FOUND);
        }
        enter(&mut site.browser(), &sheet).await.expect(StatusCode::TOO_MANY_REQUESTS);
        site.clock.advance(Duration::minutes(16));
        come_in(&mut site.browser(), &sheet).await;
    }

    async fn a_late_answer_is_taken_as_long_as_nothing_is_decided(site: Site) {
        let of @ (case, _) = site.consulted(1, company(None)).await;
        let sheet = sheet(&site, of).await;
        site.clock.advance(Duration::days(40));
        let mut third = site.browser();
        let page = come_in(&mut third, &sheet).await;
        assert_eq!(page.text(".portal-status-name"), "已经过了最后一天，还可以答复");
        // Kept, to go on another day on another device.
        let start = page.attributes(".portal-status a", "href")[0].clone();
        let form = third.open(&start).await.form("main form").set("reasons", "先写一半").press("先保存，以后再答");
        third.follow(&form).await;
        let mut later = site.browser();
        let page = come_in(&mut later, &sheet).await;
        assert_eq!(page.text(".portal-status a"), "继续填写答复");
        let form = later.open(&start).await.form("main form");
        assert_eq!(form.value("reasons"), "先写一半");
        site.submit_draft(case, crate::kit::answer::full_draft(2, "not_held")).await;
        site.approve_all(case).await;
        site.issue(case).await;
        let form = form.set("view", "agreed").press("下一步：核对");
        let closed = later.follow(&form).await;
        assert_eq!(closed.text(".portal-status-name"), "不能再答复了");
        assert!(closed.words().contains("0990-5550001"), "whom to ask");
    }

    async fn who_objected_is_told_of_the_decision_with_its_remedies(site: Site) {
        let of @ (case, consultation) = site.consulted(1, company(None)).await;
        let sheet = sheet(&site, of).await;
        let mut third = site.browser();
        let page = come_in(&mut third, &sheet).await;
        let check = refuse(&mut third, &page).await;
        send(&mut third, &check).await;
        assert!(!third.open(&page.path).await.has("#decision"));
        site.send(case, NewNotice::DisclosureDecision { consultation }).await;
        let told = third.open(&page.path).await;
        assert!(told.has("#decision") && told.has("#rights"));
        // Sixty days and six months from the day on which it was handed over.
        for said in ["青溪县人民政府", "2027年1月19日（星期二）", "还剩60天", "2027年5月20日（星期四）", "青溪县人民法院"] {
            assert!(told.words().contains(said), "{said}: {}", told.words());
        }
        assert!(!told.has("a[href*='/reconsideration']"), "the paper of the applicant is not theirs");
        let letters = told.attributes(".portal-letters a.govuk-button:first-child", "href");
        assert_eq!(letters.len(), 2);
        let letter = third.open(&letters[0]).await;
        assert!(letter.words().contains("决定公开") || letter.words().contains("决定予以公开"), "{}", letter.words());
        let english = third.open(&format!("{}?lang=en", page.path)).await;
        assert_eq!(english.unmarked_chinese(), Vec::<String>::new());
    }

    async fn what_was_typed_outlives_the_session(site: Site) {
        let of = site.consulted(1, company(None)).await;
        let sheet = sheet(&site, of).await;
        let mut third = site.browser();
        let page = come_in(&mut third, &sheet).await;
        let start = page.attributes(".portal-status a", "href")[0].clone();
        let form = third.open(&start).await.form("main form");
        let form = form.set("view", "refused").set("reasons", "写了一个小时").press("下一步：核对");
        third.forget();
        let back = third.send(&form).await.expect(StatusCode::FORBIDDEN).form("main form");
        assert_eq!(back.value("reasons"), "写了一个小时");
        assert!(third.follow(&back.press("下一步：核对")).await.words().contains("写了一个小时"));
        third.forget();
        let strange = form.tamper("pass", "0");
        third.send(&strange).await.expect(StatusCode::NOT_FOUND);
    }

    async fn a_third_party_reads_english(site: Site) {
        let of = site.consulted(1, company(None)).await;
        let sheet = sheet(&site, of).await;
        let mut third = site.browser();
        let english = |page: Page| {
            assert_eq!(page.lang().as_deref(), Some("en"), "{}", page.path);
            let left = page.unmarked_chinese();
            assert!(left.is_empty(), "{}: {left:#?}", page.path);
            page
        };
        english(third.open("/consulted?lang=en").await);
        let wrong = Sheet { code: "2222-2222".to_owned(), ..sheet.clone() };
        english(enter(&mut third, &wrong).await.expect(StatusCode::NOT_FOUND));
        let page = english(come_in(&mut third, &sheet).await);
        assert!(page.words().contains("15 working days") && page.words().contains("Article 32"), "{}", page.words());
        let start = page.attributes(".portal-status a", "href")[0].clone();
        let form = english(third.open(&start).await).form("main form");
        english(third.send(&form.clone().press("Next: check your answer")).await.expect(StatusCode::UNPROCESSABLE_ENTITY));
        let form = form.set("view", "refused").set("reasons", "商业秘密").attach("other-files", "协议.pdf", CLEAN);
        let check = english(third.follow(&form.press("Next: check your answer")).await);
        english(third.send(&check.form("main form")).await);
        english(send(&mut third, &check).await);
        english(third.open(&page.path).await);
        let letter = page.attributes(".portal-letters a", "href")[0].clone();
        english(third.open(&letter).await);
        site.clock.advance(Duration::days(60));
        english(third.open(&page.path).await);
    }

    async fn nothing_opens_any_more_once_the_case_is_erased(site: Site) {
        let of @ (case, _) = site.consulted(1, company(None)).await;
        let sheet = sheet(&site, of).await;
        let scope = Scope::of(site.here.agency.id);
        let tx = site.office.db.begin().await.unwrap();
        store::consultation_link::end(&tx, scope, case, None, site.office.now()).await.unwrap();
        tx.commit().await.unwrap();
        enter(&mut site.browser(), &sheet).await.expect(StatusCode::NOT_FOUND);
    }
}
