//! 通知: mail, text messages and webhooks, out of the outbox. Here a message gets its words and goes over the wire; whom it
//! is for is looked up by whoever sends it (`jobs`), what is due is kept by the store.

mod channel;
mod compose;
mod consultation;
mod context;
mod failed;
mod fetch;
mod payload;
mod push;
mod smtp;
#[cfg(test)]
mod tests;
mod treasury;

use std::sync::Arc;

use time::OffsetDateTime;

use self::{push::Endpoint, smtp::Mailer};
use crate::{
    config::{self, Config, QuietHours},
    domain::{
        message::{Medium, Reason},
        text::Phone,
    },
    template::{Entry, Templates},
    text::Texts,
    trust::TrustError,
};

pub use self::{
    compose::{Digest, DigestLine, Told, Wordless},
    consultation::{Asked, CONSULTED, ConsultationNews},
    context::{Line, words_of},
    failed::{Failed, Way},
    fetch::Fetcher,
    push::{ID, SIGNATURE, TIMESTAMP},
    smtp::Mail,
    treasury::{Hint, NewOrder, Standing, Treasury, Unanswered},
};

/// The templates of all messages.
pub fn templates() -> Vec<Entry> {
    context::templates()
}

/// Why messages cannot be sent as configured.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    #[error("mail cannot be set up")]
    Mail(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("an address to push to cannot be set up")]
    Push(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("a secret has not its form")]
    Secret,
    #[error(transparent)]
    Trust(#[from] TrustError),
}

/// Every way in which messages leave, and their words.
#[derive(Debug)]
pub struct Notices {
    templates: Arc<Templates>,
    texts: Arc<Texts>,
    /// Where people reach the program.
    site: Option<String>,
    mail: Option<Mailer>,
    text_message: Option<(Endpoint, config::TextMessage)>,
    subscribers: Vec<Subscriber>,
    feeds: Option<Fetcher>,
    treasury: Option<Treasury>,
}

/// A subscribed address.
#[derive(Debug)]
struct Subscriber {
    settings: config::Webhook,
    endpoint: Endpoint,
}

impl Notices {
    /// As configured.
    pub fn new(config: &Config, templates: Arc<Templates>, texts: Arc<Texts>) -> Result<Self, SetupError> {
        let (mail, text_message) = (&config.mail, &config.text_message);
        let gateway = || {
            let endpoint = Endpoint::new(
                &text_message.url,
                (&text_message.secret, text_message.ca_file.as_deref()),
                text_message.timeout_seconds,
            )?;
            Ok::<_, SetupError>((endpoint, text_message.clone()))
        };
        let subscriber = |settings: &config::Webhook| {
            let endpoint = Endpoint::new(
                &settings.url,
                (&settings.secret, settings.ca_file.as_deref()),
                config::WEBHOOK_TIMEOUT_SECONDS,
            )?;
            Ok::<_, SetupError>(Subscriber {
                settings: settings.clone(),
                endpoint,
            })
        };
        Ok(Self {
            site: Some(config.server.reached_at()),
            mail: mail.is_on().then(|| Mailer::new(mail)).transpose()?,
            text_message: text_message.is_on().then(gateway).transpose()?,
            subscribers: config.webhooks.iter().map(subscriber).collect::<Result<_, _>>()?,
            feeds: config.feeds.on.then(|| Fetcher::new(&config.feeds)).transpose()?,
            treasury: config
                .payment
                .is_on()
                .then(|| Treasury::new(&config.payment))
                .transpose()?,
            ..Self::none(templates, texts)
        })
    }

    /// Nothing leaves.
    pub fn none(templates: Arc<Templates>, texts: Arc<Texts>) -> Self {
        Self {
            templates,
            texts,
            site: None,
            mail: None,
            text_message: None,
            subscribers: Vec::new(),
            feeds: None,
            treasury: None,
        }
    }

    /// Who fetches feeds; nobody where nothing is fetched.
    pub fn feeds(&self) -> Option<&Fetcher> {
        self.feeds.as_ref()
    }

