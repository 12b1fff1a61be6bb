//! 网上答复征求意见 (条例第三十二条): a third party gets a link and a code with the letter that consults it, comes in with
//! both, and answers once. What it says goes the way of every change of a case.

use super::{
    ActError, Office, Upload, append,
    files::{self, Checked},
    index,
    office::AtWork,
    outgoing, record,
};
use crate::{
    documents::Kind,
    domain::{
        self,
        account::{Actor, Officer},
        case::Case,
        command::{Command, CommandKind},
        consultation::{self, OpinionFile},
        decide,
        event::{Event, Recorded},
        id::{AgencyId, CaseId, FileId, LetterId, LinkId, NoticeId},
        message::{self, Message, MessageKind},
        notice::{NoticeEvent, View},
        permission,
        refusal::Refusal,
        words::Words,
    },
    law::NoticeKind,
    store::{
        self, Scope, StoreError, Tx,
        consultation_link::{Link, Secrets},
        file::Purpose,
    },
};
use time::OffsetDateTime;

/// Kinds of file that are taken with an opinion.
pub const ENCLOSURES: &[Kind] = &[Kind::Pdf, Kind::Jpeg, Kind::Png];

/// What a third party says.
#[derive(Debug, Clone)]
pub struct Opinion {
    pub view: View,
    /// Needed where it does not agree to all.
    pub reasons: Option<Words>,
    /// Of what it was shown, what may be disclosed, where it agrees in part.
    pub agreed: Vec<FileId>,
    pub files: Vec<Upload>,
}

/// The first link of a consultation, as its letter goes out; `at` is the case and the notice.
pub(super) async fn first_link(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    (case, notice): (&Case, NoticeId),
    actor: &Actor,
) -> Result<(), ActError> {
    let asks = |kind| kind == NoticeKind::ThirdPartyConsultation;
    if case.notice(notice).is_some_and(|notice| asks(notice.kind()))
        && let Actor::Officer(officer) = actor
    {
        add(office, tx, scope, (case.id, notice), officer, None).await?;
    }
    Ok(())
}

async fn add(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    (case, notice): (CaseId, NoticeId),
    by: &Officer,
    quiet_at: Option<OffsetDateTime>,
) -> Result<LinkId, StoreError> {
    let link = Link {
        id: LinkId(office.ids.next()),
        case,
        notice,
        by: by.account,
        created_at: office.now(),
        opened_at: None,
        ended_at: None,
        quiet_at,
    };
    store::consultation_link::insert(tx, &office.vault, scope, &link).await?;
    Ok(link.id)
}

/// Gives a consultation another link: the one before opens nothing from now on. Who is reached by mail and text is brought
/// the new one, unless they want no messages; otherwise it is printed and posted.
pub async fn renew(
    office: &Office,
    officer: &Officer,
    case: CaseId,
    notice: NoticeId,
) -> Result<(), ActError> {
    let scope = Scope::of(officer.agency);
    let tx = office.db.begin().await?;
    let office = &office.at_work(&tx, scope).await?;
    let history = store::case::load_events(&tx, scope, case).await?;
    let (case, sent) = sent(case, &history, notice)?;
    if !consultation::may_give_link(&case, officer) {
        return Err(Refusal::NotYourCase.into());
    }
    let before = store::consultation_link::of_case(&tx, scope, case.id).await?;
    let before = before.iter().find(|link| link.notice == notice);
    let quiet_at = before.and_then(|link| link.quiet_at);
    store::consultation_link::end(&tx, scope, case.id, Some(notice), office.now()).await?;
    let link = add(office, &tx, scope, (case.id, notice), officer, quiet_at).await?;
    for message in sent.iter().filter(|_| quiet_at.is_none()) {
        outgoing::bring(office, &tx, scope, &case, message, link).await?;
    }
    Ok(tx.commit().await?)
}

/// Whoever has a link wants messages, or none any more. Who wants them again, and whose last day is near, is told so at once.
pub async fn want_messages(
    office: &Office,
    (case, link): (&Case, LinkId),
    wanted: bool,
) -> Result<(), ActError> {
    let scope = Scope::of(case.agency);
    let tx = office.db.begin().await?;
    let since = (!wanted).then(|| office.now());
    store::consultation_link::hush(&tx, scope, link, since).await?;
    tx.commit().await?;
    if wanted {
        remind(office, scope, case).await?;
    }
    Ok(())
}

/// Puts down for the third parties whose time to answer comes to its end that this is so; once, however often it is asked for.
pub async fn remind(office: &Office, scope: Scope, case: &Case) -> Result<(), ActError> {
    let tx = office.db.begin().await?;
    let office = &office.at_work(&tx, scope).await?;
    for notice in domain::consulted::to_remind(case, &office.law, office.today()) {
        let due = (MessageKind::ConsultationDue, notice);
        if let Some(message) = message::news(case, due, case.version) {
            outgoing::to_third_party(office, &tx, scope, case, &message).await?;
        }
    }
    Ok(tx.commit().await?)
}

/// The case, and what brings a third party its link anew, where its letter went out.
fn sent(id: CaseId, history: &[Recorded], notice: NoticeId) -> Result<(Case, [Message; 2]), ActError> {
    if history.is_empty() {
        return Err(ActError::Gone);
    }
    let case = Case::fold(id, history).map_err(|broken| StoreError::Inconsistent {
        table: "case_event",
        key: id.to_string(),
        source: Box::new(broken),
    })?;
    let asks = |kind| kind == NoticeKind::ThirdPartyConsultation;
    let known = case.notice(notice).is_some_and(|notice| asks(notice.kind()));
    let sent = history.iter().find_map(|one| {
        if let Event::Notice(NoticeEvent::Sent { notice: of, letter }) = &one.event {
            (*of == notice).then_some((one.seq, *letter))
        } else {
            None
        }
    });
    let (seq, letter) = sent.filter(|_| known).ok_or(ActError::Gone)?;
    Ok((case, message::link_and_code(seq, letter)))
}

