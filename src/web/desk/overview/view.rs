//! From the counts to the page.

use time::Date;

use super::{
    Asked,
    course::{Piece, course},
    duration::Duration,
    page::{
        Asking, Choice, DurationLine, Named, OutcomeLine, OverviewPage, PieceLine, Preset, StandingLine,
        Standings, Tile,
    },
    period::{Period, presets},
    standing::{Edge, Standing},
};
use crate::{
    domain::{account::Officer, agency::Department, annual, id::DepartmentId, stage::StageKey},
    law::{OutcomeGroup, add_working_days},
    store::{
        self, Scope,
        queue::{Count, Days, Ended},
    },
    text::key,
    web::{
        access::Workload,
        bars::{Part, Pile, bars, by_count},
        casefile::due,
        desk::{
            figure::{Figure, label},
            queue::{Ask, State},
        },
        error::Failure,
        form::{Field, FieldErrors},
        page::View,
        wording::{Said, Voice, voice},
    },
};

pub(super) async fn page(
    view: &View,
    officer: &Officer,
    sight: Workload,
    asked: &Asked,
) -> Result<OverviewPage, Failure> {
    let (voice, today) = (voice(view), view.app.office.today());
    let near = due::soon(voice.law);
    let mut problems = FieldErrors::default();
    let period = Period::read(asked, today, voice, &mut problems)?;
    let mut departments = store::agency::departments(view.app.db(), Scope::of(officer.agency)).await?;
    let all = departments.clone();
    let chosen = asked.department.parse().ok().map(DepartmentId);
    let chosen = chosen.filter(|id| departments.iter().any(|department| department.id == *id));
    let only = match sight {
        Workload::All => chosen,
        Workload::Department(id) => Some(id),
    };
    if let Some(only) = only {
        departments.retain(|department| department.id == only);
    }
    let overview = Overview {
        view,
        officer,
        voice,
        edge: Edge {
            today,
            near_until: add_working_days(&voice.law.calendar, today, near),
        },
        base: Ask::within(sight).with(|ask| ask.department = only),
        departments,
    };
    let (standings, tiles) = overview.standings().await?;
    let ended = overview.ended(period).await?;
    let (pieces, whole, course_piece) = overview.course(period, &ended).await?;
    let (outcomes, outcome_bars) = overview.outcomes(period, &ended)?;
    let (from, until) = (voice.weekday(period.from), voice.weekday(period.until));
    Ok(OverviewPage {
        day: voice.weekday(today),
        near: near.to_string(),
        annual: annual::may_read(officer),
        period: voice.say_with(key("overview-period"), &[("from", &from), ("until", &until)])?,
        asked: asking(voice, (asked, period, today), (sight, only), &all, &problems)?,
        legend: overview.tiles(&tiles)?,
        tiles: overview.tiles(&tiles)?,
        standings,
        course: course_piece,
        pieces,
        whole,
        outcomes,
        outcome_bars,
        durations: overview.durations(period, &ended)?,
        problems,
    })
}

/// Everything that the page is made of.
struct Overview<'a> {
    view: &'a View,
    officer: &'a Officer,
    voice: Voice<'a>,
    edge: Edge,
    /// All open cases that the page is about.
    base: Ask,
    /// Those that it is about.
    departments: Vec<Department>,
}

/// How many stand in each way.
type Counts = Vec<u64>;

