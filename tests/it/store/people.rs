//! Accounts, applicants and applications.

use gongkai::domain::applicant::{
    Agent, Applicant, ApplicantKind, Authority, AuthorityScope, Contact, Identity, JointApplicant,
    Representation,
};
use gongkai::domain::application::{Application, Item, ObtainBy, ProvisionForm};
use gongkai::domain::digest::Digest;
use gongkai::domain::id::{AccountId, ApplicantId, ApplicationId};
use gongkai::domain::text::{Address, DocumentNumber, Email, Name, Phone, Postcode};
use gongkai::law::Channel;
use gongkai::store::application::{self, Filed};
use gongkai::store::secret::{MasterKey, Vault};
use gongkai::store::{StoreError, account, agency, applicant};
use sea_orm::{ConnectionTrait, Statement};
use time::Duration;
use time::macros::date;

use super::world::{NOW, Office, id, office, person};
use crate::{
    both,
    kit::{TestDb, premises::vault},
};

fn somebody() -> Applicant {
    Applicant {
        kind: ApplicantKind::LegalService,
        name: Name::parse("某某律师事务所").unwrap(),
        identity: Some(Identity::Passport(DocumentNumber::parse("E99000001").unwrap())),
        representation: Some(Representation {
            representative: Name::parse("钱某").unwrap(),
            contact: Name::parse("孙某").unwrap(),
        }),
        contact: Contact {
            phone: Some(Phone::parse("13900000000").unwrap()),
            email: Some(Email::parse("someone@example.cn").unwrap()),
            address: Some(Address::parse("青石县河东路9号").unwrap()),
            postcode: Some(Postcode::parse("990000").unwrap()),
        },
        joint: vec![joint("李喆䶮", "E99000002"), joint("周某", "E99000003")],
        agent: Some(Agent {
            name: Name::parse("吴某").unwrap(),
            identity: passport("E99000004"),
            phone: Phone::parse("13900000004").unwrap(),
            authority: Authority::Given {
                scope: AuthorityScope::ApplyAndReceive,
                signed_on: date!(2026 - 03 - 01),
            },
        }),
    }
}

fn passport(number: &str) -> Identity {
    Identity::Passport(DocumentNumber::parse(number).unwrap())
}

fn joint(name: &str, number: &str) -> JointApplicant {
    JointApplicant {
        name: Name::parse(name).unwrap(),
        identity: passport(number),
    }
}

/// A case with its applicant and application.
async fn filed(test: &TestDb, office: &Office, form_token: &str, code: &str) -> Result<Filed, StoreError> {
    let tx = test.db.begin().await?;
    let case = office.open(&tx, date!(2026 - 03 - 02)).await?;
    let applicant = ApplicantId(id());
    applicant::insert(&tx, &vault(), office.scope, applicant, &somebody(), id, NOW).await?;
    let item = |number, title: &str| Item {
        number,
        title: title.to_owned(),
        document_number: Some("青规〔2020〕3号".to_owned()),
        description: None,
    };
    let filed = Filed {
        id: ApplicationId(id()),
        case: case.id,
        applicant,
        channel: Channel::Online,
        submitted_at: NOW,
        form_token: Some(form_token.to_owned()),
        lookup_code_hash: Some(application::lookup_hash(&vault(), code)),
        salt: [3; 16],
        content: Digest::of_bytes(b"x"),
        application: Application {
            items: vec![item(1, "某小区规划许可证"), item(2, "某小区验收报告")],
            form: ProvisionForm::Electronic,
            obtain_by: ObtainBy::Online,
            accepts_other_form: true,
        },
    };
    application::insert(&tx, office.scope, &filed).await?;
    tx.commit().await?;
    Ok(filed)
}

