//! The answer, to be filled in: agreed or not, or to which part, why, and what proves it. Whatever is pressed, what was typed is kept first.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Serialize;
use uuid::Uuid;

use super::{
    attached::{self, AttachedRow},
    deadline::Deadline,
    draft::{Draft, FileRow, name_of},
    load::{self, Asked},
};
use crate::{
    casework::{consulted, unfinished},
    domain::{id::FormId, notice::View as Said, words::MAX_WORDS},
    template::Template,
    text::{MissingText, Say, key},
    web::{
        error::Failure,
        extract::Path,
        filing::take_files,
        form::{Choices, Field, FieldErrors},
        page::{Page, Side, Title, View},
        upload::Sent,
    },
};

/// The field of the files, as the partial names it.
const FILES: &str = "other-files";

/// The form.
#[derive(Debug, Serialize)]
pub(super) struct AnswerPage {
    link: String,
    agency_name: String,
    letter_number: String,
    /// The last day, and whether it is over; none where the letter is with nobody yet.
    deadline: Option<Deadline>,
    errors: FieldErrors,
    choice: Choices,
    /// What they were shown, where they were: which of it may be disclosed.
    agreed: Option<Choices>,
    part: Field,
    reasons: Field,
    files: Field,
    kept: Vec<FileRow>,
    most: String,
    /// Lets whoever comes back after the session has ended in again.
    pass: String,
    /// What happened to the form.
    notice: Option<String>,
}

impl AnswerPage {
    async fn new(view: &View, asked: &Asked, draft: &Draft, errors: FieldErrors) -> Result<Self, Failure> {
        let say = view.say();
        let shown = attached::rows(view, asked).await?;
        Ok(Self {
            link: asked.link.id.to_string(),
            agency_name: asked.agency.name.clone(),
            letter_number: asked.letter.number.clone(),
            deadline: Deadline::of(say, asked, view.app.clock.today())?,
            choice: choices(say, draft, &errors)?,
            agreed: (!shown.is_empty()).then(|| shown_choices(shown, draft, &errors)),
            part: Field::new("part", draft.part.clone(), &errors),
            reasons: Field::new("reasons", draft.reasons.clone(), &errors),
            files: Field::new(FILES, "", &errors),
            kept: draft.files(say),
            most: MAX_WORDS.to_string(),
            pass: consulted::pass(&view.app.office, asked.link.id),
            notice: None,
            errors,
        })
    }

    fn noticed(self, notice: String) -> Self {
        Self {
            notice: Some(notice),
            ..self
        }
    }
}

fn choices(say: Say<'_>, draft: &Draft, errors: &FieldErrors) -> Result<Choices, MissingText> {
    let hint = |said| {
        say.get(match said {
            Said::Agreed => key("portal-third-agreed-hint"),
            Said::Refused => key("portal-third-refused-hint"),
            Said::Partly => key("portal-third-partly-hint"),
        })
    };
    let options = [Said::Agreed, Said::Partly, Said::Refused]
        .map(|said| Ok((said.as_str(), name_of(say, said)?, Some(hint(said)?))));
    let options: Vec<_> = options.into_iter().collect::<Result<_, _>>()?;
    Ok(Choices::new("view", options, &[&draft.view], errors))
}

fn shown_choices(shown: Vec<AttachedRow>, draft: &Draft, errors: &FieldErrors) -> Choices {
    let options = shown.into_iter().map(|file| (file.id, file.title, None));
    let chosen: Vec<&str> = draft.agreed.iter().map(String::as_str).collect();
    Choices::new("agreed", options, &chosen, errors)
}

/// What keeps an answer from being sent.
pub(super) fn wrong(say: Say<'_>, draft: &Draft) -> Result<FieldErrors, MissingText> {
    let mut errors = FieldErrors::default();
    let typed = draft.written(say)?.chars().count();
    let no_reasons = draft.reasons.trim().is_empty();
    match draft.said() {
        None => errors.add("view", say.get(key("portal-third-choose"))?),
        Some(Said::Refused) if no_reasons => {
            errors.add("reasons", say.get(key("portal-third-no-reasons"))?);
        }
        Some(Said::Partly) => {
            if draft.part.trim().is_empty() && draft.agreed.is_empty() {
                errors.add("part", say.get(key("portal-third-no-part"))?);
            }
            if no_reasons {
                errors.add("reasons", say.get(key("portal-third-no-reasons-partly"))?);
            }
        }
        Some(Said::Agreed | Said::Refused) => {}
    }
    if typed > MAX_WORDS {
        let (most, typed) = (MAX_WORDS.to_string(), typed.to_string());
        let numbers = [("most", most.as_str()), ("typed", typed.as_str())];
        errors.add("reasons", say.with(key("filing-wrong-too-long-by"), &numbers)?);
    }
    Ok(errors)
}

