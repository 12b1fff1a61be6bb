//! Mail over SMTP. The steps of a conversation are taken one by one, so that it is known what a refusal is about: of us,
//! it concerns all mail; of a recipient, one. One connection is kept for the next mail; one that failed, or was given up,
//! is never used again, as nobody knows what its server still expects.

use std::{fmt, future::Future, time::Duration};

use lettre::{
    Address, Message,
    message::{
        Mailbox,
        header::{ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue},
    },
    transport::smtp::{
        Error as SmtpError,
        authentication::{Credentials, DEFAULT_MECHANISMS},
        client::{AsyncSmtpConnection, Certificate, TlsParameters},
        commands::{Data, Mail as MailFrom, Rcpt},
        extension::ClientId,
    },
};
use time::OffsetDateTime;
use tokio::{sync::Mutex, time::Instant};
use uuid::Uuid;

use super::{
    Line, SetupError,
    failed::{Failed, Way, is_of_tls},
};
use crate::{
    config::{self, Encryption},
    domain::{
        message::{Enhanced, Reason},
        text::Email,
    },
    trust::{self, TrustError},
};

/// How long a connection that nobody uses is kept.
const IDLE: Duration = Duration::from_secs(20);

/// A mail as it goes out.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// Its Message-ID is made of it: one that is sent twice, because nobody knew whether it had gone out, is known for
    /// the same.
    pub id: Uuid,
    pub from: Line,
    pub to: Email,
    pub subject: Line,
    pub text: String,
    pub at: OffsetDateTime,
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mail")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// Sends mail through one server.
pub(super) struct Mailer {
    settings: config::Mail,
    from: Address,
    tls: Option<TlsParameters>,
    hello: ClientId,
    kept: Mutex<Option<(AsyncSmtpConnection, Instant)>>,
}

impl fmt::Debug for Mailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mailer")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

impl Mailer {
    pub(super) fn new(settings: &config::Mail) -> Result<Self, SetupError> {
        let tls = match settings.encryption {
            Encryption::Tls | Encryption::StartTls => {
                let mut parameters = TlsParameters::builder(settings.host.clone());
                if let Some(file) = &settings.ca_file {
                    let own = Certificate::from_pem(&trust::pem(file)?);
                    let own = own.map_err(|error| TrustError::Certificates(file.clone(), error.into()))?;
                    parameters = parameters.add_root_certificate(own);
                }
                let parameters = parameters.build();
                Some(parameters.map_err(|error| SetupError::Mail(error.into()))?)
            }
            Encryption::None => None,
        };
        let from = settings.from.parse();
        Ok(Self {
            from: from.map_err(|error: lettre::address::AddressError| SetupError::Mail(error.into()))?,
            tls,
            hello: ClientId::default(),
            settings: settings.clone(),
            kept: Mutex::new(None),
        })
    }

    pub(super) fn settings(&self) -> &config::Mail {
        &self.settings
    }

    /// Sends one mail. That no answer came is no proof that it did not go out.
    pub(super) async fn send(&self, mail: &Mail) -> Result<(), Failed> {
        let (to, message) = self.message(mail)?;
        let kept = self.kept.lock().await.take();
        let kept = match kept {
            Some((connection, since)) if since.elapsed() < IDLE => self.still_answering(connection).await,
            Some(_) | None => None,
        };
        let mut connection = match kept {
            Some(connection) => connection,
            None => self.connect().await?,
        };
        self.hand_over(&mut connection, to, &message.formatted()).await?;
        *self.kept.lock().await = Some((connection, Instant::now()));
        Ok(())
    }

