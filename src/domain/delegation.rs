//! 代行: for some days a colleague takes the review steps of somebody who is away. Exactly those steps, by the roles, the
//! department and the name of the other; separation of duties holds against both (`review`), and a delegation is not
//! passed on. Only somebody who reviews can stand in: whoever is not trained for it does not become it by a colleague's
//! absence.

use std::collections::BTreeMap;

use time::{Date, OffsetDateTime};

use super::{
    account::Officer,
    id::{AccountId, DelegationId},
};
use crate::law::{Role, words};

/// The longest reason, in characters.
pub const MAX_WHY: usize = 200;
/// The most days of one delegation: more is a slip of the year.
pub const MAX_DAYS: i64 = 366;

/// Who takes whose steps, on which days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegation {
    pub id: DelegationId,
    /// Who is away.
    pub from: AccountId,
    /// Who stands in.
    pub to: AccountId,
    pub from_on: Date,
    /// The last day of it.
    pub to_on: Date,
    pub why: String,
    /// Who said so: the person themself, or an administrator.
    pub by: AccountId,
    pub created_at: OffsetDateTime,
    /// When it was ended early.
    pub ended_at: Option<OffsetDateTime>,
}

/// A delegation to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDelegation {
    pub from: AccountId,
    pub to: AccountId,
    pub from_on: Date,
    pub to_on: Date,
    pub why: String,
}

words! {
    /// A part of a delegation, as its form has it.
    pub enum DelegationPart {
        From = "from",
        To = "to",
        FromOn = "from_on",
        ToOn = "to_on",
        Why = "why",
    }
}

/// What is wrong with a delegation to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DelegationProblem {
    /// No such account, or one that is switched off.
    NoSuchPerson,
    /// Somebody without a step of a review has none to give, and none to take.
    ReviewsNothing,
    Themself,
    /// It would end before it begins.
    Reversed,
    /// It would be over already.
    Past,
    TooLong(i64),
    /// The person is away already in some of these days, from and to.
    Overlaps(Date, Date),
    /// Who would stand in is away themself.
    IsAway(Date, Date),
    /// No reason, or one that is too long.
    Why(usize),
}

impl Delegation {
    /// Whether it is over, by its last day or before.
    pub fn is_over(&self, today: Date) -> bool {
        self.ended_at.is_some() || self.to_on < today
    }

    pub fn holds_on(&self, day: Date) -> bool {
        !self.is_over(day) && self.from_on <= day
    }

    fn overlaps(&self, new: &NewDelegation) -> bool {
        self.ended_at.is_none() && self.from_on <= new.to_on && new.from_on <= self.to_on
    }
}

/// Whether reviewing is somebody's task.
pub fn reviews(officer: &Officer) -> bool {
    let roles = [
        Role::DepartmentHead,
        Role::ConfidentialityReviewer,
        Role::LegalReviewer,
        Role::SigningLeader,
    ];
    roles.iter().any(|role| officer.is(*role))
}

/// Whether this officer says who stands in for a person, and ends it: the person themself, and whoever administers.
pub fn may_settle(officer: &Officer, from: AccountId) -> bool {
    officer.account == from || officer.is(Role::Administrator)
}

/// Everything that is wrong with a delegation, for the people whose accounts are switched on and the delegations that
/// there are.
pub fn problems(
    new: &NewDelegation,
    people: &BTreeMap<AccountId, Officer>,
    standing: &[Delegation],
    today: Date,
) -> Vec<(DelegationPart, DelegationProblem)> {
    let mut problems = Vec::new();
    for (part, account) in [(DelegationPart::From, new.from), (DelegationPart::To, new.to)] {
        match people.get(&account) {
            None => problems.push((part, DelegationProblem::NoSuchPerson)),
            Some(officer) if !reviews(officer) => {
                problems.push((part, DelegationProblem::ReviewsNothing));
            }
            Some(_) => {}
        }
    }
    if new.from == new.to {
        problems.push((DelegationPart::To, DelegationProblem::Themself));
    }
    if new.to_on < new.from_on {
        problems.push((DelegationPart::ToOn, DelegationProblem::Reversed));
    } else if new.to_on < today {
        problems.push((DelegationPart::ToOn, DelegationProblem::Past));
    } else if (new.to_on - new.from_on).whole_days() >= MAX_DAYS {
        problems.push((DelegationPart::ToOn, DelegationProblem::TooLong(MAX_DAYS)));
    }
    let away = |account| {
        let mut of_them = standing.iter().filter(move |other| other.from == account);
        of_them.find(|other| other.overlaps(new))
    };
    if let Some(other) = away(new.from) {
        let problem = DelegationProblem::Overlaps(other.from_on, other.to_on);
        problems.push((DelegationPart::FromOn, problem));
    }
    if let Some(other) = away(new.to).filter(|_| new.from != new.to) {
        problems.push((
            DelegationPart::To,
            DelegationProblem::IsAway(other.from_on, other.to_on),
        ));
    }
    let written = new.why.trim().chars().count();
    if written == 0 || written > MAX_WHY {
        problems.push((DelegationPart::Why, DelegationProblem::Why(MAX_WHY)));
    }
    problems
}

