//! Many cases out of few, for measuring: cases of one agency are copied within the database, a lot of them in one
//! statement a table, each copy with ids, a number and an applicant of its own, and with the people and departments of the
//! agency that it is for. Only the demonstration is copied, and only into a database that holds nothing else.
//!
//! A copy has its application, its whole history, its waiting steps, and the words and drafts in it; letters and files it
//! does not have. Nor is its chain of hashes right: nothing but `verify` reads that.

use std::collections::BTreeMap;

use sea_orm::{
    ConnectionTrait, DbBackend, EntityTrait, Set, Statement,
    sea_query::{Expr, ExprTrait, OnConflict, Query},
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    Scope, StoreError, Tx, applicant, application, number::CASES, queue, row::number_series, secret::Vault,
};
use crate::domain::{
    applicant::Applicant,
    id::{AgencyId, ApplicantId, CaseId, CaseNumber},
    stage::StageKey,
};

/// What stands in a column of a copy instead of what stands in the original.
enum Put {
    /// The id of this suffix: an SQL expression of three digits.
    Id(&'static str),
    /// This SQL expression.
    Sql(&'static str),
}

/// A table whose rows belong to cases.
struct Table {
    name: &'static str,
    /// The columns that are not simply copied.
    instead: &'static [(&'static str, Put)],
    /// How an original `t` finds its copies `c`.
    join: &'static str,
    /// Columns with the id of an agency, a department or a person.
    ids: &'static [&'static str],
    /// Columns with words in which such ids stand.
    words: &'static [&'static str],
}

const PART: &[(&str, Put)] = &[("id", Put::Id("p.suffix")), ("case_id", Put::Id("'000'"))];
const BY_PART: &str = "JOIN multiply_part p ON p.id = t.id JOIN multiply_copy c ON c.case_id = t.case_id";
const BY_CASE: &str = "JOIN multiply_copy c ON c.case_id = t.case_id";

/// What belongs to cases, in the order in which it may be inserted. Of the ids of a case those ending in 000, 001 and 002
/// are its own, its application's and its applicant's.
const TABLES: [Table; 7] = [
    Table {
        name: "cases",
        instead: &[
            ("id", Put::Id("'000'")),
            ("number", Put::Sql("c.number")),
            ("year", Put::Sql("c.year")),
            ("serial", Put::Sql("c.serial")),
        ],
        join: "JOIN multiply_copy c ON c.case_id = t.id",
        ids: &["agency_id", "department_id", "handler_id"],
        words: &[],
    },
    Table {
        name: "case_event",
        instead: &[
            ("case_id", Put::Id("'000'")),
            (
                "body",
                Put::Sql("replace(replace(t.body, '{base}', c.base), '{number}', c.number)"),
            ),
        ],
        join: BY_CASE,
        ids: &["agency_id"],
        words: &["actor", "body"],
    },
    Table {
        name: "waiting_step",
        instead: &[("case_id", Put::Id("'000'"))],
        join: BY_CASE,
        ids: &["agency_id", "department_id", "account_id"],
        words: &[],
    },
    Table {
        name: "application",
        instead: &[
            ("id", Put::Id("'001'")),
            ("case_id", Put::Id("'000'")),
            ("applicant_id", Put::Id("'002'")),
            ("form_token", Put::Sql("c.base || '001'")),
        ],
        join: BY_CASE,
        ids: &["agency_id"],
        words: &[],
    },
    Table {
        name: "application_item",
        instead: &[("application_id", Put::Id("'001'"))],
        join: "JOIN multiply_application a ON a.id = t.application_id JOIN multiply_copy c ON c.case_id = a.case_id",
        ids: &["agency_id"],
        words: &[],
    },
    Table {
        name: "case_text",
        instead: PART,
        join: BY_PART,
        ids: &["agency_id"],
        words: &[],
    },
    Table {
        name: "draft",
        instead: PART,
        join: BY_PART,
        ids: &["agency_id", "account_id"],
        words: &[],
    },
];

/// A case that is copied.
#[derive(Debug)]
pub struct Pattern {
    case: CaseId,
    applicant: Applicant,
    pub is_open: bool,
}

impl Pattern {
    pub fn case(&self) -> CaseId {
        self.case
    }
}

/// A copy that is to be made.
#[derive(Debug)]
pub struct Copy<'a> {
    pub pattern: &'a Pattern,
    /// All but the last three digits of the ids of the new case.
    pub base: String,
    pub number: CaseNumber,
    pub year: i32,
    pub serial: i64,
}

impl Copy<'_> {
    /// The case that it will be.
    pub fn case(&self) -> Result<CaseId, StoreError> {
        let id = format!("{}000", self.base).parse();
        id.map(CaseId)
            .map_err(|error| StoreError::inconsistent("cases", &self.base, error))
    }
}

/// All but the last three digits of an id: the ids of a case are in the order of time like any other.
pub fn base(id: Uuid) -> String {
    let mut id = id.to_string();
    id.truncate(id.len() - 3);
    id
}

