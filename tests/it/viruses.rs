//! The search for viruses, black box: clean, found, away, slow, and answering nonsense.

use axum::http::StatusCode;
use gongkai::{
    domain::id::CaseId,
    store::{
        self, Scope,
        file::{File, Scan},
    },
};
use time::Duration;

use crate::{
    both,
    documents::pdf,
    kit::{
        browser::Browser,
        clamd::{Clamd, Mood, eicar},
        filing::{Answers, FORM, go_on},
        page::Page,
        premises::run_jobs,
        site::Site,
    },
    portal::read,
};

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const BRING: &str = "form[action$='/documents']";
const DRAFT: &str = "form.desk-draft";

fn at(case: CaseId) -> String {
    format!("/desk/cases/{case}/documents")
}

/// A PDF that every scanner finds something in, and a page of which says so.
fn infected() -> Vec<u8> {
    [pdf(&["有毒"]), eicar()].concat()
}

async fn files(site: &Site, case: CaseId) -> Vec<File> {
    let scope = Scope::of(site.here.agency.id);
    store::file::of_case(&site.office.db, scope, case).await.unwrap()
}

/// The same site with a scanner.
fn guarded(site: Site, clamd: &Clamd) -> Site {
    site.guarded_by(clamd.scanner())
}

async fn on_disclosed(handler: &mut Browser, case: CaseId) -> Page {
    let draft = handler.open(&format!("/desk/cases/{case}/draft")).await;
    let form = draft.form(DRAFT).set("i1-ground", "disclosed").press("show");
    handler.send(&form).await.expect(StatusCode::OK)
}

