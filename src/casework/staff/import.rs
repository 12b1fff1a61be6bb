//! Accounts out of a table: read whatever office programs write, judged row by row before anything is written, then written
//! in one transaction.

use std::collections::BTreeMap;

use encoding_rs::GB18030;
use serde::{Deserialize, Serialize};
use tokio::task::JoinSet;

use super::{FirstPassword, NewAccount, StaffError, account, add, enter};
use crate::{
    casework::{Office, audit::Giver},
    domain::{
        id::AgencyId,
        staff::{self, AccountPart, AccountProblem, Person, Problems, TypedPerson},
        text::Username,
    },
    password::{self, PasswordError},
    store::{self, Connection, Scope, StoreError, account::Account},
};

/// Hashes that are computed at the same time; each takes a core and 19 MB.
const AT_ONCE: usize = 2;

/// What the columns are called: user name, name, department, roles, e-mail.
pub type Heads = [String; 5];

/// Columns that must be there, by their places among the heads.
const NEEDED: [usize; 3] = [0, 1, 3];

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// As spreadsheets count: the heads are row 1.
    pub number: u32,
    pub new: NewAccount,
}

/// Why a file is no such table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Neither UTF-8 nor GB18030.
    #[error("neither UTF-8 nor GB18030")]
    Encoding,
    #[error("no row")]
    Empty,
    /// These columns are not there.
    #[error("columns are missing: {0:?}")]
    Missing(Vec<String>),
    /// A column that is not one of these, or stands twice.
    #[error("a column too many: {0}")]
    Unknown(String),
    /// A row with more cells than there are columns, or with a quotation mark that does not end.
    #[error("row {0} has other cells than the heads")]
    Cells(u32),
    /// More rows than that.
    #[error("more than {0} rows")]
    TooMany(usize),
}

/// Reads a table with at most so many rows; rows without anything in them are left out.
pub fn read(bytes: &[u8], heads: &Heads, most: usize) -> Result<Vec<Row>, Unreadable> {
    let text = decode(bytes).ok_or(Unreadable::Encoding)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut records = (1..).zip(reader.records());
    let (_, first) = records.next().ok_or(Unreadable::Empty)?;
    let columns = columns(&first.map_err(|_| Unreadable::Cells(1))?, heads)?;
    let mut rows = Vec::new();
    for (number, record) in records {
        let record = record.map_err(|_| Unreadable::Cells(number))?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if record
            .iter()
            .skip(columns.len())
            .any(|cell| !cell.trim().is_empty())
        {
            return Err(Unreadable::Cells(number));
        }
        if rows.len() == most {
            return Err(Unreadable::TooMany(most));
        }
        rows.push(row(number, &record, &columns));
    }
    if rows.is_empty() {
        return Err(Unreadable::Empty);
    }
    Ok(rows)
}

/// The text, in whichever encoding spreadsheets write in China: UTF-8 with or without its mark, GB18030.
fn decode(bytes: &[u8]) -> Option<String> {
    let bare = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let text = match std::str::from_utf8(bare) {
        Ok(text) => text.to_owned(),
        Err(_) => GB18030
            .decode_without_bom_handling_and_without_replacement(bare)?
            .into_owned(),
    };
    (!text.contains('\0')).then_some(text)
}

/// For each column of the file, which of the heads it is.
fn columns(first: &csv::StringRecord, heads: &Heads) -> Result<Vec<usize>, Unreadable> {
    let mut columns: Vec<usize> = Vec::new();
    // Spreadsheets leave empty columns at the end.
    let named = first
        .iter()
        .map(str::trim)
        .rev()
        .skip_while(|name| name.is_empty());
    for name in named.collect::<Vec<_>>().into_iter().rev() {
        let found = heads.iter().position(|head| head == name);
        match found.filter(|found| !columns.contains(found)) {
            Some(found) => columns.push(found),
            None => return Err(Unreadable::Unknown(name.chars().take(40).collect())),
        }
    }
    let missing = NEEDED.iter().filter(|needed| !columns.contains(needed));
    let missing: Vec<String> = missing.filter_map(|needed| heads.get(*needed).cloned()).collect();
    if missing.is_empty() {
        Ok(columns)
    } else {
        Err(Unreadable::Missing(missing))
    }
}

