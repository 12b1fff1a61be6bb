//! Who may do what, and when. Pages ask the same function that the decision asks, so a button is shown exactly
//! where the server would accept it.

use super::{
    account::{Actor, Officer},
    afterwards,
    case::Case,
    closing,
    command::{CommandKind, Opening, OpeningHow},
    correction, dividing, ending, excessive, flow,
    id::DepartmentId,
    imported, issue, notice, payment,
    refusal::{Refusal, best},
    retention, retraction,
    review::{self, Review},
    round, service,
};
use crate::law::{Channel, Law, Role};

pub use super::access::{may_read, may_take_file};

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
        // Decided together with the case that they come from.
        (OpeningHow::SplitOff { .. } | OpeningHow::Ordered { .. }, Some(Actor::Officer(officer)))
            if officer.agency == opening.agency =>
        {
            Ok(())
        }
        (OpeningHow::Import { .. }, Some(Actor::Officer(officer))) if officer.agency == opening.agency => {
            imported::may_import(officer)
        }
        (_, _) => Err(Refusal::NotTheirs),
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
        // What was taken over by mistake is found by nobody.
        _ if case.is_undone() => Err(Refusal::NotTheirs),
        Actor::Officer(officer) if officer.agency != case.agency => Err(Refusal::NotTheirs),
        Actor::Applicant { case: theirs } if *theirs != case.id => Err(Refusal::NotTheirs),
        Actor::Applicant { .. } => applicant_may(case, kind),
        Actor::ThirdParty { case: theirs, .. } if *theirs != case.id => Err(Refusal::NotTheirs),
        Actor::ThirdParty { notice, .. } => super::consultation::third_party_may(case, *notice, kind),
        Actor::Program => program_may(case, kind, law),
        Actor::Officer(officer) => {
            has_role(case, officer, kind)?;
            fits_stage(case, kind)?;
            has_the_work(case, officer, kind, law)
        }
    }
}

fn applicant_may(case: &Case, kind: CommandKind) -> Result<(), Refusal> {
    match kind {
        CommandKind::Open => Ok(()),
        CommandKind::Withdraw | CommandKind::ChangeContact => fits_stage(case, kind),
        CommandKind::ReceiveCorrection => {
            fits_stage(case, kind)?;
            correction::may_receive(case)
        }
        CommandKind::ReceiveReasons => {
            fits_stage(case, kind)?;
            excessive::may_receive(case)
        }
        CommandKind::GiveProof => {
            fits_stage(case, kind)?;
            payment::may_give_proof(case)
        }
        CommandKind::ConfirmReceipt
        | CommandKind::Assign
        | CommandKind::Accept
        | CommandKind::Claim
        | CommandKind::Waive
        | CommandKind::HandBack
        | CommandKind::HandOver
        | CommandKind::DraftAnswer
        | CommandKind::Submit
        | CommandKind::Approve
        | CommandKind::Bypass
        | CommandKind::SendBack
        | CommandKind::SettlePoint
        | CommandKind::Issue
        | CommandKind::Spoil
        | CommandKind::Serve
        | CommandKind::RecordDelivery
        | CommandKind::RecordReturn
        | CommandKind::Close
        | CommandKind::ProposeNotice
        | CommandKind::DropNotice
        | CommandKind::ApproveNotice
        | CommandKind::ReturnNotice
        | CommandKind::SendNotice
        | CommandKind::RecordOpinion
        | CommandKind::LapseConsultation
        | CommandKind::RecordPayment
        | CommandKind::RefuseProof
        | CommandKind::JudgeReasons
        | CommandKind::ProposeAbandonment
        | CommandKind::Split
        | CommandKind::Merge
        | CommandKind::Link
        | CommandKind::RecordAppeal
        | CommandKind::OpenRound
        | CommandKind::ReReview
        | CommandKind::ProposePublication
        | CommandKind::DecidePublication
        | CommandKind::AnswerHits
        | CommandKind::UndoImport
        | CommandKind::Erase
        | CommandKind::Retract => Err(Refusal::NotYourRole),
    }
}

