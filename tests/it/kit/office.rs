//! An office at work: two agencies with their people, and what is done in them, in the words of the trade. Everything
//! goes through `casework`, as it does from a page.

use std::{ops::Deref, sync::Arc};

use gongkai::{
    casework::{self, ActError, Filed, NewApplication, Order, Registration, Upload},
    documents::Scanner,
    domain::{
        answer::{Draft, FileRef},
        applicant::{Applicant, ApplicantKind, Contact, Identity},
        application::{Application, AsksFor, Item, ObtainBy, ProvisionForm},
        case::Case,
        id::CaseId,
        receipt::{Arrival, Confirmation},
        service::{Service, Waybill},
        text::{Address, IdentityNumber, Name, Phone, Postcode},
    },
    law::{AgencyKind, Channel, Role},
    store::{self, Scope},
};
use time::Date;
use uuid::Uuid;

use super::{
    Backend, Fixture,
    answer::{all_in_order, full_draft},
    bureau::Bureau,
    premises::Premises,
};

/// A PDF that holds nothing but what its one page shows, as files that are handed over have to be.
pub(crate) const CLEAN: &[u8] = include_bytes!("../../../fixtures/samples/clean.pdf");

/// Two agencies on one database.
#[derive(Debug)]
pub(crate) struct TestOffice {
    premises: Premises,
    /// A county bureau: its government reconsiders.
    pub(crate) here: Bureau,
    /// A tax office: the tax office above it reconsiders.
    pub(crate) elsewhere: Bureau,
}

impl Fixture for TestOffice {
    async fn on(backend: Backend) -> Self {
        Self::within(Premises::on(backend).await).await
    }
}

impl TestOffice {
    /// The same, with somebody who looks for viruses.
    pub(crate) fn guarded_by(mut self, scanner: Arc<Scanner>) -> Self {
        self.premises = self.premises.guarded_by(scanner);
        self
    }

    /// The same, with its files elsewhere.
    #[cfg(feature = "s3")]
    pub(super) fn keeping_in(mut self, blobs: gongkai::documents::Blobs) -> Self {
        self.premises = self.premises.keeping_in(blobs);
        self
    }

    /// Moves in, at the time that the clock there shows.
    pub(crate) async fn within(premises: Premises) -> Self {
        use AgencyKind::{CountyDepartment, VerticalDepartment};
        let open = async |key, name, code, kind| Bureau::open(&premises.office, key, name, code, kind).await;
        Self {
            here: open("qingxi", "青溪县住房和城乡建设局", "QXZJ", CountyDepartment).await,
            elsewhere: open(
                "qingxi-tax",
                "国家税务总局青溪县税务局",
                "QXSW",
                VerticalDepartment,
            )
            .await,
            premises,
        }
    }
}

impl Deref for TestOffice {
    type Target = Premises;

    fn deref(&self) -> &Premises {
        &self.premises
    }
}

