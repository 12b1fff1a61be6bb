//! The one decision: may this be done to this case by this actor today, and what follows?

use time::Date;

use super::{
    account::Actor,
    answer, assignment,
    case::Case,
    closing,
    command::{Command, Opening},
    event::Event,
    filing, issue, permission,
    refusal::Refusal,
    review, service,
};
use crate::law::Law;

/// What a decision may rest on besides the case itself.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    pub law: &'a Law,
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
    let Rules { law, today } = rules;
    match command {
        Command::ConfirmReceipt {
            confirmation,
            receipt,
        } => filing::confirm_receipt(case, confirmation, receipt, rules),
        Command::Assign { department, handler } => Ok(assignment::assign(*department, *handler)),
        Command::Accept => assignment::accept(case, actor),
        Command::HandBack { reason } => Ok(assignment::hand_back(reason)),
        Command::DraftAnswer { id, draft } => answer::draft(case, *id, draft),
        Command::Submit { draft, content } => review::submit(case, law, draft, *content),
        Command::Approve {
            step,
            content,
            checklist,
            note,
        } => review::approve(case, law, actor, *step, *content, checklist, note.as_ref()),
        Command::SendBack { step, remarks } => review::send_back(case, *step, remarks),
        Command::Issue { letter } => issue::issue(case, letter, today),
        Command::Serve { letter, service } => service::serve(case, *letter, service, today),
        Command::RecordDelivery { letter, delivered_on } => {
            service::record_delivery(case, *letter, *delivered_on, today)
        }
        Command::Open { letter } => service::open(case, *letter, today),
        Command::Close => closing::close(case),
        Command::Withdraw { reason } => Ok(closing::withdraw(reason.as_ref(), today)),
    }
}
