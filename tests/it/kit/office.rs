//! An office as tests need it: two agencies with people of every role, over a database of either kind, with a clock
//! that stands still and ids that count.

use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};

use gongkai::{
    casework::{self, ActError, Filed, NewApplication, Office, Order},
    clock::FixedClock,
    documents::Blobs,
    domain::{
        account::{Actor, Officer},
        agency::{Agency, Court, Department, Guide, Numbering, Organ},
        answer::{Draft, ItemAnswer, Withheld},
        applicant::{Applicant, ApplicantKind, Contact, Identity},
        application::{Application, Item, ObtainBy, ProvisionForm},
        case::Case,
        id::{AccountId, AgencyId, CaseId, DepartmentId},
        review::CheckAnswer,
        text::{IdentityNumber, Name, Phone},
    },
    ids::Counting,
    law::{
        AgencyKind, CourtLevel, FieldKey, FieldKind, GroundKey, Law, OutcomeGroup, Relation, Role, StepKey,
    },
    letters::{FontConfig, Letters},
    store::{
        account, agency,
        secret::{MasterKey, Vault},
    },
    template::Templates,
    text::Texts,
};
use tempfile::TempDir;
use time::{
    OffsetDateTime,
    macros::{date, datetime},
};
use uuid::Uuid;

use super::{Backend, Fixture, TestDb};

/// Monday 16 November 2026, ten in the morning in Beijing.
pub(crate) const MORNING: OffsetDateTime = datetime!(2026-11-16 02:00 UTC);

/// The password of every account of the kit.
pub(crate) const PASSWORD: &str = "春风又绿江南岸2026";

/// Letters are expensive to open in an unoptimised build, and the same for every test of a process.
static PRESS: LazyLock<(Arc<Templates>, Arc<Letters>, Arc<Law>)> = LazyLock::new(|| {
    let texts = Arc::new(Texts::load().expect("the texts are sound"));
    let templates = Arc::new(Templates::load(texts).expect("the templates are sound"));
    let letters = Letters::new(Arc::clone(&templates), &FontConfig::default());
    let law = Law::embedded().expect("the law is sound");
    (
        templates,
        Arc::new(letters.expect("run scripts/setup for the fonts")),
        Arc::new(law),
    )
});

/// An agency of the kit with its people.
#[derive(Debug)]
pub(crate) struct Bureau {
    pub(crate) agency: Agency,
    pub(crate) department: DepartmentId,
    pub(crate) other_department: DepartmentId,
    people: BTreeMap<&'static str, Officer>,
}

impl Bureau {
    /// The person of a name: `clerk`, `handler`, `colleague`, `stranger`, `secrets`, `lawyer`, `leader`, `both` (drafts
    /// and reviews), `supervisor`, `admin`.
    pub(crate) fn officer(&self, name: &str) -> &Officer {
        &self.people[name]
    }

    pub(crate) fn actor(&self, name: &str) -> Actor {
        Actor::Officer(self.officer(name).clone())
    }
}

/// The office, its clock, and two agencies.
#[derive(Debug)]
pub(crate) struct TestOffice {
    pub(crate) office: Office,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) here: Bureau,
    pub(crate) elsewhere: Bureau,
    #[expect(dead_code, reason = "its drop is its use")]
    test: TestDb,
    #[expect(dead_code, reason = "its drop is its use")]
    files: TempDir,
}

impl Fixture for TestOffice {
    async fn on(backend: Backend) -> Self {
        let test = TestDb::on(backend).await;
        let files = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::at(MORNING));
        let (_, letters, law) = &*PRESS;
        let office = Office {
            db: test.db.clone(),
            clock: clock.clone(),
            ids: Arc::new(Counting::default()),
            law: Arc::clone(law),
            letters: Arc::clone(letters),
            blobs: Arc::new(Blobs::open(files.path()).unwrap()),
            vault: Arc::new(Vault::new(
                &MasterKey {
                    id: 1,
                    bytes: [7; 32],
                },
                &[],
            )),
            track_url: Some("https://gongkai.example.cn/track".to_owned()),
        };
        let here = bureau(
            &office,
            "qingxi",
            "青溪县住房和城乡建设局",
            "QXZJ",
            AgencyKind::CountyDepartment,
        )
        .await;
        let elsewhere = bureau(
            &office,
            "yunzhou",
            "云州市财政局",
            "YZCZ",
            AgencyKind::MunicipalDepartment,
        )
        .await;
        Self {
            office,
            clock,
            here,
            elsewhere,
            test,
            files,
        }
    }
}

