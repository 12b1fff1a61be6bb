//! Marking a place of a page: by two presses on its picture, or by numbers.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use uuid::Uuid;

use super::{
    changing, document,
    sheet::{self, Kept, Typed, between, of_screen},
};
use crate::{
    casework::{
        ActError,
        document::{mark, unmark},
    },
    domain::{account::Actor, id::MarkId, mark::Spot},
    text::key,
    web::{
        error::Failure,
        extract::{Path, SignedIn},
        form::{FieldErrors, Form, encode},
        page::View,
        pairs::Pairs,
        wording::{Said, Voice, voice},
    },
};

/// What a form asks for.
enum Asked {
    /// The first corner was pressed.
    Corner((i32, i32)),
    Place(Spot),
    Wrong(FieldErrors),
}

/// `POST /desk/cases/{case}/documents/{file}/pages/{page}`
pub(super) async fn create(
    view: View,
    who: SignedIn,
    Path((case, file, number)): Path<(Uuid, Uuid, u32)>,
    Form(typed): Form<Pairs>,
) -> Result<Response, Failure> {
    let reading = changing(&view, &who, case).await?;
    let opened = document(&view, &reading.dossier, file).await?;
    let voice = voice(&view);
    let case = &reading.dossier.case;
    let here = format!("{}/{}/pages/{number}", super::at(case.id), opened.file.id);
    let kept = Kept {
        corner: typed.get("corner").to_owned(),
        reason: typed.get("reason").to_owned(),
    };
    let reason = format!("reason={}", encode(&kept.reason));
    let problems = match asked(voice, &typed, &kept)? {
        Asked::Corner((x, y)) => {
            let next = format!("{here}?corner={x},{y}&{reason}#sheet");
            return Ok(Redirect::to(&next).into_response());
        }
        Asked::Wrong(problems) => problems,
        Asked::Place(spot) => {
            let actor = Actor::Officer(who.officer());
            let at = (case.agency, case.id, opened.file.id);
            let chosen = kept.reason.parse().map_err(|_| Failure::Invalid)?;
            match mark(&view.app.office, &actor, at, &[(number, spot)], &chosen).await {
                Ok(_) => {
                    view.visit
                        .flash(true, voice.say(key("documents-marked-one"))?)
                        .await?;
                    return Ok(Redirect::to(&format!("{here}?{reason}#sheet")).into_response());
                }
                Err(ActError::Refused(refusal)) => {
                    let mut problems = FieldErrors::default();
                    problems.add("sheet", voice.refusal(&refusal)?);
                    problems
                }
                Err(other) => return Err(other.into()),
            }
        }
    };
    let numbers = Typed {
        left: typed.get("left").to_owned(),
        top: typed.get("top").to_owned(),
        breadth: typed.get("breadth").to_owned(),
        depth: typed.get("depth").to_owned(),
    };
    let page = sheet::page(&view, &reading, &opened, number, (&kept, &numbers), problems).await?;
    view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
}

fn asked(voice: Voice<'_>, typed: &Pairs, kept: &Kept) -> Said<Asked> {
    let pressed = |name: &str| typed.get(name).parse::<i32>().ok().map(of_screen);
    if let (Some(x), Some(y)) = (pressed("sheet.x"), pressed("sheet.y")) {
        return Ok(match kept.corner() {
            Some(first) => Asked::Place(between(first, (x, y))),
            None => Asked::Corner((x, y)),
        });
    }
    let mut problems = FieldErrors::default();
    let mut number = |name: &str| -> Said<i32> {
        let value = millimetres(typed.get(name));
        if value.is_none() {
            problems.add(name, voice.say(key("documents-number"))?);
        }
        Ok(value.unwrap_or(0))
    };
    let spot = Spot {
        x: number("left")?,
        y: number("top")?,
        width: number("breadth")?,
        height: number("depth")?,
    };
    Ok(if problems.is_empty() {
        Asked::Place(spot)
    } else {
        Asked::Wrong(problems)
    })
}

/// Millimetres as thousandths of a point; what is no length of a page is none.
fn millimetres(typed: &str) -> Option<i32> {
    let value: f64 = typed.trim().replace('，', ".").parse().ok()?;
    (0.0..=6_000.0).contains(&value).then(|| {
        let (whole, hundredths) = split(value);
        // 72 points are 25.4 mm.
        i32::try_from((i64::from(whole) * 100 + i64::from(hundredths)) * 7_200 / 254).unwrap_or(i32::MAX)
    })
}

/// A length as whole millimetres and hundredths of one.
fn split(value: f64) -> (i32, i32) {
    let text = format!("{value:.2}");
    let (whole, hundredths) = text.split_once('.').unwrap_or((&text, "0"));
    (whole.parse().unwrap_or(0), hundredths.parse().unwrap_or(0))
}

/// `POST /desk/cases/{case}/documents/{file}/pages/{page}/remove`
pub(super) async fn remove(
    view: View,
    who: SignedIn,
    Path((case, file, number)): Path<(Uuid, Uuid, u32)>,
    Form(typed): Form<Pairs>,
) -> Result<Response, Failure> {
    let reading = changing(&view, &who, case).await?;
    let opened = document(&view, &reading.dossier, file).await?;
    let case = &reading.dossier.case;
    let id: Uuid = typed.get("mark").parse().map_err(|_| Failure::Invalid)?;
    let actor = Actor::Officer(who.officer());
    let at = (case.agency, case.id, opened.file.id);
    match unmark(&view.app.office, &actor, at, MarkId(id)).await {
        Ok(()) => {
            view.visit
                .flash(true, voice(&view).say(key("documents-unmarked"))?)
                .await?;
        }
        Err(ActError::Refused(refusal)) => view.visit.flash(false, voice(&view).refusal(&refusal)?).await?,
        Err(other) => return Err(other.into()),
    }
    let here = format!("{}/{}/pages/{number}", super::at(case.id), opened.file.id);
    Ok(Redirect::to(&here).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn millimetres_become_points() {
        for (typed, expected) in [
            ("25.4", Some(72_000)),
            (" 0 ", Some(0)),
            ("10，5", Some(29_763)),
            ("-1", None),
            ("", None),
            ("NaN", None),
            ("1e9", None),
        ] {
            assert_eq!(millimetres(typed), expected, "{typed}");
        }
    }
}
