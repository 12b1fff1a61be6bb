//! 线索, black box: what is found, what is shown of it and to whom; that it decides nothing; and that it is set aside.

mod aside;
mod found;
mod shown;

use std::pin::Pin;

use gongkai::{
    casework::{
        self, NewApplication,
        evidence::{self, Evidence, Looking},
    },
    domain::{
        applicant::Identity,
        application::Item,
        id::CaseId,
        text::{IdentityNumber, Name, Phone},
    },
    store::{self, Scope},
};

use crate::kit::{
    bureau::Bureau,
    office::{TestOffice, new_application},
    premises::law,
};

/// Numbers of people who do not exist; the first is everybody's in other tests.
const PEOPLE: [(&str, &str); 3] = [
    ("林喆舟", "990101199001010019"),
    ("端木芳", "990101199001010035"),
    ("欧阳伟", "990101199001010051"),
];

/// An application of one of them for one thing.
fn asking(token: u128, person: usize, title: &str, description: &str) -> NewApplication {
    let (name, number) = PEOPLE[person];
    let mut new = new_application(token);
    new.applicant.name = Name::parse(name).unwrap();
    new.applicant.identity = Some(Identity::ResidentCard(IdentityNumber::parse(number).unwrap()));
    new.applicant.contact.phone = Some(Phone::parse(&format!("1990000000{person}")).unwrap());
    new.application.items = vec![item(1, title, description)];
    new
}

fn item(number: u16, title: &str, description: &str) -> Item {
    Item {
        number,
        title: title.to_owned(),
        document_number: None,
        description: (!description.is_empty()).then(|| description.to_owned()),
    }
}

async fn file(office: &TestOffice, bureau: &Bureau, new: NewApplication) -> CaseId {
    let filed = casework::file(&office.office, bureau.agency.id, new).await;
    filed.unwrap().case
}

/// One that comes in here and is taken in hand.
async fn taken(office: &TestOffice, new: NewApplication) -> CaseId {
    let case = file(office, &office.here, new).await;
    office.take_in_hand("handler", case).await;
    case
}

/// One that is answered on a ground, up to the letter that waits to be served.
fn answered<'a>(
    office: &'a TestOffice,
    new: NewApplication,
    ground: &'a str,
) -> Pin<Box<dyn Future<Output = CaseId> + 'a>> {
    Box::pin(async move {
        let case = taken(office, new).await;
        office.submit(case, ground).await;
        office.approve_all(case).await;
        office.issue(case).await;
        case
    })
}

/// What somebody of the agency here finds about a case.
async fn found(office: &TestOffice, person: &str, id: CaseId) -> Evidence {
    let (db, scope) = (&office.office.db, Scope::of(office.here.agency.id));
    let case = office.case(id).await;
    let filed = store::application::of_case(db, scope, id).await.unwrap().unwrap();
    let applicant = store::applicant::get(db, &office.office.vault, scope, case.filing.applicant).await;
    evidence::of_case(Looking {
        office: &office.office,
        law: law(),
        officer: &office.here.officer(person),
        case: &case,
        application: &filed.application,
        applicant: applicant.unwrap().as_ref(),
    })
    .await
    .unwrap()
}

fn at(case: CaseId) -> String {
    format!("/desk/cases/{case}/evidence")
}
