//! 管理日志: every setting that an administrator changes stands in it, with before and after; nothing is altered in it.

use axum::http::StatusCode;
use gongkai::{
    casework::audit::{self, Giver},
    domain::audit::{Change, Matter, Part},
    store::{self, Connection, Scope},
};

use crate::{
    accounts::log,
    both,
    calendar::load_2027,
    delegation::stands_in,
    kit::{browser::Browser, seal::image, site::Site},
};

/// Sets some fields of a form and sends it.
async fn save(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) {
    let form = browser.open(path).await.form("main form");
    let form = fields
        .iter()
        .fold(form, |form, (name, value)| form.set(name, value));
    browser.send(&form).await.expect(StatusCode::SEE_OTHER);
}

both! {
    async fn every_setting_that_there_was_before_is_noted_as_well(site: Site) {
        let mut admin = site.staff("admin").await;
        save(&mut admin, "/admin/numbers/pattern", &[("pattern", "新公开〔{year}〕{serial}号-{suffix}")]).await;
        assert!(log(&mut admin).await[0].contains("文号格式：由“QXZJ公开〔{year}〕{serial}号-{suffix}”改为“新公开〔{year}〕{serial}号-{suffix}”"));
        save(&mut admin, "/admin/numbers/kinds/reply_withheld", &[("suffix", "拒"), ("series", "notice")]).await;
        let entry = &log(&mut admin).await[0];
        assert!(entry.contains("文号 答复书（不予公开）") && entry.contains("种类字样：由“答”改为“拒”") && entry.contains("序列：由“答复”改为“程序性文书”"), "{entry}");
        save(&mut admin, "/admin/numbers/begin/reply", &[("begin", "121"), ("reason", "纸质登记簿用到第120号")]).await;
        let entry = &log(&mut admin).await[0];
        assert!(entry.contains("下一个序号：由“1”改为“121”") && entry.contains("原因：纸质登记簿用到第120号"), "{entry}");

        let form = admin.open("/admin/seal").await.form("form[enctype]").set("size", "45");
        admin.send(&form.attach("file", "印章.png", &image(600, 0))).await.expect(StatusCode::SEE_OTHER);
        assert!(log(&mut admin).await[0].contains("直径（毫米）：45"));
        let removed = admin.open("/admin/seal").await.form("form[action='/admin/seal/remove']");
        admin.send(&removed).await.expect(StatusCode::SEE_OTHER);
        assert!(log(&mut admin).await[0].contains("直径（毫米）：去掉“45”"));

        let form = admin.open("/admin/templates/reply_disclosed").await.form("main form.admin-template");
        let changed = form.value("source").replace("<paragraph>本机关于", "<paragraph>感谢来信。本机关于");
        let form = form.set("source", &changed).set("note", "加上称呼").press("save");
        let saved = admin.send(&form).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.words());
        let entry = &log(&mut admin).await[0];
        assert!(entry.contains("文书模板") && entry.contains("版次：1") && entry.contains("原因：加上称呼"), "{entry}");

        stands_in(&site, "lawyer", "leader").await;
        let page = admin.open("/admin/delegations").await;
        let end = page.attributes("main form[action$='/end']", "action");
        let form = page.form(&format!("main form[action='{}']", end[0]));
        admin.send(&form).await.expect(StatusCode::SEE_OTHER);
        let entry = &log(&mut admin).await[0];
        assert!(entry.contains("外出代行") && entry.contains("去掉“局领导庚”") && entry.contains("去掉“法制员己”"), "{entry}");

        load_2027(&site.office).await;
        let entry = &log(&mut admin).await[0];
        assert!(entry.contains("系统运维人员") && entry.contains("工作日历 2027"), "{entry}");
        let mut there = site.staff_of(&site.elsewhere, "admin").await;
        let theirs = log(&mut there).await;
        assert!(theirs.len() == 1 && theirs[0].contains("工作日历 2027"), "only what concerns them: {theirs:?}");
    }

    async fn the_review_chain_is_noted_with_its_steps(site: Site) {
        let mut admin = site.staff("admin").await;
        let form = admin.open("/admin/review/edit").await.form("main form");
        let page = admin.send(&form.set("name-confidentiality", "保密初审").press("try")).await.expect(StatusCode::OK);
        let saved = admin.send(&page.form("main form").set("because", "名称与制度一致")).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.words());
        let entry = &log(&mut admin).await[0];
        assert!(entry.contains("步骤：由“保密审查、法制审核、签发”改为“保密初审、法制审核、签发”"), "{entry}");
        assert!(entry.contains("原因：名称与制度一致"), "{entry}");
    }

    async fn the_list_is_read_in_pages_and_by_what_and_who(site: Site) {
        let scope = Scope::of(site.here.agency.id);
        let tx = site.office.db.begin().await.unwrap();
        let admin = site.here.officer("admin");
        for n in 0..120_i64 {
            let (matter, giver) = if n % 3 == 0 { (Matter::Seal, Giver::Operator) } else { (Matter::Agency, Giver::Officer(&admin)) };
            let change = Change::of(matter, format!("第{n}次")).set(Part::Version, Some(n));
            audit::note(&site.office, &tx, scope, giver, change).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut browser = site.staff("admin").await;
        let mut page = browser.open("/admin/log").await;
        let mut seen = page.texts("main tbody tr");
        assert!(!page.has("a[rel=prev]"));
        while let Some(next) = page.attributes("a[rel=next]", "href").first() {
            page = browser.open(next).await;
            seen.extend(page.texts("main tbody tr"));
        }
        assert_eq!(seen.len(), 120, "every entry stands on one page");
        for (n, row) in (0..120).rev().zip(&seen) {
            assert!(row.contains(&format!("第{n}次")), "the newest first: {row}");
        }
        assert_eq!(page.attributes("a[rel=prev]", "href").len(), 1);
        let form = browser.open("/admin/log").await.form("form.desk-filter");
        let by = form.clone().set("matter", "seal").set("by", "operator");
        let page = browser.open(&format!("/admin/log?matter={}&by={}", by.value("matter"), by.value("by"))).await;
        assert_eq!(page.texts("main tbody tr").len(), 40);
        let nobody = site.here.account("all").id;
        assert!(browser.open(&format!("/admin/log?by={nobody}")).await.words().contains("没有符合条件的修改记录"));
    }

    async fn nothing_is_altered_in_it(site: Site) {
        let scope = Scope::of(site.here.agency.id);
        let tx = site.office.db.begin().await.unwrap();
        let change = Change::of(Matter::Seal, "").set(Part::Version, Some(1_i64));
        audit::note(&site.office, &tx, scope, Giver::Operator, change).await.unwrap();
        tx.commit().await.unwrap();
        for sql in ["DELETE FROM admin_change", "UPDATE admin_change SET subject = 'x'"] {
            let tx = site.office.db.begin().await.unwrap();
            let refused = tx.execute_unprepared(sql).await.unwrap_err();
            assert!(refused.to_string().contains("what was changed stays on record"), "{refused}");
        }
        let found = store::audit::list(&site.office.db, Scope::of(site.elsewhere.agency.id), store::audit::Which::default(), 10).await.unwrap();
        assert_eq!(found, []);
    }
}
