//! The panel of filters: every way in which the queue can be narrowed, and what is set at present.

use serde::Serialize;

use super::{
    ask::{Ask, Asked, DAYS, NONE, State, day},
    cell,
    facet::{self, StageCount},
    sort::{self, Sort},
    tab::Tab,
};
use crate::{
    domain::{agency::Department, applicant::ApplicantKind, clock::ClockState, flag::Flag},
    law::{Channel, Law, OutcomeGroup},
    store::{account::Account, queue::Days},
    text::{Key, key},
    web::{
        form::{Field, FieldErrors},
        wording::{Names, Said, Voice},
    },
};

/// The form, field by field.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Panel {
    /// What stays as it is: tab and window.
    pub(super) kept: Vec<Kept>,
    /// Groups of boxes to tick, or of which one is chosen.
    pub(super) groups: Vec<Group>,
    pub(super) selects: Vec<Select>,
    pub(super) days: Vec<DayRange>,
    /// Whether it is unfolded.
    pub(super) open: bool,
    pub(super) clear: String,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct Kept {
    pub(super) name: &'static str,
    pub(super) value: String,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct Group {
    pub(super) name: &'static str,
    pub(super) label: String,
    /// One of them, not several.
    pub(super) is_single: bool,
    pub(super) choices: Vec<Choice>,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct Select {
    pub(super) name: &'static str,
    pub(super) label: String,
    pub(super) choices: Vec<Choice>,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct Choice {
    pub(super) id: String,
    pub(super) value: String,
    pub(super) label: String,
    pub(super) chosen: bool,
}

/// Two days, from and until.
#[derive(Debug, Clone, Serialize)]
pub(super) struct DayRange {
    pub(super) label: String,
    pub(super) from: Field,
    pub(super) until: Field,
}

/// Something that is set, with the way to unset it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Active {
    pub(super) text: String,
    pub(super) href: String,
}

/// What the panel is made with.
pub(super) struct Maker<'a> {
    pub(super) voice: Voice<'a>,
    pub(super) law: &'a Law,
    pub(super) names: &'a Names,
    pub(super) departments: &'a [Department],
    pub(super) accounts: &'a [Account],
    pub(super) stages: &'a [StageCount],
}

/// Flags that the chips do not offer.
const MORE_FLAGS: [Flag; 9] = [
    Flag::SentBack,
    Flag::Corrected,
    Flag::Consulted,
    Flag::Extended,
    Flag::Undelivered,
    Flag::WasContested,
    Flag::Anew,
    Flag::Provisional,
    Flag::Imported,
];

fn choice(name: &str, value: &str, label: String, chosen: bool) -> Choice {
    Choice {
        id: format!("{name}-{value}"),
        value: value.to_owned(),
        label,
        chosen,
    }
}

/// What is wrong with the days that were typed.
pub(super) fn errors(voice: Voice<'_>, asked: &Asked) -> Said<FieldErrors> {
    let mut errors = FieldErrors::default();
    for id in DAYS {
        let typed = typed(asked, id);
        if !typed.trim().is_empty() && day(typed).is_none() {
            errors.add(id, voice.say(key("queue-no-day"))?);
        }
    }
    for (from, until) in [(0, 1), (2, 3), (4, 5)] {
        let at = |place: usize| DAYS.get(place).and_then(|id| day(typed(asked, id)));
        if let (Some(from), Some(end)) = (at(from), at(until))
            && from > end
            && let Some(id) = DAYS.get(until)
        {
            errors.add(*id, voice.say(key("queue-days-reversed"))?);
        }
    }
    Ok(errors)
}

fn typed<'a>(asked: &'a Asked, id: &str) -> &'a str {
    match id {
        "due_from" => &asked.due_from,
        "due_until" => &asked.due_until,
        "received_from" => &asked.received_from,
        "received_until" => &asked.received_until,
        "ended_from" => &asked.ended_from,
        _ => &asked.ended_until,
    }
}

