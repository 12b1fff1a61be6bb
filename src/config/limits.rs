use super::finding::Findings;
use serde::Deserialize;

/// `[limits]`: how much is accepted.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// One uploaded file, in megabytes (1024 × 1024 bytes).
    pub upload_mb: usize,
    /// All files of one upload together, in megabytes.
    pub upload_total_mb: usize,
    /// Files of one upload.
    pub upload_files: usize,
    /// One long text (the description of what is asked), in characters.
    pub text_chars: usize,
    /// A form without files, in kilobytes (1024 bytes).
    pub form_kb: usize,
    /// Letters that the mail room lists, prints or registers at once.
    pub mailroom_letters: u32,
    /// Cases on which something is done at once.
    pub bulk_cases: u32,
    /// Rows of a table that is exported.
    pub export_rows: u32,
    /// Accounts that one table brings.
    pub import_accounts: u32,
    /// The file of an old register that is taken over, in megabytes.
    pub import_mb: usize,
    /// Failed sign-ins in a row after which an account waits.
    pub sign_in_failures: u32,
    /// Minutes for which it waits.
    pub lock_minutes: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            upload_mb: 20,
            upload_total_mb: 50,
            upload_files: 10,
            text_chars: 5_000,
            form_kb: 4_096,
            mailroom_letters: 200,
            bulk_cases: 200,
            export_rows: 200_000,
            import_accounts: 200,
            import_mb: 50,
            sign_in_failures: 5,
            lock_minutes: 15,
        }
    }
}

impl Limits {
    /// Bytes of a form without files.
    pub fn form_bytes(&self) -> usize {
        self.form_kb * 1024
    }

    /// Bytes of one uploaded file.
    pub fn upload_bytes(&self) -> usize {
        self.upload_mb * 1024 * 1024
    }

    /// Bytes of the file of an old register.
    pub fn import_bytes(&self) -> usize {
        self.import_mb * 1024 * 1024
    }

    /// Bytes of a form with all files that it may carry.
    pub fn upload_form_bytes(&self) -> usize {
        self.form_bytes() + self.upload_total_mb * 1024 * 1024
    }

    pub(super) fn check(&self, findings: &mut Findings) {
        findings.within("limits.upload_mb", self.upload_mb, 1, 1024);
        findings.within("limits.upload_total_mb", self.upload_total_mb, 1, 4096);
        findings.within("limits.upload_files", self.upload_files, 1, 100);
        findings.within("limits.text_chars", self.text_chars, 100, 100_000);
        findings.within("limits.form_kb", self.form_kb, 64, 16_384);
        findings.within("limits.mailroom_letters", self.mailroom_letters, 1, 1_000);
        findings.within("limits.bulk_cases", self.bulk_cases, 1, 1_000);
        findings.within("limits.export_rows", self.export_rows, 100, 1_000_000);
        findings.within("limits.import_accounts", self.import_accounts, 1, 1_000);
        findings.within("limits.import_mb", self.import_mb, 1, 200);
        findings.within("limits.sign_in_failures", self.sign_in_failures, 3, 100);
        findings.within("limits.lock_minutes", self.lock_minutes, 1, 1440);
    }
}
