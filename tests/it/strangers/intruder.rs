//! Somebody who sends what no page offers them, and what that leaves behind.

use axum::http::StatusCode;
use gongkai::{
    domain::{
        case::Case,
        id::{CaseId, FileId, HolidayNoticeId, LetterId, NoticeId},
    },
    store::{
        self, Scope,
        outbox::{self, Which},
        public, queue,
    },
};
use uuid::Uuid;

use super::{
    PDF,
    routes::{For, ways_in},
};
use crate::kit::{
    answer::all_in_order, browser::Browser, form::Form, page::Page, premises::TODAY, site::Site,
};

/// A case with the ids of things that it really has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target {
    pub(super) case: CaseId,
    pub(super) letter: LetterId,
    pub(super) file: FileId,
    pub(super) notice: NoticeId,
    /// The newest 节假日安排.
    pub(super) holidays: HolidayNoticeId,
    /// A message that could not be sent.
    pub(super) message: Uuid,
    /// The delegation that ends last.
    pub(super) delegation: Uuid,
    /// Somebody of the agency whom nobody here asks for anything.
    pub(super) account: Uuid,
    pub(super) department: Uuid,
    /// The newest link of a consulted third party.
    pub(super) link: Uuid,
    /// The newest file of an old register.
    pub(super) import: Uuid,
    /// The newest entry of the catalogue, and the first feed.
    pub(super) entry: Uuid,
    pub(super) feed: Uuid,
    /// The newest test of the online channel.
    pub(super) test: Uuid,
}

impl Target {
    pub(super) async fn of(site: &Site, case: CaseId) -> Self {
        let stands = site.case(case).await;
        let letters = stands.letters;
        let scope = Scope::of(site.here.agency.id);
        let files = store::file::of_case(&site.office.db, scope, case).await.unwrap();
        let links = store::consultation_link::of_case(&site.office.db, scope, case)
            .await
            .unwrap();
        let arranged = store::calendar::all(&site.office.db).await.unwrap();
        let delegations = store::delegation::list(&site.office.db, scope, None)
            .await
            .unwrap();
        let aside = outbox::list(&site.office.db, scope, Which::SetAside, 1)
            .await
            .unwrap();
        let vault = &site.office.vault;
        let imports = store::import::list(&site.office.db, vault, scope, 1)
            .await
            .unwrap();
        let which = public::Which {
            scope: Some(scope),
            ..public::Which::default()
        };
        let entries = public::page(&site.office.db, which, None, 1).await.unwrap();
        let feeds = store::catalogue::feeds(&site.office.db, scope).await.unwrap();
        let test = store::channel_test::newest(&site.office.db, scope).await.unwrap();
        Self {
            case,
            test: test.map_or(Uuid::nil(), |test| test.id),
            entry: entries.found.first().map_or(Uuid::nil(), |public| public.source),
            feed: feeds.first().map_or(Uuid::nil(), |feed| feed.id),
            account: site.here.account("colleague").id.0,
            department: site.here.other_department.0,
            link: links.first().map_or(Uuid::nil(), |link| link.id.0),
            import: imports.first().map_or(Uuid::nil(), |one| one.id.0),
            delegation: delegations.first().map_or(Uuid::nil(), |one| one.id.0),
            message: aside.first().map_or(Uuid::nil(), |message| message.id),
            holidays: arranged
                .last()
                .map_or(HolidayNoticeId(Uuid::nil()), |notice| notice.id),
            letter: letters.last().map_or(LetterId(Uuid::nil()), |letter| letter.id),
            notice: stands
                .notices
                .last()
                .map_or(NoticeId(Uuid::nil()), |notice| notice.id),
            file: files.last().map_or(FileId(Uuid::nil()), |file| file.id),
        }
    }

    fn address(self, path: &str) -> String {
        path.replace("{case}", &self.case.to_string())
            .replace("{letter}", &self.letter.to_string())
            .replace("{file}", &self.file.to_string())
            .replace("{notice}", &self.notice.to_string())
            .replace("{holidays}", &self.holidays.to_string())
            .replace("{message}", &self.message.to_string())
            .replace("{delegation}", &self.delegation.to_string())
            .replace("{account}", &self.account.to_string())
            .replace("{department}", &self.department.to_string())
            .replace("{link}", &self.link.to_string())
            .replace("{body}", "basic")
            .replace("{from}", "2019-05-15")
            .replace("{import}", &self.import.to_string())
            .replace("{note}", &Uuid::nil().to_string())
            .replace("{clue}", &Uuid::nil().to_string())
            .replace("{answer}", &Uuid::nil().to_string())
            .replace("{entry}", &self.entry.to_string())
            .replace("{test}", &self.test.to_string())
            .replace("{plan}", &Uuid::nil().to_string())
            .replace("{feed}", &self.feed.to_string())
            .replace("{page}", "1")
            .replace("{year}", "2026")
            .replace("{kind}", "receipt")
            .replace("{slot}", "receipt")
            .replace("{number}", "1")
            .replace("{series}", "reply")
            .replace("{format}", "docx")
            .replace("{sheet}", "csv")
    }
}

