//! Copies cases by SQL, a lot of them in one statement a table.

use gongkai::{
    casework::Office,
    domain::{
        agency::Agency,
        applicant::Applicant,
        id::{ApplicantId, CaseId},
        stage::StageKey,
    },
    store::{self, Connection, Scope, Tx},
};
use sea_orm::{
    DbBackend, Statement,
    sea_query::{Expr, ExprTrait, Query},
};
use uuid::Uuid;

/// What stands in a column of a copy instead of what stands in the original.
enum Put {
    /// The id of this suffix: an SQL expression of three digits.
    Id(&'static str),
    /// This SQL expression.
    Sql(&'static str),
}

/// A table; the columns of it that are not simply copied; and how an original `t` finds its copies `c`.
type Table = (&'static str, &'static [(&'static str, Put)], &'static str);

/// What belongs to cases, in the order in which it may be inserted. Of the ids of a case those ending in 000, 001 and 002 are its own, its
/// application's and its applicant's.
const TABLES: [Table; 6] = [
    (
        "cases",
        &[
            ("id", Put::Id("'000'")),
            ("number", Put::Sql("c.number")),
            ("year", Put::Sql("c.year")),
            ("serial", Put::Sql("c.serial")),
        ],
        "JOIN bench_copy c ON c.case_id = t.id",
    ),
    (
        "case_event",
        &[
            ("case_id", Put::Id("'000'")),
            (
                "body",
                Put::Sql(
                    "replace(replace(replace(t.body, '{base}', c.base), '{number}', c.number), '{agency}', c.agency)",
                ),
            ),
        ],
        "JOIN bench_copy c ON c.case_id = t.case_id",
    ),
    (
        "application",
        &[
            ("id", Put::Id("'001'")),
            ("case_id", Put::Id("'000'")),
            ("applicant_id", Put::Id("'002'")),
            ("form_token", Put::Sql("c.base || '001'")),
        ],
        "JOIN bench_copy c ON c.case_id = t.case_id",
    ),
    (
        "application_item",
        &[("application_id", Put::Id("'001'"))],
        "JOIN bench_application a ON a.id = t.application_id JOIN bench_copy c ON c.case_id = a.case_id",
    ),
    ("case_text", PART, BY_PART),
    ("draft", PART, BY_PART),
];

const PART: &[(&str, Put)] = &[("id", Put::Id("p.suffix")), ("case_id", Put::Id("'000'"))];
const BY_PART: &str = "JOIN bench_part p ON p.id = t.id JOIN bench_copy c ON c.case_id = t.case_id";

/// A case that is copied.
pub(super) struct Pattern {
    case: CaseId,
    applicant: Applicant,
    pub(super) open: bool,
}

/// A copy that is to be made.
pub(super) struct Order<'a> {
    pub(super) pattern: &'a Pattern,
    pub(super) agency: &'a Agency,
    pub(super) base: String,
    pub(super) year: i32,
    pub(super) serial: i64,
}

/// All but the last three digits of the ids of a case, in the order of time like any other.
pub(super) fn base(office: &Office) -> String {
    let mut id = office.ids.next().to_string();
    id.truncate(id.len() - 3);
    id
}

/// Has the originals at hand, in tables of its own.
pub(super) struct Copier {
    statements: Vec<String>,
}

impl Copier {
    /// Puts the cases of an agency aside, and says what they are.
    pub(super) async fn begin(office: &Office, scope: Scope) -> (Self, Vec<Pattern>) {
        let tx = office.db.begin().await.unwrap();
        let backend = tx.get_database_backend();
        let uuid = if backend == DbBackend::Postgres {
            "uuid"
        } else {
            "blob"
        };
        run(&tx, &format!("CREATE TABLE bench_part (id {uuid}, suffix text)")).await;
        run(
            &tx,
            &format!(
                "CREATE TABLE bench_copy \
                 (case_id {uuid}, base text, agency text, number text, year integer, serial bigint)"
            ),
        )
        .await;
        let agency = scope.agency_id().0;
        let mut statements = Vec::new();
        for (table, instead, join) in TABLES {
            let ours = literal(backend, agency);
            let aside =
                format!("CREATE TABLE bench_{table} AS SELECT * FROM {table} WHERE agency_id = {ours}");
            run(&tx, &aside).await;
            statements.push(statement(&tx, table, instead, join).await);
        }
        name_part(&tx, None, &agency.to_string(), "{agency}").await;
        let mut patterns = Vec::new();
        for case in ids(&tx, "cases", "agency_id", Some(agency)).await {
            patterns.push(pattern(office, &tx, scope, CaseId(case)).await);
        }
        tx.commit().await.unwrap();
        (Self { statements }, patterns)
    }

    /// Makes copies, in one transaction.
    pub(super) async fn copy(&self, office: &Office, ordered: &[Order<'_>]) {
        let tx = office.db.begin().await.unwrap();
        let mut insert = Query::insert();
        insert
            .into_table("bench_copy")
            .columns(["case_id", "base", "agency", "number", "year", "serial"]);
        for order in ordered {
            let Order {
                pattern,
                agency,
                base,
                year,
                serial,
            } = order;
            let number = format!("{}-{year}-{serial:05}", agency.numbering.case_code);
            insert.values_panic([
                pattern.case.0.into(),
                base.as_str().into(),
                agency.id.to_string().into(),
                number.into(),
                (*year).into(),
                (*serial).into(),
            ]);
            // Sealed for its own row, so it cannot be copied within the database.
            let applicant = ApplicantId(format!("{base}002").parse().unwrap());
            let scope = Scope::of(agency.id);
            store::applicant::insert(
                &tx,
                &office.vault,
                scope,
                applicant,
                &pattern.applicant,
                || office.ids.next(),
                office.now(),
            )
            .await
            .unwrap();
        }
        tx.execute(&insert).await.unwrap();
        for statement in &self.statements {
            run(&tx, statement).await;
        }
        run(&tx, "DELETE FROM bench_copy").await;
        tx.commit().await.unwrap();
    }

    /// Leaves nothing of its own behind.
    pub(super) async fn end(self, office: &Office) {
        let tx = office.db.begin().await.unwrap();
        let aside = TABLES.map(|(table, _, _)| table);
        for table in ["part", "copy"].into_iter().chain(aside) {
            run(&tx, &format!("DROP TABLE bench_{table}")).await;
        }
        tx.commit().await.unwrap();
    }
}

/// The statement that copies the rows of a table.
async fn statement(tx: &Tx, table: &str, instead: &[(&str, Put)], join: &str) -> String {
    let backend = tx.get_database_backend();
    let uuid = |text: &str| {
        if backend == DbBackend::Postgres {
            format!("({text})::uuid")
        } else {
            format!("unhex(replace({text}, '-', ''))")
        }
    };
    let columns = columns(tx, table).await;
    let put = |column: &String| match instead.iter().find(|(name, _)| name == column) {
        Some((_, Put::Id(suffix))) => uuid(&format!("c.base || {suffix}")),
        Some((_, Put::Sql(sql))) => (*sql).to_owned(),
        None if column == "agency_id" => uuid("c.agency"),
        None => format!("t.{column}"),
    };
    let values: Vec<String> = columns.iter().map(put).collect();
    format!(
        "INSERT INTO {table} ({}) SELECT {} FROM bench_{table} t {join}",
        columns.join(", "),
        values.join(", ")
    )
}

async fn columns(tx: &Tx, table: &str) -> Vec<String> {
    let backend = tx.get_database_backend();
    let sql = if backend == DbBackend::Postgres {
        format!(
            "SELECT column_name::text AS name FROM information_schema.columns \
             WHERE table_schema = current_schema() AND table_name = '{table}'"
        )
    } else {
        format!("SELECT name FROM pragma_table_info('{table}')")
    };
    let statement = Statement::from_string(backend, sql);
    let rows = tx.query_all_raw(statement).await.unwrap();
    rows.iter().map(|row| row.try_get("", "name").unwrap()).collect()
}

/// Reads what belongs to a case, and marks in its events where each id and its number stand.
async fn pattern(office: &Office, tx: &Tx, scope: Scope, case: CaseId) -> Pattern {
    let entry = store::queue::entry(tx, scope, case).await.unwrap().unwrap();
    let filed = store::application::of_case(tx, scope, case)
        .await
        .unwrap()
        .unwrap();
    let applicant = store::applicant::get(tx, &office.vault, scope, filed.applicant)
        .await
        .unwrap()
        .unwrap();
    let mut parts = vec![case.0, filed.id.0, filed.applicant.0];
    parts.extend(ids(tx, "case_text", "case_id", Some(case.0)).await);
    parts.extend(ids(tx, "draft", "case_id", Some(case.0)).await);
    for (position, part) in parts.into_iter().enumerate() {
        let suffix = format!("{position:03}");
        name_part(tx, Some(case), &part.to_string(), &format!("{{base}}{suffix}")).await;
        let mut insert = Query::insert();
        insert
            .into_table("bench_part")
            .columns(["id", "suffix"])
            .values_panic([part.into(), suffix.into()]);
        tx.execute(&insert).await.unwrap();
    }
    name_part(tx, Some(case), &entry.number.0, "{number}").await;
    Pattern {
        case,
        applicant,
        open: entry.stage != StageKey::Closed,
    }
}

/// Puts a name in the place of something that differs from copy to copy, in the events of one case or of all.
async fn name_part(tx: &Tx, case: Option<CaseId>, part: &str, name: &str) {
    let of_case = case.map_or("1 = 1".to_owned(), |case| {
        format!("case_id = {}", literal(tx.get_database_backend(), case.0))
    });
    run(
        tx,
        &format!("UPDATE bench_case_event SET body = replace(body, '{part}', '{name}') WHERE {of_case}"),
    )
    .await;
}

/// The ids of a table's rows, those with an id in a column, or all.
pub(super) async fn ids(
    db: &impl Connection,
    table: &'static str,
    column: &'static str,
    is: Option<Uuid>,
) -> Vec<Uuid> {
    let mut select = Query::select();
    select
        .column("id")
        .from(table)
        .order_by("id", sea_orm::Order::Asc);
    if let Some(is) = is {
        select.and_where(Expr::col(column).eq(is));
    }
    let rows = db.query_all(&select).await.unwrap();
    rows.iter().map(|row| row.try_get("", "id").unwrap()).collect()
}

fn literal(backend: DbBackend, id: Uuid) -> String {
    if backend == DbBackend::Postgres {
        format!("'{id}'::uuid")
    } else {
        format!("x'{}'", id.simple())
    }
}

async fn run(tx: &Tx, sql: &str) {
    tx.execute_unprepared(sql).await.unwrap();
}
