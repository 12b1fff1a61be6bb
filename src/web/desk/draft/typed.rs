//! The draft exactly as it was typed: kept through every press of a button, made into a [`Draft`] when it is saved.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::{
    domain::{
        answer::{Draft, FileRef, ItemAnswer, Withheld},
        id::{FileId, TextId},
    },
    law::{FieldKey, GroundKey, Law, OutcomeGroup},
    web::pairs::Pairs,
};

/// The most withheld parts of one item.
const MAX_PARTS: usize = 50;
/// What a withheld part rests on while nothing is chosen. No ground has this key, so the check finds it.
const UNCHOSEN: &str = "unchosen";

/// An outcome as typed: the chosen ground, and the fields of every ground that was chosen meanwhile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct TypedAnswer {
    pub(super) ground: String,
    pub(super) fields: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct TypedPart {
    pub(super) what: String,
    pub(super) answer: TypedAnswer,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct TypedItem {
    pub(super) answer: TypedAnswer,
    pub(super) parts: Vec<TypedPart>,
    pub(super) files: Vec<FileId>,
}

/// The form as typed; the items in the order of the application.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct TypedDraft {
    pub(super) items: Vec<TypedItem>,
    /// What was done about the points of the review, by the ids of their words.
    pub(super) replies: BTreeMap<String, String>,
}

/// With what the names of the fields begin in which replies to points are written.
const REPLY: &str = "reply-";

pub(super) fn reply_id(point: TextId) -> String {
    format!("{REPLY}{point}")
}

/// What a button asks for. Numbers count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Press {
    /// Show the form again, with what the chosen grounds demand, and the letter.
    Show,
    Save,
    Submit,
    Upload,
    AddPart(usize),
    RemovePart(usize, usize),
    RemoveFile(usize, usize),
}

impl Press {
    pub(super) fn read(pairs: &Pairs) -> Self {
        let value = pairs.get("do");
        let (name, numbers) = match value.split_once(|c: char| c.is_ascii_digit()) {
            Some((name, _)) => (
                name.trim_end_matches('-'),
                value.get(name.len()..).unwrap_or_default(),
            ),
            None => (value, ""),
        };
        let mut numbers = numbers.split('-').filter_map(|number| number.parse().ok());
        match (name, numbers.next(), numbers.next()) {
            ("save", ..) => Self::Save,
            ("submit", ..) => Self::Submit,
            ("upload", ..) => Self::Upload,
            ("add-part", Some(item), _) => Self::AddPart(item),
            ("remove-part", Some(item), Some(part)) => Self::RemovePart(item, part),
            ("remove-file", Some(item), Some(file)) => Self::RemoveFile(item, file),
            _ => Self::Show,
        }
    }
}

/// The names of the form's fields; they are their ids as well.
pub(super) fn ground_id(item: usize, part: Option<usize>) -> String {
    format!("{}ground", prefix(item, part))
}

pub(super) fn field_id(item: usize, part: Option<usize>, key: &str) -> String {
    format!("{}f-{key}", prefix(item, part))
}

pub(super) fn what_id(item: usize, part: usize) -> String {
    format!("{}what", prefix(item, Some(part)))
}

pub(super) fn upload_id(item: usize) -> String {
    format!("{}upload", prefix(item, None))
}

fn prefix(item: usize, part: Option<usize>) -> String {
    part.map_or_else(|| format!("i{item}-"), |part| format!("i{item}-p{part}-"))
}

impl TypedDraft {
    /// Takes the fields of a sent form; whatever else was sent is not looked at.
    pub(super) fn read(pairs: &Pairs, items: usize) -> Self {
        let items = (1..=items).map(|item| {
            let parts = (1..=MAX_PARTS)
                .filter(|part| pairs.has(&what_id(item, *part)))
                .map(|part| TypedPart {
                    what: pairs.get(&what_id(item, part)).to_owned(),
                    answer: answer(pairs, item, Some(part)),
                });
            let file_id = format!("i{item}-file");
            let files = pairs.all(&file_id);
            TypedItem {
                answer: answer(pairs, item, None),
                parts: parts.collect(),
                files: files
                    .filter_map(|id| Uuid::parse_str(id).ok().map(FileId))
                    .collect(),
            }
        });
        let replies = pairs.with_prefix(REPLY);
        Self {
            items: items.collect(),
            replies: replies
                .filter(|(_, reply)| !reply.trim().is_empty())
                .map(|(point, reply)| (point.to_owned(), reply.to_owned()))
                .collect(),
        }
    }

    /// A saved draft, to be written on.
    pub(super) fn of(draft: &Draft, items: usize) -> Self {
        let typed = |answer: &ItemAnswer| TypedItem {
            answer: TypedAnswer::of(answer.ground.as_ref(), &answer.fields),
            parts: answer
                .withheld
                .iter()
                .map(|part| TypedPart {
                    what: part.part.clone(),
                    answer: TypedAnswer::of(Some(&part.ground), &part.fields),
                })
                .collect(),
            files: answer.files.iter().map(|file| file.id).collect(),
        };
        let item = |number: usize| {
            draft
                .items
                .iter()
                .find(|answer| usize::from(answer.item) == number)
                .map(typed)
                .unwrap_or_default()
        };
        Self {
            items: (1..=items).map(item).collect(),
            replies: BTreeMap::new(),
        }
    }

