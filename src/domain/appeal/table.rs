//! 表四: in which cell of the annual report a proceeding stands.

use time::Date;

use super::{Appeal, Instance, Of};
use crate::{
    domain::case::Case,
    law::{AppealColumn, Law, words},
};

words! {
    /// The three blocks of table 四.
    pub enum AppealTable {
        /// 行政复议
        Reconsideration = "reconsideration",
        /// 行政诉讼，未经复议直接起诉
        DirectSuit = "direct_suit",
        /// 行政诉讼，复议后起诉
        SuitAfterReconsideration = "suit_after_reconsideration",
    }
}

/// The cell in which a proceeding stands at the end of a year: none before it was filed, for a complaint, and for a
/// later instance, which only changes how the suit that it goes on from ended (docs/disputed.md, D12).
pub fn cell(case: &Case, appeal: &Appeal, law: &Law, at: Date) -> Option<(AppealTable, AppealColumn)> {
    if appeal.of.known_on() > at {
        return None;
    }
    let table = match &appeal.of {
        Of::Reconsideration { .. } => AppealTable::Reconsideration,
        Of::Litigation {
            instance: Instance::First,
            after: None,
            ..
        } => AppealTable::DirectSuit,
        Of::Litigation {
            instance: Instance::First,
            after: Some(_),
            ..
        } => AppealTable::SuitAfterReconsideration,
        Of::Litigation {
            instance: Instance::Second | Instance::Retrial,
            ..
        }
        | Of::Complaint { .. } => return None,
    };
    Some((table, column(case, appeal, law, at)))
}

/// How it stands, the last instance speaking: pending while a later one is open.
fn column(case: &Case, appeal: &Appeal, law: &Law, at: Date) -> AppealColumn {
    let later = case.appeals.iter().find(|other| {
        let goes_on = matches!(&other.of, Of::Litigation { after: Some(after), instance: Instance::Second | Instance::Retrial, .. }
            if *after == appeal.id);
        goes_on && other.of.known_on() <= at
    });
    if let Some(later) = later {
        return column(case, later, law, at);
    }
    let closed = appeal.closed.as_ref().filter(|closed| closed.decided_on <= at);
    closed
        .and_then(|closed| law.appeal_result(&closed.result))
        .map_or(AppealColumn::Pending, |result| result.column)
}
