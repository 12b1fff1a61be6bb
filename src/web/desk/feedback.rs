//! 群众评价: what applicants say of the service. Who said it, and of which case, stands nowhere.

use axum::{Router, response::Response, routing::get};
use serde::{Deserialize, Serialize};
use time::Duration;
use uuid::Uuid;

use crate::{
    domain::feedback::{Feedback, Rating},
    store,
    template::{Entry, Template},
    text::{MissingText, key, words},
    web::{
        access,
        app::App,
        error::Failure,
        extract::{Query, SignedIn},
        page::{Page, Side, Title, View},
        wording,
    },
};

/// Rows of a page.
const ROWS: u64 = 50;

/// The days of which the grades are counted.
const DAYS: i64 = 365;

/// The list, and how many of each grade.
#[derive(Debug, Serialize)]
struct FeedbackPage {
    days: String,
    total: u64,
    grades: Vec<Grade>,
    rows: Vec<Row>,
    /// Where the list goes on.
    next: Option<String>,
}

#[derive(Debug, Serialize)]
struct Grade {
    name: String,
    count: u64,
    /// Of a hundred.
    share: u64,
}

#[derive(Debug, Serialize)]
struct Row {
    on: String,
    grade: String,
    words: Option<String>,
}

/// Where the list goes on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    at: Option<i64>,
    after: Option<Uuid>,
}

pub(super) fn router() -> Router<App> {
    Router::new().route("/desk/feedback", get(show))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![FeedbackPage].into()
}

/// `GET /desk/feedback`
async fn show(view: View, who: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    access::workload(&who.officer()).ok_or(Failure::NotFound)?;
    let (db, vault) = (view.app.db(), &view.app.office.vault);
    let after = asked.at.zip(asked.after);
    let mut found = store::feedback::page(db, vault, who.scope(), after, ROWS + 1).await?;
    let goes_on = found.len() > usize::try_from(ROWS).unwrap_or(usize::MAX);
    found.truncate(usize::try_from(ROWS).unwrap_or(usize::MAX));
    let last = found.last().map(|(place, _)| *place).filter(|_| goes_on);
    let from = view.app.clock.now() - Duration::days(DAYS);
    let counted = store::feedback::tally(db, who.scope(), from.unix_timestamp()).await?;
    let total: u64 = counted.values().sum();
    let grade = |rating: &Rating| {
        let count = counted.get(rating).copied().unwrap_or_default();
        Ok(Grade {
            name: wording::rating(view.say(), *rating)?,
            count,
            share: (count * 100).checked_div(total).unwrap_or_default(),
        })
    };
    view.page(FeedbackPage {
        days: DAYS.to_string(),
        total,
        grades: Rating::ALL
            .iter()
            .map(grade)
            .collect::<Result<_, MissingText>>()?,
        rows: found
            .iter()
            .map(|(_, feedback)| row(&view, feedback))
            .collect::<Result<_, MissingText>>()?,
        next: last.map(|(at, id)| format!("/desk/feedback?at={at}&after={id}")),
    })
    .await
}

fn row(view: &View, feedback: &Feedback) -> Result<Row, MissingText> {
    let on = feedback.given_at.to_offset(view.app.clock.offset()).date();
    Ok(Row {
        on: words::date_with_weekday(view.lang, on),
        grade: wording::rating(view.say(), feedback.rating)?,
        words: feedback.words.clone(),
    })
}

impl Template for FeedbackPage {
    const NAME: &'static str = "pages/desk/feedback";

    fn samples() -> Vec<Self> {
        let row = |words: Option<&str>| Row {
            on: "2026年11月28日（星期六）".to_owned(),
            grade: "满意".to_owned(),
            words: words.map(str::to_owned),
        };
        let page = |rows, next: Option<&str>| Self {
            days: "365".to_owned(),
            total: 3,
            grades: vec![Grade {
                name: "满意".to_owned(),
                count: 3,
                share: 100,
            }],
            rows,
            next: next.map(str::to_owned),
        };
        vec![
            page(
                vec![row(Some("很快<b>")), row(None)],
                Some("/desk/feedback?at=1&after=2"),
            ),
            page(Vec::new(), None),
        ]
    }
}

impl Page for FeedbackPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("desk-feedback-title"))
    }
}
