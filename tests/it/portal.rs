//! The portal, black box: what an applicant meets from the first page to the remedies against the answer.

use axum::http::{StatusCode, header};
use gongkai::{
    casework::Order,
    domain::{
        id::CaseId,
        service::{Mail, Service, Waybill},
        stage::StageKey,
    },
};
use time::macros::{date, datetime};

use crate::{
    both,
    kit::{
        answer::{full_draft, with_files},
        browser::Browser,
        filing::{Answers, case_of},
        page::Page,
        premises::TODAY,
        site::Site,
    },
    packages::zip,
};

const IDENTITY: &str = "990101199001010019";

/// Files, and returns the case, its number and its code.
pub(crate) async fn file(browser: &mut Browser) -> (CaseId, String, String) {
    read(&Answers::of_person().file(browser).await)
}

/// How long something is on the wire.
fn packed(bytes: &[u8]) -> usize {
    zip(&[("x", bytes)]).len()
}

pub(crate) fn read(receipt: &Page) -> (CaseId, String, String) {
    let codes = receipt.texts(".gk-slip-code");
    (case_of(receipt), codes[0].clone(), codes[1].clone())
}

pub(crate) async fn look_up(browser: &mut Browser, number: &str, code: &str) -> Page {
    let form = browser
        .open("/track")
        .await
        .form("main form")
        .set("number", number)
        .set("code", code);
    browser.send(&form).await
}

