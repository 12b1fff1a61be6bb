//! Words are found: in everything that a reader may read, right after the commit, and by nobody else.

use axum::http::StatusCode;
use gongkai::{
    casework::{self, NewApplication, Order, found, index},
    domain::{
        account::Officer,
        applicant::JointApplicant,
        application::Item,
        id::CaseId,
        search::Query,
        text::{IdentityNumber, Name},
    },
    jobs::Runner,
    store::{
        Scope,
        queue::Count,
        search::{self, Cursor, Entry, Filter, Search, Source, Where},
    },
    web::form::encode,
};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use time::macros::date;

use crate::{
    both,
    kit::{
        bureau::Bureau,
        office::{TestOffice, new_application},
        page::Page,
        site::Site,
    },
};

fn query(typed: &str) -> Query {
    Query::parse(typed).unwrap()
}

/// The cases that somebody finds, the newest first.
async fn finds_as(office: &TestOffice, reader: &Officer, typed: &str, filter: &Filter) -> Vec<CaseId> {
    let hits = found::find(&office.office, reader, &query(typed), filter, None)
        .await
        .unwrap();
    hits.hits.iter().map(|hit| hit.case.id).collect()
}

async fn finds(office: &TestOffice, person: &str, typed: &str) -> Vec<CaseId> {
    finds_as(office, &office.here.officer(person), typed, &Filter::default()).await
}

async fn finds_in(office: &TestOffice, place: Where, typed: &str) -> Vec<CaseId> {
    let filter = Filter {
        place,
        ..Filter::default()
    };
    finds_as(office, &office.here.officer("leader"), typed, &filter).await
}

fn asking(token: u128, name: &str, title: &str, description: &str) -> NewApplication {
    let mut new = new_application(token);
    new.applicant.name = Name::parse(name).unwrap();
    new.application.items = vec![Item {
        number: 1,
        title: title.to_owned(),
        document_number: Some("青住建〔2025〕17号".to_owned()),
        description: Some(description.to_owned()),
    }];
    new
}

async fn file(office: &TestOffice, bureau: &Bureau, new: NewApplication) -> CaseId {
    casework::file(&office.office, bureau.agency.id, new)
        .await
        .unwrap()
        .case
}

/// What a search page shows of its hits.
fn subjects(page: &Page) -> Vec<String> {
    page.texts(".desk-found-subject")
}

