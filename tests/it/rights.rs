//! What an applicant does about an answer, or about none: the application for reconsideration, filled in.

use axum::http::{StatusCode, header};
use gongkai::domain::{id::CaseId, service::Service};
use time::{Duration, macros::datetime};

use crate::{
    both,
    kit::{answer::full_draft, browser::Browser, form::Form, page::Page, premises::TODAY, site::Site},
    portal::{file, look_up},
};

/// A refusal, served online today.
async fn refused(site: &Site, browser: &mut Browser) -> CaseId {
    let (case, ..) = file(browser).await;
    site.take_in_hand("handler", case).await;
    site.submit(case, "state_secret").await;
    site.approve_all(case).await;
    site.issue(case).await;
    site.serve(case, Service::Online { available_on: TODAY }).await;
    case
}

/// What a Word file says.
fn word(page: &Page) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(page.bytes.clone())).unwrap();
    std::io::read_to_string(archive.by_name("word/document.xml").unwrap()).unwrap()
}

both! {
    async fn an_application_for_reconsideration_is_filled_in_and_nothing_of_it_is_kept(site: Site) {
        let mut browser = site.browser();
        let case = refused(&site, &mut browser).await;
        let address = format!("/track/case/{case}");
        let page = browser.open(&address).await;
        let link = page.attributes("a[href*='/reconsideration']", "href").remove(0);
        let form_page = browser.open(&link).await;
        let words = form_page.words();
        for part in ["撤销被申请人2026年11月20日作出的《", "青溪县", "申请人的身份证明复印件", "第三十条第一款第（一）项"] {
            assert!(words.contains(part), "{part}: {words}");
        }
        assert!(!words.contains("990101199001010019"), "masked on the screen");
        let form = form_page.form("main form[action$='/reconsideration']");
        assert!(form.value("reasons").contains("中心路改造工程施工许可证"));
        let version = site.case(case).await.version;
        let typed = "该许可证不是国家秘密。\n请依法处理";
        let pdf = browser.send(&form.set("reasons", typed).press("pdf")).await.expect(StatusCode::OK);
        assert!(pdf.bytes.starts_with(b"%PDF"));
        assert_eq!(pdf.headers[header::CACHE_CONTROL], "no-store");
        let form = browser.open(&link).await.form("main form[action$='/reconsideration']");
        let docx = browser.send(&form.set("reasons", typed).press("word")).await.expect(StatusCode::OK);
        let xml = word(&docx);
        for part in ["甄试用", "990101199001010019", "13900000000", "青溪县人民政府", "请依法处理。", "重新作出答复"] {
            assert!(xml.contains(part), "{part}");
        }
        assert_eq!(site.case(case).await.version, version);
        assert!(!browser.open(&link).await.words().contains("请依法处理"));
    }

    async fn what_is_missing_is_said_and_what_was_written_stays(site: Site) {
        let mut browser = site.browser();
        let case = refused(&site, &mut browser).await;
        let address = format!("/track/case/{case}/reconsideration");
        let form = browser.open(&address).await.form("main form[action$='/reconsideration']");
        let page = browser.send(&form.set("reasons", " ").press("pdf")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.texts(".govuk-error-summary__list a"), ["请写明事实和理由"]);
        let form = page.form("main form[action$='/reconsideration']");
        let page = browser.send(&form.set("reasons", "不对\u{e123}").press("pdf")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text(".govuk-error-summary__list a").contains("\u{e123}"));
        let form = page.form("main form[action$='/reconsideration']");
        assert_eq!(form.value("reasons").trim(), "不对\u{e123}");
        browser.send(&form.press("word")).await.expect(StatusCode::OK);
        assert_eq!(site.browser().get(&address).await.status, StatusCode::NOT_FOUND);
        assert_eq!(browser.get(&format!("{address}?against=silence")).await.status, StatusCode::NOT_FOUND);
    }

    async fn after_the_last_day_the_page_says_what_remains(site: Site) {
        let mut browser = site.browser();
        let (case, number, code) = file(&mut browser).await;
        site.take_in_hand("handler", case).await;
        site.submit_draft(case, full_draft(1, "not_held")).await;
        site.approve_all(case).await;
        site.issue(case).await;
        site.serve(case, Service::Online { available_on: TODAY }).await;
        site.clock.set(datetime!(2027-03-01 9:00 +8));
        let mut browser = site.browser();
        look_up(&mut browser, &number, &code).await;
        let page = browser.open(&format!("/track/case/{case}/reconsideration")).await;
        assert!(!page.has("textarea"), "there is no paper any more");
        for part in ["不可抗力", "第二十条第二款", "2027年5月20日"] {
            assert!(page.words().contains(part), "{part}");
        }
    }

    async fn silence_has_remedies_once_the_last_day_is_over(site: Site) {
        let mut browser = site.browser();
        let (case, number, code) = file(&mut browser).await;
        site.take_in_hand("handler", case).await;
        let address = format!("/track/case/{case}");
        assert!(!browser.open(&address).await.has("#rights"));
        site.clock.set(datetime!(2026-11-20 9:00 +8) + Duration::days(40));
        let mut browser = site.browser();
        look_up(&mut browser, &number, &code).await;
        let page = browser.open(&address).await;
        assert_eq!(page.texts(".portal-step h4").len(), 2);
        let link = page.attributes("a[href*='/reconsideration']", "href").remove(0);
        assert!(link.ends_with("against=silence"));
        let form_page = browser.open(&link).await;
        assert!(form_page.words().contains("责令被申请人在一定期限内对申请人的申请作出答复"));
        assert!(form_page.words().contains("第四十四条第二款第（一）项"));
        let form = form_page.form("main form[action$='/reconsideration']");
        assert!(form.value("reasons").contains("至今没有答复"));
        browser.send(&form.press("pdf")).await.expect(StatusCode::OK);
    }

    async fn whoever_has_something_to_complain_of_is_told_where_and_what_that_does_not_do(site: Site) {
        let mut browser = site.browser();
        let (open, ..) = file(&mut browser).await;
        assert!(!browser.open(&format!("/track/case/{open}")).await.has("#complaint"));
        let case = refused(&site, &mut browser).await;
        let page = browser.open(&format!("/track/case/{case}")).await;
        assert!(page.has("#complaint"));
        for part in ["第四十七条", "不能代替行政复议", "不会让申请复议、起诉的期限停下来"] {
            assert!(page.words().contains(part), "{part}");
        }
    }

    async fn the_last_days_go_into_a_calendar_without_a_word_of_who_applied(site: Site) {
        let mut browser = site.browser();
        let (case, number, _) = file(&mut browser).await;
        let address = format!("/track/case/{case}/calendar.ics");
        let file = browser.open(&address).await;
        assert_eq!(file.headers[header::CONTENT_TYPE], "text/calendar; charset=utf-8");
        let text = String::from_utf8(file.bytes.clone()).unwrap();
        let unfolded = text.replace("\r\n ", "");
        for part in [number.as_str(), "DTSTART;VALUE=DATE:20261218", "0990-5550001", "TRIGGER:-P6DT15H"] {
            assert!(unfolded.contains(part), "{part}: {unfolded}");
        }
        for hidden in ["甄试用", "中心路", "990101199001010019", "13900000000"] {
            assert!(!unfolded.contains(hidden), "{hidden}");
        }
        assert_eq!(browser.open(&address).await.bytes, file.bytes, "the same file for the same facts");
        assert_eq!(site.browser().get(&address).await.status, StatusCode::NOT_FOUND);
        let refused = refused(&site, &mut browser).await;
        let page = browser.open(&format!("/track/case/{refused}")).await;
        assert_eq!(page.attributes("a[href$='calendar.ics']", "href").len(), 1);
        let text = String::from_utf8(browser.open(&format!("/track/case/{refused}/calendar.ics")).await.bytes).unwrap();
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 1, "reconsideration comes first: {text}");
        assert!(text.contains("DTSTART;VALUE=DATE:20270119"));
    }

    async fn what_is_kept_is_shown_in_full_only_for_the_code_and_taken_along_whole(site: Site) {
        let mut browser = site.browser();
        let (case, _, code) = file(&mut browser).await;
        let address = format!("/track/case/{case}/records");
        let page = browser.open(&address).await;
        assert!(!page.words().contains("990101199001010019") && page.words().contains("没有设定删除的日期"));
        assert!(page.words().contains("第四十五条"));
        let form = |page: &Page| page.form("main form[action$='/records']");
        let wrong = browser.send(&form(&page).set("code", "AAAA-BBBB-CCCC").press("show")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!wrong.words().contains("990101199001010019"));
        let shown = browser.send(&form(&page).set("code", &code).press("show")).await.expect(StatusCode::OK);
        for part in ["甄试用", "990101199001010019", "13900000000", "中心路改造工程施工许可证"] {
            assert!(shown.words().contains(part), "{part}");
        }
        assert_eq!(shown.headers[header::CACHE_CONTROL], "no-store");
        assert_eq!(form(&shown).value("code"), "", "the code is not in the page");
        let zip = browser.send(&form(&page).set("code", &code).press("export")).await.expect(StatusCode::OK);
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(zip.bytes.clone())).unwrap();
        let data = std::io::read_to_string(archive.by_name("data.json").unwrap()).unwrap();
        let data: serde_json::Value = serde_json::from_str(&data).unwrap();
        assert_eq!(data["applicant"]["identity"]["number"], "990101199001010019");
        let readable = std::io::read_to_string(archive.by_name("我的信息.txt").unwrap()).unwrap();
        assert!(readable.contains("甄试用"));
    }

    async fn guesses_of_the_code_are_counted_as_on_the_page_of_the_look_up(site: Site) {
        let mut browser = site.browser();
        let (case, _, code) = file(&mut browser).await;
        let address = format!("/track/case/{case}/records");
        let form = browser.open(&address).await.form("main form[action$='/records']");
        for _ in 0..10 {
            let wrong = browser.send(&form.clone().set("code", "AAAA-BBBB-CCCC").press("show")).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let right = browser.send(&form.set("code", &code).press("show")).await;
        assert_eq!(right.status, StatusCode::TOO_MANY_REQUESTS);
    }

    async fn contact_data_is_changed_sealed_and_the_history_tells_only_which(site: Site) {
        let mut browser = site.browser();
        let (case, _, code) = file(&mut browser).await;
        let address = format!("/track/case/{case}");
        let page = browser.open(&format!("{address}/contact")).await;
        assert!(!page.words().contains("13900000000") && page.words().contains("139*****000"));
        let form = page.form("main form[action$='/contact']");
        let wrong = browser.send(&form.clone().set("phone", "12").set("email", "neu@example.cn")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(wrong.form("main form[action$='/contact']").value("email"), "neu@example.cn");
        let typed = |form: Form| form.set("email", "neu@example.cn").set("electronic", "yes");
        browser.follow(&typed(form.clone())).await;
        let history = browser.open(&address).await.words();
        assert!(history.contains("您更改了联系方式"));
        assert_eq!(site.case(case).await.electronic, Some(true));
        let staff = site.staff("clerk").await.open(&format!("/desk/cases/{case}")).await.words();
        assert!(staff.contains("申请人更改了联系方式：电子邮箱；申请人同意电子送达"), "{staff}");
        // The same page a second time: somebody else, or the same person in another window, was first.
        let stale = browser.send(&typed(form).set("postcode", "960300")).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(stale.words().contains("有了这些变化") && stale.words().contains("您更改了联系方式"));
        assert_eq!(stale.form("main form[action$='/contact']").value("postcode"), "960300");
        browser.follow(&stale.form("main form[action$='/contact']")).await;
        let records = browser.open(&format!("{address}/records")).await.form("main form[action$='/records']");
        let shown = browser.send(&records.set("code", &code).press("show")).await;
        for part in ["13900000000", "neu@example.cn", "960300"] {
            assert!(shown.words().contains(part), "{part}");
        }
        site.assert_sound().await;
    }
}