/// The link that a number and a code open, with its agency. A wrong number, a wrong code, and a link that another has
/// replaced cannot be told apart.
pub async fn find(office: &Office, token: &str, code: &str) -> Result<Option<(AgencyId, LinkId)>, ActError> {
    let found = store::consultation_link::look_up(&office.db, &office.vault, token, code).await?;
    let Some((scope, link)) = found else {
        return Ok(None);
    };
    let tx = office.db.begin().await?;
    store::consultation_link::opened(&tx, scope, link.id, office.now()).await?;
    tx.commit().await?;
    Ok(Some((scope.agency_id(), link.id)))
}

/// Number and code of a link, for whoever prints the letter; none where our key has changed since.
pub async fn secrets(office: &Office, agency: AgencyId, link: &Link) -> Result<Option<Secrets>, ActError> {
    let scope = Scope::of(agency);
    Ok(store::consultation_link::secrets(&office.db, &office.vault, scope, link).await?)
}

/// What the form of an answer carries, so that whoever comes back to it after the session has ended need not come in anew,
/// and loses nothing of what they typed. It is good as long as the link is.
pub fn pass(office: &Office, link: LinkId) -> String {
    office.vault.keyed_hash("consultation_pass", &link.to_string())
}

/// The agency of a live link, for whoever brings its pass.
pub async fn by_pass(office: &Office, link: LinkId, pass: &str) -> Result<Option<AgencyId>, ActError> {
    let passes = office.vault.keyed_hashes("consultation_pass", &link.to_string());
    if !passes.iter().any(|known| known == pass) {
        return Ok(None);
    }
    Ok(store::consultation_link::agency_of(&office.db, link).await?)
}

/// Whether whoever has this link may still answer.
pub fn may_answer(office: &Office, case: &Case, notice: NoticeId) -> Result<(), Refusal> {
    let actor = Actor::ThirdParty {
        case: case.id,
        notice,
    };
    permission::may(case, &actor, CommandKind::RecordOpinion, &office.law())
}

/// Notes that a third party opened a letter to it, or fetched what goes with the one that asked it; only the first time is
/// kept. Where somebody works on the case at this very moment, it is the next time.
pub async fn note_opened(
    office: &Office,
    (agency, link): (AgencyId, &Link),
    (letter, file): (LetterId, Option<FileId>),
) -> Result<(), ActError> {
    let command = Command::Open { letter, file };
    match Box::pin(try_note(office, Scope::of(agency), link, &command)).await {
        Err(ActError::Store(StoreError::Conflict)) => Ok(()),
        done => done,
    }
}

async fn try_note(office: &Office, scope: Scope, link: &Link, command: &Command) -> Result<(), ActError> {
    let tx = office.db.begin().await?;
    let office = &office.at_work(&tx, scope).await?;
    let mut case = store::case::load(&tx, scope, link.case)
        .await?
        .ok_or(ActError::Gone)?;
    let actor = Actor::ThirdParty {
        case: case.id,
        notice: link.notice,
    };
    let events = decide::decide(&case, &actor, command, office.rules())?;
    if events.is_empty() {
        return Ok(());
    }
    let recorded = record(office, case.version, &actor, events);
    append(office, &tx, &mut case, &recorded).await?;
    Ok(tx.commit().await?)
}

/// Takes what a third party says, with its files. Whoever sends it twice is told [`Refusal::AlreadyReceived`].
pub async fn answer(
    office: &Office,
    (agency, link): (AgencyId, LinkId),
    opinion: Opinion,
) -> Result<Case, ActError> {
    let scope = Scope::of(agency);
    let files = files::brought(office, opinion.files, ENCLOSURES).await?;
    let said = (opinion.view, opinion.reasons, opinion.agreed);
    match Box::pin(try_answer(office, (scope, link), said.clone(), files.clone())).await {
        // Somebody of the office wrote at the same moment: that is nothing to whoever answers.
        Err(ActError::Store(StoreError::Conflict)) => {
            Box::pin(try_answer(office, (scope, link), said, files)).await
        }
        done => done,
    }
}

async fn try_answer(
    office: &Office,
    (scope, link): (Scope, LinkId),
    (view, reasons, agreed): (View, Option<Words>, Vec<FileId>),
    files: Vec<Checked>,
) -> Result<Case, ActError> {
    let tx = office.db.begin().await?;
    let office = &office.at_work(&tx, scope).await?;
    let link = store::consultation_link::live(&tx, scope, link)
        .await?
        .ok_or(ActError::Gone)?;
    let mut case = store::case::load(&tx, scope, link.case)
        .await?
        .ok_or(ActError::Gone)?;
    let actor = Actor::ThirdParty {
        case: case.id,
        notice: link.notice,
    };
    let command = Command::RecordOpinion {
        notice: link.notice,
        answered_on: office.today(),
        view,
        reasons,
        agreed,
        files: files
            .iter()
            .map(|file| OpinionFile {
                id: file.id,
                content: file.digest,
            })
            .collect(),
    };
    let events = decide::decide(&case, &actor, &command, office.rules())?;
    let recorded = record(office, case.version, &actor, events);
    if let Some(words) = command.words() {
        index::note(office, &tx, scope, case.id, (command.kind().as_str(), words)).await?;
    }
    for file in files {
        files::keep(office, &tx, scope, case.id, (Purpose::Opinion, None), file).await?;
    }
    append(office, &tx, &mut case, &recorded).await?;
    tx.commit().await?;
    Ok(case)
}
