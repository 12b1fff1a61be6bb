use serde::Deserialize;

use super::{finding::Findings, scanner::Address};

/// `[documents]`: how much work a document may make. Each is looked at in a process of its own that ends when it takes
/// more.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(default, deny_unknown_fields)]
pub struct Documents {
    /// Pages of one document.
    pub pages: usize,
    /// Memory of the process that looks at a document, in megabytes (1024 × 1024 bytes).
    pub memory_mb: u64,
    /// Processor time for one document, in seconds.
    pub seconds: u64,
    /// The program that turns Word and Excel files into PDF, by name or path; empty where there is none.
    pub converter: String,
    /// How long it may take for one file, in seconds by the clock on the wall.
    pub convert_seconds: u64,
    /// The largest PDF that it may make, in megabytes.
    pub converted_mb: u64,
    /// Where ClamAV's daemon listens, `unix:PATH` or `tcp:HOST:PORT`; empty where there is none.
    pub scanner: String,
    /// How long whoever uploads a file waits for it, in seconds; the file waits longer.
    pub scan_seconds: u64,
    /// How long it may take for one file beside the pages, in seconds.
    pub scan_patience_seconds: u64,
    /// Characters of a plain text or of an e-mail.
    pub text_chars: usize,
    /// Files in a package (zip, e-mail).
    pub package_files: usize,
    /// All files of a package together, unpacked, in megabytes.
    pub package_mb: u64,
    /// How many times as large as packed a file of a package may be.
    pub package_ratio: u64,
    /// Rows of a table that is taken over.
    pub table_rows: usize,
}

impl Default for Documents {
    fn default() -> Self {
        Self {
            pages: 2_000,
            memory_mb: 2_048,
            seconds: 900,
            converter: "soffice".to_owned(),
            convert_seconds: 180,
            converted_mb: 200,
            scanner: String::new(),
            scan_seconds: 5,
            scan_patience_seconds: 120,
            text_chars: 500_000,
            package_files: 100,
            package_mb: 200,
            package_ratio: 200,
            table_rows: 200_000,
        }
    }
}

impl Documents {
    pub(super) fn check(&self, findings: &mut Findings) {
        findings.within("documents.pages", self.pages, 1, 100_000);
        findings.within("documents.memory_mb", self.memory_mb, 512, 65_536);
        findings.within("documents.seconds", self.seconds, 10, 86_400);
        findings.within("documents.convert_seconds", self.convert_seconds, 1, 3_600);
        findings.within("documents.converted_mb", self.converted_mb, 1, 4_096);
        findings.within("documents.scan_seconds", self.scan_seconds, 1, 60);
        findings.within(
            "documents.scan_patience_seconds",
            self.scan_patience_seconds,
            1,
            3_600,
        );
        if !self.scanner.is_empty() && self.scanner.parse::<Address>().is_err() {
            findings.add(
                "documents.scanner",
                format!("“{}”不是查毒程序的地址", self.scanner),
                "写 unix:/run/clamav/clamd.ctl 或者 tcp:127.0.0.1:3310 这样的地址；不查毒的留空",
            );
        }
        findings.within("documents.text_chars", self.text_chars, 1_000, 5_000_000);
        findings.within("documents.package_files", self.package_files, 1, 10_000);
        findings.within("documents.package_mb", self.package_mb, 1, 4_096);
        findings.within("documents.package_ratio", self.package_ratio, 10, 2_000);
        findings.within("documents.table_rows", self.table_rows, 100, 1_000_000);
    }
}
