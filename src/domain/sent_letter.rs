//! A letter that went out, and what became of it.

use time::Date;

use super::{case::Case, id::LetterId, service::Service, stage::Stage, words::WordsRef};
use crate::law::{LetterKey, ReturnKey};

/// A letter that was issued, and every time that it was served: mail comes back, and then it goes out again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentLetter {
    pub id: LetterId,
    pub kind: LetterKey,
    pub number: String,
    pub issued_on: Date,
    /// 公开材料包: whether it is kept as a list.
    pub has_package: bool,
    /// The first one first.
    pub attempts: Vec<Attempt>,
    pub opened_on: Option<Date>,
    /// 作废: why; it keeps its number.
    pub spoilt: Option<WordsRef>,
}

/// A letter was served, or tried to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    pub service: Service,
    /// What else is known of it.
    pub remark: Option<WordsRef>,
    /// For letters by post: the day of delivery, once known.
    pub delivered: Option<Delivered>,
    pub returned: Option<Returned>,
}

/// The post says that it arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delivered {
    pub on: Date,
    /// Place in the history.
    pub seq: u32,
}

/// It came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    pub on: Date,
    pub reason: ReturnKey,
    /// Whether the posting counts for the agency's time limit all the same.
    pub counts: bool,
    pub remark: Option<WordsRef>,
    /// Place in the history.
    pub seq: u32,
}

impl Attempt {
    /// Of which nothing else is known yet.
    pub fn of(service: Service, remark: Option<WordsRef>) -> Self {
        Self {
            service,
            remark,
            delivered: None,
            returned: None,
        }
    }

    /// When it reached the addressee, as far as that is known. What came back has not.
    pub fn reached_on(&self) -> Option<Date> {
        match &self.returned {
            Some(_) => None,
            None => self
                .delivered
                .map(|delivered| delivered.on)
                .or_else(|| self.service.reached_on()),
        }
    }

    /// Whether it counts for the agency's time limit: unless it came back by the agency's own fault.
    pub fn counts(&self) -> bool {
        self.returned.as_ref().is_none_or(|returned| returned.counts)
    }

    /// Whether nobody knows yet where it is.
    pub fn is_on_its_way(&self) -> bool {
        self.returned.is_none() && self.reached_on().is_none()
    }
}

impl SentLetter {
    /// The last attempt, unless it failed.
    pub fn standing(&self) -> Option<&Attempt> {
        self.attempts.last().filter(|last| last.returned.is_none())
    }

    /// How it was served; none while it waits to be served, for the first time or again.
    pub fn service(&self) -> Option<&Service> {
        self.standing().map(|attempt| &attempt.service)
    }

    /// Whether it went out at all, whatever became of it.
    pub fn was_sent(&self) -> bool {
        !self.attempts.is_empty()
    }

    /// The attempt that counts for the agency's time limit: the first, unless it came back by the agency's own fault.
    pub fn counted(&self) -> Option<&Attempt> {
        self.attempts.iter().find(|attempt| attempt.counts())
    }

    /// The day that counts for the agency's time limit (国办公开办函〔2016〕235号).
    pub fn served_on(&self) -> Option<Date> {
        self.counted().map(|attempt| attempt.service.served_on())
    }

    /// The attempt that reached the addressee.
    pub fn arrived(&self) -> Option<&Attempt> {
        self.attempts
            .iter()
            .find(|attempt| attempt.reached_on().is_some())
    }

    /// The day that counts for the applicant's remedies: when the letter really reached them.
    pub fn reached_on(&self) -> Option<Date> {
        self.arrived().and_then(Attempt::reached_on)
    }

    /// The day from which its addressee's own time runs: when it reached them, and until that is known, when it last went
    /// out. None where it came back: who has not got it has no time to keep.
    pub fn told_on(&self) -> Option<Date> {
        self.reached_on()
            .or_else(|| self.service().map(Service::served_on))
    }

    /// The day on which it first went out.
    pub fn sent_on(&self) -> Option<Date> {
        self.attempts.first().map(|attempt| attempt.service.served_on())
    }
}

impl Case {
    /// A letter is spoilt, and with it what was signed.
    pub(super) fn apply_spoilt(&mut self, letter: LetterId, reason: WordsRef) -> Option<()> {
        self.letter_mut(letter)?.spoilt = Some(reason);
        self.answer = None;
        self.stage = Stage::InHand(self.stage.work()?);
        Some(())
    }

    pub(super) fn apply_served(
        &mut self,
        letter: LetterId,
        service: &Service,
        remark: Option<WordsRef>,
    ) -> Option<()> {
        let attempt = Attempt::of(service.clone(), remark);
        self.letter_mut(letter)?.attempts.push(attempt);
        if matches!(self.stage, Stage::Issued(_, answer) if answer == letter) {
            self.stage = Stage::Served(self.stage.work()?, letter);
        }
        Some(())
    }

    pub(super) fn apply_delivered(&mut self, letter: LetterId, delivered: Delivered) -> Option<()> {
        self.letter_mut(letter)?.attempts.last_mut()?.delivered = Some(delivered);
        Some(())
    }

    /// Mail came back; where it was the answer, that waits to be served again.
    pub(super) fn apply_returned(&mut self, letter: LetterId, returned: Returned) -> Option<()> {
        self.letter_mut(letter)?.attempts.last_mut()?.returned = Some(returned);
        if matches!(self.stage, Stage::Served(_, answer) if answer == letter) {
            self.stage = Stage::Issued(self.stage.work()?, letter);
        }
        Some(())
    }

    /// Takes back that a letter was delivered, or that it came back.
    pub(super) fn retract_mail(&mut self, seq: u32) -> Option<()> {
        let mut back = None;
        for letter in &mut self.letters {
            let Some(last) = letter.attempts.last_mut() else {
                continue;
            };
            if last.delivered.is_some_and(|delivered| delivered.seq == seq) {
                last.delivered = None;
                return Some(());
            }
            if last.returned.as_ref().is_some_and(|returned| returned.seq == seq) {
                last.returned = None;
                back = Some(letter.id);
            }
        }
        let letter = back?;
        // The answer did not come back after all: it is served, as it was.
        if self.answer == Some(letter) {
            self.stage = Stage::Served(self.stage.work()?, letter);
        }
        Some(())
    }
}
