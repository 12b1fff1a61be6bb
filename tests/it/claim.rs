//! 认领: a step of the chain in which only claimed cases are reviewed, as the office and the handler see it.

use axum::http::StatusCode;
use gongkai::{
    casework::{ActError, Order},
    domain::{id::CaseId, refusal::Refusal, stage::StageKey},
};
use time::Duration;

use crate::{
    both,
    kit::{answer::full_draft, browser::Browser, form::Form, page::Page, site::Site},
};

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const EDIT: &str = "/admin/review/edit";
const PANEL: &str = "form[action$='/claim']";
/// What a case may be claimed until that was taken up on the Friday on which every test begins.
const UNTIL: &str = "2026年11月24日（星期二）";

fn form(page: &Page) -> Form {
    page.form("main form")
}

fn at(case: CaseId) -> String {
    format!("/review/cases/{case}")
}

/// The form of a chain in which the head of the department may claim what its handlers take up.
async fn typed(admin: &mut Browser, site: &Site, days: &str) -> Form {
    let page = admin.open(EDIT).await;
    let page = admin
        .send(&form(&page).set("add", "countersign").press("add"))
        .await;
    form(&page)
        .set("name-countersign", "舆情会商")
        .set("department-countersign", &site.here.department.to_string())
        .set("when-countersign", "claimed")
        .set("claim-countersign", days)
}

/// Gives the agency that chain, with two working days to claim.
async fn with_a_claim(site: &Site) {
    let mut admin = site.staff("admin").await;
    let trial = typed(&mut admin, site, "2").await.press("try");
    let trial = admin.send(&trial).await.expect(StatusCode::OK);
    let done = admin.follow(&form(&trial).set("because", "敏感件先会商")).await;
    assert!(
        done.words().contains("经认领才参加（接办后2个工作日内认领）"),
        "{}",
        done.words()
    );
}

/// A case in hand with a draft that could be submitted.
async fn drafted(site: &Site, token: u128) -> CaseId {
    let case = site.in_hand(token).await;
    let draft = full_draft(1, "disclosed");
    site.order("handler", case, Order::SaveDraft { draft })
        .await
        .unwrap();
    case
}

async fn waiting(site: &Site, case: CaseId) -> Vec<String> {
    let case = site.case(case).await;
    let review = case.stage.review().unwrap();
    review
        .plan
        .steps
        .iter()
        .map(|step| step.key.to_string())
        .collect()
}

