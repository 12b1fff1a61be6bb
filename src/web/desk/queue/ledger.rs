//! 台账: the register of applications as agencies keep it, a line a case: what was asked for and by whom, every date on the
//! way, the answer with its number and how it was served, and what followed.

use std::collections::BTreeMap;

use time::Date;

use super::export::iso;
use crate::{
    casework::Office,
    domain::{
        appeal::Appeal, application::Application, case::Case, consultation, id::CaseId,
        sent_letter::SentLetter, service::Service, text::masked,
    },
    law::{NoticeKind, Proceeding},
    store::{self, Scope, queue::Entry},
    text::{Key, key},
    web::{
        error::Failure,
        wording::{Names, Said, Voice},
    },
};

/// In the order in which registers have them.
pub(in crate::web::desk) const HEADS: [Key; 24] = [
    key("queue-number"),
    key("queue-received"),
    key("queue-channel"),
    key("queue-applicant"),
    key("queue-kind"),
    key("ledger-phone"),
    key("ledger-request"),
    key("queue-by-department"),
    key("queue-by-handler"),
    key("ledger-correction-asked"),
    key("ledger-corrected"),
    key("ledger-consulted"),
    key("ledger-opinion"),
    key("ledger-extended"),
    key("queue-due"),
    key("ledger-answered"),
    key("queue-outcome"),
    key("ledger-letter-number"),
    key("ledger-service"),
    key("ledger-waybill"),
    key("ledger-signed"),
    key("queue-stage"),
    key("ledger-reconsideration"),
    key("ledger-litigation"),
];

/// These cases, in the order of [`HEADS`]. Telephone numbers are shortened: a register goes from hand to hand.
pub(super) async fn rows(
    office: &Office,
    scope: Scope,
    voice: Voice<'_>,
    names: &Names,
    entries: &[Entry],
) -> Result<Vec<Vec<String>>, Failure> {
    let db = &office.db;
    let ids: Vec<CaseId> = entries.iter().map(|entry| entry.id).collect();
    let cases: BTreeMap<CaseId, Case> = store::case::load_all(db, scope, &ids)
        .await?
        .into_iter()
        .map(|case| (case.id, case))
        .collect();
    let applicants: Vec<_> = cases.values().map(|case| case.filing.applicant).collect();
    let phones = store::applicant::phones(db, &office.vault, scope, &applicants).await?;
    let applications = store::application::of_cases(db, scope, &ids).await?;
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        // Between the page and the cases nothing is taken away: what is no longer there has never been.
        let Some(case) = cases.get(&entry.id) else {
            continue;
        };
        let phone = phones.get(&case.filing.applicant);
        let phone = phone.map(|phone| masked(phone.as_str(), 3, 4));
        let request = applications
            .get(&entry.id)
            .map(|filed| request(&filed.application));
        let line = Line {
            voice,
            names,
            entry,
            case,
        };
        rows.push(line.fields(phone.unwrap_or_default(), request.unwrap_or_default())?);
    }
    Ok(rows)
}

/// Every item with its words.
fn request(application: &Application) -> String {
    let item = |item: &crate::domain::application::Item| {
        let number = item.document_number.as_deref();
        let number = number.map(|number| format!("（{number}）")).unwrap_or_default();
        let description = item.description.as_deref();
        let description = description.map(|words| format!("：{words}")).unwrap_or_default();
        format!("{}{number}{description}", item.title)
    };
    let items: Vec<String> = application.items.iter().map(item).collect();
    items.join("\n")
}

struct Line<'a> {
    voice: Voice<'a>,
    names: &'a Names,
    entry: &'a Entry,
    case: &'a Case,
}

impl Line<'_> {
    fn fields(&self, phone: String, request: String) -> Said<Vec<String>> {
        let Self {
            voice,
            names,
            entry,
            case,
        } = self;
        let answer = case.answer();
        let ground = entry.outcome.as_ref().and_then(|ground| voice.law.ground(ground));
        let department = entry.department.map(|id| names.department(id));
        let arrived = answer.and_then(SentLetter::arrived);
        let waybill = answer.and_then(SentLetter::service).and_then(Service::waybill);
        Ok(vec![
            entry.number.to_string(),
            iso(entry.received_on),
            voice.law.channel(entry.channel).name.clone(),
            voice.applicant_listed(&entry.applicant_name)?,
            voice.applicant_kind(entry.applicant_kind)?,
            phone,
            request,
            department.unwrap_or_default(),
            entry.handler.map(|id| names.person(id)).unwrap_or_default(),
            self.sent(NoticeKind::Correction),
            iso(case.corrected.as_ref().map(|corrected| corrected.received_on)),
            days(consultation::all(case).map(|(_, letter)| letter.issued_on)),
            days(
                case.notices
                    .iter()
                    .filter_map(|notice| Some(notice.opinion.as_ref()?.answered_on)),
            ),
            self.sent(NoticeKind::Extension),
            iso(entry.due_on),
            iso(answer.and_then(SentLetter::served_on)),
            ground.map(|ground| ground.name.clone()).unwrap_or_default(),
            answer.map(|letter| letter.number.clone()).unwrap_or_default(),
            answer
                .and_then(SentLetter::service)
                .map(|service| voice.say(way(service)))
                .transpose()?
                .unwrap_or_default(),
            waybill
                .map(|waybill| waybill.as_str().to_owned())
                .unwrap_or_default(),
            iso(arrived.and_then(crate::domain::case::Attempt::reached_on)),
            voice.stage_at(entry.stage, &entry.waiting)?,
            self.proceedings(Proceeding::Reconsideration)?,
            self.proceedings(Proceeding::Litigation)?,
        ])
    }

    /// When letters of a kind went out.
    fn sent(&self, kind: NoticeKind) -> String {
        days(self.case.sent(kind).filter_map(|(_, letter)| letter.served_on()))
    }

    /// What kind, since when, and how it ended.
    fn proceedings(&self, wanted: Proceeding) -> Said {
        let all = self
            .case
            .appeals
            .iter()
            .filter(|appeal| appeal.of.proceeding() == wanted);
        let told = all.map(|appeal| self.proceeding(appeal));
        Ok(told.collect::<Said<Vec<_>>>()?.join("；"))
    }

    fn proceeding(&self, appeal: &Appeal) -> Said {
        let (name, since) = (
            self.voice.proceeding(&appeal.of)?,
            appeal.of.known_on().to_string(),
        );
        let Some(closed) = &appeal.closed else {
            return self
                .voice
                .say_with(key("ledger-pending"), &[("name", &name), ("since", &since)]);
        };
        let (result, on) = (
            self.voice.appeal_result(&closed.result),
            closed.decided_on.to_string(),
        );
        let parts = [
            ("name", name.as_str()),
            ("since", &since),
            ("on", &on),
            ("result", result),
        ];
        self.voice.say_with(key("ledger-closed"), &parts)
    }
}

fn days(days: impl Iterator<Item = Date>) -> String {
    let days: Vec<String> = days.map(|day| day.to_string()).collect();
    days.join("、")
}

fn way(service: &Service) -> Key {
    match service {
        Service::Online { .. } => key("ledger-by-online"),
        Service::Counter { .. } => key("ledger-by-counter"),
        Service::Post { .. } => key("ledger-by-post"),
        Service::Exchange { .. } => key("ledger-by-exchange"),
        Service::Entrusted { .. } => key("ledger-by-entrusted"),
    }
}
