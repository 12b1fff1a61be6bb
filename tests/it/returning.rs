//! Who comes back: the intake form is filled in with what is known of somebody who applied before.

use axum::http::StatusCode;

use crate::{
    both,
    kit::{browser::Browser, form::Form, page::Page, site::Site},
};

const FORM: &str = "/desk/register?channel=signed_mail&kind=person";
const SCAN: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n";
const OFFERS: &str = ".desk-returning-offer";

async fn form(clerk: &mut Browser) -> Form {
    clerk
        .open(FORM)
        .await
        .form("main form")
        .set("item-1-title", "中心路施工许可证")
}

async fn pressed(clerk: &mut Browser, form: Form, button: &str) -> Page {
    clerk.send(&form.press(button)).await.expect(StatusCode::OK)
}

/// What the first offer's button sends.
fn offered(page: &Page) -> String {
    page.attributes(&format!("{OFFERS} button"), "value").remove(0)
}

both! {
    async fn whoever_has_the_number_is_offered_and_fills_in_what_is_empty(site: Site) {
        site.in_hand(1).await;
        site.file(2).await;
        let mut clerk = site.staff("clerk").await;
        let typed = form(&mut clerk).await.set("identity-number", "990101199001010019").set("email", "new@example.cn");
        let page = pressed(&mut clerk, typed, "find").await;
        let offer = page.text(OFFERS);
        assert!(offer.contains("林喆舟") && offer.contains("990***********0019"), "{offer}");
        assert!(offer.contains("共2件，最近一件是QXZJ-2026-00002，2026年11月20日（星期五）。"), "{offer}");
        assert!(!offer.contains("19900000001"), "masked");

        let button = offered(&page);
        let page = pressed(&mut clerk, page.form("main form"), &button).await;
        assert!(page.text(".desk-returning [role=status]").contains("已经填入以前的资料"));
        let filled = page.form("main form");
        let values = ["name", "identity-number", "phone", "email", "item-1-title"].map(|name| filled.value(name).to_owned());
        assert_eq!(values, ["林喆舟", "990101199001010019", "19900000001", "new@example.cn", "中心路施工许可证"]);
        assert!(page.texts(OFFERS).is_empty());
    }

    async fn a_name_is_looked_for_where_nobody_has_the_number(site: Site) {
        site.file(1).await;
        let mut clerk = site.staff("clerk").await;
        let typed = form(&mut clerk).await.set("name", "林喆舟").set("phone", "19900000002");
        let page = pressed(&mut clerk, typed.clone().set("identity-number", "990101199001010035"), "find").await;
        assert_eq!(page.texts(OFFERS).len(), 1);
        let button = offered(&page);
        let filled = pressed(&mut clerk, page.form("main form"), &button).await.form("main form");
        assert_eq!((filled.value("identity-number"), filled.value("phone")), ("990101199001010019", "19900000002"));

        let nobody = pressed(&mut clerk, typed.set("name", "林喆"), "find").await;
        assert_eq!(nobody.text(".desk-returning [role=status]"), "没有查到以前的申请。");
        assert_eq!(nobody.form("main form").value("phone"), "19900000002");
        let blank = form(&mut clerk).await;
        let blank = pressed(&mut clerk, blank, "find").await;
        assert!(blank.text(".desk-returning [role=status]").contains("先填写"));
        assert!(blank.texts(".govuk-error-summary").is_empty(), "looking is no mistake");
    }

    async fn another_agencys_applicants_are_nobodys(site: Site) {
        site.file(1).await;
        let mut clerk = site.staff("clerk").await;
        let typed = form(&mut clerk).await.set("name", "林喆舟");
        let button = offered(&pressed(&mut clerk, typed, "find").await);
        let mut other = site.staff_of(&site.elsewhere, "clerk").await;
        let typed = form(&mut other).await.set("name", "林喆舟");
        let page = pressed(&mut other, typed, "find").await;
        assert!(page.texts(OFFERS).is_empty());
        let fields = [("kind", "person"), ("channel", "fax"), ("name", "林喆舟"), ("action", button.as_str())];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let forged = page.form("main form").forge("/desk/register", &fields, Some(("other-files", SCAN)));
        let page = other.send(&forged).await.expect(StatusCode::OK);
        assert_eq!(page.text(".desk-returning [role=status]"), "没有查到以前的申请。");
        assert_eq!(page.form("main form").value("phone"), "");
        let organisation = clerk.open("/desk/register?channel=fax&kind=organisation").await.form("main form");
        let page = pressed(&mut clerk, organisation.set("name", "林喆舟"), "find").await;
        assert!(page.texts(OFFERS).is_empty(), "a person is no organisation");
    }
}
