//! The default review chain: who looks at an answer before it leaves.

use serde::Deserialize;

use super::{
    Article,
    word::{key, words},
};

words! {
    /// What a step of a review chain is for. An agency's chain may have several steps of a kind.
    pub enum StepKind {
        /// 承办部门负责人.
        DepartmentHead = "department_head",
        /// 保密审查.
        Confidentiality = "confidentiality",
        /// 法制审核.
        Legal = "legal",
        /// 会签.
        Countersign = "countersign",
        /// 分管领导.
        Leader = "leader",
        /// 签发.
        SignOff = "sign_off",
    }
}

key! {
    /// Names one step of a chain, such as `confidentiality` or `countersign_2`.
    pub struct StepKey;
}

impl From<StepKind> for StepKey {
    /// The usual key of the first step of a kind.
    fn from(kind: StepKind) -> Self {
        kind.as_str().parse().expect("the word of a kind is a key")
    }
}

words! {
    /// What an account may be at its agency. It stands here because the review chain names it.
    pub enum Role {
        /// 收件登记.
        IntakeClerk = "intake_clerk",
        /// 承办人.
        Handler = "handler",
        /// 部门负责人.
        DepartmentHead = "department_head",
        /// 保密审查员.
        ConfidentialityReviewer = "confidentiality_reviewer",
        /// 法制审核员.
        LegalReviewer = "legal_reviewer",
        /// 签发人.
        SigningLeader = "signing_leader",
        /// 主管部门监督人员.
        Supervisor = "supervisor",
        /// 系统管理员.
        Administrator = "administrator",
    }
}

words! {
    /// A part somebody takes in an answer, as far as separation of duties looks at it.
    pub enum Part {
        /// Drafting it.
        Draft = "draft",
        /// Reading it as the head of the department that drafted it.
        DepartmentHead = "department_head",
        /// Confidentiality review.
        Confidentiality = "confidentiality",
        /// Legal review.
        Legal = "legal",
        /// Agreeing for another department.
        Countersign = "countersign",
        /// Agreeing as the leader in charge.
        Leader = "leader",
        /// Signing.
        SignOff = "sign_off",
    }
}

impl From<StepKind> for Part {
    fn from(kind: StepKind) -> Self {
        match kind {
            StepKind::DepartmentHead => Self::DepartmentHead,
            StepKind::Confidentiality => Self::Confidentiality,
            StepKind::Legal => Self::Legal,
            StepKind::Countersign => Self::Countersign,
            StepKind::Leader => Self::Leader,
            StepKind::SignOff => Self::SignOff,
        }
    }
}

words! {
    /// Whether a chain may do without a kind of step.
    pub enum Required {
        /// No letter leaves without it, and nobody may leave it out.
        Always = "always",
        /// No letter leaves without it where a ground of the answer demands it ([`super::LegalReview`]).
        ByGround = "by_ground",
        /// It is the agency's own.
        Never = "never",
    }
}

words! {
    /// When a step is taken.
    pub enum StepWhen {
        /// For every letter.
        Always = "always",
        /// Where a ground of the answer demands it ([`super::LegalReview`]).
        ByGround = "by_ground",
    }
}

key! {
    /// Names a question of a checklist, such as `state_secret`.
    pub struct QuestionKey;
}

/// A question that the reviewer answers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its key, stored with the answer.
    pub key: QuestionKey,
    /// The question. It is put so that “是” or “不涉及” means that nothing stands against going on.
    pub text: String,
}

/// What holds for every step of a kind, whatever an agency's chain says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepRule {
    /// Which kind.
    pub key: StepKind,
    /// Its Chinese name.
    pub name: String,
    /// Its English name, for the chart that everybody sees.
    pub english: String,
    /// The rule, or the practice it follows.
    pub article: Article,
    /// Who may act; the first of them where a chain does not say.
    pub roles: Vec<Role>,
    /// Whether a chain may do without it.
    pub required: Required,
    /// The parts whose takers may not take this step.
    pub apart_from: Vec<Part>,
    /// The checklist.
    pub questions: Vec<Question>,
}

impl StepRule {
    /// Who acts where a chain does not say.
    pub fn role(&self) -> Role {
        let first = self.roles.first().copied();
        first.expect("a kind of step that somebody takes is proven at load")
    }
}

/// A step of the chain that holds for every agency that has none of its own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewStep {
    /// Which step.
    pub key: StepKey,
    /// What it is for.
    pub kind: StepKind,
    /// Its place: steps of one rank stand side by side.
    pub rank: u16,
    /// When it is taken.
    pub when: StepWhen,
}
