//! Plain sheets of text and tables, readable with what every office has.

/// Tells old editors and spreadsheets that it is UTF-8.
const MARK: char = '\u{feff}';

/// A text, line by line.
#[derive(Debug)]
pub(super) struct Sheet(String);

impl Sheet {
    pub(super) fn new(title: &str) -> Self {
        Self(format!("{MARK}{title}\r\n\r\n"))
    }

    /// A line; what people wrote keeps its own.
    pub(super) fn line(&mut self, text: &str) {
        for line in text.lines() {
            self.0.push_str(line);
            self.0.push_str("\r\n");
        }
    }

    pub(super) fn gap(&mut self) {
        self.0.push_str("\r\n");
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// A table as RFC 4180 has it.
#[derive(Debug)]
pub(crate) struct Csv(String);

impl Csv {
    pub(crate) fn new(head: &[String]) -> Self {
        let mut csv = Self(MARK.to_string());
        csv.row(head);
        csv
    }

    pub(crate) fn row(&mut self, cells: &[String]) {
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        self.0.push_str(&cells.join(","));
        self.0.push_str("\r\n");
    }

    pub(crate) fn into_text(self) -> String {
        self.0
    }
}

/// A cell. What a spreadsheet would take for a formula gets an apostrophe, as people type it there themselves.
fn quoted(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let apostrophe = if is_formula { "'" } else { "" };
    format!("\"{apostrophe}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_neither_break_out_nor_calculate() {
        let mut csv = Csv::new(&["甲".to_owned(), "乙".to_owned()]);
        csv.row(&["=1+1".to_owned(), "说“好”，\"是\"\n第二行".to_owned()]);
        assert_eq!(
            csv.into_text(),
            "\u{feff}\"甲\",\"乙\"\r\n\"'=1+1\",\"说“好”，\"\"是\"\"\n第二行\"\r\n"
        );
    }

    #[test]
    fn a_sheet_keeps_the_lines_of_people() {
        let mut sheet = Sheet::new("题");
        sheet.line("一\n二");
        sheet.gap();
        assert_eq!(sheet.into_text(), "\u{feff}题\r\n\r\n一\r\n二\r\n\r\n");
    }
}
