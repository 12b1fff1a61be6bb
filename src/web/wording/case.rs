//! Names of stages, steps, commands and the like.

use super::{Said, Voice};
use crate::{
    domain::{
        applicant::{ApplicantKind, AuthorityScope, Identity},
        application::{ObtainBy, ProvisionForm},
        command::CommandKind,
        review::PlannedStep,
        service::{Mail, SignedBy},
        stage::{Ending, Stage, StageKey},
        summary::WaitsFor,
    },
    law::{StepKey, StepKind},
    store::queue::WaitingStep,
    text::key,
};

impl<'a> Voice<'a> {
    /// The name of a kind of step of the review: `法制审核`.
    pub(crate) fn step_kind(self, kind: StepKind) -> &'a str {
        &self.law.step_rule(kind).name
    }

    /// The name of a step as it was planned.
    pub(crate) fn planned<'s>(self, step: &'s PlannedStep) -> &'s str
    where
        'a: 's,
    {
        step.name.as_deref().unwrap_or_else(|| self.step_kind(step.kind))
    }

    /// The names of several steps.
    pub(crate) fn several_planned<'s>(self, steps: impl IntoIterator<Item = &'s PlannedStep>) -> Vec<&'s str>
    where
        'a: 's,
    {
        steps.into_iter().map(|step| self.planned(step)).collect()
    }

    /// The name of a step that is known by its key alone.
    pub(crate) fn step<'s>(self, step: &'s StepKey) -> &'s str
    where
        'a: 's,
    {
        let known = self.law.review_chain().iter().find(|known| known.key == *step);
        known.map_or(step.as_str(), |known| self.step_kind(known.kind))
    }
}

