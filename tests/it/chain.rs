//! The review chain of an agency, as its administrator changes it: tried with past cases, in force from then on.

use axum::http::StatusCode;
use gongkai::{
    domain::{id::CaseId, stage::StageKey},
    store::{self, Scope},
};

use crate::{
    both,
    kit::{browser::Browser, form::Form, page::Page, site::Site},
};

const BAD: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const EDIT: &str = "/admin/review/edit";

async fn press(admin: &mut Browser, form: Form, what: &str) -> Page {
    admin.send(&form.press(what)).await
}

fn form(page: &Page) -> Form {
    page.form("main form")
}

/// The names of the steps in the picture, a line a rank.
fn picture(page: &Page) -> Vec<String> {
    let ranks = page.texts(".admin-chain-rank");
    assert!(!ranks.is_empty(), "{}", page.words());
    page.texts(".admin-chain-step strong")
}

/// Puts the head of the department before everything else, for two working days, to be left out by the leader.
async fn with_a_head(admin: &mut Browser) -> Page {
    let page = admin.open(EDIT).await;
    let page = press(admin, form(&page).set("add", "department_head"), "add").await;
    // It is added before the signature, and goes up from there.
    let page = press(admin, form(&page), "up:department_head").await;
    let page = press(admin, form(&page), "up:department_head").await;
    let typed = form(&page)
        .set("department-department_head", "handling")
        .set("days-department_head", "2")
        .set("bypass-department_head", "signing_leader")
        .set("escalate-department_head", "signing_leader");
    press(admin, typed, "try").await
}

async fn waiting(site: &Site, case: CaseId) -> Vec<String> {
    let case = site.case(case).await;
    let review = case.stage.review().unwrap();
    review.waiting().map(|step| step.key.to_string()).collect()
}

