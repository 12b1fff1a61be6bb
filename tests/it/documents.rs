//! Documents, black box: taken in, looked at page by page, marked by hand and by search, copied for release, handed over.

use axum::http::StatusCode;
use gongkai::{
    casework::Order,
    domain::{id::CaseId, mark},
    store::{self, Scope, document::State},
};
use lopdf::{Document, Object, dictionary};

use crate::{
    both,
    kit::{
        answer::redacted_draft, browser::Browser, page::Page, pdf, premises::run_document_jobs, site::Site,
    },
};

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const BRING: &str = "form[action$='/documents']";
const HITS: &str = "form#hits";
const MARK: &str = "form#mark-form";

fn at(case: CaseId) -> String {
    format!("/desk/cases/{case}/documents")
}

/// A file in Chinese with a line on each page.
pub(crate) fn pdf(pages: &[&str]) -> Vec<u8> {
    let descendant = dictionary! {
        "Type" => "Font", "Subtype" => "CIDFontType0", "BaseFont" => "STSong-Light", "DW" => 1000,
        "CIDSystemInfo" => dictionary! {
            "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("GB1"), "Supplement" => 2,
        },
    };
    let font = dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "STSong-Light", "Encoding" => "UniGB-UCS2-H",
        "DescendantFonts" => vec![descendant.into()],
    };
    let line = |words: &&str| {
        let codes: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
        pdf::line(&format!("<{}>", data_encoding::HEXLOWER.encode(&codes)))
    };
    pdf::file(&font, pages.iter().map(line).collect())
}

const FIRST: &str = "申请人：林晓舟，身份证号110101199003077774，电话13800000000。";
const SECOND: &str = "本项目由青溪县人民政府批准。";

/// Brings a file and waits until its pages are there.
pub(crate) async fn brought(
    site: &Site,
    handler: &mut Browser,
    case: CaseId,
    name: &str,
    bytes: &[u8],
) -> Page {
    let form = handler
        .open(&at(case))
        .await
        .form(BRING)
        .attach("documents", name, bytes);
    handler.follow(&form).await;
    run_document_jobs(&site.office).await;
    handler.open(&at(case)).await
}

/// Marks everything that a search for personal data finds, and makes the copy.
pub(crate) async fn marked_and_copied(site: &Site, handler: &mut Browser, case: CaseId) {
    let list = handler.open(&at(case)).await;
    let search = list.attributes("a[href$='/search']", "href").remove(0);
    let all = "?words=&kind=identity&kind=phone&kind=name";
    let found = handler.open(&format!("{search}{all}")).await;
    handler.follow(&found.form(HITS)).await;
    copied(site, handler, case).await;
}

pub(crate) async fn copied(site: &Site, handler: &mut Browser, case: CaseId) {
    let list = handler.open(&at(case)).await;
    handler.follow(&list.form("form[action$='/copy']")).await;
    run_document_jobs(&site.office).await;
}

