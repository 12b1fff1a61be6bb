//! The facts of `product` that the domain can break, asserted in every state and over every step of the walk.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    domain::{
        annual::{self, Intake, Standing},
        case::Case,
        clock,
        event::Event,
        id::LetterId,
        notice::NoticeEvent,
        prerequisite,
        stage::Stage,
        testing::{ANSWER, CASE, Story, law},
        walk::mail::SECOND_ANSWER,
    },
    law::{NoticeKind, StepKey},
};

/// What must hold in every state.
pub(super) fn assert_kept(story: &Story) {
    assert_the_clock_explains_itself(story);
    for answer in [ANSWER, SECOND_ANSWER] {
        assert_the_answer_was_reviewed(story, answer);
    }
    assert_what_came_back_reached_nobody(story);
    assert_every_notice_was_reviewed(story);
    assert_said_once(story);
    assert_counted_once(story);
    assert_answers_what_was_asked(story);
    let told = Case::fold(CASE, &story.history).expect("a history that can be told");
    let mut case = story.case.clone();
    // The story of two items is told of one that began with one.
    case.items.clone_from(&told.items);
    case.filing.items = told.filing.items;
    assert_eq!(
        told, case,
        "fact 8: the case is what its history says, and nothing else"
    );
}

/// What must hold over every step.
pub(super) fn assert_followed(before: &Story, after: &Story) {
    assert!(
        after.history.starts_with(&before.history),
        "fact 8: history only grows"
    );
    if matches!(before.case.stage, Stage::Closed(_)) {
        assert!(
            matches!(after.case.stage, Stage::Closed(_)),
            "closed stays closed"
        );
    }
    for letter in &before.case.letters {
        let now = after.case.letter(letter.id).expect("fact 7: a letter stays");
        assert_eq!(
            (&letter.kind, &letter.number, letter.issued_on),
            (&now.kind, &now.number, now.issued_on),
            "fact 7: an issued letter never changes"
        );
    }
    let recorded = &after.history[before.history.len()..];
    let said = serde_json::to_string(recorded).expect("events are plain data");
    // Everything that people write in the walk is Chinese; numbers of letters are the agency's own.
    for recorded in recorded {
        let text = serde_json::to_string(recorded).expect("events are plain data");
        let words: String = text
            .chars()
            .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
            .collect();
        assert!(
            words.is_empty() || matches!(recorded.event, Event::LetterIssued { .. }),
            "fact 12: events hold no words: {words}"
        );
    }
    assert!(!said.contains("林"), "fact 12: events hold no names");
}

/// Fact 1: the last day is a function of the dated events, and its explanation ends with it.
fn assert_the_clock_explains_itself(story: &Story) {
    let reading = story.reading();
    let steps = clock::explain_case(&story.case, law());
    assert!(!steps.is_empty(), "fact 1: every case explains its clock");
    if let Some(due_on) = reading.due_on {
        assert!(
            law().calendar.is_working(due_on)
                || story
                    .case
                    .notices
                    .iter()
                    .any(|notice| notice.kind() == NoticeKind::Delay),
            "fact 1: {due_on} is no working day"
        );
        assert!(
            steps.iter().any(|step| step.to == due_on),
            "fact 1: the explanation does not come to {due_on}"
        );
    }
    assert!(reading.extension_left <= 20, "an extension has its limit");
}

/// Facts 2 to 4 for every procedural letter that went out.
fn assert_every_notice_was_reviewed(story: &Story) {
    for notice in story
        .case
        .notices
        .iter()
        .filter(|notice| notice.letter().is_some())
    {
        let chain = &law().notice(notice.kind()).steps;
        assert!(chain.contains(&StepKey::Confidentiality), "fact 2");
        let mut approved = BTreeMap::new();
        for recorded in &story.history {
            if let Event::Notice(NoticeEvent::Approved {
                notice: id,
                step,
                by,
                content,
            }) = &recorded.event
                && *id == notice.id
            {
                approved.insert(*step, (*by, *content));
            }
        }
        for step in chain {
            let (by, content) = approved
                .get(step)
                .expect("fact 2: every step approved before it left");
            assert_eq!(*content, notice.review.content, "fact 4: bound to the content");
            assert_ne!(*by, notice.drafter, "fact 3: who drafted does not review");
        }
        let sent = story.case.letter_of(notice).expect("it is a letter");
        let issued = story.history.iter().find_map(|recorded| {
            let Event::LetterIssued { letter, content, .. } = &recorded.event else {
                return None;
            };
            (*letter == sent.id).then_some(*content)
        });
        assert_eq!(
            issued,
            Some(notice.review.content),
            "fact 4: what left is what was approved"
        );
    }
}

