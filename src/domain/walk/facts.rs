//! The facts of `product` that the domain can break, asserted in every state and over every step of the walk.

use crate::{
    domain::{
        annual::{self, Intake, Standing},
        case::Case,
        clock,
        event::Event,
        prerequisite,
        stage::Stage,
        testing::{ANSWER, CASE, Story, law},
        walk::{mail::SECOND_ANSWER, reviewed},
    },
    law::NoticeKind,
};

/// What must hold in every state.
pub(super) fn assert_kept(story: &Story) {
    assert_the_clock_explains_itself(story);
    for answer in [ANSWER, SECOND_ANSWER] {
        reviewed::assert_the_answer_was_reviewed(story, answer);
    }
    assert_what_came_back_reached_nobody(story);
    reviewed::assert_every_notice_was_reviewed(story);
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