/// A person with those whom they stand in for on a day. Whoever has no step of a review any more, or is not there any
/// more, gives none and takes none.
pub fn in_their_places(
    officer: Officer,
    people: &BTreeMap<AccountId, Officer>,
    standing: &[Delegation],
    day: Date,
) -> Officer {
    if !reviews(&officer) {
        return officer;
    }
    let account = officer.account;
    let theirs = standing
        .iter()
        .filter(|one| one.to == account && one.holds_on(day));
    let absent = theirs
        .filter_map(|one| people.get(&one.from))
        .map(|absent| Officer {
            stands_in_for: Vec::new(),
            ..absent.clone()
        });
    Officer {
        stands_in_for: absent.collect(),
        ..officer
    }
}

#[cfg(test)]
mod tests {
    use time::{Duration, macros::date};
    use uuid::Uuid;

    use super::*;
    use crate::domain::{
        account::Actor,
        event::Event,
        permission,
        refusal::Refusal,
        stage::StageKey,
        testing::{
            Story, account_of, administrator, approve, clerk, handler, head, keeper_of_secrets, law, lawyer,
            leader, long_chain, other_head, submit,
        },
        testing::{draft, full_draft},
    };
    use crate::law::StepKind;

    const TODAY: Date = date!(2026 - 11 - 26);

    fn officer(actor: &Actor) -> Officer {
        match actor {
            Actor::Officer(officer) => officer.clone(),
            Actor::Applicant { .. } | Actor::ThirdParty { .. } | Actor::Program => {
                panic!("nobody of the office")
            }
        }
    }

    fn people() -> BTreeMap<AccountId, Officer> {
        let all = [
            clerk(),
            handler(),
            head(),
            other_head(),
            keeper_of_secrets(),
            lawyer(),
            leader(),
            administrator(),
        ];
        all.iter()
            .map(|actor| (account_of(actor), officer(actor)))
            .collect()
    }

    fn new(from: &Actor, to: &Actor) -> NewDelegation {
        NewDelegation {
            from: account_of(from),
            to: account_of(to),
            from_on: TODAY,
            to_on: TODAY + Duration::days(4),
            why: "出差".to_owned(),
        }
    }

    fn given(new: &NewDelegation) -> Delegation {
        Delegation {
            id: DelegationId(Uuid::from_u128(1)),
            from: new.from,
            to: new.to,
            from_on: new.from_on,
            to_on: new.to_on,
            why: new.why.clone(),
            by: new.from,
            created_at: OffsetDateTime::UNIX_EPOCH,
            ended_at: None,
        }
    }

    /// The person `to` while `from` is away.
    fn stands_in(to: &Actor, from: &Actor) -> Actor {
        let standing = [given(&new(from, to))];
        Actor::Officer(in_their_places(officer(to), &people(), &standing, TODAY))
    }

    fn wrong(new: &NewDelegation, standing: &[Delegation]) -> Vec<(DelegationPart, DelegationProblem)> {
        problems(new, &people(), standing, TODAY)
    }

    #[test]
    fn what_is_wrong_is_said_at_its_field_and_all_at_once() {
        use DelegationPart::{From, FromOn, To, ToOn, Why};
        assert_eq!(wrong(&new(&leader(), &head()), &[]), []);
        let to_oneself = new(&leader(), &leader());
        assert_eq!(wrong(&to_oneself, &[]), [(To, DelegationProblem::Themself)]);
        let mut all = new(&handler(), &clerk());
        all.to_on = TODAY - Duration::DAY;
        all.why = "  ".to_owned();
        assert_eq!(
            wrong(&all, &[]),
            [
                (From, DelegationProblem::ReviewsNothing),
                (To, DelegationProblem::ReviewsNothing),
                (ToOn, DelegationProblem::Reversed),
                (Why, DelegationProblem::Why(MAX_WHY)),
            ]
        );
        let mut past = new(&leader(), &head());
        (past.from_on, past.to_on) = (TODAY - Duration::days(3), TODAY - Duration::DAY);
        assert_eq!(wrong(&past, &[]), [(ToOn, DelegationProblem::Past)]);
        past.to_on = TODAY + Duration::days(MAX_DAYS);
        assert_eq!(wrong(&past, &[]), [(ToOn, DelegationProblem::TooLong(MAX_DAYS))]);
        let mut gone = new(&leader(), &head());
        gone.to = AccountId(Uuid::from_u128(99));
        assert_eq!(wrong(&gone, &[]), [(To, DelegationProblem::NoSuchPerson)]);
        let (first, other) = (given(&new(&leader(), &head())), new(&leader(), &lawyer()));
        let days = (first.from_on, first.to_on);
        let twice = [(FromOn, DelegationProblem::Overlaps(days.0, days.1))];
        assert_eq!(wrong(&other, std::slice::from_ref(&first)), twice);
        let away = [(To, DelegationProblem::IsAway(days.0, days.1))];
        assert_eq!(
            wrong(&new(&lawyer(), &leader()), std::slice::from_ref(&first)),
            away
        );
        let ended = Delegation {
            ended_at: Some(OffsetDateTime::UNIX_EPOCH),
            ..first
        };
        assert_eq!(wrong(&other, &[ended]), [], "what was ended leaves its days free");
    }

