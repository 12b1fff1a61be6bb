//! Who else has a page of a case open: a line on the page, and what its script asks.

use axum::http::{StatusCode, header};
use gongkai::store::{self, Scope};
use time::Duration;

use crate::{
    both,
    kit::{page::Page, site::Site},
};

const LINE: &str = "#present";

/// What the script is answered.
fn said(page: &Page) -> String {
    String::from_utf8(page.bytes.clone()).unwrap()
}

both! {
    async fn a_page_says_who_else_has_the_case_open_and_what_they_do(site: Site) {
        let case = site.in_hand(1).await;
        let page = format!("/desk/cases/{case}");
        let (mut handler, mut clerk) = (site.staff("handler").await, site.staff("clerk").await);
        assert_eq!(clerk.open(&page).await.text(LINE), "", "nobody else");
        assert_eq!(clerk.open(&page).await.text(LINE), "", "oneself is nobody else");
        assert_eq!(handler.open(&page).await.text(LINE), "收件员甲也打开了本办件（刚刚）");
        handler.open(&format!("{page}/draft")).await;
        let shown = clerk.open(&page).await;
        assert_eq!(shown.text(LINE), "承办人乙正在拟答复（刚刚）", "what they are most at");
        // The script asks for the same line.
        let asked = shown.attributes(LINE, "data-presence")[0].clone();
        assert_eq!(said(&clerk.open(&asked).await), "承办人乙正在拟答复（刚刚）");
        site.clock.advance(Duration::seconds(70));
        assert_eq!(said(&clerk.open(&asked).await), "承办人乙正在拟答复（1分钟前）");
        assert_eq!(handler.open(&page).await.text(LINE), "收件员甲也打开了本办件（刚刚）", "asking is being there");
        site.clock.advance(Duration::seconds(120));
        assert_eq!(clerk.open(&page).await.text(LINE), "", "whoever is silent has left");
    }

    async fn a_page_is_put_down_every_half_minute_at_most_and_swept_away(site: Site) {
        let case = site.in_hand(1).await;
        let scope = Scope::of(site.here.agency.id);
        let mut handler = site.staff("handler").await;
        let seen = async || {
            let long_ago = site.office.now() - Duration::days(30);
            let seen = store::presence::of_case(&site.office.db, scope, case, long_ago).await.unwrap();
            seen.into_iter().map(|one| one.seen_at).collect::<Vec<_>>()
        };
        let began = site.office.now();
        for (after, at) in [(0, 0), (29, 0), (1, 30)] {
            site.clock.advance(Duration::seconds(after));
            handler.open(&format!("/desk/cases/{case}")).await;
            assert_eq!(seen().await, [began + Duration::seconds(at)]);
        }
        site.sleep(1);
        site.run_jobs().await;
        assert!(seen().await.is_empty());
    }

    async fn a_reviewer_is_seen_and_nobody_is_where_they_may_not_be(site: Site) {
        let case = site.in_hand(1).await;
        site.submit(case, "state_secret").await;
        let (mut secrets, mut handler) = (site.staff("secrets").await, site.staff("handler").await);
        secrets.open(&format!("/review/cases/{case}")).await;
        let page = handler.open(&format!("/desk/cases/{case}")).await;
        assert_eq!(page.text(LINE), "保密员戊正在看审核页（刚刚）");
        let asked = format!("/desk/cases/{case}/presence?page=");
        handler.get(&format!("{asked}review")).await.expect(StatusCode::NOT_FOUND);
        handler.get(&format!("{asked}draft")).await.expect(StatusCode::NOT_FOUND);
        handler.get(&format!("{asked}nonsense")).await.expect(StatusCode::BAD_REQUEST);
        let mut stranger = site.staff("stranger").await;
        stranger.get(&format!("{asked}case")).await.expect(StatusCode::NOT_FOUND);
        assert_eq!(said(&handler.open(&format!("{asked}case")).await), "保密员戊正在看审核页（刚刚）");
    }

    async fn asking_keeps_nobody_signed_in(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let page = handler.open(&format!("/desk/cases/{case}")).await;
        let renewed = |page: &Page| page.headers.contains_key(header::SET_COOKIE);
        // So long that a page would renew the session.
        site.clock.advance(Duration::minutes(10));
        assert!(!renewed(&handler.open(&page.attributes(LINE, "data-presence")[0]).await));
        assert!(renewed(&handler.open("/desk").await));
    }
}
