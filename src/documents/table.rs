//! Tables out of files that nobody vouches for: text with separators (CSV) and workbooks (XLSX), row by row, as text. What
//! the texts mean is not known here. Formulas are read as the values that they had when the file was saved.

use std::io::{self, Cursor};

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use serde::{Deserialize, Serialize};

use super::plain;

/// The most columns that a table may have: registers have some twenty.
pub const MAX_COLUMNS: usize = 200;

/// The most characters of a cell, as in spreadsheets.
const MAX_CELL: usize = 32_767;

/// The most sheets of a workbook.
const MAX_SHEETS: usize = 50;

/// How large a workbook may be when it is unpacked, in bytes.
const MAX_UNPACKED: u64 = 1024 * 1024 * 1024;

/// Rows that are told at once, and about how many bytes of them.
const AT_ONCE: usize = 250;
const BYTES_AT_ONCE: usize = 256 * 1024;

/// A row that is not blank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRow {
    /// Counted from 1, as a spreadsheet does.
    pub number: u32,
    pub cells: Vec<String>,
}

/// What is told of a file, in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A sheet begins; a text with separators has one, without a name.
    Sheet(String),
    /// Some rows of it.
    Rows(Vec<TableRow>),
}

/// Why a file is no table that can be read, in words for whoever brought it.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    #[error("文件是空的，里面没有表格")]
    Empty,
    #[error("文件有打开密码，或者是旧格式（.xls、.et）的工作簿：请去掉密码，另存为 .xlsx 或者 CSV 后再上传")]
    Encrypted,
    #[error(
        "这不是可以读取的表格：请上传 .xlsx 工作簿，或者用逗号、制表符、分号分隔的文本（编码为 UTF-8 或者 GB18030）"
    )]
    NotATable,
    #[error("工作簿已损坏，或者不完整：请在电子表格程序中打开，另存一份后再上传")]
    Broken,
    #[error("行数超过 {0} 行：请分成几个文件")]
    TooManyRows(usize),
    #[error("列数超过 {MAX_COLUMNS} 列：请只保留台账的各列")]
    TooManyColumns,
    #[error("工作表超过 {MAX_SHEETS} 张：请只保留台账所在的工作表")]
    TooManySheets,
    #[error("工作簿解压后太大：请去掉图片和不用的工作表，另存一份后再上传")]
    TooLarge,
    #[error("the rows cannot be handed over")]
    Tell(#[from] io::Error),
}

/// Reads every sheet of a file; `tell` gets it piece by piece.
pub fn read(
    bytes: &[u8],
    most: usize,
    tell: &mut dyn FnMut(Piece) -> io::Result<()>,
) -> Result<(), TableError> {
    let mut teller = Teller {
        tell,
        rows: Vec::new(),
        bytes: 0,
        left: most,
        most,
    };
    if bytes.is_empty() {
        Err(TableError::Empty)
    } else if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        Err(TableError::Encrypted)
    } else if bytes.starts_with(b"PK") {
        workbook(bytes, &mut teller)
    } else {
        separated(bytes, &mut teller)
    }
}

struct Teller<'a> {
    tell: &'a mut dyn FnMut(Piece) -> io::Result<()>,
    rows: Vec<TableRow>,
    bytes: usize,
    left: usize,
    most: usize,
}

impl Teller<'_> {
    fn sheet(&mut self, name: &str) -> Result<(), TableError> {
        self.flush()?;
        Ok((self.tell)(Piece::Sheet(name.to_owned()))?)
    }

    fn row(&mut self, number: u32, mut cells: Vec<String>) -> Result<(), TableError> {
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        if cells.is_empty() {
            return Ok(());
        }
        if cells.len() > MAX_COLUMNS {
            return Err(TableError::TooManyColumns);
        }
        self.left = self
            .left
            .checked_sub(1)
            .ok_or(TableError::TooManyRows(self.most))?;
        self.bytes += cells.iter().map(String::len).sum::<usize>();
        self.rows.push(TableRow { number, cells });
        if self.rows.len() >= AT_ONCE || self.bytes >= BYTES_AT_ONCE {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), TableError> {
        self.bytes = 0;
        if self.rows.is_empty() {
            return Ok(());
        }
        Ok((self.tell)(Piece::Rows(std::mem::take(&mut self.rows)))?)
    }
}

