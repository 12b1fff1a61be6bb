//! One page of a document with what is marked on it.

use std::collections::BTreeMap;

use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    Reading, at, document,
    page::{Corner, Look, MarkRow, NextLook, PageLink, ReasonChoice, SheetPage},
    reading,
};
use crate::{
    casework::{document::Opened, review},
    documents::pdf::{Area, PageText},
    domain::{
        digest::Digest,
        mark::{Mark, Spot},
    },
    text::key,
    web::{
        error::Failure,
        extract::{Path, Query, SignedIn},
        form::{Field, FieldErrors},
        page::View,
        wording::{Said, Voice, voice},
    },
};

/// Pixels of the screen to a point: four to three, as browsers have it.
pub(super) const PIXELS: (i32, i32) = (4, 3);

/// What of the form is kept from one press to the next.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Kept {
    /// The first corner, in thousandths of a point: `x,y`.
    pub(super) corner: String,
    pub(super) reason: String,
}

impl Kept {
    pub(super) fn corner(&self) -> Option<(i32, i32)> {
        let (x, y) = self.corner.split_once(',')?;
        Some((x.parse().ok()?, y.parse().ok()?))
    }
}

/// What was typed as numbers, in millimetres.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub(super) left: String,
    pub(super) top: String,
    pub(super) breadth: String,
    pub(super) depth: String,
}

/// `GET /desk/cases/{case}/documents/{file}/pages/{page}`
pub(super) async fn show(
    view: View,
    who: SignedIn,
    Path((case, file, number)): Path<(Uuid, Uuid, u32)>,
    Query(kept): Query<Kept>,
) -> Result<Response, Failure> {
    let reading = reading(&view, &who, case).await?;
    let opened = document(&view, &reading.dossier, file).await?;
    if let Some(blackout) = opened.blackouts().get(&number) {
        let (office, case) = (&view.app.office, &reading.dossier.case);
        review::remember(office, &reading.officer, case, *blackout).await?;
    }
    let page = page(
        &view,
        &reading,
        &opened,
        number,
        (&kept, &Typed::default()),
        FieldErrors::default(),
    )
    .await?;
    view.page(page).await
}

pub(super) async fn page(
    view: &View,
    reading: &Reading,
    opened: &Opened,
    number: u32,
    (kept, typed): (&Kept, &Typed),
    problems: FieldErrors,
) -> Result<SheetPage, Failure> {
    let (voice, office, case) = (voice(view), &view.app.office, &reading.dossier.case);
    let found = document::page(office, case.agency, (opened.file.id, number)).await?;
    let (sheet, text) = found.ok_or(Failure::NotFound)?;
    let pages = opened.document.pages.unwrap_or(number);
    let (list, file) = (at(case.id), opened.file.id);
    let of_page = |page: u32| format!("{list}/{file}/pages/{page}");
    let here = of_page(number);
    let mut marks: BTreeMap<u32, usize> = BTreeMap::new();
    for mark in &opened.marks {
        *marks.entry(mark.page).or_default() += 1;
    }
    Ok(SheetPage {
        head: reading.dossier.head(voice)?,
        name: opened.file.name.clone(),
        search_href: format!("{list}/{file}/search"),
        list_href: list.clone(),
        remove_href: format!("{here}/remove"),
        picture: format!("{here}/picture"),
        number,
        pages,
        width: screen(sheet.width),
        height: screen(sheet.height),
        across: sheet.width,
        down: sheet.height,
        may_mark: reading.may_mark,
        remark_href: reading
            .may_remark
            .then(|| format!("/review/cases/{}?place=file-{file}&page={number}#points", case.id)),
        look: look(view, reading, opened).await?,
        marks: mark_rows(voice, &opened.marks, number, &text),
        reasons: reasons(voice, &kept.reason),
        corner: kept.corner().filter(|_| reading.may_mark).map(|(x, y)| Corner {
            x,
            y,
            cancel_href: here.clone(),
        }),
        left: Field::new("left", &*typed.left, &problems),
        top: Field::new("top", &*typed.top, &problems),
        breadth: Field::new("breadth", &*typed.breadth, &problems),
        depth: Field::new("depth", &*typed.depth, &problems),
        before: (number > 1).then(|| of_page(number - 1)),
        after: (number < pages).then(|| of_page(number + 1)),
        others: (1..=pages)
            .map(|page| PageLink {
                number: page,
                href: of_page(page),
                is_here: page == number,
                marks: marks.get(&page).copied().unwrap_or(0),
            })
            .collect(),
        lines: text.plain().lines().map(str::to_owned).collect(),
        unsearchable: unsearchable(voice, &text)?,
        href: here,
        problems,
    })
}

