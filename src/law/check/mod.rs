//! Checks that hold across entries and files: nothing is named that is not there, nothing is missing, no rule overlaps
//! another in time.

mod clue;
mod form;
mod ground;
mod remedy;

use std::{collections::BTreeSet, fmt::Display};

use super::{
    Article, AsksFor, ConsultedKey, EffectKey, LawError, LimitKey, Named, OutcomeGroup, PaymentKey, Problem,
    ReminderKey, TariffKey, Unit,
    english::is_chinese,
    load::{Entry, File},
    read::Files,
    validity::{Misfit, Valid, misfit},
};

pub(super) struct Check<'a> {
    files: &'a Files<'a>,
    errors: Vec<LawError>,
}

impl<'a> Check<'a> {
    pub(super) fn new(files: &'a Files<'a>) -> Self {
        Self {
            files,
            errors: Vec::new(),
        }
    }

    /// Every mistake, in the order of the files.
    pub(super) fn run(mut self) -> Vec<LawError> {
        self.sources();
        self.limits();
        self.effects();
        self.consulted();
        self.payments();
        self.publication();
        self.retention();
        self.blackouts();
        self.clues();
        self.outcomes();
        self.grounds();
        self.fields();
        self.remedies();
        self.tariffs();
        self.organs();
        self.review();
        self.letters();
        self.reminders();
        self.annual();
        self.appeals();
        self.channels();
        self.returns();
        self.holidays();
        self.festivals();
        self.doors();
        self.errors
    }

    fn sources(&mut self) {
        let file = self.files.sources.file;
        let sources = &self.files.sources.sources;
        let mut seen = BTreeSet::new();
        for entry in sources {
            let source = &entry.value;
            if source.short.is_empty() || source.title.is_empty() {
                self.contradicts(file, entry, &source.short, "short", "的简称和全称都不能为空");
            }
            if !seen.insert(&source.short) {
                let twice = Problem::Twice {
                    what: "依据",
                    key: source.short.clone(),
                };
                self.errors.push(file.error_in(entry, "short", twice));
            }
            self.english(file, entry, &source.short, "english", &source.english);
        }
    }

    fn limits(&mut self) {
        let file = self.files.limits.file;
        let limits = &self.files.limits.limits;
        self.successions(file, limits, "期限", |limit| limit.key, true);
        self.complete(file, "期限", LimitKey::ALL, |key| {
            limits.iter().any(|limit| limit.value.key == key)
        });
        for entry in limits {
            let limit = &entry.value;
            self.article(file, entry, &limit.key, "article", &limit.article);
            if limit.key.is_of_clock() && limit.unit != Unit::WorkingDays {
                let what = "期限与征求意见、延期合并计算，只能以工作日为单位";
                self.contradicts(file, entry, &limit.key, "unit", what);
            }
        }
    }

    fn effects(&mut self) {
        let file = self.files.effects.file;
        let effects = &self.files.effects.effects;
        self.successions(file, effects, "期限效力", |effect| effect.key, true);
        self.complete(file, "期限效力", EffectKey::ALL, |key| {
            effects.iter().any(|effect| effect.value.key == key)
        });
        for entry in effects {
            self.article(file, entry, &entry.value.key, "article", &entry.value.article);
        }
    }

    fn consulted(&mut self) {
        const WHAT: &str = "到期前提醒";
        let file = self.files.consulted.file;
        let points = &self.files.consulted.points;
        self.successions(file, points, "第三方须知", |point| point.key, true);
        self.complete(file, "第三方须知", ConsultedKey::ALL, |key| {
            points.iter().any(|point| point.value.key == key)
        });
        for entry in points {
            let point = &entry.value;
            self.article(file, entry, &point.key, "article", &point.article);
            self.english(file, entry, &point.key, "english", &point.english);
        }
        let reminders = &self.files.consulted.reminders;
        self.unique(file, reminders, "提醒", |_| WHAT);
        self.complete(file, "提醒", &[WHAT], |_| !reminders.is_empty());
        for entry in reminders {
            if !entry.value.is_before() {
                self.contradicts(file, entry, &WHAT, "days", "的日数必须在1到60之间");
            }
        }
    }

    fn payments(&mut self) {
        let file = self.files.payments.file;
        let points = &self.files.payments.points;
        self.successions(file, points, "缴费须知", |point| point.key, true);
        self.complete(file, "缴费须知", PaymentKey::ALL, |key| {
            points.iter().any(|point| point.value.key == key)
        });
        for entry in points {
            let point = &entry.value;
            self.article(file, entry, &point.key, "article", &point.article);
            self.english(file, entry, &point.key, "english", &point.english);
        }
    }