impl Voice<'_> {
    pub(crate) fn stage_key(self, stage: StageKey) -> Said {
        match stage {
            StageKey::Filed => self.say(key("stage-filed")),
            StageKey::Received => self.say(key("stage-received")),
            StageKey::Assigned => self.say(key("stage-assigned")),
            StageKey::InHand => self.say(key("stage-in-hand")),
            StageKey::InReview => self.say(key("stage-in-review")),
            StageKey::Approved => self.say(key("stage-approved")),
            StageKey::Issued => self.say(key("stage-issued")),
            StageKey::Served => self.say(key("stage-served")),
            StageKey::Closed => self.say(key("stage-closed")),
        }
    }

    /// A stage as a queue shows it: with the steps of the review that are due.
    pub(crate) fn stage_at(self, stage: StageKey, waiting: &[WaitingStep]) -> Said {
        let steps = self.waiting_steps(waiting.iter().filter(|step| step.what == WaitsFor::Answer));
        if stage == StageKey::InReview && !steps.is_empty() {
            self.say_with(key("stage-in-review-at"), &[("step", &steps)])
        } else {
            self.stage_key(stage)
        }
    }

    /// The names of steps that wait, each once.
    pub(crate) fn waiting_steps<'s>(self, waiting: impl Iterator<Item = &'s WaitingStep>) -> String {
        let mut names: Vec<&str> = Vec::new();
        for step in waiting {
            let name = step.name.as_deref().unwrap_or_else(|| self.step_kind(step.kind));
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join("、")
    }

    /// The stage with what it carries: which step of the review, how it ended.
    pub(crate) fn stage(self, stage: &Stage) -> Said {
        match stage {
            Stage::InReview(_, review) => {
                let names = self.several_planned(review.waiting()).join("、");
                self.say_with(key("stage-in-review-at"), &[("step", &names)])
            }
            Stage::Closed(Ending::Withdrawn) => self.say(key("stage-withdrawn")),
            Stage::Closed(Ending::Abandoned) => self.say(key("stage-abandoned")),
            Stage::Closed(Ending::Merged) => self.say(key("stage-merged")),
            Stage::Closed(Ending::Undone) => self.say(key("stage-undone")),
            Stage::Filed
            | Stage::Received
            | Stage::Assigned { .. }
            | Stage::InHand(_)
            | Stage::Approved(..)
            | Stage::Issued(..)
            | Stage::Served(..)
            | Stage::Closed(Ending::Answered) => self.stage_key(stage.key()),
        }
    }

    /// What an agent may do.
    pub(crate) fn scope(self, scope: AuthorityScope) -> Said {
        self.say(match scope {
            AuthorityScope::ApplyAndReceive => key("scope-apply-and-receive"),
            AuthorityScope::Apply => key("scope-apply"),
        })
    }

    /// What the button says.
    pub(crate) fn command(self, command: CommandKind) -> Said {
        match command {
            CommandKind::ConfirmReceipt => self.say(key("command-confirm-receipt")),
            CommandKind::Assign => self.say(key("command-assign")),
            CommandKind::Accept => self.say(key("command-accept")),
            CommandKind::Claim => self.say(key("command-claim")),
            CommandKind::Waive => self.say(key("command-waive")),
            CommandKind::HandBack => self.say(key("command-hand-back")),
            CommandKind::DraftAnswer => self.say(key("command-draft")),
            CommandKind::Submit => self.say(key("command-submit")),
            CommandKind::Approve => self.say(key("command-approve")),
            CommandKind::Bypass => self.say(key("command-bypass")),
            CommandKind::AnswerHits => self.say(key("command-answer-hits")),
            CommandKind::SendBack => self.say(key("command-send-back")),
            CommandKind::SettlePoint => self.say(key("command-settle-point")),
            CommandKind::Issue => self.say(key("command-issue")),
            CommandKind::Serve => self.say(key("command-serve")),
            CommandKind::Spoil => self.say(key("command-spoil")),
            CommandKind::RecordReturn => self.say(key("command-record-return")),
            CommandKind::RecordDelivery => self.say(key("command-record-delivery")),
            CommandKind::Open => self.say(key("command-open")),
            CommandKind::Close => self.say(key("command-close")),
            CommandKind::Withdraw => self.say(key("command-withdraw")),
            CommandKind::HandOver => self.say(key("command-hand-over")),
            CommandKind::ProposeNotice => self.say(key("command-propose-notice")),
            CommandKind::DropNotice => self.say(key("command-drop-notice")),
            CommandKind::ApproveNotice => self.say(key("command-approve-notice")),
            CommandKind::ReturnNotice => self.say(key("command-return-notice")),
            CommandKind::SendNotice => self.say(key("command-send-notice")),
            CommandKind::ReceiveCorrection => self.say(key("command-receive-correction")),
            CommandKind::RecordOpinion => self.say(key("command-record-opinion")),
            CommandKind::LapseConsultation => self.say(key("command-lapse-consultation")),
            CommandKind::RecordPayment => self.say(key("command-record-payment")),
            CommandKind::GiveProof => self.say(key("command-give-proof")),
            CommandKind::RefuseProof => self.say(key("command-refuse-proof")),
            CommandKind::ReceiveReasons => self.say(key("command-receive-reasons")),
            CommandKind::JudgeReasons => self.say(key("command-judge-reasons")),
            CommandKind::ProposeAbandonment => self.say(key("command-propose-abandonment")),
            CommandKind::Split => self.say(key("command-split")),
            CommandKind::Merge => self.say(key("command-merge")),
            CommandKind::Link => self.say(key("command-link")),
            CommandKind::RecordAppeal => self.say(key("command-record-appeal")),
            CommandKind::OpenRound => self.say(key("command-open-round")),
            CommandKind::ReReview => self.say(key("command-re-review")),
            CommandKind::ProposePublication => self.say(key("command-propose-publication")),
            CommandKind::DecidePublication => self.say(key("command-decide-publication")),
            CommandKind::Retract => self.say(key("command-retract")),
            CommandKind::ChangeContact => self.say(key("command-change-contact")),
            CommandKind::UndoImport => self.say(key("command-undo-import")),
            CommandKind::Erase => self.say(key("command-erase")),
        }
    }

    pub(crate) fn signed_by(self, who: SignedBy) -> Said {
        match who {
            SignedBy::Addressee => self.say(key("signed-by-addressee")),
            SignedBy::Guardian => self.say(key("signed-by-guardian")),
            SignedBy::Agent => self.say(key("signed-by-agent")),
            SignedBy::Household => self.say(key("signed-by-household")),
            SignedBy::MailRoom => self.say(key("signed-by-mail-room")),
        }
    }

    pub(crate) fn mail(self, mail: Mail) -> Said {
        match mail {
            Mail::Ems => self.say(key("mail-ems")),
            Mail::Registered => self.say(key("mail-registered")),
        }
    }

    /// How a list calls the applicant; where who applied was erased, that they were.
    pub(crate) fn applicant_listed(self, listed: &str) -> Said {
        if listed.is_empty() {
            self.say(key("applicant-erased"))
        } else {
            Ok(listed.to_owned())
        }
    }

    pub(crate) fn applicant_kind(self, kind: ApplicantKind) -> Said {
        match kind {
            ApplicantKind::Person => self.say(key("staff-kind-person")),
            ApplicantKind::Business => self.say(key("staff-kind-business")),
            ApplicantKind::Research => self.say(key("staff-kind-research")),
            ApplicantKind::PublicInterest => self.say(key("staff-kind-public-interest")),
            ApplicantKind::LegalService => self.say(key("staff-kind-legal-service")),
            ApplicantKind::OtherOrganisation => self.say(key("staff-kind-other")),
        }
    }

    pub(crate) fn identity_kind(self, identity: &Identity) -> Said {
        match identity {
            Identity::ResidentCard(_) => self.say(key("staff-identity-resident-card")),
            Identity::Passport(_) => self.say(key("staff-identity-passport")),
            Identity::TravelPermit(_) => self.say(key("staff-identity-travel-permit")),
            Identity::CreditCode(_) => self.say(key("staff-identity-credit-code")),
        }
    }

    pub(crate) fn form(self, form: ProvisionForm) -> Said {
        match form {
            ProvisionForm::Electronic => self.say(key("staff-form-electronic")),
            ProvisionForm::Paper => self.say(key("staff-form-paper")),
            ProvisionForm::Disc => self.say(key("staff-form-disc")),
        }
    }

    pub(crate) fn obtain_by(self, way: ObtainBy) -> Said {
        match way {
            ObtainBy::Online => self.say(key("staff-obtain-online")),
            ObtainBy::Email => self.say(key("staff-obtain-email")),
            ObtainBy::Post => self.say(key("staff-obtain-post")),
            ObtainBy::Collect => self.say(key("staff-obtain-collect")),
            ObtainBy::OnSite => self.say(key("staff-obtain-on-site")),
        }
    }
}
