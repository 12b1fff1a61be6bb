//! From a row to what goes over the wire: whom it is for, and its words, looked up only now. So an address that was
//! erased since gets nothing, and the row need not hold one.

use super::scope;
use crate::{
    casework::{self, Office},
    domain::{
        account::Officer,
        case::Case,
        event::Recorded,
        id::{AccountId, CaseId},
        message::{Medium, Reason},
        text::Phone,
    },
    law::{ReminderKey, working_days_before},
    notices::{Digest, DigestLine, Mail, Told, Wordless},
    store::{
        self, StoreError,
        outbox::{Message, Target},
    },
};
use time::Date;

/// What is to go out.
pub(super) enum Ready {
    Mail(Mail),
    TextMessage(Phone, String),
    /// To the subscriber of this name.
    Push(String, Vec<u8>),
    /// There is nobody whom it could reach.
    Nobody(Reason),
    /// This way is not set up any more.
    Unset,
}

pub(super) async fn prepare(office: &Office, message: &Message) -> Result<Ready, StoreError> {
    match &message.target {
        Target::Digest { account, day } => digest(office, message, *account, *day).await,
        Target::Alarm { account, day, about } if office.notices.has(message.medium) => {
            super::channel::alarm(office, message, *account, (*day, *about)).await
        }
        Target::Heartbeat { day } if office.notices.has(message.medium) => {
            super::channel::heartbeat(office, message, *day).await
        }
        // It stands on the desk and at 管理 anyhow.
        Target::Alarm { .. } => Ok(Ready::Nobody(Reason::NotConfigured)),
        Target::Case {
            case,
            letter: Some(letter),
            link: Some(link),
            ..
        } if office.notices.has(message.medium) => {
            super::consulted::prepare(office, message, (*case, *letter, *link)).await
        }
        Target::Case { case, .. } if office.notices.has(message.medium) => {
            of_case(office, message, *case).await
        }
        Target::Case { .. } | Target::Heartbeat { .. } => Ok(Ready::Unset),
    }
}

/// Digests stand in the program anyhow: where no mail is sent, or the person has no address, that is where they stay.
async fn digest(
    office: &Office,
    message: &Message,
    account: AccountId,
    day: Date,
) -> Result<Ready, StoreError> {
    let (db, scope) = (&office.db, scope(message));
    if !office.notices.has(Medium::Mail) {
        return Ok(Ready::Nobody(Reason::NotConfigured));
    }
    let account = store::account::get(db, scope, account).await?;
    let account = account.filter(|account| account.active);
    let Some((account, to)) = account.and_then(|account| Some((account.clone(), account.email?))) else {
        return Ok(Ready::Nobody(Reason::NoAddress));
    };
    let id = account.id;
    let law = office.law_in(scope).await?;
    let mut given = store::reminder::of_day(db, scope, id, day).await?;
    // Notes of today are told tomorrow; those since the working day before are told today, as far as nobody has read them.
    given.retain(|given| !ReminderKey::OF_NOTES.contains(&given.reminder.key));
    let since = working_days_before(&law.calendar, day, 1);
    let notes = store::reminder::of_notes(db, scope, id, (since, day)).await?;
    let places = casework::delegation::stands_in_for(office, &account).await?;
    let officer = Officer {
        stands_in_for: places,
        ..account.officer()
    };
    given.extend(casework::note::still_new(office, &officer, notes).await?);
    if given.is_empty() {
        return Ok(Ready::Nobody(Reason::NothingLeft));
    }
    let cases: Vec<CaseId> = given.iter().map(|given| given.case).collect();
    let entries = store::queue::entries(db, scope, &cases).await?;
    let lines: Vec<DigestLine> = given
        .iter()
        .filter_map(|given| {
            let entry = entries.iter().find(|entry| entry.id == given.case)?;
            Some(DigestLine {
                number: entry.number.to_string(),
                reminder: given.reminder,
            })
        })
        .collect();
    let agency = store::agency::get(db, scope).await?;
    let agency = agency.ok_or_else(|| lost(message, "there is no such agency"))?;
    // A day with nothing but notes of before has no page of its own.
    let has_page = store::reminder::digest(db, scope, id, day).await?.is_some();
    let last = given.iter().map(|given| given.on).max();
    let digest = Digest {
        agency: &agency,
        law: &law,
        day,
        page: if has_page { day } else { last.unwrap_or(day) },
        lines: &lines,
    };
    let mail = office.notices.digest(digest, message.id, to, office.now());
    mail.map(Ready::Mail).map_err(|error| wordless(message, error))
}

async fn of_case(office: &Office, message: &Message, case: CaseId) -> Result<Ready, StoreError> {
    let (db, scope) = (&office.db, scope(message));
    let Target::Case {
        seq,
        letter,
        endpoint,
        ..
    } = &message.target
    else {
        return Err(lost(message, "it is of no case"));
    };
    let agency = store::agency::get(db, scope).await?;
    let agency = agency.ok_or_else(|| lost(message, "there is no such agency"))?;
    let history = store::case::load_events(db, scope, case).await?;
    let folded = Case::fold(case, &history).map_err(|_| lost(message, "its case cannot be read"))?;
    let recorded = event(&history, *seq).ok_or_else(|| lost(message, "there is no such event"))?;
    let told = Told {
        kind: message.kind,
        agency: &agency,
        case: &folded,
        law: &*office.law_in(scope).await?,
        recorded,
        letter: *letter,
    };
    if let Some(endpoint) = endpoint {
        return Ok(Ready::Push(endpoint.clone(), office.notices.payload(told)));
    }
    let applicant = folded.filing.applicant;
    let (phone, email) = store::applicant::reached_at(db, &office.vault, scope, applicant).await?;
    let mobile = phone.filter(Phone::is_mobile);
    let ready = match (message.medium, email, mobile) {
        (Medium::Mail, Some(email), _) => {
            let mail = office.notices.mail(told, message.id, email, office.now());
            mail.map_err(|error| wordless(message, error))?.map(Ready::Mail)
        }
        (Medium::TextMessage, _, Some(phone)) => {
            let text = office.notices.text_message(told);
            let text = text.map_err(|error| wordless(message, error))?;
            text.map(|text| Ready::TextMessage(phone, text))
        }
        (Medium::Mail, None, _) | (Medium::TextMessage, _, None) | (Medium::Webhook, _, _) => {
            return Ok(Ready::Nobody(Reason::NoAddress));
        }
    };
    ready.ok_or_else(|| lost(message, "there is nothing to tell"))
}

fn event(history: &[Recorded], seq: u32) -> Option<&Recorded> {
    history.iter().find(|recorded| recorded.seq == seq)
}

pub(super) fn lost(message: &Message, why: &'static str) -> StoreError {
    StoreError::Inconsistent {
        table: "outbox",
        key: message.id.to_string(),
        source: why.into(),
    }
}

pub(super) fn wordless(message: &Message, error: Wordless) -> StoreError {
    StoreError::Inconsistent {
        table: "outbox",
        key: message.id.to_string(),
        source: error.into(),
    }
}
