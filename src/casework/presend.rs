//! 发出前核对: what is about to leave, to whom, and what in it looks like personal data. What belongs to whoever gets it, and
//! what an office says of itself, is told apart; the rest is answered for, place by place, before it leaves.

use std::collections::BTreeSet;

use super::{
    ActError, Office, attachment, compose,
    inspection::{self, Hit, Inspected, Looked, of_text},
    notice,
    office::AtWork,
    paper::{CaseFile, saved_draft},
};
use crate::{
    documents::PersonalKind,
    domain::{
        agency::Agency,
        answer::{Draft, FileRef},
        applicant::Applicant,
        case::Case,
        clock::ConsultationKind,
        digest::Digest,
        id::{AgencyId, CaseId, FileId, NoticeId, PartyId},
        notice::{About, Attached},
        party::Party,
        presend::OpenHits,
        refusal::Refusal,
    },
    law::{DataOf, FieldKind, Law},
    letters::Document,
    store::{self, Connection, Scope, StoreError, Tx},
};

/// Signs that are shown before and behind a name.
const AROUND: usize = 16;

/// Whose data it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Of whoever gets it.
    Addressees,
    /// What an office tells of itself: its telephone, where to object.
    Offices,
    /// Of somebody else, as far as anybody can tell.
    Others,
}

/// Where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Letter,
    /// A page of a file, counted from one.
    File(FileRef, u32),
}

impl Place {
    fn page(&self) -> Option<(FileId, u32)> {
        match self {
            Self::Letter => None,
            Self::File(file, page) => Some((file.id, *page)),
        }
    }
}

/// Something that looks like personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub place: Place,
    pub kind: PersonalKind,
    pub text: String,
    pub before: String,
    pub behind: String,
    pub whose: Whose,
}

/// What is about to leave.
#[derive(Debug, Clone)]
pub struct Check {
    pub content: Digest,
    pub document: Document,
    pub files: Vec<(FileRef, Looked)>,
    pub found: Vec<Found>,
    /// What has to be answered for; none where there is nothing.
    pub open: Option<OpenHits>,
    /// Whether the letter is addressed to whom it has to be.
    pub addressee_fits: bool,
    /// Whether every file is one of the case, by its id and its digest.
    pub files_fit: bool,
}

/// What is known to be whose.
pub(super) struct Known {
    pub(super) addressees: Vec<String>,
    pub(super) offices: Vec<String>,
    /// The names of the others of the case.
    pub(super) others: Vec<String>,
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).collect()
}

impl Known {
    fn whose(&self, kind: PersonalKind, text: &str) -> Whose {
        let is_it = |known: &String| match kind {
            PersonalKind::Name => text.starts_with(known.as_str()) || known.starts_with(text),
            PersonalKind::Email => text.eq_ignore_ascii_case(known),
            PersonalKind::Identity | PersonalKind::Phone | PersonalKind::BankCard => {
                let (known, text) = (digits(known), digits(text));
                !known.is_empty() && (known.eq_ignore_ascii_case(&text) || text.ends_with(&known))
            }
        };
        if self.addressees.iter().any(is_it) {
            Whose::Addressees
        } else if self.offices.iter().any(is_it) {
            Whose::Offices
        } else {
            Whose::Others
        }
    }

    fn found(&self, place: &Place, hit: Hit) -> Found {
        Found {
            whose: self.whose(hit.kind, &hit.text),
            place: place.clone(),
            kind: hit.kind,
            text: hit.text,
            before: hit.before,
            behind: hit.behind,
        }
    }

    /// The names of the others of the case where they stand in a text without blanks.
    fn names<'t>(&'t self, place: &'t Place, text: &'t str) -> impl Iterator<Item = Found> + 't {
        let of_name = move |name: &'t String| {
            text.match_indices(name.as_str()).map(move |(at, name)| {
                let mut before: Vec<char> = text
                    .get(..at)
                    .unwrap_or_default()
                    .chars()
                    .rev()
                    .take(AROUND)
                    .collect();
                before.reverse();
                let behind = text.get(at + name.len()..).unwrap_or_default();
                Found {
                    place: place.clone(),
                    kind: PersonalKind::Name,
                    text: name.to_owned(),
                    before: before.into_iter().collect(),
                    behind: behind.chars().take(AROUND).collect(),
                    whose: Whose::Others,
                }
            })
        };
        self.others.iter().flat_map(of_name)
    }
}