/// Fact 11: in every year a case stands in exactly one cell of table 三 or is carried over, and what is carried out of a
/// year is carried into the next.
fn assert_counted_once(story: &Story) {
    let case = &story.case;
    if annual::outside(case).is_some() {
        let year = story.today.year();
        assert!(
            annual::cell_at(case, law(), year).is_none() && annual::row_of(case, law()).is_none(),
            "fact 11: what no table counts stands in none"
        );
        return;
    }
    let (first, last) = (case.worked_on().year() - 1, story.today.year() + 1);
    let (mut new, mut results, mut carried) = (0, 0, false);
    for year in first..=last {
        let Some(cell) = annual::cell_at(case, law(), year) else {
            assert!(!carried, "fact 11: carried into a year that does not know it");
            continue;
        };
        assert_eq!(cell.intake == Intake::CarriedIn, carried, "fact 11: {year}");
        new += u8::from(cell.intake == Intake::New);
        results += u8::from(matches!(cell.standing, Standing::Result(_)));
        carried = cell.standing == Standing::CarriedOut;
    }
    assert_eq!(new, 1, "fact 11: it comes in once");
    let ended = annual::concluded_on(case).is_some();
    assert_eq!((results, carried), (u8::from(ended), !ended), "fact 11");
    let row = annual::row_of(case, law());
    assert_eq!(row.is_some(), ended, "fact 11: a concluded case has its row");
    if !case.stage.is_open() {
        assert!(ended, "fact 11: what is closed is concluded");
    }
}

/// Whoever has records corrected is told of that and of nothing else, and nobody delays it by what is of applications for
/// information alone.
fn assert_answers_what_was_asked(story: &Story) {
    let case = &story.case;
    for notice in &case.notices {
        let letter = law().notice(notice.kind());
        assert_eq!(letter.asks_for, case.filing.asks_for, "{}", letter.key);
    }
    let goes_out = !matches!(
        case.stage,
        Stage::Filed | Stage::Received | Stage::Assigned { .. } | Stage::InHand(_)
    );
    let items = case.draft.iter().flat_map(|draft| &draft.reference.items);
    for item in items.filter(|_| goes_out) {
        let ground = law().ground(&item.ground).expect("a ground of the law");
        assert_eq!(ground.asks_for, case.filing.asks_for, "{}", ground.key);
        if let Some(after) = ground.after {
            assert!(
                prerequisite::has_happened(case, after, item.item),
                "{}",
                ground.key
            );
        }
    }
}

/// Two days are kept apart: what came back has reached nobody, and a letter that reached somebody does not wait.
fn assert_what_came_back_reached_nobody(story: &Story) {
    let case = &story.case;
    for letter in &case.letters {
        let (reached_on, served_on) = (letter.reached_on(), letter.served_on());
        let all_came_back = letter.attempts.iter().all(|attempt| attempt.returned.is_some());
        assert!(!all_came_back || reached_on.is_none(), "it reached nobody");
        assert!(
            reached_on.is_none_or(|reached| served_on.is_some_and(|served| served <= reached)),
            "it left before it arrived"
        );
        assert!(
            letter.spoilt.is_none() || (!letter.was_sent() && case.answer != Some(letter.id)),
            "what is spoilt never leaves"
        );
        if case.answer == Some(letter.id) {
            let waits = matches!(case.stage, Stage::Issued(..));
            assert_eq!(
                waits,
                letter.standing().is_none(),
                "a stage says where the answer is"
            );
        }
    }
}

/// What the law lets happen once happens once.
fn assert_said_once(story: &Story) {
    for kind in [
        NoticeKind::Correction,
        NoticeKind::Extension,
        NoticeKind::Fee,
        NoticeKind::ReasonsAsked,
        NoticeKind::Delay,
    ] {
        assert!(story.case.sent(kind).count() <= 1, "{kind} went out twice");
    }
}

/// The content that was signed in a history, and by whom each step was, up to the issue.
fn assert_the_answer_was_reviewed(story: &Story, answer: LetterId) {
    let Some(issued) = story.history.iter().position(
        |recorded| matches!(&recorded.event, Event::LetterIssued { letter, .. } if *letter == answer),
    ) else {
        return;
    };
    let before = &story.history[..issued];
    let submitted = before
        .iter()
        .rposition(|recorded| matches!(recorded.event, Event::SubmittedForReview { .. }))
        .expect("an answer was submitted before it was issued");
    let Event::SubmittedForReview { content, chain } = &before[submitted].event else {
        unreachable!()
    };
    let drafters: BTreeSet<_> = before
        .iter()
        .filter(|recorded| matches!(recorded.event, Event::AnswerDrafted { .. }))
        .filter_map(|recorded| recorded.actor.account())
        .collect();
    let approvals: BTreeMap<_, _> = before[submitted..]
        .iter()
        .filter_map(|recorded| {
            let Event::StepApproved {
                step, by, content, ..
            } = &recorded.event
            else {
                return None;
            };
            Some((*step, (*by, *content)))
        })
        .collect();
    assert!(
        chain.contains(&StepKey::Confidentiality),
        "fact 2: nothing leaves without confidentiality review"
    );
    assert!(chain.contains(&StepKey::SignOff), "nothing leaves unsigned");
    let refuses = matches!(&before[submitted - 1].event, Event::AnswerDrafted { draft }
        if draft.items.iter().any(|item| item.ground.as_str() == "state_secret"));
    assert!(
        !refuses || chain.contains(&StepKey::Legal),
        "fact 3: no refusal without legal review"
    );
    for step in chain {
        let (by, approved) = approvals.get(step).expect("every step of the chain approved");
        assert_eq!(approved, content, "fact 4: an approval is bound to the content");
        assert!(!drafters.contains(by), "who drafted neither reviews nor signs");
    }
    if let (Some(legal), Some(signed)) = (approvals.get(&StepKey::Legal), approvals.get(&StepKey::SignOff)) {
        assert_ne!(legal.0, signed.0, "fact 3: who reviews the law does not sign");
    }
}
