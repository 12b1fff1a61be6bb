//! How often the applicant applied, with the cases.

use super::{
    page::{AppliedPart, CaseRow, Table},
    view::Desk,
};
use crate::{
    casework::evidence::Listed,
    law::{ClueKind, TariffKey},
    store::{applicant::asker::Namesake, queue::Entry},
    text::key,
    web::{casefile::clues::asker, wording::Said},
};

impl Desk<'_> {
    pub(super) fn applied(self) -> Said<Option<AppliedPart>> {
        let kind = ClueKind::SameApplicant;
        let found = self.found;
        let summary = asker(self.voice, &found.summary)?;
        let namesakes: Vec<CaseRow> = found
            .namesakes
            .iter()
            .map(|(entry, namesake)| self.case_row(entry, Some(namesake)))
            .collect::<Said<_>>()?;
        if self.is_aside(kind, None) || summary.is_none() && namesakes.is_empty() {
            return Ok(None);
        }
        Ok(Some(AppliedPart {
            about: self.about(kind),
            fee: summary.is_some().then(|| self.fee()).transpose()?.flatten(),
            summary,
            cases: self.table(&found.by_applicant)?,
            represented: self.table(&found.represented)?,
            namesakes: (!namesakes.is_empty()).then_some(Table {
                rows: namesakes,
                hidden: None,
                unlisted: None,
            }),
            aside: self.aside(kind, None),
        }))
    }

    /// From which application of a month on a fee may be asked: the one number that a rule gives.
    fn fee(self) -> Said<Option<String>> {
        let tariff = self
            .voice
            .law
            .tariff(TariffKey::Item, self.dossier.case.worked_on());
        let Some(first) = tariff.tiers.iter().find(|tier| tier.rate > 0) else {
            return Ok(None);
        };
        let first = first.from.to_string();
        let arguments = [
            ("counted", tariff.counted.as_str()),
            ("first", &first),
            ("unit", &tariff.unit),
            ("article", tariff.article.as_str()),
        ];
        self.voice.say_with(key("evidence-fee"), &arguments).map(Some)
    }

    fn table(self, listed: &Listed) -> Said<Option<Table>> {
        let Listed {
            entries,
            hidden,
            unlisted,
        } = listed;
        if entries.is_empty() && *hidden == 0 {
            return Ok(None);
        }
        let rows = entries.iter().map(|entry| self.case_row(entry, None));
        Ok(Some(Table {
            rows: rows.collect::<Said<_>>()?,
            hidden: self.count(key("evidence-hidden"), *hidden)?,
            unlisted: self.count(key("evidence-unlisted"), *unlisted)?,
        }))
    }

    fn case_row(self, entry: &Entry, namesake: Option<&Namesake>) -> Said<CaseRow> {
        let voice = self.voice;
        let day = |day: Option<time::Date>| day.map(|day| voice.weekday(day)).unwrap_or_default();
        let outcome = entry.outcome.as_ref().and_then(|ground| voice.law.ground(ground));
        let why = namesake.map(|namesake| match (namesake.same_phone, namesake.same_address) {
            (true, true) => key("evidence-same-both"),
            (true, false) => key("evidence-same-phone"),
            (false, _) => key("evidence-same-address"),
        });
        Ok(CaseRow {
            number: entry.number.to_string(),
            href: format!("/desk/cases/{}", entry.id),
            subject: entry.subject.clone(),
            stage: voice.stage_key(entry.stage)?,
            received: day(entry.received_on.or(entry.submitted_on)),
            outcome: match outcome {
                Some(ground) => ground.name.clone(),
                None => voice.say(key("evidence-not-answered"))?,
            },
            ended: day(entry.ended_on),
            why: why.map(|why| voice.say(why)).transpose()?,
        })
    }
}
