//! Who may do what, and when. Pages ask the same function that the decision asks, so a button is shown exactly
//! where the server would accept it.

use super::{
    account::{Actor, Officer},
    case::Case,
    closing,
    command::{CommandKind, Opening, OpeningHow},
    id::DepartmentId,
    refusal::Refusal,
    review, service,
    stage::StageKey,
};
use crate::law::{Channel, Law, Role};

/// Who may begin a case: anybody online, the intake clerk of the agency for every other channel.
pub fn may_open(opening: &Opening, actor: Option<&Actor>) -> Result<(), Refusal> {
    match (&opening.how, actor) {
        (OpeningHow::File, _) => Ok(()),
        (OpeningHow::Register { .. }, Some(Actor::Officer(officer))) if officer.agency == opening.agency => {
            match opening.filing.channel {
                Channel::Online => Err(Refusal::NotYourRole),
                Channel::Counter
                | Channel::SignedMail
                | Channel::OrdinaryMail
                | Channel::Fax
                | Channel::Email
                | Channel::Oral => role(officer, Role::IntakeClerk),
            }
        }
        (OpeningHow::Register { .. }, _) => Err(Refusal::NotTheirs),
    }
}

/// Everything that this actor may do to the case now, in the order of the work.
pub fn allowed(case: &Case, actor: &Actor, law: &Law) -> Vec<CommandKind> {
    CommandKind::ALL
        .iter()
        .copied()
        .filter(|kind| may(case, actor, *kind, law).is_ok())
        .collect()
}

/// Whether this actor may do this to the case now.
pub fn may(case: &Case, actor: &Actor, kind: CommandKind, law: &Law) -> Result<(), Refusal> {
    match actor {
        Actor::Officer(officer) if officer.agency != case.agency => Err(Refusal::NotTheirs),
        Actor::Applicant { case: theirs } if *theirs != case.id => Err(Refusal::NotTheirs),
        Actor::Applicant { .. } => applicant_may(case, kind),
        Actor::Officer(officer) => {
            has_role(case, officer, kind, law)?;
            fits_stage(case, kind)?;
            has_the_work(case, officer, kind, law)
        }
    }
}

/// Whether this officer may read the case: whoever works on it, decides on it, or supervises the agency.
pub fn may_read(case: &Case, officer: &Officer) -> bool {
    use Role::{
        Administrator, ConfidentialityReviewer, Handler, IntakeClerk, LegalReviewer, SigningLeader,
        Supervisor,
    };
    let by_role = officer.roles.iter().any(|role| match role {
        IntakeClerk | SigningLeader | Supervisor => true,
        ConfidentialityReviewer | LegalReviewer => {
            case.stage.key() >= StageKey::InReview || case.draft.is_some()
        }
        Handler => {
            officer.department.is_some() && officer.department == case.stage.department()
                || case
                    .draft
                    .as_ref()
                    .is_some_and(|draft| draft.drafters.contains(&officer.account))
        }
        Administrator => false,
    });
    officer.agency == case.agency && by_role
}

fn applicant_may(case: &Case, kind: CommandKind) -> Result<(), Refusal> {
    match kind {
        CommandKind::Open => Ok(()),
        CommandKind::Withdraw => fits_stage(case, kind),
        CommandKind::ConfirmReceipt
        | CommandKind::Assign
        | CommandKind::Accept
        | CommandKind::HandBack
        | CommandKind::DraftAnswer
        | CommandKind::Submit
        | CommandKind::Approve
        | CommandKind::SendBack
        | CommandKind::Issue
        | CommandKind::Serve
        | CommandKind::RecordDelivery
        | CommandKind::Close => Err(Refusal::NotYourRole),
    }
}

fn role(officer: &Officer, role: Role) -> Result<(), Refusal> {
    if officer.is(role) {
        Ok(())
    } else {
        Err(Refusal::NotYourRole)
    }
}

