//! A figure that opens what it counts.

use serde::Serialize;

use crate::{
    text::key,
    web::wording::{Said, Voice},
};

#[derive(Debug, Clone, Serialize)]
pub(super) struct Figure {
    pub(super) count: u64,
    /// The queue with exactly these cases. Nothing where there is none, or where the queue cannot show them.
    pub(super) href: Option<String>,
}

impl Figure {
    /// `count` cases that stand at `href`.
    pub(super) fn of(count: u64, href: impl FnOnce() -> String) -> Self {
        Self {
            count,
            href: (count > 0).then(href),
        }
    }
}

/// What stands behind a bar: `12件`, `12件，逾期2件`.
pub(super) fn label(voice: Voice<'_>, count: u64, late: u64) -> Said {
    let count = count.to_string();
    if late == 0 {
        return voice.say_with(key("workload-bar"), &[("count", &count)]);
    }
    let late = late.to_string();
    voice.say_with(key("workload-bar-late"), &[("count", &count), ("late", &late)])
}
