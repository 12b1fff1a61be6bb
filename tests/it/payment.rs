//! 缴费: an applicant reads what the fee is and how to pay it, shows that it was paid, and is told where that does not suffice;
//! the desk records it or says why not; the clock knows nothing but what is recorded.

use axum::http::StatusCode;
use gongkai::{
    casework::{NewNotice, Order},
    domain::{
        account::ActorRef,
        clock::{self, ClockState},
        id::CaseId,
        notice::FeeBy,
        payment,
    },
    store::{self, Scope, file::Purpose},
};
use time::{Duration, macros::date};

use crate::{
    both,
    kit::{browser::Browser, filing::Answers, office::CLEAN, page::Page, premises::TODAY, site::Site},
    portal::read,
};

const PROBLEMS: &str = ".govuk-error-summary a";

/// An applicant who was handed a fee notice today, for so many items.
pub(crate) async fn asked(site: &Site, count: u32) -> (Browser, CaseId) {
    let mut browser = site.browser();
    let (case, ..) = read(&Answers::of_person().file(&mut browser).await);
    site.take_in_hand("handler", case).await;
    site.send(
        case,
        NewNotice::Fee {
            by: FeeBy::Item,
            count,
        },
    )
    .await;
    (browser, case)
}

pub(crate) fn at(case: CaseId) -> String {
    format!("/track/case/{case}/payment")
}

async fn prove(browser: &mut Browser, case: CaseId, day: &str, bytes: &[u8]) -> Page {
    let form = browser.open(&at(case)).await.form("main form");
    let form = form.set("paid_on", day).attach("files", "回单.pdf", bytes);
    browser.send(&form).await
}

/// A file that is another one, and a PDF all the same.
fn another(mark: u8) -> Vec<u8> {
    [CLEAN, b"\n%", &[b'0' + mark], b"\n"].concat()
}

