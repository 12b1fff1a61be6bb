//! What a consulted third party is sent: the link by mail, the code as a text message. A code alone helps nobody, so it goes
//! out only to whom the link goes too; everybody else finds both on the sheet that the letter is posted with. And its news:
//! the number by mail alone, the code never, and nothing once it has come to nothing or they want none.

use super::{
    prepare::{Ready, lost, wordless},
    scope,
};
use crate::{
    casework::Office,
    domain::{
        case::Case,
        consultation, consulted,
        id::{CaseId, LetterId, LinkId},
        message::{Medium, MessageKind, Reason},
        party::Party,
        text::{Email, Phone},
    },
    law::Law,
    notices::{Asked, ConsultationNews},
    store::{self, StoreError, consultation_link::Link, outbox::Message},
};

pub(super) async fn prepare(
    office: &Office,
    message: &Message,
    (case, letter, link): (CaseId, LetterId, LinkId),
) -> Result<Ready, StoreError> {
    let (db, scope) = (&office.db, scope(message));
    let case = store::case::load(db, scope, case).await?;
    let case = case.ok_or_else(|| lost(message, "there is no such case"))?;
    let Some(link) = opens(office, message, &case, (letter, link)).await? else {
        return Ok(Ready::Nobody(Reason::NothingLeft));
    };
    let secrets = store::consultation_link::secrets(db, &office.vault, scope, &link).await?;
    let Some(secrets) = secrets else {
        return Ok(Ready::Nobody(Reason::NothingLeft));
    };
    let letter = case
        .letter(letter)
        .ok_or_else(|| lost(message, "there is no such letter"))?;
    let Some(party) = party(office, message, &case, &link).await? else {
        return Ok(Ready::Nobody(Reason::NoAddress));
    };
    let mobile = party.phone.filter(Phone::is_mobile);
    let agency = store::agency::get(db, scope).await?;
    let law = office.law_in(scope).await?;
    if message.kind.is_consultation_news()
        && (link.quiet_at.is_some() || !is_still_news(office, message.kind, &case, &law, &link))
    {
        return Ok(Ready::Nobody(Reason::NothingLeft));
    }
    let asked = Asked {
        agency: &agency.ok_or_else(|| lost(message, "there is no such agency"))?,
        law: &law,
        letter,
        token: &secrets.token,
        code: &secrets.code,
        by_text: mobile.is_some() && office.notices.has(Medium::TextMessage),
    };
    let to = (message.medium, party.email, mobile);
    if message.kind.is_consultation_news() {
        let last = case.notice(link.notice);
        let last = last.and_then(|notice| consultation::last_day(&case, &law, notice));
        let until = last.filter(|_| message.kind == MessageKind::ConsultationDue);
        let until = until.map(|last| last.on);
        return news(office, message, ConsultationNews { asked, until }, to);
    }
    match to {
        (Medium::Mail, Some(email), _) => {
            let mail = office
                .notices
                .consultation_mail(asked, message.id, email, office.now());
            mail.map(Ready::Mail).map_err(|error| wordless(message, error))
        }
        (Medium::TextMessage, Some(_), Some(phone)) => {
            let text = office.notices.consultation_text(asked);
            let text = text.map_err(|error| wordless(message, error))?;
            Ok(Ready::TextMessage(phone, text))
        }
        (Medium::Mail | Medium::TextMessage | Medium::Webhook, _, _) => Ok(Ready::Nobody(Reason::NoAddress)),
    }
}

/// The link that is sent. Where another has taken its place, that one is brought by messages of its own, but there are no other
/// ones for the news.
async fn opens(
    office: &Office,
    message: &Message,
    case: &Case,
    (letter, link): (LetterId, LinkId),
) -> Result<Option<Link>, StoreError> {
    let (db, scope) = (&office.db, scope(message));
    let live = store::consultation_link::live(db, scope, link).await?;
    if live.is_some() || !message.kind.is_consultation_news() {
        return Ok(live);
    }
    let of = case.notice_of(letter).map(|notice| notice.id);
    let links = store::consultation_link::of_case(db, scope, case.id).await?;
    Ok(links
        .into_iter()
        .find(|link| link.is_live() && Some(link.notice) == of))
}

/// News by whichever way it goes.
fn news(
    office: &Office,
    message: &Message,
    news: ConsultationNews<'_>,
    to: (Medium, Option<Email>, Option<Phone>),
) -> Result<Ready, StoreError> {
    match to {
        (Medium::Mail, Some(email), _) => {
            let mail = office.notices.news_mail(news, message.id, email, office.now());
            mail.map(Ready::Mail).map_err(|error| wordless(message, error))
        }
        (Medium::TextMessage, _, Some(phone)) => {
            let text = office.notices.news_text(news);
            let text = text.map_err(|error| wordless(message, error))?;
            Ok(Ready::TextMessage(phone, text))
        }
        (Medium::Mail | Medium::TextMessage | Medium::Webhook, _, _) => Ok(Ready::Nobody(Reason::NoAddress)),
    }
}

/// Whether what was put down before is still so: whoever has answered meanwhile is reminded of nothing.
fn is_still_news(office: &Office, kind: MessageKind, case: &Case, law: &Law, link: &Link) -> bool {
    if kind == MessageKind::ConsultationDue {
        consulted::to_remind(case, law, office.today()).contains(&link.notice)
    } else {
        consulted::is_decided(case, link.notice)
    }
}

async fn party(
    office: &Office,
    message: &Message,
    case: &Case,
    link: &Link,
) -> Result<Option<Party>, StoreError> {
    let asked = case
        .notice(link.notice)
        .and_then(|notice| notice.matter.other_side());
    let Some((id, _)) = asked else { return Ok(None) };
    let mut parties = store::consulted::of_case(&office.db, &office.vault, scope(message), case.id).await?;
    Ok(parties.remove(&id).flatten())
}