pub(super) fn of_applicant(applicant: &Applicant) -> Vec<String> {
    let contact = &applicant.contact;
    let mut own: Vec<String> = applicant.names().map(ToString::to_string).collect();
    own.extend(
        applicant
            .identity
            .as_ref()
            .map(|identity| identity.number().to_owned()),
    );
    own.extend(contact.phone.as_ref().map(ToString::to_string));
    own.extend(contact.email.as_ref().map(ToString::to_string));
    own.extend(
        applicant
            .joint
            .iter()
            .map(|joint| joint.identity.number().to_owned()),
    );
    if let Some(agent) = &applicant.agent {
        own.push(agent.name.to_string());
        own.push(agent.identity.number().to_owned());
    }
    own
}

fn of_party(party: &Party) -> Vec<String> {
    let mut own = vec![party.name.to_string()];
    own.extend(party.phone.as_ref().map(ToString::to_string));
    own
}

/// What the offices that a letter names tell of themselves.
pub(super) fn of_offices(law: &Law, agency: &Agency, draft: Option<&Draft>) -> Vec<String> {
    let guide = &agency.guide;
    let mut own = vec![guide.phone.clone()];
    own.extend(guide.fax.clone());
    own.extend(guide.email.clone());
    own.extend(agency.organs.iter().filter_map(|organ| organ.phone.clone()));
    // Where the answer sends somebody to another office, it says how that is reached.
    let items = draft.iter().flat_map(|draft| &draft.items);
    let fields = items.flat_map(|item| {
        let parts = item.withheld.iter().flat_map(|part| &part.fields);
        item.fields.iter().chain(parts)
    });
    for (key, value) in fields {
        let field = law.field(key);
        if field.kind == FieldKind::Phone {
            own.push(value.clone());
        }
        if field.whose == Some(DataOf::Office) {
            own.extend(of_text(value).hits.into_iter().map(|hit| hit.text));
        }
    }
    own
}

/// What was found in a letter and its files, the letter first.
pub(super) fn found(known: &Known, letter: &str, files: &[(FileRef, &Inspected)]) -> Vec<Found> {
    let text: String = letter.chars().filter(|sign| !sign.is_whitespace()).collect();
    let hits = of_text(letter).hits.into_iter();
    let mut all: Vec<Found> = hits.map(|hit| known.found(&Place::Letter, hit)).collect();
    all.extend(known.names(&Place::Letter, &text));
    for (file, inspected) in files {
        for hit in &inspected.hits {
            let place = Place::File(file.clone(), hit.page);
            all.push(known.found(&place, hit.clone()));
        }
        for (number, words) in (1..).zip(&inspected.words) {
            let place = Place::File(file.clone(), number);
            all.extend(known.names(&place, words));
        }
    }
    // A name beside its label was found twice.
    let mut seen = BTreeSet::new();
    all.retain(|one| seen.insert((one.place.page(), one.text.clone(), one.before.clone())));
    all
}

/// What has to be answered for, in exactly this content.
pub(super) fn open_of(content: Digest, found: &[Found]) -> Option<OpenHits> {
    let open: Vec<_> = found
        .iter()
        .filter(|one| one.whose == Whose::Others)
        .map(|one| {
            (
                one.place.page(),
                one.kind.as_str(),
                one.text.as_str(),
                one.before.as_str(),
            )
        })
        .collect();
    (!open.is_empty()).then(|| OpenHits {
        digest: Digest::of_json(&(content, &open)),
        count: u32::try_from(open.len()).unwrap_or(u32::MAX),
    })
}

/// The third parties who were asked, with their names where they were not erased. Organs are no secret: letters name them.
pub(super) async fn third_parties(
    office: &Office,
    db: &impl Connection,
    scope: Scope,
    case: &Case,
) -> Result<Vec<(PartyId, String)>, StoreError> {
    let all = store::consulted::of_case(db, &office.vault, scope, case.id).await?;
    let asked = case.notices.iter().filter_map(|notice| {
        let third = ConsultationKind::ThirdParty;
        let is_third = matches!(notice.matter, About::Consultation { with, .. } if with == third);
        notice.matter.other_side().filter(|_| is_third)
    });
    let named = asked.filter_map(|(id, _)| Some((id, all.get(&id)?.as_ref()?.name.to_string())));
    Ok(named.collect())
}