/// A cell as people meant it: on its own, without what nobody sees, and not endless.
fn cell(text: &str) -> String {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'))
        .chars()
        .take(MAX_CELL)
        .collect()
}

fn separated(bytes: &[u8], teller: &mut Teller<'_>) -> Result<(), TableError> {
    let text = plain::decode(bytes).ok_or(TableError::NotATable)?;
    if text.trim().is_empty() {
        return Err(TableError::Empty);
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(&text))
        .from_reader(text.as_bytes());
    teller.sheet("")?;
    for (number, record) in (1..).zip(reader.records()) {
        let record = record.map_err(|_| TableError::NotATable)?;
        if record.len() > MAX_COLUMNS
            && record
                .iter()
                .skip(MAX_COLUMNS)
                .any(|cell| !cell.trim().is_empty())
        {
            return Err(TableError::TooManyColumns);
        }
        teller.row(number, record.iter().take(MAX_COLUMNS).map(cell).collect())?;
    }
    teller.flush()
}

/// The separator of which the first lines have most, outside of quotes.
fn separator(text: &str) -> u8 {
    let (mut quoted, mut counts, mut lines) = (false, [0_usize; 3], 0);
    for sign in text.chars() {
        match sign {
            '"' => quoted = !quoted,
            ',' if !quoted => counts[0] += 1,
            '\t' if !quoted => counts[1] += 1,
            ';' if !quoted => counts[2] += 1,
            '\n' if !quoted => lines += 1,
            _ => {}
        }
        if lines == 5 {
            break;
        }
    }
    let [commas, tabs, semicolons] = counts;
    if tabs > commas && tabs >= semicolons {
        b'\t'
    } else if semicolons > commas {
        b';'
    } else {
        b','
    }
}

fn workbook(bytes: &[u8], teller: &mut Teller<'_>) -> Result<(), TableError> {
    unpacks(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| TableError::Broken)?;
    let names = book.sheet_names();
    if names.len() > MAX_SHEETS {
        return Err(TableError::TooManySheets);
    }
    for name in &names {
        // A sheet of charts has no cells.
        let Ok(mut cells) = book.worksheet_cells_reader(name) else {
            continue;
        };
        teller.sheet(name)?;
        let mut row: (u32, Vec<String>) = (0, Vec::new());
        while let Some(next) = cells.next_cell().map_err(|_| TableError::Broken)? {
            let (line, column) = next.get_position();
            if line != row.0 {
                let (before, cells) = std::mem::replace(&mut row, (line, Vec::new()));
                teller.row(before.saturating_add(1), cells)?;
            }
            let text = said(next.get_value());
            if text.is_empty() {
                continue;
            }
            let column = usize::try_from(column).unwrap_or(usize::MAX);
            if column >= MAX_COLUMNS {
                return Err(TableError::TooManyColumns);
            }
            if row.1.len() <= column {
                row.1.resize(column + 1, String::new());
            }
            if let Some(place) = row.1.get_mut(column) {
                *place = text;
            }
        }
        teller.row(row.0.saturating_add(1), row.1)?;
        teller.flush()?;
    }
    Ok(())
}

/// Whether a workbook says of itself that it stays within bounds; one that lies about it meets the limits of its process.
fn unpacks(bytes: &[u8]) -> Result<(), TableError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| TableError::NotATable)?;
    let mut whole: u64 = 0;
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index).map_err(|_| TableError::Broken)?;
        whole = whole.saturating_add(file.size());
    }
    if whole > MAX_UNPACKED {
        return Err(TableError::TooLarge);
    }
    if archive.index_for_name("xl/workbook.xml").is_none() {
        return Err(TableError::NotATable);
    }
    Ok(())
}