both! {
    async fn an_application_is_found_by_all_that_was_asked_and_by_whom(office: TestOffice) {
        let new = asking(1, "欧阳𠮷", "清水河水库移民安置补偿方案", "2019年至2021年的发放明细表");
        let case = file(&office, &office.here, new).await;
        file(&office, &office.here, asking(2, "王伟", "城南公路征地批复", "含附图")).await;
        let number = office.case(case).await.number.to_string();
        for typed in [
            number.as_str(), "1", "欧阳", "欧阳𠮷", "水库", "移民安置", "“水库 移民”", "欧阳 明细表 补偿", "2021年",
            "水库 -公路",
        ] {
            assert_eq!(finds(&office, "leader", typed).await, [case], "{typed}");
        }
        for typed in ["水移", "阳欧", "水库 公路", "水库 -移民", "NEAR", "水*", "%"] {
            if let Ok(query) = Query::parse(typed) {
                let filter = Filter::default();
                let hits = found::find(&office.office, &office.here.officer("leader"), &query, &filter, None).await;
                assert!(hits.unwrap().hits.is_empty(), "{typed}");
            }
        }
        for typed in ["2025", "〔2025〕17号", "青住建[2025]17号"] {
            assert_eq!(finds(&office, "leader", typed).await.len(), 2, "{typed}");
        }
    }

    async fn whoever_applies_too_is_found_and_shown_where(office: TestOffice) {
        let mut new = asking(1, "欧阳伟", "方案甲乙", "明细");
        new.applicant.joint = vec![JointApplicant {
            name: Name::parse("端木芳").unwrap(),
            identity: gongkai::domain::applicant::Identity::ResidentCard(
                IdentityNumber::parse("990101199001010035").unwrap(),
            ),
        }];
        let case = file(&office, &office.here, new).await;
        assert_eq!(finds(&office, "leader", "端木").await, [case]);
        let reader = office.here.officer("leader");
        let hits = found::find(&office.office, &reader, &query("端木芳"), &Filter::default(), None).await.unwrap();
        assert_eq!(hits.hits[0].places[0].at, found::At::People);
    }

    async fn another_agency_finds_nothing_of_it(office: TestOffice) {
        let case = file(&office, &office.here, asking(1, "欧阳伟", "水库移民方案", "明细")).await;
        let there = file(&office, &office.elsewhere, asking(2, "欧阳伟", "水库税费", "明细")).await;
        assert_eq!(finds(&office, "all", "水库").await, [case]);
        let everybody = office.elsewhere.officer("all");
        assert_eq!(finds_as(&office, &everybody, "水库", &Filter::default()).await, [there]);
        assert_eq!(finds_as(&office, &everybody, "欧阳", &Filter::default()).await, [there]);
        let number = office.case(case).await.number.to_string();
        let db = &office.office.db;
        assert_eq!(search::by_number(db, &everybody, &number).await.unwrap(), None);
        assert_eq!(search::by_number(db, &office.here.officer("leader"), &number).await.unwrap(), Some(case));
        assert_eq!(search::by_number(db, &office.here.officer("stranger"), &number).await.unwrap(), None);
    }

    async fn who_may_not_read_a_case_does_not_find_it(office: TestOffice) {
        let case = office.in_hand(1).await;
        let title = "保障性住房";
        for (person, may) in [
            ("clerk", true), ("handler", true), ("colleague", true), ("head", true), ("leader", true),
            ("supervisor", true), ("all", true), ("stranger", false), ("admin", false), ("secrets", false), ("lawyer", false),
        ] {
            let expected: Vec<CaseId> = may.then_some(case).into_iter().collect();
            assert_eq!(finds(&office, person, title).await, expected, "{person}");
        }
        office.submit(case, "state_secret").await;
        assert_eq!(finds(&office, "secrets", title).await, [case]);
        assert_eq!(finds(&office, "lawyer", title).await, [case]);
        assert!(finds(&office, "stranger", title).await.is_empty());
    }

    async fn a_letter_is_found_with_the_name_of_the_applicant_once_it_is_issued(office: TestOffice) {
        let case = office.in_hand(1).await;
        office.submit(case, "not_held").await;
        office.approve_all(case).await;
        assert!(finds_in(&office, Where::Letters, "行政复议").await.is_empty());
        let issued = office.issue(case).await;
        assert_eq!(finds_in(&office, Where::Letters, "行政复议").await, [case]);
        let number = &issued.letters.last().unwrap().number;
        assert_eq!(finds_in(&office, Where::Letters, number).await, [case]);
        assert_eq!(finds_in(&office, Where::Everything, "行政复议 林喆舟 住房分配").await, [case]);
        assert!(finds_in(&office, Where::Applications, "行政复议").await.is_empty());
        assert!(finds_in(&office, Where::Documents, "行政复议").await.is_empty());
        // By what the case is known alone, no letter is found that does not say it.
        assert!(finds_in(&office, Where::Documents, "林喆舟").await.is_empty());
    }

    async fn a_spoilt_letter_is_found_and_says_so(office: TestOffice) {
        let case = office.in_hand(1).await;
        office.submit(case, "not_held").await;
        office.approve_all(case).await;
        let issued = office.issue(case).await;
        let letter = issued.letters.last().unwrap().clone();
        let reason = office.office.words("打印机卡纸弄皱了").unwrap();
        office.order("clerk", case, Order::Spoil { reason }).await.unwrap();
        let reader = office.here.officer("leader");
        let hits = found::find(&office.office, &reader, &query(&letter.number), &Filter::default(), None).await.unwrap();
        let spoilt = hits.hits[0].places.iter().any(|place| matches!(place.at, found::At::Letter { spoilt: true, .. }));
        assert!(spoilt, "{:?}", hits.hits[0].places);
        // Why it was spoilt is found as well.
        assert_eq!(finds_in(&office, Where::Applications, "打印机卡纸").await, [case]);
        assert!(finds(&office, "stranger", "打印机卡纸").await.is_empty());
    }

    async fn the_newest_case_comes_first_and_pages_hold_each_once(office: TestOffice) {
        let mut cases = Vec::new();
        for token in 1..=45_u128 {
            cases.push(file(&office, &office.here, asking(token, "欧阳伟", "水库移民方案", "明细")).await);
        }
        cases.reverse();
        let reader = office.here.officer("leader");
        let (mut seen, mut after): (Vec<CaseId>, Option<Cursor>) = (Vec::new(), None);
        let mut pages = 0;
        loop {
            let hits =
                found::find(&office.office, &reader, &query("水库"), &Filter::default(), after).await.unwrap();
            pages += 1;
            seen.extend(hits.hits.iter().map(|hit| hit.case.id));
            after = hits.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!((seen, pages), (cases, 3));
        let wanted = query("水库");
        let search = Search { wanted: &wanted, filter: &Filter::default(), reader: &reader };
        let (db, vault) = (&office.office.db, &office.office.vault);
        assert_eq!(search::count_up_to(db, vault, search, 100).await.unwrap(), Count::Exactly(45));
        assert_eq!(search::count_up_to(db, vault, search, 44).await.unwrap(), Count::MoreThan(44));
    }

    async fn filters_narrow_what_is_found(office: TestOffice) {
        let open = office.in_hand(1).await;
        let filed = office.file(2).await.case;
        let find = async |filter: Filter| finds_as(&office, &office.here.officer("leader"), "住房", &filter).await;
        assert_eq!(find(Filter::default()).await, [filed, open]);
        assert_eq!(find(Filter { open: Some(true), ..Filter::default() }).await, [filed, open]);
        assert!(find(Filter { open: Some(false), ..Filter::default() }).await.is_empty());
        let department = Some(office.here.department);
        assert_eq!(find(Filter { department, ..Filter::default() }).await, [open]);
        let received = office.case(open).await.received_on.unwrap();
        let day = Some(received);
        assert_eq!(find(Filter { received_from: day, received_until: day, ..Filter::default() }).await, [open]);
        let later = received.next_day();
        assert!(find(Filter { received_from: later, ..Filter::default() }).await.is_empty());
        assert!(find(Filter { received_until: Some(date!(2020-01-01)), ..Filter::default() }).await.is_empty());
    }

    async fn what_is_written_again_takes_the_place_of_what_was(office: TestOffice) {
        let case = file(&office, &office.here, asking(1, "欧阳伟", "水库移民方案", "明细")).await;
        let scope = Scope::of(office.here.agency.id);
        let entry = |words: &str| Entry {
            case,
            source: Source::Application,
            own: vec![words.to_owned()],
            around: Vec::new(),
        };
        let (office_db, vault) = (&office.office.db, &office.office.vault);
        let tx = office_db.begin().await.unwrap();
        search::write_many(&tx, vault, scope, &[entry("城南公路")]).await.unwrap();
        assert!(finds(&office, "leader", "公路").await.is_empty(), "not before the commit");
        tx.commit().await.unwrap();
        assert_eq!(finds(&office, "leader", "公路").await, [case]);
        assert!(finds(&office, "leader", "水库").await.is_empty());
        let tx = office_db.begin().await.unwrap();
        search::write_many(&tx, vault, scope, &[entry("城北桥梁")]).await.unwrap();
        drop(tx);
        assert_eq!(finds(&office, "leader", "公路").await, [case], "rolled back");
    }

    async fn words_of_many_days_are_put_together_and_found_as_before(office: TestOffice) {
        let mut cases = Vec::new();
        for number in 1..=12 {
            cases.push(file(&office, &office.here, asking(number, "欧阳伟", "水库移民方案", "明细")).await);
        }
        cases.reverse();
        assert_eq!(finds(&office, "leader", "水库").await, cases);
        let db = &office.office.db;
        let segments = async || {
            let count = "SELECT COUNT(DISTINCT segid) AS n FROM search_words_idx";
            let row = db.query_one_raw(Statement::from_string(DbBackend::Sqlite, count)).await.unwrap();
            row.unwrap().try_get::<i64>("", "n").unwrap()
        };
        let is_sqlite = db.get_database_backend() == DbBackend::Sqlite;
        if is_sqlite {
            assert!(segments().await >= 12, "nobody who files merges");
        }
        let mut bites = 0;
        loop {
            let tx = db.begin().await.unwrap();
            let is_more = search::merge_some(&tx).await.unwrap();
            tx.commit().await.unwrap();
            bites += 1;
            assert!(bites < 100, "it comes to an end");
            if !is_more {
                break;
            }
        }
        if is_sqlite {
            assert!(segments().await < 4);
        }
        assert_eq!(finds(&office, "leader", "水库").await, cases);
    }

    async fn long_texts_are_found_to_their_end_and_as_one_place(office: TestOffice) {
        let case = file(&office, &office.here, asking(1, "欧阳伟", "水库移民方案", "明细")).await;
        let scope = Scope::of(office.here.agency.id);
        let long: String = (0..20_000_u32).map(|at| char::from_u32(0x4e00 + at % 7_919).unwrap()).collect();
        let entry = Entry {
            case,
            source: Source::Application,
            own: vec![format!("开头水库{long}中间公路{}结尾桥梁水库", "的".repeat(3_000))],
            around: vec!["编号一二三".to_owned()],
        };
        let tx = office.office.db.begin().await.unwrap();
        search::write_many(&tx, &office.office.vault, scope, &[entry]).await.unwrap();
        tx.commit().await.unwrap();
        let tail: String = long.chars().skip(19_900).take(40).collect();
        for typed in ["开头水库", "中间公路", "结尾桥梁", "桥梁水库", &tail, "的的的结尾"] {
            let reader = office.here.officer("leader");
            let wanted = query(typed);
            let search = Search { wanted: &wanted, filter: &Filter::default(), reader: &reader };
            let page = search::page(&office.office.db, &office.office.vault, search, None, 20).await.unwrap();
            assert_eq!(page.found.len(), 1, "{typed}");
            assert_eq!(page.found[0].places, [Source::Application], "{typed}");
        }
    }

    async fn what_was_there_before_is_taken_in_by_the_program_itself(office: TestOffice) {
        let first = file(&office, &office.here, asking(1, "欧阳伟", "水库移民方案", "明细")).await;
        let second = office.in_hand(2).await;
        let there = file(&office, &office.elsewhere, asking(3, "欧阳伟", "水库税费", "明细")).await;
        let tx = office.office.db.begin().await.unwrap();
        for statement in [
            "DELETE FROM search_entry",
            "DELETE FROM search_case",
            "INSERT INTO job (id, name, key, run_at, attempts, created_at) \
             SELECT id, 'index_cases', 'all', 0, 0, 0 FROM cases LIMIT 1",
        ] {
            tx.execute_unprepared(statement).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert!(finds(&office, "leader", "水库").await.is_empty());
        let third = file(&office, &office.here, asking(4, "欧阳伟", "水库移民方案", "明细")).await;
        let runner = Runner::new(office.office.clone(), gongkai::config::Config::default().jobs);
        runner.until_idle().await.unwrap();
        assert_eq!(finds(&office, "leader", "水库").await, [third, first]);
        assert_eq!(finds(&office, "leader", "住房").await, [second]);
        assert_eq!(finds_as(&office, &office.elsewhere.officer("leader"), "水库", &Filter::default()).await, [there]);
        // Nothing is left, and doing it all again changes nothing.
        let scope = Scope::of(office.here.agency.id);
        assert_eq!(index::next_of_backlog(&office.office, scope, None).await.unwrap(), None);
        index::all_to_backlog(&office.office, scope).await.unwrap();
        assert_eq!(finds(&office, "leader", "水库").await, [third, first], "found meanwhile");
        let mut after = None;
        while let Some((last, _)) = index::next_of_backlog(&office.office, scope, after).await.unwrap() {
            after = Some(last);
        }
        assert_eq!(finds(&office, "leader", "水库").await, [third, first]);
    }
}

/// The address of a search, as the form makes it.
fn address(fields: &[(&str, &str)]) -> String {
    let fields: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{name}={}", encode(value)))
        .collect();
    format!("/desk/search?{}", fields.join("&"))
}

async fn search_page(site: &Site, person: &str, query: &str) -> Page {
    site.staff(person)
        .await
        .get(&address(&[("q", query), ("place", "everything"), ("state", "")]))
        .await
}

both! {
    async fn the_page_shows_passages_with_what_was_looked_for(site: Site) {
        let new = asking(1, "欧阳伟", "清水河水库移民安置<script>", "请公开水库移民的发放明细");
        let case = file(&site, &site.here, new).await;
        let page = search_page(&site, "leader", "水库移民").await.expect(StatusCode::OK);
        assert_eq!(subjects(&page), ["清水河水库移民安置<script>"]);
        assert_eq!(page.texts(".desk-found mark"), ["水库移民", "水库移民"]);
        assert_eq!(page.text(".desk-found-passage"), "请公开水库移民的发放明细");
        assert!(page.text(".desk-found-about").contains("欧阳伟"));
        assert!(page.text("[role=status]").contains("1件"), "{}", page.text("[role=status]"));
        assert_eq!(page.attributes(".desk-found-subject a", "href"), [format!("/desk/cases/{case}")]);
        // What was typed is still there.
        assert_eq!(page.form("main form").value("q"), "水库移民");
    }

    async fn a_number_leads_to_its_case(site: Site) {
        let case = site.in_hand(1).await;
        let number = site.case(case).await.number.to_string();
        let page = search_page(&site, "leader", &number.to_lowercase()).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(page.location(), format!("/desk/cases/{case}"));
        let page = search_page(&site, "stranger", &number).await.expect(StatusCode::OK);
        assert!(subjects(&page).is_empty());
        assert!(!page.words().contains("保障性住房"));
    }

    async fn reviewers_are_led_to_their_own_pages(site: Site) {
        let case = site.in_hand(1).await;
        site.submit(case, "state_secret").await;
        let mut reviewer = site.staff("secrets").await;
        assert!(reviewer.open("/review").await.has(".gk-header__search"));
        let page = reviewer.open(&address(&[("q", "住房分配")])).await;
        let href = page.attributes(".desk-found-subject a", "href");
        assert_eq!(href, [format!("/review/cases/{case}")]);
        reviewer.open(&href[0]).await.expect(StatusCode::OK);
    }

    async fn every_link_of_a_hit_can_be_opened(site: Site) {
        let case = site.in_hand(1).await;
        site.submit(case, "not_held").await;
        site.approve_all(case).await;
        site.issue(case).await;
        let mut leader = site.staff("leader").await;
        let page = leader.open(&address(&[("q", "林喆舟")])).await;
        let hrefs = page.attributes(".desk-found a", "href");
        assert!(hrefs.iter().any(|href| href.contains("/letters/")), "{hrefs:?}");
        for href in hrefs {
            leader.open(&href).await.expect(StatusCode::OK);
        }
    }

    async fn what_cannot_be_looked_for_is_said_at_the_field(site: Site) {
        for (typed, said) in [
            ("水", "“水”只有一个字"),
            ("，。", "请写要找的词语"),
            ("-水库", "要出现的词"),
        ] {
            let page = search_page(&site, "leader", typed).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.text("#search-error").contains(said), "{typed}: {}", page.text("#search-error"));
            assert_eq!(page.form("main form").value("q"), typed);
            assert_eq!(page.attributes(".govuk-error-summary a", "href"), ["#search"]);
        }
        let mut browser = site.staff("leader").await;
        let page = browser.get("/desk/search?q=%E6%B0%B4%E5%BA%93&from=2026-02-30&until=x").await;
        let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.has("#from-error") && page.has("#until-error"));
        let page = browser.get("/desk/search?q=%E6%B0%B4%E5%BA%93&from=2026-02-03&until=2026-02-01").await;
        assert!(page.expect(StatusCode::UNPROCESSABLE_ENTITY).has("#until-error"));
        // Nothing was looked for yet: nothing is wrong, and nothing found.
        let page = browser.open("/desk/search").await.expect(StatusCode::OK);
        assert!(!page.has(".govuk-error-summary") && !page.has("#found"));
        // An address that somebody has changed by hand does no harm.
        browser.get("/desk/search?q=%E6%B0%B4%E5%BA%93&after=x&department=1&place=y&state=z").await.expect(StatusCode::OK);
    }

    async fn nothing_found_says_so_and_how_to_go_on(site: Site) {
        file(&site, &site.here, asking(1, "欧阳伟", "水库移民方案", "明细")).await;
        let mut browser = site.staff("leader").await;
        let page = browser.open(&address(&[("q", "水库"), ("place", "letters")])).await;
        assert!(page.text("[role=status]").contains("没有找到“水库”"));
        let wider = page.attributes("main p a", "href").pop().unwrap();
        assert_eq!(subjects(&browser.open(&wider).await), ["水库移民方案"]);
    }

    async fn more_than_a_page_leads_on(site: Site) {
        for token in 1..=21_u128 {
            file(&site, &site.here, asking(token, "欧阳伟", "水库移民方案", "明细")).await;
        }
        let mut browser = site.staff("leader").await;
        let page = browser.open(&address(&[("q", "水库 欧阳")])).await;
        assert_eq!(subjects(&page).len(), 20);
        assert!(page.text("[role=status]").contains("21件"));
        let next = page.attributes("[rel=next]", "href").remove(0);
        let page = browser.open(&next).await.expect(StatusCode::OK);
        assert_eq!(subjects(&page).len(), 1);
        assert!(page.text("[role=status]").contains("21件"));
        assert!(!page.has("[rel=next]"));
    }

    async fn who_reads_no_cases_has_no_search(site: Site) {
        let mut admin = site.staff("admin").await;
        admin.get("/desk/search?q=%E6%B0%B4%E5%BA%93").await.expect(StatusCode::NOT_FOUND);
        assert!(!admin.open("/admin").await.has("#search"));
        assert!(site.staff("clerk").await.open("/desk").await.has("header #search"));
    }
}
