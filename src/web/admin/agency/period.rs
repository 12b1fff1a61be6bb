//! One body of the remedies: a period that begins, one that is corrected, one that ends.

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Serialize;
use time::{Date, format_description::well_known::Iso8601};

use super::{Own, description::failure, problem, remedies::days};
use crate::{
    casework::agency::{AgencyError, NewPeriod, begin_period, correct_period, digest, end_period, used},
    domain::competence::{Body, Details, Period, PeriodPart, PeriodProblem, TypedDetails, periods},
    store::Scope,
    template::Entry,
    text::{Key, key},
    web::{
        app::App,
        error::Failure,
        extract::{Path, SignedIn},
        form::{Field, FieldErrors, Form},
        page::{Page, Side, Title, View},
        pairs::Pairs,
        wording::Said,
    },
};

/// Where they are looked after.
const AT: &str = "/admin/remedies";

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/admin/remedies/{body}/begin", get(ask).post(begin))
        .route("/admin/remedies/{body}/{from}", get(show).post(correct))
        .route("/admin/remedies/{body}/{from}/end", post(end))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![BeginPage, PeriodPage].into()
}

/// The fields of what a body is called and where it is.
#[derive(Debug, Serialize)]
pub(super) struct DetailFields {
    pub(super) name: Field,
    pub(super) address: Field,
    /// Of organs alone.
    pub(super) phone: Option<Field>,
    pub(super) online: Option<Field>,
}

#[derive(Debug, Serialize)]
pub(super) struct BeginPage {
    pub(super) errors: FieldErrors,
    pub(super) stale: Option<String>,
    pub(super) body: String,
    pub(super) href: String,
    pub(super) digest: String,
    pub(super) details: DetailFields,
    pub(super) from: Field,
    pub(super) until: Field,
}

#[derive(Debug, Serialize)]
pub(super) struct PeriodPage {
    pub(super) errors: FieldErrors,
    pub(super) stale: Option<String>,
    pub(super) body: String,
    pub(super) called: String,
    pub(super) days: String,
    pub(super) href: String,
    pub(super) begin_href: String,
    pub(super) digest: String,
    /// Why it is not corrected any more: letters that were issued while it held.
    pub(super) used: Option<String>,
    pub(super) details: DetailFields,
    pub(super) until: Field,
}

fn typed(form: &Pairs) -> TypedDetails {
    let get = |part: PeriodPart| form.get(part.as_str()).to_owned();
    TypedDetails {
        name: get(PeriodPart::Name),
        address: get(PeriodPart::Address),
        phone: get(PeriodPart::Phone),
        online: get(PeriodPart::Online),
    }
}

fn standing(details: &Details) -> TypedDetails {
    let Details {
        name,
        address,
        phone,
        online,
    } = details.clone();
    TypedDetails {
        name,
        address,
        phone: phone.unwrap_or_default(),
        online: online.unwrap_or_default(),
    }
}

fn fields(body: Body, typed: &TypedDetails, errors: &FieldErrors) -> DetailFields {
    let field = |part: PeriodPart, value: &str| Field::new(part.as_str(), value, errors);
    let is_organ = matches!(body, Body::Organ(_));
    DetailFields {
        name: field(PeriodPart::Name, &typed.name),
        address: field(PeriodPart::Address, &typed.address),
        phone: is_organ.then(|| field(PeriodPart::Phone, &typed.phone)),
        online: is_organ.then(|| field(PeriodPart::Online, &typed.online)),
    }
}

fn day(raw: &str) -> Option<Date> {
    Date::parse(raw.trim(), &Iso8601::DATE).ok()
}

fn body(word: &str) -> Result<Body, Failure> {
    word.parse().map_err(|_| Failure::NotFound)
}

impl Own<'_> {
    fn all(&self) -> Vec<Period> {
        periods(&self.agency.organs, &self.agency.courts)
    }

    /// A period of the agency.
    fn period(&self, body: Body, from: &str) -> Result<Period, Failure> {
        let from = day(from).ok_or(Failure::NotFound)?;
        let mut all = self.all().into_iter();
        let found = all.find(|period| period.body == body && period.from == from);
        found.ok_or(Failure::NotFound)
    }

    fn begin_page(&self, body: Body, form: &Pairs, errors: FieldErrors) -> BeginPage {
        BeginPage {
            stale: None,
            body: self.body(body).to_owned(),
            href: format!("{AT}/{}/begin", body.as_str()),
            digest: digest(&self.agency).to_string(),
            details: fields(body, &typed(form), &errors),
            from: Field::new("from", form.get("from"), &errors),
            until: Field::new("until", form.get("until"), &errors),
            errors,
        }
    }

    async fn period_page(
        &self,
        period: &Period,
        (typed, until): (&TypedDetails, &str),
        errors: FieldErrors,
    ) -> Result<PeriodPage, Failure> {
        let word = period.body.as_str();
        let used = used(self.view.app.db(), Scope::of(self.officer.agency), period).await?;
        let said = self
            .voice
            .say_with(key("remedies-used"), &[("count", &used.to_string())])?;
        Ok(PeriodPage {
            stale: None,
            body: self.body(period.body).to_owned(),
            called: period.details.name.clone(),
            days: days(self, period)?,
            href: format!("{AT}/{word}/{}", period.from),
            begin_href: format!("{AT}/{word}/begin"),
            digest: digest(&self.agency).to_string(),
            used: (used > 0).then_some(said),
            details: fields(period.body, typed, &errors),
            until: Field::new("until", until, &errors),
            errors,
        })
    }

    fn errors(&self, problems: &[(PeriodPart, PeriodProblem)]) -> Said<FieldErrors> {
        let mut errors = FieldErrors::default();
        for (part, why) in problems {
            errors.add(part.as_str(), problem(self, why)?);
        }
        Ok(errors)
    }

    async fn done(&self, said: Key) -> Result<Response, Failure> {
        let said = self.voice.say(said)?;
        self.view.visit.flash(true, said).await?;
        Ok(Redirect::to(AT).into_response())
    }
}

