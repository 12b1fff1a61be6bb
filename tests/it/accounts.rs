//! 账号: made, changed and switched off by an administrator, black box.

use axum::http::StatusCode;
use gongkai::{
    domain::id::AccountId,
    store::{self, Scope},
};

use crate::{
    both,
    kit::{browser::Browser, bureau::PASSWORD, form::Form, page::Page, site::Site},
};

const BAD: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const LED: StatusCode = StatusCode::SEE_OTHER;
const OWN_PASSWORD: &str = "只有我自己知道的口令";

fn at(id: AccountId) -> String {
    format!("/admin/accounts/{id}")
}

/// The form of a person's part of the account.
fn person(page: &Page) -> Form {
    page.form("main form.admin-form")
}

async fn sign_in(site: &Site, username: &str, password: &str) -> (Browser, Page) {
    let mut browser = site.browser();
    let form = browser.open("/sign-in").await.form("main form");
    let answer = browser
        .send(&form.set("username", username).set("password", password))
        .await;
    (browser, answer)
}

/// What the list of changes says, the newest first.
pub(crate) async fn log(browser: &mut Browser) -> Vec<String> {
    let page = browser.open("/admin/log").await;
    page.texts("main tbody tr")
}

both! {
    async fn somebody_new_gets_a_password_once_and_changes_it_before_anything_else(site: Site) {
        let mut admin = site.staff("admin").await;
        let form = person(&admin.open("/admin/accounts/new").await);
        let form = form.set("username", "zhou.xin").set("name", "周欣").set("department", &site.here.department.to_string());
        let form = form.tick("roles", "handler").tick("roles", "intake_clerk").set("email", "zhou@example.gov.cn");
        let page = admin.send(&form).await.expect(StatusCode::OK);
        let password = page.text(".admin-first-password");
        assert!(page.words().contains("只显示这一次") && page.words().contains("周欣（用户名 zhou.xin）"), "{}", page.words());
        assert_eq!(page.headers["cache-control"], "no-store");

        let list = admin.open("/admin/accounts?words=zhou").await;
        let row = list.text("main tbody tr");
        assert_eq!(row, "周欣 初始口令尚未修改 zhou.xin 住房保障科 收件登记、承办人 从未登录");
        let entry = &log(&mut admin).await[0];
        for says in ["管理员壬", "账号 周欣（zhou.xin）", "角色：收件登记、承办人", "内设机构：住房保障科", "电子邮箱：zhou@example.gov.cn", "口令：重新设定（内容不记录）"] {
            assert!(entry.contains(says), "{says}: {entry}");
        }
        assert!(!entry.contains(&password));

        let (mut zhou, answer) = sign_in(&site, "zhou.xin", &password).await;
        answer.expect(LED);
        for path in ["/desk", "/desk/register", "/desk/reminders"] {
            assert_eq!(zhou.get(path).await.expect(LED).location(), "/account", "{path}");
        }
        let page = zhou.open("/account").await;
        assert!(page.text("#first-password").contains("请先改成只有您自己知道的口令"));
        assert!(!page.has("form.gk-account-email"), "only the password can be changed");
        let form = page.form("main form.gk-account-password").set("old", &password);
        let same = zhou.send(&form.clone().set("new", &password).set("again", &password)).await.expect(BAD);
        assert!(same.text("#new-error").contains("不能与现在的口令相同"));
        let page = zhou.follow(&form.set("new", OWN_PASSWORD).set("again", OWN_PASSWORD)).await;
        assert_eq!(page.path, "/desk");
        assert!(!zhou.open("/account").await.has("#first-password"));
        assert!(!admin.open("/admin/accounts?words=zhou").await.words().contains("初始口令尚未修改"));
    }

    async fn what_is_wrong_is_said_at_the_field_and_what_was_typed_is_kept(site: Site) {
        let mut admin = site.staff("admin").await;
        let form = person(&admin.open("/admin/accounts/new").await);
        let page = admin.send(&form.clone().set("username", "Zhou").set("email", "a@b")).await.expect(BAD);
        let links = page.attributes(".govuk-error-summary__list a", "href");
        assert_eq!(links, ["#username", "#name", "#roles", "#email"]);
        assert_eq!(person(&page).value("username"), "Zhou");
        for (name, value, role, id, says) in [
            ("username", "qingxi-handler", "supervisor", "username", "已被使用"),
            // In another agency: the name is what people sign in with.
            ("username", &site.elsewhere.account("clerk").username, "supervisor", "username", "已被使用"),
            ("name", "=cmd|' /C calc'!A0", "supervisor", "name", "不能以“=”"),
            ("name", "周\u{202e}欣", "supervisor", "name", "姓名最多100个字"),
            ("email", "", "handler", "department", "承办人应当属于一个内设机构"),
        ] {
            let form = form.clone().set("username", "zhou").set("name", "周欣").set(name, value).tick("roles", role);
            let page = admin.send(&form).await.expect(BAD);
            let said = page.text(&format!("#{id}-error"));
            assert!(said.contains(says), "{said}");
            assert!(person(&page).value("roles") == role, "what was ticked is kept");
        }
        let forged = form.set("username", "zhou").set("name", "周欣").tick("roles", "handler");
        let forged = forged.forge("/admin/accounts/new", &[
            ("username".to_owned(), "zhou".to_owned()), ("name".to_owned(), "周欣".to_owned()),
            ("department".to_owned(), site.elsewhere.department.to_string()), ("roles".to_owned(), "handler".to_owned()),
        ], None);
        let page = admin.send(&forged).await.expect(BAD);
        assert!(page.text("#department-error").contains("没有名为"), "another agency's department");
    }

    async fn a_change_is_noted_with_before_and_after_and_holds_at_once(site: Site) {
        let mut admin = site.staff("admin").await;
        let mut handler = site.staff("handler").await;
        handler.open("/desk").await;
        let id = site.here.account("handler").id;
        let form = person(&admin.open(&at(id)).await);
        let form = form.set("name", "承办人新名").set("department", &site.here.other_department.to_string()).tick("roles", "legal_reviewer");
        let page = admin.follow(&form).await;
        assert!(page.words().contains("已保存"), "{}", page.words());
        let entry = &log(&mut admin).await[0];
        for says in [
            "账号 承办人乙（qingxi-handler）", "名称：由“承办人乙”改为“承办人新名”", "内设机构：由“住房保障科”改为“建设管理科”",
            "角色：由“承办人”改为“承办人、法制审核员”",
        ] {
            assert!(entry.contains(says), "{says}: {entry}");
        }
        assert!(!entry.contains("电子邮箱") && !entry.contains("启用"), "only what changed: {entry}");
        assert!(handler.open("/account").await.words().contains("法制审核员"));
        handler.open("/review").await;
        // Nothing changed leaves no trace.
        let before = log(&mut admin).await.len();
        let form = person(&admin.open(&at(id)).await);
        admin.follow(&form).await;
        assert_eq!(log(&mut admin).await.len(), before);
    }

    async fn nobody_locks_themselves_out_and_the_last_administrator_stays(site: Site) {
        let (mut admin, mut all) = (site.staff("admin").await, site.staff("all").await);
        let (own, other) = (site.here.account("admin").id, site.here.account("all").id);
        let page = admin.open(&at(own)).await;
        assert!(!page.has("form[action$='/password']") && !page.has("a[href$='/off']"), "{}", page.words());
        let form = person(&page);
        let demoted = form.clone().forge(&at(own), &[
            ("name".to_owned(), "管理员壬".to_owned()), ("roles".to_owned(), "supervisor".to_owned()), ("version".to_owned(), form.value("version").to_owned()),
        ], None);
        let page = admin.send(&demoted).await.expect(BAD);
        assert!(page.text("#roles-error").contains("不能取消自己的系统管理员角色"));
        let version = [("version".to_owned(), form.value("version").to_owned())];
        let page = admin.send(&form.clone().forge(&format!("{}/off", at(own)), &version, None)).await.expect(BAD);
        assert!(page.text("[role=alert]").contains("不能停用自己的账号"));
        admin.send(&form.forge(&format!("{}/password", at(own)), &version, None)).await.expect(StatusCode::FORBIDDEN);

        // The other one is switched off while they look at this one: they may do nothing any more.
        let late = all.open(&format!("{}/off", at(own))).await.form("main form[action$='/off']");
        let off = admin.open(&format!("{}/off", at(other))).await.form("main form[action$='/off']");
        admin.follow(&off).await;
        all.send(&late).await.expect(LED);
        assert!(site.staff("admin").await.open("/admin").await.has("a[href='/admin/accounts']"));
        let scope = Scope::of(site.here.agency.id);
        assert!(store::account::get(&site.office.db, scope, own).await.unwrap().unwrap().active);
    }

    async fn the_second_of_two_administrators_sees_what_the_first_did(site: Site) {
        let (mut one, mut two) = (site.staff("admin").await, site.staff("all").await);
        let id = site.here.account("handler").id;
        let late = person(&two.open(&at(id)).await).set("name", "第二个名字");
        let late_off = two.open(&format!("{}/off", at(id))).await.form("main form[action$='/off']");
        let late_reset = two.open(&at(id)).await.form("main form[action$='/password']");
        one.follow(&person(&one.clone().open(&at(id)).await).set("name", "第一个名字")).await;
        let page = two.send(&late).await.expect(StatusCode::CONFLICT);
        assert!(page.text("[role=alert]").contains("姓名 第一个名字"), "{}", page.words());
        assert_eq!(person(&page).value("name"), "第二个名字", "what was typed is kept");
        assert!(two.send(&late_off).await.expect(StatusCode::CONFLICT).text("[role=alert]").contains("第一个名字"));
        two.send(&late_reset).await.expect(StatusCode::CONFLICT);
        // Who has read that may still save.
        two.follow(&person(&page)).await;
        assert!(one.open(&at(id)).await.text("h1").contains("第二个名字"));
    }

    async fn before_an_account_is_switched_off_its_work_is_told_and_then_it_is_out_at_once(site: Site) {
        site.in_hand(1).await;
        let reviewed = site.in_hand(2).await;
        site.submit(reviewed, "state_secret").await;
        let mut handler = site.staff("handler").await;
        let mut admin = site.staff("admin").await;
        let id = site.here.account("handler").id;
        let page = admin.open(&format!("{}/off", at(id))).await;
        assert!(page.text("#work").contains("承办的未办结办件2件"), "{}", page.words());
        assert!(!page.has("#work a"), "who is not on the desk is led nowhere");
        let mut all = site.staff("all").await;
        let link = all.open(&format!("{}/off", at(id))).await.attributes("#work a", "href");
        let queue = all.open(&link[0]).await;
        assert_eq!(queue.texts("main tbody tr").len(), 2, "{}", queue.words());
        let secrets = admin.open(&format!("{}/off", at(site.here.account("secrets").id))).await;
        assert!(secrets.text("#work").contains("正在等待审核的答复1件"), "{}", secrets.words());
        assert!(!secrets.has("#unstaffed"), "somebody else may review");

        let page = admin.follow(&page.form("main form[action$='/off']")).await;
        assert!(page.words().contains("已停用承办人乙的账号"), "{}", page.words());
        handler.get("/desk").await.expect(LED);
        let (_, answer) = sign_in(&site, "qingxi-handler", PASSWORD).await;
        answer.expect(BAD);
        let list = admin.open("/admin/accounts").await;
        assert!(list.text("[role=status]").contains("停用的1个"));
        assert_eq!(list.texts("main table").len(), 2, "apart from those who may sign in");
        let history = all.open(&format!("/desk/cases/{reviewed}")).await;
        assert!(history.words().contains("承办人乙"), "history keeps the name");
        let on = admin.open(&at(id)).await.form("main form[action$='/on']");
        admin.follow(&on).await;
        let (_, answer) = sign_in(&site, "qingxi-handler", PASSWORD).await;
        answer.expect(LED);
    }

    async fn a_step_that_nobody_could_take_any_more_is_told(site: Site) {
        let mut admin = site.staff("admin").await;
        let off = async |admin: &mut Browser, person: &str| {
            let page = admin.open(&format!("{}/off", at(site.here.account(person).id))).await;
            admin.follow(&page.form("main form[action$='/off']")).await;
        };
        off(&mut admin, "all").await;
        let page = admin.open(&format!("{}/off", at(site.here.account("lawyer").id))).await;
        assert!(page.text("#unstaffed").contains("法制审核"), "{}", page.words());
        let form = person(&admin.open(&at(site.here.account("lawyer").id)).await).set("roles", "supervisor");
        let page = admin.follow(&form).await;
        assert!(page.text("[role=alert]").contains("没有人可以办理的步骤：法制审核"), "{}", page.words());
    }

    async fn a_lost_password_is_reset_and_a_lock_is_lifted(site: Site) {
        let mut admin = site.staff("admin").await;
        let mut handler = site.staff("handler").await;
        let id = site.here.account("handler").id;
        for _ in 0..5 {
            sign_in(&site, "qingxi-handler", "wrong password").await.1.expect(BAD);
        }
        sign_in(&site, "qingxi-handler", PASSWORD).await.1.expect(BAD);
        let page = admin.open(&at(id)).await;
        assert!(page.words().contains("暂停登录"), "{}", page.words());
        let page = admin.follow(&page.form("main form[action$='/unlock']")).await;
        assert!(!page.has("main form[action$='/unlock']"));
        sign_in(&site, "qingxi-handler", PASSWORD).await.1.expect(LED);

        site.clock.advance(time::Duration::minutes(1));
        let reset = admin.open(&at(id)).await.form("main form[action$='/password']");
        let page = admin.send(&reset).await.expect(StatusCode::OK);
        let password = page.text(".admin-first-password");
        assert!(handler.get("/desk").await.expect(LED).location().starts_with("/sign-in"), "signed out");
        sign_in(&site, "qingxi-handler", PASSWORD).await.1.expect(BAD);
        let (mut handler, answer) = sign_in(&site, "qingxi-handler", &password).await;
        answer.expect(LED);
        assert_eq!(handler.get("/desk").await.expect(LED).location(), "/account");
        // The same form again shows no second password.
        admin.send(&reset).await.expect(StatusCode::CONFLICT);
        let log = log(&mut admin).await;
        assert!(log[0].contains("口令：重新设定") && log[1].contains("暂停登录：由“是”改为“否”"), "{log:?}");
    }

    async fn another_agencys_account_is_not_there(site: Site) {
        let mut admin = site.staff("admin").await;
        let id = site.elsewhere.account("handler").id;
        admin.get(&at(id)).await.expect(StatusCode::NOT_FOUND);
        let form = person(&admin.open("/admin/accounts/new").await);
        for path in ["", "/password", "/unlock", "/off", "/on"] {
            let fields = [("version".to_owned(), "1".to_owned()), ("name".to_owned(), "某某".to_owned()), ("roles".to_owned(), "supervisor".to_owned())];
            let form = form.clone().forge(&format!("{}{path}", at(id)), &fields, None);
            admin.send(&form).await.expect(StatusCode::NOT_FOUND);
        }
        assert!(!admin.open("/admin/accounts").await.words().contains(&site.elsewhere.account("handler").username));
    }
}
