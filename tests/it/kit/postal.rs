//! An office whose messages leave: a mail server, a gateway for text messages, and a program that subscribed.

use std::{ops::Deref, sync::Arc};

use gongkai::{
    casework::{self, Filed},
    config::{Config, Encryption, Mail, Secret, TextMessage, Webhook},
    domain::{id::CaseId, service::Service, text::Email},
    notices::Notices,
};

use super::{
    Backend, Fixture,
    gateway::{Gateway, SECRET},
    office::{TestOffice, new_application},
    premises::{PRESS, Premises, TODAY},
    site::Site,
    smtp::MailServer,
};

/// Where the applicants of these tests get mail.
pub(crate) const ADDRESS: &str = "lin.zhezhou@example.cn";

/// The office.
#[derive(Debug)]
pub(crate) struct Postal {
    desk: TestOffice,
    pub(crate) server: MailServer,
    pub(crate) gateway: Gateway,
    pub(crate) subscriber: Gateway,
    pub(crate) config: Config,
}

impl Fixture for Postal {
    async fn on(backend: Backend) -> Self {
        let (server, gateway, subscriber) = (
            MailServer::start().await,
            Gateway::start().await,
            Gateway::start().await,
        );
        let mut config = Config {
            mail: Mail {
                host: "127.0.0.1".to_owned(),
                port: server.port(),
                encryption: Encryption::None,
                from: "gongkai@example.gov.cn".to_owned(),
                ..Mail::default()
            },
            text_message: TextMessage {
                url: gateway.url(),
                secret: Secret(SECRET.to_owned()),
                ..TextMessage::default()
            },
            webhooks: vec![Webhook {
                name: "portal".to_owned(),
                url: subscriber.url(),
                secret: Secret(SECRET.to_owned()),
                agencies: vec!["qingxi".to_owned()],
                ca_file: None,
            }],
            ..Config::default()
        };
        "https://gongkai.example.cn".clone_into(&mut config.server.public_url);
        assert!(config.findings().is_empty(), "{}", config.findings());
        let premises = Premises::on(backend).await.sending(notices(&config));
        Self {
            desk: TestOffice::within(premises).await,
            server,
            gateway,
            subscriber,
            config,
        }
    }
}

impl Deref for Postal {
    type Target = TestOffice;

    fn deref(&self) -> &TestOffice {
        &self.desk
    }
}

/// How messages leave by a configuration.
pub(crate) fn notices(config: &Config) -> Arc<Notices> {
    let (templates, texts) = (Arc::clone(&PRESS.templates), Arc::clone(&PRESS.texts));
    Arc::new(Notices::new(config, templates, texts).unwrap())
}

impl Postal {
    /// Somebody with an address files online.
    pub(crate) async fn file_with_address(&self, token: u128) -> Filed {
        let mut new = new_application(token);
        new.applicant.contact.email = Some(Email::parse(ADDRESS).unwrap());
        casework::file(&self.office, self.here.agency.id, new)
            .await
            .unwrap()
    }

    /// Answers an application, and makes the answer available on the portal today.
    pub(crate) async fn answer_online(&self, case: CaseId) {
        self.take_in_hand("handler", case).await;
        self.submit(case, "not_held").await;
        self.approve_all(case).await;
        self.issue(case).await;
        self.serve(case, Service::Online { available_on: TODAY }).await;
    }

    /// The office with its web in front of it.
    pub(crate) fn into_site(self) -> PostalSite {
        PostalSite {
            site: Site::of(self.desk, self.config.clone()),
            config: self.config,
            server: self.server,
            gateway: self.gateway,
            subscriber: self.subscriber,
        }
    }
}

/// The office with its web in front of it.
#[derive(Debug)]
pub(crate) struct PostalSite {
    site: Site,
    pub(crate) server: MailServer,
    pub(crate) gateway: Gateway,
    pub(crate) config: Config,
    #[expect(dead_code, reason = "it is there as long as the site is")]
    subscriber: Gateway,
}

impl Fixture for PostalSite {
    async fn on(backend: Backend) -> Self {
        Postal::on(backend).await.into_site()
    }
}

impl Deref for PostalSite {
    type Target = Site;

    fn deref(&self) -> &Site {
        &self.site
    }
}
