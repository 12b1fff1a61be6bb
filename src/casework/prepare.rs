//! From an order to a complete command: letters composed, numbers taken, drafts and words at hand; and afterwards what
//! was prepared is kept, in the same transaction.

use crate::{
    domain::{
        account::Actor,
        agency::Agency,
        answer::Draft,
        applicant::Applicant,
        case::Case,
        command::{Command, IssuedAs},
        digest::Digest,
        filing,
        id::{AgencyId, CaseId, DraftId, LetterId},
        refusal::Refusal,
        service::Service,
    },
    law::{DutyKey, LetterKey, Role},
    letters::{Document, LetterContext, words},
    store::{self, Connection, Scope, StoreError, Tx, account::Account, letter::Letter},
};

use super::{ActError, Office, Order, compose, compose::Matter, office::AtWork};

/// The kind of letter that confirms a receipt, as the law's data calls it.
const RECEIPT: &str = "receipt";

/// A command, and what is to be kept if it is carried out.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) command: Command,
    pub(super) letter: Option<PreparedLetter>,
}

/// A letter as it goes out.
#[derive(Debug)]
pub(super) struct PreparedLetter {
    pub(super) issued: IssuedAs,
    context: LetterContext,
    document: Document,
    pdf: Vec<u8>,
    series: String,
    year: i32,
    serial: i64,
}

impl Prepared {
    fn just(command: Command) -> Self {
        Self {
            command,
            letter: None,
        }
    }
}

/// Completes an order. Nothing is written yet but the number that a letter takes, which a rollback gives back.
pub(super) async fn prepare(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    case: &Case,
    order: Order,
) -> Result<Prepared, ActError> {
    Ok(match order {
        Order::ConfirmReceipt { confirmation } => {
            let received_on = filing::confirmed_receipt(case, confirmation.on, office.rules())?;
            let file = CaseFile::load(office, tx, scope, case).await?;
            let letter = file.receipt(office, tx, scope, case, received_on).await?;
            let receipt = letter.issued.clone();
            Prepared {
                command: Command::ConfirmReceipt {
                    confirmation,
                    receipt,
                },
                letter: Some(letter),
            }
        }
        Order::Assign { department, handler } => {
            let departments = store::agency::departments(tx, scope).await?;
            if !departments.iter().any(|known| known.id == department) {
                return Err(Refusal::NoSuchDepartment.into());
            }
            if let Some(handler) = handler {
                let account = store::account::get(tx, scope, handler).await?;
                let fits = |account: &Account| {
                    account.active
                        && account.department == Some(department)
                        && account.roles.contains(&Role::Handler)
                };
                if !account.as_ref().is_some_and(fits) {
                    return Err(Refusal::NoSuchHandler.into());
                }
            }
            Prepared::just(Command::Assign { department, handler })
        }
        Order::Accept => Prepared::just(Command::Accept),
        Order::HandBack { reason } => Prepared::just(Command::HandBack { reason }),
        Order::SaveDraft { draft } => {
            super::files::check_files(tx, scope, case, &draft).await?;
            Prepared::just(Command::DraftAnswer {
                id: DraftId(office.ids.next()),
                draft,
            })
        }
        Order::Submit => {
            let file = CaseFile::load(office, tx, scope, case).await?;
            let (draft, reply, document) = file.reply(office, tx, scope, case).await?;
            drop(reply);
            let content = compose::Reply::content(&document, &draft);
            Prepared::just(Command::Submit { draft, content })
        }
        Order::Approve {
            step,
            content,
            checklist,
            note,
        } => Prepared::just(Command::Approve {
            step,
            content,
            checklist,
            note,
        }),
        Order::SendBack { step, remarks } => Prepared::just(Command::SendBack { step, remarks }),
        Order::Issue => {
            let file = CaseFile::load(office, tx, scope, case).await?;
            let (draft, reply, document) = file.reply(office, tx, scope, case).await?;
            let content = compose::Reply::content(&document, &draft);
            let letter = set(
                office,
                tx,
                scope,
                &file.agency,
                reply.kind,
                reply.context,
                document,
                content,
            )
            .await?;
            Prepared {
                command: Command::Issue {
                    letter: letter.issued.clone(),
                },
                letter: Some(letter),
            }
        }
        Order::Serve { service } => {
            let letter = case.answer.ok_or(Refusal::NotNow)?;
            if let Service::Online { available_on } = service {
                may_go_online(office, tx, scope, letter, available_on).await?;
            }
            Prepared::just(Command::Serve { letter, service })
        }
        Order::RecordDelivery { delivered_on } => {
            let letter = case.answer.ok_or(Refusal::NotNow)?;
            Prepared::just(Command::RecordDelivery { letter, delivered_on })
        }
        Order::Open { letter } => Prepared::just(Command::Open { letter }),
        Order::Close => Prepared::just(Command::Close),
        Order::Withdraw { reason } => Prepared::just(Command::Withdraw { reason }),
    })
}