/// What follows from dates alone, and payments that were confirmed; nothing else.
fn program_may(case: &Case, kind: CommandKind, law: &Law) -> Result<(), Refusal> {
    let its_own = [
        CommandKind::Erase,
        CommandKind::LapseConsultation,
        CommandKind::ProposeAbandonment,
        CommandKind::ProposePublication,
        // What the treasury's platform has confirmed.
        CommandKind::RecordPayment,
    ];
    if !its_own.contains(&kind) {
        return Err(Refusal::NotYourRole);
    }
    fits_stage(case, kind)?;
    if kind == CommandKind::Erase {
        retention::may_erase(case, law)?;
    } else if kind == CommandKind::RecordPayment {
        payment::may_record(case)?;
    }
    Ok(())
}

fn role(officer: &Officer, role: Role) -> Result<(), Refusal> {
    any_role(officer, &[role])
}

fn any_role(officer: &Officer, roles: &[Role]) -> Result<(), Refusal> {
    if roles.iter().any(|role| officer.is(*role)) {
        Ok(())
    } else {
        Err(Refusal::NotYourRole)
    }
}

/// The same for the steps of a review, which may be taken instead of somebody who is away.
fn any_place(officer: &Officer, roles: &[Role]) -> Result<(), Refusal> {
    let mut verdicts = officer.places().map(|place| any_role(place, roles));
    verdicts.find(Result::is_ok).unwrap_or(Err(Refusal::NotYourRole))
}

fn has_role(case: &Case, officer: &Officer, kind: CommandKind) -> Result<(), Refusal> {
    use Role::{DepartmentHead, Handler, IntakeClerk, LegalReviewer, SigningLeader};
    match kind {
        CommandKind::ConfirmReceipt
        | CommandKind::Assign
        | CommandKind::Withdraw
        | CommandKind::UndoImport
        | CommandKind::OpenRound => role(officer, IntakeClerk),
        // What ended before anybody took it up has no handler.
        CommandKind::ProposeNotice | CommandKind::DropNotice if !case.stage.is_open() => {
            any_role(officer, &[Handler, IntakeClerk])
        }
        CommandKind::Accept
        | CommandKind::HandBack
        | CommandKind::DraftAnswer
        | CommandKind::Submit
        | CommandKind::SettlePoint
        | CommandKind::ProposeNotice
        | CommandKind::DropNotice
        | CommandKind::JudgeReasons => role(officer, Handler),
        CommandKind::Issue
        | CommandKind::Spoil
        | CommandKind::Serve
        | CommandKind::RecordDelivery
        | CommandKind::RecordReturn
        | CommandKind::Close
        | CommandKind::SendNotice
        | CommandKind::ReceiveCorrection
        | CommandKind::RecordOpinion
        | CommandKind::RecordPayment
        | CommandKind::RefuseProof
        | CommandKind::ReceiveReasons
        | CommandKind::Split
        | CommandKind::Merge
        | CommandKind::Link
        | CommandKind::ProposePublication
        | CommandKind::AnswerHits
        | CommandKind::Retract => any_role(officer, &[Handler, IntakeClerk]),
        CommandKind::HandOver => any_role(officer, &[Handler, IntakeClerk, DepartmentHead]),
        CommandKind::RecordAppeal => any_role(officer, &[IntakeClerk, Handler, LegalReviewer]),
        CommandKind::ReReview => any_role(officer, &[Handler, LegalReviewer]),
        CommandKind::DecidePublication => role(officer, SigningLeader),
        // Whose leave it is stands in the plan of the review, whose claim in the window.
        CommandKind::Bypass | CommandKind::Claim | CommandKind::Waive => Ok(()),
        CommandKind::Approve | CommandKind::SendBack => {
            let waiting = case.stage.review().into_iter().flat_map(Review::waiting);
            let roles: Vec<Role> = waiting.map(|step| step.role).collect();
            match roles.as_slice() {
                [] => Err(Refusal::NotNow),
                roles => any_place(officer, roles),
            }
        }
        // Which step of which letter is due is asked with the work.
        CommandKind::ApproveNotice | CommandKind::ReturnNotice => {
            let plans = case.notices.iter().flat_map(|notice| &notice.review.plan.steps);
            let roles: Vec<Role> = plans.map(|step| step.role).collect();
            any_place(officer, &roles)
        }
        CommandKind::Open
        | CommandKind::ChangeContact
        | CommandKind::GiveProof
        | CommandKind::LapseConsultation
        | CommandKind::ProposeAbandonment
        | CommandKind::Erase => Err(Refusal::NotYourRole),
    }
}

