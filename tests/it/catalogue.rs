//! 主动公开信息目录: kept by an administrator, searched by everybody, suggested to whoever is about to apply.

use axum::http::{StatusCode, header};
use encoding_rs::GB18030;
use gongkai::{
    casework::catalogue::{fetch, suggest::suggestions},
    store::{self, Scope},
    web::form::encode,
};

use crate::{
    accounts::log,
    both,
    kit::{
        browser::Browser,
        filing::{Answers, FORM},
        page::Page,
        premises::run_jobs,
        site::Site,
    },
};

const AT: &str = "/admin/catalogue";
const BAD: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

const TABLE: &str = "信息名称,索引号,公开时间,网址,主题词,内容摘要\r\n\
                     青溪县2025年保障性住房分配方案,青建发〔2025〕15号,2025/6/3,https://www.example.cn/1,住房、保障,分配的对象、标准和程序\r\n\
                     青溪县物业服务企业名录,,2025年7月1日,https://www.example.cn/2,物业,\r\n";

/// Tries a file out.
async fn tried(admin: &mut Browser, name: &str, bytes: &[u8]) -> Page {
    let form = admin.open("/admin/catalogue/import").await.form("main form");
    admin.send(&form.attach("file", name, bytes)).await
}

/// Takes a file over.
async fn taken(admin: &mut Browser, name: &str, bytes: &[u8]) -> Page {
    let page = tried(admin, name, bytes).await.expect(StatusCode::SEE_OTHER);
    let page = admin.open(&page.location()).await;
    let form = page.form("main form[action*='/import/']");
    admin.follow(&form).await
}

/// An address with its question as browsers write it.
fn asked(path: &str, question: &str) -> String {
    let pairs = question.split('&').map(|pair| match pair.split_once('=') {
        Some((name, value)) => format!("{name}={}", encode(value)),
        None => pair.to_owned(),
    });
    format!("{path}?{}", pairs.collect::<Vec<_>>().join("&"))
}

async fn search(site: &Site, question: &str) -> Page {
    site.browser().get(&asked("/published", question)).await
}

fn text(page: &Page) -> String {
    String::from_utf8(page.bytes.clone()).unwrap()
}

