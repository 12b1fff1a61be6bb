//! The form on the portal: a part a page, and what was typed kept between them, also for whoever comes back on another day
//! with another device.

use serde::{Deserialize, Serialize};

use super::{
    Work,
    check::{Filled, Problem, check},
    files,
    memory::Waiting,
    press::Press,
    section::Section,
    typed::{self, At, Typed, Who},
};
use crate::{
    domain::{digest::Digest, id::FormId, member::Details},
    law::AsksFor,
    web::{error::Failure, page::View, upload::Sent},
};

/// What is kept of a form.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    typed: Typed,
    waiting: Vec<Waiting>,
    reached: Section,
}

impl Work {
    /// What is kept of a form that nobody has typed into, filled in with what an account knows of a person.
    pub(crate) fn begun_with(asks_for: AsksFor, who: Who, details: &Details) -> String {
        kept(&Kept {
            typed: Typed::on_portal(who).asking_for(asks_for).known(details),
            waiting: Vec::new(),
            reached: Section::Items,
        })
    }

    /// Goes on with what was kept, and says which page was reached; none where an older program has written it in a way
    /// that is not read any more.
    pub(crate) fn resume(form: FormId, body: &str) -> Option<(Self, Section)> {
        let kept: Kept = serde_json::from_str(body).ok()?;
        let work = Self {
            token: form.0,
            typed: kept.typed,
            waiting: kept.waiting,
            problems: Vec::new(),
            returning: None,
        };
        Some((work, kept.reached))
    }

    /// What is to be kept of it.
    pub(crate) fn body(&self, reached: Section) -> String {
        kept(&Kept {
            typed: self.typed.clone(),
            waiting: self.waiting.clone(),
            reached,
        })
    }

    /// The files that wait, by their content.
    pub(crate) fn contents(&self) -> Vec<Digest> {
        self.waiting.iter().map(|file| file.content).collect()
    }

    /// A file that waits, by its number from 1.
    pub(crate) fn waiting(&self, number: usize) -> Option<&Waiting> {
        self.waiting.get(number.checked_sub(1)?)
    }

    /// Takes what was sent of one part, and says what its button asks. Of a form whose session had ended the files are
    /// not taken: nobody knows whose they are.
    pub(crate) async fn take(&mut self, view: &View, section: Section, sent: Sent) -> Result<Press, Failure> {
        let fields = typed::by_name(sent.fields);
        let read = Typed::read(&fields, At::Portal, self.typed.who);
        self.typed.take(section, read);
        if sent.lapsed {
            return Ok(Press::Look);
        }
        let form = self.token;
        self.problems = files::take(&view.app, form, &mut self.waiting, sent.files, &sent.refused).await?;
        let press = Press::read(&fields);
        self.press(press);
        Ok(press)
    }

    /// Whether nothing is wrong with one part; what is stays with the form, to be shown.
    pub(crate) fn is_right(&mut self, view: &View, section: Section) -> bool {
        let wrong = self.wrong(view);
        let here = wrong
            .into_iter()
            .filter(|problem| Section::of(problem.place) == section);
        self.problems.extend(here);
        self.problems.sort_by_key(|problem| problem.place);
        self.problems.is_empty()
    }

    /// Everything that is wrong with the form, but for the promise, which is given last.
    pub(crate) fn wrong(&self, view: &View) -> Vec<Problem> {
        let promised = Typed {
            promise: true,
            ..self.typed.clone()
        };
        check(&promised, self.basis(view, false))
            .err()
            .unwrap_or_default()
    }

    /// What is still wrong with it, in words, with the page and the field of each.
    pub(crate) fn still_wrong(&self, view: &View) -> Result<Vec<(Section, String, String)>, Failure> {
        let wrong = self.wrong(view);
        let worded = wrong.iter().map(|problem| {
            let message = super::wording::message(view.say(), &self.typed, problem)?;
            Ok((Section::of(problem.place), problem.place.id(), message))
        });
        worded.collect()
    }

    /// Promised, or not.
    pub(crate) fn promise(&mut self, is_promised: bool) {
        self.typed.promise = is_promised;
    }

    pub(crate) fn is_promised(&self) -> bool {
        self.typed.promise
    }

    /// What can be filed; none where something is missing or wrong.
    pub(crate) fn complete(&self, view: &View) -> Option<Filled> {
        check(&self.typed, self.basis(view, false)).ok()
    }

    /// The words of what is asked for, item by item.
    pub(crate) fn asked(&self) -> String {
        let items = self.typed.items.iter();
        let words = items.flat_map(|item| [&item.title, &item.document_number, &item.description]);
        words.map(String::as_str).collect::<Vec<_>>().join("\n")
    }

    /// Who applies.
    pub(crate) fn who(&self) -> Who {
        self.typed.who
    }
}

fn kept(kept: &Kept) -> String {
    serde_json::to_string(kept).expect("what was typed is plain data: it always serialises")
}