async fn bureau(office: &Office, key: &str, name: &str, code: &str, kind: AgencyKind) -> Bureau {
    let id = AgencyId(office.ids.next());
    let organ = |relation, name: &str| Organ {
        relation,
        name: name.to_owned(),
        address: "政务中心1号楼行政复议接待室".to_owned(),
        phone: Some("0990-5550001".to_owned()),
        online: Some("https://fuyi.example.cn".to_owned()),
        from: date!(2019 - 01 - 01),
        until: None,
    };
    let court = |level, name: &str| Court {
        level,
        name: name.to_owned(),
        address: "法院路1号".to_owned(),
        from: date!(2019 - 01 - 01),
        until: None,
    };
    let agency = Agency {
        id,
        key: key.to_owned(),
        name: name.to_owned(),
        short_name: name.to_owned(),
        kind,
        region: "青溪县".to_owned(),
        guide: Guide {
            office: "政府信息公开办公室".to_owned(),
            address: "青溪县中心路1号".to_owned(),
            postcode: "990000".to_owned(),
            phone: "0990-5550000".to_owned(),
            fax: None,
            email: None,
            hours: "工作日9:00—17:00".to_owned(),
            holds: "住房保障和城乡建设方面的信息。".to_owned(),
        },
        numbering: Numbering {
            case_code: code.to_owned(),
            letter_pattern: "青建公开〔{year}〕{serial}号-{suffix}".to_owned(),
        },
        organs: vec![
            organ(Relation::OwnGovernment, "青溪县人民政府"),
            organ(Relation::UpperDepartment, "云州市住房和城乡建设局"),
        ],
        courts: vec![
            court(CourtLevel::Basic, "青溪县人民法院"),
            court(CourtLevel::Intermediate, "云州市中级人民法院"),
        ],
    };
    let (department, other_department) = (DepartmentId(office.ids.next()), DepartmentId(office.ids.next()));
    let tx = office.db.begin().await.unwrap();
    agency::insert(&tx, &agency).await.unwrap();
    for (position, (id, name)) in (1..).zip([(department, "住房保障科"), (other_department, "建设管理科")])
    {
        let department = Department {
            id,
            agency: agency.id,
            name: name.to_owned(),
        };
        agency::insert_department(&tx, &department, position)
            .await
            .unwrap();
    }
    let mut people = BTreeMap::new();
    for (short, name, home, roles) in staff(department, other_department) {
        let account = account::Account {
            id: AccountId(office.ids.next()),
            agency: agency.id,
            department: home,
            username: format!("{key}-{short}"),
            name: name.to_owned(),
            roles: roles.iter().copied().collect(),
            active: true,
            last_sign_in_at: None,
        };
        account::insert(&tx, &account, password_hash(), MORNING)
            .await
            .unwrap();
        people.insert(short, account.officer());
    }
    tx.commit().await.unwrap();
    Bureau {
        agency,
        department,
        other_department,
        people,
    }
}

type Person = (&'static str, &'static str, Option<DepartmentId>, &'static [Role]);

fn staff(department: DepartmentId, other: DepartmentId) -> [Person; 10] {
    use Role::{
        Administrator, ConfidentialityReviewer, Handler, IntakeClerk, LegalReviewer, SigningLeader,
        Supervisor,
    };
    [
        ("clerk", "收件员甲", None, &[IntakeClerk]),
        ("handler", "承办人乙", Some(department), &[Handler]),
        ("colleague", "承办人丙", Some(department), &[Handler]),
        ("stranger", "承办人丁", Some(other), &[Handler]),
        ("secrets", "保密员戊", None, &[ConfidentialityReviewer]),
        ("lawyer", "法制员己", None, &[LegalReviewer]),
        ("leader", "局领导庚", None, &[SigningLeader]),
        (
            "both",
            "多面手辛",
            Some(department),
            &[Handler, ConfidentialityReviewer, LegalReviewer, SigningLeader],
        ),
        ("supervisor", "监督员壬", None, &[Supervisor]),
        ("admin", "管理员癸", None, &[Administrator]),
    ]
}

/// One hash for all: hashing is slow on purpose.
fn password_hash() -> &'static str {
    static HASH: LazyLock<String> = LazyLock::new(|| {
        use argon2::PasswordHasher as _;
        argon2::Argon2::default()
            .hash_password(PASSWORD.as_bytes())
            .expect("a password can be hashed")
            .to_string()
    });
    &HASH
}

