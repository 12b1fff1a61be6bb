//! In which order. What has few values has an order on the screen that no database knows (the flow's, the agency's, the
//! law's), and what may be empty stands at the end whichever way one sorts: so a page is read in runs, one value after the
//! other, each off an index, and both databases sort alike without sorting.

use std::{fmt, str::FromStr};

use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, Order as Direction, QuerySelect, QueryTrait, Select, Value};
use time::{Date, format_description::well_known::Iso8601};
use uuid::Uuid;

use crate::{
    domain::{
        applicant::ApplicantKind,
        id::{AccountId, DepartmentId},
        stage::StageKey,
    },
    law::{Channel, GroundKey},
    store::{
        Scope,
        row::cases::{Column, Entity, Model},
    },
};

/// By what cases are sorted, and which way. What is due first comes first, unless something else is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Order {
    pub by: By,
    pub descending: bool,
}

/// What cases are sorted by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum By {
    /// What is due first; what is not due at all comes last.
    #[default]
    Due,
    Received,
    Ended,
    Number,
    Updated,
    /// The same names stand together.
    Applicant,
    /// One value after the other, and within each what is due first.
    Each(Vec<Is>),
}

/// One value of a column that has few.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Is {
    Stage(StageKey),
    Department(Option<DepartmentId>),
    Handler(Option<AccountId>),
    Kind(ApplicantKind),
    Channel(Channel),
    Outcome(Option<GroundKey>),
}

impl Is {
    /// Which cases of an agency have it.
    fn condition(&self, scope: Scope) -> Condition {
        let eq = |column: Column, value: Option<Value>| match value {
            Some(value) => column.eq(value),
            None => column.is_null(),
        };
        let all = Condition::all();
        match self {
            // In the words of the partial indexes, so that they are used.
            Self::Stage(StageKey::Closed) => all.add(Column::ClosedAt.is_not_null()),
            Self::Stage(stage) => all
                .add(Column::Stage.eq(stage.as_str()))
                .add(Column::ClosedAt.is_null()),
            Self::Department(id) => all
                .add(eq(Column::DepartmentId, id.map(|id| id.0.into())))
                .add_option(id.map(|id| any(scope, Column::DepartmentId, id.0))),
            Self::Handler(id) => all
                .add(eq(Column::HandlerId, id.map(|id| id.0.into())))
                .add_option(id.map(|id| any(scope, Column::HandlerId, id.0))),
            Self::Kind(kind) => all.add(Column::ApplicantKind.eq(kind.as_str())),
            Self::Channel(channel) => all.add(Column::Channel.eq(channel.as_str())),
            Self::Outcome(ground) => {
                let ground = ground.as_ref().map(|ground| ground.as_str().into());
                all.add(eq(Column::Outcome, ground))
            }
        }
    }
}

/// Whether the agency has any case with a value, which is known before cases are looked for: most accounts never have one,
/// and no index has the open and the closed ones of each.
fn any(scope: Scope, column: Column, value: Uuid) -> Condition {
    let one = |state: Expr| {
        let one = Query::select()
            .expr(Expr::value(1))
            .from(Entity)
            .and_where(Column::AgencyId.eq(scope.agency()))
            .and_where(column.eq(value))
            .and_where(state)
            .to_owned();
        Expr::exists(one)
    };
    Condition::any()
        .add(one(Column::ClosedAt.is_null()))
        .add(one(Column::ClosedAt.is_not_null()))
}

/// A place between two rows: `0_2026-01-05_018f…`, to go into an address. It holds no word of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    run: usize,
    value: String,
    id: Uuid,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}_{}", self.run, self.value, self.id.simple())
    }
}

/// Not a place in a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a place in a queue")]
pub struct InvalidCursor;

impl FromStr for Cursor {
    type Err = InvalidCursor;

    fn from_str(text: &str) -> Result<Self, InvalidCursor> {
        let mut parts = text.splitn(3, '_');
        let mut part = || parts.next().ok_or(InvalidCursor);
        Ok(Self {
            run: part()?.parse().map_err(|_| InvalidCursor)?,
            value: part()?.to_owned(),
            id: part()?.parse().map_err(|_| InvalidCursor)?,
        })
    }
}

/// By what the rows of a run follow each other: a column, and the id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Due,
    Received,
    Ended,
    /// Year and serial, which no two cases of an agency share.
    Number,
    Updated,
    Applicant,
    /// Nothing but the id.
    Id,
}

/// Some rows that are read off an index in their order.
#[derive(Debug, Clone)]
pub(super) struct Run {
    condition: Condition,
    key: Key,
    descending: bool,
}

