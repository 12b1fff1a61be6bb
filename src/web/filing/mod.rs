//! The form of an application, for information or for the correction of records: filled in by the applicant on the portal,
//! or by the intake clerk at the desk. The fields, what is checked and how mistakes are said are the same; the pages around it are their own.

mod answers;
mod check;
mod contact;
mod field;
mod fields;
mod files;
mod memory;
mod press;
mod returning;
mod section;
mod stepwise;
mod typed;
mod wording;

use axum::http::StatusCode;
use uuid::Uuid;

pub(super) use self::{
    answers::{Answers, Row, title},
    check::{Filled, Intake},
    contact::{TypedContact, contact},
    field::Radios,
    fields::{FormFields, channels},
    memory::{Filed, Memory, OpenForm, Waiting},
    press::Press,
    section::Section,
    typed::{At, FOR_RECORDS, Typed, Who, asked_for, registered},
};
use self::{
    check::{Basis, Problem, check},
    returning::Looked,
};
use super::{
    error::Failure,
    page::View,
    upload::{RefusedFile, Sent, UploadedFile},
};
use crate::{
    casework::{self, NewApplication},
    domain::id::{ApplicantId, FormId},
    law::{AsksFor, Channel},
    store::file::Purpose,
};

/// A form that is being worked on.
#[derive(Debug)]
pub(super) struct Work {
    /// Names the form, so that it is one application however often it is sent.
    token: Uuid,
    typed: Typed,
    /// Files that came with it earlier.
    waiting: Vec<Waiting>,
    problems: Vec<Problem>,
    /// At the desk, where it was asked who applied before.
    returning: Option<Looked>,
}

/// What comes of a form that was sent.
#[derive(Debug)]
pub(super) enum Turn {
    /// Shown again: something is wrong, its session had ended, or a button only asked for another item.
    Show(StatusCode),
    /// Complete.
    File(Box<Filled>),
    /// Complete but for what is written when the applicant has signed: printed for them.
    Print(Box<Filled>),
    /// Whoever of this name or number applied before is looked for.
    Find,
    /// It goes on with what is known of this earlier applicant.
    As(ApplicantId),
}

impl Work {
    /// An empty form of the desk, for what came by a channel.
    pub(super) fn at_desk(view: &View, asks_for: AsksFor, channel: Channel, who: Who) -> Self {
        let typed = Typed::at_desk(channel, who, view.app.office.today());
        Self::begin(view, typed.asking_for(asks_for))
    }

    fn begin(view: &View, typed: Typed) -> Self {
        Self {
            token: new_token(view),
            typed,
            waiting: Vec::new(),
            problems: Vec::new(),
            returning: None,
        }
    }

    /// Takes a form that was sent and does what its button asks. None where it does not say who applies.
    pub(super) async fn go_on(
        view: &View,
        memory: &Memory,
        at: At,
        sent: Sent,
    ) -> Result<Option<(Self, Turn)>, Failure> {
        let fields = typed::by_name(sent.fields);
        let Some(who) = Who::parse(&typed::first(&fields, "kind")) else {
            return Ok(None);
        };
        let token = typed::first(&fields, "token")
            .parse()
            .unwrap_or_else(|_| new_token(view));
        let mut work = Self {
            token,
            typed: Typed::read(&fields, at, who),
            waiting: memory.waiting(token).await?,
            problems: Vec::new(),
            returning: None,
        };
        if sent.lapsed {
            return Ok(Some((work, Turn::Show(StatusCode::FORBIDDEN))));
        }
        work.problems = files::take(&view.app, token, &mut work.waiting, sent.files, &sent.refused).await?;
        let press = Press::read(&fields);
        work.press(press);
        memory.keep(token, work.waiting.clone()).await?;
        let turn = match press {
            Press::Submit => work.judge(view, memory.has_filed(token).await?),
            Press::Print => work.print(view),
            Press::Find => Turn::Find,
            Press::As(applicant) => Turn::As(applicant),
            Press::AddItem
            | Press::RemoveItem(_)
            | Press::AddJoint
            | Press::RemoveJoint(_)
            | Press::AddAgent
            | Press::RemoveAgent
            | Press::By(_)
            | Press::Look
            | Press::RemoveFile(_)
            | Press::Back
            | Press::Keep
            | Press::Save => work.show(),
        };
        Ok(Some((work, turn)))
    }