/// An application of a person for one thing.
pub(crate) fn new_application(token: u128) -> NewApplication {
    NewApplication {
        applicant: Applicant {
            kind: ApplicantKind::Person,
            name: Name::parse("林喆舟").unwrap(),
            identity: Identity::ResidentCard(IdentityNumber::parse("990101199001010019").unwrap()),
            representation: None,
            contact: Contact {
                phone: Phone::parse("19900000001").unwrap(),
                email: None,
                address: None,
                postcode: None,
            },
        },
        application: Application {
            items: vec![Item {
                number: 1,
                title: "2025年度保障性住房分配方案".to_owned(),
                document_number: None,
                description: Some("含批准文件".to_owned()),
            }],
            form: ProvisionForm::Electronic,
            obtain_by: ObtainBy::Online,
            accepts_other_form: true,
        },
        files: Vec::new(),
        token: Uuid::from_u128(token),
    }
}

/// A draft on a ground with everything filled in that it demands.
pub(crate) fn full_draft(law: &Law, ground: &str) -> Draft {
    Draft {
        items: vec![full_item(law, ground)],
    }
}

fn full_item(law: &Law, ground: &str) -> ItemAnswer {
    let key: GroundKey = ground.parse().unwrap();
    let rule = law.ground(&key).unwrap();
    let fields = rule
        .demands
        .iter()
        .map(|key| (key.clone(), fill(law, key)))
        .collect();
    let withheld = if rule.group == OutcomeGroup::Partial {
        let part = full_item(law, "internal_affairs");
        vec![Withheld {
            part: "附件第3页".to_owned(),
            ground: part.ground.unwrap(),
            fields: part.fields,
        }]
    } else {
        Vec::new()
    };
    ItemAnswer {
        item: 1,
        ground: Some(key),
        fields,
        withheld,
        files: Vec::new(),
    }
}

fn fill(law: &Law, key: &FieldKey) -> String {
    let field = law.field(key);
    field.must_be.clone().unwrap_or_else(|| match field.kind {
        FieldKind::Short | FieldKind::Long => {
            "经查阅档案并逐项核对，情况和理由说明如下，供申请人参考。".to_owned()
        }
        FieldKind::Date => "2026-03-02".to_owned(),
        FieldKind::Url => "https://example.cn/a".to_owned(),
        FieldKind::Phone => "0990-5550002".to_owned(),
        FieldKind::YesNo => "no".to_owned(),
        FieldKind::Choice => field.options[0].key.clone(),
    })
}

/// Every question of a step answered with yes.
pub(crate) fn checklist(law: &Law, step: StepKey) -> Vec<CheckAnswer> {
    let rule = law.review_chain().iter().find(|rule| rule.key == step).unwrap();
    let yes = |question: &gongkai::law::Question| CheckAnswer {
        question: question.key.clone(),
        in_order: true,
    };
    rule.questions.iter().map(yes).collect()
}

impl TestOffice {
    /// Files an application with the agency here.
    pub(crate) async fn file(&self, token: u128) -> Filed {
        casework::file(&self.office, self.here.agency.id, new_application(token))
            .await
            .unwrap()
    }

    /// One order by a person of the agency here, on the case as it stands.
    pub(crate) async fn order(&self, person: &str, case: CaseId, order: Order) -> Result<Case, ActError> {
        let version = self.case(case).await.version;
        casework::act(
            &self.office,
            &self.here.actor(person),
            self.here.agency.id,
            case,
            version,
            order,
        )
        .await
    }

    pub(crate) async fn case(&self, case: CaseId) -> Case {
        let scope = gongkai::store::Scope::of(self.here.agency.id);
        gongkai::store::case::load(&self.office.db, scope, case)
            .await
            .unwrap()
            .unwrap()
    }

    /// Files, confirms, assigns and accepts.
    pub(crate) async fn in_hand(&self, token: u128) -> CaseId {
        let case = self.file(token).await.case;
        let today = self.office.today();
        self.order("clerk", case, Order::ConfirmReceipt { received_on: today })
            .await
            .unwrap();
        let assign = Order::Assign {
            department: self.here.department,
            handler: None,
        };
        self.order("clerk", case, assign).await.unwrap();
        self.order("handler", case, Order::Accept).await.unwrap();
        case
    }

    /// Drafts an answer on a ground and submits it.
    pub(crate) async fn submit(&self, case: CaseId, ground: &str) {
        let draft = full_draft(&self.office.law, ground);
        self.order("handler", case, Order::SaveDraft { draft })
            .await
            .unwrap();
        self.order("handler", case, Order::Submit).await.unwrap();
    }

    /// Lets the reviewer of the step that is due approve what stands there.
    pub(crate) async fn approve(&self, case: CaseId, person: &str) -> Result<Case, ActError> {
        let stands = self.case(case).await;
        let review = stands.stage.review().expect("the case is in review");
        let step = review.current().expect("a step is due");
        let checklist = checklist(&self.office.law, step);
        let order = Order::Approve {
            step,
            content: review.content,
            checklist,
            note: None,
        };
        self.order(person, case, order).await
    }
}