both! {
    async fn a_document_is_searched_marked_copied_and_handed_over(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let list = brought(&site, &mut handler, case, "协议.pdf", &pdf(&[FIRST, SECOND])).await;
        assert!(list.words().contains("2页"), "{}", list.words());
        let search = list.attributes("a[href$='/search']", "href").remove(0);
        let found = handler.open(&format!("{search}?words=&kind=identity&kind=phone&kind=name")).await;
        assert_eq!(found.texts(".desk-hits mark"), ["林晓舟", "110101199003077774", "13800000000"]);
        let marked = handler.follow(&found.form(HITS)).await;
        assert_eq!(marked.text(".gk-flash__text"), "已遮盖3处。");
        assert_eq!(marked.texts(".desk-hits .govuk-tag").len(), 3, "the same search shows them as marked");

        let sheet = handler.open(&list.attributes("a[href$='/pages/1']", "href").remove(0)).await;
        assert_eq!(sheet.texts(".desk-marked"), ["林晓舟", "110101199003077774", "13800000000"]);
        let picture = sheet.attributes("input[type=image]", "src").remove(0);
        assert!(handler.open(&picture).await.bytes.starts_with(b"\x89PNG"));

        copied(&site, &mut handler, case).await;
        let list = handler.open(&at(case)).await;
        assert!(list.words().contains("3处遮盖，1页成为图像"), "{}", list.words());
        let copy = list.attributes("a[href*='/files/']", "href").pop().unwrap();
        let bytes = handler.open(&copy).await.bytes;
        let document = Document::load_mem(&bytes).unwrap();
        assert_eq!(document.page_iter().count(), 2);

        let draft = handler.open(&format!("/desk/cases/{case}/draft")).await;
        let offered = draft.attributes(".desk-offered input", "value").remove(0);
        let form = draft.form("form.desk-draft").set("i1-ground", "disclosed").tick("i1-file", &offered);
        let saved = handler.follow(&form.press("save")).await;
        assert_eq!(saved.texts(".desk-files a"), ["协议（公开版）.pdf"]);
        assert!(!saved.has(".desk-offered"), "what is chosen is not offered");
    }

    async fn a_place_is_marked_by_two_presses_and_by_numbers(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let list = brought(&site, &mut handler, case, "协议.pdf", &pdf(&[FIRST])).await;
        let here = list.attributes("a[href$='/pages/1']", "href").remove(0);
        let form = handler.open(&here).await.form(MARK);
        let half = handler.follow(&form.press_at("sheet", 96, 96)).await;
        assert!(half.words().contains("请点对角"));
        let whole = handler.follow(&half.form(MARK).press_at("sheet", 196, 136)).await;
        assert_eq!(whole.text(".gk-flash__text"), "已遮盖。");
        assert_eq!(whole.attributes(".desk-sheet-mark", "x"), ["72000"]);
        assert_eq!(whole.attributes(".desk-sheet-mark", "width"), ["75000"]);

        let numbers = whole.form(MARK).set("left", "25.4").set("top", "x").set("breadth", "").set("depth", "10");
        let wrong = handler.send(&numbers).await.expect(WRONG);
        assert_eq!(wrong.texts(".govuk-error-summary__list a").len(), 2);
        assert_eq!(wrong.form(MARK).value("left"), "25.4", "what was typed stays");
        let numbers = wrong.form(MARK).set("top", "200").set("breadth", "50");
        let marked = handler.follow(&numbers).await;
        assert_eq!(marked.texts(".desk-marks li").len(), 2);
        let again = handler.follow(&numbers).await;
        assert_eq!(again.texts(".desk-marks li").len(), 2, "sent twice, marked once");
        let off = again.form(MARK).set("left", "5000").set("top", "5000").set("breadth", "10").set("depth", "10");
        handler.send(&off).await.expect(WRONG);
        let left = handler.follow(&again.form(".desk-marks li:first-child form")).await;
        assert_eq!(left.texts(".desk-marks li").len(), 1);
    }

    async fn a_copy_of_other_marks_does_not_go_into_review(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        brought(&site, &mut handler, case, "协议.pdf", &pdf(&[FIRST, SECOND])).await;
        marked_and_copied(&site, &mut handler, case).await;
        let draft = handler.open(&format!("/desk/cases/{case}/draft")).await;
        let offered = draft.attributes(".desk-offered input", "value").remove(0);
        let form = draft
            .form("form.desk-draft")
            .set("i1-ground", "disclosed")
            .tick("i1-file", &offered);
        let saved = handler.follow(&form.press("save")).await;
        let form = saved
            .form("form.desk-draft")
            .set("i1-f-supply_description", "提供复印件")
            .set("i1-f-third_party_objected", "no");
        let refused = handler.send(&form.press("submit")).await.expect(WRONG);
        assert!(refused.words().contains("应当答复为“部分公开”，并把遮盖的内容（个人隐私）"), "{}", refused.words());
        let draft = redacted_draft(site.copy_for_release(case).await);
        site.order("handler", case, Order::SaveDraft { draft }).await.unwrap();
        let saved = handler.open(&format!("/desk/cases/{case}/draft")).await;

        let scope = Scope::of(site.here.agency.id);
        let document = store::document::of_case(&site.office.db, scope, case).await.unwrap().remove(0);
        let here = format!("{}/{}/pages/2", at(case), document.file);
        let form = handler.open(&here).await.form(MARK);
        let form = form.set("left", "20").set("top", "20").set("breadth", "50").set("depth", "10");
        handler.follow(&form).await;
        let list = handler.open(&at(case)).await;
        assert!(list.words().contains("遮盖已有改动"), "{}", list.words());
        let refused = handler.send(&saved.form("form.desk-draft").press("submit")).await.expect(WRONG);
        assert!(refused.words().contains("制作之后，遮盖又有改动"), "{}", refused.words());

        copied(&site, &mut handler, case).await;
        let draft = handler.open(&format!("/desk/cases/{case}/draft")).await;
        let fresh = draft.attributes(".desk-offered input", "value").remove(0);
        let form = draft.form("form.desk-draft").press("remove-file-1-1");
        let form = handler.send(&form).await.expect(StatusCode::OK).form("form.desk-draft");
        handler.follow(&form.tick("i1-file", &fresh).press("submit")).await;
        assert_eq!(site.case(case).await.stage.key().as_str(), "in_review");

        let sheet = site.staff("secrets").await.open(&here).await;
        assert!(sheet.has(".desk-sheet-mark") && !sheet.has(MARK), "a reviewer sees what is marked, and changes nothing");
        let sheet = handler.open(&here).await;
        assert!(!sheet.has(MARK), "nor does the handler while it is reviewed");
    }

    async fn what_cannot_be_looked_at_says_why(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let whole = pdf(&[FIRST]);
        let list = brought(&site, &mut handler, case, "坏的.pdf", &whole[..whole.len() / 2]).await;
        assert!(list.text(".desk-problem").contains("不是完好的PDF"));
        assert!(!list.has("a[href$='/pages/1']"));
        let form = list.form(BRING).attach("documents", "程序.pdf", b"MZ\x90\0\x03\0\0\0");
        let page = handler.send(&form).await.expect(WRONG);
        assert!(page.text("#documents-error").contains("“程序.pdf”不是可以处理的文件"));
        let page = handler.send(&list.form(BRING)).await.expect(WRONG);
        assert!(page.text("#documents-error").contains("请选择文件"));
    }

    async fn nobody_else_sees_or_marks_the_documents_of_a_case(site: Site) {
        let (case, other) = (site.in_hand(1).await, site.in_hand(2).await);
        let mut handler = site.staff("handler").await;
        let list = brought(&site, &mut handler, case, "协议.pdf", &pdf(&[FIRST])).await;
        let here = list.attributes("a[href$='/pages/1']", "href").remove(0);
        let form = handler.open(&here).await.form(MARK);
        let form = form.set("left", "20").set("top", "20").set("breadth", "50").set("depth", "10");
        // The document of one case under the address of another.
        let crossed = here.replace(&case.to_string(), &other.to_string());
        handler.get(&crossed).await.expect(StatusCode::NOT_FOUND);
        handler.get(&format!("{crossed}/picture")).await.expect(StatusCode::NOT_FOUND);
        handler.send(&form.clone().to(&crossed)).await.expect(StatusCode::NOT_FOUND);
        let mut stranger = site.staff_of(&site.elsewhere, "all").await;
        for address in [at(case), here.clone(), format!("{here}/picture")] {
            stranger.get(&address).await.expect(StatusCode::NOT_FOUND);
        }
        let mut clerk = site.staff("clerk").await;
        let seen = clerk.open(&here).await;
        assert!(!seen.has(MARK));
        let scope = Scope::of(site.here.agency.id);
        let document = store::document::of_case(&site.office.db, scope, case).await.unwrap().remove(0);
        let marks = store::mark::of_file(&site.office.db, scope, document.file).await.unwrap();
        assert_eq!(mark::digest(&marks), mark::digest(&[]));
        assert_eq!(document.state, State::Ready);
    }
}
