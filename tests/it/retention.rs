//! 保存期限, black box: what an administrator chooses, what the program erases of it and on which day, and what is left.

use axum::http::StatusCode;
use gongkai::{
    casework::{self, Enclosure, Order, Upload, retention},
    domain::{
        appeal::{AppealFact, Of, Procedure},
        case::Case,
        event::Event,
        id::CaseId,
        service::Service,
        text::{Address, Email},
    },
    store::{
        self, Scope,
        file::Purpose,
        verify::{self, BlobUse},
    },
};
use time::macros::{date, datetime};

use crate::{
    accounts::log,
    both,
    kit::{
        browser::Browser,
        office::{CLEAN, new_application},
        page::Page,
        premises::TODAY,
        site::Site,
    },
    portal::look_up,
};

const BAD: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const SAVED: StatusCode = StatusCode::SEE_OTHER;
const ERASED: &str = "个人信息已按保存期限删除";

fn scope(site: &Site) -> Scope {
    Scope::of(site.here.agency.id)
}

/// An application that is withdrawn at once.
async fn withdrawn(site: &Site, token: u128) -> CaseId {
    let case = site.file(token).await.case;
    let order = Order::Withdraw { reason: None };
    site.order("clerk", case, order).await.unwrap();
    case
}

async fn preview(admin: &mut Browser, years: &str) -> Page {
    admin
        .open(&format!("/admin/retention/preview?choice=erase&years={years}"))
        .await
}

/// Chooses so many years.
async fn choose(admin: &mut Browser, years: &str) {
    let page = preview(admin, years).await;
    let form = page.form("main form").set("reason", "青住建〔2031〕9号");
    admin.send(&form).await.expect(SAVED);
}

/// Whether who applied is erased: by the history, the row and the person alike.
async fn is_erased(site: &Site, case: CaseId) -> bool {
    let stands: Case = site.case(case).await;
    let (db, vault) = (&site.office.db, &site.office.vault);
    let applicant = store::applicant::get(db, vault, scope(site), stands.filing.applicant).await;
    let entry = store::queue::entry(db, scope(site), case).await.unwrap().unwrap();
    assert_eq!(applicant.unwrap().is_none(), stands.erased);
    assert_eq!(entry.applicant_name.is_empty(), stands.erased);
    stands.erased
}

/// How often the history says that it was erased.
async fn times(site: &Site, case: CaseId) -> usize {
    let events = store::case::load_events(&site.office.db, scope(site), case)
        .await
        .unwrap();
    let erased =
        |event: &&gongkai::domain::event::Recorded| matches!(event.event, Event::PersonalDataErased { .. });
    events.iter().filter(erased).count()
}

/// An answered case of somebody who told everything and sent a scan along; with its number and look-up code.
async fn answered(site: &Site) -> (CaseId, String, String) {
    let mut new = new_application(7);
    new.applicant.contact.email = Some(Email::parse("lin@example.cn").unwrap());
    new.applicant.contact.address = Some(Address::parse("云州市青溪县人民路12号").unwrap());
    for (purpose, name) in [
        (Purpose::Identity, "林喆舟身份证.pdf"),
        (Purpose::Evidence, "线索.pdf"),
    ] {
        let bytes = [CLEAN, name.as_bytes()].concat();
        let upload = Upload {
            name: name.to_owned(),
            bytes,
        };
        new.files.push(Enclosure { purpose, upload });
    }
    let filed = casework::file(&site.office, site.here.agency.id, new)
        .await
        .unwrap();
    site.take_in_hand("handler", filed.case).await;
    site.submit(filed.case, "state_secret").await;
    site.approve_all(filed.case).await;
    site.issue(filed.case).await;
    site.serve(filed.case, Service::Online { available_on: TODAY })
        .await;
    site.order("handler", filed.case, Order::Close { late: None })
        .await
        .unwrap();
    (filed.case, filed.number.to_string(), filed.code.unwrap())
}

