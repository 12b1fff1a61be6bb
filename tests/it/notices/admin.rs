//! The page on which administrators see what could not be sent, and see to it; and what the page of a case says.

use axum::http::StatusCode;
use gongkai::store::outbox::Which;

use super::messages;
use crate::{
    both,
    kit::{
        postal::{ADDRESS, Postal, PostalSite},
        premises::run_jobs,
        site::Site,
        smtp::Mood,
    },
};

const BAD: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const PAGE: &str = "/admin/messages";

/// A site on which two mails were refused, and whose server takes everything again.
async fn with_refused_mail(post: Postal) -> PostalSite {
    post.server.is_in_mood(Mood::Refuses(
        "RCPT",
        "550 5.1.1 <lin.zhezhou@example.cn> no such user",
    ));
    post.file_with_address(1).await;
    post.file_with_address(2).await;
    post.run_jobs().await;
    post.server.is_in_mood(Mood::Takes);
    post.into_site()
}

both! {
    async fn what_could_not_be_sent_is_seen_and_sent_again(post: Postal) {
        let site = Box::pin(with_refused_mail(post)).await;
        let mut admin = site.staff("admin").await;
        let page = admin.open(PAGE).await;
        assert_eq!(page.texts("h1"), ["信息发送"]);
        let ways = page.texts(".admin-ways tbody tr");
        assert_eq!(ways[0], "邮件 已设置，00:00至07:00不发送 0 无 2026年11月20日 09:30，邮件服务器拒绝（550 5.1.1）");
        assert_eq!(ways[1], "短信 已设置，21:00至08:00不发送 0 2026年11月20日 09:30 无");
        assert_eq!(ways[2], "推送 已设置 0 2026年11月20日 09:30 无");
        let aside = page.texts(".admin-aside tbody tr");
        assert_eq!(aside.len(), 2);
        assert!(aside[0].starts_with("申请提交的告知 邮件 QXZJ-2026-00001 邮件服务器拒绝（550 5.1.1） 1 2026年11月20日 09:30"), "{}", aside[0]);
        assert!(!page.words().contains(ADDRESS) && !page.words().contains("林喆舟"));

        let page = admin.follow(&page.form(".admin-aside tr:first-child .admin-retry")).await;
        assert!(page.words().contains("会尽快再发"), "{}", page.words());
        assert_eq!(page.texts(".admin-aside tbody tr").len(), 1);
        run_jobs(&site.office).await;
        assert_eq!(site.server.arrived().len(), 1);
        // The other agency has none of it, and can do nothing about it.
        let mut other = site.staff_of(&site.elsewhere, "admin").await;
        let theirs = other.open(PAGE).await;
        assert!(!theirs.has(".admin-aside") && theirs.words().contains("没有发不出去的消息"));
        let left = &messages(&site, Which::SetAside).await[0];
        let forged = theirs.form(".admin-test").forge(&format!("{PAGE}/{}/retry", left.id), &[], None);
        assert_eq!(other.send(&forged).await.status, StatusCode::NOT_FOUND);
        let because = [("because".to_owned(), "x".to_owned())];
        let forged = theirs.form(".admin-test").forge(&format!("{PAGE}/{}/drop", left.id), &because, None);
        assert_eq!(other.send(&forged).await.status, StatusCode::NOT_FOUND);
        assert_eq!(messages(&site, Which::SetAside).await.len(), 1);
    }

    async fn what_is_not_to_be_sent_any_more_takes_a_reason(post: Postal) {
        let site = Box::pin(with_refused_mail(post)).await;
        let mut admin = site.staff("admin").await;
        let page = admin.open(PAGE).await;
        let form = page.form(".admin-aside tr:first-child .admin-drop");
        let wrong = admin.send(&form).await.expect(BAD);
        let first = &messages(&site, Which::SetAside).await[0];
        assert_eq!(wrong.attributes(".govuk-error-summary__list a", "href"), [format!("#because-{}", first.id)]);
        assert_eq!(wrong.texts(".admin-aside .govuk-error-message").len(), 1);
        let long = "长".repeat(201);
        let wrong = admin.send(&form.clone().set("because", &long)).await.expect(BAD);
        let kept = wrong.form(".admin-aside tr:first-child .admin-drop");
        assert_eq!(kept.value("because"), long);
        let page = admin.follow(&kept.set("because", "申请人来电说不用邮箱")).await;
        assert_eq!(page.texts(".admin-aside tbody tr").len(), 1);
        // A second click finds it seen to.
        let again = admin.follow(&form.set("because", "再点一次")).await;
        assert!(again.words().contains("已经处理过了"), "{}", again.words());
        let dropped = messages(&site, Which::Dropped).await;
        assert_eq!(dropped.iter().map(|one| one.dropped_because.as_deref()).collect::<Vec<_>>(), [Some("申请人来电说不用邮箱")]);
        run_jobs(&site.office).await;
        assert_eq!(site.server.arrived().len(), 0);
    }

    async fn all_at_once(post: Postal) {
        let site = Box::pin(with_refused_mail(post)).await;
        let mut admin = site.staff("all").await;
        let page = admin.open(PAGE).await;
        let wrong = admin.send(&page.form(".admin-drop-all")).await.expect(BAD);
        assert_eq!(wrong.attributes(".govuk-error-summary__list a", "href"), ["#because-all"]);
        let page = admin.follow(&page.form(".admin-retry-all")).await;
        assert!(!page.has(".admin-aside"));
        site.server.is_in_mood(Mood::Refuses("RCPT", "553 5.1.3 no"));
        run_jobs(&site.office).await;
        let page = admin.open(PAGE).await;
        let page = admin.follow(&page.form(".admin-drop-all").set("because", "都是误填的地址")).await;
        assert!(!page.has(".admin-aside"));
        assert_eq!(messages(&site, Which::Dropped).await.len(), 2);
    }

    async fn a_test_mail_says_what_the_server_says(post: Postal) {
        let site = post.into_site();
        let mut admin = site.staff("admin").await;
        let form = admin.open(PAGE).await.form(".admin-test");
        let wrong = admin.send(&form.clone().set("to", "not an address")).await.expect(BAD);
        assert_eq!(wrong.attributes(".govuk-error-summary__list a", "href"), ["#to"]);
        assert_eq!(wrong.form(".admin-test").value("to"), "not an address");
        site.server.is_in_mood(Mood::Refuses("RCPT", "550 5.1.1 <ren@example.gov.cn> 查无此人"));
        let wrong = admin.send(&form.clone().set("to", "ren@example.gov.cn")).await.expect(BAD);
        let said = wrong.text("#to-error");
        assert!(said.contains("邮件服务器拒绝（550 5.1.1）") && said.contains("550 5.1.1 <ren@example.gov.cn> 查无此人"), "{said}");
        site.server.stop().await;
        let wrong = admin.send(&form.clone().set("to", "ren@example.gov.cn")).await.expect(BAD);
        assert!(wrong.text("#to-error").contains("连不上对方服务器"), "{}", wrong.text("#to-error"));
        site.server.start_again().await;
        site.server.is_in_mood(Mood::Takes);
        let page = admin.follow(&form.set("to", "ren@example.gov.cn")).await;
        assert!(page.words().contains("测试邮件已经交给发信服务器"), "{}", page.words());
        let [mail] = site.server.arrived().try_into().unwrap();
        assert_eq!((mail.subject.as_str(), mail.envelope_to.as_slice()), ("青溪县住房和城乡建设局：测试邮件", ["ren@example.gov.cn".to_owned()].as_slice()));
        assert!(mail.text.contains("2026年11月20日 09:30"), "{}", mail.text);
        assert_eq!(messages(&site, Which::Sent).await, []);
    }

    async fn without_anything_set_up_the_page_says_so(site: Site) {
        let mut admin = site.staff("admin").await;
        let page = admin.open(PAGE).await;
        let ways = page.texts(".admin-ways tbody tr");
        assert_eq!(ways, ["邮件 没有设置，不发送 0 无 无", "短信 没有设置，不发送 0 无 无", "推送 没有设置，不发送 0 无 无"]);
        assert!(!page.has(".admin-test"));
    }

    async fn the_page_of_the_case_says_when_the_applicant_was_told(post: Postal) {
        let filed = post.file_with_address(1).await;
        post.answer_online(filed.case).await;
        let site = post.into_site();
        let address = format!("/desk/cases/{}", filed.case);
        let mut clerk = site.staff("clerk").await;
        let before = clerk.open(&address).await;
        assert!(!before.words().contains("告知申请人。"), "nothing has gone out yet");
        site.clock.advance(time::Duration::minutes(5));
        run_jobs(&site.office).await;
        let letters = clerk.open(&address).await.texts(".desk-letters li");
        assert_eq!(letters.len(), 2);
        for letter in &letters {
            for told in ["已于2026年11月20日 09:35发邮件告知申请人。", "已于2026年11月20日 09:35发短信告知申请人。"] {
                assert!(letter.contains(told), "{told}: {letter}");
            }
        }
    }
}
