//! The whole flow, for the staff: every stage, every step of the review, every letter, and every command by its name.

use time::Date;

use super::{
    End, Loop, Plan, Station, Way,
    graph::{self, Jump, Place},
};
use crate::{
    domain::{
        command::CommandKind,
        flow,
        review::{Chain, When},
        stage::StageKey,
    },
    law::{EffectKey, NoticeKind},
    text::key,
    web::wording::{Said, Voice},
};

/// The plan of an agency with this chain, by the law of a day.
pub(in crate::web) fn plan(voice: Voice<'_>, chain: &Chain, today: Date) -> Said<Plan> {
    let line = graph::line(&chain.steps);
    let stations = line
        .iter()
        .enumerate()
        .map(|(at, place)| station(voice, &line, at, place, today));
    let (ends, loops): (Vec<Jump>, Vec<Jump>) = graph::jumps()
        .into_iter()
        .partition(|jump| jump.to == StageKey::Closed);
    Ok(Plan {
        title: voice.say(key("chart-staff-title"))?,
        description: voice.say(key("chart-staff-description"))?,
        stations: stations.collect::<Said<_>>()?,
        loops: loops
            .iter()
            .map(|jump| back(voice, &line, jump))
            .collect::<Said<_>>()?,
        ends: ends
            .iter()
            .map(|jump| end(voice, &line, jump))
            .collect::<Said<_>>()?,
    })
}

fn station(voice: Voice<'_>, line: &[Place<'_>], at: usize, place: &Place<'_>, today: Date) -> Said<Station> {
    let is_last_step = !matches!(line.get(at + 1), Some(Place::Step(_)));
    match place {
        Place::Step(step) => {
            let rule = voice.law.step_rule(step.kind);
            let mut notes = vec![
                voice.law.role_name(step.who.role).to_owned(),
                rule.article.to_string(),
            ];
            if step.when == When::ByGround {
                notes.push(voice.say(key("chart-by-ground"))?);
            }
            if step.when.claim_days().is_some() {
                notes.push(voice.say(key("chain-when-claimed"))?);
            }
            let beside =
                |at: usize| matches!(line.get(at), Some(Place::Step(other)) if other.rank == step.rank);
            if at.checked_sub(1).is_some_and(beside) {
                notes.push(voice.say(key("chain-beside"))?);
            }
            let next = if is_last_step {
                named(voice, &graph::onward(StageKey::InReview))?
            } else {
                voice.command(CommandKind::Approve)?
            };
            Ok(Station {
                name: step.called(voice.law).to_owned(),
                notes,
                next: Some(next),
                sides: Vec::new(),
            })
        }
        Place::Stage(stage) => {
            let onward = graph::onward(*stage);
            let next = (!onward.is_empty()).then(|| named(voice, &onward)).transpose()?;
            Ok(Station {
                name: voice.stage_key(*stage)?,
                notes: notes(voice, *stage)?,
                next,
                sides: sides(voice, *stage, today)?,
            })
        }
    }
}

fn notes(voice: Voice<'_>, stage: StageKey) -> Said<Vec<String>> {
    Ok(if stage == StageKey::Filed {
        vec![voice.say(key("chart-begin"))?]
    } else {
        Vec::new()
    })
}

/// What stands beside a stage: the letters that can first be proposed there, and what can be done after the answer.
fn sides(voice: Voice<'_>, stage: StageKey, today: Date) -> Said<Vec<Way>> {
    let first = |kind: &&NoticeKind| flow::notice_stages(**kind).first() == Some(&stage);
    let mut sides: Vec<Way> = NoticeKind::ALL
        .iter()
        .filter(first)
        .map(|kind| letter(voice, *kind, today))
        .collect::<Said<_>>()?;
    if stage != StageKey::Served {
        return Ok(sides);
    }
    sides.push(Way {
        name: voice.command(CommandKind::RecordAppeal)?,
        notes: vec![stages(voice, flow::stages(CommandKind::RecordAppeal))?],
        cites: None,
    });
    let (anew, rest): (Vec<CommandKind>, Vec<CommandKind>) =
        graph::staying(&[StageKey::Served, StageKey::Closed])
            .partition(|command| *command == CommandKind::OpenRound);
    let to = voice.stage_key(StageKey::Received)?;
    let new_case = voice.say_with(key("chart-new-case"), &[("stage", &to)])?;
    for (commands, note) in [(anew, Some(new_case)), (rest, None)] {
        let at = commands.first().map_or(&[][..], |command| flow::stages(*command));
        sides.push(Way {
            name: named(voice, &commands)?,
            notes: [stages(voice, at)?].into_iter().chain(note).collect(),
            cites: None,
        });
    }
    Ok(sides)
}

