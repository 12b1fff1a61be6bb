//! 年度数字: counted over the cases of a year, released by somebody, read by everybody, corrected with a reason; and what a
//! year left is what the next one was left.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use gongkai::{
    casework::{self, Order},
    domain::{
        annual::{Source, Table, Years},
        appeal::{AppealFact, Of, Procedure},
        application::AsksFor,
        id::CaseId,
        service::Service,
    },
    law::Channel,
    store::{self, Scope},
};
use time::{Date, macros::date};

use crate::{
    accounts::log,
    both,
    kit::{
        browser::Browser,
        office::{TestOffice, new_application},
        page::Page,
        premises::{TODAY, law},
        site::Site,
    },
};

const HERE: &str = "/desk/annual/2026";
const PUBLIC: &str = "/agencies/qingxi/annual/2026";

/// The cases of a year.
pub(crate) struct Lot {
    answered: CaseId,
    /// Issued, and its service not recorded.
    open: CaseId,
}

/// One is refused and contested, one waits, one was withdrawn; one was not received, and one asks for nothing.
pub(crate) async fn fill(office: &TestOffice) -> Lot {
    let answered = office.in_hand(1).await;
    issue(office, answered).await;
    office
        .serve(answered, Service::Online { available_on: TODAY })
        .await;
    let of = Of::Reconsideration {
        procedure: Procedure::Ordinary,
        accepted_on: TODAY,
        copy_received_on: TODAY,
    };
    let before = office.office.words("青溪县人民政府，青政复〔2026〕3号").unwrap();
    let fact = AppealFact::Filed { of, before };
    let filed = Order::RecordAppeal { id: None, fact };
    office.order("lawyer", answered, filed).await.unwrap();
    let open = office.in_hand(2).await;
    issue(office, open).await;
    let withdrawn = office.in_hand(3).await;
    let order = Order::Withdraw { reason: None };
    office.order("clerk", withdrawn, order).await.unwrap();
    office.file(4).await;
    let mut records = new_application(5);
    records.asks_for = AsksFor::RecordCorrection;
    let here = office.here.agency.id;
    let records = casework::file(&office.office, here, records).await.unwrap();
    office.take_in_hand("handler", records.case).await;
    Lot { answered, open }
}

async fn issue(office: &TestOffice, case: CaseId) {
    office.submit(case, "not_held").await;
    office.approve_all(case).await;
    office.issue(case).await;
}

pub(crate) fn to(office: &TestOffice, day: Date) {
    office.sleep((day - office.office.today()).whole_days());
}

/// The numbers of a table by its rows, the total last.
fn table(page: &Page, id: &str) -> BTreeMap<String, Vec<u64>> {
    let names = page.texts(&format!("#{id} tbody th[scope='row']"));
    let cells = page.texts(&format!("#{id} tbody td"));
    assert!(!names.is_empty(), "{}", page.words());
    let width = cells.len() / names.len();
    let numbers = cells
        .chunks(width)
        .map(|row| row.iter().map(|cell| cell.parse().unwrap()));
    names.into_iter().zip(numbers.map(Iterator::collect)).collect()
}

/// The totals of the rows that are not zero, by how a row begins.
fn totals(page: &Page) -> Vec<(String, u64)> {
    let rows = table(page, "applications");
    let total = |row: &[u64]| row.last().copied().unwrap_or_default();
    let counted = rows.iter().filter(|(_, row)| total(row) > 0);
    counted.map(|(name, row)| (name.clone(), total(row))).collect()
}

fn total(page: &Page, row: &str) -> u64 {
    let totals = totals(page);
    let found = totals.iter().find(|(name, _)| name.starts_with(row));
    found.map_or(0, |(_, count)| *count)
}

async fn release(person: &mut Browser, because: Option<&str>) -> Page {
    let form = person.open(HERE).await.form("main form.admin-form");
    let form = match because {
        Some(because) => form.set("because", because),
        None => form,
    };
    person.follow(&form).await
}

/// The figures of a year of the agency here, released and corrected; for whoever wants to read them.
pub(crate) async fn corrected(site: &Site) {
    let lot = fill(site).await;
    to(site, date!(2027 - 01 - 11));
    site.run_jobs().await;
    release(&mut site.staff("leader").await, None).await;
    site.serve(lot.open, Service::Online { available_on: TODAY })
        .await;
    release(&mut site.staff("leader").await, Some("一件送达补录较晚")).await;
}

