//! 表三: in which cell of the annual report (国办公开办函〔2021〕30号) a case stands. Every application comes in once and
//! ends in one result row, or is carried over on 31 December; its column is fixed at intake. 表四 counts proceedings, by
//! [`appeal::cell`]. What is released of a year are its [`Figures`]; in which year a case counts,
//! once years are closed, says [`Years`].

use std::collections::BTreeMap;

use time::{Date, Month};

use super::{
    appeal,
    applicant::ApplicantKind,
    application::AsksFor,
    case::{Case, SentLetter},
};
use crate::law::{
    AnnualColumnKey, AnnualRowKey, AnnualRowKind, AppealColumn, EndingKey, Identity, IdentityOver, Law, words,
};

mod figures;
mod years;

#[cfg(test)]
mod tests;

pub use self::{
    figures::{
        Answers, CellChange, Figures, InTable, LeftOut, Main, Proceedings, Released, may_read, may_release,
    },
    years::{Life, Placed, Source, Years, closes_on},
};

words! {
    /// Why a case is in no table.
    pub enum Outside {
        /// 重新答复: the application was counted when it was first made and answered, and an application is counted once.
        /// What became of the contested answer stands in table 四.
        Round = "round",
        /// 更正政府信息 (条例第四十一条): nobody asks for information; the table counts applications for it.
        RecordCorrection = "record_correction",
        /// 导入已撤销: it was taken over by mistake.
        Undone = "undone",
    }
}

/// Why the tables leave a case out, where they do.
pub fn outside(case: &Case) -> Option<Outside> {
    if case.is_undone() {
        return Some(Outside::Undone);
    }
    if case.round.is_some() {
        return Some(Outside::Round);
    }
    match case.filing.asks_for {
        AsksFor::Information => None,
        AsksFor::RecordCorrection => Some(Outside::RecordCorrection),
    }
}

/// The day on which a case came to its end: the answer was served, the applicant withdrew, the case was given up or went
/// into another one.
pub fn concluded_on(case: &Case) -> Option<Date> {
    let served_on = case.answer().and_then(SentLetter::served_on);
    let abandoned_on = case.abandoned.as_ref().map(|(_, on)| *on);
    served_on
        .or(case.served_before())
        .or(case.withdrawn_on)
        .or(abandoned_on)
        .or(case.merged_on)
}

/// The one result row of a concluded case. Where its items ended differently, the group that goes first by the law's data
/// counts, and within it the first row (docs/disputed.md, D14); 部分公开 goes before all others.
pub fn row_of<'l>(case: &Case, law: &'l Law) -> Option<&'l AnnualRowKey> {
    if outside(case).is_some() {
        return None;
    }
    if case.answer().and_then(SentLetter::served_on).is_some() {
        answered_row(case, law)
    } else if let Some(answer) = case.answered_before() {
        law.ground(&answer.ground)?.annual_row.as_ref()
    } else if case.withdrawn_on.is_some() {
        Some(law.ending_row(EndingKey::Withdrawn))
    } else if let Some((ground, _)) = &case.abandoned {
        law.ground(ground)?.annual_row.as_ref()
    } else {
        case.merged_on.map(|_| law.ending_row(EndingKey::Merged))
    }
}

fn answered_row<'l>(case: &Case, law: &'l Law) -> Option<&'l AnnualRowKey> {
    let items = &case.draft.as_ref()?.reference.items;
    let place = |key: &AnnualRowKey| law.annual_rows().iter().position(|row| row.key == *key);
    items
        .iter()
        .filter_map(|item| {
            let ground = law.ground(&item.ground)?;
            Some((ground.group, ground.annual_row.as_ref()?))
        })
        .min_by_key(|(group, row)| (law.outcome(*group).precedence, place(row)))
        .map(|(_, row)| row)
}

/// The column of a case: the kind of applicant, as it was at intake.
pub fn column_of<'l>(case: &Case, law: &'l Law) -> &'l AnnualColumnKey {
    column_for(case.filing.applicant_kind, law)
}

/// The column of a kind of applicant.
pub fn column_for(kind: ApplicantKind, law: &Law) -> &AnnualColumnKey {
    let column = law
        .annual_columns()
        .iter()
        .find(|column| column.applicant.as_deref() == Some(kind.as_str()));
    column
        .map(|column| &column.key)
        .expect("a test of the domain proves that every kind of applicant has a column")
}

/// Whether a case is this year's or an earlier one's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intake {
    New,
    CarriedIn,
}

/// How a case stands on 31 December.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing<'l> {
    /// Concluded in the year, with this result.
    Result(&'l AnnualRowKey),
    CarriedOut,
}

/// Where a case stands in the table of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell<'l> {
    pub column: &'l AnnualColumnKey,
    pub intake: Intake,
    pub standing: Standing<'l>,
}

/// Where a case stands in the table of a year: nowhere before it came in, nor after the year of its end. It came in on the
/// day of its receipt, or, before that is settled, of its submission.
pub fn cell_at<'l>(case: &Case, law: &'l Law, year: i32) -> Option<Cell<'l>> {
    let came_in = case.worked_on().year();
    // No end lies before the beginning, whatever day was written down for it.
    let ended = concluded_on(case).map(|day| day.year().max(came_in));
    if outside(case).is_some() || year < came_in || ended.is_some_and(|ended| ended < year) {
        return None;
    }
    Some(Cell {
        column: column_of(case, law),
        intake: if came_in == year {
            Intake::New
        } else {
            Intake::CarriedIn
        },
        standing: match ended {
            Some(ended) if ended == year => Standing::Result(row_of(case, law)?),
            Some(_) | None => Standing::CarriedOut,
        },
    })
}

