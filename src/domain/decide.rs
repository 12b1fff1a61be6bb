//! The one decision: may this be done to this case by this actor today, and what follows?

use time::Date;

use super::{
    abandonment,
    account::Actor,
    afterwards, answer, appeal, assignment,
    case::Case,
    closing,
    command::{Command, Opening},
    consultation, contact, correction, dividing,
    event::Event,
    excessive, filing, imported, issue, notice, payment, permission, presend,
    refusal::Refusal,
    retention, retraction,
    review::{self, Chain, Verdict},
    round, service,
};
use crate::law::Law;

/// What a decision may rest on besides the case itself.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    pub law: &'a Law,
    /// The agency's review chain.
    pub chain: &'a Chain,
    /// The day at the office.
    pub today: Date,
}

/// Decides how a case begins.
pub fn open(opening: &Opening, actor: Option<&Actor>, rules: Rules<'_>) -> Result<Vec<Event>, Refusal> {
    permission::may_open(opening, actor)?;
    filing::open(opening, rules)
}

/// Decides a command. The events are to be appended together, or not at all.
pub fn decide(
    case: &Case,
    actor: &Actor,
    command: &Command,
    rules: Rules<'_>,
) -> Result<Vec<Event>, Refusal> {
    permission::may(case, actor, command.kind(), rules.law)?;
    let Rules { law, chain: _, today } = rules;
    match command {
        Command::ConfirmReceipt {
            confirmation,
            receipt,
        } => filing::confirm_receipt(case, confirmation, receipt, rules),
        Command::Assign { department, handler } => Ok(assignment::assign(*department, *handler)),
        Command::Accept => assignment::accept(case, actor, rules),
        Command::Claim { step } => review::settle_window(case, actor, (step, Verdict::Claimed), rules),
        Command::Waive { step } => review::settle_window(case, actor, (step, Verdict::Waived), rules),
        Command::HandBack { reason } => Ok(assignment::hand_back(reason)),
        Command::DraftAnswer { id, draft } => answer::draft(case, *id, draft),
        Command::Submit {
            draft,
            content,
            blackouts,
            around,
        } => review::submit(case, (draft, around), (*content, blackouts), rules),
        Command::Approve {
            step,
            content,
            checklist,
            note,
            opened,
        } => {
            let (content, note) = (*content, note.as_ref());
            let yes = review::Yes {
                step,
                content,
                checklist,
                note,
                opened,
            };
            review::approve(case, law, actor, yes)
        }
        Command::Bypass { step, reason } => review::bypass(case, actor, step, reason),
        Command::SendBack {
            step,
            remarks,
            points,
        } => review::send_back(case, law, actor, step, remarks, points),
        Command::SettlePoint { point, reply } => review::settle(case, *point, reply),
        Command::Issue { letter } => issue::issue(case, letter, today),
        Command::AnswerHits {
            hits,
            lawful,
            consent,
            reason,
        } => presend::answer(case, *hits, (*lawful, *consent), reason),
        Command::Spoil { letter, reason } => issue::spoil(case, *letter, reason),
        Command::Serve {
            letter,
            service,
            remark,
        } => service::serve(case, *letter, service, remark.as_ref(), today),
        Command::RecordReturn {
            letter,
            returned_on,
            reason,
            remark,
        } => service::record_return(case, law, *letter, (*returned_on, reason), remark.as_ref(), today),
        Command::RecordDelivery { letter, delivered_on } => {
            service::record_delivery(case, *letter, *delivered_on, today)
        }
        Command::Open { letter, file } => match actor {
            Actor::ThirdParty { notice, .. } => consultation::open(case, *notice, (*letter, *file), today),
            Actor::Officer(_) | Actor::Applicant { .. } | Actor::Program => {
                service::open(case, (*letter, *file), today)
            }
        },
        Command::Close { late } => closing::close(case, law, late.as_ref()),
        Command::Withdraw { reason } => Ok(closing::withdraw(reason.as_ref(), today)),
        Command::HandOver {
            department,
            handler,
            reason,
        } => assignment::hand_over(case, *department, *handler, reason),
        Command::ProposeNotice {
            id,
            matter,
            words,
            content,
        } => notice::propose(case, (*id, matter), words.as_ref(), *content, rules),
        Command::DropNotice { id } => notice::drop_it(case, actor, *id),
        Command::ApproveNotice {
            id,
            step,
            content,
            checklist,
        } => notice::approve(case, law, actor, (*id, step), *content, checklist),
        Command::ReturnNotice { id, step, remarks } => {
            notice::return_it(case, law, actor, (*id, step), remarks)
        }
        Command::SendNotice { id, letter, service } => notice::send(case, law, *id, letter, service, today),
        Command::ReceiveCorrection { received_on, words } => {
            correction::receive(case, *received_on, words, today)
        }
        Command::RecordOpinion {
            notice,
            answered_on,
            view,
            reasons,
            agreed,
            files,
        } => {
            let answer = consultation::Answer {
                notice: *notice,
                answered_on: *answered_on,
                view: *view,
                reasons: reasons.as_ref(),
                agreed,
                files,
            };
            consultation::record(case, actor, answer, today)
        }
        Command::LapseConsultation { notice } => consultation::lapse(case, law, *notice, today),
        Command::RecordPayment { paid_on, yuan } => payment::record(case, *paid_on, *yuan, today),
        Command::GiveProof { paid_on, files } => payment::give_proof(case, *paid_on, files, today),
        Command::RefuseProof { because } => payment::refuse_proof(case, because, today),
        Command::ReceiveReasons { received_on, words } => {
            excessive::receive(case, *received_on, words, today)
        }
        Command::JudgeReasons { reasonable, because } => {
            excessive::judge(case, law, *reasonable, because, today)
        }
        Command::ProposeAbandonment => abandonment::propose(case, law, today),
        Command::Split { items, to } => dividing::split(case, items, *to),
        Command::Merge { into } => dividing::merge(case, *into, today),
        Command::Link { other, how } => dividing::link(case, *other, *how),
        Command::RecordAppeal { id, fact } => appeal::record(case, law, *id, fact, today),
        Command::OpenRound { appeal, round } => round::started(case, *appeal, *round),
        Command::ReReview { outcome, because } => afterwards::re_review(case, law, *outcome, because, today),
        Command::ProposePublication { with } => afterwards::propose_publication(case, with, today),
        Command::DecidePublication { publish, because } => {
            afterwards::decide_publication(case, *publish, because, today)
        }
        Command::ChangeContact {
            parts,
            digest,
            electronic,
        } => Ok(contact::change(case, parts, *digest, *electronic)),
        Command::UndoImport => imported::undo(case),
        Command::Erase { years } => retention::erase(case, law, *years, today),
        Command::Retract { seq, reason } => retraction::retract(case, *seq, reason),
    }
}
