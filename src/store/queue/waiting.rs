//! Which steps of reviews wait in which cases, and for whom.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use time::Date;

use crate::{
    domain::{
        account::Officer,
        id::{AccountId, CaseId, DepartmentId},
        summary::WaitsFor,
    },
    law::{Role, StepKey, StepKind},
    store::{
        Scope, StoreError,
        convert::Reading,
        row::{
            cases,
            waiting_step::{Column, Entity, Model},
        },
    },
};

/// For whom a step waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waits {
    pub what: WaitsFor,
    /// Only steps whose own time is not over by this day.
    pub still_on: Option<Date>,
    /// Any of these people.
    pub takers: Vec<Officer>,
}

/// A step that waits in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingStep {
    pub what: WaitsFor,
    pub key: StepKey,
    pub kind: StepKind,
    pub name: Option<String>,
    pub role: Role,
    pub department: Option<DepartmentId>,
    /// Of several people who are named, each has a row.
    pub account: Option<AccountId>,
    /// Its own last day.
    pub until: Option<Date>,
}

impl WaitingStep {
    /// In whose place it is this officer's: their own, or that of somebody who is away.
    pub fn place_of<'o>(&self, officer: &'o Officer) -> Option<&'o Officer> {
        officer.places().find(|place| self.is_for(place))
    }

    /// Whether it is theirs; the same as the rule of the domain says of the planned step.
    fn is_for(&self, officer: &Officer) -> bool {
        officer.is(self.role)
            && (self.department.is_none() || self.department == officer.department)
            && self.account.is_none_or(|account| account == officer.account)
    }
}

/// In the words of the partial index where it is of procedural letters, so that it is used.
pub(super) fn condition(waits: &Waits) -> Condition {
    let mut anybody = Condition::any();
    for taker in &waits.takers {
        let mut theirs = Condition::all()
            .add(Column::Role.is_in(taker.roles.iter().map(|role| role.as_str())))
            .add(
                Condition::any()
                    .add(Column::AccountId.is_null())
                    .add(Column::AccountId.eq(taker.account.0)),
            );
        let department = Condition::any()
            .add(Column::DepartmentId.is_null())
            .add_option(taker.department.map(|id| Column::DepartmentId.eq(id.0)));
        theirs = theirs.add(department);
        anybody = anybody.add(theirs);
    }
    let waiting = Query::select()
        .expr(Expr::value(1))
        .from(Entity)
        .and_where(Expr::col((Entity, Column::CaseId)).equals((cases::Entity, cases::Column::Id)))
        .and_where(Column::IsNotice.eq(waits.what == WaitsFor::Notice))
        .and_where(Column::IsClaim.eq(waits.what == WaitsFor::Claim))
        .and_where_option(waits.still_on.map(|day| Column::UntilOn.gte(day)))
        .cond_where(anybody)
        .to_owned();
    let all = Condition::all().add(Expr::exists(waiting));
    if waits.what == WaitsFor::Notice {
        all.add(cases::Column::NoticeStep.is_not_null())
    } else {
        all
    }
}

/// The steps that wait in some cases of the agency.
pub(super) async fn waiting(
    db: &impl ConnectionTrait,
    scope: Scope,
    cases: &[CaseId],
) -> Result<BTreeMap<CaseId, Vec<WaitingStep>>, StoreError> {
    let mut found: BTreeMap<CaseId, Vec<WaitingStep>> = BTreeMap::new();
    if cases.is_empty() {
        return Ok(found);
    }
    let rows = Entity::find()
        .filter(Column::CaseId.is_in(cases.iter().map(|id| id.0)))
        .filter(Column::AgencyId.eq(scope.agency()))
        .order_by_asc(Column::CaseId)
        .order_by_asc(Column::Place)
        .all(db)
        .await?;
    for row in rows {
        found.entry(CaseId(row.case_id)).or_default().push(read(row)?);
    }
    Ok(found)
}

fn read(row: Model) -> Result<WaitingStep, StoreError> {
    let reading = Reading {
        table: "waiting_step",
        key: &row.case_id,
    };
    Ok(WaitingStep {
        what: if row.is_notice {
            WaitsFor::Notice
        } else if row.is_claim {
            WaitsFor::Claim
        } else {
            WaitsFor::Answer
        },
        key: reading.parse(&row.step)?,
        kind: reading.parse(&row.kind)?,
        role: reading.parse(&row.role)?,
        department: row.department_id.map(DepartmentId),
        account: row.account_id.map(AccountId),
        until: row.until_on,
        name: row.name,
    })
}
