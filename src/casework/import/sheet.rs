//! What is known of the sheets of a file before anybody says how it is to be read.

use serde::{Deserialize, Serialize};

use super::parsed;
use crate::{
    documents::table::TableRow,
    imports::{Field, Names, Plan},
    store::{StoreError, import::Import},
};

/// Rows at the beginning of a sheet, among which its heads stand.
const FIRST: usize = 10;

/// A sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    pub name: String,
    /// How many rows it has that are not blank.
    pub rows: u32,
    /// The first of them.
    pub first: Vec<TableRow>,
}

impl Sheet {
    pub(super) fn add(&mut self, rows: &[TableRow]) {
        self.rows += u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let room = FIRST.saturating_sub(self.first.len());
        self.first.extend(rows.iter().take(room).cloned());
    }

    /// The row in which most columns go by names that are known, and how many do.
    fn best(&self, names: &Names) -> Option<(&TableRow, usize)> {
        let known = |row: &TableRow| {
            let fields = row.cells.iter().filter_map(|cell| names.column(cell));
            fields.collect::<std::collections::BTreeSet<Field>>().len()
        };
        let counted = self.first.iter().map(|row| (row, known(row)));
        // Of equals the first one.
        counted.rev().max_by_key(|(_, count)| *count)
    }
}

/// All of them, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sheets(pub Vec<Sheet>);

impl Sheets {
    /// Those of an import whose file is still there.
    pub fn of(import: &Import) -> Result<Self, StoreError> {
        parsed(import, import.sheets.as_ref())
    }

    /// Whether there is a row below heads anywhere.
    pub(super) fn has_rows(&self) -> bool {
        self.0.iter().any(|sheet| sheet.rows > 1)
    }

    /// How the file is probably to be read.
    pub(super) fn proposed(&self, names: &Names) -> Plan {
        let sheets = self.0.iter().enumerate();
        let best = sheets.filter_map(|(place, sheet)| {
            let (row, count) = sheet.best(names)?;
            Some((place, row, count))
        });
        let best = best.rev().max_by_key(|(.., count)| *count);
        best.map_or_else(Plan::default, |(place, row, _)| {
            Plan::proposed(place, row.number, &row.cells, names)
        })
    }

    /// The row of a sheet in which its heads probably stand.
    pub fn head_row(&self, sheet: usize, names: &Names) -> u32 {
        let best = self.0.get(sheet).and_then(|sheet| sheet.best(names));
        best.map_or(1, |(row, _)| row.number)
    }

    /// The heads by a plan.
    pub fn heads(&self, plan: &Plan) -> Vec<String> {
        let rows = self.0.get(plan.sheet).map(|sheet| sheet.first.as_slice());
        let mut rows = rows.unwrap_or_default().iter();
        let heads = rows.find(|row| row.number == plan.head_row);
        heads.map(|row| row.cells.clone()).unwrap_or_default()
    }

    /// How many rows stand below the heads.
    pub(super) fn rows_below(&self, plan: &Plan) -> u32 {
        let Some(sheet) = self.0.get(plan.sheet) else {
            return 0;
        };
        let above = sheet
            .first
            .iter()
            .filter(|row| row.number <= plan.head_row)
            .count();
        sheet
            .rows
            .saturating_sub(u32::try_from(above).unwrap_or(u32::MAX))
    }
}