    /// Does what a button asks for within the form.
    pub(super) fn press(&mut self, press: Press) {
        let item = |items: &mut Vec<TypedItem>, number: usize, then: &dyn Fn(&mut TypedItem)| {
            if let Some(item) = number.checked_sub(1).and_then(|at| items.get_mut(at)) {
                then(item);
            }
        };
        match press {
            Press::AddPart(number) => item(&mut self.items, number, &|item| {
                if item.parts.len() < MAX_PARTS {
                    item.parts.push(TypedPart::default());
                }
            }),
            Press::RemovePart(number, part) => item(&mut self.items, number, &|item| {
                if (1..=item.parts.len()).contains(&part) {
                    item.parts.remove(part - 1);
                }
            }),
            Press::RemoveFile(number, file) => item(&mut self.items, number, &|item| {
                if (1..=item.files.len()).contains(&file) {
                    item.files.remove(file - 1);
                }
            }),
            Press::Show | Press::Save | Press::Submit | Press::Upload => {}
        }
    }

    /// The draft that it makes: what the chosen grounds demand, and nothing else.
    pub(super) fn draft(&self, law: &Law, files: &[FileRef], here: &BTreeSet<u16>) -> Draft {
        let items = (1..)
            .zip(&self.items)
            .filter(|(number, _)| here.contains(number))
            .map(|(number, item)| {
                let ground = item
                    .answer
                    .ground
                    .parse::<GroundKey>()
                    .ok()
                    .filter(|key| law.ground(key).is_some());
                let group = ground
                    .as_ref()
                    .and_then(|key| law.ground(key))
                    .map(|ground| ground.group);
                let parts = if group == Some(OutcomeGroup::Partial) {
                    item.parts.as_slice()
                } else {
                    &[]
                };
                ItemAnswer {
                    item: number,
                    fields: item.answer.demanded(law, ground.as_ref()),
                    withheld: parts.iter().map(|part| part.withheld(law)).collect(),
                    files: item
                        .files
                        .iter()
                        .filter_map(|id| files.iter().find(|file| file.id == *id).cloned())
                        .collect(),
                    ground,
                }
            });
        Draft {
            items: items.collect(),
        }
    }
}

impl TypedPart {
    fn withheld(&self, law: &Law) -> Withheld {
        let chosen = self
            .answer
            .ground
            .parse::<GroundKey>()
            .ok()
            .filter(|key| law.ground(key).is_some());
        Withheld {
            part: self.what.trim().to_owned(),
            fields: self.answer.demanded(law, chosen.as_ref()),
            ground: chosen.unwrap_or_else(|| UNCHOSEN.parse().expect("a key of plain letters")),
        }
    }
}

impl TypedAnswer {
    fn of(ground: Option<&GroundKey>, fields: &BTreeMap<FieldKey, String>) -> Self {
        Self {
            ground: ground.map(ToString::to_string).unwrap_or_default(),
            fields: fields
                .iter()
                .map(|(key, value)| (key.to_string(), value.clone()))
                .collect(),
        }
    }

    /// The filled-in fields that the ground asks for.
    fn demanded(&self, law: &Law, ground: Option<&GroundKey>) -> BTreeMap<FieldKey, String> {
        let demands = ground
            .and_then(|key| law.ground(key))
            .map(|ground| ground.demands.as_slice());
        let filled = |key: &FieldKey| {
            let value = self.fields.get(key.as_str())?.trim().replace("\r\n", "\n");
            (!value.is_empty()).then(|| (key.clone(), value))
        };
        demands.unwrap_or_default().iter().filter_map(filled).collect()
    }
}

fn answer(pairs: &Pairs, item: usize, part: Option<usize>) -> TypedAnswer {
    let prefix = field_id(item, part, "");
    let fields = pairs.with_prefix(&prefix);
    TypedAnswer {
        ground: pairs.get(&ground_id(item, part)).to_owned(),
        fields: fields
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(pairs: &[(&str, &str)]) -> Pairs {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    fn law() -> Law {
        Law::embedded().expect("the shipped law is sound")
    }

    #[test]
    fn what_is_typed_for_one_ground_stays_when_another_is_chosen() {
        let sent = pairs(&[
            ("i1-ground", "disclosed"),
            ("i1-f-reasons", "为什么"),
            ("i1-f-supply_description", "甲"),
        ]);
        let typed = TypedDraft::read(&sent, 1);
        assert_eq!(typed.items[0].answer.fields.len(), 2);
        let draft = typed.draft(&law(), &[], &(1..=20).collect());
        assert_eq!(
            draft.items[0]
                .fields
                .keys()
                .map(FieldKey::as_str)
                .collect::<Vec<_>>(),
            ["supply_description"]
        );
    }

    #[test]
    fn parts_are_numbered_anew_and_survive_without_a_ground() {
        let sent = pairs(&[
            ("i1-ground", "partial"),
            ("i1-p2-what", "乙"),
            ("i1-p5-what", "丙"),
            ("do", "remove-part-1-1"),
        ]);
        let mut typed = TypedDraft::read(&sent, 1);
        typed.press(Press::read(&sent));
        assert_eq!(
            typed.items[0]
                .parts
                .iter()
                .map(|part| part.what.as_str())
                .collect::<Vec<_>>(),
            ["丙"]
        );
        let draft = typed.draft(&law(), &[], &(1..=20).collect());
        assert_eq!(draft.items[0].withheld[0].part, "丙");
        let again = TypedDraft::of(&draft, 1);
        assert_eq!(again.draft(&law(), &[], &(1..=20).collect()), draft);
    }

    #[test]
    fn buttons_are_read_with_their_numbers() {
        let press = |value| Press::read(&pairs(&[("do", value)]));
        assert_eq!(press("remove-part-2-13"), Press::RemovePart(2, 13));
        assert_eq!(press("add-part-1"), Press::AddPart(1));
        assert_eq!(press("remove-file-1-2"), Press::RemoveFile(1, 2));
        assert_eq!(press("save"), Press::Save);
        assert_eq!((press("remove-part-x"), press("")), (Press::Show, Press::Show));
    }
}
