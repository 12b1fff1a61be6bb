//! 救济渠道 as settings: which organ reconsiders an agency's decisions and which court hears them, each from a day to a day.
//! On every day there is one of each that the law demands, and never two.

use time::Date;

use super::{
    agency::{Agency, Court, Organ},
    text::{Address, Invalid, Name},
};
use crate::law::{AgencyKind, CourtLevel, Law, Relation, UnknownWord, words};

/// What has to be named: an organ by how it stands to the agency, or a court by its level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Body {
    Organ(Relation),
    Court(CourtLevel),
}

impl Body {
    /// What the law calls it: `本级人民政府`, `基层人民法院`.
    pub fn name(self, law: &Law) -> &str {
        match self {
            Self::Organ(relation) => law.relation_name(relation),
            Self::Court(level) => law.court_name(level),
        }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Organ(relation) => relation.as_str(),
            Self::Court(level) => level.as_str(),
        }
    }
}

impl std::str::FromStr for Body {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        let organ = word.parse().map(Self::Organ);
        organ.or_else(|_| word.parse().map(Self::Court))
    }
}

/// What such a body is called and where it is, for as long as that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    pub body: Body,
    pub details: Details,
    pub from: Date,
    /// The last day; none while no end is known.
    pub until: Option<Date>,
}

/// What letters say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Details {
    pub name: String,
    pub address: String,
    /// Of organs alone.
    pub phone: Option<String>,
    /// Where to apply online (行政复议法第二十二条第二款), of organs alone.
    pub online: Option<String>,
}

impl Period {
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    fn meets(&self, other: &Self) -> bool {
        let begins_before_end = |one: &Self, other: &Self| other.until.is_none_or(|until| one.from <= until);
        self.body == other.body && begins_before_end(self, other) && begins_before_end(other, self)
    }
}

/// Every period that an agency's settings know, by body and day.
pub fn periods(organs: &[Organ], courts: &[Court]) -> Vec<Period> {
    let organs = organs.iter().map(|organ| Period {
        body: Body::Organ(organ.relation),
        details: Details {
            name: organ.name.clone(),
            address: organ.address.clone(),
            phone: organ.phone.clone(),
            online: organ.online.clone(),
        },
        from: organ.from,
        until: organ.until,
    });
    let courts = courts.iter().map(|court| Period {
        body: Body::Court(court.level),
        details: Details {
            name: court.name.clone(),
            address: court.address.clone(),
            phone: None,
            online: None,
        },
        from: court.from,
        until: court.until,
    });
    let mut periods: Vec<Period> = organs.chain(courts).collect();
    periods.sort_by_key(|period| (period.body, period.from));
    periods
}

/// The agency with these periods in the place of its own.
pub fn with(agency: &Agency, periods: &[Period]) -> Agency {
    let mut agency = Agency {
        organs: Vec::new(),
        courts: Vec::new(),
        ..agency.clone()
    };
    for period in periods.iter().cloned() {
        let Period {
            body,
            details,
            from,
            until,
        } = period;
        match body {
            Body::Organ(relation) => agency.organs.push(Organ {
                relation,
                name: details.name,
                address: details.address,
                phone: details.phone,
                online: details.online,
                from,
                until,
            }),
            Body::Court(level) => agency.courts.push(Court {
                level,
                name: details.name,
                address: details.address,
                from,
                until,
            }),
        }
    }
    agency
}

/// The bodies that letters of a kind of agency name on a day.
pub fn demanded(law: &Law, kind: AgencyKind, on: Date) -> Vec<Body> {
    let rule = law.organ(kind, on);
    let organs = rule.reconsideration.iter().copied().map(Body::Organ);
    organs.chain([Body::Court(rule.court)]).collect()
}

/// Those of them of which nothing is known on that day: a letter that has to name them could not be made.
pub fn missing(law: &Law, kind: AgencyKind, periods: &[Period], on: Date) -> Vec<Body> {
    let is_known = |body: &Body| {
        periods
            .iter()
            .any(|period| period.body == *body && period.holds_on(on))
    };
    let mut bodies = demanded(law, kind, on);
    bodies.retain(|body| !is_known(body));
    bodies
}

/// A body of which nothing is known, and since which day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    pub body: Body,
    pub on: Date,
}

