//! The flow in plain words, for everybody: what happens to an application, how long it takes, and by which rule. The
//! phases follow the stages of the table; every number is the law's.

use time::Date;

use super::{End, Plan, Station, Way};
use crate::{
    domain::{command::CommandKind, flow, stage::StageKey},
    law::{Article, EffectKey, Limit, LimitKey, NoticeKind},
    text::{Key, Lang, key},
    web::wording::{self, Said, Voice},
};

/// What an applicant can tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Submitted,
    Received,
    Handled,
    Reviewed,
    Answered,
}

impl Phase {
    pub(super) const fn of(stage: StageKey) -> Self {
        match stage {
            StageKey::Filed => Self::Submitted,
            StageKey::Received => Self::Received,
            StageKey::Assigned | StageKey::InHand => Self::Handled,
            StageKey::InReview | StageKey::Approved => Self::Reviewed,
            StageKey::Issued | StageKey::Served | StageKey::Closed => Self::Answered,
        }
    }

    const fn name(self) -> Key {
        match self {
            Self::Submitted => key("chart-submitted"),
            Self::Received => key("chart-received"),
            Self::Handled => key("chart-handled"),
            Self::Reviewed => key("chart-reviewed"),
            Self::Answered => key("chart-answered"),
        }
    }
}

/// The phases, in the order of the stages.
pub(super) fn phases() -> Vec<Phase> {
    let mut phases: Vec<Phase> = StageKey::ALL.iter().map(|stage| Phase::of(*stage)).collect();
    phases.dedup();
    phases
}

/// The plan by the law of a day.
pub(in crate::web) fn plan(voice: Voice<'_>, today: Date) -> Said<Plan> {
    let guide = Guide { voice, today };
    let stations = phases().into_iter().map(|phase| guide.station(phase));
    Ok(Plan {
        title: voice.say(key("chart-public-title"))?,
        description: voice.say(key("chart-public-description"))?,
        stations: stations.collect::<Said<_>>()?,
        loops: Vec::new(),
        ends: guide.ends()?,
    })
}

struct Guide<'a> {
    voice: Voice<'a>,
    today: Date,
}

