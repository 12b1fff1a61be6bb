//! The catalogue out of a file: tried row by row first, then taken over whole.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Serialize;
use uuid::Uuid;

use super::{AT, administrator, failure, wrong};
use crate::{
    casework::catalogue::import::{self, MOST_ROWS, Tried, Unreadable, Verdict},
    imports::{
        catalogue::{NoTable, Part},
        feed::{MOST, NoFeed},
    },
    text::key,
    web::{
        error::Failure,
        extract::{Path, SignedIn},
        form::{Field, FieldErrors, Form},
        guard::Nothing,
        page::{Page, Side, Title, View},
        pairs::Pairs,
        sheet::{Sheet, SheetKind},
        upload::{Refusal, Upload},
        wording::{Said, Voice, voice},
    },
};

/// Rows that the page shows of each kind; of more it says how many there are.
const SHOWN: usize = 100;

#[derive(Debug, Serialize)]
pub(super) struct ImportPage {
    pub(super) errors: FieldErrors,
    pub(super) file: Field,
    pub(super) most_rows: usize,
    pub(super) most_items: usize,
    /// The columns that a table may have, and those that it must have.
    pub(super) columns: Vec<String>,
    pub(super) needed: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct TriedPage {
    /// What the file is called.
    pub(super) called: String,
    pub(super) counted: String,
    pub(super) action: String,
    pub(super) good: bool,
    /// What is wrong, by rows.
    pub(super) wrong: Vec<WrongRow>,
    pub(super) more_wrong: Option<String>,
    /// What would be new or other than it was.
    pub(super) rows: Vec<TriedRow>,
    pub(super) more_rows: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct WrongRow {
    pub(super) number: u32,
    pub(super) problems: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct TriedRow {
    pub(super) number: u32,
    pub(super) title: String,
    pub(super) published_on: String,
    pub(super) becomes: String,
}

/// `GET /admin/catalogue/import`
pub(super) async fn show(view: View, who: SignedIn) -> Result<Response, Failure> {
    administrator(&who)?;
    page(&view, None).await
}

async fn page(view: &View, why: Option<String>) -> Result<Response, Failure> {
    let voice = voice(view);
    let mut errors = FieldErrors::default();
    let mut status = StatusCode::OK;
    if let Some(why) = why {
        errors.add("file", why);
        status = StatusCode::UNPROCESSABLE_ENTITY;
    }
    let names = |parts: &[Part]| {
        parts
            .iter()
            .map(|part| voice.say(wrong::name(*part)))
            .collect::<Said<Vec<_>>>()
    };
    let page = ImportPage {
        file: Field::new("file", "", &errors),
        errors,
        most_rows: MOST_ROWS,
        most_items: MOST,
        columns: names(Part::ALL)?,
        needed: names(&[Part::Title, Part::PublishedOn])?,
    };
    view.page_with(status, page).await
}

/// `GET /admin/catalogue/import/template.csv`
pub(super) async fn template(view: View, who: SignedIn) -> Result<Response, Failure> {
    administrator(&who)?;
    let voice = voice(&view);
    let heads = Part::ALL.iter().map(|part| voice.say(wrong::name(*part)));
    let sheet = Sheet::begin(SheetKind::Csv, &heads.collect::<Said<Vec<_>>>()?)?;
    Ok(sheet
        .hand_over(&voice.say(key("catalogue-import-template-name"))?)
        .await?)
}

/// `POST /admin/catalogue/import`: reads the file and keeps its rows; nothing of it is in the catalogue yet.
pub(super) async fn try_out(view: View, who: SignedIn, sent: Upload<Pairs>) -> Result<Response, Failure> {
    let officer = administrator(&who)?;
    let (voice, office) = (voice(&view), &view.app.office);
    let file = match (sent.files.as_slice(), sent.refused.first()) {
        ([file], None) => file,
        (_, refused) => {
            let why = match refused.map(|refused| refused.why) {
                Some(Refusal::TooLarge) => key("catalogue-import-large"),
                Some(Refusal::Empty) => key("catalogue-import-empty"),
                Some(Refusal::TooMany) | None => key("catalogue-import-missing"),
            };
            return page(&view, Some(voice.say(why)?)).await;
        }
    };
    match import::read(office, &file.content) {
        Err(why) => page(&view, Some(unreadable(voice, &why)?)).await,
        Ok((origin, rows)) => {
            let id = import::bring(office, &officer, &file.name, (origin, &rows)).await;
            let id = id.map_err(failure)?;
            Ok(Redirect::to(&format!("{AT}/import/{id}")).into_response())
        }
    }
}

fn unreadable(voice: Voice<'_>, why: &Unreadable) -> Said {
    match why {
        // In words for whoever brought it.
        Unreadable::Table(error) => Ok(error.to_string()),
        Unreadable::NoTable(NoTable::Empty) | Unreadable::Feed(NoFeed::Empty) => {
            voice.say(key("catalogue-import-empty"))
        }
        Unreadable::NoTable(NoTable::Lacks(parts)) => {
            let names = parts.iter().map(|part| voice.say(wrong::name(*part)));
            let names = names.collect::<Said<Vec<_>>>()?.join("、");
            voice.say_with(key("catalogue-import-lacks"), &[("columns", &names)])
        }
        Unreadable::NoTable(NoTable::Twice(part)) => {
            let name = voice.say(wrong::name(*part))?;
            voice.say_with(key("catalogue-import-twice"), &[("column", &name)])
        }
        Unreadable::Feed(NoFeed::TooMany) => {
            voice.say_with(key("catalogue-import-many"), &[("count", &MOST.to_string())])
        }
        Unreadable::Feed(NoFeed::Encoding | NoFeed::Xml | NoFeed::Other) => {
            voice.say(key("catalogue-import-no-feed"))
        }
    }
}

/// `GET /admin/catalogue/import/{plan}`: what would become of each row.
pub(super) async fn tried(view: View, who: SignedIn, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let officer = administrator(&who)?;
    let tried = import::tried(&view.app.office, &officer, id)
        .await
        .map_err(failure)?;
    let tried = tried.ok_or(Failure::NotFound)?;
    view.page(tried_page(voice(&view), &tried)?).await
}

fn tried_page(voice: Voice<'_>, tried: &Tried) -> Said<TriedPage> {
    let (mut wrong, mut rows) = (Vec::new(), Vec::new());
    let (mut added, mut updated, mut same, mut bad) = (0_usize, 0_usize, 0_usize, 0_usize);
    for (number, row) in &tried.rows {
        let becomes = match row {
            Err(problems) => {
                bad += 1;
                if wrong.len() < SHOWN {
                    wrong.push(WrongRow {
                        number: *number,
                        problems: wrong::lines(voice, problems)?,
                    });
                }
                continue;
            }
            Ok((_, Verdict::Same | Verdict::OfTwo)) => {
                same += 1;
                continue;
            }
            Ok((_, Verdict::New)) => {
                added += 1;
                key("catalogue-becomes-new")
            }
            Ok((_, Verdict::Other(_))) => {
                updated += 1;
                key("catalogue-becomes-other")
            }
        };
        if let (Ok((entry, _)), true) = (row, rows.len() < SHOWN) {
            rows.push(TriedRow {
                number: *number,
                title: entry.title.clone(),
                published_on: voice.weekday(entry.published_on),
                becomes: voice.say(becomes)?,
            });
        }
    }
    let counts = [
        ("added", added),
        ("updated", updated),
        ("same", same),
        ("wrong", bad),
    ];
    let counts = counts.map(|(name, count)| (name, count.to_string()));
    let counts: Vec<(&str, &str)> = counts
        .iter()
        .map(|(name, count)| (*name, count.as_str()))
        .collect();
    let more = |all: usize, shown: usize| {
        (all > shown)
            .then(|| {
                voice.say_with(
                    key("catalogue-import-more"),
                    &[("count", &(all - shown).to_string())],
                )
            })
            .transpose()
    };
    Ok(TriedPage {
        called: tried.called.clone(),
        counted: voice.say_with(key("catalogue-import-counted"), &counts)?,
        action: format!("{AT}/import/{}", tried.id),
        good: tried.is_good() && added + updated > 0,
        more_wrong: more(bad, wrong.len())?,
        more_rows: more(added + updated, rows.len())?,
        wrong,
        rows,
    })
}

/// `POST /admin/catalogue/import/{plan}`
pub(super) async fn take_over(
    view: View,
    who: SignedIn,
    Path(id): Path<Uuid>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    let officer = administrator(&who)?;
    let taken = import::take_over(&view.app.office, &officer, id)
        .await
        .map_err(failure)?;
    let Some(taken) = taken else {
        return Err(Failure::Stale);
    };
    let said = voice(&view).say_with(
        key("catalogue-import-done"),
        &[
            ("added", &taken.added.to_string()),
            ("updated", &taken.updated.to_string()),
        ],
    )?;
    view.visit.flash(true, said).await?;
    Ok(Redirect::to(AT).into_response())
}

impl Page for ImportPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("catalogue-import"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}

impl Page for TriedPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("catalogue-import-tried"))
    }
}