both! {
    async fn the_preview_is_what_is_erased_on_the_day_after_the_last(site: Site) {
        let (first, open) = (withdrawn(&site, 1).await, site.in_hand(2).await);
        site.clock.set(datetime!(2026-11-21 9:30 +8));
        let second = withdrawn(&site, 3).await;
        site.clock.set(datetime!(2031-11-19 9:30 +8));
        let mut admin = site.staff("admin").await;
        let page = admin.open("/admin/retention").await;
        assert!(page.words().contains("现行设置一直保存") && page.text("#last").starts_with("还没有办理过"), "{}", page.words());
        for said in ["行政诉讼法》第四十六条第二款", "超过20年、其他案件超过5年", "《中华人民共和国民法典》", "《中华人民共和国档案法实施条例》"] {
            assert!(page.words().contains(said), "{said}: {}", page.words());
        }
        let early = preview(&mut admin, "5").await;
        let said = "自2031年11月20日（星期四）起生效。期限自2026年11月19日（星期四）或者更早起算的";
        assert!(early.text("#follows").contains(said) && !early.has("main table"), "{}", early.words());

        site.clock.set(datetime!(2031-11-20 9:30 +8));
        let page = preview(&mut admin, "5").await;
        let said = "自2031年11月21日（星期五）起生效。当天就有1件届满：它们的期限自2026年11月20日（星期五）或者更早起算";
        assert!(page.text("#follows").contains(said), "{}", page.words());
        assert_eq!(page.text("#change"), "由“一直保存”改为“办结后保存5年，届满删除”。");
        assert_eq!(page.texts("main tbody tr"), ["QXZJ-2026-00001 2026年11月20日（星期五）"]);
        assert!(!page.has("main table a"), "an administrator opens no cases");
        let mut all = site.staff("all").await;
        let links = preview(&mut all, "5").await.attributes("main table a", "href");
        assert_eq!(links, [format!("/desk/cases/{first}")]);
        choose(&mut admin, "5").await;
        let entry = &log(&mut admin).await[0];
        assert!(entry.contains("管理员壬 保存期限") && entry.contains("个人信息保存：由“一直保存”改为“5年”"), "{entry}");
        assert!(entry.contains("原因：青住建〔2031〕9号"), "{entry}");
        site.run_jobs().await;
        assert!(!is_erased(&site, first).await, "a choice takes effect on the next day");

        site.clock.set(datetime!(2031-11-21 0:10 +8));
        site.run_jobs().await;
        site.run_jobs().await;
        assert!(is_erased(&site, first).await && !is_erased(&site, second).await);
        let events = store::case::load_events(&site.office.db, scope(&site), first).await.unwrap();
        let last = Event::PersonalDataErased { counted_from: TODAY, years: 5, kept_through: date!(2031-11-20) };
        assert_eq!((&events.last().unwrap().event, times(&site, first).await), (&last, 1), "twice is once");
        let entry = &log(&mut admin).await[0];
        assert!(entry.contains("系统 按期删除个人信息") && entry.contains("删除的办件数：1"), "{entry}");
        assert!(entry.contains("起算日截至：2026年11月20日（星期五）"), "{entry}");
        let page = admin.open("/admin/retention").await;
        assert!(page.text("#last").contains("2031年11月21日（星期五）删除了1件办件的个人信息，2031年11月21日 00:10办完"), "{}", page.text("#last"));
        let before = log(&mut admin).await.len();

        site.clock.set(datetime!(2031-11-22 0:10 +8));
        site.run_jobs().await;
        assert!(is_erased(&site, second).await && !is_erased(&site, open).await);
        site.clock.set(datetime!(2031-11-23 0:10 +8));
        site.run_jobs().await;
        assert_eq!(log(&mut admin).await.len(), before + 1, "where nothing is due nothing is noted");
        site.assert_sound().await;
    }

    async fn every_page_of_an_erased_case_says_so(site: Site) {
        let (case, number, code) = answered(&site).await;
        let files = store::file::of_case(&site.office.db, scope(&site), case).await.unwrap();
        let scan = files.iter().find(|file| file.purpose == Purpose::Identity).unwrap().clone();
        site.clock.set(datetime!(2031-11-20 9:30 +8));
        let mut admin = site.staff("admin").await;
        choose(&mut admin, "5").await;
        site.clock.set(datetime!(2031-11-21 9:30 +8));
        site.run_jobs().await;
        assert!(is_erased(&site, case).await);

        let mut clerk = site.staff("clerk").await;
        let page = clerk.open(&format!("/desk/cases/{case}")).await;
        assert!(page.words().contains(&format!("姓名或者名称 {ERASED}")) || page.words().contains(ERASED), "{}", page.words());
        assert!(page.words().contains("自2026年11月20日（星期五）起算的5年保存期限于2031年11月20日（星期四）届满"), "{}", page.words());
        for gone in ["林喆舟", "990101199001010019", "19900000001", "lin@example.cn", "人民路12号", "身份证.pdf"] {
            assert!(!page.words().contains(gone), "{gone}");
        }
        assert!(page.words().contains("线索.pdf"), "what helps to find the information is of the dossier");
        for path in ["evidence", "file", "letters"] {
            let status = clerk.get(&format!("/desk/cases/{case}/{path}")).await.status;
            assert!(!status.is_server_error(), "{path}: {status}");
        }
        let review = site.staff("lawyer").await.open(&format!("/review/cases/{case}")).await;
        assert!(review.words().contains(ERASED), "{}", review.words());
        let queue = clerk.open("/desk?tab=all&state=closed").await;
        assert!(!queue.words().contains("林喆舟"), "{}", queue.words());
        let sheet = clerk.open("/desk/export/csv?tab=all&state=closed").await;
        let sheet = String::from_utf8(sheet.bytes).unwrap();
        assert!(!sheet.contains("林喆舟"), "{sheet}");
        let found = clerk.open("/desk/search?q=%E6%9E%97%E5%96%86%E8%88%9F").await;
        assert!(!found.words().contains(&number), "{}", found.words());
        let found = clerk.open("/desk/search?q=%E4%BF%9D%E9%9A%9C%E6%80%A7%E4%BD%8F%E6%88%BF").await;
        assert!(found.words().contains(&number) && found.words().contains(ERASED), "{}", found.words());

        let mut visitor = site.browser();
        let shown = look_up(&mut visitor, &number, &code).await.expect(SAVED).location();
        let shown = visitor.open(&shown).await;
        assert!(shown.words().contains(ERASED) && shown.words().contains("您的个人信息已按保存期限删除"), "{}", shown.words());
        assert!(!shown.words().contains("林"), "{}", shown.words());

        // The bytes of the scan are gone, and nobody misses them; everything else is there.
        assert!(site.office.blobs.get(scan.content).await.is_err());
        let mut missing = Vec::new();
        let each = async |used: BlobUse| -> Result<(), store::StoreError> {
            if site.office.blobs.get(used.content).await.is_err() {
                missing.push(used.what);
            }
            Ok(())
        };
        verify::blobs(&site.office.db, each).await.unwrap();
        assert_eq!(missing, [""; 0]);
        site.assert_sound().await;
    }

    async fn a_scan_that_another_case_has_as_well_stays_with_it(site: Site) {
        let (case, ..) = answered(&site).await;
        site.clock.set(datetime!(2027-03-01 9:30 +8));
        let mut again = new_application(8);
        let bytes = [CLEAN, "林喆舟身份证.pdf".as_bytes()].concat();
        let upload = Upload { name: "身份证.pdf".to_owned(), bytes };
        again.files.push(Enclosure { purpose: Purpose::Identity, upload });
        let later = casework::file(&site.office, site.here.agency.id, again).await.unwrap().case;
        let kept = store::file::of_case(&site.office.db, scope(&site), later).await.unwrap().remove(0);
        site.clock.set(datetime!(2031-11-20 9:30 +8));
        choose(&mut site.staff("admin").await, "5").await;
        site.clock.set(datetime!(2031-11-21 9:30 +8));
        site.run_jobs().await;
        assert!(is_erased(&site, case).await && !is_erased(&site, later).await);
        assert!(site.office.blobs.get(kept.content).await.is_ok());
    }

    async fn what_is_contested_is_spared_until_its_own_time_is_over(site: Site) {
        let (case, ..) = answered(&site).await;
        let of = Of::Reconsideration { procedure: Procedure::Ordinary, accepted_on: TODAY, copy_received_on: TODAY };
        let fact = AppealFact::Filed { of, before: site.office.words("青溪县人民政府").unwrap() };
        let stands = site.order("lawyer", case, Order::RecordAppeal { id: None, fact }).await.unwrap();
        site.clock.set(datetime!(2031-11-20 9:30 +8));
        let mut admin = site.staff("admin").await;
        assert!(preview(&mut admin, "5").await.text("#follows").contains("现在没有这样的办件"));
        choose(&mut admin, "5").await;
        site.clock.set(datetime!(2031-11-21 9:30 +8));
        site.run_jobs().await;
        assert!(!is_erased(&site, case).await, "it is contested");
        let today = site.office.today();
        let fact = AppealFact::Closed { result: "upheld".parse().unwrap(), decided_on: today, received_on: today, order: None, note: None };
        site.order("lawyer", case, Order::RecordAppeal { id: Some(stands.appeals[0].id), fact }).await.unwrap();
        site.clock.set(datetime!(2031-11-22 9:30 +8));
        site.run_jobs().await;
        assert!(!is_erased(&site, case).await, "its time begins with the decision");
        site.clock.set(datetime!(2036-11-22 9:30 +8));
        retention::erase_due(&site.office, site.here.agency.id).await.unwrap();
        assert!(is_erased(&site, case).await);
    }

    async fn cases_of_one_filing_are_erased_together(site: Site) {
        let mut new = new_application(9);
        let mut second = new.application.items[0].clone();
        (second.number, second.title) = (2, "2025年度房屋征收决定".to_owned());
        new.application.items.push(second);
        let parent = casework::file(&site.office, site.here.agency.id, new).await.unwrap().case;
        site.take_in_hand("handler", parent).await;
        let split = site.order("handler", parent, Order::Split { items: [2].into() }).await.unwrap();
        let part = split.links[0].other;
        site.order("clerk", parent, Order::Withdraw { reason: None }).await.unwrap();
        site.clock.set(datetime!(2027-01-04 9:30 +8));
        site.order("clerk", part, Order::Withdraw { reason: None }).await.unwrap();
        site.clock.set(datetime!(2031-12-01 9:30 +8));
        let mut admin = site.staff("admin").await;
        assert!(preview(&mut admin, "5").await.text("#follows").contains("现在没有这样的办件"), "the part is kept");
        choose(&mut admin, "5").await;
        site.clock.set(datetime!(2031-12-02 9:30 +8));
        site.run_jobs().await;
        assert!(!is_erased(&site, parent).await && !is_erased(&site, part).await);
        site.clock.set(datetime!(2032-01-05 9:30 +8));
        assert_eq!(retention::erase_due(&site.office, site.here.agency.id).await.unwrap(), 2);
        assert!(is_erased(&site, parent).await && is_erased(&site, part).await);
        site.assert_sound().await;
    }

    async fn what_was_broken_off_goes_on_and_is_counted_once(site: Site) {
        let mut cases = Vec::new();
        for token in 1..=120 {
            cases.push(withdrawn(&site, token).await);
        }
        site.clock.set(datetime!(2031-11-20 9:30 +8));
        let mut admin = site.staff("admin").await;
        let page = preview(&mut admin, "5").await;
        assert!(page.text("#follows").contains("120件") && page.text("#more") == "另有115件。", "{}", page.words());
        choose(&mut admin, "5").await;
        site.clock.set(datetime!(2031-11-21 9:30 +8));
        let (office, agency) = (site.office.clone(), site.here.agency.id);
        let broken_off = tokio::spawn(async move { retention::erase_due(&office, agency).await });
        while store::retention::last_run(&site.office.db, scope(&site)).await.unwrap().is_none_or(|run| run.erased == 0) {
            tokio::task::yield_now().await;
        }
        broken_off.abort();
        drop(broken_off.await);
        let run = store::retention::last_run(&site.office.db, scope(&site)).await.unwrap().unwrap();
        assert!(run.erased > 0, "a batch at a time: {run:?}");
        site.run_jobs_at_once(3).await;
        let run = store::retention::last_run(&site.office.db, scope(&site)).await.unwrap().unwrap();
        assert_eq!((run.erased, run.finished_at.is_some()), (120, true));
        for case in cases {
            assert!(is_erased(&site, case).await && times(&site, case).await == 1);
        }
        let entries = log(&mut admin).await;
        let noted = entries.iter().filter(|entry| entry.contains("删除的办件数：120"));
        assert_eq!(noted.count(), 1, "{entries:?}");
        site.assert_sound().await;
    }

    async fn a_choice_is_said_to_be_wrong_at_its_field_and_kept_as_typed(site: Site) {
        let mut admin = site.staff("admin").await;
        for (years, said) in [("4", "不能少于5"), ("0", "不能少于5"), ("", "请用数字填写"), ("五", "请用数字填写"), ("-6", "请用数字填写"), ("300", "请用数字填写")] {
            let path = format!("/admin/retention/preview?choice=erase&years={}", gongkai::web::form::encode(years));
            let page = admin.get(&path).await.expect(BAD);
            assert!(page.text("#years-error").contains(said), "{years}: {}", page.words());
            assert_eq!(page.form("main form").value("years"), years, "what was typed is kept");
        }
        for (query, said) in [("", "请选择保存多久"), ("?choice=keep", "已经是这样")] {
            let page = admin.get(&format!("/admin/retention/preview{query}")).await.expect(BAD);
            assert!(page.text("#choice-error").contains(said), "{}", page.words());
        }
        let form = preview(&mut admin, "20").await.form("main form");
        let long = "很".repeat(201);
        for reason in ["", "  ", &long] {
            let page = admin.send(&form.clone().set("reason", reason)).await.expect(BAD);
            assert!(page.text("#reason-error").contains("请填写修改的原因，不超过200个字"), "{}", page.words());
            assert_eq!(page.form("main form").value("years"), "20");
        }
        for years in ["4", "x"] {
            let wrong = form.clone().tamper("years", years).set("reason", "试");
            admin.send(&wrong).await.expect(BAD);
        }
        assert!(store::retention::get(&site.office.db, scope(&site)).await.unwrap().is_none());
    }

    async fn the_second_of_two_administrators_sees_what_the_first_chose(site: Site) {
        let (mut one, mut two) = (site.staff("admin").await, site.staff("all").await);
        let late = preview(&mut two, "10").await.form("main form").set("reason", "按档案处意见");
        choose(&mut one, "5").await;
        let page = two.send(&late).await.expect(StatusCode::CONFLICT);
        assert!(page.text("[role=alert]").contains("管理员壬改了设置，现在是“办结后保存5年，届满删除”"), "{}", page.words());
        assert_eq!(page.form("main form").value("reason"), "按档案处意见", "what was typed is kept");
        assert!(page.text("#change").contains("由“办结后保存5年，届满删除”改为“办结后保存10年，届满删除”"));
        two.send(&page.form("main form")).await.expect(SAVED);
        let page = one.open("/admin/retention").await;
        assert!(page.words().contains("办结后保存10年") && page.words().contains("多面手癸于2026年11月20日（星期五）选定，自2026年11月21日（星期六）起"), "{}", page.words());
        // And back to keeping everything, by whoever has read that.
        let form = one.open("/admin/retention/preview?choice=keep").await.form("main form").set("reason", "停用");
        one.send(&form).await.expect(SAVED);
        let entry = &log(&mut one).await[0];
        assert!(entry.contains("由“10年”改为“一直保存”"), "{entry}");
        one.send(&form).await.expect(StatusCode::CONFLICT);
    }

    async fn an_agency_chooses_for_itself_alone_and_nobody_but_its_administrators(site: Site) {
        let case = withdrawn(&site, 1).await;
        for person in ["clerk", "handler", "lawyer", "leader", "supervisor"] {
            let mut browser = site.staff(person).await;
            browser.get("/admin/retention").await.expect(StatusCode::NOT_FOUND);
            browser.get("/admin/retention/preview?choice=erase&years=5").await.expect(StatusCode::NOT_FOUND);
        }
        site.clock.set(datetime!(2031-11-20 9:30 +8));
        let mut there = site.staff_of(&site.elsewhere, "admin").await;
        let page = preview(&mut there, "5").await;
        assert!(page.text("#follows").contains("现在没有这样的办件"), "{}", page.words());
        choose(&mut there, "5").await;
        site.clock.set(datetime!(2031-11-21 9:30 +8));
        site.run_jobs().await;
        assert!(!is_erased(&site, case).await);
        let mut admin = site.staff("admin").await;
        assert!(admin.open("/admin/retention").await.words().contains("现行设置一直保存"));
    }
}
