//! From an order to a complete command: letters composed, numbers taken, drafts and words at hand; and afterwards what
//! was prepared is kept, in the same transaction.

use super::{
    ActError, Office, Order, compose, index, inspection,
    linked::Follow,
    notice,
    office::AtWork,
    package,
    paper::{CaseFile, PreparedLetter, around, legible, may_go_online, saved_draft, set},
    presend,
    review::Submission,
};
use crate::{
    domain::{
        account::Actor,
        answer::{Draft, Missing},
        applicant::Contact,
        case::Case,
        clock::ConsultationKind,
        command::Command,
        digest::Digest,
        filing,
        id::{AccountId, AgencyId, AppealId, ApplicantId, CaseId, DepartmentId, DraftId, LetterId, PartyId},
        party::Party,
        refusal::Refusal,
        review::{self, Plan},
        service::Service,
    },
    law::Role,
    letters::Document,
    store::{self, Scope, Tx, account::Account, letter::Spoilt},
};

/// A command, and what is to be kept if it is carried out.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) command: Command,
    pub(super) letter: Option<PreparedLetter>,
    /// Somebody besides the applicant who comes into the case.
    pub(super) party: Option<(PartyId, ConsultationKind, Party)>,
    /// What reviewers are to see.
    pub(super) submission: Option<Submission>,
    /// What happens to another case, or which case is opened.
    pub(super) follow: Option<Follow>,
    /// How the applicant can be reached from now on.
    pub(super) contact: Option<(ApplicantId, Contact)>,
}

impl Prepared {
    pub(super) fn just(command: Command) -> Self {
        Self {
            command,
            letter: None,
            party: None,
            submission: None,
            follow: None,
            contact: None,
        }
    }

    pub(super) fn with(command: Command, letter: PreparedLetter) -> Self {
        Self {
            letter: Some(letter),
            ..Self::just(command)
        }
    }

    fn following(command: Command, follow: Follow) -> Self {
        Self {
            follow: Some(follow),
            ..Self::just(command)
        }
    }
}

