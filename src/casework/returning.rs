//! Who comes back: whoever a form names, as earlier applications to the same agency know them. It saves typing, and decides
//! nothing: the clerk compares what is offered with what came in.

use time::Date;

use super::Office;
use crate::{
    domain::{
        applicant::{Applicant, ApplicantKind, Identity},
        flag::Flag,
        id::{ApplicantId, CaseId, CaseNumber},
        text::Name,
    },
    store::{
        self, Scope, StoreError,
        applicant::asker::{self, Standing},
        queue::Entry,
    },
};

/// The most applications under one name that are looked through.
const SAME_NAME: u64 = 50;
/// The most people that are offered.
const OFFERED: usize = 5;
/// The most cases of one person that are counted.
const COUNTED: u64 = 100;

/// Somebody who applied before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returning {
    pub id: ApplicantId,
    pub applicant: Applicant,
    pub newest: CaseNumber,
    /// When the newest was received; before that is settled, submitted.
    pub on: Option<Date>,
    /// Their cases, counted as far as a hundred.
    pub cases: usize,
}

/// What a form says of somebody.
#[derive(Debug, Clone, Copy)]
pub struct Sought<'a> {
    pub is_person: bool,
    pub identity: Option<&'a Identity>,
    pub name: Option<&'a Name>,
}

/// Whom the number brings back; where nobody has it, whoever bears the name. The newest first, each once.
pub async fn find(office: &Office, scope: Scope, sought: Sought<'_>) -> Result<Vec<Returning>, StoreError> {
    let mut found = Vec::new();
    if let Some(identity) = sought.identity {
        let id = asker::newest_of(&office.db, &office.vault, scope, identity).await?;
        found = told(office, scope, sought, id.into_iter().collect()).await?;
    }
    if let (true, Some(name)) = (found.is_empty(), sought.name) {
        let ids = asker::newest_named(&office.db, scope, name, SAME_NAME).await?;
        found = told(office, scope, sought, ids).await?;
    }
    Ok(found)
}

async fn told(
    office: &Office,
    scope: Scope,
    sought: Sought<'_>,
    ids: Vec<ApplicantId>,
) -> Result<Vec<Returning>, StoreError> {
    let db = &office.db;
    let mut found = Vec::new();
    for id in ids {
        if found.len() == OFFERED {
            break;
        }
        let Some(applicant) = get(office, scope, id).await? else {
            continue;
        };
        if (applicant.kind == ApplicantKind::Person) != sought.is_person {
            continue;
        }
        let cases: Vec<CaseId> = match &applicant.identity {
            Some(identity) => {
                let who = (identity, Standing::Applies);
                let stands = asker::cases_of(db, &office.vault, scope, who, COUNTED).await?;
                stands.into_iter().map(|stands| stands.case).collect()
            }
            None => store::application::cases_of(db, scope, id).await?,
        };
        let mut entries = store::queue::entries(db, scope, &cases).await?;
        // What was taken over by mistake is shown nowhere.
        entries.retain(|entry| !entry.flags.has(Flag::Undone));
        let count = entries.len();
        let newest = entries.into_iter().max_by_key(|entry| entry.id);
        found.extend(newest.map(|newest| returning(id, applicant, newest, count)));
    }
    Ok(found)
}

fn returning(id: ApplicantId, applicant: Applicant, newest: Entry, cases: usize) -> Returning {
    Returning {
        id,
        applicant,
        on: newest.received_on.or(newest.submitted_on),
        newest: newest.number,
        cases,
    }
}

/// Somebody of the agency's earlier applicants; none where they are not, or were erased.
pub async fn get(office: &Office, scope: Scope, id: ApplicantId) -> Result<Option<Applicant>, StoreError> {
    store::applicant::get(&office.db, &office.vault, scope, id).await
}
