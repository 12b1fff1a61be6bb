//! The register as a table for other programs.

use super::read::Row;
use crate::{
    text::{Key, key},
    web::{
        error::Failure,
        sheet::{Sheet, SheetKind},
        wording::{Said, Voice},
    },
};

const COLUMNS: [Key; 8] = [
    key("number-list-serial"),
    key("number-list-number"),
    key("number-list-kind"),
    key("number-list-case"),
    key("number-list-issued"),
    key("number-list-to"),
    key("number-list-served"),
    key("number-list-void"),
];

pub(super) fn write(voice: Voice<'_>, rows: &[Row]) -> Result<Sheet, Failure> {
    let heads = COLUMNS.map(|column| voice.say(column));
    let heads = heads.into_iter().collect::<Said<Vec<_>>>()?;
    let mut sheet = Sheet::begin(SheetKind::Csv, &heads)?;
    for row in rows {
        let Row {
            serial,
            number,
            kind,
            case,
            case_href: _,
            issued_on,
            to,
            served,
            void,
            spoilt: _,
            missing: _,
        } = row;
        let cells = [number, kind, case, issued_on, to, served, void];
        let cells = cells.map(|cell| cell.clone().unwrap_or_default());
        sheet.row(&[std::slice::from_ref(serial), cells.as_slice()].concat())?;
    }
    Ok(sheet)
}
