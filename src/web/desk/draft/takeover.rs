//! An earlier reply goes into the draft: ground, number and day are filled in, for the handler to look at and to save.

use serde::Deserialize;
use uuid::Uuid;

use super::typed::TypedDraft;
use crate::{
    casework::evidence,
    domain::id::CaseId,
    law::ClueKind,
    text::key,
    web::{
        casefile::{clues::looking, dossier::Dossier},
        error::Failure,
        page::View,
        wording::voice,
    },
};

/// Which earlier case, and for which item of this; empty where nothing is to be filled in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    item: String,
    earlier: String,
}

/// Fills it in, and says so. Only a reply to the same applicant that the reader may read; else there is no such page.
pub(super) async fn fill(
    view: &View,
    dossier: &Dossier,
    asked: &Asked,
    typed: &mut TypedDraft,
) -> Result<Option<String>, Failure> {
    if asked.earlier.is_empty() {
        return Ok(None);
    }
    let item: u16 = asked.item.parse().map_err(|_| Failure::Invalid)?;
    let earlier: Uuid = asked.earlier.parse().map_err(|_| Failure::Invalid)?;
    let looking = looking(view, dossier);
    let summary = evidence::summary(looking).await?;
    let reply = evidence::earlier_reply(looking, &summary, CaseId(earlier)).await?;
    let reply = reply.ok_or(Failure::NotFound)?;
    let voice = voice(view);
    let clue = voice.law.clue(ClueKind::Repeated, dossier.case.worked_on());
    let ground = clue.grounds.first().and_then(|ground| voice.law.ground(ground));
    let (Some(ground), Some(fills)) = (ground, &clue.fills) else {
        return Err(Failure::NotFound);
    };
    let here = dossier.case.items.contains(&item);
    let at = usize::from(item).checked_sub(1).filter(|_| here);
    let typed = at
        .and_then(|at| typed.items.get_mut(at))
        .ok_or(Failure::NotFound)?;
    typed.answer.ground = ground.key.to_string();
    let fields = &mut typed.answer.fields;
    fields.insert(fills.number.to_string(), reply.number.clone());
    fields.insert(fills.day.to_string(), reply.on.to_string());
    let day = voice.weekday(reply.on);
    let arguments = [
        ("number", reply.number.as_str()),
        ("day", &day),
        ("ground", &ground.name),
    ];
    Ok(Some(voice.say_with(key("evidence-taken"), &arguments)?))
}