    fn press(&mut self, press: Press) {
        self.typed.press(press);
        if let Press::RemoveFile(number) = press
            && (1..=self.waiting.len()).contains(&number)
        {
            self.waiting.remove(number - 1);
        }
        if self.typed.agent.is_none() {
            self.waiting.retain(|file| file.purpose != Purpose::Authority);
        }
    }

    /// A form that was filed before is filed again only to give the same receipt once more.
    fn judge(&mut self, view: &View, was_filed: bool) -> Turn {
        let checked = check(&self.typed, self.basis(view, was_filed));
        self.answer(checked, Turn::File)
    }

    /// How it came in and that it was compared is known only when the applicant has signed.
    fn print(&mut self, view: &View) -> Turn {
        let signed = Typed {
            intake: None,
            promise: true,
            ..self.typed.clone()
        };
        let checked = check(&signed, self.basis(view, false));
        self.answer(checked, Turn::Print)
    }

    fn basis<'a>(&self, view: &'a View, was_filed: bool) -> Basis<'a> {
        Basis {
            law: &view.law,
            today: view.app.office.today(),
            has_authority: was_filed || self.waiting.iter().any(|file| file.purpose == Purpose::Authority),
        }
    }

    fn answer(
        &mut self,
        checked: Result<Filled, Vec<Problem>>,
        complete: impl FnOnce(Box<Filled>) -> Turn,
    ) -> Turn {
        match checked {
            Ok(filled) if self.problems.is_empty() => complete(Box::new(filled)),
            checked => {
                self.problems.extend(checked.err().unwrap_or_default());
                self.problems.sort_by_key(|problem| problem.place);
                self.show()
            }
        }
    }

    fn show(&self) -> Turn {
        Turn::Show(self.status())
    }

    /// With which status it is shown again.
    pub(super) fn status(&self) -> StatusCode {
        if self.problems.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        }
    }

    /// What is asked for.
    pub(super) fn asks_for(&self) -> AsksFor {
        self.typed.asks_for
    }

    /// By which channel it comes in.
    pub(super) fn channel(&self) -> Channel {
        self.typed.channel()
    }

    /// The application with its files, ready for `casework`.
    pub(super) async fn application(&self, view: &View, filled: Filled) -> Result<NewApplication, Failure> {
        Ok(NewApplication {
            applicant: filled.applicant,
            application: filled.application,
            asks_for: self.typed.asks_for,
            files: files::enclosures(&view.app, &self.waiting).await?,
            token: self.token,
        })
    }

    /// Remembers the receipt for the page that shows it; the files of the form wait no longer.
    pub(super) async fn remember(&self, memory: &Memory, filed: &casework::Filed) -> Result<(), Failure> {
        memory.remember_filed(FormId(self.token), filed).await
    }
}

/// Takes files that come with a form of another kind to those that wait for it already, and says what is wrong with them:
/// the same kinds, sizes and search for viruses as with an application.
pub(super) async fn take_files(
    view: &View,
    form: FormId,
    waiting: &mut Vec<Waiting>,
    (files, refused): (Vec<UploadedFile>, &[RefusedFile]),
) -> Result<Vec<String>, Failure> {
    let problems = files::take(&view.app, form.0, waiting, files, refused).await?;
    let shown = Typed::on_portal(Who::Person);
    let message = |problem| wording::message(view.say(), &shown, problem);
    Ok(problems.iter().map(message).collect::<Result<_, _>>()?)
}

/// The mark of a new form. Whoever knows it gets the same receipt again, so it must be nothing that can be guessed.
pub(super) fn new_token(view: &View) -> Uuid {
    let secret = view.app.ids.secret();
    uuid::Builder::from_random_bytes(*secret.first_chunk().expect("a secret has 32 bytes")).into_uuid()
}
