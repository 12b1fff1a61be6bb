//! 不予公开内容目录: what a partial answer withholds, part by part, as an attachment bound with the letter. It is made of
//! the answer itself, so that no wording of the reply can leave a part out.

use super::{Item, Part, ReplyContext, Section};
use crate::letters::document::numeral;
use crate::template::Template;
use serde::{Deserialize, Serialize};

/// What the index says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IndexContext {
    /// Its title, as the letter names it among the attachments.
    title: String,
    /// Whether the answers say how the parts were taken out.
    treatment: bool,
    /// The parts, in the order of the letter.
    rows: Vec<IndexRow>,
}

/// A part that is withheld.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct IndexRow {
    number: usize,
    /// Which part, and of which item where the letter answers several.
    part: String,
    /// The ground's name; empty in letters of old, which said it only in their body.
    ground: String,
    /// The article, with its law.
    article: String,
    /// 遮盖 or 删除, as far as the answer says so.
    treatment: String,
}

impl IndexContext {
    /// The index of a reply; nothing where it withholds no part.
    pub(super) fn of(reply: &ReplyContext) -> Option<Self> {
        let several = reply.items.len() > 1;
        let parts = (1..)
            .zip(&reply.items)
            .flat_map(|(number, item): (usize, &Item)| {
                let of = if several {
                    format!("第{}项：", numeral::chinese(number))
                } else {
                    String::new()
                };
                let (means, parts) = withheld(&item.section);
                parts.iter().map(move |part| (of.clone(), means, part))
            });
        let rows: Vec<IndexRow> = (1..)
            .zip(parts)
            .map(|(number, (of, means, part)): (usize, _)| IndexRow {
                number,
                part: format!("{of}{}", part.part),
                ground: part.ground.clone(),
                article: part.article.clone(),
                treatment: means.unwrap_or("—").to_owned(),
            })
            .collect();
        (!rows.is_empty()).then(|| Self {
            title: "不予公开内容目录".to_owned(),
            treatment: rows.iter().any(|row| row.treatment != "—"),
            rows,
        })
    }
}

fn withheld(section: &Section) -> (Option<&str>, &[Part]) {
    match section {
        Section::Partial(partial) => (partial.separation_means.as_deref(), &partial.parts),
        Section::Disclosed(_)
        | Section::AlreadyPublic(_)
        | Section::Withheld(_)
        | Section::NotGovernmentInformation(_)
        | Section::SpecialRegime(_)
        | Section::NotHeld(_)
        | Section::OtherOrgan(_)
        | Section::NeedsCreation(_)
        | Section::StillUnclear(_)
        | Section::PetitionOrComplaint(_)
        | Section::RepeatApplication(_)
        | Section::PublicPublication(_)
        | Section::ExcessiveApplications(_)
        | Section::Reconfirmation(_)
        | Section::Ended(_)
        | Section::RecordCorrected(_)
        | Section::RecordUnchanged(_)
        | Section::RecordTransferred(_)
        | Section::RecordReferred(_) => (None, &[]),
    }
}

impl Template for IndexContext {
    const NAME: &'static str = "letters/index";

    fn samples() -> Vec<Self> {
        let replies = ReplyContext::named_samples();
        replies.iter().filter_map(|(_, reply)| Self::of(reply)).collect()
    }
}
