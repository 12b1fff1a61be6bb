//! 保密审查表 of a case, to be read and printed: what is to leave, and what each step of confidentiality review said.

mod page;

use axum::response::Response;

pub(crate) use self::page::SecrecyPage;
use self::page::{Answer, Info, NoticeRow, StepRow};
use super::{dossier::Dossier, due::Clock, progress::who};
use crate::{
    domain::{
        answer::Draft,
        secrecy::{self, Opinion, Record, Reviewed, Standing, Verdict},
    },
    law::StepKind,
    store::{self, Scope},
    text::{key, words},
    web::{
        error::Failure,
        page::View,
        wording::{Said, Voice, voice},
    },
};

/// The form of a case; `at` is where the reader's pages of cases are. Without anything reviewed there is none.
pub(crate) async fn show(view: &View, dossier: &Dossier, at: &str) -> Result<Response, Failure> {
    let (db, scope) = (view.app.db(), Scope::of(dossier.case.agency));
    let record = secrecy::record(&dossier.history);
    let opinions = secrecy::opinions(&dossier.history);
    if record.is_none() && opinions.is_empty() {
        return Err(Failure::NotFound);
    }
    let draft = match &record {
        Some(record) => store::draft::get(db, scope, record.draft).await?,
        None => None,
    };
    let agency = store::agency::get(db, scope).await?.ok_or(Failure::NotFound)?;
    let writing = Writing {
        voice: voice(view),
        dossier,
        today: view.app.office.today(),
    };
    let page = writing.page(
        &agency.name,
        at,
        record.as_ref(),
        draft.as_ref().map(|saved| &saved.draft),
        &opinions,
    )?;
    view.page(page).await
}

/// Whether there is such a form.
pub(crate) fn is_there(dossier: &Dossier) -> bool {
    secrecy::record(&dossier.history).is_some() || !secrecy::opinions(&dossier.history).is_empty()
}

/// What an opinion says, in words.
pub(crate) fn verdict(voice: Voice<'_>, verdict: Verdict) -> Said {
    voice.say(match verdict {
        Verdict::Agreed => key("secrecy-agreed"),
        Verdict::SentBack => key("secrecy-sent-back"),
    })
}

struct Writing<'a> {
    voice: Voice<'a>,
    dossier: &'a Dossier,
    today: time::Date,
}