/// `GET /consultation/{link}/answer`
pub(in crate::web::portal) async fn show(view: View, Path(link): Path<Uuid>) -> Result<Response, Failure> {
    let asked = load::asked(&view, link).await?;
    if !asked.may_answer(&view) {
        return Ok(Redirect::to(&asked.at()).into_response());
    }
    let draft = Draft::of(&view, &asked).await?.unwrap_or_default();
    let page = AnswerPage::new(&view, &asked, &draft, FieldErrors::default()).await?;
    view.page(page).await
}

/// `POST /consultation/{link}/answer`
pub(in crate::web::portal) async fn take(
    view: View,
    Path(link): Path<Uuid>,
    sent: Sent,
) -> Result<Response, Failure> {
    let asked = load::asked_with(&view, link, &sent.first("pass")).await?;
    if !asked.may_answer(&view) {
        return Ok(Redirect::to(&asked.at()).into_response());
    }
    let mut draft = Draft::of(&view, &asked).await?.unwrap_or_default();
    draft.view = sent.first("view");
    draft.part = sent.first("part");
    draft.agreed = sent.all("agreed");
    draft.reasons = sent.first("reasons");
    if sent.lapsed {
        let page = AnswerPage::new(&view, &asked, &draft, FieldErrors::default()).await?;
        let page = page.noticed(view.say().get(key("filing-page-expired"))?);
        return view.page_with(StatusCode::FORBIDDEN, page).await;
    }
    let action = sent.first("action");
    let form = FormId(asked.link.id.0);
    let problems = take_files(&view, form, &mut draft.waiting, (sent.files, &sent.refused)).await?;
    if let Some(number) = action
        .strip_prefix("remove-file-")
        .and_then(|number| number.parse::<usize>().ok())
        && (1..=draft.waiting.len()).contains(&number)
    {
        draft.waiting.remove(number - 1);
    }
    draft.keep(&view, &asked).await?;
    let mut errors = FieldErrors::default();
    if action == "check" {
        errors = wrong(view.say(), &draft)?;
    }
    for problem in problems {
        errors.add(FILES, problem);
    }
    if !errors.is_empty() {
        let page = AnswerPage::new(&view, &asked, &draft, errors).await?;
        return view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await;
    }
    match action.as_str() {
        "check" => Ok(Redirect::to(&format!("{}/check", asked.at())).into_response()),
        "save" => {
            let days = unfinished::KEPT_DAYS.to_string();
            let kept = view.say().with(key("portal-third-saved"), &[("days", &days)])?;
            view.visit.flash(true, kept).await?;
            Ok(Redirect::to(&asked.at()).into_response())
        }
        _ => {
            let page = AnswerPage::new(&view, &asked, &draft, errors).await?;
            view.page(page).await
        }
    }
}

impl Template for AnswerPage {
    const NAME: &'static str = "pages/portal/third/answer";

    fn samples() -> Vec<Self> {
        let page = |deadline, errors: FieldErrors, kept| Self {
            link: "0".to_owned(),
            agency_name: "青溪县住房和城乡建设局".to_owned(),
            letter_number: "清住建公开〔2026〕3号-征".to_owned(),
            deadline,
            choice: Choices::new(
                "view",
                [
                    ("agreed", "同意".to_owned(), Some("提示".to_owned())),
                    ("refused", "不同意".to_owned(), None),
                ],
                &["refused"],
                &errors,
            ),
            agreed: (!errors.is_empty()).then(|| {
                let files = [
                    ("0", "投标文件<b>".to_owned(), None),
                    ("1", "平面图".to_owned(), Some("提示".to_owned())),
                ];
                Choices::new("agreed", files, &["0"], &errors)
            }),
            part: Field::new("part", "</textarea><script>", &errors),
            reasons: Field::new("reasons", "</textarea><script>", &errors),
            files: Field::new(FILES, "", &errors),
            kept,
            most: MAX_WORDS.to_string(),
            pass: "0".to_owned(),
            notice: errors.is_empty().then(|| "这一页放得太久了".to_owned()),
            errors,
        };
        let mut errors = FieldErrors::default();
        for id in ["view", "agreed", "part", "reasons", FILES] {
            errors.add(id, "不对<b>");
        }
        let kept = vec![FileRow::new(1, "证明<b>.pdf", "12 KB".to_owned())];
        vec![
            page(Some(Deadline::sample(false)), errors, kept),
            page(Some(Deadline::sample(true)), FieldErrors::default(), Vec::new()),
            page(None, FieldErrors::default(), Vec::new()),
        ]
    }
}

impl Page for AnswerPage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("portal-third-answer"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    fn agency(&self) -> Option<String> {
        Some(self.agency_name.clone())
    }
}
