//! Procedural letters that can be proposed now, each with its form; and why the others cannot.

use super::{super::forms::Forms, build::Build};
use crate::{
    casework::attachment,
    domain::{
        clock,
        command::CommandKind,
        flow,
        notice::{self, About, FeeBy, Notice, NoticeState},
        party::Party,
    },
    law::{LimitKey, NoticeKind},
    store::file::{Purpose, Scan},
    text::{Key, key},
    web::{
        casefile::order::{CHECKBOXES, Closed, OrderForm, RADIOS},
        wording::Said,
    },
};

/// The forms of the letters that may be proposed, and the others with the reason.
pub(super) fn proposals(desk: Forms<'_>) -> Said<(Vec<OrderForm>, Vec<Closed>)> {
    let (mut forms, mut closed) = (Vec::new(), Vec::new());
    if !desk.may(CommandKind::ProposeNotice) {
        return Ok((forms, closed));
    }
    let case = &desk.dossier.case;
    let stage = case.stage.key();
    // Of a case that has ended, only what can still be written is of interest.
    let of_the_case = |kind: &&NoticeKind| {
        notice::is_of_the_case(case, **kind, desk.voice.law).is_ok()
            && (case.stage.is_open() || flow::notice_stages(**kind).contains(&stage))
    };
    for kind in NoticeKind::ALL.iter().filter(of_the_case) {
        match notice::may_propose(case, *kind, desk.voice.law, desk.today) {
            Ok(()) => forms.push(form(desk, *kind)?),
            Err(refusal) => closed.push(Closed {
                what: desk.voice.notice(*kind).to_owned(),
                why: desk.voice.refusal(&refusal)?,
                instead: instead(*kind).map(|text| desk.voice.say(text)).transpose()?,
            }),
        }
    }
    Ok((forms, closed))
}

/// What can be done where a letter cannot be proposed.
fn instead(kind: NoticeKind) -> Option<Key> {
    match kind {
        NoticeKind::Correction => Some(key("way-instead-correction")),
        NoticeKind::Extension => Some(key("way-instead-extension")),
        NoticeKind::Delay => Some(key("way-instead-delay")),
        NoticeKind::DisclosureDecision => Some(key("way-instead-disclosure-decision")),
        NoticeKind::ThirdPartyConsultation
        | NoticeKind::CoMakerConsultation
        | NoticeKind::OtherOrganConsultation
        | NoticeKind::ConsultationTold
        | NoticeKind::Fee
        | NoticeKind::ReasonsAsked
        | NoticeKind::Ended
        | NoticeKind::Transfer => None,
    }
}

fn form(desk: Forms<'_>, kind: NoticeKind) -> Said<OrderForm> {
    let (voice, law) = (desk.voice, desk.voice.law);
    let rule = law.notice(kind);
    let steps: Vec<&str> = rule.steps.iter().map(|kind| voice.step_kind(*kind)).collect();
    let build = desk
        .begin(CommandKind::ProposeNotice, kind.as_str())?
        .named(voice.say_with(key("way-propose"), &[("letter", &rule.name)])?)
        .button(key("way-propose-button"))?
        .hint(voice.say_with(
            key("way-propose-hint"),
            &[
                ("article", &law.cite(&rule.article)),
                ("steps", &steps.join("、")),
            ],
        )?)
        .effect(desk.effect_of(kind)?);
    let former = former(desk, kind);
    let words = former.and_then(|notice| notice.words);
    let words = words.and_then(|words| desk.dossier.texts.get(&words.id).cloned().flatten());
    let words = words.unwrap_or_default();
    let period = || {
        law.limit(LimitKey::CorrectionPeriod, desk.today)
            .amount
            .to_string()
    };
    let build = match kind {
        NoticeKind::Correction => build
            .area("correction_asked", &words)?
            .about(voice.say(key("way-hint-correction"))?)
            .line("number", "working_days", &period())?,
        NoticeKind::ThirdPartyConsultation => {
            let build = consultation(desk, build, kind, former)?;
            attached(desk, build, former, &words)?
        }
        NoticeKind::CoMakerConsultation | NoticeKind::OtherOrganConsultation => {
            consultation(desk, build, kind, former)?
                .area("consultation_about", &words)?
                .about(voice.say(key("way-hint-consultation"))?)
        }
        NoticeKind::Transfer => consultation(desk, build, kind, former)?
            .area("transferred_because", &words)?
            .about(voice.say(key("way-hint-transfer"))?),
        NoticeKind::ConsultationTold => told_of(desk, build, |notice| notice.letter().is_some())?,
        NoticeKind::DisclosureDecision => told_of(desk, build, |notice| {
            notice::may_be_overridden(&desk.dossier.case, notice)
        })?
        .area("disclosed_because", &words)?,
        NoticeKind::Extension => build
            .line("number", "extension_days", &left(desk))?
            .about(voice.say_with(key("way-hint-extension"), &[("most", &left(desk))])?)
            .area("extended_because", &words)?,
        NoticeKind::Fee => build
            .boxes(RADIOS, "fee_by", fee_by(desk)?, &[])?
            .line("number", "fee_count", "")?
            .about(voice.say(key("way-hint-fee"))?)
            .area("fee_because", &words)?,
        NoticeKind::ReasonsAsked => {
            build
                .area("reasons_asked", &words)?
                .line("number", "working_days", &period())?
        }
        NoticeKind::Delay => build.line("date", "until", "")?.area("delayed_because", &words)?,
        NoticeKind::Ended => build,
    };
    Ok(build.done())
}

