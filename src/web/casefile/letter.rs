//! The letters of a case: every time that they were served, and the two days that follow from it, each with what proves
//! it.

use serde::Serialize;
use time::UtcOffset;

use super::history::Texts;
use crate::{
    domain::{
        case::{Attempt, SentLetter},
        message::Medium,
        service::Service,
        words::WordsRef,
    },
    store::outbox::Sent,
    text::{key, words},
    web::{
        casefile::dossier::Dossier,
        wording::{Said, Voice, letter_name},
    },
};

#[derive(Debug, Clone, Serialize)]
pub(crate) struct LetterRow {
    pub(crate) title: String,
    pub(crate) number: String,
    pub(crate) issued_on: String,
    /// Why it was spoilt, where it was.
    pub(crate) spoilt: Option<String>,
    /// Every time that it was served; empty while it waits.
    pub(crate) attempts: Vec<AttemptRow>,
    /// The day that counts for the agency's time limit, with its evidence, or why there is none yet.
    pub(crate) for_agency: Option<String>,
    /// The day from which the addressee's own periods run, likewise.
    pub(crate) for_addressee: Option<String>,
    pub(crate) opened: Option<String>,
    /// When the applicant was told of it, and by which way.
    pub(crate) told: Vec<String>,
    pub(crate) href: String,
    pub(crate) pdf_href: String,
    /// Everything that went out with it, in one download.
    pub(crate) package_href: Option<String>,
}

/// One time that a letter was served.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct AttemptRow {
    pub(crate) service: String,
    pub(crate) remark: Option<String>,
    /// What became of it: delivered, on its way, or returned with the reason.
    pub(crate) became: Option<String>,
}

/// The letters, the newest first; `at` is where the pages of the audience's cases are.
pub(crate) fn letters(voice: Voice<'_>, dossier: &Dossier, at: &str) -> Said<Vec<LetterRow>> {
    let letters = dossier.case.letters.iter().rev();
    letters.map(|letter| row(voice, dossier, letter, at)).collect()
}

fn row(voice: Voice<'_>, dossier: &Dossier, letter: &SentLetter, at: &str) -> Said<LetterRow> {
    let (case, texts) = (&dossier.case, &dossier.texts);
    let told = dossier.told.iter().filter(|sent| sent.letter == Some(letter.id));
    let href = format!("{at}/{}/letters/{}", case.id, letter.id);
    let counts = letter.spoilt.is_none();
    let opened = if case.is_for_the_applicant(letter.id) {
        key("letter-opened")
    } else {
        key("third-letter-opened")
    };
    let attempts = letter.attempts.iter();
    Ok(LetterRow {
        title: letter_name(voice, case, letter.id)?,
        number: letter.number.clone(),
        issued_on: voice.weekday(letter.issued_on),
        spoilt: letter.spoilt.map(|why| spoilt(voice, texts, why)).transpose()?,
        attempts: attempts
            .map(|attempt| attempt_row(voice, attempt, texts))
            .collect::<Said<_>>()?,
        for_agency: counts.then(|| for_agency(voice, letter)).transpose()?,
        for_addressee: counts.then(|| for_addressee(voice, letter)).transpose()?,
        opened: letter
            .opened_on
            .map(|day| voice.say_with(opened, &[("day", &voice.weekday(day))]))
            .transpose()?,
        told: told
            .filter_map(|sent| told_text(voice, *sent, dossier.offset))
            .collect::<Said<_>>()?,
        pdf_href: format!("{href}/pdf"),
        package_href: letter.has_package.then(|| format!("{href}/package")),
        href,
    })
}

/// That the applicant was told of a letter: no service, but evidence that it was no secret.
fn told_text(voice: Voice<'_>, sent: Sent, offset: UtcOffset) -> Option<Said> {
    let text = match sent.medium {
        Medium::Mail => key("letter-told-mail"),
        Medium::TextMessage => key("letter-told-text-message"),
        // What programs are told is no word to the applicant.
        Medium::Webhook => return None,
    };
    let at = words::instant(voice.say.lang, sent.sent_at, offset);
    Some(voice.say_with(text, &[("at", &at)]))
}

fn written(texts: &Texts, words: WordsRef) -> Option<String> {
    texts.get(&words.id).cloned().flatten()
}

fn spoilt(voice: Voice<'_>, texts: &Texts, why: WordsRef) -> Said {
    let erased = || voice.say(key("letter-words-erased"));
    let why = written(texts, why).map_or_else(erased, Ok)?;
    voice.say_with(key("letter-spoilt"), &[("why", &why)])
}

