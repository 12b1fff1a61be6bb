use std::collections::{BTreeMap, BTreeSet};

use time::macros::date;

use super::*;
use crate::{clock::BEIJING, demo::material::Material, domain::applicant::ApplicantKind, law::GroundKey};

/// A Sunday, a Monday, the middle of a long holiday, a worked Saturday.
const DAYS: [Date; 4] = [
    date!(2026 - 11 - 22),
    date!(2026 - 11 - 23),
    date!(2026 - 10 - 04),
    date!(2026 - 10 - 10),
];

fn plan(today: Date) -> (Law, Plan) {
    let law = Law::embedded().unwrap();
    let material = Material::read(&law).unwrap();
    let plan = Plan::until(today, &law, &material);
    (law, plan)
}

#[test]
fn the_same_day_gives_the_same_plan() {
    assert_eq!(format!("{:?}", plan(DAYS[0]).1), format!("{:?}", plan(DAYS[0]).1));
}

#[test]
fn there_are_three_hundred_and_all_of_them_are_past() {
    for today in DAYS {
        let (law, plan) = plan(today);
        assert_eq!(plan.stories.len(), APPLICATIONS);
        for (_, deed) in plan.deeds() {
            let at = deed.at.to_offset(BEIJING);
            assert!(at.date() < today, "{today}: {deed:?}");
            let by_applicant = matches!(
                deed.what,
                What::File | What::Open | What::Withdraw { by_clerk: false, .. }
            );
            assert!(
                by_applicant || law.calendar.is_working(at.date()) && (9..18).contains(&at.hour()),
                "{deed:?}"
            );
        }
        for story in &plan.stories {
            assert!(story.deeds.is_sorted_by_key(|deed| deed.at), "{:?}", story.deeds);
        }
    }
}

#[test]
fn work_stands_at_every_step() {
    for today in DAYS {
        let (_, plan) = plan(today);
        let ends: BTreeSet<String> = plan
            .stories
            .iter()
            .filter_map(|story| story.deeds.last())
            .map(|deed| {
                format!("{:?}", deed.what)
                    .split([' ', '('])
                    .next()
                    .unwrap()
                    .to_owned()
            })
            .collect();
        for end in [
            "File",
            "Register",
            "ConfirmReceipt",
            "Assign",
            "Accept",
            "Draft",
            "Submit",
            "Approve",
            "SendBack",
            "Issue",
            "Serve",
            "RecordDelivery",
            "Open",
            "Close",
            "Withdraw",
        ] {
            // Registered at the counter and not yet assigned is the same as confirmed; opened and delivered come and go.
            let may_lack = ["Register", "RecordDelivery", "Open"].contains(&end);
            assert!(
                may_lack || ends.contains(end),
                "{today}: nothing ends at {end}: {ends:?}"
            );
        }
    }
}

#[test]
fn outcomes_are_spread_as_in_a_real_year() {
    let (_, plan) = plan(DAYS[0]);
    let mut grounds: BTreeMap<GroundKey, usize> = BTreeMap::new();
    for story in &plan.stories {
        let answered = story.deeds.iter().any(|deed| matches!(deed.what, What::Serve(_)));
        let draft = story.deeds.iter().rev().find_map(|deed| {
            if let What::Draft { draft, .. } = &deed.what {
                Some(draft)
            } else {
                None
            }
        });
        for item in draft.iter().filter(|_| answered).flat_map(|draft| &draft.items) {
            *grounds.entry(item.ground.clone().unwrap()).or_default() += 1;
        }
    }
    let all: usize = grounds.values().sum();
    let share = |ground: &str| grounds.get(ground).copied().unwrap_or(0) * 100 / all;
    assert!(grounds.len() >= 18, "{grounds:?}");
    assert!(
        (30..=50).contains(&(share("disclosed") + share("already_public"))),
        "{grounds:?}"
    );
    assert!((10..=25).contains(&share("partial")), "{grounds:?}");
    assert!(
        (15..=35).contains(&(share("not_held") + share("other_organ"))),
        "{grounds:?}"
    );
    let people = plan
        .stories
        .iter()
        .filter(|story| story.applicant.kind == ApplicantKind::Person)
        .count();
    assert_eq!(
        APPLICATIONS - people,
        6,
        "one of each organisation: all five kinds, two businesses"
    );
}

