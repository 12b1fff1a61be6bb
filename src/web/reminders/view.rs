//! From the rows of a digest to what the page says.

use std::collections::BTreeMap;

use time::Date;

use super::page::{CaseLink, Day, Group, Line, RemindersPage};
use crate::{
    domain::{
        clock::{self, ClockState},
        flag::Flag,
        id::CaseId,
        stage::StageKey,
        summary::WaitsFor,
    },
    law::ReminderKey,
    notices,
    store::{
        self, StoreError,
        queue::Entry,
        reminder::{self, Given},
    },
    web::{
        access,
        casefile::due::Left,
        error::Failure,
        extract::SignedIn,
        page::View,
        wording::{Said, Voice, voice},
    },
};

/// How many days are listed.
const DAYS: u64 = 60;

pub(super) async fn page(view: &View, who: &SignedIn, day: Date) -> Result<RemindersPage, Failure> {
    let (db, scope, account) = (view.app.db(), who.scope(), who.0.id);
    let (voice, today) = (voice(view), view.app.office.today());
    let given = reminder::of_day(db, scope, account, day).await?;
    let digests = reminder::digests(db, scope, account, DAYS).await?;
    let entries = entries(view, who, &given).await?;
    let cases: Vec<CaseId> = entries.keys().copied().collect();
    let notes = store::note::unread(db, scope, account, &cases).await?;
    let shown = digests.iter().find(|digest| digest.day == day);
    let unread = shown.is_some_and(|digest| !digest.is_read);
    let others = digests.iter().filter(|digest| digest.day != day);
    Ok(RemindersPage {
        day: voice.weekday(day),
        is_today: day == today,
        groups: groups(voice, who, &given, (&entries, &notes), today)?,
        read_href: unread.then(|| format!("/desk/reminders/{day}/read")),
        days: others
            .map(|digest| Day {
                href: format!("/desk/reminders/{}", digest.day),
                name: voice.weekday(digest.day),
                unread: !digest.is_read,
            })
            .collect(),
    })
}

/// The rows of the cases that are spoken of.
async fn entries(
    view: &View,
    who: &SignedIn,
    given: &[Given],
) -> Result<BTreeMap<CaseId, Entry>, StoreError> {
    let cases: Vec<CaseId> = given.iter().map(|given| given.case).collect();
    let entries = store::queue::entries(view.app.db(), who.scope(), &cases).await?;
    Ok(entries.into_iter().map(|entry| (entry.id, entry)).collect())
}

fn groups(
    voice: Voice<'_>,
    who: &SignedIn,
    given: &[Given],
    (entries, notes): (&BTreeMap<CaseId, Entry>, &BTreeMap<CaseId, u64>),
    today: Date,
) -> Said<Vec<Group>> {
    let mut groups = Vec::new();
    for key in ReminderKey::ALL {
        let about = given.iter().filter(|given| given.reminder.key == *key);
        let lines = about.filter_map(|given| Some((given, entries.get(&given.case)?)));
        let lines: Vec<Line> = lines
            .map(|(given, entry)| line(voice, who, given, (entry, notes), today))
            .collect::<Said<_>>()?;
        if !lines.is_empty() {
            let (name, what, about) = notices::words_of(*key);
            groups.push(Group {
                key: key.as_str(),
                name: voice.say(name)?,
                what: voice.say(what)?,
                about: voice.say(about)?,
                lines,
            });
        }
    }
    Ok(groups)
}

