//! Everything that is known of a case, read for a page.

use std::collections::{BTreeMap, BTreeSet};

use super::history::Texts;
use crate::{
    casework::{Office, attachment},
    domain::{
        account::Officer,
        agency::Department,
        answer::{Draft, FileRef},
        applicant::Applicant,
        case::Case,
        event::Recorded,
        id::{CaseId, FileId, PartyId},
        party::Party,
        permission,
    },
    law::Role,
    store::{
        self, Scope, StoreError,
        account::Account,
        application::Filed,
        consultation_link::Link,
        file::{File, Purpose, Scan},
    },
    web::{
        access::is_reviewer,
        casefile::{Head, proposal::FileLink},
        wording::{Names, Said, Voice},
    },
};

/// A case with all that belongs to it.
#[derive(Debug)]
pub(crate) struct Dossier {
    /// Who reads it.
    pub(crate) reader: Officer,
    pub(crate) case: Case,
    pub(crate) history: Vec<Recorded>,
    pub(crate) filed: Filed,
    /// None where who applied was erased.
    pub(crate) applicant: Option<Applicant>,
    pub(crate) texts: Texts,
    pub(crate) files: Vec<File>,
    pub(crate) draft: Option<Draft>,
    pub(crate) names: Names,
    pub(crate) accounts: Vec<Account>,
    pub(crate) departments: Vec<Department>,
    /// Those besides the applicant whom the case concerns; none where they were erased.
    pub(crate) parties: BTreeMap<PartyId, Option<Party>>,
    /// What the applicant was told besides, and when.
    pub(crate) told: Vec<store::outbox::Sent>,
    /// The links by which third parties answer, the newest first.
    pub(crate) answering: Vec<Link>,
    /// The office's distance from UTC.
    pub(crate) offset: time::UtcOffset,
    /// The linked cases that the reader may open.
    pub(crate) linked: BTreeMap<CaseId, store::queue::Entry>,
}

impl Dossier {
    /// The case, if the agency has it and this person may read it; to anybody else it does not exist.
    pub(crate) async fn open(
        office: &Office,
        officer: &Officer,
        id: CaseId,
    ) -> Result<Option<Self>, StoreError> {
        let (db, scope) = (&office.db, Scope::of(officer.agency));
        let history = store::case::load_events(db, scope, id).await?;
        if history.is_empty() {
            return Ok(None);
        }
        let inconsistent = |source: Box<dyn std::error::Error + Send + Sync>| StoreError::Inconsistent {
            table: "case_event",
            key: id.to_string(),
            source,
        };
        let case = Case::fold(id, &history).map_err(|broken| inconsistent(broken.into()))?;
        if !permission::may_read(&case, officer) {
            return Ok(None);
        }
        let filed = store::application::of_case(db, scope, id).await?;
        let applicant = store::applicant::get(db, &office.vault, scope, case.filing.applicant).await?;
        let filed = filed.ok_or_else(|| inconsistent("its application is missing".into()))?;
        let draft = match &case.draft {
            Some(drafted) => store::draft::get(db, scope, drafted.reference.id).await?,
            None => None,
        };
        let accounts = store::account::list(db, scope).await?;
        let departments = store::agency::departments(db, scope).await?;
        Ok(Some(Self {
            texts: store::words::of_case(db, scope, id).await?,
            files: store::file::of_case(db, scope, id).await?,
            parties: store::consulted::of_case(db, &office.vault, scope, id).await?,
            linked: linked(office, officer, &case).await?,
            told: store::outbox::of_case(db, scope, id).await?,
            answering: store::consultation_link::of_case(db, scope, id).await?,
            offset: office.clock.offset(),
            draft: draft.map(|saved| saved.draft),
            names: names(office, &accounts, &departments).with_steps(&history),
            reader: officer.clone(),
            case,
            history,
            filed,
            applicant,
            accounts,
            departments,
        }))
    }

