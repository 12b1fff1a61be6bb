//! 旧台账导入: a case that the agency took in before it had this program, taken over from the register that it kept.
//!
//! What was still open goes on in the ordinary flow, and its clock runs from the day on which it was received. What had
//! ended is closed: the register tells how and when, its letters are not here, and nothing is computed of them that nobody
//! can know (whether the remedies were right, when they ran out). As long as nobody has acted on it the import can be
//! undone. Then the history stays, and the case stands nowhere any more.

use serde::{Deserialize, Serialize};
use time::Date;

use super::{
    abandonment,
    account::Officer,
    case::Case,
    clock::{self, ClockProblem, History, Reading, Start},
    command::Opening,
    decide::Rules,
    ending,
    event::Event,
    id::ImportId,
    ledger,
    refusal::Refusal,
    stage::{Ending, Stage},
    words::WordsRef,
};
use crate::law::{Channel, GroundKey, Law, Role};

/// What the old register tells of a case. Its words stand beside the history, and go with an undone import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    pub import: ImportId,
    /// Counted from 1, as a spreadsheet does.
    pub row: u32,
    /// 旧编号
    pub number: WordsRef,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<OldCorrection>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<OldExtension>,
    /// None of what was still open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<OldEnd>,
    /// 备注: whatever else the register says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remarks: Option<WordsRef>,
}

/// 补正: when the applicant was asked, and when the correction came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OldCorrection {
    pub asked_on: Date,
    pub received_on: Option<Date>,
}

/// 延期答复
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OldExtension {
    pub on: Date,
    pub working_days: u16,
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum OldEnd {
    Answered(OldAnswer),
    Withdrawn { on: Date },
    Abandoned { ground: GroundKey, on: Date },
    Merged { on: Date },
}

/// The answer, as far as the register tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OldAnswer {
    pub ground: GroundKey,
    /// 答复日期
    pub answered_on: Date,
    /// 送达日期, where the register has one.
    pub served_on: Option<Date>,
    /// 文号
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter: Option<WordsRef>,
}

impl OldEnd {
    /// How a case ended on a ground on a day.
    pub fn of(ground: GroundKey, on: Date, served_on: Option<Date>, letter: Option<WordsRef>) -> Self {
        if ending::is_of_a_withdrawal(&ground) {
            Self::Withdrawn { on }
        } else if abandonment::is_ground(&ground) {
            Self::Abandoned { ground, on }
        } else {
            Self::Answered(OldAnswer {
                ground,
                answered_on: on,
                served_on,
                letter,
            })
        }
    }

    /// The day that counts: of the service where it is known.
    pub fn on(&self) -> Date {
        match self {
            Self::Answered(answer) => answer.served_on.unwrap_or(answer.answered_on),
            Self::Withdrawn { on } | Self::Abandoned { on, .. } | Self::Merged { on } => *on,
        }
    }

    fn ending(&self) -> Ending {
        match self {
            Self::Answered(_) => Ending::Answered,
            Self::Withdrawn { .. } => Ending::Withdrawn,
            Self::Abandoned { .. } => Ending::Abandoned,
            Self::Merged { .. } => Ending::Merged,
        }
    }
}

impl Case {
    /// Puts a case that was taken over where the register says that it stands.
    pub(super) fn take_over(&mut self) {
        let Some(end) = self.imported.as_ref().and_then(|told| told.ended.clone()) else {
            return;
        };
        self.stage = Stage::Closed(end.ending());
        match end {
            OldEnd::Answered(_) => {}
            OldEnd::Withdrawn { on } => self.withdrawn_on = Some(on),
            OldEnd::Abandoned { ground, on } => self.abandoned = Some((ground, on)),
            OldEnd::Merged { on } => self.merged_on = Some(on),
        }
    }

    /// The answer of before, of which there is no letter here.
    pub fn answered_before(&self) -> Option<&OldAnswer> {
        match self.imported.as_ref()?.ended.as_ref()? {
            OldEnd::Answered(answer) => Some(answer),
            OldEnd::Withdrawn { .. } | OldEnd::Abandoned { .. } | OldEnd::Merged { .. } => None,
        }
    }

    /// The day on which the answer of before counts as served.
    pub fn served_before(&self) -> Option<Date> {
        let end = self.imported.as_ref()?.ended.as_ref()?;
        self.answered_before().map(|_| end.on())
    }

    /// Whether its import was undone.
    pub fn is_undone(&self) -> bool {
        self.stage == Stage::Closed(Ending::Undone)
    }

    /// A correction that was asked for before and may still come.
    pub(super) fn correction_asked_before(&self) -> Option<OldCorrection> {
        self.imported.as_ref()?.correction
    }
}