    fn publication(&mut self) {
        const WHAT: &str = "转为主动公开";
        let file = self.files.publication.file;
        let rules = &self.files.publication.rules;
        self.successions(file, rules, WHAT, |_| WHAT, true);
        self.complete(file, "规则", &[WHAT], |_| !rules.is_empty());
        for entry in rules {
            self.article(file, entry, &WHAT, "article", &entry.value.article);
            if entry.value.applicants < 2 {
                self.contradicts(file, entry, &WHAT, "applicants", "的人数必须是多个");
            }
            for ground in &entry.value.public {
                let known = self
                    .files
                    .grounds
                    .grounds
                    .iter()
                    .any(|known| known.value.key == *ground);
                self.named(file, entry, &WHAT, ("public", "依据", ground), known);
            }
        }
    }

    fn retention(&mut self) {
        const WHAT: &str = "保存期限";
        let file = self.files.retention.file;
        let rules = &self.files.retention.rules;
        self.successions(file, rules, WHAT, |_| WHAT, true);
        self.complete(file, "规则", &[WHAT], |_| !rules.is_empty());
        for entry in rules {
            let rule = &entry.value;
            self.article(file, entry, &WHAT, "article", &rule.article);
            for (member, articles) in [("counted", &rule.counted), ("dossier", &rule.dossier)] {
                for article in articles {
                    self.article(file, entry, &WHAT, member, article);
                }
            }
            if rule.years == 0 || rule.immovables < rule.years {
                self.contradicts(file, entry, &WHAT, "years", "至少一年，涉及不动产的不短于其他");
            }
        }
    }

    fn blackouts(&mut self) {
        let file = self.files.blackouts.file;
        let reasons = &self.files.blackouts.reasons;
        self.unique(file, reasons, "遮盖依据", |reason| reason.key.clone());
        for entry in reasons {
            let key = &entry.value.key;
            self.article(file, entry, key, "article", &entry.value.article);
            let mut grounds = self.files.grounds.grounds.iter();
            let known = grounds.any(|known| known.value.key == entry.value.ground);
            self.named(file, entry, key, ("ground", "依据", &entry.value.ground), known);
        }
    }

    fn tariffs(&mut self) {
        let file = self.files.tariffs.file;
        let tariffs = &self.files.tariffs.tariffs;
        self.successions(file, tariffs, "收费标准", |tariff| tariff.key, true);
        self.complete(file, "收费标准", TariffKey::ALL, |key| {
            tariffs.iter().any(|tariff| tariff.value.key == key)
        });
        for entry in tariffs {
            let tariff = &entry.value;
            self.article(file, entry, &tariff.key, "article", &tariff.article);
            if let Some(flaw) = tariff.flaw() {
                self.contradicts(file, entry, &tariff.key, "tiers", &format!("的分档不对：{flaw}"));
            }
        }
    }

    fn outcomes(&mut self) {
        let file = self.files.outcomes.file;
        let outcomes = &self.files.outcomes.outcomes;
        self.unique(file, outcomes, "结果", |outcome| outcome.key);
        let present = |key| outcomes.iter().any(|outcome| outcome.value.key == key);
        self.complete(file, "结果", OutcomeGroup::ALL, present);
        let mut places = BTreeSet::new();
        for entry in outcomes {
            self.article(file, entry, &entry.value.key, "article", &entry.value.article);
            self.english(file, entry, &entry.value.key, "english", &entry.value.english);
            let is_counted = entry.value.key.answers() == AsksFor::Information;
            if entry.value.number.is_some() != is_counted {
                let what = "：年报统计的类别写明其编号，其他类别不写";
                self.contradicts(file, entry, &entry.value.key, "number", what);
            }
            if !places.insert(entry.value.precedence) {
                let what = "的次序与另一类结果相同";
                self.contradicts(file, entry, &entry.value.key, "precedence", what);
            }
        }
    }

    fn reminders(&mut self) {
        let file = self.files.reminders.file;
        let reminders = &self.files.reminders.reminders;
        self.unique(file, reminders, "提醒", |rule| rule.key);
        self.complete(file, "提醒", ReminderKey::ALL, |key| {
            reminders.iter().any(|rule| rule.value.key == key)
        });
        for entry in reminders {
            let rule = &entry.value;
            if !rule.has_days() {
                self.contradicts(file, entry, &rule.key, "days", "的日数必须从大到小排列，不超过60");
            }
            if rule.to.is_empty() {
                self.contradicts(file, entry, &rule.key, "to", "没有提醒对象");
            }
        }
    }

    fn holidays(&mut self) {
        let file = self.files.fixed.file;
        for entry in &self.files.fixed.holidays {
            self.article(file, entry, &entry.value.name, "article", &entry.value.article);
        }
    }

    fn doors(&mut self) {
        let file = self.files.doors.file;
        let doors = &self.files.doors.doors;
        self.unique(file, doors, "另有渠道的事项", |door| door.key.clone());
        for entry in doors {
            let door = &entry.value;
            self.english(file, entry, &door.key, "english_matter", &door.english_matter);
            self.english(file, entry, &door.key, "english_place", &door.english_place);
            if let Some(article) = &door.article {
                self.article(file, entry, &door.key, "article", article);
            }
            if door
                .site
                .as_ref()
                .is_some_and(|site| !site.starts_with("https://"))
            {
                self.contradicts(file, entry, &door.key, "site", "的网址不是https");
            }
        }
    }

