//! 审核流程: one agency of the demonstration has a longer chain than the law's own, for whatever goes into review from now
//! on; what the year told went by the law's.

use std::collections::BTreeSet;

use anyhow::Context;

use super::setting::Setting;
use crate::{
    casework::{
        Office,
        review::chain::{NewChain, change},
    },
    domain::{
        id::{AccountId, DepartmentId},
        review::{Step, When, Where, Who},
    },
    law::{Role, StepKey, StepKind},
    store,
};

/// The agency with a chain of its own.
const AGENCY: &str = "yunzhou-education";
/// Its leader in charge, who agrees before the signature.
const IN_CHARGE: &str = "jy-fenguan";
/// The department that claims sensitive cases, and in how many working days.
const CLAIMS: &str = "publicity";
const CLAIMED_IN: u16 = 3;

/// Gives the agency its chain, unless it has one already.
pub(super) async fn set(office: &Office, settings: &[Setting<'_>]) -> anyhow::Result<()> {
    let Some(setting) = settings.iter().find(|setting| setting.key() == AGENCY) else {
        return Ok(());
    };
    let stands = store::standing::standing(&office.db, setting.scope()).await?;
    if stands.is_some_and(|stands| stands.chain.is_some()) {
        return Ok(());
    }
    let new = NewChain {
        steps: steps(setting.account(IN_CHARGE)?, setting.department(CLAIMS)?)?,
        why: "承办处室先审，敏感件由宣传与信访处认领会商，保密审查分自审、复审，分管领导把关后签发"
            .to_owned(),
        after: 0,
    };
    let administrator = setting.officer(Role::Administrator, None)?;
    change(office, &administrator, new)
        .await
        .with_context(|| format!("{AGENCY}的审核流程"))?;
    Ok(())
}

/// 处室负责人, beside them 会商 of what is claimed, 自审, 复审 and 法制审核 at the same time, 分管领导, 签发.
fn steps(in_charge: AccountId, claims: DepartmentId) -> anyhow::Result<Vec<Step>> {
    let step = |kind: StepKind, rank, role| Step {
        key: kind.into(),
        kind,
        name: None,
        rank,
        who: Who {
            role,
            department: None,
            accounts: BTreeSet::new(),
        },
        when: When::Always,
        working_days: None,
        bypass: None,
        escalate_to: None,
    };
    let head = step(StepKind::DepartmentHead, 1, Role::DepartmentHead);
    let checked = step(StepKind::Confidentiality, 2, Role::ConfidentialityReviewer);
    let again: StepKey = "confidentiality_2".parse()?;
    let asked = step(StepKind::Countersign, 1, Role::DepartmentHead);
    let leader = step(StepKind::Leader, 4, Role::SigningLeader);
    Ok(vec![
        Step {
            who: Who {
                department: Some(Where::Handling),
                ..head.who.clone()
            },
            working_days: Some(2),
            bypass: Some(Role::SigningLeader),
            escalate_to: Some(Role::SigningLeader),
            ..head
        },
        Step {
            name: Some("敏感件会商".to_owned()),
            who: Who {
                department: Some(Where::Named(claims)),
                ..asked.who.clone()
            },
            when: When::Claimed {
                working_days: CLAIMED_IN,
            },
            ..asked
        },
        Step {
            name: Some("保密自审".to_owned()),
            ..checked.clone()
        },
        Step {
            key: again,
            name: Some("保密复审".to_owned()),
            rank: 3,
            ..checked
        },
        Step {
            when: When::ByGround,
            ..step(StepKind::Legal, 3, Role::LegalReviewer)
        },
        Step {
            who: Who {
                accounts: [in_charge].into(),
                ..leader.who.clone()
            },
            ..leader
        },
        step(StepKind::SignOff, 5, Role::SigningLeader),
    ])
}