/// Whether a command has a meaning at the stage of the case.
pub fn fits_stage(case: &Case, kind: CommandKind) -> Result<(), Refusal> {
    if case.erased && !retention::outlasts(kind) {
        Err(Refusal::Erased)
    } else if flow::stages(kind).contains(&case.stage.key()) {
        Ok(())
    } else {
        Err(Refusal::NotNow)
    }
}

fn has_the_work(case: &Case, officer: &Officer, kind: CommandKind, law: &Law) -> Result<(), Refusal> {
    let yours = |yours: bool| if yours { Ok(()) } else { Err(Refusal::NotYourCase) };
    let desk_or_handler = || yours(is_desk_or_handler(case, officer));
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
        CommandKind::ProposeNotice if !case.stage.is_open() => {
            desk_or_handler()?;
            ending::may_be_told(case)
        }
        CommandKind::DraftAnswer | CommandKind::Submit | CommandKind::ProposeNotice => {
            yours(case.stage.handler() == Some(officer.account))
        }
        CommandKind::SettlePoint => {
            yours(case.stage.handler() == Some(officer.account))?;
            review::may_settle(case)
        }
        CommandKind::JudgeReasons => {
            yours(case.stage.handler() == Some(officer.account))?;
            excessive::may_judge(case)
        }
        CommandKind::DropNotice => {
            let any = case.notices.iter().any(notice::Notice::is_open);
            if case.stage.is_open() {
                yours(case.stage.handler() == Some(officer.account))?;
            } else {
                desk_or_handler()?;
            }
            if any { Ok(()) } else { Err(Refusal::NoSuchNotice) }
        }
        CommandKind::Issue | CommandKind::AnswerHits | CommandKind::Link => desk_or_handler(),
        CommandKind::HandOver => yours(is_desk_or_handler(case, officer) || is_head(case, officer)),
        CommandKind::Spoil => {
            desk_or_handler()?;
            issue::may_spoil(case)
        }
        CommandKind::Serve => {
            desk_or_handler()?;
            service::may_serve(case)
        }
        CommandKind::RecordReturn => {
            desk_or_handler()?;
            service::may_record_return(case)
        }
        CommandKind::SendNotice => {
            desk_or_handler()?;
            let cleared = case.notices.iter().any(notice::Notice::is_cleared);
            if cleared {
                Ok(())
            } else {
                Err(Refusal::NoSuchNotice)
            }
        }
        CommandKind::ReceiveCorrection => {
            desk_or_handler()?;
            correction::may_receive(case)
        }
        CommandKind::RecordOpinion => {
            desk_or_handler()?;
            super::consultation::any_unanswered(case)
        }
        CommandKind::RecordPayment => {
            desk_or_handler()?;
            payment::may_record(case)
        }
        CommandKind::RefuseProof => {
            desk_or_handler()?;
            payment::may_refuse_proof(case)
        }
        CommandKind::ReceiveReasons => {
            desk_or_handler()?;
            excessive::may_receive(case)
        }
        CommandKind::Split => {
            desk_or_handler()?;
            dividing::may_split(case)
        }
        CommandKind::Merge => {
            desk_or_handler()?;
            dividing::may_merge(case)
        }
        CommandKind::Retract => {
            desk_or_handler()?;
            retraction::may_retract(case)
        }
        CommandKind::RecordDelivery => {
            desk_or_handler()?;
            service::may_record_delivery(case)
        }
        CommandKind::Close => {
            desk_or_handler()?;
            closing::may_close(case)
        }
        CommandKind::Approve | CommandKind::SendBack => case.steps_for(law, officer).map(|_| ()),
        CommandKind::Bypass => case.steps_to_bypass(officer).map(|_| ()),
        CommandKind::Claim | CommandKind::Waive => case.windows_for(law, officer).map(|_| ()),
        CommandKind::ApproveNotice | CommandKind::ReturnNotice => {
            let verdicts = case.notices.iter().map(|notice| notice.steps_for(law, officer));
            best(verdicts)
        }
        CommandKind::OpenRound => round::may_open(case),
        CommandKind::UndoImport => imported::may_undo(case),
        CommandKind::RecordAppeal => {
            yours(officer.is(Role::LegalReviewer) || is_desk_or_handler(case, officer))
        }
        CommandKind::ReReview => {
            yours(officer.is(Role::LegalReviewer) || is_desk_or_handler(case, officer))?;
            afterwards::may_re_review(case, law)
        }
        CommandKind::ProposePublication => {
            desk_or_handler()?;
            afterwards::may_propose_publication(case)
        }
        CommandKind::DecidePublication => afterwards::may_decide_publication(case),
        CommandKind::ConfirmReceipt
        | CommandKind::Assign
        | CommandKind::Withdraw
        | CommandKind::Open
        | CommandKind::ChangeContact
        | CommandKind::GiveProof
        | CommandKind::LapseConsultation
        | CommandKind::ProposeAbandonment
        | CommandKind::Erase => Ok(()),
    }
}