impl Guide<'_> {
    fn limit(&self, key: LimitKey) -> &Limit {
        self.voice.law.limit(key, self.today)
    }

    /// `20个工作日`
    fn period(&self, key: LimitKey) -> Said {
        wording::period(self.voice.say, self.limit(key))
    }

    /// As short as it can be said: in Chinese by the short name of the source.
    fn cite(&self, article: &Article) -> String {
        match self.voice.say.lang {
            Lang::Chinese => article.to_string(),
            Lang::English => self.voice.law.cite_in_english(article),
        }
    }

    fn station(&self, phase: Phase) -> Said<Station> {
        let voice = self.voice;
        let (notes, sides) = match phase {
            Phase::Submitted => (Vec::new(), Vec::new()),
            Phase::Received => (
                vec![voice.say(key("chart-received-what"))?],
                vec![self.correction()?],
            ),
            Phase::Handled => (
                vec![voice.say(key("chart-handled-what"))?],
                vec![
                    self.consultation()?,
                    self.extension()?,
                    self.reasons()?,
                    self.fee()?,
                ],
            ),
            Phase::Reviewed => (
                voice
                    .law
                    .review_chain()
                    .iter()
                    .map(|step| wording::step_kind(voice.say.lang, voice.law, step.kind).to_owned())
                    .collect(),
                Vec::new(),
            ),
            Phase::Answered => (self.answer()?, vec![self.remedy()?, self.anew()?]),
        };
        Ok(Station {
            name: voice.say(phase.name())?,
            notes,
            next: None,
            sides,
        })
    }

    fn answer(&self) -> Said<Vec<String>> {
        let reply = self.limit(LimitKey::Reply);
        let period = self.period(LimitKey::Reply)?;
        Ok(vec![
            self.voice
                .say_with(key("chart-answered-what"), &[("period", &period)])?,
            self.cite(&reply.article),
        ])
    }

    fn way(&self, name: String, what: String, articles: &[&Article]) -> Way {
        let cites = match self.voice.say.lang {
            Lang::Chinese => {
                let mut cites: Vec<&str> = articles.iter().map(|article| article.as_str()).collect();
                cites.dedup();
                cites.join("；")
            }
            Lang::English => {
                let articles: Vec<Article> = articles.iter().copied().cloned().collect();
                self.voice.law.cite_all_in_english(&articles)
            }
        };
        Way {
            name,
            notes: vec![what],
            cites: Some(cites),
        }
    }

    fn correction(&self) -> Said<Way> {
        let (voice, ask) = (self.voice, self.limit(LimitKey::CorrectionAsk));
        let period = self.period(LimitKey::CorrectionAsk)?;
        let what = voice.say_with(key("chart-correction-what"), &[("period", &period)])?;
        Ok(self.way(voice.say(key("chart-correction"))?, what, &[&ask.article]))
    }

    fn consultation(&self) -> Said<Way> {
        let (voice, limit) = (self.voice, self.limit(LimitKey::Consultation));
        let left_out = voice.law.effect(EffectKey::Consulted, self.today);
        let period = self.period(LimitKey::Consultation)?;
        let what = voice.say_with(key("chart-consultation-what"), &[("period", &period)])?;
        let articles = [&limit.article, &left_out.article];
        Ok(self.way(voice.say(key("chart-consultation"))?, what, &articles))
    }

    fn extension(&self) -> Said<Way> {
        let (voice, limit) = (self.voice, self.limit(LimitKey::ReplyExtension));
        let period = self.period(LimitKey::ReplyExtension)?;
        let what = voice.say_with(key("chart-extension-what"), &[("period", &period)])?;
        Ok(self.way(voice.say(key("chart-extension"))?, what, &[&limit.article]))
    }

    fn reasons(&self) -> Said<Way> {
        let (voice, letter) = (self.voice, self.voice.law.notice(NoticeKind::ReasonsAsked));
        let what = voice.say(key("chart-reasons-what"))?;
        Ok(self.way(voice.say(key("chart-reasons"))?, what, &[&letter.article]))
    }

    fn fee(&self) -> Said<Way> {
        let (voice, letter) = (self.voice, self.voice.law.notice(NoticeKind::Fee));
        let period = self.period(LimitKey::FeePayment)?;
        let what = voice.say_with(key("chart-fee-what"), &[("period", &period)])?;
        Ok(self.way(voice.say(key("chart-fee"))?, what, &[&letter.article]))
    }

    fn remedy(&self) -> Said<Way> {
        let voice = self.voice;
        let (first, second) = (LimitKey::Reconsideration, LimitKey::Litigation);
        let what = voice.say_with(
            key("chart-remedy-what"),
            &[
                ("reconsideration", &self.period(first)?),
                ("litigation", &self.period(second)?),
            ],
        )?;
        let articles = [&self.limit(first).article, &self.limit(second).article];
        Ok(self.way(voice.say(key("chart-remedy"))?, what, &articles))
    }

    fn anew(&self) -> Said<Way> {
        let (voice, limit) = (self.voice, self.limit(LimitKey::OrderedReply));
        let period = self.period(LimitKey::OrderedReply)?;
        let what = voice.say_with(key("chart-anew-what"), &[("period", &period)])?;
        Ok(self.way(voice.say(key("chart-anew"))?, what, &[&limit.article]))
    }

    /// How it can end without an answer, and from which phases, as the table has it.
    fn ends(&self) -> Said<Vec<End>> {
        let voice = self.voice;
        let (fee, correction) = (
            self.limit(LimitKey::FeePayment),
            self.limit(LimitKey::CorrectionPeriod),
        );
        let withdrawn = Way {
            name: voice.say(key("chart-withdrawn"))?,
            notes: vec![voice.say(key("chart-withdrawn-what"))?],
            cites: None,
        };
        let what = voice.say(key("chart-abandoned-what"))?;
        let articles = [&correction.article, &fee.article];
        let abandoned = self.way(voice.say(key("chart-abandoned"))?, what, &articles);
        Ok(vec![
            End {
                way: withdrawn,
                from: ended_by(CommandKind::Withdraw),
            },
            End {
                way: abandoned,
                from: ended_by(CommandKind::SendNotice),
            },
        ])
    }
}

/// The phases from which a command can end the case.
fn ended_by(command: CommandKind) -> Vec<usize> {
    let ends = |stage: &&StageKey| {
        **stage != StageKey::Closed && flow::leads_to(**stage, command).contains(&StageKey::Closed)
    };
    let phases = phases();
    let mut from: Vec<usize> = StageKey::ALL
        .iter()
        .filter(ends)
        .filter_map(|stage| phases.iter().position(|phase| *phase == Phase::of(*stage)))
        .collect();
    from.dedup();
    from
}
