//! From what holds to the pages.

use super::{
    ERASE, KEEP, Typed,
    page::{NamedCase, PreviewPage, RetentionPage},
};
use crate::{
    casework::retention::{self, Preview},
    domain::{account::Officer, audit::Matter},
    law::Article,
    store::{self, Scope, retention::Retention},
    text::{key, words},
    web::{
        admin::case_href,
        error::Failure,
        form::{Choices, Field, FieldErrors},
        page::View,
        wording::{Said, Voice, voice},
    },
};

/// What the agency that somebody administers has chosen.
pub(super) struct Own<'a> {
    pub(super) view: &'a View,
    pub(super) voice: Voice<'a>,
    pub(super) officer: Officer,
    chosen: Option<Retention>,
}

impl<'a> Own<'a> {
    pub(super) async fn read(view: &'a View, officer: Officer) -> Result<Self, Failure> {
        let chosen = store::retention::get(view.app.db(), Scope::of(officer.agency)).await?;
        Ok(Self {
            view,
            voice: voice(view),
            officer,
            chosen,
        })
    }

    fn scope(&self) -> Scope {
        Scope::of(self.officer.agency)
    }

    /// 0 where nobody ever chose.
    pub(super) fn version(&self) -> u32 {
        self.chosen.as_ref().map_or(0, |chosen| chosen.version)
    }

    pub(super) fn years(&self) -> Option<u8> {
        self.chosen.as_ref().and_then(|chosen| chosen.years)
    }

    /// What holds, as it would be typed.
    pub(super) fn standing(&self) -> Typed {
        let years = self.years();
        Typed {
            choice: if years.is_some() { ERASE } else { KEEP }.to_owned(),
            years: years.map_or_else(String::new, |years| years.to_string()),
            ..Typed::default()
        }
    }

    fn worded(&self, years: Option<u8>) -> Said {
        match years {
            Some(years) => self
                .voice
                .say_with(key("retention-kept-for"), &[("years", &years.to_string())]),
            None => self.voice.say(key("retention-for-ever")),
        }
    }

    /// Who chose what holds.
    async fn by(&self) -> Result<String, Failure> {
        let Some(chosen) = &self.chosen else {
            return Ok(String::new());
        };
        let by = store::account::get(self.view.app.db(), self.scope(), chosen.by).await?;
        Ok(by.map(|account| account.name).unwrap_or_default())
    }

    /// What somebody else chose meanwhile.
    pub(super) async fn changed(&self) -> Result<String, Failure> {
        let (by, now) = (self.by().await?, self.worded(self.years())?);
        Ok(self
            .voice
            .say_with(key("retention-stale"), &[("by", &by), ("now", &now)])?)
    }

    async fn since(&self) -> Result<Option<String>, Failure> {
        let Some(chosen) = &self.chosen else {
            return Ok(None);
        };
        let said = match chosen.changed_on.next_day() {
            Some(effect) if chosen.years.is_some() => {
                let (by, on) = (self.by().await?, self.voice.weekday(chosen.changed_on));
                let effect = self.voice.weekday(effect);
                let said = [("by", by.as_str()), ("on", &on), ("effect", &effect)];
                self.voice.say_with(key("retention-since"), &said)?
            }
            Some(_) | None => {
                let (by, on) = (self.by().await?, self.voice.weekday(chosen.changed_on));
                self.voice
                    .say_with(key("retention-since-for-ever"), &[("by", &by), ("on", &on)])?
            }
        };
        Ok(Some(said))
    }

    async fn last(&self) -> Result<String, Failure> {
        let voice = self.voice;
        let Some(run) = store::retention::last_run(self.view.app.db(), self.scope()).await? else {
            return Ok(voice.say(key("retention-never-ran"))?);
        };
        let (day, count) = (voice.weekday(run.day), run.erased.to_string());
        Ok(match run.finished_at {
            Some(at) => {
                let at = words::instant(self.view.lang, at, self.view.app.clock.offset());
                let said = [("day", day.as_str()), ("count", &count), ("at", &at)];
                voice.say_with(key("retention-ran"), &said)?
            }
            None => voice.say_with(key("retention-runs"), &[("day", &day), ("count", &count)])?,
        })
    }

