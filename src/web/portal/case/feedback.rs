//! 评价: how it was, said by the applicant once the case is answered.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    casework::feedback::{self, LONGEST},
    domain::feedback::Rating,
    template::Template,
    text::{MissingText, key},
    web::{
        error::Failure,
        extract::Path,
        form::{Choices, Field, FieldErrors, Form},
        page::{Page, Side, Title, View},
        portal::load::{self, Loaded},
        wording,
    },
};

/// The page.
#[derive(Debug, Serialize)]
pub(in crate::web::portal) struct FeedbackPage {
    case: String,
    agency_name: String,
    number: String,
    rating: Choices,
    words: Field,
    /// The most characters of the words.
    most: String,
    errors: FieldErrors,
}

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web::portal) struct Typed {
    rating: String,
    words: String,
}

/// `GET /track/case/{case}/feedback`
pub(in crate::web::portal) async fn show(view: View, Path(case): Path<Uuid>) -> Result<Response, Failure> {
    let loaded = load::case(&view, case).await?;
    if !feedback::is_wanted(&view.app.office, &loaded.case).await? {
        return Ok(back(case));
    }
    let page = FeedbackPage::new(&view, &loaded, &Typed::default(), FieldErrors::default())?;
    view.page(page).await
}

/// `POST /track/case/{case}/feedback`
pub(in crate::web::portal) async fn give(
    view: View,
    Path(case): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let loaded = load::case(&view, case).await?;
    let say = view.say();
    let mut errors = FieldErrors::default();
    let rating: Option<Rating> = typed.rating.parse().ok();
    if rating.is_none() {
        errors.add("rating-very_good", say.get(key("feedback-rating-none"))?);
    }
    let words = typed.words.trim();
    if words.chars().count() > LONGEST {
        let most = LONGEST.to_string();
        errors.add(
            "words",
            say.with(key("portal-respond-too-long"), &[("most", &most)])?,
        );
    }
    let Some(rating) = rating.filter(|_| errors.is_empty()) else {
        let page = FeedbackPage::new(&view, &loaded, &typed, errors)?;
        return view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await;
    };
    let words = (!words.is_empty()).then(|| words.to_owned());
    let is_new = feedback::give(&view.app.office, &loaded.case, rating, words).await?;
    let told = if is_new {
        key("feedback-done")
    } else {
        key("feedback-again")
    };
    view.visit.flash(is_new, say.get(told)?).await?;
    Ok(back(case))
}

fn back(case: Uuid) -> Response {
    Redirect::to(&format!("/track/case/{case}")).into_response()
}

impl FeedbackPage {
    fn new(view: &View, loaded: &Loaded, typed: &Typed, errors: FieldErrors) -> Result<Self, MissingText> {
        let say = view.say();
        let options = Rating::ALL
            .iter()
            .map(|rating| Ok((rating.as_str(), wording::rating(say, *rating)?, None)));
        let options = options.collect::<Result<Vec<_>, MissingText>>()?;
        Ok(Self {
            case: loaded.case.id.to_string(),
            agency_name: loaded.agency.name.clone(),
            number: loaded.case.number.to_string(),
            rating: Choices::new("rating", options, &[&typed.rating], &errors),
            words: Field::new("words", &typed.words, &errors),
            most: LONGEST.to_string(),
            errors,
        })
    }
}

impl Template for FeedbackPage {
    const NAME: &'static str = "pages/portal/feedback";

    fn samples() -> Vec<Self> {
        let sample = |errors: FieldErrors| Self {
            case: "0".to_owned(),
            agency_name: "青溪县住房和城乡建设局".to_owned(),
            number: "QXZJ-2026-00012".to_owned(),
            rating: Choices::new(
                "rating",
                [("very_good", "非常满意".to_owned(), None)],
                &["very_good"],
                &errors,
            ),
            words: Field::new("words", "</textarea><script>", &errors),
            most: LONGEST.to_string(),
            errors,
        };
        let mut errors = FieldErrors::default();
        errors.add("rating-very_good", "请选择");
        errors.add("words", "太长");
        vec![sample(FieldErrors::default()), sample(errors)]
    }
}

impl Page for FeedbackPage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("feedback-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    fn agency(&self) -> Option<String> {
        Some(self.agency_name.clone())
    }
}