impl Overview<'_> {
    fn filter(&self, ask: &Ask) -> store::queue::Filter {
        ask.filter(self.officer, self.voice.law, self.edge.today)
    }

    /// Open cases by department and by stage, and all of them.
    async fn standings(&self) -> Result<(Vec<Standings>, Counts), Failure> {
        let voice = self.voice;
        let mut by_department: Vec<(String, Ask)> = Vec::new();
        if self.base.department.is_none() {
            by_department.push((
                voice.say(key("queue-unassigned"))?,
                self.base.with(|ask| ask.unassigned = true),
            ));
        }
        by_department.extend(self.departments.iter().map(|department| {
            let ask = self.base.with(|ask| ask.department = Some(department.id));
            (department.name.clone(), ask)
        }));
        let mut by_stage = Vec::new();
        for stage in StageKey::ALL.iter().filter(|stage| **stage != StageKey::Closed) {
            let ask = self.base.with(|ask| ask.stages = vec![*stage]);
            by_stage.push((voice.stage_key(*stage)?, ask));
        }
        let total = (voice.say(key("workload-total"))?, self.base.clone());
        let mut asks: Vec<&Ask> = vec![&total.1];
        asks.extend(by_department.iter().chain(&by_stage).map(|(_, ask)| ask));
        let mut counts = self.counts(&asks).await?.into_iter();
        let all = counts.next().unwrap_or_default();
        let mut section = |id, title, by, rows: Vec<(String, Ask)>| -> Said<Standings> {
            let counted: Vec<(String, Ask, Counts)> = rows
                .into_iter()
                .map(|(name, ask)| (name, ask, counts.next().unwrap_or_default()))
                .collect();
            let mut lines = Vec::new();
            let mut piles = Vec::new();
            for (name, ask, counts) in &counted {
                piles.push(self.pile(name, counts)?);
                lines.push(self.line(name, ask, counts)?);
            }
            lines.push(self.line(&total.0, &total.1, &all)?);
            Ok(Standings {
                id,
                title: voice.say(title)?,
                by: voice.say(by)?,
                bars: bars(piles),
                lines,
            })
        };
        let sections = vec![
            section(
                "by-department",
                key("overview-by-department"),
                key("queue-by-department"),
                by_department,
            )?,
            section("by-stage", key("overview-by-stage"), key("queue-stage"), by_stage)?,
        ];
        Ok((sections, all))
    }

    /// How many of each stand in each way, in one pass.
    async fn counts(&self, asks: &[&Ask]) -> Result<Vec<Counts>, Failure> {
        let filters: Vec<_> = asks
            .iter()
            .flat_map(|ask| {
                Standing::ALL
                    .iter()
                    .map(|standing| self.filter(&standing.of(ask, self.edge)))
            })
            .collect();
        let scope = Scope::of(self.officer.agency);
        let counts = store::queue::counts(self.view.app.db(), scope, &filters, 0).await?;
        let counts: Vec<u64> = counts
            .into_iter()
            .map(|count| match count {
                Count::Exactly(count) | Count::MoreThan(count) => count,
            })
            .collect();
        Ok(counts.chunks(Standing::ALL.len()).map(<[u64]>::to_vec).collect())
    }

    fn pile(&self, name: &str, counts: &Counts) -> Said<Pile> {
        let parts = Standing::ALL.iter().zip(counts);
        let late = counts.first().copied().unwrap_or_default();
        Ok(Pile {
            name: name.to_owned(),
            label: label(self.voice, counts.iter().sum(), late)?,
            parts: parts.map(|(standing, count)| (standing.part(), *count)).collect(),
        })
    }

    fn line(&self, name: &str, ask: &Ask, counts: &Counts) -> Said<StandingLine> {
        let figures = Standing::ALL.iter().zip(counts).map(|(standing, count)| {
            Ok(Named {
                name: self.voice.say(standing.name())?,
                is_late: *standing == Standing::Late,
                figure: Figure::of(*count, || standing.of(ask, self.edge).href()),
            })
        });
        Ok(StandingLine {
            name: name.to_owned(),
            open: Figure::of(counts.iter().sum(), || ask.href()),
            figures: figures.collect::<Said<_>>()?,
        })
    }

    fn tiles(&self, counts: &Counts) -> Said<Vec<Tile>> {
        let tiles = Standing::ALL.iter().zip(counts).map(|(standing, count)| {
            Ok(Tile {
                name: self.voice.say(standing.name())?,
                part: standing.part().as_str(),
                figure: Figure::of(*count, || standing.of(&self.base, self.edge).href()),
            })
        });
        tiles.collect()
    }

    /// Cases that came in on some days, closed or not.
    fn received_in(&self, days: Days) -> Ask {
        self.base.with(|ask| {
            ask.state = State::All;
            ask.received = days;
        })
    }

    /// Cases that ended on some days, closed or not.
    fn ended_in(&self, days: Days) -> Ask {
        self.base.with(|ask| {
            ask.state = State::All;
            ask.ended = days;
        })
    }

    async fn ended(&self, period: Period) -> Result<Vec<Ended>, Failure> {
        let scope = Scope::of(self.officer.agency);
        let filter = self.filter(&self.ended_in(period.days()));
        Ok(store::queue::ended(self.view.app.db(), scope, &filter).await?)
    }

    fn median(&self, ended: &[&Ended]) -> Option<Duration> {
        Duration::of(&self.voice.law.calendar, ended.iter().copied())
    }

    async fn course(
        &self,
        period: Period,
        ended: &[Ended],
    ) -> Result<(Vec<PieceLine>, PieceLine, Option<super::course::Course>), Failure> {
        let voice = self.voice;
        let scope = Scope::of(self.officer.agency);
        let filter = self.filter(&self.received_in(period.days()));
        let received = store::queue::received(self.view.app.db(), scope, &filter).await?;
        let line = |name: String, days: Days, has: &dyn Fn(Date) -> bool| {
            let came: u64 = received
                .iter()
                .filter(|(day, _)| has(*day))
                .map(|(_, count)| count)
                .sum();
            let went: Vec<&Ended> = ended.iter().filter(|some| has(some.ended_on)).collect();
            PieceLine {
                name,
                received: Figure::of(came, || self.received_in(days).href()),
                ended: Figure::of(went.iter().map(|some| some.count).sum(), || {
                    self.ended_in(days).href()
                }),
                median: self.median(&went).map(Duration::median),
            }
        };
        let (mut lines, mut pieces, mut described) = (Vec::new(), Vec::new(), Vec::new());
        for slot in period.slots() {
            let line = line(slot.name(voice)?, slot.days(), &|day| slot.has(day));
            let (came, went) = (line.received.count.to_string(), line.ended.count.to_string());
            let parts = [
                ("name", line.name.as_str()),
                ("received", &came),
                ("ended", &went),
            ];
            described.push(voice.say_with(key("overview-described"), &parts)?);
            pieces.push(Piece {
                name: slot.short_name(voice)?,
                received: line.received.count,
                ended: line.ended.count,
            });
            lines.push(line);
        }
        let whole = line(voice.say(key("workload-total"))?, period.days(), &|_| true);
        Ok((lines, whole, course(&pieces, described.join("；"))))
    }

    /// How cases were answered, and those that ended without an answer.
    fn outcomes(
        &self,
        period: Period,
        ended: &[Ended],
    ) -> Said<(Vec<OutcomeLine>, Option<crate::web::bars::Bars>)> {
        let (voice, law) = (self.voice, self.voice.law);
        let all: u64 = ended.iter().map(|some| some.count).sum();
        let group_of = |some: &Ended| {
            let ground = some.outcome.as_ref().and_then(|ground| law.ground(ground));
            ground.map(|ground| ground.group)
        };
        let count = |wanted: &dyn Fn(&Ended) -> bool| -> u64 {
            let of = ended.iter().filter(|some| wanted(some));
            of.map(|some| some.count).sum()
        };
        let ended_in = self.ended_in(period.days());
        let mut rows: Vec<(String, u64, Ask)> = OutcomeGroup::ALL
            .iter()
            .map(|group| {
                let name = law.outcome(*group).name.clone();
                let count = count(&|some| group_of(some) == Some(*group));
                (name, count, ended_in.with(|ask| ask.outcomes = vec![*group]))
            })
            .collect();
        rows.push((
            voice.say(key("queue-unanswered"))?,
            count(&|some| some.outcome.is_none()),
            ended_in.with(|ask| ask.unanswered = true),
        ));
        rows.retain(|(_, count, _)| *count > 0);
        let mut piles = Vec::new();
        let mut lines = Vec::new();
        for (name, count, ask) in rows {
            // Rounded to the nearest; `all` is no less than any of them, so never nought.
            let share = format!("{}%", (count * 200 + all) / (all * 2));
            piles.push(Pile {
                name: name.clone(),
                label: label(voice, count, 0)?,
                parts: vec![(Part::Plain, count)],
            });
            lines.push(OutcomeLine {
                name,
                figure: Figure::of(count, || ask.href()),
                share,
            });
        }
        Ok((lines, bars(by_count(piles))))
    }

    /// How long cases took, by department.
    fn durations(&self, period: Period, ended: &[Ended]) -> Said<Vec<DurationLine>> {
        let ended_in = self.ended_in(period.days());
        let line = |name: &str, ask: Ask, some: &[&Ended]| {
            let took = self.median(some);
            DurationLine {
                name: name.to_owned(),
                ended: Figure::of(some.iter().map(|some| some.count).sum(), || ask.href()),
                median: took.map(Duration::median),
                longest: took.map(|took| took.longest.to_string()),
            }
        };
        let of = |department: Option<DepartmentId>| -> Vec<&Ended> {
            ended
                .iter()
                .filter(|some| some.department == department)
                .collect()
        };
        let mut lines: Vec<DurationLine> = self
            .departments
            .iter()
            .map(|department| {
                let ask = ended_in.with(|ask| ask.department = Some(department.id));
                line(&department.name, ask, &of(Some(department.id)))
            })
            .collect();
        let nobodys = of(None);
        if !nobodys.is_empty() {
            let name = self.voice.say(key("queue-unassigned"))?;
            lines.push(line(&name, ended_in.with(|ask| ask.unassigned = true), &nobodys));
        }
        let total = self.voice.say(key("workload-total"))?;
        lines.push(line(&total, ended_in, &ended.iter().collect::<Vec<_>>()));
        Ok(lines)
    }
}