/// Where a letter is served online, the law wants an online channel for reconsideration named with it. How it will be
/// served is not known when it is composed, so it names every channel that the agency's settings have; a letter that
/// names none for one of its remedies must go another way.
async fn may_go_online(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    letter: LetterId,
    on: time::Date,
) -> Result<(), ActError> {
    let Some(duty) = office.law.duty(DutyKey::NameOnlineChannel, on) else {
        return Ok(());
    };
    let letter = store::letter::get(tx, scope, letter)
        .await?
        .ok_or(ActError::Gone)?;
    let context: LetterContext =
        serde_json::from_str(&letter.context).map_err(|source| StoreError::Inconsistent {
            table: "letter",
            key: letter.id.to_string(),
            source: source.into(),
        })?;
    if context.names_online_channel() {
        Ok(())
    } else {
        Err(Refusal::NoOnlineChannel(duty.article.clone()).into())
    }
}

/// Keeps what belongs to the command: words, the draft, the letter with its PDF.
pub(super) async fn keep(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    case: &Case,
    actor: &Actor,
    prepared: Prepared,
    letter_goes_out: bool,
) -> Result<(), ActError> {
    if let Some(words) = prepared.command.words() {
        let kind = prepared.command.kind().as_str();
        store::words::insert(tx, scope, case.id, kind, words, office.now()).await?;
    }
    if let (Command::DraftAnswer { id, draft }, Some(by)) = (&prepared.command, actor.reference().account()) {
        store::draft::insert(tx, scope, case.id, *id, draft, by, office.now()).await?;
    }
    match prepared.letter {
        Some(letter) if letter_goes_out => letter.keep(office, tx, scope, case.id).await,
        // The approvals were voided instead: the number goes back, as nothing bears it.
        Some(letter) => {
            Ok(store::number::give_back(tx, scope, &letter.series, letter.year, letter.serial).await?)
        }
        None => Ok(()),
    }
}

/// The letter that the draft would make today, for the preview; the draft is checked first.
pub async fn preview(
    office: &Office,
    agency: AgencyId,
    case: CaseId,
    draft: &Draft,
) -> Result<(Document, Digest), ActError> {
    let scope = Scope::of(agency);
    let office = &office.as_it_stands(&office.db, scope).await?;
    let case = store::case::load(&office.db, scope, case)
        .await?
        .ok_or(ActError::Gone)?;
    draft.check(&office.law, &case.items, case.worked_on())?;
    let file = CaseFile::load(office, &office.db, scope, &case).await?;
    let reply = compose::reply(
        &file.matter(office, &case, case.worked_on()),
        draft,
        office.today(),
    )?;
    let document = office.letters.compose(&reply.context)?;
    let content = compose::Reply::content(&document, draft);
    Ok((document, content))
}

/// The stored parts that letters of a case are composed of.
pub(super) struct CaseFile {
    pub(super) agency: Agency,
    applicant: Applicant,
    application: crate::domain::application::Application,
}

impl CaseFile {
    async fn load(
        office: &AtWork<'_>,
        db: &impl Connection,
        scope: Scope,
        case: &Case,
    ) -> Result<Self, ActError> {
        let agency = store::agency::get(db, scope).await?.ok_or(ActError::Gone)?;
        let filed = store::application::of_case(db, scope, case.id)
            .await?
            .ok_or(ActError::Gone)?;
        let applicant = store::applicant::get(db, &office.vault, scope, case.filing.applicant).await?;
        Ok(Self {
            agency,
            applicant: applicant.ok_or(ActError::Gone)?,
            application: filed.application,
        })
    }

