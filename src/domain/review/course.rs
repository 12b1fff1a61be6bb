//! What the events of a review make of a case.

use time::OffsetDateTime;

use super::{Approval, PointRef, Raised, Remarks};
use crate::{
    domain::{case::Case, event::Recorded, id::TextId, stage::Stage, words::WordsRef},
    law::StepKey,
};

impl Case {
    /// Where a case stands once a step is through. None where it is not in review.
    pub(in crate::domain) fn approved(&self, approval: Approval, at: OffsetDateTime) -> Option<Stage> {
        let Stage::InReview(work, review) = &self.stage else {
            return None;
        };
        let mut review = review.clone();
        review.take(approval, at);
        Some(if review.is_through() {
            Stage::Approved(*work, review)
        } else {
            Stage::InReview(*work, review)
        })
    }

    /// Takes in that a draft came back. None where nobody has the case.
    pub(in crate::domain) fn back_in_hand(
        &mut self,
        step: &StepKey,
        words: WordsRef,
        points: &[PointRef],
        recorded: &Recorded,
    ) -> Option<()> {
        let work = self.stage.work()?;
        self.remarks = Some(Remarks {
            step: step.clone(),
            by: recorded.actor.account(),
            words,
        });
        let raised = points.iter().map(|point| Raised::by(recorded, step, *point));
        self.points = raised.collect();
        self.stage = Stage::InHand(work);
        Some(())
    }

    /// Takes in what was done about a point. None where there is no such point.
    pub(in crate::domain) fn settled(&mut self, point: TextId, reply: WordsRef) -> Option<()> {
        let mut points = self.points.iter_mut();
        let raised = points.find(|raised| raised.point.words.id == point)?;
        raised.reply = Some(reply);
        Some(())
    }
}