both! {
    async fn entries_are_added_changed_and_removed(site: Site) {
        let mut admin = site.staff("admin").await;
        let form = admin.open("/admin/catalogue/new").await.form("main form.admin-form");
        let page = admin.send(&form.clone().set("title", "").set("link", "javascript:alert(1)")).await.expect(BAD);
        assert!(page.text("#title-error").contains("请填写") && page.text("#link-error").contains("网址"));
        let full = form.set("title", "青溪县供水设施改造计划").set("number", "青建函〔2026〕7号")
            .set("published_on", "2026-03-02").set("link", "https://www.example.cn/7");
        admin.follow(&full).await;
        // The same number again is the same entry.
        let page = admin.send(&full.set("title", "另一个标题")).await.expect(BAD);
        assert!(page.text("#number-error").contains("青溪县供水设施改造计划"), "{}", page.words());
        let page = admin.open(AT).await;
        assert_eq!(page.texts("main tbody th"), ["青溪县供水设施改造计划"]);
        let href = page.attributes("main tbody th a", "href").remove(0);
        let edit = admin.open(&href).await.form("main form.admin-form");
        admin.follow(&edit.clone().set("published_on", "2026-03-05")).await;
        // Whoever saw what was there before is told.
        let page = admin.send(&edit.set("title", "晚了一步")).await.expect(StatusCode::CONFLICT);
        assert_eq!(page.form("main form.admin-form").value("title"), "晚了一步");
        let remove = admin.open(&href).await.form("main form[action$='/remove']");
        let page = admin.follow(&remove).await;
        assert!(page.words().contains("目录还是空的"), "{}", page.words());
        let log = log(&mut admin).await;
        assert!(log[1].contains("公开日期：由“2026年3月2日") && log[2].contains("文号或索引号：青建函〔2026〕7号"), "{log:?}");
        site.staff("clerk").await.get(AT).await.expect(StatusCode::NOT_FOUND);
    }

    async fn a_table_is_taken_over_whole_or_not_at_all(site: Site) {
        let mut admin = site.staff("admin").await;
        for (name, bytes, says) in [
            ("a.csv", &b""[..], "请选择"), ("a.csv", "标题\n甲\n".as_bytes(), "缺少这些列：公开日期"),
            ("a.xml", b"<html/>", "不是可以读取的"), ("a.csv", "标题,日期\n".as_bytes(), "没有条目"),
        ] {
            let page = tried(&mut admin, name, bytes).await.expect(BAD);
            assert!(page.text("#file-error").contains(says) || bytes.is_empty(), "{says}: {}", page.words());
        }
        let wrong = format!("{TABLE}第三条,,昨天,example,,\r\n");
        let page = tried(&mut admin, "错.csv", wrong.as_bytes()).await.expect(StatusCode::SEE_OTHER);
        let page = admin.open(&page.location()).await;
        assert!(page.text("#wrong").contains("第4行") && page.text("#wrong").contains("公开日期：不是可以识别的日期"));
        assert!(!page.has("main form[action*='/import/']"), "nothing to press");
        // In the encoding that spreadsheets in China write.
        let page = taken(&mut admin, "目录.csv", &GB18030.encode(TABLE).0).await;
        assert!(page.words().contains("新增2条，更新0条"), "{}", page.words());
        let again = TABLE.replace("分配的对象", "申请的对象");
        let page = taken(&mut admin, "目录.csv", again.as_bytes()).await;
        assert!(page.words().contains("新增0条，更新1条"), "{}", page.words());
        assert_eq!(page.texts("main tbody th").len(), 2);
        assert!(log(&mut admin).await[0].contains("更新条数：1"));
    }

    async fn a_feed_file_brings_the_same(site: Site) {
        let mut admin = site.staff("admin").await;
        let feed = "<rss><channel><item><title>甲公告</title><link>https://www.example.cn/a</link>\
                    <pubDate>Tue, 03 Jun 2025 10:00:00 +0800</pubDate></item></channel></rss>";
        let page = taken(&mut admin, "feed.xml", feed.as_bytes()).await;
        assert!(page.words().contains("新增1条"), "{}", page.words());
        let page = tried(&mut admin, "feed.xml", feed.as_bytes()).await.expect(StatusCode::SEE_OTHER);
        let page = admin.open(&page.location()).await;
        assert!(page.words().contains("没有变化的1条") && !page.has("main form[action*='/import/']"));
    }

    async fn a_feed_that_cannot_be_fetched_says_why(site: Site) {
        let mut admin = site.staff("admin").await;
        let form = admin.open("/admin/catalogue/feeds").await.form("main form.admin-form");
        admin.send(&form.clone().set("link", "ftp://example.cn/")).await.expect(BAD);
        admin.follow(&form.clone().set("link", "https://www.example.cn/feed")).await;
        let page = admin.send(&form.set("link", "https://www.example.cn/feed")).await.expect(BAD);
        assert!(page.text("#link-error").contains("登记过"));
        run_jobs(&site.office).await;
        let page = admin.open("/admin/catalogue/feeds").await;
        assert!(page.words().contains("没有开启读取订阅源"), "{}", page.words());
        let feeds = store::catalogue::feeds(&site.office.db, Scope::of(site.here.agency.id)).await.unwrap();
        let (_, noted) = feeds[0].fetched.clone().unwrap();
        assert_eq!(fetch::outcome(&noted), Some(fetch::Outcome::Failed(gongkai::domain::catalogue::Trouble::Off)));
        admin.follow(&page.form("main form[action$='/off']")).await;
        let page = admin.open("/admin/catalogue/feeds").await;
        assert!(page.words().contains("已停用") && page.has("main form[action$='/on']"));
    }

    async fn everybody_searches_by_words_and_by_agency(site: Site) {
        taken(&mut site.staff("admin").await, "目录.csv", TABLE.as_bytes()).await;
        let page = search(&site, "q=住房 分配").await.expect(StatusCode::OK);
        assert_eq!(page.texts(".published-title"), ["青溪县2025年保障性住房分配方案"]);
        assert_eq!(page.attributes(".published-title a", "href"), ["https://www.example.cn/1"]);
        assert!(page.texts(".published-title mark").concat().contains("住房"), "{:?}", page.texts("mark"));
        assert!(page.words().contains("前往 www.example.cn"));
        for (question, hits) in [
            ("q=青建发[2025]15号", 1), ("q=青溪县", 2), ("q=青溪县 -物业", 1), ("q=铁路", 0), ("", 2),
            ("q=青溪县&agency=qingxi", 2), ("q=青溪县&agency=qingxi-tax", 0), ("kind=answer", 0),
        ] {
            let page = search(&site, question).await.expect(StatusCode::OK);
            assert_eq!(page.texts(".published-title").len(), hits, "{question}");
        }
        let page = search(&site, "q=铁路&agency=qingxi").await;
        assert!(page.has("main a[href='/agencies/qingxi/apply']"), "what to do next");
        assert!(search(&site, "q=房").await.expect(BAD).text("#q-error").contains("两个字"));
        search(&site, "agency=nobody").await.expect(StatusCode::NOT_FOUND);
    }

    async fn hits_come_page_by_page(site: Site) {
        let rows: Vec<String> = (1..=45).map(|n| format!("公告第{n}号,2025-06-{:02},https://www.example.cn/{n}", n % 28 + 1)).collect();
        let table = format!("标题,日期,网址\n{}\n", rows.join("\n"));
        taken(&mut site.staff("admin").await, "目录.csv", table.as_bytes()).await;
        let (mut browser, mut seen, mut at) = (site.browser(), Vec::new(), Some(asked("/published", "q=公告")));
        while let Some(address) = at {
            let page = browser.open(&address).await;
            seen.extend(page.texts(".published-title"));
            at = page.attributes("main a[rel=next]", "href").pop();
        }
        assert_eq!(seen.len(), 45);
        let each: std::collections::BTreeSet<&String> = seen.iter().collect();
        assert_eq!(each.len(), 45, "each once");
    }

    async fn what_is_like_it_is_suggested_before_anybody_applies(site: Site) {
        taken(&mut site.staff("admin").await, "目录.csv", TABLE.as_bytes()).await;
        let scope = Some(Scope::of(site.here.agency.id));
        let titles = async |text: &str| -> Vec<String> {
            let found = suggestions(&site.office, scope, text, 5).await.unwrap();
            found.into_iter().map(|one| one.public.entry.title).collect()
        };
        assert_eq!(titles("申请公开贵局2025年的保障性住房分配情况").await, ["青溪县2025年保障性住房分配方案"]);
        assert_eq!(titles("青建发〔2025〕15号文").await, ["青溪县2025年保障性住房分配方案"]);
        assert!(titles("柳堤街道路施工许可证").await.is_empty());
        assert!(titles("2025年的会议").await.is_empty(), "the year alone is not alike");
        assert!(titles("").await.is_empty());
        let mut browser = site.browser();
        let form = Answers::of_person().begin(&mut browser).await.form(FORM);
        let page = browser.send(&form.clone().set("item-1-title", "保障性住房分配").press("look")).await.expect(StatusCode::OK);
        assert_eq!(page.texts("#suggested .published-title"), ["青溪县2025年保障性住房分配方案"]);
        assert_eq!(page.form(FORM).value("item-1-title"), "保障性住房分配");
        assert!(!page.has("#problems"), "who only looks is not told what is missing");
        let page = browser.send(&form.set("item-1-title", "柳堤街道路施工许可证").press("look")).await.expect(StatusCode::OK);
        assert!(page.text("#suggested").contains("没有找到") && !page.has(".published-title"));
        let records = Answers::of_person().for_records().begin(&mut browser).await;
        assert!(!records.has("#suggested"), "nobody's own records are public");
    }

    async fn machines_are_told_the_same(site: Site) {
        taken(&mut site.staff("admin").await, "目录.csv", TABLE.as_bytes()).await;
        let mut browser = site.browser();
        let feed = browser.open("/agencies/qingxi/published.atom").await;
        assert!(feed.headers[header::CONTENT_TYPE].to_str().unwrap().starts_with("application/atom+xml"));
        assert!(feed.headers[header::CACHE_CONTROL].to_str().unwrap().starts_with("public"));
        assert!(text(&feed).contains("<title>青溪县2025年保障性住房分配方案</title>"), "{}", text(&feed));
        assert_eq!(gongkai::imports::feed::feed(&text(&feed), time::macros::date!(2027 - 01 - 01), time::UtcOffset::UTC).unwrap().len(), 2);
        assert!(!text(&browser.open("/agencies/qingxi-tax/published.atom").await).contains("<entry>"));
        let robots = text(&browser.open("/robots.txt").await);
        assert!(robots.contains("Disallow: /track\n") && robots.contains("/sitemap.xml"), "{robots}");
        assert!(text(&browser.open("/sitemap.xml").await).contains("/sitemap/pages.xml</loc>"));
        assert!(text(&browser.open("/sitemap/pages.xml").await).contains("/agencies/qingxi</loc>"));
        browser.get("/sitemap/1.xml").await.expect(StatusCode::NOT_FOUND);
        let about: serde_json::Value = serde_json::from_str(&text(&browser.open("/agencies/qingxi/about.jsonld").await)).unwrap();
        assert_eq!(about["@graph"][0]["@type"], "GovernmentOrganization");
    }
}