fn row(number: u32, record: &csv::StringRecord, columns: &[usize]) -> Row {
    let cell = |head: usize| {
        let at = columns.iter().position(|column| *column == head);
        let cell = at.and_then(|at| record.get(at)).unwrap_or_default();
        cell.trim().to_owned()
    };
    let roles = cell(3);
    let roles = roles.split(['、', ',', '，', ';', '；', '/', ' ']);
    Row {
        number,
        new: NewAccount {
            username: cell(0),
            person: TypedPerson {
                name: cell(1),
                department: cell(2),
                roles: roles.map(str::to_owned).collect(),
                email: cell(4),
            },
        },
    }
}

/// A row, and whether an account can be made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    pub row: Row,
    pub verdict: Result<(Username, Person), Problems>,
}

/// Judges every row: by itself, by the rows before it, and by who is there already.
pub async fn judge(
    office: &Office,
    db: &impl Connection,
    scope: Scope,
    rows: &[Row],
) -> Result<Vec<Judged>, StoreError> {
    let law = office.law();
    let departments = store::agency::departments(db, scope).await?;
    let parsed: Vec<_> = rows
        .iter()
        .map(|row| staff::username(&row.new.username))
        .collect();
    let names: Vec<String> = parsed.iter().flatten().map(ToString::to_string).collect();
    let taken = store::staff::taken(db, &names).await?;
    let mut before: BTreeMap<String, u32> = BTreeMap::new();
    let mut judged = Vec::new();
    for (row, username) in rows.iter().zip(parsed) {
        let mut problems = Problems::new();
        let username = match username {
            Ok(username) => {
                if let Some(first) = before.get(username.as_str()) {
                    problems.push((AccountPart::Username, AccountProblem::Again(*first)));
                } else if taken.contains(username.as_str()) {
                    problems.push((AccountPart::Username, AccountProblem::Taken));
                } else {
                    before.insert(username.to_string(), row.number);
                }
                Some(username)
            }
            Err(problem) => {
                problems.push(problem);
                None
            }
        };
        let person = staff::person(&row.new.person, &law, &departments, None);
        let verdict = match (username, person) {
            (Some(username), Ok(person)) if problems.is_empty() => Ok((username, person)),
            (_, person) => {
                problems.extend(person.err().unwrap_or_default());
                Err(problems)
            }
        };
        judged.push(Judged {
            row: row.clone(),
            verdict,
        });
    }
    Ok(judged)
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// There are not just so many good rows as its giver saw; so they are judged now.
    #[error("the rows are judged otherwise by now")]
    Changed(Vec<Judged>),
    #[error(transparent)]
    Staff(#[from] StaffError),
}

impl From<StoreError> for ImportError {
    fn from(error: StoreError) -> Self {
        Self::Staff(error.into())
    }
}

/// Makes accounts of the good rows, of which there must be as many as `expected`: all of them or none. Each with the
/// password that its owner has to change.
pub async fn import(
    office: &Office,
    giver: Giver<'_>,
    agency: AgencyId,
    rows: &[Row],
    expected: usize,
) -> Result<Vec<(Account, FirstPassword)>, ImportError> {
    let scope = Scope::of(agency);
    // Hashing takes its time, so it is done before anything is locked.
    let passwords = draw(office, expected.min(rows.len()))
        .await
        .map_err(StaffError::from)?;
    match write(office, giver, agency, rows, &passwords).await {
        // Another agency took a user name in this very moment.
        Err(ImportError::Staff(StaffError::Store(StoreError::Conflict))) => Err(ImportError::Changed(
            judge(office, &office.db, scope, rows).await?,
        )),
        Err(error) => Err(error),
        Ok(accounts) => {
            let passwords = passwords.into_iter().map(|(password, _)| password);
            Ok(accounts.into_iter().zip(passwords).collect())
        }
    }
}

async fn write(
    office: &Office,
    giver: Giver<'_>,
    agency: AgencyId,
    rows: &[Row],
    passwords: &[(FirstPassword, String)],
) -> Result<Vec<Account>, ImportError> {
    let scope = Scope::of(agency);
    let tx = office.db.begin().await?;
    enter(&tx, giver, scope).await.map_err(StaffError::from)?;
    let judged = judge(office, &tx, scope, rows).await?;
    let good: Vec<_> = judged
        .iter()
        .filter_map(|row| row.verdict.as_ref().ok())
        .collect();
    if good.len() != passwords.len() {
        return Err(ImportError::Changed(judged));
    }
    let mut accounts = Vec::new();
    for ((username, person), (_, hash)) in good.into_iter().zip(passwords) {
        let account = account(office, agency, username.clone(), person.clone());
        add(office, &tx, giver, &account, hash).await?;
        accounts.push(account);
    }
    tx.commit().await?;
    Ok(accounts)
}

/// Draws so many passwords, some hashes at a time.
async fn draw(office: &Office, count: usize) -> Result<Vec<(FirstPassword, String)>, PasswordError> {
    let mut drawn = Vec::new();
    let mut hashing = JoinSet::new();
    for _ in 0..count {
        let code = office.ids.code();
        if hashing.len() == AT_ONCE {
            drawn.extend(next(&mut hashing).await?);
        }
        hashing.spawn(async move {
            let hash = password::hash(code.clone()).await?;
            Ok((FirstPassword(code), hash))
        });
    }
    while let Some(one) = next(&mut hashing).await? {
        drawn.push(one);
    }
    Ok(drawn)
}

type Hashing = JoinSet<Result<(FirstPassword, String), PasswordError>>;

async fn next(hashing: &mut Hashing) -> Result<Option<(FirstPassword, String)>, PasswordError> {
    match hashing.join_next().await {
        Some(Ok(done)) => done.map(Some),
        Some(Err(error)) => Err(PasswordError::Hash(error.to_string())),
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heads() -> Heads {
        ["用户名", "姓名", "内设机构", "角色", "电子邮箱"].map(str::to_owned)
    }

    fn rows(bytes: &[u8]) -> Result<Vec<Row>, Unreadable> {
        read(bytes, &heads(), 3)
    }

    const TABLE: &str = "用户名,姓名,内设机构,角色,电子邮箱,\r\nzhang,张某,办公室,承办人、部门负责人,z@example.cn\r\n\
                         ,,,,\r\nli,\"李,某\",,收件员,\r\n";

    #[test]
    fn the_same_is_read_in_every_encoding_that_spreadsheets_write() {
        let plain = rows(TABLE.as_bytes()).unwrap();
        assert_eq!(rows(format!("\u{feff}{TABLE}").as_bytes()).unwrap(), plain);
        assert_eq!(rows(&GB18030.encode(TABLE).0).unwrap(), plain);
        assert_eq!((plain[0].number, plain[1].number), (2, 4));
        assert_eq!(plain[0].new.person.roles, ["承办人", "部门负责人"]);
        assert_eq!(plain[1].new.person.name, "李,某");
    }

    #[test]
    fn columns_may_stand_in_any_order_and_some_may_be_missing() {
        let rows = rows("角色,姓名,用户名\n收件员,某某,mou\n".as_bytes()).unwrap();
        assert_eq!(rows[0].new.username, "mou");
        assert_eq!(rows[0].new.person.department, "");
    }

    #[test]
    fn what_is_no_such_table_is_said() {
        for (bytes, why) in [
            (b"".as_slice(), Unreadable::Empty),
            ("用户名,姓名,角色\n".as_bytes(), Unreadable::Empty),
            (b"\xff\xfe\x00\x00\xff", Unreadable::Encoding),
            ("用户名,姓名,角色\n\0,a,b\n".as_bytes(), Unreadable::Encoding),
            (
                "姓名,电子邮箱\n某某,\n".as_bytes(),
                Unreadable::Missing(vec!["用户名".to_owned(), "角色".to_owned()]),
            ),
            (
                "用户名,姓名,角色,口令\na,b,c,d\n".as_bytes(),
                Unreadable::Unknown("口令".to_owned()),
            ),
            (
                "用户名,姓名,角色,姓名\na,b,c,d\n".as_bytes(),
                Unreadable::Unknown("姓名".to_owned()),
            ),
            ("用户名,姓名,角色\na,b,c,d\n".as_bytes(), Unreadable::Cells(2)),
            (
                "用户名,姓名,角色\na,b,c\na,b,c\na,b,c\na,b,c\n".as_bytes(),
                Unreadable::TooMany(3),
            ),
        ] {
            assert_eq!(rows(bytes), Err(why));
        }
    }
}
