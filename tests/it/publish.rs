//! 依申请公开转主动公开: what is published of an answer, by two people, and taken back.

use axum::http::StatusCode;
use gongkai::{
    casework::Order,
    domain::{id::CaseId, service::Service},
    store::{self, Scope},
    web::form::encode,
};

use crate::{
    accounts::log,
    both,
    kit::{
        answer::{full_draft, with_files},
        form::Form,
        office::CLEAN,
        page::Page,
        premises::TODAY,
        site::Site,
    },
};

const BAD: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// A case whose answer went out, with a file.
async fn answered(site: &Site, ground: &str) -> CaseId {
    let case = site.in_hand(1).await;
    let file = site.upload(case, "方案.pdf", CLEAN).await.unwrap();
    let draft = full_draft(1, ground);
    let draft = if ground == "disclosed" {
        with_files(draft, vec![file])
    } else {
        draft
    };
    site.submit_draft(case, draft).await;
    site.approve_all(case).await;
    site.issue(case).await;
    site.serve(case, Service::Online { available_on: TODAY }).await;
    case
}

fn at(case: CaseId) -> String {
    format!("/desk/cases/{case}/publish")
}

fn written(page: &Page) -> Form {
    page.form("main form.admin-form")
        .set("title", "2025年度保障性住房分配方案")
        .set("asked", "2025年度保障性住房的分配方案")
        .set("answered", "予以公开，分配方案见附件。")
        .set("topics", "住房、保障")
}

fn text(page: &Page) -> String {
    String::from_utf8(page.bytes.clone()).unwrap()
}

/// Somebody prepares it.
async fn prepared(site: &Site, case: CaseId) {
    let mut handler = site.staff("handler").await;
    let page = handler.open(&at(case)).await;
    let file = page.attributes("input[name=files]", "value").remove(0);
    handler.follow(&written(&page).tick("files", &file)).await;
}

async fn confirmed(site: &Site, case: CaseId) -> String {
    let mut leader = site.staff("leader").await;
    let page = leader.open(&at(case)).await;
    let page = leader.follow(&page.form("main form[action$='/confirm']")).await;
    page.attributes("main a[href^='/published/']", "href").remove(0)
}