impl Maker<'_> {
    pub(super) fn panel(&self, ask: &Ask, asked: &Asked, errors: &FieldErrors) -> Said<Panel> {
        let mut kept = vec![Kept {
            name: "tab",
            value: ask.tab.to_string(),
        }];
        kept.extend(ask.window.map(|window| Kept {
            name: "due",
            value: window.to_string(),
        }));
        kept.extend(ask.import.map(|import| Kept {
            name: "import",
            value: import.to_string(),
        }));
        let chips = ask.flags.iter().filter(|flag| !MORE_FLAGS.contains(flag));
        kept.extend(chips.map(|flag| Kept {
            name: "flag",
            value: flag.to_string(),
        }));
        let quick = ask.with(|ask| ask.flags.retain(|flag| !MORE_FLAGS.contains(flag)));
        let bare = Ask::of(ask.tab).with(|bare| {
            bare.window = ask.window;
            bare.import = ask.import;
            bare.flags.clone_from(&quick.flags);
        });
        Ok(Panel {
            kept,
            groups: self.groups(ask)?,
            selects: self.selects(ask)?,
            days: self.days(asked, errors)?,
            open: !errors.is_empty() || ask.with(|ask| ask.sort = None) != bare,
            clear: Ask::of(ask.tab).href(),
        })
    }

    fn groups(&self, ask: &Ask) -> Said<Vec<Group>> {
        let voice = self.voice;
        let group = |name, label: Key, choices| {
            Ok(Group {
                name,
                label: voice.say(label)?,
                is_single: false,
                choices,
            })
        };
        let states = State::ALL.iter().map(|state| {
            let label = match state {
                State::Open => key("queue-state-open"),
                State::Closed => key("queue-state-closed"),
                State::All => key("queue-state-all"),
            };
            Ok(choice(
                "state",
                state.as_str(),
                voice.say(label)?,
                *state == ask.state,
            ))
        });
        let stages = self.stages.iter().map(|one| {
            let name = voice.stage_key(one.stage)?;
            let label = match &one.count {
                Some(count) => {
                    voice.say_with(key("queue-with-count"), &[("name", &name), ("count", count)])?
                }
                None => name,
            };
            Ok(choice(
                "stage",
                one.stage.as_str(),
                label,
                ask.stages.contains(&one.stage),
            ))
        });
        let clocks = ClockState::ALL.iter().map(|clock| {
            let label = voice.say(clock_name(*clock))?;
            Ok(choice("clock", clock.as_str(), label, ask.clocks.contains(clock)))
        });
        let flags = MORE_FLAGS.iter().map(|flag| {
            let label = voice.say(cell::name(*flag))?;
            Ok(choice("flag", flag.as_str(), label, ask.flags.contains(flag)))
        });
        let channels = Channel::ALL.iter().map(|channel| {
            let label = self.law.channel(*channel).name.clone();
            Ok(choice(
                "channel",
                channel.as_str(),
                label,
                ask.channels.contains(channel),
            ))
        });
        let kinds = ApplicantKind::ALL.iter().map(|kind| {
            let label = voice.applicant_kind(*kind)?;
            Ok(choice("kind", kind.as_str(), label, ask.kinds.contains(kind)))
        });
        let outcomes = OutcomeGroup::ALL.iter().map(|group| {
            let label = self.law.outcome(*group).name.clone();
            Ok(choice(
                "outcome",
                group.as_str(),
                label,
                ask.outcomes.contains(group),
            ))
        });
        let unanswered = voice.say(key("queue-unanswered"));
        let outcomes =
            outcomes.chain([unanswered.map(|label| choice("outcome", NONE, label, ask.unanswered))]);
        Ok(vec![
            Group {
                name: "state",
                label: voice.say(key("queue-state"))?,
                is_single: true,
                choices: states.collect::<Said<_>>()?,
            },
            group("stage", key("queue-stage"), stages.collect::<Said<_>>()?)?,
            group("clock", key("queue-clock"), clocks.collect::<Said<_>>()?)?,
            group("flag", key("queue-flags"), flags.collect::<Said<_>>()?)?,
            group(
                "outcome",
                key("queue-outcome-group"),
                outcomes.collect::<Said<_>>()?,
            )?,
            group("channel", key("queue-channel"), channels.collect::<Said<_>>()?)?,
            group("kind", key("queue-kind"), kinds.collect::<Said<_>>()?)?,
        ])
    }

    fn selects(&self, ask: &Ask) -> Said<Vec<Select>> {
        let voice = self.voice;
        let any = |name| -> Said<Choice> { Ok(choice(name, "", voice.say(key("queue-any"))?, false)) };
        let mut selects = Vec::new();
        // What the tab settles is not asked.
        if matches!(ask.tab, Tab::All | Tab::Watching) {
            let unassigned = voice.say(key("queue-unassigned"))?;
            let mut choices = vec![
                any("department")?,
                choice("department", NONE, unassigned, ask.unassigned),
            ];
            choices.extend(self.departments.iter().map(|department| {
                let chosen = ask.department == Some(department.id);
                choice(
                    "department",
                    &department.id.to_string(),
                    department.name.clone(),
                    chosen,
                )
            }));
            selects.push(Select {
                name: "department",
                label: voice.say(key("queue-by-department"))?,
                choices,
            });
        }
        if matches!(ask.tab, Tab::All | Tab::Watching | Tab::Department) {
            let mut choices = vec![any("handler")?];
            choices.extend(self.accounts.iter().map(|account| {
                let chosen = ask.handler == Some(account.id);
                choice("handler", &account.id.to_string(), account.name.clone(), chosen)
            }));
            selects.push(Select {
                name: "handler",
                label: voice.say(key("queue-by-handler"))?,
                choices,
            });
        }
        let mut grounds = vec![any("ground")?];
        for ground in self.law.grounds() {
            if grounds.iter().all(|other| other.value != ground.key.as_str()) {
                let chosen = ask.ground.as_ref() == Some(&ground.key);
                grounds.push(choice("ground", ground.key.as_str(), ground.name.clone(), chosen));
            }
        }
        selects.push(Select {
            name: "ground",
            label: voice.say(key("queue-ground"))?,
            choices: grounds,
        });
        let (by, descending) = sort::of(ask);
        let sorts = Sort::ALL.iter().map(|sort| {
            Ok(choice(
                "sort",
                sort.as_str(),
                voice.say(sort.name())?,
                *sort == by,
            ))
        });
        selects.push(Select {
            name: "sort",
            label: voice.say(key("queue-sort"))?,
            choices: sorts.collect::<Said<_>>()?,
        });
        selects.push(Select {
            name: "dir",
            label: voice.say(key("queue-direction"))?,
            choices: vec![
                choice("dir", "asc", voice.say(key("queue-ascending"))?, !descending),
                choice("dir", "desc", voice.say(key("queue-descending"))?, descending),
            ],
        });
        Ok(selects)
    }

    fn days(&self, asked: &Asked, errors: &FieldErrors) -> Said<Vec<DayRange>> {
        let voice = self.voice;
        let labels = [
            (key("queue-due"), "due_from", "due_until"),
            (key("queue-received"), "received_from", "received_until"),
            (key("queue-ended"), "ended_from", "ended_until"),
        ];
        let range = |(label, from, until): (Key, &str, &str)| {
            Ok(DayRange {
                label: voice.say(label)?,
                from: Field::new(from, typed(asked, from).trim(), errors),
                until: Field::new(until, typed(asked, until).trim(), errors),
            })
        };
        labels.into_iter().map(range).collect()
    }

    /// Everything that is set, each with the address without it.
    pub(super) fn active(&self, ask: &Ask) -> Said<Vec<Active>> {
        let voice = self.voice;
        let mut active = Vec::new();
        let mut set = |text: Said, without: Ask| -> Said<()> {
            active.push(Active {
                text: text?,
                href: without.href(),
            });
            Ok(())
        };
        match ask.state {
            State::Open => {}
            State::Closed => set(
                voice.say(key("queue-state-closed")),
                ask.with(|ask| {
                    ask.state = State::Open;
                    ask.stages.clear();
                }),
            )?,
            State::All => set(
                voice.say(key("queue-state-all")),
                ask.with(|ask| ask.state = State::Open),
            )?,
        }
        if ask.state != State::Closed {
            for stage in &ask.stages {
                set(
                    voice.stage_key(*stage),
                    ask.with(|ask| ask.stages.retain(|other| other != stage)),
                )?;
            }
        }
        if ask.import.is_some() {
            set(
                voice.say(key("queue-of-import")),
                ask.with(|ask| ask.import = None),
            )?;
        }
        for clock in &ask.clocks {
            let without = ask.with(|ask| ask.clocks.retain(|other| other != clock));
            set(voice.say(clock_name(*clock)), without)?;
        }
        if let Some(window) = ask.window {
            set(
                facet::window_name(voice, window),
                ask.with(|ask| ask.window = None),
            )?;
        }
        for flag in &ask.flags {
            set(
                voice.say(cell::name(*flag)),
                ask.with(|ask| ask.flags.retain(|other| other != flag)),
            )?;
        }
        for group in &ask.outcomes {
            let without = ask.with(|ask| ask.outcomes.retain(|other| other != group));
            set(Ok(self.law.outcome(*group).name.clone()), without)?;
        }
        if ask.unanswered {
            set(
                voice.say(key("queue-unanswered")),
                ask.with(|ask| ask.unanswered = false),
            )?;
        }
        if let Some(ground) = &ask.ground {
            let name = self.law.ground(ground).map(|ground| ground.name.clone());
            set(Ok(name.unwrap_or_default()), ask.with(|ask| ask.ground = None))?;
        }
        for channel in &ask.channels {
            let without = ask.with(|ask| ask.channels.retain(|other| other != channel));
            set(Ok(self.law.channel(*channel).name.clone()), without)?;
        }
        for kind in &ask.kinds {
            set(
                voice.applicant_kind(*kind),
                ask.with(|ask| ask.kinds.retain(|other| other != kind)),
            )?;
        }
        if let Some(department) = ask.department {
            set(
                Ok(self.names.department(department)),
                ask.with(|ask| ask.department = None),
            )?;
        }
        if ask.unassigned {
            set(
                voice.say(key("queue-unassigned")),
                ask.with(|ask| ask.unassigned = false),
            )?;
        }
        if let Some(handler) = ask.handler {
            set(Ok(self.names.person(handler)), ask.with(|ask| ask.handler = None))?;
        }
        let nothing = Days::default();
        for (label, days, without) in [
            (key("queue-due"), ask.due, ask.with(|ask| ask.due = nothing)),
            (
                key("queue-received"),
                ask.received,
                ask.with(|ask| ask.received = nothing),
            ),
            (key("queue-ended"), ask.ended, ask.with(|ask| ask.ended = nothing)),
        ] {
            if days != nothing {
                let word = |day: Option<time::Date>| day.map(|day| voice.weekday(day)).unwrap_or_default();
                let (from, until) = (word(days.from), word(days.until));
                let name = voice.say(label)?;
                let arguments = [("name", name.as_str()), ("from", &from), ("until", &until)];
                set(voice.say_with(key("queue-days"), &arguments), without)?;
            }
        }
        Ok(active)
    }
}

pub(super) fn clock_name(clock: ClockState) -> Key {
    match clock {
        ClockState::Running => key("clock-running"),
        ClockState::Consulting => key("clock-consulting"),
        ClockState::AwaitingCorrection => key("clock-awaiting-correction"),
        ClockState::AwaitingFee => key("clock-awaiting-fee"),
        ClockState::Stopped => key("clock-stopped"),
    }
}
