//! Who stands behind an application: several applicants, and an agent with an authority, from the form to the letters.

use axum::http::StatusCode;
use gongkai::{
    casework::{self, ActError, Enclosure, NewApplication, Upload},
    domain::{
        applicant::{
            Agent, Applicant, ApplicantKind, Authority, AuthorityScope, Identity, JointApplicant, MAX_JOINT,
        },
        id::CaseId,
        refusal::Refusal,
        text::{DocumentNumber, Name, Phone},
    },
    law::Channel,
    letters::{Document, Inline},
    store::{self, Scope, file::Purpose},
};

use crate::{
    both,
    kit::{
        answer::full_draft,
        browser::Browser,
        filing::{Answers, FORM, go_on, press},
        form::Form,
        office::{TestOffice, new_application},
        premises::TODAY,
        site::Site,
    },
};

const FIRST: &str = "990101199001010019";
const SECOND: &str = "990101198506150020";
const THIRD: &str = "990101197203010034";
const AGENT: &str = "990101196808080049";
const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n";

fn passport(number: &str) -> Identity {
    Identity::Passport(DocumentNumber::parse(number).unwrap())
}

fn joint(name: &str, number: &str) -> JointApplicant {
    JointApplicant {
        name: Name::parse(name).unwrap(),
        identity: passport(number),
    }
}

fn agent(authority: Authority) -> Agent {
    Agent {
        name: Name::parse("公孙㑇").unwrap(),
        identity: passport("ZZ0000009"),
        phone: Phone::parse("13900000009").unwrap(),
        authority,
    }
}

fn given() -> Authority {
    Authority::Given {
        scope: AuthorityScope::ApplyAndReceive,
        signed_on: TODAY,
    }
}

fn missing() -> Authority {
    Authority::Missing {
        note: "称三日内补交".to_owned(),
    }
}

fn enclosure(purpose: Purpose) -> Enclosure {
    let upload = Upload {
        name: "授权委托书.pdf".to_owned(),
        bytes: PDF.to_vec(),
    };
    Enclosure { purpose, upload }
}

/// Three who apply together by an agent.
fn together(token: u128) -> NewApplication {
    let new = new_application(token);
    NewApplication {
        applicant: Applicant {
            joint: vec![joint("喆䶮𬭎", "ZZ0000002"), joint("欧阳某", "ZZ0000003")],
            agent: Some(agent(given())),
            ..new.applicant
        },
        files: vec![enclosure(Purpose::Authority)],
        ..new
    }
}

fn addressee(document: &Document) -> String {
    let names = document.addressee.iter().map(|run| match run {
        Inline::Text(words) | Inline::Name(words) => words.as_str(),
    });
    names.collect()
}

/// The letters of a case, as they went out.
async fn letters(test: &TestOffice, case: CaseId) -> Vec<Document> {
    let scope = Scope::of(test.here.agency.id);
    let letters = store::letter::of_case(&test.office.db, scope, case)
        .await
        .unwrap();
    let documents = letters
        .iter()
        .map(|letter| serde_json::from_str(&letter.document).unwrap());
    documents.collect()
}

