//! From what was typed to what the law asks for (条例第二十九条), with everything that is wrong at once, each at its field.

mod intake;
mod items;
mod people;
mod place;

use time::{Date, format_description::well_known::Iso8601};

pub(crate) use self::{
    intake::Intake,
    place::{Place, Problem, Wrong},
};
use crate::{
    domain::{
        applicant::{Applicant, ApplicantKind, Contact},
        application::{Application, AsksFor, ObtainBy},
        text::{Invalid, Name},
    },
    law::Law,
};

use super::typed::{Typed, Who, usual};

/// What a form is judged by, besides what was typed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Basis<'a> {
    pub(crate) law: &'a Law,
    pub(crate) today: Date,
    /// A 授权委托书 has been uploaded.
    pub(crate) has_authority: bool,
}

/// Collects problems, so that all of them show at once.
#[derive(Debug, Default)]
struct Check {
    problems: Vec<Problem>,
}

impl Check {
    fn wrong(&mut self, place: Place, wrong: Wrong) {
        self.problems.push(Problem { place, wrong });
    }

    fn must<T>(&mut self, place: Place, parsed: Result<T, Invalid>) -> Option<T> {
        parsed
            .map_err(|invalid| self.wrong(place, Wrong::Invalid(invalid)))
            .ok()
    }

    /// A field that may be left blank.
    fn may<T>(&mut self, place: Place, raw: &str, parse: impl Fn(&str) -> Result<T, Invalid>) -> Option<T> {
        if raw.trim().is_empty() {
            None
        } else {
            self.must(place, parse(raw))
        }
    }

    fn chosen<T: std::str::FromStr>(&mut self, place: Place, raw: &str) -> Option<T> {
        let chosen = raw.parse().ok();
        if chosen.is_none() {
            self.wrong(place, Wrong::NotChosen);
        }
        chosen
    }

    fn date(&mut self, place: Place, raw: &str) -> Option<Date> {
        let raw = raw.trim();
        let day = Date::parse(raw, &Iso8601::DATE).ok();
        if day.is_none() {
            self.wrong(
                place,
                if raw.is_empty() {
                    Wrong::Invalid(Invalid::Blank)
                } else {
                    Wrong::NotADate
                },
            );
        }
        day
    }

    /// A day that is not still to come.
    fn day(&mut self, place: Place, raw: &str, today: Date) -> Option<Date> {
        let day = self.date(place, raw)?;
        if day > today {
            self.wrong(place, Wrong::InTheFuture);
            return None;
        }
        Some(day)
    }
}

/// How the applicant can be reached, alone; `obtain_by` says what else is needed for the way of obtaining.
pub(crate) fn contact(typed: &Typed, obtain_by: Option<ObtainBy>) -> Result<Contact, Vec<Problem>> {
    let mut check = Check::default();
    let contact = people::contact(&mut check, typed, obtain_by);
    contact
        .filter(|_| check.problems.is_empty())
        .ok_or(check.problems)
}

/// A form that can be filed.
#[derive(Debug)]
pub(crate) struct Filled {
    pub(crate) applicant: Applicant,
    pub(crate) application: Application,
    /// At the desk.
    pub(crate) intake: Option<Intake>,
}

/// The applicant and the application, or everything that keeps them from being filed.
pub(crate) fn check(typed: &Typed, basis: Basis<'_>) -> Result<Filled, Vec<Problem>> {
    let mut check = Check::default();
    let intake = match &typed.intake {
        None => Some(None),
        Some(typed) => intake::intake(&mut check, typed, basis).map(Some),
    };
    let name = check.must(Place::Name, Name::parse(&typed.name));
    let (kind, identity, representation) = match typed.who {
        Who::Person => (
            Some(ApplicantKind::Person),
            people::identity(&mut check, typed),
            Some(None),
        ),
        Who::Organisation => people::organisation(&mut check, typed),
    };
    let joint = people::joint(&mut check, typed, identity.as_ref());
    let agent = typed
        .agent
        .as_ref()
        .map(|agent| people::agent(&mut check, typed.at, agent, basis));
    let obtain_by = match typed.asks_for {
        AsksFor::Information => check.chosen(Place::ObtainBy, &typed.obtain_by),
        // Nobody was asked, so nothing else is wanted for its sake.
        AsksFor::RecordCorrection => None,
    };
    let contact = people::contact(&mut check, typed, obtain_by);
    let items = items::items(&mut check, typed);
    let (form, obtain_by) = match typed.asks_for {
        AsksFor::Information => (check.chosen(Place::Form, &typed.form), obtain_by),
        AsksFor::RecordCorrection => {
            let (form, obtain_by) = usual(typed.channel());
            (Some(form), Some(obtain_by))
        }
    };
    if !typed.promise {
        check.wrong(Place::Promise, Wrong::NotChosen);
    }
    check.problems.sort_by_key(|problem| problem.place);
    let whole = || {
        let applicant = Applicant {
            kind: kind?,
            name: name?,
            identity: Some(identity?),
            representation: representation?,
            contact: contact?,
            joint,
            agent: match agent {
                None => None,
                Some(agent) => Some(agent?),
            },
        };
        let application = Application {
            items,
            form: form?,
            obtain_by: obtain_by?,
            accepts_other_form: typed.accepts_other_form,
        };
        Some(Filled {
            applicant,
            application,
            intake: intake?,
        })
    };
    match whole() {
        Some(whole) if check.problems.is_empty() => Ok(whole),
        _ => Err(check.problems),
    }
}

#[cfg(test)]
mod tests;
