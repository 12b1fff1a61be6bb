//! A whole site on a fresh database: two agencies with their staff, a clock that stands still, and the web.

use std::{collections::BTreeMap, sync::Arc};

use axum::Router;
use gongkai::{
    casework::{self, Office, Order},
    clock::FixedClock,
    config::Config,
    documents::Blobs,
    domain::{
        account::{Actor, Officer},
        agency::{Agency, Court, Department, Guide, Numbering, Organ},
        answer::{Draft, FileRef, ItemAnswer},
        case::Case,
        id::{AccountId, AgencyId, CaseId, DepartmentId},
        review::CheckAnswer,
    },
    ids::{Counting, Ids},
    law::{AgencyKind, CourtLevel, FieldKind, GroundKey, Law, Relation, Role},
    letters::{FontConfig, Letters},
    store::{
        self, Scope,
        account::Account,
        secret::{MasterKey, Vault},
        session::Sessions,
    },
    template::Templates,
    text::Texts,
    web::{self, app::App},
};
use tempfile::TempDir;
use time::{
    Date,
    macros::{date, datetime},
};

use super::{Backend, Fixture, TestDb, visitor::Visitor};

/// The day on which every site begins: a Friday before a plain week.
pub(crate) const TODAY: Date = date!(2026 - 11 - 20);

/// What the password of every account is not: tests of the portal sign nobody in.
const NO_PASSWORD: &str = "$argon2id$none";

/// An agency with its staff.
#[derive(Debug, Clone)]
pub(crate) struct Staffed {
    pub(crate) agency: Agency,
    pub(crate) department: DepartmentId,
    staff: BTreeMap<Role, Officer>,
}

impl Staffed {
    pub(crate) fn officer(&self, role: Role) -> Actor {
        Actor::Officer(self.staff[&role].clone())
    }

    pub(crate) fn account(&self, role: Role) -> AccountId {
        self.staff[&role].account
    }
}

/// The site.
#[derive(Debug)]
pub(crate) struct Site {
    pub(crate) office: Office,
    pub(crate) clock: Arc<FixedClock>,
    /// A county bureau.
    pub(crate) bureau: Staffed,
    /// A tax office: another agency, with another reconsideration organ.
    pub(crate) tax: Staffed,
    router: Router,
    _db: TestDb,
    _files: TempDir,
}

impl Fixture for Site {
    async fn on(backend: Backend) -> Self {
        let test_db = TestDb::on(backend).await;
        let files = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::at(datetime!(2026-11-20 9:30 +8)));
        let ids: Arc<dyn Ids> = Arc::new(Counting::default());
        let texts = Arc::new(Texts::load().unwrap());
        let templates = Arc::new(Templates::load(Arc::clone(&texts)).unwrap());
        let key = MasterKey {
            id: 1,
            bytes: [7; 32],
        };
        let office = Office {
            db: test_db.db.clone(),
            clock: Arc::clone(&clock) as _,
            ids,
            law: Arc::new(Law::embedded().unwrap()),
            letters: Arc::new(Letters::new(Arc::clone(&templates), &FontConfig::default()).unwrap()),
            blobs: Arc::new(Blobs::open(files.path()).unwrap()),
            vault: Arc::new(Vault::new(&key, &[])),
            track_url: None,
        };
        let bureau = staffed(&office, bureau()).await;
        let tax = staffed(&office, tax()).await;
        let mut config = Config::default();
        config.limits.upload_mb = 1;
        let app = App::new(config, office.clone(), texts, templates);
        let router = web::router(app, Sessions::new(test_db.db.clone()));
        Self {
            office,
            clock,
            bureau,
            tax,
            router,
            _db: test_db,
            _files: files,
        }
    }
}

impl Site {
    /// A person with a browser of their own.
    pub(crate) fn browser(&self) -> Visitor {
        Visitor::new(self.router.clone())
    }

    /// The case as it stands.
    pub(crate) async fn case(&self, agency: &Staffed, case: CaseId) -> Case {
        store::case::load(&self.office.db, Scope::of(agency.agency.id), case)
            .await
            .unwrap()
            .unwrap()
    }

    /// Somebody of the staff does something to a case.
    pub(crate) async fn act(&self, agency: &Staffed, role: Role, case: CaseId, order: Order) -> Case {
        let before = self.case(agency, case).await;
        let actor = agency.officer(role);
        casework::act(
            &self.office,
            &actor,
            agency.agency.id,
            case,
            before.version,
            order,
        )
        .await
        .unwrap()
    }

    /// The staff take a filed case up to the handler's desk.
    pub(crate) async fn take_in_hand(&self, agency: &Staffed, case: CaseId) {
        self.act(
            agency,
            Role::IntakeClerk,
            case,
            Order::ConfirmReceipt {
                received_on: self.office.today(),
            },
        )
        .await;
        let assign = Order::Assign {
            department: agency.department,
            handler: Some(agency.account(Role::Handler)),
        };
        self.act(agency, Role::IntakeClerk, case, assign).await;
        self.act(agency, Role::Handler, case, Order::Accept).await;
    }

