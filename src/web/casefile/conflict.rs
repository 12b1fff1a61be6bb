//! Two people acted on one case: the second sees what the first did, and keeps what they typed.

use axum::{http::StatusCode, response::Response};
use serde::Serialize;

use super::{
    asked::Row,
    dossier::Dossier,
    history::{self, Entry, Texts},
};
use crate::{
    casework::Order,
    domain::{
        account::Actor,
        afterwards::AfterwardsEvent,
        consultation::ConsultationEvent,
        event::{Event, Recorded},
        excessive::ExcessiveEvent,
        notice::NoticeEvent,
        payment::ProofEvent,
        permission,
        words::Words,
    },
    template::Template,
    text::key,
    web::{
        error::Failure,
        page::{Page, Side, Title, View},
        pairs::{Hidden, Pairs},
        wording::{Voice, words_of},
    },
};

/// An order that came too late.
#[derive(Debug)]
pub(crate) struct TooLate<'a> {
    pub(crate) order: Order,
    /// The version that its giver saw.
    pub(crate) expected: u32,
    /// Where the form goes.
    pub(crate) action: String,
    /// Where the reader's pages of cases are.
    pub(crate) at: &'static str,
    pub(crate) typed: &'a Pairs,
    /// What was typed, for reading.
    pub(crate) rows: Vec<Row>,
    /// What somebody else saved in the same fields meanwhile, for reading.
    pub(crate) theirs: Vec<Row>,
}

impl TooLate<'_> {
    /// What happened since the giver looked.
    fn since<'d>(&self, dossier: &'d Dossier) -> impl DoubleEndedIterator<Item = &'d Recorded> {
        let expected = self.expected;
        dossier
            .history
            .iter()
            .filter(move |recorded| recorded.seq > expected)
    }

    /// Whether what happened is this very order, given twice by a double click.
    pub(crate) fn is_done_already(&self, dossier: &Dossier, actor: &Actor) -> bool {
        let first = self.since(dossier).next();
        first.is_some_and(|first| {
            first.actor == actor.reference() && is_done(&self.order, &first.event, &dossier.texts)
        })
    }

    /// The page that tells, with the form to send again.
    pub(crate) async fn page(
        self,
        view: &View,
        voice: Voice<'_>,
        dossier: &Dossier,
        actor: &Actor,
    ) -> Result<Response, Failure> {
        let office = view.app.clock.offset();
        let case = &dossier.case;
        let history = history::entries(
            voice,
            case,
            self.since(dossier),
            &dossier.names,
            &dossier.texts,
            office,
        )?;
        let refusal = permission::may(case, actor, self.order.kind(), voice.law).err();
        let page = ConflictPage {
            number: case.number.to_string(),
            what: voice.command(self.order.kind())?,
            history,
            stage: voice.stage(&case.stage)?,
            refusal: refusal.map(|refusal| voice.refusal(&refusal)).transpose()?,
            action: self.action,
            version: case.version,
            fields: self.typed.kept(),
            typed: self.rows,
            theirs: self.theirs,
            case_href: format!("{}/{}", self.at, case.id),
        };
        view.page_with(StatusCode::CONFLICT, page).await
    }
}