/// Each clue can be looked at in the demonstration, on work that is not done yet.
#[test]
fn people_come_back_and_some_complain() {
    let (law, plan) = plan(DAYS[0]);
    let is_answered = |story: &Story| story.deeds.iter().any(|deed| matches!(deed.what, What::Serve(_)));
    let title = |story: &Story| story.application.items[0].title.clone();
    let open = || plan.stories.iter().filter(|story| !is_answered(story));
    let same = |one: &Story, other: &Story| one.agency == other.agency && title(one) == title(other);
    let is_same_person = |one: &Story, other: &Story| {
        one.applicant.identity == other.applicant.identity && one.token != other.token
    };
    let repeats = open().filter(|story| {
        let mut earlier = plan.stories.iter().filter(|other| is_answered(other));
        earlier.any(|other| same(story, other) && is_same_person(story, other))
    });
    assert!(repeats.count() >= 3, "some ask again for what they were answered");
    let shared = open().filter(|story| {
        let mut others = plan.stories.iter();
        others.any(|other| same(story, other) && story.applicant.identity != other.applicant.identity)
    });
    assert!(shared.count() >= 3, "some ask for what others ask for");
    let busiest = plan.stories.iter().map(|story| {
        plan.stories
            .iter()
            .filter(|other| is_same_person(story, other))
            .count()
            + 1
    });
    assert!(busiest.max().unwrap() >= 5, "some ask for much");
    let ear = crate::domain::clue::Ear::of(&law);
    let heard = plan.stories.iter().flat_map(|story| &story.application.items);
    let heard: BTreeSet<_> = heard
        .flat_map(|item| ear.hear(item))
        .map(|heard| heard.kind)
        .collect();
    assert!(heard.len() == 3, "each kind of wording: {heard:?}");
}

#[test]
fn every_draft_is_complete() {
    let (law, plan) = plan(DAYS[0]);
    for story in &plan.stories {
        for deed in &story.deeds {
            if let What::Draft { draft, .. } = &deed.what {
                let items = u16::try_from(story.application.items.len()).unwrap();
                draft
                    .check(&law, story.asks_for, &(1..=items).collect(), deed.at.date())
                    .unwrap_or_else(|e| panic!("{e:?} {draft:?}"));
            }
        }
    }
}

#[test]
fn some_answers_are_late_and_most_are_not() {
    let (law, plan) = plan(DAYS[0]);
    let served: Vec<bool> = plan
        .stories
        .iter()
        .filter_map(|story| {
            let served = story
                .deeds
                .iter()
                .find(|deed| matches!(deed.what, What::Serve(_)))?
                .at
                .to_offset(BEIJING)
                .date();
            let filed = story.deeds.first()?.at.to_offset(BEIJING).date();
            Some(served > course::due_on(&law, story.asks_for, filed)?)
        })
        .collect();
    let late = served.iter().filter(|late| **late).count();
    assert!((8..=20).contains(&late), "{late} of {}", served.len());
}

#[test]
fn some_have_records_corrected_and_each_ground_answers_one_of_them() {
    let (_, plan) = plan(DAYS[0]);
    let records: Vec<&Story> = plan
        .stories
        .iter()
        .filter(|story| story.asks_for == AsksFor::RecordCorrection)
        .collect();
    assert_eq!(records.len(), 7);
    let is_served = |story: &Story| story.deeds.iter().any(|deed| matches!(deed.what, What::Serve(_)));
    let waiting = records.iter().filter(|story| !is_served(story)).count();
    assert!((2..=3).contains(&waiting), "{waiting} of {} wait", records.len());
    let transferred = records.iter().filter(|story| {
        let mut deeds = story.deeds.iter();
        deeds.any(|deed| matches!(&deed.what, What::Transfer { organ } if !organ.is_empty()))
    });
    assert_eq!(transferred.count(), 1);
}
