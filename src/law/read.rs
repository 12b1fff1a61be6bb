//! From files to [`Law`]: what each file holds, and the order in which they are read.

use std::{collections::BTreeMap, fmt, ops::Deref, sync::Arc};

use serde::Deserialize;
use toml::Spanned;

use super::{
    AgencyKind, AnnualColumn, AnnualRow, AppealResult, BlackoutReason, Calendar, CalendarError, Channel,
    ChannelRule, Clue, ClueKind, ClueMark, CommonParts, ConsultedKey, ConsultedPoint, ConsultedReminder,
    CounterMark, CourtLevel, Door, Duty, Effect, EffectKey, Enclosure, EndingRow, Festival, Field, FieldKey,
    FixedHoliday, Ground, Identity, LawError, LetterKind, Limit, LimitKey, Named, Notice, OrganRule, Outcome,
    Overdue, PaymentKey, PaymentPoint, PlainWords, Plea, Problem, PublicationRule, Relation, RemedyClass,
    RemedyRule, ReminderRule, ReportDay, RetentionRule, ReturnReason, ReviewStep, Role, Source, StepRule,
    Tariff, TariffKey,
    check::Check,
    load::{EMBEDDED, Entry, File, entries},
};

/// The one file of the calendar folder that is no notice.
const FIXED: &str = "calendar/fixed.toml";

/// The rules with the calendar of one region. Immutable; another calendar makes another law, which shares the rules.
#[derive(Clone)]
pub struct Law {
    /// The working days.
    pub calendar: Calendar,
    statutes: Arc<Statutes>,
}

/// Everything that the files say: what holds whatever the region, and the notices that the program carries.
pub struct Statutes {
    pub(super) notices: Vec<Notice>,
    pub(super) fixed: Vec<FixedHoliday>,
    pub(super) sources: Vec<Source>,
    pub(super) limits: BTreeMap<LimitKey, Vec<Limit>>,
    pub(super) effects: BTreeMap<EffectKey, Vec<Effect>>,
    pub(super) outcomes: Vec<Outcome>,
    pub(super) grounds: Vec<Ground>,
    pub(super) fields: BTreeMap<FieldKey, Field>,
    pub(super) remedies: BTreeMap<RemedyClass, Vec<RemedyRule>>,
    pub(super) duties: Vec<Duty>,
    pub(super) pleas: BTreeMap<RemedyClass, Vec<Plea>>,
    pub(super) enclosures: Vec<Enclosure>,
    pub(super) overdue: Vec<Overdue>,
    pub(super) tariffs: BTreeMap<TariffKey, Vec<Tariff>>,
    pub(super) organs: BTreeMap<AgencyKind, Vec<OrganRule>>,
    pub(super) relations: Vec<Named<Relation>>,
    pub(super) courts: Vec<Named<CourtLevel>>,
    pub(super) roles: Vec<Named<Role>>,
    pub(super) step_rules: Vec<StepRule>,
    pub(super) chain: Vec<ReviewStep>,
    pub(super) letters: Vec<LetterKind>,
    pub(super) common_parts: Vec<CommonParts>,
    pub(super) channels: BTreeMap<Channel, Vec<ChannelRule>>,
    pub(super) reminders: Vec<ReminderRule>,
    pub(super) publication: Vec<PublicationRule>,
    pub(super) retention: Vec<RetentionRule>,
    pub(super) blackouts: Vec<BlackoutReason>,
    pub(super) clues: BTreeMap<ClueKind, Vec<Clue>>,
    pub(super) clue_marks: Vec<ClueMark>,
    pub(super) counter_marks: Vec<CounterMark>,
    pub(super) plain_words: Vec<PlainWords>,
    pub(super) annual_rows: Vec<AnnualRow>,
    pub(super) annual_columns: Vec<AnnualColumn>,
    pub(super) endings: Vec<EndingRow>,
    pub(super) identities: Vec<Identity>,
    pub(super) report_days: Vec<ReportDay>,
    pub(super) appeal_results: Vec<AppealResult>,
    pub(super) returns: Vec<ReturnReason>,
    pub(super) consulted: BTreeMap<ConsultedKey, Vec<ConsultedPoint>>,
    pub(super) payments: BTreeMap<PaymentKey, Vec<PaymentPoint>>,
    pub(super) consulted_reminders: Vec<ConsultedReminder>,
    pub(super) festivals: Vec<Festival>,
    pub(super) doors: Vec<Door>,
}

