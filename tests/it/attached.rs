//! 随附材料: what a third party is shown besides the letter: what the staff chose, under titles of their own, looked through and
//! reviewed, and nothing else of the case.

use axum::http::{StatusCode, header};
use gongkai::{
    casework::{ActError, NewNotice, Order, Upload, attachment, document},
    domain::{
        clock::ConsultationKind,
        id::{CaseId, FileId, NoticeId},
        notice::View,
        refusal::Refusal,
        service::Service,
    },
    store::{self, Scope, file::Purpose},
};

use crate::{
    both,
    documents::pdf,
    kit::{
        answer::{full_draft, with_files},
        browser::Browser,
        office::{CLEAN, TestOffice},
        page::Page,
        premises::run_document_jobs,
        site::Site,
    },
    third::{come_in, company, sheet},
};

const TITLE: &str = "贵公司投标文件第3至5页";

fn at(case: CaseId) -> String {
    format!("/desk/cases/{case}/attachments")
}

impl TestOffice {
    /// What is prepared to be shown, the latest last.
    pub(crate) async fn prepared(&self, case: CaseId) -> Vec<FileId> {
        let all = attachment::prepared(&self.office, self.here.agency.id, case).await;
        all.unwrap().into_iter().map(|(file, _)| file.id).collect()
    }

    pub(crate) async fn propose_with(
        &self,
        case: CaseId,
        attached: Vec<FileId>,
    ) -> Result<NoticeId, ActError> {
        let matter = NewNotice::Consultation {
            with: ConsultationKind::ThirdParty,
            party: company(None),
            items: vec![1],
            attached,
        };
        self.propose(case, matter).await
    }

    /// Reviewed, and handed over at the counter today.
    pub(crate) async fn clear_and_send(&self, case: CaseId, id: NoticeId) {
        self.clear(case, id).await;
        let service = Service::signed(self.office.today());
        let order = Order::SendNotice { id, service };
        self.order("handler", case, order).await.unwrap();
    }
}

/// Uploads a file under a title.
async fn prepare(handler: &mut Browser, case: CaseId, title: &str) -> Page {
    let form = handler.open(&at(case)).await.form("main form[enctype]");
    let form = form
        .set("title", title)
        .attach("file", "林喆舟要的报价.pdf", CLEAN);
    handler.send(&form).await
}