/// What the form of an address carries where everything in it is in order.
fn fields(site: &Site, path: &str, case: &Case) -> Vec<(String, String)> {
    let (version, today) = (case.version.to_string(), TODAY.to_string());
    let department = site.here.department.to_string();
    let reasons = "该信息是本机关内部人事管理的记录，不涉及对外履行职责。";
    let own: &[(&str, &str)] = match path.rsplit('/').next().unwrap() {
        "confirm-receipt" => &[("confirmed_on", &today), ("confirm_record", reasons)],
        "assign" => &[("to", &department)],
        "hand-back" => &[("hand_back_reason", reasons)],
        "draft" => &[
            ("do", "save"),
            ("i1-ground", "internal_affairs"),
            ("i1-f-internal_class", "personnel"),
            ("i1-f-reasons", reasons),
        ],
        "serve" => &[
            ("by", "post"),
            ("mail", "ems"),
            ("waybill", "EA123456789CN"),
            ("posted_on", &today),
        ],
        "record-delivery" => &[("delivered_on", &today)],
        "approve" | "send-back" => &[("words", reasons)],
        "notes" => &[
            ("form", "018f0000-0000-7000-8000-000000000001"),
            ("words", reasons),
        ],
        "evidence" => &[("kind", "same_applicant"), ("reason-same_applicant", reasons)],
        "watch" => &[("on", "yes")],
        _ => &[],
    };
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut fields = vec![pair("version", &version)];
    fields.extend(own.iter().map(|(name, value)| pair(name, value)));
    if let Some((review, step)) = case
        .stage
        .review()
        .and_then(|review| Some((review, review.waiting().next()?)))
    {
        fields.extend([
            pair("step", step.key.as_str()),
            pair("content", &review.content.to_string()),
        ]);
        fields.extend(
            all_in_order(step.kind)
                .iter()
                .map(|answer| pair(&format!("q-{}", answer.question), "yes")),
        );
    }
    fields
}

/// Somebody who tries what no page offers them.
pub(super) struct Intruder {
    name: String,
    browser: Browser,
    secret: Form,
}

impl Intruder {
    pub(super) async fn with(name: &str, mut browser: Browser) -> Self {
        let secret = browser.open("/sign-in").await.form("main form");
        let name = name.to_owned();
        Self {
            name,
            browser,
            secret,
        }
    }

    pub(super) async fn attempt(
        &mut self,
        site: &Site,
        (method, path): (&str, &str),
        target: Target,
    ) -> Page {
        let address = target.address(path);
        if method == "GET" {
            return self.browser.get(&address).await;
        }
        let fields = fields(site, path, &site.case(target.case).await);
        let field = if path.ends_with("/files") {
            "i1-upload"
        } else {
            "identity-files"
        };
        let file = (method == "UPLOAD").then_some((field, PDF));
        let form = self.secret.clone().forge(&address, &fields, file);
        self.browser.send(&form).await
    }

    /// Tries every way in; all of them must be walls, and nothing may be different afterwards.
    pub(super) async fn finds_nothing(&mut self, site: &Site, who: &[For], target: Target) {
        let before = trace(site, target.case).await;
        for way in ways_in(who).filter(|(_, path)| path.contains("{case}")) {
            let page = self.attempt(site, way, target).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{}: {way:?}", self.name);
        }
        assert_eq!(trace(site, target.case).await, before, "{}", self.name);
    }
}

/// Everything that an intruder could leave behind: events, files, other cases, notices, notes, clues set aside.
pub(super) async fn trace(site: &Site, case: CaseId) -> (u32, usize, u64, usize, usize) {
    let (db, scope) = (&site.office.db, Scope::of(site.here.agency.id));
    let files = store::file::of_case(db, scope, case).await.unwrap();
    let cases = queue::count(db, scope, &queue::Filter::default()).await.unwrap();
    let notices = store::calendar::all(db).await.unwrap().len();
    let notes = store::note::of_case(db, &site.office.vault, scope, case)
        .await
        .unwrap();
    let watchers = store::watch::watchers_of(db, scope, case).await.unwrap();
    let asides = store::set_aside::of_case(db, &site.office.vault, scope, case)
        .await
        .unwrap();
    let told = notes.len() + watchers.len() + asides.len();
    (site.case(case).await.version, files.len(), cases, notices, told)
}