    fn festivals(&mut self) {
        let file = self.files.festivals.file;
        let festivals = &self.files.festivals.festivals;
        self.unique(file, festivals, "节日", |festival| festival.name.clone());
        for entry in festivals {
            let festival = &entry.value;
            self.english(file, entry, &festival.name, "english", &festival.english);
        }
    }

    /// What pages in English show: there, and without a Chinese character.
    fn english<T>(
        &mut self,
        file: File<'_>,
        entry: &Entry<T>,
        key: &dyn Display,
        member: &str,
        english: &str,
    ) {
        if english.trim().is_empty() || english.contains(is_chinese) {
            let what = "的英文不能为空，也不能含有汉字";
            self.contradicts(file, entry, key, member, what);
        }
    }

    /// What may be said or not is said in both languages.
    fn both<T>(
        &mut self,
        file: File<'_>,
        entry: &Entry<T>,
        key: &dyn Display,
        member: &str,
        (chinese, english): (&Option<String>, &Option<String>),
    ) {
        match (chinese, english) {
            (None, None) => {}
            (Some(_), english) => {
                self.english(file, entry, key, member, english.as_deref().unwrap_or_default());
            }
            (None, Some(_)) => self.contradicts(file, entry, key, member, "只有英文，没有中文"),
        }
    }

    fn article<T>(
        &mut self,
        file: File<'_>,
        entry: &Entry<T>,
        key: &dyn Display,
        member: &str,
        article: &Article,
    ) {
        let sources = &self.files.sources.sources;
        if !sources.iter().any(|source| source.value.place(article).is_some()) {
            let problem = Problem::UnknownSource {
                key: key.to_string(),
                article: article.to_string(),
            };
            self.errors.push(file.error_in(entry, member, problem));
        }
    }

    fn named<T>(
        &mut self,
        file: File<'_>,
        entry: &Entry<T>,
        key: &dyn Display,
        (member, what, named): (&str, &'static str, &dyn Display),
        known: bool,
    ) {
        if !known {
            let problem = Problem::Unknown {
                key: key.to_string(),
                what,
                named: named.to_string(),
            };
            self.errors.push(file.error_in(entry, member, problem));
        }
    }

    fn contradicts<T>(
        &mut self,
        file: File<'_>,
        entry: &Entry<T>,
        key: &dyn Display,
        member: &str,
        what: &str,
    ) {
        let problem = Problem::Contradiction {
            key: key.to_string(),
            what: what.to_owned(),
        };
        self.errors.push(file.error_in(entry, member, problem));
    }

    fn unique<T, K: Ord + Display>(
        &mut self,
        file: File<'_>,
        entries: &[Entry<T>],
        what: &'static str,
        key: impl Fn(&T) -> K,
    ) {
        let mut seen = BTreeSet::new();
        for entry in entries {
            let key = key(&entry.value);
            let name = key.to_string();
            if !seen.insert(key) {
                self.errors
                    .push(file.error_in(entry, "key", Problem::Twice { what, key: name }));
            }
        }
    }

    fn complete<K: Copy + Display>(
        &mut self,
        file: File<'_>,
        what: &'static str,
        all: &[K],
        present: impl Fn(K) -> bool,
    ) {
        for key in all.iter().filter(|key| !present(**key)) {
            self.errors.push(file.error_at_top(Problem::Absent {
                what,
                key: key.to_string(),
            }));
        }
    }

    fn names<K: Copy + Ord + Display>(
        &mut self,
        file: File<'_>,
        what: &'static str,
        all: &[K],
        names: &[Entry<Named<K>>],
    ) {
        self.unique(file, names, what, |named| named.key);
        self.complete(file, what, all, |key| {
            names.iter().any(|named| named.value.key == key)
        });
    }

    /// The rules of one key must stand in the order of time, without overlap and, where `gapless`, without a gap.
    fn successions<T: Valid, K: Eq + Display>(
        &mut self,
        file: File<'_>,
        entries: &[Entry<T>],
        what: &'static str,
        key: impl Fn(&T) -> K,
        gapless: bool,
    ) {
        for (index, later) in entries.iter().enumerate() {
            let name = key(&later.value);
            let earlier = entries
                .iter()
                .take(index)
                .rev()
                .find(|entry| key(&entry.value) == name);
            let misfit = earlier.and_then(|earlier| misfit(&earlier.value, &later.value));
            let problem = match misfit {
                Some(Misfit::Overlap(on)) => Problem::Overlap {
                    what,
                    key: name.to_string(),
                    on,
                },
                Some(Misfit::Gap(on)) if gapless => Problem::Gap {
                    what,
                    key: name.to_string(),
                    on,
                },
                Some(Misfit::Gap(_)) | None => continue,
            };
            self.errors.push(file.error_in(later, "from", problem));
        }
    }
}