both! {
    async fn an_applicant_is_sealed_and_opens_again(test: TestDb) {
        let office = office(&test.db).await;
        let stranger = crate::store::world::office(&test.db).await;
        let key = ApplicantId(id());
        let tx = test.db.begin().await.unwrap();
        applicant::insert(&tx, &vault(), office.scope, key, &somebody(), id, NOW).await.unwrap();
        tx.commit().await.unwrap();
        let found = applicant::get(&test.db, &vault(), office.scope, key).await.unwrap();
        assert_eq!(found, Some(somebody()));
        assert_eq!(applicant::get(&test.db, &vault(), stranger.scope, key).await.unwrap(), None);
        let same = applicant::with_identity(&test.db, &vault(), office.scope, somebody().identity.as_ref().unwrap()).await.unwrap();
        assert_eq!(same, [key]);
        let theirs = applicant::with_identity(&test.db, &vault(), stranger.scope, somebody().identity.as_ref().unwrap()).await;
        assert_eq!(theirs.unwrap(), []);

        let all = Statement::from_string(test.db.backend(), "SELECT * FROM applicant");
        let row = test.db.query_one_raw(all).await.unwrap().unwrap();
        for column in ["identity", "phone", "address", "postcode", "email", "representative", "contact"] {
            let sealed: Vec<u8> = row.try_get("", &format!("{column}_enc")).unwrap();
            let clear = ["E99000001", "13900000000", "青石县", "990000", "example", "钱某", "孙某"];
            let shows = |text: &&str| sealed.windows(text.len()).any(|bytes| bytes == text.as_bytes());
            assert!(!clear.iter().any(shows), "{column} is in clear");
        }
    }

    async fn those_who_apply_together_and_their_agent_are_sealed_whole(test: TestDb) {
        let (office, stranger) = (office(&test.db).await, office(&test.db).await);
        let key = ApplicantId(id());
        let tx = test.db.begin().await.unwrap();
        applicant::insert(&tx, &vault(), office.scope, key, &somebody(), id, NOW).await.unwrap();
        tx.commit().await.unwrap();
        let same = async |scope, number| {
            applicant::with_identity(&test.db, &vault(), scope, &passport(number)).await.unwrap()
        };
        assert_eq!(same(office.scope, "E99000003").await, [key], "the second of the joint applicants");
        assert_eq!(same(stranger.scope, "E99000003").await, []);
        assert_eq!(same(office.scope, "E99000004").await, [], "the agent asks for nothing");

        let all = Statement::from_string(test.db.backend(), "SELECT * FROM party ORDER BY role, n");
        let rows = test.db.query_all_raw(all).await.unwrap();
        assert_eq!(rows.len(), 3);
        for row in &rows {
            for column in ["name", "identity"] {
                let sealed: Vec<u8> = row.try_get("", &format!("{column}_enc")).unwrap();
                for clear in ["李喆䶮", "周某", "吴某", "E9900000"] {
                    let shows = sealed.windows(clear.len()).any(|bytes| bytes == clear.as_bytes());
                    assert!(!shows, "{column} is in clear");
                }
            }
        }
    }

    async fn a_note_for_a_missing_authority_comes_back(test: TestDb) {
        let office = office(&test.db).await;
        let mut somebody = somebody();
        let note = "称三日内<补交>".to_owned();
        somebody.agent.as_mut().unwrap().authority = Authority::Missing { note };
        let key = ApplicantId(id());
        let tx = test.db.begin().await.unwrap();
        applicant::insert(&tx, &vault(), office.scope, key, &somebody, id, NOW).await.unwrap();
        tx.commit().await.unwrap();
        let found = applicant::get(&test.db, &vault(), office.scope, key).await.unwrap();
        assert_eq!(found, Some(somebody));
    }

    async fn an_erasure_leaves_nothing_of_anybody(test: TestDb) {
        let (office, stranger) = (office(&test.db).await, office(&test.db).await);
        let (key, other) = (ApplicantId(id()), ApplicantId(id()));
        let tx = test.db.begin().await.unwrap();
        for key in [key, other] {
            applicant::insert(&tx, &vault(), office.scope, key, &somebody(), id, NOW).await.unwrap();
        }
        assert!(!applicant::erase(&tx, stranger.scope, key, NOW).await.unwrap());
        assert!(applicant::erase(&tx, office.scope, key, NOW).await.unwrap());
        assert!(!applicant::erase(&tx, office.scope, key, NOW).await.unwrap(), "once is enough");
        tx.commit().await.unwrap();
        assert_eq!(applicant::get(&test.db, &vault(), office.scope, key).await.unwrap(), None);
        let kept = applicant::get(&test.db, &vault(), office.scope, other).await.unwrap();
        assert_eq!(kept, Some(somebody()));
        let same = applicant::with_identity(&test.db, &vault(), office.scope, &passport("E99000002")).await;
        assert_eq!(same.unwrap(), [other]);
        for (table, columns) in [
            ("applicant", ["identity", "phone", "address", "postcode", "email", "representative", "contact"].as_slice()),
            ("party", &["name", "identity", "phone", "note"]),
        ] {
            let left: Vec<String> = columns.iter().map(|column| format!("{column}_enc IS NOT NULL")).collect();
            let sql = format!("SELECT count(*) AS n FROM {table} WHERE erased_at IS NOT NULL AND ({})", left.join(" OR "));
            let row = test.db.query_one_raw(Statement::from_string(test.db.backend(), sql)).await.unwrap().unwrap();
            assert_eq!(row.try_get::<i64>("", "n").unwrap(), 0, "{table}");
        }
    }

    async fn another_key_opens_nothing_and_says_so(test: TestDb) {
        let office = office(&test.db).await;
        let key = ApplicantId(id());
        let tx = test.db.begin().await.unwrap();
        applicant::insert(&tx, &vault(), office.scope, key, &somebody(), id, NOW).await.unwrap();
        tx.commit().await.unwrap();
        let other = Vault::new(&MasterKey { id: 1, bytes: [8; 32] }, &[]);
        let error = applicant::get(&test.db, &other, office.scope, key).await.unwrap_err();
        assert!(matches!(error, StoreError::Inconsistent { table: "applicant", .. }), "{error:?}");
    }

    async fn an_application_comes_back_and_a_form_sent_twice_files_once(test: TestDb) {
        let office = office(&test.db).await;
        let first = filed(&test, &office, "form-1", "7KQ3-XW9D-M2HT").await.unwrap();
        let found = application::of_case(&test.db, office.scope, first.case).await.unwrap();
        assert_eq!(found.as_ref(), Some(&first));
        let again = filed(&test, &office, "form-1", "7KQ3-XW9D-M2HT").await;
        assert!(matches!(again, Err(StoreError::Conflict)), "{again:?}");
        let opened = application::by_form_token(&test.db, office.scope, "form-1").await.unwrap();
        assert_eq!(opened, Some(first.case));
        let stranger = crate::store::world::office(&test.db).await;
        assert_eq!(application::of_case(&test.db, stranger.scope, first.case).await.unwrap(), None);
        assert_eq!(application::by_form_token(&test.db, stranger.scope, "form-1").await.unwrap(), None);
        // The same form at another agency is another form.
        filed(&test, &stranger, "form-1", "7KQ3-XW9D-M2HT").await.unwrap();
    }

    async fn the_public_look_up_needs_number_and_code(test: TestDb) {
        let (ours, theirs) = (office(&test.db).await, office(&test.db).await);
        let one = filed(&test, &ours, "a", "7KQ3-XW9D-M2HT").await.unwrap();
        // The other agency has a case of the same number.
        let two = filed(&test, &theirs, "b", "AAAA-BBBB-CCCC").await.unwrap();
        let look_up = async |number, code| application::look_up(&test.db, &vault(), number, code).await.unwrap();
        assert_eq!(look_up("QX-2026-00001", "7KQ3-XW9D-M2HT").await, Some((ours.scope, one.case)));
        assert_eq!(look_up("QX-2026-00001", "aaaabbbb cccc").await, Some((theirs.scope, two.case)));
        assert_eq!(look_up("QX-2026-00001", "7KQ3-XW9D-M2HX").await, None);
        assert_eq!(look_up("QX-2026-00002", "7KQ3-XW9D-M2HT").await, None);
        assert_eq!(look_up("QX-2026-00001", "").await, None);
    }

    async fn agencies_and_departments_come_back(test: TestDb) {
        let mut office = office(&test.db).await;
        assert_eq!(agency::get(&test.db, office.scope).await.unwrap().as_ref(), Some(&office.agency));
        let by_key = agency::by_key(&test.db, &office.agency.key).await.unwrap();
        assert_eq!(by_key.as_ref(), Some(&office.agency));
        assert_eq!(agency::by_key(&test.db, "nowhere").await.unwrap(), None);
        assert_eq!(agency::departments(&test.db, office.scope).await.unwrap()[0].id, office.department);
        "0990-1111111".clone_into(&mut office.agency.guide.phone);
        let tx = test.db.begin().await.unwrap();
        assert!(agency::update(&tx, &office.agency).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(agency::list(&test.db).await.unwrap(), [office.agency]);
    }

    async fn guessing_locks_an_account_and_signing_in_frees_it(test: TestDb) {
        let office = office(&test.db).await;
        let name = format!("user-{}", office.handler);
        let until = NOW + Duration::minutes(15);
        for failures in 1..=3 {
            account::sign_in_failed(&test.db, office.handler, 3, until).await.unwrap();
            let found = account::for_sign_in(&test.db, &name).await.unwrap().unwrap();
            assert_eq!(found.failed_sign_ins, failures);
            assert_eq!(found.locked_until, (failures == 3).then_some(until));
        }
        account::sign_in_succeeded(&test.db, office.handler, NOW).await.unwrap();
        let found = account::for_sign_in(&test.db, &name).await.unwrap().unwrap();
        assert_eq!((found.failed_sign_ins, found.locked_until), (0, None));
        assert_eq!(found.account.last_sign_in_at, Some(NOW));
    }

    async fn an_account_that_is_switched_off_stops_at_once_and_keeps_its_name(test: TestDb) {
        let (office, stranger) = (office(&test.db).await, office(&test.db).await);
        let tx = test.db.begin().await.unwrap();
        assert!(!account::set_active(&tx, stranger.scope, office.handler, false).await.unwrap());
        assert!(!account::set_password(&tx, stranger.scope, office.handler, "x", NOW).await.unwrap());
        assert!(account::set_active(&tx, office.scope, office.handler, false).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(account::signed_in(&test.db, office.handler, NOW.unix_timestamp()).await.unwrap(), None);
        let name = format!("user-{}", office.handler);
        assert!(account::for_sign_in(&test.db, &name).await.unwrap().is_none());
        assert_eq!(account::list(&test.db, office.scope).await.unwrap()[0].name, "林一");
        assert_eq!(account::get(&test.db, stranger.scope, office.handler).await.unwrap(), None);
    }

    async fn a_user_name_is_taken_once_in_the_deployment(test: TestDb) {
        let (office, stranger) = (office(&test.db).await, office(&test.db).await);
        let mut twin = person(&stranger.agency, None, AccountId(id()));
        twin.username = format!("user-{}", office.handler);
        let tx = test.db.begin().await.unwrap();
        let refused = account::insert(&tx, &twin, "x", NOW).await;
        assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
    }
}
