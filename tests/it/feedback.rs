//! 评价: said once of an answered case, read by whoever watches over the work, and of nobody can it be told who said it.

use axum::http::StatusCode;
use gongkai::domain::service::Service;

use crate::{
    both,
    kit::{premises::TODAY, site::Site},
    portal::file,
};

both! {
    async fn whoever_was_answered_says_once_how_it_was(site: Site) {
        let mut browser = site.browser();
        let (case, number, _) = file(&mut browser).await;
        let at = format!("/track/case/{case}");
        assert!(!browser.open(&at).await.has("a[href$='/feedback']"), "nothing to say yet");
        assert_eq!(browser.get(&format!("{at}/feedback")).await.location(), at);
        site.take_in_hand("handler", case).await;
        site.submit(case, "state_secret").await;
        site.approve_all(case).await;
        site.issue(case).await;
        site.serve(case, Service::Online { available_on: TODAY }).await;
        let version = site.case(case).await.version;
        assert!(browser.open(&at).await.has("a[href$='/feedback']"));
        let form = browser.open(&format!("{at}/feedback")).await.form("main form[action$='/feedback']");
        let wrong = browser.send(&form.clone().set("words", &"长".repeat(501))).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(wrong.texts(".govuk-error-summary__list a").len(), 2);
        let form = form.set("rating", "poor").set("words", "等了很久<b>");
        let page = browser.follow(&form).await;
        assert!(page.words().contains("谢谢您的评价") && !page.has("a[href$='/feedback']"));
        assert!(browser.follow(&form).await.words().contains("已经评价过"));
        assert_eq!(site.case(case).await.version, version, "it is no part of the case");
        let page = site.staff("clerk").await.open("/desk/feedback").await;
        assert_eq!(page.texts(".desk-said li strong"), ["不满意"]);
        assert!(page.words().contains("等了很久<b>") && page.words().contains("共1件"));
        assert!(!page.words().contains(&number) && !page.words().contains("甄试用"));
        site.staff("handler").await.get("/desk/feedback").await.expect(StatusCode::NOT_FOUND);
        assert_eq!(site.browser().get(&format!("{at}/feedback")).await.status, StatusCode::NOT_FOUND);
    }
}