/// Completes an order. Nothing is written yet but the number that a letter takes, which a rollback gives back.
pub(super) async fn prepare(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    case: &Case,
    actor: &Actor,
    order: Order,
) -> Result<Prepared, ActError> {
    let named = |letter: Option<LetterId>| letter.or(case.answer).ok_or(Refusal::NotNow);
    Ok(match order {
        Order::ConfirmReceipt { confirmation } => {
            let received_on = filing::confirmed_receipt(case, confirmation.on, office.rules())?;
            let file = CaseFile::load(office, tx, scope, case).await?;
            let letter = file.receipt(office, tx, scope, case, received_on).await?;
            let receipt = letter.issued.clone();
            let command = Command::ConfirmReceipt {
                confirmation,
                receipt,
            };
            Prepared::with(command, letter)
        }
        Order::Assign { department, handler } => {
            is_of_the_agency(tx, scope, department, handler).await?;
            Prepared::just(Command::Assign { department, handler })
        }
        Order::HandOver {
            department,
            handler,
            reason,
        } => {
            is_of_the_agency(tx, scope, department, handler).await?;
            Prepared::just(Command::HandOver {
                department,
                handler,
                reason,
            })
        }
        Order::Accept => Prepared::just(Command::Accept),
        Order::Claim { step } => Prepared::just(Command::Claim { step }),
        Order::Waive { step } => Prepared::just(Command::Waive { step }),
        Order::HandBack { reason } => Prepared::just(Command::HandBack { reason }),
        Order::SaveDraft { draft } => {
            super::files::check_files(tx, scope, case, &draft).await?;
            inspection::begin(office, tx, scope, (case.id, &draft)).await?;
            Prepared::just(Command::DraftAnswer {
                id: DraftId(office.ids.next()),
                draft,
            })
        }
        Order::Submit => {
            let file = CaseFile::load(office, tx, scope, case).await?;
            let draft = saved_draft(tx, scope, case).await?;
            let around = around(office, tx, scope, case).await?;
            // Before anything is composed, so that everything that is wrong is said at once.
            review::ready(case, &office.law, &draft, &around, office.today())?;
            super::files::check_scanned(tx, scope, &draft).await?;
            super::document::check_copies(office, tx, scope, &draft).await?;
            inspection::check(office, tx, scope, &draft).await?;
            let (_, document) = file.reply(office, case, &draft)?;
            legible(office, &document)?;
            package::check(&document, &draft)?;
            let content = compose::Reply::content(&document, &draft);
            let blackouts = super::document::blackouts(tx, scope, &draft).await?;
            let submission = Submission::of(&office.letters, &document, &draft);
            Prepared {
                submission: Some(submission),
                ..Prepared::just(Command::Submit {
                    draft,
                    content,
                    blackouts,
                    around,
                })
            }
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
            opened: super::review::opened(tx, scope, case, actor).await?,
        }),
        Order::Bypass { step, reason } => Prepared::just(Command::Bypass { step, reason }),
        Order::SendBack {
            step,
            remarks,
            points,
        } => {
            super::review::check_places(office, tx, scope, case, &points).await?;
            Prepared::just(Command::SendBack {
                step,
                remarks,
                points,
            })
        }
        Order::SettlePoint { point, reply } => Prepared::just(Command::SettlePoint { point, reply }),
        Order::Issue => {
            let file = CaseFile::load(office, tx, scope, case).await?;
            let draft = saved_draft(tx, scope, case).await?;
            draft.check(&office.law, case.filing.asks_for, &case.items, case.worked_on())?;
            super::files::check_files(tx, scope, case, &draft).await?;
            super::files::check_scanned(tx, scope, &draft).await?;
            super::document::check_copies(office, tx, scope, &draft).await?;
            let inspected = inspection::check(office, tx, scope, &draft).await?;
            let (reply, document) = file.reply(office, case, &draft)?;
            legible(office, &document)?;
            package::check(&document, &draft)?;
            let blackouts = file.blackouts(&draft);
            let content = compose::Reply::content(&document, &draft);
            let hits = presend::open_in_answer(
                office,
                tx,
                scope,
                (case, &file, &draft),
                (&document, content),
                &inspected,
            )
            .await?;
            let letter = set(
                office,
                tx,
                scope,
                (&file.agency, &file.tailoring),
                reply.kind,
                reply.context,
                document,
                content,
            )
            .await?;
            let letter = package::settle(office, tx, scope, (case.id, &draft), (blackouts, letter)).await?;
            let mut letter = letter;
            letter.issued.hits = hits;
            let issued = letter.issued.clone();
            Prepared::with(Command::Issue { letter: issued }, letter)
        }
        Order::AnswerHits {
            notice,
            seen,
            lawful,
            consent,
            reason,
        } => {
            let open = match notice {
                None => presend::of_answer_now(office, tx, scope, case).await?,
                Some(id) => presend::of_notice_now(office, tx, scope, case, id).await?,
            };
            let hits = open.ok_or(Refusal::NotNow)?;
            if hits.digest != seen {
                return Err(Refusal::ContentChanged.into());
            }
            Prepared::just(Command::AnswerHits {
                hits,
                lawful,
                consent,
                reason,
            })
        }
        Order::Spoil { reason } => {
            let letter = case.answer.ok_or(Refusal::NotNow)?;
            Prepared::just(Command::Spoil { letter, reason })
        }
        Order::Serve {
            letter,
            service,
            remark,
        } => {
            let letter = named(letter)?;
            if let Service::Online { available_on } = service {
                may_go_online(office, tx, scope, letter, available_on).await?;
            }
            Prepared::just(Command::Serve {
                letter,
                service,
                remark,
            })
        }
        Order::RecordReturn {
            letter,
            returned_on,
            reason,
            remark,
        } => Prepared::just(Command::RecordReturn {
            letter: named(letter)?,
            returned_on,
            reason,
            remark,
        }),
        Order::RecordDelivery { letter, delivered_on } => Prepared::just(Command::RecordDelivery {
            letter: named(letter)?,
            delivered_on,
        }),
        Order::Open { letter } => Prepared::just(Command::Open { letter, file: None }),
        Order::Close { late } => {
            if let Some(late) = &late {
                is_of_the_agency(tx, scope, late.department, None).await?;
            }
            Prepared::just(Command::Close { late })
        }
        Order::Withdraw { reason } => Prepared::just(Command::Withdraw { reason }),
        Order::ProposeNotice { matter, words } => {
            notice::propose(office, tx, scope, case, matter, words).await?
        }
        Order::DropNotice { id } => Prepared::just(Command::DropNotice { id }),
        Order::ApproveNotice {
            id,
            step,
            content,
            checklist,
        } => Prepared::just(Command::ApproveNotice {
            id,
            step,
            content,
            checklist,
        }),
        Order::ReturnNotice { id, step, remarks } => {
            Prepared::just(Command::ReturnNotice { id, step, remarks })
        }
        Order::SendNotice { id, service } => notice::send(office, tx, scope, case, id, service).await?,
        Order::ReceiveCorrection { received_on, words } => {
            Prepared::just(Command::ReceiveCorrection { received_on, words })
        }
        Order::RecordOpinion {
            notice,
            answered_on,
            view,
            reasons,
            agreed,
        } => Prepared::just(Command::RecordOpinion {
            notice,
            answered_on,
            view,
            reasons,
            agreed,
            files: Vec::new(),
        }),
        Order::LapseConsultation { notice } => Prepared::just(Command::LapseConsultation { notice }),
        Order::RecordPayment { paid_on, yuan } => Prepared::just(Command::RecordPayment { paid_on, yuan }),
        Order::RefuseProof { because } => Prepared::just(Command::RefuseProof { because }),
        Order::ReceiveReasons { received_on, words } => {
            Prepared::just(Command::ReceiveReasons { received_on, words })
        }
        Order::JudgeReasons { reasonable, because } => {
            Prepared::just(Command::JudgeReasons { reasonable, because })
        }
        Order::ProposeAbandonment => Prepared::just(Command::ProposeAbandonment),
        Order::Split { items } => {
            let to = CaseId(office.ids.next());
            let follow = Follow::split(to, &items);
            Prepared::following(Command::Split { items, to }, follow)
        }
        Order::Merge { into } => Prepared::following(Command::Merge { into }, Follow::Merge { into }),
        Order::Link { other, how } => {
            Prepared::following(Command::Link { other, how }, Follow::Link { other, how })
        }
        Order::RecordAppeal { id, fact } => {
            let id = id.unwrap_or_else(|| AppealId(office.ids.next()));
            Prepared::just(Command::RecordAppeal { id, fact })
        }
        Order::OpenRound { appeal } => {
            let round = CaseId(office.ids.next());
            let follow = Follow::round(case, appeal, round)?;
            Prepared::following(Command::OpenRound { appeal, round }, follow)
        }
        Order::ReReview { outcome, because } => Prepared::just(Command::ReReview { outcome, because }),
        Order::ProposePublication { with } => Prepared::just(Command::ProposePublication { with }),
        Order::DecidePublication { publish, because } => {
            Prepared::just(Command::DecidePublication { publish, because })
        }
        Order::ChangeContact { contact, electronic } => {
            super::contact::prepare(office, tx, scope, case, contact, electronic).await?
        }
        Order::Retract { seq, reason } => Prepared::just(Command::Retract { seq, reason }),
    })
}

