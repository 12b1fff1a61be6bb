//! 发出前核对: nothing leaves with hidden content, nor with what looks like personal data of others that nobody answered for.

use axum::http::StatusCode;
use gongkai::{
    casework::{ActError, NewNotice, Order, inspection::INSPECT},
    domain::{
        clock::ConsultationKind, event::Event, id::CaseId, party::Party, refusal::Refusal, service::Service,
        stage::StageKey, text::Name,
    },
    law::StepKind,
    store::{
        self, Scope,
        job::{self, Which},
    },
};
use lopdf::{Document, Object, dictionary};

use crate::{
    both,
    documents::{copied, pdf},
    kit::{
        answer::{all_in_order, full_draft, with_files},
        office::CLEAN,
        premises::{TODAY, run_document_jobs},
        site::Site,
    },
};

const BAD: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const OTHERS: &str = "联系人：甄某某，电话13800000000。";

fn at(case: CaseId) -> String {
    format!("/desk/cases/{case}/check")
}

/// A case whose signed answer hands a file over as it was uploaded.
async fn signed(site: &Site, words: &[&str]) -> CaseId {
    let case = site.in_hand(1).await;
    let file = site.upload(case, "联系表.pdf", &pdf(words)).await.unwrap();
    site.submit_draft(case, with_files(full_draft(1, "disclosed"), vec![file]))
        .await;
    site.approve_all(case).await;
    case
}