/// Whether somebody may take the agency's old register over: whoever registers applications, as that is what it is, many at
/// once. The administrator looks after settings and reads no case; a register is full of names and numbers.
pub fn may_import(officer: &Officer) -> Result<(), Refusal> {
    if officer.is(Role::IntakeClerk) {
        Ok(())
    } else {
        Err(Refusal::NotYourRole)
    }
}

/// Takes a case over. What the register says is held against the clock: a history that cannot be reckoned with is not
/// begun.
pub(super) fn open(
    opening: &Opening,
    received_on: Date,
    told: &Imported,
    rules: Rules<'_>,
) -> Result<Vec<Event>, Refusal> {
    let correction = told.correction.into_iter();
    let days = correction
        .flat_map(|correction| [Some(correction.asked_on), correction.received_on])
        .chain([told.extension.map(|extension| extension.on)])
        .chain([told.ended.as_ref().map(OldEnd::on)])
        .flatten();
    for day in days.chain([received_on]) {
        if day > rules.today {
            return Err(Refusal::InTheFuture);
        }
        if day < received_on {
            return Err(Refusal::TooEarly(received_on));
        }
    }
    let channel = opening.filing.channel;
    reading(rules.law, channel, received_on, told.correction, told.extension)?;
    Ok(vec![Event::Imported {
        agency: opening.agency,
        number: opening.number.clone(),
        filing: opening.filing.clone(),
        received_on,
        told: told.clone(),
    }])
}

/// The clock of an application for information that was taken over so; an error where it cannot be reckoned with.
pub fn reading(
    law: &Law,
    channel: Channel,
    received_on: Date,
    correction: Option<OldCorrection>,
    extension: Option<OldExtension>,
) -> Result<Reading, Refusal> {
    let history = History {
        start: Start::of_application(channel, None, Some(received_on)),
        events: ledger::before(correction, extension),
        judged: true,
    };
    match clock::read(law, &history) {
        Ok(reading) => Ok(reading),
        Err(error) => Err(match error.problem {
            ClockProblem::ExtensionTooLong { most, .. } => Refusal::ExtensionTooLong(most),
            ClockProblem::NoDays => Refusal::NoTimeGiven,
            ClockProblem::BeforeReceipt(day)
            | ClockProblem::OutOfOrder(day)
            | ClockProblem::AfterDueDate(day) => Refusal::TooEarly(day),
            ClockProblem::NoStart
            | ClockProblem::SecondCorrection
            | ClockProblem::NoCorrectionRequested
            | ClockProblem::NoFeeNoticed
            | ClockProblem::SentTwice
            | ClockProblem::NeverSent
            | ClockProblem::DeliveredTwice
            | ClockProblem::AnsweredTwice => Refusal::NotNow,
        }),
    }
}

/// Whether an import can still be undone: nobody has acted on the case since, neither a person nor the program.
pub fn may_undo(case: &Case) -> Result<(), Refusal> {
    match &case.imported {
        None => Err(Refusal::NotImported),
        Some(_) if case.version > 1 => Err(Refusal::ActedOn),
        Some(_) => Ok(()),
    }
}