fn names(parties: Vec<(PartyId, String)>) -> Vec<String> {
    parties.into_iter().map(|(_, name)| name).collect()
}

/// Files with what was found in each.
pub(super) fn all_of(inspected: &[(FileRef, Inspected)]) -> Vec<(FileRef, &Inspected)> {
    inspected
        .iter()
        .map(|(file, found)| (file.clone(), found))
        .collect()
}

/// Those of them that were looked through.
fn through(files: &[(FileRef, Looked)]) -> Vec<(FileRef, &Inspected)> {
    files
        .iter()
        .filter_map(|(file, looked)| match looked {
            Looked::Through(found) => Some((file.clone(), found)),
            Looked::NotYet(..) | Looked::Failed(_) => None,
        })
        .collect()
}

/// What has to be answered for before an answer leaves.
pub(super) async fn open_in_answer(
    office: &AtWork<'_>,
    db: &impl Connection,
    scope: Scope,
    (case, file, draft): (&Case, &CaseFile, &Draft),
    (document, content): (&Document, Digest),
    inspected: &[(FileRef, Inspected)],
) -> Result<Option<OpenHits>, ActError> {
    let known = Known {
        addressees: of_applicant(file.applicant()),
        offices: of_offices(&office.law, &file.agency, Some(draft)),
        others: names(third_parties(office, db, scope, case).await?),
    };
    let found = found(&known, &office.letters.text(document), &all_of(inspected));
    Ok(open_of(content, &found))
}

/// The answer of a case as it would leave now, for whoever may read the case.
pub async fn of_answer(office: &Office, agency: AgencyId, case: CaseId) -> Result<Check, ActError> {
    inspection::look_through(office, agency, case).await?;
    let scope = Scope::of(agency);
    let office = &office.as_it_stands(&office.db, scope).await?;
    let db = &office.db;
    let case = store::case::load(db, scope, case).await?.ok_or(ActError::Gone)?;
    let drafted = case.draft.as_ref().ok_or(Refusal::NothingDrafted)?;
    let saved = store::draft::get(db, scope, drafted.reference.id).await?;
    let draft = saved.ok_or(Refusal::NothingDrafted)?.draft;
    draft.check(&office.law, case.filing.asks_for, &case.items, case.worked_on())?;
    let file = CaseFile::load(office, db, scope, &case).await?;
    let (_, document) = file.reply(office, &case, &draft)?;
    let content = compose::Reply::content(&document, &draft);
    let files = inspection::of_draft(office, db, scope, &draft).await?;
    let known = Known {
        addressees: of_applicant(file.applicant()),
        offices: of_offices(&office.law, &file.agency, Some(&draft)),
        others: names(third_parties(office, db, scope, &case).await?),
    };
    let found = found(&known, &office.letters.text(&document), &through(&files));
    let stored = store::file::of_case(db, scope, case.id).await?;
    let is_of_case = |file: &FileRef| {
        stored
            .iter()
            .any(|known| known.id == file.id && known.content == file.content && known.removed_at.is_none())
    };
    Ok(Check {
        open: open_of(content, &found),
        addressee_fits: file
            .applicant()
            .names()
            .all(|name| document.addressee_words().contains(name.as_str())),
        files_fit: files.iter().all(|(file, _)| is_of_case(file)),
        content,
        document,
        files,
        found,
    })
}

