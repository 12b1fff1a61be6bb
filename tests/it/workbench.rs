//! The reviewer's workbench, black box: nothing approved unread, points settled one by one, what changed, like cases.

use axum::http::StatusCode;
use gongkai::{
    casework::Order,
    domain::{
        appeal::{AppealFact, Of, Procedure},
        id::CaseId,
        service::Service,
        stage::StageKey,
    },
    store,
};

use crate::{
    both,
    documents::{brought, marked_and_copied, pdf},
    kit::{
        answer::{full_draft, redacted_draft, with_files},
        browser::Browser,
        form::Form,
        site::Site,
    },
};

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const DECISION: &str = "form[action$='/approve']";
const PDF: &[u8] = crate::kit::office::CLEAN;

fn at(case: CaseId) -> String {
    format!("/review/cases/{case}")
}

/// The form of a decision, with every question answered with yes.
async fn decision(browser: &mut Browser, case: CaseId) -> Form {
    let form = browser.open(&at(case)).await.form(DECISION);
    let questions = form.names("q-");
    questions
        .iter()
        .fold(form, |form, question| form.set(question, "yes"))
        .press("approve")
}

/// A case in review that hands a file over.
async fn disclosing(site: &Site, token: u128, bytes: &[u8]) -> CaseId {
    let case = site.in_hand(token).await;
    let file = site.upload(case, "实施方案.pdf", bytes).await.unwrap();
    site.submit_draft(case, with_files(full_draft(1, "disclosed"), vec![file]))
        .await;
    case
}

