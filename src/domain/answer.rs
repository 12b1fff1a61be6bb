//! 拟答复: what is proposed for each item, and what each outcome needs before it may be proposed.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use time::Date;

use super::{
    application::AsksFor,
    case::Case,
    digest::Digest,
    event::Event,
    id::{DraftId, FileId},
    refusal::Refusal,
};
use crate::law::{After, FieldKey, FieldProblem, Ground, GroundKey, Law, OutcomeGroup};

/// A proposed answer, item by item. It holds words that may name people: it lives in a row, events hold its digest.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Draft {
    pub items: Vec<ItemAnswer>,
}

/// The proposed answer to one item.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ItemAnswer {
    /// Number of the item in the application, from 1.
    pub item: u16,
    /// Not chosen yet while the draft is being written.
    pub ground: Option<GroundKey>,
    /// What the ground demands, by field; yes-no fields hold `yes` or `no`.
    pub fields: BTreeMap<FieldKey, String>,
    /// The withheld parts of a partial answer (条例第三十七条).
    pub withheld: Vec<Withheld>,
    /// What is handed over with the answer.
    pub files: Vec<FileRef>,
}

/// A part that is withheld, on a ground of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withheld {
    /// Which part, in words that do not give it away.
    pub part: String,
    pub ground: GroundKey,
    pub fields: BTreeMap<FieldKey, String>,
}

/// A file by id and content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRef {
    pub id: FileId,
    pub name: String,
    pub content: Digest,
}

/// The longest description of a withheld part, in characters.
pub const MAX_PART: usize = 200;

/// Something that keeps a draft from being submitted. `item` counts from 1; `part` is the withheld part, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    pub item: u16,
    pub part: Option<usize>,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// No outcome has been chosen for the item.
    Ground,
    /// The ground is not one that may be proposed on that day.
    GroundNotInForce { ground: GroundKey },
    /// The ground answers something else than what the case asks for.
    AnswersOther { ground: GroundKey, answers: AsksFor },
    /// A field that the ground demands is not filled in as it must be.
    Field { field: FieldKey, problem: FieldProblem },
    /// A partial answer that withholds nothing.
    WithheldParts,
    /// A withheld part without saying which.
    Part,
    /// A ground that cannot carry a withheld part.
    PartGround { ground: GroundKey },
    /// The ground follows only on a step that has not been taken in the case.
    Before { ground: GroundKey, after: After },
    /// The reasons say nothing but what the article says.
    OnlyArticle { field: FieldKey },
    /// Something that names or identifies somebody stands in the letter.
    Leak { at: Place, leak: Leak },
    /// The words promise an attachment, and there is none.
    NothingAttached { field: FieldKey },
    /// An attachment is listed that is not among the files of the case.
    FileGone { name: String },
    /// Files are attached to an answer that gives nothing.
    GivesNothing { ground: GroundKey },
    /// The answer says of the third party what the case does not know: that it was asked, objected, was silent.
    NotRecorded { field: FieldKey },
}

/// Where in an answer something stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Field(FieldKey),
    /// What a withheld part is called.
    Part,
    /// The name of an attachment.
    File(String),
}

/// What must not stand in a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leak {
    /// 居民身份证号码
    IdentityNumber,
    /// 第三方的姓名或者名称
    ThirdParty,
}

impl Draft {
    pub fn digest(&self) -> Digest {
        Digest::of_json(self)
    }

    /// The draft as far as it has come, for a preview: what is missing shows as a gap with its label, and what has no
    /// ground yet is left out.
    #[must_use]
    pub fn with_gaps(&self, law: &Law, asks_for: AsksFor, items: &BTreeSet<u16>, on: Date) -> Self {
        let ground = |key: &GroundKey| {
            law.ground_on(key, on)
                .filter(|ground| ground.asks_for == asks_for)
        };
        let item = |item: &ItemAnswer| {
            let ground = item.ground.as_ref().and_then(ground)?;
            let withheld = item.withheld.iter().filter_map(|part| {
                let ground = law
                    .ground_on(&part.ground, on)
                    .filter(|ground| ground.withholds)?;
                Some(Withheld {
                    part: if part.part.trim().is_empty() {
                        gap("不予公开的内容")
                    } else {
                        part.part.clone()
                    },
                    ground: part.ground.clone(),
                    fields: filled(law, ground, &part.fields),
                })
            });
            Some(ItemAnswer {
                fields: filled(law, ground, &item.fields),
                withheld: withheld.collect(),
                ..item.clone()
            })
        };
        let kept = self.items.iter().filter(|item| items.contains(&item.item));
        Self {
            items: kept.filter_map(item).collect(),
        }
    }

