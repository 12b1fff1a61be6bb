//! How a case begins: filed online by anybody, or registered by the intake clerk from whatever else came in.

use uuid::Uuid;

use crate::{
    documents,
    domain::{
        account::{Actor, Officer},
        agency::Agency,
        applicant::Applicant,
        application::{Application, AsksFor, Filing},
        case::Case,
        command::{CommandKind, Opening, OpeningHow},
        decide,
        digest::Digest,
        id::{AgencyId, ApplicantId, ApplicationId, CaseId, CaseNumber, FormId},
        receipt::{self, Arrival, Receipt},
        summary,
    },
    law::Channel,
    store::{
        self, Scope, StoreError, Tx, application::lookup_hash, case::Listing, file::Purpose,
        search::Newcomers,
    },
};

use super::{
    ActError, Office, Upload,
    compose::Matter,
    files::{self, Checked},
    index,
    office::AtWork,
    outgoing, paper, record, tailoring, viruses,
};

/// An application as a form gives it, parsed.
#[derive(Debug, Clone)]
pub struct NewApplication {
    pub applicant: Applicant,
    pub application: Application,
    pub asks_for: AsksFor,
    pub files: Vec<Enclosure>,
    /// The form's own mark: a form that is sent twice files once.
    pub token: Uuid,
}

/// A file that comes with an application.
#[derive(Debug, Clone)]
pub struct Enclosure {
    /// One of those for which something comes from the applicant.
    pub purpose: Purpose,
    pub upload: Upload,
}

/// A checked enclosure, and what it is for.
type Enclosed = (Purpose, Checked);

/// What the intake clerk takes in: by which channel, when, and with what proof.
#[derive(Debug, Clone)]
pub struct Registration {
    pub channel: Channel,
    pub arrival: Arrival,
}

/// What the applicant gets to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    pub agency: AgencyId,
    pub case: CaseId,
    pub number: CaseNumber,
    /// The look-up code, shown this once, and again only to whoever sends the same form again: it is not kept. None where
    /// our key has changed since the form was sent first.
    pub code: Option<String>,
}

/// Files an application on the portal.
pub async fn file(office: &Office, agency: AgencyId, new: NewApplication) -> Result<Filed, ActError> {
    begin(office, agency, None, new, None).await
}

/// Registers an application that came by another channel than the portal, and gives the receipt where it counts as
/// received.
pub async fn register(
    office: &Office,
    officer: &Officer,
    new: NewApplication,
    registration: Registration,
) -> Result<Filed, ActError> {
    begin(
        office,
        officer.agency,
        Some(Actor::Officer(officer.clone())),
        new,
        Some(registration),
    )
    .await
}

/// The case that a number and a code open. A wrong number and a wrong code cannot be told apart.
pub async fn look_up(
    office: &Office,
    number: &str,
    code: &str,
) -> Result<Option<(AgencyId, CaseId)>, ActError> {
    let number = number.trim().to_ascii_uppercase();
    let found = store::application::look_up(&office.db, &office.vault, &number, code).await?;
    Ok(found.map(|(scope, case)| (scope.agency_id(), case)))
}

async fn begin(
    office: &Office,
    agency: AgencyId,
    actor: Option<Actor>,
    new: NewApplication,
    registration: Option<Registration>,
) -> Result<Filed, ActError> {
    let token = new.token.to_string();
    // All that is written of a case on the way: too much for the stack of whoever calls.
    match Box::pin(first(office, agency, actor, new, registration)).await {
        // Whoever writes an application waits for who writes one with the same form, so what was filed with it can be seen.
        Err(error @ (ActError::Refused(_) | ActError::Store(StoreError::Conflict))) => {
            filed_before(office, agency, &token).await?.ok_or(error)
        }
        done => done,
    }
}

