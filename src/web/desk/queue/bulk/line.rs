//! One of the cases: what the deed would come to, and what came of it.

use uuid::Uuid;

use super::deed::{self, Deed};
use crate::{
    casework::{
        self, ActError, Office,
        note::{self, NewNote, NoteError},
    },
    domain::{
        account::{Actor, Officer},
        case::Case,
        clock::{self, What},
        id::CaseId,
        words::Words,
    },
    store::queue::Entry,
    text::{Key, key},
    web::{
        error::Failure,
        pairs::Pairs,
        wording::{Said, Voice},
    },
};

/// Whoever does something with several cases, and what.
#[derive(Clone, Copy)]
pub(super) struct Doer<'a> {
    pub(super) office: &'a Office,
    pub(super) voice: Voice<'a>,
    pub(super) officer: &'a Officer,
    pub(super) deed: &'a Deed,
    pub(super) typed: &'a Pairs,
}

/// Whether it can be done, or was done, in words; if not, why.
pub(super) type Verdict = Result<String, String>;

impl Doer<'_> {
    /// What would come of it. Nothing is done.
    pub(super) async fn rehearse(self, entry: &Entry) -> Result<Verdict, Failure> {
        let Some(order) = self.deed.order(self.reason(entry.id)) else {
            return Ok(match entry.handler {
                Some(_) => Ok(self.voice.say(key("bulk-is-possible"))?),
                None => Err(self.voice.say(key("bulk-nobody"))?),
            });
        };
        let actor = Actor::Officer(self.officer.clone());
        let agency = self.officer.agency;
        let said = casework::rehearse(self.office, &actor, agency, entry.id, entry.version, order).await;
        let said = match said {
            Ok(case) => Ok(self.foreseen(&case)?),
            Err(error) => Err(error),
        };
        Ok(self.verdict(said)?)
    }

    /// That it can be done, and what day it leads to where it moves one.
    fn foreseen(self, case: &Case) -> Said {
        if let Deed::Extend { working_days } = *self.deed {
            let (law, what) = (self.voice.law, What::Extended { working_days });
            if let Some(then) = clock::due_if(case, law, self.office.today(), what) {
                let then = self.voice.last_day(then)?;
                return self
                    .voice
                    .say_with(key("bulk-is-possible-until"), &[("then", &then)]);
            }
        }
        self.voice.say(key("bulk-is-possible"))
    }

    /// Does it, on the case as it stood at this version.
    pub(super) async fn act(self, entry: &Entry, expected: u32) -> Result<Verdict, Failure> {
        let Some(order) = self.deed.order(self.reason(entry.id)) else {
            return self.remind(entry).await;
        };
        let actor = Actor::Officer(self.officer.clone());
        let agency = self.officer.agency;
        let done = casework::act(self.office, &actor, agency, entry.id, expected, order).await;
        let well = self.voice.say(key("bulk-is-done"))?;
        Ok(self.verdict(done.map(|_| well))?)
    }

    /// 催办: a note on the case that mentions its handler, who is reminded by it.
    async fn remind(self, entry: &Entry) -> Result<Verdict, Failure> {
        let Some(handler) = entry.handler else {
            return Ok(Err(self.voice.say(key("bulk-nobody"))?));
        };
        let form = Uuid::parse_str(self.typed.get("form")).unwrap_or_else(|_| self.office.ids.next());
        let new = NewNote {
            // Sent twice, it is written once.
            form: Uuid::from_u128(form.as_u128() ^ entry.id.0.as_u128()),
            answers: None,
            words: deed::reason_of(self.typed, entry.id.0).to_owned(),
            mentions: vec![handler],
        };
        match note::write(self.office, self.officer, entry.id, new).await {
            Ok(_) => Ok(Ok(self.voice.say(key("bulk-is-done"))?)),
            Err(NoteError::Gone) => self.said(key("bulk-gone")),
            Err(NoteError::Wrong(_)) => self.said(key("bulk-remind-wrong")),
            Err(NoteError::Store(error)) => Ok(self.verdict(Err(error.into()))?),
        }
    }

    fn said(self, text: Key) -> Result<Verdict, Failure> {
        Ok(Err(self.voice.say(text)?))
    }

    /// The reason of a case. One that is wrong is told at its field; until it is mended, the reason of all stands for it.
    fn reason(self, case: CaseId) -> Option<Words> {
        let own = self.office.words(deed::reason_of(self.typed, case.0));
        own.or_else(|_| self.office.words(self.typed.get("reason"))).ok()
    }

    /// One case that cannot be done keeps no other from being done, whatever is the matter with it.
    fn verdict(self, said: Result<String, ActError>) -> Said<Verdict> {
        let voice = self.voice;
        Ok(match said {
            Ok(well) => Ok(well),
            Err(ActError::Refused(refusal)) => Err(voice.refusal(&refusal)?),
            Err(ActError::Stale(_)) => Err(voice.say(key("bulk-changed"))?),
            Err(ActError::Gone) => Err(voice.say(key("bulk-gone"))?),
            Err(
                error @ (ActError::Compose(_)
                | ActError::Letter(_)
                | ActError::File(..)
                | ActError::Infected(..)
                | ActError::Interrupted
                | ActError::Document(_)
                | ActError::Blob(_)
                | ActError::Store(_)),
            ) => {
                tracing::error!(error = %error, "one of several cases could not be done");
                Err(voice.say(key("bulk-failed"))?)
            }
        })
    }
}
