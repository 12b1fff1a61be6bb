//! 救济渠道: what somebody may do against an answer, where, and until which day. It follows from ground, outcome,
//! date and agency alone; nobody types it and nobody can drop it.

use std::collections::BTreeMap;

use time::Date;

use super::{
    agency::{Agency, Court, Organ},
    answer::ProposedItem,
};
use crate::law::{
    Article, End, Ground, GroundKey, Law, Limit, LimitKey, OrganRule, Relation, RemedyClass, RemedyRule,
    Route, end_of,
};

/// One way to contest an answer, for those of its items that can be contested in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy<'a> {
    pub route: Route,
    /// The rules, in the order in which they are cited.
    pub articles: Vec<Article>,
    /// Numbers of the items that it is for.
    pub items: Vec<u16>,
    /// Numbers of the items of which only the withheld part has to go this way.
    pub withheld_of: Vec<u16>,
    /// To which organ to apply for reconsideration; several where the law leaves a choice.
    pub organs: Vec<&'a Organ>,
    /// Who may be asked for a final ruling after reconsideration, instead of the court.
    pub final_ruling: Option<&'a str>,
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
    #[error("no organ is configured for reconsideration by {0} on {1}")]
    Organ(Relation, Date),
    #[error("no court is configured on {0}")]
    Court(Date),
}

/// The remedies against an answer made on a day, those that demand reconsideration first in front. Items that are
/// contested in the same way stand together, whatever their grounds.
pub fn against<'a>(
    law: &'a Law,
    agency: &'a Agency,
    items: &[ProposedItem],
    on: Date,
) -> Result<Vec<Remedy<'a>>, RemedyUnknown> {
    let mut ways: BTreeMap<(Route, &[LimitKey]), Way<'_>> = BTreeMap::new();
    for item in items {
        let ground = law
            .ground(&item.ground)
            .expect("a draft is checked against the law before it is submitted");
        let rule = law.remedy(&law.remedy_class(ground, &item.withheld, on), on);
        if rule.route == Route::None {
            continue;
        }
        let way = ways.entry((rule.route, &rule.limits)).or_default();
        way.rules.push(rule);
        if rule.route == Route::ReconsiderationFirst && !item.withheld.is_empty() {
            way.withheld_of.push(item.item);
        } else {
            way.items.push(item.item);
        }
    }
    let organ_rule = law.organ(agency.kind, on);
    ways.into_iter()
        .map(|((route, limits), way)| {
            let rulings = organ_rule
                .final_ruling_article
                .iter()
                .filter(|_| route == Route::ReconsiderationFirst);
            Ok(Remedy {
                route,
                articles: law.in_order(way.rules.iter().flat_map(|rule| &rule.articles).chain(rulings)),
                items: way.items,
                withheld_of: way.withheld_of,
                organs: organs(agency, organ_rule, on)?,
                final_ruling: organ_rule.final_ruling.as_deref(),
                court: agency
                    .court(organ_rule.court, on)
                    .ok_or(RemedyUnknown::Court(on))?,
                limits: limits.iter().map(|key| law.limit(*key, on)).collect(),
            })
        })
        .collect()
}

/// The remedy against a letter of a class that is no answer to an item, such as a decision that a third party is told.
pub fn against_class<'a>(
    law: &'a Law,
    agency: &'a Agency,
    class: &RemedyClass,
    on: Date,
) -> Result<Option<Remedy<'a>>, RemedyUnknown> {
    let rule = law.remedy(class, on);
    if rule.route == Route::None {
        return Ok(None);
    }
    let organ_rule = law.organ(agency.kind, on);
    Ok(Some(Remedy {
        route: rule.route,
        articles: law.in_order(&rule.articles),
        items: Vec::new(),
        withheld_of: Vec::new(),
        organs: organs(agency, organ_rule, on)?,
        final_ruling: organ_rule.final_ruling.as_deref(),
        court: agency
            .court(organ_rule.court, on)
            .ok_or(RemedyUnknown::Court(on))?,
        limits: rule.limits.iter().map(|key| law.limit(*key, on)).collect(),
    }))
}

/// Items that are contested in one way, with their rules.
#[derive(Debug, Default)]
struct Way<'a> {
    rules: Vec<&'a RemedyRule>,
    items: Vec<u16>,
    withheld_of: Vec<u16>,
}

/// Every organ that the law names: to leave one out would take a choice away.
fn organs<'a>(agency: &'a Agency, rule: &OrganRule, on: Date) -> Result<Vec<&'a Organ>, RemedyUnknown> {
    let of = |relation: &Relation| {
        agency
            .organ(*relation, on)
            .ok_or(RemedyUnknown::Organ(*relation, on))
    };
    rule.reconsideration.iter().map(of).collect()
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

/// What may be done against one answer and until when, without the organs, which only its agency knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadlines<'l> {
    pub rule: &'l RemedyRule,
    pub reconsideration: Option<Deadline<'l>>,
    /// Nothing where reconsideration must come first.
    pub litigation: Option<Deadline<'l>>,
}

/// A last day, and the limit that led to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline<'l> {
    pub limit: &'l Limit,
    pub end: End,
}

