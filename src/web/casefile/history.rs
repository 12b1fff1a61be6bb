//! 办理经过: every event in words, with who and when.

use std::collections::BTreeMap;

use serde::Serialize;
use time::UtcOffset;

use crate::{
    domain::{account::ActorRef, case::Case, event::Recorded, id::TextId},
    text::{key, words},
    web::wording::{Names, Said, Voice, entry_text, words_of},
};

/// One line of the history.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Entry {
    /// Beijing time, in words.
    pub(crate) when: String,
    pub(crate) iso: String,
    pub(crate) who: String,
    pub(crate) what: String,
    /// What they wrote.
    pub(crate) words: Option<String>,
}

/// What people wrote, by id; nothing where it was erased.
pub(crate) type Texts = BTreeMap<TextId, Option<String>>;

/// The events in words, the newest first.
pub(crate) fn entries<'a>(
    voice: Voice<'_>,
    case: &Case,
    events: impl DoubleEndedIterator<Item = &'a Recorded>,
    names: &Names,
    texts: &Texts,
    office: UtcOffset,
) -> Said<Vec<Entry>> {
    events
        .rev()
        .map(|recorded| {
            let words = words_of(&recorded.event).map(|reference| match texts.get(&reference.id) {
                Some(Some(text)) => Ok(text.clone()),
                Some(None) | None => voice.say(key("event-words-erased")),
            });
            Ok(Entry {
                when: words::instant(voice.say.lang, recorded.at, office),
                iso: recorded
                    .at
                    .to_offset(office)
                    .format(&time::format_description::well_known::Rfc3339)
                    .unwrap_or_default(),
                who: match recorded.actor {
                    ActorRef::Account(account) => names.person(account),
                    ActorRef::Applicant => voice.say(key("event-by-applicant"))?,
                    ActorRef::ThirdParty => voice.say(key("third-event-by"))?,
                    ActorRef::Program => voice.say(key("event-by-program"))?,
                },
                what: entry_text(voice, case, names, &recorded.event)?,
                words: words.transpose()?,
            })
        })
        .collect()
}

/// Lines for the samples of pages.
pub(crate) fn samples() -> Vec<Entry> {
    let entry = |words: Option<&str>| Entry {
        when: "2026年11月16日 09:05".to_owned(),
        iso: "2026-11-16T09:05:00+08:00".to_owned(),
        who: "欧阳某某（承办人）".to_owned(),
        what: "退回分办".to_owned(),
        words: words.map(str::to_owned),
    };
    vec![entry(None), entry(Some("不属于<script>本科室\n第二行"))]
}
