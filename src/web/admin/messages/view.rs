//! From the outbox to the page.

use uuid::Uuid;

use super::{
    AT, Typed,
    page::{All, Aside, MessagesPage, Way},
};
use crate::{
    domain::{
        id::CaseId,
        message::{Medium, MessageKind, Reason},
    },
    store::{
        outbox::{self, Message, Standing, Target, Which},
        queue::{self, Entry},
    },
    text::{Key, key, words},
    web::{
        error::Failure,
        extract::SignedIn,
        form::Field,
        page::View,
        wording::{Said, Voice, voice},
    },
};

/// How many messages are listed.
const LISTED: u64 = 100;

/// The id of the field for a reason, of one message or of all.
pub(super) fn because_id(id: Option<Uuid>) -> String {
    id.map_or_else(|| "because-all".to_owned(), |id| format!("because-{id}"))
}

pub(super) async fn page(view: &View, who: &SignedIn, typed: Typed) -> Result<MessagesPage, Failure> {
    let (db, scope, voice) = (view.app.db(), who.scope(), voice(view));
    let standing = outbox::standing(db, scope).await?;
    let listed = outbox::list(db, scope, Which::SetAside, LISTED).await?;
    let cases: Vec<CaseId> = listed.iter().filter_map(case_of).collect();
    let entries = queue::entries(db, scope, &cases).await?;
    let ways = standing
        .iter()
        .map(|(medium, standing)| way(view, voice, *medium, standing));
    let aside = listed
        .iter()
        .map(|message| aside(view, voice, message, &entries, &typed));
    let total: u64 = standing.values().map(|standing| standing.set_aside).sum();
    let counts = [("count", total.to_string()), ("listed", LISTED.to_string())];
    let counts = counts.each_ref().map(|(name, count)| (*name, count.as_str()));
    let has_mail = view.app.office.notices.has(Medium::Mail);
    let own = who.0.email.as_ref().map(ToString::to_string);
    Ok(MessagesPage {
        ways: ways.collect::<Said<_>>()?,
        aside: aside.collect::<Said<_>>()?,
        counted: (total > LISTED)
            .then(|| voice.say_with(key("messages-counted"), &counts))
            .transpose()?,
        all: (total > 1).then(|| All {
            because: because(None, &typed),
        }),
        to: has_mail.then(|| {
            let value = typed.to.clone().or(own).unwrap_or_default();
            Field::new("to", value, &typed.errors)
        }),
        errors: typed.errors,
    })
}

fn way(view: &View, voice: Voice<'_>, medium: Medium, standing: &Standing) -> Said<Way> {
    let notices = &view.app.office.notices;
    let quiet = notices
        .quiet(medium)
        .filter(|quiet| quiet.from != quiet.until)
        .map(|quiet| {
            let (from, until) = (quiet.from.to_string(), quiet.until.to_string());
            voice.say_with(key("messages-quiet"), &[("from", &from), ("until", &until)])
        });
    let at = |at| words::instant(voice.say.lang, at, view.app.clock.offset());
    let failure = standing.last_failure.map(|(when, reason)| {
        let why = why(voice, reason)?;
        voice.say_with(key("messages-failure"), &[("at", &at(when)), ("why", &why)])
    });
    Ok(Way {
        name: voice.say(name_of(medium))?,
        is_set: notices.has(medium),
        quiet: quiet.transpose()?,
        waiting: standing.waiting.to_string(),
        last_sent: standing.last_sent_at.map(at),
        last_failure: failure.transpose()?,
    })
}

fn aside(view: &View, voice: Voice<'_>, message: &Message, entries: &[Entry], typed: &Typed) -> Said<Aside> {
    let case = case_of(message);
    let entry = entries.iter().find(|entry| Some(entry.id) == case);
    let since = message.set_aside_at.unwrap_or(message.created_at);
    Ok(Aside {
        what: voice.say(kind_of(message.kind))?,
        way: voice.say(name_of(message.medium))?,
        number: entry.map(|entry| entry.number.to_string()),
        why: message
            .last_error
            .map(|reason| why(voice, reason))
            .transpose()?
            .unwrap_or_default(),
        attempts: message.attempts.to_string(),
        since: words::instant(voice.say.lang, since, view.app.clock.offset()),
        retry_href: format!("{AT}/{}/retry", message.id),
        drop_href: format!("{AT}/{}/drop", message.id),
        because: because(Some(message.id), typed),
    })
}

fn because(id: Option<Uuid>, typed: &Typed) -> Field {
    let given = typed.because.as_ref().filter(|(of, _)| *of == id);
    let value = given.map(|(_, words)| words.clone()).unwrap_or_default();
    Field::new(because_id(id), value, &typed.errors)
}

fn case_of(message: &Message) -> Option<CaseId> {
    match &message.target {
        Target::Case { case, .. } => Some(*case),
        Target::Digest { .. } | Target::Alarm { .. } | Target::Heartbeat { .. } => None,
    }
}

fn name_of(medium: Medium) -> Key {
    match medium {
        Medium::Mail => key("messages-mail"),
        Medium::TextMessage => key("messages-text-message"),
        Medium::Webhook => key("messages-webhook"),
    }
}

fn kind_of(kind: MessageKind) -> Key {
    match kind {
        MessageKind::Digest => key("messages-kind-digest"),
        MessageKind::Filed => key("messages-kind-filed"),
        MessageKind::Received => key("messages-kind-received"),
        MessageKind::LetterIssued => key("messages-kind-letter-issued"),
        MessageKind::LetterServed => key("messages-kind-letter-served"),
        MessageKind::Closed => key("messages-kind-closed"),
        MessageKind::ConsultationLink => key("third-kind-link"),
        MessageKind::ConsultationCode => key("third-kind-code"),
        MessageKind::ChannelAlarm => key("channel-kind-alarm"),
        MessageKind::Heartbeat => key("channel-kind-heartbeat"),
        MessageKind::ConsultationDue => key("third-kind-due"),
        MessageKind::ConsultationDecided => key("third-kind-decided"),
    }
}

/// A reason in words.
pub(super) fn why(voice: Voice<'_>, reason: Reason) -> Said {
    match reason {
        Reason::Smtp(code, enhanced) => {
            let code = match enhanced {
                Some(enhanced) => format!("{code} {enhanced}"),
                None => code.to_string(),
            };
            voice.say_with(key("messages-why-smtp"), &[("code", &code)])
        }
        Reason::Http(status) => voice.say_with(key("messages-why-http"), &[("status", &status.to_string())]),
        Reason::Unreachable => voice.say(key("messages-why-unreachable")),
        Reason::Broken => voice.say(key("messages-why-broken")),
        Reason::Timeout => voice.say(key("messages-why-timeout")),
        Reason::Tls => voice.say(key("messages-why-tls")),
        Reason::SignIn => voice.say(key("messages-why-sign-in")),
        Reason::NoAddress => voice.say(key("messages-why-no-address")),
        Reason::BadAddress => voice.say(key("messages-why-bad-address")),
        Reason::NotConfigured => voice.say(key("messages-why-not-configured")),
        Reason::Unreadable => voice.say(key("messages-why-unreadable")),
        Reason::NothingLeft => voice.say(key("messages-why-nothing-left")),
    }
}
