//! What whoever opens the case must see first: a draft that came back, a deadline that passed.

use serde::Serialize;
use time::Date;

use super::dossier::Dossier;
use crate::{
    domain::{abandonment, clock, stage::Stage, words::WordsRef},
    text::key,
    web::wording::{Said, Voice, letter_name},
};

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Notice {
    /// `warning` or `info`.
    pub(crate) tone: &'static str,
    pub(crate) title: String,
    pub(crate) text: Option<String>,
    /// What a colleague wrote.
    pub(crate) words: Option<String>,
}

/// The notices of a case, the most pressing first.
pub(crate) fn notices(voice: Voice<'_>, dossier: &Dossier, today: Date) -> Said<Vec<Notice>> {
    let Dossier {
        case,
        applicant,
        names,
        texts,
        ..
    } = dossier;
    let mut notices = Vec::new();
    let written = |words: WordsRef| texts.get(&words.id).cloned().flatten();
    if let Some(remarks) = &case.remarks {
        let by = remarks.by.map(|by| names.person(by)).unwrap_or_default();
        let step = names.step(voice, &remarks.step);
        notices.push(Notice {
            tone: "warning",
            title: voice.say_with(key("notice-sent-back"), &[("step", step), ("by", &by)])?,
            text: None,
            words: written(remarks.words),
        });
    }
    if case.voided {
        notices.push(Notice {
            tone: "warning",
            title: voice.say(key("notice-voided"))?,
            text: Some(voice.say(key("notice-voided-text"))?),
            words: None,
        });
    }
    if let Some(reason) = case.handed_back {
        notices.push(Notice {
            tone: "warning",
            title: voice.say(key("notice-handed-back"))?,
            text: None,
            words: written(reason),
        });
    }
    let reading = clock::of(case, voice.law);
    if reading.stopped_on.is_none() && reading.is_late(today) {
        notices.push(Notice {
            tone: "warning",
            title: voice.say(key("notice-late"))?,
            text: Some(voice.say(key("notice-late-text"))?),
            words: None,
        });
    }
    if let Some(expired) = abandonment::due(case, voice.law, today).filter(|_| case.stage.is_open()) {
        let letter = letter_name(voice, case, expired.letter)?;
        let ended = [
            ("letter", letter.as_str()),
            ("reached", &voice.weekday(expired.reached_on)),
            ("expired", &voice.weekday(expired.expired_on)),
        ];
        notices.push(Notice {
            tone: "warning",
            title: voice.say(key("notice-expired"))?,
            text: Some(voice.say_with(key("notice-expired-text"), &ended)?),
            words: None,
        });
    }
    if let (Stage::Filed, Some(submitted)) = (&case.stage, case.submitted_on)
        && submitted < today
    {
        notices.push(Notice {
            tone: "warning",
            title: voice.say(key("notice-unconfirmed"))?,
            text: Some(voice.say_with(
                key("notice-unconfirmed-text"),
                &[("day", &voice.weekday(submitted))],
            )?),
            words: None,
        });
    }
    let lacks_authority = applicant
        .as_ref()
        .and_then(|applicant| applicant.lacks_authority());
    if let (true, Some(note)) = (case.stage.is_open(), lacks_authority) {
        notices.push(Notice {
            tone: "warning",
            title: voice.say(key("notice-no-authority"))?,
            text: None,
            words: Some(note.to_owned()),
        });
    }
    notices.extend(imported(voice, dossier)?);
    Ok(notices)
}

/// 旧台账导入: what the old register tells, and that the letters of then are not here.
fn imported(voice: Voice<'_>, dossier: &Dossier) -> Said<Option<Notice>> {
    let Dossier { case, texts, .. } = dossier;
    let Some(told) = &case.imported else {
        return Ok(None);
    };
    let written = |words: WordsRef| texts.get(&words.id).cloned().flatten();
    let number = written(told.number).unwrap_or_default();
    let text = match case.answered_before() {
        None => voice.say_with(key("notice-imported-text"), &[("number", &number)])?,
        Some(answer) => {
            let ground = voice.law.ground(&answer.ground);
            let ground = ground.map_or(answer.ground.as_str(), |ground| &ground.name);
            let letter = answer.letter.and_then(written).unwrap_or_else(|| "—".to_owned());
            let day = voice.weekday(answer.answered_on);
            let parts = [
                ("number", number.as_str()),
                ("ground", ground),
                ("day", &day),
                ("letter", &letter),
            ];
            voice.say_with(key("notice-imported-answered"), &parts)?
        }
    };
    Ok(Some(Notice {
        tone: "info",
        title: voice.say(key("notice-imported"))?,
        text: Some(text),
        words: told.remarks.and_then(written),
    }))
}
