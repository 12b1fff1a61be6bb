//! 救济渠道: what somebody may do against an answer, where, and until which day. It follows from ground, outcome,
//! date and agency alone; nobody types it and nobody can drop it.

use std::collections::BTreeMap;

use time::Date;

use super::{
    agency::{Agency, Court, Organ},
    answer::ProposedItem,
};
use crate::law::{Law, Limit, LimitKey, RemedyClass, RemedyRule, Route, end_of};

/// The remedy against some of the items of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy<'a> {
    pub rule: &'a RemedyRule,
    /// Numbers of the items that it is for.
    pub items: Vec<u16>,
    /// To which organ to apply for reconsideration; several where the law leaves a choice.
    pub organs: Vec<&'a Organ>,
    pub court: &'a Court,
    /// The limits of the rule as they are in force.
    pub limits: Vec<&'a Limit>,
}

/// The last days, once it is known when the answer reached the applicant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastDays {
    pub reconsideration_by: Option<Date>,
    pub litigation_by: Option<Date>,
    pub provisional: bool,
}

/// Something that the configuration of the agency lacks, so that a letter could not name the remedy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RemedyUnknown {
    #[error("no organ is configured for reconsideration on {0}")]
    Organ(Date),
    #[error("no court is configured on {0}")]
    Court(Date),
}

/// The remedies against an answer made on a day, grouped by rule, those that demand reconsideration first in front.
pub fn against<'a>(
    law: &'a Law,
    agency: &'a Agency,
    items: &[ProposedItem],
    on: Date,
) -> Result<Vec<Remedy<'a>>, RemedyUnknown> {
    let mut by_class: BTreeMap<RemedyClass, Vec<u16>> = BTreeMap::new();
    for item in items {
        let ground = law
            .ground(&item.ground)
            .expect("a draft is checked against the law before it is submitted");
        by_class
            .entry(law.remedy_class(ground, &item.withheld, on))
            .or_default()
            .push(item.item);
    }
    let mut remedies = Vec::new();
    for (class, items) in by_class {
        let rule = law.remedy(&class, on);
        if rule.route == Route::None {
            continue;
        }
        let organ_rule = law.organ(agency.kind, on);
        let organs: Vec<_> = organ_rule
            .reconsideration
            .iter()
            .filter_map(|relation| agency.organ(*relation, on))
            .collect();
        if organs.is_empty() {
            return Err(RemedyUnknown::Organ(on));
        }
        let court = agency
            .court(organ_rule.court, on)
            .ok_or(RemedyUnknown::Court(on))?;
        let limits = rule.limits.iter().map(|key| law.limit(*key, on)).collect();
        remedies.push(Remedy {
            rule,
            items,
            organs,
            court,
            limits,
        });
    }
    remedies.sort_by_key(|remedy| {
        (
            remedy.rule.route != Route::ReconsiderationFirst,
            remedy.items.clone(),
        )
    });
    Ok(remedies)
}

impl Remedy<'_> {
    fn limit(&self, key: LimitKey) -> Option<&Limit> {
        self.limits.iter().find(|limit| limit.key == key).copied()
    }

    /// The last day of each way, if the answer reached the applicant on `reached_on`.
    pub fn last_days(&self, law: &Law, reached_on: Date) -> LastDays {
        let end = |key| {
            self.limit(key)
                .map(|limit| end_of(&law.calendar, reached_on, limit))
        };
        let (reconsideration, litigation) = (end(LimitKey::Reconsideration), end(LimitKey::Litigation));
        LastDays {
            reconsideration_by: reconsideration.map(|end| end.on),
            litigation_by: litigation.map(|end| end.on),
            provisional: reconsideration
                .into_iter()
                .chain(litigation)
                .any(|end| end.provisional),
        }
    }
}