impl Writing<'_> {
    fn page(
        &self,
        agency: &str,
        at: &str,
        record: Option<&Record>,
        draft: Option<&Draft>,
        opinions: &[Opinion],
    ) -> Said<SecrecyPage> {
        let (voice, dossier) = (self.voice, self.dossier);
        let case = &dossier.case;
        let department = case.department().map(|id| dossier.names.department(id));
        let earlier = opinions.iter().filter(|opinion| match opinion.of {
            Reviewed::Answer(_) => !is_of(record, opinion),
            Reviewed::Notice(_) => false,
        });
        let notices = opinions.iter().filter_map(|opinion| match opinion.of {
            Reviewed::Answer(_) => None,
            Reviewed::Notice(id) => Some((case.notice(id)?, opinion)),
        });
        Ok(SecrecyPage {
            back: format!("{at}/{}", case.id),
            number: case.number.to_string(),
            filled_on: record.map(|record| voice.weekday(self.local(record.submitted_at))),
            unit: [Some(agency.to_owned()), department]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" "),
            standing: record.map(|record| self.standing(record.standing)).transpose()?,
            infos: draft
                .map(|draft| self.infos(draft))
                .transpose()?
                .unwrap_or_default(),
            way: self.way()?,
            when: self.when()?,
            steps: record
                .into_iter()
                .flat_map(|record| &record.steps)
                .map(|(step, opinion)| self.step(voice.planned(step), opinion.as_ref()))
                .collect::<Said<_>>()?,
            earlier: earlier
                .map(|opinion| self.step(voice.planned(&opinion.step), Some(opinion)))
                .collect::<Said<_>>()?,
            notices: notices
                .map(|(notice, opinion)| {
                    Ok(NoticeRow {
                        letter: voice.notice(notice.kind()).to_owned(),
                        step: voice.planned(&opinion.step).to_owned(),
                        verdict: verdict(voice, opinion.verdict)?,
                        who: who(voice, &dossier.names, (opinion.by, opinion.instead_of))?,
                        when: self.instant(opinion),
                    })
                })
                .collect::<Said<_>>()?,
        })
    }

    fn local(&self, at: time::OffsetDateTime) -> time::Date {
        at.to_offset(self.dossier.offset).date()
    }

    fn instant(&self, opinion: &Opinion) -> String {
        words::instant(self.voice.say.lang, opinion.at, self.dossier.offset)
    }

    fn standing(&self, standing: Standing) -> Said {
        self.voice.say(match standing {
            Standing::UnderReview => key("secrecy-under-review"),
            Standing::Through => key("secrecy-through"),
            Standing::SentBack => key("secrecy-came-back"),
            Standing::Voided => key("secrecy-voided"),
        })
    }

    /// The letter, and every file that it hands over, each once.
    fn infos(&self, draft: &Draft) -> Said<Vec<Info>> {
        let (voice, dossier) = (self.voice, self.dossier);
        let outline = draft.outline();
        let grounds = outline.iter().filter_map(|item| voice.law.ground(&item.ground));
        let asks_for = dossier.case.filing.asks_for;
        let letter = voice.law.letter_for(asks_for, grounds).title.clone();
        let form = voice.form(dossier.filed.application.form)?;
        let mut infos = vec![Info {
            name: letter,
            carrier: voice.say_with(key("secrecy-carrier-letter"), &[("form", &form)])?,
        }];
        let mut seen = Vec::new();
        for file in draft.items.iter().flat_map(|item| &item.files) {
            if seen.contains(&file.id) {
                continue;
            }
            seen.push(file.id);
            let kind = file
                .name
                .rsplit_once('.')
                .map_or("", |(_, kind)| kind)
                .to_uppercase();
            infos.push(Info {
                name: file.name.clone(),
                carrier: voice.say_with(key("secrecy-carrier-file"), &[("kind", &kind)])?,
            });
        }
        Ok(infos)
    }

    fn way(&self) -> Said {
        if self.dossier.case.filing.asks_for.corrects_records() {
            return self.voice.say(key("secrecy-way-records"));
        }
        let way = self.voice.obtain_by(self.dossier.filed.application.obtain_by)?;
        self.voice.say_with(key("secrecy-way"), &[("way", &way)])
    }

    /// When it left, or by when it has to.
    fn when(&self) -> Said<Option<String>> {
        let (voice, case) = (self.voice, &self.dossier.case);
        if let Some(letter) = case.answer() {
            return Ok(Some(voice.weekday(letter.issued_on)));
        }
        let due = Clock::of(voice, case, self.today)?.due.on;
        due.map(|day| voice.say_with(key("secrecy-by"), &[("day", &day)]))
            .transpose()
    }

    fn step(&self, name: &str, opinion: Option<&Opinion>) -> Said<StepRow> {
        let voice = self.voice;
        let asked = &voice.law.step_rule(StepKind::Confidentiality).questions;
        let answer = |question: &crate::law::Question| {
            let given = opinion.iter().flat_map(|opinion| &opinion.checklist);
            let given = given.into_iter().find(|given| given.question == question.key);
            let said = match given.map(|given| given.in_order) {
                Some(true) => voice.say(key("review-yes"))?,
                Some(false) => voice.say(key("review-no"))?,
                None => "—".to_owned(),
            };
            Ok(Answer {
                question: question.text.clone(),
                said,
            })
        };
        let texts = &self.dossier.texts;
        let written = opinion.and_then(|opinion| opinion.words);
        let written = written.map(|words| match texts.get(&words.id).cloned().flatten() {
            Some(text) => Ok(text),
            None => voice.say(key("event-words-erased")),
        });
        Ok(StepRow {
            name: name.to_owned(),
            verdict: match opinion {
                Some(opinion) => verdict(voice, opinion.verdict)?,
                None => voice.say(key("secrecy-waits"))?,
            },
            words: written.transpose()?,
            who: opinion
                .map(|opinion| who(voice, &self.dossier.names, (opinion.by, opinion.instead_of)))
                .transpose()?,
            when: opinion.map(|opinion| self.instant(opinion)),
            answers: asked.iter().map(answer).collect::<Said<Vec<_>>>()?,
        })
    }
}

fn is_of(record: Option<&Record>, opinion: &Opinion) -> bool {
    let steps = record.into_iter().flat_map(|record| &record.steps);
    steps
        .filter_map(|(_, said)| said.as_ref())
        .any(|said| said.seq == opinion.seq)
}
