//! Tables for other programs: CSV and XLSX. Rows are written one after the other into a file without a name, so that a
//! table of any length takes little memory, and goes with its last reader.

use std::{
    fs::File,
    io::{self, BufWriter, Seek, Write},
};

use axum::{
    body::Body,
    http::{HeaderValue, header::CACHE_CONTROL},
    response::{IntoResponse, Response},
};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use tokio_util::io::ReaderStream;

use super::{
    download::{How, download},
    error::Failure,
};
use crate::law::words;

words! {
    /// How a table is written.
    pub(crate) enum SheetKind {
        /// In UTF-8 with its mark, as spreadsheets want it.
        Csv = "csv",
        Xlsx = "xlsx",
    }
}

/// Why a table cannot be written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SheetError {
    #[error("the table cannot be written")]
    Io(#[from] io::Error),
    #[error("the row cannot be written")]
    Csv(#[from] csv::Error),
    #[error("the workbook cannot be written")]
    Xlsx(#[from] XlsxError),
}

impl From<SheetError> for Failure {
    fn from(error: SheetError) -> Self {
        Self::Internal(error.into())
    }
}

/// A table that is being written.
pub(crate) struct Sheet {
    kind: SheetKind,
    inner: Inner,
}

enum Inner {
    Csv(Box<csv::Writer<BufWriter<File>>>),
    Xlsx { book: Box<Workbook>, row: u32 },
}

impl std::fmt::Debug for Sheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sheet")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

impl Sheet {
    /// Begins with the heads of the columns.
    pub(crate) fn begin(kind: SheetKind, heads: &[String]) -> Result<Self, SheetError> {
        let inner = match kind {
            SheetKind::Csv => {
                let mut file = BufWriter::new(tempfile::tempfile()?);
                file.write_all("\u{feff}".as_bytes())?;
                let writer = csv::WriterBuilder::new()
                    .terminator(csv::Terminator::CRLF)
                    .quote_style(csv::QuoteStyle::Always)
                    .from_writer(file);
                Inner::Csv(Box::new(writer))
            }
            SheetKind::Xlsx => {
                let mut book = Workbook::new();
                let sheet = book.add_worksheet_with_constant_memory()?;
                let bold = Format::new().set_bold();
                for (column, head) in (0..).zip(heads) {
                    sheet.set_column_width(column, 18)?;
                    sheet.write_string_with_format(0, column, head, &bold)?;
                }
                sheet.set_freeze_panes(1, 1)?;
                Inner::Xlsx {
                    book: Box::new(book),
                    row: 0,
                }
            }
        };
        let mut sheet = Self { kind, inner };
        if kind == SheetKind::Csv {
            sheet.row(heads)?;
        }
        Ok(sheet)
    }

    /// Adds a row. Every cell is text, whatever it begins with: no program takes it for a formula.
    pub(crate) fn row(&mut self, cells: &[String]) -> Result<(), SheetError> {
        match &mut self.inner {
            Inner::Csv(writer) => writer.write_record(cells.iter().map(|cell| guarded(cell)))?,
            Inner::Xlsx { book, row } => {
                *row += 1;
                let sheet = book.worksheet_from_index(0)?;
                for (column, cell) in (0..).zip(cells) {
                    sheet.write_string(*row, column, cell)?;
                }
            }
        }
        Ok(())
    }

    /// Adds a row of numbers behind their name: numbers, with which programs reckon.
    pub(crate) fn counts(&mut self, name: &str, counts: &[u64]) -> Result<(), SheetError> {
        match &mut self.inner {
            Inner::Csv(writer) => {
                let counts = counts.iter().map(ToString::to_string);
                writer.write_record(std::iter::once(guarded(name)).chain(counts))?;
            }
            Inner::Xlsx { book, row } => {
                *row += 1;
                let sheet = book.worksheet_from_index(0)?;
                sheet.write_string(*row, 0, name)?;
                for (column, count) in (1..).zip(counts) {
                    let count = u32::try_from(*count).unwrap_or(u32::MAX);
                    sheet.write_number(*row, column, f64::from(count))?;
                }
            }
        }
        Ok(())
    }

    /// The whole table, from its beginning. May take a while.
    fn finish(self) -> Result<File, SheetError> {
        let mut file = match self.inner {
            Inner::Csv(writer) => {
                let buffer = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
                buffer.into_inner().map_err(io::IntoInnerError::into_error)?
            }
            Inner::Xlsx { mut book, row: _ } => {
                let mut file = tempfile::tempfile()?;
                book.save_to_writer(&mut file)?;
                file
            }
        };
        file.rewind()?;
        Ok(file)
    }

    /// The answer that hands it over; `name` without what tells its kind.
    pub(crate) async fn hand_over(self, name: &str) -> Result<Response, SheetError> {
        let kind = self.kind;
        let file = tokio::task::spawn_blocking(|| self.finish())
            .await
            .map_err(io::Error::other)??;
        let media_type = match kind {
            SheetKind::Csv => "text/csv; charset=utf-8",
            SheetKind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        };
        let body = Body::from_stream(ReaderStream::new(tokio::fs::File::from_std(file)));
        let answer = download(How::Save, media_type, &format!("{name}.{kind}"), body);
        Ok(([(CACHE_CONTROL, HeaderValue::from_static("no-store"))], answer).into_response())
    }
}

/// What a spreadsheet takes as text, whatever it begins with; on one line.
fn guarded(cell: &str) -> String {
    let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        "'"
    } else {
        ""
    };
    format!("{guard}{}", cell.replace(['\r', '\n'], " "))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn cells(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn a_cell_is_text_and_stays_in_its_place() {
        let mut sheet = Sheet::begin(SheetKind::Csv, &cells(&["编号", "事项"])).unwrap();
        sheet.row(&cells(&["青公开〔2026〕1号", "a\"b,\nc"])).unwrap();
        sheet.row(&cells(&["=1+1", "@x"])).unwrap();
        let mut text = String::new();
        sheet.finish().unwrap().read_to_string(&mut text).unwrap();
        let expected =
            "\u{feff}\"编号\",\"事项\"\r\n\"青公开〔2026〕1号\",\"a\"\"b, c\"\r\n\"'=1+1\",\"'@x\"\r\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn a_number_is_one() {
        let mut sheet = Sheet::begin(SheetKind::Csv, &cells(&["项目", "总计"])).unwrap();
        sheet.counts("一、新收", &[12]).unwrap();
        let mut text = String::new();
        sheet.finish().unwrap().read_to_string(&mut text).unwrap();
        assert!(text.ends_with("\"一、新收\",\"12\"\r\n"), "{text}");
        let mut sheet = Sheet::begin(SheetKind::Xlsx, &cells(&["项目", "总计"])).unwrap();
        sheet.counts("一、新收", &[12]).unwrap();
        let mut book = zip::ZipArchive::new(sheet.finish().unwrap()).unwrap();
        let mut text = String::new();
        book.by_name("xl/worksheets/sheet1.xml")
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        assert!(text.contains("<c r=\"B2\"><v>12</v></c>"), "{text}");
    }

    #[test]
    fn a_workbook_has_every_row() {
        let mut sheet = Sheet::begin(SheetKind::Xlsx, &cells(&["编号", "事项"])).unwrap();
        for row in 0..100 {
            sheet.row(&cells(&[&row.to_string(), "=1+1"])).unwrap();
        }
        let mut book = zip::ZipArchive::new(sheet.finish().unwrap()).unwrap();
        let mut text = String::new();
        book.by_name("xl/worksheets/sheet1.xml")
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        assert_eq!(text.matches("<row ").count(), 101);
        assert!(!text.contains("<f>"), "no formula");
    }
}