/// A procedural letter: when, through whose hands, what comes back, and what it does to the last day.
fn letter(voice: Voice<'_>, kind: NoticeKind, today: Date) -> Said<Way> {
    let letter = voice.law.notice(kind);
    let at = stages(voice, flow::notice_stages(kind))?;
    let steps: Vec<&str> = letter.steps.iter().map(|kind| voice.step_kind(*kind)).collect();
    let steps = steps.join(" → ");
    let mut notes = vec![voice.say_with(key("chart-reviewed-by"), &[("at", &at), ("steps", &steps)])?];
    let answers = graph::answered_by(kind);
    if !answers.is_empty() {
        notes.push(voice.say_with(key("chart-then"), &[("commands", &named(voice, answers)?)])?);
    }
    if let Some(effect) = effect(kind) {
        notes.push(voice.law.effect(effect, today).name.clone());
    }
    Ok(Way {
        name: letter.name.clone(),
        notes,
        cites: Some(letter.article.to_string()),
    })
}

/// What a letter, or what comes back on it, does to the reply period.
fn effect(kind: NoticeKind) -> Option<EffectKey> {
    match kind {
        NoticeKind::Correction => Some(EffectKey::Corrected),
        NoticeKind::ThirdPartyConsultation
        | NoticeKind::CoMakerConsultation
        | NoticeKind::OtherOrganConsultation => Some(EffectKey::Consulted),
        NoticeKind::Fee => Some(EffectKey::Paid),
        NoticeKind::Delay => Some(EffectKey::Delayed),
        NoticeKind::ConsultationTold
        | NoticeKind::DisclosureDecision
        | NoticeKind::Extension
        | NoticeKind::ReasonsAsked
        | NoticeKind::Ended
        | NoticeKind::Transfer => None,
    }
}

fn back(voice: Voice<'_>, line: &[Place<'_>], jump: &Jump) -> Said<Loop> {
    let command = voice.command(jump.command)?;
    // What is called so leads on as a rule: here it finds that what would leave has changed.
    let name = if graph::onward_from(&jump.from, jump.command) {
        voice.say_with(key("chart-voided"), &[("command", &command)])?
    } else {
        command
    };
    let to = voice.stage_key(jump.to)?;
    let from = stages(voice, &jump.from)?;
    Ok(Loop {
        said: voice.say_with(
            key("chart-jump"),
            &[("command", &name), ("from", &from), ("to", &to)],
        )?,
        name,
        from: places(line, &jump.from),
        to: line
            .iter()
            .position(|place| place.stage() == jump.to)
            .unwrap_or_default(),
    })
}

fn end(voice: Voice<'_>, line: &[Place<'_>], jump: &Jump) -> Said<End> {
    let name = if jump.command == CommandKind::Withdraw {
        voice.say(key("stage-withdrawn"))?
    } else if jump.command == CommandKind::Merge {
        voice.say(key("stage-merged"))?
    } else if jump.command == CommandKind::SendNotice {
        voice.say(key("stage-abandoned"))?
    } else {
        voice.stage_key(jump.to)?
    };
    let by = if jump.command == CommandKind::SendNotice {
        voice.notice(NoticeKind::Ended).to_owned()
    } else {
        voice.command(jump.command)?
    };
    let from = stages(voice, &jump.from)?;
    Ok(End {
        way: Way {
            name,
            notes: vec![voice.say_with(key("chart-end"), &[("command", &by), ("from", &from)])?],
            cites: None,
        },
        from: places(line, &jump.from),
    })
}

/// The places of some stages on the line.
fn places(line: &[Place<'_>], stages: &[StageKey]) -> Vec<usize> {
    let is_one = |(_, place): &(usize, &Place<'_>)| stages.contains(&place.stage());
    line.iter().enumerate().filter(is_one).map(|(at, _)| at).collect()
}

fn named(voice: Voice<'_>, commands: &[CommandKind]) -> Said {
    let names: Vec<String> = commands
        .iter()
        .map(|command| voice.command(*command))
        .collect::<Said<_>>()?;
    Ok(names.join("、"))
}

/// Some stages by name: all of them, a run as `甲至乙`, or one after the other.
pub(super) fn stages(voice: Voice<'_>, stages: &[StageKey]) -> Said {
    let first = StageKey::ALL
        .iter()
        .position(|stage| stages.first() == Some(stage));
    let run = first.and_then(|first| StageKey::ALL.get(first..first + stages.len()));
    match stages {
        all if all == StageKey::ALL => voice.say(key("chart-any-stage")),
        [first, _, .., last] if run == Some(stages) => {
            let (from, to) = (voice.stage_key(*first)?, voice.stage_key(*last)?);
            voice.say_with(key("chart-from-to"), &[("from", &from), ("to", &to)])
        }
        some => {
            let names: Vec<String> = some
                .iter()
                .map(|stage| voice.stage_key(*stage))
                .collect::<Said<_>>()?;
            Ok(names.join("、"))
        }
    }
}
