//! Mail that comes back, and letters that are served again: of the answer among the things to do, of procedural letters
//! beside them.

use super::super::forms::Forms;
use crate::{
    domain::{
        case::SentLetter,
        command::CommandKind,
        id::LetterId,
        notice::goes_to_another,
        service::{self, Mail, SignedBy},
    },
    text::{Key, key},
    web::{
        casefile::order::{OrderForm, RADIOS},
        wording::{Said, Voice},
    },
};

/// To record that the answer came back.
pub(super) fn of_the_answer(desk: Forms<'_>) -> Said<Vec<OrderForm>> {
    let Some(answer) = desk.dossier.case.answer() else {
        return Ok(Vec::new());
    };
    Ok(came_back(desk, answer.id)?.into_iter().collect())
}

/// What can be done about the mail of a procedural letter.
pub(super) fn of_a_notice(desk: Forms<'_>, letter: &SentLetter) -> Said<Vec<OrderForm>> {
    let mut forms: Vec<OrderForm> = came_back(desk, letter.id)?.into_iter().collect();
    let waits = service::unserved(&desk.dossier.case).any(|waiting| waiting.id == letter.id);
    if waits && desk.may(CommandKind::Serve) {
        forms.push(again(desk, letter)?);
    }
    Ok(forms)
}

fn came_back(desk: Forms<'_>, letter: LetterId) -> Said<Option<OrderForm>> {
    let in_the_mail = service::in_the_mail(&desk.dossier.case).any(|sent| sent.id == letter);
    if !in_the_mail || !desk.may(CommandKind::RecordReturn) {
        return Ok(None);
    }
    let voice = desk.voice;
    let mut reasons = Vec::new();
    for rule in voice.law.returns() {
        let text = if rule.counts {
            key("return-counts")
        } else {
            key("return-does-not-count")
        };
        let name = voice.say_with(text, &[("reason", &rule.name)])?;
        reasons.push((rule.key.to_string(), name));
    }
    let form = desk
        .begin(CommandKind::RecordReturn, &letter.to_string())?
        .effect(voice.say(key("way-effect-return"))?)
        .line("date", "returned_on", "")?
        .boxes(RADIOS, "return_reason", reasons, &[])?
        .area("return_remark", "")?
        .about(voice.say(key("way-hint-return-remark"))?);
    Ok(Some(form.done()))
}

/// Ways of service to choose from, each with its name.
pub(super) fn choices(voice: Voice<'_>, ways: Vec<(&str, Key)>) -> Said<Vec<(String, String)>> {
    ways.into_iter()
        .map(|(value, name)| Ok((value.to_owned(), voice.say(name)?)))
        .collect()
}

/// The kinds of mail to choose from.
pub(super) fn mails(voice: Voice<'_>) -> Said<Vec<(String, String)>> {
    Mail::ALL
        .iter()
        .map(|mail| Ok((mail.to_string(), voice.mail(*mail)?)))
        .collect()
}

/// Everybody who may sign, as options.
pub(in crate::web::desk::case) fn signers(voice: Voice<'_>) -> Said<Vec<(String, String)>> {
    let signer = |who: &SignedBy| Ok((who.to_string(), voice.signed_by(*who)?));
    SignedBy::ALL.iter().map(signer).collect()
}

fn again(desk: Forms<'_>, letter: &SentLetter) -> Said<OrderForm> {
    let (voice, case) = (desk.voice, &desk.dossier.case);
    let to_another = case
        .notice_of(letter.id)
        .is_some_and(|notice| goes_to_another(notice.kind()));
    let mut ways: Vec<(&str, Key)> = vec![("post", key("serve-post")), ("counter", key("serve-counter"))];
    if to_another {
        ways.push(("exchange", key("way-by-exchange")));
    } else {
        ways.push(("online", key("serve-online")));
    }
    ways.push(("entrusted", key("serve-entrusted")));
    let form = desk
        .begin(CommandKind::Serve, &letter.id.to_string())?
        .named(voice.say(key("way-serve-again"))?)
        .hint(voice.say(key("way-hint-serve-again"))?)
        .boxes(RADIOS, "by", choices(voice, ways)?, &["post".to_owned()])?
        .list("mail", mails(voice)?, Mail::Ems.as_str())?
        .line("text", "waybill", "")?
        .about(voice.say(key("way-hint-waybill"))?)
        .line("date", "posted_on", "")?
        .line("date", "signed_on", "")?
        .list("signed_by", signers(voice)?, SignedBy::Addressee.as_str())?
        .area("serve_remark", "")?
        .about(voice.say(key("serve-remark-hint"))?);
    Ok(form.done())
}