fn asking(
    voice: Voice<'_>,
    (asked, period, today): (&Asked, Period, Date),
    (sight, only): (Workload, Option<DepartmentId>),
    departments: &[Department],
    problems: &FieldErrors,
) -> Said<Asking> {
    // What was typed stays where something is wrong with it.
    let typed = |typed: &str, day: Date| {
        if problems.is_empty() {
            day.to_string()
        } else {
            typed.trim().to_owned()
        }
    };
    let mut choices = Vec::new();
    if sight == Workload::All {
        choices.push(Choice {
            value: String::new(),
            label: voice.say(key("overview-all-departments"))?,
            chosen: only.is_none(),
        });
        choices.extend(departments.iter().map(|department| Choice {
            value: department.id.to_string(),
            label: department.name.clone(),
            chosen: only == Some(department.id),
        }));
    }
    let department = only
        .filter(|_| sight == Workload::All)
        .map(|id| format!("&department={id}"))
        .unwrap_or_default();
    let presets = presets(today).into_iter().map(|(name, preset)| {
        Ok(Preset {
            name: voice.say(name)?,
            href: format!(
                "/desk/overview?from={}&until={}{department}",
                preset.from, preset.until
            ),
            current: preset == period,
        })
    });
    Ok(Asking {
        from: Field::new("from", typed(&asked.from, period.from), problems),
        until: Field::new("until", typed(&asked.until, period.until), problems),
        departments: choices,
        presets: presets.collect::<Said<_>>()?,
    })
}