/// Whether the event is what this order leads to, word for word.
fn is_done(order: &Order, event: &Event, texts: &Texts) -> bool {
    let wrote = |words: Option<&Words>| {
        let written = words_of(event).and_then(|reference| texts.get(&reference.id).cloned().flatten());
        written.as_deref() == words.map(Words::text)
    };
    match (order, event) {
        (Order::ConfirmReceipt { confirmation }, Event::ReceiptConfirmed { confirmed_on, .. }) => {
            Some(confirmation.on) == *confirmed_on && wrote(Some(&confirmation.record))
        }
        (
            Order::Assign {
                department: to,
                handler: whom,
            },
            Event::Assigned { department, handler },
        ) => to == department && whom == handler,
        (Order::HandBack { reason }, Event::HandedBack { .. })
        | (Order::Spoil { reason }, Event::LetterSpoilt { .. }) => wrote(Some(reason)),
        (Order::SaveDraft { draft: typed }, Event::AnswerDrafted { draft }) => typed.digest() == draft.digest,
        (
            Order::Approve {
                step: done,
                content: seen,
                note,
                ..
            },
            Event::StepApproved { step, content, .. },
        ) => done == step && seen == content && wrote(note.as_ref()),
        (
            Order::AnswerHits {
                lawful: may,
                consent: agree,
                reason,
                ..
            },
            Event::HitsAnswered { lawful, consent, .. },
        ) => (may, agree) == (lawful, consent) && wrote(Some(reason)),
        (Order::Bypass { step: at, reason }, Event::StepBypassed { step, .. }) => {
            at == step && wrote(Some(reason))
        }
        (
            Order::SendBack {
                step: at, remarks, ..
            },
            Event::SentBack { step, .. },
        ) => at == step && wrote(Some(remarks)),
        (Order::Claim { step: of }, Event::StepClaimed { step, .. })
        | (Order::Waive { step: of }, Event::StepWaived { step, .. }) => of == step,
        (Order::SettlePoint { point: one, reply }, Event::PointSettled { point, .. }) => {
            one == point && wrote(Some(reply))
        }
        (
            Order::Serve {
                letter: of,
                service: by,
                remark,
            },
            Event::Served { letter, service, .. },
        ) => by == service && of.is_none_or(|of| of == *letter) && wrote(remark.as_ref()),
        (
            Order::RecordReturn {
                letter: of,
                returned_on: day,
                reason: why,
                remark,
            },
            Event::CameBack {
                letter,
                returned_on,
                reason,
                ..
            },
        ) => {
            let same = day == returned_on && why == reason && of.is_none_or(|of| of == *letter);
            same && wrote(remark.as_ref())
        }
        (
            Order::RecordDelivery {
                letter: of,
                delivered_on: day,
            },
            Event::Delivered { letter, delivered_on },
        ) => day == delivered_on && of.is_none_or(|of| of == *letter),
        (Order::Open { letter: opened }, Event::Opened { letter, .. }) => opened == letter,
        (Order::Withdraw { reason }, Event::Withdrawn { .. }) => wrote(reason.as_ref()),
        (
            Order::HandOver {
                department: to,
                handler: whom,
                reason,
            },
            Event::HandedOver {
                department, handler, ..
            },
        ) => to == department && whom == handler && wrote(Some(reason)),
        (Order::ProposeNotice { words, .. }, Event::Notice(NoticeEvent::Proposed { .. })) => {
            wrote(words.as_ref())
        }
        (Order::DropNotice { id }, Event::Notice(NoticeEvent::Dropped { notice }))
        | (
            Order::SendNotice { id, .. },
            Event::Notice(NoticeEvent::Sent { notice, .. } | NoticeEvent::Voided { notice, .. }),
        ) => id == notice,
        (
            Order::ApproveNotice { id, step: done, .. },
            Event::Notice(NoticeEvent::Approved { notice, step, .. }),
        ) => id == notice && done == step,
        (Order::ReturnNotice { id, remarks, .. }, Event::Notice(NoticeEvent::Returned { notice, .. })) => {
            id == notice && wrote(Some(remarks))
        }
        (Order::ReceiveCorrection { words, .. }, Event::CorrectionReceived { .. })
        | (Order::ReceiveReasons { words, .. }, Event::Excessive(ExcessiveEvent::ReasonsReceived { .. }))
        | (
            Order::JudgeReasons { because: words, .. },
            Event::Excessive(ExcessiveEvent::ReasonsJudged { .. }),
        )
        | (Order::Retract { reason: words, .. }, Event::Retracted { .. }) => wrote(Some(words)),
        (
            Order::RecordOpinion {
                notice: of, reasons, ..
            },
            Event::Consultation(ConsultationEvent::Answered { notice, .. }),
        ) => of == notice && wrote(reasons.as_ref()),
        (Order::RecordPayment { paid_on: day, .. }, Event::FeePaid { paid_on, .. }) => day == paid_on,
        (Order::RefuseProof { because }, Event::PaymentProof(ProofEvent::Refused { .. })) => {
            wrote(Some(because))
        }
        (Order::Link { other: to, .. }, Event::Linked { other, .. }) => to == other,
        (Order::Merge { into: to }, Event::Merged { into, .. }) => to == into,
        (Order::RecordAppeal { fact, .. }, Event::Appeal(_)) => wrote(fact.words()),
        (Order::OpenRound { appeal: on }, Event::RoundStarted { appeal, .. }) => on == appeal,
        (Order::Accept, Event::Accepted { .. })
        | (Order::Submit, Event::SubmittedForReview { .. })
        | (Order::Issue, Event::LetterIssued { .. } | Event::ApprovalsVoided { .. }) => true,
        (Order::Close { late }, Event::Closed { .. }) => wrote(late.as_ref().map(|late| &late.because)),
        (Order::Split { items: off }, Event::ItemsSplitOff { items, .. }) => off.iter().eq(items),
        (
            Order::ProposePublication { with: named },
            Event::Afterwards(AfterwardsEvent::PublicationProposed { with, .. }),
        ) => named == with,
        (Order::ReReview { because, .. }, Event::Afterwards(AfterwardsEvent::ReReviewed { .. }))
        | (
            Order::DecidePublication { because, .. },
            Event::Afterwards(AfterwardsEvent::PublicationDecided { .. }),
        ) => wrote(Some(because)),
        (
            Order::ConfirmReceipt { .. }
            | Order::Assign { .. }
            | Order::Accept
            | Order::Claim { .. }
            | Order::Waive { .. }
            | Order::HandBack { .. }
            | Order::SaveDraft { .. }
            | Order::Submit
            | Order::Approve { .. }
            | Order::Bypass { .. }
            | Order::SendBack { .. }
            | Order::SettlePoint { .. }
            | Order::Issue
            | Order::Spoil { .. }
            | Order::Serve { .. }
            | Order::RecordDelivery { .. }
            | Order::RecordReturn { .. }
            | Order::Open { .. }
            | Order::Close { .. }
            | Order::Withdraw { .. }
            | Order::HandOver { .. }
            | Order::ProposeNotice { .. }
            | Order::DropNotice { .. }
            | Order::ApproveNotice { .. }
            | Order::ReturnNotice { .. }
            | Order::SendNotice { .. }
            | Order::ReceiveCorrection { .. }
            | Order::RecordOpinion { .. }
            | Order::LapseConsultation { .. }
            | Order::RecordPayment { .. }
            | Order::RefuseProof { .. }
            | Order::ReceiveReasons { .. }
            | Order::JudgeReasons { .. }
            | Order::ProposeAbandonment
            | Order::Split { .. }
            | Order::Merge { .. }
            | Order::Link { .. }
            | Order::RecordAppeal { .. }
            | Order::OpenRound { .. }
            | Order::ReReview { .. }
            | Order::ProposePublication { .. }
            | Order::DecidePublication { .. }
            | Order::AnswerHits { .. }
            | Order::ChangeContact { .. }
            | Order::Retract { .. },
            _,
        ) => false,
    }
}

