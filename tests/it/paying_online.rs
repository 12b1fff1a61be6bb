//! 网上缴费: an order at a stand-in platform, the way there and back, what the platform tells, and what is made of it.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use gongkai::{
    casework::Order,
    domain::{
        account::ActorRef,
        clock::{self, ClockState},
        id::CaseId,
    },
    store::{
        self, Scope,
        fee_order::{FeeOrder, OrderState},
    },
};
use serde_json::{Value, json};
use time::{Duration, macros::date};
use tower::ServiceExt as _;

use crate::{
    both,
    kit::{
        browser::Browser,
        page::Page,
        treasury::{PayingSite, signature},
    },
    payment::{asked, at},
};

const BEGIN: &str = "form[action$='/payment/online']";

async fn begin(browser: &mut Browser, case: CaseId) -> Page {
    let form = browser.open(&at(case)).await.form(BEGIN);
    browser.follow(&form).await
}

async fn orders(site: &PayingSite, case: CaseId) -> Vec<FeeOrder> {
    let scope = Scope::of(site.here.agency.id);
    store::fee_order::of_case(&site.office.db, scope, case)
        .await
        .unwrap()
}

/// Tells the program something, signed so many seconds ago; the status of its answer.
async fn tell(site: &PayingSite, body: &Value, seconds_ago: i64, is_signed: bool) -> StatusCode {
    let body = serde_json::to_vec(body).unwrap();
    let at = (site.office.now().unix_timestamp() - seconds_ago).to_string();
    let signed = if is_signed {
        signature("msg", &at, &body)
    } else {
        signature("other", &at, &body)
    };
    let request = Request::post("/payments/notified")
        .header("content-type", "application/json")
        .header("webhook-id", "msg")
        .header("webhook-timestamp", at)
        .header("webhook-signature", signed)
        .body(Body::from(body))
        .unwrap();
    site.router.clone().oneshot(request).await.unwrap().status()
}

fn paid() -> Value {
    json!({"state": "paid", "yuan": 200, "paid_on": "2026-11-21", "reference": "F0001"})
}

both! {
    async fn a_fee_is_paid_online_and_recorded_by_what_the_platform_confirms(site: PayingSite) {
        let (mut browser, case) = asked(&site, 12).await;
        let page = begin(&mut browser, case).await;
        let links = page.attributes("a[href^='https://pay.example.cn/']", "href");
        assert_eq!(links.len(), 1, "{}", page.words());
        let put = site.platform.orders();
        let [order] = put.as_slice() else { panic!("{put:?}") };
        assert_eq!(order["yuan"], 200);
        assert_eq!(order["notify_url"], "https://gongkai.example.cn/payments/notified");
        assert_eq!(order["return_url"], format!("https://gongkai.example.cn/track/case/{case}/payment/return"));
        for hidden in ["林", "990101199001010019"] {
            assert!(!order.to_string().contains(hidden), "{order}");
        }
        let back = browser.get(&format!("{}/return", at(case))).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(back.location(), at(case));
        assert!(browser.open(&at(case)).await.words().contains("还没有收到"), "coming back proves nothing");
        assert!(site.case(case).await.paid.is_none());

        let id = order["order"].as_str().unwrap();
        let hint = json!({"order": id, "yuan": 200});
        assert_eq!(tell(&site, &hint, 0, true).await, StatusCode::NO_CONTENT);
        assert!(site.case(case).await.paid.is_none(), "what is told is not believed: the platform says open");
        site.clock.advance(Duration::days(1));
        site.platform.says(&paid());
        for (told, ago, is_signed) in [(&hint, 0, false), (&hint, 301, true), (&json!({"order": id, "yuan": 100}), 0, true)] {
            assert_eq!(tell(&site, told, ago, is_signed).await, StatusCode::NOT_FOUND);
        }
        assert!(site.case(case).await.paid.is_none());
        assert_eq!(tell(&site, &hint, 0, true).await, StatusCode::NO_CONTENT);
        let stands = site.case(case).await;
        assert_eq!(stands.paid.unwrap().paid_on, date!(2026 - 11 - 21));
        assert_eq!(clock::of(&stands, &site.office.law()).state, ClockState::Running);
        let scope = Scope::of(site.here.agency.id);
        let history = store::case::load_events(&site.office.db, scope, case).await.unwrap();
        assert_eq!(history.last().unwrap().actor, ActorRef::Program);
        assert_eq!(tell(&site, &hint, 0, true).await, StatusCode::NO_CONTENT, "told twice");
        assert_eq!(site.case(case).await.version, stands.version, "recorded once");
        let kept = orders(&site, case).await;
        assert_eq!((kept.len(), kept[0].state, kept[0].recorded_at.is_some()), (1, OrderState::Paid, true));
        assert_eq!(browser.open(&at(case)).await.text(".portal-status-name"), "已经缴清");
        site.assert_sound().await;
    }

    async fn one_order_is_open_and_the_job_asks_until_it_is_paid(site: PayingSite) {
        let (mut browser, case) = asked(&site, 12).await;
        site.platform.is_away(true);
        let away = begin(&mut browser, case).await;
        assert!(away.words().contains("现在连不上缴费平台"), "{}", away.words());
        site.platform.is_away(false);
        let form = browser.open(&at(case)).await.form(BEGIN);
        browser.follow(&form).await;
        browser.follow(&form).await;
        assert_eq!((site.platform.orders().len(), orders(&site, case).await.len()), (1, 1));
        let calls = site.platform.calls();
        site.run_jobs().await;
        assert_eq!(site.platform.calls(), calls, "it was asked just now");
        site.clock.advance(Duration::days(1));
        for unfit in [json!({"state": "paid", "yuan": 100, "paid_on": "2026-11-21"}), json!({"state": "paid", "yuan": 200})] {
            site.platform.says(&unfit);
            site.clock.advance(Duration::minutes(11));
            site.run_jobs().await;
            assert!(site.case(case).await.paid.is_none(), "{unfit}");
        }
        site.platform.says(&paid());
        site.clock.advance(Duration::minutes(11));
        site.run_jobs().await;
        assert!(site.case(case).await.paid.is_some());
        let calls = site.platform.calls();
        site.clock.advance(Duration::days(1));
        site.run_jobs().await;
        assert_eq!(site.platform.calls(), calls, "what is paid is not asked for any more");
    }

    async fn what_the_case_does_not_take_is_kept_and_told(site: PayingSite) {
        let (mut browser, case) = asked(&site, 12).await;
        begin(&mut browser, case).await;
        site.order("clerk", case, Order::RecordPayment { paid_on: site.office.today(), yuan: 200 }).await.unwrap();
        site.platform.says(&paid());
        site.clock.advance(Duration::days(1));
        let version = site.case(case).await.version;
        site.run_jobs().await;
        assert_eq!(site.case(case).await.version, version);
        let kept = orders(&site, case).await;
        assert_eq!((kept[0].state, kept[0].recorded_at), (OrderState::Paid, None));
        let mut stranger = site.browser();
        assert_eq!(stranger.get(&format!("{}/return", at(case))).await.status, StatusCode::NOT_FOUND);
    }
}