both! {
    async fn an_answer_is_public_once_a_second_person_has_confirmed_it(site: Site) {
        let case = answered(&site, "disclosed").await;
        prepared(&site, case).await;
        let mut browser = site.browser();
        assert!(browser.open("/published").await.texts(".published-title").is_empty(), "not yet");
        let page = site.staff("handler").await.open(&at(case)).await;
        assert!(page.words().contains("写的人不能自己核对") && !page.has("main form[action$='/confirm']"));
        let public = confirmed(&site, case).await;
        let page = browser.open(&format!("/published?q={}&kind=answer", encode("保障性住房分配"))).await;
        assert_eq!(page.attributes(".published-title a", "href"), std::slice::from_ref(&public));
        let page = browser.open(&public).await;
        let words = page.words();
        assert!(words.contains("分配方案见附件") && words.contains("青溪县住房和城乡建设局"), "{words}");
        for secret in [&case.to_string(), "林喆舟", "QXZJ-2026", "19900000001"] {
            assert!(!text(&page).contains(secret), "{secret}");
        }
        let file = page.attributes("main a[href*='/files/']", "href").remove(0);
        assert_eq!(browser.open(&file).await.bytes, CLEAN);
        let data = text(&browser.open(&format!("{public}/about.jsonld")).await);
        assert!(data.contains("DigitalDocument") && !data.contains(&case.to_string()), "{data}");
        assert!(text(&browser.open("/sitemap/1.xml").await).contains(&public));
        let log = log(&mut site.staff("admin").await).await;
        assert!(log[0].contains("状态：由“待他人核对”改为“已公开”") && log[1].contains("状态：待他人核对"), "{log:?}");
        site.assert_sound().await;
    }

    async fn what_is_withdrawn_says_so_and_why_and_nothing_else(site: Site) {
        let case = answered(&site, "disclosed").await;
        prepared(&site, case).await;
        let public = confirmed(&site, case).await;
        let mut handler = site.staff("handler").await;
        let form = handler.open(&at(case)).await.form("main form[action$='/withdraw']");
        handler.send(&form).await.expect(BAD);
        handler.send(&form.clone().set("because", "申请人林喆舟要求撤下")).await.expect(BAD);
        handler.follow(&form.set("because", "附件已被新的方案取代")).await;
        let mut browser = site.browser();
        let page = browser.open(&public).await;
        assert!(page.text("#withdrawn").contains("附件已被新的方案取代") && !page.words().contains("见附件"), "{}", page.words());
        browser.get(&format!("{public}/files/1")).await.expect(StatusCode::NOT_FOUND);
        browser.get(&format!("{public}/about.jsonld")).await.expect(StatusCode::NOT_FOUND);
        assert!(browser.open("/published").await.texts(".published-title").is_empty());
        // It can be written anew.
        assert!(handler.open(&at(case)).await.has("main form[action$='/publish']"));
    }

    async fn nothing_of_the_people_of_a_case_gets_out(site: Site) {
        let case = answered(&site, "disclosed").await;
        let mut handler = site.staff("handler").await;
        let page = handler.open(&at(case)).await;
        let form = written(&page);
        for (field, words) in [("asked", "林喆舟申请的方案"), ("answered", "请与19900000001联系"), ("title", "林 喆 舟的方案")] {
            let page = handler.send(&form.clone().set(field, words)).await.expect(BAD);
            assert!(page.words().contains("申请人或者第三方"), "{words}: {}", page.words());
            assert_eq!(page.form("main form.admin-form").value(field), words, "what was typed is kept");
        }
        let page = handler.send(&form.clone().set("answered", "经办人电话19900001542")).await.expect(BAD);
        assert!(page.text("#because-error").contains("像是个人信息"), "{}", page.words());
        let form = page.form("main form.admin-form").set("because", "是公开的办公电话");
        handler.follow(&form).await;
        assert!(store::published::of_case(&site.office.db, Scope::of(site.here.agency.id), case).await.unwrap().unwrap().cleared.is_some());
        confirmed(&site, case).await;
    }

    async fn only_what_gave_something_is_published_and_only_by_those_whose_it_is(site: Site) {
        let case = answered(&site, "internal_affairs").await;
        let page = site.staff("handler").await.open(&at(case)).await;
        assert!(page.words().contains("才能公开") && !page.has("main form.admin-form"), "{}", page.words());
        site.staff_of(&site.elsewhere, "handler").await.get(&at(case)).await.expect(StatusCode::NOT_FOUND);
        site.staff("stranger").await.get(&at(case)).await.expect(StatusCode::NOT_FOUND);
    }

    async fn what_was_prepared_is_given_up_and_what_was_changed_is_told(site: Site) {
        let case = answered(&site, "disclosed").await;
        prepared(&site, case).await;
        let mut leader = site.staff("leader").await;
        let late = leader.open(&at(case)).await.form("main form[action$='/confirm']");
        let mut handler = site.staff("handler").await;
        let page = handler.open(&at(case)).await;
        handler.follow(&page.form("main form.admin-form").set("answered", "予以公开。")).await;
        leader.send(&late).await.expect(StatusCode::CONFLICT);
        let page = handler.open(&at(case)).await;
        handler.follow(&page.form("main form[action$='/give-up']")).await;
        assert!(!leader.open(&at(case)).await.has("main form[action$='/confirm']"));
        let decided = site.order("leader", case, Order::DecidePublication {
            publish: false, because: site.office.words("人数不多").unwrap(),
        }).await;
        assert!(decided.is_err(), "nothing was proposed");
    }
}
