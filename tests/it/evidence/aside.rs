//! A clue is set aside by the handler, with a reason that reviewers read, and taken up again.

use axum::http::StatusCode;
use gongkai::store::{self, Scope, set_aside::SetAside};

use super::{answered, asking, at, taken};
use crate::{
    both,
    kit::{form::Form, page::Page, site::Site},
};
use gongkai::domain::id::CaseId;

const TITLE: &str = "竹林片区旧城改造项目房屋征收补偿方案";
const REASON: &str = "不是同一事项：年度不同";

async fn asides(site: &Site, case: CaseId) -> Vec<SetAside> {
    let (db, scope) = (&site.office.db, Scope::of(site.here.agency.id));
    store::set_aside::of_case(db, &site.office.vault, scope, case)
        .await
        .unwrap()
}

/// The form by which the repeated request is set aside.
fn form(page: &Page) -> Form {
    page.form("section[aria-labelledby='repeated'] .desk-clue-aside form")
}

fn reason(form: &Form) -> String {
    form.names("reason-").remove(0)
}

both! {
    async fn the_handler_sets_a_clue_aside_and_the_reviewers_read_why(site: Site) {
        answered(&site, asking(1, 0, TITLE, ""), "internal_affairs").await;
        let now = taken(&site, asking(2, 0, TITLE, "")).await;
        let version = site.case(now).await.version;
        let mut handler = site.staff("handler").await;
        let page = handler.open(&at(now)).await;
        let blank = handler.send(&form(&page)).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let field = reason(&form(&page));
        assert!(blank.has(&format!("[id='{field}-error']")), "{}", blank.words());
        let long = "长".repeat(2_001);
        let page = handler.send(&form(&blank).set(&field, &long)).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(form(&page).value(&field), long, "what was typed is kept");
        assert!(asides(&site, now).await.is_empty());

        let page = handler.follow(&form(&page).set(&field, REASON)).await;
        assert_eq!(page.text(".gk-flash__text"), "已记下，这条线索不再显示。");
        assert!(!page.has("section[aria-labelledby='repeated']"));
        assert!(page.text("section[aria-labelledby='asides']").contains(REASON));
        let case = handler.open(&format!("/desk/cases/{now}")).await;
        assert!(case.text(".desk-clues").contains("已排除1条线索"));
        assert!(case.texts(".desk-clues li").iter().all(|line| !line.starts_with("重复申请")));
        assert_eq!(site.case(now).await.version, version, "the case is as it was");

        site.submit(now, "internal_affairs").await;
        let mut lawyer = site.staff("lawyer").await;
        let read = lawyer.open(&at(now)).await;
        let asides = read.text("section[aria-labelledby='asides']");
        assert!(asides.contains(REASON) && asides.contains("承办人乙"), "{asides}");
        assert!(!read.has("section[aria-labelledby='asides'] form"), "whoever reviews takes nothing up again");

        let page = handler.open(&at(now)).await;
        let page = handler.follow(&page.form("section[aria-labelledby='asides'] form")).await;
        assert_eq!(page.text(".gk-flash__text"), "线索已恢复。");
        assert!(page.has("section[aria-labelledby='repeated']") && !page.has("section[aria-labelledby='asides']"));
    }

    async fn nobody_else_sets_anything_aside(site: Site) {
        let earlier = answered(&site, asking(1, 0, TITLE, ""), "internal_affairs").await;
        let now = taken(&site, asking(2, 0, TITLE, "")).await;
        let mut handler = site.staff("handler").await;
        let offered = handler.open(&at(now)).await;
        let field = reason(&form(&offered));
        for person in ["colleague", "clerk", "head", "leader", "supervisor", "stranger", "admin"] {
            let mut other = site.staff(person).await;
            let token = other.open("/account").await.form("form[action='/sign-out']");
            for reason in [REASON, ""] {
                let fields = [
                    ("kind".to_owned(), "repeated".to_owned()),
                    ("other".to_owned(), earlier.to_string()),
                    (field.clone(), reason.to_owned()),
                ];
                let forged = token.clone().forge(&at(now), &fields, None);
                other.send(&forged).await.expect(StatusCode::NOT_FOUND);
            }
        }
        assert!(asides(&site, now).await.is_empty());
        // Nor what is no clue, or points to what they may not read.
        let token = form(&offered);
        let fields = |kind: &str, other: &str| {
            let id = if other.is_empty() { format!("reason-{kind}") } else { format!("reason-{kind}-{other}") };
            [("kind".to_owned(), kind.to_owned()), ("other".to_owned(), other.to_owned()), (id, REASON.to_owned())]
        };
        let nil = uuid::Uuid::nil().to_string();
        for (kind, other, status) in [
            ("gossip", "", StatusCode::BAD_REQUEST),
            ("repeated", "x", StatusCode::BAD_REQUEST),
            ("repeated", nil.as_str(), StatusCode::NOT_FOUND),
        ] {
            let forged = token.clone().forge(&at(now), &fields(kind, other), None);
            handler.send(&forged).await.expect(status);
        }
        assert!(asides(&site, now).await.is_empty());
    }

    async fn twice_is_once_and_what_is_gone_stays_where_it_is(site: Site) {
        answered(&site, asking(1, 0, TITLE, ""), "internal_affairs").await;
        let now = taken(&site, asking(2, 0, TITLE, "")).await;
        let mut handler = site.staff("handler").await;
        let page = handler.open(&at(now)).await;
        let field = reason(&form(&page));
        let sent = form(&page).set(&field, REASON);
        let mut other = handler.clone();
        let again = form(&page).set(&field, "另一个理由");
        let (one, two) = tokio::join!(handler.send(&sent), other.send(&again));
        assert_eq!((one.status, two.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
        assert_eq!(asides(&site, now).await.len(), 1, "one of both stands");
        let page = handler.open(&at(now)).await;
        let restore = page.form("section[aria-labelledby='asides'] form");
        handler.follow(&restore).await;
        handler.follow(&restore).await;
        assert!(asides(&site, now).await.is_empty());
        // Whoever has handed the case on sets nothing aside any more.
        let page = handler.open(&at(now)).await;
        let late = form(&page).set(&field, REASON);
        let reason = site.office.words("请丙办").unwrap();
        let order = gongkai::casework::Order::HandOver {
            department: site.here.department,
            handler: Some(site.here.account("colleague").id),
            reason,
        };
        site.order("handler", now, order).await.unwrap();
        handler.send(&late).await.expect(StatusCode::NOT_FOUND);
    }
}
