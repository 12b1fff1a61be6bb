//! A small world for the store's tests: agencies with one person, and cases told in events, so that the store alone
//! is asked. Tests of the case itself have the kit's office.

use std::sync::atomic::{AtomicU64, Ordering};

use gongkai::domain::account::ActorRef;
use gongkai::domain::agency::{Agency, Department};
use gongkai::domain::applicant::ApplicantKind;
use gongkai::domain::application::{AsksFor, Filing};
use gongkai::domain::case::Case;
use gongkai::domain::digest::Digest;
use gongkai::domain::event::{Event, Recorded};
use gongkai::domain::id::{
    AccountId, AgencyId, ApplicantId, ApplicationId, CaseId, CaseNumber, DepartmentId,
};
use gongkai::domain::summary;
use gongkai::law::{AgencyKind, Channel, Role};
use gongkai::store::account::Account;
use gongkai::store::case::Listing;
use gongkai::store::{Db, Scope, StoreError, Tx, account, agency, case, number};
use time::macros::{date, datetime};
use time::{Date, Duration, OffsetDateTime};
use uuid::Uuid;

use crate::kit::{bureau, premises::law};

pub(crate) const NOW: OffsetDateTime = datetime!(2026-03-02 01:00 UTC);

static COUNT: AtomicU64 = AtomicU64::new(1);

/// An id that no other test row has.
pub(crate) fn id() -> Uuid {
    Uuid::from_u64_pair(1, COUNT.fetch_add(1, Ordering::Relaxed))
}

/// An agency with a department and a handler.
pub(crate) struct Office {
    pub(crate) agency: Agency,
    pub(crate) scope: Scope,
    pub(crate) department: DepartmentId,
    pub(crate) handler: AccountId,
}

pub(crate) async fn office(db: &Db) -> Office {
    let unique = id();
    let kind = AgencyKind::CountyDepartment;
    let key = format!("agency-{unique}");
    let agency = bureau::agency(AgencyId(unique), &key, "青溪县住房和城乡建设局", "QX", kind);
    let scope = Scope::of(agency.id);
    let department = Department {
        id: DepartmentId(id()),
        agency: agency.id,
        name: "住房保障科".to_owned(),
        active: true,
    };
    let handler = AccountId(id());
    let tx = db.begin().await.unwrap();
    agency::insert(&tx, &agency).await.unwrap();
    agency::insert_department(&tx, &department, 1).await.unwrap();
    let person = person(&agency, Some(department.id), handler);
    account::insert(&tx, &person, "$argon2id$…", NOW).await.unwrap();
    tx.commit().await.unwrap();
    Office {
        agency,
        scope,
        department: department.id,
        handler,
    }
}

pub(crate) fn person(agency: &Agency, department: Option<DepartmentId>, id: AccountId) -> Account {
    Account {
        id,
        agency: agency.id,
        department,
        username: format!("user-{id}"),
        name: "林一".to_owned(),
        roles: [Role::Handler, Role::IntakeClerk].into(),
        active: true,
        last_sign_in_at: None,
        email: None,
    }
}

impl Office {
    pub(crate) fn assigned(&self) -> Event {
        Event::Assigned {
            department: self.department,
            handler: Some(self.handler),
        }
    }

    pub(crate) fn accepted(&self) -> Event {
        Event::Accepted {
            department: self.department,
            handler: self.handler,
            windows: Vec::new(),
        }
    }

    /// Files a case, submitted on a day, and lets some more happen to it.
    pub(crate) async fn case(&self, db: &Db, submitted_on: Date, more: Vec<Event>) -> Case {
        let tx = db.begin().await.unwrap();
        let case = self.open(&tx, submitted_on).await.unwrap();
        tx.commit().await.unwrap();
        if more.is_empty() {
            case
        } else {
            self.append(db, &case, more).await.unwrap()
        }
    }

    /// Opens a case in the caller's transaction.
    pub(crate) async fn open(&self, tx: &Tx, submitted_on: Date) -> Result<Case, StoreError> {
        let serial = number::next(tx, self.scope, number::CASES, submitted_on.year()).await?;
        let filed = Event::Filed {
            agency: self.agency.id,
            number: CaseNumber::new(&self.agency.numbering.case_code, submitted_on.year(), serial),
            filing: Filing {
                application: ApplicationId(id()),
                applicant: ApplicantId(id()),
                applicant_kind: ApplicantKind::Person,
                channel: Channel::Online,
                items: 1,
                content: Digest::of_bytes(b"application"),
                asks_for: AsksFor::Information,
            },
            submitted_on,
        };
        let events = [Recorded {
            seq: 1,
            at: NOW,
            actor: ActorRef::Applicant,
            event: filed,
        }];
        let case = Case::fold(CaseId(id()), &events).unwrap();
        let listing = Listing {
            subject: "某小区规划许可".to_owned(),
            applicant_name: "赵某".to_owned(),
        };
        case::open(tx, &case, &events, &summary::of(&case, law(), NOW), &listing).await?;
        Ok(case)
    }

    /// Appends to the case as `before` knows it.
    pub(crate) async fn append(
        &self,
        db: &Db,
        before: &Case,
        events: Vec<Event>,
    ) -> Result<Case, StoreError> {
        let mut after = before.clone();
        let mut recorded = Vec::new();
        for event in events {
            let seq = after.version + 1;
            let at = NOW + Duration::minutes(i64::from(seq));
            let event = Recorded {
                seq,
                at,
                actor: ActorRef::Account(self.handler),
                event,
            };
            after.apply(&event).unwrap();
            recorded.push(event);
        }
        let tx = db.begin().await?;
        case::append(
            &tx,
            before.version,
            &after,
            &recorded,
            &summary::of(&after, law(), NOW),
        )
        .await?;
        tx.commit().await?;
        Ok(after)
    }
}

/// Received on the day of submission.
pub(crate) fn received() -> Event {
    Event::ReceiptConfirmed {
        received_on: date!(2026 - 03 - 02),
        confirmed_on: Some(date!(2026 - 03 - 02)),
        evidence: None,
    }
}

pub(crate) fn withdrawn() -> Event {
    Event::Withdrawn {
        reason: None,
        withdrawn_on: date!(2026 - 03 - 03),
    }
}
