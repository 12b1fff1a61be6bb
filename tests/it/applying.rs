//! Filing on the portal, black box: a page after the other, back and forth, interrupted, sent twice, and by robots.

use axum::http::{StatusCode, header};
use gongkai::{
    casework::unfinished,
    domain::digest::Digest,
    store::{Scope, file, queue},
};
use time::Duration;

use crate::{
    both,
    kit::{
        browser::Browser,
        filing::{Answers, FORM, case_of, go_on, press},
        form::Form,
        page::Page,
        premises::run_jobs,
        site::Site,
    },
    portal::read,
};

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const IDENTITY: &str = "990101199001010019";
const TITLE: &str = "中心路改造工程施工许可证";
const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n";
/// What the field says that only robots fill in.
const TRAP: &str = "http://robot.example";

async fn page_of(browser: &mut Browser, section: &str) -> Page {
    Answers::of_person().up_to(browser, section).await
}

/// The code that every page of a form shows.
fn code(page: &Page) -> String {
    page.text(".portal-kept .gk-code")
}

async fn resume(browser: &mut Browser, code: &str) -> Page {
    let form = browser.open("/apply").await.form("main form").set("code", code);
    browser.send(&form).await
}

/// How many applications there are.
async fn filed(site: &Site) -> usize {
    let scope = Scope::of(site.here.agency.id);
    let (all, order) = (queue::Filter::default(), queue::Order::default());
    let page = queue::page(&site.office.db, scope, &all, &order, None, 99).await;
    page.unwrap().entries.len()
}

