use axum::http::StatusCode;
use gongkai::password;
use gongkai::store::account;
use time::Duration;

use crate::both;
use crate::kit::browser::{Browser, Web};
use crate::store::world;

const PASSWORD: &str = "correct horse battery";

/// An agency whose handler can sign in; the user name.
async fn staff(web: &Web) -> String {
    let office = world::office(&web.test.db).await;
    let hash = password::hash(PASSWORD.to_owned()).await.unwrap();
    let tx = web.test.db.begin().await.unwrap();
    account::set_password(&tx, office.scope, office.handler, &hash, world::NOW)
        .await
        .unwrap();
    let accounts = account::list(&tx, office.scope).await.unwrap();
    tx.commit().await.unwrap();
    accounts
        .into_iter()
        .find(|account| account.id == office.handler)
        .unwrap()
        .username
}

async fn enter(browser: &mut Browser, username: &str, password: &str) -> crate::kit::browser::Answer {
    browser.get("/sign-in").await.expect(StatusCode::OK);
    browser
        .post(
            "/sign-in",
            &[
                ("username", username),
                ("password", password),
                ("next", "/desk/x?a=1"),
            ],
        )
        .await
}

both! {
    async fn the_right_password_lets_in_under_a_new_session(web: Web) {
        let username = staff(&web).await;
        let mut browser = web.browser();
        browser.get("/sign-in").await;
        let before = browser.cookie("gongkai").unwrap().to_owned();
        let answer = enter(&mut browser, &username, PASSWORD).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(answer.location(), "/desk/x?a=1");
        assert_ne!(browser.cookie("gongkai").unwrap(), before);
        browser.get("/sign-in").await.says("青石县住房和城乡建设局").says("退出登录");

        browser.post("/sign-out", &[]).await.expect(StatusCode::SEE_OTHER);
        let page = browser.get("/sign-in").await.says("您已退出登录");
        assert!(!page.body.contains("退出登录</button>"), "{}", page.body);
    }

    async fn a_wrong_name_and_a_wrong_password_look_alike_and_lock_alike(web: Web) {
        let username = staff(&web).await;
        for name in [username.as_str(), "nobody"] {
            let mut browser = web.browser();
            for _ in 0..5 {
                let page = enter(&mut browser, name, "wrong").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
                page.says("用户名或者口令不正确").says(&format!("value=\"{name}\""));
            }
            enter(&mut browser, name, PASSWORD).await.says("请在15分钟后再试");
        }
        web.clock.advance(Duration::minutes(16));
        enter(&mut web.browser(), &username, PASSWORD).await.expect(StatusCode::SEE_OTHER);
        enter(&mut web.browser(), "nobody", PASSWORD).await.says("用户名或者口令不正确");
    }

    async fn one_goes_back_to_pages_of_ours_only(web: Web) {
        let username = staff(&web).await;
        for next in ["https://evil.example/", "//evil.example", "/\\evil.example"] {
            let mut browser = web.browser();
            browser.get("/sign-in").await;
            let fields = [("username", username.as_str()), ("password", PASSWORD), ("next", next)];
            assert_eq!(browser.post("/sign-in", &fields).await.location(), "/desk", "{next}");
        }
    }

    async fn a_form_that_came_too_late_is_given_back_after_signing_in(web: Web) {
        let username = staff(&web).await;
        let mut browser = web.browser();
        let fields = [("note", "第一行\n\"></textarea>"), ("version", "3")];
        let page = browser.post("/desk/cases/1/note", &fields).await.expect(StatusCode::FORBIDDEN);
        let kept = page.body.split("name=\"kept\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let kept = kept.replace("&#x3D;", "=").replace("&amp;", "&");
        let fields = [("username", username.as_str()), ("password", PASSWORD), ("next", "/desk/cases/1/note"), ("kept", &kept)];
        let page = browser.post("/sign-in", &fields).await.expect(StatusCode::OK);
        page.says("action=\"/desk/cases/1/note\"")
            .says("第一行\n&quot;&gt;&lt;/textarea&gt;</textarea>")
            .says("name=\"version\"");
    }

    async fn an_account_that_is_switched_off_is_out_at_once(web: Web) {
        let office = world::office(&web.test.db).await;
        let hash = password::hash(PASSWORD.to_owned()).await.unwrap();
        let tx = web.test.db.begin().await.unwrap();
        account::set_password(&tx, office.scope, office.handler, &hash, world::NOW).await.unwrap();
        let accounts = account::list(&tx, office.scope).await.unwrap();
        tx.commit().await.unwrap();
        let mut browser = web.browser();
        enter(&mut browser, &accounts[0].username, PASSWORD).await.expect(StatusCode::SEE_OTHER);
        browser.get("/sign-in").await.says("退出登录</button>");
        let tx = web.test.db.begin().await.unwrap();
        account::set_active(&tx, office.scope, accounts[0].id, false).await.unwrap();
        tx.commit().await.unwrap();
        let page = browser.get("/sign-in").await;
        assert!(!page.body.contains("退出登录</button>"), "{}", page.body);
        enter(&mut browser, &accounts[0].username, PASSWORD).await.says("用户名或者口令不正确");
    }
}
