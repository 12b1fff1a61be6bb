//! What was chosen for all cases, told again where it is checked and where it is done.

use super::{deed::Deed, page::Sheet};
use crate::{
    text::key,
    web::{casefile::asked::Row, pairs::Pairs, wording::Said},
};

impl Sheet<'_> {
    /// To whom the cases go, by how much they are extended, and for which reason.
    pub(super) fn chosen(&self, deed: &Deed, typed: &Pairs) -> Said<Vec<Row>> {
        let mut chosen = Vec::new();
        match *deed {
            Deed::Assign { department, handler } | Deed::HandOver { department, handler } => {
                let department = self.names.department(department);
                let whom = match handler {
                    Some(handler) => format!("{department} {}", self.names.person(handler)),
                    None => department,
                };
                chosen.push((key("bulk-to"), whom));
            }
            Deed::Extend { working_days } => {
                let days = working_days.to_string();
                chosen.push((
                    key("bulk-extend-by"),
                    self.voice
                        .say_with(key("bulk-working-days"), &[("days", &days)])?,
                ));
            }
            Deed::Remind | Deed::Close => {}
        }
        if deed.kind().is_reasoned() {
            chosen.push((key("bulk-reason-of-all"), typed.get("reason").trim().to_owned()));
        }
        chosen
            .into_iter()
            .map(|(label, value)| {
                Ok(Row {
                    label: self.voice.say(label)?,
                    value,
                })
            })
            .collect()
    }
}