    /// What events may know of the draft: grounds and digests, no words.
    pub fn outline(&self) -> Vec<ProposedItem> {
        self.items
            .iter()
            .filter_map(|item| {
                Some(ProposedItem {
                    item: item.item,
                    ground: item.ground.clone()?,
                    withheld: item.withheld.iter().map(|part| part.ground.clone()).collect(),
                    files: item.files.iter().map(|file| file.content).collect(),
                })
            })
            .collect()
    }

    /// Whether the law misses nothing in an answer to what was asked for.
    pub fn check(
        &self,
        law: &Law,
        asks_for: AsksFor,
        items: &BTreeSet<u16>,
        on: Date,
    ) -> Result<(), Refusal> {
        let missing = self.missing(law, asks_for, items, on);
        if missing.is_empty() {
            Ok(())
        } else {
            Err(Refusal::Incomplete(missing))
        }
    }

    /// Everything that the law still misses in an answer to what was asked for, all at once.
    pub fn missing(&self, law: &Law, asks_for: AsksFor, items: &BTreeSet<u16>, on: Date) -> Vec<Missing> {
        let mut missing = Vec::new();
        for number in items.iter().copied() {
            match self.items.iter().find(|answer| answer.item == number) {
                Some(answer) => answer.check(law, asks_for, on, &mut missing),
                None => missing.push(Missing {
                    item: number,
                    part: None,
                    what: What::Ground,
                }),
            }
        }
        missing
    }
}

impl ItemAnswer {
    fn check(&self, law: &Law, asks_for: AsksFor, on: Date, missing: &mut Vec<Missing>) {
        let mut lacks = |part, what| {
            missing.push(Missing {
                item: self.item,
                part,
                what,
            });
        };
        let Some(key) = &self.ground else {
            lacks(None, What::Ground);
            return;
        };
        let Some(ground) = law.ground_on(key, on).filter(|ground| ground.proposable) else {
            lacks(None, What::GroundNotInForce { ground: key.clone() });
            return;
        };
        if ground.asks_for != asks_for {
            let (ground, answers) = (key.clone(), ground.asks_for);
            lacks(None, What::AnswersOther { ground, answers });
            return;
        }
        check_fields(law, ground, &self.fields, |what| lacks(None, what));
        if ground.group != OutcomeGroup::Partial {
            return;
        }
        if self.withheld.is_empty() {
            lacks(None, What::WithheldParts);
        }
        for (at, part) in (1..).zip(&self.withheld) {
            let length = part.part.trim().chars().count();
            if length == 0 || length > MAX_PART {
                lacks(Some(at), What::Part);
            }
            match law.ground_on(&part.ground, on).filter(|ground| ground.withholds) {
                Some(ground) => check_fields(law, ground, &part.fields, |what| lacks(Some(at), what)),
                None => lacks(
                    Some(at),
                    What::PartGround {
                        ground: part.ground.clone(),
                    },
                ),
            }
        }
    }
}

/// What stands where something is still missing.
fn gap(label: &str) -> String {
    format!("【待填写：{label}】")
}

/// The fields with a gap for each that is demanded and not there.
fn filled(law: &Law, ground: &Ground, values: &BTreeMap<FieldKey, String>) -> BTreeMap<FieldKey, String> {
    let mut filled = values.clone();
    check_fields(law, ground, values, |what| {
        if let What::Field {
            field,
            problem: FieldProblem::Missing,
        } = what
        {
            let label = gap(&law.field(&field).label);
            filled.insert(field, label);
        }
    });
    filled
}

fn check_fields(law: &Law, ground: &Ground, values: &BTreeMap<FieldKey, String>, lacks: impl FnMut(What)) {
    let problems = law.field_problems(ground, |key| values.get(key).map(String::as_str));
    problems
        .into_iter()
        .map(|(field, problem)| What::Field { field, problem })
        .for_each(lacks);
}

/// How an event names a saved draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftRef {
    pub id: DraftId,
    pub digest: Digest,
    pub items: Vec<ProposedItem>,
}

