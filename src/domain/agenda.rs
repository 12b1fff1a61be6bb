//! The days that an applicant has to keep in mind, as the case stands: the last day to hear, their own last days, and those
//! of the remedies. Days that are over are left out.

use time::Date;

use super::{
    agency::Agency,
    case::Case,
    clock::{self, ClockState},
    contest, excessive,
    id::LetterId,
    remedy::RemedyUnknown,
    stage::Stage,
};
use crate::law::Law;

/// What ends on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// The agency's time to answer.
    Answer,
    /// The applicant's time to correct the application, 补正.
    Correction,
    /// Their time to pay.
    Payment,
    /// Their time to state reasons.
    Reasons,
    /// Their time to apply for reconsideration: against a letter, or against silence.
    Reconsideration(Option<LetterId>),
    /// Their time to go to court directly.
    Litigation(Option<LetterId>),
}

/// A day to keep in mind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub ends: Ends,
    pub on: Date,
    /// It depends on a day of which no holiday notice is out.
    pub provisional: bool,
}

/// The days, in order.
pub fn of(case: &Case, law: &Law, agency: &Agency, today: Date) -> Result<Vec<Entry>, RemedyUnknown> {
    let reading = clock::of(case, law);
    let mut days: Vec<(Ends, Date)> = Vec::new();
    match reading.state {
        ClockState::Running | ClockState::Consulting => {
            days.extend(reading.due_on.map(|on| (Ends::Answer, on)));
        }
        ClockState::AwaitingCorrection => days.extend(reading.correct_by.map(|on| (Ends::Correction, on))),
        ClockState::AwaitingFee => days.extend(reading.pay_by.map(|on| (Ends::Payment, on))),
        ClockState::Stopped => {}
    }
    if case.reasons.is_none() && !matches!(case.stage, Stage::Closed(_)) {
        days.extend(excessive::given_until(case, law).map(|on| (Ends::Reasons, on)));
    }
    for contest in contest::of(case, law, agency, today)? {
        let letter = contest.letter();
        for remedy in &contest.remedies {
            let Some(last) = contest.last_days(law, remedy) else {
                continue;
            };
            let reconsider = last
                .reconsideration_by
                .map(|on| (Ends::Reconsideration(letter), on));
            let sue = last.litigation_by.map(|on| (Ends::Litigation(letter), on));
            for day in reconsider.into_iter().chain(sue) {
                if !days.contains(&day) {
                    days.push(day);
                }
            }
        }
    }
    days.retain(|(_, on)| *on >= today);
    days.sort_by_key(|(_, on)| *on);
    let entry = |(ends, on): (Ends, Date)| Entry {
        ends,
        on,
        provisional: !law.calendar.is_known(on),
    };
    Ok(days.into_iter().map(entry).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{
            stage::StageKey,
            testing::{Story, TODAY, agency, law},
        },
        law::AgencyKind,
    };

    fn ends(case: &Case, today: Date) -> Vec<Ends> {
        let agency = agency(AgencyKind::CountyDepartment);
        let days = of(case, law(), &agency, today).unwrap();
        assert!(days.is_sorted_by_key(|day| day.on));
        days.into_iter().map(|day| day.ends).collect()
    }

    #[test]
    fn until_the_answer_it_is_the_day_to_hear_and_then_those_of_the_remedies() {
        let open = Story::at(StageKey::InHand).case;
        assert_eq!(ends(&open, TODAY), [Ends::Answer]);
        let answered = Story::served("disclosed").case;
        let letter = answered.answer;
        assert_eq!(
            ends(&answered, TODAY),
            [Ends::Reconsideration(letter), Ends::Litigation(letter)]
        );
        let refused = Story::served("state_secret").case;
        assert_eq!(ends(&refused, TODAY), [Ends::Reconsideration(refused.answer)]);
    }

    #[test]
    fn what_is_over_is_left_out_and_silence_has_days_of_its_own() {
        let open = Story::at(StageKey::InHand).case;
        let due = clock::of(&open, law());
        let over = due.lawful_until.or(due.due_on).unwrap().next_day().unwrap();
        assert_eq!(
            ends(&open, over),
            [Ends::Reconsideration(None), Ends::Litigation(None)]
        );
        let answered = Story::served("disclosed").case;
        let years_later = TODAY.replace_year(2030).unwrap();
        assert_eq!(ends(&answered, years_later), []);
    }
}
