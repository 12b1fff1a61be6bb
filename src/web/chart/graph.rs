//! The transition table as a graph: a main line, and what leaves it.

use crate::{
    domain::{command::CommandKind, flow, review::Step, stage::StageKey},
    law::NoticeKind,
};

/// A place on the main line: a stage, or a step of the review chain within the one where it is at work.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place<'l> {
    Stage(StageKey),
    Step(&'l Step),
}

impl Place<'_> {
    pub(super) fn stage(&self) -> StageKey {
        match self {
            Self::Stage(stage) => *stage,
            Self::Step(_) => StageKey::InReview,
        }
    }
}

/// The main line: every stage in order, the review as its steps.
pub(super) fn line(chain: &[Step]) -> Vec<Place<'_>> {
    let mut line = Vec::new();
    for stage in StageKey::ALL {
        if *stage == StageKey::InReview {
            line.extend(chain.iter().map(Place::Step));
        } else {
            line.push(Place::Stage(*stage));
        }
    }
    line
}

fn rank(stage: StageKey) -> Option<usize> {
    StageKey::ALL.iter().position(|other| *other == stage)
}

/// Whether one stage comes right after another.
fn follows(from: StageKey, to: StageKey) -> bool {
    rank(to) == rank(from).map(|rank| rank + 1)
}

/// The commands that lead from one stage to another.
fn leading(from: StageKey, to: StageKey) -> impl Iterator<Item = CommandKind> {
    let all = CommandKind::ALL.iter().copied();
    all.filter(move |kind| flow::leads_to(from, *kind).contains(&to))
}

/// What leads from a stage to the one after it.
pub(super) fn onward(from: StageKey) -> Vec<CommandKind> {
    let next = StageKey::ALL.iter().find(|to| follows(from, **to));
    next.map(|to| leading(from, *to).collect()).unwrap_or_default()
}

/// Whether a command that leads elsewhere from these stages leads on from them as a rule.
pub(super) fn onward_from(from: &[StageKey], command: CommandKind) -> bool {
    from.iter().all(|stage| onward(*stage).contains(&command))
}

/// A command that leads off the main line: from where, and to where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Jump {
    pub(super) command: CommandKind,
    pub(super) from: Vec<StageKey>,
    pub(super) to: StageKey,
}

/// Everything that leads neither on by one stage nor nowhere, in the order of the commands.
pub(super) fn jumps() -> Vec<Jump> {
    let mut jumps = Vec::new();
    for command in CommandKind::ALL {
        for to in StageKey::ALL {
            let from: Vec<StageKey> = StageKey::ALL
                .iter()
                .copied()
                .filter(|from| from != to && !follows(*from, *to))
                .filter(|from| flow::leads_to(*from, *command).contains(to))
                .collect();
            if !from.is_empty() {
                jumps.push(Jump {
                    command: *command,
                    from,
                    to: *to,
                });
            }
        }
    }
    jumps
}

/// What can be done at exactly these stages and leads nowhere else.
pub(super) fn staying(at: &[StageKey]) -> impl Iterator<Item = CommandKind> {
    let all = CommandKind::ALL.iter().copied();
    all.filter(move |kind| {
        flow::stages(*kind) == at && at.iter().all(|stage| flow::leads_to(*stage, *kind) == [*stage])
    })
}

/// What comes back on a procedural letter.
pub(super) fn answered_by(kind: NoticeKind) -> &'static [CommandKind] {
    match kind {
        NoticeKind::Correction => &[CommandKind::ReceiveCorrection, CommandKind::ProposeAbandonment],
        NoticeKind::ThirdPartyConsultation
        | NoticeKind::CoMakerConsultation
        | NoticeKind::OtherOrganConsultation => &[CommandKind::RecordOpinion, CommandKind::LapseConsultation],
        NoticeKind::Fee => &[
            CommandKind::GiveProof,
            CommandKind::RefuseProof,
            CommandKind::RecordPayment,
            CommandKind::ProposeAbandonment,
        ],
        NoticeKind::ReasonsAsked => &[CommandKind::ReceiveReasons, CommandKind::JudgeReasons],
        NoticeKind::ConsultationTold
        | NoticeKind::DisclosureDecision
        | NoticeKind::Extension
        | NoticeKind::Delay
        | NoticeKind::Ended
        | NoticeKind::Transfer => &[],
    }
}
