//! Looking for words, names and numbers through all pages, and marking what was found.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use uuid::Uuid;

use super::{
    Reading, at, changing, document,
    page::{HitRow, KindChoice, SearchPage},
    reading,
    sheet::reasons,
};
use crate::{
    casework::{
        ActError,
        document::{Found, Hit, Opened, Wanted, mark, search},
    },
    documents::personal::PersonalKind,
    domain::{account::Actor, mark::Spot},
    letters::words::runs,
    text::key,
    web::{
        error::Failure,
        extract::{Path, Query, SignedIn},
        form::{Field, FieldErrors, Form, encode},
        page::View,
        pairs::Pairs,
        wording::{Said, Voice, voice},
    },
};

/// The most words that are looked for at once, and the longest of them.
const MOST_WORDS: usize = 50;
const LONGEST_WORD: usize = 100;

/// `GET /desk/cases/{case}/documents/{file}/search`
pub(super) async fn show(
    view: View,
    who: SignedIn,
    Path((case, file)): Path<(Uuid, Uuid)>,
    Query(typed): Query<Pairs>,
) -> Result<Response, Failure> {
    let reading = reading(&view, &who, case).await?;
    let opened = document(&view, &reading.dossier, file).await?;
    let page = page(&view, &reading, &opened, &typed, FieldErrors::default()).await?;
    let status = if page.problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    view.page_with(status, page).await
}

/// What was asked for; nothing was where the page is opened first.
pub(super) fn wanted(voice: Voice<'_>, typed: &Pairs, problems: &mut FieldErrors) -> Said<Option<Wanted>> {
    if !typed.has("words") {
        return Ok(None);
    }
    let wanted = Wanted {
        words: typed
            .get("words")
            .lines()
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect(),
        kinds: typed.all("kind").filter_map(|kind| kind.parse().ok()).collect(),
    };
    if wanted.words.len() > MOST_WORDS
        || wanted
            .words
            .iter()
            .any(|word| word.chars().count() > LONGEST_WORD)
    {
        problems.add("words", voice.say(key("documents-words-too-many"))?);
        return Ok(None);
    }
    if wanted == Wanted::default() {
        problems.add("words", voice.say(key("documents-nothing-wanted"))?);
        return Ok(None);
    }
    Ok(Some(wanted))
}

async fn page(
    view: &View,
    reading: &Reading,
    opened: &Opened,
    typed: &Pairs,
    mut problems: FieldErrors,
) -> Result<SearchPage, Failure> {
    let (voice, case) = (voice(view), &reading.dossier.case);
    let wanted = wanted(voice, typed, &mut problems)?;
    let found = match &wanted {
        Some(wanted) => search(&view.app.office, case.agency, opened.file.id, wanted).await?,
        None => Found::default(),
    };
    let (list, file) = (at(case.id), opened.file.id);
    let here = format!("{list}/{file}");
    let open = found.hits.iter().filter(|hit| !hit.is_marked).count();
    let hits = (1..)
        .zip(&found.hits)
        .map(|(number, hit)| hit_row(voice, &here, number, hit));
    let unsearchable = unsearchable(voice, &found.unsearchable)?;
    Ok(SearchPage {
        head: reading.dossier.head(voice)?,
        name: opened.file.name.clone(),
        list_href: list,
        pages_href: format!("{here}/pages/1"),
        href: format!("{here}/search"),
        may_mark: reading.may_mark,
        words: Field::new("words", typed.get("words"), &problems),
        kinds: kinds(voice, typed, wanted.is_none() && problems.is_empty())?,
        was_asked: wanted.is_some(),
        summary: voice.say_with(
            key("documents-found"),
            &[
                ("count", &found.hits.len().to_string()),
                ("open", &open.to_string()),
            ],
        )?,
        hits: hits.collect::<Said<_>>()?,
        more: found.more,
        unsearchable,
        reasons: if open > 0 && reading.may_mark {
            reasons(voice, typed.get("reason"))
        } else {
            Vec::new()
        },
        problems,
    })
}

/// The kinds of personal data; all are looked for where nothing was asked yet.
pub(super) fn kinds(voice: Voice<'_>, typed: &Pairs, all: bool) -> Said<Vec<KindChoice>> {
    let choice = |kind: &PersonalKind| {
        Ok(KindChoice {
            value: kind.as_str(),
            label: kind_name(voice, *kind)?,
            checked: all || typed.all("kind").any(|chosen| chosen == kind.as_str()),
        })
    };
    PersonalKind::ALL.iter().map(choice).collect()
}

fn kind_name(voice: Voice<'_>, kind: PersonalKind) -> Said {
    voice.say(match kind {
        PersonalKind::Identity => key("personal-identity"),
        PersonalKind::Phone => key("personal-phone"),
        PersonalKind::BankCard => key("personal-bank-card"),
        PersonalKind::Email => key("personal-email"),
        PersonalKind::Name => key("personal-name"),
    })
}