both! {
    async fn the_way_to_an_agency_is_found_without_scripts(site: Site) {
        let mut browser = site.browser();
        let home = browser.open("/").await;
        assert_eq!(home.texts("h1"), ["申请公开政府信息"]);
        assert_eq!(home.texts(".portal-agency").len(), 2);
        let found = browser.open("/agencies?q=%E7%A8%8E%E5%8A%A1").await;
        assert_eq!(found.texts(".portal-agency"), ["国家税务总局青溪县税务局"]);
        assert!(browser.open("/agencies?q=%3Cscript%3E").await.has(".govuk-inset-text"));
        let guide = browser.open("/agencies/qingxi").await;
        for words in ["0990-5550001", "20个工作日", "双方确认之日", "电子邮件", "12345"] {
            assert!(guide.words().contains(words), "{words}");
        }
        assert!(!guide.words().contains("传真"), "a channel that is not open is not named");
        assert_eq!(browser.get("/agencies/nowhere").await.status, StatusCode::NOT_FOUND);
    }

    async fn filing_gives_number_code_and_an_explained_last_day(site: Site) {
        let mut browser = site.browser();
        let receipt = Answers::of_person().file(&mut browser).await;
        let (_, number, code) = read(&receipt);
        assert_eq!(number, "QXZJ-2026-00001");
        assert_eq!(code.len(), "7KQ3-XW9D-M2HT".len());
        assert_eq!(receipt.text(".portal-date"), "2026年12月18日（星期五）");
        assert_eq!(receipt.texts(".portal-day--counted, .portal-day--last").len(), 20);
        assert!(receipt.text(".portal-day--last").contains("第20天"));
        assert_eq!(receipt.headers[header::CACHE_CONTROL], "no-store");
        assert!(browser.open("/receipt").await.has(".gk-slip-code"), "a reload does not lose it");
        assert_eq!(site.browser().get("/receipt").await.status, StatusCode::NOT_FOUND);
    }

    async fn a_case_opens_by_number_and_code_and_guessing_is_slowed_down(site: Site) {
        let (_, number, code) = file(&mut site.browser()).await;
        let mut browser = site.browser();
        let found = look_up(&mut browser, &number.to_lowercase(), &code.replace('-', " ").to_lowercase()).await;
        let page = browser.open(&found.location()).await;
        assert_eq!(page.text(".portal-status-name"), "已提交");
        let wrong_code = look_up(&mut browser, &number, "2222-2222-2222").await;
        let wrong_number = look_up(&mut browser, "QXZJ-2026-09999", &code).await;
        assert_eq!(wrong_code.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(wrong_code.texts(".govuk-error-summary"), wrong_number.texts(".govuk-error-summary"));
        let mut last = wrong_code;
        for _ in 0..10 {
            last = look_up(&mut browser, &number, "2222-2222-2222").await;
        }
        assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(last.headers.contains_key(header::RETRY_AFTER));
        site.clock.set(datetime!(2026-11-20 9:46 +8));
        assert_eq!(look_up(&mut browser, &number, &code).await.status, StatusCode::SEE_OTHER);
    }

    async fn a_case_shows_itself_to_its_applicant_alone(site: Site) {
        let mut browser = site.browser();
        let (case, ..) = file(&mut browser).await;
        site.take_in_hand("handler", case).await;
        let address = format!("/track/case/{case}");
        let page = browser.open(&address).await;
        assert_eq!(page.text(".portal-status-name"), "办理中");
        assert_eq!(page.texts(".portal-letters h3"), ["政府信息公开申请登记回执"]);
        assert_eq!(page.texts(".portal-timeline-title")[0], "开始办理");
        let words = page.words();
        for hidden in [IDENTITY, "甄试用", "13900000000", "承办人乙", "住房保障科"] {
            assert!(!words.contains(hidden), "{hidden}");
        }
        let letter = page.attributes(".portal-letters a", "href").remove(0);
        for path in [&address, &letter, &format!("{letter}/pdf"), &format!("{address}/withdraw")] {
            assert_eq!(site.browser().get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let mut other = site.browser();
        let (others, ..) = file(&mut other).await;
        let foreign = letter.replace(&case.to_string(), &others.to_string());
        assert_eq!(other.get(&foreign).await.status, StatusCode::NOT_FOUND, "another case's letter");
        let leave = page.form("form[action='/track/leave']");
        browser.follow(&leave).await;
        assert_eq!(browser.get(&address).await.status, StatusCode::NOT_FOUND);
    }

    async fn the_answer_is_opened_once_and_names_its_remedies(site: Site) {
        let mut browser = site.browser();
        let (case, ..) = file(&mut browser).await;
        site.take_in_hand("handler", case).await;
        let given = site.upload(case, "施工许可证.pdf", crate::kit::office::CLEAN).await.unwrap();
        site.submit_draft(case, with_files(full_draft(1, "disclosed"), vec![given])).await;
        site.approve_all(case).await;
        let issued = site.issue(case).await;
        let address = format!("/track/case/{case}");
        let answer = format!("{address}/letters/{}", issued.answer.unwrap());
        assert_eq!(browser.get(&answer).await.status, StatusCode::NOT_FOUND, "not served yet");
        assert!(!browser.open(&address).await.has(".portal-files"));
        site.serve(case, Service::Online { available_on: TODAY }).await;
        let page = browser.open(&address).await;
        assert_eq!(page.text(".portal-status-name"), "已答复");
        assert_eq!(page.texts(".portal-step h4"), ["途径一：申请行政复议", "途径二：直接向法院起诉"]);
        assert_eq!(page.texts(".portal-step .portal-date"), ["2027年1月19日（星期二） 暂定", "2027年5月20日（星期四） 暂定"]);
        assert!(page.words().contains("还剩60天"));
        assert_eq!(browser.open(&answer).await.texts("h1").len(), 1);
        browser.open(&answer).await;
        let version = site.case(case).await.version;
        let pdf = browser.open(&format!("{answer}/pdf")).await;
        assert!(pdf.bytes.starts_with(b"%PDF"));
        assert_eq!(pdf.headers[header::CONTENT_TYPE], "application/pdf");
        assert!(pdf.headers[header::CONTENT_DISPOSITION].to_str().unwrap().contains("filename*=UTF-8''%E6"));
        assert_eq!(pdf.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        let opened = site.case(case).await;
        assert_eq!((opened.version, opened.answer().unwrap().opened_on), (version, Some(TODAY)));
        let file = page.attributes(".portal-files a", "href").remove(0);
        assert_eq!(browser.open(&file).await.bytes, crate::kit::office::CLEAN);
    }

    async fn a_refusal_by_post_runs_from_its_delivery_and_reconsideration_comes_first(site: Site) {
        let mut browser = site.browser();
        let (case, ..) = file(&mut browser).await;
        site.take_in_hand("handler", case).await;
        site.submit(case, "state_secret").await;
        site.approve_all(case).await;
        site.issue(case).await;
        let waybill = Waybill::parse("EA123456789CN").unwrap();
        site.serve(case, Service::Post { mail: Mail::Ems, waybill, posted_on: TODAY }).await;
        let address = format!("/track/case/{case}");
        let page = browser.open(&address).await;
        assert_eq!(page.texts(".portal-step h4"), ["第一步：申请行政复议", "第二步：对复议决定不服，向法院起诉"]);
        assert_eq!(page.text(".portal-step .portal-date"), "自收到文书之日起60日内");
        assert!(page.words().contains("EA123456789CN"));
        site.clock.set(datetime!(2026-11-24 9:00 +8));
        let order = Order::RecordDelivery { letter: None, delivered_on: date!(2026 - 11 - 23) };
        site.order("handler", case, order).await.unwrap();
        let page = browser.open(&address).await;
        assert_eq!(page.text(".portal-step .portal-date"), "2027年1月22日（星期五） 暂定");
        assert!(page.words().contains("青溪县人民政府") && page.words().contains("青溪县人民法院"));
    }

    async fn an_application_is_withdrawn_once_and_not_after_the_answer(site: Site) {
        let mut browser = site.browser();
        let (case, ..) = file(&mut browser).await;
        let address = format!("/track/case/{case}");
        let ask = browser.open(&format!("{address}/withdraw")).await.form("main form");
        let long = browser.send(&ask.clone().set("reason", &"长".repeat(2001))).await;
        assert!(long.text("#reason-error").contains("最多2000字"));
        site.take_in_hand("handler", case).await;
        let stale = browser.send(&ask.set("reason", "已经<找>到了")).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        let again = stale.form("main form");
        assert_eq!(again.value("reason"), "已经<找>到了");
        let page = browser.follow(&again).await;
        assert_eq!(page.text(".portal-status-name"), "已撤回");
        assert_eq!(site.case(case).await.stage.key(), StageKey::Closed);
        let late = browser.get(&format!("{address}/withdraw")).await;
        assert_eq!(late.status, StatusCode::SEE_OTHER, "nothing left to withdraw");
    }

    /// Over a slow line: the page, its sheets, scripts and pictures, each as they go over the wire.
    async fn the_first_page_is_light(site: Site) {
        let mut browser = site.browser();
        let home = browser.open("/").await;
        let links = home.attributes("link[rel='stylesheet'], link[rel~='icon']", "href");
        let scripts = home.attributes("script[src]", "src");
        let pictures = home.attributes("img", "src");
        let mut bytes = packed(&home.bytes);
        assert!(!links.is_empty());
        for path in links.iter().chain(&scripts).chain(&pictures) {
            bytes += packed(&browser.open(path).await.bytes);
        }
        assert!(bytes < 100 * 1024, "{bytes} bytes");
    }
}