/// An application of a person for one thing.
pub(crate) fn new_application(token: u128) -> NewApplication {
    NewApplication {
        applicant: Applicant {
            kind: ApplicantKind::Person,
            name: Name::parse("林喆舟").unwrap(),
            identity: Some(Identity::ResidentCard(
                IdentityNumber::parse("990101199001010019").unwrap(),
            )),
            representation: None,
            joint: Vec::new(),
            agent: None,
            contact: Contact {
                phone: Some(Phone::parse("19900000001").unwrap()),
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
        asks_for: AsksFor::Information,
        files: Vec::new(),
        token: Uuid::from_u128(token),
    }
}

/// What is done to a case of the agency here.
impl TestOffice {
    /// Somebody files an application online; the token names their form.
    pub(crate) async fn file(&self, token: u128) -> Filed {
        casework::file(&self.office, self.here.agency.id, new_application(token))
            .await
            .unwrap()
    }

    /// The case as it stands.
    pub(crate) async fn case(&self, case: CaseId) -> Case {
        let scope = Scope::of(self.here.agency.id);
        store::case::load(&self.office.db, scope, case)
            .await
            .unwrap()
            .unwrap()
    }

    /// Any order, on the case as it stands.
    pub(crate) async fn order(&self, person: &str, case: CaseId, order: Order) -> Result<Case, ActError> {
        let version = self.case(case).await.version;
        let (actor, agency) = (self.here.actor(person), self.here.agency.id);
        Box::pin(casework::act(&self.office, &actor, agency, case, version, order)).await
    }

    /// What the clerk says when somebody has confirmed, on that day.
    pub(crate) fn confirmed(&self, on: Date) -> Order {
        Order::ConfirmReceipt {
            confirmation: self.confirmation(on),
        }
    }

    pub(crate) fn confirmation(&self, on: Date) -> Confirmation {
        let record = self.office.words("电话与申请人确认收到，申请人无异议").unwrap();
        Confirmation { on, record }
    }

    /// What reached the agency on a day, with all that any channel asks to be kept of it.
    pub(crate) fn arrived(&self, channel: Channel, on: Date) -> Registration {
        Registration {
            channel,
            arrival: Arrival {
                on,
                waybill: Waybill::parse("EA123456789CN"),
                record: Some(self.office.words("收发室登记，封面加盖收文章").unwrap()),
                confirmation: None,
            },
        }
    }

    /// The clerk confirms the receipt, today.
    pub(crate) async fn confirm(&self, case: CaseId) -> Case {
        let order = self.confirmed(self.office.today());
        self.order("clerk", case, order).await.unwrap()
    }

    /// The clerk gives the case to the first department.
    pub(crate) async fn assign(&self, case: CaseId) -> Case {
        let order = Order::Assign {
            department: self.here.department,
            handler: None,
        };
        self.order("clerk", case, order).await.unwrap()
    }

    /// Somebody takes the case up.
    pub(crate) async fn accept(&self, person: &str, case: CaseId) -> Case {
        self.order(person, case, Order::Accept).await.unwrap()
    }

    /// Takes a filed case up to somebody's desk.
    pub(crate) async fn take_in_hand(&self, person: &str, case: CaseId) {
        self.confirm(case).await;
        self.assign(case).await;
        self.accept(person, case).await;
    }

    /// A case on the desk of the handler.
    pub(crate) async fn in_hand(&self, token: u128) -> CaseId {
        let case = self.file(token).await.case;
        self.take_in_hand("handler", case).await;
        case
    }

    /// The handler adds a document to hand over.
    pub(crate) async fn upload(&self, case: CaseId, name: &str, bytes: &[u8]) -> Result<FileRef, ActError> {
        let (actor, agency) = (self.here.actor("handler"), self.here.agency.id);
        let upload = Upload {
            name: name.to_owned(),
            bytes: bytes.to_vec(),
        };
        casework::upload(&self.office, &actor, agency, case, upload).await
    }

    /// The latest copy for release of a document of the case.
    pub(crate) async fn copy_for_release(&self, case: CaseId) -> FileRef {
        let documents = casework::document::of_case(&self.office, self.here.agency.id, case).await;
        let document = documents.unwrap().pop().expect("a document");
        let file = document.copies.last().expect("a copy").file.clone();
        FileRef {
            id: file.id,
            name: file.name,
            content: file.content,
        }
    }

    /// Who has the case writes a draft and submits it.
    pub(crate) async fn submit_draft(&self, case: CaseId, draft: Draft) -> Case {
        let handler = self.case(case).await.stage.handler().expect("somebody has it");
        let person = self.here.name_of(handler);
        self.order(person, case, Order::SaveDraft { draft })
            .await
            .unwrap();
        self.order(person, case, Order::Submit).await.unwrap()
    }

    /// The same, on a ground.
    pub(crate) async fn submit(&self, case: CaseId, ground: &str) -> Case {
        let items = u16::try_from(self.case(case).await.items.len()).unwrap();
        self.submit_draft(case, full_draft(items, ground)).await
    }

    /// Somebody approves, at the step that is due, what stands there.
    pub(crate) async fn approve(&self, person: &str, case: CaseId) -> Result<Case, ActError> {
        let stands = self.case(case).await;
        let review = stands.stage.review().expect("the case is in review");
        let step = review.waiting().next().expect("a step is due");
        let order = Order::Approve {
            step: step.key.clone(),
            content: review.content,
            checklist: all_in_order(step.kind),
            note: None,
        };
        self.read_everything(person, case).await;
        self.order(person, case, order).await
    }

    /// Somebody opens every part that whoever approves has to have opened.
    pub(crate) async fn read_everything(&self, person: &str, case: CaseId) {
        let case = self.case(case).await;
        let reader = self.here.officer(person);
        for part in case.parts_to_open() {
            casework::review::remember(&self.office, &reader, &case, part)
                .await
                .unwrap();
        }
    }

    /// Every step that is due is taken by the person whose role it is.
    pub(crate) async fn approve_all(&self, case: CaseId) {
        let plan = self
            .case(case)
            .await
            .stage
            .review()
            .expect("the case is in review")
            .plan
            .clone();
        for step in plan.steps {
            let person = match step.role {
                Role::ConfidentialityReviewer => "secrets",
                Role::LegalReviewer => "lawyer",
                Role::SigningLeader => "leader",
                Role::IntakeClerk
                | Role::Handler
                | Role::DepartmentHead
                | Role::Supervisor
                | Role::Administrator => {
                    panic!("{} is nobody's", step.key)
                }
            };
            self.approve(person, case).await.unwrap();
        }
    }

    /// The clerk issues the letter: it has a number now, and is still to be served.
    pub(crate) async fn issue(&self, case: CaseId) -> Case {
        self.order("clerk", case, Order::Issue).await.unwrap()
    }

    /// An answer that was issued for somebody who has told where they live.
    pub(crate) async fn to_be_posted(&self, token: u128) -> CaseId {
        self.to_be_posted_to(token, "云州市青溪县人民路12号").await
    }

    pub(crate) async fn to_be_posted_to(&self, token: u128, address: &str) -> CaseId {
        let mut new = new_application(token);
        new.applicant.contact.address = Some(Address::parse(address).unwrap());
        new.applicant.contact.postcode = Some(Postcode::parse("671000").unwrap());
        let filed = casework::file(&self.office, self.here.agency.id, new)
            .await
            .unwrap();
        self.take_in_hand("handler", filed.case).await;
        self.submit(filed.case, "internal_affairs").await;
        self.approve_all(filed.case).await;
        self.issue(filed.case).await;
        filed.case
    }

    /// The clerk serves the letter.
    pub(crate) async fn serve(&self, case: CaseId, service: Service) -> Case {
        self.order(
            "clerk",
            case,
            Order::Serve {
                service,
                letter: None,
                remark: None,
            },
        )
        .await
        .unwrap()
    }
}
