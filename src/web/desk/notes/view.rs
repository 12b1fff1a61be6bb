//! From the notes of a case to the page.

use super::page::{Answering, Form, NotesPage, Person};
use crate::{
    casework::note,
    domain::{
        account::Officer,
        note::{NotePart, NoteProblem},
        words::MAX_WORDS,
    },
    text::key,
    web::{
        casefile::{
            dossier::Dossier,
            notes::{Seen, href, watch},
        },
        error::Failure,
        form::{Field, FieldErrors},
        page::View,
        pairs::Pairs,
        wording::{Said, Voice, voice},
    },
};

/// The page with what was typed, and the place of the last note that it shows.
pub(super) async fn page(
    view: &View,
    officer: &Officer,
    dossier: &Dossier,
    typed: &Pairs,
    problems: FieldErrors,
) -> Result<(NotesPage, Option<u32>), Failure> {
    let (voice, case) = (voice(view), &dossier.case);
    let seen = Seen::of(view, officer, dossier).await?;
    let colleagues = note::colleagues(&view.app.office, case).await?;
    let chosen: Vec<&str> = typed.all("mention").collect();
    let others = colleagues
        .iter()
        .filter(|colleague| colleague.may_read && colleague.account != officer.account);
    let people: Vec<Person> = (0..)
        .zip(others)
        .map(|(number, colleague)| {
            let value = colleague.account.to_string();
            Person {
                // The list of problems leads to the first of them.
                id: if number == 0 {
                    "mention".to_owned()
                } else {
                    format!("mention-{number}")
                },
                chosen: chosen.contains(&value.as_str()),
                name: dossier.names.person(colleague.account),
                value,
            }
        })
        .collect();
    let sent = typed.get("form");
    let people_error = problems.of(NotePart::Mentions.as_str());
    let form = Form {
        href: href(dossier),
        mark: if sent.is_empty() {
            view.app.office.ids.next().to_string()
        } else {
            sent.to_owned()
        },
        answering: answering(&seen, typed.get("answers")),
        words: Field::new(NotePart::Words.as_str(), typed.get("words"), &problems),
        people_open: people_error.is_some() || people.iter().any(|person| person.chosen),
        people,
        people_error,
    };
    let last = seen.notes.last().map(|note| note.seq);
    let page = NotesPage {
        head: dossier.head(voice)?,
        case_href: format!("/desk/cases/{}", case.id),
        fresh: seen.fresh(voice)?,
        threads: seen.threads(voice)?,
        watch: watch(view, officer, dossier, "notes").await?,
        form,
        problems,
    };
    Ok((page, last))
}

/// The note that is to be answered, if it stands.
fn answering(seen: &Seen<'_>, wanted: &str) -> Option<Answering> {
    let note = seen.notes.iter().find(|note| note.id.to_string() == wanted)?;
    Some(Answering {
        id: note.id.to_string(),
        who: seen.dossier.names.person(note.by),
        words: note.words.clone()?,
        instead_href: format!("{}#write", href(seen.dossier)),
    })
}

/// What is wrong, at its fields.
pub(super) fn errors(voice: Voice<'_>, problems: &[(NotePart, NoteProblem)]) -> Said<FieldErrors> {
    let mut errors = FieldErrors::default();
    for (part, problem) in problems {
        let text = match problem {
            NoteProblem::Blank => voice.say(key("notes-blank"))?,
            NoteProblem::TooLong(_) => {
                voice.say_with(key("field-too-long"), &[("most", &MAX_WORDS.to_string())])?
            }
            NoteProblem::MayNotRead(Some(name)) => {
                voice.say_with(key("notes-may-not-read"), &[("person", name)])?
            }
            NoteProblem::MayNotRead(None) => voice.say(key("notes-no-such-person"))?,
            NoteProblem::Nobody(word) => voice.say_with(key("notes-nobody"), &[("word", word)])?,
            NoteProblem::Several(name) => voice.say_with(key("notes-several"), &[("person", name)])?,
        };
        errors.add(part.as_str(), text);
    }
    Ok(errors)
}