/// One item of a draft without its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedItem {
    pub item: u16,
    pub ground: GroundKey,
    pub withheld: Vec<GroundKey>,
    pub files: Vec<Digest>,
}

pub(super) fn draft(case: &Case, id: DraftId, draft: &Draft) -> Result<Vec<Event>, Refusal> {
    let fits = draft.items.iter().all(|item| case.items.contains(&item.item));
    let once = draft.items.iter().enumerate().all(|(at, item)| {
        draft
            .items
            .iter()
            .skip(at + 1)
            .all(|other| other.item != item.item)
    });
    if !fits || !once {
        return Err(Refusal::ItemCount(case.items.len()));
    }
    Ok(vec![Event::AnswerDrafted {
        draft: DraftRef {
            id,
            digest: draft.digest(),
            items: draft.outline(),
        },
    }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{TODAY, full_draft, law};

    #[test]
    fn every_outcome_can_be_proposed_and_what_it_demands_is_enforced() {
        for ground in law().grounds_on(TODAY).filter(|ground| ground.proposable) {
            let draft = full_draft(ground.key.as_str());
            assert_eq!(
                draft.check(law(), ground.asks_for, &(1..=1).collect(), TODAY),
                Ok(()),
                "{}",
                ground.key
            );
            let mut empty = draft.clone();
            empty.items[0].fields.clear();
            let demanded = ground.demands.iter().any(|key| law().field(key).required);
            assert_eq!(
                empty
                    .check(law(), ground.asks_for, &(1..=1).collect(), TODAY)
                    .is_err(),
                demanded,
                "{}",
                ground.key
            );
        }
    }

    #[test]
    fn everything_that_is_missing_is_said_at_once() {
        let draft = Draft {
            items: vec![
                ItemAnswer {
                    item: 1,
                    ..ItemAnswer::default()
                },
                ItemAnswer {
                    item: 2,
                    ground: Some("state_secret".parse().unwrap()),
                    ..ItemAnswer::default()
                },
            ],
        };
        let Err(Refusal::Incomplete(missing)) =
            draft.check(law(), AsksFor::Information, &(1..=3).collect(), TODAY)
        else {
            panic!("nothing is missing")
        };
        let items: BTreeSet<_> = missing.iter().map(|missing| missing.item).collect();
        assert_eq!(items.into_iter().collect::<Vec<_>>(), [1, 2, 3]);
    }

    #[test]
    fn a_partial_answer_withholds_something_on_a_ground_that_can_withhold() {
        let mut draft = full_draft("partial");
        draft.items[0].withheld[0].ground = "not_held".parse().unwrap();
        assert!(
            matches!(draft.check(law(), AsksFor::Information, &(1..=1).collect(), TODAY), Err(Refusal::Incomplete(missing))
            if missing.iter().any(|missing| matches!(missing.what, What::PartGround { .. })))
        );
        draft.items[0].withheld.clear();
        assert!(
            matches!(draft.check(law(), AsksFor::Information, &(1..=1).collect(), TODAY), Err(Refusal::Incomplete(missing))
            if missing.iter().any(|missing| missing.what == What::WithheldParts))
        );
    }

    #[test]
    fn a_ground_that_follows_from_an_event_cannot_be_chosen() {
        let mut draft = full_draft("disclosed");
        draft.items[0].ground = Some("withdrawn".parse().unwrap());
        assert!(
            matches!(draft.check(law(), AsksFor::Information, &(1..=1).collect(), TODAY), Err(Refusal::Incomplete(missing))
            if matches!(missing[0].what, What::GroundNotInForce { .. }))
        );
    }

    #[test]
    fn a_ground_answers_what_was_asked_for_and_nothing_else() {
        for (asks_for, ground) in [
            (AsksFor::Information, "record_corrected"),
            (AsksFor::RecordCorrection, "disclosed"),
        ] {
            let checked = full_draft(ground).check(law(), asks_for, &(1..=1).collect(), TODAY);
            let Err(Refusal::Incomplete(missing)) = checked else {
                panic!("{ground} answers {asks_for}")
            };
            assert!(
                matches!(missing.as_slice(), [Missing { what: What::AnswersOther { answers, .. }, .. }]
                if *answers != asks_for)
            );
        }
    }
}
