//! 本机关, and the organs and courts that its letters name, as an administrator looks after them.

use axum::http::StatusCode;

use crate::{
    accounts::log,
    both,
    kit::{browser::Browser, form::Form, page::Page, premises::TODAY, site::Site},
};

const BAD: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const AGENCY: &str = "/admin/agency";
const REMEDIES: &str = "/admin/remedies";
const GOVERNMENT: &str = "/admin/remedies/own_government";

fn form(page: &Page) -> Form {
    page.form("main form.admin-form")
}

/// Begins a period of the government.
async fn begin(browser: &mut Browser, from: &str, name: &str) -> Page {
    let form = form(&browser.open(&format!("{GOVERNMENT}/begin")).await);
    browser.send(&form.set("from", from).set("name", name)).await
}

/// The letter of a day.
async fn letter_of(browser: &mut Browser, day: &str) -> String {
    browser
        .open(&format!("{REMEDIES}/preview?on={day}"))
        .await
        .words()
}

both! {
    async fn the_guide_is_changed_at_once_and_noted(site: Site) {
        let mut admin = site.staff("admin").await;
        let page = admin.open(AGENCY).await;
        let typed = form(&page).set("phone", "0990-7654321").set("fax", "0990-7654322").set("email", "").set("hours", "工作日9:00—12:00\n14:00—17:00");
        let page = admin.follow(&typed).await;
        assert!(page.words().contains("已保存"), "{}", page.words());
        let portal = page.attributes("a[href^='/agencies/']", "href");
        assert!(site.browser().open(&portal[0]).await.words().contains("0990-7654321"));
        let entry = &log(&mut admin).await[0];
        for says in ["电话：由“0990-5550001”改为“0990-7654321”", "传真：0990-7654322", "电子邮箱：去掉“gk@example.cn”", "办公时间：由“工作日9:00—17:00”改为"] {
            assert!(entry.contains(says), "{says}: {entry}");
        }
        assert!(!entry.contains("地址"), "{entry}");
        let empty = form(&page).set("name", "").set("postcode", "12").set("email", "a@b").set("holds", &"长".repeat(501));
        let page = admin.send(&empty).await.expect(BAD);
        let links = page.attributes(".govuk-error-summary__list a", "href");
        assert_eq!(links, ["#name", "#postcode", "#email", "#holds"]);
        assert_eq!(form(&page).value("postcode"), "12");
    }

    async fn a_new_name_stands_in_letters_from_now_on_and_in_none_before(site: Site) {
        let case = site.in_hand(1).await;
        site.submit(case, "disclosed").await;
        site.approve_all(case).await;
        let issued = site.issue(case).await;
        let mut handler = site.staff("handler").await;
        let at = format!("/desk/cases/{case}/letters/{}", issued.answer().unwrap().id);
        let before = handler.open(&at).await.text("main .letter");
        let mut admin = site.staff("admin").await;
        let typed = form(&admin.open(AGENCY).await).set("name", "青溪县住房保障局");
        admin.follow(&typed).await;
        assert_eq!(handler.open(&at).await.text("main .letter"), before, "what was issued stays");
        assert!(letter_of(&mut admin, &TODAY.to_string()).await.contains("青溪县住房保障局"));
    }

    async fn the_second_of_two_administrators_sees_what_the_first_did(site: Site) {
        let (mut one, mut two) = (site.staff("admin").await, site.staff("all").await);
        let late = form(&two.open(AGENCY).await).set("phone", "0990-2222222");
        let late_period = form(&two.open(&format!("{GOVERNMENT}/begin")).await).set("from", "2027-01-01").set("name", "第二个政府");
        let first = form(&one.open(AGENCY).await).set("phone", "0990-1111111");
        one.follow(&first).await;
        let page = two.send(&late).await.expect(StatusCode::CONFLICT);
        assert!(page.text("[role=alert]").contains("联系电话现在是：0990-1111111"), "{}", page.words());
        assert_eq!(form(&page).value("phone"), "0990-2222222", "what was typed is kept");
        two.follow(&form(&page)).await;
        let page = two.send(&late_period).await.expect(StatusCode::CONFLICT);
        assert!(page.text("[role=alert]").contains("青溪县人民政府（自2019年5月15日（星期三）起）"), "{}", page.words());
        two.follow(&form(&page)).await;
    }

    async fn an_organ_that_is_called_otherwise_from_a_day_on_stands_in_letters_of_that_day(site: Site) {
        let mut admin = site.staff("admin").await;
        let page = admin.open(REMEDIES).await;
        assert!(!page.has("#gaps"));
        assert_eq!(page.texts("main section h2")[..2], ["本级人民政府", "基层人民法院"]);
        begin(&mut admin, "2027-01-01", "青溪市人民政府").await.expect(StatusCode::SEE_OTHER);
        let rows = admin.open(REMEDIES).await.texts("main tbody tr");
        assert!(rows[0].contains("自2019年5月15日（星期三）至2026年12月31日（星期四）") && rows[0].ends_with("现行"), "{rows:?}");
        assert!(rows[1].starts_with("青溪市人民政府 自2027年1月1日（星期五）起") && rows[1].ends_with("尚未开始"), "{rows:?}");
        assert!(letter_of(&mut admin, "2026-12-31").await.contains("青溪县人民政府"));
        let later = letter_of(&mut admin, "2027-01-01").await;
        assert!(later.contains("青溪市人民政府") && !later.contains("青溪县人民政府"), "{later}");
        let log = log(&mut admin).await;
        assert!(log[0].contains("本级人民政府 青溪市人民政府") && log[0].contains("自：2027年1月1日（星期五）"), "{log:?}");
        assert!(log[1].contains("至：2026年12月31日（星期四）"), "{log:?}");
    }

    async fn no_day_is_left_without_and_none_has_two(site: Site) {
        let mut admin = site.staff("admin").await;
        for (from, says, id) in [
            ("", "请填写日期", "from"), ("2026-11-19", "不能早于今天", "from"), ("2019-05-15", "不能早于今天", "from"),
        ] {
            let page = begin(&mut admin, from, "青溪市人民政府").await.expect(BAD);
            assert!(page.text(&format!("#{id}-error")).contains(says), "{}", page.text(&format!("#{id}-error")));
            assert_eq!(form(&page).value("name"), "青溪市人民政府");
        }
        begin(&mut admin, "2027-01-01", "青溪市人民政府").await.expect(StatusCode::SEE_OTHER);
        let page = begin(&mut admin, "2026-12-01", "又一个政府").await.expect(BAD);
        assert!(page.text("#until-error").contains("与自2027年1月1日（星期五）起的一段重叠"), "{}", page.words());
        // Ended before the next begins, there would be days without.
        let first = form(&admin.open(&format!("{GOVERNMENT}/begin")).await).set("from", "2026-12-01").set("until", "2026-12-30").set("name", "临时政府");
        let page = admin.send(&first).await.expect(BAD);
        assert!(page.text("#until-error").contains("自2026年12月31日（星期四）起就没有本级人民政府了"), "{}", page.words());
        admin.send(&form(&page).set("until", "2026-12-31")).await.expect(StatusCode::SEE_OTHER);
        let last = admin.open(&format!("{GOVERNMENT}/2027-01-01")).await;
        let page = admin.send(&last.form("main form.admin-end").set("until", "2027-06-30")).await.expect(BAD);
        assert!(page.text("#until-error").contains("自2027年7月1日（星期四）起就没有本级人民政府了"), "{}", page.words());
        for (name, value, says) in [("name", "", "请填写"), ("online", "javascript:alert(1)", "https://")] {
            let typed = last.form("main form.admin-correct").set(name, value);
            let page = admin.send(&typed).await.expect(BAD);
            assert!(page.text(&format!("#{name}-error")).contains(says));
        }
        admin.get(&format!("{GOVERNMENT}/2027-01-02")).await.expect(StatusCode::NOT_FOUND);
        admin.get("/admin/remedies/nobody/begin").await.expect(StatusCode::NOT_FOUND);
    }

    async fn what_letters_have_said_is_not_rewritten(site: Site) {
        let mut admin = site.staff("admin").await;
        begin(&mut admin, "2027-01-01", "青溪市人民政俯").await.expect(StatusCode::SEE_OTHER);
        let at = format!("{GOVERNMENT}/2027-01-01");
        let typed = admin.open(&at).await.form("main form.admin-correct").set("name", "青溪市人民政府");
        admin.follow(&typed).await;
        assert!(admin.open(REMEDIES).await.words().contains("青溪市人民政府"), "a slip is corrected before it is used");
        let now = format!("{GOVERNMENT}/2019-05-15");
        let open = admin.open(&now).await.form("main form.admin-correct").set("name", "别的政府");
        site.in_hand(1).await;
        let page = admin.send(&open).await.expect(BAD);
        assert!(page.text("#used").contains("已经制发1份文书"), "{}", page.words());
        assert!(!page.has("main form.admin-correct"));
        assert!(!admin.open(REMEDIES).await.words().contains("别的政府"));
    }

    async fn what_is_missing_is_said_before_a_letter_cannot_be_made(site: Site) {
        let scope = gongkai::store::Scope::of(site.here.agency.id);
        let mut agency = site.here.agency.clone();
        agency.courts.clear();
        let tx = site.office.db.begin().await.unwrap();
        gongkai::store::agency::update(&tx, &agency).await.unwrap();
        tx.commit().await.unwrap();
        let mut admin = site.staff("admin").await;
        let page = admin.open(REMEDIES).await;
        assert!(page.text("#gaps").contains("自2026年11月20日（星期五）起没有基层人民法院"), "{}", page.words());
        assert!(letter_of(&mut admin, "2026-11-20").await.contains("缺少：基层人民法院"));
        // What was never known may be made up for from the day from which it holds.
        let typed = form(&admin.open(&format!("{REMEDIES}/basic/begin")).await);
        let typed = typed.set("from", "2019-05-15").set("name", "青溪县人民法院").set("address", "法院路1号");
        assert!(!admin.follow(&typed).await.has("#gaps"));
        let kept = gongkai::store::agency::get(&site.office.db, scope).await.unwrap().unwrap();
        assert_eq!(kept.courts.len(), 1);
        let bad = admin.get(&format!("{REMEDIES}/preview?on=soon")).await.expect(BAD);
        assert!(bad.text("#on-error").contains("请填写日期"));
    }
}