    pub(crate) fn head(&self, voice: Voice<'_>) -> Said<Head> {
        let stage = &self.case.stage;
        let department = self.case.department().map(|id| self.names.department(id));
        let handler = self.case.handler().map(|id| self.names.person(id));
        let who: Vec<String> = [department, handler].into_iter().flatten().collect();
        Ok(Head {
            number: self.case.number.to_string(),
            subject: self
                .filed
                .application
                .only(&self.case.items)
                .subject(self.case.filing.asks_for),
            stage: voice.stage(stage)?,
            who: (!who.is_empty()).then(|| who.join(" ")),
        })
    }

    /// Whether the reader's task needs the applicant's numbers and addresses in full: the clerk who takes
    /// applications in, and the handler who has the case.
    pub(crate) fn needs_contact(&self, officer: &Officer) -> bool {
        officer.is(Role::IntakeClerk) || self.case.handler() == Some(officer.account)
    }

    /// Whether the reader's task needs a file. What the applicant sent along tells who they are; but what is to prove a
    /// record wrong is what the review of the answer is about.
    pub(crate) fn may_open(&self, officer: &Officer, file: &File) -> bool {
        match file.purpose {
            Purpose::Source | Purpose::Attachment | Purpose::Answer => true,
            Purpose::Evidence if self.case.filing.asks_for.corrects_records() => {
                self.needs_contact(officer) || is_reviewer(officer)
            }
            Purpose::Opinion => self.needs_contact(officer) || is_reviewer(officer),
            Purpose::Evidence | Purpose::Identity | Purpose::Authority | Purpose::Payment => {
                self.needs_contact(officer)
            }
        }
    }

    /// What the applicant sent along, as far as the reader's task needs it.
    pub(crate) fn evidence(&self, officer: &Officer, at: &str) -> Vec<FileLink> {
        let sent = self
            .files
            .iter()
            .filter(|file| file.purpose.came_with_application() && self.may_open(officer, file));
        sent.map(|file| FileLink::of(file, format!("{at}/{}/files/{}", self.case.id, file.id)))
            .collect()
    }

    /// 随附材料: files that a third party is shown, each with its title.
    pub(crate) fn shown(&self, files: impl IntoIterator<Item = FileId>) -> Vec<(FileId, String)> {
        let title = |id: FileId| {
            let file = self.files.iter().find(|file| file.id == id)?;
            Some((id, attachment::title_of(file).to_owned()))
        };
        files.into_iter().filter_map(title).collect()
    }

    /// The documents that an answer can hand over.
    pub(crate) fn documents(&self) -> Vec<FileRef> {
        let is_sound = |file: &&File| file.purpose == Purpose::Answer && file.scan != Scan::Infected;
        let documents = self.files.iter().filter(is_sound);
        documents
            .map(|file| FileRef {
                id: file.id,
                name: file.name.clone(),
                content: file.content,
            })
            .collect()
    }
}

/// The cases that a case names, as far as this person may open them.
async fn linked(
    office: &Office,
    officer: &Officer,
    case: &Case,
) -> Result<BTreeMap<CaseId, store::queue::Entry>, StoreError> {
    let (db, scope) = (&office.db, Scope::of(officer.agency));
    let proposed = case.publication.iter().flat_map(|publication| &publication.with);
    let others: BTreeSet<CaseId> = case
        .links
        .iter()
        .map(|link| &link.other)
        .chain(proposed)
        .copied()
        .collect();
    let others: Vec<CaseId> = others.into_iter().collect();
    let found = store::queue::entries(db, scope, &others).await?.into_iter();
    let readable = found.filter(|entry| store::readable::is_by(officer, entry));
    Ok(readable.map(|entry| (entry.id, entry)).collect())
}

/// The names of an agency's people, with their roles, and of its departments.
pub(crate) fn names(office: &Office, accounts: &[Account], departments: &[Department]) -> Names {
    let law = office.law();
    let person = |account: &Account| {
        let roles: Vec<&str> = account.roles.iter().map(|role| law.role_name(*role)).collect();
        let name = if roles.is_empty() {
            account.name.clone()
        } else {
            format!("{}（{}）", account.name, roles.join("、"))
        };
        (account.id, name)
    };
    Names {
        people: accounts.iter().map(person).collect(),
        departments: departments
            .iter()
            .map(|department| (department.id, department.name.clone()))
            .collect(),
        steps: BTreeMap::new(),
        windows: BTreeMap::new(),
    }
}
