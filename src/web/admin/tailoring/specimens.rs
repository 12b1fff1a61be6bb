//! The made-up letters with which a template is tried: the agency's own, of every kind in which the slot stands.

use crate::{
    casework::compose::ComposeError,
    domain::agency::Agency,
    law::{GroundKey, Law, LetterKind},
    letters::{Slot, Specimen, has_section},
    specimen::{Material, SpecimenError, Workshop},
    text::{Key, key},
    web::wording::{Said, Voice},
};

/// Why there are none.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoSpecimens {
    #[error(transparent)]
    Material(#[from] SpecimenError),
    /// The agency's settings lack an organ or a court.
    #[error(transparent)]
    Compose(#[from] ComposeError),
    #[error(transparent)]
    Text(#[from] crate::text::MissingText),
}

/// The specimens of a slot, worded by an agency's settings on a day.
pub(super) fn of(
    voice: Voice<'_>,
    law: &Law,
    agency: &Agency,
    slot: &Slot,
    on: time::Date,
) -> Result<Vec<Specimen>, NoSpecimens> {
    let material = Material::read(law)?;
    let workshop = Workshop {
        law,
        agency,
        material: &material,
        on,
    };
    let mut all = Vec::new();
    for kind in law.letters().iter().filter(|kind| may_hold(slot, kind)) {
        for specimen in workshop.of_kind(kind)? {
            let stands = match slot {
                Slot::Kind(_) => true,
                Slot::Section(name) => has_section(&specimen.context, name),
            };
            if stands {
                all.push(Specimen {
                    title: title(voice, law, kind, &specimen.name)?,
                    kind: kind.key.clone(),
                    context: specimen.context,
                });
            }
        }
    }
    Ok(all)
}

fn may_hold(slot: &Slot, kind: &LetterKind) -> bool {
    match slot {
        Slot::Kind(key) => kind.key == *key,
        Slot::Section(_) => kind.template == "reply",
    }
}

/// What a specimen is called on the page.
fn title(voice: Voice<'_>, law: &Law, kind: &LetterKind, name: &str) -> Said {
    let (base, number) = name.rsplit_once('-').unwrap_or((name, ""));
    let ground = base.parse::<GroundKey>().ok().and_then(|key| law.ground(&key));
    let named = match (ground, awkward(name)) {
        (Some(ground), _) => format!("{}{number}", ground.name),
        (None, Some(text)) => voice.say(text)?,
        (None, None) => name.to_owned(),
    };
    voice.say_with(
        key("template-specimen"),
        &[("kind", &kind.name), ("name", &named)],
    )
}

fn awkward(name: &str) -> Option<Key> {
    Some(match name {
        "plain" => key("specimen-plain"),
        "organisation" => key("specimen-organisation"),
        "rare" => key("specimen-rare"),
        "longest" => key("specimen-longest"),
        "together" => key("specimen-together"),
        "twenty" => key("specimen-twenty"),
        "long_text" => key("specimen-long-text"),
        "markup" => key("specimen-markup"),
        _ => return None,
    })
}