    async fn still_answering(&self, mut connection: AsyncSmtpConnection) -> Option<AsyncSmtpConnection> {
        let answered = tokio::time::timeout(self.patience(), connection.test_connected()).await;
        answered.unwrap_or(false).then_some(connection)
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Failed> {
        let config::Mail {
            host,
            username,
            password,
            encryption,
            ..
        } = &self.settings;
        let wrapper = match encryption {
            Encryption::Tls => self.tls.clone(),
            Encryption::StartTls | Encryption::None => None,
        };
        let server = (host.as_str(), self.settings.port());
        let patience = Some(self.patience());
        let connecting = AsyncSmtpConnection::connect_tokio1(server, patience, &self.hello, wrapper, None);
        let mut connection = self.step(Step::Connect, connecting).await?;
        if let (Encryption::StartTls, Some(tls)) = (encryption, &self.tls) {
            self.step(Step::Encrypt, connection.starttls(tls.clone(), &self.hello))
                .await?;
        }
        if !username.is_empty() {
            let credentials = Credentials::new(username.clone(), password.0.clone());
            self.step(Step::SignIn, connection.auth(DEFAULT_MECHANISMS, &credentials))
                .await?;
        }
        Ok(connection)
    }

    async fn hand_over(
        &self,
        connection: &mut AsyncSmtpConnection,
        to: Address,
        message: &[u8],
    ) -> Result<(), Failed> {
        let from = MailFrom::new(Some(self.from.clone()), Vec::new());
        self.step(Step::Sender, connection.command(from)).await?;
        self.step(Step::Recipient, connection.command(Rcpt::new(to, Vec::new())))
            .await?;
        self.step(Step::Content, connection.command(Data)).await?;
        self.step(Step::Content, connection.message(message)).await?;
        Ok(())
    }

    async fn step<T>(
        &self,
        step: Step,
        doing: impl Future<Output = Result<T, SmtpError>>,
    ) -> Result<T, Failed> {
        match tokio::time::timeout(self.patience(), doing).await {
            Ok(done) => done.map_err(|error| step.failed(&error)),
            Err(_) => Err(Failed::new(Way::Away, Reason::Timeout)),
        }
    }

    fn patience(&self) -> Duration {
        Duration::from_secs(self.settings.timeout_seconds.into())
    }

    fn message(&self, mail: &Mail) -> Result<(Address, Message), Failed> {
        let no_address = |_| Failed::new(Way::Never, Reason::BadAddress);
        let to: Address = mail.to.as_str().parse().map_err(no_address)?;
        let name = mail.from.as_str().to_owned();
        let message = Message::builder()
            .from(Mailbox::new(Some(name), self.from.clone()))
            .to(Mailbox::new(None, to.clone()))
            .subject(mail.subject.as_str())
            .message_id(Some(format!("<{}@{}>", mail.id, self.from.domain())))
            .date(mail.at.into())
            .header(AutoSubmitted)
            .header(ContentType::TEXT_PLAIN)
            .header(ContentTransferEncoding::Base64)
            .body(mail.text.clone());
        let message = message.map_err(|_| Failed::new(Way::Never, Reason::BadAddress))?;
        Ok((to, message))
    }
}

/// How far a conversation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Connect,
    Encrypt,
    SignIn,
    Sender,
    Recipient,
    Content,
}

impl Step {
    fn failed(self, error: &SmtpError) -> Failed {
        let is_ours = match self {
            Self::Connect | Self::Encrypt | Self::SignIn | Self::Sender => true,
            Self::Recipient | Self::Content => false,
        };
        let said = std::error::Error::source(error).map(ToString::to_string);
        let (way, reason) = match error.status().map(u16::from) {
            Some(code) => {
                let reason = Reason::Smtp(code, said.as_deref().and_then(Enhanced::of));
                let way = match code {
                    // 421: the server is about to close the connection, whatever it was asked.
                    421 => Way::Away,
                    _ if is_ours => Way::Away,
                    _ if error.is_permanent() => Way::Never,
                    _ => Way::Later,
                };
                (way, reason)
            }
            None if error.is_timeout() => (Way::Away, Reason::Timeout),
            None if error.is_tls() || is_of_tls(error) => (Way::Away, Reason::Tls),
            None => match self {
                Self::Connect => (Way::Away, Reason::Unreachable),
                Self::Encrypt => (Way::Away, Reason::Tls),
                Self::SignIn if error.is_client() => (Way::Away, Reason::SignIn),
                Self::SignIn | Self::Sender => (Way::Away, Reason::Broken),
                Self::Recipient | Self::Content => (Way::Later, Reason::Broken),
            },
        };
        Failed {
            said: Some(match error.status() {
                Some(code) => format!("{code} {}", said.unwrap_or_default()),
                None => error.to_string(),
            }),
            ..Failed::new(way, reason)
        }
    }
}

/// RFC 3834: nobody's absence note need answer it.
#[derive(Debug, Clone, Copy)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}
