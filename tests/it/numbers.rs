//! How an agency numbers its letters, as its administrator sets it.

use axum::http::StatusCode;
use gongkai::{
    casework::Order,
    store::{self, Scope},
};

use crate::{
    both,
    kit::{browser::Browser, page::Page, site::Site},
};

const BAD: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const WITHHELD: &str = "/admin/numbers/kinds/reply_withheld";

/// Sets some fields of a form and sends it.
async fn send(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Page {
    let form = browser.open(path).await.form("main form");
    let form = fields
        .iter()
        .fold(form, |form, (name, value)| form.set(name, value));
    browser.send(&form).await
}

/// Issues an answer and says its number.
async fn issued(site: &Site, token: u128, ground: &str) -> String {
    let case = site.in_hand(token).await;
    site.submit(case, ground).await;
    site.approve_all(case).await;
    let case = site.issue(case).await;
    case.answer().unwrap().number.clone()
}

both! {
    async fn every_kind_shows_its_next_number_and_one_is_set_apart(site: Site) {
        assert_eq!(issued(&site, 1, "disclosed").await, "QXZJ公开〔2026〕1号-答");
        let mut admin = site.staff("admin").await;
        let page = admin.open("/admin/numbers").await;
        let row = |page: &Page, name: &str| {
            let rows = page.texts("main tbody tr");
            rows.into_iter().find(|row| row.starts_with(name)).unwrap_or_else(|| panic!("no {name}"))
        };
        let usual = "答复 QXZJ公开〔{year}〕{serial}号-{suffix} 答 QXZJ公开〔2026〕2号-答";
        assert_eq!(row(&page, "答复书（不予公开）"), format!("答复书（不予公开） {usual}"));
        assert!(page.words().contains("答复：本年已用到第1号，下一个是第2号"), "{}", page.words());
        assert!(page.words().contains("程序性文书：本年尚未使用，从第1号开始"), "{}", page.words());

        let form = admin.open(WITHHELD).await;
        assert!(form.words().contains("单独编号 本年尚未使用，从第1号开始"), "{}", form.words());
        let form = form.form("main form");
        let form = form.set("pattern", "QXZJ不公开（{year}）第{serial}号").set("series", "reply_withheld");
        let after = admin.follow(&form).await;
        assert!(after.words().contains("已保存"), "{}", after.words());
        let own = "单独设置 答复书（不予公开） QXZJ不公开（{year}）第{serial}号 答 QXZJ不公开（2026）第1号";
        assert_eq!(row(&after, "答复书（不予公开）"), format!("答复书（不予公开） {own}"));
        assert!(admin.open(WITHHELD).await.words().contains("六角括号"), "a hint, not an error");

        assert_eq!(issued(&site, 2, "state_secret").await, "QXZJ不公开（2026）第1号");
        assert_eq!(issued(&site, 3, "disclosed").await, "QXZJ公开〔2026〕2号-答");
        // As it was: the settings keep nothing of it, and the series goes on where it stood.
        let fields = [("pattern", ""), ("series", "reply")];
        let back = send(&mut admin, WITHHELD, &fields).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER);
        let scope = Scope::of(site.here.agency.id);
        let agency = store::agency::get(&site.office.db, scope).await.unwrap().unwrap();
        assert_eq!(agency.numbering, site.here.agency.numbering);
        assert_eq!(issued(&site, 4, "state_secret").await, "QXZJ公开〔2026〕3号-答");
        // Numbered anew from 1, it would get a number that a letter bears already: it is not issued.
        send(&mut admin, WITHHELD, &[("pattern", "QXZJ公开〔{year}〕{serial}号-答"), ("suffix", "密"), ("series", "reply")]).await.expect(BAD);
        site.assert_sound().await;
    }

    async fn what_is_wrong_is_said_at_the_field_and_what_was_typed_is_kept(site: Site) {
        let mut admin = site.staff("admin").await;
        for (field, value, says) in [
            ("pattern", "QXZJ〔{year}〕号", "格式中应当有 {serial}"),
            ("pattern", "QXZJ〔{years}〕{serial}", "格式中的“{years}”不能用"),
            ("pattern", "QXZJ\u{200b}〔{year}〕{serial}", "看不见的字符"),
            ("suffix", "补", "可能与“补正告知书”编出同一个文号"),
            ("suffix", "{year}", "不能用"),
        ] {
            let page = send(&mut admin, WITHHELD, &[(field, value)]).await.expect(BAD);
            assert!(page.text(".govuk-error-summary").contains(says), "{value}: {}", page.words());
            assert_eq!(page.attributes(&format!("#{field}"), "value"), [value]);
        }
        let all = send(&mut admin, "/admin/numbers/pattern", &[("pattern", "QXZJ〔{year}〕{serial}号")]).await.expect(BAD);
        assert!(all.text(".govuk-error-summary").contains("编出同一个文号"), "{}", all.words());
        let all = send(&mut admin, "/admin/numbers/pattern", &[("pattern", "QXZJ[{year}]{serial}号{suffix}")]).await;
        assert_eq!(all.status, StatusCode::SEE_OTHER);
        assert!(admin.open("/admin/numbers").await.words().contains("QXZJ[2026]1号答"));
        for path in ["/admin/numbers/kinds/no_such_letter", "/admin/numbers/kinds/%3Cb%3E", "/admin/numbers/begin/case"] {
            assert_eq!(admin.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }

    async fn the_second_of_two_administrators_sees_what_the_first_did(site: Site) {
        let (mut one, mut two) = (site.staff("admin").await, site.staff("all").await);
        let late = two.open(WITHHELD).await.form("main form").set("suffix", "不");
        let all = two.open("/admin/numbers/pattern").await.form("main form").set("pattern", "乙〔{year}〕{serial}-{suffix}");
        assert_eq!(send(&mut one, WITHHELD, &[("suffix", "密")]).await.status, StatusCode::SEE_OTHER);
        for (form, kept) in [(late, "不"), (all, "乙〔{year}〕{serial}-{suffix}")] {
            let page = two.send(&form).await.expect(StatusCode::CONFLICT);
            assert!(page.text("[role=alert]").contains("其他管理员修改了文号设置"), "{}", page.words());
            assert!(page.attributes("main form input", "value").contains(&kept.to_owned()));
            // Who has read that may still save.
            assert_eq!(two.send(&page.form("main form")).await.status, StatusCode::SEE_OTHER);
        }
        let scope = Scope::of(site.here.agency.id);
        let numbering = store::agency::get(&site.office.db, scope).await.unwrap().unwrap().numbering;
        assert_eq!(numbering.letter_pattern, "乙〔{year}〕{serial}-{suffix}");
        assert_eq!(numbering.kinds["reply_withheld"].suffix.as_deref(), Some("不"));
    }

    async fn a_series_goes_on_from_the_paper_register(site: Site) {
        assert_eq!(issued(&site, 1, "disclosed").await, "QXZJ公开〔2026〕1号-答");
        let begin = "/admin/numbers/begin/reply";
        let mut admin = site.staff("admin").await;
        for (number, reason, says) in [
            ("", "接续", "请填写数字"),
            ("121", "", "请写明原因"),
            ("121", &"长".repeat(201), "请写明原因"),
            ("1", "接续", "下一个号已经是第2号"),
            ("2", "接续", "下一个号已经是第2号"),
            ("99999999", "接续", "一次最多跳到第100002号"),
        ] {
            let page = send(&mut admin, begin, &[("begin", number), ("reason", reason)]).await.expect(BAD);
            assert!(page.text(".govuk-error-summary").contains(says), "{number}: {}", page.words());
            assert_eq!(page.attributes("#begin", "value"), [number]);
        }
        let stale = admin.open(begin).await.form("main form").set("begin", "121").set("reason", "已在纸质登记簿中使用");
        assert_eq!(issued(&site, 2, "disclosed").await, "QXZJ公开〔2026〕2号-答");
        let page = admin.send(&stale).await.expect(StatusCode::CONFLICT);
        assert!(page.words().contains("本年已用到第2号"), "{}", page.words());
        assert_eq!(admin.send(&page.form("main form")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(issued(&site, 3, "disclosed").await, "QXZJ公开〔2026〕121号-答");
        site.assert_sound().await;
    }

    async fn a_number_that_a_letter_bears_is_not_given_again(site: Site) {
        assert_eq!(issued(&site, 1, "disclosed").await, "QXZJ公开〔2026〕1号-答");
        let case = site.in_hand(2).await;
        site.submit(case, "state_secret").await;
        site.approve_all(case).await;
        // Nobody would set it so on the page: another series, the same words.
        let scope = Scope::of(site.here.agency.id);
        let mut agency = site.here.agency.clone();
        let own = serde_json::from_str(r#"{"series":"secret"}"#).unwrap();
        agency.numbering.kinds.insert("reply_withheld".parse().unwrap(), own);
        let tx = site.office.db.begin().await.unwrap();
        store::agency::update(&tx, &agency).await.unwrap();
        tx.commit().await.unwrap();
        let refused = site.order("clerk", case, Order::Issue).await.unwrap_err();
        assert!(format!("{refused:?}").contains("NumberTaken"), "{refused:?}");
        assert_eq!(store::number::last(&site.office.db, scope, "secret", 2026).await.unwrap(), 0);
        let mut admin = site.staff("admin").await;
        assert!(admin.open("/admin/numbers").await.words().contains("现在的设置有问题"));
    }
}

both! {
    async fn the_register_shows_every_number_and_what_became_of_it(site: Site) {
        let first = site.in_hand(1).await;
        site.submit(first, "internal_affairs").await;
        site.approve_all(first).await;
        site.issue(first).await;
        let reason = site.office.words("年度<误写>").unwrap();
        site.order("handler", first, Order::Spoil { reason }).await.unwrap();
        assert_eq!(issued(&site, 2, "disclosed").await, "QXZJ公开〔2026〕2号-答");
        let mut admin = site.staff("admin").await;
        let begin = [("begin", "9"), ("reason", "第3号至第8号用在纸质<登记簿>")];
        assert_eq!(send(&mut admin, "/admin/numbers/begin/reply", &begin).await.status, StatusCode::SEE_OTHER);
        assert_eq!(issued(&site, 3, "disclosed").await, "QXZJ公开〔2026〕9号-答");
        // A number that nobody can explain: somebody has taken it and lost the letter.
        let scope = Scope::of(site.here.agency.id);
        let tx = site.office.db.begin().await.unwrap();
        store::number::next(&tx, scope, "reply", 2026).await.unwrap();
        tx.commit().await.unwrap();

        let path = "/desk/numbers?series=reply&year=2026";
        let mut clerk = site.staff("clerk").await;
        assert!(clerk.open("/desk").await.has("a[href='/desk/numbers']"));
        let page = clerk.open(path).await;
        let rows = page.texts(".desk-numbers tbody tr");
        assert_eq!(rows.len(), 5, "{rows:?}");
        let day = "2026年11月20日（星期五）";
        assert_eq!(rows[0], format!("1 QXZJ公开〔2026〕1号-答 答复书（不予公开） QXZJ-2026-00001 {day} 申请人 作废：年度<误写>"));
        assert_eq!(page.texts(".desk-numbers s"), ["QXZJ公开〔2026〕1号-答"]);
        assert!(rows[1].ends_with(&format!("QXZJ-2026-00002 {day} 申请人 尚未送达")), "{}", rows[1]);
        assert_eq!(rows[2], "3—8 空号，没有使用：第3号至第8号用在纸质<登记簿>");
        assert!(rows[3].starts_with("9 QXZJ公开〔2026〕9号-答"));
        assert!(rows[4].starts_with("10 缺号：没有文书使用这个号"), "{}", rows[4]);
        let links = page.attributes(".desk-numbers a", "href");
        assert_eq!(links[0], format!("/desk/cases/{first}"));
        assert!(!page.words().contains("林喆舟"), "no names");

        // Whoever may not read the cases sees the numbers and no more.
        let page = admin.open(path).await;
        assert!(!page.has(".desk-numbers a") && page.words().contains("作废（原因见办件）"), "{}", page.words());
        let next = clerk.open(&format!("{path}&after=2")).await;
        assert!(next.texts(".desk-numbers tbody tr")[0].starts_with("3—8"), "a page begins where the last one ended");
        assert_eq!(clerk.open("/desk/numbers/print?series=reply&year=2026").await.texts(".desk-numbers tbody tr"), rows);
        let csv = clerk.open("/desk/numbers.csv?series=reply&year=2026").await;
        let text = String::from_utf8(csv.bytes).unwrap();
        assert_eq!(csv.headers["cache-control"], "no-store");
        assert_eq!(text.lines().count(), 6, "{text}");
        assert!(text.contains("\"3—8\",\"\",\"\",\"\",\"\",\"\",\"\",\"空号，没有使用：第3号至第8号用在纸质<登记簿>\""), "{text}");
        // What there is not shows what there is.
        let receipts = clerk.open("/desk/numbers?series=%3Cb%3E&year=1999").await;
        assert!(receipts.text("caption").contains("已用到第"), "{}", receipts.words());
        let mut leader = site.staff("leader").await;
        assert_eq!(leader.get("/desk/numbers").await.status, StatusCode::NOT_FOUND);
        let mut stranger = site.staff_of(&site.elsewhere, "clerk").await;
        assert!(stranger.open(path).await.has(".govuk-inset-text"), "another agency's register is its own");
    }
}