impl Deref for Law {
    type Target = Statutes;

    fn deref(&self) -> &Statutes {
        &self.statutes
    }
}

impl fmt::Debug for Law {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Law")
            .field("calendar", &self.calendar)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Statutes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // All rules at once would drown any message that they stand in.
        f.debug_struct("Statutes").finish_non_exhaustive()
    }
}

/// Declares the shape of a file: its table arrays, which become lists of entries with their places.
macro_rules! file {
    ($name:ident from $raw:ident { $($member:ident as $key:literal: $entry:ty,)+ }) => {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct $raw { $(#[serde(rename = $key)] $member: Vec<Spanned<$entry>>,)+ }

        #[derive(Debug)]
        pub(super) struct $name<'a> {
            pub(super) file: File<'a>,
            $(pub(super) $member: Vec<Entry<$entry>>,)+
        }

        impl<'a> $name<'a> {
            fn read(files: &[(&'a str, &'a str)], name: &'a str) -> Result<Self, LawError> {
                let file = File::find(files, name)?;
                let raw: $raw = file.toml()?;
                Ok(Self { file, $($member: entries(raw.$member),)+ })
            }
        }
    };
}

file!(Sources from RawSources { sources as "source": Source, });
file!(Limits from RawLimits { limits as "limit": Limit, });
file!(Effects from RawEffects { effects as "effect": Effect, });
file!(Outcomes from RawOutcomes { outcomes as "outcome": Outcome, });
file!(Grounds from RawGrounds { grounds as "ground": Ground, });
file!(Fields from RawFields { fields as "field": Field, });
file!(Remedies from RawRemedies {
    rules as "remedy": RemedyRule,
    duties as "duty": Duty,
    pleas as "plea": Plea,
    enclosures as "enclosure": Enclosure,
    overdue as "overdue": Overdue,
});
file!(Tariffs from RawTariffs { tariffs as "tariff": Tariff, });
file!(Organs from RawOrgans {
    rules as "organ": OrganRule,
    relations as "relation": Named<Relation>,
    courts as "court": Named<CourtLevel>,
});
file!(Review from RawReview {
    rules as "kind": StepRule,
    steps as "step": ReviewStep,
    roles as "role": Named<Role>,
});
file!(Letters from RawLetters { kinds as "letter": LetterKind, commons as "common": CommonParts, });
file!(Reminders from RawReminders { reminders as "reminder": ReminderRule, });
file!(Blackouts from RawBlackouts { reasons as "blackout": BlackoutReason, });
file!(Clues from RawClues {
    kinds as "clue": Clue,
    marks as "mark": ClueMark,
    counters as "counter": CounterMark,
    plain as "plain": PlainWords,
});
file!(Publication from RawPublication { rules as "publication": PublicationRule, });
file!(Retention from RawRetention { rules as "retention": RetentionRule, });
file!(Annual from RawAnnual {
    rows as "row": AnnualRow,
    columns as "column": AnnualColumn,
    endings as "ending": EndingRow,
    identities as "identity": Identity,
    report_days as "report_day": ReportDay,
});
file!(Appeals from RawAppeals { results as "result": AppealResult, });
file!(Consulted from RawConsulted {
    points as "point": ConsultedPoint,
    reminders as "reminder": ConsultedReminder,
});
file!(Payments from RawPayments { points as "point": PaymentPoint, });
file!(Channels from RawChannels { channels as "channel": ChannelRule, });
file!(Returns from RawReturns { reasons as "return": ReturnReason, });
file!(Doors from RawDoors { doors as "door": Door, });
file!(Festivals from RawFestivals { festivals as "festival": Festival, });
file!(Fixed from RawFixed { holidays as "holiday": FixedHoliday, });

/// All files as they were read, before they are checked against each other.
#[derive(Debug)]
pub(super) struct Files<'a> {
    pub(super) sources: Sources<'a>,
    pub(super) limits: Limits<'a>,
    pub(super) effects: Effects<'a>,
    pub(super) outcomes: Outcomes<'a>,
    pub(super) grounds: Grounds<'a>,
    pub(super) fields: Fields<'a>,
    pub(super) remedies: Remedies<'a>,
    pub(super) tariffs: Tariffs<'a>,
    pub(super) organs: Organs<'a>,
    pub(super) review: Review<'a>,
    pub(super) letters: Letters<'a>,
    pub(super) reminders: Reminders<'a>,
    pub(super) publication: Publication<'a>,
    pub(super) retention: Retention<'a>,
    pub(super) blackouts: Blackouts<'a>,
    pub(super) clues: Clues<'a>,
    pub(super) annual: Annual<'a>,
    pub(super) appeals: Appeals<'a>,
    pub(super) consulted: Consulted<'a>,
    pub(super) payments: Payments<'a>,
    pub(super) channels: Channels<'a>,
    pub(super) returns: Returns<'a>,
    pub(super) festivals: Festivals<'a>,
    pub(super) doors: Doors<'a>,
    pub(super) fixed: Fixed<'a>,
    notices: Vec<(File<'a>, Notice)>,
}

impl Law {
    /// Reads and checks the files built into the program.
    pub fn embedded() -> Result<Self, Vec<LawError>> {
        Self::from_files(EMBEDDED)
    }

    /// The notices that the program carries, of one year each.
    pub fn carried_notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The holidays that are off before any yearly notice is out.
    pub fn fixed_holidays(&self) -> &[FixedHoliday] {
        &self.fixed
    }

    /// The same rules over the calendar with what a region adds to it.
    pub fn with_regional<'a>(
        &self,
        notices: impl IntoIterator<Item = &'a Notice>,
    ) -> Result<Self, CalendarError> {
        Ok(Self {
            calendar: self.calendar.with_regional(notices)?,
            statutes: Arc::clone(&self.statutes),
        })
    }

    /// The same rules over the calendar that these notices make.
    pub fn over(&self, notices: &[Notice]) -> Result<Self, CalendarError> {
        Ok(Self {
            calendar: Calendar::new(notices, &self.fixed)?,
            statutes: Arc::clone(&self.statutes),
        })
    }

    /// Reads and checks files given as name and text, the names as below `fixtures/law`. Every mistake that can be found
    /// is returned, in the order of the files.
    pub fn from_files(files: &[(&str, &str)]) -> Result<Self, Vec<LawError>> {
        let files = Files::read(files)?;
        let mut errors = Check::new(&files).run();
        let calendar = files.calendar().map_err(|error| errors.push(error));
        match calendar {
            Ok(calendar) if errors.is_empty() => Ok(files.into_law(calendar)),
            _ => Err(errors),
        }
    }
}