/// Whether the department is one of the agency's, and the person one of its handlers.
async fn is_of_the_agency(
    tx: &Tx,
    scope: Scope,
    department: DepartmentId,
    handler: Option<AccountId>,
) -> Result<(), ActError> {
    let departments = store::agency::departments(tx, scope).await?;
    if !departments
        .iter()
        .any(|known| known.id == department && known.active)
    {
        return Err(Refusal::NoSuchDepartment.into());
    }
    let Some(handler) = handler else {
        return Ok(());
    };
    let account = store::account::get(tx, scope, handler).await?;
    let fits = |account: &Account| {
        account.active && account.department == Some(department) && account.roles.contains(&Role::Handler)
    };
    if account.as_ref().is_some_and(fits) {
        Ok(())
    } else {
        Err(Refusal::NoSuchHandler.into())
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
) -> Result<Option<Follow>, ActError> {
    if let Some(words) = prepared.command.words() {
        let kind = prepared.command.kind().as_str();
        index::note(office, tx, scope, case.id, (kind, words)).await?;
    }
    if let Command::SendBack { points, .. } = &prepared.command {
        for point in points {
            let kind = prepared.command.kind().as_str();
            index::note(office, tx, scope, case.id, (kind, &point.words)).await?;
        }
    }
    if let (Command::Submit { content, .. }, Some(submission)) = (&prepared.command, &prepared.submission) {
        submission.keep(office, tx, scope, (case.id, *content)).await?;
    }
    if let Some((id, kind, party)) = &prepared.party {
        let party = (*id, *kind, party);
        store::consulted::insert(tx, &office.vault, scope, case.id, party, office.now()).await?;
    }
    if let (Command::DraftAnswer { id, draft }, Some(by)) = (&prepared.command, actor.reference().account()) {
        store::draft::insert(tx, scope, case.id, *id, draft, by, office.now()).await?;
    }
    if let Some((applicant, contact)) = &prepared.contact {
        store::applicant::reach_at(tx, &office.vault, scope, *applicant, contact).await?;
    }
    if let Command::Spoil { letter, reason } = &prepared.command {
        let because = Some(reason.id());
        let spoilt = Spoilt {
            at: office.now(),
            because,
        };
        store::letter::spoil(tx, scope, *letter, spoilt).await?;
    }
    if let (Command::SendNotice { id, .. }, true) = (&prepared.command, letter_goes_out) {
        super::consulted::first_link(office, tx, scope, (case, *id), actor).await?;
    }
    match prepared.letter {
        Some(letter) if letter_goes_out => letter.keep(office, tx, scope, case.id).await?,
        // The approvals were voided instead: the number goes back, as nothing bears it.
        Some(letter) => {
            store::number::give_back(tx, scope, &letter.series, letter.year, letter.serial).await?;
        }
        None => {}
    }
    Ok(prepared.follow)
}

/// The letter that the draft would make today, for the reviewers; the draft is checked first.
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
    draft.check(&office.law, case.filing.asks_for, &case.items, case.worked_on())?;
    let file = CaseFile::load(office, &office.db, scope, &case).await?;
    let (_, document) = file.reply(office, &case, draft)?;
    let content = compose::Reply::content(&document, draft);
    Ok((document, content))
}

