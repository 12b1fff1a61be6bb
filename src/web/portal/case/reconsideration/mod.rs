//! 行政复议申请书, filled in: looked at, completed, taken along as PDF or Word. Nothing of it is kept.

mod page;

pub(in crate::web::portal) use page::Reconsideration;

use axum::{http::StatusCode, response::Response};
use serde::Deserialize;
use uuid::Uuid;

use super::remedies::SILENCE;
use crate::{
    casework::compose::petition::{self, Grievance},
    domain::{
        agency::Organ,
        contest::{self, Contest},
        words::{InvalidWords, MAX_WORDS},
    },
    letters::{Petition, RenderError},
    text::{MissingText, Say, key},
    web::{
        download::{How, download},
        error::Failure,
        extract::{Path, Query},
        form::{FieldErrors, Form},
        page::View,
        portal::load::{self, Loaded},
    },
};

/// The media type of a Word file.
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web::portal) struct Asked {
    /// A letter, or `silence`; the first that can be contested where nothing is said.
    against: String,
}

/// What the form sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::web::portal) struct Typed {
    against: String,
    /// The name of the organ, where there are two.
    organ: String,
    /// Numbers of the items, where there are several.
    items: Vec<String>,
    reasons: String,
    /// `pdf` or `word`.
    format: String,
}

/// `GET /track/case/{case}/reconsideration`
pub(in crate::web::portal) async fn reconsideration(
    view: View,
    Path(case): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let loaded = load::case(&view, case).await?;
    let today = view.app.clock.today();
    let contests = contests(&loaded, today)?;
    let contest = chosen(&contests, &asked.against)?;
    let items = contested(contest);
    let reasons = petition::facts(&grievance(&loaded, contest, &items, today));
    let typed = Typed {
        items: items.iter().map(u16::to_string).collect(),
        reasons,
        ..Typed::default()
    };
    let page = Reconsideration::new(&view, &loaded, &contests, contest, &typed, FieldErrors::default())?;
    view.page(page).await
}

/// `POST /track/case/{case}/reconsideration`: the paper itself, with the full data of the applicant.
pub(in crate::web::portal) async fn petition(
    view: View,
    Path(case): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let loaded = load::case(&view, case).await?;
    let today = view.app.clock.today();
    let contests = contests(&loaded, today)?;
    let contest = chosen(&contests, &typed.against)?;
    let over = contest
        .reconsider_by(&loaded.law)
        .and_then(|days| days.reconsideration_by)
        .is_some_and(|by| by < today);
    let mut errors = FieldErrors::default();
    // Over, or nobody is there any more: the page says so, and there is no paper.
    if let (false, Some(applicant)) = (over, &loaded.applicant) {
        let items = items(view.say(), contest, &typed, &mut errors)?;
        let organ = organ(view.say(), contest, &typed, &mut errors)?;
        reasons(&view, &typed, &mut errors)?;
        if let (true, Some(organ)) = (errors.is_empty(), organ) {
            let grievance = grievance(&loaded, contest, &items, today);
            let paper = petition::petition(&grievance, applicant, organ, &typed.reasons);
            match file(&view, &loaded, &paper, typed.format == "word") {
                Ok(response) => return Ok(response),
                Err(unwritable) => errors.add("reasons", unwritable?),
            }
        }
    }
    let page = Reconsideration::new(&view, &loaded, &contests, contest, &typed, errors)?;
    view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
}

fn contests(loaded: &Loaded, today: time::Date) -> Result<Vec<Contest<'_>>, Failure> {
    let contests =
        contest::of(&loaded.case, &loaded.law, &loaded.agency, today).map_err(anyhow::Error::from)?;
    let kept = contests
        .into_iter()
        .filter(|contest| !contest.remedies.is_empty());
    Ok(kept.collect())
}