/// `GET /admin/remedies/{body}/begin`: with what holds now, as most often only some of it changes.
async fn ask(view: View, who: SignedIn, Path(word): Path<String>) -> Result<Response, Failure> {
    let own = Own::read(&view, &who).await?;
    let body = body(&word)?;
    let today = view.app.office.today();
    let now = own
        .all()
        .into_iter()
        .find(|period| period.body == body && period.holds_on(today));
    let mut page = own.begin_page(body, &Pairs::default(), FieldErrors::default());
    if let Some(now) = now {
        page.details = fields(body, &standing(&now.details), &FieldErrors::default());
    }
    view.page(page).await
}

/// `POST /admin/remedies/{body}/begin`
async fn begin(
    view: View,
    who: SignedIn,
    Path(word): Path<String>,
    Form(form): Form<Pairs>,
) -> Result<Response, Failure> {
    let mut own = Own::read(&view, &who).await?;
    let body = body(&word)?;
    let seen = form.get("digest").parse().map_err(|_| Failure::Invalid)?;
    let until = form.get("until").trim();
    let new = NewPeriod {
        body,
        typed: typed(&form),
        from: day(form.get("from")),
        until: day(until),
    };
    if new.until.is_none() && !until.is_empty() {
        let mut errors = FieldErrors::default();
        errors.add("until", own.voice.say(key("remedies-no-day"))?);
        let page = own.begin_page(body, &form, errors);
        return view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await;
    }
    match begin_period(&view.app.office, &own.officer, seen, &new).await {
        Ok(()) => own.done(key("remedies-begun")).await,
        Err(AgencyError::Period(problems)) => {
            let errors = own.errors(&problems)?;
            let page = own.begin_page(body, &form, errors);
            view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
        }
        Err(AgencyError::Stale(now)) => {
            own.agency = *now;
            let mut page = own.begin_page(body, &form, FieldErrors::default());
            page.stale = Some(own.stale(body)?);
            view.page_with(StatusCode::CONFLICT, page).await
        }
        Err(error) => Err(failure(error)),
    }
}

impl Own<'_> {
    /// What is known of a body now, for the second of two who changed it.
    fn stale(&self, body: Body) -> Said {
        let all = self.all();
        let of_it = all.iter().filter(|period| period.body == body);
        let worded = of_it.map(|period| {
            let days = days(self, period)?;
            Ok(format!("{}（{days}）", period.details.name))
        });
        let now = worded.collect::<Said<Vec<String>>>()?.join("；");
        self.voice.say_with(key("remedies-stale"), &[("now", &now)])
    }
}

/// `GET /admin/remedies/{body}/{from}`
async fn show(
    view: View,
    who: SignedIn,
    Path((word, from)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let own = Own::read(&view, &who).await?;
    let period = own.period(body(&word)?, &from)?;
    let typed = standing(&period.details);
    let page = own
        .period_page(&period, (&typed, ""), FieldErrors::default())
        .await?;
    view.page(page).await
}

/// `POST /admin/remedies/{body}/{from}`
async fn correct(
    view: View,
    who: SignedIn,
    Path((word, from)): Path<(String, String)>,
    Form(form): Form<Pairs>,
) -> Result<Response, Failure> {
    let own = Own::read(&view, &who).await?;
    let period = own.period(body(&word)?, &from)?;
    let seen = form.get("digest").parse().map_err(|_| Failure::Invalid)?;
    let (typed, which) = (typed(&form), (period.body, period.from));
    let done = correct_period(&view.app.office, &own.officer, seen, which, &typed).await;
    finished(own, &period, (&typed, ""), done, key("remedies-corrected")).await
}

/// `POST /admin/remedies/{body}/{from}/end`
async fn end(
    view: View,
    who: SignedIn,
    Path((word, from)): Path<(String, String)>,
    Form(form): Form<Pairs>,
) -> Result<Response, Failure> {
    let own = Own::read(&view, &who).await?;
    let period = own.period(body(&word)?, &from)?;
    let seen = form.get("digest").parse().map_err(|_| Failure::Invalid)?;
    let (until, which) = (form.get("until"), (period.body, period.from));
    let done = end_period(&view.app.office, &own.officer, seen, which, day(until)).await;
    let typed = standing(&period.details);
    finished(own, &period, (&typed, until), done, key("remedies-ended")).await
}

async fn finished(
    mut own: Own<'_>,
    period: &Period,
    typed: (&TypedDetails, &str),
    done: Result<(), AgencyError>,
    said: Key,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => own.done(said).await,
        Err(AgencyError::Period(problems)) => {
            let errors = own.errors(&problems)?;
            let page = own.period_page(period, typed, errors).await?;
            own.view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
        }
        // The page says why, beside where the new period begins.
        Err(AgencyError::Used(_)) => {
            let page = own.period_page(period, typed, FieldErrors::default()).await?;
            own.view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
        }
        Err(AgencyError::Stale(now)) => {
            own.agency = *now;
            let mut page = own.period_page(period, typed, FieldErrors::default()).await?;
            page.stale = Some(own.stale(period.body)?);
            own.view.page_with(StatusCode::CONFLICT, page).await
        }
        Err(error) => Err(failure(error)),
    }
}

impl Page for BeginPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("remedies-begin"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}

impl Page for PeriodPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Plain(self.called.clone())
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
