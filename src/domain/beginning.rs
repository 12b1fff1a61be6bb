//! How a history begins.

use std::collections::BTreeSet;

use super::{
    case::{BrokenHistory, Case},
    dividing::{Link, LinkKind},
    event::{Event, Recorded},
    id::CaseId,
    round::Round,
    stage::Stage,
};

impl Case {
    /// The case as its first event leaves it.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only five events open a case, whatever events there will be"
    )]
    pub(super) fn open(id: CaseId, first: &Recorded) -> Result<Self, BrokenHistory> {
        let mut links = Vec::new();
        let (mut round, mut imported) = (None, None);
        let (agency, number, filing, submitted_on, received_on) = match &first.event {
            Event::Filed {
                agency,
                number,
                filing,
                submitted_on,
            } => (agency, number, filing, Some(*submitted_on), None),
            Event::Registered {
                agency,
                number,
                filing,
                received_on: Some(received_on),
                ..
            } => (agency, number, filing, None, Some(*received_on)),
            Event::Registered {
                agency,
                number,
                filing,
                arrived_on: Some(arrived_on),
                ..
            } => (agency, number, filing, Some(*arrived_on), None),
            Event::SplitOff {
                agency,
                number,
                filing,
                from,
                submitted_on,
                received_on,
                items: _,
            } => {
                links.push(Link {
                    other: *from,
                    how: LinkKind::SplitFrom,
                });
                (agency, number, filing, *submitted_on, *received_on)
            }
            Event::RoundOpened {
                agency,
                number,
                filing,
                of,
                appeal,
                received_on,
                working_days,
            } => {
                links.push(Link {
                    other: *of,
                    how: LinkKind::RoundOf,
                });
                round = Some(Round {
                    of: *of,
                    appeal: *appeal,
                    working_days: *working_days,
                });
                (agency, number, filing, None, Some(*received_on))
            }
            Event::Imported {
                agency,
                number,
                filing,
                received_on,
                told,
            } => {
                imported = Some(told.clone());
                (agency, number, filing, None, Some(*received_on))
            }
            other => {
                return Err(BrokenHistory {
                    seq: first.seq,
                    kind: other.kind(),
                });
            }
        };
        let mut case = Self {
            id,
            agency: *agency,
            number: number.clone(),
            version: first.seq,
            items: (1..=filing.items).collect(),
            filing: filing.clone(),
            stage: if received_on.is_some() {
                Stage::Received
            } else {
                Stage::Filed
            },
            stage_since: first.at,
            closed_by: None,
            submitted_on,
            received_on,
            draft: None,
            windows: Vec::new(),
            handed_back: None,
            remarks: None,
            points: Vec::new(),
            voided: false,
            letters: Vec::new(),
            answer: None,
            withdrawn_on: None,
            notices: Vec::new(),
            corrected: None,
            paid: None,
            proofs: Vec::new(),
            reasons: None,
            reasons_judged: None,
            abandonment: None,
            abandoned: None,
            merged_on: None,
            links,
            appeals: Vec::new(),
            round,
            imported,
            re_reviews: Vec::new(),
            publication: None,
            cleared: BTreeSet::new(),
            electronic: None,
            erased: false,
        };
        case.take_over();
        Ok(case)
    }
}
