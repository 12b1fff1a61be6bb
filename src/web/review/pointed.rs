//! 逐处提意见: the rows of a decision's form in which a reviewer says what is to be mended where.

use serde::Serialize;
use uuid::Uuid;

use crate::{
    casework::{Office, review::Submission},
    domain::{
        id::FileId,
        review::{MAX_POINTS, Place, Point},
    },
    store::file::Purpose,
    text::key,
    web::{
        casefile::{dossier::Dossier, give::words, points::beginning},
        form::{Field, FieldErrors},
        pairs::Pairs,
        wording::{Said, Voice},
    },
};

/// Rows that are there at first, and that a press adds.
const ROWS: usize = 2;

/// What the form was asked for: more rows, or to begin with a place.
const MORE: &str = "more-points";
const BEGIN: &str = "begin-point";

/// The rows, and where their points may hang.
#[derive(Debug, Serialize)]
pub(super) struct Pointed {
    pub(super) rows: Vec<PointRow>,
    /// How many rows there are.
    pub(super) count: usize,
    pub(super) more_href: String,
    /// Something was typed or is wrong in them.
    pub(super) open: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct PointRow {
    pub(super) number: usize,
    pub(super) place: Field,
    pub(super) page: Field,
    pub(super) words: Field,
    pub(super) lines: Vec<PlaceChoice>,
    pub(super) files: Vec<PlaceChoice>,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct PlaceChoice {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) chosen: bool,
}

fn place_id(row: usize) -> String {
    format!("point-{row}-place")
}

fn page_id(row: usize) -> String {
    format!("point-{row}-page")
}

fn words_id(row: usize) -> String {
    format!("point-{row}-words")
}

/// How many rows were sent.
fn sent(typed: &Pairs) -> usize {
    let sent = typed.get("points").parse().unwrap_or(0);
    usize::min(sent, MAX_POINTS)
}

/// Whether something was typed in a row.
pub(super) fn any(typed: &Pairs) -> bool {
    (1..=sent(typed)).any(|row| !typed.get(&words_id(row)).trim().is_empty())
}

/// The form with a first point at a place.
pub(super) fn begun(place: String, page: String) -> Pairs {
    let fields = [
        ("points".to_owned(), ROWS.to_string()),
        (place_id(1), place),
        (page_id(1), page),
        ("do".to_owned(), BEGIN.to_owned()),
    ];
    fields.into_iter().collect()
}

pub(super) fn form(
    voice: Voice<'_>,
    dossier: &Dossier,
    submitted: &Submission,
    (typed, errors): (&Pairs, &FieldErrors),
    at: &str,
) -> Said<Pointed> {
    let lines = (1..).zip(&submitted.lines);
    let mut of_letter = Vec::new();
    for (number, line) in lines {
        let number: usize = number;
        of_letter.push(PlaceChoice {
            value: format!("line-{number}"),
            label: voice.say_with(
                key("point-line"),
                &[("line", &number.to_string()), ("beginning", &beginning(line))],
            )?,
            chosen: false,
        });
    }
    let shown = |purpose| matches!(purpose, Purpose::Source | Purpose::Answer);
    let files = dossier.files.iter().filter(|file| shown(file.purpose));
    let of_files: Vec<PlaceChoice> = files
        .map(|file| PlaceChoice {
            value: format!("file-{}", file.id),
            label: file.name.clone(),
            chosen: false,
        })
        .collect();
    let more = if typed.get("do") == MORE { ROWS } else { 0 };
    let count = usize::min(usize::max(sent(typed), ROWS) + more, MAX_POINTS);
    let chosen = |choices: &[PlaceChoice], value: &str| -> Vec<PlaceChoice> {
        let choice = |choice: &PlaceChoice| PlaceChoice {
            chosen: choice.value == value,
            ..choice.clone()
        };
        choices.iter().map(choice).collect()
    };
    let row = |row: usize| {
        let value = typed.get(&place_id(row));
        PointRow {
            number: row,
            lines: chosen(&of_letter, value),
            files: chosen(&of_files, value),
            place: Field::new(place_id(row), value, errors),
            page: Field::new(page_id(row), typed.get(&page_id(row)), errors),
            words: Field::new(words_id(row), typed.get(&words_id(row)), errors),
        }
    };
    Ok(Pointed {
        rows: (1..=count).map(row).collect(),
        count,
        more_href: format!("{at}/points"),
        open: any(typed) || [MORE, BEGIN].contains(&typed.get("do")),
    })
}

/// The points as they were typed; rows in which nothing is written are no points.
pub(super) fn read(
    office: &Office,
    voice: Voice<'_>,
    typed: &Pairs,
    errors: &mut FieldErrors,
) -> Said<Vec<Point>> {
    let mut points = Vec::new();
    for row in 1..=sent(typed) {
        if typed.get(&words_id(row)).trim().is_empty() {
            continue;
        }
        let place = place(voice, typed, row, errors)?;
        match words(office, voice, typed.get(&words_id(row)))? {
            Ok(words) => points.extend(place.map(|place| Point { place, words })),
            Err(text) => errors.add(words_id(row), text),
        }
    }
    Ok(points)
}

fn place(voice: Voice<'_>, typed: &Pairs, row: usize, errors: &mut FieldErrors) -> Said<Option<Place>> {
    let value = typed.get(&place_id(row));
    let line = value.strip_prefix("line-").and_then(|line| line.parse().ok());
    if let Some(line) = line {
        return Ok(Some(Place::Letter { line }));
    }
    let file = value
        .strip_prefix("file-")
        .and_then(|file| Uuid::parse_str(file).ok().map(FileId));
    let Some(file) = file else {
        errors.add(place_id(row), voice.say(key("point-no-place"))?);
        return Ok(None);
    };
    if let Ok(page) = typed.get(&page_id(row)).trim().parse() {
        return Ok(Some(Place::Page { file, page }));
    }
    errors.add(page_id(row), voice.say(key("point-no-page"))?);
    Ok(None)
}