both! {
    async fn a_chain_is_tried_with_past_cases_and_takes_effect_for_later_ones(site: Site) {
        let before = site.in_hand(1).await;
        site.submit(before, "state_secret").await;
        let mut admin = site.staff("admin").await;
        assert!(admin.open("/admin").await.words().contains("审核流程"));
        let stands = admin.open("/admin/review").await;
        assert!(stands.words().contains("没有另行规定"), "{}", stands.words());
        assert_eq!(picture(&stands), ["保密审查", "法制审核", "签发"]);

        let trial = with_a_head(&mut admin).await.expect(StatusCode::OK);
        assert_eq!(picture(&trial), ["承办部门负责人审核", "保密审查", "法制审核", "签发"]);
        assert!(trial.words().contains("1件试算，其中1件"), "{}", trial.words());
        assert!(trial.words().contains("“承办部门负责人审核”：1件会增加这一步"));
        assert!(trial.words().contains("每一步都有人可以办理"));
        let silent = admin.send(&form(&trial)).await.expect(BAD);
        assert!(silent.has("#because-error"), "why, in writing");
        let after = admin.follow(&form(&silent).set("because", "科长先看")).await;
        assert!(after.words().contains("已经生效") && after.words().contains("现行第1版"), "{}", after.words());
        assert!(after.words().contains("管理员壬 科长先看 承办部门负责人审核 → 保密审查"), "{}", after.words());

        // The review under way goes on as it was planned; the next one begins with the head.
        assert_eq!(waiting(&site, before).await, ["confidentiality"]);
        let next = site.in_hand(2).await;
        site.submit(next, "state_secret").await;
        assert_eq!(waiting(&site, next).await, ["department_head"]);
        let mut secrets = site.staff("secrets").await;
        assert_eq!(secrets.open("/review").await.texts(".desk-table tbody a").len(), 1);
        let mut head = site.staff("head").await;
        let queue = head.open("/review").await;
        assert_eq!(queue.texts(".desk-table tbody a").len(), 1, "{}", queue.words());
        assert!(queue.words().contains("承办部门负责人审核") && queue.words().contains("本步期限"), "{}", queue.words());
        site.approve("head", next).await.unwrap();
        for person in ["secrets", "lawyer", "leader"] {
            site.approve(person, next).await.unwrap();
        }
        assert_eq!(site.case(next).await.stage.key(), StageKey::Approved);
        site.assert_sound().await;
    }

    async fn a_step_is_left_out_with_a_reason_that_everybody_after_reads(site: Site) {
        let mut admin = site.staff("admin").await;
        let trial = with_a_head(&mut admin).await;
        admin.follow(&form(&trial).set("because", "科长先看")).await;
        let case = site.in_hand(1).await;
        site.submit(case, "state_secret").await;
        let at = format!("/review/cases/{case}");
        let mut leader = site.staff("leader").await;
        let page = leader.open(&at).await;
        let skip = "form[action$='/bypass']";
        let silent = leader.send(&page.form(skip)).await.expect(BAD);
        assert!(silent.has("#reason-department_head-error"), "{}", silent.words());
        let reason = "科长外出，办理期限将满";
        let told = leader.follow(&silent.form(skip).set("reason-department_head", reason)).await;
        assert!(told.words().contains("已跳过承办部门负责人审核"), "{}", told.words());
        assert_eq!(waiting(&site, case).await, ["confidentiality"]);
        let page = site.staff("secrets").await.open(&at).await;
        assert!(page.words().contains(reason) && page.words().contains("已跳过"), "{}", page.words());
        assert!(!page.has(skip), "nobody leaves out what the law demands");
        let late = leader.send(&silent.form(skip).set("reason-department_head", reason)).await;
        assert!([StatusCode::CONFLICT, StatusCode::SEE_OTHER].contains(&late.status));
        site.assert_sound().await;
    }

    async fn what_is_wrong_is_said_at_the_field_and_what_was_typed_is_kept(site: Site) {
        let mut admin = site.staff("admin").await;
        let page = admin.open(EDIT).await;
        let page = press(&mut admin, form(&page), "remove:confidentiality").await;
        let typed = form(&page).set("name-legal", "合法性审核").set("days-legal", "21").set("when-legal", "for");
        let page = press(&mut admin, typed, "try").await.expect(BAD);
        let said = page.text(".govuk-error-summary");
        for what in ["保密审查", "不能超过法定答复期限", "请选择至少一种", "缺少"] {
            assert!(said.contains(what), "{what}: {said}");
        }
        assert_eq!(page.attributes("#name-legal", "value"), ["合法性审核"]);
        assert_eq!(page.attributes("#days-legal", "value"), ["21"]);
        let page = press(&mut admin, form(&page).set("days-legal", "两天"), "try").await.expect(BAD);
        assert!(page.text("#days-legal-error").contains("请填写整数"));
        // What was not tried does not take effect: it is tried first.
        let page = admin.open(EDIT).await;
        let untried = form(&page).set("name-legal", "合法性审核").to("/admin/review");
        let trial = admin.send(&untried).await.expect(StatusCode::OK);
        assert!(trial.words().contains("试算结果"), "{}", trial.words());
        let scope = Scope::of(site.here.agency.id);
        assert_eq!(store::review_chain::all(&site.office.db, scope).await.unwrap(), []);
        let same = admin.open(EDIT).await;
        let same = press(&mut admin, form(&same), "try").await;
        let same = admin.send(&form(&same).set("because", "没有改什么")).await.expect(BAD);
        assert!(same.text("#because-error").contains("相同"));
    }

    async fn a_step_that_nobody_could_take_is_shown_with_its_cases(site: Site) {
        let case = site.in_hand(1).await;
        site.submit(case, "state_secret").await;
        let mut all = site.staff("all").await;
        let page = all.open(EDIT).await;
        let page = press(&mut all, form(&page).set("add", "countersign"), "add").await;
        let other = site.here.other_department.to_string();
        let trial = press(&mut all, form(&page).set("department-countersign", &other), "try").await;
        assert!(trial.words().contains("“会签”：有1件没有人可以办理"), "{}", trial.words());
        assert_eq!(trial.attributes("main .govuk-inset-text a", "href"), [format!("/desk/cases/{case}")]);
    }

    async fn the_second_of_two_administrators_sees_what_the_first_did(site: Site) {
        let (mut one, mut two) = (site.staff("admin").await, site.staff("all").await);
        let late = two.open(EDIT).await;
        let late = press(&mut two, form(&late).set("name-legal", "合法性审核"), "try").await;
        let first = with_a_head(&mut one).await;
        one.follow(&form(&first).set("because", "科长先看")).await;
        let page = two.send(&form(&late).set("because", "改名")).await.expect(StatusCode::CONFLICT);
        assert!(page.text("[role=alert]").contains("管理员壬已经修改了审核流程（理由：科长先看）"), "{}", page.words());
        assert_eq!(page.attributes("#name-legal", "value"), ["合法性审核"]);
        // Who has read that may still go on.
        let trial = press(&mut two, form(&page), "try").await;
        let done = two.send(&form(&trial).set("because", "改名")).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let scope = Scope::of(site.here.agency.id);
        let versions = store::review_chain::all(&site.office.db, scope).await.unwrap();
        assert_eq!(versions.iter().map(|version| version.chain.version).collect::<Vec<_>>(), [2, 1]);
        let elsewhere = Scope::of(site.elsewhere.agency.id);
        assert_eq!(store::review_chain::all(&site.office.db, elsewhere).await.unwrap(), []);
    }

    async fn only_administrators_find_the_pages(site: Site) {
        for person in ["clerk", "handler", "secrets", "lawyer", "leader", "supervisor", "head"] {
            let mut browser = site.staff(person).await;
            for path in ["/admin/review", EDIT] {
                assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{person} {path}");
            }
        }
    }
}