both! {
    async fn letters_speak_to_everybody_and_name_the_agent(test: TestOffice) {
        let filed = casework::file(&test.office, test.here.agency.id, together(1)).await.unwrap();
        test.take_in_hand("handler", filed.case).await;
        test.submit(filed.case, "state_secret").await;
        test.approve_all(filed.case).await;
        test.issue(filed.case).await;
        let letters = letters(&test, filed.case).await;
        assert_eq!(letters.len(), 2);
        for document in &letters {
            assert_eq!(addressee(document), "林喆舟、喆䶮𬭎、欧阳某");
            let said = serde_json::to_string(&document.blocks).unwrap();
            assert!(said.contains("你们委托代理人") && said.contains("公孙㑇"), "{said}");
            assert!(!said.contains('您'), "{said}");
        }
        let scope = Scope::of(test.here.agency.id);
        let files = store::file::of_case(&test.office.db, scope, filed.case).await.unwrap();
        assert_eq!(files.iter().map(|file| file.purpose).collect::<Vec<_>>(), [Purpose::Authority]);
        test.assert_sound().await;
    }

    async fn who_stands_behind_it_is_part_of_what_was_filed(test: TestOffice) {
        let agency = test.here.agency.id;
        let scope = Scope::of(agency);
        let filed = casework::file(&test.office, agency, together(1)).await.unwrap();
        let case = test.case(filed.case).await;
        assert_eq!(case.filing.applicant_kind, ApplicantKind::Person, "the first one decides the column");
        let applicant = store::applicant::get(&test.office.db, &test.office.vault, scope, case.filing.applicant).await;
        assert_eq!(applicant.unwrap(), Some(together(1).applicant));
        let page = store::queue::page(&test.office.db, scope, &store::queue::Filter::default(), &store::queue::Order::default(), None, 10).await.unwrap();
        assert_eq!(page.entries[0].applicant_name, "林喆舟等3人");
        let content = case.filing.content.to_string();
        for hidden in ["林喆舟", "公孙㑇", "ZZ0000002"] {
            assert!(!content.contains(hidden));
        }
    }

    async fn nobody_files_for_others_without_their_authority(test: TestOffice) {
        let agency = test.here.agency.id;
        let without = |authority, files| {
            let mut new = together(1);
            new.applicant.agent = Some(agent(authority));
            new.files = files;
            new
        };
        for (authority, files) in [
            (given(), Vec::new()),
            (given(), vec![enclosure(Purpose::Identity)]),
            (missing(), vec![enclosure(Purpose::Authority)]),
        ] {
            let refused = casework::file(&test.office, agency, without(authority, files)).await;
            assert!(matches!(refused, Err(ActError::Refused(Refusal::AuthorityMissing))), "{refused:?}");
        }
        let mut crowd = new_application(1);
        crowd.applicant.joint = (0..=MAX_JOINT).map(|n| joint("某某", &format!("ZZ000{n:04}"))).collect();
        let refused = casework::file(&test.office, agency, crowd).await;
        assert!(matches!(refused, Err(ActError::Refused(Refusal::TooManyJoint(MAX_JOINT)))), "{refused:?}");
        // On paper the clerk takes it in, with a note.
        let clerk = test.here.officer("clerk");
        let counter = test.arrived(Channel::Counter, TODAY);
        let filed = casework::register(&test.office, &clerk, without(missing(), Vec::new()), counter).await.unwrap();
        assert_eq!(filed.number.0, "QXZJ-2026-00001");
        let counter = test.arrived(Channel::Counter, TODAY);
        let refused = casework::register(&test.office, &clerk, without(given(), Vec::new()), counter).await;
        assert!(matches!(refused, Ok(again) if again.case == filed.case), "the same form, sent twice");
    }

    async fn two_join_in_on_the_portal_and_an_agent_files_for_them(site: Site) {
        let mut browser = site.browser();
        let form = begun(&mut browser).await;
        let form = press(&mut browser, form, "add-joint").await.form(FORM);
        let form = press(&mut browser, form, "add-joint").await.form(FORM);
        let form = form
            .set("joint-1-name", "喆䶮𬭎")
            .set("joint-1-number", SECOND)
            .set("joint-2-name", "青溪某某有限公司")
            .set("joint-2-kind", "credit_code")
            .set("joint-2-number", "91350100M000100Y44");
        let page = press(&mut browser, form, "add-agent").await;
        assert_eq!(page.status, StatusCode::OK);
        let form = page.form(FORM).set("agent-name", "公孙㑇").set("agent-number", AGENT);
        let page = browser.send(&form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text("#joint-2-number-error").contains("统一社会信用代码有误"));
        assert!(page.text("#authority-files-error").contains("请上传授权委托书"));
        assert!(page.has("#agent-phone-error") && page.has("#agent-signed-on-error"));
        let form = page.form(FORM);
        assert_eq!((form.value("joint-1-name"), form.value("agent-name")), ("喆䶮𬭎", "公孙㑇"), "what was typed is kept");
        let form = form
            .set("joint-2-number", "91350100M000100Y43")
            .set("agent-phone", "13900000009")
            .set("agent-signed-on", "2026-11-18")
            .attach("authority-files", "委托书.pdf", PDF);
        let page = go_on(&mut browser, form).await;
        assert!(page.path.ends_with("/contact"), "{}", page.path);
        let page = go_on(&mut browser, page.form(FORM).set("phone", "139 0000 0000")).await;
        let page = go_on(&mut browser, page.form(FORM)).await;
        for words in ["喆䶮𬭎", "青溪某某有限公司", "公孙㑇", "委托书.pdf"] {
            assert!(page.words().contains(words), "{words}");
        }
        let receipt = browser.follow(&page.form(FORM).set("promise", "yes")).await;
        let people = receipt.texts("main .govuk-summary-list__value");
        assert_eq!(people, ["甄**", "喆**", "青溪某某有限公司", "公**"]);

        let href = receipt.attributes("main a.govuk-button", "href").remove(0);
        let page = browser.open(&href).await;
        assert!(page.words().contains("青溪某某有限公司"));
        for hidden in [SECOND, AGENT, "公孙㑇", "喆䶮𬭎"] {
            assert!(!page.words().contains(hidden) && !receipt.words().contains(hidden), "{hidden}");
        }
        let case = CaseId(href.rsplit('/').next().unwrap().parse().unwrap());
        let at = format!("/desk/cases/{case}");
        let clerk = site.staff("clerk").await.open(&at).await;
        assert!(clerk.words().contains(&format!("喆䶮𬭎（居民身份证{SECOND}）")));
        assert!(clerk.words().contains("代为提出申请、补正，并代收答复和有关文书；2026年11月18日（星期三）签署"));
        assert!(clerk.words().contains("委托书.pdf"));
        let leader = site.staff("leader").await.open(&at).await;
        assert!(leader.words().contains("喆䶮𬭎") && leader.words().contains("青溪某某有限公司"));
        for hidden in [SECOND, AGENT, "91350100M000100Y43", "13900000009", "委托书.pdf"] {
            assert!(!leader.words().contains(hidden), "{hidden}");
        }
        assert_eq!(site.staff("admin").await.get(&at).await.status, StatusCode::NOT_FOUND);
        let queue = site.staff("clerk").await.open("/desk").await;
        assert!(queue.words().contains("甄试用等3人"));
    }

    async fn people_are_added_and_removed_without_scripts(site: Site) {
        let mut browser = site.browser();
        let mut form = begun(&mut browser).await;
        for _ in 0..MAX_JOINT {
            form = press(&mut browser, form, "add-joint").await.form(FORM);
        }
        let form = form.set("joint-2-name", "乙").set("joint-2-number", SECOND).set("joint-3-name", "丙");
        let page = press(&mut browser, form, "remove-joint-1").await;
        let form = page.form(FORM);
        assert_eq!((form.value("joint-1-name"), form.value("joint-2-name")), ("乙", "丙"));
        assert_eq!(form.value("joint-1-number"), SECOND);
        let form = press(&mut browser, form, "add-joint").await.form(FORM);
        assert_eq!(form.names("joint-").len(), MAX_JOINT * 3);
        let page = press(&mut browser, form, "add-agent").await;
        assert!(!page.has("button[value='add-agent']"), "one agent is enough");
        let form = page.form(FORM).attach("authority-files", "委托书.pdf", PDF);
        let page = browser.send(&form.press("submit")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text("#agent .gk-kept li").contains("委托书.pdf（35 字节）"));
        let page = press(&mut browser, page.form(FORM), "remove-agent").await;
        assert!(!page.has(".gk-kept") && !page.has("#agent"), "the authority goes with the agent");
        // Blank ones were not meant; the same person counts once.
        let form = page.form(FORM).set("joint-2-number", FIRST);
        let page = browser.send(&form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text("#joint-2-number-error").contains("不用填两次"));
        let next = go_on(&mut browser, page.form(FORM).set("joint-2-number", THIRD)).await;
        assert!(next.path.ends_with("/contact"), "{}", next.path);
    }

    async fn at_the_desk_an_agent_without_authority_is_noted_and_asked_for(site: Site) {
        let mut clerk = site.staff("clerk").await;
        let form = clerk.open("/desk/register?channel=counter&kind=person").await.form("main form");
        let form = person(form).press("add-agent");
        let form = clerk.send(&form).await.form("main form");
        let form = form.set("agent-name", "公孙㑇").set("agent-number", AGENT).set("agent-phone", "13900000009");
        let page = clerk.send(&form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text("#authority-files-error").contains("没有的，请写明情况"));
        let slip = clerk.follow(&page.form("main form").set("agent-note", "称三日内<补交>")).await;
        let href = slip.attributes(".desk-buttons a[href^='/desk/cases/']", "href").remove(0);
        let page = clerk.open(&href).await;
        let notice = page.text(".desk-notice--warning");
        assert!(notice.contains("应当要求补正") && notice.contains("称三日内<补交>"), "{notice}");
        // The draft speaks of the agent all the same.
        let case = CaseId(href.rsplit('/').next().unwrap().parse().unwrap());
        let (document, _) = casework::preview(&site.office, site.here.agency.id, case, &full_draft(1, "not_held")).await.unwrap();
        assert!(serde_json::to_string(&document.blocks).unwrap().contains("您委托代理人"));
    }
}

/// What everybody fills in.
fn person(form: Form) -> Form {
    form.set("name", "甄试用")
        .set("identity-number", FIRST)
        .set("phone", "139 0000 0000")
        .set("item-1-title", "中心路改造工程施工许可证")
        .set("promise", "yes")
}

/// The page of the portal that asks who else applies, with the first applicant given before.
async fn begun(browser: &mut Browser) -> Form {
    Answers::of_person().up_to(browser, "/people").await.form(FORM)
}