    fn cite(&self, articles: &[Article]) -> String {
        self.voice.law.cite_all(&self.voice.law.in_order(articles))
    }

    pub(super) async fn page(&self, typed: &Typed, errors: FieldErrors) -> Result<RetentionPage, Failure> {
        let voice = self.voice;
        let rule = voice.law.retention(self.view.app.office.today());
        let (years, immovables) = (rule.years.to_string(), rule.immovables.to_string());
        let article = voice.law.cite(&rule.article);
        let shortest = [
            ("article", article.as_str()),
            ("years", &years),
            ("immovables", &immovables),
        ];
        let options = [
            (KEEP, voice.say(key("retention-for-ever"))?, None),
            (
                ERASE,
                voice.say(key("retention-erase"))?,
                Some(voice.say(key("retention-erase-hint"))?),
            ),
        ];
        Ok(RetentionPage {
            stale: None,
            stands: self.worded(self.years())?,
            since: self.since().await?,
            last: self.last().await?,
            log: format!("/admin/log?matter={}", Matter::Erasure),
            shortest: voice.say_with(key("retention-shortest"), &shortest)?,
            counted: voice.say_with(
                key("retention-counted"),
                &[("articles", &self.cite(&rule.counted))],
            )?,
            dossier: voice.say_with(
                key("retention-dossier"),
                &[("articles", &self.cite(&rule.dossier))],
            )?,
            least: rule.years,
            choice: Choices::new("choice", options, &[typed.choice.as_str()], &errors),
            years: Field::new("years", typed.years.clone(), &errors),
            errors,
        })
    }

    pub(super) async fn preview(
        &self,
        typed: &Typed,
        years: Option<u8>,
        errors: FieldErrors,
    ) -> Result<PreviewPage, Failure> {
        let preview = retention::preview(&self.view.app.office, self.scope(), years).await?;
        let (before, after) = (self.worded(self.years())?, self.worded(years)?);
        let more = preview.count - u64::try_from(preview.first.len()).unwrap_or_default();
        let more = (more > 0).then(|| {
            self.voice
                .say_with(key("retention-more"), &[("count", &more.to_string())])
        });
        Ok(PreviewPage {
            stale: None,
            change: self
                .voice
                .say_with(key("retention-change"), &[("before", &before), ("after", &after)])?,
            follows: self.follows(&preview)?,
            named: self.named(&preview).await?,
            more: more.transpose()?,
            is_final: years.is_some(),
            choice: typed.choice.clone(),
            years: typed.years.trim().to_owned(),
            version: self.version(),
            reason: Field::new("reason", typed.reason.clone(), &errors),
            errors,
        })
    }

    fn follows(&self, preview: &Preview) -> Said {
        let voice = self.voice;
        let today = self.view.app.office.today();
        let (Some(through), Some(effect)) = (preview.through, today.next_day()) else {
            return voice.say(key("retention-follows-nothing"));
        };
        let (through, effect) = (voice.weekday(through), voice.weekday(effect));
        let count = preview.count.to_string();
        let said = [
            ("effect", effect.as_str()),
            ("count", &count),
            ("through", &through),
        ];
        if preview.count == 0 {
            voice.say_with(key("retention-follows-none-yet"), &[said[0], said[2]])
        } else {
            voice.say_with(key("retention-follows"), &said)
        }
    }

    async fn named(&self, preview: &Preview) -> Result<Vec<NamedCase>, Failure> {
        let mut named = Vec::new();
        for due in &preview.first {
            named.push(NamedCase {
                number: due.number.to_string(),
                href: case_href(self.view, &self.officer, due.case).await?,
                from: self.voice.weekday(due.retain_from),
            });
        }
        Ok(named)
    }
}
