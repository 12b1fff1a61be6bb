//! Procedural letters, made ready: proposed with the content that the reviewers see, and sent with exactly that.

use super::{
    ActError, Office, attachment,
    compose::{self, NoticeMatter},
    office::AtWork,
    order::NewNotice,
    paper::{self, CaseFile},
    prepare::Prepared,
    presend,
};
use crate::{
    domain::{
        case::Case,
        clock::ConsultationKind,
        command::Command,
        digest::Digest,
        ending,
        id::{AgencyId, CaseId, NoticeId, PartyId},
        notice::{About, Attached, Notice},
        party::Party,
        refusal::Refusal,
        service::Service,
        words::Words,
    },
    law::DutyKey,
    letters::{Document, LetterContext},
    store::{self, Connection, Scope, Tx},
};

/// A proposal: the letter is composed once to fix what the reviewers approve.
pub(super) async fn propose(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    case: &Case,
    new: NewNotice,
    words: Option<Words>,
) -> Result<Prepared, ActError> {
    let id = NoticeId(office.ids.next());
    let party_id = PartyId(office.ids.next());
    let attached = if let NewNotice::Consultation { attached, .. } = &new {
        attachment::named(office, tx, scope, case.id, attached).await?
    } else {
        Vec::new()
    };
    let titles = attachment::titles(tx, scope, &attached).await?;
    let (about, party) = matter(office, case, new, (party_id, attached))?;
    let file = CaseFile::load(office, tx, scope, case).await?;
    let stored = match (&party, about.consultation()) {
        (None, Some(consultation)) => party_of(office, tx, scope, case, consultation).await?,
        _ => None,
    };
    let to = party.as_ref().map(|(_, party)| party).or(stored.as_ref());
    let notice = NoticeMatter {
        case,
        about: &about,
        words: words.as_ref().map(Words::text),
        party: to,
        attached: &titles,
    };
    let (_, document) = composed(office, &file, case, notice)?;
    let content = compose::content(&document, &about);
    Ok(Prepared {
        party: party.map(|(kind, party)| (party_id, kind, party)),
        ..Prepared::just(Command::ProposeNotice {
            id,
            matter: about,
            words,
            content,
        })
    })
}

/// The facts of a letter, with the ids and the amounts that the office adds.
fn matter(
    office: &AtWork<'_>,
    case: &Case,
    new: NewNotice,
    (party_id, attached): (PartyId, Vec<Attached>),
) -> Result<(About, Option<(ConsultationKind, Party)>), ActError> {
    Ok(match new {
        NewNotice::Correction { working_days } => (About::Correction { working_days }, None),
        NewNotice::Consultation {
            with, party, items, ..
        } => {
            let about = About::Consultation {
                with,
                party: party_id,
                items,
                attached,
            };
            (about, Some((with, party)))
        }
        NewNotice::Transfer { party, items } => {
            let about = About::Transfer {
                party: party_id,
                items,
            };
            (about, Some((ConsultationKind::OtherOrgan, party)))
        }
        NewNotice::ConsultationTold { consultation } => (About::ConsultationTold { consultation }, None),
        NewNotice::DisclosureDecision { consultation } => (About::DisclosureDecision { consultation }, None),
        NewNotice::Extension { working_days } => (About::Extension { working_days }, None),
        NewNotice::Fee { by, count } => {
            let yuan = by.yuan(&office.law, count, office.today());
            (About::Fee { by, count, yuan }, None)
        }
        NewNotice::ReasonsAsked { working_days } => (About::ReasonsAsked { working_days }, None),
        NewNotice::Delay { until } => (About::Delay { until }, None),
        NewNotice::Ended => {
            let basis = ending::basis(case, &office.law, office.today()).ok_or(Refusal::NotExpired)?;
            let ground = basis.ground().clone();
            (About::Ended { ground }, None)
        }
    })
}

/// Whom a consultation, or what was sent on, went to.
async fn party_of(
    office: &AtWork<'_>,
    db: &impl Connection,
    scope: Scope,
    case: &Case,
    consultation: NoticeId,
) -> Result<Option<Party>, ActError> {
    let notice = case.notice(consultation);
    let Some((party, _)) = notice.and_then(|notice| notice.matter.other_side()) else {
        return Err(Refusal::NotConsulted.into());
    };
    let mut parties = store::consulted::of_case(db, &office.vault, scope, case.id).await?;
    Ok(parties.remove(&party).flatten())
}