both! {
    async fn a_page_asks_one_thing_and_says_what_is_wrong_at_its_field(site: Site) {
        let mut browser = site.browser();
        let page = page_of(&mut browser, "/items").await;
        assert_eq!(page.text("h1"), "您要什么信息？");
        assert_eq!(page.text("#step"), "第1步，共7步");
        let page = browser.send(&page.form(FORM).press("submit")).await.expect(WRONG);
        assert!(page.text("#item-1-title-error").contains("第1项没有写"));
        assert!(!page.has("#name"), "one thing a page");

        let page = page_of(&mut browser, "/applicant").await;
        let mistyped = IDENTITY.replace("0019", "0018");
        let form = page.form(FORM).set("name", "甄试用").set("identity-number", &mistyped);
        let page = browser.send(&form).await.expect(WRONG);
        assert_eq!(page.texts(".govuk-error-summary__list a").len(), 1);
        assert!(page.text("#identity-number-error").contains("有一位数字对不上"));
        let again = page.form(FORM);
        assert_eq!((again.value("name"), again.value("identity-number")), ("甄试用", mistyped.as_str()));
        let next = go_on(&mut browser, again.set("identity-number", IDENTITY)).await;
        assert!(next.path.ends_with("/people"), "{}", next.path);
    }

    async fn back_and_forth_loses_nothing(site: Site) {
        let mut browser = site.browser();
        let page = page_of(&mut browser, "/applicant").await;
        // Wrong as it is, it is kept.
        let back = page.form(FORM).set("name", "甄").set("identity-number", "12").press("back");
        let page = browser.follow(&back).await;
        assert!(page.path.ends_with("/wishes"), "{}", page.path);
        let page = go_on(&mut browser, page.form(FORM).set("obtain-by", "post")).await;
        let form = page.form(FORM);
        assert_eq!((form.value("name"), form.value("identity-number")), ("甄", "12"));
        let first = page_of(&mut browser, "/items").await;
        let page = browser.follow(&first.form(FORM).press("back")).await;
        assert_eq!(page.path, "/agencies/qingxi/apply");
    }

    async fn items_are_added_and_removed_without_scripts(site: Site) {
        let mut browser = site.browser();
        let page = page_of(&mut browser, "/items").await;
        let form = page.form(FORM).set("item-1-title", TITLE);
        let page = press(&mut browser, form, "add-item").await;
        let two = page.form(FORM).set("item-2-title", "竣工验收备案表").set("item-2-description", "2025年的");
        assert_eq!(two.value("item-1-title"), TITLE);
        let one = press(&mut browser, two, "remove-item-1").await.form(FORM);
        assert_eq!((one.value("item-1-title"), one.value("item-1-description")), ("竣工验收备案表", "2025年的"));
    }

    async fn a_megabyte_of_text_is_refused_with_all_of_it_kept(site: Site) {
        let mut browser = site.browser();
        let long = "长".repeat(350_000);
        let page = page_of(&mut browser, "/items").await;
        let page = browser.send(&page.form(FORM).set("item-1-title", TITLE).set("item-1-description", &long)).await;
        assert_eq!(page.status, WRONG);
        assert!(page.text("#item-1-description-error").contains("最多2000字，您写了350000字"));
        assert_eq!(page.form(FORM).value("item-1-description"), long);
    }

    async fn a_file_is_what_its_content_says_and_can_be_looked_at(site: Site) {
        let mut browser = site.browser();
        let page = page_of(&mut browser, "/files").await;
        let false_one = page.form(FORM).attach("identity-files", "身份证.pdf", b"MZ\x90\0\x03\0\0\0");
        let page = browser.send(&false_one).await.expect(WRONG);
        assert!(page.text("#identity-files-error").contains("“身份证.pdf”不是PDF"));
        let here = page.path.clone();
        let form = page.form(FORM).attach("identity-files", "身份证.pdf", PDF);
        browser.follow(&form.press("save")).await;
        let files = browser.open(&here).await;
        assert!(files.text(".gk-kept li").contains("身份证.pdf（35 字节）"));
        let picture = files.attributes(".gk-kept a", "href").remove(0);
        assert_eq!(browser.open(&picture).await.bytes, PDF);
        site.browser().get(&picture).await.expect(StatusCode::SEE_OTHER);
        let removed = press(&mut browser, files.form(FORM), "remove-file-1").await;
        assert!(!removed.has(".gk-kept"));
        let form = removed.form(FORM).attach("identity-files", "身份证.pdf", PDF);
        let check = go_on(&mut browser, form).await;
        let receipt = browser.follow(&check.form(FORM).set("promise", "yes")).await;
        let scope = Scope::of(site.here.agency.id);
        let files = file::of_case(&site.office.db, scope, case_of(&receipt)).await.unwrap();
        assert_eq!(files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["身份证.pdf"]);
    }

    async fn what_was_filled_in_is_looked_over_and_changed_before_it_is_filed(site: Site) {
        let mut browser = site.browser();
        let page = Answers::of_person().looked_over(&mut browser).await;
        for words in [TITLE, "甄试用", IDENTITY, "139 0000 0000", "网上获取", "居民身份证"] {
            assert!(page.words().contains(words), "{words}");
        }
        let unpromised = browser.send(&page.form(FORM)).await.expect(WRONG);
        assert!(unpromised.text("#promise-error").contains("请勾选承诺"));
        let change = page.attributes(".portal-answers-head a", "href");
        let wishes = change.iter().find(|href| href.contains("/wishes")).unwrap();
        let form = browser.open(wishes).await.form(FORM).set("obtain-by", "post");
        let page = go_on(&mut browser, form).await;
        assert!(page.path.ends_with("/check"), "{}", page.path);
        // By post it needs an address, which nobody was asked for before.
        assert_eq!(page.texts("#wrong li").len(), 2, "{}", page.text("#wrong"));
        assert!(!page.has("#send"));
        let form = page.form(FORM).set("promise", "yes");
        browser.send(&form).await.expect(WRONG);
        assert_eq!(filed(&site).await, 0);
        let contact = page.attributes("#wrong a", "href").remove(0);
        let (contact, field) = contact.split_once('#').unwrap();
        assert_eq!(field, "address");
        let form = browser.open(contact).await.form(FORM);
        let form = form.set("address", "青溪县人民路1号").set("postcode", "990000");
        let page = go_on(&mut browser, form).await;
        assert!(page.form(FORM).value("promise") == "yes", "what was promised stays");
        let (_, number, _) = read(&browser.follow(&page.form(FORM)).await);
        assert_eq!(number, "QXZJ-2026-00001");
    }

    async fn somebody_goes_on_with_another_device_by_the_code(site: Site) {
        let mut phone = site.browser();
        let page = page_of(&mut phone, "/people").await;
        let saved = phone.follow(&page.form(FORM).press("save")).await;
        let code = saved.text(".gk-slip .gk-code");
        assert!(saved.words().contains("还没有提交"));
        assert_eq!(code, self::code(&page));
        let form = page.path.split('/').nth(2).unwrap().to_owned();
        let mut desk = site.browser();
        desk.get(&format!("/apply/{form}/people")).await.expect(StatusCode::SEE_OTHER);
        let wrong = resume(&mut desk, "2222-2222-2222").await.expect(WRONG);
        assert!(wrong.text("#code-error").contains("没有这个草稿码的草稿"));
        let opened = resume(&mut desk, &code.replace('-', " ").to_lowercase()).await;
        let on = desk.get(&opened.expect(StatusCode::SEE_OTHER).location()).await.expect(StatusCode::SEE_OTHER);
        let page = desk.open(&on.location()).await;
        assert!(page.path.ends_with("/people"), "{}", page.path);
        let name = desk.open(&format!("/apply/{form}/applicant")).await.form(FORM);
        assert_eq!(name.value("name"), "甄试用");
        // Nobody finds it in the database either.
        let kept = unfinished::find(&site.office, &code).await.unwrap().unwrap();
        assert!(kept.body.contains("甄试用"));
        for _ in 0..10 {
            resume(&mut desk, "2222-2222-2222").await;
        }
        assert_eq!(resume(&mut desk, &code).await.status, StatusCode::TOO_MANY_REQUESTS);
    }

    async fn what_is_filed_or_thrown_away_is_no_draft_any_more(site: Site) {
        let mut browser = site.browser();
        let page = page_of(&mut browser, "/wishes").await;
        let code = code(&page);
        let saved = browser.follow(&page.form(FORM).press("save")).await;
        let home = browser.follow(&saved.form("main form")).await;
        assert!(home.text(".gk-flash").contains("草稿已经删除"));
        resume(&mut browser, &code).await.expect(WRONG);

        let check = Answers::of_person().looked_over(&mut browser).await;
        let code = self::code(&check);
        browser.follow(&check.form(FORM).set("promise", "yes")).await;
        resume(&mut browser, &code).await.expect(WRONG);
    }

    async fn a_draft_that_nobody_touches_goes_with_its_files(site: Site) {
        let mut browser = site.browser();
        let page = page_of(&mut browser, "/files").await;
        let form = page.form(FORM).attach("identity-files", "身份证.pdf", PDF);
        let check = go_on(&mut browser, form).await;
        let code = code(&check);
        let content = Digest::of_bytes(PDF);
        assert!(site.office.blobs.get(content).await.is_ok());
        site.clock.advance(Duration::days(unfinished::KEPT_DAYS - 1));
        run_jobs(&site.office).await;
        assert!(unfinished::find(&site.office, &code).await.unwrap().is_some());
        site.clock.advance(Duration::days(2));
        run_jobs(&site.office).await;
        assert!(unfinished::find(&site.office, &code).await.unwrap().is_none());
        assert!(site.office.blobs.get(content).await.is_err());
    }

    async fn a_form_sent_twice_is_one_application_with_one_receipt(site: Site) {
        let mut browser = site.browser();
        let form = Answers::of_person().promised(&mut browser).await;
        let mut impatient = browser.clone();
        let first = browser.follow(&form).await;
        let second = browser.send(&form).await;
        assert_eq!(second.location(), "/receipt");
        assert_eq!(read(&browser.open("/receipt").await), read(&first));
        // The answer to the first click never arrived: the browser still has the session of before.
        let page = impatient.send(&form).await;
        let page = if page.status == StatusCode::SEE_OTHER {
            impatient.open(&page.location()).await
        } else {
            impatient.follow(&page.form("main form")).await
        };
        assert!(page.path == "/receipt" || page.path == "/apply", "{}", page.path);
        assert_eq!(filed(&site).await, 1);
    }

    async fn two_clicks_at_once_are_one_application(site: Site) {
        let mut browser = site.browser();
        let form = Answers::of_person().promised(&mut browser).await;
        let mut other = browser.clone();
        let (one, two) = tokio::join!(browser.send(&form), other.send(&form));
        for answer in [one, two] {
            assert_eq!((answer.status, answer.location().as_str()), (StatusCode::SEE_OTHER, "/receipt"));
        }
        assert_eq!(filed(&site).await, 1);
    }

    async fn an_expired_session_loses_nothing(site: Site) {
        let mut browser = site.browser();
        let page = page_of(&mut browser, "/contact").await;
        let form = page.form(FORM).set("phone", "139 0000 0000").set("email", "zhen@mail.example");
        browser.forget();
        let page = browser.send(&form).await.expect(StatusCode::FORBIDDEN);
        assert!(page.words().contains("您写的内容都还在"));
        let again = page.form(FORM);
        assert_eq!(again.value("email"), "zhen@mail.example");
        let next = go_on(&mut browser, again).await;
        assert!(next.path.ends_with("/files"), "{}", next.path);
        // On the last page as well, which is a form without files.
        let check = go_on(&mut browser, next.form(FORM)).await;
        browser.forget();
        let page = browser.send(&check.form(FORM).set("promise", "yes")).await.expect(StatusCode::FORBIDDEN);
        assert!(browser.follow(&page.form("main form")).await.has(".gk-slip-code"));
        // Without the code that the pages carry it is nobody's.
        let form = page_of(&mut browser, "/contact").await.form(FORM).tamper("code", "2222-2222-2222");
        browser.forget();
        assert_eq!(browser.send(&form).await.expect(StatusCode::SEE_OTHER).location(), "/apply");
    }

    async fn an_organisation_gives_its_code_and_its_people(site: Site) {
        let mut browser = site.browser();
        let answers = Answers::of_person()
            .of_organisation()
            .with("name", "青溪某某有限公司")
            .with("identity-number", "91350100M000100Y44")
            .with("organisation-kind", "business")
            .with("representative", "甄试用")
            .with("contact", "贾试用")
            .with("phone", "0990-5550002");
        let page = answers.up_to(&mut browser, "/applicant").await;
        assert_eq!(page.text("h1"), "哪个单位申请？");
        let page = browser.send(&answers.on(&page)).await.expect(WRONG);
        assert!(page.text("#identity-number-error").contains("统一社会信用代码有误"));
        let right = answers.with("identity-number", "91350100M000100Y43");
        assert!(right.file(&mut browser).await.has(".gk-slip-code"));
        // Whoever has begun as a person turns to their firm.
        let page = page_of(&mut browser, "/applicant").await;
        let page = press(&mut browser, page.form(FORM), "by-organisation").await;
        assert!(page.has("#representative"));
    }

    async fn a_robot_is_told_and_nobody_is_shut_out(site: Site) {
        let mut browser = site.browser();
        let page = Answers::of_person().looked_over(&mut browser).await;
        let trapped = browser.send(&page.form(FORM).set("promise", "yes").set("website", TRAP)).await.expect(WRONG);
        assert!(trapped.text(".govuk-error-summary").contains("请把它清空"));
        assert_eq!(filed(&site).await, 0);
        // Without a script a person files; a flood from one address waits, and what was typed stays.
        let mut last = browser.follow(&trapped.form(FORM).set("website", "")).await;
        assert!(last.has(".gk-slip-code"));
        for _ in 0..20 {
            let form = Answers::of_person().promised(&mut browser).await;
            last = browser.send(&form).await;
        }
        assert_eq!(last.status, WRONG);
        assert!(last.text(".govuk-error-summary").contains("从您所在的网络提交的申请太多"), "{}", last.words());
        assert_eq!(filed(&site).await, 20);
        // A browser that has done its work is let through.
        let form = last.form(FORM);
        let worked = form.clone().tamper("proof", &proof(&form));
        assert!(browser.follow(&worked).await.has(".gk-slip-code"));
        site.clock.advance(Duration::hours(1));
        assert!(Answers::of_person().file(&mut browser).await.has(".gk-slip-code"));
    }

    async fn nothing_of_a_form_is_kept_by_browsers(site: Site) {
        let mut browser = site.browser();
        let page = Answers::of_person().looked_over(&mut browser).await;
        assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
        assert_eq!(page.headers[header::REFERRER_POLICY], "no-referrer");
    }
}

/// Does the work that the script of the page does.
fn proof(form: &Form) -> String {
    use sha2::Digest as _;
    let mark = form.target().split('/').nth(2).unwrap();
    let zeros = |n: &u32| {
        let hash = sha2::Sha256::digest(format!("{mark}:{n}"));
        hash[0] == 0 && hash[1] == 0
    };
    (0..10_000_000_u32).find(zeros).unwrap().to_string()
}