/// What has to be answered for before a procedural letter leaves, with everything that was found.
pub(super) async fn in_notice(
    office: &AtWork<'_>,
    db: &impl Connection,
    scope: Scope,
    (case, about, file): (&Case, &About, &CaseFile),
    (document, content): (&Document, Digest),
    files: &[(FileRef, &Inspected)],
) -> Result<(Vec<Found>, Option<OpenHits>, bool), ActError> {
    let all = store::consulted::of_case(db, &office.vault, scope, case.id).await?;
    let of_notice = |id: NoticeId| case.notice(id).and_then(|notice| notice.matter.other_side());
    let side = match about {
        About::Consultation { .. } | About::Transfer { .. } => about.other_side(),
        About::DisclosureDecision { consultation } => of_notice(*consultation),
        About::Correction { .. }
        | About::ConsultationTold { .. }
        | About::Extension { .. }
        | About::Fee { .. }
        | About::ReasonsAsked { .. }
        | About::Delay { .. }
        | About::Ended { .. } => None,
    };
    let other = side.map(|(party, _)| party);
    let party = other.and_then(|id| all.get(&id)?.as_ref());
    let mut addressees = party.map_or_else(|| of_applicant(file.applicant()), of_party);
    let third = third_parties(office, db, scope, case).await?;
    // Whoever is asked twice is nobody else the second time.
    let is_asked = |name: &str| party.is_some_and(|party| party.name.as_str() == name);
    let others = third
        .into_iter()
        .filter(|(id, name)| Some(*id) != other && !is_asked(name));
    let mut others: Vec<String> = others.map(|(_, name)| name).collect();
    if matches!(about, About::Transfer { .. }) {
        // Whoever may correct the records has to reach the applicant (条例第四十一条).
        addressees.extend(of_applicant(file.applicant()));
    } else if party.is_some() {
        // Who asks is nobody's business who is asked.
        others.extend(file.applicant().names().map(ToString::to_string));
    }
    let known = Known {
        offices: of_offices(&office.law, &file.agency, None),
        others,
        addressees,
    };
    let to = document.addressee_words();
    let fits = match party {
        Some(party) => to.contains(party.name.as_str()),
        None => file.applicant().names().all(|name| to.contains(name.as_str())),
    };
    let found = found(&known, &office.letters.text(document), files);
    let open = open_of(content, &found);
    Ok((found, open, fits))
}

/// What has to be answered for in the answer as it stands in a transaction.
pub(super) async fn of_answer_now(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    case: &Case,
) -> Result<Option<OpenHits>, ActError> {
    let file = CaseFile::load(office, tx, scope, case).await?;
    let draft = saved_draft(tx, scope, case).await?;
    draft.check(&office.law, case.filing.asks_for, &case.items, case.worked_on())?;
    let inspected = inspection::check(office, tx, scope, &draft).await?;
    let (_, document) = file.reply(office, case, &draft)?;
    let content = compose::Reply::content(&document, &draft);
    let of = (case, &file, &draft);
    open_in_answer(office, tx, scope, of, (&document, content), &inspected).await
}

/// The same of a procedural letter.
pub(super) async fn of_notice_now(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    case: &Case,
    id: NoticeId,
) -> Result<Option<OpenHits>, ActError> {
    let notice = case.notice(id).filter(|notice| notice.is_open());
    let notice = notice.ok_or(Refusal::NoSuchNotice)?;
    let (file, _, document) = notice::stored(office, tx, scope, case, notice).await?;
    let content = compose::content(&document, &notice.matter);
    let shown = attachment::check(office, tx, scope, case.id, notice.matter.attached()).await?;
    let about = (case, &notice.matter, &file);
    let leaves = (&document, content);
    let (_, open, _) = in_notice(office, tx, scope, about, leaves, &all_of(&shown)).await?;
    Ok(open)
}

/// A procedural letter as it would leave now.
pub async fn of_notice(
    office: &Office,
    agency: AgencyId,
    case: CaseId,
    id: NoticeId,
) -> Result<Check, ActError> {
    let scope = Scope::of(agency);
    let office = &office.as_it_stands(&office.db, scope).await?;
    let case = store::case::load(&office.db, scope, case)
        .await?
        .ok_or(ActError::Gone)?;
    let notice = case.notice(id).filter(|notice| notice.is_open());
    let notice = notice.ok_or(Refusal::NoSuchNotice)?;
    let (file, _, document) = notice::stored(office, &office.db, scope, &case, notice).await?;
    let content = compose::content(&document, &notice.matter);
    let files = attachment::of_notice(office, &office.db, scope, &notice.matter).await?;
    let about = (&case, &notice.matter, &file);
    let leaves = (&document, content);
    let (found, open, addressee_fits) =
        in_notice(office, &office.db, scope, about, leaves, &through(&files)).await?;
    let shown = store::file::of_case(&office.db, scope, case.id).await?;
    let is_shown = |one: &Attached| {
        let fits = |file: &store::file::File| file.id == one.file && file.content == one.content;
        shown.iter().any(fits)
    };
    Ok(Check {
        files_fit: notice.matter.attached().iter().all(is_shown),
        content,
        document,
        files,
        found,
        open,
        addressee_fits,
    })
}