/// 表三 of one year, counted case by case.
#[derive(Debug, Clone)]
pub struct Table<'l> {
    law: &'l Law,
    year: i32,
    counts: BTreeMap<(&'l str, &'l str), u64>,
}

impl<'l> Table<'l> {
    /// The table of a year before anything is counted.
    pub fn new(law: &'l Law, year: i32) -> Self {
        Self {
            law,
            year,
            counts: BTreeMap::new(),
        }
    }

    /// The table of a year over cases of one agency.
    pub fn of<'c>(law: &'l Law, year: i32, cases: impl IntoIterator<Item = &'c Case>) -> Self {
        let mut table = Self::new(law, year);
        for case in cases {
            table.add(case);
        }
        table
    }

    /// Counts a case by its own dates, if it stands in this year's table.
    pub fn add(&mut self, case: &Case) {
        if let Some(cell) = cell_at(case, self.law, self.year) {
            self.enter(cell);
        }
    }

    /// Counts a case that stands in this cell.
    pub fn enter(&mut self, cell: Cell<'l>) {
        let intake = match cell.intake {
            Intake::New => AnnualRowKind::New,
            Intake::CarriedIn => AnnualRowKind::CarriedIn,
        };
        self.count_in(self.law.annual_row(intake), cell.column);
        match cell.standing {
            Standing::Result(row) => {
                self.count_in(row, cell.column);
                self.count_in(self.law.annual_row(AnnualRowKind::Total), cell.column);
            }
            Standing::CarriedOut => {
                self.count_in(self.law.annual_row(AnnualRowKind::CarriedOut), cell.column);
            }
        }
    }

    fn count_in(&mut self, row: &'l AnnualRowKey, column: &'l AnnualColumnKey) {
        for column in [column, self.law.annual_total()] {
            *self.counts.entry((row.as_str(), column.as_str())).or_default() += 1;
        }
    }

    /// The year of the table.
    pub fn year(&self) -> i32 {
        self.year
    }

    /// The number in a cell, by the keys of the law's data.
    pub fn count(&self, row: &str, column: &str) -> u64 {
        self.counts.get(&(row, column)).copied().unwrap_or_default()
    }

    /// A table that was counted before: the number of each cell; of cells that the form does not have, nothing is taken.
    pub fn counted(law: &'l Law, year: i32, number: impl Fn(&str, &str) -> u64) -> Self {
        let mut table = Self::new(law, year);
        for row in law.annual_rows() {
            for column in law.annual_columns() {
                let (row, column) = (row.key.as_str(), column.key.as_str());
                table.counts.insert((row, column), number(row, column));
            }
        }
        table
    }

    /// The identities of the law's data that do not hold; those over years are looked at where the table of the year
    /// before is given.
    pub fn broken(&self, before: Option<&Self>) -> Vec<&'l Identity> {
        let identities = self.law.annual_identities().iter();
        identities
            .filter(|identity| !self.holds(identity, before))
            .collect()
    }

    fn holds(&self, identity: &Identity, before: Option<&Self>) -> bool {
        self.sums(identity, before).iter().all(Sum::is_equal)
    }

    /// The two sums of an identity, of each row or column; none where it is over years and the year before is not given.
    pub fn sums(&self, identity: &Identity, before: Option<&Self>) -> Vec<Sum<'l>> {
        let over_rows = |table: &Self, rows: &[String], column: &str| -> u64 {
            rows.iter().map(|row| table.count(row, column)).sum()
        };
        let over_columns = |row: &str, columns: &[String]| -> u64 {
            columns.iter().map(|column| self.count(row, column)).sum()
        };
        let in_columns = |right: &Self| -> Vec<Sum<'l>> {
            let columns = self.law.annual_columns().iter();
            columns
                .map(|column| Sum {
                    of: &column.label,
                    left: over_rows(self, &identity.left, column.key.as_str()),
                    right: over_rows(right, &identity.right, column.key.as_str()),
                })
                .collect()
        };
        match identity.over {
            IdentityOver::Rows => in_columns(self),
            IdentityOver::Years => before.map(in_columns).unwrap_or_default(),
            IdentityOver::Columns => {
                let rows = self.law.annual_rows().iter();
                rows.map(|row| Sum {
                    of: &row.label,
                    left: over_columns(row.key.as_str(), &identity.left),
                    right: over_columns(row.key.as_str(), &identity.right),
                })
                .collect()
            }
        }
    }
}

/// Two sums that must be equal, in one row or column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum<'l> {
    /// What the form calls the row or the column.
    pub of: &'l str,
    pub left: u64,
    pub right: u64,
}

impl Sum<'_> {
    pub fn is_equal(&self) -> bool {
        self.left == self.right
    }
}

/// 表四 of one year: how many proceedings stand in each cell.
pub fn proceedings<'c>(law: &Law, year: i32, cases: impl IntoIterator<Item = &'c Case>) -> Proceedings {
    let mut counts = Proceedings::new();
    for case in cases {
        count_proceedings(law, year, case, &mut counts);
    }
    counts
}

/// Counts the proceedings of a case that stand in 表四 of a year. One that stood concluded with the same result at the end
/// of the year before is not counted again (docs/disputed.md, D12).
pub fn count_proceedings(law: &Law, year: i32, case: &Case, counts: &mut Proceedings) {
    let end_of = |year| Date::from_calendar_date(year, Month::December, 31);
    let (Ok(at), Ok(before)) = (end_of(year), end_of(year - 1)) else {
        return;
    };
    for appeal in &case.appeals {
        let was = appeal::cell(case, appeal, law, before);
        let counted = was.filter(|(_, column)| *column != AppealColumn::Pending);
        let is = appeal::cell(case, appeal, law, at);
        if let Some(cell) = is.filter(|cell| counted != Some(*cell)) {
            *counts.entry(cell).or_default() += 1;
        }
    }
}
