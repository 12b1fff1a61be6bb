//! What is somebody's: what they file, what they begin, and what they take in by number and code. Nobody else sees it.

use axum::http::StatusCode;
use gongkai::{
    domain::id::CaseId,
    store::{self, Scope},
};

use super::{GONE, MAIL, ON, OTHER, WRONG, sign_in, signed_in};
use crate::{
    both,
    kit::{
        filing::{Answers, FORM},
        postal::PostalSite,
    },
    portal::{look_up, read},
};

both! {
    async fn what_is_filed_while_signed_in_is_listed_with_its_last_day(site: PostalSite) {
        let mut browser = signed_in(&site, MAIL).await;
        assert!(browser.open("/mine").await.words().contains("这里还没有申请"));
        let (case, number, _) = read(&Answers::of_person().file(&mut browser).await);
        let page = browser.open("/mine").await;
        let row = page.text("#cases li");
        for told in [number.as_str(), "中心路改造工程施工许可证", "青溪县住房和城乡建设局", "已提交", "12月18日"] {
            assert!(row.contains(told), "{told}: {row}");
        }
        // Another browser, another day.
        let mut phone = signed_in(&site, MAIL).await;
        let href = phone.open("/mine").await.attributes("#cases h3 a", "href").remove(0);
        assert_eq!(href, format!("/track/case/{case}"));
        phone.open(&href).await;
        site.take_in_hand("handler", case).await;
        assert!(phone.open("/mine").await.text("#cases li").contains("办理中"));
    }

    async fn what_is_begun_is_found_again_until_it_is_filed(site: PostalSite) {
        let mut browser = signed_in(&site, MAIL).await;
        let page = Answers::of_person().up_to(&mut browser, "/people").await;
        let mut phone = signed_in(&site, MAIL).await;
        let drafts = phone.open("/mine").await;
        assert_eq!(drafts.texts("#drafts a"), ["青溪县住房和城乡建设局"]);
        let href = drafts.attributes("#drafts a", "href").remove(0);
        let on = phone.get(&href).await.expect(ON);
        assert_eq!(on.location(), page.path);
        phone.open(&on.location()).await;
        // Neither a stranger nor another account goes on with it.
        let mut other = signed_in(&site, OTHER).await;
        assert_eq!(other.get(&href).await.expect(ON).location(), "/apply");
        assert!(!other.open("/mine").await.has("#drafts"));
        let mut page = page;
        while !page.path.ends_with("/check") {
            page = browser.follow(&Answers::of_person().on(&page).press("submit")).await;
        }
        browser.follow(&page.form(FORM).set("promise", "yes")).await;
        let mine = phone.open("/mine").await;
        assert!(!mine.has("#drafts") && mine.has("#cases"), "{}", mine.words());
    }

    async fn one_account_never_sees_those_of_another(site: PostalSite) {
        let mut mine = signed_in(&site, MAIL).await;
        let (case, number, code) = read(&Answers::of_person().file(&mut mine).await);
        let removal = mine.open(&format!("/mine/cases/{case}/remove")).await.form("main form");
        let mut other = signed_in(&site, OTHER).await;
        let secret = other.open("/mine").await.form("form[action='/mine/sign-out']");
        assert!(!other.open("/mine").await.words().contains(&number));
        for path in [format!("/track/case/{case}"), format!("/mine/cases/{case}/remove"), format!("/track/case/{case}/withdraw")] {
            other.get(&path).await.expect(GONE);
        }
        for path in ["add", "remove"] {
            let forged = secret.clone().forge(&format!("/mine/cases/{case}/{path}"), &[], None);
            other.send(&forged).await.expect(GONE);
        }
        let mut staff = site.staff("all").await;
        staff.get(&format!("/track/case/{case}")).await.expect(GONE);
        let mut nobody = site.browser();
        nobody.get(&format!("/track/case/{case}")).await.expect(GONE);
        assert!(mine.open("/mine").await.words().contains(&number));
        // By number and code it opens to whoever has them, and is in both accounts.
        let form = other.open("/mine/add").await.form("form.portal-form").set("number", &number);
        let page = other.send(&form.clone().set("code", "2222-2222-2222")).await.expect(WRONG);
        assert!(page.text("#number-error").contains("不对"));
        assert_eq!(page.form("form.portal-form").value("number"), number);
        assert!(other.follow(&form.set("code", &code)).await.text("#cases li").contains(&number));
        let page = mine.follow(&removal).await;
        assert!(!page.has("#cases") && page.text("#here").contains(&number), "it is still open here");
        assert!(other.open("/mine").await.words().contains(&number));
    }

    async fn guessing_codes_is_slowed_down_there_as_well(site: PostalSite) {
        let mut browser = signed_in(&site, MAIL).await;
        let form = browser.open("/mine/add").await.form("form.portal-form");
        let form = form.set("number", "QXZJ-2026-00001").set("code", "2222-2222-2222");
        for _ in 0..10 {
            browser.send(&form).await.expect(WRONG);
        }
        assert_eq!(browser.send(&form).await.status, StatusCode::TOO_MANY_REQUESTS);
    }

    async fn what_was_opened_before_is_taken_in_with_a_button(site: PostalSite) {
        let mut browser = site.browser();
        let (case, number, code) = read(&Answers::of_person().file(&mut site.browser()).await);
        look_up(&mut browser, &number, &code).await.expect(ON);
        let page = sign_in(&site, &mut browser, MAIL).await;
        assert!(page.text("#here li").contains(&number) && !page.has("#cases"));
        let page = browser.follow(&page.form("#here form")).await;
        assert!(page.text("#cases li").contains(&number) && !page.has("#here"));
        // Signing out shuts it, and whoever comes after finds nothing.
        let home = browser.follow(&page.form("form[action='/mine/sign-out']")).await;
        assert!(home.text(".gk-flash").contains("已经退出登录"));
        browser.get(&format!("/track/case/{case}")).await.expect(GONE);
        let page = sign_in(&site, &mut browser, OTHER).await;
        assert!(!page.words().contains(&number));
    }

    async fn whose_a_case_was_is_forgotten_with_who_applied(site: PostalSite) {
        let mut browser = signed_in(&site, MAIL).await;
        let (case, ..) = read(&Answers::of_person().file(&mut browser).await);
        let tx = site.office.db.begin().await.unwrap();
        let elsewhere = Scope::of(site.elsewhere.agency.id);
        store::member::forget_case(&tx, elsewhere, case).await.unwrap();
        store::member::forget_case(&tx, Scope::of(site.here.agency.id), CaseId(uuid::Uuid::nil())).await.unwrap();
        tx.commit().await.unwrap();
        assert!(browser.open("/mine").await.has("#cases"));
        let tx = site.office.db.begin().await.unwrap();
        store::member::forget_case(&tx, Scope::of(site.here.agency.id), case).await.unwrap();
        tx.commit().await.unwrap();
        assert!(!browser.open("/mine").await.has("#cases"));
    }
}
