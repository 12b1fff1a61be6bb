//! What is sent of the tests of the online channel: alarms to the staff, and heartbeats.

use time::Date;

use super::{
    prepare::{Ready, lost, wordless},
    scope,
};
use crate::{
    casework::Office,
    domain::{
        agency::Agency,
        channel_test::Trouble,
        id::AccountId,
        message::{Medium, Reason},
    },
    store::{self, StoreError, outbox::Message},
};

async fn agency(office: &Office, message: &Message) -> Result<Agency, StoreError> {
    let agency = store::agency::get(&office.db, scope(message)).await?;
    agency.ok_or_else(|| lost(message, "there is no such agency"))
}

pub(super) async fn alarm(
    office: &Office,
    message: &Message,
    account: AccountId,
    (day, about): (Date, Trouble),
) -> Result<Ready, StoreError> {
    let account = store::account::get(&office.db, scope(message), account).await?;
    let account = account.filter(|account| account.active);
    let Some(to) = account.and_then(|account| account.email) else {
        return Ok(Ready::Nobody(Reason::NoAddress));
    };
    let agency = agency(office, message).await?;
    let mail = office
        .notices
        .channel_alarm(&agency, (day, about), (message.id, to, office.now()));
    mail.map(Ready::Mail).map_err(|error| wordless(message, error))
}

pub(super) async fn heartbeat(office: &Office, message: &Message, day: Date) -> Result<Ready, StoreError> {
    let setting = store::channel_test::setting(&office.db, scope(message)).await?;
    let agency = agency(office, message).await?;
    match (message.medium, setting.mail, setting.phone) {
        (Medium::Mail, Some(to), _) => {
            let mail = office
                .notices
                .heartbeat_mail(&agency, day, (message.id, to, office.now()));
            mail.map(Ready::Mail).map_err(|error| wordless(message, error))
        }
        (Medium::TextMessage, _, Some(to)) => {
            let text = office.notices.heartbeat_text(&agency, day);
            let text = text.map_err(|error| wordless(message, error))?;
            Ok(Ready::TextMessage(to, text))
        }
        // It is not wanted any more.
        (Medium::Mail | Medium::TextMessage | Medium::Webhook, _, _) => {
            Ok(Ready::Nobody(Reason::NothingLeft))
        }
    }
}