both! {
    async fn what_is_found_is_kept_away_and_said_at_the_field(site: Site) {
        let clamd = Clamd::start();
        let site = guarded(site, &clamd);
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let list = handler.open(&at(case)).await;
        let form = list.form(BRING).attach("documents", "有毒.pdf", &infected());
        let page = handler.send(&form).await.expect(WRONG);
        assert!(page.text("#documents-error").contains("“有毒.pdf”查出病毒（Eicar-Signature）"), "{}", page.words());
        let list = handler.open(&at(case)).await;
        assert!(list.texts(".desk-document h2").is_empty(), "it is no document");
        assert!(list.words().contains("有毒.pdf 已隔离：Eicar-Signature"), "{}", list.words());

        let form = on_disclosed(&mut handler, case).await.form(DRAFT).attach("i1-upload", "答复.pdf", &infected());
        let page = handler.send(&form.press("upload")).await.expect(WRONG);
        assert!(page.text("#i1-upload-error").contains("查出病毒"), "{}", page.words());
        assert!(!page.has(".desk-files a"));
        for file in files(&site, case).await {
            assert_eq!(file.scan, Scan::Infected);
            handler.get(&format!("/desk/cases/{case}/files/{}", file.id)).await.expect(StatusCode::NOT_FOUND);
        }
        let form = list.form(BRING).attach("documents", "干净.pdf", &pdf(&["干净"]));
        handler.follow(&form).await;
        run_jobs(&site.office).await;
        let list = handler.open(&at(case)).await;
        assert!(list.has("a[href$='/pages/1']"), "{}", list.words());
        assert_eq!(files(&site, case).await.pop().unwrap().scan, Scan::Clean);
    }

    async fn while_the_scanner_is_away_files_wait_and_nothing_is_opened(site: Site) {
        let mut clamd = Clamd::start();
        let site = guarded(site, &clamd);
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        clamd.down();
        let list = handler.open(&at(case)).await;
        handler.follow(&list.form(BRING).attach("documents", "协议.pdf", &pdf(&["协议"]))).await;
        handler.follow(&list.form(BRING).attach("documents", "有毒.pdf", &infected())).await;
        let form = on_disclosed(&mut handler, case).await.form(DRAFT).attach("i1-upload", "答复.pdf", &pdf(&["答复"]));
        let page = handler.send(&form.press("upload")).await.expect(StatusCode::OK);
        assert!(page.text(".desk-files").contains("等待查毒"), "{}", page.words());
        run_jobs(&site.office).await;
        let list = handler.open(&at(case)).await;
        assert!(!list.has("a[href$='/pages/1']") && !list.has("a[href*='/files/']"), "{}", list.words());
        assert!(list.words().contains("等待查毒"));
        for file in files(&site, case).await {
            assert_eq!(file.scan, Scan::Waiting);
            handler.get(&format!("/desk/cases/{case}/files/{}", file.id)).await.expect(StatusCode::NOT_FOUND);
        }
        // Nothing of it goes out.
        let saved = handler.follow(&page.form(DRAFT).press("save")).await;
        let form = saved
            .form(DRAFT)
            .set("i1-f-supply_description", "提供复印件")
            .set("i1-f-third_party_objected", "no");
        let refused = handler.send(&form.press("submit")).await.expect(WRONG);
        assert!(refused.words().contains("“答复.pdf”还没有查毒"), "{}", refused.words());
        let hub = site.staff("admin").await.open("/admin").await;
        assert!(hub.text("#scanner-waiting").contains("起有3个文件等待查毒"), "{}", hub.words());

        for mood in [Mood::Garbage, Mood::Slow] {
            if mood == Mood::Garbage {
                clamd.up();
            }
            clamd.be(mood);
            site.clock.advance(Duration::hours(1));
            run_jobs(&site.office).await;
            assert!(files(&site, case).await.iter().all(|file| file.scan == Scan::Waiting), "{mood:?}");
        }
        clamd.be(Mood::Well);
        site.clock.advance(Duration::hours(1));
        run_jobs(&site.office).await;
        let states: Vec<Scan> = files(&site, case).await.iter().map(|file| file.scan).collect();
        assert_eq!(states, [Scan::Clean, Scan::Infected, Scan::Clean]);
        let list = handler.open(&at(case)).await;
        assert_eq!(list.attributes("a[href$='/pages/1']", "href").len(), 1);
        assert!(list.text(".desk-problem").contains("已隔离：Eicar-Signature"), "{}", list.words());
        assert!(!site.staff("admin").await.open("/admin").await.has("#scanner-waiting"));
        let saved = handler.open(&format!("/desk/cases/{case}/draft")).await;
        let form = saved
            .form(DRAFT)
            .set("i1-f-supply_description", "提供复印件")
            .set("i1-f-third_party_objected", "no");
        handler.follow(&form.press("submit")).await;
    }

    async fn an_application_is_not_lost_for_what_is_found_in_a_file(site: Site) {
        let mut clamd = Clamd::start();
        let site = guarded(site, &clamd);
        let mut browser = site.browser();
        let form = Answers::of_person().up_to(&mut browser, "/files").await.form(FORM);
        let bad = form.clone().attach("identity-files", "身份证.pdf", &infected());
        let page = browser.send(&bad).await.expect(WRONG);
        assert!(page.text("#identity-files-error").contains("“身份证.pdf”查出病毒（Eicar-Signature）"), "{}", page.words());
        clamd.down();
        let form = page.form(FORM).attach("identity-files", "身份证.pdf", &infected());
        let check = go_on(&mut browser, form).await;
        let (case, ..) = read(&browser.follow(&check.form(FORM).set("promise", "yes")).await);
        assert_eq!(files(&site, case).await[0].scan, Scan::Waiting);
        clamd.up();
        site.clock.advance(Duration::minutes(1));
        run_jobs(&site.office).await;
        assert_eq!(files(&site, case).await[0].scan, Scan::Infected);
        let page = site.staff("clerk").await.open(&format!("/desk/cases/{case}")).await;
        assert!(page.words().contains("身份证.pdf 已隔离：Eicar-Signature"), "{}", page.words());
        assert!(!page.has(".desk-files a"));
    }

    async fn a_package_with_one_bad_file_is_kept_away_as_a_whole(site: Site) {
        let clamd = Clamd::start();
        let site = guarded(site, &clamd);
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let package = crate::packages::zip(&[("好.pdf", &pdf(&["好"])), ("坏.txt", &eicar())]);
        let form = handler.open(&at(case)).await.form(BRING).attach("documents", "包.zip", &package);
        let page = handler.send(&form).await.expect(WRONG);
        assert!(page.text("#documents-error").contains("“包.zip/坏.txt”查出病毒"), "{}", page.words());
        let kept = files(&site, case).await;
        assert_eq!(kept.iter().map(|file| (file.name.as_str(), file.scan)).collect::<Vec<_>>(), [("包.zip", Scan::Infected)]);
    }

    async fn without_a_scanner_files_are_opened_as_ever(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let form = handler.open(&at(case)).await.form(BRING);
        handler.follow(&form.attach("documents", "协议.pdf", &pdf(&["协议"]))).await;
        assert_eq!(files(&site, case).await.pop().unwrap().scan, Scan::None);
        let hub = site.staff("admin").await.open("/admin").await;
        assert!(hub.text("#scanner").contains("未配置查毒"), "{}", hub.words());
    }
}