    /// The bridge by which fees are paid online; none where they are not.
    pub fn treasury(&self) -> Option<&Treasury> {
        self.treasury.as_ref()
    }

    /// Whether messages go this way at all.
    pub fn has(&self, medium: Medium) -> bool {
        match medium {
            Medium::Mail => self.mail.is_some(),
            Medium::TextMessage => self.text_message.is_some(),
            Medium::Webhook => !self.subscribers.is_empty(),
        }
    }

    /// The names of those who hear of an agency's cases.
    pub fn subscribers<'a>(&'a self, agency_key: &'a str) -> impl Iterator<Item = &'a str> {
        self.subscribers
            .iter()
            .filter(move |one| {
                let agencies = &one.settings.agencies;
                agencies.is_empty() || agencies.iter().any(|key| key == agency_key)
            })
            .map(|one| one.settings.name.as_str())
    }

    /// The hours in which nothing goes this way.
    pub fn quiet(&self, medium: Medium) -> Option<QuietHours> {
        match medium {
            Medium::Mail => self.mail.as_ref().map(|mail| mail.settings().quiet()),
            Medium::TextMessage => self.text_message.as_ref().map(|(_, settings)| settings.quiet()),
            Medium::Webhook => None,
        }
    }

    /// The first moment from `at` on (by the office's clock) at which a message may go this way.
    pub fn not_before(&self, medium: Medium, at: OffsetDateTime) -> OffsetDateTime {
        self.quiet(medium).map_or(at, |quiet| quiet.after(at))
    }

    /// How often a message is tried before it is set aside.
    pub fn attempts(&self, medium: Medium) -> u32 {
        match medium {
            Medium::Mail => self.mail.as_ref().map(|mail| mail.settings().attempts),
            Medium::TextMessage => self.text_message.as_ref().map(|(_, settings)| settings.attempts),
            Medium::Webhook => None,
        }
        .unwrap_or(config::WEBHOOK_ATTEMPTS)
    }

    /// The longest that sending one message may take, in seconds: a mail takes several steps, each with its own time.
    pub fn patience_seconds(&self) -> u32 {
        const STEPS: u32 = 9;
        let mail = self
            .mail
            .as_ref()
            .map(|mail| mail.settings().timeout_seconds * STEPS);
        let text = self
            .text_message
            .as_ref()
            .map(|(_, settings)| settings.timeout_seconds);
        let longest = mail.into_iter().chain(text).max().unwrap_or_default();
        longest.max(config::WEBHOOK_TIMEOUT_SECONDS)
    }

    /// Sends a mail.
    pub async fn send_mail(&self, mail: &Mail) -> Result<(), Failed> {
        match &self.mail {
            Some(mailer) => mailer.send(mail).await,
            None => Err(Failed::new(Way::Never, Reason::NotConfigured)),
        }
    }

    /// Has a text message sent.
    pub async fn send_text_message(
        &self,
        id: uuid::Uuid,
        to: &Phone,
        text: &str,
        now: OffsetDateTime,
    ) -> Result<(), Failed> {
        let payload = payload::TextMessage {
            id,
            to: to.as_str(),
            text,
        };
        let body = serde_json::to_vec(&payload).expect("a payload is plain data: it always serialises");
        match &self.text_message {
            Some((endpoint, _)) => endpoint.push(id, now, body).await,
            None => Err(Failed::new(Way::Never, Reason::NotConfigured)),
        }
    }

    /// Tells a subscriber.
    pub async fn push(
        &self,
        subscriber: &str,
        id: uuid::Uuid,
        body: Vec<u8>,
        now: OffsetDateTime,
    ) -> Result<(), Failed> {
        let known = self
            .subscribers
            .iter()
            .find(|one| one.settings.name == subscriber);
        match known {
            Some(known) => known.endpoint.push(id, now, body).await,
            None => Err(Failed::new(Way::Never, Reason::NotConfigured)),
        }
    }
}