impl Order {
    pub(super) fn runs(&self, scope: Scope) -> Vec<Run> {
        let run = |key, condition, descending| Run {
            condition,
            key,
            descending,
        };
        let only = |key| vec![run(key, Condition::all(), self.descending)];
        let empty_last = |key, column: Column| {
            let none = Condition::all().add(column.is_null());
            vec![
                run(key, Condition::all().add(column.is_not_null()), self.descending),
                run(Key::Id, none, self.descending),
            ]
        };
        match &self.by {
            By::Due => only(Key::Due),
            By::Number => only(Key::Number),
            By::Updated => only(Key::Updated),
            By::Applicant => only(Key::Applicant),
            By::Received => empty_last(Key::Received, Column::ReceivedOn),
            By::Ended => empty_last(Key::Ended, Column::EndedOn),
            By::Each(values) => {
                let mut runs: Vec<Run> = values
                    .iter()
                    .map(|is| run(Key::Due, is.condition(scope), false))
                    .collect();
                if self.descending {
                    runs.reverse();
                }
                runs
            }
        }
    }
}

impl Run {
    /// The ids of its first rows that a condition lets through, those after a place where one is given. A place that
    /// does not fit is none.
    pub(super) fn select(&self, filter: Condition, after: Option<&Cursor>, limit: u64) -> Select<Entity> {
        use sea_orm::{EntityTrait, QueryFilter, QueryOrder};
        let mut select = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(filter)
            .filter(self.condition.clone());
        let columns = self.columns();
        if let Some(place) = after.and_then(|after| self.place(after)) {
            let here = Expr::tuple(columns.iter().map(|column| Expr::col(*column)));
            select = select.filter(if self.descending {
                here.lt(place)
            } else {
                here.gt(place)
            });
        }
        let direction = if self.descending {
            Direction::Desc
        } else {
            Direction::Asc
        };
        for column in columns {
            select = select.order_by(*column, direction.clone());
        }
        select.limit(limit)
    }

    fn columns(&self) -> &'static [Column] {
        match self.key {
            Key::Due => &[Column::SortOn, Column::Id],
            Key::Received => &[Column::ReceivedOn, Column::Id],
            Key::Ended => &[Column::EndedOn, Column::Id],
            Key::Number => &[Column::Year, Column::Serial],
            Key::Updated => &[Column::UpdatedAt, Column::Id],
            Key::Applicant => &[Column::ApplicantName, Column::Id],
            Key::Id => &[Column::Id],
        }
    }

    /// The values of the columns at a place.
    fn place(&self, after: &Cursor) -> Option<Expr> {
        let Cursor { run: _, value, id } = after;
        let with_id = |value: Value| Expr::tuple([Expr::value(value), Expr::value(*id)]);
        match self.key {
            Key::Due | Key::Received | Key::Ended => {
                let day = Date::parse(value, &Iso8601::DATE).ok()?;
                Some(with_id(day.into()))
            }
            Key::Updated => Some(with_id(value.parse::<i64>().ok()?.into())),
            Key::Number => {
                let (year, serial) = value.split_once('.')?;
                let (year, serial): (i32, i64) = (year.parse().ok()?, serial.parse().ok()?);
                Some(Expr::tuple([Expr::value(year), Expr::value(serial)]))
            }
            // A name has no business in an address: it is looked up.
            Key::Applicant => {
                let name = Query::select()
                    .column(Column::ApplicantName)
                    .from(Entity)
                    .and_where(Column::Id.eq(*id))
                    .to_owned();
                Some(Expr::tuple([Expr::from(name), Expr::value(*id)]))
            }
            Key::Id => Some(Expr::tuple([Expr::value(*id)])),
        }
    }

    /// The place after a row of it.
    pub(super) fn after(&self, run: usize, row: &Model) -> Cursor {
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let value = match self.key {
            Key::Due => day(Some(row.sort_on)),
            Key::Received => day(row.received_on),
            Key::Ended => day(row.ended_on),
            Key::Updated => row.updated_at.to_string(),
            Key::Number => format!("{}.{}", row.year, row.serial),
            Key::Applicant | Key::Id => String::new(),
        };
        Cursor {
            run,
            value,
            id: row.id,
        }
    }
}

impl Cursor {
    /// The run in which it lies.
    pub(super) fn run(&self) -> usize {
        self.run
    }
}

/// Several selects of ids, as one query that tells of each id from which it comes.
pub(super) fn together(selects: Vec<(usize, Select<Entity>)>) -> sea_orm::sea_query::SelectStatement {
    let mut parts = selects.into_iter().map(|(run, select)| {
        let run = i32::try_from(run).unwrap_or(i32::MAX);
        Query::select()
            .expr_as(Expr::value(run), "run")
            .column("id")
            .from_subquery(select.into_query(), "found")
            .to_owned()
    });
    let mut all = parts.next().unwrap_or_default();
    for part in parts {
        all.union(sea_orm::sea_query::UnionType::All, part);
    }
    all
}
