//! The pages on which administrators load the calendar.

use axum::http::StatusCode;
use gongkai::store::{self, Connection};
use time::macros::datetime;

use super::{NEXT_YEAR, NOTICE_2027, load_2027, move_away};
use crate::{
    both,
    kit::{browser::Browser, page::Page, site::Site},
};

const BAD: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// As if the agency here had the program to itself.
async fn alone(site: &Site) {
    let tx = site.office.db.begin().await.unwrap();
    for sql in [
        "DELETE FROM account WHERE username LIKE 'qingxi-tax-%'",
        "DELETE FROM department WHERE agency_id IN (SELECT id FROM agency WHERE key = 'qingxi-tax')",
        "DELETE FROM agency WHERE key = 'qingxi-tax'",
    ] {
        tx.execute_unprepared(sql).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn notices(site: &Site) -> usize {
    store::calendar::all(&site.office.db).await.unwrap().len()
}

/// Sends a file from the first page.
async fn upload(browser: &mut Browser, file: &[u8]) -> Page {
    let form = browser.open("/admin/calendar/load").await.form("main form");
    browser.send(&form.attach("file", "2027", file)).await
}

both! {
    async fn a_year_is_loaded_after_a_preview(site: Site) {
        alone(&site).await;
        site.clock.set(datetime!(2026-12-15 9:30 +8));
        site.file(1).await;
        site.clock.set(NEXT_YEAR);
        let moved = site.in_hand(2).await;
        let mut admin = site.staff("admin").await;
        let hub = admin.open("/admin").await;
        assert_eq!(hub.texts(".gk-nav__link[aria-current]"), ["管理"]);
        let entries = [
            "/admin/agency",
            "/admin/remedies",
            "/admin/accounts",
            "/admin/departments",
            "/admin/calendar",
            "/admin/payment",
            "/admin/numbers",
            "/admin/templates",
            "/admin/seal",
            "/admin/review",
            "/admin/delegations",
            "/review/register",
            "/admin/flow",
            "/admin/messages",
            "/admin/retention",
            "/admin/catalogue",
            "/admin/channel",
            "/desk/annual",
            "/admin/fonts",
            "/admin/log",
        ];
        assert_eq!(hub.attributes(".admin-hub a", "href"), entries);
        let before = admin.open("/admin/calendar").await;
        assert!(before.words().contains("节假日安排已载入到2026年12月31日（星期四）"), "{}", before.words());
        assert!(before.words().contains("现有2件未办结的办件，期限是暂定的"), "{}", before.words());

        let form = before.attributes("main a.govuk-button", "href");
        assert_eq!(form, ["/admin/calendar/load"]);
        let form = admin.open("/admin/calendar/load").await.form("main form");
        let form = form.set("region", "national").set("note", "<首次>").attach("file", "2027.json", NOTICE_2027.as_bytes());
        let preview = admin.send(&form).await.expect(StatusCode::OK);
        let words = preview.words();
        for part in [
            "2027年的安排（全国）",
            "为试验编写的安排，不是国务院办公厅的通知",
            "<首次>",
            "青溪县住房和城乡建设局",
            "从到2026年12月31日（星期四）为止，延长到2027年12月31日（星期五）为止",
            "2027年1月30日（星期六） 春节 休息 上班",
            "未办结的办件2件：1件的期限改变，1件的日期不变、由暂定改为确定或者相反。",
            "QXZJ-2027-00001 2027年2月12日（星期五） 暂定 2027年2月19日（星期五）",
        ] {
            assert!(words.contains(part), "{part}: {words}");
        }
        assert_eq!(notices(&site).await, 0, "a preview keeps nothing");

        let notice = admin.follow(&preview.form("main form")).await;
        let words = notice.words();
        assert!(words.contains("本机关1件办件的期限改变，1件的日期不变、由暂定改为确定或者相反。"), "{words}");
        assert!(words.contains("管理员壬，2027年1月15日 09:30"), "{words}");
        assert!(words.contains("春节：2027年2月5日（星期五）至2027年2月13日（星期六）放假，共9天；2027年1月30日（星期六）、2027年2月20日（星期六）上班"), "{words}");
        assert!(!notice.has("main table a"), "an administrator opens no cases");
        let after = admin.open("/admin/calendar").await;
        assert!(after.words().contains("节假日安排已载入到2027年12月31日（星期五）") && !after.has(".govuk-inset-text"));
        assert!(after.words().contains("2027年全国 全国 第1版"), "{}", after.words());

        let year = admin.open("/admin/calendar/years/2027").await;
        assert_eq!(year.texts("h1"), ["2027年工作日历（全国）"]);
        assert_eq!(year.texts(".admin-day--work"), ["30 班", "20 班", "8 班", "26 班", "9 班"]);
        assert_eq!(year.texts(".admin-month").len(), 12);
        assert!(year.texts(".admin-day--rest").contains(&"5 休".to_owned()));
        assert!(admin.open("/admin/calendar/years/2028").await.words().contains("这一年的安排还没有载入"));

        // Whoever also works on cases opens them from the list.
        let mut all = site.staff("all").await;
        let list = all.open(&notice.path).await;
        let href = format!("/desk/cases/{moved}");
        assert!(list.attributes("main table a", "href").contains(&href), "{}", list.words());
        assert!(all.open(&href).await.words().contains("2027年2月19日（星期五）"));
        // Loading the same again changes nothing.
        let form = admin.open("/admin/calendar/load").await.form("main form").set("region", "national");
        let again = admin.send(&form.attach("file", "a", NOTICE_2027.as_bytes())).await.expect(BAD);
        assert!(again.text(".govuk-error-summary").contains("与现行的安排完全相同"));
        assert_eq!(notices(&site).await, 1);
    }

    async fn a_pasted_calendar_asks_what_it_does_not_say(site: Site) {
        move_away(&site, "青石县").await;
        site.file(1).await;
        let mut admin = site.staff("admin").await;
        let ics = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261126\nSUMMARY:防汛停工 放假\nEND:VEVENT\n\
                   BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261127\nSUMMARY:防汛停工\nEND:VEVENT\n\
                   BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261128\nSUMMARY:感恩节后\nEND:VEVENT\nEND:VCALENDAR\n";
        let page = admin.open("/admin/calendar/load").await;
        assert!(page.words().contains("适用范围：青溪县。"), "{}", page.words());
        let form = page.form("main form").set("pasted", ics).set("source", "县政府通告〔2026〕9号");
        let asked = admin.send(&form).await.expect(StatusCode::OK);
        assert_eq!(
            asked.texts("legend"),
            ["2026年11月27日（星期五） 防汛停工", "2026年11月28日（星期六） 感恩节后"]
        );
        assert!(!asked.has(".govuk-error-summary"), "nobody has forgotten anything yet");
        let open = admin.send(&asked.form("main form").set("day-2026-11-27", "rest")).await.expect(BAD);
        assert_eq!(
            open.texts(".govuk-error-summary__list a"),
            ["请说明2026年11月28日（星期六）是放假还是上班"]
        );
        let form = open.form("main form");
        assert_eq!(form.value("day-2026-11-27"), "rest");
        let preview = admin.send(&form.set("others", "neither")).await.expect(StatusCode::OK);
        assert!(preview.words().contains("1件的期限改变"), "{}", preview.words());
        let days = preview.texts("main table:first-of-type tbody th");
        assert!(days.starts_with(&["2026年11月26日（星期四）".to_owned(), "2026年11月27日（星期五）".to_owned()]), "{days:?}");
        let notice = admin.follow(&preview.form("main form")).await;
        assert!(notice.words().contains("2026年12月22日（星期二）"), "{}", notice.words());
        let year = admin.open("/admin/calendar/years/2026?region=%E9%9D%92%E6%BA%AA%E5%8E%BF").await;
        assert_eq!(year.texts(".admin-day--own-rest"), ["26 本地休", "27 本地休"]);
        assert!(!admin.open("/admin/calendar/years/2026").await.has(".admin-day--own-rest"));
        // What concerns another region is not there.
        let mut other = site.staff_of(&site.elsewhere, "admin").await;
        assert_eq!(other.get(&notice.path).await.status, StatusCode::NOT_FOUND);
        let theirs = "/admin/calendar/years/2026?region=%E9%9D%92%E6%BA%AA%E5%8E%BF";
        assert_eq!(other.get(theirs).await.status, StatusCode::NOT_FOUND);
    }

    async fn what_cannot_be_read_is_said_at_the_field_and_keeps_what_was_typed(site: Site) {
        alone(&site).await;
        let case = site.file(1).await.case;
        let mut admin = site.staff("admin").await;
        let contradictory = NOTICE_2027.replace("2027-01-30", "2027-01-03");
        let other_year = NOTICE_2027.replace("\"year\": 2027", "\"year\": 2028");
        let huge = vec![b' '; 10 * 1024 * 1024];
        let bad: [(&[u8], &str); 7] = [
            (b"{\"year\": 2027,\n\"rest\": [", "第2行：JSON 写法有误：文件不完整，没有写完"),
            (contradictory.as_bytes(), "2027-01-03既写了放假又写了上班"),
            (other_year.as_bytes(), "文件里没有2027年的安排，只有2028年"),
            (&huge, "文件太大，不是一年的节假日安排"),
            (&[0x89, b'P', b'N', b'G', 0, 1, 2, 255], "不是 UTF-8 编码的文本文件"),
            (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR\n", "“x”没有开始日期"),
            (b"", "文件是空的"),
        ];
        for (file, message) in bad {
            let form = admin.open("/admin/calendar/load").await.form("main form");
            let form = form.set("region", "national").set("year", "2027").set("source", "国办发明电〔2026〕8号");
            let page = admin.send(&form.attach("file", "a.json", file)).await.expect(BAD);
            assert!(page.text("#file-error").contains(message), "{message}: {}", page.text("#file-error"));
            let kept = page.form("main form");
            assert_eq!((kept.value("year"), kept.value("source")), ("2027", "国办发明电〔2026〕8号"));
        }
        let form = admin.open("/admin/calendar/load").await.form("main form").set("year", "明年");
        let page = admin.send(&form.set("region", "national")).await.expect(BAD);
        assert!(page.has("#year-error") && page.has("#file-error"));
        let form = admin.open("/admin/calendar/load").await.form("main form").set("region", "national");
        let unsourced = NOTICE_2027.replace("\"source\": [\"为试验编写的安排，不是国务院办公厅的通知\"],", "");
        let page = admin.send(&form.attach("file", "a.json", unsourced.as_bytes())).await.expect(BAD);
        assert!(page.text("#source-error").contains("请写明来源"));
        assert_eq!(upload(&mut admin, NOTICE_2027.as_bytes()).await.status, BAD, "for whom was not said");
        assert_eq!(notices(&site).await, 0);
        assert_eq!(site.case(case).await.version, 1);
    }

    async fn nobody_moves_the_dates_of_another_agency(site: Site) {
        let mut admin = site.staff("admin").await;
        let page = admin.open("/admin/calendar/load").await;
        assert!(!page.has("main form") && page.words().contains("只能由系统运维人员"), "{}", page.words());
        let overview = admin.open("/admin/calendar").await;
        assert!(!overview.has("main a.govuk-button") && overview.words().contains("gongkai calendar load"));
        // Nor by a form that no page offers.
        let form = admin.open("/account").await.form("main form.gk-account-password");
        let reading = "{\"year\":2027,\"source\":[\"a\"],\"rest\":[],\"work\":[],\"undecided\":[]}";
        let fields = [("reading", reading), ("region", ""), ("note", ""), ("revision", "0")];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let refused = admin.send(&form.forge("/admin/calendar/confirm", &fields, None)).await.expect(BAD);
        assert!(refused.words().contains("会改变其他机关的期限"), "{}", refused.words());
        assert_eq!(notices(&site).await, 0);
        // What the operator loads for all is shown to each with its own cases.
        site.clock.set(NEXT_YEAR);
        site.file(1).await;
        let loaded = load_2027(&site.office).await;
        let here = admin.open(&format!("/admin/calendar/notices/{loaded}")).await;
        assert_eq!(here.texts("main tbody tr").len(), 1);
        let mut other = site.staff_of(&site.elsewhere, "admin").await;
        let there = other.open(&format!("/admin/calendar/notices/{loaded}")).await;
        assert!(!there.has("main tbody tr") && there.words().contains("系统运维人员"), "{}", there.words());
    }

    async fn whoever_comes_second_sees_the_preview_again(site: Site) {
        alone(&site).await;
        let (mut one, mut other) = (site.staff("admin").await, site.staff("all").await);
        let closure = "{\"year\": 2026, \"source\": \"县政府通告\", \"rest\": [{\"from\": \"2026-12-01\", \"to\": \"2026-12-02\", \"name\": \"抗雪停工\"}]}";
        let form = one.open("/admin/calendar/load").await.form("main form").set("region", "own");
        let preview = one.send(&form.set("pasted", closure)).await.expect(StatusCode::OK);
        let form = other.open("/admin/calendar/load").await.form("main form").set("region", "national");
        let first = other.send(&form.attach("file", "a", NOTICE_2027.as_bytes())).await.expect(StatusCode::OK);
        other.follow(&first.form("main form")).await;
        let stale = one.send(&preview.form("main form")).await.expect(StatusCode::CONFLICT);
        assert!(stale.text(".gk-flash--warning").contains("请重新预览"), "{}", stale.words());
        assert_eq!(notices(&site).await, 1);
        one.follow(&stale.form("main form")).await;
        assert_eq!(notices(&site).await, 2);
    }
}