/// Begins it, as if the form was never sent before.
async fn first(
    office: &Office,
    agency: AgencyId,
    actor: Option<Actor>,
    new: NewApplication,
    registration: Option<Registration>,
) -> Result<Filed, ActError> {
    let scope = Scope::of(agency);
    let files = enclosed(office, &new.files).await?;
    let has_authority = files.iter().any(|(purpose, _)| *purpose == Purpose::Authority);
    new.applicant.check(has_authority, registration.is_some())?;
    let tx = office.db.begin().await?;
    let settings = store::agency::get(&tx, scope).await?.ok_or(ActError::Gone)?;
    let office = &office.at_work(&tx, scope).await?;
    let channel = registration
        .as_ref()
        .map_or(Channel::Online, |registration| registration.channel);
    let ahead = write_ahead(office, &tx, scope, (new, channel), &files).await?;
    let year = office.today().year();
    // Others wait for it from here to the end.
    let serial = store::number::next(&tx, scope, store::number::CASES, year).await?;
    let number = CaseNumber::new(&settings.numbering.case_code, year, serial);
    let filed = open(
        office,
        &tx,
        (&settings, number),
        actor,
        ahead,
        files,
        registration,
    )
    .await?;
    tx.commit().await?;
    Ok(filed)
}

/// What is written of a case before it has a number.
struct Ahead {
    applicant: Applicant,
    asks_for: AsksFor,
    filed: store::application::Filed,
    /// The look-up code.
    code: String,
    newcomer: Option<Newcomers>,
}

/// Writes all that needs no number.
async fn write_ahead(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    (new, channel): (NewApplication, Channel),
    files: &[Enclosed],
) -> Result<Ahead, ActError> {
    let NewApplication {
        applicant,
        application,
        asks_for,
        files: _,
        token,
    } = new;
    let (vault, token) = (&office.vault, token.to_string());
    let applied = ApplicantId(office.ids.next());
    let new_id = || office.ids.next();
    store::applicant::insert(tx, vault, scope, applied, &applicant, new_id, office.now()).await?;
    let (case, salt) = (CaseId(office.ids.next()), office.salt());
    let code = store::application::lookup_code(vault, &token);
    let filed = store::application::Filed {
        id: ApplicationId(office.ids.next()),
        case,
        applicant: applied,
        channel,
        submitted_at: office.now(),
        form_token: Some(token),
        lookup_code_hash: Some(lookup_hash(vault, &code)),
        salt,
        content: content(&applicant, &application, files, salt),
        application,
    };
    store::application::insert(tx, scope, &filed).await?;
    Ok(Ahead {
        newcomer: store::search::take_places(tx, vault, scope, [case]).await?,
        applicant,
        asks_for,
        filed,
        code,
    })
}

/// What came of the same form when it was sent before.
/// What was filed with a form, for whoever had it open: the same receipt once more.
pub async fn filed_with(office: &Office, agency: AgencyId, form: FormId) -> Result<Option<Filed>, ActError> {
    filed_before(office, agency, &form.to_string()).await
}

async fn filed_before(office: &Office, agency: AgencyId, token: &str) -> Result<Option<Filed>, ActError> {
    let (db, scope) = (&office.db, Scope::of(agency));
    let Some(case) = store::application::by_form_token(db, scope, token).await? else {
        return Ok(None);
    };
    let number = store::case::load(db, scope, case)
        .await?
        .ok_or(ActError::Gone)?
        .number;
    let code = store::application::lookup_code(&office.vault, token);
    let opens = store::application::look_up(db, &office.vault, &number.0, &code).await?;
    Ok(Some(Filed {
        agency,
        case,
        number,
        code: opens.map(|_| code),
    }))
}