both! {
    async fn a_fee_is_explained_with_its_last_day_and_how_to_pay_it(site: Site) {
        let (mut browser, case) = asked(&site, 31).await;
        let page = browser.open(&format!("/track/case/{case}")).await;
        assert_eq!(page.attributes(".portal-status a", "href"), [at(case)]);
        let page = browser.open(&at(case)).await;
        let words = page.words();
        for said in [
            "2200元", "计31件", "第1至10件：不收费", "第11至30件：每件100元，20件共2000元", "第31至31件：每件200元",
            "2026年12月18日（星期五）", "还剩20个工作日", "视为放弃申请", "20个工作日内没有缴纳", "缴费的办法写在收费通知书里",
        ] {
            assert!(words.contains(said), "{said}: {words}");
        }
        let mut admin = site.staff("admin").await;
        let form = admin.open("/admin/payment").await.form("main form");
        let half = form.clone().set("name", "青溪县财政局非税收入专户").set("account", "收款码");
        let wrong = admin.send(&half).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(wrong.texts(PROBLEMS).len(), 2, "bank and account");
        assert_eq!(wrong.form("main form").value("name"), "青溪县财政局非税收入专户");
        let whole = half.set("bank", "青溪县农村信用社").set("account", "0000 1111 2222").set("purpose", "信息处理费");
        admin.follow(&whole).await;
        let late = admin.send(&form.set("name", "别的户名").set("bank", "别的银行").set("account", "99999")).await;
        late.expect(StatusCode::CONFLICT);
        let log = admin.open("/admin/log").await.words();
        assert!(log.contains("缴费方式") && log.contains("0000 1111 2222"), "{log}");
        let words = browser.open(&at(case)).await.words();
        let number = site.case(case).await.number.to_string();
        for said in ["青溪县财政局非税收入专户", "0000 1111 2222", "青溪县农村信用社", &format!("信息处理费 {number}")] {
            assert!(words.contains(said), "{said}: {words}");
        }
        for nobody in ["clerk", "handler"] {
            assert_eq!(site.staff(nobody).await.get("/admin/payment").await.status, StatusCode::NOT_FOUND);
        }
    }

    async fn a_proof_waits_for_the_desk_and_the_recorded_day_counts(site: Site) {
        let (mut browser, case) = asked(&site, 12).await;
        let before = clock::of(&site.case(case).await, &site.office.law());
        site.clock.advance(Duration::days(4));
        prove(&mut browser, case, "2026-11-21", CLEAN).await.expect(StatusCode::SEE_OTHER);
        let stands = site.case(case).await;
        assert_eq!(clock::of(&stands, &site.office.law()), before, "a claim moves no day");
        let page = browser.open(&at(case)).await;
        for said in ["等待机关核对", "2026年11月21日（星期六）", "回单.pdf"] {
            assert!(page.words().contains(said), "{said}: {}", page.words());
        }
        prove(&mut browser, case, "2026-11-21", CLEAN).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(site.case(case).await.version, stands.version, "the very same is there once");
        prove(&mut browser, case, "2026-11-22", &another(1)).await.expect(StatusCode::SEE_OTHER);
        let stands = site.case(case).await;
        assert_eq!(payment::open_proofs(&stands).count(), 2, "the second adds to the first");
        let scope = Scope::of(site.here.agency.id);
        let files = store::file::of_case(&site.office.db, scope, case).await.unwrap();
        let proofs: Vec<_> = files.iter().filter(|file| file.purpose == Purpose::Payment).collect();
        assert_eq!(proofs.len(), 2);
        let history = store::case::load_events(&site.office.db, scope, case).await.unwrap();
        assert_eq!(history.last().unwrap().actor, ActorRef::Applicant);

        site.run_jobs().await;
        let mut clerk = site.staff("clerk").await;
        assert!(clerk.open("/desk/reminders").await.words().contains("申请人提交了缴费凭证"));
        let desk = clerk.open(&format!("/desk/cases/{case}")).await;
        let links = desk.attributes("#record-payment a[href*='/files/']", "href");
        assert_eq!(links.len(), 2);
        assert_eq!(clerk.get(&links[0]).await.status, StatusCode::OK);
        for person in ["stranger", "secrets", "lawyer"] {
            assert_eq!(site.staff(person).await.get(&links[0]).await.status, StatusCode::NOT_FOUND, "{person}");
        }
        let form = desk.form("#record-payment form");
        assert_eq!((form.value("paid_on"), form.value("yuan")), ("2026-11-22", "200"), "the day is offered");
        clerk.follow(&form.set("paid_on", "2026-11-21")).await;
        let paid = site.case(case).await;
        assert_eq!(paid.paid.unwrap().paid_on, date!(2026 - 11 - 21));
        let reading = clock::of(&paid, &site.office.law());
        assert_eq!(reading.state, ClockState::Running);
        let page = browser.open(&at(case)).await;
        assert_eq!(page.text(".portal-status-name"), "已经缴清");
        assert!(!page.has("main form") && page.words().contains("2026年11月21日（星期六）"));
        assert!(!browser.open(&format!("/track/case/{case}")).await.has(".portal-status a"));
        site.assert_sound().await;
    }

    async fn a_proof_that_does_not_suffice_is_answered_in_words(site: Site) {
        let (mut browser, case) = asked(&site, 12).await;
        prove(&mut browser, case, "2026-11-20", CLEAN).await.expect(StatusCode::SEE_OTHER);
        let path = format!("/desk/cases/{case}");
        let mut handler = site.staff("handler").await;
        let mut clerk = site.staff("clerk").await;
        let seen = handler.open(&path).await;
        let theirs = clerk.open(&path).await.form("#record-payment form");
        let empty = handler.send(&seen.form("#refuse-proof form")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.has("#refuse-proof-proof_because-error, #refuse-proof .govuk-error-message"));
        let why = "看不清收款人，请上传完整的<b>回单</b>";
        handler.follow(&seen.form("#refuse-proof form").set("proof_because", why)).await;
        clerk.send(&theirs).await.expect(StatusCode::CONFLICT);
        assert!(site.case(case).await.paid.is_none(), "the second of two is asked again");
        let page = browser.open(&at(case)).await;
        assert!(page.words().contains(why), "{}", page.words());
        assert_eq!(page.text(".portal-status-name"), "凭证没有通过核对");
        let same = prove(&mut browser, case, "2026-11-20", CLEAN).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(same.texts(PROBLEMS)[0].contains("已经交过"), "{:?}", same.texts(PROBLEMS));
        prove(&mut browser, case, "2026-11-20", &another(2)).await.expect(StatusCode::SEE_OTHER);
        assert!(browser.open(&format!("/track/case/{case}")).await.words().contains("您交来缴费凭证"));
        assert!(handler.open(&path).await.has("#refuse-proof form"));
        site.assert_sound().await;
    }

    async fn what_is_wrong_is_said_at_its_field_and_nobody_else_comes_in(site: Site) {
        let (mut browser, case) = asked(&site, 12).await;
        let form = browser.open(&at(case)).await.form("main form");
        let empty = browser.send(&form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(empty.texts(PROBLEMS), ["请填写缴费日期", "请选择缴费凭证的照片或者PDF"]);
        assert_eq!(empty.attributes(PROBLEMS, "href"), ["#paid_on", "#files"]);
        let future = prove(&mut browser, case, "2026-11-21", CLEAN).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(future.texts(PROBLEMS), ["缴费日期不能晚于今天"]);
        assert_eq!(future.form("main form").value("paid_on"), "2026-11-21", "what was typed is kept");
        let early = prove(&mut browser, case, "2026-11-19", CLEAN).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(early.texts(PROBLEMS)[0].contains("2026年11月20日"), "{:?}", early.texts(PROBLEMS));
        let bad = prove(&mut browser, case, "2026-11-20", b"MZ\x90").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.texts(PROBLEMS)[0].contains("不是PDF"), "{:?}", bad.texts(PROBLEMS));
        assert!(site.case(case).await.proofs.is_empty());

        let mut stranger = site.browser();
        assert_eq!(stranger.get(&at(case)).await.status, StatusCode::NOT_FOUND);
        let (mut other, others) = asked(&site, 12).await;
        assert_eq!(other.get(&at(case)).await.status, StatusCode::NOT_FOUND);
        let forged = other.open(&at(others)).await.form("main form").to(&at(case));
        let forged = forged.set("paid_on", "2026-11-20").attach("files", "回单.pdf", CLEAN);
        assert_eq!(other.send(&forged).await.status, StatusCode::NOT_FOUND);
        let mut free = site.browser();
        let (unasked, ..) = read(&Answers::of_person().file(&mut free).await);
        assert_eq!(free.get(&at(unasked)).await.expect(StatusCode::SEE_OTHER).location(), format!("/track/case/{unasked}"));
    }

    async fn nobody_is_given_up_while_a_proof_lies_unread(site: Site) {
        let (mut browser, case) = asked(&site, 12).await;
        prove(&mut browser, case, "2026-11-20", CLEAN).await.expect(StatusCode::SEE_OTHER);
        site.clock.advance(Duration::days(40));
        site.run_jobs().await;
        assert!(site.case(case).await.abandonment.is_none());
        let because = site.office.words("没有到账").unwrap();
        site.order("clerk", case, Order::RefuseProof { because }).await.unwrap();
        site.run_jobs().await;
        assert!(site.case(case).await.abandonment.is_some(), "the time is over, and nothing proves a payment");
        let paid_on = TODAY;
        site.order("clerk", case, Order::RecordPayment { paid_on, yuan: 200 }).await.unwrap();
        site.assert_sound().await;
    }
}