both! {
    async fn nothing_is_approved_unread(site: Site) {
        let case = disclosing(&site, 1, PDF).await;
        let mut secrets = site.staff("secrets").await;
        let page = secrets.open(&at(case)).await;
        assert_eq!(page.texts(".desk-parts .govuk-tag"), ["还没有看"]);
        let yes = decision(&mut secrets, case).await;
        let page = secrets.send(&yes).await.expect(WRONG);
        assert!(page.text(".govuk-error-summary__list").contains("还有1份将要发出的文件或者有遮盖的页面没有打开看过"), "{}", page.words());
        assert_eq!(site.case(case).await.stage.key(), StageKey::InReview);

        let link = page.attributes(".desk-parts a", "href").remove(0);
        // That a colleague opened it is no reading of one's own.
        site.staff("leader").await.open(&link).await;
        let yes = decision(&mut secrets, case).await;
        secrets.send(&yes).await.expect(WRONG);
        assert_eq!(secrets.open(&link).await.bytes, PDF);
        assert_eq!(secrets.open(&at(case)).await.texts(".desk-parts .govuk-tag"), ["已看过"]);
        let yes = decision(&mut secrets, case).await;
        assert_eq!(secrets.follow(&yes).await.text(".gk-flash__text"), "保密审查已通过。");
    }

    async fn each_page_with_something_blacked_out_is_looked_at_twice(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let text = "姓名：甄某某 电话：13912345678";
        brought(&site, &mut handler, case, "登记表.pdf", &pdf(&[text, "第二页", text])).await;
        marked_and_copied(&site, &mut handler, case).await;
        let stands = site.submit_draft(case, redacted_draft(site.copy_for_release(case).await)).await;
        assert_eq!(stands.stage.review().unwrap().blackouts.len(), 2, "two pages have marks");
        let mut secrets = site.staff("secrets").await;
        let page = secrets.open(&at(case)).await;
        let pages = ".desk-leaves .is-unseen a";
        let links = page.attributes(pages, "href");
        assert_eq!(links.len(), 2, "{}", page.words());
        assert!(page.words().contains("还有3份文件或者有遮盖的页面没有看过"), "{}", page.words());
        secrets.open(&page.attributes(".desk-parts a[target]", "href").remove(0)).await;
        let first = secrets.open(&links[0]).await;
        assert!(first.words().contains("共2页，您已经看过1页"), "{}", first.words());
        let yes = decision(&mut secrets, case).await;
        let refused = secrets.send(&yes).await.expect(WRONG);
        assert!(refused.words().contains("还有1份将要发出的文件或者有遮盖的页面没有打开看过"), "{}", refused.words());
        // Each reviewer looks for themself, and who only reads the case is not counted.
        site.staff("handler").await.open(&links[1]).await;
        let mut lawyer = site.staff("lawyer").await;
        let other = lawyer.open(&at(case)).await;
        assert_eq!(other.attributes(pages, "href").len(), 2);
        let last = secrets.open(&links[1]).await;
        assert!(last.words().contains("有遮盖的页面都看过了"), "{}", last.words());
        let page = secrets.open(&at(case)).await;
        assert!(!page.has(".desk-parts .govuk-tag--yellow, .desk-leaves .is-unseen"));
        let yes = decision(&mut secrets, case).await;
        secrets.follow(&yes).await;
        let waiting = site.case(case).await;
        assert_eq!(waiting.stage.review().unwrap().approvals.len(), 1);
    }

    async fn points_hang_on_places_and_are_settled_one_by_one(site: Site) {
        let case = disclosing(&site, 1, PDF).await;
        let file = site.case(case).await.draft.unwrap().reference.items[0].files[0];
        let mut secrets = site.staff("secrets").await;
        let form = decision(&mut secrets, case).await.set("words", "两处要改");
        let lost = form.clone().set("point-1-words", "语句<不通");
        let page = secrets.send(&lost.clone().press("退回修改")).await.expect(WRONG);
        assert!(page.has("#point-1-place-error"));
        let again = page.form(DECISION);
        assert_eq!(again.value("point-1-words"), "语句<不通", "what was typed is kept");
        let page = secrets.send(&lost).await.expect(WRONG);
        assert!(page.text(".govuk-error-summary__list").contains("逐处提的意见还在"), "nothing typed is dropped by a yes");

        let files = page.attributes("#point-2-place option[value^='file-']", "value");
        let more = secrets.send(&again.clone().set("point-1-place", "line-3").press("再加两条")).await;
        assert_eq!(more.status, StatusCode::OK);
        let form = more.form(DECISION);
        assert!(form.names("point-").contains(&"point-4-words".to_owned()));
        assert_eq!(form.value("point-1-place"), "line-3");
        let form = form.set("point-2-place", &files[0]).set("point-2-words", "第1页有电话");
        let page = secrets.send(&form.clone().press("退回修改")).await.expect(WRONG);
        assert!(page.has("#point-2-page-error"));
        let elsewhere = form.clone().set("point-2-page", "1").tamper("point-2-place", &format!("file-{}", uuid::Uuid::nil()));
        let page = secrets.send(&elsewhere.press("退回修改")).await.expect(WRONG);
        assert!(page.words().contains("意见指向的位置不存在"));
        let form = form.set("point-2-page", "1").press("退回修改");
        assert_eq!(secrets.follow(&form).await.text(".gk-flash__text"), "已退回承办人修改。");

        let mut handler = site.staff("handler").await;
        let draft = handler.open(&format!("/desk/cases/{case}/draft")).await;
        let places = draft.texts(".desk-point-place");
        assert!(places[0].starts_with("文书第3行：“"), "{places:?}");
        assert_eq!(places[1], "“实施方案.pdf”第1页");
        let form = draft.form("form.desk-draft");
        let page = handler.send(&form.clone().press("submit")).await.expect(WRONG);
        assert!(page.text(".govuk-error-summary__list").contains("还有2条审核意见没有说明处理情况"));
        let replies = form.names("reply-");
        let one = handler.follow(&form.set(&replies[0], "已改通顺").press("save")).await;
        assert_eq!(one.texts(".desk-point-reply .desk-typed"), ["已改通顺"], "{}", one.words());
        let form = one.form("form.desk-draft");
        assert_eq!(form.names("reply-"), [replies[1].clone()], "what is settled is not asked for again");
        let long = "改".repeat(2_001);
        let page = handler.send(&form.clone().set(&replies[1], &long).press("submit")).await.expect(WRONG);
        assert!(page.has(&format!("[id='{}-error']", replies[1])));
        let done = handler.follow(&form.set(&replies[1], "已换成遮盖后的文件").press("submit")).await;
        assert_eq!(done.text(".gk-flash__text"), "拟答复已经提交审核。");

        let page = secrets.open(&at(case)).await;
        assert_eq!(page.texts(".desk-point-reply .desk-typed"), ["已改通顺", "已换成遮盖后的文件"]);
        assert!(page.words().contains("文书、文件和结果都没有变化"), "the comparison says so: {}", page.words());
        assert_eq!(site.case(case).await.draft.unwrap().reference.items[0].files[0], file);
    }

    async fn what_became_of_a_draft_is_shown_when_it_returns(site: Site) {
        let case = disclosing(&site, 1, PDF).await;
        let mut secrets = site.staff("secrets").await;
        let form = decision(&mut secrets, case).await.set("words", "请换一份文件").press("退回修改");
        secrets.follow(&form).await;
        let other = site.upload(case, "实施方案（公开版）.pdf", &pdf(&["另一份"])).await.unwrap();
        site.submit_draft(case, with_files(full_draft(1, "disclosed"), vec![other])).await;
        let page = secrets.open(&at(case)).await;
        let changes = page.text("section[aria-labelledby='comparison']");
        assert!(changes.contains("增加文件：实施方案（公开版）.pdf"), "{changes}");
        assert!(changes.contains("去掉文件：实施方案.pdf"), "{changes}");
        assert_eq!(page.texts(".desk-parts .govuk-tag"), ["还没有看"], "the new file has not been opened");
    }

    async fn what_changed_is_said_when_approvals_are_void(site: Site) {
        let case = site.in_hand(1).await;
        site.submit(case, "internal_affairs").await;
        site.approve_all(case).await;
        let mut agency = site.here.agency.clone();
        "新址：中心路88号".clone_into(&mut agency.organs[0].address);
        let tx = site.office.db.begin().await.unwrap();
        store::agency::update(&tx, &agency).await.unwrap();
        tx.commit().await.unwrap();
        assert!(site.issue(case).await.voided);
        let draft = site.staff("handler").await.open(&format!("/desk/cases/{case}/draft")).await;
        let changes = draft.text("section[aria-labelledby='changes']");
        assert!(changes.contains("新址：中心路88号"), "{changes}");
        site.order("handler", case, Order::Submit).await.unwrap();
        let page = site.staff("secrets").await.open(&at(case)).await;
        assert!(page.text("section[aria-labelledby='comparison']").contains("新址：中心路88号"));
    }

    async fn the_same_document_given_before_and_refused_now_is_told(site: Site) {
        let before = disclosing(&site, 1, PDF).await;
        site.approve_all(before).await;
        let number = site.issue(before).await.number.to_string();
        let now = site.in_hand(2).await;
        let mut handler = site.staff("handler").await;
        let form = handler.open(&format!("/desk/cases/{now}/documents")).await.form("form[action$='/documents']");
        handler.follow(&form.attach("documents", "方案原件.pdf", PDF)).await;
        site.submit(now, "internal_affairs").await;
        let page = site.staff("secrets").await.open(&at(now)).await;
        let alarm = page.text(".desk-notice--warning ul");
        assert!(alarm.contains("方案原件.pdf：本件不提供，另一件原样提供"), "{alarm}");
        assert!(alarm.contains(&number), "{alarm}");
        // Another agency's case with the same document is nobody's business here.
        let same = disclosing(&site, 3, PDF).await;
        let page = site.staff("secrets").await.open(&at(same)).await;
        assert!(!page.has("#alarms"), "given then and now");
    }

    async fn earlier_answers_on_the_same_ground_are_shown_with_how_they_fared(site: Site) {
        let before = site.in_hand(1).await;
        site.submit(before, "internal_affairs").await;
        site.approve_all(before).await;
        let number = site.issue(before).await.number.to_string();
        let online = Service::Online { available_on: site.office.today() };
        site.serve(before, online).await;
        let now = site.in_hand(2).await;
        site.submit(now, "internal_affairs").await;
        let mut lawyer = site.staff("lawyer").await;
        let page = lawyer.open(&at(now)).await;
        let rows = page.text("section[aria-labelledby='same-request']");
        assert!(rows.contains(&number) && rows.contains("没有复议、诉讼"), "the same was asked: {rows}");
        let today = site.office.today();
        let of = Of::Reconsideration { procedure: Procedure::Ordinary, accepted_on: today, copy_received_on: today };
        let filed = AppealFact::Filed { of, before: site.office.words("青溪县人民政府").unwrap() };
        site.order("lawyer", before, Order::RecordAppeal { id: None, fact: filed }).await.unwrap();
        let page = lawyer.open(&at(now)).await;
        let rows = page.text("section[aria-labelledby='same-request']");
        assert!(rows.contains("行政复议") && rows.contains("还没有结果"), "{rows}");
        assert!(page.texts(".desk-soft").contains(&"依据相同".to_owned()));
    }
}