/// The last days against an answer with this ground that reached the applicant on a day, by the rules of that day.
pub fn deadlines<'l>(
    law: &'l Law,
    ground: &Ground,
    withheld: &[GroundKey],
    reached_on: Date,
) -> Deadlines<'l> {
    let rule = law.remedy(&law.remedy_class(ground, withheld, reached_on), reached_on);
    let deadline = |key| {
        let limit = law.limit(
            rule.limits.iter().copied().find(|limit| *limit == key)?,
            reached_on,
        );
        let end = end_of(&law.calendar, reached_on, limit);
        Some(Deadline { limit, end })
    };
    Deadlines {
        rule,
        reconsideration: deadline(LimitKey::Reconsideration),
        litigation: deadline(LimitKey::Litigation),
    }
}

impl Deadlines<'_> {
    /// Whether reconsideration must come first.
    pub fn reconsideration_first(&self) -> bool {
        self.rule.route == Route::ReconsiderationFirst
    }

    /// Whether one of the days depends on a day whose holiday notice is not loaded.
    pub fn provisional(&self) -> bool {
        let deadlines = [self.reconsideration, self.litigation];
        deadlines
            .into_iter()
            .flatten()
            .any(|deadline| deadline.end.provisional)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::{
        domain::testing::{agency, law},
        law::AgencyKind,
    };

    fn item(item: u16, ground: &str, withheld: &[&str]) -> ProposedItem {
        ProposedItem {
            item,
            ground: ground.parse().unwrap(),
            withheld: withheld.iter().map(|key| key.parse().unwrap()).collect(),
            files: Vec::new(),
        }
    }

    const TODAY: Date = date!(2026 - 11 - 22);

    #[test]
    fn items_contested_in_one_way_stand_together_and_the_withheld_part_of_a_partial_answer_with_them() {
        let agency = agency(AgencyKind::CountyDepartment);
        let items = [
            item(1, "disclosed", &[]),
            item(2, "state_secret", &[]),
            item(3, "not_held", &[]),
            item(4, "partial", &["internal_affairs"]),
            item(5, "partial", &["needs_creation"]),
        ];
        let remedies = against(law(), &agency, &items, TODAY).unwrap();
        let told: Vec<_> = remedies
            .iter()
            .map(|remedy| {
                (
                    remedy.route,
                    remedy.items.as_slice(),
                    remedy.withheld_of.as_slice(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                (Route::ReconsiderationFirst, &[2][..], &[4][..]),
                (Route::Either, &[1, 3, 5], &[]),
            ]
        );
        assert_eq!(
            law().cite_all(&remedies[0].articles),
            "《中华人民共和国行政复议法》第二十条第一款、第二十三条第一款第（四）项、\
             《中华人民共和国行政复议法实施条例》第三十一条和《中华人民共和国行政诉讼法》第四十五条"
        );
        assert_eq!(
            remedies[0].last_days(law(), date!(2025 - 08 - 04)),
            LastDays {
                reconsideration_by: Some(date!(2025 - 10 - 09)),
                litigation_by: None,
                provisional: false,
            },
            "C27"
        );
        assert_eq!(
            remedies[1].last_days(law(), date!(2026 - 04 - 01)).litigation_by,
            Some(date!(2026 - 10 - 08)),
            "C28"
        );
    }

    #[test]
    fn every_organ_that_the_law_names_must_be_known() {
        let both = agency(AgencyKind::CountyJusticeBureau);
        let items = [item(1, "state_secret", &[])];
        let remedies = against(law(), &both, &items, TODAY).unwrap();
        assert_eq!(remedies[0].organs.len(), 2);
        let mut one = both.clone();
        one.organs
            .retain(|organ| organ.relation != Relation::UpperDepartment);
        assert_eq!(
            against(law(), &one, &items, TODAY),
            Err(RemedyUnknown::Organ(Relation::UpperDepartment, TODAY))
        );
        let mut none = both;
        none.courts.clear();
        assert_eq!(
            against(law(), &none, &items, TODAY),
            Err(RemedyUnknown::Court(TODAY))
        );
    }

    #[test]
    fn who_reconsidered_its_own_act_may_be_overruled_by_the_state_council() {
        for (kind, ruling) in [
            (AgencyKind::ProvincialGovernment, Some("国务院")),
            (AgencyKind::StateCouncilDepartment, Some("国务院")),
            (AgencyKind::ProvincialDepartment, None),
        ] {
            let agency = agency(kind);
            let items = [item(1, "state_secret", &[]), item(2, "disclosed", &[])];
            let remedies = against(law(), &agency, &items, TODAY).unwrap();
            assert_eq!(remedies[0].final_ruling, ruling, "{kind}");
            let cited = |remedy: &Remedy<'_>| {
                let articles = remedy.articles.iter();
                articles
                    .filter(|article| article.as_str() == "行政复议法第二十六条")
                    .count()
            };
            assert_eq!(cited(&remedies[0]), usize::from(ruling.is_some()), "{kind}");
            assert_eq!(cited(&remedies[1]), 0, "{kind}");
        }
    }
}