/// Has the originals at hand, in tables of its own.
#[derive(Debug)]
pub struct Copier {
    statements: Vec<String>,
    /// The agency whose they are at present, and its departments and people.
    of: AgencyId,
    people: Vec<Uuid>,
}

impl Copier {
    /// Puts the cases of an agency aside, and says what they are. `people` are its departments and accounts.
    pub async fn begin(
        tx: &Tx,
        vault: &Vault,
        agency: AgencyId,
        people: Vec<Uuid>,
    ) -> Result<(Self, Vec<Pattern>), StoreError> {
        let backend = tx.get_database_backend();
        let uuid = if backend == DbBackend::Postgres {
            "uuid"
        } else {
            "blob"
        };
        run(
            tx,
            &format!("CREATE TABLE multiply_part (id {uuid}, suffix text)"),
        )
        .await?;
        let copy = "base text, number text, year integer, serial bigint";
        run(
            tx,
            &format!("CREATE TABLE multiply_copy (case_id {uuid}, {copy})"),
        )
        .await?;
        let mut statements = Vec::new();
        for table in &TABLES {
            let (name, ours) = (table.name, literal(backend, agency.0));
            let aside =
                format!("CREATE TABLE multiply_{name} AS SELECT * FROM {name} WHERE agency_id = {ours}");
            run(tx, &aside).await?;
            statements.push(statement(tx, table).await?);
        }
        let mut patterns = Vec::new();
        for case in ids(tx, "cases", "agency_id", agency.0).await? {
            if let Some(pattern) = pattern(tx, vault, Scope::of(agency), CaseId(case)).await? {
                patterns.push(pattern);
            }
        }
        let copier = Self {
            statements,
            of: agency,
            people,
        };
        Ok((copier, patterns))
    }

    /// From now on copies are of this agency, and those of its departments and people who are in the same place stand
    /// in them.
    pub async fn go_over_to(
        &mut self,
        tx: &Tx,
        agency: AgencyId,
        people: Vec<Uuid>,
    ) -> Result<(), StoreError> {
        let backend = tx.get_database_backend();
        let before = std::mem::replace(&mut self.people, people);
        let agencies = [(self.of.0, agency.0)].into_iter();
        let pairs: Vec<(Uuid, Uuid)> = agencies
            .chain(before.into_iter().zip(self.people.iter().copied()))
            .filter(|(old, new)| old != new)
            .collect();
        self.of = agency;
        for (old, new) in pairs {
            let (old_id, new_id) = (literal(backend, old), literal(backend, new));
            for Table { name, ids, words, .. } in &TABLES {
                for column in *ids {
                    let set =
                        format!("UPDATE multiply_{name} SET {column} = {new_id} WHERE {column} = {old_id}");
                    run(tx, &set).await?;
                }
                for column in *words {
                    let set = format!(
                        "UPDATE multiply_{name} SET {column} = replace({column}, '{old}', '{new}') \
                         WHERE {column} LIKE '%{old}%'"
                    );
                    run(tx, &set).await?;
                }
            }
        }
        Ok(())
    }