/// One time that a letter was served, in words.
pub(crate) fn attempt_row(voice: Voice<'_>, attempt: &Attempt, texts: &Texts) -> Said<AttemptRow> {
    let remarks = [
        attempt.remark,
        attempt.returned.as_ref().and_then(|returned| returned.remark),
    ];
    let remarks: Vec<String> = remarks
        .into_iter()
        .flatten()
        .filter_map(|words| written(texts, words))
        .collect();
    Ok(AttemptRow {
        service: service_text(voice, &attempt.service)?,
        remark: (!remarks.is_empty()).then(|| remarks.join("；")),
        became: became(voice, attempt)?,
    })
}

/// What became of a letter that went out in a way that does not tell.
pub(crate) fn became(voice: Voice<'_>, attempt: &Attempt) -> Said<Option<String>> {
    if let Some(returned) = &attempt.returned {
        let rule = voice.law.find_return(&returned.reason);
        let reason = rule.map_or(returned.reason.as_str(), |rule| &rule.name);
        let text = if returned.counts {
            key("letter-returned")
        } else {
            key("letter-returned-not-counted")
        };
        let day = voice.weekday(returned.on);
        return voice
            .say_with(text, &[("day", &day), ("reason", reason)])
            .map(Some);
    }
    match attempt.delivered {
        Some(delivered) => voice
            .say_with(key("letter-delivered"), &[("day", &voice.weekday(delivered.on))])
            .map(Some),
        None if attempt.is_on_its_way() => voice.say(key("letter-on-its-way")).map(Some),
        None => Ok(None),
    }
}

/// The day that counts for the agency's time limit, and by what.
fn for_agency(voice: Voice<'_>, letter: &SentLetter) -> Said {
    let Some(counted) = letter.counted() else {
        let text = if letter.was_sent() {
            key("letter-agency-returned")
        } else {
            key("letter-agency-unserved")
        };
        return voice.say(text);
    };
    let day = voice.weekday(counted.service.served_on());
    let evidence = evidence(voice, counted)?;
    voice.say_with(key("letter-agency"), &[("day", &day), ("evidence", &evidence)])
}

/// The day on which it really reached whoever it is to, and what proves that.
fn for_addressee(voice: Voice<'_>, letter: &SentLetter) -> Said {
    if let Some((arrived, day)) = letter.arrived().zip(letter.reached_on()) {
        let evidence = match arrived.delivered {
            Some(_) => voice.say(key("letter-evidence-delivered"))?,
            None => evidence(voice, arrived)?,
        };
        let day = voice.weekday(day);
        return voice.say_with(key("letter-addressee"), &[("day", &day), ("evidence", &evidence)]);
    }
    voice.say(match letter.attempts.last() {
        None => key("letter-addressee-unserved"),
        Some(last) if last.returned.is_some() => key("letter-addressee-returned"),
        Some(_) => key("letter-addressee-on-its-way"),
    })
}

/// What proves that a letter left, or that it was signed for.
fn evidence(voice: Voice<'_>, attempt: &Attempt) -> Said {
    match &attempt.service {
        Service::Online { .. } => voice.say(key("letter-evidence-online")),
        Service::Counter { .. } => voice.say(key("letter-evidence-signed")),
        Service::Entrusted { .. } => voice.say(key("letter-evidence-entrusted")),
        Service::Exchange { .. } => voice.say(key("letter-evidence-exchange")),
        Service::Post { waybill, .. } => {
            voice.say_with(key("letter-evidence-post"), &[("waybill", waybill.as_str())])
        }
    }
}

/// How a letter was served.
pub(crate) fn service_text(voice: Voice<'_>, service: &Service) -> Said {
    match service {
        Service::Online { available_on } => voice.say_with(
            key("letter-served-online"),
            &[("day", &voice.weekday(*available_on))],
        ),
        Service::Counter {
            signed_on,
            signed_by: None,
        } => voice.say_with(
            key("letter-served-counter"),
            &[("day", &voice.weekday(*signed_on))],
        ),
        Service::Counter {
            signed_on,
            signed_by: Some(who),
        } => voice.say_with(
            key("letter-served-counter-by"),
            &[
                ("day", &voice.weekday(*signed_on)),
                ("who", &voice.signed_by(*who)?),
            ],
        ),
        Service::Entrusted { signed_on, signed_by } => voice.say_with(
            key("letter-served-entrusted"),
            &[
                ("day", &voice.weekday(*signed_on)),
                ("who", &voice.signed_by(*signed_by)?),
            ],
        ),
        Service::Exchange { sent_on } => voice.say_with(
            key("letter-served-exchange"),
            &[("day", &voice.weekday(*sent_on))],
        ),
        Service::Post {
            mail,
            waybill,
            posted_on,
        } => voice.say_with(
            key("letter-served-post"),
            &[
                ("mail", &voice.mail(*mail)?),
                ("waybill", waybill.as_str()),
                ("day", &voice.weekday(*posted_on)),
            ],
        ),
    }
}
