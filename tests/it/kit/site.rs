//! The office with its web in front of it.

use std::{ops::Deref, sync::Arc};

use axum::{Router, http::StatusCode};
use gongkai::{
    casework::Office,
    config::Config,
    documents::Scanner,
    store::session::Sessions,
    web::{self, app::App},
};

use super::{
    Backend, Fixture,
    browser::Browser,
    bureau::{Bureau, PASSWORD},
    office::TestOffice,
    premises::PRESS,
};

/// The web of an office.
pub(crate) fn router(office: Office, config: Config) -> Router {
    let sessions = Sessions::new(office.db.clone());
    let (texts, templates) = (Arc::clone(&PRESS.texts), Arc::clone(&PRESS.templates));
    web::router(App::new(config, office, texts, templates), sessions)
}

/// The site.
#[derive(Debug)]
pub(crate) struct Site {
    desk: TestOffice,
    pub(crate) router: Router,
}

impl Fixture for Site {
    async fn on(backend: Backend) -> Self {
        let desk = TestOffice::on(backend).await;
        Self::of(desk, small())
    }
}

/// Settings with small limits.
fn small() -> Config {
    let mut config = Config::default();
    config.limits.upload_mb = 1;
    config.limits.bulk_cases = 6;
    config
}

impl Deref for Site {
    type Target = TestOffice;

    fn deref(&self) -> &TestOffice {
        &self.desk
    }
}

impl Site {
    /// An office with its web in front of it.
    pub(super) fn of(desk: TestOffice, config: Config) -> Self {
        let router = router(desk.office.clone(), config);
        Self { desk, router }
    }

    /// The same site with somebody who looks for viruses in what comes in.
    pub(crate) fn guarded_by(self, scanner: Arc<Scanner>) -> Self {
        Self::of(self.desk.guarded_by(scanner), small())
    }

    /// The same site with its files elsewhere.
    #[cfg(feature = "s3")]
    pub(crate) fn keeping_in(self, blobs: gongkai::documents::Blobs) -> Self {
        Self::of(self.desk.keeping_in(blobs), small())
    }

    /// A browser that has never been here.
    pub(crate) fn browser(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// A browser in which this person of the agency here has signed in.
    pub(crate) async fn staff(&self, person: &str) -> Browser {
        self.staff_of(&self.here, person).await
    }

    /// A browser in which this person of an agency has signed in.
    pub(crate) async fn staff_of(&self, bureau: &Bureau, person: &str) -> Browser {
        let mut browser = self.browser();
        let form = browser
            .open("/sign-in")
            .await
            .form("main form")
            .set("username", &bureau.account(person).username)
            .set("password", PASSWORD);
        browser.send(&form).await.expect(StatusCode::SEE_OTHER);
        browser
    }
}