/// The one that is asked for; where none is, the first one.
fn chosen<'a, 'c>(contests: &'a [Contest<'c>], against: &str) -> Result<&'a Contest<'c>, Failure> {
    let is_asked = |contest: &&Contest<'_>| match contest.letter() {
        _ if against.is_empty() => true,
        Some(letter) => letter.to_string() == against,
        None => against == SILENCE,
    };
    contests.iter().find(is_asked).ok_or(Failure::NotFound)
}

/// The items that can be contested.
fn contested(contest: &Contest<'_>) -> Vec<u16> {
    let items = contest.outline.iter().map(|item| item.item);
    items.filter(|item| contest.remedy_for(*item).is_some()).collect()
}

fn grievance<'a>(
    loaded: &'a Loaded,
    contest: &'a Contest<'a>,
    items: &'a [u16],
    on: time::Date,
) -> Grievance<'a> {
    Grievance {
        law: &loaded.law,
        agency: &loaded.agency,
        case: &loaded.case,
        application: &loaded.application,
        contest,
        items,
        on,
    }
}

/// Every organ that can be chosen, each once.
fn organs<'c>(contest: &Contest<'c>) -> Vec<&'c Organ> {
    let mut organs: Vec<&Organ> = Vec::new();
    for organ in contest.remedies.iter().flat_map(|remedy| &remedy.organs) {
        if !organs.contains(organ) {
            organs.push(organ);
        }
    }
    organs
}

fn items(
    say: Say<'_>,
    contest: &Contest<'_>,
    typed: &Typed,
    errors: &mut FieldErrors,
) -> Result<Vec<u16>, MissingText> {
    let all = contested(contest);
    if all.len() < 2 {
        return Ok(all);
    }
    let is_chosen = |item: &u16| typed.items.contains(&item.to_string());
    let items: Vec<u16> = all.into_iter().filter(is_chosen).collect();
    if items.is_empty() {
        errors.add("items", say.get(key("reconsideration-items-none"))?);
    }
    Ok(items)
}

fn organ<'c>(
    say: Say<'_>,
    contest: &Contest<'c>,
    typed: &Typed,
    errors: &mut FieldErrors,
) -> Result<Option<&'c Organ>, MissingText> {
    let organs = organs(contest);
    if let [only] = organs.as_slice() {
        return Ok(Some(only));
    }
    let chosen = organs.into_iter().find(|organ| organ.name == typed.organ);
    if chosen.is_none() {
        errors.add("organ", say.get(key("reconsideration-organ-none"))?);
    }
    Ok(chosen)
}

fn reasons(view: &View, typed: &Typed, errors: &mut FieldErrors) -> Result<(), MissingText> {
    let say = view.say();
    match view.app.office.words(&typed.reasons) {
        Ok(_) => {}
        Err(InvalidWords::Blank) => errors.add("reasons", say.get(key("reconsideration-reasons-none"))?),
        Err(InvalidWords::TooLong(_)) => {
            let most = MAX_WORDS.to_string();
            errors.add(
                "reasons",
                say.with(key("portal-respond-too-long"), &[("most", &most)])?,
            );
        }
    }
    Ok(())
}

/// The paper; or, where the fonts lack a sign of it, what to say of that.
fn file(
    view: &View,
    loaded: &Loaded,
    paper: &Petition,
    word: bool,
) -> Result<Response, Result<String, Failure>> {
    let letters = &view.app.office.letters;
    let name = |ending: &str| format!("行政复议申请书（{}）.{ending}", loaded.case.number);
    if word {
        return Ok(download(
            How::Save,
            DOCX,
            &name("docx"),
            letters.petition_docx(paper),
        ));
    }
    match letters.petition(paper) {
        Ok(bytes) => Ok(download(How::Save, "application/pdf", &name("pdf"), bytes)),
        Err(RenderError::Pdf(error)) => match error.character() {
            Some(sign) => {
                let said = view.say().with(
                    key("reconsideration-sign-unknown"),
                    &[("sign", &sign.to_string())],
                );
                Err(said.map_err(Failure::from))
            }
            None => Err(Err(anyhow::Error::from(error).into())),
        },
        Err(error) => Err(Err(anyhow::Error::from(error).into())),
    }
}
