//! Pages: a template's own data, and the frame that all pages have in common.
//!
//! A page's template begins with `{{> layout/top}}` and ends with `{{> layout/bottom}}`; the frame stands beside
//! the page's own fields as `page`, a name that no page may use for itself.

use super::access;
use super::app::App;
use super::error::Failure;
use super::extract;
use super::guard;
use super::nav::{self, Link};
use super::reading::{Reading, Switch, TypeSize};
use super::session::{Flash, Visit};
use crate::domain::account::Officer;
use crate::law::Law;
use crate::template::Template;
use crate::text::{Key, Lang, Say, key};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, Uri};
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;
use std::sync::Arc;

/// Where in a template the part stands that comes bit by bit.
const GAP: &str = "<template data-rest></template>";

/// Where the search is.
const SEARCH: &str = "/desk/search";

/// A page: a template with a title, for one side.
pub trait Page: Template {
    /// For whom it is.
    const SIDE: Side;

    /// For whom it is, where that depends.
    fn side(&self) -> Side {
        Self::SIDE
    }

    /// What stands in the browser's title bar, before the name of the service.
    fn title(&self) -> Title;

    /// Whether the page shows a form with errors; its title then says so first.
    fn has_errors(&self) -> bool {
        false
    }

    /// The agency of which the page speaks, for the header of the portal.
    fn agency(&self) -> Option<String> {
        None
    }
}

/// The two sides of the web.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// 门户: applicants and everybody.
    Portal,
    /// 办公: the staff.
    Staff,
}

/// A title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Title {
    /// A text.
    Text(Key),
    /// Words made in Rust, in the reader's language.
    Plain(String),
    /// A name that stays Chinese. The title of a page cannot mark a part of itself as Chinese, so a page in English is
    /// called by what it is.
    Name {
        /// The name.
        name: String,
        /// What the page is.
        what: Key,
    },
}

/// What all pages have in common.
#[derive(Clone, Debug, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a part of the page that is there or not"
)]
pub struct Frame {
    lang: Lang,
    /// 大字版
    large: bool,
    /// The media in which the dark sheet holds.
    dark: Option<&'static str>,
    /// The other ways to read the page.
    switches: Vec<Switch>,
    title: String,
    service: String,
    home: &'static str,
    staff_side: bool,
    agency: Option<String>,
    has_errors: bool,
    demo: bool,
    assets: String,
    csrf: String,
    nav: Vec<Link>,
    staff: Option<Staff>,
    /// Whether the head has a box to search by.
    search: bool,
    flash: Vec<Flash>,
}

/// Who has signed in, for the header.
#[derive(Clone, Debug, Serialize)]
pub struct Staff {
    /// The person.
    pub name: String,
    /// Their agency.
    pub agency: String,
    /// Their roles, worded.
    pub roles: String,
    /// Which pages are there for them.
    #[serde(skip)]
    pub officer: Officer,
    /// The region of their agency.
    #[serde(skip)]
    pub region: String,
    /// How many reminders they have not looked at.
    #[serde(skip)]
    pub unread: u64,
}

/// A page in its frame: the context that is rendered and audited.
#[derive(Debug, Serialize)]
pub struct Framed<T> {
    page: Frame,
    #[serde(flatten)]
    body: T,
}

impl<T: Page> Template for Framed<T> {
    const NAME: &'static str = T::NAME;

    fn samples() -> Vec<Self> {
        let framed = |(number, body): (usize, T)| Self {
            page: Frame::sample(number, body.side(), &body),
            body,
        };
        T::samples().into_iter().enumerate().map(framed).collect()
    }
}

impl Frame {
    fn sample(number: usize, side: Side, body: &impl Page) -> Self {
        let staff = (side == Side::Staff && number.is_multiple_of(2)).then(|| Staff {
            name: "欧阳<伟>".to_owned(),
            agency: "青川县自然资源局".to_owned(),
            roles: "承办人".to_owned(),
            officer: nav::sample_officer(),
            region: String::new(),
            unread: 0,
        });
        let flash = |done| Flash {
            done,
            text: "已保存<b>".to_owned(),
        };
        Self {
            lang: if number % 4 == 3 {
                Lang::English
            } else {
                Lang::Chinese
            },
            large: number % 2 == 1,
            dark: number.is_multiple_of(2).then_some("all"),
            switches: Switch::samples(number),
            title: "标题".to_owned(),
            service: "政府信息依申请公开".to_owned(),
            home: side.home(),
            staff_side: side == Side::Staff,
            agency: body
                .agency()
                .or_else(|| staff.as_ref().map(|staff| staff.agency.clone())),
            has_errors: body.has_errors() || number % 2 == 1,
            demo: number % 2 == 1,
            assets: "/assets/0".to_owned(),
            csrf: "token".to_owned(),
            nav: if number.is_multiple_of(2) {
                nav::sample()
            } else {
                Vec::new()
            },
            search: staff.is_some() && number.is_multiple_of(4),
            staff,
            flash: if number.is_multiple_of(2) {
                vec![flash(true), flash(false)]
            } else {
                Vec::new()
            },
        }
    }
}

impl Side {
    /// Where its name in the header leads.
    const fn home(self) -> &'static str {
        match self {
            Self::Portal => "/",
            Self::Staff => "/desk",
        }
    }
}

/// Pages as array of entries for the check of templates: `every_page![Home, Agency]`.
#[macro_export]
macro_rules! every_page {
    ($($page:ty),* $(,)?) => {
        $crate::every_template![$($crate::web::page::Framed<$page>),*]
    };
}