/// The first day, from a day on, on which each body is missing.
pub fn gaps(law: &Law, kind: AgencyKind, periods: &[Period], from: Date) -> Vec<Gap> {
    let ends = periods.iter().filter_map(|period| period.until?.next_day());
    let rules = law.organ_rules(kind).iter().map(|rule| rule.from);
    let mut days: Vec<Date> = [from]
        .into_iter()
        .chain(ends.chain(rules).filter(|day| *day > from))
        .collect();
    days.sort_unstable();
    let mut gaps: Vec<Gap> = Vec::new();
    for on in days {
        for body in missing(law, kind, periods, on) {
            if gaps.iter().all(|gap| gap.body != body) {
                gaps.push(Gap { body, on });
            }
        }
    }
    gaps
}

words! {
    /// A part of a period, as its form has it.
    pub enum PeriodPart {
        Name = "name",
        Address = "address",
        Phone = "phone",
        Online = "online",
        From = "from",
        Until = "until",
    }
}

/// What is wrong with a part of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PeriodProblem {
    Text(Invalid),
    /// No address of the web.
    NoAddress,
    /// Not a day.
    NoDay,
    /// Before today: letters of that day are out.
    Past,
    /// It ends before it begins.
    Reversed,
    /// Another period of the same body begins on that day.
    Meets(Date),
    /// Then nothing would be known of this body from that day on.
    LeavesGap(Gap),
}

/// What was typed of a period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypedDetails {
    pub name: String,
    pub address: String,
    pub phone: String,
    pub online: String,
}

/// Holds what was typed against the rules, all at once.
pub fn details(body: Body, typed: &TypedDetails) -> Result<Details, Vec<(PeriodPart, PeriodProblem)>> {
    let mut problems = Vec::new();
    let mut wrong = |part, why| problems.push((part, PeriodProblem::Text(why)));
    let name = Name::parse(&typed.name).map_err(|why| wrong(PeriodPart::Name, why));
    let address = Address::parse(&typed.address).map_err(|why| wrong(PeriodPart::Address, why));
    let is_court = matches!(body, Body::Court(_));
    let some = |raw: &str| {
        Some(raw.trim())
            .filter(|text| !text.is_empty() && !is_court)
            .map(str::to_owned)
    };
    let phone = some(&typed.phone);
    if let Some(Err(why)) = phone.as_deref().map(Name::parse) {
        wrong(PeriodPart::Phone, why);
    }
    let online = some(&typed.online);
    if let Some(Err(why)) = online.as_deref().map(Address::parse) {
        wrong(PeriodPart::Online, why);
    } else if online.as_ref().is_some_and(|online| !is_web_address(online)) {
        problems.push((PeriodPart::Online, PeriodProblem::NoAddress));
    }
    match (name, address) {
        (Ok(name), Ok(address)) if problems.is_empty() => Ok(Details {
            name: name.into(),
            address: address.into(),
            phone,
            online,
        }),
        _ => Err(problems),
    }
}

fn is_web_address(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.contains('.') && !rest.contains([' ', '<', '>', '"']))
}

/// The periods with another one in which a body is called otherwise from a day on: what held then ends on the day before.
/// `Err` where the new one meets a period that begins on that day or later.
pub fn succeeded(periods: &[Period], new: &Period) -> Result<Vec<Period>, (PeriodPart, PeriodProblem)> {
    if new.until.is_some_and(|until| until < new.from) {
        return Err((PeriodPart::Until, PeriodProblem::Reversed));
    }
    let mut all = periods.to_vec();
    for earlier in all
        .iter_mut()
        .filter(|period| period.body == new.body && period.from < new.from && period.holds_on(new.from))
    {
        earlier.until = new.from.previous_day();
    }
    if let Some(other) = all.iter().find(|period| period.meets(new)) {
        let part = if other.from == new.from {
            PeriodPart::From
        } else {
            PeriodPart::Until
        };
        return Err((part, PeriodProblem::Meets(other.from)));
    }
    all.push(new.clone());
    all.sort_by_key(|period| (period.body, period.from));
    Ok(all)
}