fn has_role(case: &Case, officer: &Officer, kind: CommandKind, law: &Law) -> Result<(), Refusal> {
    match kind {
        CommandKind::ConfirmReceipt | CommandKind::Assign | CommandKind::Withdraw => {
            role(officer, Role::IntakeClerk)
        }
        CommandKind::Accept | CommandKind::HandBack | CommandKind::DraftAnswer | CommandKind::Submit => {
            role(officer, Role::Handler)
        }
        CommandKind::Issue | CommandKind::Serve | CommandKind::RecordDelivery | CommandKind::Close => {
            role(officer, Role::Handler).or_else(|_| role(officer, Role::IntakeClerk))
        }
        CommandKind::Approve | CommandKind::SendBack => {
            let current = case.stage.review().and_then(review::Review::current);
            let step = current.and_then(|key| law.review_chain().iter().find(|step| step.key == key));
            match step {
                Some(step) => role(officer, step.role),
                None => Err(Refusal::NotNow),
            }
        }
        CommandKind::Open => Err(Refusal::NotYourRole),
    }
}

/// At which stages a command has a meaning: the transition table, in one place.
pub fn fits_stage(case: &Case, kind: CommandKind) -> Result<(), Refusal> {
    use StageKey::{Approved, Assigned, Filed, InHand, InReview, Issued, Received, Served};
    let stages: &[StageKey] = match kind {
        CommandKind::ConfirmReceipt => &[Filed],
        CommandKind::Assign => &[Received, Assigned],
        CommandKind::Accept | CommandKind::HandBack => &[Assigned],
        CommandKind::DraftAnswer | CommandKind::Submit => &[InHand],
        CommandKind::Approve | CommandKind::SendBack => &[InReview],
        CommandKind::Issue => &[Approved],
        CommandKind::Serve => &[Issued],
        CommandKind::RecordDelivery | CommandKind::Close => &[Served],
        CommandKind::Withdraw => &[Filed, Received, Assigned, InHand, InReview, Approved],
        CommandKind::Open => StageKey::ALL,
    };
    if stages.contains(&case.stage.key()) {
        Ok(())
    } else {
        Err(Refusal::NotNow)
    }
}

fn has_the_work(case: &Case, officer: &Officer, kind: CommandKind, law: &Law) -> Result<(), Refusal> {
    let yours = |yours: bool| if yours { Ok(()) } else { Err(Refusal::NotYourCase) };
    match kind {
        CommandKind::Accept | CommandKind::HandBack => {
            let ours = case
                .stage
                .department()
                .is_some_and(|department| is_of(officer, department));
            yours(
                ours && case
                    .stage
                    .handler()
                    .is_none_or(|handler| handler == officer.account),
            )
        }
        CommandKind::Submit if case.draft.is_none() => Err(Refusal::NothingDrafted),
        CommandKind::DraftAnswer | CommandKind::Submit => {
            yours(case.stage.handler() == Some(officer.account))
        }
        CommandKind::Issue | CommandKind::Serve => yours(is_desk_or_handler(case, officer)),
        CommandKind::RecordDelivery => {
            yours(is_desk_or_handler(case, officer))?;
            service::may_record_delivery(case)
        }
        CommandKind::Close => {
            yours(is_desk_or_handler(case, officer))?;
            closing::may_close(case)
        }
        CommandKind::Approve | CommandKind::SendBack => match (case.stage.review(), &case.draft) {
            (Some(review), Some(draft))
                if review::is_kept_apart(law, &draft.drafters, review, officer.account) =>
            {
                Err(Refusal::KeptApart)
            }
            (Some(_), Some(_)) => Ok(()),
            _ => Err(Refusal::NotNow),
        },
        CommandKind::ConfirmReceipt | CommandKind::Assign | CommandKind::Withdraw | CommandKind::Open => {
            Ok(())
        }
    }
}

fn is_desk_or_handler(case: &Case, officer: &Officer) -> bool {
    officer.is(Role::IntakeClerk) || case.stage.handler() == Some(officer.account)
}

fn is_of(officer: &Officer, department: DepartmentId) -> bool {
    officer.department == Some(department)
}
