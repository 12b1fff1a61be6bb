//! 今日提醒: what a person finds there, and that nobody finds another's.

use axum::http::StatusCode;
use gongkai::store::{self, Scope};
use time::Duration;

use crate::{
    both,
    kit::{browser::Browser, page::Page, site::Site},
};

const HERE: &str = "/desk/reminders";
const NAV: &str = ".gk-nav__link[href='/desk/reminders']";

/// A case that the handler has had so long that its last day is today, Friday 18 December.
async fn due_today(site: &Site) -> String {
    let case = site.in_hand(1).await;
    site.sleep(28);
    site.run_jobs().await;
    format!("/desk/cases/{case}")
}

async fn mark_read(browser: &mut Browser, page: &Page) -> Page {
    browser.follow(&page.form("form[action$='/read']")).await
}

both! {
    async fn a_person_finds_what_to_do_and_where_and_says_that_they_have_seen_it(site: Site) {
        let case = due_today(&site).await;
        let mut handler = site.staff("handler").await;
        let desk = handler.open("/desk").await;
        // Four days with a reminder each, none of which was looked at.
        assert_eq!(desk.text(NAV), "提醒（4）");
        assert_eq!(desk.texts("[aria-current='page'].gk-nav__link"), ["办件"]);
        let page = handler.open(HERE).await;
        assert_eq!(page.texts("[aria-current='page'].gk-nav__link"), ["提醒（4）"]);
        assert_eq!(page.text("h1"), "今日提醒 2026年12月18日（星期五）");
        assert_eq!(page.texts(".desk-reminders h2"), ["答复期限临近 1"]);
        assert_eq!(page.attributes(".desk-reminders th a", "href"), std::slice::from_ref(&case));
        assert_eq!(page.text(".desk-reminders time"), "2026年12月18日（星期五）");
        assert_eq!(page.text(".desk-reminders .desk-tag"), "今天到期");
        handler.open(&page.attributes(".desk-reminders th a", "href")[0]).await;
        assert_eq!(page.texts(".desk-days li .desk-tag"), ["未看"; 3]);

        let page = mark_read(&mut handler, &page).await;
        assert_eq!((page.text(NAV), page.text(".gk-flash__text")), ("提醒（3）".to_owned(), "已记下看过。".to_owned()));
        assert!(!page.has("form[action$='/read']"), "it has been read");
        for day in page.attributes(".desk-days a", "href") {
            let older = handler.open(&day).await;
            assert_eq!(older.texts(".desk-reminders th a").len(), 1, "{day}");
            mark_read(&mut handler, &older).await;
        }
        assert_eq!(handler.open("/desk").await.text(NAV), "提醒");
    }

    async fn what_has_been_seen_to_says_so_and_what_is_new_is_unread_again(site: Site) {
        due_today(&site).await;
        let mut handler = site.staff("handler").await;
        let page = handler.open(HERE).await;
        mark_read(&mut handler, &page).await;
        // Later on the same day a second case comes to the handler, as late as the first.
        let case = site.file(2).await.case;
        site.take_in_hand("handler", case).await;
        let first = site.here.account("handler").id;
        let scope = Scope::of(site.here.agency.id);
        let day = site.office.today();
        let reminder = store::reminder::of_day(&site.office.db, scope, first, day).await.unwrap()[0];
        let tx = site.office.db.begin().await.unwrap();
        let now = site.office.now();
        let dispatching = store::reminder::Dispatching { now, due_at: now + Duration::HOUR };
        let given = [store::reminder::Given { case, ..reminder }];
        let count = store::reminder::give(&tx, scope, &given, dispatching, || site.office.ids.next()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(count, 1);
        let page = handler.open(HERE).await;
        assert_eq!(page.texts(".desk-reminders h2"), ["答复期限临近 2"]);
        assert!(page.has("form[action$='/read']"), "something new stands there");
        // The last day of the second is another one, so what was said of it no longer holds.
        let mut left = page.texts(".desk-reminders td:last-child");
        left.sort();
        assert_eq!(left, ["今天到期", "已处理"]);
    }

    async fn a_case_that_has_gone_to_others_is_named_by_its_number_alone(site: Site) {
        let case = site.file(1).await.case;
        site.confirm(case).await;
        site.assign(case).await;
        site.sleep(3);
        site.run_jobs().await;
        let elsewhere = gongkai::casework::Order::Assign { department: site.here.other_department, handler: None };
        site.order("clerk", case, elsewhere).await.unwrap();
        let mut handler = site.staff("handler").await;
        let page = handler.open(HERE).await;
        assert!(!page.has(".desk-reminders th a"));
        let number = site.case(case).await.number;
        assert_eq!(page.text(".desk-reminders th[scope='row']"), format!("已转由他人办理 {number}"));
    }

    async fn nobody_finds_the_reminders_of_another(site: Site) {
        due_today(&site).await;
        let mut handler = site.staff("handler").await;
        let page = handler.open(HERE).await;
        assert!(page.has("form[action$='/read']"));
        let day = format!("{HERE}/2026-12-18");
        let mut others = vec![
            ("colleague", site.staff("colleague").await),
            ("admin", site.staff("admin").await),
            ("elsewhere", site.staff_of(&site.elsewhere, "handler").await),
        ];
        for (who, other) in &mut others {
            let page = other.open(HERE).await;
            assert_eq!(page.texts(".desk-reminders"), [""; 0], "{who}");
            assert_eq!(page.text(".govuk-inset-text"), "今天没有需要提醒的事项。");
            assert_eq!(page.text(NAV), "提醒", "{who}");
            other.get(&day).await.expect(StatusCode::NOT_FOUND);
            let secret = other.open(HERE).await.form("form[action='/sign-out']");
            let forged = secret.forge(&format!("{day}/read"), &[], None);
            other.send(&forged).await.expect(StatusCode::NOT_FOUND);
        }
        assert!(handler.open(HERE).await.has("form[action$='/read']"), "still unread");
        for nonsense in ["2026-12-17", "2026-13-45", "x", "2026-W51-5"] {
            handler.get(&format!("{HERE}/{nonsense}")).await.expect(StatusCode::NOT_FOUND);
        }
    }

    async fn a_reviewer_is_led_to_the_review(site: Site) {
        let case = site.in_hand(1).await;
        site.submit(case, "state_secret").await;
        site.sleep(28);
        site.run_jobs().await;
        let mut reviewer = site.staff("secrets").await;
        let page = reviewer.open(HERE).await;
        let link = &page.attributes(".desk-reminders th a", "href")[0];
        assert_eq!(*link, format!("/review/cases/{case}"));
        reviewer.open(link).await;
    }
}