    fn matter<'a>(&'a self, office: &'a AtWork<'_>, case: &'a Case, received_on: time::Date) -> Matter<'a> {
        Matter {
            law: &office.law,
            agency: &self.agency,
            number: &case.number,
            applicant: &self.applicant,
            application: &self.application,
            channel: case.filing.channel,
            submitted_on: case.submitted_on,
            received_on,
        }
    }

    async fn receipt(
        &self,
        office: &AtWork<'_>,
        tx: &Tx,
        scope: Scope,
        case: &Case,
        received_on: time::Date,
    ) -> Result<PreparedLetter, ActError> {
        receipt(
            office,
            tx,
            scope,
            &self.agency,
            &self.matter(office, case, received_on),
        )
        .await
    }

    /// The reply that the saved draft makes today.
    async fn reply(
        &self,
        office: &AtWork<'_>,
        tx: &Tx,
        scope: Scope,
        case: &Case,
    ) -> Result<(Draft, compose::Reply, Document), ActError> {
        let saved = case.draft.as_ref().ok_or(Refusal::NothingDrafted)?;
        let draft = store::draft::get(tx, scope, saved.reference.id)
            .await?
            .ok_or(Refusal::NothingDrafted)?
            .draft;
        draft.check(&office.law, &case.items, case.worked_on())?;
        super::files::check_files(tx, scope, case, &draft).await?;
        let reply = compose::reply(
            &self.matter(office, case, case.worked_on()),
            &draft,
            office.today(),
        )?;
        let document = office.letters.compose(&reply.context)?;
        Ok((draft, reply, document))
    }
}

/// The 登记回执, numbered and set.
pub(super) async fn receipt(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    agency: &Agency,
    matter: &Matter<'_>,
) -> Result<PreparedLetter, ActError> {
    let context = compose::receipt(matter, office.track_url.clone());
    let document = office.letters.compose(&context)?;
    let content = Digest(document.digest());
    set(
        office,
        tx,
        scope,
        agency,
        RECEIPT.parse().expect("the receipt's key is a key"),
        context,
        document,
        content,
    )
    .await
}

/// Numbers, dates and sets a letter.
#[expect(
    clippy::too_many_arguments,
    reason = "one letter has this many parts, and this is the only place that joins them"
)]
async fn set(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    agency: &Agency,
    kind: LetterKey,
    context: LetterContext,
    document: Document,
    content: Digest,
) -> Result<PreparedLetter, ActError> {
    let today = office.today();
    let rule = office.law.letter(&kind);
    let serial = store::number::next(tx, scope, &rule.series, today.year()).await?;
    let number = agency.numbering.letter_number(&rule.suffix, today.year(), serial);
    let document = document.with_number_and_date(&number, words::date(today));
    let (letters, to_set) = (office.letters.clone(), document.clone());
    let pdf = tokio::task::spawn_blocking(move || letters.pdf(&to_set))
        .await
        .map_err(|_| ActError::Interrupted)??;
    let issued = IssuedAs {
        id: LetterId(office.ids.next()),
        pdf: Digest::of_bytes(&pdf),
        number,
        content,
        kind,
    };
    let series = rule.series.clone();
    Ok(PreparedLetter {
        issued,
        context,
        document,
        pdf,
        series,
        year: today.year(),
        serial,
    })
}

impl PreparedLetter {
    /// Keeps the letter as it goes out. The PDF is written before the transaction commits: a file too many after a
    /// rollback harms nobody, one too few would.
    pub(super) async fn keep(
        self,
        office: &AtWork<'_>,
        tx: &Tx,
        scope: Scope,
        case: CaseId,
    ) -> Result<(), ActError> {
        let inconsistent = |source| StoreError::Inconsistent {
            table: "letter",
            key: self.issued.id.to_string(),
            source,
        };
        office.blobs.put(self.pdf.clone()).await?;
        let row = Letter {
            id: self.issued.id,
            case,
            kind: self.issued.kind.clone(),
            series: self.series.clone(),
            year: self.year,
            serial: self.serial,
            number: self.issued.number.clone(),
            issued_on: office.today(),
            context: serde_json::to_string(&self.context).map_err(|error| inconsistent(error.into()))?,
            document: serde_json::to_string(&self.document).map_err(|error| inconsistent(error.into()))?,
            document_digest: Digest(self.document.digest()),
            template_digest: office.letters.template_digest(),
            pdf: self.issued.pdf,
            created_at: office.now(),
            spoilt_at: None,
        };
        Ok(store::letter::insert(tx, scope, &row).await?)
    }
}
