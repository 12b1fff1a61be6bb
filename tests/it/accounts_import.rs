//! 账号 out of a table: tried, then made of all rows or of the good ones.

use axum::http::StatusCode;
use encoding_rs::GB18030;
use gongkai::store::{self, Scope};

use crate::{
    both,
    kit::{browser::Browser, page::Page, site::Site},
};

const AT: &str = "/admin/accounts/import";
const BAD: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

const GOOD: &str = "用户名,姓名,内设机构,角色,电子邮箱\r\n\
                    wu,吴某,住房保障科,承办人、部门负责人,wu@example.gov.cn\r\n\
                    zheng,郑某,,收件登记,\r\n";

async fn try_out(browser: &mut Browser, table: &[u8]) -> Page {
    let form = browser.open(AT).await.form("main form[enctype]");
    browser.send(&form.attach("file", "人员.csv", table)).await
}

async fn usernames(site: &Site) -> Vec<String> {
    let scope = Scope::of(site.here.agency.id);
    let accounts = store::account::list(&site.office.db, scope).await.unwrap();
    accounts.into_iter().map(|account| account.username).collect()
}

fn table_of(page: &Page) -> String {
    let text = String::from_utf8(page.bytes.clone()).unwrap();
    text.strip_prefix('\u{feff}').unwrap().to_owned()
}

