//! What a consulted third party is sent: the link by mail, the code as a text message. A code alone helps nobody, so it goes
//! out only to whom the link goes too; everybody else finds both on the sheet that the letter is posted with.

use super::{
    prepare::{Ready, lost, wordless},
    scope,
};
use crate::{
    casework::Office,
    domain::{
        case::Case,
        id::{CaseId, LetterId, LinkId},
        message::{Medium, Reason},
        party::Party,
        text::Phone,
    },
    notices::Asked,
    store::{self, StoreError, outbox::Message},
};

pub(super) async fn prepare(
    office: &Office,
    message: &Message,
    (case, letter, link): (CaseId, LetterId, LinkId),
) -> Result<Ready, StoreError> {
    let (db, scope) = (&office.db, scope(message));
    let Some(link) = store::consultation_link::live(db, scope, link).await? else {
        // Another has taken its place, and is brought by messages of its own.
        return Ok(Ready::Nobody(Reason::NothingLeft));
    };
    let secrets = store::consultation_link::secrets(db, &office.vault, scope, &link).await?;
    let Some(secrets) = secrets else {
        return Ok(Ready::Nobody(Reason::NothingLeft));
    };
    let case = store::case::load(db, scope, case).await?;
    let case = case.ok_or_else(|| lost(message, "there is no such case"))?;
    let letter = case
        .letter(letter)
        .ok_or_else(|| lost(message, "there is no such letter"))?;
    let Some(party) = party(office, message, &case, &link).await? else {
        return Ok(Ready::Nobody(Reason::NoAddress));
    };
    let mobile = party.phone.filter(Phone::is_mobile);
    let agency = store::agency::get(db, scope).await?;
    let asked = Asked {
        agency: &agency.ok_or_else(|| lost(message, "there is no such agency"))?,
        law: &*office.law_in(scope).await?,
        letter,
        token: &secrets.token,
        code: &secrets.code,
        by_text: mobile.is_some() && office.notices.has(Medium::TextMessage),
    };
    match (message.medium, party.email, mobile) {
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

async fn party(
    office: &Office,
    message: &Message,
    case: &Case,
    link: &store::consultation_link::Link,
) -> Result<Option<Party>, StoreError> {
    let asked = case
        .notice(link.notice)
        .and_then(|notice| notice.matter.other_side());
    let Some((id, _)) = asked else { return Ok(None) };
    let mut parties = store::consulted::of_case(&office.db, &office.vault, scope(message), case.id).await?;
    Ok(parties.remove(&id).flatten())
}
