//! What is asked of an agency: information, or the correction of records about oneself. Limits, grounds and letters say
//! which of the two they are for.

use super::{LimitKey, word::words};

words! {
    /// What the application is for.
    pub enum AsksFor {
        /// 政府信息
        Information = "information",
        /// 更正与自身相关的不准确的政府信息记录 (条例第四十一条); in no table of the annual report
        RecordCorrection = "record_correction",
    }
}

impl AsksFor {
    /// The limit by which it has to be answered.
    pub const fn limit(self) -> LimitKey {
        match self {
            Self::Information => LimitKey::Reply,
            Self::RecordCorrection => LimitKey::RecordCorrection,
        }
    }

    /// What is asked for where nothing else is said: in the data, and in a history that was written before there was
    /// anything but information to ask for.
    pub const fn information() -> Self {
        Self::Information
    }

    /// Whether records about the applicant are to be corrected.
    pub const fn corrects_records(self) -> bool {
        match self {
            Self::Information => false,
            Self::RecordCorrection => true,
        }
    }
}
