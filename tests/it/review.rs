//! The review, black box: three reviewers, each with a checklist, and nobody above what was shown to them.

use axum::http::StatusCode;
use gongkai::domain::id::CaseId;

use crate::{
    both,
    kit::{browser::Browser, form::Form, site::Site},
};

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const DECISION: &str = "form[action$='/approve']";

fn at(case: CaseId) -> String {
    format!("/review/cases/{case}")
}

/// The form of a decision, with every question answered in one way.
async fn decision(browser: &mut Browser, case: CaseId, answer: &str) -> Form {
    let form = browser.open(&at(case)).await.form(DECISION);
    let questions = form.names("q-");
    assert!(!questions.is_empty());
    questions
        .iter()
        .fold(form, |form, question| form.set(question, answer))
        .press("approve")
}

both! {
    async fn an_answer_goes_through_the_chain_and_back_to_its_handler(site: Site) {
        let case = site.in_hand(1).await;
        site.submit(case, "internal_affairs").await;
        let mut secrets = site.staff("secrets").await;
        let queue = secrets.open("/review").await;
        assert_eq!(queue.texts(".desk-table tbody a"), ["2025年度保障性住房分配方案"]);
        let page = secrets.open(&at(case)).await;
        assert!(page.text("article").contains("青溪县人民政府"), "the letter as it would go out");
        assert!(!page.words().contains("19900000001"), "a reviewer does not need the phone");
        let open = decision(&mut secrets, case, "no").await;
        let questions = open.names("q-").len();
        let page = secrets.send(&open).await.expect(WRONG);
        assert_eq!(page.texts(".govuk-error-summary__list a").len(), questions);
        let approved = decision(&mut secrets, case, "yes").await;
        let queue = secrets.follow(&approved).await;
        assert_eq!(queue.text(".gk-flash__text"), "保密审查已通过。");
        assert!(!queue.has(".desk-table"), "nothing waits any more");

        let mut lawyer = site.staff("lawyer").await;
        let silent = decision(&mut lawyer, case, "no").await.press("退回修改");
        let page = lawyer.send(&silent).await.expect(WRONG);
        assert!(page.has("#words-error"));
        let told = page.form(DECISION).set("words", "理由要写明对履行职责的影响").press("退回修改");
        assert_eq!(lawyer.follow(&told).await.text(".gk-flash__text"), "已退回承办人修改。");
        let page = site.staff("handler").await.open(&format!("/desk/cases/{case}")).await;
        assert_eq!(page.text(".desk-notice--warning .desk-notice-title"), "法制审核退回修改：法制员己（法制审核员）");
        assert_eq!(page.text(".desk-notice .desk-typed"), "理由要写明对履行职责的影响");

        site.submit(case, "internal_affairs").await;
        for (person, step) in [("secrets", "保密审查"), ("lawyer", "法制审核"), ("leader", "签发")] {
            let mut reviewer = site.staff(person).await;
            let form = decision(&mut reviewer, case, "yes").await;
            assert_eq!(reviewer.follow(&form).await.text(".gk-flash__text"), format!("{step}已通过。"));
        }
        let page = site.staff("clerk").await.open(&format!("/desk/cases/{case}")).await;
        assert_eq!(page.text(".desk-bar .govuk-tag"), "待制发");
    }

    async fn who_drafts_is_kept_from_reviewing(site: Site) {
        let case = site.file(1).await.case;
        site.take_in_hand("all", case).await;
        site.submit(case, "internal_affairs").await;
        let mut drafter = site.staff("all").await;
        let page = drafter.open(&at(case)).await;
        assert!(page.texts(".desk-notice-title").contains(&"职责分离：这一步不能由您办理".to_owned()));
        assert!(!page.has(DECISION), "there is no button");
        let others = decision(&mut site.staff("secrets").await, case, "yes").await;
        let fields: Vec<(String, String)> = ["version", "step", "content"]
            .into_iter()
            .map(|name| (name.to_owned(), others.value(name).to_owned()))
            .collect();
        let forged = page.form("form[action='/sign-out']").forge(&format!("{}/approve", at(case)), &fields, None);
        let version = site.case(case).await.version;
        drafter.send(&forged).await.expect(WRONG);
        assert_eq!(site.case(case).await.version, version);
    }

    async fn an_approval_is_of_exactly_what_was_shown(site: Site) {
        let case = site.in_hand(1).await;
        site.submit(case, "internal_affairs").await;
        let mut secrets = site.staff("secrets").await;
        let form = decision(&mut secrets, case, "yes").await.tamper("content", &"0".repeat(64));
        let page = secrets.send(&form).await.expect(WRONG);
        assert!(page.text(".govuk-error-summary__list").contains("内容已经变化"));
    }

    async fn two_reviewers_of_one_step_decide_once(site: Site) {
        let case = site.in_hand(1).await;
        site.submit(case, "internal_affairs").await;
        let mut secrets = site.staff("secrets").await;
        let form = decision(&mut secrets, case, "yes").await.set("words", "同意<出>");
        site.approve("all", case).await.unwrap();
        let page = secrets.send(&form).await.expect(StatusCode::CONFLICT);
        assert_eq!(page.text(".desk-facts .desk-typed"), "同意<出>");
        assert!(page.text(".desk-history-when").contains("多面手癸"));
    }
}
