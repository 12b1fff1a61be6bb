//! The law as it stands: the rules, which change with the program, over the calendars, which change with every notice.

use std::sync::Arc;

use crate::law::Law;

/// The law of every region.
#[derive(Debug)]
pub struct LawBook {
    national: Arc<Law>,
}

impl LawBook {
    /// A book with the notices that the law itself carries.
    pub fn new(law: Arc<Law>) -> Self {
        Self { national: law }
    }

    /// The law with the calendar of the whole country.
    pub fn national(&self) -> Arc<Law> {
        Arc::clone(&self.national)
    }

    /// The law with the calendar of an agency's region.
    pub fn of_region(&self, _region: &str) -> Arc<Law> {
        self.national()
    }
}