fn line(
    voice: Voice<'_>,
    who: &SignedIn,
    given: &Given,
    (entry, notes): (&Entry, &BTreeMap<CaseId, u64>),
    today: Date,
) -> Said<Line> {
    let officer = who.officer();
    let at = if access::is_on_desk(&officer) {
        "/desk/cases"
    } else {
        "/review/cases"
    };
    let is_note = ReminderKey::OF_NOTES.contains(&given.reminder.key);
    let case = access::may_read_row(&officer, entry).then(|| {
        Ok(CaseLink {
            href: if is_note {
                format!("/desk/cases/{}/notes", entry.id)
            } else {
                format!("{at}/{}", entry.id)
            },
            subject: entry.subject.clone(),
            stage: voice.stage_at(entry.stage, &entry.waiting)?,
        })
    });
    let about = given.reminder.about;
    let is_unread = notes.contains_key(&given.case);
    let is_open = if is_note {
        is_unread
    } else {
        is_still_to_do(given, entry)
    };
    let left = is_open.then(|| {
        if is_note {
            return Left::unread(voice);
        }
        let days = clock::working_days_left(voice.law, about, today);
        if counts_down(given.reminder.key) {
            Left::of(voice, days)
        } else {
            Left::since(voice, days)
        }
    });
    Ok(Line {
        case: case.transpose()?,
        number: entry.number.to_string(),
        about: voice.last_day(about)?,
        about_iso: about.to_string(),
        left: left.transpose()?,
    })
}

/// Whether what a reminder asks for has not been done yet, as far as the row of the case tells.
fn is_still_to_do(given: &Given, entry: &Entry) -> bool {
    use StageKey::{Assigned, Closed, Filed, InHand, Issued, Received};
    match given.reminder.key {
        ReminderKey::ReplyDue | ReminderKey::ReplyOverdue => {
            entry.clock != ClockState::Stopped && entry.due_on == Some(given.reminder.about)
        }
        ReminderKey::CorrectionAsk => [Received, Assigned, InHand].contains(&entry.stage),
        ReminderKey::ReceiptUnconfirmed => entry.stage == Filed,
        ReminderKey::Unassigned => entry.stage == Received,
        ReminderKey::ReviewOverdue => entry.stage == StageKey::InReview,
        ReminderKey::ClaimDue => entry
            .waiting
            .iter()
            .any(|step| step.what == WaitsFor::Claim && step.until == Some(given.reminder.about)),
        ReminderKey::Unaccepted => entry.stage == Assigned,
        ReminderKey::Unserved | ReminderKey::CameBack => entry.flags.has(Flag::Unserved),
        ReminderKey::Undelivered => entry.flags.has(Flag::Undelivered),
        ReminderKey::CorrectionExpired => entry.clock == ClockState::AwaitingCorrection,
        ReminderKey::FeeExpired | ReminderKey::ProofCame => entry.clock == ClockState::AwaitingFee,
        ReminderKey::ConsultationDue | ReminderKey::OpinionCame => entry.stage < Issued,
        ReminderKey::AppealReply
        | ReminderKey::OrderedAnew
        | ReminderKey::ReReview
        | ReminderKey::PublicationProposed => entry.stage == Closed || entry.stage > Issued,
        // Whether a note was read, the row does not tell.
        ReminderKey::Mentioned | ReminderKey::Noted => false,
    }
}

/// Whether the day is one until which something is to be done, not one since which it waits.
fn counts_down(key: ReminderKey) -> bool {
    match key {
        ReminderKey::ReplyDue
        | ReminderKey::ReplyOverdue
        | ReminderKey::CorrectionAsk
        | ReminderKey::ReceiptUnconfirmed
        | ReminderKey::ConsultationDue
        | ReminderKey::AppealReply
        | ReminderKey::ReviewOverdue
        | ReminderKey::ClaimDue
        | ReminderKey::ReReview => true,
        ReminderKey::Unassigned
        | ReminderKey::Unaccepted
        | ReminderKey::Unserved
        | ReminderKey::CameBack
        | ReminderKey::Undelivered
        | ReminderKey::OpinionCame
        | ReminderKey::ProofCame
        | ReminderKey::CorrectionExpired
        | ReminderKey::FeeExpired
        | ReminderKey::OrderedAnew
        | ReminderKey::PublicationProposed
        | ReminderKey::Mentioned
        | ReminderKey::Noted => false,
    }
}
