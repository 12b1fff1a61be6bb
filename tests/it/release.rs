//! 公开材料包: what the applicant gets is what the letter lists, to the last byte.

use std::{collections::BTreeMap, io::Cursor, io::Read as _};

use axum::http::StatusCode;
use gongkai::{
    casework::{self, ActError, Filed, Order},
    domain::{
        answer::FileRef,
        appeal::{AppealFact, Of, Order as Ordered, Procedure},
        digest::Digest,
        event::Event,
        package::Manifest,
        refusal::Refusal,
        service::Service,
    },
    store::{self, Scope},
};
use zip::ZipArchive;

use crate::{
    both,
    documents::{brought, copied, marked_and_copied, pdf},
    kit::{
        answer::{full_draft, redacted_draft, with_files},
        browser::Browser,
        premises::{TODAY, run_document_jobs},
        site::Site,
    },
};

fn unpack(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        parts.insert(file.name().unwrap().into_owned(), content);
    }
    assert_eq!(parts.len(), archive.len());
    parts
}

/// The applicant at the page of their case.
async fn applicant(site: &Site, filed: &Filed) -> Browser {
    let mut browser = site.browser();
    let form = browser
        .open("/track")
        .await
        .form("main form")
        .set("number", &filed.number.0);
    browser
        .follow(&form.set("code", filed.code.as_ref().unwrap()))
        .await;
    browser
}

async fn issued_and_served(site: &Site, filed: &Filed) {
    site.approve_all(filed.case).await;
    site.issue(filed.case).await;
    site.serve(filed.case, Service::Online { available_on: TODAY })
        .await;
}

