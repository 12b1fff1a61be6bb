//! An office that nobody works in yet: a database of either kind, a clock that stands still, ids that count.

use std::sync::{Arc, LazyLock};

use gongkai::{
    casework::{LawBook, Office},
    clock::FixedClock,
    config,
    documents::{Blobs, Scanner, worker::Worker},
    ids::Counting,
    jobs::{Runner, document_jobs},
    law::Law,
    letters::{FontConfig, Letters},
    notices::Notices,
    store::{
        job::{self, Which},
        secret::{MasterKey, Vault},
        verify::{self, Summary},
    },
    template::Templates,
    text::Texts,
};
use tempfile::TempDir;
use time::{
    Date, Duration, OffsetDateTime,
    macros::{date, datetime},
};

use super::{Backend, Fixture, TestDb};

/// The day on which every test begins: a Friday before plain weeks.
pub(crate) const TODAY: Date = date!(2026 - 11 - 20);

/// Half past nine of that day in Beijing.
const MORNING: OffsetDateTime = datetime!(2026-11-20 9:30 +8);

static LAW: LazyLock<Arc<Law>> = LazyLock::new(|| Arc::new(Law::embedded().expect("the law is sound")));

/// The law, read once.
pub(crate) fn law() -> &'static Law {
    &LAW
}

/// What prints pages and letters.
#[derive(Debug)]
pub(super) struct Press {
    pub(super) texts: Arc<Texts>,
    pub(super) templates: Arc<Templates>,
    letters: Arc<Letters>,
}

/// Opened once: that is expensive in an unoptimised build, and gives the same for every test of a process.
pub(super) static PRESS: LazyLock<Press> = LazyLock::new(|| {
    let texts = Arc::new(Texts::load().expect("the texts are sound"));
    let templates = Arc::new(Templates::load(Arc::clone(&texts)).expect("the templates are sound"));
    let letters = Letters::new(Arc::clone(&templates), &FontConfig::default());
    Press {
        texts,
        templates,
        letters: Arc::new(letters.expect("run scripts/setup for the fonts")),
    }
});

/// Seals and opens personal data under one fixed key.
pub(crate) fn vault() -> Vault {
    let key = MasterKey {
        id: 1,
        bytes: [7; 32],
    };
    Vault::new(&key, &[])
}

/// The office and its clock.
#[derive(Debug)]
pub(crate) struct Premises {
    pub(crate) office: Office,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) test: TestDb,
    /// Where the files lie.
    pub(crate) files: TempDir,
}

impl Fixture for Premises {
    async fn on(backend: Backend) -> Self {
        let test = TestDb::on(backend).await;
        let files = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::at(MORNING));
        let office = Office {
            db: test.db.clone(),
            clock: clock.clone(),
            ids: Arc::new(Counting::default()),
            book: Arc::new(LawBook::new(Arc::clone(&LAW))),
            letters: Arc::clone(&PRESS.letters),
            blobs: Arc::new(Blobs::open(files.path(), Arc::new(vault())).unwrap()),
            vault: Arc::new(vault()),
            scanner: None,
            worker: Arc::new(Worker::new(
                env!("CARGO_BIN_EXE_gongkai").into(),
                vec!["/usr/share/fonts".into()],
                config::Documents::default(),
            )),
            notices: Arc::new(Notices::none(
                Arc::clone(&PRESS.templates),
                Arc::clone(&PRESS.texts),
            )),
            track_url: Some("https://gongkai.example.cn/track".to_owned()),
        };
        Self {
            office,
            clock,
            test,
            files,
        }
    }
}

impl Premises {
    /// The same, with somebody who looks for viruses.
    pub(super) fn guarded_by(mut self, scanner: Arc<Scanner>) -> Self {
        self.office.scanner = Some(scanner);
        self
    }

    /// The same, with its files elsewhere.
    #[cfg(feature = "s3")]
    pub(super) fn keeping_in(mut self, blobs: Blobs) -> Self {
        self.office.blobs = Arc::new(blobs);
        self
    }

    /// The same, with messages that leave.
    pub(super) fn sending(mut self, notices: Arc<Notices>) -> Self {
        self.office.notices = notices;
        self
    }
}

/// Does all that an office has to do by itself now, whatever is left.
pub(crate) async fn run_jobs(office: &Office) {
    let runner = Runner::new(office.clone(), config::Jobs::default());
    runner.until_idle().await.unwrap();
    run_document_jobs(office).await;
}

/// Does what documents wait for.
pub(crate) async fn run_document_jobs(office: &Office) {
    let runner = Runner::of(document_jobs(), office.clone(), config::Jobs::default());
    runner.until_idle().await.unwrap();
}

impl Premises {
    /// Does all that the program has to do by itself now; nothing may be left, nor set aside.
    pub(crate) async fn run_jobs(&self) {
        run_jobs(&self.office).await;
        for which in [Which::Open, Which::Parked] {
            let left = job::list(&self.office.db, which, 10).await.unwrap();
            assert!(left.is_empty(), "{which:?}: {left:?}");
        }
    }

    /// The same, by so many copies of the program at the same moment.
    pub(crate) async fn run_jobs_at_once(&self, copies: usize) {
        let mut busy = Vec::new();
        for _ in 0..copies {
            let copy = Office {
                db: self.test.another().await,
                ..self.office.clone()
            };
            busy.push(tokio::spawn(async move { run_jobs(&copy).await }));
        }
        for copy in busy {
            copy.await.unwrap();
        }
        self.run_jobs().await;
    }

    /// Lets days go by at this hour, on none of which the program runs.
    pub(crate) fn sleep(&self, days: i64) {
        self.clock.advance(Duration::days(days));
    }

    /// Holds the whole database against its chains: nothing is altered or cut off, and no number is missing.
    pub(crate) async fn assert_sound(&self) -> Summary {
        let mut breaks = Vec::new();
        let summary = verify::database(&self.office.db, |broken| breaks.push(broken.to_string()))
            .await
            .unwrap();
        assert_eq!(breaks, [""; 0]);
        assert!(summary.events > 0);
        summary
    }
}