/// The page.
#[derive(Debug, Serialize)]
pub(crate) struct ConflictPage {
    number: String,
    what: String,
    history: Vec<Entry>,
    stage: String,
    /// Why it cannot be done any more, where it cannot.
    refusal: Option<String>,
    action: String,
    version: u32,
    fields: Vec<Hidden>,
    typed: Vec<Row>,
    theirs: Vec<Row>,
    case_href: String,
}

impl Template for ConflictPage {
    const NAME: &'static str = "pages/desk/conflict";

    fn samples() -> Vec<Self> {
        let page = |refusal: Option<&str>, typed: Vec<Row>| Self {
            number: "QSZJ-2026-00012".to_owned(),
            what: "分办".to_owned(),
            history: history::samples(),
            stage: "承办中".to_owned(),
            refusal: refusal.map(str::to_owned),
            action: "/desk/cases/1/assign".to_owned(),
            version: 4,
            fields: vec![Hidden {
                name: "words".to_owned(),
                value: "</textarea><script>".to_owned(),
            }],
            theirs: typed.clone(),
            typed,
            case_href: "/desk/cases/1".to_owned(),
        };
        let row = Row {
            label: "退回理由".to_owned(),
            value: "不属于<b>本科室".to_owned(),
        };
        vec![
            page(None, Vec::new()),
            page(Some("这件办件已由他人接办。"), vec![row]),
        ]
    }
}

impl Page for ConflictPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("conflict-title"))
    }
}