/// A draft as its handler sees it while writing.
#[derive(Debug)]
pub struct Proofread {
    /// Everything that keeps it from going into review.
    pub missing: Vec<Missing>,
    /// What stands in the way besides, whatever it says.
    pub obstacle: Option<Refusal>,
    /// The letter as far as it has come, with gaps; none while no ground is chosen.
    pub letter: Option<Document>,
    /// The steps of the review that it would have to pass.
    pub plan: Plan,
}

/// Reads a draft through, whether it is saved or not, complete or not.
pub async fn proofread(
    office: &Office,
    agency: AgencyId,
    case: CaseId,
    draft: &Draft,
) -> Result<Proofread, ActError> {
    let scope = Scope::of(agency);
    let office = &office.as_it_stands(&office.db, scope).await?;
    let db = &office.db;
    let case = store::case::load(db, scope, case).await?.ok_or(ActError::Gone)?;
    let around = around(office, db, scope, &case).await?;
    let (law, today) = (&office.law, office.today());
    let gaps = draft.with_gaps(law, case.filing.asks_for, &case.items, case.worked_on());
    let letter = if gaps.items.is_empty() {
        None
    } else {
        let file = CaseFile::load(office, db, scope, &case).await?;
        Some(file.reply(office, &case, &gaps)?.1)
    };
    let illegible = letter.as_ref().and_then(|letter| legible(office, letter).err());
    Ok(Proofread {
        missing: review::missing(&case, law, draft, &around, today),
        obstacle: review::obstacle(&case, law, draft, today).or(illegible),
        letter,
        plan: Plan::of_case(law, &office.chain, draft, &case),
    })
}