    /// The staff answer every item of a case on a ground, and sign and issue the letter; it is still to be served.
    pub(crate) async fn answer(
        &self,
        agency: &Staffed,
        case: CaseId,
        ground: &str,
        files: &[FileRef],
    ) -> Case {
        let items = self.case(agency, case).await.filing.items;
        let draft = self.draft(items, ground, files);
        self.act(agency, Role::Handler, case, Order::SaveDraft { draft })
            .await;
        let mut now = self.act(agency, Role::Handler, case, Order::Submit).await;
        while let Some((step, content)) = now
            .stage
            .review()
            .and_then(|review| review.current().map(|step| (step, review.content)))
        {
            let rule = self
                .office
                .law
                .review_chain()
                .iter()
                .find(|rule| rule.key == step)
                .unwrap();
            let question = |key| CheckAnswer {
                question: key,
                in_order: true,
            };
            let checklist = rule
                .questions
                .iter()
                .map(|asked| question(asked.key.clone()))
                .collect();
            now = self
                .act(
                    agency,
                    rule.role,
                    case,
                    Order::Approve {
                        step,
                        content,
                        checklist,
                        note: None,
                    },
                )
                .await;
        }
        self.act(agency, Role::Handler, case, Order::Issue).await
    }

    /// A draft in which every item is answered on a ground, with all that the ground demands.
    pub(crate) fn draft(&self, items: u16, ground: &str, files: &[FileRef]) -> Draft {
        let law = &self.office.law;
        let key: GroundKey = ground.parse().unwrap();
        let fields = law.ground(&key).unwrap().demands.iter().map(|name| {
            let field = law.field(name);
            let value = field.must_be.clone().unwrap_or_else(|| match field.kind {
                FieldKind::Short | FieldKind::Long => "经检索档案室和业务系统，逐项说明如下。".to_owned(),
                FieldKind::Date => "2026-03-02".to_owned(),
                FieldKind::Url => "https://example.cn/a".to_owned(),
                FieldKind::Phone => "0990-5550000".to_owned(),
                FieldKind::YesNo => "no".to_owned(),
                FieldKind::Choice => field.options[0].key.clone(),
            });
            (name.clone(), value)
        });
        let answer = ItemAnswer {
            item: 1,
            ground: Some(key.clone()),
            fields: fields.collect(),
            files: files.to_vec(),
            ..ItemAnswer::default()
        };
        Draft {
            items: (1..=items)
                .map(|item| ItemAnswer {
                    item,
                    ..answer.clone()
                })
                .collect(),
        }
    }
}

/// Puts an agency with a person for every role into the database.
async fn staffed(office: &Office, agency: Agency) -> Staffed {
    let department = Department {
        id: DepartmentId(office.ids.next()),
        agency: agency.id,
        name: "业务科".to_owned(),
    };
    let tx = office.db.begin().await.unwrap();
    store::agency::insert(&tx, &agency).await.unwrap();
    store::agency::insert_department(&tx, &department, 1)
        .await
        .unwrap();
    let mut staff = BTreeMap::new();
    for role in Role::ALL {
        let account = Account {
            id: AccountId(office.ids.next()),
            agency: agency.id,
            department: Some(department.id),
            username: format!("{}-{role}", agency.key),
            name: "林一".to_owned(),
            roles: [*role].into(),
            active: true,
            last_sign_in_at: None,
        };
        store::account::insert(&tx, &account, NO_PASSWORD, office.now())
            .await
            .unwrap();
        staff.insert(*role, account.officer());
    }
    tx.commit().await.unwrap();
    Staffed {
        agency,
        department: department.id,
        staff,
    }
}

fn organ(relation: Relation, name: &str) -> Organ {
    Organ {
        relation,
        name: name.to_owned(),
        address: "青石县中心路1号".to_owned(),
        phone: Some("0990-5550100".to_owned()),
        online: Some("https://xzfy.example.cn".to_owned()),
        from: date!(2020 - 01 - 01),
        until: None,
    }
}

fn agency(id: u128, key: &str, name: &str, kind: AgencyKind, code: &str, organ: Organ) -> Agency {
    Agency {
        id: AgencyId(uuid::Uuid::from_u128(id)),
        key: key.to_owned(),
        name: name.to_owned(),
        short_name: name.to_owned(),
        kind,
        region: "青石县".to_owned(),
        guide: Guide {
            office: "办公室（政府信息公开工作机构）".to_owned(),
            address: "青石县中心路2号".to_owned(),
            postcode: "990000".to_owned(),
            phone: "0990-5550001".to_owned(),
            fax: None,
            email: Some("gk@example.cn".to_owned()),
            hours: "工作日9:00至12:00，14:00至17:30".to_owned(),
            holds: "建设工程、房屋征收、物业管理".to_owned(),
        },
        numbering: Numbering {
            case_code: code.to_owned(),
            letter_pattern: format!("{code}公开〔{{year}}〕{{serial}}号"),
        },
        organs: vec![organ],
        courts: vec![Court {
            level: CourtLevel::Basic,
            name: "青石县人民法院".to_owned(),
            address: "青石县法院路1号".to_owned(),
            from: date!(2020 - 01 - 01),
            until: None,
        }],
    }
}

fn bureau() -> Agency {
    let organ = organ(Relation::OwnGovernment, "青石县人民政府");
    agency(
        0xa1,
        "qingshi-housing",
        "青石县住房和城乡建设局",
        AgencyKind::CountyDepartment,
        "QSZJ",
        organ,
    )
}

fn tax() -> Agency {
    let organ = organ(Relation::UpperDepartment, "国家税务总局云山市税务局");
    agency(
        0xa2,
        "qingshi-tax",
        "国家税务总局青石县税务局",
        AgencyKind::VerticalDepartment,
        "QSSW",
        organ,
    )
}
