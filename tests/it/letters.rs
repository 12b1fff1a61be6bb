//! Letters as files, black box: Word beside PDF, drafts marked as drafts, and a character that no typeface has.

use axum::http::StatusCode;
use gongkai::domain::id::CaseId;
use std::io::{Cursor, Read};

use crate::{
    both,
    kit::{browser::Browser, form::Form, site::Site},
};

const FORM: &str = "form.desk-draft";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A draft that withholds the first item for these reasons.
async fn withholding(browser: &mut Browser, case: CaseId, reasons: &str) -> Form {
    let blank = browser
        .open(&format!("/desk/cases/{case}/draft"))
        .await
        .form(FORM);
    let chosen = blank.set("i1-ground", "internal_affairs").press("show");
    let form = browser.send(&chosen).await.expect(StatusCode::OK).form(FORM);
    form.set("i1-f-internal_class", "personnel")
        .set("i1-f-reasons", reasons)
}

/// A part of a Word file.
fn part(file: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

both! {
    async fn a_draft_is_had_for_word_and_as_pdf_and_says_that_it_is_one(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let reasons = "该信息是本机关内部人事管理的记录，不涉及对外履行职责。";
        let form = withholding(&mut handler, case, reasons).await;
        let saved = handler.follow(&form.press("save")).await;
        let files = saved.attributes(".letter-files a", "href");
        assert_eq!(files, [format!("/desk/cases/{case}/draft/letter/pdf"), format!("/desk/cases/{case}/draft/letter/docx")]);
        let pdf = handler.open(&files[0]).await.expect(StatusCode::OK);
        assert!(pdf.bytes.starts_with(b"%PDF-1.7"));
        let word = handler.open(&files[1]).await.expect(StatusCode::OK);
        assert_eq!(word.headers["content-type"], WORD);
        let body = part(&word.bytes, "word/document.xml");
        assert!(body.contains(reasons) && body.contains("成文日期于签发时填写") && body.contains(r#"r:id="draft""#));
        assert!(part(&word.bytes, "word/draft.xml").contains("草稿"));
    }

    async fn an_issued_letter_is_had_for_word_with_its_number(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let page = handler.open(&format!("/desk/cases/{case}")).await;
        let letter = page.attributes("a", "href").into_iter().find(|href| href.contains("/letters/") && !href.ends_with("/pdf")).unwrap();
        let page = handler.open(&letter).await.expect(StatusCode::OK);
        let files = page.attributes(".letter-files a", "href");
        assert_eq!(files, [format!("{letter}/pdf"), format!("{letter}/docx")]);
        assert!(page.text(".letter-files").contains("打印"));
        let word = handler.open(&files[1]).await.expect(StatusCode::OK);
        let body = part(&word.bytes, "word/document.xml");
        assert!(body.contains(&page.text(".letter-number")) && !body.contains(r#"r:id="draft""#));
    }

    /// The person sees which character it is and where it stands, and nothing is half done.
    async fn a_character_that_no_typeface_has_is_named_at_the_form(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let reasons = "该信息是本机关内部人事管理的记录\u{e000}，不涉及对外履行职责。";
        let form = withholding(&mut handler, case, reasons).await;
        let shown = handler.send(&form.clone().press("show")).await.expect(StatusCode::OK);
        assert!(shown.text(".desk-missing").contains("U+E000"));
        let page = handler.send(&form.press("submit")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let said = page.text(".govuk-error-summary");
        assert!(said.contains("U+E000") && said.contains("内部人事管理的记录"), "{said}");
        assert_eq!(page.form(FORM).value("i1-f-reasons"), reasons, "what was typed is kept");
        let page = handler.open(&format!("/desk/cases/{case}")).await;
        assert_eq!(page.text(".desk-bar .govuk-tag"), "承办中", "nothing was submitted");
        let form = withholding(&mut handler, case, "该信息是本机关内部人事管理的记录，不涉及对外履行职责。").await;
        let page = handler.follow(&form.press("submit")).await;
        assert_eq!(page.text(".desk-bar .govuk-tag"), "审核中：保密审查");
    }
}
