//! An agency with somebody in every role, a second department, and a second agency: for the tests of the staff's pages.

use axum::http::StatusCode;
use gongkai::casework::{self, Filed, NewApplication};
use gongkai::domain::agency::{Agency, Court, Department, Guide, Numbering, Organ};
use gongkai::domain::applicant::{Applicant, ApplicantKind, Contact, Identity};
use gongkai::domain::application::{Application, Item, ObtainBy, ProvisionForm};
use gongkai::domain::id::{AccountId, AgencyId, DepartmentId};
use gongkai::domain::text::{DocumentNumber, Name, Phone};
use gongkai::law::{AgencyKind, Role};
use gongkai::password;
use gongkai::store::account::Account;
use gongkai::store::{Tx, account, agency};
use time::macros::{date, datetime};
use uuid::Uuid;

use super::browser::{Answer, Browser, Web};

const PASSWORD: &str = "correct horse battery";

/// Who is there, by user name, with department (1 or 2) and roles.
const PEOPLE: [(&str, u8, &[Role]); 9] = [
    ("clerk", 0, &[Role::IntakeClerk]),
    ("handler", 1, &[Role::Handler]),
    ("colleague", 1, &[Role::Handler]),
    ("other", 2, &[Role::Handler]),
    ("secrets", 0, &[Role::ConfidentialityReviewer]),
    ("lawyer", 0, &[Role::LegalReviewer]),
    ("leader", 0, &[Role::SigningLeader]),
    ("admin", 0, &[Role::Administrator]),
    // In a small office one person may be nearly everything.
    (
        "everything",
        1,
        &[
            Role::Handler,
            Role::ConfidentialityReviewer,
            Role::LegalReviewer,
            Role::SigningLeader,
        ],
    ),
];

/// The agency whose pages are tested.
#[derive(Debug)]
pub(crate) struct Staff {
    pub(crate) agency: AgencyId,
    pub(crate) department: DepartmentId,
}

fn settings(number: u128, key: &str) -> Agency {
    let law = gongkai::law::Law::embedded().unwrap();
    let kind = AgencyKind::CountyDepartment;
    let rule = law.organ(kind, date!(2026 - 11 - 23));
    let from = date!(2024 - 01 - 01);
    let organ = |relation: &gongkai::law::Relation| Organ {
        relation: *relation,
        name: "青石县人民政府".to_owned(),
        address: "青石县中心路2号".to_owned(),
        phone: None,
        online: Some("https://review.example.cn".to_owned()),
        from,
        until: None,
    };
    let court = Court {
        level: rule.court,
        name: "青石县人民法院".to_owned(),
        address: "青石县中心路3号".to_owned(),
        from,
        until: None,
    };
    Agency {
        id: AgencyId(Uuid::from_u128(number)),
        key: key.to_owned(),
        name: "青石县住房和城乡建设局".to_owned(),
        short_name: "青石住建".to_owned(),
        kind,
        region: "青石县".to_owned(),
        guide: Guide {
            office: "办公室".to_owned(),
            address: "青石县中心路1号".to_owned(),
            postcode: "990000".to_owned(),
            phone: "0990-0000000".to_owned(),
            fax: None,
            email: None,
            hours: "工作日9:00—17:00".to_owned(),
            holds: "住房保障、城乡建设信息".to_owned(),
        },
        numbering: Numbering {
            case_code: key.to_uppercase(),
            letter_pattern: "青建公开〔{year}〕{serial}号".to_owned(),
        },
        organs: rule.reconsideration.iter().map(organ).collect(),
        courts: vec![court],
    }
}

async fn person(
    tx: &Tx,
    agency: AgencyId,
    number: u128,
    username: &str,
    department: u8,
    roles: &[Role],
    hash: &str,
) {
    let account = Account {
        id: AccountId(Uuid::from_u128(number)),
        agency,
        department: (department > 0).then(|| department_of(agency, department)),
        username: username.to_owned(),
        name: format!("某{username}"),
        roles: roles.iter().copied().collect(),
        active: true,
        last_sign_in_at: None,
    };
    account::insert(tx, &account, hash, datetime!(2026-01-05 01:00 UTC))
        .await
        .unwrap();
}

fn department_of(agency: AgencyId, number: u8) -> DepartmentId {
    DepartmentId(Uuid::from_u128(agency.0.as_u128() + u128::from(number)))
}

impl Staff {
    /// Sets the agencies up, with everybody in them.
    pub(crate) async fn of(web: &Web) -> Self {
        let hash = password::hash(PASSWORD.to_owned()).await.unwrap();
        let (home, away) = (settings(0x1_0000, "qs"), settings(0x2_0000, "yc"));
        let tx = web.test.db.begin().await.unwrap();
        for agency in [&home, &away] {
            agency::insert(&tx, agency).await.unwrap();
            for (number, name) in [(1, "住房保障科"), (2, "规划科")] {
                let id = department_of(agency.id, number);
                let department = Department {
                    id,
                    agency: agency.id,
                    name: name.to_owned(),
                };
                agency::insert_department(&tx, &department, i32::from(number))
                    .await
                    .unwrap();
            }
        }
        for (number, (username, department, roles)) in (0x1_1000..).zip(PEOPLE) {
            person(&tx, home.id, number, username, department, roles, &hash).await;
        }
        let everything = [&[Role::IntakeClerk, Role::Supervisor], PEOPLE[8].2].concat();
        person(&tx, away.id, 0x2_1000, "foreigner", 1, &everything, &hash).await;
        tx.commit().await.unwrap();
        Self {
            agency: home.id,
            department: department_of(home.id, 1),
        }
    }

    /// A browser in which this person has signed in.
    pub(crate) async fn sign_in(&self, web: &Web, username: &str) -> Browser {
        let mut browser = web.browser();
        browser.get("/sign-in").await.expect(StatusCode::OK);
        let fields = [("username", username), ("password", PASSWORD), ("next", "")];
        browser
            .post("/sign-in", &fields)
            .await
            .expect(StatusCode::SEE_OTHER);
        browser
    }

    /// An application for so many things, filed online.
    pub(crate) async fn filed(&self, web: &Web, items: u16) -> Filed {
        let item = |number| Item {
            number,
            title: format!("第{number}件许可证"),
            document_number: None,
            description: Some("2025年办理的".to_owned()),
        };
        let new = NewApplication {
            applicant: Applicant {
                kind: ApplicantKind::Person,
                name: Name::parse("甄某某").unwrap(),
                identity: Identity::Passport(DocumentNumber::parse("ZZ0000000").unwrap()),
                representation: None,
                contact: Contact {
                    phone: Phone::parse("13900000000").unwrap(),
                    email: None,
                    address: None,
                    postcode: None,
                },
            },
            application: Application {
                items: (1..=items).map(item).collect(),
                form: ProvisionForm::Paper,
                obtain_by: ObtainBy::Post,
                accepts_other_form: true,
            },
            files: Vec::new(),
            token: Uuid::new_v4(),
        };
        casework::file(&web.app.office, self.agency, new).await.unwrap()
    }
}

/// The version of the case that a page shows.
pub(crate) fn version(page: &Answer) -> String {
    hidden(page, "version")
}

/// The value of the first hidden field of a name.
pub(crate) fn hidden(page: &Answer, name: &str) -> String {
    let at = format!("name=\"{name}\" value=\"");
    let value = page
        .body
        .split(&at)
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    value
        .unwrap_or_else(|| panic!("no field “{name}” in: {}", page.body))
        .to_owned()
}
