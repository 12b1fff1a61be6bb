//! What the clock reads: the start of an application and the dated events that move its last day.

use time::Date;

use crate::law::{AsksFor, Channel, LimitKey, words};

/// How an application began, and which period it started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    pub channel: Channel,
    /// The day on which the system confirmed an online submission.
    pub submitted_on: Option<Date>,
    /// 收到申请之日, once it is settled.
    pub received_on: Option<Date>,
    /// The period that runs: of a reply, of one that was ordered, or of a correction of records.
    pub limit: LimitKey,
    /// The working days that an order sets itself; they go before those of the limit.
    pub own_days: Option<u16>,
}

impl Start {
    /// The start of whatever is asked for. At least one of the days must be known.
    pub fn of(
        asks_for: AsksFor,
        channel: Channel,
        submitted_on: Option<Date>,
        received_on: Option<Date>,
    ) -> Self {
        Self {
            channel,
            submitted_on,
            received_on,
            limit: asks_for.limit(),
            own_days: None,
        }
    }

    /// The start of an application for information.
    pub fn of_application(channel: Channel, submitted_on: Option<Date>, received_on: Option<Date>) -> Self {
        Self::of(AsksFor::Information, channel, submitted_on, received_on)
    }

    /// The first day of which anything is known.
    pub(super) fn earliest(&self) -> Option<Date> {
        [self.submitted_on, self.received_on].into_iter().flatten().min()
    }
}

/// The ledger of one application: all that its clock depends on. `C` names a consultation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History<C> {
    pub start: Start,
    /// In the order in which they happened.
    pub events: Vec<Dated<C>>,
    /// Whether each event was held against the last day as it stood when it happened. Then a holiday notice that came
    /// later and moved that day does not undo it.
    pub judged: bool,
}

impl<C> From<Start> for History<C> {
    /// An application to which nothing has happened yet.
    fn from(start: Start) -> Self {
        Self {
            start,
            events: Vec::new(),
            judged: false,
        }
    }
}

/// What happened, and on which day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated<C> {
    pub on: Date,
    pub what: What<C>,
}

/// What may happen to the clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What<C> {
    /// 补正告知书 served: the reply period waits for the corrected application.
    CorrectionRequested {
        /// The period given to the applicant; that of the law's data where none is.
        working_days: Option<u16>,
    },
    /// The corrected application came in: the reply period starts again, in full.
    CorrectionReceived,
    /// 征求意见书 sent: from the next day on, days are left out.
    ConsultationSent { consultation: C, kind: ConsultationKind },
    /// It reached the consulted side, whose period to answer begins.
    ConsultationDelivered { consultation: C },
    /// The answer came in: the last day that is left out.
    ConsultationAnswered { consultation: C },
    /// 延期答复
    Extended { working_days: u16 },
    /// 收费通知 received by the applicant: the reply period waits for the payment.
    FeeNoticed,
    /// The payment is complete: the reply period starts again, in full.
    FeePaid,
    /// 延迟答复 of a justified mass application (条例第三十五条): the day told to the applicant is the last one, if it
    /// is later than the computed one.
    Delayed { until: Date },
}

words! {
    /// Who is consulted.
    pub enum ConsultationKind {
        /// 第三方
        ThirdParty = "third_party",
        /// 共同制作机关
        CoMaker = "co_maker",
        /// 其他机关
        OtherOrgan = "other_organ",
    }
}

impl ConsultationKind {
    /// The limit within which the consulted side may answer.
    pub const fn limit(self) -> LimitKey {
        match self {
            Self::ThirdParty => LimitKey::Consultation,
            Self::CoMaker => LimitKey::CoMakerConsultation,
            Self::OtherOrgan => LimitKey::OtherOrganConsultation,
        }
    }
}