both! {
    async fn the_applicant_gets_what_the_letter_lists_with_its_digests(site: Site) {
        let filed = site.file(1).await;
        site.take_in_hand("handler", filed.case).await;
        let mut handler = site.staff("handler").await;
        brought(&site, &mut handler, filed.case, "登记表.pdf", &pdf(&["姓名：甄某某 电话：13912345678", "第二页"])).await;
        marked_and_copied(&site, &mut handler, filed.case).await;
        let copy = site.copy_for_release(filed.case).await;
        let stands = site.submit_draft(filed.case, redacted_draft(copy.clone())).await;
        let approved = stands.stage.review().unwrap().content;
        issued_and_served(&site, &filed).await;

        let letter = site.case(filed.case).await.answer().unwrap().clone();
        assert!(letter.has_package);
        let mut me = applicant(&site, &filed).await;
        let at = format!("/track/case/{}/letters/{}/package", filed.case, letter.id);
        let page = me.open(&format!("/track/case/{}", filed.case)).await;
        assert!(page.attributes("main a", "href").contains(&at), "{}", page.words());
        let first = me.open(&at).await;
        assert_eq!(first.bytes, me.open(&at).await.bytes, "the same to the last byte");
        let parts = unpack(&first.bytes);
        let manifest: Manifest = serde_json::from_slice(&parts["manifest.json"]).unwrap();
        assert!(manifest.letter.name.contains(&letter.number), "{}", manifest.letter.name);
        let names: Vec<&str> = parts.keys().map(String::as_str).collect();
        let mut expected = vec!["manifest.json", manifest.letter.name.as_str(), "清单.txt", copy.name.as_str()];
        expected.sort_unstable();
        assert_eq!(names, expected);
        assert_eq!(manifest.content, approved, "what was approved");
        for part in std::iter::once(&manifest.letter).chain(&manifest.files) {
            assert_eq!(part.sha256, Digest::of_bytes(&parts[&part.name]), "{}", part.name);
            assert_eq!(part.bytes, u64::try_from(parts[&part.name].len()).unwrap());
        }
        let list = String::from_utf8(parts["清单.txt"].clone()).unwrap();
        assert!(list.contains(&copy.content.to_string()) && list.contains("个人隐私"), "{list}");
        assert_eq!(manifest.blackouts.len(), 1);
        assert!(manifest.blackouts[0].places >= 1 && manifest.blackouts[0].pages == [1]);
        let scope = Scope::of(site.here.agency.id);
        let history = store::case::load_events(&site.office.db, scope, filed.case).await.unwrap();
        let told = history.iter().find_map(|recorded| {
            let Event::LetterIssued { letter: id, package, .. } = &recorded.event else {
                return None;
            };
            package.filter(|_| *id == letter.id)
        });
        assert_eq!(told, Some(Digest::of_bytes(&parts["manifest.json"])), "the history names the list");
        // The letter itself says where something is blacked out and on what ground.
        let read = me.open(&format!("/track/case/{}/letters/{}", filed.case, letter.id)).await;
        for words in ["遮盖内容目录", "第1页", "个人隐私", "第十五条", copy.name.as_str()] {
            assert!(read.words().contains(words), "{words}: {}", read.words());
        }
        assert!(!read.words().contains("13912345678"));
        // The staff have the same, and nobody else anything.
        let desk = format!("/desk/cases/{}/letters/{}/package", filed.case, letter.id);
        assert_eq!(handler.open(&desk).await.bytes, first.bytes);
        assert_eq!(site.staff("stranger").await.get(&desk).await.status, StatusCode::NOT_FOUND);
        let other = site.file(2).await;
        let mut somebody = applicant(&site, &other).await;
        assert_eq!(somebody.get(&at).await.status, StatusCode::NOT_FOUND);
        let receipt = site.case(filed.case).await.letters[0].id;
        let none = format!("/track/case/{}/letters/{receipt}/package", filed.case);
        assert_eq!(me.get(&none).await.status, StatusCode::NOT_FOUND, "a receipt has none");
        site.assert_sound().await;
    }

    async fn what_was_answered_changes_only_by_a_new_answer(site: Site) {
        let filed = site.file(1).await;
        let case = filed.case;
        site.take_in_hand("handler", case).await;
        let mut handler = site.staff("handler").await;
        let list = brought(&site, &mut handler, case, "登记表.pdf", &pdf(&["姓名：甄某某 电话：13912345678"])).await;
        let sheet = list.attributes("a[href$='/pages/1']", "href").remove(0);
        let mark = handler.open(&sheet).await.form("#mark-form");
        let mark = mark.set("left", "20").set("top", "20").set("breadth", "50").set("depth", "10");
        let copy_again = list.form("form[action$='/copy']");
        marked_and_copied(&site, &mut handler, case).await;
        site.submit_draft(case, redacted_draft(site.copy_for_release(case).await)).await;
        issued_and_served(&site, &filed).await;
        let answer = site.case(case).await.answer().unwrap().clone();
        let package = format!("/track/case/{case}/letters/{}/package", answer.id);
        let mut me = applicant(&site, &filed).await;
        let first = me.open(&package).await.bytes;

        // Neither its words nor its files nor what is blacked out in them can be touched.
        for order in [Order::SaveDraft { draft: full_draft(1, "disclosed") }, Order::Submit, Order::Issue] {
            let refused = site.order("handler", case, order).await;
            assert!(matches!(refused, Err(ActError::Refused(Refusal::NotNow))), "{refused:?}");
        }
        let refused = site.upload(case, "登记表（公开版）.pdf", &pdf(&["甄某某"])).await;
        assert!(matches!(refused, Err(ActError::Refused(Refusal::NotNow))), "{refused:?}");
        for form in [&mark, &copy_again] {
            assert!(!handler.send(form).await.status.is_success());
        }
        run_document_jobs(&site.office).await;
        let documents = casework::document::of_case(&site.office, site.here.agency.id, case).await.unwrap();
        assert_eq!(documents[0].copies.len(), 1);
        assert_eq!(documents[0].current_copy().unwrap().file.content, documents[0].copies[0].file.content);

        // An order to answer anew leads to an answer of its own, beside which the first one stays what it was.
        let today = site.office.today();
        let of = Of::Reconsideration { procedure: Procedure::Ordinary, accepted_on: today, copy_received_on: today };
        let begun = AppealFact::Filed { of, before: site.office.words("青溪县人民政府").unwrap() };
        let stands = site.order("lawyer", case, Order::RecordAppeal { id: None, fact: begun }).await.unwrap();
        let appeal = stands.appeals[0].id;
        let anew = Some(Ordered { working_days: None });
        let ended = AppealFact::Closed { result: "annulled".parse().unwrap(), decided_on: today, received_on: today, order: anew, note: None };
        site.order("lawyer", case, Order::RecordAppeal { id: Some(appeal), fact: ended }).await.unwrap();
        let stands = site.order("clerk", case, Order::OpenRound { appeal }).await.unwrap();
        let round = stands.appeals[0].closed.as_ref().unwrap().round.unwrap();
        site.assign(round).await;
        site.accept("handler", round).await;
        site.submit(round, "disclosed").await;
        site.approve_all(round).await;
        site.issue(round).await;
        let new = site.case(round).await.answer().unwrap().clone();
        assert_ne!(new.number, answer.number);
        assert_eq!(site.case(case).await.answer().unwrap().number, answer.number);
        assert_eq!(me.open(&package).await.bytes, first, "to the last byte");
        site.assert_sound().await;
    }

    async fn two_files_of_one_name_do_not_go_into_review(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        brought(&site, &mut handler, case, "方案.pdf", &pdf(&["一"])).await;
        copied(&site, &mut handler, case).await;
        let one = site.copy_for_release(case).await;
        let two = site.upload(case, "方案（公开版）.pdf", &pdf(&["二"])).await.unwrap();
        let draft = with_files(full_draft(1, "disclosed"), vec![one, two.clone()]);
        site.order("handler", case, Order::SaveDraft { draft }).await.unwrap();
        let refused = site.order("handler", case, Order::Submit).await;
        assert!(matches!(refused, Err(ActError::Refused(Refusal::SameFileName(name))) if name == two.name));
        let page = handler.open(&format!("/desk/cases/{case}/draft")).await;
        assert!(page.status.is_success());
        // One of another case is none of this, whatever it is called.
        let other = site.in_hand(2).await;
        let foreign = site.upload(other, "方案.pdf", &pdf(&["三"])).await.unwrap();
        let draft = with_files(full_draft(1, "disclosed"), vec![FileRef { id: foreign.id, ..two }]);
        let refused = site.order("handler", case, Order::SaveDraft { draft }).await;
        assert!(matches!(refused, Err(ActError::Refused(Refusal::UnknownFile))));
    }
}
