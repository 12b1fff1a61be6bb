//! What a consulted third party is told besides the letters to it (条例第三十二条): that the agency has decided, that its time
//! to answer comes to its end, and what became of the information that it was asked about. None of that moves a day.

use time::Date;

use super::{
    case::{Case, SentLetter},
    command::CommandKind,
    consultation::{self, last_day, third_party_may},
    contest,
    id::NoticeId,
    notice::Notice,
    reminder::day_of,
};
use crate::law::{Law, NoticeKind, OutcomeGroup};

/// What became of the information that a third party was asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disclosure {
    /// 公开
    Whole,
    /// 部分公开
    Part,
    /// 不公开: withheld, or nothing of it was handed over for another reason.
    Nothing,
}

/// The third parties that were asked, each by its consultation and the letter that went to it.
pub(super) fn asked(case: &Case) -> impl Iterator<Item = (&Notice, &SentLetter)> {
    consultation::all(case).filter(|(notice, _)| notice.kind() == NoticeKind::ThirdPartyConsultation)
}

/// Whether the agency has decided: the third party was told that it is disclosed all the same, or the answer went out.
pub fn is_decided(case: &Case, consultation: NoticeId) -> bool {
    contest::told(case, consultation).is_some() || answer_sent(case).is_some()
}

/// When the answer went out, and what became in it of what a third party was asked about; none before that, and where the
/// answer of this case says nothing of it.
pub fn outcome(case: &Case, law: &Law, notice: &Notice) -> Option<(Date, Disclosure)> {
    let sent_on = answer_sent(case)?.sent_on()?;
    let (_, asked) = notice.matter.other_side()?;
    let answered = &case.draft.as_ref()?.reference.items;
    let theirs = answered.iter().filter(|item| asked.contains(&item.item));
    let groups: Vec<OutcomeGroup> = theirs
        .filter_map(|item| law.ground(&item.ground))
        .map(|ground| ground.group)
        .collect();
    if groups.is_empty() {
        return None;
    }
    let is = |of: OutcomeGroup| groups.iter().filter(|group| **group == of).count();
    let whole = is(OutcomeGroup::Disclosed);
    let disclosure = if whole == groups.len() {
        Disclosure::Whole
    } else if whole + is(OutcomeGroup::Partial) > 0 {
        Disclosure::Part
    } else {
        Disclosure::Nothing
    };
    Some((sent_on, disclosure))
}

fn answer_sent(case: &Case) -> Option<&SentLetter> {
    case.answer().filter(|letter| letter.was_sent())
}

/// Those who are to be reminded on a day that their time to answer comes to its end.
pub fn to_remind(case: &Case, law: &Law, on: Date) -> Vec<NoticeId> {
    let now = |(_, from, until): &(NoticeId, Date, Date)| *from <= on && on <= *until;
    reminding(case, law)
        .into_iter()
        .filter(now)
        .map(|(notice, ..)| notice)
        .collect()
}

/// The first day after another on which somebody is to be reminded, if nothing happens to the case until then.
pub fn remind_next(case: &Case, law: &Law, after: Date) -> Option<Date> {
    let days = reminding(case, law).into_iter().map(|(_, from, _)| from);
    days.filter(|day| *day > after).min()
}

/// From when on each third party that has not answered is reminded, and until when. As long as nobody has recorded the
/// delivery of the letter, nobody knows its last day, nor whether it knows of the letter at all: then it is not.
fn reminding(case: &Case, law: &Law) -> Vec<(NoticeId, Date, Date)> {
    let waits = |notice: &Notice| third_party_may(case, notice.id, CommandKind::RecordOpinion).is_ok();
    asked(case)
        .filter(|(notice, _)| waits(notice))
        .filter_map(|(notice, _)| {
            let last = last_day(case, law, notice).filter(|last| last.delivered)?;
            let days = i16::try_from(law.consulted_reminder()).ok()?;
            Some((notice.id, day_of(&law.calendar, last.on, days), last.on))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::domain::{
        clock::ConsultationKind::{OtherOrgan, ThirdParty},
        notice::View,
        testing::{Story, TODAY, consult, handler, law, notice_id, send_notice, third_party},
        testing_post::{by_post, opinion},
    };

    #[test]
    fn who_has_not_answered_is_reminded_three_working_days_before_the_last_day_and_not_after_it() {
        let story = Story::in_hand()
            .sent(notice_id(1), consult(ThirdParty))
            .sent(notice_id(2), consult(OtherOrgan));
        // Handed over on Monday 16 November: fifteen working days, so that Monday 7 December is the last one.
        let (case, from) = (&story.case, date!(2026 - 12 - 02));
        let on = |day| to_remind(case, law(), day);
        assert_eq!(remind_next(case, law(), TODAY), Some(from));
        assert_eq!(remind_next(case, law(), from), None);
        assert_eq!(on(date!(2026 - 12 - 01)), []);
        for day in [from, date!(2026 - 12 - 07)] {
            assert_eq!(on(day), [notice_id(1)], "the organ is told by nobody: {day}");
        }
        assert_eq!(on(date!(2026 - 12 - 08)), []);
        let answered = story.then(&third_party(), &opinion(notice_id(1), TODAY, View::Agreed));
        assert_eq!(to_remind(&answered.case, law(), from), []);
        assert_eq!(remind_next(&answered.case, law(), TODAY), None);
    }

    #[test]
    fn nobody_is_reminded_of_a_day_that_is_not_known() {
        let id = notice_id(1);
        let cleared = Story::in_hand().cleared(id, consult(ThirdParty));
        let sent = cleared.then(&handler(), &send_notice(id, by_post(TODAY)));
        assert!(last_day(&sent.case, law(), sent.case.notice(id).unwrap()).is_some());
        assert_eq!(remind_next(&sent.case, law(), TODAY), None);
        assert_eq!(to_remind(&sent.case, law(), date!(2026 - 12 - 07)), []);
    }

    #[test]
    fn what_became_of_it_is_told_once_the_answer_went_out() {
        let story = Story::in_hand().sent(notice_id(1), consult(ThirdParty));
        let notice = story.case.notice(notice_id(1)).unwrap().clone();
        assert_eq!(outcome(&story.case, law(), &notice), None);
        assert!(!is_decided(&story.case, notice_id(1)));
        for (ground, disclosure) in [
            ("disclosed", Disclosure::Whole),
            ("state_secret", Disclosure::Nothing),
            ("not_held", Disclosure::Nothing),
        ] {
            let served = Story::served(ground).case;
            let told = outcome(&served, law(), &notice).map(|(_, told)| told);
            assert_eq!(told, Some(disclosure), "{ground}");
            assert!(is_decided(&served, notice_id(1)));
        }
    }
}