fn left(desk: Forms<'_>) -> String {
    clock::of(&desk.dossier.case, desk.voice.law)
        .extension_left
        .to_string()
}

/// The last letter of the kind, where it came back or would not leave as approved: what was written begins the next one.
fn former(desk: Forms<'_>, kind: NoticeKind) -> Option<&Notice> {
    let mut notices = desk.dossier.case.notices.iter().rev();
    notices.find(|notice| notice.kind() == kind).filter(|notice| {
        matches!(
            notice.state,
            NoticeState::Returned { .. } | NoticeState::Voided | NoticeState::Dropped
        )
    })
}

fn fee_by(desk: Forms<'_>) -> Said<Vec<(String, String)>> {
    Ok(vec![
        (FeeBy::Item.to_string(), desk.voice.say(key("way-fee-by-item"))?),
        (FeeBy::Page.to_string(), desk.voice.say(key("way-fee-by-page"))?),
    ])
}

/// The items of the case, as options.
pub(super) fn items(desk: Forms<'_>) -> Said<Vec<(String, String)>> {
    let items = desk.dossier.filed.application.items.iter();
    items
        .filter(|item| desk.dossier.case.items.contains(&item.number))
        .map(|item| {
            let number = item.number.to_string();
            let name = desk
                .voice
                .say_with(key("way-item"), &[("number", &number), ("title", &item.title)])?;
            Ok((number, name))
        })
        .collect()
}

/// Whom a letter to another is to, and what it is about.
fn consultation<'a>(
    desk: Forms<'a>,
    build: Build<'a>,
    kind: NoticeKind,
    former: Option<&Notice>,
) -> Said<Build<'a>> {
    let party = former.and_then(|notice| {
        let (party, _) = notice.matter.other_side()?;
        desk.dossier.parties.get(&party)?.as_ref()
    });
    let text = |of: fn(&Party) -> Option<String>| party.and_then(of).unwrap_or_default();
    let items = items(desk)?;
    let only: Vec<String> = match items.as_slice() {
        [(number, _)] => vec![number.clone()],
        _ => Vec::new(),
    };
    let mut build = build.line("text", "party_name", &text(|party| Some(party.name.to_string())))?;
    if kind == NoticeKind::ThirdPartyConsultation {
        let person = vec![("yes".to_owned(), desk.voice.say(key("way-party-is-person"))?)];
        let begins: &[String] = if party.is_some_and(|party| party.is_person) {
            &["yes".to_owned()]
        } else {
            &[]
        };
        build = build.boxes(CHECKBOXES, "party_person", person, begins)?;
    }
    build = build
        .line(
            "text",
            "party_address",
            &text(|party| party.address.as_ref().map(ToString::to_string)),
        )?
        .about(desk.voice.say(key("way-hint-party-address"))?)
        .line(
            "text",
            "party_postcode",
            &text(|party| party.postcode.as_ref().map(ToString::to_string)),
        )?
        .line(
            "text",
            "party_phone",
            &text(|party| party.phone.as_ref().map(ToString::to_string)),
        )?;
    // Only third parties answer online; organs exchange documents.
    if kind == NoticeKind::ThirdPartyConsultation {
        build = build
            .line(
                "text",
                "party_email",
                &text(|party| party.email.as_ref().map(ToString::to_string)),
            )?
            .about(desk.voice.say(key("third-hint-party-email"))?);
    }
    build.boxes(CHECKBOXES, "about_item", items, &only)
}

/// What the third party is shown, and what is written to it.
fn attached<'a>(desk: Forms<'a>, build: Build<'a>, former: Option<&Notice>, words: &str) -> Said<Build<'a>> {
    let voice = desk.voice;
    let prepared = desk.dossier.files.iter().filter(|file| {
        file.purpose == Purpose::Attachment && file.removed_at.is_none() && file.scan != Scan::Infected
    });
    let prepared: Vec<(String, String)> = prepared
        .map(|file| (file.id.to_string(), attachment::title_of(file).to_owned()))
        .collect();
    let hint = voice.say(key("way-hint-consultation"))?;
    let build = build.area("consultation_about", words)?;
    if prepared.is_empty() {
        let none = voice.say(key("third-hint-attached-none"))?;
        return Ok(build.about(format!("{hint}{none}")));
    }
    let before = former.into_iter().flat_map(|notice| notice.matter.attached());
    let before: Vec<String> = before.map(|one| one.file.to_string()).collect();
    Ok(build
        .about(hint)
        .boxes(CHECKBOXES, "attached", prepared, &before)?
        .about(voice.say(key("third-hint-attached"))?))
}

/// Which of the consultations a letter is about.
fn told_of<'a>(desk: Forms<'a>, build: Build<'a>, fits: impl Fn(&Notice) -> bool) -> Said<Build<'a>> {
    let consultations: Vec<(String, String)> = desk
        .dossier
        .case
        .notices
        .iter()
        .filter(|notice| matches!(notice.matter, About::Consultation { .. }) && fits(notice))
        .map(|notice| Ok((notice.id.to_string(), super::rows::addressee(desk, notice)?)))
        .collect::<Said<_>>()?;
    let begins: Vec<String> = match consultations.as_slice() {
        [(id, _)] => vec![id.clone()],
        _ => Vec::new(),
    };
    build.boxes(RADIOS, "consultation", consultations, &begins)
}
