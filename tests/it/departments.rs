//! 内设机构, as an administrator looks after them.

use axum::http::StatusCode;
use gongkai::domain::id::DepartmentId;

use crate::{accounts::log, both, kit::site::Site};

const AT: &str = "/admin/departments";
const BAD: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

fn at(id: DepartmentId) -> String {
    format!("{AT}/{id}")
}

both! {
    async fn departments_are_added_renamed_and_put_in_order(site: Site) {
        let mut admin = site.staff("admin").await;
        let form = admin.open(AT).await.form("main form.admin-form");
        let page = admin.follow(&form.clone().set("name", "办公室")).await;
        let names = |page: &crate::kit::page::Page| page.texts("main tbody th");
        assert_eq!(names(&page), ["住房保障科", "建设管理科", "办公室"]);
        for (name, says) in [("", "请填写名称"), ("办公室", "已有同名"), ("办\u{200b}公室", "请填写名称")] {
            let page = admin.send(&form.clone().set("name", name)).await.expect(BAD);
            assert!(page.text("#name-error").contains(says), "{}", page.text("#name-error"));
            assert_eq!(page.form("main form.admin-form").value("name"), name);
        }
        let up = admin.open(AT).await.form("main tr:nth-child(3) form").press("up");
        let page = admin.follow(&up).await;
        assert_eq!(names(&page), ["住房保障科", "办公室", "建设管理科"]);
        let form = admin.open(&at(site.here.department)).await.form("main form.admin-form");
        let page = admin.follow(&form.set("name", "住房保障处")).await;
        assert_eq!(names(&page)[0], "住房保障处");
        let log = log(&mut admin).await;
        for (entry, says) in [
            (0, "名称：由“住房保障科”改为“住房保障处”"), (1, "次序：由“3”改为“2”"), (2, "名称：办公室"),
        ] {
            assert!(log[entry].contains(says), "{says}: {log:?}");
        }
    }

    async fn one_that_is_in_use_is_not_switched_off_and_one_that_is_off_takes_nothing_in(site: Site) {
        let case = site.in_hand(1).await;
        let mut admin = site.staff("admin").await;
        let off = format!("main form[action='{}/off']", at(site.here.department));
        let page = admin.open(&at(site.here.department)).await;
        let page = admin.send(&page.form(&off)).await.expect(BAD);
        let said = page.text("#in-use");
        assert!(said.contains("未办结的办件1件") && said.contains("承办人乙、") && said.contains("请先"), "{said}");
        // The other one is emptied first.
        let stranger = site.here.account("stranger").id;
        let page = admin.open(&format!("/admin/accounts/{stranger}/off")).await;
        admin.follow(&page.form("main form[action$='/off']")).await;
        let page = admin.open(&at(site.here.other_department)).await;
        let page = admin.follow(&page.form("main form[action$='/off']")).await;
        assert!(page.words().contains("建设管理科 已停用"), "{}", page.words());
        assert!(log(&mut admin).await[0].contains("启用：由“是”改为“否”"));
        let mut clerk = site.staff("clerk").await;
        let page = clerk.open(&format!("/desk/cases/{case}")).await;
        assert!(!page.attributes("option", "value").contains(&site.here.other_department.to_string()), "nothing goes there");
        let page = admin.open("/admin/accounts/new").await;
        assert!(!page.attributes("option", "value").contains(&site.here.other_department.to_string()));
        let on = admin.open(&at(site.here.other_department)).await.form("main form[action$='/on']");
        admin.follow(&on).await;
        let page = admin.open("/admin/accounts/new").await;
        assert!(page.attributes("option", "value").contains(&site.here.other_department.to_string()));
    }

    async fn the_second_of_two_administrators_sees_the_new_name(site: Site) {
        let (mut one, mut two) = (site.staff("admin").await, site.staff("all").await);
        let form = |page: crate::kit::page::Page| page.form("main form.admin-form");
        let late = form(two.open(&at(site.here.department)).await).set("name", "第二个名称");
        one.follow(&form(one.clone().open(&at(site.here.department)).await).set("name", "第一个名称")).await;
        let page = two.send(&late).await.expect(StatusCode::CONFLICT);
        assert!(page.text("[role=alert]").contains("第一个名称"), "{}", page.words());
        assert_eq!(page.form("main form.admin-form").value("name"), "第二个名称");
        two.follow(&page.form("main form.admin-form")).await;
        let elsewhere = at(site.elsewhere.department);
        one.get(&elsewhere).await.expect(StatusCode::NOT_FOUND);
    }
}