/// Who handles it, or the intake clerk. Of a closed case that is whoever had it last, or drafted its answer.
pub(super) fn is_desk_or_handler(case: &Case, officer: &Officer) -> bool {
    let drafted = || {
        let drafters = case.draft.as_ref().map(|draft| &draft.drafters);
        drafters.is_some_and(|drafters| drafters.contains(&officer.account))
    };
    officer.is(Role::IntakeClerk)
        || case.handler() == Some(officer.account)
        || (!case.stage.is_open() && drafted())
}

/// Whether they head the department that works on the case, and share its work out.
fn is_head(case: &Case, officer: &Officer) -> bool {
    let theirs = |department| is_of(officer, department);
    officer.is(Role::DepartmentHead) && case.stage.department().is_some_and(theirs)
}

fn is_of(officer: &Officer, department: DepartmentId) -> bool {
    officer.department == Some(department)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        command::Command,
        notice::About,
        testing::{
            Story, administrator, clerk, colleague, foreigner, handler, keeper_of_secrets, lawyer, leader,
            notice_id, propose, stranger_handler, supervisor,
        },
    };

    /// Who of the office may read a case, in the order: clerk, handler, colleague, the other department, confidentiality,
    /// legal, leader, supervisor, administrator, another agency.
    fn readers(story: &Story) -> String {
        let people = [
            clerk(),
            handler(),
            colleague(),
            stranger_handler(),
            keeper_of_secrets(),
            lawyer(),
            leader(),
            supervisor(),
            administrator(),
            foreigner(),
        ];
        let may = people.map(|person| match person {
            Actor::Officer(officer) if may_read(&story.case, &officer) => '+',
            Actor::Officer(_) => '-',
            Actor::Applicant { .. } | Actor::ThirdParty { .. } | Actor::Program => panic!("a stranger"),
        });
        may.into_iter().collect()
    }

    #[test]
    fn a_case_is_read_by_whoever_has_it_reviews_it_or_watches_it() {
        let withdraw = Command::Withdraw { reason: None };
        let correction = About::Correction { working_days: 10 };
        for (story, expected) in [
            (Story::filed(), "+-----++--"),
            (Story::in_hand(), "+++---++--"),
            // A reviewer reads from the moment on that something is theirs to review.
            (
                Story::in_hand().then(&handler(), &propose(notice_id(1), correction)),
                "+++-+-++--",
            ),
            (Story::in_review("state_secret"), "+++-++++--"),
            (Story::served("disclosed"), "+++-++++--"),
            // A closed case stays with the department that had it.
            (
                Story::served("disclosed").then(&clerk(), &Command::Close { late: None }),
                "+++-++++--",
            ),
            (Story::in_hand().then(&clerk(), &withdraw), "+++---++--"),
            (Story::filed().then(&clerk(), &withdraw), "+-----++--"),
        ] {
            assert_eq!(readers(&story), expected, "{:?}", story.case.stage);
        }
    }
}