impl<'a> Files<'a> {
    fn read(files: &[(&'a str, &'a str)]) -> Result<Self, Vec<LawError>> {
        let mut errors = Vec::new();
        macro_rules! read {
            ($shape:ident, $name:expr) => {
                $shape::read(files, $name)
                    .map_err(|error| errors.push(error))
                    .ok()
            };
        }
        let sources = read!(Sources, "sources.toml");
        let limits = read!(Limits, "limits.toml");
        let effects = read!(Effects, "effects.toml");
        let consulted = read!(Consulted, "consulted.toml");
        let payments = read!(Payments, "payments.toml");
        let outcomes = read!(Outcomes, "outcomes.toml");
        let grounds = read!(Grounds, "grounds.toml");
        let fields = read!(Fields, "fields.toml");
        let remedies = read!(Remedies, "remedies.toml");
        let tariffs = read!(Tariffs, "tariffs.toml");
        let organs = read!(Organs, "organs.toml");
        let review = read!(Review, "review.toml");
        let letters = read!(Letters, "letters.toml");
        let reminders = read!(Reminders, "reminders.toml");
        let publication = read!(Publication, "publication.toml");
        let retention = read!(Retention, "retention.toml");
        let blackouts = read!(Blackouts, "blackouts.toml");
        let clues = read!(Clues, "clues.toml");
        let annual = read!(Annual, "annual.toml");
        let appeals = read!(Appeals, "appeals.toml");
        let channels = read!(Channels, "channels.toml");
        let returns = read!(Returns, "returns.toml");
        let festivals = read!(Festivals, "festivals.toml");
        let doors = read!(Doors, "doors.toml");
        let fixed = read!(Fixed, FIXED);
        let mut notices = Vec::new();
        for (name, _) in files {
            if name.starts_with("calendar/") && *name != FIXED {
                let read = File::find(files, name).and_then(|file| Ok((file, file.json::<Notice>()?)));
                match read {
                    Ok(notice) => notices.push(notice),
                    Err(error) => errors.push(error),
                }
            }
        }
        let all = || {
            Some(Self {
                sources: sources?,
                limits: limits?,
                effects: effects?,
                consulted: consulted?,
                payments: payments?,
                outcomes: outcomes?,
                grounds: grounds?,
                fields: fields?,
                remedies: remedies?,
                tariffs: tariffs?,
                organs: organs?,
                review: review?,
                letters: letters?,
                reminders: reminders?,
                publication: publication?,
                retention: retention?,
                blackouts: blackouts?,
                clues: clues?,
                annual: annual?,
                appeals: appeals?,
                channels: channels?,
                returns: returns?,
                festivals: festivals?,
                doors: doors?,
                fixed: fixed?,
                notices,
            })
        };
        all().filter(|_| errors.is_empty()).ok_or(errors)
    }

