//! The register as a table for other programs.

use super::read::Row;
use crate::{
    text::{Key, key},
    web::wording::{Said, Voice},
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

/// In UTF-8 with its mark, as spreadsheets want it.
pub(super) fn write(voice: Voice<'_>, rows: &[Row]) -> Said {
    let mut text = String::from("\u{feff}");
    let heads = COLUMNS.map(|column| voice.say(column));
    let heads = heads.into_iter().collect::<Said<Vec<_>>>()?;
    line(&mut text, &heads);
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
        line(
            &mut text,
            &[std::slice::from_ref(serial), cells.as_slice()].concat(),
        );
    }
    Ok(text)
}

fn line(text: &mut String, cells: &[String]) {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    text.push_str(&cells.join(","));
    text.push_str("\r\n");
}

/// A cell that a spreadsheet takes as text, whatever it begins with.
fn quoted(cell: &str) -> String {
    let guard = if cell.starts_with(['=', '+', '-', '@', '\t']) {
        "'"
    } else {
        ""
    };
    format!(
        "\"{guard}{}\"",
        cell.replace('"', "\"\"").replace(['\r', '\n'], " ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_text_and_stays_in_its_place() {
        assert_eq!(quoted("青公开〔2026〕1号"), "\"青公开〔2026〕1号\"");
        assert_eq!(quoted("a\"b,\nc"), "\"a\"\"b, c\"");
        assert_eq!(quoted("=1+1"), "\"'=1+1\"");
    }
}
