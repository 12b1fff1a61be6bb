//! The default review chain: who looks at an answer before it leaves.

use serde::Deserialize;

use super::{
    Article,
    word::{key, words},
};

words! {
    /// A step of the review chain.
    pub enum StepKey {
        /// 保密审查.
        Confidentiality = "confidentiality",
        /// 法制审核.
        Legal = "legal",
        /// 签发.
        SignOff = "sign_off",
    }
}

words! {
    /// What an account may be at its agency. It stands here because the review chain names it.
    pub enum Role {
        /// 收件登记.
        IntakeClerk = "intake_clerk",
        /// 承办人.
        Handler = "handler",
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
        /// Confidentiality review.
        Confidentiality = "confidentiality",
        /// Legal review.
        Legal = "legal",
        /// Signing.
        SignOff = "sign_off",
    }
}

impl From<StepKey> for Part {
    fn from(step: StepKey) -> Self {
        match step {
            StepKey::Confidentiality => Self::Confidentiality,
            StepKey::Legal => Self::Legal,
            StepKey::SignOff => Self::SignOff,
        }
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

/// A step of the chain.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewStep {
    /// Which step.
    pub key: StepKey,
    /// Its Chinese name.
    pub name: String,
    /// The rule, or the practice it follows.
    pub article: Article,
    /// Who acts.
    pub role: Role,
    /// When it is taken.
    pub when: StepWhen,
    /// The parts whose takers may not take this step.
    pub apart_from: Vec<Part>,
    /// The checklist.
    pub questions: Vec<Question>,
}