both! {
    async fn a_third_party_fetches_what_the_staff_chose_and_that_is_recorded_once(site: Site) {
        let case = site.in_hand(1).await;
        let other = site.upload(case, "别的.pdf", CLEAN).await.unwrap();
        let mut handler = site.staff("handler").await;
        prepare(&mut handler, case, TITLE).await.expect(StatusCode::SEE_OTHER);
        let page = handler.open(&at(case)).await;
        assert!(page.words().contains(TITLE) && page.words().contains("已经逐页检查"), "{}", page.words());
        let attached = site.prepared(case).await;
        let id = site.propose_with(case, attached.clone()).await.unwrap();
        let review = site.staff("secrets").await.open(&format!("/review/cases/{case}/notices/{id}")).await;
        assert!(review.words().contains(TITLE), "the letter lists it: {}", review.words());
        let open = review.attributes("a[href*='/files/']", "href");
        assert_eq!(site.staff("secrets").await.get(&open[0]).await.status, StatusCode::OK);
        site.clear_and_send(case, id).await;

        let sheet = sheet(&site, (case, id)).await;
        let mut third = site.browser();
        let page = come_in(&mut third, &sheet).await;
        assert!(page.words().contains(TITLE) && page.words().contains("还没有下载"), "{}", page.words());
        assert!(!page.words().contains("林喆舟") && !page.words().contains("别的.pdf"), "{}", page.words());
        let before = site.case(case).await.version;
        let href = page.attributes("#attached ~ ul a[href*='/files/']", "href")[0].clone();
        let file = third.get(&href).await.expect(StatusCode::OK);
        assert_eq!(file.bytes, CLEAN);
        let named = file.headers[header::CONTENT_DISPOSITION].to_str().unwrap().to_owned();
        assert!(!named.contains("%E6%9E%97%E5%96%86%E8%88%9F"), "the name of the file itself stays here: {named}");
        third.get(&href).await.expect(StatusCode::OK);
        let case_now = site.case(case).await;
        assert_eq!(case_now.version, before + 1, "recorded once");
        assert_eq!(case_now.notice(id).unwrap().fetched.get(&attached[0]), Some(&site.office.today()));
        let desk = handler.open(&format!("/desk/cases/{case}")).await;
        for said in ["首次下载", "第三方（网上）"] {
            assert!(desk.words().contains(said), "{said}: {}", desk.words());
        }
        let english = third.open(&format!("{}?lang=en", page.path)).await;
        assert_eq!(english.unmarked_chinese(), Vec::<String>::new());

        // Neither another file of the case nor one of another third party is there.
        let base = href.rsplit_once('/').unwrap().0;
        for strange in [other.id, FileId(uuid::Uuid::nil())] {
            let page = third.get(&format!("{base}/{strange}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(site.browser().get(&href).await.status, StatusCode::NOT_FOUND, "without the code");
        site.assert_sound().await;
    }

    async fn what_goes_to_one_third_party_is_not_shown_to_another(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        for title in ["给甲公司的", "给乙公司的"] {
            prepare(&mut handler, case, title).await.expect(StatusCode::SEE_OTHER);
        }
        let files = site.prepared(case).await;
        let mut pages = Vec::new();
        for file in &files {
            let id = site.propose_with(case, vec![*file]).await.unwrap();
            site.clear_and_send(case, id).await;
            let sheet = sheet(&site, (case, id)).await;
            let mut third = site.browser();
            let page = come_in(&mut third, &sheet).await;
            pages.push((third, page));
        }
        let [(first, page), (_, other)] = pages.as_mut_slice() else { panic!() };
        assert!(page.words().contains("给甲公司的") && !page.words().contains("给乙公司的"), "{}", page.words());
        assert!(other.words().contains("给乙公司的") && !other.words().contains("给甲公司的"), "{}", other.words());
        let crossed = format!("{}/files/{}", page.path, files[1]);
        assert_eq!(first.get(&crossed).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_title_is_needed_and_names_no_applicant(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        for (title, why) in [
            ("", "请填写标题"),
            ("林 喆舟申请的合同", "标题里有申请人的姓名、证件号码或者联系方式。是谁申请，不告诉第三方，请改写"),
            ("合同990101199001010019", "标题里有申请人的姓名、证件号码或者联系方式。是谁申请，不告诉第三方，请改写"),
        ] {
            let page = prepare(&mut handler, case, title).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(page.texts(".govuk-error-summary a"), [why]);
            assert_eq!(page.form("main form[enctype]").value("title"), title, "what was typed is kept");
        }
        let form = handler.open(&at(case)).await.form("main form[enctype]").set("title", TITLE);
        let page = handler.send(&form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.texts(".govuk-error-summary a"), ["请选择要上传的文件，或者选用办件里的文件"]);
        let bad = form.attach("file", "表.exe", b"MZ\x90");
        handler.send(&bad).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(site.prepared(case).await.is_empty());
    }

    async fn only_what_was_prepared_here_can_go_with_a_letter(site: Site) {
        let (case, elsewhere) = (site.in_hand(1).await, site.in_hand(2).await);
        let given = site.upload(case, "方案.pdf", CLEAN).await.unwrap();
        let mut handler = site.staff("handler").await;
        prepare(&mut handler, elsewhere, TITLE).await.expect(StatusCode::SEE_OTHER);
        let theirs = site.prepared(elsewhere).await;
        for strange in [given.id, theirs[0]] {
            let refused = site.propose_with(case, vec![strange]).await;
            assert!(matches!(refused, Err(ActError::Refused(Refusal::UnknownFile))), "{refused:?}");
        }
        // A document that an answer can hand over is chosen by its name here, and shown under its title.
        let form = handler.open(&at(case)).await.form("main form[enctype]");
        let form = form.set("title", TITLE).set("source", &given.id.to_string());
        handler.follow(&form).await;
        let scope = Scope::of(site.here.agency.id);
        let files = store::file::of_case(&site.office.db, scope, case).await.unwrap();
        let shown = files.iter().find(|file| file.purpose == Purpose::Attachment).unwrap();
        assert_eq!((shown.content, shown.name.as_str()), (given.content, "贵公司投标文件第3至5页.pdf"));
        assert_ne!(shown.id, given.id);
        let id = site.propose_with(case, vec![shown.id]).await.unwrap();
        // What a letter names stays, until the letter is dropped.
        let remove = format!("{}/{}/remove", at(case), shown.id);
        assert!(!handler.open(&at(case)).await.has(&format!("form[action='{remove}']")));
        let actor = site.here.actor("handler");
        let of = (site.here.agency.id, case);
        assert!(!attachment::remove(&site.office, &actor, of, shown.id).await.unwrap());
        site.order("handler", case, Order::DropNotice { id }).await.unwrap();
        let form = handler.open(&at(case)).await.form(&format!("form[action='{remove}']"));
        assert!(handler.follow(&form).await.words().contains("还没有准备材料"));
    }

    async fn who_applied_is_found_on_the_pages_before_they_leave(site: Site) {
        let case = site.in_hand(1).await;
        let actor = site.here.actor("handler");
        let title = attachment::Title::parse("往来函", None).unwrap();
        let upload = Upload { name: "函.pdf".to_owned(), bytes: pdf(&["贵公司与林喆舟签订的合同。"]) };
        let of = (site.here.agency.id, case);
        let origin = attachment::Origin::Upload(upload);
        attachment::add(&site.office, &actor, of, (origin, title)).await.unwrap();
        let id = site.propose_with(case, site.prepared(case).await).await.unwrap();
        site.clear(case, id).await;
        let send = Order::SendNotice { id, service: Service::signed(site.office.today()) };
        let refused = site.order("handler", case, send.clone()).await;
        assert!(matches!(refused, Err(ActError::Refused(Refusal::HitsOpen(_)))), "{refused:?}");
        let mut handler = site.staff("handler").await;
        let page = handler.open(&format!("/desk/cases/{case}/notices/{id}/check")).await;
        assert!(page.words().contains("往来函.pdf，第1页"), "{}", page.words());
        let hits = page.texts("#decide fieldset").len();
        let form = (0..hits).fold(page.form("#decide"), |form, hit| form.set(&format!("h-{hit}"), "lawful"));
        handler.follow(&form.set("reason", "合同的另一方就是申请人，对方本来知道")).await;
        site.order("handler", case, send).await.unwrap();
        site.assert_sound().await;
    }

    async fn an_original_is_never_shown(site: Site) {
        let case = site.in_hand(1).await;
        let actor = site.here.actor("handler");
        let of = (site.here.agency.id, case);
        let source = Upload { name: "协议.pdf".to_owned(), bytes: CLEAN.to_vec() };
        document::bring(&site.office, &actor, of, source).await.unwrap();
        let scope = Scope::of(site.here.agency.id);
        let files = store::file::of_case(&site.office.db, scope, case).await.unwrap();
        let source = files.iter().find(|file| file.purpose == Purpose::Source).unwrap();
        let title = attachment::Title::parse(TITLE, None).unwrap();
        let origin = attachment::Origin::Document(source.id);
        let refused = attachment::add(&site.office, &actor, of, (origin, title)).await;
        assert!(matches!(refused, Err(ActError::Refused(Refusal::UnknownFile))), "{refused:?}");
        run_document_jobs(&site.office).await;
    }

    async fn only_whoever_handles_the_case_prepares(site: Site) {
        let case = site.in_hand(1).await;
        prepare(&mut site.staff("handler").await, case, TITLE).await.expect(StatusCode::SEE_OTHER);
        let [file] = site.prepared(case).await.try_into().unwrap();
        for person in ["colleague", "supervisor"] {
            let mut browser = site.staff(person).await;
            let page = browser.open(&at(case)).await;
            assert!(page.words().contains(TITLE) && !page.has("main form"), "{person}: {}", page.words());
            let title = attachment::Title::parse("另一份", None).unwrap();
            let upload = Upload { name: "a.pdf".to_owned(), bytes: CLEAN.to_vec() };
            let (actor, of) = (site.here.actor(person), (site.here.agency.id, case));
            let origin = attachment::Origin::Upload(upload);
            assert!(attachment::add(&site.office, &actor, of, (origin, title)).await.is_err(), "{person}");
            assert!(attachment::remove(&site.office, &actor, of, file).await.is_err(), "{person}");
        }
        assert_eq!(site.prepared(case).await, [file]);
    }

    async fn a_third_party_agrees_to_a_part_and_says_which(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        for title in ["第1至3页", "报价表"] {
            prepare(&mut handler, case, title).await.expect(StatusCode::SEE_OTHER);
        }
        let files = site.prepared(case).await;
        let id = site.propose_with(case, files.clone()).await.unwrap();
        site.clear_and_send(case, id).await;
        let sheet = sheet(&site, (case, id)).await;
        let mut third = site.browser();
        let page = come_in(&mut third, &sheet).await;
        assert!(page.words().contains("您可以只同意公开其中一部分"), "the law in plain words: {}", page.words());
        let start = page.attributes(".portal-status a", "href")[0].clone();
        let form = third.open(&start).await.form("main form").set("view", "partly");
        let wrong = third.send(&form.clone().press("下一步：核对")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let told = ["只同意公开一部分的，请勾选材料或者写明是哪一部分", "请写明不同意公开哪一部分和理由"];
        assert_eq!(wrong.texts(".govuk-error-summary a"), told);
        let form = form
            .tick("agreed", &files[0].to_string())
            .set("part", "报价表的抬头也可以")
            .set("reasons", "单价是我公司的商业秘密");
        let check = third.follow(&form.press("下一步：核对")).await;
        for said in ["只同意公开一部分", "第1至3页", "同意公开的部分：报价表的抬头也可以", "不同意公开的部分和理由：单价是我公司的商业秘密"] {
            assert!(check.words().contains(said), "{said}: {}", check.words());
        }
        let english = third.open(&format!("{start}?lang=en")).await;
        assert_eq!(english.unmarked_chinese(), Vec::<String>::new());
        let check = third.open(&format!("{}/check", page.path)).await;
        assert_eq!(check.unmarked_chinese(), Vec::<String>::new());
        let receipt = third.follow(&check.form("main form").tick("promise", "yes")).await;
        assert_eq!(receipt.unmarked_chinese(), Vec::<String>::new());
        assert!(receipt.words().contains("I agree to a part only"), "{}", receipt.words());
        let opinion = site.case(case).await.notice(id).unwrap().opinion.clone().unwrap();
        assert_eq!((opinion.view, opinion.agreed.as_slice()), (View::Partly, &files[..1]));
        let desk = handler.open(&format!("/desk/cases/{case}")).await;
        for said in ["部分同意公开", "同意公开的材料", "单价是我公司的商业秘密"] {
            assert!(desk.words().contains(said), "{said}: {}", desk.words());
        }
        // What they object to is not given out before they were told.
        let given = site.upload(case, "方案.pdf", CLEAN).await.unwrap();
        let draft = with_files(full_draft(1, "disclosed"), vec![given]);
        site.order("handler", case, Order::SaveDraft { draft }).await.unwrap();
        let refused = site.order("handler", case, Order::Submit).await;
        assert!(matches!(refused, Err(ActError::Refused(Refusal::ThirdPartyNotTold))), "{refused:?}");
        site.send(case, NewNotice::DisclosureDecision { consultation: id }).await;
        site.order("handler", case, Order::Submit).await.unwrap();
        site.assert_sound().await;
    }

    async fn the_desk_records_that_somebody_agreed_to_a_part_on_paper(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        prepare(&mut handler, case, TITLE).await.expect(StatusCode::SEE_OTHER);
        let files = site.prepared(case).await;
        let id = site.propose_with(case, files.clone()).await.unwrap();
        site.clear_and_send(case, id).await;
        let desk = format!("/desk/cases/{case}");
        let form = handler.open(&desk).await.form(&format!("#record-opinion-{id} form"));
        let form = form
            .set("view", "partly")
            .set("opinion_reasons", "除报价外同意公开；报价是商业秘密")
            .tick("agreed_file", &files[0].to_string());
        handler.follow(&form).await;
        let opinion = site.case(case).await.notice(id).unwrap().opinion.clone().unwrap();
        assert_eq!((opinion.view, opinion.online, opinion.agreed), (View::Partly, false, files));
    }
}
