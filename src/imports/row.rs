//! One row: what it says, or what is wrong with it.

use time::Date;

use super::{Field, Names, Plan, Problem, ProblemKind, Target, date};
use crate::{
    domain::{
        applicant::{ApplicantKind, Contact, Identity},
        application::{MAX_DESCRIPTION, MAX_TITLE},
        imported::{self, OldCorrection, OldExtension},
        text::{Address, CreditCode, DocumentNumber, Email, IdentityNumber, Invalid, Name, Phone, is_hidden},
        words::MAX_WORDS,
    },
    law::{Channel, GroundKey, Law, LimitKey, working_days_between},
};

/// The most characters of an old number.
const MAX_NUMBER: usize = 100;

/// The longest request that is its own title, in characters; of a longer one the beginning is.
const WHOLE_TITLE: usize = 60;

/// A case as a register tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OldCase {
    pub number: String,
    pub received_on: Date,
    pub channel: Channel,
    pub kind: ApplicantKind,
    pub name: Name,
    pub identity: Option<Identity>,
    pub contact: Contact,
    pub title: String,
    /// The request in full, where the title is only its beginning.
    pub description: Option<String>,
    pub correction: Option<OldCorrection>,
    pub extension: Option<OldExtension>,
    pub ended: Option<Ended>,
    /// Whatever else it says.
    pub remarks: Option<String>,
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// None of what went into another application.
    pub ground: Option<GroundKey>,
    pub answered_on: Date,
    pub served_on: Option<Date>,
    pub letter: Option<String>,
}

/// What a row gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// None where something is wrong that is more than a warning.
    pub case: Option<OldCase>,
    /// The old number, as far as there is one.
    pub number: Option<String>,
    pub problems: Vec<Problem>,
}

/// Reads a row.
pub fn read(cells: &[String], heads: &[String], plan: &Plan, names: &Names, law: &Law, today: Date) -> Found {
    let mut row = Row {
        cells,
        heads,
        plan,
        names,
        law,
        today,
        problems: Vec::new(),
    };
    let number = row.number();
    let case = row.case(number.clone());
    let is_good = row.problems.iter().all(|problem| problem.kind.is_warning());
    Found {
        case: case.filter(|_| is_good),
        number,
        problems: row.problems,
    }
}

struct Row<'a> {
    cells: &'a [String],
    heads: &'a [String],
    plan: &'a Plan,
    names: &'a Names,
    law: &'a Law,
    today: Date,
    problems: Vec<Problem>,
}

