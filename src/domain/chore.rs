//! What the program does to a case by itself, because a day has passed. It only notes what follows from dates, or lays
//! the evidence before a person who decides.

use time::{Date, UtcOffset};

use super::{
    abandonment,
    account::Actor,
    afterwards,
    case::Case,
    clock::{self, ConsultationReading},
    command::CommandKind,
    id::NoticeId,
    permission,
};
use crate::law::Law;

/// Something to be done by the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chore {
    /// 征求意见: the time to answer is over, and nothing came.
    LapseConsultation(NoticeId),
    /// 逾期不补正、逾期未缴费: a person is to decide whether the case ends.
    ProposeAbandonment,
}

/// What is to be done on a day.
pub fn due(case: &Case, law: &Law, today: Date) -> Vec<Chore> {
    let pending = pending(case, law).into_iter();
    pending
        .filter(|(last, _)| *last < today)
        .map(|(_, chore)| chore)
        .collect()
}

/// The first day after another on which something becomes due, if nothing happens to the case until then.
pub fn next(case: &Case, law: &Law, after: Date, offset: UtcOffset) -> Option<Date> {
    let days = pending(case, law)
        .into_iter()
        .filter_map(|(last, _)| last.next_day());
    days.chain(afterwards::look_for_others_on(case, law, offset))
        .filter(|day| *day > after)
        .min()
}

/// Everything that will have to be done if nothing comes, each with the last day for it to come.
fn pending(case: &Case, law: &Law) -> Vec<(Date, Chore)> {
    let mut pending = Vec::new();
    if may(case, CommandKind::LapseConsultation, law) {
        let reading = clock::of(case, law);
        let open = reading
            .consultations
            .iter()
            .filter(|consultation| is_open(case, consultation));
        pending.extend(open.map(|consultation| {
            (
                consultation.answer_by,
                Chore::LapseConsultation(consultation.consultation),
            )
        }));
    }
    if may(case, CommandKind::ProposeAbandonment, law) {
        let expired = abandonment::due(case, law, Date::MAX);
        let unproposed = expired.filter(|expired| case.abandonment.as_ref() != Some(expired));
        pending.extend(unproposed.map(|expired| (expired.expired_on, Chore::ProposeAbandonment)));
    }
    pending
}

fn may(case: &Case, kind: CommandKind, law: &Law) -> bool {
    permission::may(case, &Actor::Program, kind, law).is_ok()
}

