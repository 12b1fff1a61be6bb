//! What an applicant can contest in a case on a day: the letters that reached them, or that none came in time; each with
//! its remedies. The case page, the application for reconsideration and the calendar file read the same list.

use time::Date;

use super::{
    agency::Agency,
    answer::ProposedItem,
    case::{Case, SentLetter},
    clock::{self, ClockState},
    ending,
    id::{LetterId, NoticeId},
    notice::About,
    remedy::{self, LastDays, Remedy, RemedyUnknown},
};
use crate::law::{GroundKey, Law, RemedyClass};

/// The class of the remedies of a third party whose information is disclosed against its will.
const THIRD_PARTY: &str = "third_party_disclosure";

/// The class of the remedy against silence.
const NO_ANSWER: &str = "no_answer";

/// Against what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against<'a> {
    /// A letter that was served.
    Letter(&'a SentLetter),
    /// 逾期不予答复: the last day to answer was this one.
    Silence(Date),
}

/// Something that can be contested, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contest<'a> {
    pub against: Against<'a>,
    /// What the letter says of each item; empty against silence.
    pub outline: Vec<ProposedItem>,
    /// In the order in which they are used.
    pub remedies: Vec<Remedy<'a>>,
    /// The day from which the periods run, itself not counted; none as long as the letter has not reached the applicant.
    pub starts_on: Option<Date>,
}

/// A part of what is contested: items of one class of remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub class: RemedyClass,
    pub items: Vec<u16>,
    pub grounds: Vec<GroundKey>,
}

/// Everything that can be contested in the case, the letters first.
pub fn of<'a>(
    case: &'a Case,
    law: &'a Law,
    agency: &'a Agency,
    today: Date,
) -> Result<Vec<Contest<'a>>, RemedyUnknown> {
    let answer = case.answer().filter(|letter| letter.was_sent());
    let drafted = case.draft.as_ref();
    let answered = answer
        .zip(drafted)
        .map(|(letter, draft)| (letter, draft.reference.items.clone()));
    let mut contests = Vec::new();
    for (letter, outline) in answered.into_iter().chain(ending::told(case)) {
        contests.push(Contest {
            remedies: remedy::against(law, agency, &outline, letter.issued_on)?,
            against: Against::Letter(letter),
            outline,
            starts_on: letter.reached_on(),
        });
    }
    if let Some(due) = silent_since(case, law, today) {
        let class = NO_ANSWER.parse().expect("the class of silence is a key");
        contests.push(Contest {
            against: Against::Silence(due),
            outline: Vec::new(),
            remedies: remedy::against_class(law, agency, &class, due)?
                .into_iter()
                .collect(),
            starts_on: Some(due),
        });
    }
    Ok(contests)
}

/// What a third party can contest that objected in a consultation: that it is disclosed all the same, once it was told so.
pub fn of_third_party<'a>(
    case: &'a Case,
    law: &'a Law,
    agency: &'a Agency,
    consultation: NoticeId,
) -> Result<Option<Contest<'a>>, RemedyUnknown> {
    let Some(letter) = told(case, consultation) else {
        return Ok(None);
    };
    let class = THIRD_PARTY.parse().expect("the class of third parties is a key");
    Ok(Some(Contest {
        against: Against::Letter(letter),
        outline: Vec::new(),
        remedies: remedy::against_class(law, agency, &class, letter.issued_on)?
            .into_iter()
            .collect(),
        starts_on: letter.reached_on(),
    }))
}

/// 决定公开告知书: the letter that told a third party of it.
pub fn told(case: &Case, consultation: NoticeId) -> Option<&SentLetter> {
    let is_of_it = |about: &About| matches!(about, About::DisclosureDecision { consultation: of } if *of == consultation);
    let mut notices = case.notices.iter().rev();
    let told = notices.find(|notice| is_of_it(&notice.matter) && notice.letter().is_some())?;
    case.letter_of(told).filter(|letter| letter.was_sent())
}

/// The last day to answer, where it is over and nothing came. Of the two ways to count the first period the later one must
/// be over as well: an application for reconsideration that comes too early is not accepted. The applicant's own time is
/// counted from the earlier one, so that nobody comes too late.
pub fn silent_since(case: &Case, law: &Law, today: Date) -> Option<Date> {
    let reading = clock::of(case, law);
    let is_over = |day: Date| day < today;
    match reading.state {
        ClockState::Running | ClockState::Consulting => reading
            .due_on
            .filter(|due| is_over(*due) && reading.lawful_until.is_none_or(is_over)),
        ClockState::AwaitingCorrection | ClockState::AwaitingFee | ClockState::Stopped => None,
    }
}

