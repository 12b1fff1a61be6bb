//! Drafting an answer, black box: one long form with many buttons, in which nothing that was typed may be lost.

use axum::http::StatusCode;
use gongkai::domain::id::CaseId;

use crate::{
    both,
    kit::{browser::Browser, form::Form, site::Site},
};

const LATE: StatusCode = StatusCode::CONFLICT;
const FORM: &str = "form.desk-draft";
const REASONS: &str = "该信息是本机关内部人事管理的记录，不涉及对外履行职责。";

fn at(case: CaseId) -> String {
    format!("/desk/cases/{case}/draft")
}

/// The form of the draft once a ground is chosen.
async fn on_ground(browser: &mut Browser, case: CaseId, ground: &str) -> Form {
    let blank = browser.open(&at(case)).await.form(FORM);
    let chosen = blank.set("i1-ground", ground).press("show");
    browser.send(&chosen).await.expect(StatusCode::OK).form(FORM)
}

/// A draft that withholds the first item, in full.
async fn withholding(browser: &mut Browser, case: CaseId) -> Form {
    on_ground(browser, case, "internal_affairs")
        .await
        .set("i1-f-internal_class", "personnel")
        .set("i1-f-reasons", REASONS)
}

both! {
    async fn everything_that_is_missing_is_said_at_once_and_in_its_place(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let short = on_ground(&mut handler, case, "internal_affairs").await.set("i1-f-reasons", "太短");
        let page = handler.send(&short.press("submit")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let said = page.attributes(".govuk-error-summary__list a", "href");
        assert_eq!(said, ["#i1-f-internal_class", "#i1-f-reasons"]);
        assert!(page.text("#i1-f-reasons-error").contains("过于简略，至少10个字"));
        let again = page.form(FORM);
        assert_eq!(again.value("i1-f-reasons"), "太短");
        let whole = again
            .set("i1-f-internal_class", "personnel")
            .set("i1-f-reasons", REASONS)
            .press("submit");
        let page = handler.follow(&whole).await;
        assert_eq!(page.text(".desk-bar .govuk-tag"), "审核中：保密审查");
    }

    async fn what_must_not_stand_in_a_letter_is_said_at_its_field(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let form = on_ground(&mut handler, case, "third_party_interests").await;
        let number = "户主身份证号９９０１０１ 19900101 0019，公开会使其财产状况为他人知悉，影响其生活。";
        let article = "涉及商业秘密、个人隐私等公开会对第三方合法权益造成损害的政府信息，行政机关不得公开。";
        let form = form
            .set("i1-f-third_party_interest", "personal_privacy")
            .set("i1-f-third_party_view", "objected")
            .set("i1-f-no_override", number)
            .set("i1-f-reasons", article);
        let page = handler.send(&form.press("submit")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        for (field, said) in [
            ("no_override", "身份证号码"),
            ("reasons", "只是重复条文"),
            ("third_party_view", "没有相应的征求意见记录"),
        ] {
            let error = page.text(&format!("#i1-f-{field}-error"));
            assert!(error.contains(said), "{field}: {error}");
        }
        assert_eq!(page.form(FORM).value("i1-f-no_override"), number, "what was typed is there");
        assert!(site.case(case).await.stage.review().is_none());
    }

    async fn the_preview_follows_what_is_typed_and_saves_nothing(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let empty = handler.open(&at(case)).await;
        assert!(empty.text("#preview").contains("选定处理依据以后"), "{}", empty.words());
        let form = on_ground(&mut handler, case, "internal_affairs").await;
        let form = form.set("i1-f-reasons", "该信息<b>{{x}}</b>只记录内部岗位的分工。");
        let part = handler.send(&form.clone().to(&format!("{}/preview", at(case)))).await.expect(StatusCode::OK);
        let words = part.words();
        assert!(words.contains("该信息<b>{{x}}</b>只记录内部岗位的分工"), "{words}");
        assert!(words.contains("【待填写：内部事务信息类别】"), "{words}");
        assert!(words.contains("还有1处需要补充或者改正"), "{words}");
        assert!(!part.has("header") && !part.has("form"), "a part of a page");
        assert!(site.case(case).await.draft.is_none());
    }

    async fn two_drafts_never_overwrite_each_other(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let first = withholding(&mut handler, case).await.press("save");
        let elsewhere = first.clone().set("i1-f-reasons", "另一个窗口里写的理由，也不能丢");
        let saved = handler.follow(&first).await;
        assert_eq!(saved.text(".gk-flash__text"), "拟答复已经保存。");
        let page = handler.send(&elsewhere).await.expect(LATE);
        assert!(page.texts(".desk-facts .desk-typed").contains(&"另一个窗口里写的理由，也不能丢".to_owned()));
        assert_eq!(page.texts(".desk-history-what").len(), 1);
        let theirs = page.texts("section[aria-labelledby='theirs'] dd");
        assert!(theirs.contains(&REASONS.to_owned()), "the version that stands: {theirs:?}");
        assert!(!theirs.contains(&"另一个窗口里写的理由，也不能丢".to_owned()));
        let twice = handler.follow(&first).await;
        assert_eq!(twice.form(FORM).value("i1-f-reasons"), REASONS, "a double click saves once");
        let replaced = handler.follow(&page.form("main form")).await;
        assert_eq!(replaced.form(FORM).value("i1-f-reasons"), "另一个窗口里写的理由，也不能丢");
    }

    async fn what_is_typed_survives_every_button(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let form = on_ground(&mut handler, case, "partial").await.set("i1-f-supply_description", "提供复印件");
        let form = form.set("i1-p1-what", "第3页名单").set("i1-p1-ground", "third_party_interests");
        let page = handler.send(&form.press("show")).await.expect(StatusCode::OK);
        let form = page.form(FORM).set("i1-p1-f-reasons", "会泄露<电话>");
        let page = handler.send(&form.press("add-part-1")).await.expect(StatusCode::OK);
        let form = page.form(FORM);
        assert_eq!((form.value("i1-p1-what"), form.value("i1-p1-f-reasons")), ("第3页名单", "会泄露<电话>"));
        assert!(page.has("#i1-p2-what"), "a second part is there to be filled in");
        let page = handler.send(&form.press("remove-part-1-2")).await.expect(StatusCode::OK);
        assert!(!page.has("#i1-p2-what"));
        let other = page.form(FORM).set("i1-ground", "not_held").press("show");
        let page = handler.send(&other).await.expect(StatusCode::OK);
        assert!(page.has("#i1-f-search_systems") && !page.has("#i1-f-supply_description"));
        let back = page.form(FORM).set("i1-ground", "partial").press("show");
        let form = handler.send(&back).await.expect(StatusCode::OK).form(FORM);
        assert_eq!(form.value("i1-f-supply_description"), "提供复印件");
        assert_eq!((form.value("i1-p1-what"), form.value("i1-p1-f-reasons")), ("第3页名单", "会泄露<电话>"));
    }

    async fn a_file_is_handed_over_only_once_it_was_uploaded(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let chosen = on_ground(&mut handler, case, "disclosed").await.attach("i1-upload", "方案.pdf", b"%PDF-1.7\n%%EOF");
        let page = handler.send(&chosen.clone().press("save")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text("#i1-upload-error").contains("“方案.pdf”还没有上传"));
        let program = page.form(FORM).attach("i1-upload", "方案.pdf", b"MZ\x90\0\x03\0\0\0");
        let page = handler.send(&program.press("upload")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text("#i1-upload-error").contains("“方案.pdf”的内容不是可以接受的类型"));
        let page = handler.send(&chosen.press("upload")).await.expect(StatusCode::OK);
        assert_eq!(page.texts(".desk-files a"), ["方案.pdf"]);
        let page = handler.follow(&page.form(FORM).press("save")).await;
        let file = page.attributes(".desk-files a", "href").remove(0);
        assert_eq!(handler.open(&file).await.bytes, b"%PDF-1.7\n%%EOF");
        let page = handler.send(&page.form(FORM).press("remove-file-1-1")).await.expect(StatusCode::OK);
        assert!(!page.has(".desk-files a"));
    }
}
