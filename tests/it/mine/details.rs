//! What forms are filled in with beforehand.

use super::{MAIL, WRONG, signed_in};
use crate::{
    both,
    kit::{
        filing::{Answers, FORM},
        postal::PostalSite,
    },
};

both! {
    async fn forms_are_filled_in_with_what_was_written_once(site: PostalSite) {
        let mut browser = signed_in(&site, MAIL).await;
        let form = browser.open("/mine/details").await.form("form.portal-form");
        assert_eq!(form.value("email"), MAIL, "what is known need not be typed");
        let form = form
            .set("name", "甄试用")
            .set("identity-number", "990101199001010019")
            .set("phone", "139 0000 0000")
            .set("address", "青溪县人民路1号")
            .set("postcode", "990000");
        let page = browser.follow(&form).await;
        assert!(page.text(".gk-flash").contains("常用资料已经保存"));
        // Only the words are new.
        let item = Answers::of_person().with("name", "甄试用");
        let page = item.begin(&mut browser).await;
        assert!(page.text(".gk-flash").contains("已经按您的常用资料填好"), "{}", page.words());
        let page = item.up_to(&mut browser, "/applicant").await;
        assert_eq!(page.form(FORM).value("identity-number"), "990101199001010019");
        let page = browser.follow(&page.form(FORM).press("submit")).await;
        let page = browser.follow(&page.form(FORM).press("submit")).await;
        let form = page.form(FORM);
        let filled = ["phone", "email", "address", "postcode"].map(|name| form.value(name).to_owned());
        assert_eq!(filled, ["139 0000 0000", MAIL, "青溪县人民路1号", "990000"]);
        // Of an organisation nothing but how it is reached.
        let page = item.of_organisation().up_to(&mut browser, "/applicant").await;
        assert_eq!(page.form(FORM).value("identity-number"), "");
        // Nobody else's forms are.
        let mut nobody = site.browser();
        let page = Answers::of_person().begin(&mut nobody).await;
        assert!(!page.has(".gk-flash"));
    }

    async fn what_has_not_its_form_is_said_at_its_field(site: PostalSite) {
        let mut browser = signed_in(&site, MAIL).await;
        let form = browser.open("/mine/details").await.form("form.portal-form");
        let form = form
            .set("name", "\u{202e}甄")
            .set("identity-number", "990101199001010018")
            .set("phone", "12")
            .set("email", "x")
            .set("postcode", "1");
        let page = browser.send(&form).await.expect(WRONG);
        let errors = page.attributes(".govuk-error-summary__list a", "href");
        assert_eq!(errors, ["#name", "#identity-number", "#phone", "#email", "#postcode"]);
        assert!(page.text("#identity-number-error").contains("有一位数字对不上"));
        assert_eq!(page.form("form.portal-form").value("identity-number"), "990101199001010018");
        assert!(!browser.open("/mine").await.words().contains("资料已经保存"));
        // A passport has no check digit.
        let form = page.form("form.portal-form").set("identity-kind", "passport").set("identity-number", "e12345678");
        let form = form.set("name", "").set("phone", "").set("email", "").set("postcode", "");
        browser.follow(&form).await;
        let kept = browser.open("/mine/details").await.form("form.portal-form");
        assert_eq!((kept.value("identity-kind"), kept.value("email")), ("passport", ""));
    }
}
