//! By when the agency and the deciding body must act in a proceeding.

use time::{Date, Duration};

use super::{Appeal, Of, Procedure};
use crate::law::{Article, Law, LimitKey, end_of, roll_forward, words};

words! {
    /// What is due.
    pub enum DeadlineKind {
        /// The agency's written reply with its evidence (行政复议法第四十八条、第五十四条; 行政诉讼法第六十七条).
        Reply = "reply",
        /// The decision on reconsideration (行政复议法第六十二条).
        Decision = "decision",
    }
}

/// A last day in a proceeding, and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline<'a> {
    pub kind: DeadlineKind,
    pub from: Date,
    pub on: Date,
    /// Before it was carried forward from a rest day (docs/disputed.md, D17).
    pub unrolled_on: Date,
    pub provisional: bool,
    pub article: &'a Article,
    /// Whether it was met, or does not matter any more.
    pub done: bool,
}

/// Every last day of a proceeding.
pub fn deadlines<'a>(appeal: &Appeal, law: &'a Law) -> Vec<Deadline<'a>> {
    let limit = |key, from: Date| law.limit(key, from);
    let of = |kind, key, from: Date, done| {
        let limit = limit(key, from);
        let end = end_of(&law.calendar, from, limit);
        Deadline {
            kind,
            from,
            on: end.on,
            unrolled_on: end.unrolled_on,
            provisional: end.provisional,
            article: &limit.article,
            done,
        }
    };
    let replied = appeal.replied_on.is_some() || appeal.closed.is_some();
    let decided = appeal.closed.is_some();
    match &appeal.of {
        Of::Reconsideration {
            procedure,
            accepted_on,
            copy_received_on,
        } => {
            let (reply, decision) = match procedure {
                Procedure::Ordinary => (
                    LimitKey::ReconsiderationReplyOrdinary,
                    LimitKey::ReconsiderationDecisionOrdinary,
                ),
                Procedure::Simplified => (
                    LimitKey::ReconsiderationReplySimplified,
                    LimitKey::ReconsiderationDecisionSimplified,
                ),
            };
            let mut decision = of(DeadlineKind::Decision, decision, *accepted_on, decided);
            if appeal.extended > 0 {
                decision.unrolled_on = decision
                    .unrolled_on
                    .saturating_add(Duration::days(i64::from(appeal.extended)));
                decision.on = roll_forward(&law.calendar, decision.unrolled_on);
                decision.provisional =
                    !law.calendar.is_known(decision.unrolled_on) || !law.calendar.is_known(decision.on);
            }
            vec![
                of(DeadlineKind::Reply, reply, *copy_received_on, replied),
                decision,
            ]
        }
        Of::Litigation { copy_received_on, .. } => {
            vec![of(
                DeadlineKind::Reply,
                LimitKey::LitigationReply,
                *copy_received_on,
                replied,
            )]
        }
        Of::Complaint { .. } => Vec::new(),
    }
}