/// On which pages nothing is to be found by a search; none where there is no such page.
pub(super) fn unsearchable(voice: Voice<'_>, pages: &[u32]) -> Said<Option<String>> {
    let told = |pages: &str| voice.say_with(key("documents-unsearchable"), &[("pages", pages)]);
    (!pages.is_empty()).then(|| told(&runs(pages))).transpose()
}

pub(super) fn hit_row(voice: Voice<'_>, here: &str, number: usize, hit: &Hit) -> Said<HitRow> {
    Ok(HitRow {
        id: format!("hit-{number}"),
        value: value_of(hit),
        page: hit.page,
        page_href: format!("{here}/pages/{}", hit.page),
        kind: match hit.kind {
            Some(kind) => kind_name(voice, kind)?,
            None => voice.say(key("documents-word"))?,
        },
        before: hit.before.clone(),
        text: hit.text.clone(),
        behind: hit.behind.clone(),
        is_marked: hit.is_marked,
        checked: !hit.is_marked,
    })
}

/// The places of a hit as a form sends them: `page:x,y,width,height;…`.
fn value_of(hit: &Hit) -> String {
    let spots: Vec<String> = hit
        .spots
        .iter()
        .map(|spot| format!("{},{},{},{}", spot.x, spot.y, spot.width, spot.height))
        .collect();
    format!("{}:{}", hit.page, spots.join(";"))
}

fn places_of(value: &str) -> Option<Vec<(u32, Spot)>> {
    let (page, spots) = value.split_once(':')?;
    let page = page.parse().ok()?;
    let spot = |text: &str| {
        let numbers: Vec<i32> = text
            .split(',')
            .map(|number| number.parse().ok())
            .collect::<Option<_>>()?;
        let [x, y, width, height] = numbers.try_into().ok()?;
        Some((page, Spot { x, y, width, height }))
    };
    spots.split(';').map(spot).collect()
}

/// `POST /desk/cases/{case}/documents/{file}/search`: marks the chosen hits.
pub(super) async fn update(
    view: View,
    who: SignedIn,
    Path((case, file)): Path<(Uuid, Uuid)>,
    Form(typed): Form<Pairs>,
) -> Result<Response, Failure> {
    let reading = changing(&view, &who, case).await?;
    let opened = document(&view, &reading.dossier, file).await?;
    let (voice, case) = (voice(&view), &reading.dossier.case);
    let chosen: Option<Vec<_>> = typed.all("hit").map(places_of).collect();
    let places: Vec<_> = chosen.ok_or(Failure::Invalid)?.into_iter().flatten().collect();
    let mut problems = FieldErrors::default();
    if places.is_empty() {
        problems.add("hits", voice.say(key("documents-no-hit-chosen"))?);
    } else {
        let actor = Actor::Officer(who.officer());
        let at = (case.agency, case.id, opened.file.id);
        let reason = typed.get("reason").parse().map_err(|_| Failure::Invalid)?;
        match mark(&view.app.office, &actor, at, &places, &reason).await {
            Ok(added) => {
                let told = voice.say_with(key("documents-marked"), &[("count", &added.to_string())])?;
                view.visit.flash(true, told).await?;
                return Ok(Redirect::to(&again(&typed, case.id, opened.file.id)).into_response());
            }
            Err(ActError::Refused(refusal)) => problems.add("hits", voice.refusal(&refusal)?),
            Err(other) => return Err(other.into()),
        }
    }
    let page = page(&view, &reading, &opened, &typed, problems).await?;
    view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
}

/// The same search once more: what was marked shows as marked.
fn again(typed: &Pairs, case: crate::domain::id::CaseId, file: crate::domain::id::FileId) -> String {
    let kinds = typed
        .all("kind")
        .fold(String::new(), |kinds, kind| kinds + "&kind=" + &encode(kind));
    format!(
        "{}/{file}/search?words={}{kinds}&reason={}",
        at(case),
        encode(typed.get("words")),
        encode(typed.get("reason"))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_back_as_they_were_sent() {
        let spot = |x| Spot {
            x,
            y: 2,
            width: 3,
            height: 4,
        };
        let hit = Hit {
            page: 7,
            kind: None,
            text: String::new(),
            before: String::new(),
            behind: String::new(),
            spots: vec![spot(1), spot(-5)],
            is_marked: false,
        };
        assert_eq!(
            places_of(&value_of(&hit)),
            Some(vec![(7, spot(1)), (7, spot(-5))])
        );
        for odd in [
            "",
            "7",
            "7:",
            "7:1,2,3",
            "7:1,2,3,4,5",
            "x:1,2,3,4",
            "7:1,2,3,99999999999",
        ] {
            assert_eq!(places_of(odd), None, "{odd}");
        }
    }
}