/// The same file with something in it that its pages do not show.
fn with_properties(bytes: &[u8]) -> Vec<u8> {
    let mut document = Document::load_mem(bytes).unwrap();
    let author = dictionary! { "Author" => Object::string_literal("somebody") };
    let info = document.add_object(author);
    document.trailer.set("Info", info);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

both! {
    async fn what_looks_like_personal_data_of_others_is_answered_for_before_it_leaves(site: Site) {
        let case = signed(&site, &[OTHERS, "第二页没有。"]).await;
        let refused = site.order("clerk", case, Order::Issue).await;
        assert!(matches!(refused, Err(ActError::Refused(Refusal::HitsOpen(2)))), "{refused:?}");
        let mut clerk = site.staff("clerk").await;
        let desk = clerk.open(&format!("/desk/cases/{case}")).await;
        assert!(desk.attributes("main a", "href").contains(&at(case)));
        let page = clerk.open(&at(case)).await;
        assert_eq!(page.texts("#decide fieldset").len(), 2, "{}", page.words());
        assert!(page.words().contains("联系表.pdf，第1页"), "{}", page.words());
        assert_eq!(page.texts("#decide mark"), ["甄**", "138*****000"]);
        assert!(page.words().contains("收件人林喆舟"), "{}", page.words());
        assert!(!page.has("form[action$='/issue']"), "no button while something is open");
        // Everything that is missing is said at once, and what was chosen is kept.
        let half = page.form("#decide").set("h-1", "lawful");
        let wrong = clerk.send(&half).await.expect(BAD);
        assert!(wrong.has("#h-0-error") && !wrong.has("#h-1-error") && wrong.has("#reason-error"));
        assert!(wrong.has("#h-1-lawful[checked]"));
        let why = "办公室对外公布的联系方式";
        let done = wrong.form("#decide").set("h-0", "consent").set("reason", why);
        let page = clerk.follow(&done).await;
        assert!(page.words().contains("已经逐处说明"), "{}", page.words());
        assert!(!page.has("#decide"));
        clerk.follow(&page.form("form[action$='/issue']")).await;
        assert_eq!(site.case(case).await.stage.key(), StageKey::Issued);
        let history = clerk.open(&format!("/desk/cases/{case}")).await;
        assert!(history.words().contains("1处依法可以公开，1处经当事人同意") && history.words().contains(why));
        // The history keeps numbers and nothing of what was found.
        let scope = Scope::of(site.here.agency.id);
        let events = store::case::load_events(&site.office.db, scope, case).await.unwrap();
        let told = events.iter().find(|one| matches!(one.event, Event::HitsAnswered { lawful: 1, consent: 1, .. }));
        assert!(!serde_json::to_string(told.unwrap()).unwrap().contains("13800000000"));
        site.assert_sound().await;
    }

    async fn what_is_the_applicants_own_needs_no_answer(site: Site) {
        let case = signed(&site, &["申请人：林喆舟，电话19900000001。"]).await;
        let page = site.staff("clerk").await.open(&at(case)).await;
        assert!(page.words().contains("没有发现像是他人个人信息的内容"), "{}", page.words());
        assert!(page.words().contains("处是收件人本人的信息"), "{}", page.words());
        site.issue(case).await;
    }

    async fn who_reviews_reads_what_was_found_and_nobody_else(site: Site) {
        let case = site.in_hand(1).await;
        let file = site.upload(case, "联系表.pdf", &pdf(&[OTHERS])).await.unwrap();
        site.submit_draft(case, with_files(full_draft(1, "disclosed"), vec![file])).await;
        let mut secrets = site.staff("secrets").await;
        let review = secrets.open(&format!("/review/cases/{case}")).await;
        assert!(review.attributes("main a", "href").contains(&at(case)));
        let page = secrets.open(&at(case)).await;
        assert!(page.words().contains("138*****000") && !page.words().contains("13800000000"));
        assert!(!page.has("#decide") && !page.has("form[action$='/issue']"));
        assert_eq!(site.staff("stranger").await.get(&at(case)).await.status, StatusCode::NOT_FOUND);
        let mut elsewhere = site.staff_of(&site.elsewhere, "all").await;
        assert_eq!(elsewhere.get(&at(case)).await.status, StatusCode::NOT_FOUND);
        let fresh = site.in_hand(2).await;
        assert_eq!(site.staff("handler").await.get(&at(fresh)).await.status, StatusCode::NOT_FOUND, "nothing drafted");
    }

    async fn a_file_with_more_than_its_pages_show_is_made_clean_first(site: Site) {
        let case = site.in_hand(1).await;
        let bytes = with_properties(CLEAN);
        let file = site.upload(case, "方案.pdf", &bytes).await.unwrap();
        let draft = with_files(full_draft(1, "disclosed"), vec![file.clone()]);
        site.order("handler", case, Order::SaveDraft { draft }).await.unwrap();
        let mut handler = site.staff("handler").await;
        let page = handler.open(&format!("/desk/cases/{case}/draft")).await;
        let refused = handler.send(&page.form("form.desk-draft").press("submit")).await.expect(BAD);
        assert!(refused.words().contains("“方案.pdf”里有页面上看不到的内容（文档属性）"), "{}", refused.words());
        let check = handler.open(&at(case)).await;
        assert!(check.words().contains("有隐藏内容：文档属性"), "{}", check.words());
        // One button takes it to where the copy is made.
        let page = handler.open(&format!("/desk/cases/{case}/draft")).await;
        let clean = page.form("form.desk-draft").press(&format!("clean-{}", file.id));
        let list = handler.follow(&clean).await;
        assert!(list.words().contains("方案.pdf"), "{}", list.words());
        run_document_jobs(&site.office).await;
        copied(&site, &mut handler, case).await;
        let copy = site.copy_for_release(case).await;
        site.submit_draft(case, with_files(full_draft(1, "disclosed"), vec![copy])).await;
        assert_eq!(site.case(case).await.stage.key(), StageKey::InReview);
    }

    async fn pictures_word_files_and_broken_files_do_not_go_out_as_they_are(site: Site) {
        let photo = [&b"\xff\xd8\xff\xe1\x00\x08Exif\0\0"[..], &[0xff, 0xd9]].concat();
        let letter = site.in_hand(9).await;
        let draft = full_draft(1, "disclosed");
        site.order("handler", letter, Order::SaveDraft { draft }).await.unwrap();
        let note = site.staff("handler").await.open(&format!("/desk/cases/{letter}/draft/letter/docx")).await.bytes;
        let cases: [(&str, &[u8], &str); 3] = [
            ("照片.jpg", &photo, "无法检查"),
            ("说明.docx", &note, "修订痕迹"),
            ("方案.pdf", b"%PDF-1.7\n%%EOF", "无法检查"),
        ];
        for (token, (name, bytes, told)) in (1..).zip(cases) {
            let case = site.in_hand(token).await;
            let file = site.upload(case, name, bytes).await.unwrap();
            let draft = with_files(full_draft(1, "disclosed"), vec![file]);
            site.order("handler", case, Order::SaveDraft { draft }).await.unwrap();
            let mut handler = site.staff("handler").await;
            let page = handler.open(&format!("/desk/cases/{case}/draft")).await;
            let refused = handler.send(&page.form("form.desk-draft").press("submit")).await.expect(BAD);
            assert!(refused.words().contains(told), "{name}: {}", refused.words());
            assert_eq!(site.case(case).await.stage.key(), StageKey::InHand, "{name}");
        }
    }

    async fn a_large_file_is_looked_through_beside_the_pages(site: Site) {
        let case = site.in_hand(1).await;
        let mut document = Document::load_mem(&pdf(&[OTHERS])).unwrap();
        for object in document.objects.values_mut() {
            if let Object::Stream(stream) = object {
                stream.content.extend_from_slice(b"\n%");
                stream.content.extend(std::iter::repeat_n(b'x', 3 * 1024 * 1024));
                stream.dict.set("Length", i64::try_from(stream.content.len()).unwrap());
            }
        }
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        let file = site.upload(case, "大文件.pdf", &bytes).await.unwrap();
        let draft = with_files(full_draft(1, "disclosed"), vec![file]);
        let look_throughs = async || {
            let open = job::list(&site.office.db, Which::Open, 50).await.unwrap();
            open.iter().filter(|task| task.name == INSPECT).count()
        };
        assert_eq!(look_throughs().await, 0, "nobody has said that it goes out");
        site.order("handler", case, Order::SaveDraft { draft }).await.unwrap();
        assert_eq!(look_throughs().await, 1, "it is begun while the draft is still written");
        let waits = site.order("handler", case, Order::Submit).await;
        assert_eq!(look_throughs().await, 1);
        assert!(matches!(waits, Err(ActError::Refused(Refusal::BeingInspected(name))) if name == "大文件.pdf"));
        let page = site.staff("handler").await.open(&at(case)).await;
        assert!(page.words().contains("有文件还在检查"), "{}", page.words());
        run_document_jobs(&site.office).await;
        site.order("handler", case, Order::Submit).await.unwrap();
        let page = site.staff("handler").await.open(&at(case)).await;
        assert!(page.words().contains("138*****000"), "{}", page.words());
    }

    async fn a_procedural_letter_is_checked_likewise(site: Site) {
        let case = site.in_hand(1).await;
        let party = Party {
            name: Name::parse("云州市某某环境科技有限公司").unwrap(),
            address: None,
            postcode: None,
            phone: None,
            email: None,
            is_person: false,
        };
        let words = Some(site.office.words("请与赵先生联系，电话13800000001。林喆舟希望尽快得到答复。").unwrap());
        let matter = NewNotice::Consultation { with: ConsultationKind::ThirdParty, party, items: vec![1], attached: Vec::new() };
        let stands = site.order("handler", case, Order::ProposeNotice { matter, words }).await.unwrap();
        let notice = stands.notices[0].clone();
        let order = Order::ApproveNotice {
            id: notice.id,
            step: StepKind::Confidentiality.into(),
            content: notice.review.content,
            checklist: all_in_order(StepKind::Confidentiality),
        };
        site.order("secrets", case, order).await.unwrap();
        let send = Order::SendNotice { id: notice.id, service: Service::signed(TODAY) };
        let refused = site.order("handler", case, send.clone()).await;
        assert!(matches!(refused, Err(ActError::Refused(Refusal::HitsOpen(2)))), "{refused:?}");
        let mut handler = site.staff("handler").await;
        let at = format!("/desk/cases/{case}/notices/{}/check", notice.id);
        let desk = handler.open(&format!("/desk/cases/{case}")).await;
        assert!(desk.attributes("main a", "href").contains(&at));
        let page = handler.open(&at).await;
        assert!(page.words().contains("云州市某某环境科技有限公司"), "{}", page.words());
        assert_eq!(page.texts("#decide mark"), ["138*****001", "林**"], "who applied is not the third party's business");
        let form = page.form("#decide").set("h-0", "consent").set("h-1", "consent");
        let page = handler.follow(&form.set("reason", "赵先生和申请人都同意提供")).await;
        assert!(page.words().contains("到办件页制发"), "{}", page.words());
        site.order("handler", case, send).await.unwrap();
        site.assert_sound().await;
    }
}