    #[test]
    fn it_holds_from_its_first_day_to_its_last_unless_it_is_ended() {
        let mut one = given(&new(&leader(), &head()));
        for (day, holds) in [(-1, false), (0, true), (4, true), (5, false)] {
            assert_eq!(one.holds_on(TODAY + Duration::days(day)), holds, "{day}");
        }
        one.ended_at = Some(OffsetDateTime::UNIX_EPOCH);
        assert!(!one.holds_on(TODAY));
    }

    #[test]
    fn the_person_and_whoever_administers_settle_it_and_nobody_else() {
        let from = account_of(&leader());
        assert!(may_settle(&officer(&leader()), from));
        assert!(may_settle(&officer(&administrator()), from));
        assert!(!may_settle(&officer(&head()), from));
    }

    #[test]
    fn a_colleague_takes_the_step_and_the_history_names_both() {
        let story =
            Story::in_review("disclosed").then(&keeper_of_secrets(), &approve(StepKind::Confidentiality));
        let mut early = Story::in_review("disclosed");
        let sign = approve(StepKind::SignOff);
        assert_eq!(
            early.act(&stands_in(&head(), &leader()), &sign),
            Err(Refusal::NotYourRole),
            "it is not due yet"
        );
        let stand_in = stands_in(&head(), &leader());
        assert!(permission::may_read(&story.case, &officer(&stand_in)));
        let step = &story
            .case
            .stage
            .review()
            .unwrap()
            .plan
            .steps
            .last()
            .unwrap()
            .clone();
        assert_eq!(
            story.case.instead_of(law(), &officer(&stand_in), step),
            Some(account_of(&leader()))
        );
        let story = story.then(&stand_in, &sign);
        assert_eq!(story.case.stage.key(), StageKey::Approved);
        let told = &story.history.last().unwrap().event;
        assert!(
            matches!(told, Event::StepApproved { by, instead_of: Some(of), .. }
                if *by == account_of(&head()) && *of == account_of(&leader())),
            "{told:?}"
        );
    }

    #[test]
    fn nobody_stands_in_who_is_kept_apart_nor_for_whom_is_kept_apart() {
        // The lawyer reviewed the law: they do not sign, not instead of the leader either.
        let reviewed = || {
            Story::in_review("state_secret").then(&keeper_of_secrets(), &approve(StepKind::Confidentiality))
        };
        let sign = approve(StepKind::SignOff);
        let mut story = reviewed().then(&lawyer(), &approve(StepKind::Legal));
        assert_eq!(
            story.act(&stands_in(&lawyer(), &leader()), &sign),
            Err(Refusal::KeptApart)
        );
        // The leader took the legal step for the lawyer, and does not sign either; nor does whoever stands in for them.
        let mut story = reviewed().then(&stands_in(&leader(), &lawyer()), &approve(StepKind::Legal));
        assert_eq!(story.act(&leader(), &sign), Err(Refusal::KeptApart));
        assert_eq!(
            story.act(&stands_in(&head(), &leader()), &sign),
            Err(Refusal::KeptApart)
        );
        // What was taken instead of the lawyer counts as the lawyer's.
        let mut story = reviewed().then(&stands_in(&head(), &lawyer()), &approve(StepKind::Legal));
        let as_leader = Actor::Officer(Officer {
            roles: [Role::SigningLeader].into(),
            ..officer(&lawyer())
        });
        assert_eq!(story.act(&as_leader, &sign), Err(Refusal::KeptApart));
    }

    #[test]
    fn it_reaches_the_steps_of_the_other_and_no_further() {
        let story = Story::in_hand_by(long_chain())
            .then(&handler(), &draft(full_draft("state_secret")))
            .then(&handler(), &submit(full_draft("state_secret")));
        let step = approve(StepKind::DepartmentHead);
        let mut story = story;
        for nobody in [
            stands_in(&leader(), &other_head()),
            stands_in(&other_head(), &lawyer()),
        ] {
            assert!(story.act(&nobody, &step).is_err(), "by role and by department");
        }
        // A stand-in's stand-in is nobody.
        let standing = [given(&new(&head(), &leader())), given(&new(&leader(), &lawyer()))];
        let passed_on = in_their_places(officer(&lawyer()), &people(), &standing, TODAY);
        assert_eq!(
            passed_on
                .stands_in_for
                .iter()
                .map(|one| one.account)
                .collect::<Vec<_>>(),
            [account_of(&leader())]
        );
        assert_eq!(
            story.act(&Actor::Officer(passed_on), &step),
            Err(Refusal::NotYourRole)
        );
        let story = story.then(&stands_in(&leader(), &head()), &step);
        assert_eq!(story.case.stage.key(), StageKey::InReview);
        // Who has lost the roles of a reviewer stands in for nobody.
        let plain = in_their_places(
            officer(&clerk()),
            &people(),
            &[given(&new(&leader(), &clerk()))],
            TODAY,
        );
        assert_eq!(plain.stands_in_for, []);
    }
}
