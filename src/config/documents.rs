use serde::Deserialize;

use super::finding::Findings;

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
}

impl Default for Documents {
    fn default() -> Self {
        Self {
            pages: 2_000,
            memory_mb: 2_048,
            seconds: 900,
        }
    }
}

impl Documents {
    pub(super) fn check(&self, findings: &mut Findings) {
        findings.within("documents.pages", self.pages, 1, 100_000);
        findings.within("documents.memory_mb", self.memory_mb, 512, 65_536);
        findings.within("documents.seconds", self.seconds, 10, 86_400);
    }
}
