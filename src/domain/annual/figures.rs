//! 年度数字: both tables of a year as numbers, as they are released to everybody. What was released stays as it was; what
//! is released anew is a correction, with its reason.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use super::{Outside, Table};
use crate::{
    domain::{account::Officer, appeal::AppealTable, id::AccountId},
    law::{AnnualColumnKey, AnnualRowKey, AnnualRowKind, AppealColumn, Law, OutcomeGroup, Role, words},
};

/// 表四: how many proceedings stand in each cell.
pub type Proceedings = BTreeMap<(AppealTable, AppealColumn), u64>;

/// Answers that reached the applicant in a year. No table asks for them; readers do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    pub given: u64,
    /// Within the time that the agency had (条例第三十三条), with all that puts it off.
    pub in_time: u64,
}

/// The figures of a year of one agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    pub year: i32,
    /// 表三: the number of each cell, by row and column as the law's data names them.
    pub applications: BTreeMap<String, BTreeMap<String, u64>>,
    /// 表四, without its totals.
    pub proceedings: BTreeMap<AppealTable, BTreeMap<AppealColumn, u64>>,
    pub answers: Answers,
}

/// What a reader wants to know first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Main {
    /// 本年新收
    pub received: u64,
    /// 上年结转
    pub carried_in: u64,
    /// 办结
    pub handled: u64,
    /// 结转下年
    pub carried_out: u64,
    /// How many ended in each way, in the order of the form.
    pub groups: Vec<(OutcomeGroup, u64)>,
    pub answers: Answers,
}

words! {
    /// Why a case that came in during a year stands in no table of it.
    pub enum LeftOut {
        /// 重新答复
        Round = "round",
        /// 更正政府信息
        RecordCorrection = "record_correction",
        /// 导入已撤销
        Undone = "undone",
        /// Its receipt was not settled when the year ended: the year of the receipt counts it.
        Unreceived = "unreceived",
        /// It became known when the year was closed: the next one counts it.
        Later = "later",
    }
}

impl From<Outside> for LeftOut {
    fn from(why: Outside) -> Self {
        match why {
            Outside::Round => Self::Round,
            Outside::RecordCorrection => Self::RecordCorrection,
            Outside::Undone => Self::Undone,
        }
    }
}

/// A number of the figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InTable {
    Application(AnnualRowKey, AnnualColumnKey),
    Proceeding(AppealTable, AppealColumn),
    AnswersGiven,
    AnswersInTime,
}

/// A number that a correction changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    pub of: InTable,
    pub before: u64,
    pub after: u64,
}

/// Figures as somebody released them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Released {
    /// From 1 on; those behind it are corrections.
    pub version: i64,
    pub figures: Figures,
    pub by: AccountId,
    pub at: OffsetDateTime,
    /// The same as a day of the office.
    pub on: Date,
    /// Why they were released anew; read by everybody.
    pub because: Option<String>,
}

impl Figures {
    /// The numbers of tables that were counted.
    pub fn of(law: &Law, table: &Table<'_>, proceedings: &Proceedings, answers: Answers) -> Self {
        let row = |row: &AnnualRowKey| {
            let columns = law.annual_columns().iter().map(|column| column.key.as_str());
            let cells = columns.map(|column| (column.to_owned(), table.count(row.as_str(), column)));
            (row.to_string(), cells.collect())
        };
        let block = |block: AppealTable| {
            let cells = AppealColumn::ALL.iter().map(|column| {
                let count = proceedings.get(&(block, *column));
                (*column, count.copied().unwrap_or_default())
            });
            (block, cells.collect())
        };
        Self {
            year: table.year(),
            applications: law.annual_rows().iter().map(|entry| row(&entry.key)).collect(),
            proceedings: AppealTable::ALL.iter().map(|table| block(*table)).collect(),
            answers,
        }
    }

    /// The number in a cell of 表三; nothing stands in one that there is not.
    pub fn count(&self, row: &str, column: &str) -> u64 {
        let cells = self.applications.get(row);
        cells
            .and_then(|cells| cells.get(column))
            .copied()
            .unwrap_or_default()
    }

    /// The number in a cell of 表四.
    pub fn proceedings(&self, table: AppealTable, column: AppealColumn) -> u64 {
        let cells = self.proceedings.get(&table);
        cells
            .and_then(|cells| cells.get(&column))
            .copied()
            .unwrap_or_default()
    }

    /// 总计 of a block of 表四.
    pub fn all_proceedings(&self, table: AppealTable) -> u64 {
        let columns = AppealColumn::ALL.iter();
        columns.map(|column| self.proceedings(table, *column)).sum()
    }