    /// Makes copies.
    pub async fn copy(
        &self,
        tx: &Tx,
        vault: &Vault,
        copies: &[Copy<'_>],
        mut id: impl FnMut() -> Uuid,
        at: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let mut insert = Query::insert();
        insert
            .into_table("multiply_copy")
            .columns(["case_id", "base", "number", "year", "serial"]);
        for copy in copies {
            let Copy {
                pattern,
                base,
                number,
                year,
                serial,
            } = copy;
            insert.values_panic([
                pattern.case.0.into(),
                base.as_str().into(),
                number.0.as_str().into(),
                (*year).into(),
                (*serial).into(),
            ]);
            // Sealed for its own row, so it cannot be copied within the database.
            let applicant = format!("{base}002").parse().map(ApplicantId);
            let applicant = applicant.map_err(|error| StoreError::inconsistent("applicant", base, error))?;
            let scope = Scope::of(self.of);
            applicant::insert(tx, vault, scope, applicant, &pattern.applicant, &mut id, at).await?;
        }
        tx.execute(&insert).await?;
        self.count_on(tx, copies).await?;
        for statement in &self.statements {
            run(tx, statement).await?;
        }
        run(tx, "DELETE FROM multiply_copy").await
    }

    /// Whoever takes a number of one of these years goes on after the copies.
    async fn count_on(&self, tx: &Tx, copies: &[Copy<'_>]) -> Result<(), StoreError> {
        let mut last: BTreeMap<i32, i64> = BTreeMap::new();
        for copy in copies {
            let known = last.entry(copy.year).or_default();
            *known = Ord::max(copy.serial, *known);
        }
        for (year, last) in last {
            let row = number_series::ActiveModel {
                agency_id: Set(self.of.0),
                series: Set(CASES.to_owned()),
                year: Set(year),
                last: Set(last),
            };
            let key = [
                number_series::Column::AgencyId,
                number_series::Column::Series,
                number_series::Column::Year,
            ];
            let newer = OnConflict::columns(key)
                .update_column(number_series::Column::Last)
                .to_owned();
            number_series::Entity::insert(row)
                .on_conflict(newer)
                .exec_without_returning(tx)
                .await?;
        }
        Ok(())
    }

    /// Leaves nothing of its own behind.
    pub async fn end(self, tx: &Tx) -> Result<(), StoreError> {
        let aside = TABLES.map(|table| table.name);
        for table in ["part", "copy"].into_iter().chain(aside) {
            run(tx, &format!("DROP TABLE multiply_{table}")).await?;
        }
        Ok(())
    }
}

/// The statement that copies the rows of a table.
async fn statement(tx: &Tx, table: &Table) -> Result<String, StoreError> {
    let Table {
        name,
        instead,
        join,
        ids: _,
        words: _,
    } = table;
    let backend = tx.get_database_backend();
    let columns = columns(tx, name).await?;
    let put = |column: &String| match instead.iter().find(|(name, _)| name == column) {
        Some((_, Put::Id(suffix))) if backend == DbBackend::Postgres => {
            format!("(c.base || {suffix})::uuid")
        }
        Some((_, Put::Id(suffix))) => format!("unhex(replace(c.base || {suffix}, '-', ''))"),
        Some((_, Put::Sql(sql))) => (*sql).to_owned(),
        None => format!("t.{column}"),
    };
    let values: Vec<String> = columns.iter().map(put).collect();
    Ok(format!(
        "INSERT INTO {name} ({}) SELECT {} FROM multiply_{name} t {join}",
        columns.join(", "),
        values.join(", ")
    ))
}

async fn columns(tx: &Tx, table: &str) -> Result<Vec<String>, StoreError> {
    let backend = tx.get_database_backend();
    let sql = if backend == DbBackend::Postgres {
        format!(
            "SELECT column_name::text AS name FROM information_schema.columns \
             WHERE table_schema = current_schema() AND table_name = '{table}'"
        )
    } else {
        format!("SELECT name FROM pragma_table_info('{table}')")
    };
    let rows = tx.query_all_raw(Statement::from_string(backend, sql)).await?;
    let names: Result<Vec<String>, _> = rows.iter().map(|row| row.try_get("", "name")).collect();
    Ok(names?)
}

/// Reads what belongs to a case, and marks in its events where each id and its number stand.
async fn pattern(tx: &Tx, vault: &Vault, scope: Scope, case: CaseId) -> Result<Option<Pattern>, StoreError> {
    let Some(entry) = queue::entry(tx, scope, case).await? else {
        return Ok(None);
    };
    let Some(filed) = application::of_case(tx, scope, case).await? else {
        return Ok(None);
    };
    let Some(applicant) = applicant::get(tx, vault, scope, filed.applicant).await? else {
        return Ok(None);
    };
    let mut parts = vec![case.0, filed.id.0, filed.applicant.0];
    parts.extend(ids(tx, "case_text", "case_id", case.0).await?);
    parts.extend(ids(tx, "draft", "case_id", case.0).await?);
    for (position, part) in parts.into_iter().enumerate() {
        let suffix = format!("{position:03}");
        name_part(tx, case, &part.to_string(), &format!("{{base}}{suffix}")).await?;
        let mut insert = Query::insert();
        insert
            .into_table("multiply_part")
            .columns(["id", "suffix"])
            .values_panic([part.into(), suffix.into()]);
        tx.execute(&insert).await?;
    }
    name_part(tx, case, &entry.number.0, "{number}").await?;
    Ok(Some(Pattern {
        case,
        applicant,
        is_open: entry.stage != StageKey::Closed,
    }))
}

/// Puts a name in the place of something that differs from copy to copy, in the events of a case.
async fn name_part(tx: &Tx, case: CaseId, part: &str, name: &str) -> Result<(), StoreError> {
    let case = literal(tx.get_database_backend(), case.0);
    let set = "UPDATE multiply_case_event SET body = replace(body";
    run(tx, &format!("{set}, '{part}', '{name}') WHERE case_id = {case}")).await
}

/// The ids of a table's rows with an id in a column.
async fn ids(tx: &Tx, table: &'static str, column: &'static str, is: Uuid) -> Result<Vec<Uuid>, StoreError> {
    let select = Query::select()
        .column("id")
        .from(table)
        .and_where(Expr::col(column).eq(is))
        .order_by("id", sea_orm::Order::Asc)
        .to_owned();
    let rows = tx.query_all(&select).await?;
    let ids: Result<Vec<Uuid>, _> = rows.iter().map(|row| row.try_get("", "id")).collect();
    Ok(ids?)
}

/// An id as the database writes it; its digits are all that can stand in it.
fn literal(backend: DbBackend, id: Uuid) -> String {
    if backend == DbBackend::Postgres {
        format!("'{id}'::uuid")
    } else {
        format!("x'{}'", id.simple())
    }
}

async fn run(tx: &Tx, sql: &str) -> Result<(), StoreError> {
    tx.execute_unprepared(sql).await?;
    Ok(())
}
