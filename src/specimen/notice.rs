//! Specimens of procedural letters.

use time::Duration;
use uuid::Uuid;

use super::{
    AWKWARD, Specimen, Workshop,
    cast::{self, Who},
    long_text,
    setting::{CONSULTATION, PARTY},
};
use crate::{
    casework::compose::{self, ComposeError, NoticeMatter},
    domain::{
        clock::ConsultationKind,
        id::PartyId,
        notice::{About, FeeBy},
        party::Party,
    },
    law::{LetterKind, LimitKey, NoticeKind},
};

/// What the letter is about where everything is as usual. None for the letter that ends a case, which is a reply.
fn matter(workshop: Workshop<'_>, kind: NoticeKind, items: Vec<u16>) -> Option<About> {
    let Workshop { law, on, .. } = workshop;
    let consultation = |with| About::Consultation {
        with,
        party: PARTY,
        items: items.clone(),
        attached: Vec::new(),
    };
    Some(match kind {
        NoticeKind::Correction => About::Correction {
            working_days: law.limit(LimitKey::CorrectionPeriod, on).amount,
        },
        NoticeKind::ThirdPartyConsultation => consultation(ConsultationKind::ThirdParty),
        NoticeKind::CoMakerConsultation => consultation(ConsultationKind::CoMaker),
        NoticeKind::OtherOrganConsultation => consultation(ConsultationKind::OtherOrgan),
        NoticeKind::ConsultationTold => About::ConsultationTold {
            consultation: CONSULTATION,
        },
        NoticeKind::DisclosureDecision => About::DisclosureDecision {
            consultation: CONSULTATION,
        },
        NoticeKind::Extension => About::Extension {
            working_days: law.limit(LimitKey::ReplyExtension, on).amount,
        },
        NoticeKind::Fee => {
            let (by, count) = (FeeBy::Item, 31);
            let yuan = by.yuan(law, count, on);
            About::Fee { by, count, yuan }
        }
        NoticeKind::ReasonsAsked => About::ReasonsAsked {
            working_days: law.limit(LimitKey::CorrectionPeriod, on).amount,
        },
        NoticeKind::Delay => About::Delay {
            until: on + Duration::days(90),
        },
        NoticeKind::Transfer => About::Transfer {
            party: PartyId(Uuid::from_u128(3)),
            items,
        },
        NoticeKind::Ended => return None,
    })
}

/// To whom it goes, where that is not the applicant.
fn party(workshop: Workshop<'_>, about: &About, who: Who) -> Option<Party> {
    let with = match about {
        About::Consultation { with, .. } => *with,
        About::DisclosureDecision { .. } => ConsultationKind::ThirdParty,
        About::Transfer { .. } => ConsultationKind::OtherOrgan,
        About::Correction { .. }
        | About::ConsultationTold { .. }
        | About::Extension { .. }
        | About::Fee { .. }
        | About::ReasonsAsked { .. }
        | About::Delay { .. }
        | About::Ended { .. } => return None,
    };
    Some(cast::party(workshop.material, with, who))
}

fn specimen(
    workshop: Workshop<'_>,
    kind: &LetterKind,
    notice: NoticeKind,
    (name, who, items): (&'static str, Who, u16),
    text: Option<&str>,
) -> Result<Option<Specimen>, ComposeError> {
    let mut setting = workshop.setting(kind, who, items);
    if let Some(text) = text {
        setting = setting.asking(text);
    }
    let Some(about) = matter(workshop, notice, setting.items()) else {
        return Ok(None);
    };
    let party = party(workshop, &about, who);
    let notice = NoticeMatter {
        case: &setting.case(workshop.material),
        about: &about,
        words: text.or_else(|| workshop.material.words(notice)),
        party: party.as_ref(),
        attached: &[],
    };
    let context = compose::notice(&setting.matter(), notice, workshop.on)?;
    Ok(Some(Specimen::new(name, context)))
}

pub(super) fn specimens(
    workshop: Workshop<'_>,
    kind: &LetterKind,
    notice: NoticeKind,
) -> Result<Vec<Specimen>, ComposeError> {
    let markup = workshop.material.names.markup.as_str();
    let long = long_text();
    let plain = [("plain", Who::Person, 1)].into_iter().chain(AWKWARD);
    let texts = [
        (("long_text", Who::Person, 1), Some(long.as_str())),
        (("markup", Who::Markup, 1), Some(markup)),
    ];
    plain
        .map(|cast| (cast, None))
        .chain(texts)
        .filter_map(|(cast, text)| specimen(workshop, kind, notice, cast, text).transpose())
        .collect()
}
