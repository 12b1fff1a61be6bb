//! People who come back: some ask again for what they were answered, and one in each agency asks for much.

use std::collections::{BTreeMap, BTreeSet};

use super::{Story, What};
use crate::{domain::applicant::ApplicantKind, law::AsksFor};

/// How many in each agency ask again for the same.
const REPEATED: usize = 3;
/// How many applications one person makes who asks for much.
const MANY: usize = 5;

/// Gives later applications the applicants of earlier ones. The stories stand in the order in which they came in; nothing but
/// who applies is changed.
pub(super) fn tie(stories: &mut [Story]) {
    let mut by_agency: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, story) in stories
        .iter()
        .enumerate()
        .filter(|(_, story)| is_one_person(story))
    {
        by_agency.entry(story.agency.clone()).or_default().push(at);
    }
    for of_agency in by_agency.into_values() {
        let mut used: BTreeSet<usize> = BTreeSet::new();
        for (earlier, later) in repeated(stories, &of_agency) {
            used.extend([earlier, later]);
            give(stories, earlier, later);
        }
        let mut others = of_agency.into_iter().rev().filter(|at| !used.contains(at));
        if let Some(newest) = others.next() {
            for earlier in others.step_by(3).take(MANY - 1).collect::<Vec<_>>() {
                give(stories, newest, earlier);
            }
        }
    }
}

/// Somebody alone, whom another name fits.
fn is_one_person(story: &Story) -> bool {
    let applicant = &story.applicant;
    applicant.kind == ApplicantKind::Person
        && applicant.joint.is_empty()
        && applicant.agent.is_none()
        && story.asks_for == AsksFor::Information
}

/// The newest that ask first of all for what an earlier one was answered; each story once.
fn repeated(stories: &[Story], of_agency: &[usize]) -> Vec<(usize, usize)> {
    let title = |at: &usize| {
        stories
            .get(*at)?
            .application
            .items
            .first()
            .map(|item| item.title.as_str())
    };
    let is_served = |at: &usize| {
        let deeds = stories.get(*at).map(|story| story.deeds.iter());
        deeds.is_some_and(|mut deeds| deeds.any(|deed| matches!(deed.what, What::Serve(_))))
    };
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for later in of_agency.iter().rev() {
        let is_free = |at: &usize| pairs.iter().all(|(one, other)| one != at && other != at);
        let mut before = of_agency.iter().filter(|at| *at < later && is_free(at));
        let earlier = before.find(|at| is_served(at) && title(at) == title(later));
        if let Some(earlier) = earlier.filter(|_| is_free(later) && pairs.len() < REPEATED) {
            pairs.push((*earlier, *later));
        }
    }
    pairs
}

fn give(stories: &mut [Story], from: usize, to: usize) {
    let applicant = stories.get(from).map(|story| story.applicant.clone());
    if let (Some(applicant), Some(story)) = (applicant, stories.get_mut(to)) {
        story.applicant = applicant;
    }
}