impl Contest<'_> {
    /// The letter; none against silence.
    pub fn letter(&self) -> Option<LetterId> {
        match self.against {
            Against::Letter(letter) => Some(letter.id),
            Against::Silence(_) => None,
        }
    }

    /// The last days of a remedy, once they run.
    pub fn last_days(&self, law: &Law, remedy: &Remedy<'_>) -> Option<LastDays> {
        self.starts_on.map(|day| remedy.last_days(law, day))
    }

    /// The last day to apply for reconsideration, once it runs: the same for all remedies, and the first one where not.
    pub fn reconsider_by(&self, law: &Law) -> Option<LastDays> {
        let days = self
            .remedies
            .iter()
            .filter_map(|remedy| self.last_days(law, remedy));
        days.min_by_key(|days| days.reconsideration_by)
    }

    /// The remedy under which an item is contested.
    pub fn remedy_for(&self, item: u16) -> Option<&Remedy<'_>> {
        self.remedies
            .iter()
            .find(|remedy| remedy.items.contains(&item) || remedy.withheld_of.contains(&item))
    }

    /// What is contested, items of one class together; against silence one part without items.
    pub fn parts(&self, law: &Law, items: &[u16]) -> Vec<Part> {
        let Against::Letter(letter) = self.against else {
            let class = NO_ANSWER.parse().expect("the class of silence is a key");
            return vec![Part {
                class,
                items: Vec::new(),
                grounds: Vec::new(),
            }];
        };
        let mut parts: Vec<Part> = Vec::new();
        let chosen =
            |item: &&ProposedItem| items.contains(&item.item) && self.remedy_for(item.item).is_some();
        for item in self.outline.iter().filter(chosen) {
            let Some(ground) = law.ground(&item.ground) else {
                continue;
            };
            let class = law.remedy_class(ground, &item.withheld, letter.issued_on);
            let grounds = std::iter::once(&item.ground).chain(&item.withheld).cloned();
            match parts.iter_mut().find(|part| part.class == class) {
                Some(part) => {
                    part.items.push(item.item);
                    part.grounds.extend(grounds);
                }
                None => parts.push(Part {
                    class,
                    items: vec![item.item],
                    grounds: grounds.collect(),
                }),
            }
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use time::{Duration, macros::date};

    use super::*;
    use crate::{
        domain::{
            stage::StageKey,
            testing::{Story, agency, law},
        },
        law::AgencyKind,
    };

    #[test]
    fn an_answer_is_contested_from_the_day_it_came() {
        let story = Story::served("state_secret");
        let agency = agency(AgencyKind::CountyDepartment);
        let today = date!(2026 - 11 - 20);
        let contests = of(&story.case, law(), &agency, today).unwrap();
        let [contest] = contests.as_slice() else {
            panic!("{contests:?}")
        };
        assert_eq!(contest.letter(), story.case.answer);
        assert_eq!(contest.starts_on, story.case.answer().unwrap().reached_on());
        let parts = contest.parts(law(), &[1]);
        assert_eq!(parts.len(), 1);
        assert_eq!(parts[0].class.as_str(), "withholding");
        assert_eq!(contest.parts(law(), &[]), []);
    }

    #[test]
    fn silence_is_contested_once_the_last_day_is_over_and_no_longer_once_an_answer_came() {
        let agency = agency(AgencyKind::CountyDepartment);
        let case = Story::at(StageKey::InHand).case;
        let reading = clock::of(&case, law());
        let due = reading.due_on.unwrap();
        let over = reading.lawful_until.unwrap_or(due);
        assert_eq!(of(&case, law(), &agency, over).unwrap(), []);
        let contests = of(&case, law(), &agency, over + Duration::DAY).unwrap();
        assert_eq!(contests[0].against, Against::Silence(due));
        let days = contests[0].reconsider_by(law()).unwrap();
        assert!(days.reconsideration_by.unwrap() >= due + Duration::days(60));
        assert_eq!(contests[0].parts(law(), &[])[0].class.as_str(), NO_ANSWER);
        let late = Story::served("disclosed").case;
        assert!(
            of(&late, law(), &agency, over + Duration::weeks(50))
                .unwrap()
                .iter()
                .all(|contest| contest.letter().is_some())
        );
    }
}