both! {
    async fn the_figures_of_a_year_are_counted_and_say_what_is_left_out(site: Site) {
        let lot = fill(&site).await;
        let mut leader = site.staff("leader").await;
        let page = leader.open(HERE).await;
        assert!(page.text("#state").contains("2026年还没有结束") && !page.has("main form.admin-form"), "{}", page.words());
        leader.get("/desk/annual/2027").await.expect(StatusCode::NOT_FOUND);
        leader.get("/desk/annual/2024").await.expect(StatusCode::NOT_FOUND);

        to(&site, date!(2027 - 01 - 11));
        let mut leader = site.staff("leader").await;
        assert_eq!(leader.open("/desk/annual").await.attributes("#years a", "href"), [HERE]);
        let page = leader.open(HERE).await;
        let expected = [
            ("1.本机关不掌握相关政府信息", 1),
            ("3.其他", 1),
            ("一、本年新收政府信息公开申请数量", 3),
            ("四、结转下年度继续办理", 1),
            ("（七）总计", 2),
        ];
        let mut expected = expected.map(|(name, count)| (name.to_owned(), count)).to_vec();
        expected.sort();
        assert_eq!(totals(&page), expected);
        let rows = table(&page, "applications");
        assert_eq!(rows.len(), law().annual_rows().len(), "every row of the form, and none twice");
        let new = rows.iter().find(|(name, _)| name.starts_with('一')).unwrap().1;
        assert_eq!(new.as_slice(), [3, 0, 0, 0, 0, 0, 3], "all of them are natural persons");
        let proceedings = table(&page, "proceedings");
        assert_eq!(proceedings["行政复议"], [0, 0, 0, 1, 1]);
        assert_eq!(page.texts("section[aria-labelledby='checks'] .desk-tag"), ["相符", "相符", "相符"]);
        assert!(page.words().contains("自然人：3 ＝ 3"), "the head of the form, column by column");
        let left_out = page.texts("section[aria-labelledby='left-out'] li");
        assert_eq!(left_out.len(), 2, "{left_out:?}");
        assert!(left_out[0].starts_with("更正政府信息的申请：1件") && left_out[1].starts_with("当年提交、年底前没有确认收到：1件"), "{left_out:?}");
        assert!(page.words().contains("送达答复1件，其中1件在期限内（100%）"), "{}", page.words());
        assert!(page.text("#year-described").contains("无法提供1件"), "the picture in words");

        // The same as the rule says, case by case.
        let scope = Scope::of(site.here.agency.id);
        let mut by_rule = Table::new(law(), 2026);
        for case in [lot.answered, lot.open] {
            by_rule.add(&store::case::load(&site.office.db, scope, case).await.unwrap().unwrap());
        }
        assert_eq!((by_rule.count("unavailable_1", "total"), by_rule.count("carried_out", "total")), (1, 1));
    }

    async fn what_somebody_released_is_there_for_everybody(site: Site) {
        fill(&site).await;
        to(&site, date!(2027 - 01 - 11));
        let mut anybody = site.browser();
        anybody.get(PUBLIC).await.expect(StatusCode::NOT_FOUND);
        let guide = anybody.open("/agencies/qingxi").await;
        assert!(guide.has("a[href='/agencies/qingxi/annual']"));
        assert!(anybody.open("/agencies/qingxi/annual").await.words().contains("还没有公布"));
        let text = |page: Page| String::from_utf8(page.bytes).unwrap();
        assert!(!text(anybody.open("/sitemap.xml").await).contains("annual"), "no map of nothing");

        let mut supervisor = site.staff("supervisor").await;
        let page = supervisor.open(HERE).await;
        assert!(page.words().contains("由签发人或者管理员办理") && !page.has("main form.admin-form"));
        site.staff("clerk").await.get(HERE).await.expect(StatusCode::NOT_FOUND);
        let done = release(&mut site.staff("leader").await, None).await;
        assert!(done.words().contains("已公布") && done.has("#same") && !done.has("main form.admin-form"), "{}", done.words());

        let page = anybody.open(PUBLIC).await;
        assert_eq!(page.text("h1"), "2026年政府信息公开申请数字");
        assert_eq!((total(&page, "一、"), total(&page, "（七）"), total(&page, "四、")), (3, 2, 1));
        assert!(page.words().contains("2027年1月11日（星期一）公布") && !page.has("#corrections"), "{}", page.words());
        assert!(page.words().contains("新收到政府信息公开申请3件") && page.words().contains("行政复议1件，行政诉讼0件"));
        let heads = page.attributes("#applications thead th", "scope");
        assert_eq!(heads.iter().filter(|scope| *scope == "colgroup").count(), 1);
        assert_eq!(heads.len(), 9, "{heads:?}");
        let list = anybody.open("/agencies/qingxi/annual").await;
        assert_eq!(list.attributes("main .gk-years a", "href"), [PUBLIC]);

        let csv = text(anybody.open(&format!("{PUBLIC}/applications.csv")).await);
        assert_eq!(csv.lines().count(), 26);
        assert!(csv.contains("\"一、本年新收政府信息公开申请数量\",\"3\",\"0\""), "{csv}");
        assert!(csv.contains("\"（四）无法提供 1.本机关不掌握相关政府信息\",\"1\""), "{csv}");
        let proceedings = text(anybody.open(&format!("{PUBLIC}/proceedings.csv")).await);
        assert!(proceedings.contains("\"行政复议\",\"0\",\"0\",\"0\",\"1\",\"1\""), "{proceedings}");
        assert!(anybody.open(&format!("{PUBLIC}/applications.xlsx")).await.bytes.starts_with(b"PK"));
        for wrong in ["applications.pdf", "others.csv", "csv"] {
            anybody.get(&format!("{PUBLIC}/{wrong}")).await.expect(StatusCode::NOT_FOUND);
        }
        let data = text(anybody.open(&format!("{PUBLIC}/about.jsonld")).await);
        let data: serde_json::Value = serde_json::from_str(&data).unwrap();
        assert!(data["@type"] == "Dataset" && data["datePublished"] == "2027-01-11", "{data}");
        assert_eq!(data["distribution"].as_array().unwrap().len(), 4);
        assert!(text(anybody.open("/sitemap.xml").await).contains("/sitemap/annual-1.xml"));
        assert!(text(anybody.open("/sitemap/annual-1.xml").await).contains(PUBLIC));
        // Nothing of another agency is known by it.
        let mut elsewhere = site.staff_of(&site.elsewhere, "leader").await;
        assert!(totals(&elsewhere.open(HERE).await).is_empty());
        anybody.get("/agencies/qingxi-tax/annual/2026").await.expect(StatusCode::NOT_FOUND);
    }

    async fn figures_change_only_by_a_correction_with_its_reason(site: Site) {
        let lot = fill(&site).await;
        to(&site, date!(2027 - 01 - 11));
        site.run_jobs().await;
        let (mut leader, mut admin) = (site.staff("leader").await, site.staff("admin").await);
        let early = admin.open(HERE).await.form("main form.admin-form");
        release(&mut leader, None).await;
        let late = admin.send(&early).await.expect(StatusCode::CONFLICT);
        assert!(late.words().contains("请重新核对"), "{}", late.words());

        // The service of December comes to light in January.
        let mut anybody = site.browser();
        let before = table(&anybody.open(PUBLIC).await, "applications");
        let shown = leader.open(HERE).await;
        assert!(shown.has("#same"));
        site.serve(lot.open, Service::Online { available_on: TODAY }).await;
        assert_eq!(table(&anybody.open(PUBLIC).await, "applications"), before, "not under the reader's eyes");
        let page = leader.open(HERE).await;
        let changes = page.texts("section[aria-labelledby='changes'] li");
        assert!(changes.contains(&"四、结转下年度继续办理，总计：由1改为0".to_owned()), "{changes:?}");
        assert!(changes.contains(&"（四）无法提供 1.本机关不掌握相关政府信息，自然人：由1改为2".to_owned()), "{changes:?}");
        let form = page.form("main form.admin-form");
        let wrong = leader.send(&form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text("#because-error").contains("请写明更正的理由"));
        let wrong = leader.send(&form.clone().set("because", &"长".repeat(501))).await;
        assert_eq!(wrong.form("main form.admin-form").value("because").chars().count(), 501, "what was typed is kept");
        leader.follow(&form.clone().set("because", "一件送达补录较晚")).await;
        leader.send(&form.set("because", "再按一次")).await.expect(StatusCode::CONFLICT);

        let page = anybody.open(PUBLIC).await;
        assert_eq!((total(&page, "（七）"), total(&page, "四、")), (3, 0));
        let correction = page.text("#corrections");
        assert!(correction.contains("2027年1月11日（星期一）更正") && correction.contains("一件送达补录较晚"), "{correction}");
        assert!(correction.contains("四、结转下年度继续办理，自然人：由1改为0"), "{correction}");
        let versions = store::annual::versions(&site.office.db, Scope::of(site.here.agency.id), 2026).await.unwrap();
        let kept: Vec<(i64, u64)> =
            versions.iter().map(|one| (one.version, one.figures.count("carried_out", "total"))).collect();
        assert_eq!(kept, [(2, 0), (1, 1)], "what was released first is kept as it was");
        let log = log(&mut admin).await;
        assert!(log[0].contains("年度数字") && log[0].contains("2026年") && log[0].contains("原因：一件送达补录较晚"), "{log:?}");
        assert!(log[1].contains("版次：1"), "{log:?}");
        site.assert_sound().await;
    }

    async fn a_year_is_left_what_the_one_before_left(site: Site) {
        let lot = fill(&site).await;
        to(&site, date!(2027 - 01 - 11));
        site.run_jobs().await;
        let open = site.staff("leader").await.open(HERE).await;
        assert!(open.text("#state").contains("2027年1月31日（星期日）"), "{}", open.words());
        release(&mut site.staff("leader").await, None).await;
        to(&site, date!(2027 - 02 - 02));
        site.run_jobs().await;
        // Both come to light when the year is closed: a service of November, and an application of December.
        site.serve(lot.open, Service::Online { available_on: TODAY }).await;
        let clerk = site.here.officer("clerk");
        let paper = site.arrived(Channel::Counter, date!(2026 - 12 - 30));
        casework::register(&site.office, &clerk, new_application(9), paper).await.unwrap();
        let page = site.staff("leader").await.open(HERE).await;
        assert!(page.text("#state").contains("已经固定") && page.has("#same"), "{}", page.words());
        assert!(page.words().contains("年度结转固定以后才登记：1件"), "{}", page.words());

        to(&site, date!(2028 - 01 - 10));
        site.run_jobs().await;
        let page = site.staff("leader").await.open("/desk/annual/2027").await;
        let rows = ["一、", "二、", "（七）", "四、"].map(|row| total(&page, row));
        assert_eq!(rows, [1, 1, 1, 1], "{:?}", totals(&page));
        let checks = page.texts("section[aria-labelledby='checks'] .desk-tag");
        assert_eq!(checks, ["相符", "相符", "相符", "相符"], "the year before is there to be held against");
        assert!(site.staff("leader").await.open(HERE).await.has("#same"), "and it still is what was released");
    }

    async fn the_cases_of_a_year_are_found_page_by_page_each_once(office: TestOffice) {
        fill(&office).await;
        let scope = Scope::of(office.here.agency.id);
        for closed in [None, Some(2026)] {
            for year in [2026, 2027] {
                let years = Years { year, closed };
                let mut found: Vec<(Source, CaseId)> = Vec::new();
                for source in years.sources() {
                    let mut after = None;
                    loop {
                        let page = store::annual::page(&office.office.db, scope, (years, source), after, 1).await.unwrap();
                        assert!(page.rows.len() <= 1);
                        found.extend(page.rows.iter().map(|row| (source, row.case)));
                        after = page.next;
                        if after.is_none() {
                            break;
                        }
                    }
                }
                let cases: BTreeSet<CaseId> = found.iter().map(|(_, case)| *case).collect();
                assert_eq!(cases.len(), found.len(), "{years:?}: {found:?}");
                // 2026 has what it received; 2027 what has not ended since.
                let expected = if year == 2026 { 3 } else { 1 };
                assert_eq!(found.len(), expected, "{years:?}: {found:?}");
            }
        }
    }
}