/// Whether a change brings a gap that was not there before.
pub fn new_gap(
    law: &Law,
    kind: AgencyKind,
    (before, after): (&[Period], &[Period]),
    from: Date,
) -> Option<Gap> {
    let known = gaps(law, kind, before, from);
    let is_new = |gap: &Gap| known.iter().all(|old| old.body != gap.body || gap.on < old.on);
    gaps(law, kind, after, from).into_iter().find(is_new)
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::domain::testing::{agency, law};

    const TODAY: Date = date!(2026 - 11 - 22);
    const KIND: AgencyKind = AgencyKind::CountyDepartment;
    const GOVERNMENT: Body = Body::Organ(Relation::OwnGovernment);

    fn own() -> Vec<Period> {
        let agency = agency(KIND);
        periods(&agency.organs, &agency.courts)
    }

    fn period(body: Body, from: Date, until: Option<Date>) -> Period {
        Period {
            body,
            details: Details {
                name: "新城区人民政府".to_owned(),
                address: "新城路1号".to_owned(),
                phone: None,
                online: None,
            },
            from,
            until,
        }
    }

    #[test]
    fn settings_come_back_as_they_were() {
        let agency = agency(KIND);
        assert_eq!(with(&agency, &own()), agency);
        for body in demanded(law(), KIND, TODAY) {
            assert_eq!(body.as_str().parse(), Ok(body));
        }
        assert!("nobody".parse::<Body>().is_err());
    }

    #[test]
    fn a_new_period_ends_the_one_before_and_leaves_no_day_without() {
        let new = period(GOVERNMENT, date!(2027 - 01 - 01), None);
        let after = succeeded(&own(), &new).unwrap();
        let ends: Vec<_> = after
            .iter()
            .filter(|period| period.body == GOVERNMENT)
            .map(|period| period.until)
            .collect();
        assert_eq!(ends, [Some(date!(2026 - 12 - 31)), None]);
        assert_eq!(new_gap(law(), KIND, (&own(), &after), TODAY), None);
        let again = succeeded(&after, &period(GOVERNMENT, date!(2026 - 12 - 01), None));
        let meets = PeriodProblem::Meets(date!(2027 - 01 - 01));
        assert_eq!(again, Err((PeriodPart::Until, meets.clone())));
        let same = succeeded(&after, &period(GOVERNMENT, date!(2027 - 01 - 01), None));
        assert_eq!(same, Err((PeriodPart::From, meets)));
        let between = period(GOVERNMENT, date!(2026 - 12 - 01), Some(date!(2026 - 12 - 31)));
        let filled = succeeded(&after, &between).unwrap();
        assert_eq!(new_gap(law(), KIND, (&after, &filled), TODAY), None);
        let reversed = period(GOVERNMENT, TODAY, TODAY.previous_day());
        assert_eq!(
            succeeded(&after, &reversed),
            Err((PeriodPart::Until, PeriodProblem::Reversed))
        );
    }

    #[test]
    fn a_day_without_a_body_that_the_law_demands_is_found() {
        let mut after = own();
        for period in after.iter_mut().filter(|period| period.body == GOVERNMENT) {
            period.until = Some(date!(2026 - 12 - 31));
        }
        let gap = Gap {
            body: GOVERNMENT,
            on: date!(2027 - 01 - 01),
        };
        assert_eq!(gaps(law(), KIND, &after, TODAY), [gap]);
        assert_eq!(new_gap(law(), KIND, (&own(), &after), TODAY), Some(gap));
        assert_eq!(
            new_gap(law(), KIND, (&after, &after), TODAY),
            None,
            "it was there before"
        );
        assert_eq!(missing(law(), KIND, &after, date!(2026 - 12 - 31)), []);
        assert_eq!(missing(law(), KIND, &[], TODAY).len(), 2);
    }

    #[test]
    fn everything_that_is_wrong_with_what_was_typed_is_said() {
        let typed = TypedDetails {
            name: String::new(),
            address: "长".repeat(201),
            phone: "1\n2".to_owned(),
            online: "javascript:alert(1)".to_owned(),
        };
        let wrong = details(GOVERNMENT, &typed).unwrap_err();
        let parts: Vec<PeriodPart> = wrong.iter().map(|(part, _)| *part).collect();
        assert_eq!(
            parts,
            [
                PeriodPart::Name,
                PeriodPart::Address,
                PeriodPart::Phone,
                PeriodPart::Online
            ]
        );
    }
}