/// Where somebody is, and how they read it.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    pub(super) path: String,
    /// As it stands in the address.
    pub(super) query: String,
    pub(super) reading: Reading,
}

impl Place {
    pub(super) fn of(uri: &Uri, reading: Reading) -> Self {
        Self {
            path: uri.path().to_owned(),
            query: uri.query().unwrap_or_default().to_owned(),
            reading,
        }
    }
}

/// What a handler needs to answer with a page. Take it as an argument, and end with [`View::page`].
#[derive(Debug)]
pub struct View {
    /// The application.
    pub app: App,
    /// The visitor's session.
    pub visit: Visit,
    /// The reader's language.
    pub lang: Lang,
    reading: Reading,
    /// The law: for the staff with the calendar of their agency's region. On the portal the agency is known only to
    /// the page itself.
    pub law: Arc<Law>,
    place: Place,
    staff: Option<Staff>,
}

impl View {
    /// The texts in the reader's language.
    pub fn say(&self) -> Say<'_> {
        Say {
            texts: &self.app.texts,
            lang: self.lang,
        }
    }

    /// Answers with a page.
    pub async fn page<T: Page>(&self, page: T) -> Result<Response, Failure> {
        self.page_with(StatusCode::OK, page).await
    }

    /// Answers with a page and a status; for a form with errors, 422.
    pub async fn page_with<T: Page>(&self, status: StatusCode, page: T) -> Result<Response, Failure> {
        Ok((status, Html(Box::pin(self.html(page)).await?)).into_response())
    }

    /// What stands before and after the place that the template marks with [`GAP`]; for a page of which a part comes bit
    /// by bit.
    pub async fn around<T: Page>(&self, page: T) -> Result<(String, String), Failure> {
        let html = Box::pin(self.html(page)).await?;
        let (before, after) = html.split_once(GAP).unwrap_or((&html, ""));
        Ok((before.to_owned(), after.to_owned()))
    }

    async fn html<T: Page>(&self, page: T) -> Result<String, Failure> {
        let known = self.visit.csrf().await?;
        let csrf = known.clone().unwrap_or_else(|| self.app.ids.token());
        let flash = self.visit.take_flash().await?;
        let framed = Framed {
            page: self.frame(&page, csrf.clone(), flash)?,
            body: page,
        };
        let html = self.app.templates.render(&framed)?;
        // Only a page with a form makes a session: whoever just reads gets no cookie.
        if known.is_none() && html.contains(&csrf) {
            self.visit.set_csrf(csrf).await?;
        }
        Ok(html)
    }

    fn frame(&self, page: &impl Page, csrf: String, flash: Vec<Flash>) -> Result<Frame, Failure> {
        let side = page.side();
        let say = self.say();
        Ok(Frame {
            lang: self.lang,
            large: side == Side::Portal && self.reading.size == TypeSize::Large,
            dark: self.reading.colours.dark_media().filter(|_| side == Side::Portal),
            switches: match side {
                Side::Portal => self.reading.switches(say, &self.place.path, &self.place.query)?,
                Side::Staff => Vec::new(),
            },
            title: match page.title() {
                Title::Text(key) => say.get(key)?,
                Title::Plain(words) => words,
                Title::Name { name, what } => match self.lang {
                    Lang::Chinese => name,
                    Lang::English => say.get(what)?,
                },
            },
            service: say.get(key("service-name"))?,
            home: match &self.staff {
                Some(staff) if side == Side::Staff => access::home(&staff.officer),
                _ => side.home(),
            },
            staff_side: side == Side::Staff,
            agency: page
                .agency()
                .or_else(|| self.staff.as_ref().map(|staff| staff.agency.clone())),
            has_errors: page.has_errors(),
            demo: self.app.config.demo,
            assets: self.app.assets.folder(),
            csrf,
            nav: nav::links(
                side,
                self.staff.as_ref(),
                (&self.place.path, self.app.offers_accounts()),
                say,
            )?,
            search: side == Side::Staff && self.has_search_box(),
            staff: self.staff.clone().filter(|_| side == Side::Staff),
            flash,
        })
    }

    /// The page of the search has a box of its own.
    fn has_search_box(&self) -> bool {
        let reads = |staff: &Staff| access::may_search(&staff.officer);
        self.place.path != SEARCH && self.staff.as_ref().is_some_and(reads)
    }

    /// The view of a request, from its parts.
    pub(super) async fn of(
        app: &App,
        visit: Visit,
        place: Place,
        staff: Option<Staff>,
    ) -> Result<Self, Failure> {
        let reading = place.reading;
        // What the staff read is there in Chinese alone.
        let lang = if guard::is_staff(&place.path) {
            Lang::default()
        } else {
            reading.lang
        };
        app.office.book.refresh(app.db()).await;
        let law = match &staff {
            Some(staff) => app.office.book.of_region(&staff.region),
            None => app.law(),
        };
        Ok(Self {
            app: app.clone(),
            visit,
            lang,
            reading,
            law,
            place,
            staff,
        })
    }
}

impl FromRequestParts<App> for View {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let visit = Visit::from_request_parts(parts, app).await?;
        let staff = match extract::known(parts, app, &visit).await? {
            Some(signed_in) => Some(extract::header(app, &signed_in.0).await?),
            None => None,
        };
        let place = Place::of(&parts.uri, parts.extensions.get().copied().unwrap_or_default());
        Self::of(app, visit, place, staff).await
    }
}
