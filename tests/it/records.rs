//! 更正与自身相关的不准确的政府信息记录 (条例第四十一条): from the portal or the desk to the served answer, and what is of
//! applications for information alone.

use axum::http::StatusCode;
use gongkai::{
    casework::{self, ActError, NewNotice, Order},
    domain::{
        annual::{self, Outside},
        answer::What,
        application::AsksFor,
        case::Case,
        clock,
        dividing::LinkKind,
        id::CaseId,
        party::Party,
        refusal::Refusal,
        service::Service,
        stage::{Ending, Stage, StageKey},
        text::Name,
    },
    law::Channel,
};

use crate::{
    both,
    kit::{
        answer::full_draft,
        browser::Browser,
        filing::{Answers, FORM as PORTAL_FORM, case_of, go_on},
        form::Form,
        office::{TestOffice, new_application},
        page::Page,
        premises::TODAY,
        site::Site,
    },
};

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const IDENTITY: &str = "990101199001010019";
const SCAN: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n";
const RECORD: &str = "公共租赁住房轮候登记表";
const WRONG_WITH_IT: &str = "家庭人口记载为2人，应当是3人，有户口簿为证。";
const FORM: &str = "form.desk-draft";
const TRANSFER: &str = "#propose-notice-records_transfer form";

fn who(form: Form) -> Form {
    form.set("name", "甄试用")
        .set("identity-number", IDENTITY)
        .set("phone", "139 0000 0000")
        .set("promise", "yes")
}

/// What is filled in on the portal.
fn answers() -> Answers {
    Answers::of_person()
        .for_records()
        .with("item-1-title", RECORD)
        .with("item-1-description", WRONG_WITH_IT)
}

/// Files on the portal; the case, and the page of the receipt.
async fn file(browser: &mut Browser) -> (CaseId, Page) {
    let receipt = answers().file(browser).await;
    (case_of(&receipt), receipt)
}

/// A case that asks for the correction of records, on the desk of the handler.
async fn in_hand(test: &TestOffice, token: u128) -> CaseId {
    let mut new = new_application(token);
    new.asks_for = AsksFor::RecordCorrection;
    let filed = casework::file(&test.office, test.here.agency.id, new)
        .await
        .unwrap();
    test.take_in_hand("handler", filed.case).await;
    filed.case
}

fn transfer() -> NewNotice {
    let party = Party {
        name: Name::parse("青溪县农业农村局").unwrap(),
        address: None,
        postcode: None,
        phone: None,
        email: None,
        is_person: false,
    };
    NewNotice::Transfer {
        party,
        items: vec![1],
    }
}

async fn serve(test: &TestOffice, case: CaseId) -> Case {
    test.approve_all(case).await;
    test.issue(case).await;
    test.serve(case, Service::Online { available_on: TODAY }).await
}

/// What a page says of an application for information has no place on one about records.
fn says_nothing_of_disclosure(page: &Page) {
    let said = page.texts("main").concat();
    for words in ["申请公开", "公开申请", "获取方式", "网上获取"] {
        assert!(!said.contains(words), "{words} in {said}");
    }
}

