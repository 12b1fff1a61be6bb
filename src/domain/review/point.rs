//! 审核意见: what a reviewer wants mended at one place of the letter, or on one page of what goes with it. Each point of a
//! draft that came back is settled on its own, with a reply, before the draft goes into review again.

use serde::{Deserialize, Serialize};

use crate::domain::{
    case::Case,
    event::{Event, Recorded},
    id::{AccountId, FileId, TextId},
    refusal::Refusal,
    words::{Words, WordsRef},
};
use crate::law::StepKey;

/// The most points with which a draft is sent back at once.
pub const MAX_POINTS: usize = 50;

/// Where a point hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A line of the letter as it was submitted, counted from one.
    Letter { line: u16 },
    /// A page of a document or of a file that goes out, counted from one.
    Page { file: FileId, page: u32 },
}

/// A point as its reviewer gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    pub place: Place,
    pub words: Words,
}

/// A point as an event names it; it is named by its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointRef {
    pub place: Place,
    pub words: WordsRef,
}

/// A point as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raised {
    pub point: PointRef,
    pub step: StepKey,
    pub by: Option<AccountId>,
    /// What was done about it, once somebody said so.
    pub reply: Option<WordsRef>,
}

impl From<&Point> for PointRef {
    fn from(point: &Point) -> Self {
        Self {
            place: point.place,
            words: point.words.reference(),
        }
    }
}

impl Raised {
    pub(in crate::domain) fn by(recorded: &Recorded, step: &StepKey, point: PointRef) -> Self {
        Self {
            point,
            step: step.clone(),
            by: recorded.actor.account(),
            reply: None,
        }
    }
}

impl Case {
    /// The points of the last draft that came back which nobody has settled yet.
    pub fn open_points(&self) -> impl Iterator<Item = &Raised> {
        self.points.iter().filter(|raised| raised.reply.is_none())
    }
}

/// Nothing goes into review again while a point is open.
pub(super) fn all_settled(case: &Case) -> Result<(), Refusal> {
    match case.open_points().count() {
        0 => Ok(()),
        open => Err(Refusal::PointsOpen(open)),
    }
}

/// Whether a point is open.
pub(in crate::domain) fn may_settle(case: &Case) -> Result<(), Refusal> {
    case.open_points().next().map(|_| ()).ok_or(Refusal::NoSuchPoint)
}

/// Says what was done about a point.
pub(in crate::domain) fn settle(case: &Case, point: TextId, reply: &Words) -> Result<Vec<Event>, Refusal> {
    let mut open = case.open_points();
    if !open.any(|raised| raised.point.words.id == point) {
        return Err(Refusal::NoSuchPoint);
    }
    Ok(vec![Event::PointSettled {
        point,
        reply: reply.reference(),
    }])
}