/// How far the reader is with the second look at what is blacked out here; none where it is not theirs to take.
async fn look(view: &View, reading: &Reading, opened: &Opened) -> Result<Option<Look>, Failure> {
    let case = &reading.dossier.case;
    let to_open = case.parts_to_open();
    let pages: BTreeMap<u32, Digest> = opened
        .blackouts()
        .into_iter()
        .filter(|(_, blackout)| reading.may_remark && to_open.contains(blackout))
        .collect();
    if pages.is_empty() {
        return Ok(None);
    }
    let seen = review::opened_by(&view.app.office, &reading.officer, case).await?;
    let next = pages.iter().find(|(_, blackout)| !seen.contains(blackout));
    Ok(Some(Look {
        pages: pages.len(),
        seen: pages.values().filter(|blackout| seen.contains(blackout)).count(),
        next: next.map(|(page, _)| NextLook {
            number: *page,
            href: format!("{}/{}/pages/{page}", at(case.id), opened.file.id),
        }),
        review_href: format!("/review/cases/{}", case.id),
    }))
}

/// Thousandths of a point as pixels of the screen.
fn screen(thousandths: i32) -> u32 {
    let (pixels, points) = PIXELS;
    u32::try_from(thousandths / 1_000 * pixels / points).unwrap_or(0)
}

/// The reasons for which something can be blacked out; the first is chosen where none was.
pub(super) fn reasons(voice: Voice<'_>, chosen: &str) -> Vec<ReasonChoice> {
    let all = voice.law.blackouts();
    let known = all.iter().any(|reason| reason.key.to_string() == chosen);
    (0..)
        .zip(all)
        .map(|(place, reason)| ReasonChoice {
            value: reason.key.to_string(),
            label: format!("{}（{}）", reason.name, reason.article),
            checked: if known {
                reason.key.to_string() == chosen
            } else {
                place == 0
            },
        })
        .collect()
}

fn mark_rows(voice: Voice<'_>, marks: &[Mark], number: u32, text: &PageText) -> Vec<MarkRow> {
    (1..)
        .zip(marks.iter().filter(|mark| mark.page == number))
        .map(|(place, mark)| MarkRow {
            id: mark.id.to_string(),
            number: place,
            reason: voice
                .law
                .blackout(&mark.reason)
                .map_or_else(|| mark.reason.to_string(), |reason| reason.name.clone()),
            text: under(mark.spot, text),
            x: mark.spot.x,
            y: mark.spot.y,
            width: mark.spot.width,
            height: mark.spot.height,
        })
        .collect()
}

/// What is written under a mark.
fn under(spot: Spot, text: &PageText) -> String {
    let points = |thousandths: i32| f64::from(thousandths) / 1_000.0;
    let area = Area {
        x: points(spot.x),
        y: points(spot.y),
        width: points(spot.width),
        height: points(spot.height),
    };
    let letters = text
        .letters
        .iter()
        .filter(|letter| area.holds_middle_of(letter.area));
    letters.map(|letter| letter.text.as_str()).collect()
}

fn unsearchable(voice: Voice<'_>, text: &PageText) -> Said<Option<String>> {
    if text.unreadable > 0 {
        let count = text.unreadable.to_string();
        return Ok(Some(
            voice.say_with(key("documents-unreadable"), &[("count", &count)])?,
        ));
    }
    if text.letters.is_empty() {
        return Ok(Some(voice.say(key("documents-only-a-picture"))?));
    }
    Ok(None)
}

/// A length in thousandths of a point of so many pixels of the screen.
pub(super) fn of_screen(pixels: i32) -> i32 {
    let (many, points) = PIXELS;
    pixels.saturating_mul(1_000).saturating_mul(points) / many
}

/// The place between two corners, in whichever order they were pressed.
pub(super) fn between((x, y): (i32, i32), (other_x, other_y): (i32, i32)) -> Spot {
    Spot {
        x: x.min(other_x),
        y: y.min(other_y),
        width: x.saturating_sub(other_x).saturating_abs(),
        height: y.saturating_sub(other_y).saturating_abs(),
    }
}