pub(super) fn undo(case: &Case) -> Result<Vec<Event>, Refusal> {
    may_undo(case)?;
    Ok(vec![Event::ImportUndone])
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::domain::{
        annual::{self, Standing},
        clock::ClockState,
        command::Command,
        flag::Flag,
        permission,
        refusal::Refusal,
        stage::StageKey,
        summary,
        testing::{Story, clerk, handler, keeper_of_secrets, law, leader, words},
        testing_import::{RECEIVED, ended, take_over, told},
    };

    fn summary_of(story: &Story) -> summary::Summary {
        summary::of(&story.case, law(), time::OffsetDateTime::UNIX_EPOCH)
    }

    #[test]
    fn what_was_open_goes_on_from_the_day_on_which_it_was_received() {
        let story = Story::taken_over(told(None));
        assert_eq!(story.case.stage.key(), StageKey::Received);
        // Received on Monday 26 October: twenty working days.
        assert_eq!(story.reading().due_on, Some(date!(2026 - 11 - 23)));
        let extended = Story::taken_over(Imported {
            extension: Some(OldExtension {
                on: date!(2026 - 11 - 10),
                working_days: 20,
            }),
            ..told(None)
        });
        assert_eq!(extended.reading().due_on, Some(date!(2026 - 12 - 21)));
        assert!(summary_of(&extended).flags.has(Flag::Extended));
        let corrected = Story::taken_over(Imported {
            correction: Some(OldCorrection {
                asked_on: date!(2026 - 10 - 28),
                received_on: Some(date!(2026 - 11 - 02)),
            }),
            ..told(None)
        });
        assert_eq!(corrected.reading().due_on, Some(date!(2026 - 11 - 30)));
    }

    #[test]
    fn a_correction_that_was_asked_for_before_may_still_come() {
        let mut story = Story::taken_over(Imported {
            correction: Some(OldCorrection {
                asked_on: date!(2026 - 11 - 09),
                received_on: None,
            }),
            ..told(None)
        });
        assert_eq!(story.reading().state, ClockState::AwaitingCorrection);
        let came = |on| Command::ReceiveCorrection {
            received_on: on,
            words: words("补充了文号"),
        };
        let early = story.act(&clerk(), &came(date!(2026 - 11 - 08)));
        assert_eq!(early, Err(Refusal::TooEarly(date!(2026 - 11 - 09))));
        let story = story.then(&clerk(), &came(date!(2026 - 11 - 16)));
        assert_eq!(story.reading().due_on, Some(date!(2026 - 12 - 14)));
    }

    #[test]
    fn what_had_ended_is_closed_and_stands_in_its_cell() {
        for (ground, row) in [
            ("state_secret", "withheld_1"),
            ("disclosed", "disclosed"),
            ("withdrawn", "other_3"),
            ("correction_abandoned", "other_1"),
        ] {
            let story = Story::taken_over(told(Some(ended(ground))));
            assert_eq!(story.case.stage.key(), StageKey::Closed, "{ground}");
            let summary = summary_of(&story);
            assert_eq!(summary.ended_on, Some(date!(2026 - 11 - 09)), "{ground}");
            assert_eq!(summary.clock, ClockState::Stopped);
            let cell = annual::cell_at(&story.case, law(), 2026).unwrap();
            assert!(
                matches!(cell.standing, Standing::Result(found) if found.as_str() == row),
                "{ground}"
            );
            assert!(story.case.letters.is_empty() && story.case.answer().is_none());
        }
        let merged = Story::taken_over(told(Some(OldEnd::Merged {
            on: date!(2026 - 11 - 09),
        })));
        assert_eq!(merged.case.stage, Stage::Closed(Ending::Merged));
    }

    #[test]
    fn a_register_that_cannot_be_is_refused() {
        let extension = |on, working_days| Imported {
            extension: Some(OldExtension { on, working_days }),
            ..told(None)
        };
        let day = date!(2026 - 11 - 10);
        assert_eq!(take_over(extension(day, 21)), Err(Refusal::ExtensionTooLong(20)));
        assert_eq!(take_over(extension(day, 0)), Err(Refusal::NoTimeGiven));
        let before = date!(2026 - 10 - 20);
        assert_eq!(take_over(extension(before, 5)), Err(Refusal::TooEarly(RECEIVED)));
        let tomorrow = date!(2026 - 11 - 17);
        assert_eq!(take_over(extension(tomorrow, 5)), Err(Refusal::InTheFuture));
    }

    #[test]
    fn an_import_is_undone_only_as_long_as_nobody_has_acted_and_then_the_case_is_nowhere() {
        let story = Story::taken_over(told(None));
        assert_eq!(
            story.clone().act(&handler(), &Command::UndoImport),
            Err(Refusal::NotYourRole)
        );
        let mut assigned = story.clone().then(&clerk(), &crate::domain::testing::assign());
        assert!(assigned.act(&clerk(), &Command::UndoImport).is_err());
        let mut other = Story::at(StageKey::Received);
        assert_eq!(
            other.act(&clerk(), &Command::UndoImport),
            Err(Refusal::NotImported)
        );
        for told in [told(None), told(Some(ended("state_secret")))] {
            let mut story = Story::taken_over(told).then(&clerk(), &Command::UndoImport);
            assert!(story.case.is_undone());
            assert_eq!(annual::cell_at(&story.case, law(), 2026), None);
            let summary = summary_of(&story);
            assert_eq!(
                (summary.received_on, summary.ended_on, summary.outcome),
                (None, None, None)
            );
            assert_eq!(summary.flags.all().collect::<Vec<_>>(), [Flag::Undone]);
            for actor in [clerk(), handler(), keeper_of_secrets(), leader()] {
                let crate::domain::account::Actor::Officer(officer) = &actor else {
                    continue;
                };
                assert!(!permission::may_read(&story.case, officer));
                assert!(permission::allowed(&story.case, &actor, law()).is_empty());
            }
            assert_eq!(story.act(&clerk(), &Command::UndoImport), Err(Refusal::NotTheirs));
        }
    }
}
