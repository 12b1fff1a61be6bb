//! 认领 in words: until when, and how that day came about.

use super::{Said, Voice};
use crate::{domain::review::Ends, text::key};

impl Voice<'_> {
    /// How the last day of a window came about.
    pub(crate) fn claim_how(self, ends: &Ends) -> Said {
        match ends.cut {
            Some((due, spare)) => self.say_with(
                key("claim-how-cut"),
                &[("due", &self.weekday(due)), ("spare", &spare.to_string())],
            ),
            None => self.say_with(
                key("claim-how"),
                &[
                    ("opened", &self.weekday(ends.opened_on)),
                    ("days", &ends.working_days.to_string()),
                ],
            ),
        }
    }

    /// Why an answer does not go into review yet: who may still claim the case, and until when.
    pub(super) fn claimable(self, windows: &[Ends]) -> Said {
        let window = |ends: &Ends| {
            self.say_with(
                key("claim-window"),
                &[
                    ("step", &ends.step),
                    ("role", self.law.role_name(ends.role)),
                    ("day", &self.last_day(ends.last_day)?),
                    ("how", &self.claim_how(ends)?),
                ],
            )
        };
        let windows = windows.iter().map(window).collect::<Said<Vec<String>>>()?;
        self.say_with(key("refusal-claimable"), &[("windows", &windows.join("；"))])
    }
}