impl Row<'_> {
    /// What stands in the column of a field; nothing where that stands for nothing.
    fn value(&self, field: Field) -> Option<String> {
        let place = self.plan.columns.get(&field)?;
        let value = self.cells.get(*place)?;
        (!self.names.is_blank(value)).then(|| value.clone())
    }

    fn wrong(&mut self, field: Field, kind: ProblemKind, value: impl Into<String>) {
        self.problems.push(Problem {
            field,
            kind,
            value: value.into(),
        });
    }

    fn must(&mut self, field: Field) -> Option<String> {
        let value = self.value(field);
        if value.is_none() {
            self.wrong(field, ProblemKind::Missing, "");
        }
        value
    }

    fn number(&mut self) -> Option<String> {
        let number = self.must(Field::Number)?;
        if number.chars().count() > MAX_NUMBER {
            self.wrong(Field::Number, ProblemKind::TooLong, number);
            return None;
        }
        if number.chars().any(is_hidden) {
            self.wrong(Field::Number, ProblemKind::Unreadable, number);
            return None;
        }
        Some(number)
    }

    fn case(&mut self, number: Option<String>) -> Option<OldCase> {
        let received = self.must(Field::ReceivedOn);
        let received_on = received.and_then(|value| self.day(Field::ReceivedOn, &value, None));
        let (channel, kind) = (self.channel(), self.kind());
        let name = self.name();
        let identity = self.identity(kind);
        let contact = self.contact();
        let request = self.request();
        // Without the day of receipt the other days cannot be held against anything.
        let received_on = received_on?;
        let correction = self.correction(received_on);
        let ended = self.ended(received_on);
        let extension = self.extension((channel?, received_on), correction, ended.is_none());
        if ended.is_none() && self.value(Field::Consulted).is_some() {
            let value = self.value(Field::Consulted).unwrap_or_default();
            self.wrong(Field::Consulted, ProblemKind::ConsultationNotCounted, value);
        }
        let (title, description) = request?;
        Some(OldCase {
            number: number?,
            received_on,
            channel: channel?,
            kind: kind?,
            name: name?,
            identity,
            contact,
            title,
            description,
            correction,
            extension,
            ended,
            remarks: self.remarks(),
        })
    }

    /// A day that is neither in the future nor before another.
    fn day(&mut self, field: Field, value: &str, not_before: Option<Date>) -> Option<Date> {
        let Some(day) = date::day(value) else {
            self.wrong(field, ProblemKind::NoDay, value);
            return None;
        };
        if day > self.today {
            self.wrong(field, ProblemKind::InTheFuture, value);
            return None;
        }
        if not_before.is_some_and(|first| day < first) {
            self.wrong(field, ProblemKind::TooEarly, value);
            return None;
        }
        Some(day)
    }

    fn day_in(&mut self, field: Field, not_before: Date) -> Option<Date> {
        let value = self.value(field)?;
        self.day(field, &value, Some(not_before))
    }

    fn target(&mut self, field: Field) -> Option<Target> {
        if let Some(target) = self.plan.always(field) {
            return Some(target.clone());
        }
        let value = self.must(field)?;
        let target = self.plan.target(field, &value, self.names).cloned();
        if target.is_none() {
            self.wrong(field, ProblemKind::Unknown, value);
        }
        target
    }

    fn channel(&mut self) -> Option<Channel> {
        match self.target(Field::Channel)? {
            Target::Channel(channel) => Some(channel),
            Target::Kind(_) | Target::Ground(_) | Target::Merged | Target::Open => None,
        }
    }

    fn kind(&mut self) -> Option<ApplicantKind> {
        match self.target(Field::Kind)? {
            Target::Kind(kind) => Some(kind),
            Target::Channel(_) | Target::Ground(_) | Target::Merged | Target::Open => None,
        }
    }

    fn name(&mut self) -> Option<Name> {
        let value = self.must(Field::Applicant)?;
        match Name::parse(&value) {
            Ok(name) => Some(name),
            Err(invalid) => {
                let kind = match invalid {
                    Invalid::TooLong(_) => ProblemKind::TooLong,
                    Invalid::Blank
                    | Invalid::Length
                    | Invalid::Character
                    | Invalid::CheckDigit
                    | Invalid::BirthDate
                    | Invalid::Form => ProblemKind::Unreadable,
                };
                self.wrong(Field::Applicant, kind, value);
                None
            }
        }
    }

    /// Whatever of the kinds of number it is.
    fn identity(&mut self, kind: Option<ApplicantKind>) -> Option<Identity> {
        // Of whom nobody knows what they are, the row is wrong already.
        let kind = kind?;
        let value = self.value(Field::Identity)?;
        let number = if kind == ApplicantKind::Person {
            let card = IdentityNumber::parse(&value).map(Identity::ResidentCard);
            // Eighteen characters that do not check are a card that was mistyped, and no passport.
            let is_card = value.trim().chars().count() >= 15;
            card.or_else(|wrong| {
                if is_card {
                    Err(wrong)
                } else {
                    DocumentNumber::parse(&value).map(Identity::Passport)
                }
            })
        } else {
            CreditCode::parse(&value).map(Identity::CreditCode)
        };
        if number.is_err() {
            self.wrong(Field::Identity, ProblemKind::IdentityNotKept, value);
        }
        number.ok()
    }

    fn contact(&mut self) -> Contact {
        Contact {
            phone: self.kept(Field::Phone, Phone::parse),
            email: self.kept(Field::Email, Email::parse),
            address: self.kept(Field::Address, Address::parse),
            postcode: None,
        }
    }

    fn kept<T>(&mut self, field: Field, parse: impl Fn(&str) -> Result<T, Invalid>) -> Option<T> {
        let value = self.value(field)?;
        let parsed = parse(&value);
        if parsed.is_err() {
            self.wrong(field, ProblemKind::NotKept, value);
        }
        parsed.ok()
    }

    fn request(&mut self) -> Option<(String, Option<String>)> {
        let value = self.must(Field::Request)?;
        let seen = |sign: char| sign == '\n' || !is_hidden(sign);
        let text: String = value
            .replace("\r\n", "\n")
            .chars()
            .filter(|sign| seen(*sign))
            .collect();
        let length = text.chars().count();
        if length > MAX_DESCRIPTION {
            self.wrong(Field::Request, ProblemKind::TooLong, value);
            return None;
        }
        let first = text.lines().next().unwrap_or_default().trim();
        if length <= WHOLE_TITLE.min(MAX_TITLE) && first.len() == text.trim().len() {
            return Some((first.to_owned(), None));
        }
        let mut title: String = first.chars().take(WHOLE_TITLE - 1).collect();
        if first.chars().count() >= WHOLE_TITLE {
            title.push('…');
        }
        Some((title, Some(text)))
    }

    fn correction(&mut self, received_on: Date) -> Option<OldCorrection> {
        let asked = self.day_in(Field::CorrectionAsked, received_on);
        let came = self.day_in(Field::Corrected, asked.unwrap_or(received_on));
        // Whoever corrected was asked, on whatever day.
        let asked_on = asked.or(came)?;
        Some(OldCorrection {
            asked_on,
            received_on: came,
        })
    }

    fn ended(&mut self, received_on: Date) -> Option<Ended> {
        let answered_on = self.day_in(Field::AnsweredOn, received_on);
        let served_on = self.day_in(Field::ServedOn, answered_on.unwrap_or(received_on));
        let value = self.value(Field::Outcome);
        let Some(value) = value else {
            if let Some(field) = [(Field::AnsweredOn, answered_on), (Field::ServedOn, served_on)]
                .into_iter()
                .find_map(|(field, day)| day.map(|_| field))
            {
                let value = self.value(field).unwrap_or_default();
                self.wrong(field, ProblemKind::DayWithoutOutcome, value);
            }
            return None;
        };
        let Some(target) = self.plan.target(Field::Outcome, &value, self.names).cloned() else {
            self.wrong(Field::Outcome, ProblemKind::Unknown, value);
            return None;
        };
        let ground = match target {
            Target::Ground(ground) => Some(ground),
            Target::Merged => None,
            Target::Open | Target::Channel(_) | Target::Kind(_) => return None,
        };
        let Some(answered_on) = answered_on.or(served_on) else {
            // What is wrong with the day is said already.
            if self.value(Field::AnsweredOn).is_none() {
                self.wrong(Field::Outcome, ProblemKind::OutcomeWithoutDay, value);
            }
            return None;
        };
        let letter = self.value(Field::LetterNumber);
        Some(Ended {
            ground,
            answered_on,
            served_on,
            letter: letter.map(|letter| letter.chars().take(MAX_NUMBER).collect()),
        })
    }

    /// Extended by how much follows from the last day that the register has; where it has none, by as much as the law lets.
    fn extension(
        &mut self,
        (channel, received_on): (Channel, Date),
        correction: Option<OldCorrection>,
        is_open: bool,
    ) -> Option<OldExtension> {
        let reading = |extension| imported::reading(self.law, channel, received_on, correction, extension);
        let Ok(base) = reading(None) else {
            self.wrong(Field::Corrected, ProblemKind::DoesNotReckon, "");
            return None;
        };
        let due = self.value(Field::Due);
        let due_on = due.as_deref().and_then(date::day);
        let most = self.law.limit(LimitKey::ReplyExtension, base.from).amount;
        let extended = self
            .value(Field::Extended)
            .and_then(|value| self.extended(&value, received_on));
        let extension = extended.map(|(on, value)| {
            let on = on.unwrap_or_else(|| {
                self.wrong(Field::Extended, ProblemKind::ExtendedSomeDay, value);
                base.base_due_on.min(self.today)
            });
            let calendar = &self.law.calendar;
            let until = due_on.filter(|due_on| *due_on > base.base_due_on);
            let told = until.map(|until| working_days_between(calendar, base.base_due_on, until));
            let told = told.and_then(|days| u16::try_from(days).ok());
            OldExtension {
                on,
                working_days: told.unwrap_or(most).clamp(1, most),
            }
        });
        let reading = imported::reading(self.law, channel, received_on, correction, extension);
        let Ok(reading) = reading else {
            let value = self.value(Field::Extended).unwrap_or_default();
            self.wrong(Field::Extended, ProblemKind::DoesNotReckon, value);
            return None;
        };
        if is_open && due.is_some() && reading.due_on.is_some() && due_on != reading.due_on {
            self.wrong(Field::Due, ProblemKind::DueDiffers, due.unwrap_or_default());
        }
        extension
    }

    /// Whether it was extended, and on which day, if the register tells.
    fn extended(&mut self, value: &str, received_on: Date) -> Option<(Option<Date>, String)> {
        match self.names.says_yes(value) {
            Some(true) => Some((None, value.to_owned())),
            Some(false) => None,
            None => {
                let day = self.day(Field::Extended, value, Some(received_on))?;
                Some((Some(day), value.to_owned()))
            }
        }
    }

    /// What has no place of its own, each with the head of its column.
    fn remarks(&mut self) -> Option<String> {
        let mut lines = Vec::new();
        for field in Field::KEPT_AS_WORDS {
            let Some(value) = self.value(field) else { continue };
            let place = self.plan.columns.get(&field).copied().unwrap_or_default();
            let head = self.heads.get(place).map_or("", String::as_str);
            lines.push(format!("{head}：{value}"));
        }
        lines.extend(self.value(Field::Remarks));
        let seen = |sign: &char| *sign == '\n' || !is_hidden(*sign);
        let text: String = lines
            .join("\n")
            .replace("\r\n", "\n")
            .chars()
            .filter(seen)
            .collect();
        let text = text.trim();
        if text.chars().count() > MAX_WORDS {
            self.wrong(Field::Remarks, ProblemKind::Cut, "");
        }
        let kept: String = text.chars().take(MAX_WORDS).collect();
        (!kept.is_empty()).then_some(kept)
    }
}