    /// 表三, to be held against the identities of the form.
    pub fn table<'l>(&self, law: &'l Law) -> Table<'l> {
        Table::counted(law, self.year, |row, column| self.count(row, column))
    }

    /// What a reader wants to know first.
    pub fn main(&self, law: &Law) -> Main {
        let total = law.annual_total().as_str();
        let of = |kind| self.count(law.annual_row(kind).as_str(), total);
        let mut groups: Vec<(OutcomeGroup, u64)> = Vec::new();
        for row in law.annual_rows() {
            let Some(group) = row.group else { continue };
            let count = self.count(row.key.as_str(), total);
            match groups.last_mut() {
                Some((last, sum)) if *last == group => *sum += count,
                Some(_) | None => groups.push((group, count)),
            }
        }
        Main {
            received: of(AnnualRowKind::New),
            carried_in: of(AnnualRowKind::CarriedIn),
            handled: of(AnnualRowKind::Total),
            carried_out: of(AnnualRowKind::CarriedOut),
            groups,
            answers: self.answers,
        }
    }

    /// Every number that is another one than before, in the order of the form.
    pub fn changes(&self, before: &Self, law: &Law) -> Vec<CellChange> {
        let mut changes = Vec::new();
        let mut look = |of: InTable, before: u64, after: u64| {
            if before != after {
                changes.push(CellChange { of, before, after });
            }
        };
        for row in law.annual_rows() {
            for column in law.annual_columns() {
                let (row, column) = (&row.key, &column.key);
                let number = |figures: &Self| figures.count(row.as_str(), column.as_str());
                let of = InTable::Application(row.clone(), column.clone());
                look(of, number(before), number(self));
            }
        }
        for table in AppealTable::ALL {
            for column in AppealColumn::ALL {
                let number = |figures: &Self| figures.proceedings(*table, *column);
                look(InTable::Proceeding(*table, *column), number(before), number(self));
            }
        }
        let (was, is) = (before.answers, self.answers);
        look(InTable::AnswersGiven, was.given, is.given);
        look(InTable::AnswersInTime, was.in_time, is.in_time);
        changes
    }
}

/// Whether somebody reads the figures of a year before they are released: who signs, who watches over the agency, and
/// who looks after what it publishes.
pub fn may_read(officer: &Officer) -> bool {
    may_release(officer) || officer.is(Role::Supervisor)
}

/// Whether somebody releases the figures of a year, as they release what else the agency publishes.
pub fn may_release(officer: &Officer) -> bool {
    officer.is(Role::SigningLeader) || officer.is(Role::Administrator)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        annual::Table,
        testing::{Story, TODAY, law},
    };

    fn figures(year: i32) -> Figures {
        let (answered, open) = (Story::served("state_secret").case, Story::in_hand().case);
        let table = Table::of(law(), year, [&answered, &open]);
        let cell = (AppealTable::DirectSuit, AppealColumn::Pending);
        let answers = Answers { given: 1, in_time: 1 };
        Figures::of(law(), &table, &[(cell, 2)].into(), answers)
    }

    #[test]
    fn they_read_back_as_they_were_written_and_say_the_main_thing() {
        let figures = figures(TODAY.year());
        let json = serde_json::to_string(&figures).unwrap();
        assert_eq!(serde_json::from_str::<Figures>(&json).unwrap(), figures);
        assert_eq!(
            figures.applications.len(),
            law().annual_rows().len(),
            "every row, also of nothing"
        );
        assert!(figures.table(law()).broken(None).is_empty());
        let main = figures.main(law());
        assert_eq!((main.received, main.handled, main.carried_out), (2, 1, 1));
        let counted: u64 = main.groups.iter().map(|(_, count)| count).sum();
        assert_eq!(counted, main.handled);
        assert!(main.groups.contains(&(OutcomeGroup::Withheld, 1)));
        assert_eq!(main.groups.len(), 6);
        assert_eq!(figures.all_proceedings(AppealTable::DirectSuit), 2);
    }

    #[test]
    fn a_correction_names_the_numbers_that_it_changes() {
        let before = figures(TODAY.year());
        let mut after = before.clone();
        assert!(after.changes(&before, law()).is_empty());
        let cells = after.applications.get_mut("withheld_1").unwrap();
        cells.insert("total".to_owned(), 3);
        after.answers.in_time = 0;
        let changes = after.changes(&before, law());
        let of =
            |row: &str, column: &str| InTable::Application(row.parse().unwrap(), column.parse().unwrap());
        assert_eq!(changes.len(), 2, "{changes:?}");
        assert_eq!(
            changes.first(),
            Some(&CellChange {
                of: of("withheld_1", "total"),
                before: 1,
                after: 3
            })
        );
        assert_eq!(changes[1].of, InTable::AnswersInTime);
        assert_ne!(after.table(law()).broken(None).len(), 0, "and it does not add up");
    }
}