    fn calendar(&self) -> Result<Calendar, LawError> {
        let notices: Vec<Notice> = self.notices.iter().map(|(_, notice)| notice.clone()).collect();
        let fixed = self.fixed.holidays.iter().map(|entry| entry.value.clone());
        Calendar::new(&notices, &fixed.collect::<Vec<_>>()).map_err(|error| {
            let blamed = self
                .notices
                .iter()
                .find(|(_, notice)| error.year() == Some(notice.year));
            let file = blamed.map_or(&self.fixed.file, |(file, _)| file);
            file.error_at_top(Problem::Calendar(error))
        })
    }

    fn into_law(self, calendar: Calendar) -> Law {
        let statutes = Statutes {
            notices: self.notices.into_iter().map(|(_, notice)| notice).collect(),
            fixed: values(self.fixed.holidays),
            sources: values(self.sources.sources),
            limits: by(values(self.limits.limits), |limit| limit.key),
            effects: by(values(self.effects.effects), |effect| effect.key),
            consulted: by(values(self.consulted.points), |point| point.key),
            payments: by(values(self.payments.points), |point| point.key),
            consulted_reminders: values(self.consulted.reminders),
            outcomes: values(self.outcomes.outcomes),
            grounds: values(self.grounds.grounds),
            fields: values(self.fields.fields)
                .into_iter()
                .map(|field| (field.key.clone(), field))
                .collect(),
            remedies: by(values(self.remedies.rules), |remedy| remedy.class.clone()),
            duties: values(self.remedies.duties),
            pleas: by(values(self.remedies.pleas), |plea| plea.class.clone()),
            enclosures: values(self.remedies.enclosures),
            overdue: values(self.remedies.overdue),
            tariffs: by(values(self.tariffs.tariffs), |tariff| tariff.key),
            organs: by(values(self.organs.rules), |organ| organ.kind),
            relations: values(self.organs.relations),
            courts: values(self.organs.courts),
            roles: values(self.review.roles),
            step_rules: values(self.review.rules),
            chain: values(self.review.steps),
            letters: values(self.letters.kinds),
            common_parts: values(self.letters.commons),
            channels: by(values(self.channels.channels), |rule| rule.channel),
            reminders: values(self.reminders.reminders),
            publication: values(self.publication.rules),
            retention: values(self.retention.rules),
            blackouts: values(self.blackouts.reasons),
            clues: by(values(self.clues.kinds), |clue| clue.kind),
            clue_marks: values(self.clues.marks),
            counter_marks: values(self.clues.counters),
            plain_words: values(self.clues.plain),
            annual_rows: values(self.annual.rows),
            annual_columns: values(self.annual.columns),
            endings: values(self.annual.endings),
            identities: values(self.annual.identities),
            report_days: values(self.annual.report_days),
            appeal_results: values(self.appeals.results),
            returns: values(self.returns.reasons),
            festivals: values(self.festivals.festivals),
            doors: values(self.doors.doors),
        };
        Law {
            calendar,
            statutes: Arc::new(statutes),
        }
    }
}

fn values<T>(entries: Vec<Entry<T>>) -> Vec<T> {
    entries.into_iter().map(|entry| entry.value).collect()
}

fn by<K: Ord, T>(rules: Vec<T>, key: impl Fn(&T) -> K) -> BTreeMap<K, Vec<T>> {
    let mut map: BTreeMap<K, Vec<T>> = BTreeMap::new();
    for rule in rules {
        map.entry(key(&rule)).or_default().push(rule);
    }
    map
}