both! {
    async fn the_time_for_claiming_is_said_at_its_field_and_past_cases_are_tried_unclaimed(site: Site) {
        let before = site.in_hand(1).await;
        site.submit(before, "disclosed").await;
        let mut admin = site.staff("admin").await;
        for (days, said) in [("0", "请填写1至10的整数"), ("11", "请填写1至10的整数"), ("三天", "请填写整数"), ("", "请填写整数")] {
            let page = typed(&mut admin, &site, days).await.press("try");
            let page = admin.send(&page).await.expect(WRONG);
            assert!(page.text("#claim-countersign-error").contains(said), "{days}: {}", page.words());
            assert_eq!(page.attributes("#claim-countersign", "value"), [days], "what was typed is kept");
        }
        let nobody = typed(&mut admin, &site, "3").await;
        let nobody = nobody.set("department-countersign", &site.here.other_department.to_string()).press("try");
        let page = admin.send(&nobody).await.expect(WRONG);
        assert!(page.text("#when-countersign-error").contains("没有人可以认领"), "{}", page.words());
        let trial = typed(&mut admin, &site, "3").await.press("try");
        let trial = admin.send(&trial).await.expect(StatusCode::OK);
        let words = trial.words();
        assert!(words.contains("1件试算，其中0件") && words.contains("都按没有认领计算"), "{words}");
    }

    async fn what_is_claimed_passes_the_step_and_nothing_is_submitted_before(site: Site) {
        let before = drafted(&site, 1).await;
        with_a_claim(&site).await;
        let case = drafted(&site, 2).await;
        // What was taken up under the old chain waits for nobody.
        site.order("handler", before, Order::Submit).await.unwrap();

        let mut handler = site.staff("handler").await;
        let desk = handler.open(&format!("/desk/cases/{case}")).await;
        assert!(desk.text(".desk-notice--info").contains(UNTIL), "{}", desk.words());
        assert!(desk.text(".desk-notice--info").contains("住房保障科 部门负责人认领审核"), "{}", desk.words());
        let page = handler.send(&desk.form("form[action$='/submit']")).await.expect(WRONG);
        let why = "“舆情会商”可以由部门负责人认领，到2026年11月24日（星期二）为止：接办日是2026年11月20日（星期五），从次日起算2个工作日";
        assert!(page.words().contains(why), "{}", page.words());
        let page = handler.open(&format!("/desk/cases/{case}/draft")).await;
        let page = handler.send(&page.form("form.desk-draft").press("submit")).await.expect(WRONG);
        assert!(page.text(".govuk-error-summary").contains(why), "{}", page.words());
        let saved = handler.send(&page.form("form.desk-draft").press("save")).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "saving goes on as always");

        let mut head = site.staff("head").await;
        let queue = head.open("/review").await;
        assert!(queue.words().contains("可以认领的办件，共1件"), "{}", queue.words());
        assert!(queue.words().contains(&format!("可以认领到{UNTIL}为止")), "{}", queue.words());
        assert!(queue.text(".desk-table tbody").contains("舆情会商"), "{}", queue.words());
        assert!(head.open(&format!("/desk/cases/{case}")).await.words().contains("认领审核，或者答复不需要审核"));
        let page = head.open(&at(case)).await;
        assert_eq!(page.texts(&format!("{PANEL} button")), ["认领审核", "不需要本部门审核"]);
        let mut other = site.staff("all").await;
        let late = other.open(&at(case)).await.form(PANEL);
        let claim = page.form(PANEL).press("认领审核");
        let told = head.follow(&claim).await;
        assert!(told.text(".gk-flash__text").contains("已认领"), "{}", told.words());
        assert!(!told.words().contains("可以认领的办件"));
        // The same click once more, and somebody else who looked before.
        assert_eq!(head.send(&claim).await.status, StatusCode::SEE_OTHER);
        let conflict = other.send(&late).await.expect(StatusCode::CONFLICT);
        assert!(conflict.words().contains("认领审核：舆情会商"), "{}", conflict.words());
        let page = head.open(&at(case)).await;
        assert!(!page.has(PANEL) && page.words().contains("“舆情会商”已经认领本件"), "{}", page.words());

        let desk = handler.open(&format!("/desk/cases/{case}")).await;
        let done = handler.follow(&desk.form("form[action$='/submit']")).await;
        assert!(done.text(".desk-steps").contains("舆情会商"), "{}", done.words());
        assert_eq!(waiting(&site, case).await, ["confidentiality", "countersign", "sign_off"]);
        assert_eq!(waiting(&site, before).await, ["confidentiality", "sign_off"]);
        for person in ["secrets", "head", "leader"] {
            site.approve(person, case).await.unwrap();
        }
        assert_eq!(site.case(case).await.stage.key(), StageKey::Approved);
        site.assert_sound().await;
    }

    async fn what_is_waived_goes_on_at_once(site: Site) {
        with_a_claim(&site).await;
        let case = drafted(&site, 1).await;
        let mut head = site.staff("head").await;
        let page = head.open(&at(case)).await;
        let waive = page.form(PANEL).press("不需要本部门审核");
        let told = head.follow(&waive).await;
        assert!(told.text(".gk-flash__text").contains("不需要经过“舆情会商”"), "{}", told.words());
        assert_eq!(head.send(&waive).await.status, StatusCode::SEE_OTHER, "twice is once");
        let history = site.staff("handler").await.open(&format!("/desk/cases/{case}")).await;
        assert!(history.words().contains("答复不需要审核：舆情会商"), "{}", history.words());
        site.order("handler", case, Order::Submit).await.unwrap();
        assert_eq!(waiting(&site, case).await, ["confidentiality", "sign_off"]);
        site.assert_sound().await;
    }

    async fn after_the_last_day_nobody_claims_and_the_answer_goes_on(site: Site) {
        with_a_claim(&site).await;
        let case = drafted(&site, 1).await;
        let step = || "countersign".parse().unwrap();
        site.clock.advance(Duration::days(4) + Duration::hours(14));
        assert!(matches!(
            site.order("handler", case, Order::Submit).await,
            Err(ActError::Refused(Refusal::Claimable(_)))
        ), "the last day is a Tuesday");
        let mut head = site.staff("head").await;
        let page = head.open(&at(case)).await;
        site.clock.advance(Duration::hours(1));
        let late = head.send(&page.form(PANEL)).await.expect(WRONG);
        assert!(late.text(".govuk-error-summary").contains(UNTIL), "{}", late.words());
        assert!(late.text("#decide").contains("认领本件") && !late.has(PANEL), "{}", late.words());
        assert!(!head.open("/review").await.words().contains("可以认领的办件"));
        for order in [Order::Claim { step: step() }, Order::Waive { step: step() }] {
            assert!(matches!(
                site.order("head", case, order).await,
                Err(ActError::Refused(Refusal::TooLate(_)))
            ));
        }
        site.order("handler", case, Order::Submit).await.unwrap();
        assert_eq!(waiting(&site, case).await, ["confidentiality", "sign_off"]);
        // Whoever let it pass has nothing more to do with it.
        assert_eq!(site.staff("head").await.get("/review").await.status, StatusCode::OK);
    }

    async fn to_everybody_else_there_is_nothing_to_claim(site: Site) {
        with_a_claim(&site).await;
        let case = drafted(&site, 1).await;
        let version = site.case(case).await.version.to_string();
        let fields = [("version".to_owned(), version), ("step".to_owned(), "countersign".to_owned())];
        for person in ["stranger", "secrets", "lawyer", "leader", "supervisor", "admin", "handler"] {
            let mut browser = site.staff(person).await;
            assert!(!browser.get("/review").await.words().contains("可以认领的办件"), "{person}");
            let account = browser.open("/account").await;
            for action in ["claim", "waive"] {
                let forged = account.form("form[action='/sign-out']").forge(&format!("{}/{action}", at(case)), &fields, None);
                let answer = browser.send(&forged).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{person} {action}");
            }
        }
        let mut elsewhere = site.staff_of(&site.elsewhere, "head").await;
        assert_eq!(elsewhere.get(&at(case)).await.status, StatusCode::NOT_FOUND);
        let claimed = site.case(case).await;
        assert!(claimed.windows.iter().all(|window| window.verdict.is_none()));
    }
}