fn composed(
    office: &AtWork<'_>,
    file: &CaseFile,
    case: &Case,
    notice: NoticeMatter<'_>,
) -> Result<(LetterContext, Document), ActError> {
    let context = compose::notice(
        &file.matter(office, case, case.worked_on()),
        notice,
        office.today(),
    )?;
    let kind = &office.law.notice(notice.about.kind()).key;
    let document = file.composed(office, kind, &context)?;
    paper::legible(office, &document)?;
    Ok((context, document))
}

/// The letter that a notice of the case makes today, out of what is stored.
pub(super) async fn stored(
    office: &AtWork<'_>,
    db: &impl Connection,
    scope: Scope,
    case: &Case,
    notice: &Notice,
) -> Result<(CaseFile, LetterContext, Document), ActError> {
    let file = CaseFile::load(office, db, scope, case).await?;
    let texts = store::words::of_case(db, scope, case.id).await?;
    let words = notice
        .words
        .and_then(|words| texts.get(&words.id).cloned().flatten());
    let party = match &notice.matter {
        About::Consultation { .. } | About::Transfer { .. } => {
            party_of(office, db, scope, case, notice.id).await?
        }
        About::DisclosureDecision { consultation } => {
            party_of(office, db, scope, case, *consultation).await?
        }
        About::Correction { .. }
        | About::ConsultationTold { .. }
        | About::Extension { .. }
        | About::Fee { .. }
        | About::ReasonsAsked { .. }
        | About::Delay { .. }
        | About::Ended { .. } => None,
    };
    let titles = attachment::titles(db, scope, notice.matter.attached()).await?;
    let matter = NoticeMatter {
        case,
        about: &notice.matter,
        words: words.as_deref(),
        party: party.as_ref(),
        attached: &titles,
    };
    let (context, document) = composed(office, &file, case, matter)?;
    Ok((file, context, document))
}

/// The letter as it would go out today, for the reviewers and the sender to read, with the digest of its content.
pub async fn preview_notice(
    office: &Office,
    agency: AgencyId,
    case: CaseId,
    id: NoticeId,
) -> Result<(Document, Digest), ActError> {
    let scope = Scope::of(agency);
    let office = &office.as_it_stands(&office.db, scope).await?;
    let case = store::case::load(&office.db, scope, case)
        .await?
        .ok_or(ActError::Gone)?;
    let notice = case.notice(id).ok_or(ActError::Gone)?;
    let (_, _, document) = stored(office, &office.db, scope, &case, notice).await?;
    let content = compose::content(&document, &notice.matter);
    Ok((document, content))
}

/// A cleared notice goes out: composed again, numbered, set.
pub(super) async fn send(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    case: &Case,
    id: NoticeId,
    service: Service,
) -> Result<Prepared, ActError> {
    let notice = case.notice(id).filter(|notice| notice.is_cleared());
    let notice = notice.ok_or(Refusal::NoSuchNotice)?;
    let (file, context, document) = stored(office, tx, scope, case, notice).await?;
    if let Service::Online { available_on } = service
        && let Some(duty) = office.law.duty(DutyKey::NameOnlineChannel, available_on)
        && !context.names_online_channel()
    {
        return Err(Refusal::NoOnlineChannel(duty.article.clone()).into());
    }
    let content = compose::content(&document, &notice.matter);
    let shown = attachment::check(office, tx, scope, case.id, notice.matter.attached()).await?;
    let about = (case, &notice.matter, &file);
    let leaves = (&document, content);
    let (_, hits, _) = presend::in_notice(office, tx, scope, about, leaves, &presend::all_of(&shown)).await?;
    let kind = office.law.notice(notice.kind()).key.clone();
    let mut letter = paper::set(
        office,
        tx,
        scope,
        (&file.agency, &file.tailoring),
        kind,
        context,
        document,
        content,
    )
    .await?;
    letter.issued.hits = hits;
    let command = Command::SendNotice {
        id,
        letter: letter.issued.clone(),
        service,
    };
    Ok(Prepared::with(command, letter))
}