/// A value as text: days as `2026-11-20`, whole numbers without a point.
fn said(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => cell(text),
        DataRef::SharedString(text) => cell(text),
        DataRef::Bool(true) => "是".to_owned(),
        DataRef::Bool(false) => "否".to_owned(),
        DataRef::DateTime(moment) => day(*moment),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

fn day(moment: ExcelDateTime) -> String {
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    if moment.is_datetime() && moment.as_f64() >= 1.0 {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        moment.as_f64().to_string()
    }
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{ExcelDateTime as Day, Format, Workbook};

    use super::*;

    fn all(bytes: &[u8]) -> Result<Vec<Piece>, TableError> {
        let mut pieces = Vec::new();
        read(bytes, 1_000, &mut |piece| {
            pieces.push(piece);
            Ok(())
        })?;
        Ok(pieces)
    }

    fn rows(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
        let pieces = all(bytes).unwrap().into_iter();
        let rows = pieces.flat_map(|piece| match piece {
            Piece::Sheet(_) => Vec::new(),
            Piece::Rows(rows) => rows,
        });
        rows.map(|row| (row.number, row.cells)).collect()
    }

    fn texts(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    fn workbook_of(write: impl FnOnce(&mut Workbook)) -> Vec<u8> {
        let mut book = Workbook::new();
        write(&mut book);
        book.save_to_buffer().unwrap()
    }

    #[test]
    fn a_text_is_read_in_every_encoding_and_with_every_separator() {
        let expected = vec![
            (1, texts(&["编号", "事项"])),
            (2, texts(&["青公开〔2024〕1号", "预算,\n决算"])),
            (3, texts(&["2"])),
        ];
        let plain = "编号,事项\r\n青公开〔2024〕1号,\"预算,\n决算\"\r\n 2 \r\n";
        let (old, ..) = encoding_rs::GB18030.encode(plain);
        for bytes in [
            plain.as_bytes(),
            format!("\u{feff}{plain}").as_bytes(),
            &old,
            plain.replace(",事", "\t事").replace(",\"", "\t\"").as_bytes(),
            plain.replace(",事", ";事").replace(",\"", ";\"").as_bytes(),
        ] {
            assert_eq!(rows(bytes), expected);
        }
    }

    #[test]
    fn a_workbook_is_read_sheet_by_sheet_with_days_and_values_of_formulas() {
        let bytes = workbook_of(|book| {
            let sheet = book.add_worksheet().set_name("2024年").unwrap();
            let day = Format::new().set_num_format("yyyy/m/d");
            sheet.write_string(0, 0, "编号").unwrap();
            sheet.write_string(2, 0, " 1号 ").unwrap();
            let on = Day::from_ymd(2024, 3, 5).unwrap();
            sheet.write_datetime_with_format(2, 2, on, &day).unwrap();
            sheet.write_number(2, 3, 13_900_000_000.0).unwrap();
            sheet.write_formula(2, 4, "=1+1").unwrap();
            book.add_worksheet().set_name("说明").unwrap();
        });
        let pieces = all(&bytes).unwrap();
        assert_eq!(pieces[0], Piece::Sheet("2024年".to_owned()));
        assert_eq!(pieces[2], Piece::Sheet("说明".to_owned()));
        let expected = vec![
            (1, texts(&["编号"])),
            (3, texts(&["1号", "", "2024-03-05", "13900000000", "0"])),
        ];
        assert_eq!(rows(&bytes), expected);
    }

    #[test]
    fn what_is_no_table_is_said_so() {
        assert!(matches!(all(b""), Err(TableError::Empty)));
        assert!(matches!(all(b" \r\n"), Err(TableError::Empty)));
        assert!(matches!(all(b"%PDF\0\x01"), Err(TableError::NotATable)));
        assert!(matches!(all(b"\xc3\x28\x00"), Err(TableError::NotATable)));
        assert!(matches!(
            all(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
            Err(TableError::Encrypted)
        ));
        assert!(matches!(all(b"PK\x03\x04"), Err(TableError::NotATable)));
        let mut whole = workbook_of(|book| {
            book.add_worksheet().write_string(0, 0, "编号").unwrap();
        });
        whole.truncate(whole.len() / 2);
        assert!(matches!(
            all(&whole),
            Err(TableError::NotATable | TableError::Broken)
        ));
    }

    #[test]
    fn a_table_has_its_bounds() {
        let wide = format!("a{}b\n", ",".repeat(1_000_000));
        assert!(matches!(all(wide.as_bytes()), Err(TableError::TooManyColumns)));
        let long = "1,2\n".repeat(1_001);
        assert!(matches!(
            all(long.as_bytes()),
            Err(TableError::TooManyRows(1_000))
        ));
        let wide = workbook_of(|book| {
            book.add_worksheet().write_string(0, 16_383, "x").unwrap();
        });
        assert!(matches!(all(&wide), Err(TableError::TooManyColumns)));
    }
}