both! {
    async fn records_go_from_the_portal_to_a_served_answer(site: Site) {
        let mut applicant = site.browser();
        let here = "/agencies/qingxi/apply?for=records";
        assert!(applicant.open("/agencies/qingxi").await.attributes("main a", "href").contains(&here.to_owned()));
        let first = applicant.open(here).await;
        assert_eq!(first.attributes(".portal-choice", "value"), ["person", "organisation"]);
        assert_eq!(first.form("main form").value("for"), "records");
        let (case, receipt) = file(&mut applicant).await;
        assert_eq!(receipt.text("h1"), "更正要求已经提交");
        assert_eq!(receipt.text(".portal-date"), "2026年12月18日（星期五）", "as long as a reply, by analogy");
        says_nothing_of_disclosure(&receipt);
        let filing = site.case(case).await.filing;
        assert_eq!(filing.asks_for, AsksFor::RecordCorrection);

        site.take_in_hand("handler", case).await;
        let address = format!("/track/case/{case}");
        let page = applicant.open(&address).await;
        assert_eq!(page.texts(".portal-letters h3"), ["更正政府信息申请登记回执"]);
        assert!(page.text(".portal-status").contains("机关正在核对您要求更正的记录"));
        says_nothing_of_disclosure(&page);
        let letter = page.attributes(".portal-letters a", "href").remove(0);
        let letter = applicant.open(&letter).await;
        assert!(letter.text("article").contains("您提出的更正政府信息申请，本机关已经收到并登记"));
        assert!(letter.text("article").contains("自收到申请之日起20个工作日（参照《中华人民共和国政府信息公开条例》第三十三条第二款、第四十一条）"));
        says_nothing_of_disclosure(&letter);

        let mut handler = site.staff("handler").await;
        assert!(handler.open("/desk").await.texts(".desk-table th a").contains(&format!("更正记录：{RECORD}")));
        let desk = handler.open(&format!("/desk/cases/{case}")).await;
        assert!(desk.has(TRANSFER) && !desk.has("#propose-notice-extension_notice"));
        assert!(!desk.words().contains("希望的形式"), "nobody was asked for one");
        let draft = handler.open(&format!("/desk/cases/{case}/draft")).await;
        assert_eq!(
            draft.attributes("#i1-ground option", "value"),
            ["", "record_corrected", "record_unchanged", "record_transferred", "record_referred"]
        );
        let chosen = draft.form(FORM).set("i1-ground", "record_corrected").press("show");
        let form = handler.send(&chosen).await.expect(StatusCode::OK).form(FORM);
        let form = form
            .set("i1-f-records_corrected", "家庭人口一栏，原记载为2人")
            .set("i1-f-records_now", "3人")
            .set("i1-f-records_corrected_on", "2026-11-19")
            .press("submit");
        assert_eq!(handler.follow(&form).await.text(".desk-bar .govuk-tag"), "审核中：保密审查");
        serve(&site, case).await;

        let page = applicant.open(&address).await;
        assert_eq!(page.text(".portal-status-name"), "已答复");
        assert_eq!(page.texts(".portal-step h4"), ["途径一：申请行政复议", "途径二：直接向法院起诉"]);
        assert_eq!(page.text("#asked"), "您要求更正的记录");
        let letter = page.attributes(".portal-letters a", "href").remove(0);
        let letter = applicant.open(&letter).await;
        let said = letter.text("article");
        for words in ["更正政府信息申请答复书", "您要求更正的内容为", WRONG_WITH_IT, "本机关予以更正", "更正后的记载：3人", "更正日期：2026年11月19日"] {
            assert!(said.contains(words), "{words} in {said}");
        }
        says_nothing_of_disclosure(&letter);
        site.assert_sound().await;
    }

    async fn what_is_wrong_has_to_be_written_and_what_was_typed_stays(site: Site) {
        let mut applicant = site.browser();
        let page = answers().begin(&mut applicant).await;
        assert_eq!(page.text("h1"), "要更正哪些记录？");
        assert_eq!(page.text("#step"), "第1步，共6步", "nobody is asked in which form it is to be");
        let form = page.form(PORTAL_FORM).set("item-1-title", RECORD);
        let page = applicant.send(&form).await.expect(WRONG);
        assert!(page.text("#item-1-description-error").contains("请写明哪里不准确、应当怎样记载、有什么证据"));
        assert_eq!(page.form(PORTAL_FORM).value("item-1-title"), RECORD);
        let page = applicant.send(&page.form(PORTAL_FORM).set("item-1-title", "")).await.expect(WRONG);
        assert!(page.text("#item-1-title-error").contains("请写记录在哪份信息里"));
        let whole = answers().attach("other-files", "户口簿.pdf", SCAN);
        let check = whole.looked_over(&mut applicant).await;
        assert!(check.words().contains("户口簿.pdf") && !check.words().contains("要什么形式"));
        assert!(applicant.follow(&check.form(PORTAL_FORM).set("promise", "yes")).await.has(".gk-slip-code"));

        // Any other word asks for information, which needs no description.
        let who = applicant.open("/agencies/qingxi/apply?for=everything").await.form("main form");
        let page = applicant.follow(&who.press("person")).await;
        assert_eq!(page.text("h1"), "您要什么信息？");
        let next = go_on(&mut applicant, page.form(PORTAL_FORM).set("item-1-title", RECORD)).await;
        assert!(next.path.ends_with("/wishes"), "{}", next.path);
    }

    async fn who_reviews_the_answer_sees_what_is_to_prove_the_record_wrong_and_not_who_somebody_is(site: Site) {
        let mut applicant = site.browser();
        let answers = answers().attach("identity-files", "身份证.pdf", b"%PDF-1.7\n%%EOF").attach("other-files", "户口簿.pdf", SCAN);
        let case = case_of(&answers.file(&mut applicant).await);
        site.take_in_hand("handler", case).await;
        site.submit(case, "record_unchanged").await;
        let sent = async |person: &str, at: &str| site.staff(person).await.open(&format!("{at}/{case}")).await;
        let handler = sent("handler", "/desk/cases").await;
        assert_eq!(handler.texts("a[href*='/files/']"), ["身份证.pdf", "户口簿.pdf"]);
        let hidden = handler.attributes("a[href*='/files/']", "href").remove(0).replace("/desk/", "/review/");
        let mut lawyer = site.staff("lawyer").await;
        let review = lawyer.open(&format!("/review/cases/{case}")).await;
        assert_eq!(review.texts("a[href*='/files/']"), ["户口簿.pdf"]);
        let shown = review.attributes("a[href*='/files/']", "href").remove(0);
        assert_eq!(lawyer.get(&shown).await.status, StatusCode::OK);
        lawyer.get(&hidden).await.expect(StatusCode::NOT_FOUND);
        assert!(!sent("supervisor", "/desk/cases").await.has("a[href*='/files/']"), "who only watches");
    }

    async fn the_desk_registers_what_came_by_another_channel(site: Site) {
        let mut clerk = site.staff("clerk").await;
        let start = clerk.open("/desk/register").await;
        assert_eq!(start.attributes("input[name='for']", "value"), ["information", "records"]);
        let page = clerk.open("/desk/register?channel=counter&kind=person&for=records").await;
        assert_eq!(page.text("h1"), "登记更正信息记录的要求");
        let form = who(page.form("main form")).set("item-1-title", RECORD);
        let page = clerk.send(&form).await.expect(WRONG);
        assert!(page.has("#item-1-description-error"));
        let form = page.form("main form");
        assert_eq!(form.value("for"), "records");
        let slip = clerk.follow(&form.set("item-1-description", WRONG_WITH_IT)).await;
        assert!(slip.words().contains("更正政府信息申请查询凭条"));
        let href = slip.attributes(".desk-buttons a[href^='/desk/cases/']", "href").remove(0);
        let case = site.case(CaseId(href.rsplit('/').next().unwrap().parse().unwrap())).await;
        assert_eq!((case.filing.asks_for, case.filing.channel), (AsksFor::RecordCorrection, Channel::Counter));
        assert_eq!((case.stage.key(), case.received_on), (StageKey::Received, Some(TODAY)));
        let page = clerk.open(&href).await;
        assert!(page.words().contains("更正政府信息申请登记回执"));
        assert!(!page.words().contains("补正告知书"), "that is of applications for information");
    }

    async fn records_are_sent_on_and_the_applicant_is_told(site: Site) {
        let case = in_hand(&site, 1).await;
        let early = site.order("handler", case, Order::SaveDraft { draft: full_draft(1, "record_transferred") }).await;
        early.unwrap();
        let refused = site.order("handler", case, Order::Submit).await;
        assert!(matches!(refused, Err(ActError::Refused(Refusal::Incomplete(missing)))
            if matches!(missing.as_slice(), [one] if matches!(one.what, What::Before { .. }))));

        let mut handler = site.staff("handler").await;
        let page = handler.open(&format!("/desk/cases/{case}")).await;
        let form = page.form(TRANSFER);
        let page = handler.send(&form.clone().set("party_name", "青溪县农业农村局")).await.expect(WRONG);
        assert!(page.has("#propose-notice-records_transfer-transferred_because-error"));
        let form = page.form(TRANSFER).set("transferred_because", "该登记簿由你机关制作和管理。");
        assert_eq!(form.value("party_name"), "青溪县农业农村局");
        let page = handler.follow(&form).await;
        let preview = page.attributes(".desk-entry a[href*='/notices/']", "href").remove(0);
        let said = handler.open(&preview).await.text("article");
        for words in ["更正政府信息申请转送函", "青溪县农业农村局", "林喆舟", "19900000001", "现转送你机关处理", "特此函告"] {
            assert!(said.contains(words), "{words} in {said}");
        }
        assert!(!said.contains("990101199001010019"), "the number of the card is none of theirs");
        let id = site.case(case).await.notices.last().unwrap().id;
        site.clear(case, id).await;
        let before = clock::of(&site.case(case).await, &site.office.law());
        let service = Service::signed(TODAY);
        site.order("handler", case, Order::SendNotice { id, service }).await.unwrap();
        assert_eq!(clock::of(&site.case(case).await, &site.office.law()), before, "no day is left out for it");

        site.order("handler", case, Order::Submit).await.unwrap();
        let served = serve(&site, case).await;
        assert_eq!(served.answer().unwrap().kind.as_str(), "reply_records_elsewhere");
        assert_eq!(served.letters.iter().filter(|letter| served.is_for_the_applicant(letter.id)).count(), 2);
        site.assert_sound().await;
    }

    async fn what_is_of_the_other_sort_is_refused_and_not_offered(site: Site) {
        let case = in_hand(&site, 1).await;
        let extension = site.propose(case, NewNotice::Extension { working_days: 5 }).await;
        assert!(matches!(extension, Err(ActError::Refused(Refusal::OnlyFor { asks_for: AsksFor::Information, .. }))));
        let information = site.in_hand(2).await;
        let sent_on = site.propose(information, transfer()).await;
        assert!(matches!(sent_on, Err(ActError::Refused(Refusal::OnlyFor { asks_for: AsksFor::RecordCorrection, .. }))));
        let mut handler = site.staff("handler").await;
        assert!(!handler.open(&format!("/desk/cases/{information}")).await.has(TRANSFER));

        let at = format!("/desk/cases/{case}/draft");
        let form = handler.open(&at).await.form(FORM).tamper("i1-ground", "already_public").press("submit");
        let page = handler.send(&form).await.expect(WRONG);
        assert!(page.text("#i1-ground-error").contains("“已主动公开”用于答复政府信息公开申请，本件要求更正记录"));
        assert!(site.case(case).await.stage.key() == StageKey::InHand);
    }

    async fn they_are_merged_and_divided_only_among_themselves_and_are_in_no_table(test: TestOffice) {
        let (records, information) = (in_hand(&test, 1).await, test.in_hand(2).await);
        let merged = test.order("handler", records, Order::Merge { into: information }).await;
        assert!(matches!(merged, Err(ActError::Refused(Refusal::AsksForOther))));
        let how = LinkKind::RepeatOf;
        let repeated = test.order("handler", records, Order::Link { other: information, how }).await;
        assert!(matches!(repeated, Err(ActError::Refused(Refusal::AsksForOther))));
        let how = LinkKind::Related;
        test.order("handler", records, Order::Link { other: information, how }).await.unwrap();
        let again = in_hand(&test, 3).await;
        let merged = test.order("handler", again, Order::Merge { into: records }).await.unwrap();
        assert_eq!(merged.stage, Stage::Closed(Ending::Merged));

        let mut two = new_application(4);
        two.asks_for = AsksFor::RecordCorrection;
        let second = gongkai::domain::application::Item { number: 2, ..two.application.items[0].clone() };
        two.application.items.push(second);
        let two = casework::file(&test.office, test.here.agency.id, two).await.unwrap().case;
        test.take_in_hand("handler", two).await;
        let parent = test.order("handler", two, Order::Split { items: [2].into() }).await.unwrap();
        let child = test.case(parent.links.first().unwrap().other).await;
        assert_eq!(child.filing.asks_for, AsksFor::RecordCorrection);

        test.submit(records, "record_unchanged").await;
        let served = serve(&test, records).await;
        let law = test.office.law();
        assert_eq!(annual::outside(&served), Some(Outside::RecordCorrection));
        let table = annual::Table::of(&law, TODAY.year(), [&served, &merged, &test.case(information).await]);
        assert_eq!((table.count("new", "total"), table.count("total", "total")), (1, 0), "only the other one");
        let published = test.order("clerk", records, Order::ProposePublication { with: vec![information] }).await;
        assert!(matches!(published, Err(ActError::Refused(Refusal::NothingToPublish))));
        test.assert_sound().await;
    }
}