/// Opens the case, after all that needs no number was written, and its number taken.
async fn open(
    office: &AtWork<'_>,
    tx: &Tx,
    (settings, number): (&Agency, CaseNumber),
    actor: Option<Actor>,
    ahead: Ahead,
    files: Vec<Enclosed>,
    registration: Option<Registration>,
) -> Result<Filed, ActError> {
    let Ahead {
        applicant,
        asks_for,
        filed,
        code,
        newcomer,
    } = ahead;
    let (agency, case, application) = (settings.id, filed.case, &filed.application);
    let scope = Scope::of(agency);
    let filing = Filing {
        application: filed.id,
        applicant: filed.applicant,
        applicant_kind: applicant.kind,
        channel: filed.channel,
        items: u16::try_from(application.items.len()).unwrap_or(u16::MAX),
        content: filed.content,
        asks_for,
    };
    let mut letter = None;
    let how = match registration {
        None => OpeningHow::File,
        Some(Registration { arrival, .. }) => {
            if let Receipt::Settled(settled) =
                receipt::of(&office.law, filed.channel, &arrival, office.today())?
            {
                let matter = Matter {
                    law: &office.law,
                    agency: settings,
                    number: &number,
                    applicant: &applicant,
                    application,
                    channel: filed.channel,
                    asks_for,
                    submitted_on: arrival.confirmation.as_ref().map(|_| arrival.on),
                    received_on: settled.on,
                    corrected_on: None,
                };
                let templates = tailoring::standing(office, tx, scope, office.today()).await?;
                letter = Some(paper::receipt(office, tx, scope, (settings, &templates), &matter).await?);
            }
            let receipt = letter.as_ref().map(|letter| letter.issued.clone());
            OpeningHow::Register {
                arrival: Box::new(arrival),
                receipt,
            }
        }
    };
    let opening = Opening {
        agency,
        number: number.clone(),
        filing,
        how,
    };
    let giver = actor.clone().unwrap_or(Actor::Applicant { case });
    let events = decide::open(&opening, actor.as_ref(), office.rules())?;
    let recorded = record(office, 0, &giver, events);
    let folded = Case::fold(case, &recorded).map_err(|broken| StoreError::Inconsistent {
        table: "case_event",
        key: case.to_string(),
        source: Box::new(broken),
    })?;
    let listing = Listing {
        subject: application.subject(asks_for),
        applicant_name: applicant.listed(),
    };
    store::case::open(
        tx,
        &folded,
        &recorded,
        &summary::of(&folded, &office.law, office.local_now()),
        &listing,
    )
    .await?;
    index::application(tx, scope, newcomer, &folded, (application, &applicant)).await?;
    if let OpeningHow::Register { arrival, .. } = &opening.how {
        keep_records(office, tx, scope, case, arrival).await?;
    }
    let by = giver.reference().account();
    for (purpose, file) in files {
        files::keep(office, tx, scope, case, (purpose, by), file).await?;
    }
    if let Some(letter) = letter {
        letter.keep(office, tx, scope, case).await?;
    }
    outgoing::tell(office, tx, scope, &folded, &recorded).await?;
    Ok(Filed {
        agency,
        case,
        number,
        code: Some(code),
    })
}

/// Keeps what was written about the arrival and the confirmation beside the events that name it.
async fn keep_records(
    office: &Office,
    tx: &Tx,
    scope: Scope,
    case: CaseId,
    arrival: &Arrival,
) -> Result<(), StoreError> {
    if let Some(record) = &arrival.record {
        index::note(office, tx, scope, case, ("register", record)).await?;
    }
    if let Some(confirmation) = &arrival.confirmation {
        let kind = CommandKind::ConfirmReceipt.as_str();
        index::note(office, tx, scope, case, (kind, &confirmation.record)).await?;
    }
    Ok(())
}

/// What came with an application, looked at. One in which something is found is kept away from everybody; the application
/// is not lost for it.
async fn enclosed(office: &Office, files: &[Enclosure]) -> Result<Vec<Enclosed>, ActError> {
    let check = |file: &Enclosure| files::check(office, file.upload.clone(), documents::ANSWERS);
    let mut enclosed = Vec::with_capacity(files.len());
    for file in files {
        enclosed.push((file.purpose, check(file)?));
    }
    viruses::scan_all(office, enclosed.iter_mut().map(|(_, file)| file).collect()).await;
    Ok(enclosed)
}

/// The salted digest of what was filed: words, files, and everybody who stands behind it.
fn content(applicant: &Applicant, application: &Application, files: &[Enclosed], salt: [u8; 16]) -> Digest {
    let (who, words) = (Digest::of_json(applicant), Digest::of_json(application));
    let mut parts: Vec<&[u8]> = vec![&salt, &who.0, &words.0];
    parts.extend(files.iter().map(|(_, file)| file.digest.0.as_slice()));
    Digest::of(&parts)
}
