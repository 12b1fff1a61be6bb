//! The last days of a case as a calendar file, for a phone. It lies on devices and in clouds of others: so it holds the
//! number and the agency, and nothing of who applied or what for.

use axum::response::Response;
use uuid::Uuid;

use crate::{
    domain::{
        agenda::{self, Ends, Entry},
        clock,
    },
    text::{MissingText, Say, key},
    web::{
        download::{How, download},
        error::Failure,
        extract::Path,
        ics::{Calendar, Event},
        page::View,
        portal::{
            due::Due,
            load::{self, Loaded},
        },
        wording::last_day,
    },
};

/// `GET /track/case/{case}/calendar.ics`
pub(in crate::web::portal) async fn calendar(
    view: View,
    Path(case): Path<Uuid>,
) -> Result<Response, Failure> {
    let loaded = load::case(&view, case).await?;
    let entries = entries(&view, &loaded)?;
    let number = loaded.case.number.to_string();
    let alarms = &view.app.config.office.alarm_days;
    let events = entries
        .iter()
        .map(|entry| event(view.say(), &loaded, entry, alarms));
    let file = Calendar {
        name: number.clone(),
        stamp: view.app.clock.now(),
        sequence: loaded.case.version,
        events: events.collect::<Result<_, _>>()?,
    };
    Ok(download(
        How::Save,
        "text/calendar; charset=utf-8",
        &format!("{number}.ics"),
        file.file(),
    ))
}

/// The days to keep in mind; where there are none, no file is offered.
fn entries(view: &View, loaded: &Loaded) -> Result<Vec<Entry>, Failure> {
    let today = view.app.clock.today();
    Ok(agenda::of(&loaded.case, &loaded.law, &loaded.agency, today).map_err(anyhow::Error::from)?)
}

/// What the link to the file says; none where there is nothing to keep in mind.
pub(in crate::web::portal) fn link(view: &View, loaded: &Loaded) -> Result<Option<String>, Failure> {
    let say = view.say();
    Ok(match entries(view, loaded)?.as_slice() {
        [] => None,
        [_] => Some(say.get(key("calendar-file-link-one"))?),
        [_, _, ..] => Some(say.get(key("calendar-file-link"))?),
    })
}

fn event(say: Say<'_>, loaded: &Loaded, entry: &Entry, alarms: &[u16]) -> Result<Event, MissingText> {
    let (what, uid) = match entry.ends {
        Ends::Answer => (key("calendar-file-answer"), "answer".to_owned()),
        Ends::Correction => (key("calendar-file-correction"), "correction".to_owned()),
        Ends::Payment => (key("calendar-file-payment"), "payment".to_owned()),
        Ends::Reasons => (key("calendar-file-reasons"), "reasons".to_owned()),
        Ends::Reconsideration(letter) => (
            key("calendar-file-reconsideration"),
            of("reconsideration", letter),
        ),
        Ends::Litigation(letter) => (key("calendar-file-litigation"), of("litigation", letter)),
    };
    let guide = &loaded.agency.guide;
    let number = loaded.case.number.to_string();
    let mut lines = how(say, loaded, entry)?;
    if entry.provisional {
        lines.push(say.get(key("portal-due-provisional"))?);
    }
    lines.push(say.with(
        key("calendar-file-contact"),
        &[
            ("agency", &loaded.agency.name),
            ("office", &guide.office),
            ("phone", &guide.phone),
        ],
    )?);
    lines.push(say.with(key("calendar-file-anew"), &[("number", &number)])?);
    Ok(Event {
        uid: format!("{}-{uid}@gongkai", loaded.case.id),
        on: entry.on,
        summary: say.with(
            what,
            &[("agency", &loaded.agency.short_name), ("number", &number)],
        )?,
        description: lines.join("\n"),
        category: say.get(key("calendar-file-category"))?,
        alarms: alarms.to_vec(),
    })
}

fn of(what: &str, letter: Option<crate::domain::id::LetterId>) -> String {
    letter.map_or_else(|| format!("{what}-silence"), |letter| format!("{what}-{letter}"))
}

/// How the day comes about.
fn how(say: Say<'_>, loaded: &Loaded, entry: &Entry) -> Result<Vec<String>, MissingText> {
    let (law, case) = (&loaded.law, &loaded.case);
    let day = last_day(say, law, entry.on)?;
    match entry.ends {
        Ends::Answer | Ends::Correction | Ends::Payment => {
            let due = Due::explain(say, law, case, &clock::of(case, law))?;
            let steps = due.steps.iter();
            Ok(steps
                .map(|step| format!("{}（{}）", step.text, step.article))
                .collect())
        }
        Ends::Reasons => Ok(vec![say.with(key("portal-respond-until"), &[("day", &day)])?]),
        Ends::Reconsideration(Some(_)) | Ends::Litigation(Some(_)) => Ok(vec![
            say.with(key("calendar-file-from-letter"), &[("day", &day)])?,
        ]),
        Ends::Reconsideration(None) | Ends::Litigation(None) => Ok(vec![
            say.with(key("calendar-file-from-silence"), &[("day", &day)])?,
        ]),
    }
}