both! {
    async fn a_table_is_tried_and_then_every_row_becomes_an_account(site: Site) {
        let mut admin = site.staff("admin").await;
        let heads = table_of(&admin.open(&format!("{AT}/template.csv")).await);
        assert_eq!(heads, "\"用户名\",\"姓名\",\"内设机构\",\"角色\",\"电子邮箱\"\r\n");
        let before = usernames(&site).await;
        for table in [GOOD.as_bytes().to_vec(), format!("\u{feff}{GOOD}").into_bytes(), GB18030.encode(GOOD).0.into_owned()] {
            let page = try_out(&mut admin, &table).await.expect(StatusCode::OK);
            assert!(page.text("[role=status]").contains("可以导入2人，有问题的0人"), "{}", page.words());
            assert_eq!(page.texts("main tbody tr")[0], "2 wu 吴某 住房保障科 承办人、部门负责人 wu@example.gov.cn 可以导入");
        }
        assert_eq!(usernames(&site).await, before, "nothing is written yet");
        let page = try_out(&mut admin, GOOD.as_bytes()).await;
        let page = admin.send(&page.form("main form.admin-confirm")).await.expect(StatusCode::OK);
        assert!(page.words().contains("已新增2个账号"), "{}", page.words());
        let passwords = page.texts(".admin-secret");
        let file = admin.send(&page.form("main form[action$='/passwords']")).await.expect(StatusCode::OK);
        assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
        for (username, password) in ["wu", "zheng"].iter().zip(&passwords) {
            assert!(table_of(&file).contains(&format!("\"{username}\",")) && table_of(&file).contains(password.as_str()));
            let mut browser = site.browser();
            let form = browser.open("/sign-in").await.form("main form").set("username", username).set("password", password);
            browser.send(&form).await.expect(StatusCode::SEE_OTHER);
            assert_eq!(browser.get("/desk").await.location(), "/account");
        }
        let log = crate::accounts::log(&mut admin).await;
        assert!(log[0].contains("郑某（zheng）") && log[1].contains("吴某（wu）"), "{log:?}");
        assert!(!log.concat().contains(&passwords[0]));
    }

    async fn every_row_says_what_is_wrong_with_it_and_the_good_ones_can_be_taken(site: Site) {
        let mut admin = site.staff("admin").await;
        let table = "姓名,用户名,角色,内设机构,电子邮箱\n\
                     吴某,wu,承办人,住房保障科,\n\
                     郑某,wu,收件登记,,\n\
                     王某,qingxi-handler,收件登记,,\n\
                     =HYPERLINK(\"http://x\"),Wang,厂长,人事科,x@y\n\
                     ,,,,\n\
                     ,li,,,\n";
        let page = try_out(&mut admin, table.as_bytes()).await.expect(StatusCode::OK);
        assert!(page.text("[role=status]").contains("可以导入1人，有问题的4人"), "{}", page.words());
        let rows = page.texts("main tbody tr");
        for (row, says) in [
            (1, vec!["3 wu", "用户名：与表格第2行的用户名相同"]),
            (2, vec!["4 qingxi-handler", "用户名：这个用户名已被使用"]),
            (3, vec!["用户名：用户名应为", "姓名：姓名最多100个字", "内设机构：没有名为“人事科”", "角色：没有名为“厂长”", "电子邮箱：请填写一个电子邮箱"]),
            (4, vec!["7 li", "姓名：请填写姓名", "角色：请至少选择一个角色"]),
        ] {
            for says in says {
                assert!(rows[row].contains(says), "{says}: {}", rows[row]);
            }
        }
        let errors = table_of(&admin.send(&page.form("main form.admin-errors")).await.expect(StatusCode::OK));
        assert_eq!(errors.lines().count(), 5, "{errors}");
        assert!(errors.contains("\"'=HYPERLINK"), "no program takes it for a formula: {errors}");
        let page = admin.send(&page.form("main form.admin-confirm")).await.expect(StatusCode::OK);
        assert!(page.words().contains("已新增1个账号"), "{}", page.words());
        assert!(usernames(&site).await.contains(&"wu".to_owned()));
    }

    async fn what_changed_since_it_was_tried_is_shown_and_nothing_is_made(site: Site) {
        let (mut one, mut two) = (site.staff("admin").await, site.staff("all").await);
        let tried = try_out(&mut one, GOOD.as_bytes()).await.form("main form.admin-confirm");
        let other = try_out(&mut two, "用户名,姓名,角色\nwu,另一人,主管部门监督人员\n".as_bytes()).await;
        two.send(&other.form("main form.admin-confirm")).await.expect(StatusCode::OK);
        let page = one.send(&tried).await.expect(StatusCode::CONFLICT);
        assert!(page.text("[role=alert]").contains("没有导入任何账号"), "{}", page.words());
        assert!(page.text("[role=status]").contains("可以导入1人，有问题的1人"));
        assert!(!usernames(&site).await.contains(&"zheng".to_owned()));
        one.send(&page.form("main form.admin-confirm")).await.expect(StatusCode::OK);
        assert!(usernames(&site).await.contains(&"zheng".to_owned()));
    }

    async fn what_is_no_such_table_is_refused_at_the_field(site: Site) {
        let mut admin = site.staff("admin").await;
        let many = "u,某某,收件登记\n".repeat(201);
        let large = vec![b'a'; 1024 * 1024 + 1];
        for (table, says) in [
            (b"PK\x03\x04\xff\xff\xff".to_vec(), "编码不是"),
            (b"".to_vec(), "没有人员"),
            ("用户名,姓名,角色\n".as_bytes().to_vec(), "没有人员"),
            ("用户名,口令\na,b\n".as_bytes().to_vec(), "不认识列“口令”"),
            ("用户名,姓名\na,b\n".as_bytes().to_vec(), "缺少这些列：角色"),
            ("用户名,姓名,角色\na,b,c,d\n".as_bytes().to_vec(), "第2行的格数"),
            (format!("用户名,姓名,角色\n{many}").into_bytes(), "超过200人"),
            (large, "文件太大"),
        ] {
            let page = try_out(&mut admin, &table).await.expect(BAD);
            assert!(page.text("#file-error").contains(says), "{says}: {}", page.text("#file-error"));
        }
        let form = admin.open(AT).await.form("main form[enctype]");
        let page = admin.send(&form).await.expect(BAD);
        assert!(page.text("#file-error").contains("请选择一个文件"));
        // What no page of ours has written.
        let forged = form.forge(&format!("{AT}/confirm"), &[("table".to_owned(), "[]".to_owned()), ("good".to_owned(), "0".to_owned())], None);
        admin.send(&forged).await.expect(StatusCode::BAD_REQUEST);
    }
}