/// Whether an answer is still awaited, and nobody has noted that it did not come.
pub(super) fn is_open(case: &Case, consultation: &ConsultationReading<NoticeId>) -> bool {
    let notice = case.notice(consultation.consultation);
    !consultation.closed
        && !consultation.superseded
        && notice.is_some_and(|notice| notice.lapsed_on.is_none())
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::domain::{
        clock::ConsultationKind,
        command::Command,
        notice::About,
        testing::{Story, clerk, consult, handler, law, notice_id, words},
    };

    /// Does what is due on a day, as the program.
    fn do_all(mut story: Story) -> Story {
        while let Some(chore) = due(&story.case, law(), story.today).into_iter().next() {
            let command = match chore {
                Chore::LapseConsultation(notice) => Command::LapseConsultation { notice },
                Chore::ProposeAbandonment => Command::ProposeAbandonment,
            };
            let before = story.case.version;
            story = story.then(&Actor::Program, &command);
            assert!(story.case.version > before, "{chore:?} is due and does nothing");
        }
        story
    }

    #[test]
    fn each_consultation_lapses_once_when_its_last_day_is_over() {
        let story = Story::in_hand()
            .sent(notice_id(1), consult(ConsultationKind::ThirdParty))
            .on(date!(2026 - 11 - 18))
            .sent(notice_id(2), consult(ConsultationKind::CoMaker));
        // Handed over on Monday 16 and Wednesday 18 November: fifteen working days each.
        let last = [date!(2026 - 12 - 07), date!(2026 - 12 - 09)];
        assert_eq!(
            next(&story.case, law(), story.today, UtcOffset::UTC),
            last[0].next_day()
        );
        let story = do_all(story.on(last[0]));
        assert!(
            story.case.notices.iter().all(|notice| notice.lapsed_on.is_none()),
            "the last day counts"
        );
        let story = do_all(story.on(date!(2026 - 12 - 08)));
        let lapsed: Vec<_> = story.case.notices.iter().map(|notice| notice.lapsed_on).collect();
        assert_eq!(lapsed, [Some(last[0]), None]);
        assert_eq!(
            next(&story.case, law(), story.today, UtcOffset::UTC),
            last[1].next_day()
        );
        // Days on which nothing ran do not matter.
        let story = do_all(story.on(date!(2027 - 03 - 01)));
        assert!(story.case.notices.iter().all(|notice| notice.lapsed_on.is_some()));
        assert_eq!(next(&story.case, law(), story.today, UtcOffset::UTC), None);
    }

    #[test]
    fn an_answer_in_time_leaves_nothing_to_do() {
        let story = Story::in_hand().sent(notice_id(1), consult(ConsultationKind::ThirdParty));
        let opinion = Command::RecordOpinion {
            notice: notice_id(1),
            answered_on: story.today,
            view: crate::domain::notice::View::Agreed,
            reasons: None,
            agreed: Vec::new(),
            files: Vec::new(),
        };
        let story = story.then(&handler(), &opinion).on(date!(2027 - 01 - 04));
        assert_eq!(due(&story.case, law(), story.today), []);
    }

    #[test]
    fn an_end_is_proposed_once_after_the_last_day_and_not_where_the_correction_came() {
        let story = Story::in_hand().sent(notice_id(1), About::Correction { working_days: 10 });
        // Handed over on Monday 16 November.
        let last = date!(2026 - 11 - 30);
        assert_eq!(
            next(&story.case, law(), story.today, UtcOffset::UTC),
            last.next_day()
        );
        assert_eq!(due(&story.case, law(), last), []);
        let corrected = Command::ReceiveCorrection {
            received_on: last,
            words: words("补充了文号"),
        };
        let in_time = story
            .clone()
            .on(last)
            .then(&clerk(), &corrected)
            .on(date!(2026 - 12 - 20));
        assert_eq!(due(&in_time.case, law(), in_time.today), []);
        let story = do_all(story.on(date!(2026 - 12 - 01)));
        let proposed = story.case.abandonment.as_ref().unwrap();
        assert_eq!(
            (proposed.ground.as_str(), proposed.expired_on),
            ("correction_abandoned", last)
        );
        assert_eq!(due(&story.case, law(), date!(2027 - 03 - 01)), []);
        assert!(story.case.stage.is_open(), "a person decides");
    }

    #[test]
    fn what_was_given_is_compared_with_others_on_the_day_after() {
        let next_of = |ground| {
            let story = Story::served(ground);
            let served = story.case.stage_since.date();
            (
                next(&story.case, law(), served, UtcOffset::UTC),
                served.next_day(),
            )
        };
        let (looked_on, day_after) = next_of("disclosed");
        assert_eq!(looked_on, day_after);
        assert_eq!(next_of("already_public").0, None, "whoever wants it can find it");
        assert_eq!(next_of("state_secret").0, None);
    }

    #[test]
    fn the_program_does_nothing_to_a_case_that_has_ended() {
        let story = Story::in_hand().sent(notice_id(1), consult(ConsultationKind::ThirdParty));
        let withdraw = Command::Withdraw { reason: None };
        let story = story.then(&clerk(), &withdraw).on(date!(2027 - 03 - 01));
        assert_eq!(due(&story.case, law(), story.today), []);
        assert_eq!(
            next(&story.case, law(), date!(2026 - 11 - 16), UtcOffset::UTC),
            None
        );
    }
}
